//! Frame hits: where a sentence uses a word that says a stance, who says it, of what.

use crate::source::Date;

use super::conditions;
use super::document::Document;
use super::english::{Lemma, Tag, Traits};
use super::fact::{Fact, FactKind, Modality, Polarity};
use super::frames::{Frame, Meaning, Part, Subject, Take};
use super::groups::{Group, Kind};
use super::holder::{self, Discourse};
use super::issue::{self, Hints, Topic};
use super::lexicon::Lexicon;
use super::parse::{Actor, Parse};
use super::quantity;
use super::token::{self, Token};

/// Reads documents with one lexicon.
#[derive(Debug)]
pub struct Extractor<'l> {
    lexicon: &'l Lexicon,
    /// Whether events and claims are wanted too.
    all: bool,
}

/// A sentence being read.
pub(super) struct Reading<'r, 't> {
    pub parse: &'r Parse<'t>,
    pub text: &'t str,
    pub lexicon: &'r Lexicon,
    pub discourse: &'r Discourse,
    pub hits: Vec<Hit>,
    /// Per group: whether a connective has taken it as the main clause of a condition.
    pub conditioned: Vec<bool>,
}

/// A frame found in a sentence, before it becomes a fact.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub meaning: Meaning,
    pub rule: String,
    pub holders: Vec<Actor>,
    pub topic: Topic,
    /// Tokens that the fact stands on.
    pub span: (usize, usize),
    /// Tokens in which a value is looked for.
    pub content: (usize, usize),
    pub condition: Option<String>,
    pub reporter: Option<Actor>,
    pub planned: bool,
    /// The group, where a verb carries the frame.
    pub group: Option<usize>,
    pub explain: String,
}

impl<'l> Extractor<'l> {
    /// An extractor for the core facts.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            all: false,
        }
    }

    /// The same, for events and claims too.
    #[must_use]
    pub fn with_everything(mut self) -> Self {
        self.all = true;
        self
    }

    /// The facts of a document, in the order of the text.
    ///
    /// ```
    /// use impasse::extract::{Document, Extractor, Lexicon, NamedIssue, NamedParty, Names};
    /// let union = NamedParty { id: "union".into(), name: "Dockers' Union".into(), aliases: vec!["the union".into()], ..Default::default() };
    /// let pay = NamedIssue { id: "pay-freeze".into(), name: "Pay freeze".into(), ..Default::default() };
    /// let lexicon = Lexicon::new(Names { parties: vec![union], issues: vec![pay] });
    /// let facts = Extractor::new(&lexicon).extract(&Document::plain("news", "The union rejected the pay freeze."));
    /// assert_eq!(facts[0].holder.as_deref(), Some("union"));
    /// assert_eq!(facts[0].issue.as_deref(), Some("pay-freeze"));
    /// assert_eq!(facts[0].kind.word(), "rejection");
    /// ```
    pub fn extract(&self, document: &Document) -> Vec<Fact> {
        let day: Option<Date> = document.date;
        let mut discourse = Discourse::default();
        // Where there are two parties only, they are the two sides.
        if self.lexicon.names.parties.len() == 2 {
            discourse.pair = [0, 1]
                .map(|party| Actor {
                    party,
                    speaker: None,
                    person: false,
                })
                .to_vec();
        }
        if let Some(author) = document.speaker.as_deref() {
            discourse.author = self
                .lexicon
                .names
                .parties
                .iter()
                .position(|p| p.id == author)
                .map(|party| Actor {
                    party,
                    speaker: None,
                    person: true,
                });
        }
        let mut facts = Vec::new();
        let mut counted = (0_usize, 0_usize);
        for (number, sentence) in document.sentences.iter().enumerate() {
            let text = &document.text[sentence.start..sentence.end];
            if number > 0
                && document.text
                    [document.sentences[number - 1].end.min(sentence.start)..sentence.start]
                    .contains('\n')
            {
                discourse.paragraph();
            }
            let mut tokens = Vec::with_capacity(48);
            token::tokens_of(text, sentence.start, &self.lexicon.english, &mut tokens);
            token::join_adverbials(&mut tokens, &self.lexicon.english);
            let worth = tokens
                .iter()
                .any(|t| t.traits.has(Traits::TRIGGER) || t.tags.has(Tag::Modal));
            if tokens.len() > MAX_TOKENS {
                continue;
            }
            let parse = Parse::new(tokens, &self.lexicon.index, &discourse.learnt, day);
            let mut topic_left = None;
            if worth || self.all {
                let hits = read(&parse, &document.text, self.lexicon, &discourse, self.all);
                for hit in hits
                    .iter()
                    .filter(|hit| !matches!(hit.meaning.kind, FactKind::ApprovalRequired))
                {
                    if let Some(holder) = hit.holders.first() {
                        discourse.last_holder = Some(holder.clone());
                        if let Some(issue) = hit.topic.issue {
                            discourse.owners.retain(|(i, _)| *i != issue);
                            discourse.owners.push((issue, holder.clone()));
                        }
                    }
                }
                topic_left = hits.iter().rev().find_map(|hit| hit.topic.issue);
                if topic_left.is_none() {
                    let whole = issue::topic(
                        &parse,
                        &document.text,
                        self.lexicon,
                        (0, parse.tokens.len()),
                        Hints::default(),
                    );
                    topic_left = whole.issue.filter(|_| whole.score > 2.0);
                }
                let mut found: Vec<Fact> = hits
                    .into_iter()
                    .map(|hit| self.fact(hit, &parse, document, sentence.number, &mut counted))
                    .collect();
                found.sort_by(|a, b| {
                    (a.start, a.end, a.kind, &a.holder).cmp(&(b.start, b.end, b.kind, &b.holder))
                });
                for fact in &found {
                    let issue = fact
                        .issue
                        .as_deref()
                        .filter(|_| fact.issue_known)
                        .and_then(|id| self.lexicon.names.issues.iter().position(|i| i.id == id));
                    if let (Some(issue), Some(unit)) = (issue, &fact.unit) {
                        discourse.units.retain(|(u, _)| u != unit);
                        discourse.units.push((unit.clone(), issue));
                    }
                }
                discourse
                    .units
                    .drain(..discourse.units.len().saturating_sub(8));
                facts.extend(found);
            }
            discourse.hear(&parse);
            discourse.last_topic = topic_left.or(discourse.last_topic);
            remember_quotation(&mut discourse, &parse);
        }
        facts
    }

    fn fact(
        &self,
        hit: Hit,
        parse: &Parse<'_>,
        document: &Document,
        sentence: u32,
        counted: &mut (usize, usize),
    ) -> Fact {
        let (first, end) = (
            parse.tokens[hit.span.0].start,
            parse.tokens[hit.span.1 - 1].end,
        );
        let start_chars = code_points(document.written(), first, counted);
        let quote = document.written()[first..end].to_owned();
        let length = quote.chars().count();
        let quantity = quantity::first_in(parse, &document.text, hit.content);
        let holders: Vec<String> = hit
            .holders
            .iter()
            .map(|a| self.lexicon.party_id(a.party).to_owned())
            .collect();
        let speaker = hit
            .reporter
            .as_ref()
            .or(hit.holders.first())
            .and_then(|a| a.speaker.clone());
        let reporter = hit
            .reporter
            .as_ref()
            .map(|r| self.lexicon.party_id(r.party).to_owned());
        let via = reporter
            .clone()
            .filter(|r| !holders.contains(r) && !holders.is_empty());
        let own = reporter.is_some() && via.is_none();
        let modality = match hit.meaning.kind {
            FactKind::Denial => Modality::Denied,
            _ if hit.planned => Modality::Planned,
            _ if own => Modality::Stated,
            _ => Modality::Reported,
        };
        let confidence = self.lexicon.measured.confidence(&hit.rule);
        Fact {
            doc: document.name.clone(),
            start: start_chars,
            end: start_chars + length,
            sentence: document.cited_number(sentence),
            kind: hit.meaning.kind,
            holder: holders.first().cloned(),
            holders: if holders.len() > 1 {
                holders
            } else {
                Vec::new()
            },
            issue_known: hit.topic.issue.is_some(),
            issue: hit
                .topic
                .issue
                .map(|at| self.lexicon.names.issues[at].id.clone())
                .or_else(|| Some(hit.topic.words.clone()).filter(|w| !w.is_empty())),
            stance: hit.meaning.stance,
            unit: quantity.as_ref().and_then(|q| q.unit.clone()),
            value: quantity.map(|q| q.words),
            needs: hit.condition.as_ref().and_then(|_| {
                let topic = issue::topic(
                    parse,
                    &document.text,
                    self.lexicon,
                    hit.content,
                    Hints::default(),
                );
                topic
                    .issue
                    .filter(|at| hit.topic.issue != Some(*at))
                    .map(|at| self.lexicon.names.issues[at].id.clone())
            }),
            condition: hit.condition,
            modality,
            via,
            said_by: speaker,
            date: document.date.map(|d| d.to_string()),
            rule: hit.rule,
            confidence,
            explain: hit.explain,
            cite: document
                .source
                .as_ref()
                .map(|source| format!("{source} s{}", document.cited_number(sentence))),
            quote,
        }
    }
}

