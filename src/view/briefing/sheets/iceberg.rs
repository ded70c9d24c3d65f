//! The iceberg of each side: what it wants, how it argues, and why that matters to it.

use crate::model::{Party, PartyId};

use super::super::{Maker, derived, reported};
use super::{Cell, or_dash, table};
use crate::view::Section;
use crate::view::words::and;
use crate::view::words::answers::sentence;
use crate::view::words::runs::matters;

impl Maker<'_> {
    pub(super) fn icebergs(&self) -> Vec<Section> {
        let sides = self.sides().into_iter();
        sides.map(|party| self.iceberg(party)).collect()
    }

    /// What a side wants, how it argues, and why it matters to it.
    pub(super) fn iceberg(&self, party: &Party) -> Section {
        let positions = self.positions_of(&party.id).into_iter();
        let positions: Cell = positions.map(|one| self.words.position_line(one)).collect();
        let interests = party.interests.values();
        let interests = interests.map(|one| reported(sentence(&one.text)).citing(&one.cites));
        let (ask, unsaid) = (self.who_could_say(party), self.unsaid(&party.id));
        let within = format!(
            "people who know {} from within",
            self.words.party(&party.id)
        );
        let claims = self.claims_of(&party.id);
        let rows = vec![
            self.layer("Position: what it wants", positions, unsaid, &ask),
            self.layer("Reasoning: how it argues", claims, Vec::new(), &ask),
            self.layer(
                "Motive: why it matters",
                interests.collect(),
                Vec::new(),
                &within,
            ),
        ];
        let heading = format!("Sheet 2. Iceberg: {}", party.name);
        table(
            &heading,
            ["", "On record", "Not on record, and whom to ask"],
            rows,
        )
    }

    /// What a side claims, always as its own word.
    fn claims_of(&self, party: &PartyId) -> Cell {
        let claims = self.model.claims.values().filter_map(|claim| {
            let own = claim.asserted_by.iter().find(|one| one.party == *party)?;
            let says = self.words.party_does(party, "says", "say");
            let words = format!("{says}: {}", claim.text);
            Some(derived(sentence(&words)).citing(&own.cites))
        });
        claims.collect()
    }

    pub(super) fn layer(&self, label: &str, told: Cell, unsaid: Cell, ask: &str) -> Vec<Cell> {
        let mut open = unsaid;
        if told.is_empty() || open.is_empty() {
            open.push(derived(format!("What is not said in public: ask {ask}.")));
        }
        vec![vec![derived(label)], or_dash(told), open]
    }

    /// On what a side has not been heard.
    pub(super) fn unsaid(&self, party: &PartyId) -> Cell {
        let gaps = self.gaps.iter().filter(|gap| gap.party == *party);
        let gaps: Vec<_> = gaps.collect();
        let on = matters(self.words, &gaps, |gap| &gap.target);
        let cites = gaps.iter().flat_map(|gap| &gap.cites);
        let line = derived(format!("It has not said yes or no on {}.", and(&on))).citing(cites);
        (!on.is_empty()).then_some(line).into_iter().collect()
    }

    /// Who speaks for a side, so that somebody can be asked.
    pub(super) fn who_could_say(&self, party: &Party) -> String {
        let speakers = party
            .speakers
            .values()
            .map(|speaker| match &speaker.office {
                Some(office) => format!("{} ({office})", speaker.name),
                None => speaker.name.clone(),
            });
        let speakers: Vec<String> = speakers.collect();
        match speakers.as_slice() {
            [] => format!("those who negotiate for {}", self.words.party(&party.id)),
            some => and(some),
        }
    }
}
