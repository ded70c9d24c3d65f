//! Everything that a reader's own computer needs to answer what blocks what, day by day: the requirement graph of each
//! day in numbers, and once for all days the words and sentences that belong to it.
//!
//! The page that shows it evaluates the same definitions (`docs/method.md`); a test drives it in a real browser and
//! compares its answers with ours.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::{Budget, Library, Status, status_of};
use crate::graph::{AsRead, Change, Gate, NodeKind, PositionGraph, Reading};
use crate::model::{Firmness, MilestoneId, Model, Position, PositionId, Target};
use crate::source::{Citation, Date};

use crate::view::words::Words;
use crate::view::words::spoken::spoken_in_brief;

/// A page's data.
#[derive(Debug, Clone, Serialize)]
pub struct Explorer {
    /// What people call the negotiation.
    pub title: String,
    /// Short name and version of the model.
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
    /// The days on which something changes, in order; the last is the model's own.
    pub days: Vec<Day>,
    /// What the page says about days that it leaves out.
    pub days_left_out: usize,
}

/// A party's names.
#[derive(Debug, Clone, Serialize)]
pub struct PartyWords {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name in a sentence.
    pub inside: String,
}

/// What a milestone, issue or option is called.
#[derive(Debug, Clone, Serialize)]
pub struct TargetWords {
    /// milestone, issue or option.
    pub kind: &'static str,
    /// Its label.
    pub name: String,
    /// Its name in a sentence.
    pub inside: String,
    /// Whether that is a plural.
    pub plural: bool,
    /// Whether it is a number on a scale.
    pub cell: bool,
    /// The question of an issue.
    pub question: Option<String>,
}

/// A position in words.
#[derive(Debug, Clone, Serialize)]
pub struct PositionWords {
    /// Whose it is.
    pub party: String,
    /// What it is about: an issue or a milestone.
    pub row: String,
    /// In a few words.
    pub short: String,
    /// As a sentence.
    pub words: String,
    /// yes, no or open.
    pub says: &'static str,
    /// own, reported or attributed.
    pub voice: &'static str,
    /// How final it is called.
    pub firmness: Option<&'static str>,
    /// Who said it.
    pub speaker: Option<String>,
    /// A remark of the author.
    pub note: Option<String>,
    /// Where it is said.
    pub cites: Vec<String>,
}

/// A source in words.
#[derive(Debug, Clone, Serialize)]
pub struct SourceWords {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its day, in words.
    pub date: Option<String>,
    /// Its day, as days are compared.
    pub day: Option<Date>,
}

/// The requirement graph of one day.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct Day {
    /// The day; none where the model has no dates.
    pub day: Option<Date>,
    /// The day in words.
    pub words: String,
    /// The gate of each node: `all`, `any`, `true`, or a pair of `sum`, `unknown` or `change` with its number.
    gates: Vec<GateWords>,
    /// What each node needs: node, whether strictly, weight.
    needs: Vec<Vec<(u32, u8, u64)>>,
    /// The node of each target.
    nodes: BTreeMap<String, u32>,
    /// What the record alone decides: `reached`, `closed` or `pending`.
    stands: BTreeMap<String, &'static str>,
    /// Where a milestone or an issue is on record, as far as known on the day.
    record: BTreeMap<String, Vec<String>>,
    /// What is said of conditions, by node.
    conditions: BTreeMap<u32, ConditionWords>,
    /// What needs a party's yes.
    stances: Vec<StanceWords>,
    /// What parties can do.
    changes: Vec<ChangeWords>,
    /// At most so many of these nodes can hold.
    exclusions: Vec<(u64, Vec<u32>)>,
    /// Positions in force: numbers of [`Explorer::positions`].
    in_force: Vec<PositionId>,
    /// Refusals among them that are over.
    over: Vec<PositionId>,
    /// How those things stand on which a deadline may bear: the page does not work out what deadlines bring.
    by_deadline: BTreeMap<String, Option<Status>>,
}

