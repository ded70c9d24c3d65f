//! The mark of a facts file, by which lines that were written into it by hand are seen.

use crate::source::sha256_hex;

/// What a facts file holds, with what says that it is ours and as we wrote it.
pub(super) fn marked(body: &str) -> String {
    format!("{WRITTEN_BY}{MARK}{}\n{body}", mark_of(body))
}

/// Whether a facts file holds what somebody wrote by hand: it does not begin as ours do, or is not what its own mark says.
/// A file of an earlier version, which has no mark, is ours.
pub fn is_by_hand(text: &str) -> bool {
    if text.trim().is_empty() {
        return false;
    }
    let Some(body) = text.strip_prefix(WRITTEN_BY) else {
        return true;
    };
    let marked = body
        .strip_prefix(MARK)
        .and_then(|rest| rest.split_once('\n'));
    marked.is_some_and(|(mark, body)| mark != mark_of(body))
}

/// What a file of ours says of what stands below, so that a change by hand is seen.
fn mark_of(body: &str) -> String {
    sha256_hex(body.as_bytes())[..16].to_owned()
}

/// How the line with the mark begins.
const MARK: &str = "# What stands below has the mark ";

/// The first line of a facts file.
const WRITTEN_BY: &str = "# Reviewed facts, written by `impasse review` from inbox/*.yaml. Change the decision there, not here.\n";
