//! Cutting a sentence into words and marks, and looking each up.

use std::borrow::Cow;

use super::super::english::{English, Forms, Tag, Tags, Traits, Word};
use super::Token;

/// The words and marks of a short text.
pub(in crate::extract) fn pieces_of(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    tokens_of(text, 0, &English::default(), &mut tokens);
    tokens.into_iter().map(|t| t.text.to_owned()).collect()
}

/// The words of a short text, without marks.
pub(in crate::extract) fn words_of(text: &str) -> Vec<String> {
    let mut words = pieces_of(text);
    words.retain(|word| word.chars().any(char::is_alphanumeric));
    words
}

/// Cuts a sentence into tokens and looks each up.
pub(in crate::extract) fn tokens_of<'t>(
    sentence: &'t str,
    offset: usize,
    english: &English,
    out: &mut Vec<Token<'t>>,
) {
    let bytes = sentence.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let c = char_at(sentence, at);
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let end = if is_of_word(c) {
            word_end(sentence, at)
        } else {
            mark_end(sentence, at, c)
        };
        out.push(token(&sentence[at..end], offset + at, english));
        at = end;
    }
}

fn char_at(text: &str, at: usize) -> char {
    let byte = text.as_bytes()[at];
    if byte < 128 {
        byte as char
    } else {
        text[at..].chars().next().unwrap_or(' ')
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_currency(c)
}

pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// The end of a word: letters and digits, and between them hyphens, full stops of initials, apostrophes that do not begin `'s`.
fn word_end(text: &str, start: usize) -> usize {
    let mut at = start;
    while at < text.len() {
        let c = char_at(text, at);
        let goes_on = is_of_word(c) || c == '%' || joins(text, start, at, c);
        if !goes_on {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// Whether a mark inside a word belongs to it.
fn joins(text: &str, start: usize, at: usize, mark: char) -> bool {
    let before = &text[start..at];
    let after = &text[at + mark.len_utf8()..];
    let next = after.chars().next();
    let inside = next.is_some_and(char::is_alphanumeric);
    match mark {
        '-' | '\u{2011}' => inside,
        '.' | ',' if joins_digits(before, next) => true,
        // The stops of initials: U.S.
        '.' => is_initials(before),
        c if is_apostrophe(c) => inside && joins_letters(before, letters_of(after)),
        _ => false,
    }
}

fn joins_digits(before: &str, next: Option<char>) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit())
}

/// Whether an apostrophe stands inside a word, as in *don't*, and opens no short form, as in *we'll*.
fn joins_letters(before: &str, rest: &str) -> bool {
    let genitive = matches!(rest, "s" | "S");
    let negation = rest == "t" && before.ends_with(['n', 'N']);
    !genitive && (negation || !is_short_form(rest))
}

fn letters_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}

/// What an apostrophe shortens: *we'll*, *we'd*.
fn is_short_form(rest: &str) -> bool {
    matches!(rest, "ll" | "d" | "ve" | "re" | "m")
}

/// `U`, `U.S`: capitals with stops between them.
fn is_initials(text: &str) -> bool {
    if !text.contains('.') {
        return text.len() == 1 && text.chars().all(char::is_uppercase);
    }
    let mut parts = text.split('.');
    parts.all(|p| p.len() == 1 && p.chars().all(char::is_uppercase))
}

fn mark_end(text: &str, at: usize, mark: char) -> usize {
    let end = at + mark.len_utf8();
    let rest = letters_of(&text[end..]);
    let opens = is_apostrophe(mark) && (matches!(rest, "s" | "S") || is_short_form(rest));
    if opens { end + rest.len() } else { end }
}

fn token<'t>(text: &'t str, start: usize, english: &English) -> Token<'t> {
    let lower = lower(text);
    let known = english.word(&lower).copied();
    let mut token = Token {
        start,
        end: start + text.len(),
        text,
        tag: Tag::Noun,
        tags: Tags::default(),
        forms: Forms::default(),
        lemma: 0,
        noun: 0,
        traits: Traits::default(),
        sets: english.sets_of(&lower),
        mention: None,
        quoted: false,
        adjectival: false,
        lower,
    };
    match known {
        Some(word) => token.fill_in(&word),
        None => token.guess(english),
    }
    token
}

