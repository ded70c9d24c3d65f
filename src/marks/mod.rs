//! The marks: what every picture of a negotiation is made of, as data.
//!
//! *Colour is who, shape is what, hollow is unheard, weight is what decides.* A negotiation is a black way to a goal. On it lie
//! bars (refusals), hooks (conditions: they grip what waits and are riveted to what must come first) and emptiness (silence: a
//! tube between quotation marks that hold nothing). Whoever could open a knot holds a key with the letter of the bar or hook
//! that it opens. A mark is made of [`Shape`]s in [`Ink`]s and says what it stands for, so that a test can hold it against the
//! answer; a [`Scene`] is a sheet of them. Nothing here knows a format.

mod extent;
mod ink;
mod pen;
mod ring;
mod scene;
mod stances;
mod type_set;
mod way;

pub use extent::Stretch;
pub use ink::{HUES, Ink};
pub use pen::Pen;
pub use ring::RingLook;
pub use scene::{Anchor, Face, Form, Mark, MarkKind, Part, Path, Run, Scene, Shape, Step, Stroke};
pub use stances::STANCES;
pub use type_set::{Setting, fits_disc, fitted_in_disc};
pub use way::{Track, WAY};
