//! Check-ins that are committed together: each is answered by itself, and none is lost.

use futures_util::FutureExt;
use sotay::access::doors;
use sotay::attendance::{Lane, Outcome, Refusal, Scan, Served, Verdict, Width, at_one_go};
use sotay::base::{Error, Id};
use sotay_rest::{Kind, Refused};
use sqlx::{AssertSqlSafe, Executor};
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::town::login;
use crate::support::wire::Wire;
use crate::support::world::World;

const NARROW: Width = Width {
    batches: 1,
    most: 100,
    waiting: 100,
};

#[tokio::test]
async fn one_batch_holds_every_kind_of_answer() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting) = open_meeting(&world).await;
    let unopened = branch.secretary.calls_a_meeting(branch.id).await;
    let draft = branch.secretary.drafts_a_meeting(branch.id).await;
    let closed = branch.secretary.calls_a_meeting(branch.id).await;
    let closed = branch.secretary.opens(&closed).await;
    branch.secretary.closes(&closed).await;
    let (lan, binh, secretary) = (branch.lan.id, branch.binh.id, branch.secretary.id);
    let lane = Lane::open(doors::Lane::new(world.gate()));
    let one = |meeting: &Meeting, member| scan(&world, meeting, member);
    let en = one(&meeting, world.member(login::EN).await);
    let first = lane.check_in_together(vec![en]).await;
    assert_eq!(told(&first[0]), "Recorded");

    let batch = vec![
        (one(&meeting, lan), "Recorded"),
        (one(&meeting, lan), "Elsewhere"),
        (
            Scan {
                verdict: Verdict::Old,
                ..one(&meeting, binh)
            },
            "Pending",
        ),
        (
            Scan {
                event: Uuid::new_v4(),
                ..en
            },
            "AlreadyPresent",
        ),
        (
            Scan {
                event: en.event,
                ..one(&meeting, secretary)
            },
            "ATTENDANCE_EVENT_TAKEN",
        ),
        (one(&meeting, world.member(login::GIANG).await), "Elsewhere"),
        (
            one(
                &Meeting {
                    id: Uuid::from_u128(1),
                    ..meeting.clone()
                },
                lan,
            ),
            "Elsewhere",
        ),
        (one(&unopened, lan), "Elsewhere"),
        (one(&draft, secretary), "Elsewhere"),
        (one(&closed, lan), "ATTENDANCE_NOT_OPEN"),
    ];
    let (scans, expected): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    let answers: Vec<String> = lane.check_in_together(scans).await.iter().map(told).collect();
    assert_eq!(answers, expected);
    assert_eq!(stored(&world, &meeting).await, 3);
}

#[tokio::test]
async fn one_who_spoils_a_batch_spoils_nobody_elses_check_in() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting) = open_meeting(&world).await;
    let spoilt = format!(
        "alter table attendance.events add constraint spoilt check (member <> '{}')",
        branch.lan.id
    );
    world
        .database
        .owner()
        .await
        .execute(AssertSqlSafe(spoilt))
        .await
        .unwrap();
    let scans = everybody(&world, &branch, &meeting);
    let door = doors::Lane::new(world.gate());
    let whole = at_one_go(&door, &scans).await;
    assert!(
        matches!(whole, Err(Error::Broken(_))),
        "one transaction alone fails all"
    );
    assert_eq!(stored(&world, &meeting).await, 0);

    let answers = Lane::open(door).check_in_together(scans).await;
    assert_eq!(told(&answers[0]), "Recorded");
    assert!(matches!(answers[1], Err(Error::Broken(_))), "{answers:?}");
    assert_eq!(told(&answers[2]), "Recorded");
    assert_eq!(stored(&world, &meeting).await, 2);
}

#[tokio::test]
async fn one_whose_row_is_held_elsewhere_is_told_to_come_again_and_holds_nobody_up() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting) = open_meeting(&world).await;
    let mut owner = world.database.owner().await;
    owner.execute("begin").await.unwrap();
    let held = format!(
        "select from meetings.roster where meeting = '{}' and member = '{}' for update",
        meeting.id, branch.lan.id
    );
    owner.execute(AssertSqlSafe(held)).await.unwrap();
    let lane = Lane::open(doors::Lane::new(world.gate()));
    let answers = lane.check_in_together(everybody(&world, &branch, &meeting)).await;
    let told: Vec<String> = answers.iter().map(told).collect();
    assert_eq!(told, ["Recorded", "CONTENDED", "Recorded"]);
    assert!(refusal(&answers[1]).retry_after.is_some());
    owner.execute("rollback").await.unwrap();
    let again = lane
        .check_in_together(vec![scan(&world, &meeting, branch.lan.id)])
        .await;
    assert_eq!(self::told(&again[0]), "Recorded");
}

