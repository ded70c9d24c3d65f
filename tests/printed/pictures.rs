//! Pictures against answers: on random models the lines, boxes, bars and counts of a drawing are those of `conflicts`,
//! `positions`, `gaps` and `blocks`; and a bar lasts as long as the position, found out day by day.

use std::collections::{BTreeMap, BTreeSet};

use impasse::analysis::{
    Ask, Blocks, Budget, Conflict, ConflictKind, Spoken, Status, blocks, conflicts, gaps,
};
use impasse::graph::{AsRead, Change, PositionGraph, Reading};
use impasse::model::{Issue, Model, PartyId, Position, PositionId, Stance, Target, Voice};
use impasse::read::read_text;
use impasse::source::Date;
use impasse::view::{Diagram, Emphasis, LineKind, Words, board, parties, scale, timeline, way};

use crate::dice::Dice;
use crate::random_model::rich::rich_model;

/// How many random models are drawn.
const MODELS: u64 = 5_000;

struct Case {
    yaml: String,
    model: Model,
    graph: PositionGraph,
    conflicts: Vec<Conflict>,
}

impl Case {
    fn of(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let yaml = rich_model(&mut dice);
        let reading = read_text("random.yaml", &yaml);
        assert!(!reading.has_errors(), "seed {seed}\n{yaml}");
        let model = reading.model;
        let graph = graph_on(&model, model.day(None));
        let conflicts = conflicts(&model, &graph, model.goal.as_ref(), &Budget::FULL)
            .items()
            .to_vec();
        Self {
            yaml: format!("seed {seed}\n{yaml}"),
            model,
            graph,
            conflicts,
        }
    }

    fn in_force(&self) -> Vec<PositionId> {
        self.graph.positions_in_force(&self.model)
    }
}

fn graph_on(model: &Model, day: Option<Date>) -> PositionGraph {
    let read = AsRead {
        day,
        at_least: None,
    };
    PositionGraph::build(model, read)
}

fn each(check: impl Fn(&Case)) {
    for seed in 0..MODELS {
        check(&Case::of(seed));
    }
}

/// The positions of a conflict over an issue: those of its sets, or whose wishes differ.
fn named(conflict: &Conflict) -> Option<(LineKind, BTreeSet<PositionId>)> {
    match &conflict.kind {
        ConflictKind::Incompatible(clash) => {
            let ids = clash.conflicting_sets.items().iter().flatten();
            Some((LineKind::Incompatible, ids.map(|one| one.id).collect()))
        }
        ConflictKind::Apart(apart) => Some((
            LineKind::Gap,
            apart.stated.iter().map(|one| one.id).collect(),
        )),
        ConflictKind::Sequence { .. }
        | ConflictKind::DisputedFact(_)
        | ConflictKind::Opposed(_)
        | ConflictKind::Meaning(_)
        | ConflictKind::OneSided { .. }
        | ConflictKind::PositionsUnstated { .. } => None,
    }
}

/// The ids of the boxes that a line of one kind joins to a box.
fn joined(diagram: &Diagram, to: &str, kind: LineKind) -> BTreeSet<String> {
    let lines = diagram.lines.iter();
    lines
        .filter(|line| line.kind == kind && diagram.boxes[line.to].id == to)
        .map(|line| diagram.boxes[line.from].id.clone())
        .collect()
}

#[test]
fn the_board_joins_and_counts_what_conflicts_tells() {
    each(|case| {
        let words = Words::of(&case.model);
        let drawn = board(
            &words,
            &case.graph,
            &case.conflicts,
            case.model.goal.as_ref(),
        );
        let boxes: BTreeSet<&str> = drawn.boxes.iter().map(|one| one.id.as_str()).collect();
        for issue in case.model.issues.values() {
            let told = case
                .conflicts
                .iter()
                .filter(|one| one.issue.as_ref() == Some(&issue.id));
            let told: Vec<_> = told.filter_map(named).collect();
            for kind in [LineKind::Incompatible, LineKind::Gap] {
                let of_kind = told.iter().filter(|(known, _)| *known == kind);
                let expected: BTreeSet<String> = of_kind
                    .flat_map(|(_, ids)| ids)
                    .map(|id| format!("position-{}-{id}", issue.id))
                    .collect();
                let found = joined(&drawn, &format!("issue-{}", issue.id), kind);
                assert_eq!(found, expected, "{} {kind:?}\n{}", issue.id, case.yaml);
            }
        }
        for id in case.in_force() {
            let position = &case.model.positions[id];
            if let Some(issue) = position.on.issue() {
                let name = format!("position-{issue}-{id}");
                assert!(
                    boxes.contains(name.as_str()),
                    "{name} is not there\n{}",
                    case.yaml
                );
                let pale = drawn
                    .boxes
                    .iter()
                    .any(|one| one.id == name && one.emphasis == Emphasis::Muted);
                assert_eq!(pale, case.graph.is_over(id), "{name}\n{}", case.yaml);
            }
        }
        the_counts_of_the_board(case, &drawn);
        the_silent_of_the_board(case, &drawn);
    });
}

