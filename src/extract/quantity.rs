//! Numbers with their units: `up to 50 years`, `at least 60 days`, `almost 20 percent`; and numbers that are no values.

use super::english::{Tag, Traits};
use super::parse::Parse;

/// A number in the words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    pub words: String,
    pub unit: Option<String>,
    pub is_time: bool,
}

/// Words before a number that belong to it, the longest first.
const QUALIFIERS: &[&[&str]] = &[
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["no", "more", "than"],
    &["no", "less", "than"],
    &["a", "minimum", "of"],
    &["a", "maximum", "of"],
    &["as", "much", "as"],
    &["as", "many", "as"],
    &["between"],
    &["beyond"],
    &["almost"],
    &["nearly"],
    &["about"],
    &["around"],
    &["over"],
    &["under"],
    &["roughly"],
    &["some"],
    &["below"],
    &["above"],
    &["within"],
];
/// What a number with a hyphen may count and be no value of an issue.
const NO_VALUE: &[&str] = &[
    "point",
    "old",
    "member",
    "nation",
    "page",
    "party",
    "way",
    "man",
    "seat",
    "century",
    "hour-long",
    "century-old",
];
const TIME: &[&str] = &[
    "second", "minute", "hour", "day", "week", "month", "year", "decade", "century",
];

/// The first number with a meaning in a range of tokens.
pub(super) fn first_in(parse: &Parse<'_>, text: &str, range: (usize, usize)) -> Option<Quantity> {
    (range.0..range.1.min(parse.tokens.len())).find_map(|at| quantity_at(parse, text, at, range))
}

fn quantity_at(
    parse: &Parse<'_>,
    text: &str,
    at: usize,
    range: (usize, usize),
) -> Option<Quantity> {
    let token = &parse.tokens[at];
    let starts = token
        .lower
        .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '¥'));
    let spelled = token.is(Tag::Number) && !starts;
    if let Some((number, unit)) = token.lower.split_once('-').filter(|_| starts) {
        // 15-year, 60-day; never 20-point, 65-year-old.
        let last = unit.rsplit('-').next().unwrap_or(unit);
        if NO_VALUE.contains(&last)
            || NO_VALUE.contains(&unit)
            || !number.chars().any(|c| c.is_ascii_digit())
            || last.chars().all(|c| c.is_ascii_digit())
        {
            return None;
        }
        let first = qualified_from(parse, at, range.0);
        return Some(Quantity {
            words: parse.text(text, (first, at + 1)).to_owned(),
            unit: Some(plural(unit)),
            is_time: TIME.contains(&unit),
        });
    }
    if !(starts || spelled && !matches!(token.lower.as_ref(), "one" | "percent"))
        || token.mention.is_some()
    {
        return None;
    }
    if is_year(&token.lower)
        || after_month(parse, at)
        || before_month(parse, at)
        || before_ordinal(&token.lower)
    {
        return None;
    }
    let mut end = at + 1;
    while parse.tokens.get(end).is_some_and(|t| {
        matches!(
            t.lower.as_ref(),
            "million" | "billion" | "trillion" | "thousand" | "hundred" | "dozen" | "and" | "to"
        ) && (t.is(Tag::Number)
            || parse
                .tokens
                .get(end + 1)
                .is_some_and(|n| n.is(Tag::Number) && !is_year(&n.lower)))
    }) {
        end += 1;
        if parse.tokens.get(end).is_some_and(|t| t.is(Tag::Number)) {
            end += 1;
        }
    }
    let unit_token = (end..(end + 3).min(parse.tokens.len()))
        .find(|&i| {
            parse.tokens[i].is(Tag::Noun)
                || matches!(parse.tokens[i].lower.as_ref(), "percent" | "%" | "cent")
        })
        .filter(|&i| {
            (end..i).all(|k| parse.tokens[k].is(Tag::Adjective) || parse.tokens[k].lower == "per")
        });
    let currency = token.lower.starts_with(['$', '€', '£', '¥']);
    let percent = token.lower.ends_with('%');
    let unit = if currency {
        Some(token.text.chars().take(1).collect())
    } else if percent {
        Some("percent".to_owned())
    } else {
        unit_token.map(|i| parse.tokens[i].lower.to_string())
    };
    if let Some(i) = unit_token.filter(|_| !currency && !percent) {
        end = i + 1;
    }
    unit.as_ref()?;
    let first = qualified_from(parse, at, range.0);
    let is_time = unit_token.is_some_and(|i| parse.tokens[i].traits.has(Traits::TIME));
    Some(Quantity {
        words: parse.text(text, (first, end)).to_owned(),
        unit,
        is_time,
    })
}

fn plural(unit: &str) -> String {
    if TIME.contains(&unit) {
        format!("{unit}s")
    } else {
        unit.to_owned()
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word
            .parse::<u32>()
            .is_ok_and(|year| (1800..2100).contains(&year))
}

fn before_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|end| {
        word.strip_suffix(end)
            .is_some_and(|number| number.parse::<u32>().is_ok())
    })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn is_month(parse: &Parse<'_>, at: usize) -> bool {
    parse
        .tokens
        .get(at)
        .is_some_and(|t| t.is_capital() && MONTHS.contains(&t.lower.as_ref()))
}

fn after_month(parse: &Parse<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| is_month(parse, before))
}

fn before_month(parse: &Parse<'_>, at: usize) -> bool {
    is_month(parse, at + 1)
}

fn qualified_from(parse: &Parse<'_>, at: usize, low: usize) -> usize {
    for qualifier in QUALIFIERS {
        for gap in 0..=1 {
            let Some(first) = at.checked_sub(qualifier.len() + gap) else {
                continue;
            };
            if first >= low
                && qualifier
                    .iter()
                    .zip(&parse.tokens[first..])
                    .all(|(word, token)| *word == token.lower)
                && (gap == 0 || matches!(parse.tokens[at - 1].tag, Tag::Determiner))
            {
                return first;
            }
        }
    }
    at
}
