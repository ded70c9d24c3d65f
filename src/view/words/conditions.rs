//! Conditions in sentences: what waits for what.

use crate::analysis::Waiter;
use crate::model::{Condition, ConditionKind, Exclusion, PartyId, Target, ValueRange};

use super::Words;
use super::grammar::{and, number_word, or};
use super::phrases::Thing;
use super::runs::as_one_number;

/// That something must hold before something else, and not along with it.
const FIRST: &str = "first";

impl Words<'_> {
    /// A condition in a sentence.
    pub fn condition(&self, condition: &Condition) -> String {
        match &condition.kind {
            ConditionKind::Holds(target) => self.holding(target),
            ConditionKind::Within(issue, range) => {
                format!("agreement on {}", self.number_in(issue, range))
            }
            ConditionKind::All(arms) => and(&self.arms(arms)),
            ConditionKind::Any(arms) => or(&self.arms(arms)),
            ConditionKind::AtLeast { count, of } => self.at_least(*count, of),
            ConditionKind::Consent(party) => format!("the consent of {}", self.party(party)),
            ConditionKind::After(inner) => format!("first {}", self.condition(inner)),
        }
    }

    /// Several conditions, each in the words that it has alone.
    pub(super) fn conditions(&self, conditions: &[Condition]) -> Vec<String> {
        let each = conditions.iter().map(|one| self.condition(one));
        each.collect()
    }

    /// What must hold: an answer holds where it is agreed on.
    fn holding(&self, target: &Target) -> String {
        let name = self.target(target);
        match target {
            Target::Milestone(_) => name,
            Target::Issue(_) => format!("agreement on {name}"),
            Target::Option(..) => match self.thing(None, target) {
                // Its name is a noun already.
                Thing::That(..) => name,
                Thing::Noun(_) | Thing::Deed(_) | Thing::Settling(_) => {
                    format!("agreement on {name}")
                }
            },
        }
    }

    /// A condition as a clause after *if*: `the use of AI is settled with it`, `the Oslo Accord comes with it`.
    pub(super) fn comes_with(&self, condition: &Condition) -> String {
        match &condition.kind {
            ConditionKind::Holds(target) => self.holds_with_it(target, "with it"),
            ConditionKind::Within(issue, range) => {
                format!("there is agreement on {}", self.number_in(issue, range))
            }
            ConditionKind::All(arms) => self.come_with(arms, and, "come"),
            ConditionKind::Any(arms) => self.come_with(arms, or, "comes"),
            ConditionKind::AtLeast { count, of } => {
                format!("{} come with it", self.at_least(*count, of))
            }
            ConditionKind::Consent(party) => {
                let consents = self.verb(party, "consents", "consent");
                format!("{} {consents}", self.party(party))
            }
            ConditionKind::After(inner) => match &inner.kind {
                ConditionKind::Holds(target) => self.holds_with_it(target, FIRST),
                ConditionKind::Within(issue, range) => {
                    let number = self.number_in(issue, range);
                    format!("there is agreement on {number} first")
                }
                ConditionKind::All(_)
                | ConditionKind::Any(_)
                | ConditionKind::AtLeast { .. }
                | ConditionKind::Consent(_)
                | ConditionKind::After(_) => format!("{} is there first", self.condition(inner)),
            },
        }
    }

    /// Several arms as clauses; what is said of each in the same words is said once of all.
    fn come_with(&self, arms: &[Condition], join: fn(&[String]) -> String, come: &str) -> String {
        let milestones: Option<Vec<String>> =
            arms.iter().map(|arm| self.milestone_of(arm)).collect();
        let answers: Option<Vec<String>> = arms.iter().map(|arm| self.noun_answer(arm)).collect();
        match (milestones, answers) {
            (Some(names), _) => format!("{} {come} with it", join(&names)),
            (None, Some(names)) => format!("there is agreement on {}", join(&names)),
            (None, None) => {
                let clauses = arms.iter().map(|arm| self.comes_with(arm));
                join(&clauses.collect::<Vec<_>>())
            }
        }
    }

    fn milestone_of(&self, arm: &Condition) -> Option<String> {
        match &arm.kind {
            ConditionKind::Holds(target @ Target::Milestone(_)) => Some(self.target(target)),
            ConditionKind::Holds(_)
            | ConditionKind::Within(..)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => None,
        }
    }

    /// An answer that is a noun and not a clause.
    fn noun_answer(&self, arm: &Condition) -> Option<String> {
        match &arm.kind {
            ConditionKind::Holds(target @ Target::Option(..)) => match self.thing(None, target) {
                Thing::Noun(words) => Some(words),
                Thing::That(..) | Thing::Deed(_) | Thing::Settling(_) => None,
            },
            ConditionKind::Within(issue, range) => Some(self.number_in(issue, range)),
            ConditionKind::Holds(_)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => None,
        }
    }

    /// A number in a range of the scale of an issue: `a pay rise of 4 percent or more`.
    fn number_in(&self, issue: &Target, range: &ValueRange) -> String {
        let found = issue.issue().and_then(|id| self.model.issues.get(id));
        found.map_or_else(
            || self.target(issue),
            |issue| self.number_of(&issue.id, &as_one_number(issue, range)),
        )
    }

    fn holds_with_it(&self, target: &Target, how: &str) -> String {
        let name = self.target(target);
        match target {
            Target::Milestone(_) => {
                let comes = self.agree(target, "comes", "come");
                format!("{name} {comes} {how}")
            }
            Target::Issue(_) => {
                let is = self.is(target);
                format!("{name} {is} settled {how}")
            }
            Target::Option(..) => match self.thing(None, target) {
                Thing::That(clause, _) => clause,
                Thing::Noun(_) | Thing::Deed(_) | Thing::Settling(_) => {
                    let how = if how == FIRST { " first" } else { "" };
                    format!("there is agreement on {name}{how}")
                }
            },
        }
    }

    fn arms(&self, arms: &[Condition]) -> Vec<String> {
        arms.iter().map(|arm| self.arm(arm)).collect()
    }

    /// So many of several, by their weights where these differ.
    fn at_least(&self, count: u64, of: &[(Condition, u64)]) -> String {
        let weighted = of.iter().any(|(_, weight)| *weight != 1);
        let arms: Vec<String> = of
            .iter()
            .map(|(arm, weight)| match weighted {
                true => format!("{} ({weight})", self.arm(arm)),
                false => self.arm(arm),
            })
            .collect();
        let in_weight = if weighted { " in weight" } else { "" };
        format!("at least {count}{in_weight} of {}", and(&arms))
    }

    /// A condition inside another: what belongs together is held together.
    fn arm(&self, condition: &Condition) -> String {
        let words = match &condition.kind {
            // Among several, an issue is told by its name.
            ConditionKind::Holds(issue @ Target::Issue(_)) => self.target(issue),
            ConditionKind::Within(issue, range) => self.number_in(issue, range),
            ConditionKind::Holds(_)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => self.condition(condition),
        };
        match &condition.kind {
            ConditionKind::All(arms) if arms.len() > 1 => format!("(both {words})"),
            ConditionKind::Any(arms) if arms.len() > 1 => format!("(either {words})"),
            ConditionKind::AtLeast { .. } => format!("({words})"),
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Within(..)
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => words,
        }
    }

    /// Why some things exclude each other: the author's words, or else how many of them can hold.
    pub fn why_excluded(&self, exclusion: &Exclusion) -> String {
        let counted = || format!("{} can hold", self.at_most(exclusion));
        exclusion.note.clone().unwrap_or_else(counted)
    }

    fn at_most(&self, exclusion: &Exclusion) -> String {
        let of = and(&self.conditions(&exclusion.of));
        format!("at most {} of {of}", most_of(exclusion))
    }

    /// What waits in a ring: a thing, or a party's yes to one.
    pub fn waiter(&self, waiter: &Waiter) -> String {
        match waiter {
            Waiter::Thing(target) => self.target(target),
            Waiter::Yes(party, target) => {
                format!(
                    "the consent of {} to {}",
                    self.party(party),
                    self.target(target)
                )
            }
        }
    }

    /// The same as a label.
    pub fn waiter_label(&self, waiter: &Waiter) -> String {
        match waiter {
            Waiter::Thing(target) => self.model.target_name(target),
            Waiter::Yes(party, target) => {
                let name = self.model.target_name(target);
                format!("Consent of {} ({name})", self.model.party_name(party))
            }
        }
    }

    /// Whether what waits is named by a plural.
    pub fn is_plural_waiter(&self, waiter: &Waiter) -> bool {
        match waiter {
            Waiter::Thing(target) => self.is_plural(target),
            Waiter::Yes(..) => false,
        }
    }

    /// What an awaited yes is called: `the US Congress: the entry into force`.
    pub fn awaited(&self, party: &PartyId, target: &Target) -> String {
        format!("{}: {}", self.party_first(party), self.target(target))
    }

    /// Whose answer is awaited, and on what, in a sentence: `the US Congress on the entry into force`.
    pub(super) fn awaited_on(&self, party: &PartyId, target: &Target) -> String {
        format!("{} on {}", self.party(party), self.target(target))
    }
}

/// How many of the things that exclude each other can hold, in a word.
pub(super) fn most_of(exclusion: &Exclusion) -> String {
    number_word(usize::try_from(exclusion.at_most).unwrap_or(usize::MAX))
}
