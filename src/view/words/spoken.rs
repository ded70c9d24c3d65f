//! What is told of an answer that is missing: how much the party has said of the matter.

use crate::analysis::Spoken;

use crate::view::words::doers::Doer;

/// In a line of its own.
pub(in crate::view) fn spoken_word(doer: &Doer, spoken: Spoken) -> &'static str {
    match spoken {
        Spoken::Nothing => "no position recorded",
        Spoken::Ended => "no position in force any more",
        Spoken::Silent => doer.verb(
            "has not answered, though that was asked or expected",
            "have not answered, though that was asked or expected",
        ),
        Spoken::Remark => doer.verb(
            "has spoken of it, and not answered",
            "have spoken of it, and not answered",
        ),
        Spoken::Undecided => doer.verb("has not decided", "have not decided"),
        Spoken::Contested => doer.verb(
            "contradicts itself on one day",
            "contradict themselves on one day",
        ),
    }
}

/// In a drawing, a table or a tree, where room is short.
pub(in crate::view) fn spoken_in_brief(doer: &Doer, spoken: Spoken) -> &'static str {
    match spoken {
        Spoken::Nothing => "no position recorded",
        Spoken::Ended => "no position any more",
        Spoken::Silent => doer.verb("has not answered", "have not answered"),
        Spoken::Remark => doer.verb("has spoken, not answered", "have spoken, not answered"),
        Spoken::Undecided => doer.verb("has not decided", "have not decided"),
        Spoken::Contested => doer.verb("contradicts itself", "contradict themselves"),
    }
}
