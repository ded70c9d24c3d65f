//! YAML text to a tree of nodes, each with its place.
//!
//! Events come from the YAML crate; we build the tree, so that places are exact, depth is bounded,
//! anchors and aliases are refused (an alias bomb cannot exist), and a repeated key is an error that
//! shows both places. Time and memory are linear in the text.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use crate::diagnostic::Diagnostic;
use crate::source::Place;

/// Deepest nesting that is read. A negotiation needs about ten levels.
pub const MAX_DEPTH: usize = 64;

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it was written.
    pub place: Place,
    /// What it holds.
    pub content: Content,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing was written.
    Null,
    /// A word or a sentence.
    Scalar {
        /// The text without its quotes.
        text: String,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the author's order.
    Map(Vec<(Key, Node)>),
}

/// A key of a map with its place.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key as written.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

impl Node {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self.content {
            Content::Null => "nothing",
            Content::Scalar { .. } => "a single value",
            Content::List(_) => "a list",
            Content::Map(_) => "a map of keys",
        }
    }

    /// The value under a key, where the node is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(k, _)| k.text == key)
            .map(|(_, node)| node)
    }

    /// The text, where the node is a single value.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text } => Some(text),
            Content::Null | Content::List(_) | Content::Map(_) => None,
        }
    }

    /// The items of a list; a single value is a list of one.
    pub fn items(&self) -> &[Node] {
        match &self.content {
            Content::List(items) => items,
            Content::Scalar { .. } => std::slice::from_ref(self),
            Content::Null | Content::Map(_) => &[],
        }
    }

    /// The keys and values of a map, in the author's order.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.content {
            Content::Map(entries) => entries,
            Content::Null | Content::Scalar { .. } | Content::List(_) => &[],
        }
    }
}

/// Turns the marks of the YAML crate (lines and columns in characters) into places in bytes.
struct Marks {
    file: u32,
    line_starts: Vec<usize>,
    length: usize,
}

impl Marks {
    fn new(file: u32, text: &str) -> Self {
        let starts = text
            .bytes()
            .enumerate()
            .filter(|(_, b)| *b == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            file,
            line_starts: std::iter::once(0).chain(starts).collect(),
            length: text.len(),
        }
    }

    fn byte(&self, text: &str, line: usize, column: usize) -> usize {
        let Some(&start) = self.line_starts.get(line.saturating_sub(1)) else {
            return self.length;
        };
        let end = self.line_starts.get(line).copied().unwrap_or(self.length);
        let row = &text[start..end];
        if row.is_ascii() {
            return start + column.min(row.len());
        }
        start
            + row
                .char_indices()
                .nth(column)
                .map_or(row.len(), |(at, _)| at)
    }

    fn place(&self, text: &str, span: Span) -> Place {
        let start = self.byte(text, span.start.line(), span.start.col());
        let end = self.byte(text, span.end.line(), span.end.col()).max(start);
        let first_line = text[start..end].find('\n').map_or(end, |at| start + at);
        Place {
            file: self.file,
            start: number(start),
            end: number(first_line),
        }
    }
}

