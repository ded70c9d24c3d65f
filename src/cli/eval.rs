//! `eval`: how far the extractor agrees with hand-coded texts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use serde_json::{Value, json};

use crate::extract::{FactKind, Gold, Level, Score, Tally, lower_bound, score};
use crate::write;

use super::Command;
use super::context::{Context, Failure, Outcome, pretty};

pub(super) const COMMAND: Command = Command {
    name: "eval",
    about: "Measure extraction against hand-coded texts",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command
        .arg(
            Arg::new("gold")
                .long("gold")
                .value_name("DIR")
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help("A folder with NAME.json, NAME.model.json and NAME.txt"),
        )
        .arg(
            Arg::new("texts")
                .long("texts")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Where the texts are, if not beside the gold"),
        )
        .arg(
            Arg::new("write")
                .long("write")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write the counts per rule, from which confidence is computed"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let folder = arguments.get_one::<PathBuf>("gold").expect("required");
    let texts = arguments.get_one::<PathBuf>("texts").map(PathBuf::as_path);
    let gold = Gold::read(folder, texts)
        .map_err(|error| Failure::CannotRun(format!("{}: {error}", folder.display())))?;
    let score = score(&gold);
    if let Some(path) = arguments.get_one::<PathBuf>("write") {
        write_counts(path, &score)?;
    }
    Ok(Outcome::answered(if context.json {
        pretty(&as_json(&score))
    } else {
        table(&score)
    }))
}

fn write_counts(path: &Path, score: &Score) -> Result<(), Failure> {
    write::write_whole(path, counts(score).as_bytes())
        .map_err(|error| Failure::CannotRun(format!("{}: {error}", path.display())))
}

/// The counts per rule as the YAML that ships with the program.
fn counts(score: &Score) -> String {
    let mut text = "# Counted by `impasse eval --gold tests/gold --write` on our hand-coded texts: rule, facts proposed, facts that the coder has too.\nversion: 1\nrules:\n".to_owned();
    for (rule, (proposed, right)) in &score.rules {
        let _ = writeln!(text, "  {rule}: [{proposed}, {right}]");
    }
    text
}

fn table(score: &Score) -> String {
    let mut text = format!(
        "{} texts, {} core facts coded\n\nlevel      proposed  precision  recall     F1\n",
        score.documents.len(),
        score.levels.get(&Level::Lenient).map_or(0, |t| t.coded)
    );
    for level in Level::ALL {
        let tally = score.levels.get(&level).copied().unwrap_or_default();
        let _ = writeln!(
            text,
            "{:<9} {:>9} {:>10} {:>7} {:>6}",
            level.word(),
            tally.proposed,
            percent(tally.precision()),
            percent(tally.recall()),
            percent(tally.f1())
        );
    }
    text.push_str("\nkind                coded  proposed  precision  recall     F1   (lenient)\n");
    for kind in FactKind::ALL.into_iter().filter(|kind| kind.is_core()) {
        let tally = score
            .kinds
            .get(&(Level::Lenient, kind))
            .copied()
            .unwrap_or_default();
        let _ = writeln!(
            text,
            "{:<18} {:>6} {:>9} {:>10} {:>7} {:>6}",
            kind.word(),
            tally.coded,
            tally.proposed,
            percent(tally.precision()),
            percent(tally.recall()),
            percent(tally.f1())
        );
    }
    text.push_str("\ntext               coded  proposed  precision  recall     F1   (lenient)\n");
    for (name, tally) in &score.by_document {
        let _ = writeln!(
            text,
            "{name:<17} {:>6} {:>9} {:>10} {:>7} {:>6}",
            tally.coded,
            tally.proposed,
            percent(tally.precision()),
            percent(tally.recall()),
            percent(tally.f1())
        );
    }
    text.push_str("\nrule                              proposed  right  at least   (the worst, of three facts or more)\n");
    for (rule, (proposed, right)) in worst(score).into_iter().take(12) {
        let _ = writeln!(
            text,
            "{rule:<34} {proposed:>7} {right:>6} {:>9}",
            percent(lower_bound(right, proposed))
        );
    }
    text
}

/// The rules with three facts or more, the least reliable first.
fn worst(score: &Score) -> Vec<(&String, (u32, u32))> {
    let mut rules: Vec<(&String, (u32, u32))> = score
        .rules
        .iter()
        .map(|(rule, counts)| (rule, *counts))
        .filter(|(_, (proposed, _))| *proposed > 2)
        .collect();
    rules.sort_by(|a, b| {
        lower_bound(a.1.1, a.1.0)
            .total_cmp(&lower_bound(b.1.1, b.1.0))
            .then(a.0.cmp(b.0))
    });
    rules
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn as_json(score: &Score) -> Value {
    let tally = |t: &Tally| json!({ "proposed": t.proposed, "right": t.right, "coded": t.coded, "found": t.found, "precision": t.precision(), "recall": t.recall(), "f1": t.f1() });
    let levels: serde_json::Map<String, Value> = score
        .levels
        .iter()
        .map(|(level, t)| (level.word().to_owned(), tally(t)))
        .collect();
    let kinds: Vec<Value> =
        score.kinds.iter().map(|((level, kind), t)| json!({ "level": level.word(), "kind": kind.word(), "tally": tally(t) })).collect();
    let rules: Vec<Value> = score.rules.iter().map(|(rule, (proposed, right))| json!({ "rule": rule, "proposed": proposed, "right": right, "lower_bound": lower_bound(*right, *proposed) })).collect();
    let documents: serde_json::Map<String, Value> = score
        .by_document
        .iter()
        .map(|(name, t)| (name.clone(), tally(t)))
        .collect();
    json!({ "command": "eval", "documents": documents, "levels": levels, "kinds": kinds, "rules": rules })
}
