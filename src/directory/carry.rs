//! What hangs on organisations and waits for somebody follows a reorganisation: transfers, stays, proposed roles.

use super::types::Followed;
use super::{memberships, organizations, roles, transfers};
use crate::access::doors::Errand;
use crate::base::{Id, Result};

/// Lets everything that waits follow a reorganisation, and says what members are to be told. Told twice it does nothing
/// more.
pub async fn carry(errand: &mut Errand, event: Id) -> Result<Vec<Followed>> {
    let (clock, now, today) = (errand.clock().clone(), errand.now(), errand.today());
    let Some(reshaping) = organizations::reshaping(errand.conn(), event).await? else {
        return Ok(Vec::new());
    };
    let mut followed = transfers::follow(errand.conn(), &clock, &reshaping).await?;
    followed.extend(memberships::follow(errand.conn(), &clock, (event, &reshaping)).await?);
    let ended = organizations::ended_by(errand.conn(), event, today).await?;
    roles::follow(errand.conn(), &ended, &reshaping.decision_number, now).await?;
    Ok(followed)
}
