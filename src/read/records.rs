//! Sources, claims, events, exclusions and notes.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Assertion, Claim, ClaimId, DateIs, Event, Exclusion, Model, Note, NoteKind, Silence, Source,
    Target,
};
use crate::source::{SourceId, is_safe_link};

use super::conditions::Subject;
use super::fields::Reader;
use crate::yaml::{Key, Node};

pub(super) fn sources(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for (key, value) in reader.entries(node, "sources") {
        if let Some(source) = source(key, value, reader) {
            model.sources.insert(source.id.clone(), source);
        }
    }
}

fn source(key: &Key, node: &Node, reader: &mut Reader<'_>) -> Option<Source> {
    let mut fields = reader.fields(node, format!("the source `{}`", key.text))?;
    let source = Source {
        id: SourceId::new(&key.text),
        title: reader
            .text(fields.take("title"))
            .unwrap_or_else(|| key.text.clone()),
        date: reader.date(fields.take("date")),
        date_is: reader
            .word(
                fields.take("date_is"),
                "way to know a date",
                &[("stated", DateIs::Stated), ("inferred", DateIs::Inferred)],
            )
            .unwrap_or_default(),
        publisher: reader.text(fields.take("publisher")),
        origin: reader.text(fields.take("origin")),
        file: reader.text(fields.take("file")),
        url: reader.text(fields.take("url")),
        sha256: {
            let node = fields.take("sha256");
            hash(node, reader)
        },
        sentences: fields
            .take("sentences")
            .map(|node| sentence_hashes(node, reader))
            .unwrap_or_default(),
        note: reader.text(fields.take("note")),
        place: key.place,
    };
    if let Some(url) = source.url.as_deref().filter(|url| !is_safe_link(url)) {
        reader.problem(
            Diagnostic::error(
                "unsafe-link",
                format!("`{url}` is not a link that a reader can follow"),
                key.place,
            )
            .help("links are https:, http:, mailto:, # or a relative path"),
        );
    }
    reader.finish(fields);
    Some(source)
}

fn hash(node: Option<&Node>, reader: &mut Reader<'_>) -> Option<String> {
    let node = node?;
    let text = reader.text(Some(node))?.to_ascii_lowercase();
    if text.len() >= 16 && text.len() <= 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(text);
    }
    reader.problem(
        Diagnostic::error("bad-hash", format!("`{text}` is not a SHA-256 hash"), node.place)
            .help("write the 64 hexadecimal digits, or at least the first 16; `impasse cite --texts DIR --hashes` prints them"),
    );
    None
}

fn sentence_hashes(node: &Node, reader: &mut Reader<'_>) -> BTreeMap<u32, String> {
    let mut found = BTreeMap::new();
    for (key, value) in reader.entries(node, "sentences") {
        let number = key
            .text
            .strip_prefix('s')
            .unwrap_or(&key.text)
            .parse::<u32>()
            .ok()
            .filter(|n| *n > 0);
        match number {
            Some(number) => {
                if let Some(hash) = hash(Some(value), reader) {
                    found.insert(number, hash);
                }
            }
            None => reader.problem(
                Diagnostic::error(
                    "bad-citation",
                    format!("`{}` is not a sentence number", key.text),
                    key.place,
                )
                .help("write s31: followed by the hash of sentence 31"),
            ),
        }
    }
    found
}

pub(super) fn claims(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for (key, value) in reader.entries(node, "claims") {
        let Some(mut fields) = reader.fields(value, format!("the claim `{}`", key.text)) else {
            continue;
        };
        let text = fields.take("text");
        let note = fields.take("note");
        let claim = Claim {
            id: ClaimId::new(&key.text),
            text: reader.text(text).unwrap_or_else(|| key.text.clone()),
            asserted_by: fields
                .take("asserted_by")
                .map(|node| assertions(node, reader))
                .unwrap_or_default(),
            denied_by: fields
                .take("denied_by")
                .map(|node| assertions(node, reader))
                .unwrap_or_default(),
            note: reader.text(note),
            place: key.place,
        };
        if claim.asserted_by.is_empty() {
            reader.missing(
                &fields,
                "asserted_by",
                "say who claims it: asserted_by: { russia: [\"002 s18\"] }",
            );
        }
        reader.finish(fields);
        model.claims.insert(claim.id.clone(), claim);
    }
}

