//! What is asked, and how long the answers take.

use crate::nation::house::{Open, signed};
use crate::nation::{Shape, citizen_id, draw, name};
use sotay_proto::directory::v1::{
    CountFindingsRequest, ListFindingsRequest, SearchMembersRequest, directory_client::DirectoryClient,
    findings_client::FindingsClient, grant, member, membership,
};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Communes and branches whose officers search.
const OFFICES: u32 = 16;

/// Who searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Secretary,
    Keeper,
    Province,
    Nation,
}

/// Everybody who searches.
pub(crate) fn officers(shape: &Shape) -> Vec<u32> {
    let of = |standing| (0..OFFICES).map(move |office| officer(shape, standing, office));
    of(Standing::Secretary)
        .chain(of(Standing::Keeper))
        .chain([
            officer(shape, Standing::Province, 0),
            officer(shape, Standing::Nation, 0),
        ])
        .collect()
}

/// Who holds an office: of a branch or a commune, of the second province, or of the nation.
fn officer(shape: &Shape, standing: Standing, office: u32) -> u32 {
    match standing {
        Standing::Secretary => shape.secretary(place(shape, standing, office)),
        Standing::Keeper => shape.keeper(place(shape, standing, office)),
        Standing::Province => shape.administrator(1),
        Standing::Nation => shape.administrator(0),
    }
}

/// The branch and the commune of an office, spread over the nation.
fn place(shape: &Shape, standing: Standing, office: u32) -> u32 {
    let of = if standing == Standing::Secretary {
        shape.branches
    } else {
        shape.communes
    };
    (of / OFFICES * (office % OFFICES)).min(of - 1)
}

/// One search.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) standing: Standing,
    pub(crate) office: u32,
    pub(crate) request: SearchMembersRequest,
}

/// A day on which everybody was a member already.
const THEN: &str = "2023-06-01";

/// Many searches, made.
pub(crate) struct Lap {
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    /// Answers without a row.
    pub(crate) empty: usize,
}

/// Searches by people of every standing.
pub(crate) fn of_everybody(shape: &Shape, count: usize) -> Vec<Ask> {
    (0..count as u32)
        .map(|number| {
            let standing = match draw(number, 31) % 100 {
                0..60 => Standing::Keeper,
                60..90 => Standing::Secretary,
                90..98 => Standing::Province,
                _ => Standing::Nation,
            };
            ask(shape, standing, number)
        })
        .collect()
}

/// Searches by people of one standing.
pub(crate) fn of(shape: &Shape, standing: Standing, count: usize) -> Vec<Ask> {
    (0..count as u32)
        .map(|number| ask(shape, standing, number))
        .collect()
}

/// First pages of communes.
pub(crate) fn pages(shape: &Shape, count: usize) -> Vec<Ask> {
    let mut asks = of(shape, Standing::Keeper, count);
    for ask in &mut asks {
        ask.request.query.clear();
    }
    asks
}

