//! Why a party's yes is needed, and what it has said on the matter: the sentences behind an answer that is missing.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{PositionGraph, StanceInfo};
use crate::model::{
    Condition, ConditionKind, IssueId, Model, PartyId, Position, Silence, Stance, Target,
};
use crate::source::Citation;

/// How much a party has said about something that needs its yes, and has not got it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spoken {
    /// No position of its own is recorded.
    Nothing,
    /// It had a position, which is no longer in force.
    Ended,
    /// It was asked or expected to answer, and a text says that it has not.
    Silent,
    /// It has spoken of the matter, without an answer.
    Remark,
    /// It says that it has not decided.
    Undecided,
    /// It contradicts itself on one day.
    Contested,
}

/// The sentences behind a yes that is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grounds {
    /// How much the party has said.
    pub spoken: Spoken,
    /// Why its yes is needed, then what it has said on the matter.
    pub cites: Vec<Citation>,
    /// What the author notes on the yes being needed.
    pub notes: Vec<String>,
}

/// Looks grounds up, once for each yes.
pub struct Library<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    /// Where conditions that name something are stated.
    required: OnceCell<BTreeMap<Target, BTreeSet<Citation>>>,
    found: RefCell<BTreeMap<(PartyId, Target), Grounds>>,
}

impl<'a> Library<'a> {
    /// Of a model as its graph reads it.
    pub fn of(model: &'a Model, graph: &'a PositionGraph) -> Self {
        Self {
            model,
            graph,
            required: OnceCell::new(),
            found: RefCell::default(),
        }
    }

    fn required(&self) -> BTreeMap<Target, BTreeSet<Citation>> {
        let day = self.graph.day;
        let mut required: BTreeMap<Target, BTreeSet<Citation>> = BTreeMap::new();
        let milestones = self.model.milestones.values();
        let conditions = milestones.flat_map(|milestone| milestone.conditions());
        for condition in conditions.filter(|condition| condition.stands_on(day)) {
            let cites = cites_within(condition);
            for target in condition.targets_on(day) {
                let known = required.entry(target.clone()).or_default();
                known.extend(cites.iter().cloned());
            }
        }
        required
    }

    /// The grounds of a yes that the graph asks for.
    pub fn grounds(&self, stance: &StanceInfo) -> Grounds {
        let key = (stance.party.clone(), stance.target.clone());
        if let Some(known) = self.found.borrow().get(&key) {
            return known.clone();
        }
        let mut cites = self.needed(&stance.party, &stance.target);
        let said = self.said(&stance.party, &stance.target);
        for cite in said.iter().flat_map(|position| &position.cites) {
            if !cites.contains(cite) {
                cites.push(cite.clone());
            }
        }
        for cite in self.silences(stance).flat_map(|one| &one.cites) {
            if !cites.contains(cite) {
                cites.push(cite.clone());
            }
        }
        let grounds = Grounds {
            spoken: self.spoken(stance, &said),
            cites,
            notes: self.notes(stance, &said),
        };
        self.found.borrow_mut().insert(key, grounds.clone());
        grounds
    }

