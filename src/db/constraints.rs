//! Names of constraints become refusals: the database says which rule was broken, the capability says it in words.

use crate::base::{Error, Result};

/// Whether a statement failed by the violation of one named constraint.
pub fn broke<T>(result: &std::result::Result<T, sqlx::Error>, name: &str) -> bool {
    result
        .as_ref()
        .err()
        .and_then(sqlx::Error::as_database_error)
        .and_then(|database| database.constraint())
        .is_some_and(|broken| broken == name)
}

/// Turns the violation of one named constraint into a refusal; every other error stays what it is.
pub fn on_constraint<T, R: Into<Error>>(
    result: std::result::Result<T, sqlx::Error>,
    name: &str,
    refusal: impl FnOnce() -> R,
) -> Result<T> {
    if broke(&result, name) {
        return Err(refusal().into());
    }
    Ok(result?)
}
