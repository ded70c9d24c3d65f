//! What is told of an answer that is missing: how much the party has said of the matter.

use crate::analysis::Spoken;
use crate::model::{PartyId, Target};

use crate::view::words::Words;
use crate::view::words::doers::Doer;

impl Words<'_> {
    /// Whether a text says that an answer was asked for, or expected, as it stands behind a sentence.
    fn how_asked(&self, party: &PartyId, target: &Target) -> &'static str {
        let mut silent = self.model.silent.iter();
        let silent = silent.find(|one| one.party == *party && one.on.whole() == target.whole());
        match silent {
            Some(silent) if silent.asked.is_some() => ", though it was asked for one",
            Some(silent) if silent.expected.is_some() => ", though one was expected",
            Some(_) | None => "",
        }
    }

    /// What a party has said on something that needs its answer, in a sentence without its full stop.
    pub(in crate::view) fn spoken_on(
        &self,
        doer: &Doer,
        (party, target): (&PartyId, &Target),
        spoken: Spoken,
        about: &str,
    ) -> String {
        let asked = match spoken {
            Spoken::Silent => self.how_asked(party, target),
            Spoken::Nothing
            | Spoken::Ended
            | Spoken::Remark
            | Spoken::Undecided
            | Spoken::Split
            | Spoken::Contested => "",
        };
        format!("{}{asked}", spoken_words(doer, spoken, about))
    }
}

/// In a sentence without its full stop: `Ukraine has not been heard on NATO troops`.
pub(in crate::view) fn spoken_words(doer: &Doer, spoken: Spoken, about: &str) -> String {
    let (who, has) = (doer.first(), doer.verb("has", "have"));
    match spoken {
        Spoken::Nothing => format!("{who} {has} not been heard on {about}"),
        Spoken::Ended => format!("{who} {has} no position in force on {about} any more"),
        Spoken::Silent => {
            format!("{who} {has} given no answer on {about}")
        }
        Spoken::Remark => format!("{who} {has} spoken of {about} without saying yes or no"),
        Spoken::Undecided => format!("{who} {has} not decided on {about}"),
        Spoken::Split => format!("{who} {has} votes on {about} of which nobody knows"),
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
        Spoken::Split => "some votes are not known",
        Spoken::Contested => doer.verb("is for and against it", "are for and against it"),
    }
}
