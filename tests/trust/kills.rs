//! A hundred kills at random moments: the inbox, the facts and the model are each the old or the new version, no decision
//! that was there is lost, and of a briefing or a packet each file is whole.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::bounded::{ask, ended, folder, write};
use crate::dice::Dice;
use impasse::review::{Decision, Inbox};

const TALKS: &str = "format: 1
title: Port talks
goal: contract
parties:
  union: { name: Dockers' Union, aliases: [the union] }
  carriers: { name: Carriers' Association, aliases: [the carriers] }
issues:
  cranes: { between: [union, carriers], options: { crewed: With a crew, automatic: Without }, terms: [crewless cranes] }
milestones:
  contract: { name: Contract, consent: [union, carriers], requires: [cranes], terms: [contract] }
";

/// Starts the program itself, without a shell before it: what is killed is what writes.
fn started(arguments: &[&str], folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Runs to the end and says how long that took.
fn whole(arguments: &[&str], typed: &str, folder: &Path) -> Duration {
    let began = Instant::now();
    let mut child = started(arguments, folder);
    let mut input = child.stdin.take().expect("a pipe");
    let _ = input.write_all(typed.as_bytes());
    drop(input);
    let code = ended(&mut child, &arguments.join(" "));
    assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {code:?}");
    began.elapsed()
}

/// Runs and is killed at a random moment of the time that a run takes.
fn killed(arguments: &[&str], typed: &str, folder: &Path, takes: Duration, dice: &mut Dice) {
    let moment = dice.roll(u64::try_from(takes.as_micros()).expect("not so long") + 1);
    let mut child = started(arguments, folder);
    let mut input = child.stdin.take().expect("a pipe");
    let _ = input.write_all(typed.as_bytes());
    drop(input);
    std::thread::sleep(Duration::from_micros(moment));
    let _ = child.kill();
    child.wait().expect("it ends");
}

fn inbox(folder: &Path) -> Option<Inbox> {
    let text = std::fs::read_to_string(folder.join("inbox/friday.yaml")).ok()?;
    let mut problems = Vec::new();
    let inbox = Inbox::read(&text, &mut problems);
    assert!(problems.is_empty(), "{problems:?} in:\n{text}");
    Some(inbox.expect("an inbox that can be read"))
}

fn decisions(inbox: &Inbox) -> BTreeMap<String, Decision> {
    let decided = inbox
        .entries
        .iter()
        .filter(|entry| entry.decision != Decision::Pending);
    decided
        .map(|entry| (entry.id.clone(), entry.decision))
        .collect()
}

#[test]
fn decisions_outlive_a_hundred_kills() {
    let port = folder();
    let path = port.path();
    const FACTS: usize = 130;
    write(path, "model.yaml", TALKS);
    write(
        path,
        "friday.txt",
        &"The union rejected crewless cranes.\n".repeat(FACTS),
    );
    whole(&["extract", "friday.txt", "--inbox"], "", path);
    let questions: [(&[&str], &str); 4] = [
        (&["review"], "a\nr\nq\n"),
        (&["review"], "r\nq\n"),
        (&["extract", "friday.txt", "--inbox"], ""),
        (&["review", "--write"], ""),
    ];
    let takes = questions.map(|(arguments, typed)| whole(arguments, typed, path));
    let mut dice = Dice(0x5EED_1234_5678_9ABD);
    let mut known = decisions(&inbox(path).expect("it is there"));
    let mut went_through = 0;
    for _ in 0..100 {
        let which = dice.below(questions.len());
        let (arguments, typed) = questions[which];
        killed(arguments, typed, path, takes[which] * 5 / 4, &mut dice);
        let now = inbox(path).expect("the inbox is never missing");
        assert_eq!(now.entries.len(), FACTS, "{arguments:?}");
        let decided = decisions(&now);
        for (id, decision) in &known {
            assert_eq!(decided.get(id), Some(decision), "{arguments:?} lost {id}");
        }
        went_through += decided.len() - known.len();
        known = decided;
        let model = std::fs::read_to_string(path.join("model.yaml")).expect("the model is there");
        let named = format!("{TALKS}facts: facts/*.yaml\n");
        assert!(model == TALKS || model == named, "{model}");
        ask(&["check"], path).says(0, "");
    }
    assert!(went_through > 5, "nothing was ever decided: {went_through}");
    // Nothing is left lying once somebody decides again, and the facts follow from all decisions.
    whole(&["review", "--write"], "", path);
    let names = std::fs::read_dir(path.join("inbox")).expect("it can be listed");
    let names: Vec<_> = names
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["friday.yaml"]);
    let facts = std::fs::read_to_string(path.join("facts/reviewed.yaml")).expect("the facts");
    let accepted = known
        .values()
        .filter(|decision| **decision == Decision::Accept);
    let entries = inbox(path).expect("it is there").entries;
    let sentences = entries
        .iter()
        .filter(|entry| entry.decision == Decision::Accept);
    assert_eq!(accepted.count(), sentences.count());
    assert!(facts.contains("source: \"friday\""), "{facts}");
}

/// Every file below a folder, without those that were never moved into their place.
fn files(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        match path.is_dir() {
            true => files(&path, found),
            false if name.starts_with(".impasse-") => {}
            false => {
                drop(found.insert(path.clone(), std::fs::read(&path).expect("it can be read")))
            }
        }
    }
}

fn written(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    files(&folder.join("made"), &mut found);
    found
}

#[test]
fn each_file_of_a_set_outlives_a_kill_whole() {
    for command in [
        &["brief", "--for", "all", "-o", "made"][..],
        &["packet", "-o", "made"],
    ] {
        let port = folder();
        let path = port.path();
        let models =
            ["Port talks", "Harbour talks"].map(|title| TALKS.replace("Port talks", title));
        let wholes = models.clone().map(|model| {
            write(path, "model.yaml", &model);
            whole(command, "", path);
            written(path)
        });
        assert!(wholes[0].len() > 5 && wholes[0].len() == wholes[1].len());
        let takes = whole(command, "", path);
        let mut dice = Dice(0x5EED_1234_5678_9ABF);
        for turn in 0..50 {
            write(path, "model.yaml", &models[turn % 2]);
            killed(command, "", path, takes * 5 / 4, &mut dice);
            let now = written(path);
            assert_eq!(now.len(), wholes[0].len(), "a file is missing or new");
            for (file, bytes) in &now {
                let is_whole = wholes.iter().any(|whole| whole.get(file) == Some(bytes));
                assert!(is_whole, "{} is neither old nor new", file.display());
            }
        }
        write(path, "model.yaml", &models[0]);
        whole(command, "", path);
        assert_eq!(written(path), wholes[0]);
    }
}
