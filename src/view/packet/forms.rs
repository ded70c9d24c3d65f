//! Forms to fill in on paper.

use super::{Maker, Reader, Sheet, document, say};
use crate::view::{Block, Line, Section, Table};

impl Maker<'_> {
    pub(super) fn forms(&self) -> Sheet {
        let mut sections = vec![self.preparation()];
        sections.extend(self.score_sheet());
        sections.push(self.proposal());
        sections.push(self.outcome());
        sections.push(self.observer());
        let about = vec![("For", "everybody: one preparation and one observer form each, slips as needed, one outcome a group".to_owned())];
        Sheet {
            stem: "forms".to_owned(),
            reader: Reader::All,
            document: document(format!("{}: forms", self.title()), about, sections),
            tells: Vec::new(),
            is_real: false,
        }
    }

    fn preparation(&self) -> Section {
        let ask = |label: &str, lines: usize| Block::WriteIn(label.to_owned(), lines);
        Section::new(
            "Preparation",
            vec![
                ask("My role:", 1),
                ask("What I need most, and why:", 3),
                ask("What I do if there is no deal, and how good that is:", 2),
                ask("What the others may need, and how I could find out:", 3),
                ask("What costs me little and may be worth much to somebody:", 2),
                ask("My first proposal, and what I say for it:", 2),
            ],
        )
    }

    fn empty_cells(columns: usize) -> Vec<Vec<Line>> {
        vec![Vec::new(); columns]
    }

    fn issue_rows(&self, columns: usize) -> Vec<Vec<Vec<Line>>> {
        let row = |at: usize, name: &str| {
            let head = vec![Line::derived(format!(
                "{}, {name}",
                crate::lesson::letter(at)
            ))];
            std::iter::once(head)
                .chain(Self::empty_cells(columns))
                .collect()
        };
        self.lesson
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| row(at, &question.name))
            .collect()
    }

    fn score_sheet(&self) -> Option<Section> {
        if !self.lesson.has_points() {
            return None;
        }
        let columns = [
            "Issue",
            "Proposal 1",
            "Proposal 2",
            "Proposal 3",
            "Proposal 4",
        ]
        .map(str::to_owned)
        .to_vec();
        let mut rows = self.issue_rows(4);
        let sum = vec![Line::derived("My points in all")];
        rows.push(std::iter::once(sum).chain(Self::empty_cells(4)).collect());
        let words = "Write the answer and your own points for it. Show this sheet to nobody.";
        Some(Section::new(
            "Score sheet",
            vec![say(words), Block::Table(Table { columns, rows })],
        ))
    }

    fn proposal(&self) -> Section {
        let columns = vec!["Issue".to_owned(), "Answer".to_owned()];
        let table = Table {
            columns,
            rows: self.issue_rows(1),
        };
        Section::new(
            "Proposal slip",
            vec![
                Block::WriteIn("Proposed by:".to_owned(), 1),
                Block::Table(table),
                Block::WriteIn("Yes from:".to_owned(), 1),
            ],
        )
    }

    fn outcome(&self) -> Section {
        let columns = vec!["Issue".to_owned(), "Agreed answer".to_owned()];
        let deal = Table {
            columns,
            rows: self.issue_rows(1),
        };
        let signatures = Table {
            columns: ["Role", "Yes or no", "Signature"]
                .map(str::to_owned)
                .to_vec(),
            rows: self
                .lesson
                .roles
                .iter()
                .map(|role| {
                    std::iter::once(vec![Line::derived(self.model.party_name(role.id()))])
                        .chain(Self::empty_cells(2))
                        .collect()
                })
                .collect(),
        };
        Section::new(
            "Outcome",
            vec![
                Block::WriteIn("Group:".to_owned(), 1),
                Block::Table(deal),
                Block::WriteIn(
                    "In which order the steps come, and what we left open:".to_owned(),
                    3,
                ),
                Block::Table(signatures),
            ],
        )
    }

    fn observer(&self) -> Section {
        let ask = |label: &str| Block::WriteIn(label.to_owned(), 2);
        Section::new(
            "Observer",
            vec![
                say("You do not speak. Write down words, not judgments."),
                ask("Who first said what it needs, and not only what it asks for?"),
                ask("A moment in which something moved: what had been said just before?"),
                ask("Who waited for whom? Was there a circle?"),
                ask("Which offer was not heard?"),
                ask("Who could have blocked, and did they use it?"),
            ],
        )
    }
}
