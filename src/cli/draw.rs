//! `draw`: one drawing of the model.

use std::path::PathBuf;
use std::process::{Command as Program, Stdio};
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches};

use crate::analysis::{Ask, Budget, blocks, conflicts, deadlocks};
use crate::graph::PositionGraph;
use crate::layout::{Placed, graphviz, place, without_glyph};
use crate::model::IssueId;
use crate::view::{Cut, Diagram, Words, board, deadlock, overview, parties, scale, timeline, way};
use crate::write::{DRAWINGS, DrawingFormat, PictureSize, Spelling, write_whole};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, goal, party, target};

pub(super) const COMMAND: Command = Command {
    name: "draw",
    about: "A drawing: board, blocks, deadlock, parties, timeline, scale, or overview",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    let formats: Vec<&str> = DRAWINGS.iter().map(|format| format.name).collect();
    command
        .arg(
            Arg::new("view")
                .value_name("VIEW")
                .value_parser(VIEWS)
                .default_value("board"),
        )
        .arg(Arg::new("goal").value_name("GOAL").help(
            "For `blocks` the goal, for `scale` the issue, for `deadlock` the number of the ring",
        ))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write a file; its ending names the format"),
        )
        .arg(
            Arg::new("to")
                .long("to")
                .value_parser(formats)
                .help("The format, where no file's ending says it"),
        )
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name("FACTOR")
                .value_parser(clap::value_parser!(f64))
                .default_value("2")
                .help("For pixels: how many to each pixel of the drawing"),
        )
        .arg(
            Arg::new("width")
                .long("width")
                .value_name("PIXELS")
                .value_parser(clap::value_parser!(u32))
                .help("For pixels: the width of the picture"),
        )
        .arg(
            Arg::new("engine")
                .long("engine")
                .value_parser(["built-in", "dot"])
                .default_value("built-in")
                .help("Who places a graph: ours, or Graphviz where `dot` is on PATH"),
        )
        .arg(
            Arg::new("rows")
                .long("rows")
                .value_name("FROM-TO")
                .help("For `board`: only these rows, so that it fits a slide"),
        )
        .arg(
            Arg::new("around")
                .long("around")
                .value_name("ID")
                .help("For `overview`: what lies around a milestone or an issue"),
        )
        .arg(
            Arg::new("depth")
                .long("depth")
                .value_name("N")
                .value_parser(clap::value_parser!(usize))
                .help("How many lines away --around and --issue reach: 2 and 1 unless told"),
        )
        .arg(
            Arg::new("issue")
                .long("issue")
                .value_name("ISSUE")
                .help("For `overview`: an issue and what is said of it"),
        )
        .arg(
            Arg::new("party")
                .long("party")
                .value_name("PARTY")
                .help("For `overview` and `timeline`: only what this party says"),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Draw an overview that is too large to read"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let output = arguments.get_one::<PathBuf>("output");
    let format = format(output, arguments.get_one::<String>("to"))?;
    let ready = context.ready()?;
    let graph = ready.graph();
    let diagram = diagram(&ready, &graph, arguments)?;
    let size = PictureSize {
        scale: arguments.get_one::<f64>("scale").copied().unwrap_or(2.0),
        width: arguments.get_one::<u32>("width").copied(),
    };
    let mut notes = warnings(&diagram, format);
    let placed = match arguments.get_one::<String>("engine").map(String::as_str) {
        Some("dot") => by_dot(&diagram, &mut notes),
        _ => place(&diagram),
    };
    notes += &for_a_slide(
        arguments
            .get_one::<String>("view")
            .map_or("board", String::as_str),
        &placed,
        format,
    );
    let drawn = format
        .bytes(&diagram, &placed, size)
        .map_err(Failure::CannotRun)?;
    let Some(path) = output else {
        return match String::from_utf8(drawn) {
            Ok(text) => Ok(Outcome {
                notes,
                ..Outcome::answered(text)
            }),
            Err(_) => Err(Failure::CannotRun(format!(
                "a {} is no text; name a file with -o",
                format.name
            ))),
        };
    };
    write_whole(path, &drawn)
        .map_err(|error| Failure::CannotRun(format!("cannot write {}: {error}", path.display())))?;
    notes += &format!("wrote {}\n", path.display());
    Ok(Outcome {
        text: String::new(),
        notes,
        code: 0,
    })
}

/// A slide of 16:9 in points, and the smallest words that its back row can read.
const SLIDE: (f64, f64) = (960.0, 540.0);
const READABLE: f64 = 9.0;

