//! The timeline as a picture of marks: subjects one under the other, in each a lane for every party, and beside each lane what
//! stands today.

use crate::analysis::Conflict;
use crate::graph::PositionGraph;
use crate::model::{PartyId, Target, Vote};
use crate::source::{Citation, Date};

use crate::view::drawings::board::rows;
use crate::view::drawings::entries::{Entry, marks_of_doubt};
use crate::view::drawings::knots::{Who, by_hue, people};
use crate::view::drawings::maker::{Maker, cited};
use crate::view::words::{Words, and, count, number_word, upper_first};

use super::days::{breaks, days_along};
use super::lanes::Lanes;
use super::subjects::{SubjectOf, subjects};
use super::{MOST_EVENTS, Reach, Timeline, Whose};

/// Most rows that are drawn; those of the least contested subjects are counted.
const MOST_ROWS: usize = 16;

/// How to read the marks.
const SIGNS: &str = "A mark stands on the first day on record; its line is as long as it holds, and a stop ends it.";

/// What an empty tube means, where there is one.
const TUBES: &str = " An empty tube: its answer is needed, and none is on record.";

/// Said where something has no date.
const UNDATED: &str = "A mark before the first day, without a line, has no date.";

/// What is said of that on which no position is on record.
const NOBODY: &str = "No position on record on";

/// A timeline, to be drawn.
#[derive(Debug, Clone, Default)]
pub struct TimelinePicture {
    /// The finding.
    pub title: String,
    /// How the marks are read.
    pub subtitle: String,
    /// The whole of it for those who cannot see it.
    pub description: String,
    /// How many days the axis is long.
    pub length: f64,
    /// Long stretches on which nothing happens and which are drawn short: their first and last days.
    pub breaks: Vec<(f64, f64)>,
    /// Whose letters stand beside the rows.
    pub people: Vec<Who>,
    /// Days along it.
    pub ticks: Vec<DayAlong>,
    /// The day of the model on the axis, and in words.
    pub today: Option<(f64, String)>,
    /// What happened, and what must happen by when, in the order of days.
    pub pins: Vec<Pin>,
    /// The subjects, the most contested first.
    pub groups: Vec<TimeGroup>,
    /// What is not drawn, and marks.
    pub footer: Vec<String>,
    /// The sources with their numbers.
    pub sources: String,
}

/// A day that is named along the axis.
#[derive(Debug, Clone)]
pub struct DayAlong {
    /// Where it is.
    pub at: f64,
    /// The day and the month.
    pub label: String,
    /// The year; nothing where all days are of one.
    pub year: String,
}

/// Something that happened, a vote, or a deadline.
#[derive(Debug, Clone)]
pub struct Pin {
    /// Its day on the axis.
    pub at: f64,
    /// The day in short, or the days.
    pub day: String,
    /// What it was.
    pub words: String,
    /// The sentence with its citations.
    pub told: String,
    /// Whether it is a deadline.
    pub is_deadline: bool,
}

/// A subject.
#[derive(Debug, Clone)]
pub struct TimeGroup {
    /// How far the parties are from each other, in small words.
    pub kind: String,
    /// Its id.
    pub what: String,
    /// What it is called.
    pub subject: String,
    /// A row for each position, or chain of positions, of each party.
    pub rows: Vec<TimeRow>,
}

/// Positions of one party that follow each other.
#[derive(Debug, Clone)]
pub struct TimeRow {
    /// Whose they are.
    pub who: Who,
    /// Whether the last row was of the same party.
    pub goes_on: bool,
    /// The positions, and silence between them.
    pub spans: Vec<TimeSpan>,
    /// What stands today.
    pub standing: Standing,
}

/// What stands at the end of a row.
#[derive(Debug, Clone)]
pub enum Standing {
    /// The last position, which holds.
    Holds(Entry),
    /// Nothing: no answer is on record, or none any longer; in words.
    Nothing(String),
}

/// How long something was said, or nothing was.
#[derive(Debug, Clone)]
pub struct TimeSpan {
    /// What.
    pub entry: Entry,
    /// The day from which, where it is known.
    pub from: Option<f64>,
    /// The day on which it ceased; nothing where it still holds.
    pub to: Option<f64>,
}

/// The timeline of a model in marks.
pub fn timeline_picture(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    only: Option<&PartyId>,
) -> TimelinePicture {
    let timeline = Timeline::of(Maker::new(words, graph), Whose(only));
    let in_force = timeline.maker.in_force();
    let rows = rows(words.model, &in_force, conflicts);
    let all = subjects(&timeline, &rows);
    picture(&timeline, &all)
}

