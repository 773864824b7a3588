//! A branch office uploads its list: told row by row what would become of it, then taken, then unchanged.

use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};
use sotay::base::Id;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::upload::{Cell, csv, problems, sums, workbook};
use crate::support::world::World;

const SON: &str = "001080000011";

fn row(cells: &str) -> Vec<Cell> {
    cells.split('|').map(Cell::from).collect()
}

/// The list as a branch office keeps it: titles, headings over two rows, a number that lost its zeros, a signature.
fn office_list() -> Vec<u8> {
    let mut known = row("1|NGUYỄN THỊ LAN||1990|02/9/2015||00000003||0900000003|Đảng viên");
    known[5] = Cell::Day(42_615.0);
    known[7] = Cell::Number(1_190_000_003.0);
    let mut new = row("2|Vũ Thị Nga|||3-2-2020|03/02/2021||001190000099|912 345 678|Chi ủy viên");
    new[3] = Cell::Day(30_000.0);
    workbook(&[
        row("ĐẢNG BỘ XÃ SONG PHƯỢNG|||||ĐẢNG CỘNG SẢN VIỆT NAM"),
        row("CHI BỘ THÔN ĐÔNG"),
        vec![],
        row("DANH SÁCH ĐẢNG VIÊN"),
        row(
            "TT|Họ và tên|Ngày, tháng,\nnăm sinh||Ngày vào Đảng||Số thẻ\nđảng viên|Số CCCD|Điện thoại|Chức vụ",
        ),
        row("||Nam|Nữ|Dự bị|Chính thức"),
        row("1|2|3|4|5|6|7|8|9|10"),
        known,
        new,
        row("3|Lê Văn Sáng|1/1/1980||31/02/2010|||001080000098|12|"),
        row("4|Vũ Thị Nga||1982|3/2/2020|3/2/2021||001190000099||"),
        row("|Tổng cộng: 4 đảng viên"),
        row("|||||Song Phượng, ngày 5 tháng 11 năm 2023"),
        row("|NGƯỜI LẬP||||BÍ THƯ"),
        row("|Trần Văn Minh||||Nguyễn Thị Hoa"),
    ])
}

async fn members(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from directory.members")
        .fetch_one(&mut world.database.owner().await)
        .await
        .unwrap()
}

/// The words of the first problem of an upload of one row.
async fn told(person: &Person, organization: Id, row: &str) -> Value {
    let file = csv(&["Họ và tên,Ngày sinh,Ngày vào Đảng,Số CCCD,Số thẻ đảng", row]);
    let import = person.rehearses(organization, file).await;
    assert_eq!(sums(&import), [1, 0, 0, 0, 0, 1], "{import}");
    import["problems"].clone()
}

