//! One day of the page: the requirement graph in numbers, and in words what each party has said and can do by then.
//!
//! The page adds up weights as floating numbers, so a day whose weights pass what those hold exactly is no page.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::{Budget, Grounds, Library, Status, statuses_of};
use crate::graph::{
    Change, ChangeInfo, ConditionInfo, Gate, NodeId, NodeKind, PositionGraph, Reading, StanceInfo,
};
use crate::model::{Firmness, MilestoneId, Model, PositionId, Target};
use crate::source::{Citation, Date};

use super::pictures::Pictured;
use super::tables::Tables;
use super::{WeightsTooLarge, strings};
use crate::view::words::Words;
use crate::view::words::moves::Stand;
use crate::view::words::spoken::spoken_in_brief;

/// The largest sum of weights that a page computes without rounding.
const MOST_WEIGHT: u64 = 1 << 53;

/// One day of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// The day; none where the model has no dates.
    pub day: Option<Date>,
    /// The day in words.
    pub words: String,
    /// What blocks what on it.
    #[serde(skip)]
    pub pictures: BTreeMap<String, Pictured>,
    /// What it tells.
    graph: DayGraph,
}

/// The requirement graph of one day. Whatever is told in words stands in [`super::Explorer`], and here by its number.
#[derive(Debug, Clone, Serialize, PartialEq)]
struct DayGraph {
    /// The gate of each node: `all`, `any`, `true`, or a pair of `sum`, `unknown` or `change` with its number.
    gates: Vec<GateWords>,
    /// What each node needs: node, whether strictly, weight.
    needs: Vec<Vec<NeedNumbers>>,
    /// The node of each target.
    nodes: BTreeMap<String, u32>,
    /// What the record alone decides: `reached`, `closed` or `pending`.
    stands: BTreeMap<String, &'static str>,
    /// Where a milestone or an issue is on record, as far as known on the day: numbers of `Explorer::cites`.
    record: BTreeMap<String, u32>,
    /// What is said of conditions, by node: numbers of `Explorer::conditions`.
    conditions: BTreeMap<u32, u32>,
    /// What needs a party's yes.
    stances: Vec<StanceNumbers>,
    /// What parties can do: numbers of `Explorer::changes`.
    changes: Vec<u32>,
    /// At most so many of these nodes can hold.
    exclusions: Vec<(u64, Vec<u32>)>,
    /// Positions in force: numbers of `Explorer::positions`.
    in_force: Vec<PositionId>,
    /// Refusals among them that are over.
    over: Vec<PositionId>,
    /// How those things stand on which a deadline may bear: the page does not work out what deadlines bring.
    by_deadline: BTreeMap<String, Option<Status>>,
}

#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(untagged)]
enum GateWords {
    Plain(&'static str),
    Numbered(&'static str, u64),
}

/// What is said of a condition.
#[derive(Debug, Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConditionWords {
    of: String,
    words: String,
    by: Option<String>,
    note: Option<String>,
    cites: Vec<String>,
}

/// A yes that something needs, in words.
#[derive(Debug, Clone, Serialize)]
pub struct YesWords {
    party: String,
    target: String,
    /// `the US Congress on the entry into force`
    awaited: String,
    /// `The US Congress refuses the entry into force`
    refusal: String,
    /// `The US Congress agrees to the entry into force`
    grant: String,
}

/// A yes that something needs on one day.
#[derive(Debug, Clone, PartialEq)]
struct StanceNumbers {
    /// Whose and to what: a number of `Explorer::yeses`.
    yes: u32,
    node: u32,
    reading: &'static str,
    positions: Vec<PositionId>,
    /// Of an answer that is not known: how much the party has said of the matter.
    spoken: Option<&'static str>,
    /// The sentences that make such an answer necessary, and what the party has said: a number of `Explorer::cites`.
    cites: Option<u32>,
}

/// A row instead of a map, since there are many.
impl Serialize for StanceNumbers {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let what = (self.yes, self.node, self.reading);
        (what, &self.positions, self.spoken, self.cites).serialize(to)
    }
}

