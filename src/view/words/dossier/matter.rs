//! The dossier of a matter: an issue, a milestone or a claim.

use std::collections::BTreeSet;

use crate::analysis::{Ask, blocks};
use crate::model::{
    Assertion, Claim, Condition, Consent, Deadline, Exclusion, Extension, Issue, Milestone,
    Position, Target,
};
use crate::source::Citation;

use super::{Maker, authors_reading, cited, reported};
use crate::view::words::answers::{exclusion_item, finding, sentence};
use crate::view::words::{Words, days, in_brackets, on_day, upper_first};
use crate::view::{Document, Item, Line, Section};

impl Maker<'_> {
    pub(super) fn on_matter(&self, id: &str) -> Option<Document> {
        let mut issues = self.model.issues.values();
        let mut milestones = self.model.milestones.values();
        let mut claims = self.model.claims.values();
        let issue = issues.find(|issue| issue.id.as_str() == id);
        let milestone = milestones.find(|one| one.id.as_str() == id);
        let claim = claims.find(|claim| claim.id.as_str() == id);
        let issue = issue.map(|issue| self.issue(issue));
        issue
            .or_else(|| Some(self.milestone(milestone?)))
            .or_else(|| Some(self.claim(claim?)))
    }

    fn claim(&self, claim: &Claim) -> Document {
        let claimed = claim.asserted_by.iter();
        let claimed = claimed.map(|one| self.side(one, "claims it"));
        let denied = claim.denied_by.iter();
        let denied = denied.map(|one| self.side(one, "denies it"));
        let said = Section::of_items("Who says so", claimed.chain(denied).collect());
        Document::of(&claim.text, claim.note.iter().map(Line::derived), said)
    }

    fn side(&self, one: &Assertion, verb: &str) -> Item {
        let who = self.words.party_first(&one.party);
        cited(format!("{who} {verb}."), &one.cites)
    }

    fn issue(&self, issue: &Issue) -> Document {
        let on = |p: &Position| p.on.issue() == Some(&issue.id);
        let options = issue.options.iter();
        let options = options.map(|option| Item::derived(sentence(&option.text)));
        let behind = issue.cites.iter().chain(&issue.reported_contested);
        let mut sections = Section::of_lists([("Possible answers", options.collect())]);
        sections.extend(self.positions("Positions in force", on));
        sections.extend(self.silences(|one| one.on.issue() == Some(&issue.id)));
        let here = |target: &Target| target.issue() == Some(&issue.id);
        sections.extend(self.exclusions(here));
        sections.extend(self.notes_on(&self.sentences(on, behind)));
        Document::of(&issue.name, self.about_issue(issue), sections)
    }

    /// What cannot all hold, where one of the things is meant.
    fn exclusions(&self, meant: impl Fn(&Target) -> bool) -> Option<Section> {
        let names_it = |one: &&Exclusion| one.of.iter().flat_map(Condition::targets).any(&meant);
        let exclusions = self.model.incompatible.iter().filter(names_it);
        let items = exclusions.map(|one| exclusion_item(self.words, one));
        Section::of_items("What cannot all hold", items.collect())
    }

    /// The question, who must agree, and whether texts call it contested.
    fn about_issue(&self, issue: &Issue) -> Vec<Line> {
        let settled = Line::derived(self.to_be_settled(issue));
        // An issue without a question of its own has its name for one, which stands above already.
        let question = match issue.question == issue.name {
            true => told_in("The texts speak of it here.", &issue.cites),
            false => Some(Line::derived(issue.question.clone()).citing(&issue.cites)),
        };
        let asked = question.into_iter().chain([settled]);
        let contested = told_in("Sources call it contested.", &issue.reported_contested);
        let note = issue.note.iter().map(Line::derived);
        asked.chain(contested).chain(note).collect()
    }

    /// Who must agree, which is the author's reading: what an issue cites is where texts speak of it.
    fn to_be_settled(&self, issue: &Issue) -> String {
        let reading = authors_reading(&[]);
        let between = self.words.parties(&issue.between);
        format!("To be settled between {between}{reading}.")
    }

    fn milestone(&self, milestone: &Milestone) -> Document {
        let target = Target::Milestone(milestone.id.clone());
        let on = |p: &Position| p.on == target;
        let mut sections = self.needs(milestone);
        sections.extend(self.votes(|vote| vote.on == target));
        sections.extend(self.positions("Positions in force", on));
        sections.extend(self.silences(|one| one.on == target));
        let behind = self.sentences(on, behind_its_needs(milestone));
        let cites: BTreeSet<&Citation> = milestone.cites.iter().collect();
        sections.extend(self.events(|e| e.cites.iter().any(|cite| cites.contains(cite))));
        sections.extend(self.exclusions(|one| *one == target));
        sections.extend(self.notes_on(&behind));
        let about = self.about_milestone(milestone, &target);
        Document::of(&milestone.name, about, sections)
    }

    /// How it stands, where texts speak of it, and what the author notes.
    fn about_milestone(&self, milestone: &Milestone, target: &Target) -> Vec<Line> {
        let answer = blocks(self.model, self.graph, &Ask::about(target.clone()));
        let stands = answer.map(|answer| finding(self.words, self.graph.day, &answer));
        let reached = milestone
            .reached
            .filter(|_| milestone.is_reached(self.graph.day));
        let told = match reached {
            Some(day) => {
                let reached = format!("Reached on {}.", day.in_words());
                Some(Line::derived(reached).citing(&milestone.cites))
            }
            None => told_in("The texts speak of it here.", &milestone.cites),
        };
        let stands = stands.into_iter().map(Line::derived);
        let note = milestone.note.iter().map(Line::derived);
        stands.chain(told).chain(note).collect()
    }

    /// What a milestone needs on the day, its deadline, and what it does not need on that day.
    fn needs(&self, milestone: &Milestone) -> Vec<Section> {
        let deadline = milestone.deadline.iter();
        let deadline = deadline.flat_map(|d| self.deadline(d));
        let deadline = deadline.chain(self.could_move_it(milestone)).collect();
        Section::of_lists([
            ("Whose yes it needs", self.consents(milestone)),
            ("What must hold with it", self.asked(&milestone.requires)),
            ("What must hold before it", self.asked(&milestone.after)),
            ("Deadline", deadline),
            (
                "Deadlines that it moves once it is reached",
                self.moves(milestone),
            ),
            ("Not asked on this day", self.not_asked(milestone)),
        ])
    }

    fn consents(&self, milestone: &Milestone) -> Vec<Item> {
        let day = self.graph.day;
        let consents = milestone.consent.iter().filter(|c| c.needed_on(day));
        consents.map(|c| self.consent(c)).collect()
    }

    /// Those of some conditions that are asked on the day.
    fn asked(&self, conditions: &[Condition]) -> Vec<Item> {
        let day = self.graph.day;
        let asked = conditions.iter().filter(|c| c.stands_on(day));
        asked.map(|c| self.condition(c)).collect()
    }

    fn consent(&self, consent: &Consent) -> Item {
        let since = consent.since.map(|d| format!("since {}", d.in_words()));
        let since = in_brackets(since, "");
        let reading = authors_reading(&consent.cites);
        let who = self.words.party_first(&consent.party);
        let line = Line::derived(format!("{who}{since}{reading}."));
        line.citing(&consent.cites)
            .above(consent.note.iter().map(Item::derived))
    }

    /// What would move the deadline of a milestone, and has not been reached.
    fn could_move_it(&self, milestone: &Milestone) -> Vec<Item> {
        let others = self.model.milestones.values();
        let others = others.filter(|one| one.reached.is_none());
        let moving = others.flat_map(|one| one.extends.iter().map(move |extends| (one, extends)));
        let moving = moving.filter(|(_, extends)| extends.of == milestone.id);
        let told = moving.map(|(one, extends)| {
            let (name, to) = (
                upper_first(&self.words.milestone(&one.id)),
                extends.to.in_words(),
            );
            cited(format!("{name} would move it to {to}."), &one.cites)
        });
        told.collect()
    }

    /// The deadlines that a milestone moves.
    fn moves(&self, milestone: &Milestone) -> Vec<Item> {
        let each = milestone.extends.iter();
        each.map(|extends| {
            let of = upper_first(&self.words.milestone(&extends.of));
            Item::derived(format!("{of}, to {}.", extends.to.in_words()))
        })
        .collect()
    }

    /// The deadline of a milestone, what comes without it, and agreements to give more time.
    fn deadline(&self, deadline: &Deadline) -> Vec<Item> {
        let otherwise = deadline.otherwise.as_ref();
        let otherwise = otherwise.map(|one| format!("; without it: {}", self.words.milestone(one)));
        let otherwise = otherwise.unwrap_or_default();
        let line = format!("{}{otherwise}.", deadline.date.in_words());
        let first = cited(line, &deadline.cites);
        let extended = deadline.extended.iter();
        let extended = extended.map(|one| extension_item(self.words, one));
        std::iter::once(first).chain(extended).collect()
    }

    /// Conditions and consents that are asked on other days only, with those days.
    fn not_asked(&self, milestone: &Milestone) -> Vec<Item> {
        let conditions = self.conditions_of_other_days(milestone);
        conditions
            .chain(self.consents_of_other_days(milestone))
            .collect()
    }

    fn conditions_of_other_days(&self, milestone: &Milestone) -> impl Iterator<Item = Item> {
        let conditions = milestone.conditions();
        conditions
            .filter(|condition| !condition.stands_on(self.graph.day))
            .map(|condition| self.dated(condition))
    }

    fn consents_of_other_days(&self, milestone: &Milestone) -> impl Iterator<Item = Item> {
        let consents = milestone.consent.iter();
        consents
            .filter(|consent| !consent.needed_on(self.graph.day))
            .map(|consent| self.dated_consent(consent))
    }

    /// A consent with the days on which it is asked.
    fn dated_consent(&self, consent: &Consent) -> Item {
        let days = days(consent.since, consent.ended, consent.ending.as_ref());
        let party = self.words.party(&consent.party);
        let ending = consent.ending.iter().flat_map(|ending| &ending.cites);
        let cites: Vec<Citation> = consent.cites.iter().chain(ending).cloned().collect();
        cited(format!("The consent of {party}{days}."), &cites)
    }

    /// A condition with the days on which it is asked.
    fn dated(&self, condition: &Condition) -> Item {
        let mut item = self.condition(condition);
        if let Some(imposed) = &condition.imposed {
            let days = days(imposed.since, imposed.ended, imposed.ending.as_deref());
            let words = item.line.words.trim_end_matches('.');
            item.line.words = format!("{words}{days}.");
            let ending = imposed.ending.iter().flat_map(|ending| &ending.cites);
            item.line = item.line.citing_each([ending]);
        }
        item
    }

    fn condition(&self, condition: &Condition) -> Item {
        let words = upper_first(&self.words.condition(condition));
        let Some(imposed) = &condition.imposed else {
            return Item::derived(format!("{words}."));
        };
        let by = imposed.by.as_ref();
        let by = by.map(|by| format!("condition of {}", self.words.party(by)));
        let by = in_brackets(by, "");
        let note = imposed.note.iter().map(|note| format!(" {note}"));
        let note: String = note.collect();
        cited(format!("{words}{by}.{note}"), &imposed.cites)
    }
}

/// A new day, with when it was agreed and by whom.
fn extension_item(words: &Words<'_>, extension: &Extension) -> Item {
    let on = on_day(" on ", extension.on);
    let by = match extension.by.is_empty() {
        true => String::new(),
        false => format!(" by {}", words.parties(&extension.by)),
    };
    let agreed = format!("agreed{on}{by}");
    let agreed = in_brackets((agreed != "agreed").then_some(agreed), "");
    let to = on_day("Extended to ", Some(extension.to));
    let note = extension.note.iter().map(|note| format!(" {note}"));
    let note: String = note.collect();
    cited(format!("{to}{agreed}.{note}"), &extension.cites)
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

/// That sentences tell something; nothing where there are none.
fn told_in(words: &str, cites: &[Citation]) -> Option<Line> {
    (!cites.is_empty()).then(|| reported(words, cites))
}
