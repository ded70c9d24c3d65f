//! Who says what.

use crate::analysis::{Contradiction, Held, Matrix, MatrixRow};
use crate::model::{Confidence, Model, Position, Stance, Target};

use super::clauses::sentence;
use super::notes::noted;
use super::openings::confidence_word;
use crate::view::words::{Words, count, in_brackets, upper_first};
use crate::view::{Document, Item, Line, Section};

/// `positions`.
pub fn positions_answer(words: &Words<'_>, matrix: &Matrix) -> Document {
    let rows = matrix.rows.iter();
    let rows = rows.filter_map(|row| row_section(words, row));
    let sections = rows.chain(contradictions(words, matrix));
    words.shortened(Document::of(how_many(matrix), [], sections))
}

fn how_many(matrix: &Matrix) -> String {
    match positions_in(matrix) {
        0 => "No position is in force.".to_owned(),
        positions => format!(
            "{} in force on {}.",
            upper_first(&count(positions, "position", "positions")),
            count(matrix.rows.len(), "subject", "subjects")
        ),
    }
}

fn positions_in(matrix: &Matrix) -> usize {
    let cells = matrix.rows.iter().flat_map(|row| &row.cells);
    cells.map(|cell| cell.positions.len()).sum()
}

fn row_section(words: &Words<'_>, row: &MatrixRow) -> Option<Section> {
    let held = row.cells.iter().flat_map(|cell| &cell.positions);
    let items = held.map(|held| held_item(words, held));
    Section::of_items(words.model.target_name(&row.target), items.collect())
}

fn held_item(words: &Words<'_>, held: &Held) -> Item {
    let over = held.over.then(|| Item::derived(OVER));
    let below = own_words_below(words, &words.model.positions[held.stated.id]);
    let below = below.into_iter().chain(over);
    let item = words.stated_line(&held.stated).above(below);
    noted(item, &held.stated.note)
}

fn contradictions(words: &Words<'_>, matrix: &Matrix) -> Option<Section> {
    let items = matrix.contested.iter().map(|one| contradiction(words, one));
    Section::of_items("Self-contradictions", items.collect())
}

fn contradiction(words: &Words<'_>, found: &Contradiction) -> Item {
    let contradicts = words.party_does(&found.party, "contradicts itself", "contradict themselves");
    let target = words.target(&found.target);
    Item::derived(format!(
        "{contradicts} on {target} on one day; this is read as unknown."
    ))
}

/// What is told of a refusal whose `until` has been reached.
pub(in crate::view) const OVER: &str =
    "Over: what it was to last until is there, or is not asked any more.";

/// What the author calls a position, where it is not clear from its target: each wording with its sentences.
pub(in crate::view) fn own_words(position: &Position) -> Vec<Item> {
    let worded = position.worded().into_iter();
    let lines =
        worded.map(|(text, cites)| Line::derived(upper_first(&sentence(text))).citing(cites));
    lines.map(Line::item).collect()
}

/// The same below a line that has the sentences already: only words for one sentence among several name it again.
pub(in crate::view) fn own_words_below(words: &Words<'_>, position: &Position) -> Vec<Item> {
    match &position.text {
        // It is told in these words already.
        Some(_) if is_told_in_them(position) => Vec::new(),
        Some(_) if position.running_text().is_some() => {
            let others = words.other_wordings(position).into_iter();
            others.map(Line::item).collect()
        }
        Some(text) if position.wordings.is_empty() => vec![Item::derived(sentence(text))],
        Some(_) | None => own_words(position),
    }
}

/// Whether the sentence of a position is made of the author's words.
fn is_told_in_them(position: &Position) -> bool {
    let runs_on = position.running_text().is_some();
    (position.remark || runs_on) && position.wordings.is_empty()
}

/// A position in the few words of a table cell.
pub(in crate::view) fn short(model: &Model, position: &Position) -> Line {
    let what = in_few_words(model, position);
    let marks = in_brackets(marks(position), "; ");
    Line::derived(format!("{}{marks}", what.trim())).citing(&position.cites)
}

/// The author's words for a position, else its stance with the number or answer that it is about.
fn in_few_words(model: &Model, position: &Position) -> String {
    let stance = position.stance.word();
    match (&position.text, &position.value, &position.on) {
        (Some(text), _, _) => upper_first(text),
        (None, Some(value), on) => {
            let issue = on.issue().and_then(|issue| model.issues.get(issue));
            let number = issue.map(|issue| issue.range_words(value));
            format!("{stance}: {}", number.unwrap_or_else(|| value.in_words()))
        }
        (None, None, on @ Target::Option(..)) => format!("{stance}: {}", model.target_name(on)),
        (None, None, Target::Issue(_)) => on_the_whole(position.stance).to_owned(),
        (None, None, Target::Milestone(_)) => stance.to_owned(),
    }
}

/// What a party says of settling an issue as a whole.
fn on_the_whole(stance: Stance) -> &'static str {
    match stance {
        Stance::Rejects => "refuses to settle it",
        Stance::Accepts => "agrees to settle it",
        Stance::Demands | Stance::Proposes | Stance::Offers | Stance::Prefers | Stance::Open => {
            stance.word()
        }
    }
}

/// What few words must not lose: that it is a refusal, that it hangs on something, and how sure the author is.
fn marks(position: &Position) -> Vec<String> {
    let unsure = position.confidence;
    let unsure = unsure.filter(|level| *level != Confidence::High);
    let marks = [
        is_refusal_in_own_words(position).then_some("refusal"),
        position.condition.is_some().then_some("on a condition"),
        position.until.is_some().then_some("ends on a condition"),
    ];
    let marks = marks.into_iter().flatten().map(str::to_owned);
    marks.chain(unsure.map(confidence_word)).collect()
}

fn is_refusal_in_own_words(position: &Position) -> bool {
    position.stance == Stance::Rejects && position.text.is_some()
}
