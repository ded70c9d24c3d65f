//! The words of answers: names as their authors give them, and sentences built from them.

pub(in crate::view) mod answers;
mod conditions;
mod document;
pub(in crate::view) mod doers;
mod dossier;
mod grammar;
mod heard;
pub(in crate::view) mod moves;
mod names;
pub(in crate::view) mod phrases;
pub(in crate::view) mod runs;
mod said;
mod short;
pub(in crate::view) mod spoken;
pub(in crate::view) mod together;

use std::collections::BTreeMap;

use crate::graph::Change;
use crate::model::{Condition, Model};

pub use document::{
    Block, Document, Figure, Item, Line, Picture, Place, Section, Sign, Table, WhoseWords,
};
pub use dossier::dossier;
pub use heard::Heard;

pub(in crate::view) use grammar::{
    and, count, days, in_brackets, lower_first, number_word, on_day, or, possessive, upper_first,
};

/// The words of one model.
#[derive(Debug)]
pub struct Words<'a> {
    /// The model.
    pub model: &'a Model,
    /// What each refusal on the day asked about ends with, so that the move that lifts it can be told with it.
    until: BTreeMap<Change, Vec<Condition>>,
}
