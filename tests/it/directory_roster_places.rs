//! Lists that name branches as they were called in former days, and what an import leaves in the history.

use serde_json::{Value, json};
use sotay::directory::import::{self, Files, Outcome, Reason};
use sotay::directory::organizations;
use sotay::directory::roster::{self, Import};

use crate::directory_reorganization::ordered;
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::upload::{csv, problems, sums};
use crate::support::world::World;

const SON: &str = "001080000011";
const MEMBERS: &str = "branch_code,name,birth_date,joined_date,official_date,citizen_id,class,activity,activity_from,\
                       temporary_branch_code,temporary_from,roles";

/// Takes both files as the operator does.
async fn takes(world: &World, organizations: &str, members: &[&str]) -> Outcome {
    let members = [&[MEMBERS], members].concat().join("\n");
    let files = Files {
        organizations: organizations.as_bytes(),
        members: members.as_bytes(),
    };
    let mut errand = world.errand().await;
    let outcome = import::run(&mut errand, files, &mut |_| {}).await.unwrap();
    errand.commit(()).await.unwrap();
    outcome
}

/// Sends a list to the organisation that a code leads to, as the operator does.
async fn sends(world: &World, code: &str, list: &[u8]) -> Result<Import, &'static str> {
    let mut errand = world.errand().await;
    let today = errand.today();
    let organization = organizations::by_code(errand.conn(), code, today).await.unwrap();
    let opened = roster::open(list, today).unwrap();
    let received = roster::receive(&mut errand, organization.unwrap(), opened, false).await;
    let import = received.map_err(|error| error.refusal().unwrap().code)?;
    errand.commit(()).await.unwrap();
    Ok(import)
}

/// The columns and reasons of the problems with members.
fn reasons(outcome: &Outcome) -> Vec<(u64, &'static str, Reason)> {
    let problems = outcome.members.problems.iter();
    problems
        .map(|problem| (problem.row, problem.column, problem.reason))
        .collect()
}

/// West is given another code, the office joins East, and a branch that nobody carries on for is dissolved.
async fn the_tree_changes(world: &World) {
    let mai = world.person(login::MAI).await;
    let (commune, east) = (
        world.organization(town::COMMUNE).await,
        world.organization(town::EAST).await,
    );
    let (west, office) = (
        world.organization(town::WEST).await,
        world.organization("01012016000003").await,
    );
    let new = json!({"parent": commune, "kind": "BRANCH", "name": "Chi bộ tạm", "code": "01.012.016.000.009", "fromDate": "2023-01-01"});
    let brief = mai.does("CreateOrganization", new).await;
    let ask = |request: Value| ordered("2023-11-05", request);
    mai.does("DissolveOrganization", ask(json!({"organization": brief["id"]})))
        .await;
    mai.does(
        "RenameOrganization",
        ask(json!({"organization": west, "code": "01.012.016.000.012"})),
    )
    .await;
    mai.does(
        "MergeOrganizations",
        ask(json!({"organization": east, "merged": [office]})),
    )
    .await;
}

/// What was recorded about a member, as what, note and by whom; in the order of the alphabet, since the clock stands.
async fn recorded(person: &Person, member: sotay::base::Id) -> Vec<(String, String, String)> {
    let told = person.does("ListStandings", json!({"member": member})).await;
    let text = |record: &Value, field: &str| record[field].as_str().unwrap().to_owned();
    let records = told["records"].as_array().unwrap().iter();
    let mut recorded: Vec<_> = records
        .map(|record| {
            (
                text(record, "what"),
                text(record, "note"),
                text(record, "recordedByName"),
            )
        })
        .collect();
    recorded.sort();
    recorded
}

