//! Needed answers that nobody has given, and silences that a text tells.

use crate::analysis::Gap;
use crate::model::{Silence, Target};

use super::clauses::sentence;
use super::notes::noted;
use crate::view::words::doers::Doer;
use crate::view::words::together::told_together;
use crate::view::words::{Words, count, upper_first};
use crate::view::{Document, Item, Line, Section, WhoseWords};

/// Where silences are listed.
pub(in crate::view) const SILENT: &str = "Asked, expected or looked for, and not in these texts";

/// A silence, in a sentence.
pub(in crate::view) fn silence_item(words: &Words<'_>, silence: &Silence) -> Item {
    let line = Line::derived(silence_words(words, silence));
    let note = silence.note.iter().map(|note| sentence(note));
    line.citing(&silence.cites)
        .of(WhoseWords::Reported)
        .above(note.map(Item::derived))
}

fn silence_words(words: &Words<'_>, silence: &Silence) -> String {
    let (party, target) = (&silence.party, words.target(&silence.on));
    let asked = silence.asked.as_ref().map(|what| ("Asked", what));
    let expected = silence.expected.as_ref().map(|what| ("Expected", what));
    let Some((how, what)) = asked.or(expected) else {
        let party = words.party(party);
        return format!("No answer from {party} on {target} is in these texts.");
    };
    let has = words.party_does(party, "has", "have");
    format!(
        "{has} given no answer on {target}. {how}: {}",
        sentence(what)
    )
}

/// `gaps`.
pub fn gaps_answer(words: &Words<'_>, gaps: &[Gap], goal: Option<&Target>) -> Document {
    let (on, off): (Vec<&Gap>, Vec<&Gap>) = gaps.iter().partition(|gap| gap.on_the_way);
    let silent = words.model.silent.iter();
    let silent = silent.map(|one| silence_item(words, one)).collect();
    let sections = Section::of_lists([
        (on_the_way(words, goal).as_str(), gap_items(words, &on)),
        ("Elsewhere", gap_items(words, &off)),
        (SILENT, silent),
    ]);
    let lead = (!gaps.is_empty()).then(|| Line::derived("Silence is neither consent nor refusal."));
    words.shortened(Document::of(how_many(gaps.len()), lead, sections))
}

fn how_many(gaps: usize) -> String {
    match gaps {
        0 => "No gap: nobody whose yes is needed has kept silent.".to_owned(),
        n => format!(
            "{}: a yes is needed, and no position is in force.",
            upper_first(&count(n, "gap", "gaps"))
        ),
    }
}

fn on_the_way(words: &Words<'_>, goal: Option<&Target>) -> String {
    match goal {
        Some(goal) => format!("On the way to {}", words.target(goal)),
        None => "Needed somewhere".to_owned(),
    }
}

fn gap_items(words: &Words<'_>, gaps: &[&Gap]) -> Vec<Item> {
    let tell = |gap: &Gap, doer: &Doer| gap_line(words, gap, doer);
    let gaps = gaps.iter().copied();
    told_together(words, gaps, tell, |item, notes| noted(item, notes))
}

fn gap_line(words: &Words<'_>, gap: &Gap, doer: &Doer) -> Line {
    let about = words.question(&gap.target);
    let told = words.spoken_on(doer, (&gap.party, &gap.target), gap.spoken, &about);
    Line::derived(format!("{told}.")).citing(&gap.cites)
}
