//! The picture of what blocks a goal against the answer: on random models every mark stands for what the answer says, the
//! picture opens exactly where the goal does, and nothing is written over anything else.

use std::collections::{BTreeMap, BTreeSet};

use impasse::analysis::{
    Ask, Blocks, Budget, Conflict, ConflictKind, Shape, ShapeKind, Status, blocks, conflicts,
};
use impasse::graph::{AsRead, Change, PositionGraph};
use impasse::marks::{Ink, Mark, MarkKind, Scene};
use impasse::model::{Model, Target};
use impasse::read::{read_path, read_text};
use impasse::scene::{self, Page};
use impasse::view::{
    Between, KnotBar, KnotPicture, LiftedBy, MarkState, Obstacle, Words, knots, knots_compared,
    matrix,
};
use impasse::write::scene_svg;

use crate::dice::Dice;
use crate::random_model::random_model;
use crate::random_model::rich::rich_model;
use crate::sheet::{inks, marks_of, words_stay_on_the_sheet_and_apart};

/// How many random models of each kind are opened, and how many are drawn.
const OPENED: u64 = 1_500;
const DRAWN: u64 = 40;

struct Case {
    told: String,
    model: Model,
    answer: Blocks,
    picture: KnotPicture,
}

impl Case {
    fn of(told: &str, model: Model, goal: Target) -> Option<Self> {
        let read = AsRead {
            day: model.day(None),
            at_least: None,
        };
        let graph = PositionGraph::build(&model, read);
        let answer = blocks(&model, &graph, &Ask::about(goal))?;
        let picture = knots(&Words::on(&model, &graph), &graph, &answer);
        Some(Self {
            told: told.to_owned(),
            model,
            answer,
            picture,
        })
    }

    fn graph(&self) -> PositionGraph {
        let read = AsRead {
            day: self.model.day(None),
            at_least: None,
        };
        PositionGraph::build(&self.model, read)
    }

    fn scenes(&self) -> Vec<Scene> {
        let pages = Page::ALL.map(|(_, page)| scene::knots(&self.picture, page));
        pages
            .into_iter()
            .chain([scene::card(&self.picture)])
            .collect()
    }
}

/// Every shipped model and many random ones, each with each of its goals.
fn each(models: u64, check: impl Fn(&Case)) {
    for name in [
        "ukraine-talks",
        "brexit-backstop-2019",
        "orange",
        "us-rail-2022",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("models")
            .join(name);
        let model = || read_path(&path).expect("a shipped model").model;
        goals_of(name, model, &check);
    }
    for seed in 0..models {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for yaml in [random_model(&mut dice), rich_model(&mut dice)] {
            let told = format!("seed {seed}\n{yaml}");
            goals_of(&told, || read_text("random.yaml", &yaml).model, &check);
        }
    }
}

fn goals_of(told: &str, model: impl Fn() -> Model, check: impl Fn(&Case)) {
    let goals: Vec<Target> = model()
        .milestones
        .keys()
        .cloned()
        .map(Target::Milestone)
        .collect();
    for goal in goals {
        if let Some(case) = Case::of(&format!("{goal} of {told}"), model(), goal) {
            check(&case);
        }
    }
}

/// What the picture says opens with some changes: all that lies in a row, one track of a fork, so many of a fence.
fn is_open(obstacle: &Obstacle, made: &BTreeSet<String>) -> Option<bool> {
    Some(match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => is_lifted(bar, made)?,
        Obstacle::Ring(ring) => ring
            .hooks
            .iter()
            .any(|hook| hook.about.iter().any(|change| made.contains(change))),
        Obstacle::Row(all) => all_of(all.iter(), made)?,
        Obstacle::Fork(tracks) => {
            let each = tracks.iter().map(|track| is_open(&track.obstacle, made));
            each.collect::<Option<Vec<bool>>>()?
                .into_iter()
                .any(|open| open)
        }
        Obstacle::Fence(fence) if fence.more > 0 || fence.weights.is_empty() => return None,
        Obstacle::Fence(fence) => {
            let mut reached = 0;
            for (bar, weight) in fence.bars.iter().zip(&fence.weights) {
                reached += if is_lifted(bar, made)? { *weight } else { 0 };
            }
            reached >= fence.needed
        }
    })
}

