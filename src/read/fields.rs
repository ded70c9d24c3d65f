//! Reading the keys of a map: every helper reports what is wrong where it stands and goes on.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{PartyId, Quantity, Target};
use crate::source::{Citation, CitationError, Date, Place, SourceId};

use super::names::Names;
use crate::yaml::{Content, Key, Node};

/// How things that are often written otherwise are meant to look, by a word of the complaint.
const SHAPES: [(&str, &str); 12] = [
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
pub(super) struct Reader<'a> {
    pub names: &'a Names,
    pub problems: &'a mut Vec<Diagnostic>,
    /// Sentences marked as the ones that decide.
    pub deciding: BTreeSet<Citation>,
}

/// The keys of one map that have not been read yet.
pub(super) struct Fields<'n> {
    what: String,
    place: Place,
    entries: Vec<(&'n Key, &'n Node, bool)>,
    asked: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The value under a key, marked as read.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        let entry = self.entries.iter_mut().find(|(k, _, _)| k.text == key)?;
        entry.2 = true;
        (!matches!(entry.1.content, Content::Null)).then_some(entry.1)
    }
}

impl Reader<'_> {
    pub fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// The keys of a map; anything else is reported.
    pub fn fields<'n>(&mut self, node: &'n Node, what: impl Into<String>) -> Option<Fields<'n>> {
        let what = what.into();
        match &node.content {
            Content::Map(entries) => Some(Fields {
                what,
                place: node.place,
                entries: entries
                    .iter()
                    .map(|(key, value)| (key, value, false))
                    .collect(),
                asked: Vec::new(),
            }),
            Content::Null | Content::Scalar { .. } | Content::List(_) => {
                self.wrong_type(node, &format!("{what} is a map of keys"));
                None
            }
        }
    }

    /// The entries of a map whose keys the author chooses.
    pub fn entries<'n>(&mut self, node: &'n Node, what: &str) -> &'n [(Key, Node)] {
        match &node.content {
            Content::Map(entries) => entries,
            Content::Null => &[],
            Content::Scalar { .. } | Content::List(_) => {
                self.wrong_type(node, &format!("`{what}` is a map from ids to values"));
                &[]
            }
        }
    }

    /// Reports every key of the map that nobody asked for.
    pub fn finish(&mut self, fields: Fields<'_>) {
        for (key, _, read) in &fields.entries {
            if *read {
                continue;
            }
            let mut problem = Diagnostic::error(
                "unknown-key",
                format!("{} has no key `{}`", fields.what, key.text),
                key.place,
            );
            problem = match did_you_mean(&key.text, fields.asked.iter().copied()) {
                Some(near) => problem.saying(format!("did you mean `{near}`?")),
                None => problem,
            };
            let help = if key.text.contains(char::is_whitespace) {
                "inside { } a text with a comma needs quotes: { note: \"first, second\" }"
                    .to_owned()
            } else {
                let mut known: Vec<&str> = fields.asked.clone();
                known.sort_unstable();
                format!("the keys here are {}", known.join(", "))
            };
            self.problem(problem.help(help));
        }
    }

    pub fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let found = node.kind();
        let problem = Diagnostic::error("wrong-type", format!("{wanted}, not {found}"), node.place);
        let shape = SHAPES
            .iter()
            .find(|(word, _)| wanted.contains(word))
            .map(|(_, shape)| format!("write {shape}"));
        self.problem(problem.help(shape.unwrap_or_else(|| {
            "look at the brackets and the indentation of this part".to_owned()
        })));
    }

    pub fn missing(&mut self, fields: &Fields<'_>, key: &str, why: &str) {
        self.problem(
            Diagnostic::error(
                "missing-key",
                format!("{} needs `{key}:`", fields.what),
                fields.place,
            )
            .help(why.to_owned()),
        );
    }

    /// A text of any kind: quoted, plain or over several lines.
    pub fn text(&mut self, node: Option<&Node>) -> Option<String> {
        let node = node?;
        match &node.content {
            Content::Scalar { text } => Some(text.trim().to_owned()),
            Content::Null => None,
            Content::List(_) | Content::Map(_) => {
                self.problem(
                    Diagnostic::error(
                        "wrong-type",
                        format!("a text is wanted here, not {}", node.kind()),
                        node.place,
                    )
                    .help("a text with `: ` in it needs quotes"),
                );
                None
            }
        }
    }

    /// The nodes of a list; a single value counts as a list of one.
    pub fn list<'n>(&mut self, node: Option<&'n Node>) -> Vec<&'n Node> {
        match node.map(|node| (&node.content, node)) {
            None | Some((Content::Null, _)) => Vec::new(),
            Some((Content::List(items), _)) => items.iter().collect(),
            Some((Content::Scalar { .. } | Content::Map(_), node)) => vec![node],
        }
    }

    pub fn texts(&mut self, node: Option<&Node>) -> Vec<String> {
        self.list(node)
            .into_iter()
            .filter_map(|item| self.text(Some(item)))
            .collect()
    }

    pub fn flag(&mut self, node: Option<&Node>) -> bool {
        let Some(node) = node else { return false };
        match self.text(Some(node)).as_deref() {
            Some("true") => true,
            Some("false") => false,
            _ => {
                self.problem(Diagnostic::error(
                    "wrong-type",
                    "`true` or `false` is wanted here",
                    node.place,
                ));
                false
            }
        }
    }

    pub fn date(&mut self, node: Option<&Node>) -> Option<Date> {
        let node = node?;
        let text = self.text(Some(node))?;
        text.parse()
            .map_err(|error| {
                self.problem(
                    Diagnostic::error("bad-date", format!("`{text}` is {error}"), node.place)
                        .help("write year, month and day: 2026-01-25"),
                )
            })
            .ok()
    }

    pub fn number(&mut self, node: &Node) -> Option<Quantity> {
        let text = self.text(Some(node))?;
        let digits = text.replace('_', "");
        let found = digits
            .parse::<f64>()
            .ok()
            .filter(|_| {
                digits
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
            })
            .and_then(Quantity::new);
        if found.is_none() {
            self.problem(
                Diagnostic::error(
                    "bad-number",
                    format!("`{text}` is not a number"),
                    node.place,
                )
                .help("write a number without its unit: 15, 0.5"),
            );
        }
        found
    }

    pub fn whole(&mut self, node: &Node) -> Option<u64> {
        let text = self.text(Some(node))?;
        let found = text.parse::<u64>().ok().filter(|n| *n <= 1 << 53);
        if found.is_none() {
            self.problem(Diagnostic::error(
                "bad-number",
                format!("`{text}` is not a whole number from 0 to 2^53"),
                node.place,
            ));
        }
        found
    }

    /// One of a fixed set of words.
    pub fn word<T: Copy>(
        &mut self,
        node: Option<&Node>,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let node = node?;
        let text = self.text(Some(node))?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let mut problem =
            Diagnostic::error("unknown-word", format!("`{text}` is no {what}"), node.place);
        if let Some(near) = did_you_mean(&text, words.iter().map(|(word, _)| *word)) {
            problem = problem.saying(format!("did you mean `{near}`?"));
        }
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.problem(problem.help(format!("the words are {}", all.join(", "))));
        None
    }

    pub fn party(&mut self, node: Option<&Node>) -> Option<PartyId> {
        let node = node?;
        let text = self.text(Some(node))?;
        if self.names.parties.contains_key(&text) {
            return Some(PartyId::new(&text));
        }
        let known = self.names.parties.keys().map(String::as_str);
        let called = self
            .names
            .called
            .get(&text.to_lowercase())
            .map(String::as_str);
        let near = called
            .or_else(|| did_you_mean(&text, known))
            .map(str::to_owned);
        let help = if called.is_some() {
            "a party is named by its id, not by its name or an alias"
        } else {
            "declare it under `parties:` or correct the name"
        };
        self.undeclared(
            "unknown-party",
            &format!("no party has the id `{text}`"),
            node.place,
            near.as_deref(),
            help,
        );
        None
    }

    pub fn parties(&mut self, node: Option<&Node>) -> Vec<PartyId> {
        self.list(node)
            .into_iter()
            .filter_map(|item| self.party(Some(item)))
            .collect()
    }

    /// `milestone`, `issue` or `issue/option`; `subject` says for whom it is read.
    pub fn target(&mut self, text: &str, place: Place, subject: &str) -> Option<Target> {
        match self.names.target(text) {
            Ok(target) => Some(target),
            Err(why) => {
                let (code, message, near, help) = why.explain(text, subject);
                self.undeclared(code, &message, place, near.as_deref(), help);
                None
            }
        }
    }

    fn undeclared(
        &mut self,
        code: &'static str,
        message: &str,
        place: Place,
        near: Option<&str>,
        help: &str,
    ) {
        let mut problem = Diagnostic::error(code, message, place).help(help.to_owned());
        if let Some(near) = near {
            problem = problem.saying(format!("did you mean `{near}`?"));
        }
        self.problem(problem);
    }

    pub fn cites(&mut self, node: Option<&Node>) -> Vec<Citation> {
        self.list(node)
            .into_iter()
            .filter_map(|item| self.cite(item))
            .collect()
    }

    fn cite(&mut self, node: &Node) -> Option<Citation> {
        let cite = match &node.content {
            Content::Map(_) => {
                let mut fields = self.fields(node, "a citation")?;
                let source = fields.take("source");
                let source = self.text(source);
                let sentence = fields
                    .take("sentence")
                    .and_then(|n| self.whole(n))
                    .and_then(|n| u32::try_from(n).ok());
                let quote = fields.take("quote");
                let quote = self.text(quote).map(Into::into);
                let (Some(source), Some(sentence @ 1..)) = (source, sentence) else {
                    self.missing(&fields, "source", "a citation is `\"002 s31\"` or `{ source: \"002\", sentence: 31, quote: ... }`");
                    return None;
                };
                self.finish(fields);
                Citation {
                    source: SourceId::new(&source),
                    sentence,
                    quote,
                }
            }
            Content::Null | Content::Scalar { .. } | Content::List(_) => {
                let text = self.text(Some(node))?;
                let decides = text.trim_end().strip_suffix('*');
                match Citation::parse(decides.unwrap_or(&text)) {
                    Ok(cite) => {
                        self.deciding.extend(decides.map(|_| cite.clone()));
                        cite
                    }
                    Err(error) => {
                        let why = match error {
                            CitationError::Form => "is not a citation",
                            CitationError::Zero => {
                                "names sentence 0, and sentences are numbered from 1"
                            }
                        };
                        self.problem(
                            Diagnostic::error(
                                "bad-citation",
                                format!("`{text}` {why}"),
                                node.place,
                            )
                            .help("write the source and the sentence: \"002 s31\""),
                        );
                        return None;
                    }
                }
            }
        };
        if !self.names.sources.contains_key(cite.source.as_str()) {
            let known = self.names.sources.keys().map(String::as_str);
            let near = did_you_mean(cite.source.as_str(), known).map(str::to_owned);
            self.undeclared(
                "unknown-source",
                &format!("no source is called `{}`", cite.source),
                node.place,
                near.as_deref(),
                "declare it under `sources:` or correct the citation",
            );
            return None;
        }
        Some(cite)
    }
}
