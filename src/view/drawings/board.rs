//! The board: issue by issue, who says what on which side, and what it holds up.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, ConflictKind, Library, Order, Spoken, met};
use crate::graph::{ByNode, NodeKind, PositionGraph, Reading};
use crate::model::{Exclusion, Firmness, Model, PartyId, Position, PositionId, Stance, Target};
use crate::source::{Citation, SourceId};

use crate::view::words::answers::{sentence, short};
use crate::view::words::spoken::spoken_in_brief;
use crate::view::words::{Words, number_word, upper_first};
use crate::view::{
    Box, BoxKind, Diagram, DiagramLine, Emphasis, Grid, GridCell, GridRow, LineKind, Ownership,
};

/// What a row is about.
enum Subject<'a> {
    Issue(&'a crate::model::Issue),
    Sequence(&'a Order, &'a Order),
    /// More is demanded than can hold together: why not, and how many such things come before it.
    Exclusion(&'a Exclusion, usize),
}

struct Row<'a> {
    subject: Subject<'a>,
    /// 0 incompatible, 1 sequence, 2 apart, 3 unstated or reported contested, 4 the rest.
    contention: usize,
    /// The positions that the conflict names.
    named: Vec<PositionId>,
}

/// The board of a model.
pub fn board(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    goal: Option<&Target>,
) -> Diagram {
    Maker::new(words, graph).board(conflicts, goal)
}

/// Numbers of the sources and owners' places: shared by all drawings.
pub(in crate::view) struct Maker<'a> {
    pub words: &'a Words<'a>,
    pub model: &'a Model,
    pub graph: &'a PositionGraph,
    pub diagram: Diagram,
    numbers: BTreeMap<SourceId, usize>,
    places: BTreeMap<PartyId, usize>,
    /// What holds already, whatever the silent say.
    pub met: ByNode<bool>,
    /// Why a yes is needed and what was said of it, looked up once for each.
    library: Library<'a>,
    /// The boxes of positions on the board.
    drawn: BTreeMap<PositionId, usize>,
}

impl<'a> Maker<'a> {
    pub fn new(words: &'a Words<'a>, graph: &'a PositionGraph) -> Self {
        let model = words.model;
        let numbers = model
            .sources
            .keys()
            .enumerate()
            .map(|(i, id)| (id.clone(), i + 1))
            .collect();
        let speaking: BTreeSet<&PartyId> = model.positions.iter().map(|p| &p.party).collect();
        let (loud, quiet): (Vec<_>, Vec<_>) = model
            .parties_in_order()
            .into_iter()
            .partition(|p| speaking.contains(&p.id));
        let places = loud
            .into_iter()
            .chain(quiet)
            .enumerate()
            .map(|(i, p)| (p.id.clone(), i))
            .collect();
        Self {
            words,
            model,
            graph,
            diagram: Diagram::default(),
            numbers,
            places,
            met: met(graph),
            library: Library::of(model, graph),
            drawn: BTreeMap::new(),
        }
    }

    pub fn owner(&self, party: &PartyId) -> Ownership {
        Ownership {
            number: self.places.get(party).copied().unwrap_or(usize::MAX),
            name: self.model.party_name(party).to_owned(),
        }
    }

