//! `codebook`: what coders code and how, and the ways in which English says it, from the lists that the rules read.

use std::fmt::Write as _;

use clap::ArgMatches;
use serde_json::json;

use crate::backend::codebook;
use crate::extract::{Frames, Lexicon, Names};

use super::Command;
use super::arguments::never;
use super::context::Context;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "codebook",
    about: "What is coded in a text and how: kinds, stances, examples, and the ways of saying that the rules know",
    arguments: |command| command,
    writes: never,
    run,
};

fn run(context: &Context, _: &ArgMatches) -> Result<Outcome, Failure> {
    let lexicon = Lexicon::new(Names::default());
    let frames = lexicon.frames();
    Ok(context.either(
        || format!("{}\n{}", codebook(), ways_of_saying(frames)),
        || {
            let examples = frames.examples.iter();
            let examples = examples.map(|one| json!({ "rule": one.rule, "sentence": one.marked }));
            json!({
                "command": "codebook",
                "version": frames.version,
                "codebook": codebook(),
                "examples": examples.collect::<Vec<_>>(),
            })
        },
    ))
}

/// Every frame by its example, the holder in braces and the thing in brackets.
fn ways_of_saying(frames: &Frames) -> String {
    let mut text = format!(
        "## Ways of saying it that the rules know (list {})\n\nThe holder stands in braces, what it is about in brackets.\n\n| rule | sentence |\n|---|---|\n",
        frames.version
    );
    for one in &frames.examples {
        let _ = writeln!(text, "| {} | {} |", one.rule, one.marked);
    }
    text
}
