//! Conflicts between positions, which are not the same thing as blockers.
//!
//! *Incompatible*: every answer to an issue is refused by someone who must agree. *Apart*: stated
//! wishes differ and some answer is refused by nobody. *Sequence*: one side wants A before B and
//! another B before A. *Disputed fact*: a claim and its denial. *Positions unstated*: sources call an
//! issue contested and nobody's position is known. Minimal conflicting sets are the minimal sets of
//! positions that refuse every answer between them; minimal withdrawals are the minimal sets whose
//! loss leaves an answer; maximal compatible packages are what the withdrawals leave. The first two
//! are each other's minimal transversals (Berge's algorithm, exact; listed up to a bound).

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{PositionGraph, Reading, cells_of};
use crate::model::{
    ClaimId, Condition, ConditionKind, Issue, IssueId, Milestone, Model, OptionId, PartyId, Stance,
    Target, ValueRange,
};
use crate::source::Citation;

use super::Extent;

/// Most sets that are kept while transversals are computed.
const MOST_SETS: usize = 2_000;

/// A conflict, and whether it lies on the way to the goal.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// What kind of conflict, with its particulars.
    pub kind: ConflictKind,
    /// Whether it lies on the way to the goal.
    pub on_the_way: bool,
    /// Whether the sets listed are all of them.
    pub extent: Extent,
}

/// What kind of conflict, with its particulars.
#[derive(Debug, Clone)]
pub enum ConflictKind {
    /// Every answer is refused by someone who must agree.
    Incompatible {
        /// The issue; absent where an exclusion of several things is broken.
        issue: Option<IssueId>,
        /// Why the things exclude each other, where an exclusion is broken.
        exclusion: Option<String>,
        /// Minimal conflicting sets of positions: indexes into the model's list.
        conflicting_sets: Vec<Vec<usize>>,
        /// Maximal sets of positions that leave an answer.
        compatible_packages: Vec<Vec<usize>>,
        /// Minimal sets of positions whose withdrawal leaves an answer.
        withdrawals: Vec<Vec<usize>>,
    },
    /// Stated wishes differ, and some answer is refused by nobody.
    Apart {
        /// The issue.
        issue: IssueId,
        /// Who wants what.
        holdings: Vec<Holding>,
        /// Answers that lie in everybody's statement.
        overlap: Vec<OptionId>,
        /// Whether nobody has refused any answer.
        nobody_refused: bool,
    },
    /// Two parties want two things in opposite orders.
    Sequence {
        /// The order of one party.
        one: Order,
        /// The opposite order of another.
        other: Order,
    },
    /// One side claims what another denies.
    DisputedFact {
        /// The claim.
        claim: ClaimId,
    },
    /// Sources call it contested, and nobody's position is known.
    PositionsUnstated {
        /// The issue.
        issue: IssueId,
        /// Where it is called contested.
        cites: Vec<Citation>,
    },
}

/// What a party states on an issue.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The party.
    pub party: PartyId,
    /// The stance.
    pub stance: Stance,
    /// The number or range, on a scale.
    pub value: Option<ValueRange>,
    /// The option, elsewhere.
    pub option: Option<OptionId>,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// A party wants one thing before another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// Whose order it is.
    pub party: PartyId,
    /// What comes first.
    pub before: Target,
    /// What comes later.
    pub after: Target,
    /// What lies between, where the order follows from several conditions.
    pub by_way_of: Vec<Target>,
    /// Whether the party's yes is needed for either, or the order is a condition that it imposes; others stand beside.
    pub binds: bool,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// An issue on the way to the goal that is incompatible or reported contested.
#[derive(Debug, Clone)]
pub struct StickingPoint {
    /// The issue.
    pub issue: IssueId,
    /// Whether the positions exclude each other.
    pub incompatible: bool,
    /// Where sources call it contested.
    pub reported: Vec<Citation>,
}

