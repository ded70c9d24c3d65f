//! YAML files to a checked [`Model`], or every reason why not.
//!
//! Data flows once: the files of a model (`files`) become trees of nodes with places (`yaml`); a
//! first look at all trees collects the declared ids (`names`); then each section is decoded with
//! those names at hand, so that an id that is not declared is reported where it stands. Nothing stops
//! at the first problem; a value that cannot be read is reported and left out.

mod bodies;
mod body_checks;
mod conditions;
mod counted;
mod facts;
mod fields;
mod files;
mod issues;
mod milestones;
mod names;
mod near;
mod parties;
mod positions;
mod reader;
mod records;
mod reported;
pub mod schema;
mod sections;
mod sources;
mod values;

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity, in_order};
use crate::model::{Model, Origin};
use crate::source::{Files, sha256_hex};

use facts::FactFile;
use files::Gathered;
use names::Names;
use reader::Reader;

pub use crate::yaml::MAX_DEPTH;
pub use files::{At, ReadError, base_folder, locate_models};
pub use sources::find_text;

/// What reading gave: the files, every problem, and the model where there is no error.
#[derive(Debug)]
pub struct Reading {
    /// The files that were read.
    pub files: Files,
    /// Every problem found, in the order of their places.
    pub problems: Vec<Diagnostic>,
    /// What could be read; complete only where no problem is an error.
    pub model: Model,
}

impl Reading {
    /// Whether any problem is an error.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads a model from a folder of YAML files or from one file. Given a path alone, files that it names are read only inside
/// its folder.
///
/// # Errors
/// [`ReadError`] where the path cannot be read; problems in the YAML are in [`Reading::problems`].
pub fn read_path<'p>(at: impl Into<At<'p>>) -> Result<Reading, ReadError> {
    read_titled(at.into(), None)
}

/// Reads a model as it would be with other facts in one of its fact files, which need not exist yet.
///
/// # Errors
/// [`ReadError`] where the path cannot be read.
pub fn read_path_with<'p>(
    at: impl Into<At<'p>>,
    facts_file: &Path,
    facts: &str,
) -> Result<Reading, ReadError> {
    let facts = FactFile {
        path: facts_file.to_path_buf(),
        text: facts.to_owned(),
    };
    read_titled(at.into(), Some(facts))
}

/// A model from its path; without a title it is called by its name.
fn read_titled(at: At<'_>, instead: Option<FactFile>) -> Result<Reading, ReadError> {
    let mut reading = read_gathered(files::gather(at)?, at, instead);
    let Model { title, name, .. } = &mut reading.model;
    if title.is_empty() {
        title.clone_from(name);
    }
    Ok(reading)
}

/// Reads a model from a text in memory, under the name of a file.
///
/// ```
/// let reading = impasse_engine::read::read_text("model.yaml", "format: 1\ntitle: Quiet talks\n");
/// assert!(!reading.has_errors());
/// assert_eq!(reading.model.title, "Quiet talks");
/// ```
pub fn read_text(name: &str, text: &str) -> Reading {
    let path = Path::new(name);
    let mut gathered = Gathered::default();
    gathered.add(path, text.to_owned(), Origin::Written);
    read_gathered(gathered, At::from(path), None)
}

/// Decodes what was gathered, with one fact file `instead` of what it holds now.
fn read_gathered(mut gathered: Gathered, at: At<'_>, instead: Option<FactFile>) -> Reading {
    let made = instead.as_ref().map(|file| file.path.as_path());
    let mut facts = facts::fact_files(&mut gathered, at, made);
    facts.retain(|file| instead.as_ref().is_none_or(|new| new.path != file.path));
    for file in facts.into_iter().chain(instead) {
        gathered.add(&file.path, file.text, Origin::Extracted);
    }
    sources::look_for_texts(&mut gathered, at);
    let Gathered {
        files,
        trees,
        mut problems,
    } = gathered;
    let mut reader = Reader {
        names: Names::collect(&trees, &mut problems),
        problems,
        deciding: BTreeSet::new(),
        origin: Origin::Written,
    };
    let mut model = sections::model(&trees, &mut reader);
    if reader.problems.is_empty() && trees.iter().all(|tree| tree.root.is_null()) {
        reader.problem(empty_model());
    }
    hand_written_wins(&mut model);
    reader.problems.extend(counted::settle(&mut model));
    reader.problems.extend(milestones::extend(&mut model));
    model.lean_numbers();
    model.cut_scales();
    model.settle_order();
    model.version = version(&files);
    model.name = files::model_name(at.path);
    Reading {
        files,
        problems: in_order(reader.problems),
        model,
    }
}

fn empty_model() -> Diagnostic {
    Diagnostic::of_the_whole("empty-model", "the model is empty")
        .help("start with `format: 1` and `title:`; `impasse init` writes a first model")
}

/// The first digits of the hash of all files, in the order of their names; line ends count as one sign, as they do for git.
fn version(files: &Files) -> String {
    let mut texts: Vec<_> = files
        .iter()
        .map(|file| (file.path.file_name(), file.text.replace("\r\n", "\n")))
        .collect();
    texts.sort();
    let all: String = texts.into_iter().map(|(_, text)| text + "\0").collect();
    sha256_hex(all.as_bytes())[..8].to_owned()
}

/// A reviewed fact never overrides what a person wrote on the same target for the same day.
fn hand_written_wins(model: &mut Model) {
    let written: BTreeSet<_> = model
        .positions
        .iter()
        .filter(|p| p.origin == Origin::Written)
        .map(|p| (p.party.clone(), p.on.clone(), p.since))
        .collect();
    model.positions.retain(|p| {
        p.origin == Origin::Written || !written.contains(&(p.party.clone(), p.on.clone(), p.since))
    });
}
