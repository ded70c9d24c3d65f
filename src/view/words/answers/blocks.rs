//! What blocks a goal: the document of `blocks`.

use crate::analysis::{Blocker, Blocks, Deadlock, Opens, Refusal, RingEdge, Shape, Status};
use crate::graph::PositionGraph;
use crate::model::Exclusion;
use crate::view::words::moves::Stand;

use super::awaited::{awaited, fragility, stages};
use super::clauses::sentence;
use super::finding::finding;
use super::knots::{knot_by_itself, knots_of};
use super::lead::lead;
use super::notes::{note_once, noted, tell_once, with_extent};
use super::openings::{Ways, all_ways, confidence_word, openings};
use super::refusals::{blocker_items, refusal_items};
use super::rings::{avoided_section, ring_section};
use crate::view::words::conditions::most_of;
use crate::view::words::doers::Doer;
use crate::view::words::{Words, and, in_brackets, upper_first};
use crate::view::{Block, Document, Item, Line, Section};

/// Most knots that are told one by one with what holds them.
const MOST_KNOTS: usize = 9;

/// `blocks X`.
pub fn blocks_answer(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
    ways: Ways,
) -> Document {
    words.shortened(blocks_in_full(words, graph, answer, ways))
}

/// The same with every name in full.
pub(super) fn blocks_in_full(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
    ways: Ways,
) -> Document {
    let telling = Telling {
        words,
        graph,
        answer,
        ways,
    };
    let lead = lead(words, graph, answer);
    let mut document = Document::of(finding(words, graph.day, answer), lead, telling.sections());
    tell_once(&mut document, answer.standing.why());
    note_once(&mut document);
    document
}

/// An answer to be told, with the words of its model.
struct Telling<'a> {
    words: &'a Words<'a>,
    graph: &'a PositionGraph,
    answer: &'a Blocks,
    ways: Ways,
}

