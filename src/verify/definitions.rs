//! The definitions of `docs/method.md`, word for word, on the model itself: slow, and easy to compare with the page.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Condition, ConditionKind, Issue, IssueId, Milestone, MilestoneId, Model, OptionId, PartyId,
    Position, Quantity, Stance, Target, ValueRange,
};
use crate::source::Date;

use super::Move;

/// How the unknown is read, and whether all conditions may come together.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub unknown: bool,
    pub all_together: bool,
}

/// What a party says of one thing.
enum Says<'a> {
    Yes,
    YesIf(Vec<&'a Condition>),
    No(Vec<&'a Condition>),
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

/// The model on one day.
pub(super) struct Definitions<'a> {
    model: &'a Model,
    day: Option<Date>,
    in_force: Vec<&'a Position>,
    cells: BTreeMap<IssueId, Vec<Cell>>,
    targets: Vec<Target>,
    /// For each way to respect the exclusions, what is left out.
    left_out: Vec<BTreeSet<Target>>,
}

/// Most ways to respect the exclusions.
const MOST_WAYS: usize = 4_096;

type Holds = BTreeSet<Target>;

/// What already holds, for conditions that ask for *earlier* and for *together*.
#[derive(Clone, Copy)]
struct So<'a> {
    earlier: &'a Holds,
    together: &'a Holds,
    made: &'a BTreeSet<Move>,
    reading: Reading,
}

impl<'a> Definitions<'a> {
    pub fn of(model: &'a Model, day: Option<Date>) -> Result<Self, String> {
        let mut made = Self {
            model,
            day,
            in_force: in_force(model, day),
            cells: BTreeMap::new(),
            targets: Vec::new(),
            left_out: Vec::new(),
        };
        for issue in model.issues.values().filter(|issue| issue.scale.is_some()) {
            let cells = made.cut(issue);
            made.cells.insert(issue.id.clone(), cells);
        }
        made.targets = made.all_targets();
        made.left_out = made.ways()?;
        Ok(made)
    }

    pub fn target(&self, name: &str) -> Option<Target> {
        self.targets
            .iter()
            .find(|target| target.to_string() == name)
            .cloned()
    }

    fn all_targets(&self) -> Vec<Target> {
        let mut all: Vec<Target> = self
            .model
            .milestones
            .keys()
            .cloned()
            .map(Target::Milestone)
            .collect();
        for issue in self.model.issues.values() {
            all.push(Target::Issue(issue.id.clone()));
            all.extend(
                self.answers(issue)
                    .into_iter()
                    .map(|option| Target::Option(issue.id.clone(), option)),
            );
        }
        all
    }

    /// The options of an issue and the cells of its scale.
    fn answers(&self, issue: &Issue) -> Vec<OptionId> {
        let cells = self
            .cells
            .get(&issue.id)
            .into_iter()
            .flatten()
            .map(|cell| cell.id.clone());
        issue
            .options
            .iter()
            .map(|option| option.id.clone())
            .chain(cells)
            .collect()
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
        let mut cells: Vec<Cell> = marks
            .iter()
            .map(|&n| Cell {
                id: OptionId::new(&n.to_string()),
                low: Some(n),
                high: Some(n),
            })
            .collect();
        for pair in marks.windows(2) {
            cells.push(Cell {
                id: OptionId::new(&format!("{}-to-{}", pair[0], pair[1])),
                low: Some(pair[0]),
                high: Some(pair[1]),
            });
        }
        if let (Some(first), Some(last)) = (marks.first(), marks.last()) {
            if scale.min.is_none() {
                cells.push(Cell {
                    id: OptionId::new(&format!("under-{first}")),
                    low: None,
                    high: Some(*first),
                });
            }
            if scale.max.is_none() {
                cells.push(Cell {
                    id: OptionId::new(&format!("over-{last}")),
                    low: Some(*last),
                    high: None,
                });
            }
        }
        cells
    }

    pub fn is_reached(&self, target: &Target) -> bool {
        let Target::Milestone(id) = target else {
            return false;
        };
        self.model.milestones[id].is_reached(self.day)
            || self.by_default(id, |date| self.day.is_some_and(|day| date <= day))
    }

