//! A line of a roster on the wire, the same wherever a roster is shown.

use super::Rostered;
use sotay_proto::directory::v1::{Standing, member, membership};

impl From<Rostered> for Standing {
    fn from(line: Rostered) -> Self {
        let class = member::Class::from_str_name(line.class.name());
        let activity = member::Activity::from_str_name(line.activity.name());
        let relation = membership::Relation::from_str_name(line.relation.name());
        Self {
            class: class.unwrap_or_default().into(),
            activity: activity.unwrap_or_default().into(),
            relation: relation.unwrap_or_default().into(),
        }
    }
}