/// How to make a drawing legible on a slide, where fitted to one its words would be too small.
fn for_a_slide(view: &str, placed: &Placed, format: &DrawingFormat) -> String {
    // Title, legend and sources take about so much beside the drawing itself.
    let (width, height) = (placed.width.max(620.0) + 48.0, placed.height + 190.0);
    let words = 12.0 * (SLIDE.0 / width).min(SLIDE.1 / height);
    if words >= READABLE || !matches!(format.name, "svg" | "png") {
        return String::new();
    }
    let advice = match view {
        "board" => "take some rows (--rows 1-4), or give it a page",
        "overview" => "cut it down (--around, --issue, --party), or give it a page",
        "timeline" => "take one party (--party), or give it a page",
        _ => "give it a page",
    };
    format!("note: fitted to a 16:9 slide its words would be {words:.0} pt; {advice}\n")
}

/// How long Graphviz may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Placed by Graphviz where it can be; else by our own engine, and a note that says why.
fn by_dot(diagram: &Diagram, notes: &mut String) -> Placed {
    let Some(question) = graphviz::question(diagram) else {
        notes.push_str("note: this view is no graph in layers; the built-in engine places it\n");
        return place(diagram);
    };
    let answer = dot(&question).and_then(|plain| {
        graphviz::answer(diagram, &plain).ok_or_else(|| "it gave no answer that fits".to_owned())
    });
    answer.unwrap_or_else(|why| {
        *notes += &format!("note: Graphviz did not place it ({why}); the built-in engine did\n");
        place(diagram)
    })
}

/// What `dot -Tplain` says, in good time.
fn dot(question: &str) -> Result<String, String> {
    use std::io::{Read as _, Write as _};
    let start = Program::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = start.map_err(|error| format!("`dot` cannot be started: {error}"))?;
    let (mut into, mut out) = (
        child.stdin.take().expect("a pipe"),
        child.stdout.take().expect("a pipe"),
    );
    let question = question.to_owned();
    std::thread::spawn(move || into.write_all(question.as_bytes()));
    let (told, answer) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = out.read_to_string(&mut text).map(|_| text);
        let _ = told.send(read);
    });
    let heard = answer.recv_timeout(PATIENCE);
    let _ = child.kill();
    let ended = child.wait();
    match heard {
        Ok(Ok(text)) if !text.is_empty() => Ok(text),
        Ok(_) => Err(ended.map_or_else(
            |error| error.to_string(),
            |status| format!("`dot` ended with {status}"),
        )),
        Err(_) => Err(format!(
            "`dot` took longer than {} seconds",
            PATIENCE.as_secs()
        )),
    }
}

/// Letters that the shipped font lacks: pixels leave them out, other formats leave them to the reader's fonts.
fn warnings(diagram: &Diagram, format: &DrawingFormat) -> String {
    let words = diagram
        .boxes
        .iter()
        .flat_map(|b| [&b.label, &b.note, &b.over])
        .chain([&diagram.title, &diagram.subtitle]);
    let missing: std::collections::BTreeSet<char> =
        words.flat_map(|text| without_glyph(text)).collect();
    if missing.is_empty() {
        return String::new();
    }
    let mut some: String = missing.iter().take(40).collect();
    if missing.len() > 40 {
        some += &format!(" and {} more", missing.len() - 40);
    }
    let what = match format.write {
        Spelling::Pixels(_) => {
            "they are missing from the picture; an SVG leaves them to the reader's fonts"
        }
        Spelling::Words(_) => "the reader's own fonts draw them, and their widths are estimated",
    };
    format!("warning: the shipped font (Latin, Greek, Cyrillic) has no signs for {some}: {what}\n")
}

/// Every view.
const VIEWS: [&str; 7] = [
    "board", "blocks", "deadlock", "parties", "timeline", "scale", "overview",
];

fn format(
    output: Option<&PathBuf>,
    to: Option<&String>,
) -> Result<&'static DrawingFormat, Failure> {
    let ending = output
        .and_then(|path| path.extension())
        .and_then(|end| end.to_str())
        .map(str::to_lowercase);
    let name = to.cloned().or(ending).unwrap_or_else(|| "svg".to_owned());
    DRAWINGS
        .iter()
        .find(|format| format.name == name || format.endings.contains(&name.as_str()))
        .ok_or_else(|| {
            let known: Vec<String> = DRAWINGS
                .iter()
                .map(|format| format!(".{} ({})", format.name, format.about))
                .collect();
            Failure::CannotRun(format!(
                "no drawing can be written as .{name}; the formats are {}",
                known.join(", ")
            ))
        })
}