    /// Whether a milestone comes about by itself at the deadline of one that is not reached.
    fn by_default(&self, id: &MilestoneId, passed: impl Fn(Date) -> bool) -> bool {
        let pending = self
            .model
            .milestones
            .values()
            .filter(|m| !m.is_reached(self.day));
        pending
            .filter_map(|m| m.deadline.as_ref())
            .any(|deadline| deadline.otherwise == *id && passed(deadline.date))
    }

    /// Every way to leave enough members out of each exclusion.
    fn ways(&self) -> Result<Vec<BTreeSet<Target>>, String> {
        let mut ways = vec![BTreeSet::new()];
        for exclusion in &self.model.incompatible {
            let of: BTreeSet<&Target> = exclusion.of.iter().flat_map(Condition::targets).collect();
            let free: Vec<&Target> = of
                .iter()
                .copied()
                .filter(|target| !self.is_reached(target))
                .collect();
            let room = usize::try_from(exclusion.at_most)
                .unwrap_or(usize::MAX)
                .saturating_sub(of.len() - free.len());
            let out = free.len().saturating_sub(room);
            let choices = combinations(&free, out);
            if ways.len().saturating_mul(choices.len()) > MOST_WAYS {
                return Err(
                    "there are too many ways to respect the exclusions to try them all".to_owned(),
                );
            }
            ways = ways
                .iter()
                .flat_map(|way: &BTreeSet<Target>| {
                    choices.iter().map(move |c| way.union(c).cloned().collect())
                })
                .collect();
        }
        Ok(ways)
    }

    /// Whether a goal is in the attainable set, in some way to respect the exclusions.
    pub fn attainable(&self, goal: &Target, made: &BTreeSet<Move>, reading: Reading) -> bool {
        self.left_out
            .iter()
            .any(|out| self.attainable_set(out, made, reading).contains(goal))
    }

    /// mu X. nu Y. Phi(strict read X, soft read Y).
    fn attainable_set(
        &self,
        out: &BTreeSet<Target>,
        made: &BTreeSet<Move>,
        reading: Reading,
    ) -> Holds {
        let mut earlier = Holds::new();
        loop {
            let mut together: Holds = self
                .targets
                .iter()
                .filter(|target| !out.contains(target))
                .cloned()
                .collect();
            loop {
                let so = So {
                    earlier: &earlier,
                    together: &together,
                    made,
                    reading,
                };
                let next: Holds = together
                    .iter()
                    .filter(|target| self.holds(target, so))
                    .cloned()
                    .collect();
                if next == together {
                    break;
                }
                together = next;
            }
            if together == earlier {
                return earlier;
            }
            earlier = together;
        }
    }

    fn holds(&self, target: &Target, so: So<'_>) -> bool {
        match target {
            Target::Milestone(id) => {
                self.is_reached(target)
                    || self.by_default(id, |_| true)
                    || self.milestone(&self.model.milestones[id], so)
            }
            Target::Issue(id) => self.issue(&self.model.issues[id], so),
            Target::Option(id, _) => self.model.issues[id]
                .between
                .iter()
                .all(|party| self.yes(party, target, so)),
        }
    }

    fn milestone(&self, milestone: &Milestone, so: So<'_>) -> bool {
        let target = Target::Milestone(milestone.id.clone());
        milestone
            .consent
            .iter()
            .filter(|c| c.needed_on(self.day))
            .all(|c| self.yes(&c.party, &target, so))
            && milestone
                .requires
                .iter()
                .filter(|c| c.stands_on(self.day))
                .all(|c| self.condition(c, &target, so))
            && milestone
                .after
                .iter()
                .filter(|c| c.stands_on(self.day))
                .all(|c| self.condition(c, &target, so.before()))
    }

