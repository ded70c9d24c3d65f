//! What else sources say: claims, events, exclusions, notes and silences.

use crate::diagnostic::Diagnostic;
use crate::model::{
    Assertion, Claim, ClaimId, Condition, ConditionKind, Event, Exclusion, Model, Note, NoteKind,
    Silence,
};
use crate::yaml::{Key, Node};

use super::conditions::Subject;
use super::fields::Fields;
use super::reader::Reader;

pub(super) const NOTE_KINDS: [(&str, NoteKind); 5] = [
    ("difference", NoteKind::Difference),
    ("error", NoteKind::Error),
    ("context", NoteKind::Context),
    ("background", NoteKind::Background),
    ("progress", NoteKind::Progress),
];

/// `claims: { attack: { text: .., asserted_by: { russia: ["002 s18"] } } }`
pub(super) fn claims(reader: &mut Reader, node: &Node, model: &mut Model) {
    for claim in reader.entries(node, "claims", claim) {
        model.claims.insert(claim.id.clone(), claim);
    }
}

fn claim(reader: &mut Reader, key: &Key, node: &Node) -> Option<Claim> {
    let mut fields = reader.fields(node, format!("the claim `{}`", key.text))?;
    let claim = Claim {
        id: ClaimId::new(&key.text),
        text: fields.text("text").unwrap_or_else(|| key.text.clone()),
        asserted_by: assertions(&mut fields, "asserted_by"),
        denied_by: assertions(&mut fields, "denied_by"),
        note: fields.text("note"),
        place: key.place,
    };
    if claim.asserted_by.is_empty() {
        let form = "say who claims it: asserted_by: { russia: [\"002 s18\"] }";
        fields.missing("asserted_by", form);
    }
    fields.finish();
    Some(claim)
}

/// Parties with the sentences in which they assert or deny something.
fn assertions(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Assertion> {
    let read = |reader: &mut Reader, node: &Node| {
        Some(reader.entries(node, key, |reader, key, value| {
            let party = reader.party(&key.as_node())?;
            let cites = reader.each(value, Reader::cite);
            Some(Assertion { party, cites })
        }))
    };
    fields.read(key, read).unwrap_or_default()
}

/// `events: [ { date: 2026-01-23, text: .., parties: [..], cites: [..] } ]`
pub(super) fn events(reader: &mut Reader, node: &Node, model: &mut Model) {
    model.events.extend(reader.each(node, event));
}

fn event(reader: &mut Reader, node: &Node) -> Option<Event> {
    let mut fields = reader.fields(node, "an event")?;
    fields.may_have(&["date", "until", "text", "parties", "cites"]);
    fields.require(
        &["date"],
        "an event is { date: 2026-01-23, text: .., parties: [..], cites: [..] }",
    );
    // Of an event without a day nothing else is read.
    let event = fields.date("date").map(|date| Event {
        date,
        until: fields.date("until"),
        text: fields.text("text").unwrap_or_default(),
        parties: fields.parties("parties"),
        cites: fields.cites("cites"),
        place: node.place,
    });
    fields.finish();
    reader
        .problems
        .extend(event.as_ref().and_then(ends_before_it_begins));
    event
}

fn ends_before_it_begins(event: &Event) -> Option<Diagnostic> {
    let date = event.date;
    let until = event.until.filter(|until| *until < date)?;
    let message = format!("this event ends on {until}, before it begins on {date}");
    Some(Diagnostic::error("bad-date", message, event.place))
}

/// `incompatible: [ { at_most: 1, of: [..], cites: [..] } ]`
pub(super) fn incompatible(reader: &mut Reader, node: &Node, model: &mut Model) {
    model.incompatible.extend(reader.each(node, exclusion));
}

fn exclusion(reader: &mut Reader, node: &Node) -> Option<Exclusion> {
    let subject = Subject {
        of: None,
        says: "this exclusion names".to_owned(),
    };
    let mut fields = reader.fields(node, "an exclusion")?;
    let exclusion = Exclusion {
        at_most: fields.whole("at_most").unwrap_or(1),
        of: fields.conditions("of", &subject),
        note: fields.text("note"),
        cites: fields.cites("cites"),
        place: node.place,
    };
    fields.finish();
    let numbers = exclusion.of.iter().filter_map(names_a_number);
    reader.problems.extend(numbers);
    if exclusion.of.len() as u64 <= exclusion.at_most {
        reader.problem(idle(&exclusion));
    }
    Some(exclusion)
}

/// An exclusion is over things that hold or do not; a number of a scale is none.
fn names_a_number(condition: &Condition) -> Option<Diagnostic> {
    let mut found = None;
    condition.visit(&mut |part| {
        if let ConditionKind::Within(issue, _) = &part.kind {
            found.get_or_insert((issue.clone(), part.place));
        }
    });
    let (issue, place) = found?;
    let message = format!("an exclusion names things, and this is a number for `{issue}`");
    let problem = Diagnostic::error("wrong-type", message, place);
    Some(problem.help("make a milestone that requires the number, and exclude that"))
}

fn idle(exclusion: &Exclusion) -> Diagnostic {
    let (most, all) = (exclusion.at_most, exclusion.of.len());
    let message = format!("at most {most} of {all} things excludes nothing");
    Diagnostic::warning("idle-exclusion", message, exclusion.place)
        .help("name more things than can hold together: { at_most: 2, of: [a, b, c] }")
}

/// `notes: [ { kind: error, text: .., cites: [..] } ]`
pub(super) fn notes(reader: &mut Reader, node: &Node, model: &mut Model) {
    model.notes.extend(reader.each(node, note));
}

fn note(reader: &mut Reader, node: &Node) -> Option<Note> {
    let mut fields = reader.fields(node, "a note")?;
    let note = Note {
        kind: fields
            .word("kind", "kind of note", &NOTE_KINDS)
            .unwrap_or(NoteKind::Context),
        text: fields.text("text").unwrap_or_default(),
        cites: fields.cites("cites"),
        place: node.place,
    };
    fields.finish();
    Some(note)
}

/// `silent: [ { party: russia, on: settlement, expected: an answer to the draft, cites: [..] } ]`
pub(super) fn silent(reader: &mut Reader, node: &Node, model: &mut Model) {
    model.silent.extend(reader.each(node, silence));
}

fn silence(reader: &mut Reader, node: &Node) -> Option<Silence> {
    let mut fields = reader.fields(node, "a silence")?;
    fields.require(
        &["party", "on"],
        "a silence is { party: .., on: milestone, asked: .., cites: [..] }",
    );
    let party = fields.party("party");
    let on = fields.target("on", "the silence is on");
    let (asked, expected) = (fields.text("asked"), fields.text("expected"));
    let (note, cites) = (fields.text("note"), fields.cites("cites"));
    fields.finish();
    Some(Silence {
        party: party?,
        on: on?,
        asked,
        expected,
        note,
        cites,
        place: node.place,
    })
}