/// Every conflict, by kind: incompatible, apart, sequence, disputed fact, positions unstated.
pub fn conflicts(model: &Model, graph: &PositionGraph, goal: Option<&Target>) -> Vec<Conflict> {
    let asking = Asking::new(model, graph, goal);
    let issues = model.issues_in_order();
    let mut found: Vec<Conflict> = issues
        .iter()
        .filter_map(|issue| asking.incompatible(issue))
        .collect();
    found.extend(
        model
            .incompatible
            .iter()
            .filter_map(|exclusion| asking.excluded(exclusion)),
    );
    let incompatible: BTreeSet<IssueId> = found
        .iter()
        .filter_map(|c| match &c.kind {
            ConflictKind::Incompatible { issue, .. } => issue.clone(),
            ConflictKind::Apart { .. }
            | ConflictKind::Sequence { .. }
            | ConflictKind::DisputedFact { .. }
            | ConflictKind::PositionsUnstated { .. } => None,
        })
        .collect();
    found.extend(
        issues
            .iter()
            .filter(|issue| !incompatible.contains(&issue.id))
            .filter_map(|issue| asking.apart(issue)),
    );
    found.extend(asking.sequences());
    found.extend(
        model
            .claims
            .values()
            .filter(|claim| !claim.denied_by.is_empty())
            .map(|claim| Conflict {
                kind: ConflictKind::DisputedFact {
                    claim: claim.id.clone(),
                },
                on_the_way: false,
                extent: Extent::Complete,
            }),
    );
    found.extend(issues.iter().filter_map(|issue| asking.unstated(issue)));
    found
}

/// Issues on the way to the goal that are incompatible or reported contested, in the model's order.
pub fn sticking_points(model: &Model, graph: &PositionGraph, goal: &Target) -> Vec<StickingPoint> {
    let asking = Asking::new(model, graph, Some(goal));
    model
        .issues_in_order()
        .into_iter()
        .filter(|issue| asking.is_on_the_way(&Target::Issue(issue.id.clone())))
        .map(|issue| StickingPoint {
            issue: issue.id.clone(),
            incompatible: asking.incompatible(issue).is_some(),
            reported: issue.reported_contested.clone(),
        })
        .filter(|point| point.incompatible || !point.reported.is_empty())
        .collect()
}

struct Asking<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    in_force: Vec<usize>,
    way: Option<BTreeSet<Target>>,
}

impl<'a> Asking<'a> {
    fn new(model: &'a Model, graph: &'a PositionGraph, goal: Option<&Target>) -> Self {
        let way = goal.and_then(|goal| graph.node_of(goal)).map(|node| {
            let cone = graph.cone(node);
            let targets = graph.targets().filter(|(_, node)| cone[node.index()]);
            targets.map(|(target, _)| target.clone()).collect()
        });
        Self {
            model,
            graph,
            in_force: graph.positions_in_force(model),
            way,
        }
    }

    fn is_on_the_way(&self, target: &Target) -> bool {
        self.way.as_ref().is_some_and(|way| way.contains(target))
    }

    /// The answers to an issue: its options, its cells, or the issue itself where it has neither.
    fn answers(&self, issue: &Issue) -> Vec<Target> {
        let options = issue.options.iter().map(|option| option.id.clone());
        let positions = self.in_force.iter().map(|&i| &self.model.positions[i]);
        let cells = cells_of(issue, positions).into_iter().map(|cell| cell.id);
        let answers: Vec<Target> = options
            .chain(cells)
            .map(|option| Target::Option(issue.id.clone(), option))
            .collect();
        if answers.is_empty() {
            vec![Target::Issue(issue.id.clone())]
        } else {
            answers
        }
    }

    /// The positions that refuse an answer, of those whose yes it needs.
    fn refusing(&self, issue: &Issue, answer: &Target) -> BTreeSet<usize> {
        let whole = Target::Issue(issue.id.clone());
        self.graph
            .stances()
            .iter()
            .filter(|stance| {
                stance.reading == Reading::Refused
                    && (stance.target == *answer || stance.target == whole)
            })
            .flat_map(|stance| stance.positions.iter().copied())
            .collect()
    }

