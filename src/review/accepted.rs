//! Accepted facts as lines of the model.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::extract::{FactKind, Polarity};
use crate::model::{Model, PartyId, Position, Stance, Target};
use crate::source::SourceId;

use super::inbox::{Decision, Entry, Inbox, quoted};

/// What an accepted fact becomes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// A position: everything but its citations, as YAML.
    Position(String),
    /// An issue is reported as contested.
    Contested(String),
    /// A milestone needs a party's yes: the milestone and the party.
    Consent(String, String),
    /// A note: its text.
    Note(String),
}

/// The facts file that all inboxes together give, and what could not be written, with the reason.
pub fn reviewed_facts(model: &Model, inboxes: &[Inbox]) -> (String, Vec<(String, String)>) {
    let mut lines: BTreeMap<Written, Vec<String>> = BTreeMap::new();
    let mut refused = Vec::new();
    let mut sources: BTreeMap<&str, &Inbox> = BTreeMap::new();
    for inbox in inboxes {
        for entry in inbox
            .entries
            .iter()
            .filter(|entry| entry.decision == Decision::Accept)
        {
            let meant = merged(entry, inboxes);
            match written(model, meant, inbox) {
                Ok(all) => {
                    let cite = format!(
                        "{{ source: {}, sentence: {}, quote: {} }}",
                        quoted(&inbox.source),
                        entry.sentence,
                        quoted(entry.quote.trim_end_matches(" …"))
                    );
                    for one in all {
                        let cites = lines.entry(one).or_default();
                        if !cites.contains(&cite) {
                            cites.push(cite.clone());
                        }
                    }
                    if !model.sources.contains_key(&SourceId::new(&inbox.source)) {
                        sources.insert(&inbox.source, inbox);
                    }
                }
                Err(why) => refused.push((entry.id.clone(), why)),
            }
        }
    }
    (yaml(&lines, &sources), refused)
}

/// The entry that another was merged with, or itself.
fn merged<'e>(entry: &'e Entry, inboxes: &'e [Inbox]) -> &'e Entry {
    let same = entry.field("same_as").and_then(|id| {
        inboxes
            .iter()
            .flat_map(|i| &i.entries)
            .find(|other| other.id == id)
    });
    same.unwrap_or(entry)
}

fn yaml(lines: &BTreeMap<Written, Vec<String>>, sources: &BTreeMap<&str, &Inbox>) -> String {
    let mut text = "# Reviewed facts, written by `impasse review` from inbox/*.yaml. Change the decision there, not here.\n".to_owned();
    if !sources.is_empty() {
        text.push_str("sources:\n");
        for (id, inbox) in sources {
            let date = inbox
                .date
                .as_ref()
                .map(|date| format!(", date: {date}"))
                .unwrap_or_default();
            let _ = writeln!(
                text,
                "  {}: {{ title: {}{date} }}",
                quoted(id),
                quoted(&inbox.document)
            );
        }
    }
    section(&mut text, "positions", lines, |one, cites| match one {
        Written::Position(fields) => Some(format!("  - {{ {fields}, cites: [{cites}] }}")),
        Written::Contested(_) | Written::Consent(..) | Written::Note(_) => None,
    });
    section(&mut text, "contested", lines, |one, cites| match one {
        Written::Contested(issue) => Some(format!("  {issue}: [{cites}]")),
        Written::Position(_) | Written::Consent(..) | Written::Note(_) => None,
    });
    section(&mut text, "consents", lines, |one, cites| match one {
        Written::Consent(milestone, party) => Some(format!(
            "  - {{ on: {milestone}, party: {party}, cites: [{cites}] }}"
        )),
        Written::Position(_) | Written::Contested(_) | Written::Note(_) => None,
    });
    section(&mut text, "notes", lines, |one, cites| match one {
        Written::Note(note) => Some(format!(
            "  - {{ kind: context, text: {}, cites: [{cites}] }}",
            quoted(note)
        )),
        Written::Position(_) | Written::Contested(_) | Written::Consent(..) => None,
    });
    text
}

fn section(
    text: &mut String,
    name: &str,
    lines: &BTreeMap<Written, Vec<String>>,
    line: impl Fn(&Written, &str) -> Option<String>,
) {
    let rows: Vec<String> = lines
        .iter()
        .filter_map(|(one, cites)| line(one, &cites.join(", ")))
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(text, "{name}:\n{}", rows.join("\n"));
    }
}

