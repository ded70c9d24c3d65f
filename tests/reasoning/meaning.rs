//! Models that use all of the language, against two judges: the checker, which is written from the pages apart from the
//! engine and tries the definitions word for word, and the engine itself under small budgets.
//!
//! Law: whatever the budget, a part of an answer that calls itself exact is the same as without a bound. Every goal of six
//! thousand random models is asked, with another seed of as many as one likes. `MODELS=1000000 SEED=7 cargo test --release --test reasoning meaning::` is the nightly run.

use std::collections::BTreeSet;

use impasse::analysis::{
    Ask, Blocks, Budget, Conflict, ConflictKind, Known, SetsAsked, Status, UNTIMELY, blocks,
    changes, conflicts, deadlocks, elsewhere, statuses,
};
use impasse::graph::{AsRead, Change, PositionGraph, Reading};
use impasse::model::{Model, Stance, Target};
use impasse::read::read_text;
use impasse::verify::{Verdict, verify};

use crate::dice::Dice;
use crate::random_model::rich::rich_model;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// A model with the seed that made it.
struct Case {
    seed: u64,
    yaml: String,
    model: Model,
    graph: PositionGraph,
}

impl Case {
    fn of(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let yaml = rich_model(&mut dice);
        let reading = read_text("random.yaml", &yaml);
        let errors: Vec<&String> = reading
            .problems
            .iter()
            .filter(|p| p.severity == impasse::diagnostic::Severity::Error)
            .map(|p| &p.message)
            .collect();
        assert!(errors.is_empty(), "seed {seed}: {errors:?}\n{yaml}");
        let model = reading.model;
        let day = model.day(None);
        let graph = PositionGraph::build(
            &model,
            AsRead {
                day,
                at_least: None,
            },
        );
        Self {
            seed,
            yaml,
            model,
            graph,
        }
    }

    fn goals(&self) -> Vec<Target> {
        self.graph
            .targets()
            .map(|(target, _)| target.clone())
            .collect()
    }

    fn ask(&self, ask: &Ask) -> Blocks {
        blocks(&self.model, &self.graph, ask).expect("every target is in the graph")
    }

    fn context(&self, goal: &Target) -> String {
        format!("seed {}, goal {goal}\n{}", self.seed, self.yaml)
    }
}

/// The question about everything, without a bound.
fn whole(goal: &Target, secure: bool) -> Ask {
    Ask {
        secure,
        sets: SetsAsked::All,
        confidence: true,
        ..Ask::about(goal.clone())
    }
}

/// Every claim of an answer is confirmed by the checker.
fn confirmed(case: &Case, answer: &Blocks) {
    let day = case.model.day(None);
    let certificate = impasse::cli::certificate(&case.model, day, false, answer).expect("a status");
    let claims = verify(&case.model, &certificate).expect("few exclusions");
    for claim in claims {
        // Where the families are large, the checker may say that it did not compare them, and nothing else.
        let too_many = claim.claim.ends_with("there are too many to compare")
            || claim.claim.contains(": too much work;")
            || claim.claim.starts_with("the number of ")
            || claim.claim.ends_with(": not all are listed");
        let fine =
            claim.verdict == Verdict::Holds || (claim.verdict == Verdict::NotChecked && too_many);
        assert!(fine, "{}: {}", claim.claim, case.context(&answer.goal));
    }
}

/// What the answers must be among themselves.
fn sound(case: &Case, answer: &Blocks) {
    let context = || case.context(&answer.goal);
    assert!(answer.shape.is_exact(), "a shape: {}", context());
    crate::expanded::shape_is_the_family(answer, &context());
    assert!(
        answer.parts().is_empty(),
        "nothing is stopped without a bound: {}",
        context()
    );
    let circular = answer.kind() == Some(impasse::analysis::BlockedKind::Circular);
    let rings = answer.deadlocks.items().len() + answer.avoided_rings.items().len();
    assert!(
        !circular || rings > 0,
        "what is circular has a ring: {}",
        context()
    );
    for ring in answer
        .deadlocks
        .items()
        .iter()
        .chain(answer.avoided_rings.items().iter().map(|a| &a.ring))
    {
        assert!(
            ring.edges.iter().any(|edge| edge.strict),
            "a ring goes through time: {}",
            context()
        );
        for edge in &ring.edges {
            if let (Some(change), Some(impasse::analysis::Opens::Goal)) = (&edge.change, edge.opens)
            {
                let supposed = Ask {
                    supposed: vec![change.clone()],
                    ..Ask::about(answer.goal.clone())
                };
                let after = case.ask(&supposed).status();
                assert_ne!(after, Status::Blocked, "{change} opens it: {}", context());
            }
        }
    }
    let open = matches!(answer.status(), Status::Open);
    let least = answer.least_awaited.as_ref().and_then(Known::exact);
    let least = least.copied().unwrap_or_default();
    assert_eq!(
        open,
        least > 0,
        "what is open waits for somebody: {}",
        context()
    );
    let blocking: BTreeSet<&Change> = answer.blockers.items().iter().map(|b| &b.change).collect();
    for refusal in answer.not_blocking.items() {
        let change = Change::Grant {
            party: refusal.party.clone(),
            target: refusal.target.clone(),
        };
        assert!(
            !blocking.contains(&change),
            "{change} is one or the other: {}",
            context()
        );
    }
}

