//! What binds a side: red lines and bottom lines, and who belongs to whom and speaks for whom.

use std::collections::BTreeSet;

use crate::model::{Firmness, Party, PartyId, PartyKind, Speaker};

use super::super::{Maker, derived, say};
use super::{Cell, for_the_negotiator, or_dash, or_empty, table};
use crate::view::words::answers::sentence;
use crate::view::{Line, Section};

impl Maker<'_> {
    pub(super) fn red_lines(&self) -> Section {
        let sides = self.sides().into_iter();
        let rows = sides.map(|party| self.limits_of(party));
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

    fn limits_of(&self, party: &Party) -> Vec<Cell> {
        let mut red = self.held_as(party, Firmness::RedLine);
        if red.is_empty() {
            let who = self.words.party(&party.id);
            red.push(derived(format!(
                "None on record. Ask whoever gives {who} a mandate."
            )));
        }
        let who = self.words.party(&party.id);
        vec![
            vec![derived(party.name.as_str())],
            red,
            or_dash(self.held_as(party, Firmness::Firm)),
            vec![for_the_negotiator()],
            or_empty(alternative(party), &format!("whoever decides for {who}")),
        ]
    }

    fn held_as(&self, party: &Party, firmness: Firmness) -> Cell {
        let own = self.positions_of(&party.id).into_iter();
        let own = own.filter(|one| one.firmness == Some(firmness));
        own.map(|one| self.words.position_line(one)).collect()
    }

    /// Who belongs to whom, who speaks for whom, and who says what of whom, as far as the texts tell.
    pub(super) fn network_of_influence(&self) -> Section {
        let parties = self.model.parties_in_order().into_iter();
        let rows = parties.filter_map(|party| self.ties_of(party));
        let columns = [
            "Party",
            "Membership and bodies",
            "Who speaks",
            "Said of it by others",
        ];
        let mut section = table("Sheet 5. Network of influence", columns, rows.collect());
        section.blocks.push(say(
            "No text says plainly who could influence whom; the negotiator has to add it.",
        ));
        section
    }

    /// What ties a party to others; nothing where the texts tell of none.
    fn ties_of(&self, party: &Party) -> Option<Vec<Cell>> {
        let belongs = self.belongs(party);
        let said = self.attributed().filter(|one| one.party == party.id);
        let said: Cell = said.map(|one| self.words.position_line(one)).collect();
        let speakers: Cell = party.speakers.values().map(speaker).collect();
        let is_told = !belongs.is_empty() || !said.is_empty() || !speakers.is_empty();
        is_told.then(|| {
            let name = vec![derived(party.name.as_str())];
            vec![name, or_dash(belongs), or_dash(speakers), or_dash(said)]
        })
    }

    pub(super) fn belongs(&self, party: &Party) -> Cell {
        let of = party.of.iter();
        let of = of.map(|whole| format!("Part of {}.", self.words.party(whole)));
        // Their order in the file means nothing.
        let members: BTreeSet<&PartyId> = party.members.iter().collect();
        let members =
            (!members.is_empty()).then(|| format!("Members: {}.", self.words.parties(members)));
        let bodies = self.model.parties.values();
        let bodies: Vec<&PartyId> = bodies
            .filter(|body| body.of.as_ref() == Some(&party.id) && body.kind != PartyKind::Public)
            .map(|body| &body.id)
            .collect();
        let bodies = (!bodies.is_empty())
            .then(|| format!("Its own bodies: {}.", self.words.parties(bodies)));
        let told = of.chain(members).chain(bodies);
        told.map(|words| derived(words).citing(&party.cites))
            .collect()
    }
}

/// What a side does without an agreement, as far as the model says so.
pub(super) fn alternative(party: &Party) -> Cell {
    let batna = party.batna.iter();
    let told = batna.map(|batna| {
        let assumed = match batna.assumed {
            true => " This is assumed: no source says so.",
            false => "",
        };
        derived(format!("{}{assumed}", sentence(&batna.text))).citing(&batna.cites)
    });
    told.collect()
}

fn speaker(speaker: &Speaker) -> Line {
    let office = speaker.office.iter().map(|office| format!(", {office}"));
    let name = format!("{}{}", speaker.name, office.collect::<String>());
    derived(name).citing(&speaker.cites)
}
