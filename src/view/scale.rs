//! One numeric issue on its scale: a bar for what each party says, the stated gap shaded, and no limit invented.

use crate::analysis::{Conflict, ConflictKind};
use crate::graph::PositionGraph;
use crate::model::{Bound, Issue, Position, Quantity, Target};

use super::board::{Maker, cited};
use super::words::{Words, upper_first};
use super::{Axis, Diagram, Group, Rule, Span, Tick};

/// The scale of an issue.
pub fn scale(words: &Words<'_>, graph: &PositionGraph, conflicts: &[Conflict], issue: &Issue) -> Diagram {
    let mut maker = Maker::new(words, graph);
    let unit = issue.scale.as_ref().map_or("", |scale| scale.unit.as_str());
    let whole = Target::Issue(issue.id.clone());
    let in_force = graph.positions_in_force(words.model);
    let stated: Vec<usize> =
        in_force.into_iter().filter(|&i| words.model.positions[i].on == whole && words.model.positions[i].value.is_some()).collect();
    let numbers = numbers(words, &stated);
    let day = graph.day.map(|day| format!("As of {}. ", day.in_words())).unwrap_or_default();
    maker.diagram.subtitle =
        format!("{day}{} A dot is a number that somebody stated; a bar fades where nobody said how far it goes.", issue.question);
    let gap = gap(conflicts, issue, words, &stated);
    maker.diagram.title = match (numbers.len(), &gap) {
        (0, _) => format!("{}: no number is recorded", upper_first(&issue.name)),
        (_, Some((low, high))) => format!("{}: {} and {} {unit} are stated", upper_first(&issue.name), low, high),
        (_, None) => format!("{}: what is stated does not differ", upper_first(&issue.name)),
    };
    let limits = issue.scale.as_ref().map(|scale| (scale.min, scale.max)).unwrap_or_default();
    let low = numbers.iter().copied().chain(limits.0).min().map_or(0.0, Quantity::get);
    let high = numbers.iter().copied().chain(limits.1).max().map_or(1.0, Quantity::get);
    let room = ((high - low) * 0.25).max(high.abs() * 0.1).max(1.0);
    let from = limits.0.map_or(if low >= 0.0 { (low - room).max(0.0) } else { low - room }, Quantity::get);
    let to = limits.1.map_or(high + room, Quantity::get).max(from + 1.0);
    let tick = |number: &Quantity| Tick { at: number.get(), label: format!("{number} {unit}").trim_end().to_owned() };
    let shade = gap.map(|(low, high)| Rule {
        at: low.get(),
        to: high.get(),
        label: "stated gap".to_owned(),
        tooltip: format!("Stated: {low} and {high} {unit}. What lies between has been neither offered nor refused, unless a bar says so."),
    });
    maker.diagram.axis = Some(Axis { from, to, ticks: numbers.iter().map(tick).collect(), rules: Vec::new(), shade });
    lanes(&mut maker, issue, &stated, (from, to));
    let told: Vec<String> = stated.iter().map(|&i| format!("{}.", words.position(&words.model.positions[i]))).collect();
    maker.diagram.description = format!("{}. {}", maker.diagram.title, told.join(" "));
    maker.finish()
}

/// Every number that somebody in force has stated, once each.
fn numbers(words: &Words<'_>, stated: &[usize]) -> Vec<Quantity> {
    let ranges = stated.iter().filter_map(|&i| words.model.positions[i].value);
    let mut numbers: Vec<Quantity> = ranges.flat_map(|range| [range.low.quantity(), range.high.quantity()]).flatten().collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The lowest and the highest number stated, where wishes are apart.
fn gap(conflicts: &[Conflict], issue: &Issue, words: &Words<'_>, stated: &[usize]) -> Option<(Quantity, Quantity)> {
    let apart = conflicts.iter().any(|conflict| match &conflict.kind {
        ConflictKind::Apart { issue: about, .. } => *about == issue.id,
        ConflictKind::Incompatible { issue: about, .. } => about.as_ref() == Some(&issue.id),
        ConflictKind::Sequence { .. } | ConflictKind::DisputedFact { .. } | ConflictKind::PositionsUnstated { .. } => false,
    });
    let numbers = numbers(words, stated);
    numbers.first().copied().zip(numbers.last().copied()).filter(|(low, high)| apart && low < high)
}

fn lanes(maker: &mut Maker<'_>, issue: &Issue, stated: &[usize], (from, to): (f64, f64)) {
    let model = maker.model;
    for party in model.parties_in_order() {
        let own: Vec<usize> = stated.iter().copied().filter(|&i| model.positions[i].party == party.id).collect();
        if own.is_empty() && !issue.between.contains(&party.id) {
            continue;
        }
        let owner = Some(maker.owner(&party.id));
        maker.diagram.groups.push(Group { title: party.name.clone(), owner });
        let group = maker.diagram.groups.len() - 1;
        if own.is_empty() {
            maker.silent(format!("silent-{}", party.id), "no number recorded", group);
        }
        for index in own {
            let position = &model.positions[index];
            let mut item = maker.position(format!("position-{index}"), position);
            item.group = Some(group);
            item.span = Some(span(position, from, to));
            item.tooltip = cited(&format!("{}.", maker.words.position(position)), &position.cites);
            maker.put(item);
        }
    }
}

/// From one stated end to the other; to the edge of the drawing, fading, where nothing is said.
fn span(position: &Position, from: f64, to: f64) -> Span {
    let range = position.value.expect("only positions with a number stand on a scale");
    let number = |bound: Bound| bound.quantity().map(Quantity::get);
    let (low, high) = (number(range.low), number(range.high));
    Span { from: low.unwrap_or(from), to: high.unwrap_or(to), fades_left: low.is_none(), fades_right: high.is_none() }
}
