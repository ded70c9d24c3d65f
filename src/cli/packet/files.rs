//! The files of a packet: every sheet as Markdown and as a page for paper, and all of them in one archive.

use std::collections::BTreeMap;
use std::fs::DirEntry;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::files::{shown, write_files};
use crate::cli::outcome::Failure;
use crate::cli::texts::Texts;
use crate::source::Citation;
use crate::view::{Reader, Sheet};
use crate::write::{self, Page};

use super::Making;

/// Files by name.
pub(super) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    pub fn of(making: &Making<'_>) -> Result<Self, Failure> {
        let spelling = Spelling {
            texts: Texts::own(making.ready),
            foot: foot(making),
        };
        let sheets = making.packet.sheets.iter();
        let mut files = Self(sheets.flat_map(|sheet| spelling.files(sheet)).collect());
        let slip = write::slip_page(&making.packet.slip);
        files
            .0
            .insert("students/slip.html".to_owned(), slip.into_bytes());
        files.add_quiz(making)?;
        let zip = files.zipped().map_err(not_packed)?;
        files.0.insert("packet.zip".to_owned(), zip);
        Ok(files)
    }

    /// The quiz as learning platforms take it.
    fn add_quiz(&mut self, making: &Making<'_>) -> Result<(), Failure> {
        let quiz = &making.packet.quiz;
        if quiz.is_empty() {
            return Ok(());
        }
        let title = &making.packet.slip.title;
        let package = write::qti_files(title, quiz).into_iter();
        let package = Self(
            package
                .map(|(name, text)| (name, text.into_bytes()))
                .collect(),
        );
        let package = package.zipped().map_err(not_packed)?;
        let files = [
            (
                "teacher/quiz.moodle.xml",
                write::moodle(title, quiz).into_bytes(),
            ),
            (
                "teacher/quiz.gift.txt",
                write::gift(title, quiz).into_bytes(),
            ),
            ("teacher/quiz.qti.zip", package),
        ];
        self.0
            .extend(files.map(|(name, bytes)| (name.to_owned(), bytes)));
        Ok(())
    }

    pub fn write(&self, folder: &Path, named: Option<&Path>) -> Result<(), Failure> {
        let files = self.0.iter();
        let files = files.map(|(file, bytes)| (folder.join(file), bytes.as_slice()));
        write_files(files, self.earlier(folder), named)
    }

    /// The sheets of an earlier packet that this one does not have, which go: a confidential sheet of a role that is no longer
    /// played must not be printed with the rest. Only files with our names are touched.
    fn earlier(&self, folder: &Path) -> Vec<PathBuf> {
        let parts = ["students", "teacher"].into_iter();
        let earlier = parts.flat_map(|part| {
            let entries = std::fs::read_dir(folder.join(part));
            let entries = entries.into_iter().flatten().flatten();
            let ours = entries.filter(|entry| is_our_name(&name_of(entry)));
            let spare = ours.filter(move |entry| !self.has(part, &name_of(entry)));
            spare.map(|entry| entry.path())
        });
        earlier.collect()
    }

    fn has(&self, part: &str, name: &str) -> bool {
        self.0.contains_key(&format!("{part}/{name}"))
    }

    pub fn paths(&self, folder: &Path) -> Vec<String> {
        let paths: Vec<PathBuf> = self.0.keys().map(|file| folder.join(file)).collect();
        shown(&paths)
    }

    /// An archive without dates, so that the same sheets give the same bytes. The names of its files are made of our own
    /// words, numbers and ids, and lead nowhere else.
    fn zipped(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let plain = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        for (name, bytes) in &self.0 {
            archive.start_file(name, plain)?;
            archive.write_all(bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

fn not_packed(error: zip::result::ZipError) -> Failure {
    Failure::CannotRun(format!("the archive could not be written: {error}"))
}

fn name_of(entry: &DirEntry) -> String {
    entry.file_name().to_string_lossy().into_owned()
}

/// Whether a file is called as a sheet is: two digits, a hyphen, and our endings.
fn is_our_name(name: &str) -> bool {
    let is_numbered =
        matches!(name.as_bytes(), [a, b, b'-', _, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    is_numbered && (name.ends_with(".md") || name.ends_with(".html"))
}

fn foot(making: &Making<'_>) -> String {
    let model = match making.is_fictional {
        true => String::new(),
        false => format!("Model: {}. ", making.ready.model.name),
    };
    let version = env!("CARGO_PKG_VERSION");
    format!("{model}Made by impasse {version}. For teaching.")
}

/// What sheets are spelt with.
struct Spelling {
    texts: Texts,
    foot: String,
}

impl Spelling {
    fn files(&self, sheet: &Sheet) -> Vec<(String, Vec<u8>)> {
        let is_for_players = sheet.reader != Reader::Teacher;
        let folder = if is_for_players {
            "students"
        } else {
            "teacher"
        };
        // A player's notes name their sentence and do not print it: sentences tell of others too.
        let note = |cite: &Citation| match is_for_players {
            true => None,
            false => self.texts.sentence_of_a_digest(cite),
        };
        let page = Page {
            note: &note,
            foot: self.foot.clone(),
        };
        let html = write::html(&sheet.document, &page);
        let markdown = write::markdown(&sheet.document, &note);
        let texts = [("html", html), ("md", markdown)].into_iter();
        let texts = texts.map(|(ending, text)| (format!("{}.{ending}", sheet.stem), text));
        let figures = sheet.document.figures();
        let figures =
            figures.map(|figure| (format!("{}.svg", figure.stem), write::svg_sheet(figure)));
        let files = texts.chain(figures);
        files
            .map(|(name, text)| (format!("{folder}/{name}"), text.into_bytes()))
            .collect()
    }
}
