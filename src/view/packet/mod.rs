//! A role-play packet: what all may read, what each role alone may read, forms, and what the teacher keeps.
//!
//! Every sheet is a document, and knows whose it is and which positions of the model it tells. What a role keeps to
//! itself is a list of secrets, each with its words and, where it is a yes or a no, the thing that it is about. The leak
//! check compares the two; it lives apart, in `leak`, and reads the sheets as a stranger would.

mod deals;
mod debrief;
mod fairness;
mod forms;
mod general;
mod order;
mod paper;
mod playable;
mod played;
mod quiz;
mod reach;
mod results;
mod role;
mod secrets;
mod slip;
mod teacher;

use crate::analysis::{Ask, Conflict, conflicts};
use crate::analysis::{Blocks, Budget, Deadlock, Deal, Game, Outcomes, Status, blocks, outcomes};
use crate::graph::{Change, ChangeInfo, PositionGraph, Reading};
use crate::lesson::propose::{Proposal, propose};
use crate::lesson::{Answer, Interest, Lesson, Role};
use crate::model::{Firmness, Model, PartyId, Position, PositionId, Stance, Target, Voice};
use crate::source::{Citation, Date};

use crate::view::Document;
use crate::view::words::Words;
use crate::view::words::answers::finding;

pub use fairness::{Check, Checks};
pub use order::orders;
pub use quiz::QuizQuestion;
pub use results::{ClassResults, GroupResult, class_results};
pub use slip::{SlipForm, SlipIssue};

/// Who may read a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// Everybody who plays.
    All,
    /// One role.
    Role(PartyId),
    /// The teacher.
    Teacher,
}

/// A sheet of a packet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Name of its files without an ending.
    pub stem: String,
    /// Who may read it.
    pub reader: Reader,
    /// What stands on it.
    pub document: Document,
    /// The positions of the model that it tells: indexes into the model's list.
    pub tells: Vec<PositionId>,
    /// Whether the real names stay, whatever is asked: the teacher's notes tell of the real talks.
    pub is_real: bool,
}

/// What kind of thing a role keeps to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// What it needs.
    Interest,
    /// Why something matters to it.
    Why,
    /// What it refuses.
    Limit,
    /// What it waits for.
    Condition,
    /// What it may accept, whatever it says.
    Room,
    /// A condition that it may drop.
    Drop,
    /// What it does without a deal.
    WalkAway,
    /// What the teacher forbids it to tell.
    Kept,
    /// The least points with which it says yes.
    LeastPoints,
    /// What an answer is worth to it.
    Points,
    /// Which issue weighs most with it.
    Ranking,
}

impl SecretKind {
    /// In words, as they stand before *of Ukraine*.
    pub fn words(self) -> &'static str {
        match self {
            Self::Interest => "an interest",
            Self::Why => "a reason",
            Self::Limit => "a limit",
            Self::Condition => "a condition",
            Self::Room => "room to move",
            Self::Drop => "a condition that it may drop",
            Self::WalkAway => "what it does without a deal",
            Self::Kept => "a thing that it must not tell",
            Self::LeastPoints => "its least points",
            Self::Points => "points",
            Self::Ranking => "what weighs most",
        }
    }
}

/// What one role keeps to itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Secret {
    /// Whose it is.
    pub role: PartyId,
    /// What kind of thing it is.
    pub kind: SecretKind,
    /// The thing in words.
    pub words: String,
    /// Where it is a no, or a yes on a condition: to what.
    pub about: Option<Target>,
    /// Whether it says that one thing waits for another.
    pub is_ordered: bool,
    /// Where it is a number of points.
    pub number: Option<i64>,
}

/// A packet.
#[derive(Debug, Clone)]
pub struct Packet {
    /// The sheets in the order in which a teacher uses them.
    pub sheets: Vec<Sheet>,
    /// What the roles keep to themselves.
    pub secrets: Vec<Secret>,
    /// The checks with their figures, but for leaks.
    pub checks: Checks,
    /// The outcome slip to be filled in on a screen.
    pub slip: SlipForm,
    /// The quiz, for other programs.
    pub quiz: Vec<QuizQuestion>,
}

/// Makes the packet of a lesson. The goal is what the debriefing is about; without one it tells of the rings alone.
pub fn packet(
    model: &Model,
    graph: &PositionGraph,
    lesson: &Lesson,
    goal: Option<&Target>,
) -> Packet {
    let words = Words::on(model, graph);
    let maker = Maker::of(&words, graph, lesson, goal);
    let checks = maker.checks();
    Packet {
        sheets: numbered(maker.sheets(&checks)),
        secrets: maker.secrets(),
        slip: maker.slip_form(),
        quiz: maker.quiz_questions(),
        checks,
    }
}

