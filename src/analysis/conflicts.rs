//! Conflicts between positions, which are not the same thing as blockers.
//!
//! *Incompatible*: every answer to an issue is refused by someone who must agree. *Apart*: stated
//! wishes differ and some answer is refused by nobody. *Sequence*: one side wants A before B and
//! another B before A. *Disputed fact*: a claim and its denial. *One-sided*: sources call an issue contested and
//! not all who must agree have spoken. *Positions unstated*: sources call an
//! issue contested and nobody's position is known. Minimal conflicting sets are the minimal sets of
//! positions that refuse every answer between them; minimal withdrawals are the minimal sets whose
//! loss leaves an answer; maximal compatible packages are what the withdrawals leave. The first two
//! are each other's minimal transversals (Berge's algorithm, exact; listed up to a bound).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{PositionGraph, Reading, cells_of};
use crate::model::{
    Assertion, ClaimId, Condition, ConditionKind, Issue, IssueId, Milestone, Model, OptionId,
    PartyId, PositionId, Stance, Target, ValueRange,
};
use crate::source::Citation;

use super::engine::budget::Budget;
use super::known::Known;
use super::stated::Stated;

/// A conflict, and whether it lies on the way to the goal.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// What kind of conflict, with its particulars.
    pub kind: ConflictKind,
    /// The issue that it is about, if it is about one.
    pub issue: Option<IssueId>,
    /// Whether it lies on the way to the goal.
    pub on_the_way: bool,
}

impl Conflict {
    /// The parts that are not known exactly, with how far they are.
    fn parts(&self) -> BTreeMap<&'static str, String> {
        let ConflictKind::Incompatible {
            conflicting_sets,
            compatible_packages,
            withdrawals,
            ..
        } = &self.kind
        else {
            return BTreeMap::new();
        };
        let all = [
            ("conflicting_sets", conflicting_sets),
            ("compatible_packages", compatible_packages),
            ("withdrawals", withdrawals),
        ];
        let known = all.into_iter();
        known
            .filter_map(|(key, part)| Some((key, part.extent()?)))
            .collect()
    }
}

impl Serialize for Conflict {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Data<'a> {
            #[serde(flatten)]
            kind: &'a ConflictKind,
            issue: &'a Option<IssueId>,
            on_the_way: bool,
            extent: &'a str,
            parts: &'a BTreeMap<&'static str, String>,
        }
        let parts = self.parts();
        let data = Data {
            kind: &self.kind,
            issue: &self.issue,
            on_the_way: self.on_the_way,
            extent: parts.values().next().map_or("complete", String::as_str),
            parts: &parts,
        };
        data.serialize(to)
    }
}

/// What kind of conflict, with its particulars.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ConflictKind {
    /// Every answer is refused by someone who must agree, or more is demanded than can hold together.
    Incompatible {
        /// Why the things exclude each other, where an exclusion is broken.
        exclusion: Option<String>,
        /// Minimal conflicting sets of positions.
        conflicting_sets: Known<Vec<Vec<Stated>>>,
        /// Maximal sets of positions that leave an answer.
        compatible_packages: Known<Vec<Vec<Stated>>>,
        /// Minimal sets of positions whose withdrawal leaves an answer.
        withdrawals: Known<Vec<Vec<Stated>>>,
    },
    /// Stated wishes differ, and some answer is refused by nobody.
    Apart {
        /// Who wants what.
        stated: Vec<Holding>,
        /// What the scale counts, where it is one.
        unit: Option<String>,
        /// Answers that lie in everybody's statement.
        overlap: Vec<OptionId>,
        /// Whether nobody has refused any answer.
        nobody_refused: bool,
    },
    /// Two parties want two things in opposite orders.
    Sequence {
        /// The order of one party, and the opposite order of another.
        orders: [Order; 2],
    },
    /// One side claims what another denies.
    DisputedFact {
        /// The claim.
        claim: ClaimId,
        /// What is claimed.
        text: String,
        /// Who says so.
        asserted_by: Vec<Assertion>,
        /// Who denies it.
        denied_by: Vec<Assertion>,
    },
    /// Sources call it contested, and only some of those who must agree have spoken.
    OneSided {
        /// What those have said.
        spoken: Vec<Stated>,
        /// Who has not.
        silent: Vec<PartyId>,
        /// Where it is called contested.
        cites: Vec<Citation>,
    },
    /// Sources call it contested, and nobody's position is known.
    PositionsUnstated {
        /// Where it is called contested.
        cites: Vec<Citation>,
    },
}

