//! How things are called in a sentence.
//!
//! Names in a model begin with a capital, as labels do. Inside a sentence a common noun loses it and
//! takes an article: *Ceasefire of at least 60 days* becomes *the ceasefire of at least 60 days*. A
//! first word keeps its capital if it is written with one in the middle of a text somewhere in the
//! model, or belongs to the name of a party or person.

pub(in crate::view) mod answers;
mod conditions;
mod document;
pub(in crate::view) mod doers;
mod dossier;
mod grammar;
mod moves;
mod names;
pub(in crate::view) mod runs;
mod said;
pub(in crate::view) mod spoken;
pub(in crate::view) mod together;

use std::collections::BTreeSet;

use crate::model::Model;

pub use document::{Block, Document, Figure, Item, Line, Section, Table, WhoseWords};
pub use dossier::dossier;

pub(in crate::view) use grammar::{
    and, count, days, in_brackets, number_word, on_day, or, plural_noun, possessive, upper_first,
};

/// The words of one model.
#[derive(Debug)]
pub struct Words<'a> {
    /// The model.
    pub model: &'a Model,
    /// Words that keep their capital inside a sentence.
    proper: BTreeSet<String>,
}