    fn incompatible(&self, issue: &Issue) -> Option<Conflict> {
        let refused: Vec<BTreeSet<usize>> = self
            .answers(issue)
            .iter()
            .map(|answer| self.refusing(issue, answer))
            .collect();
        if refused.is_empty() || refused.iter().any(BTreeSet::is_empty) {
            return None;
        }
        let all: BTreeSet<usize> = refused.iter().flatten().copied().collect();
        let withdrawals = minimal(refused);
        let (conflicting_sets, extent) = transversals(&withdrawals);
        let compatible_packages = withdrawals
            .iter()
            .map(|out| all.difference(out).copied().collect())
            .collect();
        let kind = ConflictKind::Incompatible {
            issue: Some(issue.id.clone()),
            exclusion: None,
            conflicting_sets: listed(conflicting_sets),
            compatible_packages,
            withdrawals: listed(withdrawals),
        };
        Some(Conflict {
            kind,
            on_the_way: self.is_on_the_way(&Target::Issue(issue.id.clone())),
            extent,
        })
    }

    /// Demands for more of some things than can hold together.
    fn excluded(&self, exclusion: &crate::model::Exclusion) -> Option<Conflict> {
        let targets: Vec<&Target> = exclusion.of.iter().flat_map(Condition::targets).collect();
        let demanded: Vec<Vec<usize>> = targets
            .iter()
            .map(|target| {
                self.in_force
                    .iter()
                    .copied()
                    .filter(|&i| {
                        self.model.positions[i].on == **target
                            && self.model.positions[i].stance == Stance::Demands
                    })
                    .collect::<Vec<_>>()
            })
            .filter(|demands| !demands.is_empty())
            .collect();
        let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
        if demanded.len() <= most {
            return None;
        }
        let mut sets = Vec::new();
        choose(&demanded, most + 1, &mut Vec::new(), &mut sets);
        let complete = sets.len() < MOST_SETS;
        let sets = minimal(sets);
        let all: BTreeSet<usize> = sets.iter().flatten().copied().collect();
        let (withdrawals, extent) = transversals(&sets);
        let extent = if complete {
            extent
        } else {
            Extent::Partial(format!("only the first {MOST_SETS} sets were formed"))
        };
        let kind = ConflictKind::Incompatible {
            issue: None,
            exclusion: Some(exclusion.note.clone().unwrap_or_else(|| {
                format!(
                    "at most {} of {} can hold",
                    exclusion.at_most,
                    targets
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(", ")
                )
            })),
            conflicting_sets: listed(sets),
            compatible_packages: withdrawals
                .iter()
                .map(|out| all.difference(out).copied().collect())
                .collect(),
            withdrawals: listed(withdrawals),
        };
        Some(Conflict {
            kind,
            on_the_way: targets.iter().any(|target| self.is_on_the_way(target)),
            extent,
        })
    }

    fn apart(&self, issue: &Issue) -> Option<Conflict> {
        let about = |target: &Target| target.issue() == Some(&issue.id);
        let holdings: Vec<Holding> = self
            .in_force
            .iter()
            .map(|&i| &self.model.positions[i])
            .filter(|p| about(&p.on) && p.stance.grants() && issue.between.contains(&p.party))
            .filter(|p| p.value.is_some() || matches!(p.on, Target::Option(..)))
            .map(|p| Holding {
                party: p.party.clone(),
                stance: p.stance,
                value: p.value,
                option: match &p.on {
                    Target::Option(_, option) => Some(option.clone()),
                    Target::Milestone(_) | Target::Issue(_) => None,
                },
                cites: p.cites.clone(),
            })
            .collect();
        let granted = |party: &PartyId, answer: &Target| {
            self.graph.stances().iter().any(|s| {
                s.party == *party
                    && s.target == *answer
                    && matches!(s.reading, Reading::Granted | Reading::Conditional)
            })
        };
        let parties: BTreeSet<&PartyId> = holdings.iter().map(|h| &h.party).collect();
        let answers = self.answers(issue);
        let sets: BTreeSet<Vec<&Target>> = parties
            .iter()
            .map(|party| {
                answers
                    .iter()
                    .filter(|answer| granted(party, answer))
                    .collect()
            })
            .collect();
        if parties.len() < 2 || sets.len() < 2 {
            return None;
        }
        let overlap: Vec<OptionId> = answers
            .iter()
            .filter(|answer| parties.iter().all(|party| granted(party, answer)))
            .filter_map(|answer| match answer {
                Target::Option(_, option) => Some(option.clone()),
                Target::Milestone(_) | Target::Issue(_) => None,
            })
            .collect();
        let names_a_number = holdings
            .iter()
            .any(|h| h.value.is_some_and(|v| v.single().is_some()));
        if !overlap.is_empty() && !names_a_number {
            return None;
        }
        let nobody_refused = answers
            .iter()
            .all(|answer| self.refusing(issue, answer).is_empty());
        let kind = ConflictKind::Apart {
            issue: issue.id.clone(),
            holdings,
            overlap,
            nobody_refused,
        };
        Some(Conflict {
            kind,
            on_the_way: self.is_on_the_way(&Target::Issue(issue.id.clone())),
            extent: Extent::Complete,
        })
    }

