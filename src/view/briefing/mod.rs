//! The briefing: one cited document that a reader can act on, in the form that policy readers know.
//!
//! A briefing is the same answers for everybody; the audience decides which of them are told, how far, and in which
//! order. Each part is a function from the answers to a section, and a part that has nothing to say is left out or
//! says so. There is no recommendation in any of them, and no verdict.

mod agreed;
mod blocking;
mod bottom_line;
mod changed;
mod for_class;
mod guide;
mod records;
mod status;

use std::boxed::Box;
use std::collections::BTreeSet;

use crate::analysis::{
    Agreement, Ask, Blocks, Budget, Changes, Conflict, Deadlock, Gap, StickingPoint, agreements,
    blocks, changes, conflicts, deadlocks, gaps, sticking_points,
};
use crate::graph::PositionGraph;
use crate::model::{Model, Target};
use crate::source::{Citation, Date};

use crate::view::words::{Words, count};
use crate::view::{Block, Document, Figure, Line, Section, WhoseWords, board, figure_table, way};

/// Who reads the briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Keeps the model, and wants all of it.
    Analyst,
    /// Has two pages' time before a meeting.
    Minister,
    /// Will quote it: who said what, how sure it is, what is disputed and what nobody has said.
    Press,
    /// Learns from it: the terms explained, and questions to discuss.
    Class,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 4] = [Self::Analyst, Self::Minister, Self::Press, Self::Class];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Analyst => "analyst",
            Self::Minister => "minister",
            Self::Press => "press",
            Self::Class => "class",
        }
    }
}

/// What a briefing is to be about.
#[derive(Debug, Clone)]
pub struct BriefAsk {
    /// The goal; `None` where the model names none.
    pub goal: Option<Target>,
    /// From when changes are told; `None` where there is no earlier day to compare with.
    pub since: Option<Date>,
    /// Who reads it.
    pub audience: Audience,
}

/// A briefing with its drawings.
pub struct Brief {
    /// The document.
    pub document: Document,
    /// The drawings in it.
    pub figures: Vec<Figure>,
}

/// The day from which a reader would ask for changes: that of the source before the latest.
pub fn day_before_the_latest(model: &Model, day: Option<Date>) -> Option<Date> {
    let mut dates: Vec<Date> = model
        .sources
        .values()
        .filter_map(|s| s.date)
        .filter(|date| day.is_none_or(|day| *date <= day))
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates.iter().rev().nth(1).copied()
}

/// The briefing of a model.
pub fn briefing(model: &Model, graph: &PositionGraph, ask: &BriefAsk) -> Brief {
    let goal = ask.goal.as_ref();
    let maker = Maker {
        model,
        graph,
        words: &Words::of(model),
        goal,
        audience: ask.audience,
        since: ask.since,
        conflicts: conflicts(model, graph, goal, &Budget::FULL)
            .items()
            .to_vec(),
        rings: Vec::new(),
        gaps: gaps(model, graph, goal),
        sticking: goal
            .map(|goal| sticking_points(model, graph, goal))
            .unwrap_or_default(),
        agreed: agreements(model, graph),
        changes: ask
            .since
            .map(|since| changes(model, since, graph.day, &Budget::FULL)),
        answer: goal.and_then(|goal| {
            let ask = Ask {
                confidence: true,
                ..Ask::about(goal.clone())
            };
            blocks(model, graph, &ask)
        }),
    };
    let maker = Maker {
        rings: rings(model, graph, maker.answer.as_ref()),
        ..maker
    };
    maker.brief()
}

/// The rings of the model, those on the way to the goal first.
pub(in crate::view) fn rings(
    model: &Model,
    graph: &PositionGraph,
    answer: Option<&Blocks>,
) -> Vec<Deadlock> {
    let on_the_way = answer.map_or(&[][..], |answer| answer.deadlocks.items());
    let mut rings = on_the_way.to_vec();
    let all = deadlocks(model, graph, &Budget::FULL);
    let turned = |ring: &Deadlock| ring.ring.iter().cloned().collect::<BTreeSet<_>>();
    let others = all
        .items()
        .iter()
        .filter(|ring| on_the_way.iter().all(|known| turned(known) != turned(ring)));
    rings.extend(others.cloned());
    rings
}

