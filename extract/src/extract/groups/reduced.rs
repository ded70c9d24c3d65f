//! Participles that look finite: *the plan proposed last week would fail*.

use super::super::english::{Forms, Set, Tag, Tags, Traits};
use super::super::parse::Parse;
use super::{Group, Kind};

/// Of two would-be finite verbs with one subject one is a participle.
pub(super) fn demote(parse: &mut Parse<'_>) {
    for number in 1..parse.groups.len() {
        if after_object(parse, number) {
            make_participle(&mut parse.groups[number]);
        }
    }
    for number in 0..parse.groups.len().saturating_sub(1) {
        if before_finite(parse, number) {
            make_participle(&mut parse.groups[number]);
        }
    }
}

fn make_participle(group: &mut Group) {
    group.kind = Kind::Participle;
    group.passive = true;
}

/// Whether a lone form can be a participle too, of a verb that reports nothing.
fn is_ambiguous(parse: &Parse<'_>, group: &Group) -> bool {
    let token = &parse.tokens[group.main];
    group.is(Kind::Finite)
        && group.first == group.main
        && token.forms.has(Forms::PARTICIPLE)
        && !token.traits.has(Traits::REPORT)
}

/// *strike a residence linked to X*: behind the object of a verb or a preposition no new finite verb begins.
fn after_object(parse: &Parse<'_>, number: usize) -> bool {
    const LED: Tags = Tags::any(&[Tag::Preposition, Tag::To]);
    let (before, here) = (&parse.groups[number - 1], &parse.groups[number]);
    let object = parse
        .phrase_before(here.first)
        .is_some_and(|p| parse.phrases[p].first == before.main + 1 && before.kind != Kind::Gerund);
    is_ambiguous(parse, here)
        && object
        && parse.is_any(here.main + 1, LED)
        && !parse.tokens[before.main].traits.has(Traits::REPORT)
}

/// *The plan proposed last week would fail*: the finite verb is the next one.
fn before_finite(parse: &Parse<'_>, number: usize) -> bool {
    const JOINS: Tags = Tags::any(&[
        Tag::Conjunction,
        Tag::Comma,
        Tag::That,
        Tag::Relative,
        Tag::Subordinator,
        Tag::Pronoun,
        Tag::Break,
        Tag::Quote,
    ]);
    let (here, next) = (&parse.groups[number], &parse.groups[number + 1]);
    let past = parse.tokens[here.main].forms.has(Forms::PAST);
    if !is_ambiguous(parse, here) || !past || next.kind != Kind::Finite {
        return false;
    }
    let after_noun = here.first > 0 && parse.is(here.first - 1, Tag::Noun);
    let between = &parse.tokens[here.main + 1..next.first];
    let led = between.first().is_some_and(|t| {
        t.is(Tag::Preposition) || t.traits.has(Traits::TIME) || t.of(Set::LeadsTime)
    });
    after_noun && led && !between.iter().any(|t| t.is_any(JOINS))
}
