//! What the command line names: a party's answer, a condition, a milestone, and why one cannot be supposed.

use std::collections::BTreeSet;

use crate::graph::{Change, PositionGraph, Reading};
use crate::model::{Issue, MilestoneId, Model, PartyId, Quantity, Split, Target};
use crate::source::Date;

use crate::cli::context::Ready;
use crate::cli::named::{number_of_its_own, party, split_option, target};
use crate::cli::outcome::Failure;

/// The model as it stands, on which something is supposed.
pub(super) struct Now<'a> {
    pub ready: &'a Ready,
    pub graph: &'a PositionGraph,
}

/// A party's answer to something, and the option of the command line that supposes another one.
struct Answer<'a> {
    flag: &'a str,
    who: PartyId,
    what: Target,
}

impl Now<'_> {
    pub fn grant(&self, text: &str) -> Result<Change, Failure> {
        let answer = self.answer("grant", text)?;
        let (who, what) = (&answer.who, &answer.what);
        match self.reading(&answer) {
            Some(Reading::Refused | Reading::Unknown) => Ok(Change::Grant {
                party: answer.who,
                target: answer.what,
            }),
            Some(Reading::Granted) => Err(Failure::CannotRun(format!(
                "`{who}` already says yes to `{what}`"
            ))),
            Some(Reading::Counted) if self.speaks_itself(&answer) => Ok(Change::Grant {
                party: answer.who,
                target: answer.what,
            }),
            Some(Reading::Counted) => Err(self.by_its_members(who)),
            Some(Reading::Conditional) => Err(Failure::CannotRun(format!(
                "`{who}` says yes to `{what}` on a condition; suppose that it drops it: --waive {who}:{what}:CONDITION"
            ))),
            None => Err(self.not_needed(&answer)),
        }
    }

    /// `MILESTONE`, reached today, or `MILESTONE@DATE`.
    pub fn reach(&self, text: &str) -> Result<(MilestoneId, Date), Failure> {
        let (name, day) = match text.split_once('@') {
            Some((name, day)) => (name, Some(day)),
            None => (text, None),
        };
        let Target::Milestone(id) = target(self.ready, self.graph, name)? else {
            return Err(Failure::CannotRun(format!(
                "--reach takes a milestone, and `{name}` is an issue; suppose the yeses that settle it: --grant PARTY:{name}"
            )));
        };
        let already = self.graph.record().reached.contains_key(&id);
        if already {
            return Err(Failure::CannotRun(format!(
                "`{id}` has been reached already"
            )));
        }
        let day = match day {
            Some(text) => Some(
                text.parse()
                    .map_err(|error| Failure::CannotRun(format!("--reach: `{text}` is {error}")))?,
            ),
            None => self.ready.day,
        };
        let day = day.ok_or_else(|| {
            Failure::CannotRun(format!(
                "the model has no day; say when: --reach {name}@2026-03-21"
            ))
        })?;
        Ok((id, day))
    }

    pub fn refuse(&self, text: &str) -> Result<(PartyId, Target), Failure> {
        let answer = self.answer("refuse", text)?;
        let (who, what) = (&answer.who, &answer.what);
        match self.reading(&answer) {
            Some(Reading::Unknown | Reading::Granted | Reading::Conditional | Reading::Counted) => {
                Ok((answer.who, answer.what))
            }
            Some(Reading::Refused) if self.is_divided(&answer) => Ok((answer.who, answer.what)),
            Some(Reading::Refused) => Err(Failure::CannotRun(format!(
                "`{who}` already refuses `{what}`; suppose that it goes on refusing: --hold {who}:{what}"
            ))),
            // Who has spoken only of the answers may still refuse to settle the issue at all.
            None if answer.issue_between(&self.ready.model).is_some() => {
                Ok((answer.who, answer.what))
            }
            None if self.is_spoken_for(&answer) => Ok((answer.who, answer.what)),
            None => Err(self.not_needed(&answer)),
        }
    }

    /// Whether only some of a party's votes are against something: then all of them may be supposed to be.
    fn is_divided(&self, answer: &Answer<'_>) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.any(|stance| {
            let is_its = stance.party == answer.who && stance.target == answer.what;
            let positions = &self.ready.model.positions;
            let mut splits = stance
                .positions
                .iter()
                .filter_map(|id| positions[*id].split);
            is_its && splits.any(Split::is_divided)
        })
    }

    /// Whether a body has a word of its own on something, beside the votes of its members, that could be another.
    fn speaks_itself(&self, answer: &Answer<'_>) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.any(|stance| {
            let is_its = stance.party == answer.who && stance.target == answer.what;
            is_its && matches!(stance.reading, Reading::Refused | Reading::Unknown)
        })
    }

    /// Whether a party votes in a body that speaks for it on something.
    fn is_spoken_for(&self, answer: &Answer<'_>) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.any(|stance| {
            let is_counted = stance.reading == Reading::Counted && stance.target == answer.what;
            is_counted && self.ready.model.votes_in(&stance.party, &answer.who)
        })
    }

    /// That a body says yes by the votes of its members.
    fn by_its_members(&self, who: &PartyId) -> Failure {
        let party = self.ready.model.parties.get(who);
        let members = party.map_or(&[][..], |party| &party.members);
        let members: Vec<String> = members.iter().map(ToString::to_string).collect();
        Failure::CannotRun(format!(
            "`{who}` decides by the votes of its members; suppose how they vote: {}",
            members.join(", ")
        ))
    }

    /// What `PARTY:TARGET` names.
    fn answer<'f>(&self, flag: &'f str, text: &str) -> Result<Answer<'f>, Failure> {
        let (who, what) = text.split_once(':').ok_or_else(|| {
            Failure::CannotRun(format!("--{flag} takes PARTY:TARGET, not `{text}`"))
        })?;
        Ok(Answer {
            flag,
            who: party(self.ready, who)?,
            what: split_option(what)
                .filter(|option| self.is_asked_for(option))
                .map_or_else(|| target(self.ready, self.graph, what), Ok)?,
        })
    }

    /// The number that `PARTY:ISSUE/NUMBER` names where nobody in the model has.
    pub fn number(&self, text: &str) -> Option<(Target, Quantity)> {
        let (_, what) = text.split_once(':')?;
        let found = target(self.ready, self.graph, what).ok()?;
        let number = number_of_its_own(&self.ready.model, what, &found)?;
        Some((found, number))
    }

    /// Whether anybody's yes to something is needed.
    fn is_asked_for(&self, what: &Target) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.any(|stance| stance.target == *what)
    }

    /// What the party says now.
    fn reading(&self, answer: &Answer<'_>) -> Option<Reading> {
        let mut stances = self.graph.stances().iter();
        stances
            .find(|stance| stance.party == answer.who && stance.target == answer.what)
            .map(|stance| stance.reading)
    }

    /// Why a party's yes to something cannot be supposed: to an issue with answers it is given to one of them; else nothing
    /// needs it.
    fn not_needed(&self, answer: &Answer<'_>) -> Failure {
        let (who, what) = (&answer.who, &answer.what);
        Failure::CannotRun(if let Some(over) = self.is_over(what) {
            format!("`{what}` is {over}")
        } else if answer.issue_between(&self.ready.model).is_some() {
            self.one_of_the_answers(answer)
        } else {
            format!(
                "the yes of `{who}` to `{what}` is not needed for anything, so supposing it changes nothing"
            )
        })
    }

    /// Which answers to an issue can be supposed instead of a yes to the whole.
    fn one_of_the_answers(&self, answer: &Answer<'_>) -> String {
        let (who, what) = (&answer.who, &answer.what);
        let answers = self.unsettled_answers(answer);
        if answers.is_empty() {
            return format!("`{who}` has said yes to every answer to `{what}`");
        }
        let answers = answers.join(", ");
        format!(
            "`{what}` lies between `{who}` and others, and is settled by a yes to one of its answers; name one: {answers}"
        )
    }

    /// Why nobody's yes to a milestone is needed any more, where that is so.
    fn is_over(&self, what: &Target) -> Option<&'static str> {
        let Target::Milestone(id) = what else {
            return None;
        };
        let record = self.graph.record();
        if record.reached.contains_key(id) {
            return Some("reached: nobody's yes is needed for it any more");
        }
        let is_closed = record.closed.contains_key(id);
        is_closed.then_some("closed: nobody's yes can bring it about any more")
    }

    /// The answers to the same issue that can be supposed, as the command line takes them.
    fn unsettled_answers(&self, answer: &Answer<'_>) -> Vec<String> {
        let Answer { flag, who, what } = answer;
        let stances = self.graph.stances().iter();
        stances
            .filter(|stance| stance.party == *who && stance.target.issue() == what.issue())
            .filter(|stance| matches!(stance.reading, Reading::Refused | Reading::Unknown))
            .map(|stance| format!("--{flag} {who}:{}", stance.target))
            .collect()
    }

    pub fn waive(&self, text: &str) -> Result<Change, Failure> {
        let parts: Vec<&str> = text.splitn(3, ':').collect();
        let [who, what, condition] = parts.as_slice() else {
            return Err(Failure::CannotRun(format!(
                "--waive takes PARTY:TARGET:CONDITION, not `{text}`"
            )));
        };
        let who = party(self.ready, who)?;
        let what = split_option(what).map_or_else(|| target(self.ready, self.graph, what), Ok)?;
        let named = self
            .waivers(&who)
            .find(|change| change.target() == &what && label(change) == Some(*condition));
        named
            .cloned()
            .ok_or_else(|| self.no_such_condition(&who, text))
    }

    /// The conditions that a party can drop.
    fn waivers(&self, who: &PartyId) -> impl Iterator<Item = &Change> {
        let changes = self.graph.changes().iter().map(|info| &info.change);
        changes.filter(move |change| change.party() == who && label(change).is_some())
    }

    fn no_such_condition(&self, who: &PartyId, text: &str) -> Failure {
        let own = self.waivers(who).map(|change| format!("--{change}"));
        let own: Vec<String> = own.collect();
        let hint = if own.is_empty() {
            format!("`{who}` imposes no condition")
        } else {
            format!("`{who}` can waive: {}", own.join(", "))
        };
        Failure::CannotRun(format!(
            "`{who}` imposes no such condition as `{text}`; {hint}"
        ))
    }
}

