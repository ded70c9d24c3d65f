//! The briefing: one cited document that a reader can act on.

use crate::analysis::{
    Ask, Blocks, Conflict, Deadlock, Gap, Status, StickingPoint, blocks, conflicts, deadlocks, gaps, matrix, sticking_points,
};
use crate::graph::PositionGraph;
use crate::model::{DateIs, Model, NoteKind, Target};

use super::answers::{conflict_item, finding, place, ring_in_words, ring_items, short, who_can_open};
use super::words::{Words, and, count, upper_first};
use std::boxed::Box;

use super::{Block, Document, Figure, Item, Line, Section, Table, WhoseWords, board, way};

/// A briefing with its drawings.
pub struct Brief {
    /// The document.
    pub document: Document,
    /// The board, and the way to the goal where there is a goal.
    pub figures: Vec<Figure>,
}

/// The briefing of a model for its goal.
pub fn briefing(model: &Model, graph: &PositionGraph, goal: Option<&Target>) -> Brief {
    let words = Words::of(model);
    let answer = goal.and_then(|goal| blocks(model, graph, &Ask::about(goal.clone())));
    let maker = Maker {
        model,
        graph,
        words: &words,
        goal,
        conflicts: conflicts(model, graph, goal),
        rings: deadlocks(model, graph),
        gaps: gaps(model, graph, goal),
        sticking: goal.map(|goal| sticking_points(model, graph, goal)).unwrap_or_default(),
        answer,
    };
    maker.brief()
}

struct Maker<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    words: &'a Words<'a>,
    goal: Option<&'a Target>,
    conflicts: Vec<Conflict>,
    rings: Vec<Deadlock>,
    gaps: Vec<Gap>,
    sticking: Vec<StickingPoint>,
    answer: Option<Blocks>,
}

