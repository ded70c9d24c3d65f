//! Who says what a group says: the verb of saying whose clause it is.

use super::super::english::{Set, Tag, Tags, Traits};
use super::super::parse::Parse;
use super::{Group, Kind, leftmost};

/// Finds the group that reports a group.
pub(super) fn find(parse: &mut Parse<'_>, number: usize) {
    let group = &parse.groups[number];
    if !group.is(Kind::Finite) || group.reported_by.is_some() {
        return;
    }
    let reported_by = match (group.subject, group.shares) {
        (Some(subject), _) => reporter(parse, number, subject),
        (None, Some(with)) => parse.groups[with].reported_by,
        (None, None) => None,
    };
    parse.groups[number].reported_by = reported_by;
}

/// What stands before the subject of a clause.
enum Lead {
    /// A verb of saying may end here; whether *that* opens the clause.
    Words(usize, bool),
    /// *..., and that*: it is reported as the clause before.
    AlsoThat,
    /// Nothing that reports.
    Nothing,
}

fn reporter(parse: &Parse<'_>, number: usize, subject: usize) -> Option<usize> {
    match lead(parse, leftmost(parse, subject)) {
        Lead::Words(at, that) => says_before(parse, number, at, that),
        Lead::AlsoThat => {
            let reported = |p: &usize| {
                parse.groups[*p].is(Kind::Finite) && parse.groups[*p].reported_by.is_some()
            };
            let earlier = (0..number).rev().find(reported);
            earlier.and_then(|p| parse.groups[p].reported_by)
        }
        Lead::Nothing => None,
    }
}

/// Walks left from the subject over adverbs and an opening quote to a verb of saying or *that*.
fn lead(parse: &Parse<'_>, from: usize) -> Lead {
    const PASSED: Tags = Tags::any(&[Tag::Quote, Tag::Adverb]);
    let (mut at, mut that) = (from, false);
    while let Some(before) = at.checked_sub(1) {
        let token = &parse.tokens[before];
        if token.is(Tag::That) && token.of(Set::That) {
            that = true;
        } else if token.is(Tag::Subordinator) && !token.of(Set::If) {
            return Lead::Nothing;
        } else if token.is(Tag::Conjunction) && that {
            // "that, if X, Y" and "that although ..." are not followed further.
            return Lead::AlsoThat;
        } else if !token.is_any(PASSED) && !opens_quotation(parse, before) {
            break;
        }
        at = before;
    }
    Lead::Words(at, that)
}

/// A comma or colon before a quotation.
fn opens_quotation(parse: &Parse<'_>, at: usize) -> bool {
    const MARKS: Tags = Tags::any(&[Tag::Comma, Tag::Break]);
    parse.is_any(at, MARKS) && parse.is(at + 1, Tag::Quote)
}

/// The verb of saying that stands right before a place.
fn says_before(parse: &Parse<'_>, number: usize, at: usize, that: bool) -> Option<usize> {
    const PARTS: Tags = Tags::any(&[
        Tag::Comma,
        Tag::Break,
        Tag::Subordinator,
        Tag::Conjunction,
        Tag::Relative,
    ]);
    let before = at.checked_sub(1)?;
    let reporter = (0..number)
        .rev()
        .find(|&p| parse.groups[p].main <= before)?;
    let says = that || parse.verb(reporter).traits.has(Traits::REPORT);
    let mut gap = parse.groups[reporter].main + 1..at;
    let short = that || gap.len() <= 6;
    let near = gap.all(|i| !parse.is_any(i, PARTS) || parse.is(i + 1, Tag::Quote));
    (says && short && near).then_some(reporter)
}

/// *The plan is dead, the minister said*: a verb of saying at the end reports what stands before it.
pub(super) fn closing(parse: &mut Parse<'_>) {
    for number in 0..parse.groups.len() {
        let Some(start) = closing_start(parse, number) else {
            continue;
        };
        for earlier in 0..number {
            let group = &mut parse.groups[earlier];
            if group.reported_by.is_none() && group.main < start {
                group.reported_by = Some(number);
            }
        }
        // A quotation may go on behind the verb.
        for later in number + 1..parse.groups.len() {
            let quoted = parse.verb(later).quoted;
            let group = &mut parse.groups[later];
            if group.reported_by.is_none() && quoted {
                group.reported_by = Some(number);
            }
        }
    }
}

/// Where a closing report begins, if a group is one.
fn closing_start(parse: &Parse<'_>, number: usize) -> Option<usize> {
    const SEPARATES: Tags = Tags::any(&[Tag::Comma, Tag::Quote]);
    let group = &parse.groups[number];
    let says = parse.verb(number).traits.has(Traits::REPORT);
    if !says || !group.is(Kind::Finite) || group.reported_by.is_some() {
        return None;
    }
    let start = leftmost(parse, group.subject?).min(group.first);
    let before = start.checked_sub(1)?;
    (parse.is_any(before, SEPARATES) && is_open(parse, group, start)).then_some(start)
}

/// Whether a verb of saying has nothing of its own to say.
fn is_open(parse: &Parse<'_>, group: &Group, start: usize) -> bool {
    let (first, end) = group.content;
    let own = |at: usize| parse.tokens[at].is_nominal() || parse.is(at, Tag::That);
    first >= end
        || parse.tokens[group.main].of(Set::Said)
        || !own(first)
        || parse.tokens[..start].iter().any(|t| t.quoted)
}
