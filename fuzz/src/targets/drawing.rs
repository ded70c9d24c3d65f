//! Drawing: bytes as the names, labels, units and texts of a small model that has something for every view.
//!
//! SVG, GraphML and GEXF are XML, with as many boxes and lines as the drawing; no script, no control character and none
//! that turns the direction of writing is in any format; DOT and Mermaid keep their quotation marks closed.

use impasse::analysis::{Ask, Budget, blocks, conflicts, deadlocks};
use impasse::graph::{AsRead, PositionGraph};
use impasse::layout::{Placed, place};
use impasse::model::Model;
use impasse::read::read_text;
use impasse::scene::{self, Page};
use impasse::source::is_safe_link;
use impasse::view::{
    Cut, Diagram, Words, board, deadlock, knots, matrix, overview, parties, scale, timeline, way,
};
use impasse::write::{DRAWINGS, DrawingFormat, Drawn, PictureSize, scene_svg};

use super::pieces;

/// The bytes also say which view is drawn, and whether in pixels too, which takes two hundred times as long as all else.
pub fn target(data: &[u8]) {
    let sum: usize = data.iter().map(|byte| usize::from(*byte)).sum();
    let in_pixels = sum.is_multiple_of(256);
    let model = model(&pieces(data));
    let drawings = drawings(&model);
    let diagram = &drawings[sum % drawings.len()];
    let placed = place(diagram);
    for format in DRAWINGS {
        if format.name != "png" || in_pixels {
            drawn(diagram, &placed, format);
        }
    }
    in_marks(&model, sum);
}

/// One of the pictures that are made of marks.
fn in_marks(model: &Model, sum: usize) {
    let read = AsRead {
        day: model.day(None),
        at_least: None,
    };
    let graph = PositionGraph::build(model, read);
    let words = Words::of(model);
    let goal = model.goal.clone().expect("it has a goal");
    let answer = blocks(model, &graph, &Ask::about(goal.clone())).expect("it is in the graph");
    let picture = knots(&words, &graph, &answer);
    let scene = match sum % 4 {
        0 => scene::card(&picture),
        1 => {
            let about = conflicts(model, &graph, Some(&goal), &Budget::FULL);
            scene::matrix(&matrix(&words, &graph, about.items()))
        }
        2 => scene::knots(&picture, Page::Phone),
        _ => scene::knots(&picture, Page::Slide),
    };
    let text = scene_svg(&scene, "");
    let hidden = text.chars().find(|letter| is_hidden(*letter));
    assert!(hidden.is_none(), "{hidden:?}\n{text}");
    is_a_picture(&text);
}

/// A model with those words for names, in turn; a link is one that the reader lets pass.
fn model(words: &[String]) -> Model {
    let quoted = |text: &str| serde_json::to_string(text).expect("a text");
    let links = words.iter().find(|word| is_safe_link(word));
    let link = quoted(links.map_or("https://example.org", String::as_str));
    let mut all = words.iter().cycle();
    let mut next = || quoted(all.next().map_or("", String::as_str));
    let yaml = format!(
        "format: 1
title: {}
goal: deal
sources: {{ s: {{ title: {}, date: 2026-01-02, url: {link} }} }}
parties:
  a: {{ name: {}, kind: state }}
  b: {{ name: {} }}
issues:
  i: {{ name: {}, question: {}, between: [a, b], options: {{ x: {}, y: {} }} }}
  years: {{ name: {}, between: [a, b], scale: {{ unit: {} }} }}
milestones:
  truce: {{ name: {}, consent: [b], after: [deal] }}
  deal: {{ name: {}, consent: [a, b], requires: [i, years], after: [truce] }}
events: [ {{ date: 2026-01-01, text: {} }} ]
positions:
  - {{ party: a, on: i/x, stance: demands, text: {}, cites: [s s1], since: 2026-01-02 }}
  - {{ party: b, on: i/x, stance: rejects, text: {}, note: {}, cites: [s s2] }}
  - {{ party: a, on: years, stance: demands, value: 15, cites: [s s3] }}
  - {{ party: b, on: years, stance: proposes, value: {{ at_most: 10 }}, cites: [s s4] }}
",
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next()
    );
    let reading = read_text("model.yaml", &yaml);
    assert!(!reading.has_errors(), "{:?}\n{yaml}", reading.problems);
    reading.model
}

