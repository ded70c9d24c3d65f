//! Bodies and votes: who votes with what weight, what the votes must come to, and what was counted.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Body, BodyChange, Measure, Model, PartyId, Rule, SEATS, Seats, Share, Split, Vote,
};
use crate::source::Place;
use crate::yaml::{Content, Key, Node};

use super::fields::Fields;
use super::reader::Reader;

const RULES: &str = "a rule is `unanimity`, { majority: seats }, { majority: cast }, { two_thirds: seats }, { at_least: 20, of: members }, { percent: 65, of: population }, { vetoes: [..] }, { all: [..] } or { any: [..] }";

/// What a party says of itself as a body: `members`, `seats`, `rule`, `changed`.
pub(super) fn body(fields: &mut Fields<'_, '_>) -> (Vec<PartyId>, Option<Body>) {
    let members = fields.read("members", members).unwrap_or_default();
    let is_weighed = members.iter().any(|one| !is_one(one));
    let mut parties: Vec<PartyId> = members.iter().map(|one| one.party.clone()).collect();
    if is_weighed {
        parties.sort();
    }
    let seats = fields.whole("seats");
    let rule = fields.read("rule", rule);
    let changed = fields.each("changed", change);
    let says_something = seats.is_some() || rule.is_some() || is_weighed || !changed.is_empty();
    let body = says_something.then(|| {
        let mut body = Body {
            seats,
            members,
            rule,
            left: Vec::new(),
            changed,
        };
        body.members
            .sort_by(|one, other| one.party.cmp(&other.party));
        body.changed.sort_by_key(|one| one.on);
        body
    });
    (parties, body)
}

/// Whether a member is one among equals.
fn is_one(seats: &Seats) -> bool {
    seats.weights.len() == 1 && seats.weight(SEATS) == 1
}

/// `[a, b]`, each with one vote, or `{ a: 317, b: { seats: 29, population: 83167 } }`.
fn members(reader: &mut Reader, node: &Node) -> Option<Vec<Seats>> {
    if !matches!(node.content, Content::Map(_)) {
        let parties = reader.each(node, Reader::party).into_iter();
        return Some(parties.map(|party| seats(party, BTreeMap::new())).collect());
    }
    Some(reader.entries(node, "members", member))
}

fn seats(party: PartyId, mut weights: BTreeMap<String, u64>) -> Seats {
    weights.entry(SEATS.to_owned()).or_insert(1);
    Seats { party, weights }
}

fn member(reader: &mut Reader, key: &Key, node: &Node) -> Option<Seats> {
    let party = reader.party(&key.as_node());
    let weights = match node.content {
        Content::Map(_) => reader.entries(node, "weights", |reader, key, node| {
            Some((key.text.clone(), reader.whole(node)?))
        }),
        Content::Null | Content::Scalar { .. } | Content::List(_) => {
            vec![(SEATS.to_owned(), reader.whole(node)?)]
        }
    };
    Some(seats(party?, weights.into_iter().collect()))
}

fn change(reader: &mut Reader, node: &Node) -> Option<BodyChange> {
    let mut fields = reader.fields(node, "a change of a body")?;
    fields.require(&["on"], "a change is { on: 2019-02-18, members: { .. } }");
    let (on, seats) = (fields.date("on"), fields.whole("seats"));
    let members = fields.read("members", members).unwrap_or_default();
    let (rule, cites) = (fields.read("rule", rule), fields.cites("cites"));
    fields.finish();
    Some(BodyChange {
        on: on?,
        seats,
        members,
        rule,
        cites,
    })
}

/// What the votes of a body must come to.
pub(super) fn rule(reader: &mut Reader, node: &Node) -> Option<Rule> {
    match &node.content {
        Content::List(_) => Some(Rule::All(in_order(reader.each(node, rule)))),
        Content::Null | Content::Scalar { .. } => {
            let is_all = reader.text(node).is_some_and(|text| text == "unanimity");
            if !is_all {
                reader.wrong_type(node, RULES);
            }
            is_all.then_some(Rule::Unanimity)
        }
        Content::Map(_) => {
            let mut fields = reader.fields(node, "a rule")?;
            let rule = one_rule(&mut fields);
            fields.finish();
            if rule.is_none() {
                reader.wrong_type(node, RULES);
            }
            rule
        }
    }
}

fn one_rule(fields: &mut Fields<'_, '_>) -> Option<Rule> {
    let says = [
        "all",
        "any",
        "vetoes",
        "majority",
        "two_thirds",
        "at_least",
        "percent",
    ];
    let said = says.iter().filter(|key| fields.take(key).is_some()).count();
    let is_of_one = fields.take("of").is_none()
        || fields.take("at_least").is_some()
        || fields.take("percent").is_some();
    if said != 1 || !is_of_one {
        fields.may_have(&["of"]);
        return None;
    }
    fields.may_have(&["of"]);
    if fields.take("all").is_some() {
        return Some(Rule::All(in_order(fields.each("all", rule))));
    }
    if fields.take("any").is_some() {
        return Some(Rule::Any(in_order(fields.each("any", rule))));
    }
    if fields.take("vetoes").is_some() {
        let mut parties = fields.parties("vetoes");
        parties.sort();
        return Some(Rule::Vetoes(parties));
    }
    share(fields)
}

