//! A text of the user: opened, its form told by its name or its beginning, and known again as a source of the model.

use std::path::Path;

use crate::cli::files::stem;
use crate::disk::{self, Limit, Unreadable, shown};
use crate::extract::{Document, Form, IN_PARTS};
use crate::model::Source;
use crate::source::sha256_hex;

/// A text of the user, as it was opened.
pub(in crate::cli) struct Opened {
    pub document: Document,
    /// What is to be said of its bytes.
    pub remark: String,
    /// Their hash.
    pub hash: String,
}

/// A text of the user, by the end of its name.
pub(in crate::cli) fn open(path: &Path) -> Result<Opened, String> {
    let bytes = bytes_of(path)?;
    let (document, broken) = Document::read(&stem(path), &bytes, form_of(path, &bytes))
        .map_err(|error| error.to_string())?;
    let remark = broken.map(|broken| not_utf8(path, broken));
    Ok(Opened {
        document,
        remark: remark.unwrap_or_default(),
        hash: sha256_hex(&bytes),
    })
}

fn not_utf8(path: &Path, bytes: usize) -> String {
    let path = shown(path);
    format!("note: {path}: {bytes} bytes are not UTF-8 and were read as �\n")
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err("a folder; name the texts in it".to_owned());
    }
    disk::bytes(path, Limit::Text).map_err(|error| match error {
        Unreadable::TooLarge { .. } => format!("{error}; {IN_PARTS}"),
        Unreadable::System(_) | Unreadable::NotAFile | Unreadable::NotUtf8 { .. } => {
            error.to_string()
        }
    })
}

fn form_of(path: &Path, bytes: &[u8]) -> Form {
    match path.extension().and_then(|end| end.to_str()) {
        Some("md" | "markdown") => Form::Markdown,
        Some("html" | "htm" | "xhtml") => Form::Html,
        _ if looks_like_html(bytes) => Form::Html,
        _ => Form::Plain,
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)])
        .trim_start()
        .to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

impl Opened {
    /// Finds the source that a text is: by its front matter, its hash or its file.
    pub(super) fn recognise(&mut self, path: &Path, sources: &[Source]) {
        let found = sources.iter().find(|source| self.is(source, path));
        if let Some(source) = found {
            self.document.source = Some(source.id.to_string());
            self.document.date = self.document.date.or(source.date);
        }
    }

    fn is(&self, source: &Source, path: &Path) -> bool {
        let hash = source.sha256.as_deref();
        let file = source.file.as_deref().map(Path::new);
        self.document.source.as_deref() == Some(source.id.as_str())
            || hash.is_some_and(|known| self.hash.starts_with(known))
            || file.is_some_and(|file| {
                path.file_name().is_some() && file.file_name() == path.file_name()
            })
    }
}
