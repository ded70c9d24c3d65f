//! Models of strangers are safe to open: only their own folder is read, nothing is written that was not asked for, and
//! nothing that they print moves the cursor or turns the line around.

use std::path::Path;

use crate::bounded::{ask, folder, write};

const TALKS: &str = "format: 1\ntitle: Talks\ngoal: deal\nparties: { a: {}, b: {} }\nmilestones: { deal: { consent: [a, b] } }\n";
/// A digest with words that must not come out.
const SECRET: &str = "---\nsentences: 2\n---\n- s1: The secret of the house.\n";

/// A model in a folder of its own, with a secret outside it.
fn received(rest: &str) -> tempfile::TempDir {
    let all = folder();
    write(all.path(), "received/model.yaml", &format!("{TALKS}{rest}"));
    write(all.path(), "received/texts/own.md", SECRET);
    write(all.path(), "secret.md", SECRET);
    write(
        all.path(),
        "secret.yaml",
        "positions: [ { party: a, on: deal, stance: rejects } ]\n",
    );
    all
}

fn with_text(file: &str) -> tempfile::TempDir {
    received(&format!(
        "sources: {{ x: {{ title: X, file: \"{file}\" }} }}\npositions: [ {{ party: a, on: deal, stance: accepts, cites: [x s1] }} ]\n"
    ))
}

#[test]
fn a_text_outside_the_folder_is_read_only_on_trust() {
    let absolute = folder();
    write(absolute.path(), "secret.md", SECRET);
    let absolute = absolute.path().join("secret.md").display().to_string();
    for file in ["../secret.md", "texts/../../secret.md", &absolute] {
        let all = with_text(file);
        for question in [
            &["check"][..],
            &["sentences", "x"],
            &["brief"],
            &["explore"],
        ] {
            let said = ask(&[&["-m", "received"], question].concat(), all.path());
            said.says(1, "leaves the model's folder");
            assert!(said.all().contains("--trust"), "{}", said.all());
            assert!(!said.all().contains("The secret"), "{}", said.all());
        }
        if file != absolute {
            let said = ask(&["--trust", "-m", "received", "sentences", "x"], all.path());
            said.says(0, "The secret");
        }
    }
    with_text("texts/own.md");
    let own = with_text("texts/own.md");
    ask(&["-m", "received", "sentences", "x"], own.path()).says(0, "The secret");
}

#[test]
fn a_text_in_a_folder_above_is_looked_for_only_on_trust() {
    let all = with_text("secret.md");
    let said = ask(&["-m", "received", "sentences", "x"], all.path());
    assert!(!said.all().contains("The secret"), "{}", said.all());
    ask(&["-m", "received", "check"], all.path()).says(0, "[missing-file]");
    let said = ask(&["--trust", "-m", "received", "sentences", "x"], all.path());
    said.says(0, "The secret");
}

