//! The `impasse` program: arguments in, text and exit code out.

use std::process::ExitCode;

/// Stack of the working thread: decision diagrams and long chains of conditions recurse deeply.
const STACK: usize = 512 << 20;

fn main() -> ExitCode {
    ExitCode::from(work().unwrap_or_else(|error| {
        eprintln!("error: cannot start a thread: {error}");
        2
    }))
}

/// Runs the program in a thread that has room for recursion, and gives its exit code.
fn work() -> std::io::Result<u8> {
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(|| impasse::cli::run(std::env::args_os()))?;
    // A panic has said why already.
    Ok(thread.join().unwrap_or(101))
}
