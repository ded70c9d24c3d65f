//! Refusals in lists: those that were said, those that a demand for another answer implies, those on a scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocker, Refusal};
use crate::graph::{Change, PositionGraph};
use crate::model::{IssueId, Model, PartyId, Position, Stance, Target};

use super::blocks::every_way_needs_it;
use super::notes::noted;
use super::positions::own_words;
use crate::view::words::doers::Doer;
use crate::view::words::runs::{Run, runs};
use crate::view::words::together::told_together;
use crate::view::words::moves::Stand;
use crate::view::words::phrases::Thing;
use crate::view::words::{Words, and, in_brackets, upper_first};
use crate::view::{Item, Line};

/// Refusals that are not what blocks the goal: those that were said, then those that a demand implies.
pub(in crate::view) fn refusal_items(words: &Words<'_>, refusals: Vec<&Refusal>) -> Vec<Item> {
    let (implied, stated): (Vec<&Refusal>, Vec<&Refusal>) =
        refusals.into_iter().partition(|refusal| refusal.implied);
    let stated = runs(words, &stated, |one| &one.target, is_the_same_said);
    let tell = |run: &Run<'_, Refusal>, doer: &Doer| stated_refusal(words, run, doer);
    let mut items = told_together(words, &stated, tell, |item, notes| noted(item, notes));
    items.extend(implied_refusals(words, &implied));
    items
}

/// Whether two refusals differ in nothing but what is refused.
fn is_the_same_said(one: &Refusal, other: &Refusal) -> bool {
    let target = one.target.clone();
    *one == Refusal {
        target,
        ..other.clone()
    }
}

fn stated_refusal(words: &Words<'_>, run: &Run<'_, Refusal>, doer: &Doer) -> Line {
    let refusal = run.first;
    let target = &refusal.target;
    let thing = match run.one_of {
        // Neighbouring numbers are told as one range.
        Some(_) => Thing::Noun(run.about.clone()),
        None => words.thing(Some(&refusal.party), target),
    };
    let stand = Stand {
        until: &refusal.until,
        implied: refusal.implied,
        firmness: refusal.firmness,
    };
    let (refuses, firm) = words.refuses(doer, target, &thing, stand);
    let firm = firm.map(|firmness| firmness.in_words());
    let refuses = upper_first(&refuses);
    Line::derived(format!("{refuses}{}.", in_brackets(firm, ""))).citing(&refusal.cites)
}

/// The answers that parties refuse because they demand others: one line for each party and question.
fn implied_refusals(words: &Words<'_>, implied: &[&Refusal]) -> Vec<Item> {
    let mut of_one: BTreeMap<(&PartyId, &IssueId), Vec<&Refusal>> = BTreeMap::new();
    for &refusal in implied {
        if let Some(issue) = refusal.target.issue() {
            let these = of_one.entry((&refusal.party, issue)).or_default();
            these.push(refusal);
        }
    }
    let items = of_one.into_iter();
    items
        .map(|(of, refusals)| implied_refusal(words, of, &refusals))
        .collect()
}

fn implied_refusal(
    words: &Words<'_>,
    (party, issue): (&PartyId, &IssueId),
    refusals: &[&Refusal],
) -> Item {
    let refuses = words.party_does(party, "refuses", "refuse");
    let demands = words.verb(party, "it demands", "they demand");
    let about = words.issue(issue);
    let firm = refusals.iter().filter_map(|one| one.firmness).max();
    let firm = in_brackets(firm.map(|firmness| firmness.in_words()), "");
    let line = match is_scale(words.model, issue) {
        true => {
            let accepts = words.verb(party, "accepts", "accept");
            format!("{refuses} every number for {about} but what {demands} or {accepts}{firm}.")
        }
        false => {
            let answers = answers_refused(words, refusals);
            format!("{refuses} {answers} on {about}, because {demands} another{firm}.")
        }
    };
    let cites: BTreeSet<_> = refusals.iter().flat_map(|one| &one.cites).collect();
    let notes: BTreeSet<&String> = refusals.iter().flat_map(|one| &one.notes).collect();
    noted(Line::derived(line).citing(cites).item(), notes)
}

fn answers_refused(words: &Words<'_>, refusals: &[&Refusal]) -> String {
    let answers = refusals.iter().filter_map(|one| match &one.target {
        Target::Option(issue, option) => Some(words.answer(issue, option)),
        Target::Milestone(_) | Target::Issue(_) => None,
    });
    and(&answers.collect::<Vec<_>>())
}

/// Whether the answers to an issue are numbers.
pub(in crate::view) fn is_scale(model: &Model, issue: &IssueId) -> bool {
    let issue = model.issues.get(issue);
    issue.is_some_and(|issue| issue.scale.is_some())
}

/// Whether a change is about a number on a scale.
pub(in crate::view) fn is_cell(model: &Model, change: &Change) -> bool {
    match change.target() {
        Target::Option(issue, _) => is_scale(model, issue),
        Target::Milestone(_) | Target::Issue(_) => false,
    }
}

