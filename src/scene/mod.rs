//! Places pictures: the marks of a negotiation on a sheet.
//!
//! The data comes from `view`, the marks from `marks`; here they get their places. A sheet is a slide (1280 wide), a page
//! (A4 upright) or the screen of a phone; the same marks and letters on each, only in other rows.

mod card;
mod end;
mod fence;
mod keys;
mod knots;
mod marks_page;
mod matrix;
mod obstacle;
mod page;
mod parties;
mod scale;
mod silence;
mod strips;
mod timeline;
mod ways;

pub use card::card;
pub use knots::knots;
pub use marks_page::marks_page;
pub use matrix::{matrix, matrix_in_text};
pub use page::Page;
pub use parties::parties;
pub use scale::{scale, scale_in_text};
pub use strips::{
    BUNCH, Strip, disc_alone, in_text, key_alone, keys_alone, sign_alone, stance_alone, strips,
    way_line,
};
pub use timeline::timeline;
pub use ways::ways;
