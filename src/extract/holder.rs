//! Who is meant: subjects, pronouns, and what a text has said so far.
//!
//! The memory of a text is small: who spoke last, which parties were named last, whose quotation is open, and the names of
//! people that the text itself introduced (*Foreign Minister Jane Roe*; *Jane Roe, the union's president*).

use super::english::{Tag, Traits};
use super::groups::Group;
use super::names::{Alias, Sort};
use super::parse::{Actor, Parse, Phrase};

/// How many hops of shared subjects are followed.
const HOPS: usize = 6;
/// Names that a text may introduce: beyond that the oldest are forgotten.
const LEARNT: usize = 64;

/// What the text has said so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Discourse {
    /// The person of a party who was the last subject.
    pub person: Option<Actor>,
    /// The parties named as subjects, the latest last; at most four.
    pub parties: Vec<Actor>,
    /// The two sides named together last.
    pub pair: Vec<Actor>,
    /// Whose words an open quotation holds.
    pub quoting: Option<Actor>,
    /// Whose document it is, for *we*.
    pub author: Option<Actor>,
    pub learnt: Vec<Alias>,
    /// The holder of the last fact.
    pub last_holder: Option<Actor>,
    /// The party that spoke of an issue last.
    pub owners: Vec<(usize, Actor)>,
    /// The issue that the text spoke of last.
    pub last_topic: Option<usize>,
    /// The issue that was last spoken of in a unit.
    pub units: Vec<(String, usize)>,
    /// How often each party was named.
    pub counts: Vec<(usize, u32)>,
    /// The party that was the subject of the last sentence's main clause, for *it*.
    pub subject: Option<Actor>,
}

impl Discourse {
    /// A new paragraph: pronouns may still look back, open quotations do not go on.
    pub fn paragraph(&mut self) {
        self.quoting = None;
    }

    /// Takes note of who was named in a sentence.
    pub fn hear(&mut self, parse: &Parse<'_>) {
        if let Some(number) = parse
            .groups
            .iter()
            .position(|g| g.kind == super::groups::Kind::Finite)
        {
            let actors = subject_of(parse, self, number, None);
            self.subject = actors.first().cloned();
        }
        for group in &parse.groups {
            let Some(subject) = group.subject else {
                continue;
            };
            let actors = parse.actors_of(subject);
            if let [.., a, b] = actors.as_slice() {
                self.pair = vec![a.clone(), b.clone()];
            }
            for actor in actors {
                if actor.person {
                    self.person = Some(actor.clone());
                }
                self.note(actor);
            }
        }
        if self.parties.is_empty() {
            let first = parse.mentions.iter().find(|m| m.sort != Sort::Adjective);
            if let Some(mention) = first {
                self.note(Actor {
                    party: mention.party,
                    speaker: mention.speaker.clone(),
                    person: mention.sort == Sort::Person,
                });
            }
        }
        for mention in &parse.mentions {
            match self
                .counts
                .iter_mut()
                .find(|(party, _)| *party == mention.party)
            {
                Some((_, count)) => *count += 1,
                None => self.counts.push((mention.party, 1)),
            }
        }
        let mut named: Vec<usize> = Vec::new();
        for mention in parse.mentions.iter().filter(|m| m.sort != Sort::Adjective) {
            if !named.contains(&mention.party) {
                named.push(mention.party);
            }
        }
        if let [a, b] = named.as_slice() {
            let joined = parse
                .tokens
                .iter()
                .any(|t| matches!(t.lower.as_ref(), "between" | "and"));
            if joined {
                self.pair = [*a, *b]
                    .map(|party| Actor {
                        party,
                        speaker: None,
                        person: false,
                    })
                    .to_vec();
            }
        }
        self.learn(parse);
    }

    fn note(&mut self, actor: Actor) {
        self.parties.retain(|known| known.party != actor.party);
        self.parties.push(actor);
        if self.parties.len() > 4 {
            self.parties.remove(0);
        }
    }

