//! People who act. What they do is told with the words of the domain; how it travels is the wire's affair.

use axum::Router;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sotay::base::Id;
use uuid::Uuid;

use super::problem::Problem;
use super::wire::{Ask, Wire};

/// A member who signed in.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: Id,
    pub(crate) login: String,
    pub(crate) token: String,
    pub(crate) wire: Wire,
    pub(crate) router: Router,
}

/// Thôn Đông and three of its people.
pub(crate) struct Branch {
    pub(crate) id: Id,
    pub(crate) secretary: Person,
    pub(crate) lan: Person,
    pub(crate) binh: Person,
}

/// A meeting as its secretary knows it.
#[derive(Clone, Debug)]
pub(crate) struct Meeting {
    pub(crate) id: Id,
    pub(crate) etag: String,
}

impl Person {
    /// Calls a method of the contract by its name.
    pub(crate) async fn call<Req, Resp>(&self, name: &str, request: &Req) -> Result<Resp, Problem>
    where
        Req: Serialize + Sync,
        Resp: DeserializeOwned,
    {
        let request = serde_json::to_value(request).unwrap();
        let answer = self.ask(Ask::new(name, request)).await?;
        Ok(serde_json::from_value(answer).unwrap_or_else(|error| panic!("{name}: {error}")))
    }

    /// Makes a call that was prepared.
    pub(crate) async fn ask(&self, ask: Ask) -> Result<Value, Problem> {
        ask.bearing(&self.token).over(self.wire, &self.router).await
    }

    /// Calls, and it goes well.
    pub(crate) async fn does(&self, name: &str, request: Value) -> Value {
        self.call(name, &request)
            .await
            .unwrap_or_else(|problem: Problem| panic!("{name}: {problem:?}"))
    }

    /// Calls, and is told no.
    pub(crate) async fn is_refused(&self, name: &str, request: Value) -> Problem {
        match self.call::<_, Value>(name, &request).await {
            Ok(answer) => panic!("{name} was not refused: {answer}"),
            Err(problem) => problem,
        }
    }

    /// Calls a regular meeting for this evening: the whole branch is told.
    pub(crate) async fn calls_a_meeting(&self, branch: Id) -> Meeting {
        let draft = self.drafts_a_meeting(branch).await;
        Meeting::of(&self.does("IssueMeeting", json!({"meeting": draft.id})).await)
    }

    /// Drafts the same meeting; nobody is told.
    pub(crate) async fn drafts_a_meeting(&self, branch: Id) -> Meeting {
        let draft = self
            .does(
                "CallMeeting",
                json!({
                    "organization": branch,
                    "kind": "REGULAR",
                    "title": "Sinh hoạt thường kỳ tháng 11",
                    "place": "Nhà văn hóa thôn Đông",
                    "startTime": "2023-11-05T12:30:00Z",
                    "endTime": "2023-11-05T14:00:00Z",
                    "agenda": [{"title": "Đánh giá tháng 10", "presenter": "Bí thư", "minutesPlanned": 30}],
                }),
            )
            .await;
        Meeting::of(&draft)
    }

    /// Opens a meeting: from now on its roster stands.
    pub(crate) async fn opens(&self, meeting: &Meeting) -> Meeting {
        Meeting::of(&self.does("OpenMeeting", json!({"meeting": meeting.id})).await)
    }

    /// Closes a meeting: who said nothing was absent.
    pub(crate) async fn closes(&self, meeting: &Meeting) -> Meeting {
        Meeting::of(&self.does("CloseMeeting", json!({"meeting": meeting.id})).await)
    }

    /// Reads what the screen in the room shows.
    pub(crate) async fn shows_the_code(&self, meeting: &Meeting) -> String {
        let shown = self.does("GetVenueCode", json!({"meeting": meeting.id})).await;
        shown["code"].as_str().unwrap().to_owned()
    }

    /// Scans the code on the screen.
    pub(crate) async fn checks_in(&self, meeting: &Meeting, code: &str) -> Result<Value, Problem> {
        let request = json!({"meeting": meeting.id, "code": code, "eventId": Uuid::new_v4()});
        self.call("CheckIn", &request).await
    }

    /// Counts and rows of a meeting, as far as this person may see them.
    pub(crate) async fn sees_attendance(&self, meeting: &Meeting) -> Value {
        self.does("ListAttendance", json!({"meeting": meeting.id})).await
    }

    /// Everything that was said of a member at a meeting.
    pub(crate) async fn hears_of(&self, meeting: &Meeting, member: &Self) -> Vec<Value> {
        let request = json!({"meeting": meeting.id, "member": member.id});
        let said = self.does("ListAttendanceEvents", request).await;
        said["events"].as_array().unwrap().clone()
    }
}

impl Meeting {
    fn of(answer: &Value) -> Self {
        Self {
            id: answer["id"].as_str().unwrap().parse().unwrap(),
            etag: answer["etag"].as_str().unwrap().to_owned(),
        }
    }
}
