//! One branch with many meetings, behind the same front that `serve` has.

use sotay::access::Gate;
use sotay::access::doors::Operator;
use sotay::app::{House, Manner};
use sotay::base::secrets::Keys;
use sotay::base::{Clock, Id};
use sotay::db::embedded::{DATABASE, OWNER, Options, SUPERUSER, Server};
use sotay::db::{Db, DbConfig, Durability, migrate};
use sotay::directory::import::{self, Files};
use sotay::directory::logins;
use sotay::edge::{self, Limits};
use sotay::identity::{Hasher, history};
use sotay_proto::identity::v1::{SignInRequest, identity_client::IdentityClient};
use sotay_proto::meetings::v1::meetings_client::MeetingsClient;
use sotay_proto::meetings::v1::{CallMeetingRequest, IssueMeetingRequest, OpenMeetingRequest, meeting};
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tonic::Request;
use tonic::transport::Channel;

const PASSWORD: &str = "một mật khẩu dài để đo";
const BRANCH: &str = "01.001.001.000.001";

pub(crate) struct District {
    pub(crate) address: SocketAddr,
    pub(crate) keys: Keys,
    pub(crate) tokens: Vec<String>,
    pub(crate) meetings: Vec<Id>,
    pub(crate) database_url: String,
    folder: PathBuf,
    server: Server,
    stop: CancellationToken,
}

impl District {
    pub(crate) async fn set_up(members: usize, meetings: usize) -> Self {
        let folder = std::env::temp_dir().join(format!("sotay-bench-{}", std::process::id()));
        let options = Options {
            folder: folder.clone(),
            binaries: None,
            durable: true,
        };
        let server = Server::start(options).await.unwrap();
        migrate(&server.url(OWNER, DATABASE), Durability::Demanded)
            .await
            .unwrap();
        let keys = Keys::new([7; 32]);
        let db = Db::connect(&DbConfig::embedded(&server)).await.unwrap();
        let gate = Gate::new(db, Clock::system(), keys.clone());
        let branch = roster(&gate, members).await;
        let manner = Manner {
            public_url: "http://localhost".to_owned(),
            minimum_app_version: "1.0.0".to_owned(),
        };
        let house = House::open(gate, &manner).await.unwrap();
        let stop = CancellationToken::new();
        let address = serve(house, stop.clone()).await;
        let channel = Channel::from_shared(format!("http://{address}"))
            .unwrap()
            .connect()
            .await
            .unwrap();
        let mut tokens = Vec::new();
        for number in 0..members {
            tokens.push(sign_in(&channel, number).await);
        }
        let meetings = open(&channel, &tokens[0], branch, meetings).await;
        let database_url = server.url(SUPERUSER, DATABASE);
        Self {
            address,
            keys,
            tokens,
            meetings,
            database_url,
            folder,
            server,
            stop,
        }
    }

    pub(crate) async fn leave(self) {
        self.stop.cancel();
        self.server.stop().await;
        std::fs::remove_dir_all(self.folder).unwrap();
    }
}

fn citizen_id(number: usize) -> String {
    format!("999{number:09}")
}

async fn roster(gate: &Gate, members: usize) -> Id {
    let organizations = format!(
        "code,parent_code,kind,name,from_date,decision_number\n\
         01.001.000.000.000,,DISTRICT,District,2020-01-01,\n\
         01.001.001.000.000,01.001.000.000.000,GRASSROOTS_COMMITTEE,Commune,2020-01-01,\n\
         {BRANCH},01.001.001.000.000,BRANCH,Branch,2020-01-01,\n"
    );
    let mut people = "branch_code,name,joined_date,official_date,citizen_id,class,roles\n".to_owned();
    for number in 0..members {
        let role = if number == 0 { "SECRETARY" } else { "" };
        let id = citizen_id(number);
        writeln!(
            people,
            "{BRANCH},Nguyễn Văn An,2010-01-01,2011-01-01,{id},OFFICIAL,{role}"
        )
        .unwrap();
    }
    let files = Files {
        organizations: organizations.as_bytes(),
        members: people.as_bytes(),
    };
    let mut errand = Operator::new(gate).begin().await.unwrap();
    let outcome = import::run(&mut errand, files, &mut |_| {}).await.unwrap();
    assert_eq!(outcome.members.created, members, "{:?}", outcome.members.problems);
    let hash = history::hash(&Hasher::start().unwrap(), PASSWORD).await.unwrap();
    let now = errand.now();
    for number in 0..members {
        let member = logins::find(errand.conn(), &gate.keys, &citizen_id(number))
            .await
            .unwrap()
            .unwrap();
        history::enrol(&mut errand, &[(member, now)], &hash)
            .await
            .unwrap();
    }
    let today = errand.today();
    let branch = sotay::directory::organizations::by_code(errand.conn(), BRANCH, today)
        .await
        .unwrap()
        .unwrap();
    errand.commit(()).await.unwrap();
    branch
}

async fn serve(house: House, stop: CancellationToken) -> SocketAddr {
    let limits = Limits::default().fitted();
    let router = house.front(limits.clone(), Vec::new(), stop.clone()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { edge::serve(listener, router, &limits, &stop).await });
    address
}

async fn sign_in(channel: &Channel, number: usize) -> String {
    let request = SignInRequest {
        login: citizen_id(number),
        password: PASSWORD.to_owned(),
        ..SignInRequest::default()
    };
    IdentityClient::new(channel.clone())
        .sign_in(request)
        .await
        .unwrap()
        .into_inner()
        .access_token
}

async fn open(channel: &Channel, secretary: &str, branch: Id, count: usize) -> Vec<Id> {
    let mut client = MeetingsClient::new(channel.clone());
    let now = Clock::system().now();
    let mut meetings = Vec::new();
    for _ in 0..count {
        let call = CallMeetingRequest {
            organization: branch.to_string(),
            kind: meeting::Kind::Regular.into(),
            title: "Sinh hoạt".to_owned(),
            place: "Nhà văn hoá".to_owned(),
            start_time: Some(now.into()),
            end_time: Some((now + chrono::TimeDelta::hours(2)).into()),
            ..CallMeetingRequest::default()
        };
        let meeting = client
            .call_meeting(as_member(secretary, call))
            .await
            .unwrap()
            .into_inner()
            .id;
        let issue = IssueMeetingRequest {
            meeting: meeting.clone(),
        };
        client.issue_meeting(as_member(secretary, issue)).await.unwrap();
        let begin = OpenMeetingRequest {
            meeting: meeting.clone(),
            start_time: None,
        };
        client.open_meeting(as_member(secretary, begin)).await.unwrap();
        meetings.push(meeting.parse().unwrap());
    }
    meetings
}

/// A request with a token.
pub(crate) fn as_member<T>(token: &str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    request
        .metadata_mut()
        .insert("authorization", format!("Bearer {token}").parse().unwrap());
    request
}
