//! Forms to fill in on paper.

use super::paper::{Row, empty_row, say, table, write_in};
use super::{Maker, Reader, Sheet};
use crate::view::Section;

impl Maker<'_> {
    pub(super) fn forms(&self) -> Sheet {
        let mut sections = vec![preparation()];
        sections.extend(self.score_sheet());
        sections.push(self.proposal());
        sections.push(self.outcome());
        sections.push(observer());
        let about = [("For", "everybody: one preparation form each, slips as needed, one outcome a group; the observer form for those who watch".to_owned())];
        let document = self.document("forms", about, sections);
        Sheet::new("forms", Reader::All, document)
    }

    /// A row for each issue, with so many cells to fill in.
    fn issue_rows(&self, cells: usize) -> impl Iterator<Item = Row> {
        let issues = self.played_issues();
        issues.map(move |issue| empty_row(issue.named(), cells))
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
        ];
        let sum = empty_row("My points in all", 4);
        let rows = self.issue_rows(4).chain([sum]);
        let words = "Write the answer and your own points for it. Show this sheet to nobody.";
        let blocks = vec![say(words), table(columns, rows)];
        Some(Section::new("Score sheet", blocks))
    }

    fn proposal(&self) -> Section {
        let blocks = vec![
            write_in("Proposed by:", 1),
            table(["Issue", "Answer"], self.issue_rows(1)),
            write_in("Yes from:", 1),
        ];
        Section::new("Proposal slip", blocks)
    }

    fn outcome(&self) -> Section {
        let signatures = self.role_names().map(|name| empty_row(name, 2));
        let order = "In which order the steps come, and what we left open:";
        let blocks = vec![
            write_in("Group:", 1),
            table(["Issue", "Agreed answer"], self.issue_rows(1)),
            write_in(order, 3),
            table(["Role", "Yes or no", "Signature"], signatures),
        ];
        Section::new("Outcome", blocks)
    }
}

fn preparation() -> Section {
    let asked = [
        ("My role:", 1),
        ("What I need most, and why:", 3),
        ("What I do if there is no deal, and how good that is:", 2),
        ("What the others may need, and how I could find out:", 3),
        ("What costs me little and may be worth much to somebody:", 2),
        ("My first proposal, and what I say for it:", 2),
    ];
    let blocks = asked.map(|(label, lines)| write_in(label, lines));
    Section::new("Preparation", blocks.to_vec())
}

fn observer() -> Section {
    let asked = [
        "Who first said what it needs, and not only what it asks for?",
        "A moment in which something moved: what had been said just before?",
        "Who waited for whom? Was there a circle?",
        "Which offer was not heard?",
        "Who could have blocked, and did they use it?",
    ];
    let mut blocks = vec![say("You do not speak. Write down words, not judgments.")];
    blocks.extend(asked.map(|label| write_in(label, 2)));
    Section::new("Observer", blocks)
}
