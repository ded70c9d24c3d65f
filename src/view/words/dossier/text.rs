//! The dossier of a source: what of the model rests on it.

use std::collections::BTreeSet;

use crate::model::{DateIs, Source};
use crate::source::Citation;

use super::{Maker, note_items};
use crate::view::words::and;
use crate::view::{Document, Item, Line, Section};

impl Maker<'_> {
    pub(super) fn on_source(&self, id: &str) -> Option<Document> {
        let mut sources = self.model.sources.values();
        let source = sources.find(|source| source.id.as_str() == id)?;
        Some(self.source(source))
    }

    fn source(&self, source: &Source) -> Document {
        let lead = self.about_source(source);
        Document::of(&source.title, lead, self.citing(source))
    }

    /// Its day, what it shares its origin with, and what the author notes.
    fn about_source(&self, source: &Source) -> impl Iterator<Item = Line> {
        let about = [
            published(source),
            self.shared_origin(source),
            source.url.clone(),
            source.note.clone(),
        ];
        about.into_iter().flatten().map(Line::derived)
    }

    /// Everything of the model that cites it.
    fn citing(&self, source: &Source) -> Vec<Section> {
        let cites = |list: &[Citation]| list.iter().any(|c| c.source == source.id);
        let notes = self.model.notes.iter().filter(|n| cites(&n.cites));

        let mut sections = self.positions("Positions that cite it", |p| cites(&p.cites));
        sections.extend(Section::of_lists([
            (
                "What rests on each of its sentences",
                self.resting_on(source),
            ),
            ("Notes that cite it", note_items(notes)),
        ]));
        sections.extend(self.events(|e| cites(&e.cites)));
        sections
    }

    fn resting_on(&self, source: &Source) -> Vec<Item> {
        let behind = self.model.resting_on(&source.id).into_iter();
        behind.map(|(number, what)| resting(number, what)).collect()
    }

    /// The sources that tell the same at second hand, and so count as one with it.
    fn shared_origin(&self, source: &Source) -> Option<String> {
        let origin = source.origin.as_ref()?;
        let sources = self.model.sources.values();
        let same = sources.filter(|s| s.id != source.id && s.origin.as_ref() == Some(origin));
        let same: Vec<String> = same.map(|source| source.id.to_string()).collect();
        (!same.is_empty()).then(|| format!("Counts as one origin with {}.", and(&same)))
    }
}

/// Who published it and when, and whether that day is told or worked out.
fn published(source: &Source) -> Option<String> {
    let day = source.date.map(|day| match source.date_is {
        DateIs::Stated => day.in_words(),
        DateIs::Inferred => format!("{} (the day is inferred)", day.in_words()),
    });
    let publisher = source.publisher.as_ref();
    let publisher = publisher.map(|name| format!("Publisher: {name}"));
    let told: Vec<String> = publisher.into_iter().chain(day).collect();
    (!told.is_empty()).then(|| format!("{}.", told.join(". ")))
}

/// What rests on one sentence.
fn resting(number: u32, what: BTreeSet<String>) -> Item {
    let what: Vec<String> = what.into_iter().collect();
    Item::derived(format!("s{number}: {}.", what.join("; ")))
}
