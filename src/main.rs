//! The `impasse` program: arguments in, text and exit code out.

use std::process::ExitCode;

/// Stack of the working thread: decision diagrams and long chains of conditions recurse deeply.
const STACK: usize = 512 << 20;

fn main() -> ExitCode {
    let work = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(|| impasse::cli::run(std::env::args_os()));
    match work.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(_)) => ExitCode::from(101),
        Err(error) => {
            eprintln!("error: cannot start a thread: {error}");
            ExitCode::from(2)
        }
    }
}
