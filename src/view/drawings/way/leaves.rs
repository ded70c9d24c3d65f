//! Where a way ends: refusals, and answers that are awaited. Each is one box, however many lines lead from it.

use super::Way;
use super::walk::Hop;
use crate::analysis::Awaited;
use crate::graph::StanceInfo;
use crate::model::{Model, PartyId, Position, PositionId, Stance, Target};
use crate::view::drawings::maker::cited;
use crate::view::words::spoken::spoken_in_brief;
use crate::view::{Box, BoxKind, Emphasis, LineKind};

impl Way<'_> {
    /// A yes that is not known, where the goal waits for it; parties that have said as much of the same thing share a box.
    pub(super) fn unknown(&mut self, info: &StanceInfo, hop: &Hop) {
        let mut awaited = self.answer.awaited.items().iter();
        let own = awaited.find(|one| one.party == info.party && one.target == info.target);
        if let Some(awaited) = own {
            let state = spoken_in_brief(&self.maker.words.doer(&info.party), awaited.spoken);
            let id = format!("awaited-{}-{state}", info.target);
            let leaf = match self.leaves.get(&id) {
                Some(&leaf) => self.share(leaf, &info.party),
                None => self.put_awaited(awaited, id),
            };
            if !self.maker.diagram.has_line(leaf, hop.above) {
                self.maker
                    .join_as_told(leaf, hop.above, LineKind::NeededFor);
            }
        }
    }

    fn put_awaited(&mut self, awaited: &Awaited, id: String) -> usize {
        let item = self.awaited_box(awaited, &id);
        let leaf = self.put(item);
        self.leaves.insert(id, leaf);
        self.silent.insert(leaf, vec![awaited.party.clone()]);
        leaf
    }

    /// Adds a party to the box of another's answer, once.
    fn share(&mut self, leaf: usize, party: &PartyId) -> usize {
        let silent = self.silent.entry(leaf).or_default();
        if !silent.contains(party) {
            let before = names_of(self.maker.model, silent);
            silent.push(party.clone());
            let after = names_of(self.maker.model, silent);
            let known = &mut self.maker.diagram.boxes[leaf];
            let rest = known.label.strip_prefix(&before).unwrap_or_default();
            known.label = format!("{after}{rest}");
            let name = self.maker.model.party_name(party);
            known.tooltip = format!("{} The same of {name}.", known.tooltip);
        }
        leaf
    }

    fn awaited_box(&self, awaited: &Awaited, id: &str) -> Box {
        let (words, party) = (self.maker.words, &awaited.party);
        let name = names_of(self.maker.model, std::slice::from_ref(party));
        let short = spoken_in_brief(&words.doer(party), awaited.spoken);
        let answer = self.answer_in_words(&awaited.target);
        let about = answer.map(|answer| format!(" on {answer}"));
        let label = format!("{name}: {short}{}", about.unwrap_or_default());
        let mut item = Box::new(id, BoxKind::Requirement, label);
        item.refs = self.maker.refs(&awaited.cites);
        item.tooltip = self.awaited_in_words(awaited);
        item
    }

    fn answer_in_words(&self, target: &Target) -> Option<String> {
        match target {
            Target::Option(issue, option) => Some(self.maker.words.answer(issue, option)),
            Target::Milestone(_) | Target::Issue(_) => None,
        }
    }

    fn awaited_in_words(&self, awaited: &Awaited) -> String {
        let words = self.maker.words;
        let (party, target) = (&awaited.party, words.target(&awaited.target));
        let told = words.spoken_on(
            &words.doer(party),
            (party, &awaited.target),
            awaited.spoken,
            &target,
        );
        cited(&format!("{told}."), &awaited.cites)
    }

    /// A refusal as a box: one that is not what blocks the goal is pale, and says so.
    pub(super) fn refusal(&mut self, told: &[PositionId], above: usize, blocks: bool) {
        let leaf = self.refusal_leaf(told);
        let kind = if blocks {
            // The same words may block one thing and not another.
            self.mark_as_blocking(leaf);
            LineKind::Blocks
        } else {
            LineKind::On
        };
        if !self.maker.diagram.has_line(leaf, above) {
            self.maker.join_as_told(leaf, above, kind);
        }
    }

    fn mark_as_blocking(&mut self, leaf: usize) {
        let drawn = &mut self.maker.diagram.boxes[leaf];
        drawn.emphasis = Emphasis::Blocking;
        drawn.note.clear();
    }

    fn refusal_leaf(&mut self, told: &[PositionId]) -> usize {
        let id = format!("position-{}", told[0]);
        if let Some(&leaf) = self.leaves.get(&id) {
            return leaf;
        }
        let leaf = self.put(self.refusal_box(told, id.clone()));
        self.leaves.insert(id, leaf);
        leaf
    }

    /// Positions that say the same as one box, pale until it turns out to block the goal.
    fn refusal_box(&self, told: &[PositionId], id: String) -> Box {
        let position = self.maker.position(told[0]);
        let cites = self.maker.cites_of(told);
        let mut item = self.maker.position_box(id, position);
        item.refs = self.maker.refs(&cites);
        item.tooltip = self.maker.told(position, &cites);
        item.over = self.maker.name(&position.party);
        (item.emphasis, item.note) = (Emphasis::Muted, "not what blocks it".to_owned());
        if let Some(label) = self.plain_no(position) {
            item.label = label;
        }
        item
    }

    /// `refuses “Ukraine leaves it”`, of a refusal without words or numbers of its own.
    fn plain_no(&self, position: &Position) -> Option<String> {
        let is_plain = position.text.is_none() && position.value.is_none();
        (position.stance == Stance::Rejects && is_plain).then(|| match &position.on {
            Target::Option(issue, option) => {
                format!("refuses {}", self.maker.words.answer(issue, option))
            }
            Target::Issue(_) => "refuses to settle it".to_owned(),
            Target::Milestone(_) => "refuses".to_owned(),
        })
    }
}

/// Names longer than this leave no room in a box for what they have not said.
const NAMES: usize = 50;

/// The names of silent parties in a label: of more than three, or of long names, the number is told.
fn names_of(model: &Model, parties: &[PartyId]) -> String {
    let names = parties.iter().map(|party| model.party_name(party));
    let names = names.collect::<Vec<_>>().join(", ");
    match parties.len() {
        0..=1 => names,
        2..=3 if names.chars().count() <= NAMES => names,
        many => format!("{many} parties"),
    }
}
