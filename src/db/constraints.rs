//! Names of constraints become refusals: the database says which rule was broken, the capability says it in words.

use crate::base::{Error, Result};

/// Turns the violation of one named constraint into a refusal; every other error stays what it is.
pub fn on_constraint<T, R: Into<Error>>(
    result: std::result::Result<T, sqlx::Error>,
    name: &str,
    refusal: impl FnOnce() -> R,
) -> Result<T> {
    result.map_err(|error| {
        let broken = error
            .as_database_error()
            .and_then(|database| database.constraint());
        if broken == Some(name) {
            refusal().into()
        } else {
            error.into()
        }
    })
}
