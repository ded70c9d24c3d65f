//! Draws diagnostics under the author's lines, and as plain data for JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Snippet, renderer::DecorStyle};
use serde_json::{Value, json};

use super::{Diagnostic, Severity};
use crate::source::Files;

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

/// Draws problems one after the other, with a closing line that counts them.
pub fn render_all(problems: &[Diagnostic], files: &Files, renderer: Renderer) -> String {
    problems
        .iter()
        .map(|problem| render(problem, files, renderer) + "\n\n")
        .collect()
}

fn render(problem: &Diagnostic, files: &Files, renderer: Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(printable(&problem.message))
        .id(problem.code);
    let mut group = Group::with_title(title);
    for (index, label) in problem.labels.iter().enumerate() {
        let Some(file) = files.get(label.place.file) else {
            continue;
        };
        let (source, first_line, range) = window(
            &file.text,
            label.place.start as usize,
            label.place.end as usize,
        );
        let kind = if index == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let words = printable(&label.words);
        let snippet = Snippet::source(source)
            .line_start(first_line)
            .path(file.path.display().to_string())
            .annotation(kind.span(range).label((!words.is_empty()).then_some(words)));
        group = group.element(snippet);
    }
    let explain = format!("impasse explain {}", problem.code);
    let help = match &problem.help {
        Some(help) => format!("{} ({explain})", printable(help)),
        None => explain,
    };
    group = group.element(Level::HELP.message(help));
    let drawing = match renderer {
        Renderer::Plain => annotate_snippets::Renderer::plain(),
        Renderer::Coloured => annotate_snippets::Renderer::styled(),
    };
    drawing.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The lines around a place, with the place relative to them; a very long line is cut around it.
fn window(text: &str, start: usize, end: usize) -> (String, usize, std::ops::Range<usize>) {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(start), floor(end.max(start)));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let from = if start - line_start > WIDTH {
        floor(start - WIDTH / 2)
    } else {
        line_start
    };
    let to = if line_end - from > 2 * WIDTH {
        floor(from + 2 * WIDTH)
    } else {
        line_end
    };
    let line = text[..line_start].matches('\n').count() + 1;
    let shown: String = text[from..to]
        .chars()
        .map(|c| {
            if c.is_control() && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    let before = text[from..start]
        .chars()
        .map(|c| {
            if c.is_control() && c != '\t' {
                3
            } else {
                c.len_utf8()
            }
        })
        .sum::<usize>();
    let marked = text[start..end.min(to).max(start)]
        .chars()
        .map(|c| {
            if c.is_control() && c != '\t' {
                3
            } else {
                c.len_utf8()
            }
        })
        .sum::<usize>();
    let before = before.min(shown.len());
    let marked_end = (before + marked).min(shown.len());
    (shown, line, before..marked_end)
}

/// Message text without control characters, so that a hostile id cannot write to the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .take(2_000)
        .collect()
}

impl Diagnostic {
    /// The problem as JSON, with line and column of every place.
    pub fn to_json(&self, files: &Files) -> Value {
        let places: Vec<Value> = self
            .labels
            .iter()
            .map(|label| {
                let (line, column) = files.line_column(label.place);
                let path = files
                    .get(label.place.file)
                    .map(|file| file.path.display().to_string());
                json!({ "file": path, "line": line, "column": column, "says": label.words })
            })
            .collect();
        json!({ "code": self.code, "severity": self.severity, "message": self.message, "places": places, "help": self.help })
    }
}
