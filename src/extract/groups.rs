//! Verb groups: what each clause says is done, by whom, and in whose report.

use super::english::{Forms, Lemma, Tag, Traits};
use super::parse::{Parse, Phrase};

/// How a verb group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Finite,
    Infinitive,
    Gerund,
    Participle,
}

/// A verb with its auxiliaries.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub first: usize,
    /// The verb that carries the meaning, or the form of *be*.
    pub main: usize,
    pub lemma: Lemma,
    pub kind: Kind,
    pub passive: bool,
    pub negated: bool,
    pub modal: Option<usize>,
    /// Whether the main verb is *be* or its like.
    pub copula: bool,
    pub subject: Option<usize>,
    /// The group whose subject it shares.
    pub shares: Option<usize>,
    /// The group that reports it.
    pub reported_by: Option<usize>,
    /// The group that it completes: *agreed to cut*.
    pub completes: Option<usize>,
    /// The word that subordinates its clause: *if*, *until*.
    pub under: Option<usize>,
    /// Whether it stands in a relative clause.
    pub relative: bool,
    /// What follows the main verb within its clause.
    pub content: (usize, usize),
}

/// Finds the verb groups of a sentence.
pub(super) fn find(parse: &Parse<'_>) -> Vec<Group> {
    let tokens = &parse.tokens;
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match group_at(parse, at) {
            Some(group) => {
                at = group.main + 1;
                found.push(group);
            }
            None => at += 1,
        }
    }
    found
}

fn group_at(parse: &Parse<'_>, at: usize) -> Option<Group> {
    let tokens = &parse.tokens;
    let first = &tokens[at];
    let infinitive = first.is(Tag::To);
    if !infinitive
        && !matches!(
            first.tag,
            Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::Verb
        )
    {
        return None;
    }
    let mut main: Option<usize> = None;
    let (mut passive, mut negated, mut modal, mut be) = (false, false, None, None);
    let mut have = false;
    let mut turned_subject = None;
    // "not to", "never to" stand before an infinitive.
    if infinitive && at > 0 && tokens[at - 1].negates() {
        negated = true;
    }
    let mut i = if infinitive { at + 1 } else { at };
    while i < tokens.len() {
        let token = &tokens[i];
        negated |= token.negates();
        match token.tag {
            Tag::Modal => {
                modal = Some(i);
                if tokens.get(i + 1).is_some_and(|n| n.is(Tag::To)) {
                    i += 1;
                }
                // "Nor would the union accept": the subject stands between.
                let turned = i > 0 && matches!(tokens[i - 1].lower.as_ref(), "nor" | "neither");
                if turned && let Some(phrase) = parse.phrase_at.get(i + 1).copied().flatten() {
                    negated = true;
                    turned_subject = Some(phrase);
                    i = parse.phrases[phrase].end - 1;
                }
            }
            Tag::Do => {}
            Tag::Have => {
                have = true;
                // "have to" and "has yet to" go on.
                if tokens.get(i + 1).is_some_and(|n| n.is(Tag::To))
                    && tokens
                        .get(i + 2)
                        .is_some_and(|n| n.forms.has(Forms::BASE) || n.is(Tag::Be))
                {
                    modal = Some(i);
                    i += 1;
                } else if tokens.get(i + 1).is_some_and(|n| n.lower == "yet")
                    && tokens.get(i + 2).is_some_and(|n| n.is(Tag::To))
                {
                    negated = true;
                    i += 2;
                }
            }
            Tag::Be => be = Some(i),
            Tag::Quote if i > at && goes_on(parse, i) => {}
            Tag::Not | Tag::Adverb => {
                if !goes_on(parse, i) {
                    break;
                }
            }
            Tag::Verb => {
                main = Some(i);
                passive = be.is_some()
                    && token.forms.has(Forms::PARTICIPLE)
                    && !token.forms.has(Forms::GERUND);
                break;
            }
            _ => break,
        }
        i += 1;
    }
    let copula = main.is_none();
    let main = main.or(be).or_else(|| {
        (have && !infinitive)
            .then(|| (at..i).rev().find(|&k| tokens[k].is(Tag::Have)))
            .flatten()
    })?;
    if infinitive && !copula && !tokens[main].forms.has(Forms::BASE) && be.is_none() && !have {
        return None;
    }
    if copula {
        // A negation may follow: "is not", "remains no".
        negated |= tokens
            .get(main + 1)
            .is_some_and(super::token::Token::negates);
    }
    let token = &tokens[main];
    let kind = if infinitive {
        Kind::Infinitive
    } else if modal.is_some()
        || be.is_some_and(|b| finite_be(&tokens[b].lower))
        || have && first_is_finite_have(&tokens[at].lower)
        || matches!(first.tag, Tag::Do)
    {
        Kind::Finite
    } else if token.forms.has(Forms::GERUND)
        || matches!(tokens[at].lower.as_ref(), "being" | "having")
    {
        Kind::Gerund
    } else if token.forms.has(Forms::PARTICIPLE) && !token.forms.has(Forms::PAST) {
        Kind::Participle
    } else {
        Kind::Finite
    };
    // A participle after a preposition or a noun with "by" behind it is no finite verb.
    let by = tokens.get(main + 1).is_some_and(|t| t.lower == "by");
    let kind = if kind == Kind::Finite
        && first.is(Tag::Verb)
        && token.forms.has(Forms::PARTICIPLE)
        && by
        && !passive
    {
        Kind::Participle
    } else {
        kind
    };
    Some(Group {
        first: at,
        main,
        lemma: token.lemma,
        kind,
        passive: passive || kind == Kind::Participle && !have,
        negated,
        modal,
        copula,
        subject: turned_subject,
        shares: None,
        reported_by: None,
        completes: None,
        under: None,
        relative: false,
        content: (main + 1, main + 1),
    })
}

