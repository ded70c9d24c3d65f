//! The conditions that somebody may waive, each with the label by which a certificate names it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Condition, Milestone, PartyId, Target};
use crate::source::Date;

use super::Move;
use super::conditions::standing;
use super::words::Says;

/// In which list of its owner a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Requires,
    After,
    If,
    Until,
}

impl Section {
    /// Whether it is a list of the milestone, in which each place counts.
    fn is_list(self) -> bool {
        matches!(self, Self::Requires | Self::After)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Requires => "requires",
            Self::After => "after",
            Self::If => "if",
            Self::Until => "until",
        }
    }
}

/// Where a condition stands: the list, whose position it is in, and what it is a condition of.
#[derive(Clone, Copy)]
pub(super) struct Where<'w> {
    pub section: Section,
    pub holder: Option<&'w PartyId>,
    pub of: &'w Target,
}

impl Where<'_> {
    /// A condition in its place.
    fn site(self, condition: &Condition) -> Site {
        Site {
            address: std::ptr::from_ref(condition).addr(),
            of: self.of.clone(),
            holder: self.holder.cloned(),
        }
    }
}

/// A condition in its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Site {
    /// The place in memory where the model keeps it.
    address: usize,
    /// What it is a condition of.
    of: Target,
    /// In whose position it stands.
    holder: Option<PartyId>,
}

/// A condition that some party may waive, before equal ones are told apart.
struct Waivable {
    party: PartyId,
    short: String,
    section: Section,
    site: Site,
}

/// The conditions that somebody may waive, as they are found.
pub(super) struct Waivers {
    day: Option<Date>,
    found: Vec<Waivable>,
}

impl Waivers {
    pub fn on(day: Option<Date>) -> Self {
        Self {
            day,
            found: Vec::new(),
        }
    }

    pub fn of_milestone(&mut self, milestone: &Milestone) {
        let of = &Target::Milestone(milestone.id.clone());
        let lists = [
            (Section::Requires, &milestone.requires),
            (Section::After, &milestone.after),
        ];
        for (section, list) in lists {
            let mut by_name: Vec<&Condition> = list.iter().collect();
            by_name.sort_by_cached_key(|condition| condition.meaning());
            let at = Where {
                section,
                holder: None,
                of,
            };
            by_name.into_iter().for_each(|it| self.imposed(it, at));
        }
    }

    /// Those in what a party says of something.
    pub fn of_words(&mut self, party: &PartyId, of: &Target, says: &Says<'_>) {
        let holder = Some(party);
        let at = |section| Where {
            section,
            holder,
            of,
        };
        match says {
            Says::Yes | Says::Unknown | Says::Counted => {}
            Says::YesIf(ifs) => {
                for condition in ifs {
                    self.add(party, condition, at(Section::If));
                    self.imposed(condition, at(Section::If));
                }
            }
            Says::No(untils) => {
                for condition in untils {
                    self.imposed(condition, at(Section::Until));
                }
            }
        }
    }

    /// The parts of a condition that somebody imposes.
    fn imposed(&mut self, condition: &Condition, at: Where<'_>) {
        for (depth, part) in standing(condition, self.day).into_iter().enumerate() {
            let imposed = part.imposed.as_ref();
            let by = imposed.and_then(|imposed| imposed.by.as_ref());
            // What the holder of an `if` imposes as its whole is the `if` itself.
            let is_the_if = depth == 0 && at.section == Section::If && by == at.holder;
            if let Some(by) = by.filter(|_| !is_the_if) {
                self.add(by, part, at);
            }
        }
    }

    fn add(&mut self, by: &PartyId, condition: &Condition, at: Where<'_>) {
        self.found.push(Waivable {
            party: by.clone(),
            short: condition.without_order().to_string(),
            section: at.section,
            site: at.site(condition),
        });
    }

    /// The label of each: the condition in short; where its party imposes equal ones on the same target, also
    /// the list in which it stands, and from the second of one list on its number there.
    pub fn labelled(self) -> Labels {
        let mut equal: BTreeMap<(PartyId, Target, String), Vec<Waivable>> = BTreeMap::new();
        for one in self.found {
            let name = (one.party.clone(), one.site.of.clone(), one.short.clone());
            equal.entry(name).or_default().push(one);
        }
        let mut labels = BTreeMap::new();
        for mut group in equal.into_values() {
            group.sort_by_key(|one| one.section);
            let is_alone = is_one(&group);
            for list in group.chunk_by(|one, other| one.section == other.section) {
                for (at, one) in list.iter().enumerate() {
                    let label = if is_alone {
                        one.short.clone()
                    } else {
                        one.label_as(at + 1)
                    };
                    labels.insert((one.site.clone(), one.party.clone()), label);
                }
            }
        }
        Labels(labels)
    }
}

/// Whether equal conditions are one: in `if` and `until` the same condition said twice is.
fn is_one(group: &[Waivable]) -> bool {
    let (in_lists, said): (Vec<Section>, Vec<Section>) = group
        .iter()
        .map(|one| one.section)
        .partition(|section| section.is_list());
    let said: BTreeSet<Section> = said.into_iter().collect();
    in_lists.len() + said.len() == 1
}

impl Waivable {
    /// Its label as the how-many-th of equal ones in its section.
    fn label_as(&self, number: usize) -> String {
        let (short, word) = (&self.short, self.section.word());
        if number > 1 && self.section.is_list() {
            format!("{short}@{word}.{number}")
        } else {
            format!("{short}@{word}")
        }
    }
}

/// The label of each condition that somebody may waive, by its place and its party.
#[derive(Default)]
pub(super) struct Labels(BTreeMap<(Site, PartyId), String>);

impl Labels {
    /// The move by which a party waives a condition in its place.
    pub fn waiver(&self, condition: &Condition, at: Where<'_>, by: &PartyId) -> Option<Move> {
        let label = self.0.get(&(at.site(condition), by.clone()))?;
        Some(Move::waive(by, at.of, label))
    }

    /// Every waiver.
    pub fn moves(&self) -> impl Iterator<Item = Move> {
        let all = self.0.iter();
        all.map(|((site, party), label)| Move::waive(party, &site.of, label))
    }
}
