//! Asides: what stands between a party and its verb and names others beside it.
//!
//! *A, supported by B and C but opposed by D, proposed ...*; *A, for B, said ...*; *several parties, including A and B, ...*.
//! The verb belongs to the party before the aside, never to the last name in it. Which words open an aside is data
//! (`asides` in `frames.yaml`).

use super::super::english::{Set, Tag, Tags, Traits};
use super::super::fact::Relation;
use super::super::frames::AsideOpener;
use super::super::token::Token;
use super::{Actor, Parse, Range};

/// How the parties of an aside stand to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Role {
    /// They support it, oppose it, speak with it, or are spoken for.
    Relation(Relation),
    /// They are members of it: *including A and B*.
    Members,
}

/// A list of parties that an aside names in one role.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Aside {
    pub role: Role,
    /// From its opening mark to behind its closing one.
    pub range: Range,
    /// The phrases of its list.
    pub list: Vec<usize>,
    /// The phrase before it, whose aside it is.
    pub of: usize,
    /// Whether a verb follows it, so that it stands between that verb and its subject.
    pub before_verb: bool,
}

impl Aside {
    /// Whether a place lies in it.
    pub fn holds(&self, at: usize) -> bool {
        self.range.0 <= at && at < self.range.1
    }
}

/// So many parties an aside names at most.
const LONGEST: usize = 40;

/// Finds the asides of a sentence whose verbs are known, but not yet their subjects.
pub(super) fn find(parse: &Parse<'_>, openers: &[AsideOpener]) -> Vec<Aside> {
    let mut found: Vec<Aside> = Vec::new();
    let mut at = 1;
    while at < parse.len() {
        let asides = asides_at(parse, openers, at);
        at = asides
            .last()
            .map_or(at + 1, |last| last.range.1.max(at + 1));
        found.extend(asides);
    }
    found
}

/// The asides, one behind another, that open at a place.
fn asides_at(parse: &Parse<'_>, openers: &[AsideOpener], at: usize) -> Vec<Aside> {
    let Some(opened) = opening(parse, openers, at) else {
        return Vec::new();
    };
    let Some(of) = parse.phrase_before(opened.first) else {
        return Vec::new();
    };
    let (first, mut parts) = (opened.first, Parts::default());
    parts.read(parse, openers, opened);
    let closed = closed(parse, first, parts.end);
    let before_verb = verb_follows(parse, closed);
    let marked = parse.is_any(first, MARKS);
    let fits = |role: &Role| {
        let trails = before_verb || marked && may_trail(*role);
        trails && may_have(parse, of, *role)
    };
    if parts.lists.is_empty() || !parts.lists.iter().all(|(role, _)| fits(role)) {
        return Vec::new();
    }
    let aside = |of, role, list| Aside {
        role,
        range: (first, closed),
        list,
        of,
        before_verb,
    };
    let own = parts
        .lists
        .into_iter()
        .map(|(role, list)| aside(of, role, list));
    let behalf = Role::Relation(Relation::OnBehalfOf);
    let nested = parts
        .nested
        .into_iter()
        .map(|(of, list)| aside(of, behalf, list));
    own.chain(nested).collect()
}

/// The lists of an aside, each with its role, and those of names in them that speak for others.
#[derive(Default)]
struct Parts {
    lists: Vec<(Role, Vec<usize>)>,
    /// A phrase of a list, and those for whom it speaks: *supported by B, for C*.
    nested: Vec<(usize, Vec<usize>)>,
    end: usize,
}

impl Parts {
    fn read(&mut self, parse: &Parse<'_>, openers: &[AsideOpener], opened: Opening) {
        let mut opened = Some(opened);
        while let Some(opening) = opened {
            let list = self.list(parse, openers, &opening);
            if list.is_empty() {
                break;
            }
            self.lists.push((opening.role, list));
            opened = continuation(parse, openers, self.end);
        }
    }

    /// The phrases of a list of parties.
    fn list(
        &mut self,
        parse: &Parse<'_>,
        openers: &[AsideOpener],
        opening: &Opening,
    ) -> Vec<usize> {
        let mut list = Vec::new();
        let mut at = opening.after;
        let speaks = opening.role == Role::Relation(Relation::OnBehalfOf);
        while let Some(phrase) = parse.phrase(at).filter(|_| list.len() < LONGEST) {
            let behalf = spoken_for(parse, openers, phrase);
            // "A, for B, C, for D": C is the next who speaks.
            let next_speaker = speaks && behalf.is_some();
            if !may_be_party(parse, phrase) || list.contains(&phrase) || next_speaker {
                break;
            }
            list.push(phrase);
            self.end = parse.phrases[phrase].end;
            if let Some(group) = behalf {
                self.end = parse.phrases[group].end;
                self.nested.push((phrase, vec![group]));
            }
            match joint(parse, self.end, list.len()) {
                Some(next) => at = next,
                None => break,
            }
        }
        list
    }
}

/// The phrase for which another one speaks right behind its name: *B, for C*.
fn spoken_for(parse: &Parse<'_>, openers: &[AsideOpener], phrase: usize) -> Option<usize> {
    let end = parse.phrases[phrase].end;
    let at = end + usize::from(parse.is(end, Tag::Comma));
    let (role, after) = opener_at(parse, openers, at, at == end)?;
    let group = parse.phrase(after).filter(|p| may_be_party(parse, *p))?;
    (role == Role::Relation(Relation::OnBehalfOf)).then_some(group)
}

