//! Cancelled calls again, this time through the edge and the gate, reads and writes side by side.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use sotay::access::{Action, Caller, Gate, Oneself, Threshold};
use sotay::base::secrets::Keys;
use sotay::base::{Clock, Result};
use sotay::db::Db;
use sotay::edge;
use sotay_rest::wkt::Empty;
use tonic::{Request, Status};
use uuid::Uuid;

use crate::cancellation::{Dice, Ledger, cut, insert, ledger_database, lost};

const CALLERS: u64 = 8;
const CALLS: u64 = 500;

#[tokio::test]
async fn calls_that_are_hung_up_on_lose_nothing_that_was_acknowledged() {
    let database = ledger_database().await;
    let db = Db::connect(&database.config()).await.unwrap();
    let gate = Gate::new(db.clone(), Clock::system(), Keys::new([7; 32]));
    let callers = (0..CALLERS).map(|caller| calls(&gate, caller));
    let ledgers: Vec<_> = callers.collect::<FuturesUnordered<_>>().collect().await;
    // Waits for the writes whose callers hung up.
    db.close().await;
    assert_eq!(lost(&database, &ledgers).await, 0);
}

async fn calls(gate: &Gate, seed: u64) -> Ledger {
    let mut dice = Dice(seed);
    let mut ledger = Ledger::default();
    for number in 0..CALLS {
        let id = i64::try_from(seed * CALLS + number).unwrap();
        if dice.roll(2) == 0 {
            let answer = cut(write(gate, id), dice.roll(4)).await;
            ledger.enter(id, answer.map(|answer| answer.is_ok()));
        } else if cut(read(gate), dice.roll(12)).await.is_none() {
            ledger.cancelled += 1;
        }
    }
    ledger
}

async fn write(gate: &Gate, id: i64) -> Result<(), Status> {
    let errand = async move |threshold: Threshold, _: Empty| {
        let mut visit = threshold.to(Action::BeOneself, Oneself).await?;
        insert(visit.conn(), id).await?;
        visit.commit(Empty {}).await
    };
    edge::write(gate, request(), errand).await.map(drop)
}

async fn read(gate: &Gate) -> Result<(), Status> {
    let errand = async |threshold: Threshold, _: Empty| {
        let mut visit = threshold.to(Action::BeOneself, Oneself).await?;
        sqlx::query("select pg_sleep(0.001)")
            .execute(visit.conn())
            .await?;
        Ok(())
    };
    edge::read(gate, request(), errand).await.map(drop)
}

fn request() -> Request<Empty> {
    let mut request = Request::new(Empty {});
    request.extensions_mut().insert(Caller {
        member: Uuid::from_u128(1),
        session: Uuid::from_u128(2),
    });
    request
}
