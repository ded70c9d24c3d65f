//! Places who stands with whom: up to six parties pair by pair with the questions by name, more as a table of counts.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Run, Scene, Setting, Step};
use crate::view::{PartiesPicture, PartyPair, Who};

use super::knots::on_paper;
use super::page::{Measures, Page};

/// Most parties whose pairs are told one by one, and most that a table has.
const MOST_TOLD: usize = 6;
const MOST_IN_TABLE: usize = 24;
/// Most pairs that are told under a table.
const MOST_BELOW: usize = 5;
/// Most bars in a cell: more are a number.
const MOST_BARS: usize = 4;
const RADIUS: f64 = 15.0;
/// What lies between two parties, in the order in which it is told.
const KINDS: [&str; 3] = [
    "stand against each other on",
    "wish differently on",
    "say yes to the same on",
];

/// Places the parties on a kind of sheet.
pub fn parties(picture: &PartiesPicture, page: Page) -> Scene {
    let measures = page.measures();
    let mut pen = Pen::default();
    let top = measures.headings(&mut pen, &picture.title, &picture.subtitle);
    let layout = Layout {
        picture,
        measures,
        is_narrow: measures.width < 600.0,
    };
    let is_table = picture.spoken.len() > MOST_TOLD && !layout.is_narrow;
    let (bottom, cut) = if is_table {
        layout.table(&mut pen, top + 12.0)
    } else {
        (layout.pairs(&mut pen, &picture.pairs, top + 14.0), 0)
    };
    let bottom = layout.awaited(&mut pen, bottom);
    let cut = (cut > 0).then(|| format!("Not drawn: {cut} more parties with positions."));
    let notes: Vec<String> = cut.into_iter().chain(picture.footer.clone()).collect();
    let height = measures.footer(&mut pen, bottom + 10.0, &notes).ceil();
    Scene {
        width: measures.width,
        height,
        title: picture.title.clone(),
        description: picture.description.clone(),
        parts: on_paper(pen, measures.width, height),
    }
}

struct Layout<'s> {
    picture: &'s PartiesPicture,
    measures: Measures,
    is_narrow: bool,
}