fn finite_be(word: &str) -> bool {
    !matches!(word, "be" | "been" | "being")
}

fn first_is_finite_have(word: &str) -> bool {
    word != "having"
}

/// Whether a verb comes after the adverbs that begin here.
fn goes_on(parse: &Parse<'_>, from: usize) -> bool {
    let after = (from..parse.tokens.len())
        .find(|&i| !matches!(parse.tokens[i].tag, Tag::Not | Tag::Adverb | Tag::Quote));
    after.is_some_and(|i| matches!(parse.tokens[i].tag, Tag::Verb | Tag::Be | Tag::Have))
}

/// Finds subjects, reports, complements and the ends of clauses.
pub(super) fn relate(parse: &mut Parse<'_>) {
    demote_reduced_relatives(parse);
    for number in 0..parse.groups.len() {
        find_subject(parse, number);
    }
    for number in 0..parse.groups.len() {
        let content = (parse.groups[number].main + 1, clause_end(parse, number));
        parse.groups[number].content = content;
    }
    for number in 0..parse.groups.len() {
        find_report(parse, number);
    }
    closing_reports(parse);
}

/// *The plan proposed last week would fail*: of two would-be finite verbs with one subject the first is a participle.
fn demote_reduced_relatives(parse: &mut Parse<'_>) {
    // "strike a residence linked to X": behind the object of a verb or a preposition no new finite verb begins.
    for number in 1..parse.groups.len() {
        let (before, here) = (&parse.groups[number - 1], &parse.groups[number]);
        let token = &parse.tokens[here.main];
        let ambiguous = here.kind == Kind::Finite
            && here.first == here.main
            && token.forms.has(Forms::PARTICIPLE)
            && !token.traits.has(Traits::REPORT);
        let object = here
            .first
            .checked_sub(1)
            .and_then(|b| parse.phrase_at[b])
            .is_some_and(|p| {
                parse.phrases[p].first == before.main + 1 && before.kind != Kind::Gerund
            });
        let prepositional = parse
            .tokens
            .get(here.main + 1)
            .is_some_and(|t| matches!(t.tag, Tag::Preposition | Tag::To));
        if ambiguous
            && object
            && prepositional
            && !parse.tokens[before.main].traits.has(Traits::REPORT)
        {
            parse.groups[number].kind = Kind::Participle;
            parse.groups[number].passive = true;
        }
    }
    for number in 0..parse.groups.len().saturating_sub(1) {
        let (here, next) = (&parse.groups[number], &parse.groups[number + 1]);
        let token = &parse.tokens[here.main];
        let ambiguous = here.kind == Kind::Finite
            && here.first == here.main
            && token.forms.has(Forms::PAST)
            && token.forms.has(Forms::PARTICIPLE)
            && !token.traits.has(Traits::REPORT);
        if !ambiguous || next.kind != Kind::Finite {
            continue;
        }
        let after_noun = here.first > 0 && parse.tokens[here.first - 1].is(Tag::Noun);
        let between = &parse.tokens[here.main + 1..next.first];
        let joined = between.iter().any(|t| {
            matches!(
                t.tag,
                Tag::Conjunction
                    | Tag::Comma
                    | Tag::That
                    | Tag::Relative
                    | Tag::Subordinator
                    | Tag::Pronoun
                    | Tag::Break
                    | Tag::Quote
            )
        });
        let led_by_preposition = between.first().is_some_and(|t| {
            t.is(Tag::Preposition)
                || t.traits.has(Traits::TIME)
                || matches!(t.lower.as_ref(), "last" | "this" | "in")
        });
        if after_noun && !joined && led_by_preposition {
            parse.groups[number].kind = Kind::Participle;
            parse.groups[number].passive = true;
        }
    }
}

