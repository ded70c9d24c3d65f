//! When positions ceased to hold: they ended, another took their place, or what they were to last until came about. The last
//! is found by reading the model on the days of change, and not on more of them than a limit.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{AsRead, PositionGraph, ends_on};
use crate::model::{Model, PartyId, Position, PositionId, Stance, Target};
use crate::source::Date;

/// Most days that are read one by one to find out when refusals were over.
const MOST_READ: usize = 60;

/// When positions ceased to hold.
pub(super) struct Endings<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    /// The days on which anything may change, and what is over on each: worked out when asked for.
    days: Vec<Date>,
    read: BTreeMap<Date, ReadDay>,
    /// Whether some day was not read, for there are too many.
    pub unread: bool,
}

impl<'a> Endings<'a> {
    pub fn of(model: &'a Model, graph: &'a PositionGraph) -> Self {
        let is_known = |day: &Date| graph.day.is_none_or(|last| *day <= last);
        let days = model.days_of_change().into_iter();
        Self {
            model,
            graph,
            days: days.filter(is_known).collect(),
            read: BTreeMap::new(),
            unread: false,
        }
    }

    fn is_known(&self, day: &Date) -> bool {
        self.graph.day.is_none_or(|last| *day <= last)
    }

    /// The day on which a position ceased to hold: it ended, another took its place, or what it was to last until came
    /// about.
    pub fn day(&mut self, id: PositionId) -> Option<Date> {
        let ended = ends_on(self.model, id).filter(|end| self.is_known(end));
        let over = if self.may_be_over(&self.model.positions[id]) {
            self.over_since(id, ended)
        } else {
            None
        };
        over.or(ended)
    }

    /// Whether it is a refusal that was to last until something. Of several on the same thing one that is over is enough.
    fn may_be_over(&self, own: &Position) -> bool {
        let is_beside = |other: &&Position| other.party == own.party && other.on == own.on;
        let mut beside = self.model.positions.iter().filter(is_beside);
        own.stance == Stance::Rejects && beside.any(|one| one.until.is_some())
    }

    /// The first day on which a refusal is over, where it is so on the last day of its life; what is over stays so, but
    /// for conditions that are asked for a time only.
    fn over_since(&mut self, id: PositionId, ended: Option<Date>) -> Option<Date> {
        let days = self.life(id, ended);
        if !self.is_over_on(id, *days.last()?) {
            return None;
        }
        let first = days.partition_point(|day| !self.is_over_on(id, *day));
        days.get(first).copied()
    }

    /// The days of change from when a position was stated to when it ended.
    fn life(&self, id: PositionId, ended: Option<Date>) -> Vec<Date> {
        let stated = self.model.stated_on(&self.model.positions[id]);
        let begun = |day: &Date| stated.is_none_or(|stated| *day >= stated);
        let lives = |day: &Date| begun(day) && ended.is_none_or(|ended| *day < ended);
        let days = self.days.iter().chain(&self.graph.day).copied();
        days.filter(lives).collect()
    }

    fn is_over_on(&mut self, id: PositionId, day: Date) -> bool {
        self.read(day).is_some_and(|read| read.over.contains(&id))
    }

    /// The day since which the answer of a party has been needed, as far back as days are read; nothing where it always was.
    pub fn needed_since(&mut self, party: &PartyId, target: &Target) -> Option<Date> {
        let asked = (party.clone(), target.clone());
        let days: Vec<Date> = self.days.iter().rev().copied().collect();
        let mut since = None;
        for day in days {
            if !self.read(day)?.asked.contains(&asked) {
                return since;
            }
            since = Some(day);
        }
        None
    }

    /// A day as it is read, but for days beyond the limit.
    fn read(&mut self, day: Date) -> Option<&ReadDay> {
        if !self.read.contains_key(&day) {
            if self.read.len() >= MOST_READ {
                self.unread = true;
                return None;
            }
            self.read.insert(day, ReadDay::of(day, self.model));
        }
        self.read.get(&day)
    }
}

/// What a day tells.
struct ReadDay {
    /// The positions that are over.
    over: BTreeSet<PositionId>,
    /// Whose answers are needed, and to what.
    asked: BTreeSet<(PartyId, Target)>,
}

impl ReadDay {
    fn of(day: Date, model: &Model) -> Self {
        let read = AsRead {
            day: Some(day),
            at_least: None,
        };
        let graph = PositionGraph::build(model, read);
        let ids = model.positions.numbered().map(|(id, _)| id);
        let stances = graph.stances().iter();
        Self {
            over: ids.filter(|&id| graph.is_over(id)).collect(),
            asked: stances
                .map(|one| (one.party.clone(), one.target.whole()))
                .collect(),
        }
    }
}
