//! What checks and indexes rows one by one is laid aside while a nation streams in, and put back at once afterwards.

use sqlx::{AssertSqlSafe, Executor, PgConnection};

/// Sorting in memory, and fewer checkpoints while everything is written for the first time.
const HASTE: &[&str] = &[
    "alter system set max_wal_size = '8GB'",
    "select pg_reload_conf()",
    "set session_replication_role = replica",
    "set synchronous_commit = off",
    "set maintenance_work_mem = '1GB'",
    "set work_mem = '256MB'",
];

const LEISURE: &str = "alter system reset max_wal_size";

/// What was laid aside: a name for the terminal and the statement that puts it back.
pub(super) struct Aside(Vec<(String, String)>);

impl Aside {
    /// Lays aside every constraint over several rows of these tables, and every index that is none of a primary key.
    pub(super) async fn lay(conn: &mut PgConnection, tables: &[&str]) -> Self {
        for sql in HASTE {
            conn.execute(*sql).await.unwrap();
        }
        let constraints: Vec<(String, String, String)> = sqlx::query_as(
            "select conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
             from pg_constraint
             where conrelid = any($1::text[]::regclass[])
               and contype in ('u', 'x')
             order by conrelid, conname",
        )
        .bind(tables)
        .fetch_all(&mut *conn)
        .await
        .unwrap();
        let mut aside = Vec::new();
        for (table, name, says) in constraints {
            let drop = format!("alter table {table} drop constraint {name}");
            conn.execute(AssertSqlSafe(drop)).await.unwrap();
            let back = format!("alter table {table} add constraint {name} {says}");
            aside.push((name, back));
        }
        let indexes: Vec<(String, String)> = sqlx::query_as(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
             from pg_index
             where indrelid = any($1::text[]::regclass[])
               and not indisprimary
             order by indrelid, indexrelid",
        )
        .bind(tables)
        .fetch_all(&mut *conn)
        .await
        .unwrap();
        for (name, back) in indexes {
            conn.execute(AssertSqlSafe(format!("drop index {name}")))
                .await
                .unwrap();
            aside.push((name, back));
        }
        aside.push(("checkpoints".to_owned(), LEISURE.to_owned()));
        Self(aside)
    }

    /// The statements that put everything back.
    pub(super) fn back(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(what, sql)| (what.as_str(), sql.as_str()))
    }
}
