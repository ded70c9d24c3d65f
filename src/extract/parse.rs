//! One sentence, read: its mentions, noun phrases and verb groups.
//!
//! No full syntax tree is built. A verb group knows where its subject stands, where its clause ends, and in whose report
//! it stands; that is what frames need. All scans are short walks to the left or right, so time is linear in practice.

use crate::source::Date;

use super::english::{Tag, Traits};
use super::groups::{self, Group};
use super::names::{Alias, Index, Sort};
use super::token::Token;

/// Tokens that name a party.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub first: usize,
    pub end: usize,
    pub party: usize,
    pub sort: Sort,
    pub speaker: Option<String>,
}

/// A noun phrase without what follows its head.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub first: usize,
    pub end: usize,
    pub head: usize,
}

/// Where a party stands, and who speaks for it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Actor {
    pub party: usize,
    pub speaker: Option<String>,
    /// Whether a person or a pronoun for a person is meant.
    pub person: bool,
}

/// A sentence with everything that was read in it.
#[derive(Debug)]
pub(super) struct Parse<'t> {
    pub tokens: Vec<Token<'t>>,
    pub mentions: Vec<Mention>,
    pub phrases: Vec<Phrase>,
    pub groups: Vec<Group>,
    /// The phrase that each token belongs to.
    pub phrase_at: Vec<Option<usize>>,
}

impl<'t> Parse<'t> {
    /// Reads a sentence whose tokens are cut and looked up.
    pub fn new(
        mut tokens: Vec<Token<'t>>,
        index: &Index,
        learnt: &[Alias],
        day: Option<Date>,
    ) -> Self {
        let mentions = mentions(&mut tokens, index, learnt, day);
        super::token::tag(&mut tokens);
        let phrases = phrases(&tokens, &mentions);
        let mut phrase_at = vec![None; tokens.len()];
        for (number, phrase) in phrases.iter().enumerate() {
            phrase_at[phrase.first..phrase.end].fill(Some(number));
        }
        let mut parse = Self {
            tokens,
            mentions,
            phrases,
            groups: Vec::new(),
            phrase_at,
        };
        parse.groups = groups::find(&parse);
        groups::relate(&mut parse);
        parse
    }

    pub fn tag(&self, at: usize) -> Option<Tag> {
        self.tokens.get(at).map(|t| t.tag)
    }

    /// The words of some tokens as they stand in the text.
    pub fn text<'a>(&self, text: &'a str, range: (usize, usize)) -> &'a str {
        let (first, end) = range;
        if first >= end || end > self.tokens.len() {
            return "";
        }
        &text[self.tokens[first].start..self.tokens[end - 1].end]
    }

    /// The possessor's tokens, where the phrase has one: `Russia` in *Russia's rejection*.
    pub fn possessor(&self, phrase: &Phrase) -> Option<(usize, usize)> {
        let at = (phrase.first..phrase.head)
            .rev()
            .find(|&at| self.tokens[at].is(Tag::Genitive))?;
        Some((phrase.first, at))
    }

    /// The mentions that lie in a range of tokens.
    pub fn mentions_in(&self, range: (usize, usize)) -> impl DoubleEndedIterator<Item = &Mention> {
        self.mentions
            .iter()
            .filter(move |m| m.first >= range.0 && m.end <= range.1)
    }

    fn actor(mention: &Mention) -> Actor {
        Actor {
            party: mention.party,
            speaker: mention.speaker.clone(),
            person: mention.sort == Sort::Person,
        }
    }

    /// The party that acts where a phrase stands as a subject: its own name, or people who act for it.
    pub fn actor_of(&self, number: usize) -> Option<Actor> {
        let phrase = &self.phrases[number];
        let head = &self.tokens[phrase.head];
        if let Some(mention) = head.mention.map(|m| &self.mentions[m as usize])
            && (mention.sort != Sort::Adjective
                || self.tokens[phrase.first].lower == "the" && phrase.head == phrase.first + 1)
        {
            // "U.S. President Donald Trump": the last name in the phrase is the one who acts.
            return Some(Self::actor(mention));
        }
        let agent = head.traits.has(Traits::AGENT)
            || head.traits.has(Traits::TITLE)
            || (head.is_capital() && phrase.head > 0 && head.mention.is_none());
        if !agent {
            return None;
        }
        if let Some(mention) = self
            .mentions_in((phrase.first, phrase.head + 1))
            .next_back()
        {
            let person = !head.lower.ends_with('s');
            return Some(Actor {
                party: mention.party,
                speaker: None,
                person,
            });
        }
        // "the leaders of Europe"
        let of = phrase.end;
        if self
            .tokens
            .get(of)
            .is_some_and(|t| t.lower == "of" || t.lower == "for")
            && let Some(inner) = self.phrase_at.get(of + 1).copied().flatten()
            && inner != number
        {
            let mention = self
                .mentions_in((self.phrases[inner].first, self.phrases[inner].end))
                .next_back()?;
            return Some(Actor {
                party: mention.party,
                speaker: None,
                person: !head.lower.ends_with('s'),
            });
        }
        None
    }

    /// All parties of a subject: those joined to the phrase by commas and *and* on its left, then its own.
    pub fn actors_of(&self, number: usize) -> Vec<Actor> {
        let mut found: Vec<Actor> = Vec::new();
        let mut at = number;
        while let Some(actor) = self.actor_of(at) {
            found.insert(0, actor);
            let first = self.phrases[at].first;
            let Some(before) = first.checked_sub(1) else {
                break;
            };
            let joined = match self.tokens[before].tag {
                Tag::Conjunction
                    if matches!(self.tokens[before].lower.as_ref(), "and" | "nor" | "or") =>
                {
                    before.checked_sub(1).map(|b| {
                        if self.tokens[b].is(Tag::Comma) {
                            b.saturating_sub(1)
                        } else {
                            b
                        }
                    })
                }
                Tag::Comma if found.len() > 1 => before.checked_sub(1),
                _ => None,
            };
            let Some(left) = joined.and_then(|left| self.phrase_at[left]) else {
                break;
            };
            if left == at
                || self.preceded_by_preposition(left) && found.len() == 1 && !self.between(left)
            {
                break;
            }
            at = left;
        }
        let mut seen: Vec<usize> = Vec::new();
        found.retain(|actor| {
            !seen.contains(&actor.party) && {
                seen.push(actor.party);
                true
            }
        });
        found
    }

    fn preceded_by_preposition(&self, number: usize) -> bool {
        self.phrases[number]
            .first
            .checked_sub(1)
            .is_some_and(|before| matches!(self.tokens[before].tag, Tag::Preposition | Tag::To))
    }

    fn between(&self, number: usize) -> bool {
        self.phrases[number]
            .first
            .checked_sub(1)
            .is_some_and(|before| self.tokens[before].lower == "between")
    }
}

