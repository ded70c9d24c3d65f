//! Every drawing: nothing overlaps, no line runs through a foreign box, everything is where it belongs, the
//! same bytes twice, well-formed whatever the words in it.

use std::process::{Command, Stdio};

use impasse::analysis::{Ask, Budget, blocks, conflicts, deadlocks};
use impasse::graph::{AsRead, PositionGraph};
use impasse::layout::{Placed, Rect, Weight, place, text_width};
use impasse::model::{Model, Target};
use impasse::read::{read_path, read_text};
use impasse::view::{
    Box, BoxKind, Cut, Diagram, DiagramLine, Group, LineKind, Words, board, deadlock, overview,
    parties, scale, timeline, way,
};
use impasse::write::{DRAWINGS, Drawn, PictureSize, svg};

use crate::dice::Dice;

/// Writes a line past the test runner, which keeps what a test that passes prints to itself.
macro_rules! seen {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}

/// All drawings of a model.
fn drawings(model: &Model) -> Vec<Diagram> {
    let graph = PositionGraph::build(
        model,
        AsRead {
            day: model.day(None),
            at_least: None,
        },
    );
    let words = Words::of(model);
    let mut found = vec![board(
        &words,
        &graph,
        conflicts(model, &graph, model.goal.as_ref(), &Budget::FULL).items(),
        model.goal.as_ref(),
    )];
    found.extend(overview(
        &words,
        &graph,
        deadlocks(model, &graph, &Budget::FULL).items(),
        &Cut {
            force: true,
            ..Cut::default()
        },
    ));
    for milestone in model.milestones.keys() {
        let answer = blocks(
            model,
            &graph,
            &Ask::about(Target::Milestone(milestone.clone())),
        )
        .expect("it is in the graph");
        found.push(way(&words, &graph, &answer));
    }
    let rings = deadlocks(model, &graph, &Budget::FULL);
    found.push(deadlock(&words, &graph, None));
    found.extend(
        rings
            .items()
            .iter()
            .take(5)
            .map(|ring| deadlock(&words, &graph, Some(ring))),
    );
    let clashes = conflicts(model, &graph, model.goal.as_ref(), &Budget::FULL);
    let about = clashes.items();
    found.push(parties(&words, &graph, about));
    found.push(timeline(&words, &graph, None));
    found.extend(
        model
            .parties
            .keys()
            .map(|party| timeline(&words, &graph, Some(party))),
    );
    found.extend(
        model
            .issues
            .values()
            .filter(|issue| issue.scale.is_some())
            .map(|issue| scale(&words, &graph, about, issue)),
    );
    found
}

fn ukraine() -> Model {
    let reading =
        read_path(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("models/ukraine-talks"))
            .expect("the model can be read");
    assert!(!reading.has_errors());
    reading.model
}

/// A random diagram: boxes in bands, groups of one band each, lines anywhere.
fn random_diagram(dice: &mut Dice, most: usize) -> Diagram {
    let letters = [
        "deal",
        "Вывод войск",
        "συμφωνία",
        "הפסקת אש",
        "وقف إطلاق النار",
        "停火协议",
        "a very long label that goes on and on until it must be broken",
        "x",
    ];
    let kinds = [
        BoxKind::Demand,
        BoxKind::Offer,
        BoxKind::RedLine,
        BoxKind::Issue,
        BoxKind::Milestone,
        BoxKind::Requirement,
    ];
    let count = 1 + dice.below(most);
    let grouped = dice.below(2) == 0;
    let mut diagram = Diagram {
        title: "Random".to_owned(),
        ..Diagram::default()
    };
    if grouped {
        diagram.groups = (0..4)
            .map(|i| Group {
                title: format!("Group {i}"),
                owner: None,
            })
            .collect();
    }
    for i in 0..count {
        let mut label = letters[dice.below(letters.len())].repeat(1 + dice.below(4));
        label.push_str(&i.to_string());
        let mut item = Box::new(format!("b{i}"), kinds[dice.below(kinds.len())], label);
        if dice.below(3) == 0 {
            item.note = "a note below".to_owned();
        }
        if grouped {
            // Groups 0 to 2 share the first band, as parties do; group 3 is the second.
            let group = dice.below(4);
            item.group = Some(group);
            item.band = usize::from(group == 3);
        }
        diagram.boxes.push(item);
    }
    for _ in 0..dice.below(2 * count + 1) {
        let (from, to) = (dice.below(count), dice.below(count));
        let same_band = diagram.boxes[from].band == diagram.boxes[to].band;
        if from == to || !(grouped && same_band && diagram.boxes[from].band == 0) {
            diagram.lines.push(DiagramLine {
                from,
                to,
                kind: LineKind::NeededFor,
                weight: 1,
                tooltip: String::new(),
            });
        }
    }
    diagram
}

