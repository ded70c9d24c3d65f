//! What a party says of one thing on one day: the positions in force, and what they say together.
//!
//! Positions stand in *slots*: a milestone, an option, an issue as a whole; on a scale also the numbers
//! that a party names, and those that it refuses. In each slot the latest positions count, and take the
//! place of earlier ones for good, even once they have ended. A `demands` grants its own option and refuses the
//! exclusive alternatives; a later word beats an earlier one, and on one day a word about the thing
//! itself beats what follows from a demand for another. A yes beside a no or an undecided word of one day
//! is *contested* and read as unknown. The rules are the table of meaning in `docs/language.md`.

use std::collections::BTreeMap;

use crate::model::{
    Condition, Confidence, Issue, IssueId, Model, PartyId, Position, PositionId, Stance, Target,
};
use crate::source::Date;

use super::AsRead;
use super::scale::{Cell, cells_of};

/// How a leaf is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The party has said yes.
    Granted,
    /// The party has said yes, on a condition.
    Conditional,
    /// The party has said no.
    Refused,
    /// Nobody knows: no position, an open one, or a contested one.
    Unknown,
}

/// What a party says of something that needs its yes.
#[derive(Debug, Clone)]
pub struct StanceInfo {
    /// Who.
    pub party: PartyId,
    /// What needs the yes.
    pub target: Target,
    /// How it is read.
    pub reading: Reading,
    /// The positions that it rests on: indexes into the model's list.
    pub positions: Vec<PositionId>,
    /// Whether the refusal follows from a demand for something else alone.
    pub implied: bool,
    /// Whether the party says yes and no, or yes and undecided, on one day.
    pub contested: bool,
    /// Whether the party refused until something that has been reached, and so says yes now.
    pub turned: bool,
    /// Of a refusal, every position in force that says no to the target, also where another word counts before it.
    pub refusing: Vec<PositionId>,
}

/// How near what a party says of something is to a yes. The first two are refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// A no.
    No,
    /// A no until something has come about.
    NoUntil,
    /// Undecided, contested, or nothing said.
    Unknown,
    /// A yes on a condition.
    YesIf,
    /// A yes.
    Yes,
}

/// One word of a party about one target.
#[derive(Clone, Copy)]
struct Word<'a> {
    date: Option<Date>,
    explicit: bool,
    says: Says<'a>,
    position: PositionId,
}

#[derive(Clone, Copy)]
enum Says<'a> {
    Yes(Option<&'a Condition>),
    No(Option<&'a Condition>),
    Undecided,
    /// A no that follows from a demand which the party contradicts on the same day.
    Contested,
    /// It speaks of an issue that has no answers listed, and does not say that it is settled.
    Speaks,
    /// Less sure than was asked for: it counts as if nothing had been said.
    Nothing,
}

/// A stance with the conditions that the graph still has to build.
pub(super) struct Combined<'a> {
    pub info: StanceInfo,
    /// Conditions of a yes, each with the positions that make it.
    pub ifs: Vec<(&'a Condition, Vec<PositionId>)>,
    /// Conditions that end a no.
    pub untils: Vec<&'a Condition>,
}

/// Where a position stands beside others on the same target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// The target itself; of a scale, the issue as a whole.
    Whole,
    /// The numbers that a party names.
    Named,
    /// The numbers that a party refuses.
    RefusedNumbers,
}

impl Slot {
    fn of(position: &Position) -> Self {
        match (position.value.is_some(), position.stance) {
            (false, _) => Self::Whole,
            (true, Stance::Rejects) => Self::RefusedNumbers,
            (
                true,
                Stance::Demands
                | Stance::Proposes
                | Stance::Offers
                | Stance::Accepts
                | Stance::Prefers
                | Stance::Open,
            ) => Self::Named,
        }
    }
}

impl Combined<'_> {
    fn nearness(&self) -> Nearness {
        match self.info.reading {
            Reading::Granted => Nearness::Yes,
            Reading::Conditional => Nearness::YesIf,
            Reading::Refused if self.untils.is_empty() => Nearness::No,
            Reading::Refused => Nearness::NoUntil,
            Reading::Unknown => Nearness::Unknown,
        }
    }
}

