//! The keys of one map, read by name; in the end every key that nobody asked for is reported.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Article, EndedAs, Ending, Forms, PartyId, Quantity, Target, alone};
use crate::source::{Citation, Date, Place};
use crate::yaml::{Content, Key, Node};

use super::conditions::nothing_behind;
use super::reader::Reader;

/// The keys of one map that is being read.
pub(super) struct Fields<'n, 'r> {
    pub reader: &'r mut Reader,
    what: String,
    place: Place,
    entries: &'n [(Key, Node)],
    asked: BTreeSet<&'static str>,
    /// The name, where a thing is written as its name alone.
    name: Option<String>,
}

impl Reader {
    /// The keys of a map; anything else is reported.
    pub fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: impl Into<String>,
    ) -> Option<Fields<'n, '_>> {
        let what = what.into();
        if !matches!(node.content, Content::Map(_)) {
            self.wrong_type(node, &format!("{what} is a map of keys"));
            return None;
        }
        Some(Fields {
            reader: self,
            what,
            place: node.place,
            entries: node.entries(),
            asked: BTreeSet::new(),
            name: None,
        })
    }

    /// The keys of a thing that may be written as its name alone, or left empty: `congress: US Congress`.
    pub fn fields_or_name<'n>(&mut self, node: &'n Node, what: String) -> Option<Fields<'n, '_>> {
        if matches!(node.content, Content::List(_) | Content::Map(_)) {
            return self.fields(node, what);
        }
        Some(Fields {
            name: self.text(node),
            reader: self,
            what,
            place: node.place,
            entries: &[],
            asked: BTreeSet::new(),
        })
    }
}

