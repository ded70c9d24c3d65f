//! One numeric issue on its scale: a bar for what each party says, the stated gap shaded, and no limit invented.

mod free;
mod picture;

use crate::analysis::{Conflict, ConflictKind};
use crate::graph::PositionGraph;
use crate::model::{Bound, Issue, PartyId, Position, PositionId, Quantity, Stance, Target};

use crate::view::drawings::maker::Maker;
use crate::view::words::{Words, upper_first};
use crate::view::{Axis, Box, BoxKind, Diagram, Dot, Rule, Span, Tick};

pub use free::Free;
pub use picture::{RangeEnd, ScaleEntry, ScaleLane, ScalePicture, ScaleRange, scale_picture};

/// How to read the bars.
const SIGNS: &str = "A dot is a number that somebody stated, hollow where it is itself left out; a bar fades where nobody said how far it goes. Crosses mark what is refused.";

/// What the shaded gap does not mean.
const NOT_SAID: &str = "Nobody has said that a number between would do, unless a bar says so.";

/// The scale of an issue.
pub fn scale(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    issue: &Issue,
) -> Diagram {
    let scale = Scale::of(Maker::new(words, graph), issue);
    scale.draw(conflicts)
}

/// An issue whose scale is being drawn.
struct Scale<'a> {
    maker: Maker<'a>,
    issue: &'a Issue,
    /// What the scale counts.
    unit: &'a str,
    /// The positions in force that state a number.
    stated: Vec<PositionId>,
    /// Every number that they state, once each and in order.
    numbers: Vec<Quantity>,
}

/// Where the axis begins and ends.
#[derive(Clone, Copy)]
struct Ends {
    from: f64,
    to: f64,
}

impl<'a> Scale<'a> {
    fn of(maker: Maker<'a>, issue: &'a Issue) -> Self {
        let mut scale = Self {
            issue,
            unit: issue.scale.as_ref().map_or("", |scale| &scale.unit),
            stated: stated_on(issue, &maker),
            numbers: Vec::new(),
            maker,
        };
        scale.numbers = scale.numbers();
        scale
    }

    fn draw(mut self, conflicts: &[Conflict]) -> Diagram {
        let ends = self.ends();
        self.maker.diagram.title = self.title();
        self.maker.diagram.subtitle = self.subtitle();
        self.maker.diagram.axis = Some(Axis {
            from: ends.from,
            to: ends.to,
            ticks: self.ticks(),
            rules: Vec::new(),
            shade: self.shade(conflicts),
        });
        self.lanes(ends);
        self.maker.diagram.description = self.description();
        let beside = self.without_number(true).chain(self.left_out());
        let beside: Vec<String> = beside.collect();
        self.maker.diagram.footer.extend(beside);
        self.maker.finish()
    }

