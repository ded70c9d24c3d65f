//! Conditions: a word, or a map that combines conditions or says who imposes one.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, ConditionKind, Imposed, PartyId, Target, ValueRange};
use crate::source::{Date, Place};
use crate::yaml::{Content, Key, Node};

use super::fields::Fields;
use super::reader::Reader;
use super::values;

/// Keys that say whose condition it is, beside what it is.
const ABOUT: [&str; 6] = ["by", "cites", "note", "since", "ended", "of"];
/// Keys that combine conditions; any other is the id of what must hold.
const COMBINING: [&str; 5] = ["all", "any", "at_least", "consent", "after"];

/// For whom a condition is read: the thing that it is a condition of.
pub(super) struct Subject<'a> {
    /// The thing, where it is a target.
    pub of: Option<&'a Target>,
    /// The beginning of a sentence that the condition ends: "`referendum` requires".
    pub says: String,
}

impl Subject<'_> {
    fn is_self(&self, target: &Target) -> bool {
        self.of == Some(target)
    }
}

impl Fields<'_, '_> {
    /// A list of conditions under a key; a single one counts as a list of one.
    pub fn conditions(&mut self, key: &'static str, subject: &Subject<'_>) -> Vec<Condition> {
        self.each(key, |reader, item| reader.condition(item, subject))
    }
}

impl Reader {
    fn condition(&mut self, node: &Node, subject: &Subject<'_>) -> Option<Condition> {
        match &node.content {
            Content::Scalar { text } => self.named(text, node.place, subject),
            Content::Map(_) => self.combined(node, subject),
            Content::Null | Content::List(_) => {
                let message = format!("a condition is wanted here, not {}", node.kind());
                self.problem(Diagnostic::error("wrong-type", message, node.place).help(
                    "a condition is an id, or { all: [..] }, { any: [..] }, { at_least: k, of: [..] }, { consent: party }, { after: .. }",
                ));
                None
            }
        }
    }

    /// A condition, or a list of conditions that must all hold.
    pub fn condition_or_all(&mut self, node: &Node, subject: &Subject<'_>) -> Option<Condition> {
        if !matches!(node.content, Content::List(_)) {
            return self.condition(node, subject);
        }
        let arms = self.each(node, |reader, item| reader.condition(item, subject));
        Some(unimposed(ConditionKind::All(arms), node.place))
    }

    fn named(&mut self, text: &str, place: Place, subject: &Subject<'_>) -> Option<Condition> {
        if self.names.target(text).is_err() && self.names.parties.contains_key(text) {
            let consent = ConditionKind::Consent(PartyId::new(text));
            return Some(unimposed(consent, place));
        }
        let target = self.target(text, place, &subject.says)?;
        if subject.is_self(&target) {
            let message = format!("{} itself", subject.says);
            self.problem(
                Diagnostic::error("self-condition", message, place)
                    .help("a thing that waits for itself can never happen: remove the condition or name another"),
            );
            return None;
        }
        Some(unimposed(ConditionKind::Holds(target), place))
    }

    fn combined(&mut self, node: &Node, subject: &Subject<'_>) -> Option<Condition> {
        let (key, value) = self.or_report(what_must_hold(node))?;
        if !COMBINING.contains(&key.text.as_str()) {
            return self.imposed_on(node, (key, value), subject);
        }
        if value.is_null() {
            self.problem(nothing_behind(key));
            return None;
        }
        let mut fields = self.fields(node, "a condition")?;
        let kind = fields.kind(&key.text, subject)?;
        let imposed = fields.imposed();
        fields.finish();
        Some(Condition {
            kind,
            imposed,
            place: key.place,
        })
    }

    /// `{ ceasefire: { by: ukraine, cites: [..] } }`, or the same beside it: `{ ceasefire: , by: ukraine }`.
    fn imposed_on(
        &mut self,
        node: &Node,
        (key, value): (&Key, &Node),
        subject: &Subject<'_>,
    ) -> Option<Condition> {
        let condition = self.named(&key.text, key.place, subject);
        let beside = beside(node, key);
        let what = format!("what is said of the condition `{}`", key.text);
        let (number, said) = number_and_rest(value);
        let has_scale = self
            .names
            .issues
            .get(&key.text)
            .is_some_and(|it| it.has_scale);
        let imposed = match (said.is_null(), beside.entries().first()) {
            (true, None) => None,
            (true, Some(_)) => self.imposed_by(&beside, what, false),
            (false, other) => {
                self.once(other, key);
                self.imposed_by(&said, what, has_scale)
            }
        };
        let range = number.and_then(|number| values::value(self, &number));
        let condition = Condition {
            imposed,
            ..condition?
        };
        match range {
            Some(range) => self.within(condition, range),
            None => Some(condition),
        }
    }

