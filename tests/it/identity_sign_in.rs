//! Signing in: by whatever number is on file, slowly for those who guess, never for those who are known.

use chrono::TimeDelta;
use serde_json::{Value, json};
use std::time::Duration;

use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::world::{PASSWORD, World};

over_both_wires! {
    async fn every_number_on_file_is_a_login_however_it_is_written(world: World) {
        world.person(login::LAN).await;
        for number in [login::LAN, "0900 000 003", "+84 900.000.003"] {
            let session = world.tries(number, PASSWORD).await.unwrap();
            assert_eq!(session["expiresIn"], 600);
            assert!(!session["refreshToken"].as_str().unwrap().is_empty());
        }
    }

    async fn unknown_logins_accounts_never_opened_and_wrong_passwords_look_alike(world: World) {
        world.person(login::LAN).await;
        let wrong = world.tries(login::LAN, "một mật khẩu khác").await.unwrap_err();
        assert_eq!(wrong.code, "IDENTITY_SIGN_IN_REFUSED");
        assert_eq!(wrong, world.tries(login::BINH, PASSWORD).await.unwrap_err());
        assert_eq!(wrong, world.tries("001190999999", PASSWORD).await.unwrap_err());
    }

    async fn guessing_slows_down_and_is_forgiven(world: World) {
        world.person(login::LAN).await;
        for unknown in [login::LAN, "001190999999"] {
            for _ in 0..3 {
                let wrong = world.tries(unknown, "đoán mò thôi").await.unwrap_err();
                assert_eq!(wrong.code, "IDENTITY_SIGN_IN_REFUSED");
                world.later(TimeDelta::seconds(1)).await;
            }
            let early = world.tries(unknown, PASSWORD).await.unwrap_err();
            assert_eq!((early.code.as_str(), early.retry), ("IDENTITY_TRY_LATER", Some(Duration::from_secs(2))));
        }
        world.later(TimeDelta::seconds(2)).await;
        assert!(world.tries(login::LAN, PASSWORD).await.is_ok());
        let wrong = world.tries(login::LAN, "đoán mò thôi").await.unwrap_err();
        assert_eq!(wrong.code, "IDENTITY_SIGN_IN_REFUSED");
    }

    async fn a_stranger_cannot_keep_a_known_phone_out(world: World) {
        world.person(login::LAN).await;
        let phone = world.tries(login::LAN, PASSWORD).await.unwrap();
        for _ in 0..3 {
            world.tries(login::LAN, "đoán mò thôi").await.unwrap_err();
            world.later(TimeDelta::seconds(1)).await;
        }
        assert_eq!(world.tries(login::LAN, PASSWORD).await.unwrap_err().code, "IDENTITY_TRY_LATER");
        let known = |by: &Value| json!({"login": login::LAN, "password": PASSWORD, "knownBy": by});
        assert!(world.asks("SignIn", known(&phone["refreshToken"])).await.is_ok());

        world.person(login::GIANG).await;
        let foreign = world.tries(login::GIANG, PASSWORD).await.unwrap();
        let problem = world.asks("SignIn", known(&foreign["refreshToken"])).await.unwrap_err();
        assert_eq!(problem.code, "IDENTITY_TRY_LATER");
    }

    async fn of_many_guesses_at_once_one_is_answered(world: World) {
        world.person(login::LAN).await;
        let guesses = (0..8).map(|guess| {
            let password = if guess == 5 { PASSWORD.to_owned() } else { format!("đoán lần {guess}") };
            let world = &world;
            async move { world.tries(login::LAN, &password).await }
        });
        let answers = futures_util::future::join_all(guesses).await;
        let refused = answers.iter().filter_map(|answer| answer.as_ref().err());
        let answered = refused.filter(|problem| problem.code == "IDENTITY_SIGN_IN_REFUSED").count();
        assert_eq!(answered, 1);
    }

    async fn a_shared_computer_is_trusted_for_half_an_hour(world: World) {
        world.person(login::LAN).await;
        let device = json!({"name": "Máy ở nhà văn hóa", "platform": "web", "shared": true});
        let request = json!({"login": login::LAN, "password": PASSWORD, "device": device});
        let session = world.asks("SignIn", request).await.unwrap();
        assert_eq!(session["expiresIn"], 1800);
        assert_eq!(session["refreshToken"], "");
        let lan = world.holding(&session, login::LAN);
        world.later(TimeDelta::minutes(29)).await;
        lan.does("GetMe", json!({})).await;
        world.later(TimeDelta::minutes(1)).await;
        assert_eq!(lan.call::<_, Value>("GetMe", &json!({})).await.unwrap_err().code, "SIGN_IN_REQUIRED");
    }

    async fn who_signed_out_is_out_within_a_second(world: World) {
        let lan = world.person(login::LAN).await;
        let other_phone = world.signs_in(&lan).await;
        lan.does("SignOut", json!({})).await;
        world.later(TimeDelta::seconds(1)).await;
        assert_eq!(lan.call::<_, Value>("GetMe", &json!({})).await.unwrap_err().code, "SIGN_IN_REQUIRED");
        other_phone.does("GetMe", json!({})).await;
        world.later(TimeDelta::minutes(9)).await;
        assert_eq!(lan.call::<_, Value>("GetMe", &json!({})).await.unwrap_err().code, "SIGN_IN_REQUIRED");
    }

    async fn a_secretary_learns_what_a_secretary_may(world: World) {
        let branch = world.branch().await;
        let east = world.organization(town::EAST).await.to_string();
        let may = |me: &Value, action: &str| {
            me["can"].as_array().unwrap().iter().any(|can| can["action"] == action && can["organization"] == *east)
        };
        let hoa = branch.secretary.does("GetMe", json!({})).await;
        assert!(may(&hoa, "CALL_MEETING") && may(&hoa, "ISSUE_ACTIVATION_CODE") && may(&hoa, "CHECK_IN"));
        assert_eq!(hoa["grants"][0]["role"], "SECRETARY");
        let lan = branch.lan.does("GetMe", json!({})).await;
        assert!(may(&lan, "CHECK_IN") && !may(&lan, "CALL_MEETING"));
        assert_eq!(lan["memberships"][0]["organization"], *east);
        assert_eq!((&lan["minimumAppVersion"], &lan["serverTime"]), (&json!("1.0.0"), &json!(town::MORNING)));
    }
}

impl World {
    pub(crate) async fn tries(&self, login: &str, password: &str) -> Result<Value, Problem> {
        self.asks("SignIn", json!({"login": login, "password": password}))
            .await
    }
}
