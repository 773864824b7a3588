//! Who is at the browser: told by its tokens, which are renewed on the way.

use super::Pages;
use super::cookies::{self, Tokens};
use super::inside;
use crate::access::Caller;
use crate::edge::Recognise;
use http::{Extensions, HeaderMap, HeaderValue, header};
use sotay_proto::identity::v1::identity_server::Identity;
use sotay_proto::identity::v1::{RefreshRequest, Session};

/// A signed-in visitor and what the browser is to keep from now on.
#[derive(Debug)]
pub(super) struct Visitor {
    pub(super) caller: Caller,
    pub(super) cookies: Vec<HeaderValue>,
}

impl Pages {
    /// The visitor, unless nobody is signed in any more.
    pub(super) async fn visitor(&self, headers: &HeaderMap, from: &Extensions) -> Option<Visitor> {
        let sent = Tokens::sent(headers);
        if let Some(caller) = sent
            .access
            .and_then(|token| self.recogniser.recognise(&token).ok())
        {
            return Some(Visitor {
                caller,
                cookies: Vec::new(),
            });
        }
        let renewed = self.renewed(sent.refresh?, from).await?;
        let caller = self.recogniser.recognise(&renewed.access_token).ok()?;
        Some(Visitor {
            caller,
            cookies: cookies::keep(&renewed, self.is_encrypted),
        })
    }

    /// A refusal means that the session has ended: the visitor signs in anew.
    async fn renewed(&self, refresh_token: String, from: &Extensions) -> Option<Session> {
        let refresh = RefreshRequest {
            refresh_token,
            ..RefreshRequest::default()
        };
        let answer = self.people.refresh(inside::unknown(refresh, from)).await;
        answer.ok().map(tonic::Response::into_inner)
    }
}

/// Whether a form was sent from one of our own pages. Browsers say where a form comes from, old ones by `Origin` alone;
/// cookies do not come along from other sites anyway.
pub(super) fn is_from_here(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = said("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = said(header::ORIGIN.as_str()) else {
        return true;
    };
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    authority.is_some() && authority == said(header::HOST.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        is_from_here(&headers)
    }

    #[test]
    fn forms_of_other_sites_are_told_apart() {
        assert!(sent(&[("sec-fetch-site", "same-origin")]));
        assert!(!sent(&[("sec-fetch-site", "cross-site")]));
        assert!(!sent(&[("sec-fetch-site", "same-site")]));
        assert!(sent(&[("origin", "https://so.vn"), ("host", "so.vn")]));
        assert!(!sent(&[("origin", "https://xau.vn"), ("host", "so.vn")]));
        assert!(!sent(&[("origin", "null"), ("host", "so.vn")]));
        assert!(sent(&[("host", "so.vn")]));
    }
}
