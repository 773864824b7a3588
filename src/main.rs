//! The `sotay` binary.

fn main() {}
