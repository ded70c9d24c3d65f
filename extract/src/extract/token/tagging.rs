//! Parts of speech: a word that can be several things is decided by its neighbours, in one pass from left to right.

use super::super::english::{Forms, Set, Tag, Tags, Traits};
use super::Token;

/// Decides the part of speech of every token.
pub(in crate::extract) fn tag(tokens: &mut [Token<'_>]) {
    let mut quoted = false;
    for at in 0..tokens.len() {
        let tag = decide(tokens, at);
        tokens[at].tag = tag;
        if tag == Tag::Quote {
            quoted = opens(tokens[at].text).unwrap_or(!quoted);
        }
        tokens[at].quoted = quoted && tag != Tag::Quote;
    }
}

/// Whether a quotation mark opens a quotation; nothing where it can do both.
fn opens(mark: &str) -> Option<bool> {
    match mark {
        "“" | "«" | "‘" => Some(true),
        "”" | "»" => Some(false),
        _ => None,
    }
}

/// A token between its neighbours; those before it are decided.
struct Place<'p, 't> {
    token: &'p Token<'t>,
    previous: Option<&'p Token<'t>>,
    next: Option<&'p Token<'t>>,
}

/// The readers of a word's place, in order: the first that has an answer decides.
const READERS: [fn(&Place<'_, '_>) -> Option<Tag>; 16] = [
    part_of_a_name,
    floating,
    expletive,
    gerund_after_verb,
    unambiguous,
    capital_inside,
    infinitive_marker,
    not_yet,
    that,
    auxiliary,
    modal,
    subordinator,
    once,
    possessive,
    verb_or_adjective,
    verb_or_noun,
];

fn decide(tokens: &[Token<'_>], at: usize) -> Tag {
    let place = Place {
        token: &tokens[at],
        previous: at.checked_sub(1).map(|before| &tokens[before]),
        next: tokens.get(at + 1),
    };
    let mut readers = READERS.iter();
    readers
        .find_map(|reader| reader(&place))
        .unwrap_or_else(|| first_of(place.token.tags))
}

/// Of several parts of speech that nothing decides between, the first in this order.
fn first_of(tags: Tags) -> Tag {
    const ORDER: [Tag; 8] = [
        Tag::Determiner,
        Tag::Preposition,
        Tag::Conjunction,
        Tag::Subordinator,
        Tag::Not,
        Tag::Pronoun,
        Tag::Adjective,
        Tag::Adverb,
    ];
    let found = ORDER.into_iter().find(|tag| tags.has(*tag));
    found.unwrap_or(Tag::Noun)
}

impl Place<'_, '_> {
    fn can_be(&self, tag: Tag) -> bool {
        self.token.tags.has(tag)
    }

    fn has(&self, form: Forms) -> bool {
        self.token.forms.has(form)
    }

    fn after(&self, tags: Tags) -> bool {
        self.previous.is_some_and(|p| p.is_any(tags))
    }

    fn before(&self, test: impl FnOnce(&Token<'_>) -> bool) -> bool {
        self.next.is_some_and(test)
    }
}

/// A name covers whatever its words are otherwise.
fn part_of_a_name(place: &Place<'_, '_>) -> Option<Tag> {
    let token = place.token;
    token.mention?;
    let before_noun = place.before(|n| {
        n.mention == token.mention
            || n.tags.has(Tag::Noun)
            || n.tags.has(Tag::Adjective)
            || (n.mention.is_some() && n.is_capital())
    });
    let adjective = token.adjectival && before_noun;
    Some(if adjective { Tag::Adjective } else { Tag::Noun })
}

/// What goes on in a noun phrase.
const INSIDE: Tags = Tags::any(&[
    Tag::Noun,
    Tag::Adjective,
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::Number,
]);

/// *opposed both to the end*, *all of them*
fn floating(place: &Place<'_, '_>) -> Option<Tag> {
    let goes_on = place.before(|n| n.tags.has_any(INSIDE) || n.mention.is_some());
    (place.token.of(Set::Floating) && !goes_on).then_some(Tag::Pronoun)
}

/// *there is*
fn expletive(place: &Place<'_, '_>) -> Option<Tag> {
    const VERBAL: Tags = Tags::any(&[Tag::Modal, Tag::Be, Tag::Have]);
    let verbal = place.token.of(Set::There) && place.before(|n| n.tags.has_any(VERBAL));
    verbal.then_some(Tag::Pronoun)
}

/// *opposed including the clause*: behind a verb a gerund that is also a preposition is what the verb takes.
fn gerund_after_verb(place: &Place<'_, '_>) -> Option<Tag> {
    let both = place.can_be(Tag::Preposition) && place.has(Forms::GERUND);
    if both && place.after(OPENERS) && place.before(|n| n.tags.has_any(INSIDE)) {
        // "the following steps"
        return Some(Tag::Adjective);
    }
    let taken = place.after(Tags::any(&[Tag::Verb])) && place.before(begins_phrase);
    (both && taken).then_some(Tag::Verb)
}

/// Whether a noun phrase can begin with a token.
fn begins_phrase(token: &Token<'_>) -> bool {
    const LEADS: Tags = Tags::any(&[Tag::Preposition, Tag::To, Tag::Conjunction]);
    let leads = token.tags.has_any(LEADS) && !token.forms.has(Forms::GERUND);
    token.mention.is_some()
        || token.forms.has(Forms::GERUND)
        || (token.tags.has_any(INSIDE) || token.tags.has(Tag::Adverb)) && !leads
}

fn unambiguous(place: &Place<'_, '_>) -> Option<Tag> {
    let only = place.token.tags.only()?;
    Some(match only == Tag::Verb {
        true => verb_or_modifier(place),
        false => only,
    })
}

/// A capital inside the sentence is a name, unless the sentence shouts.
fn capital_inside(place: &Place<'_, '_>) -> Option<Tag> {
    const OPENING: Tags = Tags::any(&[Tag::Quote, Tag::Stop, Tag::Break]);
    let inside = place.previous.is_some_and(|p| !p.is_any(OPENING));
    (inside && place.token.is_capital() && place.can_be(Tag::Noun)).then_some(Tag::Noun)
}

fn infinitive_marker(place: &Place<'_, '_>) -> Option<Tag> {
    place.can_be(Tag::To).then_some(Tag::To)
}

/// *has not yet agreed*
fn not_yet(place: &Place<'_, '_>) -> Option<Tag> {
    let inside = place.previous.is_some_and(|p| !p.is(Tag::Comma));
    (place.token.of(Set::Yet) && inside).then_some(Tag::Adverb)
}

/// *That* before a verb after a noun is relative, before a lone noun phrase a pointer, else it opens a clause.
fn that(place: &Place<'_, '_>) -> Option<Tag> {
    const VERBAL: Tags = Tags::any(&[Tag::Modal, Tag::Be, Tag::Have, Tag::Do]);
    if !place.token.of(Set::That) {
        return None;
    }
    let after_noun = place
        .previous
        .is_some_and(|p| p.is(Tag::Noun) && !p.traits.has(Traits::REPORT));
    let before_verb = place
        .before(|n| n.tags.has_any(VERBAL) || (n.tags.has(Tag::Verb) && !n.tags.has(Tag::Noun)));
    let after_verb = place.previous.is_some_and(|p| p.is(Tag::Verb));
    Some(match (before_verb, after_noun, after_verb) {
        (true, true, _) => Tag::Relative,
        (true, false, false) => Tag::Pronoun,
        _ => Tag::That,
    })
}

fn auxiliary(place: &Place<'_, '_>) -> Option<Tag> {
    if place.can_be(Tag::Have) && place.can_be(Tag::Verb) {
        return Some(Tag::Have);
    }
    place.can_be(Tag::Be).then_some(Tag::Be)
}

/// *need* before a noun is a verb; *will* after an article a noun.
fn modal(place: &Place<'_, '_>) -> Option<Tag> {
    let modal = || match place.token.of(Set::Need) {
        true => noun_or_verb(place),
        false => Tag::Modal,
    };
    place.can_be(Tag::Modal).then(modal)
}

fn subordinator(place: &Place<'_, '_>) -> Option<Tag> {
    let both = place.can_be(Tag::Subordinator) && place.can_be(Tag::Preposition);
    both.then_some(Tag::Subordinator)
}

/// *the United States once demanded*
fn once(place: &Place<'_, '_>) -> Option<Tag> {
    let told = place.previous.is_some_and(|p| p.is(Tag::Noun))
        && place.before(|n| n.forms.has(Forms::PAST));
    (place.token.of(Set::Once) && told).then_some(Tag::Adverb)
}

/// *her* before a noun.
fn possessive(place: &Place<'_, '_>) -> Option<Tag> {
    const OWNED: Tags = Tags::any(&[Tag::Noun, Tag::Adjective]);
    let both = place.can_be(Tag::Possessive) && place.can_be(Tag::Pronoun);
    let owned = place.before(|n| n.tags.has_any(OWNED));
    both.then_some(match owned {
        true => Tag::Possessive,
        false => Tag::Pronoun,
    })
}

fn verb_or_adjective(place: &Place<'_, '_>) -> Option<Tag> {
    let both =
        place.can_be(Tag::Verb) && (place.can_be(Tag::Adjective) || place.can_be(Tag::Adverb));
    both.then(|| adjective_or_verb(place))
}

fn verb_or_noun(place: &Place<'_, '_>) -> Option<Tag> {
    let both = place.can_be(Tag::Verb) && place.can_be(Tag::Noun);
    both.then(|| noun_or_verb(place))
}

/// What opens a noun phrase before its adjectives.
const OPENERS: Tags = Tags::any(&[
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::Genitive,
]);

/// A word that is only a verb may still modify a noun: *the proposed deal*.
fn verb_or_modifier(place: &Place<'_, '_>) -> Tag {
    const PREPOSITION: Tags = Tags::any(&[Tag::Preposition]);
    if place.after(PREPOSITION) && !place.has(Forms::GERUND) {
        let modifies = place.before(|n| n.tags.has(Tag::Noun) || n.mention.is_some());
        return if modifies { Tag::Adjective } else { Tag::Noun };
    }
    if is_head(place) {
        return Tag::Noun;
    }
    // "internationally recognised borders"
    if place
        .previous
        .is_some_and(|p| p.of(Set::AdverbsOfAdjectives))
        && place.has(Forms::PARTICIPLE)
        && place.before(|n| n.tags.has(Tag::Noun))
    {
        return Tag::Adjective;
    }
    modifying(place).unwrap_or(Tag::Verb)
}

/// *the wage scale*: a base form that ends a noun phrase is its head; so is *British waters*.
fn is_head(place: &Place<'_, '_>) -> bool {
    const ENDS: Tags = Tags::any(&[Tag::Stop, Tag::Comma, Tag::Preposition, Tag::Conjunction]);
    let after_noun = place
        .previous
        .is_some_and(|p| p.is(Tag::Noun) && p.mention.is_none() && !p.text.ends_with('s'));
    let ends = place
        .next
        .is_none_or(|n| n.tags.only().is_some_and(|tag| ENDS.has(tag)));
    let plural = place.has(Forms::THIRD) && place.previous.is_some_and(|p| p.is(Tag::Adjective));
    place.has(Forms::BASE) && after_noun && ends || plural
}

/// A participle or gerund inside a noun phrase: *its insisting* is rare, *the proposed deal* is not.
fn modifying(place: &Place<'_, '_>) -> Option<Tag> {
    // "supported limited use"
    let taken = place.after(Tags::any(&[Tag::Verb]));
    let participle = place.has(Forms::PARTICIPLE) && !place.has(Forms::GERUND);
    if taken && participle && place.before(|n| n.tags.has(Tag::Noun)) {
        return Some(Tag::Adjective);
    }
    let modifying = place.has(Forms::PARTICIPLE) || place.has(Forms::GERUND);
    let opened = place
        .previous
        .is_some_and(|p| p.is_any(OPENERS) || p.is(Tag::Adjective) || p.is(Tag::Number));
    if !modifying || !opened {
        return None;
    }
    let nominal = place
        .before(|n| n.tags.has(Tag::Noun) || n.tags.has(Tag::Adjective) || n.mention.is_some());
    Some(match (nominal, place.has(Forms::GERUND)) {
        (true, _) => Tag::Adjective,
        (false, true) => Tag::Noun,
        (false, false) => Tag::Verb,
    })
}

fn adjective_or_verb(place: &Place<'_, '_>) -> Tag {
    const AFTER_BE: Tags = Tags::any(&[Tag::Be, Tag::Adverb, Tag::Not]);
    let after_be = place.after(AFTER_BE);
    if place.token.traits.has(Traits::PREDICATE) && after_be && !acts_behind_adverb(place) {
        return Tag::Adjective;
    }
    if acts(place) || acts_behind_adverb(place) || after_aside(place) {
        return Tag::Verb;
    }
    if qualifies(place) {
        return Tag::Adjective;
    }
    let told = place.previous.is_some_and(|p| p.is(Tag::Noun))
        && (place.has(Forms::PAST) || place.has(Forms::THIRD));
    if after_be || told {
        Tag::Verb
    } else if place.can_be(Tag::Adjective) {
        Tag::Adjective
    } else {
        Tag::Adverb
    }
}

/// Whether what stands before makes it a verb.
fn acts(place: &Place<'_, '_>) -> bool {
    const LEADS: Tags = Tags::any(&[Tag::To, Tag::Modal, Tag::Do, Tag::Pronoun, Tag::Have]);
    let after_name = place.previous.is_some_and(|p| p.mention.is_some());
    place.after(LEADS) || (after_name && !place.has(Forms::BASE))
}

/// *The union firmly opposed further talks*, not *is firmly opposed to them*
fn acts_behind_adverb(place: &Place<'_, '_>) -> bool {
    place.has(Forms::PAST) && place.after(Tags::any(&[Tag::Adverb])) && place.before(begins_phrase)
}

/// *The union, backed by the ministry, opposed new rules*
fn after_aside(place: &Place<'_, '_>) -> bool {
    const MARKS: Tags = Tags::any(&[Tag::Comma, Tag::Bracket, Tag::Conjunction]);
    place.has(Forms::PAST) && place.after(MARKS) && place.before(begins_phrase)
}

/// Whether it stands inside a noun phrase, before the noun.
fn qualifies(place: &Place<'_, '_>) -> bool {
    let opened = place
        .previous
        .is_some_and(|p| p.is_any(OPENERS) || p.is(Tag::Preposition));
    opened || place.before(|n| n.is_plain_noun() || n.mention.is_some())
}

fn noun_or_verb(place: &Place<'_, '_>) -> Tag {
    let verb = match place.previous {
        Some(previous) => verb_after(place, previous),
        // A sentence that begins with "Offers ..." is a headline's noun phrase, one with "Calling for" a participle.
        None => place.has(Forms::GERUND),
    };
    if verb { Tag::Verb } else { Tag::Noun }
}

/// After these a word that can be both is a verb.
const VERB_FOLLOWS: Tags = Tags::any(&[Tag::To, Tag::Modal, Tag::Do, Tag::Pronoun, Tag::Relative]);

/// Whether a word that can be both is a verb after the one that stands before it.
fn verb_after(place: &Place<'_, '_>, previous: &Token<'_>) -> bool {
    let participle = place.has(Forms::PARTICIPLE);
    let (past, gerund) = (place.has(Forms::PAST), place.has(Forms::GERUND));
    if previous.is_any(VERB_FOLLOWS) {
        return true;
    }
    match previous.tag {
        Tag::Not => !previous.of(Set::No),
        Tag::Have => participle,
        Tag::Be => participle || gerund,
        Tag::Number => past,
        Tag::Preposition => gerund,
        Tag::Noun => verb_after_noun(place, previous),
        Tag::Adverb => past || before_object(place),
        Tag::Conjunction => gerund || past || before_object(place) && !before_verb(place),
        Tag::Comma => gerund || past || place.has(Forms::THIRD) && before_object(place),
        Tag::Determiner | Tag::Demonstrative | Tag::Possessive | Tag::Genitive => false,
        Tag::Adjective | Tag::Bracket | Tag::Quote | Tag::Stop | Tag::Break => false,
        Tag::Subordinator | Tag::That | Tag::Verb => false,
        Tag::To | Tag::Modal | Tag::Do | Tag::Pronoun | Tag::Relative => true,
    }
}

fn before_verb(place: &Place<'_, '_>) -> bool {
    const VERBAL: Tags = Tags::any(&[Tag::Be, Tag::Modal, Tag::Have]);
    let only = |n: &Token<'_>| n.tags.only().is_some_and(|tag| VERBAL.has(tag));
    place.before(|n| only(n) || n.tags.has(Tag::Be))
}

fn before_object(place: &Place<'_, '_>) -> bool {
    const OBJECT: Tags = Tags::any(&[
        Tag::Determiner,
        Tag::Demonstrative,
        Tag::Possessive,
        Tag::Number,
    ]);
    const ALONE: Tags = Tags::any(&[Tag::To, Tag::Pronoun]);
    place.before(|n| {
        n.tags.has_any(OBJECT)
            || n.tags.only().is_some_and(|tag| ALONE.has(tag))
            || n.of(Set::That)
            || n.mention.is_some()
    })
}

fn verb_after_noun(place: &Place<'_, '_>, previous: &Token<'_>) -> bool {
    if before_verb(place) {
        return false;
    }
    if place.has(Forms::PAST) || place.has(Forms::GERUND) {
        return true;
    }
    if place.has(Forms::THIRD) {
        return third_person_verb(place, previous);
    }
    let agent = previous.traits.has(Traits::AGENT);
    let plural = previous.text.ends_with('s');
    let plain = place.has(Forms::BASE)
        && plural
        && (previous.mention.is_some() || agent)
        && !place.before(|n| n.is_plain_noun());
    plain || before_object(place) && (plural || agent)
}

/// Whether a word in *-s* after a noun is a verb: *the union demands a vote*, not *union demands*.
fn third_person_verb(place: &Place<'_, '_>, previous: &Token<'_>) -> bool {
    const OBJECT: Tags = Tags::any(&[Tag::Determiner, Tag::Possessive, Tag::Pronoun]);
    let proper = previous.mention.is_some() || previous.is_capital();
    let object =
        place.before(|n| n.tags.only().is_some_and(|tag| OBJECT.has(tag)) || n.of(Set::That));
    let gerund = |n: &Token<'_>| n.forms.has(Forms::GERUND) && n.tags.only() == Some(Tag::Verb);
    proper || object || place.before(|n| n.of(Set::OnUpon) || gerund(n))
}
