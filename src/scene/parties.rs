//! Places who stands with whom: up to six parties pair by pair with the questions by name, more as a table of counts.

use std::collections::BTreeSet;

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Run, Scene, Setting, Step};
use crate::view::{PartiesPicture, PartyPair, Who};

use super::page::{Measures, Page, Told};

/// Most parties whose pairs are told one by one, and most that a table has.
const MOST_TOLD: usize = 6;
const MOST_IN_TABLE: usize = 24;
/// Most pairs that are told under a table.
const MOST_BELOW: usize = 8;
/// Most bars in a cell: more are a number.
const MOST_BARS: usize = 4;
const RADIUS: f64 = 15.0;
/// In a table: how wide names may be with their letters, how high a row is, and how far the tallies of a cell stand from each
/// other.
const NAMES: f64 = 420.0;
const ROW: f64 = 36.0;
const CELL_GAP: f64 = 8.0;
/// What lies between two parties, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Against,
    Apart,
    Agree,
}

impl Between {
    const ALL: [Self; 3] = [Self::Against, Self::Apart, Self::Agree];

    fn of(self, pair: &PartyPair) -> &[String] {
        match self {
            Self::Against => &pair.against,
            Self::Apart => &pair.apart,
            Self::Agree => &pair.agree,
        }
    }