fn find_subject(parse: &mut Parse<'_>, number: usize) {
    let group = parse.groups[number].clone();
    match group.kind {
        Kind::Finite => finite_subject(parse, number),
        Kind::Infinitive => {
            // "wants Ukraine to leave": the one between acts; else the subject of the verb before.
            let before = group.first.checked_sub(1);
            let parent = (0..number)
                .rev()
                .find(|&p| parse.groups[p].main < group.first);
            parse.groups[number].completes =
                parent.filter(|&p| !boundary_between(parse, parse.groups[p].main + 1, group.first));
            let between = before.and_then(|b| parse.phrase_at[b]);
            let after_verb = |phrase: &Phrase| {
                parent.is_some_and(|p| {
                    let next = parse.groups[p].main + 1;
                    phrase.first == next
                        || (phrase.first == next + 1 && parse.tokens[next].is(Tag::Preposition))
                })
            };
            match between {
                Some(phrase)
                    if after_verb(&parse.phrases[phrase])
                        && (parse.actor_of(phrase).is_some() || may_act(parse, phrase, parent)) =>
                {
                    parse.groups[number].subject = Some(phrase)
                }
                _ => parse.groups[number].shares = parent,
            }
        }
        Kind::Gerund | Kind::Participle => {
            let before = group.first.checked_sub(1);
            let noun_before = before.and_then(|b| parse.phrase_at[b]);
            let absolute = noun_before.filter(|&p| {
                parse.phrases[p].first > 0
                    && matches!(
                        parse.tokens[parse.phrases[p].first - 1].lower.as_ref(),
                        "with" | "and" | ","
                    )
                    && parse.actor_of(p).is_some()
            });
            if let Some(phrase) = absolute.filter(|_| group.kind == Kind::Gerund) {
                parse.groups[number].subject = Some(phrase);
            } else if noun_before
                .is_some_and(|p| group.kind == Kind::Participle || acts_in_gerund(parse, p))
            {
                parse.groups[number].subject = noun_before;
                parse.groups[number].relative = true;
            } else {
                let parent = (0..number)
                    .rev()
                    .find(|&p| parse.groups[p].main < group.first);
                parse.groups[number].shares = parent;
                if before.is_none_or(|b| !matches!(parse.tokens[b].tag, Tag::Comma)) {
                    parse.groups[number].completes = parent.filter(|&p| {
                        !boundary_between(parse, parse.groups[p].main + 1, group.first)
                    });
                }
                if parent.is_none() {
                    // "Calling for a vote, the union ...": the next finite group's subject.
                    parse.groups[number].shares = (number + 1..parse.groups.len())
                        .find(|&n| parse.groups[n].kind == Kind::Finite);
                }
            }
        }
    }
}

