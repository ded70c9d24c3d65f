//! Boxes in their order around an ellipse, straight lines between them; boxes of groups in rows below.
//!
//! The ellipse grows until no boxes touch and no line runs through a foreign box: the boxes stand on a convex curve, so
//! that this ends.

use crate::view::Diagram;

use super::size::Sized;
use super::{Placed, Point, Rect};

const GAP: f64 = 18.0;
const BESIDE: f64 = 9.0;
const ROW_WIDTH: f64 = 760.0;
const GROUP_PADDING: f64 = 12.0;
const GROUP_HEAD: f64 = 26.0;

pub(super) fn place(diagram: &Diagram, texts: Vec<Sized>) -> Placed {
    let mut placed = Placed {
        boxes: vec![Rect::default(); diagram.boxes.len()],
        ..Placed::default()
    };
    let members: Vec<usize> = (0..diagram.boxes.len())
        .filter(|&b| diagram.boxes[b].group.is_none())
        .collect();
    let widest = members.iter().map(|&b| texts[b].w).fold(0.0, f64::max);
    let mut radius = (widest * members.len() as f64 / 6.0).max(120.0);
    for _ in 0..60 {
        around(&members, &texts, radius, &mut placed.boxes);
        placed.lines = lines(diagram, &placed.boxes);
        if members.len() < 2 || is_sound(diagram, &members, &placed) {
            break;
        }
        radius *= 1.08;
    }
    let bottom = members
        .iter()
        .map(|&b| placed.boxes[b].bottom())
        .fold(0.0, f64::max);
    let ring_width = members
        .iter()
        .map(|&b| placed.boxes[b].right())
        .fold(0.0, f64::max);
    groups(
        diagram,
        &texts,
        if members.is_empty() {
            0.0
        } else {
            bottom + 28.0
        },
        ring_width.max(ROW_WIDTH),
        &mut placed,
    );
    if diagram
        .groups
        .iter()
        .enumerate()
        .any(|(g, _)| placed.groups[g].w > 0.0)
    {
        let shift = ((placed.groups.iter().map(Rect::right).fold(0.0, f64::max) - ring_width)
            / 2.0)
            .max(0.0);
        members.iter().for_each(|&b| placed.boxes[b].x += shift);
    }
    placed.lines = lines(diagram, &placed.boxes);
    placed.width = placed
        .boxes
        .iter()
        .chain(&placed.groups)
        .map(Rect::right)
        .fold(0.0, f64::max)
        .max(320.0);
    placed.height = placed
        .boxes
        .iter()
        .chain(&placed.groups)
        .map(Rect::bottom)
        .fold(24.0, f64::max);
    placed.width = placed
        .lines
        .iter()
        .flatten()
        .map(|p| p.x)
        .fold(placed.width, f64::max);
    placed.texts = texts;
    placed
}

/// Puts the members around an ellipse that is wider than high, the first at the top, clockwise; then to the origin.
fn around(members: &[usize], texts: &[Sized], radius: f64, boxes: &mut [Rect]) {
    let highest = members.iter().map(|&b| texts[b].h).fold(0.0, f64::max);
    let (rx, ry) = (radius * 1.25, (radius * 0.62).max(highest));
    for (at, &b) in members.iter().enumerate() {
        let turn =
            std::f64::consts::TAU * at as f64 / members.len() as f64 - std::f64::consts::FRAC_PI_2;
        let (x, y) = (rx * turn.cos(), ry * turn.sin());
        boxes[b] = Rect {
            x: x - texts[b].w / 2.0,
            y: y - texts[b].h / 2.0,
            w: texts[b].w,
            h: texts[b].h,
        };
    }
    let left = members
        .iter()
        .map(|&b| boxes[b].x)
        .fold(f64::INFINITY, f64::min);
    let top = members
        .iter()
        .map(|&b| boxes[b].y)
        .fold(f64::INFINITY, f64::min);
    for &b in members {
        boxes[b].x -= left;
        boxes[b].y -= top;
    }
}

fn is_sound(diagram: &Diagram, members: &[usize], placed: &Placed) -> bool {
    let wide = |r: &Rect| Rect {
        x: r.x - GAP / 2.0,
        y: r.y - GAP / 2.0,
        w: r.w + GAP,
        h: r.h + GAP,
    };
    let apart = members.iter().enumerate().all(|(at, &a)| {
        members[at + 1..]
            .iter()
            .all(|&b| !wide(&placed.boxes[a]).overlaps(&wide(&placed.boxes[b])))
    });
    apart
        && diagram
            .lines
            .iter()
            .zip(&placed.lines)
            .all(|(line, points)| {
                let foreign = members.iter().filter(|&&b| b != line.from && b != line.to);
                let mut foreign = foreign.map(|&b| placed.boxes[b]);
                foreign.all(|area| {
                    points
                        .windows(2)
                        .all(|pair| !crosses(pair[0], pair[1], &area))
                })
            })
}

