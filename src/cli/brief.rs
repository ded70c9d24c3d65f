//! `brief`: the briefing with its drawings, into `output/<model>/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::layout::place;
use crate::source::{Citation, Date};
use crate::view::{Audience, Brief, BriefAsk, briefing, day_before_the_latest};
use crate::write::{self, Page, Spelling, write_whole};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, goal, own_texts, pretty};
use super::json::{head, whole_document, with};

pub(super) const COMMAND: Command = Command {
    name: "brief",
    about: "The briefing with its drawings, into output/<model>/",
    arguments,
    run,
};

/// The forms in which a briefing is written, and the ending of each.
const FORMS: &[(&str, &str)] = &[
    ("html", "html"),
    ("markdown", "md"),
    ("json", "json"),
    ("docx", "docx"),
];

fn arguments(command: clap::Command) -> clap::Command {
    let audiences = Audience::ALL.map(Audience::word).into_iter().chain(["all"]);
    command
        .arg(Arg::new("goal").long("goal").value_name("GOAL").help("The goal that the briefing is about; without it, the model's"))
        .arg(
            Arg::new("for")
                .long("for")
                .value_name("READER")
                .value_parser(clap::builder::PossibleValuesParser::new(audiences))
                .action(ArgAction::Append)
                .help("Who reads it: an analyst gets all of it, a minister two pages; without it, an analyst"),
        )
        .arg(
            Arg::new("since")
                .long("since")
                .value_name("DATE")
                .help("From when changes are told; without it, the day of the source before the latest"),
        )
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("FORM")
                .value_parser(clap::builder::PossibleValuesParser::new(FORMS.iter().map(|(name, _)| *name)))
                .action(ArgAction::Append)
                .help("In which form; without it html, markdown and json"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FOLDER")
                .value_parser(clap::value_parser!(PathBuf))
                .default_value("output")
                .help("Where to write; each model gets a folder below it"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let output = arguments
        .get_one::<PathBuf>("output")
        .expect("it has a default");
    let mut written = Vec::new();
    let mut documents = Vec::new();
    for path in context.paths()? {
        let ready = context.open(&path)?;
        let made = briefs(&ready, arguments)?;
        for (file, bytes) in made.files {
            let path = output.join(&ready.model.name).join(file);
            write_whole(&path, &bytes).map_err(|error| {
                Failure::CannotRun(format!("cannot write {}: {error}", path.display()))
            })?;
            written.push(path);
        }
        documents.extend(made.documents);
    }
    let list: Vec<String> = written
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let text = if context.json {
        pretty(&json!({ "command": "brief", "written": list, "briefs": documents }))
    } else {
        list.iter().map(|path| format!("wrote {path}\n")).collect()
    };
    Ok(Outcome::answered(text))
}

/// The files of some briefings by name, and the briefings as data.
struct Made {
    files: BTreeMap<String, Vec<u8>>,
    documents: Vec<Value>,
}

fn briefs(ready: &Ready, arguments: &ArgMatches) -> Result<Made, Failure> {
    let graph = ready.graph();
    let named = arguments.get_one::<String>("goal");
    let goal = if named.is_some() || ready.model.goal.is_some() {
        Some(goal(ready, &graph, named)?)
    } else {
        None
    };
    let since = match arguments.get_one::<String>("since") {
        Some(text) => Some(
            text.parse::<Date>()
                .map_err(|error| Failure::CannotRun(format!("--since: `{text}` is {error}")))?,
        ),
        None => day_before_the_latest(&ready.model, ready.day),
    };
    let forms: Vec<&str> = match arguments.get_many::<String>("to") {
        Some(named) => named.map(String::as_str).collect(),
        None => vec!["html", "markdown", "json"],
    };
    let (texts, _) = own_texts(ready);
    // Only our own digests are reprinted; a text that somebody else wrote is named, not copied.
    let note = |cite: &Citation| {
        texts
            .get(&cite.source)
            .filter(|text| text.is_digest)
            .and_then(|text| text.sentences.get(&cite.sentence).cloned())
    };
    let foot = format!(
        "Model: {}. Made by impasse {}. Nothing here is a forecast.",
        ready.model.name,
        env!("CARGO_PKG_VERSION")
    );
    let mut made = Made {
        files: BTreeMap::new(),
        documents: Vec::new(),
    };
    for audience in audiences(arguments) {
        let brief = briefing(
            &ready.model,
            &graph,
            &BriefAsk {
                goal: goal.clone(),
                since,
                audience,
            },
        );
        let stem = if audience == Audience::Analyst {
            "brief".to_owned()
        } else {
            format!("brief-{}", audience.word())
        };
        let data = with(
            with(
                head("brief", &ready.model, ready.day),
                json!({ "for": audience.word(), "goal": goal, "since": since }),
            ),
            with(
                whole_document(&brief.document),
                json!({ "notes": notes(&brief, &note) }),
            ),
        );
        for form in &forms {
            let (_, ending) = FORMS
                .iter()
                .find(|(name, _)| name == form)
                .expect("clap knows the same forms");
            let bytes = match *form {
                "html" => write::html(
                    &brief.document,
                    &Page {
                        note: &note,
                        foot: foot.clone(),
                    },
                )
                .into_bytes(),
                "markdown" => write::markdown(&brief.document, &note).into_bytes(),
                "json" => pretty(&data).into_bytes(),
                _ => docx(&brief, &note, &foot)?,
            };
            made.files.insert(format!("{stem}.{ending}"), bytes);
        }
        made.files.extend(drawings(&brief));
        made.documents.push(data);
    }
    Ok(made)
}

/// Whom the briefings are for, each once.
fn audiences(arguments: &ArgMatches) -> Vec<Audience> {
    let Some(named) = arguments.get_many::<String>("for") else {
        return vec![Audience::Analyst];
    };
    let named: Vec<&String> = named.collect();
    Audience::ALL
        .into_iter()
        .filter(|audience| {
            named
                .iter()
                .any(|name| *name == "all" || *name == audience.word())
        })
        .collect()
}

/// The words behind each citation of a briefing, where they are ours to print.
fn notes(
    brief: &Brief,
    note: &dyn Fn(&Citation) -> Option<String>,
) -> BTreeMap<String, Option<String>> {
    let mut cited = BTreeMap::new();
    for section in &mut brief.document.sections.clone() {
        section.each_line(&mut |line| {
            line.cites.iter().for_each(|cite| {
                cited.entry(cite.to_string()).or_insert_with(|| note(cite));
            });
        });
    }
    cited
}

fn drawings(brief: &Brief) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for figure in &brief.figures {
        let placed = place(&figure.diagram);
        for format in write::DRAWINGS.iter().filter(|format| format.in_brief) {
            if let Spelling::Words(spell) = format.write {
                let name = Path::new(&figure.stem).with_extension(format.name);
                files.push((
                    name.display().to_string(),
                    spell(&figure.diagram, &placed).into_bytes(),
                ));
            }
        }
    }
    files
}

#[cfg(feature = "docx")]
fn docx(
    brief: &Brief,
    note: &dyn Fn(&Citation) -> Option<String>,
    foot: &str,
) -> Result<Vec<u8>, Failure> {
    let picture = |figure: &crate::view::Figure| {
        let format = write::DRAWINGS.iter().find(|format| format.name == "png")?;
        let size = write::PictureSize {
            scale: 1.0,
            width: Some(1_800),
        };
        let png = format
            .bytes(&figure.diagram, &place(&figure.diagram), size)
            .ok()?;
        // The header of a PNG file holds width and height as two numbers of four bytes, from the sixteenth on.
        let number = |at: usize| {
            png.get(at..at + 4)
                .and_then(|four| four.try_into().ok())
                .map(u32::from_be_bytes)
        };
        let (width, height) = (number(16)?, number(20)?);
        Some(write::Picture { png, width, height })
    };
    write::docx(
        &brief.document,
        &write::WordPage {
            note,
            picture: &picture,
            foot: foot.to_owned(),
        },
    )
    .map_err(Failure::CannotRun)
}

#[cfg(not(feature = "docx"))]
fn docx(_: &Brief, _: &dyn Fn(&Citation) -> Option<String>, _: &str) -> Result<Vec<u8>, Failure> {
    let why = "this build writes no DOCX\nhelp: build it with `cargo build --release --features docx`, or take html or markdown";
    Err(Failure::CannotRun(why.to_owned()))
}
