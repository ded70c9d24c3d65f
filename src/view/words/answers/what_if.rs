//! The answer of `what-if`: the difference in one paragraph, then the answer as it would be.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocker, Blocks, Known, Moved, Shape, Status};
use crate::graph::{Change, PositionGraph};
use crate::model::{Firmness, MilestoneId, Model, PartyId, Quantity, Target, ValueRange};
use crate::source::Date;

use super::blocks::blocks_in_full;
use super::changes::status_word;
use super::clauses::clause;
use super::finding::Counted;
use super::openings::Ways;
use super::openings::doubt_items;
use crate::view::words::moves::Stand;
use crate::view::words::{Words, and, number_word, or, upper_first};
use crate::view::{Document, Line, Section};

/// Two answers to one question, before and after some changes.
pub struct WhatIf<'a> {
    /// The changes.
    pub supposed: &'a [Change],
    /// Answers that nobody knows and that are supposed to be a no.
    pub refused: &'a [(PartyId, Target)],
    /// Refusals and conditions that are supposed to stay as they are.
    pub held: &'a BTreeSet<Change>,
    /// Parties that are supposed to have left the table.
    pub without: &'a BTreeSet<PartyId>,
    /// Parties that move in nothing: of those that have left, all that they refuse and impose stays.
    pub unmoving: &'a BTreeSet<PartyId>,
    /// Milestones that are supposed to have been reached, and on which day.
    pub reached: &'a BTreeMap<MilestoneId, Date>,
    /// The day that is supposed to have come.
    pub on: Option<Date>,
    /// Numbers that were asked about where nobody in the model has named them, for what they are taken for.
    pub numbers: &'a BTreeMap<Target, Quantity>,
    /// The answer without them.
    pub before: &'a Blocks,
    /// The answer with them.
    pub after: &'a Blocks,
    /// What they move elsewhere.
    pub elsewhere: &'a Known<Vec<Moved>>,
}

/// The document of the answer after the changes, led by what they change.
pub fn what_if_answer(words: &Words<'_>, graph: &PositionGraph, asked: &WhatIf<'_>) -> Document {
    let mut document = blocks_in_full(words, graph, asked.after, Ways::InKnots);
    document.sections.extend(held_section(words, graph, asked));
    let doubts = doubt_items(words, &asked.after.doubts);
    let counts_on = Section::of_items("What that counts on", doubts);
    document.sections.extend(counts_on);
    let finding = std::mem::replace(&mut document.title, difference(words, asked, graph.day));
    let sentences = [
        Some(format!("Under that supposition: {finding}")),
        still_in_the_way(words, asked.after),
        moved(words, asked.elsewhere.items()),
        elsewhere_not_known(asked),
    ];
    let told: Vec<String> = sentences.into_iter().flatten().collect();
    document.lead.insert(0, Line::derived(told.join(" ")));
    words.shortened(document)
}

/// The refusals and conditions that are supposed to stay, with their sentences.
fn held_section(words: &Words<'_>, graph: &PositionGraph, asked: &WhatIf<'_>) -> Option<Section> {
    let held = graph.changes().iter();
    let held = held.filter(|info| asked.after.held.contains(&info.change));
    let items = held.map(|info| {
        let stand = Stand {
            until: &info.until,
            implied: info.implied,
            firmness: info.firmness,
        };
        let change = &info.change;
        let (who, what) = (change.party(), change.target());
        let is_supposed = asked
            .refused
            .iter()
            .any(|(party, target)| party == who && target == what);
        let told = match is_supposed {
            true => upper_first(&words.plain_refusal(who, what)),
            false => words.refusal_as(change, stand),
        };
        let line = Line::derived(format!("{told}."));
        line.citing(&info.cites).item()
    });
    Section::of_items("Supposed to stay as it is", items.collect())
}

/// What is supposed, in clauses.
pub fn what_is_supposed(words: &Words<'_>, graph: &PositionGraph, asked: &WhatIf<'_>) -> String {
    format!(
        "{}{}",
        supposed(words, asked, graph.day),
        over_red_lines(asked)
    )
}

