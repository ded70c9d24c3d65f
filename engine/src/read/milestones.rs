//! Milestones: what happens or does not, whose consent it takes, what it waits for, and by when.

use crate::diagnostic::Diagnostic;
use crate::model::{
    Consent, Deadline, Extends, Extension, Milestone, MilestoneId, Model, PartyId, Target,
};
use crate::source::{Date, Place};
use crate::yaml::{Content, Key, Node};

use super::bodies::rule;
use super::conditions::Subject;
use super::reader::Reader;

/// Decodes the map under `milestones:`.
pub(super) fn decode(reader: &mut Reader, node: &Node, model: &mut Model) {
    for milestone in reader.entries(node, "milestones", milestone) {
        model.milestones.insert(milestone.id.clone(), milestone);
    }
}

fn milestone(reader: &mut Reader, key: &Key, node: &Node) -> Option<Milestone> {
    let id = MilestoneId::new(&key.text);
    let itself = Target::Milestone(id.clone());
    let subject = |verb: &str| Subject {
        of: Some(&itself),
        says: format!("`{}` {verb}", key.text),
    };
    let mut fields = reader.fields_or_name(node, format!("the milestone `{}`", key.text))?;
    let (name, forms) = fields.common_name(&key.text);
    let milestone = Milestone {
        name,
        forms,
        kind: fields.text("kind"),
        consent: fields.each("consent", consent),
        requires: fields.conditions("requires", &subject("requires")),
        after: fields.conditions("after", &subject("comes after")),
        reached: fields.date("reached"),
        deadline: fields.read("deadline", |reader, node| deadline(reader, node, &id)),
        extends: fields.each("extends", extends),
        terms: fields.texts("terms"),
        note: fields.text("note"),
        cites: fields.cites("cites"),
        place: key.place,
        id,
    };
    fields.finish();
    Some(milestone)
}

/// `ukraine`, or `{ us-congress: { cites: [..], since: .. } }`.
fn consent(reader: &mut Reader, node: &Node) -> Option<Consent> {
    if !matches!(node.content, Content::Map(_)) {
        return reader.party(node).map(plain_consent);
    }
    let [(key, value)] = node.entries() else {
        let wanted = "a consent is a party, or one party with its citations";
        reader.wrong_type(node, wanted);
        return None;
    };
    let party = reader.party(&key.as_node());
    let mut fields = reader.fields(value, format!("the consent of `{}`", key.text))?;
    let (cites, since) = (fields.cites("cites"), fields.date("since"));
    let (ended, ending) = fields.end();
    let note = fields.text("note");
    let rule = fields.read("rule", rule);
    fields.finish();
    Some(Consent {
        party: party?,
        rule,
        cites,
        since,
        ended,
        ending,
        note,
    })
}

/// A consent of which nothing is said but whose it is.
pub(super) fn plain_consent(party: PartyId) -> Consent {
    Consent {
        party,
        rule: None,
        cites: vec![],
        since: None,
        ended: None,
        ending: None,
        note: None,
    }
}

fn deadline(reader: &mut Reader, node: &Node, milestone: &MilestoneId) -> Option<Deadline> {
    let mut fields = reader.fields(node, "a deadline")?;
    fields.require(
        &["date"],
        "a deadline is { date: 2026-03-29, otherwise: no-deal }",
    );
    let date = fields.date("date");
    let otherwise = fields.read("otherwise", |reader, node| {
        otherwise(reader, node, milestone)
    });
    let extended = fields.each("extended", |reader, item| extension(reader, item, date));
    let cites = fields.cites("cites");
    fields.finish();
    Some(Deadline {
        date: date?,
        otherwise,
        extended,
        cites,
    })
}

/// `{ of: agreement, to: 2019-06-30 }`
fn extends(reader: &mut Reader, node: &Node) -> Option<Extends> {
    let mut fields = reader.fields(node, "what it extends")?;
    fields.require(&["of", "to"], "write { of: agreement, to: 2019-06-30 }");
    let of = fields.target("of", "this extends");
    let place = fields.place_of("of").unwrap_or(node.place);
    let to = fields.date("to");
    fields.finish();
    match of? {
        Target::Milestone(of) => Some(Extends { of, to: to? }),
        of @ (Target::Issue(_) | Target::Option(..)) => {
            let message = format!("`{of}` is an issue, and only a milestone has a deadline");
            reader.problem(Diagnostic::error("wrong-type", message, place));
            None
        }
    }
}

