//! The ids that a model declares, collected from all files before anything is decoded.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{IssueId, MilestoneId, OptionId, PartyId, Target, is_slug};
use crate::source::Place;
use crate::yaml::{Content, Key, Node};

use super::files::Tree;
use super::near::{Guesses, Near};

/// The most names that one problem lists.
const MOST_LISTED: usize = 30;

/// What is declared where.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub parties: BTreeMap<String, Place>,
    pub sources: BTreeMap<String, Place>,
    pub issues: BTreeMap<String, IssueNames>,
    pub milestones: BTreeMap<String, Place>,
    pub claims: BTreeMap<String, Place>,
    /// Names and aliases of parties, in small letters, with the id.
    pub called: BTreeMap<String, String>,
    /// Speakers by party.
    pub speakers: BTreeMap<String, BTreeSet<String>>,
    guesses: Guessed,
}

/// What was probably meant by names that are not declared.
#[derive(Debug, Default)]
struct Guessed {
    parties: Guesses,
    sources: Guesses,
    targets: Guesses,
    options: Guesses,
}

/// What an issue declares.
#[derive(Debug)]
pub(super) struct IssueNames {
    pub place: Place,
    pub options: BTreeSet<String>,
    pub has_scale: bool,
}

/// Why a target is not one.
pub(super) enum NoTarget {
    Unknown(Near),
    NoSuchOption {
        near: Near,
        /// The options that there are.
        options: String,
    },
    OnAScale,
}

impl NoTarget {
    /// The problem of a text that `subject` names: "`referendum` requires".
    pub fn problem(self, text: &str, subject: &str, place: Place) -> Diagnostic {
        let error =
            |code, why: &str| Diagnostic::error(code, format!("{subject} `{text}`, {why}"), place);
        match self {
            Self::Unknown(near) => near
                .told_in(error("unknown-milestone", "which is not declared"))
                .help("declare it under `milestones:` or `issues:`, or correct the name"),
            Self::NoSuchOption { near, options } => {
                let why = format!("but the options of that issue are {options}");
                near.told_in(error("unknown-option", &why))
                    .help("declare the option under the issue's `options:`, or correct the name")
            }
            Self::OnAScale => error(
                "unknown-option",
                "but that issue is a scale and has no named options",
            )
            .help("name the issue alone: a position gives the number as `value: 4`, a condition as { issue: 4 } or { issue: { at_least: 4 } }"),
        }
    }
}

impl Names {
    /// Reads the declarations of all files; reports ids that are no slugs and ids declared twice.
    pub fn collect(trees: &[Tree], problems: &mut Vec<Diagnostic>) -> Self {
        let mut names = Self::default();
        for (section, value) in trees.iter().flat_map(|tree| tree.root.entries()) {
            for (key, entry) in value.entries() {
                names.declare(&section.text, key, entry, problems);
            }
        }
        names
    }

    fn declare(&mut self, section: &str, key: &Key, entry: &Node, problems: &mut Vec<Diagnostic>) {
        let (id, place) = (key.text.clone(), key.place);
        let earlier = match section {
            "parties" => {
                self.learn_party(key, entry);
                self.parties.insert(id, place)
            }
            "sources" => self.sources.insert(id, place),
            "milestones" => self.milestones.insert(id, place),
            "claims" => self.claims.insert(id, place),
            "issues" => {
                let earlier = self.issues.insert(id, IssueNames::of(key, entry));
                earlier.map(|issue| issue.place)
            }
            _ => return,
        };
        problems.extend(bad_id(section, key));
        if let Some(first) = earlier.or_else(|| self.of_the_other_kind(section, &key.text)) {
            problems.push(declared_twice(key, first));
        }
    }

    /// How a party is called, and who speaks for it.
    fn learn_party(&mut self, key: &Key, entry: &Node) {
        let speakers = entry.entries_of("speakers").iter();
        let speakers = speakers.map(|(speaker, _)| speaker.text.clone());
        self.speakers.insert(key.text.clone(), speakers.collect());
        let names = ["name", "aliases"].into_iter();
        let names = names
            .flat_map(|at| entry.items_of(at))
            .filter_map(Node::text);
        let called = names.map(|name| (name.to_lowercase(), key.text.clone()));
        self.called.extend(called);
    }

    /// Milestones and issues share one space of names.
    fn of_the_other_kind(&self, section: &str, id: &str) -> Option<Place> {
        match section {
            "milestones" => self.issues.get(id).map(|issue| issue.place),
            "issues" => self.milestones.get(id).copied(),
            _ => None,
        }
    }

    /// The party with that id.
    pub fn party(&self, text: &str, place: Place) -> Result<PartyId, Diagnostic> {
        if self.parties.contains_key(text) {
            return Ok(PartyId::new(text));
        }
        let called = self.called.get(&text.to_lowercase()).map(String::as_str);
        let help = if called.is_some() {
            "a party is named by its id, not by its name or an alias"
        } else {
            "declare it under `parties:` or correct the name"
        };
        let message = format!("no party has the id `{text}`");
        let near = called.map_or_else(
            || self.guesses.parties.near(text, self.parties.keys()),
            |called| Near::Name(called.to_owned()),
        );
        let problem = Diagnostic::error("unknown-party", message, place);
        Err(near.told_in(problem).help(help))
    }

