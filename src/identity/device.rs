//! The phone or computer that signs in, and how it proves that it is still the same.

use super::Refusal;
use crate::base::text;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, ED25519, ParsedPublicKey, VerificationAlgorithm,
};

/// First byte of a DER sequence: bare points of a curve are not accepted.
const SEQUENCE: u8 = 0x30;
/// The ways a device signs: phones write P-256 signatures as ASN.1, browsers as two numbers of fixed length.
static ALGORITHMS: [&dyn VerificationAlgorithm; 3] =
    [&ED25519, &ECDSA_P256_SHA256_ASN1, &ECDSA_P256_SHA256_FIXED];

/// A device as it introduces itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// What its owner calls it.
    pub name: String,
    /// `android`, `ios`, `web` or another short word.
    pub platform: String,
    /// SPKI DER; who gives one signs each refresh.
    pub public_key: Option<Vec<u8>>,
    /// A computer that several people use.
    pub shared: bool,
}

impl Device {
    /// A device with tidy words and a key that can be used.
    pub fn introduce(name: &str, platform: &str, public_key: &[u8], shared: bool) -> Result<Self, Refusal> {
        let usable = public_key.first() == Some(&SEQUENCE) && parsed(public_key).next().is_some();
        if !public_key.is_empty() && !usable {
            return Err(Refusal::DeviceKeyUnusable);
        }
        Ok(Self {
            name: text::tidy(name),
            platform: text::tidy(platform),
            public_key: (!public_key.is_empty()).then(|| public_key.to_vec()),
            shared,
        })
    }
}

/// Whether a device's key signed this text.
pub(super) fn signed(public_key: &[u8], text: &str, signature: &[u8]) -> bool {
    parsed(public_key).any(|key| key.verify_sig(text.as_bytes(), signature).is_ok())
}

fn parsed(public_key: &[u8]) -> impl Iterator<Item = ParsedPublicKey> {
    ALGORITHMS
        .iter()
        .filter_map(move |algorithm| ParsedPublicKey::new(*algorithm, public_key).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING,
        EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair,
    };

    fn der(key: &impl AsDer<PublicKeyX509Der<'static>>) -> Vec<u8> {
        key.as_der().unwrap().as_ref().to_vec()
    }

    fn ecdsa(algorithm: &'static EcdsaSigningAlgorithm) -> (Vec<u8>, Vec<u8>) {
        let pair = EcdsaKeyPair::generate(algorithm).unwrap();
        let signature = pair.sign(&SystemRandom::new(), b"token").unwrap();
        (der(pair.public_key()), signature.as_ref().to_vec())
    }

    #[test]
    fn phones_browsers_and_ed25519_sign() {
        let pair = Ed25519KeyPair::generate().unwrap();
        let ed25519 = (der(pair.public_key()), pair.sign(b"token").as_ref().to_vec());
        let signers = [
            ed25519,
            ecdsa(&ECDSA_P256_SHA256_ASN1_SIGNING),
            ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING),
        ];
        for (key, signature) in &signers {
            assert!(
                Device::introduce("", "", key, false)
                    .unwrap()
                    .public_key
                    .is_some()
            );
            assert!(signed(key, "token", signature));
            assert!(!signed(key, "another token", signature));
            assert!(!signed(key, "token", &[]));
            assert!(!signed(&signers[0].0, "token", signature) || key == &signers[0].0);
        }
    }

    #[test]
    fn other_keys_are_refused() {
        let bare_point = Ed25519KeyPair::generate().unwrap().public_key().as_ref().to_vec();
        let (too_long, _) = ecdsa(&ECDSA_P384_SHA384_ASN1_SIGNING);
        for key in [bare_point, too_long, vec![SEQUENCE; 91], vec![0]] {
            assert_eq!(
                Device::introduce("", "", &key, false),
                Err(Refusal::DeviceKeyUnusable)
            );
        }
        assert_eq!(
            Device::introduce("Máy  của Lan ", "web", &[], true).unwrap().name,
            "Máy của Lan"
        );
    }
}
