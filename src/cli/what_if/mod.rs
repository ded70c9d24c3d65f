//! `what-if X`: the answer of `blocks X` after some changes, and what changed.

mod named;
mod supposed;

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::analysis::{Blocks, Budget, Known, Moved, elsewhere};
use crate::model::{MilestoneId, Target};
use crate::source::Date;
use crate::view::{Document, Words, what_if_answer};

use super::Command;
use super::arguments::{named, never};
use super::blocks::Asking;
use super::context::Context;
use super::json as write_json;
use super::outcome::{Failure, Outcome};
pub(super) use supposed::Supposed;

pub(super) const COMMAND: Command = Command {
    name: "what-if",
    about: "What would block a goal after some changes",
    arguments,
    writes: never,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    super::blocks::question(command).args(suppositions())
}

/// What can be supposed, here and in drawings.
pub(super) fn suppositions() -> Vec<Arg> {
    let changes = [
        named("grant", "PARTY:TARGET", "Suppose that a party says yes"),
        named(
            "waive",
            "PARTY:TARGET:CONDITION",
            "Suppose that a party drops a condition of its own",
        ),
        named(
            "refuse",
            "PARTY:TARGET",
            "Suppose that a party says no, and stays with it",
        ),
        named(
            "hold",
            "PARTY[:TARGET[:CONDITION]]",
            "Suppose that a party does not move: in nothing, on one thing, or in one condition",
        ),
        named(
            "without",
            "PARTY",
            "Suppose that a party has left the table: its yes is not needed, and its conditions fall",
        ),
    ];
    let reach = named(
        "reach",
        "MILESTONE[@DATE]",
        "Suppose that a milestone has been reached, today or on that day; one that extends a deadline moves it",
    );
    let day = named(
        "on",
        "DATE",
        "Suppose that this day has come: deadlines before it have passed",
    );
    let changes = changes.map(|change| change.action(ArgAction::Append));
    let reach = reach.action(ArgAction::Append);
    changes.into_iter().chain([reach, day]).collect()
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let supposed = Supposed::of(&ready, &graph, arguments)?;
    let later = supposed.later(&ready, &graph);
    let then = later.supposing(&supposed.supposing(ready.day));
    let asking = |ready, graph| Asking {
        ready,
        graph,
        arguments,
    };
    let answer = Answer::of(&asking(&ready, &graph), &asking(&later, &then), supposed)?;
    Ok(context.answer(|| answer.document(), || answer.as_json()))
}

/// The answers before and after some changes.
struct Answer<'a> {
    /// The model and its graph before, and as they would be.
    now: Asking<'a>,
    then: Asking<'a>,
    supposed: Supposed,
    before: Blocks,
    after: Blocks,
    /// What the changes move beside the goal.
    elsewhere: Known<Vec<Moved>>,
}

impl<'a> Answer<'a> {
    fn of(now: &Asking<'a>, then: &Asking<'a>, supposed: Supposed) -> Result<Self, Failure> {
        let before = now.answer(Vec::new())?;
        let after = then.answer(supposed.changes.clone())?;
        let model = &now.ready.model;
        let moved = elsewhere(
            model,
            now.graph,
            then.graph,
            &supposed.changes,
            &Budget::FULL,
        );
        Ok(Self {
            now: *now,
            then: *then,
            elsewhere: moved.map(|moved| beside(&after.goal, moved)),
            supposed,
            before,
            after,
        })
    }

    fn document(&self) -> Document {
        let asked = self
            .supposed
            .between(&self.before, &self.after, &self.elsewhere);
        let (model, graph) = (&self.then.ready.model, self.then.graph);
        what_if_answer(&Words::on(model, graph), graph, &asked)
    }

    fn as_json(&self) -> Value {
        let supposed = &self.supposed;
        let before = write_json::blocks(&self.now.ready.model, self.now.graph, &self.before);
        let after = write_json::blocks(&self.then.ready.model, self.then.graph, &self.after);
        let extent = self.elsewhere.extent().map(|extent| ("elsewhere", extent));
        let rest = json!({
            "supposed": supposed.changes,
            "refused": self.refused(),
            "held": supposed.held,
            "without": supposed.without,
            "reached": reached(&supposed.reached),
            "on": supposed.on,
            "before": before,
            "after": after,
            "elsewhere": self.elsewhere,
            "parts": extent.into_iter().collect::<BTreeMap<_, _>>(),
        });
        self.now.ready.json("what-if", rest)
    }

    fn refused(&self) -> Vec<Value> {
        let refused = self.supposed.refused.iter();
        refused
            .map(|(party, target)| json!({ "party": party, "target": target }))
            .collect()
    }
}

fn reached(supposed: &BTreeMap<MilestoneId, Date>) -> Vec<Value> {
    let each = supposed.iter();
    each.map(|(milestone, date)| json!({ "milestone": milestone, "date": date }))
        .collect()
}

/// What moves beside a goal.
fn beside(goal: &Target, moved: Vec<Moved>) -> Vec<Moved> {
    let moved = moved.into_iter();
    moved.filter(|moved| moved.goal != *goal).collect()
}
