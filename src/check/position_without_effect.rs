//! A demand or refusal of a party whose yes nobody needs.

use crate::diagnostic::Diagnostic;
use crate::model::{PartyId, Stance, Target, Voice};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "position-without-effect",
    asks: "Does every demand and refusal come from somebody whose yes is needed?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    let needs = |party: &PartyId, target: &Target| {
        let issue = target.issue().and_then(|issue| model.issues.get(issue));
        let milestone = match target {
            Target::Milestone(id) => model.milestones.get(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        let named = || milestone.is_some_and(|m| m.conditions().any(|c| looked.mentions(c, party)));
        issue.is_some_and(|issue| issue.between.contains(party))
            || milestone.is_some_and(|m| m.consent.iter().any(|c| c.party == *party))
            || named()
    };
    let strong = model.positions.iter().filter(|p| {
        matches!(p.stance, Stance::Demands | Stance::Rejects) && p.voice != Voice::Attributed
    });
    strong
        .filter(|p| !needs(&p.party, &p.on))
        .map(|p| {
            let members = model.parties.get(&p.party).map(|party| party.members.as_slice()).unwrap_or_default();
            let help = if members.is_empty() {
                "name the party under `between:` or `consent:` if its yes is needed; otherwise the position is recorded and counts for nothing".to_owned()
            } else {
                let names: Vec<String> = members.iter().map(|m| format!("`{m}`")).collect();
                format!("a coalition's position is not its members': write it for {} where their yes is needed", names.join(", "))
            };
            Diagnostic::warning("position-without-effect", format!("the yes of `{}` to `{}` is not needed, so what it {} blocks nothing", p.party, p.on, p.stance.word()), p.place).help(help)
        })
        .collect()
}
