//! The same model gives the same bytes: whatever the order of its YAML, the locale, the zone, the cores, the folder that the
//! program is started in, and the path of the model. Only parties, issues with their options, milestones and citations keep
//! the author's order, where a reader sees it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bounded::{folder, program, run, write};
use crate::dice::Dice;
use impasse::read::read_path;

/// What is asked: text, JSON and every kind of picture and page.
const QUESTIONS: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "json"],
    &["blocks"],
    &["blocks", "--format", "json"],
    &["blocks", "--tree"],
    &["deadlocks", "--format", "json"],
    &["conflicts"],
    &["conflicts", "--format", "json"],
    &["gaps", "--format", "json"],
    &["positions"],
    &["positions", "--format", "json"],
    &["draw", "board", "-o", "board.svg"],
    &["draw", "board", "-o", "board.gexf"],
    &["draw", "overview", "--force", "-o", "overview.svg"],
    &["draw", "blocks", "-o", "blocks.dot"],
    &["draw", "timeline", "-o", "timeline.mmd"],
    &["draw", "parties", "-o", "parties.svg"],
    #[cfg(feature = "png")]
    &["draw", "blocks", "-o", "blocks.png"],
    &["brief", "--for", "all", "-o", "briefs"],
    &["explore", "-o", "explore.html"],
    &["packet", "-o", "packet"],
];

fn shipped() -> Vec<PathBuf> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let entries = std::fs::read_dir(models).expect("models/ can be listed");
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    found.sort();
    found
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("it can be listed") {
        let path = entry.expect("an entry").path();
        let end = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &end),
            false => drop(std::fs::copy(&path, end).expect("it can be copied")),
        }
    }
}

/// Every file below a folder by its name in it, with what it holds.
fn files(folder: &Path, below: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    let entries = std::fs::read_dir(folder).expect("it can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path
            .strip_prefix(below)
            .expect("it lies below")
            .to_path_buf();
        match path.is_dir() {
            true => files(&path, below, found),
            false => found.push((name, std::fs::read(&path).expect("it can be read"))),
        }
    }
}

/// The surroundings of a run.
#[derive(Default)]
struct Around<'a> {
    variables: &'a [(&'a str, &'a str)],
    /// The one core that may be used.
    core: Option<&'a str>,
}

impl Around<'_> {
    fn command(&self) -> Command {
        let plain = program();
        let mut command = match self.core {
            Some(core) => {
                let mut command = Command::new("taskset");
                command.args(["-c", core]).arg(plain.get_program());
                command.args(plain.get_args());
                command.env_remove("IMPASSE_MODEL").env("NO_COLOR", "1");
                command
            }
            None => plain,
        };
        command.envs(self.variables.iter().copied());
        command
    }

    /// Everything that is answered and written of a model.
    fn told(&self, model: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let into = folder();
        let mut told = Vec::new();
        for question in QUESTIONS {
            let mut command = self.command();
            command.arg("-m").arg(model).args(*question);
            let said = run(command.current_dir(into.path()));
            assert!(
                matches!(said.code, Some(0 | 1)),
                "{question:?}: {}",
                said.all()
            );
            let name = PathBuf::from(question.join(" "));
            // Only the paths of places in problems depend on where the model is.
            let text = said.text().replace(&*model.to_string_lossy(), "MODEL");
            told.push((name, text.into_bytes()));
        }
        files(into.path(), into.path(), &mut told);
        told
    }
}

/// The words around a byte.
fn around(bytes: &[u8], at: usize) -> String {
    let part = &bytes[at.saturating_sub(120)..bytes.len().min(at + 120)];
    String::from_utf8_lossy(part).into_owned()
}

fn same(one: &[(PathBuf, Vec<u8>)], other: &[(PathBuf, Vec<u8>)], what: &str) {
    let names = |told: &[(PathBuf, Vec<u8>)]| -> Vec<PathBuf> {
        told.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(one), names(other), "{what}");
    for ((name, bytes), (_, others)) in one.iter().zip(other) {
        let pairs = bytes.iter().zip(others);
        let at = pairs.take_while(|(a, b)| a == b).count();
        assert!(
            bytes == others,
            "{what}: {} differs:\n{}\n{}",
            name.display(),
            around(bytes, at),
            around(others, at)
        );
    }
}

