//! The legend: what the signs mean, only those that are drawn.

use crate::layout::{Point, Rect};
use crate::view::{Box, BoxKind, Emphasis, LegendEntry, LineKind};

use crate::write::colours::MUTE;

use super::Drawing;
use super::bars::bar_stroke;
use super::canvas::{Type, number, spot};
use super::lines::{Look, Tip};
use super::sheet::Sheet;

/// Entries, each with its distance from the left.
pub(super) type LegendRow = Vec<(LegendEntry, f64)>;

pub(super) const ROW_HEIGHT: f64 = 24.0;
const WORDS: Type = Type::new(11.5, &MUTE);
const SIGN_WIDTH: f64 = 28.0;

/// Entries broken into rows of at most a width.
pub(super) fn legend_rows(entries: &[LegendEntry], width: f64) -> Vec<LegendRow> {
    let mut rows: Vec<LegendRow> = Vec::new();
    let mut x = width + 1.0;
    for &entry in entries {
        let wide = 52.0 + WORDS.width_of(entry.words());
        if x + wide > width {
            rows.push(Vec::new());
            x = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((entry, x));
        }
        x += wide;
    }
    rows
}

impl Drawing<'_> {
    pub(super) fn legend(&mut self, sheet: &Sheet) {
        for (number, row) in sheet.legend_rows.iter().enumerate() {
            let down = ROW_HEIGHT * number as f64;
            for (entry, x) in row {
                let at = sheet.legend.shifted(*x, down);
                self.sign(*entry, at);
                self.canvas
                    .text(at.shifted(36.0, 4.0), &WORDS, entry.words());
            }
        }
    }

    fn sign(&mut self, entry: LegendEntry, at: Point) {
        match entry {
            LegendEntry::Kind(BoxKind::Mark) => {
                self.canvas.cross(at.shifted(18.0, 0.0));
            }
            LegendEntry::Kind(kind @ (BoxKind::Demand | BoxKind::Offer | BoxKind::RedLine))
                if self.diagram.axis.is_some() =>
            {
                let path = format!("M{}h{SIGN_WIDTH}", spot(at));
                self.canvas.stroke(&path, &bar_stroke(kind, &MUTE));
            }
            LegendEntry::Kind(kind) => self.small_box(kind, Emphasis::Plain, at),
            LegendEntry::RingMember => self.small_box(BoxKind::Milestone, Emphasis::Ring, at),
            LegendEntry::Met => self.small_box(BoxKind::Milestone, Emphasis::Muted, at),
            LegendEntry::Line(kind) => self.short_line(kind, at),
        }
    }

    fn small_box(&mut self, kind: BoxKind, emphasis: Emphasis, at: Point) {
        let item = Box {
            emphasis,
            ..Box::new("", kind, "")
        };
        let area = Rect::new(at.x, at.y - 7.0, SIGN_WIDTH, 14.0);
        self.outline(&item, area);
    }

    fn short_line(&mut self, kind: LineKind, at: Point) {
        let look = Look::of(kind);
        let end = at.shifted(SIGN_WIDTH, 0.0);
        let path = format!("M{}H{}", spot(at), number(end.x));
        self.canvas.stroke(&path, &look.stroke);
        look.draw_head(&mut self.canvas, &Tip::new(at, end));
    }
}
