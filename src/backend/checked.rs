//! What the language model proposed, checked: a fact must name a sentence and quote it word for word.

use serde_json::Value;

use crate::extract::{Document, Fact, FactKind, Modality, Names, Polarity};
use crate::source::Sentence;

/// A proposed fact that holds what we can check, or why it was dropped.
pub(super) fn fact(value: &Value, document: &Document, names: &Names) -> Result<Fact, String> {
    let proposed = Proposal(value);
    let sentence = proposed.sentence(document)?;
    let of_sentence = |why: String| format!("s{}: {why}", sentence.number);
    let (quote, start) = proposed.quote(document, sentence).map_err(of_sentence)?;
    let kind = proposed.kind().map_err(of_sentence)?;
    let stance = proposed.stance().map_err(of_sentence)?;
    let issue = proposed.text("issue");
    let cited = document.cited_number(sentence.number);
    let source = document.source.as_ref();
    Ok(Fact {
        doc: document.name.clone(),
        start,
        end: start + quote.chars().count(),
        sentence: cited,
        kind,
        holder: proposed.holder(names),
        holders: Vec::new(),
        issue_known: issue.as_ref().is_some_and(|id| is_issue(id, names)),
        issue,
        stance,
        value: proposed.text("value"),
        unit: None,
        condition: proposed.text("condition"),
        needs: None,
        modality: Modality::Reported,
        via: None,
        said_by: None,
        date: document.date.map(|d| d.to_string()),
        rule: "language-model".to_owned(),
        confidence: 0.0,
        explain: "proposed by a language model; its quote stands in the sentence".to_owned(),
        cite: source.map(|source| format!("{source} s{cited}")),
        quote,
    })
}

fn is_issue(id: &str, names: &Names) -> bool {
    names.issues.iter().any(|issue| issue.id == id)
}

/// A fact as the language model wrote it.
struct Proposal<'a>(&'a Value);

impl Proposal<'_> {
    /// A field that is a text and not empty.
    fn text(&self, key: &str) -> Option<String> {
        let text = self.0.get(key).and_then(Value::as_str).map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn sentence<'d>(&self, document: &'d Document) -> Result<&'d Sentence, String> {
        let number = self.0.get("sentence").and_then(Value::as_u64);
        let number = number
            .and_then(|number| u32::try_from(number).ok())
            .ok_or("no sentence is named")?;
        let mut sentences = document.sentences.iter();
        sentences
            .find(|sentence| sentence.number == number)
            .ok_or_else(|| format!("there is no sentence {number}"))
    }

    /// The quote, and where it begins in the text, in characters.
    fn quote(&self, document: &Document, sentence: &Sentence) -> Result<(String, usize), String> {
        let quote = self.text("quote").ok_or("no quote")?;
        let text = document.written();
        let words = &text[sentence.start..sentence.end];
        let at = words
            .find(&quote)
            .ok_or_else(|| format!("“{quote}” does not stand there"))?;
        let start = text[..sentence.start + at].chars().count();
        Ok((quote, start))
    }

    fn kind(&self) -> Result<FactKind, String> {
        let kind = self.text("kind").and_then(|word| FactKind::parse(&word));
        let core = kind.filter(|kind| kind.is_core());
        core.ok_or_else(|| "a kind that is none".to_owned())
    }

    fn stance(&self) -> Result<Option<Polarity>, String> {
        let parse =
            |word: String| Polarity::parse(&word).ok_or_else(|| "a stance that is none".to_owned());
        self.text("stance").map(parse).transpose()
    }

    /// The holder, where it is a party.
    fn holder(&self, names: &Names) -> Option<String> {
        let holder = self.text("holder");
        holder.filter(|id| names.parties.iter().any(|party| party.id == *id))
    }
}
