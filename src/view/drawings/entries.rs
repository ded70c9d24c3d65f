//! What is said of a question, as one entry of a picture: a mark, a few words, and the numbers of its sources.

use std::collections::BTreeSet;

use crate::analysis::{Library, Spoken};
use crate::graph::{PositionGraph, Reading};
use crate::model::{Confidence, Issue, PartyId, Position, PositionId, Split, Stance, Target};
use crate::source::{Citation, Date, SourceId};

use crate::view::words::Words;
use crate::view::words::spoken::spoken_in_brief;

use super::maker::{Maker, cited};

/// Something that a party says, or that it is asked and nobody knows its answer.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What kind.
    pub kind: EntryKind,
    /// In a few words.
    pub words: String,
    /// The numbers of its sources, and marks of doubt.
    pub refs: String,
    /// The position, by its place in the model; none for silence and for conditions.
    pub position: Option<PositionId>,
    /// The sentence with its citations.
    pub told: String,
}

/// What is said, as the marks have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// It is refused.
    Refuses,
    /// It is insisted on.
    Demands,
    /// It would be preferred.
    Wants,
    /// It is offered or put forward.
    Offers,
    /// It is accepted.
    Accepts,
    /// It is accepted or offered on a condition.
    AcceptsIf,
    /// Yes and no: the votes of a party fall on both sides, or it contradicts itself on one day.
    BothWays,
    /// The party says that it is undecided.
    Undecided,
    /// Conditions put one thing before another.
    MakesWait,
    /// An answer is asked for and not known.
    Silent,
}

impl Entry {
    /// Whether nobody has answered.
    pub fn is_silent(&self) -> bool {
        self.kind == EntryKind::Silent
    }
}

/// How a position is drawn.
pub fn entry_kind(words: &Words<'_>, graph: &PositionGraph, id: PositionId) -> EntryKind {
    EntryKind::of(&Maker::new(words, graph), id)
}

impl EntryKind {
    /// How a position is drawn.
    fn of(maker: &Maker<'_>, id: PositionId) -> Self {
        let position = maker.position(id);
        if is_on_both_sides(maker, id) {
            return Self::BothWays;
        }
        match (position.stance, &position.condition) {
            (Stance::Proposes | Stance::Offers | Stance::Accepts, Some(_)) => Self::AcceptsIf,
            (Stance::Demands, _) => Self::Demands,
            (Stance::Proposes | Stance::Offers, None) => Self::Offers,
            (Stance::Accepts, None) => Self::Accepts,
            (Stance::Prefers, _) => Self::Wants,
            (Stance::Open, _) => Self::Undecided,
            (Stance::Rejects, _) => Self::Refuses,
        }
    }
}

/// Whether the votes of a party fall on both sides, or it contradicts itself on one day.
pub(super) fn is_on_both_sides(maker: &Maker<'_>, id: PositionId) -> bool {
    let position = maker.position(id);
    // A body decides by its rule, whatever the votes for and against.
    let party = maker.model.parties.get(&position.party);
    let is_bloc = party.is_some_and(|party| party.body.is_none());
    let is_divided = is_bloc && position.split.is_some_and(Split::is_divided);
    is_divided || is_contested(maker, id)
}

/// Whether a position in force stands beside another of its party that says the opposite on the same day.
pub(super) fn is_contested(maker: &Maker<'_>, id: PositionId) -> bool {
    let position = maker.position(id);
    let mut stances = maker.graph.stances().iter();
    stances.any(|one| {
        let is_on = one.party == position.party && one.positions.contains(&id);
        is_on && one.contested
    })
}

/// Up to so many sources are listed with their titles.
const MOST_TITLES: usize = 6;

/// The sources that the entries of a picture rest on.
#[derive(Default)]
pub(super) struct UsedSources(BTreeSet<SourceId>);

impl UsedSources {
    /// The numbers of the sources among some citations.
    pub fn numbers(&mut self, maker: &Maker<'_>, cites: &[Citation]) -> String {
        self.0.extend(cites.iter().map(|cite| cite.source.clone()));
        let numbers = maker.refs(cites);
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        numbers.join(",")
    }

