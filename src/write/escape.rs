//! Text made safe for the formats: nothing that an author or an attacker wrote can leave its place.

/// Text without what no format may carry: control characters, and marks that reorder or hide text.
/// Letters of every script stay, right-to-left ones included.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\r' => Some(' '),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// Text for XML and HTML, in elements and in attributes.
///
/// ```
/// use impasse::write::xml;
/// assert_eq!(xml("a < b & \"c\" ]]>"), "a &lt; b &amp; &quot;c&quot; ]]&gt;");
/// ```
pub fn xml(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// Whether a link leads where a reader may go: the web, a mail, a place in this page or beside it.
///
/// ```
/// use impasse::write::is_safe_link;
/// assert!(is_safe_link("https://example.org/a") && is_safe_link("#s31") && is_safe_link("seeds/002.md"));
/// assert!(!is_safe_link("javascript:alert(1)") && !is_safe_link("java\tscript:alert(1)") && !is_safe_link("data:text/html,x"));
/// ```
pub fn is_safe_link(link: &str) -> bool {
    let plain = !link.is_empty() && !link.chars().any(|c| c.is_control() || c.is_whitespace()) && clean(link) == link;
    let scheme = link.split(['/', '?', '#']).next().unwrap_or("");
    let lower = link.to_ascii_lowercase();
    plain
        && !lower.starts_with("//")
        && (!scheme.contains(':') || ["http:", "https:", "mailto:"].iter().any(|good| lower.starts_with(good)))
}

/// A quoted DOT id or value. Backslashes are doubled, so that no escape of Graphviz (`\N`, `\G`) can
/// be written by a label; a line break is made with [`dot_lines`].
pub fn dot(text: &str) -> String {
    format!("\"{}\"", dot_inner(text))
}

/// Several lines of a DOT label.
pub fn dot_lines(lines: &[String]) -> String {
    format!("\"{}\"", lines.iter().map(|line| dot_inner(line)).collect::<Vec<_>>().join("\\n"))
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
