//! From text to facts: the rules, the holders, readers' replies and the review.

#[cfg(feature = "language-model")]
mod backend;
mod extract;
mod holders;
mod reply;
mod review;
