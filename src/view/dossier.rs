//! A dossier: everything that the model knows about one party, issue, milestone, claim or source.

use std::collections::BTreeSet;

use crate::analysis::{Ask, blocks};
use crate::graph::{PositionGraph, Reading};
use crate::model::{Condition, Issue, Milestone, Model, Party, PositionId, Source, Target};
use crate::source::{Citation, SourceId};

use super::answers::{OVER, finding};
use super::words::Words;
use super::{Document, Item, Line, Section, WhoseWords};

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
    model
        .sources
        .values()
        .find(|s| s.id.as_str() == id)
        .map(|source| maker.source(source))
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
            all.filter(|(i, p)| in_force.contains(i) == now && wanted(p))
                .map(|(i, p)| {
                    let mut item = self.words.position_line(p).item();
                    let since = self
                        .model
                        .stated_on(p)
                        .map(|d| format!("Since {}.", d.in_words()));
                    let over = (now && self.graph.is_over(i)).then(|| OVER.to_owned());
                    let details = since.into_iter().chain(over).chain(p.note.clone());
                    item.below = details.map(|d| Line::derived(d).item()).collect();
                    item
                })
                .collect()
        };
        Section::of_items(heading, split(true))
            .into_iter()
            .chain(Section::of_items(
                "Not in force: superseded, ended, later, or said of it by others",
                split(false),
            ))
            .collect()
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
            lead.push(
                Line::derived(format!("Members: {}.", self.words.parties(&party.members)))
                    .citing(&party.cites),
            );
        }
        sections.extend(self.events(|e| e.parties.contains(&party.id)));
        Document {
            title: party.name.clone(),
            lead,
            sections,
            ..Document::default()
        }
    }

    fn needed_yes(&self, party: &Party) -> Vec<Item> {
        self.graph
            .stances()
            .iter()
            .filter(|s| s.party == party.id && !matches!(s.target, Target::Option(..)))
            .map(|s| {
                let reading = match s.reading {
                    Reading::Granted if s.turned => "no longer refused",
                    Reading::Granted => "granted",
                    Reading::Conditional => "granted on a condition",
                    Reading::Refused => "refused",
                    Reading::Unknown => "not known",
                };
                Line::derived(format!("{}: {reading}.", self.model.target_name(&s.target))).item()
            })
            .collect()
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
        sections.extend(self.positions("Positions in force", |p| p.on.issue() == Some(&issue.id)));
        let mut lead = vec![Line::derived(issue.question.clone()).citing(&issue.cites)];
        lead.push(Line::derived(format!(
            "To be settled between {}.",
            self.words.parties(&issue.between)
        )));
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
            lead.push(
                Line::derived(finding(self.words, self.graph.day, &answer))
                    .citing(&milestone.cites),
            );
        }
        lead.extend(milestone.note.iter().map(|n| Line::derived(n.clone())));
        let mut sections = Vec::new();
        let consents = milestone
            .consent
            .iter()
            .map(|c| {
                let since = c
                    .since
                    .map(|d| format!(" (since {})", d.in_words()))
                    .unwrap_or_default();
                Line::derived(format!("{}{since}.", self.words.party_first(&c.party)))
                    .citing(&c.cites)
                    .item()
            })
            .collect();
        sections.extend(Section::of_items("Whose yes it needs", consents));
        sections.extend(Section::of_items(
            "What must hold with it",
            milestone
                .requires
                .iter()
                .map(|c| self.condition(c))
                .collect(),
        ));
        sections.extend(Section::of_items(
            "What must hold before it",
            milestone.after.iter().map(|c| self.condition(c)).collect(),
        ));
        sections.extend(self.positions("Positions in force", |p| p.on == target));
        Document {
            title: milestone.name.clone(),
            lead,
            sections,
            ..Document::default()
        }
    }

    fn condition(&self, condition: &Condition) -> Item {
        let words = super::words::upper_first(&self.words.condition(condition));
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
        let origin = (!others.is_empty())
            .then(|| format!("Counts as one origin with {}.", super::words::and(&others)));
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
                Line::derived(format!("{}: {}", e.date.in_words(), e.text))
                    .citing(&e.cites)
                    .of(WhoseWords::Reported)
                    .item()
            })
            .collect();
        Section::of_items("Events", items)
    }
}