/// What was supposed, and what becomes of the goal.
fn difference(words: &Words<'_>, asked: &WhatIf<'_>, today: Option<Date>) -> String {
    let supposed = format!("{}{}", supposed(words, asked, today), over_red_lines(asked));
    let becomes = becomes(asked.before, asked.after);
    let gone = what_falls_away(words.model, asked.before, asked.after);
    let goal = words.target_first(&asked.after.goal);
    format!("{goal}, supposing that {supposed}: {becomes}{gone}.")
}

/// What the changes themselves give up.
fn over_red_lines(asked: &WhatIf<'_>) -> &'static str {
    let mut lifted = asked.before.blockers.items().iter();
    let is_given_up = |one: &Blocker| {
        asked.supposed.contains(&one.change) && one.firmness == Some(Firmness::RedLine)
    };
    match (lifted.any(is_given_up), asked.supposed.len()) {
        (false, _) => "",
        (true, 0 | 1) => ", which gives up a red line",
        (true, _) => "; together these moves give up a red line",
    }
}

/// The changes, and the answers that are supposed to be a no.
fn supposed(words: &Words<'_>, asked: &WhatIf<'_>, today: Option<Date>) -> String {
    let made = asked
        .supposed
        .iter()
        .map(|change| made(words, asked, change));
    let refused = asked.refused.iter();
    let refused = refused.map(|(who, what)| words.plain_refusal(who, what));
    let left = asked
        .without
        .iter()
        .map(|party| has_left(words, asked, party));
    let reached = asked.reached.iter();
    let reached = reached.map(|(id, on)| has_been_reached(words, today, id, *on));
    let told = made.chain(refused).chain(held(words, asked)).chain(left);
    let told = told.chain(reached);
    let told = told.chain(asked.on.map(|day| format!("{} has come", day.in_words())));
    let told = listed(&told.collect::<Vec<_>>());
    format!("{told}{}", same_of(words, asked))
}

/// Clauses of which one would do: with a comma before the last, where one of them has a comma of its own.
fn or_else(clauses: &[String]) -> String {
    match clauses {
        [one, other] if one.contains(',') => format!("{one}, or {other}"),
        clauses => or(clauses),
    }
}

/// Clauses that have commas of their own, one after the other.
fn listed(clauses: &[String]) -> String {
    match clauses {
        [first @ .., last] if !first.is_empty() => format!("{}; and {last}", first.join("; ")),
        one => one.concat(),
    }
}

/// What stays as it is, a clause for each party.
fn held(words: &Words<'_>, asked: &WhatIf<'_>) -> Vec<String> {
    let parties: BTreeSet<&PartyId> = asked.held.iter().map(Change::party).collect();
    let parties = parties.into_iter().chain(asked.unmoving);
    let at_the_table: BTreeSet<&PartyId> = parties
        .filter(|party| !asked.without.contains(*party))
        .collect();
    let told = at_the_table.into_iter();
    told.map(|party| held_by(words, asked, party)).collect()
}

fn held_by(words: &Words<'_>, asked: &WhatIf<'_>, party: &PartyId) -> String {
    let doer = words.doer(party);
    if asked.unmoving.contains(party) {
        return format!(
            "{} {}",
            doer.name(),
            doer.verb("does not move", "do not move")
        );
    }
    let own = asked.held.iter().filter(|change| change.party() == party);
    let stands: Vec<String> = own.map(|change| words.refusal_inside(change)).collect();
    let keeps = doer.verb("keeps to that", "keep to that");
    format!("{} and {keeps}", and(&stands))
}

/// That a milestone has been reached, with the day where it is not that of the answer.
fn has_been_reached(words: &Words<'_>, today: Option<Date>, id: &MilestoneId, on: Date) -> String {
    let target = Target::Milestone(id.clone());
    let has = words.agree(&target, "has", "have");
    let day = today.filter(|day| *day != on);
    let day = day.map(|_| format!(" by {}", on.in_words()));
    let day = day.unwrap_or_default();
    format!("{} {has} been reached{day}", words.target(&target))
}

fn has_left(words: &Words<'_>, asked: &WhatIf<'_>, party: &PartyId) -> String {
    let doer = words.doer(party);
    let has = doer.verb("has", "have");
    let but = match asked.unmoving.contains(party) {
        true => doer.verb(
            ", but keeps to all that it refuses and imposes",
            ", but keep to all that they refuse and impose",
        ),
        false => "",
    };
    format!("{} {has} left the table{but}", doer.name())
}

/// A change as it was asked about, with its number where it was named by one.
fn made(words: &Words<'_>, asked: &WhatIf<'_>, change: &Change) -> String {
    let Some(number) = asked.numbers.get(change.target()) else {
        return clause(words, change);
    };
    let number = counted(words, change, *number);
    words.accepts_number(&words.doer(change.party()), &number, change.target())
}

/// Of which other numbers the same is so; empty where no number was asked about that nobody has named.
fn same_of(words: &Words<'_>, asked: &WhatIf<'_>) -> String {
    let stretches = asked.numbers.keys().filter_map(|target| match target {
        Target::Option(issue, cell) => Some(words.answer(issue, cell)),
        Target::Issue(_) | Target::Milestone(_) => None,
    });
    let stretches: Vec<String> = stretches.collect();
    match stretches.is_empty() {
        true => String::new(),
        false => format!(" (the same is so of every number {})", and(&stretches)),
    }
}

/// A number with the unit of the scale that it is on.
fn counted(words: &Words<'_>, change: &Change, number: Quantity) -> String {
    let issue = change
        .target()
        .issue()
        .and_then(|id| words.model.issues.get(id));
    let unit = issue.map_or("", |issue| issue.unit_after(&ValueRange::exactly(number)));
    format!("{number} {unit}").trim_end().to_owned()
}

/// How the goal stood before, and how it then stands.
fn becomes(before: &Blocks, after: &Blocks) -> String {
    match (known_state(before), known_state(after)) {
        (Some(before), Some(after)) if before == after => format!("it would stay {after}"),
        (Some(before), Some(after)) => format!("it would go from {before} to {after}"),
        (Some(before), None) => format!("it was {before}, and how it then stands is not known"),
        (None, Some(after)) => format!("it is {after}, and how it stood before is not known"),
        (None, None) => "how it stood before and how it then stands are not known".to_owned(),
    }
}

fn known_state(answer: &Blocks) -> Option<&'static str> {
    answer.standing.exact().map(|one| state(one.status))
}

