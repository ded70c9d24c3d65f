//! Who said what when: a lane for each party, a dot where a position was stated, a bar as long as it held; events across.

mod days;
mod endings;
mod lanes;
mod picture;
mod subjects;

use std::collections::BTreeMap;

use crate::graph::PositionGraph;
use crate::model::{Event, MilestoneId, PartyId, Position, PositionId, Vote};
use crate::source::{Citation, Date};

use crate::view::drawings::maker::{Maker, cited};
use crate::view::words::{Words, and, count, lower_first, upper_first};
use crate::view::{Axis, Diagram, Dot, Rule, Span, Tick};

use endings::Endings;
pub use picture::{
    DayAlong, Pin, Standing, TimeGroup, TimeRow, TimeSpan, TimelinePicture, timeline_picture,
};

/// Most events that are written out; the others stay in the briefing.
const MOST_EVENTS: usize = 12;

/// Events so many days before the first position and earlier are not drawn to scale.
const EARLY: i64 = 14;

/// How to read the bars.
const SIGNS: &str = "A dot is the day from which it is recorded; the bar is as long as it held, and runs on where it still does.";

/// Said where something has no date.
const UNDATED: &str = " What has no date stands at the left.";

/// Said where not every day could be read.
const UNREAD: &str = "Bars of refusals that were to last until something came may be too long: there are too many days to read each.";

/// The timeline of a model.
pub fn timeline(words: &Words<'_>, graph: &PositionGraph, only: Option<&PartyId>) -> Diagram {
    Timeline::of(Maker::new(words, graph), Whose(only)).draw()
}

/// The party whose positions and events alone are drawn, if it is one.
#[derive(Clone, Copy)]
struct Whose<'a>(Option<&'a PartyId>);

impl Whose<'_> {
    fn draws(self, position: &Position) -> bool {
        position.is_own() && self.0.is_none_or(|party| *party == position.party)
    }

    fn concerns(self, event: &Event) -> bool {
        let parties = &event.parties;
        self.0
            .is_none_or(|party| parties.is_empty() || parties.contains(party))
    }
}

/// A timeline that is being drawn.
struct Timeline<'a> {
    maker: Maker<'a>,
    whose: Whose<'a>,
    /// The day on which each position was stated.
    stated: Vec<Option<Date>>,
    /// Events long before the first position: they would press all that was said into a corner, and are told below.
    early: Vec<&'a Event>,
    events: Vec<&'a Event>,
}

/// The days that the axis shows.
#[derive(Clone, Copy)]
struct Reach {
    first: Date,
    /// How many days later the last one is.
    end: f64,
    /// The room at the left; there is more at the right, where bars run on.
    margin: f64,
}

impl Reach {
    fn between(first: Date, last: Date) -> Self {
        let end = (first.days_until(last) as f64).max(1.0);
        Self {
            first,
            end,
            margin: (end * 0.04).max(0.5),
        }
    }

    /// Whether a day is on the axis.
    fn shows(&self, day: Date) -> bool {
        self.at(day) <= self.end
    }

    /// Where on the axis a day is.
    fn at(&self, day: Date) -> f64 {
        self.first.days_until(day) as f64
    }

    /// A place past the last day.
    fn beyond(&self) -> f64 {
        self.end + self.margin * 1.5
    }
}

impl<'a> Timeline<'a> {
    fn of(maker: Maker<'a>, whose: Whose<'a>) -> Self {
        let model = maker.model;
        let mut timeline = Self {
            stated: model.positions.iter().map(|p| model.stated_on(p)).collect(),
            maker,
            whose,
            early: Vec::new(),
            events: Vec::new(),
        };
        (timeline.early, timeline.events) = timeline.events();
        timeline
    }

    fn draw(mut self) -> Diagram {
        self.maker.diagram.title = self.title();
        let undated = self.drawn().any(|(_, day)| day.is_none());
        self.maker.diagram.subtitle = SIGNS.to_owned() + if undated { UNDATED } else { "" };
        let Some(reach) = self.reach() else {
            return self.without_days();
        };
        self.maker.diagram.axis = Some(self.axis(&reach));
        self.bars(&reach);
        self.write_the_footer();
        let diagram = &mut self.maker.diagram;
        diagram.description = format!("{}. {}", diagram.title, diagram.subtitle);
        self.maker.finish()
    }

