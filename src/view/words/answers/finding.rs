//! The finding: how a goal stands, in one sentence, and who could open it.

use std::collections::BTreeSet;

use crate::analysis::{BlockedKind, Blocks, Known, Status};
use crate::graph::Change;
use crate::model::{Model, Target};
use crate::source::Date;

use super::refusals::{is_cell, is_scale};
use crate::view::words::{Words, and, count, number_word, on_day, or};

/// The finding in one sentence.
pub(in crate::view) fn finding(words: &Words<'_>, day: Option<Date>, answer: &Blocks) -> String {
    let day = on_day(" as of ", day);
    let finding = Finding { words, answer };
    match answer.standing.why() {
        Some(why) => finding.not_known(&day, why),
        None => finding.known(&finding.question(day)),
    }
}

struct Finding<'a> {
    words: &'a Words<'a>,
    answer: &'a Blocks,
}

impl Finding<'_> {
    fn name(&self) -> String {
        self.words.target(&self.answer.goal)
    }

    /// `The ceasefire is`, `The guarantees are`.
    fn is(&self) -> String {
        let goal = &self.answer.goal;
        format!("{} {}", self.words.target_first(goal), self.words.is(goal))
    }

    fn not_known(&self, day: &str, why: &str) -> String {
        let stands = self.words.agree(&self.answer.goal, "stands", "stand");
        format!("How {} {stands}{day} is not known: {why}.", self.name())
    }

    /// Another question than the usual one says so in its first line.
    fn question(&self, day: String) -> String {
        let settled = matches!(
            self.answer.status(),
            Status::Reached | Status::Closed | Status::Pending
        );
        match self.answer.secure && !settled {
            true => format!("{day}, counting on nobody who has not said yes"),
            false => day,
        }
    }

    fn known(&self, day: &str) -> String {
        match self.answer.status() {
            Status::Reached => format!("Reached{day}: {}.", self.name()),
            Status::Closed => self.closed(day),
            Status::Pending => self.pending(day),
            Status::Met => self.met(day),
            Status::Open => self.open(day),
            Status::Blocked => {
                let why = match self.answer.kind() {
                    Some(BlockedKind::Circular) => "the conditions wait for each other".to_owned(),
                    _ => what_stands_in_the_way(self.words, self.answer),
                };
                format!("{} blocked{day}: {why}.", self.is())
            }
        }
    }

    /// That a goal can no longer be had, and why.
    fn closed(&self, day: &str) -> String {
        let standing = self.answer.standing();
        let replaced = self.words.model.replaced_by_default(&self.answer.goal);
        let its = self.words.agree(&self.answer.goal, "its", "their");
        let without = self.words.agree(&self.answer.goal, "it", "them");
        let why = match (standing.since, &standing.by, replaced) {
            (Some(since), None, Some(goal)) => {
                let goal = self.words.target(&goal);
                format!("{goal} was reached on {}, in time", since.in_words())
            }
            (None, None, Some(goal)) => {
                let goal = self.words.target(&goal);
                format!("all that {goal} needs was there in time")
            }
            (Some(since), _, _) => {
                let since = since.in_words();
                format!("{its} deadline, {since}, passed without {without}")
            }
            (None, _, _) => format!("{its} deadline passed without {without}"),
        };
        format!("{} closed{day}: {why}.", self.is())
    }

    fn pending(&self, day: &str) -> String {
        let last = self.answer.standing().pending.last();
        let on = on_day(" on ", last.map(|coming| coming.date));
        let it = self.words.agree(&self.answer.goal, "it", "them");
        format!(
            "{} pending{day}: nobody has to move for {it} to come{on}.",
            self.is()
        )
    }

    fn met(&self, day: &str) -> String {
        let clear = format!("Nothing stands in the way of {}{day}", self.name());
        if self.answer.package_only() {
            return format!("{clear}, if several things are signed together.");
        }
        if needs_nothing(self.words.model, &self.answer.goal) {
            let needs = self.words.agree(&self.answer.goal, "it needs", "they need");
            return format!("{clear}: the model names nothing that {needs}.");
        }
        format!("{clear}.")
    }

    fn open(&self, day: &str) -> String {
        let refused = match refused_answers(self.words, self.answer) {
            0 => "no refusal stands in the way".to_owned(),
            1 => "one of the answers is refused, not all".to_owned(),
            n => format!("{} of the answers are refused, not all", number_word(n)),
        };
        let waits = self.words.agree(&self.answer.goal, "it waits", "they wait");
        let yeses = count_of_yeses(self.answer);
        format!(
            "{} open{day}: {refused}, and {waits} for {yeses}.",
            self.is()
        )
    }
}

