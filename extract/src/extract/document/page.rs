//! Web pages: the article as a kept library finds it, one paragraph a line.

use super::{Document, DocumentError};

#[cfg(feature = "html")]
pub(super) fn read(name: &str, text: &str) -> Result<Document, DocumentError> {
    refuse_odd(text)?;
    let article = libreadability::extract(text, None)
        .map_err(|error| DocumentError::Html(error.to_string()))?;
    let lines = article.text_content.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let mut document = Document::plain(name, &lines.join("\n"));
    let published = format!("{:?}", article.published_time);
    let mut words = published.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    document.date = words.find_map(|word| word.parse().ok());
    Ok(document)
}

/// A web page without the library that reads them.
#[cfg(not(feature = "html"))]
pub(super) fn read(_: &str, _: &str) -> Result<Document, DocumentError> {
    Err(DocumentError::Html(
        "this program was built without the feature `html`".to_owned(),
    ))
}

/// Elements nested deeper than this are no article but an attack.
#[cfg(feature = "html")]
const MAX_DEPTH: usize = 400;
/// A page larger than this is none.
#[cfg(feature = "html")]
const MAX_PAGE: usize = 8 << 20;

/// Elements that need no end, and those whose end may be left out.
#[cfg(feature = "html")]
const SHALLOW: [&str; 17] = [
    "br", "img", "meta", "link", "input", "hr", "wbr", "source", "area", "p", "li", "dt", "dd",
    "tr", "td", "th", "option",
];

#[cfg(feature = "html")]
fn refuse_odd(text: &str) -> Result<(), DocumentError> {
    let why = if deepest(text) > MAX_DEPTH {
        format!("its elements nest more than {MAX_DEPTH} deep")
    } else if text.len() > MAX_PAGE {
        format!(
            "it has {} MiB, and a page of more than {} is none",
            text.len() >> 20,
            MAX_PAGE >> 20
        )
    } else {
        return Ok(());
    };
    Err(DocumentError::Html(why))
}

/// How deep elements nest, counted by their signs: never less than what a parser finds for elements that need an end.
#[cfg(feature = "html")]
fn deepest(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for part in text.split('<').skip(1) {
        if part.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if is_deep(part) {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}

/// Whether what follows a `<` opens an element that needs an end.
#[cfg(feature = "html")]
fn is_deep(part: &str) -> bool {
    let end = part.find(|c: char| !c.is_ascii_alphanumeric());
    let name = part[..end.unwrap_or(part.len())].to_lowercase();
    !name.is_empty() && !SHALLOW.contains(&name.as_str())
}