fn assertions(node: &Node, reader: &mut Reader<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for (key, value) in reader.entries(node, "asserted_by") {
        let name = Node {
            place: key.place,
            content: crate::yaml::Content::Scalar {
                text: key.text.clone(),
            },
        };
        if let Some(party) = reader.party(Some(&name)) {
            found.push(Assertion {
                party,
                cites: reader.cites(Some(value)),
            });
        }
    }
    found
}

pub(super) fn events(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for item in reader.list(Some(node)) {
        let Some(mut fields) = reader.fields(item, "an event") else {
            continue;
        };
        let (date_node, until, text, parties, cites) = (
            fields.take("date"),
            fields.take("until"),
            fields.take("text"),
            fields.take("parties"),
            fields.take("cites"),
        );
        let date = reader.date(date_node);
        let event = date.map(|date| Event {
            date,
            until: reader.date(until),
            text: reader.text(text).unwrap_or_default(),
            parties: reader.parties(parties),
            cites: reader.cites(cites),
            place: item.place,
        });
        if date_node.is_none() {
            reader.missing(
                &fields,
                "date",
                "an event is { date: 2026-01-23, text: .., parties: [..], cites: [..] }",
            );
        }
        if let Some(Event {
            date,
            until: Some(until),
            ..
        }) = &event
            && until < date
        {
            reader.problem(Diagnostic::error(
                "bad-date",
                format!("this event ends on {until}, before it begins on {date}"),
                item.place,
            ));
        }
        reader.finish(fields);
        model.events.extend(event);
    }
}

pub(super) fn incompatible(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for item in reader.list(Some(node)) {
        let Some(mut fields) = reader.fields(item, "an exclusion") else {
            continue;
        };
        let subject = Subject {
            of: None,
            says: "this exclusion names".to_owned(),
        };
        let (at_most, of, note, cites) = (
            fields.take("at_most"),
            fields.take("of"),
            fields.take("note"),
            fields.take("cites"),
        );
        let exclusion = Exclusion {
            at_most: at_most.and_then(|node| reader.whole(node)).unwrap_or(1),
            of: reader.conditions(of, &subject),
            note: reader.text(note),
            cites: reader.cites(cites),
            place: item.place,
        };
        if exclusion.of.len() as u64 <= exclusion.at_most {
            reader.problem(
                Diagnostic::warning(
                    "idle-exclusion",
                    format!(
                        "at most {} of {} things excludes nothing",
                        exclusion.at_most,
                        exclusion.of.len()
                    ),
                    item.place,
                )
                .help("name more things than can hold together: { at_most: 2, of: [a, b, c] }"),
            );
        }
        reader.finish(fields);
        model.incompatible.push(exclusion);
    }
}

const NOTE_KINDS: [(&str, NoteKind); 5] = [
    ("difference", NoteKind::Difference),
    ("error", NoteKind::Error),
    ("context", NoteKind::Context),
    ("background", NoteKind::Background),
    ("progress", NoteKind::Progress),
];

pub(super) fn notes(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for item in reader.list(Some(node)) {
        let Some(mut fields) = reader.fields(item, "a note") else {
            continue;
        };
        let (kind, text, cites) = (
            fields.take("kind"),
            fields.take("text"),
            fields.take("cites"),
        );
        model.notes.push(Note {
            kind: reader
                .word(kind, "kind of note", &NOTE_KINDS)
                .unwrap_or(NoteKind::Context),
            text: reader.text(text).unwrap_or_default(),
            cites: reader.cites(cites),
            place: item.place,
        });
        reader.finish(fields);
    }
}