    /// Whether a source has that id.
    pub fn source(&self, id: &str, place: Place) -> Result<(), Diagnostic> {
        if self.sources.contains_key(id) {
            return Ok(());
        }
        let near = self.guesses.sources.near(id, self.sources.keys());
        let message = format!("no source is called `{id}`");
        let problem = Diagnostic::error("unknown-source", message, place);
        Err(near
            .told_in(problem)
            .help("declare it under `sources:` or correct the citation"))
    }

    /// What a text names.
    pub fn target(&self, text: &str) -> Result<Target, NoTarget> {
        if let Some((issue, option)) = text.split_once('/') {
            return self.option(issue, option);
        }
        if self.milestones.contains_key(text) {
            return Ok(Target::Milestone(MilestoneId::new(text)));
        }
        if self.issues.contains_key(text) {
            return Ok(Target::Issue(IssueId::new(text)));
        }
        Err(NoTarget::Unknown(self.nearest(text)))
    }

    fn option(&self, issue: &str, option: &str) -> Result<Target, NoTarget> {
        let Some(names) = self.issues.get(issue) else {
            let near = self.nearest(issue);
            let near = near.in_full(|near| format!("{near}/{option}"));
            return Err(NoTarget::Unknown(near));
        };
        if names.options.contains(option) {
            return Ok(Target::Option(IssueId::new(issue), OptionId::new(option)));
        }
        if names.has_scale && names.options.is_empty() {
            return Err(NoTarget::OnAScale);
        }
        let full = |option: &str| format!("{issue}/{option}");
        let near = self
            .guesses
            .options
            .look(&full(option), names.options.len(), || {
                did_you_mean(option, names.options.iter().map(String::as_str)).map(full)
            });
        Err(NoTarget::NoSuchOption {
            near,
            options: listed(&names.options),
        })
    }

    /// The milestone or issue that was probably meant, else an option that is called so.
    fn nearest(&self, text: &str) -> Near {
        let names = self.milestones.len() + self.issues.len();
        self.guesses.targets.look(text, names, || {
            let known = self.milestones.keys().chain(self.issues.keys());
            let near = did_you_mean(text, known.map(String::as_str)).map(str::to_owned);
            near.or_else(|| self.with_option(text))
        })
    }

    /// The full name of the first option that is called so.
    fn with_option(&self, option: &str) -> Option<String> {
        let mut issues = self.issues.iter();
        let (issue, _) = issues.find(|(_, names)| names.options.contains(option))?;
        Some(format!("{issue}/{option}"))
    }
}

impl IssueNames {
    fn of(key: &Key, entry: &Node) -> Self {
        Self {
            place: key.place,
            options: entry.get("options").map(ids).unwrap_or_default(),
            has_scale: entry.get("scale").is_some(),
        }
    }
}

/// Names as a problem lists them: the first few, and how many more there are.
fn listed(names: &BTreeSet<String>) -> String {
    let first: Vec<&str> = names.iter().take(MOST_LISTED).map(String::as_str).collect();
    match names.len() - first.len() {
        0 if first.is_empty() => "none".to_owned(),
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Ids that are written as the keys of a map, or as a list.
fn ids(node: &Node) -> BTreeSet<String> {
    match &node.content {
        Content::Map(entries) => entries.iter().map(|(key, _)| key.text.clone()).collect(),
        Content::List(items) => {
            let texts = items.iter().filter_map(Node::text);
            texts.map(str::to_owned).collect()
        }
        Content::Null | Content::Scalar { .. } => BTreeSet::new(),
    }
}

/// Sources are numbered or named by whoever keeps them, so that their ids need only be one word.
fn bad_id(section: &str, key: &Key) -> Option<Diagnostic> {
    let id = &key.text;
    if section != "sources" {
        return no_slug(id, key.place, "nato-troops");
    }
    let is_word = !id.is_empty() && !id.contains(char::is_whitespace);
    (!is_word).then(|| {
        Diagnostic::error("bad-id", format!("`{id}` is not a source id"), key.place)
            .help("a source id is one word without spaces: \"002\"")
    })
}

/// What is wrong with an id that is no slug.
pub(super) fn no_slug(id: &str, place: Place, example: &str) -> Option<Diagnostic> {
    (!is_slug(id)).then(|| {
        Diagnostic::error("bad-id", format!("`{id}` is not an id"), place).help(format!(
            "ids are small letters, digits and single hyphens: `{example}`"
        ))
    })
}

fn declared_twice(key: &Key, first: Place) -> Diagnostic {
    let message = format!("`{}` is declared twice", key.text);
    Diagnostic::error("duplicate-id", message, key.place)
        .saying("declared again")
        .and_at(first, "first declared")
        .help("milestones and issues share one space of names; rename one of the two")
}