    fn issue(&self, issue: &Issue, so: So<'_>) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let speaks = |party: &&PartyId| {
            self.in_force
                .iter()
                .any(|p| p.party == **party && p.on == whole && p.value.is_none())
        };
        let answers = self.answers(issue);
        let settled = if answers.is_empty() {
            true
        } else {
            answers.into_iter().any(|option| {
                so.together
                    .contains(&Target::Option(issue.id.clone(), option))
            })
        };
        let asked: Vec<&PartyId> = match self.answers(issue).is_empty() {
            true => issue.between.iter().collect(),
            false => issue.between.iter().filter(speaks).collect(),
        };
        settled && asked.into_iter().all(|party| self.yes(party, &whole, so))
    }

    /// A party's yes to one thing.
    fn yes(&self, party: &PartyId, target: &Target, so: So<'_>) -> bool {
        match self.says(party, target) {
            Says::Yes => true,
            Says::Unknown => so.reading.unknown || so.made.contains(&Move::grant(party, target)),
            Says::YesIf(conditions) => conditions.into_iter().any(|condition| {
                so.made
                    .contains(&Move::waive(party, target, bare(condition)))
                    || self.condition(condition, target, so)
            }),
            Says::No(until) => {
                so.made.contains(&Move::grant(party, target))
                    || until
                        .into_iter()
                        .any(|c| self.condition(c, target, so.before()))
            }
        }
    }

    fn condition(&self, condition: &Condition, of: &Target, so: So<'_>) -> bool {
        let by = condition
            .imposed
            .as_ref()
            .and_then(|imposed| imposed.by.as_ref());
        if by.is_some_and(|by| so.made.contains(&Move::waive(by, of, bare(condition)))) {
            return true;
        }
        let standing = |arm: &&Condition| arm.stands_on(self.day);
        match &condition.kind {
            ConditionKind::Holds(target) => so.together.contains(target),
            ConditionKind::Consent(party) => self.yes(party, of, so),
            ConditionKind::All(arms) => arms
                .iter()
                .filter(standing)
                .all(|arm| self.condition(arm, of, so)),
            ConditionKind::Any(arms) => arms
                .iter()
                .filter(standing)
                .any(|arm| self.condition(arm, of, so)),
            ConditionKind::AtLeast { count, of: arms } => {
                let held = arms
                    .iter()
                    .filter(|(arm, _)| arm.stands_on(self.day))
                    .filter(|(arm, _)| self.condition(arm, of, so));
                held.map(|(_, weight)| u128::from(*weight)).sum::<u128>() >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.condition(inner, of, so.before()),
        }
    }

    /// The latest words of a party about one thing, put together.
    fn says(&self, party: &PartyId, target: &Target) -> Says<'a> {
        let mut words: Vec<(Option<Date>, bool, &'a Position)> = Vec::new();
        let cell = target.issue().and_then(|issue| {
            self.cells
                .get(issue)?
                .iter()
                .find(|c| Target::Option(issue.clone(), c.id.clone()) == *target)
        });
        for &position in self.in_force.iter().filter(|p| p.party == *party) {
            let date = self.model.stated_on(position);
            let demands = position.stance == Stance::Demands;
            if let (Some(cell), Some(value)) = (cell, &position.value) {
                let here = target
                    .issue()
                    .is_some_and(|issue| position.on == Target::Issue(issue.clone()));
                let inside = cell.lies_in(value);
                words.extend((here && (inside || demands)).then_some((date, inside, position)));
            } else if position.on == *target && position.value.is_none() {
                words.push((date, true, position));
            } else if demands
                && is_option(target)
                && is_option(&position.on)
                && position.on.issue() == target.issue()
                && cell.is_none()
            {
                words.push((date, false, position));
            }
        }
        let latest = words
            .iter()
            .map(|(date, explicit, _)| (*date, *explicit))
            .max();
        words.retain(|(date, explicit, _)| Some((*date, *explicit)) == latest);
        let yes =
            |(_, explicit, p): &(Option<Date>, bool, &Position)| *explicit && p.stance.grants();
        let no = |(_, explicit, p): &(Option<Date>, bool, &Position)| {
            !*explicit || p.stance == Stance::Rejects
        };
        if words.is_empty()
            || words.iter().any(|word| !yes(word) && !no(word))
            || (words.iter().any(yes) && words.iter().any(no))
        {
            return Says::Unknown;
        }
        if words.iter().all(no) {
            return Says::No(
                words
                    .iter()
                    .filter(|(_, explicit, _)| *explicit)
                    .filter_map(|(_, _, p)| p.until.as_ref())
                    .collect(),
            );
        }
        match words
            .iter()
            .map(|(_, _, p)| p.condition.as_ref())
            .collect::<Option<Vec<_>>>()
        {
            Some(conditions) => Says::YesIf(conditions),
            None => Says::Yes,
        }
    }

    /// Everything that somebody could change; with `unheard` also every yes that nobody has heard.
    pub fn moves(&self, unheard: bool) -> Vec<Move> {
        let mut found = Moves {
            unheard,
            ..Moves::default()
        };
        for target in &self.targets {
            for party in self.asked(target) {
                self.moves_of(party, target, &mut found);
            }
            if let Target::Milestone(id) = target {
                for condition in self.model.milestones[id]
                    .conditions()
                    .filter(|c| c.stands_on(self.day))
                {
                    self.moves_in(condition, target, &mut found);
                }
            }
        }
        found.moves.into_iter().collect()
    }

    /// Whose yes a target needs.
    fn asked(&self, target: &Target) -> Vec<&'a PartyId> {
        match target {
            Target::Milestone(id) => self.model.milestones[id]
                .consent
                .iter()
                .filter(|c| c.needed_on(self.day))
                .map(|c| &c.party)
                .collect(),
            Target::Issue(id) | Target::Option(id, _) => {
                self.model.issues[id].between.iter().collect()
            }
        }
    }

    fn moves_of(&self, party: &PartyId, target: &Target, found: &mut Moves) {
        if !found.seen.insert((party.clone(), target.clone())) {
            return;
        }
        let conditions = match self.says(party, target) {
            Says::Yes => Vec::new(),
            Says::Unknown => {
                found
                    .moves
                    .extend(found.unheard.then(|| Move::grant(party, target)));
                Vec::new()
            }
            Says::YesIf(conditions) => {
                found.moves.extend(
                    conditions
                        .iter()
                        .map(|condition| Move::waive(party, target, bare(condition))),
                );
                conditions
            }
            Says::No(until) => {
                found.moves.insert(Move::grant(party, target));
                until
            }
        };
        conditions
            .into_iter()
            .for_each(|condition| self.moves_in(condition, target, found));
    }

    /// The conditions inside a condition that a party may waive, and the consents that it asks for.
    fn moves_in(&self, condition: &Condition, of: &Target, found: &mut Moves) {
        let mut asked = Vec::new();
        condition.visit(&mut |inner| {
            if let Some(by) = inner
                .imposed
                .as_ref()
                .and_then(|imposed| imposed.by.as_ref())
            {
                found.moves.insert(Move::waive(by, of, bare(inner)));
            }
            if let ConditionKind::Consent(party) = &inner.kind {
                asked.push(party);
            }
        });
        asked
            .into_iter()
            .for_each(|party| self.moves_of(party, of, found));
    }
}

