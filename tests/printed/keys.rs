//! The keys that a text lists are those of the picture above them: each letter once in each, and whose it is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use impasse::graph::{AsRead, PositionGraph};
use impasse::model::{Model, Target};
use impasse::read::{read_path, read_text};
use impasse::view::{
    Audience, Block, BriefAsk, Document, Item, KnotPicture, Obstacle, Picture, Sign, briefing,
};
use impasse::write::fits_a_page;

use crate::dice::Dice;
use crate::knots::draws_a_part;
use crate::random_model::random_model;

/// Random models whose briefings are read.
const MODELS: u64 = 60;

#[test]
fn the_keys_of_a_text_are_those_of_its_picture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let shipped = [
        "ukraine-talks",
        "us-rail-2022",
        "brexit-backstop-2019",
        "orange",
    ];
    let shipped = shipped.map(|name| {
        read_path(&folder.join(name))
            .expect("the model can be read")
            .model
    });
    let random = (0..MODELS).filter_map(|seed| {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let reading = read_text("random.yaml", &random_model(&mut dice));
        (!reading.has_errors()).then_some(reading.model)
    });
    let mut compared = 0;
    for model in shipped.into_iter().chain(random) {
        compared += compare(&model);
    }
    assert!(compared > 100, "only {compared} keys were compared");
}

/// Compares the keys of the briefings that list all of them; how many there were.
fn compare(model: &Model) -> usize {
    let read = AsRead {
        day: model.day(None),
        at_least: None,
    };
    let graph = PositionGraph::build(model, read);
    let mut compared = 0;
    let others = model
        .milestones
        .keys()
        .take(3)
        .cloned()
        .map(Target::Milestone);
    let goals: BTreeSet<Target> = model.goal.iter().cloned().chain(others).collect();
    for goal in goals {
        compared += compare_for(model, &graph, &goal);
    }
    compared
}

/// The same for one goal.
fn compare_for(model: &Model, graph: &PositionGraph, goal: &Target) -> usize {
    let mut compared = 0;
    for audience in [
        Audience::Analyst,
        Audience::Negotiator,
        Audience::Minister,
        Audience::Press,
    ] {
        let ask = BriefAsk {
            goal: Some(goal.clone()),
            since: None,
            audience,
            fits_a_page,
        };
        let document = briefing(model, graph, &ask).document;
        let Some(picture) = picture(&document) else {
            continue;
        };
        let (drawn, listed) = (drawn(picture), listed(&document));
        // Of many bars a picture draws the first and counts the others.
        let has_more = picture
            .knots
            .iter()
            .any(|knot| draws_a_part(&knot.obstacle));
        for (letter, who) in &listed {
            let told = || format!("{}, {}: key {letter}", model.name, audience.word());
            if drawn.contains_key(letter) || !has_more {
                assert_eq!(drawn.get(letter), Some(who), "{}", told());
            }
        }
        let is_cut = has_more || picture.knots.iter().any(|knot| knot.left_out > 0);
        // A text that does not list all of them shows no letters.
        let has_keys = document.figures().any(|figure| figure.has_keys);
        if has_keys && !is_cut {
            assert_eq!(drawn, listed, "{}, {}", model.name, audience.word());
        }
        compared += listed.len();
    }
    compared
}

fn picture(document: &Document) -> Option<&KnotPicture> {
    let mut figures = document.figures();
    figures.find_map(|figure| match &figure.picture {
        Picture::Knots(picture) => Some(picture.as_ref()),
        Picture::Matrix(_) | Picture::Scale(_) => None,
    })
}

/// The keys by their letters, with all who hold them.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn drawn(picture: &KnotPicture) -> Keys {
    let mut keys = Keys::new();
    picture
        .knots
        .iter()
        .for_each(|knot| in_obstacle(&knot.obstacle, &mut keys));
    keys
}

fn in_obstacle(obstacle: &Obstacle, keys: &mut Keys) {
    let mut add = |letter: &str, who: &[impasse::view::Who]| {
        if !letter.is_empty() {
            keys.entry(letter.to_owned())
                .or_default()
                .extend(who.iter().map(|who| who.id.clone()));
        }
    };
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => add(&bar.letter, &bar.who),
        Obstacle::Ring(ring) => ring
            .hooks
            .iter()
            .for_each(|hook| add(&hook.letter, &hook.who)),
        Obstacle::Fence(fence) => fence.bars.iter().for_each(|bar| add(&bar.letter, &bar.who)),
        Obstacle::Row(all) => all.iter().for_each(|one| in_obstacle(one, keys)),
        Obstacle::Fork(tracks) => tracks
            .iter()
            .for_each(|track| in_obstacle(&track.obstacle, keys)),
    }
}

fn listed(document: &Document) -> Keys {
    let mut keys = Keys::new();
    for section in &document.sections {
        for block in &section.blocks {
            if let Block::Items(items) = block {
                items.iter().for_each(|item| in_item(item, &mut keys));
            }
        }
    }
    keys
}

fn in_item(item: &Item, keys: &mut Keys) {
    if let Some(Sign::Keys(held)) = item.line.sign.as_deref() {
        for (letter, who) in held {
            keys.entry(letter.clone())
                .or_default()
                .extend(who.iter().map(|who| who.id.clone()));
        }
    }
    item.below.iter().for_each(|below| in_item(below, keys));
}
