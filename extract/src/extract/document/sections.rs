//! Headings: what the sentences below them are about.
//!
//! Markdown marks them; in plain text a heading is a short line of its own without a full stop, and a label in capitals
//! before a colon opens a section that is one paragraph long.

/// A heading, and where what stands under it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// In bytes of the text.
    pub from: usize,
    /// Where it ends; nothing where the next heading of its level ends it.
    pub to: Option<usize>,
    pub level: usize,
    pub words: String,
    /// The heading under which it stands, by its number in the list.
    above: Option<usize>,
}

/// The headings of a text, in order, each with the one above it.
#[derive(Debug, Clone, Default)]
pub(super) struct Headings(Vec<Heading>);

impl Headings {
    pub fn of(mut headings: Vec<Heading>) -> Self {
        headings.sort_by_key(|heading| (heading.from, heading.level));
        let mut open: Vec<usize> = Vec::new();
        for number in 0..headings.len() {
            let level = headings[number].level;
            while open
                .pop_if(|above| headings[*above].level >= level)
                .is_some()
            {}
            headings[number].above = open.last().copied();
            open.push(number);
        }
        Self(headings)
    }

    /// The headings under which a place stands, the lowest first.
    pub fn over(&self, at: usize) -> impl Iterator<Item = &Heading> {
        let after = self.0.partition_point(|heading| heading.from <= at);
        let lowest = self.0[..after].last();
        let path = std::iter::successors(lowest, |heading| Some(&self.0[heading.above?]));
        path.filter(move |heading| heading.to.is_none_or(|to| at < to))
    }
}

/// The level of the title of plain text, which is the first line, and of a heading line below it.
pub(super) const TITLE: usize = 0;
const LINE: usize = 2;
/// Of a heading line in capitals, which names a topic as a label does.
pub(super) const CAPITALS: usize = 1;
/// The level of a label before a colon.
pub(super) const LABEL: usize = 9;
/// A heading has at most so many words, and so many letters.
const WORDS: usize = 12;
const LETTERS: usize = 100;

/// The headings of plain text, line by line.
pub(super) fn of_lines(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_heading(line) {
            let first = found.is_empty() && at == 0;
            let level = if is_in_capitals(line) { CAPITALS } else { LINE };
            let level = if first { TITLE } else { level };
            found.push(heading(line, end, None, level));
        } else if let Some(label) = label(line) {
            found.push(heading(label, at, Some(end), LABEL));
        }
        at = end;
    }
    found
}

/// The labels before colons in a text whose headings are marked otherwise.
pub(super) fn labels(text: &str) -> Vec<Heading> {
    let lines = of_lines(text).into_iter();
    lines.filter(|heading| heading.level == LABEL).collect()
}

pub(super) fn heading(words: &str, from: usize, to: Option<usize>, level: usize) -> Heading {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Heading {
        from,
        to,
        level,
        words: words.trim_end_matches(':').trim_end().to_owned(),
        above: None,
    }
}

/// A short line that begins with a capital and does not end as a sentence does.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let words = line.split_whitespace().count();
    let begins = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let ends = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | ')'));
    (1..=WORDS).contains(&words)
        && line.chars().count() <= LETTERS
        && begins
        && ends
        && line.chars().any(char::is_alphabetic)
}

fn is_in_capitals(words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    letters().count() > 3 && letters().all(char::is_uppercase)
}

/// `ADAPTATION FUND` of `ADAPTATION FUND: The EU said ...`
fn label(line: &str) -> Option<&str> {
    let (label, rest) = line.split_once(':')?;
    let capitals = is_in_capitals(label);
    let short = label.split_whitespace().count() <= WORDS;
    (capitals && short && !rest.trim().is_empty()).then_some(label)
}
