//! The definitions of `docs/method.md` and the table of `docs/language.md`, word for word, on the model itself: slow, and
//! easy to compare with the pages.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::{Condition, Issue, Milestone, MilestoneId, Model, PartyId, Target};
use crate::source::Date;

use super::Move;
use super::asked::Conditions;
use super::attained::{Hanging, Made};
use super::conditions::{Facts as _, consents};
use super::exclusions::ways;
use super::labels::{Labels, Section, Waivers, Where};
use super::over::ByNow;
use super::polls::Poll;
use super::record::Record;
use super::words::{Says, Words};

/// How the unknown is read, whether what comes by itself has come, and how edges are read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub unknown: bool,
    coming: bool,
    edges: Edges,
}

impl Reading {
    /// Only what is so counts.
    pub const NOW: Self = Self {
        unknown: false,
        coming: false,
        edges: Edges::AsWritten,
    };
    /// What comes by itself counts too.
    pub const IN_TIME: Self = Self {
        coming: true,
        ..Self::NOW
    };
    /// Every yes that nobody has heard counts too.
    pub const HOPED: Self = Self {
        unknown: true,
        ..Self::IN_TIME
    };

    /// The same with edges read otherwise.
    pub fn with(self, edges: Edges) -> Self {
        Self { edges, ..self }
    }
}

/// How *earlier* and *together* are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    AsWritten,
    AllTogether,
    AllEarlier,
}

/// What can hold: a thing, or a party's yes to one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Fact {
    Thing(Target),
    Yes(PartyId, Target),
    /// The word of a body itself, beside those of its members.
    Own(PartyId, Target),
}

pub(super) type Holds = HashSet<Fact>;

/// How many facts and conditions may be read in all while claims are checked: some seconds.
const MOST_READ: u64 = 6_000_000;

/// Among so many facts reading one takes about twice as long as among few.
const MANY: u64 = 4_000;

/// More would have to be read than is allowed.
pub(super) struct TooMuch;

/// Facts that are settled beside those that are read: what they come to, and which the others are.
type Rest<'a> = Option<(&'a Holds, &'a HashSet<Fact>)>;

/// What already holds, for conditions that ask for *earlier* and for *together*.
#[derive(Clone, Copy)]
pub(super) struct So<'a> {
    earlier: &'a Holds,
    together: &'a Holds,
    pub made: Made<'a>,
    pub reading: Reading,
    rest: Rest<'a>,
}

impl So<'_> {
    /// The same where everything asked for must hold earlier.
    pub fn before(self) -> Self {
        match self.reading.edges {
            Edges::AllTogether => self,
            Edges::AsWritten | Edges::AllEarlier => Self {
                together: self.earlier,
                ..self
            },
        }
    }

    pub fn has(&self, thing: &Target) -> bool {
        self.is_so(&Fact::Thing(thing.clone()))
    }

    pub fn is_so(&self, fact: &Fact) -> bool {
        match self.rest {
            Some((settled, read)) if !read.contains(fact) => settled.contains(fact),
            Some(_) | None => self.together.contains(fact),
        }
    }

    pub fn has_yes(&self, party: &PartyId, target: &Target) -> bool {
        self.is_so(&Fact::Yes(party.clone(), target.clone()))
    }
}

/// The model on one day.
pub(super) struct Definitions<'a> {
    pub(super) model: &'a Model,
    pub(super) day: Option<Date>,
    pub(super) words: Words<'a>,
    record: Record,
    pub(super) says: BTreeMap<(PartyId, Target), Says<'a>>,
    /// What bodies themselves say, where their members are counted.
    pub(super) own: BTreeMap<(PartyId, Target), Says<'a>>,
    /// The votes that are counted.
    pub(super) polls: BTreeMap<(PartyId, Target), Poll>,
    pub(super) labels: Labels,
    pub(super) facts: Vec<Fact>,
    pub(super) hanging: Hanging,
    /// For each way to respect the exclusions, what is left out.
    pub(super) left_out: Vec<BTreeSet<Target>>,
    /// How many facts and conditions may still be read.
    left: Cell<u64>,
    /// The deadline of the goal that is asked about: what comes by itself then or later is no help to it.
    limit: Option<Date>,
}