    /// A position in some words.
    pub fn entry(&mut self, maker: &Maker<'_>, id: PositionId, words: String) -> Entry {
        let position = maker.position(id);
        let kind = EntryKind::of(maker, id);
        let hangs_on = maker.words.hangs_on(position);
        let hangs_on = hangs_on.map(|it| format!(" {it}")).unwrap_or_default();
        let contested = match is_contested(maker, id) {
            true => " It also says the opposite: read as not known.",
            false => "",
        };
        let told = maker.told(position, &position.cites);
        Entry {
            kind,
            words,
            refs: self.refs(maker, position),
            position: Some(id),
            told: format!("{told}{hangs_on}{contested}"),
        }
    }

    fn refs(&mut self, maker: &Maker<'_>, position: &Position) -> String {
        let is_unsure = position
            .confidence
            .is_some_and(|confidence| confidence != Confidence::High);
        let doubt = if is_unsure { " ?" } else { "" };
        let noted = if position.note.is_some() { " †" } else { "" };
        let numbers = self.numbers(maker, &position.cites);
        format!("{numbers}{noted}{doubt}")
    }

    /// The same; by their ids alone where there are many.
    pub fn listed_briefly(&self, maker: &Maker<'_>) -> String {
        if self.0.len() <= MOST_TITLES {
            return self.listed(maker);
        }
        let (_, short) = maker.listed(&self.0);
        format!("{short} Model: {}.", maker.model.name)
    }

    /// All of them with their numbers, and the model.
    pub fn listed(&self, maker: &Maker<'_>) -> String {
        let (full, _) = maker.listed(&self.0);
        let model = format!("Model: {}.", maker.model.name);
        [full, model].join(" ").trim().to_owned()
    }
}

/// That a party is asked about an issue and nobody knows its answer, with what it said of the matter where that was none.
pub(super) fn silence(
    maker: &Maker<'_>,
    library: &Library<'_>,
    issue: &Issue,
    party: &PartyId,
) -> Entry {
    silence_on(maker, library, &Target::Issue(issue.id.clone()), party)
}

/// The same of an issue or a milestone.
pub(super) fn silence_on(
    maker: &Maker<'_>,
    library: &Library<'_>,
    target: &Target,
    party: &PartyId,
) -> Entry {
    let mut stances = maker.graph.stances().iter();
    let asked = stances.find(|stance| {
        let is_open = stance.party == *party && stance.reading == Reading::Unknown;
        is_open && stance.target.whole() == *target
    });
    let grounds = asked.map(|asked| library.grounds(asked));
    let spoken = grounds
        .as_ref()
        .map_or(Spoken::Nothing, |grounds| grounds.spoken);
    let spoken = if spoken == Spoken::Nothing && has_ended(maker, target, party) {
        Spoken::Ended
    } else {
        spoken
    };
    let words = maker.words;
    let state = spoken_in_brief(&words.doer(party), spoken);
    let about = format!(
        "{} on {}: {state}.",
        words.party_first(party),
        words.target(target)
    );
    let cites = grounds.map(|grounds| grounds.cites).unwrap_or_default();
    let has_spoken = spoken != Spoken::Nothing;
    Entry {
        kind: EntryKind::Silent,
        words: if has_spoken {
            state.to_owned()
        } else {
            String::new()
        },
        refs: String::new(),
        position: None,
        told: cited(&about, &cites),
    }
}

/// Whether a party has said something of a thing that is known by the day and no longer in force.
fn has_ended(maker: &Maker<'_>, target: &Target, party: &PartyId) -> bool {
    let in_force = maker.in_force();
    let is_known = |day: Option<Date>| match (day, maker.graph.day) {
        (Some(day), Some(last)) => day <= last,
        (None, _) | (_, None) => true,
    };
    let mut all = maker.model.positions.numbered();
    all.any(|(id, one)| {
        let is_its = one.party == *party && one.on.whole() == *target && one.is_own();
        let is_answer = !one.remark && is_known(maker.model.stated_on(one));
        is_its && is_answer && !in_force.contains(&id)
    })
}

/// What the marks beside numbers of sources mean, where they are used.
pub(super) fn marks_of_doubt<'e>(
    entries: impl Iterator<Item = &'e Entry> + Clone,
) -> Vec<&'static str> {
    let has = |mark: char| entries.clone().any(|entry| entry.refs.contains(mark));
    let told = [
        has('†')
            .then_some("† With a note by the author of the model, which impasse positions prints."),
        has('?').then_some("? Medium or low confidence."),
    ];
    told.into_iter().flatten().collect()
}
