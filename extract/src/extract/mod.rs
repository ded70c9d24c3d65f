//! Proposes facts from a text: who holds what on which issue, each on its sentence.
//!
//! Data flows one way through typed stages, and every stage is a pure function of the text and the lexicons, so that the
//! same input gives the same bytes:
//!
//! ```text
//! Document -> sentences -> Token -> Mention -> Phrase and VerbGroup -> reports -> frame hits -> Fact
//! ```
//!
//! A *document* is a text without boilerplate. Its *tokens* carry a part of speech, its *mentions* say which tokens name a
//! party of the model. *Verb groups* know their subject, what follows them and who reports them. A *frame* is a way in
//! which English says a stance (`frames.yaml`), and a hit of a frame becomes a fact with a holder and an issue.
//!
//! Two lexicons are data: English and its frames (`english/`), and the model's own names (aliases, adjectives, speakers,
//! terms). Nothing here edits a model: a person reviews what is proposed. What resolves to nothing stays unresolved; a
//! holder is never guessed from the topic. Time is linear in the text, memory that of one document.

mod alpha;
mod document;
mod english;
mod extractor;
mod fact;
mod frames;
mod gold;
mod groups;
mod holder;
mod issue;
mod language;
mod lexicon;
mod measured;
mod names;
mod parse;
mod quantity;
mod rules;
mod stated;
mod stems;
mod token;
mod unknown;

pub use alpha::alpha;
pub use document::{Document, DocumentError, Form, IN_PARTS, MAX_BYTES};
pub use extractor::{Extraction, Extractor};
pub use fact::{Fact, FactKind, Modality, Polarity, Relation};
pub use frames::{Example, Frames};
pub use gold::{Coders, FieldAgreement, Gold, Level, Score, Tally, between, score};
pub use lexicon::Lexicon;
pub use measured::{Measured, lower_bound};
pub use names::{NamedIssue, NamedParty, NamedSpeaker, Names};
pub use unknown::{Unknown, unknown};
