//! Loop formulas: what a group that held itself up must rest on instead.

use batsat::Lit;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::NodeId;

use super::super::circuit::{Edge, Holding};
use super::clauses::{Clauses, Term};

/// Claims that did not come true, each with those that it rests on.
type Unfounded = DiGraphMap<NodeId, ()>;

impl Clauses<'_> {
    /// Loop formulas for the groups whose claim rests on themselves alone.
    pub(super) fn learn_loops(&mut self, holding: &Holding) {
        let unfounded = self.unfounded(holding);
        for group in tarjan_scc(&unfounded) {
            if holds_itself_up(&unfounded, &group) {
                self.learn_loop(&group);
            }
        }
    }

    fn unfounded(&self, holding: &Holding) -> Unfounded {
        let opening = self.search.is_opening();
        let is_unfounded = |node: NodeId| {
            !self.bounds.is_decided(node) && self.is_claimed(node) && holding.holds(node) != opening
        };
        let mut graph = Unfounded::new();
        for node in self.terms.nodes().filter(|&node| is_unfounded(node)) {
            graph.add_node(node);
            let needs = self.search.circuit.needs(node).iter();
            for edge in needs.filter(|edge| is_unfounded(edge.to)) {
                graph.add_edge(node, edge.to, ());
            }
        }
        graph
    }

    /// Whoever of a group comes first does so on what is outside it.
    fn learn_loop(&mut self, group: &[NodeId]) {
        let firsts = group.iter().map(|&node| (node, self.optimum.new_lit()));
        let firsts: FxHashMap<NodeId, Lit> = firsts.collect();
        let some_first = self.optimum.new_lit();
        let any = group.iter().map(|node| firsts[node]);
        self.optimum.clause([!some_first].into_iter().chain(any));
        for node in group {
            let Some(claim) = self.terms[*node].lit() else {
                continue;
            };
            self.optimum.clause([!claim, some_first]);
            self.optimum.clause([!firsts[node], claim]);
            let support = self.support(*node, |edge| self.term_for_first(edge, &firsts));
            self.imply(firsts[node], support);
        }
    }

    /// What the first of a group can rest on: on the opening side soft needs may come first together; on the blocking
    /// side what fell earlier round a strict edge counts.
    fn term_for_first(&self, edge: &Edge, firsts: &FxHashMap<NodeId, Lit>) -> Term {
        let opening = self.search.is_opening();
        match firsts.get(&edge.to) {
            None => self.terms[edge.to],
            Some(first) if opening && !edge.strict => Term::When(*first),
            Some(_) if !opening && edge.strict => self.terms[edge.to],
            Some(_) => Term::Never,
        }
    }
}

/// Whether a group rests on itself, and on nothing else that is unfounded.
fn holds_itself_up(unfounded: &Unfounded, group: &[NodeId]) -> bool {
    let members: FxHashSet<NodeId> = group.iter().copied().collect();
    let mut rests_on = group.iter().flat_map(|&node| unfounded.neighbors(node));
    let goes_round = group.len() > 1 || unfounded.contains_edge(group[0], group[0]);
    goes_round && rests_on.all(|to| members.contains(&to))
}
