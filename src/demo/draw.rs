//! Invented chance that falls the same way each time.

use sha2::{Digest, Sha256};

/// A number from 0 to 999 that depends on nothing but what it is drawn for.
pub(super) fn per_mille(what: &str, of: &[u64]) -> u64 {
    let mut hash = Sha256::new();
    hash.update(what);
    for part in of {
        hash.update(part.to_be_bytes());
    }
    let digest = hash.finalize();
    let head = digest
        .iter()
        .take(4)
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    head % 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_repeat_and_spread() {
        assert_eq!(per_mille("a", &[1, 2]), per_mille("a", &[1, 2]));
        let low = (0..1000)
            .filter(|index| per_mille("spread", &[*index]) < 300)
            .count();
        assert!((200..400).contains(&low), "{low}");
    }
}
