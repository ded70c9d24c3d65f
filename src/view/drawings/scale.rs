//! One numeric issue on its scale: a bar for what each party says, the stated gap shaded, and no limit invented.

use crate::analysis::{Conflict, ConflictKind};
use crate::graph::PositionGraph;
use crate::model::{Bound, Issue, Position, PositionId, Quantity, Stance, Target};

use crate::view::drawings::board::{Maker, cited};
use crate::view::words::{Words, upper_first};
use crate::view::{Axis, Diagram, Dot, Group, Rule, Span, Tick};

/// The scale of an issue.
pub fn scale(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    issue: &Issue,
) -> Diagram {
    let mut maker = Maker::new(words, graph);
    let unit = issue.scale.as_ref().map_or("", |scale| scale.unit.as_str());
    let whole = Target::Issue(issue.id.clone());
    let in_force = graph.positions_in_force(words.model);
    let stated: Vec<PositionId> = in_force
        .into_iter()
        .filter(|&i| {
            let position = &words.model.positions[i];
            position.on == whole && position.value.is_some() && !graph.is_over(i)
        })
        .collect();
    let numbers = numbers(words, &stated);
    let day = graph
        .day
        .map(|day| format!("As of {}. ", day.in_words()))
        .unwrap_or_default();
    let stop = if issue.question.ends_with(['?', '.', '!']) {
        ""
    } else {
        "."
    };
    maker.diagram.subtitle = format!(
        "{day}{}{stop} A dot is a number that somebody stated, hollow where it is itself left out; a bar fades where nobody said how far it goes. Crosses mark what is refused.",
        issue.question
    );
    let gap = gap(conflicts, issue, words, &stated);
    maker.diagram.title = match numbers.len() {
        0 => format!("{}: no number is recorded", upper_first(&issue.name)),
        _ => format!(
            "{}: {}",
            upper_first(&issue.name),
            who_says_what(words, &stated, unit)
        ),
    };
    let limits = issue
        .scale
        .as_ref()
        .map(|scale| (scale.min, scale.max))
        .unwrap_or_default();
    let low = numbers
        .iter()
        .copied()
        .chain(limits.0)
        .min()
        .map_or(0.0, Quantity::get);
    let high = numbers
        .iter()
        .copied()
        .chain(limits.1)
        .max()
        .map_or(1.0, Quantity::get);
    let room = ((high - low) * 0.25).max(high.abs() * 0.1).max(1.0);
    let from = limits.0.map_or(
        if low >= 0.0 {
            (low - room).max(0.0)
        } else {
            low - room
        },
        Quantity::get,
    );
    let to = limits.1.map_or(high + room, Quantity::get).max(from + 1.0);
    let tick = |number: &Quantity| Tick {
        at: number.get(),
        label: format!("{number} {unit}").trim_end().to_owned(),
    };
    let shade = gap.map(|(low, high)| {
        let (from, to, label) = match disjoint(words, &stated) {
            Some((from, to)) => (from, to, "stated gap"),
            None => (low, high, "between the numbers stated"),
        };
        let tooltip = format!("Stated: {low} and {high} {unit}. Nobody has said that a number between would do, unless a bar says so.");
        Rule { at: from.get(), to: to.get(), label: label.to_owned(), tooltip }
    });
    maker.diagram.axis = Some(Axis {
        from,
        to,
        ticks: numbers.iter().map(tick).collect(),
        rules: Vec::new(),
        shade,
    });
    lanes(&mut maker, issue, &stated, (from, to));
    let told: Vec<String> = stated
        .iter()
        .map(|&i| format!("{}.", words.position(&words.model.positions[i])))
        .collect();
    maker.diagram.description = format!("{}. {}", maker.diagram.title, told.join(" "));
    maker.finish()
}

