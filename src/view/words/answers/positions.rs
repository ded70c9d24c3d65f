//! Who says what.

use crate::analysis::{Contradiction, Matrix, MatrixRow, Stated};
use crate::model::{Confidence, Model, Stance, Target};

use super::clauses::sentence;
use super::notes::noted;
use super::openings::confidence_word;
use crate::view::words::{Words, count};
use crate::view::{Document, Item, Line, Section};

/// `positions`.
pub fn positions_answer(words: &Words<'_>, matrix: &Matrix) -> Document {
    let model = words.model;
    let mut sections = Vec::new();
    for MatrixRow { target, cells } in &matrix.rows {
        let items = cells
            .iter()
            .flat_map(|cell| {
                cell.positions.iter().map(|held| {
                    let mut item = words.stated_line(&held.stated).item();
                    item.below.extend(own_words(model, &held.stated));
                    item.below
                        .extend(held.over.then(|| Line::derived(OVER).item()));
                    noted(item, &held.stated.note)
                })
            })
            .collect();
        sections.extend(Section::of_items(model.target_name(target), items));
    }
    let statements: usize = matrix
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.positions.len())
        .sum();
    let mut document = Document {
        title: match statements {
            0 => "No position is in force.".to_owned(),
            _ => format!(
                "{} in force on {}.",
                crate::view::words::upper_first(&count(statements, "position", "positions")),
                count(matrix.rows.len(), "subject", "subjects")
            ),
        },
        lead: Vec::new(),
        sections,
        ..Document::default()
    };
    let contested = matrix
        .contested
        .iter()
        .map(|Contradiction { party, target }| {
            Line::derived(format!(
                "{} {} on {} on one day; this is read as unknown.",
                words.party_first(party),
                words.verb(party, "contradicts itself", "contradict themselves"),
                words.target(target)
            ))
            .item()
        })
        .collect();
    document
        .sections
        .extend(Section::of_items("Self-contradictions", contested));
    document
}

/// What is told of a refusal whose `until` has been reached.
pub(in crate::view) const OVER: &str =
    "Over: what it was to last until is there, or is not asked any more.";

/// What the author calls a position, where it is not clear from its target.
pub(in crate::view) fn own_words(model: &Model, stated: &Stated) -> Option<Item> {
    let text = model.positions[stated.id].text.as_ref()?;
    Some(Line::derived(sentence(text)).citing(&stated.cites).item())
}

/// A position in the few words of a table cell.
pub(in crate::view) fn short(model: &Model, position: &crate::model::Position) -> Line {
    let unit = position
        .on
        .issue()
        .and_then(|issue| model.issues.get(issue))
        .and_then(|issue| issue.scale.as_ref())
        .map_or("", |scale| scale.unit.as_str());
    let what = match (&position.text, &position.value, &position.on) {
        (Some(text), _, _) => text.clone(),
        (None, Some(value), _) => {
            format!("{}: {} {unit}", position.stance.word(), value.in_words())
        }
        (None, None, Target::Option(..)) => {
            format!(
                "{}: {}",
                position.stance.word(),
                model.target_name(&position.on)
            )
        }
        (None, None, Target::Milestone(_) | Target::Issue(_)) => position.stance.word().to_owned(),
    };
    let marks = marks(position);
    let marks = match marks.is_empty() {
        true => String::new(),
        false => format!(" ({})", marks.join("; ")),
    };
    Line::derived(format!("{}{marks}", what.trim())).citing(&position.cites)
}

/// What few words must not lose: that it is a refusal, that it hangs on something, and how sure the author is.
pub(in crate::view) fn marks(position: &crate::model::Position) -> Vec<String> {
    let refuses = position.stance == Stance::Rejects && position.text.is_some();
    let unsure = position
        .confidence
        .filter(|level| *level != Confidence::High);
    let fixed = [
        (refuses, "refusal"),
        (position.condition.is_some(), "on a condition"),
        (position.until.is_some(), "ends on a condition"),
    ];
    let fixed = fixed.into_iter().filter(|(holds, _)| *holds);
    fixed
        .map(|(_, mark)| mark.to_owned())
        .chain(unsure.map(confidence_word))
        .collect()
}
