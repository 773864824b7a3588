//! A house for each test: a database of its own, a clock that stands still, every desk mounted as in production, and
//! no sockets.

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sotay::access::Gate;
use sotay::access::doors::{Errand, Operator};
use sotay::app::{House, Manner};
use sotay::base::secrets::Keys;
use sotay::base::{Clock, Id};
use sotay::db::{Db, queue_pool};
use sotay::directory::{import, logins};
use sotay::edge::Limits;
use sotay::identity;
use sotay::jobs::{self, Crew, Fact};
use tokio_util::sync::CancellationToken;

use super::people::{Branch, Person};
use super::postgres::Database;
use super::town::{self, login};
use super::wire::{Ask, Wire};

/// A password that everybody in the tests has.
pub(crate) const PASSWORD: &str = "hoa sen nở giữa hồ";

/// The house and the town around it.
pub(crate) struct World {
    pub(crate) wire: Wire,
    pub(crate) router: Router,
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    house: House,
    gate: Gate,
}

impl World {
    /// A new house whose people speak over this wire.
    pub(crate) async fn over(wire: Wire) -> Self {
        Self::since(wire, morning()).await
    }

    /// The same on another morning.
    pub(crate) async fn since(wire: Wire, now: DateTime<Utc>) -> Self {
        let database = Database::fresh().await;
        let clock = Clock::standing(now);
        let db = Db::connect(&database.config()).await.unwrap();
        let gate = Gate::new(db, clock.clone(), Keys::new([7; 32]));
        let house = House::open(gate.clone(), &manner()).await.unwrap();
        let router = front(&house);
        let world = Self {
            wire,
            router,
            clock,
            database,
            house,
            gate,
        };
        world.settle().await;
        world
    }

    /// Everybody of the town is on file; nobody has an account yet.
    async fn settle(&self) {
        self.takes_in(town::ORGANIZATIONS, town::MEMBERS).await;
    }

    /// Organisations and members come to the house by an import, every one of them.
    pub(crate) async fn takes_in(&self, organizations: &str, members: &str) {
        let mut errand = self.errand().await;
        let files = import::Files {
            organizations: organizations.as_bytes(),
            members: members.as_bytes(),
        };
        let outcome = import::run(&mut errand, files, &mut |_| {}).await.unwrap();
        assert_eq!(
            outcome.members.created,
            members.lines().count() - 1,
            "{outcome:?}"
        );
        errand.commit(()).await.unwrap();
        self.house.tick().await.unwrap();
    }

