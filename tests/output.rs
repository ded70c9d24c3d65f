//! `output/` is what `brief` writes now, byte for byte, twice in a row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn brief(into: &Path) -> BTreeMap<String, Vec<u8>> {
    let status = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(["brief", "-o"])
        .arg(into)
        .current_dir(root())
        .env_remove("IMPASSE_MODEL")
        .output()
        .expect("the program runs");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    files(into, into)
}

fn files(folder: &Path, base: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|e| e.path()) {
        if path.is_dir() {
            found.extend(files(&path, base));
        } else {
            found.insert(path.strip_prefix(base).expect("below").display().to_string(), std::fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn the_committed_output_is_what_brief_writes() {
    let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let written = brief(first.path());
    assert_eq!(written, brief(second.path()), "two runs give different bytes");
    for name in ["brief.html", "brief.md", "board.svg", "board.dot", "blocks-settlement.svg", "blocks-settlement.dot"] {
        assert!(written.contains_key(&format!("ukraine-talks/{name}")), "{name} is not written");
    }
    for (name, bytes) in &written {
        let committed = std::fs::read(root().join("output").join(name)).unwrap_or_default();
        assert!(committed == *bytes, "output/{name} is stale: run `cargo run --release -- brief` and look at what changed");
    }
}

/// Every picture of the gallery is what the command under it draws now.
#[test]
fn the_gallery_is_what_its_commands_draw() {
    let page = std::fs::read_to_string(root().join("docs/gallery.md")).expect("the gallery can be read");
    let folder = tempfile::tempdir().expect("a folder");
    let mut drawn = 0;
    for line in page.lines().filter_map(|line| line.strip_prefix("$ impasse ")) {
        let (question, file) = line.split_once(" -o docs/gallery/").expect("each command writes a picture of the gallery");
        let into = folder.path().join(file);
        let output = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .args(question.split(' '))
            .arg("-o")
            .arg(&into)
            .current_dir(root())
            .env_remove("IMPASSE_MODEL")
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        let bytes = std::fs::read(&into).expect("a picture");
        if std::env::var_os("BLESS").is_some() {
            std::fs::create_dir_all(root().join("docs/gallery")).expect("a folder");
            std::fs::write(root().join("docs/gallery").join(file), &bytes).expect("the gallery can be written");
        }
        let committed = std::fs::read(root().join("docs/gallery").join(file)).unwrap_or_default();
        assert!(committed == bytes, "docs/gallery/{file} is stale: run `BLESS=1 cargo test --test output` and look at what changed");
        assert!(page.contains(&format!("(gallery/{file})")), "{file} is drawn and not shown");
        drawn += 1;
    }
    assert!(drawn >= 8, "the gallery shows every view; only {drawn} commands were found");
}

#[test]
fn a_folder_that_cannot_be_written_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "mine").expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(["-m", "ukraine-talks", "draw", "board", "-o"])
        .arg(blocked.join("board.svg"))
        .current_dir(root())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"));
    assert_eq!(std::fs::read_to_string(&blocked).expect("still there"), "mine");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing half-written is left behind");
}
