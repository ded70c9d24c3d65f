//! The legend of a drawing: what each sign in it means, and only of the signs that are drawn.

use std::collections::BTreeSet;

use crate::view::{Box, BoxKind, Diagram, Emphasis, LineKind};

/// One sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LegendEntry {
    /// A box of this kind.
    Kind(BoxKind),
    /// A line of this kind.
    Line(LineKind),
    /// A member of a ring.
    RingMember,
    /// A milestone or issue that is met.
    Met,
}

impl LegendEntry {
    /// What the sign means.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.in_the_legend(),
            Self::Line(kind) => kind.in_the_legend(),
            Self::RingMember => "in the circle of conditions",
            Self::Met => "met or reached",
        }
    }
}

impl BoxKind {
    fn in_the_legend(self) -> &'static str {
        match self {
            Self::Demand => "position",
            Self::Offer => "offer",
            Self::RedLine => "red line",
            Self::Unknown => "no answer on record",
            Self::Issue => "issue",
            Self::Milestone => "milestone",
            Self::Requirement => "yes not known, or a choice",
            Self::Mark => "needs the issue settled",
            Self::Party => "party",
        }
    }
}

impl LineKind {
    fn in_the_legend(self) -> &'static str {
        match self {
            Self::NeededFor => "needed for",
            Self::Blocks => "refuses",
            Self::Incompatible => "incompatible",
            Self::Gap => "apart, not excluded",
            Self::Ring => "must come first",
            Self::On => "says of",
            Self::Agrees => "agree",
        }
    }
}

impl Diagram {
    /// The legend of what is drawn, in a fixed order.
    pub fn legend_of_what_is_drawn(&mut self) {
        let mut signs: BTreeSet<LegendEntry> = BTreeSet::new();
        for item in &self.boxes {
            signs.extend(item.sign_of_its_kind());
            signs.extend(item.sign_of_its_emphasis());
        }
        signs.extend(self.lines.iter().map(|line| LegendEntry::Line(line.kind)));
        self.legend = signs.into_iter().collect();
    }
}

impl Box {
    /// Words alone explain themselves; every other shape is explained.
    fn sign_of_its_kind(&self) -> Option<LegendEntry> {
        (self.kind != BoxKind::Unknown).then_some(LegendEntry::Kind(self.kind))
    }

    fn sign_of_its_emphasis(&self) -> Option<LegendEntry> {
        match (self.emphasis, self.kind) {
            (Emphasis::Ring, _) => Some(LegendEntry::RingMember),
            // A position that is pale says itself that it is over.
            (Emphasis::Muted, BoxKind::Issue | BoxKind::Milestone) => Some(LegendEntry::Met),
            (Emphasis::Muted | Emphasis::Plain | Emphasis::Blocking | Emphasis::Goal, _) => None,
        }
    }
}
