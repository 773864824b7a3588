//! Every confusion of algorithm, type, time, issuer and key that an access token can be forged by.

use super::*;
use crate::identity::ring::SigningKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeZone;
use jsonwebtoken::{DecodingKey, EncodingKey};
use proptest::prelude::*;
use serde_json::{Value, json};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2023, 12, 3, 5, 0, 0).unwrap()
}

fn key(kid: &str) -> SigningKey {
    let days = TimeDelta::days(45);
    let private = SigningKey::generate().unwrap();
    SigningKey::open(kid.to_owned(), &private, noon() - days..noon() + days).unwrap()
}

fn ring(keys: Vec<SigningKey>) -> Ring {
    let ring = Ring::default();
    ring.replace(keys);
    ring
}

fn lan() -> Caller {
    Caller {
        member: Id::from_u128(1),
        session: Id::from_u128(2),
    }
}

fn token(ring: &Ring) -> String {
    mint(ring, &lan(), 3, noon(), TimeDelta::minutes(10)).unwrap()
}

fn claims() -> Value {
    json!({"iss": ISSUER, "sub": lan().member, "sid": lan().session, "cnt": 3,
           "iat": noon().timestamp(), "exp": noon().timestamp() + 600})
}

fn header() -> Header {
    Header {
        typ: Some(TYPE.to_owned()),
        kid: Some("a".to_owned()),
        ..Header::new(Algorithm::EdDSA)
    }
}

#[test]
fn a_token_tells_whose_it_is_until_it_expires() {
    let ring = ring(vec![key("a")]);
    let token = token(&ring);
    let known = verify(&ring, &token, noon()).unwrap();
    assert_eq!((known.caller, known.counter, known.kid.as_str()), (lan(), 3, "a"));
    assert!(verify(&ring, &token, noon() + TimeDelta::seconds(599)).is_some());
    assert!(verify(&ring, &token, noon() + TimeDelta::seconds(600)).is_none());
    let header = decode_header(&token).unwrap();
    assert_eq!(
        (header.alg, header.typ.as_deref()),
        (Algorithm::EdDSA, Some("at+jwt"))
    );
}

#[test]
fn the_newest_key_that_signs_already_signs() {
    let next = SigningKey {
        signs_from: noon() + TimeDelta::hours(24),
        ..key("next")
    };
    let ring = ring(vec![key("now"), next]);
    assert_eq!(ring.signer(noon()).unwrap().kid, "now");
    assert_eq!(ring.signer(noon() + TimeDelta::hours(24)).unwrap().kid, "next");
    assert!(ring.signer(noon() + TimeDelta::days(46)).is_err());
}

#[test]
fn the_claims_of_the_other_tests_are_good_ones() {
    let key = key("a");
    let good = encode(&header(), &claims(), &key.private).unwrap();
    assert!(verify(&ring(vec![key]), &good, noon()).is_some());
}

#[test]
fn no_algorithm_is_no_signature() {
    let ring = ring(vec![key("a")]);
    for alg in ["none", "None", "NONE", ""] {
        let header = json!({"alg": alg, "typ": TYPE, "kid": "a"}).to_string();
        let unsigned = [header, claims().to_string()]
            .map(|part| URL_SAFE_NO_PAD.encode(part))
            .join(".");
        for signature in ["", "AA"] {
            assert!(verify(&ring, &format!("{unsigned}.{signature}"), noon()).is_none());
        }
    }
}

#[test]
fn a_public_key_is_no_secret_of_an_hmac() {
    let key = key("a");
    let secrets = [
        key.public.clone(),
        URL_SAFE_NO_PAD.encode(&key.public).into_bytes(),
    ];
    let ring = ring(vec![key]);
    for secret in secrets {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let header = Header {
                alg: algorithm,
                ..header()
            };
            let forged = encode(&header, &claims(), &EncodingKey::from_secret(&secret)).unwrap();
            assert!(
                decode::<Value>(&forged, &DecodingKey::from_secret(&secret), &{
                    let mut lax = Validation::new(algorithm);
                    lax.validate_exp = false;
                    lax
                })
                .is_ok(),
                "the forgery itself is sound"
            );
            assert!(verify(&ring, &forged, noon()).is_none());
        }
    }
}

#[test]
fn another_type_another_issuer_a_missing_claim_are_refused() {
    let key = key("a");
    let sign = |header: &Header, claims: &Value| encode(header, claims, &key.private).unwrap();
    let mut bad = Vec::new();
    for typ in [None, Some("JWT"), Some("dpop+jwt"), Some("AT+JWT")] {
        bad.push(sign(
            &Header {
                typ: typ.map(str::to_owned),
                ..header()
            },
            &claims(),
        ));
    }
    for (claim, value) in [
        ("iss", json!("other")),
        ("sub", json!("lan")),
        ("exp", json!("soon")),
        ("exp", json!(-1)),
    ] {
        let mut claims = claims();
        claims[claim] = value;
        bad.push(sign(&header(), &claims));
    }
    for claim in ["iss", "sub", "sid", "cnt", "iat", "exp"] {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(claim);
        bad.push(sign(&header(), &claims));
    }
    bad.push(sign(
        &Header {
            crit: Some(vec!["b64".to_owned()]),
            ..header()
        },
        &claims(),
    ));
    bad.push(sign(
        &Header {
            kid: None,
            ..header()
        },
        &claims(),
    ));
    let ring = ring(vec![key]);
    for token in bad {
        assert!(verify(&ring, &token, noon()).is_none(), "{token}");
    }
}

#[test]
fn a_foreign_key_does_not_pass_by_our_name() {
    let ours = ring(vec![key("a"), key("b")]);
    let theirs = ring(vec![key("a")]);
    assert!(verify(&ours, &token(&theirs), noon()).is_none());
    let unknown = ring(vec![key("z")]);
    assert!(verify(&ours, &token(&unknown), noon()).is_none());
    let renamed = ours.find("b").unwrap();
    let swapped = encode(&header(), &claims(), &renamed.private).unwrap();
    assert!(verify(&ours, &swapped, noon()).is_none());
}

proptest! {
    #[test]
    fn a_changed_token_is_no_token(place in 0usize..200, letter in "[A-Za-z0-9_.-]") {
        let ring = ring(vec![key("a")]);
        let token = token(&ring);
        let place = place % token.len();
        let mut changed = token.clone();
        changed.replace_range(place..=place, &letter);
        prop_assume!(changed != token);
        prop_assert!(verify(&ring, &changed, noon()).is_none());
    }

    #[test]
    fn anything_else_is_no_token(text in ".{0,300}") {
        prop_assert!(verify(&ring(vec![key("a")]), &text, noon()).is_none());
    }
}
