//! From text to model at the command line: extract, review with answers typed, read again.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::typed::{PORT, ask};

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn port() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("model.yaml"), PORT).expect("the model");
    std::fs::write(
        folder.path().join("friday.txt"),
        "The union rejected crewless cranes. The carriers opposed the contract.\n",
    )
    .expect("the text");
    folder
}

fn inbox(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("inbox/friday.yaml")).expect("an inbox")
}

#[test]
fn a_review_with_answers_typed() {
    let port = port();
    let made = ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    assert!(
        out(&made).contains("2 facts proposed, 2 to decide"),
        "{}",
        out(&made)
    );
    // The first is corrected and accepted, the second rejected.
    let asked = ask(port.path(), &["review"], "e\non=cranes/automatic\na\nr\n");
    let told = out(&asked);
    assert!(
        told.contains("moves contract from open to blocked")
            || told.contains("adds { party: union, on: cranes/automatic, stance: rejects"),
        "{told}"
    );
    assert!(
        told.contains("1 accepted, 1 rejected, 0 to decide"),
        "{told}"
    );
    let facts = std::fs::read_to_string(port.path().join("facts/reviewed.yaml")).expect("facts");
    assert!(
        facts.contains("party: union, on: cranes/automatic, stance: rejects")
            && !facts.contains("party: carriers"),
        "{facts}"
    );
    assert!(
        std::fs::read_to_string(port.path().join("model.yaml"))
            .expect("model")
            .contains("facts: facts/*.yaml")
    );
    let positions = ask(port.path(), &["positions", "--format", "json"], "");
    assert!(
        out(&positions).contains("\"friday\""),
        "{}",
        out(&positions)
    );
    assert_eq!(ask(port.path(), &["check"], "").status.code(), Some(0));
    // Asked again, nothing is left; the facts file is the same.
    assert!(
        out(&ask(port.path(), &["review", "--list"], "")).contains("Nothing is left to decide")
    );
    let _ = ask(port.path(), &["review", "--write"], "");
    assert_eq!(
        std::fs::read_to_string(port.path().join("facts/reviewed.yaml")).expect("facts"),
        facts
    );
}

#[test]
fn decisions_survive_another_reading_and_nothing_decided_is_lost() {
    let port = port();
    let _ = ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    let _ = ask(port.path(), &["review"], "a\na\n");
    // The text gains a heading and loses its last sentence: the first decision moves along, the second is an orphan.
    std::fs::write(
        port.path().join("friday.txt"),
        "Port talks\nThe union rejected crewless cranes.\n",
    )
    .expect("the text");
    let again = ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    assert!(
        out(&again).contains("1 facts proposed, 0 to decide, 1 decided earlier and no longer read")
            || out(&again).contains("0 to decide"),
        "{}",
        out(&again)
    );
    let inbox = inbox(port.path());
    assert!(
        inbox.contains("orphans:") && inbox.matches("decision: accept").count() == 2,
        "{inbox}"
    );
    assert!(inbox.contains("sentence: 2"), "{inbox}");
}

#[test]
fn an_opposite_position_is_flagged() {
    let port = port();
    std::fs::write(port.path().join("model.yaml"), format!("{PORT}sources: {{ a: {{ title: A }} }}\npositions: [ {{ party: carriers, on: contract, stance: accepts, cites: [\"a s1\"] }} ]\n")).expect("the model");
    let _ = ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    let listed = out(&ask(port.path(), &["review", "--list"], ""));
    assert!(
        listed.contains("opposite: the model has carriers accepts contract (a s1)"),
        "{listed}"
    );
}

