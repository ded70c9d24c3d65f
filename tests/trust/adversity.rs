//! What a program meets in years of use, each with bounds on time and memory: input without end, pipes and devices where
//! files are expected, full disks, readers that go away, two who write at once. A hang is ended and fails.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::bounded::{Said, ask, folder, program, run, write};

/// Writes a line past the test runner, which keeps what a test that passes prints to itself.
macro_rules! seen {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}

const TALKS: &str = "format: 1\ntitle: Talks\ngoal: deal\nparties: { a: { name: Ann }, b: { name: Bob } }\nmilestones: { deal: { consent: [a, b], terms: [deal] } }\nsources: { s: { title: S, file: s.md } }\nfacts: facts/reviewed.yaml\n";

/// A model with everything that a command may read.
fn talks() -> tempfile::TempDir {
    let folder = folder();
    for (name, text) in [
        ("model.yaml", TALKS),
        ("s.md", "Ann accepts the deal.\n"),
        (
            "facts/reviewed.yaml",
            "# Reviewed facts, written by `impasse review` from inbox/*.yaml. Change the decision there, not here.\n",
        ),
        ("lesson.yaml", "lesson: 1\n"),
        ("inbox/s.yaml", "document: s\nsource: s\nproposed: {}\n"),
        ("game/config.txt", "Ann,ann,p1,x,y\n"),
        ("game/scores_files/ann.txt", "1, 2\n3\n"),
        ("paper.json", "{}\n"),
        ("gold/x.json", "{ \"facts\": [] }\n"),
        (
            "gold/x.model.json",
            "{ \"parties\": [ { \"id\": \"a\", \"name\": \"Ann\" } ], \"issues\": [] }\n",
        ),
        ("gold/x.txt", "Ann accepts the deal.\n"),
    ] {
        write(folder.path(), name, text);
    }
    folder
}

/// Each file that some command reads, with such a command.
const READ: &[(&str, &[&str])] = &[
    ("model.yaml", &["-m", "model.yaml", "blocks"]),
    ("model.yaml", &["blocks"]),
    ("model.yaml", &["check"]),
    ("facts/reviewed.yaml", &["check"]),
    ("facts/reviewed.yaml", &["review", "--write"]),
    ("lesson.yaml", &["check"]),
    ("lesson.yaml", &["packet", "-o", "made"]),
    (
        "lesson.yaml",
        &["packet", "--lesson", "lesson.yaml", "-o", "made"],
    ),
    ("inbox/s.yaml", &["review", "--write"]),
    ("inbox/s.yaml", &["review", "--list"]),
    ("inbox/s.yaml", &["review", "--undo"]),
    ("inbox/s.yaml", &["extract", "s.md", "--inbox"]),
    ("game/config.txt", &["import", "game", "-o", "made"]),
    (
        "game/scores_files/ann.txt",
        &["import", "game", "-o", "made"],
    ),
    ("paper.json", &["verify", "paper.json"]),
    ("s.md", &["extract", "s.md"]),
    ("gold/x.json", &["eval", "--gold", "gold"]),
    ("gold/x.model.json", &["eval", "--gold", "gold"]),
    ("gold/x.txt", &["eval", "--gold", "gold"]),
];

/// Texts that sources name: where they cannot be read that is said, and the answer is given.
const BESIDE: &[&[&str]] = &[
    &["check"],
    &["sentences", "s"],
    &["cite"],
    &["cite", "--texts", "."],
];

/// Puts something in the place of each file that is read, and asks.
fn in_each_place(put: impl Fn(&Path), refused: impl Fn(&str, &[&str], &Said)) {
    for (name, command) in READ {
        let talks = talks();
        let path = talks.path().join(name);
        std::fs::remove_file(&path).expect("it is there");
        put(&path);
        refused(name, command, &ask(command, talks.path()));
    }
    for command in BESIDE {
        let talks = talks();
        std::fs::remove_file(talks.path().join("s.md")).expect("it is there");
        put(&talks.path().join("s.md"));
        let said = ask(command, talks.path());
        assert!(
            matches!(said.code, Some(0..=2)),
            "{command:?}: {}",
            said.all()
        );
    }
}

