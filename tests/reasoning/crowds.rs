//! Votes of many who can stand in for each other, against every choice written out: the shape with its thresholds and
//! weights, the groups of parties told by their number, and what a reader sees of them.

use std::collections::BTreeSet;

use impasse::analysis::{Ask, Blocks, SetsAsked, ShapeKind, Who, blocks};
use impasse::graph::{AsRead, PositionGraph};
use impasse::model::{Model, PartyId};
use impasse::read::read_text;
use impasse::view::{Ways, Words, blocks_answer};
use impasse::write::text;

use crate::dice::Dice;

/// A goal that needs votes of several bodies, with whatever the members say, and a choice between two ways.
fn of_votes(dice: &mut Dice) -> String {
    let bodies = 1 + dice.below(2);
    let mut requires = Vec::new();
    let mut parties = 0;
    for _ in 0..bodies {
        let members = 4 + dice.below(4);
        let names: Vec<String> = (parties..parties + members)
            .map(|p| format!("p{p}"))
            .collect();
        parties += members;
        requires.push(match dice.chance(40) {
            true => {
                let weights: Vec<u64> = names.iter().map(|_| 1 + dice.roll(4)).collect();
                let sum: u64 = weights.iter().sum();
                let of = names
                    .iter()
                    .zip(&weights)
                    .map(|(name, weight)| format!("{name}: {weight}"));
                let of: Vec<String> = of.collect();
                format!(
                    "{{ at_least: {}, of: {{ {} }} }}",
                    1 + dice.roll(sum),
                    of.join(", ")
                )
            }
            false => format!(
                "{{ at_least: {}, of: [{}] }}",
                1 + dice.below(members),
                names.join(", ")
            ),
        });
    }
    if dice.chance(50) {
        let other = dice.below(parties);
        requires.push(format!("{{ any: [p{other}, q0] }}"));
    }
    let mut yaml = format!(
        "format: 1\ngoal: g\nparties: {{ q0: {{}}, {} }}\nmilestones:\n  g: {{ requires: [{}] }}\npositions:\n",
        (0..parties)
            .map(|p| format!("p{p}: {{}}"))
            .collect::<Vec<_>>()
            .join(", "),
        requires.join(", ")
    );
    for party in (0..parties)
        .map(|p| format!("p{p}"))
        .chain(["q0".to_owned()])
    {
        let stance = match dice.below(5) {
            0 => continue,
            1 => "accepts",
            _ => "rejects",
        };
        let firm = if dice.chance(15) && stance == "rejects" {
            ", firmness: red-line"
        } else {
            ""
        };
        yaml += &format!("  - {{ party: {party}, on: g, stance: {stance}{firm} }}\n");
    }
    yaml
}

fn answered(yaml: &str) -> (Model, PositionGraph, Blocks) {
    let model = read_text("votes", yaml).model;
    let graph = PositionGraph::build(
        &model,
        AsRead {
            day: None,
            at_least: None,
        },
    );
    let goal = model.goal.clone().expect("it names its goal");
    let ask = Ask {
        sets: SetsAsked::All,
        ..Ask::about(goal)
    };
    let answer = blocks(&model, &graph, &ask).expect("the goal is in the graph");
    (model, graph, answer)
}

type Group = BTreeSet<PartyId>;

/// Every group of parties that some told by their number stand for.
fn written_out(group: &[Who]) -> BTreeSet<Group> {
    let mut groups = BTreeSet::from([Group::new()]);
    for who in group {
        let choices: Vec<Group> = match who {
            Who::Party(party) => vec![Group::from([party.clone()])],
            Who::AnyOf { at_least, of } => choices(of, *at_least),
        };
        groups = groups
            .iter()
            .flat_map(|group| choices.iter().map(move |more| group | more))
            .collect();
    }
    groups
}

fn choices(of: &[PartyId], count: usize) -> Vec<Group> {
    match (count, of) {
        (0, _) => vec![Group::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = choices(rest, count - 1).into_iter();
            let with = with.map(|mut group| {
                group.insert(first.clone());
                group
            });
            with.chain(choices(rest, count)).collect()
        }
    }
}

