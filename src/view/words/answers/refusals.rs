//! Refusals in lists: those that were said, those that a demand for another answer implies, those on a scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocker, Refusal};
use crate::graph::{Change, PositionGraph, Reading};
use crate::model::{IssueId, Model, PartyId, Position, Split, Stance, Target};

use crate::source::Citation;

use super::blocks::every_way_needs_it;
use super::notes::noted;
use super::on_scale::on_scales;
use super::positions::own_words;
use crate::view::words::doers::Doer;
use crate::view::words::moves::Stand;
use crate::view::words::phrases::Thing;
use crate::view::words::runs::{Run, runs};
use crate::view::words::together::told_together;
use crate::view::words::{Words, and, in_brackets, upper_first};
use crate::view::{Item, Line, WhoseWords};

/// Refusals that are not what blocks the goal: those that were said, then those that a demand implies.
pub(in crate::view) fn refusal_items(
    words: &Words<'_>,
    graph: &PositionGraph,
    refusals: Vec<&Refusal>,
) -> Vec<Item> {
    let grounds = Grounds::of(words, graph);
    let (implied, stated): (Vec<&Refusal>, Vec<&Refusal>) =
        refusals.into_iter().partition(|refusal| refusal.implied);
    let has_words = |one: &&Refusal| grounds.is_worded(&one.party, &one.target);
    let (worded, stated): (Vec<&Refusal>, Vec<&Refusal>) = stated.into_iter().partition(has_words);
    // Who is divided is told by its votes, however many others are told together.
    let is_split = |one: &&Refusal| grounds.is_split(&one.party, &one.target);
    let (split, worded): (Vec<&Refusal>, Vec<&Refusal>) = worded.into_iter().partition(is_split);
    let (worded, stated) = few(worded, stated);
    let worded = split.into_iter().chain(worded);
    let worded = worded.map(|one| grounds.stated(one));
    let mut items: Vec<Item> = worded.collect();
    let stated = runs(words, &stated, |one| &one.target, is_the_same_said);
    let tell = |run: &Run<'_, Refusal>, doer: &Doer| stated_refusal(words, run, doer);
    items.extend(told_together(words, &stated, tell, |item, notes| {
        noted(item, notes)
    }));
    items.extend(implied_refusals(&grounds, &implied));
    items
}

/// What is told one by one in its author's words, if it is little enough, and the rest.
fn few<'b, T>(worded: Vec<&'b T>, others: Vec<&'b T>) -> (Vec<&'b T>, Vec<&'b T>) {
    match worded.len() > MOST_WORDED {
        true => (Vec::new(), [worded, others].concat()),
        false => (worded, others),
    }
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
    let (refuses, firm) = words.refuses(doer, &thing, stand);
    let firm = firm.map(|firmness| firmness.in_words());
    let refuses = upper_first(&refuses);
    let line = Line::derived(format!("{refuses}{}.", in_brackets(firm, "")));
    line.citing(&refusal.cites)
}

/// The answers that parties refuse because they demand others: one line for each party and question.
fn implied_refusals(grounds: &Grounds<'_>, implied: &[&Refusal]) -> Vec<Item> {
    let mut of_one: BTreeMap<(&PartyId, &IssueId), Vec<&Refusal>> = BTreeMap::new();
    for &refusal in implied {
        if let Some(issue) = refusal.target.issue() {
            let these = of_one.entry((&refusal.party, issue)).or_default();
            these.push(refusal);
        }
    }
    let items = of_one.into_iter();
    items
        .map(|(of, refusals)| implied_refusal(grounds, of, &refusals))
        .collect()
}

