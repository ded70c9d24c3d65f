//! Drawings: an answer as boxes and lines, plain data that a layout places and a format writes.

mod around;
mod board;
mod conflict;
mod diagram;
mod entries;
mod excerpt;
mod figure_table;
mod knots;
mod legend;
mod maker;
mod matrix;
mod overview;
mod scale;
mod standing;
mod timeline;
mod way;
mod ways;

pub use around::deadlock;
pub use board::board;
pub use diagram::{
    Axis, Box, BoxKind, Diagram, Dot, Emphasis, Grid, GridCell, GridRow, Group, Line, LineKind,
    Ownership, Rule, Shape, Span, Tick,
};
pub use entries::{Entry, EntryKind, entry_kind};
pub use figure_table::figure_table;
pub use knots::{
    Between, KeyLine, Knot, KnotBar, KnotFence, KnotPicture, KnotRing, KnotTrack, LiftedBy,
    MarkState, Obstacle, RingHook, RingStation, Silence, Topic, WayEnd, Who, knots, knots_compared,
    parties_shown, ring_alone,
};
pub use legend::LegendEntry;
pub use matrix::{MatrixPicture, MatrixRow, matrix};
pub use overview::{Cut, TooLarge, overview};
pub use scale::{
    Free, RangeEnd, ScaleEntry, ScaleLane, ScalePicture, ScaleRange, scale, scale_picture,
};
pub use standing::{PartiesPicture, PartyPair, parties, parties_picture};
pub use timeline::{
    DayAlong, Pin, Standing, TimeGroup, TimeRow, TimeSpan, TimelinePicture, timeline,
    timeline_picture,
};
pub use way::way;
pub use ways::{GoalWay, WayKnot, WaysPicture, ways};
