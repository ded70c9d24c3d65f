//! What a party says of a question, each as a mark in a square.

use crate::layout::{Point, Rect};

use super::scene::{Path, Step, Stroke};
use super::{Ink, Pen};

/// What is said, or that nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// A bar.
    Refuses,
    /// A block.
    Demands,
    /// A disc.
    Wants,
    /// A wedge.
    Offers,
    /// A tick.
    Accepts,
    /// A tick whose long arm is broken.
    AcceptsIf,
    /// Two halves of a disc, apart.
    BothWays,
    /// A disc of which one half is full.
    Undecided,
    /// A hook.
    MakesWait,
    /// An empty tube.
    Silent,
}

impl Stance {
    /// All of them with their words, in the order in which a legend lists them.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Refuses, "refuses"),
        (Self::Demands, "demands"),
        (Self::Wants, "wants"),
        (Self::Offers, "offers, proposes"),
        (Self::Accepts, "accepts"),
        (Self::AcceptsIf, "accepts, if"),
        (Self::BothWays, "yes and no"),
        (Self::Undecided, "undecided"),
        (Self::MakesWait, "makes it wait"),
        (Self::Silent, "not known"),
    ];
}

impl Pen {
    /// The mark of a stance in a square of a side, around its middle.
    pub fn stance(&mut self, stance: Stance, at: Point, side: f64, ink: Ink) {
        let u = side;
        match stance {
            Stance::Refuses => self.rect(centred(at, u * 0.3, u * 1.24), ink),
            Stance::Demands => self.rect(centred(at, u * 0.78, u * 0.78), ink),
            Stance::Wants => self.disc(at, u * 0.43, ink),
            Stance::Offers => {
                let corners = [(-0.47, 0.4), (0.0, -0.46), (0.47, 0.4)];
                let corners = corners.map(|(x, y)| at.shifted(x * u, y * u));
                self.fill(Path::polygon(&corners), ink);
            }
            Stance::Accepts => self.tick(at, u, ink),
            Stance::AcceptsIf => self.broken_tick(at, u, ink),
            Stance::BothWays => self.two_halves(at, u, ink),
            Stance::Undecided => self.half_disc(at, u, ink),
            Stance::MakesWait => self.small_hook(at, u, ink),
            Stance::Silent => self.silence(at, u * 0.8, u * 1.5),
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
