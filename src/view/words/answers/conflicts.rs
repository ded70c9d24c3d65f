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
use super::opposed::{meaning_item, opposed_item};
use super::positions::own_words_below;
use crate::view::words::{Words, and, count, in_brackets, number_word, or, upper_first};
use crate::view::{Document, Item, Line, Section};

/// The kinds of conflict in the order in which they are told: how a heading and how a count name each.
const KINDS: [(&str, &str); 8] = [
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
    (
        "Wanted by some and refused by others",
        "over what some want and others refuse",
    ),
    (
        "Meaning: accepted by all of these, and understood in different ways",
        "over what a text means",
    ),
];

/// The same among all who have spoken.
const BESIDE: [&str; 8] = [
    "Beside the way: every answer is refused by somebody who has spoken",
    "Beside the way: wishes that differ, and some answer is refused by nobody",
    "Beside the way: order",
    "Beside the way: disputed facts",
    "Beside the way: one-sided",
    "Beside the way: positions unstated",
    "Wanted by some and refused by others, among all who have spoken",
    "Accepted, and understood in different ways",
];

/// `conflicts`.
pub fn conflicts_answer(
    words: &Words<'_>,
    (found, beside): (&Known<Vec<Conflict>>, &[Conflict]),
    goal: Option<&Target>,
) -> Document {
    let lists = by_kind(words, found.items(), goal);
    let title = match (found.items().is_empty(), beside.is_empty()) {
        (true, false) => "No conflict between those whose yes is needed is recorded.".to_owned(),
        (true | false, _) => how_many(&lists),
    };
    let headings = KINDS.iter().map(|(heading, _)| (*heading).to_owned());
    let sections = Section::of_lists(headings.zip(lists));
    let others = BESIDE.iter().map(|heading| (*heading).to_owned());
    let others = Section::of_lists(others.zip(by_kind(words, beside, goal)));
    let missing = found.why();
    let missing = missing.map(|why| format!("There may be more: {why}."));
    let lead = [
        missing,
        goal.and_then(|goal| what_bears(words, found.items(), goal)),
        beside_these(beside),
    ];
    let lead = lead.into_iter().flatten().map(Line::derived);
    words.shortened(Document::of(
        title,
        lead,
        sections.into_iter().chain(others),
    ))
}

fn by_kind(words: &Words<'_>, conflicts: &[Conflict], goal: Option<&Target>) -> [Vec<Item>; 8] {
    let mut lists: [Vec<Item>; 8] = Default::default();
    for conflict in conflicts {
        let mut item = conflict_item(words, conflict);
        if let Some(goal) = goal.filter(|_| conflict.on_the_way) {
            let on_the_way = format!(" On the way to {}.", words.target(goal));
            item.line.words.push_str(&on_the_way);
        }
        lists[place(conflict)].push(item);
    }
    lists
}

/// Which of some conflicts lie on the way to the goal of the model.
fn what_bears(words: &Words<'_>, found: &[Conflict], goal: &Target) -> Option<String> {
    let on_the_way = found.iter().filter(|conflict| conflict.on_the_way).count();
    let goal = words.target(goal);
    let others = found.len() - on_the_way;
    Some(match (on_the_way, others) {
        (0, 0) => return None,
        (0, _) => format!("None of them lies on the way to {goal}."),
        (1, 0) => format!("It lies on the way to {goal}."),
        (_, 0) => format!("All of them lie on the way to {goal}."),
        (1, 1) => {
            format!("One of them lies on the way to {goal}; the other stands beside it.")
        }
        (1, _) => format!("One of them lies on the way to {goal}; the rest stand beside it."),
        (many, 1) => format!(
            "{} of them lie on the way to {goal}; one stands beside it.",
            upper_first(&number_word(many))
        ),
        (many, _) => format!(
            "{} of them lie on the way to {goal}; the rest stand beside it.",
            upper_first(&number_word(many))
        ),
    })
}

