//! Reads a document sentence by sentence: what the rules find becomes facts, and the text's memory grows.

use crate::source::Sentence;

use super::document::Document;
use super::english::{English, Tag, Tags, Traits};
use super::fact::{Fact, Polarity};
use super::holder::{self, Discourse};
use super::issue::{self, Hints};
use super::lexicon::Lexicon;
use super::parse::{Actor, Parse};
use super::rules::{self, Hit, Reading};
use super::stated::Writer;
use super::token::{self, Token};

/// A sentence of more tokens than this is a table or a list gone wrong, and is not read.
const MAX_TOKENS: usize = 400;
/// So many units of numbers are remembered with the issue that they were last spoken of.
const UNITS: usize = 8;

/// Words that share more than this with the names of an issue bring it to mind.
const PLAIN: f64 = 2.0;

/// Reads documents with one lexicon.
#[derive(Debug)]
pub struct Extractor<'l> {
    lexicon: &'l Lexicon,
    /// Whether events and claims are wanted too.
    all: bool,
}

/// What was read in a document, and what was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extraction {
    /// The facts, in the order of the text.
    pub facts: Vec<Fact>,
    /// Sentences that were not read, by number: they are too long to be sentences.
    pub unread: Vec<u32>,
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
    /// use impasse_extract::extract::{Document, Extractor, Lexicon, NamedIssue, NamedParty, Names};
    /// let union = NamedParty { id: "union".into(), name: "Dockers' Union".into(), aliases: vec!["the union".into()], ..Default::default() };
    /// let pay = NamedIssue { id: "pay-freeze".into(), name: "Pay freeze".into(), ..Default::default() };
    /// let lexicon = Lexicon::new(Names { parties: vec![union], issues: vec![pay] });
    /// let facts = Extractor::new(&lexicon).extract(&Document::plain("news", "The union rejected the pay freeze."));
    /// assert_eq!(facts[0].holder.as_deref(), Some("union"));
    /// assert_eq!(facts[0].issue.as_deref(), Some("pay-freeze"));
    /// assert_eq!(facts[0].kind.word(), "rejection");
    /// ```
    pub fn extract(&self, document: &Document) -> Vec<Fact> {
        self.read(document).facts
    }

    /// The facts of a document, and the sentences that were not read.
    ///
    /// ```
    /// use impasse_extract::extract::{Document, Extractor, Lexicon, Names};
    /// let lexicon = Lexicon::new(Names::default());
    /// let table = Document::plain("table", &"1, ".repeat(500));
    /// assert_eq!(Extractor::new(&lexicon).read(&table).unread, [1]);
    /// ```
    pub fn read(&self, document: &Document) -> Extraction {
        let mut reader = Reader::of(self, document);
        for number in 0..document.sentences.len() {
            reader.sentence(number);
        }
        reader.extraction
    }
}

/// The reading of a document as far as it has come.
struct Reader<'l, 'd> {
    lexicon: &'l Lexicon,
    all: bool,
    document: &'d Document,
    discourse: Discourse,
    writer: Writer<'l, 'd>,
    extraction: Extraction,
}

impl<'l, 'd> Reader<'l, 'd> {
    fn of(extractor: &Extractor<'l>, document: &'d Document) -> Self {
        Self {
            lexicon: extractor.lexicon,
            all: extractor.all,
            document,
            discourse: at_the_beginning(extractor.lexicon, document),
            writer: Writer::of(extractor.lexicon, document),
            extraction: Extraction::default(),
        }
    }

    fn sentence(&mut self, number: usize) {
        let sentence = &self.document.sentences[number];
        if self.opens_paragraph(number) {
            self.discourse.paragraph();
            self.follow_headings(sentence.start);
        }
        let Some(tokens) = tokens_of(self.document, sentence, &self.lexicon.english) else {
            let number = self.document.cited_number(sentence.number);
            self.extraction.unread.push(number);
            return;
        };
        let may_say = tokens
            .iter()
            .any(|t| t.traits.has(Traits::TRIGGER) || t.tags.has(Tag::Modal));
        let (lexicon, learnt) = (self.lexicon, &self.discourse.learnt);
        let parse = Parse::new(tokens, lexicon, learnt, self.document.date);
        let topic = match may_say || self.all {
            true => self.facts(&parse, sentence.number),
            false => None,
        };
        self.discourse.hear(&parse);
        self.discourse.last_topic = topic.or(self.discourse.last_topic);
        remember_quotation(&mut self.discourse, &parse);
    }

    /// Takes note of the headings under which a paragraph stands.
    fn follow_headings(&mut self, at: usize) {
        let section = self.document.section(at);
        if section == self.writer.section {
            return;
        }
        let mut headings = self.document.topics(at).into_iter();
        let topic = headings.find_map(|words| self.topic_of_heading(words));
        self.discourse.heading(topic);
        self.writer.section = section;
    }

    /// The issue that a heading names.
    fn topic_of_heading(&self, words: &str) -> Option<usize> {
        let mut tokens = Vec::new();
        token::tokens_of(words, 0, &self.lexicon.english, &mut tokens);
        let parse = Parse::new(tokens, self.lexicon, &[], None);
        let whole = (0, parse.len());
        let topic = issue::topic(&parse, words, self.lexicon, whole, Hints::default());
        topic.issue.filter(|_| topic.score > PLAIN)
    }

