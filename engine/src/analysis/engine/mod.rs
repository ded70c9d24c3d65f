//! The engine: evaluates the requirement graph, and finds families of minimal sets exactly or the cheapest first.
//!
//! Private to the analyses: what leaves it are truth values, sets of leaves and counts, each with how far it is known.

pub(super) mod bdd;
pub(super) mod budget;
pub(super) mod cheapest;
pub(super) mod circuit;
pub(super) mod family;
pub(super) mod modules;
mod optimum;
pub(super) mod symbolic;
mod threshold;
