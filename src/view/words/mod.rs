//! How things are called in a sentence.
//!
//! Names in a model begin with a capital, as labels do. Inside a sentence a common noun loses it and
//! takes an article: *Ceasefire of at least 60 days* becomes *the ceasefire of at least 60 days*. A
//! first word keeps its capital if it is written with one in the middle of a text somewhere in the
//! model, or belongs to the name of a party or person.

pub(in crate::view) mod answers;
mod document;
mod dossier;
pub(in crate::view) mod spoken;

use std::collections::BTreeSet;

use crate::analysis::{Stated, Waiter};
use crate::graph::{Change, Waiver};
use crate::model::{
    Condition, ConditionKind, Confidence, Exclusion, Model, OptionId, PartyId, PartyKind, Position,
    Stance, Target, Voice,
};

use crate::source::Date;

pub use document::{Block, Document, Figure, Item, Line, Section, Table, WhoseWords};
pub use dossier::dossier;

/// The words of one model.
#[derive(Debug)]
pub struct Words<'a> {
    /// The model.
    pub model: &'a Model,
    proper: BTreeSet<String>,
}

impl<'a> Words<'a> {
    /// Learns the proper names of a model.
    pub fn of(model: &'a Model) -> Self {
        let mut proper = BTreeSet::new();
        let mut learn = |text: &str, from: usize| {
            proper.extend(
                words_of(text)
                    .skip(from)
                    .filter(|w| w.starts_with(char::is_uppercase))
                    .map(str::to_owned),
            )
        };
        for party in model.parties.values() {
            let names = party
                .aliases
                .iter()
                .chain(&party.adjectives)
                .chain([&party.name]);
            names.for_each(|name| learn(name, 0));
            party.speakers.values().for_each(|s| {
                s.aliases
                    .iter()
                    .chain([&s.name])
                    .for_each(|name| learn(name, 0))
            });
        }
        for issue in model.issues.values() {
            learn(&issue.question, 1);
            learn(&issue.name, 1);
            issue
                .options
                .iter()
                .for_each(|option| learn(&option.text, 1));
            issue.terms.iter().for_each(|term| learn(term, 0));
        }
        model.milestones.values().for_each(|m| learn(&m.name, 1));
        model.events.iter().for_each(|event| learn(&event.text, 1));
        Self { model, proper }
    }

