//! Everything that a reader's own computer needs to answer what blocks what, day by day: the requirement graph of each
//! day in numbers, and once for all days the words and sentences that belong to it.
//!
//! The page that shows it evaluates the same definitions (`docs/method.md`); a test drives it in a real browser and
//! compares its answers with ours.

mod dates;
mod day;
mod names;
mod pictures;
mod tables;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{AsRead, PositionGraph};
use crate::model::{Issue, Model, Target};
use crate::source::{Citation, Date};

use crate::view::words::Words;
use dates::DateLine;
pub use day::Day;
use day::{ChangeWords, ConditionWords, Telling, YesWords};
use names::{PartyWords, PositionWords, SourceWords, TargetWords};
pub use pictures::Pictured;
use pictures::Wanted;
use tables::Tables;

/// A page's data.
#[derive(Debug, Clone, Serialize)]
pub struct Explorer {
    /// What people call the negotiation.
    pub title: String,
    /// Short name and version of the model; told at the foot of the page.
    #[serde(skip)]
    pub model: String,
    /// The goal that is shown first.
    pub goal: Option<String>,
    /// The parties, in the model's order.
    pub parties: Vec<PartyWords>,
    /// Everything that can be asked about.
    pub targets: BTreeMap<String, TargetWords>,
    /// Milestones, issues and their options, in the order of the model.
    pub order: Vec<String>,
    /// What the parties say; days refer to them by number.
    pub positions: Vec<PositionWords>,
    /// The words behind each citation, where they are ours to print.
    pub sentences: BTreeMap<String, String>,
    /// The sources.
    pub sources: BTreeMap<String, SourceWords>,
    /// Whose yes something needs on some day; days refer to them by number.
    yeses: Vec<YesWords>,
    /// What parties can do on some day.
    changes: Vec<ChangeWords>,
    /// What is said of the conditions of some day.
    conditions: Vec<ConditionWords>,
    /// Lists of sentences.
    cites: Vec<Vec<String>>,
    /// The days on which something changes, in order; the last is the model's own.
    dates: Vec<Option<Date>>,
    /// Where they stand on a line, with what happened.
    line: DateLine,
    /// What each of them tells. They travel apart, each for when it is
    /// asked for.
    #[serde(skip)]
    pub days: Vec<Day>,
    /// What the page says about days that it leaves out.
    pub days_left_out: usize,
}

/// Most days that a page holds.
const MOST_DAYS: usize = 40;

/// Most nodes of all days together: the more there are to a negotiation, the fewer of its days a page holds.
const MOST_NODES: usize = 110_000;

/// Why a model cannot be a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightsTooLarge;

/// The data of a page. `sentence` gives the words behind a citation, where they are ours to print.
///
/// # Errors
/// Where weights add up to more than a page can compute without rounding.
pub fn explorer(
    model: &Model,
    day: Option<Date>,
    goal: Option<&Target>,
    sentence: &dyn Fn(&Citation) -> Option<String>,
) -> Result<Explorer, WeightsTooLarge> {
    let words = Words::of(model);
    let days = days_of(model, day);
    let days_left_out = days.len().saturating_sub(most_days(model, day));
    let first = goal.cloned().or_else(|| model.goal.clone());
    let wanted = Wanted {
        first,
        days: days.len() - days_left_out,
    };
    let mut told = Told::of(&words, wanted);
    for day in days.into_iter().skip(days_left_out) {
        told.add(&words, day)?;
    }
    let tables = told.tables.finished();
    let dates: Vec<Date> = told.days.iter().filter_map(|day| day.day).collect();
    Ok(Explorer {
        title: title(model),
        model: format!("{}, version {}", model.name, model.version),
        goal: goal.map(ToString::to_string),
        parties: parties(&words),
        order: in_order(model, &told.targets),
        targets: told.targets,
        positions: positions(&words),
        sentences: sentences(model, sentence),
        sources: sources(model),
        yeses: tables.yeses,
        changes: tables.changes,
        conditions: tables.conditions,
        cites: tables.cites,
        dates: told.days.iter().map(|day| day.day).collect(),
        line: DateLine::of(model, &dates),
        days: told.days,
        days_left_out,
    })
}

/// How many days a page of this model holds.
fn most_days(model: &Model, day: Option<Date>) -> usize {
    let nodes = graph_on(model, day).len();
    (MOST_NODES / nodes.max(1)).clamp(1, MOST_DAYS)
}

fn graph_on(model: &Model, day: Option<Date>) -> PositionGraph {
    let as_read = AsRead {
        day,
        at_least: None,
    };
    PositionGraph::build(model, as_read)
}

fn title(model: &Model) -> String {
    match model.title.is_empty() {
        true => model.name.clone(),
        false => model.title.clone(),
    }
}

fn parties(words: &Words<'_>) -> Vec<PartyWords> {
    let parties = words.model.parties_in_order().into_iter();
    parties.map(|party| PartyWords::of(words, party)).collect()
}

