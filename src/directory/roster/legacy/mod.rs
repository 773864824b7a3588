//! Text of the years before Unicode: TCVN3 and VNI, recognised and made readable.
//!
//! Such text is ordinary Western letters that spell nothing until they are read by their own table. A cell is evidence
//! when what stands there is no Vietnamese and what the table makes of it is. Text that needs letters beyond the
//! Western ones is Unicode and never touched.

mod syllables;
mod tcvn3;
#[cfg(test)]
mod tests;
mod vni;

use syllables::is_syllable;

/// An old way to write Vietnamese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// ABC fonts, `.VnTime`.
    Tcvn3,
    /// `VNI-Times`.
    Vni,
}

/// What the cells of a column, or of a file, have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Votes {
    tcvn3: usize,
    vni: usize,
    unicode: usize,
}

impl Votes {
    /// Looks at one more cell.
    pub(super) fn hear(&mut self, text: &str) {
        match evidence(text) {
            Some(Script::Tcvn3) => self.tcvn3 += 1,
            Some(Script::Vni) => self.vni += 1,
            None if is_beyond_western(text) => self.unicode += 1,
            None => {}
        }
    }

    /// The script of cells that alone would say nothing, where most of those that say something agree.
    pub(super) fn verdict(&self) -> Option<Script> {
        let (most, script) = if self.tcvn3 >= self.vni {
            (self.tcvn3, Script::Tcvn3)
        } else {
            (self.vni, Script::Vni)
        };
        (most > self.unicode).then_some(script)
    }
}

/// A cell as it is meant. `common` is what the cells around it are written in.
pub(super) fn readable(text: &str, common: Option<Script>) -> String {
    if text.is_ascii() || is_beyond_western(text) {
        return text.to_owned();
    }
    match evidence(text).or(common) {
        None => text.to_owned(),
        Some(script) => read(script, text),
    }
}

/// How well a text reads: words with marks that are words, less those that are none.
pub(super) fn score(text: &str) -> i64 {
    words(text)
        .filter(|word| !word.is_ascii())
        .map(|word| if is_syllable(word) { 1 } else { -1 })
        .sum()
}

/// How well a text reads at best, as it is or by one of the old tables.
pub(super) fn best_score(text: &str) -> i64 {
    let read = [Script::Tcvn3, Script::Vni].map(|script| score(&read(script, text)));
    read.into_iter().fold(score(text), i64::max)
}

/// The script a text is written in, where the text alone shows it.
fn evidence(text: &str) -> Option<Script> {
    if text.is_ascii() || is_beyond_western(text) {
        return None;
    }
    let spells = |word: &str| !word.is_ascii() && word.contains(|letter: char| letter.is_ascii_alphabetic());
    if !words(text).any(spells) || words(text).all(|word| word.is_ascii() || is_syllable(word)) {
        return None;
    }
    let mut making = [Script::Tcvn3, Script::Vni]
        .into_iter()
        .filter(|script| makes_words(text, *script));
    let found = making.next()?;
    making.next().is_none().then_some(found)
}

/// Whether a table makes a word of everything that has marks, and of more than half of all.
fn makes_words(text: &str, script: Script) -> bool {
    let read = read(script, text);
    let (mut good, mut all, mut marked) = (0, 0, 0);
    for word in words(&read) {
        let is_word = is_syllable(word);
        all += 1;
        good += usize::from(is_word);
        if !word.is_ascii() {
            marked += 1;
            if !is_word {
                return false;
            }
        }
    }
    // Western letters that became no letters at all were signs: nothing was spelled.
    marked > 0
        && good * 2 > all
        && read
            .chars()
            .all(|letter| letter.is_ascii() || letter.is_alphabetic())
}

fn read(script: Script, text: &str) -> String {
    match script {
        Script::Tcvn3 => raise(&tcvn3::decode(text), text),
        Script::Vni => vni::decode(text),
    }
}

/// Capitals that the font made: among capitals only, small letters with marks were shown large.
fn raise(read: &str, written: &str) -> String {
    let large = |word: &str| word.chars().skip(1).any(|letter| letter.is_ascii_uppercase());
    let shown_large = !written.chars().any(|letter| letter.is_ascii_lowercase()) && words(written).any(large);
    if shown_large {
        read.to_uppercase()
    } else {
        read.to_owned()
    }
}

/// Runs of anything but white space, digits and plain punctuation.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| {
        character.is_whitespace() || (character.is_ascii() && !character.is_ascii_alphabetic())
    })
    .filter(|word| !word.is_empty())
}

/// Letters that neither old script uses: Unicode is being written.
fn is_beyond_western(text: &str) -> bool {
    text.chars().any(|letter| letter > '\u{ff}')
}