/// Whether a straight piece runs through a rectangle, with a little air.
fn crosses(a: Point, b: Point, area: &Rect) -> bool {
    let (mut low, mut high) = (0.0f64, 1.0f64);
    let air = 4.0;
    for (from, delta, least, most) in [
        (a.x, b.x - a.x, area.x - air, area.right() + air),
        (a.y, b.y - a.y, area.y - air, area.bottom() + air),
    ] {
        if delta.abs() < 1e-9 {
            if from < least || from > most {
                return false;
            }
            continue;
        }
        let (one, other) = ((least - from) / delta, (most - from) / delta);
        low = low.max(one.min(other));
        high = high.min(one.max(other));
    }
    low < high
}

/// Straight lines from edge to edge; several between the same two boxes side by side.
fn lines(diagram: &Diagram, boxes: &[Rect]) -> Vec<Vec<Point>> {
    let pair = |line: &crate::view::DiagramLine| (line.from.min(line.to), line.from.max(line.to));
    diagram
        .lines
        .iter()
        .enumerate()
        .map(|(number, line)| {
            if line.from == line.to {
                return loop_at(&boxes[line.from]);
            }
            let same: Vec<usize> = (0..diagram.lines.len())
                .filter(|&other| pair(&diagram.lines[other]) == pair(line))
                .collect();
            let place = same.iter().position(|&other| other == number).unwrap_or(0) as f64;
            let beside = (place - (same.len() as f64 - 1.0) / 2.0) * BESIDE;
            straight(
                &boxes[line.from],
                &boxes[line.to],
                if line.from < line.to { beside } else { -beside },
            )
        })
        .collect()
}

fn loop_at(area: &Rect) -> Vec<Point> {
    let (x, y) = (area.right(), area.y + area.h / 2.0);
    vec![
        Point { x, y: y - 6.0 },
        Point {
            x: x + 20.0,
            y: y - 6.0,
        },
        Point {
            x: x + 20.0,
            y: y + 6.0,
        },
        Point { x, y: y + 6.0 },
    ]
}

fn straight(from: &Rect, to: &Rect, beside: f64) -> Vec<Point> {
    let middle = |r: &Rect| Point {
        x: r.x + r.w / 2.0,
        y: r.y + r.h / 2.0,
    };
    let (a, b) = (middle(from), middle(to));
    let length = (b.x - a.x).hypot(b.y - a.y).max(1e-9);
    let (nx, ny) = (
        -(b.y - a.y) / length * beside,
        (b.x - a.x) / length * beside,
    );
    let (a, b) = (
        Point {
            x: a.x + nx,
            y: a.y + ny,
        },
        Point {
            x: b.x + nx,
            y: b.y + ny,
        },
    );
    vec![leaving(a, b, from), leaving(b, a, to)]
}

/// Where a line from inside a rectangle towards a point leaves it.
fn leaving(inside: Point, towards: Point, area: &Rect) -> Point {
    let (dx, dy) = (towards.x - inside.x, towards.y - inside.y);
    let reach = |from: f64, delta: f64, least: f64, most: f64| match delta {
        d if d > 1e-9 => (most - from) / d,
        d if d < -1e-9 => (least - from) / d,
        _ => f64::INFINITY,
    };
    let t = reach(inside.x, dx, area.x, area.right())
        .min(reach(inside.y, dy, area.y, area.bottom()))
        .clamp(0.0, 1.0);
    Point {
        x: inside.x + dx * t,
        y: inside.y + dy * t,
    }
}

/// Groups below the ring, each a panel with its boxes in rows.
fn groups(diagram: &Diagram, texts: &[Sized], top: f64, width: f64, placed: &mut Placed) {
    let mut y = top;
    for group in 0..diagram.groups.len() {
        let members: Vec<usize> = (0..diagram.boxes.len())
            .filter(|&b| diagram.boxes[b].group == Some(group))
            .collect();
        if members.is_empty() {
            placed.groups.push(Rect::default());
            continue;
        }
        let (mut x, mut row, mut row_height) = (GROUP_PADDING, y + GROUP_HEAD + 6.0, 0.0f64);
        for &b in &members {
            if x > GROUP_PADDING && x + texts[b].w + GROUP_PADDING > width {
                row += row_height + 10.0;
                (x, row_height) = (GROUP_PADDING, 0.0);
            }
            placed.boxes[b] = Rect {
                x,
                y: row,
                w: texts[b].w,
                h: texts[b].h,
            };
            x += texts[b].w + 12.0;
            row_height = row_height.max(texts[b].h);
        }
        let bottom = row + row_height + GROUP_PADDING;
        let w = members
            .iter()
            .map(|&b| placed.boxes[b].right())
            .fold(width, f64::max)
            + GROUP_PADDING;
        placed.groups.push(Rect {
            x: 0.0,
            y,
            w,
            h: bottom - y,
        });
        y = bottom + 12.0;
    }
}
