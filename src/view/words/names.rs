//! What things and parties are called in a sentence.

use std::collections::BTreeSet;

use crate::model::{
    Issue, IssueId, MilestoneId, Model, OptionId, Party, PartyId, PartyKind, SpeakerId, Target,
};

use super::Words;
use super::grammar::{and, lower_first, plural_noun, possessive, upper_first, words_of};

impl<'a> Words<'a> {
    /// Learns the proper names of a model.
    pub fn of(model: &'a Model) -> Self {
        Self {
            model,
            proper: Names::of(model).proper,
        }
    }

    /// A label in the middle of a sentence: without its capital, unless the first word is a name.
    pub fn inside(&self, label: &str) -> String {
        let first = words_of(label).next().unwrap_or("");
        let stays = !is_capitalised(first) || self.proper.contains(first);
        match stays && !matches!(first, "A" | "An" | "The") {
            true => label.to_owned(),
            false => lower_first(label),
        }
    }

    /// A noun with its article: `the ceasefire`, `Donetsk territory`, `the US Congress`.
    pub fn the(&self, label: &str) -> String {
        let inside = self.inside(label);
        match inside == label || needs_no_article(&inside) {
            true => inside,
            false => format!("the {inside}"),
        }
    }

    /// A party in a sentence: `Ukraine`, `the United States`, `the coalition of the willing`.
    pub fn party(&self, id: &PartyId) -> String {
        let name = self.model.party_name(id);
        match words_of(name).next() {
            None | Some("the" | "A" | "An") => name.to_owned(),
            Some("The") => with_small_article(name),
            Some(first) => match group_noun(name) {
                Some(common) => format!("the {common}"),
                None if self.takes_article(id, first) => format!("the {name}"),
                None => name.to_owned(),
            },
        }
    }

    /// Whether the name of a party has *the* before it: a union of states, or many people under several words.
    fn takes_article(&self, id: &PartyId, first: &str) -> bool {
        let is_long = self.model.party_name(id).contains(' ');
        (is_long && self.is_group(id)) || ["United", "European"].contains(&first)
    }

    /// Whether a party is many people under one name, which then takes an article.
    fn is_group(&self, id: &PartyId) -> bool {
        use PartyKind::{
            Body, Coalition, Company, Faction, Organisation, Other, Public, State, Union,
        };
        match self.model.parties.get(id).map(|party| party.kind) {
            Some(Body | Coalition | Public | Union | Faction | Organisation) => true,
            Some(State | Company | Other) | None => false,
        }
    }

    /// A party at the beginning of a sentence.
    pub fn party_first(&self, id: &PartyId) -> String {
        upper_first(&self.party(id))
    }

    /// A party and what it does, at the beginning of a sentence: `Russia refuses`, `The owners refuse`.
    pub(super) fn party_does(&self, id: &PartyId, one: &str, many: &str) -> String {
        format!("{} {}", self.party_first(id), self.verb(id, one, many))
    }

    /// An issue in a sentence.
    pub(super) fn issue(&self, id: &IssueId) -> String {
        self.target(&Target::Issue(id.clone()))
    }

    /// A milestone in a sentence.
    pub(super) fn milestone(&self, id: &MilestoneId) -> String {
        self.target(&Target::Milestone(id.clone()))
    }