fn same<T: PartialEq + std::fmt::Debug>(
    small: &Known<T>,
    full: &Known<T>,
    what: &str,
    context: &str,
) {
    if let (Some(small), Some(full)) = (small.exact(), full.exact()) {
        assert_eq!(small, full, "{what}: {context}");
    }
}

/// The JSON of a part, for parts that have no equality of their own.
fn as_json<T: serde::Serialize + Clone>(known: &Known<T>) -> Known<serde_json::Value> {
    known.clone().map(|value| serde_json::json!(value))
}

/// Whatever a smaller budget calls exact is what the whole answer says.
fn no_less_true(case: &Case, full: &Blocks, small: &Blocks, budget: &Budget) {
    let context = format!("{budget:?}, {}", case.context(&full.goal));
    same(&small.standing, &full.standing, "status", &context);
    same(
        &as_json(&small.blockers),
        &as_json(&full.blockers),
        "blockers",
        &context,
    );
    same(
        &as_json(&small.not_blocking),
        &as_json(&full.not_blocking),
        "not blocking",
        &context,
    );
    same(
        &as_json(&small.deadlocks),
        &as_json(&full.deadlocks),
        "rings",
        &context,
    );
    same(
        &as_json(&small.avoided_rings),
        &as_json(&full.avoided_rings),
        "avoided rings",
        &context,
    );
    same(&small.party_sets, &full.party_sets, "party sets", &context);
    // A ring may be known in one answer and not in the other, and with it what a part is called.
    let written_out = |answer: &Blocks| {
        answer
            .shape
            .clone()
            .map(|shape| crate::expanded::expanded(&shape))
    };
    same(&written_out(small), &written_out(full), "shape", &context);
    same(&small.awaited, &full.awaited, "awaited", &context);
    if let (Some(small), Some(full)) = (&small.least_awaited, &full.least_awaited) {
        same(small, full, "least awaited", &context);
    }
    same(&small.stages, &full.stages, "stages", &context);
    same(&small.doubts, &full.doubts, "doubts", &context);
    if let (Some(small), Some(full)) = (&small.confidence, &full.confidence) {
        same(small, full, "confidence", &context);
    }
    same(
        &as_json(&small.blocking),
        &as_json(&full.blocking),
        "blocking sets",
        &context,
    );
    let (Some(few), Some(all)) = (small.unblocking.value(), full.unblocking.exact()) else {
        return;
    };
    assert!(
        few.count.is_none() || few.count == all.count,
        "count: {context}"
    );
    let in_full = |set: &impasse::analysis::SetOfChanges| {
        all.listed.iter().find(|other| other.changes == set.changes)
    };
    for set in &few.listed {
        let other = in_full(set).unwrap_or_else(|| panic!("a set that is none: {context}"));
        same(&set.awaited, &other.awaited, "awaited of a way", &context);
        same(
            &set.least_awaited,
            &other.least_awaited,
            "least awaited of a way",
            &context,
        );
    }
    let blockers: BTreeSet<&Change> = full.blockers.items().iter().map(|b| &b.change).collect();
    for blocker in small.blockers.items() {
        assert!(
            blockers.contains(&blocker.change),
            "{} is no blocker: {context}",
            blocker.change
        );
    }
    let idle: BTreeSet<String> = full
        .not_blocking
        .items()
        .iter()
        .map(|r| format!("{}:{}", r.party, r.target))
        .collect();
    for refusal in small.not_blocking.items() {
        let name = format!("{}:{}", refusal.party, refusal.target);
        assert!(idle.contains(&name), "{name} does block: {context}");
    }
}

