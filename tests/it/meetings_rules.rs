//! What the rules in force find in a meeting, what committees set themselves, and what a meeting leaves unfinished.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::{Id, Kind};

use crate::support::people::{Branch, Person};
use crate::support::scenario::over_both_wires;
use crate::support::town;
use crate::support::wire::Ask;

const SON: &str = "001080000011";
const MINH: &str = "001070000002";

over_both_wires! {
    async fn what_a_rule_finds_stands_beside_the_meeting_and_stops_nobody(world: World) {
        let branch = world.branch().await;
        let short = call(&branch, json!({"startTime": "2026-01-05T12:30:00Z", "endTime": "2026-01-05T13:30:00Z"})).await;
        let found = found(&branch, &short).await;
        assert_eq!(kinds(&found), ["PLANNED_TOO_SHORT"]);
        assert_eq!(found[0]["text"], "Dự kiến 60 phút; quy định ít nhất 90 phút.");
        assert_eq!((&found[0]["is"], &found[0]["rule"]["value"]), (&json!(60), &json!(90)));
        assert_eq!(found[0]["rule"]["source"], "HD 42-HD/BTCTW, 28/10/2025");
        assert_eq!((&found[0]["rule"]["since"], &found[0]["rule"]["organization"]), (&json!("2025-10-28"), &json!("")));
        let asked = Ask::new("ListMeetingFindings", json!({"meeting": short})).with("accept-language", "en");
        let english = branch.secretary.ask(asked).await.unwrap();
        assert_eq!(english["findings"][0]["text"], "Planned for 60 minutes; the rule wants at least 90.");

        branch.secretary.does("IssueMeeting", json!({"meeting": short})).await;
        let refused = branch.lan.is_refused("ListMeetingFindings", json!({"meeting": short})).await;
        assert!(refused.is(Kind::Forbidden), "{refused:?}");
        let stranger = world.stranger().await.is_refused("ListMeetingFindings", json!({"meeting": short})).await;
        assert!(stranger.is(Kind::NotFound), "{stranger:?}");
    }

    async fn a_rule_is_that_of_the_day_of_the_meeting(world: World) {
        let branch = world.branch().await;
        // Seventeen hours UTC is midnight in Vietnam: the day before the rule, and its day.
        for (start, end, kinds_found) in [
            ("2025-10-27T16:59:00Z", "2025-10-27T17:20:00Z", vec![]),
            ("2025-10-27T17:00:00Z", "2025-10-27T17:20:00Z", vec!["PLANNED_TOO_SHORT"]),
        ] {
            let meeting = call(&branch, json!({"startTime": start, "endTime": end})).await;
            assert_eq!(kinds(&found(&branch, &meeting).await), kinds_found, "{start}");
        }
    }

    async fn the_nearest_committee_sets_the_number(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let commune = world.organization(town::COMMUNE).await;
        let meeting = call(&branch, json!({"startTime": "2026-01-05T12:30:00Z", "endTime": "2026-01-05T13:30:00Z"})).await;
        let sets = |organization: Id, rule: &str, value: i32, from: &str| {
            json!({"organization": organization, "rule": rule, "value": value, "source": "15-QĐ/ĐU", "fromDate": from})
        };
        son.does("SetRule", sets(commune, "REGULAR_MINUTES", 45, "2023-11-05")).await;
        assert_eq!(kinds(&found(&branch, &meeting).await), [""; 0], "small branches meet shorter here");
        son.does("SetRule", sets(branch.id, "REGULAR_MINUTES", 120, "2024-01-01")).await;
        let found = found(&branch, &meeting).await;
        assert_eq!((&found[0]["rule"]["value"], &found[0]["rule"]["organization"]), (&json!(120), &json!(branch.id)));

        let asked = |day: &str| json!({"organization": branch.id, "asOf": day});
        for (day, minutes) in [("2023-12-31", 45), ("2024-01-01", 120)] {
            let rules = branch.lan.does("ListRules", asked(day)).await;
            assert_eq!(rules["rules"][0]["value"], minutes, "{day}");
        }
        let late = son.is_refused("SetRule", sets(branch.id, "REGULAR_MINUTES", 60, "2023-11-04")).await;
        assert_eq!(late.code, "MEETINGS_RULE_BACKDATED");
        let central = son.is_refused("SetRule", sets(branch.id, "REGULAR_PER_MONTH", 0, "2023-11-05")).await;
        assert_eq!(central.code, "MEETINGS_RULE_NOT_LOCAL");
        let impossible = son.is_refused("SetRule", sets(branch.id, "QUORUM_PERCENT", 101, "2023-11-05")).await;
        assert_eq!(impossible.code, "MEETINGS_RULE_OVER_HUNDRED");
        let (one, other) = (sets(commune, "NOTICE_DAYS_BEFORE", 3, "2023-11-05"), sets(commune, "NOTICE_DAYS_BEFORE", 4, "2023-11-05"));
        let at_once = [son.does("SetRule", one.clone()), son.does("SetRule", other), son.does("SetRule", one)];
        futures_util::future::join_all(at_once).await;
        let own = branch.secretary.is_refused("SetRule", sets(branch.id, "REGULAR_MINUTES", 5, "2023-11-05")).await;
        assert!(own.is(Kind::Forbidden), "no branch for itself: {own:?}");
    }

    async fn papers_and_the_call_come_in_time_or_it_is_told(world: World) {
        let branch = world.branch().await;
        let papers = json!([{"title": "Dự thảo nghị quyết", "papers": "https://sotay.example/du-thao"}]);
        let tonight = json!({"startTime": "2023-11-05T12:30:00Z", "endTime": "2023-11-05T14:00:00Z", "agenda": papers});
        let meeting = call(&branch, tonight).await;
        branch.secretary.does("IssueMeeting", json!({"meeting": meeting})).await;
        assert_eq!(kinds(&found(&branch, &meeting).await), ["PAPERS_LATE", "NOTICE_LATE"]);

        let in_a_week = json!({"startTime": "2023-11-12T12:30:00Z", "endTime": "2023-11-12T13:00:00Z", "agenda": [
            {"title": "Dự thảo nghị quyết", "papers": "https://sotay.example/du-thao", "minutesPlanned": 45}]});
        let meeting = call(&branch, in_a_week).await;
        let issued = branch.secretary.does("IssueMeeting", json!({"meeting": meeting})).await;
        assert_eq!(issued["agenda"][0]["papersTime"], "2023-11-05T01:00:00Z");
        let overrun = found(&branch, &meeting).await;
        assert_eq!((kinds(&overrun), &overrun[0]["is"]), (vec!["AGENDA_TOO_LONG"], &json!(15)));
        world.later(TimeDelta::minutes(1)).await;
        let same = json!({"meeting": meeting, "agenda": [{"title": "Dự thảo nghị quyết", "papers": "https://sotay.example/du-thao"}]});
        let replaced = Ask::new("ReplaceAgenda", same).with("if-match", "*");
        let replaced = branch.secretary.ask(replaced).await.unwrap();
        assert_eq!(replaced["agenda"][0]["papersTime"], "2023-11-05T01:00:00Z", "the papers are as old as they were");
    }

    async fn what_was_left_unfinished_comes_first_next_month(world: World) {
        let branch = world.branch().await;
        let agenda = json!([{"title": "Thu đảng phí"}, {"title": "Đường thôn", "papers": "Tủ số 2"}, {"title": "Việc khác"}]);
        let tonight = json!({"startTime": "2023-11-05T12:30:00Z", "endTime": "2023-11-05T14:00:00Z", "agenda": agenda});
        let meeting = call(&branch, tonight).await;
        let settles = |position: i32, settlement: &str| json!({"meeting": meeting, "position": position, "settlement": settlement});
        let early = branch.secretary.is_refused("SettleAgendaItem", settles(1, "DONE")).await;
        assert_eq!(early.code, "MEETINGS_STATE");
        for call in ["IssueMeeting", "OpenMeeting"] {
            branch.secretary.does(call, json!({"meeting": meeting})).await;
        }
        branch.secretary.does("SettleAgendaItem", settles(1, "DONE")).await;
        assert_eq!(branch.secretary.is_refused("SettleAgendaItem", settles(4, "DONE")).await.code, "MEETINGS_NO_SUCH_POINT");
        assert!(branch.lan.is_refused("SettleAgendaItem", settles(2, "DONE")).await.is(Kind::Forbidden));
        branch.secretary.does("CloseMeeting", json!({"meeting": meeting})).await;
        let settled = branch.secretary.does("SettleAgendaItem", settles(2, "CARRIED_OVER")).await;
        let became: Vec<_> = settled["agenda"].as_array().unwrap().iter().map(|item| &item["settlement"]).collect();
        assert_eq!(became, ["DONE", "CARRIED_OVER", "SETTLEMENT_UNSPECIFIED"]);

        let copied = branch.secretary.does("CopyMeeting", json!({"meeting": meeting, "startTime": "2023-12-04T12:30:00Z"})).await;
        let points: Vec<_> = copied["agenda"].as_array().unwrap().iter()
            .map(|item| (item["title"].as_str().unwrap(), &item["carriedFrom"], &item["settlement"])).collect();
        let (from, open) = (json!(meeting), json!("SETTLEMENT_UNSPECIFIED"));
        let new = json!("");
        assert_eq!(points, [("Đường thôn", &from, &open), ("Thu đảng phí", &new, &open), ("Việc khác", &new, &open)]);
        assert_eq!(copied["agenda"][0]["papers"], "Tủ số 2");
    }

    async fn the_superior_who_follows_the_branch_hears_of_its_meetings(world: World) {
        let branch = world.branch().await;
        let (son, stranger) = (world.person(SON).await, world.stranger().await);
        let first = branch.secretary.calls_a_meeting(branch.id).await;
        let told = son.does("ListMyNotices", json!({})).await;
        assert_eq!(told["notices"][0]["title"], "Để theo dõi: Sinh hoạt thường kỳ tháng 11");
        assert_eq!(son.does("GetMeeting", json!({"meeting": first.id})).await["state"], "ISSUED");

        let grant = json!({"organization": branch.id, "member": stranger.id, "role": "BRANCH_SUPERVISOR", "decisionNumber": "9-QĐ/ĐU"});
        son.does("GrantRole", grant).await;
        world.later(TimeDelta::minutes(1)).await;
        let later = json!({"meeting": first.id, "startTime": "2023-11-07T12:30:00Z", "reason": "Mưa bão"});
        branch.secretary.does("PostponeMeeting", later).await;
        world.later(TimeDelta::minutes(1)).await;
        branch.secretary.does("CancelMeeting", json!({"meeting": first.id, "reason": "Trùng lịch"})).await;
        let heard = stranger.does("ListMyNotices", json!({})).await;
        let bodies: Vec<_> = heard["notices"].as_array().unwrap().iter().map(|notice| notice["kind"].as_str().unwrap()).collect();
        assert_eq!(bodies.iter().filter(|kind| kind.starts_with("MEETING_")).count(), 2, "{heard}");
        assert!(heard.to_string().contains("Mưa bão"), "{heard}");
        let still = son.does("ListMyNotices", json!({})).await;
        assert_eq!(still["notices"].as_array().unwrap().len(), told["notices"].as_array().unwrap().len(), "who is in charge is told alone");
        let binhs = branch.binh.does("ListMyNotices", json!({})).await;
        assert!(!binhs.to_string().contains("Để theo dõi"), "{binhs}");
    }

    async fn a_congress_is_called_by_the_committee_or_else_by_the_secretary(world: World) {
        let branch = world.branch().await;
        let (minh, son) = (world.person(MINH).await, world.person(SON).await);
        let congress = drafted(&branch, json!({"kind": "CONGRESS"}));
        assert_eq!(minh.is_refused("CallMeeting", congress.clone()).await.code, "MEETINGS_CONGRESS_BY_SECRETARY");
        branch.secretary.does("CallMeeting", congress.clone()).await;
        let grant = json!({"organization": branch.id, "member": branch.lan.id, "role": "COMMITTEE_MEMBER", "decisionNumber": "9-QĐ/ĐU"});
        son.does("GrantRole", grant).await;
        minh.does("CallMeeting", congress).await;
    }

    async fn what_only_a_branch_holds_is_refused_elsewhere(world: World) {
        let (branch, mai, son) = (world.branch().await, world.person(town::login::MAI).await, world.person(SON).await);
        let commune = world.organization(town::COMMUNE).await;
        let grant = json!({"organization": commune, "member": son.id, "role": "SECRETARY", "decisionNumber": "9-QĐ/HU"});
        mai.does("GrantRole", grant).await;
        let draft = |kind: &str, members: &[Id]| drafted(&branch, json!({"organization": commune, "kind": kind, "members": members}));
        let cell = [son.id];
        for (kind, members) in [("REGULAR", &[][..]), ("THEMATIC", &[]), ("COMBINED", &[]), ("PARTY_CELL", &cell)] {
            let refused = son.is_refused("CallMeeting", draft(kind, members)).await;
            assert_eq!((refused.code.as_str(), refused.fields[0].0.as_str()), ("MEETINGS_KIND_OF_BRANCH", "kind"), "{kind}");
        }
        let committee = son.does("CallMeeting", draft("COMMITTEE", &[])).await;
        let edit = json!({"meeting": committee["id"], "edit": {"kind": "REGULAR"}});
        let edited = son.ask(Ask::new("UpdateMeeting", edit).with("if-match", "*")).await.unwrap_err();
        assert_eq!((edited.code.as_str(), edited.fields[0].0.as_str()), ("MEETINGS_KIND_OF_BRANCH", "edit.kind"));
    }

    async fn a_kind_of_reason_says_enough(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let asks = |kind: &str, reason: &str| {
            json!({"meeting": meeting.id, "reply": "ASK_ABSENCE", "reasonKind": kind, "reason": reason})
        };
        assert_eq!(branch.lan.is_refused("ReplyToMeeting", asks("OTHER", " ")).await.code, "MEETINGS_REASON_NEEDED");
        assert_eq!(branch.lan.does("ReplyToMeeting", asks("ILLNESS", "")).await["reasonKind"], "ILLNESS");
        let accept = json!({"meeting": meeting.id, "member": branch.lan.id, "decision": "ACCEPTED"});
        branch.secretary.does("DecideReply", accept).await;
        let other = branch.lan.does("ReplyToMeeting", asks("STUDY", "")).await;
        assert_eq!((&other["reasonKind"], &other["decision"]), (&json!("STUDY"), &json!("DECISION_UNSPECIFIED")));
        let comes = json!({"meeting": meeting.id, "reply": "WILL_ATTEND", "reasonKind": "STUDY"});
        assert_eq!(branch.lan.does("ReplyToMeeting", comes).await["reasonKind"], "REASON_KIND_UNSPECIFIED");
    }
}

/// A draft of a regular meeting, save for what is said; its id.
async fn call(branch: &Branch, more: Value) -> Value {
    branch.secretary.does("CallMeeting", drafted(branch, more)).await["id"].clone()
}

fn drafted(branch: &Branch, more: Value) -> Value {
    let mut draft = json!({
        "organization": branch.id, "kind": "REGULAR", "title": "Sinh hoạt", "place": "Nhà văn hóa thôn Đông",
        "startTime": "2023-11-05T12:30:00Z", "endTime": "2023-11-05T14:00:00Z",
    });
    let Value::Object(more) = more else {
        panic!("what is said of a draft is an object: {more}");
    };
    for (field, value) in more {
        draft[field] = value;
    }
    draft
}

async fn found(branch: &Branch, meeting: &Value) -> Value {
    findings(&branch.secretary, meeting).await
}

async fn findings(by: &Person, meeting: &Value) -> Value {
    by.does("ListMeetingFindings", json!({"meeting": meeting})).await["findings"].clone()
}

fn kinds(findings: &Value) -> Vec<&str> {
    let findings = findings.as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["kind"].as_str().unwrap())
        .collect()
}
