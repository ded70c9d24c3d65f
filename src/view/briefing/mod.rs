//! The briefing: one cited document that a reader can act on, in the form that policy readers know.
//!
//! A briefing is the same answers for everybody; the audience decides which of them are told, how far, and in which
//! order. Each part is a function from the answers to a section, and a part that has nothing to say is left out or
//! says so. There is no recommendation in any of them, and no verdict.

mod agreed;
mod audience;
mod blocking;
mod bottom_line;
mod changed;
mod circles;
mod citations;
mod dates;
mod for_class;
mod guide;
mod in_short;
mod milestones;
mod openings;
mod pictures;
mod records;
mod sheets;
mod status;
mod voices;

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{
    Agreement, Ask, Blocker, Blocks, Budget, Changes, Conflict, Deadlock, Gap, Status,
    StickingPoint, agreements, blocks, changes, conflicts, deadlocks, gaps, sticking_points,
};
use crate::graph::PositionGraph;
use crate::model::{IssueId, MilestoneId, Model, PartyId, Position, PositionId, Target, Voice};
use crate::source::{Citation, Date};

use self::blocking::NOTED;
use self::records::SOURCES;
use crate::view::words::answers::sentence;
use crate::view::words::{Words, and, count, upper_first};
use crate::view::{Block, Document, Figure, Item, KnotPicture, Line, Section, Who, WhoseWords};

pub use audience::Audience;
use audience::Room;

/// What a briefing is to be about.
#[derive(Debug, Clone)]
pub struct BriefAsk {
    /// The goal; `None` where the model names none.
    pub goal: Option<Target>,
    /// From when changes are told; `None` where there is no earlier day to compare with.
    pub since: Option<Date>,
    /// Who reads it.
    pub audience: Audience,
    /// Whether a document fits one page of paper, for a reader who has only one.
    pub fits_a_page: fn(&Document) -> bool,
}

/// A briefing.
pub struct Brief {
    /// The document.
    pub document: Document,
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
    let answer = goal.and_then(|goal| answer_with_doubts(model, graph, goal));
    let sticking = goal.map(|goal| sticking_points(model, graph, goal));
    let budget = Budget::FULL;
    let maker = Maker {
        model,
        graph,
        words: &Words::on(model, graph),
        goal,
        audience: ask.audience,
        fits_a_page: ask.fits_a_page,
        since: ask.since,
        conflicts: conflicts(model, graph, goal, &budget).items().to_vec(),
        rings: rings(model, graph, answer.as_ref()),
        gaps: gaps(model, graph, goal),
        sticking: sticking.unwrap_or_default(),
        agreed: agreements(model, graph),
        changes: ask
            .since
            .map(|since| changes(model, since, graph.day, &budget)),
        answer,
        room: Cell::new(audience::MOST_ROOM),
        standing: OnceCell::new(),
        first_words: OnceCell::new(),
        way_shown: OnceCell::new(),
        way_drawn: OnceCell::new(),
        parties_shown: OnceCell::new(),
    };
    maker.brief()
}

/// What blocks a goal, with how sure the texts are of it.
fn answer_with_doubts(model: &Model, graph: &PositionGraph, goal: &Target) -> Option<Blocks> {
    let ask = Ask {
        confidence: true,
        ..Ask::about(goal.clone())
    };
    blocks(model, graph, &ask)
}

/// The rings of the model, those on the way to the goal first.
pub(in crate::view) fn rings(
    model: &Model,
    graph: &PositionGraph,
    answer: Option<&Blocks>,
) -> Vec<Deadlock> {
    let on_the_way = answer.map_or(&[][..], |answer| answer.deadlocks.items());
    let all = deadlocks(model, graph, &Budget::FULL);
    // Two rings are the same where they have the same steps: a ring may begin at any of them.
    let steps = |ring: &Deadlock| ring.ring.iter().cloned().collect::<BTreeSet<_>>();
    let known: BTreeSet<_> = on_the_way.iter().map(steps).collect();
    let others = all
        .items()
        .iter()
        .filter(|ring| !known.contains(&steps(ring)));
    on_the_way.iter().chain(others).cloned().collect()
}

