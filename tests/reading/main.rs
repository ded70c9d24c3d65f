//! From text to facts: the rules, the holders, readers' replies and the review.

#[cfg(feature = "language-model")]
mod backend;
mod coders;
mod extract;
mod holders;
mod reply;
mod review;
#[path = "../helpers/typed.rs"]
mod typed;
