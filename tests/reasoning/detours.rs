//! Rings that another way avoids: nothing is stuck in them, and whoever is said to close a way round does close it.

use impasse::analysis::{
    Ask, Budget, Detour, Route, Status, Waiter, blocks, deadlocks, detoured_rings,
};
use impasse::graph::{AsRead, Change, PositionGraph};
use impasse::model::{Model, Target};
use impasse::read::read_text;

use crate::dice::Dice;
use crate::random_model::random_model;

/// Whether something is blocked once some changes are made.
fn is_blocked(model: &Model, graph: &PositionGraph, goal: &Target, made: &[Change]) -> bool {
    let ask = Ask {
        supposed: made.to_vec(),
        ..Ask::about(goal.clone())
    };
    let answer = blocks(model, graph, &ask).expect("the goal is in the graph");
    answer
        .standing
        .exact()
        .expect("small models are whole")
        .status
        == Status::Blocked
}

fn thing(waiter: &Waiter) -> Option<&Target> {
    match waiter {
        Waiter::Thing(target) => Some(target),
        Waiter::Yes(..) => None,
    }
}

fn by_thing(detour: &Detour) -> Option<&Target> {
    match &detour.by {
        Route::By(waiter) => thing(waiter),
        Route::All(_) | Route::Any(_) => None,
    }
}

#[test]
fn a_ring_with_a_way_round_holds_nothing_but_by_those_who_close_the_way() {
    let (mut rings, mut closed, mut open) = (0, 0, 0);
    for seed in 1..=1500_u64 {
        let yaml = random_model(&mut Dice(seed.wrapping_mul(0xD134_2543_DE82_EF95) | 1));
        let model = read_text("random.yaml", &yaml).model;
        if !model.incompatible.is_empty() {
            continue;
        }
        let graph = PositionGraph::build(&model, AsRead::default());
        let plain = graph
            .changes()
            .iter()
            .filter(|info| matches!(info.change, Change::Grant { .. }) && info.until.is_empty());
        let plain: Vec<Change> = plain.map(|info| info.change.clone()).collect();
        let stuck = deadlocks(&model, &graph, &Budget::FULL);
        let found = detoured_rings(&model, &graph, &Budget::FULL);
        for one in found.items() {
            rings += 1;
            assert!(
                !stuck.items().iter().any(|ring| ring.ring == one.ring.ring),
                "seed {seed}: a deadlock has no way round\n{yaml}"
            );
            for member in one.ring.ring.iter().filter_map(thing) {
                assert!(
                    !is_blocked(&model, &graph, member, &plain),
                    "seed {seed}: {member} is stuck\n{yaml}"
                );
            }
            for detour in &one.detours {
                let Some(by) = by_thing(detour) else { continue };
                open += u32::from(detour.open);
                closed += u32::from(!detour.open);
                assert!(
                    !detour.open || !is_blocked(&model, &graph, by, &[]),
                    "seed {seed}: {by} is not open\n{yaml}"
                );
                assert!(
                    detour.open || detour.closed_by.iter().all(|change| plain.contains(change)),
                    "seed {seed}: {by} is closed by more than plain refusals\n{yaml}"
                );
                assert!(
                    !is_blocked(&model, &graph, by, &detour.closed_by),
                    "seed {seed}: {by} is closed by others too\n{yaml}"
                );
            }
        }
    }
    assert!(
        rings > 50 && closed > 10 && open > 10,
        "the models hold enough to look at: {rings} rings, {closed} closed ways, {open} open ones"
    );
}
