//! TCVN3, which the old ".Vn" fonts show: each letter is one byte, capitals with a tone are a capital and its tone.

use unicode_normalization::UnicodeNormalization;

/// Codes and letters. Capitals with a tone have none of their own.
const LETTERS: [(char, char); 74] = [
    ('\u{b5}', 'à'),
    ('\u{b6}', 'ả'),
    ('\u{b7}', 'ã'),
    ('\u{b8}', 'á'),
    ('\u{b9}', 'ạ'),
    ('\u{a8}', 'ă'),
    ('\u{bb}', 'ằ'),
    ('\u{bc}', 'ẳ'),
    ('\u{bd}', 'ẵ'),
    ('\u{be}', 'ắ'),
    ('\u{c6}', 'ặ'),
    ('\u{a9}', 'â'),
    ('\u{c7}', 'ầ'),
    ('\u{c8}', 'ẩ'),
    ('\u{c9}', 'ẫ'),
    ('\u{ca}', 'ấ'),
    ('\u{cb}', 'ậ'),
    ('\u{ae}', 'đ'),
    ('\u{cc}', 'è'),
    ('\u{ce}', 'ẻ'),
    ('\u{cf}', 'ẽ'),
    ('\u{d0}', 'é'),
    ('\u{d1}', 'ẹ'),
    ('\u{aa}', 'ê'),
    ('\u{d2}', 'ề'),
    ('\u{d3}', 'ể'),
    ('\u{d4}', 'ễ'),
    ('\u{d5}', 'ế'),
    ('\u{d6}', 'ệ'),
    ('\u{d7}', 'ì'),
    ('\u{d8}', 'ỉ'),
    ('\u{dc}', 'ĩ'),
    ('\u{dd}', 'í'),
    ('\u{de}', 'ị'),
    ('\u{df}', 'ò'),
    ('\u{e1}', 'ỏ'),
    ('\u{e2}', 'õ'),
    ('\u{e3}', 'ó'),
    ('\u{e4}', 'ọ'),
    ('\u{ab}', 'ô'),
    ('\u{e5}', 'ồ'),
    ('\u{e6}', 'ổ'),
    ('\u{e7}', 'ỗ'),
    ('\u{e8}', 'ố'),
    ('\u{e9}', 'ộ'),
    ('\u{ac}', 'ơ'),
    ('\u{ea}', 'ờ'),
    ('\u{eb}', 'ở'),
    ('\u{ec}', 'ỡ'),
    ('\u{ed}', 'ớ'),
    ('\u{ee}', 'ợ'),
    ('\u{ef}', 'ù'),
    ('\u{f1}', 'ủ'),
    ('\u{f2}', 'ũ'),
    ('\u{f3}', 'ú'),
    ('\u{f4}', 'ụ'),
    ('\u{ad}', 'ư'),
    ('\u{f5}', 'ừ'),
    ('\u{f6}', 'ử'),
    ('\u{f7}', 'ữ'),
    ('\u{f8}', 'ứ'),
    ('\u{f9}', 'ự'),
    ('\u{fa}', 'ỳ'),
    ('\u{fb}', 'ỷ'),
    ('\u{fc}', 'ỹ'),
    ('\u{fd}', 'ý'),
    ('\u{fe}', 'ỵ'),
    ('\u{a1}', 'Ă'),
    ('\u{a2}', 'Â'),
    ('\u{a7}', 'Đ'),
    ('\u{a3}', 'Ê'),
    ('\u{a4}', 'Ô'),
    ('\u{a5}', 'Ơ'),
    ('\u{a6}', 'Ư'),
];

/// Codes that put a tone on the letter before.
const TONES: [(char, char); 5] = [
    ('\u{b0}', '\u{300}'),
    ('\u{b1}', '\u{309}'),
    ('\u{b2}', '\u{303}'),
    ('\u{b3}', '\u{301}'),
    ('\u{b4}', '\u{323}'),
];

/// Reads codes as letters; what is no code stays.
pub(super) fn decode(text: &str) -> String {
    let letter = |character: char| {
        LETTERS
            .iter()
            .chain(&TONES)
            .find(|(code, _)| *code == character)
            .map_or(character, |(_, letter)| *letter)
    };
    text.chars().map(letter).nfc().collect()
}

/// Writes letters as codes.
#[cfg(test)]
pub(super) fn encode(text: &str) -> String {
    let code = |letter: char| LETTERS.iter().find(|(_, listed)| *listed == letter);
    let mut coded = String::new();
    for letter in text.nfc() {
        match code(letter) {
            Some((code, _)) => coded.push(*code),
            None if letter.is_ascii() => coded.push(letter),
            None => coded.push_str(&toned(letter)),
        }
    }
    coded
}

/// A capital and the code of its tone.
#[cfg(test)]
fn toned(letter: char) -> String {
    let (tones, bare): (Vec<char>, Vec<char>) = std::iter::once(letter)
        .nfd()
        .partition(|part| TONES.iter().any(|(_, tone)| tone == part));
    let bare = bare.into_iter().nfc().next().unwrap();
    let bare = LETTERS
        .iter()
        .find(|(_, listed)| *listed == bare)
        .map_or(bare, |(code, _)| *code);
    let tone = TONES
        .iter()
        .find(|(_, tone)| Some(tone) == tones.first())
        .unwrap()
        .0;
    [bare, tone].iter().collect()
}
