//! The way to a goal as a tree of requirements: unmet parts only, shared parts once.

use std::collections::BTreeSet;

use super::clauses::grant;
use crate::analysis::{Blocks, Library, hoped, met};
use crate::graph::{
    ByNode, ConditionInfo, Gate, Need, NodeId, NodeKind, PositionGraph, Reading, StanceInfo,
};
use crate::model::{Condition, Exclusion, Target};
use crate::source::Citation;

use super::blocks::exclusion_item;
use crate::view::words::spoken::spoken_in_brief;
use crate::view::words::{Words, number_word};
use crate::view::{Block, Item, Line, Section};

/// The tree below a goal; `None` where the graph has no such goal.
pub fn tree(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Option<Section> {
    let node = graph.node_of(&answer.goal)?;
    let items = Tree::of(words, graph, answer)
        .item(node)
        .into_iter()
        .collect();
    let blocks = vec![Block::Items(items)];
    Some(Section::new("What it needs, unmet parts only", blocks))
}

struct Tree<'a> {
    words: &'a Words<'a>,
    graph: &'a PositionGraph,
    met: ByNode<bool>,
    open: ByNode<bool>,
    library: Library<'a>,
    seen: BTreeSet<NodeId>,
    /// Whether it is known how the goal stands: what is neither met nor decided by a day may else be neither open nor blocked.
    is_worked_out: bool,
}