/// What a party states on an issue.
#[derive(Debug, Clone, Serialize)]
pub struct Holding {
    /// Its place in the model.
    #[serde(skip)]
    pub id: PositionId,
    /// The party.
    pub party: PartyId,
    /// The stance.
    pub stance: Stance,
    /// The number or range, on a scale.
    pub value: Option<ValueRange>,
    /// The option, elsewhere.
    pub option: Option<OptionId>,
    /// The condition on which it is accepted.
    #[serde(rename = "if", serialize_with = "super::stated::in_short")]
    pub condition: Option<Condition>,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// A party wants one thing before another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    /// Remarks of the author on the conditions that make it.
    pub notes: Vec<String>,
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

/// Every conflict, by kind: incompatible, apart, sequence, disputed fact, one-sided, positions unstated. An issue that is
/// incompatible or apart is not listed as one-sided too.
pub fn conflicts(
    model: &Model,
    graph: &PositionGraph,
    goal: Option<&Target>,
    budget: &Budget,
) -> Known<Vec<Conflict>> {
    let asking = Asking::new(model, graph, goal, budget);
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
        .filter_map(|conflict| conflict.issue.clone())
        .collect();
    found.extend(
        issues
            .iter()
            .filter(|issue| !incompatible.contains(&issue.id))
            .filter_map(|issue| asking.apart(issue)),
    );
    let sequences = asking.sequences();
    found.extend(sequences.items().iter().cloned());
    found.extend(
        model
            .claims
            .values()
            .filter(|claim| !claim.denied_by.is_empty())
            .map(|claim| Conflict {
                kind: ConflictKind::DisputedFact {
                    claim: claim.id.clone(),
                    text: claim.text.clone(),
                    asserted_by: claim.asserted_by.clone(),
                    denied_by: claim.denied_by.clone(),
                },
                issue: None,
                on_the_way: false,
            }),
    );
    let told: BTreeSet<IssueId> = found.iter().filter_map(|c| c.issue.clone()).collect();
    let untold = issues.iter().filter(|issue| !told.contains(&issue.id));
    found.extend(untold.filter_map(|issue| asking.unstated(issue)));
    sequences.map(|_| found)
}

/// Issues on the way to the goal that are incompatible or reported contested, in the model's order.
pub fn sticking_points(model: &Model, graph: &PositionGraph, goal: &Target) -> Vec<StickingPoint> {
    let asking = Asking::new(model, graph, Some(goal), &Budget::FULL);
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

/// Positions that stand together.
type Set = BTreeSet<PositionId>;

struct Asking<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    in_force: Vec<PositionId>,
    way: Option<BTreeSet<Target>>,
    budget: &'a Budget,
}

impl<'a> Asking<'a> {
    fn new(
        model: &'a Model,
        graph: &'a PositionGraph,
        goal: Option<&Target>,
        budget: &'a Budget,
    ) -> Self {
        let way = goal.and_then(|goal| graph.node_of(goal)).map(|node| {
            let cone = graph.cone(node);
            let targets = graph.targets().filter(|(_, node)| cone[*node]);
            targets.map(|(target, _)| target.clone()).collect()
        });
        Self {
            model,
            graph,
            in_force: graph.positions_in_force(model),
            way,
            budget,
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
    fn refusing(&self, issue: &Issue, answer: &Target) -> Set {
        let whole = Target::Issue(issue.id.clone());
        self.graph
            .stances()
            .iter()
            .filter(|stance| {
                stance.reading == Reading::Refused
                    && (stance.target == *answer || stance.target == whole)
            })
            .flat_map(|stance| stance.refusing.iter().copied())
            .collect()
    }

    fn incompatible(&self, issue: &Issue) -> Option<Conflict> {
        let refused: Vec<Set> = self
            .answers(issue)
            .iter()
            .map(|answer| self.refusing(issue, answer))
            .collect();
        if refused.is_empty() || refused.iter().any(BTreeSet::is_empty) {
            return None;
        }
        let all: Set = refused.iter().flatten().copied().collect();
        let withdrawals = minimal(refused);
        let conflicting_sets = transversals(&withdrawals, self.budget.sets);
        let kind = self.clash(None, &all, conflicting_sets, Known::Exact(withdrawals));
        Some(Conflict {
            kind,
            issue: Some(issue.id.clone()),
            on_the_way: self.is_on_the_way(&Target::Issue(issue.id.clone())),
        })
    }

    /// Demands for more of some things than can hold together.
    fn excluded(&self, exclusion: &crate::model::Exclusion) -> Option<Conflict> {
        let targets: Vec<&Target> = exclusion.of.iter().flat_map(Condition::targets).collect();
        let demanded: Vec<Vec<PositionId>> = targets
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
        let allowed = self.budget.sets.max(1);
        let mut sets = Vec::new();
        choose(&demanded, most + 1, allowed, &mut Vec::new(), &mut sets);
        let all: Set = demanded.iter().flatten().copied().collect();
        let (sets, withdrawals) = if sets.len() > allowed {
            sets.truncate(allowed);
            let why = format!("only the first {allowed} sets were formed");
            (
                Known::Partial(minimal(sets), why.clone()),
                Known::Unknown(why),
            )
        } else {
            let sets = minimal(sets);
            let withdrawals = transversals(&sets, self.budget.sets);
            (Known::Exact(sets), withdrawals)
        };
        let note = exclusion.note.clone().unwrap_or_else(|| {
            let names: Vec<String> = targets.iter().map(ToString::to_string).collect();
            format!(
                "at most {} of {} can hold",
                exclusion.at_most,
                names.join(", ")
            )
        });
        Some(Conflict {
            kind: self.clash(Some(note), &all, sets, withdrawals),
            issue: None,
            on_the_way: targets.iter().any(|target| self.is_on_the_way(target)),
        })
    }

    /// Positions that exclude each other: what is left of all of them after each withdrawal is a compatible package.
    fn clash(
        &self,
        exclusion: Option<String>,
        all: &Set,
        conflicting: Known<Vec<Set>>,
        withdrawals: Known<Vec<Set>>,
    ) -> ConflictKind {
        let stated = |sets: Vec<Set>| {
            let each = sets.iter().map(|set| Stated::all(self.model, set));
            each.collect::<Vec<_>>()
        };
        let rest = |sets: Vec<Set>| {
            let each = sets
                .iter()
                .map(|out| all.difference(out).copied().collect());
            each.collect::<Vec<Set>>()
        };
        ConflictKind::Incompatible {
            exclusion,
            conflicting_sets: conflicting.map(stated),
            compatible_packages: withdrawals.clone().map(rest).map(stated),
            withdrawals: withdrawals.map(stated),
        }
    }

    fn apart(&self, issue: &Issue) -> Option<Conflict> {
        let about = |target: &Target| target.issue() == Some(&issue.id);
        let stated: Vec<Holding> = self
            .in_force
            .iter()
            .map(|&i| (i, &self.model.positions[i]))
            .filter(|(_, p)| about(&p.on) && p.stance.grants() && issue.between.contains(&p.party))
            .filter(|(_, p)| p.value.is_some() || matches!(p.on, Target::Option(..)))
            .map(|(id, p)| Holding {
                id,
                party: p.party.clone(),
                stance: p.stance,
                value: p.value,
                option: match &p.on {
                    Target::Option(_, option) => Some(option.clone()),
                    Target::Milestone(_) | Target::Issue(_) => None,
                },
                condition: p.condition.clone(),
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
        let parties: BTreeSet<&PartyId> = stated.iter().map(|h| &h.party).collect();
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
        let names_a_number = stated
            .iter()
            .any(|h| h.value.is_some_and(|v| v.single().is_some()));
        if !overlap.is_empty() && !names_a_number {
            return None;
        }
        let nobody_refused = answers
            .iter()
            .all(|answer| self.refusing(issue, answer).is_empty());
        let kind = ConflictKind::Apart {
            stated,
            unit: issue.scale.as_ref().map(|scale| scale.unit.clone()),
            overlap,
            nobody_refused,
        };
        Some(Conflict {
            kind,
            issue: Some(issue.id.clone()),
            on_the_way: self.is_on_the_way(&Target::Issue(issue.id.clone())),
        })
    }

    /// An issue that sources call contested, where those who must agree have not all spoken.
    fn unstated(&self, issue: &Issue) -> Option<Conflict> {
        if issue.reported_contested.is_empty() {
            return None;
        }
        let about = self.in_force.iter().map(|&i| (i, &self.model.positions[i]));
        let about: Vec<_> = about
            .filter(|(_, p)| p.on.issue() == Some(&issue.id) && issue.between.contains(&p.party))
            .collect();
        let has_spoken = |party: &&PartyId| about.iter().any(|(_, p)| p.party == **party);
        let silent = issue.between.iter().filter(|party| !has_spoken(party));
        let silent: Vec<PartyId> = silent.cloned().collect();
        let cites = issue.reported_contested.clone();
        let kind = match (about.is_empty(), silent.is_empty()) {
            (true, _) => ConflictKind::PositionsUnstated { cites },
            (false, false) => ConflictKind::OneSided {
                spoken: Stated::all(self.model, about.iter().map(|(id, _)| id)),
                silent,
                cites,
            },
            (false, true) => return None,
        };
        Some(Conflict {
            kind,
            issue: Some(issue.id.clone()),
            on_the_way: self.is_on_the_way(&Target::Issue(issue.id.clone())),
        })
    }

    fn sequences(&self) -> Known<Vec<Conflict>> {
        let orders = self.orders();
        let why = orders.why().map(str::to_owned);
        let orders = orders.items();
        let mut found = Vec::new();
        let mut seen: BTreeSet<(PartyId, PartyId, Target, Target)> = BTreeSet::new();
        for one in orders.iter().filter(|order| order.by_way_of.is_empty()) {
            for other in orders {
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
                            orders: [one.clone(), other.clone()],
                        },
                        issue: None,
                        on_the_way,
                    });
                }
            }
        }
        match why {
            Some(why) => Known::Partial(found, why),
            None => Known::Exact(found),
        }
    }