fn all_of<'o>(all: impl Iterator<Item = &'o Obstacle>, made: &BTreeSet<String>) -> Option<bool> {
    let each: Option<Vec<bool>> = all.map(|one| is_open(one, made)).collect();
    Some(each?.into_iter().all(|open| open))
}

fn is_lifted(bar: &KnotBar, made: &BTreeSet<String>) -> Option<bool> {
    let has = |change: &String| made.contains(change);
    match bar.lifted_by {
        LiftedBy::All => Some(bar.changes.iter().all(has)),
        LiftedBy::OneNumber => {
            let mut numbers: BTreeMap<&str, bool> = BTreeMap::new();
            for change in &bar.changes {
                let number = change.split_once(':').map_or("", |(_, target)| target);
                *numbers.entry(number).or_insert(true) &= made.contains(change);
            }
            Some(numbers.into_values().any(|open| open))
        }
    }
}

/// What the answer's shape says opens with some changes.
fn opens(shape: &Shape, made: &BTreeSet<String>) -> Option<bool> {
    let each =
        || -> Option<Vec<bool>> { shape.parts().iter().map(|one| opens(one, made)).collect() };
    Some(match &shape.kind {
        ShapeKind::Change(change) => made.contains(&change.to_string()),
        ShapeKind::All(_) => each()?.into_iter().all(|open| open),
        ShapeKind::Any(_) => each()?.into_iter().any(|open| open),
        ShapeKind::AtLeast(needed, _) => {
            each()?.into_iter().filter(|open| *open).count() >= *needed
        }
        ShapeKind::Weighted {
            needed, weights, ..
        } => {
            let open = each()?.into_iter().zip(weights).filter(|(open, _)| *open);
            open.map(|(_, weight)| weight).sum::<u64>() >= *needed
        }
        ShapeKind::Prime { sets, .. } => {
            let each = each()?;
            let mut sets = sets.as_ref()?.iter();
            sets.any(|set| set.iter().all(|&place| each[place]))
        }
    })
}

#[test]
fn the_picture_opens_where_the_goal_does() {
    let held = std::cell::Cell::new(0);
    each(OPENED, |case| {
        let Some(shape) = case.answer.shape.exact() else {
            return;
        };
        if case.answer.status() != Status::Blocked || case.answer.no_change_suffices() {
            assert!(case.picture.knots.is_empty(), "{}", case.told);
            return;
        }
        let changes: Vec<String> = shape.changes().iter().map(ToString::to_string).collect();
        let mut dice = Dice(changes.len() as u64 * 7_919 + 13);
        let few = changes.len() <= 6;
        let tries = if few { 1 << changes.len() } else { 60 };
        for number in 0..tries {
            let chosen = changes.iter().enumerate().filter(|(at, _)| match few {
                true => number >> at & 1 == 1,
                false => dice.chance(50),
            });
            let made: BTreeSet<String> = chosen.map(|(_, change)| change.clone()).collect();
            let obstacles = case.picture.knots.iter().map(|knot| &knot.obstacle);
            let (Some(shown), Some(wanted)) = (all_of(obstacles, &made), opens(shape, &made))
            else {
                continue;
            };
            assert_eq!(shown, wanted, "{made:?}\n{}", case.told);
            held.set(held.get() + 1);
        }
    });
    assert!(held.get() > 10_000, "only {} comparisons", held.get());
}

