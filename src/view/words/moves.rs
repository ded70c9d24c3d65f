//! What parties do and refuse, in sentences.

use crate::graph::{Change, Waiver};
use crate::model::{Condition, PartyId, Target};

use super::Words;
use super::grammar::{and, in_brackets, or, upper_first};

impl Words<'_> {
    /// A change as a clause: `Russia agrees to the ceasefire`.
    pub fn change(&self, change: &Change) -> String {
        format!("{} {}", self.party_first(change.party()), self.does(change))
    }

    /// What a party does when it makes a change, without the party: `agrees to the ceasefire`.
    fn does(&self, change: &Change) -> String {
        match change {
            Change::Grant { party, target } => self.grants(party, target),
            Change::Waive { .. } => format!("no longer {}", self.makes_wait(change)),
        }
    }

    fn grants(&self, party: &PartyId, target: &Target) -> String {
        format!("{} {}", self.agrees(party, target), self.target(target))
    }

    fn agrees(&self, party: &PartyId, target: &Target) -> &'static str {
        match target {
            Target::Milestone(_) => self.verb(party, "agrees to", "agree to"),
            Target::Issue(_) => self.verb(party, "agrees to settle", "agree to settle"),
            Target::Option(..) => self.verb(party, "accepts", "accept"),
        }
    }

    /// What a party makes wait for what: `makes the vote wait for the ceasefire`; nothing for a refusal.
    fn makes_wait(&self, change: &Change) -> String {
        let Change::Waive {
            party,
            target,
            condition,
        } = change
        else {
            return String::new();
        };
        let makes = self.verb(party, "makes", "make");
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
            let (party, does) = (change.party(), self.does(change));
            match by_party.iter_mut().find(|(known, _)| *known == party) {
                Some((_, done)) => done.push(does),
                None => by_party.push((party, vec![does])),
            }
        }
        by_party
    }

    /// The refusal or condition that a change would lift, as a sentence without its full stop.
    pub fn refusal(&self, change: &Change, until: &[Condition], implied: bool) -> String {
        self.refusal_of(change, &self.target(change.target()), until, implied)
    }

    /// The same with words of its own for what is refused.
    pub(super) fn refusal_of(
        &self,
        change: &Change,
        what: &str,
        until: &[Condition],
        implied: bool,
    ) -> String {
        let name = self.party_first(change.party());
        match change {
            Change::Grant { party, target } => {
                let refuses = self.refuses(party, target);
                let lasts = self.lasts(party, until, implied);
                format!("{name} {refuses} {what}{lasts}")
            }
            Change::Waive { .. } => format!("{name} {}", self.makes_wait(change)),
        }
    }

    /// Until when a refusal lasts; of one that a demand implies, why there is one.
    fn lasts(&self, party: &PartyId, until: &[Condition], implied: bool) -> String {
        match (until, implied) {
            ([], true) => {
                let demands = self.verb(party, "it demands", "they demand");
                format!(", because {demands} another")
            }
            ([], false) => String::new(),
            (until, _) => format!(" until {}", or(&self.conditions(until))),
        }
    }

    fn refuses(&self, party: &PartyId, target: &Target) -> &'static str {
        match target {
            Target::Issue(_) => self.verb(party, "refuses to settle", "refuse to settle"),
            Target::Milestone(_) | Target::Option(..) => self.verb(party, "refuses", "refuse"),
        }
    }
}

/// Where one of several equal conditions stands, in brackets; nothing where there is only one.
fn place_of(waiver: &Waiver) -> String {
    let place = waiver.label().split_once('@');
    let place = place.map(|(_, place)| format!("the condition in `{place}`"));
    in_brackets(place, "")
}
