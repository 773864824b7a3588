//! The gate is the only way to the database; the doors beside it are few, and each is a closed list.

use crate::support::code::{Part, Token, continues_with};
use crate::support::sources::Sources;
use std::collections::BTreeSet;

/// Who goes through which door. A line more is a decision, not a detail.
const DOORS: [(&str, &str); 25] = [
    ("Lane", "src/attendance/grpc.rs"),
    ("Lane", "src/attendance/lane/mod.rs"),
    ("Lane", "src/attendance/lane/together.rs"),
    ("Operator", "src/commands/admin.rs"),
    ("Operator", "src/commands/demo.rs"),
    ("Operator", "src/commands/import.rs"),
    ("Operator", "src/commands/keys.rs"),
    ("Operator", "src/commands/sync.rs"),
    ("Operator", "src/demo/cast.rs"),
    ("Operator", "src/demo/history.rs"),
    ("Operator", "src/demo/mod.rs"),
    ("Operator", "src/demo/second_act.rs"),
    ("Operator", "src/directory/master/mod.rs"),
    ("Porch", "src/app.rs"),
    ("Porch", "src/identity/entrance.rs"),
    ("Worker", "src/app.rs"),
    ("Worker", "src/app/work.rs"),
    ("Worker", "src/attendance/forgotten.rs"),
    ("Worker", "src/attendance/grpc.rs"),
    ("Worker", "src/attendance/offline/take_up.rs"),
    ("Worker", "src/attendance/watch/hub.rs"),
    ("Worker", "src/directory/findings/recount.rs"),
    ("Worker", "src/directory/roster/jobs.rs"),
    ("Worker", "src/identity/recogniser.rs"),
    ("Worker", "src/jobs/told.rs"),
];

/// Who takes connections from the pool: the gate and the doors.
const TAKES_CONNECTIONS: [&str; 2] = ["src/access/doors.rs", "src/access/threshold.rs"];

/// Who knows the pool itself.
const KNOWS_THE_POOL: [&str; 4] = [
    "src/db/embedded/mod.rs",
    "src/db/migrate.rs",
    "src/db/pool.rs",
    "src/jobs/worker.rs",
];

/// What answers without being in the contract: to anybody, so it may tell nothing.
const OUTSIDE_THE_CONTRACT: [&str; 4] = ["/livez", "/metrics", "/openapi.json", "/readyz"];

/// Pages: each shows a stranger nothing but how to sign in, which `console_venue.rs` tries.
const PAGES: [&str; 5] = [
    "/c/{code}",
    "/c/{code}/activate",
    "/c/{code}/check-in",
    "/c/{code}/sign-in",
    "/c/{code}/sign-out",
];

/// What carries files and no messages: behind the gate as calls are, which `directory_roster.rs` tries as a stranger.
const OF_FILES: [&str; 1] = ["/v1/organizations/{organization}/roster"];

#[test]
fn only_those_listed_go_through_a_door() {
    let found = users_of_doors(&Sources::of_the_service());
    let listed = DOORS
        .iter()
        .map(|(door, path)| ((*door).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(found, listed);
}

#[test]
fn a_new_user_of_a_door_is_noticed() {
    let sources = Sources::of_the_service();
    let known = users_of_doors(&sources);
    for code in [
        "use crate::access::doors::Operator;",
        "use crate::access::{Gate, doors::{self, Operator}};",
        "fn f(gate: &Gate) { doors::Operator::new(gate); }",
    ] {
        let with = users_of_doors(&sources.with("src/edge/back.rs", &format!("//! A way in.\n{code}")));
        let new: Vec<_> = with.difference(&known).collect();
        assert_eq!(
            new,
            [&("Operator".to_owned(), "src/edge/back.rs".to_owned())],
            "{code}"
        );
    }
}

#[test]
fn only_the_gate_and_the_doors_take_connections() {
    let sources = Sources::of_the_service();
    assert_eq!(takers(&sources), TAKES_CONNECTIONS);
    assert_eq!(knowers(&sources), KNOWS_THE_POOL);
}

#[test]
fn a_connection_taken_past_the_gate_is_noticed() {
    let sources = Sources::of_the_service();
    let taken = sources.with_added("src/edge/calls.rs", "async fn f(db: &Db) { db.reading().await; }");
    assert!(takers(&taken).contains(&"src/edge/calls.rs".to_owned()));
    let pool = sources.with_added("src/edge/calls.rs", "struct Mine(sqlx::PgPool);");
    assert!(knowers(&pool).contains(&"src/edge/calls.rs".to_owned()));
}

#[test]
fn few_routes_stand_outside_of_the_contract() {
    let listed: Vec<_> = PAGES
        .iter()
        .chain(&OUTSIDE_THE_CONTRACT)
        .chain(&OF_FILES)
        .collect();
    assert_eq!(
        routes(&Sources::of_the_service()).iter().collect::<Vec<_>>(),
        listed
    );
}

#[test]
fn a_route_past_the_contract_is_noticed() {
    let code = r#"fn f(router: Router) { router.route("/v1/back", get(door)); }"#;
    let with = Sources::of_the_service().with_added("src/edge/docs.rs", code);
    assert!(routes(&with).contains(&"/v1/back".to_owned()));
}

/// The paths that the service routes by hand.
fn routes(sources: &Sources) -> Vec<String> {
    let is_call = |three: &[Token]| {
        matches!(
            three[0].word(),
            Some("route" | "route_service" | "nest" | "nest_service")
        ) && three[1].is(&Part::Open('('))
    };
    let mut paths: Vec<_> = sources
        .files()
        .flat_map(|file| file.tokens().windows(3))
        .filter(|three| is_call(three))
        .filter_map(|three| three[2].text().map(str::to_owned))
        .collect();
    paths.sort_unstable();
    paths
}

/// Each door with each file that names it. All of them at once counts as a door of its own.
fn users_of_doors(sources: &Sources) -> BTreeSet<(String, String)> {
    let mut users = BTreeSet::new();
    for file in sources
        .files()
        .filter(|file| !file.path.starts_with("src/access/"))
    {
        let tokens = file.tokens();
        for at in (0..tokens.len()).filter(|at| tokens[*at].word() == Some("doors")) {
            for door in continues_with(tokens, at) {
                if matches!(door, "Porch" | "Worker" | "Operator" | "Lane" | "*") {
                    users.insert((door.to_owned(), file.path.clone()));
                }
            }
        }
    }
    users
}

/// The files that call `.reading()`, `.writing()` or `.reserved()`.
fn takers(sources: &Sources) -> Vec<String> {
    files_with(sources, |three| {
        three[0].is(&Part::Sign('.'))
            && matches!(three[1].word(), Some("reading" | "writing" | "reserved"))
            && three[2].is(&Part::Open('('))
    })
}

fn knowers(sources: &Sources) -> Vec<String> {
    files_with(sources, |three| {
        matches!(
            three[1].word(),
            Some("PgPool" | "PgPoolOptions" | "PgConnectOptions" | "PgListener" | "Pool")
        )
    })
}

fn files_with(sources: &Sources, shape: impl Fn(&[Token]) -> bool) -> Vec<String> {
    sources
        .files()
        .filter(|file| file.tokens().windows(3).any(&shape))
        .map(|file| file.path.clone())
        .collect()
}
