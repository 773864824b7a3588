//! What the generator refuses, and what it sees in a contract that changed.

mod home;
mod refused;
mod breaking;
