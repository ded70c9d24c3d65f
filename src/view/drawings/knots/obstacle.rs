//! What lies on the way: bars, hooks, rings, forks and fences, each with the letter of its key.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocker, Blocks, MANY, Shape, ShapeKind, Status, Waiter};
use crate::graph::Change;
use crate::model::{PartyId, Target};
use crate::source::SourceId;

use crate::view::drawings::maker::{Maker, cited};
use crate::view::words::answers::{Told, blocker_line, knot_told};
use crate::view::words::runs::runs;
use crate::view::words::{Words, count, number_word, upper_first};

use super::letters::letters;
use super::{KeyLine, Knot, KnotBar, KnotFence, KnotTrack, LiftedBy, MarkState, Obstacle, Who};

/// Most tracks of a fork; what is more becomes a fence.
const MOST_TRACKS: usize = 9;
/// Most bars of a fence that are drawn.
const MOST_BARS: usize = 12;
/// Most bars and hooks in a knot that is drawn part by part.
const MOST_STOPS: usize = 32;

/// A picture in the making.
pub(super) struct Building<'a> {
    pub maker: &'a Maker<'a>,
    pub words: &'a Words<'a>,
    pub answer: &'a Blocks,
    /// What each change would lift.
    pub lifts: BTreeMap<&'a Change, &'a Blocker>,
    /// The letter of each change's key, with all who hold it.
    letters: BTreeMap<Change, String>,
    /// How many letters are given away.
    given: usize,
    pub people: BTreeMap<PartyId, Who>,
    /// The rings that are drawn as such.
    pub drawn_rings: Vec<Vec<Waiter>>,
    /// The sources whose numbers are shown.
    pub used: BTreeSet<SourceId>,
}

/// The parties of a model as pictures show them.
pub(in crate::view::drawings) fn people(maker: &Maker<'_>) -> BTreeMap<PartyId, Who> {
    let parties = maker.model.parties_in_order();
    let own = letters(parties.iter().map(|party| party.name.as_str()));
    let people = parties.iter().zip(own).map(|(party, letters)| {
        let who = Who {
            id: party.id.to_string(),
            number: maker.place(&party.id),
            letters,
            name: party.name.clone(),
        };
        (party.id.clone(), who)
    });
    people.collect()
}

impl<'a> Building<'a> {
    pub fn new(maker: &'a Maker<'a>, answer: &'a Blocks) -> Self {
        let blockers = answer.blockers.items().iter();
        Self {
            maker,
            words: maker.words,
            answer,
            lifts: blockers.map(|one| (&one.change, one)).collect(),
            letters: BTreeMap::new(),
            given: 0,
            people: people(maker),
            drawn_rings: Vec::new(),
            used: BTreeSet::new(),
        }
    }

