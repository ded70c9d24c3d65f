//! Positions: who says what about which target.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{
    Condition, ConditionKind, Confidence, Firmness, Model, PartyId, Position, Scope, SpeakerId,
    Stance, Target, Voice, Wording,
};
use crate::source::{Citation, Place};
use crate::yaml::{Content, Node};

use super::bodies::splits;
use super::conditions::Subject;
use super::fields::Fields;
use super::reader::Reader;
use super::values::value;

pub(super) const FIRMNESS: [(&str, Firmness); 3] = [
    ("red-line", Firmness::RedLine),
    ("firm", Firmness::Firm),
    ("flexible", Firmness::Flexible),
];
pub(super) const CONFIDENCE: [(&str, Confidence); 3] = [
    ("high", Confidence::High),
    ("medium", Confidence::Medium),
    ("low", Confidence::Low),
];
pub(super) const SCOPES: [(&str, Scope); 4] = [
    ("principle", Scope::Principle),
    ("substance", Scope::Substance),
    ("form", Scope::Form),
    ("procedure", Scope::Procedure),
];
pub(super) const VOICE: [(&str, Voice); 3] = [
    ("own", Voice::Own),
    ("reported", Voice::Reported),
    ("attributed", Voice::Attributed),
];

/// Decodes the list under `positions:`.
pub(super) fn decode(reader: &mut Reader, node: &Node, model: &mut Model) {
    model.positions.extend(reader.each(node, position));
}

fn position(reader: &mut Reader, node: &Node) -> Option<Position> {
    let mut fields = reader.fields(node, "a position")?;
    let form = "a position is { party: .., on: .., stance: .., cites: [..] }";
    fields.require(&["party", "on"], form);
    let is_split = fields.take("splits").is_some();
    if !is_split {
        fields.require(&["stance"], form);
    }
    let position = stated(&mut fields, node.place);
    if let Some(position) = &position {
        let contradictions = [
            until_without_refusal(position, fields.place_of("until")),
            if_without_acceptance(position, fields.place_of("if")),
            ends_before_it_begins(position),
            voice_without_via(position),
            value_beside_scale(position, fields.place_of("value"), fields.reader),
            more_than_a_split(position, &mut fields),
            disputes_what_it_refuses(position, fields.place_of("disputes")),
        ];
        let problems = &mut fields.reader.problems;
        problems.extend(contradictions.into_iter().flatten());
    }
    fields.finish();
    position
}

/// The position, where it says who holds it, on what, and with which stance.
fn stated(fields: &mut Fields<'_, '_>, place: Place) -> Option<Position> {
    let party = fields.party("party");
    let on = fields.target("on", "this position is on");
    let stances = Stance::ALL.map(|stance| (stance.word(), stance));
    let stance = fields.word("stance", "stance", &stances);
    let split = fields.read("splits", splits);
    // What the numbers come to is known once the seats are.
    let stance = stance.or(split.map(|_| Stance::Open));
    let worded = fields.read("text", worded).unwrap_or_default();
    let cites = worded.with_its_sentences(fields.cites("cites"));
    let scope = fields.word("in", "scope", &SCOPES);
    let (ended, ending) = fields.end();
    let disputes_meaning = fields.word(
        "disputes",
        "thing that can be disputed",
        &[("meaning", true)],
    );
    let disputes_meaning = disputes_meaning.unwrap_or(false);
    let is_open = stance.is_some_and(|stance| scope.is_some_and(|it| it.leaves_open(stance)));
    let remark = fields.flag("remark") || is_open;
    // The three that are needed come last, so that every other key is read and its problems are told.
    Some(Position {
        split,
        value: fields.read("value", value),
        condition: condition(fields, "if", &accepted(on.as_ref(), "if")),
        until: condition(fields, "until", &accepted(on.as_ref(), "only after")),
        said_by: fields.read("said_by", |reader, node| {
            speaker(reader, node, party.as_ref())
        }),
        voice: fields.word("voice", "voice", &VOICE).unwrap_or_default(),
        via: fields.party("via"),
        firmness: fields.word("firmness", "firmness", &FIRMNESS),
        confidence: fields.word("confidence", "confidence", &CONFIDENCE),
        since: fields.date("since"),
        ended,
        ending,
        private: fields.flag("private"),
        disputes_meaning,
        remark,
        scope,
        text: worded.leading(&fields.reader.deciding),
        wordings: worded.each,
        interest: fields.text("interest"),
        note: fields.text("note"),
        cites,
        origin: fields.reader.origin,
        place,
        party: party?,
        on: on?,
        stance: stance?,
    })
}

