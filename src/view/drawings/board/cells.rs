//! What stands in a row of the board: the subject, what each side says of it, lines to the positions that its conflict names,
//! and the milestones that need it settled.

use std::collections::BTreeSet;

use super::Board;
use super::columns::{Columns, Side};
use super::rows::{Row, Subject};
use crate::analysis::{Order, Spoken};
use crate::graph::{NodeId, NodeKind, PositionGraph, Reading, StanceInfo};
use crate::model::{Exclusion, Issue, IssueId, PartyId, PositionId, Target};
use crate::source::Citation;
use crate::view::drawings::maker::cited;
use crate::view::words::answers::sentence;
use crate::view::words::spoken::spoken_in_brief;
use crate::view::words::{and, upper_first};
use crate::view::{Box, BoxKind, GridCell, GridRow};

/// What a party says in a row.
struct Said {
    party: PartyId,
    item: Box,
    /// The position by which a conflict over an issue finds the box.
    position: Option<PositionId>,
}

impl Said {
    fn by(party: &PartyId, item: Box) -> Self {
        Self {
            party: party.clone(),
            item,
            position: None,
        }
    }
}

/// What a row consists of.
struct Content {
    subject: usize,
    /// What each side says.
    sides: Vec<GridCell>,
    /// What cannot happen while it is open.
    holds_up: Vec<Target>,
}

