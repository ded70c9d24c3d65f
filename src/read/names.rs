//! The ids that a model declares, collected from all files before anything is decoded.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{IssueId, MilestoneId, OptionId, Origin, Target, is_slug};
use crate::source::Place;

use crate::yaml::{Content, Key, Node};

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
    Unknown(Option<String>),
    NoSuchOption {
        near: Option<String>,
        options: Vec<String>,
    },
    OnAScale,
}

impl NoTarget {
    /// Code, message, near name and help.
    pub fn explain(
        self,
        text: &str,
        subject: &str,
    ) -> (&'static str, String, Option<String>, &'static str) {
        match self {
            Self::Unknown(near) => (
                "unknown-milestone",
                format!("{subject} `{text}`, which is not declared"),
                near,
                "declare it under `milestones:` or `issues:`, or correct the name",
            ),
            Self::NoSuchOption { near, options } => (
                "unknown-option",
                format!(
                    "{subject} `{text}`, but the options of that issue are {}",
                    if options.is_empty() {
                        "none".to_owned()
                    } else {
                        options.join(", ")
                    }
                ),
                near,
                "declare the option under the issue's `options:`, or correct the name",
            ),
            Self::OnAScale => (
                "unknown-option",
                format!("{subject} `{text}`, but that issue is a scale and has no named options"),
                None,
                "name the issue alone and give the number as `value:`",
            ),
        }
    }
}

impl Names {
    /// Reads the declarations of all files; reports ids that are no slugs and ids declared twice.
    pub fn collect(trees: &[(Node, Origin)], problems: &mut Vec<Diagnostic>) -> Self {
        let mut names = Self::default();
        for (node, _) in trees {
            let Content::Map(sections) = &node.content else {
                continue;
            };
            for (section, value) in sections {
                let Content::Map(entries) = &value.content else {
                    continue;
                };
                for (key, entry) in entries {
                    names.declare(&section.text, key, entry, problems);
                }
            }
        }
        names
    }

    fn declare(&mut self, section: &str, key: &Key, entry: &Node, problems: &mut Vec<Diagnostic>) {
        let earlier = match section {
            "parties" => self.parties.insert(key.text.clone(), key.place),
            "sources" => self.sources.insert(key.text.clone(), key.place),
            "milestones" => self.milestones.insert(key.text.clone(), key.place),
            "claims" => self.claims.insert(key.text.clone(), key.place),
            "issues" => self
                .issues
                .insert(key.text.clone(), IssueNames::of(key, entry))
                .map(|issue| issue.place),
            _ => return,
        };
        if section == "parties" {
            self.speakers
                .insert(key.text.clone(), map_keys(entry, "speakers"));
            for name in texts(entry, "name")
                .into_iter()
                .chain(texts(entry, "aliases"))
            {
                self.called.insert(name.to_lowercase(), key.text.clone());
            }
        }
        if section != "sources" && !is_slug(&key.text) {
            problems.push(
                Diagnostic::error("bad-id", format!("`{}` is not an id", key.text), key.place)
                    .help("ids are small letters, digits and single hyphens: `nato-troops`"),
            );
        }
        if section == "sources" && (key.text.is_empty() || key.text.contains(char::is_whitespace)) {
            problems.push(
                Diagnostic::error(
                    "bad-id",
                    format!("`{}` is not a source id", key.text),
                    key.place,
                )
                .help("a source id is one word without spaces: \"002\""),
            );
        }
        let other_kind = match section {
            "milestones" => self.issues.get(&key.text).map(|issue| issue.place),
            "issues" => self.milestones.get(&key.text).copied(),
            _ => None,
        };
        if let Some(first) = earlier.or(other_kind) {
            let problem = Diagnostic::error(
                "duplicate-id",
                format!("`{}` is declared twice", key.text),
                key.place,
            );
            problems.push(
                problem
                    .saying("declared again")
                    .and_at(first, "first declared")
                    .help("milestones and issues share one space of names; rename one of the two"),
            );
        }
    }

