//! What becomes of the wish to stay away.

use chrono::TimeDelta;
use serde_json::json;
use sotay::base::{Id, Kind};

use crate::support::people::{Branch, Meeting};
use crate::support::scenario::over_both_wires;

const MINH: &str = "001070000002";

over_both_wires! {
    async fn a_wish_to_stay_away_is_decided_and_the_member_hears_of_it(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let decides = |member: Id, decision: &str, reason: &str| {
            json!({"meeting": meeting.id, "member": member, "decision": decision, "reason": reason})
        };
        let says = |reply: &str, reason: &str| json!({"meeting": meeting.id, "reply": reply, "reason": reason});
        let lan = branch.lan.id;
        let silent = branch.secretary.is_refused("DecideReply", decides(lan, "ACCEPTED", "")).await;
        assert_eq!(silent.code, "MEETINGS_NOTHING_ASKED");
        let stranger = world.stranger().await.id;
        let nobody = branch.secretary.is_refused("DecideReply", decides(stranger, "ACCEPTED", "")).await;
        assert!(nobody.is(Kind::NotFound), "{nobody:?}");
        branch.lan.does("ReplyToMeeting", says("ASK_ABSENCE", "Con ốm")).await;
        assert_eq!(undecided(&branch, &meeting).await, 1);
        world.later(TimeDelta::minutes(1)).await;

        let accepted = branch.secretary.does("DecideReply", decides(lan, "ACCEPTED", "")).await;
        assert_eq!((&accepted["decision"], &accepted["decidedByName"]), (&json!("ACCEPTED"), &json!("Nguyễn Thị Hoa")));
        assert_eq!(undecided(&branch, &meeting).await, 0);
        let told = branch.lan.does("ListMyNotices", json!({})).await;
        assert_eq!(told["notices"][0]["title"], "Đồng ý cho vắng: Sinh hoạt thường kỳ tháng 11");
        branch.secretary.does("DecideReply", decides(lan, "ACCEPTED", "")).await;
        assert_eq!(branch.lan.does("ListMyNotices", json!({})).await["notices"], told["notices"], "told once");
        let again = branch.lan.does("ReplyToMeeting", says("ASK_ABSENCE", "Con ốm ")).await;
        assert_eq!(again["decision"], "ACCEPTED", "a phone that sends again takes nothing back");

        world.later(TimeDelta::minutes(1)).await;
        let other = branch.lan.does("ReplyToMeeting", says("ASK_ABSENCE", "Đi công tác")).await;
        assert_eq!(other["decision"], "DECISION_UNSPECIFIED");
        let declined = branch.secretary.does("DecideReply", decides(lan, "DECLINED", "Họp bầu chi ủy")).await;
        assert_eq!(declined["decisionReason"], "Họp bầu chi ủy");
        let seen = branch.lan.does("GetMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(seen["myReply"], declined);
        branch.lan.does("ReplyToMeeting", says("WILL_ATTEND", "")).await;
        let nothing = branch.secretary.is_refused("DecideReply", decides(lan, "ACCEPTED", "")).await;
        assert_eq!(nothing.code, "MEETINGS_NOTHING_ASKED");
    }

    async fn only_who_runs_the_meeting_decides_and_nobody_about_oneself(world: World) {
        let branch = world.branch().await;
        let minh = world.person(MINH).await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let accept = |member: Id| json!({"meeting": meeting.id, "member": member, "decision": "ACCEPTED"});
        let ill = json!({"meeting": meeting.id, "reply": "ASK_ABSENCE", "reason": "Ốm"});
        for person in [&branch.secretary, &branch.lan] {
            person.does("ReplyToMeeting", ill.clone()).await;
        }
        let own = branch.secretary.is_refused("DecideReply", accept(branch.secretary.id)).await;
        assert_eq!(own.code, "MEETINGS_OWN_ABSENCE");
        assert!(branch.binh.is_refused("DecideReply", accept(branch.lan.id)).await.is(Kind::Forbidden));
        let stranger = world.stranger().await;
        assert!(stranger.is_refused("DecideReply", accept(branch.lan.id)).await.is(Kind::NotFound));
        minh.does("DecideReply", accept(branch.secretary.id)).await;

        minh.does("DecideReply", accept(branch.lan.id)).await;
        world.later(TimeDelta::minutes(1)).await;
        let later = json!({"meeting": meeting.id, "startTime": "2023-11-06T00:30:00Z", "reason": "Mưa bão"});
        minh.does("PostponeMeeting", later).await;
        let other_day = minh.is_refused("DecideReply", accept(branch.lan.id)).await;
        assert_eq!(other_day.code, "MEETINGS_NOTHING_ASKED", "the wish was about another day");
        branch.lan.does("ReplyToMeeting", ill).await;
        minh.opens(&meeting).await;
        minh.does("DecideReply", accept(branch.lan.id)).await;
        minh.closes(&meeting).await;
        assert_eq!(minh.is_refused("DecideReply", accept(branch.lan.id)).await.code, "MEETINGS_STATE");
    }
}

async fn undecided(branch: &Branch, meeting: &Meeting) -> i64 {
    let replies = branch
        .secretary
        .does("ListReplies", json!({"meeting": meeting.id}))
        .await;
    replies["undecided"].as_i64().unwrap()
}