fn sound(diagram: &Diagram, placed: &Placed, name: &str) {
    for (i, a) in placed.boxes.iter().enumerate() {
        for (j, b) in placed.boxes.iter().enumerate().skip(i + 1) {
            assert!(
                !a.overlaps(b),
                "{name}: boxes {i} and {j} overlap: {a:?} {b:?}"
            );
        }
        assert!(
            a.x >= -0.5
                && a.y >= -0.5
                && a.right() <= placed.width + 0.5
                && a.bottom() <= placed.height + 0.5,
            "{name}: box {i} leaves the drawing"
        );
        assert!(a.w > 0.0 && a.h > 0.0, "{name}: box {i} has no size");
    }
    for (number, (line, points)) in diagram.lines.iter().zip(&placed.lines).enumerate() {
        assert!(points.len() >= 2, "{name}: line {number} is not routed");
        let ends = (placed.boxes[line.from], placed.boxes[line.to]);
        let touches = |area: Rect, x: f64, y: f64| {
            x >= area.x - 1.0
                && x <= area.right() + 1.0
                && y >= area.y - 1.0
                && y <= area.bottom() + 1.0
        };
        assert!(
            touches(ends.0, points[0].x, points[0].y),
            "{name}: line {number} does not begin at its box"
        );
        let last = points[points.len() - 1];
        assert!(
            touches(ends.1, last.x, last.y),
            "{name}: line {number} does not end at its box"
        );
        for pair in points.windows(2) {
            let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
            let (w, h) = ((pair[0].x - pair[1].x).abs(), (pair[0].y - pair[1].y).abs());
            // A slanted piece is followed in small steps; a level or upright one is a thin rectangle.
            let steps = if w > 1.0 && h > 1.0 { 64 } else { 0 };
            let strokes: Vec<Rect> = match steps {
                0 => vec![Rect {
                    x,
                    y: y - 0.25,
                    w: w.max(0.5),
                    h: h.max(0.5),
                }],
                _ => (0..=steps)
                    .map(|step| {
                        let t = f64::from(step) / f64::from(steps);
                        let (x, y) = (
                            pair[0].x + (pair[1].x - pair[0].x) * t,
                            pair[0].y + (pair[1].y - pair[0].y) * t,
                        );
                        Rect {
                            x: x - 0.25,
                            y: y - 0.25,
                            w: 0.5,
                            h: 0.5,
                        }
                    })
                    .collect(),
            };
            for (other, area) in placed
                .boxes
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != line.from && *other != line.to)
            {
                let inner = Rect {
                    x: area.x + 1.0,
                    y: area.y + 1.0,
                    w: area.w - 2.0,
                    h: area.h - 2.0,
                };
                assert!(
                    !strokes.iter().any(|stroke| stroke.overlaps(&inner)),
                    "{name}: line {number} ({} to {}) runs through box {other}",
                    line.from,
                    line.to
                );
            }
        }
    }
    for (i, a) in placed.groups.iter().enumerate().filter(|(_, g)| g.w > 0.0) {
        for (j, b) in placed
            .groups
            .iter()
            .enumerate()
            .skip(i + 1)
            .filter(|(_, g)| g.w > 0.0)
        {
            assert!(!a.overlaps(b), "{name}: groups {i} and {j} overlap");
        }
        for (b, item) in diagram
            .boxes
            .iter()
            .enumerate()
            .filter(|(_, b)| b.group == Some(i))
        {
            let area = placed.boxes[b];
            assert!(
                area.x >= a.x
                    && area.right() <= a.right()
                    && area.y >= a.y
                    && area.bottom() <= a.bottom(),
                "{name}: {} is outside its group",
                item.id
            );
        }
    }
}

