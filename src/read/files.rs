//! Finding a model and reading its files.

use std::fmt;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::model::Origin;
use crate::source::{Files, Place};

use crate::yaml::{Content, Node};

/// A model file larger than this is refused: curated models are a thousand times smaller.
const MAX_BYTES: u64 = 128 << 20;
/// Files in a folder that are not part of the model.
const NOT_MODEL: &[&str] = &["lesson.yaml", "lesson.yml"];

/// The path of a model could not be read.
#[derive(Debug)]
pub struct ReadError {
    /// The path.
    pub path: PathBuf,
    /// The system's reason.
    pub why: io::Error,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.path.display(), self.why)
    }
}

impl std::error::Error for ReadError {}

/// Files of a model with the problems of reading them.
pub(super) struct Gathered {
    pub files: Files,
    pub problems: Vec<Diagnostic>,
}

/// A file named by `facts:`.
pub(super) struct NamedFile {
    pub path: PathBuf,
    pub text: String,
}

/// Whether a path ends as YAML files do.
fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end == "yaml" || end == "yml")
}

/// The YAML files directly in a folder, by name.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let fail = |why| ReadError {
        path: folder.to_path_buf(),
        why,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let skipped = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| NOT_MODEL.contains(&name) || name.starts_with('.'));
        if is_yaml(&path) && !skipped {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Reads all files of a model.
pub(super) fn gather(path: &Path) -> Result<Gathered, ReadError> {
    let about = fs::metadata(path).map_err(|why| ReadError {
        path: path.to_path_buf(),
        why,
    })?;
    let paths = if about.is_dir() {
        yaml_files(path)?
    } else {
        vec![path.to_path_buf()]
    };
    let paths: Vec<PathBuf> = paths
        .into_iter()
        .map(|p| p.strip_prefix("./").map(Path::to_path_buf).unwrap_or(p))
        .collect();
    if paths.is_empty() {
        let why = io::Error::new(io::ErrorKind::NotFound, "no .yaml file in this folder");
        return Err(ReadError {
            path: path.to_path_buf(),
            why,
        });
    }
    let mut gathered = Gathered {
        files: Files::default(),
        problems: Vec::new(),
    };
    for path in paths {
        let text = read_text(&path, &mut gathered)?;
        if let Some(text) = text {
            gathered.files.add(&path, text);
        }
    }
    Ok(gathered)
}

fn read_text(path: &Path, gathered: &mut Gathered) -> Result<Option<String>, ReadError> {
    let fail = |why| ReadError {
        path: path.to_path_buf(),
        why,
    };
    let about = fs::metadata(path).map_err(fail)?;
    if !about.is_file() {
        return Err(fail(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a regular file",
        )));
    }
    if about.len() > MAX_BYTES {
        let file = gathered.files.add(path, String::new());
        let problem = Diagnostic::error(
            "too-large",
            format!(
                "{} has {} MiB; a model file may have up to {}",
                path.display(),
                about.len() >> 20,
                MAX_BYTES >> 20
            ),
            Place {
                file,
                start: 0,
                end: 0,
            },
        );
        gathered.problems.push(problem.help(
            "split the model into several files, or look whether this file is a model at all",
        ));
        return Ok(None);
    }
    let mut bytes = Vec::new();
    fs::File::open(path)
        .map_err(fail)?
        .take(MAX_BYTES)
        .read_to_end(&mut bytes)
        .map_err(fail)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let start = u32::try_from(good).unwrap_or(u32::MAX);
            let file = gathered.files.add(path, text);
            let problem = Diagnostic::error(
                "not-utf8",
                format!("{} is not UTF-8 text", path.display()),
                Place {
                    file,
                    start,
                    end: start + 3,
                },
            );
            gathered.problems.push(
                problem
                    .saying("the first byte that is not")
                    .help("save the file as UTF-8"),
            );
            Ok(None)
        }
    }
}

/// The files that `facts:` names, as patterns relative to the model's folder.
pub(super) fn fact_files(
    trees: &[(Node, Origin)],
    model: &Path,
    files: &Files,
    problems: &mut Vec<Diagnostic>,
) -> Vec<NamedFile> {
    let mut found = Vec::new();
    for (node, _) in trees {
        let Content::Map(entries) = &node.content else {
            continue;
        };
        for (_, value) in entries.iter().filter(|(key, _)| key.text == "facts") {
            let patterns: Vec<&Node> = match &value.content {
                Content::List(items) => items.iter().collect(),
                Content::Null => Vec::new(),
                Content::Scalar { .. } | Content::Map(_) => vec![value],
            };
            for pattern in patterns {
                found.extend(matching(pattern, model, problems));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    found.retain(|named| !files.iter().any(|file| file.path == named.path));
    found
}

fn matching(pattern: &Node, model: &Path, problems: &mut Vec<Diagnostic>) -> Vec<NamedFile> {
    let Content::Scalar { text } = &pattern.content else {
        problems.push(Diagnostic::error(
            "wrong-type",
            "`facts:` names files: `facts/*.yaml`",
            pattern.place,
        ));
        return Vec::new();
    };
    let (folder, name) = text.rsplit_once('/').unwrap_or(("", text));
    if text.starts_with('/')
        || folder
            .split('/')
            .any(|part| part == ".." || part.contains('*'))
    {
        problems.push(
            Diagnostic::error("bad-path", format!("`{text}` leaves the model's folder"), pattern.place)
                .help("name files below the model, such as facts/*.yaml; a star stands in the file's name only"),
        );
        return Vec::new();
    }
    let folder = base_folder(model).join(folder);
    let (start, end) = name.split_once('*').unwrap_or((name, ""));
    let exact = !name.contains('*');
    let Ok(paths) = yaml_files(&folder) else {
        return Vec::new();
    };
    paths
        .into_iter()
        .filter(|path| {
            let file = path.file_name().and_then(|f| f.to_str()).unwrap_or("");
            if exact {
                file == name
            } else {
                file.len() >= start.len() + end.len()
                    && file.starts_with(start)
                    && file.ends_with(end)
            }
        })
        .filter_map(|path| {
            let small =
                fs::metadata(&path).is_ok_and(|about| about.is_file() && about.len() <= MAX_BYTES);
            match fs::read_to_string(&path) {
                Ok(text) if small => Some(NamedFile { path, text }),
                _ => {
                    problems.push(Diagnostic::error(
                        "not-utf8",
                        format!("{} cannot be read as a text", path.display()),
                        pattern.place,
                    ));
                    None
                }
            }
        })
        .collect()
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
    let name = stem.and_then(|stem| stem.to_str()).unwrap_or("model");
    if name == "model" {
        let folder = resolved
            .parent()
            .and_then(|folder| folder.file_name())
            .and_then(|name| name.to_str());
        return folder.unwrap_or(name).to_owned();
    }
    name.to_owned()
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
    let fail = |why| ReadError {
        path: models.clone(),
        why,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(&models).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if (path.is_dir() && !yaml_files(&path)?.is_empty()) || (path.is_file() && is_yaml(&path)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a YAML file directly in the folder says `format:`.
fn is_model_folder(folder: &Path) -> bool {
    yaml_files(folder).unwrap_or_default().iter().any(|path| {
        let mut start = Vec::new();
        let read =
            fs::File::open(path).and_then(|file| file.take(64 << 10).read_to_end(&mut start));
        read.is_ok()
            && String::from_utf8_lossy(&start)
                .lines()
                .any(|line| line.starts_with("format:"))
    })
}