#[test]
fn every_mark_stands_for_what_the_answer_says_and_every_word_has_its_place() {
    each(DRAWN, |case| {
        let blockers = case.answer.blockers.items();
        let known: BTreeMap<String, &Change> = blockers
            .iter()
            .map(|one| (one.change.to_string(), &one.change))
            .collect();
        for scene in case.scenes() {
            for kind in [MarkKind::Bar, MarkKind::Hook, MarkKind::Key] {
                for mark in marks_of(&scene, kind) {
                    stands_for_its_changes(case, mark, &known);
                }
            }
            silence_is_what_is_awaited(case, &scene);
            keys_open_what_is_drawn(case, &scene);
            words_stay_on_the_sheet_and_apart(&case.told, &scene);
        }
        a_card_is_a_card(case);
        a_matrix_says_what_is_in_force(case);
    });
}

/// A bar, hook or key is about changes that the answer names, and is in the hue of whose they are.
fn stands_for_its_changes(case: &Case, mark: &Mark, known: &BTreeMap<String, &Change>) {
    let told = &case.told;
    for change in &mark.what {
        assert!(
            known.contains_key(change),
            "{change} blocks nothing\n{told}"
        );
    }
    let parties: BTreeSet<String> = mark
        .what
        .iter()
        .map(|change| known[change].party().to_string())
        .collect();
    let who: BTreeSet<String> = mark.who.iter().cloned().collect();
    if mark.kind == MarkKind::Key {
        assert!(who.is_subset(&parties), "{:?}\n{told}", mark.told);
    } else if !mark.what.is_empty() {
        assert_eq!(who, parties, "{:?}\n{told}", mark.told);
    }
    let hues: BTreeSet<Ink> = inks(&mark.parts)
        .into_iter()
        .filter(|ink| matches!(ink, Ink::Party(_)))
        .collect();
    let wanted: BTreeSet<Ink> = who.iter().map(|id| hue(case, id)).collect();
    if mark.kind == MarkKind::Key && wanted.len() > 1 {
        assert!(hues.is_empty(), "a key of several is nobody's\n{told}");
    } else {
        assert_eq!(hues, wanted, "{:?}\n{told}", mark.told);
    }
}

/// The hue of a party, in the order of the model.
fn hue(case: &Case, id: &str) -> Ink {
    let parties = case.model.parties_in_order();
    let place = parties.iter().position(|one| one.id.as_str() == id);
    Ink::Party(place.expect("it is a party"))
}

/// The void and the topics are those on which the answer waits.
fn silence_is_what_is_awaited(case: &Case, scene: &Scene) {
    let awaited = case.answer.awaited.items();
    let pairs: BTreeSet<(String, String)> = awaited
        .iter()
        .map(|one| (one.target.to_string(), one.party.to_string()))
        .collect();
    let mut shown: BTreeSet<(String, String)> = BTreeSet::new();
    for mark in marks_of(scene, MarkKind::Silence) {
        for who in &mark.who {
            let pair = (mark.what[0].clone(), who.clone());
            assert!(pairs.contains(&pair), "{pair:?}\n{}", case.told);
            assert!(shown.insert(pair), "told twice\n{}", case.told);
        }
    }
    for mark in marks_of(scene, MarkKind::Void) {
        let topics: BTreeSet<&String> = pairs.iter().map(|(target, _)| target).collect();
        assert_eq!(topics, mark.what.iter().collect(), "{}", case.told);
    }
}

