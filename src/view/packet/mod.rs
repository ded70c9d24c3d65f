//! A role-play packet: what all may read, what each role alone may read, forms, and what the teacher keeps.
//!
//! Every sheet is a document, and knows whose it is and which positions of the model it tells. What a role keeps to
//! itself is a list of secrets, each with its words and, where it is a yes or a no, the thing that it is about. The leak
//! check compares the two; it lives apart, in `leak`, and reads the sheets as a stranger would.

mod debrief;
mod fairness;
mod forms;
mod general;
mod quiz;
mod role;
mod teacher;

use crate::analysis::{Ask, Conflict, conflicts};
use crate::analysis::{Blocks, Budget, Deadlock, Game, Outcomes, blocks, outcomes};
use crate::graph::{PositionGraph, Reading};
use crate::lesson::{Lesson, Role};
use crate::model::{Model, PartyId, Position, PositionId, Stance, Target, Voice};
use crate::source::Date;

use crate::view::words::{Words, upper_first};
use crate::view::{Block, Document, Item, Line, Section};

pub use fairness::{Check, Checks};

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

/// What one role keeps to itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Secret {
    /// Whose it is.
    pub role: PartyId,
    /// What kind of thing it is, in words.
    pub kind: &'static str,
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
}

/// Makes the packet of a lesson. The goal is what the debriefing is about; without one it tells of the rings alone.
pub fn packet(
    model: &Model,
    graph: &PositionGraph,
    lesson: &Lesson,
    goal: Option<&Target>,
) -> Packet {
    let limits = |role: &Role, answer: &crate::lesson::Answer| is_limit(graph, role, answer);
    let game = lesson.game(&limits);
    let answer = goal.and_then(|goal| blocks(model, graph, &Ask::about(goal.clone())));
    let maker = Maker {
        model,
        graph,
        words: &Words::of(model),
        lesson,
        rings: crate::view::briefing::rings(model, graph, answer.as_ref()),
        answer,
        conflicts: conflicts(model, graph, goal, &Budget::FULL)
            .items()
            .to_vec(),
        outcomes: game.as_ref().map(outcomes),
        game,
    };
    let checks = maker.checks();
    let mut sheets = vec![maker.teacher(&checks), maker.general()];
    sheets.extend(lesson.roles.iter().map(|role| maker.role_sheet(role)));
    sheets.push(maker.forms());
    sheets.push(maker.debrief());
    sheets.extend(maker.quiz());
    for (at, sheet) in sheets.iter_mut().enumerate() {
        sheet.stem = format!("{at:02}-{}", sheet.stem);
    }
    Packet {
        sheets,
        secrets: maker.secrets(),
        checks,
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
}

impl Maker<'_> {
    fn title(&self) -> String {
        self.lesson
            .title
            .clone()
            .unwrap_or_else(|| self.model.title.clone())
    }

    fn day(&self) -> Option<Date> {
        self.lesson.day.or(self.graph.day)
    }

    /// The positions in force of a party.
    fn positions_of(&self, party: &PartyId) -> Vec<PositionId> {
        let in_force = self.graph.positions_in_force(self.model);
        in_force
            .into_iter()
            .filter(|&i| {
                self.model.positions[i].party == *party
                    && self.model.positions[i].voice != Voice::Attributed
            })
            .collect()
    }

    /// What a party asks for or gives in public: that is no secret.
    fn asks_of(&self, party: &PartyId) -> Vec<PositionId> {
        self.positions_of(party)
            .into_iter()
            .filter(|&i| is_public(&self.model.positions[i]))
            .collect()
    }

    /// What a party refuses, in public or not: on paper only it reads so. Told twice, it is one limit, as firm as the
    /// firmest says.
    fn limits_of(&self, party: &PartyId) -> Vec<PositionId> {
        let positions = &self.model.positions;
        let mut limits: Vec<PositionId> = self.positions_of(party);
        limits.retain(|&i| !is_public(&positions[i]));
        let told = positions.told_once(&limits).into_iter();
        let mut firmest: Vec<PositionId> = told.map(|told| told[0]).collect();
        firmest.sort_unstable();
        firmest
    }

    fn is_played(&self, party: &PartyId) -> bool {
        self.lesson.roles.iter().any(|role| role.id() == party)
    }

    /// The conditions that a party imposes and could drop, with what each is imposed on.
    fn conditions_of(&self, party: &PartyId) -> Vec<&crate::graph::ChangeInfo> {
        let own = self
            .graph
            .changes()
            .iter()
            .filter(|info| info.change.party() == party);
        own.filter(|info| matches!(info.change, crate::graph::Change::Waive { .. }))
            .collect()
    }

    /// What each role keeps to itself.
    fn secrets(&self) -> Vec<Secret> {
        let roles = self.lesson.roles.iter();
        roles.flat_map(|role| self.secrets_of(role)).collect()
    }

    fn secrets_of(&self, role: &Role) -> Vec<Secret> {
        let party = role.id();
        let plain = |kind: &'static str, words: String| Secret {
            role: party.clone(),
            kind,
            words,
            about: None,
            is_ordered: false,
            number: None,
        };
        let about = |kind: &'static str, words: String, target: &Target| Secret {
            about: Some(target.clone()),
            ..plain(kind, words)
        };
        let interests = self.interests(role).into_iter();
        let interests = interests.map(|interest| plain("an interest", interest.text));
        let limits = self.limits_of(party).into_iter().map(|index| {
            let position = &self.model.positions[index];
            Secret {
                is_ordered: position.until.is_some() || position.condition.is_some(),
                ..about("a limit", self.words.position(position), &position.on)
            }
        });
        let conditions = self.conditions_of(party).into_iter().map(|info| Secret {
            is_ordered: true,
            ..about(
                "a condition",
                self.words.refusal(&info.change, &[], false),
                info.change.target(),
            )
        });
        let may = |verb: &str, target: &Target| {
            let (name, target) = (self.words.party(party), self.words.target(target));
            format!("{name} {verb} accept {target}")
        };
        let refused = role.must_not_accept.iter();
        let refused = refused.map(|target| about("a limit", may("must not", target), target));
        let room = role.may_accept.iter();
        let room = room.map(|target| about("room to move", may("may", target), target));
        let batna = self.model.parties[party].batna.as_ref();
        let walk_away = role.walk_away.clone();
        let walk_away = walk_away.or_else(|| batna.map(|batna| batna.text.clone()));
        let walk_away = walk_away.map(|words| plain("what it does without a deal", words));
        let kept = role.keep_secret.iter();
        let kept = kept.map(|words| plain("a thing that it must not tell", words.clone()));
        interests
            .chain(limits)
            .chain(conditions)
            .chain(refused)
            .chain(room)
            .chain(walk_away)
            .chain(kept)
            .chain(self.points_of(role))
            .collect()
    }

    /// A role's least number of points, and what each answer is worth to it.
    fn points_of(&self, role: &Role) -> Vec<Secret> {
        if !self.lesson.has_points() {
            return Vec::new();
        }
        let secret = |kind, words, about, number| Secret {
            role: role.id().clone(),
            kind,
            words,
            about,
            is_ordered: false,
            number: Some(number),
        };
        let mut found = vec![secret(
            "its least points",
            String::new(),
            None,
            role.threshold,
        )];
        for (question, points) in self.lesson.questions.iter().zip(&role.points) {
            for (answer, &points) in question.answers.iter().zip(points) {
                let words = format!("{} {}", question.name, answer.text);
                found.push(secret("points", words, answer.target.clone(), points));
            }
        }
        found
    }

    /// The interests of a role in order: the teacher's, else those of the model by their names.
    fn interests(&self, role: &Role) -> Vec<crate::lesson::Interest> {
        if !role.interests.is_empty() {
            return role.interests.clone();
        }
        let known = self.model.parties[role.id()].interests.values();
        known
            .map(|i| crate::lesson::Interest {
                text: i.text.clone(),
                why: None,
                is_invented: false,
            })
            .collect()
    }
}

