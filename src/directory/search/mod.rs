//! Lists of members, and the search in them: by words of the name, without marks, in any order, with one letter wrong;
//! by card number, citizen id or phone through the keyed look-up; by standing, activation and role; as on a day.
//!
//! Who has the words stands first, then who has words that begin like them, then who fits with one letter changed; each
//! in the order of Vietnamese given names, as every list on paper. An order by likeness would move people while one types.

mod decide;
mod few;
mod list;
mod refusal;
mod store;
mod types;

pub use list::list;
pub use refusal::Refusal;
pub use types::{Filter, Listing, Search};

use crate::base::Result;

/// Refuses a query that must not stand where queries of this call stand: in the URL.
pub fn refuse_number(query: &str) -> Result<()> {
    if decide::holds_number(query) {
        return Err(Refusal::NumberInUrl.into());
    }
    Ok(())
}

/// What a query says in text searches: the one as typed, and the keys by which near words are found; `None` for
/// numbers and for everybody. For measuring.
pub fn said(query: &str) -> Option<(String, Vec<String>)> {
    match decide::sought(query) {
        decide::Sought::Words(words) => Some((
            decide::whole(&words)?,
            words.iter().flat_map(|word| decide::keys(word)).collect(),
        )),
        decide::Sought::Everybody | decide::Sought::Number(_) => None,
    }
}
