//! Files that no program should trust: each gets a problem with a place and a remedy, and never a panic, a hang
//! or a half-written answer.

use std::path::Path;
use std::process::{Command, Output};

use impasse::read::{read_path, read_text};

fn impasse(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs")
}

fn codes(yaml: &str) -> Vec<&'static str> {
    read_text("m.yaml", yaml)
        .problems
        .iter()
        .map(|p| p.code)
        .collect()
}

#[test]
fn all_problems_of_all_files_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write(
        "a.yaml",
        "format: 1\nparties: { kyiv: { nmae: Ukraine } }\nmilestones:\n  deal: { consent: [kiyv], after: [ceasfire] }\n  ceasefire: {}\n",
    );
    write(
        "b.yaml",
        "positions:\n  - { party: kyiv, on: deal, stance: wants }\n  - { party: kyiv, on: nothing, stance: rejects, since: 2026-13-01 }\n",
    );
    write("c.yaml", "title: broken: title\n");
    let output = impasse(&["check"], folder.path());
    let text = String::from_utf8_lossy(&output.stdout);
    for code in [
        "unknown-key",
        "unknown-party",
        "unknown-milestone",
        "unknown-word",
        "bad-date",
        "yaml-syntax",
    ] {
        assert!(
            text.contains(&format!("[{code}]")),
            "{code} is missing from:\n{text}"
        );
    }
    for place in [
        "a.yaml:2:",
        "a.yaml:4:",
        "b.yaml:2:",
        "b.yaml:3:",
        "c.yaml:1:",
    ] {
        assert!(text.contains(place), "{place} is missing from:\n{text}");
    }
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_path_that_cannot_be_read_is_exit_2_with_the_systems_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = impasse(&["-m", "nowhere", "check"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("No such file"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{ all: [", "] }")] {
        let deep = format!(
            "format: 1\nmilestones: {{ m: {{ requires: [{}x{}] }} }}\n",
            open.repeat(10_000),
            close.repeat(10_000)
        );
        assert_eq!(codes(&deep), ["too-deep"]);
    }
    let indented: String = (0..10_000)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    assert!(codes(&indented).contains(&"too-deep"));
}

#[test]
fn alias_bombs_do_not_exist() {
    let bomb = "format: 1\na: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n";
    assert_eq!(codes(bomb), ["yaml-anchor"]);
}

#[test]
fn files_that_are_not_utf8_are_refused_with_the_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m.yaml");
    std::fs::write(&path, b"format: 1\ntitle: Caf\xe9\n").expect("a file");
    let reading = read_path(&path).expect("it can be opened");
    let problem = reading
        .problems
        .iter()
        .find(|p| p.code == "not-utf8")
        .expect("it is reported");
    assert_eq!(reading.files.line_column(problem.labels[0].place), (2, 11));
}

#[test]
fn a_file_of_many_gigabytes_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m.yaml");
    let file = std::fs::File::create(&path).expect("a file");
    file.set_len(8 << 30).expect("a sparse file");
    let reading = read_path(&path).expect("it can be opened");
    assert_eq!(
        reading.problems.iter().map(|p| p.code).collect::<Vec<_>>(),
        ["too-large"]
    );
}

#[test]
fn a_problem_at_a_letter_of_several_bytes_points_at_all_of_it() {
    let reading = read_text("m.yaml", "parties: [ { a: b }é , {");
    let place = reading.problems[0].labels[0].place;
    let (start, end) = (place.start as usize, place.end as usize);
    assert_eq!(reading.problems[0].code, "yaml-syntax");
    assert_eq!(&"parties: [ { a: b }é , {"[start..end], "é");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let reading = read_text(
        "m.yaml",
        "\u{feff}format: 1\r\ntitle: Talks\r\nparties: { a: {} }\r\n",
    );
    assert!(!reading.has_errors(), "{:?}", reading.problems);
    assert_eq!(reading.model.title, "Talks");
}