    fn unstated(&self, issue: &Issue) -> Option<Conflict> {
        let spoken = self
            .in_force
            .iter()
            .map(|&i| &self.model.positions[i])
            .any(|p| p.on.issue() == Some(&issue.id) && issue.between.contains(&p.party));
        if spoken || issue.reported_contested.is_empty() {
            return None;
        }
        let kind = ConflictKind::PositionsUnstated {
            issue: issue.id.clone(),
            cites: issue.reported_contested.clone(),
        };
        Some(Conflict {
            kind,
            on_the_way: self.is_on_the_way(&Target::Issue(issue.id.clone())),
            extent: Extent::Complete,
        })
    }

    fn sequences(&self) -> Vec<Conflict> {
        let orders = self.orders();
        let mut found = Vec::new();
        let mut seen: BTreeSet<(PartyId, PartyId, Target, Target)> = BTreeSet::new();
        for one in orders.iter().filter(|order| order.by_way_of.is_empty()) {
            for other in &orders {
                let opposite = one.before == other.after
                    && one.after == other.before
                    && one.party != other.party;
                let key = |a: &Order, b: &Order| {
                    (
                        a.party.clone(),
                        b.party.clone(),
                        a.before.clone(),
                        a.after.clone(),
                    )
                };
                if opposite && !seen.contains(&key(other, one)) && seen.insert(key(one, other)) {
                    let on_the_way =
                        self.is_on_the_way(&one.before) && self.is_on_the_way(&one.after);
                    found.push(Conflict {
                        kind: ConflictKind::Sequence {
                            one: one.clone(),
                            other: other.clone(),
                        },
                        on_the_way,
                        extent: Extent::Complete,
                    });
                }
            }
        }
        found
    }

    /// Whether a party's yes is needed for something.
    fn is_needed(&self, party: &PartyId, target: &Target) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.any(|stance| stance.party == *party && stance.target == *target)
    }

    /// Every order that a party imposes, with those that follow from its own orders.
    fn orders(&self) -> Vec<Order> {
        let mut imposing: BTreeSet<(PartyId, Target, Target)> = BTreeSet::new();
        let mut direct: Direct = BTreeMap::new();
        let mut add = |party: &PartyId, before: &Target, after: &Target, cites: &[Citation]| {
            direct
                .entry((party.clone(), before.clone(), after.clone()))
                .or_default()
                .extend(cites.iter().cloned());
        };
        let stands = |condition: &&Condition| condition.stands_on(self.graph.day);
        for &index in &self.in_force {
            let position = &self.model.positions[index];
            for target in position.until.iter().filter(stands).flat_map(firmly) {
                add(&position.party, target, &position.on, &position.cites);
            }
        }
        for milestone in self.model.milestones.values() {
            let after = Target::Milestone(milestone.id.clone());
            for condition in imposed_earlier(milestone) {
                let Some(imposed) = condition
                    .imposed
                    .as_ref()
                    .filter(|_| condition.stands_on(self.graph.day))
                else {
                    continue;
                };
                for (target, by) in firmly(condition)
                    .into_iter()
                    .flat_map(|t| imposed.by.iter().map(move |by| (t, by)))
                {
                    add(by, target, &after, &imposed.cites);
                    imposing.insert((by.clone(), target.clone(), after.clone()));
                }
            }
        }
        let binds = |party: &PartyId, before: &Target, after: &Target| {
            self.is_needed(party, before)
                || self.is_needed(party, after)
                || imposing.contains(&(party.clone(), before.clone(), after.clone()))
        };
        closure(direct, &binds)
    }
}