/// The numbers below the title are those of the list of conflicts.
fn the_counts_of_the_board(case: &Case, drawn: &Diagram) {
    let count = |wanted: fn(&ConflictKind) -> bool| {
        case.conflicts
            .iter()
            .filter(|one| wanted(&one.kind))
            .count()
    };
    let told = [
        (
            count(|kind| matches!(kind, ConflictKind::Incompatible(_))),
            "incompatible",
        ),
        (
            count(|kind| matches!(kind, ConflictKind::Sequence { .. })),
            "about what comes first",
        ),
        (
            count(|kind| matches!(kind, ConflictKind::Apart(_))),
            "apart",
        ),
    ];
    for (number, word) in told {
        let found = drawn
            .subtitle
            .split([':', ',', '.'])
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<usize>().ok());
        assert_eq!(
            found.unwrap_or(0),
            number,
            "{word} in `{}`\n{}",
            drawn.subtitle,
            case.yaml
        );
    }
}

/// An empty cell says of a party what `gaps` says.
fn the_silent_of_the_board(case: &Case, drawn: &Diagram) {
    let silent = gaps(&case.model, &case.graph, None);
    for gap in silent.iter().filter(|gap| gap.spoken != Spoken::Nothing) {
        let Target::Issue(issue) = &gap.target else {
            continue;
        };
        let name = format!("unknown-{issue}-{}", gap.party);
        if let Some(one) = drawn.boxes.iter().find(|one| one.id == name) {
            assert_ne!(one.label, "no position recorded", "{name}\n{}", case.yaml);
        }
    }
}

#[test]
fn a_scale_draws_each_number_as_it_was_said() {
    each(|case| {
        let words = Words::of(&case.model);
        let scales = case
            .model
            .issues
            .values()
            .filter(|issue| issue.scale.is_some());
        for issue in scales {
            let drawn = scale(&words, &case.graph, &case.conflicts, issue);
            let bars: BTreeMap<&str, bool> = drawn
                .boxes
                .iter()
                .filter_map(|one| Some((one.id.as_str(), one.span?.refused)))
                .collect();
            let expected: BTreeMap<String, bool> = case
                .in_force()
                .into_iter()
                .filter(|&id| is_number_of(case, issue, id) && !case.graph.is_over(id))
                .map(|id| {
                    let refused = case.model.positions[id].stance == Stance::Rejects;
                    (format!("position-{id}"), refused)
                })
                .collect();
            let expected = expected
                .iter()
                .map(|(id, refused)| (id.as_str(), *refused))
                .collect();
            assert_eq!(bars, expected, "{}\n{}", issue.id, case.yaml);
            let axis = drawn.axis.as_ref().expect("a scale has an axis");
            let limits = issue
                .scale
                .as_ref()
                .map(|scale| (scale.min, scale.max))
                .unwrap_or_default();
            for one in drawn.boxes.iter().filter_map(|one| one.span) {
                assert!(
                    axis.from <= one.from && one.to <= axis.to,
                    "a bar leaves the axis\n{}",
                    case.yaml
                );
            }
            if let Some(min) = limits.0 {
                assert!(
                    axis.from >= min.get() - 1e-9,
                    "the axis begins below the scale\n{}",
                    case.yaml
                );
            }
            let contended = case
                .conflicts
                .iter()
                .any(|one| one.issue.as_ref() == Some(&issue.id) && named(one).is_some());
            assert!(
                axis.shade.is_none() || contended,
                "a gap that `conflicts` does not tell\n{}",
                case.yaml
            );
        }
    });
}

fn is_number_of(case: &Case, issue: &Issue, id: PositionId) -> bool {
    let position = &case.model.positions[id];
    position.on == Target::Issue(issue.id.clone()) && position.value.is_some()
}

