//! What deadlines say of a goal: what happens without it, what it happens without, what has become of it.

use crate::analysis::{Blocks, ComingDefault, Status};
use crate::graph::{Coming, PositionGraph, Record};
use crate::model::{Deadline, MilestoneId, Model, Target};
use crate::source::{Citation, Date};

use crate::view::Line;
use crate::view::words::Words;

/// Every sentence that a deadline has to say of the goal.
pub(super) fn deadlines(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Vec<Line> {
    let Target::Milestone(goal) = &answer.goal else {
        return Vec::new();
    };
    let on = Deadlines {
        words,
        record: graph.record(),
        answer,
        goal,
    };
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(on.what_became_of_it());
    lines.extend(on.coming_by_itself());
    lines.extend(on.averted());
    lines.extend(on.its_own());
    lines.extend(on.others_that_it_rests_on());
    lines
}

struct Deadlines<'a> {
    words: &'a Words<'a>,
    record: &'a Record,
    answer: &'a Blocks,
    goal: &'a MilestoneId,
}

impl Deadlines<'_> {
    fn milestone(&self, id: &MilestoneId) -> String {
        self.words.target(&Target::Milestone(id.clone()))
    }

    fn citing(&self, text: String, milestone: &MilestoneId) -> Line {
        Line::derived(text).citing(told(self.words.model, milestone))
    }

    /// A goal that came about because another was missed, or that another came about instead of.
    fn what_became_of_it(&self) -> Option<Line> {
        let standing = self.answer.standing();
        match (standing.status, standing.since, &standing.by) {
            (Status::Reached, Some(day), Some(Target::Milestone(missed))) => {
                let (day, name) = (day.in_words(), self.milestone(missed));
                let text = format!("It came about on {day}, because {name} had not been reached.");
                Some(self.citing(text, missed))
            }
            (Status::Closed, Some(_), Some(by)) => {
                let text = format!("{} came about instead.", self.words.target_first(by));
                Some(self.citing(text, self.goal))
            }
            _ => None,
        }
    }

    fn coming_by_itself(&self) -> impl Iterator<Item = Line> {
        let coming = self.record.coming.iter();
        let coming = coming.filter(|coming| coming.milestone == *self.goal);
        coming.map(|coming| {
            let (day, unless) = (coming.date.in_words(), self.milestone(&coming.unless));
            let text =
                format!("It comes about by itself on {day}, unless {unless} is reached first.");
            self.citing(text, &coming.unless)
        })
    }

    /// Defaults that would bring the goal about, and that something else keeps from coming.
    fn averted(&self) -> impl Iterator<Item = Line> {
        let averted = self.record.averted.iter();
        let averted = averted.filter(|averted| averted.milestone == *self.goal);
        averted.map(|averted| {
            let comes_before =
                |coming: &Coming| coming.milestone == averted.unless && coming.date < averted.date;
            let (day, unless) = (averted.date.in_words(), self.milestone(&averted.unless));
            let text = match self.record.coming.iter().any(comes_before) {
                true => format!("It would come about by itself on {day}, but {unless} comes about by itself before."),
                false => format!("It comes about by itself on {day} if all that {unless} needs is not there then; today it is."),
            };
            self.citing(text, &averted.unless)
        })
    }

    /// The deadline of the goal itself.
    fn its_own(&self) -> Option<Line> {
        let day = self.record.deadlines.get(self.goal)?.in_words();
        let deadline = deadline(self.words.model, self.goal);
        let otherwise = deadline.and_then(|deadline| deadline.otherwise.as_ref());
        let its = self.words.agree(&self.answer.goal, "Its", "Their");
        let it = self.words.agree(&self.answer.goal, "it is", "they are");
        let text = match otherwise {
            Some(otherwise) => {
                let otherwise = self.milestone(otherwise);
                format!("{its} deadline is {day}; without it comes {otherwise}.")
            }
            None => format!("{its} deadline is {day}; after that {it} closed."),
        };
        Some(self.citing(text, self.goal))
    }

    /// Things on the way that come by themselves.
    fn others_that_it_rests_on(&self) -> Vec<Line> {
        let standing = self.answer.standing();
        let others = standing.pending.iter();
        let others: Vec<_> = others.filter(|c| c.target != self.answer.goal).collect();
        let rests = match (standing.status, others.len()) {
            (Status::Pending | Status::Open, 1) if self.answer.standing.is_exact() => "It rests on",
            (Status::Blocked, 1) => "Ways to open it may rest on",
            _ => "It may rest on",
        };
        let line = |coming: &ComingDefault| {
            let name = self.words.target(&coming.target);
            let (day, unless) = (coming.date.in_words(), self.words.target(&coming.unless));
            let text = format!(
                "{rests} {name}, which comes about by itself on {day}, unless {unless} is reached first."
            );
            Line::derived(text).citing(told_of(self.words.model, &coming.unless))
        };
        others.into_iter().map(line).collect()
    }
}

fn deadline<'m>(model: &'m Model, milestone: &MilestoneId) -> Option<&'m Deadline> {
    let milestone = model.milestones.get(milestone)?;
    milestone.deadline.as_ref()
}

/// Where a deadline is stated: one that was moved rests on what moved it too.
fn told<'m>(model: &'m Model, milestone: &MilestoneId) -> Vec<&'m Citation> {
    let deadline = deadline(model, milestone).into_iter();
    let told = deadline.flat_map(|deadline| {
        let extended = deadline.extended.iter().flat_map(|one| &one.cites);
        deadline.cites.iter().chain(extended)
    });
    told.collect()
}

fn told_of<'m>(model: &'m Model, target: &Target) -> Vec<&'m Citation> {
    match target {
        Target::Milestone(id) => told(model, id),
        Target::Issue(_) | Target::Option(..) => Vec::new(),
    }
}

/// From which day on a milestone is closed, where that is known.
pub(super) fn closed_since(record: &Record, target: &Target) -> Option<Date> {
    match target {
        Target::Milestone(id) => record.closed.get(id)?.since,
        Target::Issue(_) | Target::Option(..) => None,
    }
}
