//! Keys of the house and what is done with them: sealing of fields, keyed look-up, signatures of our own tokens.
//!
//! Everything is derived from one 32-byte root that never stands in the database.

use aes_gcm_siv::aead::{Aead, KeyInit, OsRng, Payload, rand_core::RngCore};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use anyhow::{Context, anyhow};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256, Sha512};
use std::sync::Arc;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// First byte of every sealed value: the key generation, so that keys can rotate while rows live.
const GENERATION: u8 = 1;
const NONCE_LENGTH: usize = 12;

/// The root key and everything derived from it.
#[derive(Clone)]
pub struct Keys {
    root: Arc<Zeroizing<[u8; 32]>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys(..)")
    }
}

/// Where a sealed value lives; it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Schema and table, `directory.members`.
    pub table: &'a str,
    /// The column without `_sealed`.
    pub column: &'a str,
    /// The row's id.
    pub row: crate::base::Id,
}

impl Keys {
    /// From 32 random bytes.
    pub fn new(root: [u8; 32]) -> Self {
        Self {
            root: Arc::new(Zeroizing::new(root)),
        }
    }

    /// Encrypts a value so that it opens only in its own cell.
    pub fn seal(&self, cell: Cell<'_>, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LENGTH];
        OsRng.fill_bytes(&mut nonce);
        let place = place(cell);
        let sealed = self
            .cipher()
            .encrypt(
                Nonce::from_slice(&nonce),
                Payload {
                    msg: plain,
                    aad: place.as_bytes(),
                },
            )
            .map_err(|_opaque| anyhow!("a value of {} could not be sealed", cell.table))?;
        Ok([&[GENERATION][..], &nonce, &sealed].concat())
    }

    /// Decrypts a value read from its own cell.
    pub fn open(&self, cell: Cell<'_>, sealed: &[u8]) -> anyhow::Result<Zeroizing<Vec<u8>>> {
        let (generation, rest) = sealed.split_first().context("a sealed value is empty")?;
        anyhow::ensure!(*generation == GENERATION, "no key of generation {generation}");
        let (nonce, body) = rest
            .split_at_checked(NONCE_LENGTH)
            .context("a sealed value is cut short")?;
        let place = place(cell);
        self.cipher()
            .decrypt(
                Nonce::from_slice(nonce),
                Payload {
                    msg: body,
                    aad: place.as_bytes(),
                },
            )
            .map(Zeroizing::new)
            .map_err(|_opaque| anyhow!("a value of {}.{} does not open", cell.table, cell.column))
    }

    /// A keyed hash by which equal values of a column are found without being readable.
    pub fn lookup(&self, column: &str, value: &str) -> Vec<u8> {
        self.mac("lookup", &[column.as_bytes(), value.as_bytes()])
            .to_vec()
    }

    /// A signature of our own over parts, for one purpose only.
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as KeyInit>::new((&*self.derive_wide(purpose)).into());
        for part in parts {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    fn cipher(&self) -> Aes256GcmSiv {
        let mut hash = Sha256::new();
        hash.update(self.root.as_slice());
        hash.update(b"seal");
        Aes256GcmSiv::new(&hash.finalize())
    }

    /// A key as wide as a block of the hash, so that HMAC takes it as it is.
    fn derive_wide(&self, purpose: &str) -> Zeroizing<[u8; 64]> {
        let mut hash = Sha512::new();
        hash.update(self.root.as_slice());
        hash.update(purpose.as_bytes());
        Zeroizing::new(hash.finalize().into())
    }
}

/// Whether two signatures are equal, in a time that tells nothing about where they differ.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

fn place(cell: Cell<'_>) -> String {
    format!("{}|{}|{}|{GENERATION}", cell.table, cell.column, cell.row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn cell(row: u128) -> Cell<'static> {
        Cell {
            table: "directory.members",
            column: "citizen_id",
            row: Uuid::from_u128(row),
        }
    }

    #[test]
    fn a_sealed_value_opens_in_its_own_cell_only() {
        let keys = Keys::new([7; 32]);
        let sealed = keys.seal(cell(1), b"001012345612").unwrap();
        assert_eq!(keys.open(cell(1), &sealed).unwrap().as_slice(), b"001012345612");
        assert!(keys.open(cell(2), &sealed).is_err());
        assert!(Keys::new([8; 32]).open(cell(1), &sealed).is_err());
    }

    #[test]
    fn parts_cannot_slide_into_each_other() {
        let keys = Keys::new([7; 32]);
        assert_ne!(keys.mac("x", &[b"ab", b"c"]), keys.mac("x", &[b"a", b"bc"]));
        assert_ne!(keys.mac("x", &[b"ab"]), keys.mac("y", &[b"ab"]));
    }
}
