//! Who does something: a party, or many parties of whom the same is said.

use std::collections::BTreeSet;

use crate::analysis::MANY;
use crate::model::{Party, PartyId, PartyKind};

use super::Words;
use super::grammar::{and, number_word, upper_first};

/// Who does something, as the subject of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::view) struct Doer {
    name: String,
    is_many: bool,
}

impl Doer {
    /// A subject for trying how a sentence sounds.
    pub fn nobody_in_particular() -> Self {
        Self::many(String::new())
    }

    /// One person or thing of this name.
    pub fn one(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_many: false,
        }
    }

    /// The reader of a sheet.
    pub fn you() -> Self {
        Self::many("you".to_owned())
    }

    fn many(name: String) -> Self {
        Self {
            name,
            is_many: true,
        }
    }

    /// In the middle of a sentence.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// At the beginning of a sentence.
    pub fn first(&self) -> String {
        upper_first(&self.name)
    }

    /// The form of a verb that it takes.
    pub fn verb<'v>(&self, one: &'v str, many: &'v str) -> &'v str {
        if self.is_many { many } else { one }
    }
}

/// Up to so many parties are all named; of more, the first few.
const NAMED: usize = 9;
const NAMED_OF_MANY: usize = 3;

/// What many parties are called together: `412 of the 650 members of the House`.
struct Crowd {
    count: usize,
    /// How many there are of their kind, where that is known.
    whole: Option<usize>,
    /// `members of the House`, `unions`.
    of: String,
    names: String,
}

impl Crowd {
    /// `all nine unions`, `six of the nine unions`, `six parties`.
    fn subject(&self) -> String {
        let (count, of) = (number_word(self.count), &self.of);
        match self.whole {
            Some(whole) if whole == self.count => format!("all {count} {of}"),
            Some(whole) => format!("{count} of the {} {of}", number_word(whole)),
            None => format!("{count} {of}"),
        }
    }

    /// `the nine unions`, `412 members of the House`.
    fn those(&self) -> String {
        let (count, of) = (number_word(self.count), &self.of);
        match self.whole == Some(self.count) {
            true => format!("the {count} {of}"),
            false => format!("{count} {of}"),
        }
    }

    /// `any five of the nine unions`, `any 88 of 412 members of the House`.
    fn some(&self, needed: usize) -> String {
        match needed {
            _ if needed == self.count => self.subject(),
            1 => format!("any one of {}", self.those()),
            _ => format!("any {} of {}", number_word(needed), self.those()),
        }
    }
}

impl Words<'_> {
    /// A party as the subject of a sentence.
    pub(in crate::view) fn doer(&self, id: &PartyId) -> Doer {
        Doer {
            name: self.party(id),
            is_many: self.is_many(id),
        }
    }

    /// Many parties as one subject, with their names as far as there is room.
    pub(in crate::view) fn doers(&self, parties: &[&PartyId]) -> Doer {
        let crowd = self.crowd(parties);
        Doer::many(format!("{}{}", crowd.subject(), crowd.names))
    }

    /// Several parties that do the same together, each by its name where they are few: `Firm and the union both`.
    pub(in crate::view) fn together(&self, parties: &[&PartyId]) -> Doer {
        let names = || self.parties(parties.iter().copied());
        match parties {
            [one] => self.doer(one),
            [_, _] => Doer::many(format!("{} both", names())),
            few if few.len() < MANY => Doer::many(format!("{} all", names())),
            many => self.doers(many),
        }
    }

    /// One party or a few, each by its name: `Russia and Ukraine`.
    pub(in crate::view) fn these(&self, parties: &[&PartyId]) -> Doer {
        match parties {
            [one] => self.doer(one),
            several => Doer::many(self.parties(several.iter().copied())),
        }
    }

    /// So many of many parties, whichever they are.
    pub(in crate::view) fn any_of(&self, needed: usize, parties: &[&PartyId]) -> Doer {
        let crowd = self.crowd(parties);
        Doer {
            name: format!("{}{}", crowd.some(needed), crowd.names),
            is_many: needed > 1,
        }
    }

    /// Each of many parties, as one subject.
    pub(in crate::view) fn each_of(&self, parties: &[&PartyId]) -> Doer {
        let crowd = self.crowd(parties);
        Doer {
            name: format!("each of {}{}", crowd.those(), crowd.names),
            is_many: false,
        }
    }

    fn crowd(&self, parties: &[&PartyId]) -> Crowd {
        let of_body = self.body_of(parties);
        let (whole, of) = match of_body {
            Some(body) => {
                let name = self.party(&body.id);
                (Some(body.members.len()), format!("members of {name}"))
            }
            None => match self.kind_of(parties) {
                Some((noun, whole)) => (Some(whole), self.model.spelling.of(noun)),
                None => (None, "parties".to_owned()),
            },
        };
        Crowd {
            count: parties.len(),
            whole,
            of,
            names: self.names_of(parties),
        }
    }

    /// The smallest party that has all of them as members.
    fn body_of(&self, parties: &[&PartyId]) -> Option<&Party> {
        let bodies = self.model.parties.values();
        let has_all = |body: &&Party| parties.iter().all(|party| body.members.contains(party));
        let bodies = bodies.filter(|body| body.members.len() >= parties.len());
        bodies.filter(has_all).min_by_key(|body| body.members.len())
    }

    /// What parties of one kind are called, and how many of it the model has.
    fn kind_of(&self, parties: &[&PartyId]) -> Option<(&'static str, usize)> {
        let kind = |id: &PartyId| self.model.parties.get(id).map(|party| party.kind);
        let first = kind(parties.first()?)?;
        let noun = plural_of(first)?;
        let are_alike = parties.iter().all(|id| kind(id) == Some(first));
        let of_kind = self.model.parties.values();
        let of_kind = of_kind.filter(|party| party.kind == first);
        are_alike.then(|| (noun, of_kind.count()))
    }

    /// The names in brackets, as the author lists them: all where they are few, else the first of them.
    fn names_of(&self, parties: &[&PartyId]) -> String {
        let named = if parties.len() > NAMED {
            NAMED_OF_MANY
        } else {
            parties.len()
        };
        let among: BTreeSet<&PartyId> = parties.iter().copied().collect();
        let in_order = self.model.parties_in_order().into_iter();
        let in_order = in_order.filter(|party| among.contains(&party.id));
        let names = in_order.take(named).map(|party| self.party(&party.id));
        let mut names: Vec<String> = names.collect();
        let others = parties.len() - named;
        names.extend((others > 0).then(|| format!("{} others", number_word(others))));
        format!(" ({})", and(&names))
    }
}

/// What several parties of a kind are called.
fn plural_of(kind: PartyKind) -> Option<&'static str> {
    Some(match kind {
        PartyKind::State => "states",
        PartyKind::Organisation => "organisations",
        PartyKind::Coalition => "coalitions",
        PartyKind::Body => "bodies",
        PartyKind::Public => "publics",
        PartyKind::Company => "companies",
        PartyKind::Union => "unions",
        PartyKind::Faction => "factions",
        PartyKind::Other => return None,
    })
}