/// The positions in force on a day, by party and target.
pub struct InForce<'a> {
    model: &'a Model,
    read: AsRead,
    by_target: BTreeMap<(PartyId, Target), Vec<PositionId>>,
    by_issue: BTreeMap<(PartyId, IssueId), Vec<PositionId>>,
    cells: BTreeMap<IssueId, Vec<Cell>>,
}

impl<'a> InForce<'a> {
    /// Those of a model as read.
    pub fn of(model: &'a Model, read: AsRead) -> Self {
        let mut by_target: BTreeMap<(PartyId, Target), Vec<PositionId>> = BTreeMap::new();
        for (index, position) in model.positions.numbered() {
            let stated = model.stated_on(position);
            let is_known = read
                .day
                .is_none_or(|day| stated.is_none_or(|stated| stated <= day));
            if position.is_own() && is_known {
                let key = (position.party.clone(), position.on.clone());
                by_target.entry(key).or_default().push(index);
            }
        }
        for group in by_target.values_mut() {
            keep_latest(model, read.day, group);
        }
        by_target.retain(|_, group| !group.is_empty());
        let mut by_issue: BTreeMap<_, Vec<PositionId>> = BTreeMap::new();
        for ((party, target), group) in &by_target {
            if let Some(issue) = target.issue() {
                by_issue
                    .entry((party.clone(), issue.clone()))
                    .or_default()
                    .extend(group);
            }
        }
        let mut in_force = Self {
            model,
            read,
            by_target,
            by_issue,
            cells: BTreeMap::new(),
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
        let cells = self.cells(issue).iter().map(|cell| cell.id.clone());
        let options = issue
            .options
            .iter()
            .map(|option| option.id.clone())
            .chain(cells);
        options
            .map(|option| Target::Option(issue.id.clone(), option))
            .collect()
    }

    fn position(&self, index: PositionId) -> &'a Position {
        &self.model.positions[index]
    }