#[test]
fn facts_outside_the_folder_are_read_only_on_trust() {
    let all = received("facts: ../secret.yaml\n");
    let said = ask(&["-m", "received", "blocks"], all.path());
    said.says(1, "[bad-path]");
    ask(&["--trust", "-m", "received", "blocks"], all.path()).says(0, "blocked");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    fn link(all: &Path, end: &str, name: &str) {
        let path = all.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        symlink(all.join(end), path).expect("a link");
    }

    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let all = with_text("texts/link.md");
        link(all.path(), "secret.md", "received/texts/link.md");
        for question in [&["check"][..], &["sentences", "x"]] {
            let said = ask(&[&["-m", "received"], question].concat(), all.path());
            said.says(1, "leaves the model's folder");
            assert!(!said.all().contains("The secret"), "{}", said.all());
        }
        ask(&["--trust", "-m", "received", "sentences", "x"], all.path()).says(0, "The secret");
    }

    #[test]
    fn facts_lessons_and_files_of_the_model_are_no_links_out_of_it() {
        let facts = received("facts: facts/*.yaml\n");
        link(facts.path(), "secret.yaml", "received/facts/reviewed.yaml");
        ask(&["-m", "received", "blocks"], facts.path()).says(1, "[bad-path]");
        ask(&["--trust", "-m", "received", "blocks"], facts.path()).says(0, "blocked");
        let whole = received("facts: facts/*.yaml\n");
        write(whole.path(), "elsewhere/x.yaml", "positions: []\n");
        link(whole.path(), "elsewhere", "received/facts");
        ask(&["-m", "received", "blocks"], whole.path()).says(1, "[bad-path]");
        let lesson = received("");
        link(lesson.path(), "secret.yaml", "received/lesson.yaml");
        ask(&["-m", "received", "packet"], lesson.path())
            .says(2, "leads out of the model's folder");
        ask(&["-m", "received", "check"], lesson.path()).says(2, "leads out of the model's folder");
        let second = received("");
        link(second.path(), "secret.yaml", "received/second.yaml");
        ask(&["-m", "received", "blocks"], second.path())
            .says(2, "leads out of the model's folder");
        ask(&["--trust", "-m", "received", "blocks"], second.path()).says(0, "blocked");
    }

    #[test]
    fn a_model_that_the_user_names_may_be_a_link_itself() {
        let all = with_text("texts/own.md");
        link(all.path(), "received", "models/known");
        ask(&["-m", "known", "sentences", "x"], all.path()).says(0, "The secret");
    }

    #[test]
    fn an_inbox_leads_nowhere_else() {
        let all = received("");
        write(
            all.path(),
            "received/inbox/x.yaml",
            "document: \"../../secret\"\nsource: x\nproposed:\n  f-1:\n    decision: pending\n    sentence: 1\n    quote: q\n    kind: acceptance\n    holder: a\n    on: deal\n    stance: accepts\n    hash: \"\"\n    because: b\n",
        );
        let said = ask(&["-m", "received", "review"], all.path());
        assert!(!said.all().contains("The secret"), "{}", said.all());
        link(all.path(), "secret.yaml", "received/inbox/y.yaml");
        ask(&["-m", "received", "review", "--list"], all.path())
            .says(2, "leads out of the model's folder");
    }
}

/// Every file below a folder, with what it holds.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => found.extend(everything(&path)),
            false => found.push((
                path.display().to_string(),
                std::fs::read(&path).expect("it can be read"),
            )),
        }
    }
    found.sort();
    found
}

#[test]
fn with_read_only_nothing_is_written() {
    let all = received("");
    write(all.path(), "received/friday.txt", "A accepts the deal.\n");
    ask(
        &[
            "-m",
            "received",
            "extract",
            "received/friday.txt",
            "--inbox",
        ],
        all.path(),
    );
    let before = everything(all.path());
    for command in [
        &["brief"][..],
        &["explore"],
        &["packet"],
        &["review"],
        &["review", "--write"],
        &["init"],
        &["import", "received", "-o", "made"],
        &["draw", "board", "-o", "board.svg"],
        &["blocks", "--certificate", "paper.json"],
        &["extract", "received/friday.txt", "--inbox"],
        &["eval", "--gold", "gold", "--write", "counts.yaml"],
        &["export", "--to", "llm-deliberation"],
    ] {
        let said = ask(
            &[&["-m", "received", "--read-only"], command].concat(),
            all.path(),
        );
        said.says(2, "with --read-only nothing is written");
        assert!(said.out.is_empty(), "{}", said.all());
    }
    for command in [
        &["check"][..],
        &["blocks"],
        &["draw", "board"],
        &["review", "--list"],
        &["export"],
        &["extract", "received/friday.txt"],
    ] {
        let said = ask(
            &[&["-m", "received", "--read-only"], command].concat(),
            all.path(),
        );
        assert_eq!(said.code, Some(0), "{command:?}: {}", said.all());
    }
    assert_eq!(everything(all.path()), before);
}

/// Characters that do something to a line instead of standing in it.
fn acts(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    turns || letter.is_control() && !matches!(letter, '\n' | '\t')
}

