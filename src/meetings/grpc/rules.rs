//! The calls about rules.

use super::Desk;
use crate::access::Action;
use crate::base::ids;
use crate::directory::OrganizationPlace;
use crate::edge::calls::Answer;
use crate::edge::{read, write};
use crate::meetings::{MeetingPlace, findings, rules, wire};
use sotay_proto::meetings::v1::{self as proto, rules_server::Rules};
use sotay_rest::Language;
use tonic::Request;

#[tonic::async_trait]
impl Rules for Desk {
    async fn list_meeting_findings(
        &self,
        request: Request<proto::ListMeetingFindingsRequest>,
    ) -> Answer<proto::ListMeetingFindingsResponse> {
        let language = Language::of(request.metadata().as_ref());
        read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::ReadFindings, MeetingPlace(meeting)).await?;
            let found = findings::of_meeting(&mut visit, meeting).await?;
            Ok(wire::findings(found, language))
        })
        .await
    }

    async fn list_rules(
        &self,
        request: Request<proto::ListRulesRequest>,
    ) -> Answer<proto::ListRulesResponse> {
        read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let as_of = wire::day("asOf", &input.as_of)?;
            let mut visit = enter.to(Action::ReadOrganization, place).await?;
            let found = rules::rules(&mut visit, as_of).await?;
            Ok(proto::ListRulesResponse {
                rules: found.into_iter().map(wire::rule).collect(),
            })
        })
        .await
    }

    async fn set_rule(&self, request: Request<proto::SetRuleRequest>) -> Answer<proto::RuleInForce> {
        write(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let setting = wire::setting(&input)?;
            let rule = setting.rule;
            let mut visit = enter.to(Action::SetRule, place).await?;
            let set = rules::set_rule(&mut visit, setting).await?;
            visit.commit(wire::rule((rule, set))).await
        })
        .await
    }
}
