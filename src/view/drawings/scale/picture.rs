//! A scale as a picture of marks: what each party says of the number, and the stretches that nobody refuses.

use crate::analysis::{Conflict, ConflictKind, Library};
use crate::graph::PositionGraph;
use crate::model::{
    Bound, Issue, Party, PartyId, Position, PositionId, Quantity, Stance, Target, ValueRange,
};

use std::collections::BTreeSet;

use crate::view::drawings::entries::{
    Entry, EntryKind, UsedSources, is_contested, marks_of_doubt, silence,
};
use crate::view::drawings::knots::{Who, people};
use crate::view::drawings::maker::Maker;
use crate::view::words::{Words, count, upper_first};

use super::free::{Free, free_stretches, outside};
use super::{Ends, Scale};

/// A scale, to be drawn.
#[derive(Debug, Clone, Default)]
pub struct ScalePicture {
    /// The finding.
    pub title: String,
    /// The question, and the day.
    pub subtitle: String,
    /// The whole of it for those who cannot see it.
    pub description: String,
    /// Where the axis begins and ends.
    pub ends: (f64, f64),
    /// Round numbers along it.
    pub ticks: Vec<(f64, String)>,
    /// What the scale counts.
    pub unit: String,
    /// The id of the issue.
    pub what: String,
    /// What each party says, in the order of the model.
    pub lanes: Vec<ScaleLane>,
    /// What nobody refuses, between two refusals.
    pub free: Vec<Free>,
    /// How the marks are read, and what has none.
    pub footer: Vec<String>,
    /// The sources with their numbers.
    pub sources: String,
}

/// What one party says of the number.
#[derive(Debug, Clone)]
pub struct ScaleLane {
    /// Who.
    pub who: Who,
    /// Each position, or that none is known.
    pub entries: Vec<ScaleEntry>,
}

/// A position on a scale; silence has no range.
#[derive(Debug, Clone)]
pub struct ScaleEntry {
    /// What is said.
    pub entry: Entry,
    /// From where to where.
    pub range: Option<ScaleRange>,
}

/// From where to where on a scale; to the end of the axis where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaleRange {
    /// The lower end.
    pub low: (f64, RangeEnd),
    /// The upper end.
    pub high: (f64, RangeEnd),
}

/// What is said of the end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeEnd {
    /// The number belongs to the range.
    Included,
    /// The range ends before the number.
    LeftOut,
    /// Nobody said how far it goes.
    Unstated,
}

/// The scale of an issue in marks.
pub fn scale_picture(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    issue: &Issue,
) -> ScalePicture {
    let making = Making {
        library: Library::of(words.model, graph),
        scale: Scale::of(Maker::new(words, graph), issue),
        used: UsedSources::default(),
    };
    making.picture(conflicts)
}

struct Making<'a> {
    library: Library<'a>,
    scale: Scale<'a>,
    used: UsedSources,
}

