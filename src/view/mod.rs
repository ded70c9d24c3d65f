//! Answers as what a reader looks at: documents, tables and diagrams, as plain data.
//!
//! A [`Document`] is what text, Markdown and HTML are written from; a [`Diagram`] is what every
//! drawing is written from. Nothing here knows how any format spells anything.

mod answers;
mod around;
mod board;
mod brief;
mod diagram;
mod document;
mod dossier;
mod explorer;
mod figure_table;
mod overview;
mod packet;
mod scale;
mod spoken;
mod standing;
mod timeline;
mod tree;
mod way;
mod what_if;
mod words;

pub use answers::{
    blocks_answer, changes_answer, conflicts_answer, deadlocks_answer, gaps_answer, how_sure,
    positions_answer,
};
pub use around::deadlock;
pub use board::board;
pub use brief::{Audience, Brief, BriefAsk, briefing, day_before_the_latest};
pub use diagram::{
    Axis, Box, BoxKind, Diagram, Dot, Emphasis, Grid, GridCell, GridRow, Group, LegendEntry,
    Line as DiagramLine, LineKind, Ownership, Rule, Shape, Span, Tick,
};
pub use document::{Block, Document, Figure, Item, Line, Section, Table, WhoseWords};
pub use dossier::dossier;
pub use explorer::{Explorer, WeightsTooLarge, explorer};
pub use figure_table::figure_table;
pub use overview::{Cut, TooLarge, overview};
pub use packet::{Check, Packet, Reader, Secret, Sheet, heard, packet};
pub use scale::scale;
pub use standing::parties;
pub use timeline::timeline;
pub use tree::tree;
pub use way::way;
pub use what_if::{WhatIf, what_if_answer};
pub use words::Words;