    fn positions(&self) -> impl Iterator<Item = &'a Position> {
        self.maker.positions(&self.stated)
    }

    fn numbers(&self) -> Vec<Quantity> {
        let ranges = self.positions().filter_map(|position| position.value);
        let ends = ranges.flat_map(|range| [range.low.quantity(), range.high.quantity()]);
        let mut numbers: Vec<Quantity> = ends.flatten().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The lowest and the highest number stated.
    fn extremes(&self) -> Option<(Quantity, Quantity)> {
        let numbers = &self.numbers;
        numbers.first().copied().zip(numbers.last().copied())
    }

    fn title(&self) -> String {
        let said = if self.numbers.is_empty() {
            "no number is recorded".to_owned()
        } else {
            self.who_says_what()
        };
        format!("{}: {said}", upper_first(&self.issue.name))
    }

    /// `Ukraine more than 15, up to 50; the United States 15 years`, or the two ends where many speak.
    fn who_says_what(&self) -> String {
        let unit = self.unit;
        match (self.stated.len(), self.extremes()) {
            (1..=3, _) => {
                let each: Vec<String> = self.positions().map(|one| self.says(one)).collect();
                format!("{} {unit}", each.join("; "))
            }
            (_, Some((low, high))) => format!("{low} to {high} {unit} are named"),
            (_, None) => String::new(),
        }
    }

    fn says(&self, position: &Position) -> String {
        let value = position.value.map(|range| range.in_words());
        let not = if position.stance == Stance::Rejects {
            "refuses "
        } else {
            ""
        };
        let party = self.maker.words.party(&position.party);
        format!("{party} {not}{}", value.unwrap_or_default())
    }

    fn subtitle(&self) -> String {
        let question = &self.issue.question;
        let stop = if question.ends_with(['?', '.', '!']) {
            ""
        } else {
            "."
        };
        format!("{}{question}{stop} {SIGNS}", self.maker.as_of())
    }

    /// The axis ends at the limits of the scale; where there is none, somewhat beyond the last number.
    fn ends(&self) -> Ends {
        let scale = self.issue.scale.as_ref();
        let (min, max) = scale
            .map(|scale| (scale.min, scale.max))
            .unwrap_or_default();
        let (low, high) = self.extent(min, max);
        let high = high.max(low);
        let room = ((high - low) * 0.25).max(high.abs() * 0.1).max(1.0);
        // Where nothing is below zero, the axis is not either.
        let least = if low >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
        let from = min.map_or((low - room).max(least), Quantity::get);
        let to = max.map_or(high + room, Quantity::get).max(from + 1.0);
        Ends { from, to }
    }

    /// The lowest and the highest of all numbers and limits.
    fn extent(&self, min: Option<Quantity>, max: Option<Quantity>) -> (f64, f64) {
        let numbers = self.numbers.iter().copied();
        let low = numbers.clone().chain(min).min();
        let high = numbers.chain(max).max();
        (
            low.map_or(0.0, Quantity::get),
            high.map_or(1.0, Quantity::get),
        )
    }

    fn with_unit(&self, number: &Quantity) -> String {
        let text = format!("{number} {}", self.unit);
        text.trim_end().to_owned()
    }

    fn ticks(&self) -> Vec<Tick> {
        let tick = |number: &Quantity| Tick {
            at: number.get(),
            label: self.with_unit(number),
        };
        let stated = self.numbers.iter().map(tick);
        let limits = self.limits().into_iter();
        let limits = limits.map(|(number, name)| Tick {
            at: number.get(),
            // Short, for the most stands at the right edge.
            label: format!("{name}: {number}"),
        });
        stated.chain(limits).collect()
    }

    /// The limits of the scale that nobody states as a number.
    fn limits(&self) -> Vec<(Quantity, &'static str)> {
        let scale = self.issue.scale.as_ref();
        let least = scale.and_then(|scale| scale.min).map(|min| (min, "least"));
        let most = scale.and_then(|scale| scale.max).map(|max| (max, "most"));
        let limits = least.into_iter().chain(most);
        limits
            .filter(|(number, _)| !self.numbers.contains(number))
            .collect()
    }

    /// What parties say of the question as a whole, of which no bar can be drawn: a refusal to settle it, for example.
    fn without_number(&self, refusals: bool) -> impl Iterator<Item = String> {
        let whole = Target::Issue(self.issue.id.clone());
        let in_force = self.maker.in_force().into_iter();
        let stands = in_force.filter(|&i| !self.maker.graph.is_over(i));
        let positions = stands.map(|i| self.maker.position(i));
        let without = positions.filter(move |one| {
            let is_told = refusals || one.stance != Stance::Rejects;
            one.on == whole && one.value.is_none() && is_told
        });
        without.map(|one| format!("No bar: {}", self.maker.told(one, &one.cites)))
    }

    /// What is said of a party by others is no bar, and told to be left out.
    fn left_out(&self) -> Option<String> {
        let positions = self.maker.model.positions.iter();
        let on_it = positions.filter(|p| p.on.issue() == Some(&self.issue.id));
        let beside = on_it.filter(|p| p.value.is_some() && !p.is_own());
        let told: Vec<String> = beside.map(|one| self.maker.told(one, &one.cites)).collect();
        (!told.is_empty()).then(|| format!("Not drawn, for it is no position: {}", told.join(" ")))
    }

    /// The gap between wishes, shaded where they are apart: the stretch that no range reaches into, if there is one.
    fn shade(&self, conflicts: &[Conflict]) -> Option<Rule> {
        let apart = conflicts.iter().any(|one| is_a_clash_on(self.issue, one));
        let (low, high) = self.extremes().filter(|(low, high)| apart && low < high)?;
        let (from, to, label) = match self.disjoint() {
            Some((from, to)) => (from, to, "stated gap"),
            None => (low, high, "between the numbers stated"),
        };
        let unit = self.unit;
        Some(Rule {
            at: from.get(),
            to: to.get(),
            label: label.to_owned(),
            tooltip: format!("Stated: {low} and {high} {unit}. {NOT_SAID}"),
        })
    }

    /// The stretch that no stated range reaches into, between those that end below and those that begin above.
    fn disjoint(&self) -> Option<(Quantity, Quantity)> {
        let wishes = self
            .positions()
            .filter(|one| self.is_a_wish_that_counts(one));
        let ranges: Vec<_> = wishes.filter_map(|position| position.value).collect();
        let highs = ranges.iter().filter_map(|range| range.high.quantity());
        let lows = ranges.iter().filter_map(|range| range.low.quantity());
        let (low, high) = (highs.min()?, lows.max()?);
        (low < high).then_some((low, high))
    }

    /// Whether it is no refusal, and its party's yes is needed.
    fn is_a_wish_that_counts(&self, position: &Position) -> bool {
        position.stance != Stance::Rejects && self.issue.between.contains(&position.party)
    }

    /// A lane for each party that states a number or must agree.
    fn lanes(&mut self, ends: Ends) {
        for party in self.maker.model.parties_in_order() {
            let own = self.stated_by(&party.id);
            if own.is_empty() && !self.issue.between.contains(&party.id) {
                continue;
            }
            let lane = self.maker.lane(party);
            if own.is_empty() {
                self.silent(&party.id, lane);
            }
            for index in own {
                let span = span(self.maker.position(index), ends);
                self.maker.put_bar(index, Some(lane), Some(span));
            }
        }
    }

    fn stated_by(&self, party: &PartyId) -> Vec<PositionId> {
        let mut own = self.stated.clone();
        own.retain(|&i| self.maker.position(i).party == *party);
        own
    }

    /// A mark that says that a lane is empty.
    fn silent(&mut self, party: &PartyId, lane: usize) {
        let id = format!("silent-{party}");
        let mut item = Box::new(id, BoxKind::Unknown, "no number recorded");
        item.group = Some(lane);
        self.maker.put(item);
    }

    fn description(&self) -> String {
        let words = self.maker.words;
        let told = self
            .positions()
            .map(|one| format!("{}.", words.position(one)));
        let told: Vec<String> = told.collect();
        format!("{}. {}", self.maker.diagram.title, told.join(" "))
    }
}