fn picture(timeline: &Timeline<'_>, all: &[SubjectOf]) -> TimelinePicture {
    let Some(reach) = timeline.reach() else {
        return TimelinePicture {
            title: nothing_dated(timeline),
            description: nothing_dated(timeline),
            length: 1.0,
            ..TimelinePicture::default()
        };
    };
    let today = timeline.maker.graph.day;
    let people = people(&timeline.maker);
    let mut lanes = Lanes::new(timeline, reach, &people);
    let mut groups: Vec<TimeGroup> = all.iter().filter_map(|one| lanes.group(one)).collect();
    let unspoken = unspoken(timeline, all);
    let left_out = cut(&mut groups);
    let title = finding(timeline);
    let pins = timeline.pins(&reach);
    let breaks = breaks(&groups, &pins, &reach, today);
    TimelinePicture {
        people: shown(&groups),
        subtitle: subtitle(&groups),
        description: description(&title, &groups, &pins),
        title,
        length: reach.end,
        ticks: match is_dated(&groups) || !pins.is_empty() {
            true => days_along(&reach, &breaks),
            false => Vec::new(),
        },
        breaks,
        today: today.map(|day| (reach.at(day), day.in_words())),
        footer: timeline.footer(&groups, (&left_out, &unspoken), lanes.unread()),
        sources: lanes.used.listed_briefly(&timeline.maker),
        groups,
        pins,
    }
}

/// Issues that have parties, and milestones that need somebody's yes, on which nobody has taken a position.
fn unspoken(timeline: &Timeline<'_>, all: &[SubjectOf]) -> Vec<String> {
    let graph = timeline.maker.graph;
    let is_asked = |target: &Target| {
        let party = timeline.whose.0;
        let mut stances = graph.stances().iter();
        stances.any(|one| {
            let is_whose = party.is_none_or(|party| one.party == *party);
            is_whose && one.target.whole() == *target
        })
    };
    let of = all.iter().filter(|one| one.positions.is_empty());
    of.filter(|one| is_asked(&one.target))
        .map(|one| one.name.clone())
        .collect()
}

fn nothing_dated(timeline: &Timeline<'_>) -> String {
    match timeline.whose.0 {
        Some(party) => format!(
            "No dated position of {} is on record",
            timeline.maker.words.party(party)
        ),
        None => "No position here has a date".to_owned(),
    }
}

/// Whether anything that is drawn has a day.
fn is_dated(groups: &[TimeGroup]) -> bool {
    let rows = groups.iter().flat_map(|group| &group.rows);
    let mut spans = rows.flat_map(|row| &row.spans);
    spans.any(|span| span.from.is_some() && !span.entry.is_silent())
}

/// Whose rows are drawn.
fn shown(groups: &[TimeGroup]) -> Vec<Who> {
    let rows = groups.iter().flat_map(|group| &group.rows);
    by_hue(rows.map(|row| row.who.clone()).collect())
}

/// Takes away the groups for which there are not rows enough once those before them are drawn; their names.
fn cut(groups: &mut Vec<TimeGroup>) -> Vec<String> {
    let mut rows = 0;
    let all = std::mem::take(groups);
    let mut left_out = Vec::new();
    for group in all {
        let with_it = rows + group.rows.len();
        if groups.is_empty() || with_it <= MOST_ROWS {
            rows = with_it;
            groups.push(group);
        } else {
            left_out.push(group.subject);
        }
    }
    left_out
}

/// `Nine of 19 positions were on record on 29 December 2025; the last four came on 25 January 2026`.
fn finding(timeline: &Timeline<'_>) -> String {
    let days: Vec<Date> = timeline.drawn().filter_map(|(_, day)| day).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return nothing_dated(timeline);
    };
    let of = timeline.whose_in_words();
    let undated = timeline.undated_in_words();
    let on = |day: &Date| days.iter().filter(|one| *one == day).count();
    let (first_day, last_day) = (first.in_words(), last.in_words());
    if first == last {
        let all = upper_first(&count(days.len(), "position", "positions"));
        return format!("{all}{of} on record, from {first_day}{undated}");
    }
    let was = if on(first) == 1 { "was" } else { "were" };
    let (begun, all) = (
        upper_first(&number_word(on(first))),
        number_word(days.len()),
    );
    let came = match on(last) {
        1 => "the last came".to_owned(),
        n => format!("the last {} came", number_word(n)),
    };
    format!(
        "{begun} of {all} positions{of} {was} on record on {first_day}; {came} on {last_day}{undated}"
    )
}

fn subtitle(groups: &[TimeGroup]) -> String {
    let mut spans = groups
        .iter()
        .flat_map(|group| &group.rows)
        .flat_map(|row| &row.spans);
    let has_tubes = spans.any(|span| span.entry.is_silent());
    format!("{SIGNS}{}", if has_tubes { TUBES } else { "" })
}

fn description(title: &str, groups: &[TimeGroup], pins: &[Pin]) -> String {
    let said = groups.iter().flat_map(|group| {
        let spans = group.rows.iter().flat_map(|row| &row.spans);
        spans.map(|span| span.entry.told.as_str())
    });
    let pins = pins.iter().map(|pin| pin.told.as_str());
    let head = format!("{title}.");
    let all: Vec<&str> = std::iter::once(head.as_str())
        .chain(pins)
        .chain(said)
        .collect();
    all.join(" ")
}