    fn without_days(mut self) -> Diagram {
        let diagram = &mut self.maker.diagram;
        diagram.axis = Some(Axis {
            from: 0.0,
            to: 1.0,
            ..Axis::default()
        });
        diagram.description = diagram.title.clone();
        self.maker.finish()
    }

    fn is_known(&self, day: Date) -> bool {
        self.maker.graph.day.is_none_or(|last| day <= last)
    }

    /// The known days of positions.
    fn days_stated(&self) -> impl Iterator<Item = Date> {
        let days = self.stated.iter().copied().flatten();
        days.filter(|day| self.is_known(*day))
    }

    /// The events to draw: those long before the first position, and the others.
    fn events(&self) -> (Vec<&'a Event>, Vec<&'a Event>) {
        let opening = self.days_stated().min();
        let is_early =
            |event: &&Event| opening.is_some_and(|opening| event.date.days_until(opening) > EARLY);
        let events = self.maker.model.events.iter();
        let events = events.filter(|event| self.is_known(event.date) && self.whose.concerns(event));
        let mut events: Vec<&Event> = events.collect();
        events.sort_by_key(|event| event.date);
        events.into_iter().partition(is_early)
    }

    fn title(&self) -> String {
        let days: Vec<Date> = self.drawn().filter_map(|(_, day)| day).collect();
        let Some((first, last)) = first_and_last(&days) else {
            return "Nothing here has a date of its own".to_owned();
        };
        let said = upper_first(&count(days.len(), "position", "positions"));
        let party = self.whose.0.map(|party| self.maker.words.party(party));
        let whose = party.map(|party| format!(" of {party}"));
        let whose = whose.unwrap_or_default();
        let to = (first < last).then(|| format!(" to {}", last.in_words()));
        let (first, to) = (first.in_words(), to.unwrap_or_default());
        format!("{said}{whose} on record from {first}{to}")
    }

    /// The positions that are drawn: those of no date, and those of a known one.
    fn drawn(&self) -> impl Iterator<Item = (PositionId, Option<Date>)> {
        let positions = self.maker.model.positions.numbered();
        let dated = positions.zip(self.stated.iter().copied());
        let known = dated.filter(|(_, day)| day.is_none_or(|day| self.is_known(day)));
        let drawn = known.filter(|((_, position), _)| self.whose.draws(position));
        drawn.map(|((id, _), day)| (id, day))
    }

    fn reach(&self) -> Option<Reach> {
        let events = self.events.iter().map(|event| event.date);
        let days = self
            .days_stated()
            .chain(events)
            .chain(self.votes().map(|vote| vote.date));
        let days: Vec<Date> = days.chain(self.maker.graph.day).collect();
        let (first, last) = first_and_last(&days)?;
        // A deadline that is far off would press all that was said into a corner.
        let room = first.days_until(last).max(LEAST_AHEAD);
        let near = self.deadlines().map(|(_, day)| day);
        let near = near.filter(|day| last.days_until(*day) <= room).max();
        Some(Reach::between(
            first,
            near.map_or(last, |near| last.max(near)),
        ))
    }

    fn axis(&self, reach: &Reach) -> Axis {
        let events = self.events.iter().take(MOST_EVENTS);
        let rules = events.map(|event| rule(event, reach));
        let rules = rules.chain(self.dated_rules(reach)).collect();
        Axis {
            from: -reach.margin,
            to: reach.end + reach.margin * 3.0,
            ticks: ticks(reach),
            rules,
            shade: None,
        }
    }

    /// The deadlines of the model as they are on its day, or were when they passed; none where one party alone is drawn.
    fn deadlines(&self) -> impl Iterator<Item = (&'a MilestoneId, Date)> {
        let record = self.maker.graph.record();
        let standing = record.deadlines.iter().map(|(goal, day)| (goal, *day));
        let passed = record
            .closed
            .iter()
            .filter_map(|(goal, closed)| Some((goal, closed.since?)));
        let all = standing.chain(passed);
        all.filter(|_| self.whose.0.is_none())
    }

