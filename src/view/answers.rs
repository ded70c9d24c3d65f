//! The answers of the commands as documents: one finding first, then the grounds.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{
    AvoidedRing, Awaited, BlockedKind, Blocker, Blocks, Changes, Conflict, ConflictKind, Consent,
    Contradiction, Deadlock, Doubt, Gap, Known, Matrix, MatrixRow, Movement, Opens, Refusal,
    StanceChange, Stated, Status,
};
use crate::graph::{Change, Coming, PositionGraph};
use crate::model::{Confidence, IssueId, Model, PartyId, PositionId, Silence, Stance, Target};
use crate::source::Date;

use super::spoken::spoken_word;
use super::words::{Words, and, count, number_word};
use super::{Block, Document, Item, Line, Section, WhoseWords};

/// `blocks X`.
pub fn blocks_answer(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Document {
    let mut document = Document {
        title: finding(words, graph.day, answer),
        ..Document::default()
    };
    document.lead = lead(words, graph, answer);
    let (cells, others): (Vec<_>, Vec<_>) = answer.blockers.items().iter().partition(|b| {
        let is_refusal = matches!(b.change, Change::Grant { .. });
        is_refusal && is_cell(words.model, &b.change) && !b.unknown
    });
    let blockers = others
        .into_iter()
        .map(|blocker| noted(blocker_line(words, blocker).item(), &blocker.notes));
    let heading = if answer.secure {
        "What it takes"
    } else {
        "What blocks it"
    };
    let blockers: Vec<Item> = blockers.chain(on_scales(words, graph, &cells)).collect();
    let asked = answer.status() == Status::Blocked || answer.secure;
    let blockers = with_extent(heading, blockers, &answer.blockers).filter(|_| asked);
    document.sections.extend(blockers);
    document.sections.extend(openings(words, answer));
    let rings = answer
        .deadlocks
        .items()
        .iter()
        .map(|ring| ring_section(words, ring, &answer.goal));
    document.sections.extend(rings);
    let avoided = answer.avoided_rings.items().iter();
    document
        .sections
        .extend(avoided.map(|ring| avoided_section(words, ring, &answer.goal)));
    let untold = answer.deadlocks.why().or(answer.avoided_rings.why());
    let untold = untold.filter(|_| answer.standing.is_exact());
    document.sections.extend(untold.map(|why| {
        let line = Line::derived(format!("{}.", super::words::upper_first(why)));
        Section::new("Further circular conditions", vec![Block::Say(line)])
    }));
    let exclusions = answer
        .exclusions
        .iter()
        .map(|one| exclusion_item(words, one))
        .collect();
    document
        .sections
        .extend(Section::of_items("What cannot all hold", exclusions));
    document.sections.extend(awaited(words, answer));
    document.sections.extend(fragility(words, answer));
    document.sections.extend(stages(words, answer));
    // What is refused on the way to the goal first, then elsewhere.
    let cone = graph.node_of(&answer.goal).map(|node| graph.cone(node));
    let is_elsewhere = |refusal: &&Refusal| {
        let node = graph.node_of(&refusal.target);
        !cone
            .as_ref()
            .zip(node)
            .is_some_and(|(cone, node)| cone[node])
    };
    let mut refusals: Vec<&Refusal> = answer.not_blocking.items().iter().collect();
    refusals.sort_by_key(is_elsewhere);
    let idle = refusal_items(words, refusals);
    let name = words.target(&answer.goal);
    let heading = format!("Refused, but not what blocks {name}");
    let idle = with_extent(heading, idle, &answer.not_blocking);
    document
        .sections
        .extend(idle.filter(|section| asked || !section.blocks.is_empty()));
    tell_once(&mut document, answer.standing.why());
    note_once(&mut document);
    document
}

/// Refusals that are not what blocks the goal: those that were said, then those that a demand implies.
pub(super) fn refusal_items(words: &Words<'_>, refusals: Vec<&Refusal>) -> Vec<Item> {
    let (implied, stated): (Vec<&Refusal>, Vec<&Refusal>) =
        refusals.into_iter().partition(|refusal| refusal.implied);
    let mut items: Vec<Item> = Vec::new();
    items.extend(stated.into_iter().map(|refusal| {
        let (party, target) = (refusal.party.clone(), refusal.target.clone());
        let change = Change::Grant { party, target };
        let line = words.refusal(&change, &refusal.until, refusal.implied);
        let firm = refusal
            .firmness
            .map(|f| format!(" ({})", f.word().replace('-', " ")));
        let line = format!("{line}{}.", firm.unwrap_or_default());
        let item = Line::derived(line).citing(&refusal.cites).item();
        noted(item, &refusal.notes)
    }));
    items.extend(implied_refusals(words, &implied));
    items
}

/// What blocks the goal, how firm and how sure that is, and whether every way needs it to change.
pub(super) fn blocker_line(words: &Words<'_>, blocker: &Blocker) -> Line {
    let firm = blocker.firmness.map(|f| f.word().replace('-', " "));
    let sure = blocker.confidence.map(confidence_word);
    let marks: Vec<String> = firm.into_iter().chain(sure).collect();
    let marks = match marks.is_empty() {
        true => String::new(),
        false => format!(" ({})", marks.join("; ")),
    };
    let sole = match blocker.sole {
        true => " Every way to open it needs this to change.",
        false => "",
    };
    let what = match blocker.unknown {
        true => format!("It is not known whether {}", clause(words, &blocker.change)),
        false => words.refusal(&blocker.change, &blocker.until, blocker.implied),
    };
    Line::derived(format!("{what}{marks}.{sole}")).citing(&blocker.cites)
}

/// The answers that parties refuse because they demand others: one line for each party and question.
fn implied_refusals(words: &Words<'_>, implied: &[&Refusal]) -> Vec<Item> {
    let mut of_one: BTreeMap<(&PartyId, &IssueId), Vec<&Refusal>> = BTreeMap::new();
    for &refusal in implied {
        if let Some(issue) = refusal.target.issue() {
            of_one
                .entry((&refusal.party, issue))
                .or_default()
                .push(refusal);
        }
    }
    let item = |((party, issue), refusals): ((&PartyId, &IssueId), Vec<&Refusal>)| {
        let cites: BTreeSet<_> = refusals.iter().flat_map(|one| &one.cites).collect();
        let (name, about) = (
            words.party_first(party),
            words.target(&Target::Issue(issue.clone())),
        );
        let refuses = words.verb(party, "refuses", "refuse");
        let demands = words.verb(party, "it demands", "they demand");
        let line = match is_scale(words.model, issue) {
            true => format!("{name} {refuses} every number for {about} but what {demands}."),
            false => {
                let answers = refusals.iter().filter_map(|one| match &one.target {
                    Target::Option(issue, option) => Some(words.answer(issue, option)),
                    Target::Milestone(_) | Target::Issue(_) => None,
                });
                let answers = and(&answers.collect::<Vec<_>>());
                format!("{name} {refuses} {answers} on {about}, because {demands} another.")
            }
        };
        let notes: BTreeSet<&String> = refusals.iter().flat_map(|one| &one.notes).collect();
        noted(Line::derived(line).citing(cites).item(), notes)
    };
    of_one.into_iter().map(item).collect()
}

fn is_scale(model: &Model, issue: &IssueId) -> bool {
    let issue = model.issues.get(issue);
    issue.is_some_and(|issue| issue.scale.is_some())
}

const NOT_KNOWN: &str = "Not known: ";

/// A reason that was given already is not given again in full.
fn tell_once(document: &mut Document, told: Option<&str>) {
    let mut told: BTreeSet<String> = told.map(|why| format!("{why}.")).into_iter().collect();
    for block in document.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        let Block::Say(line) = block else { continue };
        let why = line.words.strip_prefix(NOT_KNOWN).map(str::to_owned);
        let is_new = why.is_none_or(|why| told.insert(why));
        if !is_new {
            line.words = "Not known, for the same reason.".to_owned();
        }
    }
}