impl Token<'_> {
    fn fill_in(&mut self, word: &Word) {
        self.tags = word.tags;
        self.forms = word.forms;
        self.lemma = word.lemma;
        self.noun = word.noun;
        self.traits = word.traits;
    }

    /// The part of speech of a word or mark that no list has.
    fn guess(&mut self, english: &English) {
        let first = self.text.chars().next().unwrap_or(' ');
        let tag = if is_of_word(first) {
            guess_word(&self.lower, first, english)
        } else {
            guess_mark(&self.lower, first)
        };
        self.tags = Tags::of(tag);
        if tag == Tag::Noun && !first.is_uppercase() && !self.text.contains('-') {
            self.guess_verb();
        }
    }

    /// A verb that no list has: by its ending.
    fn guess_verb(&mut self) {
        if self.text.len() > 4 && self.text.ends_with("ed") {
            self.tags = Tags::of(Tag::Verb);
            self.forms.add(Forms::PAST);
            self.forms.add(Forms::PARTICIPLE);
        } else if self.text.len() > 5 && self.text.ends_with("ing") {
            self.tags.add(Tag::Verb);
            self.forms.add(Forms::GERUND);
        }
    }
}

/// Lower case with a plain apostrophe; borrowed where the text is so already.
fn lower(text: &str) -> Cow<'_, str> {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let lower = text.to_lowercase();
    if lower.is_ascii() {
        return Cow::Owned(lower);
    }
    Cow::Owned(lower.replace('\u{2019}', "'").replace('\u{2011}', "-"))
}

fn guess_mark(lower: &str, first: char) -> Tag {
    match first {
        ',' => Tag::Comma,
        ';' | ':' | '–' | '—' | '-' | '/' => Tag::Break,
        '"' | '“' | '”' | '«' | '»' | '‘' => Tag::Quote,
        '\'' | '’' => guess_apostrophe(lower),
        '(' | ')' | '[' | ']' => Tag::Bracket,
        '.' | '!' | '?' | '…' => Tag::Stop,
        _ => Tag::Break,
    }
}

fn guess_apostrophe(lower: &str) -> Tag {
    match lower {
        "'s" | "'" => Tag::Genitive,
        "'ll" | "'d" => Tag::Modal,
        "'ve" => Tag::Have,
        "'re" | "'m" => Tag::Be,
        _ => Tag::Quote,
    }
}

fn guess_word(lower: &str, first: char, english: &English) -> Tag {
    if first.is_ascii_digit() || is_currency(first) {
        // 20-point is no number of anything.
        let compound = lower.contains('-') && lower.chars().any(char::is_alphabetic);
        return if compound {
            Tag::Adjective
        } else {
            Tag::Number
        };
    }
    if first.is_uppercase() {
        return Tag::Noun;
    }
    english.by_ending(lower)
}

/// Marks several words that together only modify a verb: *under no circumstances*.
pub(in crate::extract) fn join_adverbials(tokens: &mut [Token<'_>], english: &English) {
    for at in 0..tokens.len() {
        if tokens[at].traits.has(Traits::OPENS)
            && let Some(length) = adverbial_at(&tokens[at..], english)
        {
            tokens[at..at + length].iter_mut().for_each(modify);
        }
    }
}

/// How many words the adverbial has that begins here.
fn adverbial_at(tokens: &[Token<'_>], english: &English) -> Option<usize> {
    let rows = english.adverbials.get(tokens[0].lower.as_ref())?;
    let stands = |words: &&Vec<String>| {
        words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, t)| *word == t.lower)
    };
    rows.iter().find(stands).map(Vec::len)
}

fn modify(token: &mut Token<'_>) {
    let negative = token.of(super::Set::No);
    token.tags = Tags::of(if negative { Tag::Not } else { Tag::Adverb });
    token.lemma = 0;
}