/// That more is told than conflicts of those whose yes is needed.
fn beside_these(beside: &[Conflict]) -> Option<String> {
    let stand = count(beside.len(), "matter divides", "matters divide");
    (!beside.is_empty()).then(|| {
        format!(
            "{} all who have spoken, whether or not somebody waits for their yes.",
            upper_first(&stand)
        )
    })
}

/// How many conflicts of each kind there are.
fn how_many(lists: &[Vec<Item>; 8]) -> String {
    let all = lists.iter().map(Vec::len).sum();
    if all == 0 {
        return "No conflict between positions is recorded.".to_owned();
    }
    let kinds = lists.iter().zip(KINDS).filter(|(list, _)| !list.is_empty());
    let parts = kinds.map(|(list, (_, kind))| format!("{} {kind}", number_word(list.len())));
    let parts = and(&parts.collect::<Vec<_>>());
    let counted = count(all, "conflict", "conflicts");
    upper_first(&format!("{counted}: {parts}."))
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
        ConflictKind::Opposed(_) => 6,
        ConflictKind::Meaning(_) => 7,
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
            let heard = heard_and_unheard(words, spoken, silent).into_iter();
            contested_line(words, issue(), cites).above(heard.chain(beside(words, issue())))
        }
        ConflictKind::PositionsUnstated { cites } => {
            contested_line(words, issue(), cites).above(beside(words, issue()))
        }
        ConflictKind::Opposed(opposed) => opposed_item(words, opposed),
        ConflictKind::Meaning(opposed) => meaning_item(words, opposed),
    }
}

/// What some have said of an issue, and who has not spoken of it.
fn heard_and_unheard(words: &Words<'_>, spoken: &[Stated], silent: &[PartyId]) -> Vec<Item> {
    let spoken = spoken.iter().map(|one| words.stated_line(one).item());
    spoken.chain([unheard(words, silent)]).collect()
}

fn issue_first(words: &Words<'_>, issue: &IssueId) -> String {
    upper_first(&words.issue(issue))
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
    let remarks = [
        how_they_exclude(words, clash),
        what_would_be_left(words, clash),
        where_it_stops(clash),
    ];
    let remarks = remarks.into_iter().flatten().map(Item::derived);
    let ending = clash.ending.iter();
    let ending = ending.map(|one| noted(words.stated_line(one).item(), &one.note));
    line.above(involved(words, clash).chain(ending).chain(remarks))
}

fn involved(words: &Words<'_>, clash: &Clash) -> impl Iterator<Item = Item> {
    let positions = clash.involved().into_iter();
    positions.map(|id| {
        let position = &words.model.positions[id];
        noted(words.position_line(position).item(), &position.note)
    })
}

/// Whether one party refuses everything, or three exclude each other of which no two do.
fn how_they_exclude(words: &Words<'_>, clash: &Clash) -> Option<String> {
    const TOGETHER: &str = "No two of these exclude each other; together they leave no answer.";
    if let Some(party) = who_refuses_everything(clash) {
        let refuses = words.party_does(party, "refuses", "refuse");
        return Some(format!("{refuses} every answer, whatever the others say."));
    }
    let mut sets = clash.conflicting_sets.items().iter();
    let many = sets.any(|set| set.len() > 2);
    many.then(|| TOGETHER.to_owned())
}

/// The party whose own positions leave no answer, where there is one.
fn who_refuses_everything(clash: &Clash) -> Option<&PartyId> {
    if clash.exclusion.is_some() {
        return None;
    }
    let sets = clash.conflicting_sets.items().iter();
    // A refusal that ends with something is not for ever.
    let mut sets = sets.filter(|set| set.iter().all(|stated| stated.until.is_none()));
    sets.find_map(|set| match parties_of(set).as_slice() {
        [one] => Some(*one),
        _ => None,
    })
}

/// The parties of some positions, each once.
pub(super) fn parties_of(set: &[Stated]) -> Vec<&PartyId> {
    let parties: BTreeSet<&PartyId> = set.iter().map(|stated| &stated.party).collect();
    parties.into_iter().collect()
}

