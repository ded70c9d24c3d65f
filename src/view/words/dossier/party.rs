//! The dossier of a party, and of a person who speaks for one.

use crate::analysis::Library;
use crate::graph::{Change, ChangeInfo, Reading, StanceInfo};
use crate::model::{
    Assertion, Batna, Body, Claim, Interest, Issue, Measure, Party, PartyId, Position, Rule, SEATS,
    Share, Speaker, SpeakerId, Target,
};
use crate::source::Citation;

use super::{Maker, authors_reading, cited, note_items, reported};
use crate::view::words::answers::{confidence_word, noted, sentence};
use crate::view::words::runs::runs;
use crate::view::words::{and, or, upper_first};
use crate::view::{Document, Item, Line, Section};

impl Maker<'_> {
    pub(super) fn on_party(&self, id: &str) -> Option<Document> {
        let mut parties = self.model.parties.values();
        let party = parties.find(|party| party.id.as_str() == id)?;
        Some(self.party(party))
    }

    pub(super) fn on_speaker(&self, id: &str) -> Option<Document> {
        let mut speakers = self.speakers();
        let (party, id, speaker) = speakers.find(|(_, speaker, _)| speaker.as_str() == id)?;
        Some(self.speaker(party, id, speaker))
    }

    /// Everybody who speaks for a party.
    fn speakers(&self) -> impl Iterator<Item = (&Party, &SpeakerId, &Speaker)> {
        self.model.parties.values().flat_map(|party| {
            let own = party.speakers.iter();
            own.map(move |(id, speaker)| (party, id, speaker))
        })
    }

    /// A person who speaks for a party.
    fn speaker(&self, party: &Party, id: &SpeakerId, speaker: &Speaker) -> Document {
        let office = speaker.office.as_ref();
        let office = office.map(|office| format!("{office}, "));
        let office = office.unwrap_or_default();
        let lead = format!("{office}speaks for {}.", self.words.party(&party.id));
        let lead = Line::derived(upper_first(&lead)).citing(&speaker.cites);
        let is_own = |p: &Position| p.party == party.id && p.said_by.as_ref() == Some(id);
        let mut sections = self.positions("Positions put in this person's words", is_own);
        sections.extend(self.naming(speaker));
        let note = speaker.note.iter().map(Line::derived);
        Document::of(&speaker.name, [lead].into_iter().chain(note), sections)
    }

    /// What else of the model names a person: claims, events and notes, whoever speaks in them.
    fn naming(&self, speaker: &Speaker) -> Vec<Section> {
        let last = speaker.name.split_whitespace().last().unwrap_or_default();
        let aliases = speaker.aliases.iter().map(String::as_str);
        let names: Vec<&str> = aliases
            .chain([last])
            .filter(|name| !name.is_empty())
            .collect();
        let names_it = |text: &str| names.iter().any(|name| has_word(text, name));
        let claims = self.model.claims.values();
        let claims = claims
            .filter(|claim| names_it(&claim.text) || claim.note.iter().any(|note| names_it(note)));
        let notes = self.model.notes.iter().filter(|note| names_it(&note.text));
        let mut sections = Section::of_lists([
            (
                "Claims that name this person",
                claims.map(claim_item).collect(),
            ),
            ("Notes that name this person", note_items(notes)),
        ]);
        sections.extend(self.events(|event| names_it(&event.text)));
        sections
    }

    fn party(&self, party: &Party) -> Document {
        let id = &party.id;
        let speakers = party.speakers.values().map(speaker_item).collect();
        let who = self
            .words
            .verb(id, "Who speaks for it", "Who speaks for them");
        let mut sections = Section::of_lists([(who, speakers)]);
        sections.extend(self.votes(|vote| vote.body == *id));
        sections.extend(self.positions("Positions in force", |p| p.party == *id));
        sections.extend(self.stakes(party));
        sections.extend(self.silences(|one| one.party == *id));
        sections.extend(Section::of_items("Claims and denials", self.claims(id)));
        sections.extend(self.events(|e| e.parties.contains(id)));
        Document::of(&party.name, self.membership(party), sections)
    }

    /// What it is after, what it has without an agreement, and what needs its yes.
    fn stakes(&self, party: &Party) -> Vec<Section> {
        let interests = party.interests.values().map(interest_item).collect();
        let batna = party.batna.iter().map(batna_item).collect();
        let needs = self
            .words
            .verb(&party.id, "What needs its yes", "What needs their yes");
        let imposes = self
            .words
            .verb(&party.id, "Conditions it imposes", "Conditions they impose");
        Section::of_lists([
            ("Interests", interests),
            ("Without an agreement", batna),
            (imposes, self.imposed_by(&party.id)),
            (needs, self.needed_yes(&party.id)),
        ])
    }

    /// What it is part of, and who are its members.
    fn membership(&self, party: &Party) -> Vec<Line> {
        let of = self.part_of(party).into_iter();
        let body = party.body.as_ref().map(|body| body.on(self.graph.day));
        let seats = body.iter().flat_map(|body| self.votes_of_members(body));
        let note = party
            .note
            .iter()
            .map(|note| Line::derived(format!("Note: {note}")));
        of.chain(self.members(party))
            .chain(seats)
            .chain(note)
            .collect()
    }

    /// How many votes each member of a body has, and what they must come to.
    fn votes_of_members(&self, body: &Body) -> Vec<Line> {
        let weighed = body.members.iter().any(|one| one.weight(SEATS) != 1);
        let each = body.members.iter().map(|one| {
            let who = self.words.party(&one.party);
            format!("{who} {}", one.weight(SEATS))
        });
        let each: Vec<String> = each.collect();
        let seats =
            weighed.then(|| format!("Votes: {}; {} in all.", each.join(", "), body.total(SEATS)));
        let rule = body.rule.as_ref();
        let rule = rule.map(|rule| format!("It says yes with {}.", self.rule(rule)));
        seats.into_iter().chain(rule).map(Line::derived).collect()
    }

    /// A rule in words: `more than half of the votes cast`.
    fn rule(&self, rule: &Rule) -> String {
        let each =
            |rules: &[Rule]| -> Vec<String> { rules.iter().map(|one| self.rule(one)).collect() };
        match rule {
            Rule::Unanimity => "the yes of every member".to_owned(),
            Rule::Vetoes(parties) => {
                format!("a yes of {}, who have a veto", self.words.parties(parties))
            }
            Rule::All(rules) => and(&each(rules)),
            Rule::Any(rules) => or(&each(rules)),
            Rule::Share(share, measure) => {
                format!("{} {}", share_in_words(*share), measured(measure))
            }
        }
    }

    fn part_of(&self, party: &Party) -> Option<Line> {
        let of = self.words.party(party.of.as_ref()?);
        Some(Line::derived(format!("Part of {of}.")))
    }

    fn members(&self, party: &Party) -> Option<Line> {
        let reading = authors_reading(&party.cites);
        let members = self.words.parties(&party.members);
        let line = Line::derived(format!("Members: {members}{reading}."));
        (!party.members.is_empty()).then(|| line.citing(&party.cites))
    }

    /// What a party claims and denies.
    fn claims(&self, party: &PartyId) -> Vec<Item> {
        let claims = self.model.claims.values();
        claims.filter_map(|claim| said_of(claim, party)).collect()
    }

    /// The conditions that stand and that a party could drop.
    fn imposed_by(&self, party: &PartyId) -> Vec<Item> {
        let changes = self.graph.changes().iter();
        let own = changes.filter(|info| match &info.change {
            Change::Waive { party: by, .. } => by == party,
            Change::Grant { .. } => false,
        });
        own.map(|info| self.imposed(info)).collect()
    }

    fn imposed(&self, info: &ChangeInfo) -> Item {
        let says = self.words.refusal(&info.change);
        noted(cited(format!("{says}."), &info.cites), &info.notes)
    }

    /// What a party says of everything that needs its yes: of an issue with answers, answer by answer.
    fn needed_yes(&self, party: &PartyId) -> Vec<Item> {
        let stances = self.graph.stances().iter();
        let needed = NeededYes {
            maker: self,
            library: Library::of(self.model, self.graph),
            own: stances
                .filter(|s| s.party == *party && !s.is_rest)
                .collect(),
        };
        needed.items()
    }
}

