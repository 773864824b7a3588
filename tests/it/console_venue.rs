//! The page behind the room's code: what a browser without scripts does there, and what a stranger cannot.

use axum::body::Body;
use chrono::TimeDelta;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::json;
use std::collections::BTreeMap;
use tower::ServiceExt;

use crate::support::people::{Branch, Meeting};
use crate::support::town::login;
use crate::support::wire::Wire;
use crate::support::world::{PASSWORD, World};

/// A browser: it keeps cookies, follows what it is told, and shows text.
struct Browser<'w> {
    world: &'w World,
    cookies: BTreeMap<String, String>,
}

struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl<'w> Browser<'w> {
    fn new(world: &'w World) -> Self {
        Self {
            world,
            cookies: BTreeMap::new(),
        }
    }

    async fn opens(&mut self, path: &str) -> Seen {
        self.sends(Request::get(path), String::new()).await
    }

    async fn submits(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "sotay.example")
            .header(header::ORIGIN, "https://sotay.example");
        self.sends(request, form).await
    }

    async fn sends(&mut self, request: http::request::Builder, body: String) -> Seen {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::COOKIE, pairs.join("; "))
            .body(Body::from(body))
            .unwrap();
        let response = self.world.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
            let (name, rest) = cookie.split_once('=').unwrap();
            let (value, manner) = rest.split_once(';').unwrap();
            if manner.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let text = body.collect().await.unwrap().to_bytes();
        Seen {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(text.to_vec()).unwrap(),
        }
    }

    /// Signs in on the page and is led back to the room.
    async fn signs_in(&mut self, room: &str, shared: bool) -> Seen {
        let mut fields = vec![("login", login::LAN), ("password", PASSWORD)];
        if shared {
            fields.push(("shared", "1"));
        }
        let led = self.submits(&format!("{room}/sign-in"), &fields).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER, "{}", led.text);
        assert_eq!(led.headers[header::LOCATION], room);
        self.opens(room).await
    }
}

impl Seen {
    fn shows(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "no {text:?} in: {}", self.text);
        self
    }

    /// The id that the page's button sends along.
    fn event(&self) -> &str {
        let (_, rest) = self.text.split_once("name=\"event\" value=\"").unwrap();
        rest.split_once('"').unwrap().0
    }
}

async fn open_room(world: &World) -> (Branch, Meeting, String) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    let room = room(&branch, &meeting).await;
    (branch, meeting, room)
}

/// The path of the link in the QR that is shown now.
async fn room(branch: &Branch, meeting: &Meeting) -> String {
    format!("/c/{}", branch.secretary.shows_the_code(meeting).await)
}

#[tokio::test]
async fn a_phone_without_the_app_signs_in_once_and_checks_in_with_one_tap() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting, first) = open_room(&world).await;
    let mut browser = Browser::new(&world);

    browser.opens(&first).await.shows("Đăng nhập để điểm danh");
    let ready = browser.signs_in(&first, false).await;
    ready
        .shows("Sinh hoạt thường kỳ tháng 11")
        .shows("Nguyễn Thị Lan");
    let check_in = format!("{first}/check-in");
    let done = browser.submits(&check_in, &[("event", ready.event())]).await;
    done.shows("Đã điểm danh").shows("class=\"told good\"");
    let again = browser.submits(&check_in, &[("event", ready.event())]).await;
    assert_eq!(again.text, done.text);
    browser.opens(&first).await.shows("Đã điểm danh");
    let here = branch.secretary.sees_attendance(&meeting).await;
    assert_eq!(here["counts"]["present"], 1);

    branch.secretary.closes(&meeting).await;
    browser.opens(&first).await.shows("Cuộc họp đã kết thúc");
}

#[tokio::test]
async fn later_the_browser_is_still_signed_in() {
    let world = World::over(Wire::Rest).await;
    let (branch, meeting, first) = open_room(&world).await;
    let mut browser = Browser::new(&world);
    browser.signs_in(&first, false).await;

    world.later(TimeDelta::hours(1)).await;
    browser.cookies.remove("sotay-access");
    let kept = browser.cookies.clone();
    let secretary = world.signs_in(&branch.secretary).await;
    let branch = Branch { secretary, ..branch };
    let again = room(&branch, &meeting).await;
    let ready = browser.opens(&again).await;
    ready.shows("name=\"event\"");
    assert_ne!(browser.cookies["sotay-refresh"], kept["sotay-refresh"]);
    let check_in = format!("{again}/check-in");
    browser
        .submits(&check_in, &[("event", ready.event())])
        .await
        .shows("Đã điểm danh");
}

