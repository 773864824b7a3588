//! What a password must be. Length protects; rules about symbols only make people write it on the slip.

use super::Refusal;
use crate::base::text;
use zeroize::Zeroizing;

const SHORTEST: usize = 8;
const LONGEST: usize = 200;

/// What everybody tries first, folded: no marks, no capitals, no spaces.
const COMMONEST: [&str; 40] = [
    "12345678",
    "123456789",
    "1234567890",
    "0123456789",
    "87654321",
    "987654321",
    "11223344",
    "12341234",
    "123123123",
    "147258369",
    "123456789a",
    "a123456789",
    "12345678a",
    "a12345678",
    "1q2w3e4r",
    "1qaz2wsx",
    "qwertyuiop",
    "qwerty123",
    "asdfghjkl",
    "abcd1234",
    "abc123456",
    "abc12345",
    "admin123",
    "admin1234",
    "p@ssw0rd",
    "passw0rd",
    "password",
    "password1",
    "password123",
    "matkhau123",
    "matkhau1",
    "matkhaucuatoi",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "congsan123",
    "vietnam123",
    "vietnam1945",
    "dangvien",
    "sotaydangvien",
];

/// A password in the form it is hashed in.
pub(super) type Password = Zeroizing<String>;

/// The form every password is compared in: two phones may compose `ậ` differently.
pub(super) fn normal(typed: &str) -> Password {
    Zeroizing::new(text::nfc(typed))
}

/// A new password, or why it is too weak.
pub(super) fn choose(typed: &str, login: &str) -> Result<Password, Refusal> {
    let password = normal(typed);
    let length = password.chars().count();
    let bare = Zeroizing::new(bare(&password));
    let weak = !(SHORTEST..=LONGEST).contains(&length)
        || *bare == self::bare(login)
        || COMMONEST.contains(&bare.as_str())
        || is_one_character(&bare);
    if weak {
        return Err(Refusal::PasswordWeak("password"));
    }
    Ok(password)
}

fn bare(text: &str) -> String {
    text::fold(text).split_whitespace().collect()
}

fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    characters.all(|character| Some(character) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ones_stand_and_common_ones_do_not() {
        for good in ["mật khẩu dài và dễ nhớ", "chi bo thon Dong 2023", "đồng lúa chín"] {
            assert!(choose(good, "001900000017").is_ok(), "{good}");
        }
        for weak in [
            "",
            "ngắn",
            "12345678",
            "Mật Khẩu 123",
            "1 2 3 4 5 6 7 8",
            "aaaaaaaaaa",
            "        ",
            "001900000017",
            "0019 0000 0017",
        ] {
            assert!(choose(weak, "001900000017").is_err(), "{weak}");
        }
    }

    #[test]
    fn length_counts_characters() {
        assert!(choose(&"ậ".repeat(7), "x").is_err());
        assert!(choose(&"ậu".repeat(100), "x").is_ok());
        assert!(choose(&"ậu".repeat(101), "x").is_err());
    }

    #[test]
    fn two_keyboards_type_the_same_password() {
        let (composed, decomposed) = ("mật khẩu", "ma\u{323}\u{302}t kha\u{302}\u{309}u");
        assert_eq!(normal(composed), normal(decomposed));
    }
}