    pub fn refs(&self, cites: &[Citation]) -> Vec<usize> {
        let found: BTreeSet<usize> = cites
            .iter()
            .filter_map(|cite| self.numbers.get(&cite.source).copied())
            .collect();
        found.into_iter().collect()
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

    /// The box of a position.
    pub fn position(&self, id: String, position: &Position) -> Box {
        let kind = match (position.firmness, position.stance) {
            (Some(Firmness::RedLine), _) => BoxKind::RedLine,
            (_, Stance::Offers | Stance::Proposes) => BoxKind::Offer,
            (
                _,
                Stance::Demands
                | Stance::Accepts
                | Stance::Prefers
                | Stance::Open
                | Stance::Rejects,
            ) => BoxKind::Demand,
        };
        let label = short(self.model, position).words;
        let mut item = Box::new(id, kind, upper_first(&label));
        item.refs = self.refs(&position.cites);
        item.owner = Some(self.owner(&position.party));
        item.date = self.model.stated_on(position).map(|day| day.to_string());
        item.tooltip = cited(
            &format!("{}.", self.words.position(position)),
            &position.cites,
        );
        item
    }

    /// The diagram with its legend and its sources.
    pub fn finish(mut self) -> Diagram {
        self.diagram.legend_of_what_is_drawn();
        let links: BTreeMap<usize, &String> = self
            .model
            .sources
            .values()
            .filter_map(|source| Some((*self.numbers.get(&source.id)?, source.url.as_ref()?)))
            .collect();
        for item in &mut self.diagram.boxes {
            item.link = item
                .refs
                .iter()
                .find_map(|number| links.get(number))
                .map(|url| (*url).clone());
        }
        let used: BTreeSet<usize> = self
            .diagram
            .boxes
            .iter()
            .flat_map(|b| b.refs.iter().copied())
            .collect();
        let sources: Vec<String> = self
            .model
            .sources
            .values()
            .filter_map(|source| {
                let number = self.numbers.get(&source.id).filter(|n| used.contains(n))?;
                let date = source
                    .date
                    .map(|d| format!(", {}", d.short()))
                    .unwrap_or_default();
                Some(format!(
                    "{number} [{}] {}{date}",
                    source.id,
                    source.title.trim_matches(['[', ']'])
                ))
            })
            .collect();
        if !sources.is_empty() {
            self.diagram
                .footer
                .push(format!("Sources: {}.", sources.join("; ")));
        }
        let day = self
            .graph
            .day
            .map(|day| format!("As of {}. ", day.in_words()))
            .unwrap_or_default();
        self.diagram
            .footer
            .push(format!("{day}Model: {}. ", self.model.name));
        self.diagram
    }

    fn board(mut self, conflicts: &[Conflict], goal: Option<&Target>) -> Diagram {
        let rows = self.rows(conflicts);
        let divided = rows.iter().filter(|row| row.contention < 2).count();
        let open = rows
            .iter()
            .filter(|row| matches!(row.contention, 2 | 3))
            .count();
        let divides = match divided {
            0 => "No issue divides the parties".to_owned(),
            1 => "One issue divides the parties".to_owned(),
            n => format!("{} issues divide the parties", upper_first(&number_word(n))),
        };
        self.diagram.title = match open {
            _ if rows.is_empty() => "No issue is recorded".to_owned(),
            0 => divides,
            1 => format!("{divides}; one more is contested or apart"),
            n => format!("{divides}; {} more are contested or apart", number_word(n)),
        };
        self.diagram.subtitle = self.subtitle(&rows);
        let columns = self.columns(&rows);
        self.diagram.grid = Some(Grid {
            columns: Vec::new(),
            rows: Vec::new(),
        });
        let grid_rows: Vec<GridRow> = rows.iter().map(|row| self.row(row, &columns)).collect();
        let mut titles: Vec<(String, Option<Ownership>)> = columns
            .sides
            .iter()
            .map(|side| match side {
                Side::Party(id) => (self.model.party_name(id).to_owned(), Some(self.owner(id))),
                Side::Others => ("Others".to_owned(), None),
            })
            .collect();
        titles.insert(columns.issue_at, ("Issue".to_owned(), None));
        titles.push(("Needed for".to_owned(), None));
        self.diagram.grid = Some(Grid {
            columns: titles,
            rows: grid_rows,
        });
        self.diagram.description = self.describe(&rows, goal);
        self.finish()
    }

    fn subtitle(&self, rows: &[Row<'_>]) -> String {
        let dates: BTreeSet<_> = self.model.sources.values().filter_map(|s| s.date).collect();
        let span = match (dates.first(), dates.last()) {
            (Some(a), Some(b)) if a != b => {
                format!(", as reported {} to {}", a.in_words(), b.in_words())
            }
            (Some(a), _) => format!(", as reported {}", a.in_words()),
            _ => String::new(),
        };
        let counted = |level: usize| rows.iter().filter(|row| row.contention == level).count();
        let kinds = [
            (0, "incompatible"),
            (1, "about what comes first"),
            (2, "apart"),
            (3, "called contested"),
        ];
        let parts: Vec<String> = kinds
            .iter()
            .map(|(level, word)| (counted(*level), word))
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}"))
            .collect();
        let found = if parts.is_empty() {
            String::new()
        } else {
            format!(": {}", parts.join(", "))
        };
        format!("{}{span}{found}.", self.model.title)
    }

    fn rows<'c>(&self, conflicts: &'c [Conflict]) -> Vec<Row<'c>>
    where
        'a: 'c,
    {
        let mut level: BTreeMap<crate::model::IssueId, (usize, Vec<PositionId>)> = BTreeMap::new();
        let mut rows = Vec::new();
        for conflict in conflicts {
            let of_issue = match &conflict.kind {
                ConflictKind::Incompatible(clash) => {
                    let named = clash.involved().into_iter().collect();
                    if let Some(exclusion) = &clash.exclusion {
                        let is_one = |row: &&Row<'_>| matches!(row.subject, Subject::Exclusion(..));
                        let before = rows.iter().filter(is_one).count();
                        rows.push(Row {
                            subject: Subject::Exclusion(exclusion, before),
                            contention: 0,
                            named,
                        });
                        continue;
                    }
                    (0, named)
                }
                ConflictKind::Apart(apart) => {
                    (2, apart.stated.iter().map(|holding| holding.id).collect())
                }
                ConflictKind::OneSided { .. } | ConflictKind::PositionsUnstated { .. } => {
                    (3, Vec::new())
                }
                ConflictKind::Sequence {
                    orders: [one, other],
                } => {
                    rows.push(Row {
                        subject: Subject::Sequence(one, other),
                        contention: 1,
                        named: Vec::new(),
                    });
                    continue;
                }
                ConflictKind::DisputedFact(_) => continue,
            };
            if let Some(issue) = &conflict.issue {
                level.insert(issue.clone(), of_issue);
            }
        }
        let in_force = self.graph.positions_in_force(self.model);
        for issue in self.model.issues_in_order() {
            let spoken = in_force
                .iter()
                .any(|&i| self.model.positions[i].on.issue() == Some(&issue.id));
            let contested = if issue.reported_contested.is_empty() {
                4
            } else {
                3
            };
            if spoken || contested == 3 {
                let known = level.remove(&issue.id);
                let (contention, named) = known.unwrap_or((contested, Vec::new()));
                rows.push(Row {
                    subject: Subject::Issue(issue),
                    contention,
                    named,
                });
            }
        }
        rows.sort_by_key(|row| {
            (
                row.contention,
                match &row.subject {
                    Subject::Issue(issue) => (1, issue.place),
                    Subject::Sequence(..) => (0, crate::source::Place::default()),
                    Subject::Exclusion(..) => (2, crate::source::Place::default()),
                },
            )
        });
        rows
    }

