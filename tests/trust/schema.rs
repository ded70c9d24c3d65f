//! The schema against the reader: every key that the reader asks for stands in it and no other; what reads validates, and
//! what an editor should underline does not. Validity is judged by somebody else's program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use impasse::diagnostic::Diagnostic;
use impasse::read::read_text;
use impasse::read::schema::{CONDITION, SHAPES};
use impasse::yaml::{self, Content, Node};
use serde_json::{Map, Number, Value};

/// Where a map of each shape stands; `@` is the map, `@@` a key in it.
const PLACES: [(&str, &str); 28] = [
    ("source", "sources: { a: @ }"),
    (
        "citation",
        "sources: { a: }\nmilestones: { m: { cites: [ { source: a, sentence: 1, @@ } ] } }",
    ),
    ("party", "parties: { p: @ }"),
    ("speaker", "parties: { p: { speakers: { s: @ } } }"),
    ("interest", "parties: { p: { interests: { i: @ } } }"),
    ("batna", "parties: { p: { batna: @ } }"),
    ("change", "parties: { p: { changed: [@] } }"),
    ("issue", "issues: { i: @ }"),
    (
        "option",
        "issues: { i: { between: [p], options: { a: @ } } }",
    ),
    ("scale", "issues: { i: { between: [p], scale: @ } }"),
    ("milestone", "milestones: { m: @ }"),
    (
        "consent",
        "parties: { p: }\nmilestones: { m: { consent: [ { p: @ } ] } }",
    ),
    ("deadline", "milestones: { m: { deadline: @ } }"),
    (
        "extension",
        "milestones: { m: { deadline: { date: 2026-01-01, extended: [@] } } }",
    ),
    ("extends", "milestones: { m: { extends: [@] } }"),
    ("position", "positions: [@]"),
    ("split", "positions: [ { splits: @ } ]"),
    ("end", "positions: [ { ended: @ } ]"),
    ("range", "positions: [ { value: @ } ]"),
    ("vote", "votes: [@]"),
    ("claim", "claims: { c: @ }"),
    ("event", "events: [@]"),
    ("exclusion", "incompatible: [@]"),
    ("note", "notes: [@]"),
    ("silence", "silent: [@]"),
    ("reported-consent", "consents: [@]"),
    (
        "said-of-condition",
        "milestones: { m: , n: { requires: [ { m: @ } ] } }",
    ),
    ("rule", "parties: { p: { rule: @ } }"),
];

/// A key that nothing has.
const STRANGE: &str = "strange-key";

/// The keys that the reader names where it finds one that it does not know.
fn keys_of_the_reader(yaml: &str) -> BTreeSet<String> {
    let text = format!("format: 1\n{yaml}\n");
    let problems = read_text("m.yaml", &text).problems;
    let is_it =
        |problem: &&Diagnostic| problem.code == "unknown-key" && problem.message.contains(STRANGE);
    let problem = problems.iter().find(is_it);
    let problem = problem.unwrap_or_else(|| panic!("a strange key is reported in\n{yaml}"));
    let help = problem.help.as_deref().expect("the help names the keys");
    let (_, keys) = help.split_once(" are ").expect("the keys are listed");
    keys.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_key_that_the_reader_asks_for_stands_in_the_schema_and_no_other() {
    let ends = ["at_least", "more_than", "at_most", "less_than", "between"];
    let mut told = 0;
    for shape in SHAPES {
        let mut keys: BTreeSet<String> = shape.keys.iter().map(|one| one.key.to_owned()).collect();
        if shape.name == "model" {
            assert_eq!(
                keys,
                keys_of_the_reader(&format!("{STRANGE}: 1")),
                "a model"
            );
            continue;
        }
        if shape.name == CONDITION.name {
            // Which keys it may have depends on the first; the models below show them.
            continue;
        }
        if shape.name == "said-of-condition" {
            keys.retain(|key| !ends.contains(&key.as_str()));
        }
        let place = PLACES.iter().find(|(name, _)| *name == shape.name);
        let (name, place) = place.unwrap_or_else(|| panic!("no place for {}", shape.name));
        let inside = place.replace("@@", &format!("{STRANGE}: 1"));
        let yaml = inside.replace('@', &format!("{{ {STRANGE}: 1 }}"));
        assert_eq!(keys, keys_of_the_reader(&yaml), "{name}");
        told += 1;
    }
    assert_eq!(told, PLACES.len(), "every place was looked at");
}

fn schema(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("IMPASSE_MODEL")
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("the schema is JSON")
}

/// A file as an editor sees it.
fn as_json(text: &str) -> Option<Value> {
    yaml::parse(0, text, &mut Vec::new()).map(|node| value(&node))
}

fn value(node: &Node) -> Value {
    match &node.content {
        Content::Null => Value::Null,
        Content::Scalar { text } => scalar(text),
        Content::List(items) => Value::Array(items.iter().map(value).collect()),
        Content::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, node)| (key.text.clone(), value(node)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn scalar(text: &str) -> Value {
    let whole = text.parse::<i64>().ok().filter(|it| it.to_string() == text);
    let number = text.parse::<f64>().ok().filter(|_| text.contains('.'));
    let number = whole
        .map(Number::from)
        .or_else(|| Number::from_f64(number?));
    match (text, number) {
        ("true", _) => Value::Bool(true),
        ("false", _) => Value::Bool(false),
        (_, Some(number)) => Value::Number(number),
        (text, None) => Value::String(text.to_owned()),
    }
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

/// The models that stand in the cases: each block of YAML.
fn models_in_cases() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join("tests/cases"), root.join("docs")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)
            .expect("the folder is there")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let text = std::fs::read_to_string(&path).expect("a page");
                let blocks = text.split("```yaml").skip(1);
                found.extend(blocks.filter_map(|block| {
                    Some(block.split_once('\n')?.1.split("```").next()?.to_owned())
                }));
            }
        }
    }
    found
}

