//! Hits become facts: ids for parties and issues, offsets in the text as it was written, values, and who says so.

use super::document::Document;
use super::fact::{Fact, FactKind, Modality};
use super::issue::Hints;
use super::lexicon::Lexicon;
use super::parse::{Actor, Parse};
use super::rules::Hit;
use super::{issue, quantity};

/// Writes the facts of a document.
pub(super) struct Writer<'l, 'd> {
    lexicon: &'l Lexicon,
    document: &'d Document,
    /// A place in bytes, and in code points: where it was counted last.
    counted: (usize, usize),
    /// The headings under which the sentence stands.
    pub section: Option<String>,
}

/// Who holds a hit and who says so, by id.
struct Said {
    holders: Vec<String>,
    reporter: Option<String>,
    speaker: Option<String>,
}

impl<'l, 'd> Writer<'l, 'd> {
    pub fn of(lexicon: &'l Lexicon, document: &'d Document) -> Self {
        Self {
            lexicon,
            document,
            counted: (0, 0),
            section: None,
        }
    }

    pub fn fact(&mut self, hit: Hit, parse: &Parse<'_>, sentence: u32) -> Fact {
        let (quote, start) = self.quote(&hit, parse);
        let quantity = quantity::first_in(
            parse,
            &self.document.text,
            &self.lexicon.english,
            hit.content,
        );
        let said = self.said(&hit);
        let cited = self.document.cited_number(sentence);
        let source = self.document.source.as_ref();
        Fact {
            doc: self.document.name.clone(),
            start,
            end: start + quote.chars().count(),
            sentence: cited,
            section: self.section.clone(),
            by: "rules".to_owned(),
            kind: hit.meaning.kind,
            holder: said.holders.first().cloned(),
            issue_known: hit.topic.issue.is_some(),
            issue: self.issue(&hit),
            stance: hit.meaning.stance,
            unit: quantity.as_ref().and_then(|q| q.unit.clone()),
            value: quantity.map(|q| q.words),
            needs: self.needs(&hit, parse),
            modality: said.modality(&hit),
            via: said.via().cloned(),
            via_member: self.member(&hit),
            relation: hit.related.map(|related| related.relation),
            other: hit
                .related
                .map(|r| self.lexicon.party_id(r.other).to_owned()),
            holders: match said.holders.len() {
                0 | 1 => Vec::new(),
                _ => said.holders,
            },
            said_by: said.speaker,
            date: self.document.date.map(|d| d.to_string()),
            confidence: self.lexicon.measured.confidence(&hit.rule),
            condition: hit.condition,
            rule: hit.rule,
            explain: hit.explain,
            cite: source.map(|source| format!("{source} s{cited}")),
            quote,
        }
    }

    /// The words of a hit, and where they begin in code points.
    fn quote(&mut self, hit: &Hit, parse: &Parse<'_>) -> (String, usize) {
        let first = parse.tokens[hit.span.0].start;
        let end = parse.tokens[hit.span.1 - 1].end;
        let quote = self.document.written()[first..end].to_owned();
        (quote, self.code_points(first))
    }

    /// Bytes to code points, counted onwards from the last place.
    fn code_points(&mut self, byte: usize) -> usize {
        let text = self.document.written();
        let (at, count) = self.counted;
        let count = if byte < at {
            count - text[byte..at].chars().count()
        } else {
            count + text[at..byte].chars().count()
        };
        self.counted = (byte, count);
        count
    }

    /// The party that speaks on behalf of the holder.
    fn member(&self, hit: &Hit) -> Option<String> {
        let member = hit.holders.first()?.member?;
        Some(self.lexicon.party_id(member).to_owned())
    }

    fn issue(&self, hit: &Hit) -> Option<String> {
        let known = hit.topic.issue;
        let id = known.map(|at| self.lexicon.names.issues[at].id.clone());
        let words = || Some(hit.topic.words.clone()).filter(|words| !words.is_empty());
        id.or_else(words)
    }

    /// The issue that a condition names, where it is another than the one that waits.
    fn needs(&self, hit: &Hit, parse: &Parse<'_>) -> Option<String> {
        hit.condition.as_ref()?;
        let text = &self.document.text;
        let topic = issue::topic(parse, text, self.lexicon, hit.content, Hints::default());
        let other = topic.issue.filter(|at| hit.topic.issue != Some(*at))?;
        Some(self.lexicon.names.issues[other].id.clone())
    }

    fn said(&self, hit: &Hit) -> Said {
        let id = |actor: &Actor| self.lexicon.party_id(actor.party).to_owned();
        let speaks = hit.reporter.as_ref().or(hit.holders.first());
        Said {
            holders: hit.holders.iter().map(id).collect(),
            reporter: hit.reporter.as_ref().map(id),
            speaker: speaks.and_then(|actor| actor.speaker.clone()),
        }
    }
}

impl Said {
    /// The other party that says so of the holders.
    fn via(&self) -> Option<&String> {
        let reporter = self.reporter.as_ref()?;
        (!self.holders.is_empty() && !self.holders.contains(reporter)).then_some(reporter)
    }

    fn modality(&self, hit: &Hit) -> Modality {
        if hit.meaning.kind == FactKind::Denial {
            Modality::Denied
        } else if hit.planned {
            Modality::Planned
        } else if self.reporter.is_some() && self.via().is_none() {
            Modality::Stated
        } else {
            Modality::Reported
        }
    }
}
