//! Vietnamese text: one normal form, search keys without marks, the name people are sorted by.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Normal form C, runs of white space folded to one space, ends trimmed.
pub fn tidy(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Normal form C and nothing else: for passwords, where every space counts.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Without marks and in lower case, as `directory.fold` does it in the database.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|character| !is_combining_mark(*character))
        .map(|character| match character {
            'đ' | 'Đ' => 'd',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The given name, which stands last and is what Vietnamese lists are sorted by.
pub fn given_name(name: &str) -> &str {
    name.split_whitespace().last().unwrap_or(name)
}

/// Longest name of a person taken, in characters.
const LONGEST_NAME: usize = 200;

/// Whether a text in normal form C can be the name of a person: letters, the marks that stand on them where no letter has
/// them composed (`Mô̆k`), and the few signs that stand in names.
pub fn is_name(name: &str) -> bool {
    let fits = |character: char| {
        character.is_alphabetic() || is_combining_mark(character) || " '’.-".contains(character)
    };
    name.chars().count() <= LONGEST_NAME && name.starts_with(char::is_alphabetic) && name.chars().all(fits)
}

/// Masks all but the first four and the last two characters: `0010xxxxxx12`.
pub fn mask(value: &str) -> String {
    let length = value.chars().count();
    let (head, tail) = if length > 8 { (4, 2) } else { (0, 2) };
    value
        .chars()
        .enumerate()
        .map(|(index, character)| {
            if index < head || index + tail >= length {
                character
            } else {
                'x'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_with_their_marks_and_a_few_signs() {
        for name in ["Nguyễn Văn An", "H’Mô̆k Niê", "Y-Čik K'Ƀrăm", "Maria T. An"] {
            assert!(is_name(&tidy(name)), "{name}");
        }
        let endless = "a".repeat(201);
        for text in [
            "",
            "12",
            "=An",
            "'An",
            "An 2",
            "An\u{0}",
            "\u{306}An",
            endless.as_str(),
        ] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn decomposed_and_composed_names_are_one() {
        assert_eq!(tidy("  Nguye\u{302}\u{303}n   Va\u{306}n  An "), "Nguyễn Văn An");
    }

    #[test]
    fn folding_drops_every_mark() {
        assert_eq!(fold("Đỗ Thị Phượng Ẵm Ỹ"), "do thi phuong am y");
    }

    #[test]
    fn people_are_sorted_by_the_last_word() {
        assert_eq!(given_name("Nguyễn Thị Ánh"), "Ánh");
    }

    #[test]
    fn masks_leave_ends_only() {
        assert_eq!(mask("001012345612"), "0010xxxxxx12");
        assert_eq!(mask("01234567"), "xxxxxx67");
        assert_eq!(mask(""), "");
    }
}
