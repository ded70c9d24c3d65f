//! The order of what has no id.
//!
//! The content of a model decides it, so that the order of the YAML, or how it is spread over files, changes no answer.
//! Parties, issues and milestones keep their authors' order, which is meant.

use std::collections::BTreeMap;

use super::{Condition, Consent, Milestone, Model, PartyId, Target};
use crate::source::{Citation, Date, Place, SourceId};

impl Model {
    /// Puts everything that has no id into an order that its content decides, so that the order of the YAML, or how it is
    /// spread over files, changes no answer. Parties, issues and milestones keep their authors' order, which is meant.
    pub fn settle_order(&mut self) {
        let order = Order::of(self);
        self.settle_positions(&order);
        self.settle_conditions(&order);
        self.settle_tellings(&order);
        self.incompatible.sort_by_cached_key(|exclusion| {
            let of: Vec<String> = exclusion.of.iter().map(Condition::meaning).collect();
            let words = format!("{} {:?}", exclusion.at_most, exclusion.note);
            (of, order.told(&exclusion.cites), words)
        });
    }

    /// What has a source comes in the order of the sources' days, and within one source as it stands there.
    fn settle_tellings(&mut self, order: &Order) {
        for claim in self.claims.values_mut() {
            for side in [&mut claim.asserted_by, &mut claim.denied_by] {
                side.sort_by_cached_key(|one| order.party(&one.party));
            }
        }
        self.events.sort_by_cached_key(|event| {
            let words = format!("{} {:?} {:?}", event.text, event.until, event.parties);
            (event.date, order.told(&event.cites), words)
        });
        self.notes
            .sort_by_cached_key(|note| (note.kind, order.told(&note.cites), note.text.clone()));
        self.votes.sort_by_cached_key(|vote| {
            let words = format!("{:?} {:?} {:?}", vote.count, vote.by, vote.text);
            (vote.date, vote.body.clone(), order.rank(&vote.on), words)
        });
        self.silent.sort_by_cached_key(|one| {
            let about = (order.party(&one.party), order.rank(&one.on));
            let words = format!("{:?} {:?}", one.asked, one.expected);
            (about, order.told(&one.cites), words)
        });
    }

    fn settle_positions(&mut self, order: &Order) {
        let mut positions = std::mem::take(&mut self.positions);
        positions.sort_by_cached_key(|position| {
            let about = (order.party(&position.party), order.rank(&position.on));
            let day = self.stated_on(position);
            (about, day, position.stance, position.content())
        });
        self.positions = positions;
    }

    /// Conditions in one list, consents, and what an exclusion speaks of, in the order of the milestones, issues and parties
    /// that they name; the arms of a condition in the order of their own names.
    fn settle_conditions(&mut self, order: &Order) {
        for milestone in self.milestones.values_mut() {
            order.settle_needs(milestone);
        }
        for position in &mut self.positions {
            let own = position.condition.iter_mut().chain(&mut position.until);
            own.for_each(Condition::settle);
        }
        for exclusion in &mut self.incompatible {
            order.sort_by_name(&mut exclusion.of);
        }
        for issue in self.issues.values_mut() {
            issue.between.sort_by_cached_key(|party| order.party(party));
        }
    }
}

/// Where a target stands: issues with their answers first, then milestones, in their authors' order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_milestone: bool,
    declared: Option<Place>,
    /// The how-many-th answer of its issue; 0 for what is none that is listed.
    answer: usize,
}

/// Where the authors declared each thing, and when each source appeared.
struct Order {
    parties: BTreeMap<PartyId, Place>,
    targets: BTreeMap<Target, Rank>,
    dates: BTreeMap<SourceId, Option<Date>>,
}

impl Order {
    fn of(model: &Model) -> Self {
        let parties = model.parties.values();
        let sources = model.sources.iter();
        Self {
            parties: parties.map(|it| (it.id.clone(), it.place)).collect(),
            targets: ranks_of_milestones(model)
                .chain(ranks_of_issues(model))
                .collect(),
            dates: sources.map(|(id, it)| (id.clone(), it.date)).collect(),
        }
    }

    fn party(&self, party: &PartyId) -> Option<Place> {
        self.parties.get(party).copied()
    }

    fn rank(&self, target: &Target) -> Rank {
        let listed = self.targets.get(target);
        // A number on a scale stands with its issue.
        let whole = || self.targets.get(&Target::Issue(target.issue()?.clone()));
        listed.or_else(whole).copied().unwrap_or(Rank {
            is_milestone: target.issue().is_none(),
            declared: None,
            answer: 0,
        })
    }

    /// The earliest source among some citations, with the place in it.
    fn told(&self, cites: &[Citation]) -> Option<(Option<Date>, SourceId, u32)> {
        let all = cites.iter().map(|cite| {
            let date = self.dates.get(&cite.source).copied().flatten();
            (date, cite.source.clone(), cite.sentence)
        });
        all.min()
    }

    fn settle_needs(&self, milestone: &mut Milestone) {
        let begins = |it: &Consent| (self.party(&it.party), it.since, it.ended);
        milestone.consent.sort_by_cached_key(begins);
        for list in [&mut milestone.requires, &mut milestone.after] {
            list.iter_mut().for_each(Condition::settle);
            self.sort_by_name(list);
        }
    }

    /// Sorts conditions by where the first thing that each names is listed, and then by what they mean.
    fn sort_by_name(&self, conditions: &mut [Condition]) {
        conditions.sort_by_cached_key(|condition| {
            let named = condition.targets();
            let first = named.first().and_then(|target| self.targets.get(target));
            (first.copied(), condition.meaning())
        });
    }
}

fn ranks_of_milestones(model: &Model) -> impl Iterator<Item = (Target, Rank)> {
    model.milestones.values().map(|milestone| {
        let rank = Rank {
            is_milestone: true,
            declared: Some(milestone.place),
            answer: 0,
        };
        (Target::Milestone(milestone.id.clone()), rank)
    })
}

fn ranks_of_issues(model: &Model) -> impl Iterator<Item = (Target, Rank)> {
    model.issues.values().flat_map(|issue| {
        let whole = std::iter::once(Target::Issue(issue.id.clone()));
        let options = issue.options.iter();
        let options = options.map(|it| Target::Option(issue.id.clone(), it.id.clone()));
        let ranked = whole.chain(options).enumerate();
        ranked.map(|(answer, target)| {
            let rank = Rank {
                is_milestone: false,
                declared: Some(issue.place),
                answer,
            };
            (target, rank)
        })
    })
}
