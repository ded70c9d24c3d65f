//! What blocks a goal as a picture: the knots on the way to it, who holds a key to each, and what nobody has said.
//!
//! The way is read from left to right: what lies on it in a row must all be opened, of the tracks of a fork one is enough. That is
//! the shape of the answer ([`crate::analysis::Shape`]), so that the picture says what the answer says and nothing else.

mod compared;
mod footer;
mod letters;
mod lines;
mod obstacle;
mod people;
mod ring;
mod silence;
mod title;
mod together;

use std::collections::BTreeSet;

use crate::analysis::{Blocks, Shape, ShapeKind, Status};
use crate::graph::{Change, PositionGraph};
use crate::model::Target;
use crate::source::Citation;

use crate::view::drawings::maker::Maker;
use crate::view::words::answers::{KnotTold, Told, knot_told, ways_in_all};
use crate::view::words::{Words, number_word, upper_first};

pub use compared::{Between, knots_compared};
pub use ring::ring_alone;

use obstacle::Building;

pub(super) use obstacle::people;
pub(super) use people::by_hue;

/// Most lines of keys under a knot.
const MOST_KEYS: usize = 16;
/// What a ring is called.
const EACH_WAITS: &str = "each waits for the next";

/// A party as pictures show it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// Its id.
    pub id: String,
    /// Its place in the order of hues.
    pub number: usize,
    /// Its letters.
    pub letters: String,
    /// Its name.
    pub name: String,
}

/// What blocks a goal, to be drawn.
#[derive(Debug, Clone, Default)]
pub struct KnotPicture {
    /// The finding.
    pub title: String,
    /// Of a ring drawn by itself: the day, and that it is one of so many knots.
    pub ring_says: String,
    /// The day: `As of 25 January 2026.`
    pub day: String,
    /// The day, and how the picture is read.
    pub subtitle: String,
    /// The whole answer for those who cannot see the picture.
    pub description: String,
    /// What the way leads to.
    pub goal: RingStation,
    /// How the way ends.
    pub end: WayEnd,
    /// Its deadline, where one stands or has passed: `by 29 March 2019`.
    pub deadline: Option<String>,
    /// Whether its deadline has passed.
    pub is_too_late: bool,
    /// What must be undone, each by itself.
    pub knots: Vec<Knot>,
    /// What nobody has said.
    pub silence: Option<Silence>,
    /// How many smallest ways there are, as `2 × 3 = 6`, and whose.
    pub ways: Option<(String, String)>,
    /// What is refused elsewhere and what is not worked out.
    pub footer: Vec<String>,
    /// The sources with their numbers; and by their ids alone, where there is little room.
    pub sources: (String, String),
}

/// How the way to a goal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WayEnd {
    /// At the goal, once everything on it is open.
    #[default]
    Goal,
    /// The goal has been reached.
    Reached,
    /// Before the goal: it can no longer be had, or no move that is known would open it.
    Wall,
}

/// Something that must be undone.
#[derive(Debug, Clone)]
pub struct Knot {
    /// What it is called, in the middle of a line.
    pub name: String,
    /// How many knots it stands for.
    pub count: usize,
    /// Whether that is the name of one thing.
    pub is_named: bool,
    /// How many of its keys it takes.
    pub takes: String,
    /// In how many smallest ways it can be undone, where that is known.
    pub ways: Option<String>,
    /// What lies on the way.
    pub obstacle: Obstacle,
    /// All moves that are in some way to undo it, as `what-if` takes them.
    pub changes: Vec<String>,
    /// The moves, or sets of moves, that undo it.
    pub keys: Vec<KeyLine>,
    /// How many of them are not listed.
    pub left_out: usize,
    /// The goal, as `blocks` takes it.
    pub goal: String,
}

