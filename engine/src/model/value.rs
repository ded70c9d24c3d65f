//! Values on a scale: a number, or a range with closed, open or absent ends.

use std::cmp::Ordering;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A finite number as the author wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Quantity(f64);

impl Quantity {
    /// A finite number; `None` for infinities and not-a-number.
    pub fn new(number: f64) -> Option<Self> {
        number
            .is_finite()
            .then_some(Self(if number == 0.0 { 0.0 } else { number }))
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            to.serialize_i64(self.0 as i64)
        } else {
            to.serialize_f64(self.0)
        }
    }
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The end itself belongs to the range (`at_least`, `at_most`).
    Closed(Quantity),
    /// The end itself does not belong to it (`more_than`, `less_than`).
    Open(Quantity),
    /// Nothing was said about this end.
    Unstated,
}

impl Bound {
    /// The number at this end.
    pub fn quantity(self) -> Option<Quantity> {
        match self {
            Self::Closed(q) | Self::Open(q) => Some(q),
            Self::Unstated => None,
        }
    }

    /// The number at this end after the word for a closed or an open one.
    fn worded<W>(self, closed: W, open: W) -> Option<(W, Quantity)> {
        match self {
            Self::Closed(quantity) => Some((closed, quantity)),
            Self::Open(quantity) => Some((open, quantity)),
            Self::Unstated => None,
        }
    }
}

/// What a position says about a number: exactly 15, at most 50, between 2 and 5, more than 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueRange {
    /// The lower end.
    pub low: Bound,
    /// The upper end.
    pub high: Bound,
}

impl ValueRange {
    /// Exactly this number.
    pub fn exactly(quantity: Quantity) -> Self {
        Self {
            low: Bound::Closed(quantity),
            high: Bound::Closed(quantity),
        }
    }

    /// The number, where the range is a single one.
    pub fn single(&self) -> Option<Quantity> {
        match (self.low, self.high) {
            (Bound::Closed(low), Bound::Closed(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether the range holds no number at all.
    pub fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Bound::Closed(low), Bound::Closed(high)) => low > high,
            (Bound::Unstated, _) | (_, Bound::Unstated) => false,
            (low, high) => low.quantity() >= high.quantity(),
        }
    }

    /// This range and the one that begins where it ends, as one; none where they do not meet.
    pub fn joined_to(&self, next: &Self) -> Option<Self> {
        let meet = match (self.high, next.low) {
            (Bound::Closed(end), Bound::Open(start)) | (Bound::Open(end), Bound::Closed(start)) => {
                end == start
            }
            (Bound::Closed(_), Bound::Closed(_)) | (Bound::Open(_), Bound::Open(_)) => false,
            (Bound::Unstated, _) | (_, Bound::Unstated) => false,
        };
        meet.then_some(Self {
            low: self.low,
            high: next.high,
        })
    }

    /// What lies in this range and in another one; it may be empty.
    pub fn common(&self, other: &Self) -> Self {
        let tighter = |one: Bound, two: Bound, is_low: bool| match (one.quantity(), two.quantity())
        {
            (None, _) => two,
            (_, None) => one,
            (Some(a), Some(b)) if a == b => match one {
                Bound::Open(_) => one,
                Bound::Closed(_) | Bound::Unstated => two,
            },
            (Some(a), Some(b)) => match (a < b) == is_low {
                true => two,
                false => one,
            },
        };
        Self {
            low: tighter(self.low, other.low, true),
            high: tighter(self.high, other.high, false),
        }
    }

    /// Whether a number lies in the range.
    pub fn contains(&self, quantity: Quantity) -> bool {
        let above = match self.low {
            Bound::Closed(low) => quantity >= low,
            Bound::Open(low) => quantity > low,
            Bound::Unstated => true,
        };
        let below = match self.high {
            Bound::Closed(high) => quantity <= high,
            Bound::Open(high) => quantity < high,
            Bound::Unstated => true,
        };
        above && below
    }

    /// Whether every number strictly between two neighbouring stated numbers lies in the range;
    /// `None` stands for no neighbour on that side.
    pub fn contains_between(&self, low: Option<Quantity>, high: Option<Quantity>) -> bool {
        let above = match (self.low.quantity(), low) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(end), Some(low)) => low >= end,
        };
        let below = match (self.high.quantity(), high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(end), Some(high)) => high <= end,
        };
        above && below
    }

    /// The range as a part of an id: `15`, `at-least-4`, `more-than-15-at-most-50`.
    pub fn label(&self) -> String {
        if let Some(quantity) = self.single() {
            return quantity.to_string();
        }
        let low = self.low.worded("at-least", "more-than");
        let high = self.high.worded("at-most", "less-than");
        let ends = low.into_iter().chain(high);
        let ends: Vec<String> = ends.map(|(word, end)| format!("{word}-{end}")).collect();
        ends.join("-")
    }

    /// The range in words: `15`, `up to 50`, `at least 60`, `more than 15, up to 50`.
    pub fn in_words(&self) -> String {
        if let Some(quantity) = self.single() {
            return quantity.to_string();
        }
        match (self.low, self.high) {
            (Bound::Unstated, Bound::Unstated) => "any".to_owned(),
            (Bound::Closed(low), Bound::Closed(high)) => format!("{low} to {high}"),
            (low, high) => {
                let low = low.worded("at least", "more than");
                let high = high.worded("up to", "less than");
                let ends = low.into_iter().chain(high);
                let words: Vec<String> = ends.map(|(word, end)| format!("{word} {end}")).collect();
                words.join(" and ")
            }
        }
    }
}

impl Serialize for ValueRange {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if let Some(quantity) = self.single() {
            return quantity.serialize(to);
        }
        let mut map = to.serialize_map(None)?;
        let low = self.low.worded("at_least", "more_than");
        let high = self.high.worded("at_most", "less_than");
        for (key, end) in low.into_iter().chain(high) {
            map.serialize_entry(key, &end)?;
        }
        map.end()
    }
}
