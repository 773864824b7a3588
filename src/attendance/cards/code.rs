//! The code on a card: the card's id and a signature of the house. Pure.

use crate::base::Id;
use crate::base::secrets::{Keys, same};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const MAC_LENGTH: usize = 16;

/// The code of a card.
pub(super) fn spell(keys: &Keys, card: Id) -> String {
    URL_SAFE_NO_PAD.encode([card.as_bytes().as_slice(), &mac(keys, card)].concat())
}

/// Which card a code is of; none when it is forged.
pub(super) fn read(keys: &Keys, code: &str) -> Option<Id> {
    let bytes = URL_SAFE_NO_PAD.decode(code.trim()).ok()?;
    let (card, signed) = bytes.split_first_chunk::<16>()?;
    let card = Id::from_bytes(*card);
    same(signed, &mac(keys, card)).then_some(card)
}

fn mac(keys: &Keys, card: Id) -> [u8; MAC_LENGTH] {
    let mac = keys.mac("member card", &[card.as_bytes()]);
    mac.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn only_what_the_house_signed_is_a_card(card: u128, byte in 0..32_usize, bit in 0..8_u32) {
            let (keys, card) = (Keys::new([7; 32]), Id::from_u128(card));
            let code = spell(&keys, card);
            prop_assert_eq!(read(&keys, &format!(" {code}\n")), Some(card));
            prop_assert_eq!(read(&Keys::new([8; 32]), &code), None);
            let mut bytes = URL_SAFE_NO_PAD.decode(&code).unwrap();
            bytes[byte] ^= 1 << bit;
            prop_assert_eq!(read(&keys, &URL_SAFE_NO_PAD.encode(bytes)), None);
            let cut = code.chars().take(42).collect::<String>();
            prop_assert_eq!(read(&keys, &cut), None);
        }

        #[test]
        fn nothing_scanned_breaks_the_reader(code: String) {
            prop_assert_eq!(read(&Keys::new([7; 32]), &code), None);
        }
    }
}
