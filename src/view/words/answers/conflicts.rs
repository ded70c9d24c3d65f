//! Conflicts between positions.

use std::collections::BTreeSet;

use crate::analysis::{
    Apart, Clash, Conflict, ConflictKind, Dispute, Holding, Known, Order, Stated,
};
use crate::model::{Assertion, ClaimId, IssueId, OptionId, PartyId, Position, Target};
use crate::source::Citation;

use super::blocks::exclusion_line;
use super::clauses::sentence;
use super::notes::noted;
use crate::view::words::{Words, and, count, or, upper_first};
use crate::view::{Document, Item, Line, Section};

/// The kinds of conflict in the order in which they are told: how a heading and how a count name each.
const KINDS: [(&str, &str); 6] = [
    (
        "Incompatible: every answer is refused by someone who must agree, or more is demanded than can hold together",
        "incompatible",
    ),
    (
        "Apart: stated wishes differ, and some answer is refused by nobody",
        "apart",
    ),
    (
        "Sequence: one wants first what the other wants later",
        "about sequence",
    ),
    (
        "Disputed facts: claimed and denied (these block nothing by themselves)",
        "over a disputed fact",
    ),
    (
        "One-sided: called contested, and not all who must agree have spoken",
        "one-sided",
    ),
    (
        "Positions unstated: called contested, and nobody's position is known",
        "with positions unstated",
    ),
];

/// `conflicts`.
pub fn conflicts_answer(words: &Words<'_>, found: &Known<Vec<Conflict>>) -> Document {
    let conflicts = found.items();
    let mut lists: [Vec<Item>; 6] = Default::default();
    for conflict in conflicts {
        lists[place(conflict)].push(conflict_item(words, conflict));
    }
    let title = how_many(&lists);
    let with_headings = KINDS.iter().zip(lists);
    let sections = with_headings
        .filter_map(|(&(heading, _), items)| Section::of_items(heading, items))
        .collect();
    let missing = found.why();
    let missing = missing.map(|why| Line::derived(format!("There may be more: {why}.")));
    Document {
        title,
        lead: missing.into_iter().collect(),
        sections,
        ..Document::default()
    }
}

/// How many conflicts of each kind there are.
fn how_many(lists: &[Vec<Item>; 6]) -> String {
    let all = lists.iter().map(Vec::len).sum();
    let kinds = lists.iter().zip(KINDS).filter(|(list, _)| !list.is_empty());
    let parts: Vec<String> = kinds
        .map(|(list, (_, kind))| format!("{} {kind}", list.len()))
        .collect();
    match all {
        0 => "No conflict between positions is recorded.".to_owned(),
        _ => upper_first(&format!(
            "{}: {}.",
            count(all, "conflict", "conflicts"),
            and(&parts)
        )),
    }
}

/// Where a kind of conflict stands in the list of kinds.
pub(in crate::view) fn place(conflict: &Conflict) -> usize {
    match conflict.kind {
        ConflictKind::Incompatible(_) => 0,
        ConflictKind::Apart(_) => 1,
        ConflictKind::Sequence { .. } => 2,
        ConflictKind::DisputedFact(_) => 3,
        ConflictKind::OneSided { .. } => 4,
        ConflictKind::PositionsUnstated { .. } => 5,
    }
}

/// A conflict, with what each side says below it.
pub(in crate::view) fn conflict_item(words: &Words<'_>, conflict: &Conflict) -> Item {
    let issue = || {
        let issue = conflict.issue.as_ref();
        issue.expect("the conflict is about an issue")
    };
    match &conflict.kind {
        ConflictKind::Incompatible(clash) => clash_item(words, conflict.issue.as_ref(), clash),
        ConflictKind::Apart(apart) => apart_item(words, issue(), apart),
        ConflictKind::Sequence { orders } => sequence_item(words, orders),
        ConflictKind::DisputedFact(dispute) => dispute_item(words, dispute),
        ConflictKind::OneSided {
            spoken,
            silent,
            cites,
        } => {
            let mut item = contested_item(words, issue(), cites);
            let spoken = spoken.iter().map(|one| words.stated_line(one).item());
            item.below = spoken.chain([unheard(words, silent)]).collect();
            item
        }
        ConflictKind::PositionsUnstated { cites } => {
            let mut item = contested_item(words, issue(), cites);
            item.below = beside(words, issue());
            item
        }
    }
}