const NOTE: &str = "Note: ";

/// An item with what the author notes on it.
pub(super) fn noted<'n>(mut item: Item, notes: impl IntoIterator<Item = &'n String>) -> Item {
    let notes = notes.into_iter().map(|note| format!("{NOTE}{note}"));
    item.below
        .extend(notes.map(|note| Line::derived(note).item()));
    item
}

/// A note that stands somewhere already is not repeated.
fn note_once(document: &mut Document) {
    let mut told: BTreeSet<String> = BTreeSet::new();
    for block in document.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        let Block::Items(items) = block else { continue };
        for item in items {
            item.below.retain(|below| {
                !below.line.words.starts_with(NOTE) || told.insert(below.line.words.clone())
            });
        }
    }
}

/// A list under its heading with a last line that says what is missing from it, if anything is.
fn with_extent<T>(
    heading: impl Into<String>,
    items: Vec<Item>,
    known: &Known<T>,
) -> Option<Section> {
    let Some(why) = known.why() else {
        return Section::of_items(heading, items);
    };
    let is_empty = items.is_empty();
    let lead = if is_empty {
        NOT_KNOWN
    } else {
        "This list may not be whole: "
    };
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend((!is_empty).then_some(Block::Items(items)));
    blocks.push(Block::Say(Line::derived(format!("{lead}{why}."))));
    Some(Section::new(heading, blocks))
}

/// A ring on a way that nobody refuses, and what closes the ways that avoid it.
fn avoided_section(words: &Words<'_>, avoided: &AvoidedRing, goal: &Target) -> Section {
    let mut items = ring_items(words, &avoided.ring, Some(goal));
    let closed: Vec<String> = avoided
        .closed_by
        .iter()
        .map(|change| lower_article(&words.refusal(change, &[], false)))
        .collect();
    let line = match closed.is_empty() {
        true => "Another way would avoid the circle; it is closed by what cannot all hold, or by a day that has passed.".to_owned(),
        false => format!(
            "Another way would avoid the circle, and is closed: {}.",
            closed.join("; ")
        ),
    };
    items.push(Line::derived(line).item());
    Section::new(
        "Circular conditions that another way would avoid",
        vec![Block::Items(items)],
    )
}

/// A sentence inside another: without the capital of its article.
pub(super) fn lower_article(sentence: &str) -> String {
    match sentence.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => sentence.to_owned(),
    }
}

/// What a refusal is about: on a scale the issue, for its numbers are refused together.
fn refused(model: &Model, change: &Change) -> Target {
    match change.target() {
        Target::Option(issue, _) if is_cell(model, change) => Target::Issue(issue.clone()),
        target @ (Target::Milestone(_) | Target::Issue(_) | Target::Option(..)) => target.clone(),
    }
}

/// Whether a change is about a number on a scale.
fn is_cell(model: &Model, change: &Change) -> bool {
    change
        .target()
        .issue()
        .and_then(|issue| model.issues.get(issue))
        .is_some_and(|issue| issue.scale.is_some())
        && matches!(change.target(), Target::Option(..))
}

/// Refusals on a scale as the positions that they are, not number by number: one for each party and scale, as they are
/// counted.
fn on_scales(words: &Words<'_>, graph: &PositionGraph, cells: &[&Blocker]) -> Vec<Item> {
    let about: BTreeSet<_> = cells
        .iter()
        .filter_map(|b| Some((b.change.party(), b.change.target().issue()?)))
        .collect();
    let in_force = graph.positions_in_force(words.model);
    let insisting = || {
        let positions = in_force.iter().map(|&i| &words.model.positions[i]);
        positions
            .filter(|p| p.value.is_some() && matches!(p.stance, Stance::Demands | Stance::Rejects))
    };
    let item = |(party, issue): (&PartyId, &IssueId)| {
        let own = insisting().filter(|p| p.party == *party && p.on.issue() == Some(issue));
        let mut lines: Vec<Item> = own.map(|p| words.position_line(p).item()).collect();
        if lines.len() == 1 {
            return lines.pop();
        }
        let about = words.target(&Target::Issue(issue.clone()));
        let refuses = words.verb(party, "refuses", "refuse");
        let line = format!(
            "{} {refuses} numbers for {about}.",
            words.party_first(party)
        );
        (!lines.is_empty()).then_some(Item {
            line: Line::derived(line),
            below: lines,
        })
    };
    about.into_iter().filter_map(item).collect()
}

/// The finding in one sentence.
pub(super) fn finding(words: &Words<'_>, day: Option<Date>, answer: &Blocks) -> String {
    let name = words.target_first(&answer.goal);
    let is = words.is(&answer.goal);
    let stands = if words.is_plural(&answer.goal) {
        "stand"
    } else {
        "stands"
    };
    let waits = if words.is_plural(&answer.goal) {
        "they wait"
    } else {
        "it waits"
    };
    let day = day
        .map(|day| format!(" as of {}", day.in_words()))
        .unwrap_or_default();
    if let Some(why) = answer.standing.why() {
        return format!(
            "How {} {stands}{day} is not known: {why}.",
            words.target(&answer.goal)
        );
    }
    // Another question than the usual one says so in its first line.
    let day = match answer.secure {
        true => format!("{day}, counting on nobody who has not said yes"),
        false => day,
    };
    match (answer.status(), answer.kind()) {
        (Status::Reached, _) => format!("Reached{day}: {}.", words.target(&answer.goal)),
        (Status::Closed, _) => closed(words, answer, &day),
        (Status::Pending, _) => {
            let last = answer.standing().pending.last();
            let on = last.map(|coming| format!(" on {}", coming.date.in_words()));
            format!(
                "{name} {is} pending{day}: nobody has to move for it to come{}.",
                on.unwrap_or_default()
            )
        }
        (Status::Met, _) if answer.package_only() => {
            format!(
                "Nothing stands in the way of {}{day}, if several things are signed together.",
                words.target(&answer.goal)
            )
        }
        (Status::Met, _) if needs_nothing(words.model, &answer.goal) => format!(
            "Nothing stands in the way of {}{day}: the model names nothing that {}.",
            words.target(&answer.goal),
            if words.is_plural(&answer.goal) {
                "they need"
            } else {
                "it needs"
            },
        ),
        (Status::Met, _) => format!(
            "Nothing stands in the way of {}{day}.",
            words.target(&answer.goal)
        ),
        (Status::Open, _) => {
            let refused = match refused_answers(words, answer) {
                0 => "no refusal stands in the way".to_owned(),
                1 => "one of the answers is refused, not all".to_owned(),
                n => format!("{} of the answers are refused, not all", number_word(n)),
            };
            format!(
                "{name} {is} open{day}: {refused}, and {waits} for {}.",
                count_of_yeses(answer)
            )
        }
        (Status::Blocked, Some(BlockedKind::Circular)) => {
            format!("{name} {is} blocked{day}: the conditions wait for each other.")
        }
        (Status::Blocked, _) => format!(
            "{name} {is} blocked{day}: {}.",
            what_stands_in_the_way(words, answer)
        ),
    }
}

