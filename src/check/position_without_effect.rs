//! A demand or refusal of a party whose yes nobody needs.

use crate::diagnostic::Diagnostic;
use crate::model::{Milestone, Model, PartyId, Position, Stance, Target, Voice};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "position-without-effect",
    asks: "Does every demand and refusal come from somebody whose yes is needed?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let positions = looked.model.positions.iter();
    positions
        .filter(|it| is_strong(it) && !is_needed(looked, &it.party, &it.on))
        .map(|position| problem(looked.model, position))
        .collect()
}

fn is_strong(position: &Position) -> bool {
    matches!(position.stance, Stance::Demands | Stance::Rejects)
        && position.voice != Voice::Attributed
        && !position.remark
}

/// Whether something needs the yes of a party.
fn is_needed(looked: &Looked<'_>, party: &PartyId, target: &Target) -> bool {
    let (milestones, issues) = (&looked.model.milestones, &looked.model.issues);
    match target {
        Target::Milestone(id) => milestones
            .get(id)
            .is_some_and(|milestone| asks_for(looked, milestone, party)),
        Target::Issue(id) | Target::Option(id, _) => {
            let issue = issues.get(id);
            let mut between = issue.into_iter().flat_map(|issue| &issue.between);
            between.any(|asked| looked.model.votes_in(asked, party))
        }
    }
}

/// Whether a milestone needs the consent of a party, by itself or in a condition.
fn asks_for(looked: &Looked<'_>, milestone: &Milestone, party: &PartyId) -> bool {
    let mut consents = milestone.consent.iter().map(|it| &it.party);
    let bodies = looked.model.parties.keys();
    let mut bodies = bodies.filter(|body| looked.model.votes_in(body, party));
    consents.any(|asked| looked.model.votes_in(asked, party))
        || bodies.any(|asked| milestone.conditions().any(|it| looked.mentions(it, asked)))
        || milestone.conditions().any(|it| looked.mentions(it, party))
}

fn problem(model: &Model, position: &Position) -> Diagnostic {
    let words = format!(
        "the yes of `{}` to `{}` is not needed, so what it {} blocks nothing",
        position.party,
        position.on,
        position.stance.word()
    );
    Diagnostic::warning("position-without-effect", words, position.place)
        .help(remedy(model, &position.party))
}

fn remedy(model: &Model, party: &PartyId) -> String {
    let party = model.parties.get(party);
    let members = party.map_or(&[][..], |party| &party.members);
    if members.is_empty() {
        return "name the party under `between:` or `consent:` if its yes is needed; otherwise the position is recorded and counts for nothing".to_owned();
    }
    let names: Vec<String> = members.iter().map(|m| format!("`{m}`")).collect();
    format!(
        "a coalition's position is not its members': write it for {} where their yes is needed",
        names.join(", ")
    )
}
