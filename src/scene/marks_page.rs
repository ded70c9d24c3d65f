//! The page of marks: what each means, with the parties of a model in their hues and letters.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Pen, RingLook, Run, STANCES, Scene, Setting, Track};
use crate::view::{EntryKind, KnotBar, KnotRing, RingHook, RingStation, Who};

use super::page::Page;
use super::page::on_paper;

const WIDTH: f64 = 1280.0;
const LEFT: f64 = 40.0;
const NAME: Setting = Setting::new(16.0, 20.0).bold().at_most(2);
const ABOUT: Setting = Setting::new(15.0, 18.5).in_ink(Ink::Mute);
/// The columns of parties.
const COLUMNS: usize = 4;
/// Most parties that the page shows.
const MOST: usize = 28;

/// Draws the page for some parties.
pub fn marks_page(parties: &[Who]) -> Scene {
    let mut page = MarksPage {
        pen: Pen::default(),
        parties: parties.to_vec(),
    };
    let measures = Page::Slide.measures();
    let rules = "Colour is who, shape is what, hollow is unheard, weight is what decides.";
    let top = measures.headings(&mut page.pen, "The marks", rules);
    let bottom = page.stances(top);
    let bottom = page.on_the_way(bottom);
    let bottom = page.who(bottom);
    let height = page.how_sure(bottom) + 24.0;
    on_paper(page.pen, (WIDTH, height), "The marks", rules)
}

/// A mark on the way: how wide its place is, what it is called, what it means, and how it is drawn.
type OnTheWay = (f64, &'static str, &'static str, fn(&mut MarksPage, Point));

struct MarksPage {
    pen: Pen,
    parties: Vec<Who>,
}

impl MarksPage {
    /// A party to draw a mark with; the model's own where it has so many.
    fn someone(&self, number: usize) -> Who {
        let own = self.parties.get(number % self.parties.len().max(1));
        own.cloned().unwrap_or(Who {
            id: String::new(),
            number,
            letters: "A".to_owned(),
            name: "A party".to_owned(),
        })
    }

    /// The rule over a section with its name; where its marks begin.
    fn section(&mut self, y: f64, name: &str) -> f64 {
        let rule = Rect::new(LEFT, y + 14.0, WIDTH - 2.0 * LEFT, 2.0);
        self.pen.rect(rule, Ink::Ink);
        NAME.write(
            &mut self.pen,
            Point::new(LEFT, y + 40.0),
            &[name.to_owned()],
        );
        y + 40.0
    }

    fn named(&mut self, at: Point, name: &str, about: &str, width: f64) {
        let below = NAME.write(&mut self.pen, at, &NAME.lines(name, width));
        let about = ABOUT.lines(about, width);
        ABOUT.write(&mut self.pen, Point::new(at.x, below), &about);
    }

    fn stances(&mut self, top: f64) -> f64 {
        const ABOUT_EACH: [&str; 10] = [
            "a bar",
            "a block",
            "a disc",
            "a wedge",
            "a tick",
            "a broken tick",
            "two halves",
            "half a disc",
            "a hook",
            "an empty tube",
        ];
        let y = self.section(top, "What a party says of a question");
        for (number, ((stance, name), about)) in STANCES.iter().zip(ABOUT_EACH).enumerate() {
            let x = LEFT + 121.0 * number as f64;
            let hue = Ink::Party(self.someone(number % 3).number);
            let aside = if *stance == EntryKind::Silent {
                30.0
            } else {
                20.0
            };
            self.pen
                .stance(*stance, Point::new(x + aside, y + 34.0), 36.0, hue);
            self.named(Point::new(x, y + 78.0), name, about, 116.0);
        }
        y + 100.0
    }

    fn on_the_way(&mut self, top: f64) -> f64 {
        const MARKS: [OnTheWay; 8] = [
            (
                134.0,
                "refusal",
                "in the hue of who refuses",
                MarksPage::bar,
            ),
            (134.0, "condition", "grips what waits", MarksPage::hook),
            (166.0, "fork", "one track on is enough", MarksPage::fork),
            (
                196.0,
                "circle",
                "each waits for the next; a letter opens it",
                MarksPage::circle,
            ),
            (176.0, "fence", "so many of these", MarksPage::fence),
            (
                166.0,
                "silence",
                "answers that are not known",
                MarksPage::silence,
            ),
            (112.0, "goal", "what the way leads to", MarksPage::goal),
            (116.0, "key", "a move, no offer", MarksPage::key),
        ];
        let y = self.section(top, "On the way to a goal");
        let mut x = LEFT;
        for (width, name, about, draw) in MARKS {
            draw(self, Point::new(x, y + 84.0));
            self.named(Point::new(x, y + 176.0), name, about, width - 14.0);
            x += width;
        }
        y + 216.0
    }

    /// A bar of the party with a number.
    fn one_bar(&self, number: usize, letter: &str) -> KnotBar {
        KnotBar {
            letter: letter.to_owned(),
            who: vec![self.someone(number)],
            ..KnotBar::default()
        }
    }