impl<'a> Definitions<'a> {
    pub fn of(model: &'a Model, day: Option<Date>) -> Result<Self, String> {
        let words = Words::on(model, day);
        let record = Record::on(model, day);
        let left_out = ways(model, &record, &words)?;
        let mut made = Self {
            model,
            day,
            words,
            record,
            says: BTreeMap::new(),
            own: BTreeMap::new(),
            polls: BTreeMap::new(),
            labels: Labels::default(),
            facts: Vec::new(),
            hanging: Hanging::default(),
            left_out,
            left: Cell::new(MOST_READ),
            limit: None,
        };
        made.listen();
        made.labels = made.waivers().labelled();
        made.facts = made.all_facts();
        made.hanging = made.hanging();
        Ok(made)
    }

    /// The same, asked about one goal.
    pub fn about(mut self, goal: &Target) -> Self {
        self.limit = match goal {
            Target::Milestone(id) => self.record.deadlines.get(id).copied(),
            Target::Issue(_) | Target::Option(..) => None,
        };
        self
    }

    /// Whether a milestone comes by itself, in time for the goal.
    fn comes(&self, id: &MilestoneId) -> bool {
        let date = self.record.coming.get(id);
        date.is_some_and(|date| self.limit.is_none_or(|limit| *date < limit))
    }

    pub fn record(&self) -> &Record {
        &self.record
    }

    pub fn target(&self, name: &str) -> Option<Target> {
        let mut all = self.targets().into_iter();
        all.find(|target| target.to_string() == name)
    }

    fn targets(&self) -> Vec<Target> {
        let milestones = self.model.milestones.keys().cloned();
        let mut all: Vec<Target> = milestones.map(Target::Milestone).collect();
        for issue in self.model.issues.values() {
            all.push(Target::Issue(issue.id.clone()));
            all.extend(self.words.answers(issue));
        }
        all
    }

    fn all_facts(&self) -> Vec<Fact> {
        let things = self.targets().into_iter().map(Fact::Thing);
        let yeses = self.says.keys().cloned();
        let yeses = yeses.map(|(party, target)| Fact::Yes(party, target));
        let own = self.own.keys().cloned();
        let own = own.map(|(party, target)| Fact::Own(party, target));
        things.chain(yeses).chain(own).collect()
    }