    /// A knot with its parts as they are told.
    pub fn obstacle_of(&mut self, knot: &Shape, told: &[Told<'_>]) -> Obstacle {
        if let Some(ring) = self.ring_of(knot) {
            self.drawn_rings.push(ring.ring.clone());
            return Obstacle::Ring(self.ring(&ring, &knot.changes()));
        }
        match &knot.kind {
            ShapeKind::Change(change) => self.stop(&[change]),
            ShapeKind::All(_) if told.len() == 1 && told[0].is_of_many => self.fence(knot, told),
            ShapeKind::All(parts) => {
                Obstacle::Row(parts.iter().map(|part| self.obstacle(part)).collect())
            }
            ShapeKind::Any(_) | ShapeKind::Prime { .. } => self.fork(knot, told),
            ShapeKind::AtLeast(..) | ShapeKind::Weighted { .. } => self.fence(knot, told),
        }
    }

    fn obstacle(&mut self, part: &Shape) -> Obstacle {
        let told = knot_told(self.words, self.answer, part);
        self.obstacle_of(part, &told.parts)
    }

    /// The way divides, a track for each part; where they are too many to be drawn apart, a fence.
    fn fork(&mut self, knot: &Shape, told: &[Told<'_>]) -> Obstacle {
        let stops: usize = told.iter().map(|one| stops_in(one)).sum();
        let is_whole = match &knot.kind {
            ShapeKind::Prime { sets, .. } => {
                sets.as_ref().is_some_and(|sets| sets.len() == told.len())
            }
            ShapeKind::All(_)
            | ShapeKind::Any(_)
            | ShapeKind::AtLeast(..)
            | ShapeKind::Weighted { .. }
            | ShapeKind::Change(_) => true,
        };
        match told {
            [one] if one.is_of_many => self.fence(knot, told),
            [one] if one.made_of.is_empty() => self.stop(&one.changes),
            _ if is_whole && told.len() <= MOST_TRACKS && stops <= MOST_STOPS => {
                Obstacle::Fork(told.iter().map(|one| self.track(one)).collect())
            }
            _ => self.fence(knot, told),
        }
    }

    fn track(&mut self, told: &Told<'_>) -> KnotTrack {
        let mut obstacle = match told.made_of.as_slice() {
            [] if told.is_of_many => self.any_of_many(&told.changes),
            [] => self.stop(&told.changes),
            [one] => self.obstacle(one),
            several => Obstacle::Row(several.iter().map(|part| self.obstacle(part)).collect()),
        };
        let answer = self.answer_given(told).unwrap_or_default();
        if let (true, Obstacle::Bar(bar), [only]) =
            (answer.is_empty(), &mut obstacle, told.changes.as_slice())
        {
            // No answer stands over the track, so that the words say what is refused.
            bar.says = upper_first(&self.words.refusal_inside(only));
        }
        KnotTrack { answer, obstacle }
    }

    /// The answer that all of a track's moves accept, or the numbers of which they accept one.
    fn answer_given(&self, told: &Told<'_>) -> Option<String> {
        let granted = told.changes.iter().map(|change| match change {
            Change::Grant { target, .. } => Some(target),
            Change::Waive { .. } => None,
        });
        let targets: BTreeSet<&Target> = granted.collect::<Option<_>>()?;
        let targets: Vec<&Target> = targets.into_iter().collect();
        let [Target::Option(..), ..] = targets.as_slice() else {
            return None;
        };
        let runs = runs(self.words, &targets, |target| target, |_, _| true);
        match runs.as_slice() {
            [one] => {
                let answer = one
                    .one_of
                    .clone()
                    .unwrap_or_else(|| self.words.bare(one.first));
                Some(upper_first(&answer))
            }
            _ => None,
        }
    }

    /// Single moves side by side with how many of them it takes; the same move of many has one letter. Where a part takes
    /// several moves, all of the moves in a heap: what goes together is told by the bunches of their keys.
    fn fence(&mut self, knot: &Shape, told: &[Told<'_>]) -> Obstacle {
        for one in told.iter().filter(|one| one.is_of_many) {
            self.letter(&one.changes);
        }
        let single = knot.parts().iter().map(change_of);
        let single: Option<Vec<&Change>> = single.collect();
        match (&knot.kind, single) {
            (ShapeKind::Prime { .. }, _) | (_, None) => self.heap(knot, told),
            (_, Some(moves)) => {
                let (needed, weights) = needed(knot, moves.len());
                let label = self.fence_label(knot, moves.len());
                self.fence_of(&moves, label, (needed, weights))
            }
        }
    }

    fn heap(&mut self, knot: &Shape, told: &[Told<'_>]) -> Obstacle {
        let label = match &knot.kind {
            ShapeKind::Prime { count, .. } => format!("one of {count} sets"),
            ShapeKind::AtLeast(needed, parts) => format!("any {needed} of {} sets", parts.len()),
            ShapeKind::Weighted { .. } => self.fence_label(knot, told.len()),
            ShapeKind::Any(_) | ShapeKind::All(_) | ShapeKind::Change(_) => {
                format!("one of {} sets", told.len())
            }
        };
        for part in told.iter().flat_map(|one| &one.made_of) {
            self.share_letters(part);
        }
        // In the order of the lines below, so that the first keys open what is drawn.
        let mut moves: Vec<&Change> = Vec::new();
        for change in told.iter().flat_map(|one| &one.changes) {
            if !moves.contains(change) {
                moves.push(change);
            }
        }
        let others = knot.changes().into_iter();
        let others: Vec<&Change> = others.filter(|one| !moves.contains(one)).collect();
        moves.extend(others);
        self.fence_of(&moves, label, (0, Vec::new()))
    }

    fn fence_of(
        &mut self,
        moves: &[&Change],
        label: String,
        (needed, weights): (u64, Vec<u64>),
    ) -> Obstacle {
        let bars = moves.iter().take(MOST_BARS);
        let bars = bars.map(|&change| self.bar(&[change], LiftedBy::All));
        let bars: Vec<KnotBar> = bars.collect();
        Obstacle::Fence(KnotFence {
            label,
            needed,
            weights,
            more: moves.len() - bars.len(),
            bars,
        })
    }

    /// The same move of many has one letter, however deep inside.
    fn share_letters(&mut self, part: &Shape) {
        let told = knot_told(self.words, self.answer, part);
        for one in &told.parts {
            if one.is_of_many {
                self.letter(&one.changes);
            }
            let inside = one.made_of.iter().filter(|inside| **inside != part);
            inside.for_each(|inside| self.share_letters(inside));
        }
    }

    fn fence_label(&self, knot: &Shape, all: usize) -> String {
        match &knot.kind {
            ShapeKind::Any(_) => format!("any one of {all} is enough"),
            ShapeKind::All(_) => format!("all {all} are needed"),
            ShapeKind::AtLeast(needed, _) => format!("any {needed} of {all} are enough"),
            ShapeKind::Weighted { needed, .. } => match self.is_a_vote(knot) {
                true => format!("{needed} votes short"),
                false => format!("weights of {needed}"),
            },
            ShapeKind::Prime { .. } | ShapeKind::Change(_) => String::new(),
        }
    }

    /// The same move of many, of whom one is enough.
    fn any_of_many(&mut self, changes: &[&Change]) -> Obstacle {
        self.letter(changes);
        let label = format!("any one of {} is enough", changes.len());
        self.fence_of(changes, label, (1, vec![1; changes.len()]))
    }

    /// Whether every change is a vote on something that a body decides.
    fn is_a_vote(&self, knot: &Shape) -> bool {
        let votes = &self.answer.votes;
        knot.changes().iter().all(|change| {
            votes.iter().any(|one| {
                let is_member = self.words.model.votes_in(&one.body, change.party());
                one.target == *change.target() && is_member
            })
        })
    }

    /// One thing that is to be lifted: a condition as a hook, anything else as a bar.
    fn stop(&mut self, changes: &[&Change]) -> Obstacle {
        let targets: BTreeSet<&Target> = changes.iter().map(|change| change.target()).collect();
        let lifted_by = match targets.len() {
            0 | 1 => LiftedBy::All,
            _ => LiftedBy::OneNumber,
        };
        let bar = self.bar(changes, lifted_by);
        match bar.is_condition {
            true => Obstacle::Hook(bar),
            false => Obstacle::Bar(bar),
        }
    }

    fn bar(&mut self, changes: &[&Change], lifted_by: LiftedBy) -> KnotBar {
        let letter = self.letter(changes);
        let lifted = self.lifted(changes);
        let told = lifted.iter().map(|one| {
            let line = blocker_line(self.words, one);
            cited(&line.words, &one.cites)
        });
        KnotBar {
            letter,
            who: self.holders(changes),
            changes: changes.iter().map(ToString::to_string).collect(),
            lifted_by,
            state: MarkState::Stands,
            told: told.collect::<Vec<_>>().join(" "),
            says: self.says(changes),
            is_divided: self.is_divided(changes),
            is_condition: matches!(changes, [Change::Waive { .. }]),
            unheard: lifted.iter().any(|one| one.unknown),
        }
    }

    /// What a bar says, in a few words.
    fn says(&self, changes: &[&Change]) -> String {
        let [first, ..] = changes else {
            return String::new();
        };
        let lifted = self.lifted(changes);
        let is_implied = lifted.iter().all(|one| one.implied);
        let is_unheard = lifted.iter().any(|one| one.unknown);
        let (one, many) = match first {
            _ if is_unheard => ("has not been heard", "have not been heard"),
            Change::Grant { .. } if self.is_divided(changes) => ("is divided", "are divided"),
            Change::Grant { .. } if is_implied => {
                ("demands another answer", "demand another answer")
            }
            Change::Grant { .. } => ("refuses", "refuse"),
            Change::Waive { .. } => return upper_first(&self.words.refusal_inside(first)),
        };
        self.does(changes, one, many)
    }

    /// Whether a party's votes fall on both sides.
    fn is_divided(&self, changes: &[&Change]) -> bool {
        changes.iter().all(|change| match change {
            Change::Grant { party, target } => self.words.divided(party, target).is_some(),
            Change::Waive { .. } => false,
        })
    }

    /// Who does something, by name as far as they are few.
    fn does(&self, changes: &[&Change], one: &str, many: &str) -> String {
        let parties: BTreeSet<&PartyId> = changes.iter().map(|change| change.party()).collect();
        let parties: Vec<&PartyId> = parties.into_iter().collect();
        match parties.as_slice() {
            [only] => self.words.party_does(only, one, many),
            few if few.len() < MANY => {
                format!(
                    "{} {many}",
                    upper_first(&self.words.parties(few.iter().copied()))
                )
            }
            all => format!("{} {many}", upper_first(&number_word(all.len()))),
        }
    }

    pub fn lifted(&self, changes: &[&Change]) -> Vec<&'a Blocker> {
        let lifted = changes.iter().filter_map(|change| self.lifts.get(change));
        lifted.copied().collect()
    }

    /// The parties of some changes, in the order of their hues.
    pub fn holders(&self, changes: &[&Change]) -> Vec<Who> {
        let parties = changes.iter().map(|change| change.party());
        let who = parties.filter_map(|party| self.people.get(party));
        let mut who: Vec<Who> = who.cloned().collect();
        who.sort_by_key(|who| who.number);
        who.dedup();
        who
    }

    /// The letter of a key: the same change has the same wherever it is drawn.
    pub fn letter(&mut self, changes: &[&Change]) -> String {
        let known = changes.iter().find_map(|change| self.letters.get(*change));
        let letter = known.cloned().unwrap_or_else(|| {
            self.given += 1;
            letter_of(self.given - 1)
        });
        for &change in changes {
            let letter = letter.clone();
            self.letters.entry(change.clone()).or_insert(letter);
        }
        letter
    }

    /// The keys that some changes need, each letter once.
    pub fn keys_of(&mut self, changes: &[&Change]) -> Vec<(String, Vec<Who>)> {
        let mut keys: BTreeMap<(usize, String), BTreeSet<Who>> = BTreeMap::new();
        for &change in changes {
            let letter = self.letter(&[change]);
            let who = self.people.get(change.party()).cloned();
            keys.entry((letter.len(), letter)).or_default().extend(who);
        }
        let keys = keys.into_iter();
        keys.map(|((_, letter), who)| (letter, who.into_iter().collect()))
            .collect()
    }

    /// The numbers of the sources of what some changes would lift, with a dagger where the author adds a note and a question
    /// mark where the author is not sure.
    pub fn refs(&mut self, changes: &[&Change]) -> String {
        let cites = self.cites(changes);
        let lifted = self.lifted(changes);
        self.used
            .extend(cites.iter().map(|cite| cite.source.clone()));
        let numbers = self.maker.refs(&cites);
        let is_noted = lifted.iter().any(|one| !one.notes.is_empty());
        let is_unsure = lifted.iter().any(|one| one.confidence.is_some());
        with_marks(&numbers, is_noted, is_unsure)
    }

    /// Where the goal is blocked and nobody knows how what blocks it hangs together: all of it in a heap, with some ways.
    pub fn heap_where_nothing_is_known(&mut self) -> Option<Knot> {
        let answer = self.answer;
        let blockers = answer.blockers.items();
        let is_known = answer.shape.is_exact() || answer.status() != Status::Blocked;
        if is_known || blockers.is_empty() {
            return None;
        }
        let moves: Vec<&Change> = blockers.iter().map(|one| &one.change).collect();
        let label = count(moves.len(), "thing in the way", "things in the way");
        let obstacle = self.fence_of(&moves, label, (0, Vec::new()));
        let sets = answer.unblocking_sets().iter().take(3);
        let keys = sets.map(|set| self.set_of_keys(&set.changes.iter().collect::<Vec<_>>()));
        Some(Knot {
            name: "what stands in the way".to_owned(),
            count: 1,
            is_named: false,
            ways: None,
            takes: "some of the ways; how all of it hangs together is not worked out".to_owned(),
            changes: moves.iter().map(ToString::to_string).collect(),
            keys: keys.collect(),
            left_out: 0,
            goal: answer.goal.to_string(),
            obstacle,
        })
    }

    fn set_of_keys(&mut self, changes: &[&Change]) -> KeyLine {
        let all: Vec<Change> = changes.iter().map(|&change| change.clone()).collect();
        KeyLine {
            keys: self.keys_of(changes),
            lead: String::new(),
            words: self.words.moves(&all),
            refs: self.refs(changes),
            cites: self.cites(changes),
            inside: Vec::new(),
            changes: changes.iter().map(ToString::to_string).collect(),
            state: MarkState::Stands,
        }
    }
}

/// The change that a part is, if it is one.
fn change_of(part: &Shape) -> Option<&Change> {
    match &part.kind {
        ShapeKind::Change(change) => Some(change),
        ShapeKind::All(_)
        | ShapeKind::Any(_)
        | ShapeKind::AtLeast(..)
        | ShapeKind::Weighted { .. }
        | ShapeKind::Prime { .. } => None,
    }
}

/// How many parts a fence takes, and what each counts.
fn needed(knot: &Shape, parts: usize) -> (u64, Vec<u64>) {
    let each = vec![1; parts];
    match &knot.kind {
        ShapeKind::Any(_) | ShapeKind::Prime { .. } | ShapeKind::Change(_) => (1, each),
        ShapeKind::All(_) => (parts as u64, each),
        ShapeKind::AtLeast(needed, _) => (*needed as u64, each),
        ShapeKind::Weighted {
            needed, weights, ..
        } => (*needed, weights.clone()),
    }
}

/// `1,4 †?`: numbers of sources, and marks.
pub(super) fn with_marks(numbers: &[usize], is_noted: bool, is_unsure: bool) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let dagger = if is_noted { "†" } else { "" };
    let doubt = if is_unsure { "?" } else { "" };
    let marks = format!("{dagger}{doubt}");
    [numbers.join(","), marks].join(" ").trim().to_owned()
}

/// How many bars and hooks a part takes.
fn stops_in(told: &Told<'_>) -> usize {
    if told.made_of.is_empty() {
        1
    } else {
        told.changes.len()
    }
}

/// a, b, .. z, aa, ab, ..
fn letter_of(number: usize) -> String {
    let letter = char::from(b'a' + (number % 26) as u8);
    match number / 26 {
        0 => letter.to_string(),
        before => format!("{}{letter}", letter_of(before - 1)),
    }
}
