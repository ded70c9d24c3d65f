//! What a class needs besides: who is who, the terms, and questions that the answers raise.

use std::collections::BTreeSet;

use crate::analysis::{Conflict, ConflictKind};
use crate::model::{Batna, Interest, Party, PartyId, Speaker};

use super::{Maker, derived, full_stop, listed, one, reported};
use crate::view::words::count;
use crate::view::{Item, Section};

impl Maker<'_> {
    /// The parties with what they are, for readers who meet them for the first time.
    pub(super) fn who_is_who(&self) -> Vec<Section> {
        let heard = self.heard();
        let parties = self.model.parties_in_order().into_iter();
        let parties = parties.filter(|party| heard.contains(&party.id));
        let items = parties.map(|party| self.introduced(party)).collect();
        one(Section::of_items("Who is who", items))
    }

    /// The parties whose yes something needs, or of whom something is said.
    fn heard(&self) -> BTreeSet<&PartyId> {
        let stances = self.graph.stances().iter().map(|stance| &stance.party);
        let positions = self.model.positions.iter();
        stances
            .chain(positions.map(|position| &position.party))
            .collect()
    }

    fn introduced(&self, party: &Party) -> Item {
        let of_speakers = party.speakers.values().flat_map(|s| &s.cites);
        let words = format!("{}.{}", self.words.party_first(&party.id), speakers(party));
        let line = derived(words).citing(party.cites.iter().chain(of_speakers));
        let interests = party.interests.values().map(interest_item);
        let below = interests.chain(party.batna.as_ref().map(without_agreement));
        Item {
            line,
            below: below.collect(),
        }
    }

    /// The words of the field that this briefing uses.
    pub(super) fn terms(&self) -> Vec<Section> {
        let mut conflicts = self.conflicts.iter();
        let mut parties = self.model.parties.values();
        let terms = [
            (
                true,
                "Position and interest: A position is what a party says it wants; an interest is why. Positions can exclude each other while interests do not (Fisher and Ury, Getting to Yes, 1981).",
            ),
            (
                !self.rings.is_empty(),
                "Deadlock: A circle of conditions, each waiting for the next. It stays closed even if everything else that is refused is granted: only giving up one of these conditions opens it.",
            ),
            (
                !self.sticking.is_empty(),
                "Sticking point: An issue on the way to the goal where the positions exclude each other, or that the sources call contested.",
            ),
            (
                conflicts.any(|c| matches!(c.kind, ConflictKind::Apart(_))),
                "Stated gap: The distance between two wishes in numbers. It is no bargaining zone: how far a party would really go is not on record.",
            ),
            (
                parties.any(|party| party.batna.is_some()),
                "BATNA: The best alternative to a negotiated agreement: what a party does if the talks fail.",
            ),
        ];
        let used = terms.into_iter().filter(|(is_used, _)| *is_used);
        let items = used.map(|(_, words)| derived(words).item()).collect();
        one(Section::of_items("Terms", items))
    }

    /// What the program finds, on a page that a class turns after its own discussion.
    pub(super) fn answers(&self) -> Vec<Section> {
        let mut sections = self.bottom_line();
        sections.extend(self.what_blocks());
        let first = sections.remove(0);
        sections.insert(0, first.on_a_new_page());
        sections
    }

    /// Questions that what is on record raises; none of them has one right answer.
    pub(super) fn questions(&self) -> Vec<Section> {
        let of_conflicts = self.conflicts.iter().filter_map(|c| self.on_conflict(c));
        let mut of_conflicts: Vec<String> = of_conflicts.collect();
        // Several disputed facts raise one question.
        of_conflicts.dedup();
        let last = match self.has_sources() {
            true => {
                "Which sentence in the sources would you most want to check, and what would change if it were wrong?"
            }
            false => "What would you ask each side, if you could ask one question only?",
        };
        let asked = self
            .on_the_circle()
            .into_iter()
            .chain(of_conflicts)
            .chain(self.on_the_silent())
            .chain(self.on_the_openings())
            .chain([last.to_owned()]);
        let items = asked.map(|words| derived(words).item()).collect();
        one(Section::of_items("To discuss", items))
    }

    fn on_the_circle(&self) -> Option<String> {
        let ring = self.rings.first()?;
        let changes = ring.edges.iter().filter_map(|edge| edge.change.as_ref());
        let owners: BTreeSet<&PartyId> = changes.map(|change| change.party()).collect();
        Some(format!(
            "The circle has {}. Which would you ask its owner to give up, and what could {} get in return?",
            count(ring.edges.len(), "condition", "conditions"),
            self.words.parties(owners)
        ))
    }

    fn on_conflict(&self, conflict: &Conflict) -> Option<String> {
        let issue = conflict.issue.as_ref().map(|issue| self.issue(issue));
        match &conflict.kind {
            ConflictKind::Incompatible(_) => Some(format!(
                "On {} the stated positions exclude each other. What might each side need there, behind what it asks for, and is there an answer that nobody has named yet?",
                issue?
            )),
            ConflictKind::Apart(apart) => {
                let refused = match apart.nobody_refused {
                    true => " and nobody has refused",
                    false => ", and some answers are refused, not all",
                };
                Some(format!(
                    "On {} the wishes differ{refused}. What would move either side, other than splitting the difference?",
                    issue?
                ))
            }
            ConflictKind::DisputedFact(_) => {
                Some("A fact is disputed. How could talks go on while it is?".to_owned())
            }
            ConflictKind::Sequence { .. }
            | ConflictKind::OneSided { .. }
            | ConflictKind::PositionsUnstated { .. }
            | ConflictKind::Opposed(_)
            | ConflictKind::Meaning(_) => None,
        }
    }

    fn on_the_silent(&self) -> Option<String> {
        let gaps = self.gaps.iter().filter(|gap| gap.on_the_way);
        let silent: BTreeSet<&PartyId> = gaps.map(|gap| &gap.party).collect();
        (!silent.is_empty()).then(|| {
            format!(
                "On some points these texts record no position of {}. Did they not speak, or was it not reported, and why?",
                self.words.parties(silent)
            )
        })
    }

    fn on_the_openings(&self) -> Option<String> {
        let answer = self.blocked()?;
        (answer.unblocking_sets().len() > 1).then(|| {
            format!(
                "There are several ways to {}. Which asks least, and of whom? Defend your answer from each side.",
                self.words.target(&answer.goal)
            )
        })
    }
}

/// ` Speaking for it: Marta Ruiz (foreign minister).`
fn speakers(party: &Party) -> String {
    match party.speakers.is_empty() {
        true => String::new(),
        false => {
            let names = listed(party.speakers.values().map(with_office));
            format!(" Speaking for it: {names}.")
        }
    }
}

fn interest_item(interest: &Interest) -> Item {
    let words = format!("Interest: {}", full_stop(&interest.text));
    reported(words).citing(&interest.cites).item()
}

fn with_office(speaker: &Speaker) -> String {
    match &speaker.office {
        Some(office) => format!("{} ({office})", speaker.name),
        None => speaker.name.clone(),
    }
}

fn without_agreement(batna: &Batna) -> Item {
    let assumed = match batna.assumed {
        true => " (assumed, no source says so)",
        false => "",
    };
    let text = batna.text.trim_end_matches('.');
    let words = format!("Without an agreement: {text}{assumed}.");
    reported(words).citing(&batna.cites).item()
}