/// A sentence of more tokens than this is a table or a list gone wrong, and is not read.
const MAX_TOKENS: usize = 400;

/// Bytes to code points, counted onwards from the last place.
fn code_points(text: &str, byte: usize, counted: &mut (usize, usize)) -> usize {
    if byte < counted.0 {
        let back = text[byte..counted.0].chars().count();
        *counted = (byte, counted.1 - back);
    } else {
        let on = text[counted.0..byte].chars().count();
        *counted = (byte, counted.1 + on);
    }
    counted.1
}

/// A quotation that stays open speaks on in the next sentence.
fn remember_quotation(discourse: &mut Discourse, parse: &Parse<'_>) {
    let Some(last) = parse
        .tokens
        .iter()
        .rev()
        .find(|t| t.text.chars().any(char::is_alphanumeric))
    else {
        return;
    };
    if last.quoted {
        if let Some(group) = parse.groups.iter().find(|g| g.reported_by.is_some()) {
            discourse.quoting = holder::reporter_of(parse, discourse, group);
        }
    } else if parse.tokens.iter().any(|t| t.is(Tag::Quote)) {
        let speaker = parse
            .groups
            .iter()
            .find(|g| g.reported_by.is_some())
            .and_then(|g| holder::reporter_of(parse, discourse, g));
        discourse.quoting = speaker;
    }
}

fn read(
    parse: &Parse<'_>,
    text: &str,
    lexicon: &Lexicon,
    discourse: &Discourse,
    all: bool,
) -> Vec<Hit> {
    let mut reading = Reading {
        parse,
        text,
        lexicon,
        discourse,
        hits: Vec::new(),
        conditioned: vec![false; parse.groups.len()],
    };
    reading.verbs();
    reading.nouns();
    reading.predicates();
    conditions::find(&mut reading);
    conditions::approvals(&mut reading);
    reading.must();
    if all {
        reading.happenings();
    }
    reading.settle();
    reading.hits
}

impl Reading<'_, '_> {
    pub fn group(&self, number: usize) -> &Group {
        &self.parse.groups[number]
    }