    /// A label in the middle of a sentence: without its capital, unless the first word is a name.
    pub fn inside(&self, label: &str) -> String {
        let first = words_of(label).next().unwrap_or("");
        let mut letters = first.chars();
        let common = letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| !c.is_uppercase())
            && first.chars().count() > 1;
        let article = matches!(first, "A" | "An" | "The");
        if !article && (!common || self.proper.contains(first)) {
            return label.to_owned();
        }
        let mut letters = label.chars();
        letters
            .next()
            .map(|c| c.to_lowercase().collect::<String>() + letters.as_str())
            .unwrap_or_default()
    }

    /// A noun with its article: `the ceasefire`, `Donetsk territory`, `the US Congress`.
    pub fn the(&self, label: &str) -> String {
        let inside = self.inside(label);
        let first = words_of(&inside).next().unwrap_or("").to_lowercase();
        let numbered = inside.ends_with(|c: char| c.is_ascii_digit());
        let has_article = numbered
            || matches!(
                first.as_str(),
                "a" | "an" | "the" | "all" | "who" | "what" | "whether" | "how" | "no"
            );
        if inside == label || has_article {
            inside
        } else {
            format!("the {inside}")
        }
    }

    /// A party in a sentence: `Ukraine`, `the United States`, `the coalition of the willing`.
    pub fn party(&self, id: &PartyId) -> String {
        use PartyKind::{
            Body, Coalition, Company, Faction, Organisation, Other, Public, State, Union,
        };
        let name = self.model.party_name(id);
        let Some(first) = words_of(name).next() else {
            return name.to_owned();
        };
        let is_group = match self.model.parties.get(id).map(|party| party.kind) {
            Some(Body | Coalition | Public | Union | Faction | Organisation) => name.contains(' '),
            Some(State | Company | Other) | None => false,
        };
        if matches!(first, "The" | "the" | "A" | "An") {
            return name
                .strip_prefix("The ")
                .map_or_else(|| name.to_owned(), |rest| format!("the {rest}"));
        }
        if let Some(common) = group_noun(name) {
            return format!("the {common}");
        }
        if is_group || ["United", "European"].contains(&first) {
            format!("the {name}")
        } else {
            name.to_owned()
        }
    }

    /// A party at the beginning of a sentence.
    pub fn party_first(&self, id: &PartyId) -> String {
        upper_first(&self.party(id))
    }

    /// Several parties: `Ukraine, Russia and the United States`.
    pub fn parties<'p>(&self, ids: impl IntoIterator<Item = &'p PartyId>) -> String {
        and(&ids.into_iter().map(|id| self.party(id)).collect::<Vec<_>>())
    }

    /// A target in a sentence: a milestone or issue with its article, an option in quotation marks.
    pub fn target(&self, target: &Target) -> String {
        match target {
            Target::Milestone(_) | Target::Issue(_) => self.the(&self.model.target_name(target)),
            Target::Option(issue, option) => {
                let name = self
                    .model
                    .issues
                    .get(issue)
                    .map_or_else(|| issue.to_string(), |issue| self.the(&issue.name));
                match self
                    .model
                    .issues
                    .get(issue)
                    .is_some_and(|issue| issue.scale.is_some())
                {
                    true => format!("{} for {name}", self.answer(issue, option)),
                    false => format!("the answer {} on {name}", self.answer(issue, option)),
                }
            }
        }
    }

    /// One answer to an issue: `“Ukraine leaves it”`, or `15 years`.
    pub fn answer(&self, issue: &crate::model::IssueId, option: &OptionId) -> String {
        let Some(found) = self.model.issues.get(issue) else {
            return option.to_string();
        };
        match found.options.iter().find(|o| o.id == *option) {
            Some(option) => format!("“{}”", option.text),
            None => found.cell_words(option),
        }
    }

    /// Whether a target's name is a plural: its noun, before any preposition, ends in a plural s.
    pub fn is_plural(&self, target: &Target) -> bool {
        if matches!(target, Target::Option(..)) {
            return false;
        }
        plural_noun(&self.model.target_name(target))
    }

    /// The form of *to be* that a target takes.
    pub fn is(&self, target: &Target) -> &'static str {
        self.agree(target, "is", "are")
    }

    /// The form that agrees with a target's name: one for the singular, one for the plural.
    pub fn agree<'v>(&self, target: &Target, one: &'v str, many: &'v str) -> &'v str {
        match self.is_plural(target) {
            true => many,
            false => one,
        }
    }

    /// A target at the beginning of a sentence.
    pub fn target_first(&self, target: &Target) -> String {
        upper_first(&self.target(target))
    }

    /// A condition in a sentence.
    pub fn condition(&self, condition: &Condition) -> String {
        let list = |arms: &[Condition]| arms.iter().map(|arm| self.arm(arm)).collect::<Vec<_>>();
        match &condition.kind {
            ConditionKind::Holds(target @ (Target::Milestone(_) | Target::Issue(_))) => {
                self.target(target)
            }
            ConditionKind::Holds(target @ Target::Option(..)) => {
                format!("agreement on {}", self.target(target))
            }
            ConditionKind::All(arms) => and(&list(arms)),
            ConditionKind::Any(arms) => or(&list(arms)),
            ConditionKind::AtLeast { count, of } => {
                let weighted = of.iter().any(|(_, weight)| *weight != 1);
                let arms: Vec<String> = of
                    .iter()
                    .map(|(arm, weight)| {
                        if weighted {
                            format!("{} ({weight})", self.arm(arm))
                        } else {
                            self.arm(arm)
                        }
                    })
                    .collect();
                format!(
                    "at least {count}{} of {}",
                    if weighted { " in weight" } else { "" },
                    and(&arms)
                )
            }
            ConditionKind::Consent(party) => format!("the consent of {}", self.party(party)),
            ConditionKind::After(inner) => format!("first {}", self.condition(inner)),
        }
    }

    /// A condition inside another: what belongs together is held together.
    fn arm(&self, condition: &Condition) -> String {
        let words = self.condition(condition);
        match &condition.kind {
            ConditionKind::All(arms) if arms.len() > 1 => format!("(both {words})"),
            ConditionKind::Any(arms) if arms.len() > 1 => format!("(either {words})"),
            ConditionKind::AtLeast { .. } => format!("({words})"),
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Consent(_)
            | ConditionKind::After(_) => words,
        }
    }

    /// Why some things exclude each other: the author's words, or else how many of them can hold.
    pub fn why_excluded(&self, exclusion: &Exclusion) -> String {
        let of = exclusion.of.iter().map(|one| self.condition(one));
        let of: Vec<String> = of.collect();
        let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
        let counted = || format!("at most {} of {} can hold", number_word(most), and(&of));
        exclusion.note.clone().unwrap_or_else(counted)
    }

    /// What waits in a ring: a thing, or a party's yes to one.
    pub fn waiter(&self, waiter: &Waiter) -> String {
        match waiter {
            Waiter::Thing(target) => self.target(target),
            Waiter::Yes(party, target) => {
                format!(
                    "the consent of {} to {}",
                    self.party(party),
                    self.target(target)
                )
            }
        }
    }

    /// The same as a label.
    pub fn waiter_label(&self, waiter: &Waiter) -> String {
        match waiter {
            Waiter::Thing(target) => self.model.target_name(target),
            Waiter::Yes(party, target) => {
                let name = self.model.target_name(target);
                format!("Consent of {} ({name})", self.model.party_name(party))
            }
        }
    }

    /// Whether what waits is named by a plural.
    pub fn is_plural_waiter(&self, waiter: &Waiter) -> bool {
        match waiter {
            Waiter::Thing(target) => self.is_plural(target),
            Waiter::Yes(..) => false,
        }
    }

    /// A change as a clause: `Russia agrees to the ceasefire`.
    pub fn change(&self, change: &Change) -> String {
        format!("{} {}", self.party_first(change.party()), self.does(change))
    }

    /// Where one of several equal conditions stands, in brackets; nothing where there is only one.
    fn place_of(waiver: &Waiver) -> String {
        let place = waiver.label().split_once('@').map(|(_, place)| place);
        place
            .map(|place| format!(" (the condition in `{place}`)"))
            .unwrap_or_default()
    }

    /// What a party does when it makes a change, without the party: `agrees to the ceasefire`.
    fn does(&self, change: &Change) -> String {
        match change {
            Change::Grant {
                party,
                target: target @ Target::Milestone(_),
            } => {
                format!(
                    "{} to {}",
                    self.verb(party, "agrees", "agree"),
                    self.target(target)
                )
            }
            Change::Grant {
                party,
                target: target @ Target::Issue(_),
            } => {
                format!(
                    "{} to settle {}",
                    self.verb(party, "agrees", "agree"),
                    self.target(target)
                )
            }
            Change::Grant {
                party,
                target: target @ Target::Option(..),
            } => {
                format!(
                    "{} {}",
                    self.verb(party, "accepts", "accept"),
                    self.target(target)
                )
            }
            Change::Waive {
                party,
                target,
                condition,
            } => {
                let makes = self.verb(party, "makes", "make");
                format!(
                    "no longer {makes} {} wait for {}{}",
                    self.target(target),
                    self.condition(condition.condition()),
                    Self::place_of(condition)
                )
            }
        }
    }

    /// Several changes in one sentence without its full stop, party by party: `Russia agrees to the ceasefire and
    /// accepts the answer “no”, while Ukraine no longer makes the vote wait for it`.
    pub fn moves(&self, changes: &[Change]) -> String {
        let mut by_party: Vec<(&PartyId, Vec<String>)> = Vec::new();
        for change in changes {
            match by_party
                .iter_mut()
                .find(|(party, _)| *party == change.party())
            {
                Some((_, done)) => done.push(self.does(change)),
                None => by_party.push((change.party(), vec![self.does(change)])),
            }
        }
        let clauses: Vec<String> = by_party
            .iter()
            .map(|(party, done)| format!("{} {}", self.party(party), and(done)))
            .collect();
        upper_first(&match clauses.as_slice() {
            [one, other] => format!("{one}, while {other}"),
            all => all.join("; "),
        })
    }

    /// A name that owns something: `Russia’s`, `the United States’`.
    pub fn of_party(&self, id: &PartyId) -> String {
        possessive(&self.party(id))
    }

    /// The refusal or condition that a change would lift, as a sentence without its full stop.
    pub fn refusal(&self, change: &Change, until: &[Condition], implied: bool) -> String {
        match change {
            Change::Grant { party, target } => {
                let name = self.party_first(party);
                let refuses = match target {
                    Target::Issue(_) => self.verb(party, "refuses to settle", "refuse to settle"),
                    Target::Milestone(_) | Target::Option(..) => {
                        self.verb(party, "refuses", "refuse")
                    }
                };
                let target = self.target(target);
                match (until, implied) {
                    ([], true) => {
                        format!("{name} {refuses} {target}, because it demands another")
                    }
                    ([], false) => format!("{name} {refuses} {target}"),
                    ([_, ..], _) => {
                        let any: Vec<String> = until.iter().map(|c| self.condition(c)).collect();
                        format!("{name} {refuses} {target} until {}", or(&any))
                    }
                }
            }
            Change::Waive {
                party,
                target,
                condition,
            } => {
                format!(
                    "{} {} {} wait for {}{}",
                    self.party_first(party),
                    self.verb(party, "makes", "make"),
                    self.target(target),
                    self.condition(condition.condition()),
                    Self::place_of(condition)
                )
            }
        }
    }

    /// The form of a verb that a party takes: plural where the noun of its name is one.
    pub fn verb<'v>(&self, party: &PartyId, one: &'v str, many: &'v str) -> &'v str {
        use PartyKind::{
            Body, Coalition, Company, Faction, Organisation, Other, Public, State, Union,
        };
        let is_one = match self.model.parties.get(party).map(|party| party.kind) {
            Some(State | Company | Organisation | Union | Coalition) | None => true,
            Some(Body | Faction | Other | Public) => !plural_noun(self.model.party_name(party)),
        };
        if is_one { one } else { many }
    }

    /// A position as a sentence without its full stop.
    pub fn position(&self, position: &Position) -> String {
        // What an adversary says of a party is told in its own recorded words, not as a position.
        if let (Voice::Attributed, Some(via), Some(text)) =
            (position.voice, &position.via, &position.text)
        {
            let text = text.trim_end_matches('.');
            return format!(
                "{} {} of {}: {text}",
                self.party_first(via),
                self.verb(via, "says", "say"),
                self.party(&position.party)
            );
        }
        let who = match (position.voice, &position.via) {
            (Voice::Attributed, Some(via)) => {
                format!(
                    "{} {} that {}",
                    self.party_first(via),
                    self.verb(via, "says", "say"),
                    self.party(&position.party)
                )
            }
            _ => self.party_first(&position.party),
        };
        let said = match (position.voice, &position.said_by) {
            (Voice::Own, Some(speaker)) => self
                .speaker(&position.party, speaker)
                .map(|name| format!(" ({name})"))
                .unwrap_or_default(),
            _ => String::new(),
        };
        let (one, many) = act(position);
        let verb = self.verb(&position.party, one, many);
        let mut words = format!("{who}{said} {verb} {}", self.what(position));
        if let Some(condition) = &position.condition {
            words += &format!(", on condition of {}", self.condition(condition));
        }
        if let Some(until) = &position.until {
            words += &format!(" until {}", self.condition(until));
        }
        words
    }

    /// A position as its holder hears it, without its full stop: `You demand an answer`.
    pub fn position_of_you(&self, position: &Position) -> String {
        let (_, word) = act(position);
        let mut words = format!("You {word} {}", self.what(position));
        if let Some(condition) = &position.condition {
            words += &format!(", on condition of {}", self.condition(condition));
        }
        if let Some(until) = &position.until {
            words += &format!(" until {}", self.condition(until));
        }
        words
    }

    pub(in crate::view) fn speaker(
        &self,
        party: &PartyId,
        speaker: &crate::model::SpeakerId,
    ) -> Option<&str> {
        let own = self
            .model
            .parties
            .get(party)
            .and_then(|p| p.speakers.get(speaker));
        let any = || {
            self.model
                .parties
                .values()
                .find_map(|p| p.speakers.get(speaker))
        };
        own.or_else(any).map(|s| s.name.as_str())
    }

    fn what(&self, position: &Position) -> String {
        match (
            &position.value,
            position
                .on
                .issue()
                .and_then(|issue| self.model.issues.get(issue)),
        ) {
            (Some(value), Some(issue)) => {
                format!(
                    "{} {} for {}",
                    value.in_words(),
                    issue.scale.as_ref().map_or("", |s| s.unit.as_str()),
                    self.the(&issue.name)
                )
            }
            _ => self.target(&position.on),
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

    /// A position as a line with its citations.
    /// The sentence of a position that an answer names.
    pub fn stated_line(&self, stated: &Stated) -> Line {
        self.position_line(&self.model.positions[stated.id])
    }

    /// The sentence of a position, with where it is said.
    pub fn position_line(&self, position: &Position) -> Line {
        let firm = position.firmness.map(|f| f.word().replace('-', " "));
        let unsure = position
            .confidence
            .filter(|c| *c != Confidence::High)
            .map(|c| format!("{} confidence", c.word()));
        let said: Vec<String> = firm.into_iter().chain(unsure).collect();
        let said = if said.is_empty() {
            String::new()
        } else {
            format!(" ({})", said.join(", "))
        };
        Line::derived(format!("{}{said}.", self.position(position)))
            .citing(&position.cites)
            .of(self.whose(position))
    }

    /// From which day a position is known, and whether that day is only the one of its source.
    pub fn known_since(&self, position: &Position) -> Option<String> {
        let day = self.model.stated_on(position)?.in_words();
        let ended = position
            .ended
            .map(|day| format!(" Ended on {}.", day.in_words()));
        let ended = ended.unwrap_or_default();
        Some(match position.since {
            Some(_) => format!("Since {day}.{ended}"),
            None => format!("The day is that of its source, {day}.{ended}"),
        })
    }

    /// What an awaited yes is called: `the US Congress on the entry into force`.
    pub fn awaited(&self, party: &PartyId, target: &Target) -> String {
        format!("{}: {}", self.party_first(party), self.target(target))
    }
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

/// A name that is a group noun with what it is a group of: *Coalition of the willing*, which loses its capital inside
/// a sentence.
fn group_noun(name: &str) -> Option<String> {
    const NOUNS: [&str; 14] = [
        "Allies",
        "Coalition",
        "Countries",
        "Families",
        "Governments",
        "Group",
        "Leaders",
        "Members",
        "Owners",
        "Parliaments",
        "Representatives",
        "Residents",
        "Voters",
        "Workers",
    ];
    let (first, rest) = name.split_once(" of ")?;
    (NOUNS.contains(&first) && rest.starts_with(char::is_lowercase))
        .then(|| format!("{} of {rest}", first.to_lowercase()))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
}

/// Whether the noun of a name, before any preposition, is a plural.
pub(in crate::view) fn plural_noun(name: &str) -> bool {
    let prepositions = [
        "of", "in", "on", "for", "with", "to", "by", "at", "from", "between", "and",
    ];
    let noun = words_of(name)
        .take_while(|word| !prepositions.contains(word))
        .last();
    noun.is_some_and(|noun| {
        noun.len() > 3
            && noun.ends_with('s')
            && !["ss", "us", "is"].iter().any(|end| noun.ends_with(end))
    })
}

/// `Russia’s`, `the United States’`.
pub(in crate::view) fn possessive(name: &str) -> String {
    if name.ends_with('s') {
        format!("{name}’")
    } else {
        format!("{name}’s")
    }
}

/// The text with a capital first letter.
pub(in crate::view) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::view) fn and(parts: &[String]) -> String {
    join(parts, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub(in crate::view) fn or(parts: &[String]) -> String {
    join(parts, "or")
}

fn join(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {word} {last}", most.join(", ")),
    }
}

/// A number of things: `one change`, `three changes`, `14 changes`.
pub(in crate::view) fn count(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        number_word(number),
        if number <= 1 { one } else { many }
    )
}

/// A number as a sentence says it: in words up to twelve.
pub(in crate::view) fn number_word(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A day with the words before it: ` as of 10 March 2026`; empty where there is none.
pub(in crate::view) fn on_day(before: &str, day: Option<Date>) -> String {
    let words = day.map(|day| format!("{before}{}", day.in_words()));
    words.unwrap_or_default()
}

/// The days between which something is asked: ` (from 10 March 2026, until 1 April 2026)`; empty where no day is set.
pub fn days(since: Option<Date>, ended: Option<Date>) -> String {
    let parts: Vec<String> = [("from", since), ("until", ended)]
        .into_iter()
        .filter_map(|(word, day)| Some(format!("{word} {}", day?.in_words())))
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join(", ")),
    }
}
