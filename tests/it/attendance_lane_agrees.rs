//! The lane says what the gate says, whatever comes together; and two lanes on one database do not stand in each other's
//! way.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::access::{Gate, doors};
use sotay::attendance::{Lane, Scan, Served, Venue, Verdict, at_one_go};
use sotay::base::secrets::Keys;
use sotay::base::{Id, Result};
use sotay::db::Db;
use sqlx::Executor;
use uuid::Uuid;

use crate::cancellation::Dice;
use crate::support::people::{Branch, Meeting, Person};
use crate::support::town::login;
use crate::support::wire::{Ask, Wire};
use crate::support::world::World;

const ROUNDS: u64 = 20;
const TOGETHER: u64 = 12;
/// On the roster, but with no other part in these stories.
const MINH: &str = "001070000002";

/// One who comes: who, with which of a few event ids, and with what kind of code.
#[derive(Clone, Copy)]
struct Comer {
    person: usize,
    event: Uuid,
    verdict: Verdict,
}

/// What somebody was told: the outcome, the state and the word it rests on, or the refusal.
type Told = (String, String, String);

#[tokio::test]
async fn whatever_comes_together_is_told_what_the_gate_tells_one_by_one() {
    let world = World::over(Wire::Rest).await;
    let town = Town::of(&world).await;
    for seed in 0..ROUNDS {
        let (by_lane, by_gate) = town.both_ways(&world, seed).await;
        assert_eq!(by_lane, by_gate, "round {seed}");
    }
}

#[tokio::test]
async fn a_lane_that_tells_somebody_elses_answer_is_found_out() {
    let world = World::over(Wire::Rest).await;
    let town = Town::of(&world).await;
    let (mut by_lane, by_gate) = town.both_ways(&world, 0).await;
    by_lane.rotate_left(1);
    assert_ne!(by_lane, by_gate);
}

#[tokio::test]
async fn two_lanes_that_meet_do_not_stop_each_other() {
    let (world, lanes, scans) = two_instances().await;
    let backwards: Vec<Scan> = scans.iter().rev().map(|scan| anew(*scan)).collect();
    let [one, other] = lanes.map(Lane::open);
    let (one, other) = tokio::join!(
        one.check_in_together(scans.clone()),
        other.check_in_together(backwards)
    );
    let told: Vec<_> = one.iter().chain(&other).map(told).collect();
    let count = |outcome| told.iter().filter(|(said, ..)| said == outcome).count();
    assert_eq!(
        (count("RECORDED"), count("ALREADY_PRESENT")),
        (scans.len(), scans.len()),
        "{told:?}"
    );
    drop(world);
}

#[tokio::test]
async fn two_that_go_against_each_others_order_stop_each_other() {
    let (_world, [one, other], scans) = two_instances().await;
    let backwards: Vec<Scan> = scans.iter().rev().map(|scan| anew(*scan)).collect();
    let (one, other) = tokio::join!(at_one_go(&one, &scans), at_one_go(&other, &backwards));
    assert!(
        one.is_err() || other.is_err(),
        "order is not needed: the lane need not sort"
    );
}

/// The doors of two instances on one database on which every row takes a while, and everybody before them.
async fn two_instances() -> (World, [doors::Lane; 2], Vec<Scan>) {
    let world = World::over(Wire::Rest).await;
    let town = Town::of(&world).await;
    let meeting = town.opens_a_meeting().await;
    let slowly = "
        create function public.slowly() returns trigger language plpgsql as
            'begin perform pg_sleep(0.03); return new; end';
        create trigger slowly before insert on attendance.events for each row execute function public.slowly()";
    world.database.owner().await.execute(slowly).await.unwrap();
    let second = Db::connect(&world.database.config()).await.unwrap();
    let second = Gate::new(second, world.clock.clone(), Keys::new([7; 32]));
    let mut scans: Vec<Scan> = town
        .roster()
        .map(|person| scan(&world, &meeting, person.id))
        .collect();
    scans.sort_by_key(|scan| scan.member);
    let doors = [doors::Lane::new(world.gate()), doors::Lane::new(&second)];
    (world, doors, scans)
}

/// The branch, others on its roster, and a stranger at the end.
struct Town {
    branch: Branch,
    people: Vec<Person>,
}

impl Town {
    async fn of(world: &World) -> Self {
        let branch = world.branch().await;
        let mut people = vec![branch.secretary.clone(), branch.lan.clone(), branch.binh.clone()];
        for login in [login::EN, MINH, login::GIANG] {
            people.push(world.person(login).await);
        }
        Self { branch, people }
    }

    fn roster(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().take(self.people.len() - 1)
    }

    async fn opens_a_meeting(&self) -> Meeting {
        let meeting = self.branch.secretary.calls_a_meeting(self.branch.id).await;
        self.branch.secretary.opens(&meeting).await
    }

