//! The one door in and the one door out: every file that the tool reads or writes passes here.
//!
//! What comes in is a regular file of a bounded size; pipes, devices and files without end are refused before they are
//! opened. What a model names lies inside its folder, unless the user trusts the model. What goes out is written beside its
//! target, put on the disk, and then moved into its place, so that a reader sees the old file or the new one and nothing
//! between. Files that belong together are all moved or none.

mod reach;
mod read;
mod shown;
mod unseen;
mod write;

pub use reach::{OUTSIDE, Reach};
pub use read::{Limit, Unreadable, beginning, bytes, text};
pub use shown::{json, lines, plain, shown};
pub use unseen::is_unseen;
pub use write::{Links, Lock, Seen, Set, Unwritten, Why, lock, save, save_decision};
