//! What the formats say of boxes and lines: their sentence and sources, and for graphs one list of typed attributes.

use crate::view::{Box, BoxKind, Diagram, DiagramLine, Emphasis, LineKind};

use super::escape::xml;

/// The type of an attribute. Neither format knows dates: they are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyKind {
    Text,
    Number,
}

impl KeyKind {
    pub fn graphml(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "int",
        }
    }

    pub fn gexf(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "integer",
        }
    }
}

/// An attribute.
pub(super) struct Key {
    pub name: &'static str,
    pub kind: KeyKind,
}

const fn text(name: &'static str) -> Key {
    Key {
        name,
        kind: KeyKind::Text,
    }
}

pub(super) const NODE_KEYS: &[Key] = &[
    text("label"),
    text("kind"),
    text("owner"),
    text("group"),
    text("emphasis"),
    text("note"),
    text("sentence"),
    text("sources"),
    text("date"),
    Key {
        name: "degree",
        kind: KeyKind::Number,
    },
];

pub(super) const EDGE_KEYS: &[Key] = &[
    text("kind"),
    text("sentence"),
    Key {
        name: "weight",
        kind: KeyKind::Number,
    },
];

/// The values of a box, in the order of [`NODE_KEYS`].
pub(super) fn node_facts(diagram: &Diagram, index: usize) -> Vec<Option<String>> {
    let item = &diagram.boxes[index];
    let touches = |line: &&DiagramLine| line.from == index || line.to == index;
    let degree = diagram.lines.iter().filter(touches).count();
    vec![
        some(&item.label),
        some(kind_word(item.kind)),
        item.owner.as_ref().map(|owner| owner.name.clone()),
        item.group.map(|group| diagram.groups[group].title.clone()),
        some(emphasis_word(item.emphasis)),
        some(&item.note),
        some(&item.tooltip),
        some(&sources(item, " ")),
        item.date.clone(),
        Some(degree.to_string()),
    ]
}

/// Where a line begins and ends, as attributes of an edge.
pub(super) fn edge_ends(diagram: &Diagram, line: &DiagramLine) -> String {
    let (from, to) = (&diagram.boxes[line.from].id, &diagram.boxes[line.to].id);
    format!("source=\"{}\" target=\"{}\"", xml(from), xml(to))
}

/// The values of a line, in the order of [`EDGE_KEYS`].
pub(super) fn edge_facts(line: &DiagramLine) -> Vec<Option<String>> {
    vec![
        some(line_word(line.kind)),
        some(&line.tooltip),
        Some(line.weight.max(1).to_string()),
    ]
}

/// A text where there is one.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What is said of a box: its sentence, or its label where it has none.
pub(super) fn sentence(item: &Box) -> &str {
    if item.tooltip.is_empty() {
        &item.label
    } else {
        &item.tooltip
    }
}

/// The numbers of a box's sources, with something between them.
pub(super) fn sources(item: &Box, between: &str) -> String {
    let numbers: Vec<String> = item.refs.iter().map(ToString::to_string).collect();
    numbers.join(between)
}

fn kind_word(kind: BoxKind) -> &'static str {
    match kind {
        BoxKind::Demand => "position",
        BoxKind::Offer => "offer",
        BoxKind::RedLine => "red-line",
        BoxKind::Unknown => "unknown",
        BoxKind::Issue => "issue",
        BoxKind::Milestone => "milestone",
        BoxKind::Requirement => "requirement",
        BoxKind::Mark => "mark",
        BoxKind::Party => "party",
    }
}

fn line_word(kind: LineKind) -> &'static str {
    match kind {
        LineKind::NeededFor => "needed-for",
        LineKind::Blocks => "refuses",
        LineKind::Incompatible => "incompatible",
        LineKind::Gap => "apart",
        LineKind::Ring => "must-come-first",
        LineKind::On => "says-of",
        LineKind::Agrees => "agree",
    }
}

fn emphasis_word(emphasis: Emphasis) -> &'static str {
    match emphasis {
        Emphasis::Plain => "",
        Emphasis::Muted => "met",
        Emphasis::Blocking => "blocking",
        Emphasis::Ring => "ring",
        Emphasis::Goal => "goal",
    }
}
