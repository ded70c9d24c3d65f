//! Positions in sentences, with whose words they are and how firm and sure they are.

use crate::analysis::Stated;
use crate::model::{Confidence, Issue, PartyId, Position, Stance, Target, Voice};

use super::Words;
use super::answers::confidence_word;
use super::document::{Line, WhoseWords};
use super::grammar::{in_brackets, on_day};

impl Words<'_> {
    /// A position as a sentence without its full stop.
    pub fn position(&self, position: &Position) -> String {
        if position.remark {
            return self.remark(position);
        }
        match (position.voice, &position.via) {
            (Voice::Attributed, Some(via)) => self.said_of_it(via, position),
            (Voice::Own | Voice::Reported | Voice::Attributed, _) => {
                let who = self.party_first(&position.party);
                format!("{who}{} {}", self.in_person(position), self.acts(position))
            }
        }
    }

    /// A remark in the author's words and never in those of a stance, for it answers nothing.
    fn remark(&self, position: &Position) -> String {
        let party = self.party_first(&position.party);
        let who = format!("{party}{}", self.in_person(position));
        let on = self.target(&position.on);
        match (&position.text, &position.via) {
            (Some(text), None) => format!("{who} on {on}: {}", text.trim_end_matches('.')),
            (Some(_), Some(via)) => self.said_of_it(via, position),
            (None, _) => {
                let speaks = self.verb(&position.party, "speaks", "speak");
                format!("{who} {speaks} of {on}")
            }
        }
    }

    /// What one party says of another: in its own recorded words where there are some, not as a position.
    fn said_of_it(&self, via: &PartyId, position: &Position) -> String {
        let says = self.party_does(via, "says", "say");
        let party = self.party(&position.party);
        match &position.text {
            Some(text) => format!("{says} of {party}: {}", text.trim_end_matches('.')),
            None => format!("{says} that {party} {}", self.acts(position)),
        }
    }

    /// The person who said it, in brackets, where it is said in person.
    fn in_person(&self, position: &Position) -> String {
        in_brackets(self.speaker_of(position).map(str::to_owned), "")
    }

    fn speaker_of(&self, position: &Position) -> Option<&str> {
        let speaker = position.said_by.as_ref();
        let speaker = speaker.filter(|_| position.voice == Voice::Own)?;
        self.speaker(&position.party, speaker)
    }

    /// What a party does by a position, with what it hangs on: `rejects the vote until the ceasefire`.
    fn acts(&self, position: &Position) -> String {
        let (one, many) = act(position);
        let verb = self.verb(&position.party, one, many);
        format!("{verb} {}", self.what(position))
    }

    /// A position as its holder hears it, without its full stop: `You demand an answer`.
    pub fn position_of_you(&self, position: &Position) -> String {
        let (_, verb) = act(position);
        format!("You {verb} {}", self.what(position))
    }

    /// What a position is about, and what it hangs on.
    fn what(&self, position: &Position) -> String {
        let mut words = self.subject(position);
        if let Some(condition) = &position.condition {
            words += &format!(", on condition of {}", self.condition(condition));
        }
        if let Some(until) = &position.until {
            words += &format!(" until {}", self.condition(until));
        }
        words
    }

    fn subject(&self, position: &Position) -> String {
        let issue = position.on.issue();
        let issue = issue.and_then(|issue| self.model.issues.get(issue));
        match position.value.zip(issue) {
            Some((value, issue)) => {
                let name = self.the(&issue.name);
                format!("{} {} for {name}", value.in_words(), unit_of(issue))
            }
            None => self.target(&position.on),
        }
    }

    /// Whose words a position rests on.
    pub fn whose(&self, position: &Position) -> WhoseWords {
        // Where no sentence is cited, no source says it.
        if position.cites.is_empty() {
            return WhoseWords::Derived;
        }
        match position.voice {
            Voice::Own => WhoseWords::Stated,
            Voice::Reported | Voice::Attributed => WhoseWords::Reported,
        }
    }

    /// The sentence of a position that an answer names.
    pub fn stated_line(&self, stated: &Stated) -> Line {
        self.position_line(&self.model.positions[stated.id])
    }

    /// The sentence of a position, with where it is said.
    pub fn position_line(&self, position: &Position) -> Line {
        let marks = in_brackets(firm_and_sure(position), ", ");
        Line::derived(format!("{}{marks}.", self.position(position)))
            .citing(&position.cites)
            .of(self.whose(position))
    }

    /// From which day a position is known, and whether that day is only the one of its source.
    pub fn known_since(&self, position: &Position) -> Option<String> {
        let day = self.model.stated_on(position)?.in_words();
        let ended = on_day(" Ended on ", position.ended);
        let stop = if ended.is_empty() { "" } else { "." };
        Some(match position.since {
            Some(_) => format!("Since {day}.{ended}{stop}"),
            None => format!("The day is that of its source, {day}.{ended}{stop}"),
        })
    }
}

/// How firm a position is, and how sure, where that is less than high.
pub(super) fn firm_and_sure(position: &Position) -> impl Iterator<Item = String> {
    let firm = position.firmness.map(|firmness| firmness.in_words());
    let unsure = position.confidence.filter(|c| *c != Confidence::High);
    firm.into_iter().chain(unsure.map(confidence_word))
}

/// What the scale of an issue counts; empty where it has none.
pub(super) fn unit_of(issue: &Issue) -> &str {
    let scale = issue.scale.as_ref();
    scale.map_or("", |scale| scale.unit.as_str())
}

/// What a party does by a position, for one and for several: `demands`, `demand`. On an issue as a whole it speaks of
/// how that is to be settled, and only says what it wants in words of its own.
fn act(position: &Position) -> (&'static str, &'static str) {
    let is_whole = matches!(position.on, Target::Issue(_)) && position.value.is_none();
    match (position.stance, is_whole) {
        (Stance::Demands, false) => ("demands", "demand"),
        (Stance::Demands, true) => ("has demands on", "have demands on"),
        (Stance::Proposes, false) => ("proposes", "propose"),
        (Stance::Proposes, true) => ("has a proposal on", "have a proposal on"),
        (Stance::Offers, false) => ("offers", "offer"),
        (Stance::Offers, true) => ("makes an offer on", "make an offer on"),
        (Stance::Accepts, false) => ("accepts", "accept"),
        (Stance::Accepts, true) => ("agrees to settle", "agree to settle"),
        (Stance::Prefers, false) => ("prefers", "prefer"),
        (Stance::Prefers, true) => ("has a wish on", "have a wish on"),
        (Stance::Rejects, false) => ("rejects", "reject"),
        (Stance::Rejects, true) => ("refuses to settle", "refuse to settle"),
        (Stance::Open, _) => ("leaves open", "leave open"),
    }
}
