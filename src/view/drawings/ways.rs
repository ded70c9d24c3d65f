//! All milestones at a glance: the way to each in one line, with its knots and with the answers that are not known.

use std::collections::BTreeSet;

use crate::analysis::{Blocks, Status};
use crate::graph::PositionGraph;
use crate::model::{Milestone, Target};

use crate::view::words::{Words, and, count, number_word, upper_first};

use super::knots::{KnotPicture, WayEnd, Who, knots};
use super::maker::Maker;

/// The ways to all milestones, to be drawn.
#[derive(Debug, Clone, Default)]
pub struct WaysPicture {
    /// The finding.
    pub title: String,
    /// The day, and how the picture is read.
    pub subtitle: String,
    /// The whole of it for those who cannot see it.
    pub description: String,
    /// The goal of the model first, then the other milestones in its order.
    pub ways: Vec<GoalWay>,
    /// Whose hues stand in the ways.
    pub people: Vec<Who>,
    /// The model, and what is not drawn.
    pub footer: Vec<String>,
}

/// The way to one milestone.
#[derive(Debug, Clone)]
pub struct GoalWay {
    /// Its id.
    pub what: String,
    /// What it is called.
    pub name: String,
    /// What blocks it: for each knot whose refusals and conditions it is made of.
    pub knots: Vec<Vec<Who>>,
    /// How many answers are not known.
    pub silent: usize,
    /// How it stands.
    pub(super) status: Status,
    /// Where the way ends.
    pub end: WayEnd,
    /// Whether its day has passed.
    pub is_too_late: bool,
    /// Whether the answer is not the whole one.
    pub is_partial: bool,
    /// The same in words: what the knots are called, and how many answers are missing.
    pub words: String,
    /// The finding as a sentence.
    pub told: String,
}

/// The ways to all milestones; `answers` are those of every milestone, in the order in which they are to stand.
pub fn ways(words: &Words<'_>, graph: &PositionGraph, answers: &[Blocks]) -> WaysPicture {
    let maker = Maker::new(words, graph);
    let all: Vec<GoalWay> = answers
        .iter()
        .map(|answer| way(words, graph, answer))
        .collect();
    let hues = all
        .iter()
        .flat_map(|way| way.knots.iter().flatten().cloned());
    let hues: BTreeSet<Who> = hues.collect();
    let mut people: Vec<Who> = hues.into_iter().collect();
    people.sort_by_key(|who| who.number);
    let told: Vec<&str> = all.iter().map(|way| way.told.as_str()).collect();
    let title = title(&all);
    WaysPicture {
        subtitle: format!(
            "{}A bar is a knot, in the colours of those whose refusals and conditions it is made of; an empty link is an answer that is not known.",
            maker.as_of()
        ),
        description: format!("{title}. {}", told.join(" ")),
        footer: vec![format!("Model: {}.", maker.model.name)],
        people,
        title,
        ways: all,
    }
}

fn way(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> GoalWay {
    let picture = knots(words, graph, answer);
    let status = answer.status();
    let silent = match status {
        Status::Reached | Status::Closed => 0,
        Status::Pending | Status::Met | Status::Open | Status::Blocked => {
            answer.awaited.items().len()
        }
    };
    let milestone = match &answer.goal {
        Target::Milestone(id) => words.model.milestones.get(id),
        Target::Issue(_) | Target::Option(..) => None,
    };
    GoalWay {
        what: answer.goal.to_string(),
        name: words.model.target_name(&answer.goal),
        knots: knots_of(&picture),
        silent,
        status,
        end: picture.end,
        is_too_late: picture.is_too_late,
        is_partial: !(answer.standing.is_exact()
            && answer.shape.is_exact()
            && answer.awaited.is_exact()),
        words: in_words(answer, &picture, silent, milestone),
        told: format!("{}.", picture.title),
    }
}

/// For each knot whose it is; a knot that stands for several as often as it does.
fn knots_of(picture: &KnotPicture) -> Vec<Vec<Who>> {
    let each = picture.knots.iter().flat_map(|knot| {
        let mut who: Vec<Who> = knot.obstacle.people().into_iter().collect();
        who.sort_by_key(|who| who.number);
        std::iter::repeat_n(who, knot.count.max(1))
    });
    each.collect()
}

fn in_words(
    answer: &Blocks,
    picture: &KnotPicture,
    silent: usize,
    milestone: Option<&Milestone>,
) -> String {
    let names: Vec<&str> = picture
        .knots
        .iter()
        .map(|knot| knot.name.as_str())
        .collect();
    let knots = match answer.status() {
        Status::Reached => {
            let day = milestone.and_then(|one| one.reached);
            let day = day.map(|day| format!(" on {}", day.in_words()));
            format!("reached{}", day.unwrap_or_default())
        }
        Status::Closed => "can no longer be had".to_owned(),
        Status::Pending => "comes by itself".to_owned(),
        Status::Met => "nothing is in the way".to_owned(),
        Status::Open => "not refused".to_owned(),
        Status::Blocked if answer.no_change_suffices() => {
            "no move on record would open it".to_owned()
        }
        Status::Blocked if names.is_empty() => "blocked".to_owned(),
        Status::Blocked => names.join("; "),
    };
    let missing = (silent > 0).then(|| {
        let least = if answer.awaited.is_exact() {
            ""
        } else {
            "at least "
        };
        format!(
            "{least}{}",
            count(silent, "answer not known", "answers not known")
        )
    });
    let told: Vec<String> = std::iter::once(knots).chain(missing).collect();
    upper_first(&told.join("; "))
}

/// `Of eleven milestones, four are blocked, five are open and two are reached`.
fn title(ways: &[GoalWay]) -> String {
    let of = |statuses: &[Status]| {
        ways.iter()
            .filter(|way| statuses.contains(&way.status))
            .count()
    };
    let told = [
        (of(&[Status::Blocked]), "blocked"),
        (of(&[Status::Closed]), "out of reach"),
        (of(&[Status::Open]), "open"),
        (of(&[Status::Pending, Status::Met]), "free"),
        (of(&[Status::Reached]), "reached"),
    ];
    let told = told.into_iter().filter(|(number, _)| *number > 0);
    let told: Vec<String> = told
        .map(|(number, how)| {
            let are = if number == 1 { "is" } else { "are" };
            format!("{} {are} {how}", number_word(number))
        })
        .collect();
    match ways.len() {
        0 => "No milestone is on record".to_owned(),
        1 => format!(
            "The only milestone {}",
            told.join("").replacen("one ", "", 1)
        ),
        many => format!("Of {} milestones, {}", number_word(many), and(&told)),
    }
}
