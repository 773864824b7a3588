//! Activation with the code of a slip: the first time, and again when password or phone were lost.

use super::codes::Code;
use super::decide::{self, Opens, Slip};
use super::device::Device;
use super::passwords::{self, Password};
use super::sessions::{self, Pair};
use super::store::{self, End};
use super::throttle::{Subject, Turn};
use super::{Entrance, Refusal};
use crate::access::doors::Errand;
use crate::access::{Committed, revocations};
use crate::base::secrets::same;
use crate::base::{Id, Result};
use crate::directory::{self, logins};
use crate::jobs::{self, Fact};

/// Who wants to activate, as typed.
#[derive(Debug)]
pub struct Activation {
    /// Card number, citizen id, or a phone number that nobody else has.
    pub login: String,
    /// The code on the slip.
    pub code: String,
    /// The password from now on.
    pub password: String,
    /// On what.
    pub device: Device,
}

/// A member's slip, when the login is a member's and there is one.
struct Found {
    member: Id,
    slip: Id,
    opens: Opens,
}

impl Entrance {
    /// Activates an account, ends its older sessions and begins one. What is wrong with login or code is not told; the
    /// password is hashed before either is looked at, so time does not tell it either.
    pub async fn activate(&self, activation: Activation) -> Result<Committed<Pair>> {
        let password = passwords::choose(&activation.password, &activation.login)?;
        let subject = Subject::login(self.porch.keys(), "activate", &activation.login);
        let turn = self.turn(subject).await?;
        let hash = self.hasher.hash(password.clone()).await?;

        let mut errand = self.porch.begin().await?;
        turn.judge(&mut errand).await?;
        let found = find(&mut errand, &activation).await?;
        match found.opens {
            Opens::Account => {
                renew(&mut errand, &found, &hash).await?;
                let (session, pair) = self
                    .let_in(&mut errand, &turn, &found, &activation.device)
                    .await?;
                jobs::tell(errand.conn(), Fact::AccountActivated, session).await?;
                errand.commit(pair).await
            }
            Opens::SessionAgain => {
                drop(errand);
                self.let_in_again(&turn, &found, password, &activation.device)
                    .await
            }
            Opens::Nothing => {
                store::count_wrong_try(errand.conn(), found.slip).await?;
                refuse(errand, &turn).await
            }
        }
    }

    /// The code was used minutes ago. With the password that was set then, the answer was lost on its way.
    async fn let_in_again(
        &self,
        turn: &Turn,
        found: &Found,
        password: Password,
        device: &Device,
    ) -> Result<Committed<Pair>> {
        let mut errand = self.porch.begin().await?;
        let hash = store::password_hash(errand.conn(), found.member).await?;
        drop(errand);
        let fits = self.hasher.verify(password, hash).await?;
        let mut errand = self.porch.begin().await?;
        turn.judge(&mut errand).await?;
        if !fits {
            return refuse(errand, turn).await;
        }
        let (_, pair) = self.let_in(&mut errand, turn, found, device).await?;
        errand.commit(pair).await
    }

    async fn let_in(
        &self,
        errand: &mut Errand,
        turn: &Turn,
        found: &Found,
        device: &Device,
    ) -> Result<(Id, Pair)> {
        turn.right(errand).await?;
        sessions::begin(errand, &self.recogniser, found.member, device).await
    }
}

/// Nobody's login and nobody's slip have the nil id, so that the same statements run for known and unknown.
async fn find(errand: &mut Errand, activation: &Activation) -> Result<Found> {
    let (keys, now) = (errand.keys().clone(), errand.now());
    let member = logins::find(errand.conn(), &keys, &activation.login)
        .await?
        .unwrap_or_default();
    let slip = store::lock_slip(errand.conn(), member).await?;
    let (Some(slip), Some(code)) = (slip, Code::read(&activation.code)) else {
        // What cannot be a code is a slip of the finger and costs no try.
        return Ok(Found {
            member,
            slip: Id::nil(),
            opens: Opens::Nothing,
        });
    };
    let fits = same(&slip.code_lookup, &code.lookup(&keys, member));
    let seen = Slip {
        expires_at: slip.expires_at,
        wrong_tries: slip.wrong_tries,
        used_at: slip.used_at,
    };
    Ok(Found {
        member,
        slip: slip.id,
        opens: decide::code(fits, seen, now),
    })
}

/// The slip is used up, the password is new, and whoever was signed in with the old one no longer is.
async fn renew(errand: &mut Errand, found: &Found, hash: &str) -> Result<()> {
    let (now, today) = (errand.now(), errand.today());
    store::use_slip(errand.conn(), found.slip, now).await?;
    store::set_password(errand.conn(), &[found.member], hash, &[now]).await?;
    let ended = store::end_sessions_of(errand.conn(), (found.member, None), End::ReplacedBySlip, now).await?;
    revocations::revoke(errand.conn(), &ended, now).await?;
    directory::mark_activated(errand.conn(), found.member, today).await
}

async fn refuse(mut errand: Errand, turn: &Turn) -> Result<Committed<Pair>> {
    turn.wrong(&mut errand).await?;
    errand.commit(()).await?;
    Err(Refusal::CodeRefused.into())
}
