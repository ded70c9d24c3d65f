//! Verbs with what they are about: a noun, a clause after *that*, a deed after *to*, or the settling of an issue.
//!
//! One table says what a party does, for each kind of thing and each firmness; nothing else chooses these verbs.

use crate::model::{Firmness, IssueId, IssueOption, PartyId, Stance, Target, looks_plural};

use super::Words;
use super::doers::Doer;

/// What a verb is about, as grammar has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::view) enum Thing {
    /// `the ceasefire`.
    Noun(String),
    /// `Ukraine keeps the land it holds`, after *that*; and where its author names the deed, as it is asked for: `Ukraine
    /// keep the land it holds`.
    That(String, Option<String>),
    /// `leave the part it still holds`, after *to*: the party's own deed.
    Deed(String),
    /// `the use of AI`, an issue that is to be settled somehow.
    Settling(String),
}

/// A form of a verb for one and for many, with the word that joins it to its thing: `insists on`, `insist on`.
type Verb = (&'static str, &'static str);

/// What a party does by such a position, and whether the verb says that it is firm.
fn verb_for(stance: Stance, thing: &Thing, is_firm: bool) -> (Verb, bool) {
    let firm = match (stance, thing) {
        (Stance::Demands, Thing::Noun(_)) => Some(("insists on", "insist on")),
        (Stance::Demands, Thing::That(..)) => Some(("insists that", "insist that")),
        (Stance::Demands, Thing::Deed(_)) => {
            Some(("firmly demands the right to", "firmly demand the right to"))
        }
        (Stance::Rejects, _) => Some(firm_refusal(stance, thing)),
        (Stance::Demands, Thing::Settling(_)) => None,
        (
            Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers | Stance::Open,
            _,
        ) => None,
    };
    match firm.filter(|_| is_firm) {
        Some(verb) => (verb, true),
        None => (plain_verb(stance, thing), false),
    }
}

fn plain_verb(stance: Stance, thing: &Thing) -> Verb {
    let at = Stance::ALL.iter().position(|one| *one == stance);
    VERBS[at.unwrap_or_default()][thing.column()]
}

/// What a party does by each stance, in the order of [`Stance::ALL`]: with a noun, a clause, a deed, and an issue to settle.
const VERBS: [[Verb; 4]; 7] = [
    [
        ("demands", "demand"),
        ("demands that", "demand that"),
        ("demands the right to", "demand the right to"),
        ("has demands on", "have demands on"),
    ],
    [
        ("proposes", "propose"),
        ("proposes that", "propose that"),
        ("proposes to", "propose to"),
        ("has a proposal on", "have a proposal on"),
    ],
    [
        ("offers", "offer"),
        ("offers that", "offer that"),
        ("offers to", "offer to"),
        ("makes an offer on", "make an offer on"),
    ],
    [
        ("accepts", "accept"),
        ("accepts that", "accept that"),
        ("agrees to", "agree to"),
        (
            "agrees to settle the question of",
            "agree to settle the question of",
        ),
    ],
    [
        ("prefers", "prefer"),
        ("would prefer that", "would prefer that"),
        ("would prefer to", "would prefer to"),
        ("has a wish on", "have a wish on"),
    ],
    [
        ("leaves open", "leave open"),
        ("leaves open whether", "leave open whether"),
        ("leaves open whether to", "leave open whether to"),
        ("leaves open", "leave open"),
    ],
    [
        ("rejects", "reject"),
        ("refuses to accept that", "refuse to accept that"),
        ("refuses to", "refuse to"),
        (
            "refuses to settle the question of",
            "refuse to settle the question of",
        ),
    ],
];

fn firm_refusal(stance: Stance, thing: &Thing) -> Verb {
    match (stance, thing) {
        (Stance::Rejects, Thing::Noun(_)) => ("firmly rejects", "firmly reject"),
        (_, Thing::Noun(_)) => ("firmly refuses", "firmly refuse"),
        (_, Thing::That(..)) => (
            "firmly refuses to accept that",
            "firmly refuse to accept that",
        ),
        (_, Thing::Deed(_)) => ("firmly refuses to", "firmly refuse to"),
        (_, Thing::Settling(_)) => (
            "firmly refuses to settle the question of",
            "firmly refuse to settle the question of",
        ),
    }
}

impl Thing {
    /// Its column in the table of verbs.
    fn column(&self) -> usize {
        match self {
            Self::Noun(_) => 0,
            Self::That(..) => 1,
            Self::Deed(_) => 2,
            Self::Settling(_) => 3,
        }
    }

    /// The thing itself, without the word before it.
    pub fn words(&self) -> &str {
        match self {
            Self::Noun(words)
            | Self::That(words, _)
            | Self::Deed(words)
            | Self::Settling(words) => words,
        }
    }

    /// The same after a verb of asking: *insists that Ukraine keep it*.
    fn as_asked(&self, stance: Stance) -> &str {
        match (self, stance) {
            (Self::That(_, Some(asked)), Stance::Demands | Stance::Proposes) => asked,
            _ => self.words(),
        }
    }

    /// What a party does that refuses it, as the engine reads its positions.
    pub(super) fn refused(&self, is_firm: bool) -> Verb {
        match (self, is_firm) {
            (thing, true) => firm_refusal(Stance::Open, thing),
            (Self::Noun(_), false) => ("refuses", "refuse"),
            (thing, false) => plain_verb(Stance::Rejects, thing),
        }
    }

