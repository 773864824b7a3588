//! The `sotay` binary: reads the command line, runs one command, says in words why it could not.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sotay::commands::main()
}