#[test]
fn one_fact_of_two_texts_is_one_position_with_two_citations() {
    let port = port();
    std::fs::write(
        port.path().join("saturday.txt"),
        "Once more the union rejected crewless cranes.\n",
    )
    .expect("the text");
    let _ = ask(
        port.path(),
        &["extract", "friday.txt", "saturday.txt", "--inbox"],
        "",
    );
    let _ = ask(port.path(), &["review"], "a\nr\na\n");
    let facts = std::fs::read_to_string(port.path().join("facts/reviewed.yaml")).expect("facts");
    assert_eq!(
        facts.matches("party: union, on: cranes").count(),
        1,
        "{facts}"
    );
    assert!(
        facts.contains("source: \"friday\"") && facts.contains("source: \"saturday\""),
        "{facts}"
    );
}

#[test]
fn what_goes_wrong_is_said() {
    let port = port();
    let said = |arguments: &[&str], typed: &str| {
        let output = ask(port.path(), arguments, typed);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned() + &out(&output),
        )
    };
    assert!(said(&["review"], "").1.contains("nothing to review"));
    std::fs::write(port.path().join("talks.pdf"), b"%PDF-1.7").expect("a file");
    let (code, text) = said(&["extract", "talks.pdf", "missing.txt", "."], "");
    assert_eq!(code, Some(2));
    assert!(
        text.contains("pdftotext") && text.contains("missing.txt") && text.contains("a folder"),
        "{text}"
    );
    std::fs::write(port.path().join("empty.txt"), "").expect("a file");
    assert!(
        said(&["extract", "empty.txt"], "")
            .1
            .contains("no sentence")
    );
    let (code, text) = said(
        &["extract", "-"],
        "{\"doc\":\"a\",\"text\":\"The union rejected crewless cranes.\"}\nnot json\n{\"doc\":\"b\"}\n{\"doc\":\"c\",\"text\":\"The carriers opposed the contract.\"}\n",
    );
    assert!(
        text.contains("line 2: not a JSON document")
            && text.contains("line 3: the document has no")
            && text.contains("2 of 4 lines could not be read: 2, 3"),
        "{text}"
    );
    assert!(
        code == Some(2) && text.contains("\"doc\":\"a\"") && text.contains("\"doc\":\"c\""),
        "{text}"
    );
    // A broken inbox is never overwritten.
    std::fs::create_dir_all(port.path().join("inbox")).expect("a folder");
    std::fs::write(port.path().join("inbox/friday.yaml"), "proposed: [").expect("a file");
    assert_eq!(said(&["extract", "friday.txt", "--inbox"], "").0, Some(2));
    assert_eq!(
        std::fs::read_to_string(port.path().join("inbox/friday.yaml")).expect("it is still there"),
        "proposed: ["
    );
    assert_ne!(said(&["review"], "").0, Some(0));
}

#[test]
fn events_and_claims_only_where_they_are_asked_for() {
    let port = port();
    std::fs::write(
        port.path().join("events.txt"),
        "The union met the carriers on Friday. The carriers said that the port was calm.\n",
    )
    .expect("the text");
    assert_eq!(out(&ask(port.path(), &["extract", "events.txt"], "")), "");
    let all = out(&ask(port.path(), &["extract", "--all", "events.txt"], ""));
    assert!(
        all.contains("\"kind\":\"event\"") && all.contains("\"kind\":\"claim\""),
        "{all}"
    );
}

#[test]
fn selectors_and_hashed_quotes() {
    let port = port();
    let line = out(&ask(
        port.path(),
        &["extract", "friday.txt", "--selectors", "--quotes", "hash"],
        "",
    ));
    let fact: serde_json::Value =
        serde_json::from_str(line.lines().next().expect("a fact")).expect("JSON");
    assert_eq!(fact["selectors"][0]["type"], "TextPositionSelector");
    assert!(
        fact["quote"]
            .as_str()
            .is_some_and(|q| q.starts_with("sha256:"))
    );
    assert!(!line.contains("crewless cranes"), "{line}");
}

/// A review that has shown its first fact and waits for an answer.
struct Waiting {
    child: std::process::Child,
    out: std::io::BufReader<std::process::ChildStdout>,
}

