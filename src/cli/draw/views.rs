//! The views that can be drawn, and how the diagram of each is made.

use std::ops::RangeInclusive;

use clap::ArgMatches;

use crate::analysis::{
    Ask, Blocks, Budget, Conflict, Deadlock, Known, Waiter, blocks, conflicts, deadlocks,
};
use crate::cli::arguments::Given as _;
use crate::cli::blocks::not_in_the_graph;
use crate::cli::context::Ready;
use crate::cli::named::{goal, party_if_any, target_if_any};
use crate::cli::outcome::Failure;

use super::compared::compared;
use crate::graph::PositionGraph;
use crate::marks::Scene;
use crate::model::{IssueId, Model, PartyId, Target};
use crate::scene::{self, Page};
use crate::view::{
    Cut, Diagram, TooLarge, Words, board, deadlock, knots, matrix, overview, parties,
    parties_picture, parties_shown, ring_alone, scale, scale_picture, timeline, timeline_picture,
    way, ways,
};

/// How a view is made of marks.
type InMarks = fn(&Easel<'_>) -> Result<Option<Scene>, Failure>;

/// A way to draw a model.
pub(super) struct View {
    pub name: &'static str,
    /// The arguments of `draw` that this view alone, or with a few others, uses.
    pub uses: &'static [&'static str],
    /// How to make the drawing legible where it is too large for a slide.
    pub smaller: &'static str,
    diagram: fn(&Easel<'_>) -> Result<Diagram, Failure>,
    /// The same answer as a picture of marks, where there is one.
    scene: Option<InMarks>,
}

/// Most members of a circle that are drawn as a ring.
const MOST_IN_A_RING: usize = 15;

/// What to do where a drawing cannot be made smaller.
const A_PAGE: &str = "give it a page";

impl View {
    /// Every view.
    pub const ALL: [Self; 11] = [
        Self {
            name: "board",
            uses: &["rows"],
            smaller: "take some rows (--rows 1-4), or give it a page",
            diagram: |easel| easel.board(),
            scene: None,
        },
        Self {
            name: "blocks",
            uses: &[
                "goal", "page", "grant", "waive", "refuse", "hold", "without", "reach", "on",
                "since",
            ],
            smaller: A_PAGE,
            diagram: |easel| easel.way(),
            scene: Some(|easel| easel.blocks().map(Some)),
        },
        Self {
            name: "card",
            uses: &["goal"],
            smaller: A_PAGE,
            diagram: |easel| easel.way(),
            scene: Some(|easel| easel.card().map(Some)),
        },
        Self {
            name: "matrix",
            uses: &[],
            smaller: A_PAGE,
            diagram: |easel| easel.board(),
            scene: Some(|easel| Ok(Some(easel.matrix()))),
        },
        Self {
            name: "marks",
            uses: &[],
            smaller: A_PAGE,
            diagram: |easel| Ok(easel.parties()),
            scene: Some(|easel| Ok(Some(easel.marks()))),
        },
        Self {
            name: "graph",
            uses: &["goal"],
            smaller: "draw its shape (draw blocks), or give it a page",
            diagram: |easel| easel.way(),
            scene: None,
        },
        Self {
            name: "deadlock",
            uses: &["goal"],
            smaller: A_PAGE,
            diagram: |easel| easel.deadlock(),
            scene: Some(|easel| easel.ring()),
        },
        Self {
            name: "parties",
            uses: &["page"],
            smaller: A_PAGE,
            diagram: |easel| Ok(easel.parties()),
            scene: Some(|easel| Ok(Some(easel.parties_in_marks()))),
        },
        Self {
            name: "timeline",
            uses: &["party", "page"],
            smaller: "take one party (--party), or give it a page",
            diagram: |easel| Ok(easel.timeline()),
            scene: Some(|easel| Ok(Some(easel.timeline_in_marks()))),
        },
        Self {
            name: "scale",
            uses: &["goal", "page"],
            smaller: A_PAGE,
            diagram: |easel| easel.scale(),
            scene: Some(|easel| easel.scale_in_marks().map(Some)),
        },
        Self {
            name: "overview",
            uses: &["around", "issue", "depth", "party", "force", "page"],
            smaller: "cut it down (--around, --issue, --party), or give it a page",
            diagram: |easel| easel.overview(),
            scene: Some(|easel| Ok(easel.ways())),
        },
    ];

    pub fn named(name: &str) -> &'static Self {
        const ALL: &[View] = &View::ALL;
        let mut all = ALL.iter();
        all.find(|view| view.name == name)
            .expect("clap knows the same views")
    }
}

