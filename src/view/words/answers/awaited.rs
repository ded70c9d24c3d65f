//! Answers that are not known, how fragile that is, and what can come first.

use crate::analysis::{Awaited, Blocks, Consent, MANY, Stage, Status};
use crate::model::{PartyId, Target};

use super::notes::{noted, with_extent};
use crate::view::words::doers::Doer;
use crate::view::words::runs::{Run, runs};
use crate::view::words::together::told_together;
use crate::view::words::{Words, and};
use crate::view::{Item, Line, Section};

/// The answers that the goal, or some way to open it, waits for.
pub(in crate::view) fn awaited(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let heading = heading_of_awaited(answer.status())?;
    if answer.awaited.exact().is_some_and(Vec::is_empty) {
        return None;
    }
    with_extent(heading, awaited_items(words, answer), &answer.awaited)
}

/// The same answers, each in a sentence.
pub(in crate::view) fn awaited_items(words: &Words<'_>, answer: &Blocks) -> Vec<Item> {
    let awaited = answer.awaited.items().iter();
    let spare = answer.status() == Status::Open && awaited.clone().any(|a| !a.needed);
    let awaited: Vec<&Awaited> = awaited.collect();
    let runs = runs(words, &awaited, |one| &one.target, is_the_same_awaited);
    let tell = |run: &Run<'_, Awaited>, doer: &Doer| awaited_line(words, run, doer, spare);
    told_together(words, &runs, tell, |item, notes| noted(item, notes))
}

fn heading_of_awaited(status: Status) -> Option<&'static str> {
    match status {
        Status::Open => Some("Awaited"),
        Status::Blocked => Some("Not yet known, and relied on by some way to open it"),
        Status::Reached | Status::Closed | Status::Pending | Status::Met => None,
    }
}

/// Whether two awaited answers differ in nothing but what they are about.
fn is_the_same_awaited(one: &Awaited, other: &Awaited) -> bool {
    let target = one.target.clone();
    *one == Awaited {
        target,
        ..other.clone()
    }
}

/// An answer that is not known; where some can be done without, which.
fn awaited_line(words: &Words<'_>, run: &Run<'_, Awaited>, doer: &Doer, spare: bool) -> Line {
    let awaited = run.first;
    let about = match run.one_of {
        Some(_) => run.about.clone(),
        None => words.question(&awaited.target),
    };
    let told = words.spoken_on(
        doer,
        (&awaited.party, &awaited.target),
        awaited.spoken,
        &about,
    );
    let only = match spare && !awaited.needed {
        true => "; not needed in every case",
        false => "",
    };
    let line = Line::derived(format!("{told}{only}."));
    line.citing(&awaited.cites)
}

/// Which answers, not yet known, decide the goal alone.
pub(in crate::view) fn fragility(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let all = answer.awaited.exact().filter(|all| all.len() > 1)?;
    if answer.status() != Status::Open {
        return None;
    }
    let refused = match those(all, |one| one.needed).as_slice() {
        // Several numbers are told above as one answer, and a refusal of all of them could block it.
        [] if all.iter().any(|one| is_number(words, &one.target)) => {
            "No single answer, refused for one number alone, would block it.".to_owned()
        }
        [one] if all.iter().any(|one| is_number(words, &one.target)) => {
            let one = words.awaited_on(&one.party, &one.target);
            format!(
                "A refusal by {one} would block it; no other answer, refused for one number alone, would."
            )
        }
        needed => if_refused(words, needed, all.len()),
    };
    let granted = if_granted(words, those(all, |one| one.alone == Some(true)));
    let told = std::iter::once(refused).chain(granted);
    let items = told.map(Item::derived).collect();
    Section::of_items("How fragile that is", items)
}

/// Whether a target is a number, or the numbers between two.
fn is_number(words: &Words<'_>, target: &Target) -> bool {
    let issue = target.issue().and_then(|id| words.model.issues.get(id));
    target.option().is_some() && issue.is_some_and(|issue| issue.scale.is_some())
}

fn those(all: &[Awaited], wanted: fn(&Awaited) -> bool) -> Vec<&Awaited> {
    all.iter().filter(|one| wanted(one)).collect()
}

