//! A nation to measure on: 5.6 million invented members in some 300,000 organisations, built once by COPY and kept.
//!
//! `SOTAY_NATION_MEMBERS` makes a smaller one; `SOTAY_NATION` says where it is kept, otherwise in the system's temporary
//! folder. Everything is drawn from a member's number, so that two machines build the same nation. The server syncs
//! every commit, as one in use does.

mod aside;
mod copy;
pub(crate) mod evenings;
pub(crate) mod house;
mod people;
mod shape;
mod tables;

pub(crate) use people::{citizen_id, name};
pub(crate) use shape::{Shape, draw};

use sotay::base::secrets::Keys;
use sotay::db::embedded::{DATABASE, OWNER, Options, SUPERUSER, Server};
use sotay::db::{Durability, migrate};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Members of the Party in January 2026.
const MEMBERS: u32 = 5_600_000;
/// The root key of every nation: what is sealed in it is invented.
const ROOT: [u8; 32] = [7; 32];

/// A nation on a running server.
pub(crate) struct Nation {
    pub(crate) server: Server,
    pub(crate) keys: Keys,
    pub(crate) shape: Shape,
}

impl Nation {
    /// Starts the nation's server; builds the nation when it is not there yet.
    pub(crate) async fn raise() -> Self {
        let members = std::env::var("SOTAY_NATION_MEMBERS").map_or(MEMBERS, |count| count.parse().unwrap());
        let folder = std::env::var_os("SOTAY_NATION").map_or_else(|| temporary(members), PathBuf::from);
        Self::at(folder, members).await
    }

    /// As large as a district, in the system's temporary folder.
    pub(crate) async fn district(members: u32) -> Self {
        Self::at(temporary(members), members).await
    }

    async fn at(folder: PathBuf, members: u32) -> Self {
        let shape = Shape::of(members);
        let options = Options {
            folder: folder.clone(),
            binaries: None,
            durable: true,
        };
        let server = Server::start(options).await.unwrap();
        migrate(&server.url(OWNER, DATABASE), Durability::Demanded)
            .await
            .unwrap();
        let nation = Self {
            server,
            keys: Keys::new(ROOT),
            shape,
        };
        nation.build(&folder.join(format!("built-{members}"))).await;
        nation
    }

    /// The address of the nation's database for its superuser.
    pub(crate) fn url(&self) -> String {
        self.server.url(SUPERUSER, DATABASE)
    }

    async fn build(&self, built: &Path) {
        if built.exists() {
            return;
        }
        let began = Instant::now();
        tables::fill(&self.url(), &self.keys, &self.shape).await;
        std::fs::write(built, "").unwrap();
        println!(
            "a nation of {} members in {} organisations, built in {} s",
            self.shape.members,
            self.shape.organizations(),
            began.elapsed().as_secs()
        );
    }
}

fn temporary(members: u32) -> PathBuf {
    std::env::temp_dir().join(format!("sotay-nation-{members}"))
}