/// A move, or several that are needed together, with their keys.
#[derive(Debug, Clone)]
pub struct KeyLine {
    /// The letters of its bars and hooks, each with all who hold that key.
    pub keys: Vec<(String, Vec<Who>)>,
    /// The party or parties that move, where the words begin with them.
    pub lead: String,
    /// The words, with the lead.
    pub words: String,
    /// The numbers of its sources, and marks of doubt.
    pub refs: String,
    /// Where what it would lift is said.
    pub cites: Vec<Citation>,
    /// What goes with it: choices, each with its own keys.
    pub inside: Vec<Self>,
    /// What would be changed, as `what-if` takes it.
    pub changes: Vec<String>,
    /// Whether it is still needed.
    pub state: MarkState,
}

/// What lies on the way.
#[derive(Debug, Clone)]
pub enum Obstacle {
    /// A refusal.
    Bar(KnotBar),
    /// A condition.
    Hook(KnotBar),
    /// Conditions that wait for each other, of which any one that is dropped opens the ring.
    Ring(KnotRing),
    /// All of these.
    Row(Vec<Self>),
    /// One of these.
    Fork(Vec<KnotTrack>),
    /// So many of these.
    Fence(KnotFence),
}

/// A refusal or a condition by itself, or the same of several.
#[derive(Debug, Clone, Default)]
pub struct KnotBar {
    /// The letter of its key.
    pub letter: String,
    /// Whose it is.
    pub who: Vec<Who>,
    /// The changes that would lift it, as `what-if` takes them.
    pub changes: Vec<String>,
    /// How many of them it takes.
    pub lifted_by: LiftedBy,
    /// Its sentence with citations.
    pub told: String,
    /// What it says, in a few words: `Russia refuses`.
    pub says: String,
    /// Whether it stands, or what became of it.
    pub state: MarkState,
    /// Whether the votes of a party fall on both sides.
    pub is_divided: bool,
    /// Whether it is a condition, which is drawn as a hook.
    pub is_condition: bool,
    /// Whether it is a consent that is missing and not a refusal.
    pub unheard: bool,
}

/// What became of a refusal or a condition between two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarkState {
    /// It stands in the way, as before.
    #[default]
    Stands,
    /// It no longer does.
    Lifted,
    /// It did not before.
    New,
}

/// How many of its changes lift a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LiftedBy {
    /// All of them.
    #[default]
    All,
    /// Numbers of a scale: all those about any one number.
    OneNumber,
}

/// One of several ways on.
#[derive(Debug, Clone)]
pub struct KnotTrack {
    /// The answer that is given on it, where it is one.
    pub answer: String,
    /// What lies on it.
    pub obstacle: Obstacle,
}

/// Many that stand in for each other.
#[derive(Debug, Clone)]
pub struct KnotFence {
    /// How many of them it takes, in words.
    pub label: String,
    /// The same as a number; of weights, what they must reach.
    pub needed: u64,
    /// What each counts, in the order of the bars; empty where bunches of keys tell what goes together.
    pub weights: Vec<u64>,
    /// Some of them.
    pub bars: Vec<KnotBar>,
    /// How many are not drawn.
    pub more: usize,
}

/// Conditions that wait for each other.
#[derive(Debug, Clone, Default)]
pub struct KnotRing {
    /// What waits, each for the next.
    pub stations: Vec<RingStation>,
    /// Why each waits.
    pub hooks: Vec<RingHook>,
}

/// A milestone, or what else waits in a ring.
#[derive(Debug, Clone, Default)]
pub struct RingStation {
    /// Its name, short.
    pub label: String,
    /// Its number, where the names stand outside.
    pub number: String,
    /// Its id.
    pub what: String,
    /// Its name in full.
    pub told: String,
    /// Whether it is the goal.
    pub is_goal: bool,
}

/// Why something in a ring waits for the next.
#[derive(Debug, Clone, Default)]
pub struct RingHook {
    /// Whose condition it is; nobody's where it follows from what the thing is.
    pub who: Vec<Who>,
    /// The letter of its key, where dropping it is one of the ways.
    pub letter: String,
    /// The changes any one of which would open it, as `what-if` takes them.
    pub about: Vec<String>,
    /// All changes that would drop it, though they be none of the ways through its knot.
    pub holds: Vec<String>,
    /// Its sentence with citations.
    pub told: String,
    /// It in a few words: `no ceasefire before the settlement`.
    pub says: String,
    /// The numbers of its sources, and marks of doubt.
    pub refs: String,
    /// Whether it stands, or what became of it.
    pub state: MarkState,
}

