//! Files that nobody would send in good faith: each is refused clearly, in bounded memory. Beside each guard stands its
//! sabotaged twin: the same file, the guard lifted.

use super::archive::{LIMITS, Limits, guard};
use super::handmade::{Part, archive, parts, plain, sheet, workbook, zeros};
use super::{Entry, List, read};
use crate::directory::import::Reason;
use crate::directory::roster::refusals::Refusal;
use chrono::NaiveDate;
use proptest::prelude::*;

const MIB: u64 = 1024 * 1024;

fn opened(bytes: &[u8]) -> Result<List, Refusal> {
    read(bytes, NaiveDate::from_ymd_opt(2023, 11, 5).unwrap())
}

fn refusal(bytes: &[u8]) -> Refusal {
    opened(bytes).map(|list| list.entries).unwrap_err()
}

fn entries(bytes: &[u8]) -> Vec<Entry> {
    opened(bytes).unwrap().entries
}

/// Nothing is limited.
const LIFTED: Limits = Limits {
    parts: usize::MAX,
    unpacked: u64::MAX,
    texts: u64::MAX,
    text_count: usize::MAX,
    run: usize::MAX,
};

#[test]
fn what_is_no_spreadsheet_is_told_so() {
    let compound = |name: &str| {
        let wide = name.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            .iter()
            .copied()
            .chain([0; 512])
            .chain(wide)
            .collect::<Vec<u8>>()
    };
    let document = archive(&[plain("word/document.xml", "<w:document/>")]);
    for (bytes, expected) in [
        (compound("Workbook"), Refusal::RosterOldExcel),
        (compound("EncryptedPackage"), Refusal::RosterEncrypted),
        (b"%PDF-1.7 \xe2\xe3".to_vec(), Refusal::RosterNotASpreadsheet),
        (b"<html><table>".to_vec(), Refusal::RosterNotASpreadsheet),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(),
            Refusal::RosterNotASpreadsheet,
        ),
        (
            [7_u8, 0, 200, 3, 9, 1, 2].repeat(50),
            Refusal::RosterNotASpreadsheet,
        ),
        (document, Refusal::RosterNotASpreadsheet),
        (b"PK\x03\x04 and nothing more".to_vec(), Refusal::RosterUnreadable),
        (b"  \n ".to_vec(), Refusal::RosterEmpty),
        (b"one,two\n1,2\n".to_vec(), Refusal::RosterWithoutHeader),
        ("Họ và tên,Năm sinh\n".into(), Refusal::RosterEmpty),
    ] {
        assert_eq!(refusal(&bytes), expected, "{:?}", bytes.get(..8));
    }
}

#[test]
fn what_unpacks_without_end_is_refused_and_sizes_are_not_believed() {
    let with = |media: Part| archive(&[parts(&sheet("")), vec![media]].concat());
    let media = zeros("xl/media/image1.png", 3 * MIB);
    let tight = Limits {
        unpacked: 2 * MIB,
        ..LIMITS
    };
    let honest = with(media.clone());
    assert_eq!(guard(&honest, tight), Err(Refusal::RosterTooLarge));
    assert_eq!(guard(&honest, LIFTED), Ok(()));
    for claims in [0, 10, u32::MAX] {
        let lying = with(Part {
            claims,
            ..media.clone()
        });
        assert!(guard(&lying, tight).is_err(), "{claims}");
    }
    let far_too_much = archive(&[parts(&sheet("")), vec![zeros("xl/media/image1.png", 300 * MIB)]].concat());
    assert!(far_too_much.len() < 4 * 1024 * 1024);
    assert_eq!(refusal(&far_too_much), Refusal::RosterTooLarge);
}

#[test]
fn many_parts_and_parts_over_parts_are_refused() {
    let crowd: Vec<Part> = (0..1_001).map(|at| plain(&format!("a{at}"), "")).collect();
    let crowded = archive(&[parts(&sheet("")), crowd].concat());
    assert_eq!(guard(&crowded, LIMITS), Err(Refusal::RosterTooLarge));
    assert_eq!(guard(&crowded, LIFTED), Ok(()));

    // Every name leads to the same bytes.
    let kernel = zeros("xl/media/image1.png", MIB);
    let names = (0..9).map(|at| Part {
        name: format!("xl/media/{at}.png"),
        shares_the_one_before: at > 0,
        ..kernel.clone()
    });
    let overlapping = archive(&[parts(&sheet("")), names.collect()].concat());
    let tight = Limits {
        unpacked: 4 * MIB,
        ..LIMITS
    };
    assert!(guard(&overlapping, tight).is_err());
}

#[test]
fn entities_are_refused_in_every_part() {
    let attack = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
    let honest = parts(&sheet(""));
    assert_eq!(guard(&archive(&honest), LIMITS), Ok(()));
    for at in 0..honest.len() {
        for attack in [attack.to_owned(), attack.to_lowercase()] {
            let mut hostile = honest.clone();
            let text = String::from_utf8(hostile[at].bytes.clone()).unwrap();
            hostile[at] = plain(&hostile[at].name, &[attack, text].concat());
            assert_eq!(
                guard(&archive(&hostile), LIMITS),
                Err(Refusal::RosterForbiddenContent),
                "{}",
                hostile[at].name
            );
        }
    }
    // Two bytes a letter would hide it.
    let wide: Vec<u8> = attack.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut hidden = honest;
    hidden.push(Part::stored("xl/styles.xml", wide));
    assert_eq!(
        guard(&archive(&hidden), LIMITS),
        Err(Refusal::RosterForbiddenContent)
    );
}

