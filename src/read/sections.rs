//! The top-level keys of a model file, and the declarations: parties, issues, milestones.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{
    Batna, Consent, Deadline, Extension, FORMAT, Interest, Issue, IssueId, IssueOption, Milestone,
    MilestoneId, Model, OptionId, Origin, Party, PartyId, PartyKind, Scale, Speaker, SpeakerId,
    Target,
};
use crate::source::{Date, Files};

use super::conditions::Subject;
use super::fields::Reader;
use super::{positions, records};
use crate::yaml::{Content, Key, Node};

type Decode = fn(&Node, Origin, &mut Model, &mut Reader<'_>);

/// Every top-level key with what reads it: the one list of the language's sections.
pub(super) const SECTIONS: &[(&str, Decode)] = &[
    ("format", |_, _, _, _| {}),
    ("title", |node, _, model, reader| {
        model.title = reader.text(Some(node)).unwrap_or_default()
    }),
    ("as_of", |node, _, model, reader| {
        model.as_of = reader.date(Some(node))
    }),
    ("goal", |node, _, model, reader| {
        model.goal = reader
            .text(Some(node))
            .and_then(|text| reader.target(&text, node.place, "the goal is"));
    }),
    ("sources", |node, _, model, reader| {
        records::sources(node, model, reader)
    }),
    ("parties", |node, _, model, reader| {
        parties(node, model, reader)
    }),
    ("issues", |node, _, model, reader| {
        issues(node, model, reader)
    }),
    ("milestones", |node, _, model, reader| {
        milestones(node, model, reader)
    }),
    ("positions", positions::decode),
    ("claims", |node, _, model, reader| {
        records::claims(node, model, reader)
    }),
    ("events", |node, _, model, reader| {
        records::events(node, model, reader)
    }),
    ("incompatible", |node, _, model, reader| {
        records::incompatible(node, model, reader)
    }),
    ("notes", |node, _, model, reader| {
        records::notes(node, model, reader)
    }),
    ("silent", |node, _, model, reader| {
        records::silent(node, model, reader)
    }),
    // Read once everything is declared: they add to issues and milestones of any file.
    ("contested", |_, _, _, _| {}),
    ("consents", |_, _, _, _| {}),
    ("facts", |_, _, _, _| {}),
];

/// Decodes one file into the model.
pub(super) fn decode(node: &Node, origin: Origin, model: &mut Model, reader: &mut Reader<'_>) {
    let entries = match &node.content {
        Content::Map(entries) => entries,
        Content::Null => return,
        Content::Scalar { .. } | Content::List(_) => {
            return reader.wrong_type(
                node,
                "a model file is a map of keys such as `parties:` and `positions:`",
            );
        }
    };
    for (key, value) in entries {
        match SECTIONS.iter().find(|(name, _)| *name == key.text) {
            Some(_) if matches!(value.content, Content::Null) => {}
            Some((_, read)) => read(value, origin, model, reader),
            None => unknown_section(key, reader),
        }
    }
}

fn unknown_section(key: &Key, reader: &mut Reader<'_>) {
    let names: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
    let mut problem = Diagnostic::error(
        "unknown-key",
        format!("a model has no key `{}`", key.text),
        key.place,
    );
    if let Some(near) = did_you_mean(&key.text, names.iter().copied()) {
        problem = problem.saying(format!("did you mean `{near}`?"));
    }
    reader.problem(problem.help(format!("the keys are {}", names.join(", "))));
}

/// `format: 1` is required once.
pub(super) fn require_format(trees: &[(Node, Origin)], files: &Files, reader: &mut Reader<'_>) {
    let mut found = false;
    for (node, _) in trees {
        let Content::Map(entries) = &node.content else {
            continue;
        };
        for (_, value) in entries.iter().filter(|(key, _)| key.text == "format") {
            found = true;
            if let Some(number) = reader.whole(value).filter(|number| *number != FORMAT) {
                reader.problem(
                    Diagnostic::error(
                        "unknown-format",
                        format!("this is format {number}, and this program reads format {FORMAT}"),
                        value.place,
                    )
                    .help("see the changelog's heading *Model format* for how to migrate"),
                );
            }
        }
    }
    let written = trees
        .iter()
        .filter(|(_, origin)| *origin == Origin::Written);
    if let Some((first, _)) = written
        .clone()
        .next()
        .filter(|_| !found && files.iter().next().is_some())
    {
        let place = crate::source::Place {
            end: first.place.start,
            ..first.place
        };
        reader.problem(
            Diagnostic::error("missing-key", "the model does not say `format: 1`", place)
                .help("write `format: 1` as the first line of the model"),
        );
    }
}

fn parties(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for (key, value) in reader.entries(node, "parties") {
        if let Some(party) = party(key, value, reader) {
            model.parties.insert(party.id.clone(), party);
        }
    }
}

const PARTY_KINDS: [(&str, PartyKind); 9] = [
    ("state", PartyKind::State),
    ("organisation", PartyKind::Organisation),
    ("coalition", PartyKind::Coalition),
    ("body", PartyKind::Body),
    ("public", PartyKind::Public),
    ("company", PartyKind::Company),
    ("union", PartyKind::Union),
    ("faction", PartyKind::Faction),
    ("other", PartyKind::Other),
];

fn party(key: &Key, node: &Node, reader: &mut Reader<'_>) -> Option<Party> {
    let id = PartyId::new(&key.text);
    let named = |name: Option<String>| name.unwrap_or_else(|| spoken(&key.text));
    if let Content::Null | Content::Scalar { .. } = node.content {
        let name = reader.text(Some(node));
        return Some(Party {
            id,
            name: named(name),
            kind: PartyKind::Other,
            aliases: vec![],
            adjectives: vec![],
            of: None,
            members: vec![],
            speakers: BTreeMap::new(),
            interests: BTreeMap::new(),
            batna: None,
            cites: vec![],
            place: key.place,
        });
    }
    let mut fields = reader.fields(node, format!("the party `{}`", key.text))?;
    let party = Party {
        id,
        name: {
            let node = fields.take("name");
            named(reader.text(node))
        },
        kind: reader
            .word(fields.take("kind"), "kind of party", &PARTY_KINDS)
            .unwrap_or_default(),
        aliases: reader.texts(fields.take("aliases")),
        adjectives: reader.texts(fields.take("adjectives")),
        of: reader.party(fields.take("of")),
        members: reader.parties(fields.take("members")),
        speakers: fields
            .take("speakers")
            .map(|node| speakers(node, reader))
            .unwrap_or_default(),
        interests: fields
            .take("interests")
            .map(|node| interests(node, reader))
            .unwrap_or_default(),
        batna: fields.take("batna").and_then(|node| batna(node, reader)),
        cites: reader.cites(fields.take("cites")),
        place: key.place,
    };
    reader.finish(fields);
    if party.of.as_ref() == Some(&party.id) || party.members.contains(&party.id) {
        reader.problem(
            Diagnostic::error(
                "self-condition",
                format!("the party `{}` is part of itself", key.text),
                key.place,
            )
            .help("name the larger party under `of:`, and others under `members:`"),
        );
    }
    Some(party)
}

fn speakers(node: &Node, reader: &mut Reader<'_>) -> BTreeMap<SpeakerId, Speaker> {
    let mut found = BTreeMap::new();
    for (key, value) in reader.entries(node, "speakers") {
        let Some(mut fields) = reader.fields(value, format!("the speaker `{}`", key.text)) else {
            continue;
        };
        let speaker = Speaker {
            name: reader
                .text(fields.take("name"))
                .unwrap_or_else(|| key.text.clone()),
            office: reader.text(fields.take("office")),
            aliases: reader.texts(fields.take("aliases")),
            since: reader.date(fields.take("since")),
            ended: reader.date(fields.take("ended")),
            cites: reader.cites(fields.take("cites")),
        };
        reader.finish(fields);
        found.insert(SpeakerId::new(&key.text), speaker);
    }
    found
}

fn interests(node: &Node, reader: &mut Reader<'_>) -> BTreeMap<String, Interest> {
    let mut found = BTreeMap::new();
    for (key, value) in reader.entries(node, "interests") {
        let Some(mut fields) = reader.fields(value, format!("the interest `{}`", key.text)) else {
            continue;
        };
        let text = fields.take("text");
        let cites = fields.take("cites");
        let interest = Interest {
            text: reader.text(text).unwrap_or_else(|| key.text.clone()),
            cites: reader.cites(cites),
        };
        reader.finish(fields);
        found.insert(key.text.clone(), interest);
    }
    found
}

fn batna(node: &Node, reader: &mut Reader<'_>) -> Option<Batna> {
    let mut fields = reader.fields(node, "a BATNA")?;
    let (text, cites, assumed) = (
        fields.take("text"),
        fields.take("cites"),
        fields.take("assumed"),
    );
    let batna = Batna {
        text: reader.text(text).unwrap_or_default(),
        cites: reader.cites(cites),
        assumed: reader.flag(assumed),
    };
    if batna.cites.is_empty() && !batna.assumed {
        reader.problem(
            Diagnostic::error("unfounded-batna", "a BATNA needs a citation, or `assumed: true`", node.place)
                .help("what a party would do without an agreement is rarely said in public: cite who says so, or mark it as assumed"),
        );
    }
    reader.finish(fields);
    Some(batna)
}

fn issues(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for (key, value) in reader.entries(node, "issues") {
        if let Some(issue) = issue(key, value, reader) {
            model.issues.insert(issue.id.clone(), issue);
        }
    }
}

fn issue(key: &Key, node: &Node, reader: &mut Reader<'_>) -> Option<Issue> {
    let mut fields = reader.fields(node, format!("the issue `{}`", key.text))?;
    let name = fields.take("name");
    let question = fields.take("question");
    let name = reader.text(name).unwrap_or_else(|| spoken(&key.text));
    let between = fields.take("between");
    if between.is_none() {
        reader.missing(
            &fields,
            "between",
            "name the parties whose acceptance settles the issue: `between: [a, b]`",
        );
    }
    let issue = Issue {
        id: IssueId::new(&key.text),
        question: reader.text(question).unwrap_or_else(|| name.clone()),
        name,
        between: reader.parties(between),
        options: fields
            .take("options")
            .map(|node| options(node, reader))
            .unwrap_or_default(),
        scale: fields.take("scale").and_then(|node| scale(node, reader)),
        reported_contested: reader.cites(fields.take("reported_contested")),
        terms: reader.texts(fields.take("terms")),
        note: reader.text(fields.take("note")),
        cites: reader.cites(fields.take("cites")),
        place: key.place,
    };
    if issue.scale.is_some() && !issue.options.is_empty() {
        reader.problem(
            Diagnostic::error("options-and-scale", format!("the issue `{}` has both options and a scale", key.text), key.place)
                .help("an issue is answered by one of its options or by a number, not by both: split it into two issues"),
        );
    }
    reader.finish(fields);
    Some(issue)
}

/// `nato-troops` as a reader says it: `Nato troops`.
fn spoken(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

fn options(node: &Node, reader: &mut Reader<'_>) -> Vec<IssueOption> {
    if let Content::List(items) = &node.content {
        return items
            .iter()
            .filter_map(|item| {
                let id = reader.text(Some(item))?;
                slug(&id, item.place, reader);
                Some(IssueOption {
                    id: OptionId::new(&id),
                    text: spoken(&id),
                })
            })
            .collect();
    }
    let mut found = Vec::new();
    for (key, value) in reader.entries(node, "options") {
        slug(&key.text, key.place, reader);
        let text = match &value.content {
            Content::Map(_) => {
                let Some(mut fields) = reader.fields(value, format!("the option `{}`", key.text))
                else {
                    continue;
                };
                let text = fields.take("text");
                let text = reader.text(text);
                reader.finish(fields);
                text
            }
            Content::Null | Content::Scalar { .. } | Content::List(_) => reader.text(Some(value)),
        };
        found.push(IssueOption {
            id: OptionId::new(&key.text),
            text: text.unwrap_or_else(|| spoken(&key.text)),
        });
    }
    found
}

fn slug(id: &str, place: crate::source::Place, reader: &mut Reader<'_>) {
    if !crate::model::is_slug(id) {
        reader.problem(
            Diagnostic::error("bad-id", format!("`{id}` is not an id"), place)
                .help("ids are small letters, digits and single hyphens: `ukraine-withdraws`"),
        );
    }
}

fn scale(node: &Node, reader: &mut Reader<'_>) -> Option<Scale> {
    if let Content::Scalar { text } = &node.content {
        return Some(Scale {
            unit: text.clone(),
            min: None,
            max: None,
        });
    }
    let mut fields = reader.fields(node, "a scale")?;
    let unit = fields.take("unit");
    let scale = Scale {
        unit: reader.text(unit).unwrap_or_default(),
        min: fields.take("min").and_then(|node| reader.number(node)),
        max: fields.take("max").and_then(|node| reader.number(node)),
    };
    reader.finish(fields);
    if let (Some(min), Some(max)) = (scale.min, scale.max)
        && min >= max
    {
        reader.problem(Diagnostic::error(
            "empty-range",
            "the scale's `min` is not below its `max`",
            node.place,
        ));
    }
    Some(scale)
}

fn milestones(node: &Node, model: &mut Model, reader: &mut Reader<'_>) {
    for (key, value) in reader.entries(node, "milestones") {
        if let Some(milestone) = milestone(key, value, reader) {
            model.milestones.insert(milestone.id.clone(), milestone);
        }
    }
}

fn milestone(key: &Key, node: &Node, reader: &mut Reader<'_>) -> Option<Milestone> {
    let id = MilestoneId::new(&key.text);
    let itself = Target::Milestone(id.clone());
    let subject = |verb: &str| Subject {
        of: Some(&itself),
        says: format!("`{}` {verb}", key.text),
    };
    let named = |name: Option<String>| name.unwrap_or_else(|| spoken(&key.text));
    if let Content::Null | Content::Scalar { .. } = node.content {
        let name = named(reader.text(Some(node)));
        return Some(Milestone {
            id,
            name,
            kind: None,
            consent: vec![],
            requires: vec![],
            after: vec![],
            reached: None,
            deadline: None,
            terms: vec![],
            note: None,
            cites: vec![],
            place: key.place,
        });
    }
    let mut fields = reader.fields(node, format!("the milestone `{}`", key.text))?;
    let milestone = Milestone {
        id: id.clone(),
        name: {
            let node = fields.take("name");
            named(reader.text(node))
        },
        kind: reader.text(fields.take("kind")),
        consent: reader
            .list(fields.take("consent"))
            .into_iter()
            .filter_map(|item| consent(item, reader))
            .collect(),
        requires: reader.conditions(fields.take("requires"), &subject("requires")),
        after: reader.conditions(fields.take("after"), &subject("comes after")),
        reached: reader.date(fields.take("reached")),
        deadline: fields
            .take("deadline")
            .and_then(|node| deadline(node, &id, reader)),
        terms: reader.texts(fields.take("terms")),
        note: reader.text(fields.take("note")),
        cites: reader.cites(fields.take("cites")),
        place: key.place,
    };
    reader.finish(fields);
    Some(milestone)
}

/// `ukraine`, or `{ us-congress: { cites: [..], since: .. } }`.
fn consent(node: &Node, reader: &mut Reader<'_>) -> Option<Consent> {
    let Content::Map(entries) = &node.content else {
        let party = reader.party(Some(node))?;
        return Some(Consent {
            party,
            cites: vec![],
            since: None,
            ended: None,
            note: None,
        });
    };
    let [(key, value)] = entries.as_slice() else {
        reader.wrong_type(
            node,
            "a consent is a party, or one party with its citations",
        );
        return None;
    };
    let name = Node {
        place: key.place,
        content: Content::Scalar {
            text: key.text.clone(),
        },
    };
    let party = reader.party(Some(&name));
    let mut fields = reader.fields(value, format!("the consent of `{}`", key.text))?;
    let (cites, since, ended, note) = (
        fields.take("cites"),
        fields.take("since"),
        fields.take("ended"),
        fields.take("note"),
    );
    let (cites, since, ended, note) = (
        reader.cites(cites),
        reader.date(since),
        reader.date(ended),
        reader.text(note),
    );
    reader.finish(fields);
    Some(Consent {
        party: party?,
        cites,
        since,
        ended,
        note,
    })
}

fn deadline(node: &Node, milestone: &MilestoneId, reader: &mut Reader<'_>) -> Option<Deadline> {
    let mut fields = reader.fields(node, "a deadline")?;
    let date_node = fields.take("date");
    let date = reader.date(date_node);
    let cites = reader.cites(fields.take("cites"));
    let otherwise_node = fields.take("otherwise");
    let otherwise = otherwise_node.and_then(|node| otherwise(node, milestone, reader));
    let extended = reader.list(fields.take("extended"));
    let extended = extended
        .into_iter()
        .filter_map(|item| extension(item, date, reader));
    let extended: Vec<Extension> = extended.collect();
    if date_node.is_none() {
        let form = "a deadline is { date: 2026-03-29, otherwise: no-deal }";
        reader.missing(&fields, "date", form);
    }
    reader.finish(fields);
    Some(Deadline {
        date: date?,
        otherwise,
        extended,
        cites,
    })
}

/// What happens where a deadline passes: a milestone, and another one.
fn otherwise(node: &Node, milestone: &MilestoneId, reader: &mut Reader<'_>) -> Option<MilestoneId> {
    let text = reader.text(Some(node))?;
    let Target::Milestone(otherwise) = reader.target(&text, node.place, "otherwise comes")? else {
        reader.problem(Diagnostic::error(
            "wrong-type",
            format!("`{text}` is an issue; what happens otherwise is a milestone"),
            node.place,
        ));
        return None;
    };
    if otherwise == *milestone {
        reader.problem(
            Diagnostic::error(
                "self-condition",
                format!("`{milestone}` is said to happen where `{milestone}` does not"),
                node.place,
            )
            .help("name the milestone that comes about by itself"),
        );
        return None;
    }
    Some(otherwise)
}

/// `{ to: 2026-04-12, on: 2026-03-21, by: [..], cites: [..] }`.
fn extension(node: &Node, first: Option<Date>, reader: &mut Reader<'_>) -> Option<Extension> {
    let mut fields = reader.fields(node, "an extension")?;
    let to_node = fields.take("to");
    let to = reader.date(to_node);
    let on_node = fields.take("on");
    let on = reader.date(on_node);
    let by = reader.list(fields.take("by"));
    let by = by
        .into_iter()
        .filter_map(|item| reader.party(Some(item)))
        .collect();
    let cites = reader.cites(fields.take("cites"));
    if to_node.is_none() {
        let form = "an extension is { to: 2026-04-12, on: 2026-03-21, by: [..], cites: [..] }";
        reader.missing(&fields, "to", form);
    }
    reader.finish(fields);
    if let (Some(to), Some(first)) = (to, first)
        && to <= first
    {
        reader.problem(
            Diagnostic::error(
                "bad-date",
                format!("this extension ends on {to}, not after the deadline of {first}"),
                to_node.map_or(node.place, |node| node.place),
            )
            .help("`to` is the new day; `date` stays the day as it was first set"),
        );
        return None;
    }
    if let (Some(to), Some(on)) = (to, on)
        && to < on
    {
        reader.problem(
            Diagnostic::error(
                "bad-date",
                format!("this extension was agreed on {on}, after its new day, {to}"),
                on_node.map_or(node.place, |node| node.place),
            )
            .help("`on` is the day on which it was agreed, `to` the new day"),
        );
        return None;
    }
    Some(Extension {
        to: to?,
        on,
        by,
        cites,
        place: node.place,
    })
}
