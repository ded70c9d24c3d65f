//! The pictures of a briefing: the way to the goal with the keys to each knot under it, who says what, and numbers on their scale.

use crate::model::{Issue, PositionId};

use super::Maker;
use crate::view::keys::{Cited, keys_by_knot, way_figure};
use crate::view::{
    Block, Figure, Item, KnotPicture, Picture, Place, Section, Sign, Table, Who, entry_kind,
    figure_table, knots, matrix, parties_shown, scale_picture,
};

impl Maker<'_> {
    /// What blocks the goal, to be drawn.
    pub(super) fn way_shown(&self) -> Option<&KnotPicture> {
        let answer = self.answer.as_ref()?;
        let shown = || knots(self.words, self.graph, answer);
        Some(self.way_shown.get_or_init(shown))
    }

    /// The way to the goal as a picture, where the page has room for it.
    pub(super) fn the_way(&self) -> Vec<Section> {
        let figure = self.has_way().then(|| self.way_figure()).flatten();
        let section = figure.zip(self.goal).map(|(figure, goal)| {
            let heading = format!("The way to {}", self.words.target(goal));
            Section::new(heading, vec![figure]).placed(Place::Bare)
        });
        section.into_iter().collect()
    }

    /// The picture of the way to the goal. What the sentences of a short text say, a table would say again.
    pub(super) fn way_figure(&self) -> Option<Block> {
        let (answer, picture) = (self.answer.as_ref()?, self.way_shown()?);
        let drawn = || way_figure((self.words, self.graph, answer), picture);
        // It is the same however often a shorter text is tried.
        let mut figure = self.way_drawn.get_or_init(drawn).clone();
        figure.has_keys = !self.is_short() || self.lists_keys();
        if let Some(graph) = figure.graph.as_ref().filter(|_| !self.is_short()) {
            figure.table = figure_table(graph);
        }
        Some(Block::figure(figure))
    }

    /// The keys to each knot of the picture.
    pub(super) fn keys(&self) -> Vec<Item> {
        let picture = self.way_shown();
        picture.map_or_else(Vec::new, |picture| keys_by_knot(picture, Cited::Yes))
    }

    /// Who says what on what, as marks; the words stand in the table of positions.
    pub(super) fn the_board(&self) -> Vec<Section> {
        let figure = Figure {
            stem: "matrix".to_owned(),
            picture: Picture::Matrix(matrix(self.words, self.graph, &self.conflicts)),
            graph: None,
            table: self.board_table(),
            has_keys: false,
        };
        vec![Section::new("Who says what", vec![Block::figure(figure)])]
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
            has_keys: false,
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
