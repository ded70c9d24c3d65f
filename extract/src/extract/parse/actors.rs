//! Which parties a noun phrase names where it acts.

use super::super::english::{Set, Tag, Tags};
use super::super::fact::Relation;
use super::super::names::Sort;
use super::asides::Role;
use super::{Mention, Parse};

/// Where a party stands, and who speaks for it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Actor {
    pub party: usize,
    pub speaker: Option<String>,
    /// Whether a person or a pronoun for a person is meant.
    pub person: bool,
    /// The party that speaks on its behalf.
    pub member: Option<usize>,
}

impl Actor {
    /// Whether its party is among some.
    pub fn is_in(&self, others: &[Self]) -> bool {
        others.iter().any(|other| other.party == self.party)
    }

    /// A party as a body.
    pub fn body(party: usize) -> Self {
        Self {
            party,
            speaker: None,
            person: false,
            member: None,
        }
    }

    /// Who a mention names.
    pub fn of(mention: &Mention) -> Self {
        Self {
            speaker: mention.speaker.clone(),
            person: mention.sort == Sort::Person,
            ..Self::body(mention.party)
        }
    }
}

impl Parse<'_> {
    /// The party that acts where a phrase stands as a subject: its own name, or people who act for it.
    pub fn actor_of(&self, number: usize) -> Option<Actor> {
        self.by_name(number)
            .or_else(|| self.by_people(number).filter(|_| self.acts(number)))
    }

    /// *U.S. President Donald Trump*: the last name in the phrase is the one who acts.
    fn by_name(&self, number: usize) -> Option<Actor> {
        let phrase = &self.phrases[number];
        let mention = &self.mentions[self.head(number).mention? as usize];
        let alone = self.first(number).of(Set::The) && phrase.head == phrase.first + 1;
        (mention.sort != Sort::Adjective || alone).then(|| Actor::of(mention))
    }

    /// Whether the head of a phrase is somebody who acts for others.
    fn acts(&self, number: usize) -> bool {
        let head = self.head(number);
        head.is_office()
            || (head.is_capital() && self.phrases[number].head > 0 && head.mention.is_none())
    }

    /// *Russian officials*, *the leaders of Europe*
    fn by_people(&self, number: usize) -> Option<Actor> {
        let phrase = &self.phrases[number];
        let inside = (phrase.first, phrase.head + 1);
        let mention = match self.mentions_in(inside).next_back() {
            Some(mention) => mention,
            None => self.of_whom(number)?,
        };
        Some(Actor {
            person: !self.head(number).is_plural(),
            ..Actor::body(mention.party)
        })
    }

    /// *the leaders of Europe*: Europe.
    fn of_whom(&self, number: usize) -> Option<&Mention> {
        let inner = &self.phrases[self.inner(number)?];
        self.mentions_in((inner.first, inner.end)).next_back()
    }

    /// *Europe* in *the leaders of Europe*.
    fn inner(&self, number: usize) -> Option<usize> {
        let of = self.phrases[number].end;
        let inner = self
            .phrase(of + 1)
            .filter(|_| self.stands(of, Set::OfOrFor));
        inner.filter(|inner| *inner != number)
    }

    /// All parties of a subject: those joined to the phrase by commas and *and* on its left, then its own. *A and others* is A.
    pub fn actors_of(&self, number: usize) -> Vec<Actor> {
        let mut found: Vec<Actor> = Vec::new();
        let (mut at, mut joined) = (number, 0);
        loop {
            let own = self.own_actors(at);
            if own.is_empty() && !(joined == 0 && self.is_others(at)) {
                break;
            }
            joined += 1;
            found.splice(0..0, own);
            match self.joined_left(at, joined) {
                Some(left) => at = left,
                None => break,
            }
        }
        let mut seen: Vec<usize> = Vec::new();
        found.retain(|actor| {
            let new = !seen.contains(&actor.party);
            seen.push(actor.party);
            new
        });
        found
    }

    /// The parties of one phrase: those it speaks for, its own with those that speak with it, or its members.
    pub(super) fn own_actors(&self, number: usize) -> Vec<Actor> {
        let actor = self.actor_of(number);
        let mut members = Vec::new();
        let mut actors: Vec<Actor> = actor.clone().into_iter().collect();
        let mut spoken_for: Option<Vec<Actor>> = None;
        let inner = self.inner(number);
        let asides = self.asides.iter();
        for aside in asides.filter(|a| a.of == number || Some(a.of) == inner) {
            match aside.role {
                Role::Relation(Relation::OnBehalfOf) => {
                    spoken_for
                        .get_or_insert_default()
                        .extend(self.listed(aside));
                }
                Role::Relation(Relation::With) if aside.before_verb => {
                    actors.extend(self.listed(aside));
                }
                Role::Members => members.extend(self.listed(aside)),
                Role::Relation(Relation::With | Relation::Supports | Relation::Opposes) => {}
            }
        }
        if let Some(groups) = spoken_for {
            let member = actor.map(|a| a.party);
            let speaks = |group: Actor| Actor { member, ..group };
            return groups.into_iter().map(speaks).collect();
        }
        match actors.is_empty() {
            true => members,
            false => actors,
        }
    }

    /// *and others*, *many developing countries*: parties without a name.
    fn is_others(&self, number: usize) -> bool {
        self.head(number).of(Set::Others)
    }

    /// The phrase that *and* or, in a list, a comma joins to one on its left.
    fn joined_left(&self, number: usize, found: usize) -> Option<usize> {
        let before = self.phrases[number].first.checked_sub(1)?;
        let token = &self.tokens[before];
        let left = if token.is(Tag::Conjunction) && token.of(Set::AndOrNor) {
            let left = before.checked_sub(1)?;
            left - usize::from(self.tokens[left].is(Tag::Comma) && left > 0)
        } else if token.is(Tag::Comma) && found > 1 {
            before.checked_sub(1)?
        } else {
            return None;
        };
        // An aside of the name on the left stands between: "A, for B, and C".
        let left = match self.asides.iter().find(|aside| aside.holds(left)) {
            Some(aside) => aside.range.0.checked_sub(1)?,
            None => left,
        };
        let left = self.phrase_at[left].filter(|left| *left != number)?;
        // "In Paris, A and B": a place.
        let leads = found == 1 || self.phrases[left].first == 1;
        let governed = leads && self.preceded_by_preposition(left) && !self.between(left);
        (!governed).then_some(left)
    }

    fn preceded_by_preposition(&self, number: usize) -> bool {
        const GOVERNS: Tags = Tags::any(&[Tag::Preposition, Tag::To]);
        let before = self.phrases[number].first.checked_sub(1);
        before.is_some_and(|before| self.is_any(before, GOVERNS))
    }

    fn between(&self, number: usize) -> bool {
        self.stands_before(self.phrases[number].first, Set::Between)
    }
}
