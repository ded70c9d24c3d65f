//! What stands under a picture: what is refused elsewhere, what is not worked out, marks, and sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocks, Deadlock, Status, Waiter};
use crate::model::{PartyId, Target};
use crate::source::SourceId;

use crate::view::Block;
use crate::view::drawings::maker::Maker;
use crate::view::words::answers::{exclusion_item, how_sure, ring_in_words, votes};
use crate::view::words::{and, count};

use super::{KeyLine, Knot};

/// Most parties that are named, and most questions of each.
const MOST_REFUSING: usize = 5;
const MOST_REFUSED: usize = 2;
/// Most circles, and most counts of votes, that are told.
const MOST_RINGS: usize = 2;
const MOST_VOTES: usize = 3;
/// What a circle that is no ring of the picture is told with.
pub(super) const NOT_DRAWN: &str = "A circle of conditions, not drawn as a ring";
/// Most sentences on how sure the answer is.
const MOST_SURE: usize = 2;

/// The lines under a picture.
pub(super) fn footer(
    maker: &Maker<'_>,
    answer: &Blocks,
    knots: &[Knot],
    drawn: &[Vec<Waiter>],
) -> Vec<String> {
    let exclusions = answer.exclusions.iter();
    let exclusions = exclusions.map(|one| exclusion_item(maker.words, one).line.words);
    let votes = votes(maker.words, maker.graph, answer).into_iter();
    let votes = votes.take(MOST_VOTES).map(|line| line.words);
    closed(maker, answer)
        .into_iter()
        .chain(exclusions)
        .chain(votes)
        .chain(rings(maker, answer, drawn))
        .chain(refused_elsewhere(maker, answer))
        .chain(not_whole(answer))
        .chain(sureness(maker, answer))
        .chain(marks(answer, knots))
        .collect()
}

/// What the goal needs and can no longer have.
fn closed(maker: &Maker<'_>, answer: &Blocks) -> Option<String> {
    let closed = answer.closed.iter();
    let closed: Vec<String> = closed.map(|target| maker.words.target(target)).collect();
    (!closed.is_empty()).then(|| format!("Can no longer be had: {}.", and(&closed)))
}

/// The circles that the picture does not show as rings.
fn rings(maker: &Maker<'_>, answer: &Blocks, drawn: &[Vec<Waiter>]) -> Vec<String> {
    let circle = |ring: &Deadlock| ring_in_words(maker.words, ring);
    let rings = answer.deadlocks.items().iter();
    let rings = rings
        .filter(|ring| !drawn.contains(&ring.ring))
        .take(MOST_RINGS);
    let rings = rings.map(|ring| format!("{NOT_DRAWN}: {}.", circle(ring)));
    let avoided = answer.avoided_rings.items().iter();
    let avoided = avoided.map(|one| {
        format!(
            "Not drawn: a circle that another way avoids: {}.",
            circle(&one.ring)
        )
    });
    rings.chain(avoided).collect()
}

/// The sources with their numbers and titles, and with their ids alone; each with the model.
pub(super) fn sources(maker: &Maker<'_>, used: &BTreeSet<SourceId>) -> (String, String) {
    let model = format!("Model: {}.", maker.model.name);
    let (full, short) = maker.listed(used);
    let with_model = |sources: String| [sources, model.clone()].join(" ").trim().to_owned();
    (with_model(full), with_model(short))
}

/// What is refused and is not what blocks the goal, by who refuses it.
fn refused_elsewhere(maker: &Maker<'_>, answer: &Blocks) -> Option<String> {
    let refused = by_who_refuses(maker, answer);
    let told = refused
        .values()
        .map(|(party, about)| refused_by(maker, party, about));
    let mut told: Vec<String> = told.collect();
    let more = told.len().saturating_sub(MOST_REFUSING);
    told.truncate(MOST_REFUSING);
    told.extend((more > 0).then(|| count(more, "other party", "other parties")));
    let what = match answer.status() {
        Status::Blocked => "Refused, but not what blocks it",
        Status::Reached | Status::Closed | Status::Pending | Status::Met | Status::Open => {
            "Refused, and not in the way"
        }
    };
    (!told.is_empty()).then(|| format!("{what}: {}.", told.join(", ")))
}

/// What each party refuses that does not block the goal, in the order of their hues.
fn by_who_refuses<'b>(
    maker: &Maker<'_>,
    answer: &'b Blocks,
) -> BTreeMap<(bool, usize), (&'b PartyId, Vec<String>)> {
    let awaited = answer.awaited.items();
    let is_awaited = |party: &PartyId| awaited.iter().any(|one| one.party == *party);
    let mut refused: BTreeMap<(bool, usize), (&PartyId, Vec<String>)> = BTreeMap::new();
    // Of a party that is divided on what is awaited of it the picture says so; it is not what is refused elsewhere.
    let is_divided = |party: &PartyId, target: &Target| {
        let mut same = awaited.iter();
        same.any(|one| one.party == *party && one.target == *target)
    };
    let refused_there = answer.not_blocking.items().iter();
    for one in refused_there.filter(|one| !is_divided(&one.party, &one.target)) {
        let about = maker.words.question(&one.target.whole());
        // Those on whose answers the goal waits come first.
        let place = (!is_awaited(&one.party), maker.place(&one.party));
        let own = refused.entry(place);
        let (_, all) = own.or_insert_with(|| (&one.party, Vec::new()));
        if !all.contains(&about) {
            all.push(about);
        }
    }
    refused
}

/// `Russia (NATO troops; one other question)`.
fn refused_by(maker: &Maker<'_>, party: &PartyId, about: &[String]) -> String {
    let more = about.len().saturating_sub(MOST_REFUSED);
    let mut told: Vec<String> = about.iter().take(MOST_REFUSED).cloned().collect();
    told.extend((more > 0).then(|| count(more, "other question", "other questions")));
    format!("{} ({})", maker.name(party), told.join("; "))
}

/// How sure the answer is: on what confidence it rests, and what one report alone tells.
fn sureness(maker: &Maker<'_>, answer: &Blocks) -> Option<String> {
    let section = how_sure(maker.words, answer)?;
    let items = section.blocks.iter().flat_map(|block| match block {
        Block::Items(items) => items.as_slice(),
        Block::Say(_)
        | Block::Tell(_)
        | Block::Steps(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::WriteIn(..) => &[],
    });
    let whole = items.filter(|item| item.below.is_empty());
    let told = whole.take(MOST_SURE).map(|item| item.line.words.clone());
    Some(told.collect::<Vec<_>>().join(" "))
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
fn marks(answer: &Blocks, knots: &[Knot]) -> Option<String> {
    let refs = || knots.iter().flat_map(|knot| &knot.keys).flat_map(refs_in);
    let dagger = refs().any(|refs| refs.contains('†'));
    let doubt = refs().any(|refs| refs.contains('?'));
    let told = [
        dagger.then(|| note(&answer.goal.to_string())),
        doubt.then(|| "? Medium or low confidence.".to_owned()),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// What a dagger stands for, and where the notes are to be read.
pub(in crate::view) fn note(goal: &str) -> String {
    format!("† With a note by the author of the model, which impasse blocks {goal} prints.")
}

/// The numbers of sources beside a line and those inside it.
fn refs_in(line: &KeyLine) -> Vec<&String> {
    let inside = line.inside.iter().flat_map(refs_in);
    std::iter::once(&line.refs).chain(inside).collect()
}