/// A model with what is asked of its drawing.
pub(super) struct Easel<'a> {
    ready: &'a Ready,
    graph: &'a PositionGraph,
    words: Words<'a>,
    arguments: &'a ArgMatches,
    party: Option<PartyId>,
}

impl<'a> Easel<'a> {
    pub fn of(
        ready: &'a Ready,
        graph: &'a PositionGraph,
        arguments: &'a ArgMatches,
    ) -> Result<Self, Failure> {
        Ok(Self {
            words: Words::on(&ready.model, graph),
            party: party_if_any(ready, arguments.text("party"))?,
            ready,
            graph,
            arguments,
        })
    }

    pub fn draw(&self, view: &View) -> Result<Diagram, Failure> {
        (view.diagram)(self)
    }

    /// The picture of marks, where the view has one.
    pub fn scene(&self, view: &View) -> Result<Option<Scene>, Failure> {
        view.scene.map_or(Ok(None), |scene| scene(self))
    }

    fn conflicts(&self) -> Known<Vec<Conflict>> {
        let model = &self.ready.model;
        conflicts(model, self.graph, model.goal.as_ref(), &Budget::FULL)
    }

    fn rings(&self) -> Known<Vec<Deadlock>> {
        deadlocks(&self.ready.model, self.graph, &Budget::FULL)
    }

    fn board(&self) -> Result<Diagram, Failure> {
        let goal = self.ready.model.goal.as_ref();
        let mut diagram = board(&self.words, self.graph, self.conflicts().items(), goal);
        if let Some(text) = self.arguments.text("rows") {
            diagram.keep_rows(rows(text)?);
        }
        Ok(diagram)
    }

    /// What blocks the goal that is asked for.
    fn answer(&self) -> Result<Blocks, Failure> {
        let goal = goal(self.ready, self.graph, self.arguments.text("goal"))?;
        let asked = Ask {
            confidence: true,
            ..Ask::about(goal.clone())
        };
        blocks(&self.ready.model, self.graph, &asked).ok_or_else(|| not_in_the_graph(&goal))
    }

    fn way(&self) -> Result<Diagram, Failure> {
        Ok(way(&self.words, self.graph, &self.answer()?))
    }

    fn blocks(&self) -> Result<Scene, Failure> {
        let answer = self.answer()?;
        let picture = compared(self.ready, self.graph, &answer, self.arguments)?;
        let picture = picture.unwrap_or_else(|| knots(&self.words, self.graph, &answer));
        Ok(scene::knots(&picture, self.page()))
    }

    fn matrix(&self) -> Scene {
        let conflicts = self.conflicts();
        scene::matrix(&matrix(&self.words, self.graph, conflicts.items()))
    }

    fn marks(&self) -> Scene {
        scene::marks_page(&parties_shown(&self.words, self.graph))
    }

    fn card(&self) -> Result<Scene, Failure> {
        let picture = knots(&self.words, self.graph, &self.answer()?);
        Ok(scene::card(&picture))
    }

    fn deadlock(&self) -> Result<Diagram, Failure> {
        let rings = self.rings();
        let rings = rings.items();
        let ring = rings.get(self.ring_asked(rings)? - 1);
        Ok(deadlock(&self.words, self.graph, ring))
    }