/// The checks of a lesson alone, with their figures.
pub fn checks(
    model: &Model,
    graph: &PositionGraph,
    lesson: &Lesson,
    goal: Option<&Target>,
) -> Checks {
    let words = Words::on(model, graph);
    Maker::of(&words, graph, lesson, goal).checks()
}

/// The lesson with other points, found by a search; `None` where there is nothing to give points for, or too many deals.
pub fn with_points(
    model: &Model,
    graph: &PositionGraph,
    (lesson, seed): (&Lesson, u64),
    goal: Option<&Target>,
) -> Option<Lesson> {
    let words = Words::on(model, graph);
    let openings = Maker::of(&words, graph, lesson, goal).answers_of_openings();
    let limits = |role: &Role, answer: &Answer| is_limit(graph, role, answer);
    let proposal = Proposal {
        graph,
        openings: &openings,
        seed,
    };
    propose(lesson, &proposal, &|lesson| lesson.game(&limits))
}

/// Sheets whose files sort in the order in which a teacher uses them.
fn numbered(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    for (at, sheet) in sheets.iter_mut().enumerate() {
        sheet.stem = format!("{at:02}-{}", sheet.stem);
    }
    sheets
}

impl Sheet {
    /// A sheet that tells no position and bears invented names where those are asked for.
    fn new(stem: impl Into<String>, reader: Reader, document: Document) -> Self {
        Self {
            stem: stem.into(),
            reader,
            document,
            tells: Vec::new(),
            is_real: false,
        }
    }
}

/// What all sheets are made from.
struct Maker<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    words: &'a Words<'a>,
    lesson: &'a Lesson,
    answer: Option<Blocks>,
    rings: Vec<Deadlock>,
    conflicts: Vec<Conflict>,
    outcomes: Option<Outcomes>,
    game: Option<Game>,
    /// The deals that pass, where points are played and they are few enough to be listed.
    passing: Option<Vec<Deal>>,
}

impl<'a> Maker<'a> {
    fn of(
        words: &'a Words<'a>,
        graph: &'a PositionGraph,
        lesson: &'a Lesson,
        goal: Option<&Target>,
    ) -> Self {
        let model = words.model;
        let limits = |role: &Role, answer: &Answer| is_limit(graph, role, answer);
        let game = lesson.game(&limits);
        let answer = goal.and_then(|goal| blocks(model, graph, &Ask::about(goal.clone())));
        Self {
            model,
            graph,
            words,
            lesson,
            rings: crate::view::briefing::rings(model, graph, answer.as_ref()),
            answer,
            conflicts: conflicts(model, graph, goal, &Budget::FULL)
                .items()
                .to_vec(),
            outcomes: game.as_ref().map(outcomes),
            passing: game.as_ref().and_then(Game::passing_deals),
            game,
        }
    }
}

