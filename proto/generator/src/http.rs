//! `google.api.http`: where a call is found over REST, and which field of the request comes from where.

use std::fmt;

use prost_reflect::{DynamicMessage, FieldDescriptor, MethodDescriptor};

use crate::error::{Error, Result};
use crate::fields::{self, Shape, Way};
use crate::options::{HTTP, Place, Set};
use crate::template::Template;

const VERBS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// One way to reach a call over REST.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    /// `GET` and so on.
    pub verb: String,
    pub template: Template,
    pub body: Body,
    /// What stands in the query: neither in the path nor in the body.
    pub query: Vec<Way>,
}

/// What the body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    None,
    Whole,
    Field(FieldDescriptor),
}

impl fmt::Display for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::None => "nothing",
            Self::Whole => "the request",
            Self::Field(field) => field.name(),
        })
    }
}

/// Reads a rule and its additional bindings.
pub(crate) fn bindings(method: &MethodDescriptor, rule: &DynamicMessage) -> Result<Vec<Binding>> {
    let file = method.parent_file();
    let place = Place {
        file: file.name(),
        name: method.full_name(),
    };
    let mut set = Set::new(rule, &place);
    let additional = set.take("additional_bindings");
    let mut bindings = vec![binding(method, set, &place)?];
    for further in additional.iter().filter_map(|value| value.as_list()).flatten() {
        let Some(further) = further.as_message() else {
            continue;
        };
        bindings.push(binding(method, Set::new(further, &place), &place)?);
    }
    Ok(bindings)
}

fn binding(method: &MethodDescriptor, mut set: Set<'_>, place: &Place<'_>) -> Result<Binding> {
    let pattern = VERBS.iter().find_map(|verb| Some((*verb, set.take(verb)?)));
    let body = set.text("body");
    set.finish(HTTP)?;
    let (verb, path) = pattern.ok_or_else(|| place.refuse("(google.api.http) needs a verb and a path"))?;
    let request = method.input();
    let template =
        Template::parse(path.as_str().unwrap_or_default(), &request).map_err(|what| place.refuse(what))?;
    for (_, way) in template.fields() {
        in_path(way)?;
    }
    let body = body_of(method, &body)?;
    if matches!(verb, "get" | "delete") && body != Body::None {
        return Err(place.refuse(format!("{} takes no body", verb.to_uppercase())));
    }
    let query = match &body {
        Body::Whole => Vec::new(),
        Body::None | Body::Field(_) => {
            let mut bound: Vec<String> = template.fields().map(|(_, way)| way.proto()).collect();
            if let Body::Field(field) = &body {
                bound.push(field.name().to_owned());
            }
            fields::of_query(&request, &bound)?
        }
    };
    Ok(Binding {
        verb: verb.to_uppercase(),
        template,
        body,
        query,
    })
}

fn in_path(way: &Way) -> Result<()> {
    let leaf = &way.leaf;
    let is_plain = match Shape::of(leaf) {
        Shape::Message(_) | Shape::Known(_) | Shape::Bytes => false,
        Shape::Text | Shape::Flag | Shape::Whole { .. } | Shape::Real | Shape::Choice(_) => true,
    };
    if is_plain && !leaf.is_list() && !leaf.supports_presence() {
        Ok(())
    } else {
        Err(Error::field(
            leaf,
            "a path holds plain fields only: no lists, messages, bytes or `optional`",
        ))
    }
}

fn body_of(method: &MethodDescriptor, name: &str) -> Result<Body> {
    match name {
        "" => Ok(Body::None),
        "*" => Ok(Body::Whole),
        name => {
            let request = method.input();
            let field = request.get_field_by_name(name).ok_or_else(|| {
                Error::method(
                    method,
                    format!("the body `{name}` is no field of {}", request.full_name()),
                )
            })?;
            if field.is_list() || Shape::of(&field).message().is_none() {
                return Err(Error::method(
                    method,
                    format!("the body `{name}` has to be one message"),
                ));
            }
            Ok(Body::Field(field))
        }
    }
}
