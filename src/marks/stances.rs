//! What a party says of a question, each as a mark in a square.

use crate::layout::{Point, Rect};
use crate::view::EntryKind;

use super::scene::{Path, Step, Stroke};
use super::{Ink, Pen};

/// What is said, or that nothing is, each with its words, in the order in which a legend lists them.
pub const STANCES: [(EntryKind, &str); 10] = [
    (EntryKind::Refuses, "refuses"),
    (EntryKind::Demands, "demands"),
    (EntryKind::Wants, "wants"),
    (EntryKind::Offers, "offers, proposes"),
    (EntryKind::Accepts, "accepts"),
    (EntryKind::AcceptsIf, "accepts, if"),
    (EntryKind::BothWays, "yes and no"),
    (EntryKind::Undecided, "undecided"),
    (EntryKind::MakesWait, "makes it wait"),
    (EntryKind::Silent, "not known"),
];

impl Pen {
    /// The mark of a stance in a square of a side, around its middle.
    pub fn stance(&mut self, stance: EntryKind, at: Point, side: f64, ink: Ink) {
        let u = side;
        match stance {
            EntryKind::Refuses => self.rect(centred(at, u * 0.3, u * 1.24), ink),
            EntryKind::Demands => self.rect(centred(at, u * 0.78, u * 0.78), ink),
            EntryKind::Wants => self.disc(at, u * 0.43, ink),
            EntryKind::Offers => {
                let corners = [(-0.47, 0.4), (0.0, -0.46), (0.47, 0.4)];
                let corners = corners.map(|(x, y)| at.shifted(x * u, y * u));
                self.fill(Path::polygon(&corners), ink);
            }
            EntryKind::Accepts => self.tick(at, u, ink),
            EntryKind::AcceptsIf => self.broken_tick(at, u, ink),
            EntryKind::BothWays => self.two_halves(at, u, ink),
            EntryKind::Undecided => self.half_disc(at, u, ink),
            EntryKind::MakesWait => self.small_hook(at, u, ink),
            EntryKind::Silent => self.silence(at, u * 0.8, u * 1.5),
        }
    }

    fn tick(&mut self, at: Point, u: f64, ink: Ink) {
        let path = Path(vec![
            Step::Move(at.shifted(-u * 0.36, u * 0.02)),
            Step::Line(at.shifted(-u * 0.1, u * 0.28)),
            Step::Line(at.shifted(u * 0.38, -u * 0.3)),
        ]);
        self.stroke(path, ink, u * 0.15);
    }

    fn broken_tick(&mut self, at: Point, u: f64, ink: Ink) {
        let bend = at.shifted(-u * 0.1, u * 0.28);
        let arm = |share: f64| bend.shifted(u * 0.48 * share, -u * 0.58 * share);
        let begun = Path(vec![
            Step::Move(at.shifted(-u * 0.36, u * 0.02)),
            Step::Line(bend),
            Step::Line(arm(0.34)),
        ]);
        self.stroke(begun, ink, u * 0.15);
        for (from, to) in [(0.52, 0.7), (0.88, 1.06)] {
            self.stroke(Path::line(arm(from), arm(to)), ink, u * 0.15);
        }
    }

    fn two_halves(&mut self, at: Point, u: f64, ink: Ink) {
        let radius = u * 0.4;
        for (side, clockwise) in [(-1.0, false), (1.0, true)] {
            let middle = at.shifted(side * u * 0.08, side * u * 0.1);
            let half = Path(vec![
                Step::Move(middle.shifted(0.0, -radius)),
                Step::Arc {
                    radius,
                    large: false,
                    clockwise,
                    to: middle.shifted(0.0, radius),
                },
                Step::Close,
            ]);
            self.fill(half, ink);
        }
    }

    fn half_disc(&mut self, at: Point, u: f64, ink: Ink) {
        let radius = u * 0.38;
        let rim = Stroke {
            ink,
            width: u * 0.1,
        };
        self.ring(at, radius, Some(Ink::Hollow), rim);
        let half = Path(vec![
            Step::Move(at.shifted(0.0, -radius)),
            Step::Arc {
                radius,
                large: false,
                clockwise: false,
                to: at.shifted(0.0, radius),
            },
            Step::Close,
        ]);
        self.fill(half, ink);
    }

    /// The clasp is open to the left, the tail points right.
    fn small_hook(&mut self, at: Point, u: f64, ink: Ink) {
        let (radius, middle) = (u * 0.36, at.shifted(-u * 0.15, 0.0));
        let turn = 140f64.to_radians();
        let (x, y) = (radius * turn.cos(), radius * turn.sin());
        let clasp = Path(vec![
            Step::Move(middle.shifted(x, -y)),
            Step::Arc {
                radius,
                large: true,
                clockwise: true,
                to: middle.shifted(x, y),
            },
        ]);
        self.stroke(clasp, ink, u * 0.17);
        let tail = centred(at.shifted(u * 0.45, 0.0), u * 0.5, u * 0.26);
        self.rect(tail, ink);
    }
}

fn centred(at: Point, w: f64, h: f64) -> Rect {
    Rect::new(at.x - w / 2.0, at.y - h / 2.0, w, h)
}
