//! What another reader proposed, checked: a fact must name a sentence and quote it, and say what can be.

use serde_json::Value;

use crate::extract::{Document, Fact, FactKind, Modality, Names, Polarity, Relation};
use crate::source::Sentence;

/// A proposed fact that holds what we can check, or why it was dropped.
pub(super) fn fact(
    value: &Value,
    document: &Document,
    names: &Names,
    by: &str,
) -> Result<Fact, String> {
    let proposed = Proposal {
        value,
        document,
        names,
    };
    let named = proposed.sentence()?;
    let of_sentence = |why: String| format!("s{}: {why}", document.cited_number(named.number));
    let (sentence, first, end) = proposed.quote(named).map_err(of_sentence)?;
    let says = proposed.says().map_err(of_sentence)?;
    let text = document.written();
    let start = text[..first].chars().count();
    let quote = text[first..end].to_owned();
    let (issue, issue_known) = proposed.issue();
    let cited = document.cited_number(sentence.number);
    let source = document.source.as_ref();
    let holders = proposed.holders();
    Ok(Fact {
        doc: document.name.clone(),
        start,
        end: start + quote.chars().count(),
        sentence: cited,
        section: document.section(sentence.start),
        kind: says.kind,
        holder: holders.first().cloned(),
        holders: if holders.len() > 1 {
            holders
        } else {
            Vec::new()
        },
        via_member: proposed.party("via_member"),
        relation: says.relation,
        other: says.other,
        issue_known,
        issue,
        stance: says.stance,
        value: proposed.text("value"),
        unit: None,
        condition: proposed.text("condition"),
        needs: None,
        modality: Modality::Reported,
        via: proposed.party("via"),
        said_by: None,
        date: document.date.map(|d| d.to_string()),
        rule: rule(by),
        confidence: 0.0,
        by: by.to_owned(),
        explain: format!("proposed by {by}; its quote stands in the sentence"),
        cite: source.map(|source| format!("{source} s{cited}")),
        quote,
    })
}

/// The rule under which a reader's facts are measured.
fn rule(by: &str) -> String {
    match by {
        "language-model" => by.to_owned(),
        name => format!("reader/{name}"),
    }
}

/// What a fact says, in words that are ours.
struct Says {
    kind: FactKind,
    stance: Option<Polarity>,
    relation: Option<Relation>,
    other: Option<String>,
}

/// A fact as another reader wrote it.
struct Proposal<'a> {
    value: &'a Value,
    document: &'a Document,
    names: &'a Names,
}

impl<'a> Proposal<'a> {
    /// A field that is a text and not empty.
    fn text(&self, key: &str) -> Option<String> {
        let text = self.value.get(key).and_then(Value::as_str).map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn sentence(&self) -> Result<&'a Sentence, String> {
        let number = self.value.get("sentence").and_then(Value::as_u64);
        let number = number
            .and_then(|number| u32::try_from(number).ok())
            .ok_or("no sentence is named")?;
        let document = self.document;
        let mut sentences = document.sentences.iter();
        sentences
            .find(|sentence| document.cited_number(sentence.number) == number)
            .ok_or_else(|| format!("there is no sentence {number}"))
    }

    /// The sentence that holds the quote, the named one or a neighbour, and the bytes of the quote in the text.
    fn quote(&self, named: &'a Sentence) -> Result<(&'a Sentence, usize, usize), String> {
        let quote = self.text("quote").ok_or("no quote")?;
        let text = self.document.written();
        let at = named.number as usize - 1;
        let near = [Some(at), at.checked_sub(1), Some(at + 1)];
        let sentences = near.into_iter().flatten();
        let mut sentences = sentences.filter_map(|at| self.document.sentences.get(at));
        sentences
            .find_map(|sentence| {
                let (first, end) = found(&text[sentence.start..sentence.end], &quote)?;
                Some((sentence, sentence.start + first, sentence.start + end))
            })
            .ok_or_else(|| format!("“{quote}” does not stand there"))
    }

