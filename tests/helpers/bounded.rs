//! Runs the program with a bound on its time and memory: what hangs is ended and fails.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a command may take: many times what it takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// How much memory a command may ask the system for, in kibibytes: half a gibibyte of that is the stack of its thread.
const MEMORY: &str = "4000000";

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
}

impl Said {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// Everything that was printed.
    pub fn all(&self) -> String {
        self.err.clone() + &self.text()
    }

    /// Asserts the exit code and what is said.
    pub fn says(&self, code: i32, words: &str) {
        let all = self.all();
        assert_eq!(self.code, Some(code), "{all}");
        assert!(all.contains(words), "`{words}` is missing from:\n{all}");
    }
}

/// The program with the memory that it may have.
pub fn program() -> Command {
    let binary = env!("CARGO_BIN_EXE_impasse");
    let mut command = match cfg!(target_os = "linux") {
        true => {
            let mut shell = Command::new("sh");
            let limited = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
            shell.args(["-c", &limited, binary]);
            shell
        }
        false => Command::new(binary),
    };
    command.env_remove("IMPASSE_MODEL").env("NO_COLOR", "1");
    command
}

/// Asks in a folder, with nothing on standard input.
pub fn ask<A: AsRef<OsStr>>(arguments: &[A], folder: &Path) -> Said {
    let mut command = program();
    command.args(arguments).current_dir(folder);
    run(command.stdin(Stdio::null()))
}

/// Runs a command to its end, or fails where that does not come.
pub fn run(command: &mut Command) -> Said {
    let what = format!("{command:?}");
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let out = drained(child.stdout.take().expect("a pipe"));
    let err = drained(child.stderr.take().expect("a pipe"));
    let code = ended(&mut child, &what);
    let err = err.join().expect("it is read");
    Said {
        code,
        out: out.join().expect("it is read"),
        err: String::from_utf8_lossy(&err).into_owned(),
    }
}

fn drained(mut from: impl Read + Send + 'static) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        bytes
    })
}

/// The exit code of a child, which may take its time but not for ever.
pub fn ended(child: &mut Child, what: &str) -> Option<i32> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            return status.code();
        }
        if began.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{what} took longer than {} seconds", PATIENCE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Writes a file of a test, with the folders above it.
pub fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

/// A folder for a test.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}
