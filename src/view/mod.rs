//! Answers as what a reader looks at, in five rooms: words, drawings, the briefing, the packet and the explorer.
//!
//! A [`Document`] is what text, Markdown and HTML are written from; a [`Diagram`] is what every
//! drawing is written from. Nothing here knows how any format spells anything.

mod briefing;
mod drawings;
mod explorer;
mod keys;
mod packet;
mod words;

pub use briefing::{Audience, Brief, BriefAsk, briefing, day_before_the_latest};
pub use drawings::{
    Axis, Between, Box, BoxKind, Cut, DayAlong, Diagram, Dot, Emphasis, Entry, EntryKind, Free,
    GoalWay, Grid, GridCell, GridRow, Group, KeyLine, Knot, KnotBar, KnotFence, KnotPicture,
    KnotRing, KnotTrack, LegendEntry, LiftedBy, Line as DiagramLine, LineKind, MarkState,
    MatrixPicture, MatrixRow, Obstacle, Ownership, PartiesPicture, PartyPair, Pin, RangeEnd,
    RingHook, RingStation, Rule, ScaleEntry, ScaleLane, ScalePicture, ScaleRange, Shape, Silence,
    Span, Standing, Tick, TimeGroup, TimeRow, TimeSpan, TimelinePicture, TooLarge, Topic, WayEnd,
    WayKnot, WaysPicture, Who, board, deadlock, entry_kind, figure_table, knots, knots_compared,
    matrix, overview, parties, parties_picture, parties_shown, ring_alone, scale, scale_picture,
    timeline, timeline_picture, way, ways,
};
pub use explorer::{Day, Explorer, Pictured, WeightsTooLarge, explorer};
pub use packet::{
    Check, ClassResults, GroupResult, Packet, QuizQuestion, Reader, Secret, SecretKind, Sheet,
    SlipForm, SlipIssue, checks, class_results, heard, orders, packet, with_points,
};
pub use words::answers::{
    Ways, WhatIf, blocks_answer, changes_answer, conflicts_answer, deadlocks_answer, gaps_answer,
    how_sure, positions_answer, tree, what_if_answer, what_is_supposed,
};
pub use words::{
    Block, Document, Figure, Heard, Item, Line, Picture, Place, Section, Sign, Table, WhoseWords,
    Words, dossier,
};