fn positions(words: &Words<'_>) -> Vec<PositionWords> {
    let positions = words.model.positions.iter();
    positions
        .map(|position| PositionWords::of(words, position))
        .collect()
}

fn sources(model: &Model) -> BTreeMap<String, SourceWords> {
    let sources = model.sources.values();
    sources
        .map(|source| (source.id.to_string(), SourceWords::of(source)))
        .collect()
}

/// The words behind each citation of the model, where they are ours to print.
fn sentences(
    model: &Model,
    sentence: &dyn Fn(&Citation) -> Option<String>,
) -> BTreeMap<String, String> {
    let cited = model.citations().into_iter().map(|cited| cited.cite);
    let once: BTreeSet<&Citation> = cited.collect();
    once.into_iter()
        .filter_map(|cite| Some((cite.to_string(), sentence(cite)?)))
        .collect()
}

/// Milestones, issues and options in the order of the model, then what it does not list.
fn in_order(model: &Model, targets: &BTreeMap<String, TargetWords>) -> Vec<String> {
    let mut order = milestone_ids(model);
    let issues = model.issues_in_order();
    order.extend(issues.iter().map(|issue| issue.id.to_string()));
    order.extend(issues.into_iter().flat_map(option_ids));
    order.retain(|id| targets.contains_key(id));
    let listed: BTreeSet<&String> = order.iter().collect();
    let unlisted = targets.keys().filter(|id| !listed.contains(id));
    let unlisted: Vec<String> = unlisted.cloned().collect();
    order.extend(unlisted);
    order
}

fn milestone_ids(model: &Model) -> Vec<String> {
    let mut milestones: Vec<_> = model.milestones.values().collect();
    milestones.sort_by_key(|m| m.place);
    milestones.into_iter().map(|m| m.id.to_string()).collect()
}

fn option_ids(issue: &Issue) -> impl Iterator<Item = String> {
    let options = issue.options.iter();
    options.map(|option| Target::Option(issue.id.clone(), option.id.clone()).to_string())
}

/// A day of which a page may tell.
#[derive(Clone, Copy)]
struct Dated {
    /// None where the model has no dates.
    date: Option<Date>,
    /// Whether it is the model's own day.
    is_last: bool,
}

/// Every day on which the graph may differ from the day before, up to the model's own, which is marked.
fn days_of(model: &Model, last: Option<Date>) -> Vec<Dated> {
    let Some(last) = last else {
        return vec![Dated {
            date: None,
            is_last: true,
        }];
    };
    let mut days = model.days_of_change();
    days.insert(last);
    let known = days.into_iter().filter(|day| *day <= last);
    known
        .map(|day| Dated {
            date: Some(day),
            is_last: day == last,
        })
        .collect()
}

impl Dated {
    /// The model with what was known on the day; on its own day all of it counts.
    fn known(self, model: &Model) -> Cow<'_, Model> {
        match self.date {
            Some(date) if !self.is_last => Cow::Owned(model.clone().known_on(date)),
            Some(_) | None => Cow::Borrowed(model),
        }
    }
}

/// The days that a page tells of, and what can be asked about on any of them.
struct Told<'a> {
    days: Vec<Day>,
    targets: BTreeMap<String, TargetWords>,
    tables: Tables<'a>,
    wanted: Wanted,
}

impl<'a> Told<'a> {
    fn of(words: &'a Words<'a>, wanted: Wanted) -> Self {
        Self {
            wanted,
            days: Vec::new(),
            targets: BTreeMap::new(),
            tables: Tables::of(words),
        }
    }

    /// Tells one more day, with the words of the whole model.
    fn add(&mut self, whole: &Words<'_>, dated: Dated) -> Result<(), WeightsTooLarge> {
        let known = dated.known(whole.model);
        let graph = graph_on(&known, dated.date);
        let words = Words::on(&known, &graph);
        let pictures = self.wanted.on(&words, &graph, dated.is_last);
        let telling = Telling {
            words: &words,
            graph: &graph,
            tables: &mut self.tables,
        };
        let mut day = Day::of(telling)?.numbered_as(whole.model, &known);
        day.pictures = pictures;
        for (target, _) in graph.targets() {
            let known = self.targets.entry(target.to_string());
            known.or_insert_with(|| TargetWords::of(whole, target));
        }
        self.push(day, dated.is_last);
        Ok(())
    }

    /// A day on which only a record changed tells nothing new here; the model's own day is always named.
    fn push(&mut self, day: Day, is_last: bool) {
        match self.days.last_mut().filter(|last| last.tells_as(&day)) {
            Some(last) if is_last => *last = day,
            Some(_) => {}
            None => self.days.push(day),
        }
    }
}

fn strings(cites: &[Citation]) -> Vec<String> {
    cites.iter().map(ToString::to_string).collect()
}