/// A bar of the timeline holds on exactly those days on which the position is in force and not over.
#[test]
fn a_bar_of_the_timeline_ends_with_its_position() {
    each(|case| {
        let Some(last) = case.graph.day else { return };
        let words = Words::of(&case.model);
        let drawn = timeline(&words, &case.graph, None);
        let stated = case
            .model
            .positions
            .iter()
            .filter_map(|one| case.model.stated_on(one));
        let events = case.model.events.iter().map(|event| event.date);
        let votes = case.model.votes.iter().map(|vote| vote.date);
        let dated = stated.chain(events).chain(votes);
        let Some(first) = dated.filter(|day| *day <= last).min() else {
            return;
        };
        let first = first.min(last);
        let days: Vec<(Date, PositionGraph)> = (0..=first.days_until(last))
            .map(|n| first.plus_days(n))
            .map(|day| (day, graph_on(&case.model, Some(day))))
            .collect();
        for (id, position) in case.model.positions.numbered() {
            let bar = drawn
                .boxes
                .iter()
                .find(|one| one.id == format!("position-{id}"));
            let Some(since) = case.model.stated_on(position) else {
                continue;
            };
            let same = |other: &&Position| other.party == position.party && other.on == position.on;
            if case
                .model
                .positions
                .iter()
                .filter(same)
                .any(is_asked_at_times)
            {
                continue;
            }
            if since > last || !position.is_own() {
                assert!(bar.is_none(), "{id} is drawn\n{}", case.yaml);
                continue;
            }
            let span = bar
                .and_then(|one| one.span)
                .unwrap_or_else(|| panic!("{id} has no bar\n{}", case.yaml));
            let holds: Vec<bool> = days
                .iter()
                .map(|(_, graph)| {
                    graph.positions_in_force(&case.model).contains(&id) && !graph.is_over(id)
                })
                .collect();
            for (at, (day, _)) in days.iter().enumerate() {
                // What was over while somebody said yes, and is not over later, is one bar.
                let holds_later = since <= *day && holds[at..].contains(&true);
                let at = first.days_until(*day) as f64;
                let shown = span.from <= at && at < span.to;
                assert_eq!(
                    shown, holds_later,
                    "{id} on {day}, drawn from {} to {}\n{}",
                    span.from, span.to, case.yaml
                );
            }
        }
    });
}

