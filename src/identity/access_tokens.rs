//! Access tokens: JWTs of one algorithm and one type, ten minutes long. Rights are looked up, never carried.

use super::ring::Ring;
use crate::access::Caller;
use crate::base::{Id, Result};
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

/// Media type of access tokens (RFC 9068): no other kind of token passes for one.
const TYPE: &str = "at+jwt";
/// Who issues.
const ISSUER: &str = "sotay";
/// Longer than any token of ours.
const LONGEST: usize = 1000;

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    /// The member.
    sub: Id,
    /// The session.
    sid: Id,
    /// Which pair of the session it belongs to: once it is seen, the refresh token before it is dead.
    cnt: i64,
    iat: i64,
    exp: i64,
}

/// Whose token it is, once everything about it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Who calls.
    pub caller: Caller,
    /// Which pair of the session it belongs to.
    pub counter: i64,
    /// The key that signed it.
    pub kid: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Writes the access token of a session's pair.
pub(super) fn mint(
    ring: &Ring,
    caller: &Caller,
    counter: i64,
    now: DateTime<Utc>,
    lifetime: TimeDelta,
) -> Result<String> {
    let key = ring.signer(now)?;
    let header = Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(key.kid),
        ..Header::new(Algorithm::EdDSA)
    };
    let claims = Claims {
        iss: ISSUER.to_owned(),
        sub: caller.member,
        sid: caller.session,
        cnt: counter,
        iat: now.timestamp(),
        exp: (now + lifetime).timestamp(),
    };
    Ok(encode(&header, &claims, &key.private).context("an access token could not be signed")?)
}

/// Reads an access token of ours that has not expired.
pub(super) fn verify(ring: &Ring, token: &str, now: DateTime<Utc>) -> Option<Known> {
    if token.len() > LONGEST {
        return None;
    }
    let header = decode_header(token).ok()?;
    if header.typ.as_deref() != Some(TYPE) || header.crit.is_some() {
        return None;
    }
    let key = ring.find(header.kid.as_deref()?)?;
    let claims = decode::<Claims>(token, &key.verifier(), &rules()).ok()?.claims;
    let expires_at = DateTime::from_timestamp(claims.exp, 0)?;
    (now < expires_at).then_some(Known {
        caller: Caller {
            member: claims.sub,
            session: claims.sid,
        },
        counter: claims.cnt,
        kid: key.kid,
        expires_at,
    })
}

/// One algorithm, one issuer. Time is checked by the house's clock, not by the library's.
fn rules() -> Validation {
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["iss", "sub", "exp"]);
    rules.validate_exp = false;
    rules
}

#[cfg(test)]
mod tests;
