//! Issues: the questions that an agreement must answer, and their options.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Bound, Forms, IssueId, OptionId, PartyId, Quantity, ValueRange};
use crate::source::{Citation, Place};

/// A question that an agreement must answer.
#[derive(Debug, Clone, Serialize)]
pub struct Issue {
    /// Its id.
    pub id: IssueId,
    /// What it is called on a drawing.
    pub name: String,
    /// How the name runs in a sentence.
    #[serde(flatten)]
    pub forms: Forms,
    /// The question itself.
    pub question: String,
    /// Whose acceptance settles it.
    pub between: Vec<PartyId>,
    /// The possible answers, in the author's order.
    pub options: Vec<IssueOption>,
    /// The scale, where the answers are numbers.
    pub scale: Option<Scale>,
    /// Sentences that call it disputed, whoever holds what.
    pub reported_contested: Vec<Citation>,
    /// How the texts name it.
    pub terms: Vec<String>,
    /// A remark of the author.
    pub note: Option<String>,
    /// Where the question is stated.
    pub cites: Vec<Citation>,
    /// Where the author declared it.
    #[serde(skip)]
    pub place: Place,
}

/// One possible answer to an issue.
#[derive(Debug, Clone, Serialize)]
pub struct IssueOption {
    /// Its id within the issue.
    pub id: OptionId,
    /// The answer in words, as they stand alone.
    pub text: String,
    /// How they run in a sentence.
    #[serde(flatten)]
    pub forms: Forms,
}

/// The scale of an issue whose answers are numbers.
#[derive(Debug, Clone, Serialize)]
pub struct Scale {
    /// What is counted: years, percent, US dollars.
    pub unit: String,
    /// What such a number is, with `{value}` where it stands: `a pay rise of {value}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The smallest value that makes sense, if there is one.
    pub min: Option<Quantity>,
    /// The largest value that makes sense, if there is one.
    pub max: Option<Quantity>,
    /// For whom more is better and for whom less, where the author says so: a number that such a party names stands for all
    /// that are better for it too.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub better: BTreeMap<PartyId, Better>,
    /// The numbers that conditions anywhere in the model ask for.
    #[serde(skip)]
    pub asked: Vec<Quantity>,
}

/// Which numbers of a scale are better for a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// The larger ones.
    More,
    /// The smaller ones.
    Less,
}

impl Better {
    /// What a number stands for where it is accepted, or refused: whoever has 4 has 5, and whoever refuses 4 refuses 3.
    fn implied(self, number: Quantity, refused: bool) -> ValueRange {
        let reaches_up = matches!(self, Self::More) != refused;
        let here = Bound::Closed(number);
        match reaches_up {
            true => ValueRange {
                low: here,
                high: Bound::Unstated,
            },
            false => ValueRange {
                low: Bound::Unstated,
                high: here,
            },
        }
    }
}

impl Scale {
    /// What a party's number stands for: itself, or all that are better for it too.
    pub(super) fn implied(&self, party: &PartyId, value: ValueRange, refused: bool) -> ValueRange {
        let better = self.better.get(party);
        let leaning = better.zip(value.single());
        leaning.map_or(value, |(better, number)| better.implied(number, refused))
    }

    /// Whether a number lies between its ends.
    pub fn contains(&self, number: Quantity) -> bool {
        self.min.is_none_or(|min| min <= number) && self.max.is_none_or(|max| number <= max)
    }
}

impl Issue {
    /// Whether it has answers: options, or the numbers of a scale.
    pub fn has_answers(&self) -> bool {
        !self.options.is_empty() || self.scale.is_some()
    }

    /// What one of its answers is called: the text of an option, or the words for a number on its scale.
    pub(crate) fn answer_name(&self, answer: &OptionId) -> String {
        match self.options.iter().find(|option| option.id == *answer) {
            Some(option) => option.text.clone(),
            None => format!("{}: {}", self.name, self.cell_words(answer)),
        }
    }

    /// The numbers of a cell of the scale: `15-to-50` is more than 15 and less than 50; none where it is no cell.
    pub fn cell_range(&self, cell: &OptionId) -> Option<ValueRange> {
        self.scale.as_ref()?;
        let number = |text: &str| text.parse().ok().and_then(Quantity::new);
        let id = cell.as_str();
        let (low, high) = match (id.strip_prefix("over-"), id.strip_prefix("under-")) {
            (Some(low), _) => (Bound::Open(number(low)?), Bound::Unstated),
            (None, Some(high)) => (Bound::Unstated, Bound::Open(number(high)?)),
            (None, None) => match id.split_once("-to-") {
                Some((low, high)) => (Bound::Open(number(low)?), Bound::Open(number(high)?)),
                None => return Some(ValueRange::exactly(number(id)?)),
            },
        };
        Some(ValueRange { low, high })
    }

    /// A number or a range with the unit of the scale, `1 day`, `more than 15, up to 50 years`.
    pub fn range_words(&self, range: &ValueRange) -> String {
        let unit = self.unit_after(range);
        format!("{} {unit}", range.in_words()).trim_end().to_owned()
    }

    /// The unit of the scale as it stands behind a number or a range that ends with 1: a singular where it is given in the
    /// plural.
    pub fn unit_after(&self, range: &ValueRange) -> &str {
        let unit = self.scale.as_ref().map_or("", |scale| scale.unit.as_str());
        let last = range.high.quantity().or(range.low.quantity());
        match last.is_some_and(|number| number.get() == 1.0) {
            true => unit.strip_suffix('s').unwrap_or(unit),
            false => unit,
        }
    }

    /// The words for a cell of the scale: `15` becomes `15 years`, `15-to-50` becomes `between 15 and 50 years`.
    pub fn cell_words(&self, cell: &OptionId) -> String {
        let id = cell.as_str();
        let range = self.cell_range(cell);
        let unit = range.as_ref().map_or("", |range| self.unit_after(range));
        let words = match range.map(|range| (range.low, range.high)) {
            Some((Bound::Open(low), Bound::Open(high))) => format!("between {low} and {high}"),
            Some((Bound::Open(low), _)) => format!("over {low}"),
            Some((_, Bound::Open(high))) => format!("under {high}"),
            Some(_) | None => id.to_owned(),
        };
        format!("{words} {unit}").trim_end().to_owned()
    }
}
