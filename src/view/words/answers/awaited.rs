//! Answers that are not known, how fragile that is, and what can come first.

use crate::analysis::{Awaited, Blocks, Consent, Stage, Status};

use super::notes::{noted, with_extent};
use crate::view::words::spoken::spoken_word;
use crate::view::words::{Words, and};
use crate::view::{Item, Line, Section};

/// The answers that the goal, or some way to open it, waits for.
pub(in crate::view) fn awaited(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let heading = match answer.status() {
        Status::Open => "Awaited",
        Status::Blocked => "Not yet known, and relied on by some way to open it",
        Status::Reached | Status::Closed | Status::Pending | Status::Met => return None,
    };
    if answer.awaited.value().is_some_and(Vec::is_empty) {
        return None;
    }
    let awaited = answer.awaited.items().iter();
    let spare = answer.status() == Status::Open && awaited.clone().any(|a| !a.needed);
    let items = awaited.map(|one| awaited_item(words, one, spare));
    with_extent(heading, items.collect(), &answer.awaited)
}

/// An answer that is not known; where some can be done without, which.
fn awaited_item(words: &Words<'_>, awaited: &Awaited, spare: bool) -> Item {
    let state = spoken_word(words, &awaited.party, awaited.spoken);
    let only = match spare && !awaited.needed {
        true => "; not needed in every case",
        false => "",
    };
    let line = Line::derived(format!(
        "{} on {}: {state}{only}.",
        words.party_first(&awaited.party),
        words.target(&awaited.target)
    ));
    noted(line.citing(&awaited.cites).item(), &awaited.notes)
}

/// Which answers, not yet known, decide the goal alone.
pub(in crate::view) fn fragility(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let all = answer.awaited.exact().filter(|all| all.len() > 1)?;
    if answer.status() != Status::Open {
        return None;
    }
    let named = |which: fn(&Awaited) -> bool| {
        let chosen = all.iter().filter(|one| which(one));
        let on = |a: &Awaited| format!("{} on {}", words.party(&a.party), words.target(&a.target));
        chosen.map(on).collect::<Vec<String>>()
    };
    let needed = named(|one| one.needed);
    let alone = named(|one| one.alone == Some(true));
    let refused = if_refused(&needed, all.len());
    let items = std::iter::once(refused).chain(if_granted(&alone));
    let items = items.map(Item::derived).collect();
    Section::of_items("How fragile that is", items)
}

fn if_refused(needed: &[String], all: usize) -> String {
    match needed {
        [] => "No single one of these answers, refused, would block it.".to_owned(),
        [one] => format!("A refusal by {one} would block it; no other single one would."),
        some if some.len() == all => "A refusal by any one of these would block it.".to_owned(),
        some => format!(
            "A refusal by any one of these would block it: {}.",
            some.join("; ")
        ),
    }
}

fn if_granted(alone: &[String]) -> Option<String> {
    match alone {
        [] => None,
        [one] => Some(format!("The yes of {one} would do alone.")),
        some => Some(format!(
            "The yes of any one of these would do alone: {}.",
            some.join("; ")
        )),
    }
}

/// What can happen first and what next, where there is more than one step.
pub(in crate::view) fn stages(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    const HEADING: &str = "What can happen first, and what next";
    let Some(stages) = answer.stages.exact() else {
        return with_extent(HEADING, Vec::new(), &answer.stages);
    };
    let last = stages.len().checked_sub(1).filter(|last| *last > 0)?;
    let items = stages.iter().enumerate().map(|(at, stage)| {
        let when = match at {
            0 => "First",
            _ if at == last => "Last",
            _ => "Then",
        };
        stage_item(words, when, stage)
    });
    Section::of_items(HEADING, items.collect())
}

/// What can happen together, with the answers that it waits for.
fn stage_item(words: &Words<'_>, when: &str, stage: &Stage) -> Item {
    let names = stage.targets.iter().map(|target| words.target(target));
    let stated = format!("{when}: {}.", and(&names.collect::<Vec<_>>()));
    // Each answer with its own sentences.
    match stage.awaited.as_slice() {
        [one] => {
            let awaited = awaited_in(words, stage, one);
            let line = Line::derived(format!("{stated} {}", awaited.words));
            line.citing(&one.cites).item()
        }
        several => Item {
            line: Line::derived(stated),
            below: several
                .iter()
                .map(|one| awaited_in(words, stage, one).item())
                .collect(),
        },
    }
}

/// Whose answer a stage waits for; for what, unless that is the only thing in it.
fn awaited_in(words: &Words<'_>, stage: &Stage, one: &Consent) -> Line {
    let mut awaited = stage.awaited.iter();
    let of_one = match stage.targets.as_slice() {
        [target] => awaited.all(|consent| consent.target == *target),
        _ => false,
    };
    let (party, target) = (words.party(&one.party), words.target(&one.target));
    let text = match of_one {
        true => format!("Awaited: {party}."),
        false => format!("Awaited: {party} for {target}."),
    };
    Line::derived(text).citing(&one.cites)
}
