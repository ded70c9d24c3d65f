//! What parties do and refuse, in sentences.

use crate::graph::{Change, Waiver};
use crate::model::{Condition, PartyId, Target};

use super::Words;
use super::doers::Doer;
use super::grammar::{and, in_brackets, or, upper_first};

impl Words<'_> {
    /// A change as a clause: `Russia agrees to the ceasefire`.
    pub fn change(&self, change: &Change) -> String {
        self.change_by(&self.doer(change.party()), change)
    }

    /// The same with a subject of its own: one of many who could make such a change.
    pub(in crate::view) fn change_by(&self, doer: &Doer, change: &Change) -> String {
        format!("{} {}", doer.first(), self.does(doer, change))
    }

    /// Changes as clauses: what several parties do in the same words is one of them.
    pub(in crate::view) fn joint_changes(&self, changes: &[&Change]) -> Vec<String> {
        let anybody = Doer::nobody_in_particular();
        let mut alike: Vec<(String, Vec<&Change>)> = Vec::new();
        for &change in changes {
            let does = self.does(&anybody, change);
            match alike.iter_mut().find(|(known, _)| *known == does) {
                Some((_, same)) => same.push(change),
                None => alike.push((does, vec![change])),
            }
        }
        let clauses = alike.into_iter().map(|(_, same)| {
            let parties: Vec<&PartyId> = same.iter().map(|change| change.party()).collect();
            self.change_by(&self.together(&parties), same[0])
        });
        clauses.collect()
    }

    /// A party accepts a number on a scale, in words of its own for the number.
    pub(in crate::view) fn accepts_number(
        &self,
        doer: &Doer,
        number: &str,
        target: &Target,
    ) -> String {
        let accepts = doer.verb("accepts", "accept");
        let issue = self.target(&target.whole());
        format!("{} {accepts} {number} for {issue}", doer.first())
    }

    /// A change inside a sentence.
    pub(in crate::view) fn change_inside(&self, doer: &Doer, change: &Change) -> String {
        format!("{} {}", doer.name(), self.does(doer, change))
    }

    /// What a party does when it makes a change, without the party: `agrees to the ceasefire`.
    fn does(&self, doer: &Doer, change: &Change) -> String {
        match change {
            Change::Grant { target, .. } => self.grants(doer, target),
            Change::Waive { .. } => format!("no longer {}", self.makes_wait(doer, change)),
        }
    }

    fn grants(&self, doer: &Doer, target: &Target) -> String {
        let agrees = match target {
            Target::Milestone(_) => doer.verb("agrees to", "agree to"),
            Target::Issue(_) => doer.verb("agrees to settle", "agree to settle"),
            Target::Option(..) => doer.verb("accepts", "accept"),
        };
        format!("{agrees} {}", self.target(target))
    }

    /// What a party makes wait for what: `makes the vote wait for the ceasefire`; nothing for a refusal.
    fn makes_wait(&self, doer: &Doer, change: &Change) -> String {
        let Change::Waive {
            target, condition, ..
        } = change
        else {
            return String::new();
        };
        let makes = doer.verb("makes", "make");
        let (target, awaited) = (self.target(target), condition.condition());
        let (awaited, place) = (self.condition(awaited), place_of(condition));
        format!("{makes} {target} wait for {awaited}{place}")
    }

    /// Several changes in one sentence without its full stop, party by party: `Russia agrees to the ceasefire and
    /// accepts the answer “no”, while Ukraine no longer makes the vote wait for it`.
    pub fn moves(&self, changes: &[Change]) -> String {
        let by_party = self.done_by_party(changes).into_iter();
        let clauses = by_party.map(|(party, done)| format!("{} {}", self.party(party), and(&done)));
        upper_first(&match clauses.collect::<Vec<_>>().as_slice() {
            [one, other] => format!("{one}, while {other}"),
            all => all.join("; "),
        })
    }

    /// What each party does, in the order in which the changes name them.
    fn done_by_party<'c>(&self, changes: &'c [Change]) -> Vec<(&'c PartyId, Vec<String>)> {
        let mut by_party: Vec<(&PartyId, Vec<String>)> = Vec::new();
        for change in changes {
            let party = change.party();
            let does = self.does(&self.doer(party), change);
            match by_party.iter_mut().find(|(known, _)| *known == party) {
                Some((_, done)) => done.push(does),
                None => by_party.push((party, vec![does])),
            }
        }
        by_party
    }

    /// The refusal or condition that a change would lift, as a sentence without its full stop.
    pub fn refusal(&self, change: &Change, until: &[Condition], implied: bool) -> String {
        self.refusal_by(&self.doer(change.party()), change, until, implied)
    }

    /// The same with a subject of its own.
    pub(in crate::view) fn refusal_by(
        &self,
        doer: &Doer,
        change: &Change,
        until: &[Condition],
        implied: bool,
    ) -> String {
        match change {
            Change::Grant { target, .. } => {
                let what = self.target(target);
                self.refuses(doer, target, &what, until, implied)
            }
            Change::Waive { .. } => format!("{} {}", doer.first(), self.makes_wait(doer, change)),
        }
    }

    /// Who refuses what, in words of its own for what is refused.
    pub(super) fn refuses(
        &self,
        doer: &Doer,
        target: &Target,
        what: &str,
        until: &[Condition],
        implied: bool,
    ) -> String {
        let refuses = match target {
            Target::Issue(_) => doer.verb("refuses to settle", "refuse to settle"),
            Target::Milestone(_) | Target::Option(..) => doer.verb("refuses", "refuse"),
        };
        let lasts = self.lasts(doer, until, implied);
        format!("{} {refuses} {what}{lasts}", doer.first())
    }

    /// Until when a refusal lasts; of one that a demand implies, why there is one.
    fn lasts(&self, doer: &Doer, until: &[Condition], implied: bool) -> String {
        match (until, implied) {
            ([], true) => {
                let demands = doer.verb("it demands", "they demand");
                format!(", because {demands} another")
            }
            ([], false) => String::new(),
            (until, _) => format!(" until {}", or(&self.conditions(until))),
        }
    }
}

/// Where one of several equal conditions stands, in brackets; nothing where there is only one.
fn place_of(waiver: &Waiver) -> String {
    let place = waiver.label().split_once('@');
    let place = place.map(|(_, place)| format!("the condition in `{place}`"));
    in_brackets(place, "")
}