#[test]
fn every_drawing_of_the_ukraine_model_is_sound() {
    for diagram in drawings(&ukraine()) {
        sound(&diagram, &place(&diagram), &diagram.title);
        assert_eq!(svg(&diagram), svg(&diagram), "the same bytes twice");
        roxmltree::Document::parse(&svg(&diagram)).expect("well-formed XML");
        assert!(
            (diagram.boxes.is_empty() || !diagram.legend.is_empty())
                && !diagram.description.is_empty()
        );
    }
}

#[test]
fn ten_thousand_random_drawings_are_sound() {
    for seed in 1..=10_000u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let most = match seed % 1_000 {
            0 => 300,
            n if n % 100 == 0 => 100,
            _ => 16,
        };
        let mut diagram = random_diagram(&mut dice, most);
        // Every fifth one around a ring, which is for few boxes.
        if seed % 5 == 0 && diagram.boxes.len() <= 12 {
            diagram.ring = true;
            diagram.groups.clear();
            diagram.boxes.iter_mut().for_each(|item| item.group = None);
        }
        let placed = place(&diagram);
        sound(&diagram, &placed, &format!("seed {seed}"));
        for (index, text) in placed.texts.iter().enumerate() {
            let inner = placed.boxes[index].w - 2.0;
            let widths = text.label.iter().map(|line| {
                text_width(
                    line,
                    12.0,
                    if text.bold {
                        Weight::Bold
                    } else {
                        Weight::Regular
                    },
                )
            });
            assert!(
                widths.into_iter().all(|w| w <= inner),
                "seed {seed}: the words of box {index} leave it"
            );
        }
    }
}

/// Odd models: one party; twelve parties; forty issues. Every view is sound, in every format.
#[test]
fn every_view_of_odd_models_is_sound() {
    let one = "format: 1\nparties: { a: {} }\nissues: { i: { between: [a], scale: { unit: years } } }\nmilestones: { m: { consent: [a] } }\ngoal: m\npositions:\n  - { party: a, on: m, stance: rejects, since: 2026-01-01 }\n  - { party: a, on: i, stance: demands, value: { at_least: 3 } }\n".to_owned();
    let mut twelve = String::from("format: 1\nparties:\n");
    (0..12).for_each(|p| {
        twelve += &format!("  p{p}: {{ name: Party number {p} of the conference }}\n")
    });
    twelve += "milestones:\n  accord: { consent: [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11] }\n  other: { consent: [p0] }\npositions:\n";
    (0..12).for_each(|p| {
        let stance = if p % 3 == 0 { "rejects" } else { "accepts" };
        twelve += &format!(
            "  - {{ party: p{p}, on: accord, stance: {stance}, since: 2026-0{}-11 }}\n",
            1 + p % 9
        );
    });
    let mut forty = String::from("format: 1\nparties: { north: {}, south: {} }\nissues:\n");
    (0..40).for_each(|i| {
        forty += &format!("  i{i}: {{ question: What becomes of point {i}?, between: [north, south], options: [yes{i}, no{i}] }}\n")
    });
    forty += "milestones:\n  treaty: { requires: [";
    forty += &(0..40)
        .map(|i| format!("i{i}"))
        .collect::<Vec<_>>()
        .join(", ");
    forty += "] }\ngoal: treaty\npositions:\n";
    (0..40).for_each(|i| {
        forty +=
            &format!("  - {{ party: north, on: i{i}/yes{i}, stance: demands }}\n  - {{ party: south, on: i{i}/yes{i}, stance: rejects }}\n")
    });
    // Two of four quarrel, and the others stand between them.
    let mut between = String::from(
        "format: 1\nparties: { a: {}, b: {}, c: {}, d: {} }\nissues: { site: { question: Where?, between: [a, b, c, d], options: { north: In the north, south: In the south } } }\npositions:\n",
    );
    for (party, answer, stance) in [
        ("a", "north", "demands"),
        ("b", "south", "accepts"),
        ("c", "south", "prefers"),
        ("c", "north", "open"),
        ("d", "south", "prefers"),
        ("d", "south", "demands"),
    ] {
        between += &format!("  - {{ party: {party}, on: site/{answer}, stance: {stance} }}\n");
    }
    for (name, yaml) in [
        ("two of four", between),
        ("one party", one),
        ("twelve parties", twelve),
        ("forty issues", forty),
    ] {
        let reading = read_text("odd.yaml", &yaml);
        assert!(!reading.has_errors(), "{name}: {:?}", reading.problems);
        for diagram in drawings(&reading.model) {
            sound(
                &diagram,
                &place(&diagram),
                &format!("{name}: {}", diagram.title),
            );
            in_every_format(&diagram, name);
        }
    }
}

