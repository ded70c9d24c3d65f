//! What all drawings share: boxes and lines go into one diagram, each party has its colour and each source its number,
//! and at the end come the legend, the sources and the day.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::met;
use crate::graph::{ByNode, PositionGraph};
use crate::model::{
    Firmness, Issue, Model, Party, PartyId, Position, PositionId, Source, Stance, Target,
};
use crate::source::{Citation, Date, SourceId};

use crate::view::words::answers::short;
use crate::view::words::{Words, upper_first};
use crate::view::{Box, BoxKind, Diagram, DiagramLine, Emphasis, Group, LineKind, Ownership, Span};

/// A diagram in the making.
pub(super) struct Maker<'a> {
    pub words: &'a Words<'a>,
    pub model: &'a Model,
    pub graph: &'a PositionGraph,
    pub diagram: Diagram,
    /// The number of each source.
    numbers: BTreeMap<SourceId, usize>,
    /// Each party's place in the order of colours.
    places: BTreeMap<PartyId, usize>,
    /// What holds already, whatever the silent say.
    pub met: ByNode<bool>,
}

impl<'a> Maker<'a> {
    /// By when something must be there, where it has a deadline that stands: `by 29 March 2019`.
    pub fn deadline_of(&self, target: &Target) -> Option<String> {
        let Target::Milestone(id) = target else {
            return None;
        };
        let day = self.graph.record().deadlines.get(id)?;
        Some(format!("by {}", day.in_words()))
    }

    pub fn new(words: &'a Words<'a>, graph: &'a PositionGraph) -> Self {
        let model = words.model;
        Self {
            words,
            model,
            graph,
            diagram: Diagram::default(),
            numbers: model.sources.keys().cloned().zip(1..).collect(),
            places: places_of_parties(model),
            met: met(graph),
        }
    }

    /// A party's place in the order of colours.
    pub fn place(&self, party: &PartyId) -> usize {
        self.places.get(party).copied().unwrap_or(usize::MAX)
    }

    /// A party's name.
    pub fn name(&self, party: &PartyId) -> String {
        self.model.party_name(party).to_owned()
    }

    pub fn owner(&self, party: &PartyId) -> Ownership {
        Ownership {
            number: self.place(party),
            name: self.name(party),
        }
    }

    pub fn in_force(&self) -> Vec<PositionId> {
        self.graph.positions_in_force(self.model)
    }

