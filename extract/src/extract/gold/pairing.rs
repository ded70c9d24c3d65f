//! Pairs proposed facts with coded ones: as many as possible (Kuhn 1955), and how strictly they must agree.

use std::cmp::Reverse;

use super::super::fact::{Fact, FactKind, Polarity};
use super::super::names::Names;
use super::words::{head, key, normal, stem, stems};
use super::{Gold, GoldFact, Level};

/// For each proposed fact the coded one that it is paired with: as many pairs as possible, the likest first.
pub(super) fn pair(document: &Gold, proposed: &[Fact], level: Level) -> Vec<Option<usize>> {
    let edges: Vec<Vec<usize>> = proposed
        .iter()
        .map(|fact| fitting(document, fact, level))
        .collect();
    let mut owner: Vec<Option<usize>> = vec![None; document.facts.len()];
    for fact in 0..proposed.len() {
        let mut seen = vec![false; document.facts.len()];
        augment(fact, &edges, &mut owner, &mut seen);
    }
    let mut pairs = vec![None; proposed.len()];
    for (coded, fact) in owner.iter().enumerate() {
        if let Some(fact) = fact {
            pairs[*fact] = Some(coded);
        }
    }
    pairs
}

/// The coded facts that a proposed one agrees with, the likest first.
fn fitting(document: &Gold, fact: &Fact, level: Level) -> Vec<usize> {
    let coded = |n: usize| &document.facts[n];
    let all = 0..document.facts.len();
    let mut fits: Vec<usize> = all
        .filter(|&n| agrees(document, fact, coded(n), level))
        .collect();
    fits.sort_by_key(|&n| (Reverse(likeness(document, fact, coded(n))), n));
    fits
}

fn augment(
    fact: usize,
    edges: &[Vec<usize>],
    owner: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for &coded in &edges[fact] {
        if seen[coded] {
            continue;
        }
        seen[coded] = true;
        if owner[coded].is_none_or(|other| augment(other, edges, owner, seen)) {
            owner[coded] = Some(fact);
            return true;
        }
    }
    false
}

fn agrees(document: &Gold, fact: &Fact, coded: &GoldFact, level: Level) -> bool {
    if !same_place(fact, coded) {
        return false;
    }
    let strict = level == Level::Strict;
    match level {
        Level::Sentence => true,
        Level::Who => same_holder(fact, coded),
        Level::Lenient | Level::Strict => {
            same_holder(fact, coded)
                && same_kind(fact, coded, strict)
                && same_stance(fact, coded, strict)
                && same_issue(document, fact, coded, strict)
        }
    }
}

fn likeness(document: &Gold, fact: &Fact, coded: &GoldFact) -> u32 {
    let tests = [
        same_holder(fact, coded),
        same_kind(fact, coded, true),
        same_stance(fact, coded, true),
        same_issue(document, fact, coded, true),
        same_issue(document, fact, coded, false),
        coded.core,
    ];
    tests.into_iter().map(u32::from).sum()
}

/// Half of the proposed span in the coded sentence, or half of the coded words in the span; and no paragraph-wide shots.
fn same_place(fact: &Fact, coded: &GoldFact) -> bool {
    let (a, b) = (fact.start, fact.end);
    let length = coded.sentence.1.saturating_sub(coded.sentence.0);
    if b <= a || b - a > 3 * length {
        return false;
    }
    let common = |low: usize, high: usize| b.min(high).saturating_sub(a.max(low));
    common(coded.sentence.0, coded.sentence.1) * 2 >= b - a
        || common(coded.start, coded.end) * 2 >= coded.end - coded.start
}

fn same_holder(fact: &Fact, coded: &GoldFact) -> bool {
    fact.holder.as_deref().map(key) == coded.holder
}

fn family(kind: FactKind) -> u8 {
    match kind {
        FactKind::Position | FactKind::Demand | FactKind::Offer => 0,
        FactKind::Rejection | FactKind::Denial | FactKind::Disagreement => 1,
        FactKind::Acceptance => 2,
        FactKind::Condition | FactKind::ApprovalRequired => 3,
        FactKind::Event | FactKind::Claim => 4,
        FactKind::Relation => 5,
    }
}

fn same_kind(fact: &Fact, coded: &GoldFact, strict: bool) -> bool {
    coded.kind == Some(fact.kind)
        || (!strict
            && (coded.also.contains(&fact.kind)
                || coded
                    .kind
                    .is_some_and(|kind| family(kind) == family(fact.kind))))
}

/// In favour, against, unsettled; a dispute is both of the last two.
fn classes(stance: Polarity) -> u8 {
    match stance {
        Polarity::Supports | Polarity::Demands | Polarity::Offers | Polarity::Accepts => 0b001,
        Polarity::Rejects => 0b010,
        Polarity::Disputed => 0b110,
        Polarity::Conditional | Polarity::Open => 0b100,
    }
}

fn same_stance(fact: &Fact, coded: &GoldFact, strict: bool) -> bool {
    let loose = coded.kind.is_some_and(|kind| !kind.is_core());
    match (fact.stance, coded.stance) {
        (a, b) if a == b => true,
        _ if strict && !loose => false,
        (Some(a), Some(b)) => classes(a) & classes(b) != 0,
        _ => true,
    }
}

fn same_issue(document: &Gold, fact: &Fact, coded: &GoldFact, strict: bool) -> bool {
    let words = fact.issue.as_deref().filter(|words| !words.is_empty());
    let id = words.and_then(|words| issue_id(&document.names, words));
    if coded.issue.is_some() && id == coded.issue.as_deref() {
        return true;
    }
    let Some(words) = words else {
        return coded.issue.is_none() && !strict;
    };
    let by_head = coded.issue.is_none() && (id.is_none() || !strict);
    by_head && has_head(words, coded) || !strict && shares_a_word(document, words, id, coded)
}

/// Whether words hold the head of the coder's phrase.
fn has_head(words: &str, coded: &GoldFact) -> bool {
    let head = head(&coded.issue_text);
    normal(words).iter().any(|word| stem(word) == head)
}

/// Whether words share a stem with the coder's, the names of the issues counted in.
fn shares_a_word(document: &Gold, words: &str, id: Option<&str>, coded: &GoldFact) -> bool {
    let named = |id: Option<&str>| {
        document
            .names
            .issues
            .iter()
            .find(|i| Some(i.id.as_str()) == id)
    };
    let mut mine = stems(words);
    mine.extend(named(id).into_iter().flat_map(|issue| stems(&issue.name)));
    let mut theirs = stems(&coded.issue_text);
    if let Some(issue) = named(coded.issue.as_deref()).filter(|_| coded.issue.is_some()) {
        let names = std::iter::once(&issue.name).chain(&issue.terms);
        theirs.extend(names.flat_map(|name| stems(name)));
    }
    !mine.is_disjoint(&theirs)
}

fn issue_id<'n>(names: &'n Names, words: &str) -> Option<&'n str> {
    let wanted = key(words);
    names
        .issues
        .iter()
        .find(|i| {
            key(&i.id) == wanted
                || key(&i.name) == wanted
                || i.terms.iter().any(|t| key(t) == wanted)
        })
        .map(|i| i.id.as_str())
}
