//! The command line: one file a command, one list; arguments in, text and exit code out.
//!
//! Exit codes: 0 asked and answered; 1 the model or its citations have errors; 2 could not run.

mod blocks;
mod brief;
mod changes;
mod check;
mod cite;
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
mod gaps;
mod import;
mod init;
pub mod json;
mod packet;
mod positions;
mod review;
mod sentences;
mod show;
mod verify;
mod what_if;

pub use verify::certificate;

use std::ffi::OsString;
use std::io::Write as _;

use clap::{Arg, ArgMatches};

use context::{Context, Failure, Outcome};

/// A command: its name, what it answers, its arguments, and how it runs.
struct Command {
    name: &'static str,
    about: &'static str,
    arguments: fn(clap::Command) -> clap::Command,
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
    extract::COMMAND,
    review::COMMAND,
    eval::COMMAND,
    cite::COMMAND,
    sentences::COMMAND,
    export::COMMAND,
    import::COMMAND,
    init::COMMAND,
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
        .arg(
            Arg::new("model")
                .short('m')
                .long("model")
                .global(true)
                .value_name("MODEL")
                .env("IMPASSE_MODEL")
                .help("A model: a path, or a name under models/"),
        )
        .arg(Arg::new("as-of").long("as-of").global(true).value_name("DATE").help("Read the model as of a day, such as 2026-01-25"))
        .arg(
            Arg::new("format")
                .long("format")
                .global(true)
                .value_parser(["text", "json"])
                .default_value("text")
                .help("How to print the answer"),
        );
    COMMANDS.iter().fold(program, |program, command| {
        program.subcommand((command.arguments)(
            clap::Command::new(command.name).about(command.about),
        ))
    })
}

/// Runs the program and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let matches = match program().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    let (name, arguments) = matches.subcommand().expect("a subcommand is required");
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .expect("clap knows only our commands");
    let outcome = Context::of(arguments).and_then(|context| (command.run)(&context, arguments));
    match outcome {
        Ok(outcome) => {
            print(&outcome.notes, true);
            print(&outcome.text, false);
            outcome.code
        }
        Err(Failure::CannotRun(why)) => {
            print(&format!("error: {why}\n"), true);
            2
        }
        Err(Failure::BrokenModel { drawn, json }) => {
            print(&drawn, true);
            print(&json.unwrap_or_default(), false);
            1
        }
    }
}

/// Prints, and is quiet where nobody listens any more.
fn print(text: &str, to_errors: bool) {
    if text.is_empty() {
        return;
    }
    let _ = if to_errors {
        anstream::stderr().write_all(text.as_bytes())
    } else {
        let mut out = anstream::stdout();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    };
}
