//! Activation codes: ten characters to be typed once, kept only as a keyed hash.

use crate::base::secrets::{self, Keys};
use crate::base::{Id, typed};
use chrono::TimeDelta;

/// 44 bits: with ten tries in all, guessing one slip of a nation's is hopeless.
const LENGTH: usize = 10;

/// How long a slip can lie in a drawer.
pub(super) const LIFETIME: TimeDelta = TimeDelta::days(30);
/// Wrong tries in all; then the secretary prints a new slip.
pub(super) const TRIES: i32 = 10;

/// A well-formed activation code.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Code(String);

impl Code {
    /// A new code.
    pub(super) fn mint() -> Self {
        Self(typed::spell(secrets::random(), LENGTH))
    }

    /// Reads what was typed: case, spaces, dashes and look-alikes are forgiven.
    pub(super) fn read(typed: &str) -> Option<Self> {
        typed::read(typed, LENGTH).map(Self)
    }

    /// The ten characters.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// In two halves, as it is printed.
    pub(super) fn printed(&self) -> String {
        let (head, tail) = self.0.split_at_checked(LENGTH / 2).unwrap_or((&self.0, ""));
        format!("{head}-{tail}")
    }

    /// What is kept of a code: a keyed hash that fits one member only.
    pub(super) fn lookup(&self, keys: &Keys, member: Id) -> [u8; 32] {
        keys.mac("activation-code", &[member.as_bytes(), self.0.as_bytes()])
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Code(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_are_ten_characters_and_differ() {
        let codes: std::collections::HashSet<String> =
            (0..1000).map(|_| Code::mint().as_str().to_owned()).collect();
        assert_eq!(codes.len(), 1000);
        assert!(codes.iter().all(|code| code.len() == LENGTH));
    }

    #[test]
    fn a_code_is_hashed_for_one_member() {
        let (keys, code) = (Keys::new([3; 32]), Code::mint());
        let [lan, minh] = [1, 2].map(|id| code.lookup(&keys, Id::from_u128(id)));
        assert_ne!(lan, minh);
        assert_ne!(lan, code.lookup(&Keys::new([4; 32]), Id::from_u128(1)));
    }

    #[test]
    fn what_is_not_a_code_is_none() {
        for typed in [
            "",
            "2K7MH",
            "2K7MHTPR4X7",
            "2K7MHTPR4A",
            "2K7MHTPR4\u{111}",
            "' or 1=1 --",
        ] {
            assert!(Code::read(typed).is_none(), "{typed}");
        }
        assert!(Code::read("2k7mh-tpr4x").is_some());
    }

    proptest! {
        #[test]
        fn typing_is_forgiven(
            gaps in proptest::collection::vec(prop_oneof![Just(""), Just(" "), Just("-"), Just("–")], 10),
            lower in proptest::collection::vec(any::<bool>(), 10),
        ) {
            let code = Code::mint();
            let mut typed = String::new();
            for ((character, gap), lower) in code.as_str().chars().zip(gaps).zip(lower) {
                typed.push_str(gap);
                typed.push(if lower { character.to_ascii_lowercase() } else { character });
            }
            prop_assert_eq!(Code::read(&typed), Some(code.clone()));
            prop_assert_eq!(Code::read(&code.printed()), Some(code));
        }
    }
}
