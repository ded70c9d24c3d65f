//! Conditions and approvals: what waits for what, and who must say yes first.

use super::english::Tag;
use super::fact::{FactKind, Polarity};
use super::frames::Meaning;
use super::groups::Kind;
use super::hits::{Hit, Reading};
use super::holder;
use super::issue::Hints;
use super::parse::Actor;

const CONDITION: Meaning = Meaning {
    kind: FactKind::Condition,
    stance: Some(Polarity::Conditional),
};
/// A thing that its holder demands before something else may come.
const DEMANDED: Meaning = Meaning {
    kind: FactKind::Condition,
    stance: Some(Polarity::Demands),
};
const APPROVAL: Meaning = Meaning {
    kind: FactKind::ApprovalRequired,
    stance: Some(Polarity::Conditional),
};

/// Finds the conditions of a sentence.
pub(super) fn find(reading: &mut Reading<'_, '_>) {
    connectives(reading);
    dependences(reading);
    prerequisites(reading);
}

fn connectives(reading: &mut Reading<'_, '_>) {
    let mut at = 0;
    while at < reading.parse.tokens.len() {
        let frames = &reading.lexicon.frames;
        let candidates = frames
            .connectives_at
            .get(reading.parse.tokens[at].lower.as_ref())
            .map_or(&[][..], Vec::as_slice);
        let fits = |number: &usize| {
            let words = &frames.connectives[*number].words;
            words.iter().enumerate().all(|(k, word)| {
                reading
                    .token(at + k)
                    .is_some_and(|t| *t.lower == **word && t.mention.is_none() && !t.is(Tag::Verb))
            })
        };
        let Some(index) = candidates.iter().copied().find(fits) else {
            at += 1;
            continue;
        };
        let width = reading.lexicon.frames.connectives[index].words.len();
        if let Some(hit) = connective(reading, index, at) {
            if let Some(group) = hit.group {
                reading.conditioned[group] = true;
                // "will not sign until" is one condition and no refusal beside it.
                let whole = matches!(
                    hit.rule.as_str(),
                    "condition/unless"
                        | "condition/until"
                        | "condition/only if"
                        | "condition/only after"
                        | "condition/before"
                );
                let reported_by = reading.group(group).reported_by;
                reading.hits.retain(|other| {
                    let insists = other.group.is_some()
                        && other.group == reported_by
                        && other.meaning.kind == FactKind::Demand;
                    let considers =
                        other.group == Some(group) && other.rule.starts_with("openness/");
                    !(insists || considers)
                });
                if whole {
                    reading.hits.retain(|other| {
                        other.group != Some(group)
                            || !matches!(
                                other.meaning.kind,
                                FactKind::Rejection | FactKind::Acceptance
                            )
                    });
                }
            }
            reading.hits.push(hit);
        }
        at += width;
    }
}

