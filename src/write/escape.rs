//! Text made safe for the formats: nothing that an author or an attacker wrote can leave its place.

use crate::source::{is_safe_link, is_unseen};

/// Text without what no format may carry: control characters, and marks that reorder or hide text.
/// Letters of every script stay, right-to-left ones included.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() || is_unseen(c) => None,
            c => Some(c),
        })
        .collect()
}

/// The same line by line, for a terminal.
pub fn clean_lines(text: &str) -> String {
    text.lines().map(|line| clean(line) + "\n").collect()
}

/// Text for XML and HTML, in elements and in attributes.
///
/// ```
/// use impasse::write::xml;
/// assert_eq!(xml("a < b & \"c\" ]]>"), "a &lt; b &amp; &quot;c&quot; ]]&gt;");
/// ```
pub fn xml(text: &str) -> String {
    clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// A link as a drawing may carry it: safe, with nothing hidden in it, and not to another host by way of `//`.
pub(super) fn drawable_link(link: Option<&str>) -> Option<&str> {
    link.filter(|link| {
        !link.is_empty() && clean(link) == *link && !link.starts_with("//") && is_safe_link(link)
    })
}

/// A quoted DOT id. Backslashes are doubled, so that no escape of Graphviz (`\N`, `\G`) can be written by a label.
pub(super) fn dot_id(text: &str) -> String {
    format!("\"{}\"", dot_inner(text))
}

/// A quoted DOT value. Graphviz reads entities in it, so an ampersand is written as one; a line break is made with
/// [`dot_lines`].
pub(super) fn dot_value(text: &str) -> String {
    dot_id(&text.replace('&', "&amp;"))
}

/// Several lines of a DOT label.
pub(super) fn dot_lines(lines: &[String]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| dot_inner(&line.replace('&', "&amp;")))
        .collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn dot_inner(text: &str) -> String {
    clean(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// What would begin a list or a rule at the start of a line: what stands before the sign that is escaped, and the sign
/// with the rest.
fn list_mark(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(['-', '+', '=']) {
        return Some(("", text));
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    (digits > 0 && rest.starts_with(['.', ')'])).then_some((number, rest))
}

/// The beginning of an address, as Markdown shows it without making a link, and what follows.
fn address(text: &str) -> Option<(&'static str, &str)> {
    let spelled = [("://", ":\\/\\/"), ("www.", "www\\."), ("WWW.", "WWW\\.")];
    let found = spelled.iter().find_map(|(plain, spelled)| {
        let rest = text.strip_prefix(plain)?;
        Some((*spelled, rest))
    });
    let mention = || {
        let rest = text.strip_prefix('@')?;
        let is_name = rest.starts_with(|c: char| c.is_alphanumeric());
        is_name.then_some(("@<!-- -->", rest))
    };
    found.or_else(mention)
}

/// Text for Markdown, where no sign of it makes markup, links or HTML.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = clean(text);
    let mut rest = text.as_str();
    if let Some((start, behind)) = list_mark(rest) {
        out += start;
        out.push('\\');
        rest = behind;
    }
    while let Some(c) = rest.chars().next() {
        // An address that stands by itself would become a link, and take what stands behind it along.
        if let Some((spelled, behind)) = address(rest) {
            out += spelled;
            rest = behind;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::markdown;

    /// Addresses in an author's words are no links, and no list begins inside a line.
    #[test]
    fn words_stay_words_in_markdown() {
        for (words, spelled) in [
            ("see http://evil.example/x", "see http:\\/\\/evil.example/x"),
            ("at www.evil.example", "at www\\.evil.example"),
            ("mail ann@evil.example", "mail ann@<!-- -->evil.example"),
            ("@ann", "@<!-- -->ann"),
            ("- a list", "\\- a list"),
            ("--- no rule", "\\--- no rule"),
            ("1. a list", "1\\. a list"),
            ("60 days", "60 days"),
            ("a\u{ad}b\u{e0041}c", "abc"),
        ] {
            assert_eq!(markdown(words), spelled);
        }
    }
}
