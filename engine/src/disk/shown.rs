//! Names of files and words of strangers as they can be printed: nothing in them moves the cursor or turns the line around.

use std::path::Path;

use super::is_unseen;

/// A path in a message.
pub fn shown(path: &Path) -> String {
    plain(&path.to_string_lossy())
}

/// A text in a message: control characters and those that change the direction of writing are spelled out.
///
/// ```
/// use impasse_engine::disk::plain;
/// assert_eq!(plain("a\u{202e}b\u{1b}[31m"), "a\\u{202e}b\\u{1b}[31m");
/// ```
pub fn plain(text: &str) -> String {
    spelled(text, is_hidden, in_full)
}

fn in_full(letter: char) -> String {
    letter.escape_unicode().to_string()
}

/// A text with some characters spelled out.
fn spelled(
    text: &str,
    is_spelled: impl Fn(char) -> bool,
    spell: impl Fn(char) -> String,
) -> String {
    if !text.contains(&is_spelled) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match is_spelled(letter) {
            true => out += &spell(letter),
            false => out.push(letter),
        }
    }
    out
}

/// A text of several lines for a terminal: line ends and tabs stay.
///
/// ```
/// use impasse_engine::disk::lines;
/// assert_eq!(lines("a\tb\n\u{202e}c\r\n"), "a\tb\n\\u{202e}c\\u{d}\n");
/// ```
pub fn lines(text: &str) -> String {
    let is_inside = |letter| !matches!(letter, '\n' | '\t') && is_hidden(letter);
    spelled(text, is_inside, in_full)
}

/// A text that is JSON, with the same value: what hides in its strings is spelled as JSON spells it.
///
/// ```
/// use impasse_engine::disk::json;
/// assert_eq!(json("[\"a\u{202e}\"]\n"), "[\"a\\u202e\"]\n");
/// ```
pub fn json(text: &str) -> String {
    // What comes before the space is spelled already, or parts the values.
    let is_inside = |letter| letter > ' ' && is_hidden(letter);
    spelled(text, is_inside, |letter| {
        let mut halves = [0; 2];
        let halves = letter.encode_utf16(&mut halves).iter();
        halves.map(|half| format!("\\u{half:04x}")).collect()
    })
}

/// Whether a character does something to the line instead of standing in it.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || is_unseen(letter)
}
