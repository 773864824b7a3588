//! Nobody gets in, and a stranger learns nothing: every call of the contract, over both wires, with ids that exist.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use sotay::access::Caller;
use sotay_proto::METHODS;
use sotay_rest::{Kind, Method, SignIn, codes};
use tonic::Code;
use uuid::Uuid;

use crate::support::people::Person;
use crate::support::places::Places;
use crate::support::wire::{Ask, Wire};
use crate::support::world::World;
use crate::support::{grpc, rest};

/// The calls that need no sign-in. A line more is a decision.
const PUBLIC: [&str; 4] = ["Activate", "ListKeys", "Refresh", "SignIn"];

/// The calls that speak of the caller alone, so that a stranger gets an answer.
const ABOUT_ONESELF: [&str; 8] = [
    "ChangePassword",
    "ConfirmNotices",
    "GetMe",
    "ListMyMeetings",
    "ListMyNotices",
    "ListSessions",
    "SignOut",
    "UploadCheckIns",
];

#[test]
fn few_calls_are_public() {
    let mut public: Vec<_> = METHODS
        .iter()
        .filter(|method| method.public)
        .map(|method| method.name)
        .collect();
    public.sort_unstable();
    assert_eq!(public, PUBLIC);
}

#[tokio::test]
async fn nobody_gets_in() {
    let world = World::over(Wire::Grpc).await;
    let places = Places::of(&world).await;
    assert_eq!(open_to_nobody(&world.router, &places).await, [""; 0]);
}

#[tokio::test]
async fn nobody_is_sent_away_before_the_request_is_read() {
    let world = World::over(Wire::Grpc).await;
    for method in guarded() {
        let mut nonsense = rest::request(&method.bindings[0], &Ask::example(method).request);
        *nonsense.body_mut() = Body::from("{");
        let problem = rest::send(&world.router, nonsense).await.unwrap_err();
        assert_eq!(problem.code, codes::SIGN_IN_REQUIRED, "{}", method.name);

        let status = grpc::status_of(&world.router, method, None, b"\0\0\0\0\x03\xff\xff\xff").await;
        assert_eq!(status, Code::Unauthenticated, "{}", method.name);
    }
}

#[tokio::test]
async fn a_call_without_its_guard_is_noticed() {
    let world = World::over(Wire::Grpc).await;
    let places = Places::of(&world).await;
    let secretary = places.branch.secretary.id;
    let grpc = unguarded(&world.router, "/sotay.meetings.v1.Meetings/GetMeeting", secretary);
    assert_eq!(
        open_to_nobody(&grpc, &places).await,
        ["GetMeeting over Grpc answers nobody"]
    );
    let path = format!("/v1/meetings/{}/replies", places.meeting.id);
    let rest = unguarded(&world.router, &path, secretary);
    assert_eq!(
        open_to_nobody(&rest, &places).await,
        ["ListReplies over Rest answers nobody"]
    );
}

#[tokio::test]
async fn a_stranger_learns_nothing() {
    let world = World::over(Wire::Grpc).await;
    let places = Places::of(&world).await;
    let stranger = world.stranger().await;
    assert_eq!(told_to(&stranger, &places).await, [""; 0]);
}

#[tokio::test]
async fn a_stranger_who_is_told_something_is_noticed() {
    let world = World::over(Wire::Grpc).await;
    let places = Places::of(&world).await;
    let told = told_to(&places.branch.lan, &places).await;
    assert!(
        told.contains(&"GetMeeting over Rest answers".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"ListMyMeetings over Grpc tells of the branch".to_owned()),
        "{told:?}"
    );
}

/// Every call that does not send nobody, or somebody with a token of nobody's, away.
async fn open_to_nobody(house: &Router, places: &Places) -> Vec<String> {
    let mut open = Vec::new();
    for method in guarded() {
        for wire in Wire::BOTH {
            let ask = places.example(method);
            let answers = [
                ask.over(wire, house).await,
                ask.bearing("of.no.body").over(wire, house).await,
            ];
            let is_open = answers.iter().any(|answer| match answer {
                Ok(_) => true,
                Err(problem) => !problem.is(Kind::Unauthenticated),
            });
            if is_open {
                open.push(format!("{} over {wire:?} answers nobody", method.name));
            }
        }
    }
    open
}

/// Every call that tells a stranger more than that there is nothing to tell.
async fn told_to(stranger: &Person, places: &Places) -> Vec<String> {
    let mut told = Vec::new();
    for method in guarded().filter(|method| method.name != "SignOut") {
        let about_oneself = ABOUT_ONESELF.contains(&method.name);
        for wire in Wire::BOTH {
            let ask = places.example(method).bearing(&stranger.token);
            let said = match ask.over(wire, &stranger.router).await {
                Ok(answer) if !about_oneself => {
                    drop(answer);
                    "answers".to_owned()
                }
                Ok(answer) if places.are_told_in(&answer) => "tells of the branch".to_owned(),
                Err(problem) if !about_oneself && problem.code != codes::NOT_FOUND => {
                    format!("says {}", problem.code)
                }
                _ => continue,
            };
            told.push(format!("{} over {wire:?} {said}", method.name));
        }
    }
    told
}

fn guarded() -> impl Iterator<Item = &'static Method> {
    METHODS.iter().copied().filter(|method| !method.public)
}

/// The same house, save that whoever comes by this path is taken for somebody.
fn unguarded(house: &Router, path: &str, member: Uuid) -> Router {
    let path = path.to_owned();
    house
        .clone()
        .layer(from_fn(move |mut request: Request, next: Next| {
            if request.uri().path() == path {
                let session = Uuid::nil();
                request.extensions_mut().insert(SignIn::Known);
                request.extensions_mut().insert(Caller { member, session });
                request.headers_mut().remove("authorization");
            }
            next.run(request)
        }))
}
