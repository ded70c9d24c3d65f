//! Minimal groups of parties whose moves suffice: each party's changes are one variable.

use crate::model::PartyId;

use super::super::engine::bdd::Stopped;
use super::super::engine::cheapest::Side;
use super::super::engine::family::{Family, Members, family};
use super::super::engine::symbolic::{Effort, Leaf, ReadAs, goal};
use super::super::known::Known;
use super::super::question::Question;
use super::super::standing::NOT_ALL_WAYS;
use super::by_search::known_list;

/// Groups of parties that are listed at most.
const PARTY_SETS: usize = 1_000;
/// Groups of parties that the search lists.
const PARTY_SETS_SOUGHT: usize = 20;
/// Why it is not told which groups suffice without giving up a red line.
const NOT_WORKED_OUT: &str =
    "which groups of parties suffice without giving up a red line was not worked out";

impl Question<'_> {
    /// Minimal groups of parties whose moves suffice.
    pub(super) fn party_sets(&self) -> Known<Vec<Vec<PartyId>>> {
        match self.party_sets_by_diagrams() {
            Ok(sets) => sets,
            Err(Stopped) => self.party_sets_by_search(self.patience()),
        }
    }

    /// The groups that have no way to the goal but by giving up a red line.
    pub(in crate::analysis) fn over_red_lines(
        &self,
        groups: &[Vec<PartyId>],
    ) -> Known<Vec<Vec<PartyId>>> {
        if !self.circuit.all_pinned {
            return Known::Unknown(NOT_ALL_WAYS.to_owned());
        }
        let groups = groups.iter();
        let over = groups.filter(|group| !self.opens_without_red_line(group));
        Known::Exact(over.cloned().collect())
    }

    /// Minimal groups whose moves suffice without giving up a red line.
    pub(in crate::analysis) fn without_red_lines(&self) -> Known<Vec<Vec<PartyId>>> {
        let parties = self.parties();
        let read = |leaf: Leaf| match self.is_red_line(leaf) && self.read(leaf) == ReadAs::Variable
        {
            true => ReadAs::Fixed(false),
            false => self.by_party(&parties, leaf),
        };
        let found = self.groups_by_diagrams(&parties, &read);
        found.unwrap_or_else(|Stopped| Known::Unknown(NOT_WORKED_OUT.to_owned()))
    }

    pub(super) fn opens_without_red_line(&self, group: &[PartyId]) -> bool {
        self.holds_given(&|leaf| match self.read(leaf) {
            ReadAs::Fixed(read) => read,
            ReadAs::Variable | ReadAs::Shared(_) => {
                group.contains(self.owner(leaf)) && !self.is_red_line(leaf)
            }
        })
    }

    /// The parties in the order of their names.
    fn parties(&self) -> Vec<&PartyId> {
        self.model.parties.keys().collect()
    }

    /// Each party's changes as one variable: what a party moves, it moves together.
    fn by_party(&self, parties: &[&PartyId], leaf: Leaf) -> ReadAs {
        match self.read(leaf) {
            ReadAs::Variable => {
                let place = place(parties, self.owner(leaf));
                ReadAs::Shared(u32::try_from(place).unwrap_or(u32::MAX))
            }
            read @ (ReadAs::Fixed(_) | ReadAs::Shared(_)) => read,
        }
    }

    fn party_sets_by_diagrams(&self) -> Result<Known<Vec<Vec<PartyId>>>, Stopped> {
        let parties = self.parties();
        self.groups_by_diagrams(&parties, &|leaf| self.by_party(&parties, leaf))
    }

    fn groups_by_diagrams(
        &self,
        parties: &[&PartyId],
        read: &dyn Fn(Leaf) -> ReadAs,
    ) -> Result<Known<Vec<Vec<PartyId>>>, Stopped> {
        let (sets, by_name) = self.family_of_parties(parties, read)?;
        let is_all = sets.count == Some(sets.listed.len().into());
        let party = |place: usize| parties[place].clone();
        let named = |set: Vec<usize>| set.into_iter().map(party).collect();
        let listed = sets.listed.into_iter().map(named).collect();
        let why = "only the smallest groups of parties are listed";
        Ok(match is_all && by_name {
            true => Known::Exact(listed),
            false => Known::Partial(listed, why.to_owned()),
        })
    }

    /// The groups of parties by their places, and whether equals are in the order of their names.
    fn family_of_parties(
        &self,
        parties: &[&PartyId],
        read: &dyn Fn(Leaf) -> ReadAs,
    ) -> Result<(Family, bool), Stopped> {
        self.every_way()?;
        let budget = &self.ask.budget;
        let mut goal = goal(self.circuit, self.node, Effort::Beside, budget, read)?;
        let minimal = goal.minimal_solutions()?;
        let members = Members {
            red_line: &|_| false,
            rank: &|var| place(parties, self.owner(goal.vars[var as usize])),
        };
        Ok(family(&goal.diagrams, minimal, PARTY_SETS, &members))
    }

    pub(super) fn party_sets_by_search(&self, decisions: u64) -> Known<Vec<Vec<PartyId>>> {
        let parties = self.parties();
        let read = |leaf: Leaf| self.by_party(&parties, leaf);
        let found = self.search(&read, Side::Opening, PARTY_SETS_SOUGHT, decisions);
        let mut sets: Vec<Vec<PartyId>> = found.sets.iter().map(|set| self.owners(set)).collect();
        sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        known_list(
            sets,
            found.whole && self.circuit.all_pinned,
            "which groups of parties suffice could not be computed",
            "there may be further groups of parties that suffice",
        )
    }

    /// The parties of some leaves by name, one for each leaf.
    fn owners(&self, leaves: &[Leaf]) -> Vec<PartyId> {
        let owners = leaves.iter().map(|&leaf| self.owner(leaf).clone());
        let mut owners: Vec<PartyId> = owners.collect();
        owners.sort();
        owners
    }
}

/// Where a party stands in the order of the parties' names.
fn place(parties: &[&PartyId], party: &PartyId) -> usize {
    parties.binary_search(&party).unwrap_or(parties.len())
}