    /// Learns the names that the sentence introduces.
    fn learn(&mut self, parse: &Parse<'_>) {
        for (number, phrase) in parse.phrases.iter().enumerate() {
            let head = &parse.tokens[phrase.head];
            // "Russian Foreign Minister Jane Roe"
            let named_in_phrase = head.is_capital()
                && head.mention.is_none()
                && phrase.head > phrase.first
                && parse.tokens[phrase.first..phrase.head]
                    .iter()
                    .any(|t| t.traits.has(Traits::AGENT) || t.traits.has(Traits::TITLE));
            if named_in_phrase && let Some(actor) = parse.actor_of(number) {
                self.remember(head.text, &actor);
            }
            let comma = parse.tag(phrase.end) == Some(Tag::Comma);
            let Some(beside) = comma
                .then(|| parse.phrase_at.get(phrase.end + 1).copied().flatten())
                .flatten()
            else {
                continue;
            };
            let other = &parse.phrases[beside];
            // "the union's president, Jane Roe" and "Jane Roe, the union's president"
            for (office, name) in [(number, other), (beside, phrase)] {
                let office_head = &parse.tokens[parse.phrases[office].head];
                let is_office = office_head.traits.has(Traits::AGENT)
                    && !office_head.is_capital()
                    && !office_head.lower.ends_with('s');
                if is_office
                    && is_name(parse, name)
                    && let Some(actor) = parse.actor_of(office)
                {
                    self.remember(parse.tokens[name.head].text, &actor);
                }
            }
        }
        // "United Auto Workers (UAW)"
        for mention in &parse.mentions {
            let bracketed = parse.tokens.get(mention.end).is_some_and(|t| t.text == "(")
                && parse
                    .tokens
                    .get(mention.end + 2)
                    .is_some_and(|t| t.text == ")");
            let short = parse.tokens.get(mention.end + 1).filter(|t| {
                t.mention.is_none() && t.text.chars().all(|c| c.is_uppercase() || c == '-')
            });
            if let (true, Some(short)) = (bracketed, short) {
                self.alias(short.text, mention.party, Sort::Name);
            }
        }
    }

    fn remember(&mut self, name: &str, actor: &Actor) {
        if name.chars().count() > 2 {
            self.alias(name, actor.party, Sort::Person);
        }
    }

    fn alias(&mut self, name: &str, party: usize, sort: Sort) {
        if self.learnt.iter().any(|known| known.words[0] == name) {
            return;
        }
        if self.learnt.len() >= LEARNT {
            self.learnt.remove(0);
        }
        self.learnt.push(Alias {
            words: vec![name.to_owned()],
            exact: true,
            party,
            sort,
            speaker: Some(name.to_owned()).filter(|_| sort == Sort::Person),
            since: None,
            ended: None,
        });
    }

    /// The parties that a pronoun or a general noun phrase means.
    fn pronoun(&self, word: &str, reporter: Option<&Actor>) -> Vec<Actor> {
        let one = |actor: Option<&Actor>| actor.cloned().into_iter().collect();
        match word {
            "i" | "we" | "us" | "our" | "my" | "me" => {
                one(reporter.or(self.quoting.as_ref()).or(self.author.as_ref()))
            }
            "he" | "she" | "his" | "her" | "him" | "himself" | "herself" => one(reporter
                .filter(|r| r.person)
                .or(self.person.as_ref())
                .or(self.parties.last())),
            "it" | "itself" => one(reporter.or(self.subject.as_ref())),
            "its" => one(reporter.or(self.subject.as_ref()).or(self.parties.last())),
            "they" | "their" | "them" | "themselves" => match reporter {
                // A person is no "they"; a body is.
                Some(reporter) if !reporter.person => vec![reporter.clone()],
                Some(_) => Vec::new(),
                None => one(self.subject.as_ref().filter(|a| !a.person)),
            },
            _ => Vec::new(),
        }
    }
}

/// A phrase of capitals that no list knows: somebody's name.
fn is_name(parse: &Parse<'_>, phrase: &Phrase) -> bool {
    let words = &parse.tokens[phrase.first..phrase.end];
    (1..=4).contains(&words.len())
        && words
            .iter()
            .all(|t| t.is_capital() && t.mention.is_none() && t.is(Tag::Noun) && t.lemma == 0)
}

/// Two sides without a name: *both sides*, *the two governments*.
fn both_sides(parse: &Parse<'_>, phrase: &Phrase) -> bool {
    let head = parse.tokens[phrase.head].lower.as_ref();
    let words = &parse.tokens[phrase.first..phrase.head];
    let two = words
        .iter()
        .any(|t| matches!(t.lower.as_ref(), "both" | "two"));
    let plain = matches!(
        head,
        "teams"
            | "communities"
            | "negotiators"
            | "neighbours"
            | "neighbors"
            | "men"
            | "presidents"
            | "ministers"
            | "sides"
            | "parties"
            | "governments"
            | "countries"
            | "delegations"
            | "leaders"
            | "capitals"
            | "camps"
            | "companies"
            | "states"
    );
    (two && plain)
        || (head == "sides" && words.len() <= 1)
        || (parse.tokens[phrase.head].lower == "both" && phrase.end - phrase.first == 1)
}