fn is_refused(name: &str, command: &[&str], said: &Said) {
    let all = said.all();
    assert!(
        matches!(said.code, Some(1 | 2)),
        "{name}, {command:?}: {:?} {all}",
        said.code
    );
    assert!(!all.contains("panicked"), "{name}, {command:?}: {all}");
    assert!(
        all.len() < 100_000,
        "{name}, {command:?}: {} bytes",
        all.len()
    );
}

#[test]
fn a_gigabyte_is_not_read() {
    let put = |path: &Path| {
        let file = std::fs::File::create(path).expect("a file");
        file.set_len(1 << 30).expect("a file without content");
    };
    in_each_place(put, is_refused);
    let folder = talks();
    put(&folder.path().join("large.txt"));
    let said = ask(&["extract", "large.txt"], folder.path());
    said.says(
        2,
        "it has 1024 MiB, and up to 16 are read; give longer ones in parts",
    );
}

#[cfg(unix)]
#[test]
fn nobody_waits_for_a_pipe() {
    let put = |path: &Path| {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.expect("mkfifo runs").success());
    };
    in_each_place(put, is_refused);
}

#[cfg(unix)]
#[test]
fn devices_and_links_that_go_round_are_refused() {
    use std::os::unix::fs::symlink;
    for end in ["/dev/zero", "/dev/tty", "round"] {
        let put = |path: &Path| match end {
            "round" => symlink(path, path).expect("a link"),
            _ => symlink(end, path).expect("a link"),
        };
        in_each_place(put, is_refused);
    }
}

