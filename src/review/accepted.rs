//! Accepted facts as lines of the model.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::extract::{FactKind, Polarity, Relation};
use crate::model::{IssueId, MilestoneId, Model, OptionId, PartyId, Position, Stance, Target};
use crate::source::SourceId;

use super::by_hand::marked;
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

/// The sections of a facts file, in their order.
const SECTIONS: [&str; 4] = ["positions", "contested", "consents", "notes"];

impl Written {
    /// The section of the facts file in which it stands.
    fn section(&self) -> &'static str {
        match self {
            Self::Position(_) => "positions",
            Self::Contested(_) => "contested",
            Self::Consent(..) => "consents",
            Self::Note(_) => "notes",
        }
    }

    /// Its line of the facts file.
    fn line(&self, cites: &str) -> String {
        match self {
            Self::Position(fields) => format!("  - {{ {fields}, cites: [{cites}] }}"),
            Self::Contested(issue) => format!("  {issue}: [{cites}]"),
            Self::Consent(milestone, party) => {
                format!("  - {{ on: {milestone}, party: {party}, cites: [{cites}] }}")
            }
            Self::Note(note) => {
                let note = quoted(note);
                format!("  - {{ kind: context, text: {note}, cites: [{cites}] }}")
            }
        }
    }
}

/// The facts file that all inboxes together give, and what could not be written, with the reason.
pub fn reviewed_facts(model: &Model, inboxes: &[Inbox]) -> (String, Vec<(String, String)>) {
    let mut facts = FactsFile::default();
    let mut refused = Vec::new();
    for (inbox, entry) in accepted(inboxes) {
        let written = same_as(entry, inboxes).and_then(|entry| {
            let fact = Accepted {
                model,
                inbox,
                entry,
            };
            fact.written()
        });
        match written {
            Ok(all) => {
                facts.add(all, &cite(inbox, entry));
                facts.add_source(model, inbox);
            }
            Err(why) => refused.push((entry.id.clone(), why)),
        }
    }
    (facts.yaml(), refused)
}

/// Every accepted entry, with its inbox.
fn accepted(inboxes: &[Inbox]) -> impl Iterator<Item = (&Inbox, &Entry)> {
    let entries = inboxes.iter().flat_map(|inbox| {
        let entries = inbox.entries.iter();
        entries.map(move |entry| (inbox, entry))
    });
    entries.filter(|(_, entry)| entry.decision == Decision::Accept)
}

fn cite(inbox: &Inbox, entry: &Entry) -> String {
    let quote = entry.quote.trim_end_matches(" …");
    format!(
        "{{ source: {}, sentence: {}, quote: {} }}",
        quoted(&inbox.source),
        entry.sentence,
        quoted(quote)
    )
}

/// The entry that another is the same as, or itself; why there is none.
///
/// # Errors
/// Where the other is not there, is not accepted, or is only the same as a third.
pub fn same_as<'e>(entry: &'e Entry, inboxes: &'e [Inbox]) -> Result<&'e Entry, String> {
    let Some(id) = entry.field("same_as") else {
        return Ok(entry);
    };
    let mut all = inboxes.iter().flat_map(|inbox| &inbox.entries);
    let Some(other) = all.find(|other| other.id == id) else {
        return Err(format!(
            "it is called the same as {id}, which is no fact of the inbox"
        ));
    };
    if other.id == entry.id {
        return Err("it is called the same as itself".to_owned());
    }
    if let Some(third) = other.field("same_as") {
        return Err(format!(
            "it is called the same as {id}, which is called the same as {third}: name that one"
        ));
    }
    match other.decision {
        Decision::Accept => Ok(other),
        Decision::Reject | Decision::Pending => Err(format!(
            "it is called the same as {id}, which is not accepted"
        )),
    }
}

/// What the facts file will hold.
#[derive(Default)]
struct FactsFile<'a> {
    /// What is written, each with its citations.
    lines: BTreeMap<Written, Vec<String>>,
    /// The texts that are no sources of the model yet.
    sources: BTreeMap<&'a str, &'a Inbox>,
}

