//! The finding: how a goal stands, in one sentence, and who could open it.

use std::collections::BTreeSet;

use crate::analysis::{BlockedKind, Blocker, Blocks, Known, Shape, Status, Who};
use crate::graph::Change;
use crate::model::{IssueId, Model, PartyId, Target};
use crate::source::Date;

use super::knots::knots_of;
use super::openings::unknown_answers;
use super::refusals::is_scale;
use crate::view::words::{Words, and, count, number_word, on_day, or, upper_first};

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
        let name = self.words.target_first(goal);
        match goal {
            // It is the question that is open, and not what it is about.
            Target::Issue(_) => format!("The question of {} is", self.words.target(goal)),
            Target::Milestone(_) | Target::Option(..) => {
                format!("{name} {}", self.words.is(goal))
            }
        }
    }

    /// The form that agrees with how the goal is called here.
    fn agree<'v>(&self, one: &'v str, many: &'v str) -> &'v str {
        match &self.answer.goal {
            Target::Issue(_) => one,
            goal @ (Target::Milestone(_) | Target::Option(..)) => self.words.agree(goal, one, many),
        }
    }

    fn not_known(&self, day: &str, why: &str) -> String {
        let stands = self.agree("stands", "stand");
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
            Status::Blocked => self.blocked(day),
        }
    }

    fn blocked(&self, day: &str) -> String {
        let why = match self.answer.kind() {
            // The circle lies on one of several ways.
            Some(BlockedKind::Circular) if !self.answer.avoided_rings.items().is_empty() => {
                "one way waits for itself, and every other is refused".to_owned()
            }
            Some(BlockedKind::Circular) => "the conditions wait for each other".to_owned(),
            _ => match knots_of(self.answer).map(<[Shape]>::len) {
                Some(2) => "two separate knots hold it, and both must be undone".to_owned(),
                Some(knots @ 3..) => {
                    let knots = number_word(knots);
                    format!("{knots} separate knots hold it, and all must be undone")
                }
                Some(_) | None => what_stands_in_the_way(self.words, self.answer),
            },
        };
        format!("{} blocked{day}: {why}.", self.is())
    }

    /// That a goal can no longer be had, and why.
    fn closed(&self, day: &str) -> String {
        let since = self.answer.standing().since;
        let why = match self.replaced_in_time() {
            Some(goal) => match since {
                Some(since) => format!("{goal} was reached on {}, in time", since.in_words()),
                None => format!("all that {goal} needs was there in time"),
            },
            None => self.passed_without(since),
        };
        format!("{} closed{day}: {why}.", self.is())
    }

    /// What a goal stands in for that was closed because that came in time, and no default came.
    fn replaced_in_time(&self) -> Option<String> {
        let by = &self.answer.standing().by;
        let replaced = self.words.model.replaced_by_default(&self.answer.goal);
        let replaced = replaced.filter(|_| by.is_none())?;
        Some(self.words.target(&replaced))
    }

    fn passed_without(&self, since: Option<Date>) -> String {
        let its = self.agree("its", "their");
        let without = self.agree("it", "them");
        let since = since.map(|since| format!(", {},", since.in_words()));
        let since = since.unwrap_or_default();
        format!("{its} deadline{since} passed without {without}")
    }

    fn pending(&self, day: &str) -> String {
        let last = self.answer.standing().pending.last();
        let on = on_day(" on ", last.map(|coming| coming.date));
        let it = self.agree("it", "them");
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
            let needs = self.agree("it needs", "they need");
            return format!("{clear}: the model names nothing that {needs}.");
        }
        format!("{clear}.")
    }

    fn open(&self, day: &str) -> String {
        let refused = self.refused_answers();
        let waits = self.agree("it waits", "they wait");
        let yeses = count_of_yeses(self.answer);
        format!(
            "{} open{day}: {refused}, and {waits} for {yeses}.",
            self.is()
        )
    }

    fn refused_answers(&self) -> String {
        match refused_answers(self.words, self.answer) {
            (0, _) => "no refusal stands in the way".to_owned(),
            (1, 0) => "one option is refused, not all".to_owned(),
            (n, 0) => format!("{} options are refused, not all", number_word(n)),
            (n, until) => format!(
                "{} refused, and {} more only until something else comes",
                count(n, "option is", "options are"),
                number_word(until)
            ),
        }
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

/// How many answers to the issue that is asked about somebody refuses, and how many more are refused only until something
/// else comes: such a refusal leaves its answer open.
fn refused_answers(words: &Words<'_>, answer: &Blocks) -> (usize, usize) {
    match &answer.goal {
        Target::Issue(issue) if !is_scale(words.model, issue) => {
            let is_here = |one: &Target| one.option().is_some() && one.issue() == Some(issue);
            let refusals = answer.not_blocking.items().iter();
            let here = refusals.filter(|refusal| is_here(&refusal.target));
            let (for_good, until): (Vec<_>, Vec<_>) = here.partition(|one| one.until.is_empty());
            let for_good: BTreeSet<_> = for_good.iter().map(|one| &one.target).collect();
            let until = until.iter().map(|one| &one.target);
            let until: BTreeSet<_> = until.filter(|one| !for_good.contains(*one)).collect();
            (for_good.len(), until.len())
        }
        Target::Issue(_) | Target::Milestone(_) | Target::Option(..) => (0, 0),
    }
}

/// `at least two answers that are not known`; what is not known of that is said.
fn count_of_yeses(answer: &Blocks) -> String {
    let pending = answer.standing().pending.first();
    let and_day = on_day(" and for ", pending.map(|coming| coming.date));
    let least = answer.least_awaited.as_ref().and_then(Known::exact);
    let yeses = match least {
        Some(0) => "nobody in particular".to_owned(),
        Some(&least) => at_least_so_many(answer, least),
        None => "answers that are not known, how few of them could not be computed".to_owned(),
    };
    format!("{yeses}{and_day}")
}

fn at_least_so_many(answer: &Blocks, least: usize) -> String {
    let counted = unknown_answers(least);
    let all = answer.awaited.exact();
    match all.is_some_and(|all| all.len() == least) {
        true => counted,
        false => format!("at least {counted}"),
    }
}

/// `three refusals and two conditions stand in the way`.
pub(in crate::view) fn what_stands_in_the_way(words: &Words<'_>, answer: &Blocks) -> String {
    let [refusals, demands, conditions] = counted(words.model, answer);
    let blockers = answer.blockers.items().iter();
    let unknown = blockers.filter(|blocker| blocker.unknown).count();
    let stand = match refusals + demands + conditions + unknown {
        0 => return nothing_named(words.model, answer).to_owned(),
        1 => "stands",
        _ => "stand",
    };
    let at_least = match answer.blockers.is_exact() {
        true => "",
        false => "at least ",
    };
    let counted = in_words([refusals, demands, conditions, unknown]);
    format!("{at_least}{counted} {stand} in the way")
}

fn in_words([refusals, demands, conditions, unknown]: [usize; 4]) -> String {
    let kinds = [
        (refusals, "refusal", "refusals"),
        (demands, "demand", "demands"),
        (conditions, "condition", "conditions"),
        (
            unknown,
            "answer that is not known",
            "answers that are not known",
        ),
    ];
    let met = kinds.into_iter().filter(|(number, ..)| *number > 0);
    let parts = met.map(|(number, one, many)| count(number, one, many));
    and(&parts.collect::<Vec<_>>())
}

/// How many refusals, demands that rule out the other answers, and conditions block the goal.
fn counted(model: &Model, answer: &Blocks) -> [usize; 3] {
    let blockers = answer.blockers.items().iter();
    let said: BTreeSet<Counted> = blockers
        .filter(|blocker| !blocker.unknown)
        .map(|blocker| Counted::of(model, blocker))
        .collect();
    let of = |kind: fn(&Counted) -> bool| said.iter().filter(|one| kind(one)).count();
    let conditions = of(|one| matches!(one, Counted::Condition(_)));
    let demands = of(|one| matches!(one, Counted::Demand(..)));
    [said.len() - conditions - demands, demands, conditions]
}

/// What stands in the way as one thing to be told: refused numbers of one scale are one refusal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counted {
    Refusal(PartyId, Target),
    /// Numbers of a scale that are refused as such.
    Numbers(PartyId, IssueId),
    /// The answers that a demand for another rules out.
    Demand(PartyId, IssueId),
    Condition(Change),
}

