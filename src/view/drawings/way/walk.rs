//! How the drawing follows what a goal needs: from box to box, through conditions and consents, which are told on the lines
//! between. Each milestone and issue is drawn once; no way goes through the same condition twice.

use std::collections::BTreeSet;

use super::{Way, is_drawn_as};
use crate::graph::{Change, Gate, NodeId, NodeKind, Reading, StanceInfo};
use crate::model::{IssueId, MilestoneId, OptionId, PartyId, PositionId, Target};
use crate::source::Citation;
use crate::view::drawings::maker::cited;
use crate::view::{Box, BoxKind, LineKind};

/// What is known on the way from one box down to the next.
pub(super) struct Hop {
    /// The box from which it leads down.
    pub above: usize,
    /// Whose condition it is.
    says: Option<String>,
    cites: Vec<Citation>,
}

impl Hop {
    fn from(above: usize) -> Self {
        Self {
            above,
            says: None,
            cites: Vec::new(),
        }
    }

    /// The same way, through a condition.
    fn through(&self, says: Option<String>, cites: &[Citation]) -> Self {
        Self {
            above: self.above,
            says: says.or_else(|| self.says.clone()),
            cites: [&self.cites, cites].concat(),
        }
    }

    /// The same way, from another box on.
    fn on_from(&self, above: usize) -> Self {
        Self {
            above,
            ..self.through(None, &[])
        }
    }
}