    fn group(&self, party: &PartyId, target: &Target) -> &[PositionId] {
        self.by_target
            .get(&(party.clone(), target.clone()))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a party says anything about an issue as a whole, beside its answers.
    pub(super) fn speaks_of_whole(&self, party: &PartyId, issue: &Issue) -> bool {
        self.group(party, &Target::Issue(issue.id.clone()))
            .iter()
            .any(|&i| Slot::of(self.position(i)) == Slot::Whole)
    }

    /// What a party says of anything that needs its yes.
    pub(super) fn says(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let Target::Option(id, option) = target else {
            return self.plain(party, target);
        };
        let issue = self
            .model
            .issues
            .get(id)
            .filter(|issue| issue.scale.is_some());
        let cell = issue.and_then(|issue| {
            let cell = self.cells(issue).iter().find(|cell| cell.id == *option)?;
            Some(self.cell(party, issue, cell))
        });
        cell.unwrap_or_else(|| self.option(party, target))
    }

    /// What a party says of a milestone or of an issue as a whole.
    fn plain(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let group = self.group(party, target).iter();
        let whole = group.filter(|&&i| Slot::of(self.position(i)) == Slot::Whole);
        combine(party, target, whole.map(|&i| self.word(i, true)).collect())
    }

    /// What a party says of an option.
    fn option(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let Some(issue) = target.issue() else {
            return self.plain(party, target);
        };
        let key = (party.clone(), issue.clone());
        let all = self.by_issue.get(&key).map_or(&[][..], Vec::as_slice);
        let words = all.iter().filter_map(|&i| {
            let position = self.position(i);
            if position.on == *target {
                return Some(self.word(i, true));
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
        let group = self.group(party, &Target::Issue(issue.id.clone()));
        let words = group.iter().filter_map(|&i| {
            let position = self.position(i);
            let value = position.value.as_ref()?;
            match (cell.is_in(value), position.stance) {
                (true, _) => Some(self.word(i, true)),
                (false, Stance::Demands) => {
                    let cells = self.cells(issue).iter().filter(|cell| cell.is_in(value));
                    let named: Vec<_> = cells.map(|named| self.explicit_in(group, named)).collect();
                    Some(self.implied_no(i, &named))
                }
                (
                    false,
                    Stance::Proposes
                    | Stance::Offers
                    | Stance::Accepts
                    | Stance::Prefers
                    | Stance::Open
                    | Stance::Rejects,
                ) => None,
            }
        });
        combine(party, &target, words.collect())
    }

    fn explicit_on(&self, party: &PartyId, target: &Target) -> Vec<Word<'a>> {
        let group = self.group(party, target).iter();
        group.map(|&i| self.word(i, true)).collect()
    }

    fn explicit_in(&self, group: &[PositionId], cell: &Cell) -> Vec<Word<'a>> {
        let inside = |i: &&PositionId| {
            self.position(**i)
                .value
                .is_some_and(|value| cell.is_in(&value))
        };
        group
            .iter()
            .filter(inside)
            .map(|&i| self.word(i, true))
            .collect()
    }

    /// The no to everything else that a demand implies; contested where all that it names is, by words of its own day.
    fn implied_no(&self, index: PositionId, named: &[Vec<Word<'a>>]) -> Word<'a> {
        let word = Word {
            explicit: false,
            ..self.word(index, false)
        };
        let on_its_day = |words: &Vec<Word<'a>>| {
            let latest = words.iter().map(|word| word.date).max();
            latest == Some(word.date) && is_contested(&latest_of(words))
        };
        let says = match word.says {
            Says::Nothing => Says::Nothing,
            _ if !named.is_empty() && named.iter().all(on_its_day) => Says::Contested,
            Says::Yes(_) | Says::No(_) | Says::Undecided | Says::Speaks | Says::Contested => {
                Says::No(None)
            }
        };
        Word { says, ..word }
    }

    fn word(&self, index: PositionId, explicit: bool) -> Word<'a> {
        let position = self.position(index);
        let least = self.read.at_least;
        let is_sure =
            least.is_none_or(|least| position.confidence.unwrap_or(Confidence::High) >= least);
        // A condition outside its days is not asked: the yes is a plain one.
        let asked = |condition: &&Condition| condition.stands_on(self.read.day);
        let says = match position.stance {
            _ if !is_sure => Says::Nothing,
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
            Stance::Open => Says::Undecided,
        };
        Word {
            date: self.model.stated_on(position),
            explicit,
            says,
            position: index,
        }
    }
}

/// Keeps the positions of the latest day of each slot, if they have not ended. An `open` on a scale as a whole takes
/// the place of the numbers before it.
fn keep_latest(model: &Model, day: Option<Date>, group: &mut Vec<PositionId>) {
    let position = |i: PositionId| &model.positions[i];
    let dated: Vec<(Slot, Option<Date>)> = group
        .iter()
        .map(|&i| (Slot::of(position(i)), model.stated_on(position(i))))
        .collect();
    let latest = |slot: Slot| {
        dated
            .iter()
            .filter(|(s, _)| *s == slot)
            .map(|(_, d)| *d)
            .max()
    };
    let left_open = group
        .iter()
        .filter(|&&i| Slot::of(position(i)) == Slot::Whole && position(i).stance == Stance::Open);
    let left_open = left_open.map(|&i| model.stated_on(position(i))).max();
    group.retain(|&i| {
        let (slot, stated) = (Slot::of(position(i)), model.stated_on(position(i)));
        let replaced = slot != Slot::Whole && left_open.is_some_and(|open| stated < open);
        let ended = day.is_some_and(|day| position(i).ended.is_some_and(|ended| ended <= day));
        Some(stated) == latest(slot) && !replaced && !ended
    });
}

/// The words that count: those of the latest day, and of these the explicit ones before the implied.
fn latest_of<'a>(words: &[Word<'a>]) -> Vec<Word<'a>> {
    let latest = words.iter().map(|word| (word.date, word.explicit)).max();
    let mut kept = words.to_vec();
    kept.retain(|word| Some((word.date, word.explicit)) == latest);
    kept.retain(|word| !matches!(word.says, Says::Nothing));
    // Who says that it is settled, or refuses to, has answered, whatever else was said that day.
    let answers = |word: &Word<'_>| !matches!(word.says, Says::Speaks);
    if kept.iter().any(answers) {
        kept.retain(answers);
    }
    kept
}

