//! From a text to proposed facts, each on its sentence; a person reviews them before a model knows them.
//!
//! A package of its own because tests read texts of megabytes with it: it is optimized where the rest is not.
pub mod extract;

use impasse_engine::{disk, model, source, yaml};