impl Making<'_> {
    fn picture(mut self, conflicts: &[Conflict]) -> ScalePicture {
        let (ends, step) = self.scale.round_ends();
        // Whoever refuses to settle the question refuses every number.
        let free = match self.refusing_all().as_slice() {
            [] => free_stretches(&self.refused()),
            [_, ..] => Vec::new(),
        };
        let lanes = self.lanes(ends);
        let issue = self.scale.issue;
        let finding = self.finding(&free, conflicts);
        let title = format!("{}: {finding}", upper_first(&issue.name));
        ScalePicture {
            subtitle: format!("{}{}", self.scale.maker.as_of(), question(issue)),
            description: description(&title, &lanes),
            title,
            ends: (ends.from, ends.to),
            ticks: ticks(ends, step),
            unit: self.scale.unit.to_owned(),
            what: issue.id.to_string(),
            footer: self.footer(&lanes, &free),
            sources: self.used.listed(&self.scale.maker),
            free: free.into_iter().map(|free| Free::of(free, issue)).collect(),
            lanes,
        }
    }

    /// The ranges that are refused, also by a demand for others; what a party contradicts on one day refuses nothing.
    fn refused(&self) -> Vec<ValueRange> {
        let maker = &self.scale.maker;
        let counts = |id: &PositionId| !is_contested(maker, *id);
        let counted: Vec<PositionId> = self.scale.stated.iter().copied().filter(counts).collect();
        let counted: Vec<&Position> = maker.positions(&counted).collect();
        let with = |stance: Stance| counted.iter().filter(move |one| one.stance == stance);
        let stated = with(Stance::Rejects).filter_map(|one| one.value);
        let demanding: BTreeSet<&PartyId> = with(Stance::Demands).map(|one| &one.party).collect();
        let demanding = demanding.into_iter();
        let implied = demanding.flat_map(|party| outside(&taken_by(party, &counted)));
        stated.chain(implied).collect()
    }

    /// The refusals to settle the question at all.
    fn refusing_all(&self) -> Vec<PositionId> {
        let maker = &self.scale.maker;
        let whole = Target::Issue(self.scale.issue.id.clone());
        let mut ids = maker.in_force();
        ids.retain(|&id| {
            let one = maker.position(id);
            let is_refusal = one.stance == Stance::Rejects && one.value.is_none();
            is_refusal && one.on == whole && !maker.graph.is_over(id)
        });
        ids
    }

    fn lanes(&mut self, ends: Ends) -> Vec<ScaleLane> {
        let people = people(&self.scale.maker);
        let refusing = self.refusing_all();
        let mut lanes = Vec::new();
        for party in self.scale.maker.model.parties_in_order() {
            let is_own = |id: &PositionId| self.scale.maker.position(*id).party == party.id;
            let stated = self.scale.stated_by(&party.id).into_iter();
            let own: Vec<PositionId> = stated
                .chain(refusing.iter().copied().filter(is_own))
                .collect();
            let is_asked = self.scale.issue.between.contains(&party.id);
            let who = people
                .get(&party.id)
                .filter(|_| is_asked || !own.is_empty());
            let Some(who) = who.cloned() else { continue };
            let entries = match own.as_slice() {
                [] => vec![self.silent(party)],
                own => own.iter().map(|&id| self.said(id, ends)).collect(),
            };
            lanes.push(ScaleLane { who, entries });
        }
        lanes
    }

    fn said(&mut self, id: PositionId, ends: Ends) -> ScaleEntry {
        let maker = &self.scale.maker;
        let position = maker.position(id);
        ScaleEntry {
            entry: self.used.entry(maker, id, maker.words.deed(position)),
            // A refusal to settle the question at all is one of every number.
            range: Some(match position.value {
                Some(value) => range(value, ends),
                None => ScaleRange {
                    low: (ends.from, RangeEnd::Unstated),
                    high: (ends.to, RangeEnd::Unstated),
                },
            }),
        }
    }

    fn silent(&self, party: &Party) -> ScaleEntry {
        let issue = self.scale.issue;
        ScaleEntry {
            entry: silence(&self.scale.maker, &self.library, issue, &party.id),
            range: None,
        }
    }

    /// What the picture shows: that no number is left, what nobody refuses, or what is asked and offered.
    fn finding(&self, free: &[ValueRange], conflicts: &[Conflict]) -> String {
        let issue = self.scale.issue;
        let leaves_none = conflicts.iter().any(|one| excludes_on(one, issue));
        let refused = self.refused();
        if let [first, ..] = self.refusing_all().as_slice() {
            let party = &self.scale.maker.position(*first).party;
            return format!(
                "{} refuses to settle it",
                self.scale.maker.words.party(party)
            );
        }
        match (self.scale.stated.len(), free, refused.as_slice()) {
            (0, _, _) => "no number is on record".to_owned(),
            (_, [free], _) if leaves_none => format!(
                "the positions leave no number, though nobody refuses {}",
                issue.range_words(free)
            ),
            _ if leaves_none => "the positions leave no number".to_owned(),
            (_, [free], _) => format!("nobody refuses {}", issue.range_words(free)),
            (_, [_, _, ..], _) => {
                let stretches = count(free.len(), "stretch", "stretches");
                format!("nobody refuses {stretches} of the scale")
            }
            (1..=3, [], _) => self.each_in_a_word(&refused),
            (_, [], [one]) => format!("{} is refused, no other number", issue.range_words(one)),
            (_, [], _) => self.named(&refused),
        }
    }

    /// `15 years offered; more than 15, up to 50 years wanted; no number refused`.
    fn each_in_a_word(&self, refused: &[ValueRange]) -> String {
        let issue = self.scale.issue;
        let mut told: Vec<String> = Vec::new();
        let mut positions: Vec<&Position> = self.scale.positions().collect();
        positions.sort_by_key(|one| one.value.and_then(|value| value.low.quantity()));
        for position in positions {
            let number = position.value.map(|value| issue.range_words(&value));
            let number = number.unwrap_or_default();
            let one = format!("{number} {}", participle(position));
            if !told.contains(&one) {
                told.push(one);
            }
        }
        told.extend(refused.is_empty().then(|| "no number refused".to_owned()));
        told.join("; ")
    }

    fn named(&self, refused: &[ValueRange]) -> String {
        let unit = self.scale.unit;
        let named = self.scale.extremes().map(|(low, high)| match low == high {
            true => format!("{low} {unit} is named"),
            false => format!("{low} to {high} {unit} are named"),
        });
        let refusals = match refused.len() {
            0 => "no number refused".to_owned(),
            n => count(n, "range refused", "ranges refused"),
        };
        format!("{}, {refusals}", named.unwrap_or_default())
    }

    fn footer(&self, lanes: &[ScaleLane], free: &[ValueRange]) -> Vec<String> {
        let entries = || lanes.iter().flat_map(|lane| &lane.entries);
        let demands = entries().any(|entry| entry.entry.kind == EntryKind::Demands);
        let asked = entries().filter(|entry| entry.entry.kind != EntryKind::Refuses);
        let ranges = asked.filter_map(|entry| entry.range);
        let ends: Vec<RangeEnd> = ranges
            .flat_map(|range| [range.low.1, range.high.1])
            .collect();
        let is_open = ends.contains(&RangeEnd::LeftOut);
        let is_unstated = ends.contains(&RangeEnd::Unstated);
        let doubts = marks_of_doubt(entries().map(|entry| &entry.entry));
        let signs = [
            is_open.then_some("A slanted end leaves its number out."),
            is_unstated.then_some("A range that breaks up goes on to where nobody has said."),
            (!free.is_empty()).then_some("Refused by nobody is no agreement: no bar stands there."),
            demands.then_some("A demand refuses every other number."),
        ];
        let signs: Vec<&str> = signs.into_iter().flatten().chain(doubts).collect();
        let beside = self
            .scale
            .without_number(false)
            .chain(self.scale.left_out());
        std::iter::once(signs.join(" ")).chain(beside).collect()
    }
}