/// What is gone of what blocks a goal that stays blocked: knots where these are known, else blockers.
fn what_falls_away(model: &Model, before: &Blocks, after: &Blocks) -> String {
    // What nobody may change any more has not fallen away.
    if after.held != before.held {
        return String::new();
    }
    if let Some(undone) = knots_undone(before, after) {
        return undone;
    }
    let gone = fallen_away(model, before, after).filter(|_| after.status() == Status::Blocked);
    match gone {
        None | Some(0) => String::new(),
        Some(1) => "; one of its blockers falls away".to_owned(),
        Some(n) => format!("; {} of its blockers fall away", number_word(n)),
    }
}

/// How many of several knots are undone, where some are and what is left lies within the others.
fn knots_undone(before: &Blocks, after: &Blocks) -> Option<String> {
    let was = before.shape.exact()?;
    let left = after.shape.exact()?.changes();
    let is_plain = after.status() == Status::Blocked && left.is_subset(&was.changes());
    let undone = untouched(was.knots(), &left).filter(|_| is_plain && !left.is_empty())?;
    let (told, of) = (number_word(undone), number_word(was.knots().len()));
    let are = if undone == 1 { "is" } else { "are" };
    Some(format!(
        "; {told} of the {of} knots that hold it {are} undone"
    ))
}

/// How many knots have none of some changes, where there are such knots.
fn untouched(knots: &[Shape], left: &BTreeSet<&Change>) -> Option<usize> {
    let is_undone = |knot: &&Shape| knot.changes().is_disjoint(left);
    let undone = knots.iter().filter(is_undone).count();
    (undone > 0).then_some(undone)
}