fn what_would_be_left(words: &Words<'_>, clash: &Clash) -> Option<String> {
    let groups = smallest_groups(clash).into_iter();
    let ways: Vec<String> = groups.map(|group| words.parties(group)).collect();
    let who = (!ways.is_empty()).then(|| any_of(&ways))?;
    let involved = clash.conflicting_sets.items().iter().flatten();
    let mut involved = involved.chain(&clash.ending);
    let ends = match involved.any(|stated| stated.until.is_some()) {
        true => ", or once what a refusal waits for has come",
        false => "",
    };
    Some(match clash.exclusion {
        Some(_) => format!("If {who} gave up a demand, the rest could hold together."),
        None => format!("If {who} gave way{ends}, at least one answer would be open."),
    })
}

/// `Anna or Ben`; with a comma where one of them is several already: `the DUP, the EU27 and Ireland together, or Britain`.
fn any_of(ways: &[String]) -> String {
    let is_many = |way: &String| way.contains(" and ");
    if !ways.iter().any(is_many) {
        return or(ways);
    }
    let together = |way: &String| match is_many(way) {
        true => format!("{way} together"),
        false => way.clone(),
    };
    let ways: Vec<String> = ways.iter().map(together).collect();
    match ways.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{}, or {last},", first.join(", ")),
        one => one.concat(),
    }
}

/// The parties of each withdrawal, those left out of which fewer would do.
fn smallest_groups(clash: &Clash) -> Vec<Vec<&PartyId>> {
    let sets = clash.withdrawals.items().iter();
    let groups: BTreeSet<Vec<&PartyId>> = sets.map(|set| parties_of(set)).collect();
    let is_spare = |group: &Vec<&PartyId>| {
        let mut others = groups.iter();
        others.any(|other| other != group && other.iter().all(|party| group.contains(party)))
    };
    groups
        .iter()
        .filter(|group| !is_spare(group))
        .cloned()
        .collect()
}

fn where_it_stops(clash: &Clash) -> Option<String> {
    let why = clash.conflicting_sets.why().or(clash.withdrawals.why())?;
    Some(format!("This may not be all that clashes here: {why}."))
}

/// Wishes that differ, with the numbers between which they lie.
fn apart_item(words: &Words<'_>, issue: &IssueId, apart: &Apart) -> Item {
    let parts = [
        Some(format!("{}.", issue_first(words, issue))),
        stated_gap(words, apart),
        (apart.nobody_refused).then(|| "Nobody has refused any answer.".to_owned()),
        common_answers(words, issue, apart),
    ];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    let holdings = apart.stated.iter();
    let below = holdings.map(|one| holding_item(words, one));
    Line::derived(told.join(" ")).above(below)
}

fn holding_item(words: &Words<'_>, one: &Holding) -> Item {
    let position = &words.model.positions[one.id];
    noted(words.position_line(position).item(), &position.note)
}

fn unit(apart: &Apart) -> &str {
    apart.unit.as_deref().unwrap_or_default()
}

/// `Stated gap, in years: Ukraine more than 15, up to 50; the United States 15.`
fn stated_gap(words: &Words<'_>, apart: &Apart) -> Option<String> {
    let stated = apart.stated.iter();
    let said = stated.filter_map(|one| {
        let value = one.value?.in_words();
        Some(format!("{} {value}", words.party(&one.party)))
    });
    let said: Vec<String> = said.collect();
    let unit = unit(apart);
    (said.len() > 1).then(|| format!("Stated gap, in {unit}: {}.", said.join("; ")))
}

/// The numbers that parties named.
pub(in crate::view) fn figures(stated: &[Holding]) -> Vec<String> {
    let values = stated.iter().filter_map(|one| one.value);
    values.map(|value| value.in_words()).collect()
}

/// The answers that each of them would have, with who else refuses one.
fn common_answers(words: &Words<'_>, issue: &IssueId, apart: &Apart) -> Option<String> {
    let common = apart.overlap.iter().map(|option| {
        let refused = refused_by(words, apart, option);
        format!("{}{refused}", words.answer(issue, option))
    });
    let common: Vec<String> = common.collect();
    (!common.is_empty()).then(|| format!("Each of them would have {}.", and(&common)))
}