#[test]
fn the_parties_stand_as_conflicts_tells() {
    each(|case| {
        let words = Words::of(&case.model);
        let drawn = parties(&words, &case.graph, &case.conflicts);
        let pairs = |kind: LineKind| -> BTreeSet<(String, String)> {
            let lines = drawn.lines.iter().filter(|line| line.kind == kind);
            lines
                .map(|line| in_order(&drawn.boxes[line.from].id, &drawn.boxes[line.to].id))
                .collect()
        };
        let clash = pairs(LineKind::Incompatible);
        let mut told: BTreeSet<(String, String)> = BTreeSet::new();
        for conflict in &case.conflicts {
            match &conflict.kind {
                ConflictKind::Incompatible(clash) => {
                    // Of three that leave nothing together no two need be against each other.
                    for set in clash
                        .conflicting_sets
                        .items()
                        .iter()
                        .filter(|set| set.len() == 2)
                    {
                        let holders: BTreeSet<&PartyId> =
                            set.iter().map(|one| &one.party).collect();
                        told.extend(pairs_of(&holders));
                    }
                }
                ConflictKind::Sequence { orders } => {
                    told.extend(pairs_of(&orders.iter().map(|order| &order.party).collect()));
                }
                ConflictKind::Apart(_)
                | ConflictKind::DisputedFact(_)
                | ConflictKind::OneSided { .. }
                | ConflictKind::PositionsUnstated { .. }
                | ConflictKind::Opposed(_)
                | ConflictKind::Meaning(_) => {}
            }
        }
        assert!(
            clash.is_superset(&told),
            "{told:?} in {clash:?}\n{}",
            case.yaml
        );
        // What else stands apart is something that one grants and another refuses.
        for pair in clash.difference(&told) {
            assert!(over_one_thing(case, pair), "{pair:?}\n{}", case.yaml);
        }
        for party in case.model.parties.keys() {
            let name = format!("party-{party}");
            let own = case
                .in_force()
                .into_iter()
                .filter(|&id| case.model.positions[id].party == *party);
            let own = own.count();
            let note = drawn
                .boxes
                .iter()
                .find(|one| one.id == name)
                .map(|one| one.note.clone());
            let note = note.unwrap_or_default();
            let numbers = [
                "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            ];
            let expected = match own {
                0 if note == "conditions only" => note.clone(),
                0 => String::new(),
                1 => "one position".to_owned(),
                n => format!(
                    "{} positions",
                    numbers
                        .get(n - 1)
                        .map_or(n.to_string(), |word| (*word).to_owned())
                ),
            };
            assert_eq!(note, expected, "{name}\n{}", case.yaml);
        }
    });
}

/// Whether what a position lasts until is asked on some days and not on others: then it may come back into force.
fn is_asked_at_times(position: &Position) -> bool {
    let mut marked = false;
    if let Some(condition) = &position.until {
        condition.visit(&mut |part| {
            let days = part.imposed.iter();
            marked |= days
                .flat_map(|imposed| [imposed.since, imposed.ended])
                .flatten()
                .count()
                > 0;
        });
    }
    marked
}

fn in_order(a: &str, b: &str) -> (String, String) {
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    (a.to_owned(), b.to_owned())
}

fn pairs_of(holders: &BTreeSet<&PartyId>) -> Vec<(String, String)> {
    let names: Vec<String> = holders.iter().map(|id| format!("party-{id}")).collect();
    let mut pairs = Vec::new();
    for (at, a) in names.iter().enumerate() {
        pairs.extend(names[at + 1..].iter().map(|b| in_order(a, b)));
    }
    pairs
}

fn over_one_thing(case: &Case, pair: &(String, String)) -> bool {
    let says = |name: &str, yes: bool, on: &Target| {
        case.in_force().into_iter().any(|id| {
            let position = &case.model.positions[id];
            let is_yes = position.stance.grants();
            let is_no = position.stance == Stance::Rejects && !case.graph.is_over(id);
            format!("party-{}", position.party) == name
                && position.on == *on
                && position.voice != Voice::Attributed
                && if yes { is_yes } else { is_no }
        })
    };
    let things: BTreeSet<&Target> = case.model.positions.iter().map(|one| &one.on).collect();
    things.into_iter().any(|on| {
        (says(&pair.0, true, on) && says(&pair.1, false, on))
            || (says(&pair.1, true, on) && says(&pair.0, false, on))
    })
}

/// What blocks a goal is drawn as blocking, and nothing else is; the edges of a circle are there; who is awaited too.
#[test]
fn the_way_draws_what_blocks() {
    each(|case| {
        for milestone in case.model.milestones.keys() {
            let goal = Target::Milestone(milestone.clone());
            let answer = blocks(&case.model, &case.graph, &Ask::about(goal.clone()))
                .expect("it is in the graph");
            let words = Words::of(&case.model);
            let drawn = way(&words, &case.graph, &answer);
            let context = format!("{goal}\n{}", case.yaml);
            blockers_of(case, &answer, &drawn, &context);
            if answer.status() == Status::Blocked {
                circles_of(&answer, &drawn, &context);
            }
        }
    });
}

fn blockers_of(case: &Case, answer: &Blocks, drawn: &Diagram, context: &str) {
    let refused: BTreeSet<(&PartyId, &Target)> = answer
        .blockers
        .items()
        .iter()
        .filter_map(|one| match &one.change {
            Change::Grant { party, target } => Some((party, target)),
            Change::Waive { .. } => None,
        })
        .collect();
    let blocking: Vec<PositionId> = case
        .model
        .positions
        .numbered()
        .map(|(id, _)| id)
        .filter(|id| {
            let name = format!("position-{id}");
            drawn
                .boxes
                .iter()
                .any(|one| one.id == name && one.emphasis == Emphasis::Blocking)
        })
        .collect();
    let stance = |party: &PartyId, target: &Target| {
        let stances = case.graph.stances().iter();
        stances
            .clone()
            .filter(|one| one.reading != Reading::Counted && !one.is_rest)
            .find(|one| one.party == *party && one.target == *target)
            .cloned()
    };
    for (party, target) in &refused {
        let told = stance(party, target).expect("a refusal is a stance");
        let is_drawn = told.positions.iter().any(|&id| {
            blocking.iter().any(|&drawn| {
                drawn == id || case.model.positions[drawn].comes_to(&case.model.positions[id])
            })
        });
        assert!(
            is_drawn,
            "{party} on {target} is not drawn as blocking: {context}"
        );
    }
    for id in blocking {
        let blocks_it = refused.iter().any(|(party, target)| {
            stance(party, target)
                .is_some_and(|one| one.positions.contains(&id) || one.refusing.contains(&id))
        });
        assert!(
            blocks_it,
            "{id} is drawn as blocking and does not block: {context}"
        );
    }
}

fn circles_of(answer: &Blocks, drawn: &Diagram, context: &str) {
    // An answer that is asked for by name is a box of its own, else it is drawn as its issue.
    let drawn_as = |target: &Target| {
        let issue = target.issue().map(ToString::to_string);
        BTreeSet::from_iter([Some(target.to_string()), issue].into_iter().flatten())
    };
    let lines: BTreeSet<(&str, &str)> = drawn
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Ring)
        .map(|line| {
            (
                drawn.boxes[line.to].id.as_str(),
                drawn.boxes[line.from].id.as_str(),
            )
        })
        .collect();
    // A choice stands between two things that wait for each other as a box of its own.
    let has_a_choice = drawn.boxes.iter().any(|one| one.id.starts_with("part-"));
    for ring in answer.deadlocks.items() {
        for edge in &ring.edges {
            let (from, needs) = (drawn_as(edge.from.target()), drawn_as(edge.needs.target()));
            if from.intersection(&needs).count() > 0 || has_a_choice {
                continue; // An issue and its answers are one box.
            }
            let is_drawn = lines
                .iter()
                .any(|(a, b)| from.contains(*a) && needs.contains(*b));
            assert!(
                is_drawn,
                "{from:?} waits for {needs:?} in a circle, and no line says so: {context}"
            );
        }
    }
}
