//! Words in both languages, and which of them a caller wants.

use std::borrow::Cow;

use http::{HeaderMap, header};

/// The same words in Vietnamese and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese, the default.
    pub vi: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// Words that are known when the program is written.
    pub const fn new(vi: &'static str, en: &'static str) -> Self {
        Self {
            vi: Cow::Borrowed(vi),
            en: Cow::Borrowed(en),
        }
    }

    /// Words that carry a value, put together at run time.
    pub fn owned(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: Cow::Owned(vi.into()),
            en: Cow::Owned(en.into()),
        }
    }

    /// The words in one language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.vi,
            Language::English => &self.en,
        }
    }
}

/// A language the service speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The default.
    #[default]
    Vietnamese,
    /// For those who ask for it.
    English,
}

impl Language {
    /// Which of our languages `Accept-Language` (header, or gRPC metadata of the same name) likes best.
    pub fn of(headers: &HeaderMap) -> Self {
        let mut best = (0.0, Self::default());
        for value in headers.get_all(header::ACCEPT_LANGUAGE) {
            for range in value.to_str().unwrap_or_default().split(',') {
                if let Some((weight, language)) = liked(range)
                    && weight > best.0
                {
                    best = (weight, language);
                }
            }
        }
        best.1
    }

    /// The tag that stands in `Content-Language` and in `LocalizedMessage`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }
}

/// Reads one range such as `en-GB;q=0.8`; none for languages we do not speak.
fn liked(range: &str) -> Option<(f32, Language)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next()?;
    let language = match tag.split('-').next()?.to_ascii_lowercase().as_str() {
        "en" => Language::English,
        "vi" | "*" => Language::Vietnamese,
        _ => return None,
    };
    let weight = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(Some(1.0), |q| q.parse().ok())?;
    Some((weight, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(value: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
        Language::of(&headers)
    }

    #[test]
    fn english_is_spoken_to_those_who_like_it_best() {
        assert_eq!(chosen("en"), Language::English);
        assert_eq!(chosen("en-GB,en;q=0.9"), Language::English);
        assert_eq!(chosen("fr, en;q=0.5, vi;q=0.2"), Language::English);
        assert_eq!(chosen("vi, en;q=0.9"), Language::Vietnamese);
        assert_eq!(chosen("en;q=0"), Language::Vietnamese);
        assert_eq!(chosen("en;q=nan"), Language::Vietnamese);
        assert_eq!(chosen("fr"), Language::Vietnamese);
        assert_eq!(Language::of(&HeaderMap::new()), Language::Vietnamese);
    }
}
