//! A small contract that uses every feature of the generator; `tests/it` calls it over both wires.

#![allow(clippy::all, clippy::pedantic, missing_docs, unused, rustdoc::all)]

include!(concat!(env!("OUT_DIR"), "/contract.rs"));