#[test]
fn random_bytes_and_broken_models_never_panic() {
    let good = include_str!("../../models/ukraine-talks/milestones.yaml");
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % sides
    };
    for _ in 0..2_000 {
        let mut text: Vec<char> = good.chars().collect();
        for _ in 0..1 + roll(4) {
            if text.is_empty() {
                break;
            }
            let at = roll(text.len());
            match roll(4) {
                0 => {
                    text.remove(at);
                }
                1 => text.insert(
                    at,
                    [
                        '{', '}', '[', ']', ':', '"', '\'', '\n', '&', '*', '\u{0}', 'é',
                    ][roll(12)],
                ),
                2 => text.truncate(at.max(1)),
                _ => {
                    let other = roll(text.len());
                    text.swap(at, other);
                }
            }
        }
        let text: String = text.into_iter().collect();
        let reading = read_text("m.yaml", &text);
        for problem in &reading.problems {
            problem.labels.iter().for_each(|label| {
                reading.files.line_column(label.place);
            });
        }
        impasse::diagnostic::render_all(
            &impasse::diagnostic::Shown::all(&reading.problems),
            &reading.files,
            impasse::diagnostic::Renderer::Plain,
        );
    }
}

#[test]
fn a_broken_model_answers_nothing_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(
        folder.path().join("m.yaml"),
        "format: 1\nparties: { a: {} }\nmilestones: { deal: { consent: [b] } }\n",
    )
    .expect("a file");
    let output = impasse(&["blocks", "deal"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "no answer");
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown-party"));
    let json = impasse(&["blocks", "deal", "--format", "json"], folder.path());
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(value["problems"][0]["code"], "unknown-party");
}

#[test]
fn questions_that_cannot_be_asked_get_one_clear_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("m.yaml"), "format: 1\nparties: { a: {}, b: {} }\nmilestones: { deal: { consent: [a, b] } }\npositions: [ { party: a, on: deal, stance: rejects } ]\n").expect("a file");
    for (arguments, says) in [
        (&["blocks", "dael"][..], "did you mean `deal`?"),
        (
            &["blocks", "deal", "--sets", "many"],
            "--sets takes a number",
        ),
        (
            &["blocks", "deal", "--party", "c"],
            "no party is called `c`",
        ),
        (&["what-if", "deal", "--grant", "a"], "PARTY:TARGET"),
        (&["what-if", "deal", "--waive", "a:deal:x"], "imposes no"),
        (
            &["--as-of", "2026-02-30", "blocks", "deal"],
            "not a day of the calendar",
        ),
        (&["show", "nobody"], "is called `nobody`"),
        (
            &["explain", "unknwon-party"],
            "did you mean `unknown-party`?",
        ),
        (
            &["draw", "board", "-o", "x.doc"],
            "no drawing can be written as .doc",
        ),
    ] {
        let output = impasse(arguments, folder.path());
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
        assert!(text.contains(says), "{arguments:?} says:\n{text}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_printed_is_exit_2() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("a device that is always full");
    let output = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(["-m", "models/orange", "positions"])
        .stdout(full)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("could not be printed"), "{told}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_written_over() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().expect("a folder");
    let orange = std::fs::canonicalize("models/orange").expect("the model");
    let orange = orange.to_string_lossy().into_owned();
    let draw = |to: &str| impasse(&["-m", &orange, "draw", "board", "-o", to], folder.path());
    // A link that the user named is followed and stays one; the file that it leads to keeps its mode.
    let end = folder.path().join("end.svg");
    std::fs::write(&end, "old").expect("a file");
    std::fs::set_permissions(&end, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    symlink(&end, folder.path().join("link.svg")).expect("a link");
    assert_eq!(draw("link.svg").status.code(), Some(0));
    let about = std::fs::symlink_metadata(folder.path().join("link.svg")).expect("it is there");
    assert!(about.is_symlink());
    let about = std::fs::metadata(&end).expect("it is there");
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    // A device is refused.
    symlink("/dev/null", folder.path().join("null.svg")).expect("a link");
    let refused = draw("null.svg");
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr);
    assert!(told.contains("no regular file"), "{told}");
}
