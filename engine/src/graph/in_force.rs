//! The positions in force on a day, and what each party says by them of anything that needs its yes.
//!
//! A `demands` grants its own option and refuses the exclusive alternatives; the same holds for the cells of a scale.
//! The rules are the table of meaning in `docs/language.md`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::model::{
    Body, Condition, Confidence, Issue, IssueId, Model, PartyId, Position, PositionId, Split,
    Stance, Target, ValueRange,
};

use super::AsRead;
use super::scale::{Cell, cells_of};
use super::slot::{Slot, latest};
use super::stance::{Combined, Nearness, Says, Word, combine};

type ByTarget = BTreeMap<(PartyId, Target), Vec<PositionId>>;
type ByIssue = BTreeMap<(PartyId, IssueId), Vec<PositionId>>;

/// The positions in force on a day, by party and target.
pub struct InForce<'a> {
    model: &'a Model,
    read: AsRead,
    by_target: ByTarget,
    by_issue: ByIssue,
    cells: BTreeMap<IssueId, Vec<Cell>>,
    /// The bodies as they are on the day.
    bodies: BTreeMap<PartyId, Body>,
    /// The no that each demand on a scale implies to every number that it does not name, once it is asked for.
    implied: RefCell<BTreeMap<PositionId, Word<'a>>>,
}

/// The positions of each party on each target that are known on the day and not replaced.
fn by_target(model: &Model, read: AsRead) -> ByTarget {
    let mut known = ByTarget::new();
    for (id, position) in model.positions.numbered() {
        let stated = model.stated_on(position);
        let is_later = |day| stated.is_some_and(|stated| stated > day);
        if position.is_own() && !read.day.is_some_and(is_later) {
            let key = (position.party.clone(), position.on.clone());
            known.entry(key).or_default().push(id);
        }
    }
    for group in known.values_mut() {
        *group = latest(model, read.day, group);
    }
    known.retain(|_, group| !group.is_empty());
    known
}

/// The bodies that decide by a rule, as they are on the day.
fn bodies_on(model: &Model, read: AsRead) -> BTreeMap<PartyId, Body> {
    let parties = model.parties.values();
    let bodies = parties.filter_map(|it| Some((it.id.clone(), it.body.as_ref()?.on(read.day))));
    bodies.filter(|(_, body)| body.rule.is_some()).collect()
}

fn by_issue(by_target: &ByTarget) -> ByIssue {
    let mut found = ByIssue::new();
    for ((party, target), group) in by_target {
        if let Some(issue) = target.issue() {
            let key = (party.clone(), issue.clone());
            found.entry(key).or_default().extend(group);
        }
    }
    found
}

impl<'a> InForce<'a> {
    /// Those of a model as read.
    pub fn of(model: &'a Model, read: AsRead) -> Self {
        let by_target = by_target(model, read);
        let by_issue = by_issue(&by_target);
        let mut in_force = Self {
            model,
            read,
            by_target,
            by_issue,
            cells: BTreeMap::new(),
            bodies: bodies_on(model, read),
            implied: RefCell::default(),
        };
        in_force.cut_at(&in_force.numbers());
        in_force
    }

    /// Those of a model on two days, with the scales cut alike, at the numbers of both.
    pub fn on_both(model: &'a Model, one: AsRead, other: AsRead) -> (Self, Self) {
        let (mut one, mut other) = (Self::of(model, one), Self::of(model, other));
        let mut numbers = one.numbers();
        for (issue, more) in other.numbers() {
            numbers.entry(issue).or_default().extend(more);
        }
        one.cut_at(&numbers);
        other.cut_at(&numbers);
        (one, other)
    }

    /// What is stated of issues as such, with the numbers of their scales.
    fn numbers(&self) -> BTreeMap<IssueId, Vec<PositionId>> {
        let mut numbers: BTreeMap<IssueId, Vec<PositionId>> = BTreeMap::new();
        for ((_, target), group) in &self.by_target {
            if let Target::Issue(issue) = target {
                numbers.entry(issue.clone()).or_default().extend(group);
            }
        }
        numbers
    }

    fn cut_at(&mut self, numbers: &BTreeMap<IssueId, Vec<PositionId>>) {
        let model = self.model;
        let on_scales = model.issues.values().filter(|issue| issue.scale.is_some());
        let cut = |issue: &Issue| {
            let stated = numbers.get(&issue.id).into_iter().flatten();
            let stated = stated.map(|&i| &model.positions[i]);
            (issue.id.clone(), cells_of(issue, stated))
        };
        self.cells = on_scales.map(cut).collect();
        self.implied.take();
    }