/// Every format can hold the drawing; the XML ones are well-formed, and hold as many boxes and lines as there are.
fn in_every_format(diagram: &Diagram, name: &str) {
    for format in DRAWINGS {
        let bytes = format.bytes(
            Drawn::Boxes(diagram, &place(diagram)),
            PictureSize {
                scale: 0.25,
                width: None,
            },
        );
        let bytes = bytes.unwrap_or_else(|why| panic!("{name}: {}: {why}", format.name));
        if format.name == "d2" {
            is_sound_d2(&bytes, diagram, name);
        }
        if format.name == "drawio" {
            let text = std::str::from_utf8(&bytes).expect("XML is text");
            let read = roxmltree::Document::parse(text);
            let read = read.unwrap_or_else(|error| panic!("{name}: draw.io: {error}"));
            let cells = |kind: &str| {
                let all = read.descendants();
                all.filter(|node| node.attribute(kind) == Some("1")).count()
            };
            let all = diagram.boxes.len() + diagram.groups.len();
            assert_eq!(cells("vertex"), all, "{name}: draw.io");
            assert_eq!(cells("edge"), diagram.lines.len(), "{name}: draw.io");
        }
        if matches!(format.name, "svg" | "graphml" | "gexf") {
            let text = String::from_utf8(bytes).expect("XML is text");
            let document = roxmltree::Document::parse(&text)
                .unwrap_or_else(|error| panic!("{name}: {}: {error}", format.name));
            let count = |tag: &str| {
                document
                    .descendants()
                    .filter(|node| node.tag_name().name() == tag)
                    .count()
            };
            if format.name != "svg" {
                assert_eq!(
                    count("node"),
                    diagram.boxes.len(),
                    "{name}: {}",
                    format.name
                );
                assert_eq!(
                    count("edge"),
                    diagram.lines.len(),
                    "{name}: {}",
                    format.name
                );
            }
        } else if format.name == "png" {
            assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{name}");
        }
    }
}

/// Outside its quoted texts a D2 file holds what we wrote, and nothing else: as many boxes and lines as there are.
fn is_sound_d2(bytes: &[u8], diagram: &Diagram, name: &str) {
    let text = std::str::from_utf8(bytes).expect("D2 is text");
    let (mut outside, mut is_quoted, mut escaped) = (String::new(), false, false);
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if is_quoted => escaped = true,
            '"' => is_quoted = !is_quoted,
            '\n' => assert!(!is_quoted, "{name}: a text runs over a line: {text}"),
            _ => {}
        }
        if !is_quoted {
            outside.push(letter);
        }
    }
    assert!(!is_quoted && !outside.contains('$'), "{name}: {outside}");
    let begins = |key: char| {
        let lines = outside.lines().filter(move |line| {
            let mut letters = line.chars();
            letters.next() == Some(key) && letters.next().is_some_and(|c| c.is_ascii_digit())
        });
        lines
            .filter(|line| line.contains("shape:") && !line.contains("->") && !line.contains("--"))
            .count()
    };
    assert_eq!(begins('b'), diagram.boxes.len(), "{name}: D2");
    let lines = outside
        .lines()
        .filter(|line| line.contains(" -> ") || line.contains(" -- "));
    assert_eq!(lines.count(), diagram.lines.len(), "{name}: D2");
}

#[test]
fn an_empty_model_and_a_reached_goal_give_drawings_that_say_so() {
    for yaml in [
        "format: 1\ntitle: Nothing yet\n",
        "format: 1\nparties: { a: {} }\nmilestones: { done: { consent: [a], reached: 2026-01-01 } }\ngoal: done\n",
    ] {
        for diagram in drawings(&read_text("m.yaml", yaml).model) {
            let drawn = svg(&diagram);
            let document = roxmltree::Document::parse(&drawn).expect("well-formed XML");
            assert!(
                document.descendants().any(|node| node.has_tag_name("text")),
                "it says something"
            );
        }
    }
}

