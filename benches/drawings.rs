//! How long each drawing of the shipped models takes from the start of the process to its end, beside Graphviz on the graph of the
//! same answer: milliseconds, the fastest of several runs.
//!
//! `cargo bench --bench drawings`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 9;

/// The views, each as its arguments.
const VIEWS: [&[&str]; 10] = [
    &["card"],
    &["blocks"],
    &["blocks", "--page", "phone"],
    &["matrix"],
    &["timeline"],
    &["parties"],
    &["overview"],
    &["deadlock"],
    &["board"],
    &["graph"],
];

fn main() {
    let folder = std::env::temp_dir().join(format!("impasse-drawings-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the drawings");
    let models = shipped();
    print!("{:<24}", "milliseconds");
    models.iter().for_each(|(name, _)| print!("{name:>24}"));
    println!();
    for view in VIEWS {
        print!("{:<24}", view.join(" "));
        for (_, path) in &models {
            print!(
                "{:>24}",
                shown(ours(path, view, &folder.join("drawing.svg")))
            );
        }
        println!();
    }
    print!("{:<24}", "dot on the same graph");
    for (_, path) in &models {
        let graph = folder.join("graph.dot");
        let is_written = ours(path, &["graph"], &graph).is_some();
        print!("{:>24}", shown(is_written.then(|| dot(&graph)).flatten()));
    }
    println!();
    let _ = std::fs::remove_dir_all(&folder);
}

fn shown(took: Option<f64>) -> String {
    took.map_or("-".to_owned(), |took| format!("{took:.1}"))
}

/// The shipped models by name.
fn shipped() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let entries = std::fs::read_dir(folder).expect("the shipped models");
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let named = paths.map(|path| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        (name, path)
    });
    let mut models: Vec<(String, PathBuf)> = named.collect();
    models.sort();
    models
}

/// The fastest of several runs; nothing where the model has no such drawing.
fn ours(model: &Path, view: &[&str], to: &Path) -> Option<f64> {
    fastest(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
        command.arg("-m").arg(model).arg("draw").args(view);
        command.arg("-o").arg(to);
        command
    })
}

fn dot(graph: &Path) -> Option<f64> {
    fastest(|| {
        let mut command = Command::new("dot");
        command.arg("-Tsvg").arg(graph);
        command
    })
}

fn fastest(command: impl Fn() -> Command) -> Option<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        let mut command = command();
        let run = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !run.ok()?.success() {
            return None;
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    Some(best)
}
