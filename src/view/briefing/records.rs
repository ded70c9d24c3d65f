//! What is on record beside the positions: conflicts, contested facts, notes, and the sources themselves.

use std::cmp::Reverse;

use crate::analysis::{Conflict, ConflictKind};
use crate::model::{Claim, DateIs, Note, NoteKind, PartyId, Source};
use crate::source::Date;

use super::blocking::NOTED;
use super::{Maker, cited, derived, full_stop, one, reported, say, told};
use crate::view::words::answers::{conflict_item, how_sure, place, sentence};
use crate::view::words::{and, count, upper_first};
use crate::view::{Block, Item, Place, Section};

/// The heading above the texts, where a short briefing turns its page.
pub(super) const SOURCES: &str = "Sources";
/// What the sentences in notes are.
const IN_OUR_WORDS: &str =
    "Notes paraphrase what a sentence says; only words in quotation marks are quoted.";

impl Maker<'_> {
    /// Positions that stand against each other, by kind; contested facts have a section of their own.
    pub(super) fn conflict_sections(&self) -> Vec<Section> {
        let headings = [
            (0, "Incompatible positions"),
            (1, "Different wishes, some answer refused by nobody"),
            (2, "Disagreement about the order"),
            (4, "Called contested, some not yet heard"),
            (5, "Called contested, no position stated"),
        ];
        let sections = headings.into_iter().filter_map(|(kind, heading)| {
            let items = self.conflict_items(&|c| place(c) == kind);
            Section::of_items(heading, items)
        });
        sections.collect()
    }

    fn conflict_items(&self, is_wanted: &dyn Fn(&Conflict) -> bool) -> Vec<Item> {
        let wanted = self.conflicts.iter().filter(|c| is_wanted(c));
        wanted.map(|c| conflict_item(self.words, c)).collect()
    }

    pub(super) fn contested_facts(&self) -> Vec<Section> {
        let is_disputed = |c: &Conflict| matches!(c.kind, ConflictKind::DisputedFact(_));
        let mut items = self.conflict_items(&is_disputed);
        if items.is_empty() {
            return Vec::new();
        }
        if self.is_short() {
            // Who claims and who denies; the remarks are for those with more time.
            let sides = self.conflicts.iter().filter_map(sides_of);
            let items = items.iter_mut().zip(sides);
            for (item, sides) in items {
                item.line.words += if item.below.len() > sides { NOTED } else { "" };
                item.below.truncate(sides);
            }
        }
        let words = "A contested fact blocks nothing by itself, unless somebody makes a position wait for it.";
        let blocks = vec![Block::Items(items), say(words)];
        vec![Section::new("Contested facts", blocks)]
    }

    /// What a side claims and no text has anybody deny, which is not to say that it is so.
    pub(super) fn claims_undenied(&self) -> Vec<Section> {
        let claims = self.model.claims.values();
        let undenied = claims.filter(|claim| claim.denied_by.is_empty());
        let mut items: Vec<Item> = undenied.map(|claim| self.claimed(claim)).collect();
        if items.is_empty() {
            return Vec::new();
        }
        let left_out = items.len().saturating_sub(self.room_for(3));
        items.truncate(self.room_for(3));
        let more = count(left_out, "more is", "more are");
        let more = (left_out > 0).then(|| say(format!("{} not listed here.", upper_first(&more))));
        let blocks = std::iter::once(Block::Items(items)).chain(more);
        vec![Section::new(
            "Claimed, and denied by nobody on record",
            blocks.collect(),
        )]
    }

    fn claimed(&self, claim: &Claim) -> Item {
        let who: Vec<PartyId> = claim
            .asserted_by
            .iter()
            .map(|one| one.party.clone())
            .collect();
        let cites = claim.asserted_by.iter().map(|one| &one.cites);
        let words = format!(
            "{}: {}",
            upper_first(&self.words.parties(&who)),
            sentence(&claim.text)
        );
        let line = derived(words).citing_each(cites);
        self.with_notes(line.item(), &Vec::from_iter(claim.note.clone()))
    }

    pub(super) fn how_sure(&self) -> Vec<Section> {
        let answer = self.answer.as_ref();
        one(answer.and_then(|answer| how_sure(self.words, answer)))
    }

    pub(super) fn about_the_sources(&self) -> Vec<Section> {
        let wanted = [NoteKind::Difference, NoteKind::Error];
        let notes = wanted.into_iter().flat_map(|kind| self.notes_of(kind));
        let items = notes.map(|note| cited(note.text.clone(), &note.cites));
        let items = items.collect();
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
        let mut notes: Vec<&Note> = self.notes_of(kind).collect();
        if self.is_short() {
            // Where there is room for few, the newest are told.
            notes.sort_by_key(|note| Reverse(self.newest_source_of(note)));
        }
        let told = notes.into_iter().take(self.room_for(3));
        let items = told
            .map(|note| reported(full_stop(&note.text)).citing(&note.cites).item())
            .collect();
        one(Section::of_items(heading, items))
    }

    fn notes_of(&self, kind: NoteKind) -> impl Iterator<Item = &Note> {
        let notes = self.model.notes.iter();
        notes.filter(move |note| note.kind == kind)
    }

    fn newest_source_of(&self, note: &Note) -> Option<Date> {
        let sources = note.cites.iter();
        let sources = sources.filter_map(|cite| self.model.sources.get(&cite.source));
        sources.filter_map(|source| source.date).max()
    }

    pub(super) fn sources(&self) -> Vec<Section> {
        if !self.has_sources() {
            let none = told(SOURCES, "The model names no source.").into_iter();
            return none.map(|section| section.placed(Place::Foot)).collect();
        }
        let sources = self.model.sources.values();
        let items = sources.map(|source| derived(self.source_words(source)).item());
        let parts = vec![say(IN_OUR_WORDS), Block::Items(items.collect())];
        let sources = Section::new(SOURCES, parts).placed(Place::Foot);
        vec![match self.is_one_page() {
            true => sources.on_a_new_page(),
            false => sources,
        }]
    }
}

