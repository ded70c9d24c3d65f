//! Links to where a text can be read.

use super::is_unseen;

/// Whether a link leads where a reader may go: the web, a mail, a place in this page or beside it.
///
/// ```
/// use impasse_engine::source::is_safe_link;
/// assert!(is_safe_link("https://example.org/a") && is_safe_link("#s31") && is_safe_link("seeds/002.md"));
/// assert!(!is_safe_link("https://bank.example@evil.example/") && !is_safe_link("\\\\evil\\share") && !is_safe_link("/\\evil"));
/// assert!(!is_safe_link("javascript:alert(1)") && !is_safe_link("java\tscript:alert(1)") && !is_safe_link("data:text/html,x"));
/// ```
pub fn is_safe_link(link: &str) -> bool {
    let hides = |c: char| c.is_control() || c.is_whitespace() || c == '\\' || is_unseen(c);
    let plain = !link.chars().any(hides) && !names_a_user(link);
    let scheme = link.split(['/', '?', '#']).next().unwrap_or("");
    let lower = link.to_ascii_lowercase();
    plain
        && (!scheme.contains(':')
            || ["http:", "https:", "mailto:"]
                .iter()
                .any(|good| lower.starts_with(good)))
}

/// Whether a link to the web begins with the name of a user, which looks like the host that it is not.
fn names_a_user(link: &str) -> bool {
    let rest = link.split_once("//").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    host.contains('@')
}
