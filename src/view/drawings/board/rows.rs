//! The rows of the board: one for each issue that somebody speaks of, one for each order that two parties want the other way
//! round, one for each set of demands that cannot all hold; the most contested first.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, ConflictKind, Order};
use crate::model::{Exclusion, Issue, IssueId, Model, PositionId};
use crate::source::Place;
use crate::view::LineKind;
use crate::view::drawings::conflict::{exclusive_sets, opposite_orders};

/// What a row is about.
#[derive(Clone, Copy)]
pub(in crate::view::drawings) enum Subject<'a> {
    Issue(&'a Issue),
    Sequence(&'a Order, &'a Order),
    /// More is demanded than can hold together, and why not.
    Exclusion(&'a Exclusion),
}

/// How far the parties are from each other on a subject, the farthest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::view::drawings) enum Contention {
    Incompatible,
    /// They want opposite orders.
    Sequence,
    Apart,
    /// It is reported contested, or not all sides are known.
    Contested,
    Stated,
}

pub(in crate::view::drawings) struct Row<'a> {
    pub subject: Subject<'a>,
    pub contention: Contention,
    /// The positions that the conflict names.
    pub named: Vec<PositionId>,
}

impl Contention {
    /// Of an issue over which there is no conflict.
    fn as_reported(issue: &Issue) -> Self {
        if is_reported_contested(issue) {
            Self::Contested
        } else {
            Self::Stated
        }
    }

    /// Whether a row divides the parties.
    pub fn divides(self) -> bool {
        self <= Self::Sequence
    }

    /// Whether a row is contested without dividing them.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Apart | Self::Contested)
    }

    /// After a number of rows, in the subtitle.
    pub fn counted(self) -> &'static str {
        match self {
            Self::Sequence => "about what comes first",
            Self::Incompatible | Self::Apart | Self::Contested | Self::Stated => self.in_words(),
        }
    }

    /// In small words over the subject.
    pub fn over_a_box(self) -> &'static str {
        match self {
            Self::Sequence => "opposite orders",
            Self::Stated => "",
            Self::Incompatible | Self::Apart | Self::Contested => self.in_words(),
        }
    }

    /// In the description.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Incompatible => "incompatible",
            Self::Sequence => "wanted in opposite orders",
            Self::Apart => "apart",
            Self::Contested => "reported contested",
            Self::Stated => "stated",
        }
    }

    /// What joins a subject to the positions that its conflict names, and what that means.
    pub fn line(self) -> Option<(LineKind, &'static str)> {
        match self {
            Self::Incompatible | Self::Sequence => {
                Some((LineKind::Incompatible, "The positions exclude each other."))
            }
            Self::Apart => Some((
                LineKind::Gap,
                "The stated wishes differ; nobody has refused every answer.",
            )),
            Self::Contested | Self::Stated => None,
        }
    }
}

impl Row<'_> {
    /// Orders first, then issues as the model has them, then exclusions.
    fn place(&self) -> (Contention, u8, Place) {
        let (class, place) = match self.subject {
            Subject::Sequence(..) => (0, Place::default()),
            Subject::Issue(issue) => (1, issue.place),
            Subject::Exclusion(_) => (2, Place::default()),
        };
        (self.contention, class, place)
    }
}

/// What the conflicts say of each issue: how contested it is, and by which positions.
type Known<'c> = BTreeMap<&'c IssueId, (Contention, Vec<PositionId>)>;

/// All rows, in their order.
pub(in crate::view::drawings) fn rows<'c>(
    model: &'c Model,
    in_force: &[PositionId],
    conflicts: &'c [Conflict],
) -> Vec<Row<'c>> {
    let issues_spoken_of = in_force.iter().map(|&i| model.positions[i].on.issue());
    let spoken_of: BTreeSet<&IssueId> = issues_spoken_of.flatten().collect();
    let mut issues = model.issues_in_order();
    issues.retain(|one| spoken_of.contains(&one.id) || is_reported_contested(one));
    let mut known = on_issues(conflicts);
    let mut rows: Vec<Row<'_>> = conflicts.iter().filter_map(row_of_its_own).collect();
    rows.extend(issues.into_iter().map(|one| row_of_issue(one, &mut known)));
    rows.sort_by_key(Row::place);
    rows
}

/// The row of an order or an exclusion, which belong to no issue.
fn row_of_its_own(conflict: &Conflict) -> Option<Row<'_>> {
    if let Some([one, other]) = opposite_orders(conflict) {
        return Some(Row {
            subject: Subject::Sequence(one, other),
            contention: Contention::Sequence,
            named: Vec::new(),
        });
    }
    Some(Row {
        subject: Subject::Exclusion(exclusion(conflict)?),
        contention: Contention::Incompatible,
        named: named_in(conflict),
    })
}

/// What excludes what, where a conflict is over that.
fn exclusion(conflict: &Conflict) -> Option<&Exclusion> {
    if let ConflictKind::Incompatible(clash) = &conflict.kind {
        clash.exclusion.as_ref()
    } else {
        None
    }
}

fn row_of_issue<'c>(issue: &'c Issue, known: &mut Known<'_>) -> Row<'c> {
    let reported = (Contention::as_reported(issue), Vec::new());
    let (contention, named) = known.remove(&issue.id).unwrap_or(reported);
    Row {
        subject: Subject::Issue(issue),
        contention,
        named,
    }
}

fn is_reported_contested(issue: &Issue) -> bool {
    !issue.reported_contested.is_empty()
}

/// Of several conflicts on one issue the last counts.
fn on_issues(conflicts: &[Conflict]) -> Known<'_> {
    let mut known = Known::new();
    for conflict in conflicts {
        let found = conflict.issue.as_ref().zip(on_its_issue(conflict));
        known.extend(found);
    }
    known
}

fn on_its_issue(conflict: &Conflict) -> Option<(Contention, Vec<PositionId>)> {
    match &conflict.kind {
        ConflictKind::Incompatible(clash) => {
            let of_answers = clash.exclusion.is_none();
            of_answers.then(|| (Contention::Incompatible, named_in(conflict)))
        }
        ConflictKind::Apart(apart) => {
            let named = apart.stated.iter().map(|holding| holding.id);
            Some((Contention::Apart, named.collect()))
        }
        ConflictKind::OneSided { .. } | ConflictKind::PositionsUnstated { .. } => {
            Some((Contention::Contested, Vec::new()))
        }
        ConflictKind::Sequence { .. }
        | ConflictKind::DisputedFact(_)
        | ConflictKind::Opposed(_)
        | ConflictKind::Meaning(_) => None,
    }
}

/// The positions that exclude each other, once each.
fn named_in(conflict: &Conflict) -> Vec<PositionId> {
    let stated = exclusive_sets(conflict).iter().flatten();
    let ids: BTreeSet<PositionId> = stated.map(|one| one.id).collect();
    ids.into_iter().collect()
}
