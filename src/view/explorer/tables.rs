//! What is told once for all days of a page, each thing under a number that the days name it by.

use std::collections::BTreeMap;

use super::day::{ChangeWords, ConditionWords, YesWords};
use super::strings;
use crate::graph::StanceInfo;
use crate::model::{PartyId, Target};
use crate::source::Citation;
use crate::view::words::Words;

/// Things in the order in which they were first told, each once.
struct Table<K, T> {
    numbers: BTreeMap<K, u32>,
    told: Vec<T>,
}

impl<K: Ord, T> Table<K, T> {
    fn new() -> Self {
        Self {
            numbers: BTreeMap::new(),
            told: Vec::new(),
        }
    }

    /// The number of a thing, which is told where it is new.
    fn number(&mut self, key: K, tell: impl FnOnce(&K) -> T) -> u32 {
        if let Some(known) = self.numbers.get(&key) {
            return *known;
        }
        let number = u32::try_from(self.told.len()).expect("a page tells fewer than 2^32 things");
        self.told.push(tell(&key));
        self.numbers.insert(key, number);
        number
    }
}

/// All that is told once.
pub(super) struct Tables<'a> {
    /// The words of the whole model.
    words: &'a Words<'a>,
    yeses: Table<(PartyId, Target), YesWords>,
    changes: Table<ChangeWords, ChangeWords>,
    conditions: Table<ConditionWords, ConditionWords>,
    cites: Table<Vec<Citation>, Vec<String>>,
}

/// What the days name by numbers.
pub(super) struct Finished {
    pub yeses: Vec<YesWords>,
    pub changes: Vec<ChangeWords>,
    pub conditions: Vec<ConditionWords>,
    pub cites: Vec<Vec<String>>,
}

impl<'a> Tables<'a> {
    pub fn of(words: &'a Words<'a>) -> Self {
        Self {
            words,
            yeses: Table::new(),
            changes: Table::new(),
            conditions: Table::new(),
            cites: Table::new(),
        }
    }

    /// Whose yes it is, and to what.
    pub fn yes(&mut self, stance: &StanceInfo) -> u32 {
        let key = (stance.party.clone(), stance.target.clone());
        let words = self.words;
        self.yeses.number(key, |_| YesWords::of(words, stance))
    }

    pub fn change(&mut self, change: ChangeWords) -> u32 {
        self.changes.number(change, ChangeWords::clone)
    }

    pub fn condition(&mut self, condition: ConditionWords) -> u32 {
        self.conditions.number(condition, ConditionWords::clone)
    }

    pub fn cites(&mut self, cites: Vec<Citation>) -> u32 {
        self.cites.number(cites, |cites| strings(cites))
    }

    pub fn finished(self) -> Finished {
        Finished {
            yeses: self.yeses.told,
            changes: self.changes.told,
            conditions: self.conditions.told,
            cites: self.cites.told,
        }
    }
}
