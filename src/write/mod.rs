//! A view to bytes: one file a format, one list.
//!
//! Nothing before this module knows how a format spells anything, and nothing after it escapes.

mod colours;
mod d2;
#[cfg(feature = "docx")]
mod docx;
mod dot;
mod drawio;
mod escape;
mod explore;
mod facts;
mod fonts;
mod gexf;
mod graphml;
mod html;
mod markdown;
mod mermaid;
mod packed;
mod paper;
#[cfg(feature = "png")]
mod png;
mod quiz;
mod slip;
mod svg;
mod text;

use std::collections::BTreeSet;

use crate::layout::{self, Placed};
use crate::marks::Scene;
use crate::scene;
use crate::view::{Diagram, Figure, KnotPicture, Picture as Shown};

#[cfg(feature = "docx")]
pub use docx::{Picture, WordPage, docx};
pub use escape::{clean, clean_lines, xml};
pub use explore::explore;
pub use html::{Page, html};
pub use markdown::markdown;
pub use paper::fits_a_page;
pub use quiz::{gift, moodle, qti_files};
pub use slip::slip_page;
pub use svg::{scene_svg, svg, svg_named};
pub use text::text;

/// What follows a sentence that a source says of a party, in every format.
const DAGGER: &str = "†";

/// How large a picture made of pixels is.
#[derive(Debug, Clone, Copy)]
pub struct PictureSize {
    /// Pixels for each pixel of the drawing, where no width is asked for.
    pub scale: f64,
    /// The width in pixels.
    pub width: Option<u32>,
}

/// The picture of a figure on a sheet of its own, with all that is said of it.
pub fn sheet_of(figure: &Figure) -> Scene {
    match &figure.picture {
        Shown::Knots(picture) => scene::knots(picture, scene::Page::Paper),
        Shown::Matrix(picture) => scene::matrix(picture),
        Shown::Scale(picture) => scene::scale(picture, scene::Page::Slide),
    }
}

/// The same on the screen of a phone, where it is another picture.
fn on_a_phone(figure: &Figure) -> Option<Scene> {
    match &figure.picture {
        Shown::Knots(picture) => Some(way_in_text(figure, picture, scene::Page::Phone)),
        Shown::Matrix(_) | Shown::Scale(_) => None,
    }
}

/// The same as a file.
pub fn svg_sheet(figure: &Figure) -> String {
    svg::svg_file(Drawn::Marks(&sheet_of(figure)))
}

/// The picture of a figure as marks alone, among sentences that say the rest.
pub fn in_text(figure: &Figure) -> Scene {
    match &figure.picture {
        Shown::Knots(picture) => way_in_text(figure, picture, scene::Page::Text),
        Shown::Matrix(picture) => scene::matrix_in_text(picture, scene::Page::Text),
        Shown::Scale(picture) => scene::scale_in_text(picture, scene::Page::Column),
    }
}

/// What blocks a goal on a page of text, without the letters of keys that it does not list.
fn way_in_text(figure: &Figure, picture: &KnotPicture, page: scene::Page) -> Scene {
    match figure.has_keys {
        true => scene::in_text(picture, page),
        false => scene::in_text(&picture.without_letters(), page),
    }
}

/// A drawing whose parts have their places.
#[derive(Clone, Copy)]
pub enum Drawn<'d> {
    /// Boxes and lines, and where they are: what every format can write.
    Boxes(&'d Diagram, &'d Placed),
    /// Marks: what pictures are made of, and formats of graphs do not know.
    Marks(&'d Scene),
}

/// How a format is made.
#[derive(Clone, Copy)]
pub enum Spelling {
    /// A picture in words.
    Picture(fn(Drawn<'_>) -> String),
    /// A graph in words.
    Graph(fn(&Diagram, &Placed) -> String),
    /// Pixels; or why there can be none.
    Pixels(fn(Drawn<'_>, PictureSize) -> Result<Vec<u8>, String>),
}

/// A format for drawings.
#[derive(Clone, Copy)]
pub struct DrawingFormat {
    /// Its name after `--to`, and the ending of its files.
    pub name: &'static str,
    /// Other endings of its files.
    pub endings: &'static [&'static str],
    /// What it is good for.
    pub about: &'static str,
    /// Whether the briefing writes its figures in it too; the others are made where they are asked for, with `draw`.
    pub in_brief: bool,
    /// Spells a diagram.
    pub write: Spelling,
}

impl DrawingFormat {
    /// The bytes of a drawing that some engine has placed.
    ///
    /// # Errors
    /// Why the format cannot hold this drawing.
    pub fn bytes(&self, drawn: Drawn<'_>, size: PictureSize) -> Result<Vec<u8>, String> {
        match self.write {
            Spelling::Picture(write) => Ok(write(drawn).into_bytes()),
            Spelling::Graph(write) => match drawn {
                Drawn::Boxes(diagram, placed) => Ok(write(diagram, placed).into_bytes()),
                Drawn::Marks(_) => Err(format!("{} writes boxes and lines", self.name)),
            },
            Spelling::Pixels(write) => write(drawn, size),
        }
    }
}

impl DrawingFormat {
    /// The letters of a text that no font which we ship has: pixels have more fonts to be drawn with than a picture holds.
    pub fn lacks(&self, text: &str) -> BTreeSet<char> {
        match self.write {
            #[cfg(feature = "png")]
            Spelling::Pixels(_) => png::undrawable(text),
            #[cfg(not(feature = "png"))]
            Spelling::Pixels(_) => layout::without_glyph(text),
            Spelling::Picture(_) | Spelling::Graph(_) => layout::without_glyph(text),
        }
    }
}

/// Every format that a drawing can be written in.
pub const DRAWINGS: &[DrawingFormat] = &[
    DrawingFormat {
        name: "svg",
        endings: &[],
        about: "a picture for pages and slides, with a dark look, made without Graphviz",
        in_brief: true,
        write: Spelling::Picture(svg::svg_file),
    },
    #[cfg(feature = "png")]
    DrawingFormat {
        name: "png",
        endings: &[],
        about: "a picture in pixels, the same on every machine",
        in_brief: false,
        write: Spelling::Pixels(png::png),
    },
    in_brief(graph(
        "dot",
        &["gv"],
        "the graph in Graphviz's language",
        dot::dot,
    )),
    graph(
        "mermaid",
        &["mmd"],
        "a flowchart for READMEs",
        mermaid::mermaid,
    ),
    graph("d2", &[], "boxes and lines in the language D2", d2::d2),
    graph(
        "drawio",
        &[],
        "boxes and lines to be moved by hand in draw.io",
        drawio::drawio,
    ),
    graph(
        "graphml",
        &[],
        "the graph with all attributes, for yEd and Cytoscape",
        graphml::graphml,
    ),
    graph(
        "gexf",
        &[],
        "the graph with all attributes and dates, for Gephi",
        gexf::gexf,
    ),
];

const fn graph(
    name: &'static str,
    endings: &'static [&'static str],
    about: &'static str,
    write: fn(&Diagram, &Placed) -> String,
) -> DrawingFormat {
    DrawingFormat {
        name,
        endings,
        about,
        in_brief: false,
        write: Spelling::Graph(write),
    }
}

/// Also among the files of a briefing.
const fn in_brief(format: DrawingFormat) -> DrawingFormat {
    DrawingFormat {
        in_brief: true,
        ..format
    }
}
