//! The organisations of the district: names of communes are real, branches are numbered or named by their kind.

use super::draw::per_mille;

/// Code of the district.
pub(super) const DISTRICT: &str = "01.012.000.000.000";
/// From when on the invented tree stands.
pub(super) const FOUNDED: &str = "2020-08-01";

const COMMUNES: [&str; 15] = [
    "Đan Phượng",
    "Đồng Tháp",
    "Hạ Mỗ",
    "Hồng Hà",
    "Liên Hà",
    "Liên Hồng",
    "Liên Trung",
    "Phương Đình",
    "Song Phượng",
    "Tân Hội",
    "Tân Lập",
    "Thọ An",
    "Thọ Xuân",
    "Thượng Mỗ",
    "Trung Châu",
];
const OF_A_COMMUNE: [&str; 6] = [
    "Cơ quan xã",
    "Trường Mầm non",
    "Trường Tiểu học",
    "Trường Trung học cơ sở",
    "Trạm Y tế",
    "Công an xã",
];
const AGENCIES: [&str; 5] = [
    "Đảng bộ Cơ quan Huyện ủy",
    "Đảng bộ Khối chính quyền huyện",
    "Đảng bộ Công an huyện",
    "Đảng bộ Quân sự huyện",
    "Đảng bộ Trung tâm Y tế huyện",
];
const DIRECT: [&str; 15] = [
    "Trường THPT",
    "Hợp tác xã",
    "Quỹ tín dụng nhân dân",
    "Ngân hàng",
    "Kho bạc Nhà nước",
    "Chi cục Thuế",
    "Bảo hiểm xã hội",
    "Tòa án nhân dân",
    "Viện kiểm sát nhân dân",
    "Chi cục Thi hành án",
    "Điện lực",
    "Bưu điện",
    "Xí nghiệp thủy lợi",
    "Công ty cổ phần",
    "Trung tâm giáo dục",
];

/// One organisation of the tree.
pub(super) struct Node {
    pub(super) code: String,
    pub(super) parent: Option<String>,
    pub(super) kind: &'static str,
    pub(super) name: String,
    /// How many members it has, compared with the others.
    pub(super) weight: usize,
    /// The first branch of its committee: its officers sit there.
    pub(super) first: bool,
    /// The branch of those who lead the district.
    pub(super) leads: bool,
}

impl Node {
    fn new(code: String, parent: &str, kind: &'static str, name: String) -> Self {
        Self {
            code,
            parent: Some(parent.to_owned()),
            kind,
            name,
            weight: 0,
            first: false,
            leads: false,
        }
    }
}

/// All organisations, parents before children.
pub(super) fn nodes() -> Vec<Node> {
    let mut nodes = vec![Node {
        parent: None,
        ..Node::new(
            DISTRICT.to_owned(),
            "",
            "DISTRICT",
            "Đảng bộ huyện Đan Phượng".to_owned(),
        )
    }];
    let mut base = 1;
    town(&mut nodes, &mut base);
    for commune in COMMUNES {
        let committee = committee(&mut nodes, &mut base, format!("Đảng bộ xã {commune}"));
        for number in 1..=8 {
            let kind = if number == 8 { "cụm" } else { "thôn" };
            branch(
                &mut nodes,
                &committee,
                number,
                format!("Chi bộ {kind} {number} {commune}"),
                34,
            );
        }
        offices(&mut nodes, &committee, 9, commune);
    }
    for agency in AGENCIES {
        let committee = committee(&mut nodes, &mut base, agency.to_owned());
        let short = agency.strip_prefix("Đảng bộ ").unwrap_or(agency);
        for number in 1..=6 {
            branch(
                &mut nodes,
                &committee,
                number,
                format!("Chi bộ {number} {short}"),
                22,
            );
        }
    }
    enterprises(&mut nodes, &mut base);
    for (name, number) in DIRECT.iter().cycle().zip(1..=45) {
        let code = format!("01.012.{base:03}.000.000");
        base += 1;
        let mut node = Node::new(code, DISTRICT, "BRANCH", format!("Chi bộ {name} số {number}"));
        node.weight = weight(18, base);
        nodes.push(node);
    }
    lead(&mut nodes);
    nodes
}

/// The town: nine residential groups and the six offices every commune has.
fn town(nodes: &mut Vec<Node>, base: &mut usize) {
    let committee = committee(nodes, base, "Đảng bộ thị trấn Phùng".to_owned());
    for number in 1..=9 {
        branch(
            nodes,
            &committee,
            number,
            format!("Chi bộ tổ dân phố {number} Phùng"),
            36,
        );
    }
    offices(nodes, &committee, 10, "Phùng");
}

/// Thirteen branches of enterprises, and an intermediate committee with five.
fn enterprises(nodes: &mut Vec<Node>, base: &mut usize) {
    let number = *base;
    let block = committee(nodes, base, "Đảng bộ Khối Doanh nghiệp huyện".to_owned());
    for each in 1..=13 {
        branch(nodes, &block, each, format!("Chi bộ Doanh nghiệp số {each}"), 13);
    }
    let middle = format!("01.012.{number:03}.001.000");
    nodes.push(Node::new(
        middle.clone(),
        &block,
        "INTERMEDIATE_COMMITTEE",
        "Đảng bộ bộ phận Công ty mẫu Đan Phượng".to_owned(),
    ));
    for each in 1..=5 {
        branch(nodes, &middle, each, format!("Chi bộ Phân xưởng {each}"), 12);
    }
}

fn offices(nodes: &mut Vec<Node>, committee: &str, from: usize, commune: &str) {
    for (office, number) in OF_A_COMMUNE.iter().zip(from..) {
        let name = if office.ends_with("xã") {
            format!("Chi bộ {office} {commune}").replace("xã Phùng", "thị trấn Phùng")
        } else {
            format!("Chi bộ {office} {commune}")
        };
        branch(nodes, committee, number, name, 16);
    }
}

fn committee(nodes: &mut Vec<Node>, base: &mut usize, name: String) -> String {
    let code = format!("01.012.{base:03}.000.000");
    *base += 1;
    nodes.push(Node::new(code.clone(), DISTRICT, "GRASSROOTS_COMMITTEE", name));
    code
}

fn branch(nodes: &mut Vec<Node>, parent: &str, number: usize, name: String, usual: usize) {
    let stem = parent.strip_suffix("000").unwrap_or(parent);
    let mut node = Node::new(format!("{stem}{number:03}"), parent, "BRANCH", name);
    node.weight = weight(usual, nodes.len());
    node.first = number == 1;
    nodes.push(node);
}

/// From three quarters to five quarters of what is usual.
fn weight(usual: usize, salt: usize) -> usize {
    let salt = u64::try_from(salt).unwrap_or_default();
    let draw = usize::try_from(per_mille("size", &[salt])).unwrap_or_default();
    usual * (750 + draw / 2) / 10
}

/// Those who lead the district are members of the first branch of its own committee's office.
fn lead(nodes: &mut [Node]) {
    let office = nodes
        .iter()
        .find(|node| node.name.ends_with("Cơ quan Huyện ủy") && node.kind != "BRANCH")
        .map(|node| node.code.clone());
    if let Some(first) = nodes.iter_mut().find(|node| node.first && node.parent == office) {
        first.leads = true;
    }
}
