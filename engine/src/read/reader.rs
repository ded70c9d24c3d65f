//! What is at hand while files are decoded, and the values that any key can have.
//!
//! Every method reports what is wrong where it stands and goes on; a value that cannot be read is left out.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Origin, PartyId, Quantity, Target};
use crate::source::{Citation, CitationError, Date, Place, SourceId};
use crate::yaml::{Content, Key, Node};

use super::names::Names;

/// How things that are often written otherwise are meant to look, by a word of the complaint.
const SHAPES: [(&str, &str); 13] = [
    ("`parties`", "`parties: { kyiv: { name: Kyiv } }`"),
    ("`speakers`", "`speakers: { novak: { name: Jana Novak } }`"),
    ("speaker", "`novak: { name: Jana Novak }`"),
    (
        "`interests`",
        "`interests: { safety: { text: To be safe } }`",
    ),
    ("interest", "`safety: { text: To be safe }`"),
    ("BATNA", "`batna: { text: .., assumed: true }`"),
    (
        "deadline",
        "`deadline: { date: 2026-03-29, otherwise: no-deal }`",
    ),
    ("asserted_by", "`asserted_by: { russia: [\"002 s18\"] }`"),
    ("a rule is", "`rule: { majority: seats }`"),
    ("scale", "`scale: { unit: years }`"),
    ("issue", "`length: { question: .., between: [a, b] }`"),
    (
        "position",
        "`- { party: kyiv, on: ceasefire, stance: accepts }`",
    ),
    (
        "consent",
        "`consent: [kyiv, { congress: { cites: [..] } }]`",
    ),
];

/// The names at hand and the problems found so far.
pub(super) struct Reader {
    pub names: Names,
    pub problems: Vec<Diagnostic>,
    /// Sentences marked as the ones that decide.
    pub deciding: BTreeSet<Citation>,
    /// Who put the file that is being read into the model.
    pub origin: Origin,
}

impl Reader {
    pub fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// What was found, or nothing once the problem is reported.
    pub fn or_report<T>(&mut self, found: Result<T, Diagnostic>) -> Option<T> {
        found.map_err(|problem| self.problem(problem)).ok()
    }

