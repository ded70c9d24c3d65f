//! `eval`: how far the extractor agrees with hand-coded texts.

use std::fmt::Write as _;
use std::path::Path;

use clap::ArgMatches;
use serde_json::{Map, Value, json};

use crate::extract::{
    Coders, FactKind, FieldAgreement, Gold, Level, Score, Tally, between, lower_bound, score,
};

use super::Command;
use super::arguments::{Given as _, path};
use super::context::Context;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "eval",
    about: "Measure extraction against hand-coded texts",
    arguments: |command| {
        command.args([
            path(
                "gold",
                "DIR",
                "A folder with NAME.json, NAME.model.json and NAME.txt",
            )
            .required(true),
            path(
                "coder",
                "DIR",
                "The same texts as another coder has them: how far the two agree, field by field",
            ),
            path(
                "texts",
                "DIR",
                "Where the texts are, if not beside the gold",
            ),
            path(
                "write",
                "FILE",
                "Write the counts per rule, from which confidence is computed",
            ),
        ])
    },
    writes: |arguments| arguments.path("write").is_some(),
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let gold = gold(arguments)?;
    let score = score(&gold);
    let agreement = agreement(arguments, &gold)?;
    if let Some(path) = arguments.path("write") {
        write_counts(path, &score)?;
    }
    Ok(context.either(
        || format!("{}\n{}", told(&score), agreement_in_words(&agreement)),
        || as_json(&score, &agreement),
    ))
}

/// How far coders agree: those of the gold with the rules, and with another coder where one is named.
fn agreement(
    arguments: &ArgMatches,
    gold: &[Gold],
) -> Result<Vec<(&'static str, Coders)>, Failure> {
    let rules: Vec<Gold> = gold.iter().map(Gold::as_the_rules_have_it).collect();
    let core: Vec<Gold> = gold.iter().map(Gold::core_only).collect();
    let other = other_coder(arguments)?;
    let other = other.map(|other| ("the two coders", between(&core, &other)));
    let rules = ("the coder and the rules", between(&core, &rules));
    Ok(other.into_iter().chain([rules]).collect())
}

/// The same texts as another coder has them, where one is named.
fn other_coder(arguments: &ArgMatches) -> Result<Option<Vec<Gold>>, Failure> {
    let Some(folder) = arguments.path("coder") else {
        return Ok(None);
    };
    let texts = arguments.path("texts").or(arguments.path("gold"));
    let other = Gold::read(folder, texts.map(|texts| texts.as_path()))
        .map_err(|error| Failure::at(folder, error))?;
    Ok(Some(other.iter().map(Gold::core_only).collect()))
}

/// `holder         41     38   0.91`
pub(super) fn field_in_words(field: &FieldAgreement) -> String {
    let alpha = field.alpha.map(|alpha| format!("{alpha:.2}"));
    format!(
        "{:<10} {:>6} {:>6} {:>6}\n",
        field.field,
        field.units,
        field.same,
        alpha.as_deref().unwrap_or("-")
    )
}

fn agreement_in_words(all: &[(&str, Coders)]) -> String {
    let mut text = String::new();
    for (who, coders) in all {
        let (one, other) = coders.facts;
        let _ = writeln!(
            text,
            "{who} ({one} and {other} facts)\nfield       units   same  alpha"
        );
        let fields = coders.fields.iter();
        text.extend(fields.map(field_in_words));
        if !coders.left_out.is_empty() {
            let names = coders.left_out.join(", ");
            let _ = writeln!(
                text,
                "not compared, for the two have not coded the same text: {names}"
            );
        }
        text.push('\n');
    }
    text
}

/// The hand-coded texts.
fn gold(arguments: &ArgMatches) -> Result<Vec<Gold>, Failure> {
    let folder = arguments.path("gold").expect("clap requires it");
    let texts = arguments.path("texts").map(|texts| texts.as_path());
    Gold::read(folder, texts).map_err(|error| Failure::at(folder, error))
}

fn write_counts(path: &Path, score: &Score) -> Result<(), Failure> {
    super::files::write_file(path, counts(score).as_bytes(), Some(path))
}

/// The counts per rule as the YAML that ships with the program.
fn counts(score: &Score) -> String {
    let mut text = "# Counted by `impasse eval --gold tests/gold --write` on our hand-coded texts: rule, facts proposed, facts that the coder has too.\nversion: 1\nrules:\n".to_owned();
    for (rule, (proposed, right)) in &score.rules {
        let _ = writeln!(text, "  {rule}: [{proposed}, {right}]");
    }
    text
}

