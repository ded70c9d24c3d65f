//! What is told of an answer that is missing: how much the party has said of the matter.

use crate::analysis::Spoken;

use crate::view::words::doers::Doer;

/// In a sentence without its full stop: `Ukraine has not been heard on NATO troops`.
pub(in crate::view) fn spoken_words(doer: &Doer, spoken: Spoken, about: &str) -> String {
    let (who, has) = (doer.first(), doer.verb("has", "have"));
    match spoken {
        Spoken::Nothing => format!("{who} {has} not been heard on {about}"),
        Spoken::Ended => format!("{who} {has} no position in force on {about} any more"),
        Spoken::Silent => {
            format!("{who} {has} not answered on {about}, though that was asked or expected")
        }
        Spoken::Remark => format!("{who} {has} spoken of {about} without a yes or a no"),
        Spoken::Undecided => format!("{who} {has} not decided on {about}"),
        Spoken::Contested => {
            let says = doer.verb("is", "are");
            format!("{who} {says} on record for and against {about} on the same day")
        }
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
        Spoken::Contested => doer.verb("is for and against it", "are for and against it"),
    }
}