/// *The four parties*: those named most often so far, as many as there are said to be.
fn counted_sides(parse: &Parse<'_>, discourse: &Discourse, phrase: &Phrase) -> Vec<Actor> {
    let head = parse.tokens[phrase.head].lower.as_ref();
    if !matches!(
        head,
        "parties"
            | "sides"
            | "leaders"
            | "governments"
            | "countries"
            | "companies"
            | "partners"
            | "states"
            | "delegations"
            | "factions"
    ) {
        return Vec::new();
    }
    let number = parse.tokens[phrase.first..phrase.head]
        .iter()
        .find_map(|t| match t.lower.as_ref() {
            "three" => Some(3),
            "four" => Some(4),
            "five" => Some(5),
            "six" => Some(6),
            _ => None,
        });
    let Some(number) = number.filter(|&n| discourse.counts.len() >= n) else {
        return Vec::new();
    };
    let mut most = discourse.counts.clone();
    most.sort_by_key(|(party, count)| (std::cmp::Reverse(*count), *party));
    let mut parties: Vec<usize> = most
        .into_iter()
        .take(number)
        .map(|(party, _)| party)
        .collect();
    parties.sort_unstable();
    parties
        .into_iter()
        .map(|party| Actor {
            party,
            speaker: None,
            person: false,
        })
        .collect()
}

/// Who a noun phrase means where it acts.
pub(super) fn actors_of_phrase(
    parse: &Parse<'_>,
    discourse: &Discourse,
    number: usize,
    reporter: Option<&Actor>,
) -> Vec<Actor> {
    let phrase = &parse.phrases[number];
    let head = &parse.tokens[phrase.head];
    let named = parse.actors_of(number);
    if !named.is_empty() {
        return named;
    }
    if head.is(Tag::Pronoun) {
        return discourse.pronoun(&head.lower, reporter);
    }
    if both_sides(parse, phrase) {
        return discourse.pair.clone();
    }
    let counted = counted_sides(parse, discourse, phrase);
    if !counted.is_empty() {
        return counted;
    }
    // "all of them", "both of the companies"
    let quantity = phrase.end - phrase.first == 1
        && matches!(
            head.lower.as_ref(),
            "all" | "both" | "each" | "none" | "some" | "most" | "many" | "neither" | "either"
        );
    if quantity
        && parse
            .tokens
            .get(phrase.end)
            .is_some_and(|t| t.lower == "of")
        && let Some(inner) = parse.phrase_at.get(phrase.end + 1).copied().flatten()
        && inner != number
    {
        return actors_of_phrase(parse, discourse, inner, reporter);
    }
    // "his government", "its negotiators"
    let first = &parse.tokens[phrase.first];
    if first.is(Tag::Possessive) && head.traits.has(Traits::AGENT) {
        return discourse.pronoun(&first.lower, reporter);
    }
    // "the leaders": the body that acted last.
    let several = head.traits.has(Traits::AGENT)
        && head.lower.ends_with('s')
        && first.lower == "the"
        && phrase.end - phrase.first == 2;
    if several {
        return discourse
            .subject
            .iter()
            .filter(|actor| !actor.person)
            .cloned()
            .collect();
    }
    // "the president", "the prime minister": the person spoken of.
    let definite = first.lower == "the" && phrase.end - phrase.first <= 3;
    if definite && head.traits.has(Traits::TITLE) && !head.lower.ends_with('s') {
        return discourse.person.clone().into_iter().collect();
    }
    Vec::new()
}

/// Who reports a group: the subject of its verb of saying.
pub(super) fn reporter_of(
    parse: &Parse<'_>,
    discourse: &Discourse,
    group: &Group,
) -> Option<Actor> {
    let by = group.reported_by?;
    subject_of(parse, discourse, by, None).into_iter().next()
}

