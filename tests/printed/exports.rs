//! Every export is read by a reader that somebody else wrote. Where a reader is not on this machine the test says so in one
//! line; CI has them, and fails without.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::bounded::{ask, folder, run, write};
use serde_json::Value;

/// Writes a line past the test runner, which keeps what a test that passes prints to itself.
macro_rules! seen {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}

/// Reads graphs with networkx: of each its boxes with their labels, and its lines.
const GRAPHS: &str = r#"
import json, sys, networkx as nx
for path in sys.argv[1:]:
    graph = nx.read_gexf(path) if path.endswith(".gexf") else nx.read_graphml(path)
    boxes = {box: graph.nodes[box].get("label", "") for box in graph}
    print(json.dumps({"boxes": boxes, "lines": sorted(graph.edges(keys=False) if graph.is_multigraph() else graph.edges())}))
"#;

/// Reads archives, and pictures part by part.
const FILES: &str = r#"
import struct, sys, zipfile, zlib
for path in sys.argv[1:]:
    if path.endswith(".png"):
        data = open(path, "rb").read()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        at, pixels, names = 8, b"", []
        while at < len(data):
            size, name = struct.unpack(">I4s", data[at:at + 8])
            part = data[at + 8:at + 8 + size]
            assert zlib.crc32(name + part) == struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
            names.append(name)
            pixels += part if name == b"IDAT" else b""
            at += 12 + size
        assert names[0] == b"IHDR" and names[-1] == b"IEND" and zlib.decompress(pixels)
    else:
        archive = zipfile.ZipFile(path)
        assert archive.testzip() is None
        assert all(not name.startswith("/") and ".." not in name for name in archive.namelist())
        assert archive.namelist()
"#;

/// Whether a reader answers; where it does not, that is said, and an error in CI.
fn is_there(program: &str, arguments: &[&str], what: &str) -> bool {
    let is_there = answers(program, arguments);
    if !is_there {
        // `.ci/run` installs what it can and names what it could not.
        let lacks = std::env::var("IMPASSE_LACKS").unwrap_or_default();
        let is_named = lacks
            .split_whitespace()
            .any(|one| one.ends_with(what.trim_end_matches(" for Python")));
        assert!(
            std::env::var_os("CI").is_none() || is_named,
            "CI installs {what}"
        );
        seen!("skipped: {what} is not on this machine, so it read no export");
    }
    is_there
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    let command = command.args(arguments).stdin(Stdio::null());
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// A Python that has a module: the one on PATH, else the system's own.
fn python_with(module: &str) -> Option<&'static str> {
    let import = format!("import {module}");
    let arguments = ["-c", &import];
    let own = "/usr/bin/python3";
    if answers(own, &arguments) && !answers("python3", &arguments) {
        return Some(own);
    }
    is_there("python3", &arguments, &format!("{module} for Python")).then_some("python3")
}

fn python(program: &str, script: &str, files: &[PathBuf]) -> String {
    let mut command = Command::new(program);
    let said = run(command.arg("-c").arg(script).args(files));
    assert_eq!(said.code, Some(0), "{files:?}: {}", said.all());
    said.text()
}

/// Words that a format could misread.
const HOSTILE: &str = r#"R&amp;D & <b>"x"</b> ]]> \N {a|b} 'q' #1; %% é"#;

/// The models whose drawings are read: the shipped ones, and one of hostile words.
fn models(beside: &Path) -> Vec<PathBuf> {
    let words = serde_json::to_string(HOSTILE).expect("a text is JSON");
    let text = format!(
        "format: 1\ntitle: {words}\ngoal: deal\nparties: {{ a: {{ name: {words} }}, b: {{ name: B }} }}\nissues: {{ land: {{ name: {words}, question: {words}, between: [a, b], options: {{ x: {words}, y: Y }} }} }}\nmilestones: {{ deal: {{ name: {words}, consent: [a, b], requires: [land] }}, vote: {{ after: [deal], consent: [b] }} }}\npositions:\n  - {{ party: a, on: land/x, stance: demands, text: {words}, note: {words}, since: 2026-01-02 }}\n  - {{ party: b, on: land/y, stance: demands }}\n  - {{ party: b, on: deal, stance: rejects, until: vote }}\nevents: [ {{ date: 2026-01-03, text: {words}, parties: [a] }} ]\n"
    );
    write(beside, "hostile/model.yaml", &text);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    vec![
        root.join("models/ukraine-talks"),
        root.join("models/orange"),
        beside.join("hostile"),
    ]
}

const VIEWS: [&str; 6] = [
    "board", "blocks", "deadlock", "parties", "timeline", "overview",
];

/// Draws every view of every model; the paths without their ending.
fn drawn(into: &Path, ending: &str) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for (number, model) in models(into).iter().enumerate() {
        for view in VIEWS {
            let path = into.join(format!("{view}-{number}.{ending}"));
            let words = ["draw", view, "--force", "-o"];
            let mut arguments = vec!["-m".into(), model.clone().into_os_string()];
            arguments.extend(words.map(Into::into));
            arguments.push(path.clone().into_os_string());
            let said = ask(&arguments, into);
            assert_eq!(said.code, Some(0), "{view}: {}", said.all());
            paths.push(path);
        }
    }
    paths
}

