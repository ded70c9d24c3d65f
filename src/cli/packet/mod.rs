//! `packet`: a role-play exercise, a file a sheet and all of them in one archive.

mod files;
mod invented;
mod leaks;
mod told;

use std::path::Path;

use clap::ArgMatches;

use crate::leak::{LeakCheck, leaks as look_for_leaks};
use crate::view::{Packet, Sheet, packet};

use super::Command;
use super::arguments::{Given as _, always, flag, named, output, path};
use super::context::{Context, Ready};
use super::lesson::lesson;
use super::named::goal_if_any;
use super::outcome::{Failure, Outcome};
use files::Files;

pub(super) use told::{check_as_json, check_in_words};

pub(super) const COMMAND: Command = Command {
    name: "packet",
    about: "A role-play exercise from a model: sheets, forms, debriefing, quiz",
    arguments,
    writes: always,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command.args([
        path(
            "lesson",
            "FILE",
            "The teacher's file; without it lesson.yaml beside the model, where there is one",
        ),
        named(
            "goal",
            "GOAL",
            "What the debriefing is about; without it, the model's goal",
        ),
        flag(
            "fictionalize",
            "Invented names for real ones, the same in every run",
        ),
        output("FOLDER", "Where to write; without it output/<model>/packet"),
    ])
}

/// A packet on its way to paper.
struct Making<'a> {
    ready: &'a Ready,
    packet: Packet,
    leaks: LeakCheck,
    /// Whether invented names stand for real ones.
    is_fictional: bool,
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let making = Making::of(context, &ready, arguments)?;
    let folder = ready.output(arguments, making.name());
    let files = Files::of(&making)?;
    files.write(&folder, arguments.named_output())?;
    Ok(making.outcome(context, &folder, &files.paths(&folder)))
}

impl<'a> Making<'a> {
    fn of(context: &Context, ready: &'a Ready, arguments: &ArgMatches) -> Result<Self, Failure> {
        let graph = ready.graph();
        let goal = goal_if_any(ready, &graph, arguments.text("goal"))?;
        let lesson = lesson(context, ready, arguments.path("lesson"), goal.as_ref())?;
        let packet = packet(&ready.model, &graph, &lesson, goal.as_ref());
        let mut making = Self {
            ready,
            leaks: look_for_leaks(&ready.model, &lesson, &packet),
            packet,
            is_fictional: arguments.get_flag("fictionalize"),
        };
        making.tell_the_teacher_of_leaks();
        making.show_the_nearest();
        if making.is_fictional {
            making.invent_names(&lesson);
        }
        Ok(making)
    }

    /// The name of the folder of a packet of this kind.
    fn name(&self) -> &'static str {
        match self.is_fictional {
            true => "packet-fictional",
            false => "packet",
        }
    }

    /// What is said of the packet that was written; that something leaks is an error.
    fn outcome(&self, context: &Context, folder: &Path, written: &[String]) -> Outcome {
        let outcome = context.either(
            || self.told(folder, written.len()),
            || self.as_json(written),
        );
        outcome.failing_if(!self.leaks.leaks.is_empty())
    }

    fn teachers_sheet(&mut self) -> Option<&mut Sheet> {
        let mut sheets = self.packet.sheets.iter_mut();
        sheets.find(|sheet| sheet.stem.ends_with("teacher"))
    }
}
