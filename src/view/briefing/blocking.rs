//! What blocks the goal, the circle as a story, and the smallest openings.

use std::boxed::Box;

use crate::analysis::{
    Ask, Blocker, Blocks, Deadlock, Opens, Refusal, RingEdge, SetOfChanges, Status, blocks,
};
use crate::graph::Change;
use crate::model::Target;
use crate::source::Citation;

use super::{Maker, derived, one};
use crate::view::words::answers::{
    blocker_line, clause, doubt_items, exclusion_item, finding, noted, on_the_way, refusal_items,
};
use crate::view::words::{Words, and, count, number_word, possessive, upper_first};
use crate::view::{Block, Item, Line, Section, WhoseWords};

impl Maker<'_> {
    pub(super) fn what_blocks(&self) -> Vec<Section> {
        let Some(answer) = &self.answer else {
            return Vec::new();
        };
        let goal = self.words.target(&answer.goal);
        let heading = match answer.status() {
            Status::Blocked => format!("What blocks {goal}"),
            Status::Open => format!(
                "What {goal} {} for",
                if self.words.is_plural(&answer.goal) {
                    "wait"
                } else {
                    "waits"
                }
            ),
            Status::Met | Status::Reached | Status::Closed | Status::Pending => format!(
                "How {goal} {}",
                if self.words.is_plural(&answer.goal) {
                    "stand"
                } else {
                    "stands"
                }
            ),
        };
        let items: Vec<Item> = match answer.status() {
            Status::Blocked => {
                let excluded = answer.exclusions.iter();
                let excluded = excluded.map(|one| exclusion_item(self.words, one));
                self.blockers(answer).into_iter().chain(excluded).collect()
            }
            Status::Open => answer
                .awaited
                .items()
                .iter()
                .map(|a| {
                    let case = if a.needed {
                        ""
                    } else {
                        "; not needed in every case"
                    };
                    let line = derived(format!(
                        "{}{case}.",
                        self.words.awaited(&a.party, &a.target)
                    ));
                    self.with_notes(line.citing(&a.cites).item(), &a.notes)
                })
                .collect(),
            Status::Met | Status::Reached | Status::Closed | Status::Pending => {
                vec![derived(finding(self.words, None, answer)).item()]
            }
        };
        let mut parts = vec![Block::Items(items)];
        let list = match answer.status() {
            Status::Open => answer.awaited.why(),
            Status::Met | Status::Reached | Status::Closed | Status::Pending | Status::Blocked => {
                answer.blockers.why()
            }
        };
        parts.extend(
            list.map(|why| Block::Say(derived(format!("This list may not be whole: {why}.")))),
        );
        parts.extend(self.refused_beside(answer));
        parts.push(Block::Figure(Box::new(self.way_figure(answer))));
        vec![Section::new(heading, parts)]
    }

    /// What is refused and is not what blocks the goal: said where the rest is, so that no refusal is lost.
    fn refused_beside(&self, answer: &Blocks) -> Vec<Block> {
        let on_the_way = on_the_way(self.graph, answer);
        let all = answer.not_blocking.items().iter();
        let told: Vec<&Refusal> = match self.is_short() {
            true => all.filter(on_the_way).collect(),
            false => all.collect(),
        };
        if told.is_empty() {
            return Vec::new();
        }
        let items = refusal_items(self.words, told);
        let items = items.into_iter().map(|mut item| {
            if self.is_short() {
                item.below.clear();
            }
            item
        });
        vec![
            Block::Say(derived("Refused as well, though it is not what blocks it:")),
            Block::Items(items.collect()),
        ]
    }

    fn blockers(&self, answer: &Blocks) -> Vec<Item> {
        let sentence = |b: &Blocker| {
            let item = blocker_line(self.words, b).of(self.whose(b)).item();
            self.with_notes(item, &b.notes)
        };
        answer.blockers.items().iter().map(sentence).collect()
    }

    /// What the author notes on a line; a short briefing says once that its readings are told elsewhere.
    fn with_notes(&self, item: Item, notes: &[String]) -> Item {
        match self.is_short() {
            true => item,
            false => noted(item, notes),
        }
    }

    /// Whose words a refusal rests on; a condition, and a no that follows from a demand, are our reading.
    fn whose(&self, blocker: &Blocker) -> WhoseWords {
        let stated =
            self.graph.stances().iter().find(|s| {
                s.party == *blocker.change.party() && s.target == *blocker.change.target()
            });
        match (&blocker.change, stated) {
            (Change::Grant { .. }, Some(stance)) if !blocker.implied => {
                let own = stance
                    .positions
                    .iter()
                    .any(|&i| self.model.positions[i].voice == crate::model::Voice::Own);
                if own {
                    WhoseWords::Stated
                } else {
                    WhoseWords::Reported
                }
            }
            (Change::Grant { .. } | Change::Waive { .. }, _) => WhoseWords::Derived,
        }
    }

    pub(super) fn circular(&self) -> Vec<Section> {
        let mut parts = Vec::new();
        for ring in self.rings.iter().take(self.room_for(1)) {
            parts.push(Block::Tell(ring_story(self.words, ring)));
            let ways: Vec<Item> = ring
                .edges
                .iter()
                .filter_map(|edge| Some((edge, edge.change.as_ref()?)))
                .map(|(edge, change)| {
                    derived(format!("{}.", upper_first(&clause(self.words, change))))
                        .citing(&edge.cites)
                        .item()
                })
                .collect();
            match ways.len() {
                0 => parts.push(Block::Say(derived(
                    "Nobody named in the model can open this circle.",
                ))),
                number => {
                    let who = if number == 1 {
                        "One thing"
                    } else {
                        "Any one of these"
                    };
                    // What breaks the circle opens the goal only where nothing else is in the way.
                    let opens =
                        |edge: &RingEdge| edge.change.is_none() || edge.opens == Some(Opens::Goal);
                    let line = match ring.edges.iter().all(opens) {
                        true => format!("{who} would open it:"),
                        false => format!(
                            "{who} would break the circle; something else is in the way too:"
                        ),
                    };
                    parts.push(Block::Say(derived(line)));
                }
            }
            if !ways.is_empty() {
                parts.push(Block::Items(ways));
            }
            let notes: Vec<_> = ring
                .edges
                .iter()
                .flat_map(|edge| edge.notes.iter().map(move |note| (edge, note)))
                .collect();
            let read: std::collections::BTreeSet<_> = notes
                .iter()
                .map(|(edge, _)| (&edge.from, &edge.needs))
                .collect();
            if self.is_short() && !notes.is_empty() {
                let number = upper_first(&count(
                    read.len(),
                    "of these conditions has a note",
                    "of these conditions have a note",
                ));
                let cites = notes.iter().flat_map(|(edge, _)| &edge.cites);
                parts.push(Block::Say(
                    derived(format!(
                        "{number} of ours on how the texts are read; the briefing for analysts tells it."
                    ))
                    .citing(cites),
                ));
            } else {
                // What stands under what blocks the goal is not told again.
                let answer = self.answer.iter();
                let told = answer.flat_map(|answer| answer.blockers.items());
                let told: Vec<&String> = told.flat_map(|blocker| &blocker.notes).collect();
                let new = notes.into_iter().filter(|(_, note)| !told.contains(note));
                parts.extend(new.map(|(edge, note)| {
                    Block::Say(derived(format!("How this is read: {note}")).citing(&edge.cites))
                }));
            }
        }
        let untold = self.rings.len().saturating_sub(self.room_for(1));
        if untold > 0 {
            let more = upper_first(&count(untold, "more circle is", "more circles are"));
            parts.push(Block::Say(derived(format!("{more} on record."))));
        }
        one((!parts.is_empty()).then(|| Section::new("Circular conditions (deadlock)", parts)))
    }

    pub(super) fn openings(&self) -> Vec<Section> {
        let Some(answer) = self
            .answer
            .as_ref()
            .filter(|answer| answer.status() == Status::Blocked)
        else {
            return Vec::new();
        };
        if answer.no_change_suffices() {
            let words = "No change that the model lists would open it: nobody named here can lift what stands in its way.";
            return vec![Section::new(
                "The smallest openings",
                vec![Block::Say(derived(words))],
            )];
        }
        // Ways of the same cost are told together: an order among equals means nothing.
        let cost = |set: &SetOfChanges| (set.red_lines, set.changes.len());
        let room = self.room_for(3).min(answer.unblocking_sets().len());
        let last = answer
            .unblocking_sets()
            .get(room.saturating_sub(1))
            .map(cost);
        let equals = answer
            .unblocking_sets()
            .iter()
            .skip(room)
            .take_while(|set| Some(cost(set)) == last)
            .count();
        let sets: Vec<&SetOfChanges> = answer
            .unblocking_sets()
            .iter()
            .take(room + equals.min(5))
            .collect();
        let alike = sets
            .windows(2)
            .all(|pair| pair[0].least_awaited == pair[1].least_awaited);
        // What all of them count on is told once.
        let shared = sets.iter().all(|set| set.doubts == sets[0].doubts);
        let items = sets
            .iter()
            .map(|set| {
                let mut item = self.opening(answer, set, alike);
                if !shared {
                    item.below.extend(doubt_items(self.words, &set.doubts));
                }
                item
            })
            .collect();
        let all = answer.ways().map(ToString::to_string).unwrap_or_default();
        let heading = match (all == sets.len().to_string(), sets.len()) {
            (true, 1) => "The smallest opening, and whose it is".to_owned(),
            (true, _) => "The smallest openings, and whose they are".to_owned(),
            (false, shown) if all.is_empty() => format!(
                "The first {} of the smallest openings, and whose they are",
                number_word(shown)
            ),
            (false, shown) => {
                let all = all.parse::<usize>().map_or(all, number_word);
                format!(
                    "The smallest openings, and whose they are: the first {} of {all}",
                    number_word(shown)
                )
            }
        };
        let mut parts = vec![Block::Steps(items)];
        if let Some(line) = self.what_they_still_need(answer, &sets, alike) {
            parts.push(Block::Say(line));
        }
        let doubts = sets.first().filter(|_| shared);
        let doubts = doubts.map(|set| doubt_items(self.words, &set.doubts));
        parts.extend(doubts.filter(|items| !items.is_empty()).map(Block::Items));
        parts.push(Block::Say(derived(
            "Each is smallest: leave one move out and the way stays closed. Those that give up the fewest red lines come first, then the shortest; among equals the order means nothing. None of them is advice, and nothing here says which is likely.",
        )));
        vec![Section::new(heading, parts)]
    }

    fn opening(&self, answer: &Blocks, set: &SetOfChanges, alike: bool) -> Item {
        let red = match set.red_lines {
            0 => String::new(),
            lines => format!(" That gives up {}.", count(lines, "red line", "red lines")),
        };
        let still = match set.least_awaited.exact() {
            Some(0) => String::new(),
            _ if alike || self.is_short() => String::new(),
            Some(&n) => format!(
                " Then {} would still have to come.",
                count(n, "answer that is not known", "answers that are not known")
            ),
            None => " What would still have to come could not be computed.".to_owned(),
        };
        derived(format!("{}.{red}{still}", self.words.moves(&set.changes)))
            .citing(self.grounds(answer, &set.changes))
            .item()
    }

    /// Where the refusals and conditions that some changes would lift are stated.
    fn grounds<'a>(
        &self,
        answer: &'a Blocks,
        changes: &'a [Change],
    ) -> impl Iterator<Item = &'a Citation> {
        answer
            .blockers
            .items()
            .iter()
            .filter(|b| changes.contains(&b.change))
            .flat_map(|b| &b.cites)
    }

    /// The unknown answers that the openings rely on, by party: told once, for they hardly differ.
    fn what_they_still_need(
        &self,
        answer: &Blocks,
        sets: &[&SetOfChanges],
        alike: bool,
    ) -> Option<Line> {
        let parties: Vec<_> = self
            .model
            .parties_in_order()
            .into_iter()
            .map(|p| &p.id)
            .collect();
        let from: Vec<String> = parties
            .into_iter()
            .filter_map(|party| {
                let mut of: Vec<_> = answer
                    .awaited
                    .items()
                    .iter()
                    .filter(|a| a.party == *party)
                    .map(|a| self.words.target(&a.target))
                    .collect();
                of.dedup();
                (!of.is_empty()).then(|| format!("{} on {}", self.words.party(party), and(&of)))
            })
            .collect();
        if from.is_empty() {
            return None;
        }
        let which = if sets.len() == 1 {
            "It still waits"
        } else {
            "All of them still wait"
        };
        let which = if alike {
            which
        } else {
            "What they still wait for"
        };
        let words = match alike {
            true => format!("{which} for what is not on record: {}.", from.join("; ")),
            false => format!("{which}, in one or another: {}.", from.join("; ")),
        };
        Some(derived(words).citing(answer.awaited.items().iter().flat_map(|a| &a.cites)))
    }

    /// How every milestone stands; those that the same things block are told together.
    pub(super) fn milestones(&self) -> Vec<Section> {
        let mut milestones: Vec<_> = self.model.milestones.values().collect();
        milestones.sort_by_key(|m| m.place);
        let mut items: Vec<Item> = Vec::new();
        let mut blocked: Vec<(Vec<Change>, Vec<Target>, Blocks)> = Vec::new();
        for milestone in milestones {
            let target = Target::Milestone(milestone.id.clone());
            let Some(answer) = blocks(self.model, self.graph, &Ask::about(target.clone())) else {
                continue;
            };
            let name = self.words.target_first(&target);
            let words = match answer.status() {
                Status::Blocked => {
                    let by: Vec<Change> = answer
                        .blockers
                        .items()
                        .iter()
                        .map(|b| b.change.clone())
                        .collect();
                    let same =
                        |(other, _, _): &&mut (Vec<Change>, _, _)| !by.is_empty() && *other == by;
                    match blocked.iter_mut().find(same) {
                        Some((_, targets, _)) => targets.push(target),
                        None => blocked.push((by, vec![target], answer)),
                    }
                    continue;
                }
                Status::Open => {
                    let mut who: Vec<_> = answer.awaited.items().iter().map(|a| &a.party).collect();
                    who.sort_unstable();
                    who.dedup();
                    format!(
                        "{} Awaited: {}.",
                        finding(self.words, None, &answer),
                        self.words.parties(who)
                    )
                }
                Status::Reached => match answer.standing().since {
                    Some(day) => format!("{name}: reached on {}.", day.in_words()),
                    None => format!("{name}: reached."),
                },
                Status::Met | Status::Closed | Status::Pending => {
                    finding(self.words, None, &answer)
                }
            };
            items.push(derived(words).citing(&milestone.cites).item());
        }
        let told = blocked.iter().map(|(_, targets, answer)| {
            let cites = answer
                .blockers
                .items()
                .iter()
                .filter_map(|b| b.cites.first());
            let names: Vec<String> = targets
                .iter()
                .map(|target| self.words.target(target))
                .collect();
            let words = match targets.len() {
                1 => finding(self.words, None, answer),
                _ => {
                    let stands =
                        crate::view::words::answers::what_stands_in_the_way(self.words, answer);
                    upper_first(&format!(
                        "{} are blocked by the same: {stands}.",
                        and(&names)
                    ))
                }
            };
            derived(words).citing(cites).item()
        });
        let all: Vec<Item> = told.chain(items).collect();
        one(Section::of_items("How each milestone stands", all))
    }
}

