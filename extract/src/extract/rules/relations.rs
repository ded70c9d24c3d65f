//! Relations: who supports, opposes, speaks with or speaks for whom, over what both speak of.
//!
//! They are said by an aside (*A, opposed by B, proposed X*), by the object of a verb (*B supported A's proposal*), or by a
//! bare verb after what another has said (*A proposed X, but B objected.* *C agreed.*).

use super::super::english::{Set, Tag, Tags};
use super::super::fact::{FactKind, Polarity, Relation};
use super::super::frames::Meaning;
use super::super::groups::Kind;
use super::super::issue::Topic;
use super::super::parse::{Actor, Aside, Range, Role};
use super::{Found, Hit, Reading, Related, meaning};

pub(super) fn find(reading: &Reading<'_, '_>, found: &Found) -> Vec<Hit> {
    let asides = reading.parse.asides.iter();
    let mut hits: Vec<Hit> = asides
        .flat_map(|aside| of_aside(reading, found, aside))
        .collect();
    let stances = found.hits.iter().enumerate();
    hits.extend(stances.flat_map(|(at, hit)| of_hit(reading, &found.hits[..at], hit)));
    hits
}

/// What a relation is read from.
struct Ground<'g> {
    topic: Topic,
    span: Range,
    content: Range,
    /// What the other party says, where it is known.
    said: Option<Meaning>,
    words: &'g str,
}

fn of_aside(reading: &Reading<'_, '_>, found: &Found, aside: &Aside) -> Vec<Hit> {
    let Role::Relation(relation) = aside.role else {
        return Vec::new();
    };
    let listed = reading.parse.listed(aside);
    let others = principals(reading, aside);
    let ground = ground(reading, found, aside, &others);
    match relation {
        Relation::OnBehalfOf => {
            let speaker = reading.parse.actor_of(aside.of);
            let speaker: Vec<Actor> = speaker.into_iter().collect();
            related(reading, relation, &speaker, &listed, &ground)
        }
        Relation::With => {
            let mut first = others;
            first.retain(|actor| !actor.is_in(&listed));
            related(reading, relation, &first, &listed, &ground)
        }
        Relation::Supports | Relation::Opposes => {
            let mut hits = related(reading, relation, &listed, &others, &ground);
            hits.extend(position(reading, relation, listed, &ground));
            hits
        }
    }
}

/// Those whose aside it is: the party before it, else the subject of the verb before it.
fn principals(reading: &Reading<'_, '_>, aside: &Aside) -> Vec<Actor> {
    let named = reading.parse.actors_of(aside.of);
    if aside.before_verb {
        return named;
    }
    // "a US proposal, supported by Norway"
    let owners = reading.owners(aside.of);
    if !owners.is_empty() && reading.parse.head(aside.of).of(Set::Words) {
        return owners;
    }
    let mut backwards = reading.groups().rev();
    let verb = backwards.find(|(_, g)| g.main < aside.range.0 && g.is(Kind::Finite));
    match verb {
        Some((number, _)) => reading.holders(number),
        None => named,
    }
}

/// What an aside is over: the stance of those whose aside it is, else what their verb speaks of.
fn ground<'g>(
    reading: &Reading<'_, 'g>,
    found: &Found,
    aside: &Aside,
    others: &[Actor],
) -> Ground<'g> {
    let own = |hit: &&Hit| {
        let holds = hit.holders.iter().any(|holder| holder.is_in(others));
        let behind = hit.content.0 >= aside.range.1;
        holds && behind == aside.before_verb
    };
    let hits = found.hits.iter();
    let hit = match aside.before_verb {
        true => hits.filter(own).min_by_key(|hit| hit.content.0),
        false => hits.filter(own).max_by_key(|hit| hit.content.0),
    };
    let whole = clause(reading, aside);
    let words = reading.parse.text(reading.text, opener(reading, aside));
    match hit {
        Some(hit) => Ground {
            topic: hit.topic.clone(),
            span: (hit.span.0.min(aside.range.0), hit.span.1.max(aside.range.1)),
            content: hit.content,
            said: Some(hit.meaning),
            words,
        },
        None => Ground {
            topic: reading.about(whole),
            span: (aside.range.0.min(whole.0), whole.1.max(aside.range.1)),
            content: whole,
            said: None,
            words,
        },
    }
}

