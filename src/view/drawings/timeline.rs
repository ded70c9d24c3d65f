//! Who said what when: a lane for each party, a dot where a position was stated, a bar as long as it held; events across.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{AsRead, PositionGraph, ends_on};
use crate::model::{Event, Model, PartyId, Position, PositionId, Stance};
use crate::source::Date;

use crate::view::drawings::board::{Maker, cited};
use crate::view::words::{Words, count, upper_first};
use crate::view::{Axis, Box, BoxKind, Diagram, Dot, Group, Rule, Span, Tick};

/// Most events that are written out; the others stay in the briefing.
const MOST_EVENTS: usize = 12;

/// Events so many days before the first position and earlier are not drawn to scale.
const EARLY: i64 = 14;

/// The timeline of a model.
pub fn timeline(words: &Words<'_>, graph: &PositionGraph, only: Option<&PartyId>) -> Diagram {
    let mut maker = Maker::new(words, graph);
    let model = words.model;
    let stated: Vec<Option<Date>> = model.positions.iter().map(|p| model.stated_on(p)).collect();
    let is_drawn = |p: &Position| only.is_none_or(|party| *party == p.party) && p.is_own();
    let known = |day: &Date| graph.day.is_none_or(|last| *day <= last);
    // What lies before the first position is told below: it would press all that was said into a corner.
    let opening = stated.iter().copied().flatten().filter(known).min();
    let (early, events): (Vec<_>, Vec<_>) = model
        .events
        .iter()
        .filter(|event| {
            known(&event.date)
                && only
                    .is_none_or(|party| event.parties.is_empty() || event.parties.contains(party))
        })
        .partition(|event| opening.is_some_and(|first| event.date.days_until(first) > EARLY));
    let days = stated
        .iter()
        .copied()
        .flatten()
        .filter(known)
        .chain(events.iter().map(|event| event.date))
        .chain(graph.day);
    let (first, last) = (days.clone().min(), days.max());
    let spoken = model
        .positions
        .iter()
        .zip(&stated)
        .filter(|(p, _)| is_drawn(p))
        .filter_map(|(_, day)| *day)
        .filter(known);
    maker.diagram.title = match (spoken.clone().min(), spoken.max()) {
        (Some(first), Some(last)) => {
            let said = model
                .positions
                .iter()
                .zip(&stated)
                .filter(|(p, day)| is_drawn(p) && day.as_ref().is_some_and(known))
                .count();
            let whose = only
                .map(|party| format!(" of {}", words.party(party)))
                .unwrap_or_default();
            let said = upper_first(&count(said, "position", "positions"));
            let days = match first < last {
                true => format!("between {} and {}", first.in_words(), last.in_words()),
                false => format!("on {}", first.in_words()),
            };
            format!("{said}{whose} stated {days}")
        }
        _ => "Nothing here has a date of its own".to_owned(),
    };
    maker.diagram.subtitle =
        "A dot is the day from which it is recorded; the bar is as long as it held, and runs on where it still does. What has no date stands at the left."
            .to_owned();
    let Some(first) = first else {
        maker.diagram.axis = Some(Axis {
            from: 0.0,
            to: 1.0,
            ..Axis::default()
        });
        maker.diagram.description = maker.diagram.title.clone();
        return maker.finish();
    };
    let at = |day: Date| first.days_until(day) as f64;
    let end = last.map_or(1.0, at).max(1.0);
    let margin = (end * 0.04).max(0.5);
    let mut rules: Vec<Rule> = events
        .iter()
        .take(MOST_EVENTS)
        .map(|event| Rule {
            at: at(event.date),
            to: at(event.date),
            label: format!("{}: {}", days_of(event), event.text),
            tooltip: cited(&format!("{}: {}", days_of(event), event.text), &event.cites),
        })
        .collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    maker.diagram.axis = Some(Axis {
        from: -margin,
        to: end + margin * 3.0,
        ticks: ticks(first, end),
        rules,
        shade: None,
    });
    lanes(
        &mut maker,
        &stated,
        &is_drawn,
        &Reach {
            first,
            beyond: end + margin * 1.5,
        },
    );
    let early: Vec<String> = early
        .iter()
        .map(|event| {
            format!(
                "{}, {}",
                event.date.in_words(),
                event.text.trim_end_matches('.')
            )
        })
        .collect();
    if !early.is_empty() {
        maker
            .diagram
            .footer
            .push(format!("Earlier: {}.", early.join("; ")));
    }
    let left_out = events.len().saturating_sub(MOST_EVENTS);
    if left_out > 0 {
        maker.diagram.footer.push(format!(
            "{} left out; `show` and the briefing list all.",
            upper_first(&count(left_out, "later event is", "later events are"))
        ));
    }
    maker.diagram.description = format!("{}. {}", maker.diagram.title, maker.diagram.subtitle);
    maker.finish()
}

/// The day of an event, or its first and last.
fn days_of(event: &Event) -> String {
    let until = event.until.map(|until| format!(" to {}", short_day(until)));
    format!("{}{}", short_day(event.date), until.unwrap_or_default())
}

fn short_day(day: Date) -> String {
    let text = day.short();
    text.rsplit_once(' ')
        .map_or(text.clone(), |(day, _)| day.to_owned())
}

/// From which day the axis counts, and how far.
struct Reach {
    first: Date,
    beyond: f64,
}