impl Waiting {
    fn begin(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .arg("review")
            .current_dir(folder)
            .env_remove("IMPASSE_MODEL")
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("a pipe");
        let mut waiting = Self {
            child,
            out: std::io::BufReader::new(out),
        };
        waiting.read_to("q? ");
        waiting
    }

    /// Reads what is printed up to some words.
    fn read_to(&mut self, words: &str) {
        let mut told = Vec::new();
        let mut byte = [0];
        while !told.ends_with(words.as_bytes()) {
            std::io::Read::read_exact(&mut self.out, &mut byte).expect("the prompt comes");
            told.extend(byte);
        }
    }

    /// Types the answers; the rest of what is printed.
    fn answer(mut self, typed: &str) -> String {
        let mut input = self.child.stdin.take().expect("a pipe");
        input.write_all(typed.as_bytes()).expect("it listens");
        drop(input);
        let mut told = String::new();
        std::io::Read::read_to_string(&mut self.out, &mut told).expect("text");
        self.child.wait().expect("the program ends");
        told
    }
}

#[test]
fn two_reviewers_and_a_hand_edit_lose_nothing() {
    let port = port();
    ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    // A second reviewer rejects both while the first one looks at the first fact.
    let first = Waiting::begin(port.path());
    ask(port.path(), &["review"], "r\nr\n");
    let told = first.answer("a\n");
    assert!(
        told.contains(
            "was changed by somebody else meanwhile, to reject; yours, accept, was not kept."
        ),
        "{told}"
    );
    assert_eq!(inbox(port.path()).matches("decision: reject").count(), 2);
    // By hand the second fact is decided while the first is asked about.
    ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    let path = port.path().join("inbox/friday.yaml");
    let both = inbox(port.path()).replace("decision: reject", "decision: pending");
    std::fs::write(&path, &both).expect("the inbox");
    let first = Waiting::begin(port.path());
    let at = both.rfind("decision: pending").expect("two are pending");
    let edited = format!("{}decision: reject{}", &both[..at], &both[at + 17..]);
    std::fs::write(&path, edited).expect("the inbox");
    let told = first.answer("a\n");
    assert!(!told.contains("meanwhile"), "{told}");
    let after = inbox(port.path());
    assert_eq!(after.matches("decision: accept").count(), 1, "{after}");
    assert_eq!(after.matches("decision: reject").count(), 1, "{after}");
}

#[test]
fn facts_of_the_same_words_have_ids_that_stay_short() {
    let port = port();
    let text = "The union rejected crewless cranes.\n".repeat(40);
    std::fs::write(port.path().join("friday.txt"), text).expect("the text");
    ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    let inbox = inbox(port.path());
    let ids: Vec<&str> = inbox
        .lines()
        .filter_map(|line| line.trim().strip_suffix(':'))
        .filter(|word| word.starts_with("f-"))
        .collect();
    assert_eq!(ids.len(), 40, "{inbox}");
    assert!(ids.iter().all(|id| id.len() <= 13), "{ids:?}");
    let again = ask(port.path(), &["review", "--list"], "");
    assert!(again.status.success(), "{}", out(&again));
}