fn issue_first(words: &Words<'_>, issue: &IssueId) -> String {
    upper_first(&words.target(&Target::Issue(issue.clone())))
}

/// Positions that leave no answer, and whose withdrawal would leave one.
fn clash_item(words: &Words<'_>, issue: Option<&IssueId>, clash: &Clash) -> Item {
    let line = match &clash.exclusion {
        Some(exclusion) => exclusion_line(words, exclusion),
        None => {
            let issue = issue.expect("a clash without an exclusion is over an issue");
            Line::derived(format!("{}.", issue_first(words, issue)))
        }
    };
    let positions = &words.model.positions;
    let involved = clash.involved().into_iter();
    let mut below: Vec<Item> = involved
        .map(|id| words.position_line(&positions[id]).item())
        .collect();
    let remarks = [
        how_they_exclude(words, clash),
        what_would_be_left(words, clash),
        where_it_stops(clash),
    ];
    below.extend(remarks.into_iter().flatten().map(Item::derived));
    Item { line, below }
}

/// Whether one party refuses everything, or three exclude each other of which no two do.
fn how_they_exclude(words: &Words<'_>, clash: &Clash) -> Option<String> {
    let sets = clash.conflicting_sets.items();
    let alone = sets.iter().find(|set| {
        let parties: BTreeSet<&PartyId> = set.iter().map(|stated| &stated.party).collect();
        parties.len() == 1 && clash.exclusion.is_none()
    });
    let alone = alone.and_then(|set| set.first()).map(|stated| {
        let who = words.party_first(&stated.party);
        let refuses = words.verb(&stated.party, "refuses", "refuse");
        format!("{who} {refuses} every answer, whatever the others say.")
    });
    let together = || {
        let many = sets.iter().any(|set| set.len() > 2);
        many.then(|| {
            "No two of these exclude each other; together they leave no answer.".to_owned()
        })
    };
    alone.or_else(together)
}

fn what_would_be_left(words: &Words<'_>, clash: &Clash) -> Option<String> {
    let who = |set: &Vec<Stated>| {
        let parties: BTreeSet<&PartyId> = set.iter().map(|stated| &stated.party).collect();
        words.parties(parties)
    };
    let ways: BTreeSet<String> = clash.withdrawals.items().iter().map(who).collect();
    let ways: Vec<String> = ways.into_iter().collect();
    let left = match clash.exclusion {
        Some(_) => format!(
            "The rest could hold together if {} gave up a demand.",
            or(&ways)
        ),
        None => format!(
            "Some answer would be left if {} gave up what is refused here.",
            or(&ways)
        ),
    };
    (!ways.is_empty()).then_some(left)
}

fn where_it_stops(clash: &Clash) -> Option<String> {
    let why = clash.conflicting_sets.why().or(clash.withdrawals.why())?;
    Some(format!("This may not be all that clashes here: {why}."))
}

/// Wishes that differ, with the numbers between which they lie.
fn apart_item(words: &Words<'_>, issue: &IssueId, apart: &Apart) -> Item {
    let holdings = apart.stated.iter();
    let below = holdings.map(|one| holding_item(words, issue, apart, one));
    let parts = [
        Some(format!("{}.", issue_first(words, issue))),
        stated_gap(apart),
        apart
            .nobody_refused
            .then(|| "Nobody has refused any answer.".to_owned()),
        common_answers(words, issue, apart),
    ];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    Item {
        line: Line::derived(told.join(" ")),
        below: below.collect(),
    }
}

fn holding_item(words: &Words<'_>, issue: &IssueId, apart: &Apart, one: &Holding) -> Item {
    let unit = apart.unit.as_deref().unwrap_or_default();
    let what = match (&one.value, &one.option) {
        (Some(value), _) => format!("{} {unit}", value.in_words()),
        (None, Some(option)) => words.answer(issue, option),
        (None, None) => String::new(),
    };
    let word = one.stance.word();
    let verb = words.verb(&one.party, word, word.strip_suffix('s').unwrap_or(word));
    let who = words.party_first(&one.party);
    Line::derived(format!("{who} {verb} {}.", what.trim()))
        .citing(&one.cites)
        .item()
}

fn stated_gap(apart: &Apart) -> Option<String> {
    let unit = apart.unit.as_deref().unwrap_or_default();
    let values = apart.stated.iter().filter_map(|one| one.value);
    let figures: Vec<String> = values.map(|value| value.in_words()).collect();
    (figures.len() > 1).then(|| format!("Stated gap, in {unit}: {}.", figures.join("; ")))
}

