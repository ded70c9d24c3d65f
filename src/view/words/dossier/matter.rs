//! The dossier of a matter: an issue, a milestone or a claim.

use crate::analysis::{Ask, blocks};
use crate::model::{
    Assertion, Claim, Condition, Consent, Deadline, Extension, Issue, Milestone, Position, Target,
};
use crate::source::Citation;

use super::{Maker, authors_reading, cited, stopped};
use crate::view::words::answers::finding;
use crate::view::words::{days, on_day, upper_first};
use crate::view::{Document, Item, Line, Section, WhoseWords};

impl Maker<'_> {
    pub(super) fn on_matter(&self, id: &str) -> Option<Document> {
        let model = self.model;
        let issue = model.issues.values().find(|i| i.id.as_str() == id);
        let milestone = model.milestones.values().find(|m| m.id.as_str() == id);
        let claim = model.claims.values().find(|c| c.id.as_str() == id);
        let issue = issue.map(|issue| self.issue(issue));
        issue
            .or_else(|| Some(self.milestone(milestone?)))
            .or_else(|| Some(self.claim(claim?)))
    }

    fn claim(&self, claim: &Claim) -> Document {
        let side = |one: &Assertion, verb: &str| {
            let who = self.words.party_first(&one.party);
            cited(format!("{who} {verb}."), &one.cites)
        };
        let claimed = claim.asserted_by.iter().map(|a| side(a, "claims it"));
        let denied = claim.denied_by.iter().map(|a| side(a, "denies it"));
        let said = Section::of_items("Who says so", claimed.chain(denied).collect());
        Document {
            title: claim.text.clone(),
            lead: claim.note.iter().map(Line::derived).collect(),
            sections: said.into_iter().collect(),
            ..Document::default()
        }
    }

    fn issue(&self, issue: &Issue) -> Document {
        let on = |p: &Position| p.on.issue() == Some(&issue.id);
        let options = issue.options.iter();
        let options = options.map(|option| Item::derived(stopped(&option.text)));
        let more = issue.cites.iter().chain(&issue.reported_contested);
        let mut sections: Vec<Section> = Vec::new();
        sections.extend(Section::of_items("Possible answers", options.collect()));
        sections.extend(self.positions("Positions in force", on));
        sections.extend(self.silences(|one| one.on.issue() == Some(&issue.id)));
        sections.extend(self.notes_on(&self.sentences(on, more)));
        Document {
            title: issue.name.clone(),
            lead: self.about_issue(issue),
            sections,
            ..Document::default()
        }
    }

    /// The question, who must agree, and whether texts call it contested.
    fn about_issue(&self, issue: &Issue) -> Vec<Line> {
        let reading = authors_reading(&issue.cites);
        let between = self.words.parties(&issue.between);
        let between = format!("To be settled between {between}{reading}.");
        let contested = (!issue.reported_contested.is_empty())
            .then(|| reported("Sources call it contested.", &issue.reported_contested));
        let asked = [issue.question.clone(), between];
        let asked = asked.map(|line| Line::derived(line).citing(&issue.cites));
        let note = issue.note.iter().map(Line::derived);
        asked.into_iter().chain(contested).chain(note).collect()
    }

    fn milestone(&self, milestone: &Milestone) -> Document {
        let target = Target::Milestone(milestone.id.clone());
        let on = |p: &Position| p.on == target;
        let mut sections: Vec<Section> = Vec::new();
        sections.extend(self.needs(milestone));
        sections.extend(self.positions("Positions in force", on));
        sections.extend(self.silences(|one| one.on == target));
        let behind = self.sentences(on, behind_its_needs(milestone));
        sections.extend(self.notes_on(&behind));
        Document {
            title: milestone.name.clone(),
            lead: self.about_milestone(milestone, &target),
            sections,
            ..Document::default()
        }
    }

    /// How it stands, where texts speak of it, and what the author notes.
    fn about_milestone(&self, milestone: &Milestone, target: &Target) -> Vec<Line> {
        let answer = blocks(self.model, self.graph, &Ask::about(target.clone()));
        let stands = answer.map(|answer| finding(self.words, self.graph.day, &answer));
        let told = (!milestone.cites.is_empty())
            .then(|| reported("The texts speak of it here.", &milestone.cites));
        let stands = stands.into_iter().map(Line::derived);
        let note = milestone.note.iter().map(Line::derived);
        stands.chain(told).chain(note).collect()
    }

    /// What a milestone needs on the day, its deadline, and what it does not need on that day.
    fn needs(&self, milestone: &Milestone) -> Vec<Section> {
        let day = self.graph.day;
        let stands = |c: &&Condition| c.stands_on(day);
        let consents = milestone.consent.iter().filter(|c| c.needed_on(day));
        let together = milestone.requires.iter().filter(stands);
        let before = milestone.after.iter().filter(stands);
        let deadline = milestone.deadline.iter();
        let sections = [
            (
                "Whose yes it needs",
                consents.map(|c| self.consent(c)).collect(),
            ),
            (
                "What must hold with it",
                together.map(|c| self.condition(c)).collect(),
            ),
            (
                "What must hold before it",
                before.map(|c| self.condition(c)).collect(),
            ),
            (
                "Deadline",
                deadline.flat_map(|d| self.deadline(d)).collect(),
            ),
            ("Not asked on this day", self.not_asked(milestone)),
        ];
        let sections = sections.into_iter();
        let sections = sections.filter_map(|(heading, items)| Section::of_items(heading, items));
        sections.collect()
    }

    fn consent(&self, consent: &Consent) -> Item {
        let since = consent.since.map(|d| format!(" (since {})", d.in_words()));
        let since = since.unwrap_or_default();
        let reading = authors_reading(&consent.cites);
        let who = self.words.party_first(&consent.party);
        let mut item = cited(format!("{who}{since}{reading}."), &consent.cites);
        item.below = consent.note.iter().map(Item::derived).collect();
        item
    }

    /// The deadline of a milestone, what comes without it, and agreements to give more time.
    fn deadline(&self, deadline: &Deadline) -> Vec<Item> {
        let otherwise = deadline.otherwise.clone().map(Target::Milestone);
        let otherwise = otherwise.map(|one| format!("; without it: {}", self.words.target(&one)));
        let otherwise = otherwise.unwrap_or_default();
        let line = format!("{}{otherwise}.", deadline.date.in_words());
        let first = cited(line, &deadline.cites);
        let extended = deadline.extended.iter().map(extension_item);
        std::iter::once(first).chain(extended).collect()
    }

    /// Conditions and consents that are asked on other days only, with those days.
    fn not_asked(&self, milestone: &Milestone) -> Vec<Item> {
        let day = self.graph.day;
        let conditions = milestone.conditions().filter(|c| !c.stands_on(day));
        let conditions = conditions.map(|condition| self.dated(condition));
        let consents = milestone.consent.iter().filter(|c| !c.needed_on(day));
        let consents = consents.map(|consent| {
            let days = days(consent.since, consent.ended);
            let party = self.words.party(&consent.party);
            cited(format!("The consent of {party}{days}."), &consent.cites)
        });
        conditions.chain(consents).collect()
    }

    /// A condition with the days on which it is asked.
    fn dated(&self, condition: &Condition) -> Item {
        let mut item = self.condition(condition);
        if let Some(imposed) = &condition.imposed {
            let days = days(imposed.since, imposed.ended);
            let words = item.line.words.trim_end_matches('.');
            item.line.words = format!("{words}{days}.");
        }
        item
    }

    fn condition(&self, condition: &Condition) -> Item {
        let words = upper_first(&self.words.condition(condition));
        let Some(imposed) = &condition.imposed else {
            return Item::derived(format!("{words}."));
        };
        let by = imposed.by.as_ref();
        let by = by.map(|by| format!(" (condition of {})", self.words.party(by)));
        let by = by.unwrap_or_default();
        let note = imposed.note.as_ref();
        let note = note.map(|note| format!(" {note}")).unwrap_or_default();
        cited(format!("{words}{by}.{note}"), &imposed.cites)
    }
}

fn extension_item(extension: &Extension) -> Item {
    let on = extension
        .on
        .map(|on| format!(" (agreed on {})", on.in_words()));
    let on = on.unwrap_or_default();
    let to = on_day("Extended to ", Some(extension.to));
    cited(format!("{to}{on}."), &extension.cites)
}

/// The sentences behind what a milestone needs.
fn behind_its_needs(milestone: &Milestone) -> impl Iterator<Item = &Citation> {
    let imposed = milestone.conditions().filter_map(|c| c.imposed.as_ref());
    let consents = milestone.consent.iter().flat_map(|c| &c.cites);
    imposed
        .flat_map(|imposed| &imposed.cites)
        .chain(consents)
        .chain(&milestone.cites)
}

fn reported(words: &str, cites: &[Citation]) -> Line {
    Line::derived(words).citing(cites).of(WhoseWords::Reported)
}