    /// How near what a party says of a target is to a yes; of a scale, as a whole and then cell by cell.
    pub fn nearness(&self, party: &PartyId, target: &Target) -> Vec<Nearness> {
        let mut found = vec![self.says(party, target).nearness()];
        let scale = match target {
            Target::Issue(id) => self.model.issues.get(id).filter(|i| i.scale.is_some()),
            Target::Milestone(_) | Target::Option(..) => None,
        };
        if let Some(issue) = scale {
            let cells = self.cells(issue).iter();
            found.extend(cells.map(|cell| self.cell(party, issue, cell).nearness()));
        }
        found
    }

    /// Positions in force, in the model's order.
    pub fn indexes(&self) -> Vec<PositionId> {
        let mut all: Vec<PositionId> = self.by_target.values().flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// The cells of an issue's scale, from the numbers that anyone in force has stated.
    pub fn cells(&self, issue: &Issue) -> &[Cell] {
        self.cells.get(&issue.id).map_or(&[], Vec::as_slice)
    }

    /// The answers to an issue: its options, or the cells of its scale.
    pub fn answers(&self, issue: &Issue) -> Vec<Target> {
        let options = issue.options.iter().map(|option| option.id.clone());
        let cells = self.cells(issue).iter().map(|cell| cell.id.clone());
        options
            .chain(cells)
            .map(|answer| Target::Option(issue.id.clone(), answer))
            .collect()
    }

    /// The answers to an issue that lie in a range of its scale.
    pub fn answers_within(&self, issue: &Target, range: &ValueRange) -> Vec<Target> {
        let id = issue
            .issue()
            .and_then(|id| self.model.issues.get_key_value(id));
        let Some((id, issue)) = id else {
            return Vec::new();
        };
        let within = self.cells(issue).iter().filter(|cell| cell.is_in(range));
        within
            .map(|cell| Target::Option(id.clone(), cell.id.clone()))
            .collect()
    }

    fn position(&self, id: PositionId) -> &'a Position {
        &self.model.positions[id]
    }

    fn group(&self, party: &PartyId, target: &Target) -> &[PositionId] {
        self.by_target
            .get(&(party.clone(), target.clone()))
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn model(&self) -> &'a Model {
        self.model
    }

    /// A party that decides by the votes of its members, as it is on the day.
    pub fn body(&self, party: &PartyId) -> Option<&Body> {
        self.bodies.get(party)
    }

    pub(super) fn is_body(&self, party: &PartyId) -> bool {
        self.bodies.contains_key(party)
    }

    /// Whether a party itself says anything of something.
    pub(super) fn has_word(&self, party: &PartyId, target: &Target) -> bool {
        !self.says(party, target).info.positions.is_empty()
    }

    /// How the votes of a party on something are split, where they are and nothing else is said on that day.
    pub fn split(&self, party: &PartyId, target: &Target) -> Option<Split> {
        match self.says(party, target).info.positions.as_slice() {
            [one] => self.position(*one).split,
            _ => None,
        }
    }

    /// Whether a party, or a member of a body, says anything about an issue as a whole, beside its answers.
    pub(super) fn speaks_of_whole(&self, party: &PartyId, issue: &Issue) -> bool {
        let members = self.body(party).into_iter().flat_map(|body| &body.members);
        let mut members = members.map(|one| &one.party);
        self.speaks_itself(party, issue) || members.any(|one| self.speaks_of_whole(one, issue))
    }

    fn speaks_itself(&self, party: &PartyId, issue: &Issue) -> bool {
        self.group(party, &Target::Issue(issue.id.clone()))
            .iter()
            .any(|&i| Slot::of(self.position(i)) == Slot::Whole)
    }

    /// What a party says of anything that needs its yes.
    pub(super) fn says(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let Target::Option(id, option) = target else {
            return self.plain(party, target);
        };
        let issue = self.model.issues.get(id);
        let cell = issue.and_then(|issue| {
            let cell = self.cells(issue).iter().find(|cell| cell.id == *option)?;
            Some(self.cell(party, issue, cell))
        });
        cell.unwrap_or_else(|| self.option(party, target, id))
    }

    /// What a party says of a milestone or of an issue as a whole.
    fn plain(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let group = self.group(party, target).iter();
        let whole = group.filter(|&&i| Slot::of(self.position(i)) == Slot::Whole);
        combine(party, target, whole.map(|&i| self.word(i)).collect())
    }