/// Every view of it.
fn drawings(model: &Model) -> Vec<Diagram> {
    let read = AsRead {
        day: model.day(None),
        at_least: None,
    };
    let graph = PositionGraph::build(model, read);
    let words = Words::of(model);
    let goal = model.goal.clone().expect("it has a goal");
    let about = conflicts(model, &graph, Some(&goal), &Budget::FULL);
    let rings = deadlocks(model, &graph, &Budget::FULL);
    let answer = blocks(model, &graph, &Ask::about(goal.clone())).expect("it is in the graph");
    let cut = Cut {
        force: true,
        ..Cut::default()
    };
    let mut scales = model.issues.values().filter(|issue| issue.scale.is_some());
    let issue = scales.next().expect("it has a scale");
    let mut all = vec![
        board(&words, &graph, about.items(), Some(&goal)),
        way(&words, &graph, &answer),
        deadlock(&words, &graph, rings.items().first()),
        parties(&words, &graph, about.items()),
        timeline(&words, &graph, None),
        scale(&words, &graph, about.items(), issue),
    ];
    all.extend(overview(&words, &graph, rings.items(), &cut));
    all
}

fn drawn(diagram: &Diagram, placed: &Placed, format: &DrawingFormat) {
    let size = PictureSize {
        scale: 1.0,
        width: None,
    };
    let bytes = format.bytes(Drawn::Boxes(diagram, placed), size);
    let bytes = bytes.unwrap_or_else(|why| panic!("{}: {why}", format.name));
    if format.name == "png" {
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        return;
    }
    let text = String::from_utf8(bytes).expect("words are UTF-8");
    let hidden = text.chars().find(|letter| is_hidden(*letter));
    assert!(hidden.is_none(), "{}: {hidden:?}\n{text}", format.name);
    match format.name {
        "svg" => is_a_picture(&text),
        "graphml" | "gexf" => is_a_graph(&text, diagram),
        "dot" | "d2" => marks_are_closed(text.lines(), true),
        "drawio" => is_a_picture(&text),
        "mermaid" => {
            // The title stands in YAML between two rules.
            marks_are_closed(text.lines().take(3), true);
            marks_are_closed(text.lines().skip(3), false);
        }
        other => panic!("what must be true of {other}?"),
    }
}

/// Control characters, those that turn the direction of writing or end a line unseen, and those without a width.
fn is_hidden(letter: char) -> bool {
    let is_unseen = matches!(
        letter,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    is_unseen || (letter.is_control() && letter != '\n')
}

/// XML that runs nothing and loads nothing.
fn is_a_picture(text: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    for node in document.descendants() {
        let name = node.tag_name().name();
        assert!(
            !["script", "foreignObject", "image"].contains(&name),
            "{text}"
        );
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{text}");
            let leads_out = attribute.name() == "href"
                && attribute
                    .value()
                    .trim_start()
                    .to_lowercase()
                    .starts_with("javascript:");
            assert!(!leads_out, "{text}");
        }
    }
}

/// XML with a node for each box and an edge for each line.
fn is_a_graph(text: &str, diagram: &Diagram) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let count = |tag: &str| {
        let nodes = document.descendants();
        nodes.filter(|node| node.tag_name().name() == tag).count()
    };
    assert_eq!(count("node"), diagram.boxes.len(), "{text}");
    assert_eq!(count("edge"), diagram.lines.len(), "{text}");
}

/// Each line closes the quotation marks that it opens; in DOT and YAML a backslash takes one away.
fn marks_are_closed<'t>(lines: impl Iterator<Item = &'t str>, with_backslashes: bool) {
    for line in lines {
        let mut open = false;
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' if with_backslashes && open => drop(letters.next()),
                '"' => open = !open,
                _ => {}
            }
        }
        assert!(!open, "{line}");
    }
}