/// *guarantees supporting the plan*: the noun before a gerund acts, unless it only says where or when.
fn acts_in_gerund(parse: &Parse<'_>, phrase: usize) -> bool {
    let first = parse.phrases[phrase].first;
    let head = &parse.tokens[parse.phrases[phrase].head];
    let place = first.checked_sub(1).is_some_and(|b| {
        matches!(
            parse.tokens[b].lower.as_ref(),
            "in" | "at"
                | "to"
                | "from"
                | "on"
                | "into"
                | "near"
                | "after"
                | "before"
                | "since"
                | "during"
        )
    });
    !place && !head.traits.has(Traits::TIME) && !head.is(Tag::Pronoun)
}

/// Whether the noun between a verb and an infinitive acts there: *wants prices to fall*, not *used the occasion to say*.
fn may_act(parse: &Parse<'_>, phrase: usize, parent: Option<usize>) -> bool {
    let causes = parent.is_some_and(|p| {
        let word = parse.tokens[parse.groups[p].main].lower.as_ref();
        [
            "want", "urg", "ask", "tell", "told", "press", "push", "call", "requir", "order",
            "forc", "allow", "let", "expect", "invit", "oblig", "compel", "persuad", "encourag",
            "warn", "get", "got", "caus", "lik", "need", "lead", "led", "prompt",
        ]
        .iter()
        .any(|stem| word.starts_with(stem))
    });
    causes || parse.tokens[parse.phrases[phrase].head].is(Tag::Pronoun)
}