#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(untagged)]
enum GateWords {
    Plain(&'static str),
    Numbered(&'static str, u64),
}

#[derive(Debug, Clone, Serialize, PartialEq)]
struct ConditionWords {
    of: String,
    words: String,
    by: Option<String>,
    note: Option<String>,
    cites: Vec<String>,
}

#[derive(Debug, Clone, Serialize, PartialEq)]
struct StanceWords {
    node: u32,
    party: String,
    target: String,
    reading: &'static str,
    positions: Vec<PositionId>,
    /// Of an answer that is not known: how much the party has said of the matter.
    spoken: Option<&'static str>,
    /// The sentences that make such an answer necessary, and what the party has said.
    cites: Vec<String>,
    /// `the US Congress on the entry into force`
    awaited: String,
    /// `The US Congress refuses the entry into force`
    refusal: String,
    /// `The US Congress agrees to the entry into force`
    grant: String,
}

#[derive(Debug, Clone, Serialize, PartialEq)]
struct ChangeWords {
    /// As `what-if` takes it: `grant russia:ceasefire`.
    id: String,
    kind: &'static str,
    party: String,
    target: String,
    /// `Russia agrees to the ceasefire`
    words: String,
    /// `Russia refuses the ceasefire until the settlement`
    stands: String,
    red: bool,
    /// Whether the refusal ends by itself once something has come about.
    until: bool,
    firmness: Option<&'static str>,
    cites: Vec<String>,
}

/// Most days that a page holds.
const MOST_DAYS: usize = 40;
/// The largest sum of weights that a page computes without rounding.
const MOST_WEIGHT: u64 = 1 << 53;

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
    let mut days: Vec<Day> = Vec::new();
    let mut targets = BTreeMap::new();
    let all = days_of(model, day);
    let left_out = all.len().saturating_sub(MOST_DAYS);
    for &(date, is_last) in all.iter().skip(left_out) {
        let known = match date {
            Some(date) if !is_last => model.clone().known_on(date),
            Some(_) | None => model.clone(),
        };
        let graph = PositionGraph::build(
            &known,
            AsRead {
                day: date,
                at_least: None,
            },
        );
        let made = one_day(&Words::of(&known), &graph, date)?.numbered_as(model, &known);
        targets.extend(
            graph
                .targets()
                .map(|(target, _)| (target.to_string(), target_words(&words, target))),
        );
        // A day on which only a record changed tells nothing new here.
        match days.last_mut().filter(|last| same_graph(last, &made)) {
            Some(last) if is_last => *last = made,
            Some(_) => {}
            None => days.push(made),
        }
    }
    let cited: BTreeSet<&Citation> = model
        .citations()
        .into_iter()
        .map(|cited| cited.cite)
        .collect();
    Ok(Explorer {
        title: if model.title.is_empty() {
            model.name.clone()
        } else {
            model.title.clone()
        },
        model: format!("{}, version {}", model.name, model.version),
        goal: goal.map(ToString::to_string),
        parties: model
            .parties_in_order()
            .into_iter()
            .map(|party| PartyWords {
                id: party.id.to_string(),
                name: party.name.clone(),
                inside: words.party(&party.id),
            })
            .collect(),
        order: in_order(model, &targets),
        targets,
        positions: model
            .positions
            .iter()
            .map(|position| position_words(&words, position))
            .collect(),
        sentences: cited
            .into_iter()
            .filter_map(|cite| Some((cite.to_string(), sentence(cite)?)))
            .collect(),
        sources: model
            .sources
            .values()
            .map(|source| {
                let date = source.date.map(Date::in_words);
                (
                    source.id.to_string(),
                    SourceWords {
                        title: source.title.clone(),
                        publisher: source.publisher.clone(),
                        date,
                        day: source.date,
                    },
                )
            })
            .collect(),
        days,
        days_left_out: left_out,
    })
}

fn in_order(model: &Model, targets: &BTreeMap<String, TargetWords>) -> Vec<String> {
    let mut milestones: Vec<_> = model.milestones.values().collect();
    milestones.sort_by_key(|m| m.place);
    let mut order: Vec<String> = milestones.into_iter().map(|m| m.id.to_string()).collect();
    let issues = model.issues_in_order();
    order.extend(issues.iter().map(|issue| issue.id.to_string()));
    for issue in issues {
        order.extend(
            issue
                .options
                .iter()
                .map(|option| Target::Option(issue.id.clone(), option.id.clone()).to_string()),
        );
    }
    order.retain(|id| targets.contains_key(id));
    let rest: Vec<String> = targets
        .keys()
        .filter(|id| !order.contains(id))
        .cloned()
        .collect();
    order.extend(rest);
    order
}

/// Every day on which the graph may differ from the day before, up to the model's own, which is marked.
fn days_of(model: &Model, last: Option<Date>) -> Vec<(Option<Date>, bool)> {
    let Some(last) = last else {
        return vec![(None, true)];
    };
    let mut days = model.days_of_change();
    days.insert(last);
    days.into_iter()
        .filter(|day| *day <= last)
        .map(|day| (Some(day), day == last))
        .collect()
}

fn same_graph(one: &Day, other: &Day) -> bool {
    Day {
        day: None,
        words: String::new(),
        ..one.clone()
    } == Day {
        day: None,
        words: String::new(),
        ..other.clone()
    }
}

fn one_day(
    words: &Words<'_>,
    graph: &PositionGraph,
    date: Option<Date>,
) -> Result<Day, WeightsTooLarge> {
    let ids = || graph.nodes();
    let needs: Vec<Vec<(u32, u8, u64)>> = ids()
        .map(|node| {
            graph
                .needs(node)
                .into_iter()
                .map(|(to, need)| (to.number(), u8::from(need.strict), need.weight))
                .collect()
        })
        .collect();
    let heavy = |needs: &Vec<(u32, u8, u64)>| {
        needs
            .iter()
            .map(|(_, _, weight)| u128::from(*weight))
            .sum::<u128>()
            >= u128::from(MOST_WEIGHT)
    };
    let gates: Vec<GateWords> = ids()
        .map(|node| gate_words(graph.node(node).gate))
        .collect();
    let sums = gates
        .iter()
        .any(|gate| matches!(gate, GateWords::Numbered("sum", sum) if *sum >= MOST_WEIGHT));
    if sums || needs.iter().any(heavy) {
        return Err(WeightsTooLarge);
    }
    let mut conditions = BTreeMap::new();
    let mut stance_nodes = BTreeMap::new();
    for node in ids() {
        match &graph.node(node).kind {
            NodeKind::Condition(info) => {
                let said = ConditionWords {
                    of: info.of.to_string(),
                    words: words.condition(&info.condition),
                    by: info.by.as_ref().map(ToString::to_string),
                    note: info.note.clone(),
                    cites: strings(&info.cites),
                };
                conditions.insert(node.number(), said);
            }
            NodeKind::Stance(number) => {
                stance_nodes.insert(*number, node.number());
            }
            NodeKind::Target(_) | NodeKind::Part | NodeKind::Change(_) => {}
        }
    }
    let library = Library::of(words.model, graph);
    let stances = graph.stances().iter().enumerate().map(|(number, stance)| {
        let missing = (stance.reading == Reading::Unknown).then(|| library.grounds(stance));
        let grant = Change::Grant {
            party: stance.party.clone(),
            target: stance.target.clone(),
        };
        StanceWords {
            node: stance_nodes.get(&number).copied().unwrap_or(u32::MAX),
            party: stance.party.to_string(),
            target: stance.target.to_string(),
            reading: match stance.reading {
                Reading::Granted => "yes",
                Reading::Conditional => "if",
                Reading::Refused => "no",
                Reading::Unknown => "unknown",
            },
            positions: stance.positions.clone(),
            spoken: missing
                .as_ref()
                .map(|one| spoken_in_brief(words, &stance.party, one.spoken)),
            cites: missing.map(|one| strings(&one.cites)).unwrap_or_default(),
            awaited: words.awaited(&stance.party, &stance.target),
            refusal: words.refusal(&grant, &[], false),
            grant: words.change(&grant),
        }
    });
    let changes = graph.changes().iter().map(|info| ChangeWords {
        id: info.change.to_string(),
        kind: match info.change {
            Change::Grant { .. } => "grant",
            Change::Waive { .. } => "waive",
        },
        party: info.change.party().to_string(),
        target: info.change.target().to_string(),
        words: words.change(&info.change),
        stands: words.refusal(&info.change, &info.until, info.implied),
        until: !info.until.is_empty(),
        red: info.firmness == Some(Firmness::RedLine),
        firmness: info.firmness.map(Firmness::word),
        cites: strings(&info.cites),
    });
    Ok(Day {
        day: date,
        words: date.map(Date::in_words).unwrap_or_default(),
        gates,
        needs,
        nodes: graph
            .targets()
            .map(|(target, node)| (target.to_string(), node.number()))
            .collect(),
        stands: stands(graph),
        record: record(words.model, graph),
        conditions,
        stances: stances.collect(),
        changes: changes.collect(),
        exclusions: graph
            .exclusions()
            .iter()
            .map(|e| (e.at_most, e.of.iter().map(|node| node.number()).collect()))
            .collect(),
        in_force: graph.positions_in_force(words.model),
        over: {
            let mut over = graph.positions_in_force(words.model);
            over.retain(|&id| graph.is_over(id));
            over
        },
        by_deadline: by_deadline(words.model, graph),
    })
}

impl Day {
    /// The day with its positions numbered as in the whole model: on an earlier day some are not known yet, and the
    /// places of the others differ.
    fn numbered_as(mut self, model: &Model, known: &Model) -> Self {
        let all: BTreeMap<_, PositionId> = model
            .positions
            .numbered()
            .map(|(id, position)| ((position.place, position.party.clone()), id))
            .collect();
        let whole = |id: &PositionId| {
            let position = &known.positions[*id];
            all[&(position.place, position.party.clone())]
        };
        self.in_force = self.in_force.iter().map(whole).collect();
        self.over = self.over.iter().map(whole).collect();
        for stance in &mut self.stances {
            stance.positions = stance.positions.iter().map(whole).collect();
        }
        self
    }
}

/// How things stand that a default on its way may change, as the engine has it; none where it has not worked it out.
fn by_deadline(model: &Model, graph: &PositionGraph) -> BTreeMap<String, Option<Status>> {
    let record = graph.record();
    if record.coming.is_empty() && record.averted.is_empty() && record.closed.is_empty() {
        return BTreeMap::new();
    }
    let defaults: BTreeSet<&MilestoneId> = record
        .coming
        .iter()
        .chain(&record.averted)
        .flat_map(|one| [&one.milestone, &one.unless])
        .chain(record.closed.keys())
        .collect();
    let nodes = defaults.into_iter();
    let nodes: Vec<_> = nodes
        .filter_map(|id| graph.node_of(&Target::Milestone(id.clone())))
        .collect();
    graph
        .targets()
        .filter(|(_, node)| {
            let cone = graph.cone(*node);
            nodes.iter().any(|&default| cone[default])
        })
        .map(|(target, _)| {
            let status = status_of(model, graph, target, &Budget::FULL);
            let status = status.and_then(|status| status.exact().copied());
            (target.to_string(), status)
        })
        .collect()
}

/// How milestones stand of which the record alone decides.
fn stands(graph: &PositionGraph) -> BTreeMap<String, &'static str> {
    let record = graph.record();
    let coming = record
        .coming
        .iter()
        .map(|coming| (coming.milestone.to_string(), "pending"));
    let closed = record.closed.keys().map(|id| (id.to_string(), "closed"));
    let reached = record.reached.keys().map(|id| (id.to_string(), "reached"));
    // What comes by itself is not closed, and what is reached is neither, though a deadline passed before.
    closed.chain(coming).chain(reached).collect()
}

