//! Where the clause of a group ends: before the next clause of its level.

use super::super::english::{Set, Tag, Tags};
use super::super::parse::Parse;
use super::Kind;

/// The end of what follows a group's verb within its clause.
pub(super) fn end(parse: &Parse<'_>, number: usize) -> usize {
    let start = parse.groups[number].main + 1;
    let quoted = parse.tokens[start - 1].quoted;
    let mut places = start..parse.len();
    let end = places.find(|&at| ends(parse, start, at, quoted));
    end.unwrap_or(parse.len())
}

fn ends(parse: &Parse<'_>, start: usize, at: usize, quoted: bool) -> bool {
    const ALWAYS: Tags = Tags::any(&[Tag::Stop, Tag::Relative]);
    let token = &parse.tokens[at];
    let first = at == start;
    if token.is(Tag::Break) {
        return token.text != "/" && (token.text != ":" || !first);
    }
    if token.is(Tag::Subordinator) {
        return !first && !token.of(Set::GoesOnInside) || token.of(Set::AcrossClauses);
    }
    let later = token.is(Tag::Quote) && quoted && !token.quoted
        || token.is(Tag::Conjunction) && (token.of(Set::ButYet) || new_clause(parse, at + 1))
        || token.is(Tag::Comma) && comma_ends(parse, at);
    token.is_any(ALWAYS) || !first && later
}

/// Whether what begins here is a clause of its own: a finite verb, or a noun phrase directly before one.
pub(super) fn new_clause(parse: &Parse<'_>, at: usize) -> bool {
    const PASSED: Tags = Tags::any(&[Tag::Adverb, Tag::Not]);
    let mut places = at..parse.len();
    let at = places.find(|&i| !parse.is_any(i, PASSED)).unwrap_or(at);
    if parse.is(at, Tag::That) || parse.is_finite_at(at) {
        return true;
    }
    let end = end_of_phrases(parse, at);
    end > at
        && (parse.is_finite_at(end) || parse.is(end, Tag::Adverb) && parse.is_finite_at(end + 1))
}

/// The end of the noun phrases that begin here and that *of* joins.
fn end_of_phrases(parse: &Parse<'_>, at: usize) -> usize {
    let mut end = at;
    while let Some(phrase) = parse.phrase(end) {
        end = parse.phrases[phrase].end;
        end = parse.aside_from(end).unwrap_or(end);
        end += usize::from(parse.stands(end, Set::Of) || joins_party(parse, end));
    }
    end
}

/// *A, B and C*: whether what stands here joins another party.
fn joins_party(parse: &Parse<'_>, at: usize) -> bool {
    let joint = parse.is(at, Tag::Comma) || parse.stands(at, Set::And);
    let next = parse.phrase(at + 1).filter(|_| joint);
    next.is_some_and(|next| parse.actor_of(next).is_some())
}

/// Whether a comma ends the clause: what follows has a verb of its own, or opens a participle.
fn comma_ends(parse: &Parse<'_>, at: usize) -> bool {
    const OPENS: Tags = Tags::any(&[
        Tag::Subordinator,
        Tag::Relative,
        Tag::Pronoun,
        Tag::Quote,
        Tag::That,
        Tag::Modal,
    ]);
    let Some(next) = parse.token(at + 1) else {
        return true;
    };
    if next.is_any(OPENS) {
        return true;
    }
    if next.is(Tag::Conjunction) {
        return !next.of(Set::AndOr) || new_clause(parse, at + 2);
    }
    let mut groups = parse.groups.iter();
    groups.any(|g| g.first == at + 1 && g.kind != Kind::Infinitive) || new_clause(parse, at + 1)
}
