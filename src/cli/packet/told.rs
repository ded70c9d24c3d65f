//! What is said of a packet that was written: its files, its checks, and what leaks.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::json::{all, whole_document, with};
use crate::disk::shown;
use crate::leak::{Leak, Nearest};
use crate::view::{Check, Reader, Sheet};
use crate::write;

use super::Making;

impl Making<'_> {
    pub(super) fn told(&self, folder: &Path, files: usize) -> String {
        let mut text = format!("wrote {files} files into {}\n", shown(folder));
        for check in &self.packet.checks {
            text += &check_in_words(check);
        }
        text += &self.leaks_counted();
        for leak in &self.leaks.leaks {
            text += &format!("     {}\n", self.leak_in_words(leak));
        }
        write::clean_lines(&text)
    }

    fn leaks_counted(&self) -> String {
        let found = self.leaks.leaks.len();
        format!(
            "{} leaks: {found} of {} secrets in {} sentences of {} sheets\n",
            if found == 0 { "ok  " } else { "LEAK" },
            self.leaks.secrets,
            self.leaks.sentences,
            self.leaks.sheets
        )
    }

    pub(super) fn as_json(&self, written: &[String]) -> Value {
        let (packet, leaks) = (&self.packet, &self.leaks);
        let rest = json!({
            "written": written,
            "checks": all(&packet.checks, check_as_json),
            "secrets": leaks.secrets,
            "sentences": leaks.sentences,
            "leaks": all(&leaks.leaks, leak_as_json),
            "nearest": all(&leaks.nearest, nearest_as_json),
            "sheets": all(&packet.sheets, sheet_as_json),
        });
        self.ready.json("packet", rest)
    }
}

pub(in crate::cli) fn check_in_words(check: &Check) -> String {
    let word = if check.holds { "ok  " } else { "note" };
    format!("{word} {}: {}\n", check.name, check.words)
}

pub(in crate::cli) fn check_as_json(c: &Check) -> Value {
    json!({ "name": c.name, "holds": c.holds, "words": c.words })
}

fn leak_as_json(l: &Leak) -> Value {
    json!({ "sheet": l.sheet, "role": l.role, "kind": l.kind.words(), "found": l.found.word(), "sentence": l.sentence })
}

fn nearest_as_json(one: &Nearest) -> Value {
    json!({
        "role": one.role,
        "kind": one.kind.words(),
        "secret": one.secret,
        "sentences": all(&one.sentences, |near| json!({
            "sheet": near.sheet,
            "sentence": near.sentence,
            "nearness": (near.nearness * 100.0).round() / 100.0,
        })),
    })
}

fn sheet_as_json(sheet: &Sheet) -> Value {
    let reader = match &sheet.reader {
        Reader::All => "all".to_owned(),
        Reader::Teacher => "teacher".to_owned(),
        Reader::Role(party) => party.to_string(),
    };
    with(
        json!({ "name": sheet.stem, "reader": reader }),
        whole_document(&sheet.document),
    )
}