/// Where each thing is on record, in a model that knows only what was known on its day.
fn record(known: &Model, graph: &PositionGraph) -> BTreeMap<String, Vec<String>> {
    let cites = |target: &Target| match target {
        Target::Milestone(id) => strings(&known.milestones.get(id)?.cites).into(),
        Target::Issue(id) => {
            let issue = known.issues.get(id)?;
            let cites = issue.cites.iter().chain(&issue.reported_contested);
            Some(cites.map(ToString::to_string).collect())
        }
        Target::Option(..) => None,
    };
    graph
        .targets()
        .filter_map(|(target, _)| Some((target.to_string(), cites(target)?)))
        .filter(|(_, cites): &(String, Vec<String>)| !cites.is_empty())
        .collect()
}

fn gate_words(gate: Gate) -> GateWords {
    let number = |n: usize| n as u64;
    match gate {
        Gate::All => GateWords::Plain("all"),
        Gate::Any => GateWords::Plain("any"),
        Gate::True => GateWords::Plain("true"),
        Gate::Coming(_) => GateWords::Plain("coming"),
        Gate::AtLeast(sum) => GateWords::Numbered("sum", sum),
        Gate::Unknown(stance) => GateWords::Numbered("unknown", number(stance)),
        Gate::Change(change) => GateWords::Numbered("change", number(change)),
    }
}

