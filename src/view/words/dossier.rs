//! A dossier: everything that the model knows about one party, issue, milestone, claim or source.

use std::collections::BTreeSet;

use crate::analysis::{Ask, Library, blocks};
use crate::graph::{PositionGraph, Reading, StanceInfo};
use crate::model::{
    Condition, Issue, Milestone, Model, Party, Position, PositionId, Silence, Source, Speaker,
    SpeakerId, Target, Voice,
};
use crate::source::{Citation, SourceId};

use crate::view::words::answers::{OVER, SILENT, confidence_word, finding, sentence, silence_item};
use crate::view::words::{Words, upper_first};
use crate::view::{Document, Item, Line, Section, WhoseWords};

/// Everything about an id; `None` where the model has no such id.
pub fn dossier(words: &Words<'_>, graph: &PositionGraph, id: &str) -> Option<Document> {
    let model = words.model;
    let maker = Maker {
        words,
        model,
        graph,
    };
    if let Some(party) = model.parties.values().find(|p| p.id.as_str() == id) {
        return Some(maker.party(party));
    }
    if let Some(issue) = model.issues.values().find(|i| i.id.as_str() == id) {
        return Some(maker.issue(issue));
    }
    if let Some(milestone) = model.milestones.values().find(|m| m.id.as_str() == id) {
        return Some(maker.milestone(milestone));
    }
    if let Some(claim) = model.claims.values().find(|c| c.id.as_str() == id) {
        let side = |list: &[crate::model::Assertion], verb: &str| {
            list.iter()
                .map(|a| {
                    Line::derived(format!("{} {verb}.", words.party_first(&a.party)))
                        .citing(&a.cites)
                        .item()
                })
                .collect::<Vec<_>>()
        };
        let mut items = side(&claim.asserted_by, "claims it");
        items.extend(side(&claim.denied_by, "denies it"));
        let note = claim
            .note
            .iter()
            .map(|n| Line::derived(n.clone()))
            .collect();
        return Some(Document {
            title: claim.text.clone(),
            lead: note,
            sections: Section::of_items("Who says so", items)
                .into_iter()
                .collect(),
            ..Document::default()
        });
    }
    let speakers = model.parties.values().flat_map(|party| {
        let own = party.speakers.iter();
        own.map(move |(id, speaker)| (party, id, speaker))
    });
    for (party, speaker_id, speaker) in speakers {
        if speaker_id.as_str() == id {
            return Some(maker.speaker(party, speaker_id, speaker));
        }
    }
    let mut sources = model.sources.values();
    let source = sources.find(|source| source.id.as_str() == id)?;
    Some(maker.source(source))
}

struct Maker<'a> {
    words: &'a Words<'a>,
    model: &'a Model,
    graph: &'a PositionGraph,
}

