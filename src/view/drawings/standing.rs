//! Who stands with whom: the parties that have spoken around a ring, agreements and conflicts between them; whoever
//! else must say yes, or is only named, below.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, ConflictKind};
use crate::graph::{PositionGraph, Reading};
use crate::model::{PartyId, PositionId, Stance, Target};

use crate::view::drawings::board::Maker;
use crate::view::words::{Words, and, count, upper_first};
use crate::view::{Box, BoxKind, Diagram, DiagramLine, Group, LineKind};

type Pair = (PartyId, PartyId);

/// The parties and what is between them.
pub fn parties(words: &Words<'_>, graph: &PositionGraph, conflicts: &[Conflict]) -> Diagram {
    let mut maker = Maker::new(words, graph);
    maker.diagram.ring = true;
    let in_force = graph.positions_in_force(words.model);
    // A party stands in the ring by what it says, and by a condition of its own that sets it against another.
    let holders = in_force.iter().map(|&i| &words.model.positions[i].party);
    let holders: BTreeSet<&PartyId> = holders.collect();
    let spoken: BTreeSet<&PartyId> = holders.iter().copied().chain(ordering(conflicts)).collect();
    // What a party contradicts on the same day, and a refusal that is over, set it against nobody; a word that answers
    // nothing agrees with nobody.
    let read = |i: PositionId| {
        let position = &words.model.positions[i];
        let mut stances = graph.stances().iter();
        stances.find(|s| s.party == position.party && s.target == position.on)
    };
    let mut standing = in_force.clone();
    standing.retain(|&i| !graph.is_over(i) && !read(i).is_some_and(|stance| stance.contested));
    let mut agreeing = standing.clone();
    agreeing.retain(|&i| !read(i).is_some_and(|stance| stance.reading == Reading::Unknown));
    let (agree, clash, apart) = (
        agreements(words, &agreeing),
        clashes(words, &standing, conflicts),
        wishes_apart(conflicts),
    );
    title(&mut maker, &clash, holders.len());
    let mut boxes: BTreeMap<PartyId, usize> = BTreeMap::new();
    for party in words
        .model
        .parties_in_order()
        .into_iter()
        .filter(|party| spoken.contains(&party.id))
    {
        let mut item = Box::new(
            format!("party-{}", party.id),
            BoxKind::Party,
            party.name.clone(),
        );
        item.owner = Some(maker.owner(&party.id));
        let own = in_force
            .iter()
            .filter(|&&i| words.model.positions[i].party == party.id)
            .count();
        item.note = match own {
            0 => "conditions only".to_owned(),
            n => count(n, "position", "positions"),
        };
        item.tooltip = format!("{}: {}.", party.name, item.note);
        boxes.insert(party.id.clone(), maker.put(item));
    }
    for (kind, pairs, verb) in [
        (LineKind::Agrees, &agree, "say yes to the same on"),
        (LineKind::Gap, &apart, "state different wishes on"),
        (
            LineKind::Incompatible,
            &clash,
            "stand against each other on",
        ),
    ] {
        for ((a, b), about) in pairs {
            let (Some(&from), Some(&to)) = (boxes.get(a), boxes.get(b)) else {
                continue;
            };
            let names: Vec<String> = about.iter().map(|target| words.target(target)).collect();
            let tooltip = format!(
                "{} and {} {verb} {}.",
                words.party_first(a),
                words.party(b),
                and(&names)
            );
            maker.diagram.lines.push(DiagramLine {
                from,
                to,
                kind,
                weight: about.len(),
                tooltip,
            });
        }
    }
    others(&mut maker, &spoken);
    let list: Vec<String> = maker
        .diagram
        .lines
        .iter()
        .map(|line| line.tooltip.clone())
        .collect();
    maker.diagram.description = format!("{} {}", maker.diagram.subtitle, list.join(" "));
    maker.finish()
}

/// The parties that want opposite orders.
fn ordering(conflicts: &[Conflict]) -> impl Iterator<Item = &PartyId> {
    let orders = conflicts
        .iter()
        .filter_map(|conflict| match &conflict.kind {
            ConflictKind::Sequence { orders } => Some(orders),
            ConflictKind::Incompatible(_)
            | ConflictKind::Apart(_)
            | ConflictKind::DisputedFact(_)
            | ConflictKind::OneSided { .. }
            | ConflictKind::PositionsUnstated { .. } => None,
        });
    orders.flatten().map(|order| &order.party)
}

fn title(maker: &mut Maker<'_>, clash: &BTreeMap<Pair, BTreeSet<Target>>, spoken: usize) {
    let words = maker.words;
    let most = clash.values().map(BTreeSet::len).max().unwrap_or(0);
    let tied = clash.values().filter(|about| about.len() == most).count();
    let worst = clash
        .iter()
        .max_by_key(|((a, b), about)| (about.len(), std::cmp::Reverse((a.clone(), b.clone()))));
    maker.diagram.title = match worst {
        Some(_) if tied > 1 => {
            format!(
                "{} stand against each other",
                upper_first(&count(clash.len(), "pair of parties", "pairs of parties"))
            )
        }
        Some(((a, b), about)) => {
            format!(
                "{} and {} stand against each other on {}",
                words.party_first(a),
                words.party(b),
                count(about.len(), "question", "questions")
            )
        }
        None if spoken == 0 => "No party has a position recorded".to_owned(),
        None => "No two parties stand against each other".to_owned(),
    };
    let day = maker
        .graph
        .day
        .map(|day| format!("As of {}. ", day.in_words()))
        .unwrap_or_default();
    maker.diagram.subtitle = format!(
        "{day}{}. The wider a line, the more questions it stands for.",
        upper_first(&match spoken {
            1 => "one party has a position".to_owned(),
            _ => format!("{} have a position", count(spoken, "party", "parties")),
        })
    );
}

