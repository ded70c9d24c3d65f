//! The figures of the leak check, in words: on the teacher's sheet and in the answer.

use std::collections::BTreeSet;

use crate::leak::{Leak, Near, Nearest};
use crate::view::{Block, Document, Item, Line, Reader, Section, Sheet, Words};

use super::Making;

/// Most sentences that stand beside a secret, and how near one must be to stand there.
const MOST_SHOWN: usize = 3;
const LEAST_NEARNESS: f64 = 0.65;

fn is_near(near: &Near) -> bool {
    near.nearness >= LEAST_NEARNESS
}

impl Making<'_> {
    /// Puts the figures of the leak check beside the other checks.
    pub(super) fn tell_the_teacher_of_leaks(&mut self) {
        let told = self.leaks_section();
        if let Some(sheet) = self.teachers_sheet() {
            let sections = &mut sheet.document.sections;
            let checks = sections.iter().position(|s| s.heading == "Checks");
            sections.insert(checks.map_or(sections.len(), |at| at + 1), told);
        }
    }

    /// A sheet for the teacher's eyes: each secret beside the sentences of other sheets that come nearest to it.
    pub(super) fn show_the_nearest(&mut self) {
        let shown = self
            .leaks
            .nearest
            .iter()
            .filter(|one| one.sentences.first().is_some_and(is_near));
        let items: Vec<Item> = shown.map(|one| self.beside_its_nearest(one)).collect();
        if items.is_empty() {
            return;
        }
        let words = "What the check cannot decide is for your eyes: each thing that a role keeps to itself, with the sentences of other sheets that come nearest to it, the nearest first. A sentence that only names the same matter tells nothing; one from which a player could guess the secret should go.";
        let blocks = vec![Block::Say(Line::derived(words)), Block::Items(items)];
        let document = Document {
            title: "What each role keeps to itself, beside what others read".to_owned(),
            sections: vec![Section::new("Secrets and their nearest sentences", blocks)],
            ..Document::default()
        };
        let number = self.packet.sheets.len();
        self.packet.sheets.push(Sheet {
            stem: format!("{number:02}-secrets"),
            reader: Reader::Teacher,
            document,
            tells: Vec::new(),
            is_real: true,
        });
    }

    fn beside_its_nearest(&self, one: &Nearest) -> Item {
        let name = self.ready.model.party_name(&one.role);
        let near = one
            .sentences
            .iter()
            .filter(|near| is_near(near))
            .take(MOST_SHOWN);
        let below = near.map(|near| {
            let words = format!("{}: {}", self.sheet_in_words(&near.sheet), near.sentence);
            Line::derived(words).item()
        });
        Item {
            line: Line::derived(format!("{name}, {}: {}", one.kind.words(), one.secret)),
            below: below.collect(),
        }
    }

    /// A sheet by whose it is, for files of invented names are called otherwise.
    fn sheet_in_words(&self, stem: &str) -> String {
        let sheet = self.packet.sheets.iter().find(|sheet| sheet.stem == stem);
        match sheet.map(|sheet| &sheet.reader) {
            Some(Reader::Role(party)) => {
                format!("The sheet of {}", Words::of(&self.ready.model).party(party))
            }
            Some(Reader::All | Reader::Teacher) | None => {
                let name = stem.split_once('-').map_or(stem, |(_, name)| name);
                format!("The sheet for all ({name})")
            }
        }
    }

    fn leaks_section(&self) -> Section {
        let found = self.leaks.leaks.iter().map(|leak| self.leak_in_words(leak));
        let lines = std::iter::once(self.leaks_in_figures()).chain(found);
        let items = lines.map(|words| Line::derived(words).item()).collect();
        Section::new("Leaks", vec![Block::Items(items)])
    }

    fn leaks_in_figures(&self) -> String {
        let found = match self.leaks.leaks.len() {
            0 => "none".to_owned(),
            some => some.to_string(),
        };
        format!(
            "{} secrets of {} roles, looked for in {} sentences of {} sheets: {found} found where they should not be.",
            self.leaks.secrets,
            self.roles_with_secrets(),
            self.leaks.sentences,
            self.leaks.sheets,
        )
    }

    fn roles_with_secrets(&self) -> usize {
        let secrets = self.packet.secrets.iter();
        let roles: BTreeSet<_> = secrets.map(|secret| &secret.role).collect();
        roles.len()
    }

    pub(super) fn leak_in_words(&self, leak: &Leak) -> String {
        format!(
            "{} of {} {} on {}: {}",
            leak.kind.words(),
            self.ready.model.party_name(&leak.role),
            leak.found.word(),
            leak.sheet,
            leak.sentence
        )
    }
}
