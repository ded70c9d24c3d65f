//! The sheets on which pictures stand: how wide each is, and how large words are on it.

use std::collections::BTreeSet;

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Face, Ink, Pen, Run, STANCES, Scene, Setting};
use crate::view::{EntryKind, Who};

/// A kind of sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A slide of 16:9, or a page in a browser.
    Slide,
    /// A page of paper, upright.
    Paper,
    /// The screen of a phone.
    Phone,
    /// The card of a link.
    Card,
    /// The main column of the explorer.
    Pane,
    /// A page of text, as wide as its lines are on paper.
    Text,
    /// One of two columns of text.
    Column,
}

/// The sizes of a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    pub width: f64,
    /// The least height, so that a slide is filled.
    pub least_height: f64,
    pub margin: f64,
    /// Between two columns.
    pub gap: f64,
    pub title: Setting,
    pub subtitle: Setting,
    /// The name of a column.
    pub head: Setting,
    pub body: Setting,
    /// Words of the second rank in a column.
    pub second: Setting,
    pub note: Setting,
    /// How large marks are, against those of a slide.
    pub marks: f64,
    /// The height that a picture is cut down to, where it is one page.
    pub most_height: f64,
    pub detail: Detail,
}

/// Width and height of a card.
pub(super) const CARD_SIZE: (f64, f64) = (1200.0, 630.0);

/// How much is told under the marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Detail {
    /// Most lines of keys under a knot.
    pub keys: usize,
    /// Whether sources have their titles.
    pub titles: bool,
    /// Most topics of silence that are listed.
    pub topics: usize,
    /// How large marks are, against those of the sheet.
    pub marks: f64,
}

impl Detail {
    /// From all there is to the least that is told: lists are cut before marks become small.
    pub const LEVELS: [Self; 9] = [
        Self::level(16, true, 9, 1.0),
        Self::level(16, false, 9, 1.0),
        Self::level(16, false, 6, 1.0),
        Self::level(16, false, 4, 1.0),
        Self::level(16, false, 9, 0.86),
        Self::level(16, false, 5, 0.86),
        Self::level(8, false, 4, 0.86),
        Self::level(6, false, 4, 0.86),
        Self::level(4, false, 4, 0.86),
    ];

    /// What is told where no level makes a picture fit its page.
    pub const ANYWAY: Self = Self::level(9, false, 5, 0.86);

    /// A few moves.
    pub const CARD: Self = Self::level(4, false, 4, 1.0);

    /// Names alone.
    pub const NAMES: Self = Self::level(0, false, 0, 1.0);

    const fn level(keys: usize, titles: bool, topics: usize, marks: f64) -> Self {
        Self {
            keys,
            titles,
            topics,
            marks,
        }
    }
}

impl Page {
    /// Every kind by its name.
    pub const ALL: [(&'static str, Self); 3] = [
        ("slide", Self::Slide),
        ("paper", Self::Paper),
        ("phone", Self::Phone),
    ];

    /// The kind with a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(own, _)| *own == name).map(|(_, page)| page)
    }

    pub(super) fn measures(self) -> Measures {
        match self {
            Self::Slide => SLIDE,
            Self::Paper => PAPER,
            Self::Phone => PHONE,
            Self::Card => CARD,
            Self::Pane => PANE,
            Self::Text => TEXT,
            Self::Column => COLUMN,
        }
    }
}

/// A slide: its smallest words are 9 points on A4, where it is no higher than 960.
const SLIDE: Measures = Measures {
    width: 1280.0,
    least_height: 720.0,
    margin: 40.0,
    gap: 40.0,
    title: Setting::new(36.0, 42.0).bold().at_most(5),
    subtitle: Setting::new(17.0, 23.0).in_ink(Ink::Mute),
    head: Setting::new(18.0, 23.0).bold().at_most(3),
    body: Setting::new(16.0, 20.0),
    second: Setting::new(15.0, 19.0).in_ink(Ink::Mute),
    note: Setting::new(13.0, 17.0).in_ink(Ink::Mute).at_most(40),
    marks: 1.0,
    most_height: 960.0,
    detail: Detail::LEVELS[0],
};

