//! The tree is built from the events of the YAML crate: what opens is kept on a stack until it closes.
//!
//! Reading a file stops at the first thing that is not YAML or that we refuse; a repeated key is only left out.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::Diagnostic;
use crate::source::Place;

use super::marks::Marks;
use super::{Content, Key, MAX_DEPTH, Node};

/// Reads one file. Gives nothing where the text is not YAML at all.
pub fn parse(file: u32, text: &str, problems: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut builder = Builder {
        marks: Marks::new(file, text),
        stack: Vec::new(),
        root: None,
        documents: 0,
        problems,
    };
    match builder.read(text) {
        Ok(()) => builder.root,
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// A map or list that is being built.
struct Open {
    place: Place,
    content: Content,
    key: Option<Key>,
    seen: HashMap<String, Place>,
}

impl Open {
    /// Whether it is a map whose next part is a key.
    fn waits_for_key(&self) -> bool {
        matches!(self.content, Content::Map(_)) && self.key.is_none()
    }
}

struct Builder<'a> {
    marks: Marks<'a>,
    stack: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    problems: &'a mut Vec<Diagnostic>,
}

/// Goes on, or stops reading the file with the reason why.
type Step = Result<(), Diagnostic>;

impl Builder<'_> {
    fn read(&mut self, text: &str) -> Step {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| self.syntax(&error))?;
            self.take(event, self.marks.place(span))?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'_>, place: Place) -> Step {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => self.document(place),
            // The crate numbers anchors from 1; 0 is none.
            Event::Alias(_)
            | Event::Scalar(_, _, 1.., _)
            | Event::SequenceStart(1.., _)
            | Event::MappingStart(1.., _) => Err(anchor(place)),
            Event::Scalar(value, style, _, _) => self.scalar(value.into_owned(), style, place),
            Event::SequenceStart(..) => self.open(Content::List(Vec::new()), place),
            Event::MappingStart(..) => self.open(Content::Map(Vec::new()), place),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
        }
    }

    fn document(&mut self, place: Place) -> Step {
        self.documents += 1;
        if self.documents > 1 {
            return Err(
                Diagnostic::error("yaml-syntax", "a second YAML document in one file", place)
                    .help("keep one document per file: remove the `---`, or move the part into a file of its own"),
            );
        }
        Ok(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, place: Place) -> Step {
        if let Some(open) = self.stack.last_mut().filter(|open| open.waits_for_key()) {
            open.key = Some(Key { text, place });
            return Ok(());
        }
        let plain = matches!(style, ScalarStyle::Plain);
        let content = if plain && matches!(text.as_str(), "" | "~" | "null") {
            Content::Null
        } else {
            Content::Scalar { text }
        };
        self.put(Node { place, content });
        Ok(())
    }

    fn open(&mut self, content: Content, place: Place) -> Step {
        if self.stack.len() >= MAX_DEPTH {
            return Err(too_deep(place));
        }
        if self.stack.last().is_some_and(Open::waits_for_key) {
            return Err(
                Diagnostic::error("yaml-syntax", "a list or map cannot be a key", place)
                    .help("write the key as a single word, as in `key: value`"),
            );
        }
        self.stack.push(Open {
            place,
            content,
            key: None,
            seen: HashMap::new(),
        });
        Ok(())
    }

    fn close(&mut self) -> Step {
        if let Some(Open { place, content, .. }) = self.stack.pop() {
            self.put(Node { place, content });
        }
        Ok(())
    }

    /// Puts a finished value into what is open around it.
    fn put(&mut self, node: Node) {
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map(entries) => {
                let Some(key) = open.key.take() else { return };
                match open.seen.get(&key.text) {
                    Some(&first) => self.problems.push(repeated_key(&key, first)),
                    None => {
                        open.seen.insert(key.text.clone(), key.place);
                        entries.push((key, node));
                    }
                }
            }
            Content::Null | Content::Scalar { .. } => {}
        }
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let (info, mark) = (error.info(), error.marker());
        let place = self.marks.point(mark);
        if info.contains("recursion limit") {
            return too_deep(place);
        }
        Diagnostic::error("yaml-syntax", format!("this is not YAML: {info}"), place)
            .help(likely_slip(info, self.marks.line(mark)))
    }
}

/// What an author most often did, by the words of the YAML crate and the line that it could not read.
fn likely_slip(info: &str, line: &str) -> &'static str {
    let speaks_of = |words: &[&str]| words.iter().any(|word| info.contains(word));
    if line.contains('\t') {
        "indent with spaces: YAML does not take tabs"
    } else if line.matches(": ").count() > 1 && speaks_of(&["mapping values"]) {
        "a text with a colon in it needs quotes: `name: \"Putin said: no deal\"`"
    } else if speaks_of(&["quoted", "quote"]) {
        "a quote is not closed, or a word goes on after it; in '..' an apostrophe is written twice, in \"..\" it stands alone"
    } else if speaks_of(&["flow", "']'", "'}'", "','"]) {
        "a bracket of this line or one before it is not closed, or a comma is missing"
    } else if speaks_of(&["anchor", "alias", "*"]) {
        "a text that begins with `*`, `&`, `%`, `@` or `!` needs quotes"
    } else {
        "this line, or the one before it, starts further left or right than its neighbours, or lacks its dash, colon or quotes"
    }
}

fn repeated_key(key: &Key, first: Place) -> Diagnostic {
    let message = format!("`{}` is written twice in one map", key.text);
    Diagnostic::error("duplicate-key", message, key.place)
        .saying("the second")
        .and_at(first, "the first")
        .help("keep one of the two, or give them different ids")
}

fn too_deep(place: Place) -> Diagnostic {
    let message = format!("nested more than {MAX_DEPTH} levels deep");
    Diagnostic::error("too-deep", message, place)
        .help("a condition this deep cannot be read aloud: name parts of it as milestones")
}

fn anchor(place: Place) -> Diagnostic {
    let message = "anchors and aliases (`&name`, `*name`) are not used in models";
    Diagnostic::error("yaml-anchor", message, place)
        .help("write the value out, or quote it if the sign is part of the text")
}
