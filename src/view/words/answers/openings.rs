//! The ways to open a goal, with what each still relies on and how sure that is.

use crate::analysis::{Awaited, Blocks, Doubt, Known, SetOfChanges, Shape, Status};
use crate::graph::Change;
use crate::model::Confidence;

use super::clauses::in_one_sentence;
use super::knots::{heading_of_knots, knot_items, knots_of, ways_in_all};
use super::notes::with_extent;
use crate::view::words::{Words, and, count, number_word};
use crate::view::{Block, Item, Line, Section};

/// How the ways to a goal are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// By the knots that they undo, where that says the same in fewer words.
    InKnots,
    /// One by one.
    OneByOne,
}

/// The smallest ways to open a goal; none where nothing has to be done.
pub(in crate::view) fn openings(words: &Words<'_>, answer: &Blocks, told: Ways) -> Option<Section> {
    let is_blocked = answer.status() == Status::Blocked;
    if is_blocked && answer.unblocking.value().is_none() {
        return with_extent("Smallest ways to open it", Vec::new(), &answer.unblocking);
    }
    if let Some(knots) = knots_of(answer).filter(|_| told == Ways::InKnots) {
        return Some(Section::new(
            heading_of_knots(knots),
            knot_by_knot(words, answer, knots),
        ));
    }
    let mut sets = answer.unblocking_sets().iter();
    let is_something_to_do = sets.any(|set| !set.changes.is_empty());
    (is_something_to_do && (is_blocked || answer.secure))
        .then(|| Section::new(heading(words, answer), ways_to_open(words, answer)))
}

/// What holds the goal, knot by knot, with what all ways together count on.
fn knot_by_knot(words: &Words<'_>, answer: &Blocks, knots: &[Shape]) -> Vec<Block> {
    let mut blocks = vec![Block::Items(knot_items(words, answer, knots, false))];
    blocks.extend(all_ways(words, answer));
    blocks
}

/// How many ways all knots make together, whose they are, and what they count on.
pub(super) fn all_ways(words: &Words<'_>, answer: &Blocks) -> Vec<Block> {
    let mut blocks = Vec::new();
    let told = ways_in_all(words, answer).into_iter();
    let told: Vec<String> = told.chain(fewest_awaited(answer)).collect();
    blocks.extend((!told.is_empty()).then(|| Block::Say(Line::derived(told.join(" ")))));
    let shared = shared_doubts(answer.unblocking_sets()).filter(|_| answer.lists_every_way());
    blocks.extend(shared.into_iter().flat_map(|all| counted_on(words, all)));
    blocks
}

/// The fewest answers that are not known on which a way still relies.
fn fewest_awaited(answer: &Blocks) -> Option<String> {
    let sets = answer.unblocking_sets();
    let each: Option<Vec<usize>> = sets
        .iter()
        .map(|set| set.least_awaited.exact().copied())
        .collect();
    let fewest = each?
        .into_iter()
        .min()
        .filter(|fewest| *fewest > 0 && answer.lists_every_way())?;
    let answers = unknown_answers(fewest);
    Some(format!("Each way still relies on at least {answers}."))
}

/// The ways, why they are smallest, what all of them count on, and what is missing from the list.
fn ways_to_open(words: &Words<'_>, answer: &Blocks) -> Vec<Block> {
    let sets = answer.unblocking_sets();
    let shared = shared_doubts(sets);
    let ways = sets.iter().map(|set| way(words, set, shared.is_none()));
    let why = answer.unblocking.why();
    let missing = why.map(|why| Line::derived(format!("Not the whole list: {why}.")));
    let mut blocks = vec![Block::Items(ways.collect())];
    blocks.push(Block::Say(Line::derived(why_smallest(answer))));
    blocks.extend(shared.into_iter().flat_map(|all| counted_on(words, all)));
    blocks.extend(missing.map(Block::Say));
    blocks
}

/// What every way counts on, which is told once, below them.
fn shared_doubts(sets: &[SetOfChanges]) -> Option<&Known<Vec<Doubt>>> {
    let (first, others) = sets.split_first()?;
    let alike = others.iter().all(|set| set.doubts == first.doubts);
    (alike && !others.is_empty()).then_some(&first.doubts)
}

/// One way: the moves, the red lines that they give up, what they rely on.
fn way(words: &Words<'_>, set: &SetOfChanges, with_doubts: bool) -> Item {
    let changes: Vec<&Change> = set.changes.iter().collect();
    let moves = in_one_sentence(&words.joint_changes(&changes));
    let red = red_lines_given_up(set.red_lines);
    let relies = match set.awaited.exact().is_some_and(Vec::is_empty) {
        true => String::new(),
        false => relies_on(words, set),
    };
    Line::derived(format!("{moves}.{red}{relies}")).above(match with_doubts {
        true => doubt_items(words, &set.doubts),
        false => Vec::new(),
    })
}