/// What a party can do, in words.
#[derive(Debug, Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangeWords {
    /// As `what-if` takes it: `grant russia:ceasefire`.
    id: String,
    kind: &'static str,
    party: String,
    target: String,
    /// `Russia agrees to the ceasefire`
    words: String,
    /// `Russia refuses the ceasefire until the settlement`
    stands: String,
    red: bool,
    /// Whether it is a demand for something else that refuses this.
    implied: bool,
    /// Whether the refusal ends by itself once something has come about.
    until: bool,
    firmness: Option<&'static str>,
    cites: Vec<String>,
}

/// What a node needs: node, whether strictly, weight.
type NeedNumbers = (u32, u8, u64);

/// A graph with the words of the model that is known on its day, and what is told once for all days.
pub(super) struct Telling<'t, 'a> {
    pub words: &'t Words<'t>,
    pub graph: &'t PositionGraph,
    pub tables: &'t mut Tables<'a>,
}

impl Day {
    /// A day of a graph, with its positions numbered as in the model that the words are of.
    pub(super) fn of(mut telling: Telling<'_, '_>) -> Result<Self, WeightsTooLarge> {
        let day = telling.graph.day;
        Ok(Self {
            day,
            words: day.map(Date::in_words).unwrap_or_default(),
            pictures: BTreeMap::new(),
            graph: telling.graph_in_numbers()?,
        })
    }

    /// Whether nothing but the date differs.
    pub(super) fn tells_as(&self, other: &Self) -> bool {
        self.graph == other.graph
    }

    /// The day with its positions numbered as in the whole model: on an earlier day some are not known yet, and the
    /// places of the others differ.
    pub(super) fn numbered_as(mut self, model: &Model, known: &Model) -> Self {
        let all = model.positions.numbered();
        let all: BTreeMap<_, PositionId> = all
            .map(|(id, position)| ((position.place, &position.party), id))
            .collect();
        let whole = |id: &mut PositionId| {
            let position = &known.positions[*id];
            *id = all[&(position.place, &position.party)];
        };
        self.graph.position_ids().for_each(whole);
        self
    }
}

impl DayGraph {
    /// Every place where the day names a position.
    fn position_ids(&mut self) -> impl Iterator<Item = &mut PositionId> {
        let of_stances = self.stances.iter_mut();
        let of_stances = of_stances.flat_map(|stance| &mut stance.positions);
        self.in_force
            .iter_mut()
            .chain(&mut self.over)
            .chain(of_stances)
    }
}

impl Telling<'_, '_> {
    fn graph_in_numbers(&mut self) -> Result<DayGraph, WeightsTooLarge> {
        let (graph, model) = (self.graph, self.words.model);
        let gates: Vec<GateWords> = graph.nodes().map(|id| gate(graph.node(id).gate)).collect();
        let needs: Vec<Vec<NeedNumbers>> = graph.nodes().map(|id| needs(graph, id)).collect();
        if gates.iter().any(GateWords::is_too_large) || needs.iter().any(|of| are_too_heavy(of)) {
            return Err(WeightsTooLarge);
        }
        let in_force = graph.positions_in_force(model);
        let over = in_force.iter().copied().filter(|&id| graph.is_over(id));
        Ok(DayGraph {
            gates,
            needs,
            nodes: nodes_of_targets(graph),
            stands: stands(graph),
            record: self.record(),
            conditions: self.conditions(),
            stances: self.stances(),
            changes: self.changes(),
            exclusions: exclusions(graph),
            over: over.collect(),
            in_force,
            by_deadline: by_deadline(model, graph),
        })
    }

    /// Where each thing is on record, in a model that knows only what was known on its day.
    fn record(&mut self) -> BTreeMap<String, u32> {
        let known = self.words.model;
        let targets = self.graph.targets().map(|(target, _)| target);
        let recorded = targets.filter_map(|target| Some((target, recorded_in(known, target)?)));
        recorded
            .filter(|(_, cites)| !cites.is_empty())
            .map(|(target, cites)| (target.to_string(), self.tables.cites(cites)))
            .collect()
    }

    /// What is said of each condition, by its node.
    fn conditions(&mut self) -> BTreeMap<u32, u32> {
        let (graph, words) = (self.graph, self.words);
        let said = graph.nodes().filter_map(|id| match &graph.node(id).kind {
            NodeKind::Condition(info) => Some((id.number(), ConditionWords::of(words, info))),
            NodeKind::Stance(_) | NodeKind::Target(_) | NodeKind::Part | NodeKind::Change(_) => {
                None
            }
        });
        said.map(|(node, said)| (node, self.tables.condition(said)))
            .collect()
    }

