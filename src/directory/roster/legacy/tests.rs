//! The tables lose no letter in either case, and what is no old script is left alone.

use super::{Script, Votes, evidence, readable, tcvn3, vni};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const SMALL: &str =
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";

const NAMES: [&str; 12] = [
    "Nguyễn Thị Phượng",
    "Trần Văn Đức",
    "Lê Quỳnh Hoa",
    "Phạm Hữu Nghĩa",
    "Đỗ Thị Bích Ngọc",
    "Vũ Đình Khuê",
    "Hoàng Thị Ánh Tuyết",
    "Ngô Ỷ Lan",
    "Bùi Thị Thu",
    "Đặng Trần Côn",
    "Chi bộ thôn Đông",
    "Hà Nội",
];

const ENGLISH: [&str; 10] = [
    "café",
    "naïve résumé",
    "José",
    "Zoë",
    "Größe",
    "Müller",
    "thickness 10 µm",
    "±5 °C",
    "© 2023",
    "½ cup",
];

fn letters() -> Vec<char> {
    SMALL
        .chars()
        .chain(SMALL.chars().flat_map(char::to_uppercase))
        .collect()
}

#[test]
fn every_letter_survives_both_tables_in_both_cases() {
    assert_eq!(letters().len(), 2 * 89);
    for letter in letters() {
        let text = letter.to_string();
        for (script, there_and_back) in [
            ("tcvn3", tcvn3::decode(&tcvn3::encode(&text))),
            ("vni", vni::decode(&vni::encode(&text))),
        ] {
            assert_eq!(there_and_back, text, "{script}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_survives_both_tables(picks in proptest::collection::vec(0..178_usize, 0..40), spaces in any::<u64>()) {
        let letters = letters();
        let text: String = picks
            .iter()
            .enumerate()
            .flat_map(|(at, pick)| {
                let space = (spaces >> (at % 64)) & 1 == 1;
                [Some(letters[*pick]), space.then_some(' ')]
            })
            .flatten()
            .collect();
        prop_assert_eq!(&tcvn3::decode(&tcvn3::encode(&text)), &text);
        prop_assert_eq!(&vni::decode(&vni::encode(&text)), &text);
    }

    #[test]
    fn unicode_and_english_are_never_converted(
        picks in proptest::collection::vec((0..NAMES.len() + ENGLISH.len(), any::<bool>(), any::<bool>()), 1..5),
    ) {
        let cells: Vec<String> = picks
            .into_iter()
            .map(|(pick, decomposed, large)| {
                let text = NAMES.iter().chain(&ENGLISH).nth(pick).unwrap();
                let text = if decomposed { text.nfd().collect() } else { (*text).to_owned() };
                if large { text.to_uppercase() } else { text }
            })
            .collect();
        let mut votes = Votes::default();
        for cell in &cells {
            votes.hear(cell);
        }
        for cell in &cells {
            prop_assert_eq!(&readable(cell, votes.verdict()), cell);
        }
    }
}

#[test]
fn names_of_the_old_fonts_are_read() {
    for name in NAMES {
        for written in [tcvn3::encode(name), vni::encode(name)] {
            assert_eq!(readable(&written, None), name, "{written}");
        }
    }
    assert_eq!(readable("NGUYÔN THÞ PH¦îNG", None), "NGUYỄN THỊ PHƯỢNG");
    assert_eq!(readable("Ñoã Vaên Ñöùc", None), "Đỗ Văn Đức");
    assert_eq!(readable("Hµ", None), "Hà");
}

#[test]
fn a_word_that_both_readings_know_follows_those_around_it() {
    // "Thò" is a word; in VNI it is "Thị".
    assert_eq!(evidence("Thò"), None);
    let mut votes = Votes::default();
    for cell in ["Nguyeãn Thò Lan", "Leâ Vaên Bình", "Thò"] {
        votes.hear(cell);
    }
    assert_eq!(votes.verdict(), Some(Script::Vni));
    assert_eq!(readable("Thò", votes.verdict()), "Thị");
    assert_eq!(readable("Thò", None), "Thò");
}