#[cfg(unix)]
#[test]
fn files_without_rights_are_told_with_the_systems_reason() {
    use std::os::unix::fs::PermissionsExt as _;
    let talks = talks();
    let path = talks.path().join("model.yaml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("a mode");
    if std::fs::File::open(&path).is_ok() {
        seen!("skipped: this user may read every file, so none was without rights");
        return;
    }
    ask(&["-m", "model.yaml", "blocks"], talks.path()).says(2, "ermission denied");
}

#[test]
fn nesting_bombs_and_noughts_are_refused_wherever_yaml_or_json_is_read() {
    let deep = "[".repeat(200_000);
    let maps = "{ a: ".repeat(100_000);
    let bomb = format!(
        "a: &a [x, x]\n{}",
        (0..60)
            .map(|n| format!("b{n}: &b{n} [*a, *a]\n"))
            .collect::<String>()
    );
    for text in [
        deep.as_str(),
        &maps,
        &bomb,
        "format: 1\0\n",
        "a: \"\0\u{202e}\"\n\0",
        "{ \"a\": \"\u{1}",
    ] {
        let put = |path: &Path| std::fs::write(path, text).expect("a file");
        in_each_place(put, |name, command, said| {
            let is_text = name.ends_with(".md") || name.ends_with(".txt");
            match is_text {
                true => assert!(matches!(said.code, Some(0..=2)), "{name}: {}", said.all()),
                false => is_refused(name, command, said),
            }
        });
    }
}

#[test]
fn a_great_many_keys_are_read_or_refused_in_time() {
    let many = folder();
    let keys: String = (0..300_000).map(|n| format!("  p{n}: {{}}\n")).collect();
    write(
        many.path(),
        "model.yaml",
        &format!("format: 1\ntitle: Many\nparties:\n{keys}"),
    );
    let said = ask(
        &["-m", "model.yaml", "export", "--format", "json"],
        many.path(),
    );
    assert!(matches!(said.code, Some(0..=2)), "{}", said.err);
    let lines = "{\"text\": \"Ann accepts the deal.\"}\n".repeat(100);
    let bad = "nonsense\n".repeat(100_000);
    let talks = talks();
    let mut command = program();
    let command = command.args(["extract", "-"]).current_dir(talks.path());
    let said = run_with(command, (lines + &bad).into_bytes());
    said.says(2, "100000 of 100100 lines could not be read");
    assert!(said.err.len() < 200_000, "{}", said.err.len());
}

/// Runs a command with something on standard input.
fn run_with(command: &mut Command, typed: Vec<u8>) -> Said {
    let (from, mut into) = std::io::pipe().expect("a pipe");
    let writer = std::thread::spawn(move || {
        let _ = into.write_all(&typed);
    });
    let said = run(command.stdin(from));
    // The command holds the other end of the pipe until it is dropped.
    command.stdin(Stdio::null());
    writer.join().expect("it ends");
    said
}

#[cfg(unix)]
#[test]
fn input_without_end_or_line_is_refused() {
    let talks = talks();
    for (arguments, code) in [(&["extract", "-"][..], 2), (&["review"], 0)] {
        let zero = std::fs::File::open("/dev/zero").expect("a device without end");
        let mut command = program();
        let command = command.args(arguments).current_dir(talks.path());
        let said = run(command.stdin(zero));
        assert_eq!(said.code, Some(code), "{arguments:?}: {}", said.all());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_answer_is_lost_without_a_word() {
    let talks = talks();
    for arguments in [
        &["blocks"][..],
        &["check"],
        &["extract", "s.md"],
        &["review", "--list"],
        &["draw", "board"],
        &["export"],
        &["explain", "bad-path"],
        &["--help"],
    ] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a device that is full");
        let mut child = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .args(arguments)
            .current_dir(talks.path())
            .env_remove("IMPASSE_MODEL")
            .stdin(Stdio::null())
            .stdout(full)
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let code = crate::bounded::ended(&mut child, &arguments.join(" "));
        assert_eq!(code, Some(2), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let small = folder();
    let at = small.path().join("disk");
    std::fs::create_dir(&at).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=96k", "none"])
        .arg(&at)
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        seen!("skipped: no small disk can be made here, so none was full");
        return;
    }
    let disk = Disk(at.clone());
    write(&at, "made/packet.zip", "old");
    let orange = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("models/orange")
        .display()
        .to_string();
    let packet = ask(&["-m", &orange, "packet", "-o", "made"], &at);
    packet.says(2, "cannot write");
    let left: Vec<_> = std::fs::read_dir(at.join("made"))
        .expect("it is there")
        .collect();
    assert_eq!(
        std::fs::read_to_string(at.join("made/packet.zip")).expect("it is there"),
        "old"
    );
    let files = left.iter().flatten().filter(|entry| entry.path().is_file());
    assert_eq!(files.count(), 1, "{left:?}");
    // Decisions: the inbox is as it was.
    write(
        &at,
        "model.yaml",
        "format: 1\nparties: { a: { name: Ann }, b: {} }\nmilestones: { deal: { consent: [a, b], terms: [deal] } }\n",
    );
    write(&at, "s.txt", "Ann accepts the deal.\n");
    ask(&["-m", "model.yaml", "extract", "s.txt", "--inbox"], &at).says(0, "1 facts proposed");
    let before = std::fs::read(at.join("inbox/s.yaml")).expect("an inbox");
    let room = vec![b'x'; 96 << 10];
    let _ = std::fs::File::create(at.join("fill"))
        .expect("a file")
        .write_all(&room);
    let mut command = program();
    let command = command
        .args(["-m", "model.yaml", "review"])
        .current_dir(&at);
    run_with(command, b"a\n".to_vec()).says(2, "cannot write");
    assert_eq!(
        std::fs::read(at.join("inbox/s.yaml")).expect("an inbox"),
        before
    );
    drop(disk);
}

/// A disk that is there while the test runs.
#[cfg(target_os = "linux")]
struct Disk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error_and_no_panic() {
    let talks = talks();
    write(
        talks.path(),
        "long.txt",
        &"Ann accepts the deal. ".repeat(3_000),
    );
    let ukraine = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("models/ukraine-talks")
        .display()
        .to_string();
    for arguments in [
        &["-m", &ukraine, "positions"][..],
        &["-m", &ukraine, "export"],
        &["-m", &ukraine, "draw", "overview", "--force"],
        &["-m", &ukraine, "brief", "--format", "json", "-o", "made"],
        &["extract", "long.txt"],
        &["completions", "bash"],
        &["explain", "bad-path"],
        &["--help"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .args(arguments)
            .current_dir(talks.path())
            .env_remove("IMPASSE_MODEL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let code = crate::bounded::ended(&mut child, &arguments.join(" "));
        let mut told = String::new();
        let _ = std::io::Read::read_to_string(&mut child.stderr.take().expect("a pipe"), &mut told);
        assert!(
            matches!(code, Some(0 | 1)),
            "{arguments:?}: {code:?} {told}"
        );
        assert!(!told.contains("panicked"), "{arguments:?}: {told}");
    }
}

#[test]
fn two_who_write_at_once_leave_whole_files() {
    let talks = talks();
    write(
        talks.path(),
        "long.txt",
        &"Ann accepts the deal.\n".repeat(200),
    );
    let commands: [&[&str]; 4] = [
        &["extract", "long.txt", "--inbox"],
        &["brief", "-o", "made"],
        &["packet", "-o", "made/packet"],
        &["review", "--write"],
    ];
    for _ in 0..5 {
        std::thread::scope(|scope| {
            for command in commands.iter().chain(&commands) {
                let at = talks.path();
                scope.spawn(move || {
                    let said = ask(command, at);
                    // Where both wrote the facts or swapped a set, the one that came too late says so.
                    let late = said.err.contains("changed by somebody else")
                        || said.err.contains("cannot write");
                    let is_told =
                        matches!(said.code, Some(0 | 1)) || (said.code == Some(2) && late);
                    assert!(is_told, "{command:?}: {}", said.all());
                });
            }
        });
        ask(&["review", "--list"], talks.path()).says(0, "Ann");
        ask(&["check"], talks.path()).says(0, "");
    }
    let name = talks
        .path()
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let made = |end: &str| talks.path().join("made").join(end);
    let json = std::fs::read(made(&format!("{name}/brief.json"))).expect("a brief");
    serde_json::from_slice::<serde_json::Value>(&json).expect("whole JSON");
    let page = std::fs::read_to_string(made(&format!("{name}/brief.html"))).expect("a brief");
    assert!(page.trim_end().ends_with("</html>"), "{page}");
}

#[test]
fn a_text_of_headings_only_and_a_sentence_without_end_are_read_in_time() {
    let folder = talks();
    let lines = "Ann accepts the deal\n".repeat(100_000);
    write(folder.path(), "lines.txt", &lines);
    let said = ask(&["extract", "lines.txt"], folder.path());
    assert_eq!(said.text().lines().count(), 100_000, "{}", said.err);
    let clauses = "Ann accepts the deal and ".repeat(100_000);
    write(folder.path(), "clauses.txt", &(clauses + ".\n"));
    for command in [
        &["extract", "clauses.txt"][..],
        &["extract", "--unknown", "clauses.txt"],
    ] {
        ask(command, folder.path()).says(0, "clauses: s1 not read");
    }
}

#[test]
fn a_great_many_missing_texts_are_told_in_time() {
    let folder = folder();
    let texts = 0..4_000;
    let sources = texts
        .clone()
        .map(|n| format!("  s{n}: {{ title: T, file: {n}-text.md }}\n"));
    let (model, _) = TALKS.split_once("sources:").expect("it has sources");
    let model = format!("{model}sources:\n{}", sources.collect::<String>());
    write(folder.path(), "model.yaml", &model);
    for n in texts {
        write(folder.path(), &format!("{n}-texts.md"), "x\n");
    }
    let said = ask(&["check", "--all"], folder.path());
    said.says(0, "did you mean `7-texts.md`?");
    said.says(0, "no near name was looked for");
}
