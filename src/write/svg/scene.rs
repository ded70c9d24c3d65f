//! A scene as SVG: each mark a group that says what it stands for, each colour in both looks.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::layout::Weight;
use crate::marks::{
    Anchor, Face, Form, HUES, Ink, Mark, Part, Path, Run, Scene, Shape, Step, Stroke,
};

use crate::write::escape::xml;

use super::canvas::{circle, number, place, round_rect, spot};

/// How much is seen of what is only a trace.
const TRACE: &str = " opacity=\"0.14\"";
const FONT: &str = "Inter, 'Helvetica Neue', Arial, sans-serif";

/// Writes a scene; ids begin with a name, so that several can stand in one page.
pub fn scene_svg(scene: &Scene, name: &str) -> String {
    let mut writer = Writer {
        prefix: if name.is_empty() {
            String::new()
        } else {
            format!("{name}-")
        },
        ..Writer::default()
    };
    writer.parts(&scene.parts);
    writer.whole(scene)
}

/// Writes what a scene holds as an element of a page that has colours for both looks itself; ids begin with a name. It is named and
/// explained by what stands around it.
pub fn fragment(scene: &Scene, name: &str) -> String {
    let mut writer = Writer {
        prefix: format!("{name}-"),
        ..Writer::default()
    };
    writer.parts(&scene.parts);
    let (w, h) = (number(scene.width), number(scene.height));
    let arcs = writer.defined();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">{arcs}{}</svg>",
        writer.body
    )
}

/// The same with a title and a description of its own.
pub fn titled_fragment(scene: &Scene, name: &str) -> String {
    let (title, told) = (xml(&scene.title), xml(&scene.description));
    let svg = fragment(scene, name);
    let name = xml(name);
    let head = format!(
        " role=\"img\" aria-labelledby=\"{name}-title {name}-desc\"><title id=\"{name}-title\">{title}</title><desc id=\"{name}-desc\">{told}</desc>"
    );
    svg.replacen('>', &head, 1)
}

/// The colours of all inks in the dark look, as rules.
pub fn dark_look() -> String {
    let parties = (0..=HUES.len()).map(Ink::Party);
    let inks: BTreeSet<Ink> = Ink::PLAIN.into_iter().chain(parties).collect();
    let writer = Writer {
        fills: inks.clone(),
        lines: inks,
        ..Writer::default()
    };
    writer.dark_look()
}

#[derive(Default)]
struct Writer {
    prefix: String,
    body: String,
    /// Paths that words follow.
    arcs: String,
    count: usize,
    fills: BTreeSet<Ink>,
    lines: BTreeSet<Ink>,
}