impl Timeline<'_> {
    /// Events, votes and deadlines on the axis, in the order of days.
    fn pins(&self, reach: &Reach) -> Vec<Pin> {
        let events = self.events.iter().take(MOST_EVENTS);
        let events =
            events.map(|event| pin(event.date, self.days_of(event), &event.text, &event.cites));
        let votes = self.votes().map(|vote| self.vote_pin(vote));
        let defaults = self.came_by_itself().into_iter();
        let pins = events
            .chain(votes)
            .chain(self.deadline_pins(reach))
            .chain(defaults);
        let mut pins: Vec<(Date, Pin)> = pins.collect();
        pins.sort_by_key(|(day, pin)| (*day, pin.is_deadline));
        let placed = pins.into_iter().map(|(day, pin)| Pin {
            at: reach.at(day),
            ..pin
        });
        placed.collect()
    }

    fn vote_pin(&self, vote: &Vote) -> (Date, Pin) {
        let words = self.vote_in_words(vote);
        pin(vote.date, self.day_label(vote.date), &words, &vote.cites)
    }

    fn deadline_pins(&self, reach: &Reach) -> Vec<(Date, Pin)> {
        let by_day = self.deadlines_by_day(reach).into_iter();
        let pins = by_day.map(|(day, (of, cites))| {
            let words = self.deadline_in_words(day, &of);
            let (day, one) = pin(day, self.day_label(day), &words, &cites);
            let is_deadline = true;
            (day, Pin { is_deadline, ..one })
        });
        pins.collect()
    }

    /// ` of Ukraine`, where one party alone is drawn.
    fn whose_in_words(&self) -> String {
        let party = self.whose.0;
        let of = party.map(|party| format!(" of {}", self.maker.words.party(party)));
        of.unwrap_or_default()
    }

    /// `; three without a date`.
    fn undated_in_words(&self) -> String {
        match self.drawn().filter(|(_, day)| day.is_none()).count() {
            0 => String::new(),
            n => format!("; {} without a date", number_word(n)),
        }
    }

    /// Whether a deadline was missed.
    fn deadline_in_words(&self, day: Date, of: &str) -> String {
        let has_passed = self.maker.graph.day.is_some_and(|today| day < today);
        match has_passed {
            true => format!("Deadline, passed without it: {of}."),
            false => format!("Deadline: {of}."),
        }
    }

    /// What came about because a deadline passed.
    fn came_by_itself(&self) -> Vec<(Date, Pin)> {
        let reached = self.maker.graph.record().reached.iter();
        let defaults =
            reached.filter(|(_, how)| how.instead_of.is_some() && self.whose.0.is_none());
        let pins = defaults.map(|(id, how)| {
            let words = format!("Came by itself: {}.", self.maker.words.milestone(id));
            pin(how.since, self.day_label(how.since), &words, &[])
        });
        pins.collect()
    }

    /// What is said under the lanes: marks of doubt, what is not drawn, and what lies outside the axis.
    fn footer(
        &self,
        groups: &[TimeGroup],
        (left_out, unspoken): (&[String], &[String]),
        unread: Option<&str>,
    ) -> Vec<String> {
        let rows = groups.iter().flat_map(|group| &group.rows);
        let spans = rows.flat_map(|row| &row.spans);
        let has_undated = spans.clone().any(|span| span.from.is_none());
        let undated = has_undated.then_some(UNDATED);
        let doubts = marks_of_doubt(spans.map(|span| &span.entry));
        let signs: Vec<&str> = undated.into_iter().chain(doubts).collect();
        let not_drawn = (!left_out.is_empty()).then(|| format!("Not drawn: {}.", and(left_out)));
        std::iter::once(signs.join(" "))
            .chain(not_drawn)
            .chain((!unspoken.is_empty()).then(|| format!("{NOBODY} {}.", and(unspoken))))
            .chain(self.remarks_left_out())
            .chain(self.earlier())
            .chain(self.later_left_out())
            .chain(self.far_off())
            .chain(unread.map(str::to_owned))
            .collect()
    }

    fn remarks_left_out(&self) -> Option<String> {
        let drawn = self.drawn();
        let remarks = drawn.filter(|(id, _)| self.maker.position(*id).remark);
        let number = remarks.count();
        let (one, many) = ("remark that answers nothing", "remarks that answer nothing");
        (number > 0).then(|| format!("Not drawn: {}.", count(number, one, many)))
    }
}

fn pin(date: Date, day: String, words: &str, cites: &[Citation]) -> (Date, Pin) {
    let pin = Pin {
        at: 0.0,
        told: cited(&format!("{day}: {words}"), cites),
        day,
        words: words.to_owned(),
        is_deadline: false,
    };
    (date, pin)
}
