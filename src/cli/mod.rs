//! The command line: one file or folder a command, one list; arguments in, text and exit code out.
//!
//! What commands share stands beside them: `arguments` declares and reads options, `context` opens the model that is
//! meant, `named` finds what a user names, `texts` opens the texts of sources, `outcome` is what a command gives back.
//!
//! Exit codes: 0 asked and answered; 1 the model or its citations have errors; 2 could not run.

mod arguments;
mod blocks;
mod brief;
mod certificate;
mod changes;
mod check;
mod cite;
mod codebook;
mod completions;
mod conflicts;
mod context;
mod deadlocks;
mod draw;
mod eval;
mod explain;
mod explore;
mod export;
mod extract;
mod files;
mod game;
mod gaps;
mod import;
mod init;
pub mod json;
mod lesson;
mod named;
mod outcome;
mod packet;
mod positions;
mod review;
mod schema;
mod score;
mod sentences;
mod show;
mod texts;
mod verify;
mod what_if;

pub use certificate::certificate;

use std::ffi::OsString;
use std::io::{ErrorKind, Write as _};

use clap::{Arg, ArgMatches};

use crate::disk;

use arguments::{choice, flag, named, path};
use context::Context;
use outcome::{Failure, Outcome};

/// A command: its name, what it answers, its arguments, whether it writes files, and how it runs.
struct Command {
    name: &'static str,
    about: &'static str,
    arguments: fn(clap::Command) -> clap::Command,
    /// Whether it would write a file, asked so: with `--read-only` it then does not begin.
    writes: fn(&ArgMatches) -> bool,
    run: fn(&Context, &ArgMatches) -> Result<Outcome, Failure>,
}

/// Every command, in the order of the help text.
const COMMANDS: &[Command] = &[
    check::COMMAND,
    explain::COMMAND,
    blocks::COMMAND,
    deadlocks::COMMAND,
    conflicts::COMMAND,
    gaps::COMMAND,
    changes::COMMAND,
    positions::COMMAND,
    show::COMMAND,
    what_if::COMMAND,
    verify::COMMAND,
    draw::COMMAND,
    brief::COMMAND,
    explore::COMMAND,
    packet::COMMAND,
    game::COMMAND,
    score::COMMAND,
    extract::COMMAND,
    review::COMMAND,
    eval::COMMAND,
    codebook::COMMAND,
    cite::COMMAND,
    sentences::COMMAND,
    export::COMMAND,
    import::COMMAND,
    init::COMMAND,
    schema::COMMAND,
    completions::COMMAND,
];

/// The program's arguments.
fn program() -> clap::Command {
    let program = clap::Command::new("impasse")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Understand a negotiation: what blocks it, whose move would open it, and which sentence says so.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(shared_arguments().map(|shared| shared.global(true)));
    program.subcommands(COMMANDS.iter().map(declared))
}

/// The arguments that every command understands.
fn shared_arguments() -> [Arg; 5] {
    [
        path("model", "MODEL", "A model: a path, or a name under models/")
            .short('m')
            .env("IMPASSE_MODEL"),
        named(
            "as-of",
            "DATE",
            "Read the model as of a day, such as 2026-01-25",
        ),
        choice("format", "How to print the answer")
            .value_parser(["text", "json"])
            .default_value("text"),
        flag(
            "trust",
            "Follow the files that the model names out of its folder: only where you trust who wrote it",
        ),
        flag("read-only", "Write no file, whatever the command"),
    ]
}

/// A command as clap knows it.
fn declared(command: &Command) -> clap::Command {
    (command.arguments)(clap::Command::new(command.name).about(command.about))
}

/// Runs the program and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    match program().try_get_matches_from(arguments) {
        Ok(matches) => said(answer(&matches)),
        Err(error) => misunderstood(&error),
    }
}

/// Says what clap says: the help that was asked for, or why the arguments are not understood. What a user typed is told
/// again without what hides in it.
fn misunderstood(error: &clap::Error) -> u8 {
    let told = error.render().to_string();
    let plain = disk::lines(&told);
    let code = if error.use_stderr() { 2 } else { 0 };
    if plain != told {
        print_beside(&plain);
        return code;
    }
    match error.print() {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => 2,
        Ok(()) | Err(_) => code,
    }
}

/// What the command that was named gives back.
fn answer(matches: &ArgMatches) -> Result<Outcome, Failure> {
    let (name, arguments) = matches.subcommand().expect("a subcommand is required");
    let mut commands = COMMANDS.iter();
    let command = commands
        .find(|command| command.name == name)
        .expect("clap knows only our commands");
    if arguments.get_flag("read-only") && (command.writes)(arguments) {
        let why =
            format!("with --read-only nothing is written, and `{name}`, asked so, writes a file");
        return Err(Failure::CannotRun(why));
    }
    (command.run)(&Context::of(arguments)?, arguments)
}

/// Says what a command gave back, and gives the exit code.
fn said(outcome: Result<Outcome, Failure>) -> u8 {
    match outcome {
        Ok(outcome) => {
            print_beside(&disk::lines(&outcome.notes));
            let text = match outcome.is_coloured {
                true => outcome.text,
                false => disk::lines(&outcome.text),
            };
            print(&text, outcome.code)
        }
        Err(Failure::CannotRun(why)) => {
            print_beside(&disk::lines(&format!("error: {why}\n")));
            2
        }
        Err(Failure::BrokenModel { drawn, json }) => {
            print_beside(&drawn);
            print(&json.unwrap_or_default(), 1)
        }
    }
}

/// Prints for standard output, and is quiet where nobody listens any more; the exit code, which tells an answer that could
/// not be printed.
fn print(text: &str, code: u8) -> u8 {
    if text.is_empty() {
        return code;
    }
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            print_beside(&format!(
                "error: the answer could not be printed: {error}\n"
            ));
            2
        }
        Ok(()) | Err(_) => code,
    }
}

/// Prints for standard error.
fn print_beside(text: &str) {
    if !text.is_empty() {
        let _ = anstream::stderr().write_all(text.as_bytes());
    }
}
