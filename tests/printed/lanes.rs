//! Timelines and scales against the model: every mark is a position of its party on its day, silence is where nobody has answered,
//! and a bracket spans exactly the numbers between two refusals that nobody refuses.

use std::collections::BTreeSet;

use impasse::graph::PositionGraph;
use impasse::marks::{Ink, MarkKind, Scene};
use impasse::model::{Issue, Model, PositionId, Quantity, Stance, Target, ValueRange};
use impasse::scene::{self, Page};
use impasse::view::{
    EntryKind, TimeRow, TimeSpan, TimelinePicture, Words, scale_picture, timeline_picture,
};

use crate::drawn::each_model;
use crate::sheet::{inks, marks_of, words_stay_on_the_sheet_and_apart};

#[test]
fn a_timeline_says_who_said_what_from_when_to_when() {
    each_model(|told, model, graph, found| {
        let words = Words::on(model, graph);
        let picture = timeline_picture(&words, graph, found, None);
        for (_, page) in Page::ALL {
            let scene = scene::timeline(&picture, page);
            words_stay_on_the_sheet_and_apart(told, &scene);
            marks_are_positions(told, model, &scene);
        }
        spans_are_as_long_as_they_hold(told, model, graph, &picture);
        silence_is_where_nobody_answers(told, &picture);
        nothing_is_left_out_unsaid(told, model, graph, &picture);
    });
}

/// Every mark that names a position is in the hue of its party alone.
fn marks_are_positions(told: &str, model: &Model, scene: &Scene) {
    let parties = model.parties_in_order();
    for mark in marks_of(scene, MarkKind::Stance) {
        let place = parties
            .iter()
            .position(|party| party.id.as_str() == mark.who[0]);
        let hue = Ink::Party(place.expect("a party of the model"));
        let hues = inks(&mark.parts).into_iter();
        let hues: BTreeSet<Ink> = hues.filter(|ink| matches!(ink, Ink::Party(_))).collect();
        assert_eq!(hues, BTreeSet::from([hue]), "{told}");
        let named = mark
            .what
            .iter()
            .find_map(|what| what.strip_prefix("position "));
        let mut numbered = model.positions.numbered();
        let position = named.and_then(|named| numbered.find(|(id, _)| id.to_string() == named));
        if let Some((_, position)) = position {
            assert_eq!(position.party.as_str(), mark.who[0], "{told}");
            assert!(position.is_own() && !position.remark, "{told}");
        }
    }
}

fn rows(picture: &TimelinePicture) -> impl Iterator<Item = (&str, &TimeRow)> {
    let groups = picture.groups.iter();
    groups.flat_map(|group| group.rows.iter().map(|row| (group.what.as_str(), row)))
}

fn spans(picture: &TimelinePicture) -> impl Iterator<Item = &TimeSpan> {
    rows(picture).flat_map(|(_, row)| &row.spans)
}

/// A line goes on to the day of the model exactly where its position is in force and not over, and begins on its first day.
fn spans_are_as_long_as_they_hold(
    told: &str,
    model: &Model,
    graph: &PositionGraph,
    picture: &TimelinePicture,
) {
    let in_force = graph.positions_in_force(model);
    let first = spans(picture).filter_map(|span| Some((span.entry.position?, span.from?)));
    let mut dated: Vec<(impasse::source::Date, f64)> = first
        .filter_map(|(id, at)| Some((model.stated_on(&model.positions[id])?, at)))
        .collect();
    dated.sort_by_key(|(day, _)| *day);
    let in_order = dated.windows(2).all(|pair| {
        let days = pair[0].0.days_until(pair[1].0) as f64;
        (pair[1].1 - pair[0].1 - days).abs() < 1e-6
    });
    assert!(
        in_order,
        "days are not where they belong: {dated:?}\n{told}"
    );
    for span in spans(picture) {
        let Some(id) = span.entry.position else {
            continue;
        };
        let holds = in_force.contains(&id) && !graph.is_over(id);
        assert_eq!(span.to.is_none(), holds, "{}\n{told}", span.entry.told);
        let undated = model.stated_on(&model.positions[id]).is_none();
        assert_eq!(span.from.is_none(), undated, "{}\n{told}", span.entry.told);
    }
}

/// While a tube is drawn its party holds no position on the subject.
fn silence_is_where_nobody_answers(told: &str, picture: &TimelinePicture) {
    let bounds = |span: &TimeSpan| {
        let from = span.from.unwrap_or(f64::NEG_INFINITY);
        (from, span.to.unwrap_or(f64::INFINITY))
    };
    for (what, row) in rows(picture) {
        let own = rows(picture).filter(|(of, other)| *of == what && other.who == row.who);
        let own: Vec<&TimeSpan> = own.flat_map(|(_, row)| &row.spans).collect();
        for tube in row
            .spans
            .iter()
            .filter(|span| span.entry.kind == EntryKind::Silent)
        {
            let (from, to) = bounds(tube);
            let answers = own.iter().filter(|span| span.entry.position.is_some());
            for answer in answers {
                let (begins, ends) = bounds(answer);
                let apart = ends <= from || begins >= to || ends <= begins;
                assert!(apart, "{what}: a tube over {}\n{told}", answer.entry.told);
            }
        }
    }
}

