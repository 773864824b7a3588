//! Organisations are renamed, moved, merged, split and dissolved: who goes where, who runs what, and what stays.

use serde_json::{Value, json};
use sotay::base::Id;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{COMMUNE, DISTRICT, EAST, WEST, login};

pub(crate) const DECISION: &str = "21-QĐ/HU";

async fn code(person: &Person, call: &str, request: Value) -> String {
    person.is_refused(call, request).await.code
}

/// A request with the day and the decision that every reorganisation needs.
pub(crate) fn ordered(day: &str, mut request: Value) -> Value {
    request["fromDate"] = json!(day);
    request["decisionNumber"] = json!(DECISION);
    request
}

fn names(list: &Value, field: &str) -> Vec<String> {
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| row[field].as_str().unwrap().to_owned()).collect()
}

over_both_wires! {
    async fn a_name_holds_from_its_day_and_a_code_finds_its_organisation_for_ever(world: World) {
        let mai = world.person(login::MAI).await;
        let east = world.organization(EAST).await;
        let ask = ordered("2023-11-05", json!({"organization": east, "name": " Chi bộ  thôn Đông Khê "}));
        let rehearsal = { let mut ask = ask.clone(); ask["dryRun"] = json!(true); mai.does("RenameOrganization", ask).await };
        assert_eq!(rehearsal["organizations"][0]["name"], "Chi bộ thôn Đông Khê");
        assert_eq!((&rehearsal["dryRun"], &rehearsal["event"]["id"]), (&json!(true), &json!("")));
        let untouched = mai.does("GetOrganization", json!({"organization": east})).await;
        assert_eq!(untouched["name"], "Chi bộ thôn Đông", "a rehearsal leaves nothing behind");

        mai.does("RenameOrganization", ask.clone()).await;
        assert_eq!(code(&mai, "RenameOrganization", ask).await, "DIRECTORY_NOTHING_TO_CHANGE");
        let named = |day: &'static str| json!({"organization": east, "asOf": day});
        assert_eq!(mai.does("GetOrganization", named("2023-11-05")).await["name"], "Chi bộ thôn Đông Khê");
        assert_eq!(mai.does("GetOrganization", named("2023-11-04")).await["name"], "Chi bộ thôn Đông");

        let wrong = ordered("2023-11-06", json!({"organization": east, "code": "01.012.017.000.001"}));
        let problem = mai.is_refused("RenameOrganization", wrong).await;
        assert_eq!((problem.code.as_str(), problem.fields[0].0.as_str()), ("INVALID_ARGUMENT", "code"));
        let taken = ordered("2023-11-06", json!({"organization": east, "code": "01.012.016.000.002"}));
        assert_eq!(code(&mai, "RenameOrganization", taken).await, "DIRECTORY_CODE_TAKEN");
        let other = ordered("2023-11-06", json!({
            "organization": east, "code": "01.012.016.000.021", "name": "Sai", "updateMask": "code",
        }));
        let done = mai.does("RenameOrganization", other).await;
        assert_eq!(done["event"]["parts"][0]["oldCode"], "01.012.016.000.001");
        assert_eq!(mai.does("GetOrganization", named("2023-11-05")).await["code"], "01.012.016.000.001");
        assert_eq!(mai.does("GetOrganization", named("2023-11-06")).await["code"], "01.012.016.000.021");
        assert_eq!(mai.does("GetOrganization", named("2023-11-06")).await["name"], "Chi bộ thôn Đông Khê");
        let commune = world.organization(COMMUNE).await;
        let again = json!({"parent": commune, "kind": "BRANCH", "name": "Chi bộ", "code": "01.012.016.000.001"});
        assert_eq!(code(&mai, "CreateOrganization", again).await, "DIRECTORY_CODE_TAKEN");

        let history = mai.does("ListOrganizationEvents", json!({"organization": east})).await;
        assert_eq!(names(&history["events"], "kind"), ["RENAMED", "RENAMED", "FOUNDED"]);
        let renamed = &history["events"][1];
        assert_eq!(renamed["decisionNumber"], DECISION);
        assert_eq!(renamed["recordedBy"], json!(mai.id));
        assert_eq!((&renamed["parts"][0]["oldName"], &renamed["parts"][0]["newName"]),
            (&json!("Chi bộ thôn Đông"), &json!("Chi bộ thôn Đông Khê")));
    }

    async fn who_moves_an_organisation_answers_for_both_ends(world: World) {
        let (mai, son) = (world.person(login::MAI).await, world.person("001080000011").await);
        let branch = world.branch().await;
        let (commune, district) = (world.organization(COMMUNE).await, world.organization(DISTRICT).await);
        let up = ordered("2023-11-05", json!({"organization": branch.id, "parent": district}));
        assert_eq!(code(&son, "MoveOrganization", up.clone()).await, "FORBIDDEN");
        assert_eq!(code(&branch.lan, "MoveOrganization", up.clone()).await, "FORBIDDEN");
        assert_eq!(code(&world.stranger().await, "MoveOrganization", up.clone()).await, "NOT_FOUND");
        let under = |child: Id, parent: Id| ordered("2023-11-05", json!({"organization": child, "parent": parent}));
        assert_eq!(code(&mai, "MoveOrganization", under(commune, branch.id)).await, "DIRECTORY_KIND_DOES_NOT_FIT");
        assert_eq!(code(&mai, "MoveOrganization", under(branch.id, commune)).await, "DIRECTORY_NOTHING_TO_CHANGE");

        let moved = mai.does("MoveOrganization", up).await;
        assert_eq!(moved["organizations"][0]["parent"], json!(district));
        assert_eq!(moved["movedOrganizations"][0]["fromParent"], json!(commune));
        // At once, for the gate as well: the commune's officer kept its files, and does no longer.
        let listed = json!({"organization": branch.id});
        assert_eq!(code(&son, "ListMembers", listed.clone()).await, "NOT_FOUND");
        mai.does("ListMembers", listed).await;
        let before = json!({"organization": branch.id, "asOf": "2023-11-04"});
        assert_eq!(mai.does("GetOrganization", before).await["parent"], json!(commune));
        let children = mai.does("ListOrganizations", json!({"parent": commune, "asOf": "2023-11-04"})).await;
        assert_eq!(children["organizations"].as_array().unwrap().len(), 3);
        let children = mai.does("ListOrganizations", json!({"parent": commune})).await;
        assert_eq!(children["organizations"].as_array().unwrap().len(), 2);
        let again = ordered("2023-11-05", json!({"organization": branch.id, "parent": commune}));
        assert_eq!(code(&mai, "MoveOrganization", again).await, "DIRECTORY_LATER_CHANGE");
    }

    async fn nobody_is_sent_to_a_branch_that_has_ended(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let west = world.organization(WEST).await;
        mai.does("MergeOrganizations", ordered("2023-11-05", json!({"organization": branch.id, "merged": [west]}))).await;
        let link = json!({
            "member": branch.lan.id, "organization": west, "fromDate": "2023-11-05", "decisionNumber": "3-GGT/ĐU",
        });
        assert_eq!(code(&branch.secretary, "AddResidenceLink", link).await, "DIRECTORY_UNKNOWN_HOST");
    }

    async fn two_branches_become_one_and_their_people_go_on(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let west = world.organization(WEST).await;
        let mut ask = ordered("2023-11-05", json!({"organization": branch.id, "merged": [west], "dryRun": true}));
        let preview = mai.does("MergeOrganizations", ask.clone()).await;
        ask["dryRun"] = json!(false);
        let done = mai.does("MergeOrganizations", ask.clone()).await;
        for field in ["organizations", "movedOrganizations", "movedMembers", "endedGrants", "pendingMeetings", "keptNotices"] {
            assert_eq!(preview[field], done[field], "{field}: what was foretold is what was done");
        }
        assert_eq!(done["movedMembers"], json!([{
            "fromOrganization": west, "toOrganization": branch.id, "home": 3, "temporary": 1,
        }]));
        assert_eq!(names(&done["endedGrants"], "memberName"), ["Hoàng Thị Hạnh"]);
        assert_eq!(done["endedGrants"][0]["toDate"], "2023-11-04");
        assert_eq!(code(&mai, "MergeOrganizations", ask).await, "DIRECTORY_ORGANIZATION_ENDED");

        let ended = mai.does("GetOrganization", json!({"organization": west})).await;
        assert_eq!((&ended["toDate"], &ended["successors"]), (&json!("2023-11-04"), &json!([branch.id])));
        assert_eq!(ended["name"], "Chi bộ thôn Tây");
        // Én was in thôn Đông for a time and is at home there now: she is listed once.
        let members = branch.secretary.does("ListMembers", json!({"organization": branch.id})).await;
        assert_eq!(members["members"].as_array().unwrap().len(), 9);
        let en = world.member(login::EN).await;
        let seen = branch.secretary.does("GetMember", json!({"member": en})).await;
        assert_eq!(names(&seen["memberships"], "relation"), ["HOME"]);
        let call = json!({
            "organization": west, "kind": "REGULAR", "title": "Họp", "place": "Đình",
            "startTime": "2023-11-06T12:30:00Z", "endTime": "2023-11-06T14:00:00Z",
        });
        assert_eq!(code(&branch.secretary, "CallMeeting", call).await, "DIRECTORY_ORGANIZATION_ENDED");
        let grant = json!({"organization": west, "member": en, "role": "SECRETARY"});
        assert_eq!(code(&mai, "GrantRole", grant).await, "DIRECTORY_ORGANIZATION_ENDED");
    }

    async fn whoever_carries_on_runs_what_was_not_finished(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let (hanh, giang) = (world.person(login::HANH).await, world.stranger().await);
        let west = world.organization(WEST).await;
        let kept = hanh.calls_a_meeting(west).await;
        let pending = hanh.drafts_a_meeting(west).await;
        let open = hanh.calls_a_meeting(west).await;
        hanh.opens(&open).await;
        let past = hanh.calls_a_meeting(west).await;
        hanh.opens(&past).await;
        hanh.closes(&past).await;
        let ask = ordered("2023-11-05", json!({"organization": branch.id, "merged": [west]}));
        let done = mai.does("MergeOrganizations", ask).await;
        assert_eq!((&done["pendingMeetings"], &done["keptNotices"]), (&json!(3), &json!(3)));
        world.word_gets_round().await;

        let listed = branch.secretary.does("ListMeetings", json!({"organization": branch.id})).await;
        assert_eq!(listed["meetings"].as_array().unwrap().len(), 4);
        assert_eq!(code(&hanh, "OpenMeeting", json!({"meeting": kept.id})).await, "FORBIDDEN");
        let venue = branch.secretary.shows_the_code(&open).await;
        giang.checks_in(&open, &venue).await.unwrap();
        branch.secretary.closes(&open).await;
        let held = branch.secretary.does("GetMeeting", json!({"meeting": open.id})).await;
        assert_eq!(held["organization"], json!(west), "what was held stays where it was held");
        branch.secretary.does("IssueMeeting", json!({"meeting": pending.id})).await;
        branch.secretary.opens(&kept).await;
        let there = branch.secretary.sees_attendance(&kept).await;
        assert_eq!(there["rows"].as_array().unwrap().len(), 9);
        let before = branch.secretary.sees_attendance(&past).await;
        assert_eq!(before["rows"].as_array().unwrap().len(), 3);
        assert_eq!(code(&branch.lan, "GetMeeting", json!({"meeting": past.id})).await, "NOT_FOUND");

        // What was written to the old branch stays with its people; what is new reaches everybody.
        let titles = names(&giang.does("ListMyNotices", json!({})).await["notices"], "title");
        assert_eq!(titles.iter().filter(|title| title.starts_with("Mời họp")).count(), 4, "{titles:?}");
        let carried = |titles: &[String]| titles.iter().any(|title| title.starts_with("Chuyển về Chi bộ thôn Đông"));
        assert!(carried(&titles), "{titles:?}");
        assert!(carried(&names(&branch.lan.does("ListMyNotices", json!({})).await["notices"], "title")));
        let mine = giang.does("ListMyMeetings", json!({})).await;
        assert_eq!(mine["meetings"].as_array().unwrap().len(), 2);
    }
}
