//! The code of a row: of a meeting and a member, the same however often the sheet is printed. It guards against a slip of
//! the finger, not against forgery: whoever keys in may record by hand anyway. Pure.

use crate::base::secrets::Keys;
use crate::base::{Id, typed};

/// Two groups of three: one wrong character stands for somebody else once in two million sheets.
const LENGTH: usize = 6;

/// The code of a member's row, as it is printed.
pub(super) fn code_of(keys: &Keys, meeting: Id, member: Id) -> String {
    let bare = bare(keys, meeting, member);
    let (head, tail) = bare.split_at_checked(LENGTH / 2).unwrap_or((&bare, ""));
    format!("{head}-{tail}")
}

/// Whose row a code stands for; nobody's where it stands for two, who are recorded by name.
pub(super) fn member_of(keys: &Keys, meeting: Id, roster: &[Id], code: &str) -> Option<Id> {
    let read = typed::read(code, LENGTH)?;
    let mut fitting = roster
        .iter()
        .copied()
        .filter(|member| bare(keys, meeting, *member) == read);
    let member = fitting.next()?;
    fitting.next().is_none().then_some(member)
}

fn bare(keys: &Keys, meeting: Id, member: Id) -> String {
    let mac = keys.mac("sheet row", &[meeting.as_bytes(), member.as_bytes()]);
    typed::spell(mac.first_chunk().copied().unwrap_or_default(), LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_its_code_however_it_is_typed() {
        let keys = Keys::new([7; 32]);
        let (meeting, roster): (Id, Vec<Id>) = (Id::from_u128(1), (10..60).map(Id::from_u128).collect());
        for member in &roster {
            let code = code_of(&keys, meeting, *member);
            assert_eq!(code.len(), 7);
            for typed in [code.clone(), code.to_lowercase(), code.replace('-', " ")] {
                assert_eq!(
                    member_of(&keys, meeting, &roster, &typed),
                    Some(*member),
                    "{typed}"
                );
            }
            assert_eq!(
                member_of(&keys, Id::from_u128(2), &roster, &code),
                None,
                "another meeting's"
            );
        }
        assert_eq!(member_of(&keys, meeting, &roster, ""), None);
        let twice = [roster[0], roster[0]];
        assert_eq!(
            member_of(&keys, meeting, &twice, &code_of(&keys, meeting, roster[0])),
            None
        );
    }
}