impl<'a> FactsFile<'a> {
    fn add(&mut self, all: Vec<Written>, cite: &str) {
        for one in all {
            let cites = self.lines.entry(one).or_default();
            if !cites.iter().any(|known| known == cite) {
                cites.push(cite.to_owned());
            }
        }
    }

    /// A text that the model does not know as a source yet.
    fn add_source(&mut self, model: &Model, inbox: &'a Inbox) {
        if !model.sources.contains_key(&SourceId::new(&inbox.source)) {
            self.sources.insert(&inbox.source, inbox);
        }
    }

    fn yaml(&self) -> String {
        let mut text = String::new();
        if !self.sources.is_empty() {
            text.push_str("sources:\n");
        }
        let sources = self.sources.iter();
        text.extend(sources.map(|(id, inbox)| source_line(id, inbox)));
        text.extend(SECTIONS.map(|section| self.section(section)));
        marked(&text)
    }

    /// A section with a line for each thing; empty where nothing belongs there.
    fn section(&self, section: &str) -> String {
        let lines = self.lines.iter();
        let lines = lines.filter(|(one, _)| one.section() == section);
        let rows: Vec<String> = lines
            .map(|(one, cites)| one.line(&cites.join(", ")))
            .collect();
        match rows.is_empty() {
            true => String::new(),
            false => format!("{section}:\n{}\n", rows.join("\n")),
        }
    }
}

fn source_line(id: &str, inbox: &Inbox) -> String {
    let date = further("date", inbox.date.as_ref());
    let (id, title) = (quoted(id), quoted(&inbox.document));
    format!("  {id}: {{ title: {title}{date} }}\n")
}

/// One more field of a line; empty where there is nothing to write.
fn further(key: &str, value: Option<impl Display>) -> String {
    let field = value.map(|value| format!(", {key}: {value}"));
    field.unwrap_or_default()
}

/// A fact that was accepted, on its way into the model.
struct Accepted<'a> {
    model: &'a Model,
    inbox: &'a Inbox,
    entry: &'a Entry,
}

