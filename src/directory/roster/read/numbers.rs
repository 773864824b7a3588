//! Numbers that identify: citizen id, card, phone. Spreadsheets drop their leading zeros and cut their digits.

use super::cell::{Cell, written};
use crate::directory::import::Reason;
use crate::directory::logins;

/// Digits of a citizen id.
const CITIZEN_ID: usize = 12;
/// Digits of an identity card before 2012.
const OLD_CARD: usize = 9;
/// Digits of the cards in use; a number cell with fewer has lost zeros.
const CARD: usize = 8;

/// A citizen id of twelve digits.
pub(super) fn citizen_id(cell: &Cell, from_csv: bool) -> Result<Option<String>, Reason> {
    let Some(digits) = digits(cell)? else {
        return Ok(None);
    };
    match digits.len() {
        CITIZEN_ID => Ok(Some(digits)),
        OLD_CARD => Err(Reason::OldIdentityCard),
        // Provinces are 001 to 096: one zero or two were dropped where the cell was a number.
        10 | 11 if from_csv || is_number(cell) => Ok(Some(format!("{digits:0>CITIZEN_ID$}"))),
        _ => Err(Reason::NotANumber),
    }
}

/// A card number; its form is not fixed, its length within reason.
pub(super) fn card(cell: &Cell) -> Result<Option<String>, Reason> {
    let Some(digits) = digits(cell)? else {
        return Ok(None);
    };
    let digits = if is_number(cell) {
        format!("{digits:0>CARD$}")
    } else {
        digits
    };
    if (6..=15).contains(&digits.len()) {
        Ok(Some(digits))
    } else {
        Err(Reason::NotANumber)
    }
}

/// A phone number in its national form; of several in one cell the first.
pub(super) fn phone(cell: &Cell) -> Result<Option<String>, Reason> {
    let text = cell.text();
    let first = text
        .split(['/', ';', ',', '\n'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or_default();
    if first.is_empty() {
        return Ok(None);
    }
    let Some(plain) = digits(&Cell::Text(first.replace(['(', ')', '+'], "")))? else {
        return Ok(None);
    };
    let number = logins::phone_number(&plain);
    let number = if number.len() == 9 && !number.starts_with('0') {
        format!("0{number}")
    } else {
        number
    };
    if number.len() == 10 && number.starts_with('0') {
        Ok(Some(number))
    } else {
        Err(Reason::NotANumber)
    }
}

const fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::Day(..) => true,
        Cell::Text(_) => false,
    }
}

/// The digits of a cell; none where nothing stands, or only a masked number, which says nothing.
fn digits(cell: &Cell) -> Result<Option<String>, Reason> {
    let text = match cell {
        Cell::Number(number) | Cell::Day(_, number) => written(*number),
        Cell::Text(text) => whole(text)?,
    };
    // A leading apostrophe is how people make a spreadsheet keep the zero.
    let plain = logins::digits(text.trim_start_matches(['\'', '’', '`']));
    if plain.is_empty() || plain.contains("xxxx") {
        return Ok(None);
    }
    if plain.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(Some(plain))
    } else {
        Err(Reason::NotANumber)
    }
}

/// A number that was written with an exponent, written out, unless digits were cut off.
fn whole(text: &str) -> Result<String, Reason> {
    let trimmed = text.trim();
    let Some((mantissa, exponent)) = trimmed.split_once(['E', 'e']) else {
        return Ok(trimmed.to_owned());
    };
    let exponent: Result<usize, _> = exponent.trim_start_matches('+').parse();
    let (before, after) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let is_number = before.len() == 1 && [before, after].concat().bytes().all(|byte| byte.is_ascii_digit());
    match exponent {
        Ok(exponent) if is_number && after.len() == exponent => Ok([before, after].concat()),
        Ok(_) if is_number => Err(Reason::DigitsLost),
        _ => Ok(trimmed.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str) -> Cell {
        Cell::Text(written.to_owned())
    }

    #[test]
    fn citizen_ids_get_their_zeros_back_where_a_number_lost_them() {
        for cell in [
            text("001190000003"),
            text("001 190 000 003"),
            text("'001190000003"),
            Cell::Number(1_190_000_003.0),
        ] {
            assert_eq!(
                citizen_id(&cell, false),
                Ok(Some("001190000003".to_owned())),
                "{cell:?}"
            );
        }
        assert_eq!(
            citizen_id(&Cell::Number(1.2e11), false),
            Ok(Some("120000000000".to_owned()))
        );
        assert_eq!(
            citizen_id(&Cell::Number(36_190_000_003.0), false),
            Ok(Some("036190000003".to_owned()))
        );
        assert_eq!(citizen_id(&text("36190000003"), false), Err(Reason::NotANumber));
        assert_eq!(
            citizen_id(&text("36190000003"), true),
            Ok(Some("036190000003".to_owned()))
        );
        assert_eq!(
            citizen_id(&text("012345678"), false),
            Err(Reason::OldIdentityCard)
        );
        assert_eq!(citizen_id(&text("3.619E+10"), true), Err(Reason::DigitsLost));
        assert_eq!(
            citizen_id(&text("3.6190000003E+10"), true),
            Ok(Some("036190000003".to_owned()))
        );
        assert_eq!(
            citizen_id(&text("0010xxxxxx12"), false),
            Ok(None),
            "a masked number says nothing"
        );
        assert_eq!(citizen_id(&text("=1+1"), true), Err(Reason::NotANumber));
    }

    #[test]
    fn phones_have_one_form() {
        for cell in [
            text("0912345678"),
            text("0912.345.678"),
            text("+84 912 345 678"),
            text("0912345678 / 0987654321"),
            text("(0912) 345 678"),
            Cell::Number(912_345_678.0),
        ] {
            assert_eq!(phone(&cell), Ok(Some("0912345678".to_owned())), "{cell:?}");
        }
        assert_eq!(phone(&text("12345")), Err(Reason::NotANumber));
        assert_eq!(phone(&text("  ")), Ok(None));
    }

    #[test]
    fn cards_keep_their_zeros() {
        assert_eq!(card(&text("00000017")), Ok(Some("00000017".to_owned())));
        assert_eq!(card(&Cell::Number(17.0)), Ok(Some("00000017".to_owned())));
        assert_eq!(card(&text("17")), Err(Reason::NotANumber));
    }
}
