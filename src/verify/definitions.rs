//! The definitions of `docs/method.md` and the table of `docs/language.md`, word for word, on the model itself: slow, and
//! easy to compare with the pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Condition, ConditionKind, Issue, Milestone, MilestoneId, Model, PartyId, Target,
};
use crate::source::Date;

use super::Move;
use super::record::Record;
use super::words::{Says, Words};

/// How the unknown is read, whether what comes by itself has come, and how edges are read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub unknown: bool,
    pub coming: bool,
    pub edges: Edges,
}

/// How *earlier* and *together* are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    AsWritten,
    AllTogether,
    AllEarlier,
}

/// What can hold: a thing, or a party's yes to one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    Thing(Target),
    Yes(PartyId, Target),
}

type Holds = BTreeSet<Fact>;

/// What already holds, for conditions that ask for *earlier* and for *together*.
#[derive(Clone, Copy)]
struct So<'a> {
    earlier: &'a Holds,
    together: &'a Holds,
    made: &'a BTreeSet<Move>,
    reading: Reading,
}

impl So<'_> {
    /// The same where everything asked for must hold earlier.
    fn before(self) -> Self {
        match self.reading.edges {
            Edges::AllTogether => self,
            Edges::AsWritten | Edges::AllEarlier => Self {
                together: self.earlier,
                ..self
            },
        }
    }
}

/// In which list of its owner a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
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
}

/// A condition in its place: the place in memory where the model keeps it, what it is a condition of, and in whose
/// position it stands.
type Site = (usize, Target, Option<PartyId>);

/// A condition that some party may waive, before equal ones are told apart.
struct Waivable {
    party: PartyId,
    target: Target,
    short: String,
    section: Section,
    site: Site,
}

/// Most ways to respect the exclusions.
const MOST_WAYS: usize = 4_096;

/// The model on one day.
pub(super) struct Definitions<'a> {
    model: &'a Model,
    day: Option<Date>,
    words: Words<'a>,
    record: Record,
    says: BTreeMap<(PartyId, Target), Says<'a>>,
    labels: BTreeMap<(Site, PartyId), String>,
    facts: Vec<Fact>,
    /// For each way to respect the exclusions, what is left out.
    left_out: Vec<BTreeSet<Target>>,
    /// The deadline of the goal that is asked about: what comes by itself then or later is no help to it.
    limit: Option<Date>,
}

impl<'a> Definitions<'a> {
    pub fn of(model: &'a Model, day: Option<Date>) -> Result<Self, String> {
        let mut made = Self {
            model,
            day,
            words: Words::on(model, day),
            record: Record::on(model, day),
            says: BTreeMap::new(),
            labels: BTreeMap::new(),
            facts: Vec::new(),
            left_out: Vec::new(),
            limit: None,
        };
        made.listen();
        made.label();
        let things = made.targets().into_iter().map(Fact::Thing);
        let yeses = made
            .says
            .keys()
            .map(|(party, target)| Fact::Yes(party.clone(), target.clone()));
        made.facts = things.chain(yeses).collect();
        made.left_out = made.ways()?;
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
        self.targets()
            .into_iter()
            .find(|target| target.to_string() == name)
    }

    fn targets(&self) -> Vec<Target> {
        let mut all: Vec<Target> = self
            .model
            .milestones
            .keys()
            .cloned()
            .map(Target::Milestone)
            .collect();
        for issue in self.model.issues.values() {
            all.push(Target::Issue(issue.id.clone()));
            all.extend(self.words.answers(issue));
        }
        all
    }

    /// Whether a milestone still has needs that count: what is reached or closed has none any more.
    fn is_undecided(&self, milestone: &Milestone) -> bool {
        !self.record.reached.contains_key(&milestone.id)
            && !self.record.closed.contains_key(&milestone.id)
    }

