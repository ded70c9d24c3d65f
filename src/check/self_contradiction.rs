//! A party that says yes and no to one thing on one day.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Model, PositionId, Stance, Target};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "self-contradiction",
    asks: "Does every party say one thing at a time?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    let mut by_subject: BTreeMap<_, Vec<PositionId>> = BTreeMap::new();
    for (index, position) in model
        .positions
        .numbered()
        .filter(|(_, p)| p.is_own() && p.value.is_none())
    {
        by_subject
            .entry((&position.party, &position.on, model.stated_on(position)))
            .or_default()
            .push(index);
    }
    let mut found = Vec::new();
    for ((party, target, _), group) in by_subject {
        let says_yes = |&&i: &&PositionId| {
            let position = &model.positions[i];
            position.stance == Stance::Accepts
                || (position.stance.grants() && !has_no_answers(model, target))
        };
        let yes = group.iter().find(says_yes);
        let no = group
            .iter()
            .find(|&&i| model.positions[i].stance == Stance::Rejects);
        if let (Some(&yes), Some(&no)) = (yes, no) {
            let place = |i: &PositionId| model.positions[*i].place;
            let (first, second) = if place(&yes) < place(&no) {
                (yes, no)
            } else {
                (no, yes)
            };
            let problem = Diagnostic::warning(
                "self-contradiction",
                format!(
                    "`{party}` says yes and no to `{target}` on one day; this is read as unknown"
                ),
                model.positions[second].place,
            );
            found.push(problem.saying(model.positions[second].stance.word()).and_at(model.positions[first].place, model.positions[first].stance.word()).help("date the two with `since:`, end one with `ended:`, or mark what others say of the party with `voice: attributed` and `via:`"));
        }
    }
    found
}

/// An issue without answers, of which only `accepts` says that it is settled.
fn has_no_answers(model: &Model, target: &Target) -> bool {
    let Target::Issue(id) = target else {
        return false;
    };
    let issue = model.issues.get(id);
    issue.is_some_and(|issue| !issue.has_answers())
}
