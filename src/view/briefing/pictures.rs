//! The pictures of a briefing: the way to the goal with the keys to each knot under it, who says what, and numbers on their scale.

use std::boxed::Box;

use crate::model::{Issue, PositionId};

use super::{Maker, derived};
use crate::view::words::upper_first;
use crate::view::{
    Block, Figure, Item, KeyLine, Knot, KnotPicture, Picture, Place, Section, Sign, Table, Who, entry_kind,
    figure_table, knots, matrix, parties_shown, scale_picture, way,
};

/// Most parties whose words stand in columns of a table; of more, the marks alone are shown.
const MOST_COLUMNS: usize = 6;
/// Most knots in a picture on a page that holds everything.
const MOST_ON_A_PAGE: usize = 5;

impl Maker<'_> {
    /// What blocks the goal, to be drawn.
    pub(super) fn way_shown(&self) -> Option<&KnotPicture> {
        let answer = self.answer.as_ref()?;
        let shown = || knots(self.words, self.graph, answer);
        Some(self.way_shown.get_or_init(shown))
    }

    /// The way to the goal as a picture, where the page has room for it.
    pub(super) fn the_way(&self) -> Vec<Section> {
        let picture = self.way_shown();
        let picture = picture.filter(|one| !self.is_one_page() || one.knots.len() <= MOST_ON_A_PAGE);
        let figure = picture.and_then(|_| self.way_figure());
        let section = figure.zip(self.goal).map(|(figure, goal)| {
            let heading = format!("The way to {}", self.words.target(goal));
            Section::new(heading, vec![figure]).placed(Place::Bare)
        });
        section.into_iter().collect()
    }

    /// The picture of the way to the goal.
    pub(super) fn way_figure(&self) -> Option<Block> {
        let answer = self.answer.as_ref()?;
        let picture = self.way_shown()?;
        let graph = way(self.words, self.graph, answer);
        let goal = answer.goal.to_string().replace('/', "-");
        Some(figure(Figure {
            stem: format!("blocks-{goal}"),
            picture: Picture::Knots(picture.clone()),
            // What the sentences of a short text say, a table would say again.
            table: match self.is_short() {
                true => Table::default(),
                false => figure_table(&graph),
            },
            graph: Some(graph),
        }))
    }

    /// The keys to each knot of the picture.
    pub(super) fn keys(&self) -> Vec<Item> {
        let Some(picture) = self.way_shown() else {
            return Vec::new();
        };
        let numbers = picture.numbers();
        let knots = picture.knots.iter().zip(&numbers);
        let items = knots.map(|(knot, number)| {
            let name = knot_heading(knot, number);
            let takes = match knot.takes.as_str() {
                "" => String::new(),
                takes => format!(", undone by {takes}"),
            };
            derived(format!("{name}{takes}.")).above(self.keys_of(knot))
        });
        items.collect()
    }

    /// The keys to a knot, each with its letter in the picture.
    pub(super) fn keys_of(&self, knot: &Knot) -> Vec<Item> {
        let lines = knot.keys.iter().map(|line| self.key(line));
        let more = (knot.left_out > 0).then(|| {
            let more = format!("{} more: impasse blocks {}", knot.left_out, knot.goal);
            Item::derived(more)
        });
        lines.chain(more).collect()
    }

    fn key(&self, line: &KeyLine) -> Item {
        let sign = (!line.keys.is_empty()).then(|| Sign::Keys(line.keys.clone()));
        // On a page or two, what a move would lift has just been told with its sources.
        let cites = line.cites.iter().filter(|_| !self.is_short());
        let end = if line.words.ends_with([':', '.']) { "" } else { "." };
        let inside = line.inside.iter().map(|one| self.key(one));
        let told = derived(format!("{}{end}", line.words)).signed(sign).citing(cites);
        told.above(inside)
    }

    /// Who says what on what: in a table, with the mark of each word; of many parties as a picture.
    pub(super) fn the_board(&self) -> Vec<Section> {
        let table = self.board_table();
        let is_few = table.columns.len() <= MOST_COLUMNS + 1;
        let block = match is_few {
            true => Block::Table(table),
            false => figure(Figure {
                stem: "matrix".to_owned(),
                picture: Picture::Matrix(matrix(self.words, self.graph, &self.conflicts)),
                graph: None,
                table,
            }),
        };
        vec![Section::new("Who says what", vec![block])]
    }

    /// What is said of a number, on its scale.
    pub(super) fn scale_of(&self, issue: &Issue) -> Block {
        figure(Figure {
            stem: format!("scale-{}", issue.id),
            picture: Picture::Scale(scale_picture(self.words, self.graph, &self.conflicts, issue)),
            graph: None,
            table: Table::default(),
        })
    }

    /// A party that has not been heard, before what it is asked.
    pub(super) fn unheard(&self, who: &str) -> Option<Sign> {
        self.who(who).map(|who| Sign::Party { who, has_spoken: false })
    }

    fn who(&self, party: &str) -> Option<Who> {
        let shown = self.parties_shown.get_or_init(|| parties_shown(self.words, self.graph));
        shown.iter().find(|who| who.id == party).cloned()
    }

    /// The mark of a position, in the hue of whoever holds it.
    pub(super) fn stance_sign(&self, id: PositionId) -> Option<Sign> {
        let who = self.who(self.position(id).party.as_str())?;
        Some(Sign::Stance(entry_kind(self.words, self.graph, id), who))
    }
}

/// `Knot 2: the territory in the east`; without a number where there is only one.
pub(super) fn knot_heading(knot: &Knot, number: &str) -> String {
    match number {
        "" => upper_first(&knot.name),
        number => format!("{number}: {}", knot.name),
    }
}

fn figure(figure: Figure) -> Block {
    Block::Figure(Box::new(figure))
}