/// The subject of a finite verb: the noun phrase to its left that no preposition governs.
fn finite_subject(parse: &mut Parse<'_>, number: usize) {
    let group = parse.groups[number].clone();
    if group.subject.is_some() {
        return;
    }
    let mut at = group.first;
    // Adverbs and parentheses between subject and verb.
    loop {
        let Some(before) = at.checked_sub(1) else {
            return;
        };
        let token = &parse.tokens[before];
        match token.tag {
            Tag::Adverb | Tag::Not | Tag::Quote => at = before,
            Tag::Comma => {
                let opening = (0..before)
                    .rev()
                    .take(40)
                    .find(|&i| matches!(parse.tokens[i].tag, Tag::Comma | Tag::Break));
                let subject_before = opening.and_then(|o| o.checked_sub(1)).is_some_and(|b| {
                    parse.phrase_at[b].is_some() || parse.tokens[b].is(Tag::Adverb)
                });
                match opening {
                    Some(opening)
                        if subject_before
                            && !has_finite_outside_relative(parse, opening + 1, before, number) =>
                    {
                        at = opening
                    }
                    Some(opening)
                        if subject_before
                            && inserted_report(parse, opening + 1, before).is_some() =>
                    {
                        parse.groups[number].reported_by =
                            inserted_report(parse, opening + 1, before);
                        at = opening;
                    }
                    _ => return inverted(parse, number),
                }
            }
            Tag::Bracket if token.text == ")" => match (0..before)
                .rev()
                .take(30)
                .find(|&i| parse.tokens[i].text == "(")
            {
                Some(open) => at = open,
                None => return,
            },
            Tag::Relative => {
                parse.groups[number].relative = true;
                let noun = before.checked_sub(1).map(|b| {
                    if parse.tokens[b].is(Tag::Comma) {
                        b.saturating_sub(1)
                    } else {
                        b
                    }
                });
                parse.groups[number].subject = noun.and_then(|b| parse.phrase_at[b]);
                return;
            }
            Tag::Conjunction => {
                // "announced X and urged Y": the subject is shared.
                // "claimed that X is so and stressed Y": two verbs of saying have one subject.
                let finite = |p: &usize| parse.groups[*p].kind == Kind::Finite;
                let says = |p: &usize| {
                    finite(p)
                        && parse.tokens[parse.groups[*p].main]
                            .traits
                            .has(Traits::REPORT)
                };
                let alike = parse.tokens[group.main]
                    .traits
                    .has(Traits::REPORT)
                    .then(|| (0..number).rev().find(says))
                    .flatten();
                let earlier = alike.or_else(|| (0..number).rev().find(finite));
                parse.groups[number].shares = earlier;
                parse.groups[number].under = earlier.and_then(|p| parse.groups[p].under);
                parse.groups[number].relative = earlier.is_some_and(|p| parse.groups[p].relative);
                return;
            }
            _ => break,
        }
    }
    let Some(before) = at.checked_sub(1) else {
        return;
    };
    let Some(mut phrase) = parse.phrase_at[before] else {
        return inverted(parse, number);
    };
    // Climb out of prepositional phrases: "attacks on the plant have".
    loop {
        let first = leftmost(parse, phrase);
        let Some(preposition) = first.checked_sub(1).filter(|&p| {
            matches!(parse.tokens[p].tag, Tag::Preposition)
                || (parse.tokens[p].is(Tag::To) && parse.groups.iter().all(|g| g.first != p))
        }) else {
            break;
        };
        let left = preposition.checked_sub(1).and_then(|l| parse.phrase_at[l]);
        match left {
            Some(left) if left != phrase => phrase = left,
            _ => break,
        }
    }
    let first = parse.phrases[phrase].first;
    let under = first.checked_sub(1);
    if under.is_some_and(|u| parse.tokens[u].is(Tag::Preposition)) && number > 0 {
        // "In Paris said ...": a place, not a subject.
        let earlier = (0..number)
            .rev()
            .find(|&p| parse.groups[p].kind == Kind::Finite);
        if earlier.is_some() && parse.tokens[group.first].is(Tag::Verb) {
            parse.groups[number].shares = earlier;
            return;
        }
    }
    parse.groups[number].subject = Some(phrase);
    let mut u = under;
    while let Some(at) = u {
        match parse.tokens[at].tag {
            Tag::Subordinator => {
                parse.groups[number].under = Some(at);
                break;
            }
            Tag::Conjunction | Tag::Adverb => u = at.checked_sub(1),
            Tag::Noun | Tag::Determiner | Tag::Adjective
                if parse.phrase_at[at].is_some()
                    && parse
                        .tokens
                        .get(at + 1)
                        .is_some_and(|t| t.is(Tag::Conjunction)) =>
            {
                break;
            }
            _ => break,
        }
    }
}

fn has_finite_outside_relative(parse: &Parse<'_>, first: usize, end: usize, except: usize) -> bool {
    parse.groups.iter().enumerate().any(|(n, g)| {
        n != except
            && g.kind == Kind::Finite
            && g.first >= first
            && g.main < end
            && !(first..g.first).any(|i| parse.tokens[i].is(Tag::Relative))
            && !matches!(parse.tokens[first].tag, Tag::Subordinator)
    })
}

/// *The plan, the minister said, is dead*: the one verb between the commas is a verb of saying.
fn inserted_report(parse: &Parse<'_>, first: usize, end: usize) -> Option<usize> {
    let mut inside = parse
        .groups
        .iter()
        .enumerate()
        .filter(|(_, g)| g.first >= first && g.main < end && g.kind == Kind::Finite);
    let (number, group) = inside.next()?;
    (inside.next().is_none() && parse.tokens[group.main].traits.has(Traits::REPORT))
        .then_some(number)
}