impl Board<'_> {
    pub(super) fn row(&mut self, row: &Row<'_>, columns: &Columns) -> GridRow {
        let content = match row.subject {
            Subject::Issue(issue) => self.issue_row(issue, columns),
            Subject::Sequence(one, other) => self.sequence_row([one, other], columns),
            Subject::Exclusion(one) => self.exclusion_row(one, &row.named, columns),
        };
        let over = row.contention.over_a_box().to_owned();
        self.maker.diagram.boxes[content.subject].over = over;
        self.connect(&content, row);
        let marks = content.holds_up.iter();
        let marks = marks.map(|target| self.mark(content.subject, target));
        let marks = marks.collect();
        columns.row(content.subject, content.sides, marks)
    }

    /// Joins a subject to the positions that the conflict names, and to no other.
    fn connect(&mut self, content: &Content, row: &Row<'_>) {
        let Some((kind, tooltip)) = row.contention.line() else {
            return;
        };
        for one in self.named_boxes(content, row) {
            self.maker
                .join(one, content.subject, kind, tooltip.to_owned());
        }
    }

    fn named_boxes(&self, content: &Content, row: &Row<'_>) -> Vec<usize> {
        match row.subject {
            Subject::Issue(_) => {
                let drawn = row.named.iter().filter_map(|id| self.drawn.get(id));
                drawn.copied().collect()
            }
            Subject::Sequence(..) | Subject::Exclusion(_) => {
                let sides = content.sides.iter();
                sides.flat_map(|cell| cell.boxes.clone()).collect()
            }
        }
    }

    fn mark(&mut self, subject: usize, target: &Target) -> usize {
        let id = format!("holds-{subject}-{target}");
        let name = self.maker.model.target_name(target);
        let mut mark = Box::new(id, BoxKind::Mark, name);
        let first = self.maker.words.target_first(target);
        mark.tooltip = format!("{first} cannot happen while this is open.");
        self.maker.put(mark)
    }

    /// A cell for each side with what its parties say.
    fn put_by_side(&mut self, said: &[Said], columns: &Columns) -> Vec<GridCell> {
        let mut cells = Vec::new();
        for side in &columns.sides {
            let own = said.iter();
            let own = own.filter(|one| columns.side_of(&one.party) == *side);
            let boxes = own.map(|one| self.put_said(one, side)).collect();
            cells.push(GridCell { boxes });
        }
        cells
    }

    /// Among the others a party's name stands over what it says.
    fn put_said(&mut self, said: &Said, side: &Side) -> usize {
        let mut item = said.item.clone();
        if *side == Side::Others {
            item.over = self.maker.name(&said.party);
        }
        let drawn = self.maker.put(item);
        if let Some(position) = said.position {
            self.drawn.insert(position, drawn);
        }
        drawn
    }

    fn issue_row(&mut self, issue: &Issue, columns: &Columns) -> Content {
        let on = self.positions_on(issue);
        let mut said: Vec<Said> = on.iter().map(|&i| self.says_on(issue, i)).collect();
        said.extend(self.silences(issue, &said, columns));
        Content {
            subject: self.put_issue(issue),
            sides: self.put_by_side(&said, columns),
            holds_up: self.held_up_by(issue),
        }
    }

    fn put_issue(&mut self, issue: &Issue) -> usize {
        let mut subject = self.maker.issue_box(issue);
        subject.note = issue.question.clone();
        self.maker.put(subject)
    }

    fn says_on(&self, issue: &Issue, index: PositionId) -> Said {
        let id = format!("position-{}-{index}", issue.id);
        let item = self.maker.position_as_it_stands(id, index);
        Said {
            position: Some(index),
            ..Said::by(&self.maker.position(index).party, item)
        }
    }

    /// Sides that must agree and have no position in force.
    fn silences(&self, issue: &Issue, said: &[Said], columns: &Columns) -> Vec<Said> {
        let speak: BTreeSet<&PartyId> = said.iter().map(|one| &one.party).collect();
        let silent = columns.parties().filter(|party| !speak.contains(party));
        let asked = silent.filter(|party| issue.between.contains(party));
        asked.map(|party| self.silence(issue, party)).collect()
    }

    /// What a party without a position has said of the matter, if anything.
    fn silence(&self, issue: &Issue, party: &PartyId) -> Said {
        let words = self.maker.words;
        let (spoken, cites) = self.spoken_of(issue, party);
        let state = spoken_in_brief(&words.doer(party), spoken);
        let mut item = Box::new(
            format!("unknown-{}-{party}", issue.id),
            BoxKind::Unknown,
            state,
        );
        if spoken != Spoken::Nothing {
            item.refs = self.maker.refs(&cites);
        }
        let (name, about) = (words.party_first(party), words.issue(&issue.id));
        item.tooltip = cited(&format!("{name} on {about}: {state}."), &cites);
        Said::by(party, item)
    }

    fn spoken_of(&self, issue: &Issue, party: &PartyId) -> (Spoken, Vec<Citation>) {
        let Some(asked) = self.asked_of(party, issue) else {
            return (Spoken::Nothing, Vec::new());
        };
        let grounds = self.library.grounds(asked);
        (grounds.spoken, grounds.cites)
    }

    /// The first yes on an issue that a party is asked for and has not given.
    fn asked_of(&self, party: &PartyId, issue: &Issue) -> Option<&StanceInfo> {
        let mut stances = self.maker.graph.stances().iter();
        stances.find(|stance| {
            stance.party == *party
                && stance.reading == Reading::Unknown
                && stance.target.issue() == Some(&issue.id)
        })
    }

    /// Milestones that need an issue directly, while it is not settled.
    fn held_up_by(&self, issue: &Issue) -> Vec<Target> {
        let graph = self.maker.graph;
        let node = graph.node_of(&Target::Issue(issue.id.clone()));
        match node {
            Some(node) if !self.maker.met[node] => milestones_above(graph, node),
            Some(_) | None => Vec::new(),
        }
    }

    fn sequence_row(&mut self, orders: [&Order; 2], columns: &Columns) -> Content {
        let said = orders.map(|order| self.says_in_order(order));
        Content {
            subject: self.put_sequence(orders),
            sides: self.put_by_side(&said, columns),
            holds_up: things_ordered(orders),
        }
    }

    fn put_sequence(&mut self, [one, other]: [&Order; 2]) -> usize {
        let words = self.maker.words;
        let id = format!("sequence-{}-{}", one.before, one.after);
        let mut subject = Box::new(id, BoxKind::Issue, "Sequence");
        let (a, b) = (words.bare(&one.before), words.bare(&one.after));
        subject.note = format!("Which comes first, {a} or {b}?");
        subject.tooltip = format!(
            "{} conditions put {a} before {b}, those of {} the other way round.",
            upper_first(&words.of_party(&one.party)),
            words.party(&other.party)
        );
        self.maker.put(subject)
    }

    fn says_in_order(&self, order: &Order) -> Said {
        let (words, party) = (self.maker.words, &order.party);
        let id = format!("order-{party}-{}-{}", order.before, order.after);
        let mut item = Box::new(id, BoxKind::Demand, self.order_in_words(order));
        item.refs = self.maker.refs(&order.cites);
        item.owner = Some(self.maker.owner(party));
        let (whose, label) = (
            upper_first(&words.of_party(party)),
            self.order_inside(order),
        );
        item.tooltip = cited(&format!("{whose} conditions put {label}."), &order.cites);
        Said::by(party, item)
    }

    /// `Ceasefire before the referendum, by way of the vote`.
    fn order_in_words(&self, order: &Order) -> String {
        let before = self.maker.model.target_name(&order.before);
        self.order_from(&before, order)
    }

    /// The same in the middle of a sentence: `the ceasefire before the referendum`.
    fn order_inside(&self, order: &Order) -> String {
        self.order_from(&self.maker.words.target(&order.before), order)
    }

    fn order_from(&self, before: &str, order: &Order) -> String {
        let after = self.maker.words.target(&order.after);
        format!("{before} before {after}{}", self.by_way_of(order))
    }

    fn by_way_of(&self, order: &Order) -> String {
        if order.by_way_of.is_empty() {
            return String::new();
        }
        let between = order.by_way_of.iter();
        let between = between.map(|target| self.maker.words.target(target));
        format!(", by way of {}", and(&between.collect::<Vec<_>>()))
    }

    /// Demands for things that cannot all hold, whatever they are about.
    fn exclusion_row(
        &mut self,
        exclusion: &Exclusion,
        named: &[PositionId],
        columns: &Columns,
    ) -> Content {
        let row = format!("exclusion-{}", self.exclusions);
        self.exclusions += 1;
        let said: Vec<Said> = named.iter().map(|&i| self.demands(&row, i)).collect();
        let mut subject = Box::new(row, BoxKind::Issue, "Not all together");
        let why = sentence(&self.maker.words.why_excluded(exclusion));
        subject.tooltip = format!("More is demanded than can hold together: {why}");
        subject.note = why;
        Content {
            subject: self.maker.put(subject),
            sides: self.put_by_side(&said, columns),
            holds_up: Vec::new(),
        }
    }

    fn demands(&self, row: &str, index: PositionId) -> Said {
        let position = self.maker.position(index);
        let mut item = self.maker.position_box(format!("{row}-{index}"), position);
        item.label = format!("Demands {}", self.maker.words.target(&position.on));
        Said::by(&position.party, item)
    }
}

