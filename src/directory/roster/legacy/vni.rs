//! VNI, as the "VNI-" fonts show it: a plain letter followed by the letter that carries its marks.

/// Letters that are one code.
const ALONE: [(&str, char); 8] = [
    ("ñ", 'đ'),
    ("í", 'í'),
    ("ì", 'ì'),
    ("æ", 'ỉ'),
    ("ó", 'ĩ'),
    ("ò", 'ị'),
    ("î", 'ỵ'),
    ("ô", 'ơ'),
];

/// `ö` alone is ư; `ô` and `ö` carry tones as plain letters do.
const PAIRS: [(&str, char); 60] = [
    ("aù", 'á'),
    ("aø", 'à'),
    ("aû", 'ả'),
    ("aõ", 'ã'),
    ("aï", 'ạ'),
    ("aê", 'ă'),
    ("aé", 'ắ'),
    ("aè", 'ằ'),
    ("aú", 'ẳ'),
    ("aü", 'ẵ'),
    ("aë", 'ặ'),
    ("aâ", 'â'),
    ("aá", 'ấ'),
    ("aà", 'ầ'),
    ("aå", 'ẩ'),
    ("aã", 'ẫ'),
    ("aä", 'ậ'),
    ("eù", 'é'),
    ("eø", 'è'),
    ("eû", 'ẻ'),
    ("eõ", 'ẽ'),
    ("eï", 'ẹ'),
    ("eâ", 'ê'),
    ("eá", 'ế'),
    ("eà", 'ề'),
    ("eå", 'ể'),
    ("eã", 'ễ'),
    ("eä", 'ệ'),
    ("où", 'ó'),
    ("oø", 'ò'),
    ("oû", 'ỏ'),
    ("oõ", 'õ'),
    ("oï", 'ọ'),
    ("oâ", 'ô'),
    ("oá", 'ố'),
    ("oà", 'ồ'),
    ("oå", 'ổ'),
    ("oã", 'ỗ'),
    ("oä", 'ộ'),
    ("ôù", 'ớ'),
    ("ôø", 'ờ'),
    ("ôû", 'ở'),
    ("ôõ", 'ỡ'),
    ("ôï", 'ợ'),
    ("uù", 'ú'),
    ("uø", 'ù'),
    ("uû", 'ủ'),
    ("uõ", 'ũ'),
    ("uï", 'ụ'),
    ("ö", 'ư'),
    ("öù", 'ứ'),
    ("öø", 'ừ'),
    ("öû", 'ử'),
    ("öõ", 'ữ'),
    ("öï", 'ự'),
    ("yù", 'ý'),
    ("yø", 'ỳ'),
    ("yû", 'ỷ'),
    ("yõ", 'ỹ'),
    ("yï", 'ỵ'),
];

/// Reads codes as letters; what is no code stays. A mark is taken in either case: both stand in real files.
pub(super) fn decode(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut read = String::with_capacity(text.len());
    let mut rest = characters.as_slice();
    while let [first, after @ ..] = rest {
        let pair = after.first().and_then(|second| letter(&[*first, *second]));
        if let Some(letter) = pair {
            read.push(letter);
            rest = after.get(1..).unwrap_or_default();
        } else {
            read.push(letter(&[*first]).unwrap_or(*first));
            rest = after;
        }
    }
    read
}

/// The letter of a code, as large as its plain letter.
fn letter(code: &[char]) -> Option<char> {
    let small: String = code
        .iter()
        .flat_map(|character| character.to_lowercase())
        .collect();
    let (_, letter) = PAIRS.iter().chain(&ALONE).find(|(listed, _)| *listed == small)?;
    if code.first().is_some_and(|first| first.is_uppercase()) {
        letter.to_uppercase().next()
    } else {
        Some(*letter)
    }
}

/// Writes letters as codes.
#[cfg(test)]
pub(super) fn encode(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc()
        .map(|letter| {
            let small: String = letter.to_lowercase().collect();
            let listed = PAIRS
                .iter()
                .chain(&ALONE)
                .find(|(_, listed)| *listed.to_string() == small);
            match listed {
                None => letter.to_string(),
                Some((code, _)) if letter.is_uppercase() => code.to_uppercase(),
                Some((code, _)) => (*code).to_owned(),
            }
        })
        .collect()
}
