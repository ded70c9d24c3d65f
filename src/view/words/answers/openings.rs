//! The ways to open a goal, with what each still relies on and how sure that is.

use crate::analysis::{Awaited, Blocks, Doubt, Known, SetOfChanges, Status};
use crate::model::Confidence;

use super::clauses::in_one_sentence;
use super::notes::with_extent;
use crate::view::words::{Words, and, count};
use crate::view::{Block, Item, Line, Section};

/// The smallest ways to open a goal; none where nothing has to be done.
pub(in crate::view) fn openings(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let is_blocked = answer.status() == Status::Blocked;
    if is_blocked && answer.unblocking.value().is_none() {
        return with_extent("Smallest ways to open it", Vec::new(), &answer.unblocking);
    }
    let sets = answer.unblocking_sets();
    let nothing_to_do = sets.iter().all(|set| set.changes.is_empty());
    if nothing_to_do || !(is_blocked || answer.secure) {
        return None;
    }
    // What every way counts on is told once, below them.
    let shared = sets.first().filter(|first| {
        let alike = sets.iter().all(|set| set.doubts == first.doubts);
        sets.len() > 1 && alike
    });
    let ways = sets.iter().map(|set| way(words, set, shared.is_none()));
    let mut blocks = vec![Block::Items(ways.collect())];
    blocks.push(Block::Say(Line::derived(why_smallest(answer))));
    blocks.extend(shared.into_iter().flat_map(|set| counted_on(words, set)));
    let why = answer.unblocking.why();
    let missing = why.map(|why| Line::derived(format!("Not the whole list: {why}.")));
    blocks.extend(missing.map(Block::Say));
    Some(Section::new(heading(words, answer), blocks))
}

/// One way: the moves, the red lines that they give up, what they rely on.
fn way(words: &Words<'_>, set: &SetOfChanges, with_doubts: bool) -> Item {
    let changes = set.changes.iter().map(|change| words.change(change));
    let changes: Vec<String> = changes.collect();
    let red = match set.red_lines {
        0 => String::new(),
        lines => format!(" That gives up {}.", count(lines, "red line", "red lines")),
    };
    let relies = match set.awaited.exact().is_some_and(Vec::is_empty) {
        true => String::new(),
        false => relies_on(words, set),
    };
    Item {
        line: Line::derived(format!("{}.{red}{relies}", in_one_sentence(&changes))),
        below: match with_doubts {
            true => doubt_items(words, &set.doubts),
            false => Vec::new(),
        },
    }
}

fn heading(words: &Words<'_>, answer: &Blocks) -> String {
    let ways = heading_of_all(answer);
    match &answer.asked_party {
        Some(party) => format!("{ways}, by what {} alone can change", words.party(party)),
        None => ways,
    }
}

/// How many ways there are, and how many of them stand here.
fn heading_of_all(answer: &Blocks) -> String {
    let shown = answer.unblocking_sets().len();
    let Some(all) = answer.ways().map(ToString::to_string) else {
        let first = match answer.unblocking.why() {
            Some(_) => return format!("Of an unknown number of smallest ways to open it, {shown}"),
            None if shown == 1 => "The first".to_owned(),
            None => format!("The first {shown}"),
        };
        return format!("{first} of an unknown number of smallest ways to open it");
    };
    match (shown, all == shown.to_string()) {
        (1, true) => "The only smallest way to open it".to_owned(),
        (_, true) => format!("The {shown} smallest ways to open it"),
        (1, false) => format!("The first of {all} smallest ways to open it"),
        (_, false) => format!("The first {shown} of {all} smallest ways to open it"),
    }
}

fn why_smallest(answer: &Blocks) -> &'static str {
    let is_only = answer.ways().is_some_and(|all| *all == 1u32.into());
    match is_only && answer.unblocking_sets().len() == 1 {
        true => "It is smallest: leave one move out and it fails.",
        false => {
            "Each way is smallest: leave one move out and it fails. Those that give up fewest red lines come first, then the shortest."
        }
    }
}

/// What every way counts on, though it is less than certain.
fn counted_on(words: &Words<'_>, set: &SetOfChanges) -> Vec<Block> {
    let doubts = doubt_items(words, &set.doubts);
    if doubts.is_empty() {
        return Vec::new();
    }
    let lead = Line::derived("Each way listed counts on what is less than certain:");
    vec![Block::Say(lead), Block::Items(doubts)]
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
    let why = doubts.why();
    let why = why.map(|why| Item::derived(format!("What else it counts on is not known: {why}.")));
    doubts.items().iter().map(item).chain(why).collect()
}

/// `low confidence`.
pub(in crate::view) fn confidence_word(confidence: Confidence) -> String {
    format!("{} confidence", confidence.word())
}

/// What a way to open something still relies on: in full where it is short.
pub(in crate::view) fn relies_on(words: &Words<'_>, set: &SetOfChanges) -> String {
    let (Some(&least), all) = (set.least_awaited.exact(), set.awaited.exact()) else {
        return " What it still relies on could not be computed.".to_owned();
    };
    let all = all.filter(|all| all.len() == least);
    let counted = count(
        least,
        "answer that is not known",
        "answers that are not known",
    );
    let on = match all {
        Some(all) if all.len() <= 2 => named(words, all),
        Some(_) => counted,
        None => format!("at least {counted}"),
    };
    format!(" It still relies on {on}.")
}

fn named(words: &Words<'_>, awaited: &[Awaited]) -> String {
    let one = |a: &Awaited| format!("{} for {}", words.party(&a.party), words.target(&a.target));
    and(&awaited.iter().map(one).collect::<Vec<_>>())
}