#[test]
fn what_reads_without_a_problem_is_valid() {
    let checked = schema(&["schema"]);
    let validator = jsonschema::validator_for(&checked).expect("the schema is a schema");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let mut files = Vec::new();
    yaml_files(&root, &mut files);
    files.retain(|path| {
        path.file_name().is_some_and(|name| name != "lesson.yaml")
            && !path.to_string_lossy().contains("inbox")
    });
    assert!(files.len() >= 10, "{files:?}");
    let shipped = files
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a file"));
    let in_cases = models_in_cases()
        .into_iter()
        .filter(|text| text.contains("format: 1") && !read_text("m.yaml", text).has_errors());
    let mut looked = 0;
    for text in shipped.chain(in_cases) {
        let value = as_json(&text).expect("it is YAML");
        let problems: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(problems.is_empty(), "{problems:#?}\n{text}");
        looked += 1;
    }
    assert!(looked > 80, "only {looked} models were looked at");
}

#[test]
fn what_an_editor_should_underline_is_not_valid() {
    let checked = schema(&["schema"]);
    let validator = jsonschema::validator_for(&checked).expect("the schema is a schema");
    let wrong = [
        "parties: { kyiv: { nmae: Ukraine } }",
        "parties: { Kyiv: { name: Ukraine } }",
        "positions: [ { party: kyiv, on: deal, stance: wants } ]",
        "positions: [ { on: deal, stance: accepts } ]",
        "positions: [ { party: kyiv, on: deal, stance: accepts, since: 2026-1-3 } ]",
        "positions: [ { party: kyiv, on: deal, stance: accepts, in: private } ]",
        "milestones: { deal: { deadline: { otherwise: none } } }",
        "milestones: { deal: { requires: [ { at_least: two, of: [a, b] } ] } }",
        "milestones: { deal: { after: [ { ceasefire: { by: kyiv, when: later } } ] } }",
        "milestones: { deal: { consent: [ { kyiv: { rule: most } } ] } }",
        "issues: { land: { options: [a, b] } }",
        "votes: [ { body: commons, on: deal, for: 3 } ]",
        "claims: { strike: { text: So } }",
        "sources: { a: { sha256: 12ab } }",
        "strange: 1",
    ];
    for text in wrong {
        let value = as_json(text).expect("it is YAML");
        assert!(!validator.is_valid(&value), "valid: {text}");
    }
}

#[test]
fn with_a_model_only_its_ids_are_valid() {
    let checked = schema(&["-m", "ukraine-talks", "schema", "--ids"]);
    let validator = jsonschema::validator_for(&checked).expect("the schema is a schema");
    let is_valid = |text: &str| validator.is_valid(&as_json(text).expect("it is YAML"));
    assert!(is_valid(
        "positions: [ { party: russia, on: ceasefire, stance: rejects, until: settlement } ]"
    ));
    assert!(!is_valid(
        "positions: [ { party: rusia, on: ceasefire, stance: rejects } ]"
    ));
    assert!(!is_valid(
        "positions: [ { party: russia, on: ceasefires, stance: rejects } ]"
    ));
    assert!(!is_valid(
        "positions: [ { party: russia, on: ceasefire, stance: rejects, until: settlements } ]"
    ));
}
