//! Sources: the texts that report on the talks, and the hashes that prove which texts were meant.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::disk::Reach;
use crate::model::{DateIs, Model, Source};
use crate::source::{SourceId, is_safe_link};
use crate::yaml::{Key, Node};

use super::facts::leads_away;
use super::files::{At, Gathered, base_folder};
use super::near::{Guesses, Near};
use super::reader::Reader;

pub(super) const WAYS_TO_KNOW_A_DATE: [(&str, DateIs); 2] =
    [("stated", DateIs::Stated), ("inferred", DateIs::Inferred)];

/// Decodes the map under `sources:`.
pub(super) fn decode(reader: &mut Reader, node: &Node, model: &mut Model) {
    for source in reader.entries(node, "sources", source) {
        model.sources.insert(source.id.clone(), source);
    }
}

fn source(reader: &mut Reader, key: &Key, node: &Node) -> Option<Source> {
    let mut fields = reader.fields(node, format!("the source `{}`", key.text))?;
    let source = Source {
        id: SourceId::new(&key.text),
        title: fields.text("title").unwrap_or_else(|| key.text.clone()),
        date: fields.date("date"),
        date_is: fields
            .word("date_is", "way to know a date", &WAYS_TO_KNOW_A_DATE)
            .unwrap_or_default(),
        publisher: fields.text("publisher"),
        origin: fields.text("origin"),
        file: fields.text("file"),
        url: fields.text("url"),
        sha256: fields.read("sha256", hash),
        sentences: fields
            .entries("sentences", sentence_hash)
            .into_iter()
            .collect(),
        note: fields.text("note"),
        place: key.place,
    };
    fields.finish();
    if let Some(url) = source.url.as_deref().filter(|url| !is_safe_link(url)) {
        let message = format!("`{url}` is not a link that a reader can follow");
        reader.problem(
            Diagnostic::error("unsafe-link", message, key.place)
                .help("links are https:, http:, mailto:, # or a relative path"),
        );
    }
    Some(source)
}

/// A SHA-256, or as many of its first digits as the author keeps.
fn hash(reader: &mut Reader, node: &Node) -> Option<String> {
    let text = reader.text(node)?.to_ascii_lowercase();
    if (16..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(text);
    }
    let message = format!("`{text}` is not a SHA-256 hash");
    reader.problem(
        Diagnostic::error("bad-hash", message, node.place)
            .help("write the 64 hexadecimal digits, or at least the first 16; `impasse cite --texts DIR --hashes` prints them"),
    );
    None
}

/// `s31: 0f3a..`
fn sentence_hash(reader: &mut Reader, key: &Key, node: &Node) -> Option<(u32, String)> {
    let digits = key.text.strip_prefix('s').unwrap_or(&key.text);
    let number = digits.parse().ok().filter(|number| *number > 0);
    let number = reader.or_report(number.ok_or_else(|| {
        let message = format!("`{}` is not a sentence number", key.text);
        Diagnostic::error("bad-citation", message, key.place)
            .help("write s31: followed by the hash of sentence 31")
    }))?;
    Some((number, hash(reader, node)?))
}

/// Reports every `file:` of a source that leads out of the model's folder, or to nothing.
pub(super) fn look_for_texts(gathered: &mut Gathered, at: At<'_>) {
    let trees = gathered.trees.iter();
    let sources = trees.flat_map(|tree| tree.root.entries_of("sources"));
    let files = sources.filter_map(|(_, source)| source.get("file"));
    let mut near = NearFiles::default();
    let problems = files.filter_map(|node| problem_of_text(node, at, &mut near));
    gathered.problems.extend(problems);
}

fn problem_of_text(node: &Node, at: At<'_>, near: &mut NearFiles) -> Option<Diagnostic> {
    let name = node.text()?.trim();
    let path = base_folder(at.path).join(name);
    if !at.reach.allows_name(name) || !at.allows(&path) {
        return Some(leads_away(node, name));
    }
    if find_text(name, at).is_some() {
        return None;
    }
    let message =
        format!("`{name}` is not in the model's folder, so its citations are not checked");
    let problem = Diagnostic::warning("missing-file", message, node.place);
    Some(near.to(&path, name).told_in(problem).help(
        "put the text there, or leave `file:` out; `impasse cite --texts DIR` proves citations against texts elsewhere",
    ))
}

/// The names of files that are there, each folder listed once.
#[derive(Default)]
struct NearFiles {
    folders: BTreeMap<PathBuf, Vec<String>>,
    guesses: Guesses,
}

impl NearFiles {
    /// The name of a file that is there and that was probably meant.
    fn to(&mut self, path: &Path, name: &str) -> Near {
        let Some((folder, wanted)) = path.parent().zip(path.file_name()) else {
            return Near::Nothing;
        };
        let names = self.folders.entry(folder.to_owned());
        let names = names.or_insert_with(|| names_in(folder));
        let wanted = wanted.to_string_lossy();
        let before = name.strip_suffix(&*wanted).unwrap_or_default();
        self.guesses.look(name, names.len(), || {
            let near = did_you_mean(&wanted, names.iter().map(String::as_str))?;
            Some(format!("{before}{near}"))
        })
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// The text that a source names: in the folder of the model; in the folders above it too, where the user trusts the model.
pub fn find_text(file: &str, at: At<'_>) -> Option<PathBuf> {
    let folder = base_folder(at.path);
    let folders = match at.reach {
        Reach::Folder => 1,
        Reach::Anywhere => 4,
    };
    let folder = folder.canonicalize().unwrap_or(folder);
    let mut paths = folder
        .ancestors()
        .take(folders)
        .map(|folder| folder.join(file));
    paths.find(|path| {
        path.symlink_metadata().is_ok() && at.reach.allows_name(file) && at.allows(path)
    })
}