    /// The sentences that make the yes necessary: of the consent itself; else of what requires the thing; else those that
    /// state the thing.
    fn needed(&self, party: &PartyId, target: &Target) -> Vec<Citation> {
        let day = self.graph.day;
        let mut found: BTreeSet<Citation> = BTreeSet::new();
        let milestone = match target {
            Target::Milestone(id) => self.model.milestones.get(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        if let Some(milestone) = milestone {
            let consents = milestone.consent.iter().filter(|c| c.needed_on(day));
            let own = consents.filter(|consent| consent.party == *party);
            found.extend(own.flat_map(|consent| consent.cites.iter().cloned()));
        }
        // Another party's condition asks for the yes.
        let asks = |position: &&Position| {
            let conditions = position.condition.iter().chain(&position.until);
            position.on == *target
                && conditions
                    .into_iter()
                    .any(|condition| asks_for(condition, party))
        };
        let asking = self.model.positions.iter().filter(asks);
        found.extend(asking.flat_map(|position| position.cites.iter().cloned()));
        let issue = target.issue();
        if found.is_empty() && issue.is_some() {
            let about = self.required.get_or_init(|| self.required()).iter();
            let about = about.filter(|(other, _)| *other == target || other.issue() == issue);
            found.extend(about.flat_map(|(_, cites)| cites.iter().cloned()));
        }
        if found.is_empty() {
            found.extend(self.stated(target).iter().cloned());
        }
        if found.is_empty() {
            // Nothing states the question itself: what others say of it does.
            let others = self.model.positions.iter().filter(|position| {
                let here =
                    position.on == *target || (issue.is_some() && position.on.issue() == issue);
                here && self.is_stated(position) && position.party != *party && position.is_own()
            });
            found.extend(others.flat_map(|position| position.cites.iter().cloned()));
        }
        found.into_iter().collect()
    }

    /// What is noted on a party's consent, and on what it has said beside the point.
    fn notes(&self, stance: &StanceInfo, said: &[&Position]) -> Vec<String> {
        let milestone = match &stance.target {
            Target::Milestone(id) => self.model.milestones.get(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        let consents = milestone.into_iter().flat_map(|one| &one.consent);
        let own = consents.filter(|one| one.party == stance.party && one.needed_on(self.graph.day));
        let remarks = said
            .iter()
            .filter(|one| one.remark && one.on == stance.target);
        let noted = own.map(|one| &one.note).chain(remarks.map(|one| &one.note));
        noted.flatten().cloned().collect()
    }

    /// Whether a position is stated by the day, or has none.
    fn is_stated(&self, position: &Position) -> bool {
        let stated = self.model.stated_on(position);
        let day = self.graph.day;
        day.is_none_or(|day| stated.is_none_or(|stated| stated <= day))
    }

    fn stated(&self, target: &Target) -> &'a [Citation] {
        let of_issue = |id: &IssueId| {
            let issue = self.model.issues.get(id);
            issue.map_or(&[][..], |issue| match issue.cites.is_empty() {
                true => &issue.reported_contested,
                false => &issue.cites,
            })
        };
        match target {
            Target::Milestone(id) => self
                .model
                .milestones
                .get(id)
                .map_or(&[][..], |milestone| &milestone.cites),
            Target::Issue(id) | Target::Option(id, _) => of_issue(id),
        }
    }

    /// What a party has said of something, or of the issue that it belongs to by the day, ended and replaced words too.
    fn said(&self, party: &PartyId, target: &Target) -> Vec<&'a Position> {
        let known = |position: &&Position| {
            let whole = target.issue().cloned().map(Target::Issue);
            let about = position.on == *target || Some(&position.on) == whole.as_ref();
            let its_own = position.voice != crate::model::Voice::Attributed;
            its_own && about && position.party == *party && self.is_stated(position)
        };
        self.model.positions.iter().filter(known).collect()
    }

    /// What a text says of a party's silence on something, or on the issue that it belongs to.
    fn silences<'s>(&'s self, stance: &'s StanceInfo) -> impl Iterator<Item = &'a Silence> + 's {
        let whole = stance.target.issue().cloned().map(Target::Issue);
        let all = self.model.silent.iter();
        all.filter(move |one| {
            let about = one.on == stance.target || Some(&one.on) == whole.as_ref();
            about && one.party == stance.party
        })
    }

    fn was_asked(&self, stance: &StanceInfo) -> bool {
        let mut silences = self.silences(stance);
        silences.any(|one| one.asked.is_some() || one.expected.is_some())
    }

    fn spoken(&self, stance: &StanceInfo, said: &[&Position]) -> Spoken {
        let counted = || stance.positions.iter().map(|&id| &self.model.positions[id]);
        if stance.contested {
            return Spoken::Contested;
        }
        if !stance.positions.is_empty() {
            return match counted().any(|position| position.stance == Stance::Open) {
                true => Spoken::Undecided,
                false => Spoken::Remark,
            };
        }
        let mut here = said.iter().filter(|position| position.on == stance.target);
        if here.any(|position| !position.remark) {
            return Spoken::Ended;
        }
        // That an answer was waited for and did not come says more than a remark.
        match said.iter().any(|position| position.remark) {
            _ if self.was_asked(stance) => Spoken::Silent,
            true => Spoken::Remark,
            false => Spoken::Nothing,
        }
    }
}

/// Every sentence that a condition or a part of it cites.
fn cites_within(condition: &Condition) -> Vec<Citation> {
    let mut found = Vec::new();
    condition.visit(&mut |part| {
        let imposed = part.imposed.iter();
        found.extend(imposed.flat_map(|imposed| imposed.cites.iter().cloned()));
    });
    found
}

/// Whether a condition asks for a party's consent.
fn asks_for(condition: &Condition, party: &PartyId) -> bool {
    let mut asks = false;
    condition.visit(&mut |part| {
        asks |= matches!(&part.kind, ConditionKind::Consent(asked) if asked == party);
    });
    asks
}
