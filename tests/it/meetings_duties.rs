//! What officers see of the meetings below them: who has met, who has called, who has not called yet.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::{Id, Kind};

use crate::support::people::{Branch, Person};
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};

over_both_wires! {
    async fn an_officer_sees_who_has_not_called_yet(world: World) {
        let branch = world.branch().await;
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let duties = |more: Value| {
            let mut asked = json!({"organization": district, "month": "2023-11"});
            for (field, value) in more.as_object().unwrap() {
                asked[field] = value.clone();
            }
            thu.does("ListDuties", asked)
        };
        assert_eq!(duties(json!({})).await["counts"], json!({"branches": 3, "met": 0, "called": 0, "notCalled": 3, "metAfterwards": 0}));

        let thematic = call(&branch, "THEMATIC", "2023-11-20").await;
        branch.secretary.does("IssueMeeting", json!({"meeting": thematic})).await;
        let all = duties(json!({})).await;
        assert_eq!(all["counts"]["notCalled"], 3, "a thematic meeting does not take the place of the regular one");
        let east = row(&all, &branch);
        assert_eq!((&east["thematic"]["standing"], &east["committee"]["standing"]), (&json!("CALLED"), &json!("NOT_OWED")));

        let draft = call(&branch, "REGULAR", "2023-11-05").await;
        assert_eq!(duties(json!({})).await["counts"]["called"], 0, "nobody was told of a draft");
        branch.secretary.does("IssueMeeting", json!({"meeting": draft})).await;
        let all = duties(json!({})).await;
        assert_eq!(row(&all, &branch)["regular"], json!({
            "standing": "CALLED", "meeting": draft, "startTime": "2023-11-05T12:30:00Z", "recordedAfterwards": false}));
        let waiting = duties(json!({"regular": "NOT_CALLED"})).await;
        assert_eq!(waiting["duties"].as_array().unwrap().len(), 2);
        branch.secretary.does("OpenMeeting", json!({"meeting": draft})).await;
        assert_eq!(duties(json!({})).await["counts"], json!({"branches": 3, "met": 1, "called": 0, "notCalled": 2, "metAfterwards": 0}));
        assert_eq!(duties(json!({"month": "2023-12"})).await["counts"]["notCalled"], 3);

        let mut paged = Vec::new();
        let mut token = json!("");
        loop {
            let page = duties(json!({"pageSize": 1, "pageToken": token})).await;
            paged.extend(page["duties"].as_array().unwrap().iter().map(|duty| duty["organization"].clone()));
            token = page["nextPageToken"].clone();
            if token == "" {
                break;
            }
        }
        assert_eq!(paged.len(), 3);
    }

    async fn a_month_begins_at_midnight_in_vietnam(world: World) {
        let branch = world.branch().await;
        // Half past midnight on the first of December; still November elsewhere.
        let draft = json!({
            "organization": branch.id, "kind": "REGULAR", "title": "Đêm", "place": "Nhà văn hóa",
            "startTime": "2023-11-30T17:30:00Z", "endTime": "2023-11-30T19:00:00Z",
        });
        let called = branch.secretary.does("CallMeeting", draft).await;
        branch.secretary.does("IssueMeeting", json!({"meeting": called["id"]})).await;
        for (month, standing) in [("2023-11", "NOT_CALLED"), ("2023-12", "CALLED")] {
            let duties = branch.secretary.does("ListDuties", json!({"organization": branch.id, "month": month})).await;
            assert_eq!(duties["duties"][0]["regular"]["standing"], standing, "{month}");
        }
        let refused = branch.secretary.is_refused("ListDuties", json!({"organization": branch.id, "month": "2023-13"})).await;
        assert_eq!((refused.code.as_str(), refused.fields[0].0.as_str()), ("MEETINGS_NOT_A_MONTH", "month"));
        for nonsense in ["-9999-1", "2023-1", "23-11", "2023-11-05"] {
            let refused = branch.secretary.is_refused("ListDuties", json!({"organization": branch.id, "month": nonsense})).await;
            assert!(refused.is(Kind::Invalid), "{nonsense}: {refused:?}");
        }
        let member = branch.lan.is_refused("ListDuties", json!({"organization": branch.id})).await;
        assert!(member.is(Kind::Forbidden), "{member:?}");
        let stranger = world.stranger().await.is_refused("ListDuties", json!({"organization": branch.id})).await;
        assert!(stranger.is(Kind::NotFound), "{stranger:?}");
    }

    async fn a_month_met_on_paper_is_marked_until_one_is_held_here(world: World) {
        let branch = world.branch().await;
        let thu = world.person(login::THU).await;
        let district = json!({"organization": world.organization(town::DISTRICT).await});
        let paper = call(&branch, "REGULAR", "2023-11-04").await;
        let held = json!({
            "meeting": paper, "startTime": "2023-11-04T12:30:00Z", "endTime": "2023-11-04T14:00:00Z", "reason": "Mất điện",
        });
        branch.secretary.does("RecordMeetingAfterwards", held).await;
        let owed = thu.does("ListDuties", district.clone()).await;
        let regular = &row(&owed, &branch)["regular"];
        assert_eq!((&regular["standing"], &regular["recordedAfterwards"]), (&json!("MET"), &json!(true)));
        assert_eq!((&owed["counts"]["met"], &owed["counts"]["metAfterwards"]), (&json!(1), &json!(1)));
        let report = thu.does("GetAdoption", district.clone()).await;
        let duty = &report["duties"][0];
        assert_eq!((&duty["branchesMet"], &duty["branchesMetAfterwards"]), (&json!(1), &json!(1)));

        let here = call(&branch, "REGULAR", "2023-11-05").await;
        for step in ["IssueMeeting", "OpenMeeting", "CloseMeeting"] {
            branch.secretary.does(step, json!({"meeting": here})).await;
        }
        let owed = thu.does("ListDuties", district.clone()).await;
        let regular = &row(&owed, &branch)["regular"];
        assert_eq!((&regular["meeting"], &regular["recordedAfterwards"]), (&here, &json!(false)));
        assert_eq!((&owed["counts"]["met"], &owed["counts"]["metAfterwards"]), (&json!(1), &json!(0)));
        let report = thu.does("GetAdoption", district).await;
        assert_eq!(report["duties"][0]["branchesMetAfterwards"], 0);
    }

    async fn the_meetings_below_are_listed_without_what_they_are_about(world: World) {
        let branch = world.branch().await;
        let (thu, hanh) = (world.person(login::THU).await, world.person(login::HANH).await);
        let district = world.organization(town::DISTRICT).await;
        let west = world.organization(town::WEST).await;
        for (secretary, branch, day) in [
            (&branch.secretary, branch.id, "2023-11-05"), (&hanh, west, "2023-11-06"), (&branch.secretary, branch.id, "2023-11-07"),
        ] {
            let draft = drafts(secretary, (branch, "REGULAR", day)).await;
            secretary.does("IssueMeeting", json!({"meeting": draft})).await;
        }
        call(&branch, "REGULAR", "2023-11-08").await;
        let below = json!({"organization": district, "subtree": true, "from": "2023-11-01T00:00:00Z"});
        let listed = thu.does("ListMeetings", below.clone()).await;
        assert_eq!(titles(&listed), ["2023-11-07", "2023-11-06", "2023-11-05"]);
        let row = &listed["meetings"][1];
        assert_eq!((&row["organizationName"], &row["state"]), (&json!("Chi bộ thôn Tây"), &json!("ISSUED")));
        assert_eq!((&row["agenda"], &row["place"], &row["etag"]), (&json!([]), &json!(""), &json!("")));

        let mut first = below.clone();
        first["pageSize"] = json!(2);
        let page = thu.does("ListMeetings", first.clone()).await;
        assert_eq!(titles(&page), ["2023-11-07", "2023-11-06"]);
        first["pageToken"] = page["nextPageToken"].clone();
        assert_eq!(titles(&thu.does("ListMeetings", first).await), ["2023-11-05"]);
        let own = json!({"organization": branch.id, "subtree": true});
        assert!(branch.lan.is_refused("ListMeetings", own).await.is(Kind::Forbidden));
        assert!(branch.secretary.is_refused("ListMeetings", below).await.is(Kind::Forbidden));
    }

    async fn who_has_not_seen_the_call_and_who_has_not_replied_is_listed_apart(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let which = |which: &str| json!({"meeting": meeting.id, "which": which});
        let notices = branch.lan.does("ListMyNotices", json!({})).await;
        world.later(TimeDelta::minutes(2)).await;
        branch.lan.does("ReadNotice", json!({"notice": notices["notices"][0]["id"]})).await;
        let ill = json!({"meeting": meeting.id, "reply": "ASK_ABSENCE", "reasonKind": "ILLNESS"});
        branch.binh.does("ReplyToMeeting", ill).await;

        let unseen = branch.secretary.does("ListReplies", which("UNSEEN")).await;
        assert_eq!(unseen["unseen"], 5, "who has replied has seen it");
        assert_eq!(unseen["replies"].as_array().unwrap().len(), 5);
        let silent = branch.secretary.does("ListReplies", which("SILENT")).await;
        assert_eq!(silent["replies"].as_array().unwrap().len(), 6);
        let lan = silent["replies"].as_array().unwrap().iter().find(|row| row["memberName"] == "Nguyễn Thị Lan");
        assert_eq!(lan.unwrap()["seenTime"], "2023-11-05T01:02:00Z");
        let undecided = branch.secretary.does("ListReplies", which("UNDECIDED")).await;
        assert_eq!(undecided["replies"][0]["memberName"], "Lê Văn Bình");
        let accept = json!({"meeting": meeting.id, "member": branch.binh.id, "decision": "ACCEPTED"});
        branch.secretary.does("DecideReply", accept).await;
        assert_eq!(branch.secretary.does("ListReplies", which("UNDECIDED")).await["replies"], json!([]));
        assert_eq!(branch.secretary.does("ListReplies", which("ASK_ABSENCE")).await["replies"].as_array().unwrap().len(), 1);
    }
}

/// A draft whose title is its day.
async fn call(branch: &Branch, kind: &str, day: &str) -> Value {
    drafts(&branch.secretary, (branch.id, kind, day)).await
}

async fn drafts(by: &Person, (branch, kind, day): (Id, &str, &str)) -> Value {
    let draft = json!({
        "organization": branch, "kind": kind, "title": day, "place": "Nhà văn hóa",
        "startTime": format!("{day}T12:30:00Z"), "endTime": format!("{day}T14:00:00Z"),
        "agenda": [{"title": "Đánh giá"}],
    });
    by.does("CallMeeting", draft).await["id"].clone()
}

fn row<'a>(duties: &'a Value, branch: &Branch) -> &'a Value {
    let rows = duties["duties"].as_array().unwrap();
    rows.iter()
        .find(|row| row["organization"] == json!(branch.id))
        .unwrap()
}

fn titles(listed: &Value) -> Vec<&str> {
    let meetings = listed["meetings"].as_array().unwrap();
    meetings
        .iter()
        .map(|meeting| meeting["title"].as_str().unwrap())
        .collect()
}
