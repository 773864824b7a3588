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
    /// The session it began.
    session: Option<Id>,
    opens: Opens,
}

impl Entrance {
    /// Activates an account, ends its older sessions and begins one. What is wrong with login or code is not told; the
    /// password is hashed before either is looked at, so time does not tell it either.
    pub async fn activate(&self, activation: Activation) -> Result<Committed<Pair>> {
        let password = passwords::choose(&activation.password, &activation.login)?;
        let _place = self.hasher.place()?;
        let subject = Subject::login(self.porch.keys(), "activate", &activation.login);
        let turn = self.turn(subject).await?;
        let hash = self.hasher.hash(password.clone()).await?;

        let mut errand = self.porch.begin().await?;
        turn.judge(&mut errand).await?;
        let found = find(&mut errand, &activation).await?;
        match found.opens {
            Opens::Account => {
                renew(&mut errand, &found, &hash).await?;
                turn.right(&mut errand).await?;
                self.alarm.right(errand.now());
                let (session, pair) =
                    sessions::begin(&mut errand, &self.recogniser, found.member, &activation.device).await?;
                let now = errand.now();
                store::use_slip(errand.conn(), found.slip, session, now).await?;
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
                self.refuse(errand, &turn).await
            }
        }
    }

    /// The code was used minutes ago. Who has the password that was set then, on the device it was set on, lost the
    /// answer on its way, and gets the same session again.
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
        let session = found.session.filter(|_| fits).unwrap_or_default();
        let again = sessions::again(&mut errand, &self.recogniser, (session, found.member), device).await?;
        let Some(pair) = again else {
            return self.refuse(errand, turn).await;
        };
        turn.right(&mut errand).await?;
        errand.commit(pair).await
    }

    async fn refuse(&self, mut errand: Errand, turn: &Turn) -> Result<Committed<Pair>> {
        let pause = self.alarm.wrong(errand.now());
        turn.wrong_at_least(&mut errand, pause).await?;
        errand.commit(()).await?;
        Err(Refusal::CodeRefused.into())
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
            session: None,
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
        session: slip.session,
        opens: decide::code(fits, seen, now),
    })
}

/// The password is new, and whoever was signed in with the old one no longer is.
async fn renew(errand: &mut Errand, found: &Found, hash: &str) -> Result<()> {
    let (now, today) = (errand.now(), errand.today());
    store::set_password(errand.conn(), &[found.member], hash, &[now]).await?;
    let ended = store::end_sessions_of(errand.conn(), (found.member, None), End::ReplacedBySlip, now).await?;
    revocations::revoke(errand.conn(), &ended, now).await?;
    directory::mark_activated(errand.conn(), found.member, today).await
}
