//! Two codings of the same texts, held against each other: each field's agreement beyond chance.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::alpha::alpha;
use super::super::document::Document;
use super::{Gold, GoldFact};

/// How far two coders agree on one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldAgreement {
    /// The field; `fact` is whether a sentence has a fact at all.
    pub field: &'static str,
    /// How many units both coded: sentences for `fact`, else pairs of facts.
    pub units: usize,
    /// In how many of them the two say the same.
    pub same: usize,
    /// Krippendorff's alpha; nothing where everything has one value.
    pub alpha: Option<f64>,
}

impl FieldAgreement {
    /// Counts a field over units that both coded.
    pub fn of(field: &'static str, units: &[(String, String)]) -> Self {
        Self {
            field,
            units: units.len(),
            same: units.iter().filter(|(a, b)| a == b).count(),
            alpha: alpha(units),
        }
    }
}

/// How far two coders agree, field by field.
#[derive(Debug, Clone, PartialEq)]
pub struct Coders {
    /// Texts that were not compared: only one has coded them, or the two have not coded the same text.
    pub left_out: Vec<String>,
    /// How many facts each has in the others.
    pub facts: (usize, usize),
    /// Each field in turn.
    pub fields: Vec<FieldAgreement>,
}

/// What a coder says of a fact, in the order of [`FIELDS`].
const FIELDS: [&str; 4] = ["holder", "kind", "stance", "issue"];

fn values(fact: &GoldFact) -> [String; 4] {
    [
        fact.holder.clone().unwrap_or_default(),
        fact.kind.map_or("", |kind| kind.word()).to_owned(),
        fact.stance.map_or("", |stance| stance.word()).to_owned(),
        fact.issue.clone().unwrap_or_default(),
    ]
}

/// Holds two codings of the same texts against each other. In each sentence the facts of the two that have most in common are
/// a pair; what only one has counts for `fact` alone.
pub fn between(one: &[Gold], other: &[Gold]) -> Coders {
    let texts = in_both(one, other);
    let sentences = texts.iter().flat_map(|(a, b)| in_each_sentence(a, b));
    let sentences: Vec<[Vec<&GoldFact>; 2]> = sentences.collect();
    let pairs = sentences.iter().flat_map(|[a, b]| pairs(a, b));
    let pairs: Vec<(&GoldFact, &GoldFact)> = pairs.collect();
    let of_facts = (0..FIELDS.len()).map(|place| on_field(place, &pairs));
    let mine = texts.iter().map(|(a, _)| a.facts.len());
    let theirs = texts.iter().map(|(_, b)| b.facts.len());
    let is_compared = |gold: &&Gold| texts.iter().any(|(a, _)| a.name == gold.name);
    let others = one.iter().chain(other).filter(|gold| !is_compared(gold));
    let left_out: BTreeSet<String> = others.map(|gold| gold.name.clone()).collect();
    Coders {
        left_out: left_out.into_iter().collect(),
        facts: (mine.sum(), theirs.sum()),
        fields: std::iter::once(on_facts(&sentences))
            .chain(of_facts)
            .collect(),
    }
}

/// The texts that both have coded, letter by letter the same.
fn in_both<'g>(one: &'g [Gold], other: &'g [Gold]) -> Vec<(&'g Gold, &'g Gold)> {
    let both = one.iter().filter_map(|a| {
        let b = other.iter().find(|b| b.name == a.name)?;
        a.is_of_the_text_of(b).then_some((a, b))
    });
    both.collect()
}

/// Whether a sentence has a fact at all.
fn on_facts(sentences: &[[Vec<&GoldFact>; 2]]) -> FieldAgreement {
    let has = |facts: &Vec<&GoldFact>| (!facts.is_empty()).to_string();
    let said = sentences.iter().map(|[a, b]| (has(a), has(b)));
    FieldAgreement::of("fact", &said.collect::<Vec<_>>())
}

