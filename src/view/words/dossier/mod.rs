//! A dossier: everything that the model knows about one party, person, issue, milestone, claim or source.

mod matter;
mod party;
mod text;

use std::collections::BTreeSet;

use crate::graph::PositionGraph;
use crate::model::{Event, Model, Position, PositionId, Silence, Voice};
use crate::source::Citation;

use crate::view::words::Words;
use crate::view::words::answers::{OVER, SILENT, sentence, silence_item};
use crate::view::{Document, Item, Line, Section, WhoseWords};

/// Everything about an id; `None` where the model has no such id.
pub fn dossier(words: &Words<'_>, graph: &PositionGraph, id: &str) -> Option<Document> {
    let maker = Maker {
        words,
        model: words.model,
        graph,
    };
    maker
        .on_party(id)
        .or_else(|| maker.on_matter(id))
        .or_else(|| maker.on_speaker(id))
        .or_else(|| maker.on_source(id))
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
        let chosen = |of: &dyn Fn(PositionId, &Position) -> bool| -> Vec<Item> {
            let all = self.model.positions.numbered();
            let chosen = all.filter(|(id, p)| wanted(p) && of(*id, p));
            chosen.map(|(id, p)| self.position_item(id, p)).collect()
        };
        let sections = [
            (
                heading,
                chosen(&|id, p| !p.remark && in_force.contains(&id)),
            ),
            ("Remarks, which answer nothing", chosen(&|_, p| p.remark)),
            (
                "Not in force: superseded, ended, later, or said of it by others",
                chosen(&|id, p| !p.remark && !in_force.contains(&id)),
            ),
        ];
        let sections = sections.into_iter();
        let sections = sections.filter_map(|(heading, items)| Section::of_items(heading, items));
        sections.collect()
    }

    /// A position with its own words, its day, whether it is over, and what the author notes.
    fn position_item(&self, id: PositionId, position: &Position) -> Item {
        let text = position.text.as_ref().map(|text| sentence(text));
        // What others say of a party is told in its own words already.
        let text = text.filter(|_| position.voice != Voice::Attributed);
        let since = self.words.known_since(position);
        let over = self.graph.is_over(id).then(|| OVER.to_owned());
        let details = [text, since, over, position.note.clone()];
        Item {
            line: self.words.position_line(position),
            below: details.into_iter().flatten().map(Item::derived).collect(),
        }
    }

    /// Answers that were asked for or expected, and are not there.
    fn silences(&self, wanted: impl Fn(&Silence) -> bool) -> Option<Section> {
        let silent = self.model.silent.iter().filter(|one| wanted(one));
        let items = silent.map(|one| silence_item(self.words, one));
        Section::of_items(SILENT, items.collect())
    }

    /// Notes of the model on sentences that stand behind something.
    fn notes_on(&self, cites: &BTreeSet<&Citation>) -> Option<Section> {
        let notes = self.model.notes.iter();
        let notes = notes.filter(|note| note.cites.iter().any(|cite| cites.contains(cite)));
        let items = notes.map(|n| cited(n.text.clone(), &n.cites));
        Section::of_items("Notes on the same sentences", items.collect())
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
        let mut events: Vec<_> = self.model.events.iter().filter(|e| wanted(e)).collect();
        events.sort_by_key(|e| (e.date, e.place));
        let items = events.into_iter().map(event_item);
        Section::of_items("Events", items.collect())
    }
}

fn event_item(event: &Event) -> Item {
    let until = event.until.map(|until| format!(" to {}", until.in_words()));
    let until = until.unwrap_or_default();
    let line = format!("{}{until}: {}", event.date.in_words(), event.text);
    Line::derived(line)
        .citing(&event.cites)
        .of(WhoseWords::Reported)
        .item()
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

/// A text as a sentence with one full stop.
fn stopped(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}
