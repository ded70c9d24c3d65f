//! The sentence numbering against the reference numbering of the five reports.
//!
//! The reports are not in the repository: where they are absent the tests say so and pass.

use std::path::PathBuf;

use impasse::source::{Text, split_sentences};

/// Writes a line past the test runner, which keeps what a test that passes prints to itself.
macro_rules! seen {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}

fn reports() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if folder.join("sentences.json").is_file() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none() || std::env::var_os("IMPASSE_WITHOUT_REPORTS").is_some(),
        "CI runs with the reports beside the checkout"
    );
    seen!("skipped: the five reports are not beside this checkout (../shared/seeds)");
    None
}

fn reference() -> Option<(PathBuf, serde_json::Value)> {
    let folder = reports()?;
    let text =
        std::fs::read_to_string(folder.join("sentences.json")).expect("the numbering can be read");
    Some((
        folder,
        serde_json::from_str(&text).expect("the numbering is JSON"),
    ))
}

#[test]
fn sentences_are_numbered_as_in_the_reference() {
    let Some((folder, reports)) = reference() else {
        return;
    };
    for report in reports.as_array().expect("a list of reports") {
        let file = report["file"].as_str().expect("a file name");
        let text = std::fs::read_to_string(folder.join(file)).expect("the report can be read");
        let ours: Vec<String> = split_sentences(&text)
            .iter()
            .map(|s| text[s.start..s.end].to_owned())
            .collect();
        let theirs: Vec<String> = report["sentences"]
            .as_array()
            .expect("sentences")
            .iter()
            .map(|s| s["text"].as_str().expect("a text").to_owned())
            .collect();
        for (number, (a, b)) in ours.iter().zip(&theirs).enumerate() {
            assert_eq!(a, b, "{file} s{}", number + 1);
        }
        assert_eq!(ours.len(), theirs.len(), "{file}: the number of sentences");
    }
}

#[test]
fn every_digest_carries_the_numbers_of_its_report() {
    let Some((_, reports)) = reference() else {
        return;
    };
    let seeds = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("models/ukraine-talks/seeds");
    for report in reports.as_array().expect("a list of reports") {
        let id = report["seed"].as_str().expect("an id");
        let digest = std::fs::read_dir(&seeds)
            .expect("the digests can be listed")
            .filter_map(Result::ok)
            .find(|entry| entry.file_name().to_string_lossy().starts_with(id))
            .unwrap_or_else(|| panic!("a digest for {id}"));
        let text = Text::open(&digest.path()).expect("the digest can be read");
        let wanted: Vec<u32> = report["sentences"]
            .as_array()
            .expect("sentences")
            .iter()
            .filter(|s| !matches!(s["role"].as_str(), Some("title" | "heading")))
            .map(|s| {
                s["id"].as_str().expect("an id")[1..]
                    .parse()
                    .expect("a number")
            })
            .collect();
        assert_eq!(
            text.sentences.keys().copied().collect::<Vec<_>>(),
            wanted,
            "{id}"
        );
        assert_eq!(
            text.count as usize,
            report["sentences"].as_array().expect("sentences").len(),
            "{id}"
        );
    }
}
