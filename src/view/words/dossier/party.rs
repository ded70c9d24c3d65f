//! The dossier of a party, and of a person who speaks for one.

use crate::analysis::Library;
use crate::graph::{Reading, StanceInfo};
use crate::model::{Batna, Claim, Interest, Issue, Party, PartyId, Speaker, SpeakerId, Target};
use crate::source::Citation;

use super::{Maker, authors_reading, cited, stopped};
use crate::view::words::answers::confidence_word;
use crate::view::words::upper_first;
use crate::view::{Document, Item, Line, Section, WhoseWords};

impl Maker<'_> {
    pub(super) fn on_party(&self, id: &str) -> Option<Document> {
        let mut parties = self.model.parties.values();
        let party = parties.find(|party| party.id.as_str() == id)?;
        Some(self.party(party))
    }

    pub(super) fn on_speaker(&self, id: &str) -> Option<Document> {
        let mut speakers = self.model.parties.values().flat_map(|party| {
            let own = party.speakers.iter();
            own.map(move |(id, speaker)| (party, id, speaker))
        });
        let (party, id, speaker) = speakers.find(|(_, speaker, _)| speaker.as_str() == id)?;
        Some(self.speaker(party, id, speaker))
    }

    /// A person who speaks for a party.
    fn speaker(&self, party: &Party, id: &SpeakerId, speaker: &Speaker) -> Document {
        let office = speaker.office.as_ref();
        let office = office.map(|office| format!("{office}, "));
        let office = office.unwrap_or_default();
        let lead = format!("{office}speaks for {}.", self.words.party(&party.id));
        let sections = self.positions("Positions put in this person's words", |p| {
            p.party == party.id && p.said_by.as_ref() == Some(id)
        });
        Document {
            title: speaker.name.clone(),
            lead: vec![Line::derived(upper_first(&lead)).citing(&speaker.cites)],
            sections,
            ..Document::default()
        }
    }

    fn party(&self, party: &Party) -> Document {
        let id = &party.id;
        let speakers = party.speakers.values().map(speaker_item).collect();
        let interests = party.interests.values().map(interest_item).collect();
        let batna = party.batna.iter().map(batna_item).collect();
        let mut sections: Vec<Section> = Vec::new();
        sections.extend(Section::of_items("Who speaks for it", speakers));
        sections.extend(self.positions("Positions in force", |p| p.party == *id));
        sections.extend(Section::of_items("Interests", interests));
        sections.extend(Section::of_items("Without an agreement", batna));
        sections.extend(Section::of_items("What needs its yes", self.needed_yes(id)));
        sections.extend(self.silences(|one| one.party == *id));
        let claims = self.claims(id);
        sections.extend(Section::of_items("Claims and denials", claims));
        sections.extend(self.events(|e| e.parties.contains(id)));
        Document {
            title: party.name.clone(),
            lead: self.membership(party),
            sections,
            ..Document::default()
        }
    }

    /// What it is part of, and who are its members.
    fn membership(&self, party: &Party) -> Vec<Line> {
        let of = party.of.as_ref();
        let of = of.map(|of| Line::derived(format!("Part of {}.", self.words.party(of))));
        let members = (!party.members.is_empty()).then(|| {
            let reading = authors_reading(&party.cites);
            let members = self.words.parties(&party.members);
            Line::derived(format!("Members: {members}{reading}.")).citing(&party.cites)
        });
        of.into_iter().chain(members).collect()
    }

    /// What a party claims and denies.
    fn claims(&self, party: &PartyId) -> Vec<Item> {
        let item = |claim: &Claim| {
            let denies = claim.denied_by.iter().any(|a| a.party == *party);
            let all = claim.asserted_by.iter().chain(&claim.denied_by);
            let own: Vec<_> = all.filter(|a| a.party == *party).collect();
            let cites = own.iter().flat_map(|a| &a.cites);
            let verb = if denies { "Denies" } else { "Claims" };
            let line = Line::derived(format!("{verb}: {}", claim.text)).citing(cites);
            (!own.is_empty()).then(|| line.item())
        };
        self.model.claims.values().filter_map(item).collect()
    }

    /// What a party says of everything that needs its yes: of an issue with answers, answer by answer.
    fn needed_yes(&self, party: &PartyId) -> Vec<Item> {
        let library = Library::of(self.model, self.graph);
        let stances = self.graph.stances().iter();
        let own: Vec<&StanceInfo> = stances.filter(|s| s.party == *party).collect();
        let needed = NeededYes {
            maker: self,
            library: &library,
            own: &own,
        };
        let whole = own.iter().filter(|stance| stance.target.option().is_none());
        let whole = whole.map(|stance| needed.whole(stance));
        let issues = self.model.issues_in_order().into_iter();
        whole
            .chain(issues.filter_map(|issue| needed.answers_to(issue)))
            .collect()
    }
}

