//! The ways of lines: level through the layers, upright in the channels between them.

use crate::layout::extent::{GROUP_PADDING, largest};
use crate::layout::size::Sized;
use crate::layout::{Point, Rect};
use crate::view::Diagram;

use super::tracks::{Segment, Tracks};
use super::{Chain, Work};

const TRACK: f64 = 8.0;
const CHANNEL: f64 = 22.0;

/// The heights at which a line leaves its left and enters its right box.
#[derive(Clone, Copy, Default)]
struct Ports {
    out: f64,
    into: f64,
}

/// A layer from left to right.
struct Column {
    left: f64,
    width: f64,
    /// Where the first track of the channel to its right is.
    channel: f64,
}

/// A line that is to leave a box on one of its sides.
struct Port {
    /// The height of what it leads to first.
    towards: f64,
    chain: usize,
    /// Whether it is the right end of its line.
    is_right_end: bool,
}

impl Work {
    /// Where every box is, and the corners of every line.
    pub(super) fn boxes_and_lines(
        &self,
        diagram: &Diagram,
        texts: &[Sized],
    ) -> (Vec<Rect>, Vec<Vec<Point>>) {
        let heights = self.heights_of_lines();
        let segments = self.segments(&heights);
        let tracks: Vec<Tracks> = segments.iter().map(|list| Tracks::assign(list)).collect();
        let columns = self.columns(diagram, texts, &tracks);
        let routing = Routing {
            work: self,
            boxes: self.boxes_in(&columns, texts),
            heights,
            tracks,
            columns,
        };
        let lines = (0..self.chains.len()).map(|number| routing.route(number));
        let lines = lines.collect();
        (routing.boxes, lines)
    }

    fn boxes_in(&self, columns: &[Column], texts: &[Sized]) -> Vec<Rect> {
        let boxes = self.slots[..self.boxes].iter().zip(texts);
        let area = |(slot, text): (&super::Slot, &Sized)| {
            let column = &columns[slot.layer];
            let x = column.left + (column.width - text.w) / 2.0;
            text.area_at(x, slot.y - slot.height / 2.0)
        };
        boxes.map(area).collect()
    }

    /// Whether a line joins boxes of one layer, by a way round through the channel.
    fn is_arc(&self, chain: &Chain) -> bool {
        let (a, b) = chain.ends();
        self.slots[a].layer == self.slots[b].layer
    }

    /// The heights at which each line passes its slots, from port to port.
    fn heights_of_lines(&self) -> Vec<Vec<f64>> {
        let chains = self.chains.iter().zip(self.ports());
        let heights = |(chain, ports): (&Chain, Ports)| {
            let slots = chain.slots.iter();
            let mut heights: Vec<f64> = slots.map(|&slot| self.slots[slot].y).collect();
            let last = heights.len() - 1;
            heights[0] = ports.out;
            heights[last] = ports.into;
            heights
        };
        chains.map(heights).collect()
    }

    /// The height at which each line leaves and enters its boxes: ports sorted by the far end.
    fn ports(&self) -> Vec<Ports> {
        let (right_sides, left_sides) = self.sides();
        let mut ports = vec![Ports::default(); self.chains.len()];
        for sides in [right_sides, left_sides] {
            for (owner, side) in sides.into_iter().enumerate() {
                self.spread(owner, side, &mut ports);
            }
        }
        ports
    }

    /// The ports on the right and on the left side of every box.
    fn sides(&self) -> (Vec<Vec<Port>>, Vec<Vec<Port>>) {
        let empty = || (0..self.boxes).map(|_| Vec::new()).collect();
        let (mut right, mut left): (Vec<Vec<Port>>, Vec<Vec<Port>>) = (empty(), empty());
        for (number, chain) in self.chains.iter().enumerate() {
            let (a, b) = chain.ends();
            let (beginning, end) = self.ports_of(number, chain);
            right[a].push(beginning);
            if self.is_arc(chain) {
                right[b].push(end);
            } else {
                left[b].push(end);
            }
        }
        (right, left)
    }

    /// The ports at the left and at the right end of a line.
    fn ports_of(&self, number: usize, chain: &Chain) -> (Port, Port) {
        let port = |towards: usize, is_right_end| Port {
            towards: self.slots[towards].y,
            chain: number,
            is_right_end,
        };
        let before_last = chain.slots[chain.slots.len() - 2];
        (port(chain.slots[1], false), port(before_last, true))
    }

