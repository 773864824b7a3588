//! Asked about a day, the directory tells what was in force then and nothing that came later; what is yet to begin is
//! found before its day, where it will begin.

use serde_json::{Value, json};
use sotay::base::Id;

use crate::directory_reorganization::ordered;
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{COMMUNE, DISTRICT, EAST, WEST, login};
use crate::support::upload::{csv, sums};

const SON: &str = "001080000011";

async fn code(person: &Person, call: &str, request: Value) -> String {
    person.is_refused(call, request).await.code
}

/// Where a member is at home, by the file.
fn homes(member: &Value) -> Vec<(&str, &str)> {
    let memberships = member["memberships"].as_array().unwrap().iter();
    memberships
        .map(|row| {
            (
                row["organizationName"].as_str().unwrap(),
                row["fromDate"].as_str().unwrap(),
            )
        })
        .collect()
}

/// The classes of a member with the days they hold, as the secretary reads them.
async fn classes(person: &Person, member: Id) -> Vec<(String, String, String)> {
    let told = person.does("ListStandings", json!({"member": member})).await;
    let text = |span: &Value, field: &str| span[field].as_str().unwrap().to_owned();
    let spans = told["spans"].as_array().unwrap().iter();
    let mut classes: Vec<_> = spans
        .filter(|span| span["class"] != "CLASS_UNSPECIFIED")
        .map(|span| (text(span, "fromDate"), text(span, "class"), text(span, "toDate")))
        .collect();
    classes.sort_unstable();
    classes
}

fn class(from: &str, name: &str, to: &str) -> (String, String, String) {
    (from.to_owned(), name.to_owned(), to.to_owned())
}

