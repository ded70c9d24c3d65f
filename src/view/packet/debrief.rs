//! The debriefing: what came out, what could have come out, and what the real parties said.

use crate::analysis::{Outcomes, Status};
use crate::model::Voice;

use super::super::answers::{ring_items, who_can_open};
use super::super::words::{and, count, upper_first};
use super::super::{Block, Line, Section, Table};
use super::{Maker, Reader, Sheet, document, item, items, say, sentence};

impl Maker<'_> {
    pub(super) fn debrief(&self) -> Sheet {
        let mut sections = vec![self.outcomes_table()];
        sections.extend(self.possible());
        sections.extend(self.what_blocked());
        for ring in &self.rings {
            sections.push(Section::new("The circle", vec![Block::Items(ring_items(self.words, ring))]));
        }
        sections.extend(self.computed_openings());
        sections.extend(self.what_they_said());
        sections.push(self.questions_for_goals());
        let about = vec![("For", "the teacher, and for all at the end".to_owned())];
        Sheet {
            stem: "debrief".to_owned(),
            reader: Reader::Teacher,
            document: document(format!("{}: debriefing", self.title()), about, sections),
            tells: Vec::new(),
            is_real: true,
        }
    }

    fn outcomes_table(&self) -> Section {
        let issues = self.lesson.questions.iter().enumerate().map(|(at, q)| format!("{}, {}", crate::lesson::letter(at), q.name));
        let columns: Vec<String> =
            std::iter::once("Group".to_owned()).chain(issues).chain(["Yes from".to_owned(), "No from".to_owned()]).collect();
        let groups = self.lesson.class_size.map_or(4, |size| (size / self.lesson.roles.len().max(1)).clamp(1, 12));
        let row =
            |group: usize| std::iter::once(vec![Line::derived(group.to_string())]).chain(vec![Vec::new(); columns.len() - 1]).collect();
        let rows = (1..=groups).map(row).collect();
        Section::new(
            "What came out",
            vec![
                say("Fill this in on the board. Where two groups differ, ask both how they came there."),
                Block::Table(Table { columns, rows }),
            ],
        )
    }

    /// What could have come out, where there are points.
    fn possible(&self) -> Option<Section> {
        let found = self.outcomes.as_ref()?;
        let mut parts =
            vec![say("The points were invented for teaching; what follows is exact for them, and says nothing about the real talks.")];
        parts.push(items(self.figures(found)));
        if !found.frontier.is_empty() {
            let shown = found.frontier.iter().take(20);
            let roles: Vec<String> = self.lesson.roles.iter().map(|role| self.model.party_name(role.id()).to_owned()).collect();
            let columns = std::iter::once("Deal".to_owned()).chain(roles).chain(["Passes".to_owned()]).collect();
            let game = self.lesson.game();
            let rows = shown
                .map(|deal| {
                    let name: Vec<String> = deal.answers.iter().enumerate().map(|(q, &a)| self.lesson.letter(q, a)).collect();
                    let passes = game.as_ref().is_some_and(|game| game.is_passing(&deal.points));
                    let cell = |words: String| vec![Line::derived(words)];
                    let points = deal.points.iter().map(|points| cell(points.to_string()));
                    std::iter::once(cell(name.join(" ")))
                        .chain(points)
                        .chain([cell(if passes { "yes" } else { "no" }.to_owned())])
                        .collect()
                })
                .collect();
            let more = found.frontier.len().saturating_sub(20);
            let rest = if more > 0 { format!(" The first 20 of {} by the sum of points.", found.frontier.len()) } else { String::new() };
            parts.push(say(format!(
                "Deals that cannot be bettered for one role without loss for another (the Pareto frontier; ties are all kept).{rest}"
            )));
            parts.push(Block::Table(Table { columns, rows }));
        }
        Some(Section::new("What could have come out", parts))
    }

    fn figures(&self, found: &Outcomes) -> Vec<String> {
        let mut lines =
            vec![format!("There are {} deals; {} pass, and {} have everybody’s yes.", found.all, found.passing, found.unanimous)];
        for (at, role) in self.lesson.roles.iter().enumerate() {
            let name = self.words.party_first(role.id());
            if let Some((least, most)) = found.range[at] {
                lines.push(format!(
                    "{name} {} {least} to {most} points from deals that pass; its no alone stops {}.",
                    self.words.verb(role.id(), "gets", "get"),
                    count(found.blocked_alone[at] as usize, "deal", "deals")
                ));
            } else {
                lines.push(format!("{name}: no deal passes."));
            }
        }
        let groups: Vec<String> = found
            .blocking_groups
            .iter()
            .take(12)
            .map(|group| self.words.parties(group.iter().map(|&at| self.lesson.roles[at].id())))
            .collect();
        if !groups.is_empty() {
            lines.push(format!("Smallest groups without which no deal passes: {}.", groups.join("; ")));
        }
        lines
    }

    fn what_blocked(&self) -> Option<Section> {
        let answer = self.answer.as_ref()?;
        let mut parts = vec![say(super::super::answers::finding(self.words, self.graph.day, answer))];
        if answer.status == Status::Blocked {
            let list = answer.blockers.iter().map(|b| {
                let words = format!("{}.", self.words.refusal(&b.change, b.until.as_deref(), b.implied));
                Line::derived(words).citing(&b.cites).item()
            });
            parts.push(Block::Items(list.collect()));
            if !answer.party_sets.is_empty() {
                parts.push(say(format!("It could be opened by {}.", who_can_open(self.words, answer))));
            }
        }
        Some(Section::new(format!("In the real talks: {}", self.words.target(&answer.goal)), parts))
    }

    fn computed_openings(&self) -> Option<Section> {
        let answer = self.answer.as_ref().filter(|answer| !answer.unblocking_sets.is_empty())?;
        let list = answer.unblocking_sets.iter().map(|set| {
            let cites = answer.blockers.iter().filter(|b| set.changes.contains(&b.change)).flat_map(|b| &b.cites);
            Line::derived(format!("{}.", self.words.moves(&set.changes))).citing(cites).item()
        });
        let note = "They follow from what is on record. Did a group find one of them? Did a group find something that is not here, by changing what was asked?";
        Some(Section::new("The computed openings", vec![Block::Steps(list.collect()), say(note)]))
    }

    /// What the real parties said, with sources.
    fn what_they_said(&self) -> Option<Section> {
        let list: Vec<_> = self
            .lesson
            .roles
            .iter()
            .filter_map(|role| {
                let own = self.positions_of(role.id());
                let below: Vec<_> = own.iter().map(|&i| self.words.position_line(&self.model.positions[i]).item()).collect();
                (!below.is_empty()).then(|| item(Line::derived(format!("{}:", self.words.party_first(role.id()))), below))
            })
            .collect();
        let mut parts = vec![Block::Items(list)];
        let attributed: Vec<_> =
            self.model.positions.iter().filter(|p| p.voice == Voice::Attributed).map(|p| self.words.position_line(p).item()).collect();
        if !attributed.is_empty() {
            parts.push(say("Said of a party by another, which counts as nobody’s position:"));
            parts.push(Block::Items(attributed));
        }
        Some(Section::new("What the real parties said", parts))
            .filter(|section| matches!(&section.blocks[0], Block::Items(list) if !list.is_empty()))
    }

    fn questions_for_goals(&self) -> Section {
        let mut list: Vec<_> = self
            .lesson
            .goals
            .iter()
            .map(|goal| {
                let below =
                    ["Tell a moment in your group in which this happened, or should have.", "What would you do otherwise next time?"];
                item(Line::derived(sentence(goal)), below.iter().map(|words| Line::derived(*words).item()).collect())
            })
            .collect();
        let mut ask = |words: String| list.push(Line::derived(words).item());
        if let Some(first) = self.lesson.roles.first() {
            ask(format!("What did {} need, behind what it asked for? Those who played it answer last.", self.words.party(first.id())));
        }
        if !self.rings.is_empty() {
            ask("Who saw the circle, and when? What would have told the others of it without giving anything away?".to_owned());
        }
        let contested: Vec<String> = self
            .conflicts
            .iter()
            .filter_map(|c| match &c.kind {
                crate::analysis::ConflictKind::Incompatible { issue: Some(issue), .. } => {
                    Some(self.words.target(&crate::model::Target::Issue(issue.clone())))
                }
                crate::analysis::ConflictKind::Incompatible { issue: None, .. }
                | crate::analysis::ConflictKind::Apart { .. }
                | crate::analysis::ConflictKind::Sequence { .. }
                | crate::analysis::ConflictKind::DisputedFact { .. }
                | crate::analysis::ConflictKind::PositionsUnstated { .. } => None,
            })
            .collect();
        if !contested.is_empty() {
            ask(upper_first(&format!("on {} the stated positions leave no answer. Which group changed the question?", and(&contested))));
        }
        Section::new("Questions", vec![Block::Items(list)])
    }
}
