//! How sure an answer is, and what rests on one origin only.

use crate::analysis::{Blocker, Blocks, Deadlock, Doubt, Known, RingEdge, Status};
use crate::model::Confidence;

use super::blocks::blocker_words;
use super::changes::status_word;
use super::openings::{confidence_word, doubt_items};
use crate::view::words::Words;
use crate::view::{Item, Line, Section};

/// How sure an answer is, and what rests on one origin only.
pub fn how_sure(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let confidence = answer.confidence.as_ref()?.exact().copied();
    let says_little = confidence == Some(Confidence::High)
        && !matches!(answer.status(), Status::Blocked | Status::Open);
    if says_little || words.model.sources.is_empty() {
        return None;
    }
    let mut items = vec![Item::derived(level(words, answer, confidence))];
    items.extend(doubt_items(words, &answer.doubts));
    items.extend(ways_count_on_less(words, answer));
    items.extend(weak_links(words, answer));
    Section::of_items("How sure this is", items)
}

/// What no sentence tells, and what one origin tells.
fn weak_links(words: &Words<'_>, answer: &Blocks) -> Vec<Item> {
    let rings = answer.deadlocks.items().iter();
    let edges = rings.flat_map(|ring| weak_edges(words, ring, answer));
    told_by_no_sentence(words, answer)
        .chain(told_by_one(words, answer))
        .chain(edges)
        .collect()
}

/// The highest level of confidence at which the answer is the same.
fn level(words: &Words<'_>, answer: &Blocks, confidence: Option<Confidence>) -> String {
    let it = words.agree(&answer.goal, "it", "they");
    let (is, state) = (words.is(&answer.goal), status_word(answer.status()));
    match confidence {
        None => "How sure the result is could not be computed.".to_owned(),
        Some(Confidence::High) => format!(
            "That {it} {is} {state} does not depend on any position marked below high confidence; how reliable the texts are is another matter."
        ),
        Some(level @ (Confidence::Medium | Confidence::Low)) => format!(
            "That {it} {is} {state} rests on positions of {}: if they were unknown, the answer would be another.",
            confidence_word(level)
        ),
    }
}

/// The yeses, read with less, on which some way to open the goal counts: each once.
fn ways_count_on_less(words: &Words<'_>, answer: &Blocks) -> Option<Item> {
    let sets = answer.unblocking_sets();
    let mut doubts: Vec<Doubt> = Vec::new();
    for doubt in sets.iter().flat_map(|set| set.doubts.items()) {
        if !doubts.contains(doubt) {
            doubts.push(doubt.clone());
        }
    }
    if answer.status() != Status::Blocked || doubts.is_empty() {
        return None;
    }
    let known = match sets.iter().find_map(|set| set.doubts.why()) {
        Some(why) => Known::Partial(doubts, why.to_owned()),
        None => Known::Exact(doubts),
    };
    let below = doubt_items(words, &known);
    let line = Line::derived("A way to open it also counts on answers that are no surer:");
    (!below.is_empty()).then(|| line.above(below))
}

/// The blockers for which the model has no sentence.
fn without_sentence(answer: &Blocks) -> impl Iterator<Item = &Blocker> {
    let blockers = answer.blockers.items().iter();
    blockers.filter(|b| b.cites.is_empty() && !b.unknown)
}

fn told_by_no_sentence(words: &Words<'_>, answer: &Blocks) -> impl Iterator<Item = Item> {
    without_sentence(answer).map(|blocker| {
        let refusal = blocker_words(words, blocker);
        Item::derived(format!("Told by no sentence: {refusal}."))
    })
}

/// Blockers that one origin tells: all of them in one line, or each.
fn told_by_one(words: &Words<'_>, answer: &Blocks) -> Vec<Item> {
    // A yes that is missing is no refusal.
    let blockers = answer.blockers.items().iter();
    let blockers: Vec<&Blocker> = blockers.filter(|one| !one.unknown).collect();
    let of_one = |b: &&Blocker| is_of_one_origin(words, &b.cites);
    let single: Vec<&Blocker> = blockers.iter().copied().filter(of_one).collect();
    if !single.is_empty() && single.len() == blockers.len() {
        let all = "Each refusal and condition that blocks it rests on one report, or on reports that retell one another.";
        return vec![Item::derived(all)];
    }
    let is_weakest = single.len() == 1 && without_sentence(answer).next().is_none();
    let link = match is_weakest {
        true => "The weakest link",
        false => "A weak link",
    };
    let links = single.into_iter();
    links.map(|one| weak_blocker(words, link, one)).collect()
}

fn weak_blocker(words: &Words<'_>, link: &str, blocker: &Blocker) -> Item {
    let refusal = blocker_words(words, blocker);
    let line = Line::derived(format!(
        "{link}, which rests on a single source: {refusal}."
    ));
    line.citing(&blocker.cites).item()
}

fn is_of_one_origin(words: &Words<'_>, cites: &[crate::source::Citation]) -> bool {
    words.model.origins(cites) == 1 && words.model.knows_origins(cites)
}

/// Edges of a ring that one origin tells where others have more, and that are not named as blockers already.
fn weak_edges(words: &Words<'_>, ring: &Deadlock, answer: &Blocks) -> Vec<Item> {
    let mut edges = ring.edges.iter();
    if !edges.any(|edge| words.model.origins(&edge.cites) > 1) {
        return Vec::new();
    }
    let edges = ring.edges.iter();
    let weak = edges.filter(|edge| is_of_one_origin(words, &edge.cites));
    let weak = weak.filter(|edge| !is_named(answer, edge));
    weak.map(|edge| weak_edge(words, edge)).collect()
}

/// Whether an edge is a blocker of the goal.
fn is_named(answer: &Blocks, edge: &RingEdge) -> bool {
    let mut blockers = answer.blockers.items().iter();
    blockers.any(|b| Some(&b.change) == edge.change.as_ref())
}

fn weak_edge(words: &Words<'_>, edge: &RingEdge) -> Item {
    let text = format!(
        "A weak link of the circle, which rests on a single source: {} waits for {}.",
        words.waiter(&edge.from),
        words.waiter(&edge.needs)
    );
    Line::derived(text).citing(&edge.cites).item()
}
