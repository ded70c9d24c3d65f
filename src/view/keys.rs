//! The picture of the way to a goal in a text, and the keys to its knots as sentences: each with its letter in the picture.

use crate::analysis::Blocks;
use crate::graph::PositionGraph;

use super::words::{Words, upper_first};
use super::{Figure, Item, KeyLine, Knot, KnotPicture, Line, Picture, Sign, Table, way};

/// Whether sentences carry where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cited {
    /// They do.
    Yes,
    /// What a move would lift has just been told with its sources.
    Before,
}

/// The picture of the way to a goal, for a text that lists its keys.
pub(super) fn way_figure(
    (words, graph, answer): (&Words<'_>, &PositionGraph, &Blocks),
    picture: &KnotPicture,
) -> Figure {
    let goal = answer.goal.to_string().replace('/', "-");
    Figure {
        stem: format!("blocks-{goal}"),
        picture: Picture::Knots(std::boxed::Box::new(picture.clone())),
        graph: Some(way(words, graph, answer)),
        table: Table::default(),
        has_keys: true,
    }
}

/// Each knot of a picture by its name, with its keys below.
pub(super) fn keys_by_knot(picture: &KnotPicture, cited: Cited) -> Vec<Item> {
    let numbers = picture.numbers();
    let knots = picture.knots.iter().zip(&numbers);
    let items = knots.map(|(knot, number)| {
        let name = knot_heading(knot, number);
        let takes = match knot.takes.as_str() {
            "" => String::new(),
            takes => format!(", undone by {takes}"),
        };
        Line::derived(format!("{name}{takes}.")).above(keys_of(knot, cited))
    });
    items.collect()
}

/// The keys to a knot, and how many are left out.
pub(super) fn keys_of(knot: &Knot, cited: Cited) -> Vec<Item> {
    let lines = knot.keys.iter().map(|line| key(line, cited));
    let more = (knot.left_out > 0).then(|| {
        let more = format!("{} more: impasse blocks {}", knot.left_out, knot.goal);
        Item::derived(more)
    });
    lines.chain(more).collect()
}

fn key(line: &KeyLine, cited: Cited) -> Item {
    let sign = (!line.keys.is_empty()).then(|| Sign::Keys(line.keys.clone()));
    let cites = line.cites.iter().filter(|_| cited == Cited::Yes);
    let end = if line.words.ends_with([':', '.']) {
        ""
    } else {
        "."
    };
    let inside = line.inside.iter().map(|one| key(one, cited));
    let told = Line::derived(format!("{}{end}", line.words));
    told.signed(sign).citing(cites).above(inside)
}

/// `Knot 2: the territory in the east`; without a number where there is only one.
pub(super) fn knot_heading(knot: &Knot, number: &str) -> String {
    match number {
        "" => upper_first(&knot.name),
        number => format!("{number}: {}", knot.name),
    }
}
