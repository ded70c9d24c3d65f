//! What boxes stand on: the rows of a table, the panels of groups, and their titles.

use crate::layout::{self, Point, Rect};
use crate::view::Group;

use crate::write::colours::{Colour, LINE, PANEL, owner_line};
use crate::write::escape::xml;

use super::Drawing;
use super::canvas::{Stroke, Type, number, place, round_rect};

const ROUND: f64 = 8.0;
const GROUP_TITLE_LINE: f64 = 16.0;

impl Drawing<'_> {
    pub(super) fn panels(&mut self) {
        for row in &self.placed.rows {
            self.canvas.patch(&round_rect(row, ROUND), &PANEL, 1.0);
        }
        for area in self.placed.groups.iter().filter(|area| area.w > 0.0) {
            self.canvas.put(&group_panel(area));
        }
        let columns = self.diagram.grid.iter().flat_map(|grid| &grid.columns);
        for ((title, owner), area) in columns.zip(&self.placed.columns) {
            self.column_title(title, owner_line(owner.as_ref()), area);
        }
    }

    fn column_title(&mut self, title: &str, colour: &'static Colour, area: &Rect) {
        let style = Type::in_line_colour(13.0, colour).bold();
        let at = area.corner().shifted(0.0, 14.0);
        self.canvas.text(at, &style, &style.fitted(title, area.w));
        let y = number(area.bottom() - 2.0);
        self.canvas.put(&format!(
            "<line class=\"{}-l\" x1=\"{}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" {}/>",
            colour.class,
            number(area.x),
            number(area.right()),
            Stroke::new(colour, 2.5).attributes()
        ));
    }

    /// Titles of groups stand over the lines, with a halo, so that a line that passes never strikes them out.
    pub(super) fn group_titles(&mut self) {
        let groups = self.diagram.groups.iter().zip(&self.placed.groups);
        for (group, area) in groups.filter(|(_, area)| area.w > 0.0) {
            self.group_title(group, area);
        }
    }

    fn group_title(&mut self, group: &Group, area: &Rect) {
        let style = Type::in_line_colour(12.0, owner_line(group.owner.as_ref())).bold();
        let lines = match &self.diagram.axis {
            Some(_) => layout::lane_title(&group.title),
            None => vec![style.fitted(&group.title, area.w - 20.0)],
        };
        for (number, line) in lines.iter().enumerate() {
            let down = 20.0 + GROUP_TITLE_LINE * number as f64;
            self.with_halo(area.corner().shifted(12.0, down), &style, line);
        }
    }

    /// A line of text that is read over whatever lies behind it.
    fn with_halo(&mut self, at: Point, style: &Type, line: &str) {
        self.canvas.put(&halo(at, line));
        self.canvas.text(at, style, line);
    }
}

fn group_panel(area: &Rect) -> String {
    format!(
        "<rect class=\"{} {}-l\" {} fill=\"{}\" stroke=\"{}\"/>",
        PANEL.class,
        LINE.class,
        round_rect(area, ROUND),
        PANEL.light,
        LINE.light
    )
}

/// The outline that keeps the words of a title apart from what lies under them.
fn halo(at: Point, words: &str) -> String {
    format!(
        "<text class=\"{}-l\" {} font-size=\"12\" font-weight=\"700\" fill=\"none\" stroke=\"{}\" stroke-width=\"6\" stroke-linejoin=\"round\" aria-hidden=\"true\">{}</text>",
        PANEL.class,
        place(at),
        PANEL.light,
        xml(words)
    )
}
