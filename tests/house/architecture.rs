//! The table of modules: what each may use of ours and from outside. Fails when `src/`, `engine/src/` or `extract/src/` disagrees.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Module, what it may use of ours, and the outside crates it may name.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("source", &["disk"], &["serde", "jiff", "sha2"]),
    (
        "diagnostic",
        &["source", "disk"],
        &["serde", "serde_json", "annotate_snippets", "strsim"],
    ),
    ("disk", &[], &["tempfile"]),
    ("model", &["source"], &["serde"]),
    ("yaml", &["source", "diagnostic"], &["saphyr_parser"]),
    (
        "extract",
        &["source", "disk", "model", "yaml"],
        &[
            "serde",
            "rustc_hash",
            "rust_stemmers",
            "unicode_normalization",
            "pulldown_cmark",
            "libreadability",
        ],
    ),
    ("backend", &["source", "extract"], &["serde_json", "ureq"]),
    (
        "review",
        &["source", "diagnostic", "model", "yaml", "extract"],
        &["serde_json"],
    ),
    (
        "read",
        &["source", "disk", "diagnostic", "model", "yaml"],
        &[],
    ),
    ("graph", &["model", "source"], &["petgraph", "serde"]),
    ("check", &["source", "diagnostic", "model", "graph"], &[]),
    (
        "analysis",
        &["model", "graph", "source"],
        &["petgraph", "serde", "num_bigint", "rustc_hash", "batsat"],
    ),
    ("verify", &["model", "source"], &["serde"]),
    (
        "lesson",
        &["source", "diagnostic", "model", "yaml", "graph", "analysis"],
        &["csv"],
    ),
    (
        "view",
        &["source", "model", "graph", "analysis", "lesson"],
        &["serde"],
    ),
    (
        "leak",
        &["source", "model", "graph", "extract", "view", "lesson"],
        &["rust_stemmers"],
    ),
    ("layout", &["view"], &["ttf_parser"]),
    ("marks", &["view", "layout"], &[]),
    ("scene", &["view", "layout", "marks"], &[]),
    (
        "write",
        &["view", "layout", "marks", "scene", "source"],
        &[
            "graphviz_rust",
            "resvg",
            "docx_rs",
            "miniz_oxide",
            "base64",
            "serde_json",
        ],
    ),
    (
        "cli",
        &[
            "source",
            "diagnostic",
            "disk",
            "model",
            "read",
            "graph",
            "check",
            "analysis",
            "verify",
            "view",
            "layout",
            "marks",
            "scene",
            "write",
            "extract",
            "review",
            "backend",
            "lesson",
            "leak",
        ],
        &[
            "clap",
            "clap_complete",
            "anstream",
            "serde_json",
            "zip",
            "csv",
        ],
    ),
];

/// Crates whose types may not appear in a public signature of `model`, `analysis` or `view`.
const NEVER_PUBLIC: &[&str] = &[
    "clap",
    "petgraph",
    "graphviz_rust",
    "saphyr_parser",
    "batsat",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders of modules: those of the engine and of extraction, which are packages of their own, and all others.
fn source_folders() -> [PathBuf; 3] {
    ["engine/src", "extract/src", "src"].map(|folder| root().join(folder))
}

/// Where a module is.
fn folder_of(module: &str) -> PathBuf {
    source_folders()
        .map(|folder| folder.join(module))
        .into_iter()
        .find(|folder| folder.is_dir())
        .unwrap_or_else(|| panic!("there is no module {module}"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder)
        .expect("src can be listed")
        .filter_map(Result::ok)
        .map(|e| e.path())
    {
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

/// Lines of code: no comments, and no tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source file can be read");
    let text = text.split("#[cfg(test)]").next().unwrap_or("").to_owned();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The words that stand directly before `::`, after a character that does not belong to a path.
fn roots_of_paths(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let word: String = before
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        if !before[..before.len() - word.len()].ends_with("::") && !word.is_empty() {
            found.insert(word);
        }
    }
    found
}

/// Our modules that the code names with `crate::`.
fn ours(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        found.insert(
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect(),
        );
    }
    found
}

fn dependencies() -> BTreeSet<String> {
    ["engine/Cargo.toml", "extract/Cargo.toml", "Cargo.toml"]
        .into_iter()
        .flat_map(dependencies_of)
        .collect()
}

fn dependencies_of(manifest: &str) -> BTreeSet<String> {
    let manifest =
        std::fs::read_to_string(root().join(manifest)).expect("the manifest can be read");
    let section = manifest
        .split("[dependencies]")
        .nth(1)
        .expect("there are dependencies")
        .split("\n[")
        .next()
        .expect("a section");
    section
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('='))
        .map(|(name, _)| name.trim().replace('-', "_"))
        .collect()
}

#[test]
fn the_folders_are_the_table() {
    let folders: BTreeSet<String> = source_folders()
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("src can be listed"))
        .filter_map(Result::ok)
        .filter(|e| e.path().is_dir())
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(
        folders,
        TABLE
            .iter()
            .map(|(name, _, _)| (*name).to_owned())
            .collect()
    );
}