/// Whether a phrase can have an aside of a role: only who speaks can speak for others, only parties have members.
fn may_have(parse: &Parse<'_>, of: usize, role: Role) -> bool {
    let head = parse.head(of);
    let party = parse.actor_of(of).is_some();
    let speaker = || head.is_office() || is_unknown_name(head) || head.is(Tag::Pronoun);
    match role {
        Role::Relation(Relation::Supports | Relation::Opposes) => true,
        Role::Relation(Relation::OnBehalfOf | Relation::With) => party || speaker(),
        Role::Members => party || head.of(Set::Others),
    }
}

/// *..., supported by B*, at the end of a sentence; *with B* and *for B* say something else there.
fn may_trail(role: Role) -> bool {
    matches!(role, Role::Relation(Relation::Supports | Relation::Opposes))
}

const MARKS: Tags = Tags::any(&[Tag::Comma, Tag::Bracket]);

/// The words that open an aside.
struct Opening {
    role: Role,
    /// The mark before them, or the first of them.
    first: usize,
    /// The place behind them.
    after: usize,
}

/// What opens an aside at a place: behind a mark, or without one where the opener allows it.
fn opening(parse: &Parse<'_>, openers: &[AsideOpener], at: usize) -> Option<Opening> {
    let marked = parse.is_any(at - 1, MARKS) && at > 1 && parse.tokens[at - 1].text != ")";
    let (role, after) = opener_at(parse, openers, at, !marked)?;
    Some(Opening {
        role,
        first: at - usize::from(marked),
        after,
    })
}

/// The longest opener at a place, adverbs before it passed.
fn opener_at(
    parse: &Parse<'_>,
    openers: &[AsideOpener],
    at: usize,
    bare: bool,
) -> Option<(Role, usize)> {
    let opens = |at: usize| {
        let token = parse.token(at);
        token.is_some_and(|t| t.traits.has(Traits::ASIDE)) && parse.phrase(at).is_none()
    };
    let at = at + usize::from(!bare && parse.is(at, Tag::Adverb) && !opens(at));
    if !opens(at) {
        return None;
    }
    let stands = |opener: &&AsideOpener| {
        let mut words = opener.words.iter().enumerate();
        words.all(|(k, word)| parse.token(at + k).is_some_and(|t| **word == *t.lower))
    };
    let mut fitting = openers.iter().filter(|opener| opener.bare || !bare);
    let opener = fitting.find(stands)?;
    Some((opener.role, at + opener.words.len()))
}

/// The opener that goes on behind a list: *supported by B and opposed by C*.
fn continuation(parse: &Parse<'_>, openers: &[AsideOpener], at: usize) -> Option<Opening> {
    let mut next = at + usize::from(parse.is(at, Tag::Comma));
    next += usize::from(parse.is(next, Tag::Conjunction));
    if next == at {
        return None;
    }
    let (role, after) = opener_at(parse, openers, next, false)?;
    Some(Opening {
        role,
        first: at,
        after,
    })
}

/// The place behind what joins the next party of a list. *, and* joins only to two or more: else it closes the aside.
fn joint(parse: &Parse<'_>, at: usize, listed: usize) -> Option<usize> {
    let comma = parse.is(at, Tag::Comma);
    let next = at + usize::from(comma);
    let and = parse.is(next, Tag::Conjunction) && parse.stands(next, Set::And);
    match (comma, and) {
        (true, true) if listed < 2 => None,
        (_, true) => Some(next + 1),
        (true, false) => Some(next),
        (false, false) => None,
    }
}

/// Whether a phrase can be one of a list of parties: a name, known or not, or others without one.
fn may_be_party(parse: &Parse<'_>, phrase: usize) -> bool {
    let head = parse.head(phrase);
    let acts = parse.actor_of(phrase).is_some();
    acts || head.of(Set::Others) || is_unknown_name(head)
}

/// A capitalised word that no list knows as anything but a noun.
pub(super) fn is_unknown_name(head: &Token<'_>) -> bool {
    head.is(Tag::Noun) && head.is_capital() && head.mention.is_none()
}

/// The place behind the mark that closes an aside.
fn closed(parse: &Parse<'_>, first: usize, end: usize) -> usize {
    let bracket = parse.tokens[first].text == "(";
    let closing = match bracket {
        true => parse.token(end).is_some_and(|t| t.text == ")"),
        false => parse.is(end, Tag::Comma),
    };
    end + usize::from(closing)
}

/// Whether a finite verb follows, or another subject that *and* joins.
fn verb_follows(parse: &Parse<'_>, at: usize) -> bool {
    const PASSED: Tags = Tags::any(&[Tag::Adverb, Tag::Not]);
    let mut places = at..parse.len();
    let verb = places.find(|&i| !parse.is_any(i, PASSED)).unwrap_or(at);
    let joined = parse.is(at, Tag::Conjunction) && parse.stands(at, Set::And);
    let listed = parse.is(at.saturating_sub(1), Tag::Comma);
    let other = parse
        .phrase(at + usize::from(joined))
        .filter(|_| joined || listed);
    parse.is_finite_at(verb) || other.is_some_and(|p| parse.actor_of(p).is_some())
}

impl Parse<'_> {
    /// Where the aside opens that ends at a place.
    pub fn aside_before(&self, at: usize) -> Option<usize> {
        let mut asides = self.asides.iter();
        let aside = asides.find(|aside| aside.range.1 == at && aside.before_verb)?;
        Some(aside.range.0)
    }

    /// The end of the aside that opens at a place.
    pub fn aside_from(&self, at: usize) -> Option<usize> {
        let mut asides = self.asides.iter();
        let aside = asides.find(|aside| aside.range.0 == at && aside.before_verb)?;
        Some(aside.range.1)
    }

    /// The known parties of an aside's list; of one that speaks for others, those others.
    pub fn listed(&self, aside: &Aside) -> Vec<Actor> {
        let actors = aside
            .list
            .iter()
            .flat_map(|&phrase| self.own_actors(phrase));
        actors.collect()
    }
}