/// The answers that a briefing tells, asked once.
struct Maker<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    words: &'a Words<'a>,
    goal: Option<&'a Target>,
    audience: Audience,
    since: Option<Date>,
    conflicts: Vec<Conflict>,
    rings: Vec<Deadlock>,
    gaps: Vec<Gap>,
    sticking: Vec<StickingPoint>,
    agreed: Vec<Agreement>,
    changes: Option<Changes>,
    answer: Option<Blocks>,
}

/// A part of a briefing; an audience is a list of parts.
type Part<'a> = fn(&Maker<'a>) -> Vec<Section>;

impl<'a> Maker<'a> {
    fn parts(&self) -> Vec<Part<'a>> {
        match self.audience {
            Audience::Analyst => vec![
                Self::bottom_line,
                Self::what_changed,
                Self::progress,
                Self::the_board,
                Self::status_table,
                Self::what_blocks,
                Self::circular,
                Self::openings,
                Self::milestones,
                Self::agreed,
                Self::conflict_sections,
                Self::contested_facts,
                Self::silence,
                Self::next_dates,
                Self::timeline,
                Self::how_sure,
                Self::about_the_sources,
                Self::how_to_read,
                Self::sources,
            ],
            Audience::Minister => vec![
                Self::bottom_line,
                Self::what_changed,
                Self::what_blocks,
                Self::circular,
                Self::openings,
                Self::agreed,
                Self::contested_facts,
                Self::silence,
                Self::next_dates,
                Self::progress,
                Self::how_sure,
                Self::how_to_read,
                Self::sources,
            ],
            Audience::Press => vec![
                Self::bottom_line,
                Self::what_changed,
                Self::progress,
                Self::in_their_own_words,
                Self::the_board,
                Self::what_blocks,
                Self::circular,
                Self::agreed,
                Self::contested_facts,
                Self::silence,
                Self::next_dates,
                Self::how_sure,
                Self::about_the_sources,
                Self::how_to_read,
                Self::sources,
            ],
            Audience::Class => vec![
                Self::who_is_who,
                Self::background,
                Self::timeline,
                Self::terms,
                Self::bottom_line,
                Self::progress,
                Self::the_board,
                Self::what_blocks,
                Self::circular,
                Self::openings,
                Self::agreed,
                Self::conflict_sections,
                Self::contested_facts,
                Self::silence,
                Self::questions,
                Self::how_to_read,
                Self::sources,
            ],
        }
    }

    fn brief(&self) -> Brief {
        let mut sections: Vec<Section> = self.parts().iter().flat_map(|part| part(self)).collect();
        if self.model.sources.is_empty() {
            // Where there is no source, nobody reported anything.
            sections.iter_mut().for_each(|section| {
                section.each_line(&mut |line| line.whose = WhoseWords::Derived)
            });
        }
        let most = self.notes_at_most();
        for section in &mut sections {
            section.each_line(&mut |line| match most {
                _ if line.parts.len() > 1 => self.keep_one_of_each(line),
                Some(most) => self.keep_cites(line, most),
                None => {}
            });
        }
        let figures = sections
            .iter()
            .flat_map(|section| &section.blocks)
            .filter_map(|block| match block {
                Block::Figure(figure) => Some(figure.as_ref().clone()),
                Block::Say(_)
                | Block::Tell(_)
                | Block::Items(_)
                | Block::Steps(_)
                | Block::Table(_)
                | Block::WriteIn(..) => None,
            });
        let figures = figures.collect();
        let title = if self.model.title.is_empty() {
            self.model.name.clone()
        } else {
            self.model.title.clone()
        };
        let compact = self.is_short();
        let lead = if self.model.sources.is_empty() {
            Vec::new()
        } else {
            vec![guide::legend()]
        };
        Brief {
            document: Document {
                title,
                about: self.about(),
                lead,
                sections,
                compact,
            },
            figures,
        }
    }

    /// How many citations a sentence carries at most: a reader of two pages wants to see that there are some.
    fn notes_at_most(&self) -> Option<usize> {
        match self.audience {
            Audience::Minister => Some(2),
            Audience::Analyst | Audience::Press | Audience::Class => None,
        }
    }

    /// Keeps one citation of each origin, those that decide first, then the newest: what independent texts say weighs more
    /// than who repeats whom.
    fn keep_cites(&self, line: &mut Line, most: usize) {
        let origin = |cite: &Citation| {
            let source = self.model.sources.get(&cite.source);
            let origin = source.and_then(|source| source.origin.clone());
            origin.unwrap_or_else(|| cite.source.to_string())
        };
        let mut sorted = line.cites.clone();
        sorted.sort_by_key(|cite| self.weight(cite));
        let mut origins = BTreeSet::new();
        sorted.retain(|cite| origins.insert(origin(cite)));
        sorted.truncate(most);
        sorted.sort();
        line.cites = sorted;
    }

    /// Of a sentence that says several things, keeps one citation of each.
    fn keep_one_of_each(&self, line: &mut Line) {
        let best = |part: &Vec<Citation>| part.iter().min_by_key(|cite| self.weight(cite)).cloned();
        let kept: BTreeSet<Citation> = line.parts.iter().filter_map(best).collect();
        line.cites = kept.into_iter().collect();
    }

    /// What a short text cites first: a sentence that decides, then the newest.
    fn weight(&self, cite: &Citation) -> std::cmp::Reverse<(bool, Option<Date>, Citation)> {
        let decides = self.model.deciding.contains(cite);
        let day = self
            .model
            .sources
            .get(&cite.source)
            .and_then(|source| source.date);
        std::cmp::Reverse((decides, day, cite.clone()))
    }

    /// Whether the reader has little time: remarks are left out, and nothing is told twice.
    fn is_short(&self) -> bool {
        self.audience == Audience::Minister
    }

    /// How many of something are told before the rest is counted.
    fn room_for(&self, most: usize) -> usize {
        match self.audience {
            Audience::Minister => most,
            Audience::Analyst | Audience::Press | Audience::Class => usize::MAX,
        }
    }

    fn about(&self) -> Vec<(String, Line)> {
        let mut about = Vec::new();
        let mut say =
            |label: &str, words: String| about.push((label.to_owned(), Line::derived(words)));
        if let Some(day) = self.graph.day {
            say("As of", day.in_words());
        }
        match self.goal {
            Some(goal) => say(
                "Goal",
                crate::view::words::upper_first(&self.words.target(goal)),
            ),
            None => say("Goal", "The model names none".to_owned()),
        }
        if let Some(since) = self.since {
            say("Changes since", since.in_words());
        }
        say(
            "Model",
            format!("{}, version {}", self.model.name, self.model.version),
        );
        say("Sources", self.sources_in_words());
        about
    }

    fn sources_in_words(&self) -> String {
        let sources = self.model.sources.len();
        if sources == 0 {
            return "None: nothing here can be checked against a text".to_owned();
        }
        let origins = {
            let mut all: Vec<&str> = self
                .model
                .sources
                .values()
                .map(|s| s.origin.as_deref().unwrap_or(s.id.as_str()))
                .collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        let number = crate::view::words::upper_first(&count(sources, "text", "texts"));
        if origins < sources {
            format!("{number} from {}", count(origins, "origin", "origins"))
        } else {
            number
        }
    }

    fn the_board(&self) -> Vec<Section> {
        let diagram = board(self.words, self.graph, &self.conflicts, self.goal);
        let figure = Figure {
            stem: "board".to_owned(),
            diagram,
            table: self.board_table(),
        };
        vec![Section::new(
            "Who says what",
            vec![Block::Figure(Box::new(figure))],
        )]
    }

    /// The drawing of the way to the goal.
    fn way_figure(&self, answer: &Blocks) -> Figure {
        let diagram = way(self.words, self.graph, answer);
        let table = figure_table(&diagram);
        Figure {
            stem: format!("blocks-{}", answer.goal.to_string().replace('/', "-")),
            diagram,
            table,
        }
    }
}

/// A section as the list that parts give.
fn one(section: Option<Section>) -> Vec<Section> {
    section.into_iter().collect()
}

/// A sentence of ours with what it rests on.
fn derived(words: impl Into<String>) -> Line {
    Line::derived(words)
}

/// A sentence that a source says.
fn reported(words: impl Into<String>) -> Line {
    Line::derived(words).of(WhoseWords::Reported)
}