/// What is asked: the issue of an answer, otherwise the thing itself.
fn question(target: &Target) -> Target {
    match target {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => target.clone(),
    }
}

fn pair(a: &PartyId, b: &PartyId) -> Pair {
    if a < b {
        (a.clone(), b.clone())
    } else {
        (b.clone(), a.clone())
    }
}

/// Two parties agree on a question where both say yes to the same answer without a number.
fn agreements(words: &Words<'_>, in_force: &[PositionId]) -> BTreeMap<Pair, BTreeSet<Target>> {
    // A wish for a milestone is a wish for one's own: only the same answer, or a yes, is agreement.
    let means = |stance: Stance, on: &Target| {
        stance.grants() && (stance != Stance::Prefers || matches!(on, Target::Option(..)))
    };
    between(words, in_force, |on, a, b| means(a, on) && means(b, on))
}

/// Two parties whose stated wishes differ while nobody has refused.
fn wishes_apart(conflicts: &[Conflict]) -> BTreeMap<Pair, BTreeSet<Target>> {
    let mut found: BTreeMap<Pair, BTreeSet<Target>> = BTreeMap::new();
    for conflict in conflicts {
        if let (ConflictKind::Apart(apart), Some(issue)) = (&conflict.kind, &conflict.issue) {
            for (at, a) in apart.stated.iter().enumerate() {
                for b in apart.stated[at + 1..]
                    .iter()
                    .filter(|b| b.party != a.party && (a.value != b.value || a.option != b.option))
                {
                    found
                        .entry(pair(&a.party, &b.party))
                        .or_default()
                        .insert(Target::Issue(issue.clone()));
                }
            }
        }
    }
    found
}

/// Two parties stand against each other where one says yes to what the other refuses, or a conflict names both.
fn clashes(
    words: &Words<'_>,
    in_force: &[PositionId],
    conflicts: &[Conflict],
) -> BTreeMap<Pair, BTreeSet<Target>> {
    // On an issue they stand against each other where `conflicts` says so.
    let mut found = between(words, in_force, |on, a, b| {
        let one_refuses =
            (a.grants() && b == Stance::Rejects) || (b.grants() && a == Stance::Rejects);
        matches!(on, Target::Milestone(_)) && one_refuses
    });
    for conflict in conflicts {
        match &conflict.kind {
            ConflictKind::Incompatible(clash) => {
                for set in clash.conflicting_sets.items() {
                    for (at, a) in set.iter().enumerate() {
                        for b in set[at + 1..].iter().filter(|b| b.party != a.party) {
                            found
                                .entry(pair(&a.party, &b.party))
                                .or_default()
                                .insert(question(&a.on));
                        }
                    }
                }
            }
            ConflictKind::Sequence {
                orders: [one, other],
            } => {
                found
                    .entry(pair(&one.party, &other.party))
                    .or_default()
                    .insert(question(&one.after));
            }
            ConflictKind::Apart(_)
            | ConflictKind::DisputedFact(_)
            | ConflictKind::OneSided { .. }
            | ConflictKind::PositionsUnstated { .. } => {}
        }
    }
    found
}

fn between(
    words: &Words<'_>,
    in_force: &[PositionId],
    counts: impl Fn(&Target, Stance, Stance) -> bool,
) -> BTreeMap<Pair, BTreeSet<Target>> {
    let plain: Vec<_> = in_force
        .iter()
        .map(|&i| &words.model.positions[i])
        .filter(|p| p.value.is_none())
        .collect();
    let mut found: BTreeMap<Pair, BTreeSet<Target>> = BTreeMap::new();
    for (at, a) in plain.iter().enumerate() {
        for b in plain[at + 1..]
            .iter()
            .filter(|b| b.party != a.party && b.on == a.on && counts(&a.on, a.stance, b.stance))
        {
            found
                .entry(pair(&a.party, &b.party))
                .or_default()
                .insert(question(&a.on));
        }
    }
    found
}

/// Those who have not spoken: who must say yes to something, and who is only named.
fn others(maker: &mut Maker<'_>, spoken: &BTreeSet<&PartyId>) {
    let awaited: BTreeSet<PartyId> = maker
        .graph
        .stances()
        .iter()
        .filter(|stance| stance.reading == Reading::Unknown)
        .map(|stance| stance.party.clone())
        .collect();
    let silent: Vec<_> = maker
        .model
        .parties_in_order()
        .into_iter()
        .filter(|party| !spoken.contains(&party.id))
        .collect();
    let (asked, named): (Vec<_>, Vec<_>) = silent
        .into_iter()
        .partition(|party| awaited.contains(&party.id));
    for (title, list, note) in [
        ("Their yes is needed; no position in force", asked, true),
        ("Third parties, no position in force", named, false),
    ] {
        if list.is_empty() {
            continue;
        }
        maker.diagram.groups.push(Group {
            title: title.to_owned(),
            owner: None,
        });
        let group = maker.diagram.groups.len() - 1;
        for party in list {
            let mut item = Box::new(
                format!("party-{}", party.id),
                BoxKind::Party,
                party.name.clone(),
            );
            item.group = Some(group);
            let wanted: Vec<String> = maker
                .graph
                .stances()
                .iter()
                .filter(|stance| stance.party == party.id && stance.reading == Reading::Unknown)
                .map(|stance| maker.words.target(&stance.target))
                .collect();
            item.tooltip = match note {
                true => format!(
                    "The yes of {} is needed for {}.",
                    maker.words.party(&party.id),
                    and(&wanted)
                ),
                false => format!(
                    "{} is named in the model and has no position in it.",
                    maker.words.party_first(&party.id)
                ),
            };
            maker.put(item);
        }
    }
}
