//! What an operator can set, and the only reader of the environment: flags before environment before one TOML file
//! before defaults.

mod key_file;

use crate::base::secrets::Keys;
use serde::Deserialize;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// The oldest version of the app that is still served, unless set otherwise.
const MINIMUM_APP_VERSION: &str = "1.0.0";
/// What is logged unless set otherwise: the notices of a migrating server and the steps of the queue's own tables
/// tell an operator nothing, and of requests the metrics tell more than a line each.
const LOG: &str =
    "info,graphile_worker_migrations=warn,sqlx::postgres::notice=warn,sotay::edge::observe=warn";

/// Settings as given; what is left out falls back to the file, then to the default.
#[derive(clap::Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Given {
    /// A TOML file with any of these settings (their long names as keys).
    #[arg(long, env = "SOTAY_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Where gRPC and REST answer [default: 127.0.0.1:8080].
    #[arg(long, env = "SOTAY_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Where metrics answer [default: 127.0.0.1:9464].
    #[arg(long, env = "SOTAY_METRICS_LISTEN", value_name = "ADDR")]
    pub metrics_listen: Option<SocketAddr>,
    /// Postgres as the application; without it an embedded server runs in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Postgres as the owner of the tables, for migrations [default: the same as --database-url].
    #[arg(long, env = "DATABASE_OWNER_URL", hide_env_values = true, value_name = "URL")]
    pub database_owner_url: Option<String>,
    /// Folder of the embedded server and of the key file [default: sotay-data].
    #[arg(long, env = "SOTAY_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Folder with the Postgres programs, when they are not on the PATH or where distributions put them.
    #[arg(long, env = "SOTAY_POSTGRES_BIN", value_name = "DIR")]
    pub postgres_bin: Option<PathBuf>,
    /// File with the root key: 64 hexadecimal digits. Made on first use beside an embedded server.
    #[arg(long, env = "SOTAY_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// The address phones reach this service by; it stands in the QR of the room [default: from --listen].
    #[arg(long, env = "SOTAY_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Networks of proxies that may name the client's address, `10.0.0.0/8` [default: none].
    #[arg(
        long,
        env = "SOTAY_TRUSTED_PROXIES",
        value_name = "NETWORKS",
        value_delimiter = ','
    )]
    pub trusted_proxies: Option<Vec<String>>,
    /// Versions of the app below this one are told to update [default: 1.0.0].
    #[arg(long, env = "SOTAY_MINIMUM_APP_VERSION", value_name = "VERSION")]
    pub minimum_app_version: Option<String>,
}

/// Settings as they stand.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where gRPC and REST answer.
    pub listen: SocketAddr,
    /// Where metrics answer.
    pub metrics_listen: SocketAddr,
    /// Which Postgres.
    pub database: Database,
    /// File with the root key.
    pub key_file: PathBuf,
    /// The address phones reach this service by, without a slash at the end.
    pub public_url: String,
    /// Proxies that may name the client's address.
    pub trusted_proxies: Vec<String>,
    /// The oldest version of the app that is still served.
    pub minimum_app_version: String,
}

/// Which Postgres serves.
#[derive(Clone, Debug)]
pub enum Database {
    /// One of our own in a folder.
    Embedded {
        /// The folder of the server.
        folder: PathBuf,
        /// The folder of its programs, when given.
        binaries: Option<PathBuf>,
    },
    /// One that somebody else runs.
    External {
        /// As the application.
        url: String,
        /// As the owner of the tables.
        owner_url: String,
    },
}

/// A setting that cannot stand.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// The file cannot be read.
    #[error("cannot read {0}: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// The file is not what it should be.
    #[error("{0}: {1}")]
    Malformed(PathBuf, String),
    /// The key file is missing and must not be made silently.
    #[error(
        "there is no key file at {0}: give the one that belongs to this database with --key-file, \
         or make one for a new database with: head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \\n' > {0}"
    )]
    NoKey(PathBuf),
}

impl Given {
    /// Reads the file that is named and fills in the defaults.
    pub fn settle(self) -> Result<Settings, Unfit> {
        let file = self
            .config
            .as_deref()
            .map(read_file)
            .transpose()?
            .unwrap_or_default();
        let listen = self.listen.or(file.listen).unwrap_or_else(|| loopback(8080));
        let data = self
            .data
            .or(file.data)
            .unwrap_or_else(|| PathBuf::from("sotay-data"));
        let url = self.database_url.or(file.database_url);
        let owner_url = self.database_owner_url.or(file.database_owner_url);
        let database = match url {
            Some(url) => Database::External {
                owner_url: owner_url.unwrap_or_else(|| url.clone()),
                url,
            },
            None => Database::Embedded {
                folder: data.join("postgres"),
                binaries: self.postgres_bin.or(file.postgres_bin),
            },
        };
        let public_url = self
            .public_url
            .or(file.public_url)
            .unwrap_or_else(|| format!("http://{listen}"));
        Ok(Settings {
            listen,
            metrics_listen: self
                .metrics_listen
                .or(file.metrics_listen)
                .unwrap_or_else(|| loopback(9464)),
            database,
            key_file: self
                .key_file
                .or(file.key_file)
                .unwrap_or_else(|| data.join("root.key")),
            public_url: public_url.trim_end_matches('/').to_owned(),
            trusted_proxies: self.trusted_proxies.or(file.trusted_proxies).unwrap_or_default(),
            minimum_app_version: self
                .minimum_app_version
                .or(file.minimum_app_version)
                .unwrap_or_else(|| MINIMUM_APP_VERSION.to_owned()),
        })
    }
}

impl Settings {
    /// The root key; made on first use beside an embedded server, never beside a database that is already there.
    pub fn keys(&self) -> Result<Keys, Unfit> {
        let may_make = matches!(self.database, Database::Embedded { .. });
        key_file::read(&self.key_file, may_make)
    }
}

/// The log filter: `SOTAY_LOG`, in the syntax of `tracing_subscriber::EnvFilter`.
pub fn log_filter() -> tracing_subscriber::EnvFilter {
    tracing_subscriber::EnvFilter::try_from_env("SOTAY_LOG")
        .unwrap_or_else(|_unset| tracing_subscriber::EnvFilter::new(LOG))
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn read_file(path: &Path) -> Result<Given, Unfit> {
    let text = std::fs::read_to_string(path).map_err(|error| Unfit::Unreadable(path.to_owned(), error))?;
    toml::from_str(&text).map_err(|error| Unfit::Malformed(path.to_owned(), error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_beats_the_file_and_the_file_beats_the_default() {
        let folder = std::env::temp_dir().join(format!("sotay-config-{}", std::process::id()));
        std::fs::write(
            &folder,
            "listen = \"127.0.0.1:1\"\npublic-url = \"https://sotay.example/\"\n",
        )
        .unwrap();
        let given = Given {
            config: Some(folder.clone()),
            listen: Some("127.0.0.1:2".parse().unwrap()),
            ..Given::default()
        };
        let settings = given.settle().unwrap();
        std::fs::remove_file(folder).unwrap();
        assert_eq!(settings.listen.port(), 2);
        assert_eq!(settings.public_url, "https://sotay.example");
        assert_eq!(settings.metrics_listen.port(), 9464);
        assert!(matches!(settings.database, Database::Embedded { .. }));
    }

    #[test]
    fn a_misspelt_setting_is_named() {
        let error = toml::from_str::<Given>("lisen = \"127.0.0.1:1\"").unwrap_err();
        assert!(error.to_string().contains("lisen"));
    }
}
