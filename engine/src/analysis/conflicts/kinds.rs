//! What a conflict is: its kinds, each with the positions and sentences that make it.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::analysis::known::Known;
use crate::analysis::stated::{Stated, in_short};
use crate::model::{
    Assertion, ClaimId, Condition, Exclusion, IssueId, OptionId, PartyId, PositionId, Stance,
    Target, ValueRange,
};
use crate::source::Citation;

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
        match &self.kind {
            ConflictKind::Incompatible(clash) => clash.parts(),
            ConflictKind::Apart(_)
            | ConflictKind::Sequence { .. }
            | ConflictKind::DisputedFact(_)
            | ConflictKind::OneSided { .. }
            | ConflictKind::PositionsUnstated { .. }
            | ConflictKind::Opposed(_)
            | ConflictKind::Meaning(_) => BTreeMap::new(),
        }
    }
}

impl Serialize for Conflict {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
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
    Incompatible(Clash),
    /// Stated wishes differ, and some answer is refused by nobody.
    Apart(Apart),
    /// Two parties want two things in opposite orders.
    Sequence {
        /// The order of one party, and the opposite order of another.
        orders: [Order; 2],
    },
    /// One side claims what another denies.
    DisputedFact(Dispute),
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
    /// Some want a milestone that others refuse.
    Opposed(Opposed),
    /// All accept a text, and not what one of them takes it to mean.
    Meaning(Disputed),
}

/// Positions that leave no answer between them.
#[derive(Debug, Clone, Serialize)]
pub struct Clash {
    /// What excludes what, where that makes the clash; in JSON, why.
    #[serde(serialize_with = "why_excluded")]
    pub exclusion: Option<Exclusion>,
    /// Minimal conflicting sets of positions.
    pub conflicting_sets: Known<Vec<Vec<Stated>>>,
    /// Maximal sets of positions that leave an answer.
    pub compatible_packages: Known<Vec<Vec<Stated>>>,
    /// Minimal sets of positions whose withdrawal leaves an answer.
    pub withdrawals: Known<Vec<Vec<Stated>>>,
    /// Other refusals of answers that are said to end with something: that would leave an answer too.
    pub ending: Vec<Stated>,
}

impl Clash {
    fn parts(&self) -> BTreeMap<&'static str, String> {
        let all = [
            ("conflicting_sets", &self.conflicting_sets),
            ("compatible_packages", &self.compatible_packages),
            ("withdrawals", &self.withdrawals),
        ];
        let known = all.into_iter();
        let stopped = known.filter_map(|(key, part)| Some((key, part.extent()?)));
        stopped.collect()
    }

    /// The positions that clash, as the model lists them.
    pub fn involved(&self) -> std::collections::BTreeSet<PositionId> {
        let sets = self.conflicting_sets.items().iter().flatten();
        sets.map(|stated| stated.id).collect()
    }
}

/// Why some things exclude each other: the author's words, or else how many of what can hold.
fn why_excluded<S: Serializer>(exclusion: &Option<Exclusion>, to: S) -> Result<S::Ok, S::Error> {
    let why = exclusion.as_ref().map(|exclusion| {
        let note = exclusion.note.clone();
        note.unwrap_or_else(|| how_many_can_hold(exclusion))
    });
    why.serialize(to)
}

fn how_many_can_hold(exclusion: &Exclusion) -> String {
    let targets = exclusion.of.iter().flat_map(Condition::targets);
    let names: Vec<String> = targets.map(ToString::to_string).collect();
    let (most, names) = (exclusion.at_most, names.join(", "));
    format!("at most {most} of {names} can hold")
}

/// Wishes that differ.
#[derive(Debug, Clone, Serialize)]
pub struct Apart {
    /// Who wants what.
    pub stated: Vec<Holding>,
    /// What the scale counts, where it is one.
    pub unit: Option<String>,
    /// Answers that lie in everybody's statement.
    pub overlap: Vec<OptionId>,
    /// Who refuses one of them all the same.
    #[serde(skip)]
    pub refused_overlap: Vec<(OptionId, Vec<PartyId>)>,
    /// Whether nobody has refused any answer.
    pub nobody_refused: bool,
}

/// A thing on which parties stand against each other.
#[derive(Debug, Clone, Serialize)]
pub struct Opposed {
    /// The thing.
    pub target: Target,
    /// What is said for it.
    pub wanted: Vec<Stated>,
    /// What is said for it on a condition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub on_a_condition: Vec<Stated>,
    /// How those are divided on it whose votes are split.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub divided: Vec<Stated>,
    /// What is said against it, or against what others take it to mean.
    pub refused: Vec<Stated>,
    /// Those against it whose yes it needs.
    pub needed: Vec<PartyId>,
}

/// A thing that parties accept, and understand in different ways.
#[derive(Debug, Clone, Serialize)]
pub struct Disputed {
    /// The thing.
    pub target: Target,
    /// Those who accept it, and leave its meaning unquestioned.
    pub accepted: Vec<Stated>,
    /// Those who accept it, and dispute what others take it to mean.
    pub disputed: Vec<Stated>,
}

/// A claim and its denial.
#[derive(Debug, Clone, Serialize)]
pub struct Dispute {
    /// The claim.
    pub claim: ClaimId,
    /// What is claimed.
    pub text: String,
    /// Who says so.
    pub asserted_by: Vec<Assertion>,
    /// Who denies it.
    pub denied_by: Vec<Assertion>,
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
    #[serde(rename = "if", serialize_with = "in_short")]
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
