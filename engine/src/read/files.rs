//! Finding a model and reading its files.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::disk::{self, Limit, Reach, Unreadable, shown};
use crate::model::Origin;
use crate::source::{Files, Place};
use crate::yaml::{self, Node};

/// Files in a folder that are not part of the model.
const NOT_MODEL: &[&str] = &["lesson.yaml", "lesson.yml"];
/// How much of a file is looked at for the `format:` that makes its folder a model.
const FIRST_LOOK: u64 = 64 << 10;

/// Where a model is, and how far it may reach for the files that it names.
#[derive(Debug, Clone, Copy)]
pub struct At<'p> {
    /// Its folder or file.
    pub path: &'p Path,
    /// Which files it may name.
    pub reach: Reach,
}

impl<'p> At<'p> {
    /// A path, and how far a model there may reach.
    pub fn of(path: &'p Path, reach: Reach) -> Self {
        Self { path, reach }
    }

    /// Whether a file that was found in the folder of the model may be read.
    pub fn allows(self, found: &Path) -> bool {
        self.reach.allows(found, &base_folder(self.path))
    }
}

impl<'p> From<&'p Path> for At<'p> {
    fn from(path: &'p Path) -> Self {
        Self::of(path, Reach::Folder)
    }
}

impl<'p> From<&'p PathBuf> for At<'p> {
    fn from(path: &'p PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

/// The path of a model could not be read.
#[derive(Debug)]
pub struct ReadError {
    /// The path.
    pub path: PathBuf,
    /// The system's reason.
    pub why: io::Error,
}

impl ReadError {
    /// Puts a path to the system's reasons.
    fn at(path: &Path) -> impl Fn(io::Error) -> Self + Copy {
        |why| Self {
            path: path.to_path_buf(),
            why,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", shown(&self.path), self.why)
    }
}

impl std::error::Error for ReadError {}

/// A file of a model as a tree, and who put it there.
pub(super) struct Tree {
    pub root: Node,
    pub origin: Origin,
}

/// The files of a model as they were read, with the problems of reading them.
#[derive(Default)]
pub(super) struct Gathered {
    pub files: Files,
    pub trees: Vec<Tree>,
    pub problems: Vec<Diagnostic>,
}

impl Gathered {
    /// Takes in one file of the model; gives its number.
    pub fn add(&mut self, path: &Path, text: String, origin: Origin) -> u32 {
        let number = self.files.add(path, text);
        let text = &self.files.get(number).expect("just added").text;
        let root = yaml::parse(number, text, &mut self.problems);
        self.trees.extend(root.map(|root| Tree { root, origin }));
        number
    }

    fn open(&mut self, path: &Path) -> Result<(), ReadError> {
        let fail = ReadError::at(path);
        match disk::text(path, Limit::Model) {
            Ok(text) => {
                self.add(path, text, Origin::Written);
            }
            Err(Unreadable::TooLarge { bytes, most }) => self.refuse_size(path, bytes, most),
            Err(Unreadable::NotUtf8 { bytes, good }) => self.refuse_bytes(path, &bytes, good),
            Err(Unreadable::System(why)) => return Err(fail(why)),
            Err(why @ Unreadable::NotAFile) => {
                return Err(fail(io::Error::new(io::ErrorKind::InvalidInput, why)));
            }
        }
        Ok(())
    }

    fn refuse_size(&mut self, path: &Path, bytes: u64, most: u64) {
        let file = self.add(path, String::new(), Origin::Written);
        let message = format!(
            "{} has {} MiB; a model file may have up to {}",
            shown(path),
            bytes >> 20,
            most >> 20
        );
        let place = Place {
            file,
            start: 0,
            end: 0,
        };
        self.problems
            .push(Diagnostic::error("too-large", message, place).help(
                "split the model into several files, or look whether this file is a model at all",
            ));
    }

    fn refuse_bytes(&mut self, path: &Path, bytes: &[u8], good: usize) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let start = u32::try_from(good).unwrap_or(u32::MAX);
        let place = Place {
            file: self.add(path, text, Origin::Written),
            start,
            // The sign that stands for the bad byte is three bytes long.
            end: start + 3,
        };
        let message = format!("{} is not UTF-8 text", shown(path));
        self.problems.push(
            Diagnostic::error("not-utf8", message, place)
                .saying("the first byte that is not")
                .help("save the file as UTF-8"),
        );
    }
}

/// Reads all files of a model.
pub(super) fn gather(at: At<'_>) -> Result<Gathered, ReadError> {
    let mut gathered = Gathered::default();
    for path in files_of(at)? {
        gathered.open(path.strip_prefix("./").unwrap_or(&path))?;
    }
    Ok(gathered)
}

/// The files of a model: the one that the user named, or those in the folder that the user named.
fn files_of(at: At<'_>) -> Result<Vec<PathBuf>, ReadError> {
    let fail = ReadError::at(at.path);
    if !fs::metadata(at.path).map_err(fail)?.is_dir() {
        return Ok(vec![at.path.to_path_buf()]);
    }
    let paths = yaml_files(at.path)?;
    if paths.is_empty() {
        let kind = io::ErrorKind::NotFound;
        return Err(fail(io::Error::new(kind, "no .yaml file in this folder")));
    }
    match paths.iter().find(|path| !at.allows(path)) {
        Some(path) => Err(ReadError::at(path)(io::Error::other(disk::OUTSIDE))),
        None => Ok(paths),
    }
}

/// The YAML files directly in a folder, by name.
pub(super) fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let is_skipped = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| NOT_MODEL.contains(&name) || name.starts_with('.'))
    };
    let mut found = in_folder(folder)?;
    found.retain(|path| is_yaml(path) && !is_skipped(path));
    Ok(found)
}