/// A page of paper.
const PAPER: Measures = Measures {
    width: 794.0,
    least_height: 0.0,
    margin: 36.0,
    gap: 30.0,
    title: Setting::new(27.0, 32.0).bold().at_most(4),
    subtitle: Setting::new(14.0, 19.0).in_ink(Ink::Mute),
    head: Setting::new(15.5, 20.0).bold().at_most(3),
    body: Setting::new(13.5, 17.5),
    second: Setting::new(13.0, 17.0).in_ink(Ink::Mute),
    note: Setting::new(12.0, 15.5).in_ink(Ink::Mute).at_most(40),
    marks: 0.86,
    most_height: 1123.0,
    detail: Detail::LEVELS[0],
};

/// The screen of a phone.
const PHONE: Measures = Measures {
    width: 390.0,
    least_height: 0.0,
    margin: 20.0,
    gap: 20.0,
    title: Setting::new(23.0, 28.0).bold().at_most(5),
    subtitle: Setting::new(14.0, 19.0).in_ink(Ink::Mute),
    head: Setting::new(17.0, 22.0).bold().at_most(3),
    body: Setting::new(15.0, 19.5),
    second: Setting::new(14.0, 18.0).in_ink(Ink::Mute),
    note: Setting::new(12.0, 16.0).in_ink(Ink::Mute).at_most(40),
    marks: 0.78,
    most_height: f64::INFINITY,
    detail: Detail::LEVELS[0],
};

/// The main column of the explorer, which has margins of its own.
const PANE: Measures = Measures {
    width: 1200.0,
    least_height: 0.0,
    margin: 2.0,
    gap: 34.0,
    most_height: f64::INFINITY,
    ..SLIDE
};

/// The lines of a page of text: 184 millimetres. No word is smaller than 9 points where it is printed at this size.
const TEXT: Measures = Measures {
    width: 694.0,
    margin: 2.0,
    gap: 14.0,
    head: Setting::new(13.5, 17.5).bold().at_most(3),
    body: Setting::new(13.0, 17.0),
    second: Setting::new(12.5, 16.0).in_ink(Ink::Mute),
    note: Setting::new(12.0, 15.5).in_ink(Ink::Mute).at_most(40),
    marks: 0.82,
    most_height: f64::INFINITY,
    ..PAPER
};

/// A column of such a page.
const COLUMN: Measures = Measures {
    width: 333.0,
    ..TEXT
};

/// A card.
const CARD: Measures = Measures {
    width: CARD_SIZE.0,
    least_height: CARD_SIZE.1,
    margin: 48.0,
    gap: 36.0,
    title: Setting::new(42.0, 50.0).bold().at_most(3),
    subtitle: Setting::new(18.0, 24.0).in_ink(Ink::Mute),
    head: Setting::new(19.0, 24.0).bold().at_most(3),
    body: Setting::new(17.0, 21.5),
    second: Setting::new(16.0, 20.0).in_ink(Ink::Mute),
    note: Setting::new(15.0, 20.0).in_ink(Ink::Mute).at_most(40),
    marks: 1.18,
    most_height: CARD_SIZE.1,
    detail: Detail::CARD,
};

/// What was drawn, on a sheet of paper of a width and a height, with what it says in words.
pub(super) fn on_paper(
    drawn: Pen,
    (width, height): (f64, f64),
    title: &str,
    description: &str,
) -> Scene {
    let mut sheet = Pen::default();
    sheet.rect(Rect::new(0.0, 0.0, width, height), Ink::Paper);
    sheet.parts.extend(drawn.parts);
    Scene {
        width,
        height,
        title: title.to_owned(),
        description: description.to_owned(),
        parts: sheet.parts,
    }
}

/// What was drawn, on no ground: for a text that has one.
pub(super) fn in_a_text(
    drawn: Pen,
    (width, height): (f64, f64),
    (title, description): (&str, &str),
) -> Scene {
    Scene {
        width,
        height: height.ceil(),
        title: title.to_owned(),
        description: description.to_owned(),
        parts: drawn.parts,
    }
}

