//! Frames: the ways in which English says a stance, as data.
//!
//! `english/frames.yaml` is the only place that knows which words mean what. Each frame carries an example whose holder
//! stands in braces and whose issue stands in brackets; the tests run them all.

use rustc_hash::FxHashMap;

use crate::yaml::{self, Node};

use super::english::{English, Lemma, Tag, Traits, list};
use super::fact::{FactKind, Polarity, Relation};
use super::parse::Role;

/// What may follow the word of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// A noun phrase.
    Object,
    /// A clause with or without `that`.
    That,
    /// `to` and a verb whose subject is the holder.
    Infinitive,
    /// Somebody else, `to` and a verb.
    OtherInfinitive,
    /// A verb in `-ing`.
    Gerund,
    /// Nothing.
    Bare,
    /// Nothing more at all: a mark, or the end.
    End,
    /// A preposition.
    Preposition(Lemma),
}

/// Which part of speech a frame's word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Verb,
    Noun,
    Adjective,
    Phrase,
}

/// Whom the subject of the frame's word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Holder,
    Issue,
    /// Neither: *talks stalled over the fee*.
    Neither,
}

/// What a hit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub kind: FactKind,
    pub stance: Option<Polarity>,
}

/// A frame.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Family, part of speech and word: `rejection/rule out`.
    pub rule: String,
    pub family: String,
    pub part: Part,
    /// The first word as written.
    pub first: String,
    /// The words after the first one.
    pub rest: Vec<Lemma>,
    pub takes: Vec<Take>,
    pub subject: Subject,
    pub meaning: Meaning,
    pub negated: Option<Meaning>,
    /// The only nouns that may head the object, where not all may.
    pub only: Vec<Lemma>,
    /// A noun that counts only as the subject of *be*: *its aim is ...*.
    pub only_copula: bool,
    /// The verb counts only where it speaks of the future.
    pub future: bool,
    /// Not where the object is only given a name: *considers it a disaster*.
    pub no_name: bool,
    /// Not where the clause that it reports states what is so: *insisted that it had paid*.
    pub no_statement: bool,
    /// Not as a participle, whose subject is what happened: *..., highlighting the gap*.
    pub no_participle: bool,
    /// In the passive any noun will do.
    pub any_passive: bool,
    /// The further words stand behind the object: *put X on the table*.
    pub gap: bool,
}

/// A sentence in our own words with what must be read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The rule that must be hit.
    pub rule: String,
    /// The sentence, holder in braces, issue in brackets.
    pub marked: String,
}

/// A word that joins a thing and what it waits for.
#[derive(Debug, Clone)]
pub(super) struct Connective {
    pub rule: String,
    pub words: Vec<Box<str>>,
    /// The main clause must be negated or speak of *only*.
    pub negated: bool,
    /// The main clause must speak of the future.
    pub future: bool,
    /// The thing needed follows the connective and is the issue.
    pub needed: bool,
    /// It opens the sentence or stands behind a comma: *provided the fee falls*.
    pub after_comma: bool,
    /// It may stand the other way round: *the strike must end before any deal*.
    pub turns: bool,
    /// With its main clause it is one condition, and no refusal beside it.
    pub whole: bool,
}

/// Words that open an aside, and how those it names stand to the party before it.
#[derive(Debug, Clone)]
pub(super) struct AsideOpener {
    pub words: Vec<Box<str>>,
    pub role: Role,
    /// Whether it needs no comma before it: *parties including A and B*.
    pub bare: bool,
}