#[tokio::test]
async fn an_old_code_waits_and_a_forged_one_is_told_so() {
    let world = World::over(Wire::Rest).await;
    let (_, meeting, room) = open_room(&world).await;
    let mut browser = Browser::new(&world);
    let ready = browser.signs_in(&room, false).await;
    world.later(TimeDelta::minutes(5)).await;
    let waits = browser
        .submits(&format!("{room}/check-in"), &[("event", ready.event())])
        .await;
    waits.shows("Đã ghi, chờ xác nhận").shows("class=\"told wait\"");

    let forged = format!("{}A", &room[..room.len() - 1]);
    let other = format!("{}Q", &room[..room.len() - 1]);
    let forged = if forged == room { other } else { forged };
    let refused = browser
        .submits(
            &format!("{forged}/check-in"),
            &[("event", &meeting.id.to_string())],
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text);
    refused.shows("Chưa điểm danh được");
    let nonsense = browser.opens("/c/%3Cscript%3E").await;
    assert_eq!(nonsense.status, StatusCode::NOT_FOUND);
    nonsense.shows("Không đọc được mã");
    assert!(!nonsense.text.contains("<script"), "{}", nonsense.text);
}

#[tokio::test]
async fn a_shared_phone_forgets_whoever_signs_out() {
    let world = World::over(Wire::Rest).await;
    let (_, _, room) = open_room(&world).await;
    let mut browser = Browser::new(&world);
    browser.signs_in(&room, true).await.shows("name=\"event\"");
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["sotay-access"]);
    let taken = browser.cookies.clone();
    let left = browser.submits(&format!("{room}/sign-out"), &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert!(browser.cookies.is_empty());
    world.later(TimeDelta::seconds(1)).await;
    browser.cookies = taken;
    browser.opens(&room).await.shows("Đăng nhập để điểm danh");
}

#[tokio::test]
async fn what_went_wrong_is_said_on_the_page_and_nothing_is_sent_for_other_sites() {
    let world = World::over(Wire::Rest).await;
    let (_, _, room) = open_room(&world).await;
    let mut browser = Browser::new(&world);
    let wrong = [("login", "001190000003\"><b>"), ("password", "sai")];
    let told = browser.submits(&format!("{room}/sign-in"), &wrong).await;
    told.shows("role=\"alert\"");
    assert!(!told.text.contains("<b>"), "{}", told.text);

    let ready = browser.signs_in(&room, false).await;
    let form = format!("event={}", ready.event());
    let foreign = Request::post(format!("{room}/check-in")).header("sec-fetch-site", "cross-site");
    let refused = browser.sends(foreign, form).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    browser.opens(&room).await.shows("name=\"event\"");
    let policy = ready.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert_eq!(ready.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_member_of_another_branch_learns_nothing_of_the_meeting() {
    let world = World::over(Wire::Rest).await;
    let (_, _, room) = open_room(&world).await;
    world.stranger().await;
    let mut browser = Browser::new(&world);
    let fields = [("login", login::GIANG), ("password", PASSWORD)];
    browser.submits(&format!("{room}/sign-in"), &fields).await;
    let seen = browser.opens(&room).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
    assert!(!seen.text.contains("Sinh hoạt thường kỳ"), "{}", seen.text);
}

#[tokio::test]
async fn a_slip_activates_on_the_page() {
    let world = World::over(Wire::Rest).await;
    let (branch, _, room) = open_room(&world).await;
    let slip = branch
        .secretary
        .does("IssueActivationCode", json!({"member": branch.lan.id}))
        .await;
    let mut browser = Browser::new(&world);
    let activate = format!("{room}/activate");
    browser.opens(&activate).await.shows("Mã trên phiếu");
    let fields = [
        ("login", login::LAN),
        ("slip", slip["code"].as_str().unwrap()),
        ("password", "một câu khác hẳn"),
    ];
    let led = browser.submits(&activate, &fields).await;
    assert_eq!(led.status, StatusCode::SEE_OTHER, "{}", led.text);
    browser.opens(&room).await.shows("name=\"event\"");
}