/// Every number that somebody in force has stated, once each.
fn numbers(words: &Words<'_>, stated: &[PositionId]) -> Vec<Quantity> {
    let ranges = stated
        .iter()
        .filter_map(|&i| words.model.positions[i].value);
    let mut numbers: Vec<Quantity> = ranges
        .flat_map(|range| [range.low.quantity(), range.high.quantity()])
        .flatten()
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// `Ukraine more than 15, up to 50; the United States 15 years`, or the two ends where many speak.
fn who_says_what(words: &Words<'_>, stated: &[PositionId], unit: &str) -> String {
    let numbers = numbers(words, stated);
    let says = |&i: &PositionId| {
        let position = &words.model.positions[i];
        let value = position
            .value
            .map(|range| range.in_words())
            .unwrap_or_default();
        let not = match position.stance {
            Stance::Rejects => "refuses ",
            Stance::Demands
            | Stance::Proposes
            | Stance::Offers
            | Stance::Accepts
            | Stance::Prefers
            | Stance::Open => "",
        };
        format!("{} {not}{value}", words.party(&position.party))
    };
    match (stated.len(), numbers.first(), numbers.last()) {
        (1..=3, _, _) => format!(
            "{} {unit}",
            stated.iter().map(says).collect::<Vec<_>>().join("; ")
        ),
        (_, Some(low), Some(high)) => format!("{low} to {high} {unit} are named"),
        _ => String::new(),
    }
}

/// The stretch that no stated range reaches into, between those that end below and those that begin above.
fn disjoint(words: &Words<'_>, stated: &[PositionId]) -> Option<(Quantity, Quantity)> {
    let wishes = stated.iter().map(|&i| &words.model.positions[i]);
    let wishes = wishes.filter(|position| position.stance != Stance::Rejects);
    let wishes = wishes.filter(|position| {
        let issue = position
            .on
            .issue()
            .and_then(|id| words.model.issues.get(id));
        issue.is_some_and(|issue| issue.between.contains(&position.party))
    });
    let ranges: Vec<_> = wishes.filter_map(|position| position.value).collect();
    let low = ranges
        .iter()
        .filter_map(|range| range.high.quantity())
        .min()?;
    let high = ranges
        .iter()
        .filter_map(|range| range.low.quantity())
        .max()?;
    (low < high).then_some((low, high))
}

/// The lowest and the highest number stated, where wishes are apart.
fn gap(
    conflicts: &[Conflict],
    issue: &Issue,
    words: &Words<'_>,
    stated: &[PositionId],
) -> Option<(Quantity, Quantity)> {
    let apart = conflicts.iter().any(|conflict| {
        let clash = matches!(
            conflict.kind,
            ConflictKind::Apart(_) | ConflictKind::Incompatible(_)
        );
        clash && conflict.issue.as_ref() == Some(&issue.id)
    });
    let numbers = numbers(words, stated);
    numbers
        .first()
        .copied()
        .zip(numbers.last().copied())
        .filter(|(low, high)| apart && low < high)
}

fn lanes(maker: &mut Maker<'_>, issue: &Issue, stated: &[PositionId], (from, to): (f64, f64)) {
    let model = maker.model;
    for party in model.parties_in_order() {
        let own: Vec<PositionId> = stated
            .iter()
            .copied()
            .filter(|&i| model.positions[i].party == party.id)
            .collect();
        if own.is_empty() && !issue.between.contains(&party.id) {
            continue;
        }
        let owner = Some(maker.owner(&party.id));
        maker.diagram.groups.push(Group {
            title: party.name.clone(),
            owner,
        });
        let group = maker.diagram.groups.len() - 1;
        if own.is_empty() {
            maker.silent(format!("silent-{}", party.id), "no number recorded", group);
        }
        for index in own {
            let position = &model.positions[index];
            let mut item = maker.position(format!("position-{index}"), position);
            item.group = Some(group);
            item.span = Some(span(position, from, to));
            item.tooltip = cited(
                &format!("{}.", maker.words.position(position)),
                &position.cites,
            );
            maker.put(item);
        }
    }
}

/// A full dot on a number that belongs to the range, a hollow one on a number that does not.
fn dot(bound: Bound) -> Dot {
    match bound {
        Bound::Closed(_) => Dot::Full,
        Bound::Open(_) => Dot::Hollow,
        Bound::Unstated => Dot::None,
    }
}

/// From one stated end to the other; to the edge of the drawing, fading, where nothing is said.
fn span(position: &Position, from: f64, to: f64) -> Span {
    let range = position
        .value
        .expect("only positions with a number stand on a scale");
    let number = |bound: Bound| bound.quantity().map(Quantity::get);
    let (low, high) = (number(range.low), number(range.high));
    Span {
        from: low.unwrap_or(from),
        to: high.unwrap_or(to),
        fades_left: low.is_none(),
        fades_right: high.is_none(),
        dots: (dot(range.low), dot(range.high)),
        refused: position.stance == Stance::Rejects,
    }
}
