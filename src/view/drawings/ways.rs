//! All milestones at a glance: the way to each in one line, with its knots and with the answers that are not known.

use crate::analysis::{Blocks, Status};
use crate::graph::PositionGraph;
use crate::model::Target;
use crate::source::Date;

use crate::view::words::{Words, and, count, number_word, upper_first};

use super::knots::{Knot, KnotBar, KnotPicture, Obstacle, WayEnd, Who, by_hue, knots};
use super::maker::Maker;

/// Most parties that are named for a knot that has no name of its own.
const MOST_NAMED: usize = 4;

/// How to read a way.
const SIGNS: &str = "A bar or a ring: something in the way, in the colours of those who refuse or set conditions; in a ring each thing waits for the next. An empty link: an answer that is needed and not known.";

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
    /// What blocks it.
    pub knots: Vec<WayKnot>,
    /// How many answers are needed at the least and not known.
    pub silent: usize,
    /// How it stands.
    pub(super) status: Status,
    /// Where the way ends.
    pub end: WayEnd,
    /// Whether its day has passed.
    pub is_too_late: bool,
    /// The same in words: what the knots are called, and how many answers are missing.
    pub words: String,
    /// The finding as a sentence.
    pub told: String,
}

/// A knot on a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayKnot {
    /// Whether it is conditions that wait for each other.
    pub is_ring: bool,
    /// Whose refusals and conditions it is made of.
    pub who: Vec<Who>,
    /// All moves that are in some way to undo it, as `what-if` takes them.
    pub changes: Vec<String>,
}

/// The ways to all milestones; `answers` are those of every milestone, in the order in which they are to stand.
pub fn ways(words: &Words<'_>, graph: &PositionGraph, answers: &[Blocks]) -> WaysPicture {
    let maker = Maker::new(words, graph);
    let all = answers.iter().map(|answer| {
        let picture = knots(words, graph, answer);
        GoalWay::of(words, answer, &picture)
    });
    let all: Vec<GoalWay> = all.collect();
    let told: Vec<&str> = all.iter().map(|way| way.told.as_str()).collect();
    let title = title(&all);
    WaysPicture {
        subtitle: format!("{}{SIGNS}", maker.as_of()),
        description: format!("{title}. {}", told.join(" ")),
        footer: vec![format!("Model: {}.", maker.model.name)],
        people: people_of(&all),
        title,
        ways: all,
    }
}

/// Whose hues stand in the ways.
fn people_of(ways: &[GoalWay]) -> Vec<Who> {
    let hues = ways
        .iter()
        .flat_map(|way| way.knots.iter().flat_map(|knot| &knot.who));
    by_hue(hues.cloned().collect())
}

impl GoalWay {
    /// The way that an answer and its picture tell.
    pub fn of(words: &Words<'_>, answer: &Blocks, picture: &KnotPicture) -> Self {
        let status = answer.status();
        let silent = silent(answer);
        let found = state(words, answer, picture);
        let missing = missing(answer, &silent);
        let told: Vec<String> = std::iter::once(found).chain(missing).collect();
        Self {
            what: answer.goal.to_string(),
            name: words.model.target_name(&answer.goal),
            knots: picture.knots.iter().flat_map(knots_in).collect(),
            silent: silent.least,
            status,
            end: picture.end,
            is_too_late: picture.is_too_late,
            words: upper_first(&told.join("; ")),
            told: format!("{}.", picture.title),
        }
    }
}

/// A knot; of one that stands for several consents, each by itself.
fn knots_in(knot: &Knot) -> Vec<WayKnot> {
    let each = match &knot.obstacle {
        Obstacle::Fence(fence) if fence.bars.len() == knot.count => fence.bars.as_slice(),
        Obstacle::Fence(_)
        | Obstacle::Bar(_)
        | Obstacle::Hook(_)
        | Obstacle::Ring(_)
        | Obstacle::Row(_)
        | Obstacle::Fork(_) => &[],
    };
    if knot.count > 1 && !each.is_empty() {
        return each.iter().map(WayKnot::of_bar).collect();
    }
    let changes = knot.changes.clone();
    let one = WayKnot {
        is_ring: matches!(knot.obstacle, Obstacle::Ring(_)),
        who: knot.obstacle.people(),
        changes,
    };
    vec![one; knot.count.max(1)]
}

impl WayKnot {
    fn of_bar(bar: &KnotBar) -> Self {
        Self {
            is_ring: false,
            who: bar.who.clone(),
            changes: bar.changes.clone(),
        }
    }
}

