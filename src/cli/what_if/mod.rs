//! `what-if X`: the answer of `blocks X` after some changes, and what changed.

mod supposed;

use std::collections::BTreeMap;

use clap::{ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::analysis::{Blocks, Budget, Known, Moved, elsewhere};
use crate::graph::PositionGraph;
use crate::model::Target;
use crate::view::{Document, WhatIf, Words, what_if_answer};

use super::Command;
use super::arguments::{named, never};
use super::blocks::Asking;
use super::context::{Context, Ready};
use super::json as write_json;
use super::outcome::{Failure, Outcome};
use supposed::Supposed;

pub(super) const COMMAND: Command = Command {
    name: "what-if",
    about: "What would block a goal after some changes",
    arguments,
    writes: never,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
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
            "Suppose that a party says no where nobody knows its answer",
        ),
    ];
    super::blocks::question(command).args(changes.map(|change| change.action(ArgAction::Append)))
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let supposed = Supposed::of(&ready, &graph, arguments)?;
    let then = ready.supposing_refused(&supposed.refused);
    let now = Asking {
        ready: &ready,
        graph: &graph,
        arguments,
    };
    let answer = Answer::of(&now, &then, supposed)?;
    Ok(context.answer(|| answer.document(), || answer.as_json()))
}

/// The answers before and after some changes.
struct Answer<'a> {
    ready: &'a Ready,
    /// The graphs of the two answers.
    now: &'a PositionGraph,
    then: &'a PositionGraph,
    supposed: Supposed,
    before: Blocks,
    after: Blocks,
    /// What the changes move beside the goal.
    elsewhere: Known<Vec<Moved>>,
}

impl<'a> Answer<'a> {
    fn of(now: &Asking<'a>, then: &'a PositionGraph, supposed: Supposed) -> Result<Self, Failure> {
        let changed = Asking {
            graph: then,
            ..*now
        };
        let before = now.answer(Vec::new())?;
        let after = changed.answer(supposed.changes.clone())?;
        let model = &now.ready.model;
        let moved = elsewhere(model, now.graph, then, &supposed.changes, &Budget::FULL);
        Ok(Self {
            ready: now.ready,
            now: now.graph,
            then,
            elsewhere: moved.map(|moved| beside(&after.goal, moved)),
            supposed,
            before,
            after,
        })
    }

    fn document(&self) -> Document {
        let asked = WhatIf {
            supposed: &self.supposed.changes,
            refused: &self.supposed.refused,
            numbers: &self.supposed.numbers,
            before: &self.before,
            after: &self.after,
            elsewhere: &self.elsewhere,
        };
        what_if_answer(&Words::on(&self.ready.model, self.then), self.then, &asked)
    }

    fn as_json(&self) -> Value {
        let model = &self.ready.model;
        let extent = self.elsewhere.extent().map(|extent| ("elsewhere", extent));
        let rest = json!({
            "supposed": self.supposed.changes,
            "refused": self.refused(),
            "before": write_json::blocks(model, self.now, &self.before),
            "after": write_json::blocks(model, self.then, &self.after),
            "elsewhere": self.elsewhere,
            "parts": extent.into_iter().collect::<BTreeMap<_, _>>(),
        });
        self.ready.json("what-if", rest)
    }

    fn refused(&self) -> Vec<Value> {
        let refused = self.supposed.refused.iter();
        refused
            .map(|(party, target)| json!({ "party": party, "target": target }))
            .collect()
    }
}

/// What moves beside a goal.
fn beside(goal: &Target, moved: Vec<Moved>) -> Vec<Moved> {
    let moved = moved.into_iter();
    moved.filter(|moved| moved.goal != *goal).collect()
}
