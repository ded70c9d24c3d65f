//! Characters that no reader sees: they hide text, reorder it, or stand for nothing.

/// Whether a character has no width or turns the line around: marks, embeddings, overrides and isolates of Unicode's
/// bidirectional algorithm, joiners, fillers, selectors of variants, and the tags that can hide a whole text.
///
/// ```
/// use impasse_engine::disk::is_unseen;
/// assert!(is_unseen('\u{202e}') && is_unseen('\u{ad}') && is_unseen('\u{e0041}'));
/// assert!(!is_unseen('a') && !is_unseen('é') && !is_unseen('م') && !is_unseen(' '));
/// ```
pub fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