/// Whether the model names nobody whose yes a milestone needs, and nothing that must hold for it.
fn needs_nothing(model: &Model, goal: &Target) -> bool {
    let Target::Milestone(id) = goal else {
        return false;
    };
    let milestone = model.milestones.get(id);
    milestone.is_some_and(|one| one.consent.is_empty() && one.conditions().next().is_none())
}

/// How many answers to the issue that is asked about somebody refuses.
fn refused_answers(words: &Words<'_>, answer: &Blocks) -> usize {
    let Target::Issue(issue) = &answer.goal else {
        return 0;
    };
    let refusals = answer
        .not_blocking
        .items()
        .iter()
        .map(|refusal| &refusal.target);
    let here = refusals.filter(|target| {
        matches!(target, Target::Option(id, _) if id == issue && !is_scale(words.model, id))
    });
    here.collect::<BTreeSet<_>>().len()
}

/// That a goal can no longer be had, and why.
fn closed(words: &Words<'_>, answer: &Blocks, day: &str) -> String {
    let name = words.target_first(&answer.goal);
    let is = words.is(&answer.goal);
    let standing = answer.standing();
    let replaced = words.model.replaced_by_default(&answer.goal);
    let why = match (standing.since, &standing.by, replaced) {
        (Some(since), None, Some(goal)) => {
            let goal = words.target(&goal);
            format!("{goal} was reached on {}, in time", since.in_words())
        }
        (None, None, Some(goal)) => {
            let goal = words.target(&goal);
            format!("all that {goal} needs was there in time")
        }
        (Some(since), _, _) => format!("its deadline, {}, passed without it", since.in_words()),
        (None, _, _) => "its deadline passed without it".to_owned(),
    };
    format!("{name} {is} closed{day}: {why}.")
}

/// `at least two answers that are not known`; what is not known of that is said.
fn count_of_yeses(answer: &Blocks) -> String {
    const ONE: &str = "answer that is not known";
    const MANY: &str = "answers that are not known";
    let pending = answer
        .standing()
        .pending
        .iter()
        .map(|coming| coming.date.in_words())
        .next();
    let and_day = pending
        .map(|day| format!(" and for {day}"))
        .unwrap_or_default();
    let least = answer.least_awaited.as_ref().and_then(Known::exact);
    match (least, answer.awaited.exact()) {
        (Some(0), _) => format!("nobody in particular{and_day}"),
        (Some(&least), Some(all)) if all.len() == least => {
            format!("{}{and_day}", count(least, ONE, MANY))
        }
        (Some(&least), _) => format!("at least {}{and_day}", count(least, ONE, MANY)),
        (None, _) => {
            format!("answers that are not known, how few of them could not be computed{and_day}")
        }
    }
}