/// A graph as a reader has it.
#[derive(Debug, PartialEq)]
struct Graph {
    boxes: BTreeMap<String, String>,
    lines: BTreeSet<(String, String)>,
}

fn read_by(program: &str, paths: &[PathBuf]) -> Vec<Graph> {
    let told = python(program, GRAPHS, paths);
    let values = told
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    values.map(|value: Value| graph(&value)).collect()
}

fn graph(value: &Value) -> Graph {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let boxes = value["boxes"].as_object().expect("boxes").iter();
    let lines = value["lines"].as_array().expect("lines").iter();
    Graph {
        boxes: boxes.map(|(id, label)| (id.clone(), word(label))).collect(),
        lines: lines.map(|ends| (word(&ends[0]), word(&ends[1]))).collect(),
    }
}

#[test]
fn networkx_reads_the_same_graph_in_gexf_and_in_graphml() {
    let Some(program) = python_with("networkx") else {
        return;
    };
    let into = folder();
    let (gexf, graphml) = (drawn(into.path(), "gexf"), drawn(into.path(), "graphml"));
    let (one, other) = (read_by(program, &gexf), read_by(program, &graphml));
    assert_eq!(one.len(), gexf.len());
    for ((path, one), other) in gexf.iter().zip(&one).zip(&other) {
        assert_eq!(one, other, "{}", path.display());
    }
    assert!(one.iter().filter(|graph| graph.boxes.len() > 2).count() > VIEWS.len());
    let mut labels = one.iter().flat_map(|graph| graph.boxes.values());
    assert!(labels.any(|label| label.contains(HOSTILE)), "{HOSTILE}");
}

#[test]
fn graphviz_shows_the_words_as_they_are_written() {
    if !is_there("dot", &["-V"], "Graphviz") {
        return;
    }
    let into = folder();
    let mut shown = String::new();
    for path in drawn(into.path(), "dot") {
        let said = run(Command::new("dot").arg("-Tsvg").arg(&path));
        assert_eq!(said.code, Some(0), "{}: {}", path.display(), said.err);
        assert!(said.err.is_empty(), "{}: {}", path.display(), said.err);
        let options = roxmltree::ParsingOptions {
            allow_dtd: true,
            ..Default::default()
        };
        let text = said.text();
        let drawing = roxmltree::Document::parse_with_options(&text, options).expect("XML");
        let words = drawing.descendants().filter_map(|node| node.text());
        shown.extend(words.map(|word| word.replace('\u{a0}', " ") + "\n"));
    }
    for words in ["R&amp;D & <b>\"x\"</b>", "{a|b}", "]]> \\N"] {
        assert!(shown.contains(words), "{words} is not shown:\n{shown}");
    }
    assert!(!shown.contains("&amp;amp;"));
}

#[test]
fn python_opens_archives_and_pictures() {
    let Some(program) = python_with("zipfile") else {
        return;
    };
    let into = folder();
    let orange = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/orange");
    let orange = orange.display().to_string();
    ask(&["-m", &orange, "packet", "-o", "packet"], into.path()).says(0, "packet");
    let mut files = vec![into.path().join("packet/packet.zip")];
    if cfg!(feature = "png") {
        files.extend(drawn(into.path(), "png"));
    }
    python(program, FILES, &files);
    if cfg!(feature = "docx") {
        ask(
            &["-m", &orange, "brief", "--to", "docx", "-o", "b"],
            into.path(),
        )
        .says(0, "wrote");
        let brief = into.path().join("b/orange/brief.docx");
        python(program, FILES, std::slice::from_ref(&brief));
        if let Some(program) = python_with("docx") {
            let read = "import docx, sys\nassert len(docx.Document(sys.argv[1]).paragraphs) > 5";
            python(program, read, &[brief]);
        }
    }
}

/// Mermaid is a library for web pages, which CI does not install: name a folder in which `npm install mermaid jsdom` was run.
#[test]
fn mermaid_reads_its_drawings() {
    let Some(modules) = std::env::var_os("IMPASSE_MERMAID") else {
        seen!("skipped: IMPASSE_MERMAID names no folder with Mermaid, so it read no drawing");
        return;
    };
    let script = r#"
import { JSDOM } from "jsdom";
import { readFileSync } from "fs";
const page = new JSDOM("");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import("mermaid");
for (const path of process.argv.slice(2)) {
  const read = await mermaid.parse(readFileSync(path, "utf8"));
  if (!read || !read.diagramType.startsWith("flowchart")) throw new Error(path);
}
console.log("read", process.argv.length - 2);
"#;
    let into = folder();
    let paths = drawn(into.path(), "mmd");
    let program = Path::new(&modules).join("impasse-reads.mjs");
    std::fs::write(&program, script).expect("a file");
    let mut command = Command::new("node");
    let said = run(command.arg(&program).args(&paths).current_dir(&modules));
    assert_eq!(said.code, Some(0), "{}", said.all());
    said.says(0, &format!("read {}", paths.len()));
}