#[test]
fn the_last_decision_is_taken_back_and_stays_on_record() {
    let port = port();
    ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    let nothing = ask(port.path(), &["review", "--undo"], "");
    assert_eq!(nothing.status.code(), Some(2));
    ask(port.path(), &["review"], "e\non=cranes/automatic\na\nr\n");
    let facts = || std::fs::read_to_string(port.path().join("facts/reviewed.yaml")).expect("facts");
    let decided = inbox(port.path());
    assert!(
        facts().contains("party: union, on: cranes/automatic"),
        "{}",
        facts()
    );
    // The refusal goes first, then the acceptance with its correction; a third time there is nothing.
    let first = out(&ask(port.path(), &["review", "--undo"], ""));
    assert!(
        first.contains("Took back the decision of 2")
            && first.contains("1 accepted, 0 rejected, 1 to decide"),
        "{first}"
    );
    let second = ask(port.path(), &["review", "--undo", "--format", "json"], "");
    let told: serde_json::Value = serde_json::from_str(&out(&second)).expect("JSON");
    assert_eq!(
        (&told["undone"]["decision"], &told["pending"]),
        (&"accept".into(), &2.into())
    );
    assert!(!facts().contains("party: union"), "{}", facts());
    assert_eq!(
        ask(port.path(), &["review", "--undo"], "").status.code(),
        Some(2)
    );
    let after = inbox(port.path());
    assert!(
        !after.contains("on: cranes/automatic\n") && after.contains("on: cranes\n"),
        "{after}"
    );
    assert_eq!(after.matches("undone: \"2").count(), 2, "{after}");
    assert_eq!(
        decided.matches("  - { id:").count(),
        after.matches("  - { id:").count()
    );
    // Another reading of the text keeps the record, and a decision by hand is not taken back.
    ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    assert_eq!(inbox(port.path()).matches("undone: \"2").count(), 2);
    ask(port.path(), &["review"], "r\nq\n");
    let by_hand = inbox(port.path()).replacen("decision: reject\n", "decision: accept\n", 1);
    std::fs::write(port.path().join("inbox/friday.yaml"), &by_hand).expect("the inbox");
    let refused = ask(port.path(), &["review", "--undo"], "");
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(why.contains("was changed by hand to accept since"), "{why}");
    assert_eq!(inbox(port.path()), by_hand);
}

#[test]
fn an_odd_clock_stops_nobody() {
    for clock in ["-1", "0", "99999999999999999", "yesterday"] {
        let port = port();
        ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
        let mut review = Command::new(env!("CARGO_BIN_EXE_impasse"));
        let review = review.args(["review", "--write"]).current_dir(port.path());
        assert!(
            review
                .env("SOURCE_DATE_EPOCH", clock)
                .output()
                .expect("it runs")
                .status
                .success()
        );
        let mut review = Command::new(env!("CARGO_BIN_EXE_impasse"));
        let review = review
            .arg("review")
            .current_dir(port.path())
            .env("SOURCE_DATE_EPOCH", clock);
        let mut child = review
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(b"a\na\n").expect("it listens");
        drop(input);
        assert!(child.wait().expect("it ends").success(), "{clock}");
        let undone = ask(port.path(), &["review", "--undo"], "");
        assert!(undone.status.success(), "{clock}: {}", out(&undone));
    }
}

#[test]
fn the_last_decision_of_all_inboxes_is_told_by_time_and_not_by_spelling() {
    let port = port();
    let monday = "The carriers opposed the contract.\n";
    std::fs::write(port.path().join("monday.txt"), monday).expect("the text");
    ask(
        port.path(),
        &["extract", "friday.txt", "monday.txt", "--inbox"],
        "",
    );
    ask(port.path(), &["review"], "a\na\na\n");
    let dated = |name: &str, moment: &str| {
        let path = port.path().join("inbox").join(name);
        let text = std::fs::read_to_string(&path).expect("an inbox");
        let lines = text.lines().map(|line| match line.split_once("at: \"") {
            Some((before, _)) => format!("{before}at: \"{moment}\" }}\n"),
            None => format!("{line}\n"),
        });
        std::fs::write(&path, lines.collect::<String>()).expect("an inbox");
    };
    dated("friday.yaml", "2026-01-01T00:00:01.500Z");
    for earlier in ["2026-01-01T00:00:01Z", "unknown"] {
        dated("monday.yaml", earlier);
        let told = out(&ask(port.path(), &["review", "--undo"], ""));
        assert!(
            told.contains("the decision of 2026-01-01T00:00:01.500Z"),
            "{told}"
        );
    }
}