    /// What two parties do, before the questions.
    fn words(self) -> &'static str {
        match self {
            Self::Against => "disagree on",
            Self::Apart => "state different wishes on",
            Self::Agree => "agree on",
        }
    }

    /// What a sign in a table stands for.
    fn sign(self) -> &'static str {
        match self {
            Self::Against => "a question on which they disagree",
            Self::Apart => "a question on which they state different wishes",
            Self::Agree => "a question on which they agree",
        }
    }
}

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
    let is_many = picture.spoken.len() > MOST_TOLD;
    let (bottom, cut) = match (is_many, layout.is_narrow) {
        (true, false) => layout.table(&mut pen, top + 12.0),
        (true, true) => (layout.some_pairs(&mut pen, top + 14.0), 0),
        (false, _) => (layout.pairs(&mut pen, &picture.pairs, top + 14.0), 0),
    };
    let bottom = layout.awaited(&mut pen, bottom);
    let cut = (cut > 0).then(|| format!("Not drawn: {cut} more parties with positions."));
    let notes = cut.iter().chain(&picture.footer);
    let told = Told::new(&picture.title, &picture.description, notes);
    measures.finish(pen, bottom + 10.0, &told)
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
            self.measures.rule(pen, y, 1.0, Ink::Line);
            let mark = self.mark(pair);
            let from = y + 14.0;
            pen.mark(mark, |pen| y = self.pair(pen, pair, from) + 14.0);
        }
        y
    }

    fn pair(&self, pen: &mut Pen, pair: &PartyPair, top: f64) -> f64 {
        let left = self.measures.margin;
        let (one, other) = self.ends(pair);
        let from = Point::new(left + RADIUS, top + RADIUS);
        let to = from.shifted(6.0 * RADIUS, 0.0);
        link(pen, pair, from, to);
        pen.party(from, RADIUS, one, true);
        pen.party(to, RADIUS, other, true);
        let at = to.shifted(RADIUS + 14.0, 5.0);
        let wide = match self.is_narrow {
            true => self.measures.width - left - at.x,
            false => self.measures.inner() * 0.22,
        };
        let names = self.measures.body.bold().at_most(3);
        let both = format!("{} and {}", one.name, other.name);
        let end = names.write(pen, at, &names.lines(&both, wide));
        if self.is_narrow {
            return self.questions(pen, pair, (left, self.measures.inner()), end + 4.0);
        }
        let x = at.x + wide + 24.0;
        let room = self.measures.width - self.measures.margin - x;
        let questions = self.questions(pen, pair, (x, room), top + 20.0);
        questions.max(end - names.size).max(from.y + RADIUS)
    }

    /// What is between two, kind by kind; where that ends.
    fn questions(&self, pen: &mut Pen, pair: &PartyPair, (x, room): (f64, f64), top: f64) -> f64 {
        let style = self.measures.body;
        let mut y = top;
        for between in Between::ALL {
            let about = between.of(pair);
            if about.is_empty() {
                continue;
            }
            let kind = between.words();
            let words = format!("{kind} {}", about.join("; "));
            for line in style.lines(&words, room) {
                let runs = match line.strip_prefix(kind) {
                    Some(rest) => vec![Run::plain(kind).in_ink(Ink::Mute), Run::plain(rest)],
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
        if shown.is_empty() {
            return (top, 0);
        }
        let paired = self.picture.pairs.iter();
        let paired: BTreeSet<usize> = paired
            .flat_map(|pair| [pair.places.0, pair.places.1])
            .collect();
        let cut = paired.len() - shown.len();
        let names = self.names_wide(&shown);
        let room = self.measures.inner() - names;
        let wide = (room / (shown.len() as f64 - 1.0)).min(74.0);
        let left = self.measures.margin + names;
        let columns: Vec<(usize, f64)> = shown
            .iter()
            .enumerate()
            .map(|(number, &place)| (place, left + wide * (number as f64 + 0.5)))
            .collect();
        let below = self.rows(pen, &columns, (left, top));
        let below = self.signs(pen, below + 12.0);
        (self.some_pairs(pen, below + 8.0), cut)
    }

    /// How wide the names of a table are: as the longest needs, and no more than a part of the sheet.
    fn names_wide(&self, shown: &[usize]) -> f64 {
        let names = shown.iter().map(|&place| &self.picture.spoken[place].name);
        let widths = names.map(|name| self.measures.body.width(name) + 54.0);
        let most = NAMES.min(self.measures.inner() * 0.42);
        widths.fold(0.0, f64::max).min(most)
    }

    /// The first pairs, and how many more there are.
    fn some_pairs(&self, pen: &mut Pen, top: f64) -> f64 {
        let all = &self.picture.pairs;
        let bottom = self.pairs(pen, &all[..all.len().min(MOST_BELOW)], top);
        let more = all.len().saturating_sub(MOST_BELOW);
        if more == 0 {
            return bottom;
        }
        let style = self.measures.second;
        let words = match self.is_narrow {
            true => format!("{more} more pairs; a wider sheet counts them all in a table"),
            false => format!("{more} more pairs are counted in the table"),
        };
        let at = Point::new(self.measures.margin, bottom + style.size + 4.0);
        style.write(pen, at, &style.lines(&words, self.measures.inner())) - style.size
    }

    /// The parties over their columns, and a row for each; where they end.
    fn rows(&self, pen: &mut Pen, columns: &[(usize, f64)], (left, top): (f64, f64)) -> f64 {
        for (place, x) in &columns[..columns.len() - 1] {
            let at = Point::new(*x, top + RADIUS);
            let radius = RADIUS.min(wide_of_columns(columns) * 0.42);
            pen.party(at, radius, &self.picture.spoken[*place], true);
        }
        let mut y = top + 2.0 * RADIUS + 8.0;
        for (number, (place, _)) in columns.iter().enumerate() {
            let (heavy, ink) = if number == 0 {
                (2.4, Ink::Ink)
            } else {
                (1.0, Ink::Line)
            };
            self.measures.rule(pen, y, heavy, ink);
            let middle = y + ROW / 2.0;
            let name = (left - self.measures.margin, &self.picture.spoken[*place]);
            self.name(pen, name, middle);
            for (over, x) in &columns[..number] {
                self.cell(pen, (*over, *place), Point::new(*x, middle));
            }
            y += ROW;
        }
        y
    }

    /// The name of a row, with the letter of the party.
    fn name(&self, pen: &mut Pen, (wide, who): (f64, &Who), middle: f64) {
        let left = self.measures.margin;
        pen.party(Point::new(left + RADIUS, middle), 12.0, who, true);
        let style = self.measures.body.at_most(1);
        let line = style.lines(&who.name, wide - 46.0);
        style.write(pen, Point::new(left + 36.0, middle + 5.5), &line);
    }

    /// The parties with most pairs, in the order of the model.
    fn most_joined(&self) -> Vec<usize> {
        let weight = |place: usize| {
            let own = self.picture.pairs.iter();
            let own = own.filter(|pair| pair.places.0 == place || pair.places.1 == place);
            own.map(|pair| pair.against.len() * 100 + pair.apart.len() + pair.agree.len())
                .sum::<usize>()
        };
        let mut places: Vec<usize> = (0..self.picture.spoken.len())
            .filter(|&place| weight(place) > 0)
            .collect();
        places.sort_by_key(|&place| (std::cmp::Reverse(weight(place)), place));
        places.truncate(MOST_IN_TABLE);
        places.sort_unstable();
        places
    }

    /// Bars for what divides two parties, then a tick with what they agree on.
    fn cell(&self, pen: &mut Pen, places: (usize, usize), middle: Point) {
        let pair = self.picture.pairs.iter().find(|pair| pair.places == places);
        let Some(pair) = pair else { return };
        let counts = Between::ALL.map(|between| (between, between.of(pair).len()));
        let counts: Vec<(Between, usize)> = counts.into_iter().filter(|one| one.1 > 0).collect();
        let widths = counts.iter().map(|(_, count)| wide_of(*count) + CELL_GAP);
        let whole = widths.sum::<f64>() - CELL_GAP;
        let mark = self.mark(pair);
        pen.mark(mark, |pen| {
            let mut at = middle.shifted(-whole / 2.0, 0.0);
            for (between, count) in counts {
                tally(pen, between, count, at);
                at = at.shifted(wide_of(count) + CELL_GAP, 0.0);
            }
        });
    }

    /// What bars, gaps and ticks mean.
    fn signs(&self, pen: &mut Pen, top: f64) -> f64 {
        let style = self.measures.second.in_ink(Ink::Ink);
        let mut at = Point::new(self.measures.margin, top + 12.0);
        for between in Between::ALL {
            let mut pairs = self.picture.pairs.iter();
            if pairs.all(|pair| between.of(pair).is_empty()) {
                continue;
            }
            tally(pen, between, 1, at.shifted(0.0, -5.0));
            let told = between.sign();
            style.write(pen, at.shifted(24.0, 0.0), &[told.to_owned()]);
            at = at.shifted(style.width(told) + 50.0, 0.0);
        }
        at.y + 10.0
    }

    /// The parties of whom nothing is on record; where they end.
    fn awaited(&self, pen: &mut Pen, top: f64) -> f64 {
        if self.picture.awaited.is_empty() {
            return top;
        }
        let style = self.measures.second;
        let words = "Asked for an answer, and no position of theirs is in force:";
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
    if pair.against.is_empty() && !pair.apart.is_empty() {
        pen.way(from, middle.shifted(-9.0, 0.0), 4.0, false);
        pen.way(middle.shifted(9.0, 0.0), to, 4.0, false);
        return;
    }
    pen.way(from, to, 4.0, false);
    let bars = pair.against.len().min(MOST_BARS);
    for number in 0..bars {
        let aside = (number as f64 - (bars as f64 - 1.0) / 2.0) * 11.0;
        let x = middle.x + aside - 3.0;
        pen.rect(Rect::new(x, middle.y - 14.0, 6.0, 28.0), Ink::Ink);
    }
}

/// How wide the columns of a table are.
fn wide_of_columns(columns: &[(usize, f64)]) -> f64 {
    match columns {
        [(_, one), (_, next), ..] => next - one,
        [] | [_] => f64::INFINITY,
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
fn tally(pen: &mut Pen, between: Between, count: usize, at: Point) {
    let (shown, number) = match count {
        n if n <= MOST_BARS => (n, None),
        n => (1, Some(n)),
    };
    for which in 0..shown {
        sign(pen, between, at.shifted(which as f64 * 9.0, 0.0));
    }
    if let Some(number) = number {
        let style = Setting::new(13.0, 16.0).bold();
        style.write(pen, at.shifted(9.0, 4.5), &[number.to_string()]);
    }
}

/// A bar, a bar with a gap, or a tick.
fn sign(pen: &mut Pen, between: Between, at: Point) {
    let bar = |y: f64, h: f64| Rect::new(at.x, at.y + y, 5.0, h);
    match between {
        Between::Against => pen.rect(bar(-10.0, 20.0), Ink::Ink),
        Between::Apart => {
            pen.rect(bar(-7.0, 4.5), Ink::Ink);
            pen.rect(bar(2.5, 4.5), Ink::Ink);
        }
        Between::Agree => {
            let path = Path(vec![
                Step::Move(at.shifted(-1.0, 0.5)),
                Step::Line(at.shifted(1.5, 3.5)),
                Step::Line(at.shifted(6.0, -4.0)),
            ]);
            pen.stroke(path, Ink::Ink, 2.0);
        }
    }
}
