//! What leans on organisations and is counted when they are reshaped.

use crate::directory::organizations::Dependents;
use crate::directory::transfers;
use crate::{meetings, notices};

/// Who counts what depends on organisations that are reshaped.
pub(crate) const DEPENDENTS: Dependents = Dependents {
    pending_meetings: |conn, organizations| {
        Box::pin(async move { meetings::pending(conn, &organizations).await })
    },
    kept_notices: |conn, organizations| {
        Box::pin(async move { notices::addressed_to(conn, &organizations).await })
    },
    open_transfers: |conn, organizations| {
        Box::pin(async move { transfers::open_at(conn, &organizations).await })
    },
};
