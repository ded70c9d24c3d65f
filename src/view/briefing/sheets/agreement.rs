//! What sides share and where they part: the island of agreement and the common shared space.

use crate::model::{Assertion, Claim, PartyId};

use super::super::{Maker, derived, reported};
use super::{Cell, empty, for_people, for_the_negotiator, in_lines, or_dash, or_empty, table};
use crate::view::words::answers::{conflict_item, place, sentence};
use crate::view::words::{on_day, upper_first};
use crate::view::{Line, Section};

impl Maker<'_> {
    pub(super) fn island_of_agreement(&self) -> Section {
        let rows = [
            (
                "Claims that one side makes and another denies",
                self.contested(),
            ),
            (
                "Claims that one side makes and nobody denies",
                self.told_by_one(),
            ),
            ("Shared claims, and what took place", self.agreed_facts()),
            ("Norms and aims that converge", self.convergent()),
            ("Norms and aims that diverge", self.divergent()),
            (
                "To raise first, and to avoid",
                vec![for_people("the negotiator and the support team")],
            ),
        ];
        let rows = rows.map(|(label, cell)| vec![vec![derived(label)], or_dash(cell)]);
        table(
            "Sheet 1. Island of agreement",
            ["", "On record"],
            rows.to_vec(),
        )
    }

    pub(super) fn contested(&self) -> Cell {
        self.claims_that(|claim| !claim.denied_by.is_empty())
    }

    pub(super) fn told_by_one(&self) -> Cell {
        self.claims_that(|claim| claim.denied_by.is_empty() && claim.asserted_by.len() == 1)
    }

    pub(super) fn claims_that(&self, is_wanted: fn(&Claim) -> bool) -> Cell {
        let claims = self.model.claims.values().filter(|claim| is_wanted(claim));
        claims.map(|claim| self.claim_line(claim)).collect()
    }

    pub(super) fn claim_line(&self, claim: &Claim) -> Line {
        let those = |said: &[Assertion], one: &'static str, more: &'static str| {
            let parties: Vec<&PartyId> = said.iter().map(|one| &one.party).collect();
            match parties.as_slice() {
                [party] => self.words.party_does(party, one, more),
                all => format!("{} {more}", upper_first(&self.words.parties(all.to_vec()))),
            }
        };
        let against = match claim.denied_by.as_slice() {
            [] => "Nobody is on record against it".to_owned(),
            denied => format!("{} it", those(denied, "denies", "deny")),
        };
        let says = match claim.asserted_by.as_slice() {
            [] => String::new(),
            asserted => format!("{}: ", those(asserted, "says", "say")),
        };
        let text = sentence(&claim.text);
        let said = claim.asserted_by.iter().chain(&claim.denied_by);
        let line = derived(format!("{says}{text} {against}."));
        line.citing_each(said.map(|one| &one.cites))
    }

    pub(super) fn agreed_facts(&self) -> Cell {
        let claims = self.model.claims.values();
        let shared = claims.filter(|one| one.denied_by.is_empty() && one.asserted_by.len() > 1);
        let shared = shared.map(|claim| self.claim_line(claim));
        let reached = self.model.milestones.values();
        let reached = reached.filter(|one| one.is_reached(self.graph.day));
        let reached = reached.map(|one| {
            let name = upper_first(&self.milestone(&one.id));
            let day = on_day(", ", one.reached);
            derived(format!("{name}{day}.")).citing(&one.cites)
        });
        shared.chain(reached).collect()
    }

    pub(super) fn convergent(&self) -> Cell {
        self.agreed
            .iter()
            .map(|agreement| self.agreement(agreement).line)
            .collect()
    }

    /// Where sides want what does not go together: each with its own words.
    pub(super) fn divergent(&self) -> Cell {
        [0, 1, 2].map(|kind| self.conflicts_of_kind(kind)).concat()
    }

    pub(super) fn common_shared_space(&self) -> Section {
        let parting = self.divergent();
        let unheard = self.gaps.iter().filter(|gap| gap.on_the_way);
        let unheard = unheard.map(|gap| {
            let about = self.words.question(&gap.target);
            let who = self.words.party_first(&gap.party);
            derived(format!("{who} on {about}.")).citing(&gap.cites)
        });
        let denied = self.model.claims.values();
        let denied = denied.filter(|claim| !claim.denied_by.is_empty());
        let rows = vec![
            vec![
                vec![derived("Position")],
                or_dash(self.convergent()),
                or_dash(parting),
                or_dash(unheard.collect()),
            ],
            vec![
                vec![derived("Reasoning")],
                or_dash(self.agreed_facts()),
                or_dash(denied.map(|claim| self.claim_line(claim)).collect()),
                vec![for_the_negotiator()],
            ],
            vec![
                vec![derived("Motive")],
                self.motives(),
                vec![derived(
                    "Whether these motives meet only the negotiator can say.",
                )],
                vec![empty("people who know each side from within")],
            ],
        ];
        table(
            "Sheet 3. Common shared space",
            ["Layer", "Shared or near", "Apart", "Not known"],
            rows,
        )
    }

    pub(super) fn conflicts_of_kind(&self, kind: usize) -> Cell {
        let conflicts = self.conflicts.iter().filter(|one| place(one) == kind);
        conflicts
            .flat_map(|one| in_lines(conflict_item(self.words, one)))
            .collect()
    }

    pub(super) fn motives(&self) -> Cell {
        let motives = self.sides().into_iter().flat_map(|party| {
            let interests = party.interests.values();
            interests.map(|one| {
                let words = format!("{}: {}", party.name, sentence(&one.text));
                reported(words).citing(&one.cites)
            })
        });
        or_empty(motives.collect(), "people who know each side from within")
    }
}
