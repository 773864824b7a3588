//! Reads the options of calls and fields, and refuses those that nobody here acts on.

use prost_reflect::{DescriptorPool, DynamicMessage, Value};

use crate::error::{Error, Result};

/// `google.api.http`.
pub(crate) const HTTP: &str = "google.api.http";
/// What is special about a call.
pub(crate) const METHOD: &str = "sotay.contract.v1.method";
/// What a field may hold.
pub(crate) const RULE: &str = "sotay.contract.v1.rule";

/// Where an option stands, for the error that refuses it.
pub(crate) struct Place<'a> {
    /// The proto file.
    pub file: &'a str,
    /// The full name of what carries the option.
    pub name: &'a str,
}

impl Place<'_> {
    pub(crate) fn refuse(&self, what: impl Into<String>) -> Error {
        Error::at(self.file, self.name, what)
    }
}

/// The value of one extension, none when it is not set.
pub(crate) fn extension(
    pool: &DescriptorPool,
    options: &DynamicMessage,
    name: &str,
) -> Option<DynamicMessage> {
    let extension = pool.get_extension_by_name(name)?;
    if !options.has_extension(&extension) {
        return None;
    }
    options.get_extension(&extension).as_message().cloned()
}

/// Refuses every option but the named extensions: one that is ignored is a promise nobody keeps.
pub(crate) fn refuse_others(options: &DynamicMessage, known: &[&str], place: &Place<'_>) -> Result<()> {
    if let Some((field, _)) = options.fields().next() {
        return Err(place.refuse(format!(
            "the option `{}` is not known to the generator",
            field.name()
        )));
    }
    let other = options
        .extensions()
        .find(|(extension, _)| !known.contains(&extension.full_name()));
    match other {
        Some((extension, _)) => Err(place.refuse(format!(
            "the option `({})` is not known to the generator",
            extension.full_name()
        ))),
        None => Ok(()),
    }
}

/// The fields that are set in an option, by name. Also those that a newer proto gave the option's type.
pub(crate) struct Set<'a> {
    values: Vec<(String, Value)>,
    place: &'a Place<'a>,
}

impl<'a> Set<'a> {
    pub(crate) fn new(option: &DynamicMessage, place: &'a Place<'a>) -> Self {
        let values = option
            .fields()
            .map(|(field, value)| (field.name().to_owned(), value.clone()))
            .collect();
        Self { values, place }
    }

    /// Takes a field out; none when it is not set.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value> {
        let position = self.values.iter().position(|(field, _)| field == name)?;
        Some(self.values.swap_remove(position).1)
    }

    /// Takes a text; empty when it is not set.
    pub(crate) fn text(&mut self, name: &str) -> String {
        self.take(name)
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Takes a flag.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        self.take(name)
            .and_then(|value| value.as_bool())
            .unwrap_or_default()
    }

    /// Takes a length or a count; none when it is not set.
    pub(crate) fn count(&mut self, name: &str) -> Option<u32> {
        self.take(name).and_then(|value| value.as_u32())
    }

    /// Refuses whatever was not taken.
    pub(crate) fn finish(self, option: &str) -> Result<()> {
        match self.values.first() {
            Some((name, _)) => Err(self
                .place
                .refuse(format!("`{name}` of ({option}) is not known to the generator"))),
            None => Ok(()),
        }
    }
}
