//! Who is meant: the parties behind subjects, pronouns and possessors.
//!
//! A noun phrase is resolved by an ordered list of small readers; the first that knows what to do with it decides, and
//! [`How`] says which one it was.

mod discourse;
mod learnt;
mod owner;
mod readers;
mod subject;

use super::english::{Set, Tag};
use super::names::Sort;
use super::parse::{Actor, Parse, Phrase, Range};

pub(super) use discourse::Discourse;
pub(super) use owner::{after_preposition, owner_of};
pub(super) use readers::{actors_of_phrase, is_both_sides};
pub(super) use subject::{reporters_of, subject_of, subject_phrase};

/// How many hops of shared subjects are followed.
const HOPS: usize = 6;
