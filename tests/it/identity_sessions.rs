//! Where a member is signed in: seen, ended from afar, and all but one ended by another password.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::world::{PASSWORD, World};

/// Another password that is good.
const NEW: &str = "một câu khác cũng dễ nhớ";

over_both_wires! {
    async fn a_lost_phone_is_signed_out_from_another(world: World) {
        let (phone, tablet) = two_devices(&world).await;
        let listed = devices(&phone).await;
        let names: Vec<_> = listed.iter().map(|device| device["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Máy tính bảng", ""], "the one used last comes first");
        assert_eq!((&listed[0]["current"], &listed[1]["current"]), (&json!(false), &json!(true)));

        let lost = json!({"session": listed[0]["session"]});
        phone.does("EndSession", lost.clone()).await;
        world.later(TimeDelta::seconds(1)).await;
        assert_eq!(tablet.is_refused("GetMe", json!({})).await.code, "SIGN_IN_REQUIRED");
        assert_eq!(devices(&phone).await.len(), 1);
        phone.does("EndSession", lost).await;
        assert_eq!(ends(&world).await, ["SIGNED_OUT_ELSEWHERE"]);
    }

    async fn a_sign_in_on_a_device_that_was_not_known_is_told(world: World) {
        let (phone, _) = two_devices(&world).await;
        let again = json!({
            "login": login::LAN,
            "password": PASSWORD,
            "knownBy": world.tries(login::LAN, PASSWORD).await.unwrap()["refreshToken"],
        });
        world.asks("SignIn", again).await.unwrap();
        world.word_gets_round().await;
        let inbox = phone.does("ListMyNotices", json!({})).await;
        let mut told: Vec<_> = inbox["notices"].as_array().unwrap().iter().map(|notice| &notice["title"]).collect();
        told.sort_unstable_by_key(ToString::to_string);
        let new = "Đăng nhập trên thiết bị mới";
        assert_eq!(told, ["Tài khoản đã được kích hoạt", new, new]);
        assert!(inbox.to_string().contains("trên Máy tính bảng"), "{inbox}");
        world.word_gets_round().await;
        assert_eq!(inbox["notices"], phone.does("ListMyNotices", json!({})).await["notices"]);
    }

    async fn nobody_sees_or_ends_the_sessions_of_others(world: World) {
        let (phone, _) = two_devices(&world).await;
        let stranger = world.stranger().await;
        assert_eq!(devices(&stranger).await.len(), 1);
        let foreign = json!({"session": devices(&phone).await[0]["session"]});
        let refused = stranger.is_refused("EndSession", foreign).await;
        let unknown = json!({"session": "01890a5d-ac96-774b-bcce-b302099a8057"});
        assert_eq!(refused, stranger.is_refused("EndSession", unknown).await);
        assert_eq!(refused.code, "NOT_FOUND");
        assert_eq!(devices(&phone).await.len(), 2);
    }

    async fn another_password_leaves_only_the_device_that_set_it(world: World) {
        let (phone, tablet) = two_devices(&world).await;
        let change = json!({"currentPassword": PASSWORD, "newPassword": NEW});
        phone.does("ChangePassword", change.clone()).await;
        world.later(TimeDelta::seconds(1)).await;
        assert_eq!(tablet.is_refused("GetMe", json!({})).await.code, "SIGN_IN_REQUIRED");
        assert_eq!(ends(&world).await, ["PASSWORD_CHANGED"]);
        assert_eq!(world.tries(login::LAN, PASSWORD).await.unwrap_err().code, "IDENTITY_SIGN_IN_REFUSED");
        world.later(TimeDelta::seconds(1)).await;
        assert!(world.tries(login::LAN, NEW).await.is_ok());
        // The answer was lost and the app sends it again: nothing changes, and nobody is signed out.
        phone.does("ChangePassword", change).await;
        assert_eq!(devices(&phone).await.len(), 2);
    }

    async fn a_borrowed_phone_cannot_guess_the_password(world: World) {
        let (phone, _) = two_devices(&world).await;
        let guess = json!({"currentPassword": "đoán mò thôi", "newPassword": NEW});
        for _ in 0..3 {
            let problem = phone.is_refused("ChangePassword", guess.clone()).await;
            assert_eq!(problem.code, "IDENTITY_PASSWORD_WRONG");
            assert_eq!(fields(&problem), ["currentPassword"]);
            world.later(TimeDelta::seconds(1)).await;
        }
        assert_eq!(phone.is_refused("ChangePassword", guess).await.code, "IDENTITY_TRY_LATER");
        assert!(world.tries(login::LAN, PASSWORD).await.is_ok(), "other doors stay open");
    }

    async fn a_password_that_is_easy_to_guess_is_not_taken(world: World) {
        let (phone, _) = two_devices(&world).await;
        for weak in ["ngắn", "12345678", login::LAN, "0900 000 003"] {
            let request = json!({"currentPassword": PASSWORD, "newPassword": weak});
            let problem = phone.is_refused("ChangePassword", request).await;
            assert_eq!(problem.code, "IDENTITY_PASSWORD_WEAK", "{weak}");
            assert_eq!(fields(&problem), ["newPassword"]);
        }
    }
}

/// Lan's phone, and the tablet that she signed in on later.
async fn two_devices(world: &World) -> (Person, Person) {
    let phone = world.person(login::LAN).await;
    world.later(TimeDelta::minutes(1)).await;
    let device = json!({"name": "Máy tính bảng", "platform": "android"});
    let request = json!({"login": login::LAN, "password": PASSWORD, "device": device});
    let session = world.asks("SignIn", request).await.unwrap();
    let tablet = Person {
        token: session["accessToken"].as_str().unwrap().to_owned(),
        ..phone.clone()
    };
    (phone, tablet)
}

async fn devices(person: &Person) -> Vec<Value> {
    let answer = person.does("ListSessions", json!({})).await;
    answer["sessions"].as_array().unwrap().clone()
}

/// How sessions ended, as it is written down.
async fn ends(world: &World) -> Vec<String> {
    sqlx::query_scalar("select end_reason from identity.sessions where end_reason is not null")
        .fetch_all(&mut world.database.owner().await)
        .await
        .unwrap()
}

fn fields(problem: &Problem) -> Vec<&str> {
    problem.fields.iter().map(|(field, _)| field.as_str()).collect()
}
