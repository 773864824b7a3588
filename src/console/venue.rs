//! The page behind the link of the room's code, for phones without the app: sign in once, then one tap.

use super::entrance::sign_in_page;
use super::forms::Form;
use super::page::{self, Around, Mood, Ready, Told};
use super::visitor::Visitor;
use super::{Pages, inside};
use crate::attendance::venue;
use crate::base::{Id, vietnam};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use http::{Response, StatusCode};
use sotay_proto::attendance::v1::attendance_server::Attendance;
use sotay_proto::attendance::v1::check_in_response::Outcome;
use sotay_proto::attendance::v1::{CheckInRequest, ListAttendanceRequest, Row, row};
use sotay_proto::identity::v1::GetMeRequest;
use sotay_proto::identity::v1::identity_server::Identity;
use sotay_proto::meetings::v1::meetings_server::Meetings;
use sotay_proto::meetings::v1::{GetMeetingRequest, Meeting, meeting};
use sotay_rest::refused_of;
use sotay_rest::wkt::Timestamp;
use tonic::Status;

/// What there is to do for a visitor.
enum Stand {
    CheckIn { name: String, meeting: Box<Meeting> },
    Nothing { name: String, told: Telling },
}

/// A head, what to do, and how it looks.
type Telling = (&'static str, String, Mood);

/// The meeting with its one button; before that, the way to sign in.
pub(super) async fn show(
    State(pages): State<Pages>,
    Path(code): Path<String>,
    request: Request,
) -> Response<Body> {
    let Some(meeting) = venue::meeting_of(&code) else {
        return no_code(&code);
    };
    let (parts, _no_body) = request.into_parts();
    let Some(visitor) = pages.visitor(&parts.headers, &parts.extensions).await else {
        return sign_in_page(&code, "", "");
    };
    match pages.stand(&visitor, meeting).await {
        Ok(Stand::CheckIn { name, meeting }) => ready(&code, &name, &meeting, visitor),
        Ok(Stand::Nothing { name, told }) => tell(&code, &name, told, visitor),
        Err(status) => refused(&status, &code, visitor),
    }
}

/// The one tap. Sent twice it counts once: the page carries the id of the event.
pub(super) async fn check_in(
    State(pages): State<Pages>,
    Path(code): Path<String>,
    request: Request,
) -> Response<Body> {
    let (Some(meeting), Some(form)) = (venue::meeting_of(&code), Form::read(request).await) else {
        return no_form(&code);
    };
    let Some(visitor) = pages.visitor(&form.headers, &form.from).await else {
        return page::back(&code, Vec::new());
    };
    let asked = CheckInRequest {
        meeting: meeting.to_string(),
        code: code.clone(),
        event_id: form.field("event"),
    };
    match pages.rooms.check_in(inside::known(asked, &visitor.caller)).await {
        Ok(answer) => {
            let answer = answer.into_inner();
            let row = answer.attendance.unwrap_or_default();
            tell(
                &code,
                &row.name,
                outcome(answer.outcome.try_into().ok(), &row),
                visitor,
            )
        }
        Err(status) => refused(&status, &code, visitor),
    }
}

impl Pages {
    async fn stand(&self, visitor: &Visitor, meeting: Id) -> Result<Stand, Status> {
        let (caller, meeting) = (&visitor.caller, meeting.to_string());
        let asked = inside::known(GetMeRequest {}, caller);
        let me = self.people.get_me(asked).await?.into_inner();
        let name = me.member.map(|member| member.name).unwrap_or_default();
        let asked = GetMeetingRequest {
            meeting: meeting.clone(),
        };
        let held = self.agendas.get_meeting(inside::known(asked, caller)).await?;
        let held = held.into_inner();
        if held.state() != meeting::State::Open {
            let told = not_open(held.state());
            return Ok(Stand::Nothing { name, told });
        }
        let asked = inside::known(ListAttendanceRequest { meeting }, caller);
        let rows = self.rooms.list_attendance(asked).await?.into_inner().rows;
        let own = rows.iter().find(|row| row.member == caller.member.to_string());
        Ok(match own.filter(|row| is_said(row.state())) {
            Some(row) => Stand::Nothing {
                name,
                told: standing(row),
            },
            None => Stand::CheckIn {
                name,
                meeting: Box::new(held),
            },
        })
    }
}

fn is_said(state: row::State) -> bool {
    matches!(
        state,
        row::State::Present | row::State::Late | row::State::Pending
    )
}

fn not_open(state: meeting::State) -> Telling {
    let (head, text, mood) = match state {
        meeting::State::Closed => (
            "Cuộc họp đã kết thúc",
            "Nếu chưa được điểm danh, xin báo bí thư chi bộ.",
            Mood::Bad,
        ),
        meeting::State::Cancelled => ("Cuộc họp đã hủy", "Xin xem thông báo của chi bộ.", Mood::Bad),
        meeting::State::Unspecified
        | meeting::State::Draft
        | meeting::State::Issued
        | meeting::State::Open => (
            "Cuộc họp chưa bắt đầu",
            "Chờ chủ trì mở cuộc họp rồi bấm Tải lại.",
            Mood::Wait,
        ),
    };
    (head, text.to_owned(), mood)
}

fn outcome(outcome: Option<Outcome>, row: &Row) -> Telling {
    match outcome {
        Some(Outcome::Pending) => standing(&Row {
            state: row::State::Pending.into(),
            ..row.clone()
        }),
        _ => standing(row),
    }
}

fn standing(row: &Row) -> Telling {
    if row.state() == row::State::Pending {
        let text = "Mã đã cũ, nên chờ bí thư xác nhận. Quét lại mã đang chiếu thì được ghi nhận ngay.";
        return ("Đã ghi, chờ xác nhận", text.to_owned(), Mood::Wait);
    }
    let late = if row.state() == row::State::Late {
        ", sau giờ khai mạc"
    } else {
        ""
    };
    let time = row.time.as_ref().and_then(Timestamp::time);
    let time = time.map(vietnam::written).unwrap_or_default();
    ("Đã điểm danh", format!("{time}{late}."), Mood::Good)
}

fn ready(code: &str, name: &str, meeting: &Meeting, visitor: Visitor) -> Response<Body> {
    let start = meeting.start_time.as_ref().and_then(Timestamp::time);
    let form = Ready {
        around: Around::of(code, name),
        title: &meeting.title,
        place: &meeting.place,
        start: &start.map(vietnam::written).unwrap_or_default(),
        event: &Id::new_v4().to_string(),
    };
    page::answer(StatusCode::OK, &form, visitor.cookies)
}

fn tell(code: &str, name: &str, (head, text, mood): Telling, visitor: Visitor) -> Response<Body> {
    let told = Told {
        around: Around::of(code, name),
        head,
        text: &text,
        mood,
    };
    page::answer(StatusCode::OK, &told, visitor.cookies)
}

/// A refusal of the contract as a page, with its status.
pub(super) fn refused(status: &Status, code: &str, visitor: Visitor) -> Response<Body> {
    let told = Told {
        around: Around::of(code, ""),
        head: "Chưa điểm danh được",
        text: &worded(status),
        mood: Mood::Bad,
    };
    page::answer(refused_of(status).kind.http_status(), &told, visitor.cookies)
}

/// What a refusal says, with what is wrong in which field.
pub(super) fn worded(status: &Status) -> String {
    let refused = refused_of(status);
    let language = sotay_rest::Language::default();
    let fields = refused.fields.iter().map(|field| field.text.of(language));
    std::iter::once(refused.text.of(language))
        .chain(fields)
        .collect::<Vec<_>>()
        .join(" ")
}

fn no_code(code: &str) -> Response<Body> {
    let told = Told {
        around: Around::of(code, ""),
        head: "Không đọc được mã",
        text: "Xin quét lại mã đang chiếu trong phòng họp.",
        mood: Mood::Bad,
    };
    page::answer(StatusCode::NOT_FOUND, &told, Vec::new())
}

/// What came is none of our forms.
pub(super) fn no_form(code: &str) -> Response<Body> {
    let told = Told {
        around: Around::of(code, ""),
        head: "Chưa gửi được",
        text: "Xin mở lại trang bằng cách quét mã trong phòng họp rồi thử lại.",
        mood: Mood::Bad,
    };
    page::answer(StatusCode::BAD_REQUEST, &told, Vec::new())
}
