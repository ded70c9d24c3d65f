//! YAML files to a checked [`Model`], or every reason why not.
//!
//! Data flows once: the files of a model (`files`) become trees of nodes with places (`yaml`); a
//! first look at all trees collects the declared ids (`names`); then each section is decoded with
//! those names at hand, so that an id that is not declared is reported where it stands. Nothing stops
//! at the first problem; a value that cannot be read is reported and left out.

mod conditions;
mod fields;
mod files;
mod names;
mod positions;
mod records;
mod sections;

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity, in_order};
use crate::model::{Model, Origin};
use crate::source::{Files, sha256_hex};

use crate::yaml::{self, Content, Node};
use fields::Reader;
use names::Names;

pub use crate::yaml::MAX_DEPTH;
pub use files::{ReadError, base_folder, locate_models};

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

/// Reads a model from a folder of YAML files or from one file.
///
/// # Errors
/// [`ReadError`] where the path cannot be read; problems in the YAML are in [`Reading::problems`].
pub fn read_path(path: &Path) -> Result<Reading, ReadError> {
    let gathered = files::gather(path)?;
    let mut reading = read_files(gathered.files, gathered.problems, path);
    reading.model.name = files::model_name(path);
    name_the_untitled(&mut reading.model);
    Ok(reading)
}

/// Reads a model as it would be with other facts in one of its fact files, which need not exist yet.
///
/// # Errors
/// [`ReadError`] where the path cannot be read.
pub fn read_path_with(path: &Path, facts_file: &Path, facts: &str) -> Result<Reading, ReadError> {
    let gathered = files::gather(path)?;
    let mut reading = read_files_with(
        gathered.files,
        gathered.problems,
        path,
        Some((facts_file, facts)),
    );
    reading.model.name = files::model_name(path);
    name_the_untitled(&mut reading.model);
    Ok(reading)
}

/// Reads a model from a text in memory, under the name of a file.
///
/// ```
/// let reading = impasse::read::read_text("model.yaml", "format: 1\ntitle: Quiet talks\n");
/// assert!(!reading.has_errors());
/// assert_eq!(reading.model.title, "Quiet talks");
/// ```
pub fn read_text(name: &str, text: &str) -> Reading {
    let mut files = Files::default();
    files.add(Path::new(name), text.to_owned());
    let mut reading = read_files(files, Vec::new(), Path::new(name));
    reading.model.name = files::model_name(Path::new(name));
    reading
}

fn read_files(files: Files, problems: Vec<Diagnostic>, path: &Path) -> Reading {
    read_files_with(files, problems, path, None)
}

fn read_files_with(
    mut files: Files,
    mut problems: Vec<Diagnostic>,
    path: &Path,
    instead: Option<(&Path, &str)>,
) -> Reading {
    let mut trees: Vec<(Node, Origin)> = Vec::new();
    for number in 0..u32::try_from(files.iter().count()).unwrap_or(u32::MAX) {
        let text = files
            .get(number)
            .expect("every number below the count is a file")
            .text
            .clone();
        trees.extend(yaml::parse(number, &text, &mut problems).map(|node| (node, Origin::Written)));
    }
    let mut named_files = files::fact_files(&trees, path, &files, &mut problems);
    if let Some((file, facts)) = instead {
        named_files.retain(|named| named.path != file);
        named_files.push(files::NamedFile {
            path: file.to_path_buf(),
            text: facts.to_owned(),
        });
    }
    for named in named_files {
        let number = files.add(&named.path, named.text);
        let text = files.get(number).expect("just added").text.clone();
        trees.extend(
            yaml::parse(number, &text, &mut problems).map(|node| (node, Origin::Extracted)),
        );
    }
    let names = Names::collect(&trees, &mut problems);
    let mut reader = Reader {
        names: &names,
        problems: &mut problems,
        deciding: BTreeSet::new(),
    };
    let mut model = Model::default();
    for (node, origin) in &trees {
        sections::decode(node, *origin, &mut model, &mut reader);
    }
    records::settle_reported(&trees, &mut model, &mut reader);
    sections::require_format(&trees, &files, &mut reader);
    model.deciding = std::mem::take(&mut reader.deciding);
    if trees
        .iter()
        .all(|(node, _)| matches!(node.content, Content::Null))
        && problems.is_empty()
    {
        problems.push(
            Diagnostic::of_the_whole("empty-model", "the model is empty")
                .help("start with `format: 1` and `title:`; `impasse init` writes a first model"),
        );
    }
    hand_written_wins(&mut model);
    model.settle_order();
    model.version = version(&files);
    Reading {
        files,
        problems: in_order(problems),
        model,
    }
}

/// The first digits of the hash of all files, in the order of their names; line ends count as one sign, as they do for git.
fn version(files: &Files) -> String {
    let mut texts: Vec<_> = files
        .iter()
        .map(|file| {
            (
                file.path.file_name().map(|name| name.to_owned()),
                file.text.replace("\r\n", "\n"),
            )
        })
        .collect();
    texts.sort();
    let all: String = texts.into_iter().map(|(_, text)| text + "\0").collect();
    sha256_hex(all.as_bytes())[..8].to_owned()
}

/// A model without a title is called by its name.
fn name_the_untitled(model: &mut Model) {
    if model.title.is_empty() {
        model.title.clone_from(&model.name);
    }
}

/// A reviewed fact never overrides what a person wrote on the same target for the same day.
fn hand_written_wins(model: &mut Model) {
    let written: Vec<_> = model
        .positions
        .iter()
        .filter(|p| p.origin == Origin::Written)
        .map(|p| (p.party.clone(), p.on.clone(), p.since))
        .collect();
    model.positions.retain(|p| {
        p.origin == Origin::Written || !written.contains(&(p.party.clone(), p.on.clone(), p.since))
    });
}
