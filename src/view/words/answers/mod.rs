//! The answers of the commands as documents: one finding first, then the grounds. A file for each question.

mod awaited;
mod blocks;
mod changes;
mod clauses;
mod conflicts;
mod deadlines;
mod finding;
mod gaps;
mod knots;
mod lead;
mod notes;
mod on_scale;
mod openings;
mod opposed;
mod positions;
mod refusals;
mod rings;
mod sureness;
mod tree;
mod votes;
mod what_if;

pub use blocks::blocks_answer;
pub use changes::changes_answer;
pub use conflicts::conflicts_answer;
pub use gaps::gaps_answer;
pub use openings::Ways;
pub use positions::positions_answer;
pub use rings::deadlocks_answer;
pub use sureness::how_sure;
pub use tree::tree;
pub use what_if::{WhatIf, what_if_answer, what_is_supposed};

pub(in crate::view) use awaited::awaited_items;
pub(in crate::view) use blocks::{blocker_line, blocker_line_of, exclusion_item, on_the_way};
pub(in crate::view) use changes::{
    NEW_SINCE_THEN, NEWLY_REPORTED, is_dated_after, status_change, status_word, why,
};
pub(in crate::view) use clauses::{clause, sentence};
pub(in crate::view) use conflicts::{conflict_item, figures, place};
pub(in crate::view) use finding::{finding, what_stands_in_the_way, who_could};
pub(in crate::view) use gaps::{SILENT, silence_item};
pub(in crate::view) use knots::{
    KnotTold, Told, heading_of_knots, knot_items, knot_told, knots_in_short, knots_of, ways_in_all,
};
pub(in crate::view) use lead::said_of_nobody;
pub(in crate::view) use notes::NOTE;
pub(in crate::view) use notes::noted;
pub(in crate::view) use openings::{
    confidence_word, doubt_items, gives_up_red_lines, red_lines_given_up, relies_on,
};
pub(in crate::view) use positions::{OVER, own_words_below, short};
pub(in crate::view) use refusals::{blocker_items, refusal_items};
pub(in crate::view) use rings::{ring_edge, ring_in_words, ring_items};
pub(in crate::view) use votes::votes;