/// All frames with their indexes.
#[derive(Debug, Default)]
pub struct Frames {
    pub(super) all: Vec<Frame>,
    pub(super) verbs: FxHashMap<Lemma, Vec<usize>>,
    pub(super) nouns: FxHashMap<Lemma, Vec<usize>>,
    pub(super) adjectives: FxHashMap<Lemma, Vec<usize>>,
    /// By the first word.
    pub(super) phrases: FxHashMap<Lemma, Vec<usize>>,
    pub(super) light: Vec<Lemma>,
    pub(super) statements: Vec<Lemma>,
    pub(super) undoing: Vec<Lemma>,
    /// Verbs of things that happen.
    pub(super) events: Vec<Lemma>,
    pub(super) connectives: Vec<Connective>,
    /// By the first word, the longest first.
    pub(super) connectives_at: FxHashMap<Box<str>, Vec<usize>>,
    /// Verb or adjective, preposition, rule: *depend on*.
    pub(super) dependences: Vec<(Lemma, Option<Lemma>, String)>,
    /// Noun, preposition, rule: *prerequisite for*.
    pub(super) prerequisites: Vec<(Lemma, Lemma, String)>,
    pub(super) approval_verbs: Vec<Lemma>,
    pub(super) approval_nouns: Vec<Lemma>,
    pub(super) approval_needs: Vec<Lemma>,
    /// Families whose stance on another's word is a relation to that party.
    pub(super) relating: Vec<String>,
    /// The longest first.
    pub(super) asides: Vec<AsideOpener>,
    /// The examples of all frames, connectives and dependences.
    pub examples: Vec<Example>,
    /// The version of the list.
    pub version: u32,
}

impl Frames {
    /// Reads the frames that ship with the program and teaches their words to the dictionary.
    pub(super) fn shipped(english: &mut English) -> Self {
        let node = yaml::parse(0, include_str!("english/frames.yaml"), &mut Vec::new())
            .expect("the shipped frames are YAML");
        let mut frames = Self {
            version: node.text_of("version").parse().unwrap_or(0),
            ..Self::default()
        };
        for family in node.items_of("families") {
            frames.family(family, english);
        }
        frames.lists(&node, english);
        frames.connectives(&node, english);
        frames.dependences(&node, english);
        frames.prerequisites(&node, english);
        frames.asides(&node, english);
        frames
    }

    fn lists(&mut self, node: &Node, english: &mut English) {
        self.light = verbs(node, "light_verbs", english);
        let events = list(node, "events");
        self.events = events.map(|verb| english.verb(verb)).collect();
        self.undoing = verbs(node, "undoing", english);
        self.relating = list(node, "relating").map(str::to_owned).collect();
        self.statements = words(node, "statements", english, Tag::Noun);
        if let Some(approvals) = node.get("approvals") {
            self.approval_verbs = verbs(approvals, "verbs", english);
            self.approval_nouns = words(approvals, "nouns", english, Tag::Noun);
            self.approval_needs = verbs(approvals, "needs", english);
        }
    }

    fn family(&mut self, node: &Node, english: &mut English) {
        let family = Family::read(node);
        for (key, part) in [
            ("verbs", Part::Verb),
            ("nouns", Part::Noun),
            ("adjectives", Part::Adjective),
            ("phrases", Part::Phrase),
        ] {
            for (word, about) in node.entries_of(key) {
                self.frame(&family, part, &word.text, about, english);
            }
        }
    }

    fn frame(
        &mut self,
        family: &Family<'_>,
        part: Part,
        word: &str,
        about: &Node,
        english: &mut English,
    ) {
        let takes = takes(about, english);
        let mut parts = word.split(' ');
        let first = parts.next().unwrap_or_default();
        let further = parts.filter(|w| *w != "_");
        let rest = further.map(|w| other_word(w, english)).collect();
        let head = head(part, first, english);
        let number = self.all.len();
        let frames = self.learn(part, first, head, english);
        if !takes.is_empty() {
            frames.push(number);
        }
        let rule = format!("{}/{word}", family.name);
        self.example(&rule, about);
        if takes.is_empty() {
            return;
        }
        self.all.push(Frame {
            rule,
            family: family.name.to_owned(),
            part,
            first: first.to_owned(),
            rest,
            takes,
            subject: subject(about),
            meaning: family.meaning,
            negated: family.negated.filter(|_| !has(about, "negated", "none")),
            only: only(about, english),
            only_copula: about.get("only_copula").is_some(),
            no_name: about.get("no_name").is_some(),
            no_statement: about.get("no_statement").is_some(),
            no_participle: about.get("no_participle").is_some(),
            any_passive: about.get("any_passive").is_some(),
            future: family.future && !has(about, "future", "false"),
            gap: word.contains(" _ "),
        });
    }