fn refused_by(words: &Words<'_>, apart: &Apart, option: &OptionId) -> String {
    let mut refused = apart.refused_overlap.iter();
    let refused = refused.find(|(one, _)| one == option);
    let by = refused.map(|(_, by)| format!("refused by {}", words.parties(by)));
    in_brackets(by, "")
}

/// Two parties that want two things in opposite orders.
fn sequence_item(words: &Words<'_>, [one, other]: &[Order; 2]) -> Item {
    let (first, second) = (words.target(&one.before), words.target(&one.after));
    let line = Line::derived(format!("Which comes first, {first} or {second}?"));
    line.above([order_item(words, one), order_item(words, other)])
}

fn order_item(words: &Words<'_>, order: &Order) -> Item {
    let whose = words.of_party(&order.party);
    let whose = upper_first(&whose);
    let (before, after) = (words.target(&order.before), words.target(&order.after));
    let (way, beside) = (by_way_of(words, order), beside_the_point(words, order));
    let text = format!("{whose} conditions put {before} before {after}{way}.{beside}");
    let line = Line::derived(text);
    noted(line.citing(&order.cites).item(), &order.notes)
}

fn by_way_of(words: &Words<'_>, order: &Order) -> String {
    let between: Vec<String> = order.by_way_of.iter().map(|t| words.target(t)).collect();
    match between.is_empty() {
        true => String::new(),
        false => format!(", by way of {}", and(&between)),
    }
}

/// That an order blocks nothing, where it binds nobody.
fn beside_the_point(words: &Words<'_>, order: &Order) -> String {
    match order.binds {
        true => String::new(),
        false => format!(
            " The consent of {} is needed for neither, so this order blocks nothing.",
            words.party(&order.party)
        ),
    }
}

/// A claim, with who makes it and who denies it.
fn dispute_item(words: &Words<'_>, dispute: &Dispute) -> Item {
    let claimed = dispute.asserted_by.iter();
    let claimed =
        claimed.map(|one| assertion(one, words.party_does(&one.party, "claims", "claim")));
    let denied = dispute.denied_by.iter();
    let denied = denied.map(|one| assertion(one, words.party_does(&one.party, "denies", "deny")));
    let note = note_on(words, &dispute.claim);
    let line = Line::derived(format!("Claim: {}", sentence(&dispute.text)));
    line.above(claimed.chain(denied).chain(note))
}

fn assertion(one: &Assertion, says: String) -> Item {
    let line = Line::derived(format!("{says} it."));
    line.citing(&one.cites).item()
}

fn note_on(words: &Words<'_>, claim: &ClaimId) -> Option<Item> {
    let note = words.model.claims.get(claim)?.note.as_ref()?;
    Some(Item::derived(sentence(note)))
}

/// An issue that sources call contested, by its question.
fn contested_line(words: &Words<'_>, issue: &IssueId, cites: &[Citation]) -> Line {
    let issue = &words.model.issues[issue];
    let line = Line::derived(format!("{}: {}", issue.name, sentence(&issue.question)));
    line.citing(cites)
}

fn unheard(words: &Words<'_>, silent: &[PartyId]) -> Item {
    let has = match silent {
        [one] => words.verb(one, "has", "have"),
        _ => "have",
    };
    let who = upper_first(&words.parties(silent));
    Item::derived(format!(
        "{who} {has} no position on record that still holds."
    ))
}

/// What was said of an issue and counts as nobody's position on it: remarks, and what others say of a party.
pub(in crate::view) fn beside(words: &Words<'_>, issue: &IssueId) -> Vec<Item> {
    let about = words.model.positions.iter();
    let about = about.filter(|one| one.on.issue() == Some(issue) && !one.is_own());
    about.map(|one| remark(words, one)).collect()
}

fn remark(words: &Words<'_>, position: &Position) -> Item {
    let line = words.position_line(position);
    let said = Line::derived(format!("Also said, though it is no answer: {}", line.words));
    said.citing(&line.cites)
        .above(own_words_below(words, position))
}
