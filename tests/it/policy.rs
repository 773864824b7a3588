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