const HOSTILE: &[&str] = &[
    "quote \" and 'apostrophe'",
    "back\\slash \\N \\G \\",
    "<script>alert(1)</script>",
    "]]> & &amp; <!--",
    "}; node [label=x]; digraph {",
    "tab\there",
    "zero\u{200b}width\u{202e}reversed\u{2066}",
    "letter\u{61c}mark\u{2028}line\u{2029}end\u{206a}",
    "שלום עולם",
    "مرحبا",
    "停火",
    "emoji 🕊",
    "a_b*c`d`[e](javascript:alert(1))|f",
];

fn hostile_model(text: &str) -> Model {
    let quoted = serde_json::to_string(text).expect("a text");
    let yaml = format!(
        "format: 1\ntitle: {quoted}\ngoal: deal\nsources: {{ \"s\": {{ title: {quoted} }} }}\nparties: {{ a: {{ name: {quoted} }}, b: {{ name: {quoted} }} }}\nissues: {{ i: {{ name: {quoted}, question: {quoted}, between: [a, b], options: {{ x: {quoted}, y: {quoted} }} }} }}\nmilestones: {{ deal: {{ name: {quoted}, consent: [a, b], requires: [i] }} }}\npositions:\n  - {{ party: a, on: i/x, stance: demands, text: {quoted}, cites: [\"s s1\"] }}\n  - {{ party: b, on: i/x, stance: rejects, text: {quoted}, note: {quoted}, cites: [\"s s2\"] }}\n"
    );
    let reading = read_text("hostile.yaml", &yaml);
    assert!(!reading.has_errors(), "{text:?}: {:?}", reading.problems);
    reading.model
}

#[test]
fn hostile_words_break_no_svg() {
    for text in HOSTILE {
        for diagram in drawings(&hostile_model(text)) {
            let drawn = svg(&diagram);
            let document =
                roxmltree::Document::parse(&drawn).unwrap_or_else(|e| panic!("{text:?}: {e}"));
            assert!(
                !document
                    .descendants()
                    .any(|node| node.has_tag_name("script")),
                "{text:?}: a script got in"
            );
            assert!(
                !drawn.contains(['\u{202e}', '\u{61c}', '\u{2028}', '\u{206a}']),
                "{text:?}: a mark that turns text round got in"
            );
            in_every_format(&diagram, text);
            let mermaid = DRAWINGS
                .iter()
                .find(|format| format.name == "mermaid")
                .expect("there is a Mermaid writer");
            let bytes = mermaid
                .bytes(
                    Drawn::Boxes(&diagram, &place(&diagram)),
                    PictureSize {
                        scale: 1.0,
                        width: None,
                    },
                )
                .expect("Mermaid holds every drawing");
            for line in String::from_utf8(bytes)
                .expect("Mermaid is text")
                .lines()
                .skip(3)
            {
                assert!(
                    line.matches('"').count() % 2 == 0 && line.matches('"').count() <= 2,
                    "{text:?}: a quote got out: {line}"
                );
                assert!(
                    !line.contains("<script") && !line.trim_start().starts_with("click"),
                    "{text:?}: {line}"
                );
            }
        }
    }
}

#[test]
fn hostile_words_come_back_whole_from_the_real_dot() {
    if Command::new("dot")
        .arg("-V")
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        assert!(std::env::var_os("CI").is_none(), "CI installs Graphviz");
        seen!("skipped: `dot` is not on PATH, so no drawing was read back by Graphviz");
        return;
    }
    let dot = DRAWINGS
        .iter()
        .find(|format| format.name == "dot")
        .expect("there is a DOT writer");
    for text in HOSTILE {
        for diagram in drawings(&hostile_model(text)) {
            let size = PictureSize {
                scale: 1.0,
                width: None,
            };
            let text = String::from_utf8(
                dot.bytes(Drawn::Boxes(&diagram, &place(&diagram)), size)
                    .expect("DOT holds every drawing"),
            )
            .expect("DOT is text");
            let read = read_back(&text);
            let names: Vec<&str> = read["objects"]
                .as_array()
                .map(|o| o.iter().filter_map(|n| n["name"].as_str()).collect())
                .unwrap_or_default();
            for item in &diagram.boxes {
                assert!(
                    names.contains(&item.id.as_str()),
                    "{text:?}: the box {} is lost",
                    item.id
                );
            }
            let boxes = read["objects"].as_array().map_or(0, |o| {
                o.iter()
                    .filter(|n| n.get("nodes").is_none() && n.get("shape").is_some())
                    .count()
            });
            assert_eq!(
                boxes,
                diagram.boxes.len(),
                "{text:?}: a label made boxes of its own"
            );
            // A label may hold Graphviz escapes and entities: a backslash and an ampersand stand in that notation.
            let title = read["label"]
                .as_str()
                .unwrap_or_default()
                .replace("\\\\", "\\")
                .replace("&amp;", "&");
            assert_eq!(title, impasse::write::clean(&diagram.title), "the title");
        }
    }
}