impl Maker<'_> {
    fn sheets(&self, checks: &Checks) -> Vec<Sheet> {
        let mut sheets = vec![self.teacher(checks), self.general()];
        sheets.extend(self.lesson.roles.iter().map(|role| self.role_sheet(role)));
        sheets.push(self.forms());
        sheets.push(self.debrief());
        sheets.extend(self.quiz());
        sheets
    }

    fn title(&self) -> &str {
        self.lesson.title.as_deref().unwrap_or(&self.model.title)
    }

    fn day(&self) -> Option<Date> {
        self.lesson.day.or(self.graph.day)
    }

    /// Whether no source stands behind the model: then it is a story, and nobody reported it.
    fn is_story(&self) -> bool {
        self.model.sources.is_empty()
    }

    /// What blocks the goal, where something does.
    fn blocked(&self) -> Option<&Blocks> {
        let answer = self.answer.as_ref();
        answer.filter(|answer| answer.status() == Status::Blocked)
    }

    /// How the goal stands, in a sentence; with a day where the reader may not know it.
    fn finding(&self, day: Option<Date>, answer: &Blocks) -> String {
        finding(self.words, day, answer)
    }

    fn is_played(&self, party: &PartyId) -> bool {
        self.lesson.roles.iter().any(|role| role.id() == party)
    }

    /// The names of those who play, as they head columns.
    fn role_names(&self) -> impl Iterator<Item = String> {
        let roles = self.lesson.roles.iter();
        roles.map(|role| self.model.party_name(role.id()).to_owned())
    }

    /// All who play but one.
    fn others(&self, role: &Role) -> impl Iterator<Item = &Role> {
        let roles = self.lesson.roles.iter();
        roles.filter(|other| other.id() != role.id())
    }

    fn position(&self, id: PositionId) -> &Position {
        &self.model.positions[id]
    }

    /// The things that some positions are on.
    fn targets(&self, positions: &[PositionId]) -> Vec<&Target> {
        positions.iter().map(|&id| &self.position(id).on).collect()
    }

    /// The positions in force of a party.
    fn positions_of(&self, party: &PartyId) -> Vec<PositionId> {
        let is_own = |id: &PositionId| {
            let position = self.position(*id);
            position.party == *party && position.voice != Voice::Attributed
        };
        let in_force = self.graph.positions_in_force(self.model);
        in_force.into_iter().filter(is_own).collect()
    }

    /// What a party asks for or gives in public: that is no secret.
    fn asks_of(&self, party: &PartyId) -> Vec<PositionId> {
        let mut asks = self.positions_of(party);
        asks.retain(|&id| is_public(self.position(id)));
        asks
    }

    /// What a party refuses, in public or not: on paper only it reads so. Told twice, it is one limit, as firm as the
    /// firmest says.
    fn limits_of(&self, party: &PartyId) -> Vec<PositionId> {
        let mut limits = self.positions_of(party);
        limits.retain(|&id| !is_public(self.position(id)));
        let told = self.model.positions.told_once(&limits).into_iter();
        let mut firmest: Vec<PositionId> = told.map(|told| told[0]).collect();
        firmest.sort_unstable();
        firmest
    }

    /// The conditions that a party imposes and could drop, with what each is imposed on.
    fn conditions_of(&self, party: &PartyId) -> Vec<&ChangeInfo> {
        let changes = self.graph.changes().iter();
        changes
            .filter(|info| info.change.party() == party)
            .filter(|info| matches!(info.change, Change::Waive { .. }))
            .collect()
    }

    /// The interests of a role in order: the teacher's, else those of the model by their names.
    fn interests(&self, role: &Role) -> Vec<Interest> {
        if !role.interests.is_empty() {
            return role.interests.clone();
        }
        let known = self.model.parties[role.id()].interests.values();
        known
            .map(|interest| Interest {
                text: interest.text.clone(),
                why: None,
                is_invented: false,
            })
            .collect()
    }
}

/// One citation of each thing that blocks a goal.
fn first_cites(answer: &Blocks) -> impl Iterator<Item = &Citation> {
    let blockers = answer.blockers.items().iter();
    blockers.flat_map(|blocker| blocker.cites.first())
}

/// Whether a role must not accept an answer: it drew a red line there, or the lesson says so. What it only refuses in public
/// it may give up, at the price of its points; what the lesson lets it accept is no limit.
fn is_limit(graph: &PositionGraph, role: &Role, answer: &Answer) -> bool {
    let moved = answer.moves.iter();
    let moved = moved.filter(|change| change.party() == role.id());
    let mut targets = moved.map(Change::target).chain(&answer.target);
    targets.any(|target| {
        let is_free = role.may_accept.contains(target);
        role.must_not_accept.contains(target) || (is_red_line(graph, role.id(), target) && !is_free)
    })
}

/// Whether a party's refusal of something is said to be final.
fn is_red_line(graph: &PositionGraph, party: &PartyId, target: &Target) -> bool {
    let mut changes = graph.changes().iter();
    changes.any(|info| {
        info.firmness == Some(Firmness::RedLine)
            && info.change.party() == party
            && info.change.target() == target
    })
}

fn refuses(graph: &PositionGraph, party: &PartyId, target: &Target) -> bool {
    let mut stances = graph.stances().iter();
    stances.any(|s| s.party == *party && s.target == *target && s.reading == Reading::Refused)
}

/// Whether a position is what a party asks for or gives, with nothing said of its limits.
fn is_public(position: &Position) -> bool {
    match position.stance {
        Stance::Demands | Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers => {
            position.condition.is_none()
        }
        Stance::Open | Stance::Rejects => false,
    }
}

/// A position as others hear it: what is said, and nothing of how firmly it is held.
pub fn heard(words: &Words<'_>, position: &Position) -> String {
    let said = format!("{}.", words.position(position));
    // It stands under the name of the party: who speaks for it needs no second mention of that, and no first name.
    let party = words.model.parties.get(&position.party);
    let speaker = position
        .said_by
        .as_ref()
        .and_then(|id| party?.speakers.get(id));
    match (speaker, party) {
        (Some(speaker), Some(party)) => {
            let full = format!("{} ({})", speaker.name, party.name);
            let short = speaker.name.split(' ').next_back().unwrap_or(&speaker.name);
            said.replacen(&full, short, 1)
        }
        (None, _) | (_, None) => said,
    }
}
