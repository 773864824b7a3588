//! Every refusal has one code, every code is listed in the contract, and the contract lists no other.

use crate::support::code::{Part, Token, closing};
use crate::support::sources::{Sources, module_of, noticed};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// Where the codes stand that any call may answer.
const GENERAL: &str = "proto/runtime/src/refused.rs";

#[test]
fn code_and_contract_know_the_same_refusals() {
    assert_eq!(complaints(&everything()), [""; 0]);
}

#[test]
fn a_code_that_only_one_side_knows_is_noticed() {
    let sources = everything();
    let said = sources.with_added(
        "src/access/gate.rs",
        r#"fn f() { Refused::new(Kind::Busy, "ACCESS_TIRED", "", ""); }"#,
    );
    assert_eq!(
        noticed(complaints, &said, &sources),
        ["ACCESS_TIRED: said in src/access/gate.rs, not listed in the contract"]
    );

    let in_an_enum =
        r#"impl Refusal { fn code(&self) -> &'static str { match self { Self::Tired => "ACCESS_TIRED" } } }"#;
    let said = sources.with_added("src/access/gate.rs", in_an_enum);
    assert_eq!(
        noticed(complaints, &said, &sources),
        ["ACCESS_TIRED: said in src/access/gate.rs, not listed in the contract"]
    );

    let listed = sources.with(
        "proto/sotay/a.proto",
        r#"option x = { refusals: ["BASE_NEVER"] };"#,
    );
    assert_eq!(
        noticed(complaints, &listed, &sources),
        ["BASE_NEVER: listed in proto/sotay/a.proto, said nowhere"]
    );
}

#[test]
fn a_code_declared_twice_or_under_a_foreign_name_is_noticed() {
    let code = r#"fn f() { Refused::new(Kind::Busy, "ACCESS_TIRED", "", ""); }"#;
    let sources = everything().with(
        "proto/sotay/a.proto",
        r#"option x = { refusals: ["ACCESS_TIRED"] };"#,
    );
    let twice = sources.with_added("src/access/gate.rs", &format!("{code}{code}"));
    assert_eq!(
        noticed(complaints, &twice, &sources),
        ["ACCESS_TIRED: declared twice, in src/access/gate.rs and src/access/gate.rs"]
    );
    let foreign = sources.with_added("src/base/ids.rs", code);
    assert_eq!(
        noticed(complaints, &foreign, &sources),
        ["ACCESS_TIRED: said in src/base/ids.rs, whose codes begin with BASE_"]
    );
}

fn everything() -> Sources {
    Sources::of_the_service()
        .and(Sources::read(&["proto/sotay"], ".proto"))
        .and(Sources::read(&["proto/runtime/src"], ".rs"))
}

fn complaints(sources: &Sources) -> Vec<String> {
    let general = general_codes(sources);
    let said = said_codes(sources);
    let listed = listed_codes(sources);
    let mut complaints = Vec::new();
    for (code, paths) in &said {
        let own = module_of(&paths[0]).to_uppercase();
        match paths.as_slice() {
            [one, another, ..] => complaints.push(format!("{code}: declared twice, in {one} and {another}")),
            [path] if !listed.contains_key(code) => {
                complaints.push(format!("{code}: said in {path}, not listed in the contract"));
            }
            [path] if !code.starts_with(&format!("{own}_")) => {
                complaints.push(format!("{code}: said in {path}, whose codes begin with {own}_"));
            }
            _ => {}
        }
    }
    for (code, path) in &listed {
        if !said.contains_key(code) && !general.contains(code) {
            complaints.push(format!("{code}: listed in {path}, said nowhere"));
        }
    }
    complaints
}

/// The codes of the contract's own machinery.
fn general_codes(sources: &Sources) -> BTreeSet<String> {
    sources
        .file(GENERAL)
        .tokens()
        .iter()
        .filter_map(code_in)
        .collect()
}

/// The codes that a service's methods list, each with a proto that lists it.
fn listed_codes(sources: &Sources) -> BTreeMap<String, String> {
    let list = Regex::new(r"refusals:\s*\[([^\]]*)\]").unwrap();
    let name = Regex::new(r#""([A-Z_]+)(?: \d{3})?""#).unwrap();
    let mut listed = BTreeMap::new();
    for file in sources.files().filter(|file| file.path.ends_with(".proto")) {
        for codes in list.captures_iter(&file.text) {
            for code in name.captures_iter(&codes[1]) {
                listed.insert(code[1].to_owned(), file.path.clone());
            }
        }
    }
    listed
}

/// The codes that the service declares, each with the files that declare it.
fn said_codes(sources: &Sources) -> BTreeMap<String, Vec<String>> {
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources.files().filter(|file| file.path.starts_with("src/")) {
        let tokens = file.tokens();
        for open in (0..tokens.len()).filter_map(|at| declaration(tokens, at)) {
            for code in tokens[open..closing(tokens, open)].iter().filter_map(code_in) {
                said.entry(code).or_default().push(file.path.clone());
            }
        }
    }
    said
}

/// Where the bracket opens that holds codes: the body of `Refusal::code`, or what `Refused::new` is given.
fn declaration(tokens: &[Token], at: usize) -> Option<usize> {
    let word = |index: usize| tokens.get(index).and_then(Token::word);
    let opens = |index: usize, bracket| {
        tokens
            .get(index)
            .is_some_and(|token| token.is(&Part::Open(bracket)))
    };
    if word(at) == Some("impl") && word(at + 1) == Some("Refusal") {
        let end = closing(tokens, at + 2);
        let function =
            (at..end).find(|index| word(*index) == Some("fn") && word(index + 1) == Some("code"))?;
        return (function..end).find(|index| opens(*index, '{'));
    }
    let is_call = word(at) == Some("Refused") && word(at + 3) == Some("new") && opens(at + 4, '(');
    is_call.then_some(at + 4)
}

fn code_in(token: &Token) -> Option<String> {
    let text = token.text()?;
    let is_code = !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || letter == '_');
    is_code.then(|| text.to_owned())
}