fn target_words(words: &Words<'_>, target: &Target) -> TargetWords {
    let model = words.model;
    let issue = target.issue().and_then(|issue| model.issues.get(issue));
    let kind = match target {
        Target::Milestone(_) => "milestone",
        Target::Issue(_) => "issue",
        Target::Option(..) => "option",
    };
    TargetWords {
        kind,
        name: model.target_name(target),
        inside: words.target(target),
        plural: words.is_plural(target),
        cell: kind == "option" && issue.is_some_and(|issue| issue.scale.is_some()),
        question: issue
            .filter(|_| kind == "issue")
            .map(|issue| issue.question.clone()),
    }
}

fn position_words(words: &Words<'_>, position: &Position) -> PositionWords {
    use crate::model::Stance;
    let row = match &position.on {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => position.on.clone(),
    };
    PositionWords {
        party: position.party.to_string(),
        row: row.to_string(),
        short: crate::view::words::answers::short(words.model, position).words,
        words: format!("{}.", words.position(position)),
        says: match position.stance {
            Stance::Rejects => "no",
            Stance::Open => "open",
            Stance::Demands
            | Stance::Proposes
            | Stance::Offers
            | Stance::Accepts
            | Stance::Prefers => "yes",
        },
        voice: position.voice.word(),
        firmness: position.firmness.map(Firmness::word),
        speaker: position
            .said_by
            .as_ref()
            .and_then(|id| words.speaker(&position.party, id))
            .map(str::to_owned),
        note: position.note.clone(),
        cites: strings(&position.cites),
    }
}

fn strings(cites: &[Citation]) -> Vec<String> {
    cites.iter().map(ToString::to_string).collect()
}
