//! Draws diagnostics under the author's lines, and as plain data for JSON.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Snippet, renderer::DecorStyle};
use serde_json::{Value, json};

use super::{Diagnostic, Label, Severity, Shown};
use crate::disk::{plain, shown};
use crate::source::{File, Files, Place};

/// Longest stretch of a line that is shown; a file can be one line of a gigabyte.
const WIDTH: usize = 240;

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renderer {
    /// No colour codes.
    Plain,
    /// Colour codes; the stream strips them where they are not wanted.
    Coloured,
}

/// Draws problems one after the other, with a closing line that counts those that are left out.
pub fn render_all(shown: &Shown<'_>, files: &Files, renderer: Renderer) -> String {
    let problems = shown.problems.iter();
    let drawn: String = problems
        .map(|problem| render(problem, files, renderer) + "\n\n")
        .collect();
    let rest = shown.rest().map(|rest| format!("note: {rest}\n\n"));
    drawn + &rest.unwrap_or_default()
}

fn render(problem: &Diagnostic, files: &Files, renderer: Renderer) -> String {
    let title = level(problem.severity)
        .primary_title(printable(&problem.message))
        .id(problem.code);
    let snippets = problem
        .labels
        .iter()
        .enumerate()
        .filter_map(|(index, label)| {
            let kind = if index == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            snippet(label, kind, files)
        });
    let group = Group::with_title(title)
        .elements(snippets)
        .element(Level::HELP.message(advice(problem)));
    let drawing = match renderer {
        Renderer::Plain => annotate_snippets::Renderer::plain(),
        Renderer::Coloured => annotate_snippets::Renderer::styled(),
    };
    drawing.decor_style(DecorStyle::Ascii).render(&[group])
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// The author's line with what is said under it; nothing where the file is not at hand.
fn snippet(
    label: &Label,
    kind: AnnotationKind,
    files: &Files,
) -> Option<Snippet<'static, Annotation<'static>>> {
    let file = files.get(label.place.file)?;
    let window = Window::around(file, label.place);
    let words = Some(printable(&label.words)).filter(|words| !words.is_empty());
    let snippet = Snippet::source(window.shown)
        .line_start(window.line)
        .path(shown(&file.path));
    Some(snippet.annotation(kind.span(window.marked).label(words)))
}

/// What to do, and the command that tells more.
fn advice(problem: &Diagnostic) -> String {
    let explain = format!("impasse explain {}", problem.code);
    match &problem.help {
        Some(help) => format!("{} ({explain})", printable(help)),
        None => explain,
    }
}

/// The line of a place as it is shown.
struct Window {
    shown: String,
    line: usize,
    /// The place within what is shown, in bytes.
    marked: Range<usize>,
}

impl Window {
    /// A very long line is cut around the place.
    fn around(file: &File, place: Place) -> Self {
        let text = file.text.as_str();
        let start = char_boundary(text, place.start as usize);
        let end = char_boundary(text, place.end.max(place.start) as usize);
        let cut = stretch(text, file.lines().around(text, start), start);
        let shown = without_controls(&text[cut.clone()]);
        let before = without_controls(&text[cut.start..start]).len();
        let marked = without_controls(&text[start..end.min(cut.end).max(start)]).len();
        Self {
            line: file.lines().line_of(start),
            marked: before.min(shown.len())..(before + marked).min(shown.len()),
            shown,
        }
    }
}

/// The part of a line that is shown: all of it, or about [`WIDTH`] to both sides of where something starts.
fn stretch(text: &str, line: Range<usize>, start: usize) -> Range<usize> {
    let from = if start - line.start > WIDTH {
        char_boundary(text, start - WIDTH / 2)
    } else {
        line.start
    };
    let to = if line.end - from > 2 * WIDTH {
        char_boundary(text, from + 2 * WIDTH)
    } else {
        line.end
    };
    from..to
}

/// The nearest place at or before a byte where a character begins.
fn char_boundary(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A line in which everything that hides is spelled out, but the tab.
fn without_controls(line: &str) -> String {
    let parts: Vec<String> = line.split('\t').map(plain).collect();
    parts.join("\t")
}

/// Message text in which everything that hides is spelled out, so that a hostile id cannot write to the terminal.
fn printable(text: &str) -> String {
    plain(text).chars().take(2_000).collect()
}

impl Diagnostic {
    /// The problem as JSON, with line and column of every place.
    pub fn to_json(&self, files: &Files) -> Value {
        let places: Vec<Value> = self.labels.iter().map(|l| l.to_json(files)).collect();
        json!({ "code": self.code, "severity": self.severity, "message": self.message, "places": places, "help": self.help })
    }
}

impl Label {
    fn to_json(&self, files: &Files) -> Value {
        let (line, column) = files.line_column(self.place);
        let file = files.get(self.place.file);
        let path = file.map(|file| shown(&file.path));
        json!({ "file": path, "line": line, "column": column, "says": self.words })
    }
}
