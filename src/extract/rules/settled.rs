//! Of hits that say the same, the one that says it best.

use super::super::parse::Range;
use super::Hit;

/// Drops repeats, and what another hit says better.
pub(super) fn settle(hits: Vec<Hit>) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits.into_iter().filter(|hit| hit.span.0 < hit.span.1) {
        match kept.iter_mut().find(|other| says_the_same(other, &hit)) {
            Some(other) if other.topic.score < hit.topic.score => *other = hit,
            Some(_) => {}
            None => kept.push(hit),
        }
    }
    kept
}

fn says_the_same(one: &Hit, other: &Hit) -> bool {
    let who = |hit: &Hit| hit.holders.first().map(|a| a.party);
    let issue = one.topic.issue.is_some() && one.topic.issue == other.topic.issue;
    let words = overlap(one.span, other.span) && one.topic.words == other.topic.words;
    who(one) == who(other) && one.meaning.kind == other.meaning.kind && (issue || words)
}

fn overlap(a: Range, b: Range) -> bool {
    a.0 < b.1 && b.0 < a.1
}
