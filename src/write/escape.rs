//! Text made safe for the formats: nothing that an author or an attacker wrote can leave its place.

use crate::source::is_safe_link;

/// Text without what no format may carry: control characters, and marks that reorder or hide text.
/// Letters of every script stay, right-to-left ones included.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => None,
            c if c.is_control() => None,
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

/// Text for Markdown, where no sign of it makes markup, links or HTML.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
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
