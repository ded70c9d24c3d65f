//! Review: what stands between a proposed fact and the model.
//!
//! `extract` proposes, a person decides, and only what was accepted becomes part of the model:
//!
//! ```text
//! Fact -> Entry in inbox/NAME.yaml -> decision -> facts/reviewed.yaml -> read -> model
//! ```
//!
//! The inbox is the record of decisions and may be edited by hand; the facts file is a pure function of all inboxes and is
//! never edited. An entry is known by its content, not by its place, so that decisions survive when a text is read again.
//! What is decided in a review is put on record in its inbox, in order, so that the last decision can be taken back.
//! Facts that say the same are one position with all their citations; facts that say the opposite are flagged.

mod accepted;
mod by_hand;
mod compare;
mod decided;
mod inbox;

pub use accepted::{Written, opposite, reviewed_facts, same_as};
pub use by_hand::is_by_hand;
pub use compare::{Agreement, Said, agreement};
pub use decided::{Decided, NotUndone};
pub use inbox::{Decision, Entry, Inbox, plain_or_quoted};