    /// Whether a line ends between a sentence and the one before it.
    fn opens_paragraph(&self, number: usize) -> bool {
        let sentences = &self.document.sentences;
        let start = sentences[number].start;
        let before = number.checked_sub(1).map(|b| sentences[b].end.min(start));
        before.is_none_or(|end| self.document.text[end..start].contains('\n'))
    }

    /// Adds the facts of a sentence; gives the issue that it leaves in mind.
    fn facts(&mut self, parse: &Parse<'_>, sentence: u32) -> Option<usize> {
        let reading = Reading {
            parse,
            text: &self.document.text,
            lexicon: self.lexicon,
            discourse: &self.discourse,
        };
        let hits = rules::read(&reading, self.all);
        let topic = left_in_mind(&reading, &hits);
        self.remember_proposers(&hits);
        let writer = &mut self.writer;
        let facts = hits.into_iter();
        let mut facts: Vec<Fact> = facts.map(|hit| writer.fact(hit, parse, sentence)).collect();
        facts.sort_by(|a, b| {
            (a.start, a.end, a.kind, &a.holder).cmp(&(b.start, b.end, b.kind, &b.holder))
        });
        self.remember_units(&facts);
        self.extraction.facts.extend(facts);
        topic
    }

    /// Keeps who spoke, for those who answer in the next sentence; an answer keeps whom it answers.
    fn remember_proposers(&mut self, hits: &[Hit]) {
        let answers = hits.iter().any(|hit| hit.answers);
        let stances = hits.iter().filter(|hit| !hit.is_of_relation());
        let mut stances = stances.filter(|hit| !hit.holders.is_empty());
        let parties = |hit: &Hit| hit.holders.iter().map(|a| a.party).collect::<Vec<_>>();
        let first = stances.next();
        let same = first.is_some_and(|first| stances.all(|hit| parties(hit) == parties(first)));
        if answers {
            return;
        }
        let stance = first.and_then(|hit| hit.meaning.stance);
        self.discourse.proposers_refuse = stance == Some(Polarity::Rejects);
        self.discourse.proposers = match first.filter(|_| same) {
            Some(hit) => hit.holders.clone(),
            None => Vec::new(),
        };
    }

    fn remember_units(&mut self, facts: &[Fact]) {
        let issues = &self.lexicon.names.issues;
        let units = &mut self.discourse.units;
        for fact in facts.iter().filter(|fact| fact.issue_known) {
            let id = fact.issue.as_deref();
            let issue = issues.iter().position(|i| Some(i.id.as_str()) == id);
            if let (Some(issue), Some(unit)) = (issue, &fact.unit) {
                units.retain(|(known, _)| known != unit);
                units.push((unit.clone(), issue));
            }
        }
        units.drain(..units.len().saturating_sub(UNITS));
    }
}

/// The words and marks of a sentence; nothing where there are too many of them.
pub(super) fn tokens_of<'d>(
    document: &'d Document,
    sentence: &Sentence,
    english: &English,
) -> Option<Vec<Token<'d>>> {
    let text = &document.text[sentence.start..sentence.end];
    let mut tokens = Vec::with_capacity(48);
    token::tokens_of(text, sentence.start, english, &mut tokens);
    token::join_adverbials(&mut tokens, english);
    (tokens.len() <= MAX_TOKENS).then_some(tokens)
}

/// What is known before the first sentence.
fn at_the_beginning(lexicon: &Lexicon, document: &Document) -> Discourse {
    let parties = &lexicon.names.parties;
    let mut discourse = Discourse::default();
    // Where there are two parties only, they are the two sides.
    if parties.len() == 2 {
        discourse.set_sides([0, 1].map(Actor::body).to_vec());
    }
    let author = document.speaker.as_deref();
    let author = author.and_then(|id| parties.iter().position(|p| p.id == id));
    discourse.author = author.map(|party| Actor {
        person: true,
        ..Actor::body(party)
    });
    discourse
}

/// The issue that a sentence leaves in mind: of its last hit, else of its words.
fn left_in_mind(reading: &Reading<'_, '_>, hits: &[Hit]) -> Option<usize> {
    let of_hit = hits.iter().rev().find_map(|hit| hit.topic.issue);
    of_hit.or_else(|| {
        let all = (0, reading.parse.len());
        let whole = issue::topic(
            reading.parse,
            reading.text,
            reading.lexicon,
            all,
            Hints::default(),
        );
        whole.issue.filter(|_| whole.score > PLAIN)
    })
}

/// A quotation that stays open speaks on in the next sentence.
fn remember_quotation(discourse: &mut Discourse, parse: &Parse<'_>) {
    const MARKS: Tags = Tags::any(&[Tag::Quote]);
    let mut backwards = parse.tokens.iter().rev();
    let last = backwards.find(|t| t.text.chars().any(char::is_alphanumeric));
    let Some(last) = last else { return };
    let mut groups = parse.groups.iter();
    let reported = groups.find(|g| g.reported_by.is_some());
    let speaker = || {
        let speakers = reported.map(|g| holder::reporters_of(parse, discourse, g));
        speakers.and_then(|speakers| speakers.into_iter().next())
    };
    if last.quoted && reported.is_some()
        || !last.quoted && parse.tokens.iter().any(|t| t.is_any(MARKS))
    {
        discourse.quoting = speaker();
    }
}
