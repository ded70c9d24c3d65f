//! The arguments of commands: a few words to declare them, and a few to ask what the user gave.

use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches};

use crate::source::Date;

use super::outcome::Failure;

/// `VALUE`, known by its place.
pub(super) fn placed(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).value_name(value)
}

/// `--name`, one of some words.
pub(super) fn choice(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).help(help)
}

/// `--name VALUE`.
pub(super) fn named(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    choice(name, help).value_name(value)
}

/// `--name VALUE`, where the value is a file or a folder.
pub(super) fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    named(name, value, help).value_parser(clap::value_parser!(PathBuf))
}

/// `--name`, there or not.
pub(super) fn flag(name: &'static str, help: &'static str) -> Arg {
    choice(name, help).action(ArgAction::SetTrue)
}

/// `-o VALUE`: where to write.
pub(super) fn output(value: &'static str, help: &'static str) -> Arg {
    path("output", value, help).short('o')
}

/// A command that writes no file, whatever it is asked.
pub(super) fn never(_: &ArgMatches) -> bool {
    false
}

/// A command that is there to write files.
pub(super) fn always(_: &ArgMatches) -> bool {
    true
}

/// A command that writes the file that `-o` names, and else to standard output.
pub(super) fn names_output(arguments: &ArgMatches) -> bool {
    arguments.path("output").is_some()
}

/// What the user gave, by the name of the argument.
pub(super) trait Given {
    fn text(&self, name: &str) -> Option<&str>;
    fn path(&self, name: &str) -> Option<&PathBuf>;
    /// Everything that was given under one name.
    fn texts(&self, name: &str) -> Vec<&str>;
    /// Every path that was given under one name.
    fn paths(&self, name: &str) -> Vec<&PathBuf>;
    fn day(&self, name: &str) -> Result<Option<Date>, Failure>;

    /// The output that the user named; none where it is the default.
    fn named_output(&self) -> Option<&Path>;

    /// A text that clap does not let a user leave out.
    fn required(&self, name: &str) -> &str {
        self.text(name).expect("clap requires it")
    }
}

impl Given for ArgMatches {
    fn text(&self, name: &str) -> Option<&str> {
        self.get_one::<String>(name).map(String::as_str)
    }

    fn path(&self, name: &str) -> Option<&PathBuf> {
        self.get_one(name)
    }

    fn named_output(&self) -> Option<&Path> {
        let is_named = self.value_source("output") == Some(ValueSource::CommandLine);
        let output = self.path("output").filter(|_| is_named)?;
        Some(output)
    }

    fn texts(&self, name: &str) -> Vec<&str> {
        let given = self.get_many::<String>(name).into_iter().flatten();
        given.map(String::as_str).collect()
    }

    fn paths(&self, name: &str) -> Vec<&PathBuf> {
        self.get_many(name).into_iter().flatten().collect()
    }

    fn day(&self, name: &str) -> Result<Option<Date>, Failure> {
        let day = |text: &str| {
            text.parse()
                .map_err(|error| Failure::CannotRun(format!("--{name}: `{text}` is {error}")))
        };
        self.text(name).map(day).transpose()
    }
}
