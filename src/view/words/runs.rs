//! Runs of numbers: what is the same of neighbouring numbers of a scale is told once, as one range.

use crate::model::{Bound, Issue, IssueId, Model, Quantity, Target, ValueRange};

use super::Words;
use super::said::unit_of;

/// What items are about, as questions in a sentence, neighbouring numbers of a scale as one range.
pub(in crate::view) fn matters<T>(
    words: &Words<'_>,
    items: &[&T],
    target: impl Fn(&T) -> &Target,
) -> Vec<String> {
    let runs = runs(words, items, &target, |_, _| true).into_iter();
    let told = runs.map(|run| match run.one_of {
        Some(_) => run.about,
        None => words.question(target(run.first)),
    });
    told.collect()
}

/// Items of which the same is said, of one thing or of neighbouring numbers of one scale.
pub(in crate::view) struct Run<'a, T> {
    /// The first of them.
    pub first: &'a T,
    /// What they are about, in a sentence: `5 to 8 percent for the pay rise`.
    pub about: String,
    /// What they are about, as an answer by itself: `5 to 8 percent`.
    pub answer: String,
    /// Where it was joined from several: the numbers, as something that one of them would be: `8 percent or more`.
    pub one_of: Option<String>,
    /// The places in the list of all that it was joined from.
    pub places: Vec<usize>,
}

impl<'a, T> Run<'a, T> {
    /// One item by itself.
    pub fn of_one(words: &Words<'_>, item: &'a T, target: &Target) -> Self {
        let answer = match target {
            Target::Option(issue, option) => words.answer(issue, option),
            Target::Milestone(_) | Target::Issue(_) => words.target(target),
        };
        Self {
            first: item,
            about: words.target(target),
            answer,
            one_of: None,
            places: Vec::new(),
        }
    }
}

/// What a list says, the runs of numbers in it as one each. A run stands where its first item stood.
pub(in crate::view) fn runs<'a, T>(
    words: &Words<'_>,
    items: &[&'a T],
    target: impl Fn(&T) -> &Target,
    alike: impl Fn(&T, &T) -> bool,
) -> Vec<Run<'a, T>> {
    let mut spans: Vec<Span<'a, T>> = Vec::new();
    for (place, &item) in items.iter().enumerate() {
        spans.push(Span::of(words.model, item, target(item), place));
    }
    spans.sort_by(|a, b| a.low().total_cmp(&b.low()));
    let mut joined: Vec<Span<'a, T>> = Vec::new();
    for span in spans {
        // What is no number meets nothing.
        let mut earlier = joined.iter_mut().filter(|_| span.on.is_some());
        let meets = earlier.find_map(|known| {
            let range = known.joined_with(&span)?;
            alike(known.item, span.item).then_some((known, range))
        });
        match meets {
            Some((known, range)) => known.take(&span, range),
            None => joined.push(span),
        }
    }
    joined.sort_by_key(|span| span.place);
    let told = joined.into_iter();
    told.map(|span| span.told(words, &target)).collect()
}

/// An item with the numbers that it is about, and its place in the list.
struct Span<'a, T> {
    item: &'a T,
    /// The first of its places, for the order.
    place: usize,
    /// Its places in the list.
    places: Vec<usize>,
    on: Option<(IssueId, ValueRange)>,
    /// Whether it was joined from several.
    is_joined: bool,
}

impl<'a, T> Span<'a, T> {
    fn of(model: &Model, item: &'a T, target: &Target, place: usize) -> Self {
        let on = match target {
            Target::Option(id, cell) => {
                let range = model
                    .issues
                    .get(id)
                    .and_then(|issue| issue.cell_range(cell));
                range.map(|range| (id.clone(), range))
            }
            Target::Milestone(_) | Target::Issue(_) => None,
        };
        Self {
            item,
            place,
            places: vec![place],
            on,
            is_joined: false,
        }
    }

