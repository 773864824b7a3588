//! A front with a few routes of its own and moods on demand, called in process over both wires.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Extension;
use axum::response::Response;
use axum::routing::{get, post};
use chrono::DateTime;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::Request;
use http_body_util::BodyExt;
use sotay::access::Caller;
use sotay::base::{Clock, Refused};
use sotay::edge::{ClientAddress, Contract, Limits, Parts, Ready, Recognise, RouteLimits, front};
use sotay_rest::{Body as RestBody, Method, SignIn};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic_health::pb::health_client::HealthClient;
use tower::ServiceExt;
use uuid::Uuid;

pub(crate) const GOOD_TOKEN: &str = "lan";
pub(crate) const SECRET: &str = "nguyen-thi-lan-0912345678";

/// What happens when the house is asked whether it is ready: the way to make a real gRPC handler misbehave.
#[derive(Clone, Copy)]
pub(crate) enum Mood {
    Ready,
    Panics,
    Hangs,
}

pub(crate) struct House {
    pub(crate) router: Router,
    pub(crate) stop: CancellationToken,
    pub(crate) asked: Arc<AtomicUsize>,
}

struct Hook {
    mood: Mood,
    asked: Arc<AtomicUsize>,
}

impl Ready for Hook {
    fn ready(&self) -> BoxFuture<'_, bool> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match self.mood {
            Mood::Ready => futures_util::future::ready(true).boxed(),
            Mood::Panics => async { panic!("{SECRET}") }.boxed(),
            Mood::Hangs => futures_util::future::pending().boxed(),
        }
    }
}

struct Names;

impl Recognise for Names {
    fn recognise(&self, bearer: &str) -> Result<Caller, Refused> {
        if bearer == GOOD_TOKEN {
            Ok(Caller {
                member: Uuid::from_u128(1),
                session: Uuid::from_u128(2),
            })
        } else {
            Err(Refused::sign_in_required())
        }
    }
}

static CHECK: Method = Method {
    name: "Check",
    service: "grpc.health.v1.Health",
    grpc_path: "/grpc.health.v1.Health/Check",
    bindings: &[sotay_rest::Binding {
        verb: "GET",
        template: "/hello",
        body: RestBody::None,
    }],
    public: true,
    mutates: false,
    streams: false,
    if_match: false,
    refusals: &[],
    request: "",
    response: "",
    example: "",
    example_answer: "",
};

static CALLS: &[&Method] = &[&CHECK];

fn routes() -> Router {
    async fn who(known: Option<Extension<SignIn>>, caller: Option<Extension<Caller>>) -> String {
        match (known.map(|known| known.0), caller) {
            (None, None) => "nobody".to_owned(),
            (Some(SignIn::Known), Some(caller)) => format!("member {}", caller.member.as_u128()),
            (Some(SignIn::Refused(refused)), None) => refused.code.to_owned(),
            other => panic!("{other:?}"),
        }
    }
    Router::new()
        .route("/hello", get(|| async { "hello" }).post(|| async { "posted" }))
        .route("/people/{name}", get(|| async { "a person" }))
        .route("/who", get(who))
        .route(
            "/address",
            get(|Extension(address): Extension<ClientAddress>| async move { address.0.to_string() }),
        )
        .route(
            "/length",
            post(|body: Bytes| async move { body.len().to_string() }),
        )
        .route(
            "/roster",
            post(|body: Bytes| async move { body.len().to_string() }),
        )
}

pub(crate) fn house(mood: Mood, mut limits: Limits) -> House {
    let (stop, asked) = (CancellationToken::new(), Arc::new(AtomicUsize::new(0)));
    let roster = RouteLimits {
        template: "/roster",
        call: Duration::from_mins(1),
        body: 4 << 20,
    };
    limits.routes.push(roster);
    let parts = Parts {
        limits,
        clock: Clock::standing(DateTime::UNIX_EPOCH),
        recognise: Arc::new(Names),
        ready: Arc::new(Hook {
            mood,
            asked: Arc::clone(&asked),
        }),
        stop: stop.clone(),
        proxies: vec!["127.0.0.0/8".parse().unwrap()],
        contract: Contract {
            methods: CALLS,
            openapi: r#"{"openapi":"3.1.0"}"#,
            descriptors: sotay_proto::DESCRIPTORS,
        },
    };
    House {
        router: front(routes(), Routes::default(), parts).unwrap(),
        stop,
        asked,
    }
}

impl House {
    pub(crate) async fn ask(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) fn health(&self) -> HealthClient<Router> {
        HealthClient::new(self.router.clone())
    }
}

pub(crate) async fn text(response: Response) -> String {
    String::from_utf8_lossy(&response.into_body().collect().await.unwrap().to_bytes()).into_owned()
}

/// The `code` of a problem.
pub(crate) async fn code(response: Response) -> String {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&text(response).await).unwrap();
    problem["code"].as_str().unwrap().to_owned()
}
