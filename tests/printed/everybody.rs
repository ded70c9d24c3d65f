//! Pictures of everything at once against the answers: who stands with whom, and the ways to all milestones.

use std::collections::BTreeSet;

use impasse::analysis::{Ask, Blocks, Conflict, ConflictKind, Status, blocks};
use impasse::graph::{PositionGraph, Reading};
use impasse::marks::{Form, Ink, Mark, MarkKind, Part, Scene, Shape, Stroke};
use impasse::model::{Model, PartyId, Position, PositionId, Stance, Target};
use impasse::scene::{self, Page};
use impasse::view::{
    PartiesPicture, PartyPair, WayEnd, WaysPicture, Words, knots, parties_picture, ways,
};

use crate::drawn::each_model;
use crate::knots::named_by;
use crate::sheet::{marks_of, words_stay_on_the_sheet_and_apart};

#[test]
fn parties_stand_where_their_positions_put_them() {
    each_model(|told, model, graph, found| {
        let words = Words::on(model, graph);
        let picture = parties_picture(&words, graph, found);
        for (_, page) in Page::ALL {
            let scene = scene::parties(&picture, page);
            words_stay_on_the_sheet_and_apart(told, &scene);
            pairs_are_drawn(told, &picture, &scene);
        }
        what_opposes_and_joins_is_told(told, model, graph, &picture);
        what_is_told_is_so(told, model, graph, found, &picture);
    });
}

/// The parties whose position stands, without a number.
fn standing<'m>(model: &'m Model, graph: &PositionGraph) -> Vec<&'m Position> {
    let stands = |id: &PositionId| {
        let position = &model.positions[*id];
        let mut stances = graph.stances().iter();
        let own = stances.find(|one| one.party == position.party && one.target == position.on);
        let is_bloc = model.parties[&position.party].body.is_none();
        let is_divided = position
            .split
            .is_some_and(|split| split.yes > 0 && split.yes < split.told());
        let speaks_with_two_voices = is_bloc && is_divided;
        !graph.is_over(*id)
            && !speaks_with_two_voices
            && position.value.is_none()
            && own.is_none_or(|one| {
                let is_yes = matches!(one.reading, Reading::Granted | Reading::Conditional);
                let is_no = one.reading == Reading::Refused;
                let is_read_so = if position.stance.grants() {
                    !is_no
                } else {
                    !is_yes
                };
                !one.contested && one.reading != Reading::Unknown && is_read_so
            })
    };
    let in_force = graph.positions_in_force(model).into_iter();
    in_force
        .filter(stands)
        .map(|id| &model.positions[id])
        .collect()
}

fn pair<'p>(picture: &'p PartiesPicture, one: &PartyId, other: &PartyId) -> Option<&'p PartyPair> {
    let ids = BTreeSet::from([one.as_str(), other.as_str()]);
    picture.pairs.iter().find(|pair| {
        let (a, b) = pair.places;
        BTreeSet::from([picture.spoken[a].id.as_str(), picture.spoken[b].id.as_str()]) == ids
    })
}

/// A yes and a refusal of the same milestone divide two parties; two who demand or accept the same answer agree.
fn what_opposes_and_joins_is_told(
    told: &str,
    model: &Model,
    graph: &PositionGraph,
    picture: &PartiesPicture,
) {
    let positions = standing(model, graph);
    let words = Words::on(model, graph);
    for one in &positions {
        for other in positions.iter().filter(|other| other.on == one.on) {
            if one.party >= other.party {
                continue;
            }
            let name = words.target(&one.on.whole());
            let both = BTreeSet::from([one.stance, other.stance]);
            let grants: Vec<bool> = both.iter().map(|stance| stance.grants()).collect();
            let is_refused = both.contains(&Stance::Rejects);
            let between = pair(picture, &one.party, &other.party);
            if is_refused && grants.contains(&true) {
                let pair = between.expect(told);
                assert!(pair.against.contains(&name), "{name}: {pair:?}\n{told}");
            }
            if grants.iter().all(|grants| *grants) && !both.contains(&Stance::Prefers) {
                let pair = between.expect(told);
                let is_told = pair.agree.contains(&name) || pair.against.contains(&name);
                assert!(is_told, "{name}: {pair:?}\n{told}");
            }
        }
    }
}

