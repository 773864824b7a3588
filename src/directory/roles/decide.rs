//! What a title in a spreadsheet means. Nothing is granted by it.

use crate::access::Role;
use crate::base::text;

/// The role of the closed list that a title means, whatever its marks and case; none when it is not plain.
pub fn titled(title: &str) -> Option<Role> {
    let folded = text::fold(&text::tidy(title));
    let plain = folded.trim_end_matches(" chi bo").trim_end_matches(" dang uy");
    match plain {
        "bi thu" => Some(Role::Secretary),
        "pho bi thu" | "pbt" => Some(Role::DeputySecretary),
        "chi uy vien" | "chi uy" | "uy vien chi uy" => Some(Role::CommitteeMember),
        "to truong to dang" | "to truong dang" => Some(Role::CellLeader),
        "dang uy vien" | "uy vien ban chap hanh" | "uy vien bch" => Some(Role::PartyCommitteeMember),
        "uy vien ban thuong vu" | "uy vien btv" => Some(Role::StandingCommittee),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_with_and_without_marks() {
        for (title, role) in [
            ("Bí thư chi bộ", Some(Role::Secretary)),
            ("  BÍ THƯ ", Some(Role::Secretary)),
            ("Phó Bí thư Chi bộ", Some(Role::DeputySecretary)),
            ("chi uy vien", Some(Role::CommitteeMember)),
            ("Tổ trưởng tổ đảng", Some(Role::CellLeader)),
            ("Trưởng thôn", None),
            ("Bí thư Đoàn thanh niên", None),
            ("", None),
        ] {
            assert_eq!(titled(title), role, "{title}");
        }
    }
}