/// ` That gives up one red line.`; empty where none is given up.
pub(in crate::view) fn red_lines_given_up(lines: usize) -> String {
    match lines {
        0 => String::new(),
        lines => format!(" That gives up {}.", count(lines, "red line", "red lines")),
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
    match answer.ways().map(ToString::to_string) {
        Some(all) => heading_of_known(shown, &all),
        None => heading_of_unknown(shown, answer.unblocking.why().is_some()),
    }
}

fn heading_of_known(shown: usize, all: &str) -> String {
    match (shown, all == shown.to_string()) {
        (1, true) => "The only way to open it".to_owned(),
        (_, true) => format!("The {} ways to open it", number_word(shown)),
        (1, false) => format!("The first of {all} ways to open it"),
        (_, false) => {
            let shown = number_word(shown);
            format!("The first {shown} of {all} ways to open it")
        }
    }
}

/// Where a list was cut short, those that stand here are not its first.
fn heading_of_unknown(shown: usize, cut_short: bool) -> String {
    const ALL: &str = "of an unknown number of ways to open it";
    match (cut_short, shown) {
        (true, _) => format!("Of an unknown number of ways to open it, {shown}"),
        (false, 1) => format!("The first {ALL}"),
        (false, _) => format!("The first {shown} {ALL}"),
    }
}

fn why_smallest(answer: &Blocks) -> &'static str {
    let is_only = answer.ways().is_some_and(|all| *all == 1u32.into());
    match is_only && answer.unblocking_sets().len() == 1 {
        true => "Every move in it is needed.",
        false if gives_up_red_lines(answer) => {
            "Every move in a way is needed. Those that give up fewest red lines come first, then the shortest."
        }
        false => "Every move in a way is needed. The shortest come first.",
    }
}

/// Whether some way listed gives up a red line.
pub(in crate::view) fn gives_up_red_lines(answer: &Blocks) -> bool {
    let mut ways = answer.unblocking_sets().iter();
    ways.any(|way| way.red_lines > 0)
}

/// What every way counts on, though it is less than certain.
fn counted_on(words: &Words<'_>, doubts: &Known<Vec<Doubt>>) -> Vec<Block> {
    let doubts = doubt_items(words, doubts);
    if doubts.is_empty() {
        return Vec::new();
    }
    let lead = Line::derived("Each way listed counts on what is less than certain:");
    vec![Block::Say(lead), Block::Items(doubts)]
}

/// The yeses that something counts on though they are read into what was said.
pub(in crate::view) fn doubt_items(words: &Words<'_>, doubts: &Known<Vec<Doubt>>) -> Vec<Item> {
    let items = doubts.items().iter().map(|doubt| doubt_item(words, doubt));
    let why = doubts.why();
    let why = why.map(|why| Item::derived(format!("What else it counts on is not known: {why}.")));
    items.chain(why).collect()
}

fn doubt_item(words: &Words<'_>, doubt: &Doubt) -> Item {
    let line = format!(
        "It counts on the yes of {} to {}, which is read with {}.",
        words.party(&doubt.party),
        words.target(&doubt.target),
        confidence_word(doubt.confidence)
    );
    Line::derived(line).citing(&doubt.cites).item()
}

/// `low confidence`.
pub(in crate::view) fn confidence_word(confidence: Confidence) -> String {
    format!("{} confidence", confidence.word())
}

/// What a way to open something still relies on: in full where it is short.
pub(in crate::view) fn relies_on(words: &Words<'_>, set: &SetOfChanges) -> String {
    let Some(&least) = set.least_awaited.exact() else {
        return " What it still relies on could not be computed.".to_owned();
    };
    let all = set.awaited.exact().filter(|all| all.len() == least);
    let counted = unknown_answers(least);
    let on = match all {
        Some(all) if all.len() <= 2 => named(words, all),
        Some(_) => counted,
        None => format!("at least {counted}"),
    };
    format!(" It still relies on {on}.")
}

/// A number of answers that are not known.
pub(super) fn unknown_answers(number: usize) -> String {
    count(
        number,
        "answer that is not known",
        "answers that are not known",
    )
}

fn named(words: &Words<'_>, awaited: &[Awaited]) -> String {
    let one = |a: &Awaited| format!("{} for {}", words.party(&a.party), words.target(&a.target));
    and(&awaited.iter().map(one).collect::<Vec<_>>())
}