#[test]
fn neither_locale_nor_zone_nor_cores_nor_path_change_a_byte() {
    for model in shipped() {
        let own = Around::default().told(&model);
        let turkish = [
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "tr_TR.UTF-8"),
            ("TZ", "Asia/Kathmandu"),
        ];
        let plain = [
            ("LC_ALL", "C"),
            ("TZ", "America/St_Johns"),
            ("SOURCE_DATE_EPOCH", "1"),
        ];
        for variables in [&turkish[..], &plain] {
            let around = Around {
                variables,
                ..Around::default()
            };
            same(&own, &around.told(&model), &format!("{variables:?}"));
        }
        if Command::new("taskset").arg("--version").output().is_ok() {
            let around = Around {
                core: Some("0"),
                ..Around::default()
            };
            same(&own, &around.told(&model), "one core");
        }
        // The name of the folder is the model's name; what is above it is not told.
        let elsewhere = folder();
        let path = elsewhere
            .path()
            .join("a b/ü")
            .join(model.file_name().expect("a name"));
        copy(&model, &path);
        same(&own, &Around::default().told(&path), "another path");
    }
}

/// A tree of YAML, written again in another order.
struct Shuffled<'d> {
    dice: &'d mut Dice,
    out: String,
}

/// Keys whose entries keep the author's order, where a reader sees it.
const KEPT: [&str; 4] = ["parties", "issues", "options", "milestones"];

/// Of several citations the author's first is the first one printed, where no star says which one decides.
fn is_citation(node: &impasse::yaml::Node) -> bool {
    let words = node.text().unwrap_or_default().trim_end_matches('*');
    let number = words.rsplit_once(" s").map(|(_, number)| number);
    node.get("source").is_some() || number.is_some_and(|number| number.parse::<u32>().is_ok())
}

impl Shuffled<'_> {
    fn mix<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.dice.below(last + 1));
        }
    }

    /// Writes a value on one line, its keys and its items in another order.
    fn value(&mut self, node: &impasse::yaml::Node, key: &str) {
        use impasse::yaml::Content;
        match &node.content {
            Content::Null => self.out.push_str("null"),
            Content::Scalar { text } => self
                .out
                .push_str(&serde_json::to_string(text).expect("a text")),
            Content::List(items) => {
                let are_citations = items.iter().all(is_citation);
                let mut items: Vec<_> = items.iter().collect();
                if !are_citations {
                    self.mix(&mut items);
                }
                self.out.push('[');
                for item in items {
                    self.value(item, "");
                    self.out.push_str(", ");
                }
                self.out.push(']');
            }
            Content::Map(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                if !KEPT.contains(&key) {
                    self.mix(&mut entries);
                }
                self.out.push_str("{ ");
                for (name, value) in entries {
                    self.out
                        .push_str(&serde_json::to_string(&name.text).expect("a text"));
                    self.out.push_str(": ");
                    self.value(value, &name.text);
                    self.out.push_str(", ");
                }
                self.out.push('}');
            }
        }
    }
}

/// A file of a model with its keys and items in another order.
fn shuffled(text: &str, dice: &mut Dice) -> String {
    let mut problems = Vec::new();
    let root = impasse::yaml::parse(0, text, &mut problems).expect("it can be read");
    assert!(problems.is_empty(), "{problems:?}");
    let mut sections: Vec<_> = root.entries().iter().collect();
    let mut file = Shuffled {
        dice,
        out: String::new(),
    };
    file.mix(&mut sections);
    for (name, value) in sections {
        file.out.push_str(&format!("{}: ", name.text));
        file.value(value, &name.text);
        file.out.push('\n');
    }
    file.out
}

/// What is told of a model, without what the order of its files changes: a place is where something stands, and the version
/// is the hash of the texts.
fn without_places(model: &Path, told: Vec<(PathBuf, Vec<u8>)>) -> Vec<(PathBuf, Vec<u8>)> {
    let version = read_path(model).expect("it can be read").model.version;
    let is_told = |name: &Path| {
        let is_check = name.to_string_lossy().starts_with("check");
        !is_check && name.extension().is_none_or(|end| end != "zip")
    };
    let told = told.into_iter().filter(|(name, _)| is_told(name));
    told.map(|(name, bytes)| match String::from_utf8(bytes) {
        Ok(text) => (name, text.replace(&version, "VERSION").into_bytes()),
        Err(pixels) => (name, pixels.into_bytes()),
    })
    .collect()
}

#[test]
fn the_order_of_the_yaml_changes_no_byte() {
    for model in shipped() {
        let own = without_places(&model, Around::default().told(&model));
        for seed in 1..=3u64 {
            let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
            let elsewhere = folder();
            let path = elsewhere.path().join(model.file_name().expect("a name"));
            copy(&model, &path);
            for entry in std::fs::read_dir(&model).expect("it can be listed") {
                let file = entry.expect("an entry").path();
                let name = file
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                if name.ends_with(".yaml") && name != "lesson.yaml" {
                    let text = std::fs::read_to_string(&file).expect("it can be read");
                    write(&path, &name, &shuffled(&text, &mut dice));
                }
            }
            let told = without_places(&path, Around::default().told(&path));
            same(&own, &told, &format!("seed {seed}"));
        }
    }
}
