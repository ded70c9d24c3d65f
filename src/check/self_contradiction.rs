//! A party that says yes and no to one thing on one day.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Model, PartyId, Position, Stance, Target};
use crate::source::Date;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "self-contradiction",
    asks: "Does every party say one thing at a time?",
    run,
};

/// Who speaks, of what, on which day.
type Subject<'m> = (&'m PartyId, &'m Target, Option<Date>);

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let groups = by_subject(looked.model).into_values();
    groups
        .filter_map(|group| contradiction(looked.model, &group))
        .collect()
}

/// What each party says of each thing on each day, numbers aside.
fn by_subject(model: &Model) -> BTreeMap<Subject<'_>, Vec<&Position>> {
    let mut by_subject: BTreeMap<Subject<'_>, Vec<&Position>> = BTreeMap::new();
    let positions = model.positions.iter();
    for position in positions.filter(|it| it.is_own() && it.value.is_none()) {
        let subject = (&position.party, &position.on, model.stated_on(position));
        by_subject.entry(subject).or_default().push(position);
    }
    by_subject
}

/// The first yes and the first no among positions on one thing.
fn contradiction(model: &Model, group: &[&Position]) -> Option<Diagnostic> {
    let yes = group.iter().find(|it| says_yes(model, it))?;
    let no = group.iter().find(|it| it.stance == Stance::Rejects)?;
    Some(problem(yes, no))
}

fn says_yes(model: &Model, position: &Position) -> bool {
    position.stance == Stance::Accepts
        || (position.stance.grants() && !model.lists_no_answer(&position.on))
}

fn problem(yes: &Position, no: &Position) -> Diagnostic {
    let (first, second) = if yes.place < no.place {
        (yes, no)
    } else {
        (no, yes)
    };
    let (party, target) = (&yes.party, &yes.on);
    let problem = Diagnostic::warning(
        "self-contradiction",
        format!("`{party}` says yes and no to `{target}` on one day; this is read as unknown"),
        second.place,
    );
    problem.saying(second.stance.word()).and_at(first.place, first.stance.word()).help("date the two with `since:`, end one with `ended:`, or mark what others say of the party with `voice: attributed` and `via:`")
}