over_both_wires! {
    async fn a_former_code_finds_the_branch_or_who_carries_on(world: World) {
        the_tree_changes(&world).await;
        let son = world.person(SON).await;
        let commune = world.organization(town::COMMUNE).await;
        let list = csv(&[
            "Họ và tên,Năm sinh,Ngày vào Đảng,Số CCCD,Chi bộ",
            "Ma Thị Một,1980,01/02/2005,001180000071,01.012.016.000.002",
            "Ma Thị Hai,1981,01/02/2005,001181000072,01012016000003",
            "Ma Thị Ba,1982,01/02/2005,001182000073,01.012.016.000.009",
            "Ma Thị Bốn,1983,01/02/2005,001183000074,01.012.016.000.077",
        ]);
        let import = son.imports(commune, list.clone()).await;
        assert_eq!(problems(&import), ["E4 HAS_ENDED", "E5 UNKNOWN_BRANCH"]);
        assert_eq!(sums(&import), [4, 2, 0, 0, 0, 2]);
        assert!(import["problems"][0]["message"].as_str().unwrap().contains("kết thúc"));
        for (citizen, code) in [("001180000071", town::WEST), ("001181000072", town::EAST)] {
            let member = world.member(citizen).await;
            let file = son.does("GetMember", json!({"member": member})).await;
            let home = son.does("GetOrganization", json!({"organization": file["memberships"][0]["organization"]})).await;
            let expected = if code == town::WEST { "01.012.016.000.012" } else { "01.012.016.000.001" };
            assert_eq!(home["code"], expected, "{citizen}");
        }
        let again = son.imports(commune, list.clone()).await;
        assert_eq!(sums(&again), [4, 0, 0, 2, 0, 2]);

        // Whose end is not below the sender's organisation is as unknown as a code that never was.
        let branch = world.branch().await;
        let here = branch.secretary.rehearses(branch.id, list).await;
        assert_eq!(problems(&here), ["E2 UNKNOWN_BRANCH", "E4 UNKNOWN_BRANCH", "E5 UNKNOWN_BRANCH"]);
    }

    async fn the_operators_list_goes_where_a_former_code_leads(world: World) {
        the_tree_changes(&world).await;
        let list = csv(&["Họ và tên,Năm sinh,Ngày vào Đảng,Số CCCD", "Ma Thị Một,1980,01/02/2005,001180000071"]);
        let (east, office) = (world.organization(town::EAST).await, "01.012.016.000.003");
        let taken = sends(&world, office, &list).await.unwrap();
        assert_eq!((taken.organization, taken.created), (east, 1), "the office has become a part of thôn Đông");
        let ended = sends(&world, "01012016000009", &list).await.unwrap_err();
        assert_eq!(ended, "DIRECTORY_ORGANIZATION_ENDED");
    }

    async fn the_operators_files_know_former_codes_and_ends_too(world: World) {
        the_tree_changes(&world).await;
        let row = |name: &str, citizen: &str, branch: &str, rest: &str| {
            format!("{branch},{name},,2005-02-01,2006-02-01,{citizen},OFFICIAL,,,{rest}")
        };
        let outcome = takes(&world, town::ORGANIZATIONS, &[
            &row("Ma Thị Một", "001180000071", "01012016000002", ",,"),
            &row("Ma Thị Hai", "001181000072", "01012016000003", ",,SECRETARY"),
            &row("Ma Thị Ba", "001182000073", "01012016000009", ",,"),
            &row("Ma Thị Bốn", "001183000074", "01012016000001", "01012016000009,2023-05-01,"),
            &row("Ma Thị Năm", "001184000075", "01012016000001", ",,SECRETARY@01012016000009"),
        ]).await;
        assert_eq!(outcome.members.created, 2);
        assert_eq!(reasons(&outcome), [
            (4, "branch_code", Reason::HasEnded),
            (5, "temporary_branch_code", Reason::HasEnded),
            (6, "roles", Reason::HasEnded),
        ]);
        // The tree as it was in the file: what was re-coded is the same, what ended is told so and comes not to life again.
        let organizations = &outcome.organizations;
        assert_eq!((organizations.unchanged, organizations.refused, organizations.created), (4, 1, 0), "{organizations:?}");
        assert_eq!(organizations.problems[0].reason, Reason::HasEnded);
        let below = "code,parent_code,kind,name,from_date\n01.012.016.000.031,01.012.016.000.009,BRANCH,Chi bộ mới,2023-01-01\n";
        let refused = takes(&world, below, &[]).await.organizations;
        assert_eq!((refused.problems[0].column, refused.problems[0].reason), ("parent_code", Reason::HasEnded));
        let twice = town::ORGANIZATIONS.to_owned()
            + "01.012.016.000.012,01.012.016.000.000,BRANCH,Chi bộ thôn Tây,2020-01-01\n";
        let told = takes(&world, &twice, &[]).await.organizations;
        assert_eq!((told.duplicate, told.refused), (1, 1), "one organisation under two of its codes: {told:?}");
    }

    async fn history_tells_what_an_office_changed(world: World) {
        let branch = world.branch().await;
        let list = csv(&[
            "Họ và tên,Năm sinh,Ngày vào Đảng,Ngày chính thức,Số CCCD,Số thẻ đảng",
            "Nguyễn Thị Lân,1990,02/09/2015,02/09/2016,001190000003,00000003",
            "Lê Văn Bình,1999,26/03/2023,26/09/2023,001099000004,",
            "Trần Văn Minh,,19/05/2005,19/05/2006,001070000002,",
        ]);
        branch.secretary.rehearses(branch.id, list.clone()).await;
        let done = branch.secretary.imports(branch.id, list).await;
        assert_eq!(sums(&done), [3, 0, 2, 1, 0, 0], "{done}");
        let by = "Nguyễn Thị Hoa".to_owned();
        let edited = |note: &str| ("EDITED".to_owned(), note.to_owned(), by.clone());
        assert_eq!(recorded(&branch.secretary, branch.lan.id).await, [edited("name, birthDate, cardNumber")]);
        let binh = recorded(&branch.secretary, branch.binh.id).await;
        let recognised = ("STANDING".to_owned(), "OFFICIAL".to_owned(), by.clone());
        assert_eq!(binh, [edited("birthDate, officialDate"), recognised]);
        let minh = world.member("001070000002").await;
        assert_eq!(recorded(&branch.secretary, minh).await, [], "who stays as he is has no history of it");
        let told = branch.secretary.does("ListStandings", json!({"member": branch.binh.id})).await;
        let official = told["spans"].as_array().unwrap().iter().find(|span| span["class"] == "OFFICIAL").unwrap();
        let record = told["records"].as_array().unwrap().iter().find(|record| record["what"] == "STANDING").unwrap();
        assert_eq!(official["record"], record["id"]);
    }

    async fn history_tells_what_the_operator_changed(world: World) {
        let branch = world.branch().await;
        let renamed = town::ORGANIZATIONS.replace("thôn Tây", "thôn Đoài");
        let lan = "01012016000001,Nguyễn Thị Lân,1990-05-06,2015-09-02,2016-09-02,001190000003,OFFICIAL,SUSPENDED,2023-10-01,OUTSIDE,2023-10-02,";
        // Exempt since 2022: nobody suspends her before that by a list.
        let cuc = "01012016000001,Phạm Thị Cúc,,1970-01-06,1971-01-06,001145000005,OFFICIAL,SUSPENDED,2021-01-01,,,";
        let minh = "01012016000002,Trần Văn Minh,,2005-05-19,2006-05-19,001070000002,OFFICIAL,,,,,";
        let outcome = takes(&world, &renamed, &[lan, cuc, minh]).await;
        assert_eq!(reasons(&outcome), [(3, "activity_from", Reason::CannotChange)], "one row's fault is no other's");
        assert_eq!((outcome.members.changed, outcome.organizations.changed), (2, 1));
        let mai = world.person(login::MAI).await;
        let west = world.organization(town::WEST).await;
        let told = mai.does("ListOrganizationEvents", json!({"organization": west})).await;
        let event = &told["events"][0];
        assert_eq!((&event["kind"], &event["parts"][0]["newName"]), (&json!("RENAMED"), &json!("Chi bộ thôn Đoài")));
        assert_eq!(event["parts"][0]["oldName"], "Chi bộ thôn Tây");
        let whats = |records: Vec<(String, String, String)>| {
            records.into_iter().map(|(what, note, by)| [what, note, by].join("|")).collect::<Vec<_>>()
        };
        let lan = whats(recorded(&branch.secretary, branch.lan.id).await);
        assert_eq!(lan, ["EDITED|name, birthDate|", "STANDING|SUSPENDED|", "STAY_STARTED||"]);
        let minh = world.member("001070000002").await;
        let hanh = world.person(login::HANH).await;
        assert_eq!(whats(recorded(&hanh, minh).await), ["TRANSFERRED||"]);
        let cuc = world.member("001145000005").await;
        assert_eq!(recorded(&branch.secretary, cuc).await, []);
    }

    async fn a_year_alone_is_shown_and_gives_way_to_a_day(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let list = csv(&["Họ và tên,Năm sinh,Số CCCD", "Nguyễn Thị Lan,1990,001190000003"]);
        assert_eq!(sums(&branch.secretary.imports(branch.id, list.clone()).await), [1, 0, 1, 0, 0, 0]);
        let read = json!({"member": branch.lan.id});
        let births = async |person: &Person| {
            let file = person.does("GetMember", read.clone()).await;
            (file["birthDate"].clone(), file["birthYear"].clone())
        };
        assert_eq!(births(&branch.secretary).await, (json!(""), json!(1990)));
        assert_eq!(births(&branch.lan).await, (json!(""), json!(1990)), "she sees her own");
        assert_eq!(births(&branch.binh).await, (json!(""), json!(0)), "nobody else in the branch does");
        let listed = son.does("ListMembers", json!({"organization": branch.id, "query": "lan"})).await;
        assert_eq!(listed["members"][0]["birthYear"], 1990);

        let edit = |edit: Value| json!({"member": branch.lan.id, "edit": edit});
        son.does("UpdateMember", edit(json!({"birthDate": "1990-05-06"}))).await;
        assert_eq!(births(&branch.secretary).await, (json!("1990-05-06"), json!(0)));
        assert_eq!(sums(&branch.secretary.rehearses(branch.id, list).await), [1, 0, 0, 1, 0, 0]);
        let both = son.is_refused("UpdateMember", edit(json!({"birthDate": "1990-05-06", "birthYear": 1990}))).await;
        assert_eq!(both.fields[0].0, "edit.birthYear");
        let never = son.is_refused("UpdateMember", edit(json!({"birthYear": 1}))).await;
        assert_eq!(never.code, "INVALID_ARGUMENT");
        son.does("UpdateMember", edit(json!({"birthYear": 1991}))).await;
        assert_eq!(births(&branch.secretary).await, (json!(""), json!(1991)));
        let off = json!({"member": branch.lan.id, "edit": {}, "updateMask": "birthYear"});
        son.does("UpdateMember", off).await;
        assert_eq!(births(&branch.secretary).await, (json!(""), json!(0)));
        let notes: Vec<_> = recorded(&son, branch.lan.id).await.into_iter().map(|(_, note, _)| note).collect();
        assert_eq!(notes, ["birthDate", "birthDate", "birthYear", "birthYear"]);
    }
}
