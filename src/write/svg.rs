//! SVG: one writer draws what any layout placed.
//!
//! Colours stand twice: as plain attributes for the light look, which every converter understands,
//! and as class rules for the dark look. Words are text, not paths, so that they can be searched and
//! read aloud; every box and line carries its sentence and citation as a title.

use std::fmt::Write as _;

use crate::layout::{self, Placed, Point, Rect, Weight, text_width, wrap};
use crate::view::{
    Box, BoxKind, Diagram, DiagramLine, Dot, Emphasis, LegendEntry, LineKind, Shape, Span,
};

use super::colours::{
    AGREE, BACKGROUND, BLOCK, BLOCK_TEXT, Colour, INK, ISSUE_FILL, ISSUE_LINE, LINE, MUTE, PANEL,
    PARTIES, RING_FILL, RING_LINE, line_colour, party,
};
use super::escape::{drawable_link, xml};

const MARGIN: f64 = 24.0;
const FONT: &str = "Inter, 'Helvetica Neue', Arial, sans-serif";

/// Draws a diagram.
pub fn svg(diagram: &Diagram) -> String {
    svg_named(diagram, "")
}

/// Draws what some engine has placed.
pub(super) fn svg_placed(diagram: &Diagram, placed: &Placed) -> String {
    Drawing {
        diagram,
        placed,
        prefix: String::new(),
        out: String::new(),
    }
    .draw()
}

/// Draws a diagram whose ids begin with a name, so that several can stand in one page.
pub fn svg_named(diagram: &Diagram, name: &str) -> String {
    let placed = layout::place(diagram);
    let prefix = if name.is_empty() {
        String::new()
    } else {
        format!("{name}-")
    };
    Drawing {
        diagram,
        placed: &placed,
        prefix,
        out: String::new(),
    }
    .draw()
}

struct Drawing<'a> {
    diagram: &'a Diagram,
    placed: &'a Placed,
    prefix: String,
    out: String,
}

