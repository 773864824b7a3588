//! Backend of the electronic party member handbook (Sổ tay đảng viên điện tử): branch meetings, check-in, notices,
//! adoption.
//!
//! The modules stand on a ladder, listed from the ground up: a module uses only those listed before it. A test
//! reads this file and holds the house to it.

pub mod base;
pub mod config;
pub mod db;
pub mod access;
pub mod jobs;
pub mod edge;
pub mod regulations;
pub mod directory;
pub mod identity;
pub mod notices;
pub mod meetings;
pub mod attendance;
pub mod adoption;
pub mod console;
pub mod app;
pub mod demo;
pub mod commands;
