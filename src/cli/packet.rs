//! `packet`: a role-play exercise, a file a sheet and all of them in one archive.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::diagnostic::{Renderer, Severity, in_order, render_all};
use crate::leak::{LeakCheck, leaks};
use crate::lesson::{Lesson, Renames, fictional, from_model, read};
use crate::model::PartyId;
use crate::read::base_folder;
use crate::source::{Citation, Files};
use crate::view::{Check, Document, Line, Packet, Reader, Section, Sheet, packet};
use crate::write::{self, Page, write_whole};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, goal, own_texts, pretty};
use super::json::{head, whole_document, with};

pub(super) const COMMAND: Command = Command {
    name: "packet",
    about: "A role-play exercise from a model: sheets, forms, debriefing, quiz",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command
        .arg(
            Arg::new("lesson")
                .long("lesson")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("The teacher's file; without it lesson.yaml beside the model, where there is one"),
        )
        .arg(Arg::new("goal").long("goal").value_name("GOAL").help("What the debriefing is about; without it, the model's goal"))
        .arg(
            Arg::new("fictionalize")
                .long("fictionalize")
                .action(ArgAction::SetTrue)
                .help("Invented names for real ones, the same in every run"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FOLDER")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Where to write; without it output/<model>/packet"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let lesson = lesson(context, &ready, arguments.get_one::<PathBuf>("lesson"))?;
    let graph = ready.graph();
    let named = arguments.get_one::<String>("goal");
    let goal = if named.is_some() || ready.model.goal.is_some() {
        Some(goal(&ready, &graph, named)?)
    } else {
        None
    };
    let mut packet = packet(&ready.model, &graph, &lesson, goal.as_ref());
    let leaks = leaks(&ready.model, &lesson, &packet);
    on_teachers_sheet(&ready, &mut packet, &leaks);
    let is_fictional = arguments.get_flag("fictionalize");
    if is_fictional {
        rename(&ready, &lesson, &mut packet);
        let check = names_left(&ready, &lesson, &packet);
        if let Some(sheet) = packet
            .sheets
            .iter_mut()
            .find(|sheet| sheet.stem.ends_with("teacher"))
        {
            let line = crate::view::Block::Say(Line::derived(check.words.clone()));
            sheet
                .document
                .sections
                .iter_mut()
                .filter(|s| s.heading == "Invented names")
                .for_each(|s| s.blocks.insert(0, line.clone()));
        }
        packet.checks.push(check);
    }
    let name = if is_fictional {
        "packet-fictional"
    } else {
        "packet"
    };
    let folder = arguments
        .get_one::<PathBuf>("output")
        .cloned()
        .unwrap_or_else(|| Path::new("output").join(&ready.model.name).join(name));
    let files = files(&ready, &packet, is_fictional)?;
    clear_earlier(&folder, &files);
    for (file, bytes) in &files {
        let path = folder.join(file);
        write_whole(&path, bytes).map_err(|error| {
            Failure::CannotRun(format!("cannot write {}: {error}", path.display()))
        })?;
    }
    Ok(told(context, &ready, &folder, &files, &packet, &leaks))
}

/// Takes away the sheets of an earlier packet that this one does not have: a confidential sheet of a role that is no longer
/// played must not be printed with the rest. Only files with our names are touched.
fn clear_earlier(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for part in ["students", "teacher"] {
        for entry in std::fs::read_dir(folder.join(part))
            .into_iter()
            .flatten()
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let numbered = name.len() > 3
                && name.as_bytes()[..2].iter().all(u8::is_ascii_digit)
                && name.as_bytes()[2] == b'-';
            let ours = numbered && (name.ends_with(".md") || name.ends_with(".html"));
            if ours && !files.contains_key(&format!("{part}/{name}")) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// The lesson of a model: the file named, else `lesson.yaml` beside it, else what follows from the model.
pub(super) fn lesson(
    context: &Context,
    ready: &Ready,
    named: Option<&PathBuf>,
) -> Result<Lesson, Failure> {
    let Some(path) = named.cloned().or_else(|| lesson_beside(&ready.path)) else {
        return Ok(from_model(&ready.model));
    };
    let bytes = std::fs::read(&path)
        .map_err(|error| Failure::CannotRun(format!("cannot read {}: {error}", path.display())))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::CannotRun(format!("{} is not UTF-8 text", path.display())))?;
    let mut files = Files::default();
    let number = files.add(&path, text.clone());
    let mut problems = Vec::new();
    let lesson = read(&ready.model, number, &text, &mut problems);
    let problems = in_order(problems);
    let errors = problems
        .iter()
        .filter(|p| p.severity == Severity::Error)
        .count();
    if errors > 0 {
        let drawn = render_all(&problems, &files, Renderer::Coloured);
        let plural = if errors == 1 { "" } else { "s" };
        let drawn = format!(
            "{drawn}error: the lesson has {errors} error{plural}; no packet is made until that is mended\n"
        );
        let problems: Vec<Value> = problems.iter().map(|p| p.to_json(&files)).collect();
        let json = context
            .json
            .then(|| pretty(&json!({ "error": "the lesson has errors", "problems": problems })));
        return Err(Failure::BrokenModel { drawn, json });
    }
    Ok(lesson)
}

/// The lesson in the folder of a model.
pub(super) fn lesson_beside(model: &Path) -> Option<PathBuf> {
    let beside = base_folder(model);
    ["lesson.yaml", "lesson.yml"]
        .map(|name| beside.join(name))
        .into_iter()
        .find(|path| path.is_file() && model.is_dir())
}

/// Puts the figures of the leak check beside the other checks.
fn on_teachers_sheet(ready: &Ready, packet: &mut Packet, leaks: &LeakCheck) {
    let Some(sheet) = packet
        .sheets
        .iter_mut()
        .find(|sheet| sheet.stem.ends_with("teacher"))
    else {
        return;
    };
    let mut lines = vec![format!(
        "{} secrets of {} roles, looked for in {} sentences of {} sheets: {} found where they should not be.",
        leaks.secrets,
        packet
            .secrets
            .iter()
            .map(|s| &s.role)
            .collect::<BTreeSet<_>>()
            .len(),
        leaks.sentences,
        leaks.sheets,
        if leaks.leaks.is_empty() {
            "none".to_owned()
        } else {
            leaks.leaks.len().to_string()
        }
    )];
    lines.extend(
        leaks
            .leaks
            .iter()
            .map(|leak| leak_words(&|id| ready.model.party_name(id).to_owned(), leak)),
    );
    let items = lines
        .into_iter()
        .map(|words| Line::derived(words).item())
        .collect();
    let at = sheet
        .document
        .sections
        .iter()
        .position(|s| s.heading == "Checks")
        .map_or(sheet.document.sections.len(), |at| at + 1);
    sheet.document.sections.insert(
        at,
        Section::new("Leaks", vec![crate::view::Block::Items(items)]),
    );
}

fn leak_words(name: &dyn Fn(&PartyId) -> String, leak: &crate::leak::Leak) -> String {
    format!(
        "{} of {} {} on {}: {}",
        leak.kind,
        name(&leak.role),
        leak.found.word(),
        leak.sheet,
        leak.sentence
    )
}

/// Gives all sheets but the teacher's invented names, and the teacher the list of them.
fn rename(ready: &Ready, lesson: &Lesson, packet: &mut Packet) {
    let mut texts = Vec::new();
    for sheet in packet.sheets.iter().filter(|sheet| !sheet.is_real) {
        each_text(&mut sheet.document.clone(), &mut |text| {
            texts.push(text.clone())
        });
    }
    let names: Renames = fictional(&ready.model, lesson, &texts);
    for sheet in packet.sheets.iter_mut().filter(|sheet| !sheet.is_real) {
        // The day of the story would lead back to the news, and so would the id of a party in the name of a file.
        sheet
            .document
            .about
            .retain(|(label, _)| label != "The story ends on");
        if let Reader::Role(party) = &sheet.reader {
            let number = sheet.stem.split('-').next().unwrap_or_default().to_owned();
            sheet.stem = format!(
                "{number}-role-{}",
                slug(&names.apply(ready.model.party_name(party)))
            );
        }
        each_text(&mut sheet.document, &mut |text| *text = names.apply(text));
        each_line(&mut sheet.document, &mut |line| line.cites.clear());
    }
    let shown = |real: &str| !real.starts_with("the ") && !real.starts_with("The ");
    let used = names
        .pairs()
        .filter(|(real, _)| shown(real) && texts.iter().any(|text| text.contains(real)));
    let rows = used
        .map(|(real, invented)| vec![vec![Line::derived(invented)], vec![Line::derived(real)]])
        .collect();
    let table = crate::view::Table {
        columns: vec!["In the exercise".to_owned(), "In the model".to_owned()],
        rows,
    };
    if let Some(sheet) = packet
        .sheets
        .iter_mut()
        .find(|sheet| sheet.stem.ends_with("teacher"))
    {
        sheet.document.sections.push(Section::new(
            "Invented names",
            vec![crate::view::Block::Table(table)],
        ));
    }
}

/// Whether any name of a party or person of the model is left on a sheet that players see.
fn names_left(ready: &Ready, lesson: &Lesson, packet: &Packet) -> Check {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for party in ready.model.parties.values() {
        names.extend(
            [&party.name]
                .into_iter()
                .chain(&party.aliases)
                .chain(&party.adjectives)
                .map(String::as_str),
        );
        names.extend(
            party
                .speakers
                .values()
                .flat_map(|s| s.aliases.iter().chain([&s.name]))
                .map(String::as_str),
        );
    }
    // A description in small letters names nobody.
    names.retain(|name| {
        name.chars().next().is_some_and(char::is_uppercase)
            && !lesson.keep_names.iter().any(|kept| kept == name)
    });
    // A name that the teacher uses in the exercise too stays.
    names.retain(|name| {
        !lesson
            .names
            .values()
            .any(|invented| invented.contains(name))
    });
    let mut left: BTreeSet<&str> = BTreeSet::new();
    for sheet in packet.sheets.iter().filter(|sheet| !sheet.is_real) {
        each_text(&mut sheet.document.clone(), &mut |text| {
            left.extend(names.iter().filter(|name| is_word_in(name, text)).copied());
        });
    }
    let list: Vec<&str> = left.iter().copied().collect();
    let words = match list.is_empty() {
        true => format!(
            "None of {} names of parties and people is left on the sheets of the players.",
            names.len()
        ),
        false => format!(
            "Left on the sheets of the players: {}. Give them names under `names:` in the lesson.",
            list.join(", ")
        ),
    };
    Check {
        name: "no real names",
        holds: left.is_empty(),
        words,
    }
}

fn is_word_in(name: &str, text: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back())
            && !is_letter(text[at + name.len()..].chars().next())
    })
}

