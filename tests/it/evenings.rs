//! Golden evenings: each file in `evenings/` tells of an evening with its people and what they do, and holds the figures
//! that a careful secretary writes by hand, with the rule each rests on. They are played over the real service.

mod calls;
mod deeds;
mod figures;
mod play;
mod script;
mod stage;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::wire::Wire;

/// A test a wire for each evening.
macro_rules! evenings {
    ($($name:ident = $file:literal,)+) => {
        /// The files that are played.
        const PLAYED: &[&str] = &[$($file),+];

        $(mod $name {
            use super::{Wire, goes_as_written};

            #[tokio::test]
            async fn grpc() {
                goes_as_written($file, Wire::Grpc).await;
            }

            #[tokio::test]
            async fn rest() {
                goes_as_written($file, Wire::Rest).await;
            }
        })+
    };
}

evenings! {
    every_kind_of_standing = "01-every-kind-of-standing",
    everybody_is_there = "02-everybody-is-there",
    late_within_and_beyond_the_grace = "03-late-within-and-beyond-the-grace",
    wishes_to_stay_away = "04-wishes-to-stay-away",
    an_exempt_member_comes = "05-an-exempt-member-comes",
    here_and_away_for_a_time = "06-here-and-away-for-a-time",
    a_link_with_the_branch = "07-a-link-with-the-branch",
    guests_from_above = "08-guests-from-above",
    a_merger_in_mid_month = "09-a-merger-in-mid-month",
    a_combined_meeting_too_short = "10-a-combined-meeting-too-short",
    a_regular_meeting_too_short = "11-a-regular-meeting-too-short",
    a_number_of_the_commune = "12-a-number-of-the-commune",
    only_a_thematic_meeting = "13-only-a-thematic-meeting",
    a_congress_with_a_committee = "14-a-congress-with-a-committee",
    a_congress_without_a_committee = "15-a-congress-without-a-committee",
    two_members_left = "16-two-members-left",
    put_off_over_tet = "17-put-off-over-tet",
    a_power_cut = "18-a-power-cut",
    the_secretary_is_ill = "19-the-secretary-is-ill",
    the_committee_meets = "20-the-committee-meets",
    a_party_cell_meets = "21-a-party-cell-meets",
    suspended_and_detained = "22-suspended-and-detained",
    left_early_and_disputed = "23-left-early-and-disputed",
    nobody_closes = "24-nobody-closes",
    a_late_addition = "25-a-late-addition",
    moved_before_the_opening = "26-moved-before-the-opening",
    an_old_code_and_an_amendment = "27-an-old-code-and-an-amendment",
    the_quarter_ends = "28-the-quarter-ends",
    at_dawn_on_the_first = "29-at-dawn-on-the-first",
    closed_too_soon = "30-closed-too-soon",
}

async fn goes_as_written(file: &str, wire: Wire) {
    if let Err(odd) = play::read_and_play(&written(file), wire).await {
        panic!("{file}: {odd}");
    }
}

#[test]
fn every_file_is_played() {
    let mut found: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    assert_eq!(found, PLAYED);
}

/// What is doctored in the file, and what the runner says of it.
const WRONG_FIGURES: [(&str, &str, &str); 9] = [
    ("present = 5", "present = 6", "counts.present: expected 6, got 5"),
    (
        "numerator = 5",
        "numerator = 4",
        "rate.numerator: expected 4, got 5",
    ),
    (
        "total = { all = 5",
        "total = { all = 9",
        "header.total.all: expected 9, got 5",
    ),
    (
        "findings = []",
        r#"findings = ["NOTICE_LATE"]"#,
        "findings: expected [NOTICE_LATE], got []",
    ),
    ("minutes = 90", "minutes = 89", "minutes: expected 89, got 90"),
    (
        r#"Lan = "PRESENT VENUE_CODE""#,
        r#"Lan = "LATE VENUE_CODE""#,
        "rows.Lan: expected LATE VENUE_CODE, got PRESENT VENUE_CODE",
    ),
    (
        "rows = {",
        r#"rows = { Lam = "ABSENT","#,
        "rows.Lam: expected ABSENT, got nothing",
    ),
    (
        r#"regular = "MET""#,
        r#"regular = "CALLED""#,
        "duties.regular: expected CALLED, got MET",
    ),
    (
        r#"ACTIVATED = "5/5""#,
        r#"ACTIVATED = "6/5""#,
        "adoption.ACTIVATED: expected 6/5, got 5/5",
    ),
];

