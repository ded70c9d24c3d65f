//! Needed answers that nobody has given, and silences that a text tells.

use crate::analysis::Gap;
use crate::model::{Silence, Target};

use super::clauses::sentence;
use super::notes::noted;
use crate::view::words::spoken::spoken_word;
use crate::view::words::{Words, count, upper_first};
use crate::view::{Document, Item, Line, Section, WhoseWords};

/// Where silences are listed.
pub(in crate::view) const SILENT: &str = "Asked, expected or looked for, and not in these texts";

/// A silence, in a sentence.
pub(in crate::view) fn silence_item(words: &Words<'_>, silence: &Silence) -> Item {
    let line = Line::derived(silence_words(words, silence));
    let note = silence.note.iter().map(|note| sentence(note));
    Item {
        line: line.citing(&silence.cites).of(WhoseWords::Reported),
        below: note.map(Item::derived).collect(),
    }
}

fn silence_words(words: &Words<'_>, silence: &Silence) -> String {
    let target = words.target(&silence.on);
    let asked = silence.asked.as_ref().map(|what| ("Asked", what));
    let expected = silence.expected.as_ref().map(|what| ("Expected", what));
    match asked.or(expected) {
        Some((how, what)) => format!(
            "{} {} not answered on {target}. {how}: {}",
            words.party_first(&silence.party),
            words.verb(&silence.party, "has", "have"),
            sentence(what)
        ),
        None => format!(
            "No answer of {} on {target} is in these texts.",
            words.party(&silence.party)
        ),
    }
}

/// `gaps`.
pub fn gaps_answer(words: &Words<'_>, gaps: &[Gap], goal: Option<&Target>) -> Document {
    let title = match gaps.len() {
        0 => "No gap: nobody whose yes is needed has kept silent.".to_owned(),
        n => format!(
            "{}: a yes is needed, and no position is in force.",
            upper_first(&count(n, "gap", "gaps"))
        ),
    };
    let heading = match goal {
        Some(goal) => format!("On the way to {}", words.target(goal)),
        None => "Needed somewhere".to_owned(),
    };
    let (on, off): (Vec<&Gap>, Vec<&Gap>) = gaps.iter().partition(|gap| gap.on_the_way);
    let items = |gaps: Vec<&Gap>| gaps.into_iter().map(|gap| gap_item(words, gap)).collect();
    let silent = words.model.silent.iter();
    let silent = silent.map(|one| silence_item(words, one)).collect();
    let sections = [
        Section::of_items(heading, items(on)),
        Section::of_items("Elsewhere", items(off)),
        Section::of_items(SILENT, silent),
    ];
    let lead = (!gaps.is_empty()).then(|| Line::derived("Silence is neither consent nor refusal."));
    Document {
        title,
        lead: lead.into_iter().collect(),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

fn gap_item(words: &Words<'_>, gap: &Gap) -> Item {
    let line = Line::derived(format!(
        "{} on {}: {}.",
        words.party_first(&gap.party),
        words.target(&gap.target),
        spoken_word(words, &gap.party, gap.spoken)
    ));
    noted(line.citing(&gap.cites).item(), &gap.notes)
}
