//! Checks an answer of `blocks` again, without the engine that gave it.
//!
//! A *certificate* is the answer's claims as data: the status, the sets that unblock, the sets that block. The checker
//! knows the model and the definitions of `docs/language.md` and `docs/method.md`, applied word for word; it shares no code
//! with the graph, the decision diagrams or the search. Unblocking sets are tried with and without each member; blocking
//! sets with everything else conceded. Two families of such sets are each whole exactly if each is the minimal sets that
//! meet all of the other (Reiter 1987), and that is tried too, so that a set left out is noticed. What cannot be checked,
//! because the certificate does not list it, is said.

mod asked;
mod attained;
mod certificate;
mod checker;
mod conditions;
mod definitions;
mod exclusions;
mod families;
mod labels;
mod over;
mod polls;
mod record;
mod words;

use std::cell::OnceCell;

use serde::Serialize;

use crate::model::{Model, PartyId};
use crate::source::Date;

pub use certificate::{Certificate, FORM, Family, Move};
use checker::Checker;
use definitions::Definitions;

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It was confirmed.
    Holds,
    /// It is wrong.
    Fails,
    /// It could not be checked.
    NotChecked,
}

/// One claim, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What is claimed, in words.
    pub claim: String,
    /// What became of it.
    pub verdict: Verdict,
}

impl Claim {
    fn of(claim: String, holds: bool) -> Self {
        let verdict = if holds {
            Verdict::Holds
        } else {
            Verdict::Fails
        };
        Self { claim, verdict }
    }

    fn unchecked(claim: String) -> Self {
        Self {
            claim,
            verdict: Verdict::NotChecked,
        }
    }
}

/// Checks every claim of a certificate against a model. `Err` where it cannot be asked: no such goal, or too
/// many ways to respect the exclusions.
pub fn verify(model: &Model, certificate: &Certificate) -> Result<Vec<Claim>, String> {
    let day = day_of(certificate)?;
    if let Some(party) = &certificate.party
        && !model.parties.contains_key(&PartyId::new(party))
    {
        return Err(format!("the model has no party `{party}`"));
    }
    let definitions = Definitions::of(model, day)?;
    let goal = definitions
        .target(&certificate.goal)
        .ok_or_else(|| format!("the model has no goal `{}`", certificate.goal))?;
    let checker = Checker {
        definitions: definitions.about(&goal),
        goal,
        certificate,
        moves: OnceCell::new(),
    };
    Ok(checker.claims())
}

fn day_of(certificate: &Certificate) -> Result<Option<Date>, String> {
    let parse = |day: &String| {
        day.parse::<Date>()
            .map_err(|error| format!("`{day}` is {error}"))
    };
    certificate.as_of.as_ref().map(parse).transpose()
}