/// `three refusals and two conditions stand in the way`.
pub(super) fn what_stands_in_the_way(words: &Words<'_>, answer: &Blocks) -> String {
    let grants = answer
        .blockers
        .items()
        .iter()
        .filter(|b| matches!(b.change, Change::Grant { .. }) && !b.unknown);
    let refusals = grants
        .map(|b| (b.change.party(), refused(words.model, &b.change)))
        .collect::<BTreeSet<_>>()
        .len();
    let conditions = answer
        .blockers
        .items()
        .iter()
        .filter(|b| matches!(b.change, Change::Waive { .. }))
        .count();
    let parts: Vec<String> = [
        (refusals, "refusal", "refusals"),
        (conditions, "condition", "conditions"),
    ]
    .into_iter()
    .filter(|(number, _, _)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    let at_least = if answer.blockers.is_exact() {
        ""
    } else {
        "at least "
    };
    match refusals + conditions {
        0 if !answer.blockers.is_exact() => {
            "what stands in the way could not be computed".to_owned()
        }
        0 if !answer.no_change_suffices() => "nothing happens here unless someone moves".to_owned(),
        0 if words.model.replaced_by_default(&answer.goal).is_some() => {
            "it comes only where a deadline is missed, and as things stand none is".to_owned()
        }
        0 => "nobody named in the model can lift what stands in the way".to_owned(),
        1 => format!("{at_least}{} stands in the way", parts[0]),
        _ => format!("{at_least}{} stand in the way", and(&parts)),
    }
}

/// What the author notes on a thing as a whole.
fn note_on(words: &Words<'_>, target: &Target) -> Option<Line> {
    let note = match target {
        Target::Milestone(id) => words.model.milestones.get(id)?.note.as_ref(),
        Target::Issue(id) => words.model.issues.get(id)?.note.as_ref(),
        Target::Option(..) => None,
    };
    Some(Line::derived(format!("{NOTE}{}", note?)))
}

/// The sentences after the finding: the ring in one line, and whose moves open it.
fn lead(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Vec<Line> {
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

pub(super) fn exclusion_item(words: &Words<'_>, exclusion: &crate::model::Exclusion) -> Item {
    let of: Vec<String> = exclusion
        .of
        .iter()
        .map(|condition| words.condition(condition))
        .collect();
    let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
    let note = exclusion
        .note
        .as_ref()
        .map(|note| format!(" {}", sentence(note)))
        .unwrap_or_default();
    Line::derived(format!(
        "Of {} at most {} can hold.{note}",
        and(&of),
        super::words::number_word(most)
    ))
    .citing(&exclusion.cites)
    .item()
}

/// What deadlines say of the goal: what happens without it, what it happens without, what has become of it.
fn deadlines(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Vec<Line> {
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

/// `Russia alone or Ukraine alone`.
pub(super) fn who_can_open(words: &Words<'_>, answer: &Blocks) -> String {
    const MOST: usize = 12;
    let sets = answer.party_sets.items();
    let mut ways: Vec<String> = sets
        .iter()
        .take(MOST)
        .map(|set| match set.as_slice() {
            [one] => format!("{} alone", words.party(one)),
            _ => format!("{} together", words.parties(set)),
        })
        .collect();
    if sets.len() > MOST {
        ways.push(format!("one of {} other groups", sets.len() - MOST));
    }
    super::words::or(&ways)
}

/// `the referendum waits for the ceasefire, the ceasefire for the settlement, ...`.
pub(super) fn ring_in_words(words: &Words<'_>, ring: &Deadlock) -> String {
    let steps: Vec<String> = ring
        .ring
        .iter()
        .enumerate()
        .map(|(at, target)| {
            let next = &ring.ring[(at + 1) % ring.ring.len()];
            let waits = match (at, words.is_plural_waiter(target)) {
                (0, false) => " waits for",
                (0, true) => " wait for",
                _ => " for",
            };
            format!("{}{waits} {}", words.waiter(target), words.waiter(next))
        })
        .collect();
    and(&steps)
}

fn openings(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    if answer.status() == Status::Blocked && answer.unblocking.value().is_none() {
        return with_extent("Smallest ways to open it", Vec::new(), &answer.unblocking);
    }
    let nothing_to_do = answer
        .unblocking_sets()
        .iter()
        .all(|set| set.changes.is_empty());
    if nothing_to_do || (answer.status() != Status::Blocked && !answer.secure) {
        return None;
    }
    let sets = answer.unblocking_sets();
    let shared = sets.len() > 1 && sets.iter().all(|set| set.doubts == sets[0].doubts);
    let items: Vec<Item> = sets
        .iter()
        .map(|set| {
            let changes: Vec<String> = set
                .changes
                .iter()
                .map(|change| words.change(change))
                .collect();
            let red = match set.red_lines {
                0 => String::new(),
                lines => format!(" That gives up {}.", count(lines, "red line", "red lines")),
            };
            let relies = match set.awaited.exact().is_some_and(Vec::is_empty) {
                true => String::new(),
                false => relies_on(words, set),
            };
            let line = Line::derived(format!("{}.{red}{relies}", in_one_sentence(&changes)));
            let below = doubt_items(words, &set.doubts);
            Item {
                below: if shared { Vec::new() } else { below },
                line,
            }
        })
        .collect();
    let shown = items.len();
    let all = answer
        .ways()
        .map_or_else(|| "an unknown number of".to_owned(), ToString::to_string);
    let heading = if answer.unblocking.why().is_some() && answer.ways().is_none() {
        format!("Of an unknown number of smallest ways to open it, {shown}")
    } else if all == shown.to_string() {
        match shown {
            1 => "The only smallest way to open it".to_owned(),
            _ => format!("The {shown} smallest ways to open it"),
        }
    } else if shown == 1 {
        format!("The first of {all} smallest ways to open it")
    } else {
        format!("The first {shown} of {all} smallest ways to open it")
    };
    let heading = match &answer.asked_party {
        Some(party) => format!("{heading}, by what {} alone can change", words.party(party)),
        None => heading,
    };
    let mut blocks = vec![Block::Items(items)];
    let smallest = match (shown, answer.ways()) {
        (1, Some(all)) if *all == 1u32.into() => "It is smallest: leave one move out and it fails.",
        _ => {
            "Each way is smallest: leave one move out and it fails. Those that give up fewest red lines come first, then the shortest."
        }
    };
    blocks.push(Block::Say(Line::derived(smallest)));
    let doubts = sets.first().filter(|_| shared);
    let doubts = doubts
        .map(|set| doubt_items(words, &set.doubts))
        .unwrap_or_default();
    if !doubts.is_empty() {
        let lead = "Each way listed counts on what is less than certain:";
        blocks.push(Block::Say(Line::derived(lead)));
        blocks.push(Block::Items(doubts));
    }
    blocks.extend(
        answer
            .unblocking
            .why()
            .map(|why| Block::Say(Line::derived(format!("Not the whole list: {why}.")))),
    );
    Some(Section::new(heading, blocks))
}

/// The yeses that something counts on though they are read into what was said.
pub(super) fn doubt_items(words: &Words<'_>, doubts: &Known<Vec<Doubt>>) -> Vec<Item> {
    let item = |doubt: &Doubt| {
        let line = format!(
            "It counts on the yes of {} to {}, which is read with {}.",
            words.party(&doubt.party),
            words.target(&doubt.target),
            confidence_word(doubt.confidence)
        );
        Line::derived(line).citing(&doubt.cites).item()
    };
    let why = doubts.why().map(|why| {
        let line = format!("What else it counts on is not known: {why}.");
        Line::derived(line).item()
    });
    doubts.items().iter().map(item).chain(why).collect()
}

pub(super) fn confidence_word(confidence: Confidence) -> String {
    format!("{} confidence", confidence.word())
}

/// What a way to open something still relies on: in full where it is short.
pub(super) fn relies_on(words: &Words<'_>, set: &crate::analysis::SetOfChanges) -> String {
    const ONE: &str = "answer that is not known";
    const MANY: &str = "answers that are not known";
    let (Some(&least), all) = (set.least_awaited.exact(), set.awaited.exact()) else {
        return " What it still relies on could not be computed.".to_owned();
    };
    match all {
        Some(all) if all.len() <= 2 && least == all.len() => {
            let one =
                |a: &Awaited| format!("{} for {}", words.party(&a.party), words.target(&a.target));
            let parts: Vec<String> = all.iter().map(one).collect();
            format!(" It still relies on {}.", and(&parts))
        }
        Some(all) if least == all.len() => {
            format!(" It still relies on {}.", count(least, ONE, MANY))
        }
        Some(_) | None => format!(" It still relies on at least {}.", count(least, ONE, MANY)),
    }
}

/// A ring edge by edge.
pub(super) fn ring_section(words: &Words<'_>, ring: &Deadlock, goal: &Target) -> Section {
    let items = ring_items(words, ring, Some(goal));
    Section::new("Circular conditions (deadlock)", vec![Block::Items(items)])
}

/// Of each edge also what would open what waits: a goal, or the member itself.
pub(super) fn ring_items(words: &Words<'_>, ring: &Deadlock, goal: Option<&Target>) -> Vec<Item> {
    ring.edges
        .iter()
        .map(|edge| {
            let waits = match goal {
                Some(goal) => words.target(goal),
                None => words.waiter(&edge.from),
            };
            let opens = match (&edge.change, edge.opens) {
                (Some(change), Some(Opens::Goal)) => {
                    let waits = super::words::upper_first(&waits);
                    format!(" {waits} would open if {}.", clause(words, change))
                }
                (Some(change), Some(Opens::Ring)) => {
                    let what = clause(words, change);
                    format!(" The circle would be broken if {what}, but something else is in the way of {waits} too.")
                }
                (None, _) | (_, None) => String::new(),
            };
            let line = Line::derived(format!("{}{opens}", ring_edge(words, edge)));
            noted(line.citing(&edge.cites).item(), &edge.notes)
        })
        .collect()
}

/// What waits for what in a ring, and whose condition that is.
pub(super) fn ring_edge(words: &Words<'_>, edge: &crate::analysis::RingEdge) -> String {
    let order = match (edge.strict, words.is_plural_waiter(&edge.from)) {
        (true, false) => "comes only after",
        (true, true) => "come only after",
        (false, false) => "needs",
        (false, true) => "need",
    };
    let owner = edge
        .by
        .as_ref()
        .map(|by| format!(" This is a condition of {}.", words.party(by)))
        .unwrap_or_default();
    format!(
        "{} {order} {}.{owner}",
        super::words::upper_first(&words.waiter(&edge.from)),
        words.waiter(&edge.needs)
    )
}

/// Clauses in one sentence: only the first begins with a capital article.
pub(super) fn in_one_sentence(clauses: &[String]) -> String {
    let inner = |clause: &String| {
        clause
            .strip_prefix("The ")
            .map_or_else(|| clause.clone(), |rest| format!("the {rest}"))
    };
    let rest = clauses.iter().skip(1).map(inner);
    clauses
        .first()
        .cloned()
        .into_iter()
        .chain(rest)
        .collect::<Vec<_>>()
        .join("; and ")
}

/// A change as a clause inside a sentence: the party without its capital article.
pub(super) fn clause(words: &Words<'_>, change: &Change) -> String {
    let text = words.change(change);
    match text.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => text,
    }
}

fn awaited(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let heading = if answer.status() == Status::Open {
        "Awaited"
    } else {
        "Not yet known, and relied on by some way to open it"
    };
    let alternatives =
        answer.status() == Status::Open && answer.awaited.items().iter().any(|a| !a.needed);
    let items = answer
        .awaited
        .items()
        .iter()
        .map(|a| awaited_item(words, a, alternatives))
        .collect();
    let nothing_found = answer.awaited.value().is_some_and(Vec::is_empty);
    with_extent(heading, items, &answer.awaited)
        .filter(|_| matches!(answer.status(), Status::Open | Status::Blocked) && !nothing_found)
}

/// Which answers, not yet known, decide the goal alone.
fn fragility(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let all = answer.awaited.exact().filter(|all| all.len() > 1)?;
    if answer.status() != Status::Open {
        return None;
    }
    let named = |a: &Awaited| format!("{} on {}", words.party(&a.party), words.target(&a.target));
    let needed: Vec<String> = answer
        .awaited
        .items()
        .iter()
        .filter(|a| a.needed)
        .map(named)
        .collect();
    let alone: Vec<String> = answer
        .awaited
        .items()
        .iter()
        .filter(|a| a.alone == Some(true))
        .map(named)
        .collect();
    let first = match needed.len() {
        0 => "No single one of these answers, refused, would block it.".to_owned(),
        1 => format!(
            "A refusal by {} would block it; no other single one would.",
            needed[0]
        ),
        some if some == all.len() => "A refusal by any one of these would block it.".to_owned(),
        _ => format!(
            "A refusal by any one of these would block it: {}.",
            needed.join("; ")
        ),
    };
    let second = match alone.len() {
        0 => None,
        1 => Some(format!("The yes of {} would do alone.", alone[0])),
        _ => Some(format!(
            "The yes of any one of these would do alone: {}.",
            alone.join("; ")
        )),
    };
    let items = std::iter::once(first)
        .chain(second)
        .map(|text| Line::derived(text).item())
        .collect();
    Section::of_items("How fragile that is", items)
}

/// What can happen first and what next, where there is more than one step.
fn stages(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    const HEADING: &str = "What can happen first, and what next";
    if !answer.stages.is_exact() {
        return with_extent(HEADING, Vec::new(), &answer.stages);
    }
    if answer.stages.items().len() < 2 {
        return None;
    }
    let items = answer.stages.items().iter().enumerate().map(|(at, stage)| {
        let when = match at {
            0 => "First",
            _ if at + 1 == answer.stages.items().len() => "Last",
            _ => "Then",
        };
        let names: Vec<String> = stage
            .targets
            .iter()
            .map(|target| words.target(target))
            .collect();
        let of_one = stage.targets.len() == 1
            && stage
                .awaited
                .iter()
                .all(|consent| consent.target == stage.targets[0]);
        let awaited = |Consent { party, target, .. }: &Consent| match of_one {
            true => format!("Awaited: {}.", words.party(party)),
            false => format!(
                "Awaited: {} for {}.",
                words.party(party),
                words.target(target)
            ),
        };
        let stated = format!("{when}: {}.", and(&names));
        match stage.awaited.as_slice() {
            // Each answer with its own sentences.
            [one] => {
                let line = Line::derived(format!("{stated} {}", awaited(one)));
                line.citing(&one.cites).item()
            }
            several => Item {
                line: Line::derived(stated),
                below: several
                    .iter()
                    .map(|one| Line::derived(awaited(one)).citing(&one.cites).item())
                    .collect(),
            },
        }
    });
    Section::of_items(HEADING, items.collect())
}

fn awaited_item(words: &Words<'_>, awaited: &Awaited, alternatives: bool) -> Item {
    let state = spoken_word(words, &awaited.party, awaited.spoken);
    let only = if alternatives && !awaited.needed {
        "; not needed in every case"
    } else {
        ""
    };
    let line = Line::derived(format!(
        "{} on {}: {state}{only}.",
        words.party_first(&awaited.party),
        words.target(&awaited.target)
    ));
    noted(line.citing(&awaited.cites).item(), &awaited.notes)
}

/// `deadlocks`.
pub fn deadlocks_answer(words: &Words<'_>, found: &Known<Vec<Deadlock>>) -> Document {
    let rings = found.items();
    let mut document = Document::default();
    match rings.len() {
        0 => document.title = "There are no circular conditions.".to_owned(),
        1 => {
            document.title = format!(
                "There is one ring of circular conditions: {}.",
                ring_in_words(words, &rings[0])
            )
        }
        many => document.title = format!("There are {many} rings of circular conditions."),
    }
    if rings.is_empty() {
        document.lead.push(Line::derived(
            "Once plain refusals are lifted, nothing waits for itself.",
        ));
    }
    document.lead.extend(
        found
            .why()
            .map(|why| Line::derived(format!("This list may not be whole: {why}."))),
    );
    for ring in rings {
        let names: Vec<String> = ring
            .ring
            .iter()
            .map(|waiter| words.waiter_label(waiter))
            .collect();
        document.sections.push(Section::new(
            names.join(" → "),
            vec![Block::Items(ring_items(words, ring, None))],
        ));
    }
    document
}

/// `conflicts`.
pub fn conflicts_answer(words: &Words<'_>, found: &Known<Vec<Conflict>>) -> Document {
    let conflicts = found.items();
    let headings = [
        "Incompatible: every answer is refused by someone who must agree, or more is demanded than can hold together",
        "Apart: stated wishes differ, and some answer is refused by nobody",
        "Sequence: one wants first what the other wants later",
        "Disputed facts: claimed and denied (these block nothing by themselves)",
        "One-sided: called contested, and not all who must agree have spoken",
        "Positions unstated: called contested, and nobody's position is known",
    ];
    let mut lists: [Vec<Item>; 6] = Default::default();
    for conflict in conflicts {
        lists[place(conflict)].push(conflict_item(words, conflict));
    }
    let title = match conflicts.len() {
        0 => "No conflict between positions is recorded.".to_owned(),
        _ => {
            let kinds = [
                "incompatible",
                "apart",
                "about sequence",
                "over a disputed fact",
                "one-sided",
                "with positions unstated",
            ];
            let parts: Vec<String> = lists
                .iter()
                .zip(kinds)
                .filter(|(list, _)| !list.is_empty())
                .map(|(list, kind)| format!("{} {kind}", list.len()))
                .collect();
            format!(
                "{}: {}.",
                super::words::upper_first(&count(conflicts.len(), "conflict", "conflicts")),
                and(&parts)
            )
        }
    };
    let sections = headings
        .into_iter()
        .zip(lists)
        .filter_map(|(heading, items)| Section::of_items(heading, items))
        .collect();
    let missing = found.why();
    let missing = missing.map(|why| Line::derived(format!("There may be more: {why}.")));
    Document {
        title,
        lead: missing.into_iter().collect(),
        sections,
        ..Document::default()
    }
}

/// Where a kind of conflict stands in the list of kinds.
pub(super) fn place(conflict: &Conflict) -> usize {
    match conflict.kind {
        ConflictKind::Incompatible { .. } => 0,
        ConflictKind::Apart { .. } => 1,
        ConflictKind::Sequence { .. } => 2,
        ConflictKind::DisputedFact { .. } => 3,
        ConflictKind::OneSided { .. } => 4,
        ConflictKind::PositionsUnstated { .. } => 5,
    }
}

pub(super) fn conflict_item(words: &Words<'_>, conflict: &Conflict) -> Item {
    let model = words.model;
    match &conflict.kind {
        ConflictKind::Incompatible {
            exclusion,
            conflicting_sets,
            withdrawals,
            ..
        } => {
            let name = match (&conflict.issue, exclusion) {
                (Some(issue), _) => {
                    super::words::upper_first(&words.target(&Target::Issue(issue.clone())))
                }
                (None, note) => note.clone().unwrap_or_default(),
            };
            let sets = conflicting_sets.items();
            let involved: BTreeSet<PositionId> =
                sets.iter().flatten().map(|stated| stated.id).collect();
            let mut below: Vec<Item> = involved
                .iter()
                .map(|&i| words.position_line(&model.positions[i]).item())
                .collect();
            if sets.iter().any(|set| set.len() > 2) {
                below.push(
                    Line::derived(
                        "No two of these exclude each other; together they leave no answer.",
                    )
                    .item(),
                );
            }
            let ways: BTreeSet<String> = withdrawals
                .items()
                .iter()
                .map(|set| words.parties(set.iter().map(|s| &s.party).collect::<BTreeSet<_>>()))
                .collect();
            let ways: Vec<String> = ways.into_iter().collect();
            if !ways.is_empty() {
                let left = match exclusion {
                    Some(_) => format!(
                        "The rest could hold together if {} gave up a demand.",
                        super::words::or(&ways)
                    ),
                    None => format!(
                        "Some answer would be left if {} gave up what is refused here.",
                        super::words::or(&ways)
                    ),
                };
                below.push(Line::derived(left).item());
            }
            let why = conflicting_sets.why().or(withdrawals.why());
            below.extend(why.map(|why| {
                Line::derived(format!("This may not be all that clashes here: {why}.")).item()
            }));
            Item {
                line: Line::derived(format!("{name}.")),
                below,
            }
        }
        ConflictKind::Apart {
            stated,
            unit,
            overlap,
            nobody_refused,
        } => {
            let issue = conflict.issue.as_ref().expect("wishes differ on an issue");
            let unit = unit.as_deref().unwrap_or_default();
            let below: Vec<Item> = stated
                .iter()
                .map(|holding| {
                    let what = match (&holding.value, &holding.option) {
                        (Some(value), _) => format!("{} {unit}", value.in_words()),
                        (None, Some(option)) => words.answer(issue, option),
                        (None, None) => String::new(),
                    };
                    let word = holding.stance.word();
                    Line::derived(format!(
                        "{} {} {}.",
                        words.party_first(&holding.party),
                        words.verb(&holding.party, word, word.strip_suffix('s').unwrap_or(word)),
                        what.trim()
                    ))
                    .citing(&holding.cites)
                    .item()
                })
                .collect();
            let figures: Vec<String> = stated
                .iter()
                .filter_map(|h| h.value.map(|v| v.in_words()))
                .collect();
            let gap = if figures.len() > 1 {
                format!(" Stated gap, in {unit}: {}.", figures.join("; "))
            } else {
                String::new()
            };
            let refused = if *nobody_refused {
                " Nobody has refused any answer."
            } else {
                ""
            };
            let common = if overlap.is_empty() {
                String::new()
            } else {
                format!(
                    " Each of them would have {}.",
                    and(&overlap
                        .iter()
                        .map(|o| words.answer(issue, o))
                        .collect::<Vec<_>>())
                )
            };
            Item {
                line: Line::derived(format!(
                    "{}.{gap}{refused}{common}",
                    super::words::upper_first(&words.target(&Target::Issue(issue.clone())))
                )),
                below,
            }
        }
        ConflictKind::Sequence {
            orders: [one, other],
        } => {
            let order = |order: &crate::analysis::Order| {
                let way = if order.by_way_of.is_empty() {
                    String::new()
                } else {
                    format!(
                        ", by way of {}",
                        and(&order
                            .by_way_of
                            .iter()
                            .map(|t| words.target(t))
                            .collect::<Vec<_>>())
                    )
                };
                let beside = match order.binds {
                    true => String::new(),
                    false => format!(
                        " The consent of {} is needed for neither, so this order blocks nothing.",
                        words.party(&order.party)
                    ),
                };
                let line = Line::derived(format!(
                    "{} {} {} before {}{way}.{beside}",
                    words.party_first(&order.party),
                    words.verb(&order.party, "wants", "want"),
                    words.target(&order.before),
                    words.target(&order.after)
                ))
                .citing(&order.cites);
                let notes = order.notes.iter();
                let note = |note: &String| Line::derived(format!("Note: {note}")).item();
                Item {
                    line,
                    below: notes.map(note).collect(),
                }
            };
            Item {
                line: Line::derived(format!(
                    "Which comes first, {} or {}?",
                    words.target(&one.before),
                    words.target(&one.after)
                )),
                below: vec![order(one), order(other)],
            }
        }
        ConflictKind::DisputedFact { claim, .. } => {
            let claim = &model.claims[claim];
            let side = |assertions: &[crate::model::Assertion], one: &str, many: &str| {
                assertions
                    .iter()
                    .map(|a| {
                        Line::derived(format!(
                            "{} {}.",
                            words.party_first(&a.party),
                            words.verb(&a.party, one, many)
                        ))
                        .citing(&a.cites)
                        .item()
                    })
                    .collect::<Vec<_>>()
            };
            let mut below = side(&claim.asserted_by, "claims it", "claim it");
            below.extend(side(&claim.denied_by, "denies it", "deny it"));
            below.extend(
                claim
                    .note
                    .iter()
                    .map(|note| Line::derived(sentence(note)).item()),
            );
            Item {
                line: Line::derived(format!("Claim: {}", sentence(&claim.text))),
                below,
            }
        }
        ConflictKind::OneSided {
            spoken,
            silent,
            cites,
        } => {
            let issue = conflict
                .issue
                .as_ref()
                .expect("an issue is called contested");
            let found = &model.issues[issue];
            let mut below: Vec<Item> = spoken
                .iter()
                .map(|one| words.stated_line(one).item())
                .collect();
            let has = match silent.as_slice() {
                [one] => words.verb(one, "has", "have"),
                _ => "have",
            };
            let heard = format!(
                "{} {has} no position in force on it.",
                words.parties(silent)
            );
            below.push(Line::derived(super::words::upper_first(&heard)).item());
            let line = format!("{}: {}", found.name, sentence(&found.question));
            Item {
                line: Line::derived(line).citing(cites),
                below,
            }
        }
        ConflictKind::PositionsUnstated { cites } => {
            let issue = conflict
                .issue
                .as_ref()
                .expect("an issue is called contested");
            let found = &model.issues[issue];
            let mut item = Line::derived(format!("{}: {}", found.name, sentence(&found.question)))
                .citing(cites)
                .item();
            item.below = beside(words, issue);
            item
        }
    }
}

/// What was said of an issue and counts as nobody's position on it: remarks, and what others say of a party.
fn beside(words: &Words<'_>, issue: &IssueId) -> Vec<Item> {
    let about = words.model.positions.iter();
    let about = about.filter(|one| one.on.issue() == Some(issue) && !one.is_own());
    about
        .map(|one| {
            let line = words.position_line(one);
            let said = Line::derived(format!("Beside that, and no answer: {}", line.words));
            let text = one.text.as_ref().map(|text| sentence(text));
            let mut item = said.citing(&line.cites).item();
            item.below = text
                .into_iter()
                .map(|text| Line::derived(text).item())
                .collect();
            item
        })
        .collect()
}

pub(super) fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Where silences are listed.
pub(super) const SILENT: &str = "Asked, expected or looked for, and not in these texts";

/// A silence, in a sentence.
pub(super) fn silence_item(words: &Words<'_>, silence: &Silence) -> Item {
    let name = words.party_first(&silence.party);
    let target = words.target(&silence.on);
    let has = words.verb(&silence.party, "has", "have");
    let line = match (&silence.asked, &silence.expected) {
        (Some(asked), _) => format!(
            "{name} {has} not answered on {target}. Asked: {}",
            sentence(asked)
        ),
        (None, Some(expected)) => {
            format!(
                "{name} {has} not answered on {target}. Expected: {}",
                sentence(expected)
            )
        }
        (None, None) => format!(
            "No answer of {} on {target} is in these texts.",
            words.party(&silence.party)
        ),
    };
    let note = silence.note.iter();
    Item {
        line: Line::derived(line)
            .citing(&silence.cites)
            .of(WhoseWords::Reported),
        below: note
            .map(|note| Line::derived(sentence(note)).item())
            .collect(),
    }
}

/// `gaps`.
pub fn gaps_answer(words: &Words<'_>, gaps: &[Gap], goal: Option<&Target>) -> Document {
    let title = match gaps.len() {
        0 => "No gap: nobody whose yes is needed has kept silent.".to_owned(),
        n => format!(
            "{}: a yes is needed, and no position is in force.",
            super::words::upper_first(&count(n, "gap", "gaps"))
        ),
    };
    let item = |gap: &Gap| {
        let line = Line::derived(format!(
            "{} on {}: {}.",
            words.party_first(&gap.party),
            words.target(&gap.target),
            spoken_word(words, &gap.party, gap.spoken)
        ));
        noted(line.citing(&gap.cites).item(), &gap.notes)
    };
    let on: Vec<Item> = gaps.iter().filter(|gap| gap.on_the_way).map(item).collect();
    let off: Vec<Item> = gaps
        .iter()
        .filter(|gap| !gap.on_the_way)
        .map(item)
        .collect();
    let heading = goal.map_or_else(
        || "Needed somewhere".to_owned(),
        |goal| format!("On the way to {}", words.target(goal)),
    );
    let silent = words
        .model
        .silent
        .iter()
        .map(|one| silence_item(words, one));
    let sections = Section::of_items(heading, on)
        .into_iter()
        .chain(Section::of_items("Elsewhere", off))
        .chain(Section::of_items(SILENT, silent.collect()))
        .collect();
    Document {
        title,
        lead: vec![Line::derived("Silence is neither consent nor refusal.")]
            .into_iter()
            .filter(|_| !gaps.is_empty())
            .collect(),
        sections,
        ..Document::default()
    }
}

/// `positions`.
pub fn positions_answer(words: &Words<'_>, matrix: &Matrix) -> Document {
    let model = words.model;
    let mut sections = Vec::new();
    for MatrixRow { target, cells } in &matrix.rows {
        let items = cells
            .iter()
            .flat_map(|cell| {
                cell.positions.iter().map(|held| {
                    let mut item = words.stated_line(&held.stated).item();
                    item.below.extend(own_words(model, &held.stated));
                    item.below
                        .extend(held.over.then(|| Line::derived(OVER).item()));
                    noted(item, &held.stated.note)
                })
            })
            .collect();
        sections.extend(Section::of_items(model.target_name(target), items));
    }
    let statements: usize = matrix
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.positions.len())
        .sum();
    let mut document = Document {
        title: match statements {
            0 => "No position is in force.".to_owned(),
            _ => format!(
                "{} in force on {}.",
                super::words::upper_first(&count(statements, "position", "positions")),
                count(matrix.rows.len(), "subject", "subjects")
            ),
        },
        lead: Vec::new(),
        sections,
        ..Document::default()
    };
    let contested = matrix
        .contested
        .iter()
        .map(|Contradiction { party, target }| {
            Line::derived(format!(
                "{} {} on {} on one day; this is read as unknown.",
                words.party_first(party),
                words.verb(party, "contradicts itself", "contradict themselves"),
                words.target(target)
            ))
            .item()
        })
        .collect();
    document
        .sections
        .extend(Section::of_items("Self-contradictions", contested));
    document
}

/// What is told of a refusal whose `until` has been reached.
pub(super) const OVER: &str = "Over: what it was to last until is there, or is not asked any more.";

/// What the author calls a position, where it is not clear from its target.
fn own_words(model: &Model, stated: &Stated) -> Option<Item> {
    let text = model.positions[stated.id].text.as_ref()?;
    Some(Line::derived(sentence(text)).citing(&stated.cites).item())
}

/// A position in the few words of a table cell.
pub(super) fn short(model: &Model, position: &crate::model::Position) -> Line {
    let unit = position
        .on
        .issue()
        .and_then(|issue| model.issues.get(issue))
        .and_then(|issue| issue.scale.as_ref())
        .map_or("", |scale| scale.unit.as_str());
    let what = match (&position.text, &position.value, &position.on) {
        (Some(text), _, _) => text.clone(),
        (None, Some(value), _) => {
            format!("{}: {} {unit}", position.stance.word(), value.in_words())
        }
        (None, None, Target::Option(..)) => {
            format!(
                "{}: {}",
                position.stance.word(),
                model.target_name(&position.on)
            )
        }
        (None, None, Target::Milestone(_) | Target::Issue(_)) => position.stance.word().to_owned(),
    };
    let marks = marks(position);
    let marks = match marks.is_empty() {
        true => String::new(),
        false => format!(" ({})", marks.join("; ")),
    };
    Line::derived(format!("{}{marks}", what.trim())).citing(&position.cites)
}

/// What few words must not lose: that it is a refusal, that it hangs on something, and how sure the author is.
fn marks(position: &crate::model::Position) -> Vec<String> {
    let refuses = position.stance == Stance::Rejects && position.text.is_some();
    let unsure = position
        .confidence
        .filter(|level| *level != Confidence::High);
    let fixed = [
        (refuses, "refusal"),
        (position.condition.is_some(), "on a condition"),
        (position.until.is_some(), "ends on a condition"),
    ];
    let fixed = fixed.into_iter().filter(|(holds, _)| *holds);
    fixed
        .map(|(_, mark)| mark.to_owned())
        .chain(unsure.map(confidence_word))
        .collect()
}

/// `changes`.
pub fn changes_answer(words: &Words<'_>, found: &Changes) -> Document {
    let until = found
        .until
        .map(|day| format!(" to {}", day.in_words()))
        .unwrap_or_default();
    let new = found.stances.iter();
    let new = new.filter(|one| one.movement == Movement::New).count();
    let moved = match found.stances.len() - new {
        0 => "no stance changed".to_owned(),
        n => format!("{} changed", count(n, "stance", "stances")),
    };
    let first = match new {
        0 => String::new(),
        1 => ", and one is told for the first time".to_owned(),
        n => format!(", and {} are told for the first time", number_word(n)),
    };
    let title = format!("From {}{until}: {moved}{first}.", found.since.in_words());
    let mut sections = Vec::new();
    for movement in [
        Movement::Hardened,
        Movement::Softened,
        Movement::Moved,
        Movement::New,
        Movement::Withdrawn,
    ] {
        let items = found
            .stances
            .iter()
            .filter(|s| s.movement == movement)
            .map(|s| {
                let shown = if s.after.is_empty() {
                    &s.before
                } else {
                    &s.after
                };
                let mut item = words.stated_line(&shown[0]).item();
                item.below.extend(own_words(words.model, &shown[0]));
                item = noted(item, &shown[0].note);
                let others = shown[1..].iter();
                item.below
                    .extend(others.map(|one| noted(words.stated_line(one).item(), &one.note)));
                if !s.after.is_empty() {
                    item.below.extend(s.before.iter().map(|stated| {
                        let before = words.stated_line(stated);
                        Line::derived(format!("Before: {}", before.words))
                            .citing(&before.cites)
                            .item()
                    }));
                }
                item
            })
            .collect();
        let heading = match movement {
            Movement::New => {
                "New: told for the first time, which is not to say that it was not so before"
                    .to_owned()
            }
            Movement::Hardened | Movement::Softened | Movement::Moved | Movement::Withdrawn => {
                super::words::upper_first(movement.word())
            }
        };
        sections.extend(Section::of_items(heading, items));
    }
    let silent = found
        .not_mentioned
        .iter()
        .map(|stated| words.stated_line(stated).item())
        .collect();
    sections.extend(Section::of_items(
        "Not mentioned since, and not dropped",
        silent,
    ));
    let goals = found
        .goals
        .items()
        .iter()
        .map(|goal| {
            let reached = match &goal.goal {
                Target::Milestone(id) if goal.after == Status::Reached => {
                    words.model.milestones.get(id).map(|m| m.cites.as_slice())
                }
                Target::Milestone(_) | Target::Issue(_) | Target::Option(..) => None,
            };
            let line = Line::derived(status_change(words, goal));
            let mut item = line.citing(reached.unwrap_or_default()).item();
            item.below = goal
                .because
                .iter()
                .flat_map(|change| explained(words, change))
                .collect();
            let new = |change: &StanceChange| change.movement == Movement::New;
            if !goal.because.is_empty() && goal.because.iter().all(new) {
                item.below.push(Line::derived("What explains it is told for the first time; it may have been so before.").item());
            }
            if goal.because.is_empty() && goal.after != Status::Reached {
                item.below.push(Line::derived("No stance explains it: a condition, a needed consent, a deadline or a milestone changed.").item());
            }
            item
        })
        .collect();
    sections.extend(with_extent(
        "Goals whose status changed, with a smallest set of stances that explains it",
        goals,
        &found.goals,
    ));
    let read = "Both days are read with all that the texts tell by now.";
    let mut document = Document {
        title,
        lead: std::iter::once(Line::derived(read))
            .chain(before_the_texts(words, Some(found.since)))
            .collect(),
        sections,
        ..Document::default()
    };
    note_once(&mut document);
    document
}

/// What is said of a day that lies before every text: then nothing is known of it.
fn before_the_texts(words: &Words<'_>, day: Option<Date>) -> Option<Line> {
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

/// A stance that explains a new status: what is said now, or what is no longer said.
fn explained(words: &Words<'_>, change: &StanceChange) -> Vec<Item> {
    let line = |stated: &Stated| words.stated_line(stated);
    if !change.after.is_empty() {
        return change.after.iter().map(|i| line(i).item()).collect();
    }
    let ended = change.before.iter().map(line);
    ended
        .map(|before| {
            let words = format!("No longer: {}", before.words);
            Line::derived(words).citing(&before.cites).item()
        })
        .collect()
}

/// How a goal stood before, and how it stands now.
pub(super) fn status_change(words: &Words<'_>, goal: &crate::analysis::GoalChange) -> String {
    let before = status_word(goal.before);
    if goal.after == Status::Reached {
        let day = goal
            .since
            .map(|day| format!(" ({})", day.in_words()))
            .unwrap_or_default();
        return format!("Since then reached: {}{day}.", words.target(&goal.goal));
    }
    format!(
        "{}: {before} before, {} now.",
        words.target_first(&goal.goal),
        status_word(goal.after)
    )
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Reached => "reached",
        Status::Closed => "closed",
        Status::Pending => "pending",
        Status::Met => "clear",
        Status::Open => "open",
        Status::Blocked => "blocked",
    }
}

/// How sure an answer is, and what rests on one origin only.
pub fn how_sure(words: &Words<'_>, answer: &Blocks) -> Option<Section> {
    let confidence = answer.confidence.as_ref()?;
    let is_sure = confidence.exact() == Some(&crate::model::Confidence::High);
    let says_little = is_sure && !matches!(answer.status(), Status::Blocked | Status::Open);
    if says_little || words.model.sources.is_empty() {
        return None;
    }
    let (is, state) = (words.is(&answer.goal), status_word(answer.status()));
    let it = if words.is_plural(&answer.goal) {
        "they"
    } else {
        "it"
    };
    let level = match confidence.exact() {
        None => "How sure the result is could not be computed.".to_owned(),
        Some(Confidence::High) => format!(
            "That {it} {is} {state} does not depend on any position marked below high confidence; how reliable the texts are is another matter."
        ),
        Some(level) => format!(
            "That {it} {is} {state} rests on positions of {}: if they were unknown, the answer would be another.",
            confidence_word(*level)
        ),
    };
    let mut items = vec![Line::derived(level).item()];
    items.extend(doubt_items(words, &answer.doubts));
    let mut ways = answer.unblocking_sets().iter();
    if answer.status() == Status::Blocked && ways.any(|set| !set.doubts.items().is_empty()) {
        let line = "A way to open it counts on less than that, as is said beside it.";
        items.push(Line::derived(line).item());
    }
    let untold = answer.blockers.items().iter();
    let untold: Vec<_> = untold
        .filter(|b| b.cites.is_empty() && !b.unknown)
        .collect();
    items.extend(untold.iter().map(|b| {
        let refusal = words.refusal(&b.change, &b.until, b.implied);
        Line::derived(format!("Told by no sentence: {refusal}.")).item()
    }));
    let single: Vec<_> = answer
        .blockers
        .items()
        .iter()
        .filter(|b| words.model.origins(&b.cites) == 1 && words.model.knows_origins(&b.cites))
        .collect();
    if !single.is_empty() && single.len() == answer.blockers.items().len() {
        items.push(
            Line::derived("Each refusal and condition that blocks it is told by one origin only.")
                .item(),
        );
    } else {
        let told = if single.len() == 1 && untold.is_empty() {
            "The weakest link, told by one origin only"
        } else {
            "A weak link, told by one origin only"
        };
        items.extend(single.into_iter().map(|b| {
            let refusal = words.refusal(&b.change, &b.until, b.implied);
            Line::derived(format!("{told}: {refusal}."))
                .citing(&b.cites)
                .item()
        }));
    }
    items.extend(
        answer
            .deadlocks
            .items()
            .iter()
            .flat_map(|ring| weak_edges(words, ring, answer)),
    );
    Section::of_items("How sure this is", items)
}

/// Edges of a ring that one origin tells where others have more, and that are not named as blockers already.
fn weak_edges(words: &Words<'_>, ring: &Deadlock, answer: &Blocks) -> Vec<Item> {
    let origins = |edge: &crate::analysis::RingEdge| words.model.origins(&edge.cites);
    let most = ring.edges.iter().map(origins).max().unwrap_or(0);
    let named = |edge: &crate::analysis::RingEdge| {
        answer
            .blockers
            .items()
            .iter()
            .any(|b| Some(&b.change) == edge.change.as_ref())
    };
    let weak = ring
        .edges
        .iter()
        .filter(|edge| most > 1 && origins(edge) == 1 && !named(edge))
        .filter(|edge| words.model.knows_origins(&edge.cites));
    weak.map(|edge| {
        let text = format!(
            "A weak link of the ring, told by one origin only: {} waits for {}.",
            words.waiter(&edge.from),
            words.waiter(&edge.needs)
        );
        Line::derived(text).citing(&edge.cites).item()
    })
    .collect()
}