    /// Whether a party's yes is needed for something.
    fn is_needed(&self, party: &PartyId, target: &Target) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.any(|stance| stance.party == *party && stance.target == *target)
    }

    /// Every order that a party imposes, with those that follow from its own orders.
    fn orders(&self) -> Known<Vec<Order>> {
        let mut imposing: BTreeSet<(PartyId, Target, Target)> = BTreeSet::new();
        let mut direct: Direct = BTreeMap::new();
        let mut add = |party: &PartyId, before: &Target, after: &Target, said: Said<'_>| {
            let key = (party.clone(), before.clone(), after.clone());
            let (cites, notes) = direct.entry(key).or_default();
            cites.extend(said.0.iter().cloned());
            notes.extend(said.1.clone());
        };
        let stands = |condition: &&Condition| condition.stands_on(self.graph.day);
        let stand = self.in_force.iter().filter(|&&i| !self.graph.is_over(i));
        for &index in stand {
            let position = &self.model.positions[index];
            for target in position.until.iter().filter(stands).flat_map(firmly) {
                let said = (position.cites.as_slice(), &position.note);
                add(&position.party, target, &position.on, said);
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
                    add(by, target, &after, (&imposed.cites, &imposed.note));
                    imposing.insert((by.clone(), target.clone(), after.clone()));
                }
            }
        }
        let binds = |party: &PartyId, before: &Target, after: &Target| {
            self.is_needed(party, before)
                || self.is_needed(party, after)
                || imposing.contains(&(party.clone(), before.clone(), after.clone()))
        };
        closure(direct, &binds, self.budget.sets)
    }
}