#[test]
fn groups_told_by_their_number_are_the_groups_of_parties() {
    let (mut crowds, mut weights) = (0, 0);
    for seed in 1..=2_000u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let yaml = of_votes(&mut dice);
        let (_, _, answer) = answered(&yaml);
        let context = format!("seed {seed}\n{yaml}");
        crate::expanded::shape_is_the_family(&answer, &context);
        let shape = answer.shape.exact().expect("small enough to be known");
        let is_weighed = |kind: &ShapeKind| matches!(kind, ShapeKind::Weighted { .. });
        weights += usize::from(shape.knots().iter().any(|knot| is_weighed(&knot.kind)));
        let Some(groups) = &answer.groups else {
            continue;
        };
        crowds += 1;
        let told = groups.listed.exact().expect("few enough to be listed");
        let told: BTreeSet<Group> = told.iter().flat_map(|group| written_out(group)).collect();
        let sets = answer.party_sets.exact().expect("few enough to be listed");
        let sets: BTreeSet<Group> = sets
            .iter()
            .map(|set| set.iter().cloned().collect())
            .collect();
        assert_eq!(told, sets, "groups of parties: {context}");
        // Those over a red line are told of the groups that are.
        let over: BTreeSet<Group> = groups
            .over_red_lines
            .iter()
            .flat_map(|group| written_out(group))
            .collect();
        let sets_over = answer.over_red_lines.exact().expect("every way is tried");
        for set in sets_over
            .iter()
            .map(|set| set.iter().cloned().collect::<Group>())
        {
            // A crowd may do without its red lines where some choice of its members does.
            let is_told = over.contains(&set)
                || groups
                    .listed
                    .items()
                    .iter()
                    .any(|group| written_out(group).contains(&set));
            assert!(is_told, "a group over a red line: {context}");
        }
    }
    assert!(crowds > 200, "crowds were met: {crowds}");
    assert!(weights > 50, "weights were met: {weights}");
}

/// A parliament in which so many refuse.
fn parliament(members: usize, refuse: usize) -> String {
    let names: Vec<String> = (0..members).map(|m| format!("m{m}")).collect();
    let parties: Vec<String> = names.iter().map(|name| format!("  {name}: {{}}")).collect();
    let stance = |at: usize| if at < refuse { "rejects" } else { "accepts" };
    let said: Vec<String> = (0..members)
        .map(|m| format!("  - {{ party: m{m}, on: act, stance: {} }}", stance(m)))
        .collect();
    format!(
        "format: 1\ngoal: act\nparties:\n  house: {{ name: House, kind: body, members: [{}] }}\n{}\nmilestones:\n  act: {{ name: act, requires: [ {{ at_least: {}, of: [{}] }} ] }}\npositions:\n{}\n",
        names.join(", "),
        parties.join("\n"),
        members / 2 + 1,
        names.join(", "),
        said.join("\n")
    )
}

#[test]
fn a_parliament_is_told_on_one_screen() {
    let (model, graph, answer) = answered(&parliament(650, 412));
    let told = text(&blocks_answer(
        &Words::of(&model),
        &graph,
        &answer,
        Ways::InKnots,
    ));
    assert!(told.lines().count() < 20, "{told}");
    for said in [
        "412 of the 650 members of House (M0, M1, M2 and 409 others) refuse the act.",
        "any 88 of 412 members of House (M0, M1, M2 and 409 others) agree to the act.",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    // The number has ninety digits; nobody reads them.
    assert!(told.contains("about 3.1 × 10^91 ways"), "{told}");
    let count = answer.ways().expect("counted").to_string();
    assert_eq!(count.len(), 92, "{count}");
}

/// A prime part of so many sets that they are not listed.
#[test]
fn a_part_with_too_many_sets_lists_none_and_says_so() {
    let links = 60;
    let names: Vec<String> = (0..=links).map(|c| format!("c{c}")).collect();
    let requires: Vec<String> = (0..links)
        .map(|c| format!("{{ any: [c{c}, c{}] }}", c + 1))
        .collect();
    let milestones: Vec<String> = names
        .iter()
        .map(|name| format!("  {name}: {{ consent: [p] }}"))
        .collect();
    let said: Vec<String> = names
        .iter()
        .map(|name| format!("  - {{ party: p, on: {name}, stance: rejects }}"))
        .collect();
    let yaml = format!(
        "format: 1\ngoal: g\nparties: {{ p: {{}}, q: {{}} }}\nmilestones:\n  g: {{ after: [{}] }}\n{}\npositions:\n{}\n",
        requires.join(", "),
        milestones.join("\n"),
        said.join("\n")
    );
    let model = read_text("chain", &yaml).model;
    let graph = PositionGraph::build(
        &model,
        AsRead {
            day: None,
            at_least: None,
        },
    );
    let goal = model.goal.clone().expect("it names its goal");
    let answer = blocks(&model, &graph, &Ask::about(goal)).expect("the goal is in the graph");
    let shape = answer.shape.exact().expect("known");
    let ShapeKind::Prime { count, sets, .. } = &shape.kind else {
        panic!("a chain of choices is prime: {shape:?}");
    };
    assert_eq!(Some(count), answer.ways(), "every set counts once");
    assert!(*count > 1_000u32.into() && sets.is_none(), "{count}");
    assert_eq!(
        shape.ways(&|_| true),
        None,
        "what is not listed is not counted by its list"
    );
    let told = text(&blocks_answer(
        &Words::of(&model),
        &graph,
        &answer,
        Ways::InKnots,
    ));
    assert!(told.contains(&count.to_string()), "{told}");
}
