//! Answers that are not known, how fragile that is, and what can come first.

use crate::analysis::{Awaited, Blocks, Consent, Status};

use super::notes::{noted, with_extent};
use crate::view::words::spoken::spoken_word;
use crate::view::words::{Words, and};
use crate::view::{Item, Line, Section};

pub(in crate::view) fn awaited(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let heading = if answer.status() == Status::Open {
        "Awaited"
    } else {
        "Not yet known, and relied on by some way to open it"
    };
    let alternatives =
        answer.status() == Status::Open && answer.awaited.items().iter().any(|a| !a.needed);
    let items = answer
        .awaited
        .items()
        .iter()
        .map(|a| awaited_item(words, a, alternatives))
        .collect();
    let nothing_found = answer.awaited.value().is_some_and(Vec::is_empty);
    with_extent(heading, items, &answer.awaited)
        .filter(|_| matches!(answer.status(), Status::Open | Status::Blocked) && !nothing_found)
}

/// Which answers, not yet known, decide the goal alone.
pub(in crate::view) fn fragility(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let all = answer.awaited.exact().filter(|all| all.len() > 1)?;
    if answer.status() != Status::Open {
        return None;
    }
    let named = |a: &Awaited| format!("{} on {}", words.party(&a.party), words.target(&a.target));
    let needed: Vec<String> = answer
        .awaited
        .items()
        .iter()
        .filter(|a| a.needed)
        .map(named)
        .collect();
    let alone: Vec<String> = answer
        .awaited
        .items()
        .iter()
        .filter(|a| a.alone == Some(true))
        .map(named)
        .collect();
    let first = match needed.len() {
        0 => "No single one of these answers, refused, would block it.".to_owned(),
        1 => format!(
            "A refusal by {} would block it; no other single one would.",
            needed[0]
        ),
        some if some == all.len() => "A refusal by any one of these would block it.".to_owned(),
        _ => format!(
            "A refusal by any one of these would block it: {}.",
            needed.join("; ")
        ),
    };
    let second = match alone.len() {
        0 => None,
        1 => Some(format!("The yes of {} would do alone.", alone[0])),
        _ => Some(format!(
            "The yes of any one of these would do alone: {}.",
            alone.join("; ")
        )),
    };
    let items = std::iter::once(first)
        .chain(second)
        .map(|text| Line::derived(text).item())
        .collect();
    Section::of_items("How fragile that is", items)
}

/// What can happen first and what next, where there is more than one step.
pub(in crate::view) fn stages(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    const HEADING: &str = "What can happen first, and what next";
    if !answer.stages.is_exact() {
        return with_extent(HEADING, Vec::new(), &answer.stages);
    }
    if answer.stages.items().len() < 2 {
        return None;
    }
    let items = answer.stages.items().iter().enumerate().map(|(at, stage)| {
        let when = match at {
            0 => "First",
            _ if at + 1 == answer.stages.items().len() => "Last",
            _ => "Then",
        };
        let names: Vec<String> = stage
            .targets
            .iter()
            .map(|target| words.target(target))
            .collect();
        let of_one = stage.targets.len() == 1
            && stage
                .awaited
                .iter()
                .all(|consent| consent.target == stage.targets[0]);
        let awaited = |Consent { party, target, .. }: &Consent| match of_one {
            true => format!("Awaited: {}.", words.party(party)),
            false => format!(
                "Awaited: {} for {}.",
                words.party(party),
                words.target(target)
            ),
        };
        let stated = format!("{when}: {}.", and(&names));
        match stage.awaited.as_slice() {
            // Each answer with its own sentences.
            [one] => {
                let line = Line::derived(format!("{stated} {}", awaited(one)));
                line.citing(&one.cites).item()
            }
            several => Item {
                line: Line::derived(stated),
                below: several
                    .iter()
                    .map(|one| Line::derived(awaited(one)).citing(&one.cites).item())
                    .collect(),
            },
        }
    });
    Section::of_items(HEADING, items.collect())
}

pub(in crate::view) fn awaited_item(
    words: &Words<'_>,
    awaited: &Awaited,
    alternatives: bool,
) -> Item {
    let state = spoken_word(words, &awaited.party, awaited.spoken);
    let only = if alternatives && !awaited.needed {
        "; not needed in every case"
    } else {
        ""
    };
    let line = Line::derived(format!(
        "{} on {}: {state}{only}.",
        words.party_first(&awaited.party),
        words.target(&awaited.target)
    ));
    noted(line.citing(&awaited.cites).item(), &awaited.notes)
}