/// Whether a role must not accept an answer: it refuses it, or the lesson says so; what it may accept after all is none.
fn is_limit(graph: &PositionGraph, role: &Role, answer: &crate::lesson::Answer) -> bool {
    let Some(target) = &answer.target else {
        return false;
    };
    let refused = graph
        .stances()
        .iter()
        .any(|s| s.party == *role.id() && s.target == *target && s.reading == Reading::Refused);
    (refused && !role.may_accept.contains(target)) || role.must_not_accept.contains(target)
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

fn say(words: impl Into<String>) -> Block {
    Block::Say(Line::derived(words))
}

fn items(list: impl IntoIterator<Item = String>) -> Block {
    Block::Items(
        list.into_iter()
            .map(|words| Line::derived(words).item())
            .collect(),
    )
}

fn steps(list: impl IntoIterator<Item = String>) -> Block {
    Block::Steps(
        list.into_iter()
            .map(|words| Line::derived(words).item())
            .collect(),
    )
}

/// A position as others hear it: what is said, and nothing of how firmly it is held.
pub fn heard(words: &Words<'_>, position: &Position) -> String {
    format!("{}.", words.position(position))
}

/// A text that begins and ends as a sentence does.
fn sentence(text: &str) -> String {
    let text = upper_first(text.trim());
    if text.ends_with(['.', '?', '!', '”']) {
        text
    } else {
        format!("{text}.")
    }
}

fn document(title: String, about: Vec<(&str, String)>, sections: Vec<Section>) -> Document {
    let about = about
        .into_iter()
        .map(|(label, words)| (label.to_owned(), Line::derived(words)))
        .collect();
    Document {
        title,
        about,
        sections,
        ..Document::default()
    }
}

fn item(line: Line, below: Vec<Item>) -> Item {
    Item { line, below }
}
