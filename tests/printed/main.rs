//! What is drawn, written and handed out.

#[path = "../helpers/bounded.rs"]
mod bounded;
#[path = "../helpers/dice.rs"]
mod dice;
#[path = "../helpers/random_model/mod.rs"]
mod random_model;

mod class;
mod drawings;
mod drawn;
mod everybody;
mod exports;
mod hues;
mod keys;
mod knots;
mod lanes;
mod leaks;
mod output;
mod packet;
mod pages;
mod pictures;
mod sheet;