    pub fn token(&self, at: usize) -> Option<&Token<'_>> {
        self.parse.tokens.get(at)
    }

    pub fn reporter(&self, group: usize) -> Option<Actor> {
        let group = self.group(group);
        holder::reporter_of(self.parse, self.discourse, group)
            .or_else(|| {
                let quoted = self.parse.tokens[group.main].quoted;
                (quoted && group.reported_by.is_none())
                    .then(|| self.discourse.quoting.clone())
                    .flatten()
            })
            .or_else(|| self.according_to())
            .or_else(|| self.before_colon(group.first))
    }

    /// *The Kremlin's position is plain: ...*: whose position it is speaks behind the colon.
    fn before_colon(&self, first: usize) -> Option<Actor> {
        let colon = (0..first)
            .rev()
            .find(|&i| self.parse.tokens[i].text == ":")?;
        let (number, _) = self
            .parse
            .groups
            .iter()
            .enumerate()
            .rev()
            .find(|(_, g)| g.main < colon && g.kind == Kind::Finite)?;
        let direct = holder::subject_of(self.parse, self.discourse, number, None);
        let owned = || {
            holder::subject_phrase(self.parse, number)
                .map(|p| holder::owner_of(self.parse, self.discourse, p, None))
                .unwrap_or_default()
        };
        direct
            .into_iter()
            .next()
            .or_else(|| owned().into_iter().next())
    }

    /// *According to X, ...*: X reports the sentence.
    fn according_to(&self) -> Option<Actor> {
        let at = self
            .parse
            .tokens
            .iter()
            .position(|t| t.lower == "according")?;
        let phrase = self.parse.phrase_at.get(at + 2).copied().flatten()?;
        holder::actors_of_phrase(self.parse, self.discourse, phrase, None)
            .into_iter()
            .next()
    }

    pub fn holders(&self, group: usize) -> Vec<Actor> {
        let reporter = self.reporter(group);
        holder::subject_of(self.parse, self.discourse, group, reporter.as_ref())
    }

    /// The tokens of the subject's noun phrase with what belongs to it.
    pub fn subject_range(&self, group: usize) -> Option<(usize, usize)> {
        let phrase = holder::subject_phrase(self.parse, group)?;
        let first = self.parse.phrases[phrase].first;
        let end = self.parse.groups[group]
            .first
            .max(self.parse.phrases[phrase].end);
        let comma = (self.parse.phrases[phrase].end..end)
            .find(|&i| {
                matches!(
                    self.parse.tokens[i].tag,
                    Tag::Comma | Tag::Relative | Tag::Break
                )
            })
            .unwrap_or(end);
        Some((first, comma))
    }

    pub fn topic(&self, range: (usize, usize), hints: Hints) -> Topic {
        let time = quantity::first_in(self.parse, self.text, range).is_some_and(|q| q.is_time)
            || (range.0..range.1.min(self.parse.tokens.len())).any(|i| {
                matches!(
                    self.parse.tokens[i].lower.as_ref(),
                    "longer" | "shorter" | "long-term" | "longer-term" | "decades" | "permanent"
                )
            });
        issue::topic(
            self.parse,
            self.text,
            self.lexicon,
            range,
            Hints {
                time: hints.time || time,
                ..hints
            },
        )
    }

    /// From the subject, where it stands in this clause, to the end of the content.
    pub fn span(&self, group: usize) -> (usize, usize) {
        let g = self.group(group);
        let first = g
            .subject
            .map_or(g.first, |s| self.parse.phrases[s].first.min(g.first));
        (first, g.content.1.max(g.main + 1))
    }

    fn hypothetical(&self, group: usize) -> bool {
        self.group(group).under.is_some_and(|at| {
            matches!(
                self.parse.tokens[at].lower.as_ref(),
                "if" | "unless"
                    | "until"
                    | "till"
                    | "once"
                    | "whether"
                    | "before"
                    | "lest"
                    | "provided"
                    | "when"
                    | "whenever"
            )
        })
    }

    // ---- verbs

    fn verbs(&mut self) {
        for number in 0..self.parse.groups.len() {
            if let Some(hit) = self.verb(number) {
                self.push_each(hit);
            }
        }
    }

    /// Finds what a hit is about; one whose content names several issues side by side is one fact for each.
    pub fn push_each(&mut self, hit: Hit) {
        for topic in self.topics(hit.content, hit.span) {
            self.hits.push(Hit {
                topic,
                ..hit.clone()
            });
        }
    }

    /// What a range of tokens is about: each issue of a list, else the one of the whole, else what the text spoke of before.
    fn topics(&self, range: (usize, usize), span: (usize, usize)) -> Vec<Topic> {
        let whole_range = range;
        let range = self.object(range);
        if range.1 < whole_range.1 {
            let near = self.listed(range);
            if !near.is_empty() {
                return near;
            }
            if let Some(topic) = self.by_unit(range) {
                return vec![topic];
            }
            if self.points_back(range)
                && let Some(issue) = self
                    .discourse
                    .last_topic
                    .filter(|_| self.general_head(range))
            {
                let words = issue::phrase(self.parse, self.text, range);
                return vec![Topic {
                    issue: Some(issue),
                    words,
                    score: 0.5,
                }];
            }
        }
        let found = self.listed(whole_range);
        if !found.is_empty() {
            return found;
        }
        let words = issue::phrase(
            self.parse,
            self.text,
            if range.1 - range.0 > 1 {
                range
            } else {
                whole_range
            },
        );
        if let Some(topic) = self.by_unit(whole_range) {
            return vec![topic];
        }
        // What stands before in the sentence: "On the phase-in, London was seeking three years".
        let before = self.topic((0, span.0.min(range.0)), Hints::default());
        if before.issue.is_some() && (self.points_back(range) || self.leads_in(span.0)) {
            return vec![Topic { words, ..before }];
        }
        if self.points_back(range)
            && let Some(issue) = self.discourse.last_topic
        {
            return vec![Topic {
                issue: Some(issue),
                words,
                score: 0.5,
            }];
        }
        vec![Topic {
            issue: None,
            words,
            score: 0.0,
        }]
    }

    /// The object alone: its noun phrase with the phrases that *of*, *for*, *on* and their like tie to it.
    fn object(&self, range: (usize, usize)) -> (usize, usize) {
        let mut at = range.0;
        while at < range.1
            && self
                .token(at)
                .is_some_and(|t| matches!(t.tag, Tag::Adverb | Tag::Quote | Tag::Preposition))
            && self.parse.phrase_at[at].is_none()
        {
            at += 1;
        }
        let Some(Some(mut phrase)) = self.parse.phrase_at.get(at).copied() else {
            return range;
        };
        let mut end = self.parse.phrases[phrase].end;
        while end < range.1 {
            let joined = self.token(end).is_some_and(|t| {
                matches!(
                    t.lower.as_ref(),
                    "of" | "for"
                        | "on"
                        | "over"
                        | "to"
                        | "from"
                        | "between"
                        | "against"
                        | "about"
                        | "and"
                        | "or"
                        | "in"
                        | "into"
                )
            });
            let Some(next) = self
                .parse
                .phrase_at
                .get(end + 1)
                .copied()
                .flatten()
                .filter(|_| joined)
            else {
                break;
            };
            if next == phrase || self.parse.groups.iter().any(|g| g.first == end) {
                break;
            }
            phrase = next;
            end = self.parse.phrases[next].end;
        }
        (range.0, end.min(range.1))
    }

    /// Whether the object is a bare pointer: *it*, *the draft*, *the offer*.
    fn general_head(&self, range: (usize, usize)) -> bool {
        // "a proposal to ..." says what it is about.
        let told = self
            .token(range.1)
            .is_some_and(|t| matches!(t.tag, Tag::To | Tag::That | Tag::Relative));
        range.1 - range.0 <= 3 && !told
    }

    /// The issue that was last spoken of in the same unit, where a range holds little but a number.
    fn by_unit(&self, range: (usize, usize)) -> Option<Topic> {
        let quantity = quantity::first_in(self.parse, self.text, range)?;
        let nouns = (range.0..range.1.min(self.parse.tokens.len()))
            .filter(|&at| self.parse.tokens[at].is(Tag::Noun))
            .count();
        let unit = quantity.unit?;
        let issue = self
            .discourse
            .units
            .iter()
            .rev()
            .find(|(u, _)| *u == unit)
            .map(|(_, issue)| *issue)?;
        (nouns <= 2).then_some(Topic {
            issue: Some(issue),
            words: quantity.words,
            score: 0.6,
        })
    }

    /// Each issue that a list names, or the one of the whole range.
    fn listed(&self, range: (usize, usize)) -> Vec<Topic> {
        let end = range.1.min(self.parse.tokens.len());
        let mut each: Vec<Topic> = Vec::new();
        let mut first = range.0;
        for at in range.0..=end {
            let cut =
                at == end || matches!(self.parse.tokens[at].tag, Tag::Comma | Tag::Conjunction);
            if cut {
                if first < at && self.parse.tokens[first..at].iter().any(|t| t.is(Tag::Noun)) {
                    let topic = self.topic((first, at), Hints::default());
                    if topic.issue.is_some() && !each.iter().any(|known| known.issue == topic.issue)
                    {
                        each.push(topic);
                    }
                }
                first = at + 1;
            }
        }
        if each.len() > 1 {
            return each;
        }
        let whole = self.topic(range, Hints::default());
        if whole.issue.is_some() {
            return vec![whole];
        }
        each
    }

    /// Whether the sentence opens with a prepositional phrase before the clause.
    fn leads_in(&self, first: usize) -> bool {
        first > 2
            && self.parse.tokens[0].is(Tag::Preposition)
            && self.parse.tokens[first - 1].is(Tag::Comma)
    }

    /// Whether a range only points to what was said: *it*, *the idea*, *35 percent*.
    fn points_back(&self, range: (usize, usize)) -> bool {
        let mut nouns = (range.0..range.1.min(self.parse.tokens.len()))
            .map(|at| &self.parse.tokens[at])
            .filter(|t| {
                matches!(
                    t.tag,
                    Tag::Noun | Tag::Pronoun | Tag::Demonstrative | Tag::Number | Tag::That
                )
            });
        let Some(head) = nouns.next() else {
            return true;
        };
        let general = matches!(
            head.lower.as_ref(),
            "idea"
                | "proposal"
                | "plan"
                | "offer"
                | "demand"
                | "suggestion"
                | "request"
                | "move"
                | "step"
                | "measure"
                | "bid"
                | "percent"
                | "same"
                | "thing"
                | "terms"
                | "condition"
                | "position"
                | "something"
                | "one"
                | "both"
                | "all"
                | "these"
                | "those"
                | "this"
                | "that"
                | "it"
                | "them"
                | "clause"
                | "figure"
                | "number"
                | "change"
                | "changes"
        );
        general || matches!(head.tag, Tag::Number | Tag::Pronoun)
    }

    /// The frame of a group's verb, with the place where its content begins.
    pub fn verb_frame(&self, number: usize) -> Option<(&Frame, (usize, usize), Take)> {
        let group = self.group(number);
        let list = self.lexicon.frames.verbs.get(&group.lemma)?;
        if !self.parse.tokens[group.main].tags.has(Tag::Verb) {
            return None;
        }
        let mut best: Option<(&Frame, (usize, usize), Take)> = None;
        for &index in list {
            let frame = &self.lexicon.frames.all[index];
            if frame.part != Part::Verb {
                continue;
            }
            let Some(after) = (if frame.gap {
                self.gap(number, &frame.rest)
            } else {
                self.rest(group.main + 1, &frame.rest)
            }) else {
                continue;
            };
            let content = match self.takes(number, after, frame) {
                Some((Take::OtherInfinitive, at)) => {
                    let inner = self.parse.groups.iter().find(|g| {
                        g.kind == Kind::Infinitive && g.completes == Some(number) && g.first > at
                    });
                    Some((
                        Take::OtherInfinitive,
                        (
                            inner.map_or(at, |g| g.main),
                            self.deep_end(number)
                                .max(at)
                                .max(inner.map_or(0, |g| g.content.1)),
                        ),
                    ))
                }
                Some((take, at)) => Some((take, (at, self.deep_end(number).max(at)))),
                None if frame.takes.contains(&Take::Object) => self
                    .antecedent(number, after)
                    .map(|range| (Take::Object, range)),
                None => None,
            };
            let Some((take, range)) = content else {
                continue;
            };
            if !self.suits(frame, range, number) {
                continue;
            }
            if best
                .as_ref()
                .is_none_or(|(b, _, _)| frame.rest.len() > b.rest.len())
            {
                best = Some((frame, range, take));
            }
        }
        best
    }

    /// Whether the object's head and the tense are those that the frame wants.
    fn suits(&self, frame: &Frame, range: (usize, usize), number: usize) -> bool {
        let group = self.group(number);
        if frame.future {
            let will = group.modal.is_some_and(|m| {
                matches!(
                    self.parse.tokens[m].lower.as_ref(),
                    "will" | "would" | "'ll" | "'d" | "won't" | "wouldn't" | "shall"
                )
            });
            if !will || group.passive {
                return false;
            }
        }
        if frame.only.is_empty() || group.passive && frame.rule.ends_with("/settle") {
            return true;
        }
        let phrase = if group.passive {
            super::holder::subject_phrase(self.parse, number)
        } else {
            self.parse.phrase_at.get(range.0).copied().flatten()
        };
        phrase.is_some_and(|p| {
            frame
                .only
                .contains(&self.parse.tokens[self.parse.phrases[p].head].noun)
        })
    }

    /// The noun that a relative clause without an object of its own speaks of: *the plan that the union rejected*.
    fn antecedent(&self, number: usize, after: usize) -> Option<(usize, usize)> {
        let group = self.group(number);
        if self.token(after).is_some_and(Token::is_nominal) {
            return None;
        }
        if group.passive {
            return None;
        }
        let mut at = group
            .subject
            .map_or(group.first, |s| self.parse.phrases[s].first);
        if self.parse.tokens[at].lower == "what" {
            let is = self
                .parse
                .groups
                .iter()
                .find(|g| g.copula && g.first > group.main && g.kind == Kind::Finite)?;
            return Some((is.main + 1, is.content.1));
        }
        for _ in 0..4 {
            let before = at.checked_sub(1)?;
            match self.parse.tokens[before].tag {
                Tag::Relative | Tag::That | Tag::Comma | Tag::Adverb | Tag::Preposition => {
                    at = before
                }
                _ => {
                    let phrase = self.parse.phrase_at[before]?;
                    // A noun directly before a subject, or before *which*.
                    return (at < group.first).then(|| {
                        (
                            self.parse.phrases[phrase].first,
                            self.parse.phrases[phrase].end,
                        )
                    });
                }
            }
        }
        None
    }

    /// The place of the object where the further words of a frame stand behind it: *put X on the table*.
    fn gap(&self, number: usize, rest: &[Lemma]) -> Option<usize> {
        let group = self.group(number);
        let end = group
            .content
            .1
            .min(group.main + 14)
            .min(self.parse.tokens.len());
        let stands = |at: usize| {
            rest.iter()
                .enumerate()
                .all(|(k, word)| self.token(at + k).is_some_and(|t| t.lemma == *word))
        };
        let found =
            (group.main + 1..end).any(|at| stands(at) && (at > group.main + 1 || group.passive));
        found.then_some(group.main + 1)
    }

    /// The place after the further words of a frame, adverbs between them allowed.
    fn rest(&self, from: usize, rest: &[Lemma]) -> Option<usize> {
        let mut at = from;
        for word in rest {
            let mut skipped = 0;
            while self.token(at).is_some_and(|t| {
                (matches!(t.tag, Tag::Adverb | Tag::Possessive | Tag::Determiner)
                    && t.lemma != *word
                    || t.lower.ends_with("self")
                    || t.lower.ends_with("selves"))
            }) && skipped < 2
            {
                at += 1;
                skipped += 1;
            }
            let token = self.token(at)?;
            if token.lemma != *word && token.noun != *word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// What follows, if the frame takes it, and where it begins.
    fn takes(&self, number: usize, from: usize, frame: &Frame) -> Option<(Take, usize)> {
        let group = self.group(number);
        let passive_object = group.passive && frame.takes.contains(&Take::Object);
        let mut at = from;
        while self
            .token(at)
            .is_some_and(|t| t.is(Tag::Adverb) || t.is(Tag::Quote))
        {
            at += 1;
        }
        // "had promised weeks before to stop"
        if let Some(phrase) = self
            .parse
            .phrase_at
            .get(at)
            .copied()
            .flatten()
            .map(|p| &self.parse.phrases[p])
            && self.parse.tokens[phrase.head].traits.has(Traits::TIME)
            && self
                .token(phrase.end)
                .is_some_and(|t| matches!(t.lower.as_ref(), "before" | "ago" | "earlier" | "later"))
        {
            at = phrase.end + 1;
        }
        // "urged the carriers to drop it": what the other side should do says more than whom was urged.
        let first = frame
            .takes
            .iter()
            .filter(|take| **take == Take::OtherInfinitive);
        let rest = frame
            .takes
            .iter()
            .filter(|take| **take != Take::OtherInfinitive);
        for take in first.chain(rest) {
            let fits = match take {
                Take::Object => {
                    passive_object
                        || (self.parse.phrase_at.get(at).copied().flatten().is_some()
                            || self
                                .token(at)
                                .is_some_and(|t| t.is(Tag::Adjective) || t.is(Tag::Quote)))
                            && at < group.content.1.max(at + 1)
                            && !self.token(at).is_some_and(|t| t.is(Tag::Comma))
                }
                Take::That => {
                    self.token(at).is_some_and(|t| t.lower == "that")
                        || self
                            .parse
                            .groups
                            .iter()
                            .any(|g| g.reported_by == Some(number))
                }
                Take::Infinitive => self.parse.groups.iter().any(|g| {
                    g.kind == Kind::Infinitive
                        && (g.first == at
                            || (g.first == at + 1 && self.token(at).is_some_and(Token::negates)))
                }),
                Take::OtherInfinitive => self.parse.groups.iter().any(|g| {
                    g.kind == Kind::Infinitive
                        && g.completes == Some(number)
                        && g.first > at
                        && g.subject
                            .is_some_and(|s| self.parse.phrases[s].first <= at + 1)
                }),
                Take::Gerund => self
                    .parse
                    .groups
                    .iter()
                    .any(|g| g.kind == Kind::Gerund && g.first == at),
                Take::Bare => true,
                Take::Preposition(word) => self.token(at).is_some_and(|t| t.lemma == *word),
            };
            if fits {
                return Some((*take, at));
            }
        }
        None
    }

    fn verb(&self, number: usize) -> Option<Hit> {
        let group = self.group(number);
        if self.hypothetical(number) || self.absorbed(number) {
            return None;
        }
        // "denied that it had asked": what is denied is no stance; "analysts expect it to reject": nor is a forecast.
        let denied = group.reported_by.is_some_and(|by| {
            self.verb_frame(by)
                .is_some_and(|(f, _, _)| f.family == "denial")
        });
        let forecast = group.kind == Kind::Infinitive
            && group.subject.is_some()
            && group.completes.is_some_and(|outer| {
                self.parse.tokens[self.group(outer).main]
                    .lower
                    .starts_with("expect")
                    || self.parse.tokens[self.group(outer).main]
                        .lower
                        .starts_with("predict")
            });
        if denied || forecast {
            return None;
        }
        let (frame, range, _) = self.verb_frame(number)?;
        if group.kind == Kind::Infinitive
            && matches!(frame.meaning.kind, FactKind::Acceptance | FactKind::Offer)
            && !self.decided(number)
        {
            return None;
        }
        let reporter = self.reporter(number);
        let by = |range| holder::after_preposition(self.parse, self.discourse, range, &["by"]);
        let (mut holders, content) = if group.passive && frame.rest.is_empty() {
            let mut agents = by((group.main + 1, group.content.1));
            // "The first chapter was settled in May": by the two sides.
            let joint = matches!(
                self.parse.tokens[group.main].lower.as_ref(),
                "agreed"
                    | "settled"
                    | "signed"
                    | "struck"
                    | "reached"
                    | "concluded"
                    | "finalised"
                    | "finalized"
                    | "sealed"
                    | "initialled"
            );
            if agents.is_empty()
                && joint
                && frame.family == "acceptance"
                && !group.negated
                && !group.relative
                && group.under.is_none()
            {
                agents = self.discourse.pair.clone();
            }
            (
                agents,
                self.subject_range(number)
                    .unwrap_or((group.main, group.main)),
            )
        } else {
            (self.holders(number), range)
        };
        if frame.subject == Subject::Neither && holders.is_empty() {
            holders = self.sides();
        }
        // "The ministry said the carriers must accept": a demand of the ministry.
        let deontic = group.modal.is_some_and(|m| {
            matches!(
                self.parse.tokens[m].lower.as_ref(),
                "must" | "should" | "ought"
            )
        });
        if deontic
            && reporter
                .as_ref()
                .is_some_and(|r| !holders.iter().any(|h| h.party == r.party))
        {
            return None;
        }
        let mut content = content;
        if frame.subject == Subject::Issue {
            holders = self.actors_in(group.content);
            content = self.subject_range(number)?;
        }
        let mut nobody = false;
        if holders.is_empty()
            && !group.passive
            && let Some(reporter) = &reporter
            && self.nobody(number)
        {
            nobody = !group.negated;
            holders = vec![reporter.clone()];
        }
        let mut meaning = if nobody {
            frame.negated?
        } else {
            self.polarity(frame, number)?
        };
        if frame.family == "rejection" && self.about_statement(content) {
            meaning = Meaning {
                kind: FactKind::Denial,
                stance: Some(Polarity::Rejects),
            };
        }
        if holders.is_empty() && meaning.kind != FactKind::Disagreement {
            return None;
        }
        let words = self.parse.text(
            self.text,
            (
                group.main,
                (group.main + 1 + frame.rest.len()).min(self.parse.tokens.len()),
            ),
        );
        Some(Hit {
            meaning,
            rule: frame.rule.clone(),
            explain: self.explain(
                words,
                &holders,
                reporter.as_ref(),
                group.negated && frame.negated.is_some(),
            ),
            holders,
            topic: Topic::default(),
            span: self.span(number),
            content,
            condition: None,
            reporter,
            planned: group
                .modal
                .is_some_and(|m| matches!(self.parse.tokens[m].lower.as_ref(), "will" | "'ll")),
            group: Some(number),
        })
    }

    /// The end of what a verb says, the clause that it reports included.
    fn deep_end(&self, number: usize) -> usize {
        let own = self.group(number).content.1;
        let reported = self
            .parse
            .groups
            .iter()
            .filter(|g| g.reported_by == Some(number))
            .map(|g| g.content.1)
            .max();
        own.max(reported.unwrap_or(own))
    }

    /// Negation turns a stance; *refuse to drop* and *agree not to oppose* turn it too.
    fn polarity(&self, frame: &Frame, number: usize) -> Option<Meaning> {
        let group = self.group(number);
        let outer_negative = group
            .completes
            .is_some_and(|outer| self.group(outer).negated || self.fails(outer));
        let neither = self.subject_range(number).is_some_and(|(first, _)| {
            matches!(
                self.parse.tokens[first].lower.as_ref(),
                "neither" | "no" | "none"
            )
        }) && !self.holders(number).is_empty();
        let negated = (group.negated != outer_negative) != (self.doubted(number) || neither);
        let mut meaning = if negated {
            frame.negated?
        } else {
            frame.meaning
        };
        // "would not give up its demand that ..." keeps the demand.
        if negated && frame.family == "concession" && self.about_demand(number) {
            return Some(Meaning {
                kind: FactKind::Demand,
                stance: Some(Polarity::Demands),
            });
        }
        // "may accept" leaves it open.
        let maybe = group
            .modal
            .is_some_and(|m| matches!(self.parse.tokens[m].lower.as_ref(), "may" | "might"));
        if maybe && matches!(meaning.kind, FactKind::Acceptance | FactKind::Rejection) {
            meaning = Meaning {
                kind: FactKind::Position,
                stance: Some(Polarity::Open),
            };
        }
        if frame.family == "demand" && self.wants_not(number) {
            meaning = Meaning {
                kind: FactKind::Rejection,
                stance: Some(Polarity::Rejects),
            };
        }
        let undone = self.parse.groups.iter().any(|g| {
            g.completes == Some(number)
                && matches!(g.kind, Kind::Infinitive)
                && self.lexicon.frames.undoing.contains(&g.lemma)
                && !g.passive
        });
        if undone && matches!(meaning.kind, FactKind::Offer) {
            meaning = Meaning {
                kind: FactKind::Rejection,
                stance: Some(Polarity::Rejects),
            };
        }
        let inner = self.parse.groups.iter().enumerate().find(|(_, g)| {
            g.completes == Some(number)
                && matches!(g.kind, Kind::Infinitive | Kind::Gerund)
                && g.first <= group.main + 3 + frame.rest.len()
        });
        if let Some((inner, _)) = inner
            && let Some((inside, _, _)) = self.verb_frame(inner)
        {
            let refused = meaning.stance == Some(Polarity::Rejects);
            match inside.family.as_str() {
                "concession" if refused && self.about_demand(inner) => {
                    meaning = Meaning {
                        kind: FactKind::Demand,
                        stance: Some(Polarity::Demands),
                    }
                }
                "rejection" if refused => {
                    meaning = Meaning {
                        kind: FactKind::Position,
                        stance: Some(Polarity::Open),
                    }
                }
                "rejection"
                    if meaning.stance != Some(Polarity::Open)
                        && meaning.kind != FactKind::Acceptance
                        && self.group(inner).subject.is_none() =>
                {
                    meaning = Meaning {
                        kind: FactKind::Rejection,
                        stance: Some(Polarity::Rejects),
                    }
                }
                _ => {}
            }
        }
        Some(meaning)
    }

    /// Whether the object of a group is a demand or a claim of its own.
    fn about_demand(&self, number: usize) -> bool {
        let phrase = self
            .parse
            .phrase_at
            .get(self.group(number).main + 1)
            .copied()
            .flatten()
            .or_else(|| {
                self.parse
                    .phrase_at
                    .get(self.group(number).main + 2)
                    .copied()
                    .flatten()
            });
        phrase.is_some_and(|p| {
            matches!(
                self.parse.tokens[self.parse.phrases[p].head].lower.as_ref(),
                "demand"
                    | "demands"
                    | "insistence"
                    | "call"
                    | "calls"
                    | "claim"
                    | "claims"
                    | "request"
            )
        })
    }

    /// Whether what is demanded is that something not be: *insists that no ...*, *demands that ... not*.
    fn wants_not(&self, number: usize) -> bool {
        let Some((inner, group)) = self
            .parse
            .groups
            .iter()
            .enumerate()
            .find(|(_, g)| g.reported_by == Some(number))
        else {
            return false;
        };
        group.negated
            || self.subject_range(inner).is_some_and(|(first, _)| {
                matches!(
                    self.parse.tokens[first].lower.as_ref(),
                    "no" | "nothing" | "neither" | "none"
                )
            })
    }

    /// *There is no sign that X would agree*.
    fn doubted(&self, number: usize) -> bool {
        let group = self.group(number);
        let first = group
            .subject
            .map_or(group.first, |s| self.parse.phrases[s].first);
        let Some(that) = first
            .checked_sub(1)
            .filter(|&b| self.parse.tokens[b].lower == "that")
        else {
            return false;
        };
        let mut at = that;
        while at > 0 && self.parse.tokens[at - 1].is(Tag::Quote) {
            at -= 1;
        }
        let Some(noun) = at.checked_sub(1) else {
            return false;
        };
        let doubt = matches!(
            self.parse.tokens[noun].lower.as_ref(),
            "sign"
                | "signs"
                | "indication"
                | "evidence"
                | "hint"
                | "suggestion"
                | "guarantee"
                | "prospect"
        );
        doubt
            && (noun.saturating_sub(3)..noun).any(|i| {
                matches!(
                    self.parse.tokens[i].lower.as_ref(),
                    "no" | "little" | "any" | "few"
                )
            })
    }

    /// Whether an infinitive says what will be, not what for: *voted to accept*, *is expected to sign*.
    fn decided(&self, number: usize) -> bool {
        let Some(outer) = self.group(number).completes else {
            return false;
        };
        matches!(
            self.parse.tokens[self.group(outer).main].lower.as_ref(),
            "voted"
                | "vote"
                | "decided"
                | "decide"
                | "chose"
                | "managed"
                | "moved"
                | "plans"
                | "planned"
                | "intends"
                | "intended"
                | "expected"
                | "set"
                | "is"
                | "are"
                | "was"
                | "were"
                | "continued"
                | "came"
                | "went"
                | "hopes"
                | "hoped"
                | "failed"
                | "fails"
                | "seems"
                | "appears"
                | "threatened"
                | "able"
                | "went_on"
                | "began"
                | "begun"
        )
    }

    /// *No minister could accept*: the subject is nobody at all.
    fn nobody(&self, number: usize) -> bool {
        self.subject_range(number).is_some_and(|(first, _)| {
            matches!(
                self.parse.tokens[first].lower.as_ref(),
                "no" | "nobody" | "none" | "neither"
            )
        })
    }

    /// All parties that a range names.
    fn actors_in(&self, range: (usize, usize)) -> Vec<Actor> {
        let mut found: Vec<Actor> = Vec::new();
        for (number, phrase) in self
            .parse
            .phrases
            .iter()
            .enumerate()
            .filter(|(_, p)| p.first >= range.0 && p.end <= range.1)
        {
            let _ = phrase;
            for actor in holder::actors_of_phrase(self.parse, self.discourse, number, None) {
                if !found.iter().any(|known| known.party == actor.party) {
                    found.push(actor);
                }
            }
        }
        found
    }

    /// *failed to*, *stopped short of*: the complement did not happen.
    fn fails(&self, group: usize) -> bool {
        let word = self.parse.tokens[self.group(group).main].lower.as_ref();
        matches!(
            word,
            "fail"
                | "failed"
                | "fails"
                | "stopped"
                | "avoided"
                | "declined"
                | "refused"
                | "refuses"
        ) && self.verb_frame(group).is_none()
    }

    /// Whether the group only completes a verb that has a stance of its own.
    fn absorbed(&self, number: usize) -> bool {
        let mut at = number;
        for _ in 0..4 {
            let group = self.group(at);
            let Some(outer) = group.completes else {
                return false;
            };
            if matches!(group.kind, Kind::Infinitive | Kind::Gerund)
                && (self.verb_frame(outer).is_some() || self.has_predicate(outer))
            {
                return true;
            }
            at = outer;
        }
        false
    }

    fn has_predicate(&self, number: usize) -> bool {
        let group = self.group(number);
        group.copula
            && (group.main + 1..(group.main + 4).min(self.parse.tokens.len())).any(|i| {
                self.parse.tokens[i].traits.has(Traits::PREDICATE)
                    && self.parse.tokens[i].is(Tag::Adjective)
                    && self
                        .lexicon
                        .frames
                        .adjectives
                        .contains_key(&self.parse.tokens[i].lemma)
            })
    }

    fn about_statement(&self, range: (usize, usize)) -> bool {
        let first = self.parse.phrase_at.get(range.0).copied().flatten();
        first.is_some_and(|number| {
            let head = &self.parse.tokens[self.parse.phrases[number].head];
            self.lexicon.frames.statements.contains(&head.noun)
        })
    }

    /// The sides that a sentence names: *between X and Y*, *X and Y*, or *the two sides*.
    fn sides(&self) -> Vec<Actor> {
        let all = (0, self.parse.tokens.len());
        let between =
            holder::after_preposition(self.parse, self.discourse, all, &["between", "among"]);
        if !between.is_empty() {
            return between;
        }
        let joined = (0..self.parse.phrases.len())
            .map(|n| holder::actors_of_phrase(self.parse, self.discourse, n, None))
            .find(|a| a.len() > 1);
        joined
            .or_else(|| {
                self.lexicon.unnamed_sides().map(|party| {
                    vec![Actor {
                        party,
                        speaker: None,
                        person: false,
                    }]
                })
            })
            .unwrap_or_else(|| self.discourse.pair.clone())
    }

    pub fn explain(
        &self,
        words: &str,
        holders: &[Actor],
        reporter: Option<&Actor>,
        negated: bool,
    ) -> String {
        let names: Vec<&str> = holders
            .iter()
            .map(|a| self.lexicon.names.parties[a.party].name.as_str())
            .collect();
        let who = if names.is_empty() {
            "nobody named".to_owned()
        } else {
            names.join(" and ")
        };
        let not = if negated { ", negated" } else { "" };
        match reporter.filter(|r| !holders.iter().any(|h| h.party == r.party)) {
            Some(reporter) => format!(
                "“{words}”{not}: {who}, as {} says",
                self.lexicon.names.parties[reporter.party].name
            ),
            None => format!("“{words}”{not}: {who}"),
        }
    }

    // ---- nouns

    fn nouns(&mut self) {
        for at in 0..self.parse.tokens.len() {
            let token = &self.parse.tokens[at];
            if !token.is(Tag::Noun) || !token.traits.has(Traits::TRIGGER) || token.mention.is_some()
            {
                continue;
            }
            let Some(list) = self.lexicon.frames.nouns.get(&token.noun) else {
                continue;
            };
            let candidates: Vec<usize> = list
                .iter()
                .copied()
                .filter(|&i| self.lexicon.frames.all[i].part == Part::Noun)
                .collect();
            let hit = candidates
                .into_iter()
                .find_map(|index| self.noun(at, &self.lexicon.frames.all[index]));
            if let Some(hit) = hit {
                self.push_each(hit);
            }
        }
    }

    fn noun(&self, at: usize, frame: &Frame) -> Option<Hit> {
        let phrase = self.parse.phrase_at[at]?;
        if self.parse.phrases[phrase].head != at {
            return None;
        }
        let end = self.parse.phrases[phrase].end;
        let next_group = self.parse.groups.iter().find(|g| {
            g.first >= end
                && g.kind == Kind::Finite
                && g.reported_by.is_none()
                && g.subject
                    .is_none_or(|s| s == phrase || self.parse.phrases[s].first < at)
        });
        let take = frame.takes.iter().find(|take| match take {
            Take::That => self.token(end).is_some_and(|t| t.lower == "that"),
            Take::Infinitive => self
                .parse
                .groups
                .iter()
                .any(|g| g.kind == Kind::Infinitive && g.first == end),
            Take::Preposition(word) => {
                self.token(end).is_some_and(|t| {
                    t.lemma == *word
                        && (t.is(Tag::Preposition) || t.is(Tag::To) || t.lower == "over")
                }) && !self
                    .parse
                    .groups
                    .iter()
                    .any(|g| g.kind == Kind::Infinitive && g.first == end)
            }
            Take::Bare => true,
            Take::Object | Take::OtherInfinitive | Take::Gerund => false,
        })?;
        // "Its first bid was a rise of nine percent": what follows *be* is the content.
        let is = self.parse.groups.iter().find(|g| {
            g.copula
                && g.kind == Kind::Finite
                && g.subject == Some(phrase)
                && !g.negated
                && matches!(
                    self.parse.tokens[g.main].lower.as_ref(),
                    "is" | "was" | "are" | "were" | "remains" | "remained" | "be"
                )
        });
        let copular = is.filter(|g| {
            frame.takes.contains(&Take::Bare)
                && g.content.0 < g.content.1
                && self.token(g.main + 1).is_some_and(|t| {
                    t.is_nominal() || t.is(Tag::To) || t.is(Tag::That) || t.is(Tag::Preposition)
                })
        });
        if frame.only_copula && copular.is_none() {
            return None;
        }
        // The clause in which the noun stands.
        let governor = self
            .parse
            .groups
            .iter()
            .enumerate()
            .rev()
            .find(|(_, g)| g.main < self.parse.phrases[phrase].first && g.content.1 > at);
        let subject = governor.map(|(n, _)| self.holders(n)).unwrap_or_default();
        let mut holders = holder::owner_of(
            self.parse,
            self.discourse,
            phrase,
            subject.first().filter(|_| governor.is_some()),
        );
        let stop = next_group.map_or(self.parse.tokens.len(), |g| g.first);
        let limit = (end..stop)
            .find(|&i| {
                matches!(
                    self.parse.tokens[i].tag,
                    Tag::Break | Tag::Stop | Tag::Relative | Tag::Subordinator
                ) || (self.parse.tokens[i].is(Tag::Comma) && !matches!(take, Take::That))
            })
            .unwrap_or(stop);
        if holders.is_empty() {
            holders = holder::after_preposition(
                self.parse,
                self.discourse,
                (end, limit),
                &["by", "from", "between", "among"],
            );
        }
        let light = governor.is_some_and(|(n, g)| {
            self.lexicon.frames.light.contains(&g.lemma) && !g.negated && !self.hypothetical(n)
        });
        // "with an offer to ...": the clause's subject makes it.
        let with = self.parse.phrases[phrase]
            .first
            .checked_sub(1)
            .is_some_and(|b| self.parse.tokens[b].lower == "with");
        let listed = self.token(end).is_some_and(|t| t.text == ":");
        if holders.is_empty() && (with || listed) {
            holders.clone_from(&subject);
        }
        let there = governor.is_some_and(|(_, g)| {
            g.subject
                .is_some_and(|s| self.parse.tokens[self.parse.phrases[s].head].lower == "there")
        });
        if holders.is_empty() && there {
            holders = governor
                .and_then(|(n, _)| self.reporter(n))
                .into_iter()
                .collect();
        }
        if holders.is_empty() && light && !governor.is_some_and(|(_, g)| g.passive) {
            holders = subject;
        }
        if frame.family == "disagreement" && holders.len() < 2 {
            let sides = self.sides();
            if sides.len() > 1 || holders.is_empty() {
                holders = sides;
            }
        }
        if holders.is_empty() && frame.meaning.kind != FactKind::Disagreement {
            return None;
        }
        // "dropped its demand": the verb speaks of the demand's end.
        let dropped = governor.is_some_and(|(n, g)| {
            self.verb_frame(n)
                .is_some_and(|(f, _, _)| f.family == "concession")
                && !g.negated
        });
        let bare = matches!(take, Take::Bare) && !listed;
        if dropped || (bare && governor.is_some() && !light && copular.is_none()) {
            return None;
        }
        let content = if let Some(is) = copular {
            is.content
        } else if listed {
            (end, self.parse.tokens.len())
        } else if bare {
            (self.parse.phrases[phrase].first, end)
        } else {
            (end, limit.max(end))
        };
        if bare && content.1 - content.0 < 2 {
            return None;
        }
        let reporter = governor.and_then(|(n, _)| self.reporter(n));
        let mut meaning = frame.meaning;
        if frame.family == "demand" && matches!(take, Take::That) && self.noun_wants_not(end) {
            meaning = Meaning {
                kind: FactKind::Rejection,
                stance: Some(Polarity::Rejects),
            };
        }
        if governor.is_some_and(|(_, g)| g.negated)
            || matches!(
                self.parse.tokens[self.parse.phrases[phrase].first]
                    .lower
                    .as_ref(),
                "no" | "little" | "scant"
            )
        {
            meaning = frame.negated?;
        }
        Some(Hit {
            meaning,
            rule: frame.rule.clone(),
            explain: self.explain(
                self.parse.tokens[at].text,
                &holders,
                reporter.as_ref(),
                false,
            ),
            holders,
            topic: Topic::default(),
            span: (self.parse.phrases[phrase].first, content.1.max(end)),
            content,
            condition: None,
            reporter,
            planned: false,
            group: None,
        })
    }

    /// Whether the clause that begins at *that* is negated.
    fn noun_wants_not(&self, that: usize) -> bool {
        if self
            .token(that + 1)
            .is_some_and(|t| matches!(t.lower.as_ref(), "no" | "nothing" | "neither"))
        {
            return true;
        }
        self.parse
            .groups
            .iter()
            .find(|g| g.first > that && g.kind == Kind::Finite)
            .is_some_and(|g| g.negated)
    }

    // ---- adjectives and phrases

    fn predicates(&mut self) {
        for at in 0..self.parse.tokens.len() {
            let token = &self.parse.tokens[at];
            if !token.traits.has(Traits::TRIGGER) && token.lemma == 0 {
                continue;
            }
            let frames = &self.lexicon.frames;
            let adjectives = frames
                .adjectives
                .get(&token.lemma)
                .filter(|_| matches!(token.tag, Tag::Adjective | Tag::Verb | Tag::Preposition))
                .map_or(&[][..], Vec::as_slice);
            let phrases = frames
                .phrases
                .get(&token.lemma)
                .map_or(&[][..], Vec::as_slice);
            let hit = phrases
                .iter()
                .chain(adjectives)
                .filter_map(|&index| frames.all.get(index))
                .filter(|f| matches!(f.part, Part::Adjective | Part::Phrase))
                .find_map(|frame| self.predicate(at, frame));
            if let Some(hit) = hit {
                self.push_each(hit);
            }
        }
    }

    fn predicate(&self, at: usize, frame: &Frame) -> Option<Hit> {
        if self.parse.tokens[at].lower != frame.first {
            return None;
        }
        let after = self.rest(at + 1, &frame.rest)?;
        let Some((number, group)) = self
            .parse
            .groups
            .iter()
            .enumerate()
            .rev()
            .find(|(_, g)| g.main < at)
        else {
            return self.bare_predicate(at, after, frame);
        };
        let near = group.copula
            && self.parse.tokens[group.main + 1..at].iter().all(|t| {
                matches!(
                    t.tag,
                    Tag::Adverb
                        | Tag::Not
                        | Tag::Determiner
                        | Tag::Adjective
                        | Tag::Quote
                        | Tag::Possessive
                        | Tag::Conjunction
                        | Tag::Number
                ) || frame.part == Part::Phrase
            });
        let names = !near
            && self.parse.groups[number].content.1 > at
            && is_naming(&self.parse.tokens[group.main].lower);
        let holds = !near
            && !names
            && frame.part == Part::Phrase
            && frame.subject == Subject::Holder
            && group.content.1 > at;
        let passive_state =
            !near && group.main + 1 == at && self.parse.tokens[group.main].is(Tag::Be);
        if !(near || names || holds || passive_state) || group.content.1 <= at {
            return self.bare_predicate(at, after, frame);
        }
        if self.hypothetical(number) {
            return None;
        }
        let take = frame.takes.iter().find(|take| match take {
            Take::Preposition(word) => self.token(after).is_some_and(|t| t.lemma == *word),
            Take::Infinitive => self
                .parse
                .groups
                .iter()
                .any(|g| g.kind == Kind::Infinitive && g.first == after),
            Take::That => self.token(after).is_some_and(|t| t.lower == "that"),
            Take::Object => self.parse.phrase_at.get(after).copied().flatten().is_some(),
            Take::Gerund => self
                .parse
                .groups
                .iter()
                .any(|g| g.kind == Kind::Gerund && g.first == after),
            Take::Bare => true,
            Take::OtherInfinitive => false,
        })?;
        let reporter = self.reporter(number);
        let subject = self.holders(number);
        let content_after = (after, self.deep_end(number).max(after));
        let (holders, content) = match frame.subject {
            Subject::Holder => (subject, content_after),
            Subject::Neither => (self.sides(), content_after),
            Subject::Issue if names => (subject, (group.main + 1, at)),
            Subject::Issue => {
                let mut range = self.subject_range(number)?;
                if frame.family == "disagreement" && group.kind == Kind::Finite {
                    range = (self.joined_from(range.0), group.first.max(range.1));
                }
                if matches!(
                    self.parse.tokens[0].lower.as_ref(),
                    "how" | "whether" | "what" | "who" | "which" | "when"
                ) {
                    range.0 = 0;
                }
                if matches!(self.parse.tokens[range.0].lower.as_ref(), "it" | "there")
                    && content_after.1 > after
                {
                    range = content_after;
                }
                (
                    self.who_judges(number, after, reporter.as_ref(), frame),
                    range,
                )
            }
        };
        let negated = group.negated
            || self.parse.tokens[group.main + 1..at.max(group.main + 1)]
                .iter()
                .any(Token::negates);
        let mut meaning = if negated {
            frame.negated?
        } else {
            frame.meaning
        };
        if holders.is_empty() && meaning.kind != FactKind::Disagreement {
            return None;
        }
        // "Serious hurdles remain unresolved" says nothing of what.
        if frame.subject == Subject::Issue
            && meaning.kind == FactKind::Disagreement
            && self.listed(content).is_empty()
            && self.vague(content)
        {
            return None;
        }
        if *take == Take::Infinitive && meaning.stance == Some(Polarity::Open) && self.gives(after)
        {
            meaning = Meaning {
                kind: FactKind::Offer,
                stance: Some(Polarity::Offers),
            };
        }
        let words = self.parse.text(self.text, (at, after));
        Some(Hit {
            meaning,
            rule: frame.rule.clone(),
            explain: self.explain(words, &holders, reporter.as_ref(), negated),
            holders,
            topic: Topic::default(),
            span: self.span(number),
            content,
            condition: None,
            reporter,
            planned: false,
            group: Some(number),
        })
    }

    /// Where a list of noun phrases begins whose last begins here.
    fn joined_from(&self, first: usize) -> usize {
        let mut first = first;
        while let Some(left) = first
            .checked_sub(2)
            .filter(|&l| self.parse.tokens[l + 1].is(Tag::Conjunction))
            .and_then(|l| self.parse.phrase_at[l])
        {
            first = self.parse.phrases[left].first;
        }
        first
    }

    /// Whether a range speaks of issues without naming one.
    fn vague(&self, range: (usize, usize)) -> bool {
        let last = (range.0..range.1.min(self.parse.tokens.len()))
            .rev()
            .map(|at| &self.parse.tokens[at])
            .find(|t| t.is(Tag::Noun));
        last.is_none_or(|t| {
            matches!(
                t.lower.as_ref(),
                "issues"
                    | "hurdles"
                    | "obstacles"
                    | "questions"
                    | "matters"
                    | "differences"
                    | "points"
                    | "details"
                    | "problems"
                    | "gaps"
                    | "challenges"
            )
        })
    }

    /// Whether the infinitive that begins here gives something to the other side.
    fn gives(&self, at: usize) -> bool {
        let group = self
            .parse
            .groups
            .iter()
            .find(|g| g.kind == Kind::Infinitive && g.first == at);
        group.is_some_and(|g| {
            self.lexicon.frames.verbs.get(&g.lemma).is_some_and(|list| {
                list.iter()
                    .any(|&i| self.lexicon.frames.all[i].family == "undertaking")
            })
        })
    }

    /// *with the union ready to sign*: a predicate directly behind its subject.
    fn bare_predicate(&self, at: usize, after: usize, frame: &Frame) -> Option<Hit> {
        let before = at.checked_sub(1)?;
        let mut left = before;
        while left > 0 && self.parse.tokens[left].is(Tag::Adverb) {
            left -= 1;
        }
        let phrase = self.parse.phrase_at[left]
            .filter(|_| frame.subject == Subject::Holder && frame.part == Part::Adjective)?;
        let first = self.parse.phrases[phrase].first;
        let opened = first == 0
            || matches!(
                self.parse.tokens[first - 1].lower.as_ref(),
                "with" | "," | "and" | "while" | "though"
            );
        let infinitive = self.parse.groups.iter().find(|g| {
            g.kind == Kind::Infinitive
                && g.first == after
                && frame.takes.contains(&Take::Infinitive)
        });
        let preposition =
            frame.takes.iter().any(|take| matches!(take, Take::Preposition(word) if self.token(after).is_some_and(|t| t.lemma == *word)));
        if !opened || (infinitive.is_none() && !preposition) {
            return None;
        }
        let holders = holder::actors_of_phrase(self.parse, self.discourse, phrase, None);
        if holders.is_empty() {
            return None;
        }
        let end = infinitive.map_or_else(
            || {
                (after..self.parse.tokens.len())
                    .find(|&i| {
                        matches!(
                            self.parse.tokens[i].tag,
                            Tag::Comma | Tag::Break | Tag::Stop
                        )
                    })
                    .unwrap_or(self.parse.tokens.len())
            },
            |g| g.content.1,
        );
        let gives = infinitive.is_some()
            && frame.meaning.stance == Some(Polarity::Open)
            && self.gives(after);
        let content = (after, end.max(after));
        Some(Hit {
            meaning: if gives {
                Meaning {
                    kind: FactKind::Offer,
                    stance: Some(Polarity::Offers),
                }
            } else {
                frame.meaning
            },
            rule: frame.rule.clone(),
            explain: self.explain(self.parse.tokens[at].text, &holders, None, false),
            holders,
            topic: Topic::default(),
            span: (first, content.1),
            content,
            condition: None,
            reporter: None,
            planned: false,
            group: None,
        })
    }

    /// For whom something is unacceptable: *for X*, *to X*, *X's red line*, else who says so.
    fn who_judges(
        &self,
        number: usize,
        after: usize,
        reporter: Option<&Actor>,
        frame: &Frame,
    ) -> Vec<Actor> {
        let group = self.group(number);
        if frame.family == "disagreement" {
            return self.sides();
        }
        let behind = holder::after_preposition(
            self.parse,
            self.discourse,
            (after, group.content.1),
            &["for", "to", "of"],
        );
        if !behind.is_empty() {
            return behind;
        }
        let before =
            holder::after_preposition(self.parse, self.discourse, (0, group.first), &["for", "to"]);
        if !before.is_empty() {
            return before;
        }
        if let Some(phrase) = self.parse.phrase_at.get(group.main + 1).copied().flatten() {
            let owner = holder::owner_of(self.parse, self.discourse, phrase, None);
            if !owner.is_empty() {
                return owner;
            }
        }
        reporter.cloned().into_iter().collect()
    }

    // ---- must and will

    /// *X said Y must ...*: who says so demands it. *X will not ...*: X refuses.
    fn must(&mut self) {
        for number in 0..self.parse.groups.len() {
            let group = self.group(number).clone();
            let taken =
                self.hits.iter().any(|h| h.group == Some(number)) || self.conditioned[number];
            if group.kind != Kind::Finite || taken || self.hypothetical(number) {
                continue;
            }
            let Some(modal) = group.modal.map(|m| self.parse.tokens[m].lower.to_string()) else {
                continue;
            };
            let subject = self.holders(number);
            let Some(reporter) = self.reporter(number).or_else(|| {
                subject
                    .first()
                    .filter(|_| group.negated && modal.starts_with('w'))
                    .cloned()
            }) else {
                continue;
            };
            let deontic = matches!(
                modal.as_str(),
                "must"
                    | "should"
                    | "have"
                    | "has"
                    | "had"
                    | "ought"
                    | "shall"
                    | "mustn't"
                    | "shouldn't"
                    | "need"
            );
            let never = group.negated
                && matches!(
                    modal.as_str(),
                    "can" | "could" | "cannot" | "can't" | "will" | "would" | "won't" | "wouldn't"
                );
            let own = subject.iter().any(|a| a.party == reporter.party);
            let meaning = if deontic && (!own || modal == "must") {
                let rejects = group.negated;
                Meaning {
                    kind: if rejects {
                        FactKind::Rejection
                    } else {
                        FactKind::Demand
                    },
                    stance: Some(if rejects {
                        Polarity::Rejects
                    } else {
                        Polarity::Demands
                    }),
                }
            } else if !group.negated
                && !own
                && !group.passive
                && modal != "could"
                && matches!(
                    self.parse.tokens[group.main].lower.as_ref(),
                    "include"
                        | "cover"
                        | "contain"
                        | "provide"
                        | "entail"
                        | "involve"
                        | "guarantee"
                        | "ensure"
                        | "feature"
                        | "bring"
                )
            {
                Meaning {
                    kind: FactKind::Position,
                    stance: Some(Polarity::Supports),
                }
            } else if never && !group.copula && (own || group.passive) {
                Meaning {
                    kind: FactKind::Rejection,
                    stance: Some(Polarity::Rejects),
                }
            } else {
                continue;
            };
            let span = self.span(number);
            // What must be done says what it is about; where that names no issue, what must be so does.
            let named = !self.listed(group.content).is_empty();
            let range = if own || named || meaning.kind == FactKind::Position {
                group.content
            } else {
                (span.0, group.content.1)
            };
            let explain =
                self.explain(&modal, std::slice::from_ref(&reporter), None, group.negated);
            self.push_each(Hit {
                meaning,
                rule: match meaning.kind {
                    FactKind::Position => "support/would include".to_owned(),
                    _ if deontic => "demand/must".to_owned(),
                    _ => "rejection/will not".to_owned(),
                },
                explain,
                holders: vec![reporter.clone()],
                topic: Topic::default(),
                span: self.span(number),
                content: range,
                condition: None,
                reporter: Some(reporter),
                planned: false,
                group: Some(number),
            });
        }
    }

    // ---- events and claims

    /// What a party says is so, and what it did, where no frame says a stance.
    fn happenings(&mut self) {
        for number in 0..self.parse.groups.len() {
            let group = self.group(number).clone();
            let taken = self.hits.iter().any(|hit| {
                hit.group == Some(number)
                    || hit
                        .group
                        .is_some_and(|g| self.group(g).reported_by == Some(number))
            });
            if group.kind != Kind::Finite || group.negated || taken || self.hypothetical(number) {
                continue;
            }
            let says = self.parse.tokens[group.main].traits.has(Traits::REPORT)
                && self
                    .parse
                    .groups
                    .iter()
                    .any(|g| g.reported_by == Some(number));
            let happens = self.lexicon.frames.events.contains(&group.lemma)
                && self.parse.tokens[group.main].is(Tag::Verb);
            let (kind, rule) = match (says, happens) {
                (true, _) => (FactKind::Claim, "claim/says"),
                (false, true) => (FactKind::Event, "event/did"),
                (false, false) => continue,
            };
            let holders = self.holders(number);
            if holders.is_empty() {
                continue;
            }
            let content = (group.main + 1, self.deep_end(number));
            let explain = self.explain(self.parse.tokens[group.main].text, &holders, None, false);
            self.hits.push(Hit {
                meaning: Meaning { kind, stance: None },
                rule: rule.to_owned(),
                explain,
                topic: self.topic(content, Hints::default()),
                span: (self.span(number).0, content.1.max(group.main + 1)),
                holders,
                content,
                condition: None,
                reporter: self.reporter(number),
                planned: group.modal.is_some(),
                group: Some(number),
            });
        }
    }

    /// Drops what another hit says better, and repeats.
    fn settle(&mut self) {
        let hits = std::mem::take(&mut self.hits);
        let mut kept: Vec<Hit> = Vec::new();
        for hit in hits {
            if hit.span.0 >= hit.span.1 {
                continue;
            }
            let same = kept.iter_mut().find(|other| {
                let who =
                    other.holders.first().map(|a| a.party) == hit.holders.first().map(|a| a.party);
                who && other.meaning.kind == hit.meaning.kind
                    && (other.topic.issue.is_some() && other.topic.issue == hit.topic.issue
                        || overlap(other.span, hit.span) && other.topic.words == hit.topic.words)
            });
            match same {
                Some(other) => {
                    if other.topic.score < hit.topic.score {
                        *other = hit;
                    }
                }
                None => kept.push(hit),
            }
        }
        self.hits = kept;
    }
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Verbs that give a thing a name: *called the plan unacceptable*.
fn is_naming(word: &str) -> bool {
    matches!(
        word,
        "called"
            | "calls"
            | "call"
            | "deemed"
            | "considers"
            | "considered"
            | "consider"
            | "described"
            | "describes"
            | "labelled"
            | "labeled"
            | "declared"
            | "branded"
            | "termed"
            | "finds"
            | "found"
            | "regards"
            | "regarded"
            | "sees"
            | "saw"
            | "made"
    )
}
