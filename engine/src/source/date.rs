//! Calendar dates. No clock is read here: every date comes from the model or the command line. Only a record of when somebody
//! decided something has a moment, which `review` hands in.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A calendar day, written `2026-01-25`.
///
/// ```
/// use impasse_engine::source::Date;
/// let day: Date = "2026-01-25".parse().unwrap();
/// assert_eq!(day.to_string(), "2026-01-25");
/// assert_eq!(day.in_words(), "25 January 2026");
/// assert!("2026-02-30".parse::<Date>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// A moment in UTC to the millisecond, from milliseconds since 1970; nothing where the calendar does not reach so far.
///
/// ```
/// use impasse_engine::source::moment;
/// assert_eq!(moment(1_000).as_deref(), Some("1970-01-01T00:00:01.000Z"));
/// assert_eq!(moment(i64::MAX), None);
/// ```
pub fn moment(milliseconds: i64) -> Option<String> {
    let moment = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(format!("{moment:.3}"))
}

/// The text is not a day of the calendar in the form `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day of the calendar in the form YYYY-MM-DD")
    }
}

impl std::error::Error for DateError {}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// The day as a sentence says it: `25 January 2026`.
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.0.day(), self.month(), self.0.year())
    }

    /// This day to another, as a sentence says it: `27–28 December 2025`.
    pub fn to_day(self, until: Self) -> String {
        let (from, to) = (self.0, until.0);
        if (from.year(), from.month()) == (to.year(), to.month()) {
            return format!("{}–{}", from.day(), until.in_words());
        }
        format!("{} to {}", self.in_words(), until.in_words())
    }

    /// The day in the short form of a label: `25 Jan 2026`.
    pub fn short(self) -> String {
        let month = &self.month()[..3];
        format!("{} {month} {}", self.0.day(), self.0.year())
    }

    fn month(self) -> &'static str {
        MONTHS[self.0.month() as usize - 1]
    }

    /// The day so many days later, or earlier where negative; the last day of the calendar at most.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let days = days.clamp(-4_000_000, 4_000_000);
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// Days from this day to another; negative where the other comes first.
    pub fn days_until(self, other: Self) -> i64 {
        i64::from((other.0 - self.0).get_days())
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let widths: Vec<usize> = text.split('-').map(str::len).collect();
        if widths != [4, 2, 2] || !text.bytes().all(|b| b == b'-' || b.is_ascii_digit()) {
            return Err(DateError);
        }
        text.parse().map(Self).map_err(|_| DateError)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
