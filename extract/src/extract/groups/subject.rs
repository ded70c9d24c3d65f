//! The subject of a verb group: the noun phrase that acts, or the group whose subject it shares.

use super::super::english::{Forms, Set, Tag, Tags, Traits};
use super::super::parse::{Parse, Phrase};
use super::{Kind, finite_before, leftmost};

pub(super) fn find(parse: &mut Parse<'_>, number: usize) {
    match parse.groups[number].kind {
        Kind::Finite => finite(parse, number),
        Kind::Infinitive => infinitive(parse, number),
        Kind::Gerund | Kind::Participle => participle(parse, number),
    }
}

/// The group before a group.
fn parent(parse: &Parse<'_>, number: usize) -> Option<usize> {
    let first = parse.groups[number].first;
    (0..number).rev().find(|&p| parse.groups[p].main < first)
}

fn completes(parse: &Parse<'_>, number: usize, parent: Option<usize>) -> Option<usize> {
    let first = parse.groups[number].first;
    parent.filter(|&p| !boundary_between(parse, parse.groups[p].main + 1, first))
}

/// *wants Ukraine to leave*: the one between acts; else the subject of the verb before.
fn infinitive(parse: &mut Parse<'_>, number: usize) {
    let parent = parent(parse, number);
    let between = parse.phrase_before(parse.groups[number].first);
    let acts = between.filter(|&phrase| acts_between(parse, phrase, parent));
    parse.groups[number].completes = completes(parse, number, parent);
    match acts {
        Some(phrase) => parse.groups[number].subject = Some(phrase),
        None => parse.groups[number].shares = parent,
    }
}

fn acts_between(parse: &Parse<'_>, phrase: usize, parent: Option<usize>) -> bool {
    parent.is_some_and(|p| follows(parse, &parse.phrases[phrase], parse.groups[p].main + 1))
        && (parse.actor_of(phrase).is_some() || may_act(parse, phrase, parent))
}

/// Whether a phrase stands at a place, or behind a preposition that stands there.
fn follows(parse: &Parse<'_>, phrase: &Phrase, next: usize) -> bool {
    const LEADS: Tags = Tags::any(&[Tag::Preposition, Tag::To]);
    phrase.first == next || (phrase.first == next + 1 && parse.is_any(next, LEADS))
}

/// Whether the noun between a verb and an infinitive acts there: *wants prices to fall*, not *used the occasion to say*.
fn may_act(parse: &Parse<'_>, phrase: usize, parent: Option<usize>) -> bool {
    let causes = parent.is_some_and(|p| parse.verb(p).of(Set::Causes));
    causes || parse.head(phrase).is(Tag::Pronoun)
}

fn participle(parse: &mut Parse<'_>, number: usize) {
    let group = &parse.groups[number];
    let before = parse.phrase_before(group.first);
    let is_gerund = group.is(Kind::Gerund);
    let absolute = before.filter(|&p| is_gerund && is_absolute(parse, p));
    let acts = |p: usize| !is_gerund || acts_in_gerund(parse, p);
    if absolute.is_some() {
        parse.groups[number].subject = absolute;
    } else if before.is_some_and(acts) {
        parse.groups[number].subject = before;
        parse.groups[number].relative = true;
    } else {
        share_subject(parse, number);
    }
}

/// *with the union insisting on a vote*
fn is_absolute(parse: &Parse<'_>, phrase: usize) -> bool {
    let first = parse.phrases[phrase].first;
    let opened = first.checked_sub(1).map(|b| &parse.tokens[b]);
    opened.is_some_and(|t| t.of(Set::OpensAbsolute) || t.is(Tag::Comma))
        && parse.actor_of(phrase).is_some()
}

fn share_subject(parse: &mut Parse<'_>, number: usize) {
    let first = parse.groups[number].first;
    let parent = parent(parse, number);
    parse.groups[number].shares = parent;
    if first == 0 || !parse.is(first - 1, Tag::Comma) {
        parse.groups[number].completes = completes(parse, number, parent);
    }
    if parent.is_none() {
        // "Calling for a vote, the union ...": the next finite group's subject.
        let mut later = number + 1..parse.groups.len();
        let next = later.find(|&n| parse.groups[n].is(Kind::Finite));
        parse.groups[number].shares = next;
    }
}

/// *guarantees supporting the plan*: the noun before a gerund acts, unless it only says where or when.
fn acts_in_gerund(parse: &Parse<'_>, phrase: usize) -> bool {
    let first = parse.phrases[phrase].first;
    let head = parse.head(phrase);
    let place = parse.stands_before(first, Set::PlaceOrTime);
    !place && !head.traits.has(Traits::TIME) && !head.is(Tag::Pronoun)
}

