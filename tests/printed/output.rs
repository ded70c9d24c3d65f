//! `output/` is what `brief` writes now, byte for byte, twice in a row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn brief(into: &Path) -> BTreeMap<String, Vec<u8>> {
    let status = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(["brief", "--for", "all", "-o"])
        .arg(into)
        .current_dir(root())
        .env_remove("IMPASSE_MODEL")
        .output()
        .expect("the program runs");
    assert!(
        status.status.success(),
        "{}",
        String::from_utf8_lossy(&status.stderr)
    );
    files(into, into)
}

fn files(folder: &Path, base: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(Result::ok)
        .map(|e| e.path())
    {
        if path.is_dir() {
            found.extend(files(&path, base));
        } else {
            found.insert(
                path.strip_prefix(base)
                    .expect("below")
                    .display()
                    .to_string(),
                std::fs::read(&path).expect("a file"),
            );
        }
    }
    found
}

#[test]
fn the_committed_output_is_what_brief_writes() {
    let (first, second) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let written = brief(first.path());
    assert_eq!(
        written,
        brief(second.path()),
        "two runs give different bytes"
    );
    for name in [
        "brief.html",
        "brief.md",
        "brief.json",
        "brief-minister.html",
        "brief-press.md",
        "brief-class.json",
        "matrix.svg",
        "blocks-settlement.svg",
        "blocks-settlement.dot",
    ] {
        assert!(
            written.contains_key(&format!("ukraine-talks/{name}")),
            "{name} is not written"
        );
    }
    for (name, bytes) in &written {
        let committed = std::fs::read(root().join("output").join(name)).unwrap_or_default();
        assert!(
            committed == *bytes,
            "output/{name} is stale: run `cargo run --release -- brief --for all` and look at what changed"
        );
    }
}

/// The committed packets are what `packet` writes now.
#[test]
fn the_committed_packets_are_what_packet_writes() {
    for (model, extra, name) in [
        ("ukraine-talks", None, "packet"),
        ("ukraine-talks", Some("--fictionalize"), "packet-fictional"),
        ("orange", None, "packet"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let run = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .args(["-m", model, "packet", "-o"])
            .arg(folder.path())
            .args(extra)
            .current_dir(root())
            .env_remove("IMPASSE_MODEL")
            .output()
            .expect("the program runs");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        let committed = root().join("output").join(model).join(name);
        assert!(
            files(folder.path(), folder.path()) == files(&committed, &committed),
            "output/{model}/{name} is stale: see `just output`"
        );
    }
}

/// The committed explorer is what `explore` writes now, small enough to be sent by mail, and asks for nothing.
#[test]
fn the_committed_explorer_is_what_explore_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("explore.html");
    let run = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(["-m", "ukraine-talks", "explore", "-o"])
        .arg(&into)
        .current_dir(root())
        .env_remove("IMPASSE_MODEL")
        .output()
        .expect("the program runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let page = std::fs::read_to_string(&into).expect("a page");
    assert!(page.len() < 1_200_000, "the page has {} bytes", page.len());
    assert!(
        !page.contains("src=\"") && !page.contains("<link") && !page.contains("@import"),
        "nothing is fetched"
    );
    let committed = std::fs::read_to_string(root().join("output/ukraine-talks/explore.html"))
        .unwrap_or_default();
    assert!(
        committed == page,
        "output/ukraine-talks/explore.html is stale: run `impasse -m ukraine-talks explore`"
    );
}

/// DOCX: the same bytes twice, every part well-formed, a footnote for each sentence that cites, and the pictures inside.
#[cfg(feature = "docx")]
#[test]
fn a_briefing_as_docx() {
    let read = || {
        let folder = tempfile::tempdir().expect("a folder");
        let run = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .args([
                "-m",
                "ukraine-talks",
                "brief",
                "--for",
                "class",
                "--to",
                "docx",
                "-o",
            ])
            .arg(folder.path())
            .current_dir(root())
            .env_remove("IMPASSE_MODEL")
            .output()
            .expect("the program runs");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        std::fs::read(folder.path().join("ukraine-talks/brief-class.docx")).expect("a file")
    };
    let bytes = read();
    assert!(bytes == read(), "two runs give different bytes");
    let mut archive =
        zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a DOCX file is an archive");
    let mut parts = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("a part");
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut text).expect("its bytes");
        parts.insert(file.name().to_owned(), text);
    }
    for (name, bytes) in parts
        .iter()
        .filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels"))
    {
        let text = std::str::from_utf8(bytes).expect("XML is UTF-8");
        roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let words = |name: &str| String::from_utf8(parts[name].clone()).expect("UTF-8");
    assert!(
        words("word/document.xml")
            .matches("footnoteReference ")
            .count()
            > 20,
        "sentences have footnotes"
    );
    assert!(
        words("word/footnotes.xml").contains("004 s26"),
        "footnotes name their sentence"
    );
    #[cfg(feature = "png")]
    assert!(
        parts.keys().any(|name| name.starts_with("word/media/")),
        "the drawing is inside"
    );
}

/// Every picture of the gallery is what the command under it draws now.
#[test]
fn the_gallery_is_what_its_commands_draw() {
    let page =
        std::fs::read_to_string(root().join("docs/gallery.md")).expect("the gallery can be read");
    let folder = tempfile::tempdir().expect("a folder");
    let mut drawn = 0;
    for line in page
        .lines()
        .filter_map(|line| line.strip_prefix("$ impasse "))
    {
        let (question, file) = line
            .split_once(" -o docs/gallery/")
            .expect("each command writes a picture of the gallery");
        let into = folder.path().join(file);
        let output = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .args(question.split(' '))
            .arg("-o")
            .arg(&into)
            .current_dir(root())
            .env_remove("IMPASSE_MODEL")
            .output()
            .expect("the program runs");
        assert!(
            output.status.success(),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let bytes = std::fs::read(&into).expect("a picture");
        if std::env::var_os("BLESS").is_some() {
            std::fs::create_dir_all(root().join("docs/gallery")).expect("a folder");
            std::fs::write(root().join("docs/gallery").join(file), &bytes)
                .expect("the gallery can be written");
        }
        let committed = std::fs::read(root().join("docs/gallery").join(file)).unwrap_or_default();
        assert!(
            committed == bytes,
            "docs/gallery/{file} is stale: run `BLESS=1 cargo test --test printed output::` and look at what changed"
        );
        assert!(
            page.contains(&format!("(gallery/{file})")),
            "{file} is drawn and not shown"
        );
        drawn += 1;
    }
    assert!(
        drawn >= 8,
        "the gallery shows every view; only {drawn} commands were found"
    );
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
    assert_eq!(
        std::fs::read_to_string(&blocked).expect("still there"),
        "mine"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        1,
        "nothing half-written is left behind"
    );
}
