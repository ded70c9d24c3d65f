//! Names of files and words of strangers as they can be printed: nothing in them moves the cursor or turns the line around.

use std::path::Path;

/// A path in a message.
pub fn shown(path: &Path) -> String {
    plain(&path.to_string_lossy())
}

/// A text in a message: control characters and those that change the direction of writing are spelled out.
///
/// ```
/// use impasse::disk::plain;
/// assert_eq!(plain("a\u{202e}b\u{1b}[31m"), "a\\u{202e}b\\u{1b}[31m");
/// ```
pub fn plain(text: &str) -> String {
    if !text.contains(is_hidden) {
        return text.to_owned();
    }
    let spelled = text.chars().map(|letter| match is_hidden(letter) {
        true => letter.escape_unicode().to_string(),
        false => letter.to_string(),
    });
    spelled.collect()
}

/// Whether a character does something to the line instead of standing in it.
fn is_hidden(letter: char) -> bool {
    // The marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm.
    const DIRECTION: [char; 12] = [
        '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}',
        '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
    ];
    letter.is_control() || DIRECTION.contains(&letter)
}
