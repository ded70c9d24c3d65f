//! The fact files that a model names under `facts:`, with facts that a person has accepted.
//!
//! A pattern stays below the model's folder and has a star only in the name of the file.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::disk::{self, Limit};
use crate::yaml::{Content, Node};

use super::files::{Gathered, base_folder, yaml_files};

/// A file named by `facts:`.
pub(super) struct FactFile {
    pub path: PathBuf,
    pub text: String,
}

/// The files that `facts:` names and that are not read yet, by path.
pub(super) fn fact_files(gathered: &mut Gathered, model: &Path) -> Vec<FactFile> {
    let folder = base_folder(model);
    let mut found = Vec::new();
    for tree in &gathered.trees {
        for pattern in tree.root.get("facts").map(Node::listed).unwrap_or_default() {
            found.extend(matching(pattern, &folder, &mut gathered.problems));
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    found.retain(|named| !gathered.files.iter().any(|file| file.path == named.path));
    found
}

fn matching(pattern: &Node, model: &Path, problems: &mut Vec<Diagnostic>) -> Vec<FactFile> {
    let (folder, name) = match folder_and_name(pattern) {
        Ok(parts) => parts,
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    let paths = yaml_files(&model.join(folder)).unwrap_or_default();
    let named = paths.into_iter().filter(|path| fits(name, path));
    named
        .filter_map(|path| {
            let file = read(&path);
            if file.is_none() {
                let message = format!("{} cannot be read as a text", path.display());
                problems.push(Diagnostic::error("not-utf8", message, pattern.place));
            }
            file
        })
        .collect()
}

/// The two parts of a pattern: `facts` and `*.yaml`.
fn folder_and_name(pattern: &Node) -> Result<(&str, &str), Diagnostic> {
    let Content::Scalar { text } = &pattern.content else {
        let message = "`facts:` names files: `facts/*.yaml`";
        return Err(Diagnostic::error("wrong-type", message, pattern.place));
    };
    let (folder, name) = text.rsplit_once('/').unwrap_or(("", text));
    let leads_away = |part: &str| part == ".." || part.contains('*');
    if text.starts_with('/') || folder.split('/').any(leads_away) {
        let message = format!("`{text}` leaves the model's folder");
        return Err(Diagnostic::error("bad-path", message, pattern.place)
            .help("name files below the model, such as facts/*.yaml; a star stands in the file's name only"));
    }
    Ok((folder, name))
}

/// Whether a file has a name that may hold one star.
fn fits(pattern: &str, path: &Path) -> bool {
    let file = path
        .file_name()
        .and_then(|file| file.to_str())
        .unwrap_or("");
    match pattern.split_once('*') {
        None => file == pattern,
        Some((start, end)) => file
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
    }
}

fn read(path: &Path) -> Option<FactFile> {
    Some(FactFile {
        path: path.to_path_buf(),
        text: disk::text(path, Limit::Model).ok()?,
    })
}
