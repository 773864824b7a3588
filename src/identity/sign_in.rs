//! Signing in with a login and a password.

use super::device::Device;
use super::sessions::{self, Pair};
use super::throttle::Subject;
use super::tokens::RefreshToken;
use super::{Entrance, Refusal, passwords, store};
use crate::access::Committed;
use crate::base::{Id, Result};
use crate::directory::logins;
use crate::jobs::{self, Fact};

/// Who wants to sign in, as typed.
#[derive(Debug)]
pub struct SignIn {
    /// Card number, citizen id, or a phone number that nobody else has.
    pub login: String,
    /// The password.
    pub password: String,
    /// On what.
    pub device: Device,
    /// A refresh token that the device still holds, by which the member knows it.
    pub known_by: String,
}

/// An account as it was found before the password was compared; nobody's has the nil id and no hash.
struct Account {
    member: Id,
    hash: Option<String>,
}

impl Entrance {
    /// Signs in. Unknown logins cost as much time as known ones and get the same answer.
    pub async fn sign_in(&self, attempt: SignIn) -> Result<Committed<Pair>> {
        let _place = self.hasher.place()?;
        let account = self.account(&attempt.login).await?;
        let known = self.knows(&attempt, account.member).await?;
        let turn = self.turn(self.subject(&attempt, known)).await?;
        let password = passwords::normal(&attempt.password);
        let fits = self.hasher.verify(password, account.hash.clone()).await?;

        let mut errand = self.porch.begin().await?;
        turn.judge(&mut errand).await?;
        // A slip may have set another password while this one was compared.
        let hash = store::password_hash(errand.conn(), account.member).await?;
        if !fits || hash != account.hash {
            turn.wrong(&mut errand).await?;
            errand.commit(()).await?;
            return Err(Refusal::SignInRefused.into());
        }
        turn.right(&mut errand).await?;
        let (session, pair) =
            sessions::begin(&mut errand, &self.recogniser, account.member, &attempt.device).await?;
        if known.is_none() {
            jobs::tell(errand.conn(), Fact::NewDeviceSignedIn, session).await?;
        }
        errand.commit(pair).await
    }

    async fn account(&self, login: &str) -> Result<Account> {
        let mut errand = self.porch.begin().await?;
        let member = logins::find(errand.conn(), self.porch.keys(), login)
            .await?
            .unwrap_or_default();
        let hash = store::password_hash(errand.conn(), member).await?;
        Ok(Account { member, hash })
    }

    /// A device that is known is counted apart from strangers.
    fn subject(&self, attempt: &SignIn, known: Option<Id>) -> Subject {
        let keys = self.porch.keys();
        match known {
            Some(session) => Subject::session(keys, session),
            None => Subject::login(keys, "sign-in", &attempt.login),
        }
    }

    /// The living session of this very member that the device holds, if it shows one.
    async fn knows(&self, attempt: &SignIn, member: Id) -> Result<Option<Id>> {
        let Some(token) = RefreshToken::read(self.porch.keys(), &attempt.known_by) else {
            return Ok(None);
        };
        let mut errand = self.porch.begin().await?;
        let now = errand.now();
        let session = store::session(errand.conn(), token.session).await?;
        let known = session.is_some_and(|session| {
            session.member == member
                && session.ended_at.is_none()
                && session.expires_at > now
                && session.counter - token.counter <= 1
        });
        Ok(known.then_some(token.session))
    }
}
