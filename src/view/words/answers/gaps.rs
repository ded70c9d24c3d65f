//! Needed answers that nobody has given, and silences that a text tells.

use crate::analysis::Gap;
use crate::model::{Silence, Target};

use super::clauses::sentence;
use super::notes::noted;
use crate::view::words::spoken::spoken_word;
use crate::view::words::{Words, count};
use crate::view::{Document, Item, Line, Section, WhoseWords};

/// Where silences are listed.
pub(in crate::view) const SILENT: &str = "Asked, expected or looked for, and not in these texts";

/// A silence, in a sentence.
pub(in crate::view) fn silence_item(words: &Words<'_>, silence: &Silence) -> Item {
    let name = words.party_first(&silence.party);
    let target = words.target(&silence.on);
    let has = words.verb(&silence.party, "has", "have");
    let line = match (&silence.asked, &silence.expected) {
        (Some(asked), _) => format!(
            "{name} {has} not answered on {target}. Asked: {}",
            sentence(asked)
        ),
        (None, Some(expected)) => {
            format!(
                "{name} {has} not answered on {target}. Expected: {}",
                sentence(expected)
            )
        }
        (None, None) => format!(
            "No answer of {} on {target} is in these texts.",
            words.party(&silence.party)
        ),
    };
    let note = silence.note.iter();
    Item {
        line: Line::derived(line)
            .citing(&silence.cites)
            .of(WhoseWords::Reported),
        below: note
            .map(|note| Line::derived(sentence(note)).item())
            .collect(),
    }
}

/// `gaps`.
pub fn gaps_answer(words: &Words<'_>, gaps: &[Gap], goal: Option<&Target>) -> Document {
    let title = match gaps.len() {
        0 => "No gap: nobody whose yes is needed has kept silent.".to_owned(),
        n => format!(
            "{}: a yes is needed, and no position is in force.",
            crate::view::words::upper_first(&count(n, "gap", "gaps"))
        ),
    };
    let item = |gap: &Gap| {
        let line = Line::derived(format!(
            "{} on {}: {}.",
            words.party_first(&gap.party),
            words.target(&gap.target),
            spoken_word(words, &gap.party, gap.spoken)
        ));
        noted(line.citing(&gap.cites).item(), &gap.notes)
    };
    let on: Vec<Item> = gaps.iter().filter(|gap| gap.on_the_way).map(item).collect();
    let off: Vec<Item> = gaps
        .iter()
        .filter(|gap| !gap.on_the_way)
        .map(item)
        .collect();
    let heading = goal.map_or_else(
        || "Needed somewhere".to_owned(),
        |goal| format!("On the way to {}", words.target(goal)),
    );
    let silent = words
        .model
        .silent
        .iter()
        .map(|one| silence_item(words, one));
    let sections = Section::of_items(heading, on)
        .into_iter()
        .chain(Section::of_items("Elsewhere", off))
        .chain(Section::of_items(SILENT, silent.collect()))
        .collect();
    Document {
        title,
        lead: vec![Line::derived("Silence is neither consent nor refusal.")]
            .into_iter()
            .filter(|_| !gaps.is_empty())
            .collect(),
        sections,
        ..Document::default()
    }
}
