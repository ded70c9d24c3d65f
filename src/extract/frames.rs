//! Frames: the ways in which English says a stance, as data.
//!
//! `english/frames.yaml` is the only place that knows which words mean what. Each frame carries an example whose holder
//! stands in braces and whose issue stands in brackets; the tests run them all.

use rustc_hash::FxHashMap;

use crate::yaml::{self, Node};

use super::english::{English, Lemma, Tag, Traits};
use super::fact::{FactKind, Polarity};

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
            version: node
                .get("version")
                .and_then(Node::text)
                .and_then(|v| v.parse().ok())
                .unwrap_or(0),
            ..Self::default()
        };
        for family in node.get("families").map_or(&[][..], Node::items) {
            frames.family(family, english);
        }
        frames.light = verbs(&node, "light_verbs", english);
        frames.events = node
            .get("events")
            .and_then(Node::text)
            .unwrap_or("")
            .split_whitespace()
            .map(|verb| english.verb(verb))
            .collect();
        frames.undoing = verbs(&node, "undoing", english);
        frames.statements = words(&node, "statements", english, Tag::Noun);
        if let Some(approvals) = node.get("approvals") {
            frames.approval_verbs = verbs(approvals, "verbs", english);
            frames.approval_nouns = words(approvals, "nouns", english, Tag::Noun);
            frames.approval_needs = verbs(approvals, "needs", english);
        }
        frames.joints(&node, english);
        frames
    }

    fn family(&mut self, node: &Node, english: &mut English) {
        let name = node.get("name").and_then(Node::text).unwrap_or_default();
        let kind = node
            .get("kind")
            .and_then(Node::text)
            .and_then(FactKind::parse)
            .expect("a family names a kind");
        let stance = node
            .get("stance")
            .and_then(Node::text)
            .and_then(Polarity::parse);
        let negated = node.get("negated").and_then(Node::text).and_then(meaning);
        let future = node.get("future").and_then(Node::text) == Some("true");
        for (key, part) in [
            ("verbs", Part::Verb),
            ("nouns", Part::Noun),
            ("adjectives", Part::Adjective),
            ("phrases", Part::Phrase),
        ] {
            for (word, about) in node.get(key).map_or(&[][..], Node::entries) {
                let takes = takes(about, english);
                let subject = match about.get("subject").and_then(Node::text) {
                    Some("issue") => Subject::Issue,
                    Some("none") => Subject::Neither,
                    _ => Subject::Holder,
                };
                let mut parts = word.text.split(' ');
                let first = parts.next().unwrap_or_default();
                let gap = word.text.contains(" _ ");
                let rest: Vec<Lemma> = parts
                    .filter(|w| *w != "_")
                    .map(|w| other_word(w, english))
                    .collect();
                let head = match part {
                    Part::Verb => english.verb(first),
                    Part::Noun => english.add_noun(first),
                    Part::Adjective => {
                        english.add(first, Tag::Adjective);
                        english.mark(first, Traits::PREDICATE);
                        english.word(first).map_or(0, |word| word.lemma)
                    }
                    Part::Phrase => other_word(first, english),
                };
                self.learn(part, first, head, english);
                let meaning = Meaning { kind, stance };
                let negated = if about.get("negated").and_then(Node::text) == Some("none") {
                    None
                } else {
                    negated
                };
                let rule = format!("{name}/{}", word.text);
                if let Some(example) = about
                    .get("example")
                    .and_then(Node::text)
                    .filter(|text| !text.is_empty())
                {
                    self.examples.push(Example {
                        rule: rule.clone(),
                        marked: example.to_owned(),
                    });
                }
                if !takes.is_empty() {
                    let only = about
                        .get("only")
                        .map_or(&[][..], Node::items)
                        .iter()
                        .filter_map(Node::text)
                        .map(|noun| english.add_noun(noun))
                        .collect();
                    let only_copula = about.get("only_copula").is_some();
                    let future = future && first != "undertake";
                    self.all.push(Frame {
                        rule,
                        family: name.to_owned(),
                        part,
                        first: first.to_owned(),
                        rest,
                        takes,
                        subject,
                        meaning,
                        negated,
                        only,
                        only_copula,
                        future,
                        gap,
                    });
                }
            }
        }
    }

    /// Puts the frame that comes next into the index of its first word.
    fn learn(&mut self, part: Part, first: &str, head: Lemma, english: &mut English) {
        let index = match part {
            Part::Verb => {
                english.mark_verb(first, Traits::TRIGGER);
                &mut self.verbs
            }
            Part::Noun => {
                english.mark_noun(first, Traits::TRIGGER);
                &mut self.nouns
            }
            Part::Adjective => {
                english.mark(first, Traits::TRIGGER);
                &mut self.adjectives
            }
            Part::Phrase => {
                english.mark(first, Traits::TRIGGER);
                &mut self.phrases
            }
        };
        let list = index.entry(head).or_default();
        if list.last() != Some(&self.all.len()) {
            list.push(self.all.len());
        }
    }

    fn joints(&mut self, node: &Node, english: &mut English) {
        for (word, about) in node.get("connectives").map_or(&[][..], Node::entries) {
            let rule = format!("condition/{}", word.text);
            let words: Vec<Box<str>> = word.text.split(' ').map(Box::from).collect();
            other_word(word.text.split(' ').next().unwrap_or_default(), english);
            english.mark(
                word.text.split(' ').next().unwrap_or_default(),
                Traits::TRIGGER,
            );
            let says = |key: &str| about.get(key).and_then(Node::text) == Some("true");
            let needed = about.get("order").and_then(Node::text) == Some("needed");
            self.example(&rule, about);
            self.connectives.push(Connective {
                rule,
                words,
                negated: says("negated"),
                future: says("future"),
                needed,
            });
        }
        self.connectives
            .sort_by_key(|c| std::cmp::Reverse(c.words.len()));
        for (number, connective) in self.connectives.iter().enumerate() {
            self.connectives_at
                .entry(connective.words[0].clone())
                .or_default()
                .push(number);
        }
        for (word, about) in node.get("dependences").map_or(&[][..], Node::entries) {
            let rule = format!("condition/{}", word.text);
            let (first, after) = word
                .text
                .split_once(' ')
                .map_or((word.text.as_str(), None), |(a, b)| (a, Some(b)));
            let lemma = if english.word(first).is_some_and(|w| w.tags.has(Tag::Verb)) {
                english.verb(first)
            } else {
                english.add(first, Tag::Adjective);
                english.mark(first, Traits::PREDICATE);
                english.word(first).map_or(0, |word| word.lemma)
            };
            english.mark_verb(first, Traits::TRIGGER);
            english.mark(first, Traits::TRIGGER);
            self.example(&rule, about);
            self.dependences
                .push((lemma, after.map(|w| other_word(w, english)), rule));
        }
        for (word, about) in node.get("prerequisites").map_or(&[][..], Node::entries) {
            let rule = format!("condition/{}", word.text);
            let (noun, after) = word
                .text
                .split_once(' ')
                .expect("a prerequisite names its preposition");
            let lemma = english.add_noun(noun);
            english.mark_noun(noun, Traits::TRIGGER);
            self.example(&rule, about);
            self.prerequisites
                .push((lemma, other_word(after, english), rule));
        }
    }

    fn example(&mut self, rule: &str, about: &Node) {
        if let Some(text) = about.get("example").and_then(Node::text) {
            self.examples.push(Example {
                rule: rule.to_owned(),
                marked: text.to_owned(),
            });
        }
    }
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
    let text = node.get(key).and_then(Node::text).unwrap_or("");
    text.split_whitespace()
        .map(|verb| {
            let lemma = english.verb(verb);
            english.mark_verb(verb, Traits::TRIGGER);
            lemma
        })
        .collect()
}

fn words(node: &Node, key: &str, english: &mut English, tag: Tag) -> Vec<Lemma> {
    let text = node.get(key).and_then(Node::text).unwrap_or("");
    text.split_whitespace()
        .map(|word| {
            english.add(word, tag);
            english.word(word).map_or(0, |known| known.noun)
        })
        .collect()
}

fn takes(about: &Node, english: &mut English) -> Vec<Take> {
    let words = about.get("takes").map_or(&[][..], Node::items);
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