    /// Collects whose yes to what is needed anywhere, and what it is.
    fn listen(&mut self) {
        let mut asked: Vec<(PartyId, Target)> = Vec::new();
        for milestone in self
            .model
            .milestones
            .values()
            .filter(|m| self.is_undecided(m))
        {
            let target = Target::Milestone(milestone.id.clone());
            let needed = milestone.consent.iter().filter(|c| c.needed_on(self.day));
            asked.extend(needed.map(|consent| (consent.party.clone(), target.clone())));
            for condition in milestone.conditions() {
                asked.extend(
                    self.consents(condition)
                        .into_iter()
                        .map(|p| (p, target.clone())),
                );
            }
        }
        for issue in self.model.issues.values() {
            let whole = Target::Issue(issue.id.clone());
            let speaking = self.words.asked_of_whole(issue).into_iter();
            asked.extend(speaking.map(|party| (party.clone(), whole.clone())));
            for answer in self.words.answers(issue) {
                asked.extend(
                    issue
                        .between
                        .iter()
                        .map(|party| (party.clone(), answer.clone())),
                );
            }
        }
        while let Some((party, target)) = asked.pop() {
            if self.says.contains_key(&(party.clone(), target.clone())) {
                continue;
            }
            let says = match self.words.says(&party, &target) {
                Says::No(untils) if self.is_over(&untils, &party, &target, &[]) => Says::Yes,
                says @ (Says::Yes | Says::YesIf(_) | Says::No(_) | Says::Unknown) => says,
            };
            let conditions = match &says {
                Says::Yes | Says::Unknown => &[][..],
                Says::YesIf(conditions) | Says::No(conditions) => conditions.as_slice(),
            };
            for condition in conditions {
                asked.extend(
                    self.consents(condition)
                        .into_iter()
                        .map(|p| (p, target.clone())),
                );
            }
            self.says.insert((party, target), says);
        }
    }

    /// Whether a no was to last until something that is there now. `behind` are the parties whose noes wait for this one.
    fn is_over(
        &self,
        untils: &[&Condition],
        party: &PartyId,
        of: &Target,
        behind: &[&PartyId],
    ) -> bool {
        let behind = [behind, &[party]].concat();
        untils.iter().any(|until| self.is_there(until, of, &behind))
    }