    /// A condition on an issue, where it must be settled by a number in a range.
    fn within(&mut self, condition: Condition, range: ValueRange) -> Option<Condition> {
        let on_scale = |target: &Target| match target {
            Target::Issue(id) => self.names.issues.get(id.as_str()),
            Target::Milestone(_) | Target::Option(..) => None,
        };
        let ConditionKind::Holds(target) = condition.kind else {
            return Some(condition);
        };
        if on_scale(&target).is_some_and(|issue| issue.has_scale) {
            let kind = ConditionKind::Within(target, range);
            return Some(Condition { kind, ..condition });
        }
        let message = format!("`{target}` has no scale, so a condition on it has no number");
        let problem = Diagnostic::error("value-without-scale", message, condition.place);
        self.problem(problem.help(
            "give the issue `scale: { unit: years }`, or name one of its options: issue/option",
        ));
        None
    }

    fn imposed_by(&mut self, node: &Node, what: String, has_scale: bool) -> Option<Imposed> {
        let mut about = self.fields(node, what)?;
        if has_scale {
            about.may_have(&values::ENDS);
        }
        let imposed = about.imposed();
        about.finish();
        imposed
    }

    /// Reports what stands beside a condition that says it all inside.
    fn once(&mut self, beside: Option<&(Key, Node)>, inside: &Key) {
        let Some((key, _)) = beside else { return };
        let (word, thing) = (&key.text, &inside.text);
        let message = format!("`{word}` stands beside `{thing}`, which says whose condition it is");
        let problem = Diagnostic::error("unknown-key", message, key.place);
        self.problems
            .push(problem.help(format!("write it under `{thing}`, with the rest")));
    }

    /// The arms of a threshold with their weights: a list, in which each weighs 1, or a map from ids to weights.
    fn weighted(&mut self, of: &Node, subject: &Subject<'_>) -> Vec<(Condition, u64)> {
        if !matches!(of.content, Content::Map(_)) {
            return self.each(of, |reader, arm| Some((reader.condition(arm, subject)?, 1)));
        }
        if let Some(problem) = no_weights(of) {
            self.problem(problem);
            return Vec::new();
        }
        self.entries(of, "of", |reader, key, weight| {
            let arm = reader.named(&key.text, key.place, subject);
            let weight = reader.whole(weight);
            Some((arm?, weight?))
        })
    }
}

impl Fields<'_, '_> {
    /// What must hold, by one of the keys that combine.
    fn kind(&mut self, key: &str, subject: &Subject<'_>) -> Option<ConditionKind> {
        Some(match key {
            "all" => ConditionKind::All(self.conditions("all", subject)),
            "any" => ConditionKind::Any(self.conditions("any", subject)),
            "at_least" => self.threshold(subject)?,
            "consent" => ConditionKind::Consent(self.party("consent")?),
            "after" => ConditionKind::After(Box::new(self.read("after", |reader, node| {
                reader.condition_or_all(node, subject)
            })?)),
            _ => unreachable!("`{key}` is not among the keys that combine"),
        })
    }

    /// `{ at_least: 2, of: [a, b, c] }`
    fn threshold(&mut self, subject: &Subject<'_>) -> Option<ConditionKind> {
        let place = self.place_of("at_least")?;
        let count = self.whole("at_least");
        let Some(of) = self.take("of") else {
            let form = "say of what: { at_least: 2, of: [a, b, c] }, or with weights { at_least: 60, of: { a: 40, b: 30 } }";
            self.missing("of", form);
            return None;
        };
        let arms = of.items().len().max(of.entries().len());
        let of = self.reader.weighted(of, subject);
        let count = count?;
        if let Some(twice) = counted_twice(&of) {
            self.reader.problem(twice);
        }
        // What could not be read would count too.
        if of.len() < arms {
            return Some(ConditionKind::AtLeast { count, of });
        }
        let total: u128 = of.iter().map(|(_, weight)| u128::from(*weight)).sum();
        if u128::from(count) > total {
            let message = format!("at least {count} of a total of {total} can never hold");
            self.reader.problem(
                Diagnostic::warning("out-of-reach", message, place)
                    .help("lower the number or add arms"),
            );
        }
        Some(ConditionKind::AtLeast { count, of })
    }

    /// Who imposes a condition, since when and where that is said; nothing where none of it is.
    fn imposed(&mut self) -> Option<Imposed> {
        let said = ["by", "cites", "note", "since", "ended"];
        let is_said = said.iter().any(|key| self.take(key).is_some());
        is_said.then(|| {
            let (ended, ending) = self.end();
            let (since, place) = (self.date("since"), self.place_of("ended"));
            let problem = never_asked(since, ended, place);
            self.reader.problems.extend(problem);
            Imposed {
                by: self.party("by"),
                cites: self.cites("cites"),
                note: self.text("note"),
                since,
                ended,
                ending: ending.map(Box::new),
            }
        })
    }
}

/// That a condition ends before it begins.
fn never_asked(
    since: Option<Date>,
    ended: Option<Date>,
    place: Option<Place>,
) -> Option<Diagnostic> {
    let (since, ended, place) = (since?, ended?, place?);
    (ended <= since).then(|| {
        let message = format!("this condition ends on {ended}, not after it begins on {since}");
        Diagnostic::error("bad-date", message, place)
            .help("`ended` is the first day on which it is no longer asked")
    })
}