impl<'a> Tree<'a> {
    fn of(words: &'a Words<'a>, graph: &'a PositionGraph, answer: &Blocks) -> Self {
        Self {
            words,
            graph,
            met: met(graph),
            open: hoped(graph),
            library: Library::of(words.model, graph),
            seen: BTreeSet::new(),
            is_worked_out: answer.standing.is_exact(),
        }
    }
    fn state(&self, node: NodeId) -> &'static str {
        match (self.by_the_record(node), self.met[node], self.open[node]) {
            (Some(word), _, _) => word,
            (None, true, _) => "met",
            (None, false, _) if !self.is_worked_out => "not worked out",
            (None, false, true) => "open",
            (None, false, false) => "blocked",
        }
    }

    /// What deadlines have made of a milestone.
    fn by_the_record(&self, node: NodeId) -> Option<&'static str> {
        let NodeKind::Target(Target::Milestone(id)) = &self.graph.node(node).kind else {
            return None;
        };
        let record = self.graph.record();
        let is_coming = || record.coming.iter().any(|one| one.milestone == *id);
        match record.closed.contains_key(id) {
            true => Some("closed"),
            false => is_coming().then_some("pending"),
        }
    }

    /// A node with what is unmet below it; nothing for what is met, and for changes, which are not requirements.
    fn item(&mut self, node: NodeId) -> Option<Item> {
        match &self.graph.node(node).kind {
            NodeKind::Condition(info) if info.by.is_none() => self.asked_for(node, info),
            NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => self.with_needs(node),
            // A thing, and a yes that another one waits for, can be met again, and may even wait for itself.
            NodeKind::Target(_) | NodeKind::Stance(_) => match self.seen.insert(node) {
                true => self.with_needs(node),
                false => self.as_above(node),
            },
        }
    }

    fn as_above(&self, node: NodeId) -> Option<Item> {
        let (text, _) = self.says(node)?;
        let state = self.state(node);
        Some(Item::derived(format!("{text}: {state}, as above")))
    }

    /// A condition that nobody imposes is told with what it asks for.
    fn asked_for(&mut self, node: NodeId, info: &ConditionInfo) -> Option<Item> {
        let (next, need) = *self.graph.needs(node).first()?;
        let mut item = self.needed(next, need)?;
        item.line = item.line.citing(&info.cites);
        Some(item)
    }

    fn with_needs(&mut self, node: NodeId) -> Option<Item> {
        let (text, cites) = self.says(node)?;
        let line = Line::derived(format!("{text}: {}", self.state(node))).citing(&cites);
        let unmet = match self.met[node] {
            true => Vec::new(),
            false => self.unmet_needs(node),
        };
        let below = unmet.into_iter();
        let weighs = !self.counts_votes(node);
        let mut below: Vec<Item> = below
            .filter_map(|(next, need)| {
                let mut item = self.needed(next, need)?;
                if weighs && need.weight > 1 {
                    item.line.words += &format!(" (it counts as {})", need.weight);
                }
                Some(item)
            })
            .collect();
        // Each need can be met by itself; what keeps it closed is that they cannot all hold.
        if below.is_empty() && !self.met[node] {
            below = self.exclusions_of(node);
        }
        Some(line.above(below))
    }

    fn exclusions_of(&self, node: NodeId) -> Vec<Item> {
        let NodeKind::Target(target) = &self.graph.node(node).kind else {
            return Vec::new();
        };
        let names = |exclusion: &&Exclusion| {
            let mut of = exclusion.of.iter().flat_map(Condition::targets);
            of.any(|one| one == target)
        };
        let exclusions = self.words.model.incompatible.iter().filter(names);
        exclusions
            .map(|one| exclusion_item(self.words, one))
            .collect()
    }

    fn unmet_needs(&self, node: NodeId) -> Vec<(NodeId, Need)> {
        let mut needs = self.graph.needs(node).to_vec();
        needs.retain(|(next, _)| !self.met[*next]);
        needs
    }

    fn needed(&mut self, node: NodeId, need: Need) -> Option<Item> {
        let mut item = self.item(node)?;
        if need.strict {
            item.line.words = format!("first: {}", item.line.words);
        }
        Some(item)
    }

    /// The sentences of everything that refuses: what is said, and what a demand for another answer implies.
    fn refusing(&self, stance: &StanceInfo) -> Vec<Citation> {
        let lifted = grant(&stance.party, &stance.target);
        let mut changes = self.graph.changes().iter();
        let found = changes.find(|info| info.change == lifted);
        found.map(|info| info.cites.clone()).unwrap_or_default()
    }

    /// What a node is called, and where it is said.
    fn says(&self, node: NodeId) -> Option<(String, Vec<Citation>)> {
        let found = self.graph.node(node);
        Some(match &found.kind {
            NodeKind::Target(target) => (self.words.target_first(target), Vec::new()),
            NodeKind::Stance(number) => self.yes(&self.graph.stances()[*number]),
            NodeKind::Condition(info) => (self.condition_of(info), info.cites.clone()),
            NodeKind::Part if self.counts_votes(node) => {
                ("Enough of these votes".to_owned(), Vec::new())
            }
            NodeKind::Part => (self.how_many(node), Vec::new()),
            NodeKind::Change(_) => return None,
        })
    }

    /// How many of the parts of a condition must hold; of those that do, it is said how much they add.
    fn how_many(&self, node: NodeId) -> String {
        let gate = self.graph.node(node).gate;
        match (gate, self.votes(node)) {
            (Gate::AtLeast(sum), (all, there)) if there > 0 => {
                format!(
                    "At least {sum} of {all}: {there} are there, and the rest must come from these"
                )
            }
            _ => how_many(gate),
        }
    }

    /// Whether a part counts the votes of a body, in weights of its own.
    fn counts_votes(&self, node: NodeId) -> bool {
        matches!(self.graph.node(node).gate, Gate::AtLeast(_)) && self.graph.counts_votes(node)
    }

    /// What the parts of a condition weigh together, and those that hold.
    fn votes(&self, node: NodeId) -> (u64, u64) {
        let (mut all, mut there) = (0, 0);
        for (to, need) in self.graph.needs(node) {
            all += need.weight;
            there += if self.met[to] { need.weight } else { 0 };
        }
        (all, there)
    }

    fn condition_of(&self, info: &ConditionInfo) -> String {
        match &info.by {
            Some(by) => format!("A condition of {}", self.words.party(by)),
            None => "A condition".to_owned(),
        }
    }

    /// The yes of a party, and how far it is given.
    fn yes(&self, stance: &StanceInfo) -> (String, Vec<Citation>) {
        let party = self.words.party(&stance.party);
        let text = format!("The yes of {party} ({})", self.reading(stance));
        (text, self.sentences(stance))
    }

    fn reading(&self, stance: &StanceInfo) -> &'static str {
        match stance.reading {
            Reading::Granted if stance.turned => "no longer refuses",
            Reading::Granted => "says yes",
            Reading::Conditional => "says yes on a condition",
            Reading::Refused if stance.implied => "demands another",
            Reading::Refused => "refuses",
            Reading::Counted => "by the votes of its members",
            Reading::Unknown => {
                let spoken = self.library.grounds(stance).spoken;
                spoken_in_brief(&self.words.doer(&stance.party), spoken)
            }
        }
    }

    fn sentences(&self, stance: &StanceInfo) -> Vec<Citation> {
        let positions = stance.positions.iter();
        let said = positions.flat_map(|&i| self.words.model.positions[i].cites.clone());
        match stance.reading {
            Reading::Unknown => self.library.grounds(stance).cites,
            Reading::Refused => self.refusing(stance),
            Reading::Granted | Reading::Conditional | Reading::Counted => said.collect(),
        }
    }
}

/// How many of the parts of a condition must hold.
fn how_many(gate: Gate) -> String {
    match gate {
        Gate::Any => "One of these".to_owned(),
        Gate::AtLeast(sum) => {
            let sum = usize::try_from(sum).map_or_else(|_| sum.to_string(), number_word);
            format!("At least {sum} of these")
        }
        Gate::All | Gate::True | Gate::Coming(_) | Gate::Unknown(_) | Gate::Change(_) => {
            "All of these".to_owned()
        }
    }
}