    fn stretch(&mut self, at: Point, length: f64) {
        self.pen.way(at, at.shifted(length, 0.0), 11.0, false);
    }

    fn bar(&mut self, at: Point) {
        self.stretch(at, 108.0);
        let bar = self.one_bar(1, "a");
        self.pen.bar(at.shifted(50.0, 0.0), (24.0, 68.0), &bar);
    }

    fn hook(&mut self, at: Point) {
        self.stretch(at, 108.0);
        let bar = self.one_bar(0, "b");
        self.pen.lone_hook(at.shifted(50.0, 0.0), 62.0, &bar);
    }

    fn fork(&mut self, at: Point) {
        for (down, letter, number) in [(-32.0, "c", 1), (32.0, "d", 0)] {
            let track = Track {
                from: at,
                to: at.x + 142.0,
                down,
            };
            self.pen.track(&track, 9.0);
            let bar = self.one_bar(number, letter);
            self.pen.bar(at.shifted(71.0, down), (20.0, 46.0), &bar);
        }
    }

    fn circle(&mut self, at: Point) {
        let hook = |number: usize, letter: &str| RingHook {
            who: vec![self.someone(number)],
            letter: letter.to_owned(),
            ..RingHook::default()
        };
        let ring = KnotRing {
            stations: vec![RingStation::default(); 2],
            hooks: vec![hook(1, "e"), hook(0, "f")],
        };
        let look = RingLook::of(2, at.shifted(84.0, 0.0), 0.44);
        self.pen.knot_ring(&look, &ring);
    }

    fn fence(&mut self, at: Point) {
        self.stretch(at, 150.0);
        let ground = Rect::new(at.x + 26.0, at.y - 30.0, 96.0, 60.0);
        self.pen.rect(ground, Ink::Paper);
        for number in 0..3 {
            let bar = self.one_bar(number, "g");
            let middle = at.shifted(44.0 + 30.0 * number as f64, 0.0);
            self.pen.bar(middle, (20.0, 60.0), &bar);
        }
        let label = Setting::new(15.0, 18.0).bold();
        label.write(
            &mut self.pen,
            at.shifted(36.0, -40.0),
            &["any 2 of 3".to_owned()],
        );
    }

    fn silence(&mut self, at: Point) {
        self.stretch(at, 24.0);
        let middle = at.shifted(64.0, 0.0);
        self.pen.way(middle, at.shifted(140.0, 0.0), 11.0, true);
        self.pen.void(middle, 42.0);
    }

    fn goal(&mut self, at: Point) {
        self.pen.goal(at.shifted(42.0, 0.0), 42.0, "", 16.0);
    }

    fn key(&mut self, at: Point) {
        let who = [self.someone(0)];
        self.pen.key(at.shifted(18.0, 0.0), 1.25, "d", &who);
    }

    fn who(&mut self, top: f64) -> f64 {
        let y = self.section(top, "Who");
        let shown = self.parties.len().min(MOST);
        for number in 0..shown {
            self.party(number, y);
        }
        let bottom = y + 14.0 + 34.0 * shown.div_ceil(COLUMNS) as f64;
        let others = self.parties.len() - shown;
        let others =
            (others > 0).then(|| format!("and {others} more in one hue, by their letters"));
        let at = Point::new(LEFT, bottom + 18.0);
        ABOUT.write(&mut self.pen, at, others.as_slice())
    }

    /// A party with its letters and its name, at its place among all.
    fn party(&mut self, number: usize, top: f64) {
        let who = self.someone(number);
        let step = (WIDTH - 2.0 * LEFT) / COLUMNS as f64;
        let (column, row) = (number % COLUMNS, number / COLUMNS);
        let at = Point::new(LEFT + step * column as f64, top + 32.0 + 34.0 * row as f64);
        self.pen.party(at.shifted(14.0, -5.0), 13.0, &who, true);
        let style = Setting::new(15.0, 18.0).at_most(1);
        let name = style.lines(&who.name, step - 46.0);
        style.write(&mut self.pen, at.shifted(36.0, 0.0), &name);
    }

    fn how_sure(&mut self, top: f64) -> f64 {
        let y = self.section(top, "How sure") + 32.0;
        let hollow = self.someone(0);
        let told = [
            ("1,2", "numbers of sources"),
            ("†", "the author adds a note"),
            ("?", "medium or low confidence"),
            ("", "a hollow disc: its answer is not known"),
        ];
        for (number, (sign, about)) in told.into_iter().enumerate() {
            let at = Point::new(LEFT + 270.0 * number as f64, y);
            match sign {
                "" => self.pen.party(at.shifted(12.0, -5.0), 13.0, &hollow, false),
                sign => self
                    .pen
                    .words(at, 16.0, Anchor::Start, vec![Run::bold(sign)]),
            }
            ABOUT.write(&mut self.pen, at.shifted(36.0, 0.0), &[about.to_owned()]);
        }
        y
    }
}
