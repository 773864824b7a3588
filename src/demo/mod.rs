//! An invented district with real figures: its roster, twelve months of history, and four people to sign in as.

mod draw;
mod people;
pub mod roster;
mod tree;