/// Every key has the letter of a bar or hook that stands on the way, for changes of its own; and none of those is left without
/// a key but where the column says that more are not listed.
fn keys_open_what_is_drawn(case: &Case, scene: &Scene) {
    let drawn: BTreeMap<&str, BTreeSet<&String>> = [MarkKind::Bar, MarkKind::Hook]
        .into_iter()
        .flat_map(|kind| marks_of(scene, kind))
        .filter_map(|mark| Some((mark.letter.as_deref()?, mark.what.iter().collect())))
        .fold(
            BTreeMap::new(),
            |mut all, (letter, what): (&str, BTreeSet<&String>)| {
                all.entry(letter).or_insert_with(BTreeSet::new).extend(what);
                all
            },
        );
    // What is too wide for a sheet is drawn as a heap of its first bars, which says that the words tell the rest.
    let is_heap = scene
        .words()
        .iter()
        .any(|words| words.contains("opened as told below"));
    let is_cut = is_heap
        || case
            .picture
            .knots
            .iter()
            .any(|knot| knot.left_out > 0 || draws_a_part(&knot.obstacle));
    for key in marks_of(scene, MarkKind::Key) {
        let letter = key.letter.as_deref().unwrap_or_default();
        match drawn.get(letter) {
            Some(what) => assert!(
                key.what.iter().any(|change| what.contains(change)),
                "the key {letter} opens something else\n{}",
                case.told
            ),
            None => assert!(is_cut, "the key {letter} opens nothing\n{}", case.told),
        }
    }
}

/// Whether some of its bars are only counted.
pub fn draws_a_part(obstacle: &Obstacle) -> bool {
    match obstacle {
        Obstacle::Bar(_) | Obstacle::Hook(_) | Obstacle::Ring(_) => false,
        Obstacle::Fence(fence) => fence.more > 0,
        Obstacle::Row(all) => all.iter().any(draws_a_part),
        Obstacle::Fork(tracks) => tracks.iter().any(|track| draws_a_part(&track.obstacle)),
    }
}

fn a_card_is_a_card(case: &Case) {
    let card = scene::card(&case.picture);
    assert_eq!((card.width, card.height), (1200.0, 630.0), "{}", case.told);
    let again = scene_svg(&scene::card(&case.picture), "");
    assert_eq!(scene_svg(&card, ""), again, "{}", case.told);
}

/// Every stance of a matrix is a position in force, every tube an answer that is asked for and not there, and every bracket joins
/// the parties that `conflicts` names, and nobody else.
fn a_matrix_says_what_is_in_force(case: &Case) {
    let (model, graph) = (&case.model, case.graph());
    let found = conflicts(model, &graph, model.goal.as_ref(), &Budget::FULL);
    let picture = matrix(&Words::on(model, &graph), &graph, found.items());
    let scene = scene::matrix(&picture);
    words_stay_on_the_sheet_and_apart(&case.told, &scene);
    let in_force = graph.positions_in_force(model);
    let spoken = |party: &str, issue: &str| {
        in_force.iter().any(|&id| {
            let one = &model.positions[id];
            let is_on = one.on.issue().is_some_and(|on| on.as_str() == issue);
            one.party.as_str() == party
                && is_on
                && !one.remark
                && one.is_own()
                && !graph.is_over(id)
        })
    };
    for mark in marks_of(&scene, MarkKind::Stance) {
        let named = mark
            .what
            .iter()
            .find_map(|what| what.strip_prefix("position "));
        let Some(named) = named else {
            continue;
        };
        let position = in_force.iter().find(|id| id.to_string() == named);
        let position = position.map(|&id| &model.positions[id]);
        let party = position.map(|one| one.party.to_string());
        assert_eq!(
            party.as_deref(),
            Some(mark.who[0].as_str()),
            "{}",
            case.told
        );
        let hues = inks(&mark.parts)
            .into_iter()
            .filter(|ink| matches!(ink, Ink::Party(_)));
        let hues: BTreeSet<Ink> = hues.collect();
        assert_eq!(
            hues,
            BTreeSet::from([hue(case, &mark.who[0])]),
            "{}",
            case.told
        );
    }
    for mark in marks_of(&scene, MarkKind::Silence) {
        let (issue, party) = (mark.what[0].as_str(), mark.who[0].as_str());
        let between = &model
            .issues
            .values()
            .find(|one| one.id.as_str() == issue)
            .expect("an issue")
            .between;
        assert!(
            between.iter().any(|one| one.as_str() == party),
            "{}",
            case.told
        );
        assert!(
            !spoken(party, issue),
            "{party} has spoken on {issue}\n{}",
            case.told
        );
    }
    for mark in marks_of(&scene, MarkKind::Bracket) {
        let joined: BTreeSet<&str> = mark.who.iter().map(String::as_str).collect();
        let named = found.items().iter().any(|one| named_by(one) == joined);
        assert!(named, "a bracket joins {joined:?}\n{}", case.told);
    }
}

