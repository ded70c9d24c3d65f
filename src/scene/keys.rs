//! The column under a knot: its name, how many of its keys it takes, and each key with its move in words.

use crate::layout::{Point, Rect};
use crate::marks::{Ink, Mark, MarkKind, Pen, Run, Setting};
use crate::view::{KeyLine, Knot, MarkState, Obstacle};

use super::obstacle::Look;
use super::page::Measures;
use super::strips::BUNCH;

/// Room for a key before its words, on a slide.
const KEY: f64 = 58.0;
/// From one key of a bunch to the next: its bow covers the bit of the one before.
const NEXT: f64 = 29.0;
/// Most milestones of a ring that have a line each.
const ONE_A_LINE: usize = 6;
/// How far in stands what goes with a line.
const INSIDE: f64 = 26.0;
/// Most keys of one line.
const MOST_KEYS: usize = 30;
/// A column that is so wide holds two columns of keys.
const TWO_COLUMNS: f64 = 600.0;

/// Writes the column of a knot; where it ends.
pub(super) fn column(
    pen: &mut Pen,
    (measures, look): (&Measures, Look),
    area: Rect,
    number: Option<usize>,
    knot: &Knot,
) -> f64 {
    let name = match number {
        Some(number) if knot.count > 1 => {
            format!("Knots {number}–{}: {}", number + knot.count - 1, knot.name)
        }
        Some(number) => format!("Knot {number}: {}", knot.name),
        None => with_capital(&knot.name),
    };
    let about = match knot.takes.as_str() {
        "" => String::new(),
        takes => format!("undone by {takes}"),
    };
    let y = measures.column(pen, area, &name, &about);
    if measures.detail.keys == 0 {
        return y;
    }
    let y = stations(pen, (measures, look), Point::new(area.x, y), area.w, knot);
    Keys {
        pen,
        measures,
        lead: lead_room(measures, knot),
    }
    .write(Rect { y, ..area }, knot)
}

/// The name with a capital.
fn with_capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The names of a ring's milestones, where the ring carries their numbers.
fn stations(
    pen: &mut Pen,
    (measures, look): (&Measures, Look),
    at: Point,
    width: f64,
    knot: &Knot,
) -> f64 {
    let Obstacle::Ring(ring) = &knot.obstacle else {
        return at.y;
    };
    if !look.ring(ring, Point::default()).has_numbers(ring) {
        return at.y;
    }
    let named = ring.stations.iter();
    let named = named.map(|one| format!("{} {}", one.number, one.label));
    let lines: Vec<String> = match ring.stations.len() <= ONE_A_LINE {
        true => named
            .flat_map(|name| measures.second.lines(&name, width))
            .collect(),
        false => {
            let all: Vec<String> = named.collect();
            measures.second.lines(&all.join("; "), width)
        }
    };
    measures.second.write(pen, at, &lines) + 8.0
}

/// How far the words of a knot's keys stand from the left: as the largest bunch needs.
fn lead_room(measures: &Measures, knot: &Knot) -> f64 {
    let largest = knot.keys.iter().map(bunch_in).max().unwrap_or(1);
    let more = largest.clamp(1, BUNCH) - 1;
    (KEY + NEXT * more as f64) * scale(measures)
}

/// The largest bunch of a line and of what goes with it.
fn bunch_in(line: &KeyLine) -> usize {
    let inside = line.inside.iter().map(bunch_in);
    inside.chain([line.keys.len()]).max().unwrap_or(1)
}

/// How large keys are.
fn scale(measures: &Measures) -> f64 {
    (measures.body.size / 16.0 * 0.95).max(0.8)
}

/// The keys of a knot as they are written.
struct Keys<'k> {
    pen: &'k mut Pen,
    measures: &'k Measures,
    /// Room before the words.
    lead: f64,
}

