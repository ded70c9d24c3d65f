//! Positions in sentences, with whose words they are and how firm and sure they are.

use crate::analysis::Stated;
use crate::model::{Confidence, Ending, Firmness, Issue, PartyId, Position, Scope, Stance, Voice};

use super::Words;
use super::answers::confidence_word;
use super::document::{Line, WhoseWords};
use super::doers::Doer;
use super::grammar::{in_brackets, upper_first};
use super::phrases::Thing;

impl Words<'_> {
    /// A position as a sentence without its full stop.
    pub fn position(&self, position: &Position) -> String {
        self.position_and_firmness(position).0
    }

    /// The stance of a position alone, whatever words the author has for it, with how firm and sure it is; without a full
    /// stop.
    pub(in crate::view) fn stance_of(&self, position: &Position) -> String {
        let doer = self.doer(&position.party);
        let (acts, firmness) = self.acts_as(&doer, position);
        let marks = in_brackets(firm_and_sure(firmness, position), ", ");
        format!("{} {acts}{marks}", doer.first())
    }

    /// A position as a sentence without its full stop, and how firm it is where that is still to be said.
    fn position_and_firmness(&self, position: &Position) -> (String, Option<Firmness>) {
        let is_own = position.voice != Voice::Attributed;
        if let Some(text) = position.running_text().filter(|_| is_own) {
            return (
                format!("{} {text}", self.who_says(position)),
                position.firmness,
            );
        }
        let has_scope = position.scope.is_some() && position.text.is_none();
        if position.remark && !has_scope {
            return (self.remark(position), position.firmness);
        }
        match (position.voice, &position.via) {
            (Voice::Attributed, Some(via)) => (self.said_of_it(via, position), position.firmness),
            (Voice::Own | Voice::Reported | Voice::Attributed, _) => {
                let (acts, firmness) = self.acts(position);
                (format!("{} {acts}", self.who_says(position)), firmness)
            }
        }
    }

    /// Who says it, at the beginning of a sentence: the person, with the party, where it is said in person.
    pub(super) fn who_says(&self, position: &Position) -> String {
        let party = &position.party;
        match self.speaker_of(position) {
            Some(person) => format!("{person} ({})", self.model.party_name(party)),
            None => self.party_first(party),
        }
    }

    /// A remark in the author's words and never in those of a stance, for it answers nothing.
    fn remark(&self, position: &Position) -> String {
        let who = self.who_says(position);
        let on = self.target(&position.on);
        match (&position.text, &position.via) {
            (Some(text), None) => format!("{who} on {on}: {}", text.trim_end_matches('.')),
            (Some(_), Some(via)) => self.said_of_it(via, position),
            (None, _) => format!(
                "{who} {} of {on}",
                self.subject_of(position).verb("speaks", "speak")
            ),
        }
    }

    /// What one party says of another: in its own recorded words where there are some, not as a position.
    fn said_of_it(&self, via: &PartyId, position: &Position) -> String {
        let says = self.party_does(via, "says", "say");
        let party = self.party(&position.party);
        match (position.running_text(), &position.text) {
            (Some(text), _) => format!("{says} that {party} {text}"),
            (None, Some(text)) => format!("{says} of {party}: {}", text.trim_end_matches('.')),
            (None, None) => format!("{says} that {party} {}", self.acts(position).0),
        }
    }

    /// Whose verb it is: a person's is a singular, whatever the party is.
    fn subject_of(&self, position: &Position) -> Doer {
        match self.speaker_of(position) {
            Some(person) => Doer::one(person),
            None => self.doer(&position.party),
        }
    }

    fn speaker_of(&self, position: &Position) -> Option<&str> {
        let speaker = position.said_by.as_ref();
        let speaker = speaker.filter(|_| position.voice == Voice::Own)?;
        self.speaker(&position.party, speaker)
    }

    /// What a party does by a position, with what it hangs on: `wants the ceasefire before the vote`.
    fn acts(&self, position: &Position) -> (String, Option<Firmness>) {
        self.acts_as(&self.subject_of(position), position)
    }

    fn acts_as(&self, doer: &Doer, position: &Position) -> (String, Option<Firmness>) {
        let thing = self.thing_of(position);
        if let (Stance::Rejects, Some(until)) = (position.stance, &position.until) {
            return self.refuses_until(doer, &thing, until, position.firmness);
        }
        let (mut words, left) = self.takes(doer, position.stance, &thing, position.firmness);
        if let Some(condition) = &position.condition {
            words += &format!(", if {}", self.comes_with(condition));
        }
        if let Some(until) = &position.until {
            words += &format!(" until {}", self.condition(until));
        }
        words += position.scope.map_or("", Scope::behind);
        (words, left)
    }

    /// What a position hangs on, where it is told in the author's words and they may leave that out.
    pub(in crate::view) fn hangs_on(&self, position: &Position) -> Option<String> {
        position.running_text()?;
        let condition = position.condition.iter();
        let condition = condition.map(|one| format!("if {}", self.comes_with(one)));
        let until = position.until.iter();
        let until = until.map(|one| {
            let first = self.until_there_is(std::slice::from_ref(one));
            format!("until {first}")
        });
        let all: Vec<String> = condition.chain(until).collect();
        (!all.is_empty()).then(|| format!("{}.", upper_first(&all.join(", "))))
    }

    /// What a party does by a position, without its name: `wants more than 15 years`; for where its name and the question
    /// stand beside it.
    pub(in crate::view) fn deed(&self, position: &Position) -> String {
        if let Some(text) = position.running_text() {
            return text.to_owned();
        }
        let issue = position.on.issue();
        let issue = issue.and_then(|issue| self.model.issues.get(issue));
        let doer = self.subject_of(position);
        let (acts, firmness) = match position.value.zip(issue) {
            Some((value, issue)) => {
                let number = Thing::Noun(issue.range_words(&value));
                self.takes(&doer, position.stance, &number, position.firmness)
            }
            None => self.acts_as(&doer, position),
        };
        let firmness = firmness.map(Firmness::in_words).into_iter();
        format!(
            "{acts}{}",
            in_brackets(firmness.map(|it| it.to_string()), ", ")
        )
    }

    /// A position as its holder hears it, without its full stop, and how firm it is where the verb does not say so:
    /// `You demand an answer`.
    pub fn position_of_you(&self, position: &Position) -> (String, Option<Firmness>) {
        let (acts, left) = self.acts_as(&Doer::you(), position);
        (format!("You {acts}"), left)
    }

    /// What a position is about; a number or a range by its own words.
    fn thing_of(&self, position: &Position) -> Thing {
        let issue = position.on.issue();
        let issue = issue.and_then(|issue| self.model.issues.get(issue));
        match position.value.zip(issue) {
            Some((value, issue)) => {
                Thing::Noun(self.number_of(&issue.id, &issue.range_words(&value)))
            }
            None => self.thing(Some(&position.party), &position.on),
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
        let (words, firmness) = self.position_and_firmness(position);
        let marks = in_brackets(firm_and_sure(firmness, position), ", ");
        let line = Line::derived(format!("{words}{marks}.")).of(self.whose(position));
        // Words for one sentence carry that sentence only; the others stand below.
        let deciding = position
            .running_text()
            .and_then(|_| position.deciding_wording());
        match deciding {
            Some(wording) => line.citing([&wording.cites]),
            None => line.citing(&position.cites),
        }
    }

    /// What other sentences say than the one whose words a position is told in, each as a sentence of its own.
    pub(in crate::view) fn other_wordings(&self, position: &Position) -> Vec<Line> {
        let Some(deciding) = position.deciding_wording() else {
            return Vec::new();
        };
        let who = self.party_first(&position.party);
        let others = position.wordings.iter().filter(|one| *one != deciding);
        let lines = others.map(|one| {
            let line = Line::derived(format!("{who} {}.", one.text.trim_end_matches('.')));
            line.citing([&one.cites]).of(WhoseWords::Reported)
        });
        lines.collect()
    }

    /// From which day a position is known, and whether that day is only the one of its source.
    pub fn known_since(&self, position: &Position) -> Option<String> {
        let day = self.model.stated_on(position)?.in_words();
        let since = match position.since {
            Some(_) => format!("Since {day}."),
            None => format!("The day is that of its source, {day}."),
        };
        let why = in_brackets(position.ending.iter().map(Ending::in_words), "");
        let ended = position
            .ended
            .map(|end| format!(" Ended on {}{why}.", end.in_words()));
        Some(since + &ended.unwrap_or_default())
    }
}

/// How firm a position is, and how sure, where that is less than high.
pub(super) fn firm_and_sure(
    firmness: Option<Firmness>,
    position: &Position,
) -> impl Iterator<Item = String> {
    let firm = firmness.map(|firmness| firmness.in_words());
    let unsure = position.confidence.filter(|c| *c != Confidence::High);
    let disputed = position
        .disputes_meaning
        .then(|| "accepts it, and disputes what it means".to_owned());
    let private = position.private.then(|| "said in private".to_owned());
    firm.into_iter()
        .chain(unsure.map(confidence_word))
        .chain(disputed)
        .chain(private)
}

/// What the scale of an issue counts; empty where it has none.
pub(super) fn unit_of(issue: &Issue) -> &str {
    let scale = issue.scale.as_ref();
    scale.map_or("", |scale| scale.unit.as_str())
}
