//! A phone that keeps what its cursors tell it holds what the inbox shows: also what was recalled, and what its owner
//! acknowledged elsewhere, whatever order transactions commit in.

use std::collections::{BTreeMap, BTreeSet};

use sotay::base::Id;
use sotay_proto::notices::v1::{ListMyNoticesResponse, Notice};
use sqlx::{Executor, PgConnection};

use crate::notices_house::{House, house};
use crate::notices_order::Dice;

const WRITERS: usize = 3;
const STEPS: usize = 150;
const RECALL: &str = "update notices.notices
    set recalled_at = now(), recall_reason = 'Nhầm', written_by = pg_current_xact_id() where id = $1";
/// Recalls, and tells no cursor.
const SILENT_RECALL: &str =
    "update notices.notices set recalled_at = now(), recall_reason = 'Nhầm' where id = $1";
const ACKNOWLEDGE: &str =
    "insert into notices.acknowledgements (notice, member, acknowledged_at) values ($1, $2, now())";

#[tokio::test]
async fn what_a_phone_keeps_is_what_the_inbox_shows() {
    for seed in 1..=4 {
        let (kept, shown) = evening(seed, RECALL).await;
        assert_eq!(kept, shown, "seed {seed}");
    }
}

#[tokio::test]
async fn a_recall_that_no_cursor_hears_of_is_noticed() {
    let (kept, shown) = evening(1, SILENT_RECALL).await;
    assert_ne!(kept, shown);
}

/// A connection with what it has touched in its open transaction.
struct Writer {
    conn: PgConnection,
    open: Option<Vec<Id>>,
}

type Copy = BTreeMap<Id, Notice>;

async fn evening(seed: u64, recall: &'static str) -> (Copy, Copy) {
    let (_database, house) = house().await;
    let mut dice = Dice(seed * 7919);
    let (mut kept, mut cursor) = (Copy::new(), house.list("", 200).await.unwrap().next_since);
    let mut writers = Vec::new();
    for _ in 0..WRITERS {
        writers.push(Writer {
            conn: house.writer().await,
            open: None,
        });
    }
    let (mut untouched, mut read) = (BTreeSet::new(), BTreeSet::new());
    for step in 0..STEPS {
        let writer = &mut writers[dice.roll(WRITERS)];
        match dice.roll(8) {
            0 | 1 => cursor = keep(&mut kept, house.list(&cursor, 3).await.unwrap()),
            2 | 3 => untouched.extend(writer.end("commit").await),
            4 => {
                if let Some(notice) = one_of(&mut dice, &untouched) {
                    untouched.remove(&notice);
                    writer.does(notice, sqlx::query(recall).bind(notice)).await;
                }
            }
            5 => {
                if let Some(notice) = one_of(&mut dice, &untouched).filter(|notice| read.insert(*notice)) {
                    untouched.remove(&notice);
                    writer
                        .does(notice, sqlx::query(ACKNOWLEDGE).bind(notice).bind(house.reader))
                        .await;
                }
            }
            _ => writer.writes(&house, i64::try_from(step).unwrap()).await,
        }
    }
    for writer in &mut writers {
        writer.end("commit").await;
    }
    loop {
        let page = house.list(&cursor, 3).await.unwrap();
        let is_last = page.notices.is_empty();
        cursor = keep(&mut kept, page);
        if is_last {
            break;
        }
    }
    let mut shown = Copy::new();
    keep(&mut shown, house.list("", 200).await.unwrap());
    (kept, shown)
}

impl Writer {
    async fn begin(&mut self) {
        if self.open.is_none() {
            self.conn.execute("begin").await.unwrap();
            self.open = Some(Vec::new());
        }
    }

    async fn writes(&mut self, house: &House, second: i64) {
        self.begin().await;
        let notice = house.queue(&mut self.conn, house.at(second)).await;
        self.open.as_mut().unwrap().push(notice);
    }

    async fn does(
        &mut self,
        notice: Id,
        statement: sqlx::query::Query<'_, sqlx::Postgres, sqlx::postgres::PgArguments>,
    ) {
        self.begin().await;
        statement.execute(&mut self.conn).await.unwrap();
        self.open.as_mut().unwrap().push(notice);
    }

    /// Ends the transaction and says what others may touch now.
    async fn end(&mut self, how: &'static str) -> Vec<Id> {
        let Some(touched) = self.open.take() else {
            return Vec::new();
        };
        self.conn.execute(how).await.unwrap();
        touched
    }
}

/// Takes over what came, the newest state of each notice.
fn keep(copy: &mut Copy, page: ListMyNoticesResponse) -> String {
    for notice in page.notices {
        copy.insert(notice.id.parse().unwrap(), notice);
    }
    page.next_since
}

fn one_of(dice: &mut Dice, notices: &BTreeSet<Id>) -> Option<Id> {
    let at = dice.roll(notices.len().max(1));
    notices.iter().nth(at).copied()
}
