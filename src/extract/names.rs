//! The names of a model: how texts call its parties, speakers and issues.
//!
//! A party is found by its name, aliases and adjectives, by the speakers of the day, and, where it is a state, by the
//! words that the press uses for states (`english/places.yaml`). An issue is found by its name and terms, compared by
//! stems. A word that the model gives to one party is never taken by another.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::source::Date;

use super::english::{English, Traits};
use super::stems::{Stem, Stems};

/// A party with everything that texts call it.
#[derive(Debug, Clone, Default)]
pub struct NamedParty {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names, of people who speak for it among them.
    pub aliases: Vec<String>,
    /// Adjectives.
    pub adjectives: Vec<String>,
    /// The people who speak for it.
    pub speakers: Vec<NamedSpeaker>,
}

/// A person who speaks for a party.
#[derive(Debug, Clone, Default)]
pub struct NamedSpeaker {
    /// The id in the model.
    pub id: String,
    /// The name and its other spellings.
    pub names: Vec<String>,
    /// First day in the office.
    pub since: Option<Date>,
    /// First day out of it.
    pub ended: Option<Date>,
}

/// An issue or a milestone with everything that texts call it.
#[derive(Debug, Clone, Default)]
pub struct NamedIssue {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other words for it.
    pub terms: Vec<String>,
    /// What its scale counts.
    pub unit: Option<String>,
}

/// The names of a negotiation.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The parties, in the order of the model.
    pub parties: Vec<NamedParty>,
    /// The issues and milestones, in the order of the model.
    pub issues: Vec<NamedIssue>,
}

impl Names {
    /// The names that a JSON text lists: `{"parties": [{id, name, aliases}], "issues": [{id, name, aliases}]}`, the form
    /// in which hand-coded texts come. Nothing where the text is of another form.
    pub fn from_lists(text: &str) -> Option<Self> {
        let node = crate::yaml::parse(0, text, &mut Vec::new())?;
        let is_list = |key: &str| {
            node.get(key)
                .is_some_and(|n| matches!(n.content, crate::yaml::Content::List(_)))
        };
        if !is_list("parties") && !is_list("issues") {
            return None;
        }
        let text = |node: &crate::yaml::Node, key: &str| {
            node.get(key)
                .and_then(crate::yaml::Node::text)
                .unwrap_or("")
                .to_owned()
        };
        let texts = |node: &crate::yaml::Node, key: &str| {
            node.get(key)
                .map_or(&[][..], crate::yaml::Node::items)
                .iter()
                .filter_map(|n| n.text().map(str::to_owned))
                .collect::<Vec<_>>()
        };
        let rows = |key: &str| node.get(key).map_or(&[][..], crate::yaml::Node::items);
        let parties = rows("parties").iter().map(|n| NamedParty {
            id: text(n, "id"),
            name: text(n, "name"),
            aliases: texts(n, "aliases"),
            ..NamedParty::default()
        });
        let issues = rows("issues").iter().map(|n| NamedIssue {
            id: text(n, "id"),
            name: text(n, "name"),
            terms: texts(n, "aliases"),
            unit: None,
        });
        Some(Self {
            parties: parties.collect(),
            issues: issues.collect(),
        })
    }

    /// The names that a model gives.
    pub fn of(model: &Model) -> Self {
        let parties = model
            .parties_in_order()
            .into_iter()
            .map(|party| NamedParty {
                id: party.id.to_string(),
                name: party.name.clone(),
                aliases: party.aliases.clone(),
                adjectives: party.adjectives.clone(),
                speakers: party
                    .speakers
                    .iter()
                    .map(|(id, s)| NamedSpeaker {
                        id: id.to_string(),
                        names: std::iter::once(s.name.clone())
                            .chain(s.aliases.clone())
                            .collect(),
                        since: s.since,
                        ended: s.ended,
                    })
                    .collect(),
            });
        let issues = model.issues_in_order().into_iter().map(|issue| NamedIssue {
            id: issue.id.to_string(),
            name: issue.name.clone(),
            terms: issue.terms.clone(),
            unit: issue.scale.as_ref().map(|scale| scale.unit.clone()),
        });
        let milestones = model.milestones.values().map(|milestone| NamedIssue {
            id: milestone.id.to_string(),
            name: milestone.name.clone(),
            terms: milestone.terms.clone(),
            unit: None,
        });
        Self {
            parties: parties.collect(),
            issues: issues.chain(milestones).collect(),
        }
    }
}