/// The parties that are the subject of a group.
pub(super) fn subject_of(
    parse: &Parse<'_>,
    discourse: &Discourse,
    number: usize,
    reporter: Option<&Actor>,
) -> Vec<Actor> {
    let mut at = number;
    for _ in 0..HOPS {
        let group = &parse.groups[at];
        if let Some(subject) = group.subject {
            let earlier = earlier_subject(parse, at, subject);
            if !earlier.is_empty() {
                return earlier;
            }
            // "..., its president said"
            let phrase = &parse.phrases[subject];
            let owned = parse.tokens[phrase.first].is(Tag::Possessive)
                && parse.tokens[phrase.head].traits.has(Traits::AGENT);
            if owned {
                let before = parse.groups[..at]
                    .iter()
                    .filter_map(|g| g.subject)
                    .filter(|&s| parse.phrases[s].end <= phrase.first)
                    .find_map(|s| parse.actors_of(s).into_iter().next());
                if let Some(actor) = before {
                    return vec![Actor {
                        speaker: None,
                        ..actor
                    }];
                }
            }
            return actors_of_phrase(parse, discourse, subject, reporter);
        }
        match group.shares {
            Some(with) if with != at => at = with,
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// *Ford was left alone because it had agreed*: a pronoun means the party that acts earlier in the sentence.
fn earlier_subject(parse: &Parse<'_>, number: usize, subject: usize) -> Vec<Actor> {
    let head = &parse.tokens[parse.phrases[subject].head];
    if !head.is(Tag::Pronoun) {
        return Vec::new();
    }
    let earlier = parse.groups[..number]
        .iter()
        .rev()
        .filter_map(|g| g.subject)
        .filter(|&s| parse.phrases[s].end <= parse.phrases[subject].first);
    let mut named = earlier
        .filter(|&s| !parse.tokens[parse.phrases[s].head].is(Tag::Pronoun))
        .map(|s| (s, parse.actors_of(s)));
    match head.lower.as_ref() {
        "they" | "both" => named
            .map(|(_, actors)| actors)
            .find(|actors| actors.len() > 1 || actors.iter().any(|a| !a.person))
            .unwrap_or_default(),
        "it" => named
            .find_map(|(s, actors)| {
                let owner = || {
                    parse
                        .possessor(&parse.phrases[s])
                        .and_then(|range| parse.mentions_in(range).next_back())
                        .map(|m| Actor {
                            party: m.party,
                            speaker: None,
                            person: false,
                        })
                };
                actors.into_iter().next().or_else(owner)
            })
            .into_iter()
            .collect(),
        "he" | "she" => named
            .find_map(|(_, actors)| actors.into_iter().next().filter(|a| a.person))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The noun phrase that is the subject of a group, after shared subjects are followed.
pub(super) fn subject_phrase(parse: &Parse<'_>, number: usize) -> Option<usize> {
    let mut at = number;
    for _ in 0..HOPS {
        let group = &parse.groups[at];
        if group.subject.is_some() {
            return group.subject;
        }
        at = group.shares.filter(|&with| with != at)?;
    }
    None
}

/// Who owns a noun: *Russia's*, *Russian*, *its*, or *by Russia*.
pub(super) fn owner_of(
    parse: &Parse<'_>,
    discourse: &Discourse,
    number: usize,
    clause_subject: Option<&Actor>,
) -> Vec<Actor> {
    let phrase = &parse.phrases[number];
    if let Some((first, end)) = parse.possessor(phrase) {
        let owner = parse.mentions_in((first, end)).next_back();
        if let Some(mention) = owner {
            return vec![Actor {
                party: mention.party,
                speaker: mention.speaker.clone(),
                person: mention.sort == Sort::Person,
            }];
        }
        let pronominal = both_sides(
            parse,
            &Phrase {
                first,
                end,
                head: end - 1,
            },
        );
        if pronominal {
            return discourse.pair.clone();
        }
        return Vec::new();
    }
    let first = &parse.tokens[phrase.first];
    if first.is(Tag::Possessive) {
        if let Some(subject) = clause_subject {
            return vec![subject.clone()];
        }
        return discourse.pronoun(&first.lower, None);
    }
    // "the Russian demand", "a union demand"
    let mention = parse.mentions_in((phrase.first, phrase.head)).next_back();
    mention
        .map(|m| Actor {
            party: m.party,
            speaker: None,
            person: false,
        })
        .into_iter()
        .collect()
}

/// The parties after a preposition within a range: *by X and Y*, *between X and Y*.
pub(super) fn after_preposition(
    parse: &Parse<'_>,
    discourse: &Discourse,
    range: (usize, usize),
    words: &[&str],
) -> Vec<Actor> {
    let mut found: Vec<Actor> = Vec::new();
    for at in range.0..range.1.min(parse.tokens.len()) {
        if !words.contains(&parse.tokens[at].lower.as_ref()) {
            continue;
        }
        let mut next = at + 1;
        while parse.tokens.get(next).is_some_and(|t| {
            matches!(
                t.lower.as_ref(),
                "both" | "either" | "not" | "only" | "from" | "by"
            ) && parse.phrase_at[next].is_none()
        }) {
            next += 1;
        }
        while let Some(number) = parse.phrase_at.get(next).copied().flatten() {
            let actors = actors_of_phrase(parse, discourse, number, None);
            if actors.is_empty() && found.is_empty() {
                break;
            }
            for actor in actors {
                if !found.iter().any(|known| known.party == actor.party) {
                    found.push(actor);
                }
            }
            let mut end = parse.phrases[number].end;
            if parse
                .tokens
                .get(end)
                .is_some_and(|t| matches!(t.tag, Tag::Comma))
            {
                end += 1;
            }
            if parse
                .tokens
                .get(end)
                .is_some_and(|t| matches!(t.lower.as_ref(), "and" | "or"))
            {
                end += 1;
            }
            while parse.tokens.get(end).is_some_and(|t| {
                matches!(
                    t.lower.as_ref(),
                    "but" | "also" | "as" | "well" | "from" | "by" | "of" | "not" | "only" | "both"
                )
            }) {
                end += 1;
            }
            if end == parse.phrases[number].end {
                break;
            }
            next = end;
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}
