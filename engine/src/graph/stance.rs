//! What a party says of one thing on one day: the words that count, and what they say together.
//!
//! A later word beats an earlier one, and on one day a word about the thing
//! itself beats what follows from a demand for another. A yes beside a no or an undecided word of one day
//! is *contested* and read as unknown. The rules are the table of meaning in `docs/language.md`.

use crate::model::{Condition, PartyId, PositionId, Target};
use crate::source::Date;

/// How a leaf is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The party has said yes.
    Granted,
    /// The party has said yes, on a condition.
    Conditional,
    /// The party has said no.
    Refused,
    /// Nobody knows: no position, an open one, or a contested one.
    Unknown,
    /// Its members decide by their votes.
    Counted,
}

/// What a party says of something that needs its yes.
#[derive(Debug, Clone)]
pub struct StanceInfo {
    /// Who.
    pub party: PartyId,
    /// What needs the yes.
    pub target: Target,
    /// How it is read.
    pub reading: Reading,
    /// The positions that it rests on: indexes into the model's list.
    pub positions: Vec<PositionId>,
    /// Whether the refusal follows from a demand for something else alone.
    pub implied: bool,
    /// Whether the party says yes and no, or yes and undecided, on one day.
    pub contested: bool,
    /// Whether the party refused until something that has been reached, and so says yes now.
    pub turned: bool,
    /// Whether these are the votes of which nobody knows, of a party that has cast others against the target.
    pub is_rest: bool,
    /// Of a refusal, every position in force that says no to the target, also where another word counts before it.
    pub refusing: Vec<PositionId>,
}

impl StanceInfo {
    /// Of a body whose members decide.
    pub(super) fn counted(party: &PartyId, target: &Target) -> Self {
        Self {
            party: party.clone(),
            target: target.clone(),
            reading: Reading::Counted,
            positions: Vec::new(),
            implied: false,
            contested: false,
            turned: false,
            is_rest: false,
            refusing: Vec::new(),
        }
    }

    /// The votes of which nobody knows, of a party that has cast others against the target.
    pub(super) fn rest(&self) -> Self {
        Self {
            reading: Reading::Unknown,
            is_rest: true,
            implied: false,
            refusing: Vec::new(),
            ..self.clone()
        }
    }
}

/// How near what a party says of something is to a yes. The first two are refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// A no.
    No,
    /// A no until something has come about.
    NoUntil,
    /// Undecided, contested, or nothing said.
    Unknown,
    /// A yes on a condition.
    YesIf,
    /// A yes.
    Yes,
}

/// One word of a party about one target.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub date: Option<Date>,
    /// Whether it is about the target itself, and does not follow from a demand for something else.
    pub explicit: bool,
    pub says: Says<'a>,
    pub position: PositionId,
}

#[derive(Clone, Copy)]
pub(super) enum Says<'a> {
    Yes(Option<&'a Condition>),
    No(Option<&'a Condition>),
    Undecided,
    /// A no that follows from a demand which the party contradicts on the same day.
    Contested,
    /// It speaks of an issue that has no answers listed, and does not say that it is settled.
    Speaks,
    /// Less sure than was asked for: it counts as if nothing had been said.
    Nothing,
}

impl Word<'_> {
    /// Whether other words of the party contradict each other, the latest of which are of the day of this one.
    pub fn is_contested_by(&self, words: &[Word<'_>]) -> bool {
        let latest = words.iter().map(|word| word.date).max();
        latest == Some(self.date) && is_contested(&latest_of(words))
    }
}

/// A stance with the conditions that the graph still has to build.
pub(super) struct Combined<'a> {
    pub info: StanceInfo,
    /// Conditions of a yes, each with the positions that make it.
    pub ifs: Vec<(&'a Condition, Vec<PositionId>)>,
    /// Conditions that end a no.
    pub untils: Vec<&'a Condition>,
}

impl Combined<'_> {
    pub fn nearness(&self) -> Nearness {
        match self.info.reading {
            Reading::Granted => Nearness::Yes,
            Reading::Conditional => Nearness::YesIf,
            Reading::Refused if self.untils.is_empty() => Nearness::No,
            Reading::Refused => Nearness::NoUntil,
            Reading::Unknown | Reading::Counted => Nearness::Unknown,
        }
    }

    /// A plain no, which the party could take back, whatever it says now.
    pub fn supposed_refused(mut self) -> Self {
        let info = &mut self.info;
        info.reading = Reading::Refused;
        (info.contested, info.implied) = (false, false);
        info.positions.clear();
        info.refusing.clear();
        self.untils.clear();
        self
    }

    /// As good as a yes: nobody waits for an answer.
    pub fn not_waited_for(mut self) -> Self {
        self.info.reading = Reading::Granted;
        self.info.contested = false;
        self
    }

    /// The yes that a refusal has turned into.
    pub fn turned(mut self) -> Self {
        self.info.reading = Reading::Granted;
        self.info.turned = true;
        self
    }
}