/// The words that open an aside.
fn opener(reading: &Reading<'_, '_>, aside: &Aside) -> Range {
    const MARKS: Tags = Tags::any(&[Tag::Comma, Tag::Bracket]);
    let first = aside.range.0;
    let first = first + usize::from(reading.parse.is_any(first, MARKS));
    let list = aside.list.first().map(|p| reading.parse.phrases[*p].first);
    (first, list.unwrap_or(aside.range.1).max(first))
}

/// What the verb says whose aside it is; of an aside behind a thing, that thing.
fn clause(reading: &Reading<'_, '_>, aside: &Aside) -> Range {
    let phrase = &reading.parse.phrases[aside.of];
    let named = reading.parse.actor_of(aside.of).is_some();
    if !named {
        return (phrase.first, phrase.end);
    }
    let mut groups = reading.parse.groups.iter();
    let verb = match aside.before_verb {
        true => groups.find(|g| g.first >= aside.range.1),
        false => groups.rfind(|g| g.main < aside.range.0),
    };
    verb.map_or((phrase.first, phrase.end), |g| (g.main + 1, g.content.1))
}

/// One fact for each holder and each other party.
fn related(
    reading: &Reading<'_, '_>,
    relation: Relation,
    holders: &[Actor],
    others: &[Actor],
    ground: &Ground<'_>,
) -> Vec<Hit> {
    let pairs = holders
        .iter()
        .flat_map(|h| others.iter().map(move |o| (h, o)));
    let two = pairs.filter(|(h, o)| h.party != o.party);
    let hits = two.map(|(holder, other)| {
        let stance = taken(relation, ground.said).and_then(|said| said.stance);
        let holder = vec![holder.clone()];
        Hit {
            meaning: Meaning {
                kind: FactKind::Relation,
                stance,
            },
            related: Some(Related {
                relation,
                other: other.party,
            }),
            ..hit(reading, relation, holder, ground)
        }
    });
    hits.collect()
}

fn hit(
    reading: &Reading<'_, '_>,
    relation: Relation,
    holders: Vec<Actor>,
    ground: &Ground<'_>,
) -> Hit {
    let meaning = meaning(FactKind::Position, Polarity::Supports);
    let rule = format!("relation/{}", relation.word().replace('_', " "));
    Hit {
        explain: reading.explain(ground.words, &holders, None, false),
        holders,
        topic: ground.topic.clone(),
        span: ground.span,
        content: ground.content,
        ..Hit::of(meaning, &rule)
    }
}

/// The position that support or opposition is: what the other says, or its contrary.
fn position(
    reading: &Reading<'_, '_>,
    relation: Relation,
    holders: Vec<Actor>,
    ground: &Ground<'_>,
) -> Option<Hit> {
    let meaning = taken(relation, ground.said)?;
    (!holders.is_empty()).then(|| Hit {
        meaning,
        ..hit(reading, relation, holders, ground)
    })
}

/// What support or opposition to something said amounts to.
fn taken(relation: Relation, said: Option<Meaning>) -> Option<Meaning> {
    let refuses = said.and_then(|said| said.stance) == Some(Polarity::Rejects);
    match relation {
        Relation::Supports if refuses => Some(meaning(FactKind::Rejection, Polarity::Rejects)),
        Relation::Opposes if !refuses => Some(meaning(FactKind::Rejection, Polarity::Rejects)),
        Relation::Supports | Relation::Opposes => {
            Some(meaning(FactKind::Position, Polarity::Supports))
        }
        Relation::OnBehalfOf | Relation::With => said,
    }
}