/// *... , said the minister*: the subject of a report may follow it.
fn inverted(parse: &mut Parse<'_>, number: usize) {
    let group = &parse.groups[number];
    if parse.tokens[group.main].traits.has(Traits::REPORT)
        && let Some(phrase) = parse.phrase_at.get(group.main + 1).copied().flatten()
        && parse.actor_of(phrase).is_some()
    {
        parse.groups[number].subject = Some(phrase);
    }
}

/// Whether something ends a clause between two places.
fn boundary_between(parse: &Parse<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| {
        matches!(
            parse.tokens[i].tag,
            Tag::Break | Tag::Subordinator | Tag::Relative
        ) || (parse.tokens[i].is(Tag::Comma) && to - i < 3)
    })
}

/// Where the clause of a group ends: before the next clause of its level.
fn clause_end(parse: &Parse<'_>, number: usize) -> usize {
    let tokens = &parse.tokens;
    let start = parse.groups[number].main + 1;
    let quoted = tokens.get(start - 1).is_some_and(|t| t.quoted);
    let mut at = start;
    while at < tokens.len() {
        let token = &tokens[at];
        let ends = match token.tag {
            Tag::Break => token.text != "/" && (token.text != ":" || at != start),
            Tag::Stop => true,
            Tag::Subordinator => {
                at != start && !matches!(token.lower.as_ref(), "than" | "as" | "where" | "so")
                    || matches!(token.lower.as_ref(), "while" | "although" | "because")
            }
            Tag::Relative => true,
            Tag::Quote => quoted && !token.quoted && at > start,
            Tag::Conjunction => {
                at > start
                    && (token.lower == "but" || token.lower == "yet" || new_clause(parse, at + 1))
            }
            Tag::Comma => at > start && comma_ends(parse, at),
            _ => false,
        };
        if ends {
            return at;
        }
        at += 1;
    }
    tokens.len()
}

/// Whether what begins here is a clause of its own: a finite verb, or a noun phrase directly before one.
fn new_clause(parse: &Parse<'_>, at: usize) -> bool {
    let at = (at..parse.tokens.len())
        .find(|&i| !matches!(parse.tokens[i].tag, Tag::Adverb | Tag::Not))
        .unwrap_or(at);
    if parse.tokens.get(at).is_some_and(|t| t.is(Tag::That)) {
        return true;
    }
    if parse
        .groups
        .iter()
        .any(|g| g.first == at && g.kind == Kind::Finite)
    {
        return true;
    }
    let mut end = at;
    while let Some(phrase) = parse.phrase_at.get(end).copied().flatten() {
        end = parse.phrases[phrase].end;
        if parse.tokens.get(end).is_some_and(|t| t.lower == "of") {
            end += 1;
        }
    }
    end > at
        && parse.groups.iter().any(|g| {
            g.kind == Kind::Finite
                && (g.first == end || (g.first == end + 1 && parse.tokens[end].is(Tag::Adverb)))
        })
}

/// Whether a comma ends the clause: what follows has a verb of its own, or opens a participle.
fn comma_ends(parse: &Parse<'_>, at: usize) -> bool {
    let Some(next) = parse.tokens.get(at + 1) else {
        return true;
    };
    match next.tag {
        Tag::Subordinator | Tag::Relative | Tag::Pronoun | Tag::Quote | Tag::That | Tag::Modal => {
            return true;
        }
        Tag::Conjunction => {
            return next.lower != "and" && next.lower != "or" || new_clause(parse, at + 2);
        }
        _ => {}
    }
    if parse.groups.iter().any(|g| {
        g.first == at + 1 && matches!(g.kind, Kind::Gerund | Kind::Participle | Kind::Finite)
    }) {
        return true;
    }
    new_clause(parse, at + 1)
}

