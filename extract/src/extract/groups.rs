//! Verb groups: what each clause says is done, by whom, and in whose report.

mod chain;
mod clause;
mod reduced;
mod report;
mod subject;

use super::english::Lemma;
use super::parse::{Parse, Range};

/// How a verb group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Finite,
    Infinitive,
    Gerund,
    Participle,
}

/// A verb with its auxiliaries.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub first: usize,
    /// The verb that carries the meaning, or the form of *be*.
    pub main: usize,
    pub lemma: Lemma,
    pub kind: Kind,
    pub passive: bool,
    pub negated: bool,
    pub modal: Option<usize>,
    /// Whether the main verb is *be* or its like.
    pub copula: bool,
    pub subject: Option<usize>,
    /// The group whose subject it shares.
    pub shares: Option<usize>,
    /// The group that reports it.
    pub reported_by: Option<usize>,
    /// The group that it completes: *agreed to cut*.
    pub completes: Option<usize>,
    /// The word that subordinates its clause: *if*, *until*.
    pub under: Option<usize>,
    /// Whether it stands in a relative clause.
    pub relative: bool,
    /// What follows the main verb within its clause.
    pub content: Range,
}

impl Group {
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }

    /// Whether it is a participle that stands free: *..., raising the fee*.
    pub fn is_participle(&self) -> bool {
        matches!(self.kind, Kind::Gerund | Kind::Participle) && self.completes.is_none()
    }

    /// Whether it completes another group with a bare form: *to cut*, *cutting*.
    pub fn is_complement(&self) -> bool {
        matches!(self.kind, Kind::Infinitive | Kind::Gerund)
    }
}

/// Finds the verb groups of a sentence.
pub(super) fn find(parse: &Parse<'_>) -> Vec<Group> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < parse.len() {
        match chain::group_at(parse, at) {
            Some(group) => {
                at = group.main + 1;
                found.push(group);
            }
            None => at += 1,
        }
    }
    found
}

/// Finds subjects, reports, complements and the ends of clauses.
pub(super) fn relate(parse: &mut Parse<'_>) {
    reduced::demote(parse);
    for number in 0..parse.groups.len() {
        subject::find(parse, number);
    }
    for number in 0..parse.groups.len() {
        let content = (parse.groups[number].main + 1, clause::end(parse, number));
        parse.groups[number].content = content;
    }
    for number in 0..parse.groups.len() {
        report::find(parse, number);
    }
    report::closing(parse);
}

/// The last finite group before a group.
fn finite_before(parse: &Parse<'_>, number: usize) -> Option<usize> {
    (0..number)
        .rev()
        .find(|&p| parse.groups[p].is(Kind::Finite))
}

/// Where a subject begins, with the names that *and* joins to its left.
fn leftmost(parse: &Parse<'_>, phrase: usize) -> usize {
    let mut first = parse.phrases[phrase].first;
    while let Some(left) = joined_left(parse, first) {
        first = parse.phrases[left].first;
    }
    first
}

fn joined_left(parse: &Parse<'_>, first: usize) -> Option<usize> {
    let before = first.checked_sub(1)?;
    let joined = parse.is(before, super::english::Tag::Conjunction);
    let left = parse.phrase_before(before).filter(|_| joined)?;
    parse.actor_of(left).map(|_| left)
}
