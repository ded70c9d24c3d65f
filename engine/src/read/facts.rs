//! The fact files that a model names under `facts:`, with facts that a person has accepted.
//!
//! A pattern has a star only in the name of the file, and stays below the model's folder unless the user trusts the model.
//! One that names nothing is reported: a misspelt name must not make reviewed facts disappear without a word.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::disk::{self, Limit, Unreadable, shown};
use crate::yaml::{Content, Node};

use super::files::{At, Gathered, base_folder, yaml_files};

/// A file named by `facts:`.
pub(super) struct FactFile {
    pub path: PathBuf,
    pub text: String,
}

/// The files that `facts:` names and that are not read yet, by path. The file `made` counts as there.
pub(super) fn fact_files(
    gathered: &mut Gathered,
    at: At<'_>,
    made: Option<&Path>,
) -> Vec<FactFile> {
    let mut found = Vec::new();
    for tree in &gathered.trees {
        for node in tree.root.get("facts").map(Node::listed).unwrap_or_default() {
            match Pattern::of(node, at) {
                Ok(pattern) => found.extend(pattern.files(made, &mut gathered.problems)),
                Err(problem) => gathered.problems.push(problem),
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    found.retain(|named| !gathered.files.iter().any(|file| file.path == named.path));
    found
}

/// What stands under `facts:`: `facts/*.yaml`.
struct Pattern<'n> {
    node: &'n Node,
    at: At<'n>,
    text: &'n str,
    /// Below the folder of the model.
    folder: &'n str,
    /// May hold one star.
    name: &'n str,
}

impl<'n> Pattern<'n> {
    fn of(node: &'n Node, at: At<'n>) -> Result<Self, Diagnostic> {
        let Content::Scalar { text } = &node.content else {
            let message = "`facts:` names files: `facts/*.yaml`";
            return Err(Diagnostic::error("wrong-type", message, node.place));
        };
        let (folder, name) = text.rsplit_once('/').unwrap_or(("", text));
        if folder.contains('*') || !at.reach.allows_name(text) {
            return Err(leads_away(node, text));
        }
        Ok(Self {
            node,
            at,
            text,
            folder,
            name,
        })
    }

    /// The files that fit, read; a pattern that fits none is reported.
    fn files(&self, made: Option<&Path>, problems: &mut Vec<Diagnostic>) -> Vec<FactFile> {
        let folder = base_folder(self.at.path).join(self.folder);
        let there = yaml_files(&folder).unwrap_or_default();
        let is_made = |path: &Path| path.parent() == Some(folder.as_path()) && self.fits(path);
        let fitting: Vec<&PathBuf> = there.iter().filter(|path| self.fits(path)).collect();
        if fitting.is_empty() && !made.is_some_and(is_made) {
            problems.push(self.names_nothing(&folder, &there));
        }
        let files = fitting.into_iter().map(|path| self.read(path));
        let (files, wrong): (Vec<_>, Vec<_>) = files.partition(Result::is_ok);
        problems.extend(wrong.into_iter().filter_map(Result::err));
        files.into_iter().filter_map(Result::ok).collect()
    }

    fn fits(&self, path: &Path) -> bool {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        match self.name.split_once('*') {
            None => file == self.name,
            Some((start, end)) => file
                .strip_prefix(start)
                .is_some_and(|rest| rest.ends_with(end)),
        }
    }

    fn read(&self, path: &Path) -> Result<FactFile, Diagnostic> {
        if !self.at.allows(path) {
            return Err(leads_away(self.node, &shown(path)));
        }
        let text = disk::text(path, Limit::Model).map_err(|why| self.unreadable(path, &why))?;
        let path = path.to_path_buf();
        Ok(FactFile { path, text })
    }

    fn unreadable(&self, path: &Path, why: &Unreadable) -> Diagnostic {
        let code = match why {
            Unreadable::TooLarge { .. } => "too-large",
            Unreadable::NotUtf8 { .. } => "not-utf8",
            Unreadable::System(_) | Unreadable::NotAFile => "missing-file",
        };
        let message = format!("{} cannot be read: {why}", shown(path));
        Diagnostic::error(code, message, self.node.place)
    }

    /// A name without a star is one file's and must be there; a pattern may be written before there are facts.
    fn names_nothing(&self, folder: &Path, there: &[PathBuf]) -> Diagnostic {
        let place = self.node.place;
        let message = format!("`{}` names no file that is there", self.text);
        let problem = match self.name.contains('*') {
            true => Diagnostic::warning("missing-file", message, place),
            false => Diagnostic::error("missing-file", message, place),
        };
        problem.suggesting(self.meant(folder, there)).help(
            "correct the name, or take the line away; `impasse review` writes facts/reviewed.yaml",
        )
    }

    /// What was probably meant: a file of that folder, or a folder beside it where there is none of that name.
    fn meant(&self, folder: &Path, there: &[PathBuf]) -> Option<String> {
        let name = |path: &Path| {
            path.file_name()
                .map(|name| name.to_string_lossy().into_owned())
        };
        if folder.is_dir() {
            let names: Vec<String> = there.iter().filter_map(|path| name(path)).collect();
            let near = did_you_mean(self.name, names.iter().map(String::as_str))?;
            return Some(self.text.replace(self.name, near));
        }
        let entries = fs::read_dir(base_folder(self.at.path)).ok()?;
        let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
        let folders: Vec<String> = paths
            .filter(|path| path.is_dir())
            .filter_map(|path| name(&path))
            .collect();
        let near = did_you_mean(self.folder, folders.iter().map(String::as_str))?;
        Some(format!("{near}/{}", self.name))
    }
}

/// A file outside the folder of the model is not read.
pub(super) fn leads_away(node: &Node, name: &str) -> Diagnostic {
    let message = format!("`{name}` leaves the model's folder");
    Diagnostic::error("bad-path", message, node.place).help(HELP)
}

/// What to do about a name that leads out of the folder.
const HELP: &str = "name a file below the model; a star stands in a file's name only. If you trust whoever wrote this model, ask with --trust";
