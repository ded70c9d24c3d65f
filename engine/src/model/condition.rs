//! Conditions: what must hold for something else, *together with it* or *earlier*.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Ending, PartyId, Target, ValueRange};
use crate::source::{Citation, Date, Place};

/// What must hold, and whose condition it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What must hold.
    pub kind: ConditionKind,
    /// Whose condition it is and where that is said; absent where it lies in the nature of the thing.
    pub imposed: Option<Imposed>,
    /// Where the author wrote it.
    pub place: Place,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionKind {
    /// A milestone is reached, an issue settled, an option agreed.
    Holds(Target),
    /// An issue is settled by a number of its scale that lies in a range.
    Within(Target, ValueRange),
    /// All of these.
    All(Vec<Condition>),
    /// One of these.
    Any(Vec<Condition>),
    /// Arms whose weights add up to at least `count`; each weighs 1 where no weights were given.
    AtLeast {
        /// The sum to reach.
        count: u64,
        /// The arms with their weights.
        of: Vec<(Condition, u64)>,
    },
    /// A party's consent to the thing that the condition belongs to.
    Consent(PartyId),
    /// This arm must hold earlier.
    After(Box<Condition>),
}

/// Who imposes a condition, from when, and which sentence says so.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Imposed {
    /// The party that imposes the condition and may therefore waive it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<PartyId>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// First day of the condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// First day without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// Why it holds no longer, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<Box<Ending>>,
}

impl Imposed {
    /// Whether the condition stands on a day.
    pub fn stands_on(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| {
            self.since.is_none_or(|since| since <= day)
                && self.ended.is_none_or(|ended| day < ended)
        })
    }
}

impl Condition {
    /// Whether the condition stands on a day.
    pub fn stands_on(&self, day: Option<Date>) -> bool {
        self.imposed
            .as_ref()
            .is_none_or(|imposed| imposed.stands_on(day))
    }

    /// The condition without a leading *after*, as a waiver names it: the order is part of the place where it stands.
    pub fn without_order(&self) -> &Self {
        match &self.kind {
            ConditionKind::After(inner) => inner.without_order(),
            ConditionKind::Holds(_)
            | ConditionKind::Within(..)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::Consent(_) => self,
        }
    }

    /// Everything that it means, in one line: the same for two conditions that ask the same of the same party in the same
    /// days, wherever they are written and whatever they cite.
    pub fn meaning(&self) -> String {
        let kind = self
            .kind
            .spelled(Self::meaning, |arm, weight| format!("{arm}*{weight}"));
        let Some(imposed) = &self.imposed else {
            return kind;
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let by = imposed.by.as_ref().map_or("", PartyId::as_str);
        format!("{kind}[{by}/{}/{}]", day(imposed.since), day(imposed.ended))
    }

    /// Puts the arms of every part of it in the order of what they ask.
    pub(super) fn settle(&mut self) {
        match &mut self.kind {
            ConditionKind::Holds(_) | ConditionKind::Within(..) | ConditionKind::Consent(_) => {}
            ConditionKind::All(arms) | ConditionKind::Any(arms) => {
                arms.iter_mut().for_each(Self::settle);
                arms.sort_by_cached_key(Self::meaning);
            }
            ConditionKind::AtLeast { of, .. } => {
                of.iter_mut().for_each(|(arm, _)| arm.settle());
                of.sort_by_cached_key(|(arm, weight)| (arm.meaning(), *weight));
            }
            ConditionKind::After(inner) => inner.settle(),
        }
    }

    /// Every target named anywhere in it.
    pub fn targets(&self) -> Vec<&Target> {
        let mut found = Vec::new();
        self.visit(&mut |condition| {
            found.extend(condition.names());
        });
        found
    }

    /// Every target named in a part of it that stands on a day.
    pub fn targets_on(&self, day: Option<Date>) -> Vec<&Target> {
        if !self.stands_on(day) {
            return Vec::new();
        }
        match &self.kind {
            ConditionKind::Holds(target) | ConditionKind::Within(target, _) => vec![target],
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => {
                let parts = self.parts().into_iter();
                parts.flat_map(|part| part.targets_on(day)).collect()
            }
        }
    }

    /// The thing that it names itself, and not by a part of it.
    fn names(&self) -> Option<&Target> {
        match &self.kind {
            ConditionKind::Holds(target) | ConditionKind::Within(target, _) => Some(target),
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => None,
        }
    }

    /// The conditions that it is made of, one level down.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ConditionKind::Holds(_) | ConditionKind::Within(..) | ConditionKind::Consent(_) => {
                Vec::new()
            }
            ConditionKind::All(arms) | ConditionKind::Any(arms) => arms.iter().collect(),
            ConditionKind::AtLeast { of, .. } => of.iter().map(|(arm, _)| arm).collect(),
            ConditionKind::After(inner) => vec![inner],
        }
    }

    /// The same, to be changed.
    pub(super) fn parts_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.kind {
            ConditionKind::Holds(_) | ConditionKind::Within(..) | ConditionKind::Consent(_) => {
                Vec::new()
            }
            ConditionKind::All(arms) | ConditionKind::Any(arms) => arms.iter_mut().collect(),
            ConditionKind::AtLeast { of, .. } => of.iter_mut().map(|(arm, _)| arm).collect(),
            ConditionKind::After(inner) => vec![inner],
        }
    }

    /// Calls a function on this condition and all within it, outermost first.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Condition)) {
        see(self);
        self.parts().into_iter().for_each(|part| part.visit(see));
    }
}

