//! Positions: who says what about which target.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{
    Bound, Confidence, Firmness, Model, Origin, PartyId, Position, SpeakerId, Stance, Target,
    ValueRange, Voice,
};
use crate::source::Place;

use super::conditions::Subject;
use super::fields::{Fields, Reader};
use crate::yaml::{Content, Node};

const FIRMNESS: [(&str, Firmness); 3] = [
    ("red-line", Firmness::RedLine),
    ("firm", Firmness::Firm),
    ("flexible", Firmness::Flexible),
];
const CONFIDENCE: [(&str, Confidence); 3] = [
    ("high", Confidence::High),
    ("medium", Confidence::Medium),
    ("low", Confidence::Low),
];
const VOICE: [(&str, Voice); 3] = [
    ("own", Voice::Own),
    ("reported", Voice::Reported),
    ("attributed", Voice::Attributed),
];

impl Reader<'_> {
    pub fn position(&mut self, node: &Node, origin: Origin) -> Option<Position> {
        let mut fields = self.fields(node, "a position")?;
        let party_node = fields.take("party");
        let on_node = fields.take("on");
        let stance_node = fields.take("stance");
        for (key, found) in [
            ("party", party_node),
            ("on", on_node),
            ("stance", stance_node),
        ] {
            if found.is_none() {
                self.missing(
                    &fields,
                    key,
                    "a position is { party: .., on: .., stance: .., cites: [..] }",
                );
            }
        }
        let party = self.party(party_node);
        let on = on_node.and_then(|on| {
            let text = self.text(Some(on))?;
            self.target(&text, on.place, "this position is on")
        });
        let stance = self.word(
            stance_node,
            "stance",
            &Stance::ALL.map(|stance| (stance.word(), stance)),
        );
        let value_node = fields.take("value");
        let value = value_node.and_then(|node| self.value(node));
        let says = |word: &str| Subject {
            of: on.as_ref(),
            says: format!(
                "`{}` is accepted {word}",
                on.as_ref().map_or(String::new(), ToString::to_string)
            ),
        };
        let (if_node, until_node) = (fields.take("if"), fields.take("until"));
        let condition = if_node.and_then(|node| self.one_condition(node, &says("if")));
        let until = until_node.and_then(|node| self.one_condition(node, &says("only after")));
        let position = Position {
            said_by: self.speaker(fields.take("said_by"), party.as_ref()),
            voice: self
                .word(fields.take("voice"), "voice", &VOICE)
                .unwrap_or_default(),
            via: self.party(fields.take("via")),
            firmness: self.word(fields.take("firmness"), "firmness", &FIRMNESS),
            confidence: self.word(fields.take("confidence"), "confidence", &CONFIDENCE),
            since: self.date(fields.take("since")),
            ended: self.date(fields.take("ended")),
            remark: self.flag(fields.take("remark")),
            text: self.text(fields.take("text")),
            interest: self.text(fields.take("interest")),
            note: self.text(fields.take("note")),
            cites: self.cites(fields.take("cites")),
            party: party.unwrap_or_else(|| PartyId::new("")),
            on: on
                .clone()
                .unwrap_or_else(|| Target::Milestone(crate::model::MilestoneId::new(""))),
            stance: stance.unwrap_or(Stance::Open),
            value,
            condition,
            until,
            origin,
            place: node.place,
        };
        self.finish(fields);
        if position.party.as_str().is_empty() || on.is_none() || stance.is_none() {
            return None;
        }
        self.consistent(&position, if_node, until_node, value_node);
        Some(position)
    }

    /// A condition, or a list of conditions that must all hold.
    fn one_condition(
        &mut self,
        node: &Node,
        subject: &Subject<'_>,
    ) -> Option<crate::model::Condition> {
        match &node.content {
            Content::List(_) => {
                let arms = self.conditions(Some(node), subject);
                (!arms.is_empty()).then_some(crate::model::Condition {
                    kind: crate::model::ConditionKind::All(arms),
                    imposed: None,
                    place: node.place,
                })
            }
            Content::Null | Content::Scalar { .. } | Content::Map(_) => {
                self.condition(node, subject)
            }
        }
    }

    /// Parts of a position that do not go together.
    fn consistent(
        &mut self,
        position: &Position,
        if_node: Option<&Node>,
        until_node: Option<&Node>,
        value_node: Option<&Node>,
    ) {
        if let Some(node) = until_node.filter(|_| position.stance != Stance::Rejects) {
            self.problem(
                Diagnostic::error(
                    "condition-on-stance",
                    format!("`until` belongs to `rejects`, not to `{}`", position.stance.word()),
                    node.place,
                )
                .help("`until` is what ends a refusal; for an acceptance that waits for something, write `if`"),
            );
        }
        if let Some(node) = if_node.filter(|_| !position.stance.grants()) {
            self.problem(
                Diagnostic::error(
                    "condition-on-stance",
                    format!("`if` belongs to an acceptance, not to `{}`", position.stance.word()),
                    node.place,
                )
                .help(
                    "a refusal that ends after something is written `until`; an acceptance that waits for something is `accepts` with `if`",
                ),
            );
        }
        if let (Some(since), Some(ended)) = (position.since, position.ended)
            && ended <= since
        {
            self.problem(
                Diagnostic::error(
                    "bad-date",
                    format!("this position ends on {ended}, not after it begins on {since}"),
                    position.place,
                )
                .help("`ended` is the first day on which the position no longer holds"),
            );
        }
        if position.via.is_some() != (position.voice == Voice::Attributed)
            || position.via.as_ref() == Some(&position.party)
        {
            self.problem(
                Diagnostic::error("voice-and-via", "`voice: attributed` and `via: party` go together", position.place)
                    .help("an attributed position is what an adversary (`via`) says of the party; it is never counted as the party's own"),
            );
        }
        let has_scale = position
            .on
            .issue()
            .and_then(|issue| self.names.issues.get(issue.as_str()))
            .is_some_and(|issue| issue.has_scale);
        match (value_node, has_scale) {
            (Some(node), false) => self.problem(
                Diagnostic::error(
                    "value-without-scale",
                    format!(
                        "`{}` has no scale, so a position on it has no value",
                        position.on
                    ),
                    node.place,
                )
                .help("give the issue `scale: { unit: years }`, or name one of its options"),
            ),
            (None, true)
                if matches!(position.on, Target::Issue(_))
                    && !matches!(
                        position.stance,
                        Stance::Open | Stance::Rejects | Stance::Accepts
                    ) =>
            {
                self.problem(
                    Diagnostic::warning(
                        "no-value",
                        format!(
                            "this position on the scale `{}` states no value",
                            position.on
                        ),
                        position.place,
                    )
                    .help("add `value: 15` or a range such as `value: { at_least: 15 }`"),
                );
            }
            _ => {}
        }
    }

    fn speaker(&mut self, node: Option<&Node>, party: Option<&PartyId>) -> Option<SpeakerId> {
        let node = node?;
        let text = self.text(Some(node))?;
        let known = party.and_then(|party| self.names.speakers.get(party.as_str()));
        let Some(known) = known else {
            return Some(SpeakerId::new(&text));
        };
        if known.contains(&text) {
            return Some(SpeakerId::new(&text));
        }
        let mut problem = Diagnostic::error(
            "unknown-speaker",
            format!("no speaker is called `{text}`"),
            node.place,
        )
        .help("declare the person under the party's `speakers:`, or correct the name");
        if let Some(near) = did_you_mean(&text, known.iter().map(String::as_str)) {
            problem = problem.saying(format!("did you mean `{near}`?"));
        }
        self.problem(problem);
        None
    }

    /// A number, or a range: `at_least`, `at_most`, `more_than`, `less_than`, `between`.
    pub fn value(&mut self, node: &Node) -> Option<ValueRange> {
        let range = match &node.content {
            Content::Scalar { .. } => ValueRange::exactly(self.number(node)?),
            Content::Map(_) => {
                let mut fields = self.fields(node, "a value")?;
                let range = self.range(&mut fields, node.place);
                self.finish(fields);
                range?
            }
            Content::Null | Content::List(_) => {
                self.wrong_type(node, "a value is a number or a range");
                return None;
            }
        };
        if range.is_empty() {
            self.problem(
                Diagnostic::error("empty-range", "no number lies in this range", node.place)
                    .help("the lower end comes first: { between: [15, 50] }"),
            );
            return None;
        }
        Some(range)
    }

    fn range(&mut self, fields: &mut Fields<'_>, place: Place) -> Option<ValueRange> {
        let mut end = |reader: &mut Self, key: &'static str| {
            fields.take(key).and_then(|node| reader.number(node))
        };
        let (at_least, more_than) = (end(self, "at_least"), end(self, "more_than"));
        let (at_most, less_than) = (end(self, "at_most"), end(self, "less_than"));
        let between = fields.take("between");
        let both = between.map(|node| {
            self.list(Some(node))
                .into_iter()
                .filter_map(|item| self.number(item))
                .collect::<Vec<_>>()
        });
        let low = at_least.map(Bound::Closed).or(more_than.map(Bound::Open));
        let high = at_most.map(Bound::Closed).or(less_than.map(Bound::Open));
        if (at_least.is_some() && more_than.is_some())
            || (at_most.is_some() && less_than.is_some())
            || (between.is_some() && (low.is_some() || high.is_some()))
        {
            self.problem(
                Diagnostic::error("empty-range", "this range has the same end twice", place)
                    .help("write one lower and one upper end at most"),
            );
            return None;
        }
        match both.as_deref() {
            Some([low, high]) => Some(ValueRange {
                low: Bound::Closed(*low),
                high: Bound::Closed(*high),
            }),
            Some(_) => {
                self.problem(
                    Diagnostic::error("empty-range", "`between` takes two numbers", place)
                        .help("write { between: [15, 50] }"),
                );
                None
            }
            None if low.is_none() && high.is_none() => {
                self.problem(
                    Diagnostic::error("missing-key", "a range needs an end", place).help(
                        "the ends are at_least, more_than, at_most, less_than, or between: [a, b]",
                    ),
                );
                None
            }
            None => Some(ValueRange {
                low: low.unwrap_or(Bound::Unstated),
                high: high.unwrap_or(Bound::Unstated),
            }),
        }
    }
}

/// Decodes the list under `positions:`.
pub(super) fn decode(node: &Node, origin: Origin, model: &mut Model, reader: &mut Reader<'_>) {
    for item in reader.list(Some(node)) {
        model.positions.extend(reader.position(item, origin));
    }
}