over_both_wires! {
    async fn an_office_list_is_judged_row_by_row_then_taken_then_unchanged(world: World) {
        let branch = world.branch().await;
        let before = members(&world).await;
        let dry = branch.secretary.rehearses(branch.id, office_list()).await;
        assert_eq!(sums(&dry), [4, 1, 1, 0, 1, 1], "{dry}");
        assert_eq!(problems(&dry), ["E10 NOT_A_DAY", "I10 NOT_A_NUMBER", "H11 DUPLICATE"]);
        assert_eq!(dry["problems"][0]["field"], "joinedDate");
        assert_eq!(dry["changes"][0]["row"], 8);
        assert_eq!(
            dry["changes"][0]["differences"],
            json!([
                {"field": "birthDate", "before": "", "after": "1990"},
                {"field": "gender", "before": "", "after": "FEMALE"},
                {"field": "cardNumber", "before": "", "after": ""},
            ])
        );
        assert_eq!(dry["dryRun"], true);
        assert_eq!(members(&world).await, before, "a rehearsal writes nothing");

        let done = branch.secretary.imports(branch.id, office_list()).await;
        assert_eq!(sums(&done), sums(&dry));
        assert_eq!(done["state"], "DONE");
        assert_eq!(members(&world).await, before + 1);
        let nga = world.member("0912345678").await;
        let file = branch.secretary.does("GetMember", json!({"member": nga})).await;
        assert_eq!(
            (&file["birthDate"], &file["class"], &file["officialDate"]),
            (&json!("1982-02-18"), &json!("OFFICIAL"), &json!("2021-02-03"))
        );

        let again = branch.secretary.imports(branch.id, office_list()).await;
        assert_eq!(sums(&again), [4, 0, 0, 2, 1, 1], "{again}");
    }

    async fn who_asks_later_is_told_the_same_over_either_wire(world: World) {
        let branch = world.branch().await;
        let done = branch.secretary.imports(branch.id, office_list()).await;
        let read = branch.secretary.does("GetImport", json!({"import": done["id"]})).await;
        assert_eq!(read, done);
        let listed = branch.secretary.does("ListImports", json!({"organization": branch.id})).await;
        assert_eq!(listed["imports"][0]["id"], done["id"]);
        assert_eq!(listed["imports"][0]["problems"], json!([]), "a list does not carry the rows");
        for other in [&branch.lan, &world.stranger().await] {
            let problem = other.is_refused("GetImport", json!({"import": done["id"]})).await;
            assert_eq!(problem.code, "NOT_FOUND");
        }
    }

    async fn posts_are_proposed_and_never_granted(world: World) {
        let branch = world.branch().await;
        branch.secretary.imports(branch.id, office_list()).await;
        let held = branch.secretary.does("ListGrants", json!({"organization": branch.id})).await;
        assert_eq!(held["grants"].as_array().unwrap().len(), 2);
        let son = world.person(SON).await;
        let proposed = son.does("ListRoleProposals", json!({"organization": branch.id})).await;
        assert_eq!(proposed["proposals"].as_array().unwrap().len(), 1, "{proposed}");
        assert_eq!(proposed["proposals"][0]["role"], "COMMITTEE_MEMBER");
        assert_eq!(proposed["proposals"][0]["memberName"], "Vũ Thị Nga");
    }

    async fn whoever_is_on_another_roster_is_that_and_no_more(world: World) {
        let branch = world.branch().await;
        let west = world.organization(town::WEST).await;
        let hanh = world.person(login::HANH).await;
        // At home in the sibling branch; gone for good; at home in another province.
        let far = csv(&["Họ và tên,Ngày sinh,Ngày vào Đảng,Số CCCD,Số thẻ đảng", "Ma Văn Xa,1/1/1970,1/1/2000,001070000077,77000077"]);
        hanh.imports(west, far).await;
        let gone = world.member(login::GIANG).await;
        sqlx::query("update directory.memberships set during = daterange(lower(during), '2023-06-01') where member = $1")
            .bind(gone)
            .execute(&mut world.database.owner().await)
            .await
            .unwrap();
        let by_card = told(&branch.secretary, branch.id, "Ai Đó,1/1/1980,1/1/2000,,77000077").await;
        let here = told(&branch.secretary, branch.id, "Hoàng Thị Hạnh,1/1/1980,1/1/2000,001172000008,").await;
        assert_eq!(here[0]["reason"], "ON_ANOTHER_ROSTER");
        assert_eq!(here[0]["column"], "D");
        for citizen in ["001093000009", "001070000077", "001187000007"] {
            let row = format!("Ai Đó,1/1/1980,1/1/2000,{citizen},");
            assert_eq!(told(&branch.secretary, branch.id, &row).await, here, "{citizen}");
        }
        // Who brings the number of one and the card of another learns as little.
        let both = told(&branch.secretary, branch.id, "Ai Đó,1/1/1980,1/1/2000,001093000009,77000077").await;
        assert_eq!(both, here);
        assert_eq!(by_card[0]["message"], here[0]["message"]);
        // With a number that nobody has, the card still is somebody's.
        let mixed = told(&branch.secretary, branch.id, "Ai Đó,1/1/1980,1/1/2000,001070009999,77000077").await;
        assert_eq!(mixed, by_card);
    }

    async fn a_list_goes_where_its_sender_answers_for_it(world: World) {
        let branch = world.branch().await;
        let commune = world.organization(town::COMMUNE).await;
        let west = world.organization(town::WEST).await;
        let list = csv(&[
            "Họ và tên,Năm sinh,Ngày vào Đảng,Số CCCD,Chi bộ",
            "Ma Thị Một,1980,01/02/2005,001180000071,thôn đông",
            "Ma Thị Hai,1981,01/02/2005,001181000072,CHI BO THON TAY",
            "Ma Thị Ba,1982,01/02/2005,001182000073,01.012.016.000.003",
            "Ma Thị Bốn,1983,01/02/2005,001183000074,Chi bộ thôn Nam",
        ]);
        let son = world.person(SON).await;
        let import = son.imports(commune, list.clone()).await;
        assert_eq!(sums(&import), [4, 3, 0, 0, 0, 1], "{import}");
        assert_eq!(problems(&import), ["E5 UNKNOWN_BRANCH"]);
        let here = branch.secretary.rehearses(branch.id, list.clone()).await;
        assert_eq!(
            problems(&here),
            ["E3 UNKNOWN_BRANCH", "E4 UNKNOWN_BRANCH", "E5 UNKNOWN_BRANCH"],
            "a branch's list is of that branch"
        );
        let nameless = csv(&["Họ và tên,Năm sinh,Ngày vào Đảng", "Ma Thị Một,1980,01/02/2005"]);
        let refused = son.uploads(commune, "", nameless).await.unwrap_err();
        assert_eq!(refused.code, "DIRECTORY_ROSTER_NEEDS_BRANCH");

        for (person, place, code) in [
            (&branch.secretary, west, "NOT_FOUND"),
            (&branch.lan, branch.id, "FORBIDDEN"),
            (&branch.secretary, commune, "FORBIDDEN"),
        ] {
            let refused = person.uploads(place, "", list.clone()).await.unwrap_err();
            assert_eq!(refused.code, code);
        }
        let mai = world.person(login::MAI).await;
        let district = world.organization(town::DISTRICT).await;
        let import = mai.rehearses(district, list).await;
        assert_eq!(sums(&import), [4, 0, 0, 3, 0, 1], "{import}");
    }

    async fn the_same_upload_twice_is_one(world: World) {
        let branch = world.branch().await;
        let keyed = |file: Vec<u8>| {
            let mut request =
                crate::support::upload::request(branch.id, "", Some(&branch.secretary.token), file);
            request.headers_mut().insert("idempotency-key", "one".parse().unwrap());
            request
        };
        let list = office_list();
        let (status, first) = branch.secretary.sends(keyed(list.clone())).await.unwrap();
        assert_eq!(status, StatusCode::OK);
        world.later(TimeDelta::seconds(1)).await;
        let (_, second) = branch.secretary.sends(keyed(list)).await.unwrap();
        assert_eq!(first, second);
        let other = csv(&["Họ và tên,Năm sinh,Ngày vào Đảng", "Ma Thị Một,1980,01/02/2005"]);
        let refused = branch.secretary.sends(keyed(other)).await.unwrap_err();
        assert_eq!(refused.code, "IDEMPOTENCY_KEY_REUSED");
    }
}

#[tokio::test]
async fn a_form_carries_the_file_as_well() {
    let world = World::over(crate::support::wire::Wire::Rest).await;
    let branch = world.branch().await;
    let mut form =
        b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"ds.xlsx\"\r\n\r\n".to_vec();
    form.extend(office_list());
    form.extend(b"\r\n--x--\r\n");
    let mut request =
        crate::support::upload::request(branch.id, "?dryRun=true", Some(&branch.secretary.token), form);
    request
        .headers_mut()
        .insert("content-type", "multipart/form-data; boundary=x".parse().unwrap());
    let (_, dry) = branch.secretary.sends(request).await.unwrap();
    assert_eq!(sums(&dry), [4, 1, 1, 0, 1, 1]);

    let odd = branch
        .secretary
        .uploads(branch.id, "?dryrun=true", office_list())
        .await;
    assert_eq!(odd.unwrap_err().fields[0].0, "dryrun");
}
