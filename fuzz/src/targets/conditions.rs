//! Conditions: bytes as a model with all of the language, conditions of any, all and at least in each other among them.
//!
//! Every claim of an answer is confirmed by the checker, which shares no code with the engine; no unblocking set has a move
//! to spare; where there are few changes, the sets are those that trying every set of changes finds.

use std::collections::BTreeSet;

use impasse::analysis::{Ask, Blocks, SetsAsked, Status, UNTIMELY, blocks};
use impasse::diagnostic::Severity;
use impasse::graph::{AsRead, Change, PositionGraph};
use impasse::model::{Model, Target};
use impasse::read::read_text;
use impasse::verify::{Verdict, verify};

use super::dice::Dice;
use super::models::rich::rich_model;

/// So many changes at most are tried in every combination.
const FEW: usize = 5;

/// A model with its graph.
struct Case {
    yaml: String,
    model: Model,
    graph: PositionGraph,
}

/// The first two bytes say of which goal, and whether the stronger question is asked.
pub fn target(data: &[u8]) {
    let mut dice = Dice::of(data);
    let (secure, which) = (dice.chance(50), dice.roll(256) as usize);
    let case = Case::of(rich_model(&mut dice));
    let goals: Vec<&Target> = case.graph.targets().map(|(target, _)| target).collect();
    let ask = Ask {
        secure,
        sets: SetsAsked::All,
        ..Ask::about(goals[which % goals.len()].clone())
    };
    let answer = case.ask(&ask);
    let untold = answer.untold();
    // Without a bound one thing alone is not worked out: a default that comes too late for a deadline on the way.
    assert!(
        untold.is_empty() || untold.contains(&UNTIMELY),
        "{untold:?}"
    );
    if untold.is_empty() {
        confirmed(&case, &answer);
        none_to_spare(&case, &answer);
        as_by_trying_all(&case, &ask, &answer);
    }
}

impl Case {
    fn of(yaml: String) -> Self {
        let reading = read_text("random.yaml", &yaml);
        let mut problems = reading.problems.iter();
        let error = problems.find(|problem| problem.severity == Severity::Error);
        assert!(error.is_none(), "{error:?}\n{yaml}");
        let read = AsRead {
            day: reading.model.day(None),
            at_least: None,
        };
        Self {
            yaml,
            graph: PositionGraph::build(&reading.model, read),
            model: reading.model,
        }
    }

    fn ask(&self, ask: &Ask) -> Blocks {
        blocks(&self.model, &self.graph, ask).expect("every target is in the graph")
    }

    fn told(&self, goal: &Target) -> String {
        format!("goal {goal}\n{}", self.yaml)
    }
}

/// Every claim of an answer is confirmed by the checker.
fn confirmed(case: &Case, answer: &Blocks) {
    let day = case.model.day(None);
    let certificate = impasse::cli::certificate(&case.model, day, false, answer).expect("a status");
    for claim in verify(&case.model, &certificate).expect("few exclusions") {
        let too_many = claim.claim.ends_with("there are too many to compare");
        let unchecked = claim.verdict == Verdict::NotChecked && too_many;
        assert!(
            claim.verdict == Verdict::Holds || unchecked,
            "{}: {}",
            claim.claim,
            case.told(&answer.goal)
        );
    }
}

/// The moves of each unblocking set.
fn ways(answer: &Blocks) -> BTreeSet<BTreeSet<Change>> {
    let sets = answer
        .unblocking
        .exact()
        .map_or(&[][..], |sets| &sets.listed);
    sets.iter()
        .map(|set| set.changes.iter().cloned().collect())
        .collect()
}

/// No set holds another: as plain sets, whatever the shape says.
fn none_to_spare(case: &Case, answer: &Blocks) {
    let ways = ways(answer);
    for way in &ways {
        let mut others = ways.iter().filter(|other| *other != way);
        assert!(
            !others.any(|other| other.is_subset(way)),
            "{way:?}: {}",
            case.told(&answer.goal)
        );
    }
}

/// Where a goal is blocked and there are few changes: every set of them is supposed, and the smallest that open it are kept.
fn as_by_trying_all(case: &Case, ask: &Ask, answer: &Blocks) {
    let changes: Vec<&Change> = case
        .graph
        .changes()
        .iter()
        .map(|info| &info.change)
        .collect();
    if ask.secure || answer.status() != Status::Blocked || changes.len() > FEW {
        return;
    }
    let opens = |way: &BTreeSet<Change>| {
        let supposed = way.iter().cloned().collect();
        let ask = Ask {
            supposed,
            ..Ask::about(ask.goal.clone())
        };
        case.ask(&ask).status() != Status::Blocked
    };
    let sets = (0..1u32 << changes.len()).map(|number| -> BTreeSet<Change> {
        let held = changes.iter().enumerate();
        held.filter(|(at, _)| number >> at & 1 == 1)
            .map(|(_, change)| (*change).clone())
            .collect()
    });
    let open: BTreeSet<_> = sets.filter(opens).collect();
    let smaller = |way: &BTreeSet<Change>| open.iter().any(|one| one != way && one.is_subset(way));
    let least: BTreeSet<_> = open.iter().filter(|way| !smaller(way)).cloned().collect();
    assert_eq!(ways(answer), least, "{}", case.told(&answer.goal));
}
