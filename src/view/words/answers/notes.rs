//! Notes of the author, and lists that are not whole: told once, where they belong.

use std::collections::BTreeSet;

use crate::analysis::Known;
use crate::source::Citation;

use crate::view::{Block, Document, Item, Line, Section};

pub(in crate::view) const NOT_KNOWN: &str = "Not known: ";

/// A reason that was given already is not given again in full.
pub(in crate::view) fn tell_once(document: &mut Document, told: Option<&str>) {
    let mut told: BTreeSet<String> = told.map(|why| format!("{why}.")).into_iter().collect();
    for block in document.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        let Block::Say(line) = block else { continue };
        let why = line.words.strip_prefix(NOT_KNOWN).map(str::to_owned);
        let is_new = why.is_none_or(|why| told.insert(why));
        if !is_new {
            line.words = "Not known, for the same reason.".to_owned();
        }
    }
}

pub(in crate::view) const NOTE: &str = "Note: ";

/// An item with what the author notes on it.
pub(in crate::view) fn noted<'n>(
    mut item: Item,
    notes: impl IntoIterator<Item = &'n String>,
) -> Item {
    let notes = notes.into_iter().map(|note| format!("{NOTE}{note}"));
    item.below
        .extend(notes.map(|note| Line::derived(note).item()));
    item
}

/// A note that an earlier section has on the same sentences is not repeated. Two things of one section keep theirs.
pub(in crate::view) fn note_once(document: &mut Document) {
    let mut told: BTreeSet<Note> = BTreeSet::new();
    for section in &mut document.sections {
        let mut here = BTreeSet::new();
        for block in &mut section.blocks {
            let Block::Items(items) = block else { continue };
            items
                .iter_mut()
                .for_each(|item| drop_told(item, &told, &mut here));
        }
        told.append(&mut here);
    }
}

/// The words of a note, and the sentences on which it is one.
type Note = (String, Vec<Citation>);

/// Leaves out the notes of an item that are told already, and collects what stands below it.
fn drop_told(item: &mut Item, told: &BTreeSet<Note>, here: &mut BTreeSet<Note>) {
    let cites = &item.line.cites;
    item.below.retain(|below| {
        let note = (below.line.words.clone(), cites.clone());
        let is_new = !below.line.words.starts_with(NOTE) || !told.contains(&note);
        here.insert(note);
        is_new
    });
}

/// A list under its heading with a last line that says what is missing from it, if anything is.
pub(in crate::view) fn with_extent<T>(
    heading: impl Into<String>,
    items: Vec<Item>,
    known: &Known<T>,
) -> Option<Section> {
    let Some(why) = known.why() else {
        return Section::of_items(heading, items);
    };
    let lead = match items.is_empty() {
        true => NOT_KNOWN,
        false => "This list may not be whole: ",
    };
    let missing = Block::Say(Line::derived(format!("{lead}{why}.")));
    let list = (!items.is_empty()).then_some(Block::Items(items));
    let blocks = list.into_iter().chain([missing]);
    Some(Section::new(heading, blocks.collect()))
}