/// Whose answers on what; many on one thing together, and neighbouring numbers of a scale as one range.
fn named(words: &Words<'_>, awaited: &[&Awaited]) -> Vec<String> {
    let of_one = |one: &Awaited, other: &Awaited| one.party == other.party;
    let mut on: Vec<(String, Vec<&PartyId>)> = Vec::new();
    for run in runs(words, awaited, |one| &one.target, of_one) {
        match on.iter_mut().find(|(about, _)| *about == run.about) {
            Some((_, parties)) => parties.push(&run.first.party),
            None => on.push((run.about, vec![&run.first.party])),
        }
    }
    let named = on
        .into_iter()
        .flat_map(|(about, parties)| match parties.len() < MANY {
            true => {
                let each = parties.into_iter();
                let each = each.map(|party| format!("{} on {about}", words.party(party)));
                each.collect()
            }
            false => vec![format!("{} on {about}", words.doers(&parties).name())],
        });
    named.collect()
}

fn if_refused(words: &Words<'_>, needed: &[&Awaited], all: usize) -> String {
    match needed {
        [] => "No single one of these answers, refused, would block it.".to_owned(),
        [one] => {
            let one = words.awaited_on(&one.party, &one.target);
            format!("A refusal by {one} would block it; no other single one would.")
        }
        some if some.len() == all => "A refusal by any one of these would block it.".to_owned(),
        some => format!(
            "A refusal by any one of these would block it: {}.",
            named(words, some).join("; ")
        ),
    }
}

fn if_granted(words: &Words<'_>, alone: Vec<&Awaited>) -> Option<String> {
    match alone.as_slice() {
        [] => None,
        [one] => {
            let one = words.awaited_on(&one.party, &one.target);
            Some(format!("The yes of {one} would do alone."))
        }
        some => Some(format!(
            "The yes of any one of these would do alone: {}.",
            named(words, some).join("; ")
        )),
    }
}

/// What can happen first and what next, where there is more than one step.
pub(in crate::view) fn stages(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    const HEADING: &str = "What can happen first, and what next";
    match answer.stages.exact().map(Vec::as_slice) {
        None => with_extent(HEADING, Vec::new(), &answer.stages),
        Some([first, between @ .., last]) => {
            let between = between.iter().map(|stage| ("Then", stage));
            let all = std::iter::once(("First", first)).chain(between);
            let all = all.chain([("Last", last)]);
            let items = all.map(|(when, stage)| stage_item(words, when, stage));
            Section::of_items(HEADING, items.collect())
        }
        Some([] | [_]) => None,
    }
}

/// What can happen together, with the answers that it waits for.
fn stage_item(words: &Words<'_>, when: &str, stage: &Stage) -> Item {
    let names = stage.targets.iter().map(|target| words.target(target));
    let stated = format!("{when}: {}.", and(&names.collect::<Vec<_>>()));
    let awaited = |one: &Consent| awaited_in(words, stage, one);
    // Each answer with its own sentences.
    if let [one] = stage.awaited.as_slice() {
        let line = Line::derived(format!("{stated} {}", awaited(one).words));
        return line.citing(&one.cites).item();
    }
    let below = stage.awaited.iter().map(|one| awaited(one).item());
    Line::derived(stated).above(below)
}

/// Whose answer a stage waits for; for what, unless that is the only thing in it.
fn awaited_in(words: &Words<'_>, stage: &Stage, one: &Consent) -> Line {
    let (party, target) = (words.party(&one.party), words.target(&one.target));
    let text = match is_all_for_one(stage) {
        true => format!("Awaited: {party}."),
        false => format!("Awaited: {party} for {target}."),
    };
    Line::derived(text).citing(&one.cites)
}

/// Whether a stage is one thing, and every answer that it waits for is about that.
fn is_all_for_one(stage: &Stage) -> bool {
    let mut awaited = stage.awaited.iter();
    match stage.targets.as_slice() {
        [target] => awaited.all(|consent| consent.target == *target),
        _ => false,
    }
}