/// The words that count: those of the latest day, and of these the explicit ones before the implied.
fn latest_of<'a>(words: &[Word<'a>]) -> Vec<Word<'a>> {
    let latest = words.iter().map(|word| (word.date, word.explicit)).max();
    let mut kept = words.to_vec();
    kept.retain(|word| Some((word.date, word.explicit)) == latest);
    kept.retain(|word| !matches!(word.says, Says::Nothing));
    // Who says that it is settled, or refuses to, has answered, whatever else was said that day.
    let answers = |word: &Word<'_>| !matches!(word.says, Says::Speaks);
    if kept.iter().any(answers) {
        kept.retain(answers);
    }
    kept
}

/// Whether words of one day contradict each other: a yes beside a no, or beside an undecided word.
fn is_contested(words: &[Word<'_>]) -> bool {
    let yes = any(words, |says| matches!(says, Says::Yes(_)));
    let other = any(words, |says| matches!(says, Says::No(_) | Says::Undecided));
    (yes && other) || any(words, |says| matches!(says, Says::Contested))
}

fn any(words: &[Word<'_>], is: fn(&Says<'_>) -> bool) -> bool {
    words.iter().any(|word| is(&word.says))
}

/// What all the words of a party on one target say together.
pub(super) fn combine<'a>(party: &PartyId, target: &Target, words: Vec<Word<'a>>) -> Combined<'a> {
    let noes = || words.iter().filter(|word| matches!(word.says, Says::No(_)));
    // Behind a demand of a later day a refusal in so many words still stands.
    let is_stated = noes().any(|word| word.explicit);
    let counting = latest_of(&words);
    let info = StanceInfo {
        party: party.clone(),
        target: target.clone(),
        reading: reading_of(&counting),
        positions: counting.iter().map(|word| word.position).collect(),
        implied: !is_stated && counting.iter().any(|word| !word.explicit),
        contested: is_contested(&counting),
        turned: false,
        is_rest: false,
        refusing: noes().map(|word| word.position).collect(),
    };
    Combined {
        info,
        ifs: ifs_of(&counting),
        untils: untils_of(&counting),
    }
}

/// One plain yes is enough for a yes; one undecided word leaves all unknown.
fn reading_of(words: &[Word<'_>]) -> Reading {
    let is_undecided =
        |says: &Says<'_>| matches!(says, Says::Undecided | Says::Speaks | Says::Contested);
    if words.is_empty() || any(words, is_undecided) || is_contested(words) {
        Reading::Unknown
    } else if any(words, |says| matches!(says, Says::Yes(None))) {
        Reading::Granted
    } else if any(words, |says| matches!(says, Says::Yes(Some(_)))) {
        Reading::Conditional
    } else {
        Reading::Refused
    }
}

/// The conditions of the yeses, each with the positions that make it: said twice it is one.
fn ifs_of<'a>(words: &[Word<'a>]) -> Vec<(&'a Condition, Vec<PositionId>)> {
    let mut ifs: Vec<(&Condition, Vec<PositionId>)> = Vec::new();
    for word in words {
        let Says::Yes(Some(condition)) = word.says else {
            continue;
        };
        let mut known = ifs.iter_mut();
        match known.find(|(one, _)| one.meaning() == condition.meaning()) {
            Some((_, positions)) => positions.push(word.position),
            None => ifs.push((condition, vec![word.position])),
        }
    }
    ifs
}

/// The conditions that end the noes: said twice it is one.
fn untils_of<'a>(words: &[Word<'a>]) -> Vec<&'a Condition> {
    let mut untils: Vec<&Condition> = Vec::new();
    for word in words {
        if let Says::No(Some(until)) = word.says
            && untils.iter().all(|one| one.meaning() != until.meaning())
        {
            untils.push(until);
        }
    }
    untils
}