impl Keys<'_> {
    /// Writes the keys in one column or two, whichever ends higher up; where they end.
    fn write(&mut self, area: Rect, knot: &Knot) -> f64 {
        let shown = &knot.keys[..knot.keys.len().min(self.measures.detail.keys)];
        let may_divide = area.w >= TWO_COLUMNS && shown.len() > 1;
        let ends = [1, 2].map(|columns| {
            let mut trial = Keys {
                pen: &mut Pen::default(),
                measures: self.measures,
                lead: self.lead,
            };
            trial.in_columns(area, shown, columns)
        });
        let columns = if may_divide && ends[1] < ends[0] {
            2
        } else {
            1
        };
        let bottom = self.in_columns(area, shown, columns);
        self.not_shown(Rect { y: bottom, ..area }, knot, shown.len())
    }

    fn in_columns(&mut self, area: Rect, lines: &[KeyLine], columns: usize) -> f64 {
        let gap = self.measures.gap;
        let width = (area.w - gap * (columns as f64 - 1.0)) / columns as f64;
        let mut bottom = area.y;
        for (column, lines) in lines
            .chunks(lines.len().div_ceil(columns).max(1))
            .enumerate()
        {
            let x = area.x + (width + gap) * column as f64;
            let mut y = area.y;
            for line in lines {
                y = self.line(Point::new(x, y), width, line);
            }
            bottom = bottom.max(y);
        }
        bottom
    }

    /// Says what is left out.
    fn not_shown(&mut self, area: Rect, knot: &Knot, shown: usize) -> f64 {
        let cut = knot.keys.len() - shown;
        let told = match knot.left_out + cut {
            0 => return area.y,
            more => format!("{more} more"),
        };
        let told = format!("{told}: impasse blocks {}", knot.goal);
        let lines = self.measures.second.lines(&told, area.w);
        let at = Point::new(area.x, area.y + 3.0);
        self.measures.second.write(self.pen, at, &lines)
    }

    /// Writes a line and what goes with it, further in; where it ends.
    fn line(&mut self, at: Point, width: f64, line: &KeyLine) -> f64 {
        let (rows, lead) = match line.keys.is_empty() {
            true => (0.0, 0.0),
            false => (self.bunch(at, line), self.lead),
        };
        let words = at.shifted(lead, 0.0);
        let mut y = sentence(self.pen, &self.measures.body, words, width - lead, line);
        y = y.max(at.y + 28.0 * scale(self.measures) * rows) + 5.0;
        for inside in &line.inside {
            y = self.line(Point::new(at.x + INSIDE, y), width - INSIDE, inside);
        }
        y
    }

    /// The keys of a line, in rows of a bunch each; how many rows.
    fn bunch(&mut self, at: Point, line: &KeyLine) -> f64 {
        let scale = scale(self.measures);
        let shown = line.keys.iter().take(MOST_KEYS);
        for (number, (letter, who)) in shown.enumerate() {
            let across = 13.0 + NEXT * (number % BUNCH) as f64;
            let down = 28.0 * (number / BUNCH) as f64;
            let middle = at.shifted(
                across * scale,
                down * scale - self.measures.body.size * 0.33,
            );
            let mark = Mark::of(MarkKind::Key)
                .by(who.iter().map(|who| who.id.clone()))
                .about(line.changes.clone())
                .lettered(letter)
                .told(line.words.clone());
            let is_gone = line.state == MarkState::Lifted;
            self.pen.mark(mark, |pen| {
                pen.faded(is_gone, |pen| pen.key(middle, scale, letter, who));
            });
        }
        line.keys.len().min(MOST_KEYS).div_ceil(BUNCH) as f64
    }
}

/// The words of a move, with who moves in heavy letters and the sources raised at the end; where they end.
fn sentence(pen: &mut Pen, body: &Setting, at: Point, width: f64, line: &KeyLine) -> f64 {
    let lines = with_room_for_sources(body, width, line);
    let last = lines.len().saturating_sub(1);
    let mut lead = line.lead.as_str();
    for (number, words) in lines.iter().enumerate() {
        let mut runs = with_lead(words, lead);
        lead = lead.strip_prefix(words.as_str()).unwrap_or_default();
        lead = lead.trim_start();
        if line.state == MarkState::Lifted {
            runs = runs.into_iter().map(|run| run.in_ink(Ink::Mute)).collect();
        }
        if number == last && !line.refs.is_empty() {
            runs.push(Run::raised(format!("\u{2009}{}", line.refs)));
        }
        let place = at.shifted(0.0, body.line * number as f64);
        pen.words(place, body.size, body.anchor, runs);
    }
    at.y + body.line * lines.len() as f64
}

/// The lines of a move: narrower, where the numbers of its sources would not fit behind the last one.
fn with_room_for_sources(body: &Setting, width: f64, line: &KeyLine) -> Vec<String> {
    let refs = Setting::new(body.size * 0.7, body.line).width(&line.refs) + 6.0;
    let lines = body.even_lines(&line.words, width);
    match lines.last() {
        Some(last) if body.width(last) + refs > width => body.even_lines(&line.words, width - refs),
        _ => lines,
    }
}

/// A line with its first words heavy, as far as they are on it.
pub(super) fn with_lead(line: &str, lead: &str) -> Vec<Run> {
    match line.strip_prefix(lead) {
        Some(rest) if !lead.is_empty() => vec![Run::bold(lead), Run::plain(rest)],
        _ if !line.is_empty() && lead.starts_with(line) => vec![Run::bold(line)],
        _ => vec![Run::plain(line)],
    }
}