/// The moves found so far, and whose word on what has been looked at.
#[derive(Default)]
struct Moves {
    unheard: bool,
    moves: BTreeSet<Move>,
    seen: BTreeSet<(PartyId, Target)>,
}

impl<'a> So<'a> {
    /// The same where everything asked for must hold earlier.
    fn before(self) -> So<'a> {
        if self.reading.all_together {
            self
        } else {
            So {
                together: self.earlier,
                ..self
            }
        }
    }
}

fn is_option(target: &Target) -> bool {
    matches!(target, Target::Option(..))
}

/// The condition as a waiver names it: without a leading *after*.
fn bare(condition: &Condition) -> String {
    if let ConditionKind::After(inner) = &condition.kind {
        bare(inner)
    } else {
        condition.to_string()
    }
}

/// The positions that hold on a day: known by then, not ended, the party's own, and the latest of their kind.
fn in_force(model: &Model, day: Option<Date>) -> Vec<&Position> {
    let standing: Vec<&Position> = model
        .positions
        .iter()
        .filter(|p| p.holds_on(day, model.stated_on(p)))
        .collect();
    let kind = |p: &Position| p.value.is_some().then_some(p.stance == Stance::Rejects);
    let beaten = |p: &&Position| {
        let rivals = standing
            .iter()
            .filter(|q| q.party == p.party && q.on == p.on && kind(q) == kind(p));
        rivals.map(|q| model.stated_on(q)).max() > Some(model.stated_on(p))
    };
    standing.iter().copied().filter(|p| !beaten(p)).collect()
}

/// All ways to choose so many of some targets.
fn combinations(of: &[&Target], size: usize) -> Vec<BTreeSet<Target>> {
    if size == 0 {
        return vec![BTreeSet::new()];
    }
    let mut found = Vec::new();
    for (at, first) in of.iter().enumerate() {
        for mut rest in combinations(&of[at + 1..], size - 1) {
            rest.insert((*first).clone());
            found.push(rest);
            if found.len() > MOST_WAYS {
                return found;
            }
        }
    }
    found
}
