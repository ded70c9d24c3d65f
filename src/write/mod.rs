//! A view to bytes: one file a format, one list.
//!
//! Nothing before this module knows how a format spells anything, and nothing after it escapes.

mod dot;
mod escape;
mod html;
mod markdown;
mod svg;
mod text;
mod whole;

use crate::view::{Diagram, Document};

pub use escape::{clean, markdown as escape_markdown, xml};
pub use html::{Page, html};
pub use markdown::markdown;
pub use svg::{svg, svg_named};
pub use text::text;
pub use whole::write_whole;

/// A format for drawings.
#[derive(Clone, Copy)]
pub struct DrawingFormat {
    /// The ending of its files, and its name after `--to`.
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// Spells a diagram.
    pub write: fn(&Diagram) -> String,
}

/// Every format that a drawing can be written in.
pub const DRAWINGS: &[DrawingFormat] = &[
    DrawingFormat { name: "svg", about: "a picture for pages and slides, with a dark look, made without Graphviz", write: svg },
    DrawingFormat { name: "dot", about: "the graph in Graphviz's language", write: dot::dot },
];

/// A format for documents.
#[derive(Clone, Copy)]
pub struct DocumentFormat {
    /// Its name.
    pub name: &'static str,
    /// Spells a document.
    pub write: fn(&Document) -> String,
}

/// Every format that an answer can be written in as prose.
pub const DOCUMENTS: &[DocumentFormat] =
    &[DocumentFormat { name: "text", write: text }, DocumentFormat { name: "markdown", write: markdown_plain }];

fn markdown_plain(document: &Document) -> String {
    markdown(document, &|_| None)
}
