//! The contract of sotay, generated from the protos in this folder.