    /// The votes that were counted by the day.
    fn votes(&self) -> impl Iterator<Item = &'a Vote> {
        let votes = self.maker.model.votes.iter();
        votes.filter(|vote| self.is_known(vote.date) && self.whose.0.is_none())
    }

    /// Votes and deadlines, across all lanes.
    fn dated_rules(&self, reach: &Reach) -> Vec<Rule> {
        let votes = self.votes().map(|vote| {
            let day = short_day(vote.date);
            let label = format!("{day}, {}", lower_first(&self.vote_in_words(vote)));
            rule_at(reach.at(vote.date), label, &vote.cites)
        });
        let by_day = self.deadlines_by_day(reach).into_iter();
        let deadlines = by_day.map(|(day, (of, cites))| {
            let label = format!("{}, deadline: {of}", short_day(day));
            rule_at(reach.at(day), label, &cites)
        });
        votes.chain(deadlines).collect()
    }

    /// What was voted on, how it went, and whether it bound anybody.
    fn vote_in_words(&self, vote: &Vote) -> String {
        let words = self.maker.words;
        let count = vote.count.unwrap_or_else(|| vote.together());
        let body = words.party_first(&vote.body);
        let on = match &vote.text {
            Some(text) if text.ends_with('?') => format!("{text} "),
            Some(text) => format!("{}, ", text.trim_end_matches('.')),
            None => format!("vote on {}, ", words.target(&vote.on)),
        };
        let advisory = if vote.advisory {
            ", binding nobody"
        } else {
            ""
        };
        format!("{body}: {on}{} to {}{advisory}.", count.yes, count.no)
    }

    /// A day in short, with its year where those on the axis are of several.
    fn day_label(&self, day: Date) -> String {
        match self.has_many_years() {
            true => day.short(),
            false => short_day(day),
        }
    }

    fn days_of(&self, event: &Event) -> String {
        days_in_short(event, |day| self.day_label(day))
    }

    fn has_many_years(&self) -> bool {
        let year = |day: Date| day.to_string().chars().take(4).collect::<String>();
        self.reach().is_some_and(|reach| {
            let last = reach.first.plus_days(reach.end as i64);
            year(reach.first) != year(last) && reach.end > 366.0
        })
    }

    /// For each day on the axis the milestones that must be reached by it, and who says so.
    fn deadlines_by_day(&self, reach: &Reach) -> BTreeMap<Date, (String, Vec<Citation>)> {
        let mut by_day: BTreeMap<Date, Vec<&MilestoneId>> = BTreeMap::new();
        for (goal, day) in self.deadlines().filter(|(_, day)| reach.shows(*day)) {
            by_day.entry(day).or_default().push(goal);
        }
        let told = by_day.into_iter().map(|(day, goals)| {
            let names = goals.iter().map(|goal| self.maker.words.milestone(goal));
            let names: Vec<String> = names.collect();
            let goals = goals
                .iter()
                .filter_map(|goal| self.maker.model.milestones.get(*goal));
            let deadlines = goals.filter_map(|one| one.deadline.as_ref());
            let cites = deadlines.flat_map(|it| it.told().cloned());
            (day, (and(&names), cites.collect()))
        });
        told.collect()
    }

    /// A bar for each position, in the lane of its party.
    fn bars(&mut self, reach: &Reach) {
        let lanes = self.lanes();
        let mut endings = Endings::of(self.maker.model, self.maker.graph);
        let drawn: Vec<_> = self.drawn().collect();
        for (id, day) in drawn {
            let lane = lanes.get(&self.maker.position(id).party).copied();
            let span = day.map(|day| span(day, endings.day(id), reach));
            self.maker.put_bar(id, lane, span);
            self.name_the_subject(id);
        }
        if endings.unread {
            self.maker.diagram.footer.push(UNREAD.to_owned());
        }
    }

    /// What a position is about, before what it says of that: no heading tells it here.
    fn name_the_subject(&mut self, id: PositionId) {
        let subject = self.maker.position(id).on.whole();
        let name = self.maker.model.target_name(&subject);
        if let Some(item) = self.maker.diagram.boxes.last_mut() {
            item.label = format!("{name}: {}", item.label);
        }
    }

    fn lanes(&mut self) -> BTreeMap<PartyId, usize> {
        let drawn: Vec<PositionId> = self.drawn().map(|(id, _)| id).collect();
        let model = self.maker.model;
        self.maker
            .lanes(drawn.iter().map(|id| &model.positions[*id]))
    }

    /// The deadlines that lie past the end of the axis.
    fn far_off(&self) -> Option<String> {
        let reach = self.reach()?;
        let far = self.deadlines().filter(|(_, day)| !reach.shows(*day));
        let mut told: Vec<String> = far
            .map(|(goal, day)| format!("{}, {}", self.maker.words.milestone(goal), day.in_words()))
            .collect();
        told.sort();
        (!told.is_empty()).then(|| format!("Deadlines to come: {}.", told.join("; ")))
    }

    fn write_the_footer(&mut self) {
        let told = self.earlier().into_iter().chain(self.later_left_out());
        let told: Vec<String> = told.chain(self.far_off()).collect();
        self.maker.diagram.footer.extend(told);
    }

    /// The events long before the first position.
    fn earlier(&self) -> Option<String> {
        let early: Vec<String> = self.early.iter().map(|event| told_below(event)).collect();
        (!early.is_empty()).then(|| format!("Earlier: {}.", early.join("; ")))
    }

    /// How many events there is no room for.
    fn later_left_out(&self) -> Option<String> {
        let number = self.events.len().saturating_sub(MOST_EVENTS);
        let events = upper_first(&count(number, "later event is", "later events are"));
        (number > 0).then(|| format!("{events} left out; `show` and the briefing list all."))
    }
}