/// What sort of name a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The name of the party, or one of its aliases.
    Name,
    /// An adjective: its noun decides whether the party acts.
    Adjective,
    /// A person who speaks for it.
    Person,
    /// A capital, which may also be a mere place.
    Capital,
    /// A common noun that stands for one party only here: *the union*.
    Common,
}

/// One way to name a party.
#[derive(Debug, Clone)]
pub(super) struct Alias {
    /// The words as written, without a leading article.
    pub words: Vec<String>,
    /// Whether capitals count: *US*, *WHO*.
    pub exact: bool,
    pub party: usize,
    pub sort: Sort,
    pub speaker: Option<String>,
    /// Days on which it holds.
    pub since: Option<Date>,
    pub ended: Option<Date>,
}

/// One way to name an issue, as stems.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub stems: Vec<Stem>,
    pub issue: usize,
}

/// The names, indexed by their first words.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub parties: FxHashMap<String, Vec<Alias>>,
    pub terms: FxHashMap<Stem, Vec<Term>>,
    /// For each stem of any name or term of an issue: the issues that have it.
    pub stems: FxHashMap<Stem, Vec<usize>>,
    /// For each stem of a set of synonyms: the issues that have another word of the set.
    pub synonyms: FxHashMap<Stem, Vec<usize>>,
}

impl Index {
    pub fn build(names: &Names, english: &English, stems: &mut Stems) -> Self {
        let mut index = Self::default();
        index.add_parties(names, english);
        index.add_issues(names, english, stems);
        index
    }

    fn add_parties(&mut self, names: &Names, english: &English) {
        let mut given: FxHashSet<String> = FxHashSet::default();
        for (at, party) in names.parties.iter().enumerate() {
            for name in std::iter::once(&party.name).chain(&party.aliases) {
                let person = looks_like_a_person(name, english) && *name != party.name;
                let sort = if person {
                    Sort::Person
                } else {
                    capital_or_name(name, party, english)
                };
                self.name(name, at, sort, None, &mut given);
                if person {
                    self.surname(name, at, None, &mut given, english);
                }
            }
            for adjective in &party.adjectives {
                self.name(adjective, at, Sort::Adjective, None, &mut given);
            }
            for speaker in &party.speakers {
                for name in &speaker.names {
                    self.name(name, at, Sort::Person, Some(speaker), &mut given);
                    self.surname(name, at, Some(speaker), &mut given, english);
                }
            }
        }
        self.add_states(names, english, &mut given);
        self.add_common_nouns(names, english, &mut given);
        self.parties
            .values_mut()
            .for_each(|list| list.sort_by_key(|alias| std::cmp::Reverse(alias.words.len())));
    }