    pub fn position(&self, index: PositionId) -> &'a Position {
        &self.model.positions[index]
    }

    pub fn positions<'p>(
        &self,
        ids: &'p [PositionId],
    ) -> impl Iterator<Item = &'a Position> + use<'a, 'p> {
        let positions = &self.model.positions;
        ids.iter().map(|&index| &positions[index])
    }

    /// Everything that some positions rest on.
    pub fn cites_of(&self, ids: &[PositionId]) -> Vec<Citation> {
        let cites = self.positions(ids).flat_map(|one| &one.cites);
        cites.cloned().collect()
    }

    pub fn refs(&self, cites: &[Citation]) -> Vec<usize> {
        let numbers = cites.iter().filter_map(|cite| self.number(&cite.source));
        let once: BTreeSet<usize> = numbers.collect();
        once.into_iter().collect()
    }

    fn number(&self, source: &SourceId) -> Option<usize> {
        self.numbers.get(source).copied()
    }

    /// `As of 25 January 2026. `, where the model is read as of a day.
    pub fn as_of(&self) -> String {
        let day = self.graph.day.map(|day| day.in_words());
        day.map(|day| format!("As of {day}. ")).unwrap_or_default()
    }

    pub fn put(&mut self, item: Box) -> usize {
        self.diagram.boxes.push(item);
        self.diagram.boxes.len() - 1
    }

    pub fn join(&mut self, from: usize, to: usize, kind: LineKind, tooltip: String) {
        self.diagram.lines.push(DiagramLine {
            from,
            to,
            kind,
            weight: 1,
            tooltip,
        });
    }

    /// A line that says the same as the box where it begins.
    pub fn join_as_told(&mut self, from: usize, to: usize, kind: LineKind) {
        let tooltip = self.diagram.boxes[from].tooltip.clone();
        self.join(from, to, kind, tooltip);
    }

    /// A group of boxes that is nobody's.
    pub fn group(&mut self, title: &str) -> usize {
        self.add_group(title, None)
    }

    /// The group of a party's boxes.
    pub fn lane(&mut self, party: &Party) -> usize {
        let owner = self.owner(&party.id);
        self.add_group(&party.name, Some(owner))
    }

    fn add_group(&mut self, title: &str, owner: Option<Ownership>) -> usize {
        let title = title.to_owned();
        self.diagram.groups.push(Group { title, owner });
        self.diagram.groups.len() - 1
    }

    /// A group for each party that holds one of some positions, in the model's order.
    pub fn lanes<'p>(
        &mut self,
        positions: impl Iterator<Item = &'p Position>,
    ) -> BTreeMap<PartyId, usize> {
        let holders: BTreeSet<&PartyId> = positions.map(|one| &one.party).collect();
        let mut parties = self.model.parties_in_order();
        parties.retain(|party| holders.contains(&party.id));
        let parties = parties.into_iter();
        parties
            .map(|party| (party.id.clone(), self.lane(party)))
            .collect()
    }

    /// The box of a position.
    pub fn position_box(&self, id: String, position: &Position) -> Box {
        let label = short(self.model, position).words;
        let mut item = Box::new(id, BoxKind::of(position), upper_first(&label));
        item.refs = self.refs(&position.cites);
        item.owner = Some(self.owner(&position.party));
        item.date = self.model.stated_on(position).map(|day| day.to_string());
        item.tooltip = self.told(position, &position.cites);
        item
    }

    /// The box of a position that is pale, and says so, where the position is over.
    pub fn position_as_it_stands(&self, id: String, index: PositionId) -> Box {
        let mut item = self.position_box(id, self.position(index));
        if self.graph.is_over(index) {
            (item.emphasis, item.note) = (Emphasis::Muted, "over".to_owned());
        }
        item
    }

    /// A position on an axis, in the lane of its party.
    pub fn put_bar(&mut self, index: PositionId, lane: Option<usize>, span: Option<Span>) {
        let id = format!("position-{index}");
        let mut item = self.position_box(id, self.position(index));
        (item.group, item.span) = (lane, span);
        self.put(item);
    }

    /// The box of an issue.
    pub fn issue_box(&self, issue: &Issue) -> Box {
        let id = format!("issue-{}", issue.id);
        let mut item = Box::new(id, BoxKind::Issue, issue.name.clone());
        item.refs = self.refs(&issue.reported_contested);
        item.tooltip = cited(&issue.question, &issue.reported_contested);
        item
    }

    /// The whole sentence of a position, with citations.
    pub fn told(&self, position: &Position, cites: &[Citation]) -> String {
        cited(&format!("{}.", self.words.position(position)), cites)
    }

    /// The diagram with its legend and its sources.
    pub fn finish(mut self) -> Diagram {
        self.diagram.legend_of_what_is_drawn();
        self.link_the_boxes();
        self.list_the_sources();
        let model = format!("{}Model: {}. ", self.as_of(), self.model.name);
        self.diagram.footer.push(model);
        self.diagram
    }

    /// A box leads to the first of its sources that has an address.
    fn link_the_boxes(&mut self) {
        let links = self.links();
        for item in &mut self.diagram.boxes {
            let mut own = item.refs.iter().filter_map(|number| links.get(number));
            item.link = own.next().map(|url| (*url).clone());
        }
    }

    /// The addresses of sources by their numbers.
    fn links(&self) -> BTreeMap<usize, &'a String> {
        let sources = self.model.sources.values();
        let links = sources.map(|source| self.number(&source.id).zip(source.url.as_ref()));
        links.flatten().collect()
    }

    /// The footer names the sources whose numbers stand on a box.
    fn list_the_sources(&mut self) {
        let used = self.used_numbers();
        let sources = self.model.sources.values().filter_map(|source| {
            let number = self.number(&source.id).filter(|n| used.contains(n))?;
            Some(format!("{number} {}", as_listed(source)))
        });
        let sources: Vec<String> = sources.collect();
        if !sources.is_empty() {
            let list = format!("Sources: {}.", sources.join("; "));
            self.diagram.footer.push(list);
        }
    }

    /// The sources among some, each with its number: with their titles, and by their ids alone.
    pub fn listed(&self, used: &BTreeSet<SourceId>) -> (String, String) {
        let sources = self.model.sources.values();
        let sources = sources.filter(|source| used.contains(&source.id));
        let numbered = sources.filter_map(|source| Some((self.number(&source.id)?, source)));
        let told = numbered.map(|(number, source)| {
            let full = format!("{number} {}", as_listed(source));
            let day = source.date.map(|day| format!(", {}", day.in_words()));
            let short = format!("{number} [{}]{}", source.id, day.unwrap_or_default());
            (full, short)
        });
        let (full, short): (Vec<String>, Vec<String>) = told.unzip();
        let list = |told: &[String], between| match told {
            [] => String::new(),
            told => format!("Sources: {}.", told.join(between)),
        };
        (list(&full, "; "), list(&short, "; "))
    }

    fn used_numbers(&self) -> BTreeSet<usize> {
        let boxes = self.diagram.boxes.iter();
        boxes.flat_map(|item| item.refs.iter().copied()).collect()
    }
}

/// Each party's place in the order of the model, so that it keeps its hue on every day and whatever is supposed.
fn places_of_parties(model: &Model) -> BTreeMap<PartyId, usize> {
    let parties = model.parties_in_order().into_iter();
    parties.map(|party| party.id.clone()).zip(0..).collect()
}

/// `[id] title, date`.
fn as_listed(source: &Source) -> String {
    let inferred = source.date_is.mark();
    // A title that says the day says it once.
    let is_said = |date: &Date| {
        let says = |day: String| source.title.contains(&day);
        says(date.in_words()) || says(date.short())
    };
    let date = source.date.filter(|date| !is_said(date));
    let date = date.map(|date| format!(", {}{inferred}", date.short()));
    format!(
        "[{}] {}{}",
        source.id,
        source.title,
        date.unwrap_or_default()
    )
}

impl BoxKind {
    /// What a position is drawn as: a red line, an offer, or anything else that is asked for.
    fn of(position: &Position) -> Self {
        match (position.firmness, position.stance) {
            (Some(Firmness::RedLine), _) => Self::RedLine,
            (_, Stance::Offers | Stance::Proposes) => Self::Offer,
            (
                _,
                Stance::Demands
                | Stance::Accepts
                | Stance::Prefers
                | Stance::Open
                | Stance::Rejects,
            ) => Self::Demand,
        }
    }
}

/// A sentence with its citations in brackets.
pub(super) fn cited(words: &str, cites: &[Citation]) -> String {
    let brackets = cites.iter().map(|cite| format!(" [{cite}]"));
    format!("{words}{}", brackets.collect::<String>())
}