/// The author's words for a position: one text for all of its sentences, or one for each.
#[derive(Default)]
struct Worded {
    whole: Option<String>,
    each: Vec<Wording>,
}

impl Worded {
    /// Some sentences with those that have a wording of their own, which are sentences of the position too.
    fn with_its_sentences(&self, mut cites: Vec<Citation>) -> Vec<Citation> {
        for wording in &self.each {
            if !cites.contains(&wording.cites) {
                cites.push(wording.cites.clone());
            }
        }
        cites
    }

    /// The words where there is room for one wording: that of the sentence that decides, else the first.
    fn leading(&self, deciding: &BTreeSet<Citation>) -> Option<String> {
        let mut each = self.each.iter();
        let decides = each.find(|one| deciding.contains(&one.cites));
        let leading = decides.or(self.each.first()).map(|one| one.text.clone());
        self.whole.clone().or(leading)
    }
}

/// `text: Said so`, or a map from a sentence to what it says: `text: { "002 s31": Said so }`.
fn worded(reader: &mut Reader, node: &Node) -> Option<Worded> {
    if !matches!(node.content, Content::Map(_)) {
        let whole = reader.text(node);
        return Some(Worded {
            whole,
            each: Vec::new(),
        });
    }
    let mut each = reader.entries(node, "text", |reader, key, value| {
        let cites = reader.cite_of_key(key);
        let text = reader.text(value)?;
        Some(Wording {
            text,
            cites: cites?,
        })
    });
    // Their order in the file means nothing.
    each.sort_by(|a, b| a.cites.cmp(&b.cites));
    Some(Worded { whole: None, each })
}

/// For whom the conditions of a position are read.
fn accepted<'a>(on: Option<&'a Target>, word: &str) -> Subject<'a> {
    let target = on.map(ToString::to_string).unwrap_or_default();
    Subject {
        of: on,
        says: format!("`{target}` is accepted {word}"),
    }
}

/// A condition, or a list of conditions that must all hold.
fn condition(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    subject: &Subject<'_>,
) -> Option<Condition> {
    let node = fields.take(key)?;
    let condition = fields.reader.condition_or_all(node, subject)?;
    // A list of which nothing could be read is no condition, rather than one that always holds.
    let nothing = condition.kind == ConditionKind::All(Vec::new());
    Some(condition).filter(|_| !(nothing && matches!(node.content, Content::List(_))))
}

fn speaker(reader: &mut Reader, node: &Node, party: Option<&PartyId>) -> Option<SpeakerId> {
    let text = reader.text(node)?;
    let declared = party.and_then(|party| reader.names.speakers.get(party.as_str()));
    let Some(declared) = declared.filter(|declared| !declared.contains(&text)) else {
        return Some(SpeakerId::new(&text));
    };
    let message = format!("no speaker is called `{text}`");
    let near = did_you_mean(&text, declared.iter().map(String::as_str));
    let problem = Diagnostic::error("unknown-speaker", message, node.place)
        .suggesting(near)
        .help("declare the person under the party's `speakers:`, or correct the name");
    reader.problem(problem);
    None
}

fn until_without_refusal(position: &Position, until: Option<Place>) -> Option<Diagnostic> {
    let place = until.filter(|_| position.stance != Stance::Rejects)?;
    let stance = position.stance.word();
    let message = format!("`until` belongs to `rejects`, not to `{stance}`");
    let problem = Diagnostic::error("condition-on-stance", message, place);
    Some(problem.help(
        "`until` is what ends a refusal; for an acceptance that waits for something, write `if`",
    ))
}