/// What two orders are about, and what lies between.
fn things_ordered([one, other]: [&Order; 2]) -> Vec<Target> {
    let ends = [&one.before, &one.after].into_iter();
    let between = one.by_way_of.iter().chain(&other.by_way_of);
    let once: BTreeSet<&Target> = ends.chain(between).collect();
    once.into_iter().cloned().collect()
}

/// The milestones that need a node directly.
fn milestones_above(graph: &PositionGraph, node: NodeId) -> Vec<Target> {
    let mut targets: Vec<_> = graph.targets().collect();
    targets.retain(|(other, from)| {
        matches!(other, Target::Milestone(_)) && needs_directly(graph, *from, node)
    });
    let milestones = targets.into_iter().map(|(milestone, _)| milestone);
    milestones.cloned().collect()
}

/// Whether a node needs another with nothing but conditions, consents and options of the same issue between.
fn needs_directly(graph: &PositionGraph, from: NodeId, to: NodeId) -> bool {
    let wanted = issue_of(graph, to);
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        for (next, _) in graph.needs(node) {
            if next == to || (wanted.is_some() && issue_of(graph, next) == wanted) {
                return true;
            }
            if !matches!(graph.node(next).kind, NodeKind::Target(_)) && seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

fn issue_of(graph: &PositionGraph, node: NodeId) -> Option<&IssueId> {
    match &graph.node(node).kind {
        NodeKind::Target(target) => target.issue(),
        NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => None,
    }
}