    /// The milestones that still have needs that count: what is reached or closed has none any more.
    fn undecided(&self) -> impl Iterator<Item = &'a Milestone> {
        let milestones = self.model.milestones.values();
        milestones.filter(|milestone| {
            !self.record.reached.contains_key(&milestone.id)
                && !self.record.closed.contains_key(&milestone.id)
        })
    }

    /// Collects whose yes to what is needed anywhere, and what it is.
    fn listen(&mut self) {
        let milestones = self.undecided().flat_map(|it| self.asked_for(it));
        let issues = self.model.issues.values();
        let issues = issues.flat_map(|issue| self.asked_of(issue));
        let mut asked: Vec<(PartyId, Target)> = milestones.chain(issues).collect();
        while let Some((party, target)) = asked.pop() {
            let key = (party, target.clone());
            if self.says.contains_key(&key) {
                continue;
            }
            match Poll::of(&self.words, &key.0, &target) {
                Some(poll) => asked.extend(self.count(key, poll)),
                None => {
                    let says = self.heard(&key.0, &target);
                    let conditions = says.conditions().iter().copied();
                    asked.extend(self.consents_in(conditions, &target));
                    self.says.insert(key, says);
                }
            }
        }
    }

    /// Whose yes a milestone needs.
    fn asked_for(&self, milestone: &Milestone) -> Vec<(PartyId, Target)> {
        let target = Target::Milestone(milestone.id.clone());
        let needed = milestone.consent.iter().filter(|c| c.needed_on(self.day));
        needed
            .map(|consent| (consent.party.clone(), target.clone()))
            .chain(self.consents_in(milestone.conditions(), &target))
            .collect()
    }

    /// Whose yes an issue as a whole and its answers need.
    fn asked_of(&self, issue: &'a Issue) -> Vec<(PartyId, Target)> {
        let whole = Target::Issue(issue.id.clone());
        let speaking = self.words.asked_of_whole(issue).into_iter();
        let mut asked: Vec<(PartyId, Target)> = speaking
            .map(|party| (party.clone(), whole.clone()))
            .collect();
        for answer in self.words.answers(issue) {
            let between = issue.between.iter();
            asked.extend(between.map(|party| (party.clone(), answer.clone())));
        }
        asked
    }

    /// The consents that the conditions of something ask for.
    pub(super) fn consents_in<'c>(
        &self,
        conditions: impl IntoIterator<Item = &'c Condition>,
        of: &Target,
    ) -> Vec<(PartyId, Target)> {
        let asked = conditions.into_iter().flat_map(|it| consents(it, self.day));
        asked.map(|party| (party.clone(), of.clone())).collect()
    }

    /// What a party says of something, where a no that is over is a yes.
    pub(super) fn heard(&self, party: &PartyId, target: &Target) -> Says<'a> {
        let now = ByNow {
            words: &self.words,
            record: &self.record,
            day: self.day,
            of: target,
            behind: &[],
        };
        match self.words.says(party, target) {
            Says::No(untils) if now.is_over(&untils, party) => Says::Yes,
            says @ (Says::Yes | Says::YesIf(_) | Says::No(_) | Says::Unknown | Says::Counted) => {
                says
            }
        }
    }

    /// Every condition that somebody may waive.
    fn waivers(&self) -> Waivers {
        let mut waivers = Waivers::on(self.day);
        for milestone in self.undecided() {
            waivers.of_milestone(milestone);
        }
        for ((party, target), says) in self.says.iter().chain(&self.own) {
            waivers.of_words(party, target, says);
        }
        waivers
    }

    /// mu X. nu Y. Phi(strict read X, soft read Y), of all facts or of those that are not settled.
    pub(super) fn attainable_set(
        &self,
        out: &BTreeSet<Target>,
        made: Made<'_>,
        reading: Reading,
        rest: Rest<'_>,
    ) -> Result<Holds, TooMuch> {
        let is_in = |fact: &&Fact| match fact {
            Fact::Thing(target) => !out.contains(target),
            Fact::Yes(..) | Fact::Own(..) => true,
        };
        let all: Holds = match rest {
            Some((_, read)) => read.iter().filter(is_in).cloned().collect(),
            None => self.facts.iter().filter(is_in).cloned().collect(),
        };
        let mut earlier = Holds::new();
        loop {
            let so = So {
                earlier: &earlier,
                together: &all,
                made,
                reading,
                rest,
            };
            let together = self.hold_together(so)?;
            if together == earlier {
                return Ok(earlier);
            }
            earlier = together;
        }
    }

    /// nu Y: what holds together of all that could, after what holds earlier.
    fn hold_together(&self, so: So<'_>) -> Result<Holds, TooMuch> {
        let mut together = so.together.clone();
        loop {
            let cost = self.hanging.cost(together.iter());
            let cost = cost + cost * self.facts.len() as u64 / MANY;
            let left = self.left.get().checked_sub(cost);
            self.left.set(left.ok_or(TooMuch)?);
            let read = match so.reading.edges {
                Edges::AllEarlier => so.earlier,
                Edges::AsWritten | Edges::AllTogether => &together,
            };
            let now = So {
                together: read,
                ..so
            };
            let held = together.iter().filter(|fact| self.holds(fact, now));
            let next: Holds = held.cloned().collect();
            if next == together {
                return Ok(together);
            }
            together = next;
        }
    }

    fn holds(&self, fact: &Fact, so: So<'_>) -> bool {
        match fact {
            Fact::Thing(Target::Milestone(id)) => self.milestone(&self.model.milestones[id], so),
            Fact::Thing(Target::Issue(id)) => self.issue(&self.model.issues[id], so),
            Fact::Thing(answer @ Target::Option(id, _)) => self.model.issues[id]
                .between
                .iter()
                .all(|party| so.has_yes(party, answer)),
            Fact::Yes(party, target) => {
                let key = (party.clone(), target.clone());
                match self.polls.get(&key) {
                    Some(poll) => self.passes(poll, target, so),
                    None => self.yes(party, target, &self.says[&key], so),
                }
            }
            Fact::Own(party, target) => {
                let says = &self.own[&(party.clone(), target.clone())];
                self.yes(party, target, says, so)
            }
        }
    }

    fn milestone(&self, milestone: &Milestone, so: So<'_>) -> bool {
        if self.record.reached.contains_key(&milestone.id) {
            return true;
        }
        if self.record.is_averted(milestone) {
            return false;
        }
        let has_come = so.reading.coming && self.comes(&milestone.id);
        let is_closed = self.record.closed.contains_key(&milestone.id);
        let is_only_a_default =
            !milestone.has_needs() && self.record.coming.contains_key(&milestone.id);
        if has_come || is_closed || is_only_a_default {
            return has_come;
        }
        self.has_its_needs(milestone, so)
    }

    fn has_its_needs(&self, milestone: &Milestone, so: So<'_>) -> bool {
        let of = &Target::Milestone(milestone.id.clone());
        let needs = |section, so| Conditions {
            of_definitions: self,
            at: Where {
                section,
                holder: None,
                of,
            },
            so,
        };
        let (with, before) = (
            needs(Section::Requires, so),
            needs(Section::After, so.before()),
        );
        let mut consents = milestone.consent.iter().filter(|c| c.needed_on(self.day));
        consents.all(|consent| so.has_yes(&consent.party, of))
            && milestone.requires.iter().all(|it| with.meet(it))
            && milestone.after.iter().all(|it| before.meet(it))
    }

    fn issue(&self, issue: &Issue, so: So<'_>) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let answers = self.words.answers(issue);
        let mut asked = self.words.asked_of_whole(issue).into_iter();
        (answers.is_empty() || answers.iter().any(|answer| so.has(answer)))
            && asked.all(|party| so.has_yes(party, &whole))
    }

    /// A party's yes to one thing, by what it says itself.
    fn yes(&self, party: &PartyId, of: &Target, says: &Says<'_>, so: So<'_>) -> bool {
        let is_granted = || so.made.has(&Move::grant(party, of));
        let conditions = |section, so| Conditions {
            of_definitions: self,
            at: Where {
                section,
                holder: Some(party),
                of,
            },
            so,
        };
        match says {
            Says::Yes => true,
            Says::Counted => false,
            Says::Unknown => so.reading.unknown || is_granted(),
            Says::YesIf(ifs) => {
                let own = conditions(Section::If, so);
                ifs.iter()
                    .any(|it| own.is_waived_by(party, it) || own.meet(it))
            }
            Says::No(untils) => {
                let own = conditions(Section::Until, so.before());
                is_granted() || untils.iter().any(|until| own.meet(until))
            }
        }
    }

    /// Everything that somebody could change; with `unheard` also every yes that nobody has heard.
    pub fn moves(&self, unheard: bool) -> Vec<Move> {
        let mut found: BTreeSet<Move> = self.labels.moves().collect();
        for ((party, target), says) in self.says.iter().chain(&self.own) {
            let can_be_granted = match says {
                Says::Yes | Says::YesIf(_) | Says::Counted => false,
                Says::No(_) => true,
                Says::Unknown => unheard,
            };
            if can_be_granted {
                found.insert(Move::grant(party, target));
            }
        }
        found.into_iter().collect()
    }
}
