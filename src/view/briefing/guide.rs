//! How to read a briefing: what the tool claims and what it does not, and how whose words are told apart.

use super::{Maker, derived};
use crate::view::{Block, Line, Section};

impl Maker<'_> {
    pub(super) fn how_to_read(&self) -> Vec<Section> {
        let short = self.is_short();
        let mut lines: Vec<Line> = vec![
            derived(
                "Blocked means: ruled out by what is on record, unless someone moves. Open means: nobody has closed it, and somebody has not spoken. Unknown is never read as consent.",
            ),
            derived(
                "Firm, red line, and high or low confidence say how final a position is called and how plainly a text says it. They do not say how likely anything is: there are no probabilities here, no forecasts, no advice, and no verdict on who is right.",
            ),
        ];
        if !short {
            lines.insert(0, derived("A position is what a party says that it wants, accepts or refuses, or is reported to. A claim about a party by another party is never counted as that party’s position."));
            lines.insert(2, derived("A way out is a set of moves of which none can be left out. All ways follow from the conditions and refusals on record; what is not on record is not in them."));
        }
        let told = if short {
            Block::Tell(lines)
        } else {
            Block::Items(lines.into_iter().map(Line::item).collect())
        };
        vec![Section::new("How to read this", vec![told])]
    }
}

/// How whose words are told apart, in one line before everything else; with the mark of notes told elsewhere, where it is used.
pub(super) fn legend(has_notes_elsewhere: bool) -> Line {
    const WHOSE: &str = "Italics: what a party itself says, paraphrased. A dagger (†): what a source says of a party. Everything else is worked out from these by rule.";
    derived(match has_notes_elsewhere {
        true => format!(
            "{WHOSE} A double dagger (‡): the briefing for analysts has a note of ours on how the texts are read here."
        ),
        false => WHOSE.to_owned(),
    })
}