impl Counted {
    pub fn of(model: &Model, blocker: &Blocker) -> Self {
        match &blocker.change {
            Change::Grant { party, target } => match target {
                Target::Option(issue, _) if blocker.implied => {
                    Self::Demand(party.clone(), issue.clone())
                }
                Target::Option(issue, _) if is_scale(model, issue) => {
                    Self::Numbers(party.clone(), issue.clone())
                }
                Target::Option(..) | Target::Issue(_) | Target::Milestone(_) => {
                    Self::Refusal(party.clone(), target.clone())
                }
            },
            change @ Change::Waive { .. } => Self::Condition(change.clone()),
        }
    }
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
        None if !answer.held.is_empty() => {
            "nobody who may still move can lift what stands in the way"
        }
        None => "nobody named in the model can lift what stands in the way",
    }
}

/// `Russia alone or Ukraine alone (over a red line)`; many who can stand in for each other by their number.
fn who_can_open(words: &Words<'_>, answer: &Blocks) -> String {
    if let Some(groups) = &answer.groups {
        let told = groups.listed.items().iter().map(|group| {
            let over = groups.over_red_lines.contains(group);
            format!("{}{}", group_with_crowds(words, group), gives_up(over))
        });
        return one_of(told.collect(), 12);
    }
    let sets = answer.party_sets.items().iter();
    let over = |set| answer.over_red_lines.items().contains(set);
    let told = sets.map(|set| format!("{}{}", group(words, set), gives_up(over(set))));
    one_of(told.collect(), 12)
}