/// First pages of what officers filter by, of today and of a past day.
pub(crate) fn lists(shape: &Shape, standing: Standing, count: usize) -> Vec<(&'static str, Vec<Ask>)> {
    type Change = fn(&mut SearchMembersRequest);
    let kinds: [(&'static str, Change); 10] = [
        ("everybody", |_| {}),
        ("on probation", |request| {
            request.set_class(member::Class::Probationary);
        }),
        ("exempt", |request| {
            request.set_activity(member::Activity::Exempt);
        }),
        ("detained", |request| {
            request.set_activity(member::Activity::Detained);
        }),
        ("secretaries", |request| request.set_role(grant::Role::Secretary)),
        ("administrators", |request| {
            request.set_role(grant::Role::SystemAdmin);
        }),
        ("away", |request| {
            request.set_relation(membership::Relation::TemporarilyOut);
        }),
        ("not activated", |request| request.activated = Some(false)),
        ("then", |request| THEN.clone_into(&mut request.as_of)),
        ("then, exempt", |request| {
            THEN.clone_into(&mut request.as_of);
            request.set_activity(member::Activity::Exempt);
        }),
    ];
    let listed = kinds.map(|(kind, change)| {
        let mut asks = of(shape, standing, count);
        for ask in &mut asks {
            ask.request.query.clear();
            change(&mut ask.request);
        }
        (kind, asks)
    });
    let mut then = of(shape, standing, count);
    for ask in &mut then {
        THEN.clone_into(&mut ask.request.as_of);
    }
    listed.into_iter().chain([("then, searched", then)]).collect()
}

fn ask(shape: &Shape, standing: Standing, number: u32) -> Ask {
    let office = draw(number, 32);
    let at = place(shape, standing, office);
    let (organization, first) = match standing {
        Standing::Secretary => (shape.branch(at), shape.secretary(at)),
        Standing::Keeper => (shape.commune(at), shape.keeper(at)),
        Standing::Province => (shape.province(1), shape.keeper(1)),
        Standing::Nation => (shape.root(), 0),
    };
    // Somebody who is there: of the officer's own neighbourhood, which every standing sees.
    let someone = (first + draw(number, 33) % 17).min(shape.members - 1);
    Ask {
        standing,
        office,
        request: SearchMembersRequest {
            organization: organization.to_string(),
            query: typed(someone, number),
            ..SearchMembersRequest::default()
        },
    }
}

/// What somebody types who looks for a member.
fn typed(member: u32, number: u32) -> String {
    let words = name(member);
    let (family, given) = (words[0], words[words.len() - 1]);
    match draw(number, 34) % 10 {
        0..3 => format!("{given} {family}"),
        3..5 => words.join(" "),
        5..7 => misspelt(&words.join(" "), draw(number, 35) as usize),
        7 => format!("{family} {}", given.chars().next().unwrap()),
        8 => citizen_id(member),
        _ => given.to_owned(),
    }
}

/// Two neighbours changed places.
fn misspelt(name: &str, at: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let places = letters.len() - 1;
    let at = (0..places)
        .map(|step| (at + step) % places)
        .find(|at| letters[*at] != ' ' && letters[at + 1] != ' ')
        .unwrap();
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}

/// How long it takes to count what is doubtful where somebody searches, with the first page of it.
pub(crate) async fn findings(house: &Open, shape: &Shape, ask: &Ask) -> (Duration, Duration) {
    let token = house.token(officer(shape, ask.standing, ask.office));
    let organization = ask.request.organization.clone();
    let mut findings = FindingsClient::new(house.channel.clone());
    let counts = CountFindingsRequest {
        organization: organization.clone(),
    };
    let began = Instant::now();
    findings.count_findings(signed(counts, token)).await.unwrap();
    let counted = began.elapsed();
    let page = ListFindingsRequest {
        organization,
        ..ListFindingsRequest::default()
    };
    let began = Instant::now();
    findings.list_findings(signed(page, token)).await.unwrap();
    (counted, began.elapsed())
}

/// Makes every search, so many at a time.
pub(crate) async fn lap(house: &Open, shape: &Shape, asks: &[Ask], workers: usize) -> Lap {
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for worker in 0..workers {
        let mut client = DirectoryClient::new(house.channel.clone());
        let share: Vec<_> = asks
            .iter()
            .skip(worker)
            .step_by(workers)
            .map(|ask| {
                let officer = officer(shape, ask.standing, ask.office);
                (ask.clone(), house.token(officer).to_owned())
            })
            .collect();
        tasks.spawn(async move {
            let mut times = Vec::with_capacity(share.len());
            for (ask, token) in share {
                let request = signed(ask.request, &token);
                let asked = Instant::now();
                let answer = client.search_members(request).await.unwrap().into_inner();
                times.push((asked.elapsed(), answer.members.is_empty()));
            }
            times
        });
    }
    let answers: Vec<(Duration, bool)> = tasks.join_all().await.into_iter().flatten().collect();
    let whole = began.elapsed();
    let empty = answers.iter().filter(|(_, empty)| *empty).count();
    let mut times: Vec<Duration> = answers.into_iter().map(|(time, _)| time).collect();
    times.sort_unstable();
    let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
    Lap {
        per_second: times.len() as f64 / whole.as_secs_f64(),
        p50_ms: at(50),
        p99_ms: at(99),
        empty,
    }
}
