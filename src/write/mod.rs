//! A view to bytes: one file a format, one list.
//!
//! Nothing before this module knows how a format spells anything, and nothing after it escapes.

mod colours;
#[cfg(feature = "docx")]
mod docx;
mod dot;
mod escape;
mod explore;
mod facts;
mod gexf;
mod graphml;
mod html;
mod markdown;
mod mermaid;
mod packed;
#[cfg(feature = "png")]
mod png;
mod svg;
mod text;

use crate::layout::Placed;
use crate::view::Diagram;

#[cfg(feature = "docx")]
pub use docx::{Picture, WordPage, docx};
pub use escape::{clean, clean_lines, xml};
pub use explore::explore;
pub use html::{Page, html};
pub use markdown::markdown;
pub use svg::{svg, svg_named};
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

/// How a format is made.
#[derive(Clone, Copy)]
pub enum Spelling {
    /// Words.
    Words(fn(&Diagram, &Placed) -> String),
    /// Pixels; or why there can be none.
    Pixels(fn(&Diagram, &Placed, PictureSize) -> Result<Vec<u8>, String>),
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
    pub fn bytes(
        &self,
        diagram: &Diagram,
        placed: &Placed,
        size: PictureSize,
    ) -> Result<Vec<u8>, String> {
        match self.write {
            Spelling::Words(write) => Ok(write(diagram, placed).into_bytes()),
            Spelling::Pixels(write) => write(diagram, placed, size),
        }
    }
}

/// Every format that a drawing can be written in.
pub const DRAWINGS: &[DrawingFormat] = &[
    in_brief(words(
        "svg",
        &[],
        "a picture for pages and slides, with a dark look, made without Graphviz",
        svg::svg_placed,
    )),
    #[cfg(feature = "png")]
    DrawingFormat {
        name: "png",
        endings: &[],
        about: "a picture in pixels, the same on every machine",
        in_brief: false,
        write: Spelling::Pixels(png::png),
    },
    in_brief(words(
        "dot",
        &["gv"],
        "the graph in Graphviz's language",
        dot::dot,
    )),
    words(
        "mermaid",
        &["mmd"],
        "a flowchart for READMEs",
        mermaid::mermaid,
    ),
    words(
        "graphml",
        &[],
        "the graph with all attributes, for yEd and Cytoscape",
        graphml::graphml,
    ),
    words(
        "gexf",
        &[],
        "the graph with all attributes and dates, for Gephi",
        gexf::gexf,
    ),
];

const fn words(
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
        write: Spelling::Words(write),
    }
}

/// Also among the files of a briefing.
const fn in_brief(format: DrawingFormat) -> DrawingFormat {
    DrawingFormat {
        in_brief: true,
        ..format
    }
}
