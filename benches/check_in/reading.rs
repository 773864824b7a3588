//! Reading one meeting with thirty attendees, against the statements of the same call in `pgbench`.

use crate::ground::{self, Ground};
use crate::lap::{Lap, lap};
use crate::replay::{self, Recorder};
use crate::service::Service;
use crate::wires::Plain;
use sotay::base::{Clock, Id, ids};
use sotay::db::embedded::{APPLICATION, DATABASE};
use sqlx::{Connection, Executor, PgConnection};
use std::time::Instant;
use tokio::task::JoinSet;

const ATTENDEES: u32 = 30;
const MEETINGS: u32 = 50;
/// Who reads at the same time.
const READERS: usize = 32;
/// Reads of one reader; a session may read a hundred times at once.
const EACH: usize = 300;
const A_SESSION: usize = 50;
/// Meetings with everybody there, and who reads them.
pub(crate) struct Library {
    meetings: Vec<Id>,
}

impl Library {
    /// Thirty members of a branch and of the one beside it, all there.
    pub(crate) async fn fill(ground: &Ground) -> Self {
        let mut conn = PgConnection::connect(&ground.nation.url()).await.unwrap();
        let clock = Clock::system();
        let shape = &ground.nation.shape;
        let meetings: Vec<Id> = (0..MEETINGS).map(|_| ids::new(&clock)).collect();
        let organizations: Vec<Id> = (0..MEETINGS).map(|branch| shape.branch(branch)).collect();
        let seats: Vec<(Id, Id)> = (0..MEETINGS)
            .flat_map(|branch| (0..ATTENDEES).map(move |seat| (branch, shape.secretary(branch) + seat)))
            .map(|(branch, member)| (meetings[branch as usize], shape.member(member)))
            .collect();
        let (rooms, members): (Vec<Id>, Vec<Id>) = seats.into_iter().unzip();
        ground::write(&mut conn, &meetings, &organizations).await;
        ground::seat(&mut conn, &rooms, &members).await;
        sqlx::query(
            "insert into attendance.events
                 (meeting, event, member, kind, method, disposition, reason, actor, occurred_at, recorded_at)
             select meeting, gen_random_uuid(), member, 'ENTER', 'VENUE_CODE', 'RECORDED', '', member, now(), now()
             from meetings.roster
             where meeting = any($1)",
        )
        .bind(&meetings)
        .execute(&mut conn)
        .await
        .unwrap();
        conn.execute("analyze meetings.roster").await.unwrap();
        conn.execute("analyze attendance.events").await.unwrap();
        Self { meetings }
    }

    /// Everybody who reads, with sessions enough.
    pub(crate) async fn lap(&self, ground: &Ground) -> Lap {
        let mut tasks = JoinSet::new();
        let began = Instant::now();
        for reader in 0..READERS {
            let (path, _) = self.call(ground, reader);
            let tokens: Vec<String> = (0..EACH.div_ceil(A_SESSION))
                .map(|_| self.call(ground, reader).1)
                .collect();
            let mut line = Plain::open(ground.service.address).await;
            tasks.spawn(async move {
                let mut times = Vec::new();
                for number in 0..EACH {
                    let asked = Instant::now();
                    let (status, answer) = line.ask("GET", &path, &tokens[number / A_SESSION], "").await;
                    times.push(asked.elapsed());
                    let present = answer.windows(10).filter(|ten| ten == br#""PRESENT","#).count();
                    assert!(
                        status == 200 && present == ATTENDEES as usize,
                        "{}",
                        String::from_utf8_lossy(answer)
                    );
                }
                times
            });
        }
        let times = tasks.join_all().await.into_iter().flatten().collect();
        lap(times, began.elapsed())
    }

    /// The statements of the same calls, as often as it goes.
    pub(crate) async fn floor(&self, ground: &Ground) -> f64 {
        let url = ground.nation.server.url(APPLICATION, DATABASE);
        let recorder = Recorder::before(&url);
        let service = Service::start(&recorder.url(&url));
        let mut rounds = Vec::new();
        for branch in 0..READERS {
            let (path, token) = self.call(ground, branch);
            let mut line = Plain::open(service.address).await;
            recorder.begin();
            let (status, _) = line.ask("GET", &path, &token, "").await;
            assert_eq!(status, 200);
            rounds.push(recorder.end());
        }
        drop(service);
        recorder.leave();
        replay::measure(&ground.nation.url(), &rounds, READERS).await
    }

    /// The call of one reader.
    fn call(&self, ground: &Ground, reader: usize) -> (String, String) {
        let branch = u32::try_from(reader).unwrap() % MEETINGS;
        let path = format!("/v1/meetings/{}/attendance", self.meetings[branch as usize]);
        (path, ground.token(ground.nation.shape.secretary(branch)))
    }
}
