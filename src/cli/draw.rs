//! `draw`: one drawing of the model.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use crate::analysis::{Ask, blocks, conflicts, deadlocks};
use crate::graph::PositionGraph;
use crate::view::{Diagram, Words, board, overview, way};
use crate::write::{DRAWINGS, DrawingFormat, write_whole};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, goal};

pub(super) const COMMAND: Command = Command { name: "draw", about: "A drawing: board, blocks, or overview", arguments, run };

fn arguments(command: clap::Command) -> clap::Command {
    let formats: Vec<&str> = DRAWINGS.iter().map(|format| format.name).collect();
    command
        .arg(Arg::new("view").value_name("VIEW").value_parser(["board", "blocks", "overview"]).default_value("board"))
        .arg(Arg::new("goal").value_name("GOAL").help("For `blocks`: the goal"))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write a file; its ending names the format"),
        )
        .arg(Arg::new("to").long("to").value_parser(formats).help("The format, where no file's ending says it"))
        .arg(Arg::new("force").long("force").action(ArgAction::SetTrue).help("Draw an overview that is too large to read"))
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let output = arguments.get_one::<PathBuf>("output");
    let format = format(output, arguments.get_one::<String>("to"))?;
    let ready = context.ready()?;
    let graph = ready.graph();
    let diagram = diagram(&ready, &graph, arguments)?;
    let drawn = (format.write)(&diagram);
    let Some(path) = output else { return Ok(Outcome::answered(drawn)) };
    write_whole(path, drawn.as_bytes()).map_err(|error| Failure::CannotRun(format!("cannot write {}: {error}", path.display())))?;
    Ok(Outcome { text: String::new(), notes: format!("wrote {}\n", path.display()), code: 0 })
}

fn format(output: Option<&PathBuf>, to: Option<&String>) -> Result<&'static DrawingFormat, Failure> {
    let ending = output.and_then(|path| path.extension()).and_then(|end| end.to_str()).map(str::to_lowercase);
    let name = to.cloned().or(ending).unwrap_or_else(|| "svg".to_owned());
    DRAWINGS.iter().find(|format| format.name == name).ok_or_else(|| {
        let known: Vec<String> = DRAWINGS.iter().map(|format| format!(".{} ({})", format.name, format.about)).collect();
        Failure::CannotRun(format!("no drawing can be written as .{name}; the formats are {}", known.join(", ")))
    })
}

fn diagram(ready: &Ready, graph: &PositionGraph, arguments: &ArgMatches) -> Result<Diagram, Failure> {
    let words = Words::of(&ready.model);
    match arguments.get_one::<String>("view").map_or("board", String::as_str) {
        "blocks" => {
            let goal = goal(ready, graph, arguments.get_one::<String>("goal"))?;
            let answer = blocks(&ready.model, graph, &Ask::about(goal.clone()))
                .ok_or_else(|| Failure::CannotRun(format!("`{goal}` is not in the graph")))?;
            Ok(way(&words, graph, &answer))
        }
        "overview" => {
            let rings = deadlocks(&ready.model, graph);
            overview(&words, graph, &rings, arguments.get_flag("force")).map_err(|large| {
                Failure::CannotRun(format!(
                    "an overview of {} boxes and {} lines cannot be read; draw the board or `blocks GOAL`, or insist with --force",
                    large.boxes, large.lines
                ))
            })
        }
        _ => Ok(board(&words, graph, &conflicts(&ready.model, graph, ready.model.goal.as_ref()), ready.model.goal.as_ref())),
    }
}
