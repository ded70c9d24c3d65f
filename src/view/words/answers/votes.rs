//! How a vote stands: what it needs, and how many say yes, say no, and have not been heard.

use std::collections::BTreeMap;

use crate::analysis::{Blocks, Counted, Others, Status, Tally, Veto, VetoSays};
use crate::graph::{PositionGraph, Reading};
use crate::model::{Condition, ConditionKind, PartyId, Target};

use crate::view::Line;
use crate::view::words::{Words, and, number_word, or, upper_first};

/// The votes that a goal needs, each in one line: conditions that count the consents of parties.
pub(in crate::view) fn votes(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
) -> Vec<Line> {
    let own = |one: &&Tally| one.target == answer.goal;
    let counted = answer.votes.iter().filter(own);
    let counted = counted.flat_map(|one| tally_lines(words, one, None));
    let elsewhere = lacking(answer).into_iter();
    let elsewhere = elsewhere.flat_map(|one| tally_lines(words, one, Some(&one.target)));
    let counted = counted.chain(elsewhere).collect();
    let Target::Milestone(id) = &answer.goal else {
        return counted;
    };
    let Some(milestone) = words.model.milestones.get(id) else {
        return counted;
    };
    let votes = milestone.conditions().filter_map(Vote::of);
    let told = votes.map(|vote| vote.told(graph, &answer.goal));
    counted.into_iter().chain(told.map(Line::derived)).collect()
}

/// Votes on the way to a blocked goal, other than its own, that fall short: those on milestones, the shortest list that a
/// reader can hold.
fn lacking(answer: &Blocks) -> Vec<&Tally> {
    if answer
        .standing
        .exact()
        .is_none_or(|it| it.status != Status::Blocked)
    {
        return Vec::new();
    }
    let is_milestone = |one: &&Tally| matches!(one.target, Target::Milestone(_));
    let falls_short = |one: &&Tally| {
        one.counts
            .iter()
            .any(|count| count.short > 0 && count.yes > 0)
    };
    let others = answer.votes.iter().filter(|one| one.target != answer.goal);
    let lacking = others.filter(is_milestone).filter(falls_short);
    lacking.take(MOST_ELSEWHERE).collect()
}

/// So many votes on the way to a goal are told with it.
const MOST_ELSEWHERE: usize = 3;

/// How the votes of a body stand: what is needed, what there is, and whose votes would make up what is missing.
fn tally_lines(words: &Words<'_>, tally: &Tally, on: Option<&Target>) -> Vec<Line> {
    let body = words.party(&tally.body);
    let on = on.map(|target| format!(" for {}", words.target(target)));
    let on = on.unwrap_or_default();
    let told = tally.counts.iter().map(|count| {
        let stands = stands(&body, count, &on);
        let for_it = if tally.counts.len() + tally.vetoes.len() > 1 {
            " for this"
        } else {
            ""
        };
        let do_it = would_do(words, tally, (count, for_it)).map(|told| format!(" {told}"));
        let text = format!("{}{}", upper_first(&stands), do_it.unwrap_or_default());
        Line::derived(text).citing(&tally.cites)
    });
    let vetoes = tally.vetoes.iter();
    let vetoes = vetoes.filter_map(|one| veto(words, tally, one));
    let either = (!tally.needs_all).then(|| {
        Line::derived(format!(
            "By the rule of {body}, not all of what follows is needed."
        ))
    });
    let mut lines: Vec<Line> = either.into_iter().chain(told).chain(vetoes).collect();
    lines.dedup();
    lines
}

/// `In the House of Commons, 318 of 634 votes cast are needed: 202 are for it, 432 against; 116 are missing.`
fn stands(body: &str, count: &Counted, on: &str) -> String {
    let parts = [
        (count.yes, "for it"),
        (count.on_a_condition, "for it on a condition"),
        (count.no, "against it"),
        (count.abstained, "not voting"),
        (count.unknown, "not known"),
    ];
    let parts = parts.into_iter().filter(|(votes, _)| *votes > 0);
    let parts: Vec<String> = parts
        .map(|(votes, says)| format!("{votes} {says}"))
        .collect();
    let (needed, total) = (count.needed, count.total);
    let are_needed = match count.of.as_str() {
        "cast" => format!("{needed} of {total} votes cast are needed{on}"),
        "seats" | "members" => {
            format!("{needed} of {total} {} are needed{on}", count.of)
        }
        weight => format!(
            "{needed} of {total} are needed{on} by {}",
            weight.replace(['-', '_'], " ")
        ),
    };
    let missing = missing(count);
    format!("In {body}, {are_needed}: {}; {missing}.", and(&parts))
}

fn missing(count: &Counted) -> String {
    match count.short {
        0 if count.certain => "that is enough".to_owned(),
        0 => "that is enough unless those not known are cast against it".to_owned(),
        1 => "one is missing".to_owned(),
        short => format!("{short} are missing"),
    }
}

/// Whose votes would make up what is missing.
fn would_do(words: &Words<'_>, tally: &Tally, (count, for_it): (&Counted, &str)) -> Option<String> {
    if count.short == 0 || count.alone.len() > MOST_NAMED {
        return None;
    }
    let alone = count.alone.iter();
    let alone: Vec<String> = alone
        .map(|one| match count.of.as_str() {
            "members" => named(words, tally, &one.party),
            _ => format!("the {} of {}", one.votes, named(words, tally, &one.party)),
        })
        .collect();
    let others = count.others.as_ref();
    let others = others.filter(|_| count.yes + count.no > 0 && count.of != "members");
    let others = match (others, alone.is_empty()) {
        (Some(others), true) if others.would_do => None,
        (others, _) => others.map(|others| those_of_others(words, others)),
    };
    let alone = (!alone.is_empty()).then(|| format!("{} would do{for_it}", or(&alone)));
    let told: Vec<String> = alone.into_iter().chain(others).collect();
    let joined = told.join("; ");
    (!joined.is_empty()).then(|| format!("{}.", upper_first(&joined)))
}

