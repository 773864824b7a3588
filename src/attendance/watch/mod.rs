//! A meeting as it happens, for many who look at once. Each instance looks at all watched meetings once a second,
//! however many watch, so that what was said on another instance is heard too; whoever is told of a change was let
//! through the gate for it.

mod hub;
mod scene;
mod watcher;

pub(super) use hub::Hub;
pub(super) use scene::Scene;
pub(super) use watcher::{Watcher, told};
