//! What is told of an answer that is missing: how much the party has said of the matter.

use crate::analysis::Spoken;
use crate::model::PartyId;

use crate::view::words::Words;

/// In a line of its own.
pub(in crate::view) fn spoken_word(
    words: &Words<'_>,
    party: &PartyId,
    spoken: Spoken,
) -> &'static str {
    match spoken {
        Spoken::Nothing => "no position recorded",
        Spoken::Ended => "no position in force any more",
        Spoken::Silent => words.verb(
            party,
            "has not answered, though that was asked or expected",
            "have not answered, though that was asked or expected",
        ),
        Spoken::Remark => words.verb(
            party,
            "has spoken of it, and not answered",
            "have spoken of it, and not answered",
        ),
        Spoken::Undecided => words.verb(party, "has not decided", "have not decided"),
        Spoken::Contested => words.verb(
            party,
            "contradicts itself on one day",
            "contradict themselves on one day",
        ),
    }
}

/// In a drawing, a table or a tree, where room is short.
pub(in crate::view) fn spoken_in_brief(
    words: &Words<'_>,
    party: &PartyId,
    spoken: Spoken,
) -> &'static str {
    match spoken {
        Spoken::Nothing => "no position recorded",
        Spoken::Ended => "no position any more",
        Spoken::Silent => words.verb(party, "has not answered", "have not answered"),
        Spoken::Remark => words.verb(
            party,
            "has spoken, not answered",
            "have spoken, not answered",
        ),
        Spoken::Undecided => words.verb(party, "has not decided", "have not decided"),
        Spoken::Contested => words.verb(party, "contradicts itself", "contradict themselves"),
    }
}