/// Whoever is told to agree says yes to it; whoever is told to stand against another is in a conflict with it, or one of the two
/// refuses what the other grants.
fn what_is_told_is_so(
    told: &str,
    model: &Model,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    picture: &PartiesPicture,
) {
    let words = Words::on(model, graph);
    let positions = standing(model, graph);
    let says = |who: usize, name: &str, is: &dyn Fn(Stance) -> bool| {
        positions.iter().any(|one| {
            one.party.as_str() == picture.spoken[who].id
                && words.target(&one.on.whole()) == name
                && is(one.stance)
        })
    };
    for pair in &picture.pairs {
        let (a, b) = pair.places;
        for name in &pair.agree {
            let yes = |who: usize| says(who, name, &Stance::grants);
            assert!(yes(a) && yes(b), "{name}: {pair:?}\n{told}");
        }
        for name in &pair.against {
            let [one, other] = [a, b].map(|place| picture.spoken[place].id.as_str());
            let both = BTreeSet::from([one, other]);
            let is_named = conflicts.iter().any(|one| excludes_two(one, &both));
            let is_refused_number = refuses_numbers(model, graph, &both);
            let refuses = |who: usize| says(who, name, &|stance| stance == Stance::Rejects);
            let grants = |who: usize| says(who, name, &Stance::grants);
            let is_refused = (refuses(a) && grants(b)) || (refuses(b) && grants(a));
            let is_so = is_named || is_refused || is_refused_number;
            assert!(is_so, "{name}: {pair:?}\n{told}");
        }
    }
}

/// Whether two positions of two parties alone exclude each other, or their orders are opposite.
fn excludes_two(conflict: &Conflict, both: &BTreeSet<&str>) -> bool {
    match &conflict.kind {
        ConflictKind::Incompatible(clash) => clash.conflicting_sets.items().iter().any(|set| {
            let parties: BTreeSet<&str> = set.iter().map(|one| one.party.as_str()).collect();
            set.len() == 2 && parties == *both
        }),
        ConflictKind::Sequence { .. } => named_by(conflict) == *both,
        ConflictKind::Apart(_)
        | ConflictKind::DisputedFact(_)
        | ConflictKind::OneSided { .. }
        | ConflictKind::PositionsUnstated { .. }
        | ConflictKind::Opposed(_)
        | ConflictKind::Meaning(_) => false,
    }
}

/// Whether one of two parties refuses every number that the other would take on some scale.
fn refuses_numbers(model: &Model, graph: &PositionGraph, both: &BTreeSet<&str>) -> bool {
    let ids = graph.positions_in_force(model).into_iter();
    let numbers: Vec<&Position> = ids
        .filter(|&id| !graph.is_over(id))
        .map(|id| &model.positions[id])
        .filter(|one| one.value.is_some() && both.contains(one.party.as_str()))
        .collect();
    numbers.iter().any(|no| {
        let on_it = numbers
            .iter()
            .filter(|yes| yes.on == no.on && yes.party != no.party);
        let mut taken = on_it.filter(|yes| yes.stance.grants());
        no.stance == Stance::Rejects
            && taken.any(|yes| {
                let (no, yes) = (no.value.expect("a number"), yes.value.expect("a number"));
                no.common(&yes) == yes
            })
    })
}

/// Each pair has a mark, or the sheet says how many parties it leaves out.
fn pairs_are_drawn(told: &str, picture: &PartiesPicture, scene: &Scene) {
    let drawn: BTreeSet<Vec<String>> = marks_of(scene, MarkKind::Pair)
        .map(|mark| mark.who.clone())
        .collect();
    let most = 24;
    let is_listed = picture.spoken.len() <= 6;
    let is_whole = is_listed || (picture.spoken.len() <= most && scene.width >= 600.0);
    for pair in &picture.pairs {
        let (a, b) = pair.places;
        let who = vec![picture.spoken[a].id.clone(), picture.spoken[b].id.clone()];
        assert!(
            drawn.contains(&who) || !is_whole,
            "{who:?} is not drawn\n{told}"
        );
    }
    let told_cut = ["Not drawn: ", " more pairs"]
        .iter()
        .any(|one| said(scene).contains(one));
    let has_all = picture.pairs.len() == drawn.len();
    assert!(is_whole || has_all || told_cut, "{told}");
    for mark in marks_of(scene, MarkKind::Pair) {
        assert_ne!(mark.who[0], mark.who[1], "{told}");
    }
}

/// All words of a sheet.
fn said(scene: &Scene) -> String {
    let mut all = String::new();
    shapes(&scene.parts, &mut |shape| {
        if let Form::Words(_, _, runs) = &shape.form {
            runs.iter().for_each(|run| all += &run.words);
            all += " ";
        }
    });
    all
}

