//! The texts of a model's sources, as far as they are at hand: its own, or the originals in a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::disk::shown;
use crate::model::{Model, Source};
use crate::read::{At, find_text};
use crate::source::{Citation, SourceId, Text, sha256_hex};

use super::context::Ready;
use super::files::listed;
use super::outcome::Failure;

/// The texts that are at hand, and what is to be said of the others.
#[derive(Default)]
pub(super) struct Texts {
    pub by_source: BTreeMap<SourceId, Text>,
    pub notes: Vec<String>,
    /// Of the notes, those on files that are there and cannot be read.
    pub unreadable: Vec<String>,
}

impl Texts {
    /// The originals where a folder is named, else the model's own.
    pub fn of(ready: &Ready, originals: Option<&PathBuf>) -> Result<Self, Failure> {
        match originals {
            Some(folder) => Self::originals(&ready.model, folder),
            None => Ok(Self::own(ready)),
        }
    }

    /// The texts that sources name with `file:`, in the folder of the model.
    pub fn own(ready: &Ready) -> Self {
        let mut texts = Self::default();
        for source in ready.model.sources.values() {
            texts.add_own(source, ready.at());
        }
        texts
    }

    fn add_own(&mut self, source: &Source, at: At<'_>) {
        let Some(file) = &source.file else { return };
        let Source { id, .. } = source;
        match find_text(file, at).map(|path| Text::open(&path)) {
            Some(Ok(text)) => {
                self.by_source.insert(id.clone(), text);
            }
            Some(Err(error)) => {
                let why = format!("source {id}: {file}: {error}");
                self.notes.push(why.clone());
                self.unreadable.push(why);
            }
            None => {
                let why = format!("source {id}: {file} is not in the model's folder");
                self.notes.push(why);
            }
        }
    }

    /// The original texts in a folder: found by their hash, else by a name that begins with the source's id.
    fn originals(model: &Model, folder: &Path) -> Result<Self, Failure> {
        let opened = texts_in(folder)?;
        let mut texts = Self::default();
        for source in model.sources.values() {
            texts.add_original(source, original(source, &opened), folder);
        }
        Ok(texts)
    }

    fn add_original(&mut self, source: &Source, found: Option<&Text>, folder: &Path) {
        let id = &source.id;
        match found {
            Some(text) => {
                self.by_source.insert(id.clone(), text.clone());
            }
            None => self
                .notes
                .push(format!("no text for source {id} in {}", shown(folder))),
        }
    }

    /// The sentence behind a citation, where it is ours to print: only our own digests are reprinted; a text that somebody
    /// else wrote is named, not copied.
    pub fn sentence_of_a_digest(&self, cite: &Citation) -> Option<String> {
        let text = self.by_source.get(&cite.source)?;
        let sentence = || text.sentences.get(&cite.sentence).cloned();
        text.is_digest.then(sentence).flatten()
    }

    /// What is to be said of texts that are no longer as they were recorded.
    pub fn changed(&self, model: &Model) -> Vec<String> {
        let texts = self.by_source.iter().filter(|(_, text)| !text.is_digest);
        let changed = texts.filter(|(id, text)| {
            let source = &model.sources[*id];
            source.sha256.is_some() && !is_recorded(source, text)
        });
        changed
            .map(|(id, _)| {
                format!("the text of source {id} is not the one whose hash was recorded")
            })
            .collect()
    }
}

/// Every text that can be read in a folder, with the name of its file.
fn texts_in(folder: &Path) -> Result<Vec<(String, Text)>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::cannot_read(folder, error))?;
    let paths = listed(entries, Path::is_file);
    Ok(paths.iter().filter_map(|path| named_text(path)).collect())
}

fn named_text(path: &Path) -> Option<(String, Text)> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    Some((name, Text::open(path).ok()?))
}

/// The text of a source among texts with the names of their files.
fn original<'t>(source: &Source, opened: &'t [(String, Text)]) -> Option<&'t Text> {
    let by_hash = opened.iter().find(|(_, text)| is_recorded(source, text));
    let by_name = || opened.iter().find(|(name, _)| is_named(source, name));
    let (_, text) = by_hash.or_else(by_name)?;
    Some(text)
}

/// Whether a text is the one whose hash a source records.
fn is_recorded(source: &Source, text: &Text) -> bool {
    let recorded = source.sha256.as_ref();
    recorded.is_some_and(|hash| sha256_hex(text.raw.as_bytes()).starts_with(hash.as_str()))
}

/// Whether the name of a file begins with the id of a source, and the id ends there.
fn is_named(source: &Source, file: &str) -> bool {
    let rest = file.strip_prefix(source.id.as_str());
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}