/// Who says what the group says: the verb of saying whose clause it is.
fn find_report(parse: &mut Parse<'_>, number: usize) {
    let group = parse.groups[number].clone();
    if group.kind != Kind::Finite || group.reported_by.is_some() {
        return;
    }
    if let (Some(with), None) = (group.shares, group.subject) {
        parse.groups[number].reported_by = parse.groups[with].reported_by;
        return;
    }
    let Some(subject) = group.subject else { return };
    // Walk left from the subject over joined names, adverbs and an opening quote to a verb of saying or "that".
    let mut at = leftmost(parse, subject);
    let mut that = false;
    while let Some(before) = at.checked_sub(1) {
        match parse.tokens[before].tag {
            Tag::That if parse.tokens[before].lower == "that" => {
                that = true;
                at = before;
            }
            Tag::Quote | Tag::Adverb => at = before,
            Tag::Comma | Tag::Break
                if parse
                    .tokens
                    .get(before + 1)
                    .is_some_and(|t| t.is(Tag::Quote)) =>
            {
                at = before
            }
            Tag::Subordinator if parse.tokens[before].lower != "if" => return,
            // "that, if X, Y" and "that although ..." are not followed further.
            Tag::Conjunction if that => {
                let earlier = (0..number).rev().find(|&p| {
                    parse.groups[p].kind == Kind::Finite && parse.groups[p].reported_by.is_some()
                });
                parse.groups[number].reported_by =
                    earlier.and_then(|p| parse.groups[p].reported_by);
                return;
            }
            _ => break,
        }
    }
    let Some(before) = at.checked_sub(1) else {
        return;
    };
    let reporter = (0..number).rev().find(|&p| parse.groups[p].main <= before);
    if let Some(reporter) = reporter {
        let says = parse.tokens[parse.groups[reporter].main]
            .traits
            .has(Traits::REPORT)
            || that;
        let gap = parse.groups[reporter].main + 1..at;
        let near = gap.clone().all(|i| {
            !matches!(
                parse.tokens[i].tag,
                Tag::Comma | Tag::Break | Tag::Subordinator | Tag::Conjunction | Tag::Relative
            ) || parse.tokens.get(i + 1).is_some_and(|t| t.is(Tag::Quote))
        });
        if says && near && (that || gap.len() <= 6) {
            parse.groups[number].reported_by = Some(reporter);
        }
    }
}

fn leftmost(parse: &Parse<'_>, phrase: usize) -> usize {
    let mut first = parse.phrases[phrase].first;
    while let Some(before) = first.checked_sub(1) {
        if parse.tokens[before].is(Tag::Conjunction)
            && let Some(left) = before.checked_sub(1).and_then(|b| parse.phrase_at[b])
            && parse.actor_of(left).is_some()
        {
            first = parse.phrases[left].first;
        } else {
            break;
        }
    }
    first
}

/// *The plan is dead, the minister said*: a verb of saying at the end reports what stands before it.
fn closing_reports(parse: &mut Parse<'_>) {
    for number in 0..parse.groups.len() {
        let group = parse.groups[number].clone();
        let token = &parse.tokens[group.main];
        if !token.traits.has(Traits::REPORT)
            || group.kind != Kind::Finite
            || group.subject.is_none()
            || group.reported_by.is_some()
        {
            continue;
        }
        let subject = group.subject.expect("just seen");
        let start = leftmost(parse, subject).min(group.first);
        let separated = start
            .checked_sub(1)
            .is_some_and(|b| matches!(parse.tokens[b].tag, Tag::Comma | Tag::Quote));
        let open = group.content.0 >= group.content.1
            || token.lower == "said"
            || !parse.tokens[group.content.0].is_nominal()
                && !parse.tokens[group.content.0].is(Tag::That)
            || parse.tokens[..start].iter().any(|t| t.quoted);
        if separated && open {
            for earlier in 0..number {
                if parse.groups[earlier].reported_by.is_none() && parse.groups[earlier].main < start
                {
                    parse.groups[earlier].reported_by = Some(number);
                }
            }
            // A quotation may go on behind the verb.
            for later in number + 1..parse.groups.len() {
                if parse.groups[later].reported_by.is_none()
                    && parse.tokens[parse.groups[later].main].quoted
                {
                    parse.groups[later].reported_by = Some(number);
                }
            }
        }
    }
}