/// Whether the model names nobody whose yes a milestone needs, and nothing that must hold for it.
fn needs_nothing(model: &Model, goal: &Target) -> bool {
    let Target::Milestone(id) = goal else {
        return false;
    };
    let milestone = model.milestones.get(id);
    milestone.is_some_and(|one| one.consent.is_empty() && one.conditions().next().is_none())
}

/// How many answers to the issue that is asked about somebody refuses.
fn refused_answers(words: &Words<'_>, answer: &Blocks) -> usize {
    let Target::Issue(issue) = &answer.goal else {
        return 0;
    };
    if is_scale(words.model, issue) {
        return 0;
    }
    let refusals = answer.not_blocking.items().iter();
    let here = refusals
        .map(|refusal| &refusal.target)
        .filter(|target| target.option().is_some() && target.issue() == Some(issue));
    here.collect::<BTreeSet<_>>().len()
}

/// What a refusal is about: on a scale the issue, for its numbers are refused together.
fn refused(model: &Model, change: &Change) -> Target {
    match change.target() {
        Target::Option(issue, _) if is_cell(model, change) => Target::Issue(issue.clone()),
        target @ (Target::Milestone(_) | Target::Issue(_) | Target::Option(..)) => target.clone(),
    }
}

/// `at least two answers that are not known`; what is not known of that is said.
fn count_of_yeses(answer: &Blocks) -> String {
    const ONE: &str = "answer that is not known";
    const MANY: &str = "answers that are not known";
    let pending = answer.standing().pending.first();
    let and_day = on_day(" and for ", pending.map(|coming| coming.date));
    let least = answer.least_awaited.as_ref().and_then(Known::exact);
    match (least, answer.awaited.exact()) {
        (Some(0), _) => format!("nobody in particular{and_day}"),
        (Some(&least), Some(all)) if all.len() == least => {
            format!("{}{and_day}", count(least, ONE, MANY))
        }
        (Some(&least), _) => format!("at least {}{and_day}", count(least, ONE, MANY)),
        (None, _) => {
            format!("answers that are not known, how few of them could not be computed{and_day}")
        }
    }
}

/// `three refusals and two conditions stand in the way`.
pub(in crate::view) fn what_stands_in_the_way(words: &Words<'_>, answer: &Blocks) -> String {
    let (refusals, conditions) = counted(words.model, answer);
    let parts = [
        (refusals, "refusal", "refusals"),
        (conditions, "condition", "conditions"),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, one, many)| count(number, one, many))
        .collect();
    let at_least = match answer.blockers.is_exact() {
        true => "",
        false => "at least ",
    };
    match refusals + conditions {
        0 => nothing_named(words.model, answer).to_owned(),
        1 => format!("{at_least}{} stands in the way", and(&parts)),
        _ => format!("{at_least}{} stand in the way", and(&parts)),
    }
}

/// How many refusals and how many conditions block the goal.
fn counted(model: &Model, answer: &Blocks) -> (usize, usize) {
    let mut refusals = BTreeSet::new();
    let mut conditions = 0;
    for blocker in answer.blockers.items() {
        match &blocker.change {
            Change::Grant { .. } if blocker.unknown => {}
            Change::Grant { .. } => {
                refusals.insert((blocker.change.party(), refused(model, &blocker.change)));
            }
            Change::Waive { .. } => conditions += 1,
        }
    }
    (refusals.len(), conditions)
}

/// Why a goal is blocked where no refusal and no condition is named.
fn nothing_named(model: &Model, answer: &Blocks) -> &'static str {
    if !answer.blockers.is_exact() {
        return "what stands in the way could not be computed";
    }
    if !answer.no_change_suffices() {
        return "nothing happens here unless someone moves";
    }
    match model.replaced_by_default(&answer.goal) {
        Some(_) => "it comes only where a deadline is missed, and as things stand none is",
        None => "nobody named in the model can lift what stands in the way",
    }
}

/// `Russia alone or Ukraine alone`.
pub(in crate::view) fn who_can_open(words: &Words<'_>, answer: &Blocks) -> String {
    const MOST: usize = 12;
    let sets = answer.party_sets.items();
    let mut ways: Vec<String> = sets
        .iter()
        .take(MOST)
        .map(|set| match set.as_slice() {
            [one] => format!("{} alone", words.party(one)),
            _ => format!("{} together", words.parties(set)),
        })
        .collect();
    if sets.len() > MOST {
        ways.push(format!("one of {} other groups", sets.len() - MOST));
    }
    or(&ways)
}