/// So many days at least after the last event there is room for a deadline.
const LEAST_AHEAD: i64 = 30;

fn first_and_last(days: &[Date]) -> Option<(Date, Date)> {
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    Some((*first, *last))
}

/// From the day of a position to its last; what still holds runs on past the last day of the drawing.
fn span(day: Date, ended: Option<Date>, reach: &Reach) -> Span {
    let from = reach.at(day);
    let until = ended.map_or(reach.beyond(), |day| reach.at(day));
    Span {
        from,
        to: until.max(from),
        fades_left: false,
        fades_right: false,
        dots: (Dot::Full, Dot::None),
        refused: false,
    }
}

fn rule(event: &Event, reach: &Reach) -> Rule {
    let label = format!("{}: {}", days_in_short(event, short_day), event.text);
    let at = reach.at(event.date);
    rule_at(at, label, &event.cites)
}

fn rule_at(at: f64, label: String, cites: &[Citation]) -> Rule {
    Rule {
        at,
        to: at,
        tooltip: cited(&label, cites),
        label,
    }
}

fn told_below(event: &Event) -> String {
    let text = event.text.trim_end_matches('.');
    format!("{}, {text}", event.date.in_words())
}

/// The day of an event, or its first and last: `27–28 Dec`, `30 Dec to 2 Jan`, `1 Jan 2000 to 1 Jan 2003`.
fn days_in_short(event: &Event, short: impl Fn(Date) -> String) -> String {
    let Some(until) = event.until else {
        return short(event.date);
    };
    let year = |day: Date| {
        day.short()
            .rsplit_once(' ')
            .map(|(_, year)| year.to_owned())
    };
    if year(event.date) != year(until) {
        return format!("{} to {}", event.date.short(), until.short());
    }
    let (first, last) = (short_day(event.date), short(until));
    match (first.split_once(' '), last.split_once(' ')) {
        (Some((day, month)), Some((_, same))) if same.starts_with(month) => format!("{day}–{last}"),
        _ => format!("{first} to {last}"),
    }
}

fn short_day(day: Date) -> String {
    let text = day.short();
    text.rsplit_once(' ')
        .map_or(text.clone(), |(day, _)| day.to_owned())
}

/// Days, weeks, months or years, so that about six to twelve ticks stand on the axis.
fn ticks(reach: &Reach) -> Vec<Tick> {
    let step = step(reach.end);
    let last = reach.end + f64::from(step) * 0.2;
    let days = (0..).map(|n| n * step);
    let days = days.take_while(|day| f64::from(*day) <= last);
    days.map(|day| tick(day, step, reach)).collect()
}

/// The days from one tick to the next on an axis of so many days.
fn step(days: f64) -> i32 {
    [1, 2, 7, 14, 28, 91, 182, 365, 730, 1825, 3650]
        .into_iter()
        .find(|step| days / f64::from(*step) <= 9.0)
        .unwrap_or(36_500)
}

/// The date at a tick: with its year where years pass from one to the next.
fn tick(day: i32, step: i32, reach: &Reach) -> Tick {
    let date = reach.first.plus_days(i64::from(day));
    let is_by_years = step >= 365;
    Tick {
        at: f64::from(day),
        label: if is_by_years {
            date.short()
        } else {
            short_day(date)
        },
    }
}
