//! Links to where a text can be read.

/// Whether a link leads where a reader may go: the web, a mail, a place in this page or beside it.
///
/// ```
/// use impasse::source::is_safe_link;
/// assert!(is_safe_link("https://example.org/a") && is_safe_link("#s31") && is_safe_link("seeds/002.md"));
/// assert!(!is_safe_link("javascript:alert(1)") && !is_safe_link("java\tscript:alert(1)") && !is_safe_link("data:text/html,x"));
/// ```
pub fn is_safe_link(link: &str) -> bool {
    let plain = !link.chars().any(|c| c.is_control() || c.is_whitespace());
    let scheme = link.split(['/', '?', '#']).next().unwrap_or("");
    let lower = link.to_ascii_lowercase();
    plain
        && (!scheme.contains(':')
            || ["http:", "https:", "mailto:"]
                .iter()
                .any(|good| lower.starts_with(good)))
}