    /// The frames that begin with a word, which is known from now on even if it has none.
    fn learn(
        &mut self,
        part: Part,
        first: &str,
        head: Lemma,
        english: &mut English,
    ) -> &mut Vec<usize> {
        match part {
            Part::Verb => english.mark_verb(first, Traits::TRIGGER),
            Part::Noun => english.mark_noun(first, Traits::TRIGGER),
            Part::Adjective | Part::Phrase => english.mark(first, Traits::TRIGGER),
        }
        let index = match part {
            Part::Verb => &mut self.verbs,
            Part::Noun => &mut self.nouns,
            Part::Adjective => &mut self.adjectives,
            Part::Phrase => &mut self.phrases,
        };
        index.entry(head).or_default()
    }

    fn connectives(&mut self, node: &Node, english: &mut English) {
        for (word, about) in node.entries_of("connectives") {
            let rule = format!("condition/{}", word.text);
            let first = word.text.split(' ').next().unwrap_or_default();
            other_word(first, english);
            english.mark(first, Traits::TRIGGER);
            self.example(&rule, about);
            self.connectives.push(Connective {
                rule,
                words: word.text.split(' ').map(Box::from).collect(),
                negated: has(about, "negated", "true"),
                future: has(about, "future", "true"),
                after_comma: has(about, "after_comma", "true"),
                turns: has(about, "turns", "true"),
                whole: has(about, "whole", "true"),
                needed: has(about, "order", "needed"),
            });
        }
        let connectives = &mut self.connectives;
        connectives.sort_by_key(|c| std::cmp::Reverse(c.words.len()));
        for (number, connective) in connectives.iter().enumerate() {
            let first = connective.words[0].clone();
            self.connectives_at.entry(first).or_default().push(number);
        }
    }

    fn dependences(&mut self, node: &Node, english: &mut English) {
        for (word, about) in node.entries_of("dependences") {
            let rule = format!("condition/{}", word.text);
            let (first, after) = match word.text.split_once(' ') {
                Some((first, after)) => (first, Some(after)),
                None => (word.text.as_str(), None),
            };
            let verb = english.word(first).is_some_and(|w| w.tags.has(Tag::Verb));
            let part = if verb { Part::Verb } else { Part::Adjective };
            let lemma = head(part, first, english);
            english.mark_verb(first, Traits::TRIGGER);
            english.mark(first, Traits::TRIGGER);
            self.example(&rule, about);
            let after = after.map(|w| other_word(w, english));
            self.dependences.push((lemma, after, rule));
        }
    }

    fn prerequisites(&mut self, node: &Node, english: &mut English) {
        for (word, about) in node.entries_of("prerequisites") {
            let rule = format!("condition/{}", word.text);
            let (noun, after) = word
                .text
                .split_once(' ')
                .expect("a prerequisite names its preposition");
            let lemma = english.add_noun(noun);
            english.mark_noun(noun, Traits::TRIGGER);
            self.example(&rule, about);
            let after = other_word(after, english);
            self.prerequisites.push((lemma, after, rule));
        }
    }

    fn asides(&mut self, node: &Node, english: &mut English) {
        for (word, about) in node.entries_of("asides") {
            let relation = Relation::parse(about.text_of("role")).map(Role::Relation);
            let words: Vec<Box<str>> = word.text.split(' ').map(Box::from).collect();
            other_word(&words[0], english);
            english.mark(&words[0], Traits::ASIDE);
            self.asides.push(AsideOpener {
                words,
                role: relation.unwrap_or(Role::Members),
                bare: has(about, "bare", "true"),
            });
        }
        let longest = |opener: &AsideOpener| std::cmp::Reverse(opener.words.len());
        self.asides.sort_by_key(longest);
    }

