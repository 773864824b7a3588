//! The present-day projection follows the dated edges: at once for what holds already, on its day for what is to come.

use super::strays::strays;
use crate::access::closure::{self, Line};
use crate::access::doors::Errand;
use crate::base::{Id, Result};
use crate::directory::store::tree::{self, Above};
use crate::directory::words::Kind;
use crate::jobs::{self, Fact};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Shows every event whose day has come and that is not shown yet. Told twice it does nothing more.
pub async fn keep_up(errand: &mut Errand) -> Result<()> {
    let (now, today, clock) = (errand.now(), errand.today(), errand.clock().clone());
    if tree::waiting(errand.conn(), today).await?.is_empty() {
        return Ok(());
    }
    tree::lock(errand.conn()).await?;
    for event in tree::waiting(errand.conn(), today).await? {
        strays(errand.conn(), &clock, event).await?;
        show(errand.conn(), event, (now, today)).await?;
    }
    Ok(())
}

/// Shows an event in the projection and tells those above.
pub(super) async fn show(
    conn: &mut PgConnection,
    event: Id,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<()> {
    let touched = tree::touched_by(conn, event).await?;
    project(conn, &touched, today).await?;
    tree::mark_followed(conn, event, now).await?;
    jobs::tell(conn, Fact::OrganizationsReshaped, event).await
}

/// Writes the projection of organisations and of everything beneath them anew.
pub(super) async fn project(conn: &mut PgConnection, organizations: &[Id], today: NaiveDate) -> Result<()> {
    let beneath = closure::beneath(conn, organizations).await?;
    let ways = tree::ways_up(conn, &beneath, today).await?;
    closure::replace(conn, &beneath, &lines(&ways)).await
}

/// The lines of the projection: the ways up, with who keeps whose files.
fn lines(ways: &[Above]) -> Vec<Line> {
    ways.chunk_by(|one, other| one.organization == other.organization)
        .flat_map(|way| {
            let keepers = keepers_at(way);
            way.iter().map(move |above| Line {
                descendant: above.organization,
                ancestor: above.ancestor,
                depth: above.depth,
                keeper: keepers(above),
            })
        })
        .collect()
}

/// Who keeps the files of an organisation: the grass-roots committee it is, or what that became; else the nearest above;
/// for a branch outside of any, what it stands directly under.
fn keepers_at(way: &[Above]) -> impl Fn(&Above) -> bool + use<> {
    let is_committee = |above: &Above| above.ancestor_kind == Kind::GrassrootsCommittee;
    let committee = way
        .iter()
        .filter(|above| is_committee(above))
        .map(|above| above.depth)
        .min();
    let is_branch = way.first().is_some_and(|above| above.kind == Kind::Branch);
    let parent = way
        .iter()
        .map(|above| above.depth)
        .filter(|depth| *depth > 0)
        .min();
    let (depth, any_kind) = match committee {
        Some(depth) => (Some(depth), false),
        None => (parent.filter(|_| is_branch), true),
    };
    move |above| Some(above.depth) == depth && (any_kind || above.ancestor_kind == Kind::GrassrootsCommittee)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::decide;
    use proptest::prelude::*;

    fn way(kinds: &[(i32, Kind)]) -> Vec<Above> {
        let (_, kind) = kinds[0];
        (1..)
            .zip(kinds)
            .map(|(number, (depth, ancestor_kind))| Above {
                organization: Id::from_u128(1),
                kind,
                ancestor: Id::from_u128(number),
                ancestor_kind: *ancestor_kind,
                depth: *depth,
            })
            .collect()
    }

    fn keepers(kinds: &[(i32, Kind)]) -> Vec<u128> {
        let lines = lines(&way(kinds));
        lines
            .iter()
            .filter(|line| line.keeper)
            .map(|line| line.ancestor.as_u128())
            .collect()
    }

    #[test]
    fn what_an_organisation_became_keeps_its_files() {
        use Kind::{Branch, District, GrassrootsCommittee};
        assert_eq!(
            keepers(&[(0, GrassrootsCommittee), (0, GrassrootsCommittee), (1, District)]),
            [1, 2]
        );
        let branch = [(0, Branch), (0, Branch), (1, GrassrootsCommittee), (2, District)];
        assert_eq!(keepers(&branch), [3]);
        assert_eq!(keepers(&[(0, Branch), (0, Branch), (1, District)]), [3]);
        assert_eq!(keepers(&[(0, District)]), [0; 0]);
    }

    proptest! {
        #[test]
        fn for_what_lives_it_is_who_kept_it_at_the_founding(picks in prop::collection::vec(0..Kind::ALL.len(), 1..5)) {
            let kinds: Vec<(i32, Kind)> = (0..).zip(picks.iter().map(|pick| Kind::ALL[*pick])).collect();
            let above: Vec<(Id, Kind)> = way(&kinds).iter().skip(1).map(|a| (a.ancestor, a.ancestor_kind)).collect();
            let at_founding = decide::keeper(Id::from_u128(1), kinds[0].1, &above);
            prop_assert_eq!(keepers(&kinds), at_founding.map(|id| id.as_u128()).into_iter().collect::<Vec<_>>());
        }
    }
}
