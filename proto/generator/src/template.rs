//! Path templates: literal segments and `{field}` segments, nothing else.

use crate::fields::{self, Way};
use prost_reflect::MessageDescriptor;

/// A path such as `/v1/meetings/{meeting}/open`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    /// As the proto writes it.
    pub text: String,
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Field(Way),
}

impl Template {
    /// Reads a template against the request whose fields it names.
    pub(crate) fn parse(text: &str, request: &MessageDescriptor) -> Result<Self, String> {
        let inside = text
            .strip_prefix('/')
            .ok_or_else(|| format!("the path `{text}` has to begin with `/`"))?;
        let segments = inside
            .split('/')
            .map(|segment| parse(segment, request))
            .collect::<Result<_, _>>();
        let segments: Vec<Segment> = segments.map_err(|what| format!("the path `{text}`: {what}"))?;
        Ok(Self {
            text: text.to_owned(),
            segments,
        })
    }

    /// The fields in the path, each with the name of its position.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (String, &Way)> {
        self.segments
            .iter()
            .enumerate()
            .filter_map(|(index, segment)| match segment {
                Segment::Literal(_) => None,
                Segment::Field(way) => Some((position(index), way)),
            })
    }

    /// The path for the router. Positions have one name whatever the field is called, because two routes that name one
    /// position differently cannot stand in one router.
    pub(crate) fn route(&self) -> String {
        let route = |(index, segment): (usize, &Segment)| match segment {
            Segment::Literal(text) => format!("/{text}"),
            Segment::Field(_) => format!("/{{{}}}", position(index)),
        };
        self.segments.iter().enumerate().map(route).collect()
    }

    /// The path with JSON names, for people.
    pub(crate) fn json(&self) -> String {
        let shown = |segment: &Segment| match segment {
            Segment::Literal(text) => format!("/{text}"),
            Segment::Field(way) => format!("/{{{}}}", way.json()),
        };
        self.segments.iter().map(shown).collect()
    }
}

fn position(index: usize) -> String {
    format!("p{index}")
}

fn parse(segment: &str, request: &MessageDescriptor) -> Result<Segment, String> {
    let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if segment.is_empty() || !segment.bytes().all(is_plain) {
            return Err(format!(
                "the segment `{segment}` is not known: a segment is plain text or `{{field}}`"
            ));
        }
        return Ok(Segment::Literal(segment.to_owned()));
    };
    let way = fields::find(request, name)
        .ok_or_else(|| format!("`{{{name}}}` is no field of {}", request.full_name()))?;
    Ok(Segment::Field(way))
}