    fn surname(
        &mut self,
        name: &str,
        at: usize,
        speaker: Option<&NamedSpeaker>,
        given: &mut FxHashSet<String>,
        english: &English,
    ) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let Some(last) = words
            .last()
            .filter(|last| words.len() > 1 && last.chars().count() > 2)
        else {
            return;
        };
        if !given.contains(&last.to_lowercase()) && english.word(&last.to_lowercase()).is_none() {
            self.name(last, at, Sort::Person, speaker, given);
        }
    }

    fn name(
        &mut self,
        name: &str,
        party: usize,
        sort: Sort,
        speaker: Option<&NamedSpeaker>,
        given: &mut FxHashSet<String>,
    ) {
        let name = name.trim().replace('\u{2019}', "'");
        let bare = name
            .strip_prefix("the ")
            .or_else(|| name.strip_prefix("The "))
            .unwrap_or(&name);
        let words: Vec<String> = super::token::words_of(bare);
        let Some(first) = words.first() else { return };
        let letters: String = bare.chars().filter(|c| c.is_alphabetic()).collect();
        let exact = letters.chars().count() <= 4 && letters.chars().all(char::is_uppercase);
        given.insert(bare.to_lowercase());
        let alias = Alias {
            exact,
            party,
            sort,
            speaker: speaker.map(|s| s.id.clone()),
            since: speaker.and_then(|s| s.since),
            ended: speaker.and_then(|s| s.ended),
            words: words.clone(),
        };
        self.parties
            .entry(first.to_lowercase())
            .or_default()
            .push(alias);
    }

    /// A party that is a state is also called by its capital and its adjective.
    fn add_states(&mut self, names: &Names, english: &English, given: &mut FxHashSet<String>) {
        let declared = given.clone();
        let mut found: Vec<(usize, String, Sort)> = Vec::new();
        for (at, party) in names.parties.iter().enumerate() {
            let own: Vec<String> = std::iter::once(&party.name)
                .chain(&party.aliases)
                .chain(&party.adjectives)
                .map(|n| core_of_state(n))
                .collect();
            for [state, adjective, capital] in &english.states {
                let named = own.iter().any(|name| name == &state.to_lowercase());
                let by_adjective = party.adjectives.iter().any(|a| a == adjective)
                    || own.iter().any(|name| *name == adjective.to_lowercase());
                if named
                    || (by_adjective
                        && party
                            .name
                            .to_lowercase()
                            .contains(&adjective.to_lowercase()))
                {
                    found.push((at, state.clone(), Sort::Name));
                    found.push((
                        at,
                        adjective.clone(),
                        if adjective.chars().any(char::is_lowercase) {
                            Sort::Adjective
                        } else {
                            Sort::Name
                        },
                    ));
                    found.push((
                        at,
                        capital.clone(),
                        if capital.contains(' ') && capital.contains("House")
                            || capital == "Kremlin"
                        {
                            Sort::Name
                        } else {
                            Sort::Capital
                        },
                    ));
                }
            }
        }
        found.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        found.dedup_by(|a, b| a.1 == b.1 && a.0 == b.0);
        let plurals: Vec<(usize, String, Sort)> = found
            .iter()
            .filter(|(_, word, sort)| {
                *sort == Sort::Adjective
                    && (word.ends_with("an")
                        || word.ends_with('i')
                        || word.ends_with("ot")
                        || word.ends_with("ek"))
            })
            .map(|(at, word, _)| (*at, format!("{word}s"), Sort::Name))
            .collect();
        found.extend(plurals);
        for (at, word, sort) in &found {
            let claimed_twice = found.iter().any(|(other, w, _)| other != at && w == word);
            if !word.is_empty() && !claimed_twice && !declared.contains(&word.to_lowercase()) {
                self.name(word, *at, *sort, None, given);
            }
        }
    }

    /// *The union*, where one party only is a union.
    fn add_common_nouns(
        &mut self,
        names: &Names,
        english: &English,
        given: &mut FxHashSet<String>,
    ) {
        let mut heads: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
        for (at, party) in names.parties.iter().enumerate() {
            for name in std::iter::once(&party.name).chain(&party.aliases) {
                let words: Vec<&str> = name.split_whitespace().collect();
                if words.len() < 2 || name == "European Union" {
                    continue;
                }
                let before_of = words
                    .iter()
                    .position(|w| *w == "of" || *w == "for")
                    .and_then(|of| words.get(of.checked_sub(1)?));
                let head = before_of
                    .or(words.last())
                    .map(|w| w.to_lowercase())
                    .unwrap_or_default();
                let agent = english
                    .word(&head)
                    .is_some_and(|w| w.traits.has(Traits::AGENT))
                    || matches!(head.as_str(), "guild" | "studios" | "teamsters" | "cartel");
                if agent {
                    heads.entry(head).or_default().insert(at);
                }
            }
        }
        let mut unique: Vec<(String, usize)> = heads
            .into_iter()
            .filter(|(_, of)| of.len() == 1)
            .filter_map(|(head, of)| Some((head, of.into_iter().next()?)))
            .collect();
        unique.sort();
        for (head, at) in unique {
            if !given.contains(&head)
                && !matches!(
                    head.as_str(),
                    "members"
                        | "member"
                        | "leader"
                        | "leaders"
                        | "president"
                        | "minister"
                        | "officials"
                        | "delegates"
                        | "negotiators"
                        | "allies"
                        | "side"
                        | "sides"
                        | "people"
                        | "state"
                        | "states"
                )
            {
                self.name(&head, at, Sort::Common, None, given);
            }
        }
    }

    fn add_issues(&mut self, names: &Names, english: &English, stems: &mut Stems) {
        for (at, issue) in names.issues.iter().enumerate() {
            let id_words = issue.id.replace(['-', '_'], " ");
            for name in std::iter::once(&issue.name)
                .chain(&issue.terms)
                .chain(std::iter::once(&id_words))
            {
                let words: Vec<Stem> = content_words(name, english)
                    .iter()
                    .map(|w| stems.learn(w))
                    .collect();
                if let Some(first) = words.first() {
                    let list = self.terms.entry(*first).or_default();
                    if !list.iter().any(|t| t.issue == at && t.stems == words) {
                        list.push(Term {
                            stems: words.clone(),
                            issue: at,
                        });
                    }
                }
                for stem in words {
                    let of = self.stems.entry(stem).or_default();
                    if of.last() != Some(&at) && !of.contains(&at) {
                        of.push(at);
                    }
                }
            }
        }
        self.terms
            .values_mut()
            .for_each(|list| list.sort_by_key(|term| std::cmp::Reverse(term.stems.len())));
        for set in &english.synonyms {
            let set: Vec<Vec<Stem>> = set
                .iter()
                .map(|word| word.split('-').map(|part| stems.learn(part)).collect())
                .collect();
            // A word of several parts must be there whole.
            let issues: Vec<usize> = (0..names.issues.len())
                .filter(|issue| {
                    set.iter().any(|word| {
                        word.iter()
                            .all(|stem| self.stems.get(stem).is_some_and(|of| of.contains(issue)))
                    })
                })
                .collect();
            for stem in set
                .iter()
                .filter(|word| word.len() == 1)
                .map(|word| &word[0])
            {
                let of = self.synonyms.entry(*stem).or_default();
                let own = self.stems.get(stem).cloned().unwrap_or_default();
                for issue in &issues {
                    if !own.contains(issue) && !of.contains(issue) {
                        of.push(*issue);
                    }
                }
            }
        }
    }
}

