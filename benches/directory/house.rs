//! The house in front of a nation, and the people who search in it.

use crate::nation::Nation;
use indicatif::ProgressBar;
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::app::{House, Manner};
use sotay::base::Clock;
use sotay::db::{Db, DbConfig};
use sotay::edge::{self, Limits};
use sotay::identity::{Hasher, history};
use sotay_proto::directory::v1::{directory_client::DirectoryClient, findings_client::FindingsClient};
use sotay_proto::identity::v1::{SignInRequest, identity_client::IdentityClient};
use std::net::SocketAddr;
use std::time::Instant;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tonic::transport::Channel;

const PASSWORD: &str = "một mật khẩu dài để đo";

/// Communes and branches whose officers search.
pub(crate) const OFFICES: u32 = 16;

/// Who searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Secretary,
    Keeper,
    Province,
    Nation,
}

/// Everybody who searches, signed in.
pub(crate) struct Open {
    pub(crate) client: DirectoryClient<Channel>,
    pub(crate) findings: FindingsClient<Channel>,
    tokens: Vec<String>,
    stop: CancellationToken,
}

impl Open {
    /// The token of an officer: of one of the offices, of the second province, or of the nation.
    pub(crate) fn token(&self, standing: Standing, office: u32) -> &str {
        let place = match standing {
            Standing::Secretary => office % OFFICES,
            Standing::Keeper => OFFICES + office % OFFICES,
            Standing::Province => 2 * OFFICES + 1,
            Standing::Nation => 2 * OFFICES,
        };
        &self.tokens[place as usize]
    }

    pub(crate) fn leave(self) {
        self.stop.cancel();
    }
}

/// The branch and the commune of an office, spread over the nation.
pub(crate) fn place(nation: &crate::nation::Shape, standing: Standing, office: u32) -> u32 {
    let of = if standing == Standing::Secretary {
        nation.branches
    } else {
        nation.communes
    };
    (of / OFFICES * (office % OFFICES)).min(of - 1)
}

/// Opens the house and signs everybody in.
pub(crate) async fn open(nation: &Nation) -> Open {
    let db = Db::connect(&DbConfig::embedded(&nation.server)).await.unwrap();
    let gate = Gate::new(db, Clock::system(), nation.keys.clone());
    let shape = &nation.shape;
    let secretaries = (0..OFFICES).map(|office| shape.secretary(place(shape, Standing::Secretary, office)));
    let keepers = (0..OFFICES).map(|office| shape.keeper(place(shape, Standing::Keeper, office)));
    let administrators = (0..2).map(|number| shape.administrator(number));
    let officers: Vec<u32> = secretaries.chain(keepers).chain(administrators).collect();
    enrol(&gate, shape, &officers).await;
    let manner = Manner {
        public_url: "http://localhost".to_owned(),
        minimum_app_version: "1.0.0".to_owned(),
    };
    let house = House::open(gate, &manner).await.unwrap();
    count_branches(&house).await;
    let stop = CancellationToken::new();
    let address = serve(house, stop.clone()).await;
    let channel = Channel::from_shared(format!("http://{address}")).unwrap();
    let channel = channel.connect().await.unwrap();
    let mut tokens = Vec::new();
    for officer in officers {
        tokens.push(sign_in(&channel, officer).await);
    }
    Open {
        client: DirectoryClient::new(channel.clone()),
        findings: FindingsClient::new(channel),
        tokens,
        stop,
    }
}

/// Counts every branch of a new nation, as the house does in the background.
async fn count_branches(house: &House) {
    let began = Instant::now();
    let bar = ProgressBar::new_spinner().with_message("branches");
    let mut rounds = 1;
    while house.recount().await.unwrap() {
        rounds += 1;
        bar.inc(1);
    }
    bar.finish_and_clear();
    if rounds > 1 {
        println!(
            "  branches counted in {rounds} rounds: {} s",
            began.elapsed().as_secs()
        );
    }
}

async fn enrol(gate: &Gate, shape: &crate::nation::Shape, officers: &[u32]) {
    let mut errand = Operator::new(gate).begin().await.unwrap();
    let hash = history::hash(&Hasher::start().unwrap(), PASSWORD).await.unwrap();
    let now = errand.now();
    let mut members: Vec<_> = officers
        .iter()
        .map(|officer| (shape.member(*officer), now))
        .collect();
    members.sort_unstable();
    members.dedup();
    history::enrol(&mut errand, &members, &hash).await.unwrap();
    errand.commit(()).await.unwrap();
}

async fn serve(house: House, stop: CancellationToken) -> SocketAddr {
    let limits = Limits::default().fitted();
    let router = house.front(limits.clone(), Vec::new(), stop.clone()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { edge::serve(listener, router, &limits, &stop).await });
    address
}

async fn sign_in(channel: &Channel, officer: u32) -> String {
    let request = SignInRequest {
        login: crate::nation::citizen_id(officer),
        password: PASSWORD.to_owned(),
        ..SignInRequest::default()
    };
    let session = IdentityClient::new(channel.clone())
        .sign_in(request)
        .await
        .unwrap();
    session.into_inner().access_token
}

/// What this process holds in memory, in mebibytes.
pub(crate) fn rss_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
