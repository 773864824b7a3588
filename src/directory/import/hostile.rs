//! Files that nobody would write: the import says what is wrong and keeps its countenance.

use super::File;
use super::person::Person;
use super::row::read_code;
use super::table::Table;
use crate::directory::organizations::dotted_code;
use chrono::NaiveDate;
use proptest::prelude::*;

const HEADER: &str =
    "branch_code,name,joined_date,official_date,class,citizen_id,phone_number,roles,activity_from\n";

/// Cells that are nearly right, and some that are not.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9]{1,16}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "(OFFICIAL|PROBATIONARY|EXEMPT|SECRETARY@?[0-9.]{0,20};?)",
        "[\\PC]{0,12}",
        "\\p{L}{1,8} \\p{L}{1,8}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for file in [File::Organizations, File::Members] {
            drop(Table::read(file, &bytes));
        }
    }

    #[test]
    fn any_row_is_understood_or_has_its_faults_named(cells in proptest::collection::vec(cell(), 9)) {
        let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let text = format!("{HEADER}{}\n", quoted.join(","));
        let table = Table::read(File::Members, text.as_bytes()).unwrap();
        let today = NaiveDate::from_ymd_opt(2023, 11, 5).unwrap();
        for mut row in table.rows() {
            let person = Person::read(&mut row, today);
            prop_assert!(person.is_some() || !row.faults.is_empty());
            if let Some(person) = person.filter(|_| row.faults.is_empty()) {
                prop_assert!(person.joined_date <= today);
                prop_assert!(person.official_date.is_none_or(|day| person.joined_date <= day && day <= today));
                prop_assert!(person.citizen_id.is_some_and(|number| number.len() == 12));
            }
        }
    }

    #[test]
    fn codes_survive_their_dots(plain in "[0-9]{14}") {
        prop_assert_eq!(read_code(&dotted_code(&plain)), Some(plain));
    }
}
