//! Rust source as a flat row of tokens, without comments, attributes and unit tests: enough to check what may stand
//! where.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// One token and the line it begins on.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) part: Part,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Word(String),
    Sign(char),
    /// A string literal, as it reads when the program runs.
    Text(String),
    OtherLiteral,
    Open(char),
    Close(char),
}

/// The tokens of a file.
pub(crate) fn tokens(path: &str, text: &str) -> Vec<Token> {
    let stream: TokenStream = text
        .parse()
        .unwrap_or_else(|error| panic!("{path} is not Rust: {error}"));
    let mut found = Vec::new();
    flatten(stream, &mut found);
    found
}

impl Token {
    /// The word, when it is one.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.part {
            Part::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The string literal, when it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.part {
            Part::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn is(&self, part: &Part) -> bool {
        self.part == *part
    }
}

/// What a path starting at `at` continues with after `::`, which is one word or, in braces, the first word of each.
pub(crate) fn continues_with(tokens: &[Token], at: usize) -> Vec<&str> {
    let colon = |index: usize| tokens.get(index).is_some_and(|token| token.is(&Part::Sign(':')));
    if !colon(at + 1) || !colon(at + 2) {
        return Vec::new();
    }
    let Some(next) = tokens.get(at + 3) else {
        return Vec::new();
    };
    match &next.part {
        Part::Word(word) => vec![word],
        Part::Sign('*') => vec!["*"],
        Part::Open('{') => first_words(&tokens[at + 4..]),
        _ => Vec::new(),
    }
}

/// The index of what closes the bracket at `open`.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.part {
            Part::Open(_) => depth += 1,
            Part::Close(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    panic!("the bracket on line {} is never closed", tokens[open].line)
}

fn first_words(tokens: &[Token]) -> Vec<&str> {
    let mut words = Vec::new();
    let mut depth = 0;
    let mut first = true;
    for token in tokens {
        match &token.part {
            Part::Close('}') if depth == 0 => break,
            Part::Open(_) => depth += 1,
            Part::Close(_) => depth -= 1,
            Part::Sign(',') if depth == 0 => first = true,
            Part::Word(word) if depth == 0 && first => {
                words.push(word.as_str());
                first = false;
            }
            _ => {}
        }
    }
    words
}

fn flatten(stream: TokenStream, found: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                trees.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'));
                let Some(TokenTree::Group(attribute)) = trees.next() else {
                    continue;
                };
                if is_for_tests(&attribute) {
                    skip_item(&mut trees);
                }
            }
            TokenTree::Punct(sign) => found.push(Token {
                line,
                part: Part::Sign(sign.as_char()),
            }),
            TokenTree::Ident(word) => found.push(Token {
                line,
                part: Part::Word(word.to_string()),
            }),
            TokenTree::Literal(literal) => found.push(Token {
                line,
                part: read(&literal.to_string()),
            }),
            TokenTree::Group(group) => flatten_group(&group, found),
        }
    }
}

fn flatten_group(group: &Group, found: &mut Vec<Token>) {
    let brackets = match group.delimiter() {
        Delimiter::Brace => Some(('{', '}')),
        Delimiter::Parenthesis => Some(('(', ')')),
        Delimiter::Bracket => Some(('[', ']')),
        Delimiter::None => None,
    };
    if let Some((open, _)) = brackets {
        let line = group.span_open().start().line;
        found.push(Token {
            line,
            part: Part::Open(open),
        });
    }
    flatten(group.stream(), found);
    if let Some((_, close)) = brackets {
        let line = group.span_close().start().line;
        found.push(Token {
            line,
            part: Part::Close(close),
        });
    }
}

fn is_for_tests(attribute: &Group) -> bool {
    attribute.stream().to_string().replace(' ', "") == "cfg(test)"
}

fn skip_item(trees: &mut impl Iterator<Item = TokenTree>) {
    for tree in trees {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
            TokenTree::Punct(sign) if sign.as_char() == ';' => return,
            _ => {}
        }
    }
}

fn read(literal: &str) -> Part {
    let plain = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let raw = literal
        .strip_prefix('r')
        .map(|rest| rest.trim_matches('#'))
        .and_then(|rest| rest.strip_prefix('"')?.strip_suffix('"'));
    match (plain, raw) {
        (Some(text), _) => Part::Text(text.replace("\\\"", "\"").replace("\\n", "\n")),
        (_, Some(text)) => Part::Text(text.to_owned()),
        _ => Part::OtherLiteral,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_attributes_and_unit_tests_are_not_seen() {
        let text = "//! x\n#[derive(Debug)] struct A; // y\n#[cfg(test)] mod tests { use b; }\nuse crate::{c, d::e};";
        let tokens = tokens("a.rs", text);
        let words: Vec<_> = tokens.iter().filter_map(Token::word).collect();
        assert_eq!(words, ["struct", "A", "use", "crate", "c", "d", "e"]);
        let at = tokens
            .iter()
            .position(|token| token.word() == Some("crate"))
            .unwrap();
        assert_eq!(continues_with(&tokens, at), ["c", "d"]);
        assert_eq!(tokens[at].line, 4);
    }
}