/// Whether words of one day contradict each other: a yes beside a no, or beside an undecided word.
fn is_contested(words: &[Word<'_>]) -> bool {
    let any = |is: fn(&Says<'_>) -> bool| words.iter().any(|word| is(&word.says));
    let (yes, other) = (
        any(|says| matches!(says, Says::Yes(_))),
        any(|says| matches!(says, Says::No(_) | Says::Undecided)),
    );
    (yes && other) || any(|says| matches!(says, Says::Contested))
}

fn combine<'a>(party: &PartyId, target: &Target, words: Vec<Word<'a>>) -> Combined<'a> {
    let noes = || words.iter().filter(|word| matches!(word.says, Says::No(_)));
    let refusing = noes().map(|word| word.position).collect();
    // Behind a demand of a later day a refusal in so many words still stands.
    let is_stated = noes().any(|word| word.explicit);
    let words = latest_of(&words);
    let contested = is_contested(&words);
    let mut ifs: Vec<(&Condition, Vec<PositionId>)> = Vec::new();
    let mut untils: Vec<&Condition> = Vec::new();
    let (mut plain_yes, mut any_yes, mut undecided) = (false, false, words.is_empty());
    for word in &words {
        match word.says {
            Says::Yes(None) => (plain_yes, any_yes) = (true, true),
            Says::Yes(Some(condition)) => {
                any_yes = true;
                match ifs
                    .iter_mut()
                    .find(|(one, _)| one.meaning() == condition.meaning())
                {
                    Some((_, positions)) => positions.push(word.position),
                    None => ifs.push((condition, vec![word.position])),
                }
            }
            Says::No(until) => until
                .into_iter()
                .for_each(|until| add_once(&mut untils, until)),
            Says::Undecided | Says::Speaks | Says::Contested => undecided = true,
            Says::Nothing => {}
        }
    }
    let reading = match (undecided || contested, plain_yes, any_yes) {
        (true, _, _) => Reading::Unknown,
        (false, true, _) => Reading::Granted,
        (false, false, true) => Reading::Conditional,
        (false, false, false) => Reading::Refused,
    };
    let info = StanceInfo {
        party: party.clone(),
        target: target.clone(),
        reading,
        positions: words.iter().map(|word| word.position).collect(),
        implied: !is_stated && words.iter().any(|word| !word.explicit),
        contested,
        turned: false,
        refusing,
    };
    Combined { info, ifs, untils }
}

/// A condition said twice is one.
fn add_once<'a>(conditions: &mut Vec<&'a Condition>, condition: &'a Condition) {
    if conditions
        .iter()
        .all(|one| one.meaning() != condition.meaning())
    {
        conditions.push(condition);
    }
}

/// The day from which a position says nothing any more: it has ended, or a later one stands in its place. `None` where
/// neither is recorded.
pub fn ends_on(model: &Model, id: PositionId) -> Option<Date> {
    let position = &model.positions[id];
    let stated = model.stated_on(position);
    let replaces = |other: &&Position| {
        let leaves_open = Slot::of(other) == Slot::Whole && other.stance == Stance::Open;
        let in_place = Slot::of(other) == Slot::of(position) || leaves_open;
        let same = other.party == position.party && other.on == position.on;
        other.is_own() && same && in_place && model.stated_on(other) > stated
    };
    let later = model.positions.iter().filter(replaces);
    let replaced = later.filter_map(|other| model.stated_on(other)).min();
    position.ended.into_iter().chain(replaced).min()
}

/// The positions in force on a day: indexes into the model's list.
pub(super) fn in_force(model: &Model, read: AsRead) -> Vec<PositionId> {
    InForce::of(model, read).indexes()
}
