//! What stands under a picture: what is refused elsewhere, what is not worked out, marks, and sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocks, Status};
use crate::model::{PartyId, Target};
use crate::source::SourceId;

use crate::view::drawings::maker::Maker;
use crate::view::words::and;
use crate::view::words::answers::{exclusion_item, ring_in_words};

use super::Knot;

/// Most refusals that are named.
const MOST_REFUSED: usize = 3;

/// The lines under a picture.
pub(super) fn footer(maker: &Maker<'_>, answer: &Blocks, knots: &[Knot]) -> Vec<String> {
    let words = maker.words;
    let exclusions = answer.exclusions.iter();
    let exclusions = exclusions.map(|one| exclusion_item(words, one).line.words);
    let avoided = answer.avoided_rings.items().iter().map(|one| {
        let ring = ring_in_words(words, &one.ring);
        format!("Not drawn: a circle that another way avoids: {ring}.")
    });
    let lines = [refused_elsewhere(maker, answer), not_whole(answer)];
    let lines = lines.into_iter().flatten();
    let marks = marks(knots);
    lines
        .chain(exclusions)
        .chain(avoided)
        .chain(marks)
        .collect()
}

/// The sources with their numbers and titles, and with their ids alone; each with the model.
pub(super) fn sources(maker: &Maker<'_>, used: &BTreeSet<SourceId>) -> (String, String) {
    let model = format!("Model: {}.", maker.model.name);
    let (full, short) = maker.listed(used);
    let with_model = |sources: String| [sources, model.clone()].join(" ").trim().to_owned();
    (with_model(full), with_model(short))
}

/// What is refused and is not what blocks the goal, by what is refused.
fn refused_elsewhere(maker: &Maker<'_>, answer: &Blocks) -> Option<String> {
    let mut refused: BTreeMap<&Target, BTreeSet<&PartyId>> = BTreeMap::new();
    for one in answer.not_blocking.items() {
        refused.entry(&one.target).or_default().insert(&one.party);
    }
    let told = refused.iter().map(|(target, parties)| {
        let about = maker.words.question(target);
        let parties = parties.iter().map(|party| maker.name(party));
        format!("{about} ({})", parties.collect::<Vec<_>>().join(", "))
    });
    let mut told: Vec<String> = told.collect();
    let more = told.len().saturating_sub(MOST_REFUSED);
    told.truncate(MOST_REFUSED);
    told.extend((more > 0).then(|| format!("{more} more")));
    let what = match answer.status() {
        Status::Blocked => "Refused, but not what blocks it",
        Status::Reached | Status::Closed | Status::Pending | Status::Met | Status::Open => {
            "Refused, and not in the way"
        }
    };
    (!told.is_empty()).then(|| format!("{what}: {}.", and(&told)))
}

/// What of the answer is not known to be whole.
fn not_whole(answer: &Blocks) -> Option<String> {
    let parts = [
        ("How it stands", answer.standing.why()),
        ("What blocks it", answer.blockers.why()),
        ("How that hangs together", answer.shape.why()),
        ("Circles", answer.deadlocks.why()),
        ("Answers not known", answer.awaited.why()),
        ("Refusals elsewhere", answer.not_blocking.why()),
    ];
    let told = parts
        .into_iter()
        .filter_map(|(of, why)| why.map(|why| format!("{of}: {why}.")));
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("Not the whole answer. {}", told.join(" ")))
}

/// What the marks beside the numbers of sources mean, where they are used.
fn marks(knots: &[Knot]) -> Option<String> {
    let refs = || {
        knots
            .iter()
            .flat_map(|knot| &knot.keys)
            .map(|key| &key.refs)
    };
    let dagger = refs().any(|refs| refs.contains('†'));
    let doubt = refs().any(|refs| refs.contains('?'));
    let told = [
        dagger.then_some("† The author adds a note, such as whose reading it is."),
        doubt.then_some("? Medium or low confidence."),
    ];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(" "))
}
