//! Slips: they open an account once, for one member, and nobody learns more by trying.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::wire::Ask;
use crate::support::world::World;

const PASSWORD: &str = "lúa chín vàng đồng";

over_both_wires! {
    async fn a_slip_opens_an_account_however_its_code_is_typed(world: World) {
        let hoa = world.person(login::HOA).await;
        let slip = hoa.prints_a_slip(&world, login::LAN).await;
        let code = slip["code"].as_str().unwrap();
        let text = slip["slip"]["text"].as_str().unwrap();
        assert!(text.contains("Nguyễn Thị Lan") && text.contains(&code[..5]) && !text.contains(login::LAN));
        assert!(slip["slip"]["svg"].as_str().unwrap().starts_with("<svg"));

        let typed = format!(" {}-{} ", code[..5].to_lowercase(), &code[5..]);
        let session = world.activates(login::LAN, &typed, PASSWORD).await.unwrap();
        assert_eq!(session["expiresIn"], 600);
        let lan = world.holding(&session, login::LAN);
        assert_eq!(lan.does("GetMe", json!({})).await["member"]["name"], "Nguyễn Thị Lan");
        assert!(world.gets_in(login::LAN, PASSWORD).await.is_ok());
    }

    async fn a_lost_answer_is_given_again_for_some_minutes_and_only_with_the_same_password(world: World) {
        let code = world.slip(login::LAN).await;
        world.activates(login::LAN, &code, PASSWORD).await.unwrap();
        assert!(world.activates(login::LAN, &code, PASSWORD).await.is_ok());

        let other = world.activates(login::LAN, &code, "một mật khẩu khác").await.unwrap_err();
        assert_eq!(other.code, "IDENTITY_CODE_REFUSED");
        assert!(world.gets_in(login::LAN, PASSWORD).await.is_ok());

        world.later(TimeDelta::minutes(10)).await;
        let late = world.activates(login::LAN, &code, PASSWORD).await.unwrap_err();
        assert_eq!(late.code, "IDENTITY_CODE_REFUSED");
    }

    async fn a_newer_slip_kills_the_older_and_both_die_of_age(world: World) {
        let (old, new) = (world.slip(login::LAN).await, world.slip(login::LAN).await);
        assert!(world.activates(login::LAN, &old, PASSWORD).await.is_err());
        world.later(TimeDelta::days(30)).await;
        assert!(world.activates(login::LAN, &new, PASSWORD).await.is_err());
        let fresh = world.slip(login::LAN).await;
        assert!(world.activates(login::LAN, &fresh, PASSWORD).await.is_ok());
    }

    async fn ten_wrong_codes_wear_a_slip_out(world: World) {
        let code = world.slip(login::LAN).await;
        for _ in 0..10 {
            let wrong = world.activates(login::LAN, &other_code(&code), PASSWORD).await.unwrap_err();
            assert_eq!(wrong.code, "IDENTITY_CODE_REFUSED");
            world.later(TimeDelta::seconds(10)).await;
        }
        assert!(world.activates(login::LAN, &code, PASSWORD).await.is_err());
    }

    async fn unknown_members_and_wrong_codes_look_alike(world: World) {
        let code = world.slip(login::LAN).await;
        let wrong = world.activates(login::LAN, &other_code(&code), PASSWORD).await.unwrap_err();
        let without_slip = world.activates(login::BINH, &code, PASSWORD).await.unwrap_err();
        let unknown = world.activates("001190999999", &code, PASSWORD).await.unwrap_err();
        assert_eq!(wrong, without_slip);
        assert_eq!(wrong, unknown);
        assert!(world.gets_in(login::BINH, PASSWORD).await.is_err());
    }

    async fn a_weak_password_is_named_before_the_code_is_looked_at(world: World) {
        let code = world.slip(login::LAN).await;
        for weak in ["ngắn", "12345678", login::LAN] {
            let problem = world.activates(login::LAN, &code, weak).await.unwrap_err();
            assert_eq!(problem.code, "IDENTITY_PASSWORD_WEAK");
            assert_eq!(problem.fields[0].0, "password");
        }
        assert!(world.activates(login::LAN, &code, PASSWORD).await.is_ok());
    }

    async fn a_new_slip_ends_what_the_lost_phone_could_do(world: World) {
        let lost = world.activates(login::LAN, &world.slip(login::LAN).await, PASSWORD).await.unwrap();
        let new = world.activates(login::LAN, &world.slip(login::LAN).await, "mật khẩu mới tinh").await.unwrap();
        world.later(TimeDelta::seconds(1)).await;

        let lost_phone = world.holding(&lost, login::LAN);
        let problem = lost_phone.call::<_, Value>("GetMe", &json!({})).await.unwrap_err();
        assert_eq!(problem.code, "SIGN_IN_REQUIRED");
        let refresh = json!({"refreshToken": lost["refreshToken"]});
        let problem = world.asks("Refresh", refresh).await.unwrap_err();
        assert_eq!(problem.code, "IDENTITY_SESSION_ENDED");
        assert!(world.gets_in(login::LAN, PASSWORD).await.is_err());
        world.holding(&new, login::LAN).does("GetMe", json!({})).await;
    }

    async fn a_branch_prints_no_way_into_a_post_elsewhere(world: World) {
        let (hoa, mai) = (world.person(login::HOA).await, world.person(login::MAI).await);
        let lan = world.member(login::LAN).await;
        let commune = world.organization(town::COMMUNE).await;
        hoa.prints_a_slip(&world, login::LAN).await;
        let post = json!({"organization": commune, "member": lan, "role": "PARTY_COMMITTEE_MEMBER"});
        mai.does("GrantRole", post).await;

        let problem = hoa.call::<_, Value>("IssueActivationCode", &json!({"member": lan})).await.unwrap_err();
        assert_eq!(problem.code, "IDENTITY_SLIP_FROM_ABOVE");
        mai.prints_a_slip(&world, login::LAN).await;
    }
}

/// A well-formed code that is not this one.
fn other_code(code: &str) -> String {
    let (head, last) = code.split_at(9);
    format!("{head}{}", if last == "7" { "8" } else { "7" })
}

impl Person {
    async fn prints_a_slip(&self, world: &World, login: &str) -> Value {
        let member = world.member(login).await;
        self.does("IssueActivationCode", json!({"member": member})).await
    }
}

impl World {
    /// The code on a fresh slip.
    pub(crate) async fn slip(&self, login: &str) -> String {
        let mai = self.person(login::MAI).await;
        let slip = mai.prints_a_slip(self, login).await;
        slip["code"].as_str().unwrap().to_owned()
    }

    async fn activates(&self, login: &str, code: &str, password: &str) -> Result<Value, Problem> {
        let request = json!({"login": login, "code": code, "password": password});
        self.asks("Activate", request).await
    }

    pub(crate) async fn gets_in(&self, login: &str, password: &str) -> Result<Value, Problem> {
        self.asks("SignIn", json!({"login": login, "password": password}))
            .await
    }

    /// A call by nobody.
    pub(crate) async fn asks(&self, call: &str, request: Value) -> Result<Value, Problem> {
        Ask::new(call, request).over(self.wire, &self.router).await
    }

    /// Whoever holds the access token of a session.
    pub(crate) fn holding(&self, session: &Value, login: &str) -> Person {
        Person {
            id: session["member"].as_str().unwrap().parse().unwrap(),
            login: login.to_owned(),
            token: session["accessToken"].as_str().unwrap().to_owned(),
            wire: self.wire,
            router: self.router.clone(),
        }
    }
}
