//! Numbers with their units: `up to 50 years`, `at least 60 days`, `almost 20 percent`; and numbers that are no values.

use super::english::{English, Set, Tag, Traits};
use super::parse::{Parse, Range};
use super::token::Token;

/// A number in the words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    pub words: String,
    pub unit: Option<String>,
    pub is_time: bool,
}

const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];

/// The first number with a meaning in a range of tokens.
pub(super) fn first_in(
    parse: &Parse<'_>,
    text: &str,
    english: &English,
    range: Range,
) -> Option<Quantity> {
    let mut places = parse.places(range);
    places.find_map(|at| {
        Number {
            parse,
            text,
            english,
            at,
            low: range.0,
        }
        .quantity()
    })
}

/// A place where a number may stand.
struct Number<'n, 't> {
    parse: &'n Parse<'t>,
    text: &'n str,
    english: &'n English,
    at: usize,
    /// Where the range begins.
    low: usize,
}

impl<'n, 't> Number<'n, 't> {
    fn token(&self) -> &'n Token<'t> {
        &self.parse.tokens[self.at]
    }

    fn quantity(&self) -> Option<Quantity> {
        let token = self.token();
        let begins = token
            .lower
            .starts_with(|c: char| c.is_ascii_digit() || CURRENCIES.contains(&c));
        if let Some((number, unit)) = token.lower.split_once('-').filter(|_| begins) {
            return self.compound(number, unit);
        }
        let spelled = !begins && token.is(Tag::Number) && !token.of(Set::NoNumber);
        if !(begins || spelled) || token.mention.is_some() || self.is_of_a_date() {
            return None;
        }
        self.counted()
    }

    /// *15-year*, *60-day*; never *20-point* or *65-year-old*.
    fn compound(&self, number: &str, unit: &str) -> Option<Quantity> {
        let last = unit.rsplit('-').next().unwrap_or(unit);
        let no_value = |word: &str| self.english.sets_of(word).has(Set::NoValue);
        let digits = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        if no_value(last) || no_value(unit) || digits(last) || !has_digit(number) {
            return None;
        }
        let is_time = self.english.sets_of(unit).has(Set::TimeUnits);
        Some(Quantity {
            words: self.words(self.at + 1),
            unit: Some(if is_time {
                format!("{unit}s")
            } else {
                unit.to_owned()
            }),
            is_time,
        })
    }

    /// *up to 50 years*: the number with what it counts.
    fn counted(&self) -> Option<Quantity> {
        let end = self.end_of_number();
        let counted = self.counted_at(end);
        let lower = &self.token().lower;
        let unit = if lower.starts_with(CURRENCIES) {
            self.token().text.chars().take(1).collect()
        } else if lower.ends_with('%') {
            "percent".to_owned()
        } else {
            self.parse.tokens[counted?].lower.to_string()
        };
        let alone = lower.starts_with(CURRENCIES) || lower.ends_with('%');
        let end = counted.filter(|_| !alone).map_or(end, |i| i + 1);
        let time = |i: usize| self.parse.tokens[i].traits.has(Traits::TIME);
        Some(Quantity {
            words: self.words(end),
            unit: Some(unit),
            is_time: counted.is_some_and(time),
        })
    }

    /// The end of a number of several words: *three to five million*.
    fn end_of_number(&self) -> usize {
        let number = |at: usize| self.parse.is(at, Tag::Number);
        let year = |at: usize| is_year(&self.parse.tokens[at].lower);
        let goes_on = |at: usize| {
            self.parse.stands(at, Set::InNumbers) && (number(at) || number(at + 1) && !year(at + 1))
        };
        let mut end = self.at + 1;
        while goes_on(end) {
            end += 1;
            end += usize::from(number(end));
        }
        end
    }

    /// The place of the noun that a number counts.
    fn counted_at(&self, end: usize) -> Option<usize> {
        let (parse, mut places) = (self.parse, self.parse.places((end, end + 3)));
        let unit = places.find(|&i| parse.is(i, Tag::Noun) || parse.stands(i, Set::Percent))?;
        let near = |i: usize| parse.is(i, Tag::Adjective) || parse.stands(i, Set::Per);
        (end..unit).all(near).then_some(unit)
    }

    /// A year, a day of a month, an ordinal.
    fn is_of_a_date(&self) -> bool {
        let lower = &self.token().lower;
        let month = |at: usize| {
            let token = self.parse.token(at);
            token.is_some_and(|t| t.is_capital() && t.of(Set::Months))
        };
        is_year(lower)
            || is_ordinal(lower)
            || month(self.at + 1)
            || self.at.checked_sub(1).is_some_and(month)
    }

    /// The words of the number up to a place, with those before it that qualify it.
    fn words(&self, end: usize) -> String {
        self.parse
            .text(self.text, (self.qualified_from(), end))
            .to_owned()
    }

    /// Where the words begin that qualify a number: *at least*, *up to a*.
    fn qualified_from(&self) -> usize {
        let qualifiers = self.english.qualifiers.iter();
        let places = qualifiers.flat_map(|words| [0, 1].map(|gap| (words, gap)));
        let mut found = places.filter_map(|(words, gap)| self.qualified_by(words, gap));
        found.next().unwrap_or(self.at)
    }

    fn qualified_by(&self, words: &[String], gap: usize) -> Option<usize> {
        let first = self.at.checked_sub(words.len() + gap)?;
        let mut pairs = words.iter().zip(&self.parse.tokens[first..]);
        let stands = first >= self.low && pairs.all(|(word, token)| *word == token.lower);
        let article = gap == 0 || self.parse.is(self.at - 1, Tag::Determiner);
        (stands && article).then_some(first)
    }
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    let number = word.parse::<u32>();
    word.len() == 4 && number.is_ok_and(|year| (1800..2100).contains(&year))
}

fn is_ordinal(word: &str) -> bool {
    let ends = ["st", "nd", "rd", "th"].iter();
    let mut numbers = ends.filter_map(|end| word.strip_suffix(end));
    numbers.any(|number| number.parse::<u32>().is_ok())
}