    /// What a party does that gives its yes.
    pub(super) fn granted(&self, target: &Target) -> Verb {
        match (self, target) {
            (Self::Noun(_), Target::Milestone(_)) => ("agrees to", "agree to"),
            (Self::That(..), Target::Milestone(_)) => ("agrees that", "agree that"),
            (thing, _) => plain_verb(Stance::Accepts, thing),
        }
    }
}

impl Words<'_> {
    /// A target as what a party's verb is about: its own deed, a clause, or a noun.
    pub(in crate::view) fn thing(&self, party: Option<&PartyId>, target: &Target) -> Thing {
        match target {
            Target::Milestone(id) => {
                let found = self.model.milestones.get(id);
                let needs = |party: &PartyId| {
                    found.is_some_and(|one| one.consent.iter().any(|c| c.party == *party))
                };
                let clause = found.and_then(|found| found.forms.clause.clone());
                // A deed is done by those whose yes counts; where the clause is about one party, by that one.
                let is_about = |party: &PartyId| match &clause {
                    Some(clause) => self.is_about(clause, party),
                    None => false,
                };
                let is_anybodys = !self.model.parties.keys().any(is_about);
                let is_own = |party: &PartyId| is_anybodys || is_about(party);
                let deed =
                    found.filter(|_| party.is_none_or(|party| needs(party) && is_own(party)));
                let deed = deed.and_then(|found| found.forms.deed.clone());
                let named = found.and_then(|found| found.forms.deed.as_deref());
                let that = || clause.clone().map(|clause| that(clause, named));
                let said = deed.map(Thing::Deed).or_else(that);
                said.unwrap_or_else(|| Thing::Noun(self.milestone(id)))
            }
            Target::Issue(id) => Thing::Settling(self.issue(id)),
            Target::Option(issue, option) => {
                let found = self.option(issue, option);
                let said = found.and_then(|option| self.said(party, issue, option));
                said.unwrap_or_else(|| self.noun_or_absence(target))
            }
        }
    }

    /// An answer as a deed or a clause, as far as its author says how it reads. A deed is that of the party whom the
    /// clause is about; where there is no clause, everybody's.
    fn said(
        &self,
        party: Option<&PartyId>,
        issue: &IssueId,
        option: &IssueOption,
    ) -> Option<Thing> {
        let forms = &option.forms;
        let deed = || forms.deed.clone().map(Thing::Deed);
        let issue = self.model.issues.get(issue);
        let is_between = |party: &PartyId| issue.is_some_and(|one| one.between.contains(party));
        match &forms.clause {
            None => deed().filter(|_| party.is_some_and(is_between)),
            Some(clause) => {
                let own = party.is_none_or(|party| self.is_about(clause, party));
                let own = deed().filter(|_| own && party.is_some());
                own.or_else(|| Some(that(clause.clone(), forms.deed.as_deref())))
            }
        }
    }

    /// An answer as a noun; one that something is not there, as a clause that says so: *refuse no cranes* would be heard
    /// as the opposite.
    fn noun_or_absence(&self, target: &Target) -> Thing {
        let words = self.target(target);
        match words.strip_prefix("no ") {
            None => Thing::Noun(words),
            Some(what) => {
                let are = if looks_plural(what) { "are" } else { "is" };
                Thing::That(format!("there {are} {words}"), None)
            }
        }
    }

    /// Whether a clause begins with the name of a party, with or without its article.
    fn is_about(&self, clause: &str, party: &PartyId) -> bool {
        let Some(found) = self.model.parties.get(party) else {
            return false;
        };
        let names = found.aliases.iter().cloned();
        let names = names.chain([found.name.clone(), self.party(party)]);
        let clause = clause.to_lowercase();
        let clause = clause.strip_prefix("the ").unwrap_or(&clause);
        let names = names.map(|name| name.to_lowercase());
        let names = names.map(|name| name.strip_prefix("the ").unwrap_or(&name).to_owned());
        names.chain(found.forms.short.clone()).any(|name| {
            let rest = clause.strip_prefix(&name.to_lowercase());
            rest.is_some_and(|rest| rest.starts_with(' '))
        })
    }

    /// What a party does by a position of this stance, with how firm it is where the verb does not say so.
    pub(super) fn takes(
        &self,
        doer: &Doer,
        stance: Stance,
        thing: &Thing,
        firmness: Option<Firmness>,
    ) -> (String, Option<Firmness>) {
        let is_firm = matches!(firmness, Some(Firmness::Firm | Firmness::RedLine));
        let ((one, many), says_so) = verb_for(stance, thing, is_firm);
        let words = format!("{} {}", doer.verb(one, many), thing.as_asked(stance));
        (words, left_to_say(firmness, says_so))
    }
}

/// A clause, with its form after a verb of asking where the deed gives the verb as it is without a person: *leaves the area*
/// and *leave the area*.
fn that(clause: String, deed: Option<&str>) -> Thing {
    let asked = deed.and_then(|deed| asked_for(&clause, deed));
    Thing::That(clause, asked)
}

fn asked_for(clause: &str, deed: &str) -> Option<String> {
    let (_, what) = deed.split_once(' ')?;
    let (who, verb) = clause.strip_suffix(what)?.trim_end().rsplit_once(' ')?;
    let is_verb = deed.starts_with(verb.strip_suffix('s').unwrap_or(verb));
    is_verb.then(|| format!("{who} {deed}"))
}

/// How firm something is, as far as its verb does not say so: that it is a red line no verb says.
pub(super) fn left_to_say(firmness: Option<Firmness>, says_so: bool) -> Option<Firmness> {
    firmness.filter(|firmness| !says_so || *firmness != Firmness::Firm)
}
