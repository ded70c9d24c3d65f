//! What parties do and refuse, in sentences.

use crate::analysis::Blocker;
use crate::graph::{Change, Waiver};
use crate::model::{Condition, ConditionKind, Firmness, PartyId, Split, Target};

use super::Words;
use super::doers::Doer;
use super::grammar::{and, in_brackets, or, upper_first};
use super::phrases::{Thing, left_to_say};

/// How somebody stands in the way of something.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::view) struct Stand<'a> {
    /// What ends it; one of these is enough.
    pub until: &'a [Condition],
    /// Whether it only follows from a demand for something else.
    pub implied: bool,
    /// How final it is said to be.
    pub firmness: Option<Firmness>,
}

impl<'a> Stand<'a> {
    /// How a blocker stands in the way.
    pub(in crate::view) fn of(blocker: &'a Blocker) -> Self {
        Self {
            until: &blocker.until,
            implied: blocker.implied,
            firmness: blocker.firmness,
        }
    }
}

impl Words<'_> {
    /// A change as a sentence without its full stop: `Russia agrees to the ceasefire`.
    pub fn change(&self, change: &Change) -> String {
        self.change_by(&self.doer(change.party()), change)
    }

    /// The same with a subject of its own: one of many who could make such a change.
    pub(in crate::view) fn change_by(&self, doer: &Doer, change: &Change) -> String {
        upper_first(&self.change_inside(doer, change))
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
            self.change_inside(&self.together(&parties), same[0])
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
        let number = match target.issue() {
            Some(issue) => self.number_of(issue, number),
            None => number.to_owned(),
        };
        format!("{} {accepts} {number}", doer.name())
    }

    /// A change inside a sentence.
    pub(in crate::view) fn change_inside(&self, doer: &Doer, change: &Change) -> String {
        format!("{} {}", doer.name(), self.does(doer, change))
    }

    /// What a party does when it makes a change, without the party: `agrees to the ceasefire`.
    fn does(&self, doer: &Doer, change: &Change) -> String {
        match change {
            Change::Grant { party, target } => {
                let before = self.until.get(change).map(|until| self.first_of(until));
                let before = before.map(|first| format!(", without waiting for {first}"));
                let grants = self.grants(doer, party, target);
                format!("{grants}{}", before.unwrap_or_default())
            }
            Change::Waive {
                target, condition, ..
            } => self.waives(doer, target, condition),
        }
    }

    fn grants(&self, doer: &Doer, party: &PartyId, target: &Target) -> String {
        let thing = self.thing(Some(party), target);
        let (one, many) = thing.granted(target);
        format!("{} {}", doer.verb(one, many), thing.words())
    }

    /// `lets the vote come before the ceasefire`, `no longer makes the vote depend on the ceasefire`.
    fn waives(&self, doer: &Doer, target: &Target, waiver: &Waiver) -> String {
        let (name, awaited) = (self.target(target), self.condition(waiver.condition()));
        let place = place_of(waiver);
        if !waiver.is_earlier() {
            let makes = doer.verb("makes", "make");
            return format!("no longer {makes} {name} depend on {awaited}{place}");
        }
        let comes = match target {
            Target::Milestone(_) => "come",
            Target::Issue(_) => "be settled",
            Target::Option(..) => "be agreed",
        };
        let lets = doer.verb("lets", "let");
        format!("{lets} {name} {comes} before {awaited}{place}")
    }

    /// What a party imposes that a waiver would lift: `wants the ceasefire before the vote`.
    fn imposes(&self, doer: &Doer, target: &Target, waiver: &Waiver) -> String {
        let (name, awaited) = (self.target(target), self.condition(waiver.condition()));
        let place = place_of(waiver);
        match waiver.is_earlier() {
            true => {
                let wants = doer.verb("wants", "want");
                format!("{wants} {awaited} before {name}{place}")
            }
            false => {
                let makes = doer.verb("makes", "make");
                format!("{makes} {name} depend on {awaited}{place}")
            }
        }
    }

    /// Several changes in one sentence without its full stop, party by party: `Russia agrees to the ceasefire and
    /// accepts the answer “no”, while Ukraine lets the vote come before it`.
    pub fn moves(&self, changes: &[Change]) -> String {
        let all: Vec<&Change> = changes.iter().collect();
        if let [same] = self.joint_changes(&all).as_slice() {
            return upper_first(same);
        }
        let by_party = self.done_by_party(changes).into_iter();
        let clauses =
            by_party.map(|(party, done)| format!("{} {}", self.party(party), deeds(&done)));
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

    /// The refusal or condition that a change would lift, in the middle of a sentence.
    pub fn refusal_inside(&self, change: &Change) -> String {
        let doer = self.doer(change.party());
        self.stands(&doer, change, Stand::default()).0
    }

    /// That a party says a plain no, whatever it has said.
    pub fn plain_refusal(&self, party: &PartyId, target: &Target) -> String {
        let thing = self.thing(Some(party), target);
        self.refuses(&self.doer(party), &thing, Stand::default()).0
    }

    /// The same as a sentence without its full stop.
    pub fn refusal(&self, change: &Change) -> String {
        upper_first(&self.refusal_inside(change))
    }

    /// The same of a refusal of which more is known than its change.
    pub(in crate::view) fn refusal_as(&self, change: &Change, stand: Stand<'_>) -> String {
        let doer = self.doer(change.party());
        upper_first(&self.stands(&doer, change, stand).0)
    }

    /// What stands in the way, in the middle of a sentence, and how firm it is where its verb does not say so.
    pub(in crate::view) fn stands(
        &self,
        doer: &Doer,
        change: &Change,
        stand: Stand<'_>,
    ) -> (String, Option<Firmness>) {
        match change {
            Change::Grant { party, target } => match self.divided(party, target) {
                Some(split) => {
                    let (is, on) = (doer.verb("is", "are"), self.target(target));
                    let told =
                        format!("{} {is} divided on {on}, {}", doer.name(), split.in_words());
                    (told, stand.firmness)
                }
                None => {
                    let thing = self.thing(Some(party), target);
                    self.refuses(doer, &thing, stand)
                }
            },
            Change::Waive {
                target, condition, ..
            } => {
                let imposes = self.imposes(doer, target, condition);
                (format!("{} {imposes}", doer.name()), stand.firmness)
            }
        }
    }

    /// How the votes of a party that is divided on something stand, by the latest that is known of them.
    pub(in crate::view) fn divided(&self, party: &PartyId, target: &Target) -> Option<Split> {
        let model = self.model;
        let own = model.positions.iter().filter(|one| one.is_own());
        let own = own.filter(|one| one.party == *party && one.on == *target);
        let latest = own.max_by_key(|one| model.stated_on(one))?;
        latest.split.filter(|split| split.is_divided())
    }

    /// Who refuses what until what, in words of its own for what is refused.
    pub(super) fn refuses(
        &self,
        doer: &Doer,
        thing: &Thing,
        stand: Stand<'_>,
    ) -> (String, Option<Firmness>) {
        let (refuses, left) = self.refuses_what(doer, thing, stand.firmness);
        let words = match (stand.until, stand.implied) {
            ([], true) => {
                let demands = doer.verb("it demands", "they demand");
                format!(
                    "{} {refuses}, because {demands} another answer",
                    doer.name()
                )
            }
            ([], false) => format!("{} {refuses}", doer.name()),
            // The time comes first, so that it cannot be heard as part of what is refused.
            (until, _) => {
                let first = self.until_there_is(until);
                format!("until {first}, {} {refuses}", doer.name())
            }
        };
        (words, left)
    }

    /// `firmly refuses the ceasefire`, and how firm it is where the verb does not say so.
    fn refuses_what(
        &self,
        doer: &Doer,
        thing: &Thing,
        firmness: Option<Firmness>,
    ) -> (String, Option<Firmness>) {
        let is_firm = matches!(firmness, Some(Firmness::Firm | Firmness::RedLine));
        let (one, many) = thing.refused(is_firm);
        let words = format!("{} {}", doer.verb(one, many), thing.words());
        (words, left_to_say(firmness, true))
    }

    /// The same with what it lasts until behind it, where no subject stands before it.
    pub(super) fn refuses_until(
        &self,
        doer: &Doer,
        thing: &Thing,
        until: &Condition,
        firmness: Option<Firmness>,
    ) -> (String, Option<Firmness>) {
        let (refuses, left) = self.refuses_what(doer, thing, firmness);
        let first = self.until_there_is(std::slice::from_ref(until));
        (format!("{refuses} until {first}"), left)
    }

    /// What a refusal lasts until, as it stands after *until*: any one of several.
    pub(in crate::view) fn until_there_is(&self, until: &[Condition]) -> String {
        let each = until.iter().map(|one| {
            let one = one.without_order();
            let words = self.condition(one);
            match &one.kind {
                ConditionKind::Within(..)
                | ConditionKind::Holds(Target::Issue(_) | Target::Option(..)) => {
                    format!("there is {words}")
                }
                ConditionKind::Holds(Target::Milestone(_))
                | ConditionKind::All(_)
                | ConditionKind::Any(_)
                | ConditionKind::AtLeast { .. }
                | ConditionKind::Consent(_)
                | ConditionKind::After(_) => words,
            }
        });
        or(&each.collect::<Vec<_>>())
    }

    /// What must come first, any one of several.
    pub(super) fn first_of(&self, until: &[Condition]) -> String {
        let each = until.iter().map(|one| self.condition(one.without_order()));
        or(&each.collect::<Vec<_>>())
    }
}

/// Where one of several equal conditions stands, in brackets; nothing where there is only one.
fn place_of(waiver: &Waiver) -> String {
    let place = waiver.label().split_once('@').map(|(_, place)| place);
    let told = place.map(|place| match place.split('#').next().unwrap_or(place) {
        "requires" => "as a part of it".to_owned(),
        "after" => "as a step before it".to_owned(),
        "if" => "as a term of its yes".to_owned(),
        "until" => "as the end of its refusal".to_owned(),
        other => other.to_owned(),
    });
    in_brackets(told, "")
}

/// Deeds of one party: where one of them has a comma or an *and* of its own, a comma stands before the last.
fn deeds(done: &[String]) -> String {
    match done {
        [one, other] if one.contains(", ") || one.contains(" and ") => {
            format!("{one}, and {other}")
        }
        all => and(all),
    }
}