impl<'n> Fields<'n, '_> {
    /// The value under a key, where anything was written there.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.insert(key);
        let (_, node) = self.entries.iter().find(|(k, _)| k.text == key)?;
        Some(node).filter(|node| !node.is_null())
    }

    /// Where the value under a key stands.
    pub fn place_of(&mut self, key: &'static str) -> Option<Place> {
        self.take(key).map(|node| node.place)
    }

    /// Names keys that the map may have, also where they are not read in the end.
    pub fn may_have(&mut self, keys: &[&'static str]) {
        self.asked.extend(keys);
    }

    /// The value under a key, read by its own rules.
    pub fn read<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Reader, &Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(key)?;
        read(self.reader, node)
    }

    /// The list under a key, each item read by its own rules.
    pub fn each<T>(
        &mut self,
        key: &'static str,
        read: impl FnMut(&mut Reader, &Node) -> Option<T>,
    ) -> Vec<T> {
        let list = self.take(key);
        list.map(|node| self.reader.each(node, read))
            .unwrap_or_default()
    }

    /// The map under a key, each entry read by its own rules.
    pub fn entries<T>(
        &mut self,
        key: &'static str,
        read: impl FnMut(&mut Reader, &Key, &Node) -> Option<T>,
    ) -> Vec<T> {
        let map = self.take(key);
        map.map(|node| self.reader.entries(node, key, read))
            .unwrap_or_default()
    }

    /// What a party or a person is called: the `name:`, or the id as a proper name.
    pub fn proper_name(&mut self, id: &str) -> (String, Forms) {
        self.named(id, false)
    }

    /// What a milestone or an issue is called: its `name:`, or its id as a common noun; it may read as a deed or clause.
    pub fn common_name(&mut self, id: &str) -> (String, Forms) {
        let (name, forms) = self.named(id, true);
        (name, self.with_clauses(forms))
    }

    /// What an option is called: its `text:`, or what stands in for it.
    pub fn answer(&mut self, unsaid: &str) -> (String, Forms) {
        let written = self.text("text").or_else(|| self.text("name"));
        let named = written.map(|written| alone(&written));
        let (text, is_common) = named.unwrap_or_else(|| (unsaid.to_owned(), false));
        let forms = self.forms(is_common);
        (text, self.with_clauses(forms))
    }

    /// The forms with how a thing reads as a clause and as a deed.
    fn with_clauses(&mut self, forms: Forms) -> Forms {
        Forms {
            clause: self.text("clause").map(|text| without("that ", text)),
            deed: self.text("deed").map(|text| without("to ", text)),
            ..forms
        }
    }

    fn named(&mut self, id: &str, is_common: bool) -> (String, Forms) {
        let written = self.name.take().or_else(|| self.text("name"));
        let named = written.map(|written| alone(&written));
        let (name, is_common) = named.unwrap_or_else(|| (spoken(id), is_common));
        (name, self.forms(is_common))
    }

    /// How a name runs in a sentence.
    fn forms(&mut self, is_common: bool) -> Forms {
        Forms {
            in_sentence: self.text("in_sentence"),
            article: self.word("article", "article", &ARTICLES),
            plural: self.read("plural", Reader::flag),
            short: self.text("short"),
            clause: None,
            deed: None,
            is_common,
        }
    }

    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.read(key, Reader::text)
    }

    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.each(key, Reader::text)
    }

    pub fn flag(&mut self, key: &'static str) -> bool {
        self.read(key, Reader::flag).unwrap_or(false)
    }

    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        self.read(key, Reader::date)
    }

    /// When something ended, and why where that is said: `ended: 2026-01-10`, or
    /// `ended: { on: 2026-01-10, as: moot, cites: [..] }`.
    pub fn end(&mut self) -> (Option<Date>, Option<Ending>) {
        let Some(node) = self.take("ended") else {
            return (None, None);
        };
        if !matches!(node.content, Content::Map(_)) {
            return (self.reader.date(node), None);
        }
        let Some(mut fields) = self.reader.fields(node, "an end") else {
            return (None, None);
        };
        fields.require(
            &["on", "as"],
            "an end is { on: 2026-01-10, as: moot, cites: [..] }",
        );
        let (on, why) = (
            fields.date("on"),
            fields.word("as", "way to end", &EndedAs::ALL),
        );
        let (cites, note) = (fields.cites("cites"), fields.text("note"));
        fields.finish();
        (on, why.map(|why| Ending { why, cites, note }))
    }

    pub fn number(&mut self, key: &'static str) -> Option<Quantity> {
        self.read(key, Reader::number)
    }

    pub fn whole(&mut self, key: &'static str) -> Option<u64> {
        self.read(key, Reader::whole)
    }

    /// One of a fixed set of words; `what` is a noun for all of them.
    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        self.read(key, |reader, node| reader.word(node, what, words))
    }

    pub fn party(&mut self, key: &'static str) -> Option<PartyId> {
        self.read(key, Reader::party)
    }

    pub fn parties(&mut self, key: &'static str) -> Vec<PartyId> {
        self.each(key, Reader::party)
    }

    /// `milestone`, `issue` or `issue/option`; `subject` says for whom it is read.
    pub fn target(&mut self, key: &'static str, subject: &str) -> Option<Target> {
        self.read(key, |reader, node| {
            let text = reader.text(node)?;
            reader.target(&text, node.place, subject)
        })
    }

    pub fn cites(&mut self, key: &'static str) -> Vec<Citation> {
        self.each(key, Reader::cite)
    }

    /// Reports each of some keys that is not there; `form` shows the whole.
    pub fn require(&mut self, keys: &[&'static str], form: &str) {
        for key in keys {
            if self.take(key).is_none() {
                self.missing(key, form);
            }
        }
    }

    pub fn missing(&mut self, key: &str, why: &str) {
        let message = format!("{} needs `{key}:`", self.what);
        self.reader
            .problem(Diagnostic::error("missing-key", message, self.place).help(why));
    }

    /// Reports keys that say what must be or hold and behind which nothing stands: left out, they would mean something else.
    fn report_empty(&mut self) {
        let is_empty =
            |(key, node): &&(Key, Node)| node.is_null() && NEVER_EMPTY.contains(&key.text.as_str());
        let empty = self.entries.iter().filter(is_empty);
        let problems = empty.map(|(key, _)| nothing_behind(key));
        self.reader.problems.extend(problems);
    }

    /// Reports every key of the map that nobody asked for, and those behind which nothing stands.
    pub fn finish(mut self) {
        self.report_empty();
        let asked = || self.asked.iter().copied();
        let unread = self
            .entries
            .iter()
            .filter(|(key, _)| !self.asked.contains(key.text.as_str()));
        for (key, _) in unread {
            let help = if key.text.contains(char::is_whitespace) {
                "inside { } a text with a comma needs quotes: { note: \"first, second\" }"
                    .to_owned()
            } else {
                let known: Vec<&str> = asked().collect();
                format!("the keys here are {}", known.join(", "))
            };
            let problem = unknown_key(key, &self.what, asked());
            self.reader.problems.push(problem.help(help));
        }
    }
}

pub(super) const ARTICLES: [(&str, Article); 4] = [
    ("the", Article::The),
    ("a", Article::A),
    ("an", Article::An),
    ("none", Article::None),
];

/// What follows the first word, where an author writes that too: `that Ukraine leaves it`.
fn without(first: &str, text: String) -> String {
    text.strip_prefix(first).map(str::to_owned).unwrap_or(text)
}

/// Keys that are never written without a value.
const NEVER_EMPTY: [&str; 12] = [
    "after",
    "by",
    "consent",
    "deadline",
    "ended",
    "if",
    "otherwise",
    "reached",
    "requires",
    "since",
    "until",
    "value",
];

/// A key that something does not have, with the one that was probably meant.
pub(super) fn unknown_key<'k>(
    key: &Key,
    what: &str,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let message = format!("{what} has no key `{}`", key.text);
    Diagnostic::error("unknown-key", message, key.place).suggesting(did_you_mean(&key.text, known))
}

/// `nato-troops` as a reader says it: `Nato troops`.
pub(super) fn spoken(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