/// What an entry becomes, or why it cannot.
fn written(model: &Model, entry: &Entry, inbox: &Inbox) -> Result<Vec<Written>, String> {
    let kind = entry
        .field("kind")
        .and_then(FactKind::parse)
        .ok_or("its `kind:` is none that is known")?;
    match kind {
        FactKind::Position
        | FactKind::Demand
        | FactKind::Offer
        | FactKind::Acceptance
        | FactKind::Rejection => {
            // A correction may add what the stance waits for.
            let refuses = stance(entry).is_some_and(|stance| !stance.grants());
            let condition = entry
                .field("needs")
                .map(|needs| waits(model, entry, needs, refuses))
                .transpose()?;
            positions(model, entry, inbox, condition)
        }
        FactKind::Condition => {
            let needs = entry
                .field("needs")
                .ok_or("nothing says what it waits for: write `needs:` with an id of the model")?;
            positions(
                model,
                entry,
                inbox,
                Some(waits(
                    model,
                    entry,
                    needs,
                    entry.field("stance") == Some("rejects"),
                )?),
            )
        }
        FactKind::Disagreement => {
            let on = entry.field("on").unwrap_or_default();
            match target(model, on) {
                Some(Target::Issue(issue) | Target::Option(issue, _)) => {
                    Ok(vec![Written::Contested(issue.to_string())])
                }
                Some(Target::Milestone(_)) | None => Err(format!(
                    "“{on}” is no issue of the model: write its id under `on:`, or declare it"
                )),
            }
        }
        FactKind::ApprovalRequired => {
            let on = entry.field("on").unwrap_or_default();
            match target(model, on) {
                Some(Target::Milestone(milestone)) => Ok(holders(model, entry)?
                    .into_iter()
                    .map(|party| Written::Consent(milestone.to_string(), party))
                    .collect()),
                Some(Target::Issue(_) | Target::Option(..)) | None => Err(format!(
                    "“{on}” is no milestone: write under `on:` the milestone that needs this yes"
                )),
            }
        }
        FactKind::Denial | FactKind::Event | FactKind::Claim => Ok(vec![Written::Note(
            entry.field("note").unwrap_or(&entry.quote).to_owned(),
        )]),
    }
}

/// A stance that waits for something: a refusal until it holds, or a yes together with it.
fn waits(model: &Model, entry: &Entry, needs: &str, refuses: bool) -> Result<String, String> {
    let on = entry.field("on").unwrap_or_default();
    let target = target(model, needs).ok_or_else(|| {
        format!(
            "what it waits for, “{needs}”, is no issue or milestone: write its id under `needs:`"
        )
    })?;
    if target.to_string() == on {
        return Err(format!(
            "`{on}` would wait for itself: correct `on:` or `needs:`"
        ));
    }
    let yes = stance(entry)
        .filter(|s| s.grants())
        .map_or("accepts", Stance::word);
    Ok(if refuses {
        format!("stance: rejects, until: {needs}")
    } else {
        format!("stance: {yes}, if: {needs}")
    })
}

fn positions(
    model: &Model,
    entry: &Entry,
    inbox: &Inbox,
    condition: Option<String>,
) -> Result<Vec<Written>, String> {
    let on = entry.field("on").unwrap_or_default();
    let target = target(model, on).ok_or_else(|| {
        format!(
            "“{on}” is no issue or milestone of the model: write its id under `on:`, or declare it"
        )
    })?;
    let says = match condition {
        Some(says) => says,
        None => format!(
            "stance: {}",
            stance(entry)
                .ok_or("its `stance:` is none that a position has")?
                .word()
        ),
    };
    let mut tail = String::new();
    if let Some(value) = entry
        .field("value")
        .and_then(|words| value(model, &target, words))
    {
        let _ = write!(tail, ", value: {value}");
    }
    let via = entry
        .field("via")
        .filter(|via| model.parties.contains_key(&PartyId::new(via)));
    let holders = holders(model, entry)?;
    if let Some(via) = via.filter(|via| !holders.iter().any(|h| h == via)) {
        let _ = write!(tail, ", voice: attributed, via: {via}");
    } else if entry.field("modality") == Some("stated") {
        tail.push_str(", voice: own");
    }
    if let Some(date) = &inbox.date {
        let _ = write!(tail, ", since: {date}");
    }
    Ok(holders
        .into_iter()
        .map(|party| {
            let speaks = entry.field("said_by").filter(|id| {
                let known = model.parties.get(&PartyId::new(&party));
                known.is_some_and(|p| p.speakers.keys().any(|speaker| speaker.as_str() == *id))
            });
            let said_by = speaks
                .map(|id| format!(", said_by: {id}"))
                .unwrap_or_default();
            Written::Position(format!(
                "party: {party}, on: {target}, {says}{tail}{said_by}"
            ))
        })
        .collect())
}