    /// What a party says of an option.
    fn option(&self, party: &PartyId, target: &Target, issue: &IssueId) -> Combined<'a> {
        let key = (party.clone(), issue.clone());
        let all = self.by_issue.get(&key).map_or(&[][..], Vec::as_slice);
        let words = all.iter().filter_map(|&i| {
            let position = self.position(i);
            if position.on == *target {
                return Some(self.word(i));
            }
            let elsewhere =
                matches!(position.on, Target::Option(..)) && position.stance == Stance::Demands;
            elsewhere.then(|| self.implied_no(i, &[self.explicit_on(party, &position.on)]))
        });
        combine(party, target, words.collect())
    }

    /// What a party says of a cell of a scale.
    fn cell(&self, party: &PartyId, issue: &Issue, cell: &Cell) -> Combined<'a> {
        let target = Target::Option(issue.id.clone(), cell.id.clone());
        let numbers = Numbers {
            cells: self.cells(issue),
            group: self.group(party, &Target::Issue(issue.id.clone())),
        };
        let words = numbers.group.iter();
        let words = words.filter_map(|&i| self.word_on_cell(i, cell, numbers));
        combine(party, &target, words.collect())
    }

    /// What a position on a scale says of one cell: its own word, or the no that a demand for other numbers implies.
    fn word_on_cell(&self, id: PositionId, cell: &Cell, numbers: Numbers<'_>) -> Option<Word<'a>> {
        let position = self.position(id);
        let value = position.value.as_ref()?;
        if cell.is_in(value) {
            return Some(self.word(id));
        }
        (position.stance == Stance::Demands).then(|| {
            let known = self.implied.borrow().get(&id).copied();
            known.unwrap_or_else(|| {
                let word = self.no_to_the_rest(id, value, numbers);
                self.implied.borrow_mut().insert(id, word);
                word
            })
        })
    }

    /// The no of a demand to the numbers that it does not name.
    fn no_to_the_rest(&self, id: PositionId, value: &ValueRange, numbers: Numbers<'_>) -> Word<'a> {
        let named = numbers.cells.iter().filter(|cell| cell.is_in(value));
        let named: Vec<_> = named
            .map(|cell| self.explicit_in(numbers.group, cell))
            .collect();
        self.implied_no(id, &named)
    }

    fn explicit_on(&self, party: &PartyId, target: &Target) -> Vec<Word<'a>> {
        let group = self.group(party, target).iter();
        group.map(|&i| self.word(i)).collect()
    }

    fn explicit_in(&self, group: &[PositionId], cell: &Cell) -> Vec<Word<'a>> {
        let names_it = |i: &&PositionId| {
            let value = self.position(**i).value;
            value.is_some_and(|value| cell.is_in(&value))
        };
        let inside = group.iter().filter(names_it);
        inside.map(|&i| self.word(i)).collect()
    }

    /// The no to everything else that a demand implies; contested where all that it names is, by words of its own day.
    fn implied_no(&self, id: PositionId, named: &[Vec<Word<'a>>]) -> Word<'a> {
        let word = self.word(id);
        let is_contested =
            !named.is_empty() && named.iter().all(|words| word.is_contested_by(words));
        let says = match word.says {
            Says::Nothing => Says::Nothing,
            _ if is_contested => Says::Contested,
            Says::Yes(_) | Says::No(_) | Says::Undecided | Says::Speaks | Says::Contested => {
                Says::No(None)
            }
        };
        Word {
            says,
            explicit: false,
            ..word
        }
    }

    /// What a position says of its own target.
    fn word(&self, id: PositionId) -> Word<'a> {
        let position = self.position(id);
        Word {
            date: self.model.stated_on(position),
            explicit: true,
            says: self.said_by(position),
            position: id,
        }
    }

    fn said_by(&self, position: &'a Position) -> Says<'a> {
        let sure = position.confidence.unwrap_or(Confidence::High);
        // A condition outside its days is not asked: the yes is a plain one.
        let asked = |condition: &&Condition| condition.stands_on(self.read.day);
        match position.stance {
            _ if self.read.at_least.is_some_and(|least| sure < least) => Says::Nothing,
            Stance::Demands | Stance::Proposes | Stance::Offers | Stance::Prefers
                if self.model.lists_no_answer(&position.on) =>
            {
                Says::Speaks
            }
            Stance::Demands
            | Stance::Proposes
            | Stance::Offers
            | Stance::Accepts
            | Stance::Prefers => Says::Yes(position.condition.as_ref().filter(asked)),
            Stance::Rejects => Says::No(position.until.as_ref()),
            // Who has abstained has answered, and not with a yes.
            Stance::Open if position.abstains() => Says::No(None),
            Stance::Open => Says::Undecided,
        }
    }
}

/// A scale with what one party says of its numbers.
#[derive(Clone, Copy)]
struct Numbers<'n> {
    cells: &'n [Cell],
    group: &'n [PositionId],
}
