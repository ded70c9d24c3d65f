//! Understand a negotiation: what blocks it, whose move would open it, and which sentence says so.
#![doc = ""]
pub mod diagnostic;
pub mod model;
pub mod read;
pub mod source;