impl Drawing<'_> {
    fn draw(mut self) -> String {
        let width = self.placed.width.max(620.0) + 2.0 * MARGIN;
        let text = width - 2.0 * MARGIN;
        let title = wrap(&self.diagram.title, 20.0, Weight::Bold, text, 4);
        let subtitle = wrap(&self.diagram.subtitle, 12.5, Weight::Regular, text, 4);
        let head = MARGIN + 26.0 * title.len() as f64 + 18.0 * subtitle.len() as f64 + 14.0;
        let legend = self.legend_rows(text);
        let footer: Vec<String> = self
            .diagram
            .footer
            .iter()
            .flat_map(|line| wrap(line, 10.5, Weight::Regular, text, 6))
            .collect();
        let body_end = head + self.placed.height + 22.0;
        let height = body_end + 24.0 * legend.len() as f64 + 15.0 * footer.len() as f64 + MARGIN;
        self.open(width, height);
        let mut y = MARGIN + 18.0;
        for line in &title {
            self.text(MARGIN, y, 20.0, &INK, "700", line);
            y += 26.0;
        }
        for line in &subtitle {
            self.text(MARGIN, y - 4.0, 12.5, &MUTE, "400", line);
            y += 18.0;
        }
        let x = MARGIN;
        let _ = writeln!(
            self.out,
            "<g transform=\"translate({} {})\">",
            number(x),
            number(head)
        );
        self.panels();
        self.axis();
        self.lines();
        self.group_titles();
        self.boxes();
        self.out.push_str("</g>\n");
        self.legend(&legend, body_end);
        let mut y = body_end + 24.0 * legend.len() as f64 + 8.0;
        for line in &footer {
            self.text(MARGIN, y, 10.5, &MUTE, "400", line);
            y += 15.0;
        }
        self.out.push_str("</svg>\n");
        self.out
    }

    fn open(&mut self, width: f64, height: f64) {
        let (w, h) = (number(width.ceil()), number(height.ceil()));
        let _ = writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"{p}title {p}desc\" font-family=\"{FONT}\">\n<title id=\"{p}title\">{}</title>\n<desc id=\"{p}desc\">{}</desc>",
            xml(&self.diagram.title),
            xml(&self.diagram.description),
            p = xml(&self.prefix),
        );
        self.out
            .push_str("<style>text{white-space:pre}@media (prefers-color-scheme:dark){");
        let parties = PARTIES
            .iter()
            .flat_map(|(fill, line)| [(fill, true), (line, false)]);
        let fills = [
            (&BACKGROUND, true),
            (&PANEL, true),
            (&INK, true),
            (&MUTE, true),
            (&ISSUE_FILL, true),
            (&RING_FILL, true),
        ];
        for (colour, _) in fills
            .into_iter()
            .chain(parties.clone().filter(|(_, fill)| *fill))
        {
            let _ = write!(self.out, ".{}{{fill:{}}}", colour.class, colour.dark);
        }
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
        ]
        .into_iter()
        .chain(parties.filter(|(_, fill)| !fill).map(|(colour, _)| colour));
        for colour in lines {
            let _ = write!(
                self.out,
                ".{0}-l{{stroke:{1}}}.{0}-h{{fill:{1}}}",
                colour.class, colour.dark
            );
        }
        self.out.push_str("}</style>\n");
        let _ = writeln!(
            self.out,
            "<rect class=\"{}\" width=\"{w}\" height=\"{h}\" fill=\"{}\"/>",
            BACKGROUND.class, BACKGROUND.light
        );
    }

    fn text(&mut self, x: f64, y: f64, size: f64, colour: &Colour, weight: &str, words: &str) {
        let _ = writeln!(
            self.out,
            "<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{weight}\" fill=\"{}\">{}</text>",
            colour.class,
            number(x),
            number(y),
            number(size),
            colour.light,
            xml(words)
        );
    }

    fn middle_text(
        &mut self,
        x: f64,
        y: f64,
        size: f64,
        colour: &Colour,
        weight: &str,
        words: &str,
    ) {
        let _ = writeln!(
            self.out,
            "<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{weight}\" text-anchor=\"middle\" fill=\"{}\">{}</text>",
            colour.class,
            number(x),
            number(y),
            number(size),
            colour.light,
            xml(words)
        );
    }

    fn panels(&mut self) {
        for row in &self.placed.rows {
            let _ = writeln!(
                self.out,
                "<rect class=\"{}\" {} rx=\"8\" fill=\"{}\"/>",
                PANEL.class,
                rect(row),
                PANEL.light
            );
        }
        for area in self.placed.groups.iter().filter(|area| area.w > 0.0) {
            let _ = writeln!(
                self.out,
                "<rect class=\"{} {}-l\" {} rx=\"8\" fill=\"{}\" stroke=\"{}\"/>",
                PANEL.class,
                LINE.class,
                rect(area),
                PANEL.light,
                LINE.light
            );
        }
        let Some(grid) = &self.diagram.grid else {
            return;
        };
        for ((title, owner), area) in grid.columns.iter().zip(&self.placed.columns) {
            let colour = owner.as_ref().map_or(&MUTE, |owner| &party(owner.number).1);
            let _ = writeln!(
                self.out,
                "<text class=\"{}-h\" x=\"{}\" y=\"{}\" font-size=\"13\" font-weight=\"700\" fill=\"{}\">{}</text>",
                colour.class,
                number(area.x),
                number(area.y + 14.0),
                colour.light,
                xml(&fitted(title, 13.0, area.w))
            );
            let _ = writeln!(
                self.out,
                "<line class=\"{}-l\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"2.5\"/>",
                colour.class,
                number(area.x),
                number(area.bottom() - 2.0),
                number(area.right()),
                number(area.bottom() - 2.0),
                colour.light
            );
        }
    }

    /// Titles of groups stand over the lines, with a halo, so that a line that passes never strikes them out.
    fn group_titles(&mut self) {
        for (group, area) in self
            .diagram
            .groups
            .iter()
            .zip(&self.placed.groups)
            .filter(|(_, area)| area.w > 0.0)
        {
            let colour = group
                .owner
                .as_ref()
                .map_or(&MUTE, |owner| &party(owner.number).1);
            let lines = match &self.diagram.axis {
                Some(_) => layout::lane_title(&group.title),
                None => vec![fitted(&group.title, 12.0, area.w - 20.0)],
            };
            for (at, title) in lines.iter().enumerate() {
                let (x, y, title) = (
                    number(area.x + 12.0),
                    number(area.y + 20.0 + 16.0 * at as f64),
                    xml(title),
                );
                let _ = writeln!(
                    self.out,
                    "<text class=\"{}-l\" x=\"{x}\" y=\"{y}\" font-size=\"12\" font-weight=\"700\" fill=\"none\" stroke=\"{}\" stroke-width=\"6\" stroke-linejoin=\"round\" aria-hidden=\"true\">{title}</text>",
                    PANEL.class, PANEL.light
                );
                let _ = writeln!(
                    self.out,
                    "<text class=\"{}-h\" x=\"{x}\" y=\"{y}\" font-size=\"12\" font-weight=\"700\" fill=\"{}\">{title}</text>",
                    colour.class, colour.light
                );
            }
        }
    }

    fn lines(&mut self) {
        let mut order: Vec<usize> = (0..self.diagram.lines.len()).collect();
        order.sort_by_key(|&i| (self.diagram.lines[i].kind == LineKind::Ring, i));
        for index in order {
            let line = &self.diagram.lines[index];
            let points = &self.placed.lines[index];
            self.line(line, points);
        }
    }

    fn line(&mut self, line: &DiagramLine, points: &[Point]) {
        let mut look = Look::of(line.kind);
        look.width += 1.4 * line.weight.saturating_sub(1).min(6) as f64;
        let path = rounded(points, 8.0);
        let dash = if look.dash.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{}\"", look.dash)
        };
        let _ = writeln!(self.out, "<g><title>{}</title>", xml(&line.tooltip));
        let _ = writeln!(
            self.out,
            "<path class=\"{}-l\" d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>",
            BACKGROUND.class,
            if self.placed.rows.is_empty() {
                BACKGROUND.light
            } else {
                PANEL.light
            },
            number(look.width + 4.0)
        );
        let _ = writeln!(
            self.out,
            "<path class=\"{}-l\" d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{dash}/>",
            look.colour.class,
            look.colour.light,
            number(look.width)
        );
        if let (Some(end), Some(before)) = (
            points.last(),
            points.len().checked_sub(2).and_then(|i| points.get(i)),
        ) {
            self.head(&look, *before, *end);
        }
        self.out.push_str("</g>\n");
    }

    fn head(&mut self, look: &Look, before: Point, end: Point) {
        let length = (end.x - before.x).hypot(end.y - before.y).max(1e-9);
        let (ux, uy) = ((end.x - before.x) / length, (end.y - before.y) / length);
        // A place so far back from the end, and so far beside the line.
        let at = |back: f64, beside: f64| {
            format!(
                "{} {}",
                number(end.x - ux * back - uy * beside),
                number(end.y - uy * back + ux * beside)
            )
        };
        match look.head {
            Head::None => {}
            Head::Triangle => {
                let size = 4.0 + look.width * 1.6;
                let _ = writeln!(
                    self.out,
                    "<path class=\"{}-h\" d=\"M{}L{}L{}z\" fill=\"{}\"/>",
                    look.colour.class,
                    at(0.0, 0.0),
                    at(size * 1.3, size * 0.6),
                    at(size * 1.3, -size * 0.6),
                    look.colour.light
                );
            }
            Head::Bar => {
                let _ = writeln!(
                    self.out,
                    "<path class=\"{}-l\" d=\"M{}L{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"3\"/>",
                    look.colour.class,
                    at(3.0, 6.0),
                    at(3.0, -6.0),
                    look.colour.light
                );
            }
        }
    }

    fn boxes(&mut self) {
        for index in 0..self.diagram.boxes.len() {
            let item = &self.diagram.boxes[index];
            let area = self.placed.boxes[index];
            let _ = writeln!(
                self.out,
                "<g id=\"{}{}\"><title>{}</title>",
                xml(&self.prefix),
                xml(&item.id.replace(char::is_whitespace, "-")),
                xml(if item.tooltip.is_empty() {
                    &item.label
                } else {
                    &item.tooltip
                })
            );
            let link = drawable_link(item.link.as_deref());
            if let Some(link) = link {
                let _ = writeln!(
                    self.out,
                    "<a href=\"{}\" target=\"_blank\" rel=\"noopener\">",
                    xml(link)
                );
            }
            match item.span {
                Some(span) => {
                    self.bar(index, span);
                    // On a shaded stretch the ground would be a patch of its own.
                    if self
                        .diagram
                        .axis
                        .as_ref()
                        .is_some_and(|axis| axis.shade.is_none())
                    {
                        self.behind_words(index, area);
                    }
                    self.words(
                        index,
                        Rect {
                            y: area.y + layout::BAR,
                            h: area.h - layout::BAR,
                            ..area
                        },
                    );
                }
                None => {
                    self.outline(item, area);
                    self.words(index, area);
                }
            }
            self.out.push_str(if link.is_some() {
                "</a></g>\n"
            } else {
                "</g>\n"
            });
        }
    }

    fn outline(&mut self, item: &Box, area: Rect) {
        let (fill, line, width, dash) = style(item);
        let attributes = format!(
            "class=\"{} {}-l\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}",
            fill.class,
            line.class,
            fill.light,
            line.light,
            number(width),
            if dash.is_empty() {
                String::new()
            } else {
                format!(" stroke-dasharray=\"{dash}\"")
            }
        );
        match item.kind.shape() {
            Shape::Bare => {}
            Shape::Sharp => {
                let _ = writeln!(self.out, "<rect {} rx=\"1\" {attributes}/>", rect(&area));
            }
            Shape::Rounded => {
                let _ = writeln!(self.out, "<rect {} rx=\"6\" {attributes}/>", rect(&area));
            }
            Shape::Pill => {
                let _ = writeln!(
                    self.out,
                    "<rect {} rx=\"{}\" {attributes}/>",
                    rect(&area),
                    number((area.h / 2.0).min(20.0))
                );
            }
            Shape::Hexagon => {
                let point = 12.0;
                let (l, r, t, b) = (area.x, area.right(), area.y, area.bottom());
                let _ = writeln!(
                    self.out,
                    "<path d=\"M{} {}L{} {}H{}L{} {}L{} {}H{}z\" {attributes}/>",
                    number(l),
                    number(t + area.h / 2.0),
                    number(l + point),
                    number(t),
                    number(r - point),
                    number(r),
                    number(t + area.h / 2.0),
                    number(r - point),
                    number(b),
                    number(l + point)
                );
            }
        }
        if item.kind == BoxKind::RedLine {
            let _ = writeln!(
                self.out,
                "<path class=\"{}-h\" d=\"M{} {}h4v{}h-4a6 6 0 0 1 -6 -6v{}a6 6 0 0 1 6 -6z\" fill=\"{}\"/>",
                line.class,
                number(area.x + 4.0),
                number(area.y),
                number(area.h),
                number(-(area.h - 12.0)),
                line.light
            );
        }
    }

    fn words(&mut self, index: usize, area: Rect) {
        let item = &self.diagram.boxes[index];
        let text = &self.placed.texts[index];
        let centred =
            matches!(item.kind.shape(), Shape::Hexagon | Shape::Pill) && item.kind != BoxKind::Mark;
        let size = if item.kind == BoxKind::Mark {
            11.0
        } else {
            12.0
        };
        let height =
            16.0 * text.label.len() as f64 + 13.0 * (text.note.len() + text.over.len()) as f64;
        let mut y = area.y + (area.h - height) / 2.0;
        let left = area.x
            + match (item.span, item.kind) {
                (Some(_), _) => 12.0,
                (None, BoxKind::RedLine) => 14.0,
                (None, kind) => layout::padding(kind),
            }
            + if item.kind == BoxKind::Mark {
                12.0
            } else {
                0.0
            };
        let centre = area.x + area.w / 2.0;
        if item.kind == BoxKind::Mark {
            self.cross(area.x + 13.0, area.y + area.h / 2.0);
        }
        let owner = item
            .owner
            .as_ref()
            .map_or(&MUTE, |owner| &party(owner.number).1);
        for line in text.over.clone() {
            if centred {
                self.middle_text(centre, y + 10.0, 10.0, &BLOCK_TEXT, "700", &line);
                y += 13.0;
                continue;
            }
            let _ = writeln!(
                self.out,
                "<text class=\"{}-h\" x=\"{}\" y=\"{}\" font-size=\"10\" font-weight=\"700\" fill=\"{}\">{}</text>",
                owner.class,
                number(left),
                number(y + 10.0),
                owner.light,
                xml(&line)
            );
            y += 13.0;
        }
        let muted = item.kind == BoxKind::Unknown || item.emphasis == Emphasis::Muted;
        let colour = if muted { &MUTE } else { &INK };
        let weight = if text.bold { "700" } else { "400" };
        let last = text.label.len().saturating_sub(1);
        for (at, line) in text.label.clone().into_iter().enumerate() {
            let refs = if at == last && !text.refs.is_empty() {
                format!(
                    "<tspan class=\"{}\" dx=\"3\" dy=\"-4\" font-size=\"8.5\" font-weight=\"400\" fill=\"{}\">{}</tspan>",
                    MUTE.class,
                    MUTE.light,
                    xml(&text.refs)
                )
            } else {
                String::new()
            };
            let (x, anchor) = if centred {
                (centre, " text-anchor=\"middle\"")
            } else {
                (left, "")
            };
            let _ = writeln!(
                self.out,
                "<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"{weight}\"{anchor} fill=\"{}\">{}{refs}</text>",
                colour.class,
                number(x),
                number(y + 12.0),
                colour.light,
                xml(&line)
            );
            y += 16.0;
        }
        for line in text.note.clone() {
            if centred {
                self.middle_text(centre, y + 9.5, 10.0, &MUTE, "400", &line)
            } else {
                self.text(left, y + 9.5, 10.0, &MUTE, "400", &line)
            }
            y += 13.0;
        }
    }

    /// Ticks, events and a shaded stretch behind the lanes.
    fn axis(&mut self) {
        let (Some(axis), Some(placed)) = (&self.diagram.axis, self.placed.axis.clone()) else {
            return;
        };
        let (top, bottom) = (number(placed.top), number(placed.bottom));
        if let Some((shade, area)) = axis.shade.as_ref().zip(placed.shade) {
            let _ = writeln!(self.out, "<g><title>{}</title>", xml(&shade.tooltip));
            let _ = writeln!(
                self.out,
                "<rect class=\"{}\" {} fill=\"{}\" opacity=\"0.75\"/>",
                ISSUE_FILL.class,
                rect(&area),
                ISSUE_FILL.light
            );
            self.middle_text(
                area.x + area.w / 2.0,
                area.y + 12.0,
                11.0,
                &INK,
                "700",
                &shade.label,
            );
            self.out.push_str("</g>\n");
        }
        for (tick, at) in axis.ticks.iter().zip(&placed.ticks) {
            let _ = writeln!(
                self.out,
                "<path class=\"{}-l\" d=\"M{} {top}V{bottom}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1\"/>",
                LINE.class,
                number(at.x),
                LINE.light
            );
            self.middle_text(at.x, at.y, 11.0, &MUTE, "400", &tick.label);
        }
        for (rule, at) in axis.rules.iter().zip(&placed.rules) {
            let _ = writeln!(self.out, "<g><title>{}</title>", xml(&rule.tooltip));
            let _ = writeln!(
                self.out,
                "<path class=\"{0}-l\" d=\"M{1} {2}V{bottom}\" fill=\"none\" stroke=\"{3}\" stroke-width=\"1.2\" stroke-dasharray=\"2 3\"/>",
                LINE.class,
                number(at.x),
                number(at.y + 4.0),
                LINE.light
            );
            let _ = writeln!(
                self.out,
                "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"3.2\" fill=\"{}\"/>",
                INK.class,
                number(at.x),
                number(at.y),
                INK.light
            );
            for (line, words) in at.label.iter().enumerate() {
                self.text(
                    at.x + 7.0,
                    at.y + 4.0 + 12.0 * line as f64,
                    10.0,
                    &INK,
                    "400",
                    words,
                );
            }
            self.out.push_str("</g>\n");
        }
    }

    /// A light ground under the words of a bar, so that no line of the axis strikes them through.
    fn behind_words(&mut self, index: usize, area: Rect) {
        let text = &self.placed.texts[index];
        let wide = text
            .label
            .iter()
            .map(|line| text_width(line, 12.0, Weight::Regular))
            .fold(0.0, f64::max);
        let refs = text_width(&text.refs, 8.5, Weight::Regular) + 4.0;
        let ground = Rect {
            x: area.x + 9.0,
            y: area.y + layout::BAR,
            w: wide + refs + 4.0,
            h: area.h - layout::BAR,
        };
        let _ = writeln!(
            self.out,
            "<rect class=\"{}\" {} rx=\"3\" fill=\"{}\" opacity=\"0.85\"/>",
            PANEL.class,
            rect(&ground),
            PANEL.light
        );
    }

    /// A stretch of the axis: a dot where it begins, a bar as far as it goes, fading where nothing is said.
    fn bar(&mut self, index: usize, span: Span) {
        let item = &self.diagram.boxes[index];
        let Some(&(x0, x1)) = self.placed.spans.get(&index) else {
            return;
        };
        let own = item
            .owner
            .as_ref()
            .map_or(&MUTE, |owner| &party(owner.number).1);
        let y = self.placed.boxes[index].y + layout::BAR / 2.0;
        let width = if item.kind == BoxKind::RedLine {
            6.0
        } else {
            4.0
        };
        let dash = if span.refused {
            " stroke-dasharray=\"1.5 6\""
        } else if item.kind == BoxKind::Offer {
            " stroke-dasharray=\"7 4\""
        } else {
            ""
        };
        let mut stroke = |from: f64, to: f64, opacity: &str, dash: &str| {
            if to - from > 0.5 {
                let _ = writeln!(
                    self.out,
                    "<path class=\"{}-l\" d=\"M{} {}H{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{opacity}{dash}/>",
                    own.class,
                    number(from),
                    number(y),
                    number(to),
                    own.light,
                    number(width)
                );
            }
        };
        let third = (x1 - x0) / 3.0;
        let (solid_from, solid_to) = (
            if span.fades_left {
                x0 + 2.0 * third
            } else {
                x0
            },
            if span.fades_right {
                x1 - 2.0 * third
            } else {
                x1
            },
        );
        if solid_from <= solid_to {
            stroke(solid_from, solid_to, "", dash);
        }
        if span.fades_left {
            stroke(
                x0 + third,
                x0 + 2.0 * third,
                " opacity=\"0.45\"",
                " stroke-dasharray=\"2 4\"",
            );
            stroke(
                x0,
                x0 + third,
                " opacity=\"0.2\"",
                " stroke-dasharray=\"2 6\"",
            );
        }
        if span.fades_right {
            stroke(
                x1 - 2.0 * third,
                x1 - third,
                " opacity=\"0.45\"",
                " stroke-dasharray=\"2 4\"",
            );
            stroke(
                x1 - third,
                x1,
                " opacity=\"0.2\"",
                " stroke-dasharray=\"2 6\"",
            );
        }
        // A bar that begins and ends in one place has one dot.
        let ends = [
            (span.dots.0, x0),
            (
                if x1 - x0 > 0.5 {
                    span.dots.1
                } else {
                    Dot::None
                },
                x1,
            ),
        ];
        for (dot, x) in ends {
            // A number that is itself not refused is no cross.
            if span.refused && dot == Dot::Full {
                self.cross(x, y);
                continue;
            }
            let (fill, stroke) = match dot {
                Dot::Full => (own, own),
                Dot::Hollow => (&PANEL, own),
                Dot::None => continue,
            };
            let class = if dot == Dot::Full {
                format!("{}-h", own.class)
            } else {
                PANEL.class.to_owned()
            };
            let _ = writeln!(
                self.out,
                "<circle class=\"{class} {}-l\" cx=\"{}\" cy=\"{}\" r=\"4.5\" fill=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>",
                stroke.class,
                number(x),
                number(y),
                fill.light,
                stroke.light
            );
        }
    }

    fn cross(&mut self, x: f64, y: f64) {
        let _ = writeln!(
            self.out,
            "<path class=\"{}-l\" d=\"M{} {}l7 7m0 -7l-7 7\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.2\"/>",
            BLOCK.class,
            number(x - 3.5),
            number(y - 3.5),
            BLOCK.light
        );
    }

    /// The legend's entries, broken into rows of at most a width.
    fn legend_rows(&self, width: f64) -> Vec<Vec<(LegendEntry, f64)>> {
        let mut rows: Vec<Vec<(LegendEntry, f64)>> = Vec::new();
        let mut x = width + 1.0;
        for &entry in &self.diagram.legend {
            let wide = 52.0 + text_width(entry.words(), 11.5, Weight::Regular);
            if x + wide > width {
                rows.push(Vec::new());
                x = 0.0;
            }
            if let Some(row) = rows.last_mut() {
                row.push((entry, x));
            }
            x += wide;
        }
        rows
    }

    fn legend(&mut self, rows: &[Vec<(LegendEntry, f64)>], top: f64) {
        for (number_of_row, row) in rows.iter().enumerate() {
            let y = top + 24.0 * number_of_row as f64;
            for (entry, x) in row {
                let x = MARGIN + x;
                self.sign(*entry, x, y);
                self.text(x + 36.0, y + 4.0, 11.5, &MUTE, "400", entry.words());
            }
        }
    }

    fn sign(&mut self, entry: LegendEntry, x: f64, y: f64) {
        let area = Rect {
            x,
            y: y - 7.0,
            w: 28.0,
            h: 14.0,
        };
        match entry {
            LegendEntry::Kind(BoxKind::Mark) => self.cross(x + 18.0, y),
            LegendEntry::Kind(kind @ (BoxKind::Demand | BoxKind::Offer | BoxKind::RedLine))
                if self.diagram.axis.is_some() =>
            {
                let width = if kind == BoxKind::RedLine { 6.0 } else { 4.0 };
                let dash = if kind == BoxKind::Offer {
                    " stroke-dasharray=\"7 4\""
                } else {
                    ""
                };
                let _ = writeln!(
                    self.out,
                    "<path class=\"{}-l\" d=\"M{} {}h28\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{dash}/>",
                    MUTE.class,
                    number(x),
                    number(y),
                    MUTE.light,
                    number(width)
                );
            }
            LegendEntry::Kind(kind) => self.outline(&Box::new("", kind, ""), area),
            LegendEntry::RingMember => {
                let mut item = Box::new("", BoxKind::Milestone, "");
                item.emphasis = Emphasis::Ring;
                self.outline(&item, area);
            }
            LegendEntry::Met => {
                let mut item = Box::new("", BoxKind::Milestone, "");
                item.emphasis = Emphasis::Muted;
                self.outline(&item, area);
            }
            LegendEntry::Line(kind) => {
                let look = Look::of(kind);
                let (a, b) = (Point { x, y }, Point { x: x + 28.0, y });
                let dash = if look.dash.is_empty() {
                    String::new()
                } else {
                    format!(" stroke-dasharray=\"{}\"", look.dash)
                };
                let _ = writeln!(
                    self.out,
                    "<path class=\"{}-l\" d=\"M{} {}H{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{dash}/>",
                    look.colour.class,
                    number(a.x),
                    number(a.y),
                    number(b.x),
                    look.colour.light,
                    number(look.width)
                );
                self.head(&look, a, b);
            }
        }
    }
}

