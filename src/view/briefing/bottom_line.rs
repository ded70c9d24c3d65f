//! The bottom line: three sentences that could stand alone.

use crate::analysis::{Blocks, Status};
use crate::graph::Reading;
use crate::model::{Firmness, Target};
use crate::source::Citation;

use super::{Maker, derived};
use crate::view::words::answers::{finding, who_can_open};
use crate::view::words::{and, count, number_word, upper_first};
use crate::view::{Block, Line, Section};

impl Maker<'_> {
    /// How the goal stands, what it hangs on, and whose move or word it takes.
    pub(super) fn bottom_line(&self) -> Vec<Section> {
        let said = match &self.answer {
            Some(answer) => {
                let recorded = match &answer.goal {
                    Target::Milestone(id) => self
                        .model
                        .milestones
                        .get(id)
                        .map(|m| m.cites.clone())
                        .unwrap_or_default(),
                    Target::Issue(_) | Target::Option(..) => Vec::new(),
                };
                let blockers = answer.blockers.items().iter().map(|b| &b.cites);
                let stands = derived(finding(self.words, None, answer))
                    .citing_each(blockers.chain([&recorded]));
                vec![stands, self.what_it_hangs_on(), self.whose_turn(answer)]
            }
            None => vec![
                derived("The model names no goal, so there is no answer to what blocks it."),
                self.what_it_hangs_on(),
            ],
        };
        vec![Section::new(
            "Bottom line",
            said.into_iter()
                .filter(|line| !line.words.is_empty())
                .map(Block::Say)
                .collect(),
        )]
    }

    /// The sticking points and the ring, in one sentence.
    fn what_it_hangs_on(&self) -> Line {
        let ring = self
            .answer
            .as_ref()
            .and_then(|answer| answer.deadlocks.items().first());
        let circle = ring.map(|ring| {
            let number = count(ring.ring.len(), "step waits", "steps wait");
            let names: Vec<String> = ring
                .ring
                .iter()
                .map(|waiter| self.words.waiter(waiter))
                .collect();
            format!("{number} for each other in a circle: {}", and(&names))
        });
        let names: Vec<String> = self
            .sticking
            .iter()
            .map(|point| self.words.target(&Target::Issue(point.issue.clone())))
            .collect();
        let stick = (!names.is_empty()).then(|| match names.len() {
            1 => format!("the sticking point on the way is {}", names[0]),
            n => format!(
                "{} on the way are sticking points: {}",
                count(n, "issue", "issues"),
                and(&names)
            ),
        });
        let words = match (stick, circle) {
            (Some(stick), Some(circle)) => format!("{}; and {circle}.", upper_first(&stick)),
            (Some(only), None) | (None, Some(only)) => format!("{}.", upper_first(&only)),
            (None, None) if self.conflicts.is_empty() && self.nothing_is_refused() => {
                "No position on record excludes another.".to_owned()
            }
            (None, None) => String::new(),
        };
        let refusals = || {
            let answer = self.answer.iter();
            answer.flat_map(|answer| answer.blockers.items())
        };
        let of_points = self.sticking.iter().map(|point| {
            let refused = refusals()
                .filter(|b| point.incompatible && b.change.target().issue() == Some(&point.issue));
            let reported = point.reported.iter();
            let grounds: Vec<&Citation> = reported.chain(refused.flat_map(|b| &b.cites)).collect();
            grounds
        });
        let edges = ring.iter().flat_map(|ring| &ring.edges);
        let of_edges = edges.map(|edge| edge.cites.iter().collect::<Vec<_>>());
        derived(words).citing_each(of_points.chain(of_edges))
    }

    fn nothing_is_refused(&self) -> bool {
        let stances = self.graph.stances();
        stances
            .iter()
            .all(|stance| stance.reading != Reading::Refused)
    }

    fn whose_turn(&self, answer: &Blocks) -> Line {
        let awaited_cites = answer.awaited.items().iter().flat_map(|a| &a.cites);
        match answer.status() {
            _ if !answer.standing.is_exact() => derived("Whose move it takes is not known."),
            Status::Reached | Status::Met => derived("No further yes is needed."),
            Status::Closed => derived("Nobody can still bring it about."),
            Status::Pending => derived("Nobody has to move for it."),
            Status::Open => {
                let mut parties: Vec<_> = answer
                    .awaited
                    .items()
                    .iter()
                    .filter(|a| a.needed)
                    .map(|a| &a.party)
                    .collect();
                parties.sort_unstable();
                parties.dedup();
                let words = match parties.is_empty() {
                    true if !answer.awaited.is_exact() => {
                        "Whose answers it waits for could not be computed in full.".to_owned()
                    }
                    true => {
                        "It waits for answers of which none is needed in every case.".to_owned()
                    }
                    false => format!("It waits for {}.", self.words.parties(parties)),
                };
                derived(words).citing(awaited_cites)
            }
            Status::Blocked if answer.no_change_suffices() => derived(
                "No party or group named in the model can open it by what it could concede or waive.",
            ),
            Status::Blocked if answer.unblocking_sets().is_empty() => {
                derived("Whose moves would open it could not be computed.")
            }
            Status::Blocked => {
                let all = answer.ways().map(ToString::to_string).unwrap_or_default();
                let first = answer.unblocking_sets().first();
                let moves = count(first.map_or(0, |set| set.changes.len()), "move", "moves");
                let least = answer
                    .unblocking_sets()
                    .iter()
                    .filter_map(|set| set.least_awaited.exact().copied())
                    .min()
                    .unwrap_or(0);
                let red = answer
                    .blockers
                    .items()
                    .iter()
                    .any(|b| b.firmness == Some(Firmness::RedLine));
                let lines = if red && first.is_some_and(|set| set.red_lines == 0) {
                    ", which give up no red line"
                } else {
                    ""
                };
                let who = match answer.party_sets.items().is_empty() {
                    true => "those who refuse or set conditions".to_owned(),
                    false => who_can_open(self.words, answer),
                };
                let ways = match all.parse::<usize>().map_or(all, number_word).as_str() {
                    "one" => format!("there is one smallest set of moves, of {moves}{lines}"),
                    "" => format!("the shortest set of moves has {moves}{lines}"),
                    number => format!(
                        "there are {number} smallest sets of moves, the shortest of {moves}{lines}"
                    ),
                };
                let still = match least {
                    0 => String::new(),
                    n => format!(
                        "; at least {} would still be needed",
                        count(
                            n,
                            "answer that is not on record",
                            "answers that are not on record"
                        )
                    ),
                };
                derived(format!(
                    "What is refused and demanded could be lifted by {who}; {ways}{still}."
                ))
                .citing_each(answer.blockers.items().iter().map(|b| &b.cites))
            }
        }
    }
}
