//! Drawings: an answer as boxes and lines, plain data that a layout places and a format writes.

mod around;
pub(in crate::view) mod board;
mod diagram;
mod figure_table;
mod overview;
mod scale;
mod standing;
mod timeline;
mod way;

pub use around::deadlock;
pub use board::board;
pub use diagram::{
    Axis, Box, BoxKind, Diagram, Dot, Emphasis, Grid, GridCell, GridRow, Group, LegendEntry, Line,
    LineKind, Ownership, Rule, Shape, Span, Tick,
};
pub use figure_table::figure_table;
pub use overview::{Cut, TooLarge, overview};
pub use scale::scale;
pub use standing::parties;
pub use timeline::timeline;
pub use way::way;