/// The stances of one party on what needs its yes.
struct NeededYes<'a> {
    maker: &'a Maker<'a>,
    library: &'a Library<'a>,
    own: &'a [&'a StanceInfo],
}

impl NeededYes<'_> {
    /// What it says of a milestone or of an issue as a whole.
    fn whole(&self, stance: &StanceInfo) -> Item {
        let model = self.maker.model;
        let name = model.target_name(&stance.target);
        let about = match &stance.target {
            Target::Issue(id) if model.issues.get(id).is_some_and(Issue::has_answers) => {
                format!("{name}, settling it at all")
            }
            Target::Milestone(_) | Target::Issue(_) | Target::Option(..) => name,
        };
        self.says(&about, stance)
    }

    /// What it says of each answer to an issue.
    fn answers_to(&self, issue: &Issue) -> Option<Item> {
        let answers = self.own.iter().filter_map(|stance| match &stance.target {
            Target::Option(id, option) if *id == issue.id => {
                let answer = self.maker.words.answer(id, option);
                Some(self.says(&upper_first(&answer), stance))
            }
            Target::Option(..) | Target::Milestone(_) | Target::Issue(_) => None,
        });
        let below: Vec<Item> = answers.collect();
        (!below.is_empty()).then(|| Item {
            line: Line::derived(format!("{}: one of its answers.", issue.name)),
            below,
        })
    }

    fn says(&self, about: &str, stance: &StanceInfo) -> Item {
        let cites = self.grounds(stance);
        cited(format!("{about}: {}.", self.reading(stance)), &cites)
    }

    /// The sentences behind a stance: of a refusal, of every position that refuses; of an answer that is not known, why
    /// it is needed and what was said on the matter.
    fn grounds(&self, stance: &StanceInfo) -> Vec<Citation> {
        let positions = match stance.reading {
            Reading::Unknown => return self.library.grounds(stance).cites,
            Reading::Refused => &stance.refusing,
            Reading::Granted | Reading::Conditional => &stance.positions,
        };
        let positions = positions.iter().map(|&id| &self.maker.model.positions[id]);
        positions.flat_map(|p| p.cites.clone()).collect()
    }

    /// How the yes of a party is read, and how surely.
    fn reading(&self, stance: &StanceInfo) -> String {
        let word = reading_word(stance);
        let positions = stance.positions.iter().copied();
        match self.maker.model.doubt_of(positions) {
            Some(doubt) => format!("{word} ({})", confidence_word(doubt)),
            None => word.to_owned(),
        }
    }
}

/// How the yes of a party is read.
fn reading_word(stance: &StanceInfo) -> &'static str {
    match stance.reading {
        Reading::Granted if stance.turned => "no longer refused",
        Reading::Granted => "granted",
        Reading::Conditional => "granted on a condition",
        Reading::Refused if stance.implied => "refused, by a demand for another",
        Reading::Refused => "refused",
        Reading::Unknown if stance.contested => "granted and refused on one day",
        Reading::Unknown => "not known",
    }
}

fn speaker_item(speaker: &Speaker) -> Item {
    let office = speaker.office.as_ref();
    let office = office.map(|office| format!(", {office}"));
    let line = format!("{}{}.", speaker.name, office.unwrap_or_default());
    cited(line, &speaker.cites)
}

fn interest_item(interest: &Interest) -> Item {
    Line::derived(stopped(&interest.text))
        .citing(&interest.cites)
        .of(WhoseWords::Reported)
        .item()
}

fn batna_item(batna: &Batna) -> Item {
    let text = batna.text.trim_end_matches('.');
    let assumed = if batna.assumed { " (assumed)" } else { "" };
    cited(format!("{text}{assumed}."), &batna.cites)
}
