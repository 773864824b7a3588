//! Reading a REST request into the message of its call: the body first, then the path, then the query.
//!
//! Everything wrong with path and query is found in one go and named; the body stops at its first fault, which is named
//! with its path.

mod faults;
mod body;
mod value;

use axum::RequestExt;
use axum::extract::{Query, RawPathParams};
use http::request::Parts;

pub use body::{BODY_LIMIT, keys, message};
pub use value::{FromText, Put, choice, choices, fixed, many, one, optional, optional_choice};

use crate::{Refused, Text, Violation};

/// How one binding of a call fills its request message; generated.
#[derive(Debug)]
pub struct Reader<R> {
    /// Puts a path parameter, known by its position (`p2`), into the message.
    pub path: fn(&mut R, &str, &str) -> Put,
    /// Puts a query parameter, known by its JSON name, into the message.
    pub query: fn(&mut R, &str, &str) -> Put,
    /// Puts the body into the message; none when the binding has no body.
    pub body: Option<Fill<R>>,
}

/// Puts a body into a message.
pub type Fill<R> = fn(&mut R, &[u8]) -> Result<(), Violation>;

/// Reads the whole request. What stands in the head comes back with the message.
pub async fn request<R: Default>(
    incoming: axum::extract::Request,
    reader: &Reader<R>,
) -> Result<(Parts, R), Refused> {
    let mut message = R::default();
    let mut incoming = incoming;
    let path: RawPathParams = incoming
        .extract_parts()
        .await
        .map_err(|_not_utf8| unreadable("path"))?;
    let (parts, content) = incoming.into_parts();
    if let Some(fill) = reader.body {
        let json = body::collect(&parts.headers, content).await?;
        fill(&mut message, &json).map_err(|violation| Refused::invalid(vec![violation]))?;
    }
    let mut found = Vec::new();
    for (position, value) in &path {
        if let Put::Wrong(field, text) = (reader.path)(&mut message, position, value) {
            found.push(Violation::new(field, text));
        }
    }
    read_query(&parts, reader, &mut message, &mut found)?;
    if found.is_empty() {
        Ok((parts, message))
    } else {
        Err(Refused::invalid(found))
    }
}

fn read_query<R>(
    parts: &Parts,
    reader: &Reader<R>,
    message: &mut R,
    found: &mut Vec<Violation>,
) -> Result<(), Refused> {
    let Query(pairs) =
        Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(|_not_utf8| unreadable("query"))?;
    let mut singular: Vec<&str> = Vec::new();
    for (name, value) in &pairs {
        match (reader.query)(message, name, value) {
            Put::Added => {}
            Put::Done if singular.contains(&name.as_str()) => {
                found.push(Violation::new(
                    name,
                    Text::new("Chỉ được ghi một lần.", "May be given once only."),
                ));
            }
            Put::Done => singular.push(name),
            Put::Wrong(field, text) => found.push(Violation::new(field, text)),
            Put::Unknown => {
                let text = Text::new("Không có tham số này.", "There is no such parameter.");
                found.push(Violation::new(name, text));
            }
        }
    }
    Ok(())
}

fn unreadable(part: &str) -> Refused {
    Refused::invalid(vec![Violation::new(
        part,
        Text::new(
            "Không đọc được (mã hóa URL, UTF-8).",
            "Cannot be read (URL encoding, UTF-8).",
        ),
    )])
}
