//! Refresh tokens: session, counter, and a signature of the house over both. Nothing of them is stored.

use crate::base::Id;
use crate::base::secrets::{Keys, same};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const PURPOSE: &str = "refresh";
const ID_LENGTH: usize = 16;
const COUNTER_LENGTH: usize = 8;

/// What a refresh token says, once its signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RefreshToken {
    /// The session it continues.
    pub session: Id,
    /// How often the session had been continued when it was given out.
    pub counter: i64,
}

impl RefreshToken {
    /// As the phone keeps it.
    pub(super) fn write(self, keys: &Keys) -> String {
        let body = self.body();
        let mac = keys.mac(PURPOSE, &[&body]);
        URL_SAFE_NO_PAD.encode([&body[..], &mac].concat())
    }

    /// Reads a token that this house gave out; any other is `None`.
    pub(super) fn read(keys: &Keys, token: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (body, mac) = bytes.split_at_checked(ID_LENGTH + COUNTER_LENGTH)?;
        if !same(mac, &keys.mac(PURPOSE, &[body])) {
            return None;
        }
        let (session, counter) = body.split_first_chunk::<ID_LENGTH>()?;
        Some(Self {
            session: Id::from_bytes(*session),
            counter: i64::from_be_bytes(counter.try_into().ok()?),
        })
    }

    fn body(self) -> Vec<u8> {
        [&self.session.as_bytes()[..], &self.counter.to_be_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(session: u128, counter: i64) -> RefreshToken {
        RefreshToken {
            session: Id::from_u128(session),
            counter,
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(session: u128, counter: i64) {
            let keys = Keys::new([5; 32]);
            let written = token(session, counter).write(&keys);
            prop_assert_eq!(RefreshToken::read(&keys, &written), Some(token(session, counter)));
            prop_assert_eq!(RefreshToken::read(&Keys::new([6; 32]), &written), None);
        }

        #[test]
        fn one_bit_more_or_less_and_it_is_nothing(session: u128, counter: i64, bit in 0usize..56 * 8) {
            let keys = Keys::new([5; 32]);
            let mut bytes = URL_SAFE_NO_PAD.decode(token(session, counter).write(&keys)).unwrap();
            bytes[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(RefreshToken::read(&keys, &URL_SAFE_NO_PAD.encode(bytes)), None);
        }

        #[test]
        fn anything_else_is_nothing(text in ".{0,120}") {
            prop_assert_eq!(RefreshToken::read(&Keys::new([5; 32]), &text), None);
        }
    }
}
