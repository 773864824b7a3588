//! Continuing a session: a month later, after a lost answer, or never again.

use super::decide::{self, Chain, Worth};
use super::sessions::{self, Pair};
use super::store::{self, End, SessionRow};
use super::tokens::RefreshToken;
use super::{Entrance, Refusal, device};
use crate::access::doors::Errand;
use crate::access::{Caller, Committed, revocations};
use crate::base::Result;

/// A refresh token as it was presented.
#[derive(Debug)]
pub struct Refresh {
    /// The token.
    pub token: String,
    /// The signature of the device's key over the token; empty where the device has none.
    pub signature: Vec<u8>,
}

impl Entrance {
    /// Gives the next pair of a session.
    pub async fn refresh(&self, refresh: Refresh) -> Result<Committed<Pair>> {
        let token = RefreshToken::read(self.porch.keys(), &refresh.token).ok_or(Refusal::SessionEnded)?;
        let mut errand = self.porch.begin().await?;
        let row = self.session(&mut errand, token).await?;
        if let Some(key) = &row.public_key
            && !device::signed(key, &refresh.token, &refresh.signature)
        {
            return Err(Refusal::DeviceUnproven.into());
        }
        let worth = self.worth(&errand, token, &row);
        if worth == Worth::Rotate {
            return self.rotate(errand, token, &row).await;
        }
        self.answer(errand, token, &row, worth).await
    }

    /// Of many who present the present token at once one rotates; the others find themselves one behind.
    async fn rotate(
        &self,
        mut errand: Errand,
        token: RefreshToken,
        row: &SessionRow,
    ) -> Result<Committed<Pair>> {
        let (now, expires_at) = (errand.now(), sessions::expiry(errand.now(), false));
        let next =
            store::rotate_session(errand.conn(), token.session, token.counter, now, expires_at).await?;
        let Some(counter) = next else {
            let row = self.session(&mut errand, token).await?;
            let worth = self.worth(&errand, token, &row);
            return self.answer(errand, token, &row, worth).await;
        };
        sessions::note_today(&mut errand, row.member).await?;
        let caller = Caller {
            member: row.member,
            session: token.session,
        };
        let pair = sessions::pair(&errand, &self.recogniser, &caller, counter)?;
        errand.commit(pair).await
    }

    /// What is left to say to a token that did not rotate.
    async fn answer(
        &self,
        mut errand: Errand,
        token: RefreshToken,
        row: &SessionRow,
        worth: Worth,
    ) -> Result<Committed<Pair>> {
        match worth {
            Worth::Again => {
                self.again.check(&token.session)?;
                let caller = Caller {
                    member: row.member,
                    session: token.session,
                };
                let pair = sessions::pair(&errand, &self.recogniser, &caller, row.counter)?;
                errand.commit(pair).await
            }
            Worth::Replayed => {
                let now = errand.now();
                store::end_session(errand.conn(), token.session, End::Replayed, now).await?;
                revocations::revoke(errand.conn(), &[token.session], now).await?;
                errand.commit(()).await?;
                Err(Refusal::SessionEnded.into())
            }
            Worth::Rotate | Worth::Ended => Err(Refusal::SessionEnded.into()),
        }
    }

    fn worth(&self, errand: &Errand, token: RefreshToken, row: &SessionRow) -> Worth {
        let chain = Chain {
            counter: row.counter,
            successor_seen: row.successor_seen || self.recogniser.saw(token.session, row.counter),
            expires_at: row.expires_at,
            ended: row.ended_at.is_some(),
        };
        decide::refresh(token.counter, chain, errand.now())
    }

    async fn session(&self, errand: &mut Errand, token: RefreshToken) -> Result<SessionRow> {
        let row = store::session(errand.conn(), token.session).await?;
        row.ok_or_else(|| Refusal::SessionEnded.into())
    }
}
