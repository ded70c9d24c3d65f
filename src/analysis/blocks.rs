//! What blocks X: the status of a goal, whose moves would open it, and what it still waits for.
//!
//! With unknown consents read once as refused and once as granted, a goal is *met*, *open* or
//! *blocked*; the goals contain no negation, so these two readings are exact over all ways in which
//! the unknowns may turn out. A *minimal unblocking set* is a set of changes that opens the goal with
//! none to spare; a *minimal blocking set* is a set of refusals that alone keeps it closed. Each
//! family is the minimal transversals of the other (Reiter 1987; path sets and cut sets of a fault
//! tree), so a change is in some set of the one exactly if it is in some set of the other.

use std::collections::BTreeSet;

use crate::graph::{Change, NodeId, PositionGraph, Reading};
use crate::model::{Firmness, Model, PartyId, Stance, Target};
use crate::source::Citation;

use super::Extent;
use super::bdd::Stopped;
use super::cheapest::{Cheapest, Search, Side, cheapest};
use super::circuit::{Circuit, Edges, Given, attainable};
use super::deadlocks::{Deadlock, rings_from};
use super::family::{Family, Members, family};
use super::stages::{Stage, stages};
use super::symbolic::{Effort, Goal, Leaf, MOST_NODES, ReadAs, goal};

/// How many sets to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetsAsked {
    /// The first so many.
    First(usize),
    /// All of them, up to a bound that keeps an answer readable.
    All,
}

impl SetsAsked {
    /// The most sets that are ever listed.
    pub const MOST: usize = 100_000;

    fn most(self) -> usize {
        match self {
            Self::First(count) => count.min(Self::MOST),
            Self::All => Self::MOST,
        }
    }
}

/// The question.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is to be opened.
    pub goal: Target,
    /// Whether the goal is to be met whatever those say who have not spoken.
    pub secure: bool,
    /// Only what this party can move.
    pub party: Option<PartyId>,
    /// How many sets to list.
    pub sets: SetsAsked,
    /// Changes that are supposed to have been made.
    pub supposed: Vec<Change>,
    /// Nodes of a decision diagram before exact families are given up.
    pub limit: usize,
}

impl Ask {
    /// The plain question about a goal.
    pub fn about(goal: Target) -> Self {
        Self {
            goal,
            secure: false,
            party: None,
            sets: SetsAsked::First(10),
            supposed: Vec::new(),
            limit: MOST_NODES,
        }
    }
}

/// How a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It has happened.
    Reached,
    /// Nothing stands in its way.
    Met,
    /// Nobody has closed it; some have not spoken.
    Open,
    /// Impossible unless someone moves.
    Blocked,
}

/// In which way a goal is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockedKind {
    /// The conditions wait for each other, and nothing else is in the way.
    Circular,
    /// Somebody refuses something that it cannot do without.
    Refused,
}

/// A refusal or a condition that is part of what blocks the goal.
#[derive(Debug, Clone)]
pub struct Blocker {
    /// The change that would lift it.
    pub change: Change,
    /// Whether no way round it exists: it is in every unblocking set.
    pub sole: bool,
    /// How final it is said to be.
    pub firmness: Option<Firmness>,
    /// What it is said to end after.
    pub until: Option<String>,
    /// Whether it follows from a demand for something else.
    pub implied: bool,
    /// Whether it is no refusal but a yes that nobody has heard; only in the secure question.
    pub unknown: bool,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// A refusal that is not what blocks the goal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Who refuses.
    pub party: PartyId,
    /// What.
    pub target: Target,
    /// What it is said to end after.
    pub until: Option<String>,
    /// Whether the party's yes is needed for anything in the model.
    pub yes_is_needed: bool,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// A yes that nobody has heard yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Awaited {
    /// Whose.
    pub party: PartyId,
    /// To what.
    pub target: Target,
    /// Whether the goal cannot do without it.
    pub needed: bool,
    /// Whether it alone, with all others refused, would do.
    pub alone: bool,
    /// Whether the party says yes and no at once.
    pub contested: bool,
    /// Where an open or contested position is stated.
    pub cites: Vec<Citation>,
}

