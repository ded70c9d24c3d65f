//! One question a file; pure functions of the graph; answers carry grounds and extent.
//!
//! No analysis reads a clock, a file or a random number, and none changes the model or the graph.

mod agreed;
mod awaited;
mod blocks;
mod changes;
mod confidence;
mod conflicts;
mod deadlocks;
mod deals;
mod doubts;
mod elsewhere;
mod engine;
mod exclusions;
mod gaps;
mod grounds;
mod known;
mod matrix;
mod movement;
mod openings;
mod parts;
mod question;
mod reasons;
mod refusals;
mod shape;
mod stages;
mod standing;
mod stated;
mod tally;
mod way;

pub use agreed::{Agreement, agreements};
pub use awaited::Awaited;
pub use blocks::{Blocks, Groups, StandingDeadline, blocks};
pub use changes::{Changes, GoalChange, StanceChange, changes};
pub use conflicts::{
    Apart, Clash, Conflict, ConflictKind, Dispute, Disputed, Holding, Opposed, Order,
    StickingPoint, conflicts, conflicts_beside, sticking_points,
};
pub use deadlocks::{
    AvoidedRing, Deadlock, Detour, Detoured, Opens, RingEdge, Route, Waiter, deadlocks,
    detoured_rings,
};
pub use deals::{
    Counts, Deal, Game, Middle, Outcomes, Player, Texture, Trade, correlation, outcomes, trades,
};
pub use doubts::Doubt;
pub use elsewhere::{Moved, elsewhere, statuses, statuses_of};
pub use engine::budget::Budget;
pub use gaps::{Gap, gaps};
pub use grounds::{Grounds, Library, Spoken};
pub use known::Known;
pub use matrix::{Contradiction, Held, Matrix, MatrixCell, MatrixRow, matrix};
pub use movement::Movement;
pub use openings::{Blocker, BlockingSet, MANY, SetOfChanges, Sets, Who};
pub use question::{Ask, SetsAsked};
pub use refusals::Refusal;
pub use shape::{About, Shape, ShapeKind};
pub use stages::{Consent, Stage};
pub use standing::{
    BlockedKind, Default as ComingDefault, Standing, Status, UNTIMELY, hoped, met, status_of,
};
pub use stated::Stated;
pub use tally::{Counted, Others, Tally, Veto, VetoSays, Votes};
