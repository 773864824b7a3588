//! The cursor of the inbox: which transactions its holder has seen. Opaque, authenticated, bounded.
//!
//! Times and ids cannot tell what is new: a slow transaction commits after a faster one that began later. A cursor
//! carries a snapshot of Postgres instead, and every notice the transaction that wrote it: new is what was not visible
//! in that snapshot and is visible now.

use super::Refusal;
use crate::base::secrets::{Keys, same};
use crate::base::{Error, Id, Kind, Refused, Result, codes};
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use prost::Message;

/// Longest cursor, as the contract has it. It holds some thousand running transactions, more than Postgres has connections.
const LONGEST: usize = 4000;
const MAC_LENGTH: usize = 16;
const PURPOSE: &str = "notices cursor";

/// Which transactions are visible: `xmin:xmax:running,running`, as Postgres writes a `pg_snapshot`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Snapshot {
    oldest_running: u64,
    next: u64,
    running: Vec<u64>,
}

/// What a reader belonged to when the cursor was given, in few bytes.
pub(super) type Fingerprint = [u8; 8];

/// What a caller has seen of the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The reader's organisations then.
    pub chain: Fingerprint,
    /// Everything visible here was seen.
    pub seen: Snapshot,
    /// The rest of a delta that did not fit on one page.
    pub rest: Option<Rest>,
}

/// Where a delta was cut. Its upper end stays where it was, so that notices that commit between two pages, whatever
/// their ids, belong to the next delta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rest {
    /// What is visible here belongs to the delta.
    pub until: Snapshot,
    /// The last notice that was handed out.
    pub after: Id,
}

impl Snapshot {
    /// Reads what Postgres wrote.
    pub(super) fn read(text: &str) -> Result<Self> {
        let parsed = || {
            let mut parts = text.splitn(3, ':');
            let oldest_running = parts.next()?.parse().ok()?;
            let next = parts.next()?.parse().ok()?;
            let running = parts.next()?.split(',').filter(|xid| !xid.is_empty());
            Some(Self {
                oldest_running,
                next,
                running: running.map(|xid| xid.parse().ok()).collect::<Option<_>>()?,
            })
        };
        Ok(parsed().with_context(|| format!("{text} is no snapshot"))?)
    }

    /// Writes what Postgres reads.
    pub(super) fn written(&self) -> String {
        let running: Vec<String> = self.running.iter().map(u64::to_string).collect();
        format!("{}:{}:{}", self.oldest_running, self.next, running.join(","))
    }

    /// Whether this snapshot was taken after the other began to exist. One that was not comes from a database that has
    /// since been put back to an earlier state.
    pub(super) fn follows(&self, earlier: &Self) -> bool {
        self.next >= earlier.next
    }
}

impl Cursor {
    /// The cursor as a token. Refused as busy when more is being written at this moment than a token can hold.
    pub(super) fn seal(&self, keys: &Keys) -> Result<String> {
        let body = Packed::from(self).encode_to_vec();
        let mac = keys.mac(PURPOSE, &[&body]);
        let (short, _) = mac.split_at(MAC_LENGTH);
        let token = URL_SAFE_NO_PAD.encode([short, &body].concat());
        if token.len() > LONGEST {
            return Err(crowded().into());
        }
        Ok(token)
    }

    /// Reads a token that this house gave.
    pub(super) fn open(keys: &Keys, token: &str) -> Result<Self> {
        unseal(keys, token).ok_or_else(|| Error::from(Refusal::CursorRefused))
    }
}

fn unseal(keys: &Keys, token: &str) -> Option<Cursor> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (mac, body) = bytes.split_at_checked(MAC_LENGTH)?;
    let expected = keys.mac(PURPOSE, &[body]);
    let (expected, _) = expected.split_at(MAC_LENGTH);
    if !same(mac, expected) {
        return None;
    }
    Packed::decode(body).ok()?.unpack()
}

/// The cursor in few bytes: transaction numbers as distances.
#[derive(Clone, PartialEq, Message)]
struct Packed {
    #[prost(message, optional, tag = "1")]
    seen: Option<PackedSnapshot>,
    #[prost(message, optional, tag = "2")]
    until: Option<PackedSnapshot>,
    #[prost(bytes = "vec", tag = "3")]
    after: Vec<u8>,
    #[prost(fixed64, tag = "4")]
    chain: u64,
}

#[derive(Clone, PartialEq, Message)]
struct PackedSnapshot {
    #[prost(uint64, tag = "1")]
    oldest_running: u64,
    #[prost(uint64, tag = "2")]
    width: u64,
    /// From each running transaction to the next, the first from the oldest.
    #[prost(uint64, repeated, tag = "3")]
    gaps: Vec<u64>,
}