impl Layout<'_> {
    fn ends(&self, pair: &PartyPair) -> (&Who, &Who) {
        let spoken = &self.picture.spoken;
        (&spoken[pair.places.0], &spoken[pair.places.1])
    }

    fn mark(&self, pair: &PartyPair) -> Mark {
        let (one, other) = self.ends(pair);
        Mark::of(MarkKind::Pair)
            .by([one.id.clone(), other.id.clone()])
            .told(pair.told.clone())
    }

    /// The pairs one under the other; where they end.
    fn pairs(&self, pen: &mut Pen, pairs: &[PartyPair], top: f64) -> f64 {
        let mut y = top;
        for pair in pairs {
            let rule = Rect {
                x: self.measures.margin,
                y,
                w: self.measures.inner(),
                h: 1.0,
            };
            pen.rect(rule, Ink::Line);
            let mark = self.mark(pair);
            let from = y + 14.0;
            pen.mark(mark, |pen| y = self.pair(pen, pair, from) + 14.0);
        }
        y
    }

    fn pair(&self, pen: &mut Pen, pair: &PartyPair, top: f64) -> f64 {
        let left = self.measures.margin;
        let (one, other) = self.ends(pair);
        let (from, to) = (left + RADIUS, left + 7.0 * RADIUS);
        let y = top + RADIUS;
        link(pen, pair, Point::new(from, y), Point::new(to, y));
        pen.party(Point::new(from, y), RADIUS, one, true);
        pen.party(Point::new(to, y), RADIUS, other, true);
        let names = self.measures.body.bold().at_most(3);
        let both = format!("{} and {}", one.name, other.name);
        let beside = to + RADIUS + 14.0;
        if self.is_narrow {
            let lines = names.lines(&both, self.measures.width - left - beside);
            let end = names.write(pen, Point::new(beside, y + 5.0), &lines);
            return self.questions(pen, pair, (left, self.measures.inner()), end + 4.0);
        }
        let wide = self.measures.inner() * 0.22;
        let lines = names.lines(&both, wide);
        let end = names.write(pen, Point::new(beside, y + 5.0), &lines) - names.size;
        let x = beside + wide + 24.0;
        let room = self.measures.width - self.measures.margin - x;
        self.questions(pen, pair, (x, room), top + 20.0)
            .max(end)
            .max(y + RADIUS)
    }

    /// What is between two, kind by kind; where that ends.
    fn questions(&self, pen: &mut Pen, pair: &PartyPair, (x, room): (f64, f64), top: f64) -> f64 {
        let style = self.measures.body;
        let mut y = top;
        for (kind, about) in KINDS.iter().zip([&pair.against, &pair.apart, &pair.agree]) {
            if about.is_empty() {
                continue;
            }
            let words = format!("{kind} {}", about.join("; "));
            for line in style.lines(&words, room) {
                let runs = match line.strip_prefix(kind) {
                    Some(rest) => vec![Run::plain(*kind).in_ink(Ink::Mute), Run::plain(rest)],
                    None => vec![Run::plain(line.as_str())],
                };
                pen.words(Point::new(x, y), style.size, Anchor::Start, runs);
                y += style.line;
            }
        }
        y - style.size
    }

    /// Counts of questions between each two parties; where they end, and how many parties are left out.
    fn table(&self, pen: &mut Pen, top: f64) -> (f64, usize) {
        let shown = self.most_joined();
        let cut = self.picture.spoken.len() - shown.len();
        let names = 230.0;
        let room = self.measures.inner() - names;
        let wide = (room / (shown.len() as f64 - 1.0).max(1.0)).min(74.0);
        let row = 36.0;
        let x = |column: usize| self.measures.margin + names + wide * (column as f64 + 0.5);
        for (column, &place) in shown.iter().enumerate().take(shown.len() - 1) {
            pen.party(
                Point::new(x(column), top + RADIUS),
                RADIUS,
                &self.picture.spoken[place],
                true,
            );
        }
        let mut y = top + 2.0 * RADIUS + 8.0;
        for (number, &place) in shown.iter().enumerate() {
            let rule = Rect {
                x: self.measures.margin,
                y,
                w: self.measures.inner(),
                h: if number == 0 { 2.4 } else { 1.0 },
            };
            pen.rect(rule, if number == 0 { Ink::Ink } else { Ink::Line });
            let middle = y + row / 2.0;
            let who = &self.picture.spoken[place];
            pen.party(
                Point::new(self.measures.margin + RADIUS, middle),
                12.0,
                who,
                true,
            );
            let style = self.measures.body.at_most(1);
            let line = style.lines(&who.name, names - 46.0);
            style.write(
                pen,
                Point::new(self.measures.margin + 36.0, middle + 5.5),
                &line,
            );
            for (column, &over) in shown.iter().enumerate().take(number) {
                self.cell(pen, (over, place), Point::new(x(column), middle));
            }
            y += row;
        }
        let below = self.signs(pen, y + 12.0);
        let told = &self.picture.pairs[..self.picture.pairs.len().min(MOST_BELOW)];
        (self.pairs(pen, told, below + 8.0), cut)
    }

    /// The parties with most pairs, in the order of the model.
    fn most_joined(&self) -> Vec<usize> {
        let weight = |place: usize| {
            let own = self.picture.pairs.iter();
            let own = own.filter(|pair| pair.places.0 == place || pair.places.1 == place);
            own.map(|pair| pair.against.len() * 100 + pair.apart.len() + pair.agree.len())
                .sum::<usize>()
        };
        let mut places: Vec<usize> = (0..self.picture.spoken.len()).collect();
        places.sort_by_key(|&place| (std::cmp::Reverse(weight(place)), place));
        places.truncate(MOST_IN_TABLE);
        places.sort_unstable();
        places
    }

    /// Bars for what divides two parties, then a tick with what they agree on.
    fn cell(&self, pen: &mut Pen, places: (usize, usize), middle: Point) {
        let pair = self.picture.pairs.iter().find(|pair| pair.places == places);
        let Some(pair) = pair else { return };
        let mark = self.mark(pair);
        pen.mark(mark, |pen| {
            let counts = [pair.against.len(), pair.apart.len(), pair.agree.len()];
            let widths = counts.map(wide_of);
            let used = counts.iter().filter(|count| **count > 0).count() as f64;
            let whole = widths.iter().sum::<f64>() + (used - 1.0).max(0.0) * 8.0;
            let mut x = middle.x - whole / 2.0;
            for (kind, (count, wide)) in counts.into_iter().zip(widths).enumerate() {
                if count > 0 {
                    tally(pen, kind, count, Point::new(x, middle.y));
                    x += wide + 8.0;
                }
            }
        });
    }

    /// What bars, gaps and ticks mean.
    fn signs(&self, pen: &mut Pen, top: f64) -> f64 {
        let style = self.measures.second.in_ink(Ink::Ink);
        let mut x = self.measures.margin;
        let y = top + 12.0;
        let told = [
            "a question on which they stand against each other",
            "a question on which they wish differently",
            "a question on which they say yes to the same",
        ];
        let has = [
            self.picture
                .pairs
                .iter()
                .any(|pair| !pair.against.is_empty()),
            self.picture.pairs.iter().any(|pair| !pair.apart.is_empty()),
            self.picture.pairs.iter().any(|pair| !pair.agree.is_empty()),
        ];
        for kind in (0..3).filter(|&kind| has[kind]) {
            tally(pen, kind, 1, Point::new(x, y - 5.0));
            style.write(pen, Point::new(x + 24.0, y), &[told[kind].to_owned()]);
            x += 24.0 + style.width(told[kind]) + 26.0;
        }
        y + 10.0
    }

    /// The parties of whom nothing is on record; where they end.
    fn awaited(&self, pen: &mut Pen, top: f64) -> f64 {
        if self.picture.awaited.is_empty() {
            return top;
        }
        let style = self.measures.second;
        let words = "Their yes is needed, and no position of theirs is in force:";
        let lines = style.lines(words, self.measures.inner());
        let at = Point::new(self.measures.margin, top + style.size + 8.0);
        let below = style.write(pen, at, &lines) - style.size;
        self.measures
            .listed(pen, below, &self.picture.awaited, false)
    }
}