impl ConditionKind {
    /// It in one line, with the words of each arm, and of a weight on an arm.
    fn spelled(&self, arm: fn(&Condition) -> String, weighed: fn(String, u64) -> String) -> String {
        let list = |arms: &[Condition]| joined(arms.iter().map(arm));
        match self {
            Self::Holds(target) => target.to_string(),
            Self::Within(issue, range) => format!("{issue}/{}", range.label()),
            Self::All(arms) => format!("all({})", list(arms)),
            Self::Any(arms) => format!("any({})", list(arms)),
            Self::AtLeast { count, of } => {
                let arms = of.iter().map(|(one, weight)| weighed(arm(one), *weight));
                format!("at-least-{count}({})", joined(arms))
            }
            Self::Consent(party) => format!("consent({party})"),
            Self::After(inner) => format!("after({})", arm(inner)),
        }
    }
}

/// Arms in the order of their names: a condition is called the same, however its author listed them.
fn joined(arms: impl Iterator<Item = String>) -> String {
    let mut arms: Vec<String> = arms.collect();
    arms.sort();
    arms.join("+")
}

impl fmt::Display for Condition {
    /// The canonical short form, as it appears in `--waive party:target:condition`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.kind.spelled(ToString::to_string, |arm, weight| {
            if weight == 1 {
                arm
            } else {
                format!("{arm}*{weight}")
            }
        });
        f.write_str(&words)
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match &self.kind {
            ConditionKind::Holds(target) => map.serialize_entry("holds", target)?,
            ConditionKind::Within(issue, range) => {
                map.serialize_entry("holds", issue)?;
                map.serialize_entry("value", range)?;
            }
            ConditionKind::All(arms) => map.serialize_entry("all", arms)?,
            ConditionKind::Any(arms) => map.serialize_entry("any", arms)?,
            ConditionKind::AtLeast { count, of } => {
                map.serialize_entry("at_least", count)?;
                map.serialize_entry("of", of)?;
            }
            ConditionKind::Consent(party) => map.serialize_entry("consent", party)?,
            ConditionKind::After(inner) => map.serialize_entry("after", inner)?,
        }
        if let Some(imposed) = &self.imposed {
            map.serialize_entry("imposed", imposed)?;
        }
        map.end()
    }
}
