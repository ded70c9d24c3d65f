//! What parties do and refuse, in sentences.

use crate::graph::{Change, Waiver};
use crate::model::{Condition, PartyId, Target};

use super::Words;
use super::grammar::{and, or, upper_first};

impl Words<'_> {
    /// A change as a clause: `Russia agrees to the ceasefire`.
    pub fn change(&self, change: &Change) -> String {
        format!("{} {}", self.party_first(change.party()), self.does(change))
    }

    /// What a party does when it makes a change, without the party: `agrees to the ceasefire`.
    fn does(&self, change: &Change) -> String {
        match change {
            Change::Grant { party, target } => self.grants(party, target),
            Change::Waive { party, .. } => {
                let makes = self.verb(party, "makes", "make");
                format!("no longer {makes} {}", self.wait(change))
            }
        }
    }

    fn grants(&self, party: &PartyId, target: &Target) -> String {
        let verb = match target {
            Target::Milestone(_) => self.verb(party, "agrees to", "agree to"),
            Target::Issue(_) => self.verb(party, "agrees to settle", "agree to settle"),
            Target::Option(..) => self.verb(party, "accepts", "accept"),
        };
        format!("{verb} {}", self.target(target))
    }

    /// What a condition makes wait for what: `the vote wait for the ceasefire`; nothing for a refusal.
    fn wait(&self, change: &Change) -> String {
        let Change::Waive {
            target, condition, ..
        } = change
        else {
            return String::new();
        };
        let (target, awaited) = (self.target(target), condition.condition());
        let place = place_of(condition);
        format!("{target} wait for {}{place}", self.condition(awaited))
    }

    /// Several changes in one sentence without its full stop, party by party: `Russia agrees to the ceasefire and
    /// accepts the answer “no”, while Ukraine no longer makes the vote wait for it`.
    pub fn moves(&self, changes: &[Change]) -> String {
        let mut by_party: Vec<(&PartyId, Vec<String>)> = Vec::new();
        for change in changes {
            let known = by_party.iter_mut();
            match known
                .into_iter()
                .find(|(party, _)| *party == change.party())
            {
                Some((_, done)) => done.push(self.does(change)),
                None => by_party.push((change.party(), vec![self.does(change)])),
            }
        }
        let clauses = by_party.iter();
        let clauses = clauses.map(|(party, done)| format!("{} {}", self.party(party), and(done)));
        upper_first(&match clauses.collect::<Vec<_>>().as_slice() {
            [one, other] => format!("{one}, while {other}"),
            all => all.join("; "),
        })
    }

    /// The refusal or condition that a change would lift, as a sentence without its full stop.
    pub fn refusal(&self, change: &Change, until: &[Condition], implied: bool) -> String {
        let name = self.party_first(change.party());
        let refused = match change {
            Change::Grant { party, target } => {
                format!(
                    "{name} {} {}",
                    self.refuses(party, target),
                    self.target(target)
                )
            }
            Change::Waive { party, .. } => {
                let makes = self.verb(party, "makes", "make");
                return format!("{name} {makes} {}", self.wait(change));
            }
        };
        let until: Vec<String> = until.iter().map(|c| self.condition(c)).collect();
        match (until.as_slice(), implied) {
            ([], true) => {
                let demands = self.verb(change.party(), "it demands", "they demand");
                format!("{refused}, because {demands} another")
            }
            ([], false) => refused,
            (until, _) => format!("{refused} until {}", or(until)),
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
    let place = waiver.label().split_once('@').map(|(_, place)| place);
    place
        .map(|place| format!(" (the condition in `{place}`)"))
        .unwrap_or_default()
}
