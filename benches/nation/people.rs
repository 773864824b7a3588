//! Invented names in the proportions of real ones, and impossible numbers.

use super::shape::draw;

/// Families by weight in a hundred, and the rest.
const FAMILY: [(&str, u32); 20] = [
    ("Nguyễn", 38),
    ("Trần", 11),
    ("Lê", 10),
    ("Phạm", 7),
    ("Hoàng", 5),
    ("Phan", 5),
    ("Vũ", 4),
    ("Đặng", 2),
    ("Bùi", 2),
    ("Đỗ", 2),
    ("Hồ", 2),
    ("Ngô", 2),
    ("Dương", 1),
    ("Lý", 1),
    ("Đinh", 1),
    ("Trịnh", 1),
    ("Đào", 1),
    ("Đoàn", 1),
    ("Mai", 1),
    ("Hà", 3),
];
const MEN: [&str; 12] = [
    "Văn", "Văn", "Văn", "Văn", "Văn", "Đức", "Hữu", "Xuân", "Quang", "Đình", "Công", "Ngọc",
];
const WOMEN: [&str; 10] = [
    "Thị", "Thị", "Thị", "Thị", "Thị", "Thị", "Thanh", "Thuỳ", "Ngọc", "Kim",
];
const SECOND: [&str; 40] = [
    "Ái", "Anh", "Bảo", "Bích", "Cẩm", "Chí", "Diễm", "Diệu", "Duy", "Gia", "Hải", "Hoài", "Hoàng", "Hồng",
    "Huy", "Khánh", "Khôi", "Kiều", "Lệ", "Mạnh", "Minh", "Mỹ", "Nhật", "Như", "Phúc", "Phương", "Quốc",
    "Quỳnh", "Thái", "Thành", "Thế", "Thu", "Tiến", "Trọng", "Trung", "Tuấn", "Tường", "Tuyết", "Uyên",
    "Việt",
];
const GIVEN: [&str; 96] = [
    "An",
    "Anh",
    "Ánh",
    "Ân",
    "Bách",
    "Bảo",
    "Bình",
    "Cảnh",
    "Châu",
    "Chi",
    "Chiến",
    "Chung",
    "Công",
    "Cúc",
    "Cường",
    "Dũng",
    "Dung",
    "Duyên",
    "Dương",
    "Đại",
    "Đạt",
    "Đông",
    "Đức",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hằng",
    "Hân",
    "Hậu",
    "Hiền",
    "Hiệp",
    "Hiếu",
    "Hoa",
    "Hòa",
    "Hoàn",
    "Hồng",
    "Huệ",
    "Hùng",
    "Huy",
    "Hưng",
    "Hương",
    "Khánh",
    "Khoa",
    "Kiên",
    "Lam",
    "Lan",
    "Lâm",
    "Liên",
    "Linh",
    "Loan",
    "Long",
    "Lợi",
    "Lương",
    "Ly",
    "Mai",
    "Mạnh",
    "Minh",
    "Nam",
    "Nga",
    "Ngân",
    "Nghĩa",
    "Ngọc",
    "Nguyệt",
    "Nhàn",
    "Nhung",
    "Oanh",
    "Phong",
    "Phúc",
    "Phương",
    "Phượng",
    "Quân",
    "Quang",
    "Quyên",
    "Quyết",
    "Sáng",
    "Sơn",
    "Tâm",
    "Tân",
    "Thanh",
    "Thành",
    "Thảo",
    "Thắng",
    "Thịnh",
    "Thu",
    "Thủy",
    "Tiến",
    "Toàn",
    "Trang",
    "Trung",
    "Tú",
    "Tuấn",
    "Tuyết",
    "Việt",
    "Xuân",
    "Yến",
];

/// The words of a member's name, the given name last.
pub(crate) fn name(number: u32) -> Vec<&'static str> {
    let mut words = vec![family(draw(number, 1) % 100)];
    let woman = draw(number, 2) % 100 < 34;
    words.push(if woman {
        pick(&WOMEN, number, 3)
    } else {
        pick(&MEN, number, 3)
    });
    if draw(number, 4) % 10 < 3 {
        words.push(pick(&SECOND, number, 5));
    }
    words.push(pick(&GIVEN, number, 6));
    words
}

/// A citizen id that no real person has.
pub(crate) fn citizen_id(number: u32) -> String {
    format!("999{number:09}")
}

pub(crate) fn card_number(number: u32) -> String {
    format!("99{number:08}")
}

pub(crate) fn phone_number(number: u32) -> String {
    format!("010{number:07}")
}

fn family(share: u32) -> &'static str {
    let mut left = share;
    for (family, weight) in FAMILY {
        if left < weight {
            return family;
        }
        left -= weight;
    }
    FAMILY[0].0
}

fn pick<const N: usize>(from: &[&'static str; N], number: u32, purpose: u32) -> &'static str {
    from[draw(number, purpose) as usize % N]
}