/// `silent: [ { party: russia, on: settlement, expected: an answer to the draft, cites: [..] } ]`
pub(super) fn silent(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for item in reader.list(Some(node)) {
        let Some(mut fields) = reader.fields(item, "a silence") else {
            continue;
        };
        let (party, on) = (fields.take("party"), fields.take("on"));
        for (key, missing) in [("party", party.is_none()), ("on", on.is_none())] {
            if missing {
                let form = "a silence is { party: .., on: milestone, asked: .., cites: [..] }";
                reader.missing(&fields, key, form);
            }
        }
        let party = reader.party(party);
        let target = on.and_then(|node| {
            let text = reader.text(Some(node))?;
            reader.target(&text, node.place, "the silence is on")
        });
        let (asked, expected) = (fields.take("asked"), fields.take("expected"));
        let (note, cites) = (fields.take("note"), fields.take("cites"));
        let (asked, expected) = (reader.text(asked), reader.text(expected));
        let (note, cites) = (reader.text(note), reader.cites(cites));
        if let (Some(party), Some(on)) = (party, target) {
            model.silent.push(Silence {
                party,
                on,
                asked,
                expected,
                note,
                cites,
                place: item.place,
            });
        }
        reader.finish(fields);
    }
}

/// Adds what `contested:` and `consents:` say to the issues and milestones that they name, in whatever file those stand.
pub(super) fn settle_reported(
    trees: &[(Node, crate::model::Origin)],
    model: &mut Model,
    reader: &mut Reader<'_>,
) {
    for (tree, _) in trees {
        if let Some(node) = tree.get("contested") {
            contested(node, model, reader);
        }
        if let Some(node) = tree.get("consents") {
            consents(node, model, reader);
        }
    }
}

/// `contested: { troop-withdrawals: ["002 s6"] }`
fn contested(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for (key, value) in reader.entries(node, "contested") {
        let cites = reader.cites(Some(value));
        match reader.target(&key.text, key.place, "contested is") {
            Some(Target::Issue(issue)) => {
                if let Some(issue) = model.issues.get_mut(&issue) {
                    issue.reported_contested.extend(cites);
                    issue.reported_contested.sort();
                    issue
                        .reported_contested
                        .dedup_by(|a, b| a.source == b.source && a.sentence == b.sentence);
                }
            }
            Some(Target::Milestone(_) | Target::Option(..)) => {
                reader.problem(Diagnostic::error(
                    "wrong-type",
                    format!("`{}` is no issue; only an issue is contested", key.text),
                    key.place,
                ));
            }
            None => {}
        }
    }
}

/// `consents: [ { on: ratification, party: us-congress, cites: [..] } ]`
fn consents(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for item in reader.list(Some(node)) {
        let Some(mut fields) = reader.fields(item, "a consent") else {
            continue;
        };
        let (on, party, cites) = (
            fields.take("on"),
            fields.take("party"),
            fields.take("cites"),
        );
        for (key, missing) in [("on", on.is_none()), ("party", party.is_none())] {
            if missing {
                reader.missing(
                    &fields,
                    key,
                    "a consent is { on: milestone, party: .., cites: [..] }",
                );
            }
        }
        let party = reader.party(party);
        let cites = reader.cites(cites);
        let target = on.and_then(|node| {
            let text = reader.text(Some(node))?;
            reader.target(&text, node.place, "the consent is to")
        });
        reader.finish(fields);
        let (Some(Target::Milestone(milestone)), Some(party)) = (target, party) else {
            continue;
        };
        let Some(milestone) = model.milestones.get_mut(&milestone) else {
            continue;
        };
        match milestone.consent.iter_mut().find(|c| c.party == party) {
            Some(known) => known.cites.extend(
                cites
                    .into_iter()
                    .filter(|c| {
                        !known
                            .cites
                            .iter()
                            .any(|k| k.source == c.source && k.sentence == c.sentence)
                    })
                    .collect::<Vec<_>>(),
            ),
            None => milestone.consent.push(crate::model::Consent {
                party,
                cites,
                since: None,
                ended: None,
                note: None,
            }),
        }
    }
}
