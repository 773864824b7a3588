//! Who is called to a meeting, and who leads it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::{Id, Kind};

use crate::support::people::{Branch, Meeting, Person};
use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::{WEST, login};
use crate::support::wire::Ask;
use crate::support::world::World;

const SON: &str = "001080000011";

over_both_wires! {
    async fn a_committee_meeting_calls_the_committee_and_nobody_else(world: World) {
        let branch = world.branch().await;
        holds(&world, &branch, &branch.binh, "COMMITTEE_MEMBER").await;
        let called = calls(&branch, &branch.secretary, json!({"kind": "COMMITTEE"})).await;
        let meeting = json!({"meeting": called["id"]});

        for call in ["GetMeeting", "ReplyToMeeting", "ListAttendance", "OpenMeeting"] {
            let mut request = meeting.clone();
            if call == "ReplyToMeeting" {
                request["reply"] = json!("WILL_ATTEND");
            }
            let refused = branch.lan.is_refused(call, request).await;
            assert!(refused.is(Kind::NotFound), "{call}: {refused:?}");
        }
        let listed = json!({"organization": branch.id});
        assert_eq!(branch.lan.does("ListMeetings", listed.clone()).await["meetings"], json!([]));
        assert_eq!(branch.lan.does("ListMyMeetings", json!({})).await["meetings"], json!([]));
        assert_eq!(branch.lan.does("ListMyNotices", json!({})).await["notices"], json!([]));

        assert_eq!(branch.binh.does("ListMeetings", listed).await["meetings"].as_array().unwrap().len(), 1);
        assert_eq!(branch.binh.does("ListMyMeetings", json!({})).await["meetings"][0]["id"], called["id"]);
        assert_eq!(branch.binh.does("ListMyNotices", json!({})).await["notices"][0]["kind"], "MEETING_CALLED");
        branch.binh.does("ReplyToMeeting", json!({"meeting": called["id"], "reply": "WILL_ATTEND"})).await;
        let replies = branch.secretary.does("ListReplies", meeting.clone()).await;
        assert_eq!(names(&replies["replies"]), ["Lê Văn Bình", "Nguyễn Thị Hoa", "Trần Văn Minh"]);
        assert_eq!((&replies["willAttend"], &replies["silent"]), (&json!(1), &json!(2)));

        branch.secretary.does("OpenMeeting", meeting.clone()).await;
        let attendance = branch.secretary.does("ListAttendance", meeting).await;
        assert_eq!(attendance["counts"]["expected"], 3);
    }

    async fn a_party_cell_meets_with_whom_its_leader_names(world: World) {
        let branch = world.branch().await;
        holds(&world, &branch, &branch.lan, "CELL_LEADER").await;
        let lan = &branch.lan;
        let draft = |more: Value| lan.is_refused("CallMeeting", drafted(&branch, more));
        assert_eq!(draft(json!({})).await.code, "MEETINGS_NOT_YOURS_TO_CALL");
        assert_eq!(draft(json!({"kind": "COMMITTEE"})).await.code, "MEETINGS_NOT_YOURS_TO_CALL");
        assert_eq!(draft(json!({"kind": "PARTY_CELL"})).await.code, "MEETINGS_MEMBERS_NEEDED");
        let stranger = world.stranger().await;
        for nobody in [stranger.id, Id::max()] {
            let refused = draft(json!({"kind": "PARTY_CELL", "members": [branch.binh.id, nobody]})).await;
            assert_eq!((refused.code.as_str(), refused.fields[0].0.as_str()), ("MEETINGS_NOT_OF_BRANCH", "members[1]"));
        }
        let whole = drafted(&branch, json!({"members": [branch.binh.id]}));
        assert_eq!(branch.secretary.is_refused("CallMeeting", whole).await.code, "MEETINGS_MEMBERS_BY_KIND");

        let cell = json!({"kind": "PARTY_CELL", "members": [branch.binh.id, branch.binh.id]});
        let called = calls(&branch, lan, cell).await;
        assert_eq!(names(&called["members"]), ["Lê Văn Bình", "Nguyễn Thị Lan"]);
        assert_eq!(names(&called["chairs"]), ["Nguyễn Thị Lan"], "who leads the cell leads its meeting");
        let meeting = json!({"meeting": called["id"]});
        assert_eq!(branch.binh.does("ListMyNotices", json!({})).await["notices"][0]["kind"], "MEETING_CALLED");

        lan.does("OpenMeeting", meeting.clone()).await;
        lan.does("GetVenueCode", meeting.clone()).await;
        let attendance = lan.does("ListAttendance", meeting.clone()).await;
        assert_eq!(attendance["counts"]["expected"], 2);
        assert_eq!(attendance["rows"].as_array().unwrap().len(), 2, "a chair sees who is there");
        lan.does("CloseMeeting", meeting.clone()).await;
        let copied = json!({"meeting": called["id"], "startTime": "2023-12-04T12:30:00Z"});
        assert_eq!(names(&lan.does("CopyMeeting", copied).await["members"]).len(), 2);
    }

    async fn whom_a_cell_calls_can_be_named_anew(world: World) {
        let branch = world.branch().await;
        let cell = json!({"kind": "PARTY_CELL", "members": [branch.lan.id]});
        let called = calls(&branch, &branch.secretary, cell).await;
        let meeting = json!({"meeting": called["id"]});
        let name = |members: Value| edits(&branch.secretary, "NameMembers", json!({"meeting": called["id"], "members": members}));
        edits(&branch.secretary, "NameChairs", json!({"meeting": called["id"], "chairs": [branch.lan.id]})).await.unwrap();
        assert!(branch.binh.is_refused("GetMeeting", meeting.clone()).await.is(Kind::NotFound));
        world.later(TimeDelta::seconds(1)).await;

        let named = name(json!([branch.binh.id])).await.unwrap();
        assert_eq!(names(&named["members"]), ["Lê Văn Bình"]);
        assert_eq!(named["chairs"], json!([]), "who is not called leads nothing");
        branch.binh.does("GetMeeting", meeting.clone()).await;
        assert_eq!(branch.binh.does("ListMyNotices", json!({})).await["notices"][0]["kind"], "MEETING_CALLED");
        assert!(branch.lan.is_refused("GetMeeting", meeting.clone()).await.is(Kind::NotFound));
        assert_eq!(branch.lan.does("ListMyNotices", json!({})).await["notices"][0]["kind"], "MEETING_CANCELLED");

        assert_eq!(name(json!([])).await.unwrap_err().code, "MEETINGS_MEMBERS_NEEDED");
        assert_eq!(branch.secretary.is_refused("NameMembers", json!({"meeting": called["id"], "members": [branch.lan.id]})).await.code, "ETAG_REQUIRED");
        let whole = branch.secretary.calls_a_meeting(branch.id).await;
        let by_kind = edits(&branch.secretary, "NameMembers", json!({"meeting": whole.id, "members": [branch.lan.id]})).await;
        assert_eq!(by_kind.unwrap_err().code, "MEETINGS_MEMBERS_BY_KIND");
        branch.secretary.does("OpenMeeting", meeting).await;
        assert_eq!(name(json!([branch.lan.id])).await.unwrap_err().code, "MEETINGS_STATE");
    }

    async fn who_leads_a_meeting_runs_it_and_nothing_else(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        world.later(TimeDelta::seconds(1)).await;
        let lead = |chairs: Value| edits(&branch.secretary, "NameChairs", json!({"meeting": meeting.id, "chairs": chairs}));
        let open = json!({"meeting": meeting.id});
        assert!(branch.lan.is_refused("OpenMeeting", open.clone()).await.is(Kind::Forbidden));
        let stranger = world.stranger().await;
        let refused = lead(json!([branch.lan.id, stranger.id])).await.unwrap_err();
        assert_eq!((refused.code.as_str(), refused.fields[0].0.as_str()), ("MEETINGS_NOT_CALLED", "chairs[1]"));

        let named = lead(json!([branch.lan.id, branch.secretary.id])).await.unwrap();
        assert_eq!(names(&named["chairs"]), ["Nguyễn Thị Lan", "Nguyễn Thị Hoa"]);
        let told = branch.lan.does("ListMyNotices", json!({})).await;
        assert_eq!(told["notices"][0]["title"], "Chủ trì: Sinh hoạt thường kỳ tháng 11");
        assert_eq!(lead(json!([branch.lan.id, branch.secretary.id])).await.unwrap()["etag"], named["etag"]);

        branch.lan.does("OpenMeeting", open.clone()).await;
        branch.lan.does("GetVenueCode", open.clone()).await;
        branch.lan.does("RecordAttendance", says_absent(&meeting, &branch.binh)).await;
        let other = branch.secretary.drafts_a_meeting(branch.id).await;
        assert!(branch.lan.is_refused("GetMeeting", json!({"meeting": other.id})).await.is(Kind::NotFound));
        assert!(branch.lan.is_refused("CallMeeting", drafted(&branch, json!({}))).await.is(Kind::Forbidden));
        let copy = json!({"meeting": meeting.id, "startTime": "2023-12-04T12:30:00Z"});
        assert_eq!(branch.lan.is_refused("CopyMeeting", copy).await.code, "MEETINGS_NOT_YOURS_TO_CALL");

        lead(json!([])).await.unwrap();
        assert!(branch.lan.is_refused("CloseMeeting", open.clone()).await.is(Kind::Forbidden));
        branch.secretary.does("CloseMeeting", open).await;
        assert_eq!(lead(json!([branch.lan.id])).await.unwrap_err().code, "MEETINGS_STATE");
    }

    async fn who_takes_the_minutes_is_chosen_in_the_room_and_records(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        branch.secretary.opens(&meeting).await;
        let choose = |member: Value| {
            edits(&branch.secretary, "NameMinutesTaker", json!({"meeting": meeting.id, "member": member}))
        };
        assert!(branch.binh.is_refused("RecordAttendance", says_absent(&meeting, &branch.lan)).await.is(Kind::Forbidden));
        assert_eq!(choose(json!(world.stranger().await.id)).await.unwrap_err().code, "MEETINGS_NOT_CALLED");
        let chosen = choose(json!(branch.binh.id)).await.unwrap();
        assert_eq!(chosen["minutesTaker"]["memberName"], "Lê Văn Bình");

        branch.binh.does("RecordAttendance", says_absent(&meeting, &branch.lan)).await;
        assert_eq!(branch.binh.sees_attendance(&meeting).await["rows"].as_array().unwrap().len(), 7);
        assert_eq!(branch.lan.sees_attendance(&meeting).await["rows"].as_array().unwrap().len(), 1);
        for call in ["GetVenueCode", "CloseMeeting", "ListReplies"] {
            let refused = branch.binh.is_refused(call, json!({"meeting": meeting.id})).await;
            assert!(refused.is(Kind::Forbidden), "{call}: {refused:?}");
        }
        assert_eq!(choose(json!("")).await.unwrap().get("minutesTaker"), None);
        assert!(branch.binh.is_refused("RecordAttendance", says_absent(&meeting, &branch.lan)).await.is(Kind::Forbidden));
    }

    async fn who_stands_in_for_the_secretary_calls_leads_and_decides(world: World) {
        let branch = world.branch().await;
        let officer = world.person(SON).await;
        let substitute = json!({
            "organization": branch.id, "member": branch.lan.id, "forMember": branch.secretary.id,
            "toDate": "2023-11-30", "decisionNumber": "14-QĐ/ĐU",
        });
        officer.does("NameSubstitute", substitute).await;
        let committee = calls(&branch, &branch.lan, json!({"kind": "COMMITTEE"})).await;
        branch.lan.does("ReplyToMeeting", json!({"meeting": committee["id"], "reply": "WILL_ATTEND"})).await;
        branch.lan.does("CallMeeting", drafted(&branch, json!({"kind": "CONGRESS"}))).await;

        let whole = calls(&branch, &branch.lan, json!({})).await;
        let ill = json!({"meeting": whole["id"], "reply": "ASK_ABSENCE", "reason": "Nằm viện"});
        branch.secretary.does("ReplyToMeeting", ill).await;
        let accept = json!({"meeting": whole["id"], "member": branch.secretary.id, "decision": "ACCEPTED"});
        branch.lan.does("DecideReply", accept).await;
        edits(&branch.lan, "NameChairs", json!({"meeting": whole["id"], "chairs": [branch.lan.id]})).await.unwrap();
        for call in ["OpenMeeting", "CloseMeeting"] {
            branch.lan.does(call, json!({"meeting": whole["id"]})).await;
        }
    }

    async fn another_kind_calls_other_people_only_while_nobody_was_called(world: World) {
        let branch = world.branch().await;
        let becomes = |meeting: Id, kind: &str| {
            edits(&branch.secretary, "UpdateMeeting", json!({"meeting": meeting, "edit": {"kind": kind}}))
        };
        let draft = branch.secretary.drafts_a_meeting(branch.id).await;
        edits(&branch.secretary, "NameChairs", json!({"meeting": draft.id, "chairs": [branch.lan.id]})).await.unwrap();
        let committee = becomes(draft.id, "COMMITTEE").await.unwrap();
        assert_eq!((&committee["kind"], &committee["chairs"]), (&json!("COMMITTEE"), &json!([])));
        assert_eq!(becomes(draft.id, "PARTY_CELL").await.unwrap_err().code, "MEETINGS_OTHERS_CALLED");
        let issued = branch.secretary.calls_a_meeting(branch.id).await;
        assert_eq!(becomes(issued.id, "COMMITTEE").await.unwrap_err().code, "MEETINGS_OTHERS_CALLED");
        assert_eq!(becomes(issued.id, "COMBINED").await.unwrap()["kind"], "COMBINED");
    }

    async fn a_newcomer_lists_what_he_may_read(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let giang = world.stranger().await;
        let held = branch.secretary.calls_a_meeting(branch.id).await;
        branch.secretary.opens(&held).await;
        branch.secretary.closes(&held).await;
        let merge = json!({
            "organization": branch.id, "merged": [world.organization(WEST).await],
            "fromDate": "2023-11-06", "decisionNumber": "21-QĐ/HU",
        });
        mai.does("MergeOrganizations", merge).await;
        world.later(TimeDelta::days(1)).await;
        world.word_gets_round().await;
        let secretary = world.signs_in(&branch.secretary).await;
        let call = json!({
            "organization": branch.id, "kind": "REGULAR", "title": "Họp chung", "place": "Đình",
            "startTime": "2023-11-06T12:30:00Z", "endTime": "2023-11-06T14:00:00Z",
        });
        let called = secretary.does("CallMeeting", call).await;
        secretary.does("IssueMeeting", json!({"meeting": called["id"]})).await;

        let (giang, lan) = (world.signs_in(&giang).await, world.signs_in(&branch.lan).await);
        let listed = async |person: &Person| {
            let listed = person.does("ListMeetings", json!({"organization": branch.id})).await;
            let rows = listed["meetings"].as_array().unwrap().iter();
            rows.map(|meeting| meeting["id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(listed(&lan).await, [called["id"].clone(), json!(held.id)]);
        assert_eq!(listed(&giang).await, [called["id"].clone()], "what was before he came is not his to see");
        assert!(giang.is_refused("GetMeeting", json!({"meeting": held.id})).await.is(Kind::NotFound));
    }
}

/// Calls and issues a meeting of this evening.
async fn calls(branch: &Branch, by: &Person, more: Value) -> Value {
    let draft = by.does("CallMeeting", drafted(branch, more)).await;
    by.does("IssueMeeting", json!({"meeting": draft["id"]})).await
}

/// A regular meeting of this evening, save for what is said.
fn drafted(branch: &Branch, more: Value) -> Value {
    let mut draft = json!({
        "organization": branch.id, "kind": "REGULAR", "title": "Tối nay", "place": "Nhà văn hóa thôn Đông",
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

/// Edits whatever version there is.
async fn edits(by: &Person, call: &str, request: Value) -> Result<Value, Problem> {
    by.ask(Ask::new(call, request).with("if-match", "*")).await
}

fn says_absent(meeting: &Meeting, member: &Person) -> Value {
    json!({"meeting": meeting.id, "member": member.id, "state": "ABSENT", "eventId": Id::new_v4()})
}

/// The officer who keeps the files grants a role in the branch.
async fn holds(world: &World, branch: &Branch, member: &Person, role: &str) {
    let officer = world.person(SON).await;
    let grant =
        json!({"organization": branch.id, "member": member.id, "role": role, "decisionNumber": "12-QĐ/ĐU"});
    officer.does("GrantRole", grant).await;
}

fn names(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().unwrap();
    rows.iter()
        .map(|row| row["memberName"].as_str().unwrap())
        .collect()
}