#[tokio::test]
async fn a_wrong_figure_is_found_with_its_evening_and_field() {
    let text = WRONG_FIGURES
        .iter()
        .fold(plain_evening(), |text, (right, wrong, _)| {
            doctored(&text, right, wrong)
        });
    let odd = play::read_and_play(&text, Wire::Rest).await.unwrap_err();
    let mut told = odd.lines();
    assert_eq!(told.next(), Some("Buổi sinh hoạt đủ mặt (Rest)"));
    let mut told: Vec<&str> = told.map(str::trim).collect();
    let mut expected = WRONG_FIGURES.map(|(_, _, told)| format!("Thường kỳ: {told}"));
    told.sort_unstable();
    expected.sort();
    assert_eq!(told, expected, "each of them, and nothing else");
}

#[tokio::test]
async fn a_step_that_goes_otherwise_is_found() {
    let refused = r#"by = "Hoa", does = "CLOSES", refused = "MEETINGS_STATE""#;
    let text = plain_evening();
    let stays = doctored(&text, r#"by = "Hoa", does = "CLOSES""#, refused);
    let odd = play::read_and_play(&stays, Wire::Grpc).await;
    assert!(
        odd.unwrap_err()
            .contains("Hoa was not refused with MEETINGS_STATE")
    );
    let twice = doctored(&text, r#"does = "CHECKS_IN""#, r#"does = "OPENS""#);
    let odd = play::read_and_play(&twice, Wire::Grpc).await;
    assert!(odd.unwrap_err().contains("Hoa was refused"));
}

#[test]
fn what_is_not_known_is_not_read() {
    let text = plain_evening();
    for (right, wrong, told) in [
        ("present = 5", "present = 5, visitors = 2", "visitors"),
        ("present = 5, ", "", "present"),
        (
            r#"base = "OBLIGED""#,
            r#"base = "OBLIGED", percent = 100"#,
            "percent",
        ),
        ("total = { all = 5", "total = { all = 5, women = 2", "women"),
        (
            r#"does = "CLOSES""#,
            r#"does = "CLOSES", loudly = true"#,
            "loudly",
        ),
        (r#"does = "CLOSES""#, r#"does = "SLAMS""#, "SLAMS"),
        ("minutes = 90", "", "minutes"),
        (r#"where = "https"#, r#"where = "hearsay"#, "where it stands"),
        (
            r#"where = "https"#,
            r#"where = "migrations/0_unwritten.sql, "#,
            "where it stands",
        ),
    ] {
        let read = script::Script::read(&doctored(&text, right, wrong));
        let odd = read.err().unwrap_or_else(|| panic!("{wrong} was read"));
        assert!(odd.contains(told), "{wrong}: {odd}");
    }
    let (start, end) = (text.find("[[sources]]").unwrap(), text.find("[people").unwrap());
    let sourceless = format!("sources = []\n{}{}", &text[..start], &text[end..]);
    let odd = script::Script::read(&sourceless).err();
    assert!(odd.unwrap().contains("names the rules it rests on"));
}

/// The evening on which everybody is there.
fn plain_evening() -> String {
    written("02-everybody-is-there")
}

/// The same text with one thing changed.
fn doctored(text: &str, right: &str, wrong: &str) -> String {
    assert!(text.contains(right), "{right} is not in the file");
    text.replacen(right, wrong, 1)
}

fn written(file: &str) -> String {
    let path = folder().join(format!("{file}.toml"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/evenings")
}