    /// What is said of each yes that something needs.
    fn stances(&mut self) -> Vec<StanceNumbers> {
        let graph = self.graph;
        let library = Library::of(self.words.model, graph);
        let nodes = nodes_of_stances(graph);
        let stances = graph.stances().iter().enumerate();
        let told = stances.map(|(number, stance)| {
            let missing = (stance.reading == Reading::Unknown).then(|| library.grounds(stance));
            let node = nodes.get(&number).copied().unwrap_or(u32::MAX);
            self.stance(node, stance, missing)
        });
        told.collect()
    }

    /// A stance with its node; `missing` is what makes an answer necessary that is not known.
    fn stance(
        &mut self,
        node: u32,
        stance: &StanceInfo,
        missing: Option<Grounds>,
    ) -> StanceNumbers {
        let spoken = missing.as_ref().map(|grounds| grounds.spoken);
        let cites = missing.map(|grounds| grounds.cites);
        let cites = cites.filter(|cites| !cites.is_empty());
        StanceNumbers {
            yes: self.tables.yes(stance),
            node,
            reading: reading(stance.reading),
            positions: stance.positions.clone(),
            spoken: spoken.map(|spoken| spoken_in_brief(&self.words.doer(&stance.party), spoken)),
            cites: cites.map(|cites| self.tables.cites(cites)),
        }
    }

    fn changes(&mut self) -> Vec<u32> {
        let changes = self.graph.changes().iter();
        let told = changes.map(|info| ChangeWords::of(self.words, info));
        told.map(|words| self.tables.change(words)).collect()
    }
}

fn gate(gate: Gate) -> GateWords {
    let number = |n: usize| n as u64;
    match gate {
        Gate::All => GateWords::Plain("all"),
        Gate::Any => GateWords::Plain("any"),
        Gate::True => GateWords::Plain("true"),
        Gate::Coming(_) => GateWords::Plain("coming"),
        Gate::AtLeast(sum) => GateWords::Numbered("sum", sum),
        Gate::Unknown(stance) => GateWords::Numbered("unknown", number(stance)),
        Gate::Change(change) => GateWords::Numbered("change", number(change)),
    }
}

impl GateWords {
    fn is_too_large(&self) -> bool {
        matches!(self, Self::Numbered("sum", sum) if *sum >= MOST_WEIGHT)
    }
}

fn needs(graph: &PositionGraph, id: NodeId) -> Vec<NeedNumbers> {
    let needs = graph.needs(id).into_iter();
    needs
        .map(|(to, need)| (to.number(), u8::from(need.strict), need.weight))
        .collect()
}

fn are_too_heavy(needs: &[NeedNumbers]) -> bool {
    let weights = needs.iter().map(|(_, _, weight)| u128::from(*weight));
    weights.sum::<u128>() >= u128::from(MOST_WEIGHT)
}

fn nodes_of_targets(graph: &PositionGraph) -> BTreeMap<String, u32> {
    let targets = graph.targets();
    targets
        .map(|(target, node)| (target.to_string(), node.number()))
        .collect()
}

/// How milestones stand of which the record alone decides.
fn stands(graph: &PositionGraph) -> BTreeMap<String, &'static str> {
    let record = graph.record();
    let coming = record
        .coming
        .iter()
        .map(|coming| (coming.milestone.to_string(), "pending"));
    let closed = record.closed.keys().map(|id| (id.to_string(), "closed"));
    let reached = record.reached.keys().map(|id| (id.to_string(), "reached"));
    // What comes by itself is not closed, and what is reached is neither, though a deadline passed before.
    closed.chain(coming).chain(reached).collect()
}

fn recorded_in(known: &Model, target: &Target) -> Option<Vec<Citation>> {
    match target {
        Target::Milestone(id) => Some(known.milestones.get(id)?.cites.clone()),
        Target::Issue(id) => {
            let issue = known.issues.get(id)?;
            let cites = issue.cites.iter().chain(&issue.reported_contested);
            Some(cites.cloned().collect())
        }
        Target::Option(..) => None,
    }
}

