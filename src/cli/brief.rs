//! `brief`: the briefing with its drawings, into `output/<model>/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::graph::PositionGraph;
use crate::layout::place;
use crate::model::Target;
use crate::source::{Citation, Date};
use crate::view::{Audience, Brief, BriefAsk, Figure, briefing, day_before_the_latest};
use crate::write::{self, DrawingFormat, Drawn, Page, Spelling};

use super::Command;
use super::arguments::{Given as _, always, named, output};
use super::context::{Context, Ready};
use super::files::{shown, write_files, wrote};
use super::json::{whole_document, with};
use super::named::goal_if_any;
use super::outcome::{Failure, Outcome, pretty};
use super::texts::Texts;

pub(super) const COMMAND: Command = Command {
    name: "brief",
    about: "The briefing with its drawings, into output/<model>/",
    arguments,
    writes: always,
    run,
};

/// A form in which a briefing is written, and the ending of its files.
struct Form {
    name: &'static str,
    ending: &'static str,
}

/// Every form.
const FORMS: [Form; 4] = [
    Form {
        name: "html",
        ending: "html",
    },
    Form {
        name: "markdown",
        ending: "md",
    },
    Form {
        name: "json",
        ending: "json",
    },
    Form {
        name: "docx",
        ending: "docx",
    },
];

impl Form {
    /// The name of a briefing's file in this form.
    fn file(&self, audience: Audience) -> String {
        format!("{}.{}", stem(audience), self.ending)
    }

    fn is_asked_for(&self, named: &[&str]) -> bool {
        match named {
            [] => self.name != "docx",
            named => named.contains(&self.name),
        }
    }
}

fn arguments(command: clap::Command) -> clap::Command {
    let audiences = Audience::ALL.map(Audience::word).into_iter().chain(["all"]);
    let forms = FORMS.map(|form| form.name);
    command.args([
        named(
            "goal",
            "GOAL",
            "The goal that the briefing is about; without it, the model's",
        ),
        named(
            "for",
            "READER",
            "Who reads it: an analyst gets all of it, a minister one page; without it, an analyst",
        )
        .value_parser(clap::builder::PossibleValuesParser::new(audiences))
        .action(ArgAction::Append),
        named(
            "since",
            "DATE",
            "Report changes since this date; without it, since the day of the source before the latest",
        ),
        named(
            "to",
            "FORM",
            "In which form; without it html, markdown and json",
        )
        .value_parser(clap::builder::PossibleValuesParser::new(forms))
        .action(ArgAction::Append),
        output(
            "FOLDER",
            "Where to write; each model gets a folder below it",
        )
        .default_value("output"),
    ])
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let output = arguments.path("output").expect("it has a default");
    let mut made = Made::default();
    for path in context.paths()? {
        let ready = context.open(&path)?;
        let folder = output.join(&ready.model.name);
        made.add(
            Desk::of(&ready, arguments)?.briefs(arguments)?,
            &folder,
            arguments.named_output(),
        )?;
    }
    let written = shown(&made.written);
    Ok(context.either(
        || wrote(&written),
        || json!({ "command": "brief", "written": written, "briefs": made.documents }),
    ))
}

/// What was written for all models: the files, and the briefings as data.
#[derive(Default)]
struct Made {
    written: Vec<PathBuf>,
    documents: Vec<Value>,
}

impl Made {
    fn add(&mut self, briefs: Briefs, folder: &Path, named: Option<&Path>) -> Result<(), Failure> {
        let files = briefs.files.iter();
        let files = files.map(|(file, bytes)| (folder.join(file), bytes.as_slice()));
        let files: Vec<(PathBuf, &[u8])> = files.collect();
        self.written
            .extend(files.iter().map(|(path, _)| path.clone()));
        write_files(files, [], named)?;
        self.documents.extend(briefs.documents);
        Ok(())
    }
}

/// The files of a model's briefings by name, and the briefings as data.
#[derive(Default)]
struct Briefs {
    files: BTreeMap<String, Vec<u8>>,
    documents: Vec<Value>,
}

/// Everything that the briefings of a model are made from.
struct Desk<'a> {
    ready: &'a Ready,
    graph: PositionGraph,
    goal: Option<Target>,
    since: Option<Date>,
    texts: Texts,
    foot: String,
}

impl<'a> Desk<'a> {
    fn of(ready: &'a Ready, arguments: &ArgMatches) -> Result<Self, Failure> {
        let graph = ready.graph();
        Ok(Self {
            goal: goal_if_any(ready, &graph, arguments.text("goal"))?,
            since: arguments
                .day("since")?
                .or_else(|| day_before_the_latest(&ready.model, ready.day)),
            texts: Texts::own(ready),
            foot: format!(
                "Model: {}. Made by impasse {}. Nothing here is a forecast.",
                ready.model.name,
                env!("CARGO_PKG_VERSION")
            ),
            ready,
            graph,
        })
    }

    fn briefs(&self, arguments: &ArgMatches) -> Result<Briefs, Failure> {
        let forms = forms(arguments);
        let mut briefs = Briefs::default();
        for audience in audiences(arguments) {
            let brief = self.brief(audience);
            let data = self.as_json(&brief, audience);
            for form in &forms {
                let bytes = self.spelt(&brief, form.name, &data)?;
                briefs.files.insert(form.file(audience), bytes);
            }
            briefs.files.extend(drawings(&brief));
            briefs.documents.push(data);
        }
        Ok(briefs)
    }

