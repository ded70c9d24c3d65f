//! Every line about a yes, a refusal, a condition or a gap carries the sentences that the model has for it: walked over every
//! goal of every model that ships, in JSON and in text.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use impasse::model::{Condition, Model, Target};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shipped() -> Vec<(String, Model)> {
    let names = ["ukraine-talks", "orange"];
    let read = |name: &str| {
        let path = root().join("models").join(name);
        let reading = impasse::read::read_path(&path).expect("the model can be read");
        assert!(!reading.has_errors(), "{name} has errors");
        (name.to_owned(), reading.model)
    };
    names.into_iter().map(read).collect()
}

fn run(model: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .arg("-m")
        .arg(Path::new("models").join(model))
        .args(arguments)
        .current_dir(root())
        .env_remove("IMPASSE_MODEL")
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{model} {arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(model: &str, arguments: &[&str]) -> Value {
    let all = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&run(model, &all)).expect("JSON")
}

/// Whether any sentence of the model bears on a target: on a consent or condition of it, on what asks for it, or on what is
/// said of it.
fn could_be_cited(model: &Model, target: &str) -> bool {
    let is_it = |other: &Target| {
        other.to_string() == target
            || other.issue().is_some_and(|issue| {
                let whole = target.split('/').next().unwrap_or(target);
                issue.as_str() == whole
            })
    };
    let cites_within = |condition: &Condition| {
        let mut any = false;
        condition.visit(&mut |part| {
            any |= part.imposed.iter().any(|imposed| !imposed.cites.is_empty());
        });
        any
    };
    let milestones = model.milestones.values();
    let of_milestone = milestones.clone().any(|milestone| {
        milestone.id.as_str() == target
            && (!milestone.cites.is_empty()
                || milestone
                    .consent
                    .iter()
                    .any(|consent| !consent.cites.is_empty()))
    });
    let asked = milestones
        .flat_map(|milestone| milestone.conditions())
        .any(|condition| condition.targets().into_iter().any(is_it) && cites_within(condition));
    let issue = model.issues.values().any(|issue| {
        target.split('/').next() == Some(issue.id.as_str())
            && !(issue.cites.is_empty() && issue.reported_contested.is_empty())
    });
    let said = model
        .positions
        .iter()
        .any(|p| is_it(&p.on) && !p.cites.is_empty());
    of_milestone || asked || issue || said
}

fn has_cites(entry: &Value) -> bool {
    entry["cites"]
        .as_array()
        .is_some_and(|cites| !cites.is_empty())
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn goals(model: &Model) -> Vec<String> {
    let milestones = model.milestones.keys().map(ToString::to_string);
    milestones
        .chain(model.issues.keys().map(ToString::to_string))
        .collect()
}

#[test]
fn what_awaits_an_answer_says_where_that_is_asked() {
    let mut seen = 0;
    for (name, model) in shipped() {
        for goal in goals(&model) {
            let answer = json(&name, &["blocks", &goal]);
            let ways = list(&answer["unblocking_sets"], "listed");
            let stages = list(&answer, "stages");
            let awaited = list(&answer, "awaited")
                .chain(ways.flat_map(|way| list(way, "awaited")))
                .chain(stages.flat_map(|stage| list(stage, "awaited")));
            for one in awaited {
                let target = one["target"].as_str().expect("a target");
                seen += 1;
                assert!(
                    has_cites(one) || !could_be_cited(&model, target),
                    "{name} {goal}: {one} carries no sentence"
                );
            }
        }
        for gap in list(&json(&name, &["gaps"]), "gaps") {
            let target = gap["target"].as_str().expect("a target");
            seen += 1;
            assert!(
                has_cites(gap) || !could_be_cited(&model, target),
                "{name}: {gap} carries no sentence"
            );
        }
    }
    assert!(seen > 100, "only {seen} were looked at");
}

#[test]
fn what_refuses_says_where() {
    let mut seen = 0;
    for (name, model) in shipped() {
        let uncited: Vec<&str> = model
            .positions
            .iter()
            .filter(|position| position.cites.is_empty())
            .map(|position| position.party.as_str())
            .collect();
        for goal in goals(&model) {
            let answer = json(&name, &["blocks", &goal]);
            for key in ["blockers", "not_blocking"] {
                for one in list(&answer, key).filter(|one| one["change"]["kind"] == "grant") {
                    let party = one["change"]["party"].as_str().expect("a party");
                    seen += 1;
                    assert!(
                        has_cites(one) || uncited.contains(&party),
                        "{name} {goal}: {one} carries no sentence"
                    );
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} were looked at");
}

#[test]
fn no_sentence_of_an_answer_is_one_that_the_model_does_not_have() {
    for (name, model) in shipped() {
        let known: std::collections::BTreeSet<String> = model
            .citations()
            .into_iter()
            .map(|cited| format!("{} s{}", cited.cite.source, cited.cite.sentence))
            .collect();
        for goal in goals(&model) {
            let text = run(&name, &["blocks", &goal]);
            for cite in text
                .split('[')
                .skip(1)
                .filter_map(|rest| rest.split(']').next())
            {
                assert!(known.contains(cite), "{name} {goal}: [{cite}]");
            }
        }
    }
}

#[test]
fn the_awaited_lines_of_the_text_are_those_of_the_json() {
    for (name, model) in shipped() {
        for goal in goals(&model) {
            let answer = json(&name, &["blocks", &goal]);
            let text = run(&name, &["blocks", &goal]);
            // Neighbouring numbers of which the same is said stand in one line.
            let cites = |one: &Value| -> BTreeSet<String> {
                let cites = list(one, "cites");
                let text = |cite: &Value| {
                    format!(
                        "{} s{}",
                        cite["source"].as_str().unwrap_or(""),
                        cite["sentence"]
                    )
                };
                cites.map(text).collect()
            };
            let cited = list(&answer, "awaited").filter(|one| has_cites(one));
            let cited: BTreeSet<BTreeSet<String>> = cited.map(cites).collect();
            let section = text.split("\n\n").find(|part| {
                part.starts_with("Awaited\n") || part.starts_with("Not yet known, and relied on")
            });
            let lines = section.into_iter().flat_map(str::lines);
            let lines = lines.filter(|line| line.starts_with("  - ") && line.ends_with(']'));
            let in_brackets = |line: &str| -> BTreeSet<String> {
                let parts = line.split('[').skip(1);
                parts
                    .filter_map(|part| Some(part.split_once(']')?.0.to_owned()))
                    .collect()
            };
            let told: BTreeSet<BTreeSet<String>> = lines.map(in_brackets).collect();
            assert_eq!(told, cited, "{name} {goal}");
        }
    }
}

/// What a model is told to say of each position, by the words of the command that lists them: the sentence, and where it is said.
fn told_positions(model: &str) -> Vec<(String, BTreeSet<String>)> {
    let text = run(model, &["positions"]);
    let items = text.lines().filter(|line| line.starts_with("  - "));
    let told = items.filter_map(|line| {
        let (sentence, cites) = line["  - ".len()..].split_once(". [")?;
        let cites = format!("[{cites}");
        Some((sentence.to_owned(), in_brackets(&cites)))
    });
    told.collect()
}

/// Citations as text and as Markdown write them: `[000 s15]`, `[^000-s15]`, `\[000 s15\]`.
fn in_brackets(line: &str) -> BTreeSet<String> {
    let parts = line.split('[').skip(1);
    let inside = parts.filter_map(|part| Some(part.split_once(']')?.0));
    let plain = inside.map(|one| one.trim_start_matches('^').trim_end_matches('\\'));
    plain.map(|one| one.replace('-', " ")).collect()
}

/// Every text that the commands print of a model, with what was asked.
fn everything(name: &str, model: &Model) -> Vec<(String, String)> {
    let plain = ["conflicts", "gaps", "deadlocks", "positions"];
    let mut asked: Vec<Vec<String>> = plain.map(|one| vec![one.to_owned()]).into();
    asked.push(
        ["changes", "--since", "2026-01-03"]
            .map(str::to_owned)
            .into(),
    );
    for goal in goals(model) {
        for more in [&[][..], &["--secure"], &["--tree"], &["--sets", "all"]] {
            let question = ["blocks", &goal].into_iter().chain(more.iter().copied());
            asked.push(question.map(str::to_owned).collect());
        }
        asked.push(vec!["show".to_owned(), goal]);
    }
    let parties = model.parties.keys().map(ToString::to_string);
    let sources = model.sources.keys().map(ToString::to_string);
    asked.extend(parties.chain(sources).map(|id| vec!["show".to_owned(), id]));
    let texts = asked.into_iter().map(|question| {
        let words: Vec<&str> = question.iter().map(String::as_str).collect();
        (question.join(" "), run(name, &words))
    });
    texts.chain(briefs(name)).collect()
}

fn briefs(name: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().to_string_lossy().into_owned();
    run(name, &["brief", "--for", "all", "-o", &to]);
    let written = std::fs::read_dir(folder.path().join(name)).expect("briefs");
    let files = written.map(|file| file.expect("a file").path());
    let pages = files.filter(|path| path.extension().is_some_and(|end| end == "md"));
    pages
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            (path.display().to_string(), text)
        })
        .collect()
}

#[test]
fn wherever_a_position_is_told_one_of_its_sentences_stands_beside_it() {
    let mut seen = 0;
    for (name, model) in shipped() {
        let told = told_positions(&name);
        for (asked, text) in everything(&name, &model) {
            // The words for a picture have no room for sentences; the table below them has.
            for line in text.lines().filter(|line| !line.starts_with("![")) {
                let stands = told
                    .iter()
                    .filter(|(sentence, _)| line.contains(sentence.as_str()));
                for (sentence, cites) in stands {
                    seen += 1;
                    assert!(
                        !in_brackets(line).is_disjoint(cites),
                        "{name}, {asked}: “{sentence}” stands without its sentence:\n{line}"
                    );
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} were looked at");
}
