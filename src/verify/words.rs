//! What parties say on a day, read off the list of positions by the table of meaning in `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Condition, Issue, IssueId, Model, OptionId, PartyId, Position, Quantity, Stance, Target,
    ValueRange,
};
use crate::source::Date;

/// What a party says of one thing.
#[derive(Clone)]
pub(super) enum Says<'a> {
    /// A plain yes.
    Yes,
    /// A yes once one of these conditions holds.
    YesIf(Vec<&'a Condition>),
    /// A no that one of these ends.
    No(Vec<&'a Condition>),
    /// Neither, or both.
    Unknown,
}

/// A number that somebody stated on a scale, or what lies between two of them.
struct Cell {
    id: OptionId,
    low: Option<Quantity>,
    high: Option<Quantity>,
}

impl Cell {
    fn lies_in(&self, range: &ValueRange) -> bool {
        if self.low.is_some() && self.low == self.high {
            self.low.is_some_and(|number| range.contains(number))
        } else {
            range.contains_between(self.low, self.high)
        }
    }
}

/// The three places in which positions of one party on one target stand beside each other.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Slot {
    Itself,
    Named,
    RefusedNumbers,
}

fn slot(position: &Position) -> Slot {
    match (&position.value, position.stance == Stance::Rejects) {
        (None, _) => Slot::Itself,
        (Some(_), true) => Slot::RefusedNumbers,
        (Some(_), false) => Slot::Named,
    }
}

/// The positions in force on a day.
pub(super) struct Words<'a> {
    model: &'a Model,
    day: Option<Date>,
    in_force: Vec<&'a Position>,
    cells: BTreeMap<IssueId, Vec<Cell>>,
}

/// One word of a party on one target: its day, whether it is about the target itself, and the position.
type Word<'a> = (Option<Date>, bool, &'a Position);

impl<'a> Words<'a> {
    pub fn on(model: &'a Model, day: Option<Date>) -> Self {
        let mut words = Self {
            model,
            day,
            in_force: in_force(model, day),
            cells: BTreeMap::new(),
        };
        for issue in model.issues.values() {
            let cells = words.cut(issue);
            words.cells.insert(issue.id.clone(), cells);
        }
        words
    }

    /// A scale is cut at every number in force, and at its own ends.
    fn cut(&self, issue: &Issue) -> Vec<Cell> {
        let Some(scale) = &issue.scale else {
            return Vec::new();
        };
        let whole = Target::Issue(issue.id.clone());
        let stated = self
            .in_force
            .iter()
            .filter(|p| p.on == whole)
            .filter_map(|p| p.value);
        let ends = stated
            .flat_map(|range| [range.low.quantity(), range.high.quantity()])
            .flatten();
        let inside = |number: &Quantity| {
            scale.min.is_none_or(|min| *number >= min) && scale.max.is_none_or(|max| *number <= max)
        };
        let marks: BTreeSet<Quantity> = ends
            .filter(inside)
            .chain(scale.min)
            .chain(scale.max)
            .collect();
        let marks: Vec<Quantity> = marks.into_iter().collect();
        let cell = |id: String, low, high| Cell {
            id: OptionId::new(&id),
            low,
            high,
        };
        let mut cells: Vec<Cell> = marks
            .iter()
            .map(|&n| cell(n.to_string(), Some(n), Some(n)))
            .collect();
        for pair in marks.windows(2) {
            let id = format!("{}-to-{}", pair[0], pair[1]);
            cells.push(cell(id, Some(pair[0]), Some(pair[1])));
        }
        if let (Some(first), Some(last)) = (marks.first(), marks.last()) {
            if scale.min.is_none() {
                cells.push(cell(format!("under-{first}"), None, Some(*first)));
            }
            if scale.max.is_none() {
                cells.push(cell(format!("over-{last}"), Some(*last), None));
            }
        }
        cells
    }