over_both_wires! {
    async fn a_member_as_of_a_day_shows_no_membership_that_begins_later(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let commune = world.organization(COMMUNE).await;
        let merge = json!({"organization": commune, "merged": [branch.id], "into": {"name": "Chi bộ Sông Hồng"}});
        let done = mai.does("MergeOrganizations", ordered("2023-11-08", merge)).await;
        let new: Id = done["organizations"][0]["id"].as_str().unwrap().parse().unwrap();
        let (was, will) = (("Chi bộ thôn Đông", "2020-01-01"), ("Chi bộ Sông Hồng", "2023-11-08"));
        let lan = json!({"member": branch.lan.id});
        assert_eq!(homes(&mai.does("GetMember", lan.clone()).await), [was, will], "with what is to come");
        let of = |day: &str| { let mut ask = lan.clone(); ask["asOf"] = json!(day); ask };
        assert_eq!(homes(&mai.does("GetMember", of("2023-11-05")).await), [was]);
        assert_eq!(homes(&mai.does("GetMember", of("2023-11-08")).await), [will]);
        let listed = |day: &str| json!({"organization": branch.id, "query": "Lan", "asOf": day});
        assert_eq!(homes(&mai.does("ListMembers", listed("2023-11-05")).await["members"][0]), [was]);
        let today = json!({"organization": branch.id, "query": "Lan"});
        assert_eq!(homes(&mai.does("ListMembers", today).await["members"][0]), [was, will]);

        // What is founded for a day to come is there, and says from when on it stands.
        let founded = mai.does("GetOrganization", json!({"organization": new})).await;
        assert_eq!((&founded["fromDate"], &founded["parent"]), (&json!("2023-11-08"), &json!(commune)));
        let before = json!({"organization": new, "asOf": "2023-11-07"});
        assert_eq!(code(&mai, "GetOrganization", before).await, "NOT_FOUND");
    }

    async fn a_list_as_of_a_day_has_the_codes_of_that_day(world: World) {
        let mai = world.person(login::MAI).await;
        let (commune, east) = (world.organization(COMMUNE).await, world.organization(EAST).await);
        let recode = json!({"organization": east, "code": "01.012.016.000.021"});
        mai.does("RenameOrganization", ordered("2023-11-05", recode)).await;
        let codes = async |day: &str| {
            let listed = mai.does("ListOrganizations", json!({"parent": commune, "asOf": day})).await;
            let rows = listed["organizations"].as_array().unwrap().iter();
            rows.map(|row| row["code"].as_str().unwrap()[15..].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes("2023-11-04").await, ["001", "002", "003"]);
        assert_eq!(codes("2023-11-05").await, ["002", "003", "021"]);
    }

    async fn what_is_yet_to_begin_stands_at_once_where_it_will_begin(world: World) {
        let (mai, son) = (world.person(login::MAI).await, world.person(SON).await);
        let (district, commune) = (world.organization(DISTRICT).await, world.organization(COMMUNE).await);
        let other = json!({"parent": district, "kind": "GRASSROOTS_COMMITTEE", "name": "Đảng bộ xã Đồng Tháp"});
        let other = mai.does("CreateOrganization", other).await;
        let west = world.organization(WEST).await;
        let giang = world.member(login::GIANG).await;
        let split = json!({"organization": west, "parts": [{"name": "Chi bộ thôn Tây 2", "members": [giang]}]});
        let done = mai.does("SplitOrganization", ordered("2023-11-20", split)).await;
        let new = done["organizations"].as_array().unwrap().iter().find(|one| one["id"] != json!(west)).unwrap();
        let new = json!({"organization": new["id"]});
        assert_eq!(son.does("GetOrganization", new.clone()).await["parent"], json!(commune));
        // Before it begins its commune will be part of another, under which alone it will ever stand.
        let merge = json!({"organization": other["id"], "merged": [commune]});
        mai.does("MergeOrganizations", ordered("2023-11-10", merge)).await;
        assert_eq!(mai.does("GetOrganization", new.clone()).await["parent"], other["id"]);
        assert_eq!(code(&son, "GetOrganization", new).await, "NOT_FOUND");
        son.does("GetOrganization", json!({"organization": west})).await;
    }

    async fn a_corrected_day_takes_the_class_with_it(world: World) {
        let branch = world.branch().await;
        let hoa = &branch.secretary;
        let list = csv(&[
            "Họ và tên,Ngày vào Đảng,Ngày chính thức,Số CCCD",
            // Joined and official later than on file; earlier; and official on what was the day of joining.
            "Nguyễn Thị Lan,02/09/2017,02/09/2018,001190000003",
            "Trần Văn Minh,19/05/2003,19/05/2004,001070000002",
            "Lê Văn Bình,26/03/2022,26/03/2023,001099000004",
        ]);
        let done = hoa.imports(branch.id, list.clone()).await;
        assert_eq!(sums(&done), [3, 0, 3, 0, 0, 0], "{done}");
        assert_eq!(classes(hoa, branch.lan.id).await, [
            class("2017-09-02", "PROBATIONARY", "2018-09-01"), class("2018-09-02", "OFFICIAL", ""),
        ]);
        let minh = world.member("001070000002").await;
        assert_eq!(classes(hoa, minh).await, [
            class("2003-05-19", "PROBATIONARY", "2004-05-18"), class("2004-05-19", "OFFICIAL", ""),
        ]);
        assert_eq!(classes(hoa, branch.binh.id).await, [
            class("2022-03-26", "PROBATIONARY", "2023-03-25"), class("2023-03-26", "OFFICIAL", ""),
        ]);
        let told = hoa.does("ListStandings", json!({"member": minh})).await;
        let record = &told["records"][0];
        assert_eq!((&record["what"], &record["note"]), (&json!("EDITED"), &json!("joinedDate, officialDate")));
        assert_eq!(sums(&hoa.imports(branch.id, list).await), [3, 0, 0, 3, 0, 0]);
    }

    async fn a_probation_that_was_no_probation_goes_and_comes(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let lan = branch.lan.id;
        let edit = |joined: &str| json!({"member": lan, "edit": {"joinedDate": joined}});
        // Joined before there was a rule about months of probation that binds.
        mai.does("UpdateMember", json!({"member": lan, "edit": {"joinedDate": "1990-01-06", "officialDate": "1991-01-06"}})).await;
        mai.does("UpdateMember", edit("1991-01-06")).await;
        assert_eq!(classes(&mai, lan).await, [class("1991-01-06", "OFFICIAL", "")]);
        mai.does("UpdateMember", edit("1990-07-06")).await;
        assert_eq!(classes(&mai, lan).await, [
            class("1990-07-06", "PROBATIONARY", "1991-01-05"), class("1991-01-06", "OFFICIAL", ""),
        ]);
    }
}
