//! The second mention: once something has been named in full, its short name stands for it.

use std::collections::BTreeSet;

use super::Words;
use super::document::{Block, Document, Item, Line};
use super::grammar::upper_first;

/// A name in full and how it goes on.
struct Known {
    full: String,
    short: Option<String>,
    /// Whether the short name may stand in the sentence of the first mention already: *the LU* beside *the Liberal Union*
    /// would be heard as somebody else, *the settlement* beside *the full settlement* is not.
    at_once: bool,
}

/// Reads a document from its beginning to its end.
struct Reader {
    /// The longest first, so that a name within a longer one is not taken for itself.
    names: Vec<Known>,
    met: BTreeSet<usize>,
    /// Those named for the first time in the sentence that is being read.
    fresh: BTreeSet<usize>,
}

impl Words<'_> {
    /// The document with the short names that authors give, from the second mention on. Notes and what stands in
    /// quotation marks are other people's words and stay.
    pub(in crate::view) fn shortened(&self, mut document: Document) -> Document {
        let mut reader = Reader::of(self.names());
        if reader.names.iter().any(|name| name.short.is_some()) {
            reader.document(&mut document);
        }
        document
    }

    fn names(&self) -> Vec<Known> {
        let model = self.model;
        let parties = model.parties.values();
        let parties = parties.map(|party| {
            let full = party.forms.in_sentence(&party.name);
            (full, party.forms.short.clone())
        });
        let issues = model.issues.values();
        let issues = issues.map(|issue| {
            let full = issue.forms.in_sentence(&issue.name);
            (full, issue.forms.short.clone())
        });
        let milestones = model.milestones.values();
        let milestones = milestones.map(|milestone| {
            let full = milestone.forms.in_sentence(&milestone.name);
            (full, milestone.forms.short.clone())
        });
        let speakers = model.parties.values().flat_map(|it| it.speakers.values());
        let speakers = speakers.map(|speaker| (speaker.name.clone(), speaker.short.clone()));
        let known = |at_once: bool| {
            move |(full, short)| Known {
                full,
                short,
                at_once,
            }
        };
        let people = parties.chain(speakers).map(known(false));
        people
            .chain(issues.chain(milestones).map(known(true)))
            .collect()
    }
}

impl Reader {
    fn of(mut names: Vec<Known>) -> Self {
        names.retain(|name| !name.full.is_empty());
        names.sort_by(|a, b| b.full.len().cmp(&a.full.len()).then(a.full.cmp(&b.full)));
        Self {
            names,
            met: BTreeSet::new(),
            fresh: BTreeSet::new(),
        }
    }

    fn document(&mut self, document: &mut Document) {
        document.title = self.text(&document.title);
        for (_, line) in &mut document.about {
            self.line(line);
        }
        document.lead.iter_mut().for_each(|line| self.line(line));
        for section in &mut document.sections {
            section.heading = self.text(&section.heading);
            section
                .blocks
                .iter_mut()
                .for_each(|block| self.block(block));
        }
    }

    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Say(line) => self.line(line),
            Block::Tell(lines) => lines.iter_mut().for_each(|line| self.line(line)),
            Block::Items(items) | Block::Steps(items) => {
                items.iter_mut().for_each(|item| self.item(item));
            }
            // A cell is looked up by itself, and a drawing stands by itself.
            Block::Table(_) | Block::Figure(_) | Block::WriteIn(..) => {}
        }
    }

    fn item(&mut self, item: &mut Item) {
        self.line(&mut item.line);
        item.below.iter_mut().for_each(|below| self.item(below));
    }

    fn line(&mut self, line: &mut Line) {
        if !line.words.starts_with(super::answers::NOTE) {
            line.words = self.text(&line.words);
        }
    }

    /// A text with what was named before in short.
    fn text(&mut self, text: &str) -> String {
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        let mut is_in_quotes = false;
        while let Some(next) = rest.chars().next() {
            let is_at_word = !told.chars().next_back().is_some_and(char::is_alphanumeric);
            let named = (is_at_word && !is_in_quotes).then(|| self.named(rest));
            if let Some((words, length)) = named.flatten() {
                told += &words;
                rest = &rest[length..];
                continue;
            }
            match next {
                '“' => is_in_quotes = true,
                '”' => is_in_quotes = false,
                _ => {}
            }
            told.push(next);
            rest = &rest[next.len_utf8()..];
            if matches!(next, '.' | '?' | '!' | ':') && rest.starts_with(' ') {
                self.met.append(&mut self.fresh);
            }
        }
        self.met.append(&mut self.fresh);
        told
    }

    /// The name with which a text begins, as it is told here, and how long it is in the text.
    fn named(&mut self, text: &str) -> Option<(String, usize)> {
        let names = self.names.iter().enumerate();
        let found = names.filter_map(|(at, name)| {
            let first = upper_first(&name.full);
            let form = [&name.full, &first].into_iter().find(|form| {
                let rest = text.strip_prefix(form.as_str());
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })?;
            Some((at, form.clone()))
        });
        let (at, form) = found.take(1).next()?;
        let name = &self.names[at];
        let is_told_in_full =
            !self.met.contains(&at) && (!name.at_once || !self.fresh.contains(&at));
        self.fresh.insert(at);
        let short = name.short.as_ref().filter(|_| !is_told_in_full);
        let told = match short {
            None => form.clone(),
            Some(short) if form == name.full => short.clone(),
            Some(short) => upper_first(short),
        };
        Some((told, form.len()))
    }
}
