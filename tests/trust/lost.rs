//! What somebody lost who tried for an hour: each case was found on the program, and is one here.

use std::path::{Path, PathBuf};

use super::typed::{PORT, ask, told};

/// A model with a text whose two facts are in the inbox.
struct Port(tempfile::TempDir);

impl Port {
    fn new() -> Self {
        let port = Self(tempfile::tempdir().expect("a folder"));
        port.write("model.yaml", PORT);
        port.write(
            "friday.txt",
            "The union rejected crewless cranes. The carriers opposed the contract.\n",
        );
        let made = ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
        assert!(told(&made).contains("2 to decide"), "{}", told(&made));
        port
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.at(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
    }

    /// The ids in the inbox, in the order of the text.
    fn ids(&self) -> Vec<String> {
        let inbox = self.read("inbox/friday.yaml");
        let ids = inbox.lines().filter_map(|line| {
            let id = line.strip_prefix("  f-")?.strip_suffix(':')?;
            Some(format!("f-{id}"))
        });
        ids.collect()
    }

    fn facts(&self) -> String {
        self.read("facts/reviewed.yaml")
    }
}

/// What one reading does not give stays, as long as the text has its sentence.
#[test]
fn an_empty_reply_takes_nothing_away() {
    let port = Port::new();
    let _ = ask(port.path(), &["review"], "a\ns\n");
    let facts = port.facts();
    assert!(facts.contains("party: union"), "{facts}");
    let before = port.ids();
    for reply in [
        "{\"texts\":[]}",
        "{\"texts\":[{\"text\":\"friday\",\"facts\":[",
        "{}",
    ] {
        port.write("reply.json", reply);
        let _ = ask(
            port.path(),
            &[
                "extract",
                "--answer",
                "reply.json",
                "--by",
                "ann",
                "friday.txt",
                "--inbox",
            ],
            "",
        );
        assert_eq!(port.ids(), before, "after the reply {reply}");
        let _ = ask(port.path(), &["review", "--write"], "");
        assert_eq!(port.facts(), facts, "after the reply {reply}");
    }
    // Fewer facts on purpose take nothing away either.
    let _ = ask(
        port.path(),
        &["extract", "friday.txt", "--inbox", "--min-confidence", "1"],
        "",
    );
    assert_eq!(port.ids(), before);
}

/// A sentence that the text no longer has is told apart, decided or not.
#[test]
fn what_stood_in_a_sentence_that_is_gone_becomes_an_orphan() {
    let port = Port::new();
    let _ = ask(port.path(), &["review"], "a\ns\n");
    port.write("friday.txt", "The carriers opposed the contract.\n");
    let again = ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
    assert!(
        told(&again).contains("1 in sentences that the text no longer has"),
        "{}",
        told(&again)
    );
    let inbox = port.read("inbox/friday.yaml");
    assert!(inbox.contains("orphans:"), "{inbox}");
    let _ = ask(port.path(), &["review", "--write"], "");
    assert!(!port.facts().contains("party: union"), "{}", port.facts());
}

#[test]
fn lines_written_by_hand_are_not_written_over() {
    let port = Port::new();
    let by_hand = "positions: [ { party: union, on: contract, stance: accepts, text: By hand } ]\n";
    port.write("facts/reviewed.yaml", by_hand);
    port.write("model.yaml", &format!("{PORT}facts: facts/*.yaml\n"));
    let asked = ask(port.path(), &["review"], "a\ns\n");
    assert_eq!(asked.status.code(), Some(2), "{}", told(&asked));
    assert!(told(&asked).contains("written by hand"), "{}", told(&asked));
    assert_eq!(port.facts(), by_hand);
    assert!(port.read("inbox/friday.yaml").contains("decision: accept"));
    // Out of the way, they stay, and the decision is written beside them.
    std::fs::rename(
        port.at("facts/reviewed.yaml"),
        port.at("facts/by-hand.yaml"),
    )
    .expect("moved");
    let written = ask(port.path(), &["review", "--write"], "");
    assert_eq!(written.status.code(), Some(0), "{}", told(&written));
    // A line added to our own file later is seen too.
    let facts = port.facts();
    let with_line = format!("{facts}notes:\n  - {{ kind: context, text: By hand }}\n");
    port.write("facts/reviewed.yaml", &with_line);
    let refused = ask(port.path(), &["review", "--write"], "");
    assert_eq!(refused.status.code(), Some(2), "{}", told(&refused));
    assert_eq!(port.facts(), with_line);
}

#[test]
fn a_fact_is_the_same_as_an_accepted_one_or_as_none() {
    let port = Port::new();
    let ids = port.ids();
    // The second is pending, then rejected; a fact is not the same as itself either.
    for typed in [
        format!("m\n{}\ns\nr\n", ids[1]),
        format!("m\n{}\ns\n", ids[1]),
        format!("m\n{}\ns\n", ids[0]),
    ] {
        let asked = ask(port.path(), &["review"], &typed);
        assert!(told(&asked).contains("That cannot be:"), "{}", told(&asked));
    }
    let inbox = port.read("inbox/friday.yaml");
    assert!(!inbox.contains("decision: accept"), "{inbox}");
    // Written by hand into the inbox, it is refused with the reason.
    let by_hand = inbox.replacen("decision: pending", "decision: accept", 1);
    let by_hand = by_hand.replacen(
        "    kind:",
        &format!("    same_as: {}\n    kind:", ids[1]),
        1,
    );
    port.write("inbox/friday.yaml", &by_hand);
    let written = ask(port.path(), &["review", "--write"], "");
    assert!(
        told(&written).contains("which is not accepted"),
        "{}",
        told(&written)
    );
}

#[test]
fn undo_does_not_wipe_a_later_correction() {
    let port = Port::new();
    let _ = ask(port.path(), &["review"], "e\non=cranes/automatic\na\nq\n");
    let inbox = port.read("inbox/friday.yaml");
    let corrected = inbox.replacen("on: cranes/automatic", "on: cranes/crewed", 1);
    assert_ne!(inbox, corrected);
    port.write("inbox/friday.yaml", &corrected);
    let undone = ask(port.path(), &["review", "--undo"], "");
    assert_eq!(undone.status.code(), Some(2), "{}", told(&undone));
    assert!(
        told(&undone).contains("changed by hand since"),
        "{}",
        told(&undone)
    );
    assert_eq!(port.read("inbox/friday.yaml"), corrected);
}

#[test]
fn an_inbox_that_is_gone_is_told() {
    let port = Port::new();
    port.write("inbox/friday.yaml", "");
    let asked = ask(port.path(), &["review"], "a\n");
    assert_ne!(asked.status.code(), Some(0));
    assert!(
        told(&asked).contains("this inbox is empty"),
        "{}",
        told(&asked)
    );
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    /// In a folder that came from a stranger no default output is written through a link.
    #[test]
    fn a_default_output_follows_no_link() {
        for (command, file) in [
            (vec!["brief"], "brief.md"),
            (vec!["explore"], "explore.html"),
            (vec!["packet"], "packet/packet.zip"),
        ] {
            let port = Port::new();
            let victim = tempfile::tempdir().expect("a folder");
            let victim = victim.path().join("victim");
            std::fs::write(&victim, "mine").expect("a file");
            let name = port
                .path()
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let linked = port.at(&format!("output/{name}/{file}"));
            std::fs::create_dir_all(linked.parent().expect("a folder")).expect("a folder");
            symlink(&victim, &linked).expect("a link");
            let made = ask(port.path(), &command, "");
            assert_eq!(made.status.code(), Some(2), "{command:?}: {}", told(&made));
            assert_eq!(
                std::fs::read_to_string(&victim).expect("it is there"),
                "mine"
            );
        }
    }

    /// The same of a folder that is a link; what the user names may be one.
    #[test]
    fn a_folder_that_the_user_names_may_be_a_link() {
        let port = Port::new();
        let outside = tempfile::tempdir().expect("a folder");
        symlink(outside.path(), port.at("output")).expect("a link");
        let made = ask(port.path(), &["brief"], "");
        assert_eq!(made.status.code(), Some(2), "{}", told(&made));
        let named = ask(port.path(), &["brief", "-o", "output"], "");
        assert_eq!(named.status.code(), Some(0), "{}", told(&named));
    }

    /// Facts and inboxes are not written through a link out of the folder: the model could not read them back.
    #[test]
    fn decisions_stay_in_the_folder() {
        let port = Port::new();
        let outside = tempfile::tempdir().expect("a folder");
        symlink(outside.path(), port.at("facts")).expect("a link");
        let asked = ask(port.path(), &["review"], "a\ns\n");
        assert_eq!(asked.status.code(), Some(2), "{}", told(&asked));
        std::fs::remove_dir_all(port.at("inbox")).expect("removed");
        symlink(outside.path(), port.at("inbox")).expect("a link");
        let made = ask(port.path(), &["extract", "friday.txt", "--inbox"], "");
        assert_eq!(made.status.code(), Some(2), "{}", told(&made));
        let left = std::fs::read_dir(outside.path()).expect("a folder").count();
        assert_eq!(left, 0);
    }
}
