//! What is attainable with some moves, and with one move more or less.
//!
//! A move touches what is said of one thing, and what hangs on that, directly or not. Nothing else can change, so that
//! with one move more or less only these facts are read again, beside what the others come to. (A part of a fixpoint on
//! which the rest hangs, and which hangs on none of the rest, can be solved by itself: Bekić 1984.)

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Move;
use super::conditions::{consents, standing};
use super::definitions::{Definitions, Fact, Holds, Reading, TooMuch};
use super::polls::Poll;
use crate::model::{Condition, ConditionKind, PartyId, Target};

/// What is attainable with some moves, in each way to respect the exclusions.
pub(super) struct Attained {
    made: HashSet<Move>,
    reading: Reading,
    ways: Vec<Holds>,
}

/// Which moves are made.
#[derive(Clone, Copy)]
pub(super) struct Made<'a> {
    moves: &'a HashSet<Move>,
    /// A move that is made where it is not among these, and is not made where it is.
    but_for: Option<&'a Move>,
}

impl Made<'_> {
    pub fn has(self, one: &Move) -> bool {
        self.moves.contains(one) != (self.but_for == Some(one))
    }
}

/// What hangs on each fact.
#[derive(Default)]
pub(super) struct Hanging {
    on: BTreeMap<Fact, Vec<Fact>>,
    /// What it costs to read each fact once: itself and all that it can need.
    cost: HashMap<Fact, u64>,
    /// The facts about each thing, by its name.
    about: BTreeMap<String, Vec<Fact>>,
}

impl Hanging {
    fn add(&mut self, fact: &Fact, on: Vec<Fact>) {
        self.cost.insert(fact.clone(), 1 + on.len() as u64);
        for one in on {
            self.on.entry(one).or_default().push(fact.clone());
        }
    }

    /// What it costs to read some facts once.
    pub(super) fn cost<'f>(&self, facts: impl Iterator<Item = &'f Fact>) -> u64 {
        facts.filter_map(|fact| self.cost.get(fact)).sum()
    }

    /// The facts that a move touches, and all that hang on them.
    fn touched_by(&self, one: &Move) -> HashSet<Fact> {
        let about = self.about.get(&one.target).into_iter().flatten();
        let mut open: Vec<&Fact> = about.collect();
        let mut found = HashSet::new();
        while let Some(fact) = open.pop() {
            if found.insert(fact.clone()) {
                open.extend(self.on.get(fact).into_iter().flatten());
            }
        }
        found
    }
}

impl Definitions<'_> {
    /// What hangs on what, whatever the day.
    pub(super) fn hanging(&self) -> Hanging {
        let mut hanging = Hanging::default();
        for fact in &self.facts {
            let (Fact::Thing(target) | Fact::Yes(_, target) | Fact::Own(_, target)) = fact;
            let about = hanging.about.entry(target.to_string()).or_default();
            about.push(fact.clone());
            hanging.add(fact, self.needs_of(fact));
        }
        hanging
    }

    /// All that a fact can need.
    fn needs_of(&self, fact: &Fact) -> Vec<Fact> {
        let yes = |party: &PartyId, of: &Target| Fact::Yes(party.clone(), of.clone());
        match fact {
            Fact::Thing(of @ Target::Milestone(id)) => {
                let milestone = &self.model.milestones[id];
                let asked = milestone.consent.iter().map(|it| yes(&it.party, of));
                let named = milestone.conditions().flat_map(|it| self.named_in(it, of));
                asked.chain(named).collect()
            }
            Fact::Thing(whole @ Target::Issue(id)) => {
                let between = self.model.issues[id].between.iter();
                let answers = self.words.answers(&self.model.issues[id]).into_iter();
                let asked = between.map(|party| yes(party, whole));
                asked.chain(answers.map(Fact::Thing)).collect()
            }
            Fact::Thing(answer @ Target::Option(id, _)) => {
                let between = self.model.issues[id].between.iter();
                between.map(|party| yes(party, answer)).collect()
            }
            Fact::Own(party, of) => {
                let says = &self.own[&(party.clone(), of.clone())];
                let conditions = says.conditions().iter();
                conditions.flat_map(|it| self.named_in(it, of)).collect()
            }
            Fact::Yes(party, of) => {
                let key = (party.clone(), of.clone());
                if let Some(poll) = self.polls.get(&key) {
                    return self.voting(poll, of);
                }
                let says = &self.says[&key];
                let conditions = says.conditions().iter();
                conditions.flat_map(|it| self.named_in(it, of)).collect()
            }
        }
    }

    /// The yeses that a vote counts.
    fn voting(&self, poll: &Poll, of: &Target) -> Vec<Fact> {
        let voters = poll.voters.iter();
        let yeses = voters.map(|voter| match voter.is_body {
            true => Fact::Own(voter.party.clone(), of.clone()),
            false => Fact::Yes(voter.party.clone(), of.clone()),
        });
        yeses.collect()
    }

    /// What a condition of something names.
    fn named_in(&self, condition: &Condition, of: &Target) -> Vec<Fact> {
        let within = standing(condition, self.day).into_iter();
        let within = within.flat_map(|part| match &part.kind {
            ConditionKind::Within(issue, range) => self.words.within(issue, range),
            ConditionKind::Holds(_)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => Vec::new(),
        });
        let things = condition.targets().into_iter().cloned().chain(within);
        let things = things.map(Fact::Thing);
        let parties = consents(condition, self.day).into_iter();
        let yeses = parties.map(|party| Fact::Yes(party.clone(), of.clone()));
        things.chain(yeses).collect()
    }

    /// Whether a goal is in the attainable set, in some way to respect the exclusions.
    pub fn attainable(
        &self,
        goal: &Target,
        moves: &HashSet<Move>,
        reading: Reading,
    ) -> Result<bool, TooMuch> {
        let goal = Fact::Thing(goal.clone());
        let made = Made {
            moves,
            but_for: None,
        };
        for out in &self.left_out {
            if self
                .attainable_set(out, made, reading, None)?
                .contains(&goal)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What is attainable with some moves.
    pub fn attained(&self, made: HashSet<Move>, reading: Reading) -> Result<Attained, TooMuch> {
        let moves = Made {
            moves: &made,
            but_for: None,
        };
        let ways = self.left_out.iter();
        let ways = ways.map(|out| self.attainable_set(out, moves, reading, None));
        Ok(Attained {
            ways: ways.collect::<Result<_, _>>()?,
            made,
            reading,
        })
    }

    /// Whether a goal is attainable with one move more, or without it where it was made.
    pub fn attains_with_one_other(
        &self,
        goal: &Target,
        attained: &Attained,
        one: &Move,
    ) -> Result<bool, TooMuch> {
        let goal = Fact::Thing(goal.clone());
        let touched = self.hanging.touched_by(one);
        if !touched.contains(&goal) {
            return Ok(attained.ways.iter().any(|way| way.contains(&goal)));
        }
        let made = Made {
            moves: &attained.made,
            but_for: Some(one),
        };
        for (out, way) in self.left_out.iter().zip(&attained.ways) {
            let rest = Some((way, &touched));
            let found = self.attainable_set(out, made, attained.reading, rest)?;
            if found.contains(&goal) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Attained {
    /// Whether a goal is attainable.
    pub fn has(&self, goal: &Target) -> bool {
        let goal = Fact::Thing(goal.clone());
        self.ways.iter().any(|way| way.contains(&goal))
    }
}