fn implied_refusal(
    grounds: &Grounds<'_>,
    (party, issue): (&PartyId, &IssueId),
    refusals: &[&Refusal],
) -> Item {
    let words = grounds.words;
    let ruled_out = RuledOut {
        party,
        issue,
        targets: refusals.iter().map(|one| &one.target).collect(),
        cites: refusals.iter().flat_map(|one| &one.cites).collect(),
        after: "",
    };
    let notes: BTreeSet<&String> = refusals.iter().flat_map(|one| &one.notes).collect();
    let demanded = grounds
        .demand(&ruled_out)
        .filter(|_| !is_scale(words.model, issue));
    let item = demanded.unwrap_or_else(|| grounds.refuses_the_rest(&ruled_out, refusals).item());
    noted(item, notes)
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
    let grounds = Grounds::of(words, graph);
    let sorted = Sorted::of(&grounds, blockers);
    let worded = sorted.worded.iter().map(|one| {
        let (party, target) = (one.change.party(), one.change.target());
        let line = line(one, &words.doer(party));
        let item = grounds.worded_refusal(party, target, line, every_way_needs_it(one));
        with_notes(item, &one.notes)
    });
    let worded: Vec<Item> = worded.collect();
    let others = told_together(words, sorted.others, line, &with_notes);
    let stated = |position: &Position| {
        let notes = Vec::from_iter(position.note.clone());
        with_notes(words.position_line(position).item(), &notes)
    };
    let numbers = on_scales(words, graph, &sorted.numbers, &stated);
    let ruled_out = sorted.ruled_out.into_iter();
    let ruled_out = ruled_out.map(|(item, notes)| with_notes(item, &notes));
    let told = ruled_out.chain(worded).chain(others);
    told.chain(numbers).collect()
}

/// Blockers by how they are told.
struct Sorted<'b> {
    /// What demands rule out, in the sentences of the demands, with the notes on them.
    ruled_out: Vec<(Item, Vec<String>)>,
    /// Those for which the author has words.
    worded: Vec<&'b Blocker>,
    /// Refused numbers of a scale.
    numbers: Vec<&'b Blocker>,
    others: Vec<&'b Blocker>,
}

impl<'b> Sorted<'b> {
    fn of(grounds: &Grounds<'_>, blockers: impl IntoIterator<Item = &'b Blocker>) -> Self {
        let model = grounds.words.model;
        let is_number = |b: &&Blocker| !b.unknown && refuses_a_number(model, &b.change);
        let (numbers, others): (Vec<_>, Vec<_>) = blockers.into_iter().partition(is_number);
        let (implied, mut others): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|b| grounds.implies(b));
        let mut ruled_out = Vec::new();
        for these in by_party_and_issue(&implied).into_values() {
            match grounds.ruled_out(&these) {
                Some(told) => ruled_out.push(told),
                None => others.extend(these),
            }
        }
        let (worded, others): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|b| grounds.has_words_for(b));
        let (worded, others) = few(worded, others);
        Self {
            ruled_out,
            worded,
            numbers,
            others,
        }
    }
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
    /// What each party that is asked for rules out by its demands, answer by answer.
    ruled_out: BTreeMap<(PartyId, IssueId), usize>,
    in_force: Vec<&'a Position>,
}

impl<'a> Grounds<'a> {
    fn of(words: &'a Words<'a>, graph: &PositionGraph) -> Self {
        let mut ruled_out = BTreeMap::new();
        for one in graph.stances() {
            if let (true, Reading::Refused, Some(issue)) =
                (one.implied, one.reading, one.target.issue())
            {
                *ruled_out
                    .entry((one.party.clone(), issue.clone()))
                    .or_default() += 1;
            }
        }
        let in_force = graph.positions_in_force(words.model).into_iter();
        let in_force = in_force.map(|id| &words.model.positions[id]);
        Self {
            words,
            ruled_out,
            in_force: in_force.filter(|one| !one.remark).collect(),
        }
    }

    /// A refusal in the author's words, with what is noted on it.
    fn stated(&self, refusal: &Refusal) -> Item {
        let run = Run::of_one(self.words, refusal, &refusal.target);
        let line = stated_refusal(self.words, &run, &self.words.doer(&refusal.party));
        let item = self.worded_refusal(&refusal.party, &refusal.target, line, "");
        noted(item, &refusal.notes)
    }