/// Finds the names of parties: the longest at each place, from left to right.
fn mentions(
    tokens: &mut [Token<'_>],
    index: &Index,
    learnt: &[Alias],
    day: Option<Date>,
) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let listed = index
            .parties
            .get(tokens[at].lower.as_ref())
            .map_or(&[][..], Vec::as_slice);
        let alias = listed
            .iter()
            .chain(learnt)
            .filter(|alias| in_office(alias, day))
            .find(|alias| matches(alias, tokens, at));
        match alias {
            Some(alias) => {
                let number = u32::try_from(found.len()).unwrap_or(u32::MAX);
                let end = at + alias.words.len();
                tokens[at..end].iter_mut().for_each(|t| {
                    t.mention = Some(number);
                    t.adjectival = alias.sort == Sort::Adjective;
                });
                found.push(Mention {
                    first: at,
                    end,
                    party: alias.party,
                    sort: alias.sort,
                    speaker: alias.speaker.clone(),
                });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn in_office(alias: &Alias, day: Option<Date>) -> bool {
    day.is_none_or(|day| {
        alias.since.is_none_or(|since| since <= day) && alias.ended.is_none_or(|ended| day < ended)
    })
}

fn matches(alias: &Alias, tokens: &[Token<'_>], at: usize) -> bool {
    if at + alias.words.len() > tokens.len() {
        return false;
    }
    let all = alias.words.iter().zip(&tokens[at..]).all(|(word, token)| {
        if alias.exact {
            *word == token.text
        } else {
            word.to_lowercase() == *token.lower
                && (!word.starts_with(char::is_uppercase) || token.is_capital())
        }
    });
    if !all {
        return false;
    }
    // A common noun stands for the party only as "the union".
    alias.sort != Sort::Common
        || at
            .checked_sub(1)
            .is_some_and(|before| tokens[before].lower == "the")
            && tokens
                .get(at + alias.words.len())
                .is_none_or(|t| t.lower != "of")
}

/// Noun phrases, from left to right.
fn phrases(tokens: &[Token<'_>], mentions: &[Mention]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is_nominal() || tokens[at].is(Tag::Genitive) {
            at += 1;
            continue;
        }
        let end = phrase_end(tokens, mentions, at);
        let head = (at..end)
            .rev()
            .find(|&i| tokens[i].is(Tag::Noun))
            .or_else(|| (at..end).rev().find(|&i| !tokens[i].is(Tag::Determiner)));
        // An adjective alone after *be* is no phrase.
        let real = head.is_some_and(|h| {
            !tokens[h].is(Tag::Adjective) || (at..end).any(|i| tokens[i].is(Tag::Determiner))
        });
        if real {
            found.push(Phrase {
                first: at,
                end,
                head: head.unwrap_or(at),
            });
        }
        at = end.max(at + 1);
    }
    found
}

fn phrase_end(tokens: &[Token<'_>], mentions: &[Mention], first: usize) -> usize {
    if tokens[first].is(Tag::Pronoun) {
        return first + 1;
    }
    let mut at = first + 1;
    while at < tokens.len() && tokens[at].is_nominal() {
        let (before, here) = (&tokens[at - 1], &tokens[at]);
        let opens = matches!(
            here.tag,
            Tag::Determiner | Tag::Demonstrative | Tag::Possessive
        ) && !matches!(before.tag, Tag::Determiner | Tag::Adjective);
        let pronoun = here.is(Tag::Pronoun);
        // "In recent talks Russia demanded": a name after a common noun that names no office begins anew.
        let new_name = here.mention.is_some()
            && here.mention != before.mention
            && before.is(Tag::Noun)
            && before.mention.is_none()
            && (!before.is_capital() || before.traits.has(Traits::TIME))
            && !before.traits.has(Traits::AGENT)
            && !before.traits.has(Traits::TITLE);
        let two_names = here.mention.is_some()
            && before.mention.is_some()
            && here.mention != before.mention
            && {
                let name = |t: &Token<'_>| {
                    t.mention.is_some_and(|m| {
                        matches!(mentions[m as usize].sort, Sort::Name | Sort::Capital)
                    })
                };
                name(here) && name(before) && at > first && !tokens[at].is(Tag::Genitive)
            };
        let adjective_after_noun = here.is(Tag::Adjective)
            && before.is(Tag::Noun)
            && !tokens.get(at + 1).is_some_and(|n| n.is(Tag::Noun));
        if opens || pronoun || new_name || two_names || adjective_after_noun {
            break;
        }
        at += 1;
    }
    at
}