/// A set of changes that opens the goal.
#[derive(Debug, Clone)]
pub struct SetOfChanges {
    /// The changes, by name.
    pub changes: Vec<Change>,
    /// Whose they are.
    pub parties: Vec<PartyId>,
    /// How many red lines are among them.
    pub red_lines: usize,
    /// What it still relies on.
    pub awaited: Vec<Awaited>,
    /// The least number of those answers that would do.
    pub least_awaited: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Blocks {
    /// The goal.
    pub goal: Target,
    /// How it stands.
    pub status: Status,
    /// In which way it is blocked.
    pub kind: Option<BlockedKind>,
    /// Whether it can be had only by signing several things together.
    pub package_only: bool,
    /// What blocks it.
    pub blockers: Vec<Blocker>,
    /// Refusals that do not.
    pub not_blocking: Vec<Refusal>,
    /// Rings of conditions on the way to it.
    pub deadlocks: Vec<Deadlock>,
    /// How many minimal unblocking sets there are.
    pub unblocking: Family,
    /// The first of them.
    pub unblocking_sets: Vec<SetOfChanges>,
    /// How many minimal blocking sets there are.
    pub blocking: Family,
    /// The first of them, each as the changes that would lift its members.
    pub blocking_sets: Vec<Vec<Change>>,
    /// Minimal groups of parties whose moves suffice.
    pub party_sets: Vec<Vec<PartyId>>,
    /// What it waits for: where it is open, the yes of these; where blocked, what its openings rely on.
    pub awaited: Vec<Awaited>,
    /// The least number of awaited answers that would do, where the goal is open.
    pub least_awaited: usize,
    /// What can happen first and what next, the goal last, where nobody has closed it; empty where that is not known.
    pub stages: Vec<Stage>,
    /// Exclusions among what it needs: indexes into the model's list.
    pub exclusions: Vec<usize>,
    /// The party that was asked for, where only its moves count.
    pub asked_party: Option<PartyId>,
    /// Whether the question was the stronger one.
    pub secure: bool,
    /// Whether the answer is the whole answer.
    pub extent: Extent,
}

impl Blocks {
    /// Whether the goal is closed and no change that anyone could make would open it.
    pub fn no_change_suffices(&self) -> bool {
        self.status == Status::Blocked
            && self
                .unblocking
                .count
                .as_ref()
                .is_some_and(|count| *count == num_bigint::BigUint::ZERO)
    }
}

/// What blocks a goal. `None` where the graph has no such goal.
pub fn blocks(model: &Model, graph: &PositionGraph, ask: &Ask) -> Option<Blocks> {
    let node = graph.node_of(&ask.goal)?;
    let circuit = Circuit::of(graph);
    Some(
        Asking {
            model,
            graph,
            circuit: &circuit,
            ask,
            node,
            supposed: Supposed::of(graph, &ask.supposed),
        }
        .answer(),
    )
}

/// What the openings rely on; needed is what every one of them cannot do without.
fn awaited_by_all(sets: &[SetOfChanges]) -> Vec<Awaited> {
    let needs = |set: &SetOfChanges, a: &Awaited| {
        set.awaited
            .iter()
            .any(|b| b.needed && b.party == a.party && b.target == a.target)
    };
    let all: BTreeSet<Awaited> = sets
        .iter()
        .flat_map(|set| &set.awaited)
        .map(|a| Awaited {
            needed: sets.iter().all(|set| needs(set, a)),
            alone: false,
            ..a.clone()
        })
        .collect();
    all.into_iter().collect()
}

/// How a goal stands, without asking what blocks it. `None` where the graph has no such goal.
pub fn status_of(model: &Model, graph: &PositionGraph, goal: &Target) -> Option<Status> {
    let node = graph.node_of(goal)?;
    let circuit = Circuit::of(graph);
    let ask = Ask::about(goal.clone());
    Some(
        Asking {
            model,
            graph,
            circuit: &circuit,
            ask: &ask,
            node,
            supposed: Supposed::of(graph, &[]),
        }
        .status()
        .0,
    )
}

/// Leaves that are supposed to be granted.
struct Supposed {
    changes: BTreeSet<usize>,
    unknowns: BTreeSet<usize>,
}

impl Supposed {
    fn of(graph: &PositionGraph, made: &[Change]) -> Self {
        let changes = graph
            .changes()
            .iter()
            .enumerate()
            .filter(|(_, info)| made.contains(&info.change))
            .map(|(i, _)| i)
            .collect();
        let unknowns = graph
            .stances()
            .iter()
            .enumerate()
            .filter(|(_, stance)| {
                stance.reading == Reading::Unknown && made.contains(&grant_of(stance))
            })
            .map(|(i, _)| i)
            .collect();
        Self { changes, unknowns }
    }
}

fn grant_of(stance: &crate::graph::StanceInfo) -> Change {
    Change::Grant {
        party: stance.party.clone(),
        target: stance.target.clone(),
    }
}

struct Asking<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    circuit: &'a Circuit,
    ask: &'a Ask,
    node: NodeId,
    supposed: Supposed,
}