/// Fill, outline, width of the outline and dashes of a box.
fn style(item: &Box) -> (&'static Colour, &'static Colour, f64, &'static str) {
    let own = item.owner.as_ref().map(|owner| party(owner.number));
    let (fill, line) = match item.kind {
        BoxKind::Demand | BoxKind::Offer | BoxKind::RedLine => {
            own.map_or((&PANEL, &MUTE), |(fill, line)| (fill, line))
        }
        BoxKind::Issue => (&ISSUE_FILL, &ISSUE_LINE),
        BoxKind::Milestone => (&BACKGROUND, &INK),
        BoxKind::Party => own.map_or((&PANEL, &INK), |(fill, line)| (fill, line)),
        BoxKind::Requirement | BoxKind::Mark => (&BACKGROUND, &MUTE),
        BoxKind::Unknown => (&BACKGROUND, &MUTE),
    };
    let width = match item.kind {
        BoxKind::RedLine => 2.4,
        BoxKind::Milestone | BoxKind::Party => 2.0,
        BoxKind::Demand
        | BoxKind::Offer
        | BoxKind::Issue
        | BoxKind::Requirement
        | BoxKind::Mark
        | BoxKind::Unknown => 1.3,
    };
    let dash = if item.kind == BoxKind::Offer {
        "5 3"
    } else {
        ""
    };
    match item.emphasis {
        Emphasis::Plain | Emphasis::Blocking => (fill, line, width, dash),
        Emphasis::Muted => (&PANEL, &LINE, 1.2, dash),
        Emphasis::Ring => (&RING_FILL, &RING_LINE, 3.0, dash),
        Emphasis::Goal => (fill, line, 3.0, dash),
    }
}