fn stated_on(issue: &Issue, maker: &Maker<'_>) -> Vec<PositionId> {
    let whole = Target::Issue(issue.id.clone());
    let is_number = |one: &Position| one.on == whole && one.value.is_some();
    let mut stated = maker.in_force();
    stated.retain(|&i| is_number(maker.position(i)) && !maker.graph.is_over(i));
    stated
}

fn is_a_clash_on(issue: &Issue, conflict: &Conflict) -> bool {
    let is_clash = matches!(
        conflict.kind,
        ConflictKind::Apart(_) | ConflictKind::Incompatible(_)
    );
    is_clash && conflict.issue.as_ref() == Some(&issue.id)
}

/// A full dot on a number that belongs to the range, a hollow one on a number that does not.
fn dot(bound: Bound) -> Dot {
    match bound {
        Bound::Closed(_) => Dot::Full,
        Bound::Open(_) => Dot::Hollow,
        Bound::Unstated => Dot::None,
    }
}

/// From one stated end to the other; to the edge of the drawing, fading, where nothing is said.
fn span(position: &Position, edge: Ends) -> Span {
    let range = position
        .value
        .expect("only positions with a number stand on a scale");
    let number = |bound: Bound| bound.quantity().map(Quantity::get);
    let (low, high) = (number(range.low), number(range.high));
    Span {
        from: low.unwrap_or(edge.from),
        to: high.unwrap_or(edge.to),
        fades_left: low.is_none(),
        fades_right: high.is_none(),
        dots: (dot(range.low), dot(range.high)),
        refused: position.stance == Stance::Rejects,
    }
}
