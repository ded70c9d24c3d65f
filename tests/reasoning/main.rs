//! What follows from a model, judged by brute force, by the checker and by the written questions.

#[path = "../helpers/dice.rs"]
mod dice;
#[path = "../helpers/expanded.rs"]
mod expanded;
#[path = "../helpers/random_model/mod.rs"]
mod random_model;

mod crowds;
mod detours;
mod meaning;
mod oracle;
mod statements;
mod supposed;
