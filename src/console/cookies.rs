//! The session of a browser: its two tokens, which no script reads and no other site sends along.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use sotay_proto::identity::v1::Session;

const ACCESS: &str = "sotay-access";
const REFRESH: &str = "sotay-refresh";
/// As long as a refresh token lives unless it is used: 180 days, in seconds.
const KEPT: i32 = 180 * 24 * 60 * 60;

/// What a browser sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    pub(super) access: Option<String>,
    pub(super) refresh: Option<String>,
}

impl Tokens {
    pub(super) fn sent(headers: &HeaderMap) -> Self {
        Self {
            access: find(headers, ACCESS),
            refresh: find(headers, REFRESH),
        }
    }
}

/// Lets the browser keep a session; one on a shared phone ends with its access token.
pub(super) fn keep(session: &Session, is_encrypted: bool) -> Vec<HeaderValue> {
    let access = cookie(ACCESS, &session.access_token, session.expires_in, is_encrypted);
    let kept = if session.refresh_token.is_empty() { 0 } else { KEPT };
    let refresh = cookie(REFRESH, &session.refresh_token, kept, is_encrypted);
    access.into_iter().chain(refresh).collect()
}

/// Lets the browser forget its session.
pub(super) fn forget(is_encrypted: bool) -> Vec<HeaderValue> {
    keep(&Session::default(), is_encrypted)
}

/// Adds cookies to an answer.
pub(super) fn set(headers: &mut HeaderMap, cookies: Vec<HeaderValue>) {
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
}

/// Tokens are of letters, digits, dots, dashes and underscores, which cookies carry as they are.
fn cookie(name: &str, value: &str, seconds: i32, is_encrypted: bool) -> Option<HeaderValue> {
    let secure = if is_encrypted { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/c/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(cookie).ok()
}

fn find(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|sent| sent.to_str().ok())
        .flat_map(|sent| sent.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, value)| *found == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_kept_and_found_again() {
        let session = Session {
            access_token: "a.b_c-d".to_owned(),
            expires_in: 600,
            refresh_token: "r".to_owned(),
            member: String::new(),
        };
        let kept = keep(&session, true);
        assert_eq!(
            kept[0],
            "sotay-access=a.b_c-d; Path=/c/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"
        );
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "theme=dark; sotay-access=a.b_c-d".parse().unwrap());
        headers.append(COOKIE, "sotay-refresh=r".parse().unwrap());
        let sent = Tokens::sent(&headers);
        assert_eq!(
            (sent.access.as_deref(), sent.refresh.as_deref()),
            (Some("a.b_c-d"), Some("r"))
        );
    }

    #[test]
    fn what_is_forgotten_is_not_found_again() {
        assert!(
            forget(false)[1]
                .to_str()
                .unwrap()
                .starts_with("sotay-refresh=; Path=/c/; Max-Age=0")
        );
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "sotay-access=; x-sotay-refresh=r".parse().unwrap());
        let sent = Tokens::sent(&headers);
        assert!(sent.access.is_none() && sent.refresh.is_none());
    }
}
