//! Names of people and of branches as lists write them.

use super::field::key;

/// `I. Chi bộ thôn Đông` over the members of a branch.
pub(super) fn section(text: &str) -> Option<String> {
    let at = key(text).find("chi bo")?;
    if at > 5 {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let from = words.iter().position(|word| key(word) == "chi")?;
    Some(words.get(from..)?.join(" "))
}

/// A name in capitals only is written as names are.
pub(super) fn well_cased(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        first
            .chain(letters.flat_map(char::to_lowercase))
            .collect::<String>()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
