//! Whether a word is spelled as Vietnamese is: an opening, a rhyme, at most one tone, capitals where they belong.
//!
//! It decides one question only: which of two readings of some bytes makes words. Foreign names need not pass.

use unicode_normalization::UnicodeNormalization;

/// The longest first, so that what is left is the rhyme.
const OPENINGS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// Rhymes without their tones.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu \
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu \
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu \
    y ych yêm yên yêng yêt yêu yn ynh yp yt yu ";

const ACUTE: char = '\u{301}';
const DOT: char = '\u{323}';
const TONES: [char; 5] = ['\u{300}', ACUTE, '\u{303}', '\u{309}', DOT];

/// Whether a word of letters can be a Vietnamese syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    if !is_cased_as_a_word(word) {
        return false;
    }
    let mut tone = None;
    let mut bare = String::with_capacity(word.len());
    for character in word.nfd() {
        if TONES.contains(&character) {
            if tone.replace(character).is_some() {
                return false;
            }
        } else {
            bare.push(character);
        }
    }
    let bare: String = bare.nfc().flat_map(char::to_lowercase).collect();
    let fits = |rhyme: &str| is_rhyme(rhyme) && tone_fits(rhyme, tone);
    // "gì" is "g" and "i", "giêng" is "gi" and "êng": every opening is tried.
    fits(&bare)
        || OPENINGS
            .iter()
            .filter_map(|opening| bare.strip_prefix(opening))
            .any(fits)
}

/// `lan`, `Lan` or `LAN`.
fn is_cased_as_a_word(word: &str) -> bool {
    let mut rest = word.chars().skip(1).filter(|character| character.is_alphabetic());
    let starts_large = word.chars().next().is_some_and(char::is_uppercase);
    let mut rest_again = rest.clone();
    rest.all(char::is_lowercase) || (starts_large && rest_again.all(char::is_uppercase))
}

fn is_rhyme(rhyme: &str) -> bool {
    !rhyme.is_empty()
        && rhyme.chars().all(char::is_alphabetic)
        && RHYMES.contains(&[" ", rhyme, " "].concat())
}

/// What ends in a stop is said rising or heavy.
fn tone_fits(rhyme: &str, tone: Option<char>) -> bool {
    let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
    !stopped || matches!(tone, Some(ACUTE | DOT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_words_are_syllables() {
        for word in [
            "Nguyễn",
            "Thị",
            "Phượng",
            "gì",
            "giêng",
            "quýt",
            "Quỳnh",
            "ƯỚT",
            "Ý",
            "đường",
            "nghiêng",
            "khuya",
            "Huế",
            "thuở",
            "Đỗ",
            "An",
            "y",
            "xoong",
            "Hoà",
            "hòa",
        ] {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn what_misread_bytes_make_is_none() {
        for word in [
            "NguyÔn", "TrÇn", "ThÞ", "Nguyeãn", "Hoaø", "Néi", "café", "hat", "Páòo", "gLan", "", "lần1",
            "Phaïm",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
