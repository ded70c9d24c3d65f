//! What may stand in a model file, as data: every map with its keys, what each key holds and what it means.
//!
//! The reader decodes; this describes, for editors and for programs that write models. A test holds the two against each
//! other: every key that the reader asks for stands here, and no other.

mod keys;

pub use keys::{CONDITION, MODEL, RULE, SHAPES};

/// What stands behind a key, or in a list.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// A text of any kind.
    Text,
    /// `true` or `false`.
    Flag,
    /// A day: `2026-01-25`.
    Date,
    /// A number without its unit.
    Number,
    /// A whole number from 0 to 2^53.
    Whole,
    /// A SHA-256, or at least its first 16 digits.
    Hash,
    /// A link that a reader can follow.
    Link,
    /// The id of a party.
    Party,
    /// The id of a milestone.
    Milestone,
    /// The id of a speaker of the party.
    Speaker,
    /// A milestone, an issue, or `issue/option`.
    Target,
    /// What a sentence of a source is called: `002 s31`.
    Sentence,
    /// One of a few words.
    Words(fn() -> Vec<&'static str>),
    /// A condition: an id, or a map that combines conditions.
    Condition,
    /// A rule by which a body decides.
    Rule,
    /// One thing or several: a single one counts as a list of one.
    Several(&'static Self),
    /// A list, and nothing else.
    List(&'static Self),
    /// A map with keys of its own.
    Map(&'static Shape),
    /// A map whose keys the author chooses.
    Entries(Name, &'static Self),
    /// One of several forms.
    Either(&'static [Self]),
}

/// What the author calls the entries of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// New ids: lower-case words with hyphens.
    New,
    /// Ids of parties that are declared.
    Party,
    /// Ids of issues that are declared.
    Issue,
    /// Ids of sources, which may be numbers.
    Source,
    /// Sentences: `002 s31`.
    Sentence,
    /// Numbers of sentences: `s31`.
    Number,
    /// Any name.
    Any,
}

/// A map with keys of its own.
#[derive(Debug)]
pub struct Shape {
    /// What it is, in one or two words: its name among the definitions of a schema.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [Entry],
}

/// A key of a map.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: &'static str,
    /// What stands behind it.
    pub holds: Holds,
    /// Whether it must be there.
    pub needed: bool,
    /// What it means, in a sentence.
    pub means: &'static str,
}
