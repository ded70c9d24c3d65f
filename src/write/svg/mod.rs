//! SVG: one writer draws what any layout placed.
//!
//! Colours stand twice: as plain attributes for the light look, which every converter understands,
//! and as class rules for the dark look. Words are text, not paths, so that they can be searched and
//! read aloud; every box and line carries its sentence and citation as a title.

mod axis;
mod bars;
mod boxes;
mod canvas;
mod legend;
mod lines;
mod panels;
mod scene;
mod sheet;
mod words;

use crate::layout::{self, Placed};
use crate::view::Diagram;

use super::Drawn;
use super::fonts::font_faces;
use canvas::Canvas;
use sheet::Sheet;

pub use scene::scene_svg;
pub(super) use scene::{dark_look, fragment, titled_fragment};

/// Draws a diagram.
pub fn svg(diagram: &Diagram) -> String {
    svg_named(diagram, "")
}

/// Draws what has been placed: marks where there are any, else boxes and lines.
pub(super) fn svg_drawn(drawn: Drawn<'_>) -> String {
    match drawn {
        Drawn::Marks(scene) => scene_svg(scene, ""),
        Drawn::Boxes(diagram, placed) => Drawing::new(diagram, placed, "").draw(),
    }
}

/// The same as a file of its own, which holds the font.
pub(super) fn svg_file(drawn: Drawn<'_>) -> String {
    let svg = svg_drawn(drawn);
    let faces = font_faces(&svg);
    svg.replacen("<style>", &format!("<style>{faces}"), 1)
}

/// Draws a diagram whose ids begin with a name, so that several can stand in one page.
pub fn svg_named(diagram: &Diagram, name: &str) -> String {
    Drawing::new(diagram, &layout::place(diagram), name).draw()
}

struct Drawing<'a> {
    diagram: &'a Diagram,
    placed: &'a Placed,
    /// What every id begins with.
    prefix: String,
    canvas: Canvas,
}

impl<'a> Drawing<'a> {
    fn new(diagram: &'a Diagram, placed: &'a Placed, name: &str) -> Self {
        let prefix = if name.is_empty() {
            String::new()
        } else {
            format!("{name}-")
        };
        Self {
            diagram,
            placed,
            prefix,
            canvas: Canvas::default(),
        }
    }

    /// What stands first lies lowest: panels under lines, lines under boxes.
    fn draw(mut self) -> String {
        let sheet = Sheet::new(self.diagram, self.placed);
        self.open(&sheet);
        self.headings(&sheet);
        self.canvas.open_figure(sheet.figure);
        self.panels();
        self.axis();
        self.lines();
        self.group_titles();
        self.boxes();
        self.canvas.close_group();
        self.legend(&sheet);
        self.footer(&sheet);
        self.canvas.put("</svg>");
        self.canvas.out
    }
}