fn fallen_away(model: &Model, before: &Blocks, after: &Blocks) -> Option<usize> {
    // What a list that was cut short does not name has not fallen away.
    let told = |blockers: &Known<Vec<Blocker>>| -> Option<BTreeSet<Counted>> {
        let blockers = blockers.exact()?.iter();
        Some(blockers.map(|one| Counted::of(model, one)).collect())
    };
    let (was, is) = (told(&before.blockers)?, told(&after.blockers)?);
    Some(was.difference(&is).count())
}

fn state(status: Status) -> &'static str {
    match status {
        Status::Met => "clear of every obstacle",
        Status::Reached | Status::Closed | Status::Pending | Status::Open | Status::Blocked => {
            status_word(status)
        }
    }
}

/// The blockers that remain, where they are few enough for a sentence.
fn still_in_the_way(words: &Words<'_>, after: &Blocks) -> Option<String> {
    // One of all that block it, and of all ways: nothing may be missing from either list.
    after.unblocking.exact()?;
    let blockers = after.blockers.exact()?;
    let few = after.status() == Status::Blocked && (1..=3).contains(&blockers.len());
    let mut ways = after.unblocking_sets().iter();
    let each_does = blockers.len() == 1 || ways.all(|set| set.changes.len() == 1);
    let ends = blockers.iter().map(|one| clause(words, &one.change));
    let ends: Vec<String> = ends.collect();
    (few && each_does).then(|| format!("It stays so unless {}.", or_else(&ends)))
}

fn elsewhere_not_known(asked: &WhatIf<'_>) -> Option<String> {
    let why = asked.elsewhere.why()?;
    Some(match asked.after.standing.why() == Some(why) {
        true => "What it moves elsewhere is not known, for the same reason.".to_owned(),
        false => format!("What it moves elsewhere is not known: {why}."),
    })
}

/// Where a goal can move to, in the order in which that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Blocked,
    NoLongerBlocked,
    NoLongerClear,
    Clear,
    Reached,
    Pending,
    Closed,
}

impl Where {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Blocked, "now blocked"),
        (Self::NoLongerBlocked, "no longer blocked"),
        (Self::NoLongerClear, "no longer clear"),
        (Self::Clear, "clear of every obstacle"),
        (Self::Reached, "reached"),
        (Self::Pending, "pending: nobody has to move for that"),
        (Self::Closed, "closed"),
    ];

    fn of(moved: &Moved) -> Self {
        match moved.after {
            Status::Blocked => Self::Blocked,
            Status::Open if moved.before == Status::Blocked => Self::NoLongerBlocked,
            Status::Open => Self::NoLongerClear,
            Status::Met => Self::Clear,
            Status::Reached => Self::Reached,
            Status::Pending => Self::Pending,
            Status::Closed => Self::Closed,
        }
    }
}

/// What else moves.
fn moved(words: &Words<'_>, moved: &[Moved]) -> Option<String> {
    let part = |(to, state): (Where, &str)| {
        let there = moved.iter().filter(|one| Where::of(one) == to);
        let there: Vec<&Target> = there.map(|one| &one.goal).collect();
        let goals = goals_are(words, &there)?;
        Some(format!("{goals} {state}"))
    };
    let parts: Vec<String> = Where::ALL.into_iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| format!("Elsewhere, {}.", and(&parts)))
}

/// Goals with their verb: `the ceasefire and the vote are`.
fn goals_are(words: &Words<'_>, goals: &[&Target]) -> Option<String> {
    let is = is_or_are(words, goals)?;
    let names: Vec<String> = goals.iter().map(|goal| words.target(goal)).collect();
    Some(format!("{} {is}", and(&names)))
}

fn is_or_are(words: &Words<'_>, goals: &[&Target]) -> Option<&'static str> {
    match goals {
        [] => None,
        [one] => Some(words.is(one)),
        _ => Some("are"),
    }
}