/// `Russia alone or Ukraine alone could remove what blocks it`; and who could at a lower price.
pub(in crate::view) fn who_could(words: &Words<'_>, answer: &Blocks) -> String {
    let who = upper_first(&who_can_open(words, answer));
    format!(
        "{who} could remove what blocks it{}",
        who_without_red_line(words, answer)
    )
}

/// `Russia and any two of the nine unions together`.
fn group_with_crowds(words: &Words<'_>, members: &[Who]) -> String {
    let named: Vec<String> = members.iter().map(|who| name_of(words, who)).collect();
    match members {
        [Who::Party(_)] => format!("{} alone", named[0]),
        [Who::AnyOf { at_least: 1, .. }] => format!("{} alone", named[0]),
        _ => format!("{} together", and(&named)),
    }
}

fn name_of(words: &Words<'_>, who: &Who) -> String {
    match who {
        Who::Party(party) => words.party(party),
        Who::AnyOf { at_least, of } => {
            let of: Vec<&PartyId> = of.iter().collect();
            words.any_of(*at_least, &of).name().to_owned()
        }
    }
}

/// One of some groups, of which only so many are named.
fn one_of(mut groups: Vec<String>, most: usize) -> String {
    let others = groups.len().saturating_sub(most);
    groups.truncate(most);
    groups.extend(match others {
        0 => None,
        1 => Some("one other group".to_owned()),
        others => Some(format!("one of {others} other groups")),
    });
    or(&groups)
}

/// The groups that need not give up a red line, where others would have to and these are not named yet.
fn who_without_red_line(words: &Words<'_>, answer: &Blocks) -> String {
    let known = answer.party_sets.items();
    let without = answer.without_red_lines.items();
    let are_named = without.iter().all(|set| known.contains(set));
    let others: Vec<String> = without.iter().map(|set| group(words, set)).collect();
    match are_named {
        true => String::new(),
        false => format!(
            "; without giving up a red line, {} could",
            one_of(others, 3)
        ),
    }
}

/// What no way of a group can do without.
fn gives_up(red_line: bool) -> &'static str {
    match red_line {
        true => " (at the cost of a red line)",
        false => "",
    }
}

fn group(words: &Words<'_>, parties: &[PartyId]) -> String {
    match parties {
        [one] => format!("{} alone", words.party(one)),
        _ => format!("{} together", words.parties(parties)),
    }
}