/// The relation that a stance on what another has said is.
fn of_hit(reading: &Reading<'_, '_>, before: &[Hit], hit: &Hit) -> Vec<Hit> {
    let Some(relation) = relation_of(reading, hit) else {
        return Vec::new();
    };
    let named = whose(reading, hit);
    let back = named.is_empty() && reading.points_back(hit.content);
    let (others, answers, refused) = match back {
        true => said_before(reading, before, hit),
        false => (named, false, false),
    };
    // Who supports the text that another rejects opposes that other.
    let of_thing = hit.content.0 < hit.content.1;
    let relation = match (refused && of_thing, relation) {
        (true, Relation::Supports) => Relation::Opposes,
        (true, Relation::Opposes) => Relation::Supports,
        (_, relation) => relation,
    };
    let ground = Ground {
        topic: hit.topic.clone(),
        span: hit.span,
        content: hit.content,
        said: None,
        words: hit.group.map_or("", |group| reading.parse.verb(group).text),
    };
    let mut hits = related(reading, relation, &hit.holders, &others, &ground);
    for one in &mut hits {
        one.meaning.stance = hit.meaning.stance;
        one.answers = answers;
    }
    hits
}

/// Whether a stance supports or opposes, in words that may be about somebody else's.
fn relation_of(reading: &Reading<'_, '_>, hit: &Hit) -> Option<Relation> {
    let family = hit.rule.split('/').next().unwrap_or_default();
    let relates = reading
        .lexicon
        .frames
        .relating
        .iter()
        .any(|of| of == family);
    if !relates || hit.related.is_some() {
        return None;
    }
    match hit.meaning.stance? {
        Polarity::Supports | Polarity::Accepts => Some(Relation::Supports),
        Polarity::Rejects | Polarity::Disputed => Some(Relation::Opposes),
        Polarity::Demands | Polarity::Offers | Polarity::Conditional | Polarity::Open => None,
    }
}

/// Whose word the object of a stance is: *A*, *A's proposal*, *the proposal by A*.
fn whose(reading: &Reading<'_, '_>, hit: &Hit) -> Vec<Actor> {
    const PASSED: Tags = Tags::any(&[Tag::Adverb, Tag::Quote, Tag::Preposition]);
    let parse = reading.parse;
    let mut places = parse.places(hit.content);
    let first = places.find(|&at| !parse.is_any(at, PASSED));
    let Some(phrase) = first.and_then(|at| parse.phrase(at)) else {
        return Vec::new();
    };
    if parse.actor_of(phrase).is_some() {
        return names_from(reading, phrase);
    }
    if !parse.head(phrase).of(Set::Words) {
        return Vec::new();
    }
    let owners = reading.owners(phrase);
    if !owners.is_empty() {
        return owners;
    }
    let end = parse.phrases[phrase].end;
    match parse.stands(end, Set::ByOfFrom) {
        true => reading.behind((end, end + 1), Set::ByOfFrom),
        false => Vec::new(),
    }
}

/// The parties of a list that begins with a phrase: *supported A, B and C*.
fn names_from(reading: &Reading<'_, '_>, phrase: usize) -> Vec<Actor> {
    let parse = reading.parse;
    let mut last = phrase;
    let next = |last: usize| {
        let end = parse.phrases[last].end;
        let at = end + usize::from(parse.is(end, Tag::Comma));
        let at = at + usize::from(parse.stands(at, Set::And));
        let next = parse.phrase(at).filter(|_| at > end)?;
        let verb = parse.groups.iter().any(|g| g.subject == Some(next));
        (parse.actor_of(next).is_some() && !verb).then_some(next)
    };
    let mut found: Vec<Actor> = parse.actor_of(last).into_iter().collect();
    while let Some(after) = next(last) {
        found.extend(parse.actor_of(after));
        last = after;
    }
    found
}

/// Who has said what a stance without an object of its own answers: earlier in the sentence, else in the one before it;
/// whether it was that one, and whether they refuse.
fn said_before(reading: &Reading<'_, '_>, before: &[Hit], hit: &Hit) -> (Vec<Actor>, bool, bool) {
    let refuses = |other: &Hit| other.meaning.stance == Some(Polarity::Rejects);
    let own = |actor: &Actor| actor.is_in(&hit.holders);
    let others = |other: &&Hit| {
        other.span.0 < hit.span.0 && !other.holders.is_empty() && !other.holders.iter().any(own)
    };
    match before.iter().rev().find(others) {
        Some(other) => (other.holders.clone(), false, refuses(other)),
        None if before.iter().any(|other| other.span.0 < hit.span.0) => (Vec::new(), false, false),
        None => (
            reading.discourse.proposers.clone(),
            true,
            reading.discourse.proposers_refuse,
        ),
    }
}
