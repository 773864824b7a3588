//! The roles and the database that a new server needs; every step may find itself done already.

use sqlx::{ConnectOptions, Connection, PgConnection};

use super::{APPLICATION, DATABASE, OWNER, SUPERUSER, Server, Unready};

const ROLES: &str = "
do $$
begin
    if not exists (select from pg_roles where rolname = 'sotay_owner') then
        create role sotay_owner login;
    end if;
    if not exists (select from pg_roles where rolname = 'sotay_app') then
        create role sotay_app login;
    end if;
end
$$";

const NEW_DATABASE: &str = "create database sotay owner sotay_owner";

const RIGHTS: &str = "
revoke all on database sotay from public;
grant connect on database sotay to sotay_app;
grant sotay_app to sotay_owner;
revoke all on database postgres from public;
revoke create on schema public from public;
";

/// Makes sure of the owner, the application and their database.
pub(super) async fn prepare(server: &Server) -> Result<(), Unready> {
    set_up(server).await.map_err(|error| {
        Unready::new(
            format!("Không tạo được vai trò {OWNER}, {APPLICATION} và cơ sở dữ liệu {DATABASE}"),
            format!("Cannot create the roles {OWNER}, {APPLICATION} and the database {DATABASE}"),
        )
        .because(error)
    })
}

async fn set_up(server: &Server) -> sqlx::Result<()> {
    let mut conn = server.connect(SUPERUSER, "postgres").connect().await?;
    sqlx::raw_sql(ROLES).execute(&mut conn).await?;
    if !has_database(&mut conn).await? {
        tracing::info!(database = DATABASE, "creating the database");
        sqlx::raw_sql(NEW_DATABASE).execute(&mut conn).await?;
    }
    sqlx::raw_sql(RIGHTS).execute(&mut conn).await?;
    conn.close().await
}

async fn has_database(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from pg_database where datname = $1) as "exists!""#,
        DATABASE
    )
    .fetch_one(conn)
    .await
}
