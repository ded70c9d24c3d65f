//! Conflicts between positions.

use std::collections::BTreeSet;

use crate::analysis::{Conflict, ConflictKind, Known};
use crate::model::{IssueId, PositionId, Target};

use super::clauses::sentence;
use super::notes::noted;
use crate::view::words::{Words, and, count};
use crate::view::{Document, Item, Line, Section};

/// `conflicts`.
pub fn conflicts_answer(words: &Words<'_>, found: &Known<Vec<Conflict>>) -> Document {
    let conflicts = found.items();
    let headings = [
        "Incompatible: every answer is refused by someone who must agree, or more is demanded than can hold together",
        "Apart: stated wishes differ, and some answer is refused by nobody",
        "Sequence: one wants first what the other wants later",
        "Disputed facts: claimed and denied (these block nothing by themselves)",
        "One-sided: called contested, and not all who must agree have spoken",
        "Positions unstated: called contested, and nobody's position is known",
    ];
    let mut lists: [Vec<Item>; 6] = Default::default();
    for conflict in conflicts {
        lists[place(conflict)].push(conflict_item(words, conflict));
    }
    let title = match conflicts.len() {
        0 => "No conflict between positions is recorded.".to_owned(),
        _ => {
            let kinds = [
                "incompatible",
                "apart",
                "about sequence",
                "over a disputed fact",
                "one-sided",
                "with positions unstated",
            ];
            let parts: Vec<String> = lists
                .iter()
                .zip(kinds)
                .filter(|(list, _)| !list.is_empty())
                .map(|(list, kind)| format!("{} {kind}", list.len()))
                .collect();
            format!(
                "{}: {}.",
                crate::view::words::upper_first(&count(conflicts.len(), "conflict", "conflicts")),
                and(&parts)
            )
        }
    };
    let sections = headings
        .into_iter()
        .zip(lists)
        .filter_map(|(heading, items)| Section::of_items(heading, items))
        .collect();
    let missing = found.why();
    let missing = missing.map(|why| Line::derived(format!("There may be more: {why}.")));
    Document {
        title,
        lead: missing.into_iter().collect(),
        sections,
        ..Document::default()
    }
}

/// Where a kind of conflict stands in the list of kinds.
pub(in crate::view) fn place(conflict: &Conflict) -> usize {
    match conflict.kind {
        ConflictKind::Incompatible { .. } => 0,
        ConflictKind::Apart { .. } => 1,
        ConflictKind::Sequence { .. } => 2,
        ConflictKind::DisputedFact { .. } => 3,
        ConflictKind::OneSided { .. } => 4,
        ConflictKind::PositionsUnstated { .. } => 5,
    }
}

