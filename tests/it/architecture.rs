//! The house keeps its shape: the ladder, the size of files and functions, their names.

use crate::support::code::{Part, Token, closing, continues_with};
use crate::support::sources::{Sources, ladder, module_of, noticed};

const LONGEST_FILE: usize = 300;
const LONGEST_FUNCTION: usize = 60;
/// Words that say nothing about what a thing is for.
const EMPTY_WORDS: [&str; 9] = [
    "Service", "Services", "Manager", "Helper", "Helpers", "Util", "Utils", "Dto", "Impl",
];

#[test]
fn a_module_uses_only_those_listed_before_it() {
    assert_eq!(climbs(&Sources::of_the_service()), [""; 0]);
}

#[test]
fn a_module_that_climbs_is_noticed() {
    let sources = Sources::of_the_service();
    let plain = sources.with_added("src/base/ids.rs", "use crate::access::Gate;");
    assert_eq!(
        noticed(climbs, &plain, &sources),
        ["src/base/ids.rs: base uses access, which stands higher"]
    );
    let hidden = sources.with_added("src/base/ids.rs", "fn f() { super::super::db::x() }");
    assert_eq!(
        noticed(climbs, &hidden, &sources),
        ["src/base/ids.rs: base uses db, which stands higher"]
    );
    let grouped = sources.with_added("src/db/mod.rs", "use crate::{base::Clock, edge::{read, write}};");
    assert_eq!(
        noticed(climbs, &grouped, &sources),
        ["src/db/mod.rs: db uses edge, which stands higher"]
    );
    let unlisted = sources.with("src/cellar.rs", "//! Below the ground.");
    assert_eq!(
        noticed(climbs, &unlisted, &sources),
        ["src/cellar.rs: lib.rs does not list cellar"]
    );
    let in_a_test = sources.with_added("src/db/mod.rs", "#[cfg(test)] mod tests { use crate::edge; }");
    assert_eq!(noticed(climbs, &in_a_test, &sources), [""; 0]);
}

#[test]
fn files_and_functions_stay_short_and_say_what_they_are_for() {
    assert_eq!(shapeless(&everything()), [""; 0]);
}

#[test]
fn a_shapeless_file_is_noticed() {
    let sources = Sources::of_the_service();
    let long = format!("//! Long.\n{}", "const A: u8 = 0;\n".repeat(300));
    assert_eq!(
        noticed(shapeless, &sources.with("src/a.rs", &long), &sources),
        ["src/a.rs: 301 lines, at most 300"]
    );
    assert_eq!(
        noticed(shapeless, &sources.with("src/a.rs", "use std::fs;"), &sources),
        ["src/a.rs: does not open with //!"]
    );
    let endless = format!("//! A.\nfn endless() {{\n{}}}\n", "    f();\n".repeat(60));
    assert_eq!(
        noticed(shapeless, &sources.with("src/a.rs", &endless), &sources),
        ["src/a.rs: endless has 62 lines, at most 60"]
    );
}

#[test]
fn names_say_what_a_thing_is_for() {
    // The generator speaks of the services of protobuf and may say so.
    let sources = Sources::read(&["src", "tests", "proto/runtime/src"], ".rs");
    assert_eq!(empty_names(&sources), [""; 0]);
}

#[test]
fn an_empty_name_is_noticed() {
    let sources = Sources::of_the_service();
    let in_a_type = sources.with("src/a.rs", "//! A.\npub struct MeetingService;");
    assert_eq!(
        noticed(empty_names, &in_a_type, &sources),
        ["src/a.rs:2: MeetingService says nothing with Service"]
    );
    assert_eq!(
        noticed(empty_names, &sources.with("src/utils.rs", "//! A."), &sources),
        ["src/utils.rs: says nothing with Utils"]
    );
}

#[test]
fn decisions_are_pure() {
    assert_eq!(impure(&Sources::of_the_service()), [""; 0]);
}

#[test]
fn a_decision_that_asks_the_world_is_noticed() {
    let sources = Sources::of_the_service();
    let asking = sources.with("src/base/decide.rs", "//! A.\npub async fn f() {}");
    assert_eq!(
        noticed(impure, &asking, &sources),
        ["src/base/decide.rs:2: async has no place in a decision"]
    );
}

fn everything() -> Sources {
    Sources::read(
        &["src", "tests", "proto/runtime/src", "proto/generator/src"],
        ".rs",
    )
}