enum Head {
    None,
    Triangle,
    Bar,
}

/// How a line looks.
struct Look {
    colour: &'static Colour,
    width: f64,
    dash: &'static str,
    head: Head,
}

impl Look {
    fn of(kind: LineKind) -> Self {
        let (width, dash, head) = match kind {
            LineKind::NeededFor => (1.5, "", Head::Triangle),
            LineKind::Blocks => (1.6, "", Head::Bar),
            LineKind::Incompatible => (2.4, "", Head::None),
            LineKind::Gap => (1.6, "5 4", Head::None),
            LineKind::Ring => (3.0, "", Head::Triangle),
            LineKind::On => (1.2, "", Head::None),
            LineKind::Agrees => (1.8, "2 3", Head::None),
        };
        let colour = line_colour(kind);
        Self {
            colour,
            width,
            dash,
            head,
        }
    }
}

/// A path with round corners through the points.
fn rounded(points: &[Point], radius: f64) -> String {
    let mut path = String::new();
    let Some(first) = points.first() else {
        return path;
    };
    let _ = write!(path, "M{} {}", number(first.x), number(first.y));
    for corner in points.windows(3) {
        let (a, b, c) = (corner[0], corner[1], corner[2]);
        let length = |p: Point, q: Point| (p.x - q.x).abs() + (p.y - q.y).abs();
        let r = radius.min(length(a, b) / 2.0).min(length(b, c) / 2.0);
        let toward = |from: Point, to: Point| {
            let l = length(from, to).max(1e-9);
            Point {
                x: from.x + (to.x - from.x) / l * r,
                y: from.y + (to.y - from.y) / l * r,
            }
        };
        let (p, q) = (toward(b, a), toward(b, c));
        let _ = write!(
            path,
            "L{} {}Q{} {} {} {}",
            number(p.x),
            number(p.y),
            number(b.x),
            number(b.y),
            number(q.x),
            number(q.y)
        );
    }
    if let Some(last) = points.last() {
        let _ = write!(path, "L{} {}", number(last.x), number(last.y));
    }
    path
}

/// A text on one line, cut to a width.
fn fitted(text: &str, size: f64, width: f64) -> String {
    wrap(text, size, Weight::Bold, width.max(24.0), 1)
        .into_iter()
        .next()
        .unwrap_or_default()
}

fn rect(area: &Rect) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(area.x),
        number(area.y),
        number(area.w),
        number(area.h)
    )
}

/// A number with at most two decimals and no trailing zeros.
fn number(value: f64) -> String {
    let text = format!("{:.2}", value);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}
