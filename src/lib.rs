//! Understand a negotiation: what blocks it, whose move would open it, and which sentence says so.
pub mod backend;
pub mod check;
pub mod cli;
pub mod layout;
pub mod leak;
pub mod lesson;
pub mod marks;
pub mod review;
pub mod scene;
pub mod view;
pub mod write;

pub use impasse_engine::{analysis, diagnostic, disk, graph, model, read, source, verify, yaml};
pub use impasse_extract::extract;
