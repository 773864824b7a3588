//! Codes that people type: an alphabet that Vietnamese keyboards leave alone and the eye does not confuse, read
//! forgivingly.

/// No vowels, W or D, which Telex and VNI turn into other letters; no letter that looks like a digit.
const ALPHABET: &[u8; 21] = b"23456789CFHJKMNPQRTVX";

/// Spells `length` characters from random or signed bytes; 16 bytes are enough for 20 characters without bias.
pub fn spell(bytes: [u8; 16], length: usize) -> String {
    let mut rest = u128::from_be_bytes(bytes);
    let mut spelled = String::with_capacity(length);
    for _ in 0..length {
        let place = usize::try_from(rest % 21).unwrap_or_default();
        spelled.extend(ALPHABET.get(place).map(|byte| char::from(*byte)));
        rest /= 21;
    }
    spelled
}

/// What was meant: any case, with spaces, dashes and dots, and a letter in place of the digit it looks like.
/// `None` when it cannot be a code of this length.
pub fn read(typed: &str, length: usize) -> Option<String> {
    let mut read = String::with_capacity(length);
    for character in typed.chars() {
        if character.is_whitespace() || matches!(character, '-' | '–' | '.' | '_') {
            continue;
        }
        read.push(meant(character)?);
        if read.len() > length {
            return None;
        }
    }
    (read.len() == length).then_some(read)
}

fn meant(character: char) -> Option<char> {
    let meant = match character.to_ascii_uppercase() {
        'B' => '8',
        'G' => '6',
        'S' => '5',
        'Z' => '2',
        other => other,
    };
    let byte = u8::try_from(meant).ok()?;
    ALPHABET.contains(&byte).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_spelled_is_read(bytes: [u8; 16], length in 1usize..20) {
            let code = spell(bytes, length);
            prop_assert_eq!(code.len(), length);
            prop_assert_eq!(read(&code, length), Some(code.clone()));
            prop_assert_eq!(read(&code.to_lowercase(), length), Some(code.clone()));
            let (head, tail) = code.split_at(length / 2);
            prop_assert_eq!(read(&format!(" {head} - {tail}\n"), length), Some(code));
        }

        #[test]
        fn nothing_typed_breaks_the_reader(typed: String) {
            if let Some(code) = read(&typed, 8) {
                prop_assert_eq!(read(&code, 8), Some(code));
            }
        }
    }

    #[test]
    fn a_letter_stands_for_the_digit_it_looks_like() {
        assert_eq!(read("bgsz-2345", 8).as_deref(), Some("86522345"));
        assert_eq!(read("2345678", 8), None);
        assert_eq!(read("234567899", 8), None);
        assert_eq!(read("2345678Ế", 8), None);
        assert_eq!(read("2345678A", 8), None);
    }

    #[test]
    fn no_character_is_one_that_a_keyboard_rewrites() {
        assert!(!ALPHABET.iter().any(|byte| b"AEIOUYWD01LBGSZ".contains(byte)));
    }
}