/// The answers that a briefing tells, asked once.
struct Maker<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    words: &'a Words<'a>,
    goal: Option<&'a Target>,
    audience: Audience,
    fits_a_page: fn(&Document) -> bool,
    since: Option<Date>,
    conflicts: Vec<Conflict>,
    rings: Vec<Deadlock>,
    gaps: Vec<Gap>,
    sticking: Vec<StickingPoint>,
    agreed: Vec<Agreement>,
    changes: Option<Changes>,
    answer: Option<Blocks>,
    /// How much a short briefing tells; less where the whole would not fit.
    room: Cell<Room>,
    /// How things stand, once that is asked.
    standing: OnceCell<BTreeMap<Target, Status>>,
    /// The earliest day of the words in force of each party on each issue, once that is asked.
    first_words: OnceCell<BTreeMap<(PartyId, IssueId), Date>>,
    /// What blocks the goal as a picture, once that is asked.
    way_shown: OnceCell<KnotPicture>,
    /// The same with its graph, once that is asked.
    way_drawn: OnceCell<Figure>,
    /// The parties as pictures show them, once that is asked.
    parties_shown: OnceCell<Vec<Who>>,
}

impl Maker<'_> {
    /// The briefing, with as much of each list as fits its reader's time.
    fn brief(&self) -> Brief {
        let mut rooms = audience::ROOMS.iter();
        loop {
            let mut brief = self.made();
            match rooms.next() {
                Some(room) if !self.fits(&mut brief.document) => self.room.set(*room),
                Some(_) | None => return brief,
            }
        }
    }

    /// Whether a briefing is as short as its reader wants it.
    fn fits(&self, document: &mut Document) -> bool {
        match self.words_at_most() {
            _ if self.is_one_page() => (self.fits_a_page)(document),
            Some(most) => document.words_before(SOURCES) <= most,
            None => true,
        }
    }

    fn made(&self) -> Brief {
        let parts = self.parts();
        let mut sections: Vec<Section> = parts.iter().flat_map(|part| part(self)).collect();
        let mut has_notes_elsewhere = false;
        for section in &mut sections {
            section.place = self.place(section.place);
            section.each_line(&mut |line| {
                self.settle(line);
                has_notes_elsewhere |= line.words.ends_with(NOTED);
            });
        }
        let document = Document {
            title: self.title(),
            about: self.about(),
            lead: self.legend(has_notes_elsewhere),
            sections,
            compact: self.is_short(),
        };
        Brief {
            document: self.words.shortened(document),
        }
    }

    /// How whose words are told apart; nothing where there is no source.
    fn legend(&self, has_notes_elsewhere: bool) -> Vec<Line> {
        let legend = || guide::legend(has_notes_elsewhere);
        self.has_sources().then(legend).into_iter().collect()
    }

    /// Gives a line the owner and the citations with which this briefing tells it.
    fn settle(&self, line: &mut Line) {
        if !self.has_sources() {
            // Where there is no source, nobody reported anything.
            line.whose = WhoseWords::Derived;
        }
        self.keep_citations(line);
    }

    fn has_sources(&self) -> bool {
        !self.model.sources.is_empty()
    }

    /// What blocks the goal, where something does.
    fn blocked(&self) -> Option<&Blocks> {
        let answer = self.answer.as_ref();
        answer.filter(|answer| answer.status() == Status::Blocked)
    }

    /// What the answer names as blocking the goal; nothing where there is no goal.
    fn blockers(&self) -> &[Blocker] {
        let answer = self.answer.as_ref();
        answer.map_or(&[], |answer| answer.blockers.items())
    }

    fn position(&self, id: PositionId) -> &Position {
        &self.model.positions[id]
    }

    fn positions_in_force(&self) -> impl Iterator<Item = &Position> {
        let in_force = self.graph.positions_in_force(self.model).into_iter();
        in_force.map(|id| self.position(id))
    }

    /// What is said of a party by another, and counts as nobody's position.
    fn attributed(&self) -> impl Iterator<Item = &Position> {
        let positions = self.model.positions.iter();
        positions.filter(|position| position.voice == Voice::Attributed)
    }

    fn position_item(&self, position: &Position) -> Item {
        let others = self.words.other_wordings(position).into_iter();
        self.words
            .position_line(position)
            .above(others.map(Line::item))
    }

    fn milestone(&self, id: &MilestoneId) -> String {
        self.words.target(&Target::Milestone(id.clone()))
    }

    fn issue(&self, id: &IssueId) -> String {
        self.words.target(&Target::Issue(id.clone()))
    }

    fn title(&self) -> String {
        if let Some(finding) = self.title_in_short().filter(|_| self.is_short()) {
            return finding;
        }
        match self.model.title.is_empty() {
            true => self.model.name.clone(),
            false => self.model.title.clone(),
        }
    }

    fn about(&self) -> Vec<(String, Line)> {
        let goal = match self.goal {
            Some(goal) => self.words.target_first(goal),
            None => "The model names none".to_owned(),
        };
        let model = format!("{}, version {}", self.model.name, self.model.version);
        let about = [
            ("As of", self.graph.day.map(Date::in_words)),
            ("Goal", Some(goal)),
            ("Changes since", self.since.map(Date::in_words)),
            ("Model", Some(model)),
            ("Sources", Some(self.sources_in_words())),
        ];
        // A short briefing has the goal in its title and the day from which changes are told above them.
        let is_told = |label: &str| match label {
            "Goal" => !self.is_short(),
            "Changes since" => self.audience == Audience::Analyst,
            _ => true,
        };
        let about = about.into_iter().filter(|(label, _)| is_told(label));
        about
            .filter_map(|(label, words)| Some((label.to_owned(), derived(words?))))
            .collect()
    }

    fn sources_in_words(&self) -> String {
        let sources = self.model.sources.len();
        if sources == 0 {
            return "None: nothing here can be checked against a text".to_owned();
        }
        let number = upper_first(&count(sources, "text", "texts"));
        match self.origins() {
            origins if origins < sources => {
                // A text whose origin nobody has recorded may retell another: the number is then only a bound.
                let texts = self.model.sources.values();
                let at_most = match texts.into_iter().all(|text| text.origin.is_some()) {
                    true => "",
                    false => "at most ",
                };
                let origins = count(origins, "independent origin", "independent origins");
                format!("{number} from {at_most}{origins}")
            }
            _ => number,
        }
    }

    /// From how many places the sources come that do not repeat each other.
    fn origins(&self) -> usize {
        let sources = self.model.sources.values();
        let origins: BTreeSet<&str> = sources
            .map(|s| s.origin.as_deref().unwrap_or(s.id.as_str()))
            .collect();
        origins.len()
    }
}