fn connective(reading: &Reading<'_, '_>, index: usize, at: usize) -> Option<Hit> {
    let connective = &reading.lexicon.frames.connectives[index];
    let after = at + connective.words.len();
    let leads = at == 0
        || at.checked_sub(1).is_some_and(|b| {
            matches!(
                reading.parse.tokens[b].tag,
                Tag::Quote | Tag::That | Tag::Conjunction | Tag::Comma
            ) && !reading.parse.groups.iter().any(|g| {
                g.kind == Kind::Finite
                    && g.main < at
                    && g.content.1 >= b
                    && g.reported_by.is_none()
                    && !leads_report(reading, g, at)
            })
        });
    // The end of the condition itself: a comma where it leads, else the end of the clause.
    let end = condition_end(reading, after, leads);
    let end = if leads && end >= reading.parse.tokens.len() {
        next_clause(reading, after).unwrap_or(end)
    } else {
        end
    };
    let main =
        if leads {
            let first = reading
                .parse
                .groups
                .iter()
                .position(|g| g.kind == Kind::Finite && g.first >= end);
            // "Without a truce, she said, the talks will fail": the verb of saying only reports.
            let says = |n: &usize| {
                reading.parse.tokens[reading.group(*n).main]
                    .traits
                    .has(super::english::Traits::REPORT)
            };
            let next =
                first.filter(says).and_then(|n| {
                    reading.parse.groups.iter().enumerate().position(|(k, g)| {
                        k > n && g.kind == Kind::Finite && g.reported_by == Some(n)
                    })
                });
            next.or(first)
        } else {
            reading
                .parse
                .groups
                .iter()
                .enumerate()
                .rev()
                .find(|(n, g)| {
                    g.main < at
                        && matches!(g.kind, Kind::Finite | Kind::Infinitive)
                        && !inserted(reading, *n)
                })
                .map(|(n, _)| n)
        }?;
    let top = climb(reading, main);
    let group = reading.group(top);
    let only = at
        .checked_sub(1)
        .is_some_and(|b| matches!(reading.parse.tokens[b].lower.as_ref(), "only" | "even"));
    let negative = group.negated
        || reading.group(main).negated
        || reading
            .verb_frame(top)
            .is_some_and(|(f, _, _)| f.family == "rejection")
        || no_subject(reading, top);
    let word = |at: Option<usize>| {
        at.map(|m| reading.parse.tokens[m].lower.to_string())
            .unwrap_or_default()
    };
    let modal = word(group.modal.or(reading.group(main).modal));
    let future = matches!(
        modal.as_str(),
        "will" | "would" | "could" | "can" | "'ll" | "'d" | "may" | "might" | "must" | "should"
    ) || reading.verb_frame(top).is_some();
    let warned = connective.needed && leads && (reading.reporter(top).is_some() || future);
    if connective.negated
        && !(negative
            || only
            || warned
            || (matches!(modal.as_str(), "must" | "had" | "has" | "have")
                && connective.words.len() == 1
                && !connective.needed))
        || connective.future && !future
        || after >= end
    {
        return None;
    }
    let needed = (after, end);
    if connective.needed && approval_in(reading, (after, end.min(after + 6))).is_some() {
        return None;
    }
    let reporter = reading.reporter(top);
    let mut holders: Vec<Actor> = reading.holders(top);
    if connective.needed || holders.is_empty() {
        if let Some(reporter) = reporter.clone().filter(|_| holders.is_empty()) {
            holders = vec![reporter];
        } else if holders.is_empty() {
            holders = owner_in(reading, reading.subject_range(top).unwrap_or((0, 0)));
        }
        if holders.is_empty() {
            // The one who acts in the sentence's first clause.
            let first = reading
                .parse
                .groups
                .iter()
                .position(|g| g.kind == Kind::Finite)
                .filter(|&f| f < top);
            holders = first.map(|f| reading.holders(f)).unwrap_or_default();
        }
    }
    if connective.future && holders.is_empty() {
        return None;
    }
    let main_range = reading.span(top);
    let main_range = (
        main_range.0,
        main_range
            .1
            .max(reading.group(main).content.1)
            .min(if leads { usize::MAX } else { at }),
    );
    // "The strike must end before any deal": the deal waits, and the end of the strike is what is needed.
    let turned = *connective.words[0] == *"before" && !negative && !only;
    let (waits, needed) = if turned {
        (needed, main_range)
    } else {
        (main_range, needed)
    };
    let (topic, demanded) = if turned {
        (reading.topic(waits, Hints::default()), false)
    } else {
        about(reading, top, waits, needed, connective.needed)
    };
    let own = holders
        .iter()
        .any(|h| reading.holders(top).iter().any(|a| a.party == h.party));
    let span = if leads {
        (at, main_range.1)
    } else {
        (main_range.0.min(at), end)
    };
    Some(Hit {
        meaning: if demanded && !own && !holders.is_empty() {
            DEMANDED
        } else {
            CONDITION
        },
        rule: connective.rule.clone(),
        explain: reading.explain(
            reading.parse.text(reading.text, (at, after)),
            &holders,
            reporter.as_ref(),
            false,
        ),
        holders,
        topic,
        span,
        content: needed,
        condition: Some(words(reading, needed)),
        reporter,
        planned: false,
        group: Some(top),
    })
}

