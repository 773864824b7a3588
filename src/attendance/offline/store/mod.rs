//! The SQL of what phones sent.

mod meeting;
mod rows;

pub(super) use meeting::{hours, is_bound, lock, note_kit, plan, span};
pub(super) use rows::{Kept, Line, held, kept, lines, mark_taken, moving, put, targets};
