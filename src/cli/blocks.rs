//! `blocks X`: what blocks a goal, and whose moves would open it.

use clap::{Arg, ArgAction, ArgMatches};

use super::json;
use crate::analysis::{Ask, Blocks, Budget, SetsAsked, blocks};
use crate::graph::{Change, PositionGraph};
use crate::view::{Words, blocks_answer, how_sure, tree};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, goal, party};

pub(super) const COMMAND: Command = Command {
    name: "blocks",
    about: "What blocks a goal, and whose moves would open it",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    question(command)
        .arg(
            Arg::new("certificate")
                .long("certificate")
                .value_name("FILE")
                .help("Also write the claims of the answer to a file that `verify` checks"),
        )
        .arg(
            Arg::new("tree")
                .long("tree")
                .action(ArgAction::SetTrue)
                .help("Print what the goal needs as a tree, unmet parts only"),
        )
}

/// The arguments of the question itself, which `what-if` asks too.
pub(super) fn question(command: clap::Command) -> clap::Command {
    command
        .arg(Arg::new("goal").value_name("GOAL").help("A milestone, an issue, or issue/option; without it, the model's goal"))
        .arg(Arg::new("sets").long("sets").value_name("K|all").default_value("10").help("How many smallest sets to list"))
        .arg(
            Arg::new("secure")
                .long("secure")
                .action(ArgAction::SetTrue)
                .help("Which changes, and which unknowns granted, make the goal certain"),
        )
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("NODES")
                .value_parser(clap::value_parser!(usize))
                .help("Give up exact families beyond so many nodes of a decision diagram, and search for the smallest sets alone"),
        )
        .arg(Arg::new("party").long("party").value_name("PARTY").help("Only what this party can move"))
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let answer = ask(&ready, &graph, arguments, Vec::new())?;
    if let Some(file) = arguments.get_one::<String>("certificate") {
        let whole = ask_for(&ready, &graph, arguments, MOST_CERTIFIED)?;
        let claims =
            super::verify::certificate(&ready.model, ready.day, context.as_of.is_some(), &whole)
                .map_err(Failure::CannotRun)?;
        let text = serde_json::to_string_pretty(&claims).expect("our values have text keys") + "\n";
        crate::write::write_whole(std::path::Path::new(file), text.as_bytes())
            .map_err(|error| Failure::CannotRun(format!("cannot write {file}: {error}")))?;
    }
    let document = || {
        let words = Words::of(&ready.model);
        let mut document = blocks_answer(&words, &graph, &answer);
        if arguments.get_flag("tree") {
            document.sections.extend(tree(&words, &graph, &answer.goal));
        }
        document.sections.extend(how_sure(&words, &answer));
        document
    };
    Ok(context.answer(document, || json::blocks(&ready.model, &graph, &answer)))
}

/// Sets that a certificate lists of each family: all of them, where they are no more, so that they can be proved whole.
const MOST_CERTIFIED: usize = 2_000;

/// The answer for a certificate, which lists more sets than a reader wants.
fn ask_for(
    ready: &Ready,
    graph: &PositionGraph,
    arguments: &ArgMatches,
    most: usize,
) -> Result<Blocks, Failure> {
    let asked = question_in(ready, graph, arguments)?;
    let sets = match asked.sets {
        SetsAsked::First(count) => SetsAsked::First(count.max(most)),
        SetsAsked::All => SetsAsked::All,
    };
    answer(
        ready,
        graph,
        &Ask {
            sets,
            confidence: false,
            ..asked
        },
    )
}

/// The answer to the question in the arguments, with some changes supposed to have been made.
pub(super) fn ask(
    ready: &Ready,
    graph: &PositionGraph,
    arguments: &ArgMatches,
    supposed: Vec<Change>,
) -> Result<Blocks, Failure> {
    answer(
        ready,
        graph,
        &Ask {
            supposed,
            ..question_in(ready, graph, arguments)?
        },
    )
}

/// The question in the arguments.
fn question_in(
    ready: &Ready,
    graph: &PositionGraph,
    arguments: &ArgMatches,
) -> Result<Ask, Failure> {
    let goal = goal(ready, graph, arguments.get_one::<String>("goal"))?;
    Ok(Ask {
        secure: arguments.get_flag("secure"),
        party: arguments
            .get_one::<String>("party")
            .map(|text| party(ready, text))
            .transpose()?,
        sets: sets(
            arguments
                .get_one::<String>("sets")
                .map_or("10", String::as_str),
        )?,
        supposed: Vec::new(),
        budget: arguments
            .get_one::<usize>("limit")
            .map_or(Budget::FULL, |&nodes| Budget::of_nodes(nodes)),
        confidence: true,
        goal,
    })
}

fn answer(ready: &Ready, graph: &PositionGraph, asked: &Ask) -> Result<Blocks, Failure> {
    blocks(&ready.model, graph, asked)
        .ok_or_else(|| Failure::CannotRun(format!("`{}` is not in the graph", asked.goal)))
}

fn sets(text: &str) -> Result<SetsAsked, Failure> {
    match (text, text.parse()) {
        ("all", _) => Ok(SetsAsked::All),
        (_, Ok(count)) => Ok(SetsAsked::First(count)),
        _ => Err(Failure::CannotRun(format!(
            "--sets takes a number or `all`, not `{text}`"
        ))),
    }
}