/// A ring as a story: who lets what wait for what, sentence by sentence, and why none can come first.
pub(super) fn ring_story(words: &Words<'_>, ring: &Deadlock) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let last = ring.edges.len().saturating_sub(1);
    let mut owner_before = None;
    for (at, edge) in ring.edges.iter().enumerate() {
        let plural = words.is_plural_waiter(&edge.from);
        let waits = if plural { "wait" } else { "waits" };
        let comes = match (edge.strict, plural) {
            (true, false) => "comes only after",
            (true, true) => "come only after",
            (false, false) => "needs",
            (false, true) => "need",
        };
        let owner = edge.by.as_ref().map(|by| possessive(&words.party(by)));
        let too = if owner.is_some() && owner_before == edge.by.as_ref() {
            ", too,"
        } else {
            ""
        };
        owner_before = edge.by.as_ref();
        let (from, needs) = (words.waiter(&edge.from), words.waiter(&edge.needs));
        let text = match (at, owner) {
            (0, Some(owner)) => format!(
                "{} {comes} {needs}; the condition is {owner}.",
                upper_first(&from)
            ),
            (0, None) => format!("{} {comes} {needs}.", upper_first(&from)),
            (at, Some(owner)) if at == last => format!(
                "And {from} {waits} for {needs}, on {owner} condition: that closes the circle."
            ),
            (at, None) if at == last => {
                format!("And {from} {waits} for {needs}: that closes the circle.")
            }
            (_, Some(owner)) => format!(
                "{}, in turn, {comes} {needs}; that condition{too} is {owner}.",
                upper_first(&from)
            ),
            (_, None) => format!("{}, in turn, {comes} {needs}.", upper_first(&from)),
        };
        lines.push(derived(text).citing(&edge.cites));
    }
    let none = if ring.ring.len() == 2 {
        "Neither of the two can come first."
    } else {
        "None of them can come first."
    };
    lines.push(derived(none));
    lines
}
