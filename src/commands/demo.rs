//! `sotay demo`: a whole invented district, ready to sign in to.

use super::ground::Ground;
use super::{import, progress, serve};
use crate::access::Gate;
use crate::access::doors::Operator;
use crate::config::{Given, Settings};
use crate::demo::cast::{self, Programme};
use crate::demo::{self, history, roster, second_act};
use crate::directory::import::Files;
use crate::directory::organizations::{PartRole, Reorganized};
use crate::edge::Limits;
use crate::identity::Hasher;
use anyhow::ensure;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the demo runs.
#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    /// Where it answers; 0.0.0.0:8080 lets phones on the same network in.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = address)]
    listen: SocketAddr,
    /// Where metrics answer; without it on a port that is free.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    metrics_listen: SocketAddr,
    /// Folder of everything the demo keeps; started again on it, the demo goes on.
    #[arg(long, value_name = "DIR", default_value = "sotay-demo")]
    data: PathBuf,
    /// Play on to 01/7/2025, when five communes became xã Đan Phượng; once played it stays so.
    #[arg(long)]
    second_act: bool,
    /// Folder with the Postgres programs, when they are not found by themselves.
    #[arg(long, env = "SOTAY_POSTGRES_BIN", value_name = "DIR")]
    postgres_bin: Option<PathBuf>,
}

/// Loads what is missing, casts the four, serves.
pub(super) async fn run(ask: Ask) -> anyhow::Result<()> {
    let base_url = format!(
        "http://{}",
        SocketAddr::new(reachable(ask.listen.ip()), ask.listen.port())
    );
    let settings = settings(&ask, &base_url)?;
    let ground = Ground::lay(&settings).await?;
    let gate = ground.gate().await?;
    let hasher = Hasher::start()?;
    if !demo::is_loaded(&Operator::new(&gate)).await? {
        load(&gate, &hasher, &ask.data).await?;
    }
    if ask.second_act {
        tell(second_act::play(&gate).await?.as_ref());
    }
    let programme = cast::cast(&gate, &hasher, &ask.data, &base_url).await?;
    gate.close().await;
    let house = serve::open(&ground, &settings).await?;
    // A demo that is told to stop has no load balancer that would have to notice first.
    let limits = Limits {
        unready: Duration::ZERO,
        ..Limits::default()
    };
    let data = ask.data.clone();
    cast::write(&programme, &data)?;
    serve::answer(ground, house, (&settings, limits), |address| {
        announce(&programme, address, &data);
    })
    .await
}

fn settings(ask: &Ask, base_url: &str) -> anyhow::Result<Settings> {
    let given = Given {
        listen: Some(ask.listen),
        metrics_listen: Some(ask.metrics_listen),
        data: Some(std::path::absolute(&ask.data)?),
        postgres_bin: ask.postgres_bin.clone(),
        public_url: Some(base_url.to_owned()),
        ..Given::default()
    };
    std::fs::create_dir_all(&ask.data)?;
    Ok(given.settle()?)
}

/// The district through the same import that everybody uses, then its history.
async fn load(gate: &Gate, hasher: &Hasher, data: &Path) -> anyhow::Result<()> {
    let sheets = roster::sheets()?;
    std::fs::write(data.join("organizations.csv"), &sheets.organizations)?;
    std::fs::write(data.join("members.csv"), &sheets.members)?;
    let files = Files {
        organizations: sheets.organizations.as_bytes(),
        members: sheets.members.as_bytes(),
    };
    let outcome = import::load(gate, files).await?;
    let refused = outcome.organizations.refused + outcome.members.refused;
    ensure!(
        refused == 0,
        "{refused} rows of the invented roster were refused: {:?}",
        outcome.members.problems.first()
    );
    let bar = progress::bar("Mười hai tháng sinh hoạt");
    let today = crate::base::vietnam::day_of(gate.clock.now());
    let months = usize::try_from(history::MONTHS)?;
    history::write(&Operator::new(gate), hasher, today, |month| {
        progress::show(&bar, usize::try_from(month).unwrap_or_default(), months);
    })
    .await?;
    bar.finish_and_clear();
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the demo answers on the terminal")]
fn tell(done: Option<&Reorganized>) {
    let Some(done) = done else {
        println!("second act: played before, nothing moves");
        return;
    };
    let merged = done
        .event
        .parts
        .iter()
        .filter(|part| part.role == PartRole::Predecessor);
    println!("\nsecond act, {}: {}", done.event.day, done.event.decision_number);
    for part in merged {
        let children = done
            .moved_organizations
            .iter()
            .filter(|moved| moved.from == part.organization);
        println!(
            "  {:<24} ends; {} organisations go over",
            part.name,
            children.count()
        );
    }
    for new in &done.organizations {
        println!("  {:<24} begins", new.name);
    }
    println!(
        "  {} grants end, {} meetings not finished, {} notices stay",
        done.ended_grants.len(),
        done.pending_meetings,
        done.kept_notices
    );
}

#[expect(clippy::print_stdout, reason = "the demo answers on the terminal")]
fn announce(programme: &Programme, address: SocketAddr, data: &Path) {
    println!("\nsotay demo: Đảng bộ huyện Đan Phượng, 7.011 đảng viên (tên và số đều bịa ra)");
    println!("  REST, gRPC   {}", programme.base_url);
    println!("  API pages    {}/docs", programme.base_url);
    println!("  sign-ins     {}\n", data.join(cast::FILE).display());
    for account in &programme.accounts {
        println!(
            "  {:<10} login {}   password {}",
            account.role, account.login, account.password
        );
    }
    if !address.ip().is_loopback()
        && let Ok(code) = fast_qr::QRBuilder::new(programme.base_url.as_str()).build()
    {
        println!("\n{}", code.to_str());
    }
    println!("\nCtrl-C stops it; started again with the same --data it goes on.");
}

/// The address others reach this machine by. No packet is sent: connecting a datagram socket only picks a route.
fn reachable(listen: IpAddr) -> IpAddr {
    if !listen.is_unspecified() {
        return listen;
    }
    UdpSocket::bind((listen, 0))
        .and_then(|socket| {
            socket
                .connect(("192.0.2.1", 9))
                .and_then(|()| socket.local_addr())
        })
        .map_or(IpAddr::from([127, 0, 0, 1]), |address| address.ip())
}

/// An address with or without a port.
fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse::<SocketAddr>()
        .or_else(|_no_port| text.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, 8080)))
        .map_err(|error| format!("{error}: write it as 127.0.0.1:8080"))
}
