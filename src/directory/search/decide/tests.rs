//! Queries of every kind, and what one typing error is.

use super::*;
use proptest::prelude::*;

fn words(of: &str) -> Vec<String> {
    of.split(' ').map(str::to_owned).collect()
}

#[test]
fn a_query_is_a_number_or_words_without_marks() {
    assert_eq!(sought("  "), Sought::Everybody);
    assert_eq!(
        sought("Nguyễn  THỊ\u{a0}Hoa"),
        Sought::Words(words("nguyen thi hoa"))
    );
    assert_eq!(sought("Đỗ"), Sought::Words(words("do")));
    assert_eq!(sought("H'Hen Niê"), Sought::Words(words("h hen nie")));
    assert_eq!(sought("' | 'x"), Sought::Words(words("x")));
    assert_eq!(sought("%"), Sought::Words(Vec::new()));
    assert_eq!(
        sought("0011 9000 0003"),
        Sought::Number("001190000003".to_owned())
    );
    assert_eq!(
        sought("+84 (912) 345-678"),
        Sought::Number("84912345678".to_owned())
    );
    assert_eq!(sought("12345"), Sought::Words(words("12345")));
    assert!(holds_number("Lan 001190000003") && !holds_number("Lan 12"));
}

#[test]
fn the_search_as_typed_takes_words_in_any_order() {
    assert_eq!(whole(&words("an van")).unwrap(), "'an' & 'van'");
    assert_eq!(begun(&words("hoa")).unwrap(), "'hoa':* & !('hoa')");
    assert_eq!(whole(&[]), None);
}

#[test]
fn the_near_search_changes_one_word_at_a_time() {
    let near = nearly(&words("van na"), &words("an van van nam lan")).unwrap();
    assert_eq!(
        near,
        "('na':* & ('an' | 'lan') | 'van':* & ('an')) & !('van':* & 'na':*)"
    );
}

#[test]
fn a_single_short_word_is_a_given_name() {
    assert_eq!(
        nearly(&words("lna"), &words("lan lena")).unwrap(),
        "('lan':A | 'lena':A) & !('lna':*)".replace("('lan':A | 'lena':A)", "(('lan':A | 'lena':A))")
    );
    assert_eq!(nearly(&words("n"), &words("an na")), None);
    assert_eq!(nearly(&words("nguyne"), &words("lan")), None);
    assert_eq!(nearly(&words("a b c d e f g h i"), &words("ba")), None);
}

/// The distance in which a swap of neighbours counts once, by the book.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
    for row in 0..=one.len() {
        for column in 0..=other.len() {
            table[row][column] = if row == 0 || column == 0 {
                row + column
            } else {
                let differs = usize::from(one[row - 1] != other[column - 1]);
                let mut least = (table[row - 1][column - 1] + differs)
                    .min(table[row - 1][column] + 1)
                    .min(table[row][column - 1] + 1);
                let swapped = row > 1
                    && column > 1
                    && one[row - 1] == other[column - 2]
                    && one[row - 2] == other[column - 1];
                if swapped {
                    least = least.min(table[row - 2][column - 2] + 1);
                }
                least
            };
        }
    }
    table[one.len()][other.len()]
}

proptest! {
    #[test]
    fn one_error_is_one_error_by_the_book(one in "[abn]{0,6}", other in "[abn]{0,6}") {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        prop_assert_eq!(is_one_error(&one, &other), distance(&letters(&one), &letters(&other)) == 1);
    }

    #[test]
    fn words_one_error_apart_share_a_key(one in "[abn]{1,6}", other in "[abn]{1,6}") {
        if is_one_error(&one, &other) {
            let theirs = keys(&other);
            prop_assert!(keys(&one).iter().any(|key| theirs.contains(key)));
        }
    }

    #[test]
    fn no_query_escapes_its_quotes(query: String) {
        if let Sought::Words(words) = sought(&query) {
            prop_assert!(words.iter().all(|word| word.chars().all(char::is_alphanumeric)));
        }
    }
}
