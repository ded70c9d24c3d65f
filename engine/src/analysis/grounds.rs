//! Why a party's yes is needed, and what it has said on the matter: the sentences behind an answer that is missing.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{PositionGraph, StanceInfo};
use crate::model::{
    Condition, ConditionKind, Consent, Model, PartyId, Position, PositionId, Silence, Stance,
    Target, Voice,
};
use crate::source::Citation;

use super::stated::in_force;

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
    /// Some of its votes are counted, and nobody knows of the others.
    Split,
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
    /// Where conditions are stated that name an issue or an answer to it.
    required: OnceCell<BTreeMap<Target, BTreeSet<Citation>>>,
    /// What is said of each milestone, and of each issue with its answers, in the model's order.
    said: OnceCell<BTreeMap<Target, Vec<PositionId>>>,
    found: RefCell<BTreeMap<(PartyId, Target), Grounds>>,
}

impl<'a> Library<'a> {
    /// Of a model as its graph reads it.
    pub fn of(model: &'a Model, graph: &'a PositionGraph) -> Self {
        Self {
            model,
            graph,
            required: OnceCell::new(),
            said: OnceCell::new(),
            found: RefCell::default(),
        }
    }

    /// Where conditions ask for what: those of milestones, and those of positions that stand.
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
        for (_, position) in in_force(self.model, self.graph) {
            for target in position.conditions().flat_map(|one| one.targets_on(day)) {
                let known = required.entry(target.clone()).or_default();
                known.extend(position.cites.iter().cloned());
            }
        }
        required
    }

    /// What is said of something, or of the same issue.
    fn said_around(&self, target: &Target) -> impl Iterator<Item = &'a Position> + '_ {
        let around = self.said.get_or_init(|| {
            let mut said: BTreeMap<Target, Vec<PositionId>> = BTreeMap::new();
            for (id, position) in self.model.positions.numbered() {
                said.entry(position.on.whole()).or_default().push(id);
            }
            said
        });
        let around = around.get(&target.whole()).into_iter().flatten();
        around.map(|&id| &self.model.positions[id])
    }

    /// The grounds of a yes that the graph asks for.
    pub fn grounds(&self, stance: &StanceInfo) -> Grounds {
        let key = (stance.party.clone(), stance.target.clone());
        if let Some(known) = self.found.borrow().get(&key) {
            return known.clone();
        }
        let said = self.said(stance);
        let grounds = Grounds {
            spoken: self.spoken(stance, &said),
            cites: self.cites(stance, &said),
            notes: self.notes(stance, &said),
        };
        self.found.borrow_mut().insert(key, grounds.clone());
        grounds
    }

    /// Why the yes is needed, then what the party has said, where a text says that it has not answered, and what others say of
    /// it; each once.
    fn cites(&self, stance: &StanceInfo, said: &[&Position]) -> Vec<Citation> {
        let mut cites: Vec<Citation> = self.needed(stance).into_iter().collect();
        let words = said.iter().flat_map(|position| &position.cites);
        let silences = self.silences(stance).flat_map(|silence| &silence.cites);
        let by_others = self.said_of(stance).flat_map(|position| &position.cites);
        for cite in words.chain(silences).chain(by_others) {
            if !cites.contains(cite) {
                cites.push(cite.clone());
            }
        }
        cites
    }

    /// The sentences that make the yes necessary: of the consent itself; else of what requires the thing; else those that
    /// state the thing. Where nothing states an issue itself, what others say of it does.
    fn needed(&self, stance: &StanceInfo) -> BTreeSet<Citation> {
        let mut found = self.asked(stance);
        if found.is_empty() {
            found = self.requiring(&stance.target);
        }
        if found.is_empty() {
            found.extend(self.stated(&stance.target).iter().cloned());
        }
        // Who must settle an issue is the author's reading of what is said on it; of a milestone it is told or it is not.
        if found.is_empty() && stance.target.issue().is_some() {
            found = self.told_by_others(stance);
        }
        found
    }

    /// The sentences that ask for the consent, of the thing itself or of another party's condition.
    fn asked(&self, stance: &StanceInfo) -> BTreeSet<Citation> {
        let asks = |position: &&Position| {
            let mut conditions = position.condition.iter().chain(&position.until);
            position.on == stance.target
                && conditions.any(|condition| asks_for(condition, &stance.party))
        };
        let consents = self.consents(stance).flat_map(|consent| &consent.cites);
        let asking = self.said_around(&stance.target).filter(asks);
        let asking = asking.flat_map(|position| &position.cites);
        consents.chain(asking).cloned().collect()
    }

    /// The party's consents that a milestone needs on the day.
    fn consents(&self, stance: &StanceInfo) -> impl Iterator<Item = &'a Consent> {
        let consents = match &stance.target {
            Target::Milestone(id) => self.model.milestones.get(id).map(|one| &one.consent),
            Target::Issue(_) | Target::Option(..) => None,
        };
        let consents = consents.into_iter().flatten();
        let is_asked = |one: &&Consent| {
            self.model.votes_in(&one.party, &stance.party) && one.needed_on(self.graph.day)
        };
        consents.filter(is_asked)
    }

    /// Where conditions are stated that name an answer to an issue, or the issue; never those that name another answer.
    fn requiring(&self, target: &Target) -> BTreeSet<Citation> {
        if target.issue().is_none() {
            return BTreeSet::new();
        }
        let required = self.required.get_or_init(|| self.required());
        let of = |asked: &Target| required.get(asked).cloned().unwrap_or_default();
        &of(target) | &of(&target.whole())
    }

    /// Where other parties speak of the same milestone or issue.
    fn told_by_others(&self, stance: &StanceInfo) -> BTreeSet<Citation> {
        let others = self.said_around(&stance.target).filter(|position| {
            position.party != stance.party && self.is_stated(position) && position.is_own()
        });
        let cites = others.flat_map(|position| &position.cites);
        cites.cloned().collect()
    }

    /// What is noted on a party's consent, and on what it has said beside the point.
    fn notes(&self, stance: &StanceInfo, said: &[&Position]) -> Vec<String> {
        let consents = self.consents(stance).map(|consent| &consent.note);
        let said = said.iter();
        let remarks = said.filter(|one| one.remark && one.on == stance.target);
        let noted = consents.chain(remarks.map(|one| &one.note));
        noted.flatten().cloned().collect()
    }

    /// Whether a position is stated by the day, or has none.
    fn is_stated(&self, position: &Position) -> bool {
        let stated = self.model.stated_on(position);
        let day = self.graph.day;
        day.is_none_or(|day| stated.is_none_or(|stated| stated <= day))
    }

    /// Where a thing is stated: a milestone, or the issue to which it belongs.
    fn stated(&self, target: &Target) -> &'a [Citation] {
        let cites = match target {
            Target::Milestone(id) => self.model.milestones.get(id).map(|one| &one.cites),
            Target::Issue(id) | Target::Option(id, _) => {
                let issue = self.model.issues.get(id);
                issue.map(|issue| match issue.cites.is_empty() {
                    true => &issue.reported_contested,
                    false => &issue.cites,
                })
            }
        };
        cites.map_or(&[], Vec::as_slice)
    }

    /// What a party has said of something, or of the issue that it belongs to by the day, ended and replaced words too.
    fn said(&self, stance: &StanceInfo) -> Vec<&'a Position> {
        let known = |position: &&Position| {
            position.voice != Voice::Attributed
                && speaks_of(&position.on, &stance.target)
                && position.party == stance.party
                && self.is_stated(position)
        };
        self.said_around(&stance.target).filter(known).collect()
    }

    /// What others say of the party on something, which is no position of its own.
    fn said_of<'s>(&'s self, stance: &'s StanceInfo) -> impl Iterator<Item = &'a Position> + 's {
        self.said_around(&stance.target).filter(|position| {
            position.voice == Voice::Attributed
                && speaks_of(&position.on, &stance.target)
                && position.party == stance.party
                && self.is_stated(position)
        })
    }

    /// What a text says of a party's silence on something, or on the issue that it belongs to.
    fn silences<'s>(&'s self, stance: &'s StanceInfo) -> impl Iterator<Item = &'a Silence> + 's {
        let all = self.model.silent.iter();
        all.filter(|one| speaks_of(&one.on, &stance.target) && one.party == stance.party)
    }

    fn was_asked(&self, stance: &StanceInfo) -> bool {
        let mut silences = self.silences(stance);
        silences.any(|one| one.asked.is_some() || one.expected.is_some())
    }

    /// How much a party has said, of which some words count for what it says on the day and others do not.
    fn spoken(&self, stance: &StanceInfo, said: &[&Position]) -> Spoken {
        let mut counted = stance.positions.iter().map(|&id| &self.model.positions[id]);
        let is_split = counted.clone().any(|position| position.split.is_some());
        let mut answers = said.iter().filter(|position| !position.remark);
        if stance.contested {
            Spoken::Contested
        } else if is_split {
            Spoken::Split
        } else if counted.any(|position| position.stance == Stance::Open) {
            Spoken::Undecided
        } else if !stance.positions.is_empty() {
            Spoken::Remark
        } else if answers.any(|position| position.on == stance.target) {
            Spoken::Ended
        } else if self.was_asked(stance) {
            // That an answer was waited for and did not come says more than a remark.
            Spoken::Silent
        } else if said.iter().any(|position| position.remark) {
            Spoken::Remark
        } else {
            Spoken::Nothing
        }
    }
}

/// Whether a word is about something, or about the issue to which it belongs as a whole.
fn speaks_of(on: &Target, target: &Target) -> bool {
    on == target || matches!(on, Target::Issue(issue) if target.issue() == Some(issue))
}

/// Every sentence that a condition or a part of it cites.
fn cites_within(condition: &Condition) -> Vec<Citation> {
    let mut found = Vec::new();
    condition.visit(&mut |part| {
        let cites = part.imposed.iter().flat_map(|imposed| &imposed.cites);
        found.extend(cites.cloned());
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
