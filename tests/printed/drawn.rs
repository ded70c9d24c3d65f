//! The models whose pictures are held against the answers: the shipped ones and many random ones.

use impasse::analysis::{Budget, Conflict, conflicts};
use impasse::graph::{AsRead, PositionGraph};
use impasse::model::Model;
use impasse::read::{read_path, read_text};

use crate::dice::Dice;
use crate::random_model::random_model;
use crate::random_model::rich::rich_model;

/// How many random models of each kind are drawn.
const DRAWN: u64 = 150;

/// Every shipped model and many random ones.
pub fn each_model(check: impl Fn(&str, &Model, &PositionGraph, &[Conflict])) {
    let check = |told: &str, model: &Model| {
        let read = AsRead {
            day: model.day(None),
            at_least: None,
        };
        let graph = PositionGraph::build(model, read);
        let found = conflicts(model, &graph, model.goal.as_ref(), &Budget::FULL);
        check(told, model, &graph, found.items());
    };
    for name in [
        "ukraine-talks",
        "brexit-backstop-2019",
        "orange",
        "us-rail-2022",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("models")
            .join(name);
        check(name, &read_path(&path).expect("a shipped model").model);
    }
    for seed in 0..DRAWN {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let scale = scale_model(&mut dice);
        let many = many_parties(&mut dice);
        for yaml in [random_model(&mut dice), rich_model(&mut dice), scale, many] {
            let told = format!("seed {seed}\n{yaml}");
            check(&told, &read_text("random.yaml", &yaml).model);
        }
    }
}

/// A scale on which up to five parties say a number or a range each, most of them no.
fn scale_model(dice: &mut Dice) -> String {
    let mut yaml = "format: 1\nparties: { p0: {}, p1: {}, p2: {}, p3: {}, p4: {} }\nissues:\n  s: { between: [p0, p1, p2, p3, p4], scale: { unit: years } }\nmilestones: { m: { requires: [s] } }\ngoal: m\npositions:\n".to_owned();
    for party in 0..1 + dice.below(5) {
        let (low, more) = (dice.below(12), dice.below(4));
        let ends = [
            format!("at_least: {low}"),
            format!("more_than: {low}"),
            format!("at_most: {}", low + more),
            format!("less_than: {}", low + more + 1),
            format!("at_least: {low}, at_most: {}", low + more),
            format!("more_than: {low}, less_than: {}", low + more + 1),
        ];
        let value = &ends[dice.below(6)];
        let stance = [
            "rejects", "rejects", "rejects", "prefers", "demands", "accepts",
        ][dice.below(6)];
        yaml +=
            &format!("  - {{ party: p{party}, on: s, stance: {stance}, value: {{ {value} }} }}\n");
    }
    yaml
}

/// Up to thirty parties that say something of two milestones and of two issues with two answers each.
fn many_parties(dice: &mut Dice) -> String {
    let count = 2 + dice.below(29);
    let names: Vec<String> = (0..count).map(|n| format!("p{n}")).collect();
    let listed = names.join(", ");
    let parties: String = names
        .iter()
        .map(|name| format!("  {name}: {{}}\n"))
        .collect();
    let mut yaml = format!(
        "format: 1\nparties:\n{parties}issues:\n  a: {{ between: [{listed}], options: {{ x: {{}}, y: {{}} }} }}\n  b: {{ between: [{listed}], options: {{ x: {{}}, y: {{}} }} }}\nmilestones:\n  m: {{ requires: [a, b] }}\n  n: {{}}\n  o: {{ requires: [m] }}\ngoal: m\npositions:\n"
    );
    for name in &names {
        for on in ["a.x", "a.y", "b.x", "m", "n"] {
            if dice.below(3) == 0 {
                let stance = ["demands", "accepts", "rejects", "prefers", "offers"][dice.below(5)];
                yaml += &format!("  - {{ party: {name}, on: {on}, stance: {stance} }}\n");
            }
        }
    }
    yaml
}