impl ConditionWords {
    fn of(words: &Words<'_>, info: &ConditionInfo) -> Self {
        Self {
            of: info.of.to_string(),
            words: words.condition(&info.condition),
            by: info.by.as_ref().map(ToString::to_string),
            note: info.note.clone(),
            cites: strings(&info.cites),
        }
    }
}

/// The node of each stance, by the number of the stance.
fn nodes_of_stances(graph: &PositionGraph) -> BTreeMap<usize, u32> {
    let nodes = graph.nodes().filter_map(|id| match graph.node(id).kind {
        NodeKind::Stance(number) => Some((number, id.number())),
        NodeKind::Condition(_) | NodeKind::Target(_) | NodeKind::Part | NodeKind::Change(_) => None,
    });
    nodes.collect()
}

impl YesWords {
    pub(super) fn of(words: &Words<'_>, stance: &StanceInfo) -> Self {
        let grant = Change::Grant {
            party: stance.party.clone(),
            target: stance.target.clone(),
        };
        Self {
            party: stance.party.to_string(),
            target: stance.target.to_string(),
            awaited: words.awaited(&stance.party, &stance.target),
            refusal: words.refusal(&grant),
            grant: words.change(&grant),
        }
    }
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Granted => "yes",
        Reading::Conditional => "if",
        Reading::Refused => "no",
        Reading::Unknown => "unknown",
        Reading::Counted => "counted",
    }
}

impl ChangeWords {
    fn of(words: &Words<'_>, info: &ChangeInfo) -> Self {
        Self {
            id: info.change.to_string(),
            kind: kind(&info.change),
            party: info.change.party().to_string(),
            target: info.change.target().to_string(),
            words: words.change(&info.change),
            stands: words.refusal_as(&info.change, stand_of(info)),
            until: !info.until.is_empty(),
            red: info.firmness == Some(Firmness::RedLine),
            implied: info.implied,
            firmness: info.firmness.map(Firmness::word),
            cites: strings(&info.cites),
        }
    }
}

/// How a refusal is told on the page, which says how firm it is in a mark of its own.
fn stand_of(info: &ChangeInfo) -> Stand<'_> {
    Stand {
        until: &info.until,
        implied: info.implied,
        firmness: None,
    }
}

fn kind(change: &Change) -> &'static str {
    match change {
        Change::Grant { .. } => "grant",
        Change::Waive { .. } => "waive",
    }
}

fn exclusions(graph: &PositionGraph) -> Vec<(u64, Vec<u32>)> {
    let numbers = |nodes: &[NodeId]| nodes.iter().map(|node| node.number()).collect();
    let exclusions = graph.exclusions().iter();
    exclusions.map(|e| (e.at_most, numbers(&e.of))).collect()
}

/// How things stand that a default on its way may change, as the engine has it; none where it has not worked it out.
fn by_deadline(model: &Model, graph: &PositionGraph) -> BTreeMap<String, Option<Status>> {
    let bear = needing(graph, defaults(graph));
    let targets = graph.targets().filter(|(_, node)| bear.contains(node));
    let targets: Vec<&Target> = targets.map(|(target, _)| target).collect();
    let stand = statuses_of(model, graph, &targets, &Budget::FULL);
    let stand = stand.into_iter().map(|status| status.exact().copied());
    let names = targets.into_iter().map(ToString::to_string);
    names.zip(stand).collect()
}

/// Some nodes, and all that need them, directly or not.
fn needing(graph: &PositionGraph, mut open: Vec<NodeId>) -> BTreeSet<NodeId> {
    let mut found = BTreeSet::new();
    while let Some(node) = open.pop() {
        if found.insert(node) {
            open.extend(graph.needed_by(node));
        }
    }
    found
}

/// What deadlines bring or have closed, and the goals that would keep it from coming.
fn defaults(graph: &PositionGraph) -> Vec<NodeId> {
    let record = graph.record();
    let expected = record.coming.iter().chain(&record.averted);
    let milestones: BTreeSet<&MilestoneId> = expected
        .flat_map(|one| [&one.milestone, &one.unless])
        .chain(record.closed.keys())
        .collect();
    let nodes = milestones.into_iter();
    nodes
        .filter_map(|id| graph.node_of(&Target::Milestone(id.clone())))
        .collect()
}