/// What the knots are called, or how the milestone stands where there is none.
fn state(words: &Words<'_>, answer: &Blocks, picture: &KnotPicture) -> String {
    let goal = words.bare(&answer.goal);
    let names = picture.knots.iter().map(|knot| name_of(knot, &goal));
    let names: Vec<String> = names.collect();
    match answer.status() {
        Status::Reached => {
            let day = reached_on(words, &answer.goal);
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
    }
}

/// A knot by its name; by those whose it is, where the name is that of the goal itself or names nothing.
fn name_of(knot: &Knot, goal: &str) -> String {
    let says_more = knot.is_named && !knot.name.contains(goal);
    let names = names_of(knot);
    if (says_more && knot.count == 1) || names.is_empty() || names.len() > MOST_NAMED {
        return knot.name.clone();
    }
    let all = and(&names);
    let refuse = if names.len() == 1 {
        "refuses"
    } else {
        "refuse"
    };
    match &knot.obstacle {
        Obstacle::Bar(_) => format!("{all} {refuse}"),
        Obstacle::Fence(_) if knot.count > 1 => format!("{all} {refuse}"),
        Obstacle::Hook(_) => format!("a condition of {all}"),
        Obstacle::Ring(_) => knot.name.clone(),
        // A name that says whose they are says it once.
        Obstacle::Fence(_) | Obstacle::Row(_) | Obstacle::Fork(_)
            if names.iter().all(|name| knot.name.contains(name)) =>
        {
            knot.name.clone()
        }
        Obstacle::Fence(_) | Obstacle::Row(_) | Obstacle::Fork(_) => {
            format!("{} ({all})", knot.name)
        }
    }
}

/// Those whose a knot is, in the order of their hues.
fn names_of(knot: &Knot) -> Vec<String> {
    let people = knot.obstacle.people().into_iter();
    people.map(|who| who.name).collect()
}

fn reached_on(words: &Words<'_>, goal: &Target) -> Option<Date> {
    match goal {
        Target::Milestone(id) => words.model.milestones.get(id)?.reached,
        Target::Issue(_) | Target::Option(..) => None,
    }
}

/// Answers that are not known.
struct Silent {
    /// How many the shortest way needs.
    least: usize,
    /// How many some way needs.
    all: usize,
}

fn silent(answer: &Blocks) -> Silent {
    let all = answer.awaited.items().len();
    let least = match answer.status() {
        Status::Reached | Status::Closed => return Silent { least: 0, all: 0 },
        Status::Blocked if answer.lists_every_way() => {
            let sets = answer.unblocking_sets().iter();
            let each: Option<Vec<usize>> =
                sets.map(|set| set.least_awaited.exact().copied()).collect();
            each.and_then(|each| each.into_iter().min())
        }
        Status::Blocked => None,
        Status::Open | Status::Pending | Status::Met => {
            let least = answer.least_awaited.as_ref();
            least.and_then(|least| least.exact().copied())
        }
    };
    let least = least.unwrap_or(all).min(all);
    Silent { least, all }
}

/// How many answers are missing: `one to nine answers not known`.
fn missing(answer: &Blocks, silent: &Silent) -> Option<String> {
    let Silent { least, all } = *silent;
    let told = count(all, "answer not known", "answers not known");
    if all == 0 {
        return None;
    }
    let open = answer.status() == Status::Open;
    Some(match answer.awaited.is_exact() {
        false => format!("at least {told}"),
        true if least == all => told,
        true if least == 0 => format!("up to {told}"),
        true if open => format!("{told}, of which {} can be enough", number_word(least)),
        true => format!("{} to {told}", number_word(least)),
    })
}

/// `Of eleven milestones, four are blocked, five are open and two are reached`.
fn title(ways: &[GoalWay]) -> String {
    const KINDS: [(&[Status], &str); 5] = [
        (&[Status::Blocked], "blocked"),
        (&[Status::Closed], "out of reach"),
        (&[Status::Open], "open"),
        (&[Status::Pending, Status::Met], "free"),
        (&[Status::Reached], "reached"),
    ];
    let of = |kinds: &[Status]| {
        ways.iter()
            .filter(|way| kinds.contains(&way.status))
            .count()
    };
    let told = KINDS.map(|(kinds, how)| (of(kinds), how));
    let told: Vec<(usize, &str)> = told.into_iter().filter(|one| one.0 > 0).collect();
    match (ways.len(), told.as_slice()) {
        (0, _) => "No milestone is on record".to_owned(),
        (1, [(_, how), ..]) => format!("The only milestone is {how}"),
        (many, [(_, how)]) => format!("All {} milestones are {how}", number_word(many)),
        (many, _) => {
            let told: Vec<String> = told.into_iter().map(so_many_are).collect();
            format!("Of {} milestones, {}", number_word(many), and(&told))
        }
    }
}

fn so_many_are((number, how): (usize, &str)) -> String {
    let are = if number == 1 { "is" } else { "are" };
    format!("{} {are} {how}", number_word(number))
}