impl Way<'_> {
    /// Draws a milestone, an issue, or an answer that is asked for by name, with all that it needs. The answers to an issue
    /// that any of them would settle are drawn as the issue.
    pub(super) fn target(&mut self, node: NodeId) -> usize {
        if let Some(&drawn) = self.drawn.get(&node) {
            return drawn;
        }
        let item = self.target_box(node);
        let index = self.put(item);
        self.drawn.insert(node, index);
        if !self.is_done(node) {
            self.needs(node, &Hop::from(index), &mut BTreeSet::new());
        }
        index
    }

    /// Follows the needs of a node to the next boxes and draws the lines from them to the box above.
    fn needs(&mut self, node: NodeId, hop: &Hop, seen: &mut BTreeSet<NodeId>) {
        for (next, _) in self.maker.graph.needs(node) {
            match self.target_of(next) {
                Some(target) if self.is_the_issue_above(hop, target) => {
                    if seen.insert(next) {
                        self.needs(next, hop, seen);
                    }
                }
                Some(target) => self.line_to(next, target, hop),
                // What can be met by itself may still be what stands in the way where not all can hold.
                None if self.maker.met[next] && self.answer.exclusions.is_empty() => {}
                None => self.requirement(next, hop, seen),
            }
        }
    }

    /// A yes, a condition, or a part of one.
    fn requirement(&mut self, node: NodeId, hop: &Hop, seen: &mut BTreeSet<NodeId>) {
        let graph = self.maker.graph;
        match &graph.node(node).kind {
            NodeKind::Stance(number) => self.stance(node, &graph.stances()[*number], hop, seen),
            NodeKind::Condition(info) => {
                let inner = hop.through(self.whose(info.by.as_ref()), &info.cites);
                self.needs_once(node, &inner, seen);
            }
            NodeKind::Part => self.part(node, hop, seen),
            NodeKind::Target(_) | NodeKind::Change(_) => {}
        }
    }

    /// Follows the needs of a node that the way has not come through.
    fn needs_once(&mut self, node: NodeId, hop: &Hop, seen: &mut BTreeSet<NodeId>) {
        if seen.insert(node) {
            self.needs(node, hop, seen);
            seen.remove(&node);
        }
    }

    /// `A condition of Ukraine`.
    fn whose(&self, party: Option<&PartyId>) -> Option<String> {
        party.map(|party| format!("A condition of {}", self.maker.words.party(party)))
    }

    fn is_the_issue_above(&self, hop: &Hop, target: &Target) -> bool {
        let above = &self.maker.diagram.boxes[hop.above].id;
        target.issue().is_some_and(|issue| above == issue.as_str())
    }

    /// A party's yes: the answer that is awaited, or the refusals, and what the party makes a condition of it.
    fn stance(&mut self, node: NodeId, info: &StanceInfo, hop: &Hop, seen: &mut BTreeSet<NodeId>) {
        match info.reading {
            Reading::Granted => {}
            Reading::Unknown => self.unknown(info, hop),
            Reading::Counted => self.needs_once(node, hop, seen),
            Reading::Refused | Reading::Conditional => {
                self.refusals(info, hop);
                let cites = self.maker.cites_of(&info.positions);
                let inner = hop.through(self.whose(Some(&info.party)), &cites);
                self.needs_once(node, &inner, seen);
            }
        }
    }

    /// The refusals of a yes, and the conditions of one that blocks the goal.
    fn refusals(&mut self, info: &StanceInfo, hop: &Hop) {
        let blocks = self.blocks(info);
        if blocks || info.reading == Reading::Refused {
            let decisive = self.decisive(info);
            for told in self.maker.model.positions.told_once(&decisive) {
                self.refusal(&told, hop.above, blocks);
            }
        }
    }

    /// The words by which a refusal is drawn: the latest, or earlier ones that stand and are more final.
    fn decisive(&self, info: &StanceInfo) -> Vec<PositionId> {
        let model = self.maker.model;
        let firmness = |ids: &[PositionId]| {
            ids.iter()
                .filter_map(|&id| model.positions[id].firmness)
                .max()
        };
        let (latest, all) = (firmness(&info.positions), firmness(&info.refusing));
        match all > latest {
            true => {
                let refusing = info.refusing.iter().copied();
                refusing
                    .filter(|&id| model.positions[id].firmness == all)
                    .collect()
            }
            false => info.positions.clone(),
        }
    }

    /// Whether the goal would need that a party grants this.
    fn blocks(&self, info: &StanceInfo) -> bool {
        let grant = Change::Grant {
            party: info.party.clone(),
            target: info.target.clone(),
        };
        let mut blockers = self.answer.blockers.items().iter();
        blockers.any(|blocker| blocker.change == grant)
    }

    /// A combination of requirements: drawn where it leaves a choice, followed where it does not.
    fn part(&mut self, node: NodeId, hop: &Hop, seen: &mut BTreeSet<NodeId>) {
        let Some(choice) = self.choice(node, hop) else {
            return self.needs_once(node, hop, seen);
        };
        let known = self.parts.get(&node).copied();
        let part = known.unwrap_or_else(|| self.put_choice(node, choice));
        let tooltip = cited("A choice of conditions.", &hop.cites);
        self.maker
            .join(part, hop.above, LineKind::NeededFor, tooltip);
        if known.is_none() {
            self.needs(node, &hop.on_from(part), seen);
        }
    }

    /// What a choice is called; an issue is a choice of answers without saying so.
    fn choice(&self, node: NodeId, hop: &Hop) -> Option<String> {
        let arms = self.maker.graph.needs(node).len();
        let below_issue = self.maker.diagram.boxes[hop.above].kind == BoxKind::Issue;
        match self.maker.graph.node(node).gate {
            Gate::Any if arms > 1 && !below_issue => Some("one of these".to_owned()),
            // The weights of votes are of the count, and not of the reader's.
            Gate::AtLeast(_) if self.maker.graph.counts_votes(node) => {
                Some("enough of these votes".to_owned())
            }
            Gate::AtLeast(sum) => Some(format!("at least {sum} of these")),
            Gate::Any
            | Gate::All
            | Gate::True
            | Gate::Coming(_)
            | Gate::Unknown(_)
            | Gate::Change(_) => None,
        }
    }

    fn put_choice(&mut self, node: NodeId, label: String) -> usize {
        let id = format!("part-{}", node.number());
        let item = Box::new(id, BoxKind::Requirement, label);
        let part = self.put(item);
        self.parts.insert(node, part);
        part
    }

    /// A line from a milestone or issue to the box above that needs it.
    fn line_to(&mut self, node: NodeId, target: &Target, hop: &Hop) {
        let (below, above) = (self.target(node), hop.above);
        if below == above {
            return;
        }
        let tooltip = self.need_in_words(target, hop);
        let mut lines = self.maker.diagram.lines.iter_mut();
        match lines.find(|line| line.from == below && line.to == above) {
            // Two conditions between the same two are one line that tells both.
            Some(line) if !line.tooltip.contains(&tooltip) => {
                line.tooltip = format!("{} {tooltip}", line.tooltip);
            }
            Some(_) => {}
            None => {
                let kind = LineKind::of_need(self.is_in_a_ring(above, below));
                self.maker.join(below, above, kind, tooltip);
            }
        }
    }

    fn is_in_a_ring(&self, above: usize, below: usize) -> bool {
        let id = |b: usize| self.maker.diagram.boxes[b].id.as_str();
        let mut needs = self.edges_from(id(above)).map(|edge| edge.needs.target());
        needs.any(|target| is_drawn_as(target, id(below)))
    }

    /// What the box of a milestone, an issue or an answer stands for; none of a box for a part of a condition.
    fn target_drawn(&self, at: usize) -> Option<Target> {
        let id = self.maker.diagram.boxes[at].id.as_str();
        let milestone = MilestoneId::new(id);
        let model = self.maker.model;
        match id.split_once('/') {
            Some((issue, option)) => {
                let (issue, option) = (IssueId::new(issue), OptionId::new(option));
                Some(Target::Option(issue, option))
            }
            None if model.milestones.contains_key(&milestone) => Some(Target::Milestone(milestone)),
            None => {
                let issue = IssueId::new(id);
                model
                    .issues
                    .contains_key(&issue)
                    .then_some(Target::Issue(issue))
            }
        }
    }

    /// `The referendum needs the ceasefire. A condition of Ukraine. [citations]`
    fn need_in_words(&self, target: &Target, hop: &Hop) -> String {
        let words = self.maker.words;
        let above = self.target_drawn(hop.above);
        let (whole, is_plural) = match &above {
            // What leads to an issue may be asked for by one of its answers only.
            Some(issue @ Target::Issue(_)) => {
                (format!("An answer on {}", words.target(issue)), false)
            }
            Some(target) => (words.target_first(target), words.is_plural(target)),
            None => {
                let label = &self.maker.diagram.boxes[hop.above].label;
                (format!("A part of it ({})", label.to_lowercase()), false)
            }
        };
        let needs = if is_plural { "need" } else { "needs" };
        let part = match target {
            Target::Issue(_) => format!("agreement on {}", words.target(target)),
            Target::Milestone(_) | Target::Option(..) => words.target(target),
        };
        let says = hop.says.as_ref().map(|says| format!(" {says}."));
        let sentence = format!("{whole} {needs} {part}.{}", says.unwrap_or_default());
        cited(&sentence, &hop.cites)
    }
}