/// Everything directly in a folder, by name.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let fail = ReadError::at(folder);
    let entries = fs::read_dir(folder).map_err(fail)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.collect::<io::Result<_>>().map_err(fail)?;
    paths.sort();
    Ok(paths)
}

/// Whether a path ends as YAML files do.
fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end == "yaml" || end == "yml")
}

/// The folder of a model: itself, or the folder of its file.
pub fn base_folder(model: &Path) -> PathBuf {
    if model.is_dir() {
        return model.to_path_buf();
    }
    match model.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The short name of a model: its folder's or file's name.
pub(super) fn model_name(path: &Path) -> String {
    let resolved = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let stem = if resolved.is_dir() {
        resolved.file_name()
    } else {
        resolved.file_stem()
    };
    let name = stem.unwrap_or(OsStr::new("model"));
    // `model.yaml` says nothing: its folder does.
    let folder = resolved.parent().filter(|_| name == "model");
    let folder = folder.and_then(Path::file_name);
    folder.unwrap_or(name).to_string_lossy().into_owned()
}

/// The models that a folder offers: itself where it holds one, else those under `models/`.
///
/// # Errors
/// [`ReadError`] where the folder cannot be listed.
pub fn locate_models(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    if is_model_folder(folder) {
        return Ok(vec![folder.to_path_buf()]);
    }
    let models = if folder == Path::new(".") {
        PathBuf::from("models")
    } else {
        folder.join("models")
    };
    if !models.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for path in in_folder(&models)? {
        if (path.is_dir() && !yaml_files(&path)?.is_empty()) || (path.is_file() && is_yaml(&path)) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether a YAML file directly in the folder says `format:`.
fn is_model_folder(folder: &Path) -> bool {
    let files = yaml_files(folder).unwrap_or_default();
    files.iter().any(|path| {
        let start = disk::beginning(path, FIRST_LOOK).unwrap_or_default();
        String::from_utf8_lossy(&start)
            .lines()
            .any(|line| line.starts_with("format:"))
    })
}
