//! Tokens: the words and marks of one sentence, each with its part of speech.
//!
//! A word that can be several things is decided by its neighbours, in one pass from left to right.

use std::borrow::Cow;

use super::english::{English, Forms, Lemma, Tag, Tags, Traits};

/// A word or a mark.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// Bytes in the text.
    pub start: usize,
    pub end: usize,
    pub text: &'t str,
    pub lower: Cow<'t, str>,
    pub tag: Tag,
    pub tags: Tags,
    pub forms: Forms,
    pub lemma: Lemma,
    pub noun: Lemma,
    pub traits: Traits,
    /// Index of the mention that covers it.
    pub mention: Option<u32>,
    /// Whether a name covers it that is an adjective.
    pub adjectival: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

impl Token<'_> {
    pub fn is(&self, tag: Tag) -> bool {
        self.tag == tag
    }

    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it belongs to a noun phrase.
    pub fn is_nominal(&self) -> bool {
        matches!(
            self.tag,
            Tag::Noun
                | Tag::Number
                | Tag::Adjective
                | Tag::Determiner
                | Tag::Demonstrative
                | Tag::Possessive
                | Tag::Pronoun
                | Tag::Genitive
        )
    }

    /// Whether it can only be a noun.
    pub fn is_plain_noun(&self) -> bool {
        self.tags.only() == Some(Tag::Noun)
    }

    pub fn negates(&self) -> bool {
        self.is(Tag::Not) || self.lower.ends_with("n't") || self.lower == "cannot"
    }
}

/// The words of a short text, without marks.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let english = English::default();
    let mut tokens = Vec::new();
    tokens_of(text, 0, &english, &mut tokens);
    tokens
        .into_iter()
        .filter(|t| t.text.chars().any(char::is_alphanumeric))
        .map(|t| t.text.to_owned())
        .collect()
}

/// Cuts a sentence into tokens and looks each up.
pub(super) fn tokens_of<'t>(
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
        let end = if c.is_alphanumeric() || is_currency(c) {
            word_end(sentence, at)
        } else {
            mark_end(sentence, at, c)
        };
        push(sentence, at, end, offset, english, out);
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

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥')
}

/// The end of a word: letters and digits, and between them hyphens, full stops of initials, apostrophes that do not begin `'s`.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        let c = char_at(text, at);
        let width = c.len_utf8();
        if c.is_alphanumeric() || is_currency(c) || c == '%' {
            at += width;
            continue;
        }
        let next = text[at + width..].chars().next();
        let inside = next.is_some_and(char::is_alphanumeric);
        match c {
            '-' | '\u{2011}' if inside => at += width,
            '.' | ','
                if inside
                    && text[start..at].ends_with(|c: char| c.is_ascii_digit())
                    && next.is_some_and(|n| n.is_ascii_digit()) =>
            {
                at += width
            }
            // The stops of initials: U.S.
            '.' if is_initials(&text[start..at]) => at += width,
            '\'' | '\u{2019}' if inside => {
                let rest: String = text[at + width..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric())
                    .collect();
                if rest == "s" || rest == "S" {
                    return at;
                }
                if rest == "t" && text[start..at].ends_with(['n', 'N'])
                    || !matches!(rest.as_str(), "ll" | "d" | "ve" | "re" | "m")
                {
                    at += width;
                } else {
                    return at;
                }
            }
            _ => return at,
        }
    }
    at
}

/// `U`, `U.S`: capitals with stops between them.
fn is_initials(text: &str) -> bool {
    let mut parts = text.split('.');
    text.contains('.').then_some(()).map_or_else(
        || text.len() == 1 && text.chars().all(char::is_uppercase),
        |()| parts.all(|p| p.len() == 1 && p.chars().all(char::is_uppercase)),
    )
}

fn mark_end(text: &str, at: usize, c: char) -> usize {
    if c == '\'' || c == '\u{2019}' {
        let rest: String = text[at + c.len_utf8()..]
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        if matches!(rest.as_str(), "s" | "S" | "ll" | "d" | "ve" | "re" | "m") {
            return at + c.len_utf8() + rest.len();
        }
    }
    at + c.len_utf8()
}