/// A name as part of the name of a file.
fn slug(name: &str) -> String {
    let lower: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = lower.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "role".to_owned()
    } else {
        parts.join("-")
    }
}

fn each_line(document: &mut Document, see: &mut dyn FnMut(&mut Line)) {
    document.about.iter_mut().for_each(|(_, line)| see(line));
    document.lead.iter_mut().for_each(&mut *see);
    document
        .sections
        .iter_mut()
        .for_each(|section| section.each_line(see));
}

fn each_text(document: &mut Document, see: &mut dyn FnMut(&mut String)) {
    see(&mut document.title);
    document
        .sections
        .iter_mut()
        .for_each(|section| see(&mut section.heading));
    each_line(document, &mut |line| see(&mut line.words));
    for section in &mut document.sections {
        for block in &mut section.blocks {
            match block {
                crate::view::Block::WriteIn(label, _) => see(label),
                crate::view::Block::Table(table) => table.columns.iter_mut().for_each(&mut *see),
                crate::view::Block::Say(_)
                | crate::view::Block::Tell(_)
                | crate::view::Block::Items(_)
                | crate::view::Block::Steps(_)
                | crate::view::Block::Figure(_) => {}
            }
        }
    }
}

/// Every sheet as Markdown and as a page for paper, and all of them in one archive.
fn files(
    ready: &Ready,
    packet: &Packet,
    is_fictional: bool,
) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let (texts, _) = own_texts(ready);
    let words = |cite: &Citation| {
        texts
            .get(&cite.source)
            .filter(|text| text.is_digest)
            .and_then(|text| text.sentences.get(&cite.sentence).cloned())
    };
    let model = if is_fictional {
        String::new()
    } else {
        format!("Model: {}. ", ready.model.name)
    };
    let mut files = BTreeMap::new();
    for sheet in &packet.sheets {
        let note: &dyn Fn(&Citation) -> Option<String> = if is_for_players(sheet) {
            &|_| None
        } else {
            &words
        };
        let foot = format!(
            "{model}Made by impasse {}. For teaching.",
            env!("CARGO_PKG_VERSION")
        );
        let folder = if is_for_players(sheet) {
            "students"
        } else {
            "teacher"
        };
        let stem = format!("{folder}/{}", sheet.stem);
        files.insert(
            format!("{stem}.html"),
            write::html(&sheet.document, &Page { note, foot }).into_bytes(),
        );
        files.insert(
            format!("{stem}.md"),
            write::markdown(&sheet.document, note).into_bytes(),
        );
    }
    let zip = zipped(&files).map_err(|error| {
        Failure::CannotRun(format!("the archive could not be written: {error}"))
    })?;
    files.insert("packet.zip".to_owned(), zip);
    Ok(files)
}