    /// What a text names.
    pub fn target(&self, text: &str) -> Result<Target, NoTarget> {
        if let Some((issue, option)) = text.split_once('/') {
            let Some(found) = self.issues.get(issue) else {
                return Err(NoTarget::Unknown(
                    self.nearest(issue).map(|near| format!("{near}/{option}")),
                ));
            };
            if found.options.contains(option) {
                return Ok(Target::Option(IssueId::new(issue), OptionId::new(option)));
            }
            if found.has_scale && found.options.is_empty() {
                return Err(NoTarget::OnAScale);
            }
            let near = did_you_mean(option, found.options.iter().map(String::as_str))
                .map(|near| format!("{issue}/{near}"));
            return Err(NoTarget::NoSuchOption {
                near,
                options: found.options.iter().cloned().collect(),
            });
        }
        if self.milestones.contains_key(text) {
            return Ok(Target::Milestone(MilestoneId::new(text)));
        }
        if self.issues.contains_key(text) {
            return Ok(Target::Issue(IssueId::new(text)));
        }
        Err(NoTarget::Unknown(self.nearest(text)))
    }

    fn nearest(&self, text: &str) -> Option<String> {
        let known = self
            .milestones
            .keys()
            .chain(self.issues.keys())
            .map(String::as_str);
        let options = self.issues.iter().flat_map(|(issue, names)| {
            names
                .options
                .iter()
                .map(move |option| format!("{issue}/{option}"))
        });
        did_you_mean(text, known).map(str::to_owned).or_else(|| {
            let options: Vec<String> = options
                .filter(|full| full.ends_with(&format!("/{text}")))
                .collect();
            options.into_iter().next()
        })
    }
}

impl IssueNames {
    fn of(key: &Key, entry: &Node) -> Self {
        let Content::Map(fields) = &entry.content else {
            return Self {
                place: key.place,
                options: BTreeSet::new(),
                has_scale: false,
            };
        };
        let find = |name: &str| {
            fields
                .iter()
                .find(|(k, _)| k.text == name)
                .map(|(_, v)| &v.content)
        };
        let options = match find("options") {
            Some(Content::Map(options)) => options
                .iter()
                .map(|(option, _)| option.text.clone())
                .collect(),
            Some(Content::List(items)) => items
                .iter()
                .filter_map(|item| match &item.content {
                    Content::Scalar { text } => Some(text.clone()),
                    Content::Null | Content::List(_) | Content::Map(_) => None,
                })
                .collect(),
            _ => BTreeSet::new(),
        };
        Self {
            place: key.place,
            options,
            has_scale: find("scale").is_some(),
        }
    }
}

/// The keys of the map under one key of a declaration.
fn map_keys(entry: &Node, name: &str) -> BTreeSet<String> {
    let Content::Map(fields) = &entry.content else {
        return BTreeSet::new();
    };
    match fields
        .iter()
        .find(|(key, _)| key.text == name)
        .map(|(_, value)| &value.content)
    {
        Some(Content::Map(entries)) => entries.iter().map(|(key, _)| key.text.clone()).collect(),
        _ => BTreeSet::new(),
    }
}

/// The text or texts under one key of a declaration.
fn texts(entry: &Node, name: &str) -> Vec<String> {
    let Content::Map(fields) = &entry.content else {
        return Vec::new();
    };
    let text = |node: &Node| match &node.content {
        Content::Scalar { text } => Some(text.clone()),
        Content::Null | Content::List(_) | Content::Map(_) => None,
    };
    match fields
        .iter()
        .find(|(key, _)| key.text == name)
        .map(|(_, value)| value)
    {
        Some(Node {
            content: Content::List(items),
            ..
        }) => items.iter().filter_map(text).collect(),
        Some(node) => text(node).into_iter().collect(),
        None => Vec::new(),
    }
}
