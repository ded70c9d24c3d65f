//! Lesson: bytes as `lesson.yaml` of the shipped model of the orange.
//!
//! What is read without an error is the same lesson in another spelling; its packet is made, with a leak check that knows
//! every secret; as a scorable game it goes out and comes back with the same points.

use std::sync::OnceLock;

use impasse::diagnostic::{Diagnostic, Renderer, Severity, Shown, render_all};
use impasse::graph::{AsRead, PositionGraph};
use impasse::leak::leaks;
use impasse::lesson::{Lesson, fictional, read, scorable_files};
use impasse::model::Model;
use impasse::read::read_text;
use impasse::source::Files;
use impasse::view::{orders, packet};
use impasse::write::{markdown, text as as_text};

use super::import::comes_back;
use super::respelled::respelled;

struct Orange {
    model: Model,
    graph: PositionGraph,
}

fn orange() -> &'static Orange {
    static ORANGE: OnceLock<Orange> = OnceLock::new();
    ORANGE.get_or_init(|| {
        let text = include_str!("../../../models/orange/model.yaml");
        let model = read_text("model.yaml", text).model;
        let read = AsRead {
            day: model.day(None),
            at_least: None,
        };
        let graph = PositionGraph::build(&model, read);
        Orange { model, graph }
    })
}

pub fn target(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some(lesson) = without_error(&text) else {
        return;
    };
    if let Some(other) = respelled(&text) {
        let again = without_error(&other).expect("another spelling of it has no error either");
        assert_eq!(format!("{again:?}"), format!("{lesson:?}"), "{other}");
    }
    has_a_packet(&lesson);
    if let Some(files) = scorable_files(&orange().model, &lesson) {
        comes_back(&lesson, &files);
    }
}

/// The lesson, where it has no error; what is wrong can be drawn.
fn without_error(text: &str) -> Option<Lesson> {
    let mut files = Files::default();
    let file = files.add("lesson.yaml".as_ref(), text.to_owned());
    let mut problems: Vec<Diagnostic> = Vec::new();
    let Orange { model, graph } = orange();
    let orders = orders(model, graph, model.goal.as_ref());
    let lesson = read(model, &orders, (file, text), &mut problems);
    for place in problems.iter().flat_map(|one| &one.labels) {
        files.line_column(place.place);
    }
    render_all(&Shown::first(&problems), &files, Renderer::Plain);
    let mut severities = problems.iter().map(|problem| problem.severity);
    severities
        .all(|one| one != Severity::Error)
        .then_some(lesson)
}

/// Its packet has sheets with words, and the leak check reads them for every secret.
fn has_a_packet(lesson: &Lesson) {
    let Orange { model, graph } = orange();
    let made = packet(model, graph, lesson, model.goal.as_ref());
    assert!(!made.sheets.is_empty());
    let check = leaks(model, lesson, &made);
    assert_eq!(check.secrets, made.secrets.len());
    let mut texts = Vec::new();
    for sheet in &made.sheets {
        assert!(!as_text(&sheet.document).trim().is_empty());
        texts.push(markdown(&sheet.document, &|_| None));
    }
    let renames = fictional(model, lesson, &texts);
    for text in &texts {
        let renamed = renames.apply(text);
        assert!(!renamed.is_empty());
    }
}