    fn columns(&self, rows: &[Row<'_>]) -> Columns {
        let mut weight: BTreeMap<PartyId, usize> = BTreeMap::new();
        for row in rows {
            let parties: BTreeSet<PartyId> = match &row.subject {
                Subject::Issue(issue) => self
                    .positions_on(issue)
                    .into_iter()
                    .map(|i| self.model.positions[i].party.clone())
                    .chain(issue.between.iter().cloned())
                    .collect(),
                Subject::Sequence(one, other) => [one.party.clone(), other.party.clone()].into(),
                Subject::Exclusion(..) => {
                    let named = row.named.iter();
                    named
                        .map(|&i| self.model.positions[i].party.clone())
                        .collect()
                }
            };
            parties
                .into_iter()
                .for_each(|party| *weight.entry(party).or_default() += 1);
        }
        let mut by_weight: Vec<PartyId> = weight.keys().cloned().collect();
        by_weight.sort_by_key(|id| (std::cmp::Reverse(weight[id]), self.places[id]));
        let own = if by_weight.len() <= 4 {
            by_weight.len()
        } else {
            3
        };
        let mut sides: Vec<PartyId> = by_weight[..own.min(by_weight.len())].to_vec();
        sides.sort_by_key(|id| self.places[id]);
        let mut sides: Vec<Side> = sides.into_iter().map(Side::Party).collect();
        if by_weight.len() > own {
            sides.push(Side::Others);
        }
        Columns {
            issue_at: 1.min(sides.len()),
            sides,
        }
    }

    fn positions_on(&self, issue: &crate::model::Issue) -> Vec<PositionId> {
        self.graph
            .positions_in_force(self.model)
            .into_iter()
            .filter(|&i| self.model.positions[i].on.issue() == Some(&issue.id))
            .collect()
    }

    fn row(&mut self, row: &Row<'_>, columns: &Columns) -> GridRow {
        let (subject, mut by_side, holds_up) = match &row.subject {
            Subject::Issue(issue) => self.issue_row(issue, columns),
            Subject::Sequence(one, other) => self.sequence_row(one, other, columns),
            Subject::Exclusion(one, at) => self.exclusion_row(one, *at, &row.named, columns),
        };
        let words = [
            "incompatible",
            "opposite orders",
            "apart",
            "called contested",
            "",
        ][row.contention.min(4)];
        self.diagram.boxes[subject].over = words.to_owned();
        let kind = match row.contention {
            0 | 1 => Some(LineKind::Incompatible),
            2 => Some(LineKind::Gap),
            _ => None,
        };
        if let Some(kind) = kind {
            self.connect(subject, row, &by_side, kind);
        }
        let marks = holds_up.into_iter().map(|target| {
            let mut mark = Box::new(
                format!("holds-{subject}-{target}"),
                BoxKind::Mark,
                self.model.target_name(&target),
            );
            mark.tooltip = format!(
                "{} cannot happen while this is open.",
                self.words.target_first(&target)
            );
            self.put(mark)
        });
        let marks = GridCell {
            boxes: marks.collect(),
        };
        by_side.insert(
            columns.issue_at,
            GridCell {
                boxes: vec![subject],
            },
        );
        by_side.push(marks);
        GridRow { cells: by_side }
    }

    /// Joins a subject to the positions that the conflict names, and to no other.
    fn connect(&mut self, subject: usize, row: &Row<'_>, by_side: &[GridCell], kind: LineKind) {
        let tooltip = match kind {
            LineKind::Gap => "The stated wishes differ; nobody has refused every answer.",
            LineKind::NeededFor
            | LineKind::Blocks
            | LineKind::Incompatible
            | LineKind::Ring
            | LineKind::On
            | LineKind::Agrees => "The positions exclude each other.",
        };
        let named: Vec<usize> = match &row.subject {
            Subject::Sequence(..) | Subject::Exclusion(..) => {
                by_side.iter().flat_map(|cell| cell.boxes.clone()).collect()
            }
            Subject::Issue(_) => row
                .named
                .iter()
                .filter_map(|id| self.drawn.get(id))
                .copied()
                .collect(),
        };
        for one in named {
            self.join(one, subject, kind, tooltip.to_owned());
        }
    }

    fn issue_row(
        &mut self,
        issue: &crate::model::Issue,
        columns: &Columns,
    ) -> (usize, Vec<GridCell>, Vec<Target>) {
        let mut subject = Box::new(
            format!("issue-{}", issue.id),
            BoxKind::Issue,
            issue.name.clone(),
        );
        subject.note = issue.question.clone();
        subject.refs = self.refs(&issue.reported_contested);
        subject.tooltip = cited(&issue.question, &issue.reported_contested);
        let subject = self.put(subject);
        let on = self.positions_on(issue);
        let cells = columns
            .sides
            .iter()
            .map(|side| {
                let mine: Vec<PositionId> = on
                    .iter()
                    .copied()
                    .filter(|&i| columns.holds(side, &self.model.positions[i].party))
                    .collect();
                let mut boxes: Vec<usize> = mine
                    .iter()
                    .map(|&i| self.side_box(side, issue, i))
                    .collect();
                if let (true, Side::Party(party)) = (boxes.is_empty(), side)
                    && issue.between.contains(party)
                {
                    boxes.push(self.unknown(issue, party));
                }
                GridCell { boxes }
            })
            .collect();
        let settled = self
            .graph
            .node_of(&Target::Issue(issue.id.clone()))
            .is_some_and(|node| self.met[node]);
        let held = if settled {
            Vec::new()
        } else {
            self.held_up_by(&Target::Issue(issue.id.clone()))
        };
        (subject, cells, held)
    }

    fn side_box(&mut self, side: &Side, issue: &crate::model::Issue, index: PositionId) -> usize {
        let position = &self.model.positions[index];
        let mut item = self.position(format!("position-{}-{index}", issue.id), position);
        if matches!(side, Side::Others) {
            item.over = self.model.party_name(&position.party).to_owned();
        }
        if self.graph.is_over(index) {
            (item.emphasis, item.note) = (Emphasis::Muted, "over".to_owned());
        }
        let drawn = self.put(item);
        self.drawn.insert(index, drawn);
        drawn
    }

    /// A party that must agree and has no position in force: what it has said of the matter, if anything.
    fn unknown(&mut self, issue: &crate::model::Issue, party: &PartyId) -> usize {
        let stances = self.graph.stances().iter();
        let mut asked = stances.filter(|stance| {
            stance.party == *party
                && stance.reading == Reading::Unknown
                && stance.target.issue() == Some(&issue.id)
        });
        let grounds = asked.next().map(|stance| self.library.grounds(stance));
        let spoken = grounds.as_ref().map_or(Spoken::Nothing, |one| one.spoken);
        let id = format!("unknown-{}-{party}", issue.id);
        let state = spoken_in_brief(self.words, party, spoken);
        let mut item = Box::new(id, BoxKind::Unknown, state);
        let name = self.words.party_first(party);
        let about = self.words.the(&issue.name);
        let cites = grounds.map(|one| one.cites).unwrap_or_default();
        if spoken != Spoken::Nothing {
            item.refs = self.refs(&cites);
        }
        item.tooltip = cited(&format!("{name} on {about}: {state}."), &cites);
        self.put(item)
    }

    fn sequence_row(
        &mut self,
        one: &Order,
        other: &Order,
        columns: &Columns,
    ) -> (usize, Vec<GridCell>, Vec<Target>) {
        let (a, b) = (
            self.words.inside(&self.model.target_name(&one.before)),
            self.words.inside(&self.model.target_name(&one.after)),
        );
        let mut subject = Box::new(
            format!("sequence-{}-{}", one.before, one.after),
            BoxKind::Issue,
            "Sequence",
        );
        subject.note = format!("Which comes first, {a} or {b}?");
        subject.tooltip = format!(
            "{} wants {a} before {b}; {} the other way round.",
            self.words.party_first(&one.party),
            self.words.party(&other.party)
        );
        let subject = self.put(subject);
        let cells = columns
            .sides
            .iter()
            .map(|side| {
                let mine: Vec<&Order> = [one, other]
                    .into_iter()
                    .filter(|order| columns.holds(side, &order.party))
                    .collect();
                let boxes = mine
                    .into_iter()
                    .map(|order| {
                        let way = if order.by_way_of.is_empty() {
                            String::new()
                        } else {
                            format!(
                                ", by way of {}",
                                crate::view::words::and(
                                    &order
                                        .by_way_of
                                        .iter()
                                        .map(|t| self.words.target(t))
                                        .collect::<Vec<_>>()
                                )
                            )
                        };
                        let label = format!(
                            "{} before {}{way}",
                            self.model.target_name(&order.before),
                            self.words.target(&order.after)
                        );
                        let mut item = Box::new(
                            format!("order-{}-{}-{}", order.party, order.before, order.after),
                            BoxKind::Demand,
                            label.clone(),
                        );
                        item.refs = self.refs(&order.cites);
                        item.owner = Some(self.owner(&order.party));
                        item.tooltip = cited(
                            &format!(
                                "{} {} {}.",
                                self.words.party_first(&order.party),
                                self.words.verb(&order.party, "wants", "want"),
                                self.words.inside(&label)
                            ),
                            &order.cites,
                        );
                        if matches!(side, Side::Others) {
                            item.over = self.model.party_name(&order.party).to_owned();
                        }
                        self.put(item)
                    })
                    .collect();
                GridCell { boxes }
            })
            .collect();
        let mut held: Vec<Target> = [&one.before, &one.after]
            .into_iter()
            .chain(&one.by_way_of)
            .chain(&other.by_way_of)
            .cloned()
            .collect();
        held.sort();
        held.dedup();
        (subject, cells, held)
    }

    /// Demands for things that cannot all hold, whatever they are about.
    fn exclusion_row(
        &mut self,
        exclusion: &Exclusion,
        at: usize,
        named: &[PositionId],
        columns: &Columns,
    ) -> (usize, Vec<GridCell>, Vec<Target>) {
        let mut subject = Box::new(
            format!("exclusion-{at}"),
            BoxKind::Issue,
            "Not all together",
        );
        let why = sentence(&self.words.why_excluded(exclusion));
        subject.tooltip = format!("More is demanded than can hold together: {why}");
        subject.note = why;
        let subject = self.put(subject);
        let cells = columns
            .sides
            .iter()
            .map(|side| {
                let mine = named.iter().copied();
                let mine = mine.filter(|&i| columns.holds(side, &self.model.positions[i].party));
                let mine: Vec<PositionId> = mine.collect();
                let boxes = mine.into_iter().map(|index| {
                    let position = &self.model.positions[index];
                    let mut item = self.position(format!("exclusion-{at}-{index}"), position);
                    let wanted = self.words.target(&position.on);
                    item.label = format!("Demands {wanted}");
                    if matches!(side, Side::Others) {
                        item.over = self.model.party_name(&position.party).to_owned();
                    }
                    self.put(item)
                });
                GridCell {
                    boxes: boxes.collect(),
                }
            })
            .collect();
        (subject, cells, Vec::new())
    }

    /// Milestones that need a target directly.
    fn held_up_by(&self, target: &Target) -> Vec<Target> {
        let Some(node) = self.graph.node_of(target) else {
            return Vec::new();
        };
        self.graph
            .targets()
            .filter(|(other, _)| matches!(other, Target::Milestone(_)))
            .filter(|(_, from)| needs_directly(self.graph, *from, node))
            .map(|(other, _)| other.clone())
            .collect()
    }

    fn describe(&self, rows: &[Row<'_>], goal: Option<&Target>) -> String {
        let mut parts = vec![format!(
            "A table of {} rows, one for each subject, with what each party says.",
            rows.len()
        )];
        if let Some(goal) = goal {
            parts.push(format!("The goal is {}.", self.words.target(goal)));
        }
        for row in rows {
            let (name, about) = match &row.subject {
                Subject::Issue(issue) => (issue.name.clone(), issue.question.clone()),
                Subject::Sequence(one, _) => (
                    "Sequence".to_owned(),
                    format!(
                        "{} or {} first",
                        self.words.target(&one.before),
                        self.words.target(&one.after)
                    ),
                ),
                Subject::Exclusion(one, _) => {
                    ("Not all together".to_owned(), self.words.why_excluded(one))
                }
            };
            let state = [
                "incompatible",
                "wanted in opposite orders",
                "apart",
                "called contested",
                "stated",
            ][row.contention.min(4)];
            parts.push(format!(
                "{name} ({}): {state}.",
                about.trim_end_matches(['?', '.'])
            ));
        }
        parts.join(" ")
    }
}

enum Side {
    Party(PartyId),
    Others,
}

struct Columns {
    sides: Vec<Side>,
    issue_at: usize,
}

impl Columns {
    fn holds(&self, side: &Side, party: &PartyId) -> bool {
        match side {
            Side::Party(id) => id == party,
            Side::Others => !self
                .sides
                .iter()
                .any(|s| matches!(s, Side::Party(id) if id == party)),
        }
    }
}

/// Whether a node needs another with nothing but conditions, consents and options of the same issue between.
fn needs_directly(
    graph: &PositionGraph,
    from: crate::graph::NodeId,
    to: crate::graph::NodeId,
) -> bool {
    let issue_of = |node| match &graph.node(node).kind {
        NodeKind::Target(target) => target.issue().cloned(),
        NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => None,
    };
    let wanted = issue_of(to);
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        for (next, _) in graph.needs(node) {
            if next == to || (wanted.is_some() && issue_of(next) == wanted) {
                return true;
            }
            if !matches!(graph.node(next).kind, NodeKind::Target(_)) && seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

/// A sentence with its citations in brackets.
pub(in crate::view) fn cited(words: &str, cites: &[Citation]) -> String {
    let cites: Vec<String> = cites.iter().map(|cite| format!("[{cite}]")).collect();
    if cites.is_empty() {
        words.to_owned()
    } else {
        format!("{words} {}", cites.join(" "))
    }
}
