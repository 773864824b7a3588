//! The inbox loses nothing: whatever order transactions commit in, a cursor hands out every notice once.

use std::collections::{BTreeMap, BTreeSet};

use sotay::base::Id;
use sqlx::{Executor, PgConnection};

use crate::notices_house::{House, house, ids_of};

const WRITERS: usize = 4;
const STEPS: usize = 120;

#[tokio::test]
async fn nothing_is_skipped_or_told_twice_however_transactions_interleave() {
    let mut lost_by_ids = 0;
    for seed in 1..=6 {
        let told = storm(seed).await;
        let expected: BTreeMap<Id, usize> = told.committed.iter().map(|id| (*id, 1)).collect();
        assert_eq!(told.times, expected, "seed {seed}");
        lost_by_ids += told.committed.len() - told.by_ids.len();
    }
    assert!(
        lost_by_ids > 0,
        "a reader who goes by ids lost nothing: these storms have no teeth"
    );
}

#[tokio::test]
async fn a_page_of_a_delta_is_not_disturbed_by_later_commits() {
    let (_database, house) = house().await;
    let start = house.list("", 10).await.unwrap().next_since;
    let [first, second, third] = [1, 2, 3].map(|second| house.at(second));
    let mut slow = house.writer().await;
    slow.execute("begin").await.unwrap();
    let slow_one = house.queue(&mut slow, first).await;
    let mut fast = house.writer().await;
    let fast_ones = [
        house.queue(&mut fast, second).await,
        house.queue(&mut fast, third).await,
    ];

    let page = house.list(&start, 1).await.unwrap();
    assert_eq!(ids_of(&page), [fast_ones[0]]);
    slow.execute("commit").await.unwrap();
    let page = house.list(&page.next_since, 1).await.unwrap();
    assert_eq!(ids_of(&page), [fast_ones[1]]);
    let page = house.list(&page.next_since, 1).await.unwrap();
    assert_eq!(
        ids_of(&page),
        [slow_one],
        "older by its id, and committed after the first page"
    );
    let page = house.list(&page.next_since, 1).await.unwrap();
    assert!(ids_of(&page).is_empty());
}

#[tokio::test]
async fn pages_further_back_go_by_ids_and_keep_the_first_cursor() {
    let (_database, house) = house().await;
    let mut writer = house.writer().await;
    let mut written = Vec::new();
    for second in 0..5 {
        written.push(house.queue(&mut writer, house.at(second)).await);
    }
    let first = house.list("", 2).await.unwrap();
    let newer = house.queue(&mut writer, house.at(9)).await;
    let second = house.back(&first.next_page_token, 2).await.unwrap();
    let third = house.back(&second.next_page_token, 2).await.unwrap();
    let read: Vec<Id> = [&first, &second, &third].into_iter().flat_map(ids_of).collect();
    written.reverse();
    assert_eq!(read, written);
    assert_eq!(
        (second.next_since.as_str(), third.next_page_token.as_str()),
        ("", "")
    );
    let delta = house.list(&first.next_since, 10).await.unwrap();
    assert_eq!(ids_of(&delta), [newer]);
}

#[tokio::test]
async fn a_cursor_of_somebody_else_is_refused() {
    let (_database, house) = house().await;
    for foreign in ["x", "AAAA", "1:2:", "'; drop table notices.notices"] {
        let status = house.list(foreign, 10).await.unwrap_err();
        let refused = sotay_rest::refused_of(&status);
        assert_eq!(refused.code, "NOTICES_CURSOR_REFUSED", "{foreign}");
    }
    let start = house.list("", 10).await.unwrap();
    assert!(start.next_since.len() < 200, "{}", start.next_since);
}

#[tokio::test]
async fn a_notice_is_for_those_who_belonged_on_its_day() {
    let (database, house) = house().await;
    let mut owner = database.owner().await;
    let mut writer = house.writer().await;
    let before = house.queue(&mut writer, house.at(-400 * 86_400)).await;
    let during = house.queue(&mut writer, house.at(0)).await;
    assert_eq!(ids_of(&house.list("", 10).await.unwrap()), [during]);

    let moved =
        "update directory.memberships set during = daterange(lower(during), '2023-12-04') where member = $1";
    sqlx::query(moved)
        .bind(house.reader)
        .execute(&mut owner)
        .await
        .unwrap();
    let after = house.queue(&mut writer, house.at(86_400)).await;
    assert_eq!(
        ids_of(&house.list("", 10).await.unwrap()),
        [during],
        "{before} and {after} are others' business"
    );
}

/// What a storm wrote, and what readers were told of it.
struct Told {
    committed: BTreeSet<Id>,
    /// How often the cursor told each.
    times: BTreeMap<Id, usize>,
    /// What a reader who asks for "ids after the last" would have been told.
    by_ids: BTreeSet<Id>,
}

/// A writer with what it has written in its open transaction.
struct Writer {
    conn: PgConnection,
    open: Option<Vec<Id>>,
}

async fn storm(seed: u64) -> Told {
    let (_database, house) = house().await;
    let mut dice = Dice(seed);
    let mut told = Told {
        committed: BTreeSet::new(),
        times: BTreeMap::new(),
        by_ids: BTreeSet::new(),
    };
    let mut cursor = house.list("", 200).await.unwrap().next_since;
    let mut writers = Vec::new();
    for _ in 0..WRITERS {
        let conn = house.writer().await;
        writers.push(Writer { conn, open: None });
    }
    for step in 0..STEPS {
        let writer = &mut writers[dice.roll(WRITERS)];
        match dice.roll(4) {
            0 => told.poll(&house, &mut cursor, 1 + dice.roll(4)).await,
            1 => writer.end(&mut told.committed, dice.roll(5) > 0).await,
            _ => writer.write(&house, step, dice.roll(20)).await,
        }
    }
    for writer in &mut writers {
        writer.end(&mut told.committed, true).await;
    }
    // A quiet inbox is read to its end in as many pages as it has, at most one notice each.
    for _ in 0..=told.committed.len() {
        told.poll(&house, &mut cursor, 1).await;
    }
    told
}

impl Writer {
    async fn write(&mut self, house: &House, step: usize, jitter: usize) {
        if self.open.is_none() {
            self.conn.execute("begin").await.unwrap();
        }
        let second = i64::try_from(step + jitter).unwrap();
        let id = house.queue(&mut self.conn, house.at(second)).await;
        self.open.get_or_insert_default().push(id);
    }

    async fn end(&mut self, committed: &mut BTreeSet<Id>, keeps: bool) {
        let Some(written) = self.open.take() else { return };
        self.conn
            .execute(if keeps { "commit" } else { "rollback" })
            .await
            .unwrap();
        if keeps {
            committed.extend(written);
        }
    }
}

impl Told {
    /// The reader asks for what is new.
    async fn poll(&mut self, house: &House, cursor: &mut String, size: usize) {
        let page = house.list(cursor, i32::try_from(size).unwrap()).await.unwrap();
        for id in ids_of(&page) {
            *self.times.entry(id).or_default() += 1;
        }
        *cursor = page.next_since;
        let last = self.by_ids.last().copied();
        let later = self
            .committed
            .iter()
            .filter(|id| last.is_none_or(|last| **id > last));
        self.by_ids.extend(later.copied().collect::<Vec<_>>());
    }
}

/// A small random number generator: a storm must come again as it came.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}
