//! Who is expected: frozen when a meeting opens, whatever is recorded about people later.

use serde_json::json;
use sotay::base::{Id, Kind};

use crate::support::scenario::over_both_wires;
use crate::support::wire::Ask;
use crate::support::world::World;

over_both_wires! {
    async fn opening_freezes_who_is_expected_and_with_which_standing(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        assert_eq!(roster(&world, meeting.id).await, [""; 0]);
        let meeting = branch.secretary.opens(&meeting).await;
        let frozen = [
            "Bình PROBATIONARY ACTIVE HOME",
            "Cúc OFFICIAL EXEMPT HOME",
            "Dũng OFFICIAL ACTIVE TEMPORARILY_OUT",
            "Én OFFICIAL ACTIVE TEMPORARILY_IN",
            "Hoa OFFICIAL ACTIVE HOME",
            "Lan OFFICIAL ACTIVE HOME",
            "Minh OFFICIAL ACTIVE HOME",
        ];
        assert_eq!(roster(&world, meeting.id).await, frozen);

        leaves(&world, branch.binh.id).await;
        branch.secretary.closes(&meeting).await;
        assert_eq!(roster(&world, meeting.id).await, frozen);
        let seen = branch.binh.does("GetMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(seen["state"], "CLOSED", "who was expected may still look");
    }

    async fn a_meeting_recorded_afterwards_has_the_roster_of_its_day(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        // Dũng went away and Én came the day after.
        sqlx::query("update directory.memberships set during = daterange('2023-11-05', null) where during = '[2023-06-01,)'")
            .execute(&mut world.database.owner().await)
            .await
            .unwrap();
        let held = json!({
            "meeting": meeting.id, "startTime": "2023-11-04T12:30:00Z", "endTime": "2023-11-04T14:00:00Z", "reason": "Mất điện",
        });
        branch.secretary.does("RecordMeetingAfterwards", held).await;
        let frozen = roster(&world, meeting.id).await;
        assert!(frozen.contains(&"Dũng OFFICIAL ACTIVE HOME".to_owned()), "{frozen:?}");
        assert!(!frozen.iter().any(|line| line.starts_with("Én")), "{frozen:?}");
    }

    async fn who_left_the_branch_is_no_longer_asked(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        leaves(&world, branch.binh.id).await;
        let reply = json!({"meeting": meeting.id, "reply": "WILL_ATTEND"});
        let refused = branch.binh.is_refused("ReplyToMeeting", reply).await;
        assert!(refused.is(Kind::NotFound), "{refused:?}");
        let replies = branch.secretary.does("ListReplies", json!({"meeting": meeting.id})).await;
        assert_eq!(replies["silent"], 6);
    }

    async fn an_opening_sent_again_gets_the_answer_of_the_first(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let open = Ask::new("OpenMeeting", json!({"meeting": meeting.id})).with("idempotency-key", "tối nay");
        let not_ascii = branch.secretary.ask(open).await.unwrap_err();
        assert!(not_ascii.is(Kind::Invalid), "{not_ascii:?}");
        let open = Ask::new("OpenMeeting", json!({"meeting": meeting.id})).with("idempotency-key", "toi-nay");
        let first = branch.secretary.ask(open.clone()).await.unwrap();
        assert_eq!(branch.secretary.ask(open).await.unwrap(), first);
        let anew = Ask::new("OpenMeeting", json!({"meeting": meeting.id})).with("idempotency-key", "mai");
        assert_eq!(branch.secretary.ask(anew).await.unwrap_err().code, "MEETINGS_STATE");
    }
}

/// The frozen roster, a line a member, by given name.
async fn roster(world: &World, meeting: Id) -> Vec<String> {
    let lines = r#"select concat_ws(' ', m.given_name, r.class, r.activity, r.relation)
        from meetings.roster r
        join directory.members m on m.id = r.member
        where r.meeting = $1
        order by m.given_name collate "vi-x-icu""#;
    sqlx::query_scalar(lines)
        .bind(meeting)
        .fetch_all(&mut world.database.owner().await)
        .await
        .unwrap()
}

/// Yesterday was somebody's last day in the branch.
async fn leaves(world: &World, member: Id) {
    let ended =
        "update directory.memberships set during = daterange(lower(during), '2023-11-05') where member = $1";
    sqlx::query(ended)
        .bind(member)
        .execute(&mut world.database.owner().await)
        .await
        .unwrap();
}
