//! Our layout against Graphviz and ELK on the same diagrams in one run: time, crossings, bends, length of lines, area.
//!
//! `cargo bench --bench layout`. Graphviz is asked where `dot` is on PATH, with the same boxes of the same size in the same groups, and
//! lines of straight pieces (its right-angled ones end in a failed assertion on some of these); its time includes starting it. ELK (layered, its right-angled lines, no groups) is asked where `node` is on PATH and IMPASSE_ELK names
//! `elk.bundled.js` of the npm package elkjs; its time is that of the layout alone. Crossings are counted on the lines as drawn.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use impasse::analysis::{Ask, Budget, blocks, deadlocks};
use impasse::graph::{AsRead, PositionGraph};
use impasse::layout::{Placed, Point, place};
use impasse::model::Target;
use impasse::read::read_path;
use impasse::view::{Box, BoxKind, Cut, Diagram, DiagramLine, LineKind, Words, overview, way};

#[path = "../tests/helpers/dice.rs"]
mod dice;

use dice::Dice;
use serde_json::{Value, json};

/// A made-up graph of requirements: each box needs one to three of the next ones.
fn made_up(count: usize) -> Diagram {
    let mut dice = Dice(count as u64 | 1);
    let mut diagram = Diagram {
        title: format!("{count} boxes"),
        ..Diagram::default()
    };
    for number in 0..count {
        diagram.boxes.push(Box::new(
            format!("b{number}"),
            BoxKind::Milestone,
            format!("Milestone {number}"),
        ));
    }
    for from in 0..count.saturating_sub(1) {
        for _ in 0..1 + dice.below(2) {
            let to = from + 1 + dice.below((count - from - 1).min(12));
            diagram.lines.push(DiagramLine {
                from: to,
                to: from,
                kind: LineKind::NeededFor,
                weight: 1,
                tooltip: String::new(),
            });
        }
    }
    diagram
}

/// The model's own drawings that are laid out by their lines.
fn own_views() -> Vec<Diagram> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("models/ukraine-talks");
    let model = read_path(&path).expect("the model can be read").model;
    let graph = PositionGraph::build(
        &model,
        AsRead {
            day: model.day(None),
            at_least: None,
        },
    );
    let words = Words::of(&model);
    let mut found = vec![
        overview(
            &words,
            &graph,
            deadlocks(&model, &graph, &Budget::FULL).items(),
            &Cut {
                force: true,
                ..Cut::default()
            },
        )
        .expect("forced"),
    ];
    for id in [
        "settlement",
        "referendum",
        "multinational-force",
        "guarantees-in-force",
    ] {
        let target = Target::Milestone(impasse::model::MilestoneId::new(id));
        found.push(way(
            &words,
            &graph,
            &blocks(&model, &graph, &Ask::about(target)).expect("the goal is there"),
        ));
    }
    found
}

fn main() {
    let has_dot = Command::new("dot")
        .arg("-V")
        .stderr(Stdio::null())
        .status()
        .is_ok();
    if !has_dot {
        println!("`dot` is not on PATH: ours alone");
    }
    println!(
        "{:<52} {:>6} {:>6} {:>9} {:>9} {:>7} {:>10} {:>8}",
        "drawing", "boxes", "lines", "ms", "crossings", "bends", "length", "area"
    );
    for diagram in own_views()
        .into_iter()
        .chain([50, 200, 1_000, 10_000].map(made_up))
    {
        let start = Instant::now();
        let placed = place(&diagram);
        let took = start.elapsed().as_secs_f64() * 1e3;
        told(
            &diagram,
            "ours",
            took,
            &measure(&placed.lines, (placed.width, placed.height)),
        );
        if has_dot && diagram.boxes.len() <= 1_000 {
            let start = Instant::now();
            let theirs = graphviz(&diagram);
            let took = start.elapsed().as_secs_f64() * 1e3;
            match theirs {
                Some((lines, size)) => told(&diagram, "dot", took, &measure(&lines, size)),
                None => println!("{:<52} failed or took over 60 s", "  dot"),
            }
        }
        if let Some(bundle) = elk_bundle().filter(|_| diagram.boxes.len() <= 1_000) {
            match elk(&bundle, &diagram, &placed) {
                Some((took, (lines, size))) => told(&diagram, "ELK", took, &measure(&lines, size)),
                None => println!("{:<52} failed or took over 60 s", "  ELK"),
            }
        }
    }
}

/// Where ELK is, if it is there.
fn elk_bundle() -> Option<PathBuf> {
    std::env::var_os("IMPASSE_ELK").map(PathBuf::from)
}

