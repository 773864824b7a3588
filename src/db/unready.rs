//! Why the database cannot be brought up, said to the person who starts the service.

use std::fmt;

/// The database is not fit for use; the text says what to do about it, in Vietnamese and in English.
#[derive(Debug)]
pub struct Unready {
    vi: String,
    en: String,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Unready {
    /// A reason in both languages.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
            cause: None,
        }
    }

    /// The reason in Vietnamese.
    pub fn vietnamese(&self) -> &str {
        &self.vi
    }

    /// The reason in English.
    pub fn english(&self) -> &str {
        &self.en
    }

    /// Keeps the error that lies underneath; its text stands behind both languages.
    pub(crate) fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let cause = cause.into();
        self.vi = format!("{}: {cause}", self.vi);
        self.en = format!("{}: {cause}", self.en);
        self.cause = Some(cause);
        self
    }
}

impl fmt::Display for Unready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.vi, self.en)
    }
}

impl std::error::Error for Unready {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let cause: &(dyn std::error::Error + 'static) = self.cause.as_deref()?;
        Some(cause)
    }
}
