//! Of hits that say the same, the one that says it best.

use super::super::parse::Range;
use super::Hit;

/// Drops repeats, and what another hit says better.
pub(super) fn settle(hits: Vec<Hit>) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits.into_iter().filter(|hit| hit.span.0 < hit.span.1) {
        match kept.iter_mut().find(|other| says_the_same(other, &hit)) {
            Some(other) if says_it_better(&hit, other) => *other = hit,
            Some(_) => {}
            None => kept.push(hit),
        }
    }
    kept
}

/// Whether a hit names more of its issue, or says the same more narrowly: *the need for a vote* against *stressed the need
/// for a vote*.
fn says_it_better(hit: &Hit, other: &Hit) -> bool {
    let width = |hit: &Hit| hit.content.1 - hit.content.0;
    let narrower = hit.group.is_none() && nested(hit, other) && width(hit) < width(other);
    hit.topic.score > other.topic.score || hit.topic.score == other.topic.score && narrower
}

fn says_the_same(one: &Hit, other: &Hit) -> bool {
    let who = |hit: &Hit| hit.holders.first().map(|a| a.party);
    let issue = one.topic.issue.is_some() && one.topic.issue == other.topic.issue;
    let words = overlap(one.span, other.span) && one.topic.words == other.topic.words;
    who(one) == who(other)
        && one.meaning.kind == other.meaning.kind
        && one.related == other.related
        && (issue || words || nested(one, other))
}

/// *stressed the importance of X*: one says what the other says.
fn nested(one: &Hit, other: &Hit) -> bool {
    let holds = |a: Range, b: Range| a.0 <= b.0 && b.1 <= a.1 && b.0 < b.1;
    let inside = holds(one.content, other.content) || holds(other.content, one.content);
    let unknown = one.topic.issue.is_none() || other.topic.issue.is_none();
    inside && unknown && one.meaning.stance == other.meaning.stance
}

fn overlap(a: Range, b: Range) -> bool {
    a.0 < b.1 && b.0 < a.1
}