/// Every position of a party of its own that answers something, and is known by the day, is drawn, or its subject is named below.
fn nothing_is_left_out_unsaid(
    told: &str,
    model: &Model,
    graph: &PositionGraph,
    picture: &TimelinePicture,
) {
    let drawn: BTreeSet<PositionId> = spans(picture)
        .filter_map(|span| span.entry.position)
        .collect();
    let footer = picture.footer.join(" ");
    if picture.groups.is_empty() && footer.is_empty() {
        return;
    }
    for (id, position) in model.positions.numbered() {
        let day = model.stated_on(position);
        let known = day.is_none_or(|day| graph.day.is_none_or(|last| day <= last));
        if !position.is_own() || position.remark || !known || drawn.contains(&id) {
            continue;
        }
        let name = match position.on.whole() {
            Target::Issue(issue) => model.issues[&issue].name.clone(),
            Target::Milestone(milestone) => model.milestones[&milestone].name.clone(),
            Target::Option(..) => unreachable!("whole"),
        };
        assert!(
            footer.contains(&name),
            "{name} is left out unsaid: {footer}\n{told}"
        );
    }
}

#[test]
fn a_scale_brackets_what_nobody_refuses() {
    each_model(|told, model, graph, found| {
        let scaled = model.issues.values().filter(|issue| issue.scale.is_some());
        for issue in scaled {
            let words = Words::on(model, graph);
            let picture = scale_picture(&words, graph, found, issue);
            for (_, page) in Page::ALL {
                let scene = scene::scale(&picture, page);
                words_stay_on_the_sheet_and_apart(told, &scene);
                marks_are_positions(told, model, &scene);
            }
            let entries = picture.lanes.iter().flat_map(|lane| &lane.entries);
            let drawn = entries.filter_map(|entry| entry.entry.position);
            let drawn: BTreeSet<PositionId> = drawn.collect();
            let stated = numbers_stated(model, graph, issue);
            let whole = refuses_to_settle(model, graph, issue);
            let ids = stated.iter().map(|(id, _, _)| *id);
            assert_eq!(drawn, ids.chain(whole.iter().copied()).collect(), "{told}");
            let refused = refused_numbers(model, graph, &stated);
            match whole.is_empty() {
                true => brackets_are_free(told, &refused, &picture.free),
                false => assert!(
                    picture.free.is_empty(),
                    "a bracket where all is refused\n{told}"
                ),
            }
            let claims = picture.title.contains("no number refused")
                || picture.title.contains("no other number")
                || picture.title.contains("nobody refuses");
            assert!(whole.is_empty() || !claims, "{}\n{told}", picture.title);
        }
    });
}

type Numbers = Vec<(PositionId, ValueRange, Stance)>;

/// The positions in force that state a number of a scale.
fn numbers_stated(model: &Model, graph: &PositionGraph, issue: &Issue) -> Numbers {
    let in_force = graph.positions_in_force(model).into_iter();
    let on_it = in_force.filter_map(|id| {
        let position = &model.positions[id];
        let is_on = position.on == Target::Issue(issue.id.clone()) && !graph.is_over(id);
        let range = position.value.filter(|_| is_on)?;
        Some((id, range, position.stance))
    });
    on_it.collect()
}

/// The positions in force that refuse to settle the question of a scale at all.
fn refuses_to_settle(model: &Model, graph: &PositionGraph, issue: &Issue) -> Vec<PositionId> {
    let mut ids = graph.positions_in_force(model);
    ids.retain(|&id| {
        let one = &model.positions[id];
        let is_on = one.on == Target::Issue(issue.id.clone()) && !graph.is_over(id);
        is_on && one.value.is_none() && one.stance == Stance::Rejects
    });
    ids
}

/// Whether anybody refuses a number: by a refusal, or by a demand beside which the number is none of those that its party would
/// take. What a party contradicts on one day counts for nothing.
fn refused_numbers<'m>(
    model: &'m Model,
    graph: &'m PositionGraph,
    stated: &Numbers,
) -> impl Fn(Quantity) -> bool {
    let is_contested = |id: &PositionId| {
        let mut stances = graph.stances().iter();
        stances.any(|one| one.contested && one.positions.contains(id))
    };
    let counted: Vec<(impasse::model::PartyId, ValueRange, Stance)> = stated
        .iter()
        .filter(|(id, _, _)| !is_contested(id))
        .map(|(id, range, stance)| (model.positions[*id].party.clone(), *range, *stance))
        .collect();
    move |number| {
        counted.iter().any(|(party, range, stance)| {
            let own = counted.iter().filter(|(whose, _, _)| whose == party);
            let mut taken = own.filter(|(_, _, stance)| stance.grants());
            match stance {
                Stance::Rejects => range.contains(number),
                Stance::Demands => !taken.any(|(_, range, _)| range.contains(number)),
                Stance::Proposes
                | Stance::Offers
                | Stance::Accepts
                | Stance::Prefers
                | Stance::Open => false,
            }
        })
    }
}

/// Number by number: under a bracket is what no refusal reaches and what lies between two of them.
fn brackets_are_free(
    told: &str,
    refused: &impl Fn(Quantity) -> bool,
    free: &[impasse::view::Free],
) {
    let probes = (-80..=400)
        .map(|n| f64::from(n) * 0.25)
        .filter_map(Quantity::new);
    let probes: Vec<Quantity> = probes.collect();
    let is_refused = |number: &Quantity| refused(*number);
    for (at, number) in probes.iter().enumerate() {
        let between =
            probes[..at].iter().any(is_refused) && probes[at + 1..].iter().any(is_refused);
        let inside = |one: &impasse::view::Free| one.from < number.get() && number.get() < one.to;
        let at_an_end =
            |one: &impasse::view::Free| one.from == number.get() || number.get() == one.to;
        let is_free = !is_refused(number) && between;
        let is_under = free.iter().any(inside);
        let is_at_end = free.iter().any(at_an_end);
        assert!(
            is_free == is_under || is_at_end,
            "{number} is free: {is_free}, under a bracket: {is_under}\n{told}"
        );
        assert!(
            !is_at_end || between || is_refused(number),
            "{number}\n{told}"
        );
    }
}