/// The stances of one party on what needs its yes.
struct NeededYes<'a> {
    maker: &'a Maker<'a>,
    library: Library<'a>,
    own: Vec<&'a StanceInfo>,
}

impl NeededYes<'_> {
    fn items(&self) -> Vec<Item> {
        let whole = self.own.iter().filter(|one| one.target.option().is_none());
        let whole = whole.map(|stance| self.whole(stance));
        let issues = self.maker.model.issues_in_order().into_iter();
        let answers = issues.filter_map(|issue| self.answers_to(issue));
        whole.chain(answers).collect()
    }
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
        let own = self.own.iter().copied();
        let is_answer =
            |one: &&StanceInfo| matches!(&one.target, Target::Option(id, _) if *id == issue.id);
        let answers: Vec<&StanceInfo> = own.filter(is_answer).collect();
        let alike = |one: &StanceInfo, other: &StanceInfo| {
            self.reading(one) == self.reading(other) && self.grounds(one) == self.grounds(other)
        };
        let runs = runs(self.maker.words, &answers, |one| &one.target, alike);
        let runs = runs.iter();
        let below = runs.map(|run| self.says(&upper_first(&run.answer), run.first));
        let below: Vec<Item> = below.collect();
        let line = Line::derived(format!("{}: one of its answers.", issue.name));
        (!below.is_empty()).then(|| line.above(below))
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
            Reading::Granted | Reading::Conditional | Reading::Counted => &stance.positions,
        };
        let positions = positions.iter().map(|&id| &self.maker.model.positions[id]);
        positions.flat_map(|p| p.cites.clone()).collect()
    }

    fn is_split(&self, stance: &StanceInfo) -> bool {
        let mut positions = stance.positions.iter();
        positions.any(|&id| self.maker.model.positions[id].split.is_some())
    }

    /// How the yes of a party is read, and how surely.
    fn reading(&self, stance: &StanceInfo) -> String {
        let word = self.word(stance);
        let positions = stance.positions.iter().copied();
        match self.maker.model.doubt_of(positions) {
            Some(doubt) => format!("{word} ({})", confidence_word(doubt)),
            None => word,
        }
    }

    /// How the yes of a party is read; of a refusal that somebody says will end, with what.
    fn word(&self, stance: &StanceInfo) -> String {
        let mut changes = self.maker.graph.changes().iter();
        let grant = Change::Grant {
            party: stance.party.clone(),
            target: stance.target.clone(),
        };
        let refusal = changes.find(|info| info.change == grant);
        match (stance.reading, refusal) {
            (Reading::Refused, _) if self.is_split(stance) => "its votes are divided".to_owned(),
            (Reading::Refused, Some(info)) if !info.until.is_empty() => {
                format!("no until {}", self.maker.words.until_there_is(&info.until))
            }
            (
                Reading::Refused
                | Reading::Granted
                | Reading::Conditional
                | Reading::Unknown
                | Reading::Counted,
                _,
            ) => reading_word(stance).to_owned(),
        }
    }
}