/// Places boxes of the same size, joined by the same lines, with ELK; and how many milliseconds it takes.
fn elk(bundle: &Path, diagram: &Diagram, placed: &Placed) -> Option<(f64, Theirs)> {
    let boxes = placed.boxes.iter().enumerate();
    let boxes =
        boxes.map(|(b, at)| json!({ "id": format!("b{b}"), "width": at.w, "height": at.h }));
    let lines = diagram.lines.iter().enumerate();
    let lines = lines.map(|(l, line)| json!({ "id": format!("l{l}"), "sources": [format!("b{}", line.from)], "targets": [format!("b{}", line.to)] }));
    let graph = json!({
        "id": "all",
        "layoutOptions": { "elk.algorithm": "layered", "elk.direction": "UP" },
        "children": boxes.collect::<Vec<_>>(),
        "edges": lines.collect::<Vec<_>>(),
    });
    let file = std::env::temp_dir().join(format!("impasse-bench-{}.json", std::process::id()));
    std::fs::write(&file, graph.to_string()).ok()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/elk.mjs");
    let out = Command::new("timeout")
        .args(["60", "node"])
        .args([script.as_path(), bundle, file.as_path()])
        .output()
        .ok()?;
    let _ = std::fs::remove_file(&file);
    let told: Value = serde_json::from_slice(&out.stdout).ok()?;
    let point = |corner: &Value| Some(Point::new(corner[0].as_f64()?, corner[1].as_f64()?));
    let line = |corners: &Value| corners.as_array()?.iter().map(point).collect();
    let lines: Option<Vec<Vec<Point>>> = told["lines"].as_array()?.iter().map(line).collect();
    let size = (told["size"][0].as_f64()?, told["size"][1].as_f64()?);
    Some((told["took"].as_f64()?, (lines?, size)))
}

struct Figures {
    /// Not counted where there are too many pieces to compare.
    crossings: Option<usize>,
    bends: usize,
    length: f64,
    area: f64,
}

fn told(diagram: &Diagram, whose: &str, took: f64, figures: &Figures) {
    let name: String = if whose == "ours" {
        diagram.title.chars().take(50).collect()
    } else {
        format!("  {whose}")
    };
    println!(
        "{name:<52} {:>6} {:>6} {took:>9.2} {:>9} {:>7} {:>10.0} {:>8.2}",
        diagram.boxes.len(),
        diagram.lines.len(),
        figures.crossings.map_or("-".to_owned(), |n| n.to_string()),
        figures.bends,
        figures.length,
        figures.area / 1e6
    );
}

fn measure(lines: &[Vec<Point>], (w, h): (f64, f64)) -> Figures {
    let pieces: Vec<(usize, Point, Point)> = lines
        .iter()
        .enumerate()
        .flat_map(|(line, points)| points.windows(2).map(move |pair| (line, pair[0], pair[1])))
        .collect();
    let of = |(at, a): (usize, &(usize, Point, Point))| {
        pieces[at + 1..]
            .iter()
            .filter(|b| a.0 != b.0 && cross(a.1, a.2, b.1, b.2))
            .count()
    };
    let crossings = (pieces.len() < 20_000).then(|| pieces.iter().enumerate().map(of).sum());
    let straight = |points: &Vec<Point>| {
        points
            .windows(3)
            .filter(|p| turns(p[0], p[1], p[2]))
            .count()
    };
    Figures {
        crossings,
        bends: lines.iter().map(straight).sum(),
        length: pieces
            .iter()
            .map(|(_, a, b)| (a.x - b.x).hypot(a.y - b.y))
            .sum(),
        area: w * h,
    }
}

fn side(a: Point, b: Point, c: Point) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn turns(a: Point, b: Point, c: Point) -> bool {
    side(a, b, c).abs() > 1.0
}

/// Whether two pieces cross in their insides.
fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let (p, q, r, s) = (side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b));
    p * q < -1e-6 && r * s < -1e-6
}

/// Lines by their corners, and width and height.
type Theirs = (Vec<Vec<Point>>, (f64, f64));

/// Places the same boxes, in the same groups, with Graphviz.
fn graphviz(diagram: &Diagram) -> Option<Theirs> {
    let question = impasse::layout::graphviz::question(diagram)?;
    let file = std::env::temp_dir().join(format!("impasse-bench-{}.dot", std::process::id()));
    std::fs::write(&file, question).ok()?;
    let out = Command::new("timeout")
        .args(["60", "dot", "-Tplain"])
        .arg(&file)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let _ = std::fs::remove_file(&file);
    let placed = impasse::layout::graphviz::answer(diagram, &String::from_utf8_lossy(&out.stdout))?;
    Some((placed.lines, (placed.width, placed.height)))
}