#[test]
fn texts_without_end_are_refused() {
    let texts = |inside: &str| {
        let mut all = parts(&sheet(""));
        all.push(plain("xl/sharedStrings.xml", &format!("<sst>{inside}</sst>")));
        archive(&all)
    };
    let few = Limits {
        text_count: 100,
        ..LIMITS
    };
    let many = texts(&"<si><t>x</t></si>".repeat(101));
    assert_eq!(guard(&many, few), Err(Refusal::RosterTooLarge));
    assert_eq!(guard(&many, LIMITS), Ok(()));
    let heavy = Limits { texts: 100, ..LIMITS };
    assert_eq!(guard(&many, heavy), Err(Refusal::RosterTooLarge));
    let endless = texts(&format!("<si><t>{}</t></si>", "x".repeat(300 * 1024)));
    assert_eq!(guard(&endless, LIMITS), Err(Refusal::RosterTooLarge));
    assert_eq!(guard(&endless, LIFTED), Ok(()));
}

#[test]
fn a_million_columns_are_refused() {
    let cell = |at: &str| format!("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"{at}\"><v>1</v></c></row>");
    for at in ["IW1", "XFD1048576", "BDWGN1", "ZZZZZZZZZZ1", "A99999999999"] {
        let refused = refusal(&workbook(&sheet(&cell(at))));
        let expected = [Refusal::RosterTooWide, Refusal::RosterUnreadable];
        assert!(expected.contains(&refused), "{at}: {refused:?}");
    }
    let unnamed = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(1_000));
    assert_eq!(refusal(&workbook(&sheet(&unnamed))), Refusal::RosterTooWide);
    // The twin: the last column that is allowed.
    assert_eq!(
        refusal(&workbook(&sheet(&cell("IV1")))),
        Refusal::RosterWithoutHeader
    );
    let csv = format!("Họ và tên,Năm sinh\nLan{}x\n", ",".repeat(1_000_000));
    assert_eq!(refusal(csv.as_bytes()), Refusal::RosterTooWide);
}

#[test]
fn formulas_give_their_value_and_are_never_run() {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><f>WEBSERVICE(\"http://x\")</f><v>1950</v></c></row>",
        text("A1", "Họ và tên"),
        text("B1", "Năm sinh"),
        "<c r=\"A2\" t=\"str\"><f>\"Nguyễn Thị \"&amp;\"Lan\"</f><v>Nguyễn Thị Lan</v></c>",
    );
    let entry = &entries(&workbook(&sheet(&rows)))[0];
    assert_eq!((entry.name.as_str(), entry.faults.len()), ("Nguyễn Thị Lan", 0));
    assert!(entry.birth.is_some());

    let csv = "Họ và tên,Năm sinh\n=cmd|'/c calc'!A1,1950\n";
    let entry = &entries(csv.as_bytes())[0];
    assert_eq!(entry.faults[0].1, Reason::NotAName);
}

/// Reads the worst of them and says how much memory that took at most.
#[test]
#[ignore = "another test runs it in a process of its own"]
#[expect(clippy::print_stdout, reason = "the answer to the process that asked")]
fn reads_the_worst() {
    let crowd = {
        let mut all = parts(&sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"));
        let texts = "<si><t>x</t></si>".repeat(1_000_000);
        all.push(plain("xl/sharedStrings.xml", &format!("<sst>{texts}</sst>")));
        archive(&all)
    };
    let claims = "<dimension ref=\"A1:XFD1048576\"/>";
    let far = sheet(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>",
    );
    let far = far.replace("<sheetData>", &format!("{claims}<sheetData>"));
    let bomb = archive(
        &[
            parts(&sheet("")),
            vec![zeros("xl/worksheets/image.bin", 300 * MIB)],
        ]
        .concat(),
    );
    for worst in [crowd, workbook(&far), bomb] {
        assert!(opened(&worst).is_err());
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    println!("peak {peak}");
}

#[test]
fn the_worst_takes_bounded_memory() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "directory::roster::read::hostile::reads_the_worst",
            "--ignored",
            "--nocapture",
        ])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let peak = said.split_once("peak VmHWM:").unwrap().1;
    let kib: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
    // What the three of them claim or unpack to: 300 MiB, a million texts, seventeen thousand million cells.
    assert!(kib < 256 * 1024, "{kib} KiB");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(opened(&bytes));
        drop(opened(&[b"PK\x03\x04".as_slice(), &bytes].concat()));
        drop(opened(&["Họ và tên,Năm sinh\n".as_bytes(), &bytes].concat()));
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(
        spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = workbook(&sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
        for (spot, byte) in spots {
            let at = spot.index(bytes.len());
            bytes[at] = byte;
        }
        drop(opened(&bytes));
    }

    #[test]
    fn any_cells_are_understood_or_have_their_faults_named(
        cells in prop::collection::vec("[\\PC]{0,12}|[0-9]{1,14}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}", 6),
    ) {
        let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let text = format!("Họ và tên,Ngày sinh,Ngày vào Đảng,Ngày chính thức,Số CCCD,SĐT\n{}\n", quoted.join(","));
        for entry in opened(text.as_bytes()).into_iter().flat_map(|list| list.entries) {
            if entry.faults.is_empty() {
                prop_assert!(!entry.name.is_empty());
                prop_assert!(entry.citizen_id.is_none_or(|number| number.len() == 12));
                prop_assert!(entry.phone_number.is_none_or(|number| number.len() == 10));
                let dates = entry.joined_date.zip(entry.official_date);
                prop_assert!(dates.is_none_or(|(joined, official)| joined <= official));
            }
        }
    }
}
