//! The pictures of a briefing: the way to the goal with the keys to each knot under it, who says what, and numbers on their scale.

use crate::model::{Issue, PositionId};

use super::Maker;
use crate::view::keys::{Cited, keys_by_knot, way_figure};
use crate::view::{
    Block, Figure, Item, KnotPicture, Picture, Place, Section, Sign, Table, Who, entry_kind, knots,
    matrix, parties_shown, scale_picture,
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
        let picture =
            picture.filter(|one| !self.is_one_page() || one.knots.len() <= MOST_ON_A_PAGE);
        let figure = picture.and_then(|_| self.way_figure());
        let section = figure.zip(self.goal).map(|(figure, goal)| {
            let heading = format!("The way to {}", self.words.target(goal));
            Section::new(heading, vec![figure]).placed(Place::Bare)
        });
        section.into_iter().collect()
    }

    /// The picture of the way to the goal. What the sentences of a short text say, a table would say again.
    pub(super) fn way_figure(&self) -> Option<Block> {
        let (answer, picture) = (self.answer.as_ref()?, self.way_shown()?);
        let from = (self.words, self.graph, answer);
        Some(way_figure(from, picture, !self.is_short()))
    }

    /// The keys to each knot of the picture.
    pub(super) fn keys(&self) -> Vec<Item> {
        let picture = self.way_shown();
        picture.map_or_else(Vec::new, |picture| keys_by_knot(picture, Cited::Yes))
    }

    /// Who says what on what: in a table, with the mark of each word; of many parties as a picture.
    pub(super) fn the_board(&self) -> Vec<Section> {
        let table = self.board_table();
        let is_few = table.columns.len() <= MOST_COLUMNS + 1;
        let block = match is_few {
            true => Block::Table(table),
            false => Block::figure(Figure {
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
        Block::figure(Figure {
            stem: format!("scale-{}", issue.id),
            picture: Picture::Scale(scale_picture(
                self.words,
                self.graph,
                &self.conflicts,
                issue,
            )),
            graph: None,
            table: Table::default(),
        })
    }

    /// A party that has not been heard, before what it is asked.
    pub(super) fn unheard(&self, who: &str) -> Option<Sign> {
        self.who(who).map(|who| Sign::Party {
            who,
            has_spoken: false,
        })
    }

    fn who(&self, party: &str) -> Option<Who> {
        let shown = self
            .parties_shown
            .get_or_init(|| parties_shown(self.words, self.graph));
        shown.iter().find(|who| who.id == party).cloned()
    }

    /// The mark of a position, in the hue of whoever holds it.
    pub(super) fn stance_sign(&self, id: PositionId) -> Option<Sign> {
        let who = self.who(self.position(id).party.as_str())?;
        Some(Sign::Stance(entry_kind(self.words, self.graph, id), who))
    }
}