    fn brief(&self, audience: Audience) -> Brief {
        let ask = BriefAsk {
            goal: self.goal.clone(),
            since: self.since,
            audience,
            fits_a_page: write::fits_a_page,
        };
        briefing(&self.ready.model, &self.graph, &ask)
    }

    /// A briefing in a form.
    fn spelt(&self, brief: &Brief, form: &str, data: &Value) -> Result<Vec<u8>, Failure> {
        let note = |cite: &Citation| self.texts.sentence_of_a_digest(cite);
        let page = Page {
            note: &note,
            foot: self.foot.clone(),
        };
        match form {
            "html" => Ok(write::html(&brief.document, &page).into_bytes()),
            "markdown" => Ok(write::markdown(&brief.document, &note).into_bytes()),
            "json" => Ok(pretty(data).into_bytes()),
            _ => docx(brief, page),
        }
    }

    fn as_json(&self, brief: &Brief, audience: Audience) -> Value {
        let asked = json!({ "for": audience.word(), "goal": self.goal, "since": self.since });
        let notes = json!({ "notes": self.notes(brief) });
        with(
            self.ready.json("brief", asked),
            with(whole_document(&brief.document), notes),
        )
    }

    /// The words behind each citation of a briefing, where they are ours to print.
    fn notes(&self, brief: &Brief) -> BTreeMap<String, Option<String>> {
        let mut cited = BTreeMap::new();
        let mut note = |cite: &Citation| {
            cited
                .entry(cite.to_string())
                .or_insert_with(|| self.texts.sentence_of_a_digest(cite));
        };
        for section in &mut brief.document.sections.clone() {
            section.each_line(&mut |line| line.cites.iter().for_each(&mut note));
        }
        cited
    }
}

/// The forms that are asked for; without a word of it, all but DOCX.
fn forms(arguments: &ArgMatches) -> Vec<Form> {
    let named = arguments.texts("to");
    let forms = FORMS.into_iter();
    forms.filter(|form| form.is_asked_for(&named)).collect()
}

/// Whom the briefings are for, each once.
fn audiences(arguments: &ArgMatches) -> Vec<Audience> {
    let named = arguments.texts("for");
    if named.is_empty() {
        return vec![Audience::Analyst];
    }
    let is_named = |audience: &Audience| named.contains(&audience.word());
    let all = Audience::ALL.into_iter();
    all.filter(|audience| named.contains(&"all") || is_named(audience))
        .collect()
}

/// The name of a briefing's files, without the ending.
fn stem(audience: Audience) -> String {
    if audience == Audience::Analyst {
        "brief".to_owned()
    } else {
        format!("brief-{}", audience.word())
    }
}

/// The drawings of a briefing as files of their own.
fn drawings(brief: &Brief) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for figure in brief.document.figures() {
        let formats = write::DRAWINGS.iter().filter(|format| format.in_brief);
        files.extend(formats.filter_map(|format| drawing(figure, format)));
    }
    files
}

/// A figure in a format: its picture, or its graph.
fn drawing(figure: &Figure, format: &DrawingFormat) -> Option<(String, Vec<u8>)> {
    let name = Path::new(&figure.stem).with_extension(format.name);
    let any_size = write::PictureSize {
        scale: 1.0,
        width: None,
    };
    let bytes = match format.write {
        Spelling::Pixels(_) => return None,
        Spelling::Picture(_) => {
            let sheet = write::sheet_of(figure);
            format.bytes(Drawn::Marks(&sheet), any_size)
        }
        Spelling::Graph(_) => {
            let graph = figure.graph.as_ref()?;
            format.bytes(Drawn::Boxes(graph, &place(graph)), any_size)
        }
    };
    Some((name.display().to_string(), bytes.ok()?))
}

#[cfg(feature = "docx")]
fn docx(brief: &Brief, page: Page<'_>) -> Result<Vec<u8>, Failure> {
    let page = write::WordPage {
        note: page.note,
        picture: &picture,
        foot: page.foot,
    };
    write::docx(&brief.document, &page).map_err(Failure::CannotRun)
}

/// A figure in pixels, with its size.
#[cfg(feature = "docx")]
fn picture(figure: &Figure) -> Option<write::Picture> {
    let format = write::DRAWINGS.iter().find(|format| format.name == "png")?;
    let size = write::PictureSize {
        scale: 1.0,
        width: Some(1_800),
    };
    // The sentences around it say the rest.
    let sheet = write::in_text(figure);
    let png = format.bytes(Drawn::Marks(&sheet), size).ok()?;
    // The header of a PNG file holds width and height as two numbers of four bytes, from the sixteenth on.
    let number = |at: usize| {
        let four = png.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(four))
    };
    let (width, height) = (number(16)?, number(20)?);
    Some(write::Picture { png, width, height })
}

#[cfg(not(feature = "docx"))]
fn docx(_: &Brief, _: Page<'_>) -> Result<Vec<u8>, Failure> {
    let why = "this build writes no DOCX\nhelp: build it with `cargo build --release --features docx`, or take html or markdown";
    Err(Failure::CannotRun(why.to_owned()))
}