    fn example(&mut self, rule: &str, about: &Node) {
        let marked = about.text_of("example").to_owned();
        if !marked.is_empty() {
            let rule = rule.to_owned();
            self.examples.push(Example { rule, marked });
        }
    }
}

/// What the frames of a family share.
struct Family<'n> {
    name: &'n str,
    meaning: Meaning,
    negated: Option<Meaning>,
    future: bool,
}

impl<'n> Family<'n> {
    fn read(node: &'n Node) -> Self {
        let text = |key: &str| node.text_of(key);
        Self {
            name: text("name"),
            meaning: Meaning {
                kind: FactKind::parse(text("kind")).expect("a family names a kind"),
                stance: Polarity::parse(text("stance")),
            },
            negated: meaning(text("negated")),
            future: text("future") == "true",
        }
    }
}

/// Whether a key has a value.
fn has(about: &Node, key: &str, value: &str) -> bool {
    about.text_of(key) == value
}

/// The dictionary form of a frame's first word.
fn head(part: Part, first: &str, english: &mut English) -> Lemma {
    match part {
        Part::Verb => english.verb(first),
        Part::Noun => english.add_noun(first),
        Part::Adjective => {
            english.add(first, Tag::Adjective);
            english.mark(first, Traits::PREDICATE);
            english.word(first).map_or(0, |word| word.lemma)
        }
        Part::Phrase => other_word(first, english),
    }
}

fn subject(about: &Node) -> Subject {
    match about.text_of("subject") {
        "issue" => Subject::Issue,
        "none" => Subject::Neither,
        _ => Subject::Holder,
    }
}

fn only(about: &Node, english: &mut English) -> Vec<Lemma> {
    let nouns = about.items_of("only").iter();
    let nouns = nouns.filter_map(Node::text);
    nouns.map(|noun| english.add_noun(noun)).collect()
}

/// A word whose part of speech does not matter.
fn other_word(word: &str, english: &mut English) -> Lemma {
    match english.word(word) {
        Some(known) => known.lemma,
        None => {
            english.add(
                word,
                if word.ends_with("ly") {
                    Tag::Adverb
                } else {
                    Tag::Noun
                },
            );
            english.lemma(word).expect("just added")
        }
    }
}

fn verbs(node: &Node, key: &str, english: &mut English) -> Vec<Lemma> {
    list(node, key)
        .map(|verb| {
            let lemma = english.verb(verb);
            english.mark_verb(verb, Traits::TRIGGER);
            lemma
        })
        .collect()
}

fn words(node: &Node, key: &str, english: &mut English, tag: Tag) -> Vec<Lemma> {
    list(node, key)
        .map(|word| {
            english.add(word, tag);
            english.word(word).map_or(0, |known| known.noun)
        })
        .collect()
}

fn takes(about: &Node, english: &mut English) -> Vec<Take> {
    let words = about.items_of("takes");
    words
        .iter()
        .filter_map(Node::text)
        .map(|word| match word {
            "object" => Take::Object,
            "that" => Take::That,
            "infinitive" => Take::Infinitive,
            "other-infinitive" => Take::OtherInfinitive,
            "gerund" => Take::Gerund,
            "bare" => Take::Bare,
            "end" => Take::End,
            preposition => Take::Preposition(other_word(preposition, english)),
        })
        .collect()
}

/// `rejection rejects`; nothing for `none`.
fn meaning(text: &str) -> Option<Meaning> {
    let (kind, stance) = text.split_once(' ')?;
    Some(Meaning {
        kind: FactKind::parse(kind)?,
        stance: Polarity::parse(stance),
    })
}
