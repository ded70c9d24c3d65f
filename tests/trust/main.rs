//! Nothing lost, nothing hung, nothing let out: files, sizes, strangers' models, kills and bad input.

#[path = "../helpers/bounded.rs"]
mod bounded;
#[path = "../helpers/dice.rs"]
mod dice;
#[path = "../helpers/large.rs"]
mod large;
#[path = "../helpers/typed.rs"]
mod typed;

mod adversity;
mod bad_input;
mod determinism;
mod disk;
mod found;
mod kills;
mod lost;
mod schema;
mod sizes;
mod strangers;