fn lanes(
    maker: &mut Maker<'_>,
    stated: &[Option<Date>],
    is_drawn: &dyn Fn(&Position) -> bool,
    reach: &Reach,
) {
    let at = |day: Date| reach.first.days_until(day) as f64;
    let model = maker.model;
    let mut endings = Endings::of(model, maker.graph);
    let mut groups: BTreeMap<&PartyId, usize> = BTreeMap::new();
    for party in model.parties_in_order() {
        if model
            .positions
            .iter()
            .any(|p| p.party == party.id && is_drawn(p))
        {
            let owner = Some(maker.owner(&party.id));
            maker.diagram.groups.push(Group {
                title: party.name.clone(),
                owner,
            });
            groups.insert(&party.id, maker.diagram.groups.len() - 1);
        }
    }
    for ((id, position), day) in model.positions.numbered().zip(stated) {
        let known = day.is_none_or(|day| maker.graph.day.is_none_or(|last| day <= last));
        if !known || !is_drawn(position) {
            continue;
        }
        let mut item: Box = maker.position(format!("position-{id}"), position);
        item.group = groups.get(&position.party).copied();
        item.span = day.map(|day| {
            // What still holds runs on past the last day.
            let until = endings.day(id).map_or(reach.beyond, at);
            Span {
                from: at(day),
                to: until.max(at(day)),
                fades_left: false,
                fades_right: false,
                dots: (Dot::Full, Dot::None),
                refused: false,
            }
        });
        maker.put(item);
    }
    if endings.unread {
        maker.diagram.footer.push("Bars of refusals that were to last until something came may be too long: there are too many days to read each.".to_owned());
    }
}

/// Most days that are read one by one to find out when refusals were over.
const MOST_READ: usize = 60;

/// When positions ceased to hold.
struct Endings<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    /// The days on which anything may change, and what is over on each: worked out when asked for.
    days: Vec<Date>,
    over: BTreeMap<Date, BTreeSet<PositionId>>,
    /// Whether some day was not read, for there are too many.
    unread: bool,
}

impl<'a> Endings<'a> {
    fn of(model: &'a Model, graph: &'a PositionGraph) -> Self {
        let last = graph.day;
        let days = model.days_of_change().into_iter();
        Self {
            model,
            graph,
            days: days
                .filter(|day| last.is_none_or(|last| *day <= last))
                .collect(),
            over: BTreeMap::new(),
            unread: false,
        }
    }

    /// The day on which a position ceased to hold: it ended, another took its place, or what it was to last until came
    /// about.
    fn day(&mut self, id: PositionId) -> Option<Date> {
        let last = self.graph.day;
        let known = |end: &Date| last.is_none_or(|last| *end <= last);
        let ended = ends_on(self.model, id).filter(known);
        // Of several refusals on the same thing one that is over is enough.
        let own = &self.model.positions[id];
        let same = |other: &&Position| other.party == own.party && other.on == own.on;
        let mut beside = self.model.positions.iter().filter(same);
        let may_be_over = own.stance == Stance::Rejects && beside.any(|one| one.until.is_some());
        let over = may_be_over.then(|| self.over_since(id, ended)).flatten();
        over.or(ended)
    }

    /// The first day on which a refusal is over, where it is so on the last day of its life; what is over stays so, but
    /// for conditions that are asked for a time only.
    fn over_since(&mut self, id: PositionId, ended: Option<Date>) -> Option<Date> {
        let stated = self.model.stated_on(&self.model.positions[id]);
        let lives = |day: &Date| {
            stated.is_none_or(|stated| *day >= stated) && ended.is_none_or(|ended| *day < ended)
        };
        let days = self.days.iter().chain(&self.graph.day);
        let days: Vec<Date> = days.copied().filter(lives).collect();
        if !self.is_over_on(id, *days.last()?) {
            return None;
        }
        let first = days.partition_point(|day| !self.is_over_on(id, *day));
        days.get(first).copied()
    }

    fn is_over_on(&mut self, id: PositionId, day: Date) -> bool {
        let model = self.model;
        if self.over.len() >= MOST_READ && !self.over.contains_key(&day) {
            self.unread = true;
            return false;
        }
        let over = self.over.entry(day).or_insert_with(|| {
            let read = AsRead {
                day: Some(day),
                at_least: None,
            };
            let graph = PositionGraph::build(model, read);
            let ids = model.positions.numbered().map(|(id, _)| id);
            ids.filter(|&id| graph.is_over(id)).collect()
        });
        over.contains(&id)
    }
}

/// Days, weeks, months or years, so that about six to twelve ticks stand on the axis.
fn ticks(first: Date, end: f64) -> Vec<Tick> {
    let step = [1, 2, 7, 14, 28, 91, 182, 365, 730, 1825, 3650]
        .into_iter()
        .find(|step| end / f64::from(*step) <= 9.0)
        .unwrap_or(36_500);
    let days = (0..)
        .map(|n| n * step)
        .take_while(|day| f64::from(*day) <= end + f64::from(step) * 0.2);
    let label = |day: i32| {
        let date = first.plus_days(i64::from(day));
        if step >= 365 {
            date.short()
        } else {
            short_day(date)
        }
    };
    days.map(|day| Tick {
        at: f64::from(day),
        label: label(day),
    })
    .collect()
}

impl Maker<'_> {
    /// A mark that says that a lane is empty.
    pub fn silent(&mut self, id: String, words: &str, group: usize) {
        let mut item = Box::new(id, BoxKind::Unknown, words);
        item.group = Some(group);
        self.put(item);
    }
}