    /// The options of an issue, or the cells of its scale.
    pub fn answers(&self, issue: &Issue) -> Vec<Target> {
        let cells = self
            .cells
            .get(&issue.id)
            .into_iter()
            .flatten()
            .map(|cell| cell.id.clone());
        let options = issue.options.iter().map(|option| option.id.clone());
        options
            .chain(cells)
            .map(|id| Target::Option(issue.id.clone(), id))
            .collect()
    }

    /// Whether a party says anything of an issue as a whole, beside its answers.
    pub fn speaks_of_whole(&self, party: &PartyId, issue: &Issue) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let mut own = self
            .in_force
            .iter()
            .filter(|p| p.party == *party && p.on == whole);
        own.any(|p| slot(p) == Slot::Itself)
    }

    /// Whose yes an issue as a whole needs.
    pub fn asked_of_whole(&self, issue: &'a Issue) -> Vec<&'a PartyId> {
        let all = issue.between.iter();
        match self.answers(issue).is_empty() {
            true => all.collect(),
            false => all
                .filter(|party| self.speaks_of_whole(party, issue))
                .collect(),
        }
    }

    /// The latest words of a party about one thing, put together.
    pub fn says(&self, party: &PartyId, target: &Target) -> Says<'a> {
        let own: Vec<&'a Position> = self
            .in_force
            .iter()
            .copied()
            .filter(|p| p.party == *party)
            .collect();
        let words = self.words_on(&own, target);
        let mut counting = latest(&words);
        // Of an issue without answers only `accepts`, `rejects` and `open` say whether it is settled.
        let says_whether = |(_, _, p): &Word<'a>| {
            !self.has_no_answers(target)
                || matches!(p.stance, Stance::Accepts | Stance::Rejects | Stance::Open)
        };
        match counting.iter().any(says_whether) {
            true => counting.retain(says_whether),
            false => return Says::Unknown,
        }
        let yes = |(_, explicit, p): &&Word<'a>| *explicit && p.stance.grants();
        let undecided = |(_, explicit, p): &&Word<'a>| *explicit && p.stance == Stance::Open;
        let implied_by_contested =
            |(_, explicit, p): &&Word<'a>| !*explicit && self.names_only_contested(&own, p);
        let some_yes = counting.iter().any(|word| yes(&word));
        let all_yes = counting.iter().all(|word| yes(&word));
        if counting.is_empty()
            || counting
                .iter()
                .any(|word| undecided(&word) || implied_by_contested(&word))
            || (some_yes && !all_yes)
        {
            return Says::Unknown;
        }
        match some_yes {
            true => Self::yes_of(&counting, self.day),
            false => Self::no_of(&counting),
        }
    }

    fn has_no_answers(&self, target: &Target) -> bool {
        match target {
            Target::Issue(id) => !self.model.issues[id].has_answers(),
            Target::Milestone(_) | Target::Option(..) => false,
        }
    }

    fn yes_of(words: &[Word<'a>], day: Option<Date>) -> Says<'a> {
        let ifs = words
            .iter()
            .map(|(_, _, p)| p.condition.as_ref().filter(|c| c.stands_on(day)));
        match ifs.collect::<Option<Vec<_>>>() {
            Some(conditions) => Says::YesIf(once(conditions)),
            None => Says::Yes,
        }
    }

    fn no_of(words: &[Word<'a>]) -> Says<'a> {
        let explicit = words.iter().filter(|(_, explicit, _)| *explicit);
        Says::No(once(
            explicit.filter_map(|(_, _, p)| p.until.as_ref()).collect(),
        ))
    }

    /// Every word that bears on a target: about it, or implied by a demand for something else.
    fn words_on(&self, own: &[&'a Position], target: &Target) -> Vec<Word<'a>> {
        let Target::Option(id, option) = target else {
            let here = own
                .iter()
                .filter(|p| p.on == *target && slot(p) == Slot::Itself);
            return here.map(|p| (self.model.stated_on(p), true, *p)).collect();
        };
        let whole = Target::Issue(id.clone());
        let cell = self
            .cells
            .get(id)
            .and_then(|cells| cells.iter().find(|c| c.id == *option));
        let bears = |p: &&&'a Position| -> Option<bool> {
            match (cell, &p.value) {
                (Some(cell), Some(value)) if p.on == whole => match cell.lies_in(value) {
                    true => Some(true),
                    false => (p.stance == Stance::Demands).then_some(false),
                },
                (None, None) if p.on == *target => Some(true),
                (None, None) if matches!(p.on, Target::Option(..)) && p.on.issue() == Some(id) => {
                    (p.stance == Stance::Demands).then_some(false)
                }
                _ => None,
            }
        };
        let words = own
            .iter()
            .filter_map(|p| Some((self.model.stated_on(p), bears(&p)?, *p)));
        words.collect()
    }

    /// Whether all that a demand names is contradicted by other words of its own day.
    fn names_only_contested(&self, own: &[&'a Position], demand: &Position) -> bool {
        let day = self.model.stated_on(demand);
        let contested = |target: &Target| {
            let words = self.words_on(own, target);
            let explicit: Vec<Word<'a>> = words.into_iter().filter(|(_, e, _)| *e).collect();
            let counting = latest(&explicit);
            counting.first().is_some_and(|(date, _, _)| *date == day)
                && counting.iter().any(|(_, _, p)| p.stance.grants())
                && counting.iter().any(|(_, _, p)| !p.stance.grants())
        };
        let named: Vec<Target> = match (&demand.on, &demand.value) {
            (Target::Issue(id), Some(value)) => {
                let cells = self.cells.get(id).into_iter().flatten();
                let inside = cells.filter(|cell| cell.lies_in(value));
                inside
                    .map(|cell| Target::Option(id.clone(), cell.id.clone()))
                    .collect()
            }
            (target, _) => vec![target.clone()],
        };
        !named.is_empty() && named.iter().all(contested)
    }
}

/// The words of the latest day; of these the explicit ones before the implied.
fn latest<'a>(words: &[Word<'a>]) -> Vec<Word<'a>> {
    let latest = words
        .iter()
        .map(|(date, explicit, _)| (*date, *explicit))
        .max();
    let counts = |(date, explicit, _): &&Word<'a>| Some((*date, *explicit)) == latest;
    words.iter().filter(counts).copied().collect()
}

/// A condition said twice is one.
fn once(conditions: Vec<&Condition>) -> Vec<&Condition> {
    let mut seen = BTreeSet::new();
    conditions
        .into_iter()
        .filter(|condition| seen.insert(condition.meaning()))
        .collect()
}

/// In each slot the positions of the latest day that the model knows, if they have not ended; a whole scale left open
/// takes the place of the numbers before it.
fn in_force(model: &Model, day: Option<Date>) -> Vec<&Position> {
    let known = |p: &&Position| {
        let stated = model.stated_on(p);
        p.is_own() && day.is_none_or(|day| stated.is_none_or(|stated| stated <= day))
    };
    let known: Vec<&Position> = model.positions.iter().filter(known).collect();
    let replaced = |p: &&Position| {
        let rivals = known.iter().filter(|q| q.party == p.party && q.on == p.on);
        let beats = |q: &&Position| {
            let leaves_open = slot(q) == Slot::Itself && q.stance == Stance::Open;
            slot(q) == slot(p) || (leaves_open && slot(p) != Slot::Itself)
        };
        rivals
            .filter(|q| beats(q))
            .any(|q| model.stated_on(q) > model.stated_on(p))
    };
    let ended = |p: &&Position| day.is_some_and(|day| p.ended.is_some_and(|ended| ended <= day));
    known
        .iter()
        .copied()
        .filter(|p| !replaced(p) && !ended(p))
        .collect()
}
