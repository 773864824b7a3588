//! Plans change: a storm puts a meeting off, a clash calls one off, and next month begins with this month's plan.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay_rest::Kind;

use crate::support::people::{Branch, Meeting};
use crate::support::scenario::over_both_wires;

/// Two days later, at the same hour.
const LATER: &str = "2023-11-07T12:30:00Z";

over_both_wires! {
    async fn a_meeting_that_is_put_off_asks_everybody_anew(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        branch.lan.does("ReplyToMeeting", json!({"meeting": meeting.id, "reply": "WILL_ATTEND"})).await;
        world.later(TimeDelta::minutes(1)).await;

        let postponed = branch.secretary.does("PostponeMeeting", postponement(&meeting, LATER)).await;
        assert_eq!((&postponed["state"], &postponed["startTime"]), (&json!("ISSUED"), &json!(LATER)));
        assert_eq!(postponed["endTime"], "2023-11-07T14:00:00Z", "as long as it was planned");
        assert_eq!(postponed["postponedFrom"], "2023-11-05T12:30:00Z");
        assert_eq!(postponed["changeReason"], "Mưa bão");
        assert_ne!(postponed["etag"], json!(meeting.etag));

        let seen = branch.lan.does("GetMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(seen.get("myReply"), None);
        assert_eq!(counts(&branch, &meeting).await, (0, 0));
        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        let told = &inbox["notices"][0];
        assert_eq!((&told["kind"], &told["title"]), (&json!("MEETING_CHANGED"), &json!("Hoãn họp: Sinh hoạt thường kỳ tháng 11")));
        assert!(told["body"].as_str().unwrap().contains("Mưa bão"), "{told}");

        branch.lan.does("ReplyToMeeting", json!({"meeting": meeting.id, "reply": "ASK_ABSENCE", "reason": "Ốm"})).await;
        assert_eq!(counts(&branch, &meeting).await, (0, 1));
        world.later(TimeDelta::minutes(1)).await;
        let again = branch.secretary.does("PostponeMeeting", postponement(&meeting, "2023-11-08T12:30:00Z")).await;
        assert_eq!(again["postponedFrom"], "2023-11-05T12:30:00Z", "the first call stays on record");
    }

    async fn a_meeting_is_put_off_to_a_time_that_is_other_and_yet_to_come(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        for (start, code) in [
            ("2023-11-05T12:30:00Z", "MEETINGS_SAME_TIME"),
            ("2023-11-04T12:30:00Z", "MEETINGS_TIME_PAST"),
        ] {
            let refused = branch.secretary.is_refused("PostponeMeeting", postponement(&meeting, start)).await;
            assert_eq!(refused.code, code);
            assert_eq!(refused.fields[0].0, "startTime");
        }
        let backwards = json!({
            "meeting": meeting.id, "startTime": LATER, "endTime": "2023-11-07T12:00:00Z", "reason": "Mưa bão",
        });
        let refused = branch.secretary.is_refused("PostponeMeeting", backwards).await;
        assert_eq!(refused.code, "MEETINGS_ENDS_BEFORE_START");
        let blank = json!({"meeting": meeting.id, "startTime": LATER, "reason": "  "});
        assert_eq!(branch.secretary.is_refused("PostponeMeeting", blank).await.code, "MEETINGS_REASON_NEEDED");
        assert!(branch.lan.is_refused("PostponeMeeting", postponement(&meeting, LATER)).await.is(Kind::Forbidden));

        branch.secretary.opens(&meeting).await;
        let late = branch.secretary.is_refused("PostponeMeeting", postponement(&meeting, LATER)).await;
        assert_eq!(late.code, "MEETINGS_STATE");
        let late = branch.secretary.is_refused("CancelMeeting", json!({"meeting": meeting.id, "reason": "Mưa"})).await;
        assert_eq!(late.code, "MEETINGS_STATE");
    }

    async fn a_meeting_that_is_called_off_stays_to_be_seen_with_its_reason(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        world.later(TimeDelta::minutes(1)).await;
        let silent = branch.secretary.is_refused("CancelMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(silent.code, "MEETINGS_REASON_NEEDED");
        let reason = json!({"meeting": meeting.id, "reason": "Trùng lịch họp Đảng bộ"});
        let cancelled = branch.secretary.does("CancelMeeting", reason.clone()).await;
        assert_eq!(cancelled["state"], "CANCELLED");

        let mine = branch.lan.does("ListMyMeetings", json!({})).await;
        assert_eq!(mine["meetings"][0]["state"], "CANCELLED");
        assert_eq!(mine["meetings"][0]["changeReason"], "Trùng lịch họp Đảng bộ");
        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        assert_eq!(inbox["notices"][0]["kind"], "MEETING_CANCELLED");
        let gone = branch.lan.is_refused("ReplyToMeeting", json!({"meeting": meeting.id, "reply": "WILL_ATTEND"})).await;
        assert_eq!(gone.code, "MEETINGS_STATE");
        assert_eq!(branch.secretary.is_refused("CancelMeeting", reason).await.code, "MEETINGS_STATE");
    }

    async fn a_draft_that_is_dropped_was_never_there_for_the_branch(world: World) {
        let branch = world.branch().await;
        let draft = branch.secretary.drafts_a_meeting(branch.id).await;
        let dropped = branch.secretary.does("CancelMeeting", json!({"meeting": draft.id})).await;
        assert_eq!(dropped["state"], "CANCELLED");
        let seen = branch.lan.is_refused("GetMeeting", json!({"meeting": draft.id})).await;
        assert!(seen.is(Kind::NotFound), "{seen:?}");
        let listed = branch.lan.does("ListMeetings", json!({"organization": branch.id})).await;
        assert_eq!(listed["meetings"], json!([]));
        assert_eq!(branch.lan.does("ListMyNotices", json!({})).await["notices"], json!([]));
    }

    async fn next_month_begins_with_the_plan_of_this_one(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let copied = branch
            .secretary
            .does("CopyMeeting", json!({"meeting": meeting.id, "startTime": "2023-12-04T12:30:00Z"}))
            .await;
        let model = branch.secretary.does("GetMeeting", json!({"meeting": meeting.id})).await;
        for same in ["organization", "kind", "title", "place", "agenda"] {
            assert_eq!(copied[same], model[same], "{same}");
        }
        assert_ne!(copied["id"], model["id"]);
        assert_eq!((&copied["state"], &copied["endTime"]), (&json!("DRAFT"), &json!("2023-12-04T14:00:00Z")));
    }
}

fn postponement(meeting: &Meeting, start: &str) -> Value {
    json!({"meeting": meeting.id, "startTime": start, "reason": "Mưa bão"})
}

/// How many will come, and how many ask to stay away.
async fn counts(branch: &Branch, meeting: &Meeting) -> (i64, i64) {
    let replies = branch
        .secretary
        .does("ListReplies", json!({"meeting": meeting.id}))
        .await;
    (
        replies["willAttend"].as_i64().unwrap(),
        replies["askAbsence"].as_i64().unwrap(),
    )
}