/// Whether a change would lift the refusal of a number.
fn refuses_a_number(model: &Model, change: &Change) -> bool {
    matches!(change, Change::Grant { .. }) && is_cell(model, change)
}

/// What blocks a goal, item by item: refusals on a scale by the positions that they are, everything else by itself; each
/// with what is noted on it.
pub(in crate::view) fn blocker_items<'b>(
    words: &Words<'_>,
    graph: &PositionGraph,
    blockers: impl IntoIterator<Item = &'b Blocker>,
    line: impl Fn(&Blocker, &Doer) -> Line,
    with_notes: impl Fn(Item, &[String]) -> Item,
) -> Vec<Item> {
    let is_number = |b: &&Blocker| !b.unknown && refuses_a_number(words.model, &b.change);
    let (numbers, others): (Vec<_>, Vec<_>) = blockers.into_iter().partition(is_number);
    let grounds = Grounds::of(words, graph);
    let (implied, mut others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|b| grounds.implies(b));
    let implied = by_party_and_issue(&implied).into_values();
    let implied = implied.filter_map(|these| {
        let told = grounds.ruled_out(&these);
        if told.is_none() {
            others.extend(these);
        }
        let (item, notes) = told?;
        Some(with_notes(item, &notes))
    });
    let implied: Vec<Item> = implied.collect();
    let (worded, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|one| grounds.has_words_for(one));
    let is_long = worded.len() > MOST_WORDED;
    let (worded, others) = match is_long {
        true => (Vec::new(), [worded, others].concat()),
        false => (worded, others),
    };
    let worded = worded.into_iter().map(|one| {
        let doer = words.doer(one.change.party());
        let item = grounds.in_own_words(one, line(one, &doer));
        with_notes(item, &one.notes)
    });
    let worded: Vec<Item> = worded.collect();
    let others = told_together(words, others, line, &with_notes);
    let stated = |position: &Position| {
        let notes = Vec::from_iter(position.note.clone());
        with_notes(words.position_line(position).item(), &notes)
    };
    let numbers = on_scales(words, graph, &numbers, &stated);
    let told = implied.into_iter().chain(worded).chain(others);
    told.chain(numbers).collect()
}

/// Blockers by whose they are and which issue they are about.
fn by_party_and_issue<'b>(
    blockers: &[&'b Blocker],
) -> BTreeMap<(&'b PartyId, &'b IssueId), Vec<&'b Blocker>> {
    let mut of_one: BTreeMap<_, Vec<&Blocker>> = BTreeMap::new();
    for &blocker in blockers {
        if let Some(issue) = blocker.change.target().issue() {
            let these = of_one.entry((blocker.change.party(), issue)).or_default();
            these.push(blocker);
        }
    }
    of_one
}

/// Most refusals that are told one by one in their author's words; more are told by how many they are.
const MOST_WORDED: usize = 20;

/// The positions in force, for what they refuse and rule out.
struct Grounds<'a> {
    words: &'a Words<'a>,
    in_force: Vec<&'a Position>,
}

impl<'a> Grounds<'a> {
    fn of(words: &'a Words<'a>, graph: &PositionGraph) -> Self {
        let in_force = graph.positions_in_force(words.model).into_iter();
        let in_force = in_force.map(|id| &words.model.positions[id]);
        Self {
            words,
            in_force: in_force.filter(|one| !one.remark).collect(),
        }
    }