#[test]
fn modules_use_only_what_the_table_allows() {
    let crates = dependencies();
    let mut wrong = Vec::new();
    for (module, allowed, outside) in TABLE {
        for path in rust_files(&folder_of(module)) {
            let code = code(&path);
            for used in ours(&code)
                .into_iter()
                .filter(|used| used != module && !allowed.contains(&used.as_str()))
            {
                wrong.push(format!("{}: uses crate::{used}", path.display()));
            }
            for used in roots_of_paths(&code)
                .into_iter()
                .filter(|used| crates.contains(used) && !outside.contains(&used.as_str()))
            {
                wrong.push(format!("{}: names the crate {used}", path.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "the table in tests/house/architecture.rs does not allow:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn foreign_types_stay_out_of_public_signatures() {
    for module in ["model", "analysis", "view"] {
        for path in rust_files(&folder_of(module)) {
            for line in code(&path)
                .lines()
                .filter(|line| line.trim_start().starts_with("pub "))
            {
                let named = NEVER_PUBLIC
                    .iter()
                    .find(|name| line.contains(&format!("{name}::")));
                assert!(named.is_none(), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn architecture_md_shows_the_same_table() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md"))
        .expect("ARCHITECTURE.md can be read");
    let rows: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| `")?
                .split_once('`')
                .map(|(name, rest)| (name.to_owned(), rest.to_owned()))
        })
        .collect();
    for (module, allowed, outside) in TABLE {
        let row = rows
            .get(*module)
            .unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {module}"));
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let list = |cell: &str| {
            cell.split(',')
                .map(|w| w.trim().replace('-', "_"))
                .filter(|w| !w.is_empty())
                .collect::<BTreeSet<_>>()
        };
        let wanted = |names: &[&str]| {
            names
                .iter()
                .map(|n| (*n).to_owned())
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(
            list(cells[2]),
            wanted(allowed),
            "{module}: what it may use of ours"
        );
        assert_eq!(list(cells[3]), wanted(outside), "{module}: outside crates");
    }
}

#[test]
fn no_clock_no_randomness_no_environment_before_the_command_line() {
    for (module, _, _) in TABLE.iter().filter(|(module, _, _)| *module != "cli") {
        for path in rust_files(&folder_of(module)) {
            let code = code(&path);
            for word in [
                "SystemTime",
                "Instant::",
                "std::env",
                "thread_rng",
                "Zoned::now",
            ] {
                assert!(!code.contains(word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn files_are_opened_through_one_door() {
    for (module, _, _) in TABLE.iter().filter(|(module, _, _)| *module != "disk") {
        for path in rust_files(&folder_of(module)) {
            let code = code(&path);
            for word in [
                "File::open",
                "File::create",
                "OpenOptions",
                "fs::read(",
                "fs::read_to_string",
                "fs::write",
                "fs::rename",
                "fs::remove",
                "fs::copy",
            ] {
                assert!(!code.contains(word), "{} names {word}", path.display());
            }
        }
    }
}
