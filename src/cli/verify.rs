//! `verify FILE`: checks the claims of an answer again, without the engine that gave it.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::disk::shown;
use crate::model::Model;
use crate::source::Date;
use crate::verify::{Certificate, Claim, FORM, Verdict, verify};

use super::Command;
use super::arguments::{Given as _, never, placed};
use super::context::{Context, Ready};
use super::files::text_at;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "verify",
    about: "Check a certificate that `blocks --certificate` wrote, without the engine that gave the answer",
    arguments: |command| {
        command.arg(
            placed("file", "FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .required(true)
                .help("The certificate"),
        )
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let paper = Paper::read(arguments.path("file").expect("clap requires it"))?;
    let ready = context.ready()?;
    paper.same_model(&ready)?;
    paper.same_day(context.as_of, &ready)?;
    let model = match context.as_of {
        Some(_) => ready.model,
        None => paper.as_it_was_known(ready.model)?,
    };
    let certificate = &paper.certificate;
    let claims = verify(&model, certificate).map_err(Failure::CannotRun)?;
    let tally = Tally::of(&claims);
    let outcome = context.either(
        || told(certificate, &claims),
        || as_json(certificate, &claims),
    );
    Ok(outcome.failing_if(tally.wrong > 0))
}

/// A certificate with the name of its file.
struct Paper {
    file: String,
    certificate: Certificate,
}

impl Paper {
    fn read(path: &Path) -> Result<Self, Failure> {
        let text = text_at(path)?;
        let file = shown(path);
        let certificate =
            certificate_in(&text).map_err(|why| Failure::CannotRun(format!("{file} {why}")))?;
        Ok(Self { file, certificate })
    }

    /// A certificate is about one model in one version.
    fn same_model(&self, ready: &Ready) -> Result<(), Failure> {
        let (ours, theirs) = (&ready.model, &self.certificate);
        if ours.name != theirs.model {
            return self.cannot_be_checked(&format!(
                "is about the model `{}`, not `{}`; name it with -m",
                theirs.model, ours.name
            ));
        }
        if ours.version != theirs.version {
            return self.cannot_be_checked(&format!(
                "is about version {} of the model `{}`, which is now version {}: ask again with `blocks --certificate`",
                theirs.version, theirs.model, ours.version
            ));
        }
        Ok(())
    }

    /// A certificate is about one day.
    fn same_day(&self, asked: Option<Date>, ready: &Ready) -> Result<(), Failure> {
        let written = &self.certificate;
        let today = ready.day.map(|day| day.to_string());
        if is_same_day(written, asked, today.as_ref()) {
            return Ok(());
        }
        self.cannot_be_checked(&format!(
            "was written for {}, not for {}",
            reading_day(written.as_of.as_deref(), written.as_of_asked),
            reading_day(today.as_deref(), asked.is_some())
        ))
    }

    fn cannot_be_checked(&self, why: &str) -> Result<(), Failure> {
        Err(Failure::CannotRun(format!("{} {why}", self.file)))
    }

    /// The model as of the day that the answer was asked for: sources of later days do not count.
    fn as_it_was_known(&self, model: Model) -> Result<Model, Failure> {
        let certificate = &self.certificate;
        let asked = certificate.as_of.as_ref();
        let Some(day) = asked.filter(|_| certificate.as_of_asked) else {
            return Ok(model);
        };
        let known_on = day
            .parse()
            .map_err(|error| Failure::CannotRun(format!("{}: `{day}` is {error}", self.file)))?;
        Ok(model.known_on(known_on))
    }
}

/// Whether a certificate was written for the day that is asked for, or for today where none is.
fn is_same_day(written: &Certificate, asked: Option<Date>, today: Option<&String>) -> bool {
    match (asked, written.as_of_asked) {
        (Some(day), was_asked) => was_asked && Some(day.to_string()) == written.as_of,
        (None, true) => true,
        (None, false) => today == written.as_of.as_ref(),
    }
}

/// The certificate that a text is; else what is to be said of the file after its name.
fn certificate_in(text: &str) -> Result<Certificate, String> {
    let wrong = |error: serde_json::Error| format!("is no certificate: {error}");
    let value: Value = serde_json::from_str(text).map_err(wrong)?;
    if !value.is_object() {
        return Err("is no certificate: a JSON object is wanted".to_owned());
    }
    let form = value.get("certificate").and_then(Value::as_u64);
    form.map_or(Ok(()), is_our_form)?;
    // Read again as it stands, so that a key that is there twice is noticed.
    serde_json::from_str(text).map_err(wrong)
}

fn is_our_form(form: u64) -> Result<(), String> {
    if form == u64::from(FORM) {
        return Ok(());
    }
    Err(format!(
        "has form {form}; this version reads form {FORM}: write it again with `blocks --certificate`"
    ))
}

/// A day, and whether it was asked for.
fn reading_day(day: Option<&str>, is_asked: bool) -> String {
    let with = if is_asked { "with" } else { "without" };
    format!("{} ({with} --as-of)", day.unwrap_or("no day"))
}

/// What became of the claims, counted.
#[derive(Clone, Copy)]
struct Tally {
    all: usize,
    wrong: usize,
    unchecked: usize,
}

impl Tally {
    fn of(claims: &[Claim]) -> Self {
        let count = |verdict| claims.iter().filter(|c| c.verdict == verdict).count();
        Self {
            all: claims.len(),
            wrong: count(Verdict::Fails),
            unchecked: count(Verdict::NotChecked),
        }
    }

    fn in_words(self) -> String {
        let Self {
            all,
            wrong,
            unchecked,
        } = self;
        let holding = all - wrong - unchecked;
        match (wrong, unchecked) {
            (0, 0) if all == 1 => "The one claim holds.".to_owned(),
            (0, 0) => format!("All {holding} claims hold."),
            (0, _) => format!("{holding} claims hold; {unchecked} could not be checked."),
            (_, 0) => format!("{wrong} of {all} claims do not hold."),
            (_, _) => {
                format!("{wrong} of {all} claims do not hold; {unchecked} could not be checked.")
            }
        }
    }
}

fn as_json(certificate: &Certificate, claims: &[Claim]) -> Value {
    let tally = Tally::of(claims);
    json!({
        "command": "verify", "model": certificate.model, "as_of": certificate.as_of,
        "goal": certificate.goal, "secure": certificate.secure, "party": certificate.party,
        "holds": tally.wrong == 0 && tally.unchecked == 0, "fails": tally.wrong, "not_checked": tally.unchecked, "claims": claims,
    })
}

fn told(certificate: &Certificate, claims: &[Claim]) -> String {
    let question = question(certificate);
    let sum = Tally::of(claims).in_words();
    let mut text = format!("The question: {question}.\n{sum}\n");
    for claim in claims {
        text += &format!("- {}: {}\n", verdict(claim.verdict), claim.claim);
    }
    text
}

/// The question whose answer the certificate is.
fn question(certificate: &Certificate) -> String {
    let day = certificate.as_of.as_ref().map(|day| format!(" on {day}"));
    let secure = if certificate.secure {
        ", whatever the silent say"
    } else {
        ""
    };
    let party = certificate.party.as_ref();
    let party = party.map(|party| format!(", by what {party} can move"));
    format!(
        "what blocks {}{}{secure}{}",
        certificate.goal,
        day.unwrap_or_default(),
        party.unwrap_or_default()
    )
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "DOES NOT HOLD",
        Verdict::NotChecked => "not checked",
    }
}
