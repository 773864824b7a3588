//! The house in front of a nation, and whoever is signed in there.

use super::{Nation, Shape, citizen_id};
use indicatif::ProgressBar;
use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::app::{House, Manner};
use sotay::base::Clock;
use sotay::db::{Db, DbConfig};
use sotay::edge::{self, Limits};
use sotay::identity::{Hasher, history};
use sotay_proto::identity::v1::{SignInRequest, identity_client::IdentityClient};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tonic::Request;
use tonic::transport::Channel;

const PASSWORD: &str = "một mật khẩu dài để đo";

/// A house that answers, and the tokens of whoever is signed in.
pub(crate) struct Open {
    pub(crate) channel: Channel,
    pub(crate) address: String,
    tokens: HashMap<u32, String>,
    stop: CancellationToken,
}

impl Open {
    /// The token of one of those who were signed in.
    pub(crate) fn token(&self, member: u32) -> &str {
        &self.tokens[&member]
    }

    pub(crate) fn leave(self) {
        self.stop.cancel();
    }
}

/// Opens the house and signs these members in. It reaches its database by the address given, or else directly.
pub(crate) async fn open(nation: &Nation, members: &[u32], url: Option<String>) -> Open {
    let mut config = DbConfig::embedded(&nation.server);
    if let Some(url) = url {
        config.url = url;
    }
    let db = Db::connect(&config).await.unwrap();
    let gate = Gate::new(db, Clock::system(), nation.keys.clone());
    enrol(&gate, &nation.shape, members).await;
    let manner = Manner {
        public_url: "http://localhost".to_owned(),
        minimum_app_version: "1.0.0".to_owned(),
    };
    let house = House::open(gate, &manner).await.unwrap();
    count_branches(&house).await;
    let stop = CancellationToken::new();
    tokio::spawn(tick(house.clone(), stop.clone()));
    let address = format!("http://{}", serve(house, stop.clone()).await);
    let channel = Channel::from_shared(address.clone()).unwrap();
    let channel = channel.connect().await.unwrap();
    let mut tokens = HashMap::new();
    for member in members {
        tokens.insert(*member, sign_in(&channel, *member).await);
    }
    Open {
        channel,
        address,
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

async fn enrol(gate: &Gate, shape: &Shape, members: &[u32]) {
    let mut errand = Operator::new(gate).begin().await.unwrap();
    let hash = history::hash(&Hasher::start().unwrap(), PASSWORD).await.unwrap();
    let now = errand.now();
    let mut members: Vec<_> = members
        .iter()
        .map(|member| (shape.member(*member), now))
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

/// What an instance does each second.
async fn tick(house: House, stop: CancellationToken) {
    while !stop.is_cancelled() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        house.tick().await.unwrap();
        house.look().await.unwrap();
    }
}

async fn sign_in(channel: &Channel, member: u32) -> String {
    let request = SignInRequest {
        login: citizen_id(member),
        password: PASSWORD.to_owned(),
        ..SignInRequest::default()
    };
    let session = IdentityClient::new(channel.clone())
        .sign_in(request)
        .await
        .unwrap();
    session.into_inner().access_token
}

/// A request with a token.
pub(crate) fn signed<T>(message: T, token: &str) -> Request<T> {
    let mut request = Request::new(message);
    let bearer = format!("Bearer {token}").parse().unwrap();
    request.metadata_mut().insert("authorization", bearer);
    request
}

/// What this process holds in memory, in mebibytes.
pub(crate) fn rss_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
