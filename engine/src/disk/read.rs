//! Reading: regular files of a bounded size, in folders that were meant.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// How much of a kind of file is read: a thousand times what people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// A file of a model, of facts or of an inbox: 128 MiB.
    Model,
    /// A text that citations point at, or that facts are looked for in: 16 MiB.
    Text,
}

impl Limit {
    /// The number of bytes.
    pub const fn bytes(self) -> u64 {
        match self {
            Self::Model => 128 << 20,
            Self::Text => 16 << 20,
        }
    }
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unreadable {
    /// The system refused it.
    System(io::Error),
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It has more bytes than are read.
    TooLarge {
        /// How many it has.
        bytes: u64,
        /// How many are read.
        most: u64,
    },
    /// It is not UTF-8: what it holds, and how many bytes of that are good.
    NotUtf8 {
        /// What it holds.
        bytes: Vec<u8>,
        /// How many bytes are good.
        good: usize,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System(error) => write!(f, "{error}"),
            Self::NotAFile => f.write_str("not a regular file"),
            Self::TooLarge { bytes, most } => write!(
                f,
                "it has {} MiB, and up to {} are read",
                bytes >> 20,
                most >> 20
            ),
            Self::NotUtf8 { .. } => f.write_str("not UTF-8 text"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// The bytes of a regular file.
///
/// # Errors
/// [`Unreadable`] where it is no regular file, too large, or refused by the system.
pub fn bytes(path: &Path, limit: Limit) -> Result<Vec<u8>, Unreadable> {
    let file = opened(path)?;
    let size = file.metadata()?.len();
    if size > limit.bytes() {
        return Err(too_large(size, limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // A file may grow while it is read.
    file.take(limit.bytes() + 1).read_to_end(&mut bytes)?;
    let read = bytes.len() as u64;
    match read > limit.bytes() {
        true => Err(too_large(read, limit)),
        false => Ok(bytes),
    }
}

/// The first bytes of a regular file, however large it is.
///
/// # Errors
/// [`Unreadable`] where it is no regular file, or refused by the system.
pub fn beginning(path: &Path, most: u64) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    opened(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A regular file, open. Asked before it is opened: opening a pipe would wait for somebody to write into it.
fn opened(path: &Path) -> Result<File, Unreadable> {
    regular(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

fn regular(about: &fs::Metadata) -> Result<(), Unreadable> {
    about.is_file().then_some(()).ok_or(Unreadable::NotAFile)
}

fn too_large(bytes: u64, limit: Limit) -> Unreadable {
    let most = limit.bytes();
    Unreadable::TooLarge { bytes, most }
}

/// The text of a regular file.
///
/// # Errors
/// [`Unreadable`], as [`bytes`], and where it is not UTF-8.
pub fn text(path: &Path, limit: Limit) -> Result<String, Unreadable> {
    String::from_utf8(bytes(path, limit)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        Unreadable::NotUtf8 { bytes, good }
    })
}
