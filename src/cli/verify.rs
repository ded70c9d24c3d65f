//! `verify FILE`: checks the claims of an answer again, without the engine that gave it.

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::analysis::Blocks;
use crate::graph::Change;
use crate::model::Model;
use crate::source::Date;
use crate::verify::{Certificate, Claim, FORM, Family, Move, Verdict, verify};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, pretty};

pub(super) const COMMAND: Command = Command {
    name: "verify",
    about: "Check a certificate that `blocks --certificate` wrote, without the engine that gave the answer",
    arguments: |command| {
        command.arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .help("The certificate"),
        )
    },
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let file = arguments
        .get_one::<String>("file")
        .expect("clap requires it");
    let certificate = certificate_in(file)?;
    let mut ready = context.ready()?;
    same_question(context, &ready, file, &certificate)?;
    let asked_day = certificate
        .as_of
        .as_ref()
        .filter(|_| certificate.as_of_asked);
    if let (Some(day), None) = (asked_day, context.as_of) {
        let day = day
            .parse()
            .map_err(|error| Failure::CannotRun(format!("{file}: `{day}` is {error}")))?;
        ready.model = ready.model.known_on(day);
    }
    let claims = verify(&ready.model, &certificate).map_err(Failure::CannotRun)?;
    let count = |verdict: Verdict| {
        claims
            .iter()
            .filter(|claim| claim.verdict == verdict)
            .count()
    };
    let (wrong, unchecked) = (count(Verdict::Fails), count(Verdict::NotChecked));
    let fails = wrong > 0;
    let text = if context.json {
        pretty(&json!({
            "command": "verify", "model": certificate.model, "as_of": certificate.as_of,
            "goal": certificate.goal, "secure": certificate.secure, "party": certificate.party,
            "holds": !fails && unchecked == 0, "fails": wrong, "not_checked": unchecked, "claims": claims,
        }))
    } else {
        told(&certificate, &claims)
    };
    Ok(Outcome {
        text,
        notes: String::new(),
        code: u8::from(fails),
    })
}

fn certificate_in(file: &str) -> Result<Certificate, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::CannotRun(format!("cannot read {file}: {error}")))?;
    let wrong =
        |error: serde_json::Error| Failure::CannotRun(format!("{file} is no certificate: {error}"));
    let value: serde_json::Value = serde_json::from_str(&text).map_err(wrong)?;
    if !value.is_object() {
        return Err(Failure::CannotRun(format!(
            "{file} is no certificate: a JSON object is wanted"
        )));
    }
    match value.get("certificate").and_then(serde_json::Value::as_u64) {
        Some(form) if form != u64::from(FORM) => Err(Failure::CannotRun(format!(
            "{file} has form {form}; this version reads form {FORM}: write it again with `blocks --certificate`"
        ))),
        // Read again as it stands, so that a key that is there twice is noticed.
        Some(_) | None => serde_json::from_str(&text).map_err(wrong),
    }
}

/// A certificate is about one model in one version, on one day.
fn same_question(
    context: &Context,
    ready: &Ready,
    file: &str,
    certificate: &Certificate,
) -> Result<(), Failure> {
    let no = |why: String| Err(Failure::CannotRun(format!("{file} {why}")));
    if ready.model.name != certificate.model {
        return no(format!(
            "is about the model `{}`, not `{}`; name it with -m",
            certificate.model, ready.model.name
        ));
    }
    if ready.model.version != certificate.version {
        return no(format!(
            "is about version {} of the model `{}`, which is now version {}: ask again with `blocks --certificate`",
            certificate.version, certificate.model, ready.model.version
        ));
    }
    let today = ready.day.map(|day| day.to_string());
    let same_day = match (context.as_of, certificate.as_of_asked) {
        (Some(day), asked) => asked && Some(day.to_string()) == certificate.as_of,
        (None, true) => true,
        (None, false) => today == certificate.as_of,
    };
    if !same_day {
        let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "no day".to_owned());
        let reads = |day: String, as_of: bool| match as_of {
            true => format!("{day} (with --as-of)"),
            false => format!("{day} (without --as-of)"),
        };
        return no(format!(
            "was written for {}, not for {}",
            reads(day(&certificate.as_of), certificate.as_of_asked),
            reads(day(&today), context.as_of.is_some())
        ));
    }
    Ok(())
}