/// Where the clause begins that follows a leading condition without a comma: *without a vote there can be no deal*.
fn next_clause(reading: &Reading<'_, '_>, from: usize) -> Option<usize> {
    let group = reading
        .parse
        .groups
        .iter()
        .find(|g| g.first > from && g.kind == Kind::Finite)?;
    let subject = group.subject?;
    Some(reading.parse.phrases[subject].first).filter(|first| *first > from)
}

/// Whether a verb of saying stands behind what it reports: *..., his office made clear, only if ...*.
fn inserted(reading: &Reading<'_, '_>, number: usize) -> bool {
    reading.parse.groups[..number]
        .iter()
        .any(|g| g.reported_by == Some(number))
}

/// Whether a verb of saying opens the clause in which a connective stands.
fn leads_report(reading: &Reading<'_, '_>, group: &super::groups::Group, at: usize) -> bool {
    group.main + 1 == at
        || (group.main + 2 == at && reading.parse.tokens[group.main + 1].is(Tag::That))
}

/// The group that an infinitive completes, up to the finite one.
fn climb(reading: &Reading<'_, '_>, from: usize) -> usize {
    let mut at = from;
    for _ in 0..4 {
        match reading.group(at).completes {
            Some(outer) if reading.group(at).kind != Kind::Finite => at = outer,
            _ => break,
        }
    }
    at
}

fn no_subject(reading: &Reading<'_, '_>, group: usize) -> bool {
    reading.subject_range(group).is_some_and(|(first, _)| {
        matches!(
            reading.parse.tokens[first].lower.as_ref(),
            "no" | "not" | "nothing" | "none" | "neither"
        ) || first
            .checked_sub(1)
            .is_some_and(|b| reading.parse.tokens[b].negates())
    })
}

fn condition_end(reading: &Reading<'_, '_>, from: usize, leads: bool) -> usize {
    let tokens = &reading.parse.tokens;
    (from..tokens.len())
        .find(|&i| match tokens[i].tag {
            Tag::Break | Tag::Stop => true,
            Tag::Quote => i > from,
            Tag::Comma => {
                leads
                    || reading
                        .parse
                        .groups
                        .iter()
                        .any(|g| g.first > i && g.first <= i + 4 && g.kind != Kind::Infinitive)
            }
            Tag::Conjunction => tokens[i].lower == "but",
            _ => false,
        })
        .unwrap_or(tokens.len())
}

/// What a condition is about, and whether that is the thing demanded: what is needed, where it names an issue, else what waits.
fn about(
    reading: &Reading<'_, '_>,
    group: usize,
    main: (usize, usize),
    needed: (usize, usize),
    only_needed: bool,
) -> (super::issue::Topic, bool) {
    let by_needed = reading.topic(needed, Hints::default());
    let content = (reading.group(group).main, main.1);
    let by_main = reading.topic(content, Hints::default());
    let by_main = if by_main.issue.is_some() {
        by_main
    } else {
        reading.topic(main, Hints::default())
    };
    if only_needed
        || by_needed.issue.is_some()
            && (by_main.issue.is_none()
                || by_needed.score > by_main.score
                || reading.holders(group).is_empty())
    {
        return (by_needed, true);
    }
    // "There can be no deal as long as ...": the deal as a whole is no issue; what is needed is the matter.
    let vague = (main.0..main.1.min(reading.parse.tokens.len()))
        .map(|at| &reading.parse.tokens[at])
        .filter(|t| t.is(Tag::Noun))
        .all(|t| {
            matches!(
                t.lower.as_ref(),
                "agreement"
                    | "deal"
                    | "talks"
                    | "solution"
                    | "settlement"
                    | "progress"
                    | "peace"
                    | "negotiations"
                    | "accord"
                    | "treaty"
                    | "way"
                    | "question"
            )
        });
    if by_main.issue.is_none() && by_needed.issue.is_none() && vague && !by_needed.words.is_empty()
    {
        return (by_needed, false);
    }
    if by_main.issue.is_some() || by_needed.issue.is_none() {
        return (by_main, false);
    }
    (by_needed, true)
}

