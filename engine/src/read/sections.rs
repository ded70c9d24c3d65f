//! The top-level keys of a model file.

use crate::diagnostic::Diagnostic;
use crate::model::{FORMAT, Model, Origin, Spelling};
use crate::source::Place;
use crate::yaml::{Content, Key, Node};

use super::fields::unknown_key;
use super::files::Tree;
use super::reader::Reader;
use super::{bodies, issues, milestones, parties, positions, records, reported, sources};

type Decode = fn(&mut Reader, &Node, &mut Model);

/// Every top-level key with what reads it: the one list of the language's sections.
const SECTIONS: &[(&str, Decode)] = &[
    ("format", elsewhere),
    ("title", |reader, node, model| {
        model.title = reader.text(node).unwrap_or_default();
    }),
    ("as_of", |reader, node, model| {
        model.as_of = reader.date(node);
    }),
    ("goal", |reader, node, model| {
        let text = reader.text(node);
        model.goal = text.and_then(|text| reader.target(&text, node.place, "the goal is"));
    }),
    ("spelling", |reader, node, model| {
        let spelling = reader.word(node, "spelling", &SPELLINGS);
        model.spelling = spelling.unwrap_or_default();
    }),
    ("sources", sources::decode),
    ("parties", parties::decode),
    ("issues", issues::decode),
    ("milestones", milestones::decode),
    ("positions", positions::decode),
    ("votes", bodies::votes),
    ("claims", records::claims),
    ("events", records::events),
    ("incompatible", records::incompatible),
    ("notes", records::notes),
    ("silent", records::silent),
    // Read once everything is declared: they add to issues and milestones of any file.
    ("contested", elsewhere),
    ("consents", elsewhere),
    ("facts", elsewhere),
];

pub(super) const SPELLINGS: [(&str, Spelling); 2] = [
    ("british", Spelling::British),
    ("american", Spelling::American),
];

/// A key that is not read with the other sections of its file.
fn elsewhere(_: &mut Reader, _: &Node, _: &mut Model) {}

/// Decodes all files into one model.
pub(super) fn model(trees: &[Tree], reader: &mut Reader) -> Model {
    let mut model = Model::default();
    for tree in trees {
        reader.origin = tree.origin;
        decode(&tree.root, &mut model, reader);
    }
    reported::settle(trees, &mut model, reader);
    require_format(trees, reader);
    model.deciding = std::mem::take(&mut reader.deciding);
    model
}

fn decode(root: &Node, model: &mut Model, reader: &mut Reader) {
    if matches!(root.content, Content::Scalar { .. } | Content::List(_)) {
        reader.wrong_type(
            root,
            "a model file is a map of keys such as `parties:` and `positions:`",
        );
    }
    for (key, value) in root.entries() {
        match SECTIONS.iter().find(|(name, _)| *name == key.text) {
            Some(_) if value.is_null() => {}
            Some((_, read)) => read(reader, value, model),
            None => reader.problem(unknown_section(key)),
        }
    }
}

fn unknown_section(key: &Key) -> Diagnostic {
    let names: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
    unknown_key(key, "a model", names.iter().copied())
        .help(format!("the keys are {}", names.join(", ")))
}

/// `format: 1` is required once.
fn require_format(trees: &[Tree], reader: &mut Reader) {
    let stated: Vec<&Node> = trees
        .iter()
        .filter_map(|tree| tree.root.get("format"))
        .collect();
    for node in &stated {
        if let Some(number) = reader.whole(node).filter(|number| *number != FORMAT) {
            reader.problem(other_format(number, node.place));
        }
    }
    let first = trees.iter().find(|tree| tree.origin == Origin::Written);
    if let Some(first) = first.filter(|_| stated.is_empty()) {
        reader.problem(no_format(first.root.place));
    }
}

fn other_format(number: u64, place: Place) -> Diagnostic {
    let message = format!("this is format {number}, and this program reads format {FORMAT}");
    Diagnostic::error("unknown-format", message, place)
        .help("see the changelog's heading *Model format* for how to migrate")
}

fn no_format(root: Place) -> Diagnostic {
    let beginning = Place {
        end: root.start,
        ..root
    };
    let message = "the model does not say `format: 1`";
    Diagnostic::error("missing-key", message, beginning)
        .help("write `format: 1` as the first line of the model")
}