fn if_without_acceptance(position: &Position, condition: Option<Place>) -> Option<Diagnostic> {
    let place = condition.filter(|_| !position.stance.grants())?;
    let stance = position.stance.word();
    let message = format!("`if` belongs to an acceptance, not to `{stance}`");
    let problem = Diagnostic::error("condition-on-stance", message, place);
    Some(problem.help("a refusal that ends after something is written `until`; an acceptance that waits for something is `accepts` with `if`"))
}

/// A position of many votes says no more than how many of them there are.
fn more_than_a_split(position: &Position, fields: &mut Fields<'_, '_>) -> Option<Diagnostic> {
    position.split?;
    let others = ["stance", "value", "if", "until"].into_iter();
    let place = others.filter_map(|key| fields.place_of(key)).next()?;
    let message = "a position with `splits:` has no stance, value or condition of its own";
    let problem = Diagnostic::error("condition-on-stance", message, place);
    Some(
        problem
            .help("write one position for the votes, and one for what the party as a whole says"),
    )
}

/// Who disputes what a text means accepts the text.
fn disputes_what_it_refuses(position: &Position, disputes: Option<Place>) -> Option<Diagnostic> {
    let is_yes = position.stance.grants() && !position.remark;
    let place = disputes.filter(|_| !is_yes)?;
    let stance = match position.stance.grants() {
        true => "a word that is no answer".to_owned(),
        false => format!("`{}`", position.stance.word()),
    };
    let message = format!("`disputes: meaning` belongs to an acceptance, not to {stance}");
    let problem = Diagnostic::error("condition-on-stance", message, place);
    Some(problem.help("it says that the party accepts the text and reads it in another way; a refusal needs no such mark"))
}

fn ends_before_it_begins(position: &Position) -> Option<Diagnostic> {
    let since = position.since?;
    let ended = position.ended.filter(|ended| *ended <= since)?;
    let message = format!("this position ends on {ended}, not after it begins on {since}");
    let problem = Diagnostic::error("bad-date", message, position.place);
    Some(problem.help("`ended` is the first day on which the position no longer holds"))
}

fn voice_without_via(position: &Position) -> Option<Diagnostic> {
    let by_other = position
        .via
        .as_ref()
        .is_some_and(|via| *via != position.party);
    let silent = position.via.is_none();
    let fits = match position.voice {
        Voice::Attributed => by_other,
        Voice::Own | Voice::Reported => silent,
    };
    (!fits).then(|| {
        let message = "`voice: attributed` and `via: party` go together";
        Diagnostic::error("voice-and-via", message, position.place)
            .help("an attributed position is what an adversary (`via`) says of the party; it is never counted as the party's own")
    })
}

/// A value where there is no scale; or none on a scale, from a stance that is about a number.
fn value_beside_scale(
    position: &Position,
    value: Option<Place>,
    reader: &Reader,
) -> Option<Diagnostic> {
    let on = &position.on;
    let issue = on
        .issue()
        .and_then(|id| reader.names.issues.get(id.as_str()));
    let has_scale = issue.is_some_and(|issue| issue.has_scale);
    match value {
        Some(place) => (!has_scale).then(|| {
            let message = format!("`{on}` has no scale, so a position on it has no value");
            Diagnostic::error("value-without-scale", message, place)
                .help("give the issue `scale: { unit: years }`, or name one of its options")
        }),
        None => (has_scale && wants_value(position)).then(|| {
            let message = format!("this position on the scale `{on}` states no value");
            Diagnostic::warning("no-value", message, position.place)
                .help("add `value: 15` or a range such as `value: { at_least: 15 }`")
        }),
    }
}

/// Whether a position on a whole issue names one answer to it.
fn wants_value(position: &Position) -> bool {
    let names_one = match position.stance {
        Stance::Demands | Stance::Proposes | Stance::Offers | Stance::Prefers => true,
        Stance::Open | Stance::Rejects | Stance::Accepts => false,
    };
    names_one && matches!(position.on, Target::Issue(_))
}
