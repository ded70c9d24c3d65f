//! The ways to open a goal, with what each still relies on and how sure that is.

use crate::analysis::{Awaited, Blocks, Doubt, Known, Status};
use crate::model::Confidence;

use super::clauses::in_one_sentence;
use super::notes::with_extent;
use crate::view::words::{Words, and, count};
use crate::view::{Block, Item, Line, Section};

pub(in crate::view) fn openings(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    if answer.status() == Status::Blocked && answer.unblocking.value().is_none() {
        return with_extent("Smallest ways to open it", Vec::new(), &answer.unblocking);
    }
    let nothing_to_do = answer
        .unblocking_sets()
        .iter()
        .all(|set| set.changes.is_empty());
    if nothing_to_do || (answer.status() != Status::Blocked && !answer.secure) {
        return None;
    }
    let sets = answer.unblocking_sets();
    let shared = sets.len() > 1 && sets.iter().all(|set| set.doubts == sets[0].doubts);
    let items: Vec<Item> = sets
        .iter()
        .map(|set| {
            let changes: Vec<String> = set
                .changes
                .iter()
                .map(|change| words.change(change))
                .collect();
            let red = match set.red_lines {
                0 => String::new(),
                lines => format!(" That gives up {}.", count(lines, "red line", "red lines")),
            };
            let relies = match set.awaited.exact().is_some_and(Vec::is_empty) {
                true => String::new(),
                false => relies_on(words, set),
            };
            let line = Line::derived(format!("{}.{red}{relies}", in_one_sentence(&changes)));
            let below = doubt_items(words, &set.doubts);
            Item {
                below: if shared { Vec::new() } else { below },
                line,
            }
        })
        .collect();
    let shown = items.len();
    let all = answer
        .ways()
        .map_or_else(|| "an unknown number of".to_owned(), ToString::to_string);
    let heading = if answer.unblocking.why().is_some() && answer.ways().is_none() {
        format!("Of an unknown number of smallest ways to open it, {shown}")
    } else if all == shown.to_string() {
        match shown {
            1 => "The only smallest way to open it".to_owned(),
            _ => format!("The {shown} smallest ways to open it"),
        }
    } else if shown == 1 {
        format!("The first of {all} smallest ways to open it")
    } else {
        format!("The first {shown} of {all} smallest ways to open it")
    };
    let heading = match &answer.asked_party {
        Some(party) => format!("{heading}, by what {} alone can change", words.party(party)),
        None => heading,
    };
    let mut blocks = vec![Block::Items(items)];
    let smallest = match (shown, answer.ways()) {
        (1, Some(all)) if *all == 1u32.into() => "It is smallest: leave one move out and it fails.",
        _ => {
            "Each way is smallest: leave one move out and it fails. Those that give up fewest red lines come first, then the shortest."
        }
    };
    blocks.push(Block::Say(Line::derived(smallest)));
    let doubts = sets.first().filter(|_| shared);
    let doubts = doubts
        .map(|set| doubt_items(words, &set.doubts))
        .unwrap_or_default();
    if !doubts.is_empty() {
        let lead = "Each way listed counts on what is less than certain:";
        blocks.push(Block::Say(Line::derived(lead)));
        blocks.push(Block::Items(doubts));
    }
    blocks.extend(
        answer
            .unblocking
            .why()
            .map(|why| Block::Say(Line::derived(format!("Not the whole list: {why}.")))),
    );
    Some(Section::new(heading, blocks))
}

/// The yeses that something counts on though they are read into what was said.
pub(in crate::view) fn doubt_items(words: &Words<'_>, doubts: &Known<Vec<Doubt>>) -> Vec<Item> {
    let item = |doubt: &Doubt| {
        let line = format!(
            "It counts on the yes of {} to {}, which is read with {}.",
            words.party(&doubt.party),
            words.target(&doubt.target),
            confidence_word(doubt.confidence)
        );
        Line::derived(line).citing(&doubt.cites).item()
    };
    let why = doubts.why().map(|why| {
        let line = format!("What else it counts on is not known: {why}.");
        Line::derived(line).item()
    });
    doubts.items().iter().map(item).chain(why).collect()
}

pub(in crate::view) fn confidence_word(confidence: Confidence) -> String {
    format!("{} confidence", confidence.word())
}

/// What a way to open something still relies on: in full where it is short.
pub(in crate::view) fn relies_on(words: &Words<'_>, set: &crate::analysis::SetOfChanges) -> String {
    const ONE: &str = "answer that is not known";
    const MANY: &str = "answers that are not known";
    let (Some(&least), all) = (set.least_awaited.exact(), set.awaited.exact()) else {
        return " What it still relies on could not be computed.".to_owned();
    };
    match all {
        Some(all) if all.len() <= 2 && least == all.len() => {
            let one =
                |a: &Awaited| format!("{} for {}", words.party(&a.party), words.target(&a.target));
            let parts: Vec<String> = all.iter().map(one).collect();
            format!(" It still relies on {}.", and(&parts))
        }
        Some(all) if least == all.len() => {
            format!(" It still relies on {}.", count(least, ONE, MANY))
        }
        Some(_) | None => format!(" It still relies on at least {}.", count(least, ONE, MANY)),
    }
}
