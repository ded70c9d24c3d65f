//! What a user supposes: that a party says yes, drops a condition or says no; that a refusal or a condition stays as it is, that a
//! party has left the table, that a day has come.
//!
//! A supposition must change something: a yes that is there already, or that nothing needs, is refused with the reason.

use std::collections::{BTreeMap, BTreeSet};

use clap::ArgMatches;

use crate::analysis::{Blocks, Known, Moved};
use crate::graph::{Change, PositionGraph, Reading, Supposing, UntilThen};
use crate::model::{MilestoneId, Model, PartyId, Quantity, Target};
use crate::source::Date;
use crate::view::WhatIf;

use crate::cli::arguments::Given as _;
use crate::cli::context::Ready;
use crate::cli::outcome::Failure;

use super::named::Now;

/// Everything that is supposed.
pub(in crate::cli) struct Supposed {
    /// The changes that are supposed to be made.
    pub changes: Vec<Change>,
    /// Answers that nobody knows and that are supposed to be a no.
    pub refused: Vec<(PartyId, Target)>,
    /// Refusals and conditions that stay as they are.
    pub held: BTreeSet<Change>,
    /// Parties that have left the table.
    pub without: BTreeSet<PartyId>,
    /// Parties that move in nothing: of those that have left, all that they refuse and impose stays.
    pub unmoving: BTreeSet<PartyId>,
    /// Milestones that have been reached, and on which day.
    pub reached: BTreeMap<MilestoneId, Date>,
    /// The day on which the question is asked, where it is not the model's.
    pub on: Option<Date>,
    /// The numbers that the user named where nobody in the model has, for what they are taken for.
    pub numbers: BTreeMap<Target, Quantity>,
}

impl Supposed {
    pub fn of(
        ready: &Ready,
        graph: &PositionGraph,
        arguments: &ArgMatches,
    ) -> Result<Self, Failure> {
        let now = Now { ready, graph };
        let on = now.then(arguments.day("on")?)?;
        // What a party says may be another thing on the day that is asked about.
        let later = Ready {
            day: on.or(ready.day),
            ..ready.clone()
        };
        let later_graph = later.graph();
        let by_then = Now {
            ready: &later,
            graph: &later_graph,
        };
        let supposed = Self::read(arguments, (&now, &by_then), on)?;
        supposed.is_something()?;
        supposed.is_consistent()?;
        supposed.is_reached_in_time(ready.day)?;
        Ok(supposed)
    }

    /// What the arguments say, as it can be supposed today or on the day that is asked about.
    fn read(
        arguments: &ArgMatches,
        (now, by_then): (&Now<'_>, &Now<'_>),
        on: Option<Date>,
    ) -> Result<Self, Failure> {
        let holding: Vec<&str> = arguments.texts("hold");
        let each = |name| arguments.texts(name).into_iter();
        let granted = each("grant").map(|text| first_of(now.grant(text), || by_then.grant(text)));
        let waived = each("waive").map(|text| first_of(now.waive(text), || by_then.waive(text)));
        let refused =
            each("refuse").map(|text| first_of(now.refuse(text), || by_then.refuse(text)));
        let reached = each("reach").map(|text| now.reach(text));
        let numbers = each("grant").chain(each("refuse"));
        let without = now.leaving(&arguments.texts("without"))?;
        Ok(Self {
            changes: granted.chain(waived).collect::<Result<_, _>>()?,
            refused: refused.collect::<Result<_, _>>()?,
            held: held((now, by_then), (&holding, &without), on)?,
            unmoving: now.unmoving(&holding)?,
            without,
            reached: reached.collect::<Result<_, _>>()?,
            on,
            numbers: numbers.filter_map(|text| now.number(text)).collect(),
        })
    }

    fn is_something(&self) -> Result<(), Failure> {
        let says_nothing = self.changes.is_empty() && self.refused.is_empty();
        let leaves_all = self.held.is_empty() && self.without.is_empty() && self.on.is_none();
        if says_nothing && leaves_all && self.reached.is_empty() {
            let forms = "--grant PARTY:TARGET, --waive PARTY:TARGET:CONDITION, --refuse PARTY:TARGET, --hold PARTY:TARGET, --without PARTY, --reach MILESTONE or --on DATE";
            return Err(Failure::CannotRun(format!("say what to suppose: {forms}")));
        }
        Ok(())
    }

    /// What a graph is built on, where the question is asked today of what stands on `day`.
    pub fn supposing(&self, day: Option<Date>) -> Supposing {
        let refused = self.refused.iter();
        let no_more = refused.map(|(party, target)| Change::Grant {
            party: party.clone(),
            target: target.clone(),
        });
        let until_then = self.on.and(day).map(|from| UntilThen {
            from,
            made: self.changes.clone(),
        });
        Supposing {
            refused: self.refused.clone(),
            held: self.held.iter().cloned().chain(no_more).collect(),
            absent: self.unmoving.intersection(&self.without).cloned().collect(),
            until_then,
        }
    }

