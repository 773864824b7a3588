//! Forms as browsers send them.

use super::visitor::is_from_here;
use axum::body::to_bytes;
use axum::extract::Request;
use http::{Extensions, HeaderMap, header};
use sotay_proto::identity::v1::Device;
use std::collections::HashMap;

/// More than any form of ours holds.
const LONGEST: usize = 16 * 1024;
/// What is kept of a browser's own name.
const NAME: usize = 100;

/// A form with what the browser said beside it.
#[derive(Debug)]
pub(super) struct Form {
    fields: HashMap<String, String>,
    pub(super) headers: HeaderMap,
    pub(super) from: Extensions,
}

impl Form {
    /// Reads a form of our own pages; none of other sites and nothing that is no form.
    pub(super) async fn read(request: Request) -> Option<Self> {
        let (parts, body) = request.into_parts();
        if !is_from_here(&parts.headers) {
            return None;
        }
        let body = to_bytes(body, LONGEST).await.ok()?;
        let fields = form_urlencoded::parse(&body).into_owned().collect();
        Some(Self {
            fields,
            headers: parts.headers,
            from: parts.extensions,
        })
    }

    /// A field as typed; empty when it was not sent.
    pub(super) fn field(&self, name: &str) -> String {
        self.fields.get(name).cloned().unwrap_or_default()
    }

    /// The browser as a device of a session.
    pub(super) fn device(&self) -> Device {
        let agent = self.headers.get(header::USER_AGENT);
        let agent = agent.and_then(|name| name.to_str().ok()).unwrap_or_default();
        Device {
            name: agent.chars().take(NAME).collect(),
            platform: "web".to_owned(),
            shared: self.fields.contains_key("shared"),
            ..Device::default()
        }
    }
}
