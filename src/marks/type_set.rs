//! Words in lines: as even as they can be, or as large as fits a disc.

use crate::layout::{Point, Weight, text_width, wrap};

use super::{Anchor, Ink, Pen, Run};

/// How a piece of text is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Size in pixels.
    pub size: f64,
    /// From one line to the next.
    pub line: f64,
    /// How heavy.
    pub weight: Weight,
    /// Which colour.
    pub ink: Ink,
    /// Which part of a line stands at its place.
    pub anchor: Anchor,
    /// Most lines; what is more ends in an ellipsis.
    pub most: usize,
}

impl Setting {
    /// Plain words of a size.
    pub const fn new(size: f64, line: f64) -> Self {
        Self {
            size,
            line,
            weight: Weight::Regular,
            ink: Ink::Ink,
            anchor: Anchor::Start,
            most: 40,
        }
    }

    /// The same, heavy.
    pub const fn bold(self) -> Self {
        Self {
            weight: Weight::Bold,
            ..self
        }
    }

    /// The same in a colour.
    pub const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same around its place.
    pub const fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same in so many lines at most.
    pub const fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// How wide words are.
    pub fn width(&self, words: &str) -> f64 {
        text_width(words, self.size, self.weight)
    }

    /// Words in lines of at most a width.
    pub fn lines(&self, words: &str, width: f64) -> Vec<String> {
        wrap(words, self.size, self.weight, width, self.most)
    }

    /// Words in as few lines as a width allows, as even as that number of lines can be.
    pub fn even_lines(&self, words: &str, width: f64) -> Vec<String> {
        let first = self.lines(words, width);
        if first.len() < 2 {
            return first;
        }
        let (mut narrow, mut wide) = (width * 0.4, width);
        for _ in 0..7 {
            let middle = f64::midpoint(narrow, wide);
            if self.keeps(&first, words, middle) {
                wide = middle;
            } else {
                narrow = middle;
            }
        }
        self.lines(words, wide)
    }

    /// Whether a narrower measure breaks the words into no more lines, breaks no word, and cuts nothing.
    fn keeps(&self, first: &[String], words: &str, width: f64) -> bool {
        let mut longest = words.split_whitespace();
        let lines = self.lines(words, width);
        longest.all(|word| self.width(word) <= width)
            && lines.len() <= first.len()
            && is_whole(&lines, words)
    }

    /// Writes lines one under the other; where the next one would stand.
    pub fn write(&self, pen: &mut Pen, first: Point, lines: &[String]) -> f64 {
        for (number, line) in lines.iter().enumerate() {
            let at = first.shifted(0.0, self.line * number as f64);
            pen.words(at, self.size, self.anchor, vec![self.run(line)]);
        }
        first.y + self.line * lines.len() as f64
    }

    /// Words in the look of this setting.
    pub fn run(&self, words: &str) -> Run {
        Run {
            words: words.to_owned(),
            weight: self.weight,
            ink: self.ink,
            raised: false,
        }
    }
}

/// Words broken so that every line fits a disc, in the largest size that allows it; where none does, in the smallest, cut.
pub fn fitted_in_disc(words: &str, radius: f64, largest: f64, smallest: f64) -> (f64, Vec<String>) {
    let mut size = largest;
    while size >= smallest {
        if let Some(lines) = lines_in_disc(words, radius, size) {
            return (size, lines);
        }
        size -= 0.5;
    }
    let cut = wrap(words, smallest, Weight::Bold, radius * 1.7, 3);
    (smallest, cut)
}

/// Whether words fit a disc at a size, no word broken.
pub fn fits_disc(words: &str, radius: f64, size: f64) -> bool {
    lines_in_disc(words, radius, size).is_some()
}

/// The lines of words that fit a disc at a size, with the most room left at the narrowest place.
fn lines_in_disc(words: &str, radius: f64, size: f64) -> Option<Vec<String>> {
    let most = words.split_whitespace().count().min(4);
    let breakings = (1..=most).filter_map(|count| broken_into(words, size, count));
    let fitting = breakings.filter_map(|lines| {
        let room = room_in_disc(&lines, radius, size);
        (room >= 0.0).then_some((room, lines))
    });
    let best = fitting.max_by(|one, other| one.0.total_cmp(&other.0));
    best.map(|(_, lines)| lines)
}

/// Words in so many lines, as even as possible.
fn broken_into(words: &str, size: f64, count: usize) -> Option<Vec<String>> {
    let whole = text_width(words, size, Weight::Bold);
    let widths = (0..40).map(|step| whole / count as f64 * (0.9 + 0.05 * f64::from(step)));
    let mut breakings = widths.map(|width| wrap(words, size, Weight::Bold, width, 9));
    breakings.find(|lines| lines.len() <= count && is_whole(lines, words))
}

/// Whether lines hold all words, none of them broken.
fn is_whole(lines: &[String], words: &str) -> bool {
    let joined = lines.join(" ");
    joined.split_whitespace().eq(words.split_whitespace())
}

/// How much room is left beside the line that has least.
fn room_in_disc(lines: &[String], radius: f64, size: f64) -> f64 {
    let middle = (lines.len() as f64 - 1.0) / 2.0;
    let rooms = lines.iter().enumerate().map(|(number, line)| {
        let edge = (number as f64 - middle).abs() * size * 1.16 + size * 0.42;
        if edge >= radius {
            return -1.0;
        }
        let half = (radius * radius - edge * edge).sqrt();
        half - text_width(line, size, Weight::Bold) / 2.0
    });
    rooms.fold(f64::INFINITY, f64::min)
}
