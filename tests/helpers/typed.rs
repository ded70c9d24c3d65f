//! Runs the program with what a person would type.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A model of talks in a port, with an inbox to come.
pub const PORT: &str = "format: 1
title: Port talks
goal: contract
parties:
  union: { name: Dockers' Union, aliases: [the union] }
  carriers: { name: Carriers' Association, aliases: [the carriers] }
issues:
  cranes:
    between: [union, carriers]
    options: { crewed: With a crew, automatic: Without }
    terms: [crewless cranes]
milestones:
  contract: { name: contract, consent: [union, carriers], requires: [cranes], terms: [contract] }
";

/// What the program says in a folder to some arguments and some typed lines.
pub fn ask(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    // A program that asks nothing closes its input first.
    input.write_all(typed.as_bytes()).unwrap_or(());
    drop(input);
    child.wait_with_output().expect("the program ends")
}

/// Everything that was printed.
pub fn told(output: &Output) -> String {
    let both = [&output.stdout, &output.stderr];
    both.map(|bytes| String::from_utf8_lossy(bytes)).concat()
}
