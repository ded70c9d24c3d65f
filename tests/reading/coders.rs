//! Two coders of the same texts: who decided what and when, how far they agree, and what nobody proposed.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const MODEL: &str = "format: 1
title: Port talks
goal: contract
parties:
  union: { name: Dockers' Union, aliases: [the union] }
  carriers: { name: Carriers' Association, aliases: [the carriers] }
issues:
  cranes:
    between: [union, carriers]
    options: { crewed: With a crew, automatic: Without }
    terms: [crewless cranes]
milestones:
  contract: { name: Contract, consent: [union, carriers], requires: [cranes], terms: [contract] }
";

const TEXT: &str = "The union rejected crewless cranes. The harbour was calm. The carriers opposed the contract. \
    The union demanded the contract. They met on Monday.\n";

fn ask(folder: &Path, arguments: &[&str], typed: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(typed.as_bytes()).unwrap_or(());
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A folder in which three facts were decided by Dana, with a copy of the inboxes for another coder.
fn decided() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("model.yaml"), MODEL).expect("the model");
    std::fs::write(at.join("friday.txt"), TEXT).expect("the text");
    ask(at, &["extract", "friday.txt", "--inbox"], "");
    ask(at, &["review", "--coder", "dana"], "a\nr\na\n");
    std::fs::create_dir(at.join("other")).expect("a folder");
    std::fs::copy(at.join("inbox/friday.yaml"), at.join("other/friday.yaml")).expect("a copy");
    folder
}

#[test]
fn every_decision_is_on_record_with_who_made_it_and_what_was_taken_back() {
    let folder = decided();
    let log = ask(folder.path(), &["review", "--log"], "");
    assert_eq!(log.lines().count(), 3, "{log}");
    assert!(log.lines().all(|line| line.ends_with("by dana")), "{log}");
    ask(folder.path(), &["review", "--undo"], "");
    let log = ask(folder.path(), &["review", "--log"], "");
    let last = log.lines().last().expect("a line");
    assert!(last.contains("accept by dana, taken back 20"), "{log}");
    let json = ask(folder.path(), &["review", "--log", "--format", "json"], "");
    assert!(json.contains("\"by\": \"dana\""), "{json}");
}

#[test]
fn two_coders_agree_where_they_say_the_same() {
    let folder = decided();
    let same = ask(folder.path(), &["review", "--against", "other"], "");
    assert!(same.contains("The two differ nowhere."), "{same}");
    let theirs = folder.path().join("other/friday.yaml");
    let text = std::fs::read_to_string(&theirs).expect("an inbox");
    let text = text.replacen("decision: reject", "decision: accept", 1);
    let text = text.replacen("stance: demands", "stance: supports", 1);
    std::fs::write(&theirs, text).expect("an inbox");
    let differing = ask(folder.path(), &["review", "--against", "other"], "");
    for line in [
        "decision        3      2   0.00",
        "stance          2      1",
        "decision: reject here, accept there",
        "stance: demands here, supports there",
    ] {
        assert!(differing.contains(line), "{line}\n{differing}");
    }
    let mine = std::fs::read_to_string(folder.path().join("inbox/friday.yaml")).expect("an inbox");
    assert!(mine.contains("decision: reject"), "nothing is changed");
}

#[test]
fn a_sample_has_sentences_in_which_nothing_was_proposed() {
    let folder = decided();
    let draw = |seed: &str| {
        let asked = ["review", "--sample", "4", "--seed", seed, "--texts", "."];
        ask(folder.path(), &asked, "")
    };
    let drawn = draw("7");
    assert!(
        drawn.starts_with("4 sentences, 2 of them with no proposal (seed 7)"),
        "{drawn}"
    );
    assert_eq!(drawn.matches("nothing is proposed").count(), 2, "{drawn}");
    assert_eq!(drawn, draw("7"), "the same seed draws the same");
    let all = ask(
        folder.path(),
        &["review", "--sample", "100", "--texts", "."],
        "",
    );
    assert!(all.starts_with("5 sentences, 2 of them"), "{all}");
    assert!((1..20).any(|seed| draw(&seed.to_string()) != drawn.replace("seed 7", &format!("seed {seed}"))));
    let none = ask(folder.path(), &["review", "--sample", "0"], "");
    assert!(none.starts_with("0 sentences"), "{none}");
}

#[test]
fn the_codebook_holds_the_kinds_and_an_example_of_every_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = ask(folder.path(), &["codebook"], "");
    for words in [
        "# Codebook",
        "| approval_required |",
        "## What is no stance",
        "| demand/call for | {The ministry} called for [an early vote]. |",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("You are asked"), "that belongs to a request");
    assert!(text.lines().filter(|line| line.contains('{')).count() > 300);
}
