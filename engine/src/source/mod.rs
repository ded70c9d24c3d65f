//! Texts, their sentences, exact places in them, and citations.
//!
//! A *source* is a text that reports on the talks. Its unit is the numbered *sentence*, and a
//! *citation* points at one: `002 s31` is sentence 31 of source `002`. A *place* is a range of
//! bytes in a file that the author wrote, so that every problem can be shown on the author's line.

mod citation;
mod date;
mod digest;
mod lines;
mod link;
mod place;
mod sentence;

pub use crate::disk::is_unseen;
pub use citation::{Citation, CitationError, SourceId};
pub use date::{Date, DateError, moment};
pub use digest::{Text, TextError};
pub use lines::Lines;
pub use link::is_safe_link;
pub use place::{File, Files, Place};
pub use sentence::{Sentence, sha256_hex, split_sentences};