/// A key behind which nothing stands: not the same as no key at all.
pub(super) fn nothing_behind(key: &Key) -> Diagnostic {
    let message = format!("nothing stands behind `{}`", key.text);
    Diagnostic::error("wrong-type", message, key.place)
        .help("write what it is, or leave the key out")
}

/// That some weights are no whole numbers: one problem for all of them.
fn no_weights(of: &Node) -> Option<Diagnostic> {
    let is_weight = |text: &str| text.parse::<u64>().is_ok_and(|weight| weight <= 1 << 53);
    let is_wrong = |node: &&Node| match &node.content {
        Content::Scalar { text } => !is_weight(text),
        Content::Null => true,
        Content::Map(_) | Content::List(_) => false,
    };
    let mut wrong = of
        .entries()
        .iter()
        .map(|(_, weight)| weight)
        .filter(is_wrong);
    let first = wrong.next()?;
    let others = neither_are(wrong.count());
    let text = match &first.content {
        Content::Scalar { text } => format!("`{text}`"),
        Content::Null | Content::Map(_) | Content::List(_) => "nothing".to_owned(),
    };
    let message = format!("{text} is not a whole number from 0 to 2^53{others}");
    let help = "multiply the weights until they are whole, or leave out who has none";
    Some(Diagnostic::error("bad-number", message, first.place).help(help))
}

fn neither_are(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => ", and neither is another weight here".to_owned(),
        more => format!(", and neither are {more} other weights here"),
    }
}

/// What a plain arm of a count names.
fn name(arm: &Condition) -> Option<String> {
    match &arm.kind {
        ConditionKind::Holds(target) => Some(target.to_string()),
        ConditionKind::Within(..) => Some(arm.to_string()),
        ConditionKind::Consent(party) => Some(party.to_string()),
        ConditionKind::All(_)
        | ConditionKind::Any(_)
        | ConditionKind::AtLeast { .. }
        | ConditionKind::After(_) => None,
    }
}

/// That something stands twice among what is counted.
fn counted_twice(of: &[(Condition, u64)]) -> Option<Diagnostic> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut twice = of
        .iter()
        .filter_map(|(arm, _)| Some((name(arm)?, arm.place)));
    let (name, place) = twice.find(|(name, _)| !seen.insert(name.clone()))?;
    let message = format!("`{name}` stands twice among what is counted, and counts twice");
    let help = "name it once; where it has several votes, give weights: of: { a: 2, b: 1 }";
    Some(Diagnostic::warning("counted-twice", message, place).help(help))
}

/// The number or range that a condition names, and what else is said of it.
fn number_and_rest(value: &Node) -> (Option<Node>, Node) {
    let of = |entries: Vec<(Key, Node)>| match entries.is_empty() {
        true => None,
        false => Some(Node {
            content: Content::Map(entries),
            ..value.clone()
        }),
    };
    let nothing = || Node {
        content: Content::Null,
        ..value.clone()
    };
    match &value.content {
        Content::Scalar { .. } => (Some(value.clone()), nothing()),
        Content::Map(entries) => {
            let is_end = |(key, _): &(Key, Node)| values::ENDS.contains(&key.text.as_str());
            let (ends, rest) = entries.iter().cloned().partition(is_end);
            (of(ends), of(rest).unwrap_or_else(nothing))
        }
        Content::List(_) => (Some(value.clone()), nothing()),
        Content::Null => (None, value.clone()),
    }
}

/// A map without one of its keys.
fn beside(node: &Node, without: &Key) -> Node {
    let entries = node.entries().iter();
    let rest = entries.filter(|(key, _)| key.place != without.place);
    Node {
        content: Content::Map(rest.cloned().collect()),
        ..node.clone()
    }
}

/// The one key that says what must hold, beside those that say whose condition it is.
fn what_must_hold(node: &Node) -> Result<&(Key, Node), Diagnostic> {
    let is_about = |key: &Key| ABOUT.contains(&key.text.as_str());
    let mut words = node.entries().iter().filter(|(key, _)| !is_about(key));
    let problem = match (words.next(), words.next()) {
        (Some(word), None) => return Ok(word),
        (_, Some((second, _))) => {
            let second_word = &second.text;
            let message = format!("one condition is wanted here, and `{second_word}` is a second");
            Diagnostic::error("unknown-key", message, second.place)
        }
        (None, None) => {
            let message = "a condition needs to say what must hold";
            Diagnostic::error("missing-key", message, node.place)
        }
    };
    Err(problem
        .help("combine several with { all: [..] }, { any: [..] } or { at_least: k, of: [..] }"))
}

/// A condition that lies in the nature of the thing.
fn unimposed(kind: ConditionKind, place: Place) -> Condition {
    Condition {
        kind,
        imposed: None,
        place,
    }
}