/// Notes agreements that have been reached as extensions of the deadlines that they move.
pub(super) fn extend(model: &mut Model) -> Vec<Diagnostic> {
    let all: Vec<(Extends, Extension)> = model
        .milestones
        .values()
        .flat_map(Milestone::extending)
        .collect();
    let mut problems = Vec::new();
    for (extends, extension) in all {
        let is_its_own = model
            .milestones
            .get(&extends.of)
            .is_some_and(|of| of.place == extension.place);
        if is_its_own {
            let message = format!("`{}` is said to extend its own deadline", extends.of);
            let problem = Diagnostic::error("self-condition", message, extension.place);
            problems.push(problem.help("name the milestone whose deadline it moves"));
            continue;
        }
        let of = model.milestones.get_mut(&extends.of);
        let Some(deadline) = of.and_then(|of| of.deadline.as_mut()) else {
            let message = format!("`{}` has no deadline that could be extended", extends.of);
            let problem = Diagnostic::error("missing-key", message, extension.place);
            problems.push(problem.help("give it `deadline: { date: .., otherwise: .. }`"));
            continue;
        };
        let first = Some(deadline.date);
        problems.extend(ends_too_early(&extension, first, extension.place));
        if extension.on.is_some() {
            deadline.extended.push(extension);
        }
    }
    problems
}

/// What happens where a deadline passes: a milestone, and another one.
fn otherwise(reader: &mut Reader, node: &Node, milestone: &MilestoneId) -> Option<MilestoneId> {
    let text = reader.text(node)?;
    let problem = match reader.target(&text, node.place, "otherwise comes")? {
        Target::Milestone(otherwise) if otherwise != *milestone => return Some(otherwise),
        Target::Milestone(_) => {
            let message = format!("`{milestone}` is said to happen where `{milestone}` does not");
            Diagnostic::error("self-condition", message, node.place)
                .help("name the milestone that comes about by itself")
        }
        Target::Issue(_) | Target::Option(..) => {
            let message = format!("`{text}` is an issue; what happens otherwise is a milestone");
            Diagnostic::error("wrong-type", message, node.place)
        }
    };
    reader.problem(problem);
    None
}

/// `{ to: 2026-04-12, on: 2026-03-21, by: [..], cites: [..] }`; `first` is the deadline that it moves.
fn extension(reader: &mut Reader, node: &Node, first: Option<Date>) -> Option<Extension> {
    let mut fields = reader.fields(node, "an extension")?;
    fields.require(
        &["to"],
        "an extension is { to: 2026-04-12, on: 2026-03-21, by: [..], cites: [..] }",
    );
    let (to_place, on_place) = (fields.place_of("to"), fields.place_of("on"));
    let (to, on) = (fields.date("to"), fields.date("on"));
    let (by, cites) = (fields.parties("by"), fields.cites("cites"));
    let note = fields.text("note");
    fields.finish();
    let extension = Extension {
        to: to?,
        on,
        by,
        note,
        cites,
        place: node.place,
    };
    let problem = ends_too_early(&extension, first, to_place.unwrap_or(node.place))
        .or_else(|| agreed_too_late(&extension, on_place.unwrap_or(node.place)));
    match problem {
        None => Some(extension),
        Some(problem) => {
            reader.problem(problem);
            None
        }
    }
}

fn ends_too_early(extension: &Extension, first: Option<Date>, place: Place) -> Option<Diagnostic> {
    let first = first.filter(|first| extension.to <= *first)?;
    let to = extension.to;
    let message = format!("this extension ends on {to}, not after the deadline of {first}");
    let problem = Diagnostic::error("bad-date", message, place);
    Some(problem.help("`to` is the new day; `date` stays the day as it was first set"))
}

fn agreed_too_late(extension: &Extension, place: Place) -> Option<Diagnostic> {
    let on = extension.on.filter(|on| extension.to < *on)?;
    let to = extension.to;
    let message = format!("this extension was agreed on {on}, after its new day, {to}");
    let problem = Diagnostic::error("bad-date", message, place);
    Some(problem.help("`on` is the day on which it was agreed, `to` the new day"))
}
