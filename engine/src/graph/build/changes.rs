//! The changes that parties can make, found one by one: what tells them apart, what is said of each, and their labels.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;

use super::{Builder, Gate, NodeKind};
use crate::graph::change::{Change, ChangeInfo};
use crate::graph::stance::StanceInfo;
use crate::model::{Condition, Confidence, Firmness, Imposed, Model, PartyId, PositionId, Target};
use crate::source::Citation;

/// In which list of its owner a condition stands; equal conditions are told apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Requires,
    After,
    If,
    Until,
}

impl Section {
    fn word(self) -> &'static str {
        match self {
            Self::Requires => "requires",
            Self::After => "after",
            Self::If => "if",
            Self::Until => "until",
        }
    }

    /// Whether what stands there must hold earlier.
    pub fn is_earlier(self) -> bool {
        match self {
            Self::After | Self::Until => true,
            Self::Requires | Self::If => false,
        }
    }

    /// Whether it is a list of a milestone, in which each place counts.
    pub fn is_list(self) -> bool {
        match self {
            Self::Requires | Self::After => true,
            Self::If | Self::Until => false,
        }
    }
}

/// What tells one change from another before equal conditions are given labels of their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Grant(PartyId, Target),
    Waive(WaiverKey),
}

/// What tells one waiver from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WaiverKey {
    pub party: PartyId,
    pub target: Target,
    /// The condition in short.
    pub short: String,
    pub section: Section,
    /// The how-many-th equal condition of that section.
    pub nth: usize,
}

impl WaiverKey {
    /// Whether another one differs by its place only.
    fn is_equal_elsewhere(&self, other: &Self) -> bool {
        self.party == other.party && self.target == other.target && self.short == other.short
    }
}

/// What is said of a refusal or a condition that a change would lift.
#[derive(Clone, Default)]
pub(super) struct Said {
    pub firmness: Option<Firmness>,
    pub confidence: Option<Confidence>,
    pub until: Vec<Condition>,
    pub implied: bool,
    pub cites: Vec<Citation>,
    pub notes: Vec<String>,
}

impl Said {
    /// How firm some positions are said to be, where they stand, and what is noted on them.
    pub fn of_positions(model: &Model, positions: &[PositionId]) -> Self {
        let stated = || positions.iter().map(|&i| &model.positions[i]);
        let cites = stated().flat_map(|position| position.cites.iter().cloned());
        Self {
            firmness: stated().filter_map(|p| p.firmness).max(),
            confidence: model.doubt_of(positions.iter().copied()),
            cites: in_order(cites),
            notes: stated().filter_map(|p| p.note.clone()).collect(),
            ..Self::default()
        }
    }

    /// How firm a refusal is said to be, and where, with every no behind it, that stands.
    pub fn of_refusal(model: &Model, info: &StanceInfo) -> Self {
        let refusing = Self::of_positions(model, &info.refusing);
        let decides = Self::of_positions(model, &info.positions);
        Self {
            implied: info.implied,
            // Every no that stands stands as finally as it was said.
            firmness: refusing.firmness.max(decides.firmness),
            cites: refusing.cites,
            notes: refusing.notes,
            ..decides
        }
    }

    /// Where a condition is imposed, and what is noted on it.
    pub fn of_condition(imposed: &Imposed) -> Self {
        Self {
            cites: imposed.cites.clone(),
            notes: imposed.note.iter().cloned().collect(),
            ..Self::default()
        }
    }

    fn about(self, change: Change) -> ChangeInfo {
        ChangeInfo {
            change,
            firmness: self.firmness,
            confidence: self.confidence,
            until: self.until,
            implied: self.implied,
            cites: self.cites,
            notes: self.notes,
        }
    }

    /// Adds to what is known of a change: the firmest word and the least sure one count.
    fn add_to(self, info: &mut ChangeInfo) {
        info.firmness = info.firmness.max(self.firmness);
        info.confidence = info.confidence.min(self.confidence);
        info.cites = in_order(info.cites.drain(..).chain(self.cites));
        let mut new = self.notes;
        new.retain(|note| !info.notes.contains(note));
        info.notes.extend(new);
    }
}

fn in_order(cites: impl Iterator<Item = Citation>) -> Vec<Citation> {
    let cites: BTreeSet<Citation> = cites.collect();
    cites.into_iter().collect()
}

/// The changes found so far, in the order of their numbers, each with its node.
#[derive(Default)]
pub(super) struct Changes {
    found: Vec<Found>,
    numbers: BTreeMap<Key, usize>,
}

struct Found {
    key: Key,
    info: ChangeInfo,
    node: NodeIndex,
}

impl Builder<'_> {
    /// The node of a change: one for each change, however often it would help. What is said of it adds up.
    pub(super) fn change(&mut self, key: Key, change: Change, said: Said) -> NodeIndex {
        if let Some(&number) = self.changes.numbers.get(&key) {
            let known = &mut self.changes.found[number];
            said.add_to(&mut known.info);
            return known.node;
        }
        let number = self.changes.found.len();
        let node = self.add(NodeKind::Change(number), Gate::Change(number));
        let info = said.about(change);
        self.changes.numbers.insert(key.clone(), number);
        self.changes.found.push(Found { key, info, node });
        node
    }
}

impl Changes {
    pub fn contains(&self, key: &Key) -> bool {
        self.numbers.contains_key(key)
    }

    /// The changes with their labels: the condition in short, and where it stands if its owner imposes an equal one on the
    /// same target elsewhere.
    pub fn labelled(&self) -> Vec<ChangeInfo> {
        let places = self.places();
        let infos = self.found.iter().map(|found| {
            let mut info = found.info.clone();
            if let (Change::Waive { condition, .. }, Some(place)) =
                (&mut info.change, places.get(&found.key))
            {
                *condition = condition.standing(place);
            }
            info
        });
        infos.collect()
    }

    /// The nodes of some changes, where `labelled` are all of them in the order of their numbers.
    pub fn nodes_of(&self, labelled: &[ChangeInfo], some: &BTreeSet<Change>) -> Vec<NodeIndex> {
        let found = self.found.iter().zip(labelled);
        let meant = found.filter(|(_, info)| some.contains(&info.change));
        meant.map(|(found, _)| found.node).collect()
    }

    /// Of each waiver that its owner can make elsewhere too: its section, and from the second of one section on its number.
    fn places(&self) -> BTreeMap<Key, String> {
        let keys = self.numbers.keys();
        let waivers: Vec<&WaiverKey> = keys
            .filter_map(|key| match key {
                Key::Waive(waiver) => Some(waiver),
                Key::Grant(..) => None,
            })
            .collect();
        let mut places = BTreeMap::new();
        let groups = waivers.chunk_by(|one, other| one.is_equal_elsewhere(other));
        for equal in groups.filter(|equal| equal.len() > 1) {
            for section in equal.chunk_by(|one, other| one.section == other.section) {
                for (at, &waiver) in section.iter().enumerate() {
                    let word = waiver.section.word();
                    let place = match at {
                        0 => format!("@{word}"),
                        _ => format!("@{word}.{}", at + 1),
                    };
                    places.insert(Key::Waive(waiver.clone()), place);
                }
            }
        }
        places
    }
}