    /// The same crowd at two meetings with the same past: by the lane at one, one by one through the gate at the other.
    async fn both_ways(&self, world: &World, seed: u64) -> (Vec<Told>, Vec<Told>) {
        let mut dice = Dice(seed);
        let meetings = [self.opens_a_meeting().await, self.opens_a_meeting().await];
        let past = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
        for event in past {
            let (person, said) = (self.draw(&mut dice), dice.roll(3));
            for meeting in &meetings {
                self.says(world, meeting, (person, event), said).await;
            }
        }
        world.clock.advance(TimeDelta::seconds(1));
        let fresh: Vec<Uuid> = (0..TOGETHER).map(|_| Uuid::new_v4()).collect();
        let comers: Vec<Comer> = fresh
            .iter()
            .map(|event| Comer {
                person: self.draw(&mut dice),
                event: if dice.roll(3) == 0 { past[0] } else { *event },
                verdict: if dice.roll(3) == 0 {
                    Verdict::Old
                } else {
                    Verdict::Fresh
                },
            })
            .collect();
        self.come(world, &meetings, &comers).await
    }

    async fn come(
        &self,
        world: &World,
        [lane, gate]: &[Meeting; 2],
        comers: &[Comer],
    ) -> (Vec<Told>, Vec<Told>) {
        let scans: Vec<Scan> = comers
            .iter()
            .map(|comer| Scan {
                event: comer.event,
                verdict: comer.verdict,
                ..scan(world, lane, self.people[comer.person].id)
            })
            .collect();
        let answers = Lane::open(doors::Lane::new(world.gate()))
            .check_in_together(scans)
            .await;
        // The gate hears them in the order of the batch, and those whom the lane left to it afterwards.
        let mut order: Vec<usize> = (0..comers.len()).collect();
        let left = |place: &usize| matches!(answers[*place], Ok(Served::Elsewhere));
        order.sort_by_key(|place| {
            (
                left(place),
                (!left(place)).then(|| self.people[comers[*place].person].id),
            )
        });
        let (mut by_lane, mut by_gate) = (Vec::new(), Vec::new());
        for place in order {
            by_gate.push(self.through_the_gate(world, gate, comers[place]).await);
            by_lane.push(if left(&place) {
                self.through_the_gate(world, lane, comers[place]).await
            } else {
                told(&answers[place])
            });
        }
        (by_lane, by_gate)
    }

    /// A key is kept by the gate, so whoever brings one goes through it.
    async fn through_the_gate(&self, world: &World, meeting: &Meeting, comer: Comer) -> Told {
        let age = match comer.verdict {
            Verdict::Old => TimeDelta::minutes(2),
            Verdict::Fresh | Verdict::Refused => TimeDelta::zero(),
        };
        let shown = Venue::new(&Keys::new([7; 32]), meeting.id).show(world.clock.now() - age);
        let request = json!({"meeting": meeting.id, "code": shown.code, "eventId": comer.event});
        let ask = Ask::new("CheckIn", request).with("idempotency-key", Uuid::new_v4().to_string());
        match self.people[comer.person].ask(ask).await {
            Err(problem) => (problem.code, String::new(), String::new()),
            Ok(answer) => {
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                let row = &answer["attendance"];
                (text(&answer["outcome"]), text(&row["state"]), text(&row["event"]))
            }
        }
    }

    /// Something that was said before: a check-in, or the secretary's word.
    async fn says(&self, world: &World, meeting: &Meeting, (person, event): (usize, Uuid), said: u64) {
        let verdict = [Verdict::Fresh, Verdict::Old]
            .into_iter()
            .nth(said.try_into().unwrap());
        if let Some(verdict) = verdict {
            self.through_the_gate(
                world,
                meeting,
                Comer {
                    person,
                    event,
                    verdict,
                },
            )
            .await;
        } else {
            let member = self.people[person].id;
            let spoken =
                json!({"meeting": meeting.id, "member": member, "state": "ABSENT", "eventId": event});
            // The stranger is on no roster, and nothing is said.
            drop(
                self.branch
                    .secretary
                    .call::<_, Value>("RecordAttendance", &spoken)
                    .await,
            );
        }
    }

    fn draw(&self, dice: &mut Dice) -> usize {
        dice.roll(self.people.len().try_into().unwrap())
            .try_into()
            .unwrap()
    }
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

fn anew(scan: Scan) -> Scan {
    Scan {
        event: Uuid::new_v4(),
        ..scan
    }
}

fn told(answer: &Result<Served>) -> Told {
    match answer {
        Ok(Served::Done(outcome, row)) => {
            let word = row.word.as_ref().map(|word| word.event.to_string());
            (spelt(outcome), spelt(&row.state), word.unwrap_or_default())
        }
        Ok(Served::Elsewhere) => ("ELSEWHERE".to_owned(), String::new(), String::new()),
        Err(error) => (
            error.refusal().unwrap().code.to_owned(),
            String::new(),
            String::new(),
        ),
    }
}

/// As the contract spells it.
fn spelt(name: &impl std::fmt::Debug) -> String {
    let mut spelt = String::new();
    for (place, letter) in format!("{name:?}").char_indices() {
        if place > 0 && letter.is_uppercase() {
            spelt.push('_');
        }
        spelt.extend(letter.to_uppercase());
    }
    spelt
}