#[test]
fn what_is_printed_neither_moves_the_cursor_nor_turns_the_line_around() {
    let hostile = "x\u{202e}y\u{1b}[31mz\u{9b}\u{7f}";
    let yaml = "\"x\\u202ey\\e[31mz\\x9b\\x7f\"";
    let all = folder();
    let name = format!("{hostile}.yaml");
    write(
        all.path(),
        &name,
        &format!(
            "{TALKS}positions: [ {{ party: a, on: deal, stance: rejects, text: {yaml}, note: {yaml}, cites: [s s1] }} ]\nsources: {{ s: {{ title: {yaml}, file: {yaml}, publisher: {yaml} }} }}\nnotes: [ {{ kind: context, text: {yaml} }} ]\n"
        ),
    );
    write(
        all.path(),
        "broken.yaml",
        &format!("{TALKS}x\u{202e}y: {{ {yaml}: 1 }}\nposition: {yaml}\n"),
    );
    write(all.path(), "paper.json", "{ \"certificate\": 1 }");
    write(all.path(), "t.txt", "A\u{202e} accepts the deal.\n");
    for (model, command) in [
        (name.as_str(), &["check"][..]),
        (&name, &["check", "--format", "json"]),
        (&name, &["blocks"]),
        (&name, &["blocks", "--format", "json"]),
        (&name, &["show", "a"]),
        (&name, &["positions"]),
        (&name, &["sentences", "s"]),
        (&name, &["cite"]),
        (&name, &["export"]),
        (&name, &["draw", "board"]),
        (&name, &["draw", "board", "--to", "dot"]),
        (&name, &["draw", "board", "--to", "mermaid"]),
        (&name, &["blocks", hostile]),
        (&name, &["show", hostile]),
        (&name, &["extract", hostile]),
        (&name, &["extract", "t.txt"]),
        (&name, &["draw", "board", "-o", &format!("{hostile}.svg")]),
        (&name, &["draw", "board", "-o", &format!("{hostile}.q")]),
        (&name, &["verify", hostile]),
        (&name, &["verify", "paper.json"]),
        (&name, &["brief"]),
        (&name, &["explore"]),
        (&name, &["packet"]),
        ("broken.yaml", &["check"]),
        ("broken.yaml", &["check", "--format", "json"]),
        ("broken.yaml", &["blocks"]),
        (hostile, &["check"]),
        (&name, &[hostile]),
        (&name, &["blocks", "--sets", hostile]),
        (&name, &["draw", hostile]),
        (&name, &["--as-of", hostile, "blocks"]),
    ] {
        let said = ask(&[&["-m", model], command].concat(), all.path());
        let found: Vec<char> = said.all().chars().filter(|c| acts(*c)).collect();
        assert!(
            found.is_empty(),
            "{command:?} prints {found:?}:\n{}",
            said.all()
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_are_names_all_the_same() {
    use std::ffi::{OsStr, OsString};
    use std::os::unix::ffi::OsStrExt as _;

    let all = folder();
    let odd = OsStr::from_bytes(b"talks-\xff");
    let path = all.path().join(odd);
    std::fs::create_dir(&path).expect("a folder");
    write(&path, "model.yaml", TALKS);
    let text = OsStr::from_bytes(b"fri\xffday.txt");
    std::fs::write(all.path().join(text), "A accepts the deal.\n").expect("a text");
    let drawn = OsStr::from_bytes(b"board\xff.svg");
    let paper = OsStr::from_bytes(b"paper\xff.json");
    let model = OsString::from("-m");
    let ask = |words: &[&OsStr], code| {
        let said = ask(&[&[model.as_os_str(), odd], words].concat(), all.path());
        assert_eq!(said.code, Some(code), "{words:?}: {}", said.all());
        said
    };
    let word = OsStr::new;
    ask(&[word("blocks")], 0);
    ask(&[word("check"), word("--format"), word("json")], 0);
    ask(&[word("extract"), text], 0);
    ask(&[word("extract"), text, word("--inbox")], 0);
    ask(
        &[
            word("review"),
            word("--list"),
            word("--format"),
            word("json"),
        ],
        0,
    );
    ask(&[word("draw"), word("board"), word("-o"), drawn], 0);
    assert!(all.path().join(drawn).is_file());
    ask(&[word("blocks"), word("--certificate"), paper], 0);
    ask(&[word("verify"), paper], 0);
    ask(&[word("brief")], 0).says(0, "wrote output/talks-\u{fffd}");
}