/// Rules in an order of their own: that in which an author lists them means nothing.
fn in_order(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by_cached_key(|rule| format!("{rule:?}"));
    rules
}

/// `{ majority: seats }`, or `{ at_least: 20, of: members }`.
fn share(fields: &mut Fields<'_, '_>) -> Option<Rule> {
    let fixed = [
        ("majority", Share::Majority),
        ("two_thirds", Share::TwoThirds),
    ];
    for (key, share) in fixed {
        if let Some(measure) = fields.text(key) {
            return Some(Rule::Share(share, measured(&measure)));
        }
    }
    let count = fields.whole("at_least").map(Share::AtLeast);
    let share = count.or_else(|| fields.whole("percent").map(Share::Percent));
    let of = fields.text("of");
    let of = measured(of.as_deref().unwrap_or(SEATS));
    share.map(|share| Rule::Share(share, of))
}

fn measured(name: &str) -> Measure {
    match name {
        "cast" => Measure::Cast,
        "members" => Measure::Members,
        name => Measure::Weight(name.to_owned()),
    }
}

/// `votes: [ { body: commons, on: deal, date: 2019-01-15, for: 202, against: 432, by: { .. }, cites: [..] } ]`
pub(super) fn votes(reader: &mut Reader, node: &Node, model: &mut Model) {
    model.votes.extend(reader.each(node, vote));
}

fn vote(reader: &mut Reader, node: &Node) -> Option<Vote> {
    let mut fields = reader.fields(node, "a vote")?;
    let form = "a vote is { body: .., on: .., date: 2019-01-15, for: 202, against: 432, by: { .. }, cites: [..] }";
    fields.require(&["body", "on", "date"], form);
    let (body, date) = (fields.party("body"), fields.date("date"));
    let on = fields.target("on", "the vote is on");
    let count = split_of(&mut fields);
    let by = fields.entries("by", by_member);
    if count.is_none() && fields.take("by").is_none() {
        fields.missing("for", form);
    }
    let advisory = fields.flag("advisory");
    let (text, note, cites) = (
        fields.text("text"),
        fields.text("note"),
        fields.cites("cites"),
    );
    fields.finish();
    Some(Vote {
        body: body?,
        on: on?,
        date: date?,
        count,
        by: by.into_iter().collect(),
        advisory,
        text,
        note,
        cites,
        place: node.place,
    })
}

/// `for`, `against` and `abstain`, where any of them is told.
fn split_of(fields: &mut Fields<'_, '_>) -> Option<Split> {
    let told = [
        fields.whole("for"),
        fields.whole("against"),
        fields.whole("abstain"),
    ];
    let [yes, no, abstained] = told.map(Option::unwrap_or_default);
    told.iter()
        .any(Option::is_some)
        .then_some(Split { yes, no, abstained })
}

/// Votes of a whole bloc, until it is known how many they are.
const ALL: u64 = u64::MAX;

/// `labour: against`, or `conservatives: { for: 196, against: 118 }`.
fn by_member(reader: &mut Reader, key: &Key, node: &Node) -> Option<(PartyId, Split)> {
    let party = reader.party(&key.as_node());
    if matches!(node.content, Content::Map(_)) {
        return Some((party?, splits(reader, node)?));
    }
    let whole = |yes, no, abstained| Split { yes, no, abstained };
    let words = [
        ("for", whole(ALL, 0, 0)),
        ("against", whole(0, ALL, 0)),
        ("abstain", whole(0, 0, ALL)),
    ];
    Some((party?, reader.word(node, "vote", &words)?))
}

/// `{ for: 196, against: 118, abstain: 3 }`
pub(super) fn splits(reader: &mut Reader, node: &Node) -> Option<Split> {
    let mut fields = reader.fields(node, "a split of votes")?;
    let split = split_of(&mut fields);
    if split.is_none() {
        fields.missing("for", "a split is { for: 196, against: 118, abstain: 3 }");
    }
    fields.finish();
    split
}

/// The same with the votes of a whole bloc counted, where it has so many.
pub(super) fn counted(split: Split, seats: u64) -> Split {
    let count = |votes| if votes == ALL { seats } else { votes };
    Split {
        yes: count(split.yes),
        no: count(split.no),
        abstained: count(split.abstained),
    }
}

/// A problem with a body.
pub(super) fn bad_body(message: String, place: Place) -> Diagnostic {
    Diagnostic::error("bad-body", message, place)
        .help("correct the `members`, the `seats` or the `rule` of the body")
}

/// A problem with a vote.
pub(super) fn bad_vote(message: String, place: Place) -> Diagnostic {
    let help = "correct the numbers, or give the body the members and seats of that day: changed: [ { on: .., members: { .. } } ]";
    Diagnostic::error("bad-vote", message, place).help(help)
}
