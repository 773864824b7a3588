//! What stands at the head of the minutes: each member once, by kind; guests apart; and a rate that says of what.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::wire::Ask;
use crate::support::world::World;

over_both_wires! {
    async fn the_header_counts_each_member_once_and_guests_apart(world: World) {
        let (branch, meeting) = a_full_evening(&world).await;
        let here = branch.secretary.sees_attendance(&meeting).await;
        let header = &here["header"];
        assert_eq!(kinds(&header["total"]), [7, 3, 1, 1, 1, 1]);
        assert_eq!(kinds(&header["attended"]), [4, 1, 1, 1, 1, 0]);
        assert_eq!(kinds(&header["absentExcused"]), [1, 1, 0, 0, 0, 0]);
        assert_eq!(kinds(&header["absent"]), [1, 1, 0, 0, 0, 0]);
        assert_eq!(kinds(&header["notObliged"]), [1, 0, 0, 0, 0, 1]);
        assert_eq!(kinds(&header["unheard"]), [0, 0, 0, 0, 0, 0]);
        assert_eq!((&header["guests"]["superior"], &header["guests"]["invited"]), (&json!(1), &json!(1)));
        assert_eq!(here["counts"]["guests"], 2);
        let lan = branch.lan.sees_attendance(&meeting).await;
        assert_eq!(lan["header"], *header, "counts are for everybody who was there");
    }

    async fn the_rate_names_its_base_and_where_that_comes_from(world: World) {
        let (branch, meeting) = a_full_evening(&world).await;
        let rate = branch.secretary.sees_attendance(&meeting).await["rate"].clone();
        // Four came, the exempt among them; two who had to come did not; who is away is out; guests never count.
        assert_eq!((&rate["numerator"], &rate["denominator"], &rate["base"]), (&json!(4), &json!(6), &json!("OBLIGED")));
        assert!(rate["source"].as_str().unwrap().contains("HD 42-HD/BTCTW"));
        assert!(rate["definition"].as_str().unwrap().starts_with("Số đảng viên có mặt"));

        // From this day on the rule set leaves excused members out.
        for statement in [
            "update regulations.numbers set during = '(,2023-11-05)' where rule = 'RATE_BASE'",
            "insert into regulations.numbers (rule, during, value, source) values ('RATE_BASE', '[2023-11-05,)', 2, 'Quy định của cấp ủy')",
        ] {
            sqlx::query(statement).execute(&mut world.database.owner().await).await.unwrap();
        }
        let ask = Ask::new("ListAttendance", json!({"meeting": meeting.id})).with("accept-language", "en");
        let rate = branch.secretary.ask(ask).await.unwrap()["rate"].clone();
        assert_eq!((&rate["numerator"], &rate["denominator"]), (&json!(4), &json!(5)));
        assert_eq!((&rate["base"], &rate["source"]), (&json!("OBLIGED_LESS_EXCUSED"), &json!("Quy định của cấp ủy")));
        assert!(rate["definition"].as_str().unwrap().starts_with("Members present"));
    }

    async fn a_granted_wish_to_stay_away_stands_as_excused_at_closing(world: World) {
        let branch = world.branch().await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let meeting = secretary.calls_a_meeting(branch.id).await;
        for person in [lan, &branch.binh] {
            person.does("ReplyToMeeting", json!({"meeting": meeting.id, "reply": "ASK_ABSENCE", "reason": "Con ốm"})).await;
            let decide = json!({"meeting": meeting.id, "member": person.id, "decision": "ACCEPTED"});
            secretary.does("DecideReply", decide).await;
        }
        let meeting = secretary.opens(&meeting).await;
        assert_eq!(row_of(&secretary.sees_attendance(&meeting).await, lan)["state"], "EXPECTED");
        world.later(TimeDelta::minutes(1)).await;
        let code = secretary.shows_the_code(&meeting).await;
        branch.binh.checks_in(&meeting, &code).await.unwrap();
        secretary.closes(&meeting).await;
        let here = secretary.sees_attendance(&meeting).await;
        let row = row_of(&here, lan);
        assert_eq!((&row["state"], &row["method"]), (&json!("ABSENT_EXCUSED"), &json!("BY_REPLY")));
        assert_eq!((&row["reason"], &row["byName"]), (&json!("Con ốm"), &json!("Nguyễn Thị Hoa")));
        assert_eq!(row_of(&here, &branch.binh)["state"], "PRESENT", "who came after all was there");
        assert_eq!((&here["counts"]["absentExcused"], &here["counts"]["absent"]), (&json!(1), &json!(3)));
        let word = json!({"meeting": meeting.id, "member": lan.id, "state": "ABSENT", "eventId": Uuid::new_v4()});
        let said = secretary.does("RecordAttendance", word).await;
        assert_eq!(said["attendance"]["state"], "ABSENT", "the secretary's word stands over it");
    }

    async fn late_additions_are_shown_to_whom_rows_are_shown(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let meeting = branch.secretary.opens(&meeting).await;
        sqlx::query("delete from meetings.roster where member = $1")
            .bind(branch.binh.id)
            .execute(&mut world.database.owner().await)
            .await
            .unwrap();
        let add = json!({"meeting": meeting.id, "member": branch.binh.id, "reason": "Sót"});
        let added = branch.secretary.does("AddToRoster", add).await;
        let here = branch.secretary.sees_attendance(&meeting).await;
        assert_eq!(here["lateAdditions"], json!([added]));
        assert_eq!(branch.lan.sees_attendance(&meeting).await["lateAdditions"], json!([]));
    }
}

/// Present: the secretary, Bình on probation, Én who is here for a time, and Cúc who is exempt. Lan is excused, Minh is
/// absent, Dũng is away.
async fn a_full_evening(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let secretary = &branch.secretary;
    let meeting = secretary.calls_a_meeting(branch.id).await;
    let meeting = secretary.opens(&meeting).await;
    let (en, cuc) = (world.member(login::EN).await, world.member("001145000005").await);
    let rows: Vec<Value> = [
        (secretary.id, "PRESENT"),
        (branch.binh.id, "LATE"),
        (en, "PRESENT"),
        (cuc, "LEFT_EARLY"),
        (branch.lan.id, "ABSENT_EXCUSED"),
    ]
    .into_iter()
    .map(|(member, state)| json!({"member": member, "state": state, "eventId": Uuid::new_v4(), "reasonKind": "FAMILY"}))
    .collect();
    secretary
        .does(
            "RecordManyAttendances",
            json!({"meeting": meeting.id, "rows": rows}),
        )
        .await;
    for capacity in ["SUPERIOR", "INVITED"] {
        let guest = json!({"meeting": meeting.id, "name": "Trần Văn Khách", "capacity": capacity});
        secretary.does("AddGuest", guest).await;
    }
    secretary.closes(&meeting).await;
    (branch, meeting)
}

fn row_of<'a>(listing: &'a Value, member: &Person) -> &'a Value {
    let rows = listing["rows"].as_array().unwrap();
    rows.iter().find(|row| row["member"] == json!(member.id)).unwrap()
}

/// All, official, probationary, temporarily in, exempt, temporarily out.
fn kinds(of: &Value) -> [i64; 6] {
    [
        "all",
        "official",
        "probationary",
        "temporarilyIn",
        "exempt",
        "temporarilyOut",
    ]
    .map(|kind| of[kind].as_i64().unwrap())
}