    /// What spans are sorted by, so that neighbours follow each other.
    fn low(&self) -> f64 {
        let low = self.on.as_ref().map(|(_, range)| range.low.quantity());
        let number = low.map_or(f64::NAN, |low| {
            low.map_or(f64::NEG_INFINITY, |low| low.get())
        });
        // An open end lies just above the number itself.
        match self
            .on
            .as_ref()
            .is_some_and(|(_, range)| range.single().is_none())
        {
            true => number.next_up(),
            false => number,
        }
    }

    /// Its numbers with those of the next span, where both are of one scale and meet.
    fn joined_with(&self, next: &Self) -> Option<ValueRange> {
        let ((issue, range), (other, more)) = self.on.as_ref().zip(next.on.as_ref())?;
        range.joined_to(more).filter(|_| issue == other)
    }

    fn take(&mut self, next: &Self, joined: ValueRange) {
        self.on = self.on.take().map(|(issue, _)| (issue, joined));
        self.is_joined = true;
        self.place = self.place.min(next.place);
        self.places.extend(&next.places);
    }

    fn told(self, words: &Words<'_>, target: &impl Fn(&T) -> &Target) -> Run<'a, T> {
        let joined = self.on.as_ref().filter(|_| self.is_joined);
        let one_of = joined.map(|(id, range)| as_one_number(&words.model.issues[id], range));
        let (about, answer) = match (&self.on, self.is_joined) {
            (Some((id, range)), true) => {
                let issue = &words.model.issues[id];
                // `less than 5 euros`, not `at least 0 and less than 5 euros`, where the scale begins with 0.
                let is_open = |bound: Bound| matches!(bound, Bound::Open(_));
                let numbers = match ends_of_scale(issue, range) {
                    (true, false) if is_open(range.high) => as_one_number(issue, range),
                    (false, true) if is_open(range.low) => as_one_number(issue, range),
                    _ => issue.range_words(range),
                };
                (words.number_of(id, &numbers), numbers)
            }
            (Some(_) | None, _) => {
                let places = self.places;
                let alone = Run::of_one(words, self.item, target(self.item));
                return Run { places, ..alone };
            }
        };
        Run {
            first: self.item,
            about,
            answer,
            one_of,
            places: self.places,
        }
    }
}

/// Some number of a range, as one that a party could accept: `8 percent or more`, where the range ends as the scale does.
pub(super) fn as_one_number(issue: &Issue, range: &ValueRange) -> String {
    let (is_lowest, is_highest) = ends_of_scale(issue, range);
    // The unit stands behind the number that is told, which is not the end of the scale.
    let low = range.low.quantity().filter(|_| is_highest && !is_lowest);
    let unit = issue.unit_after(&low.map_or(*range, ValueRange::exactly));
    let words = match (range.low, range.high) {
        _ if range.single().is_some() => issue.range_words(range),
        _ if is_lowest && is_highest => format!("any number of {}", unit_of(issue)),
        (_, Bound::Closed(most)) if is_lowest => format!("{most} {unit} or less"),
        (_, Bound::Open(most)) if is_lowest => format!("less than {most} {unit}"),
        (Bound::Closed(least), _) if is_highest => format!("{least} {unit} or more"),
        (Bound::Open(least), _) if is_highest => format!("more than {least} {unit}"),
        (Bound::Closed(least), Bound::Closed(most)) => format!("{least} to {most} {unit}"),
        (Bound::Open(least), Bound::Open(most)) => format!("between {least} and {most} {unit}"),
        _ => format!("{} {unit}", range.in_words()),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a range begins where the scale does, and whether it ends where it does.
fn ends_of_scale(issue: &Issue, range: &ValueRange) -> (bool, bool) {
    let scale = issue.scale.as_ref();
    let is_end = |bound: Bound, end: Option<Quantity>| match bound {
        Bound::Unstated => true,
        Bound::Closed(number) => Some(number) == end,
        Bound::Open(_) => false,
    };
    (
        is_end(range.low, scale.and_then(|scale| scale.min)),
        is_end(range.high, scale.and_then(|scale| scale.max)),
    )
}
