//! Places: where in which file something was written.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::lines::Lines;

/// A range of bytes in one of the files that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Index of the file in [`Files`].
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// One file as it was read.
#[derive(Debug, Clone)]
pub struct File {
    /// The path as the user gave it or as it was found.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
    /// Its lines, counted when a place in it is first asked for.
    lines: OnceLock<Lines>,
}

impl File {
    /// Where its lines begin.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }
}

/// The files that were read, in reading order.
#[derive(Debug, Clone, Default)]
pub struct Files(Vec<File>);

impl Files {
    /// Adds a file and returns its number.
    pub fn add(&mut self, path: &Path, text: String) -> u32 {
        self.0.push(File {
            path: path.to_path_buf(),
            text,
            lines: OnceLock::new(),
        });
        u32::try_from(self.0.len() - 1).expect("a model has fewer than 2^32 files")
    }

    /// The file with that number.
    pub fn get(&self, file: u32) -> Option<&File> {
        self.0.get(file as usize)
    }

    /// All files, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    /// Line and column of the start of a place, both from 1, the column in characters.
    pub fn line_column(&self, place: Place) -> (usize, usize) {
        let Some(file) = self.get(place.file) else {
            return (1, 1);
        };
        let lines = file.lines();
        lines.line_column(&file.text, place.start as usize)
    }
}