fn push<'t>(
    sentence: &'t str,
    start: usize,
    end: usize,
    offset: usize,
    english: &English,
    out: &mut Vec<Token<'t>>,
) {
    let text = &sentence[start..end];
    let lower = lower(text);
    let mut token = Token {
        start: offset + start,
        end: offset + end,
        text,
        tag: Tag::Noun,
        tags: Tags::default(),
        forms: Forms::default(),
        lemma: 0,
        noun: 0,
        traits: Traits::default(),
        mention: None,
        quoted: false,
        adjectival: false,
        lower,
    };
    match english.word(&token.lower) {
        Some(word) => {
            token.tags = word.tags;
            token.forms = word.forms;
            token.lemma = word.lemma;
            token.noun = word.noun;
            token.traits = word.traits;
        }
        None => {
            token.tags = Tags::of(guess(text, &token.lower));
            let small = !text.starts_with(char::is_uppercase)
                && token.tags.has(Tag::Noun)
                && !text.contains('-');
            // A verb that no list has: by its ending.
            if small && text.len() > 4 && text.ends_with("ed") {
                token.tags = Tags::of(Tag::Verb);
                token.forms.add(Forms::PAST);
                token.forms.add(Forms::PARTICIPLE);
            } else if small && text.len() > 5 && text.ends_with("ing") {
                token.tags.add(Tag::Verb);
                token.forms.add(Forms::GERUND);
            }
        }
    }
    out.push(token);
}

/// Lower case with a plain apostrophe; borrowed where the text is so already.
fn lower(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(
            text.to_lowercase()
                .replace('\u{2019}', "'")
                .replace('\u{2011}', "-"),
        )
    }
}

/// The part of speech of a word or mark that no list has.
fn guess(text: &str, lower: &str) -> Tag {
    let first = text.chars().next().unwrap_or(' ');
    if !first.is_alphanumeric() && !is_currency(first) {
        return match first {
            ',' => Tag::Comma,
            ';' | ':' | '–' | '—' | '-' | '/' => Tag::Break,
            '"' | '“' | '”' | '«' | '»' | '‘' => Tag::Quote,
            '\'' | '’' => match lower {
                "'s" | "'" => Tag::Genitive,
                "'ll" | "'d" => Tag::Modal,
                "'ve" => Tag::Have,
                "'re" | "'m" => Tag::Be,
                _ => Tag::Quote,
            },
            '(' | ')' | '[' | ']' => Tag::Bracket,
            '.' | '!' | '?' | '…' => Tag::Stop,
            _ => Tag::Break,
        };
    }
    if first.is_ascii_digit() || is_currency(first) {
        // 20-point is no number of anything.
        return if lower.contains('-') && lower.chars().any(char::is_alphabetic) {
            Tag::Adjective
        } else {
            Tag::Number
        };
    }
    let ends = |suffixes: &[&str]| {
        suffixes
            .iter()
            .any(|s| lower.len() > s.len() + 2 && lower.ends_with(s))
    };
    if first.is_uppercase() {
        return Tag::Noun;
    }
    if ends(&["ly"]) {
        Tag::Adverb
    } else if lower.contains('-')
        && ends(&[
            "ed", "led", "ing", "wide", "based", "free", "term", "year", "old", "long", "point",
            "day",
        ])
        || ends(&[
            "ous", "ful", "able", "ible", "ive", "ish", "less", "ical", "ary", "ory",
        ])
    {
        Tag::Adjective
    } else if matches!(
        lower,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "fifteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fifty"
            | "sixty"
            | "ninety"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "trillion"
            | "dozen"
            | "percent"
    ) {
        Tag::Number
    } else {
        Tag::Noun
    }
}

