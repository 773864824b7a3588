//! A list that goes out comes in again and changes nothing, whoever stands in it and in whichever file.

use axum::body::Body;
use chrono::{Days, NaiveDate};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sotay::base::Id;
use std::collections::HashSet;
use tower::ServiceExt;
use unicode_normalization::UnicodeNormalization;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town;
use crate::support::upload::{csv, sums};
use crate::support::wire::Wire;
use crate::support::world::World;

const SON: &str = "001080000011";
const HEADINGS: &str = "Họ và tên;Ngày sinh;Giới tính;Ngày vào Đảng;Ngày chính thức;Số CCCD;Số thẻ đảng;Điện thoại;Chi bộ;Chức vụ";

/// Words of names, with marks that are rare and signs that stand in few.
const WORDS: [&str; 23] = [
    "Nguyễn",
    "Đỗ",
    "Ỷ",
    "Lan",
    "Phượng",
    "Đức",
    "Quỳnh",
    "Hoà",
    "Ngọc",
    "Bích",
    "Huệ",
    "An",
    "Thuý",
    "Ẩn",
    "Ẵm",
    "Ỵ",
    "Ễnh",
    "K'Bơ",
    "Y’Đăm",
    "Ñông",
    "Čik",
    "Ƀrĭ",
    // No letter has both of these marks composed.
    "Mô\u{306}k",
];

/// Takes out a list; the status and the file.
async fn takes_out(person: &Person, organization: Id, query: &str) -> (StatusCode, Vec<u8>) {
    let request = Request::get(format!("/v1/organizations/{organization}/roster{query}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", person.token))
        .body(Body::empty())
        .unwrap();
    let response = person.router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let file = response.into_body().collect().await.unwrap().to_bytes();
    (status, file.to_vec())
}

/// A row of a member with whatever of it is known.
fn member(number: usize) -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    let birth = prop_oneof![
        (0..15_000_u64).prop_map(|days| {
            let day = NaiveDate::from_ymd_opt(1940, 1, 1).unwrap() + Days::new(days);
            day.format("%d/%m/%Y").to_string()
        }),
        (1930..1985_i32).prop_map(|year| year.to_string()),
    ];
    let (gender, branch) = (
        prop::sample::select(vec!["", "Nam", "Nữ"]),
        prop::sample::select(vec!["Chi bộ thôn Đông", "Chi bộ thôn Tây", "Chi bộ cơ quan"]),
    );
    let post = prop::sample::select(vec!["", "Bí thư", "Trưởng thôn"]);
    (
        prop::collection::vec(word, 2..5),
        (birth, gender, any::<bool>()),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        (branch, post),
    )
        .prop_map(
            move |(words, (birth, gender, official), (citizen, card, phone), (branch, post))| {
                let said = |says: bool, text: String| if says { text } else { String::new() };
                [
                    words.join(" "),
                    birth,
                    gender.to_owned(),
                    "19/05/1999".to_owned(),
                    said(official, "19/05/2000".to_owned()),
                    said(citizen, format!("0010700{number:05}")),
                    said(card, format!("00{number:06}")),
                    said(phone, format!("09000{number:05}")),
                    branch.to_owned(),
                    post.to_owned(),
                ]
                .join(";")
            },
        )
}

/// Rows that nobody could take for each other: a name stands in one row only.
fn members(runner: &mut TestRunner, count: usize) -> Vec<String> {
    let mut names = HashSet::new();
    (100..)
        .map(|number| member(number).new_tree(runner).unwrap().current())
        .filter(|row| names.insert(row.split(';').next().unwrap().to_lowercase()))
        .take(count)
        .collect()
}