impl Writer {
    fn whole(self, scene: &Scene) -> String {
        let (w, h) = (number(scene.width), number(scene.height));
        let (p, title, told) = (
            xml(&self.prefix),
            xml(&scene.title),
            xml(&scene.description),
        );
        let dark = self.dark_look();
        let arcs = self.defined();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"{p}title {p}desc\" font-family=\"{FONT}\">\n<title id=\"{p}title\">{title}</title>\n<desc id=\"{p}desc\">{told}</desc>\n<style>text{{white-space:pre;font-feature-settings:\"tnum\"}}@media (prefers-color-scheme:dark){{{dark}}}</style>\n{arcs}{}</svg>\n",
            self.body
        )
    }

    /// The paths that words follow.
    fn defined(&self) -> String {
        match self.arcs.as_str() {
            "" => String::new(),
            arcs => format!("<defs>{arcs}</defs>\n"),
        }
    }

    fn dark_look(&self) -> String {
        let fills = self.fills.iter();
        let fills = fills.map(|ink| format!(".f-{}{{fill:{}}}", ink.class(), ink.dark()));
        let lines = self.lines.iter();
        let lines = lines.map(|ink| format!(".s-{}{{stroke:{}}}", ink.class(), ink.dark()));
        let once: BTreeSet<String> = fills.chain(lines).collect();
        once.into_iter().collect()
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Shape(shape) => self.shape(shape),
                Part::Mark(mark) => self.mark(mark),
            }
        }
    }

    fn mark(&mut self, mark: &Mark) {
        let listed = |name: &str, values: &[String]| match values {
            [] => String::new(),
            values => format!(" data-{name}=\"{}\"", xml(&values.join(" | "))),
        };
        let letter = mark.letter.as_slice();
        let _ = write!(
            self.body,
            "<g data-mark=\"{}\"{}{}{}>",
            mark.kind.name(),
            listed("who", &mark.who),
            listed("what", &mark.what),
            listed("key", letter),
        );
        if !mark.told.is_empty() {
            let _ = write!(self.body, "<title>{}</title>", xml(&mark.told));
        }
        self.body.push('\n');
        self.parts(&mark.parts);
        self.body.push_str("</g>\n");
    }

    fn shape(&mut self, shape: &Shape) {
        let trace = if shape.faded { TRACE } else { "" };
        match &shape.form {
            Form::Rect(area, radius) => {
                let corners = round_rect(area, *radius).replace(" rx=\"0\"", "");
                self.element(&format!("rect {corners}"), shape, trace);
            }
            Form::Circle(middle, radius) => {
                self.element(
                    &format!("circle {}", circle(*middle, *radius)),
                    shape,
                    trace,
                );
            }
            Form::Path(path) => {
                self.element(&format!("path d=\"{}\"", spelled(path)), shape, trace);
            }
            Form::Words(at, face, runs) => self.words(&place(*at), *face, runs),
            Form::OnArc(path, face, run) => self.on_arc(path, *face, run),
        }
    }

    fn element(&mut self, element: &str, shape: &Shape, trace: &str) {
        let colours = self.colours(shape.fill, shape.stroke);
        let _ = writeln!(self.body, "<{element}{colours}{trace}/>");
    }

    fn colours(&mut self, fill: Option<Ink>, stroke: Option<Stroke>) -> String {
        let mut classes = Vec::new();
        let mut colours = match fill {
            Some(ink) => {
                classes.push(self.filled(ink));
                format!(" fill=\"{}\"", ink.light())
            }
            None => " fill=\"none\"".to_owned(),
        };
        if let Some(Stroke { ink, width }) = stroke {
            self.lines.insert(ink);
            classes.push(format!("s-{}", ink.class()));
            let (colour, width) = (ink.light(), number(width));
            let _ = write!(colours, " stroke=\"{colour}\" stroke-width=\"{width}\"");
        }
        format!(" class=\"{}\"{colours}", classes.join(" "))
    }

    fn filled(&mut self, ink: Ink) -> String {
        self.fills.insert(ink);
        format!("f-{}", ink.class())
    }

    fn words(&mut self, at: &str, face: Face, runs: &[Run]) {
        let spans = self.spans(face, runs);
        let _ = writeln!(self.body, "<text {at}{}>{spans}</text>", attributes(face));
    }

    /// Words of several looks; what is raised is small, and what follows comes back to the line.
    fn spans(&mut self, face: Face, runs: &[Run]) -> String {
        let mut back = 0.0;
        let mut spans = String::new();
        for run in runs {
            let up = if run.raised { face.size * 0.36 } else { 0.0 };
            let shift = back - up;
            let down = if shift == 0.0 {
                String::new()
            } else {
                format!(" dy=\"{}\"", number(shift))
            };
            let size = match run.raised {
                true => format!(" font-size=\"{}\"", number((face.size * 0.7).max(9.0))),
                false => String::new(),
            };
            let look = self.run_look(run);
            let _ = write!(
                spans,
                "<tspan{down}{size}{look}>{}</tspan>",
                xml(&run.words)
            );
            back = up;
        }
        spans
    }

    fn run_look(&mut self, run: &Run) -> String {
        let weight = match run.weight {
            Weight::Regular => "400",
            Weight::Bold => "700",
        };
        let class = self.filled(run.ink);
        let colour = run.ink.light();
        format!(" class=\"{class}\" font-weight=\"{weight}\" fill=\"{colour}\"")
    }

    fn on_arc(&mut self, path: &Path, face: Face, run: &Run) {
        self.count += 1;
        let id = format!("{}arc{}", xml(&self.prefix), self.count);
        let _ = write!(self.arcs, "<path id=\"{id}\" d=\"{}\"/>", spelled(path));
        let (look, words) = (self.run_look(run), xml(&run.words));
        let _ = writeln!(
            self.body,
            "<text{}><textPath href=\"#{id}\" startOffset=\"50%\"{look}>{words}</textPath></text>",
            attributes(face)
        );
    }
}

fn attributes(face: Face) -> String {
    let anchor = match face.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let track = match number(face.track).as_str() {
        "0" => String::new(),
        track => format!(" letter-spacing=\"{track}\""),
    };
    format!(" font-size=\"{}\"{anchor}{track}", number(face.size))
}

fn spelled(path: &Path) -> String {
    path.0.iter().map(|step| spelled_step(*step)).collect()
}

fn spelled_step(step: Step) -> String {
    match step {
        Step::Move(to) => format!("M{}", spot(to)),
        Step::Line(to) => format!("L{}", spot(to)),
        Step::Curve(a, b, to) => format!("C{} {} {}", spot(a), spot(b), spot(to)),
        Step::Arc {
            radius,
            large,
            clockwise,
            to,
        } => {
            let r = number(radius);
            let (large, sweep) = (u8::from(large), u8::from(clockwise));
            format!("A{r} {r} 0 {large} {sweep} {}", spot(to))
        }
        Step::Close => "z".to_owned(),
    }
}