/// The orders that parties state themselves: who wants what before what, and where that is said.
type Direct = BTreeMap<(PartyId, Target, Target), (Vec<Citation>, Vec<String>)>;

/// Where an order is said, and the author's remark on it.
type Said<'s> = (&'s [Citation], &'s Option<String>);

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

/// The orders with those that follow from them, up to a bound.
fn closure(
    direct: Direct,
    binds: &dyn Fn(&PartyId, &Target, &Target) -> bool,
    most: usize,
) -> Known<Vec<Order>> {
    let mut orders: Vec<Order> = direct
        .iter()
        .map(|((party, before, after), (cites, notes))| Order {
            party: party.clone(),
            before: before.clone(),
            after: after.clone(),
            by_way_of: Vec::new(),
            binds: binds(party, before, after),
            cites: cites.clone(),
            notes: notes.clone(),
        })
        .collect();
    let steps = orders.clone();
    let mut from = 0;
    while from < orders.len() && orders.len() <= most.max(steps.len()) {
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
            let notes = order.notes.iter().chain(&step.notes).cloned().collect();
            orders.push(Order {
                party: order.party.clone(),
                before: order.before.clone(),
                after: step.after.clone(),
                by_way_of,
                binds: order.binds || step.binds,
                cites,
                notes,
            });
        }
    }
    let is_whole = from == orders.len();
    for order in &mut orders {
        order.cites.sort();
        order.cites.dedup();
        order.notes.sort();
        order.notes.dedup();
    }
    orders.sort();
    match is_whole {
        true => Known::Exact(orders),
        false => Known::Partial(
            orders,
            format!("the orders that follow from others were followed to {most} only"),
        ),
    }
}