    /// Whether a condition is there by what has been reached, and by plain yeses where it asks for one.
    fn is_there(&self, condition: &Condition, of: &Target, behind: &[&PartyId]) -> bool {
        if !condition.stands_on(self.day) {
            return true;
        }
        match &condition.kind {
            ConditionKind::Holds(Target::Milestone(id)) => self.record.reached.contains_key(id),
            ConditionKind::Holds(Target::Issue(_) | Target::Option(..)) => false,
            ConditionKind::Consent(party) => match self.words.says(party, of) {
                Says::Yes => true,
                Says::No(_) if behind.contains(&party) => false,
                Says::No(untils) => self.is_over(&untils, party, of, behind),
                Says::YesIf(_) | Says::Unknown => false,
            },
            ConditionKind::All(arms) => arms.iter().all(|arm| self.is_there(arm, of, behind)),
            ConditionKind::Any(arms) => arms.iter().any(|arm| self.is_there(arm, of, behind)),
            ConditionKind::AtLeast { count, of: arms } => {
                let there = arms
                    .iter()
                    .filter(|(arm, _)| self.is_there(arm, of, behind));
                let sum: u128 = there.map(|(_, weight)| u128::from(*weight)).sum();
                sum >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.is_there(inner, of, behind),
        }
    }

    /// The parties whose consent a condition asks for, in parts that stand on the day.
    fn consents(&self, condition: &Condition) -> Vec<PartyId> {
        let mut found = Vec::new();
        self.standing(condition, &mut |inner| {
            if let ConditionKind::Consent(party) = &inner.kind {
                found.push(party.clone());
            }
        });
        found
    }

    /// Calls a function on a condition and all within it that stands on the day, outermost first.
    fn standing<'c>(&self, condition: &'c Condition, see: &mut dyn FnMut(&'c Condition)) {
        if !condition.stands_on(self.day) {
            return;
        }
        see(condition);
        match &condition.kind {
            ConditionKind::Holds(_) | ConditionKind::Consent(_) => {}
            ConditionKind::All(arms) | ConditionKind::Any(arms) => {
                arms.iter().for_each(|arm| self.standing(arm, see));
            }
            ConditionKind::AtLeast { of, .. } => {
                of.iter().for_each(|(arm, _)| self.standing(arm, see));
            }
            ConditionKind::After(inner) => self.standing(inner, see),
        }
    }

    /// Gives every condition that somebody may waive its label, and tells equal ones apart by where they stand.
    fn label(&mut self) {
        let mut all: Vec<Waivable> = Vec::new();
        for milestone in self
            .model
            .milestones
            .values()
            .filter(|m| self.is_undecided(m))
        {
            let target = Target::Milestone(milestone.id.clone());
            let lists = [
                (Section::Requires, &milestone.requires),
                (Section::After, &milestone.after),
            ];
            for (section, list) in lists {
                let mut by_name: Vec<&Condition> = list.iter().collect();
                by_name.sort_by_cached_key(|condition| condition.meaning());
                for condition in by_name {
                    self.imposed(condition, &target, section, None, &mut all);
                }
            }
        }
        for ((party, target), says) in &self.says {
            match says {
                Says::Yes | Says::Unknown => {}
                Says::YesIf(ifs) => {
                    for condition in ifs {
                        all.push(waivable(party, condition, target, Section::If, Some(party)));
                        self.imposed(condition, target, Section::If, Some(party), &mut all);
                    }
                }
                Says::No(untils) => untils
                    .iter()
                    .for_each(|c| self.imposed(c, target, Section::Until, Some(party), &mut all)),
            }
        }
        self.labels = labels(all);
    }

    fn imposed(
        &self,
        condition: &Condition,
        of: &Target,
        section: Section,
        holder: Option<&PartyId>,
        all: &mut Vec<Waivable>,
    ) {
        let mut is_outermost = true;
        self.standing(condition, &mut |inner| {
            // What the holder of an `if` imposes as its whole is the `if` itself.
            let by = inner
                .imposed
                .as_ref()
                .and_then(|imposed| imposed.by.as_ref());
            let is_the_if = is_outermost && section == Section::If && by == holder;
            is_outermost = false;
            if let Some(by) = by.filter(|_| !is_the_if) {
                all.push(waivable(by, inner, of, section, holder));
            }
        });
    }

    /// Every way to leave enough members out of each exclusion; an issue left out takes its answers with it.
    fn ways(&self) -> Result<Vec<BTreeSet<Target>>, String> {
        let mut ways = vec![BTreeSet::new()];
        for exclusion in &self.model.incompatible {
            let of: BTreeSet<&Target> = exclusion.of.iter().flat_map(Condition::targets).collect();
            let is_reached = |target: &&Target| match target {
                Target::Milestone(id) => self.record.reached.contains_key(id),
                Target::Issue(_) | Target::Option(..) => false,
            };
            let free: Vec<&Target> = of.iter().copied().filter(|t| !is_reached(t)).collect();
            let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
            let room = most.saturating_sub(of.len() - free.len());
            let choices = combinations(&free, free.len().saturating_sub(room));
            if ways.len().saturating_mul(choices.len()) > MOST_WAYS {
                return Err(
                    "there are too many ways to respect the exclusions to try them all".to_owned(),
                );
            }
            let joined = |way: &BTreeSet<Target>, choice: &BTreeSet<Target>| {
                way.union(choice).cloned().collect::<BTreeSet<Target>>()
            };
            ways = ways
                .iter()
                .flat_map(|way| choices.iter().map(move |c| joined(way, c)))
                .collect();
        }
        for way in &mut ways {
            let issues: Vec<&Issue> = self
                .model
                .issues
                .values()
                .filter(|i| way.contains(&Target::Issue(i.id.clone())))
                .collect();
            way.extend(
                issues
                    .into_iter()
                    .flat_map(|issue| self.words.answers(issue)),
            );
        }
        Ok(ways)
    }

    /// Whether a goal is in the attainable set, in some way to respect the exclusions.
    pub fn attainable(&self, goal: &Target, made: &BTreeSet<Move>, reading: Reading) -> bool {
        let goal = Fact::Thing(goal.clone());
        self.left_out
            .iter()
            .any(|out| self.attainable_set(out, made, reading).contains(&goal))
    }

    /// mu X. nu Y. Phi(strict read X, soft read Y).
    fn attainable_set(
        &self,
        out: &BTreeSet<Target>,
        made: &BTreeSet<Move>,
        reading: Reading,
    ) -> Holds {
        let is_out = |fact: &&Fact| match fact {
            Fact::Thing(target) => out.contains(target),
            Fact::Yes(..) => false,
        };
        let mut earlier = Holds::new();
        loop {
            let mut together: Holds = self.facts.iter().filter(|f| !is_out(f)).cloned().collect();
            loop {
                let read = match reading.edges {
                    Edges::AllEarlier => &earlier,
                    Edges::AsWritten | Edges::AllTogether => &together,
                };
                let so = So {
                    earlier: &earlier,
                    together: read,
                    made,
                    reading,
                };
                let next: Holds = together
                    .iter()
                    .filter(|f| self.holds(f, so))
                    .cloned()
                    .collect();
                if next == together {
                    break;
                }
                together = next;
            }
            if together == earlier {
                return earlier;
            }
            earlier = together;
        }
    }

    fn holds(&self, fact: &Fact, so: So<'_>) -> bool {
        match fact {
            Fact::Thing(Target::Milestone(id)) => self.milestone(&self.model.milestones[id], so),
            Fact::Thing(Target::Issue(id)) => self.issue(&self.model.issues[id], so),
            Fact::Thing(answer @ Target::Option(id, _)) => self.model.issues[id]
                .between
                .iter()
                .all(|party| has(so, party, answer)),
            Fact::Yes(party, target) => self.yes(party, target, so),
        }
    }

    fn milestone(&self, milestone: &Milestone, so: So<'_>) -> bool {
        if self.record.reached.contains_key(&milestone.id) {
            return true;
        }
        let comes = self.comes(&milestone.id);
        if self.record.is_averted(milestone) {
            return false;
        }
        let is_closed = self.record.closed.contains_key(&milestone.id);
        let is_only_a_default =
            !milestone.has_needs() && self.record.coming.contains_key(&milestone.id);
        if is_only_a_default {
            return comes && so.reading.coming;
        }
        if is_closed || (comes && (so.reading.coming || !milestone.has_needs())) {
            return comes && so.reading.coming;
        }
        let target = Target::Milestone(milestone.id.clone());
        let consents = milestone.consent.iter().filter(|c| c.needed_on(self.day));
        let site = |section| (section, None, &target);
        consents.into_iter().all(|c| has(so, &c.party, &target))
            && milestone
                .requires
                .iter()
                .all(|c| self.condition(c, site(Section::Requires), so))
            && milestone
                .after
                .iter()
                .all(|c| self.condition(c, site(Section::After), so.before()))
    }

    fn issue(&self, issue: &Issue, so: So<'_>) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let answers = self.words.answers(issue);
        let agreed = |answer: &Target| so.together.contains(&Fact::Thing(answer.clone()));
        (answers.is_empty() || answers.iter().any(agreed))
            && self
                .words
                .asked_of_whole(issue)
                .into_iter()
                .all(|party| has(so, party, &whole))
    }

    /// A party's yes to one thing.
    fn yes(&self, party: &PartyId, target: &Target, so: So<'_>) -> bool {
        let made = |one: Move| so.made.contains(&one);
        match &self.says[&(party.clone(), target.clone())] {
            Says::Yes => true,
            Says::Unknown => so.reading.unknown || made(Move::grant(party, target)),
            Says::YesIf(conditions) => conditions.iter().any(|condition| {
                let site = (Section::If, Some(party), target);
                let label = self.labels.get(&(place(condition, site), party.clone()));
                label.is_some_and(|label| made(Move::waive(party, target, label)))
                    || self.condition(condition, site, so)
            }),
            Says::No(untils) => {
                let site = (Section::Until, Some(party), target);
                made(Move::grant(party, target))
                    || untils
                        .iter()
                        .any(|until| self.condition(until, site, so.before()))
            }
        }
    }

    fn condition(&self, condition: &Condition, site: Where<'_>, so: So<'_>) -> bool {
        if !condition.stands_on(self.day) {
            return true;
        }
        let target = site.2;
        let by = condition
            .imposed
            .as_ref()
            .and_then(|imposed| imposed.by.as_ref());
        let label =
            by.and_then(|by| Some((by, self.labels.get(&(place(condition, site), by.clone()))?)));
        if label.is_some_and(|(by, label)| so.made.contains(&Move::waive(by, target, label))) {
            return true;
        }
        match &condition.kind {
            ConditionKind::Holds(thing) => so.together.contains(&Fact::Thing(thing.clone())),
            ConditionKind::Consent(party) => has(so, party, target),
            ConditionKind::All(arms) => arms.iter().all(|arm| self.condition(arm, site, so)),
            ConditionKind::Any(arms) => arms.iter().any(|arm| self.condition(arm, site, so)),
            ConditionKind::AtLeast { count, of } => {
                let held = of.iter().filter(|(arm, _)| self.condition(arm, site, so));
                held.map(|(_, weight)| u128::from(*weight)).sum::<u128>() >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.condition(inner, site, so.before()),
        }
    }

    /// Everything that somebody could change; with `unheard` also every yes that nobody has heard.
    pub fn moves(&self, unheard: bool) -> Vec<Move> {
        let mut found: BTreeSet<Move> = BTreeSet::new();
        for (((_, target, _), party), label) in &self.labels {
            found.insert(Move::waive(party, target, label));
        }
        for ((party, target), says) in &self.says {
            match says {
                Says::Yes | Says::YesIf(_) => {}
                Says::No(_) => {
                    found.insert(Move::grant(party, target));
                }
                Says::Unknown => found.extend(unheard.then(|| Move::grant(party, target))),
            }
        }
        found.into_iter().collect()
    }
}

/// Where a condition stands: the list, whose position it is in, and what it is a condition of.
type Where<'w> = (Section, Option<&'w PartyId>, &'w Target);

fn has(so: So<'_>, party: &PartyId, target: &Target) -> bool {
    so.together
        .contains(&Fact::Yes(party.clone(), target.clone()))
}

fn place(condition: &Condition, (_, holder, of): Where<'_>) -> Site {
    (
        std::ptr::from_ref(condition).addr(),
        of.clone(),
        holder.cloned(),
    )
}

fn waivable(
    by: &PartyId,
    condition: &Condition,
    of: &Target,
    section: Section,
    holder: Option<&PartyId>,
) -> Waivable {
    Waivable {
        party: by.clone(),
        target: of.clone(),
        short: condition.without_order().to_string(),
        section,
        site: place(condition, (section, holder, of)),
    }
}

/// The label of each waivable condition: the condition in short; where its party imposes equal ones on the same target, also
/// the list in which it stands, and from the second of one list on its number there.
fn labels(all: Vec<Waivable>) -> BTreeMap<(Site, PartyId), String> {
    let mut equal: BTreeMap<(PartyId, Target, String), Vec<Waivable>> = BTreeMap::new();
    for one in all {
        let name = (one.party.clone(), one.target.clone(), one.short.clone());
        equal.entry(name).or_default().push(one);
    }
    let mut found = BTreeMap::new();
    for ((party, _, short), mut group) in equal {
        group.sort_by_key(|one| one.section);
        let in_lists = group.iter().filter(|one| one.section.is_list()).count();
        let said: BTreeSet<Section> = group
            .iter()
            .map(|one| one.section)
            .filter(|s| !s.is_list())
            .collect();
        // In `if` and `until` the same condition said twice is one.
        let is_alone = in_lists + said.len() == 1;
        let mut seen: BTreeMap<Section, usize> = BTreeMap::new();
        for one in group {
            let number = seen.entry(one.section).or_default();
            *number = if one.section.is_list() {
                *number + 1
            } else {
                1
            };
            let list = format!("{:?}", one.section).to_lowercase();
            let label = match (is_alone, *number) {
                (true, _) => short.clone(),
                (false, 1) => format!("{short}@{list}"),
                (false, number) => format!("{short}@{list}.{number}"),
            };
            found.insert((one.site, party.clone()), label);
        }
    }
    found
}

/// All ways to choose so many of some targets.
fn combinations(of: &[&Target], size: usize) -> Vec<BTreeSet<Target>> {
    if size == 0 {
        return vec![BTreeSet::new()];
    }
    let mut found = Vec::new();
    for (at, first) in of.iter().enumerate() {
        for mut rest in combinations(&of[at + 1..], size - 1) {
            rest.insert((*first).clone());
            found.push(rest);
            if found.len() > MOST_WAYS {
                return found;
            }
        }
    }
    found
}
