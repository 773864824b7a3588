//! Rows streamed into a table.

use sqlx::PgConnection;
use sqlx::postgres::PgCopyIn;
use std::fmt::Write;

/// Bytes gathered before they are sent.
const PARCEL: usize = 1 << 20;

/// Rows on their way into a table.
pub(super) struct Copy<'c> {
    into: PgCopyIn<&'c mut PgConnection>,
    parcel: String,
}

impl<'c> Copy<'c> {
    pub(super) async fn into(conn: &'c mut PgConnection, table: &str) -> Self {
        let statement = format!("copy {table} from stdin");
        Self {
            into: conn.copy_in_raw(&statement).await.unwrap(),
            parcel: String::with_capacity(PARCEL + 4096),
        }
    }

    pub(super) async fn row(&mut self, row: std::fmt::Arguments<'_>) {
        self.parcel.write_fmt(row).unwrap();
        if self.parcel.len() > PARCEL {
            self.into.send(self.parcel.as_bytes()).await.unwrap();
            self.parcel.clear();
        }
    }

    pub(super) async fn finish(mut self) {
        self.into.send(self.parcel.as_bytes()).await.unwrap();
        self.into.finish().await.unwrap();
    }
}