/// Every use of a module that does not stand lower.
fn climbs(sources: &Sources) -> Vec<String> {
    let ladder = ladder(sources);
    let rung = |module: &str| ladder.iter().position(|listed| listed == module);
    let mut complaints = Vec::new();
    for file in sources.files() {
        let path = file.path.as_str();
        if matches!(path, "src/lib.rs" | "src/main.rs") {
            continue;
        }
        let own = module_of(path);
        let Some(own_rung) = rung(own) else {
            complaints.push(format!("{path}: lib.rs does not list {own}"));
            continue;
        };
        for used in used_modules(path, file.tokens()) {
            if rung(&used).is_some_and(|used_rung| used_rung > own_rung) {
                complaints.push(format!("{path}: {own} uses {used}, which stands higher"));
            }
        }
    }
    complaints
}

/// The modules of the crate's root that a file names, by `crate::` or by enough of `super::`.
fn used_modules(path: &str, tokens: &[Token]) -> Vec<String> {
    let depth = depth_of(path);
    let mut used = Vec::new();
    let mut supers = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.word() {
            Some("crate") => used.extend(continues_with(tokens, at)),
            Some("super") => {
                supers += 1;
                if supers == depth {
                    used.extend(continues_with(tokens, at));
                }
            }
            None if token.is(&Part::Sign(':')) => {}
            Some(_) | None => supers = 0,
        }
    }
    used.into_iter().map(str::to_owned).collect()
}

/// How many modules deep a file lies: 1 for `src/db/mod.rs`, 2 for `src/db/pool.rs`.
fn depth_of(path: &str) -> usize {
    let inside = path.strip_prefix("src/").unwrap();
    inside
        .strip_suffix("/mod.rs")
        .unwrap_or(inside)
        .split('/')
        .count()
}

fn shapeless(sources: &Sources) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in sources.files() {
        let (path, text) = (&file.path, &file.text);
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            complaints.push(format!("{path}: {lines} lines, at most {LONGEST_FILE}"));
        }
        if !text.starts_with("//!") {
            complaints.push(format!("{path}: does not open with //!"));
        }
        for (name, lines) in functions(file.tokens()) {
            if lines > LONGEST_FUNCTION {
                complaints.push(format!(
                    "{path}: {name} has {lines} lines, at most {LONGEST_FUNCTION}"
                ));
            }
        }
    }
    complaints
}

/// The functions of a file with their lengths.
fn functions(tokens: &[Token]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(name) = tokens.get(at + 1).and_then(Token::word) else {
            continue;
        };
        if token.word() != Some("fn") {
            continue;
        }
        let body = (at..tokens.len())
            .find(|index| matches!(tokens[*index].part, Part::Open('{') | Part::Sign(';')))
            .filter(|index| tokens[*index].is(&Part::Open('{')));
        if let Some(body) = body {
            let last = tokens[closing(tokens, body)].line;
            found.push((name.to_owned(), last - token.line + 1));
        }
    }
    found
}

fn empty_names(sources: &Sources) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in sources.files() {
        let path = &file.path;
        let stem = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        if let Some(word) = empty_word(stem) {
            complaints.push(format!("{path}: says nothing with {word}"));
        }
        for pair in file.tokens().windows(2) {
            let (Some(keyword), Some(name)) = (pair[0].word(), pair[1].word()) else {
                continue;
            };
            if !matches!(keyword, "struct" | "enum" | "trait" | "type" | "mod" | "union") {
                continue;
            }
            if let Some(word) = empty_word(name) {
                complaints.push(format!(
                    "{path}:{}: {name} says nothing with {word}",
                    pair[1].line
                ));
            }
        }
    }
    complaints
}

/// The first of a name's words that says nothing. The associated types of traits that are not ours are not ours either.
fn empty_word(name: &str) -> Option<&'static str> {
    let spaced: String = name
        .chars()
        .flat_map(|letter| [letter.is_uppercase().then_some(' '), Some(letter)])
        .flatten()
        .collect();
    let is_said = |word: &&str| {
        spaced
            .split([' ', '_'])
            .any(|said| said.eq_ignore_ascii_case(word))
    };
    EMPTY_WORDS.into_iter().find(|word| is_said(word))
}

fn impure(sources: &Sources) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in sources.files().filter(|file| file.path.ends_with("/decide.rs")) {
        for token in file.tokens() {
            if let Some(word @ ("async" | "sqlx" | "Visit" | "Errand" | "Clock" | "PgConnection")) =
                token.word()
            {
                complaints.push(format!(
                    "{}:{}: {word} has no place in a decision",
                    file.path, token.line
                ));
            }
        }
    }
    complaints
}
