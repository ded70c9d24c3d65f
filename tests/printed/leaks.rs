//! The leak check on planted sentences: those that tell a secret of another role, and those of the same look that do not.
//!
//! The sentences of `tests/leaks/` were written by readers of the sheets who had not seen how the check works. What is planted
//! on the general sheet becomes a paragraph of the story, on a role's sheet something that it believes.

use std::path::PathBuf;

use impasse::graph::{AsRead, PositionGraph};
use impasse::leak::{LeakCheck, leaks};
use impasse::lesson::{Lesson, read};
use impasse::model::Model;
use impasse::view::{Line, Packet, Reader, orders, packet};
use impasse::yaml::{self, Node};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A lesson of the benchmark, which stays as it was when the sentences were written.
struct Bench {
    model: Model,
    lesson: Lesson,
    packet: Packet,
}

fn bench(name: &str) -> Bench {
    let model = impasse::read::read_path(&root().join("models").join(name));
    let model = model.expect("the model is shipped").model;
    let read_so = AsRead {
        day: model.day(None),
        at_least: None,
    };
    let graph = PositionGraph::build(&model, read_so);
    let text = text_of(&format!("{name}.lesson.yaml"));
    let orders = orders(&model, &graph, model.goal.as_ref());
    let mut problems = Vec::new();
    let lesson = read(&model, &orders, (0, &text), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let packet = packet(&model, &graph, &lesson, model.goal.as_ref());
    Bench {
        model,
        lesson,
        packet,
    }
}

fn text_of(file: &str) -> String {
    let path = root().join("tests/leaks").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// A planted sentence.
struct Planted {
    lesson: String,
    on: String,
    text: String,
    of: Option<String>,
}

fn planted(file: &str) -> Vec<Planted> {
    let text = text_of(file);
    let mut problems = Vec::new();
    let root = yaml::parse(0, &text, &mut problems).expect("it is YAML");
    assert!(problems.is_empty(), "{problems:?}");
    let word = |node: &Node, key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    let entries = root.items().iter();
    entries
        .map(|node| Planted {
            lesson: word(node, "lesson").expect("a lesson"),
            on: word(node, "on").expect("a sheet"),
            text: word(node, "text").expect("a text"),
            of: word(node, "of").filter(|_| word(node, "is_leak").as_deref() == Some("true")),
        })
        .collect()
}

/// What the check says of a lesson in which a sentence is planted: in the lesson, and on the sheet where it is then printed.
fn check(bench: &Bench, planted: &Planted) -> LeakCheck {
    let (mut lesson, mut made) = (bench.lesson.clone(), bench.packet.clone());
    let reader = if planted.on == "general" {
        lesson.background.push(planted.text.clone());
        Reader::All
    } else {
        let mut roles = lesson.roles.iter_mut();
        let role = roles.find(|role| role.id().as_str() == planted.on);
        let role = role.expect("a role");
        role.believes.push(planted.text.clone());
        Reader::Role(role.id().clone())
    };
    let mut sheets = made.sheets.iter_mut();
    let sheet = sheets
        .find(|sheet| sheet.reader == reader)
        .expect("a sheet");
    sheet
        .document
        .lead
        .push(Line::derived(planted.text.clone()));
    leaks(&bench.model, &lesson, &made)
}

/// Whether any of the sentences of a planted text is among those told.
fn holds(planted: &str, told: &str) -> bool {
    planted.contains(told.trim_end_matches('.'))
}

#[derive(Default)]
struct Figures {
    caught: usize,
    leaks: usize,
    /// Leaks that were not caught and are among the three sentences nearest to a secret of their role.
    near: usize,
    flagged: Vec<String>,
    missed: Vec<String>,
}

fn measured(file: &str) -> Figures {
    let benches =
        ["ukraine-talks", "orange", "valley", "flatshare"].map(|name| (name, bench(name)));
    let mut figures = Figures::default();
    for one in planted(file) {
        let (_, bench) = benches
            .iter()
            .find(|(name, _)| *name == one.lesson)
            .expect("a lesson");
        let found = check(bench, &one);
        let telling = found
            .leaks
            .iter()
            .find(|leak| holds(&one.text, &leak.sentence));
        let is_found = telling.is_some();
        let Some(of) = &one.of else {
            if is_found {
                figures.flagged.push(format!("{} ({telling:?})", one.text));
            }
            continue;
        };
        figures.leaks += 1;
        if is_found {
            figures.caught += 1;
            continue;
        }
        let mut own = found
            .nearest
            .iter()
            .filter(|nearest| nearest.role.as_str() == of);
        let is_near = own.any(|nearest| {
            let mut first = nearest.sentences.iter().take(3);
            first.any(|near| holds(&one.text, &near.sentence))
        });
        figures.near += usize::from(is_near);
        figures.missed.push(format!(
            "{} ({of}{})",
            one.text,
            if is_near { ", near" } else { "" }
        ));
    }
    figures
}

impl Figures {
    fn told(&self, file: &str) -> String {
        format!(
            "{file}: {} of {} leaks caught, {} of the rest among the three nearest; {} innocents flagged\nmissed:\n{}\nflagged:\n{}",
            self.caught,
            self.leaks,
            self.near,
            self.flagged.len(),
            self.missed.join("\n"),
            self.flagged.join("\n")
        )
    }
}

/// Figures do not fall; `cargo test --test printed leaks -- --nocapture` prints them with what was missed.
#[test]
fn planted_leaks_are_found_and_innocents_are_not() {
    let sets: [(&str, usize); 4] = [
        ("first.yaml", 43),
        ("second.yaml", 21),
        ("third.yaml", 20),
        ("fourth.yaml", 23),
    ];
    let measured = sets.map(|(file, least)| (measured(file), least, file));
    let told: Vec<String> = measured
        .iter()
        .map(|(figures, _, file)| figures.told(file))
        .collect();
    let told = told.join("\n");
    println!("{told}");
    for (figures, least, _) in measured {
        assert!(figures.caught >= least, "{told}");
        assert!(figures.flagged.is_empty(), "{told}");
    }
}