/// What is told of a sheet as a whole, beside what is drawn on it.
pub(super) struct Told<'p> {
    pub title: &'p str,
    pub description: &'p str,
    /// What stands at its foot.
    pub notes: Vec<&'p str>,
}

impl<'p> Told<'p> {
    /// A title, the whole in words, and notes in their order.
    pub fn new(
        title: &'p str,
        description: &'p str,
        notes: impl Iterator<Item = &'p String>,
    ) -> Self {
        Self {
            title,
            description,
            notes: notes.map(String::as_str).collect(),
        }
    }
}

impl Measures {
    /// A line across the sheet.
    pub(super) fn rule(&self, pen: &mut Pen, y: f64, height: f64, ink: Ink) {
        pen.rect(Rect::new(self.margin, y, self.inner(), height), ink);
    }

    /// The sheet with its notes written under what was drawn.
    pub(super) fn finish(&self, mut pen: Pen, below: f64, told: &Told<'_>) -> Scene {
        let height = self.footer(&mut pen, below, &told.notes).ceil();
        on_paper(pen, (self.width, height), told.title, told.description)
    }

    /// A line of words with the numbers of its sources, on paper, so that no line strikes it through.
    pub(super) fn cited(
        pen: &mut Pen,
        style: Setting,
        place: (Point, Anchor),
        line: &str,
        refs: &str,
    ) {
        let (at, anchor) = place;
        let wide = style.width(line) + refs_wide(style.size, refs);
        let left = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - wide / 2.0,
            Anchor::End => at.x - wide,
        };
        let top = at.y - style.size * 0.9;
        pen.rect(
            Rect::new(left - 3.0, top, wide + 6.0, style.size * 1.2),
            Ink::Paper,
        );
        let raised = (!refs.is_empty()).then(|| Run::raised(format!("\u{2009}{refs}")));
        let runs = std::iter::once(style.run(line)).chain(raised);
        pen.words(at, style.size, anchor, runs.collect());
    }

    /// The same with so much told.
    pub fn telling(self, detail: Detail) -> Self {
        Self {
            detail,
            marks: self.marks * detail.marks,
            ..self
        }
    }

    /// Whether marks stand alone, and nothing is written under them.
    pub fn is_bare(&self) -> bool {
        self.detail.keys == 0
    }

    /// How large void and goal are at the end of a way: among marks alone they need less room.
    pub fn end_marks(&self) -> f64 {
        match self.is_bare() {
            true => self.marks * 0.7,
            false => self.marks,
        }
    }

    /// The width between the margins.
    pub fn inner(&self) -> f64 {
        self.width - 2.0 * self.margin
    }

    /// Writes title and subtitle; where the picture may begin.
    pub fn headings(&self, pen: &mut Pen, title: &str, subtitle: &str) -> f64 {
        let lines = self.title.even_lines(title, self.inner());
        let first = self.margin + self.title.size * 0.75;
        for (number, line) in lines.iter().enumerate() {
            let at = Point::new(self.margin, first + self.title.line * number as f64);
            let face = Face {
                size: self.title.size,
                anchor: Anchor::Start,
                track: -self.title.size * 0.025,
            };
            pen.tracked(at, face, self.title.run(line));
        }
        let below = first + self.title.line * (lines.len() as f64 - 1.0) + self.title.size * 0.42;
        let lines = self.subtitle.lines(subtitle, self.inner());
        let at = Point::new(self.margin, below + self.subtitle.size);
        self.subtitle.write(pen, at, &lines)
    }

    /// Writes who the letters are; where they end.
    pub fn people(&self, pen: &mut Pen, top: f64, people: &[Who]) -> f64 {
        self.listed(pen, top, people, true)
    }

    /// The same, hollow for those who have not spoken.
    pub fn listed(&self, pen: &mut Pen, top: f64, people: &[Who], has_spoken: bool) -> f64 {
        let style = self.note.in_ink(Ink::Ink);
        let radius = self.note.size * 0.78;
        let (mut x, mut y) = (self.margin, top + 14.0);
        for who in people {
            let wide = 2.0 * radius + 6.0 + style.width(&who.name);
            if x > self.margin && x + wide > self.width - self.margin {
                (x, y) = (self.margin, y + 2.0 * radius + 4.0);
            }
            pen.party(Point::new(x + radius, y), radius, who, has_spoken);
            let name = style
                .at_most(1)
                .lines(&who.name, self.inner() - 2.0 * radius - 6.0);
            let at = Point::new(x + 2.0 * radius + 6.0, y + style.size * 0.36);
            style.write(pen, at, &name);
            x += wide + 18.0;
        }
        if people.is_empty() {
            top
        } else {
            y + radius + 2.0
        }
    }

    /// What the marks mean: those that are drawn; where it ends.
    pub fn stances(&self, pen: &mut Pen, top: f64, drawn: &BTreeSet<EntryKind>) -> f64 {
        self.stances_as(pen, top, drawn, |pen, kind, at| {
            pen.stance(kind, at, 18.0, Ink::Mute);
        })
    }

    /// The same, each mark drawn as this picture draws it.
    pub fn stances_as(
        &self,
        pen: &mut Pen,
        top: f64,
        drawn: &BTreeSet<EntryKind>,
        draw: impl Fn(&mut Pen, EntryKind, Point),
    ) -> f64 {
        let style = self.second.in_ink(Ink::Ink);
        let (mut x, mut y) = (self.margin, top + 14.0);
        let listed = STANCES.into_iter();
        for (kind, name) in listed.filter(|(kind, _)| drawn.contains(kind)) {
            let sign = if kind == EntryKind::Silent {
                38.0
            } else {
                26.0
            };
            let wide = sign + style.width(name) + 22.0;
            if x + wide > self.width - self.margin {
                (x, y) = (self.margin, y + 26.0);
            }
            let at = Point::new(x + sign / 2.0 - 4.0, y - 5.0);
            draw(pen, kind, at);
            style.write(pen, Point::new(x + sign, y), &[name.to_owned()]);
            x += wide;
        }
        if drawn.is_empty() { top } else { y + 8.0 }
    }

    /// Writes the notes at the foot of a sheet that is at least so high; how high it is.
    pub fn footer(&self, pen: &mut Pen, top: f64, notes: &[impl AsRef<str>]) -> f64 {
        let notes = notes.iter().map(AsRef::as_ref);
        let notes = notes.filter(|note: &&str| !note.is_empty());
        let lines = notes.flat_map(|note| self.note.lines(note, self.inner()));
        let lines: Vec<String> = lines.collect();
        let height = self.note.line * lines.len() as f64;
        let top = top.max(self.least_height - height - self.note.size - self.margin * 0.5);
        let at = Point::new(self.margin, top + self.note.size);
        self.note.write(pen, at, &lines) + self.margin * 0.5
    }

    /// Writes a rule with the name of a column below it and what is said of it; where its body begins.
    pub fn column(&self, pen: &mut Pen, column: Rect, name: &str, about: &str) -> f64 {
        pen.rect(Rect { h: 2.0, ..column }, Ink::Ink);
        let lines = self.head.even_lines(name, column.w);
        let at = Point::new(column.x, column.y + self.head.size * 1.45);
        let below = self.head.write(pen, at, &lines);
        let lines = self.second.lines(about, column.w);
        let at = Point::new(column.x, below - self.head.line + self.second.line * 1.1);
        let end = self.second.write(pen, at, &lines);
        end - self.second.line + self.body.line * 1.5
    }
}

/// How wide the numbers of sources are behind words of a size.
pub(super) fn refs_wide(size: f64, refs: &str) -> f64 {
    match refs {
        "" => 0.0,
        refs => Setting::new((size * 0.7).max(9.0), 12.0).width(refs) + 6.0,
    }
}