    /// Spreads the ports of a side around its middle.
    fn spread(&self, owner: usize, mut side: Vec<Port>, ports: &mut [Ports]) {
        side.sort_by(|a, b| a.towards.total_cmp(&b.towards).then(a.chain.cmp(&b.chain)));
        let owner = &self.slots[owner];
        let step = ((owner.height - 10.0) / side.len().max(1) as f64).min(14.0);
        let first = owner.y - step * (side.len().saturating_sub(1)) as f64 / 2.0;
        for (at, port) in side.iter().enumerate() {
            let height = first + step * at as f64;
            let ends = &mut ports[port.chain];
            if port.is_right_end {
                ends.into = height;
            } else {
                ends.out = height;
            }
        }
    }

    /// The vertical pieces of lines in the channel to the right of each layer.
    fn segments(&self, heights: &[Vec<f64>]) -> Vec<Vec<Segment>> {
        let mut found: Vec<Vec<Segment>> = self.layers.iter().map(|_| Vec::new()).collect();
        for (number, (chain, heights)) in self.chains.iter().zip(heights).enumerate() {
            let first = self.slots[chain.slots[0]].layer;
            for (step, pair) in heights.windows(2).enumerate() {
                found[first + step].push(Segment {
                    chain: number,
                    step,
                    from: pair[0],
                    to: pair[1],
                    arc: self.is_arc(chain),
                });
            }
        }
        found
    }

    fn columns(&self, diagram: &Diagram, texts: &[Sized], tracks: &[Tracks]) -> Vec<Column> {
        let groups = self.group_of_each_layer(diagram);
        let mut columns = Vec::new();
        let mut x = 0.0;
        for (layer, turns) in tracks.iter().enumerate() {
            let (before, after) = group_paddings(&groups, layer);
            let left = x + before;
            let width = largest(self.boxes_of(layer).map(|b| texts[b].w));
            let right = left + (width + after);
            columns.push(Column {
                left,
                width,
                channel: right + CHANNEL / 2.0 + 4.0,
            });
            x = right + (CHANNEL + 8.0 + TRACK * turns.count.saturating_sub(1) as f64);
        }
        columns
    }

    fn group_of_each_layer(&self, diagram: &Diagram) -> Vec<Option<usize>> {
        let groups = |layer| self.boxes_of(layer).map(|b| diagram.boxes[b].group);
        let layers = 0..self.layers.len();
        layers.map(|layer| groups(layer).max().flatten()).collect()
    }
}

/// Room left and right of a layer, where a group begins and ends.
fn group_paddings(groups: &[Option<usize>], layer: usize) -> (f64, f64) {
    let group = groups[layer];
    let begins = group.is_some() && (layer == 0 || group != groups[layer - 1]);
    let ends = group.is_some() && groups.get(layer + 1) != Some(&group);
    let room = |there: bool| if there { GROUP_PADDING } else { 0.0 };
    (room(begins), room(ends))
}

/// All that the way of a line depends on.
struct Routing<'a> {
    work: &'a Work,
    boxes: Vec<Rect>,
    heights: Vec<Vec<f64>>,
    tracks: Vec<Tracks>,
    columns: Vec<Column>,
}

impl Routing<'_> {
    /// The corners of a line: level through its layers, and in each channel up or down on its track.
    fn route(&self, number: usize) -> Vec<Point> {
        let chain = &self.work.chains[number];
        let (a, b) = chain.ends();
        let heights = &self.heights[number];
        let mut points = vec![Point::new(self.boxes[a].right(), heights[0])];
        points.extend(self.turns(number));
        let end = if self.work.is_arc(chain) {
            self.boxes[b].right()
        } else {
            self.boxes[b].x
        };
        points.push(Point::new(end, heights[heights.len() - 1]));
        if chain.turned {
            points.reverse();
        }
        points
    }

    /// The two corners in each channel where a line turns.
    fn turns(&self, number: usize) -> Vec<Point> {
        let first = self.work.slots[self.work.chains[number].slots[0]].layer;
        let pieces = self.heights[number].windows(2).enumerate();
        let turns = pieces.filter_map(|(step, pair)| {
            let x = self.turn(first + step, (number, step))?;
            Some([Point::new(x, pair[0]), Point::new(x, pair[1])])
        });
        turns.flatten().collect()
    }

    /// Where a piece turns in the channel of a layer; nowhere if it goes on level.
    fn turn(&self, layer: usize, piece: (usize, usize)) -> Option<f64> {
        let track = *self.tracks[layer].of.get(&piece)?;
        Some(self.columns[layer].channel + TRACK * track as f64)
    }
}