impl Asking<'_> {
    fn answer(&self) -> Blocks {
        let (status, kind, package_only) = self.status();
        let mut answer = Blocks {
            goal: self.ask.goal.clone(),
            status,
            kind,
            package_only,
            blockers: Vec::new(),
            not_blocking: Vec::new(),
            deadlocks: rings_from(
                self.model,
                self.graph,
                self.circuit,
                Some(self.node),
                &|change| self.supposed.changes.contains(&change),
            ),
            unblocking: Family {
                count: None,
                listed: Vec::new(),
            },
            unblocking_sets: Vec::new(),
            blocking: Family {
                count: None,
                listed: Vec::new(),
            },
            blocking_sets: Vec::new(),
            party_sets: Vec::new(),
            awaited: Vec::new(),
            least_awaited: 0,
            stages: Vec::new(),
            asked_party: self.ask.party.clone(),
            exclusions: self.exclusions(),
            secure: self.ask.secure,
            extent: Extent::Complete,
        };
        if !self.circuit.all_pinned {
            answer.extent = Extent::Partial(
                "there are too many ways to respect the exclusions to try them all".to_owned(),
            );
        }
        let diagrams = self.families(&mut answer, Effort::First(self.ask.limit));
        if diagrams.is_err()
            && !self.small_families(&mut answer)
            && self
                .families(&mut answer, Effort::Full(self.ask.limit))
                .is_err()
        {
            self.searched(&mut answer);
        }
        if matches!(status, Status::Open | Status::Met) {
            answer.stages = self.stages(status).unwrap_or_default();
        }
        if status == Status::Open {
            (answer.awaited, answer.least_awaited) = self.awaited_with(&[]).unwrap_or_default();
        } else if status == Status::Blocked {
            answer.awaited = awaited_by_all(&answer.unblocking_sets);
        }
        answer.not_blocking = self.not_blocking(&answer.blockers);
        answer
    }

    /// Whether the goal holds where some changes are made; a supposed consent is granted whatever the
    /// reading of the others.
    fn holds(&self, unknown: bool, edges: Edges, made: &dyn Fn(usize) -> bool) -> bool {
        let granted = |stance: usize| unknown || self.supposed.unknowns.contains(&stance);
        attainable(
            self.circuit,
            self.node,
            Given {
                unknown: &granted,
                changes: made,
            },
            edges,
        )
    }

    fn status(&self) -> (Status, Option<BlockedKind>, bool) {
        let made = |change: usize| self.supposed.changes.contains(&change);
        let reached = matches!(self.graph.node(self.node).gate, crate::graph::Gate::True);
        if reached {
            (Status::Reached, None, false)
        } else if self.holds(false, Edges::AsWritten, &made) {
            (
                Status::Met,
                None,
                !self.holds(false, Edges::AllEarlier, &made),
            )
        } else if self.holds(true, Edges::AsWritten, &made) {
            (
                Status::Open,
                None,
                !self.holds(true, Edges::AllEarlier, &made),
            )
        } else if self.holds(true, Edges::AllTogether, &made) {
            (Status::Blocked, Some(BlockedKind::Circular), false)
        } else {
            (Status::Blocked, Some(BlockedKind::Refused), false)
        }
    }

    /// The plan of an attainable goal: with every unknown granted where it is open.
    fn stages(&self, status: Status) -> Option<Vec<Stage>> {
        let granted =
            |stance: usize| status == Status::Open || self.supposed.unknowns.contains(&stance);
        let made = |change: usize| self.supposed.changes.contains(&change);
        stages(
            self.graph,
            self.circuit,
            self.node,
            Given {
                unknown: &granted,
                changes: &made,
            },
        )
    }

    /// Whether a leaf is the party's that was asked for, if one was.
    fn is_movable(&self, leaf: Leaf) -> bool {
        self.ask
            .party
            .as_ref()
            .is_none_or(|party| self.owner(leaf) == party)
    }

    fn owner(&self, leaf: Leaf) -> &PartyId {
        match leaf {
            Leaf::Change(change) => self.graph.changes()[change].change.party(),
            Leaf::Unknown(stance) => &self.graph.stances()[stance].party,
        }
    }

    fn change_of(&self, leaf: Leaf) -> Change {
        match leaf {
            Leaf::Change(change) => self.graph.changes()[change].change.clone(),
            Leaf::Unknown(stance) => grant_of(&self.graph.stances()[stance]),
        }
    }

    fn is_red_line(&self, leaf: Leaf) -> bool {
        match leaf {
            Leaf::Change(change) => {
                self.graph.changes()[change].firmness == Some(Firmness::RedLine)
            }
            Leaf::Unknown(_) => false,
        }
    }

    fn is_supposed(&self, leaf: Leaf) -> bool {
        match leaf {
            Leaf::Change(change) => self.supposed.changes.contains(&change),
            Leaf::Unknown(stance) => self.supposed.unknowns.contains(&stance),
        }
    }

    /// How the question reads a leaf.
    fn read(&self, leaf: Leaf) -> ReadAs {
        if self.is_supposed(leaf) {
            return ReadAs::Fixed(true);
        }
        match leaf {
            Leaf::Unknown(_) if !self.ask.secure => ReadAs::Fixed(true),
            Leaf::Change(_) | Leaf::Unknown(_) if self.is_movable(leaf) => ReadAs::Variable,
            Leaf::Change(_) | Leaf::Unknown(_) => ReadAs::Fixed(false),
        }
    }

    /// Exclusions of which the goal needs more members than can hold together.
    fn exclusions(&self) -> Vec<usize> {
        let cone = cone(self.graph, self.node);
        let needed = |exclusion: &crate::model::Exclusion| {
            let of = exclusion
                .of
                .iter()
                .flat_map(crate::model::Condition::targets);
            of.filter_map(|target| self.graph.node_of(target))
                .filter(|node| cone.contains(node))
                .count() as u64
        };
        let all = self.model.incompatible.iter().enumerate();
        all.filter(|(_, exclusion)| needed(exclusion) > exclusion.at_most)
            .map(|(index, _)| index)
            .collect()
    }

    fn families(&self, answer: &mut Blocks, effort: Effort) -> Result<(), Stopped> {
        let mut goal = goal(self.circuit, self.node, effort, &|leaf| self.read(leaf))?;
        let names = self.names(&goal);
        let unblocking = goal.diagrams.minimal_solutions(goal.function)?;
        let function = goal.function;
        let blocking = goal
            .diagrams
            .dual(function)
            .and_then(|dual| goal.diagrams.minimal_solutions(dual));
        let vars = goal.vars.clone();
        let members = Members {
            red_line: &|var| self.is_red_line(vars[var as usize]),
            rank: &|var| names.rank[var as usize],
        };
        let (unblocking, by_name) =
            family(&goal.diagrams, unblocking, self.ask.sets.most(), &members);
        answer.unblocking = unblocking;
        let mut also_by_name = true;
        match blocking {
            Ok(root) => {
                (answer.blocking, also_by_name) =
                    family(&goal.diagrams, root, self.ask.sets.most(), &members)
            }
            Err(Stopped) => {
                answer.extent = answer.extent.clone().and(Extent::Partial(
                    "the blocking sets could not be computed".to_owned(),
                ));
            }
        }
        if !(by_name && also_by_name) {
            answer.extent = answer.extent.clone().and(Extent::Partial(
                "counts are exact; sets of equal size are not in the order of their names"
                    .to_owned(),
            ));
        }
        match &self.ask.party {
            None => answer.blockers = self.blockers_of(&goal),
            // What blocks the goal does not depend on who is asked to move.
            Some(_) => answer.blockers = self.blockers_of(&goal_of_everybody(self, effort)?),
        }
        answer
            .blockers
            .sort_by(|a, b| (!a.sole, &a.change).cmp(&(!b.sole, &b.change)));
        answer.unblocking_sets = answer
            .unblocking
            .listed
            .iter()
            .map(|set| self.set_of(set.iter().map(|&rank| vars[names.by_rank[rank]]).collect()))
            .collect();
        answer.blocking_sets = answer
            .blocking
            .listed
            .iter()
            .map(|set| {
                set.iter()
                    .map(|&rank| self.change_of(vars[names.by_rank[rank]]))
                    .collect()
            })
            .collect();
        match self.party_sets() {
            Ok(sets) => answer.party_sets = sets,
            Err(Stopped) => {
                let untold = self
                    .searched_parties(answer)
                    .map_or(Extent::Complete, Extent::Partial);
                answer.extent = answer.extent.clone().and(untold);
            }
        }
        Ok(())
    }

    fn names(&self, goal: &Goal) -> Names {
        let mut by_rank: Vec<usize> = (0..goal.vars.len()).collect();
        by_rank.sort_by_key(|&var| self.change_of(goal.vars[var]).to_string());
        let mut rank = vec![0; goal.vars.len()];
        by_rank
            .iter()
            .enumerate()
            .for_each(|(place, &var)| rank[var] = place);
        Names { by_rank, rank }
    }

    fn blockers_of(&self, goal: &Goal) -> Vec<Blocker> {
        let sole = goal.diagrams.indispensable(goal.function);
        let support = goal.diagrams.support(goal.function);
        support
            .into_iter()
            .map(|var| self.blocker(goal.vars[var as usize], sole.contains(&var)))
            .collect()
    }

    fn blocker(&self, leaf: Leaf, sole: bool) -> Blocker {
        match leaf {
            Leaf::Change(change) => {
                let info = &self.graph.changes()[change];
                Blocker {
                    change: info.change.clone(),
                    sole,
                    firmness: info.firmness,
                    until: info.until.clone(),
                    implied: info.implied,
                    unknown: false,
                    cites: info.cites.clone(),
                }
            }
            Leaf::Unknown(_) => Blocker {
                change: self.change_of(leaf),
                sole,
                firmness: None,
                until: None,
                implied: false,
                unknown: true,
                cites: Vec::new(),
            },
        }
    }

    fn set_of(&self, leaves: Vec<Leaf>) -> SetOfChanges {
        let changes = leaves.iter().map(|&leaf| self.change_of(leaf)).collect();
        let parties: BTreeSet<PartyId> = leaves
            .iter()
            .map(|&leaf| self.owner(leaf).clone())
            .collect();
        let red_lines = leaves
            .iter()
            .filter(|&&leaf| self.is_red_line(leaf))
            .count();
        let (awaited, least_awaited) = if self.ask.secure {
            Default::default()
        } else {
            self.awaited_with(&leaves).unwrap_or_default()
        };
        SetOfChanges {
            changes,
            parties: parties.into_iter().collect(),
            red_lines,
            awaited,
            least_awaited,
        }
    }

    /// Minimal groups of parties: every change of a party stands or falls with the party.
    fn party_sets(&self) -> Result<Vec<Vec<PartyId>>, Stopped> {
        let parties: Vec<&PartyId> = self.model.parties.keys().collect();
        let number = |party: &PartyId| {
            u32::try_from(parties.binary_search(&party).unwrap_or(parties.len()))
                .unwrap_or(u32::MAX)
        };
        let read = |leaf: Leaf| match self.read(leaf) {
            ReadAs::Variable => ReadAs::Shared(number(self.owner(leaf))),
            read @ (ReadAs::Fixed(_) | ReadAs::Shared(_)) => read,
        };
        let mut goal = goal(self.circuit, self.node, Effort::Beside, &read)?;
        let minimal = goal.diagrams.minimal_solutions(goal.function)?;
        let vars = goal.vars.clone();
        let owner = |var: u32| number(self.owner(vars[var as usize])) as usize;
        let members = Members {
            red_line: &|_| false,
            rank: &owner,
        };
        let (sets, _) = family(&goal.diagrams, minimal, 1_000, &members);
        Ok(sets
            .listed
            .into_iter()
            .map(|set| {
                set.into_iter()
                    .map(|party| parties[party].clone())
                    .collect()
            })
            .collect())
    }

    /// The unknown consents on which the goal relies once some changes are made.
    fn awaited_with(&self, made: &[Leaf]) -> Result<(Vec<Awaited>, usize), Stopped> {
        let made: rustc_hash::FxHashSet<Leaf> = made.iter().copied().collect();
        let is_made = |change: usize| {
            self.supposed.changes.contains(&change) || made.contains(&Leaf::Change(change))
        };
        if self.holds(false, Edges::AsWritten, &is_made) {
            return Ok(Default::default());
        }
        let read = |leaf: Leaf| match leaf {
            _ if self.is_supposed(leaf) || made.contains(&leaf) => ReadAs::Fixed(true),
            Leaf::Change(_) => ReadAs::Fixed(false),
            Leaf::Unknown(_) => ReadAs::Variable,
        };
        let mut goal = goal(self.circuit, self.node, Effort::Remark, &read)?;
        let mut found = Vec::new();
        let needed_by_all = goal.diagrams.indispensable(goal.function);
        let sufficient = goal.diagrams.sufficient_alone(goal.function);
        for var in goal.diagrams.support(goal.function) {
            let needed = needed_by_all.contains(&var);
            if let Leaf::Unknown(stance) = goal.vars[var as usize] {
                found.push(self.awaited(
                    stance,
                    Weight {
                        needed,
                        alone: sufficient.contains(&var),
                    },
                ));
            }
        }
        found.sort();
        let minimal = goal.diagrams.minimal_solutions(goal.function)?;
        let (smallest, _) = family(
            &goal.diagrams,
            minimal,
            1,
            &Members {
                red_line: &|_| false,
                rank: &|var| var as usize,
            },
        );
        Ok((found, smallest.listed.first().map_or(0, Vec::len)))
    }

    fn awaited(&self, stance: usize, Weight { needed, alone }: Weight) -> Awaited {
        let info = &self.graph.stances()[stance];
        let mut cites: Vec<Citation> = info
            .positions
            .iter()
            .flat_map(|&i| self.model.positions[i].cites.clone())
            .collect();
        cites.sort();
        cites.dedup();
        Awaited {
            party: info.party.clone(),
            target: info.target.clone(),
            needed,
            alone,
            contested: info.contested,
            cites,
        }
    }

    /// Refusals that no minimal blocking set needs.
    fn not_blocking(&self, blockers: &[Blocker]) -> Vec<Refusal> {
        let blocking: BTreeSet<&Change> = blockers.iter().map(|b| &b.change).collect();
        let mut found = BTreeSet::new();
        for (index, info) in self.graph.changes().iter().enumerate() {
            let Change::Grant { party, target } = &info.change else {
                continue;
            };
            if self.supposed.changes.contains(&index) {
                continue;
            }
            if !info.implied && !blocking.contains(&info.change) {
                found.insert(Refusal {
                    party: party.clone(),
                    target: target.clone(),
                    until: info.until.clone(),
                    yes_is_needed: true,
                    cites: info.cites.clone(),
                });
            }
        }
        let needed: BTreeSet<(&PartyId, &Target)> = self
            .graph
            .stances()
            .iter()
            .map(|s| (&s.party, &s.target))
            .collect();
        for &index in &self.graph.positions_in_force(self.model) {
            let position = &self.model.positions[index];
            let known = needed.contains(&(&position.party, &position.on));
            if position.stance == Stance::Rejects && !known && position.value.is_none() {
                let until = position.until.as_ref().map(ToString::to_string);
                found.insert(Refusal {
                    party: position.party.clone(),
                    target: position.on.clone(),
                    until,
                    yes_is_needed: false,
                    cites: position.cites.clone(),
                });
            }
        }
        found.into_iter().collect()
    }

    /// Where both families are small, a short search finds them whole, sooner than large diagrams would.
    fn small_families(&self, answer: &mut Blocks) -> bool {
        if self.ask.party.is_some() {
            return false;
        }
        let opening = self.search(Side::Opening, SMALL_FAMILY, SHORT_SEARCH);
        let blocking = if opening.whole {
            self.search(Side::Blocking, SMALL_FAMILY, SHORT_SEARCH)
        } else {
            Cheapest::default()
        };
        let whole = opening.whole && blocking.whole;
        if whole {
            self.told_by_search(answer, opening, blocking);
        }
        whole
    }

    /// Where the decision diagrams grow too large: the cheapest sets first, found by search.
    fn searched(&self, answer: &mut Blocks) {
        let most = self.ask.sets.most();
        let patience = self.patience();
        let opening = self.search(Side::Opening, most, patience);
        let blocking = self.search(Side::Blocking, most, patience);
        self.told_by_search(answer, opening, blocking);
    }

    fn told_by_search(&self, answer: &mut Blocks, opening: Cheapest, blocking: Cheapest) {
        let most = self.ask.sets.most();
        let mut untold = vec![told(&opening, "sets"), told(&blocking, "blocking sets")];
        let members: BTreeSet<Leaf> = match blocking.whole {
            true => blocking.sets.iter().flatten().copied().collect(),
            false => opening
                .sets
                .iter()
                .chain(&blocking.sets)
                .flatten()
                .copied()
                .collect(),
        };
        if !opening.whole && !blocking.whole {
            untold.push(Some("there may be more blockers".to_owned()));
        }
        // A refusal that every opening must lift is in the first of them, and keeps the goal closed alone.
        let alone =
            |leaf: &Leaf| blocking.sets.contains(&vec![*leaf]) || self.is_sole(*leaf, &opening);
        answer.blockers = members
            .iter()
            .map(|leaf| self.blocker(*leaf, alone(leaf)))
            .collect();
        answer
            .blockers
            .sort_by(|a, b| (!a.sole, &a.change).cmp(&(!b.sole, &b.change)));
        answer.unblocking.count = opening.whole.then(|| opening.sets.len().into());
        answer.blocking.count = blocking.whole.then(|| blocking.sets.len().into());
        answer.unblocking_sets = self
            .in_order(opening.sets, most)
            .into_iter()
            .map(|set| self.set_of(set))
            .collect();
        let blocking = self.in_order(blocking.sets, most);
        answer.blocking_sets = blocking
            .iter()
            .map(|set| set.iter().map(|&leaf| self.change_of(leaf)).collect())
            .collect();
        untold.push(self.searched_parties(answer));
        let untold: Vec<String> = untold.into_iter().flatten().collect();
        if !untold.is_empty() {
            answer.extent = answer
                .extent
                .clone()
                .and(Extent::Partial(untold.join("; ")));
        }
    }

    /// How long a search may go on.
    fn patience(&self) -> u64 {
        PATIENCE
            .min((self.ask.limit as u64).saturating_mul(DECISIONS_A_NODE))
            .max(LEAST_PATIENCE)
    }

    fn search(&self, side: Side, first: usize, patience: u64) -> Cheapest {
        self.search_with(&|leaf| self.read(leaf), side, first, patience)
    }

    fn search_with(
        &self,
        read: &dyn Fn(Leaf) -> ReadAs,
        side: Side,
        first: usize,
        patience: u64,
    ) -> Cheapest {
        let red_line = |leaf: Leaf| self.is_red_line(leaf);
        cheapest(
            &Search {
                circuit: self.circuit,
                goal: self.node.0,
                side,
                read,
                red_line: &red_line,
                patience,
            },
            first,
        )
    }

    /// Whether no opening can do without a leaf: asked only of members of the first one found.
    fn is_sole(&self, leaf: Leaf, opening: &Cheapest) -> bool {
        opening.sets.iter().all(|set| set.contains(&leaf))
            && !opening.sets.is_empty()
            && !self.opens_without(leaf)
    }

    fn opens_without(&self, without: Leaf) -> bool {
        let holds = |leaf: Leaf| match self.read(leaf) {
            ReadAs::Fixed(holds) => holds,
            ReadAs::Variable | ReadAs::Shared(_) => leaf != without,
        };
        let given = Given {
            unknown: &|stance| holds(Leaf::Unknown(stance)),
            changes: &|change| holds(Leaf::Change(change)),
        };
        attainable(self.circuit, self.node, given, Edges::AsWritten)
    }

    /// The first sets: fewest red lines, fewest changes, then names; the members of each by name.
    fn in_order(&self, sets: Vec<Vec<Leaf>>, most: usize) -> Vec<Vec<Leaf>> {
        let key = |set: &Vec<Leaf>| {
            let red_lines = set.iter().filter(|&&leaf| self.is_red_line(leaf)).count();
            (
                red_lines,
                set.len(),
                set.iter()
                    .map(|&leaf| self.change_of(leaf).to_string())
                    .collect::<Vec<_>>(),
            )
        };
        let mut sets = sets;
        sets.iter_mut()
            .for_each(|set| set.sort_by_cached_key(|&leaf| self.change_of(leaf).to_string()));
        sets.sort_by_cached_key(key);
        sets.truncate(most);
        sets
    }

    /// Groups of parties by search; what is not known of them.
    fn searched_parties(&self, answer: &mut Blocks) -> Option<String> {
        let parties: Vec<&PartyId> = self.model.parties.keys().collect();
        let number = |leaf: Leaf| {
            parties
                .binary_search(&self.owner(leaf))
                .unwrap_or(parties.len()) as u32
        };
        let read = |leaf: Leaf| match self.read(leaf) {
            ReadAs::Variable => ReadAs::Shared(number(leaf)),
            read @ (ReadAs::Fixed(_) | ReadAs::Shared(_)) => read,
        };
        let found = self.search_with(&read, Side::Opening, PARTY_SETS, self.patience());
        answer.party_sets = found
            .sets
            .iter()
            .map(|set| set.iter().map(|&leaf| self.owner(leaf).clone()).collect())
            .collect();
        answer
            .party_sets
            .iter_mut()
            .for_each(|set: &mut Vec<PartyId>| set.sort());
        answer
            .party_sets
            .sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        match found.stopped {
            _ if found.whole => None,
            true if found.sets.is_empty() => {
                Some("which groups of parties suffice could not be computed".to_owned())
            }
            true | false => Some("only the smallest groups of parties are listed".to_owned()),
        }
    }
}