/// The parties whose positions or orders a conflict is made of.
pub fn named_by(conflict: &Conflict) -> BTreeSet<&str> {
    match &conflict.kind {
        ConflictKind::Incompatible(clash) => {
            let sets = clash.conflicting_sets.items().iter().flatten();
            sets.map(|one| one.party.as_str()).collect()
        }
        ConflictKind::Apart(apart) => apart.stated.iter().map(|one| one.party.as_str()).collect(),
        ConflictKind::Sequence { orders } => {
            orders.iter().map(|order| order.party.as_str()).collect()
        }
        ConflictKind::DisputedFact(_)
        | ConflictKind::OneSided { .. }
        | ConflictKind::PositionsUnstated { .. }
        | ConflictKind::Opposed(_)
        | ConflictKind::Meaning(_) => BTreeSet::new(),
    }
}

/// Of two answers in one picture: what is faded does not block the goal after, and what stands does; what is new did not before.
#[test]
fn before_and_after_are_what_the_answers_say() {
    let compared = std::cell::Cell::new(0);
    each(OPENED / 3, |case| {
        let Some(first) = case.answer.blockers.items().first() else {
            return;
        };
        let graph = case.graph();
        let supposed = Ask {
            supposed: vec![first.change.clone()],
            ..Ask::about(case.answer.goal.clone())
        };
        let after = blocks(&case.model, &graph, &supposed).expect("it is in the graph");
        let would_be = knots(&Words::on(&case.model, &graph), &graph, &after);
        let between = Between::Supposed("something".to_owned());
        let now = (case.picture.clone(), &case.answer);
        let picture = knots_compared(now, (would_be, &after), &between);
        let blocking = |answer: &Blocks| -> BTreeSet<String> {
            let all = answer.blockers.items().iter();
            all.map(|one| one.change.to_string()).collect()
        };
        let (old, new) = (blocking(&case.answer), blocking(&after));
        let mut marks = Vec::new();
        let obstacles = picture.knots.iter().map(|knot| &knot.obstacle);
        obstacles.for_each(|one| states(one, &mut marks));
        for (changes, state) in marks {
            let has = |all: &BTreeSet<String>| changes.iter().any(|one| all.contains(one));
            let wanted = match (has(&old), has(&new)) {
                (_, false) => MarkState::Lifted,
                (false, true) => MarkState::New,
                (true, true) => MarkState::Stands,
            };
            assert_eq!(state, wanted, "{changes:?}\n{}", case.told);
            compared.set(compared.get() + 1);
        }
    });
    assert!(compared.get() > 500, "only {} marks", compared.get());
}

/// Every bar and hook that has a letter, with the changes that lift it and what became of it.
fn states<'o>(obstacle: &'o Obstacle, marks: &mut Vec<(&'o [String], MarkState)>) {
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => marks.push((&bar.changes, bar.state)),
        Obstacle::Row(all) => all.iter().for_each(|one| states(one, marks)),
        Obstacle::Fork(tracks) => tracks
            .iter()
            .for_each(|track| states(&track.obstacle, marks)),
        Obstacle::Fence(fence) => {
            marks.extend(
                fence
                    .bars
                    .iter()
                    .map(|bar| (bar.changes.as_slice(), bar.state)),
            );
        }
        Obstacle::Ring(ring) => {
            let hooks = ring.hooks.iter().filter(|hook| !hook.about.is_empty());
            marks.extend(hooks.map(|hook| (hook.holds.as_slice(), hook.state)));
        }
    }
}