    /// A circle as a ring of hooks; nothing where there is none, or it has too many members for that.
    fn ring(&self) -> Result<Option<Scene>, Failure> {
        let rings = self.rings();
        let rings = rings.items();
        let number = self.ring_asked(rings)?;
        let ring = rings.get(number - 1);
        let Some(ring) = ring.filter(|ring| ring.ring.len() <= MOST_IN_A_RING) else {
            return Ok(None);
        };
        let Some(goal) = self.goal_of(ring) else {
            return Ok(None);
        };
        let asked = Ask::about(goal.clone());
        let answer = blocks(&self.ready.model, self.graph, &asked);
        let answer = answer.ok_or_else(|| not_in_the_graph(goal))?;
        let which = (number, rings.len());
        let picture = ring_alone(&self.words, self.graph, &answer, ring, which);
        Ok(Some(scene::card(&picture)))
    }

    /// The number of the circle that is asked for; without one the first that holds the goal of the model.
    fn ring_asked(&self, rings: &[Deadlock]) -> Result<usize, Failure> {
        if let Some(asked) = self.arguments.text("goal") {
            return ring_number(asked, rings.len());
        }
        let goal = self.ready.model.goal.clone();
        let answer = goal.and_then(|goal| blocks(&self.ready.model, self.graph, &Ask::about(goal)));
        let held = answer.and_then(|answer| answer.deadlocks.items().first().cloned());
        let place = held.and_then(|held| rings.iter().position(|one| one.ring == held.ring));
        Ok(place.unwrap_or(0) + 1)
    }

    /// The member of a circle that it is told from: the goal of the model, else its first.
    fn goal_of<'r>(&self, ring: &'r Deadlock) -> Option<&'r Target> {
        let goal = self.ready.model.goal.as_ref();
        let mut members = ring.ring.iter().map(|waiter| match waiter {
            Waiter::Thing(target) | Waiter::Yes(_, target) => target,
        });
        let first = members.clone().next();
        members.find(|target| Some(*target) == goal).or(first)
    }

    fn parties(&self) -> Diagram {
        parties(&self.words, self.graph, self.conflicts().items())
    }

    fn parties_in_marks(&self) -> Scene {
        let conflicts = self.conflicts();
        let picture = parties_picture(&self.words, self.graph, conflicts.items());
        scene::parties(&picture, self.page())
    }

    /// The ways to all milestones; nothing where a part of the graph is asked for, which is drawn as boxes and lines.
    fn ways(&self) -> Option<Scene> {
        let given = self.arguments;
        let cuts = ["around", "issue", "party", "depth"];
        let is_cut = cuts.into_iter().any(|name| given.contains_id(name));
        if is_cut || given.get_flag("force") {
            return None;
        }
        let answers: Vec<Blocks> = self
            .goals()
            .filter_map(|one| blocks(&self.ready.model, self.graph, &Ask::about(one)))
            .collect();
        let picture = ways(&self.words, self.graph, &answers);
        Some(scene::ways(&picture, self.page()))
    }

    /// The goal of the model, then every other milestone.
    fn goals(&self) -> impl Iterator<Item = Target> {
        let goal = self.ready.model.goal.clone();
        let all = self.ready.model.milestones_in_order().into_iter();
        let all = all.map(|one| Target::Milestone(one.id.clone()));
        let others: Vec<Target> = all.filter(|one| Some(one) != goal.as_ref()).collect();
        goal.into_iter().chain(others)
    }

    fn timeline(&self) -> Diagram {
        timeline(&self.words, self.graph, self.party.as_ref())
    }

    fn scale(&self) -> Result<Diagram, Failure> {
        let issue = issue_with_scale(&self.ready.model, self.arguments.text("goal"))?;
        let issue = &self.ready.model.issues[&issue];
        let conflicts = self.conflicts();
        Ok(scale(&self.words, self.graph, conflicts.items(), issue))
    }

    fn timeline_in_marks(&self) -> Scene {
        let conflicts = self.conflicts();
        let party = self.party.as_ref();
        let picture = timeline_picture(&self.words, self.graph, conflicts.items(), party);
        scene::timeline(&picture, self.page())
    }

    fn scale_in_marks(&self) -> Result<Scene, Failure> {
        let issue = issue_with_scale(&self.ready.model, self.arguments.text("goal"))?;
        let issue = &self.ready.model.issues[&issue];
        let conflicts = self.conflicts();
        let picture = scale_picture(&self.words, self.graph, conflicts.items(), issue);
        Ok(scene::scale(&picture, self.page()))
    }

    /// The sheet that is asked for.
    fn page(&self) -> Page {
        let page = self.arguments.text("page").and_then(Page::named);
        page.unwrap_or(Page::Slide)
    }

    fn overview(&self) -> Result<Diagram, Failure> {
        let rings = self.rings();
        overview(&self.words, self.graph, rings.items(), &self.cut()?).map_err(too_large)
    }

    /// The part of an overview that is asked for.
    fn cut(&self) -> Result<Cut, Failure> {
        let given = self.arguments;
        let around = given.text("around").or(given.text("issue"));
        Ok(Cut {
            around: target_if_any(self.ready, self.graph, around)?,
            depth: self.depth(),
            party: self.party.clone(),
            force: given.get_flag("force"),
        })
    }

    /// How many lines away the part of an overview reaches.
    fn depth(&self) -> usize {
        let told = self.arguments.get_one::<usize>("depth");
        let is_around = self.arguments.contains_id("around");
        told.copied().unwrap_or(if is_around { 2 } else { 1 })
    }
}