/// A player's notes name their sentence and do not print it: sentences tell of others too.
fn is_for_players(sheet: &Sheet) -> bool {
    sheet.reader != Reader::Teacher
}

/// An archive without dates, so that the same sheets give the same bytes. The names of its files are made of our own
/// words, numbers and ids, and lead nowhere else.
fn zipped(files: &BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        archive.start_file(name, plain)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn told(
    context: &Context,
    ready: &Ready,
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    packet: &Packet,
    leaks: &LeakCheck,
) -> Outcome {
    let code = u8::from(!leaks.leaks.is_empty());
    if context.json {
        let found: Vec<Value> = leaks
            .leaks
            .iter()
            .map(|l| json!({ "sheet": l.sheet, "role": l.role, "kind": l.kind, "found": l.found.word(), "sentence": l.sentence }))
            .collect();
        let checks: Vec<Value> = packet
            .checks
            .iter()
            .map(|c| json!({ "name": c.name, "holds": c.holds, "words": c.words }))
            .collect();
        let sheets: Vec<Value> = packet
            .sheets
            .iter()
            .map(|sheet| {
                let reader = match &sheet.reader {
                    Reader::All => "all".to_owned(),
                    Reader::Teacher => "teacher".to_owned(),
                    Reader::Role(party) => party.to_string(),
                };
                with(
                    json!({ "name": sheet.stem, "reader": reader }),
                    whole_document(&sheet.document),
                )
            })
            .collect();
        let written: Vec<String> = files
            .keys()
            .map(|file| folder.join(file).display().to_string())
            .collect();
        let answer = with(
            head("packet", &ready.model, ready.day),
            json!({ "written": written, "checks": checks, "secrets": leaks.secrets, "sentences": leaks.sentences, "leaks": found, "sheets": sheets }),
        );
        return Outcome {
            text: pretty(&answer),
            notes: String::new(),
            code,
        };
    }
    let mut text = format!("wrote {} files into {}\n", files.len(), folder.display());
    for check in &packet.checks {
        text += &format!(
            "{} {}: {}\n",
            if check.holds { "ok  " } else { "note" },
            check.name,
            check.words
        );
    }
    let clean = if leaks.leaks.is_empty() {
        "ok  "
    } else {
        "LEAK"
    };
    text += &format!(
        "{clean} leaks: {} of {} secrets in {} sentences of {} sheets\n",
        leaks.leaks.len(),
        leaks.secrets,
        leaks.sentences,
        leaks.sheets
    );
    for leak in &leaks.leaks {
        text += &format!(
            "     {}\n",
            leak_words(&|id| ready.model.party_name(id).to_owned(), leak)
        );
    }
    Outcome {
        text: write::clean_lines(&text),
        notes: String::new(),
        code,
    }
}
