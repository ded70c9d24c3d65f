//! What sources report of issues and milestones that stand in any file: that an issue is contested, that a consent is
//! needed. It is added once everything is declared.

use crate::diagnostic::Diagnostic;
use crate::model::{Consent, Milestone, MilestoneId, Model, PartyId, Target};
use crate::source::Citation;
use crate::yaml::{Key, Node};

use super::files::Tree;
use super::milestones::plain_consent;
use super::reader::Reader;

/// Adds what `contested:` and `consents:` say to the issues and milestones that they name.
pub(super) fn settle(trees: &[Tree], model: &mut Model, reader: &mut Reader) {
    for Tree { root, .. } in trees {
        if let Some(node) = root.get("contested") {
            reader.entries(node, "contested", |reader, key, value| {
                contested(reader, key, value, model)
            });
        }
        for reported in root
            .get("consents")
            .map(|node| reader.each(node, consent))
            .unwrap_or_default()
        {
            if let Some(milestone) = model.milestones.get_mut(&reported.milestone) {
                reported.add_to(milestone);
            }
        }
    }
}

/// `troop-withdrawals: ["002 s6"]`
fn contested(reader: &mut Reader, key: &Key, value: &Node, model: &mut Model) -> Option<()> {
    let cites = reader.each(value, Reader::cite);
    match reader.target(&key.text, key.place, "contested is")? {
        Target::Issue(issue) => {
            let known = &mut model.issues.get_mut(&issue)?.reported_contested;
            known.extend(cites);
            known.sort();
            known.dedup_by(|a, b| is_same_sentence(a, b));
        }
        Target::Milestone(_) | Target::Option(..) => {
            let message = format!("`{}` is no issue; only an issue is contested", key.text);
            reader.problem(Diagnostic::error("wrong-type", message, key.place));
        }
    }
    Some(())
}

/// A consent that a source says is needed.
struct ReportedConsent {
    milestone: MilestoneId,
    party: PartyId,
    cites: Vec<Citation>,
}

/// `{ on: ratification, party: us-congress, cites: [..] }`
fn consent(reader: &mut Reader, node: &Node) -> Option<ReportedConsent> {
    let mut fields = reader.fields(node, "a consent")?;
    fields.require(
        &["on", "party"],
        "a consent is { on: milestone, party: .., cites: [..] }",
    );
    let party = fields.party("party");
    let cites = fields.cites("cites");
    let target = fields.target("on", "the consent is to");
    fields.finish();
    let Target::Milestone(milestone) = target? else {
        return None;
    };
    Some(ReportedConsent {
        milestone,
        party: party?,
        cites,
    })
}

impl ReportedConsent {
    /// Adds the sentences to the consent that is declared, or the consent where it is not.
    fn add_to(self, milestone: &mut Milestone) {
        let mut declared = milestone.consent.iter_mut();
        match declared.find(|consent| consent.party == self.party) {
            Some(Consent { cites, .. }) => {
                let is_known = |new: &Citation| cites.iter().any(|k| is_same_sentence(k, new));
                let mut new = self.cites;
                new.retain(|cite| !is_known(cite));
                cites.extend(new);
            }
            None => milestone.consent.push(Consent {
                cites: self.cites,
                ..plain_consent(self.party)
            }),
        }
    }
}

/// Two citations of one sentence may keep different quotes.
fn is_same_sentence(a: &Citation, b: &Citation) -> bool {
    a.source == b.source && a.sentence == b.sentence
}