    /// Lets time pass.
    pub(crate) async fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
        beat(&self.house).await;
    }

    /// Everything that changed in rosters is counted anew.
    pub(crate) async fn recounts(&self) {
        while self.house.recount().await.unwrap() {}
    }

    /// The crew tells everything that waits to be told.
    pub(crate) async fn word_gets_round(&self) {
        let pool = queue_pool(&self.database.config()).await.unwrap();
        let crew = Crew::new(pool, self.house.listeners());
        crew.drain().await.unwrap();
    }

    /// An hour has passed, and whoever does something every hour does it.
    pub(crate) async fn an_hour_passes(&self) {
        self.passes(Fact::HourPassed).await;
    }

    /// A minute has passed, and whoever does something every minute does it.
    pub(crate) async fn a_minute_passes(&self) {
        self.passes(Fact::MinutePassed).await;
    }

    async fn passes(&self, fact: Fact) {
        let mut errand = self.errand().await;
        jobs::tell(errand.conn(), fact, Id::nil()).await.unwrap();
        errand.commit(()).await.unwrap();
        self.word_gets_round().await;
    }

    /// Thôn Đông, where most of what happens happens: its secretary and members have signed in.
    pub(crate) async fn branch(&self) -> Branch {
        Branch {
            id: self.organization(town::EAST).await,
            secretary: self.person(login::HOA).await,
            lan: self.person(login::LAN).await,
            binh: self.person(login::BINH).await,
        }
    }

    /// A member of the sibling branch.
    pub(crate) async fn stranger(&self) -> Person {
        self.person(login::GIANG).await
    }

    /// Somebody who activates an account with a slip and is signed in from then on.
    pub(crate) async fn person(&self, login: &str) -> Person {
        let id = self.member(login).await;
        let mut errand = self.errand().await;
        let slip = identity::issue_as_operator(&mut errand, id).await.unwrap();
        errand.commit(()).await.unwrap();
        let activation = json!({"login": login, "code": slip.code, "password": PASSWORD});
        self.enters("Activate", login, activation).await
    }

    /// The same person with a new session: access tokens live for ten minutes.
    pub(crate) async fn signs_in(&self, person: &Person) -> Person {
        let known = json!({"login": person.login, "password": PASSWORD});
        self.enters("SignIn", &person.login, known).await
    }

    async fn enters(&self, call: &str, login: &str, request: Value) -> Person {
        let session = Ask::new(call, request)
            .over(self.wire, &self.router)
            .await
            .unwrap_or_else(|problem| panic!("{login}: {problem:?}"));
        Person {
            id: session["member"].as_str().unwrap().parse().unwrap(),
            login: login.to_owned(),
            token: session["accessToken"].as_str().unwrap().to_owned(),
            wire: self.wire,
            router: self.router.clone(),
        }
    }

    /// A second instance of the service on the same database.
    pub(crate) async fn another_instance(&self) -> Instance {
        let db = Db::connect(&self.database.config()).await.unwrap();
        let gate = Gate::new(db, self.clock.clone(), Keys::new([7; 32]));
        let house = House::open(gate, &manner()).await.unwrap();
        Instance { house }
    }

    /// The id of an organisation, by its code.
    pub(crate) async fn organization(&self, code: &str) -> Id {
        sqlx::query_scalar("select id from directory.organizations where code = $1")
            .bind(code)
            .fetch_one(&mut self.database.owner().await)
            .await
            .unwrap()
    }

    /// The id of a member, by the login.
    pub(crate) async fn member(&self, login: &str) -> Id {
        let mut errand = self.errand().await;
        let keys = errand.keys().clone();
        let found = logins::find(errand.conn(), &keys, login).await.unwrap();
        found.unwrap_or_else(|| panic!("nobody signs in as {login}"))
    }

    /// The proposed role of a member.
    pub(crate) async fn proposal_for(&self, member: Id) -> Id {
        sqlx::query_scalar("select id from directory.role_proposals where member = $1")
            .bind(member)
            .fetch_one(&mut self.database.owner().await)
            .await
            .unwrap()
    }

    /// The gate of the house, for what the operator does.
    pub(crate) fn gate(&self) -> &Gate {
        &self.gate
    }

    /// How many passwords the house has hashed or compared.
    pub(crate) fn passwords_done(&self) -> u64 {
        self.house.passwords_done()
    }

    /// An errand of whoever runs the house.
    pub(crate) async fn errand(&self) -> Errand {
        Operator::new(&self.gate).begin().await.unwrap()
    }
}

fn morning() -> DateTime<Utc> {
    town::MORNING.parse().unwrap()
}

fn manner() -> Manner {
    Manner {
        public_url: "https://sotay.example".to_owned(),
        minimum_app_version: "1.0.0".to_owned(),
    }
}

fn front(house: &House) -> Router {
    house
        .front(Limits::default(), Vec::new(), CancellationToken::new())
        .unwrap()
}

/// Another instance beside the house of a world.
pub(crate) struct Instance {
    house: House,
}

impl Instance {
    /// What answers on its port.
    pub(crate) fn router(&self) -> Router {
        front(&self.house)
    }

    /// A second passes there.
    pub(crate) async fn ticks(&self) {
        beat(&self.house).await;
    }
}

/// What an instance does each second.
async fn beat(house: &House) {
    house.tick().await.unwrap();
    house.look().await.unwrap();
}
