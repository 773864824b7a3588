//! `sotay admin`: people who run the system. They are members like all others; the role is granted here and nowhere else.

use super::ground::Ground;
use crate::access::doors::{Errand, Operator};
use crate::access::{Role, grants};
use crate::base::{Id, ids};
use crate::config::Given;
use crate::directory::{logins, organizations};
use crate::identity;
use anyhow::{Context, bail};
use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Ask {
    /// Make a member of the roster an administrator, and print the slip to activate the account with.
    Create {
        /// Citizen id, card number or unshared phone number of the member, as imported.
        #[arg(long)]
        login: String,
        /// Code of the organisation to administer, with all below it.
        #[arg(long)]
        organization: String,
        #[command(flatten)]
        given: Given,
    },
}

/// Does it.
#[expect(clippy::print_stdout, reason = "a command answers on the terminal")]
pub(super) async fn run(ask: Ask) -> anyhow::Result<()> {
    let Ask::Create {
        login,
        organization,
        given,
    } = ask;
    let ground = Ground::lay(&given.settle()?).await?;
    let gate = ground.gate().await?;
    let mut errand = Operator::new(&gate).begin().await?;
    let keys = errand.keys().clone();
    let member = logins::find(errand.conn(), &keys, &login)
        .await?
        .context("nobody on the roster signs in by this: import the roster first")?;
    let today = errand.today();
    let organization = organizations::by_code(errand.conn(), &organization, today)
        .await?
        .context("no organisation has this code: write it as NN.NNN.NNN.NNN.NNN")?;
    grant(&mut errand, member, organization).await?;
    let issued = identity::issue_as_operator(&mut errand, member).await?;
    errand.commit(()).await?;
    println!("{}", issued.slip.text);
    gate.close().await;
    ground.leave().await;
    Ok(())
}

async fn grant(errand: &mut Errand, member: Id, organization: Id) -> anyhow::Result<()> {
    let grant = grants::NewGrant {
        id: ids::new(errand.clock()),
        member,
        organization,
        role: Role::SystemAdmin,
        from: errand.today(),
        to: None,
        decision_number: String::new(),
        granted_by: None,
        substitute_for: None,
    };
    let now = errand.now();
    match grants::insert(errand.conn(), &grant, now).await {
        Ok(()) => Ok(()),
        Err(error)
            if error
                .as_database_error()
                .is_some_and(|error| error.constraint() == Some("grants_once")) =>
        {
            bail!("this member is an administrator there already")
        }
        Err(error) => Err(error.into()),
    }
}