impl Maker<'_> {
    /// Which other texts come from the same origin, so that they count once.
    fn same_origin(&self, source: &Source) -> Option<String> {
        let sources = self.model.sources.values();
        let is_alike = |other: &&Source| other.origin.is_some() && other.origin == source.origin;
        let others = sources
            .filter(|other| other.id != source.id)
            .filter(is_alike);
        let others: Vec<String> = others.map(|other| other.id.to_string()).collect();
        (!others.is_empty()).then(|| format!(". Shares its origin with {}", and(&others)))
    }

    /// A source in one line.
    fn source_words(&self, source: &Source) -> String {
        let inferred = match source.date_is == DateIs::Inferred {
            true => " (date inferred)",
            false => "",
        };
        let date = source
            .date
            .map(|day| format!(", {}{inferred}", day.in_words()));
        let publisher = source.publisher.as_deref().map(|name| match name {
            "unknown" => ", publisher unknown".to_owned(),
            name => format!(", {name}"),
        });
        let origin = self.same_origin(source);
        let note = source.note.as_ref();
        let note = note.map(|note| format!(" {}", full_stop(note)));
        format!(
            "{}: {}{}{}{}.{}",
            source.id,
            source.title,
            publisher.unwrap_or_default(),
            date.unwrap_or_default(),
            origin.unwrap_or_default(),
            note.unwrap_or_default()
        )
    }
}

/// How many claim and deny a disputed fact.
fn sides_of(conflict: &Conflict) -> Option<usize> {
    if let ConflictKind::DisputedFact(dispute) = &conflict.kind {
        Some(dispute.asserted_by.len() + dispute.denied_by.len())
    } else {
        None
    }
}