/// A section as the list that parts give.
fn one(section: Option<Section>) -> Vec<Section> {
    section.into_iter().collect()
}

/// A section of one sentence.
fn told(heading: &str, words: impl Into<String>) -> Vec<Section> {
    vec![Section::new(heading, vec![say(words)])]
}

/// A sentence of ours, as a block.
fn say(words: impl Into<String>) -> Block {
    Block::Say(derived(words))
}

/// A list in which the order means nothing.
fn list(items: impl Iterator<Item = Item>) -> Block {
    Block::Items(items.collect())
}

/// A sentence of ours as a list item, with what it rests on.
fn cited<'c>(words: String, cites: impl IntoIterator<Item = &'c Citation>) -> Item {
    derived(words).citing(cites).item()
}

/// Things in a sentence: `a, b and c`.
fn listed(names: impl Iterator<Item = String>) -> String {
    and(&names.collect::<Vec<_>>())
}

/// A sentence of ours with what it rests on.
fn derived(words: impl Into<String>) -> Line {
    Line::derived(words)
}

/// A sentence that a source says.
fn reported(words: impl Into<String>) -> Line {
    Line::derived(words).of(WhoseWords::Reported)
}

/// A text that ends as a sentence does, and begins as one.
fn full_stop(text: &str) -> String {
    sentence(&upper_first(text))
}
