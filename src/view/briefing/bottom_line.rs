//! The bottom line: three sentences that could stand alone.

use std::collections::BTreeSet;

use crate::analysis::{Blocks, Deadlock, Known, SetOfChanges, Status, StickingPoint};
use crate::graph::Reading;
use crate::model::{Firmness, PartyId, Target};
use crate::source::Citation;

use super::openings::number_of_ways;
use super::{Maker, derived, listed};
use crate::view::words::answers::{finding, who_could};
use crate::view::words::{count, upper_first};
use crate::view::{Block, Line, Section};

impl Maker<'_> {
    /// How the goal stands, what it hangs on, and whose move or word it takes.
    pub(super) fn bottom_line(&self) -> Vec<Section> {
        let hangs_on = self.what_it_hangs_on();
        let said = match &self.answer {
            Some(answer) => vec![
                self.how_it_stands(answer),
                hangs_on,
                self.whose_turn(answer),
            ],
            None => vec![
                derived("The model names no goal, so there is no answer to what blocks it."),
                hangs_on,
            ],
        };
        let said = said.into_iter().filter(|line| !line.words.is_empty());
        vec![Section::new("Bottom line", said.map(Block::Say).collect()).leading()]
    }

    fn how_it_stands(&self, answer: &Blocks) -> Line {
        let blockers = answer.blockers.items().iter();
        let blockers = blockers.map(|b| b.cites.as_slice());
        let recorded = self.recorded_cites(&answer.goal);
        derived(finding(self.words, None, answer)).citing_each(blockers.chain([recorded]))
    }

    /// Where a milestone is on record.
    pub(super) fn recorded_cites(&self, target: &Target) -> &[Citation] {
        match target {
            Target::Milestone(id) => {
                let milestone = self.model.milestones.get(id);
                milestone.map(|m| m.cites.as_slice()).unwrap_or_default()
            }
            Target::Issue(_) | Target::Option(..) => &[],
        }
    }

    /// The sticking points and the ring, in one sentence.
    fn what_it_hangs_on(&self) -> Line {
        let answer = self.answer.as_ref();
        let ring = answer.and_then(|answer| answer.deadlocks.items().first());
        let of_points = self.sticking.iter().map(|point| self.grounds_of(point));
        let edges = ring.iter().flat_map(|ring| &ring.edges);
        let of_edges = edges.map(|edge| edge.cites.iter().collect::<Vec<_>>());
        derived(self.points_and_circle(ring)).citing_each(of_points.chain(of_edges))
    }

    fn points_and_circle(&self, ring: Option<&Deadlock>) -> String {
        let circle = ring.map(|ring| self.circle(ring));
        match (self.sticking_points(), circle) {
            (Some(stick), Some(circle)) => format!("{}; and {circle}.", upper_first(&stick)),
            (Some(only), None) | (None, Some(only)) => format!("{}.", upper_first(&only)),
            (None, None) if self.conflicts.is_empty() && self.nothing_is_refused() => {
                "No position on record excludes another.".to_owned()
            }
            (None, None) => String::new(),
        }
    }

    fn circle(&self, ring: &Deadlock) -> String {
        let number = count(ring.ring.len(), "step waits", "steps wait");
        let steps = listed(ring.ring.iter().map(|waiter| self.words.waiter(waiter)));
        format!("{number} for each other in a circle: {steps}")
    }

    fn sticking_points(&self) -> Option<String> {
        let points = listed(self.sticking.iter().map(|point| self.issue(&point.issue)));
        match self.sticking.len() {
            0 => None,
            1 => Some(format!("the sticking point on the way is {points}")),
            several => {
                let issues = count(several, "issue", "issues");
                Some(format!("{issues} on the way are sticking points: {points}"))
            }
        }
    }

    /// What a sticking point rests on: that it is called contested, and what is refused there.
    fn grounds_of<'s>(&'s self, point: &'s StickingPoint) -> Vec<&'s Citation> {
        let blockers = self.blockers().iter();
        let refused = blockers
            .filter(|b| point.incompatible && b.change.target().issue() == Some(&point.issue))
            .flat_map(|b| &b.cites);
        point.reported.iter().chain(refused).collect()
    }

    fn nothing_is_refused(&self) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.all(|stance| stance.reading != Reading::Refused)
    }

    fn whose_turn(&self, answer: &Blocks) -> Line {
        match answer.status() {
            _ if !answer.standing.is_exact() => derived("Whose move it takes is not known."),
            Status::Reached | Status::Met => derived("No further yes is needed."),
            Status::Closed => derived("Nobody can still bring it about."),
            Status::Pending => derived("Nobody has to move for it."),
            Status::Open => self.whose_word(answer),
            Status::Blocked => self.whose_move(answer),
        }
    }

    /// Whose answers an open goal waits for.
    fn whose_word(&self, answer: &Blocks) -> Line {
        let awaited = answer.awaited.items();
        let needed = awaited.iter().filter(|a| a.needed);
        let parties: BTreeSet<&PartyId> = needed.map(|a| &a.party).collect();
        let words = match parties.is_empty() {
            true if !answer.awaited.is_exact() => {
                "Whose answers it waits for could not be computed in full.".to_owned()
            }
            true => "It waits for answers of which none is needed in every case.".to_owned(),
            false => format!("It waits for {}.", self.words.parties(parties)),
        };
        derived(words).citing(awaited.iter().flat_map(|a| &a.cites))
    }

    /// Whose moves would open a blocked goal.
    fn whose_move(&self, answer: &Blocks) -> Line {
        if answer.no_change_suffices() {
            return derived(
                "No party or group named in the model can open it by what it could concede or waive.",
            );
        }
        let Some(first) = answer.unblocking_sets().first() else {
            return derived("Whose moves would open it could not be computed.");
        };
        let who = match answer.party_sets.items().is_empty() {
            true => "Those who refuse or set conditions could remove what blocks it".to_owned(),
            false => who_could(self.words, answer),
        };
        let (ways, still) = (smallest_ways(answer, first), still_needed(answer));
        derived(format!("{who}; {ways}{still}."))
            .citing_each(answer.blockers.items().iter().map(|b| &b.cites))
    }
}

