//! Which parties a noun phrase names where it acts.

use super::super::english::{Set, Tag, Tags, Traits};
use super::super::names::Sort;
use super::{Mention, Parse};

/// Where a party stands, and who speaks for it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Actor {
    pub party: usize,
    pub speaker: Option<String>,
    /// Whether a person or a pronoun for a person is meant.
    pub person: bool,
}

impl Actor {
    /// A party as a body.
    pub fn body(party: usize) -> Self {
        Self {
            party,
            speaker: None,
            person: false,
        }
    }

    /// Who a mention names.
    pub fn of(mention: &Mention) -> Self {
        Self {
            party: mention.party,
            speaker: mention.speaker.clone(),
            person: mention.sort == Sort::Person,
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
        head.traits.has(Traits::AGENT)
            || head.traits.has(Traits::TITLE)
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
        let of = self.phrases[number].end;
        let inner = self
            .phrase(of + 1)
            .filter(|inner| self.stands(of, Set::OfOrFor) && *inner != number)?;
        let inner = &self.phrases[inner];
        self.mentions_in((inner.first, inner.end)).next_back()
    }

    /// All parties of a subject: those joined to the phrase by commas and *and* on its left, then its own.
    pub fn actors_of(&self, number: usize) -> Vec<Actor> {
        let mut found: Vec<Actor> = Vec::new();
        let mut at = number;
        while let Some(actor) = self.actor_of(at) {
            found.insert(0, actor);
            match self.joined_left(at, found.len()) {
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
        let left = self.phrase_at[left].filter(|left| *left != number)?;
        let governed = self.preceded_by_preposition(left) && found == 1 && !self.between(left);
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
