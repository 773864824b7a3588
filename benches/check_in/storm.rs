//! Two thousand who sign in at once: their passwords take argon2 a while, and check-ins must not feel it.

use crate::ground::Ground;
use crate::nation::citizen_id;
use crate::wires::Plain;
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::base::Clock;
use sotay::db::embedded::{APPLICATION, DATABASE};
use sotay::db::{Db, DbConfig, Durability};
use sotay::identity::{Hasher, history};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// Who signs in.
const SIGN_INS: u32 = 2_000;
/// Who was told to come later comes after this.
const PAUSE: Duration = Duration::from_secs(2);
const PASSWORD: &str = "một mật khẩu dài để đo";

/// A storm under way.
pub(crate) struct Storm {
    over: Arc<AtomicBool>,
    signed_in: Arc<AtomicU64>,
    tasks: JoinSet<()>,
}

/// Opens an account for everybody who will sign in.
pub(crate) async fn enrol(ground: &Ground) {
    let config = DbConfig {
        url: ground.nation.server.url(APPLICATION, DATABASE),
        role: None,
        connections: Some(1),
        durability: Durability::Demanded,
    };
    let db = Db::connect(&config).await.unwrap();
    let gate = Gate::new(db, Clock::system(), ground.nation.keys.clone());
    let mut errand = Operator::new(&gate).begin().await.unwrap();
    let hash = history::hash(&Hasher::start().unwrap(), PASSWORD).await.unwrap();
    let now = errand.now();
    let shape = &ground.nation.shape;
    let members: Vec<_> = (0..SIGN_INS.min(shape.members))
        .map(|number| (shape.member(number), now))
        .collect();
    history::enrol(&mut errand, &members, &hash).await.unwrap();
    errand.commit(()).await.unwrap();
    gate.close().await;
}

impl Storm {
    /// Everybody signs in, again and again, until it is over.
    pub(crate) fn rise(ground: &Ground) -> Self {
        let (over, signed_in) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let mut tasks = JoinSet::new();
        for number in 0..SIGN_INS.min(ground.nation.shape.members) {
            let (over, signed_in, address) =
                (Arc::clone(&over), Arc::clone(&signed_in), ground.service.address);
            tasks.spawn(async move {
                let mut line = Plain::open(address).await;
                let body = format!(r#"{{"login":"{}","password":"{PASSWORD}"}}"#, citizen_id(number));
                while !over.load(Ordering::Relaxed) {
                    let (status, answer) = line.ask("POST", "/v1/auth/sign-in", "", &body).await;
                    match status {
                        200 => _ = signed_in.fetch_add(1, Ordering::Relaxed),
                        409 | 503 | 504 => tokio::time::sleep(PAUSE).await,
                        _ => panic!("{status}: {}", String::from_utf8_lossy(answer)),
                    }
                }
            });
        }
        Self {
            over,
            signed_in,
            tasks,
        }
    }

    /// Ends it, and says how many have signed in.
    pub(crate) async fn end(self) -> u64 {
        self.over.store(true, Ordering::Relaxed);
        self.tasks.join_all().await;
        self.signed_in.load(Ordering::Relaxed)
    }
}
