//! Staying signed in: over lost answers, over months, against copies; and the keys that sign it all.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::world::{PASSWORD, World};

over_both_wires! {
    async fn a_lost_answer_is_given_again_until_its_successor_is_used(world: World) {
        let first = world.phone(json!({})).await;
        let lost = world.refreshes(&first).await.unwrap();
        let again = world.refreshes(&first).await.unwrap();
        assert_eq!(lost["refreshToken"], again["refreshToken"]);

        world.holding(&again, login::LAN).does("GetMe", json!({})).await;
        assert_eq!(world.refreshes(&first).await.unwrap_err().code, "IDENTITY_SESSION_ENDED");
        assert_eq!(world.refreshes(&again).await.unwrap_err().code, "IDENTITY_SESSION_ENDED");
        world.later(TimeDelta::seconds(1)).await;
        let problem = world.holding(&again, login::LAN).call::<_, Value>("GetMe", &json!({})).await.unwrap_err();
        assert_eq!(problem.code, "SIGN_IN_REQUIRED");
    }

    async fn what_was_seen_is_not_forgotten_once_it_is_written_down(world: World) {
        let first = world.phone(json!({})).await;
        let second = world.refreshes(&first).await.unwrap();
        world.holding(&second, login::LAN).does("GetMe", json!({})).await;
        world.later(TimeDelta::seconds(1)).await;
        assert_eq!(world.refreshes(&first).await.unwrap_err().code, "IDENTITY_SESSION_ENDED");
    }

    async fn sixty_four_at_once_leave_one_living_chain(world: World) {
        let first = world.phone(json!({})).await;
        let answers = futures_util::future::join_all((0..64).map(|_| world.refreshes(&first))).await;
        let mut tokens = Vec::new();
        for answer in answers {
            match answer {
                Ok(session) => tokens.push(session["refreshToken"].clone()),
                Err(problem) => {
                    let patient = ["TOO_MANY_REQUESTS", "BUSY", "CONTENDED"];
                    assert!(patient.contains(&problem.code.as_str()), "{problem:?}");
                }
            }
        }
        tokens.dedup();
        assert_eq!(tokens.len(), 1, "all who were answered hold the same pair");
        assert!(world.refreshes(&json!({"refreshToken": tokens[0]})).await.is_ok());
    }

    async fn a_phone_may_be_silent_for_half_a_year(world: World) {
        let mut phone = world.phone(json!({})).await;
        for _ in 0..3 {
            world.later(TimeDelta::days(179)).await;
            phone = world.refreshes(&phone).await.unwrap();
            world.holding(&phone, login::LAN).does("GetMe", json!({})).await;
        }
        world.later(TimeDelta::days(180)).await;
        assert_eq!(world.refreshes(&phone).await.unwrap_err().code, "IDENTITY_SESSION_ENDED");
    }

    async fn a_phone_with_a_key_signs(world: World) {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let public = STANDARD.encode(key.public_key().as_der().unwrap().as_ref());
        let phone = world.phone(json!({"publicKey": public})).await;
        assert_eq!(world.refreshes(&phone).await.unwrap_err().code, "IDENTITY_DEVICE_UNPROVEN");

        let token = phone["refreshToken"].as_str().unwrap();
        let sign = |text: &str| STANDARD.encode(key.sign(&SystemRandom::new(), text.as_bytes()).unwrap());
        let signed = |signature: String| json!({"refreshToken": token, "signature": signature});
        let problem = world.asks("Refresh", signed(sign("something else"))).await.unwrap_err();
        assert_eq!(problem.code, "IDENTITY_DEVICE_UNPROVEN");
        assert!(world.asks("Refresh", signed(sign(token))).await.is_ok());
    }

    async fn a_key_that_cannot_sign_is_named(world: World) {
        world.person(login::LAN).await;
        let device = json!({"publicKey": STANDARD.encode([0x30; 91])});
        let request = json!({"login": login::LAN, "password": PASSWORD, "device": device});
        let problem = world.asks("SignIn", request).await.unwrap_err();
        assert_eq!(problem.code, "IDENTITY_DEVICE_KEY_UNUSABLE");
        assert_eq!(problem.fields[0].0, "device.publicKey");
    }

    async fn one_kind_of_token_does_not_pass_for_another(world: World) {
        let phone = world.phone(json!({})).await;
        for token in [&phone["accessToken"], &json!("AAAA"), &json!("..")] {
            let problem = world.refreshes(&json!({"refreshToken": token})).await.unwrap_err();
            assert_eq!(problem.code, "IDENTITY_SESSION_ENDED");
        }
        let mut lan = world.holding(&phone, login::LAN);
        lan.token = phone["refreshToken"].as_str().unwrap().to_owned();
        assert_eq!(lan.call::<_, Value>("GetMe", &json!({})).await.unwrap_err().code, "SIGN_IN_REQUIRED");
    }

    async fn the_next_key_is_published_a_day_before_it_signs(world: World) {
        let before = world.published().await;
        assert_eq!(before.len(), 1);
        let phone = world.phone(json!({})).await;
        assert_eq!(kid(&phone), before[0]);

        world.later(TimeDelta::days(89)).await;
        let both = world.published().await;
        assert_eq!((both.len(), &both[0]), (2, &before[0]));
        let phone = world.refreshes(&phone).await.unwrap();
        assert_eq!(kid(&phone), before[0]);

        world.later(TimeDelta::days(1)).await;
        let phone = world.refreshes(&phone).await.unwrap();
        assert_eq!(kid(&phone), both[1]);
        world.later(TimeDelta::hours(1)).await;
        assert_eq!(world.published().await, both[1..]);
    }
}

/// The key an access token says it was signed with.
fn kid(session: &Value) -> String {
    let token = session["accessToken"].as_str().unwrap();
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

impl World {
    /// Lan's phone after signing in.
    async fn phone(&self, device: Value) -> Value {
        self.person(login::LAN).await;
        let request = json!({"login": login::LAN, "password": PASSWORD, "device": device});
        self.asks("SignIn", request).await.unwrap()
    }

    async fn refreshes(&self, session: &Value) -> Result<Value, Problem> {
        self.asks("Refresh", json!({"refreshToken": session["refreshToken"]}))
            .await
    }

    /// The names of the published keys.
    async fn published(&self) -> Vec<String> {
        let answer = self.asks("ListKeys", json!({})).await.unwrap();
        let keys = answer["keys"].as_array().unwrap();
        assert!(
            keys.iter()
                .all(|key| key["kty"] == "OKP" && key["crv"] == "Ed25519" && key["alg"] == "EdDSA")
        );
        keys.iter()
            .map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect()
    }
}