impl Telling<'_> {
    fn sections(&self) -> Vec<Section> {
        let (words, answer) = (self.words, self.answer);
        let mut sections: Vec<Section> = Vec::new();
        let by_knot = self.by_knot();
        let is_by_knot = !by_knot.is_empty();
        sections.extend(by_knot.into_iter().map(Section::cut));
        sections.extend(self.blockers().filter(|_| !is_by_knot).map(Section::cut));
        let openings = openings(words, answer, self.ways).filter(|_| !is_by_knot);
        sections.extend(openings.map(|section| match self.ways {
            Ways::InKnots => section.cut(),
            // They were asked for by their number.
            Ways::OneByOne => section,
        }));
        let is_told = sections.len();
        if !is_by_knot {
            sections.extend(self.rings());
        }
        sections.extend(self.avoided_rings());
        sections.extend(self.rings_not_told());
        sections.extend(self.exclusions());
        sections.extend(awaited(words, answer));
        sections.extend(fragility(words, answer));
        sections.extend(stages(words, answer));
        match answer.status() {
            Status::Blocked => sections.extend(self.refused_in_vain()),
            Status::Reached | Status::Closed | Status::Pending | Status::Met | Status::Open => {
                sections.extend(self.refused_here_and_elsewhere());
            }
        }
        let others = sections.split_off(is_told).into_iter();
        sections.extend(others.map(Section::cut));
        sections
    }

    /// Whether what stands in the way is the question: it does, or all that is wanted was asked for.
    fn asks_for_blockers(&self) -> bool {
        self.answer.status() == Status::Blocked || self.answer.secure
    }

    /// What blocks the goal: refusals on a scale by the positions that they are, everything else by itself.
    fn blockers(&self) -> Option<Section> {
        let heading = match self.answer.secure {
            true => "What it takes",
            false => "What blocks it",
        };
        with_extent(heading, self.blocker_items(), &self.answer.blockers)
            .filter(|_| self.asks_for_blockers())
    }

    fn blocker_items(&self) -> Vec<Item> {
        self.items_of(self.answer.blockers.items().iter())
    }

    fn items_of<'b>(&self, blockers: impl Iterator<Item = &'b Blocker>) -> Vec<Item> {
        let line = |blocker: &Blocker, doer: &Doer| blocker_line_of(self.words, doer, blocker);
        blocker_items(self.words, self.graph, blockers, line, |item, notes| {
            noted(item, notes)
        })
    }

    /// Each knot with what holds it and what would undo it, where a few knots hold the goal and all blockers are known.
    fn by_knot(&self) -> Vec<Section> {
        let is_wanted = self.ways == Ways::InKnots
            && self.asks_for_blockers()
            && self.answer.blockers.is_exact();
        let knots = knots_of(self.answer).filter(|_| is_wanted);
        let Some(knots) = knots.filter(|knots| (2..=MOST_KNOTS).contains(&knots.len())) else {
            return Vec::new();
        };
        let sections = knots.iter().enumerate();
        let sections = sections.map(|(at, knot)| self.knot(at + 1, knot));
        let all = Section::new("All of them together", all_ways(self.words, self.answer));
        sections.chain([all]).collect()
    }

    fn knot(&self, number: usize, knot: &Shape) -> Section {
        let own = knot.changes();
        let blockers = self.answer.blockers.items().iter();
        let held = self.items_of(blockers.filter(|one| own.contains(&&one.change)));
        let (heading, moves) = knot_by_itself(self.words, self.answer, knot);
        let blocks = vec![
            Block::Items(held),
            Block::Say(Line::derived("What would undo it:")),
            Block::Items(moves),
        ];
        Section::new(format!("Knot {number}. {heading}"), blocks)
    }

    fn rings(&self) -> impl Iterator<Item = Section> {
        let rings = self.answer.deadlocks.items().iter();
        let untold = rings.filter(|ring| !self.is_told_already(ring));
        untold.map(|ring| ring_section(self.words, ring, &self.answer.goal))
    }

    /// Whether each step of a ring is a blocker that was told, and dropping any one of them is a way that was told.
    fn is_told_already(&self, ring: &Deadlock) -> bool {
        let blockers = self.answer.blockers.items();
        let told = |edge: &RingEdge| {
            let change = edge.change.as_ref();
            let is_blocker = change.is_some_and(|one| blockers.iter().any(|b| b.change == *one));
            is_blocker && edge.opens == Some(Opens::Goal)
        };
        self.answer.lists_every_way() && ring.edges.iter().all(told)
    }

    fn avoided_rings(&self) -> impl Iterator<Item = Section> {
        let avoided = self.answer.avoided_rings.items().iter();
        avoided.map(|ring| avoided_section(self.words, ring, &self.answer.goal))
    }

    fn rings_not_told(&self) -> Option<Section> {
        let why = self.why_not_told()?;
        let line = Line::derived(format!("{}.", upper_first(why)));
        let blocks = vec![Block::Say(line)];
        Some(Section::new("Further circular conditions", blocks))
    }

    /// Why a list of rings is not whole, where all else is known.
    fn why_not_told(&self) -> Option<&str> {
        let answer = self.answer;
        let why = answer.deadlocks.why().or(answer.avoided_rings.why());
        why.filter(|_| answer.standing.is_exact())
    }

    fn exclusions(&self) -> Option<Section> {
        let exclusions = self.answer.exclusions.iter();
        let items = exclusions.map(|one| exclusion_item(self.words, one));
        Section::of_items("What cannot all hold", items.collect())
    }

    /// What is refused and does not block the goal: on the way to it first, then elsewhere.
    fn refused_in_vain(&self) -> Option<Section> {
        let answer = self.answer;
        // Where no way is left, nothing is in the way more than anything else.
        let has_a_way = !answer.blockers.items().is_empty() || !answer.blockers.is_exact();
        let heading = match has_a_way {
            true => format!(
                "Refused, but not what blocks {}",
                self.words.target(&answer.goal)
            ),
            false => "Refused too".to_owned(),
        };
        with_extent(heading, self.refusals(), &answer.not_blocking)
            .filter(|section| self.asks_for_blockers() || !section.blocks.is_empty())
    }

    /// Of a goal that nothing blocks: what is refused of it itself, and what else is refused.
    fn refused_here_and_elsewhere(&self) -> Vec<Section> {
        let answer = self.answer;
        let refusals = answer.not_blocking.items().iter();
        let whole = answer.goal.whole();
        let (here, elsewhere): (Vec<&Refusal>, Vec<&Refusal>) =
            refusals.partition(|one| one.target.whole() == whole);
        let told = |refusals| refusal_items(self.words, self.graph, refusals);
        let on_it = format!("Refused on {}", self.words.target(&whole));
        let here = Section::of_items(on_it, told(here));
        let others = with_extent(
            "Other refusals on record",
            told(elsewhere),
            &answer.not_blocking,
        );
        here.into_iter().chain(others).collect()
    }

    fn refusals(&self) -> Vec<Item> {
        let on_the_way = on_the_way(self.graph, self.answer);
        let mut refusals: Vec<&Refusal> = self.answer.not_blocking.items().iter().collect();
        refusals.sort_by_key(|refusal| !on_the_way(refusal));
        refusal_items(self.words, self.graph, refusals)
    }
}

