//! Readers of any make: another reader is asked for the facts of texts, and everything that it says is checked.
//!
//! The *request* is one text with all that a careful reader needs: the codebook, the names of the model, numbered
//! sentences, the hash of each text, and the form of the answer. The *reply* may come from anybody: a person, a chat, an
//! agent. A fact whose quote does not stand in its sentence or the next is dropped; a holder that is no party becomes
//! null; kind and stance must fit each other; what is dropped is listed with its reason. What stays goes into the same
//! inbox under the rule `reader/NAME`, whose confidence is 0 until somebody measures it. With the feature
//! `language-model` a server with the chat interface can be asked too; its answers pass the same checks.

#[cfg(feature = "language-model")]
mod chat;
mod checked;
#[cfg(feature = "language-model")]
mod endpoint;
mod fields;
mod reply;
mod request;

use crate::extract::Fact;

#[cfg(feature = "language-model")]
pub use endpoint::{Backend, BackendError};
pub use reply::{Reply, ReplyError};
pub use request::{codebook, request};

/// What another reader proposed, after our checks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposed {
    /// The facts whose quotes stand in the text.
    pub facts: Vec<Fact>,
    /// Why others were dropped.
    pub dropped: Vec<String>,
}

impl Proposed {
    fn add(&mut self, fact: Result<Fact, String>) {
        match fact {
            Ok(fact) => self.facts.push(fact),
            Err(why) => self.dropped.push(why),
        }
    }
}
