//! What is to be said of a drawing beside it: letters that the font lacks, and words too small for a slide.

use std::collections::BTreeSet;

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::layout::Placed;
use crate::view::Diagram;
use crate::write::{DrawingFormat, Spelling};

use super::views::View;

/// A slide of 16:9 in points, and the smallest words that its back row can read.
const SLIDE: (f64, f64) = (960.0, 540.0);
const READABLE: f64 = 9.0;

/// Arguments that are given and change nothing in this drawing, each said once.
pub(super) fn not_used(view: &View, format: &DrawingFormat, arguments: &ArgMatches) -> String {
    let given = |name: &&str| arguments.value_source(name) == Some(ValueSource::CommandLine);
    let all: BTreeSet<&str> = View::ALL
        .iter()
        .flat_map(|view| view.uses.iter().copied())
        .collect();
    let others = all.into_iter().filter(|name| !view.uses.contains(name));
    let others = others.filter(given).map(|name| match name {
        "goal" => format!("note: `{}` does not use GOAL\n", view.name),
        name => format!("note: `{}` does not use --{name}\n", view.name),
    });
    let in_pixels = matches!(format.write, Spelling::Pixels(_));
    let sizes = ["scale", "width"].into_iter().filter(|_| !in_pixels);
    let sizes = sizes.filter(given).map(|name| {
        format!(
            "note: {} has no pixels and does not use --{name}\n",
            format.name
        )
    });
    others.chain(sizes).collect()
}

/// How to make a drawing legible on a slide, where fitted to one its words would be too small.
pub(super) fn on_a_slide(view: &View, placed: &Placed, format: &DrawingFormat) -> String {
    let words = points_on_a_slide(placed);
    if words >= READABLE || !matches!(format.name, "svg" | "png") {
        return String::new();
    }
    format!(
        "note: fitted to a 16:9 slide its words would be {words:.0} pt; {}\n",
        view.smaller
    )
}

/// How large the words of a drawing are that is fitted to a slide.
fn points_on_a_slide(placed: &Placed) -> f64 {
    // Title, legend and sources take about so much beside the drawing itself.
    let (width, height) = (placed.width.max(620.0) + 48.0, placed.height + 190.0);
    12.0 * (SLIDE.0 / width).min(SLIDE.1 / height)
}

/// Letters that the shipped font lacks: pixels have question marks for them, other formats leave them to the reader's fonts.
pub(super) fn missing_letters<'w>(
    words: impl IntoIterator<Item = &'w str>,
    format: &DrawingFormat,
) -> String {
    let words = words.into_iter();
    let missing: BTreeSet<char> = words.flat_map(|words| format.lacks(words)).collect();
    if missing.is_empty() {
        return String::new();
    }
    let some = shortened(&missing);
    match format.write {
        Spelling::Pixels(_) => format!(
            "warning: no shipped font has signs for {some}: they stand as question marks in the picture; an SVG leaves them to the reader's fonts\n"
        ),
        Spelling::Picture(_) | Spelling::Graph(_) => format!(
            "warning: the shipped font (Latin, Greek, Cyrillic) has no signs for {some}: the reader's own fonts draw them, and their widths are estimated\n"
        ),
    }
}

/// The words of boxes and headings.
pub(super) fn words_of(diagram: &Diagram) -> Vec<&str> {
    let boxes = diagram.boxes.iter();
    let words = boxes.flat_map(|b| [&b.label, &b.note, &b.over]);
    let headings = [&diagram.title, &diagram.subtitle];
    words.chain(headings).map(String::as_str).collect()
}

fn shortened(letters: &BTreeSet<char>) -> String {
    const SHOWN: usize = 40;
    let some: String = letters.iter().take(SHOWN).collect();
    match letters.len().saturating_sub(SHOWN) {
        0 => some,
        more => format!("{some} and {more} more"),
    }
}