fn random_budget(dice: &mut Dice) -> Budget {
    let pick = |dice: &mut Dice, most: u64| match dice.roll(3) {
        0 => 0,
        1 => 1,
        _ => dice.roll(most),
    };
    Budget {
        nodes: pick(dice, 200) as usize,
        decisions: pick(dice, 400),
        ways: pick(dice, 6) as usize,
        visits: pick(dice, 3_000),
        listed: pick(dice, 6) as usize,
        sets: pick(dice, 6) as usize,
    }
}

const ONE: Budget = Budget {
    nodes: 1,
    decisions: 1,
    ways: 1,
    visits: 1,
    listed: 1,
    sets: 1,
};
const NONE: Budget = Budget {
    nodes: 0,
    decisions: 0,
    ways: 0,
    visits: 0,
    listed: 0,
    sets: 0,
};

/// One model: each goal in both modes against the checker, and under budgets against itself.
fn judged(case: &Case, dice: &mut Dice) -> usize {
    let goals = case.goals();
    let mut left = 0;
    for goal in &goals {
        for secure in [false, true] {
            let full = case.ask(&whole(goal, secure));
            if is_worked_out(&full) {
                confirmed(case, &full);
                doubtful(case, &full);
                sound(case, &full);
            } else {
                left += 1;
            }
            let budgets = [ONE, NONE, random_budget(dice)];
            let budget = budgets[dice.below(budgets.len())];
            let small = case.ask(&Ask {
                budget,
                ..whole(goal, secure)
            });
            no_less_true(case, &full, &small, &budget);
        }
    }
    elsewhere_agrees(case, dice);
    conflicts_no_less_true(case, &random_budget(dice));
    goals.len() - left / 2
}

/// Whether an answer is whole. Without a bound the one thing that is not worked out is what needs a default that comes too
/// late for a deadline on the way.
fn is_worked_out(answer: &Blocks) -> bool {
    let untold = answer.untold();
    // What rests on it is not known either, for its own reason.
    assert!(
        untold.is_empty() || untold.contains(&UNTIMELY),
        "{untold:?}"
    );
    untold.is_empty()
}

/// Doubts, by taking back each weak yes to a milestone in the model itself: what makes it leaves the matter open instead.
fn doubtful(case: &Case, full: &Blocks) {
    let told = match full.status() {
        Status::Open | Status::Met | Status::Pending => full.doubts.exact(),
        Status::Blocked | Status::Reached | Status::Closed => None,
    };
    let (Some(told), Some(awaited)) = (told, full.awaited.exact()) else {
        return;
    };
    let supposed: Vec<Change> = awaited
        .iter()
        .map(|one| Change::Grant {
            party: one.party.clone(),
            target: one.target.clone(),
        })
        .collect();
    for stance in case.graph.stances() {
        let said = stance.positions.iter().copied();
        let is_conditional = said
            .clone()
            .any(|id| case.model.positions[id].condition.is_some());
        let is_weak = case.model.doubt_of(said).is_some() && !is_conditional;
        let is_yes = stance.reading == Reading::Granted && !stance.turned;
        if !(is_weak && is_yes && matches!(stance.target, Target::Milestone(_))) {
            continue;
        }
        let ids: Vec<_> = case.model.positions.numbered().map(|(id, _)| id).collect();
        let mut model = case.model.clone();
        for (id, position) in ids.into_iter().zip(&mut model.positions) {
            if stance.positions.contains(&id) {
                position.stance = Stance::Open;
            }
        }
        let read = AsRead {
            day: case.graph.day,
            at_least: None,
        };
        let graph = PositionGraph::build(&model, read);
        // A doubt is of today: where another word changes what deadlines have done, it is another question.
        if format!("{:?}", graph.record()) != format!("{:?}", case.graph.record()) {
            continue;
        }
        let ask = Ask {
            supposed: supposed.clone(),
            ..Ask::about(full.goal.clone())
        };
        let without = blocks(&model, &graph, &ask).expect("the goal is there");
        let Some(standing) = without.standing.exact() else {
            return;
        };
        let holds = matches!(
            standing.status,
            Status::Met | Status::Pending | Status::Reached
        );
        let is_told = told
            .iter()
            .any(|one| one.party == stance.party && one.target == stance.target);
        let context = case.context(&full.goal);
        assert_eq!(
            is_told, !holds,
            "{}:{}: {context}",
            stance.party, stance.target
        );
    }
}

