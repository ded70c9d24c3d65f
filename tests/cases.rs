//! Cases in prose: a heading is a case, its `yaml` blocks are files, its `console` blocks are questions
//! with the answers that must be printed.
//!
//! `$ impasse ...` lines are run; `[exit N]` follows an answer with another exit code than 0; a line with
//! `...` alone stands for any lines. A line `` `name.yaml`: `` before a block (a json, text or markdown block too) names its file, which is
//! `model.yaml` otherwise. A heading without a yaml block asks the models of this repository. With
//! `BLESS=1` the answers are written into the files instead, one after the other, for review.

use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

/// One question with the lines expected, and where they stand in the file.
struct Question {
    command: String,
    expected: Vec<String>,
    lines: std::ops::Range<usize>,
}

struct Case {
    name: String,
    files: Vec<(String, String)>,
    questions: Vec<Question>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn main() {
    let arguments = Arguments::from_args();
    let files = markdown_files();
    if std::env::var_os("BLESS").is_some() {
        files.iter().for_each(|file| bless(file));
        return;
    }
    let trials = files
        .iter()
        .flat_map(|file| {
            cases(file)
                .into_iter()
                .map(|case| trial(file.clone(), case))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(file: PathBuf, case: Case) -> Trial {
    Trial::test(case.name.clone(), move || {
        run(&file, &case).map_err(Failed::from)
    })
}

/// README, docs, the cases and the models' questions.
fn markdown_files() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md")];
    for folder in ["docs", "tests/cases", "models"] {
        collect(&root().join(folder), &mut found);
    }
    found.retain(|path| path.is_file());
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            found.push(path);
        }
    }
}

fn cases(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).expect("a case file can be read");
    let short = file
        .strip_prefix(root())
        .unwrap_or(file)
        .display()
        .to_string();
    let mut cases: Vec<Case> = Vec::new();
    let mut named: Option<String> = None;
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        if line.starts_with('#') {
            cases.push(Case {
                name: format!("{short}: {}", line.trim_start_matches('#').trim()),
                files: Vec::new(),
                questions: Vec::new(),
            });
        } else if let Some(name) = line
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix("`:"))
        {
            named = Some(name.to_owned());
        } else if let Some(kind) = line.strip_prefix("```") {
            let end = (at..lines.len())
                .find(|&i| lines[i] == "```")
                .unwrap_or(lines.len());
            if let Some(case) = cases.last_mut() {
                match kind {
                    "yaml" => case.files.push((
                        named.take().unwrap_or_else(|| "model.yaml".to_owned()),
                        lines[at..end].join("\n") + "\n",
                    )),
                    "json" | "text" | "markdown" if named.is_some() => {
                        case.files.extend(
                            named
                                .take()
                                .map(|name| (name, lines[at..end].join("\n") + "\n")),
                        );
                    }
                    "console" => questions(&lines, at..end, case),
                    _ => {}
                }
            }
            at = end + 1;
        }
    }
    cases.retain(|case| !case.questions.is_empty());
    cases
}

fn questions(lines: &[&str], block: std::ops::Range<usize>, case: &mut Case) {
    for at in block.clone() {
        if let Some(command) = lines[at].strip_prefix("$ ") {
            let end = (at + 1..block.end)
                .find(|&i| lines[i].starts_with("$ "))
                .unwrap_or(block.end);
            let expected = lines[at + 1..end]
                .iter()
                .map(|line| (*line).to_owned())
                .collect();
            case.questions.push(Question {
                command: command.to_owned(),
                expected,
                lines: at + 1..end,
            });
        }
    }
}

/// Runs the questions of a case in a folder of its own, or in this repository.
fn answers(file: &Path, case: &Case) -> Result<Vec<Vec<String>>, String> {
    let temporary = tempfile::tempdir().map_err(|e| e.to_string())?;
    let folder = if case.files.is_empty() {
        root()
    } else {
        temporary.path().join("case")
    };
    for (name, text) in &case.files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder"))
            .map_err(|e| e.to_string())?;
        let dated = if text.contains("format:")
            || name != "model.yaml"
            || case.name.contains("missing-key")
            || case.name.contains("empty-model")
        {
            text.clone()
        } else {
            format!("{text}format: 1\n")
        };
        std::fs::write(&path, dated).map_err(|e| e.to_string())?;
    }
    let model = file
        .parent()
        .filter(|parent| parent.parent() == Some(&root().join("models")));
    case.questions
        .iter()
        .filter(|q| q.command.starts_with("impasse"))
        .map(|question| ask(question, &folder, model))
        .collect()
}

fn ask(question: &Question, folder: &Path, model: Option<&Path>) -> Result<Vec<String>, String> {
    let words = split(&question.command);
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    command
        .args(&words[1..])
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .env("NO_COLOR", "1")
        .env("TERM", "dumb");
    if let Some(model) = model {
        command.env("IMPASSE_MODEL", model.strip_prefix(root()).unwrap_or(model));
    }
    let output = command.output().map_err(|e| e.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    let mut lines: Vec<String> = text
        .trim_end()
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    match output.status.code() {
        Some(0) => {}
        code => lines.push(format!(
            "[exit {}]",
            code.map_or_else(|| "by a signal".to_owned(), |c| c.to_string())
        )),
    }
    Ok(lines)
}

/// Words of a command line; single and double quotes hold words together.
fn split(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().expect("begins with one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn run(file: &Path, case: &Case) -> Result<(), String> {
    let asked = case
        .questions
        .iter()
        .filter(|q| q.command.starts_with("impasse"));
    for (question, got) in asked.zip(answers(file, case)?) {
        if !matches(&question.expected, &got) {
            return Err(format!(
                "$ {}\nexpected:\n{}\n\ngot:\n{}\n\n(BLESS=1 cargo test --test cases writes the answers)",
                question.command,
                question.expected.join("\n"),
                got.join("\n")
            ));
        }
    }
    Ok(())
}

/// Whether lines match a pattern in which `...` stands for any lines.
fn matches(pattern: &[String], lines: &[String]) -> bool {
    let pattern: Vec<&str> = pattern
        .iter()
        .map(|line| line.trim_end())
        .skip_while(|line| line.is_empty())
        .collect();
    let end = pattern
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |at| at + 1);
    fn go(pattern: &[&str], lines: &[String]) -> bool {
        match pattern.split_first() {
            None => lines.is_empty(),
            Some((&"...", rest)) => (0..=lines.len()).any(|skip| go(rest, &lines[skip..])),
            Some((first, rest)) => {
                lines.first().is_some_and(|line| line == first) && go(rest, &lines[1..])
            }
        }
    }
    go(&pattern[..end], lines)
}

/// Writes the answers into a file, but for those that match already.
fn bless(file: &Path) {
    let text = std::fs::read_to_string(file).expect("a case file can be read");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut edits: Vec<(std::ops::Range<usize>, Vec<String>)> = Vec::new();
    for case in cases(file) {
        let got = answers(file, &case).expect("the questions can be asked");
        let asked = case
            .questions
            .iter()
            .filter(|q| q.command.starts_with("impasse"));
        edits.extend(
            asked
                .zip(got)
                .filter(|(q, got)| !matches(&q.expected, got))
                .map(|(q, got)| (q.lines.clone(), got)),
        );
    }
    if edits.is_empty() {
        return;
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, got) in edits {
        lines.splice(range, got);
    }
    std::fs::write(file, lines.join("\n") + "\n").expect("a case file can be written");
    println!("blessed {}", file.display());
}
