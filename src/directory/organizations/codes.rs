//! The code of an organisation: fourteen digits in five groups, province . above the base . base . below . branch.

use crate::directory::words::Kind;

/// Where the groups end in a code without dots.
const GROUPS: [(usize, usize); 5] = [(0, 2), (2, 5), (5, 8), (8, 11), (11, 14)];

/// A code without its dots.
pub fn plain_code(code: &str) -> String {
    code.chars().filter(|character| *character != '.').collect()
}

/// A code as it is printed: `NN.NNN.NNN.NNN.NNN`.
pub fn dotted_code(code: &str) -> String {
    let mut dotted = String::with_capacity(code.len() + 4);
    for (index, character) in code.chars().enumerate() {
        if index >= 2 && (index - 2) % 3 == 0 {
            dotted.push('.');
        }
        dotted.push(character);
    }
    dotted
}

/// Whether a plain code suits an organisation of a kind under a parent with a code: wherever the parent's group says
/// something, the child's says the same; and the groups of levels below the kind's own are zero. A parent without a
/// code asks for nothing.
pub(super) fn fits(code: &str, kind: Kind, parent: Option<&str>) -> bool {
    let Some(groups) = groups(code) else { return false };
    suits(&groups, kind)
        && parent.is_none_or(|parent| {
            parent != code
                && self::groups(parent).is_some_and(|above| {
                    (groups.iter().zip(&above)).all(|(own, above)| is_zero(above) || own == above)
                })
        })
}

/// Whether the groups say what the kind is. A branch may stand at the base (chi bộ cơ sở) or below it.
fn suits(groups: &[&str; 5], kind: Kind) -> bool {
    let [_province, above_base, base, below, branch] = groups.map(|group| !is_zero(group));
    match kind {
        Kind::Province => !(above_base || base || below || branch),
        Kind::District => above_base && !(base || below || branch),
        Kind::GrassrootsCommittee => base && !(below || branch),
        Kind::IntermediateCommittee => base && below && !branch,
        Kind::Branch => base || branch,
    }
}

fn groups(code: &str) -> Option<[&str; 5]> {
    let is_code = code.len() == 14 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_code {
        return None;
    }
    let mut cut = [""; 5];
    for (group, (start, end)) in cut.iter_mut().zip(GROUPS) {
        *group = code.get(start..end)?;
    }
    Some(cut)
}

fn is_zero(group: &str) -> bool {
    group.bytes().all(|byte| byte == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMUNE: &str = "01012016000000";

    #[test]
    fn codes_are_kept_plain_and_printed_dotted() {
        assert_eq!(plain_code("01.012.016.000.009"), "01012016000009");
        assert_eq!(dotted_code("01012016000009"), "01.012.016.000.009");
    }

    #[test]
    fn a_code_begins_with_what_its_parent_says() {
        assert!(fits("01012016000009", Kind::Branch, Some(COMMUNE)));
        assert!(!fits("01012017000009", Kind::Branch, Some(COMMUNE)));
        assert!(!fits("02012016000009", Kind::Branch, Some(COMMUNE)));
        assert!(!fits(COMMUNE, Kind::Branch, Some(COMMUNE)));
        assert!(fits(
            "01000016000000",
            Kind::GrassrootsCommittee,
            Some("01000000000000")
        ));
        assert!(fits("99012016000009", Kind::Branch, None));
    }

    #[test]
    fn a_code_says_its_level() {
        assert!(fits("01000000000000", Kind::Province, None));
        assert!(!fits("01012000000000", Kind::Province, None));
        assert!(fits("01012000000000", Kind::District, None));
        assert!(!fits("01000000000000", Kind::District, None));
        assert!(fits("01012016001000", Kind::IntermediateCommittee, Some(COMMUNE)));
        assert!(!fits("01012016000001", Kind::GrassrootsCommittee, None));
        assert!(fits("01012067000000", Kind::Branch, Some("01012000000000")));
        assert!(!fits("01012000000000", Kind::Branch, None));
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_check(code: String, parent: String) {
            for kind in Kind::ALL {
                let fitting = fits(&code, *kind, Some(&parent));
                prop_assert!(!fitting || groups(&code).is_some());
            }
        }

        #[test]
        fn dots_come_and_go(code in "[0-9]{14}") {
            prop_assert_eq!(plain_code(&dotted_code(&code)), code);
        }
    }
}
