//! What deadlines say of a goal: what happens without it, what it happens without, what has become of it.

use crate::analysis::{Blocks, ComingDefault, Status};
use crate::graph::{Coming, PositionGraph, Record};
use crate::model::{Deadline, Extends, MilestoneId, Model, Target};
use crate::source::{Citation, Date};

use crate::view::Line;
use crate::view::words::{Words, upper_first};

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
    lines.extend(on.could_move_it());
    lines.extend(on.moves());
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
        self.words.milestone(id)
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
        coming.map(|coming| self.citing(self.comes_unless(coming), &coming.unless))
    }

    fn comes_unless(&self, coming: &Coming) -> String {
        let (day, unless) = (coming.date.in_words(), self.milestone(&coming.unless));
        let comes = self.words.agree(
            &Target::Milestone(self.goal.clone()),
            "It comes about by itself",
            "They come about by themselves",
        );
        format!("{comes} on {day}, unless {unless} is reached first.")
    }

    /// Defaults that would bring the goal about, and that something else keeps from coming.
    fn averted(&self) -> impl Iterator<Item = Line> {
        let averted = self.record.averted.iter();
        let averted = averted.filter(|averted| averted.milestone == *self.goal);
        averted.map(|averted| self.citing(self.why_averted(averted), &averted.unless))
    }

    fn why_averted(&self, averted: &Coming) -> String {
        let (day, unless) = (averted.date.in_words(), self.milestone(&averted.unless));
        let mut coming = self.record.coming.iter();
        match coming.any(|one| one.milestone == averted.unless && one.date < averted.date) {
            true => format!(
                "It would come about by itself on {day}, but {unless} comes about by itself before."
            ),
            false => format!(
                "It comes about by itself on {day} if all that {unless} needs is not there then; today it is."
            ),
        }
    }

    /// The deadline of the goal itself.
    fn its_own(&self) -> Option<Line> {
        let day = self.record.deadlines.get(self.goal)?.in_words();
        let its = self.words.agree(&self.answer.goal, "Its", "Their");
        let after = self.after_its_own();
        Some(self.citing(format!("{its} deadline is {day}; {after}."), self.goal))
    }

    /// Agreements that would move the deadline of the goal, and have not been reached.
    fn could_move_it(&self) -> Vec<Line> {
        let is_standing = self.record.deadlines.contains_key(self.goal);
        let milestones = self.words.model.milestones.values();
        let could = milestones.filter(|one| {
            let moves = one.extends.iter().any(|it| it.of == *self.goal);
            is_standing && moves && !self.record.reached.contains_key(&one.id)
        });
        let told = could.filter_map(|one| {
            let mut moves = one.extends.iter().filter(|it| it.of == *self.goal);
            let to = moves.next()?.to.in_words();
            let name = upper_first(&self.milestone(&one.id));
            let text = format!("{name} would move it to {to}, once it is reached.");
            Some(Line::derived(text).citing(&one.cites))
        });
        told.collect()
    }

    /// The deadlines that the goal would move, or has moved.
    fn moves(&self) -> Vec<Line> {
        let milestone = self.words.model.milestones.get(self.goal);
        let extends = milestone.into_iter().flat_map(|one| &one.extends);
        extends.filter_map(|one| self.moves_one(one)).collect()
    }

    fn moves_one(&self, extends: &Extends) -> Option<Line> {
        if self.record.closed.contains_key(&extends.of) {
            let of = upper_first(&self.milestone(&extends.of));
            let text = format!("{of} is closed: this can move its deadline no more.");
            return Some(Line::derived(text));
        }
        let moves = match self.answer.status() {
            Status::Reached => "It has moved",
            Status::Met | Status::Pending | Status::Open | Status::Blocked => "It would move",
            Status::Closed => return None,
        };
        let (of, to) = (self.milestone(&extends.of), extends.to.in_words());
        Some(Line::derived(format!(
            "{moves} the deadline of {of} to {to}."
        )))
    }

    /// What comes after the deadline of the goal.
    fn after_its_own(&self) -> String {
        let deadline = deadline(self.words.model, self.goal);
        match deadline.and_then(|deadline| deadline.otherwise.as_ref()) {
            Some(otherwise) => {
                let target = Target::Milestone(otherwise.clone());
                let follows = self.words.agree(&target, "follows", "follow");
                format!("if it is missed, {} {follows}", self.milestone(otherwise))
            }
            None => {
                let it = self.words.agree(&self.answer.goal, "it is", "they are");
                format!("if the day is missed, {it} closed")
            }
        }
    }

    /// Things on the way that come by themselves.
    fn others_that_it_rests_on(&self) -> Vec<Line> {
        let others = self.others();
        let rests = self.rests_on(others.len());
        let lines = others.into_iter().map(|one| self.resting(rests, one));
        lines.collect()
    }

    fn others(&self) -> Vec<&ComingDefault> {
        let pending = self.answer.standing().pending.iter();
        let others = pending.filter(|coming| coming.target != self.answer.goal);
        others.collect()
    }

    /// How surely the goal rests on so many other things.
    fn rests_on(&self, others: usize) -> &'static str {
        match (self.answer.standing().status, others) {
            (Status::Pending | Status::Open, 1) if self.answer.standing.is_exact() => "It rests on",
            (Status::Blocked, 1) => "Ways to open it may rest on",
            _ => "It may rest on",
        }
    }

    fn resting(&self, rests: &str, coming: &ComingDefault) -> Line {
        let (name, day) = (self.words.target(&coming.target), coming.date.in_words());
        let unless = self.words.target(&coming.unless);
        let text = format!(
            "{rests} {name}, which comes about by itself on {day}, unless {unless} is reached first."
        );
        Line::derived(text).citing(told_of(self.words.model, &coming.unless))
    }
}

fn deadline<'m>(model: &'m Model, milestone: &MilestoneId) -> Option<&'m Deadline> {
    let milestone = model.milestones.get(milestone)?;
    milestone.deadline.as_ref()
}

/// Where the deadline of a milestone is told.
fn told<'m>(model: &'m Model, milestone: &MilestoneId) -> Vec<&'m Citation> {
    let deadline = deadline(model, milestone).into_iter();
    deadline.flat_map(Deadline::told).collect()
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