impl Now<'_> {
    /// The parties that leave the table.
    pub fn leaving(&self, named: &[&str]) -> Result<BTreeSet<PartyId>, Failure> {
        named.iter().map(|name| party(self.ready, name)).collect()
    }

    /// What stays as it is, of parties at the table and of such as have left it.
    pub fn held(
        &self,
        texts: &[&str],
        without: &BTreeSet<PartyId>,
    ) -> Result<BTreeSet<Change>, Failure> {
        let mut held = BTreeSet::new();
        for text in texts {
            let (who, about) = match text.split_once(':') {
                Some((who, about)) => (party(self.ready, who)?, Some(about)),
                None => (party(self.ready, text)?, None),
            };
            if about.is_some() && without.contains(&who) {
                return Err(Failure::CannotRun(format!(
                    "of a party that has left the table either all stays or nothing: --without {who} --hold {who}"
                )));
            }
            let own = self.held_by(&who, about)?;
            if own.is_empty() && !without.contains(&who) {
                return Err(Failure::CannotRun(format!(
                    "`{who}` refuses nothing and imposes nothing that matters: there is nothing to hold"
                )));
            }
            held.extend(own);
        }
        Ok(held)
    }

    /// The parties that move in nothing.
    pub fn unmoving(&self, texts: &[&str]) -> Result<BTreeSet<PartyId>, Failure> {
        let whole = texts.iter().filter(|text| !text.contains(':'));
        whole.map(|name| party(self.ready, name)).collect()
    }

    /// The changes that a party does not make: all of its own, those about one thing, or one condition.
    fn held_by(&self, who: &PartyId, about: Option<&str>) -> Result<Vec<Change>, Failure> {
        let own = self.graph.changes().iter().map(|info| &info.change);
        let own = own.filter(|change| change.party() == who);
        let Some(about) = about else {
            return Ok(own.cloned().collect());
        };
        let (what, condition) = match about.split_once(':') {
            Some((what, condition)) => (what, Some(condition)),
            None => (about, None),
        };
        let what = split_option(what)
            .filter(|option| self.is_asked_for(option))
            .map_or_else(|| target(self.ready, self.graph, what), Ok)?;
        let is_about = |change: &&Change| {
            let on = change.target();
            let is_answer = matches!(what, Target::Issue(_)) && on.issue() == what.issue();
            *on == what || is_answer
        };
        let is_meant = |change: &&Change| condition.is_none() || label(change) == condition;
        let held: Vec<Change> = own.filter(is_about).filter(is_meant).cloned().collect();
        match (held.is_empty(), condition) {
            (false, _) => Ok(held),
            (true, Some(_)) => Err(self.no_such_condition(who, &format!("{who}:{about}"))),
            (true, None) => Err(self.nothing_to_hold(who, what)),
        }
    }

    fn nothing_to_hold(&self, who: &PartyId, what: Target) -> Failure {
        let answer = Answer {
            flag: "hold",
            who: who.clone(),
            what,
        };
        let what = &answer.what;
        Failure::CannotRun(match self.reading(&answer) {
            Some(Reading::Unknown) => format!(
                "nobody knows what `{who}` says to `{what}`, so there is nothing to hold; suppose that it says no: --refuse {who}:{what}"
            ),
            Some(Reading::Granted) => {
                format!(
                    "`{who}` says yes to `{what}`: there is no refusal and no condition to hold"
                )
            }
            Some(Reading::Refused | Reading::Conditional | Reading::Counted) | None => {
                format!(
                    "`{who}` neither refuses `{what}` nor imposes a condition on it that matters"
                )
            }
        })
    }

    /// The day on which the question is asked; it lies ahead.
    pub fn then(&self, on: Option<Date>) -> Result<Option<Date>, Failure> {
        match (on, self.ready.day) {
            (Some(on), Some(day)) if on < day => Err(Failure::CannotRun(format!(
                "--on {on} is before {day}, the day of the question; to see what was known on an earlier day, use --as-of"
            ))),
            _ => Ok(on),
        }
    }
}

impl Answer<'_> {
    /// The issue that is to be settled, where it lies between the party and others.
    fn issue_between<'m>(&self, model: &'m Model) -> Option<&'m Issue> {
        let Target::Issue(id) = &self.what else {
            return None;
        };
        let issue = model.issues.get(id);
        issue.filter(|issue| issue.between.contains(&self.who))
    }
}

/// The condition that is dropped.
fn label(change: &Change) -> Option<&str> {
    match change {
        Change::Grant { .. } => None,
        Change::Waive { condition, .. } => Some(condition.label()),
    }
}
