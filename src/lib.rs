//! Understand a negotiation: what blocks it, whose move would open it, and which sentence says so.
pub mod analysis;
#[cfg(feature = "language-model")]
pub mod backend;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod extract;
pub mod graph;
pub mod layout;
pub mod model;
pub mod read;
pub mod review;
pub mod source;
pub mod verify;
pub mod view;
pub mod write;
pub mod yaml;
