//! The signing keys this instance knows, in memory: the one that signs, the one that follows, those whose tokens live.

use crate::base::Result;
use anyhow::{Context, anyhow};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, Utc};
use jsonwebtoken::{DecodingKey, EncodingKey};
use std::sync::{Arc, PoisonError, RwLock};
use zeroize::Zeroizing;

/// One signing key and its time.
#[derive(Clone)]
pub(super) struct SigningKey {
    pub(super) kid: String,
    pub(super) private: EncodingKey,
    pub(super) public: Vec<u8>,
    pub(super) signs_from: DateTime<Utc>,
    pub(super) signs_until: DateTime<Utc>,
}

/// The keys in force.
#[derive(Clone, Default)]
pub(super) struct Ring(Arc<RwLock<Vec<SigningKey>>>);

impl SigningKey {
    /// A key from its PKCS #8 form.
    pub(super) fn open(
        kid: String,
        private: &[u8],
        signs: std::ops::Range<DateTime<Utc>>,
    ) -> anyhow::Result<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(private)
            .map_err(|error| anyhow!("signing key {kid} is unusable: {error}"))?;
        Ok(Self {
            kid,
            private: EncodingKey::from_ed_der(private),
            public: pair.public_key().as_ref().to_vec(),
            signs_from: signs.start,
            signs_until: signs.end,
        })
    }

    /// A new private key, as PKCS #8.
    pub(super) fn generate() -> anyhow::Result<Zeroizing<Vec<u8>>> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
            .map_err(|error| anyhow!("no signing key could be made: {error}"))?;
        Ok(Zeroizing::new(document.as_ref().to_vec()))
    }

    /// What verifies its signatures.
    pub(super) fn verifier(&self) -> DecodingKey {
        DecodingKey::from_ed_der(&self.public)
    }

    fn signs(&self, now: DateTime<Utc>) -> bool {
        self.signs_from <= now && now < self.signs_until
    }
}

impl Ring {
    /// Puts these keys in place of those known.
    pub(super) fn replace(&self, keys: Vec<SigningKey>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    /// The key that signs now; while two do, the newer.
    pub(super) fn signer(&self, now: DateTime<Utc>) -> Result<SigningKey> {
        let signer = self
            .all()
            .into_iter()
            .filter(|key| key.signs(now))
            .max_by_key(|key| key.signs_from);
        Ok(signer.context("no signing key is in force")?)
    }

    /// The key of this name.
    pub(super) fn find(&self, kid: &str) -> Option<SigningKey> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().find(|key| key.kid == kid).cloned()
    }

    /// Whether a key of this name is in force; a dropped one is not, and neither is what it signed.
    pub(super) fn holds(&self, kid: &str) -> bool {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().any(|key| key.kid == kid)
    }

    /// All of them, to be published.
    pub(super) fn all(&self) -> Vec<SigningKey> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SigningKey({})", self.kid)
    }
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.all()).finish()
    }
}
