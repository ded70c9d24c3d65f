//! English: plurals, lists, counts, days, capitals.

use crate::model::{Ending, looks_plural};
use crate::source::Date;

/// `Russia’s`, `the US Congress’s`, `the United States’`.
pub(in crate::view) fn possessive(name: &str) -> String {
    if name.ends_with('s') && looks_plural(name.rsplit(' ').next().unwrap_or(name)) {
        format!("{name}’")
    } else {
        format!("{name}’s")
    }
}

/// The text with a capital first letter, unless its first word has a capital further in: `iPhone`.
pub(in crate::view) fn upper_first(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or("");
    if first.chars().skip(1).any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// The text with a small first letter.
pub(in crate::view) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|c| c.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::view) fn and(parts: &[String]) -> String {
    join(parts, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub(in crate::view) fn or(parts: &[String]) -> String {
    join(parts, "or")
}

fn join(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {word} {last}", most.join(", ")),
    }
}

/// A number of things: `one change`, `three changes`, `14 changes`.
pub(in crate::view) fn count(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        number_word(number),
        if number <= 1 { one } else { many }
    )
}

/// A number as a sentence says it: in words up to twelve.
pub(in crate::view) fn number_word(number: usize) -> String {
    let word = NUMBERS.get(number);
    word.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

const NUMBERS: [&str; 13] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// A day with the words before it: ` as of 10 March 2026`; empty where there is none.
pub(in crate::view) fn on_day(before: &str, day: Option<Date>) -> String {
    let words = day.map(|day| format!("{before}{}", day.in_words()));
    words.unwrap_or_default()
}

/// The days between which something is asked, and why no longer: ` (from 10 March 2026, until 1 April 2026, moot)`; empty
/// where no day is set.
pub(in crate::view) fn days(
    since: Option<Date>,
    ended: Option<Date>,
    ending: Option<&Ending>,
) -> String {
    let asked = [("from", since), ("until", ended)].into_iter();
    let asked = asked.filter_map(|(word, day)| Some(format!("{word} {}", day?.in_words())));
    in_brackets(asked.chain(ending.map(Ending::in_words)), ", ")
}

/// Remarks in brackets after a sentence: ` (firm; low confidence)`; empty where there are none.
pub(in crate::view) fn in_brackets(
    marks: impl IntoIterator<Item = String>,
    between: &str,
) -> String {
    let marks: Vec<String> = marks.into_iter().collect();
    match marks.is_empty() {
        true => String::new(),
        false => format!(" ({})", marks.join(between)),
    }
}