fn shapes(parts: &[Part], see: &mut dyn FnMut(&Shape)) {
    for part in parts {
        match part {
            Part::Mark(mark) => shapes(&mark.parts, see),
            Part::Shape(shape) => see(shape),
        }
    }
}

#[test]
fn the_ways_to_all_milestones_are_those_of_the_answers() {
    each_model(|told, model, graph, _| {
        let words = Words::on(model, graph);
        let goals = model.milestones_in_order().into_iter();
        let answers: Vec<Blocks> = goals
            .map(|one| Ask::about(Target::Milestone(one.id.clone())))
            .filter_map(|asked| blocks(model, graph, &asked))
            .collect();
        let picture = ways(&words, graph, &answers);
        assert_eq!(picture.ways.len(), answers.len(), "{told}");
        for (way, answer) in picture.ways.iter().zip(&answers) {
            let shape = knots(&words, graph, answer);
            let count: usize = shape.knots.iter().map(|knot| knot.count.max(1)).sum();
            assert_eq!(way.knots.len(), count, "{}\n{told}", way.told);
            let is_reached = answer.status() == Status::Reached;
            assert_eq!(
                way.end == WayEnd::Reached,
                is_reached,
                "{}\n{told}",
                way.told
            );
            let is_asked = !matches!(answer.status(), Status::Reached | Status::Closed);
            let all = if is_asked {
                answer.awaited.items().len()
            } else {
                0
            };
            assert_eq!(
                way.silent,
                least_needed(answer).unwrap_or(all).min(all),
                "{}\n{told}",
                way.told
            );
            if answer.status() != Status::Blocked {
                assert_eq!(
                    count, 0,
                    "a knot where nothing blocks: {}\n{told}",
                    way.told
                );
            }
        }
        the_title_counts(told, &picture, &answers);
        for (_, page) in Page::ALL {
            let scene = scene::ways(&picture, page);
            words_stay_on_the_sheet_and_apart(told, &scene);
            bars_are_knots(told, &picture, &scene);
        }
    });
}

/// How many answers the shortest way needs, where that is known.
fn least_needed(answer: &Blocks) -> Option<usize> {
    if answer.status() != Status::Blocked {
        return answer.least_awaited.as_ref()?.exact().copied();
    }
    let ways = answer.unblocking_sets();
    let each = ways.iter().map(|way| way.least_awaited.exact().copied());
    let each: Option<Vec<usize>> = each.collect();
    each?.into_iter().min().filter(|_| answer.lists_every_way())
}

/// So many are blocked as the answers say.
fn the_title_counts(told: &str, picture: &WaysPicture, answers: &[Blocks]) {
    let blocked = answers.iter().filter(|one| one.status() == Status::Blocked);
    let blocked = blocked.count();
    let says_blocked = picture.title.contains("blocked");
    assert_eq!(says_blocked, blocked > 0, "{}\n{told}", picture.title);
    let all_blocked = blocked == answers.len() && blocked > 1;
    assert!(
        !all_blocked || !picture.title.contains("open"),
        "{}\n{told}",
        picture.title
    );
}

/// A bar has a band in the hue of each of its people, in their order; a link is empty.
fn bars_are_knots(told: &str, picture: &WaysPicture, scene: &Scene) {
    let (knots_drawn, links_drawn) = (6, 7);
    let lines: Vec<&Mark> = marks_of(scene, MarkKind::Goal).collect();
    for (mark, way) in lines.iter().zip(&picture.ways) {
        assert_eq!(mark.what, std::slice::from_ref(&way.what), "{told}");
        let (mut bands, mut links) = (Vec::new(), 0);
        shapes(&mark.parts, &mut |shape| match (shape.fill, shape.stroke) {
            (Some(Ink::Party(number)), _) => bands.push(number),
            (
                None,
                Some(Stroke {
                    ink: Ink::Party(number),
                    ..
                }),
            ) => bands.push(number),
            (Some(Ink::Hollow), _) => links += 1,
            _ => {}
        });
        bands.dedup();
        let knots = way.knots.iter().take(knots_drawn);
        let people = knots.flat_map(|knot| &knot.who);
        let mut hues: Vec<usize> = people.map(|who| who.number).collect();
        hues.dedup();
        assert_eq!(bands, hues, "{}\n{told}", way.told);
        assert_eq!(links, way.silent.min(links_drawn), "{}\n{told}", way.told);
    }
    let is_whole = lines.len() == picture.ways.len();
    assert!(is_whole || said(scene).contains("Not drawn: "), "{told}");
}
