//! The constitution, printed: whoever changes who may do what changes this table, and sees it.

use sotay::access::{Action, Role, Standing, policy};
use std::fmt::Write;

#[test]
fn who_may_do_what() {
    insta::assert_snapshot!(actions(policy::allows));
}

#[test]
fn who_may_grant_which_role() {
    insta::assert_snapshot!(grants(policy::may_grant));
}

#[test]
fn who_sees_what_of_others() {
    insta::assert_snapshot!(table(
        &[
            "sees the attendance of others",
            "sees more of a member than name and posts"
        ],
        |standing, column| [policy::sees_rows, policy::sees_files][column](standing),
    ));
}

#[test]
fn it_reads_like_a_page_of_a_regulation() {
    insta::assert_snapshot!(page());
}

#[test]
fn one_changed_right_changes_one_mark() {
    let lax = |standing, action| {
        policy::allows(standing, action) || (standing, action) == (Standing::SignedIn, Action::ReadMember)
    };
    let (strict, lax) = (actions(policy::allows), actions(lax));
    let changed = strict
        .chars()
        .zip(lax.chars())
        .filter(|(one, other)| one != other);
    assert_eq!(changed.collect::<Vec<_>>(), [('·', '✔')]);
}

fn actions(allows: impl Fn(Standing, Action) -> bool) -> String {
    let names = Action::ALL.map(Action::name);
    table(&names, |standing, column| allows(standing, Action::ALL[column]))
}

fn grants(may_grant: impl Fn(Standing, Role) -> bool) -> String {
    let names = Role::ALL.map(Role::name);
    table(&names, |standing, column| may_grant(standing, Role::ALL[column]))
}

/// An article for each standing: what it may do, and which roles it may grant.
fn page() -> String {
    let mut printed = String::new();
    for (number, standing) in Standing::all().into_iter().enumerate() {
        let may = Action::ALL
            .into_iter()
            .filter(|action| policy::allows(standing, *action));
        let may: Vec<_> = may.map(|action| words(action.name())).collect();
        let grants = Role::ALL
            .into_iter()
            .filter(|role| policy::may_grant(standing, *role));
        let grants: Vec<_> = grants.map(Role::name).collect();
        let or_nothing = |list: &[String]| {
            if list.is_empty() {
                "nothing".to_owned()
            } else {
                list.join("; ")
            }
        };
        writeln!(printed, "Article {}. Who is {}", number + 1, standing.name()).unwrap();
        writeln!(printed, "  may {}.", or_nothing(&may)).unwrap();
        if !grants.is_empty() {
            writeln!(printed, "  grants and ends {}.", grants.join(", ")).unwrap();
        }
        for (sees, what) in [
            (policy::sees_rows(standing), "the attendance of others"),
            (
                policy::sees_files(standing),
                "files: dates, standing, masked numbers",
            ),
            (policy::lists_below(standing), "the members of everything below"),
        ] {
            if sees {
                writeln!(printed, "  sees {what}.").unwrap();
            }
        }
    }
    printed
}

fn words(name: &str) -> String {
    name.to_lowercase().replace('_', " ")
}

/// A row for each standing. A column's name stands above it, at the end of a line that leads up to it.
fn table(columns: &[&str], holds: impl Fn(Standing, usize) -> bool) -> String {
    let mut printed = String::new();
    let margin = 30;
    for (index, column) in columns.iter().enumerate() {
        writeln!(printed, "{:margin$}{}┌ {column}", "", "│ ".repeat(index)).unwrap();
    }
    for standing in Standing::all() {
        write!(printed, "{:margin$}", standing.name()).unwrap();
        for column in 0..columns.len() {
            let mark = if holds(standing, column) { '✔' } else { '·' };
            write!(printed, "{mark} ").unwrap();
        }
        printed.truncate(printed.trim_end().len());
        printed.push('\n');
    }
    printed
}
