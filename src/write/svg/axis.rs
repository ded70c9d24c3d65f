//! The axis behind the lanes: a stated gap as a shaded stretch, ticks with their numbers or days, and events as rules.

use crate::layout::{PlacedAxis, PlacedRule, Point, Rect};
use crate::view::{Rule, Tick};

use crate::write::colours::{INK, ISSUE_FILL, LINE, MUTE};

use super::Drawing;
use super::canvas::{Stroke, Type, circle, number, rect, spot};

const SHADE: Type = Type::new(11.0, &INK).bold().centred();
const TICK: Type = Type::new(11.0, &MUTE).centred();
const RULE: Type = Type::new(10.0, &INK);
const RULE_LINE: f64 = 12.0;

impl Drawing<'_> {
    pub(super) fn axis(&mut self) {
        let (Some(axis), Some(placed)) = (&self.diagram.axis, &self.placed.axis) else {
            return;
        };
        if let Some((shade, area)) = axis.shade.as_ref().zip(placed.shade) {
            self.shade(shade, &area);
        }
        for (tick, at) in axis.ticks.iter().zip(&placed.ticks) {
            self.tick(tick, *at, placed);
        }
        for (rule, at) in axis.rules.iter().zip(&placed.rules) {
            self.rule(rule, at, placed.bottom);
        }
    }

    fn shade(&mut self, shade: &Rule, area: &Rect) {
        let label = Point::new(area.middle().x, area.y + 12.0);
        self.canvas.open_group(&shade.tooltip);
        self.canvas.patch(&rect(area), &ISSUE_FILL, 0.75);
        self.canvas.text(label, &SHADE, &shade.label);
        self.canvas.close_group();
    }

    fn tick(&mut self, tick: &Tick, at: Point, axis: &PlacedAxis) {
        let path = upright(at.x, axis.top, axis.bottom);
        self.canvas.stroke(&path, &Stroke::new(&LINE, 1.0));
        self.canvas.text(at, &TICK, &tick.label);
    }

    /// An event: a dot, its words beside it, and a dotted line down through all lanes.
    fn rule(&mut self, rule: &Rule, placed: &PlacedRule, bottom: f64) {
        let dot = Point::new(placed.x, placed.y);
        let path = upright(dot.x, dot.y + 4.0, bottom);
        let words = Point::new(placed.words_at, dot.y + 4.0);
        let canvas = &mut self.canvas;
        canvas.open_group(&rule.tooltip);
        canvas.stroke(&path, &Stroke::dashed(&LINE, 1.2, "2 3"));
        canvas.put(&format!(
            "<circle class=\"{}\" {} fill=\"{}\"/>",
            INK.class,
            circle(dot, 3.2),
            INK.light
        ));
        canvas.paragraph(&placed.label, words, RULE_LINE, &RULE);
        canvas.close_group();
    }
}

/// The path straight down between two heights.
fn upright(x: f64, top: f64, bottom: f64) -> String {
    format!("M{}V{}", spot(Point::new(x, top)), number(bottom))
}
