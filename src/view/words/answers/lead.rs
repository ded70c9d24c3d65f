//! The lines below the finding: the circle, what the author notes, the deadlines.

use crate::analysis::{Blocks, Status};
use crate::graph::{Coming, PositionGraph};
use crate::model::Target;
use crate::source::Date;

use super::finding::who_can_open;
use super::notes::NOTE;
use super::rings::ring_in_words;
use crate::view::Line;
use crate::view::words::Words;

/// The sentences after the finding: the ring in one line, and whose moves open it.
pub(in crate::view) fn lead(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
) -> Vec<Line> {
    let mut lead = deadlines(words, graph, answer);
    lead.extend(before_the_texts(words, graph.day));
    lead.extend(note_on(words, &answer.goal));
    if !answer.standing.is_exact() {
        return lead;
    }
    if answer.status() != Status::Blocked {
        if answer.package_only() && answer.status() == Status::Open {
            lead.push(Line::derived("It can be had only by signing several things together, at one moment: there is no order in which they could come one after the other."));
        }
        return lead;
    }
    let ring = answer.deadlocks.items().first();
    let ring = ring.or(answer
        .avoided_rings
        .items()
        .first()
        .map(|avoided| &avoided.ring));
    if let Some(ring) = ring {
        lead.push(Line::derived(format!(
            "The conditions go round in a circle: {}.",
            ring_in_words(words, ring)
        )));
    }
    lead.extend(answer.closed.iter().map(|target| {
        let since = match target {
            Target::Milestone(id) => graph
                .record()
                .closed
                .get(id)
                .and_then(|closed| closed.since),
            Target::Issue(_) | Target::Option(..) => None,
        };
        let since = since
            .map(|day| format!(" since {}", day.in_words()))
            .unwrap_or_default();
        let (name, has) = (words.target_first(target), words.is(target));
        Line::derived(format!("{name}, on the way to it, {has} closed{since}."))
    }));
    if answer.no_change_suffices() {
        let who = answer.asked_party.as_ref().map(|party| words.party(party));
        lead.push(Line::derived(match who {
            Some(party) => format!("What {party} could change does not suffice."),
            None => "No change that the model lists would open it: nobody named here can lift what stands in its way.".to_owned(),
        }));
    } else if !answer.party_sets.items().is_empty() {
        let others = match answer.party_sets.is_exact() {
            true => "",
            false => "; there may be others who could",
        };
        let of_party = match &answer.asked_party {
            Some(_) => " This is about what that party can change; others may be able to, too.",
            None => "",
        };
        lead.push(Line::derived(format!(
            "What blocks it could be lifted by {}{others}.{of_party}",
            who_can_open(words, answer)
        )));
    }
    lead
}

/// What the author notes on a thing as a whole.
pub(in crate::view) fn note_on(words: &Words<'_>, target: &Target) -> Option<Line> {
    let note = match target {
        Target::Milestone(id) => words.model.milestones.get(id)?.note.as_ref(),
        Target::Issue(id) => words.model.issues.get(id)?.note.as_ref(),
        Target::Option(..) => None,
    };
    Some(Line::derived(format!("{NOTE}{}", note?)))
}

/// What is said of a day that lies before every text: then nothing is known of it.
pub(in crate::view) fn before_the_texts(words: &Words<'_>, day: Option<Date>) -> Option<Line> {
    let sources = words.model.sources.values();
    let first = sources.filter_map(|source| source.date).min();
    let first = words.model.begins.or(first)?;
    (day? < first).then(|| {
        let first = first.in_words();
        Line::derived(format!(
            "The texts begin on {first}: nothing is known of an earlier day."
        ))
    })
}