fn read_back(text: &str) -> serde_json::Value {
    serde_json::from_str(&asked(text, "-Tjson0")).expect("dot writes JSON")
}

fn asked(text: &str, form: &str) -> String {
    use std::io::Write as _;
    let mut child = Command::new("dot")
        .arg(form)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("dot runs");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(text.as_bytes())
        .expect("dot reads");
    let output = child.wait_with_output().expect("dot ends");
    assert!(
        output.status.success(),
        "dot refuses:\n{}\n{text}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("dot writes text")
}

/// Graphviz as the engine places our boxes at our sizes; what is no answer to our question is refused.
#[test]
fn graphviz_places_what_it_is_asked() {
    use impasse::layout::graphviz;
    let model = ukraine();
    let layered: Vec<Diagram> = drawings(&model)
        .into_iter()
        .filter(|diagram| graphviz::question(diagram).is_some())
        .collect();
    assert!(
        layered.len() >= 3,
        "the overview and the ways are graphs in layers"
    );
    for diagram in &layered {
        assert!(
            graphviz::answer(diagram, "graph 1 1 1\nstop\n").is_none()
                && graphviz::answer(diagram, "rubbish").is_none()
        );
    }
    if Command::new("dot")
        .arg("-V")
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        assert!(std::env::var_os("CI").is_none(), "CI installs Graphviz");
        seen!("skipped: `dot` is not on PATH, so it placed nothing");
        return;
    }
    for diagram in &layered {
        let plain = asked(&graphviz::question(diagram).expect("filtered"), "-Tplain");
        let placed = graphviz::answer(diagram, &plain).expect("it is the answer to our question");
        for (ours, theirs) in place(diagram).boxes.iter().zip(&placed.boxes) {
            assert!(
                (ours.w, ours.h) == (theirs.w, theirs.h),
                "{}: a box changed its size",
                diagram.title
            );
        }
        for (i, a) in placed.boxes.iter().enumerate() {
            assert!(
                placed.boxes.iter().skip(i + 1).all(|b| !a.overlaps(b)),
                "{}: boxes overlap",
                diagram.title
            );
        }
        assert_eq!(placed.lines.len(), diagram.lines.len());
    }
}

#[test]
fn a_link_that_is_no_link_is_not_drawn() {
    for (link, good) in [
        ("https://example.org/a?b=1&c=2", true),
        ("javascript:alert(1)", false),
        ("java\nscript:x", false),
        ("//evil", false),
    ] {
        let mut diagram = Diagram {
            title: "Links".to_owned(),
            ..Diagram::default()
        };
        let mut item = Box::new("a", BoxKind::Demand, "a position");
        item.link = Some(link.to_owned());
        diagram.boxes.push(item);
        assert_eq!(svg(&diagram).contains("<a href="), good, "{link:?}");
    }
}

#[test]
fn hostile_words_break_no_page() {
    for text in HOSTILE {
        let model = hostile_model(text);
        let graph = PositionGraph::build(&model, AsRead::default());
        let brief = impasse::view::briefing(
            &model,
            &graph,
            &impasse::view::BriefAsk {
                goal: model.goal.clone(),
                since: None,
                audience: impasse::view::Audience::Analyst,
                fits_a_page: impasse::write::fits_a_page,
            },
        );
        let page = impasse::write::html(
            &brief.document,
            &impasse::write::Page {
                note: &|_| Some((*text).to_owned()),
                foot: (*text).to_owned(),
            },
        );
        assert!(!page.contains("<script>alert"), "{text:?}");
        assert!(!page.contains("javascript:alert(1)\""), "{text:?}");
        assert_eq!(page.matches("<h1>").count(), 1);
        let markdown = impasse::write::markdown(&brief.document, &|_| Some((*text).to_owned()));
        assert!(
            !markdown.contains("<script>")
                && !markdown.replace("\\]", "").contains("](javascript:"),
            "{text:?}"
        );
    }
}