pub(in crate::view) fn conflict_item(words: &Words<'_>, conflict: &Conflict) -> Item {
    let model = words.model;
    match &conflict.kind {
        ConflictKind::Incompatible {
            exclusion,
            conflicting_sets,
            withdrawals,
            ..
        } => {
            let name = match (&conflict.issue, exclusion) {
                (Some(issue), _) => {
                    crate::view::words::upper_first(&words.target(&Target::Issue(issue.clone())))
                }
                (None, note) => note.clone().unwrap_or_default(),
            };
            let sets = conflicting_sets.items();
            let involved: BTreeSet<PositionId> =
                sets.iter().flatten().map(|stated| stated.id).collect();
            let mut below: Vec<Item> = involved
                .iter()
                .map(|&i| words.position_line(&model.positions[i]).item())
                .collect();
            if sets.iter().any(|set| set.len() > 2) {
                below.push(
                    Line::derived(
                        "No two of these exclude each other; together they leave no answer.",
                    )
                    .item(),
                );
            }
            let ways: BTreeSet<String> = withdrawals
                .items()
                .iter()
                .map(|set| words.parties(set.iter().map(|s| &s.party).collect::<BTreeSet<_>>()))
                .collect();
            let ways: Vec<String> = ways.into_iter().collect();
            if !ways.is_empty() {
                let left = match exclusion {
                    Some(_) => format!(
                        "The rest could hold together if {} gave up a demand.",
                        crate::view::words::or(&ways)
                    ),
                    None => format!(
                        "Some answer would be left if {} gave up what is refused here.",
                        crate::view::words::or(&ways)
                    ),
                };
                below.push(Line::derived(left).item());
            }
            let why = conflicting_sets.why().or(withdrawals.why());
            below.extend(why.map(|why| {
                Line::derived(format!("This may not be all that clashes here: {why}.")).item()
            }));
            Item {
                line: Line::derived(format!("{name}.")),
                below,
            }
        }
        ConflictKind::Apart {
            stated,
            unit,
            overlap,
            nobody_refused,
        } => {
            let issue = conflict.issue.as_ref().expect("wishes differ on an issue");
            let unit = unit.as_deref().unwrap_or_default();
            let below: Vec<Item> = stated
                .iter()
                .map(|holding| {
                    let what = match (&holding.value, &holding.option) {
                        (Some(value), _) => format!("{} {unit}", value.in_words()),
                        (None, Some(option)) => words.answer(issue, option),
                        (None, None) => String::new(),
                    };
                    let word = holding.stance.word();
                    Line::derived(format!(
                        "{} {} {}.",
                        words.party_first(&holding.party),
                        words.verb(&holding.party, word, word.strip_suffix('s').unwrap_or(word)),
                        what.trim()
                    ))
                    .citing(&holding.cites)
                    .item()
                })
                .collect();
            let figures: Vec<String> = stated
                .iter()
                .filter_map(|h| h.value.map(|v| v.in_words()))
                .collect();
            let gap = if figures.len() > 1 {
                format!(" Stated gap, in {unit}: {}.", figures.join("; "))
            } else {
                String::new()
            };
            let refused = if *nobody_refused {
                " Nobody has refused any answer."
            } else {
                ""
            };
            let common = if overlap.is_empty() {
                String::new()
            } else {
                format!(
                    " Each of them would have {}.",
                    and(&overlap
                        .iter()
                        .map(|o| words.answer(issue, o))
                        .collect::<Vec<_>>())
                )
            };
            Item {
                line: Line::derived(format!(
                    "{}.{gap}{refused}{common}",
                    crate::view::words::upper_first(&words.target(&Target::Issue(issue.clone())))
                )),
                below,
            }
        }
        ConflictKind::Sequence {
            orders: [one, other],
        } => {
            let order = |order: &crate::analysis::Order| {
                let way = if order.by_way_of.is_empty() {
                    String::new()
                } else {
                    format!(
                        ", by way of {}",
                        and(&order
                            .by_way_of
                            .iter()
                            .map(|t| words.target(t))
                            .collect::<Vec<_>>())
                    )
                };
                let beside = match order.binds {
                    true => String::new(),
                    false => format!(
                        " The consent of {} is needed for neither, so this order blocks nothing.",
                        words.party(&order.party)
                    ),
                };
                let line = Line::derived(format!(
                    "{} {} {} before {}{way}.{beside}",
                    words.party_first(&order.party),
                    words.verb(&order.party, "wants", "want"),
                    words.target(&order.before),
                    words.target(&order.after)
                ))
                .citing(&order.cites);
                noted(line.item(), &order.notes)
            };
            Item {
                line: Line::derived(format!(
                    "Which comes first, {} or {}?",
                    words.target(&one.before),
                    words.target(&one.after)
                )),
                below: vec![order(one), order(other)],
            }
        }
        ConflictKind::DisputedFact { claim, .. } => {
            let claim = &model.claims[claim];
            let side = |assertions: &[crate::model::Assertion], one: &str, many: &str| {
                assertions
                    .iter()
                    .map(|a| {
                        Line::derived(format!(
                            "{} {}.",
                            words.party_first(&a.party),
                            words.verb(&a.party, one, many)
                        ))
                        .citing(&a.cites)
                        .item()
                    })
                    .collect::<Vec<_>>()
            };
            let mut below = side(&claim.asserted_by, "claims it", "claim it");
            below.extend(side(&claim.denied_by, "denies it", "deny it"));
            below.extend(
                claim
                    .note
                    .iter()
                    .map(|note| Line::derived(sentence(note)).item()),
            );
            Item {
                line: Line::derived(format!("Claim: {}", sentence(&claim.text))),
                below,
            }
        }
        ConflictKind::OneSided {
            spoken,
            silent,
            cites,
        } => {
            let issue = conflict
                .issue
                .as_ref()
                .expect("an issue is called contested");
            let found = &model.issues[issue];
            let mut below: Vec<Item> = spoken
                .iter()
                .map(|one| words.stated_line(one).item())
                .collect();
            let has = match silent.as_slice() {
                [one] => words.verb(one, "has", "have"),
                _ => "have",
            };
            let heard = format!(
                "{} {has} no position in force on it.",
                words.parties(silent)
            );
            below.push(Line::derived(crate::view::words::upper_first(&heard)).item());
            let line = format!("{}: {}", found.name, sentence(&found.question));
            Item {
                line: Line::derived(line).citing(cites),
                below,
            }
        }
        ConflictKind::PositionsUnstated { cites } => {
            let issue = conflict
                .issue
                .as_ref()
                .expect("an issue is called contested");
            let found = &model.issues[issue];
            let mut item = Line::derived(format!("{}: {}", found.name, sentence(&found.question)))
                .citing(cites)
                .item();
            item.below = beside(words, issue);
            item
        }
    }
}

/// What was said of an issue and counts as nobody's position on it: remarks, and what others say of a party.
pub(in crate::view) fn beside(words: &Words<'_>, issue: &IssueId) -> Vec<Item> {
    let about = words.model.positions.iter();
    let about = about.filter(|one| one.on.issue() == Some(issue) && !one.is_own());
    about
        .map(|one| {
            let line = words.position_line(one);
            let said = Line::derived(format!("Beside that, and no answer: {}", line.words));
            let text = one.text.as_ref().map(|text| sentence(text));
            let mut item = said.citing(&line.cites).item();
            item.below = text
                .into_iter()
                .map(|text| Line::derived(text).item())
                .collect();
            item
        })
        .collect()
}
