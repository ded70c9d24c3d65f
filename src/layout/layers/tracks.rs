//! Tracks: where in a channel each line turns, so that lines nest instead of crossing. Quadratic in the lines of a channel.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A vertical piece of a line in a channel.
pub(super) struct Segment {
    pub chain: usize,
    /// Which piece of its line it is, from the left.
    pub step: usize,
    pub from: f64,
    pub to: f64,
    pub arc: bool,
}

/// Those of one kind nest; the first stand innermost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Arc,
    Down,
    Up,
}

impl Segment {
    fn kind(&self) -> Kind {
        match (self.arc, self.to > self.from) {
            (true, _) => Kind::Arc,
            (false, true) => Kind::Down,
            (false, false) => Kind::Up,
        }
    }

    /// Its place among those of its kind.
    fn rank(&self) -> f64 {
        match self.kind() {
            Kind::Arc => (self.to - self.from).abs(),
            Kind::Down => -self.from,
            Kind::Up => self.from,
        }
    }

    /// Which of two is to stand further in.
    fn nesting(&self, other: &Self) -> Ordering {
        let by_kind = self.kind().cmp(&other.kind());
        by_kind
            .then(self.rank().total_cmp(&other.rank()))
            .then(self.chain.cmp(&other.chain))
    }

    fn turns(&self) -> bool {
        self.arc || (self.from - self.to).abs() >= 0.5
    }
}

/// A stretch of a track that is taken, with a little air.
#[derive(Clone, Copy)]
struct Taken {
    low: f64,
    high: f64,
    kind: Kind,
}

impl Taken {
    fn by(segment: &Segment) -> Self {
        Self {
            low: segment.from.min(segment.to) - 5.0,
            high: segment.from.max(segment.to) + 5.0,
            kind: segment.kind(),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// Which vertical piece turns on which track of a channel.
pub(super) struct Tracks {
    /// The track of a piece by its line and its number there.
    pub of: BTreeMap<(usize, usize), usize>,
    pub count: usize,
}

impl Tracks {
    /// First-fit: arcs innermost, then lines that go down from the lowest, then lines that go up from
    /// the highest, so that they nest instead of crossing.
    pub fn assign(segments: &[Segment]) -> Self {
        let mut sorted: Vec<&Segment> = segments.iter().filter(|s| s.turns()).collect();
        sorted.sort_by(|a, b| a.nesting(b));
        let mut tracks: Vec<Vec<Taken>> = Vec::new();
        let mut of = BTreeMap::new();
        for segment in sorted {
            let wanted = Taken::by(segment);
            let track = first_fit(&tracks, &wanted);
            tracks.resize_with(tracks.len().max(track + 1), Vec::new);
            tracks[track].push(wanted);
            of.insert((segment.chain, segment.step), track);
        }
        let count = tracks.len();
        Self { of, count }
    }
}

/// The first track with room, beyond every earlier one of its kind that it runs beside: else the two would cross.
fn first_fit(tracks: &[Vec<Taken>], wanted: &Taken) -> usize {
    let meets = |other: &Taken| other.meets(wanted);
    let beside = |other: &Taken| other.kind == wanted.kind && meets(other);
    let nested = tracks.iter().rposition(|track| track.iter().any(beside));
    let first = nested.map_or(0, |at| at + 1);
    let free = tracks[first..]
        .iter()
        .position(|track| !track.iter().any(meets));
    free.map_or(tracks.len(), |at| first + at)
}
