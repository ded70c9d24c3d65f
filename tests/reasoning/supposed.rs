//! Suppositions against what they must come to: what is held leaves just the ways that do not need it; a party that has left is
//! as good as one that agrees to everything and drops every condition.

use std::collections::BTreeSet;

use impasse::analysis::{Ask, Blocks, SetsAsked, blocks};
use impasse::graph::{AsRead, Change, PositionGraph, Reading, Supposing};
use impasse::model::{Condition, ConditionKind, Model, PartyId, Target};
use impasse::read::read_text;

use crate::dice::Dice;
use crate::random_model::random_model;

type Ways = BTreeSet<BTreeSet<Change>>;

fn ask(
    model: &Model,
    graph: &PositionGraph,
    goal: &Target,
    secure: bool,
    supposed: &[Change],
) -> Blocks {
    let ask = Ask {
        secure,
        sets: SetsAsked::All,
        supposed: supposed.to_vec(),
        ..Ask::about(goal.clone())
    };
    blocks(model, graph, &ask).expect("the goal is in the graph")
}

fn ways(answer: &Blocks) -> Ways {
    let sets = answer.unblocking_sets().iter();
    sets.map(|set| set.changes.iter().cloned().collect())
        .collect()
}

fn goals(graph: &PositionGraph) -> Vec<Target> {
    graph.targets().map(|(target, _)| target.clone()).collect()
}

fn models(seeds: u64, salt: u64) -> impl Iterator<Item = (u64, String, Model)> {
    (1..=seeds).map(move |seed| {
        let yaml = random_model(&mut Dice(seed.wrapping_mul(salt) | 1));
        let model = read_text("random.yaml", &yaml).model;
        (seed, yaml, model)
    })
}

#[test]
fn what_is_held_leaves_the_ways_that_do_not_need_it() {
    let mut compared = 0;
    for (seed, yaml, model) in models(600, 0x9E37_79B9_7F4A_7C15) {
        let mut dice = Dice(seed | 1);
        let now = PositionGraph::build(&model, AsRead::default());
        let changes = now.changes().iter().map(|info| info.change.clone());
        let held: BTreeSet<Change> = changes.filter(|_| dice.chance(40)).collect();
        let supposing = Supposing {
            held: held.clone(),
            ..Supposing::default()
        };
        let then = PositionGraph::supposing(&model, AsRead::default(), &supposing);
        for goal in goals(&now) {
            for secure in [false, true] {
                let before = ask(&model, &now, &goal, secure, &[]);
                let after = ask(&model, &then, &goal, secure, &[]);
                let mut wanted = ways(&before);
                wanted.retain(|way| way.is_disjoint(&held));
                let context =
                    format!("seed {seed}, {goal}, secure {secure}, held {held:?}\n{yaml}");
                assert_eq!(ways(&after), wanted, "{context}");
                assert_eq!(after.status(), before.status(), "{context}");
                let not_blocking = after.not_blocking.items().iter();
                let mut told = not_blocking.map(|one| Change::Grant {
                    party: one.party.clone(),
                    target: one.target.clone(),
                });
                assert!(told.all(|one| !held.contains(&one)), "{context}");
                compared += usize::from(!held.is_empty() && wanted != ways(&before));
            }
        }
    }
    assert!(compared > 500, "only {compared} answers were changed");
}

/// The ways without the labels of conditions, which change where a part of one has gone or an equal one has.
fn without_labels(answer: &Blocks) -> BTreeSet<Vec<String>> {
    let bare = |change: &Change| {
        let told = change.to_string();
        told.split(':').take(2).collect::<Vec<_>>().join(":")
    };
    let ways = ways(answer).into_iter();
    ways.map(|way| way.iter().map(bare).collect()).collect()
}

/// Whether a party's yes is one of several that would do somewhere: then its leaving takes that away.
fn could_serve(model: &Model, party: &PartyId) -> bool {
    let mut found = false;
    for condition in model.conditions() {
        condition.visit(&mut |one| {
            let chooses = matches!(
                one.kind,
                ConditionKind::Any(_) | ConditionKind::AtLeast { .. }
            );
            found |= chooses && names(one, party);
        });
    }
    found
}