fn on_field(place: usize, pairs: &[(&GoldFact, &GoldFact)]) -> FieldAgreement {
    let value = |fact: &GoldFact| values(fact)[place].clone();
    let units = pairs.iter().map(|(a, b)| (value(a), value(b)));
    FieldAgreement::of(FIELDS[place], &units.collect::<Vec<_>>())
}

/// The facts of both coders of one text, sentence by sentence.
fn in_each_sentence<'g>(a: &'g Gold, b: &'g Gold) -> Vec<[Vec<&'g GoldFact>; 2]> {
    let document = Document::plain(&a.name, &a.text);
    let ends = ends_in_letters(&document);
    let mut sentences: Vec<[Vec<&GoldFact>; 2]> = vec![Default::default(); ends.len()];
    for (coder, gold) in [a, b].into_iter().enumerate() {
        for fact in &gold.facts {
            let number = ends.partition_point(|end| *end <= fact.start);
            if let Some(sentence) = sentences.get_mut(number) {
                sentence[coder].push(fact);
            }
        }
    }
    sentences
}

/// Where each sentence ends, in letters as codings count them; a document counts bytes.
fn ends_in_letters(document: &Document) -> Vec<usize> {
    let (mut byte, mut letters) = (0, 0);
    let ends = document.sentences.iter().map(|sentence| {
        letters += document.text[byte..sentence.end].chars().count();
        byte = sentence.end;
        letters
    });
    ends.collect()
}

/// Facts of one sentence in pairs, those first that have most in common.
fn pairs<'f>(mine: &[&'f GoldFact], theirs: &[&'f GoldFact]) -> Vec<(&'f GoldFact, &'f GoldFact)> {
    let all = (0..mine.len()).flat_map(|a| (0..theirs.len()).map(move |b| (a, b)));
    let mut all: Vec<(usize, usize)> = all.collect();
    all.sort_by_key(|&(a, b)| (Reverse(in_common(mine[a], theirs[b])), a, b));
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|&(a, b)| {
        let are_free = !left.contains(&a) && !right.contains(&b);
        are_free && left.insert(a) && right.insert(b)
    });
    all.into_iter().map(|(a, b)| (mine[a], theirs[b])).collect()
}

/// In how many fields two facts say the same.
fn in_common(one: &GoldFact, other: &GoldFact) -> usize {
    let both = values(one).into_iter().zip(values(other));
    both.filter(|(a, b)| a == b).count()
}

impl Gold {
    /// The same text as the rules code it, of kinds that coders code.
    pub fn as_the_rules_have_it(&self) -> Self {
        let facts = self.propose();
        let facts = facts.iter().filter(|fact| fact.kind.is_core());
        let coded = facts.map(|fact| GoldFact {
            start: fact.start,
            end: fact.end,
            sentence: (fact.start, fact.end),
            kind: Some(fact.kind),
            also: Vec::new(),
            holder: fact.holder.as_deref().map(super::words::key),
            issue: fact.issue.clone().filter(|issue| self.has_issue(issue)),
            issue_text: fact.issue.clone().unwrap_or_default(),
            stance: fact.stance,
            core: true,
        });
        Self {
            facts: coded.collect(),
            ..self.clone()
        }
    }

    /// Without what is no position: events, claims and bare relations.
    pub fn core_only(&self) -> Self {
        let core = self.facts.iter().filter(|fact| fact.core);
        Self {
            facts: core.cloned().collect(),
            ..self.clone()
        }
    }

    fn has_issue(&self, id: &str) -> bool {
        self.names.issues.iter().any(|issue| issue.id == id)
    }

    /// Whether two codings are of the same text: what is at hand, and what each says that it has coded.
    fn is_of_the_text_of(&self, other: &Self) -> bool {
        let said = [&self.coded, &other.coded].map(Option::as_deref);
        let differ = matches!(said, [Some(one), Some(other)] if one != other);
        self.text == other.text && !differ
    }
}
