//! Another password: whoever knows the present one sets it, and is signed out everywhere else, unless asked otherwise.

use super::passwords::{self, Password};
use super::store::{self, End};
use super::throttle::Subject;
use super::{Entrance, Refusal};
use crate::access::doors::Errand;
use crate::access::{Caller, Committed, revocations};
use crate::base::{Id, Result};
use crate::directory::logins;

/// The passwords as typed.
#[derive(Debug)]
pub struct PasswordChange {
    /// The one that holds now.
    pub current: String,
    /// The one that shall hold.
    pub new: String,
    /// Leaves the other devices signed in.
    pub keeps_others: bool,
}

impl Entrance {
    /// Changes the password of who is signed in. It goes past the porch like a sign-in: passwords are compared while no
    /// transaction is open. When the first answer was lost, the new password is already the one that holds, and that
    /// is success again.
    pub async fn change_password(&self, caller: Caller, change: PasswordChange) -> Result<Committed<()>> {
        let new = passwords::choose(&change.new, "").map_err(|_weak| Refusal::PasswordWeak(NEW))?;
        let turn = self
            .turn(Subject::session(self.porch.keys(), caller.session))
            .await?;
        let hash = self.present(caller.member, &new).await?;
        let current = passwords::normal(&change.current);
        let fits = self.hasher.verify(current, hash.clone()).await?;
        let done = !fits && self.hasher.verify(new.clone(), hash.clone()).await?;
        let new_hash = self.hasher.hash(new).await?;

        let mut errand = self.porch.begin().await?;
        turn.judge(&mut errand).await?;
        if done {
            turn.right(&mut errand).await?;
            return errand.commit(()).await;
        }
        // A slip may have set another password while this one was compared.
        if !fits || store::password_hash(errand.conn(), caller.member).await? != hash {
            turn.wrong(&mut errand).await?;
            errand.commit(()).await?;
            return Err(Refusal::PasswordWrong.into());
        }
        turn.right(&mut errand).await?;
        set(&mut errand, &caller, &new_hash).await?;
        if !change.keeps_others {
            end_others(&mut errand, &caller).await?;
        }
        errand.commit(()).await
    }

    /// The hash that holds now; a new password must not be a number that its owner signs in with.
    async fn present(&self, member: Id, new: &Password) -> Result<Option<String>> {
        let mut errand = self.porch.begin().await?;
        let owner = logins::find(errand.conn(), self.porch.keys(), new).await?;
        if owner == Some(member) {
            return Err(Refusal::PasswordWeak(NEW).into());
        }
        store::password_hash(errand.conn(), member).await
    }
}

/// The field of the request that a weak password stands in.
const NEW: &str = "newPassword";

async fn set(errand: &mut Errand, caller: &Caller, hash: &str) -> Result<()> {
    let now = errand.now();
    store::set_password(errand.conn(), &[caller.member], hash, &[now]).await
}

async fn end_others(errand: &mut Errand, caller: &Caller) -> Result<()> {
    let now = errand.now();
    let ended = store::end_sessions_of(
        errand.conn(),
        (caller.member, Some(caller.session)),
        End::PasswordChanged,
        now,
    )
    .await?;
    revocations::revoke(errand.conn(), &ended, now).await
}