    /// The model and the day once what is supposed has come.
    pub fn later(&self, ready: &Ready, graph: &PositionGraph) -> Ready {
        Ready {
            model: self.left_by(ready.model.clone(), graph),
            day: self.on.or(ready.day),
            ..ready.clone()
        }
    }

    /// The answers before and after, with what lies between them.
    pub fn between<'a>(
        &'a self,
        before: &'a Blocks,
        after: &'a Blocks,
        elsewhere: &'a Known<Vec<Moved>>,
    ) -> WhatIf<'a> {
        WhatIf {
            supposed: &self.changes,
            refused: &self.refused,
            held: &self.held,
            without: &self.without,
            unmoving: &self.unmoving,
            reached: &self.reached,
            on: self.on,
            numbers: &self.numbers,
            before,
            after,
            elsewhere,
        }
    }

    /// The model once those who leave have left it, and what is supposed to be reached has been.
    fn left_by(&self, model: Model, graph: &PositionGraph) -> Model {
        let reached = self.reached.iter();
        let model = reached.fold(model, |model, (id, on)| model.with_reached(id, *on));
        self.without
            .iter()
            .fold(model, |model, party| match self.unmoving.contains(party) {
                true => model.without_answers_of(party, &|target| stays(graph, party, target)),
                false => model.without(party),
            })
    }

    /// What is supposed to have been reached has been by the day of the question.
    fn is_reached_in_time(&self, day: Option<Date>) -> Result<(), Failure> {
        let asked = self.on.or(day);
        let late = |(_, on): &(&MilestoneId, &Date)| asked.is_some_and(|asked| asked < **on);
        match self.reached.iter().find(late) {
            Some((id, on)) => Err(Failure::CannotRun(format!(
                "`{id}` is supposed to be reached on {on}, after the day of the question; ask about a later day with --on"
            ))),
            None => Ok(()),
        }
    }

    /// One thing cannot be supposed to be granted and refused, or granted and held.
    fn is_consistent(&self) -> Result<(), Failure> {
        if let Some(both) = self
            .changes
            .iter()
            .find(|change| self.held.contains(change))
        {
            return Err(Failure::CannotRun(format!(
                "`{both}` cannot be supposed to be made while what it would change is held: leave out one of the two"
            )));
        }
        let leaves = |change: &&Change| self.without.contains(change.party());
        if let Some(made) = self.changes.iter().find(leaves) {
            return Err(Failure::CannotRun(format!(
                "`{}` has left the table (--without), so it cannot `{made}`",
                made.party()
            )));
        }
        let is_granted = |(party, target): &&(PartyId, Target)| {
            self.changes.contains(&Change::Grant {
                party: party.clone(),
                target: target.clone(),
            })
        };
        match self.refused.iter().find(is_granted) {
            Some((party, target)) => Err(Failure::CannotRun(format!(
                "`{party}` cannot be supposed to grant and to refuse `{target}` at once: leave out --grant or --refuse"
            ))),
            None => Ok(()),
        }
    }
}

/// What can be supposed today, or else on the day that is asked about.
fn first_of<T>(
    today: Result<T, Failure>,
    then: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    today.or_else(|error| then().map_err(|_| error))
}

/// What stays as it is: today, and on the day that is asked about.
fn held(
    (now, by_then): (&Now<'_>, &Now<'_>),
    (holding, without): (&[&str], &BTreeSet<PartyId>),
    on: Option<Date>,
) -> Result<BTreeSet<Change>, Failure> {
    let today = now.held(holding, without);
    match on {
        Some(_) => both(today, by_then.held(holding, without)),
        None => today,
    }
}

/// What is held today and on a later day, where there is something on either.
fn both(
    today: Result<BTreeSet<Change>, Failure>,
    then: Result<BTreeSet<Change>, Failure>,
) -> Result<BTreeSet<Change>, Failure> {
    match (today, then) {
        (Ok(today), Ok(then)) => Ok(today.union(&then).cloned().collect()),
        (Ok(one), Err(_)) | (Err(_), Ok(one)) => Ok(one),
        (Err(error), Err(_)) => Err(error),
    }
}

/// Whether a party's answer to something stays when it has left the table: a refusal, or a yes on a condition.
fn stays(graph: &PositionGraph, party: &PartyId, target: &Target) -> bool {
    let is_about = |on: &Target| match target {
        Target::Issue(issue) => on.issue() == Some(issue),
        Target::Milestone(_) | Target::Option(..) => on == target,
    };
    let mut stances = graph.stances().iter();
    stances.any(|stance| {
        let is_firm = matches!(stance.reading, Reading::Refused | Reading::Conditional);
        stance.party == *party && is_about(&stance.target) && is_firm
    })
}