#[test]
fn an_undone_refusal_is_told_where_nothing_was_ever_accepted() {
    let port = port();
    ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    ask(port.path(), &["review"], "r\nr\n");
    let json = out(&ask(
        port.path(),
        &["review", "--undo", "--format", "json"],
        "",
    ));
    let told: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        (&told["undone"]["decision"], &told["pending"]),
        (&"reject".into(), &1.into())
    );
    let words = out(&ask(port.path(), &["review", "--undo"], ""));
    assert!(
        words.contains("Took back") && words.contains("no facts file was written"),
        "{words}"
    );
    assert!(!port.path().join("facts").exists());
}

/// Writes a text and a reply on it, and reads the reply.
fn replied(port: &Path, text: &str, reply: &str, arguments: &[&str]) -> Output {
    std::fs::write(port.join("news.txt"), text).expect("the text");
    std::fs::write(port.join("reply.json"), reply).expect("the reply");
    let all = [
        "extract",
        "news.txt",
        "--answer",
        "reply.json",
        "--by",
        "ann",
    ];
    ask(port, &[&all, arguments].concat(), "")
}

#[test]
fn a_reply_on_a_text_of_another_language_is_read() {
    let port = port();
    let german = "Die Gewerkschaft hat die Kräne ohne Führer am Freitag abgelehnt, und der Verband war nicht bereit, mit ihr zu reden.\n";
    let reply = r#"{"doc": "news", "facts": [{"sentence": 1, "quote": "abgelehnt", "kind": "rejection", "stance": "rejects", "holder": "union", "issue": "cranes"}]}"#;
    let rules = ask(port.path(), &["extract", "friday.txt"], "");
    assert!(!out(&rules).is_empty());
    let printed = replied(port.path(), german, reply, &[]);
    assert!(
        out(&printed).contains("\"holder\":\"union\""),
        "{printed:?}"
    );
    let kept = out(&replied(port.path(), german, reply, &["--inbox"]));
    assert!(
        kept.contains("1 facts proposed, 1 to decide\n") && !kept.contains("German"),
        "{kept}"
    );
    let by_rules = ask(port.path(), &["extract", "news.txt"], "");
    assert!(
        String::from_utf8_lossy(&by_rules.stderr).contains("seems to be German"),
        "{by_rules:?}"
    );
}

#[test]
fn what_a_reply_says_of_texts_that_were_not_read_is_told() {
    let port = port();
    let reply = r#"{"texts": [{"doc": "tuesday", "facts": []}, {"doc": "news", "facts": []}]}"#;
    let read = replied(port.path(), "The union said no.\n", reply, &[]);
    let notes = String::from_utf8_lossy(&read.stderr).into_owned();
    assert!(
        notes.contains("texts that were not read, so nothing of that is here: tuesday\n"),
        "{notes}"
    );
}

#[test]
fn a_stream_is_asked_for_and_goes_into_inboxes_as_files_do() {
    let port = port();
    let line = "{\"doc\": \"monday\", \"text\": \"The union rejected crewless cranes.\"}\n";
    let asked = out(&ask(port.path(), &["extract", "--ask", "-"], line));
    assert!(
        asked.contains("## Text `monday`") && asked.contains("1: The union rejected"),
        "{asked}"
    );
    let kept = out(&ask(port.path(), &["extract", "--inbox", "-"], line));
    assert!(kept.contains("1 facts proposed"), "{kept}");
    assert!(port.path().join("inbox/monday.yaml").exists());
}

#[test]
fn options_of_which_one_would_be_ignored_are_refused_together() {
    let port = port();
    for both in [
        &["--answer", "r.json", "--by", "ann", "--unknown"][..],
        &[
            "--answer",
            "r.json",
            "--by",
            "ann",
            "--min-confidence",
            "0.5",
        ],
        &["--unknown", "--inbox"],
        &["--ask", "--unknown"],
    ] {
        let refused = ask(
            port.path(),
            &[&["extract", "friday.txt"], both].concat(),
            "",
        );
        assert_eq!(refused.status.code(), Some(2), "{both:?}");
        let why = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(why.contains("cannot be used with"), "{why}");
    }
}
