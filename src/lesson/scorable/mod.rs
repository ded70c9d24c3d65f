//! The folder format of the scorable games of LLM-Deliberation (Abdelnabi and others, *Cooperation, Competition, and
//! Maliciousness: LLM-Stakeholders Interactive Negotiation*, 2024; the games are MIT-licensed), so that programs can play
//! a lesson, and a game of that kind can be taught.
//!
//! A folder holds `config.txt` (a line for each player: name, file, role, incentive, model, with commas between), the
//! `global_instructions.txt` with the issues in letters, a file of instructions for each player, a file of scores for each
//! player (a line of numbers for each issue, then the least sum to accept), and an `initial_deal.txt`. A deal passes with
//! the yes of all players but one, those of `p1` and `p2` among them. Instructions carry `#A1_NUM` where a number stands.

mod export;
mod import;
mod imported;

pub use export::scorable_files;
pub use import::import;
pub use imported::Imported;

/// Words with commas between.
fn with_commas(words: impl Iterator<Item = impl ToString>) -> String {
    let words: Vec<String> = words.map(|word| word.to_string()).collect();
    words.join(", ")
}
