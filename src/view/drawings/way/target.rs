//! The box of a milestone, an issue or an answer on the way: how it stands out, and what is said under its name.

use std::collections::BTreeSet;

use super::Way;
use crate::graph::{Closed, NodeId};
use crate::model::Target;
use crate::source::Citation;
use crate::view::words::and;
use crate::view::{Box, BoxKind, Emphasis};

impl Way<'_> {
    /// Whether something holds already and nothing in it blocks the goal: where things exclude each other, an issue may be
    /// settled by an answer that the goal cannot use.
    pub(super) fn is_done(&self, node: NodeId) -> bool {
        let mut blockers = self.answer.blockers.items().iter();
        let mut blocks = || blockers.any(|one| self.is_within(one.change.target(), node));
        self.maker.met[node] && !blocks()
    }

    /// Whether a node stands for a target, or for the issue that the target belongs to.
    fn is_within(&self, target: &Target, node: NodeId) -> bool {
        match self.target_of(node) {
            Some(Target::Issue(issue)) => target.issue() == Some(issue),
            Some(own) => own == target,
            None => false,
        }
    }

    pub(super) fn target_box(&self, node: NodeId) -> Box {
        let target = self
            .target_of(node)
            .expect("only targets are drawn as targets");
        let kind = if matches!(target, Target::Milestone(_)) {
            BoxKind::Milestone
        } else {
            BoxKind::Issue
        };
        let name = self.maker.model.target_name(target);
        let mut item = Box::new(target.to_string(), kind, name);
        item.tooltip = self.maker.words.target_first(target);
        item.emphasis = self.emphasis(node, target);
        item.note = self.note(target);
        item.refs = match target.issue() {
            Some(id) => self
                .maker
                .refs(&self.maker.model.issues[id].reported_contested),
            None => self.maker.refs(&self.where_it_waits(target)),
        };
        item
    }

    fn emphasis(&self, node: NodeId, target: &Target) -> Emphasis {
        if self.closed(target).is_some() {
            Emphasis::Blocking
        } else if self.is_done(node) {
            Emphasis::Muted
        } else if self.edges_from(&target.to_string()).next().is_some() {
            Emphasis::Ring
        } else if *target == self.answer.goal {
            Emphasis::Goal
        } else {
            Emphasis::Plain
        }
    }

    fn closed(&self, target: &Target) -> Option<&Closed> {
        match target {
            Target::Milestone(id) => self.maker.graph.record().closed.get(id),
            Target::Issue(_) | Target::Option(..) => None,
        }
    }

    /// Whose conditions make it wait; where there are none, that it is closed, or what the question is.
    fn note(&self, target: &Target) -> String {
        let owners = self.who_makes_it_wait(target);
        if !owners.is_empty() {
            let by = self.maker.deadline_of(target);
            let by = by.map(|by| format!("{by}; ")).unwrap_or_default();
            return format!("{by}has to wait, by a condition of {}", and(&owners));
        }
        if let Some(id) = target.issue() {
            return self.maker.model.issues[id].question.clone();
        }
        let closed = self.closed(target).map(closed_since);
        closed
            .or_else(|| self.maker.deadline_of(target))
            .unwrap_or_default()
    }

    /// The sentences of the conditions by which a ring makes it wait.
    fn where_it_waits(&self, target: &Target) -> Vec<Citation> {
        let id = target.to_string();
        let edges = self.edges_from(&id);
        edges.flat_map(|edge| edge.cites.clone()).collect()
    }

    fn who_makes_it_wait(&self, target: &Target) -> Vec<String> {
        let id = target.to_string();
        let parties = self.edges_from(&id).filter_map(|edge| edge.by.as_ref());
        let names = parties.map(|by| self.maker.name(by));
        Vec::from_iter(BTreeSet::from_iter(names))
    }
}

fn closed_since(closed: &Closed) -> String {
    let since = closed.since.map(|day| format!(" since {}", day.in_words()));
    format!("closed{}", since.unwrap_or_default())
}