fn diagram(
    ready: &Ready,
    graph: &PositionGraph,
    arguments: &ArgMatches,
) -> Result<Diagram, Failure> {
    let words = Words::of(&ready.model);
    let only = arguments
        .get_one::<String>("party")
        .map(|text| party(ready, text))
        .transpose()?;
    match arguments
        .get_one::<String>("view")
        .map_or("board", String::as_str)
    {
        "blocks" => {
            let goal = goal(ready, graph, arguments.get_one::<String>("goal"))?;
            let answer = blocks(&ready.model, graph, &Ask::about(goal.clone()))
                .ok_or_else(|| Failure::CannotRun(format!("`{goal}` is not in the graph")))?;
            Ok(way(&words, graph, &answer))
        }
        "deadlock" => {
            let rings = deadlocks(&ready.model, graph, &Budget::FULL);
            let rings = rings.items();
            let asked = arguments
                .get_one::<String>("goal")
                .map_or("1", String::as_str);
            let number: usize = asked
                .parse()
                .ok()
                .filter(|n| (1..=rings.len().max(1)).contains(n))
                .ok_or_else(|| {
                    Failure::CannotRun(format!(
                        "there is no ring number {asked}; `impasse deadlocks` lists {}",
                        rings.len()
                    ))
                })?;
            Ok(deadlock(&words, graph, rings.get(number - 1)))
        }
        "parties" => Ok(parties(
            &words,
            graph,
            conflicts(
                &ready.model,
                graph,
                ready.model.goal.as_ref(),
                &Budget::FULL,
            )
            .items(),
        )),
        "timeline" => Ok(timeline(&words, graph, only.as_ref())),
        "scale" => {
            let issue = issue_with_scale(ready, arguments.get_one::<String>("goal"))?;
            let found = conflicts(
                &ready.model,
                graph,
                ready.model.goal.as_ref(),
                &Budget::FULL,
            );
            Ok(scale(
                &words,
                graph,
                found.items(),
                &ready.model.issues[&issue],
            ))
        }
        "overview" => {
            let rings = deadlocks(&ready.model, graph, &Budget::FULL);
            let rings = rings.items();
            let around = arguments
                .get_one::<String>("around")
                .or(arguments.get_one::<String>("issue"));
            let cut = Cut {
                around: around.map(|text| target(ready, graph, text)).transpose()?,
                depth: arguments.get_one::<usize>("depth").copied().unwrap_or(
                    if arguments.contains_id("around") {
                        2
                    } else {
                        1
                    },
                ),
                party: only,
                force: arguments.get_flag("force"),
            };
            overview(&words, graph, rings, &cut).map_err(|large| {
                Failure::CannotRun(format!(
                    "an overview of {} boxes and {} lines cannot be read; cut it down with --around ID --depth N, --issue or --party, draw the board or `blocks GOAL`, or insist with --force",
                    large.boxes, large.lines
                ))
            })
        }
        _ => {
            let found = conflicts(
                &ready.model,
                graph,
                ready.model.goal.as_ref(),
                &Budget::FULL,
            );
            let mut diagram = board(&words, graph, found.items(), ready.model.goal.as_ref());
            if let Some(text) = arguments.get_one::<String>("rows") {
                diagram.keep_rows(rows(text)?);
            }
            Ok(diagram)
        }
    }
}

/// `1-4`, or one number.
fn rows(text: &str) -> Result<std::ops::RangeInclusive<usize>, Failure> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(first..=last),
        _ => Err(Failure::CannotRun(format!(
            "--rows takes rows such as 1-4, not `{text}`"
        ))),
    }
}

/// The issue that is meant: the one named, else the only one with a scale.
fn issue_with_scale(ready: &Ready, named: Option<&String>) -> Result<IssueId, Failure> {
    let scaled: Vec<&IssueId> = ready
        .model
        .issues
        .values()
        .filter(|issue| issue.scale.is_some())
        .map(|issue| &issue.id)
        .collect();
    let list = || {
        scaled
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (named, scaled.as_slice()) {
        (Some(name), _) if scaled.iter().any(|id| id.as_str() == name) => Ok(IssueId::new(name)),
        (Some(name), []) => Err(Failure::CannotRun(format!(
            "`{name}` has no scale, and no other issue here has one"
        ))),
        (Some(name), _) => Err(Failure::CannotRun(format!(
            "`{name}` is no issue with a scale; these are: {}",
            list()
        ))),
        (None, [one]) => Ok((*one).clone()),
        (None, []) => Err(Failure::CannotRun(
            "no issue of this model has a scale".to_owned(),
        )),
        (None, _) => Err(Failure::CannotRun(format!(
            "several issues have a scale; name one: {}",
            list()
        ))),
    }
}
