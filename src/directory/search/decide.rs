//! What a query means: a number to be looked up, or words of a name, as typed and with one letter wrong.

use crate::base::text;

/// So many digits in a query make it a number of a member: a card, a citizen id, a phone.
const SHORTEST_NUMBER: usize = 6;
/// More words than any name has; beyond them a typing error is not looked for.
const MOST_WORDS: usize = 8;
/// A single word up to this length is a given name: nearly every short word is one letter from some middle name.
const SHORT: usize = 3;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// Nobody in particular.
    Everybody,
    /// Whoever has this number.
    Number(String),
    /// Whoever bears a name with these words, folded. None of them when the query had no letter.
    Words(Vec<String>),
}

/// Reads a query.
pub(super) fn sought(query: &str) -> Sought {
    let query = text::tidy(query);
    if query.is_empty() {
        return Sought::Everybody;
    }
    let is_number = query
        .chars()
        .all(|character| character.is_ascii_digit() || " .-+()".contains(character));
    if is_number && holds_number(&query) {
        return Sought::Number(query.chars().filter(char::is_ascii_digit).collect());
    }
    let folded = text::fold(&query);
    let words = folded.split(|character: char| !character.is_alphanumeric());
    Sought::Words(words.filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

/// Whether a query holds what may be a number of a member, which must not stand in a URL.
pub(super) fn holds_number(query: &str) -> bool {
    query.chars().filter(char::is_ascii_digit).count() >= SHORTEST_NUMBER
}

/// The text search that finds names that have all words whole.
pub(super) fn whole(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| all(words.iter().map(|word| quoted(word))))
}

/// The text search that finds names with words that begin like this, save those that have them whole.
pub(super) fn begun(words: &[String]) -> Option<String> {
    let (begun, whole) = (beginnings(words)?, whole(words)?);
    Some(format!("{begun} & !({whole})"))
}

/// The text search that finds names with one letter of one word wrong, and only those; `None` where no word of any
/// name is so near. `parts` are words of names, at least all those one error away from a word that was typed.
pub(super) fn nearly(words: &[String], parts: &[String]) -> Option<String> {
    if words.len() > MOST_WORDS {
        return None;
    }
    let given_only = words.len() == 1 && words.iter().all(|word| word.chars().count() <= SHORT);
    let ways: Vec<String> = (0..words.len())
        .filter_map(|wrong| one_wrong(words, wrong, (parts, given_only)))
        .collect();
    if ways.is_empty() {
        return None;
    }
    Some(format!("({}) & !({})", ways.join(" | "), beginnings(words)?))
}

/// The search in which one word is another that is one error away.
fn one_wrong(words: &[String], wrong: usize, (parts, given_only): (&[String], bool)) -> Option<String> {
    let typed = words.get(wrong)?;
    let others = || {
        words
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != wrong)
            .map(|(_, word)| word)
    };
    // A word that stands for another one that was typed is not this one mistyped.
    let is_anothers = |part: &String| others().any(|word| part.starts_with(word.as_str()));
    let near: Vec<String> = parts
        .iter()
        .filter(|part| {
            typed.chars().count() > 1
                && is_one_error(typed, part)
                && !is_anothers(part)
                && !part.starts_with(typed.as_str())
        })
        .map(|part| format!("'{part}'{}", if given_only { ":A" } else { "" }))
        .collect();
    if near.is_empty() {
        return None;
    }
    let others = others().map(|word| beginning(word));
    Some(all(others.chain([format!("({})", near.join(" | "))])))
}

/// What a word shares with every word that is one error away: itself, or what is left when one letter is missing.
pub(super) fn keys(word: &str) -> Vec<String> {
    let letters = word.chars().count();
    let shortened = (0..letters).map(|missing| {
        word.chars()
            .enumerate()
            .filter_map(|(place, letter)| (place != missing).then_some(letter))
            .collect()
    });
    shortened.chain([word.to_owned()]).collect()
}

/// Whether two words differ by one letter that is missing, added, replaced, or by two neighbours that changed places.
fn is_one_error(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one
        .iter()
        .zip(&other)
        .take_while(|(left, right)| left == right)
        .count();
    let (_, one) = one.split_at(same);
    let (_, other) = other.split_at(same);
    let swapped = matches!(
        (one, other),
        ([a, b, one @ ..], [c, d, other @ ..]) if a == d && b == c && one == other
    );
    match (one, other) {
        ([], [_]) | ([_], []) => true,
        ([_, left @ ..], [_, right @ ..]) => swapped || left == right || left == other || one == right,
        ([], _) | (_, []) => false,
    }
}

fn beginnings(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| all(words.iter().map(|word| beginning(word))))
}

fn beginning(word: &str) -> String {
    format!("{}:*", quoted(word))
}

/// Words are letters and digits, so that a quoted one says nothing else.
fn quoted(word: &str) -> String {
    format!("'{word}'")
}

fn all(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" & ")
}

#[cfg(test)]
mod tests;
