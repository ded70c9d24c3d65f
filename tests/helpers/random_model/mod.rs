//! Random models, small enough for every subset of their changes to be tried.

use std::collections::{BTreeMap, BTreeSet};

use super::dice::Dice;

#[allow(dead_code, reason = "not every test wants all of the language")]
pub mod rich;

/// A random model in YAML, small enough for every subset of its changes to be tried.
#[allow(dead_code, reason = "not every test wants the plain ones")]
pub fn random_model(dice: &mut Dice) -> String {
    let parties: Vec<String> = (0..2 + dice.roll(2)).map(|i| format!("p{i}")).collect();
    let milestones: Vec<String> = (0..2 + dice.roll(4)).map(|i| format!("m{i}")).collect();
    let issues: Vec<String> = (0..dice.roll(3)).map(|i| format!("i{i}")).collect();
    let mut things = milestones.clone();
    for issue in &issues {
        things.extend([issue.clone(), format!("{issue}/a"), format!("{issue}/b")]);
    }
    let mut yaml = String::from("format: 1\nparties:\n");
    parties
        .iter()
        .for_each(|p| yaml += &format!("  {p}: {{}}\n"));
    yaml += "issues:\n";
    for issue in &issues {
        let between = &parties[..1 + dice.roll(2) as usize];
        yaml += &format!(
            "  {issue}: {{ between: [{}], options: [a, b] }}\n",
            between.join(", ")
        );
    }
    yaml += "milestones:\n";
    for name in &milestones {
        let consent: Vec<&String> = parties.iter().filter(|_| dice.chance(40)).collect();
        let consent = consent
            .iter()
            .map(|p| p.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        let requires = conditions(dice, &things, &parties, name, 60);
        let after = conditions(dice, &things, &parties, name, 55);
        yaml += &format!(
            "  {name}: {{ consent: [{consent}], requires: [{requires}], after: [{after}] }}\n"
        );
    }
    yaml += "positions:\n";
    for party in &parties {
        for thing in things.iter().filter(|thing| !issues.contains(thing)) {
            if dice.chance(35) {
                yaml += &format!(
                    "  - {{ party: {party}, on: {thing}, {} }}\n",
                    stance(dice, &things, &parties, thing)
                );
            }
        }
    }
    if dice.chance(20) && things.len() > 3 {
        let of: BTreeSet<&str> = (0..3).map(|_| dice.pick(&things)).collect();
        yaml += &format!(
            "incompatible: [ {{ at_most: {}, of: [{}] }} ]\n",
            1 + dice.roll(2),
            of.into_iter().collect::<Vec<_>>().join(", ")
        );
    }
    yaml
}

fn stance(dice: &mut Dice, things: &[String], parties: &[String], on: &str) -> String {
    match dice.roll(6) {
        0 | 1 => "stance: rejects".to_owned(),
        2 => format!(
            "stance: rejects, until: {}",
            condition(dice, things, parties, on, 1)
        ),
        3 => "stance: demands".to_owned(),
        4 => format!(
            "stance: accepts, if: {}",
            condition(dice, things, parties, on, 1)
        ),
        _ => "stance: open".to_owned(),
    }
}

fn conditions(
    dice: &mut Dice,
    things: &[String],
    parties: &[String],
    of: &str,
    percent: u64,
) -> String {
    let count = u64::from(dice.chance(percent)) + u64::from(dice.chance(20));
    (0..count)
        .map(|_| condition(dice, things, parties, of, 2))
        .collect::<Vec<_>>()
        .join(", ")
}

fn condition(
    dice: &mut Dice,
    things: &[String],
    parties: &[String],
    of: &str,
    depth: u64,
) -> String {
    let other: Vec<String> = things
        .iter()
        .filter(|thing| *thing != of)
        .cloned()
        .collect();
    let name = dice.pick(&other).to_owned();
    let arms = |dice: &mut Dice, n: u64| {
        (0..n)
            .map(|_| condition(dice, things, parties, of, depth - 1))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match dice.roll(if depth == 0 { 3 } else { 8 }) {
        0 | 1 => name,
        2 => format!("{{ {name}: {{ by: {} }} }}", dice.pick(parties)),
        3 => format!("{{ all: [{}] }}", arms(dice, 2)),
        4 => format!("{{ any: [{}] }}", arms(dice, 2)),
        5 => format!("{{ at_least: 2, of: [{}] }}", arms(dice, 3)),
        6 => format!(
            "{{ after: {} }}",
            condition(dice, things, parties, of, depth - 1)
        ),
        _ => {
            let weighted: BTreeMap<&str, u64> = (0..3)
                .map(|_| (dice.pick(&other), 1 + dice.roll(3)))
                .collect();
            let of: Vec<String> = weighted
                .iter()
                .map(|(name, weight)| format!("{name}: {weight}"))
                .collect();
            format!(
                "{{ at_least: {}, of: {{ {} }} }}",
                1 + dice.roll(4),
                of.join(", ")
            )
        }
    }
}
