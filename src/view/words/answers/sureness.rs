//! How sure an answer is, and what rests on one origin only.

use crate::analysis::{Blocks, Deadlock, Status};
use crate::model::Confidence;

use super::changes::status_word;
use super::openings::{confidence_word, doubt_items};
use crate::view::words::Words;
use crate::view::{Item, Line, Section};

/// How sure an answer is, and what rests on one origin only.
pub fn how_sure(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let confidence = answer.confidence.as_ref()?;
    let is_sure = confidence.exact() == Some(&crate::model::Confidence::High);
    let says_little = is_sure && !matches!(answer.status(), Status::Blocked | Status::Open);
    if says_little || words.model.sources.is_empty() {
        return None;
    }
    let (is, state) = (words.is(&answer.goal), status_word(answer.status()));
    let it = if words.is_plural(&answer.goal) {
        "they"
    } else {
        "it"
    };
    let level = match confidence.exact() {
        None => "How sure the result is could not be computed.".to_owned(),
        Some(Confidence::High) => format!(
            "That {it} {is} {state} does not depend on any position marked below high confidence; how reliable the texts are is another matter."
        ),
        Some(level) => format!(
            "That {it} {is} {state} rests on positions of {}: if they were unknown, the answer would be another.",
            confidence_word(*level)
        ),
    };
    let mut items = vec![Line::derived(level).item()];
    items.extend(doubt_items(words, &answer.doubts));
    let mut ways = answer.unblocking_sets().iter();
    if answer.status() == Status::Blocked && ways.any(|set| !set.doubts.items().is_empty()) {
        let line = "A way to open it counts on less than that, as is said beside it.";
        items.push(Line::derived(line).item());
    }
    let untold = answer.blockers.items().iter();
    let untold: Vec<_> = untold
        .filter(|b| b.cites.is_empty() && !b.unknown)
        .collect();
    items.extend(untold.iter().map(|b| {
        let refusal = words.refusal(&b.change, &b.until, b.implied);
        Line::derived(format!("Told by no sentence: {refusal}.")).item()
    }));
    let single: Vec<_> = answer
        .blockers
        .items()
        .iter()
        .filter(|b| words.model.origins(&b.cites) == 1 && words.model.knows_origins(&b.cites))
        .collect();
    if !single.is_empty() && single.len() == answer.blockers.items().len() {
        items.push(
            Line::derived("Each refusal and condition that blocks it is told by one origin only.")
                .item(),
        );
    } else {
        let told = if single.len() == 1 && untold.is_empty() {
            "The weakest link, told by one origin only"
        } else {
            "A weak link, told by one origin only"
        };
        items.extend(single.into_iter().map(|b| {
            let refusal = words.refusal(&b.change, &b.until, b.implied);
            Line::derived(format!("{told}: {refusal}."))
                .citing(&b.cites)
                .item()
        }));
    }
    items.extend(
        answer
            .deadlocks
            .items()
            .iter()
            .flat_map(|ring| weak_edges(words, ring, answer)),
    );
    Section::of_items("How sure this is", items)
}

/// Edges of a ring that one origin tells where others have more, and that are not named as blockers already.
pub(in crate::view) fn weak_edges(
    words: &Words<'_>,
    ring: &Deadlock,
    answer: &Blocks,
) -> Vec<Item> {
    let origins = |edge: &crate::analysis::RingEdge| words.model.origins(&edge.cites);
    let most = ring.edges.iter().map(origins).max().unwrap_or(0);
    let named = |edge: &crate::analysis::RingEdge| {
        answer
            .blockers
            .items()
            .iter()
            .any(|b| Some(&b.change) == edge.change.as_ref())
    };
    let weak = ring
        .edges
        .iter()
        .filter(|edge| most > 1 && origins(edge) == 1 && !named(edge))
        .filter(|edge| words.model.knows_origins(&edge.cites));
    weak.map(|edge| {
        let text = format!(
            "A weak link of the ring, told by one origin only: {} waits for {}.",
            words.waiter(&edge.from),
            words.waiter(&edge.needs)
        );
        Line::derived(text).citing(&edge.cites).item()
    })
    .collect()
}