    /// The items of a list, each read by its own rules; a single value counts as a list of one.
    pub fn each<T>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        let items = node.listed().iter();
        items.filter_map(|item| read(self, item)).collect()
    }

    /// The entries of a map whose keys the author chooses, each read by its own rules.
    pub fn entries<T>(
        &mut self,
        node: &Node,
        what: &str,
        mut read: impl FnMut(&mut Self, &Key, &Node) -> Option<T>,
    ) -> Vec<T> {
        if matches!(node.content, Content::Scalar { .. } | Content::List(_)) {
            self.wrong_type(node, &format!("`{what}` is a map from ids to values"));
        }
        let entries = node.entries().iter();
        entries
            .filter_map(|(key, value)| read(self, key, value))
            .collect()
    }

    pub fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let message = format!("{wanted}, not {}", node.kind());
        let shape = SHAPES.iter().find(|(word, _)| wanted.contains(word));
        let help = shape.map_or_else(
            || "look at the brackets and the indentation of this part".to_owned(),
            |(_, shape)| format!("write {shape}"),
        );
        self.problem(Diagnostic::error("wrong-type", message, node.place).help(help));
    }

    /// A text of any kind: quoted, plain or over several lines.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        if matches!(node.content, Content::List(_) | Content::Map(_)) {
            let message = format!("a text is wanted here, not {}", node.kind());
            self.problem(
                Diagnostic::error("wrong-type", message, node.place)
                    .help("a text with `: ` in it needs quotes"),
            );
        }
        node.text().map(|text| text.trim().to_owned())
    }

    pub fn flag(&mut self, node: &Node) -> Option<bool> {
        let text = self.text(node);
        let flag = text.and_then(|text| text.parse().ok());
        if flag.is_none() {
            let message = "`true` or `false` is wanted here";
            self.problem(Diagnostic::error("wrong-type", message, node.place));
        }
        flag
    }

    pub fn date(&mut self, node: &Node) -> Option<Date> {
        let text = self.text(node)?;
        let date = text.parse().map_err(|error| {
            Diagnostic::error("bad-date", format!("`{text}` is {error}"), node.place)
                .help("write year, month and day: 2026-01-25")
        });
        self.or_report(date)
    }

    pub fn number(&mut self, node: &Node) -> Option<Quantity> {
        let text = self.text(node)?;
        let number = decimal(&text.replace('_', "")).ok_or_else(|| {
            let message = format!("`{text}` is not a number");
            Diagnostic::error("bad-number", message, node.place)
                .help("write a number without its unit: 15, 0.5")
        });
        self.or_report(number)
    }

    pub fn whole(&mut self, node: &Node) -> Option<u64> {
        let text = self.text(node)?;
        let number = text.parse().ok().filter(|number| *number <= 1 << 53);
        self.or_report(number.ok_or_else(|| {
            let message = format!("`{text}` is not a whole number from 0 to 2^53");
            Diagnostic::error("bad-number", message, node.place)
        }))
    }

    /// One of a fixed set of words; `what` is a noun for all of them.
    pub fn word<T: Copy>(
        &mut self,
        node: &Node,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(node)?;
        let found = words.iter().find(|(word, _)| *word == text);
        self.or_report(found.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            Diagnostic::error("unknown-word", format!("`{text}` is no {what}"), node.place)
                .suggesting(did_you_mean(&text, all.iter().copied()))
                .help(format!("the words are {}", all.join(", ")))
        }))
    }

    pub fn party(&mut self, node: &Node) -> Option<PartyId> {
        let text = self.text(node)?;
        let party = self.names.party(&text, node.place);
        self.or_report(party)
    }

    /// `milestone`, `issue` or `issue/option`; `subject` says for whom it is read.
    pub fn target(&mut self, text: &str, place: Place, subject: &str) -> Option<Target> {
        let target = self.names.target(text);
        self.or_report(target.map_err(|why| why.problem(text, subject, place)))
    }

    /// A sentence of a source that the model declares.
    pub fn cite(&mut self, node: &Node) -> Option<Citation> {
        let cite = match &node.content {
            Content::Map(_) => self.cite_in_keys(node)?,
            Content::Null | Content::Scalar { .. } | Content::List(_) => {
                self.cite_in_words(node)?
            }
        };
        self.known_cite(cite, node.place)
    }

    /// A citation that is the key of a map.
    pub fn cite_of_key(&mut self, key: &Key) -> Option<Citation> {
        let cite = self.cite_in_text(&key.text, key.place)?;
        self.known_cite(cite, key.place)
    }

    fn known_cite(&mut self, cite: Citation, place: Place) -> Option<Citation> {
        let known = self.names.source(cite.source.as_str(), place);
        self.or_report(known).map(|()| cite)
    }

    /// `{ source: "002", sentence: 31, quote: .. }`
    fn cite_in_keys(&mut self, node: &Node) -> Option<Citation> {
        let mut fields = self.fields(node, "a citation")?;
        let source = fields.text("source");
        let sentence = fields.whole("sentence").map(u32::try_from);
        let quote = fields.text("quote").map(Into::into);
        let (Some(source), Some(Ok(sentence @ 1..))) = (source, sentence) else {
            let form =
                "a citation is `\"002 s31\"` or `{ source: \"002\", sentence: 31, quote: ... }`";
            fields.missing("source", form);
            return None;
        };
        fields.finish();
        Some(Citation {
            source: SourceId::new(&source),
            sentence,
            quote,
        })
    }

    /// `002 s31`, with a star behind it where the sentence decides.
    fn cite_in_words(&mut self, node: &Node) -> Option<Citation> {
        let text = self.text(node)?;
        self.cite_in_text(&text, node.place)
    }

    fn cite_in_text(&mut self, text: &str, place: Place) -> Option<Citation> {
        let starred = text.trim_end().strip_suffix('*');
        let cite = Citation::parse(starred.unwrap_or(text)).map_err(|error| {
            let why = match error {
                CitationError::Form => "is not a citation",
                CitationError::Zero => "names sentence 0, and sentences are numbered from 1",
            };
            Diagnostic::error("bad-citation", format!("`{text}` {why}"), place)
                .help("write the source and the sentence: \"002 s31\"")
        });
        let cite = self.or_report(cite)?;
        self.deciding.extend(starred.map(|_| cite.clone()));
        Some(cite)
    }
}

/// A number in digits; the words `inf` and `nan`, which Rust reads too, are none.
fn decimal(digits: &str) -> Option<Quantity> {
    let plain = |b: u8| b.is_ascii_digit() || b"+-.eE".contains(&b);
    let number: f64 = digits.parse().ok()?;
    Quantity::new(number).filter(|_| digits.bytes().all(plain))
}