/// The ranges that a party demands, offers, accepts or wants.
fn taken_by(party: &PartyId, positions: &[&Position]) -> Vec<ValueRange> {
    let own = positions.iter().filter(|one| one.party == *party);
    let taken = own.filter(|one| one.stance.grants());
    taken.filter_map(|one| one.value).collect()
}

/// What is asked, as a sentence.
fn question(issue: &Issue) -> String {
    let stop = match issue.question.ends_with(['?', '.', '!']) {
        true => "",
        false => ".",
    };
    format!("{}{stop}", issue.question)
}

/// Whether a conflict leaves no number on a scale.
fn excludes_on(conflict: &Conflict, issue: &Issue) -> bool {
    let ConflictKind::Incompatible(clash) = &conflict.kind else {
        return false;
    };
    conflict.issue.as_ref() == Some(&issue.id) && clash.exclusion.is_none()
}

fn participle(position: &Position) -> &'static str {
    match position.stance {
        Stance::Demands => "demanded",
        Stance::Proposes => "proposed",
        Stance::Offers => "offered",
        Stance::Accepts => "accepted",
        Stance::Prefers => "wanted",
        Stance::Open => "not ruled out",
        Stance::Rejects => "refused",
    }
}

fn range(value: ValueRange, ends: Ends) -> ScaleRange {
    let end = |bound: Bound, edge: f64| match bound {
        Bound::Closed(number) => (number.get(), RangeEnd::Included),
        Bound::Open(number) => (number.get(), RangeEnd::LeftOut),
        Bound::Unstated => (edge, RangeEnd::Unstated),
    };
    ScaleRange {
        low: end(value.low, ends.from),
        high: end(value.high, ends.to),
    }
}

/// Steps of 1, 2 or 5 and their tens, so that about five to ten fit.
fn step(length: f64) -> f64 {
    let least = (length / 9.0).max(f64::MIN_POSITIVE);
    let tens = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|k| k * tens);
    let fits = steps.into_iter().find(|step| *step >= least * 0.999);
    fits.unwrap_or(tens * 10.0)
}

impl Scale<'_> {
    /// The axis from one round number to another, but never past a limit of the scale; and how far its ticks are apart.
    fn round_ends(&self) -> (Ends, f64) {
        let ends = self.ends();
        let step = step(ends.to - ends.from);
        let limits = self.issue.scale.as_ref();
        let has_least = limits.is_some_and(|scale| scale.min.is_some());
        let has_most = limits.is_some_and(|scale| scale.max.is_some());
        let from = match has_least {
            true => ends.from,
            false => (ends.from / step).floor() * step,
        };
        let highest = self.highest_stated().filter(|high| *high > from);
        let to = match has_most {
            true => ends.to,
            false => (highest.unwrap_or(ends.to) / step).ceil() * step,
        };
        (Ends { from, to }, step)
    }

    /// The highest number, where everybody says how far it goes: the axis ends there.
    fn highest_stated(&self) -> Option<f64> {
        let mut ranges = self.positions().filter_map(|one| one.value);
        let is_stated = ranges.all(|range| range.high.quantity().is_some());
        let highest = self.extremes().map(|(_, high)| high.get());
        highest.filter(|_| is_stated)
    }
}

fn ticks(ends: Ends, step: f64) -> Vec<(f64, String)> {
    let first = (ends.from / step).ceil();
    let count = ((ends.to / step).floor() - first).clamp(0.0, 30.0) as u32;
    let numbers = (0..=count).map(|n| (first + f64::from(n)) * step);
    numbers
        .filter_map(|number| Some((number, rounded(number, step)?.to_string())))
        .collect()
}

/// Steps of a tenth add up to numbers with a long tail: as many places as the step has are enough.
fn rounded(number: f64, step: f64) -> Option<Quantity> {
    let places = (-step.log10().floor()).clamp(0.0, 9.0) as usize;
    let text = format!("{number:.places$}");
    text.parse().ok().and_then(Quantity::new)
}

fn description(title: &str, lanes: &[ScaleLane]) -> String {
    let entries = lanes.iter().flat_map(|lane| &lane.entries);
    let told = entries.map(|entry| entry.entry.told.as_str());
    let all: Vec<&str> = std::iter::once(title).chain(told).collect();
    all.join(". ").replace(".. ", ". ")
}