impl From<&Cursor> for Packed {
    fn from(cursor: &Cursor) -> Self {
        let rest = cursor.rest.as_ref();
        Self {
            seen: Some((&cursor.seen).into()),
            until: rest.map(|rest| (&rest.until).into()),
            after: rest.map_or_else(Vec::new, |rest| rest.after.as_bytes().to_vec()),
            chain: u64::from_be_bytes(cursor.chain),
        }
    }
}

impl From<&Snapshot> for PackedSnapshot {
    fn from(snapshot: &Snapshot) -> Self {
        let before = std::iter::once(&snapshot.oldest_running).chain(&snapshot.running);
        Self {
            oldest_running: snapshot.oldest_running,
            width: snapshot.next.saturating_sub(snapshot.oldest_running),
            gaps: snapshot
                .running
                .iter()
                .zip(before)
                .map(|(xid, before)| xid.saturating_sub(*before))
                .collect(),
        }
    }
}

impl Packed {
    fn unpack(self) -> Option<Cursor> {
        let rest = match self.until {
            None => None,
            Some(until) => Some(Rest {
                until: until.unpack(),
                after: Id::from_slice(&self.after).ok()?,
            }),
        };
        Some(Cursor {
            chain: self.chain.to_be_bytes(),
            seen: self.seen?.unpack(),
            rest,
        })
    }
}

impl PackedSnapshot {
    fn unpack(self) -> Snapshot {
        let running = self.gaps.iter().scan(self.oldest_running, |xid, gap| {
            *xid = xid.saturating_add(*gap);
            Some(*xid)
        });
        Snapshot {
            oldest_running: self.oldest_running,
            next: self.oldest_running.saturating_add(self.width),
            running: running.collect(),
        }
    }
}

fn crowded() -> Refused {
    Refused::new(
        Kind::Busy,
        codes::BUSY,
        "Hệ thống đang bận. Xin thử lại sau giây lát.",
        "The system is busy. Please try again in a moment.",
    )
    .retry_after(std::time::Duration::from_secs(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn snapshots() -> impl Strategy<Value = Snapshot> {
        (
            1..u64::MAX / 4,
            proptest::collection::btree_set(0..5_000_u64, 0..300),
        )
            .prop_map(|(oldest, gaps)| {
                let running: Vec<u64> = gaps.into_iter().map(|gap| oldest + gap).collect();
                Snapshot {
                    oldest_running: oldest,
                    next: oldest + 5_000,
                    running,
                }
            })
    }

    fn cursors() -> impl Strategy<Value = Cursor> {
        let rest = (snapshots(), any::<u128>()).prop_map(|(until, after)| Rest {
            until,
            after: Id::from_u128(after),
        });
        (any::<Fingerprint>(), snapshots(), proptest::option::of(rest))
            .prop_map(|(chain, seen, rest)| Cursor { chain, seen, rest })
    }

    proptest! {
        #[test]
        fn a_cursor_comes_back_as_it_went_and_never_grows_too_long(cursor in cursors()) {
            let keys = Keys::new([1; 32]);
            let token = cursor.seal(&keys).unwrap();
            prop_assert!(token.len() <= LONGEST);
            prop_assert_eq!(Cursor::open(&keys, &token).unwrap(), cursor);
        }

        #[test]
        fn what_postgres_writes_comes_back(snapshot in snapshots()) {
            prop_assert_eq!(Snapshot::read(&snapshot.written()).unwrap(), snapshot);
        }

        #[test]
        fn no_other_text_is_a_cursor(cursor in cursors(), text in ".{0,80}", at in any::<prop::sample::Index>()) {
            let keys = Keys::new([1; 32]);
            prop_assert!(Cursor::open(&keys, &text).is_err());
            prop_assert!(Cursor::open(&Keys::new([2; 32]), &cursor.seal(&keys).unwrap()).is_err());
            let mut bytes = URL_SAFE_NO_PAD.decode(cursor.seal(&keys).unwrap()).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1;
            prop_assert!(Cursor::open(&keys, &URL_SAFE_NO_PAD.encode(bytes)).is_err());
        }
    }

    #[test]
    fn more_running_transactions_than_a_cursor_holds_are_refused() {
        let snapshot = Snapshot {
            oldest_running: 1,
            next: 1_000_000,
            running: (1..10_000).map(|n| n * 100).collect(),
        };
        let cursor = Cursor {
            chain: Fingerprint::default(),
            seen: snapshot,
            rest: None,
        };
        let error = cursor.seal(&Keys::new([1; 32])).unwrap_err();
        assert_eq!(error.refusal().unwrap().kind, Kind::Busy);
    }
}
