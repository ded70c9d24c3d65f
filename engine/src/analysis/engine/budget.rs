//! How much work an answer may cost: one value that every stage is given.
//!
//! Everything is bounded by counted work, never by time, so that an answer is the same on every machine.

/// Bounds on the work for one answer. Whatever is stopped by one of them says so in its part of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Nodes of a decision diagram.
    pub nodes: usize,
    /// Decisions of a search for the cheapest sets.
    pub decisions: u64,
    /// Ways to respect the exclusions.
    pub ways: usize,
    /// Visits of edges, in plans of stages and in the search for rings.
    pub visits: u64,
    /// Rings that are listed.
    pub listed: usize,
    /// Sets of positions that are kept while conflicts are looked for.
    pub sets: usize,
}

impl Budget {
    /// What is allowed where nobody asks for less.
    pub const FULL: Self = Self {
        nodes: 4_000_000,
        decisions: 3_000_000,
        ways: 4_096,
        visits: 50_000_000,
        listed: 1_000,
        sets: 2_000,
    };

    /// The least that a search is given, however few nodes are asked for.
    const LEAST_DECISIONS: u64 = 10_000;
    /// Decisions for each node of a diagram that is allowed.
    const DECISIONS_A_NODE: u64 = 5;

    /// The budget of `--limit`: so many nodes, and a search in proportion.
    pub fn of_nodes(nodes: usize) -> Self {
        let decisions = (nodes as u64)
            .saturating_mul(Self::DECISIONS_A_NODE)
            .clamp(Self::LEAST_DECISIONS, Self::FULL.decisions);
        Self {
            nodes: nodes.min(Self::FULL.nodes),
            decisions,
            ..Self::FULL
        }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::FULL
    }
}
