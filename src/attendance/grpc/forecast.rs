//! The call about how many will come.

use super::Desk;
use crate::access::Action;
use crate::attendance::forecast::{self, Ruled, Threshold};
use crate::base::{Text, ids};
use crate::edge;
use crate::edge::calls::Answer;
use crate::meetings::MeetingPlace;
use sotay_proto::attendance::v1 as proto;
use sotay_rest::Language;
use tonic::Request;

const DEFINITION: Text = Text::new(
    "Người trả lời sẽ dự tính là có mặt; người xin vắng (đã đồng ý hoặc chưa quyết định) tính là vắng; người chưa trả \
     lời và người không được đồng ý cho vắng tính theo tỷ lệ dự họp của chính mình trong các cuộc họp gần đây, người \
     chưa có tỷ lệ tính theo tỷ lệ chung. Người được miễn hoặc đang sinh hoạt nơi khác chỉ tính khi trả lời sẽ dự.",
    "Who replies so will be there; who asks to stay away, decided or not, will not. Who is silent, or was told to come, \
     counts by the own attendance of the last meetings, and without one by that of all. The exempt, and those who stay \
     elsewhere for a time, count only on their own word.",
);

#[tonic::async_trait]
impl proto::forecasts_server::Forecasts for Desk {
    async fn get_forecast(&self, request: Request<proto::GetForecastRequest>) -> Answer<proto::Forecast> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let meeting = ids::parse("meeting", &input.meeting)?;
            let mut visit = enter.to(Action::RunMeeting, MeetingPlace(meeting)).await?;
            Ok(worded(forecast::forecast(&mut visit, meeting).await?, language))
        })
        .await
    }
}

fn worded(ruled: Ruled, language: Language) -> proto::Forecast {
    let kind = match ruled.threshold {
        Threshold::MoreThan => proto::forecast_rule::Kind::MajorityPercent,
        Threshold::AtLeast => proto::forecast_rule::Kind::QuorumPercent,
    };
    let forecast = ruled.forecast;
    proto::Forecast {
        called: forecast.called,
        will_attend: forecast.will_attend,
        absence_accepted: forecast.absence_accepted,
        absence_undecided: forecast.absence_undecided,
        absence_declined: forecast.absence_declined,
        silent: forecast.silent,
        expected: forecast.expected,
        entitled: forecast.entitled,
        expected_entitled: forecast.expected_entitled,
        needed: forecast.needed,
        will_be_reached: forecast.will_be_reached,
        past_meetings: ruled.past_meetings,
        definition: DEFINITION.of(language).to_owned(),
        rule: Some(proto::ForecastRule {
            kind: kind.into(),
            value: ruled.in_force.value,
            source: ruled.in_force.source,
            since: ruled
                .in_force
                .since
                .map(|day| day.to_string())
                .unwrap_or_default(),
        }),
    }
}
