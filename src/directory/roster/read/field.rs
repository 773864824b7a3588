//! What a column of a list can hold, and the words offices head it with.

use crate::base::text;
use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::directory::roster) enum Field {
    /// Họ và tên.
    Name,
    /// Họ và chữ đệm, where the given name stands in a column of its own.
    Surname,
    /// Tên, beside the above.
    GivenName,
    /// Ngày sinh, năm sinh.
    BirthDate,
    /// Nam: the birth of a man, or a mark, in lists with a column for each.
    Male,
    /// Nữ, likewise.
    Female,
    /// Giới tính.
    Gender,
    /// Ngày vào Đảng.
    JoinedDate,
    /// Ngày chính thức.
    OfficialDate,
    /// Số thẻ đảng viên.
    CardNumber,
    /// Số căn cước.
    CitizenId,
    /// Điện thoại.
    PhoneNumber,
    /// Chi bộ.
    Branch,
    /// Chức vụ.
    Post,
    /// Known and of no use here: STT, dân tộc, ghi chú.
    Other,
}

impl Field {
    /// The name in reports.
    pub(in crate::directory::roster) const fn name(self) -> &'static str {
        match self {
            Self::Name | Self::Surname | Self::GivenName => "name",
            Self::BirthDate => "birth_date",
            Self::Gender | Self::Male | Self::Female => "gender",
            Self::JoinedDate => "joined_date",
            Self::OfficialDate => "official_date",
            Self::CardNumber => "card_number",
            Self::CitizenId => "citizen_id",
            Self::PhoneNumber => "phone_number",
            Self::Branch => "branch",
            Self::Post => "post",
            Self::Other => "",
        }
    }

    /// What a heading announces; `above` is the heading it stands under, where there are two rows of them.
    pub(super) fn of(above: &str, heading: &str) -> Option<Self> {
        let (above, own) = (key(above), key(heading));
        match (above.as_str(), own.as_str()) {
            ("", own) | (own, "") => plain(own),
            (above, own) if plain(above) == Some(Self::JoinedDate) => Some(if own.contains("chinh thuc") {
                Self::OfficialDate
            } else {
                Self::JoinedDate
            }),
            (above, "nam") if above.contains("sinh") || above.contains("gioi") => Some(Self::Male),
            (above, "nu") if above.contains("sinh") || above.contains("gioi") => Some(Self::Female),
            (above, own) => plain(own).or_else(|| plain(above)),
        }
    }
}

/// A heading without marks, signs and line breaks.
pub(super) fn key(heading: &str) -> String {
    let folded = text::fold(heading);
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn plain(key: &str) -> Option<Field> {
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let is = |words: &[&str]| words.contains(&key);
    if has(&["ngay cap", "noi cap", "quyet dinh", "so qd", "so ly lich"]) {
        return Some(Field::Other);
    }
    if is(&["ho", "ho dem", "ho va dem", "ho lot", "ho chu dem"])
        || begins(&["ho va ten dem", "ho ten dem", "ho va chu dem", "ho va ten lot"])
    {
        return Some(Field::Surname);
    }
    if begins(&[
        "ho va ten",
        "ho ten",
        "ho chu dem va ten",
        "ten dang vien",
        "full name",
    ]) || is(&["name"])
    {
        return Some(Field::Name);
    }
    if is(&["ten"]) {
        return Some(Field::GivenName);
    }
    if has(&["chinh thuc"]) && !has(&["the", "so luong"]) {
        return Some(Field::OfficialDate);
    }
    if has(&["vao dang", "ket nap", "vao dcs"]) {
        return Some(Field::JoinedDate);
    }
    if is(&["sinh", "ntns"]) || (has(&["sinh"]) && has(&["ngay", "nam sinh"]) && !has(&["sinh hoat"])) {
        return Some(Field::BirthDate);
    }
    if is(&["gioi", "phai", "nam nu", "nam hay nu"]) || begins(&["gioi tinh"]) {
        return Some(Field::Gender);
    }
    if has(&["the dang", "ma dang vien"]) || is(&["so the", "the dv", "so the dv"]) {
        return Some(Field::CardNumber);
    }
    if has(&["cccd", "cmnd", "can cuoc", "chung minh", "dinh danh"]) {
        return Some(Field::CitizenId);
    }
    if has(&["dien thoai", "sdt", "di dong", "dtdd", "so dt"]) || is(&["dt", "phone"]) {
        return Some(Field::PhoneNumber);
    }
    rest(key)
}

fn rest(key: &str) -> Option<Field> {
    match key {
        "nam" => Some(Field::Male),
        "nu" => Some(Field::Female),
        "stt" | "tt" | "so tt" | "so thu tu" | "no" | "ghi chu" | "dan toc" | "ton giao" | "que quan" => {
            Some(Field::Other)
        }
        key if key.contains("chuc vu") || key.contains("chuc danh") => {
            let elsewhere = key.contains("chinh quyen") || key.contains("doan the") || key.contains("nghe");
            Some(if elsewhere { Field::Other } else { Field::Post })
        }
        key if key.contains("chi bo") => Some(Field::Branch),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_the_words_of_offices() {
        for (heading, field) in [
            ("Họ và tên", Field::Name),
            ("HỌ TÊN ĐẢNG VIÊN", Field::Name),
            ("ho va ten", Field::Name),
            ("Họ, chữ đệm và tên khai sinh", Field::Name),
            ("Họ và tên đệm", Field::Surname),
            ("Tên", Field::GivenName),
            ("Ngày,\ntháng,\nnăm sinh", Field::BirthDate),
            ("Năm sinh", Field::BirthDate),
            ("Giới tính\n(Nam/Nữ)", Field::Gender),
            ("Ngày vào Đảng", Field::JoinedDate),
            ("Ngày kết nạp", Field::JoinedDate),
            ("Ngày vào Đảng chính thức", Field::OfficialDate),
            ("Ngày\nchính thức", Field::OfficialDate),
            ("Số thẻ đảng", Field::CardNumber),
            ("Số thẻ ĐV", Field::CardNumber),
            ("Số CCCD", Field::CitizenId),
            ("Số CMND/CCCD", Field::CitizenId),
            ("Căn cước công dân", Field::CitizenId),
            ("Ngày cấp CCCD", Field::Other),
            ("SĐT", Field::PhoneNumber),
            ("Số điện thoại", Field::PhoneNumber),
            ("Chi bộ sinh hoạt", Field::Branch),
            ("Chức vụ trong Đảng", Field::Post),
            ("Chức vụ chính quyền", Field::Other),
            ("STT", Field::Other),
        ] {
            assert_eq!(Field::of("", heading), Some(field), "{heading}");
        }
        assert_eq!(Field::of("", "Trình độ"), None);
    }

    #[test]
    fn two_rows_of_headings_are_read_together() {
        for (above, heading, field) in [
            ("Ngày sinh", "Nam", Field::Male),
            ("Ngày, tháng, năm sinh", "Nữ", Field::Female),
            ("Giới tính", "Nam", Field::Male),
            ("Ngày vào Đảng", "Dự bị", Field::JoinedDate),
            ("Ngày vào Đảng", "Chính thức", Field::OfficialDate),
            ("Họ và tên", "", Field::Name),
            ("Chức vụ", "Đảng", Field::Post),
            ("Thông tin liên hệ", "Điện thoại", Field::PhoneNumber),
        ] {
            assert_eq!(Field::of(above, heading), Some(field), "{above}/{heading}");
        }
    }
}
