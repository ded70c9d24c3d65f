//! Conditions: a word, or a map that combines conditions or says who imposes one.

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, ConditionKind, Imposed, PartyId, Target};

use super::fields::{Fields, Reader};
use crate::yaml::{Content, Key, Node};

/// Keys that say whose condition it is, beside what it is.
const ABOUT: [&str; 6] = ["by", "cites", "note", "since", "ended", "of"];

impl Reader<'_> {
    /// A list of conditions; a single one counts as a list of one.
    pub fn conditions(&mut self, node: Option<&Node>, subject: &Subject<'_>) -> Vec<Condition> {
        self.list(node)
            .into_iter()
            .filter_map(|item| self.condition(item, subject))
            .collect()
    }

    /// One condition.
    pub fn condition(&mut self, node: &Node, subject: &Subject<'_>) -> Option<Condition> {
        match &node.content {
            Content::Scalar { text } => self.named(text, node, subject),
            Content::Map(entries) => self.combined(node, entries, subject),
            Content::Null | Content::List(_) => {
                self.problem(Diagnostic::error("wrong-type", format!("a condition is wanted here, not {}", node.kind()), node.place).help(
                    "a condition is an id, or { all: [..] }, { any: [..] }, { at_least: k, of: [..] }, { consent: party }, { after: .. }",
                ));
                None
            }
        }
    }

    fn named(&mut self, text: &str, node: &Node, subject: &Subject<'_>) -> Option<Condition> {
        let plain = |kind| {
            Some(Condition {
                kind,
                imposed: None,
                place: node.place,
            })
        };
        if self.names.target(text).is_err() && self.names.parties.contains_key(text) {
            return plain(ConditionKind::Consent(PartyId::new(text)));
        }
        let target = self.target(text, node.place, &subject.says)?;
        if subject.is_self(&target) {
            self.problem(
                Diagnostic::error("self-condition", format!("{} itself", subject.says), node.place)
                    .help("a thing that waits for itself can never happen: remove the condition or name another"),
            );
            return None;
        }
        plain(ConditionKind::Holds(target))
    }

    fn combined(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        subject: &Subject<'_>,
    ) -> Option<Condition> {
        let words: Vec<&(Key, Node)> = entries
            .iter()
            .filter(|(key, _)| !ABOUT.contains(&key.text.as_str()))
            .collect();
        let [(key, value)] = words.as_slice() else {
            let problem = match words.get(1) {
                Some((second, _)) => Diagnostic::error(
                    "unknown-key",
                    format!(
                        "one condition is wanted here, and `{}` is a second",
                        second.text
                    ),
                    second.place,
                ),
                None => Diagnostic::error(
                    "missing-key",
                    "a condition needs to say what must hold",
                    node.place,
                ),
            };
            self.problem(problem.help(
                "combine several with { all: [..] }, { any: [..] } or { at_least: k, of: [..] }",
            ));
            return None;
        };
        let mut fields = self.fields(node, "a condition")?;
        let kind = match key.text.as_str() {
            "all" => ConditionKind::All(self.arms(fields.take("all"), subject)),
            "any" => ConditionKind::Any(self.arms(fields.take("any"), subject)),
            "at_least" => self.threshold(&mut fields, subject)?,
            "consent" => ConditionKind::Consent(self.party(fields.take("consent"))?),
            "after" => {
                let inner = fields.take("after")?;
                ConditionKind::After(Box::new(match &inner.content {
                    Content::List(items) => {
                        let arms = items
                            .iter()
                            .filter_map(|item| self.condition(item, subject))
                            .collect();
                        Condition {
                            kind: ConditionKind::All(arms),
                            imposed: None,
                            place: inner.place,
                        }
                    }
                    Content::Null | Content::Scalar { .. } | Content::Map(_) => {
                        self.condition(inner, subject)?
                    }
                }))
            }
            id => return self.imposed_on(id, key, value, subject, fields),
        };
        let imposed = self.imposed(&mut fields);
        self.finish(fields);
        Some(Condition {
            kind,
            imposed,
            place: key.place,
        })
    }

    /// `{ ceasefire: { by: ukraine, cites: [..] } }`.
    fn imposed_on(
        &mut self,
        id: &str,
        key: &Key,
        value: &Node,
        subject: &Subject<'_>,
        fields: Fields<'_>,
    ) -> Option<Condition> {
        drop(fields);
        let name = Node {
            place: key.place,
            content: Content::Scalar {
                text: id.to_owned(),
            },
        };
        let inner = self.named(id, &name, subject);
        let imposed = match &value.content {
            Content::Null => None,
            Content::Scalar { .. } | Content::List(_) | Content::Map(_) => {
                let mut about =
                    self.fields(value, format!("what is said of the condition `{id}`"))?;
                let imposed = self.imposed(&mut about);
                self.finish(about);
                imposed
            }
        };
        inner.map(|condition| Condition {
            imposed,
            ..condition
        })
    }

    fn arms(&mut self, node: Option<&Node>, subject: &Subject<'_>) -> Vec<Condition> {
        self.conditions(node, subject)
    }

    fn threshold(
        &mut self,
        fields: &mut Fields<'_>,
        subject: &Subject<'_>,
    ) -> Option<ConditionKind> {
        let count_node = fields.take("at_least")?;
        let count = self.whole(count_node);
        let Some(of_node) = fields.take("of") else {
            self.missing(
                fields,
                "of",
                "say of what: { at_least: 2, of: [a, b, c] }, or with weights { at_least: 60, of: { a: 40, b: 30 } }",
            );
            return None;
        };
        let of: Vec<(Condition, u64)> = match &of_node.content {
            Content::Map(weights) => weights
                .iter()
                .filter_map(|(key, weight)| {
                    let name = Node {
                        place: key.place,
                        content: Content::Scalar {
                            text: key.text.clone(),
                        },
                    };
                    let arm = self.named(&key.text, &name, subject);
                    let weight = self.whole(weight);
                    Some((arm?, weight?))
                })
                .collect(),
            Content::Null | Content::Scalar { .. } | Content::List(_) => self
                .conditions(Some(of_node), subject)
                .into_iter()
                .map(|arm| (arm, 1))
                .collect(),
        };
        let count = count?;
        let total: u128 = of.iter().map(|(_, weight)| u128::from(*weight)).sum();
        if u128::from(count) > total {
            self.problem(
                Diagnostic::warning(
                    "out-of-reach",
                    format!("at least {count} of a total of {total} can never hold"),
                    count_node.place,
                )
                .help("lower the number or add arms"),
            );
        }
        Some(ConditionKind::AtLeast { count, of })
    }

    fn imposed(&mut self, fields: &mut Fields<'_>) -> Option<Imposed> {
        let by = fields.take("by");
        let cites = fields.take("cites");
        let note = fields.take("note");
        let since = fields.take("since");
        let ended = fields.take("ended");
        if [by, cites, note, since, ended].iter().all(Option::is_none) {
            return None;
        }
        Some(Imposed {
            by: self.party(by),
            cites: self.cites(cites),
            note: self.text(note),
            since: self.date(since),
            ended: self.date(ended),
        })
    }
}

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
