//! A picture of what blocks a goal, before and after something that is supposed, or now and on an earlier day.

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::analysis::{Ask, Blocks, Known, blocks};
use crate::cli::arguments::Given as _;
use crate::cli::blocks::not_in_the_graph;
use crate::cli::context::Ready;
use crate::cli::outcome::Failure;
use crate::cli::what_if::Supposed;
use crate::graph::PositionGraph;
use crate::source::Date;
use crate::view::{
    Between, KnotPicture, Words, knots, knots_compared, parties_shown, what_is_supposed,
};

/// What is supposed by each of these.
const SUPPOSED: [&str; 7] = ["grant", "waive", "refuse", "hold", "without", "reach", "on"];

/// The picture of two answers, where something is supposed or an earlier day is asked about.
pub(super) fn compared(
    ready: &Ready,
    graph: &PositionGraph,
    answer: &Blocks,
    arguments: &ArgMatches,
) -> Result<Option<KnotPicture>, Failure> {
    let given = |name: &str| arguments.value_source(name) == Some(ValueSource::CommandLine);
    let is_supposed = SUPPOSED.into_iter().any(given);
    match (is_supposed, arguments.day("since")?) {
        (false, None) => Ok(None),
        (true, Some(_)) => Err(Failure::CannotRun(
            "--since compares with an earlier day, and the others with what is supposed: leave one out"
                .to_owned(),
        )),
        (false, Some(since)) => since_then(ready, graph, answer, since).map(Some),
        (true, None) => supposed(ready, graph, answer, arguments).map(Some),
    }
}

/// Now, with what was there on an earlier day.
fn since_then(
    ready: &Ready,
    graph: &PositionGraph,
    answer: &Blocks,
    since: Date,
) -> Result<KnotPicture, Failure> {
    if ready.day.is_some_and(|day| day < since) {
        return Err(Failure::CannotRun(format!(
            "{since} comes after the day of the question"
        )));
    }
    let earlier = Ready {
        day: Some(since),
        ..ready.clone()
    };
    let then = earlier.graph();
    let before = ask(&earlier, &then, &Ask::about(answer.goal.clone()))?;
    let now = knots(&Words::on(&ready.model, graph), graph, answer);
    let was = knots(&Words::on(&ready.model, &then), &then, &before);
    let between = Between::Since(since);
    Ok(knots_compared((was, &before), (now, answer), &between))
}

/// Now, with what would be.
fn supposed(
    ready: &Ready,
    graph: &PositionGraph,
    answer: &Blocks,
    arguments: &ArgMatches,
) -> Result<KnotPicture, Failure> {
    let supposed = Supposed::of(ready, graph, arguments)?;
    let later = supposed.later(ready, graph);
    let then = later.supposing(&supposed.supposing(ready.day));
    let asked = Ask {
        supposed: supposed.changes.clone(),
        ..Ask::about(answer.goal.clone())
    };
    let after = ask(&later, &then, &asked)?;
    let words = Words::on(&later.model, &then);
    let elsewhere = Known::Exact(Vec::new());
    let told = what_is_supposed(&words, &then, &supposed.between(answer, &after, &elsewhere));
    let now = knots(&Words::on(&ready.model, graph), graph, answer);
    let mut would_be = knots(&words, &then, &after);
    would_be.keep_hues(&parties_shown(&Words::on(&ready.model, graph), graph));
    let between = Between::Supposed(told);
    Ok(knots_compared((now, answer), (would_be, &after), &between))
}

fn ask(ready: &Ready, graph: &PositionGraph, asked: &Ask) -> Result<Blocks, Failure> {
    let answer = blocks(&ready.model, graph, asked);
    answer.ok_or_else(|| not_in_the_graph(&asked.goal))
}