    /// The positions by which a party refuses something: what it says of that itself, and what it demands instead.
    fn behind(&self, party: &PartyId, target: &Target) -> Vec<&'a Position> {
        let refuses = |one: &&&Position| match one.stance {
            Stance::Rejects => one.on == *target,
            Stance::Demands => one.on != *target && one.on.issue() == target.issue(),
            Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers => false,
            Stance::Open => one.on == *target && one.abstains(),
        };
        let own = self.in_force.iter().filter(|one| one.party == *party);
        own.filter(refuses).copied().collect()
    }

    /// Whether the author has words for a blocker, so that it is told in them.
    fn has_words_for(&self, blocker: &Blocker) -> bool {
        let is_refusal = matches!(blocker.change, Change::Grant { .. }) && !blocker.unknown;
        is_refusal && self.is_worded(blocker.change.party(), blocker.change.target())
    }

    /// Whether what a party says of something is how its votes are split.
    fn is_split(&self, party: &PartyId, target: &Target) -> bool {
        let behind = self.behind(party, target);
        behind
            .iter()
            .any(|position| position.split.is_some_and(Split::is_divided))
    }

    fn is_worded(&self, party: &PartyId, target: &Target) -> bool {
        self.behind(party, target)
            .iter()
            .any(|one| one.text.is_some())
    }

    /// A refusal in the author's words: as its sentence, where one position makes it and runs on from the party's name;
    /// else below it, each with its own sentences. `after` is what is said behind it.
    fn worded_refusal(&self, party: &PartyId, target: &Target, line: Line, after: &str) -> Item {
        let behind = self.behind(party, target);
        if let [one] = behind.as_slice()
            && one.running_text().is_some()
            && one.wordings.is_empty()
        {
            let told = self.words.position_line(one);
            let words = format!("{}{after}", told.words);
            let whose = match after.is_empty() {
                true => self.words.whose(one),
                // What follows from it stands in the same line.
                false => WhoseWords::Derived,
            };
            return Line { words, ..line }.of(whose).item();
        }
        line.above(self.worded(&behind))
    }

    /// Positions in the author's words, each with its own sentences.
    fn worded(&self, positions: &[&Position]) -> Vec<Item> {
        let worded = positions.iter().flat_map(|one| match one.running_text() {
            Some(_) if one.wordings.is_empty() => vec![self.words.position_line(one).item()],
            Some(_) => self.wording_by_wording(one),
            None => self.in_quotes(one),
        });
        worded.collect()
    }

    /// Words that stand by themselves, with who says them.
    fn in_quotes(&self, position: &Position) -> Vec<Item> {
        let who = self.words.who_says(position);
        let mut items = own_words(position);
        for item in &mut items {
            item.line.words = format!("{who}: {}", item.line.words);
            item.line.whose = self.words.whose(position);
            if item.line.cites.is_empty() {
                item.line.cites.clone_from(&position.cites);
            }
        }
        items
    }

    /// Each wording of a position as a sentence of its own: only the one that decides is known to be the speaker's.
    fn wording_by_wording(&self, position: &Position) -> Vec<Item> {
        let deciding = Line {
            words: format!("{}.", self.words.position(position)),
            ..self.words.position_line(position)
        };
        let lines = std::iter::once(deciding).chain(self.words.other_wordings(position));
        lines.map(Line::item).collect()
    }

    /// Whether a blocker follows from a demand for another answer to the same issue.
    fn implies(&self, blocker: &Blocker) -> bool {
        blocker.implied && !blocker.unknown && blocker.until.is_empty()
    }

    /// The demand of a party with the answers that it rules out, in one sentence, and the notes on it; none where one of
    /// the answers is told apart.
    fn ruled_out(&self, blockers: &[&Blocker]) -> Option<(Item, Vec<String>)> {
        let (party, issue) = (
            blockers[0].change.party(),
            blockers[0].change.target().issue()?,
        );
        let alike = |one: &&Blocker| one.sole == blockers[0].sole && one.confidence.is_none();
        if !blockers.iter().all(alike) {
            return None;
        }
        let item = self.demand(&RuledOut {
            party,
            issue,
            targets: blockers.iter().map(|one| one.change.target()).collect(),
            cites: blockers.iter().flat_map(|one| &one.cites).collect(),
            after: every_way_needs_it(blockers[0]),
        })?;
        let notes: BTreeSet<&String> = blockers.iter().flat_map(|one| &one.notes).collect();
        Some((item, notes.into_iter().cloned().collect()))
    }

    /// What a party refuses because it demands something else, where no one demand tells it.
    fn refuses_the_rest(&self, ruled: &RuledOut<'_>, refusals: &[&Refusal]) -> Line {
        let (words, party) = (self.words, ruled.party);
        let refuses = words.party_does(party, "refuses", "refuse");
        let demands = words.verb(party, "it demands", "they demand");
        let firm = refusals.iter().filter_map(|one| one.firmness).max();
        let firm = in_brackets(firm.map(|firmness| firmness.in_words()), "");
        let line = match is_scale(words.model, ruled.issue) {
            true if self.is_some_of_it(ruled) => {
                let runs = runs(words, refusals, |one| &one.target, |_, _| true);
                let numbers: Vec<String> = runs.iter().map(|run| run.about.clone()).collect();
                format!(
                    "{refuses} {}, because {demands} another number{firm}.",
                    and(&numbers)
                )
            }
            true => {
                let about = words.issue(ruled.issue);
                let accepts = words.verb(party, "accepts", "accept");
                format!(
                    "{refuses} every number for {about} except what {demands} or {accepts}{firm}."
                )
            }
            false => {
                let answers = self.answers(ruled);
                format!("{refuses} {answers}, because {demands} another answer{firm}.")
            }
        };
        Line::derived(line).citing(ruled.cites.iter().copied())
    }

    /// Whether a demand rules out more numbers than those that are told here.
    fn is_some_of_it(&self, ruled: &RuledOut<'_>) -> bool {
        let key = (ruled.party.clone(), ruled.issue.clone());
        let all = self.ruled_out.get(&key).copied().unwrap_or_default();
        all > ruled.targets.len()
    }

    /// The demand in force that rules answers out, as a sentence.
    fn demand(&self, ruled: &RuledOut<'_>) -> Option<Item> {
        let mut own = self.in_force.iter();
        let own = own.find(|one| {
            let is_demand = one.stance == Stance::Demands && one.party == *ruled.party;
            is_demand && one.on.issue() == Some(ruled.issue) && one.on.option().is_some()
        })?;
        let demand = self.words.stance_of(own);
        let line = format!("{demand}{}.{}", self.and_so(ruled), ruled.after);
        let line = Line::derived(line).citing(ruled.cites.iter().copied());
        let line = match ruled.after.is_empty() {
            true => line.of(self.words.whose(own)),
            false => line,
        };
        Some(line.above(self.worded(&[own])))
    }

    /// What a demand rules out; of two answers the demand for one says that already.
    fn and_so(&self, ruled: &RuledOut<'_>) -> String {
        let issue = self.words.model.issues.get(ruled.issue);
        if ruled.targets.len() == 1 && issue.is_some_and(|issue| issue.options.len() == 2) {
            return String::new();
        }
        let rules = self.words.verb(ruled.party, "rules", "rule");
        let others = issue.map_or(0, |issue| issue.options.len().saturating_sub(1));
        match ruled.targets.len() > 1 && ruled.targets.len() == others {
            true => format!(", and so {rules} out every other answer"),
            false => format!(", and so {rules} out {}", self.answers(ruled)),
        }
    }

    fn answers(&self, ruled: &RuledOut<'_>) -> String {
        let answers =
            ruled
                .targets
                .iter()
                .map(|target| match (self.words.thing(None, target), target) {
                    (Thing::That(clause, _), _) => format!("that {clause}"),
                    (_, Target::Option(issue, option)) => self.words.answer(issue, option),
                    (_, Target::Milestone(_) | Target::Issue(_)) => self.words.target(target),
                });
        and(&answers.collect::<Vec<_>>())
    }
}

/// Answers that a demand for another rules out.
struct RuledOut<'r> {
    party: &'r PartyId,
    issue: &'r IssueId,
    targets: Vec<&'r Target>,
    cites: BTreeSet<&'r Citation>,
    /// What is said behind the sentence.
    after: &'static str,
}
