//! The figures of the leak check, in words: on the teacher's sheet and in the answer.

use std::collections::BTreeSet;

use crate::leak::Leak;
use crate::view::{Block, Line, Section};

use super::Making;

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
