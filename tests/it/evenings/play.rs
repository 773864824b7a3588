//! Plays an evening step by step over the real service.

use serde_json::{Value, json};
use uuid::Uuid;

use super::calls::Asked;
use super::deeds::{Call, Deed};
use super::figures;
use super::script::{Expect, Script, Step};
use super::stage::{Held, Stage};
use crate::support::people::Person;
use crate::support::problem::Problem;
use crate::support::wire::Wire;

/// Why a deed did not go as the file says, with the code if it was refused.
struct Trouble {
    code: Option<String>,
    told: String,
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self {
            told: format!("was refused: {problem:?}"),
            code: Some(problem.code),
        }
    }
}

/// Plays an evening; what differs from the file, a line each.
pub(super) async fn play(script: &Script, wire: Wire) -> Result<(), String> {
    let mut stage = Stage::set(script, wire).await;
    let (dated, last): (Vec<&Expect>, Vec<&Expect>) =
        script.expect.iter().partition(|expect| expect.at.is_some());
    let mut dated = dated.into_iter().peekable();
    let mut odd = Vec::new();
    for step in &script.evening.happens {
        while let Some(expect) = dated.next_if(|expect| expect.at < Some(step.at)) {
            odd.extend(figures::look(&mut stage, expect).await);
        }
        stage.comes_to(step.at).await;
        if let Err(trouble) = stage.happens(step).await {
            odd.push(trouble);
            break;
        }
    }
    for expect in dated.chain(last) {
        odd.extend(figures::look(&mut stage, expect).await);
    }
    if odd.is_empty() {
        return Ok(());
    }
    Err(format!("{} ({wire:?})\n  {}", script.title, odd.join("\n  ")))
}