/// Under a budget a part of a conflict that calls itself exact is the whole one, and what a partial one lists is true.
fn conflicts_no_less_true(case: &Case, budget: &Budget) {
    let ask = |budget: &Budget| conflicts(&case.model, &case.graph, None, budget);
    let (full, small) = (ask(&Budget::FULL), ask(budget));
    let Some(full) = full.exact() else { return };
    if small.is_exact() {
        assert_eq!(full.len(), small.items().len(), "{budget:?}");
    }
    let sets = |conflict: &Conflict| match &conflict.kind {
        ConflictKind::Incompatible(clash) => vec![
            clash.conflicting_sets.clone(),
            clash.compatible_packages.clone(),
            clash.withdrawals.clone(),
        ],
        ConflictKind::Apart(_)
        | ConflictKind::Sequence { .. }
        | ConflictKind::DisputedFact(_)
        | ConflictKind::OneSided { .. }
        | ConflictKind::PositionsUnstated { .. }
        | ConflictKind::Opposed(_)
        | ConflictKind::Meaning(_) => Vec::new(),
    };
    let clashes = |all: &[Conflict]| {
        all.iter()
            .map(sets)
            .filter(|sets| !sets.is_empty())
            .collect()
    };
    let (full, small): (Vec<_>, Vec<_>) = (clashes(full), clashes(small.items()));
    assert_eq!(full.len(), small.len(), "{budget:?}");
    for (full, small) in full.iter().flatten().zip(small.iter().flatten()) {
        let full = full.exact().expect("few positions");
        let known = small.items().iter().all(|set| full.contains(set));
        assert!(known, "{budget:?}: {small:?} but {full:?}");
        if let Some(small) = small.exact() {
            assert_eq!(full, small, "{budget:?}");
        }
    }
}

/// What some changes move elsewhere is how each goal stands once they are made; and what moved between two days, how each
/// stood on them.
fn elsewhere_agrees(case: &Case, dice: &mut Dice) {
    let all: Vec<Change> = case
        .graph
        .changes()
        .iter()
        .map(|info| info.change.clone())
        .collect();
    let supposed: Vec<Change> = all.into_iter().filter(|_| dice.chance(30)).collect();
    let budget = Budget::FULL;
    let before = statuses(&case.model, &case.graph, &[], &budget);
    let moved = elsewhere(&case.model, &case.graph, &case.graph, &supposed, &budget);
    let Some(moved) = moved.exact() else { return };
    for (goal, status) in &before {
        let Some(status) = status.exact() else { return };
        let now = case.ask(&Ask::about(goal.clone())).status();
        assert_eq!(now, *status, "before: {}", case.context(goal));
        let then = Ask {
            supposed: supposed.clone(),
            ..Ask::about(goal.clone())
        };
        let then = case.ask(&then).status();
        let told = moved.iter().find(|m| m.goal == *goal).map(|m| m.after);
        assert_eq!(
            told.unwrap_or(*status),
            then,
            "elsewhere: {}",
            case.context(goal)
        );
    }
    let since = format!("2026-01-{:02}", 1 + dice.roll(12))
        .parse()
        .expect("a day");
    let until = Some("2026-01-14".parse().expect("a day"));
    let told = changes(&case.model, since, until, &budget);
    let on = |day| {
        PositionGraph::build(
            &case.model,
            AsRead {
                day,
                at_least: None,
            },
        )
    };
    let (old, new) = (
        statuses(&case.model, &on(Some(since)), &[], &budget),
        statuses(&case.model, &on(until), &[], &budget),
    );
    for (goal, before) in &old {
        let (Some(before), Some(new)) = (before.exact(), new[goal].exact()) else {
            continue;
        };
        let change = told
            .goals
            .items()
            .iter()
            .find(|change| change.goal == *goal);
        let after = change.map_or(*before, |change| change.after);
        assert_eq!(after, *new, "changes: {}", case.context(goal));
    }
    let rings = deadlocks(&case.model, &case.graph, &NONE);
    let full = deadlocks(&case.model, &case.graph, &budget);
    same(&as_json(&rings), &as_json(&full), "rings", &case.yaml);
}

#[test]
fn all_of_the_language_means_what_the_pages_say() {
    let (models, first) = (number("MODELS", 6_000), number("SEED", 1));
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let judge = |thread: u64| {
        let mut asked = 0;
        for seed in (first..first + models).filter(|seed| seed % threads == thread) {
            let mut dice = Dice(seed.wrapping_mul(0xA24B_AED4_963E_E407) | 1);
            asked += judged(&Case::of(seed), &mut dice);
        }
        asked
    };
    let asked: usize = std::thread::scope(|scope| {
        let judges: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || judge(thread)))
            .collect();
        judges
            .into_iter()
            .map(|judge| judge.join().expect("no model fails"))
            .sum()
    });
    println!("{asked} goals of {models} models are confirmed");
}
