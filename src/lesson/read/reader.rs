//! The values and names that keys of a lesson can have; what is wrong is reported where it stands.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::lesson::Question;
use crate::model::{Issue, IssueId, Model, OptionId, PartyId, Target};
use crate::source::{Date, Place};
use crate::yaml::{Content, Node};

/// The model that the lesson is about, and the problems so far.
pub(super) struct Reader<'a> {
    pub model: &'a Model,
    /// The steps of the model that wait for each other, as questions.
    pub orders: &'a [Question],
    pub problems: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    pub fn error(&mut self, code: &'static str, message: impl Into<String>, place: Place) {
        self.problems.push(Diagnostic::error(code, message, place));
    }

    pub fn wrong(&mut self, node: &Node, wanted: &str) {
        let message = format!("expected {wanted}, found {}", node.kind());
        self.error("wrong-type", message, node.place);
    }

    /// Reports every key of a map that is not among those known.
    pub fn keys(&mut self, node: &Node, known: &[&str]) {
        let keys = node.entries().iter().map(|(key, _)| key);
        for key in keys.filter(|key| !known.contains(&key.text.as_str())) {
            let help = which_was_meant(&key.text, known);
            let message = format!("unknown key `{}`", key.text);
            self.problems
                .push(Diagnostic::error("unknown-key", message, key.place).help(help));
        }
    }

    /// `lesson: 1` is required.
    pub fn format(&mut self, root: &Node) {
        let stated = root.get("lesson");
        if stated.and_then(Node::text) != Some("1") {
            let place = stated.map_or(root.place, |node| node.place);
            let message = "a lesson says which form it has";
            self.problems.push(
                Diagnostic::error("unknown-format", message, place)
                    .help("begin the file with `lesson: 1`"),
            );
        }
    }

    pub fn words(&mut self, node: &Node) -> Option<String> {
        let words = node.text().map(|text| text.trim().to_owned());
        if words.is_none() {
            self.wrong(node, "words");
        }
        words
    }

    pub fn text(&mut self, node: &Node, key: &str) -> Option<String> {
        let text = self.words(node.get(key)?)?;
        Some(text).filter(|text| !text.is_empty())
    }

    pub fn texts(&mut self, node: &Node, key: &str) -> Vec<String> {
        let Some(list) = node.get(key) else {
            return Vec::new();
        };
        if matches!(list.content, Content::Map(_)) {
            self.wrong(list, "a list of sentences");
        }
        let items = list.items().iter();
        items
            .filter_map(|item| self.words(item))
            .filter(|text| !text.is_empty())
            .collect()
    }

    /// A text with empty lines between paragraphs, or a list.
    pub fn paragraphs(&mut self, node: &Node, key: &str) -> Vec<String> {
        let texts = self.texts(node, key);
        let split = texts.iter().flat_map(|text| text.split("\n\n"));
        split
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|part| !part.is_empty())
            .collect()
    }

    pub fn number(&mut self, node: &Node, key: &str) -> Option<usize> {
        let node = node.get(key)?;
        let number = node
            .text()
            .and_then(|text| text.parse().ok())
            .filter(|number| (1..=100_000).contains(number));
        if number.is_none() {
            let message = format!("`{key}` is a whole number from 1 to 100,000");
            self.error("bad-number", message, node.place);
        }
        number
    }

    pub fn date(&mut self, node: &Node) -> Option<Date> {
        let text = self.words(node)?;
        let date = text.parse::<Date>();
        date.map_err(|error| self.error("bad-date", format!("`{text}` is {error}"), node.place))
            .ok()
    }

    pub fn party(&mut self, text: &str, place: Place) -> Option<PartyId> {
        let id = PartyId::new(text);
        if self.model.parties.contains_key(&id) {
            return Some(id);
        }
        let message = format!("no party is called `{text}`");
        let near = did_you_mean(text, self.model.parties.keys().map(PartyId::as_str));
        let problem = Diagnostic::error("unknown-party", message, place);
        self.problems.push(guessing(problem, near));
        None
    }

    /// The party that a node names.
    pub fn party_at(&mut self, node: &Node) -> Option<PartyId> {
        let text = self.words(node)?;
        self.party(&text, node.place)
    }

    pub fn issue(&mut self, text: &str, place: Place) -> Option<IssueId> {
        let id = IssueId::new(text);
        if self.model.issues.contains_key(&id) {
            return Some(id);
        }
        let message = format!("no issue is called `{text}`");
        let near = did_you_mean(text, self.model.issues.keys().map(IssueId::as_str));
        let problem = Diagnostic::error("unknown-option", message, place);
        self.problems.push(guessing(problem, near));
        None
    }

    pub fn targets(&mut self, node: &Node, key: &str) -> Vec<Target> {
        let items = node.items_of(key).iter();
        items.filter_map(|item| self.target(item)).collect()
    }

    /// A milestone, an issue or an option; a number on a scale counts as one.
    fn target(&mut self, node: &Node) -> Option<Target> {
        let text = self.words(node)?;
        if let Some((issue, option)) = text.split_once('/') {
            let issue = self.issue(issue, node.place)?;
            return self.option(issue, option, node.place);
        }
        let mut milestones = self.model.milestones.keys();
        match milestones.find(|id| id.as_str() == text) {
            Some(id) => Some(Target::Milestone(id.clone())),
            None => self.issue(&text, node.place).map(Target::Issue),
        }
    }

    fn option(&mut self, id: IssueId, option: &str, place: Place) -> Option<Target> {
        let issue = &self.model.issues[&id];
        if is_answer(issue, option) {
            return Some(Target::Option(id, OptionId::new(option)));
        }
        let near = did_you_mean(option, issue.options.iter().map(|o| o.id.as_str()));
        let near = near.map(|near| format!("{id}/{near}"));
        let message = format!("`{id}` has no option `{option}`");
        let problem = Diagnostic::error("unknown-option", message, place);
        self.problems.push(guessing(problem, near.as_deref()));
        None
    }
}

/// Whether an issue has that option, or is on a scale, where every number is one.
pub(super) fn is_answer(issue: &Issue, option: &str) -> bool {
    issue.scale.is_some() || issue.options.iter().any(|o| o.id.as_str() == option)
}

/// A problem that asks whether a near word was meant.
pub(super) fn guessing(problem: Diagnostic, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    }
}

/// The key that is near to a misspelt one, or all that there are.
fn which_was_meant(key: &str, known: &[&str]) -> String {
    match did_you_mean(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are {}", known.join(", ")),
    }
}
