//! Two coders of the same texts: who decided what and when, how far they agree, and what nobody proposed.

use std::path::Path;

use super::typed::{self, PORT};

const TEXT: &str = "The union rejected crewless cranes. The harbour was calm. The carriers opposed the contract. \
    The union demanded the contract. They met on Monday.\n";

fn ask(folder: &Path, arguments: &[&str], typed: &str) -> String {
    typed::told(&typed::ask(folder, arguments, typed))
}

/// A folder in which three facts were decided by Dana, with a copy of the inboxes for another coder.
fn decided() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("model.yaml"), PORT).expect("the model");
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
        drawn.starts_with("Sentences drawn: 4 of 5, 2 of them with no proposal (seed 7)"),
        "{drawn}"
    );
    assert_eq!(drawn.matches("nothing is proposed").count(), 2, "{drawn}");
    assert_eq!(drawn, draw("7"), "the same seed draws the same");
    let all = ask(
        folder.path(),
        &["review", "--sample", "100", "--texts", "."],
        "",
    );
    assert!(
        all.starts_with("Sentences drawn: 5 of 5, 2 of them"),
        "{all}"
    );
    assert!((1..20).any(|seed| draw(&seed.to_string()) != drawn.replace("seed 7", &format!("seed {seed}"))));
    let none = ask(folder.path(), &["review", "--sample", "0"], "");
    assert!(none.starts_with("Sentences drawn: 0 of 5"), "{none}");
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

#[test]
fn what_the_figures_do_not_hold_is_said() {
    let folder = decided();
    let theirs = folder.path().join("other/friday.yaml");
    let whole = std::fs::read_to_string(&theirs).expect("an inbox");
    let against = || ask(folder.path(), &["review", "--against", "other"], "");
    std::fs::write(
        &theirs,
        whole.replacen("decision: accept", "decision: pending", 1),
    )
    .expect("it");
    let open = against();
    for line in [
        "here: dana; there: dana",
        "undecided by one of the two, and not counted: 1",
        "decision        2      2",
    ] {
        assert!(open.contains(line), "{line}\n{open}");
    }
    // Of what the other never had only what was accepted counts, as rejected there.
    let (head, _) = whole.split_once("proposed:").expect("it is there");
    std::fs::write(&theirs, format!("{head}proposed: {{}}\n")).expect("an inbox");
    let lone = against();
    let counted = "accepted by one and never proposed to the other, counted as rejected there: 2";
    assert!(
        lone.contains(counted) && lone.contains("decision        2      0"),
        "{lone}"
    );
}

#[test]
fn another_text_under_the_same_name_gives_no_agreement() {
    let folder = decided();
    let other = tempfile::tempdir().expect("a folder");
    std::fs::write(other.path().join("model.yaml"), PORT).expect("the model");
    std::fs::write(
        other.path().join("friday.txt"),
        "The carriers accept the contract. The carriers rejected crewless cranes.\n",
    )
    .expect("the text");
    ask(other.path(), &["extract", "friday.txt", "--inbox"], "");
    ask(other.path(), &["review"], "a\na\n");
    // The user names the folder: no trust is asked for.
    let inbox = other.path().join("inbox");
    let asked = ["review", "--against", inbox.to_str().expect("a path")];
    let found = ask(folder.path(), &asked, "");
    let left_out = "not compared, for the two have not read the same text: friday";
    assert!(
        found.contains(left_out) && !found.contains("alpha"),
        "{found}"
    );
}

#[test]
fn the_log_tells_what_was_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("model.yaml"), PORT).expect("the model");
    std::fs::write(at.join("friday.txt"), TEXT).expect("the text");
    ask(at, &["extract", "friday.txt", "--inbox"], "");
    ask(
        at,
        &["review", "--coder", "dana"],
        "e\nholder=carriers\na\nq\n",
    );
    let log = ask(at, &["review", "--log"], "");
    assert!(
        log.contains("accept by dana, holder corrected (was “union”)"),
        "{log}"
    );
}

#[test]
fn two_codings_are_compared_of_the_same_text_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let fact = |stance: &str| {
        format!(
            "{{\"start\": 0, \"end\": 34, \"sent_start\": 0, \"sent_end\": 35, \"kind\": \"rejection\", \"holder\": \"union\", \"holders\": [\"union\"], \"issue\": null, \"issue_text\": \"cranes\", \"stance\": \"{stance}\", \"core\": true}}"
        )
    };
    let model = "{\"parties\": [{\"id\": \"union\", \"name\": \"the union\"}], \"issues\": []}";
    for (coder, hash) in [("ann", "aa"), ("ben", "bb"), ("cal", "aa")] {
        std::fs::create_dir(at.join(coder)).expect("a folder");
        let coding = format!(
            "{{\"text_sha256\": \"{hash}\", \"facts\": [{}]}}",
            fact("rejects")
        );
        std::fs::write(at.join(coder).join("port.json"), coding).expect("a coding");
        std::fs::write(at.join(coder).join("port.model.json"), model).expect("names");
    }
    std::fs::write(
        at.join("port.txt"),
        "The union rejected crewless cranes. It rained.\n",
    )
    .expect("a text");
    let with = |coder: &str| {
        ask(
            at,
            &["eval", "--gold", "ann", "--coder", coder, "--texts", "."],
            "",
        )
    };
    let other = with("ben");
    assert!(other.contains("the two coders (0 and 0 facts)"), "{other}");
    assert!(
        other.contains("not compared, for the two have not coded the same text: port"),
        "{other}"
    );
    let same = with("cal");
    assert!(
        same.contains("the two coders (1 and 1 facts)")
            && same.contains("fact            2      2   1.00"),
        "{same}"
    );
}