impl Maker<'_> {
    fn brief(&self) -> Brief {
        let board_figure = Figure {
            stem: "board".to_owned(),
            diagram: board(self.words, self.graph, &self.conflicts, self.goal),
            table: Some(self.table()),
        };
        let mut figures = vec![board_figure.clone()];
        let mut sections = vec![self.bottom_line()];
        sections.push(Section::new("Who says what", vec![Block::Figure(Box::new(board_figure))]));
        if let Some(answer) = &self.answer {
            let stem = format!("blocks-{}", answer.goal.to_string().replace('/', "-"));
            let figure = Figure { stem, diagram: way(self.words, self.graph, answer), table: None };
            figures.push(figure.clone());
            sections.extend(self.what_blocks(answer, figure));
            sections.extend(self.whose_moves(answer));
        }
        sections.extend(self.circular());
        sections.extend(self.status());
        sections.extend(self.conflict_sections());
        sections.extend(self.silence());
        sections.extend(self.timeline());
        sections.extend(self.about_the_sources());
        sections.push(how_to_read());
        sections.extend(self.sources());
        Brief {
            document: Document {
                title: if self.model.title.is_empty() { self.model.name.clone() } else { self.model.title.clone() },
                lead: vec![Line::derived(self.header())],
                sections,
            },
            figures,
        }
    }

    fn header(&self) -> String {
        let day = self.graph.day.map(|day| format!("As of {}. ", day.in_words())).unwrap_or_default();
        let sources = self.model.sources.len();
        let origins = {
            let mut all: Vec<&str> = self.model.sources.values().map(|s| s.origin.as_deref().unwrap_or(s.id.as_str())).collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        if sources == 0 {
            return format!("{day}This model names no source.");
        }
        let told = if origins < sources {
            format!(", which go back to {}", count(origins, "independent origin", "independent origins"))
        } else {
            String::new()
        };
        format!("{day}From {}{told}.", count(sources, "source", "sources"))
    }

    fn bottom_line(&self) -> Section {
        let mut said = Vec::new();
        match &self.answer {
            Some(answer) => {
                said.push(Line::derived(finding(self.words, None, answer)).citing(answer.blockers.iter().flat_map(|b| b.cites.first())));
                said.push(Line::derived(self.opening_sentence(answer)));
            }
            None => said.push(Line::derived("The model names no goal, so there is no answer to what blocks it.")),
        }
        if let Some(ring) = self.rings.first() {
            said.push(
                Line::derived(format!("{}.", upper_first(&ring_in_words(self.words, ring))))
                    .citing(ring.edges.iter().flat_map(|e| &e.cites)),
            );
        }
        if !self.sticking.is_empty() {
            let names: Vec<String> = self.sticking.iter().map(|point| self.words.target(&Target::Issue(point.issue.clone()))).collect();
            let cites = self.sticking.iter().flat_map(|point| &point.reported);
            said.push(
                Line::derived(format!(
                    "On the way to it, {}: {}.",
                    count(names.len(), "issue is a sticking point", "issues are sticking points"),
                    and(&names)
                ))
                .citing(cites),
            );
        }
        Section::new("Bottom line", said.into_iter().map(Block::Say).collect())
    }

    fn opening_sentence(&self, answer: &Blocks) -> String {
        match answer.status {
            Status::Reached | Status::Met => "No further yes is needed.".to_owned(),
            Status::Open => {
                let mut parties: Vec<_> = answer.awaited.iter().filter(|a| a.needed).map(|a| &a.party).collect();
                parties.dedup();
                format!("It waits for {}.", self.words.parties(parties))
            }
            Status::Blocked if answer.no_change_suffices() => {
                "No single party or group named in the model can open it by what it could concede or waive.".to_owned()
            }
            Status::Blocked => {
                let all = answer.unblocking.count.as_ref().map(ToString::to_string).unwrap_or_default();
                let all = all.parse::<usize>().map_or(all, super::words::number_word);
                let ways = if all == "one" { "There is one smallest way".to_owned() } else { format!("There are {all} smallest ways") };
                let first = answer.unblocking_sets.first().map_or(0, |set| set.changes.len());
                let red = answer.blockers.iter().any(|b| b.firmness == Some(crate::model::Firmness::RedLine));
                let lines = if red && answer.unblocking_sets.first().is_some_and(|set| set.red_lines == 0) {
                    " without giving up a red line"
                } else {
                    ""
                };
                let shortest = format!("; the shortest{lines} takes {}", count(first, "move", "moves"));
                format!("What blocks it could be lifted by {}. {ways} to do so{shortest}.", who_can_open(self.words, answer))
            }
        }
    }

    fn what_blocks(&self, answer: &Blocks, figure: Figure) -> Option<Section> {
        let heading = match answer.status {
            Status::Blocked => format!("What blocks {}", self.words.target(&answer.goal)),
            Status::Open => format!("What {} waits for", self.words.target(&answer.goal)),
            Status::Met | Status::Reached => format!("How {} stands", self.words.target(&answer.goal)),
        };
        let items: Vec<Item> = match answer.status {
            Status::Blocked => answer
                .blockers
                .iter()
                .map(|b| {
                    let firm = b.firmness.map(|f| format!(" ({})", f.word().replace('-', " "))).unwrap_or_default();
                    let sole = if b.sole { " No way round this is known to the model." } else { "" };
                    Line::derived(format!("{}{firm}.{sole}", self.words.refusal(&b.change, b.until.as_deref(), b.implied)))
                        .citing(&b.cites)
                        .of(WhoseWords::Reported)
                        .item()
                })
                .collect(),
            Status::Open => answer
                .awaited
                .iter()
                .map(|a| Line::derived(format!("{}.", self.words.awaited(&a.party, &a.target))).citing(&a.cites).item())
                .collect(),
            Status::Met | Status::Reached => Vec::new(),
        };
        Some(Section::new(heading, vec![Block::Items(items), Block::Figure(Box::new(figure))]))
    }

    fn whose_moves(&self, answer: &Blocks) -> Option<Section> {
        let items = answer
            .unblocking_sets
            .iter()
            .map(|set| {
                let changes: Vec<String> = set.changes.iter().map(|c| self.words.change(c)).collect();
                let red = if set.red_lines == 0 {
                    String::new()
                } else {
                    format!(" This gives up {}.", count(set.red_lines, "red line", "red lines"))
                };
                let relies = if set.awaited.is_empty() { String::new() } else { super::answers::relies_on(self.words, set) };
                Line::derived(format!("{}.{red}{relies}", super::answers::in_one_sentence(&changes))).item()
            })
            .collect();
        let all = answer.unblocking.count.as_ref().map(ToString::to_string).unwrap_or_default();
        let shown = answer.unblocking_sets.len();
        let heading = if all == shown.to_string() {
            "Whose moves would open it".to_owned()
        } else {
            format!("Whose moves would open it: the first {shown} of {all} ways")
        };
        let mut section = Section::of_items(heading, items)?;
        section.blocks.push(Block::Say(Line::derived("Each line is a smallest set of moves: leave one out and the way stays closed. Nothing here says which move is right or likely.")));
        Some(section).filter(|_| answer.status == Status::Blocked)
    }

    fn circular(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        for ring in &self.rings {
            blocks.push(Block::Say(Line::derived(format!("{}. None can come first.", upper_first(&ring_in_words(self.words, ring))))));
            blocks.push(Block::Items(ring_items(self.words, ring)));
        }
        (!blocks.is_empty()).then(|| Section::new("Circular conditions (deadlock)", blocks))
    }

    /// How every milestone stands.
    fn status(&self) -> Option<Section> {
        let mut milestones: Vec<_> = self.model.milestones.values().collect();
        milestones.sort_by_key(|m| m.place);
        let items = milestones
            .into_iter()
            .filter_map(|milestone| {
                let target = Target::Milestone(milestone.id.clone());
                let answer = blocks(self.model, self.graph, &Ask::about(target))?;
                let waits = match answer.status {
                    Status::Open => {
                        let mut who: Vec<_> = answer.awaited.iter().map(|a| &a.party).collect();
                        who.dedup();
                        format!(" Awaited: {}.", self.words.parties(who))
                    }
                    Status::Reached => milestone.reached.map(|day| format!(" On {}.", day.in_words())).unwrap_or_default(),
                    Status::Met | Status::Blocked => String::new(),
                };
                let cites = answer.blockers.iter().flat_map(|b| b.cites.first()).chain(&milestone.cites);
                Some(Line::derived(format!("{}{waits}", finding(self.words, None, &answer))).citing(cites).item())
            })
            .collect();
        Section::of_items("How each milestone stands", items)
    }

    fn conflict_sections(&self) -> Vec<Section> {
        let headings = [
            "Incompatible positions",
            "Apart, but not excluded",
            "What comes first",
            "Contested facts",
            "Called contested, positions unstated",
        ];
        let mut found = Vec::new();
        for (kind, heading) in headings.iter().enumerate() {
            let items = self.conflicts.iter().filter(|c| place(c) == kind).map(|c| conflict_item(self.words, c)).collect();
            found.extend(Section::of_items(*heading, items));
        }
        found
    }

    fn silence(&self) -> Option<Section> {
        let item =
            |gap: &Gap| Line::derived(format!("{} on {}.", self.words.party_first(&gap.party), self.words.target(&gap.target))).item();
        let mut section = Section::of_items("What nobody has said", self.gaps.iter().map(item).collect())?;
        section.blocks.push(Block::Say(Line::derived(
            "No source states a position of these parties on these points. Silence is neither consent nor refusal.",
        )));
        Some(section)
    }

    fn timeline(&self) -> Option<Section> {
        let mut events: Vec<_> = self.model.events.iter().collect();
        events.sort_by_key(|e| (e.date, e.place));
        let items = events
            .into_iter()
            .map(|event| {
                let until = event.until.map(|d| format!(" to {}", d.in_words())).unwrap_or_default();
                Line::derived(format!("{}{until}: {}", event.date.in_words(), event.text))
                    .citing(&event.cites)
                    .of(WhoseWords::Reported)
                    .item()
            })
            .collect();
        Section::of_items("Timeline", items)
    }

    fn about_the_sources(&self) -> Option<Section> {
        let wanted = [NoteKind::Difference, NoteKind::Error];
        let items = wanted
            .iter()
            .flat_map(|kind| self.model.notes.iter().filter(move |note| note.kind == *kind))
            .map(|note| Line::derived(note.text.clone()).citing(&note.cites).item())
            .collect();
        Section::of_items("Where the sources differ or err", items)
    }

    fn sources(&self) -> Option<Section> {
        let items = self
            .model
            .sources
            .values()
            .map(|source| {
                let inferred = if source.date_is == DateIs::Inferred { " (date inferred)" } else { "" };
                let date = source.date.map(|d| format!(", {}{inferred}", d.in_words())).unwrap_or_default();
                let publisher = source
                    .publisher
                    .as_ref()
                    .map(|p| if p == "unknown" { ", publisher unknown".to_owned() } else { format!(", {p}") })
                    .unwrap_or_default();
                let origin = source.origin.as_ref().map(|o| format!(". Origin: {}", o.replace('-', " "))).unwrap_or_default();
                Line::derived(format!("{}: {}{publisher}{date}{origin}.", source.id, source.title)).item()
            })
            .collect();
        Section::of_items("Sources", items)
    }

    fn table(&self) -> Table {
        let matrix = matrix(self.model, self.graph, None, None);
        let mut table = Table {
            columns: std::iter::once("On".to_owned()).chain(matrix.parties.iter().map(|p| self.model.party_name(p).to_owned())).collect(),
            rows: Vec::new(),
        };
        for (target, cells) in &matrix.rows {
            let mut row = vec![vec![Line::derived(self.model.target_name(target))]];
            row.extend(matrix.parties.iter().map(|party| {
                cells
                    .iter()
                    .filter(|c| c.party == *party)
                    .flat_map(|c| c.positions.iter().map(|&i| short(self.model, &self.model.positions[i])))
                    .collect::<Vec<_>>()
            }));
            table.rows.push(row);
        }
        table
    }
}

fn how_to_read() -> Section {
    let lines = [
        "A position is what a source says that a party says; whose words they are is kept apart. A claim about a party by its adversary is never counted as that party's position.",
        "Blocked means: impossible unless someone moves. Open means: nobody has closed it, and somebody has not spoken. Unknown is never read as consent.",
        "A smallest way to open something is a set of moves of which none can be left out. It is computed from the conditions and refusals on record, completely.",
        "There are no forecasts here, no probabilities, and no verdict on who is right.",
    ];
    Section::new("How to read this", vec![Block::Items(lines.iter().map(|line| Line::derived(*line).item()).collect())])
}
