//! The inbox as its readers know it: who is told what, and what reading leaves behind.

use chrono::TimeDelta;
use serde_json::json;
use sotay::base::{Id, Kind};

use crate::meetings_story::kinds;
use crate::support::scenario::over_both_wires;
use crate::support::town::login;

over_both_wires! {
    async fn issuing_tells_the_whole_branch_once(world: World) {
        let branch = world.branch().await;
        let guest = world.person(login::EN).await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        for person in [&branch.lan, &branch.binh, &branch.secretary, &guest] {
            let inbox = person.does("ListMyNotices", json!({})).await;
            assert_eq!(kinds(&inbox), ["MEETING_CALLED"], "{}", person.login);
            let notice = &inbox["notices"][0];
            assert_eq!(notice["meeting"], meeting.id.to_string());
            assert!(notice["body"].as_str().unwrap().contains("19:30 ngày 05/11/2023"), "{notice}");
            assert!(notice["readTime"].is_null());
        }
        let stranger = world.stranger().await;
        assert_eq!(kinds(&stranger.does("ListMyNotices", json!({})).await), [""; 0]);
        assert!(stranger.is_refused("GetMeeting", json!({"meeting": meeting.id})).await.is(Kind::NotFound));

        let again = branch.secretary.is_refused("IssueMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(again.code, "MEETINGS_STATE");
        assert_eq!(kinds(&branch.lan.does("ListMyNotices", json!({})).await).len(), 1);
    }

    async fn the_first_reading_of_a_notice_counts(world: World) {
        let branch = world.branch().await;
        branch.secretary.calls_a_meeting(branch.id).await;
        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        let notice = json!({"notice": inbox["notices"][0]["id"]});
        let first = branch.lan.does("ReadNotice", notice.clone()).await;
        assert_eq!(first["readTime"], "2023-11-05T01:00:00Z");
        world.later(TimeDelta::minutes(1)).await;
        assert_eq!(branch.lan.does("ReadNotice", notice.clone()).await, first);
        let unread = branch.binh.does("ListMyNotices", json!({})).await;
        assert!(unread["notices"][0]["readTime"].is_null(), "one member's reading is not another's");

        let stranger = world.stranger().await;
        assert!(stranger.is_refused("ReadNotice", notice).await.is(Kind::NotFound));
        assert!(branch.lan.is_refused("ReadNotice", json!({"notice": Id::nil()})).await.is(Kind::NotFound));
        let since = json!({"since": inbox["nextSince"]});
        assert_eq!(kinds(&branch.lan.does("ListMyNotices", since).await), [""; 0]);
    }

    async fn two_lists_are_not_asked_for_at_once(world: World) {
        let branch = world.branch().await;
        let both = json!({"since": "x", "pageToken": "y"});
        let refused = branch.lan.is_refused("ListMyNotices", both).await;
        assert_eq!(refused.fields[0].0, "pageToken");
        let forged = branch.lan.is_refused("ListMyNotices", json!({"since": "x"})).await;
        assert_eq!(forged.code, "NOTICES_CURSOR_REFUSED");
        assert!(forged.is(Kind::Invalid), "{forged:?}");
        let forged = branch.lan.is_refused("ListMyNotices", json!({"pageToken": "y"})).await;
        assert!(forged.is(Kind::Invalid), "{forged:?}");
    }
}