impl Accepted<'_> {
    /// What it becomes, or why it cannot.
    fn written(&self) -> Result<Vec<Written>, String> {
        let kind = self.entry.field("kind").and_then(FactKind::parse);
        match kind.ok_or("its `kind:` is none that is known")? {
            FactKind::Position
            | FactKind::Demand
            | FactKind::Offer
            | FactKind::Acceptance
            | FactKind::Rejection => self.stated(),
            FactKind::Relation if self.is_position() => self.stated(),
            FactKind::Condition => self.waiting(),
            FactKind::Disagreement => self.contested(),
            FactKind::ApprovalRequired => self.consents(),
            FactKind::Denial | FactKind::Event | FactKind::Claim | FactKind::Relation => {
                let note = self.entry.field("note").unwrap_or(&self.entry.quote);
                Ok(vec![Written::Note(note.to_owned())])
            }
        }
    }

    /// Whether a relation is a position of its holder: support or opposition to what another says.
    fn is_position(&self) -> bool {
        let relation = self.entry.field("relation").and_then(Relation::parse);
        let takes_side = matches!(relation, Some(Relation::Supports | Relation::Opposes));
        takes_side && self.entry.field("stance").is_some()
    }

    fn on(&self) -> &str {
        self.entry.field("on").unwrap_or_default()
    }

    fn contested(&self) -> Result<Vec<Written>, String> {
        let on = self.on();
        match target(self.model, on) {
            Some(Target::Issue(issue) | Target::Option(issue, _)) => {
                Ok(vec![Written::Contested(issue.to_string())])
            }
            Some(Target::Milestone(_)) | None => Err(format!(
                "“{on}” is no issue of the model: write its id under `on:`, or declare it"
            )),
        }
    }

    fn consents(&self) -> Result<Vec<Written>, String> {
        let on = self.on();
        match target(self.model, on) {
            Some(Target::Milestone(milestone)) => {
                let holders = self.holders()?.into_iter();
                let consent = |party| Written::Consent(milestone.to_string(), party);
                Ok(holders.map(consent).collect())
            }
            Some(Target::Issue(_) | Target::Option(..)) | None => Err(format!(
                "“{on}” is no milestone: write under `on:` the milestone that needs this yes"
            )),
        }
    }

    /// Positions with a stance, which a correction may have made to wait for something.
    fn stated(&self) -> Result<Vec<Written>, String> {
        let stance = stance(self.entry);
        if let Some(needs) = self.entry.field("needs") {
            if stance == Some(Stance::Open) {
                return Err("`stance: open` waits for nothing: remove `needs:`, or write accepts or rejects".to_owned());
            }
            let refuses = stance.is_some_and(|stance| !stance.grants());
            return self.positions(self.waits(needs, refuses)?);
        }
        // What it is about is missed before its stance is.
        self.target()?;
        let stance = stance.ok_or("its `stance:` is none that a position has")?;
        self.positions(format!("stance: {}", stance.word()))
    }

    /// Positions that wait for something.
    fn waiting(&self) -> Result<Vec<Written>, String> {
        let needs = self
            .entry
            .field("needs")
            .ok_or("nothing says what it waits for: write `needs:` with an id of the model")?;
        let refuses = self.entry.field("stance") == Some("rejects");
        self.positions(self.waits(needs, refuses)?)
    }

    /// A stance that waits for something: a refusal until it holds, or a yes together with it.
    fn waits(&self, needs: &str, refuses: bool) -> Result<String, String> {
        let on = self.on();
        let target = target(self.model, needs).ok_or_else(|| {
            format!(
                "what it waits for, “{needs}”, is no issue or milestone: write its id under `needs:`"
            )
        })?;
        if target.to_string() == on {
            return Err(format!(
                "`{on}` would wait for itself: correct `on:` or `needs:`"
            ));
        }
        let granting = stance(self.entry).filter(|stance| stance.grants());
        let yes = granting.map_or("accepts", Stance::word);
        Ok(match refuses {
            true => format!("stance: rejects, until: {needs}"),
            false => format!("stance: {yes}, if: {needs}"),
        })
    }

    fn target(&self) -> Result<Target, String> {
        let on = self.on();
        target(self.model, on).ok_or_else(|| {
            format!(
                "“{on}” is no issue or milestone of the model: write its id under `on:`, or declare it"
            )
        })
    }

    /// A position for each holder, with what it says.
    fn positions(&self, says: String) -> Result<Vec<Written>, String> {
        let target = self.target()?;
        let holders = self.holders()?;
        let particulars = self.particulars(&target, &holders);
        let position = |party: String| {
            let said_by = further("said_by", self.said_by(&party));
            Written::Position(format!(
                "party: {party}, on: {target}, {says}{particulars}{said_by}"
            ))
        };
        Ok(holders.into_iter().map(position).collect())
    }

    /// The number, the voice and the day of a position, as far as they are known.
    fn particulars(&self, target: &Target, holders: &[String]) -> String {
        let value = self.entry.field("value");
        let value = value.and_then(|words| value_on(self.model, target, words));
        let voice = self.voice(holders).unwrap_or_default();
        let since = further("since", self.inbox.date.as_ref());
        [further("value", value), voice, since].concat()
    }

    /// Whose words they are, where that is not the narrator's alone.
    fn voice(&self, holders: &[String]) -> Option<String> {
        let is_another = |id: &&str| self.is_party(id) && !holders.iter().any(|it| it == id);
        if let Some(via) = self.entry.field("via").filter(is_another) {
            return Some(format!(", voice: attributed, via: {via}"));
        }
        let is_stated = self.entry.field("modality") == Some("stated");
        is_stated.then(|| ", voice: own".to_owned())
    }

    fn is_party(&self, id: &str) -> bool {
        self.model.parties.contains_key(&PartyId::new(id))
    }

    /// Who said it, where that is a speaker of the party.
    fn said_by(&self, party: &str) -> Option<&str> {
        let party = self.model.parties.get(&PartyId::new(party))?;
        let mut speakers = party.speakers.keys();
        let id = self.entry.field("said_by")?;
        speakers.any(|it| it.as_str() == id).then_some(id)
    }

    fn holders(&self) -> Result<Vec<String>, String> {
        let named = self.named_holders();
        if named.is_empty() {
            return Err(
                "the text names no party that holds it: write one under `holder:`".to_owned(),
            );
        }
        match named.iter().find(|id| !self.is_party(id)) {
            Some(party) => Err(format!(
                "`{party}` is no party of the model: correct `holder:`"
            )),
            None => Ok(named),
        }
    }

    fn named_holders(&self) -> Vec<String> {
        let with = self.entry.field("with").into_iter();
        let with = with.flat_map(|with| with.split(", "));
        let named = self.entry.field("holder").into_iter().chain(with);
        named
            .filter(|party| !party.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

/// The stance of a position for the stance of a fact.
fn stance(entry: &Entry) -> Option<Stance> {
    let word = entry.field("stance")?;
    let same = Stance::ALL.into_iter().find(|s| s.word() == word);
    same.or_else(|| stance_for(Polarity::parse(word)?))
}

fn stance_for(polarity: Polarity) -> Option<Stance> {
    match polarity {
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
    if let Some((issue, option)) = text.split_once('/') {
        return answer(model, IssueId::new(issue), OptionId::new(option));
    }
    let (milestone, issue) = (MilestoneId::new(text), IssueId::new(text));
    if model.milestones.contains_key(&milestone) {
        return Some(Target::Milestone(milestone));
    }
    (model.issues.contains_key(&issue)).then_some(Target::Issue(issue))
}

/// An answer that the model lists for an issue.
fn answer(model: &Model, issue: IssueId, option: OptionId) -> Option<Target> {
    let mut options = model.issues.get(&issue)?.options.iter();
    options
        .any(|known| known.id == option)
        .then_some(Target::Option(issue, option))
}

/// The ends of a range, each with the words that tell it.
const RANGES: [(&str, &[&str]); 4] = [
    ("at_most", &["up to", "at most", "no more than", "maximum"]),
    ("at_least", &["at least", "no less than", "minimum"]),
    ("more_than", &["more than", "beyond", "over ", "above"]),
    ("less_than", &["less than", "under ", "below", "fewer than"]),
];

/// A number or a range on a scale: `up to 50 years` is at most 50.
fn value_on(model: &Model, target: &Target, words: &str) -> Option<String> {
    let Target::Issue(issue) = target else {
        return None;
    };
    model.issues.get(issue)?.scale.as_ref()?;
    let words = words.to_lowercase();
    let number = first_number(&words)?;
    Some(match end_told(&words) {
        Some(end) => format!("{{ {end}: {number} }}"),
        None => number,
    })
}

/// Which end of a range some words tell, if they tell one.
fn end_told(words: &str) -> Option<&'static str> {
    let mut ranges = RANGES.iter();
    let (end, _) = ranges.find(|(_, told)| told.iter().any(|word| words.contains(word)))?;
    Some(end)
}

/// The digits of the first number in some words, without the commas between thousands.
fn first_number(words: &str) -> Option<String> {
    let number: String = words
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .filter(|c| *c != ',')
        .collect();
    let number = number.trim_end_matches('.');
    (!number.is_empty()).then(|| number.to_owned())
}

/// Positions of the model that say the opposite of a fact.
pub fn opposite<'m>(model: &'m Model, entry: &Entry) -> Vec<&'m Position> {
    let on = entry.field("on").and_then(|on| target(model, on));
    let Some((on, said)) = on.zip(stance(entry)) else {
        return Vec::new();
    };
    let party = entry.field("holder").map(PartyId::new);
    let positions = model.positions.iter();
    let own = positions.filter(|p| Some(&p.party) == party.as_ref() && p.on == on);
    own.filter(|p| are_opposite(p.stance, said)).collect()
}

fn are_opposite(one: Stance, other: Stance) -> bool {
    one.grants() != other.grants() && ![one, other].contains(&Stance::Open)
}