/// Where the walk to the left from a finite verb has led.
enum Walk {
    /// The subject ends before this place.
    Reached(usize),
    /// There is nothing more to find.
    Over,
    /// A comma that closes nothing: the subject may follow a verb of saying.
    Inverted,
    /// *which*: the clause is relative.
    Relative(usize),
    /// *and*: the subject is shared.
    Shared,
}

/// The subject of a finite verb: the noun phrase to its left that no preposition governs.
fn finite(parse: &mut Parse<'_>, number: usize) {
    if parse.groups[number].subject.is_some() {
        return;
    }
    match walk_left(parse, number) {
        Walk::Reached(at) => settle(parse, number, at),
        Walk::Over => {}
        Walk::Inverted => inverted(parse, number),
        Walk::Relative(at) => relative(parse, number, at),
        Walk::Shared => shared(parse, number),
    }
}

/// Adverbs and parentheses between subject and verb are passed.
fn walk_left(parse: &mut Parse<'_>, number: usize) -> Walk {
    const PASSED: Tags = Tags::any(&[Tag::Adverb, Tag::Not, Tag::Quote]);
    let mut at = parse.groups[number].first;
    loop {
        at = parse.aside_before(at).unwrap_or(at);
        let Some(before) = at.checked_sub(1) else {
            return Walk::Over;
        };
        let token = &parse.tokens[before];
        if token.is_any(PASSED) {
            at = before;
        } else if token.is(Tag::Comma) {
            match before_parenthesis(parse, number, before) {
                Some(opening) => at = opening,
                None => return Walk::Inverted,
            }
        } else if token.is(Tag::Bracket) && token.text == ")" {
            match before_bracket(parse, before) {
                Some(open) => at = open,
                None => return Walk::Over,
            }
        } else if token.is(Tag::Relative) {
            return Walk::Relative(before);
        } else if token.is(Tag::Conjunction) {
            return Walk::Shared;
        } else {
            return Walk::Reached(at);
        }
    }
}

fn before_bracket(parse: &Parse<'_>, closing: usize) -> Option<usize> {
    let mut backwards = (0..closing).rev().take(30);
    backwards.find(|&i| parse.tokens[i].text == "(")
}

/// Where the parenthesis opens that a comma closes; a verb of saying in it reports the group.
fn before_parenthesis(parse: &mut Parse<'_>, number: usize, closing: usize) -> Option<usize> {
    const OPENS: Tags = Tags::any(&[Tag::Comma, Tag::Break]);
    let mut backwards = (0..closing).rev().take(40);
    let opening = backwards.find(|&i| parse.is_any(i, OPENS))?;
    let before = opening.checked_sub(1)?;
    if parse.phrase_at[before].is_none() && !parse.is(before, Tag::Adverb) {
        return None;
    }
    if !has_finite_outside_relative(parse, opening + 1, closing, number) {
        return Some(opening);
    }
    let report = inserted_report(parse, opening + 1, closing)?;
    parse.groups[number].reported_by = Some(report);
    Some(opening)
}

fn has_finite_outside_relative(parse: &Parse<'_>, first: usize, end: usize, except: usize) -> bool {
    let outside = |n: usize, first_of_group: usize| {
        n != except && !(first..first_of_group).any(|i| parse.is(i, Tag::Relative))
    };
    !parse.is(first, Tag::Subordinator)
        && parse.groups.iter().enumerate().any(|(n, g)| {
            g.is(Kind::Finite) && g.first >= first && g.main < end && outside(n, g.first)
        })
}

/// *The plan, the minister said, is dead*: the one verb between the commas is a verb of saying.
fn inserted_report(parse: &Parse<'_>, first: usize, end: usize) -> Option<usize> {
    let all = parse.groups.iter().enumerate();
    let mut inside = all.filter(|(_, g)| g.first >= first && g.main < end && g.is(Kind::Finite));
    let (number, group) = inside.next()?;
    let alone = inside.next().is_none();
    (alone && parse.tokens[group.main].traits.has(Traits::REPORT)).then_some(number)
}

/// *... , said the minister*: the subject of a report may follow it.
fn inverted(parse: &mut Parse<'_>, number: usize) {
    if !parse.verb(number).traits.has(Traits::REPORT) {
        return;
    }
    let behind = parse.phrase(parse.groups[number].main + 1);
    if let Some(phrase) = behind.filter(|&phrase| parse.actor_of(phrase).is_some()) {
        parse.groups[number].subject = Some(phrase);
    }
}

