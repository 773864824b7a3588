//! What a member reads in the evening and an officer in the morning, and how long the answers take.

use crate::nation::evenings::EVENING;
use crate::nation::house::{Open, signed};
use crate::nation::{Shape, draw};
use crate::replay::{Recorder, Statement};
use chrono::{DateTime, TimeDelta, Utc};
use sotay_proto::adoption::v1::adoption_client::AdoptionClient;
use sotay_proto::adoption::v1::{GetAdoptionRequest, ListChildAdoptionRequest};
use sotay_proto::identity::v1::GetMeRequest;
use sotay_proto::identity::v1::identity_client::IdentityClient;
use sotay_proto::meetings::v1::meetings_client::MeetingsClient;
use sotay_proto::meetings::v1::{GetMeetingRequest, ListMeetingsRequest};
use sotay_proto::notices::v1::ListMyNoticesRequest;
use sotay_proto::notices::v1::notices_client::NoticesClient;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tonic::transport::Channel;

/// Who reads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reader {
    /// Some member: me, the notices, the meeting of the evening with its agenda.
    Member,
    /// Who keeps the files of a commune: the meetings of its branches, adoption with that of every branch.
    Commune,
    /// Who answers for a province.
    Province,
    /// Who answers for everything.
    Nation,
}

/// Rounds of reading, made.
pub(crate) struct Lap {
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    /// The adoption of the organisation and of its parts alone.
    pub(crate) adoption_p50_ms: f64,
}

/// People and communes that take turns.
const PEOPLE: u32 = 64;

/// Everybody who reads.
pub(crate) fn everybody(shape: &Shape) -> Vec<u32> {
    let of = |reader| (0..PEOPLE).map(move |number| who(shape, reader, number));
    let mut everybody: Vec<u32> = of(Reader::Member).chain(of(Reader::Commune)).collect();
    everybody.extend([who(shape, Reader::Province, 0), who(shape, Reader::Nation, 0)]);
    everybody.sort_unstable();
    everybody.dedup();
    everybody
}

fn who(shape: &Shape, reader: Reader, number: u32) -> u32 {
    let number = draw(number % PEOPLE, 41);
    match reader {
        Reader::Member => number % shape.members,
        Reader::Commune => shape.keeper(number % shape.communes),
        Reader::Province => shape.officer(1),
        Reader::Nation => shape.officer(0),
    }
}

/// One round of everything that this reader reads; how long it took, and how long adoption alone.
async fn round(
    channel: &Channel,
    shape: &Shape,
    token: &str,
    (reader, number): (Reader, u32),
) -> [Duration; 2] {
    let began = Instant::now();
    let adoption = match reader {
        Reader::Member => {
            evening(channel, shape, token, who(shape, reader, number)).await;
            Duration::ZERO
        }
        Reader::Commune => {
            let commune = draw(number % PEOPLE, 41) % shape.communes;
            morning(channel, token, shape.commune(commune).to_string()).await
        }
        Reader::Province => morning(channel, token, shape.province(1).to_string()).await,
        Reader::Nation => morning(channel, token, shape.root().to_string()).await,
    };
    [began.elapsed(), adoption]
}

async fn evening(channel: &Channel, shape: &Shape, token: &str, member: u32) {
    let mut identity = IdentityClient::new(channel.clone());
    let me = identity.get_me(signed(GetMeRequest {}, token)).await.unwrap();
    assert_eq!(me.into_inner().memberships.len(), 1);
    let mut notices = NoticesClient::new(channel.clone());
    let asked = ListMyNoticesRequest::default();
    let told = notices
        .list_my_notices(signed(asked, token))
        .await
        .unwrap()
        .into_inner();
    assert!(!told.notices.is_empty());
    let asked = GetMeetingRequest {
        meeting: shape.tonight(shape.branch_of(member)).to_string(),
    };
    let mut meetings = MeetingsClient::new(channel.clone());
    let meeting = meetings
        .get_meeting(signed(asked, token))
        .await
        .unwrap()
        .into_inner();
    assert!(!meeting.agenda.is_empty());
}

async fn morning(channel: &Channel, token: &str, organization: String) -> Duration {
    let evening: DateTime<Utc> = EVENING.parse().unwrap();
    let asked = ListMeetingsRequest {
        organization: organization.clone(),
        from: Some((evening - TimeDelta::hours(12)).into()),
        to: Some((evening + TimeDelta::days(7)).into()),
        subtree: true,
        ..ListMeetingsRequest::default()
    };
    let mut meetings = MeetingsClient::new(channel.clone());
    let below = meetings
        .list_meetings(signed(asked, token))
        .await
        .unwrap()
        .into_inner();
    assert!(!below.meetings.is_empty());
    let began = Instant::now();
    let mut adoption = AdoptionClient::new(channel.clone());
    let asked = GetAdoptionRequest {
        organization: organization.clone(),
        ..GetAdoptionRequest::default()
    };
    let whole = adoption
        .get_adoption(signed(asked, token))
        .await
        .unwrap()
        .into_inner();
    assert!(!whole.rates.is_empty());
    let asked = ListChildAdoptionRequest {
        organization,
        ..ListChildAdoptionRequest::default()
    };
    adoption.list_child_adoption(signed(asked, token)).await.unwrap();
    began.elapsed()
}

/// Makes so many rounds, so many at a time.
pub(crate) async fn lap(house: &Open, shape: &Shape, reader: Reader, (rounds, workers): (u32, u32)) -> Lap {
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for worker in 0..workers {
        let (channel, shape) = (house.channel.clone(), *shape);
        let share: Vec<(u32, String)> = (worker..rounds)
            .step_by(workers as usize)
            .map(|number| (number, house.token(who(&shape, reader, number)).to_owned()))
            .collect();
        tasks.spawn(async move {
            let mut times = Vec::with_capacity(share.len());
            for (number, token) in share {
                times.push(round(&channel, &shape, &token, (reader, number)).await);
            }
            times
        });
    }
    let times: Vec<[Duration; 2]> = tasks.join_all().await.into_iter().flatten().collect();
    let whole = began.elapsed();
    let at = |which: usize, percent: usize| {
        let mut sorted: Vec<Duration> = times.iter().map(|time| time[which]).collect();
        sorted.sort_unstable();
        sorted[sorted.len() * percent / 100].as_secs_f64() * 1e3
    };
    Lap {
        per_second: times.len() as f64 / whole.as_secs_f64(),
        p50_ms: at(0, 50),
        p99_ms: at(0, 99),
        adoption_p50_ms: at(1, 50),
    }
}

/// What the database was asked in one round of each of the people who take turns.
pub(crate) async fn recorded(
    house: &Open,
    shape: &Shape,
    reader: Reader,
    recorder: &Recorder,
) -> Vec<Vec<Statement>> {
    let mut rounds = Vec::new();
    for number in 0..PEOPLE {
        let token = house.token(who(shape, reader, number));
        recorder.begin();
        round(&house.channel, shape, token, (reader, number)).await;
        rounds.push(recorder.end());
    }
    rounds
}
