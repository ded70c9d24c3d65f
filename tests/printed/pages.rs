//! Every problem that the program can report has a page, and every page shows the problem it is about.

use std::path::{Path, PathBuf};

use impasse::check::{ALL, CODES};

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder)
        .expect("src can be listed")
        .filter_map(Result::ok)
        .map(|e| e.path())
    {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Codes in the source: the first text after a constructor of a diagnostic.
fn codes_in_source() -> Vec<String> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    rust_files(&root.join("src"), &mut files);
    rust_files(&root.join("engine/src"), &mut files);
    let mut found = Vec::new();
    for path in files.iter().filter(|p| !p.ends_with("diagnostic/mod.rs")) {
        let text = std::fs::read_to_string(path).expect("a source file can be read");
        for constructor in [
            "Diagnostic::error(",
            "Diagnostic::warning(",
            "Diagnostic::of_the_whole(",
            "undeclared(",
            "code: ",
        ] {
            for (at, _) in text.match_indices(constructor) {
                let rest = text[at + constructor.len()..].trim_start();
                if let Some(code) = rest
                    .strip_prefix('"')
                    .and_then(|rest| rest.split('"').next())
                {
                    found.push(code.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn every_code_in_the_source_has_a_page() {
    let found = codes_in_source();
    assert!(
        found.len() > 40,
        "the search for codes finds too few: {}",
        found.len()
    );
    for code in found {
        assert!(
            CODES.iter().any(|(known, _)| *known == code),
            "no page for {code}"
        );
    }
    for check in ALL {
        assert!(
            CODES.iter().any(|(known, _)| *known == check.code),
            "no page for the check {}",
            check.code
        );
    }
}

#[test]
fn every_page_shows_its_own_problem() {
    for (code, page) in CODES {
        assert!(
            page.starts_with(&format!("# {code}\n")),
            "{code}: the heading"
        );
        if page.contains("```console") {
            assert!(
                page.contains(&format!("[{code}]")),
                "{code}: its example shows another problem"
            );
        }
    }
}