/// Of those on the list one is exempt for age, one for a time, one away outside, one away in another branch, one as before,
/// and so on.
async fn lead_lives(world: &World) {
    let mut owner = world.database.owner().await;
    let west = world.organization(town::WEST).await;
    sqlx::query(
        "create temporary table lives as
                 select m.id, s.organization, row_number() over (order by m.id) % 5 as life
                 from directory.members m
                 join directory.memberships s on s.member = m.id and s.relation = 'HOME'
                 where m.joined_date = '1999-05-19'",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    for life in [
        "update directory.activities a set during = daterange(lower(a.during), '2023-01-01')
         from lives l where l.id = a.member and l.life in (0, 1)",
        "insert into directory.activities (member, activity, exemption, during)
         select id, 'EXEMPT', case life when 0 then 'AGE_AND_HEALTH' else 'TEMPORARY' end, '[2023-01-01,2024-01-01)'
         from lives where life in (0, 1)",
        "insert into directory.memberships (id, member, organization, relation, during)
         select gen_random_uuid(), id, organization, 'TEMPORARILY_OUT', '[2023-06-01,)' from lives where life in (2, 3)",
    ] {
        sqlx::query(life).execute(&mut owner).await.unwrap();
    }
    sqlx::query(
        "insert into directory.memberships (id, member, organization, relation, during)
                 select gen_random_uuid(), id, $1, 'TEMPORARILY_IN', '[2023-06-01,)' from lives
                 where life = 3 and organization <> $1",
    )
    .bind(west)
    .execute(&mut owner)
    .await
    .unwrap();
}

#[tokio::test]
async fn what_goes_out_comes_in_unchanged() {
    let world = World::over(Wire::Rest).await;
    let commune = world.organization(town::COMMUNE).await;
    let son = world.person(SON).await;
    let mut runner = TestRunner::deterministic();
    let rows = members(&mut runner, 150);
    let mut lines = vec![HEADINGS];
    lines.extend(rows.iter().map(String::as_str));
    // Every mark apart from its letter, as some programs write them.
    let apart: String = String::from_utf8(csv(&lines)).unwrap().nfd().collect();
    let imported = son.imports(commune, apart.into_bytes()).await;
    assert_eq!(sums(&imported), [150, 150, 0, 0, 0, 0], "{imported}");
    lead_lives(&world).await;

    for query in ["", "?format=csv"] {
        let (status, file) = takes_out(&son, commune, query).await;
        assert_eq!(status, StatusCode::OK);
        let again = son.imports(commune, file.clone()).await;
        assert_eq!(sums(&again), [162, 0, 0, 162, 0, 0], "{query}: {again}");
        // The sabotaged twin: one letter of one name, and the file is not what it was.
        if let Ok(text) = String::from_utf8(file) {
            let other = text.replacen("Trần Văn Minh", "Trần Văn Minhh", 1);
            let changed = son.rehearses(commune, other.into_bytes()).await;
            assert_eq!(sums(&changed), [162, 0, 1, 161, 0, 0], "{changed}");
        }
    }
}

over_both_wires! {
    async fn a_list_is_whole_for_the_keeper_and_masked_for_the_secretary(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let (_, whole) = takes_out(&son, branch.id, "?format=csv").await;
        let whole = String::from_utf8(whole).unwrap();
        assert!(whole.contains("001190000003") && whole.contains("0900000003"), "{whole}");
        let (_, masked) = takes_out(&branch.secretary, branch.id, "?format=csv").await;
        let text = String::from_utf8(masked.clone()).unwrap();
        assert!(text.contains("0011xxxxxx03") && !text.contains("001190000003"), "{text}");
        assert_eq!(text.lines().count(), 1 + 6, "Én is at home elsewhere: {text}");
        let wrong = takes_out(&son, branch.id, "?format=pdf").await;
        assert_eq!(wrong.0, StatusCode::BAD_REQUEST);

        for (person, status) in [(&branch.lan, StatusCode::FORBIDDEN), (&world.stranger().await, StatusCode::NOT_FOUND)] {
            assert_eq!(takes_out(person, branch.id, "").await.0, status);
        }
        let nobody = Person { token: "of.no.body".to_owned(), ..branch.lan.clone() };
        assert_eq!(takes_out(&nobody, branch.id, "").await.0, StatusCode::UNAUTHORIZED);

        let noted: Vec<(bool, i32)> = sqlx::query_as("select in_clear, rows from directory.exports order by in_clear desc")
            .fetch_all(&mut world.database.owner().await)
            .await
            .unwrap();
        assert_eq!(noted, [(true, 6), (false, 6)], "who took a list out is written down");
    }
}