    fn says(&self) -> Result<Says, String> {
        let word = self.text("kind").unwrap_or_default();
        let kind = FactKind::parse(&word).filter(|kind| is_asked_for(*kind));
        let kind = kind.ok_or_else(|| format!("“{word}” is no kind"))?;
        let parse =
            |word: String| Polarity::parse(&word).ok_or_else(|| format!("“{word}” is no stance"));
        let stance = self.text("stance").map(parse).transpose()?;
        if let Some(stance) = stance.filter(|stance| !fits(kind, *stance)) {
            return Err(format!(
                "a {} that says “{}” is none",
                kind.word(),
                stance.word()
            ));
        }
        let relation = self
            .text("relation")
            .and_then(|word| Relation::parse(&word));
        let other = self.party("other");
        if kind == FactKind::Relation && (relation.is_none() || other.is_none()) {
            return Err("a relation names which one, and another party".to_owned());
        }
        let is_relation = kind == FactKind::Relation;
        Ok(Says {
            kind,
            stance,
            relation: relation.filter(|_| is_relation),
            other: other.filter(|_| is_relation),
        })
    }

    /// The party that a field names, by id, name or alias.
    fn party(&self, key: &str) -> Option<String> {
        self.resolved(&self.text(key)?)
    }

    fn resolved(&self, word: &str) -> Option<String> {
        let same = |name: &String| name.to_lowercase() == word.to_lowercase();
        let mut parties = self.names.parties.iter();
        let found = parties.find(|p| same(&p.id) || same(&p.name) || p.aliases.iter().any(same))?;
        Some(found.id.clone())
    }

    /// The holders that are parties; what is none becomes nobody.
    fn holders(&self) -> Vec<String> {
        let several = self.value.get("holders").and_then(Value::as_array);
        let several = several.into_iter().flatten().filter_map(Value::as_str);
        let one = self.value.get("holder").and_then(Value::as_str);
        let mut found: Vec<String> = Vec::new();
        for id in one
            .into_iter()
            .chain(several)
            .filter_map(|word| self.resolved(word))
        {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// The issue by id, name or term, else the words; and whether the model knows it.
    fn issue(&self) -> (Option<String>, bool) {
        let Some(word) = self.text("issue") else {
            return (None, false);
        };
        let same = |name: &String| name.to_lowercase() == word.to_lowercase();
        let mut issues = self.names.issues.iter();
        let known = issues.find(|i| same(&i.id) || same(&i.name) || i.terms.iter().any(same));
        match known {
            Some(issue) => (Some(issue.id.clone()), true),
            None => (Some(word), false),
        }
    }
}

/// The kinds that another reader is asked for.
pub(super) fn is_asked_for(kind: FactKind) -> bool {
    kind.is_core() || kind == FactKind::Relation
}

/// Whether a stance can belong to a kind.
pub(super) fn fits(kind: FactKind, stance: Polarity) -> bool {
    use Polarity::{Accepts, Conditional, Demands, Disputed, Offers, Open, Rejects, Supports};
    match kind {
        FactKind::Position => !matches!(stance, Conditional),
        FactKind::Demand => stance == Demands,
        FactKind::Offer => stance == Offers,
        FactKind::Acceptance => matches!(stance, Accepts | Supports),
        FactKind::Rejection | FactKind::Denial => stance == Rejects,
        FactKind::Condition => matches!(stance, Conditional | Demands | Rejects),
        FactKind::ApprovalRequired => matches!(stance, Conditional | Open),
        FactKind::Disagreement => matches!(stance, Disputed | Open),
        FactKind::Relation | FactKind::Event | FactKind::Claim => true,
    }
}

/// Where a quote stands in a sentence, dashes, quotation marks and spaces read as alike: its bytes.
fn found(sentence: &str, quote: &str) -> Option<(usize, usize)> {
    if let Some(first) = sentence.find(quote) {
        return Some((first, first + quote.len()));
    }
    let wanted: Vec<char> = alike(quote).into_iter().map(|(_, c)| c).collect();
    let here = alike(sentence);
    let stands = |window: &[(usize, char)]| window.iter().zip(&wanted).all(|((_, a), b)| a == b);
    let windows = here.windows(wanted.len().max(1));
    let at = windows
        .into_iter()
        .position(|window| !wanted.is_empty() && stands(window))?;
    let (last, _) = here[at + wanted.len() - 1];
    let end = last + sentence[last..].chars().next().map_or(0, char::len_utf8);
    Some((here[at].0, end))
}

/// The characters of a text with their places, in one spelling, runs of spaces as one.
fn alike(text: &str) -> Vec<(usize, char)> {
    let mut found: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let c = match c {
            '“' | '”' | '«' | '»' | '„' => '"',
            '‘' | '’' => '\'',
            '–' | '—' | '‑' | '−' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let doubled = c == ' ' && found.last().is_some_and(|(_, last)| *last == ' ');
        if !doubled {
            found.push((at, c));
        }
    }
    found
}
