//! What binds a side: red lines and bottom lines, and who belongs to whom and speaks for whom.

use std::collections::BTreeSet;

use crate::model::{Firmness, Party, PartyId, Voice};

use super::super::{Maker, derived, say};
use super::{Cell, empty, or_dash, or_empty, table};
use crate::view::Section;
use crate::view::words::answers::sentence;

impl Maker<'_> {
    pub(super) fn red_lines(&self) -> Section {
        let rows = self.sides().into_iter().map(|party| {
            let own = self.positions_of(&party.id);
            let of = |firmness: Firmness| {
                let own = own.iter().filter(move |one| one.firmness == Some(firmness));
                own.map(|one| self.words.position_line(one))
                    .collect::<Cell>()
            };
            let mut red = of(Firmness::RedLine);
            if red.is_empty() {
                red.push(derived("The model marks none."));
            }
            let who = self.words.party(&party.id);
            let bottom = empty(&format!("whoever gives {who} its mandate"));
            let alternative = party.batna.iter().map(|batna| {
                let assumed = if batna.assumed {
                    " This is assumed: no source says so."
                } else {
                    ""
                };
                derived(format!("{}{assumed}", sentence(&batna.text))).citing(&batna.cites)
            });
            vec![
                vec![derived(party.name.as_str())],
                red,
                or_dash(of(Firmness::Firm)),
                vec![bottom],
                or_empty(alternative.collect(), &format!("whoever decides for {who}")),
            ]
        });
        let columns = [
            "Side",
            "Red lines",
            "Stated firmly",
            "Bottom line",
            "Without an agreement",
        ];
        table(
            "Sheet 4. Red lines and bottom lines",
            columns,
            rows.collect(),
        )
    }

    /// Who belongs to whom, who speaks for whom, and who says what of whom, as far as the texts tell.
    pub(super) fn network_of_influence(&self) -> Section {
        let parties = self.model.parties_in_order().into_iter();
        let rows = parties.filter_map(|party| {
            let belongs = self.belongs(party);
            let said = self.model.positions.iter();
            let said = said.filter(|one| one.voice == Voice::Attributed && one.party == party.id);
            let said: Cell = said.map(|one| self.words.position_line(one)).collect();
            let speakers = party.speakers.values().map(|speaker| {
                let office = speaker.office.iter().map(|office| format!(", {office}"));
                let name = format!("{}{}", speaker.name, office.collect::<String>());
                derived(name).citing(&speaker.cites)
            });
            let speakers: Cell = speakers.collect();
            let is_told = !belongs.is_empty() || !said.is_empty() || !speakers.is_empty();
            is_told.then(|| {
                vec![
                    vec![derived(party.name.as_str())],
                    or_dash(belongs),
                    or_dash(speakers),
                    or_dash(said),
                ]
            })
        });
        let columns = [
            "Party",
            "Belongs to, and has",
            "Who speaks",
            "Said of it by others",
        ];
        let mut section = table("Sheet 5. Network of influence", columns, rows.collect());
        section.blocks.push(say(
            "No text states plainly who could move whom; the map is for the negotiator to complete.",
        ));
        section
    }

    pub(super) fn belongs(&self, party: &Party) -> Cell {
        let of = party.of.iter();
        let of = of.map(|whole| format!("Part of {}.", self.words.party(whole)));
        // Their order in the file means nothing.
        let members: BTreeSet<&PartyId> = party.members.iter().collect();
        let members = (!members.is_empty())
            .then(|| format!("Has {} as members.", self.words.parties(members)));
        let bodies = self.model.parties.values();
        let bodies: Vec<&PartyId> = bodies
            .filter(|body| body.of.as_ref() == Some(&party.id))
            .map(|body| &body.id)
            .collect();
        let bodies = (!bodies.is_empty())
            .then(|| format!("Its own bodies: {}.", self.words.parties(bodies)));
        let told = of.chain(members).chain(bodies);
        told.map(|words| derived(words).citing(&party.cites))
            .collect()
    }
}