fn too_large(large: TooLarge) -> Failure {
    Failure::CannotRun(format!(
        "an overview of {} boxes and {} lines cannot be read; cut it down with --around ID --depth N, --issue or --party, draw the board or `blocks GOAL`, or insist with --force",
        large.boxes, large.lines
    ))
}

/// The number of a ring; the first can be asked for where there is none, and is drawn as none.
fn ring_number(asked: &str, rings: usize) -> Result<usize, Failure> {
    let number: Option<usize> = asked.parse().ok();
    number
        .filter(|number| (1..=rings.max(1)).contains(number))
        .ok_or_else(|| {
            Failure::CannotRun(format!(
                "there is no ring number {asked}; `impasse deadlocks` lists {rings}"
            ))
        })
}

/// `1-4`, or one number.
fn rows(text: &str) -> Result<RangeInclusive<usize>, Failure> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(first..=last),
        _ => Err(Failure::CannotRun(format!(
            "--rows takes rows such as 1-4, not `{text}`"
        ))),
    }
}

/// The issue that is meant: the one named, else the only one with a scale.
fn issue_with_scale(model: &Model, named: Option<&str>) -> Result<IssueId, Failure> {
    let scaled = issues_with_scale(model);
    let meant = match (named, scaled.as_slice()) {
        (Some(name), scaled) => scaled.iter().find(|id| id.as_str() == name),
        (None, [one]) => Some(one),
        (None, _) => None,
    };
    meant
        .map(|id| (*id).clone())
        .ok_or_else(|| no_scale(named, &scaled))
}

fn issues_with_scale(model: &Model) -> Vec<&IssueId> {
    let issues = model.issues.values().filter(|issue| issue.scale.is_some());
    issues.map(|issue| &issue.id).collect()
}

/// Why no issue with a scale is meant.
fn no_scale(named: Option<&str>, scaled: &[&IssueId]) -> Failure {
    let list: Vec<&str> = scaled.iter().map(|id| id.as_str()).collect();
    let list = list.join(", ");
    Failure::CannotRun(match named {
        Some(name) if scaled.is_empty() => {
            format!("`{name}` has no scale, and no other issue here has one")
        }
        Some(name) => format!("`{name}` is no issue with a scale; these are: {list}"),
        None if scaled.is_empty() => "no issue of this model has a scale".to_owned(),
        None => format!("several issues have a scale; name one: {list}"),
    })
}