fn words(reading: &Reading<'_, '_>, range: (usize, usize)) -> String {
    reading
        .parse
        .text(reading.text, range)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A party that owns something in a range: *Kyiv's signature*.
fn owner_in(reading: &Reading<'_, '_>, range: (usize, usize)) -> Vec<Actor> {
    let Some(phrase) = reading.parse.phrase_at.get(range.0).copied().flatten() else {
        return Vec::new();
    };
    holder::owner_of(reading.parse, reading.discourse, phrase, None)
}

/// *The vote depends on a truce*: the subject waits for the object.
fn dependences(reading: &mut Reading<'_, '_>) {
    let mut hits = Vec::new();
    for number in 0..reading.parse.groups.len() {
        let group = reading.group(number);
        if group.kind != Kind::Finite || (group.relative && group.passive) {
            continue;
        }
        let places: Vec<usize> = if group.copula {
            (group.main + 1..(group.main + 3).min(reading.parse.tokens.len())).collect()
        } else {
            vec![group.main]
        };
        for at in places {
            let token = &reading.parse.tokens[at];
            let found = reading
                .lexicon
                .frames
                .dependences
                .iter()
                .find(|(lemma, after, _)| {
                    token.lemma == *lemma
                        && after.is_none_or(|word| {
                            (1..=2).any(|k| reading.token(at + k).is_some_and(|t| t.lemma == word))
                        })
                });
            let Some((_, after, rule)) = found else {
                continue;
            };
            if let Some(hit) = dependence(reading, number, at, after.is_some(), rule) {
                hits.push(hit);
                break;
            }
        }
    }
    for hit in hits {
        if let Some(group) = hit.group {
            reading.conditioned[group] = true;
            reading.hits.retain(|other| {
                other.group != Some(group) || other.meaning.kind == FactKind::Rejection
            });
        }
        reading.hits.push(hit);
    }
}

fn dependence(
    reading: &Reading<'_, '_>,
    number: usize,
    at: usize,
    preposition: bool,
    rule: &str,
) -> Option<Hit> {
    let group = reading.group(number);
    let subject = reading.holders(number);
    let range = reading
        .subject_range(number)
        .or_else(|| (group.kind == Kind::Infinitive).then_some((group.first, group.first)))?;
    // "The ministry requires ..." is a demand; "the vote requires ..." a condition. What a party owns may depend too.
    if !preposition && (group.passive || !subject.is_empty()) {
        return None;
    }
    // "Any deal must require X to ..." is a demand of whoever says so.
    if !preposition
        && group
            .modal
            .is_some_and(|m| matches!(reading.parse.tokens[m].lower.as_ref(), "must" | "should"))
    {
        return None;
    }
    let needed = (at + 1 + usize::from(preposition), group.content.1);
    if needed.0 >= needed.1 || group.negated || approval_in(reading, needed).is_some() {
        return None;
    }
    let reporter = reading.reporter(number);
    let mut holders = reporter.clone().map(|r| vec![r]).unwrap_or_default();
    if holders.is_empty() {
        holders = owner_in(reading, range);
    }
    let waits = reading.topic(range, Hints::default());
    if holders.is_empty() {
        // Whose matter it is: the party that spoke of it last.
        let about = waits.issue.and_then(|issue| {
            reading
                .discourse
                .owners
                .iter()
                .rev()
                .find(|(i, _)| *i == issue)
                .map(|(_, actor)| actor.clone())
        });
        let near = demonstrative(reading, range)
            .then(|| reading.discourse.last_holder.clone())
            .flatten();
        holders = near.or(about).into_iter().collect();
    }
    let wanted = reading.topic(needed, Hints::default());
    let demanded =
        wanted.issue.is_some() && wanted.score > waits.score && !demonstrative(reading, range);
    let topic = if demanded { wanted } else { waits };
    Some(Hit {
        meaning: if demanded && reporter.is_some() {
            DEMANDED
        } else {
            CONDITION
        },
        rule: rule.to_owned(),
        explain: reading.explain(
            reading.parse.text(reading.text, (at, needed.0)),
            &holders,
            reporter.as_ref(),
            false,
        ),
        holders,
        topic,
        span: reading.span(number),
        content: needed,
        condition: Some(words(reading, needed)),
        reporter,
        planned: false,
        group: Some(number),
    })
}

fn demonstrative(reading: &Reading<'_, '_>, range: (usize, usize)) -> bool {
    reading.token(range.0).is_some_and(|t| {
        t.is(Tag::Demonstrative) || matches!(t.lower.as_ref(), "such" | "that" | "this")
    })
}

/// *A truce is a precondition for the vote*.
fn prerequisites(reading: &mut Reading<'_, '_>) {
    for at in 0..reading.parse.tokens.len() {
        let token = &reading.parse.tokens[at];
        let found = reading
            .lexicon
            .frames
            .prerequisites
            .iter()
            .find(|(noun, after, _)| {
                token.is(Tag::Noun)
                    && token.noun == *noun
                    && reading.token(at + 1).is_some_and(|t| t.lemma == *after)
            });
        let Some((_, _, rule)) = found else { continue };
        let rule = rule.clone();
        let governor = reading
            .parse
            .groups
            .iter()
            .enumerate()
            .rev()
            .find(|(_, g)| g.main < at && g.content.1 > at);
        let Some((number, group)) = governor else {
            continue;
        };
        if group.negated {
            continue;
        }
        let reporter = reading.reporter(number);
        let subject = reading.holders(number);
        let mut holders = if subject.is_empty() {
            reporter.clone().into_iter().collect()
        } else {
            subject
        };
        if holders.is_empty() {
            holders = reading.parse.phrase_at[at]
                .map(|p| holder::owner_of(reading.parse, reading.discourse, p, None))
                .unwrap_or_default();
        }
        let waits = (at + 2, group.content.1.max(at + 2));
        let needed = reading.subject_range(number).unwrap_or((0, 0));
        let mut topic = reading.topic(waits, Hints::default());
        if topic.issue.is_none() {
            let other = reading.topic(needed, Hints::default());
            if other.issue.is_some() {
                topic = other;
            }
        }
        let hit = Hit {
            meaning: CONDITION,
            explain: reading.explain(
                reading.parse.tokens[at].text,
                &holders,
                reporter.as_ref(),
                false,
            ),
            rule,
            holders,
            topic,
            span: reading.span(number),
            content: waits,
            condition: Some(words(reading, needed)),
            reporter,
            planned: false,
            group: Some(number),
        };
        reading.conditioned[number] = true;
        reading.hits.push(hit);
    }
}

/// Where an approval is spoken of in a range: the place of the noun.
fn approval_in(reading: &Reading<'_, '_>, range: (usize, usize)) -> Option<usize> {
    (range.0..range.1.min(reading.parse.tokens.len())).find(|&i| {
        let token = &reading.parse.tokens[i];
        // A vote is an approval where it is somebody's or counted; support where it is.
        let plain = matches!(
            token.lower.as_ref(),
            "vote" | "votes" | "support" | "backing"
        );
        let counted = i > 0
            && (reading.parse.tokens[i - 1].is(Tag::Number)
                || reading.parse.tokens[i - 1].lower == "majority")
            || reading
                .token(i + 1)
                .is_some_and(|t| matches!(t.lower.as_ref(), "of" | "in" | "by" | "from"));
        token.is(Tag::Noun)
            && reading.lexicon.frames.approval_nouns.contains(&token.noun)
            && (!plain || counted)
    })
}

/// Finds who must say yes first.
pub(super) fn approvals(reading: &mut Reading<'_, '_>) {
    let mut hits: Vec<Hit> = Vec::new();
    for number in 0..reading.parse.groups.len() {
        hits.extend(approval(reading, number));
    }
    for hit in hits {
        if let Some(group) = hit.group {
            reading.hits.retain(|other| {
                other.group != Some(group)
                    || !matches!(
                        other.meaning.kind,
                        FactKind::Acceptance
                            | FactKind::Demand
                            | FactKind::Position
                            | FactKind::Condition
                    )
            });
            reading.conditioned[group] = true;
        }
        reading.hits.push(hit);
    }
    standing_approvals(reading);
}

fn approval(reading: &Reading<'_, '_>, number: usize) -> Vec<Hit> {
    let group = reading.group(number);
    let frames = &reading.lexicon.frames;
    let modal = group
        .modal
        .map(|m| reading.parse.tokens[m].lower.to_string())
        .unwrap_or_default();
    let wish = modal == "should" && reading.reporter(number).is_some();
    let due = !wish
        && matches!(
            modal.as_str(),
            "must"
                | "has"
                | "have"
                | "had"
                | "need"
                | "needs"
                | "will"
                | "would"
                | "should"
                | "shall"
        );
    let outer_due = group.completes.is_some_and(|o| {
        let g = reading.group(o);
        frames.approval_needs.contains(&g.lemma)
            || matches!(
                reading.parse.tokens[g.main].lower.as_ref(),
                "needs" | "need" | "required" | "requires" | "needed"
            )
    });
    if reading.parse.tokens[group.main].is(Tag::Verb)
        && frames.approval_verbs.contains(&group.lemma)
        && (due || outer_due)
        && !group.negated
    {
        if group.passive {
            let bodies = holder::after_preposition(
                reading.parse,
                reading.discourse,
                (group.main + 1, group.content.1),
                &["by"],
            );
            let some_agent =
                (group.main + 1..group.content.1).any(|i| reading.parse.tokens[i].lower == "by");
            if some_agent || matches!(modal.as_str(), "must" | "has" | "have" | "need" | "needs") {
                let subject = reading
                    .subject_range(number)
                    .unwrap_or((group.first, group.first));
                return each(
                    reading,
                    number,
                    bodies,
                    subject,
                    "approval/must be approved",
                );
            }
        } else if matches!(
            modal.as_str(),
            "must" | "has" | "have" | "need" | "needs" | "should" | "shall"
        ) {
            let subject = reading.holders(number);
            let whole = reading.holders(number).len() == 1;
            if whole || matches!(modal.as_str(), "must" | "has" | "have") {
                return each(
                    reading,
                    number,
                    subject,
                    (group.main + 1, group.content.1),
                    "approval/must approve",
                );
            }
        }
    }
    // "will be referred to X for ratification"
    if group.passive
        && due
        && let Some(noun) = approval_in(reading, (group.main + 1, group.content.1))
        && noun > 0
        && reading.parse.tokens[noun - 1].lower == "for"
    {
        let bodies = holder::after_preposition(
            reading.parse,
            reading.discourse,
            (group.main + 1, noun),
            &["to", "before"],
        );
        if !bodies.is_empty() {
            let subject = reading
                .subject_range(number)
                .unwrap_or((group.first, group.first));
            return each(
                reading,
                number,
                bodies,
                subject,
                "approval/referred for approval",
            );
        }
    }
    // "Sixty votes are needed in the Senate"
    let lacking = group.passive && frames.approval_needs.contains(&group.lemma)
        || group.copula
            && reading
                .token(group.main + 1)
                .is_some_and(|t| t.lower == "needed" || t.lower == "necessary");
    if lacking
        && !group.negated
        && let Some(range) = reading.subject_range(number)
        && approval_in(reading, range).is_some()
    {
        let bodies = holder::after_preposition(
            reading.parse,
            reading.discourse,
            (range.0, group.content.1),
            &["in", "of", "from", "by"],
        );
        return each(
            reading,
            number,
            bodies,
            group.content,
            "approval/votes are needed",
        );
    }
    // "needs the approval of X", "requires ratification by X and Y"
    let needs = frames.approval_needs.contains(&group.lemma) && !group.negated;
    if needs && let Some(noun) = approval_in(reading, (group.main + 1, group.content.1)) {
        let mut bodies = holder::after_preposition(
            reading.parse,
            reading.discourse,
            (noun, group.content.1),
            &["by", "of", "from", "in"],
        );
        if bodies.is_empty()
            && let Some(phrase) = reading.parse.phrase_at[noun]
        {
            bodies = holder::owner_of(reading.parse, reading.discourse, phrase, None);
        }
        let subject = reading
            .subject_range(number)
            .unwrap_or((group.first, group.first));
        let own = reading
            .holders(number)
            .iter()
            .any(|a| bodies.iter().any(|b| b.party == a.party));
        if !own {
            return each(reading, number, bodies, subject, "approval/needs approval");
        }
    }
    Vec::new()
}

/// *subject to approval by X*, *pending ratification by X*, which need no verb.
fn standing_approvals(reading: &mut Reading<'_, '_>) {
    for at in 0..reading.parse.tokens.len() {
        let without = reading.token(at).is_some_and(|t| t.lower == "without")
            && reading.parse.groups.iter().any(|g| {
                g.main < at
                    && g.content.1 >= at
                    && (g.negated
                        || no_subject(
                            reading,
                            reading
                                .parse
                                .groups
                                .iter()
                                .position(|o| o.first == g.first)
                                .unwrap_or(0),
                        ))
            });
        let opens = without
            || reading.token(at).is_some_and(|t| t.lower == "pending")
            || reading.token(at).is_some_and(|t| t.lower == "subject")
                && reading.token(at + 1).is_some_and(|t| t.lower == "to");
        if !opens {
            continue;
        }
        let end = (at..reading.parse.tokens.len())
            .find(|&i| matches!(reading.parse.tokens[i].tag, Tag::Break | Tag::Stop))
            .unwrap_or(reading.parse.tokens.len());
        let Some(noun) = approval_in(reading, (at, (at + 7).min(end))) else {
            continue;
        };
        let mut bodies = holder::after_preposition(
            reading.parse,
            reading.discourse,
            (noun, end),
            &["by", "of", "from"],
        );
        if bodies.is_empty()
            && let Some(phrase) = reading.parse.phrase_at[noun]
        {
            bodies = holder::owner_of(reading.parse, reading.discourse, phrase, None);
        }
        let group = reading.parse.groups.iter().rposition(|g| g.main < at);
        let before = group.map(|g| (reading.span(g).0, at)).unwrap_or((0, at));
        let number = group.unwrap_or(0);
        if reading.parse.groups.is_empty() {
            continue;
        }
        let mut hits = each(reading, number, bodies, before, "approval/subject to");
        for hit in &mut hits {
            hit.span = (at, end);
            hit.group = None;
        }
        reading.hits.retain(|h| h.rule != "condition/subject to");
        reading.hits.extend(hits);
    }
}

/// One fact for each body whose yes is needed, or one without a holder.
fn each(
    reading: &Reading<'_, '_>,
    number: usize,
    bodies: Vec<Actor>,
    about: (usize, usize),
    rule: &str,
) -> Vec<Hit> {
    let reporter = reading.reporter(number);
    let mut topic = reading.topic(
        about,
        Hints {
            approval: true,
            ..Hints::default()
        },
    );
    if topic.issue.is_none()
        && !(about.0..about.1.min(reading.parse.tokens.len()))
            .any(|at| reading.parse.tokens[at].is(Tag::Noun))
    {
        topic.words = "ratification".to_owned();
    }
    let lists: Vec<Vec<Actor>> = if bodies.is_empty() {
        vec![Vec::new()]
    } else {
        bodies.into_iter().map(|b| vec![b]).collect()
    };
    let main = reading.group(number).main;
    lists
        .into_iter()
        .map(|holders| Hit {
            meaning: APPROVAL,
            rule: rule.to_owned(),
            explain: reading.explain(
                reading.parse.tokens[main].text,
                &holders,
                reporter.as_ref(),
                false,
            ),
            holders,
            topic: topic.clone(),
            span: reading.span(number),
            content: (main, reading.group(number).content.1),
            condition: None,
            reporter: reporter.clone(),
            planned: false,
            group: Some(number),
        })
        .collect()
}