fn relative(parse: &mut Parse<'_>, number: usize, at: usize) {
    parse.groups[number].relative = true;
    let noun = at.checked_sub(1).map(|b| match parse.is(b, Tag::Comma) {
        true => b.saturating_sub(1),
        false => b,
    });
    parse.groups[number].subject = noun.and_then(|b| parse.phrase_at[b]);
}

/// *announced X and urged Y*: the subject is shared; *claimed that X is so and stressed Y*: two verbs of saying have one.
fn shared(parse: &mut Parse<'_>, number: usize) {
    let report =
        |p: &usize| parse.groups[*p].is(Kind::Finite) && parse.verb(*p).traits.has(Traits::REPORT);
    let says = parse.verb(number).traits.has(Traits::REPORT);
    let alike = says.then(|| (0..number).rev().find(report)).flatten();
    let earlier = finite_before(parse, number);
    // "Brazil said parts of it may be outside the mandate, but supported the rules": no thing supports.
    let reporter = || {
        let who = (0..number).rev().find(report)?;
        let past = |group: usize| parse.verb(group).forms.has(Forms::PAST);
        let of_thing = earlier.is_some_and(|p| p > who && !has_actor(parse, p));
        (has_actor(parse, who) && of_thing && past(who) && past(number)).then_some(who)
    };
    let earlier = alike.or_else(reporter).or(earlier);
    let group = earlier.map(|p| (parse.groups[p].under, parse.groups[p].relative));
    parse.groups[number].shares = earlier;
    parse.groups[number].under = group.and_then(|(under, _)| under);
    parse.groups[number].relative = group.is_some_and(|(_, relative)| relative);
}

/// Whether the subject of a group is a party, or stands for one.
fn has_actor(parse: &Parse<'_>, number: usize) -> bool {
    let chain = std::iter::successors(Some(number), |&p| {
        parse.groups[p].shares.filter(|shared| *shared < p)
    });
    let mut subjects = chain.filter_map(|p| parse.groups[p].subject);
    subjects.next().is_some_and(|phrase| {
        parse.actor_of(phrase).is_some() || parse.head(phrase).is(Tag::Pronoun)
    })
}

/// Takes the phrase that ends before a place as the subject, out of the prepositional phrases that end there.
fn settle(parse: &mut Parse<'_>, number: usize, at: usize) {
    let Some(phrase) = parse.phrase_before(at) else {
        return inverted(parse, number);
    };
    let phrase = out_of_prepositions(parse, phrase);
    let under = parse.phrases[phrase].first.checked_sub(1);
    if under.is_some_and(|u| parse.is(u, Tag::Preposition)) {
        // "In Paris said ...": a place, not a subject.
        let earlier = finite_before(parse, number);
        if earlier.is_some() && parse.is(parse.groups[number].first, Tag::Verb) {
            parse.groups[number].shares = earlier;
            return;
        }
    }
    parse.groups[number].subject = Some(phrase);
    parse.groups[number].under = subordinator(parse, under);
}

/// *attacks on the plant have*: the attacks.
fn out_of_prepositions(parse: &Parse<'_>, phrase: usize) -> usize {
    let mut phrase = phrase;
    while let Some(left) = governor(parse, phrase) {
        phrase = left;
    }
    phrase
}

/// The phrase before the preposition that governs a phrase.
fn governor(parse: &Parse<'_>, phrase: usize) -> Option<usize> {
    let at = leftmost(parse, phrase).checked_sub(1)?;
    let infinitive = || parse.groups.iter().any(|g| g.first == at);
    let governs = parse.is(at, Tag::Preposition) || (parse.is(at, Tag::To) && !infinitive());
    let left = parse.phrase_before(at).filter(|_| governs)?;
    (left != phrase).then_some(left)
}

/// The word that subordinates the clause whose subject stands behind a place.
fn subordinator(parse: &Parse<'_>, under: Option<usize>) -> Option<usize> {
    const PASSED: Tags = Tags::any(&[Tag::Conjunction, Tag::Adverb]);
    let mut under = under;
    while let Some(at) = under {
        if parse.is(at, Tag::Subordinator) {
            return Some(at);
        }
        if !parse.is_any(at, PASSED) {
            break;
        }
        under = at.checked_sub(1);
    }
    None
}

/// Whether something ends a clause between two places.
fn boundary_between(parse: &Parse<'_>, from: usize, to: usize) -> bool {
    const ENDS: Tags = Tags::any(&[Tag::Break, Tag::Subordinator, Tag::Relative]);
    (from..to).any(|i| parse.is_any(i, ENDS) || (parse.is(i, Tag::Comma) && to - i < 3))
}
