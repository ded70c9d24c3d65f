//! Minimal sets without a promise that they are the cheapest, for want of better ones.

use std::cmp::Reverse;

use super::super::bdd::Stopped;
use super::super::symbolic::Leaf;
use super::clauses::Clauses;
use super::{SHRINKING, Search};

/// Nodes evaluated at most to make a set smaller that is wanted for the answer itself.
const SHRINKING_ONCE: usize = 60_000_000;

/// Most sets listed that are not known to be the cheapest.
const MOST_UNPROVEN: usize = 10;

/// Minimal sets without a promise that they are the cheapest: the reasons that the other side would learn from.
pub(super) fn some_minimal(search: &Search<'_>, first: usize) -> Vec<Vec<Leaf>> {
    let side = search.side.other();
    let turned = Search { side, ..*search };
    let mut other = Clauses::of(&turned);
    let found = other.some_reasons(first.min(MOST_UNPROVEN));
    found.into_iter().map(|set| other.leaves(set)).collect()
}

impl Clauses<'_> {
    /// A minimal reason why the goal is not as this side wants it, and those that do without a member of it.
    fn some_reasons(&mut self, most: usize) -> Vec<Vec<usize>> {
        let first = match most {
            0 => return Vec::new(),
            _ => self.minimal_reason(None, SHRINKING_ONCE),
        };
        let Ok(Some(first)) = first else {
            return Vec::new();
        };
        let bars = first.clone().into_iter().take(MOST_UNPROVEN);
        let mut found = vec![first];
        for bar in bars {
            if found.len() >= most {
                break;
            }
            match self.minimal_reason(Some(bar), SHRINKING) {
                Ok(Some(set)) if !found.contains(&set) => found.push(set),
                Ok(_) => {}
                Err(Stopped) => break,
            }
        }
        found
    }

    /// A minimal reason why the goal fails though one variable is chosen, if it does; stopped where making it minimal
    /// would take more evaluated nodes than allowed.
    fn minimal_reason(
        &mut self,
        bar: Option<usize>,
        allowed: usize,
    ) -> Result<Option<Vec<usize>>, Stopped> {
        let chosen = self.chosen(bar.as_slice());
        let Some(failure) = self.failure(&chosen) else {
            return Ok(None);
        };
        let mut reasons = self.cut(&failure).vars;
        // What comes first is let go first: red lines.
        reasons.sort_by_key(|&var| (Reverse(self.variables[var].price), Reverse(var)));
        let (mut set, is_minimal) = self.shrunk(reasons, allowed);
        set.sort_unstable();
        match is_minimal {
            true => Ok(Some(set)),
            false => Err(Stopped),
        }
    }
}
