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

mod apart;
mod beside;
mod clash;
mod kinds;
mod sequence;
mod sets;

use std::collections::BTreeSet;

use crate::graph::{PositionGraph, StanceInfo, cells_of};
use crate::model::{Claim, Issue, IssueId, Model, PositionId, Target};

use super::engine::budget::Budget;
use super::known::Known;
use super::way::Way;

pub use beside::conflicts_beside;
pub use kinds::{
    Apart, Clash, Conflict, ConflictKind, Dispute, Disputed, Holding, Opposed, Order, StickingPoint,
};

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
    let mut found = asking.clashes(&issues);
    let rest = untold(&issues, &found).into_iter();
    found.extend(rest.filter_map(|issue| asking.apart(issue)));
    let sequences = asking.sequences();
    found.extend(sequences.items().iter().cloned());
    found.extend(model.claims.values().filter_map(disputed));
    let rest = untold(&issues, &found).into_iter();
    found.extend(rest.filter_map(|issue| asking.unstated(issue)));
    sequences.map(|_| found)
}

/// The issues that no conflict of a list is about.
fn untold<'i>(issues: &[&'i Issue], found: &[Conflict]) -> Vec<&'i Issue> {
    let told: BTreeSet<&IssueId> = found.iter().filter_map(|c| c.issue.as_ref()).collect();
    let issues = issues.iter().copied();
    issues.filter(|issue| !told.contains(&issue.id)).collect()
}

/// A claim that somebody denies.
fn disputed(claim: &Claim) -> Option<Conflict> {
    (!claim.denied_by.is_empty()).then(|| Conflict {
        kind: ConflictKind::DisputedFact(Dispute {
            claim: claim.id.clone(),
            text: claim.text.clone(),
            asserted_by: claim.asserted_by.clone(),
            denied_by: claim.denied_by.clone(),
        }),
        issue: None,
        on_the_way: false,
    })
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

/// What every search for conflicts starts from.
struct Asking<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    in_force: Vec<PositionId>,
    /// The way to the goal; none where no goal is asked for.
    way: Option<Way>,
    budget: &'a Budget,
    /// What all who spoke say, where not only those are asked whose yes is needed.
    all_who_spoke: Option<Vec<StanceInfo>>,
}

impl<'a> Asking<'a> {
    fn new(
        model: &'a Model,
        graph: &'a PositionGraph,
        goal: Option<&Target>,
        budget: &'a Budget,
    ) -> Self {
        Self {
            model,
            graph,
            in_force: graph.positions_in_force(model),
            way: goal.map(|goal| Way::to(graph, Some(goal))),
            budget,
            all_who_spoke: None,
        }
    }

    /// The same, where everybody counts who has spoken.
    fn among_all(self) -> Self {
        Self {
            all_who_spoke: Some(self.graph.spoken(self.model)),
            ..self
        }
    }

    /// What those say who count here.
    fn stances(&self) -> &[StanceInfo] {
        self.all_who_spoke
            .as_deref()
            .unwrap_or_else(|| self.graph.stances())
    }

    /// The issues of which every answer is refused, and the demands for more than can hold together.
    fn clashes(&self, issues: &[&Issue]) -> Vec<Conflict> {
        let over_issues = issues.iter().filter_map(|issue| self.incompatible(issue));
        let exclusions = self.model.incompatible.iter();
        let excluded = exclusions.filter_map(|exclusion| self.excluded(exclusion));
        over_issues.chain(excluded).collect()
    }

    fn is_on_the_way(&self, target: &Target) -> bool {
        let way = self.way.as_ref();
        way.is_some_and(|way| way.passes(target))
    }

    /// A conflict about an issue.
    fn about(&self, issue: &Issue, kind: ConflictKind) -> Conflict {
        Conflict {
            kind,
            issue: Some(issue.id.clone()),
            on_the_way: self.is_on_the_way(&Target::Issue(issue.id.clone())),
        }
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
}