/// Whether a refusal is of something that the goal needs, directly or not.
pub(in crate::view) fn on_the_way(
    graph: &PositionGraph,
    answer: &Blocks,
) -> impl Fn(&&Refusal) -> bool {
    let cone = graph.node_of(&answer.goal).map(|node| graph.cone(node));
    move |refusal| {
        let node = graph.node_of(&refusal.target);
        let both = cone.as_ref().zip(node);
        both.is_some_and(|(cone, node)| cone[node])
    }
}

/// What blocks the goal, how firm and how sure that is, and whether every way needs it to change.
pub(in crate::view) fn blocker_line(words: &Words<'_>, blocker: &Blocker) -> Line {
    blocker_line_of(words, &words.doer(blocker.change.party()), blocker)
}

/// The same with a subject of its own: one or many who block in the same way.
pub(in crate::view) fn blocker_line_of(words: &Words<'_>, doer: &Doer, blocker: &Blocker) -> Line {
    let (what, firmness) = match blocker.unknown {
        true => {
            let clause = words.change_inside(doer, &blocker.change);
            let asks = format!("it is not known whether {clause}");
            (asks, blocker.firmness)
        }
        false => words.stands(doer, &blocker.change, Stand::of(blocker)),
    };
    let firm = firmness.map(|firmness| firmness.in_words());
    let sure = blocker.confidence.map(confidence_word);
    let marks = in_brackets(firm.into_iter().chain(sure), "; ");
    let (what, sole) = (upper_first(&what), every_way_needs_it(blocker));
    Line::derived(format!("{what}{marks}.{sole}")).citing(&blocker.cites)
}

pub(super) fn every_way_needs_it(blocker: &Blocker) -> &'static str {
    match blocker.sole {
        true => " Every way to open it needs this to change.",
        false => "",
    }
}

/// The refusal or condition that a blocker is, without its full stop.
pub(super) fn blocker_words(words: &Words<'_>, blocker: &Blocker) -> String {
    words.refusal_as(&blocker.change, Stand::of(blocker))
}

/// Things that cannot all hold, as a list item.
pub(in crate::view) fn exclusion_item(words: &Words<'_>, exclusion: &Exclusion) -> Item {
    exclusion_line(words, exclusion).item()
}

/// Of how many things at most how many can hold, why, and where that is said.
pub(super) fn exclusion_line(words: &Words<'_>, exclusion: &Exclusion) -> Line {
    let things = words.conditions(&exclusion.of);
    let of = and(&things);
    let rule = match (things.len(), exclusion.at_most) {
        (2, 1) => upper_first(&format!("{of} cannot both hold.")),
        _ => format!("Of {of} at most {} can hold.", most_of(exclusion)),
    };
    let note = exclusion.note.iter();
    let note: String = note.map(|note| format!(" {}", sentence(note))).collect();
    Line::derived(format!("{rule}{note}")).citing(&exclusion.cites)
}
