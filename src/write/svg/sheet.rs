//! The sheet that a figure stands on: its size, its two looks, the title above and the footer below.

use crate::layout::{Placed, Point};
use crate::view::Diagram;

use crate::write::colours::{
    AGREE, BACKGROUND, BLOCK, INK, ISSUE_FILL, ISSUE_LINE, LINE, MUTE, PANEL, PARTIES, RING_FILL,
    RING_LINE,
};
use crate::write::escape::xml;

use super::Drawing;
use super::canvas::{Type, number};
use super::legend::{LegendRow, ROW_HEIGHT, legend_rows};

const MARGIN: f64 = 24.0;
const LEAST_WIDTH: f64 = 620.0;
const FONT: &str = "Inter, 'Helvetica Neue', Arial, sans-serif";

const TITLE: Type = Type::new(20.0, &INK).bold();
const TITLE_LINE: f64 = 26.0;
const SUBTITLE: Type = Type::new(12.5, &MUTE);
const SUBTITLE_LINE: f64 = 18.0;
const FOOTER: Type = Type::new(10.5, &MUTE);
const FOOTER_LINE: f64 = 15.0;

/// What stands around the figure, in lines, and where each part begins.
pub(super) struct Sheet {
    width: f64,
    height: f64,
    title: Vec<String>,
    subtitle: Vec<String>,
    /// The upper left corner of the figure.
    pub figure: Point,
    /// The upper left corner of the legend.
    pub legend: Point,
    pub legend_rows: Vec<LegendRow>,
    footer: Vec<String>,
    footer_top: f64,
}

impl Sheet {
    pub fn new(diagram: &Diagram, placed: &Placed) -> Self {
        let text = placed.width.max(LEAST_WIDTH);
        let title = TITLE.wrap(&diagram.title, text, 4);
        let subtitle = SUBTITLE.wrap(&diagram.subtitle, text, 4);
        let footer = footer_lines(&diagram.footer, text);
        let legend_rows = legend_rows(&diagram.legend, text);
        let headings = height(&title, TITLE_LINE) + height(&subtitle, SUBTITLE_LINE);
        let figure = Point::new(MARGIN, MARGIN + headings + 14.0);
        let legend = Point::new(MARGIN, figure.y + placed.height + 22.0);
        let footer_top = legend.y + height(&legend_rows, ROW_HEIGHT);
        Self {
            width: text + 2.0 * MARGIN,
            height: footer_top + height(&footer, FOOTER_LINE) + MARGIN,
            title,
            subtitle,
            figure,
            legend,
            legend_rows,
            footer,
            footer_top,
        }
    }
}

fn footer_lines(footer: &[String], width: f64) -> Vec<String> {
    let lines = footer.iter().map(|line| FOOTER.wrap(line, width, 6));
    lines.flatten().collect()
}

fn height<T>(lines: &[T], line: f64) -> f64 {
    line * lines.len() as f64
}

impl Drawing<'_> {
    /// The beginning of the file, up to the ground that all stands on.
    pub(super) fn open(&mut self, sheet: &Sheet) {
        let (w, h) = (number(sheet.width.ceil()), number(sheet.height.ceil()));
        let (size, p) = (format!("width=\"{w}\" height=\"{h}\""), xml(&self.prefix));
        self.canvas.put(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {size} viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"{p}title {p}desc\" font-family=\"{FONT}\">"
        ));
        self.named(&p);
        self.canvas.put(&format!(
            "<style>text{{white-space:pre}}@media (prefers-color-scheme:dark){{{}}}</style>",
            dark_look()
        ));
        self.canvas.patch(&size, &BACKGROUND, 1.0);
    }

    /// What a reader hears who does not see the drawing.
    fn named(&mut self, prefix: &str) {
        let (title, told) = (xml(&self.diagram.title), xml(&self.diagram.description));
        self.canvas.put(&format!(
            "<title id=\"{prefix}title\">{title}</title>\n<desc id=\"{prefix}desc\">{told}</desc>"
        ));
    }

    pub(super) fn headings(&mut self, sheet: &Sheet) {
        let first = Point::new(MARGIN, MARGIN + 18.0);
        let canvas = &mut self.canvas;
        canvas.paragraph(&sheet.title, first, TITLE_LINE, &TITLE);
        let below = first.y + height(&sheet.title, TITLE_LINE) - 4.0;
        let second = Point::new(MARGIN, below);
        canvas.paragraph(&sheet.subtitle, second, SUBTITLE_LINE, &SUBTITLE);
    }

    pub(super) fn footer(&mut self, sheet: &Sheet) {
        let first = Point::new(MARGIN, sheet.footer_top + 8.0);
        let canvas = &mut self.canvas;
        canvas.paragraph(&sheet.footer, first, FOOTER_LINE, &FOOTER);
    }
}

/// The rules that give every class its colour in the dark look.
fn dark_look() -> String {
    let fills = [&BACKGROUND, &PANEL, &INK, &MUTE, &ISSUE_FILL, &RING_FILL];
    let lines = [
        &BACKGROUND,
        &PANEL,
        &LINE,
        &INK,
        &MUTE,
        &ISSUE_LINE,
        &BLOCK,
        &AGREE,
        &RING_LINE,
    ];
    let fills = fills
        .into_iter()
        .chain(PARTIES.iter().map(|party| &party.0));
    let lines = lines
        .into_iter()
        .chain(PARTIES.iter().map(|party| &party.1));
    let fills = fills.map(|colour| format!(".{}{{fill:{}}}", colour.class, colour.dark));
    let lines = lines.map(|colour| {
        format!(
            ".{0}-l{{stroke:{1}}}.{0}-h{{fill:{1}}}",
            colour.class, colour.dark
        )
    });
    fills.chain(lines).collect()
}