impl Maker<'_> {
    fn positions(
        &self,
        heading: &str,
        wanted: impl Fn(&crate::model::Position) -> bool,
    ) -> Vec<Section> {
        let in_force: BTreeSet<PositionId> = self
            .graph
            .positions_in_force(self.model)
            .into_iter()
            .collect();
        let split = |now: bool| -> Vec<Item> {
            let all = self.model.positions.numbered();
            all.filter(|(i, p)| !p.remark && in_force.contains(i) == now && wanted(p))
                .map(|(i, p)| {
                    let mut item = self.words.position_line(p).item();
                    let over = (now && self.graph.is_over(i)).then(|| OVER.to_owned());
                    item.below = self.details(p, over);
                    item
                })
                .collect()
        };
        let remarks = self
            .model
            .positions
            .iter()
            .filter(|p| p.remark && wanted(p));
        let remarks = remarks.map(|p| {
            let mut item = self.words.position_line(p).item();
            item.below = self.details(p, None);
            item
        });
        let remarks = remarks.collect();
        Section::of_items(heading, split(true))
            .into_iter()
            .chain(Section::of_items("Remarks, which answer nothing", remarks))
            .chain(Section::of_items(
                "Not in force: superseded, ended, later, or said of it by others",
                split(false),
            ))
            .collect()
    }

    /// What is told below a position: its own words, its day, whether it is over, and what the author notes.
    fn details(&self, position: &Position, over: Option<String>) -> Vec<Item> {
        let text = position.text.as_ref().map(|text| sentence(text));
        // What others say of a party is told in its own words already.
        let text = text.filter(|_| position.voice != Voice::Attributed);
        let since = self.words.known_since(position);
        let details = text.into_iter().chain(since).chain(over);
        let details = details.chain(position.note.clone());
        details.map(|d| Line::derived(d).item()).collect()
    }

    /// A person who speaks for a party.
    fn speaker(&self, party: &Party, id: &SpeakerId, speaker: &Speaker) -> Document {
        let office = speaker.office.as_ref();
        let office = office
            .map(|office| format!("{office}, "))
            .unwrap_or_default();
        let lead = format!(
            "{}speaks for {}.",
            upper_first(&office),
            self.words.party(&party.id)
        );
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

    /// Answers that were asked for or expected, and are not there.
    fn silences(&self, wanted: impl Fn(&Silence) -> bool) -> Option<Section> {
        let silent = self.model.silent.iter().filter(|one| wanted(one));
        let items = silent.map(|one| silence_item(self.words, one));
        Section::of_items(SILENT, items.collect())
    }

    /// Notes of the model on sentences that stand behind something.
    fn notes_on(&self, cites: &BTreeSet<&Citation>) -> Option<Section> {
        let notes = self.model.notes.iter();
        let notes = notes.filter(|note| note.cites.iter().any(|cite| cites.contains(cite)));
        let items = notes.map(|n| Line::derived(n.text.clone()).citing(&n.cites).item());
        Section::of_items("Notes on the same sentences", items.collect())
    }

    /// The sentences of the positions on something, with some more.
    fn sentences<'s>(
        &'s self,
        wanted: impl Fn(&Position) -> bool,
        more: impl IntoIterator<Item = &'s Citation>,
    ) -> BTreeSet<&'s Citation> {
        let positions = self.model.positions.iter().filter(|p| wanted(p));
        positions.flat_map(|p| &p.cites).chain(more).collect()
    }

    fn party(&self, party: &Party) -> Document {
        let mut sections = Vec::new();
        let speakers = party
            .speakers
            .values()
            .map(|s| {
                Line::derived(format!(
                    "{}{}.",
                    s.name,
                    s.office
                        .as_ref()
                        .map(|o| format!(", {o}"))
                        .unwrap_or_default()
                ))
                .citing(&s.cites)
                .item()
            })
            .collect();
        sections.extend(Section::of_items("Who speaks for it", speakers));
        sections.extend(self.positions("Positions in force", |p| p.party == party.id));
        let interests = party
            .interests
            .values()
            .map(|i| {
                Line::derived(format!("{}.", i.text.trim_end_matches('.')))
                    .citing(&i.cites)
                    .of(WhoseWords::Reported)
                    .item()
            })
            .collect();
        sections.extend(Section::of_items("Interests", interests));
        if let Some(batna) = &party.batna {
            let assumed = if batna.assumed { " (assumed)" } else { "" };
            sections.extend(Section::of_items(
                "Without an agreement",
                vec![
                    Line::derived(format!("{}{assumed}.", batna.text.trim_end_matches('.')))
                        .citing(&batna.cites)
                        .item(),
                ],
            ));
        }
        sections.extend(Section::of_items(
            "What needs its yes",
            self.needed_yes(party),
        ));
        sections.extend(self.silences(|one| one.party == party.id));
        let claims = self
            .model
            .claims
            .values()
            .filter(|c| {
                c.asserted_by
                    .iter()
                    .chain(&c.denied_by)
                    .any(|a| a.party == party.id)
            })
            .map(|c| {
                let denies = c.denied_by.iter().any(|a| a.party == party.id);
                let cites: Vec<Citation> = c
                    .asserted_by
                    .iter()
                    .chain(&c.denied_by)
                    .filter(|a| a.party == party.id)
                    .flat_map(|a| a.cites.clone())
                    .collect();
                Line::derived(format!(
                    "{}: {}",
                    if denies { "Denies" } else { "Claims" },
                    c.text
                ))
                .citing(&cites)
                .item()
            })
            .collect();
        sections.extend(Section::of_items("Claims and denials", claims));
        let mut lead = Vec::new();
        lead.extend(
            party
                .of
                .as_ref()
                .map(|of| Line::derived(format!("Part of {}.", self.words.party(of)))),
        );
        if !party.members.is_empty() {
            let reading = authors_reading(&party.cites);
            let members = self.words.parties(&party.members);
            lead.push(Line::derived(format!("Members: {members}{reading}.")).citing(&party.cites));
        }
        sections.extend(self.events(|e| e.parties.contains(&party.id)));
        Document {
            title: party.name.clone(),
            lead,
            sections,
            ..Document::default()
        }
    }

    /// The sentences of what a party says of something: of a refusal, of every position that refuses it.
    fn said(&self, stance: &StanceInfo) -> Vec<Citation> {
        let positions = match stance.reading {
            Reading::Refused => &stance.refusing,
            Reading::Granted | Reading::Conditional | Reading::Unknown => &stance.positions,
        };
        let cites = positions.iter();
        let cites = cites.flat_map(|&id| self.model.positions[id].cites.clone());
        cites.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The same; of an answer that is not known, why it is needed and what was said on the matter.
    fn grounds(&self, library: &Library<'_>, stance: &StanceInfo) -> Vec<Citation> {
        match stance.reading {
            Reading::Unknown => library.grounds(stance).cites,
            Reading::Granted | Reading::Conditional | Reading::Refused => self.said(stance),
        }
    }

    /// How the yes of a party is read, and how surely.
    fn reading_words(&self, stance: &StanceInfo) -> String {
        let word = reading_word(stance);
        match self.model.doubt_of(stance.positions.iter().copied()) {
            Some(doubt) => format!("{word} ({})", confidence_word(doubt)),
            None => word.to_owned(),
        }
    }

    /// What a party says of everything that needs its yes: of an issue with answers, answer by answer.
    fn needed_yes(&self, party: &Party) -> Vec<Item> {
        let library = Library::of(self.model, self.graph);
        let stances = self.graph.stances().iter();
        let own: Vec<_> = stances.filter(|s| s.party == party.id).collect();
        let mut items = Vec::new();
        for stance in &own {
            if matches!(stance.target, Target::Option(..)) {
                continue;
            }
            let name = self.model.target_name(&stance.target);
            let about = match &stance.target {
                Target::Issue(id) if self.model.issues.get(id).is_some_and(Issue::has_answers) => {
                    format!("{name}, settling it at all")
                }
                Target::Milestone(_) | Target::Issue(_) | Target::Option(..) => name,
            };
            let line = Line::derived(format!("{about}: {}.", self.reading_words(stance)));
            items.push(line.citing(&self.grounds(&library, stance)).item());
        }
        for issue in self.model.issues_in_order() {
            let on = own.iter().filter(|stance| match &stance.target {
                Target::Option(id, _) => *id == issue.id,
                Target::Milestone(_) | Target::Issue(_) => false,
            });
            let answers: Vec<Item> = on
                .map(|stance| {
                    let Target::Option(id, option) = &stance.target else {
                        unreachable!("only options are left");
                    };
                    let answer = self.words.answer(id, option);
                    let says = self.reading_words(stance);
                    Line::derived(format!("{}: {says}.", upper_first(&answer)))
                        .citing(&self.grounds(&library, stance))
                        .item()
                })
                .collect();
            if !answers.is_empty() {
                items.push(Item {
                    line: Line::derived(format!("{}: one of its answers.", issue.name)),
                    below: answers,
                });
            }
        }
        items
    }

    fn issue(&self, issue: &Issue) -> Document {
        let mut sections = Vec::new();
        sections.extend(Section::of_items(
            "Possible answers",
            issue
                .options
                .iter()
                .map(|o| Line::derived(format!("{}.", o.text.trim_end_matches('.'))).item())
                .collect(),
        ));
        let on = |p: &Position| p.on.issue() == Some(&issue.id);
        sections.extend(self.positions("Positions in force", on));
        sections.extend(self.silences(|one| one.on.issue() == Some(&issue.id)));
        let more = issue.cites.iter().chain(&issue.reported_contested);
        sections.extend(self.notes_on(&self.sentences(on, more)));
        let mut lead = vec![Line::derived(issue.question.clone()).citing(&issue.cites)];
        let reading = authors_reading(&issue.cites);
        let between = self.words.parties(&issue.between);
        let between = format!("To be settled between {between}{reading}.");
        lead.push(Line::derived(between).citing(&issue.cites));
        if !issue.reported_contested.is_empty() {
            lead.push(
                Line::derived("Sources call it contested.")
                    .citing(&issue.reported_contested)
                    .of(WhoseWords::Reported),
            );
        }
        lead.extend(issue.note.iter().map(|n| Line::derived(n.clone())));
        Document {
            title: issue.name.clone(),
            lead,
            sections,
            ..Document::default()
        }
    }

    fn milestone(&self, milestone: &Milestone) -> Document {
        let target = Target::Milestone(milestone.id.clone());
        let mut lead = Vec::new();
        if let Some(answer) = blocks(self.model, self.graph, &Ask::about(target.clone())) {
            lead.push(Line::derived(finding(self.words, self.graph.day, &answer)));
        }
        if !milestone.cites.is_empty() {
            lead.push(
                Line::derived("The texts speak of it here.")
                    .citing(&milestone.cites)
                    .of(WhoseWords::Reported),
            );
        }
        lead.extend(milestone.note.iter().map(|n| Line::derived(n.clone())));
        let mut sections = Vec::new();
        let day = self.graph.day;
        let consents = milestone.consent.iter();
        let consents = consents
            .filter(|consent| consent.needed_on(day))
            .map(|c| {
                let since = c
                    .since
                    .map(|d| format!(" (since {})", d.in_words()))
                    .unwrap_or_default();
                let reading = authors_reading(&c.cites);
                let who = self.words.party_first(&c.party);
                let mut item = Line::derived(format!("{who}{since}{reading}."))
                    .citing(&c.cites)
                    .item();
                item.below
                    .extend(c.note.iter().map(|note| Line::derived(note.clone()).item()));
                item
            })
            .collect();
        sections.extend(Section::of_items("Whose yes it needs", consents));
        sections.extend(Section::of_items(
            "What must hold with it",
            self.conditions(milestone.requires.iter().filter(|c| c.stands_on(day))),
        ));
        sections.extend(Section::of_items(
            "What must hold before it",
            self.conditions(milestone.after.iter().filter(|c| c.stands_on(day))),
        ));
        sections.extend(Section::of_items("Deadline", self.deadline(milestone)));
        let not_asked = milestone.conditions().filter(|c| !c.stands_on(day));
        let mut not_asked = self.dated(not_asked);
        let other = milestone.consent.iter().filter(|c| !c.needed_on(day));
        not_asked.extend(other.map(|consent| {
            let days = crate::view::words::days(consent.since, consent.ended);
            let party = self.words.party(&consent.party);
            Line::derived(format!("The consent of {party}{days}."))
                .citing(&consent.cites)
                .item()
        }));
        sections.extend(Section::of_items("Not asked on this day", not_asked));
        let on = |p: &Position| p.on == target;
        sections.extend(self.positions("Positions in force", on));
        sections.extend(self.silences(|one| one.on == target));
        let imposed = milestone.conditions().filter_map(|c| c.imposed.as_ref());
        let more = imposed.flat_map(|imposed| &imposed.cites);
        let more = more.chain(milestone.consent.iter().flat_map(|c| &c.cites));
        sections.extend(self.notes_on(&self.sentences(on, more.chain(&milestone.cites))));
        Document {
            title: milestone.name.clone(),
            lead,
            sections,
            ..Document::default()
        }
    }

    /// The deadline of a milestone, what comes without it, and agreements to give more time.
    fn deadline(&self, milestone: &Milestone) -> Vec<Item> {
        let Some(deadline) = &milestone.deadline else {
            return Vec::new();
        };
        let otherwise = deadline.otherwise.clone().map(Target::Milestone);
        let otherwise =
            otherwise.map(|target| format!("; without it: {}", self.words.target(&target)));
        let line = format!(
            "{}{}.",
            deadline.date.in_words(),
            otherwise.unwrap_or_default()
        );
        let extended = deadline.extended.iter().map(|one| {
            let on = one.on.map(|on| format!(" (agreed on {})", on.in_words()));
            let line = format!(
                "Extended to {}{}.",
                one.to.in_words(),
                on.unwrap_or_default()
            );
            Line::derived(line).citing(&one.cites).item()
        });
        let first = Line::derived(line).citing(&deadline.cites).item();
        std::iter::once(first).chain(extended).collect()
    }

    fn conditions<'c>(&self, all: impl Iterator<Item = &'c Condition>) -> Vec<Item> {
        all.map(|condition| self.condition(condition)).collect()
    }

    /// Conditions with the days on which they are asked.
    fn dated<'c>(&self, all: impl Iterator<Item = &'c Condition>) -> Vec<Item> {
        let dated = |condition: &Condition| {
            let mut item = self.condition(condition);
            if let Some(imposed) = &condition.imposed {
                let days = crate::view::words::days(imposed.since, imposed.ended);
                let words = item.line.words.trim_end_matches('.');
                item.line.words = format!("{words}{days}.");
            }
            item
        };
        all.map(dated).collect()
    }

    fn condition(&self, condition: &Condition) -> Item {
        let words = crate::view::words::upper_first(&self.words.condition(condition));
        let Some(imposed) = &condition.imposed else {
            return Line::derived(format!("{words}.")).item();
        };
        let by = imposed
            .by
            .as_ref()
            .map(|by| format!(" (condition of {})", self.words.party(by)))
            .unwrap_or_default();
        let note = imposed
            .note
            .as_ref()
            .map(|n| format!(" {n}"))
            .unwrap_or_default();
        Line::derived(format!("{words}{by}.{note}"))
            .citing(&imposed.cites)
            .item()
    }

    fn source(&self, source: &Source) -> Document {
        let cites = |list: &[Citation]| list.iter().any(|c| c.source == source.id);
        let mut sections = self.positions("Positions that cite it", |p| cites(&p.cites));
        let notes = self
            .model
            .notes
            .iter()
            .filter(|n| cites(&n.cites))
            .map(|n| Line::derived(n.text.clone()).citing(&n.cites).item())
            .collect();
        let behind = self.model.resting_on(&source.id);
        let behind = behind.into_iter().map(|(number, what)| {
            let what: Vec<String> = what.into_iter().collect();
            Line::derived(format!("s{number}: {}.", what.join("; "))).item()
        });
        sections.extend(Section::of_items(
            "What rests on each of its sentences",
            behind.collect(),
        ));
        sections.extend(Section::of_items("Notes that cite it", notes));
        sections.extend(self.events(|e| cites(&e.cites)));
        let date = source.date.map(|d| format!("{}.", d.in_words()));
        let same = |id: &&SourceId| {
            **id != source.id
                && source.origin.is_some()
                && self.model.sources[*id].origin == source.origin
        };
        let others: Vec<String> = self
            .model
            .sources
            .keys()
            .filter(same)
            .map(ToString::to_string)
            .collect();
        let origin = (!others.is_empty()).then(|| {
            format!(
                "Counts as one origin with {}.",
                crate::view::words::and(&others)
            )
        });
        let lead = date
            .into_iter()
            .chain(origin)
            .chain(source.note.clone())
            .map(Line::derived)
            .collect();
        Document {
            title: source.title.clone(),
            lead,
            sections,
            ..Document::default()
        }
    }

    fn events(&self, wanted: impl Fn(&crate::model::Event) -> bool) -> Option<Section> {
        let mut events: Vec<_> = self.model.events.iter().filter(|e| wanted(e)).collect();
        events.sort_by_key(|e| (e.date, e.place));
        let items = events
            .into_iter()
            .map(|e| {
                let until = e.until.map(|until| format!(" to {}", until.in_words()));
                let until = until.unwrap_or_default();
                Line::derived(format!("{}{until}: {}", e.date.in_words(), e.text))
                    .citing(&e.cites)
                    .of(WhoseWords::Reported)
                    .item()
            })
            .collect();
        Section::of_items("Events", items)
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

/// What is told where no sentence says so.
fn authors_reading(cites: &[Citation]) -> &'static str {
    match cites.is_empty() {
        true => " (the author's reading: no sentence is cited)",
        false => "",
    }
}
