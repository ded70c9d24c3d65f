//! `draw`: one drawing of the model.

mod compared;
mod dot;
mod remarks;
mod views;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use crate::disk::shown;
use crate::layout::{Placed, place};
use crate::view::Diagram;
use crate::write::{DRAWINGS, DrawingFormat, Drawn, PictureSize, Spelling};

use super::Command;
use super::arguments::{Given as _, choice, flag, named, names_output, output, placed};
use super::context::{Context, Ready};
use super::files::write_file;
use super::outcome::{Failure, Outcome};
use views::{Easel, View};

pub(super) const COMMAND: Command = Command {
    name: "draw",
    about: "A drawing: what blocks a goal, a card, the board, a circle, a timeline, or another view",
    arguments: |command| {
        command
            .args(what_is_drawn())
            .args(how_it_is_written())
            .args(how_much_is_drawn())
            .args(super::what_if::suppositions())
            .arg(named(
                "since",
                "DATE",
                "For `blocks`: mark what changed since that day",
            ))
    },
    writes: names_output,
    run,
};

fn what_is_drawn() -> [Arg; 2] {
    [
        placed("view", "VIEW")
            .value_parser(View::ALL.map(|view| view.name))
            .default_value("board"),
        placed("goal", "GOAL").help(
            "For `blocks`, `card` and `graph` the goal, for `scale` the issue, for `deadlock` the number of the circle",
        ),
    ]
}

fn how_it_is_written() -> [Arg; 6] {
    let formats: Vec<&str> = DRAWINGS.iter().map(|format| format.name).collect();
    [
        output("FILE", "Write a file; its ending names the format"),
        choice("to", "The format, where no file's ending says it").value_parser(formats),
        named(
            "scale",
            "FACTOR",
            "For pixels: how many to each pixel of the drawing",
        )
        .value_parser(clap::value_parser!(f64))
        .default_value("2"),
        named("width", "PIXELS", "For pixels: the width of the picture")
            .value_parser(clap::value_parser!(u32)),
        choice(
            "page",
            "The sheet it is drawn for: a slide, a page of paper, a phone",
        )
        .value_parser(["slide", "paper", "phone"])
        .default_value("slide"),
        choice(
            "engine",
            "Who places a graph: ours, or Graphviz where `dot` is on PATH",
        )
        .value_parser(["built-in", "dot"])
        .default_value("built-in"),
    ]
}

fn how_much_is_drawn() -> [Arg; 6] {
    [
        named(
            "rows",
            "FROM-TO",
            "For `board`: only these rows, so that it fits a slide",
        ),
        named(
            "around",
            "ID",
            "For `overview`: what lies around a milestone or an issue",
        ),
        named(
            "depth",
            "N",
            "How many lines away --around and --issue reach: 2 and 1 unless told",
        )
        .value_parser(clap::value_parser!(usize)),
        named(
            "issue",
            "ISSUE",
            "For `overview`: an issue and what is said of it",
        ),
        named(
            "party",
            "PARTY",
            "For `overview` and `timeline`: only what this party says",
        ),
        flag("force", "Draw an overview that is too large to read"),
    ]
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let output = arguments.path("output");
    let format = format(output, arguments.text("to"))?;
    let ready = context.ready()?;
    let drawing = Drawing::of(&ready, format, arguments)?;
    match output {
        Some(path) => drawing.into_file(path),
        None => drawing.for_standard_output(),
    }
}

/// A drawing in its format, with what is to be said beside it.
struct Drawing {
    format: &'static DrawingFormat,
    bytes: Vec<u8>,
    notes: String,
}

impl Drawing {
    fn of(
        ready: &Ready,
        format: &'static DrawingFormat,
        arguments: &ArgMatches,
    ) -> Result<Self, Failure> {
        let view = View::named(arguments.text("view").unwrap_or("board"));
        let graph = ready.graph();
        let easel = Easel::of(ready, &graph, arguments)?;
        let mut notes = remarks::not_used(view, format, arguments);
        let is_picture = !matches!(format.write, Spelling::Graph(_));
        let scene = match is_picture {
            true => easel.scene(view)?,
            false => None,
        };
        // Where marks are drawn, boxes are not made: they may be too many for a picture of theirs.
        let bytes = match &scene {
            Some(scene) => {
                notes += &remarks::missing_letters(scene.words(), format);
                format.bytes(Drawn::Marks(scene), size(arguments))
            }
            None => {
                let diagram = easel.draw(view)?;
                notes += &remarks::missing_letters(remarks::words_of(&diagram), format);
                let placed = placed_by(arguments.text("engine"), &diagram, &mut notes);
                notes += &remarks::on_a_slide(view, &placed, format);
                format.bytes(Drawn::Boxes(&diagram, &placed), size(arguments))
            }
        };
        Ok(Self {
            format,
            bytes: bytes.map_err(Failure::CannotRun)?,
            notes,
        })
    }

    fn into_file(self, path: &Path) -> Result<Outcome, Failure> {
        write_file(path, &self.bytes, Some(path))?;
        let notes = self.notes + &format!("wrote {}\n", shown(path));
        Ok(Outcome::answered(String::new()).noting(notes))
    }

    fn for_standard_output(self) -> Result<Outcome, Failure> {
        let name = self.format.name;
        let text = String::from_utf8(self.bytes)
            .map_err(|_| Failure::CannotRun(format!("a {name} is no text; name a file with -o")))?;
        Ok(Outcome::answered(text).noting(self.notes))
    }
}

fn placed_by(engine: Option<&str>, diagram: &Diagram, notes: &mut String) -> Placed {
    match engine {
        Some("dot") => dot::placed(diagram, notes),
        _ => place(diagram),
    }
}

fn size(arguments: &ArgMatches) -> PictureSize {
    PictureSize {
        scale: arguments.get_one::<f64>("scale").copied().unwrap_or(2.0),
        width: arguments.get_one::<u32>("width").copied(),
    }
}

/// The format that is asked for, else the one that the file's ending names, else SVG. A file whose ending names
/// a format does not hold another.
fn format(output: Option<&PathBuf>, to: Option<&str>) -> Result<&'static DrawingFormat, Failure> {
    let ending = output.and_then(|path| ending(path));
    match (to.and_then(known), ending.as_deref().and_then(known)) {
        (Some(asked), Some(ended)) if asked.name != ended.name => Err(Failure::CannotRun(format!(
            "the file's ending says {} and --to says {}; leave one of them out",
            ended.name, asked.name
        ))),
        (Some(asked), _) => Ok(asked),
        (None, Some(ended)) => Ok(ended),
        (None, None) => match ending {
            Some(other) => Err(no_such_format(&other)),
            None => known("svg").ok_or_else(|| no_such_format("svg")),
        },
    }
}

/// The format with a name or an ending.
fn known(name: &str) -> Option<&'static DrawingFormat> {
    let mut formats = DRAWINGS.iter();
    formats.find(|format| format.name == name || format.endings.contains(&name))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_lowercase())
}

fn no_such_format(name: &str) -> Failure {
    let known: Vec<String> = DRAWINGS
        .iter()
        .map(|format| format!(".{} ({})", format.name, format.about))
        .collect();
    Failure::CannotRun(format!(
        "no drawing can be written as .{name}; the formats are {}",
        known.join(", ")
    ))
}