#[tokio::test]
async fn who_hangs_up_is_checked_in_all_the_same() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting) = open_meeting(&world).await;
    let code = branch.secretary.shows_the_code(&meeting).await;
    let lane = Lane::as_wide_as(NARROW, doors::Lane::new(world.gate()));
    let hung_up = comes(&lane, &branch.lan, &meeting, &code).now_or_never();
    assert!(hung_up.is_none(), "the caller was answered before hanging up");
    let next = comes(&lane, &branch.binh, &meeting, &code).await;
    assert_eq!(told(&next), "Recorded");
    assert_eq!(stored(&world, &meeting).await, 2, "one batch follows the other");
}

#[tokio::test]
async fn a_caller_who_carries_the_transaction_takes_it_along_when_hanging_up() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting) = open_meeting(&world).await;
    let door = doors::Lane::new(world.gate());
    let alone = [scan(&world, &meeting, branch.lan.id)];
    let hung_up = at_one_go(&door, &alone).now_or_never();
    assert!(hung_up.is_none());
    world.gate().close().await;
    assert_eq!(
        stored(&world, &meeting).await,
        0,
        "the lane's own tasks are not needed for what the lane promises"
    );
}

#[tokio::test]
async fn a_full_lane_says_at_once_when_to_come_again() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting) = open_meeting(&world).await;
    let code = branch.secretary.shows_the_code(&meeting).await;
    let nobody_is_served = Width {
        batches: 0,
        waiting: 1,
        ..NARROW
    };
    let lane = Lane::as_wide_as(nobody_is_served, doors::Lane::new(world.gate()));
    let mut waits = Box::pin(comes(&lane, &branch.lan, &meeting, &code));
    assert!(waits.as_mut().now_or_never().is_none());
    let turned_away = comes(&lane, &branch.binh, &meeting, &code).await;
    let refused = refusal(&turned_away);
    assert_eq!(
        (refused.kind, refused.code),
        (Kind::TooMany, Refusal::Crowded.code())
    );
    assert!(refused.retry_after.is_some());
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

async fn comes(lane: &Lane, person: &Person, meeting: &Meeting, code: &str) -> sotay::base::Result<Served> {
    let caller = sotay::access::Caller {
        member: person.id,
        session: Uuid::from_u128(1),
    };
    let arrival = sotay::attendance::Arrival {
        meeting: meeting.id,
        code: code.to_owned(),
        event: Uuid::new_v4(),
    };
    lane.check_in(&caller, &arrival).await
}

/// The secretary, Lan and Bình, in this order also in the batch: ids were minted in the order of the import.
fn everybody(world: &World, branch: &Branch, meeting: &Meeting) -> Vec<Scan> {
    [&branch.secretary, &branch.lan, &branch.binh]
        .map(|person| scan(world, meeting, person.id))
        .to_vec()
}

fn scan(world: &World, meeting: &Meeting, member: Id) -> Scan {
    Scan {
        meeting: meeting.id,
        member,
        event: Uuid::new_v4(),
        verdict: Verdict::Fresh,
        now: world.clock.now(),
    }
}

fn told(answer: &sotay::base::Result<Served>) -> String {
    match answer {
        Ok(Served::Done(outcome, row)) => {
            assert_ne!(
                *outcome == Outcome::Pending,
                row.state == sotay::attendance::State::Present
            );
            format!("{outcome:?}")
        }
        Ok(Served::Elsewhere) => "Elsewhere".to_owned(),
        Err(_) => refusal(answer).code.to_owned(),
    }
}

fn refusal(answer: &sotay::base::Result<Served>) -> &Refused {
    answer.as_ref().unwrap_err().refusal().unwrap()
}

async fn stored(world: &World, meeting: &Meeting) -> i64 {
    sqlx::query_scalar("select count(*) from attendance.events where meeting = $1")
        .bind(meeting.id)
        .fetch_one(&mut world.database.owner().await)
        .await
        .unwrap()
}
