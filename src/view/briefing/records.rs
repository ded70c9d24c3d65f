//! What is on record beside the positions: facts, words, dates, silence, and the sources themselves.

use crate::analysis::{Conflict, ConflictKind, Gap};
use crate::model::{DateIs, MilestoneId, NoteKind, PartyId, Source, Target, Voice};
use crate::source::Date;

use super::{Maker, derived, one, reported};
use crate::view::words::answers::{conflict_item, how_sure, place};
use crate::view::words::{and, upper_first};
use crate::view::{Block, Item, Line, Section};

impl Maker<'_> {
    /// Positions that stand against each other, by kind; contested facts have a section of their own.
    pub(super) fn conflict_sections(&self) -> Vec<Section> {
        let headings = [
            (0, "Incompatible positions"),
            (1, "Different wishes, some answer refused by nobody"),
            (2, "Disagreement about the order"),
            (4, "Called contested, not all heard"),
            (5, "Called contested, positions unstated"),
        ];
        let of_kind = |kind: usize| {
            self.conflicts
                .iter()
                .filter(move |c| place(c) == kind)
                .map(|c| conflict_item(self.words, c))
                .collect()
        };
        headings
            .into_iter()
            .filter_map(|(kind, heading)| Section::of_items(heading, of_kind(kind)))
            .collect()
    }

    pub(super) fn contested_facts(&self) -> Vec<Section> {
        let disputed = |c: &&Conflict| matches!(c.kind, ConflictKind::DisputedFact(_));
        let mut items: Vec<Item> = self
            .conflicts
            .iter()
            .filter(disputed)
            .map(|c| conflict_item(self.words, c))
            .collect();
        if self.is_short() {
            // Who claims and who denies; the remarks are for those with more time.
            items
                .iter_mut()
                .for_each(|item| item.below.retain(|line| !line.line.cites.is_empty()));
        }
        let some = Section::of_items("Contested facts", items).map(|mut section| {
            let words = "A contested fact blocks nothing by itself, unless somebody makes a position wait for it.";
            section.blocks.push(Block::Say(derived(words)));
            section
        });
        one(some)
    }

    /// What parties say themselves, through a speaker: what can be quoted as theirs.
    pub(super) fn in_their_own_words(&self) -> Vec<Section> {
        let in_force = self.graph.positions_in_force(self.model);
        let of = |party: &PartyId, own: bool| -> Vec<Item> {
            let positions = in_force.iter().map(|&i| &self.model.positions[i]);
            let wanted = positions.filter(|p| p.party == *party && (p.voice == Voice::Own) == own);
            let noted = |position: &crate::model::Position| {
                let mut item = self.words.position_line(position).item();
                if position
                    .confidence
                    .is_some_and(|c| c != crate::model::Confidence::High)
                {
                    item.below = position
                        .note
                        .iter()
                        .map(|note| derived(full_stop(note)).item())
                        .collect();
                }
                item
            };
            wanted.map(noted).collect()
        };
        let mut parts = Vec::new();
        for party in self.model.parties_in_order() {
            for (own, label) in [
                (
                    true,
                    "through a named speaker, in our words and not as a quotation",
                ),
                (false, "as reported"),
            ] {
                let items = of(&party.id, own);
                if !items.is_empty() {
                    parts.push(Block::Say(derived(format!(
                        "{}, {label}:",
                        self.words.party_first(&party.id)
                    ))));
                    parts.push(Block::Items(items));
                }
            }
        }
        let others: Vec<Item> = self
            .model
            .positions
            .iter()
            .filter(|p| p.voice == Voice::Attributed)
            .map(|position| self.words.position_line(position).item())
            .collect();
        if !others.is_empty() {
            parts.push(Block::Say(derived(
                "Said of a party by another, and counted as nobody’s position:",
            )));
            parts.push(Block::Items(others));
        }
        one((!parts.is_empty()).then(|| Section::new("Whose words they are", parts)))
    }

    pub(super) fn silence(&self) -> Vec<Section> {
        let parties: Vec<&PartyId> = self
            .model
            .parties_in_order()
            .into_iter()
            .map(|p| &p.id)
            .collect();
        let on_the_way_only = self.is_short();
        let items: Vec<Item> = parties
            .into_iter()
            .filter_map(|party| {
                let of = self.gaps.iter();
                let of =
                    of.filter(|gap| gap.party == *party && (gap.on_the_way || !on_the_way_only));
                let of: Vec<&Gap> = of.collect();
                let who = self.words.party_first(party);
                match of.as_slice() {
                    [] => None,
                    [one] => {
                        let line = derived(format!("{who} on {}.", self.words.target(&one.target)));
                        Some(line.citing(&one.cites).item())
                    }
                    // Each point with its own sentences.
                    several => Some(Item {
                        line: derived(format!("{who}:")),
                        below: several
                            .iter()
                            .map(|gap| {
                                let line =
                                    derived(format!("on {}.", self.words.target(&gap.target)));
                                line.citing(&gap.cites).item()
                            })
                            .collect(),
                    }),
                }
            })
            .collect();
        let some = Section::of_items("What nobody has said in these sources", items).map(|mut section| {
            let words = "These sources state no answer of the parties below on the points named, though the model counts their yes as needed. Silence is neither consent nor refusal.";
            section.blocks.insert(0, Block::Say(derived(words)));
            section
        });
        one(some)
    }

    /// What is dated after the day of the briefing.
    pub(super) fn next_dates(&self) -> Vec<Section> {
        let Some(day) = self.graph.day else {
            return Vec::new();
        };
        let mut dated: Vec<(Date, Line)> = Vec::new();
        for event in self.model.events.iter().filter(|event| event.date > day) {
            dated.push((
                event.date,
                reported(format!(
                    "{}: {}",
                    event.date.in_words(),
                    full_stop(&event.text)
                ))
                .citing(&event.cites),
            ));
        }
        for milestone in self.model.milestones.values() {
            let name = self.words.target(&Target::Milestone(milestone.id.clone()));
            for consent in &milestone.consent {
                let who = self.words.of_party(&consent.party);
                for (date, what) in [
                    (consent.since, "is needed from this day on"),
                    (consent.ended, "is no longer needed"),
                ] {
                    if let Some(date) = date.filter(|date| *date > day) {
                        let words = format!("{}: {who} yes to {name} {what}.", date.in_words());
                        dated.push((date, derived(words).citing(&consent.cites)));
                    }
                }
            }
        }
        for coming in &self.graph.record().coming {
            let name = |id: &MilestoneId| self.words.target(&Target::Milestone(id.clone()));
            let words = format!(
                "{}: the deadline of {}; without it comes {}.",
                coming.date.in_words(),
                name(&coming.unless),
                name(&coming.milestone)
            );
            let goal = self.model.milestones.get(&coming.unless);
            let cites = goal
                .and_then(|goal| goal.deadline.as_ref())
                .map(|d| d.cites.clone());
            dated.push((
                coming.date,
                derived(words).citing(&cites.unwrap_or_default()),
            ));
        }
        dated.sort_by(|a, b| (a.0, &a.1.words).cmp(&(b.0, &b.1.words)));
        let parts = match dated.is_empty() {
            true => vec![Block::Say(derived(format!(
                "The model holds no date after {}.",
                day.in_words()
            )))],
            false => vec![Block::Items(
                dated.into_iter().map(|(_, line)| line.item()).collect(),
            )],
        };
        vec![Section::new("Next dates", parts)]
    }

    pub(super) fn timeline(&self) -> Vec<Section> {
        let mut events: Vec<_> = self.model.events.iter().collect();
        events.sort_by_key(|e| e.date);
        let line = |event: &crate::model::Event| {
            let until = event
                .until
                .map(|d| format!(" to {}", d.in_words()))
                .unwrap_or_default();
            reported(format!("{}{until}: {}", event.date.in_words(), event.text))
                .citing(&event.cites)
                .item()
        };
        one(Section::of_items(
            "Timeline",
            events.into_iter().map(line).collect(),
        ))
    }

    pub(super) fn how_sure(&self) -> Vec<Section> {
        let Some(answer) = &self.answer else {
            return Vec::new();
        };
        one(how_sure(self.words, answer))
    }

    pub(super) fn about_the_sources(&self) -> Vec<Section> {
        let wanted = [NoteKind::Difference, NoteKind::Error];
        let of_kind = |kind: NoteKind| {
            self.model
                .notes
                .iter()
                .filter(move |note| note.kind == kind)
        };
        let items = wanted
            .into_iter()
            .flat_map(of_kind)
            .map(|note| derived(note.text.clone()).citing(&note.cites).item())
            .collect();
        one(Section::of_items("Where the sources differ or err", items))
    }

    /// What the sources say of the talks as such: how far, how near, how sure.
    pub(super) fn progress(&self) -> Vec<Section> {
        self.notes("How the talks are said to stand", NoteKind::Progress)
    }

    /// What led up to the talks.
    pub(super) fn background(&self) -> Vec<Section> {
        self.notes("What led up to it", NoteKind::Background)
    }

    fn notes(&self, heading: &str, kind: NoteKind) -> Vec<Section> {
        let mut notes: Vec<_> = self.model.notes.iter().collect();
        notes.retain(|note| note.kind == kind);
        if self.is_short() {
            // Where there is room for few, the newest are told.
            let day = |cite: &crate::source::Citation| self.model.sources.get(&cite.source)?.date;
            notes.sort_by_key(|note| std::cmp::Reverse(note.cites.iter().filter_map(day).max()));
        }
        one(Section::of_items(
            heading,
            notes
                .into_iter()
                .take(self.room_for(3))
                .map(|note| reported(full_stop(&note.text)).citing(&note.cites).item())
                .collect(),
        ))
    }

    pub(super) fn sources(&self) -> Vec<Section> {
        if self.model.sources.is_empty() {
            let words =
                "The model names no source. Whoever uses it has nothing to check it against.";
            return vec![Section::new("Sources", vec![Block::Say(derived(words))])];
        }
        let items = self
            .model
            .sources
            .values()
            .map(|source| derived(source_words(source)).item())
            .collect();
        one(Section::of_items("Sources", items))
    }

    /// The parties with what they are, for readers who meet them for the first time.
    pub(super) fn who_is_who(&self) -> Vec<Section> {
        let spoken: Vec<&PartyId> = self.graph.stances().iter().map(|s| &s.party).collect();
        let wanted = |id: &PartyId| {
            spoken.contains(&id) || self.model.positions.iter().any(|p| p.party == *id)
        };
        let items: Vec<Item> = self
            .model
            .parties_in_order()
            .into_iter()
            .filter(|party| wanted(&party.id))
            .map(|party| {
                let speakers: Vec<String> = party
                    .speakers
                    .values()
                    .map(|s| {
                        s.office.as_ref().map_or_else(
                            || s.name.clone(),
                            |office| format!("{} ({office})", s.name),
                        )
                    })
                    .collect();
                let told = if speakers.is_empty() {
                    String::new()
                } else {
                    format!(" Speaking for it: {}.", and(&speakers))
                };
                let cites = party
                    .cites
                    .iter()
                    .chain(party.speakers.values().flat_map(|s| &s.cites));
                let mut item = derived(format!("{}.{told}", self.words.party_first(&party.id)))
                    .citing(cites)
                    .item();
                let interests = party.interests.values();
                item.below = interests
                    .map(|i| {
                        reported(format!("Interest: {}", full_stop(&i.text)))
                            .citing(&i.cites)
                            .item()
                    })
                    .collect();
                if let Some(batna) = &party.batna {
                    let assumed = if batna.assumed {
                        " (assumed, no source says so)"
                    } else {
                        ""
                    };
                    let words = format!(
                        "Without an agreement: {}{assumed}.",
                        batna.text.trim_end_matches('.')
                    );
                    item.below.push(reported(words).citing(&batna.cites).item());
                }
                item
            })
            .collect();
        one(Section::of_items("Who is who", items))
    }
}

/// A source in one line.
fn source_words(source: &Source) -> String {
    let inferred = if source.date_is == DateIs::Inferred {
        " (date inferred)"
    } else {
        ""
    };
    let date = source
        .date
        .map(|d| format!(", {}{inferred}", d.in_words()))
        .unwrap_or_default();
    let publisher = source.publisher.as_ref().map(|p| {
        if p == "unknown" {
            ", publisher unknown".to_owned()
        } else {
            format!(", {p}")
        }
    });
    let origin = source
        .origin
        .as_ref()
        .map(|o| format!(". Origin: {}", o.replace('-', " ")))
        .unwrap_or_default();
    let note = source
        .note
        .as_ref()
        .map(|note| format!(" {}", full_stop(note)))
        .unwrap_or_default();
    format!(
        "{}: {}{}{date}{origin}.{note}",
        source.id,
        source.title,
        publisher.unwrap_or_default()
    )
}

/// A text that ends as a sentence does, and begins as one.
fn full_stop(text: &str) -> String {
    let text = upper_first(text);
    if text.ends_with(['.', '?', '!']) {
        text
    } else {
        format!("{text}.")
    }
}