fn told(score: &Score) -> String {
    let coded = score.levels.get(&Level::Lenient).map_or(0, |t| t.coded);
    let texts = score.documents.len();
    [
        format!("{texts} texts, {coded} core facts coded\n"),
        by_level(score),
        by_kind(score),
        by_text(score),
        worst_rules(score),
    ]
    .join("\n")
}

fn by_level(score: &Score) -> String {
    let mut text = "level      proposed  precision  recall     F1\n".to_owned();
    for level in Level::ALL {
        let tally = score.levels.get(&level).copied().unwrap_or_default();
        let _ = writeln!(text, "{:<9} {}", level.word(), shares(tally));
    }
    text
}

fn by_kind(score: &Score) -> String {
    let mut text =
        "kind                coded  proposed  precision  recall     F1   (lenient)\n".to_owned();
    for kind in FactKind::ALL.into_iter().filter(|kind| kind.is_core()) {
        let tally = score.kinds.get(&(Level::Lenient, kind));
        let tally = tally.copied().unwrap_or_default();
        let _ = writeln!(
            text,
            "{:<18} {:>6} {}",
            kind.word(),
            tally.coded,
            shares(tally)
        );
    }
    text
}

fn by_text(score: &Score) -> String {
    let mut text =
        "text               coded  proposed  precision  recall     F1   (lenient)\n".to_owned();
    for (name, tally) in &score.by_document {
        let _ = writeln!(text, "{name:<17} {:>6} {}", tally.coded, shares(*tally));
    }
    text
}

/// The columns that all tables of tallies end with.
fn shares(tally: Tally) -> String {
    format!(
        "{:>9} {:>10} {:>7} {:>6}",
        tally.proposed,
        percent(tally.precision()),
        percent(tally.recall()),
        percent(tally.f1())
    )
}

fn worst_rules(score: &Score) -> String {
    let mut text = "rule                              proposed  right  at least   (the worst, of three facts or more)\n".to_owned();
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
    let rules = score.rules.iter().map(|(rule, counts)| (rule, *counts));
    let mut rules: Vec<_> = rules.filter(|(_, (proposed, _))| *proposed > 2).collect();
    // A stable sort: rules that are as reliable as each other stay in the order of their names.
    rules.sort_by(|(_, one), (_, other)| reliability(*one).total_cmp(&reliability(*other)));
    rules
}

fn reliability((proposed, right): (u32, u32)) -> f64 {
    lower_bound(right, proposed)
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn as_json(score: &Score, agreement: &[(&str, Coders)]) -> Value {
    json!({
        "command": "eval",
        "documents": documents(score),
        "levels": levels(score),
        "kinds": kinds(score),
        "rules": rules(score),
        "agreement": agreement.iter().map(agreement_as_json).collect::<Value>(),
    })
}

fn agreement_as_json((who, coders): &(&str, Coders)) -> Value {
    let fields = coders.fields.iter().map(field_as_json);
    json!({
        "between": who,
        "facts": [coders.facts.0, coders.facts.1],
        "left_out": coders.left_out,
        "fields": fields.collect::<Value>(),
    })
}

pub(super) fn field_as_json(field: &FieldAgreement) -> Value {
    json!({
        "field": field.field,
        "units": field.units,
        "same": field.same,
        "alpha": field.alpha,
    })
}

fn documents(score: &Score) -> Map<String, Value> {
    let documents = score.by_document.iter();
    documents
        .map(|(name, t)| (name.clone(), tally(t)))
        .collect()
}

fn levels(score: &Score) -> Map<String, Value> {
    let levels = score.levels.iter();
    levels
        .map(|(level, t)| (level.word().to_owned(), tally(t)))
        .collect()
}

fn kinds(score: &Score) -> Value {
    score.kinds.iter().map(kind).collect()
}

fn kind(((level, kind), t): (&(Level, FactKind), &Tally)) -> Value {
    json!({ "level": level.word(), "kind": kind.word(), "tally": tally(t) })
}

fn rules(score: &Score) -> Value {
    score.rules.iter().map(rule).collect()
}

fn rule((rule, (proposed, right)): (&String, &(u32, u32))) -> Value {
    let lower_bound = lower_bound(*right, *proposed);
    json!({ "rule": rule, "proposed": proposed, "right": right, "lower_bound": lower_bound })
}

fn tally(t: &Tally) -> Value {
    json!({
        "proposed": t.proposed,
        "right": t.right,
        "coded": t.coded,
        "found": t.found,
        "precision": t.precision(),
        "recall": t.recall(),
        "f1": t.f1(),
    })
}