impl Stage<'_> {
    /// Everybody who does it does it, one after the other.
    async fn happens(&mut self, step: &Step) -> Result<(), String> {
        for name in &step.by.0 {
            let person = self.person(name).await;
            let went = match (self.does(name, &person, &step.deed).await, &step.refused) {
                (Ok(()), None) => continue,
                (Err(trouble), Some(_)) if trouble.code == step.refused => continue,
                (Ok(()), Some(code)) => format!("was not refused with {code}"),
                (Err(trouble), _) => trouble.told,
            };
            return Err(format!("{:?}: {name} {went}", step.at.0));
        }
        Ok(())
    }

    async fn does(&mut self, name: &str, person: &Person, deed: &Deed) -> Result<(), Trouble> {
        match deed {
            Deed::Waits {} | Deed::Activates {} => Ok(()),
            Deed::Calls(call) => self.calls(name, person, call).await,
            Deed::ChecksIn {
                meeting,
                kept,
                shown_by,
                outcome,
            } => {
                let outcome = outcome.as_deref().unwrap_or("RECORDED");
                let code = if *kept {
                    self.kept.clone()
                } else {
                    self.code(meeting.as_ref(), shown_by.as_ref()).await
                };
                self.checks_in(person, meeting.as_ref(), (&code, outcome)).await
            }
            Deed::KeepsCode { meeting } => {
                self.kept = self.code(meeting.as_ref(), None).await;
                Ok(())
            }
            Deed::MovesTo { branch } => self.moves(name, person, branch).await,
            Deed::StaysAt { branch, since, until } => self.stays(name, person, (branch, since, until)).await,
            other => self.asks(name, person, other).await,
        }
    }

    /// What one public call does.
    async fn asks(&mut self, name: &str, person: &Person, deed: &Deed) -> Result<(), Trouble> {
        if let Deed::Opens { meeting, .. } = deed {
            let meeting = meeting.clone().unwrap_or_else(|| self.last.clone());
            if let Some(held) = self.meetings.get_mut(&meeting) {
                name.clone_into(&mut held.opened_by);
            }
        }
        let asked = Asked::of(self, person, deed).await;
        let answer: Value = person.call(asked.call, &asked.request).await?;
        let rows = answer.get("outcomes").and_then(Value::as_array);
        match rows
            .into_iter()
            .flatten()
            .find(|row| row["outcome"] != "RECORDED")
        {
            Some(row) => Err(Trouble {
                code: row["code"].as_str().map(str::to_owned),
                told: format!("was told of a row: {row}"),
            }),
            None => Ok(()),
        }
    }

    async fn calls(&mut self, name: &str, person: &Person, call: &Call) -> Result<(), Trouble> {
        let elsewhere = call.organization.as_ref().map(|name| self.organization(name));
        let mut point = json!({"title": "Nội dung chính"});
        if !call.papers.is_empty() {
            point["papers"] = json!(call.papers);
        }
        let draft = json!({
            "organization": elsewhere.unwrap_or_else(|| self.branch()), "kind": call.kind, "title": call.meeting,
            "place": "Nhà văn hóa", "startTime": call.from.0, "endTime": call.to.0, "agenda": [point],
            "members": self.members(&call.members).await,
        });
        let drafted: Value = person.call("CallMeeting", &draft).await?;
        if !call.draft {
            let issue = json!({"meeting": drafted["id"]});
            person.call::<_, Value>("IssueMeeting", &issue).await?;
        }
        call.meeting.clone_into(&mut self.last);
        let held = Held {
            id: drafted["id"].as_str().unwrap().parse().unwrap(),
            opened_by: name.to_owned(),
        };
        self.meetings.insert(call.meeting.clone(), held);
        Ok(())
    }

    /// What the screen in the room shows.
    async fn code(&mut self, meeting: Option<&String>, shown_by: Option<&String>) -> String {
        let held = self.meeting(meeting);
        let (id, shower) = (held.id, shown_by.unwrap_or(&held.opened_by).clone());
        let shower = self.person(&shower).await;
        let shown = shower.does("GetVenueCode", json!({"meeting": id})).await;
        shown["code"].as_str().unwrap().to_owned()
    }

    async fn checks_in(
        &mut self,
        person: &Person,
        meeting: Option<&String>,
        (code, expected): (&str, &str),
    ) -> Result<(), Trouble> {
        let request = json!({"meeting": self.meeting(meeting).id, "code": code, "eventId": Uuid::new_v4()});
        let answer: Value = person.call("CheckIn", &request).await?;
        if answer["outcome"] == expected {
            return Ok(());
        }
        Err(Trouble {
            code: None,
            told: format!("heard {} instead of {expected}", answer["outcome"]),
        })
    }

    /// From the request to the reception, through everybody's hands in one day.
    async fn moves(&mut self, name: &str, person: &Person, to: &str) -> Result<(), Trouble> {
        let ask = json!({"member": person.id, "to": self.organization(to), "reason": "Chuyển nơi ở"});
        let transfer: Value = person.call("RequestTransfer", &ask).await?;
        let about = json!({"transfer": transfer["id"]});
        let secretary = self.secretary_of(name);
        let secretary = self.person(&secretary).await;
        secretary.call::<_, Value>("ConfirmTransfer", &about).await?;
        let keeper = self.person("Sơn").await;
        let introduce = json!({"transfer": transfer["id"], "decisionNumber": "31-GTSHĐ"});
        keeper.call::<_, Value>("IntroduceTransfer", &introduce).await?;
        for step in ["HandOverTransfer", "ReceiveTransfer", "CompleteTransfer"] {
            keeper.call::<_, Value>(step, &about).await?;
        }
        Ok(())
    }

    /// The secretary sends a member elsewhere for a time; whoever keeps the files receives the slip there.
    async fn stays(
        &mut self,
        name: &str,
        person: &Person,
        (branch, since, until): (&str, &str, &str),
    ) -> Result<(), Trouble> {
        let secretary = self.secretary_of(name);
        let secretary = self.person(&secretary).await;
        let send = json!({
            "member": person.id, "host": self.organization(branch), "purpose": "WORK",
            "fromDate": since, "toDate": until, "decisionNumber": "15-GT/CB",
        });
        let stay: Value = secretary.call("StartTemporaryStay", &send).await?;
        let keeper = self.person("Sơn").await;
        let about = json!({"stay": stay["id"]});
        keeper.call::<_, Value>("ReceiveTemporaryStay", &about).await?;
        Ok(())
    }
}

/// Reads a file and plays it.
pub(super) async fn read_and_play(text: &str, wire: Wire) -> Result<(), String> {
    play(&Script::read(text)?, wire).await
}