/// The answers that each of them would have, with who else refuses one.
fn common_answers(words: &Words<'_>, issue: &IssueId, apart: &Apart) -> Option<String> {
    let common = |option: &OptionId| {
        let answer = words.answer(issue, option);
        let refused = apart.refused_overlap.iter().find(|(one, _)| one == option);
        match refused {
            Some((_, by)) => format!("{answer} (refused by {})", words.parties(by)),
            None => answer,
        }
    };
    let common: Vec<String> = apart.overlap.iter().map(common).collect();
    (!common.is_empty()).then(|| format!("Each of them would have {}.", and(&common)))
}

/// Two parties that want two things in opposite orders.
fn sequence_item(words: &Words<'_>, [one, other]: &[Order; 2]) -> Item {
    Item {
        line: Line::derived(format!(
            "Which comes first, {} or {}?",
            words.target(&one.before),
            words.target(&one.after)
        )),
        below: vec![order_item(words, one), order_item(words, other)],
    }
}

fn order_item(words: &Words<'_>, order: &Order) -> Item {
    let between: Vec<String> = order.by_way_of.iter().map(|t| words.target(t)).collect();
    let way = match between.is_empty() {
        true => String::new(),
        false => format!(", by way of {}", and(&between)),
    };
    let beside = match order.binds {
        true => String::new(),
        false => format!(
            " The consent of {} is needed for neither, so this order blocks nothing.",
            words.party(&order.party)
        ),
    };
    let line = Line::derived(format!(
        "{} {} {} before {}{way}.{beside}",
        words.party_first(&order.party),
        words.verb(&order.party, "wants", "want"),
        words.target(&order.before),
        words.target(&order.after)
    ));
    noted(line.citing(&order.cites).item(), &order.notes)
}

/// A claim, with who makes it and who denies it.
fn dispute_item(words: &Words<'_>, dispute: &Dispute) -> Item {
    let assertion = |one: &Assertion, verb: &str, verbs: &str| {
        let who = words.party_first(&one.party);
        let says = words.verb(&one.party, verb, verbs);
        let line = Line::derived(format!("{who} {says} it."));
        line.citing(&one.cites).item()
    };
    let claimed = dispute.asserted_by.iter();
    let claimed = claimed.map(|one| assertion(one, "claims", "claim"));
    let denied = dispute.denied_by.iter();
    let denied = denied.map(|one| assertion(one, "denies", "deny"));
    let note = note_on(words, &dispute.claim);
    Item {
        line: Line::derived(format!("Claim: {}", sentence(&dispute.text))),
        below: claimed.chain(denied).chain(note).collect(),
    }
}

fn note_on(words: &Words<'_>, claim: &ClaimId) -> Option<Item> {
    let note = words.model.claims.get(claim)?.note.as_ref()?;
    Some(Item::derived(sentence(note)))
}

/// An issue that sources call contested, by its question.
fn contested_item(words: &Words<'_>, issue: &IssueId, cites: &[Citation]) -> Item {
    let issue = &words.model.issues[issue];
    let line = Line::derived(format!("{}: {}", issue.name, sentence(&issue.question)));
    line.citing(cites).item()
}

fn unheard(words: &Words<'_>, silent: &[PartyId]) -> Item {
    let has = match silent {
        [one] => words.verb(one, "has", "have"),
        _ => "have",
    };
    let heard = format!(
        "{} {has} no position in force on it.",
        words.parties(silent)
    );
    Item::derived(upper_first(&heard))
}

/// What was said of an issue and counts as nobody's position on it: remarks, and what others say of a party.
pub(in crate::view) fn beside(words: &Words<'_>, issue: &IssueId) -> Vec<Item> {
    let about = words.model.positions.iter();
    let about = about.filter(|one| one.on.issue() == Some(issue) && !one.is_own());
    about.map(|one| remark(words, one)).collect()
}

fn remark(words: &Words<'_>, position: &Position) -> Item {
    let line = words.position_line(position);
    let said = Line::derived(format!("Beside that, and no answer: {}", line.words));
    let text = position.text.iter().map(|text| sentence(text));
    Item {
        line: said.citing(&line.cites),
        below: text.map(Item::derived).collect(),
    }
}