fn holders(model: &Model, entry: &Entry) -> Result<Vec<String>, String> {
    let named = entry.field("holder").into_iter().chain(
        entry
            .field("with")
            .into_iter()
            .flat_map(|with| with.split(", ")),
    );
    let mut found = Vec::new();
    for party in named.filter(|party| !party.is_empty()) {
        if !model.parties.contains_key(&PartyId::new(party)) {
            return Err(format!(
                "`{party}` is no party of the model: correct `holder:`"
            ));
        }
        found.push(party.to_owned());
    }
    if found.is_empty() {
        Err("the text names no party that holds it: write one under `holder:`".to_owned())
    } else {
        Ok(found)
    }
}

/// The stance of a position for the stance of a fact.
fn stance(entry: &Entry) -> Option<Stance> {
    let word = entry.field("stance")?;
    if let Some(stance) = Stance::ALL.into_iter().find(|s| s.word() == word) {
        return Some(stance);
    }
    match Polarity::parse(word)? {
        Polarity::Supports => Some(Stance::Prefers),
        Polarity::Demands => Some(Stance::Demands),
        Polarity::Offers => Some(Stance::Offers),
        Polarity::Accepts => Some(Stance::Accepts),
        Polarity::Rejects => Some(Stance::Rejects),
        Polarity::Open | Polarity::Disputed => Some(Stance::Open),
        Polarity::Conditional => None,
    }
}

fn target(model: &Model, text: &str) -> Option<Target> {
    use crate::model::{IssueId, MilestoneId, OptionId};
    if let Some((issue, option)) = text.split_once('/') {
        let found = model.issues.get(&IssueId::new(issue))?;
        return found
            .options
            .iter()
            .any(|o| o.id.as_str() == option)
            .then(|| Target::Option(IssueId::new(issue), OptionId::new(option)));
    }
    if model.milestones.contains_key(&MilestoneId::new(text)) {
        return Some(Target::Milestone(MilestoneId::new(text)));
    }
    model
        .issues
        .contains_key(&IssueId::new(text))
        .then(|| Target::Issue(IssueId::new(text)))
}

/// A number or a range on a scale: `up to 50 years` is at most 50.
fn value(model: &Model, target: &Target, words: &str) -> Option<String> {
    let issue = match target {
        Target::Issue(issue) => model.issues.get(issue)?,
        Target::Option(..) | Target::Milestone(_) => return None,
    };
    issue.scale.as_ref()?;
    let lower = words.to_lowercase();
    let number: String = lower
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .filter(|c| *c != ',')
        .collect();
    let number = number.trim_end_matches('.');
    if number.is_empty() {
        return None;
    }
    let says = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    Some(if says(&["up to", "at most", "no more than", "maximum"]) {
        format!("{{ at_most: {number} }}")
    } else if says(&["at least", "no less than", "minimum"]) {
        format!("{{ at_least: {number} }}")
    } else if says(&["more than", "beyond", "over ", "above"]) {
        format!("{{ more_than: {number} }}")
    } else if says(&["less than", "under ", "below", "fewer than"]) {
        format!("{{ less_than: {number} }}")
    } else {
        number.to_owned()
    })
}

/// Positions of the model that say the opposite of a fact.
pub fn opposite<'m>(model: &'m Model, entry: &Entry) -> Vec<&'m Position> {
    let Some((on, said)) = entry
        .field("on")
        .and_then(|on| target(model, on))
        .zip(stance(entry))
    else {
        return Vec::new();
    };
    let party = entry.field("holder").map(PartyId::new);
    let against = |position: &&Position| {
        Some(&position.party) == party.as_ref()
            && position.on == on
            && position.stance.grants() != said.grants()
            && !matches!(said, Stance::Open)
            && !matches!(position.stance, Stance::Open)
    };
    model.positions.iter().filter(against).collect()
}