fn number(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A map or list that is being built.
struct Open {
    place: Place,
    content: Content,
    key: Option<Key>,
    seen: HashMap<String, Place>,
}

/// Reads one file. Gives nothing where the text is not YAML at all.
pub fn parse(file: u32, text: &str, problems: &mut Vec<Diagnostic>) -> Option<Node> {
    Builder {
        marks: Marks::new(file, text),
        text,
        stack: Vec::new(),
        root: None,
        documents: 0,
        problems,
    }
    .run()
}

struct Builder<'a> {
    marks: Marks,
    text: &'a str,
    stack: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    problems: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn run(mut self) -> Option<Node> {
        let text = self.text;
        let mut parser = Parser::new_from_str(text);
        loop {
            match parser.next_event() {
                None => break,
                Some(Err(error)) => {
                    self.syntax(&error);
                    return None;
                }
                Some(Ok((event, span))) => {
                    let place = self.marks.place(text, span);
                    if !self.take(event, place) {
                        return None;
                    }
                }
            }
        }
        self.root
    }

    /// Takes one event; false where reading this file must stop.
    fn take(&mut self, event: Event<'_>, place: Place) -> bool {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.problems.push(
                        Diagnostic::error("yaml-syntax", "a second YAML document in one file", place)
                            .help("keep one document per file: remove the `---`, or move the part into a file of its own"),
                    );
                    return false;
                }
            }
            Event::Alias(_) => return self.refuse_anchor(place),
            Event::Scalar(value, style, anchor, _) => {
                if anchor != 0 {
                    return self.refuse_anchor(place);
                }
                self.scalar(value.into_owned(), style, place);
            }
            Event::SequenceStart(anchor, _) => {
                return anchor == 0 && self.open(Content::List(Vec::new()), place)
                    || anchor != 0 && self.refuse_anchor(place);
            }
            Event::MappingStart(anchor, _) => {
                return anchor == 0 && self.open(Content::Map(Vec::new()), place)
                    || anchor != 0 && self.refuse_anchor(place);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
        }
        true
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, place: Place) {
        let plain = matches!(style, ScalarStyle::Plain);
        let empty = plain && (text.is_empty() || text == "~" || text == "null");
        if let Some(open) = self.stack.last_mut()
            && matches!(open.content, Content::Map(_))
            && open.key.is_none()
        {
            open.key = Some(Key { text, place });
            return;
        }
        let content = if empty {
            Content::Null
        } else {
            Content::Scalar { text }
        };
        self.put(Node { place, content });
    }

    fn open(&mut self, content: Content, place: Place) -> bool {
        if self.stack.len() >= MAX_DEPTH {
            self.too_deep(place);
            return false;
        }
        if let Some(above) = self.stack.last()
            && matches!(above.content, Content::Map(_))
            && above.key.is_none()
        {
            self.problems.push(
                Diagnostic::error("yaml-syntax", "a list or map cannot be a key", place)
                    .help("write the key as a single word, as in `key: value`"),
            );
            return false;
        }
        self.stack.push(Open {
            place,
            content,
            key: None,
            seen: HashMap::new(),
        });
        true
    }

    fn close(&mut self) {
        if let Some(open) = self.stack.pop() {
            self.put(Node {
                place: open.place,
                content: open.content,
            });
        }
    }

    fn put(&mut self, node: Node) {
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map(entries) => {
                let Some(key) = open.key.take() else { return };
                if let Some(&first) = open.seen.get(&key.text) {
                    let problem = Diagnostic::error(
                        "duplicate-key",
                        format!("`{}` is written twice in one map", key.text),
                        key.place,
                    );
                    self.problems.push(
                        problem
                            .saying("the second")
                            .and_at(first, "the first")
                            .help("keep one of the two, or give them different ids"),
                    );
                    return;
                }
                open.seen.insert(key.text.clone(), key.place);
                entries.push((key, node));
            }
            Content::Null | Content::Scalar { .. } => {}
        }
    }

    fn too_deep(&mut self, place: Place) {
        let problem = Diagnostic::error(
            "too-deep",
            format!("nested more than {MAX_DEPTH} levels deep"),
            place,
        );
        self.problems
            .push(problem.help(
                "a condition this deep cannot be read aloud: name parts of it as milestones",
            ));
    }

    fn refuse_anchor(&mut self, place: Place) -> bool {
        self.problems.push(
            Diagnostic::error(
                "yaml-anchor",
                "anchors and aliases (`&name`, `*name`) are not used in models",
                place,
            )
            .help("write the value out, or quote it if the sign is part of the text"),
        );
        false
    }

    fn syntax(&mut self, error: &ScanError) {
        let at = self
            .marks
            .byte(self.text, error.marker().line(), error.marker().col());
        let place = Place {
            file: self.marks.file,
            start: number(at),
            end: number((at + 1).min(self.text.len())),
        };
        if error.info().contains("recursion limit") {
            return self.too_deep(place);
        }
        let line = self
            .text
            .lines()
            .nth(error.marker().line().saturating_sub(1))
            .unwrap_or("");
        let info = error.info();
        let help = if line.contains('\t') {
            "indent with spaces: YAML does not take tabs"
        } else if line.matches(": ").count() > 1 && info.contains("mapping values") {
            "a text with a colon in it needs quotes: `name: \"Putin said: no deal\"`"
        } else if info.contains("quoted") || info.contains("quote") {
            "a quote is not closed, or a word goes on after it; in '..' an apostrophe is written twice, in \"..\" it stands alone"
        } else if info.contains("flow")
            || info.contains("']'")
            || info.contains("'}'")
            || info.contains("','")
        {
            "a bracket of this line or one before it is not closed, or a comma is missing"
        } else if info.contains("anchor") || info.contains("alias") || info.contains('*') {
            "a text that begins with `*`, `&`, `%`, `@` or `!` needs quotes"
        } else {
            "this line, or the one before it, starts further left or right than its neighbours, or lacks its dash, colon or quotes"
        };
        self.problems.push(
            Diagnostic::error(
                "yaml-syntax",
                format!("this is not YAML: {}", error.info()),
                place,
            )
            .help(help),
        );
    }
}