    /// Several parties: `Ukraine, Russia and the United States`.
    pub fn parties<'p>(&self, ids: impl IntoIterator<Item = &'p PartyId>) -> String {
        and(&ids.into_iter().map(|id| self.party(id)).collect::<Vec<_>>())
    }

    /// A name that owns something: `Russia’s`, `the United States’`.
    pub fn of_party(&self, id: &PartyId) -> String {
        possessive(&self.party(id))
    }

    /// A person by name: one who speaks for the party, else one of another party.
    pub(in crate::view) fn speaker(&self, party: &PartyId, speaker: &SpeakerId) -> Option<&str> {
        let own = self.model.parties.get(party);
        let all = own.into_iter().chain(self.model.parties.values());
        let mut speakers = all.filter_map(|party| party.speakers.get(speaker));
        speakers.next().map(|speaker| speaker.name.as_str())
    }

    /// A target in a sentence: a milestone or issue with its article, an option in quotation marks.
    pub fn target(&self, target: &Target) -> String {
        match target {
            Target::Option(issue, option) => self.answer_to(issue, option),
            Target::Milestone(_) | Target::Issue(_) => self.the(&self.model.target_name(target)),
        }
    }

    /// An answer with the issue to which it is one: `15 years for the lease`.
    fn answer_to(&self, issue: &IssueId, option: &OptionId) -> String {
        let answer = self.answer(issue, option);
        let Some(issue) = self.model.issues.get(issue) else {
            return format!("the answer {answer} on {issue}");
        };
        let name = self.the(&issue.name);
        match issue.scale.is_some() {
            true => format!("{answer} for {name}"),
            false => format!("the answer {answer} on {name}"),
        }
    }

    /// A target at the beginning of a sentence.
    pub fn target_first(&self, target: &Target) -> String {
        upper_first(&self.target(target))
    }

    /// One answer to an issue: `“Ukraine leaves it”`, or `15 years`.
    pub fn answer(&self, issue: &IssueId, option: &OptionId) -> String {
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
        target.option().is_none() && plural_noun(&self.model.target_name(target))
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

    /// The form of a verb that a party takes: plural where the noun of its name is one.
    pub fn verb<'v>(&self, party: &PartyId, one: &'v str, many: &'v str) -> &'v str {
        match self.is_many(party) {
            true => many,
            false => one,
        }
    }

    /// Whether a party takes the plural of a verb.
    pub(super) fn is_many(&self, party: &PartyId) -> bool {
        use PartyKind::{
            Body, Coalition, Company, Faction, Organisation, Other, Public, State, Union,
        };
        match self.model.parties.get(party).map(|party| party.kind) {
            Some(State | Company | Organisation | Union | Coalition) | None => false,
            Some(Body | Faction | Other | Public) => plural_noun(self.model.party_name(party)),
        }
    }
}

/// Whether a noun has an article or a number already, or is a question.
fn needs_no_article(noun: &str) -> bool {
    const WORDS: [&str; 9] = [
        "a", "an", "the", "all", "who", "what", "whether", "how", "no",
    ];
    let first = words_of(noun).next().unwrap_or("").to_lowercase();
    noun.ends_with(|c: char| c.is_ascii_digit()) || WORDS.contains(&first.as_str())
}

/// The words that a model writes with a capital for another reason than standing first.
#[derive(Debug, Default)]
struct Names {
    proper: BTreeSet<String>,
}

impl Names {
    fn of(model: &Model) -> Self {
        let mut names = Self::default();
        let parties = model.parties.values();
        parties.for_each(|party| names.learn_party(party));
        let issues = model.issues.values();
        issues.for_each(|issue| names.learn_issue(issue));
        let milestones = model.milestones.values();
        milestones.for_each(|milestone| names.learn_text(&milestone.name));
        let events = model.events.iter();
        events.for_each(|event| names.learn_text(&event.text));
        names
    }

    fn learn(&mut self, words: impl Iterator<Item = impl AsRef<str>>) {
        let words = words.filter(|word| word.as_ref().starts_with(char::is_uppercase));
        self.proper
            .extend(words.map(|word| word.as_ref().to_owned()));
    }

    /// A name as a whole.
    fn learn_name(&mut self, name: &str) {
        self.learn(words_of(name));
    }

    /// A text, whose first word has its capital from standing first.
    fn learn_text(&mut self, text: &str) {
        self.learn(words_of(text).skip(1));
    }

    fn learn_party(&mut self, party: &Party) {
        let names = party.aliases.iter().chain(&party.adjectives);
        names
            .chain([&party.name])
            .for_each(|name| self.learn_name(name));
        let speakers = party.speakers.values();
        let names = speakers.flat_map(|speaker| speaker.aliases.iter().chain([&speaker.name]));
        names.for_each(|name| self.learn_name(name));
    }

    fn learn_issue(&mut self, issue: &Issue) {
        let texts = issue.options.iter().map(|option| &option.text);
        let texts = texts.chain([&issue.question, &issue.name]);
        texts.for_each(|text| self.learn_text(text));
        issue.terms.iter().for_each(|term| self.learn_name(term));
    }
}

fn with_small_article(name: &str) -> String {
    let rest = name.strip_prefix("The ");
    rest.map_or_else(|| name.to_owned(), |rest| format!("the {rest}"))
}

/// Whether a word is written with a capital and small letters: a word that may have its capital from standing first.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| !c.is_uppercase())
        && word.chars().count() > 1
}

/// A name that is a group noun with what it is a group of: *Coalition of the willing*, which loses its capital inside
/// a sentence.
fn group_noun(name: &str) -> Option<String> {
    let (first, rest) = name.split_once(" of ")?;
    (GROUP_NOUNS.contains(&first) && rest.starts_with(char::is_lowercase))
        .then(|| format!("{} of {rest}", first.to_lowercase()))
}

const GROUP_NOUNS: [&str; 14] = [
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