/// What deadlines say of the goal: what happens without it, what it happens without, what has become of it.
pub(in crate::view) fn deadlines(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
) -> Vec<Line> {
    let Target::Milestone(goal) = &answer.goal else {
        return Vec::new();
    };
    let standing = answer.standing();
    let cites = |of: &Target| match of {
        Target::Milestone(id) => words
            .model
            .milestones
            .get(id)
            .and_then(|m| m.deadline.as_ref()),
        Target::Issue(_) | Target::Option(..) => None,
    };
    // A deadline that was moved rests on what moved it too.
    let cites = |of: &Target| {
        let deadline = cites(of);
        let extended = deadline.into_iter().flat_map(|d| &d.extended);
        let told = extended.flat_map(|extension| &extension.cites);
        let own = deadline.into_iter().flat_map(|d| &d.cites);
        own.chain(told).cloned().collect::<Vec<_>>()
    };
    let mut lines = Vec::new();
    match (standing.status, standing.since, &standing.by) {
        (Status::Reached, Some(day), Some(missed)) => {
            let name = words.target(missed);
            let text = format!(
                "It came about on {}, because {name} had not been reached.",
                day.in_words()
            );
            lines.push(Line::derived(text).citing(&cites(missed)));
        }
        (Status::Closed, Some(_), Some(by)) => {
            let text = format!("{} came about instead.", words.target_first(by));
            lines.push(Line::derived(text).citing(&cites(&answer.goal)));
        }
        _ => {}
    }
    let record = graph.record();
    for coming in record
        .coming
        .iter()
        .filter(|coming| coming.milestone == *goal)
    {
        let unless = Target::Milestone(coming.unless.clone());
        let text = format!(
            "It comes about by itself on {}, unless {} is reached first.",
            coming.date.in_words(),
            words.target(&unless)
        );
        lines.push(Line::derived(text).citing(&cites(&unless)));
    }
    for averted in record
        .averted
        .iter()
        .filter(|averted| averted.milestone == *goal)
    {
        let unless = Target::Milestone(averted.unless.clone());
        let comes_before =
            |coming: &Coming| coming.milestone == averted.unless && coming.date < averted.date;
        let (day, unless_name) = (averted.date.in_words(), words.target(&unless));
        let text = match record.coming.iter().any(comes_before) {
            true => format!(
                "It would come about by itself on {day}, but {unless_name} comes about by itself before."
            ),
            false => format!(
                "It comes about by itself on {day} if all that {unless_name} needs is not there then; today it is."
            ),
        };
        lines.push(Line::derived(text).citing(&cites(&unless)));
    }
    if let Some(day) = record.deadlines.get(goal) {
        let deadline = words
            .model
            .milestones
            .get(goal)
            .and_then(|m| m.deadline.as_ref());
        let otherwise = deadline.and_then(|deadline| deadline.otherwise.clone());
        let otherwise = otherwise.map(|id| words.target(&Target::Milestone(id)));
        let text = match otherwise {
            Some(otherwise) => {
                format!(
                    "Its deadline is {}; without it comes {otherwise}.",
                    day.in_words()
                )
            }
            None => format!(
                "Its deadline is {}; after that it is closed.",
                day.in_words()
            ),
        };
        let stated = deadline.iter().flat_map(|deadline| {
            let extended = deadline.extended.iter().flat_map(|one| &one.cites);
            deadline.cites.iter().chain(extended)
        });
        let stated: Vec<_> = stated.cloned().collect();
        lines.push(Line::derived(text).citing(&stated));
    }
    let others: Vec<_> = standing
        .pending
        .iter()
        .filter(|coming| coming.target != answer.goal)
        .collect();
    let standing_is_known = answer.standing.is_exact();
    let rests = match (standing.status, others.len()) {
        (Status::Pending | Status::Open, 1) if standing_is_known => "It rests on",
        (Status::Blocked, 1) => "Ways to open it may rest on",
        _ => "It may rest on",
    };
    lines.extend(others.into_iter().map(|coming| {
        let text = format!(
            "{rests} {}, which comes about by itself on {}, unless {} is reached first.",
            words.target(&coming.target),
            coming.date.in_words(),
            words.target(&coming.unless)
        );
        Line::derived(text).citing(&cites(&coming.unless))
    }));
    lines
}