/// Whose votes they are: those of members without a word of their own go by the word of the body.
fn named(words: &Words<'_>, tally: &Tally, party: &PartyId) -> String {
    match *party == tally.body {
        true => format!("the other members of {}", words.party(party)),
        false => words.party(party),
    }
}

/// `the 74 of the seven others together would not`
fn those_of_others(words: &Words<'_>, others: &Others) -> String {
    let would = if others.would_do {
        "would do"
    } else {
        "would not"
    };
    match others.parties.as_slice() {
        [one] => format!("the {} of {} {would}", others.votes, words.party(one)),
        [one, other] => format!(
            "the {} of {} and {} together {would}",
            others.votes,
            words.party(one),
            words.party(other)
        ),
        many => format!(
            "the {} of the {} others together {would}",
            others.votes,
            number_word(many.len())
        ),
    }
}

/// A party with a veto that has not said yes.
fn veto(words: &Words<'_>, tally: &Tally, veto: &Veto) -> Option<Line> {
    let (party, body) = (words.party_first(&veto.party), words.party(&tally.body));
    let doer = words.doer(&veto.party);
    let says = match veto.says {
        VetoSays::Yes => return None,
        VetoSays::No => doer.verb("uses it", "use it"),
        VetoSays::Unknown => doer.verb("has not said yes or no", "have not said yes or no"),
    };
    let has = doer.verb("has", "have");
    let text = format!("{party} {has} a veto in {body} and {says}.");
    Some(Line::derived(text).citing(&tally.cites))
}

/// So many parties whose votes would do are named.
const MOST_NAMED: usize = 4;

/// A condition that counts consents.
struct Vote<'a> {
    needed: u64,
    of: Vec<(&'a PartyId, u64)>,
}

/// Weights by what those say who have them.
#[derive(Default)]
struct Standing {
    yes: u64,
    on_a_condition: u64,
    no: u64,
    unheard: u64,
}

impl Standing {
    /// `one says yes, two say no`.
    fn parts(&self) -> Vec<String> {
        let parts = [
            (self.yes, "says yes", "say yes"),
            (
                self.on_a_condition,
                "says yes on a condition",
                "say yes on a condition",
            ),
            (self.no, "says no", "say no"),
            (
                self.unheard,
                "has not said yes or no",
                "have not said yes or no",
            ),
        ];
        let told = parts.into_iter().filter(|(count, ..)| *count > 0);
        let told = told.map(|(count, one, many)| {
            let says = if count == 1 { one } else { many };
            format!("{} {says}", number(count))
        });
        told.collect()
    }
}

/// A number as a sentence says it: in words up to twelve.
fn number(number: u64) -> String {
    usize::try_from(number).map_or_else(|_| number.to_string(), number_word)
}

impl<'a> Vote<'a> {
    fn of(condition: &'a Condition) -> Option<Self> {
        let ConditionKind::AtLeast { count, of } = &condition.without_order().kind else {
            return None;
        };
        let consents = of.iter().map(|(arm, weight)| match &arm.kind {
            ConditionKind::Consent(party) => Some((party, *weight)),
            ConditionKind::Holds(_)
            | ConditionKind::Within(..)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::After(_) => None,
        });
        Some(Self {
            needed: *count,
            of: consents.collect::<Option<_>>()?,
        })
    }

    /// `326 of 650 are needed: 238 say yes, 412 say no; 88 are missing.`
    fn told(&self, graph: &PositionGraph, goal: &Target) -> String {
        let standing = self.standing(graph, goal);
        let total = self
            .of
            .iter()
            .fold(0u64, |sum, (_, weight)| sum.saturating_add(*weight));
        if self.needed > total {
            let (needed, total) = (number(self.needed), number(total));
            return upper_first(&format!("{needed} are needed, and there are only {total}."));
        }
        let counted = match self.of.iter().all(|(_, weight)| *weight == 1) {
            true => "",
            false => " votes",
        };
        let missing = match self.needed.saturating_sub(standing.yes) {
            0 => "that is enough".to_owned(),
            missing if standing.yes == 0 => format!("{} must say yes", number(missing)),
            1 => "one more must say yes".to_owned(),
            missing => format!("{} more must say yes", number(missing)),
        };
        let (needed, total) = (number(self.needed), number(total));
        let parts = standing.parts().join(", ");
        upper_first(&format!(
            "{needed} of {total}{counted} are needed: {parts}; {missing}."
        ))
    }

    fn standing(&self, graph: &PositionGraph, goal: &Target) -> Standing {
        let stances = graph.stances().iter().filter(|one| one.target == *goal);
        let readings: BTreeMap<&PartyId, Reading> =
            stances.map(|one| (&one.party, one.reading)).collect();
        let mut standing = Standing::default();
        for (party, weight) in &self.of {
            let sum = match readings.get(party) {
                Some(Reading::Granted) => &mut standing.yes,
                Some(Reading::Conditional) => &mut standing.on_a_condition,
                Some(Reading::Refused) => &mut standing.no,
                Some(Reading::Unknown | Reading::Counted) | None => &mut standing.unheard,
            };
            *sum = sum.saturating_add(*weight);
        }
        standing
    }
}
