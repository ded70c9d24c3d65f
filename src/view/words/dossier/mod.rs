//! A dossier: everything that the model knows about one party, person, issue, milestone, claim or source.

mod matter;
mod party;
mod text;
mod votes;

use std::collections::BTreeSet;

use crate::graph::PositionGraph;
use crate::model::{Event, Model, Note, Position, PositionId, Silence, Voice};
use crate::source::Citation;

use crate::view::words::answers::{OVER, SILENT, own_words_below, silence_item};
use crate::view::words::{Words, on_day};
use crate::view::{Document, Item, Line, Section, WhoseWords};

/// Everything about an id; `None` where the model has no such id.
pub fn dossier(words: &Words<'_>, graph: &PositionGraph, id: &str) -> Option<Document> {
    let maker = Maker {
        words,
        model: words.model,
        graph,
    };
    let found = maker
        .on_party(id)
        .or_else(|| maker.on_matter(id))
        .or_else(|| maker.on_speaker(id))
        .or_else(|| maker.on_source(id));
    found.map(|document| words.shortened(document))
}

/// What every dossier is made from.
struct Maker<'a> {
    words: &'a Words<'a>,
    model: &'a Model,
    graph: &'a PositionGraph,
}

impl Maker<'_> {
    /// The positions that are wanted: those in force, remarks, and those that are not in force.
    fn positions(&self, heading: &str, wanted: impl Fn(&Position) -> bool) -> Vec<Section> {
        let in_force = self.graph.positions_in_force(self.model).into_iter();
        let in_force: BTreeSet<PositionId> = in_force.collect();
        let answers = |stands: bool| {
            self.position_items(|id, p| wanted(p) && !p.remark && in_force.contains(&id) == stands)
        };
        let remarks = self.position_items(|_, p| wanted(p) && p.remark);
        let others = "Not in force: superseded, ended, later, or said of it by others";
        Section::of_lists([
            (heading, answers(true)),
            ("Remarks, which answer nothing", remarks),
            (others, answers(false)),
        ])
    }

    fn position_items(&self, wanted: impl Fn(PositionId, &Position) -> bool) -> Vec<Item> {
        let all = self.model.positions.numbered();
        let chosen = all.filter(|(id, position)| wanted(*id, position));
        chosen.map(|(id, p)| self.position_item(id, p)).collect()
    }

    /// A position with its own words, its day, whether it is over, and what the author notes.
    fn position_item(&self, id: PositionId, position: &Position) -> Item {
        let ending = position.ending.iter().flat_map(|ending| &ending.cites);
        let since = self.words.known_since(position);
        let since = since.map(|since| Line::derived(since).citing(ending).item());
        let before = self.words.hangs_on(position).map(Item::derived);
        let after = [
            self.graph.is_over(id).then(|| OVER.to_owned()),
            position.note.clone(),
        ];
        let after = after.into_iter().flatten().map(Item::derived);
        let details = before.into_iter().chain(since).chain(after);
        let below = told_words(self.words, position).into_iter().chain(details);
        self.words.position_line(position).above(below)
    }

    /// Answers that were asked for or expected, and are not there.
    fn silences(&self, wanted: impl Fn(&Silence) -> bool) -> Option<Section> {
        let silent = self.model.silent.iter().filter(|one| wanted(one));
        let items = silent.map(|one| silence_item(self.words, one));
        Section::of_items(SILENT, items.collect())
    }

    /// Notes of the model on sentences that stand behind something.
    fn notes_on(&self, cites: &BTreeSet<&Citation>) -> Option<Section> {
        let is_on_them = |note: &&Note| note.cites.iter().any(|cite| cites.contains(cite));
        let notes = self.model.notes.iter().filter(is_on_them);
        Section::of_items("Notes on the same sentences", note_items(notes))
    }

    /// The sentences of the positions on something, with some more.
    fn sentences<'s>(
        &'s self,
        wanted: impl Fn(&Position) -> bool,
        more: impl IntoIterator<Item = &'s Citation>,
    ) -> BTreeSet<&'s Citation> {
        let positions = self.model.positions.iter().filter(|p| wanted(p));
        positions.flat_map(|p| &p.cites).chain(more).collect()
    }

    fn events(&self, wanted: impl Fn(&Event) -> bool) -> Option<Section> {
        let events = self.events_in_order(wanted).into_iter();
        Section::of_items("Events", events.map(event_item).collect())
    }

    fn events_in_order(&self, wanted: impl Fn(&Event) -> bool) -> Vec<&Event> {
        let events = self.model.events.iter();
        let mut events: Vec<&Event> = events.filter(|event| wanted(event)).collect();
        events.sort_by_key(|event| (event.date, event.place));
        events
    }
}

/// Notes of the model, each with its sentences.
fn note_items<'n>(notes: impl Iterator<Item = &'n Note>) -> Vec<Item> {
    notes
        .map(|note| cited(note.text.clone(), &note.cites))
        .collect()
}

/// The author's words for a position. What others say of a party is told in its own words already.
fn told_words(words: &Words<'_>, position: &Position) -> Vec<Item> {
    match position.voice {
        Voice::Attributed => Vec::new(),
        Voice::Own | Voice::Reported => own_words_below(words, position),
    }
}

fn event_item(event: &Event) -> Item {
    let until = on_day(" to ", event.until);
    let line = format!("{}{until}: {}", event.date.in_words(), event.text);
    reported(line, &event.cites).item()
}

/// What a source says.
fn reported(words: impl Into<String>, cites: &[Citation]) -> Line {
    Line::derived(words).citing(cites).of(WhoseWords::Reported)
}

/// A sentence of ours with where it comes from, as a list item.
fn cited(words: impl Into<String>, cites: &[Citation]) -> Item {
    Line::derived(words).citing(cites).item()
}

/// What is told where no sentence says so.
fn authors_reading(cites: &[Citation]) -> &'static str {
    match cites.is_empty() {
        true => " (the author's reading: no sentence is cited)",
        false => "",
    }
}
