//! Invented names for real ones, on all sheets but the teacher's; and the check that no real one is left.

use std::collections::BTreeSet;

use crate::lesson::{Lesson, Renames, fictional};
use crate::model::{Model, Party};
use crate::view::{Block, Check, Document, Line, Reader, Section, Sheet, Table};

use super::Making;

/// The section of the teacher's sheet that tells of the names.
const HEADING: &str = "Invented names";

impl Making<'_> {
    /// Gives all sheets but the teacher's invented names, and the teacher the list of them.
    pub(super) fn invent_names(&mut self, lesson: &Lesson) {
        let texts = self.players_texts();
        let model = &self.ready.model;
        let names = fictional(model, lesson, &texts);
        for sheet in self.packet.sheets.iter_mut().filter(|sheet| !sheet.is_real) {
            rename(sheet, &names, model);
        }
        for one in &mut self.packet.quiz {
            one.each_text(&mut |text| *text = names.apply(text));
        }
        self.packet
            .slip
            .each_text(&mut |text| *text = names.apply(text));
        let check = self.no_real_names(&names_to_hide(model, lesson));
        let told = vec![
            Block::Say(Line::derived(check.words.clone())),
            Block::Table(table(&names, &texts)),
        ];
        self.packet.checks.push(check);
        if let Some(sheet) = self.teachers_sheet() {
            sheet.document.sections.push(Section::new(HEADING, told));
        }
    }

    /// Every text of the sheets that players see.
    fn players_texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for sheet in self.packet.sheets.iter().filter(|sheet| !sheet.is_real) {
            each_text(&mut sheet.document.clone(), &mut |text| {
                texts.push(text.clone());
            });
        }
        texts
    }

    /// Whether any of some names is left on a sheet that players see.
    fn no_real_names(&self, names: &BTreeSet<&str>) -> Check {
        let texts = self.players_texts();
        let is_left = |name: &&&str| texts.iter().any(|text| is_word_in(name, text));
        let left: Vec<&str> = names.iter().filter(is_left).copied().collect();
        Check {
            name: "no real names",
            holds: left.is_empty(),
            words: names_left(&left, names.len()),
        }
    }
}

fn names_left(left: &[&str], of: usize) -> String {
    if left.is_empty() {
        return format!(
            "None of {of} names of parties and people is left on the sheets of the players."
        );
    }
    let left = left.join(", ");
    format!(
        "Left on the sheets of the players: {left}. Give them names under `names:` in the lesson."
    )
}

/// Gives a sheet invented names, and takes away what would lead back to the real ones.
fn rename(sheet: &mut Sheet, names: &Renames, model: &Model) {
    // The day of the story would lead back to the news, and so would the id of a party in the name of a file.
    let about = &mut sheet.document.about;
    about.retain(|(label, _)| label != "The story ends on");
    if let Reader::Role(party) = &sheet.reader {
        let name = names.apply(model.party_name(party));
        sheet.stem = stem_of_a_role(&sheet.stem, &name);
    }
    each_text(&mut sheet.document, &mut |text| *text = names.apply(text));
    each_line(&mut sheet.document, &mut |line| line.cites.clear());
}

/// The name of the files of a role's sheet, with another name for the role.
fn stem_of_a_role(stem: &str, name: &str) -> String {
    let number = stem.split('-').next().unwrap_or_default();
    format!("{number}-role-{}", slug(name))
}

/// The names that stand on the sheets, beside the real ones.
fn table(names: &Renames, texts: &[String]) -> Table {
    let is_used = |real: &str| is_shown(real) && texts.iter().any(|text| text.contains(real));
    let used = names.pairs().filter(|(real, _)| is_used(real));
    let row = |(real, invented): (&str, &str)| vec![cell(invented), cell(real)];
    Table {
        columns: vec!["In the exercise".to_owned(), "In the model".to_owned()],
        rows: used.map(row).collect(),
    }
}

fn cell(words: &str) -> Vec<Line> {
    vec![Line::derived(words)]
}

/// A name is not shown with its article too.
fn is_shown(real: &str) -> bool {
    !real.starts_with("the ") && !real.starts_with("The ")
}

/// The names of parties and people that no player may read.
fn names_to_hide<'m>(model: &'m Model, lesson: &Lesson) -> BTreeSet<&'m str> {
    let names = model.parties.values().flat_map(names_of);
    // A description in small letters names nobody.
    let proper = names.filter(|name| name.starts_with(char::is_uppercase));
    proper.filter(|name| !is_used_by(lesson, name)).collect()
}

/// Whether the teacher keeps a name, or uses it in the exercise too.
fn is_used_by(lesson: &Lesson, name: &str) -> bool {
    let mut invented = lesson.names.values();
    lesson.keep_names.iter().any(|kept| kept == name)
        || invented.any(|invented| invented.contains(name))
}

/// The names of a party and of those who speak for it.
fn names_of(party: &Party) -> impl Iterator<Item = &str> {
    let own = [&party.name].into_iter().chain(&party.aliases);
    let speakers = party.speakers.values();
    let theirs = speakers.flat_map(|s| s.aliases.iter().chain([&s.name]));
    let names = own.chain(&party.adjectives).chain(theirs);
    names.map(String::as_str)
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
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        "role".to_owned()
    } else {
        words.join("-")
    }
}

fn each_line(document: &mut Document, see: &mut dyn FnMut(&mut Line)) {
    document.about.iter_mut().for_each(|(_, line)| see(line));
    document.lead.iter_mut().for_each(&mut *see);
    for section in &mut document.sections {
        section.each_line(see);
    }
}

fn each_text(document: &mut Document, see: &mut dyn FnMut(&mut String)) {
    see(&mut document.title);
    for section in &mut document.sections {
        see(&mut section.heading);
    }
    each_line(document, &mut |line| see(&mut line.words));
    let sections = document.sections.iter_mut();
    for block in sections.flat_map(|section| &mut section.blocks) {
        each_label(block, see);
    }
}

/// The texts of a block beside its lines.
fn each_label(block: &mut Block, see: &mut dyn FnMut(&mut String)) {
    match block {
        Block::WriteIn(label, _) => see(label),
        Block::Table(table) => table.columns.iter_mut().for_each(see),
        Block::Say(_) | Block::Tell(_) | Block::Items(_) | Block::Steps(_) | Block::Figure(_) => {}
    }
}
