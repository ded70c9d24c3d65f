//! Reading: bytes as the file of a model.
//!
//! Every problem stands at a place in the text and can be drawn. What is read without an error is the same model in
//! another spelling of the same YAML; its export is JSON; its goal can be asked about at little cost.

use impasse::analysis::{Ask, Budget, blocks};
use impasse::check::{Looked, check};
use impasse::cli::json;
use impasse::diagnostic::{Diagnostic, Renderer, Shown, render_all};
use impasse::graph::{AsRead, PositionGraph};
use impasse::model::Model;
use impasse::read::{Reading, read_text};
use impasse::source::Files;
use serde_json::Value;

use super::respelled::respelled;

pub fn target(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let reading = read_text("model.yaml", &text);
    can_be_told(&reading.problems, &reading.files, &text);
    if reading.has_errors() {
        return;
    }
    let day = reading.model.day(None);
    let read = AsRead {
        day,
        at_least: None,
    };
    let graph = PositionGraph::build(&reading.model, read);
    let looked = Looked {
        model: &reading.model,
        graph: &graph,
        texts: &Default::default(),
    };
    can_be_told(&check(&looked), &reading.files, &text);
    let export = exported(&reading);
    same_in_another_spelling(&text, &export);
    can_be_asked(&reading.model, &graph);
}

/// Every problem has words and places in the text, and is drawn.
fn can_be_told(problems: &[Diagnostic], files: &Files, text: &str) {
    for problem in problems {
        assert!(!problem.message.is_empty(), "{} says nothing", problem.code);
        for label in &problem.labels {
            let (start, end) = (label.place.start as usize, label.place.end as usize);
            assert!(start <= end && end <= text.len(), "{problem:?}");
            assert!(
                text.is_char_boundary(start) && text.is_char_boundary(end),
                "{problem:?}"
            );
            files.line_column(label.place);
        }
        serde_json::to_string(&problem.to_json(files)).expect("a problem is JSON");
    }
    let drawn = render_all(&Shown::first(problems), files, Renderer::Plain);
    assert_eq!(problems.is_empty(), drawn.is_empty());
}

/// The export without the hash of the file.
fn exported(reading: &Reading) -> Value {
    let mut export = json::model(&reading.model, reading.model.day(None));
    let text = serde_json::to_string(&export).expect("an export is JSON");
    let again: Value = serde_json::from_str(&text).expect("an export can be read");
    assert_eq!(again, export, "numbers stay what they are");
    if let Some(map) = export.as_object_mut() {
        map.remove("version");
    }
    export
}

fn same_in_another_spelling(text: &str, export: &Value) {
    let Some(other) = respelled(text) else { return };
    let reading = read_text("model.yaml", &other);
    let problems = &reading.problems;
    assert!(!reading.has_errors(), "{problems:?}\n{other}");
    assert_eq!(exported(&reading), *export, "{other}");
}

/// The question about the goal, with a small budget, has a status or says why it has none.
fn can_be_asked(model: &Model, graph: &PositionGraph) {
    let Some(goal) = &model.goal else { return };
    let ask = Ask {
        budget: Budget::of_nodes(2_000),
        ..Ask::about(goal.clone())
    };
    let answer = blocks(model, graph, &ask).expect("the goal of a model is in its graph");
    let known = answer.standing.exact().is_some() || answer.standing.why().is_some();
    assert!(known, "{goal}");
}
