//! A meeting from its draft to its end: who sees it when, who is told, what may be done in which state.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::{Id, Kind};

use crate::support::people::{Branch, Person};
use crate::support::scenario::over_both_wires;
use crate::support::wire::Ask;
use crate::support::world::World;

over_both_wires! {
    async fn a_draft_is_there_only_for_who_runs_it(world: World) {
        let branch = world.branch().await;
        let drafted = branch.secretary.does("CallMeeting", draft(branch.id, "2023-11-05")).await;
        assert_eq!(drafted["state"], "DRAFT");
        assert_eq!(drafted["organizationName"], "Chi bộ thôn Đông");
        sits_on_the_committee(&world, &branch.binh).await;

        let meeting = json!({"meeting": drafted["id"]});
        for (call, request) in [
            ("GetMeeting", meeting.clone()),
            ("ReplyToMeeting", json!({"meeting": drafted["id"], "reply": "WILL_ATTEND"})),
            ("OpenMeeting", meeting.clone()),
            ("ListReplies", meeting.clone()),
        ] {
            for person in [&branch.lan, &branch.binh] {
                let refused = person.is_refused(call, request.clone()).await;
                assert!(refused.is(Kind::NotFound), "{call}: {refused:?}");
            }
        }
        assert_eq!(titles(&branch.lan.does("ListMyMeetings", json!({})).await), [""; 0]);
        let listed = json!({"organization": branch.id});
        assert_eq!(titles(&branch.lan.does("ListMeetings", listed.clone()).await), [""; 0]);
        assert_eq!(titles(&branch.secretary.does("ListMeetings", listed).await).len(), 1);
        assert_eq!(branch.secretary.does("GetMeeting", meeting).await, drafted);
    }

    async fn an_edit_names_the_version_it_saw(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        world.later(TimeDelta::seconds(1)).await;
        let moved = json!({"meeting": meeting.id, "edit": {"place": "Hội trường xã"}});
        let update = |etag: Option<&str>| {
            let ask = Ask::new("UpdateMeeting", moved.clone());
            match etag {
                Some(etag) => ask.with("if-match", etag.to_owned()),
                None => ask,
            }
        };
        let missing = branch.secretary.ask(update(None)).await.unwrap_err();
        assert_eq!(missing.code, "ETAG_REQUIRED");
        let stale = branch.secretary.ask(update(Some("\"1\""))).await.unwrap_err();
        assert_eq!(stale.code, "ETAG_STALE");
        assert!(stale.is(Kind::Stale), "{stale:?}");

        let quoted = format!("\"{}\"", meeting.etag);
        let edited = branch.secretary.ask(update(Some(&quoted))).await.unwrap();
        assert_eq!(edited["place"], "Hội trường xã");
        assert_eq!(edited["title"], "Sinh hoạt thường kỳ tháng 11");
        assert_ne!(edited["etag"], meeting.etag);
        let late = branch.secretary.ask(update(Some(&quoted))).await.unwrap_err();
        assert_eq!(late.code, "ETAG_STALE");

        world.later(TimeDelta::seconds(1)).await;
        let agenda = json!({"meeting": meeting.id, "agenda": [
            {"title": "Giới thiệu đảng viên ưu tú", "presenter": "", "minutesPlanned": 20},
            {"title": "Đảng phí", "presenter": "Phó bí thư", "minutesPlanned": 10},
        ]});
        let replaced = Ask::new("ReplaceAgenda", agenda.clone()).with("if-match", edited["etag"].as_str().unwrap());
        let replaced = branch.secretary.ask(replaced).await.unwrap();
        for (is, wanted) in replaced["agenda"].as_array().unwrap().iter().zip(agenda["agenda"].as_array().unwrap()) {
            for field in ["title", "presenter", "minutesPlanned"] {
                assert_eq!(is[field], wanted[field]);
            }
        }
        let nothing_new = Ask::new("ReplaceAgenda", agenda).with("if-match", replaced["etag"].as_str().unwrap());
        assert_eq!(branch.secretary.ask(nothing_new).await.unwrap(), replaced, "nothing changed, nobody is told");

        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        assert_eq!(kinds(&inbox), ["MEETING_CHANGED", "MEETING_CHANGED", "MEETING_CALLED"]);
        let by_a_member = branch.lan.ask(update(Some("*"))).await.unwrap_err();
        assert!(by_a_member.is(Kind::Forbidden), "{by_a_member:?}");
    }

    async fn a_step_that_does_not_fit_says_where_the_meeting_stands(world: World) {
        let branch = world.branch().await;
        let secretary = &branch.secretary;
        let drafted = secretary.does("CallMeeting", draft(branch.id, "2023-11-05")).await;
        let meeting = json!({"meeting": drafted["id"]});
        for call in ["OpenMeeting", "CloseMeeting"] {
            let refused = secretary.is_refused(call, meeting.clone()).await;
            assert_eq!(refused.code, "MEETINGS_STATE");
            assert!(refused.is(Kind::Conflict), "{refused:?}");
            assert!(refused.text.contains("nháp"), "{refused:?}");
        }
        secretary.does("IssueMeeting", meeting.clone()).await;
        assert_eq!(secretary.is_refused("CloseMeeting", meeting.clone()).await.code, "MEETINGS_STATE");
        let opened = secretary.does("OpenMeeting", meeting.clone()).await;
        assert_eq!((&opened["state"], &opened["actualStartTime"]), (&json!("OPEN"), &json!("2023-11-05T01:00:00Z")));
        let refused = secretary.is_refused("OpenMeeting", meeting.clone()).await;
        assert!(refused.text.contains("đang diễn ra"), "{refused:?}");
        let late = json!({"meeting": drafted["id"], "reply": "WILL_ATTEND"});
        assert_eq!(branch.lan.is_refused("ReplyToMeeting", late).await.code, "MEETINGS_STATE");

        world.later(TimeDelta::minutes(8)).await;
        let closed = secretary.does("CloseMeeting", meeting.clone()).await;
        assert_eq!((&closed["state"], &closed["actualEndTime"]), (&json!("CLOSED"), &json!("2023-11-05T01:08:00Z")));
        for call in ["IssueMeeting", "OpenMeeting", "CloseMeeting"] {
            let refused = secretary.is_refused(call, meeting.clone()).await;
            assert!(refused.text.contains("đã kết thúc"), "{call}: {refused:?}");
        }
    }

    async fn of_two_who_open_at_once_one_wins(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let request = json!({"meeting": meeting.id});
        let open = || branch.secretary.call::<_, Value>("OpenMeeting", &request);
        let answers = futures_util::future::join_all([open(), open(), open()]).await;
        let lost: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
        assert_eq!(lost.len(), 2);
        assert!(lost.iter().all(|problem| problem.code == "MEETINGS_STATE"), "{lost:?}");
    }

    async fn what_cannot_be_is_refused(world: World) {
        let branch = world.branch().await;
        let secretary = &branch.secretary;
        let mut reversed = draft(branch.id, "2023-11-05");
        reversed["endTime"] = reversed["startTime"].clone();
        let refused = secretary.is_refused("CallMeeting", reversed).await;
        assert_eq!(refused.code, "MEETINGS_ENDS_BEFORE_START");

        let mut nameless = draft(branch.id, "2023-11-05");
        nameless["title"] = json!(" \u{a0} ");
        let refused = secretary.is_refused("CallMeeting", nameless).await;
        assert_eq!(refused.fields[0].0, "title");

        let meeting = secretary.calls_a_meeting(branch.id).await;
        let early = json!({"meeting": meeting.id, "startTime": "2023-11-05T01:00:01Z"});
        let refused = secretary.is_refused("OpenMeeting", early).await;
        assert_eq!((refused.code.as_str(), refused.fields[0].0.as_str()), ("MEETINGS_TIME_IN_FUTURE", "startTime"));
        let opened = secretary.does("OpenMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(opened["actualStartTime"], "2023-11-05T01:00:00Z");
        let before = json!({"meeting": meeting.id, "endTime": "2023-11-05T00:59:59Z"});
        assert_eq!(secretary.is_refused("CloseMeeting", before).await.code, "MEETINGS_ENDS_BEFORE_START");
        let future = json!({"meeting": meeting.id, "endTime": "2023-11-05T01:00:01Z"});
        assert_eq!(secretary.is_refused("CloseMeeting", future).await.code, "MEETINGS_TIME_IN_FUTURE");
    }

    async fn replies_are_counted_with_the_silent(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let says = |reply: &str, reason: &str| json!({"meeting": meeting.id, "reply": reply, "reason": reason});
        let refused = branch.lan.is_refused("ReplyToMeeting", says("ASK_ABSENCE", " ")).await;
        assert_eq!(refused.code, "MEETINGS_REASON_NEEDED");
        branch.lan.does("ReplyToMeeting", says("ASK_ABSENCE", "Con ốm")).await;
        branch.binh.does("ReplyToMeeting", says("ASK_ABSENCE", "Đi công tác")).await;
        branch.binh.does("ReplyToMeeting", says("WILL_ATTEND", "")).await;

        let replies = branch.secretary.does("ListReplies", json!({"meeting": meeting.id})).await;
        assert_eq!((&replies["willAttend"], &replies["askAbsence"], &replies["silent"]), (&json!(1), &json!(1), &json!(5)));
        assert_eq!(replied(&replies), [
            ("Lê Văn Bình", "WILL_ATTEND"), ("Phạm Thị Cúc", ""), ("Đỗ Văn Dũng", ""), ("Đặng Thị Én", ""),
            ("Nguyễn Thị Hoa", ""), ("Nguyễn Thị Lan", "ASK_ABSENCE"), ("Trần Văn Minh", ""),
        ]);
        assert_eq!(branch.paged("ListReplies", json!({"meeting": meeting.id}), "replies").await, replies["replies"]);
        let mine = branch.lan.does("GetMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(mine["myReply"]["reason"], "Con ốm");
        let by_a_member = branch.lan.is_refused("ListReplies", json!({"meeting": meeting.id})).await;
        assert!(by_a_member.is(Kind::Forbidden), "{by_a_member:?}");
        let stranger = world.stranger().await;
        let refused = stranger.is_refused("ReplyToMeeting", says("WILL_ATTEND", "")).await;
        assert!(refused.is(Kind::NotFound), "{refused:?}");
    }

    async fn meetings_are_listed_newest_first(world: World) {
        let branch = world.branch().await;
        for day in ["2023-11-07", "2023-11-06", "2023-11-08", "2023-11-06"] {
            let drafted = branch.secretary.does("CallMeeting", draft(branch.id, day)).await;
            branch.secretary.does("IssueMeeting", json!({"meeting": drafted["id"]})).await;
        }
        branch.secretary.does("CallMeeting", draft(branch.id, "2023-11-09")).await;
        let all = json!({"organization": branch.id});
        let listed = branch.secretary.does("ListMeetings", all.clone()).await;
        assert_eq!(titles(&listed), ["2023-11-09", "2023-11-08", "2023-11-07", "2023-11-06", "2023-11-06"]);
        assert_eq!(branch.paged("ListMeetings", all, "meetings").await, listed["meetings"]);

        let some = json!({
            "organization": branch.id, "from": "2023-11-06T12:30:00Z", "to": "2023-11-08T12:30:00Z", "state": "ISSUED",
        });
        let listed = branch.lan.does("ListMeetings", some).await;
        assert_eq!(titles(&listed), ["2023-11-07", "2023-11-06", "2023-11-06"]);
        let mine = branch.lan.does("ListMyMeetings", json!({"pageSize": 2})).await;
        assert_eq!(titles(&mine), ["2023-11-08", "2023-11-07"]);
        let rest = json!({"pageSize": 3, "pageToken": mine["nextPageToken"]});
        let rest = branch.lan.does("ListMyMeetings", rest).await;
        assert_eq!(titles(&rest), ["2023-11-06", "2023-11-06"]);
        assert_eq!(rest["nextPageToken"], "");
        let foreign = json!({"organization": branch.id, "pageToken": mine["nextPageToken"]});
        assert!(branch.lan.is_refused("ListMeetings", foreign).await.is(Kind::Invalid));
    }
}

fn draft(organization: Id, day: &str) -> Value {
    json!({
        "organization": organization,
        "kind": "REGULAR",
        "title": day,
        "place": "Nhà văn hóa thôn Đông",
        "startTime": format!("{day}T12:30:00Z"),
        "endTime": format!("{day}T14:00:00Z"),
    })
}

fn titles(listed: &Value) -> Vec<&str> {
    texts(&listed["meetings"], "title")
}

pub(crate) fn kinds(inbox: &Value) -> Vec<&str> {
    texts(&inbox["notices"], "kind")
}

/// A role that sees the branch's meetings and runs none.
async fn sits_on_the_committee(world: &World, member: &Person) {
    let granted = "insert into access.grants (id, member, organization, role, during, created_at)
        select id, member, organization, 'COMMITTEE_MEMBER', '[2023-01-01,)', now()
        from directory.memberships
        where member = $1";
    sqlx::query(granted)
        .bind(member.id)
        .execute(&mut world.database.owner().await)
        .await
        .unwrap();
}

fn texts<'a>(rows: &'a Value, field: &str) -> Vec<&'a str> {
    let rows = rows.as_array().unwrap();
    rows.iter().map(|row| row[field].as_str().unwrap()).collect()
}

/// Who replied what; the silent with nothing.
fn replied(replies: &Value) -> Vec<(&str, &str)> {
    let names = texts(&replies["replies"], "memberName");
    let answers = texts(&replies["replies"], "reply");
    let said = answers.into_iter().map(|answer| match answer {
        "ANSWER_UNSPECIFIED" => "",
        said => said,
    });
    names.into_iter().zip(said).collect()
}

impl Branch {
    /// A whole list, read by the secretary in pages of two.
    async fn paged(&self, call: &str, mut request: Value, rows: &str) -> Value {
        let mut whole = Vec::new();
        loop {
            request["pageSize"] = json!(2);
            let page = self.secretary.does(call, request.clone()).await;
            whole.extend(page[rows].as_array().unwrap().iter().cloned());
            if page["nextPageToken"] == "" {
                return Value::Array(whole);
            }
            request["pageToken"] = page["nextPageToken"].clone();
        }
    }
}