/// Decisions of the search beyond diagrams before it stops: at most, at least, and for each node of a
/// diagram that is allowed.
const PATIENCE: u64 = 5_000_000;
const LEAST_PATIENCE: u64 = 10_000;
const DECISIONS_A_NODE: u64 = 5;

/// Families up to this size are sought whole by a short search, before large diagrams are tried.
const SMALL_FAMILY: usize = 400;
const SHORT_SEARCH: u64 = 400_000;

/// Groups of parties that the search lists.
const PARTY_SETS: usize = 20;

/// What is not known of a family that was searched.
fn told(found: &Cheapest, sets: &str) -> Option<String> {
    if found.whole {
        None
    } else if found.stopped && found.sets.is_empty() {
        Some(format!(
            "the search for {sets} was stopped before the first one was found"
        ))
    } else if found.unproven {
        Some(format!(
            "the {sets} listed are minimal, but there may be smaller ones, and how many there are is not known"
        ))
    } else if found.stopped {
        Some(format!(
            "the search for {sets} was stopped: those listed are the smallest, there are more, and how many is not known"
        ))
    } else if found.ties_known {
        Some(format!(
            "the {sets} listed are the smallest; how many there are is not known"
        ))
    } else {
        Some(format!(
            "the {sets} listed are the smallest; there are others of the same size, and how many there are is not known"
        ))
    }
}

/// The goal as a function of what everybody can do.
fn goal_of_everybody(asking: &Asking<'_>, effort: Effort) -> Result<Goal, Stopped> {
    let everybody = Ask {
        party: None,
        ..asking.ask.clone()
    };
    let asking = Asking {
        ask: &everybody,
        supposed: Supposed::of(asking.graph, &everybody.supposed),
        ..*asking
    };
    goal(asking.circuit, asking.node, effort, &|leaf| {
        asking.read(leaf)
    })
}

/// What an unknown answer means for a goal.
#[derive(Clone, Copy)]
struct Weight {
    needed: bool,
    alone: bool,
}

struct Names {
    by_rank: Vec<usize>,
    rank: Vec<usize>,
}

/// Every node that a node needs, directly or not, itself included.
pub(super) fn cone(graph: &PositionGraph, from: NodeId) -> BTreeSet<NodeId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if seen.insert(node) {
            open.extend(graph.needs(node).into_iter().map(|(to, _)| to));
        }
    }
    seen
}
