//! The door as a whole: lost answers, lost phones, shared phones, many at once, and what strangers learn there.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::StreamExt;
use futures_util::stream;
use serde_json::{Value, json};
use sotay::directory::import;
use sotay::identity::{Hasher, history, keys};

use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::world::{PASSWORD, World};

/// A code that no slip bears.
const WRONG_CODE: &str = "2K7MHTPR4X";
const SON: &str = "001080000011";

over_both_wires! {
    async fn an_activation_sent_again_gives_the_session_it_began(world: World) {
        let code = world.slip(login::LAN).await;
        let on = |device: Value, password: &str| {
            json!({"login": login::LAN, "code": code, "password": password, "device": device})
        };
        let phone = json!({"name": "Điện thoại của Lan", "platform": "android"});
        let first = world.asks("Activate", on(phone.clone(), PASSWORD)).await.unwrap();
        let again = world.asks("Activate", on(phone.clone(), PASSWORD)).await.unwrap();
        assert_eq!(first["refreshToken"], again["refreshToken"]);
        let lan = world.holding(&again, login::LAN);
        assert_eq!(lan.does("ListSessions", json!({})).await["sessions"].as_array().unwrap().len(), 1);

        let other = json!({"name": "Máy lạ", "platform": "android"});
        for foreign in [on(other, PASSWORD), on(phone.clone(), "một mật khẩu khác")] {
            assert_eq!(world.asks("Activate", foreign).await.unwrap_err().code, "IDENTITY_CODE_REFUSED");
            world.later(TimeDelta::seconds(2)).await;
        }
        let refreshed = world.asks("Refresh", json!({"refreshToken": first["refreshToken"]})).await.unwrap();
        lan.does("SignOut", json!({})).await;
        let gone = world.asks("Activate", on(phone, PASSWORD)).await.unwrap_err();
        assert_eq!(gone.code, "IDENTITY_CODE_REFUSED", "what was signed out stays so: {refreshed}");
    }

    async fn many_who_send_one_activation_at_once_get_one_session(world: World) {
        let code = world.slip(login::LAN).await;
        let ask = json!({"login": login::LAN, "code": code, "password": PASSWORD});
        let answers: Vec<_> = stream::iter(0..2)
            .map(|_| world.asks("Activate", ask.clone()))
            .buffer_unordered(2)
            .collect()
            .await;
        let tokens: Vec<_> = answers.into_iter().map(|answer| answer.unwrap()["refreshToken"].clone()).collect();
        assert!(tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
    }

    async fn a_new_slip_is_the_lost_phone_and_the_forgotten_password(world: World) {
        let lost = world.person(login::LAN).await;
        let code = world.slip(login::LAN).await;
        let ask = json!({"login": login::LAN, "code": code, "password": "một câu khác cũng dễ nhớ",
            "device": {"name": "Điện thoại mới"}});
        let session = world.asks("Activate", ask).await.unwrap();
        world.later(TimeDelta::seconds(1)).await;
        assert_eq!(lost.is_refused("GetMe", json!({})).await.code, "SIGN_IN_REQUIRED");
        assert_eq!(world.gets_in(login::LAN, PASSWORD).await.unwrap_err().code, "IDENTITY_SIGN_IN_REFUSED");
        let lan = world.holding(&session, login::LAN);
        let listed = lan.does("ListSessions", json!({})).await;
        let names: Vec<_> = listed["sessions"].as_array().unwrap().iter().map(|device| &device["name"]).collect();
        assert_eq!(names, ["Điện thoại mới"]);
    }

    async fn another_password_may_leave_the_other_devices(world: World) {
        let lan = world.person(login::LAN).await;
        let tablet = world.signs_in(&lan).await;
        let change = json!({"currentPassword": PASSWORD, "newPassword": "một câu khác cũng dễ nhớ", "keepOthers": true});
        lan.does("ChangePassword", change).await;
        world.later(TimeDelta::seconds(1)).await;
        tablet.does("GetMe", json!({})).await;
        assert_eq!(world.gets_in(login::LAN, PASSWORD).await.unwrap_err().code, "IDENTITY_SIGN_IN_REFUSED");
    }

    async fn the_unknown_cost_as_much_as_the_known(world: World) {
        world.person(login::LAN).await;
        world.slip(login::BINH).await;
        let mut work = Vec::new();
        for login in [login::LAN, login::BINH, login::EN, "001190999999", "khong-phai-so"] {
            let before = world.passwords_done();
            let wrong = world.gets_in(login, "đoán mò thôi").await.unwrap_err();
            assert_eq!(wrong.code, "IDENTITY_SIGN_IN_REFUSED", "{login}");
            let between = world.passwords_done();
            let ask = json!({"login": login, "code": WRONG_CODE, "password": PASSWORD});
            assert_eq!(world.asks("Activate", ask).await.unwrap_err().code, "IDENTITY_CODE_REFUSED", "{login}");
            work.push((between - before, world.passwords_done() - between));
        }
        assert_eq!(work, [(1, 1); 5]);
    }

    async fn a_phone_that_becomes_shared_is_a_login_no_more(world: World) {
        world.person(login::LAN).await;
        let son = world.person(SON).await;
        let phone = "0900000003";
        assert!(world.gets_in(phone, PASSWORD).await.is_ok());
        let binh = world.member(login::BINH).await;
        let shares = json!({"member": binh, "edit": {"phone": "SHARED", "phoneNumber": phone}});
        son.does("UpdateMember", shares).await;
        assert_eq!(world.gets_in(phone, PASSWORD).await.unwrap_err().code, "IDENTITY_SIGN_IN_REFUSED");
        assert!(world.gets_in(login::LAN, PASSWORD).await.is_ok());
        let own = json!({"member": binh, "edit": {"phone": "NONE"}, "updateMask": "phone,phoneNumber"});
        son.does("UpdateMember", own).await;
        world.later(TimeDelta::seconds(2)).await;
        assert!(world.gets_in(phone, PASSWORD).await.is_ok());
    }

    async fn a_rush_of_guesses_slows_down_who_mistypes_and_nobody_else(world: World) {
        let (lan, binh) = (world.slip(login::LAN).await, world.slip(login::BINH).await);
        let guesses = (0..60).map(|number| json!({
            "login": format!("00118{number:07}"), "code": WRONG_CODE, "password": PASSWORD,
        }));
        let refused: Vec<_> = stream::iter(guesses)
            .map(|guess| world.asks("Activate", guess))
            .buffer_unordered(2)
            .collect()
            .await;
        assert!(refused.into_iter().all(|answer| answer.unwrap_err().code == "IDENTITY_CODE_REFUSED"));

        let typed = |login: &str, code: &str| json!({"login": login, "code": code, "password": PASSWORD});
        world.asks("Activate", typed(login::BINH, WRONG_CODE)).await.unwrap_err();
        world.asks("Activate", typed(login::LAN, &lan)).await.unwrap();
        world.later(TimeDelta::seconds(30)).await;
        let early = world.asks("Activate", typed(login::BINH, &binh)).await.unwrap_err();
        assert_eq!((early.code.as_str(), early.retry), ("IDENTITY_TRY_LATER", Some(Duration::from_secs(30))));
        world.later(TimeDelta::seconds(30)).await;
        world.asks("Activate", typed(login::BINH, &binh)).await.unwrap();
    }

    async fn half_a_village_behind_one_address_signs_in_unharmed(world: World) {
        let logins = village(&world, 200).await;
        let clumsy = |number: usize| number.is_multiple_of(7) || number == 1;
        assert_eq!((0..200).filter(|number| clumsy(*number)).count(), 30);
        let first = at_once(&world, logins.iter().enumerate().map(|(number, login)| {
            (login.clone(), if clumsy(number) { "gõ nhầm mất rồi" } else { PASSWORD })
        })).await;
        for (number, answer) in first.iter().enumerate() {
            match answer {
                Ok(_) => assert!(!clumsy(number)),
                Err(problem) => assert_eq!((clumsy(number), problem.code.as_str()), (true, "IDENTITY_SIGN_IN_REFUSED")),
            }
        }
        world.later(TimeDelta::seconds(1)).await;
        let again = logins.iter().enumerate().filter(|(number, _)| clumsy(*number));
        let second = at_once(&world, again.map(|(_, login)| (login.clone(), PASSWORD))).await;
        assert!(second.iter().all(Result::is_ok), "{second:?}");
    }

    async fn tokens_outlive_a_change_of_keys_and_die_when_keys_are_dropped(world: World) {
        let lan = world.person(login::LAN).await;
        let mut errand = world.errand().await;
        keys::rotate(&mut errand).await.unwrap();
        errand.commit(()).await.unwrap();
        world.later(TimeDelta::seconds(1)).await;
        let published = world.asks("ListKeys", json!({})).await.unwrap();
        assert_eq!(published["keys"].as_array().unwrap().len(), 2, "the next one is there before it signs");
        world.later(TimeDelta::hours(24) - TimeDelta::minutes(5)).await;
        let old = world.signs_in(&lan).await;
        world.later(TimeDelta::minutes(6)).await;
        let new = world.signs_in(&lan).await;
        let signer = |token: &str| jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
        assert_ne!(signer(&old.token), signer(&new.token));
        old.does("GetMe", json!({})).await;

        let phone = world.gets_in(login::LAN, PASSWORD).await.unwrap();
        let mut errand = world.errand().await;
        keys::drop_now(&mut errand).await.unwrap();
        errand.commit(()).await.unwrap();
        world.later(TimeDelta::seconds(1)).await;
        for dead in [&old, &new] {
            assert_eq!(dead.is_refused("GetMe", json!({})).await.code, "SIGN_IN_REQUIRED");
        }
        let next = world.asks("Refresh", json!({"refreshToken": phone["refreshToken"]})).await.unwrap();
        world.holding(&next, login::LAN).does("GetMe", json!({})).await;
    }
}

/// Members of thôn Đông, each with an account and the password of everybody.
async fn village(world: &World, people: usize) -> Vec<String> {
    let logins: Vec<String> = (0..people).map(|number| format!("00116{number:07}")).collect();
    let header = town::MEMBERS.lines().next().unwrap();
    let rows = logins.iter().map(|login| {
        format!("01.012.016.000.001,Nguyễn Văn Dân,2015-09-02,2016-09-02,{login},,OWN,OFFICIAL,,,,,,\n")
    });
    let members = format!("{header}\n{}", rows.collect::<String>());
    let files = import::Files {
        organizations: town::ORGANIZATIONS.as_bytes(),
        members: members.as_bytes(),
    };
    let mut errand = world.errand().await;
    let outcome = import::run(&mut errand, files, &mut |_| {}).await.unwrap();
    assert_eq!(outcome.members.created, people, "{outcome:?}");
    errand.commit(()).await.unwrap();

    let mut activated = Vec::new();
    for login in &logins {
        activated.push((world.member(login).await, world.clock.now()));
    }
    let hash = history::hash(&Hasher::start().unwrap(), PASSWORD).await.unwrap();
    let mut errand = world.errand().await;
    history::enrol(&mut errand, &activated, &hash).await.unwrap();
    errand.commit(()).await.unwrap();
    logins
}

/// Many try at the same time; the answers in their order.
async fn at_once(
    world: &World,
    tries: impl Iterator<Item = (String, &'static str)>,
) -> Vec<Result<Value, Problem>> {
    let tries: Vec<_> = tries.collect();
    stream::iter(tries)
        .map(|(login, password)| async move { world.gets_in(&login, password).await })
        .buffered(4)
        .collect()
        .await
}