/// The words of a name that carry it: no articles, prepositions or pronouns.
pub(super) fn content_words(name: &str, english: &English) -> Vec<String> {
    use super::english::Tag;
    super::token::words_of(name)
        .into_iter()
        .map(|word| word.to_lowercase())
        .filter(|word| {
            let small = english.word(word).is_some_and(|w| {
                [
                    Tag::Determiner,
                    Tag::Demonstrative,
                    Tag::Possessive,
                    Tag::Preposition,
                    Tag::To,
                    Tag::Conjunction,
                    Tag::That,
                    Tag::Relative,
                    Tag::Pronoun,
                    Tag::Be,
                    Tag::Modal,
                ]
                .into_iter()
                .any(|tag| w.tags.has(tag))
            });
            !small && word.chars().any(char::is_alphanumeric)
        })
        .collect()
}

/// Two or three capitalised words none of which is an English one: a person's name.
fn looks_like_a_person(name: &str, english: &English) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |w: &&str| {
        w.chars().next().is_some_and(char::is_uppercase) && w.chars().any(char::is_lowercase)
    };
    let plain = |w: &&str| english.word(&w.to_lowercase()).is_none() || words.len() == 1;
    let is_state = english
        .states
        .iter()
        .any(|row| row.iter().any(|cell| cell == name));
    match words.len() {
        1 => {
            capital(&name)
                && !is_state
                && english.word(&name.to_lowercase()).is_none()
                && !name.ends_with("an")
                && !name.ends_with("ish")
        }
        2 | 3 => words.iter().all(capital) && words.iter().all(plain) && !is_state,
        _ => false,
    }
}

fn capital_or_name(name: &str, party: &NamedParty, english: &English) -> Sort {
    if name == party.name {
        return Sort::Name;
    }
    if english
        .states
        .iter()
        .any(|row| row[1] == name && row[0] != name)
    {
        return Sort::Adjective;
    }
    if english
        .states
        .iter()
        .any(|row| row[2] == name && name != "Kremlin" && name != "White House")
    {
        Sort::Capital
    } else {
        Sort::Name
    }
}

/// `Government of Colombia`, `Republic of Cyprus`, `Colombian government`: the state's own word.
fn core_of_state(name: &str) -> String {
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    for before in ["government of ", "republic of ", "kingdom of ", "state of "] {
        if let Some(rest) = lower.strip_prefix(before) {
            return rest.to_owned();
        }
    }
    lower
        .strip_suffix(" government")
        .unwrap_or(lower)
        .to_owned()
}