/// Marks several words that together only modify a verb: *under no circumstances*.
pub(super) fn join_adverbials(tokens: &mut [Token<'_>], english: &English) {
    for at in 0..tokens.len() {
        if !tokens[at].traits.has(Traits::OPENS) {
            continue;
        }
        let rows = english
            .adverbials
            .get(tokens[at].lower.as_ref())
            .map_or(&[][..], Vec::as_slice);
        let fits = |words: &&Vec<String>| {
            words.len() <= tokens.len() - at
                && words
                    .iter()
                    .zip(&tokens[at..])
                    .all(|(word, token)| *word == token.lower)
        };
        let Some(length) = rows.iter().find(fits).map(Vec::len) else {
            continue;
        };
        for token in &mut tokens[at..at + length] {
            token.tags = Tags::of(if token.lower == "no" {
                Tag::Not
            } else {
                Tag::Adverb
            });
            token.lemma = 0;
        }
    }
}

/// Decides the part of speech of every token.
pub(super) fn tag(tokens: &mut [Token<'_>]) {
    let mut quoted = false;
    for at in 0..tokens.len() {
        let tag = decide(tokens, at);
        tokens[at].tag = tag;
        if tag == Tag::Quote {
            quoted = match tokens[at].text {
                "“" | "«" | "‘" => true,
                "”" | "»" => false,
                _ => !quoted,
            };
        }
        tokens[at].quoted = quoted && tag != Tag::Quote;
    }
}

fn decide(tokens: &[Token<'_>], at: usize) -> Tag {
    let token = &tokens[at];
    let tags = token.tags;
    let previous = at.checked_sub(1).map(|before| &tokens[before]);
    let next = tokens.get(at + 1);
    // A name covers whatever its words are otherwise.
    if token.mention.is_some() {
        let before_noun = next.is_some_and(|n| {
            n.mention == token.mention
                || n.tags.has(Tag::Noun)
                || n.tags.has(Tag::Adjective)
                || (n.mention.is_some() && n.is_capital())
        });
        return if token.adjectival && before_noun {
            Tag::Adjective
        } else {
            Tag::Noun
        };
    }
    // "opposed both to the end", "all of them"
    if matches!(
        token.lower.as_ref(),
        "both" | "all" | "each" | "none" | "some" | "most" | "neither" | "either" | "many" | "few"
    ) && next.is_none_or(|n| {
        !(n.tags.has(Tag::Noun)
            || n.tags.has(Tag::Adjective)
            || n.tags.has(Tag::Determiner)
            || n.tags.has(Tag::Demonstrative)
            || n.tags.has(Tag::Possessive)
            || n.tags.has(Tag::Number)
            || n.mention.is_some())
    }) {
        return Tag::Pronoun;
    }
    if token.lower == "there"
        && next
            .is_some_and(|n| n.tags.has(Tag::Modal) || n.tags.has(Tag::Be) || n.tags.has(Tag::Have))
    {
        return Tag::Pronoun;
    }
    if let Some(only) = tags.only() {
        if only == Tag::Verb {
            return verb_or_modifier(token, previous, next);
        }
        return only;
    }
    // A capital inside the sentence is a name, unless the sentence shouts.
    if at > 0
        && token.is_capital()
        && previous.is_some_and(|p| !matches!(p.tag, Tag::Quote | Tag::Stop | Tag::Break))
        && tags.has(Tag::Noun)
    {
        return Tag::Noun;
    }
    if tags.has(Tag::To) {
        return Tag::To;
    }
    // "has not yet agreed"
    if token.lower == "yet" && previous.is_some_and(|p| !p.is(Tag::Comma)) {
        return Tag::Adverb;
    }
    if token.lower == "that" {
        return that(previous, next);
    }
    if tags.has(Tag::Have) && tags.has(Tag::Verb) {
        return Tag::Have;
    }
    if tags.has(Tag::Be) {
        return Tag::Be;
    }
    if tags.has(Tag::Modal) {
        // "need" before a noun is a verb; "will" after an article a noun.
        return if token.lower == "need" {
            noun_or_verb(token, previous, next)
        } else {
            Tag::Modal
        };
    }
    if tags.has(Tag::Subordinator) && tags.has(Tag::Preposition) {
        return Tag::Subordinator;
    }
    // "the United States once demanded"
    if token.lower == "once"
        && previous.is_some_and(|p| p.is(Tag::Noun))
        && next.is_some_and(|n| n.forms.has(Forms::PAST))
    {
        return Tag::Adverb;
    }
    if tags.has(Tag::Possessive) && tags.has(Tag::Pronoun) {
        // "her" before a noun.
        return if next.is_some_and(|n| n.tags.has(Tag::Noun) || n.tags.has(Tag::Adjective)) {
            Tag::Possessive
        } else {
            Tag::Pronoun
        };
    }
    if tags.has(Tag::Verb) && (tags.has(Tag::Adjective) || tags.has(Tag::Adverb)) {
        return verb_or_adjective(token, previous, next);
    }
    if tags.has(Tag::Verb) && tags.has(Tag::Noun) {
        return noun_or_verb(token, previous, next);
    }
    for choice in [
        Tag::Determiner,
        Tag::Preposition,
        Tag::Conjunction,
        Tag::Subordinator,
        Tag::Not,
        Tag::Pronoun,
        Tag::Adjective,
        Tag::Adverb,
    ] {
        if tags.has(choice) {
            return choice;
        }
    }
    Tag::Noun
}

/// *That* before a verb after a noun is relative, before a lone noun phrase a pointer, else it opens a clause.
fn that(previous: Option<&Token<'_>>, next: Option<&Token<'_>>) -> Tag {
    let after_noun = previous.is_some_and(|p| p.is(Tag::Noun) && !p.traits.has(Traits::REPORT));
    let before_verb = next.is_some_and(|n| {
        n.tags.has(Tag::Modal)
            || n.tags.has(Tag::Be)
            || n.tags.has(Tag::Have)
            || n.tags.has(Tag::Do)
            || (n.tags.has(Tag::Verb) && !n.tags.has(Tag::Noun))
    });
    if before_verb && after_noun {
        Tag::Relative
    } else if before_verb && previous.is_none_or(|p| !p.is(Tag::Verb)) {
        Tag::Pronoun
    } else {
        Tag::That
    }
}

/// A word that is only a verb may still modify a noun: *the proposed deal*.
fn verb_or_modifier(
    token: &Token<'_>,
    previous: Option<&Token<'_>>,
    next: Option<&Token<'_>>,
) -> Tag {
    if previous.is_some_and(|p| p.is(Tag::Preposition)) && !token.forms.has(Forms::GERUND) {
        return if next.is_some_and(|n| n.tags.has(Tag::Noun) || n.mention.is_some()) {
            Tag::Adjective
        } else {
            Tag::Noun
        };
    }
    // "the wage scale": a base form that ends a noun phrase is its head.
    if token.forms.has(Forms::BASE)
        && previous
            .is_some_and(|p| p.is(Tag::Noun) && p.mention.is_none() && !p.text.ends_with('s'))
        && next.is_none_or(|n| {
            matches!(
                n.tags.only(),
                Some(Tag::Stop | Tag::Comma | Tag::Preposition | Tag::Conjunction)
            )
        })
    {
        return Tag::Noun;
    }
    // "British waters"
    if token.forms.has(Forms::THIRD) && previous.is_some_and(|p| p.is(Tag::Adjective)) {
        return Tag::Noun;
    }
    let modifying = token.forms.has(Forms::PARTICIPLE) || token.forms.has(Forms::GERUND);
    let opened = previous.is_some_and(|p| {
        matches!(
            p.tag,
            Tag::Determiner
                | Tag::Demonstrative
                | Tag::Possessive
                | Tag::Genitive
                | Tag::Adjective
                | Tag::Number
        )
    });
    let nominal = next.is_some_and(|n| {
        n.tags.has(Tag::Noun) || n.tags.has(Tag::Adjective) || n.mention.is_some()
    });
    if modifying && opened {
        // "its insisting" is rare; "the proposed deal" is not.
        return if nominal {
            Tag::Adjective
        } else if token.forms.has(Forms::GERUND) {
            Tag::Noun
        } else {
            Tag::Verb
        };
    }
    let bare_modifier = token.forms.has(Forms::PARTICIPLE)
        && !token.forms.has(Forms::BASE)
        && previous.is_some_and(|p| p.is(Tag::Preposition))
        && nominal;
    if bare_modifier {
        Tag::Adjective
    } else {
        Tag::Verb
    }
}

fn verb_or_adjective(
    token: &Token<'_>,
    previous: Option<&Token<'_>>,
    next: Option<&Token<'_>>,
) -> Tag {
    let after_be = previous.is_some_and(|p| matches!(p.tag, Tag::Be | Tag::Adverb | Tag::Not));
    let before_noun = next.is_some_and(|n| n.tags.only() == Some(Tag::Noun) || n.mention.is_some());
    if token.traits.has(Traits::PREDICATE) && after_be {
        return Tag::Adjective;
    }
    if previous.is_some_and(|p| {
        matches!(
            p.tag,
            Tag::To | Tag::Modal | Tag::Do | Tag::Pronoun | Tag::Have
        )
    }) || (previous.is_some_and(|p| p.mention.is_some()) && !token.forms.has(Forms::BASE))
    {
        return Tag::Verb;
    }
    if previous.is_some_and(|p| {
        matches!(
            p.tag,
            Tag::Determiner
                | Tag::Demonstrative
                | Tag::Possessive
                | Tag::Genitive
                | Tag::Preposition
        )
    }) || before_noun
    {
        return Tag::Adjective;
    }
    if after_be
        || previous.is_some_and(|p| matches!(p.tag, Tag::Noun))
            && (token.forms.has(Forms::PAST) || token.forms.has(Forms::THIRD))
    {
        return Tag::Verb;
    }
    if token.tags.has(Tag::Adjective) {
        Tag::Adjective
    } else {
        Tag::Adverb
    }
}

fn noun_or_verb(token: &Token<'_>, previous: Option<&Token<'_>>, next: Option<&Token<'_>>) -> Tag {
    let Some(previous) = previous else {
        // A sentence that begins with "Offers ..." is a headline's noun phrase, one with "Calling for" a participle.
        return if token.forms.has(Forms::GERUND) {
            Tag::Verb
        } else {
            Tag::Noun
        };
    };
    let followed_by_verb = next.is_some_and(|n| {
        matches!(n.tags.only(), Some(Tag::Be | Tag::Modal | Tag::Have)) || n.tags.has(Tag::Be)
    });
    let followed_by_object = next.is_some_and(|n| {
        matches!(
            n.tags.only(),
            Some(Tag::Determiner | Tag::Possessive | Tag::To | Tag::Pronoun)
        ) || n.tags.has(Tag::Possessive)
            || n.tags.has(Tag::Determiner)
            || n.lower == "that"
            || n.mention.is_some()
            || n.tags.has(Tag::Number)
    });
    match previous.tag {
        Tag::To | Tag::Modal | Tag::Do => Tag::Verb,
        Tag::Not => {
            if previous.lower == "no" {
                Tag::Noun
            } else {
                Tag::Verb
            }
        }
        Tag::Have if token.forms.has(Forms::PARTICIPLE) => Tag::Verb,
        Tag::Be => {
            if token.forms.has(Forms::PARTICIPLE) || token.forms.has(Forms::GERUND) {
                Tag::Verb
            } else {
                Tag::Noun
            }
        }
        Tag::Determiner
        | Tag::Demonstrative
        | Tag::Possessive
        | Tag::Genitive
        | Tag::Adjective
        | Tag::Number => {
            if token.forms.has(Forms::PAST) && previous.is(Tag::Number) {
                Tag::Verb
            } else {
                Tag::Noun
            }
        }
        Tag::Preposition => {
            if token.forms.has(Forms::GERUND) {
                Tag::Verb
            } else {
                Tag::Noun
            }
        }
        Tag::Pronoun | Tag::Relative => Tag::Verb,
        Tag::Noun if followed_by_verb => Tag::Noun,
        Tag::Noun if token.forms.has(Forms::PAST) || token.forms.has(Forms::GERUND) => Tag::Verb,
        Tag::Noun if token.forms.has(Forms::THIRD) => {
            let proper = previous.mention.is_some() || previous.is_capital();
            let object = next.is_some_and(|n| {
                matches!(
                    n.tags.only(),
                    Some(Tag::Determiner | Tag::Possessive | Tag::Pronoun)
                ) || n.lower == "that"
            });
            let rests = next.is_some_and(|n| {
                matches!(n.lower.as_ref(), "on" | "upon")
                    || (n.forms.has(Forms::GERUND) && n.tags.only() == Some(Tag::Verb))
            });
            if proper || object || rests {
                Tag::Verb
            } else {
                Tag::Noun
            }
        }
        Tag::Noun
            if token.forms.has(Forms::BASE)
                && previous.text.ends_with('s')
                && (previous.mention.is_some() || previous.traits.has(Traits::AGENT))
                && !next.is_some_and(|n| n.is_plain_noun()) =>
        {
            Tag::Verb
        }
        Tag::Noun
            if followed_by_object
                && (previous.text.ends_with('s') || previous.traits.has(Traits::AGENT)) =>
        {
            Tag::Verb
        }
        Tag::Adverb if followed_by_object || token.forms.has(Forms::PAST) => Tag::Verb,
        Tag::Conjunction | Tag::Comma
            if token.forms.has(Forms::GERUND) || token.forms.has(Forms::PAST) =>
        {
            Tag::Verb
        }
        Tag::Conjunction if followed_by_object && !followed_by_verb => Tag::Verb,
        Tag::Bracket
        | Tag::Quote
        | Tag::Stop
        | Tag::Break
        | Tag::Comma
        | Tag::Conjunction
        | Tag::Subordinator
        | Tag::That
        | Tag::Have
        | Tag::Adverb
        | Tag::Verb
        | Tag::Noun => Tag::Noun,
    }
}