/// The sets of a list that contain no other.
fn minimal(mut sets: Vec<Set>) -> Vec<Set> {
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    let mut kept: Vec<Set> = Vec::new();
    for set in sets {
        if !kept.iter().any(|small| small.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// The minimal sets that meet every given set (Berge 1989), up to a bound.
fn transversals(sets: &[Set], most: usize) -> Known<Vec<Set>> {
    let most = most.max(1);
    let mut found: Vec<Set> = vec![Set::new()];
    let mut is_whole = true;
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
        if found.len() > most {
            found.truncate(most);
            is_whole = false;
        }
    }
    if is_whole {
        return Known::Exact(found);
    }
    // What was cut off may have been smaller: those stay of which each member is the only one to meet some set.
    let meets_alone = |of: &Set, member| {
        let mut sets = sets.iter();
        sets.any(|set| set.intersection(of).eq([&member]))
    };
    found.retain(|of| of.iter().all(|&member| meets_alone(of, member)));
    Known::Partial(found, format!("only {most} sets were kept"))
}

/// One demand from each of so many groups, and one set more than the bound where there are more.
fn choose(
    groups: &[Vec<PositionId>],
    wanted: usize,
    most: usize,
    chosen: &mut Vec<PositionId>,
    found: &mut Vec<Set>,
) {
    if found.len() > most {
        return;
    }
    if wanted == 0 {
        found.push(chosen.iter().copied().collect());
        return;
    }
    for (index, group) in groups.iter().enumerate() {
        for &demand in group {
            chosen.push(demand);
            choose(&groups[index + 1..], wanted - 1, most, chosen, found);
            chosen.pop();
        }
    }
}
