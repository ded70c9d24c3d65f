//! A party that says yes and no to one thing on one day.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{PositionId, Stance};

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
                || (position.stance.grants() && !model.lists_no_answer(target))
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