/// How many smallest openings there are, and how long the first of them is.
fn smallest_ways(answer: &Blocks, first: &SetOfChanges) -> String {
    let moves = count(first.changes.len(), "move", "moves");
    let lines = red_lines_of_ways(answer, first);
    match number_of_ways(answer).as_deref() {
        Some("one") => format!("there is one way, of {moves}{lines}"),
        Some(number) => {
            let of = if are_alike(answer) {
                "each"
            } else {
                "the shortest"
            };
            format!("there are {number} ways, {of} of {moves}{lines}")
        }
        None => format!("the shortest set of moves has {moves}{lines}"),
    }
}

/// What is said of red lines beside how long the ways are: of all of them only where all are listed.
fn red_lines_of_ways(answer: &Blocks, first: &SetOfChanges) -> &'static str {
    let mut sets = answer.unblocking_sets().iter();
    if !has_red_line(answer) || first.red_lines > 0 {
        ""
    } else if answer.lists_every_way() && sets.all(|set| set.red_lines == 0) {
        ", none of them at the cost of a red line"
    } else if number_of_ways(answer).is_some_and(|all| all == "one") {
        ", which gives up no red line"
    } else {
        ", some of them at the cost of no red line"
    }
}

/// Whether all smallest sets are listed and have as many moves.
fn are_alike(answer: &Blocks) -> bool {
    let sets = answer.unblocking_sets();
    let lengths: BTreeSet<usize> = sets.iter().map(|set| set.changes.len()).collect();
    answer.ways().is_some_and(|all| *all == sets.len().into()) && lengths.len() == 1
}

fn has_red_line(answer: &Blocks) -> bool {
    let mut blockers = answer.blockers.items().iter();
    blockers.any(|b| b.firmness == Some(Firmness::RedLine))
}

/// The fewest answers without which no smallest opening is enough.
fn still_needed(answer: &Blocks) -> String {
    let least = answer
        .unblocking_sets()
        .iter()
        .map(|set| &set.least_awaited);
    // What the ways listed need, others may do without.
    let least = least.filter(|_| answer.lists_every_way());
    match least.filter_map(Known::exact).min() {
        None | Some(0) => String::new(),
        Some(&least) => {
            let answers = count(
                least,
                "answer that is not known",
                "answers that are not known",
            );
            format!("; even then at least {answers} would be needed")
        }
    }
}