/// The orders that parties state themselves: who wants what before what, and where that is said.
type Direct = BTreeMap<(PartyId, Target, Target), Vec<Citation>>;

/// Conditions of a milestone that must hold earlier.
fn imposed_earlier(milestone: &Milestone) -> impl Iterator<Item = &Condition> {
    let strict_arms = milestone
        .requires
        .iter()
        .filter(|condition| matches!(condition.kind, ConditionKind::After(_)));
    milestone.after.iter().chain(strict_arms)
}

/// Targets that a condition cannot do without.
fn firmly(condition: &Condition) -> Vec<&Target> {
    match &condition.kind {
        ConditionKind::Holds(target) => vec![target],
        ConditionKind::All(arms) => arms.iter().flat_map(firmly).collect(),
        ConditionKind::After(inner) => firmly(inner),
        ConditionKind::Any(_) | ConditionKind::AtLeast { .. } | ConditionKind::Consent(_) => {
            Vec::new()
        }
    }
}

fn closure(direct: Direct, binds: &dyn Fn(&PartyId, &Target, &Target) -> bool) -> Vec<Order> {
    let mut orders: Vec<Order> = direct
        .iter()
        .map(|((party, before, after), cites)| Order {
            party: party.clone(),
            before: before.clone(),
            after: after.clone(),
            by_way_of: Vec::new(),
            binds: binds(party, before, after),
            cites: cites.clone(),
        })
        .collect();
    let steps = orders.clone();
    let mut from = 0;
    while from < orders.len() && orders.len() < MOST_SETS {
        let order = orders[from].clone();
        from += 1;
        for step in steps.iter().filter(|step| {
            step.party == order.party && step.before == order.after && step.after != order.before
        }) {
            if orders.iter().any(|o| {
                o.party == order.party && o.before == order.before && o.after == step.after
            }) {
                continue;
            }
            let mut by_way_of = order.by_way_of.clone();
            by_way_of.push(order.after.clone());
            let cites = order.cites.iter().chain(&step.cites).cloned().collect();
            orders.push(Order {
                party: order.party.clone(),
                before: order.before.clone(),
                after: step.after.clone(),
                by_way_of,
                binds: order.binds || step.binds,
                cites,
            });
        }
    }
    for order in &mut orders {
        order.cites.sort();
        order.cites.dedup();
    }
    orders.sort();
    orders
}

/// The sets of a list that contain no other.
fn minimal(mut sets: Vec<BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    let mut kept: Vec<BTreeSet<usize>> = Vec::new();
    for set in sets {
        if !kept.iter().any(|small| small.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// The minimal sets that meet every given set (Berge 1989), up to a bound.
fn transversals(sets: &[BTreeSet<usize>]) -> (Vec<BTreeSet<usize>>, Extent) {
    let mut found: Vec<BTreeSet<usize>> = vec![BTreeSet::new()];
    let mut extent = Extent::Complete;
    for set in sets {
        let mut next = Vec::new();
        for partial in &found {
            if partial.is_disjoint(set) {
                next.extend(
                    set.iter()
                        .map(|&member| partial.iter().copied().chain([member]).collect()),
                );
            } else {
                next.push(partial.clone());
            }
        }
        found = minimal(next);
        if found.len() > MOST_SETS {
            found.truncate(MOST_SETS);
            extent = Extent::Partial(format!("only {MOST_SETS} sets were kept"));
        }
    }
    (found, extent)
}

/// One demand from each of so many groups.
fn choose(
    groups: &[Vec<usize>],
    wanted: usize,
    chosen: &mut Vec<usize>,
    found: &mut Vec<BTreeSet<usize>>,
) {
    if found.len() >= MOST_SETS {
        return;
    }
    if wanted == 0 {
        found.push(chosen.iter().copied().collect());
        return;
    }
    for (index, group) in groups.iter().enumerate() {
        for &demand in group {
            chosen.push(demand);
            choose(&groups[index + 1..], wanted - 1, chosen, found);
            chosen.pop();
        }
    }
}

fn listed(sets: Vec<BTreeSet<usize>>) -> Vec<Vec<usize>> {
    sets.into_iter()
        .map(|set| set.into_iter().collect())
        .collect()
}