fn names(condition: &Condition, party: &PartyId) -> bool {
    let mut found = false;
    condition.visit(&mut |one| {
        let by = one.imposed.as_ref().and_then(|imposed| imposed.by.as_ref());
        found |= one.kind == ConditionKind::Consent(party.clone()) || by == Some(party);
    });
    found
}

/// Everything that a party could still say yes to or drop.
fn all_of(graph: &PositionGraph, party: &PartyId) -> Vec<Change> {
    let changes = graph.changes().iter().map(|info| info.change.clone());
    let unknown = graph.stances().iter();
    let unknown = unknown.filter(|stance| stance.reading == Reading::Unknown);
    let unknown = unknown.map(|stance| Change::Grant {
        party: stance.party.clone(),
        target: stance.target.clone(),
    });
    changes
        .chain(unknown)
        .filter(|change| change.party() == party)
        .collect()
}

#[test]
fn a_party_that_has_left_is_asked_nothing() {
    let mut compared = 0;
    for (seed, yaml, model) in models(600, 0xA24B_AED4_963E_E407) {
        let now = PositionGraph::build(&model, AsRead::default());
        for party in model
            .parties
            .keys()
            .filter(|party| !could_serve(&model, party))
        {
            let left = model.clone().without(party);
            let then = PositionGraph::build(&left, AsRead::default());
            let made = all_of(&now, party);
            for goal in goals(&now) {
                for secure in [false, true] {
                    let agreeing = ask(&model, &now, &goal, secure, &made);
                    let gone = ask(&left, &then, &goal, secure, &[]);
                    let context =
                        format!("seed {seed}, {goal}, without {party}, secure {secure}\n{yaml}");
                    assert_eq!(gone.status(), agreeing.status(), "{context}");
                    assert_eq!(
                        without_labels(&gone),
                        without_labels(&agreeing),
                        "{context}"
                    );
                    compared += usize::from(!made.is_empty());
                }
            }
        }
    }
    assert!(compared > 1_000, "only {compared} answers were compared");
}

/// A party that has left and keeps to its refusals moves in nothing, and nobody waits for what it has not said.
#[test]
fn who_leaves_and_keeps_to_what_was_said_only_stands_in_the_way() {
    let mut compared = 0;
    for (seed, yaml, model) in models(400, 0xD1B5_4A32_D192_ED03) {
        let now = PositionGraph::build(&model, AsRead::default());
        for party in model
            .parties
            .keys()
            .filter(|party| !could_serve(&model, party))
        {
            let (unknown, own): (Vec<Change>, Vec<Change>) = all_of(&now, party)
                .into_iter()
                .partition(|change| !now.changes().iter().any(|info| info.change == *change));
            let held: BTreeSet<Change> = own.into_iter().collect();
            let stays = |target: &Target| stays(&now, party, target);
            let left = model.clone().without_answers_of(party, &stays);
            let supposing = Supposing {
                held: held.clone(),
                absent: BTreeSet::from([party.clone()]),
                ..Supposing::default()
            };
            let then = PositionGraph::supposing(&left, AsRead::default(), &supposing);
            for goal in goals(&now) {
                let silent = ask(&model, &now, &goal, true, &unknown);
                let gone = ask(&left, &then, &goal, true, &[]);
                let mut wanted = ways(&silent);
                wanted.retain(|way| way.is_disjoint(&held));
                assert_eq!(ways(&gone), wanted, "seed {seed}, {goal}, {party}\n{yaml}");
                compared += usize::from(!held.is_empty());
            }
        }
    }
    assert!(compared > 500, "only {compared} answers were compared");
}

fn stays(graph: &PositionGraph, party: &PartyId, target: &Target) -> bool {
    let is_about = |on: &Target| {
        on == target || (matches!(target, Target::Issue(_)) && on.issue() == target.issue())
    };
    let mut stances = graph.stances().iter();
    stances.any(|stance| {
        let firm = matches!(stance.reading, Reading::Refused | Reading::Conditional);
        stance.party == *party && firm && is_about(&stance.target)
    })
}