/// What nobody has said.
#[derive(Debug, Clone)]
pub struct Silence {
    /// How many answers, in words.
    pub count: String,
    /// How many of them are needed, where that is less than all: `at least seven needed`.
    pub needed: String,
    /// What is said of them.
    pub about: String,
    /// Of an open goal that needs all of a few answers: whose, each of one of them.
    pub all_of: Vec<Who>,
    /// What they are about, each with whose answers are missing.
    pub topics: Vec<Topic>,
}

/// Something on which not all have been heard.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its id.
    pub what: String,
    /// What it is called.
    pub label: String,
    /// What they have said, where that is something: `some votes are not known`.
    pub state: String,
    /// Who has not been heard.
    pub who: Vec<Who>,
}

/// The parties of a model as pictures show them, in the order of their hues.
pub fn parties_shown(words: &Words<'_>, graph: &PositionGraph) -> Vec<Who> {
    let people = obstacle::people(&Maker::new(words, graph));
    let mut people: Vec<Who> = people.into_values().collect();
    people.sort_by_key(|who| who.number);
    people
}

/// What blocks a goal.
pub fn knots(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> KnotPicture {
    let maker = Maker::new(words, graph);
    let mut building = Building::new(&maker, answer);
    let knots: Vec<Knot> = together::groups(shown(answer))
        .into_iter()
        .map(|group| building.group(&group))
        .collect();
    let heap = building.heap_where_nothing_is_known();
    let (used, drawn) = (building.used.clone(), building.drawn_rings.clone());
    let knots: Vec<Knot> = knots.into_iter().chain(heap).collect();
    KnotPicture {
        title: title::title(words, answer, &knots),
        ring_says: title::ring_says(words, graph, answer, &knots),
        day: maker.as_of().trim_end().to_owned(),
        subtitle: title::subtitle(words, graph, answer, &knots),
        description: title::description(words, answer, &knots),
        goal: goal(words, &answer.goal),
        end: end(answer),
        deadline: maker.deadline_of(&answer.goal),
        is_too_late: answer.status() == Status::Closed,
        silence: silence::silence(&maker, answer),
        ways: ways(words, answer, &knots),
        footer: footer::footer(&maker, answer, &knots, &drawn),
        sources: footer::sources(&maker, &used),
        knots,
    }
}

/// The knots of a blocked goal, where its shape is known.
fn shown(answer: &Blocks) -> &[Shape] {
    let shape = answer.shape.exact();
    let is_blocked = answer.status() == Status::Blocked || answer.secure;
    let has_a_way = !answer.no_change_suffices();
    shape
        .filter(|_| is_blocked && has_a_way)
        .map_or(&[], Shape::knots)
}

fn goal(words: &Words<'_>, goal: &Target) -> RingStation {
    RingStation {
        label: upper_first(&words.bare(goal)),
        number: String::new(),
        what: goal.to_string(),
        told: words.target_first(goal),
        is_goal: true,
    }
}

fn end(answer: &Blocks) -> WayEnd {
    match answer.status() {
        Status::Reached => WayEnd::Reached,
        Status::Closed => WayEnd::Wall,
        Status::Blocked if answer.no_change_suffices() => WayEnd::Wall,
        Status::Blocked | Status::Open | Status::Pending | Status::Met => WayEnd::Goal,
    }
}

/// `2 × 3 = 6` smallest ways, where the shape says so, and whose they are.
fn ways(words: &Words<'_>, answer: &Blocks, knots: &[Knot]) -> Option<(String, String)> {
    let told = ways_in_all(words, answer)?;
    let shape = answer.shape.exact()?;
    let each: Option<Vec<String>> = shape
        .knots()
        .iter()
        .map(|knot| knot.ways(&|_| true).map(|ways| ways.to_string()))
        .collect();
    let all = shape.ways(&|_| true)?.to_string();
    let is_short = all.len() <= 6 && knots.len() <= 3;
    let sum = match each? {
        each if each.len() > 1 && is_short => format!("{} = {all}", each.join(" × ")),
        _ => String::new(),
    };
    Some((sum, told)).filter(|_| !knots.is_empty() && all != "1")
}

impl KeyLine {
    /// Lines are read in the order of their letters.
    fn order(&self) -> Vec<(usize, String)> {
        let own = self
            .keys
            .iter()
            .map(|(letter, _)| (letter.len(), letter.clone()));
        let inside = self.inside.iter().flat_map(Self::order);
        let mut letters: Vec<(usize, String)> = own.chain(inside).collect();
        letters.sort();
        letters
    }
}

impl Building<'_> {
    fn knot(&mut self, knot: &Shape) -> Knot {
        let told = self.told(knot);
        let ways = knot.ways(&|_| true).map(|ways| ways.to_string());
        let obstacle = self.obstacle_of(knot, &told.parts);
        let (keys, cut) = self.lines(knot, &told);
        let takes = takes(&told, ways.as_deref());
        let (named, left_out) = (self.name(knot, &told.name), told.left_out);
        let is_ring = matches!(obstacle, Obstacle::Ring(_));
        Knot {
            name: if is_ring {
                EACH_WAITS.to_owned()
            } else {
                named
            },
            count: 1,
            is_named: knot.about.is_some(),
            takes,
            ways,
            obstacle,
            changes: knot.changes().iter().map(ToString::to_string).collect(),
            keys,
            left_out: left_out + cut,
            goal: self.answer.goal.to_string(),
        }
    }

    /// What a knot is called: a condition by whose it is, for the thing that waits would be the goal itself.
    fn name(&self, knot: &Shape, name: &str) -> String {
        match &knot.kind {
            ShapeKind::Change(Change::Waive { party, .. }) => {
                format!("a condition of {}", self.words.party(party))
            }
            ShapeKind::Change(Change::Grant { .. })
            | ShapeKind::All(_)
            | ShapeKind::Any(_)
            | ShapeKind::AtLeast(..)
            | ShapeKind::Weighted { .. }
            | ShapeKind::Prime { .. } => name.to_owned(),
        }
    }

    /// A knot part by part; of alternatives, what one party can do by itself comes first.
    fn told<'s>(&self, knot: &'s Shape) -> KnotTold<'s> {
        let mut told = knot_told(self.words, self.answer, knot);
        if matches!(knot.kind, ShapeKind::Any(_) | ShapeKind::Prime { .. }) {
            let parts = &mut told.parts;
            parts.sort_by_key(|part| (parties_in(part), part.changes.len()));
        }
        told
    }

    /// The lines under a knot in the order of their letters, those with weights in the order of these; and how many are cut.
    fn lines(&mut self, knot: &Shape, told: &KnotTold<'_>) -> (Vec<KeyLine>, usize) {
        let mut keys: Vec<KeyLine> = told.parts.iter().map(|part| self.line(part)).collect();
        if !matches!(knot.kind, ShapeKind::Weighted { .. }) {
            keys.sort_by_key(KeyLine::order);
        }
        let cut = keys.len().saturating_sub(MOST_KEYS);
        keys.truncate(MOST_KEYS);
        (keys, cut)
    }
}

/// How many parties a part needs.
fn parties_in(part: &Told<'_>) -> usize {
    let parties: BTreeSet<_> = part.changes.iter().map(|change| change.party()).collect();
    parties.len()
}

/// How many of its parts a knot takes; where they are fewer than its ways, that they leave a choice.
fn takes(told: &KnotTold<'_>, ways: Option<&str>) -> String {
    let shown = told.parts.len() + told.left_out;
    let is_plain = ways.is_none_or(|ways| ways == shown.to_string());
    match told.takes.starts_with("one of ") && !is_plain {
        true => format!(
            "one of {} sets of moves, some of which leave a choice",
            number_word(shown)
        ),
        false => told.takes.clone(),
    }
}