fn told(certificate: &Certificate, claims: &[Claim]) -> String {
    let number = |verdict: Verdict| {
        claims
            .iter()
            .filter(|claim| claim.verdict == verdict)
            .count()
    };
    let (wrong, unchecked) = (number(Verdict::Fails), number(Verdict::NotChecked));
    let holding = claims.len() - wrong - unchecked;
    let secure = if certificate.secure {
        ", whatever the silent say"
    } else {
        ""
    };
    let party = certificate
        .party
        .as_ref()
        .map(|party| format!(", by what {party} can move"));
    let day = certificate
        .as_of
        .as_ref()
        .map(|day| format!(" on {day}"))
        .unwrap_or_default();
    let mut text = format!(
        "The question: what blocks {}{day}{secure}{}.\n",
        certificate.goal,
        party.unwrap_or_default()
    );
    text += &match (wrong, unchecked) {
        (0, 0) if claims.len() == 1 => "The one claim holds.\n".to_owned(),
        (0, 0) => format!("All {holding} claims hold.\n"),
        (0, unchecked) => format!("{holding} claims hold; {unchecked} could not be checked.\n"),
        (wrong, 0) => format!("{wrong} of {} claims do not hold.\n", claims.len()),
        (wrong, unchecked) => format!(
            "{wrong} of {} claims do not hold; {unchecked} could not be checked.\n",
            claims.len()
        ),
    };
    for claim in claims {
        let verdict = match claim.verdict {
            Verdict::Holds => "holds",
            Verdict::Fails => "DOES NOT HOLD",
            Verdict::NotChecked => "not checked",
        };
        text += &format!("- {verdict}: {}\n", claim.claim);
    }
    text
}

/// The claims of an answer as a certificate; `Err` where its status is not known exactly.
pub fn certificate(
    model: &Model,
    day: Option<Date>,
    as_of_asked: bool,
    answer: &Blocks,
) -> Result<Certificate, String> {
    let untimely = |why: Option<&str>| why == Some(crate::analysis::UNTIMELY);
    if untimely(answer.unblocking.why()) || untimely(answer.blocking.why()) {
        return Err(format!(
            "there is no certificate: {}",
            crate::analysis::UNTIMELY
        ));
    }
    let Some(standing) = answer.standing.exact() else {
        let why = answer.standing.why().unwrap_or_default();
        return Err(format!(
            "there is no certificate of a status that is not known: {why}"
        ));
    };
    let word = |value: serde_json::Value| value.as_str().map(str::to_owned);
    let unblocking = answer.unblocking.value().map(|sets| Family {
        count: sets.count.as_ref().map(ToString::to_string),
        listed: sets.listed.iter().map(|set| moves(&set.changes)).collect(),
    });
    let blocking = answer.blocking.value().map(|sets| Family {
        count: sets.count.as_ref().map(ToString::to_string),
        listed: sets.listed.iter().map(|set| moves(&set.changes)).collect(),
    });
    let nothing = || Family {
        count: None,
        listed: Vec::new(),
    };
    let certificate = Certificate {
        certificate: FORM,
        model: model.name.clone(),
        version: model.version.clone(),
        as_of: day.map(|day| day.to_string()),
        as_of_asked,
        goal: answer.goal.to_string(),
        secure: answer.secure,
        party: answer.asked_party.as_ref().map(ToString::to_string),
        status: word(json!(standing.status)).unwrap_or_default(),
        since: standing.since.map(|day| day.to_string()),
        by: standing.by.as_ref().map(ToString::to_string),
        kind: word(json!(standing.kind)),
        package_only: standing.package_only,
        unblocking: unblocking.unwrap_or_else(nothing),
        blocking: blocking.unwrap_or_else(nothing),
        digest: String::new(),
    };
    Ok(certificate.sealed())
}

fn moves(changes: &[Change]) -> Vec<Move> {
    changes.iter().map(as_move).collect()
}

fn as_move(change: &Change) -> Move {
    let (kind, condition) = match change {
        Change::Grant { .. } => ("grant", None),
        Change::Waive { condition, .. } => ("waive", Some(condition.label().to_owned())),
    };
    Move {
        kind: kind.to_owned(),
        party: change.party().to_string(),
        target: change.target().to_string(),
        condition,
    }
}