/// The line between two parties: a bar across it where something divides them, a gap where they only wish differently.
fn link(pen: &mut Pen, pair: &PartyPair, from: Point, to: Point) {
    let middle = Point::new(f64::midpoint(from.x, to.x), from.y);
    let (is_against, is_apart) = (!pair.against.is_empty(), !pair.apart.is_empty());
    if is_apart && !is_against {
        pen.way(from, middle.shifted(-9.0, 0.0), 4.0, false);
        pen.way(middle.shifted(9.0, 0.0), to, 4.0, false);
        return;
    }
    pen.way(from, to, 4.0, false);
    for number in 0..pair.against.len().min(MOST_BARS) {
        let aside = (number as f64 - (pair.against.len().min(MOST_BARS) as f64 - 1.0) / 2.0) * 11.0;
        let bar = Rect {
            x: middle.x + aside - 3.0,
            y: middle.y - 14.0,
            w: 6.0,
            h: 28.0,
        };
        pen.rect(bar, Ink::Ink);
    }
}

/// How wide a tally is.
fn wide_of(count: usize) -> f64 {
    match count {
        0 => 0.0,
        n if n <= MOST_BARS => n as f64 * 9.0 - 4.0,
        _ => 24.0,
    }
}

/// So many bars, gaps or ticks, from a place on; a number beside one where they are many.
fn tally(pen: &mut Pen, kind: usize, count: usize, at: Point) {
    let (shown, number) = match count {
        n if n <= MOST_BARS => (n, None),
        n => (1, Some(n)),
    };
    for which in 0..shown {
        one_of(pen, kind, at.shifted(which as f64 * 9.0, 0.0));
    }
    if let Some(number) = number {
        let style = Setting::new(13.0, 16.0).bold();
        style.write(pen, at.shifted(9.0, 4.5), &[number.to_string()]);
    }
}

fn one_of(pen: &mut Pen, kind: usize, at: Point) {
    let bar = |y: f64, h: f64| Rect {
        x: at.x,
        y: at.y + y,
        w: 5.0,
        h,
    };
    match kind {
        0 => pen.rect(bar(-10.0, 20.0), Ink::Ink),
        1 => {
            let ends = [-7.0, 2.5];
            ends.into_iter()
                .for_each(|y| pen.rect(bar(y, 4.5), Ink::Ink));
        }
        _ => {
            let path = Path(vec![
                Step::Move(at.shifted(-1.0, 0.5)),
                Step::Line(at.shifted(1.5, 3.5)),
                Step::Line(at.shifted(6.0, -4.0)),
            ]);
            pen.stroke(path, Ink::Ink, 2.0);
        }
    }
}
