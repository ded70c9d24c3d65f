//! `blocks X`: what blocks a goal, and whose moves would open it.

use std::path::Path;

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::json;
use crate::analysis::{Ask, Blocks, Budget, SetsAsked, blocks};
use crate::graph::{Change, PositionGraph};
use crate::model::Target;
use crate::view::{Document, Ways, Words, blocks_answer, how_sure, tree};

use super::Command;
use super::arguments::{Given as _, flag, named, path, placed};
use super::certificate::certificate;
use super::context::{Context, Ready};
use super::files::write_file;
use super::named::{goal, party_if_any};
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "blocks",
    about: "What blocks a goal, and whose moves would open it",
    arguments,
    writes: |arguments| arguments.path("certificate").is_some(),
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    question(command).args([
        path(
            "certificate",
            "FILE",
            "Also write the claims of the answer to a file that `verify` checks",
        ),
        flag(
            "tree",
            "Print what the goal needs as a tree, unmet parts only",
        ),
    ])
}

/// The arguments of the question itself, which `what-if` asks too.
pub(super) fn question(command: clap::Command) -> clap::Command {
    command.args([
        placed("goal", "GOAL")
            .help("A milestone, an issue, or issue/option; without it, the model's goal"),
        named("sets", "K|all", "How many smallest sets to list").default_value("10"),
        flag(
            "secure",
            "Which changes, and which unknowns granted, make the goal certain",
        ),
        named(
            "limit",
            "NODES",
            "Give up exact families beyond so many nodes of a decision diagram, and search for the smallest sets alone",
        )
        .value_parser(clap::value_parser!(usize)),
        named("party", "PARTY", "Only what this party can move"),
    ])
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let asking = Asking {
        ready: &ready,
        graph: &graph,
        arguments,
    };
    let answer = asking.answer(Vec::new())?;
    if let Some(file) = arguments.path("certificate") {
        asking.certify(context, file)?;
    }
    Ok(context.answer(
        || asking.document(&answer),
        || json::blocks(&ready.model, &graph, &answer),
    ))
}

/// Sets that a certificate lists of each family: all of them, where they are no more, so that they can be proved whole.
const MOST_CERTIFIED: usize = 2_000;

/// The question in the arguments, put to a graph of the model.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub ready: &'a Ready,
    pub graph: &'a PositionGraph,
    pub arguments: &'a ArgMatches,
}

impl Asking<'_> {
    /// The answer, with some changes supposed to have been made.
    pub fn answer(&self, supposed: Vec<Change>) -> Result<Blocks, Failure> {
        self.ask(&Ask {
            supposed,
            ..self.question()?
        })
    }

    /// Writes a certificate, which lists more sets than a reader wants.
    fn certify(&self, context: &Context, file: &Path) -> Result<(), Failure> {
        let ready = self.ready;
        let answer = self.long_answer()?;
        let claims = certificate(&ready.model, ready.day, context.as_of.is_some(), &answer)
            .map_err(Failure::CannotRun)?;
        let text = serde_json::to_string_pretty(&claims).expect("our values have text keys") + "\n";
        write_file(file, text.as_bytes(), Some(file))
    }

    /// The answer with as many sets as a certificate lists.
    fn long_answer(&self) -> Result<Blocks, Failure> {
        let asked = self.question()?;
        self.ask(&Ask {
            sets: to_certify(asked.sets),
            confidence: false,
            ..asked
        })
    }

    fn question(&self) -> Result<Ask, Failure> {
        let given = self.arguments;
        Ok(Ask {
            goal: goal(self.ready, self.graph, given.text("goal"))?,
            secure: given.get_flag("secure"),
            party: party_if_any(self.ready, given.text("party"))?,
            sets: sets(given.text("sets").unwrap_or("10"))?,
            supposed: Vec::new(),
            budget: self.budget(),
            confidence: true,
        })
    }

    fn budget(&self) -> Budget {
        let limit = self.arguments.get_one::<usize>("limit");
        limit.map_or(Budget::FULL, |&nodes| Budget::of_nodes(nodes))
    }

    fn ask(&self, asked: &Ask) -> Result<Blocks, Failure> {
        let answer = blocks(&self.ready.model, self.graph, asked);
        answer.ok_or_else(|| not_in_the_graph(&asked.goal))
    }

    fn document(&self, answer: &Blocks) -> Document {
        let words = Words::on(&self.ready.model, self.graph);
        let told = match self.arguments.value_source("sets") {
            Some(ValueSource::CommandLine) => Ways::OneByOne,
            _ => Ways::InKnots,
        };
        let mut document = blocks_answer(&words, self.graph, answer, told);
        if self.arguments.get_flag("tree") {
            let tree = tree(&words, self.graph, answer);
            document.sections.extend(tree);
        }
        document.sections.extend(how_sure(&words, answer));
        document
    }
}

pub(super) fn not_in_the_graph(goal: &Target) -> Failure {
    Failure::CannotRun(format!("`{goal}` is not in the graph"))
}

/// How many sets a certificate lists, where a reader asks for so many.
fn to_certify(asked: SetsAsked) -> SetsAsked {
    match asked {
        SetsAsked::First(count) => SetsAsked::First(count.max(MOST_CERTIFIED)),
        SetsAsked::All => SetsAsked::All,
    }
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