    /// The positions by which a party refuses something: what it says of that itself, and what it demands instead.
    fn behind(&self, blocker: &Blocker) -> Vec<&'a Position> {
        let (party, target) = (blocker.change.party(), blocker.change.target());
        let refuses = |one: &&&Position| match one.stance {
            Stance::Rejects => one.on == *target,
            Stance::Demands => one.on != *target && one.on.issue() == target.issue(),
            Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers | Stance::Open => {
                false
            }
        };
        let own = self.in_force.iter().filter(|one| one.party == *party);
        own.filter(refuses).copied().collect()
    }

    /// Whether the author has words of their own for what blocks, so that it is told in them.
    fn has_words_for(&self, blocker: &Blocker) -> bool {
        let is_refusal = matches!(blocker.change, Change::Grant { .. }) && !blocker.unknown;
        is_refusal && self.behind(blocker).iter().any(|one| one.text.is_some())
    }

    /// A refusal in the author's words: as its sentence, where one position makes it and runs on from the party's name;
    /// else below it, each with its own sentences.
    fn in_own_words(&self, blocker: &Blocker, line: Line) -> Item {
        let behind = self.behind(blocker);
        if let [one] = behind.as_slice()
            && one.running_text().is_some()
            && one.wordings.is_empty()
        {
            let told = self.words.position_line(one);
            let sole = every_way_needs_it(blocker);
            let words = format!("{}{sole}", told.words);
            return Line { words, ..line }.item();
        }
        line.above(self.worded(&behind))
    }

    /// Positions in the author's words, each with its own sentences.
    fn worded(&self, positions: &[&Position]) -> Vec<Item> {
        let worded = positions.iter().flat_map(|one| match one.running_text() {
            Some(_) if one.wordings.is_empty() => vec![self.words.position_line(one).item()],
            Some(_) | None => own_words(one),
        });
        worded.collect()
    }

    /// Whether a blocker follows from a demand for another answer to the same issue.
    fn implies(&self, blocker: &Blocker) -> bool {
        blocker.implied && !blocker.unknown && blocker.until.is_empty()
    }

    /// The demand of a party with the answers that it rules out, in one sentence, and the notes on it; none where more
    /// demands than one do, or one of the answers decides alone.
    fn ruled_out(&self, blockers: &[&Blocker]) -> Option<(Item, Vec<String>)> {
        let (party, issue) = (blockers[0].change.party(), blockers[0].change.target().issue()?);
        let mut own = self.in_force.iter();
        let demands = |one: &&&Position| one.stance == Stance::Demands && one.party == *party;
        let own = own.find(|one| demands(one) && one.on.issue() == Some(issue))?;
        let alike = |one: &&Blocker| one.sole == blockers[0].sole && one.confidence.is_none();
        if !blockers.iter().all(alike) || own.on.option().is_none() {
            return None;
        }
        let demand = self.words.stance_of(own);
        let ruled_out = self.and_so_rules_out(party, issue, blockers);
        let sole = every_way_needs_it(blockers[0]);
        let cites: BTreeSet<_> = blockers.iter().flat_map(|one| &one.cites).collect();
        let notes: BTreeSet<&String> = blockers.iter().flat_map(|one| &one.notes).collect();
        let line = Line::derived(format!("{demand}{ruled_out}.{sole}")).citing(cites);
        let item = line.above(self.worded(&[own]));
        Some((item, notes.into_iter().cloned().collect()))
    }

    /// What a demand rules out; of two answers the demand for one says that already.
    fn and_so_rules_out(&self, party: &PartyId, issue: &IssueId, ruled: &[&Blocker]) -> String {
        let issue = self.words.model.issues.get(issue);
        if ruled.len() == 1 && issue.is_some_and(|issue| issue.options.len() == 2) {
            return String::new();
        }
        let answers = ruled.iter().map(|one| self.answer(party, one));
        format!(", and so rules out {}", and(&answers.collect::<Vec<_>>()))
    }

    fn answer(&self, party: &PartyId, blocker: &Blocker) -> String {
        let target = blocker.change.target();
        match self.words.thing(Some(party), target) {
            Thing::That(clause) => format!("that {clause}"),
            Thing::Noun(_) | Thing::Deed(_) | Thing::Settling(_) => match target {
                Target::Option(issue, option) => self.words.answer(issue, option),
                Target::Milestone(_) | Target::Issue(_) => self.words.target(target),
            },
        }
    }
}

/// Refusals on a scale as the positions that they are, not number by number: one for each party and scale, as they are
/// counted.
fn on_scales(
    words: &Words<'_>,
    graph: &PositionGraph,
    numbers: &[&Blocker],
    stated: &dyn Fn(&Position) -> Item,
) -> Vec<Item> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let in_force = graph.positions_in_force(words.model).into_iter();
    let in_force: Vec<&Position> = in_force.map(|i| &words.model.positions[i]).collect();
    let about = who_and_what(numbers).into_iter();
    about
        .filter_map(|(party, issue)| on_scale(words, &insisting(&in_force, party, issue), stated))
        .collect()
}

/// Each party with each issue on which it blocks, once.
fn who_and_what<'b>(blockers: &[&'b Blocker]) -> BTreeSet<(&'b PartyId, &'b IssueId)> {
    let changes = blockers.iter().map(|blocker| &blocker.change);
    changes
        .filter_map(|change| Some((change.party(), change.target().issue()?)))
        .collect()
}

/// The positions in force by which a party insists on numbers of a scale.
fn insisting<'m>(in_force: &[&'m Position], party: &PartyId, issue: &IssueId) -> Vec<&'m Position> {
    let insists = |p: &&Position| {
        let is_firm = matches!(p.stance, Stance::Demands | Stance::Rejects);
        is_firm && p.value.is_some() && p.party == *party && p.on.issue() == Some(issue)
    };
    in_force.iter().copied().filter(insists).collect()
}

fn on_scale(
    words: &Words<'_>,
    insisting: &[&Position],
    stated: &dyn Fn(&Position) -> Item,
) -> Option<Item> {
    match insisting {
        [] => None,
        [one] => Some(stated(one)),
        [first, ..] => {
            let refuses = words.party_does(&first.party, "refuses", "refuse");
            let name = words.issue(first.on.issue()?);
            let line = Line::derived(format!("{refuses} numbers for {name}."));
            Some(line.above(insisting.iter().map(|one| stated(one))))
        }
    }
}