/// Whether a text has a name as a word or words of its own, and not inside another word.
fn has_word(text: &str, name: &str) -> bool {
    let mut found = text.match_indices(name);
    found.any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.into_iter().chain(after).any(char::is_alphanumeric)
    })
}

/// A claim with the sentences of all who make it or deny it, and what the author notes.
fn claim_item(claim: &Claim) -> Item {
    let sides = claim.asserted_by.iter().chain(&claim.denied_by);
    let cites = sides.flat_map(|side| &side.cites);
    let line = Line::derived(sentence(&claim.text)).citing(cites);
    line.above(claim.note.iter().map(Item::derived))
}

/// That a party claims something or denies it; nothing where it does neither.
fn said_of(claim: &Claim, party: &PartyId) -> Option<Item> {
    let by_it = |sides: &[Assertion]| -> Vec<Citation> {
        let own = sides.iter().filter(|side| side.party == *party);
        own.flat_map(|side| side.cites.clone()).collect()
    };
    let is_by_it = |sides: &[Assertion]| sides.iter().any(|side| side.party == *party);
    let verb = match (is_by_it(&claim.denied_by), is_by_it(&claim.asserted_by)) {
        (true, _) => "Denies",
        (false, true) => "Claims",
        (false, false) => return None,
    };
    let cites = [by_it(&claim.asserted_by), by_it(&claim.denied_by)].concat();
    Some(cited(format!("{verb}: {}", claim.text), &cites))
}

/// How the yes of a party is read.
fn reading_word(stance: &StanceInfo) -> &'static str {
    match stance.reading {
        Reading::Granted if stance.turned => "no longer refused",
        Reading::Granted => "yes",
        Reading::Conditional => "yes, on a condition",
        Reading::Refused if stance.implied => "no, by a demand for something else",
        Reading::Refused => "no",
        Reading::Counted => "by the votes of its members",
        Reading::Unknown if stance.contested => "yes and no on one day",
        Reading::Unknown => "not known",
    }
}

fn speaker_item(speaker: &Speaker) -> Item {
    let office = speaker.office.as_ref();
    let office = office.map(|office| format!(", {office}"));
    let line = format!("{}{}.", speaker.name, office.unwrap_or_default());
    Line::derived(line)
        .citing(&speaker.cites)
        .above(speaker.note.iter().map(Item::derived))
}

fn interest_item(interest: &Interest) -> Item {
    reported(sentence(&interest.text), &interest.cites).item()
}

fn batna_item(batna: &Batna) -> Item {
    let text = batna.text.trim_end_matches('.');
    let assumed = if batna.assumed { " (assumed)" } else { "" };
    cited(format!("{text}{assumed}."), &batna.cites)
}

fn share_in_words(share: Share) -> String {
    match share {
        Share::AtLeast(count) => format!("at least {count} of"),
        Share::Percent(percent) => format!("at least {percent} percent of"),
        Share::Majority => "more than half of".to_owned(),
        Share::TwoThirds => "at least two thirds of".to_owned(),
    }
}

fn measured(measure: &Measure) -> String {
    match measure {
        Measure::Cast => "the votes cast".to_owned(),
        Measure::Members => "the members".to_owned(),
        Measure::Weight(name) if name == SEATS => "all votes".to_owned(),
        Measure::Weight(name) => format!("the {}", name.replace(['-', '_'], " ")),
    }
}
