//! `lesson.yaml` to a [`Lesson`], or every reason why not; and the lesson that follows from a model alone.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Issue, IssueId, Model, OptionId, PartyId, Quantity, Target};
use crate::source::Date;
use crate::yaml::{self, Content, Node};

use super::{Answer, Decision, Interest, Lesson, Question, Role};

/// Minutes of an exercise where nobody says otherwise.
const MINUTES: usize = 90;
/// Most roles and questions of a lesson that nobody wrote.
const MOST_ROLES: usize = 6;
const MOST_QUESTIONS: usize = 6;

const KEYS: &[&str] = &[
    "lesson",
    "title",
    "goals",
    "class_size",
    "time",
    "date",
    "background",
    "procedure",
    "without_a_deal",
    "decision",
    "sensitivity",
    "difficulty",
    "issues",
    "options",
    "roles",
    "names",
    "keep_names",
    "found_by_players",
    "invented_scores",
];
const ROLE_KEYS: &[&str] = &[
    "mandate",
    "interests",
    "may_accept",
    "must_not_accept",
    "walk_away",
    "believes",
    "keep_secret",
    "opening",
];

/// Reads a lesson; what cannot be read is reported and left out. `file` is the number of the text among the files read.
pub fn read(model: &Model, file: u32, text: &str, problems: &mut Vec<Diagnostic>) -> Lesson {
    let mut lesson = Lesson {
        minutes: MINUTES,
        is_written: true,
        ..Lesson::default()
    };
    let Some(root) = yaml::parse(file, text, problems) else {
        return lesson;
    };
    let mut reader = Reader { model, problems };
    if !matches!(root.content, Content::Map(_)) {
        reader.wrong(&root, "a map of keys");
        return lesson;
    }
    reader.keys(&root, KEYS);
    reader.format(&root);
    lesson.title = reader.text(&root, "title");
    lesson.goals = reader.texts(&root, "goals");
    lesson.class_size = reader.number(&root, "class_size");
    lesson.minutes = reader.number(&root, "time").unwrap_or(MINUTES);
    lesson.day = root.get("date").and_then(|node| reader.date(node));
    lesson.background = reader.paragraphs(&root, "background");
    lesson.procedure = reader.texts(&root, "procedure");
    lesson.without_a_deal = reader.text(&root, "without_a_deal");
    lesson.sensitivity = reader.text(&root, "sensitivity");
    lesson.difficulty = reader.text(&root, "difficulty");
    lesson.keep_names = reader.texts(&root, "keep_names");
    for (key, node) in root.get("names").map(Node::entries).unwrap_or_default() {
        lesson
            .names
            .extend(reader.words(node).map(|name| (key.text.clone(), name)));
    }
    lesson.questions = reader.questions(&root);
    reader.found(&root, &mut lesson.questions);
    lesson.roles = reader.roles(&root);
    lesson.decision = reader.decision(&root, &lesson.roles);
    reader.scores(&root, &mut lesson);
    lesson
}

/// The lesson that follows from a model alone.
pub fn from_model(model: &Model) -> Lesson {
    Lesson {
        minutes: MINUTES,
        day: model.as_of,
        questions: default_questions(model),
        roles: default_roles(model),
        ..Lesson::default()
    }
}

/// The parties that say most, in the model's order.
fn default_roles(model: &Model) -> Vec<Role> {
    let said = |party: &PartyId| model.positions.iter().filter(|p| p.party == *party).count();
    let mut parties: Vec<&PartyId> = model
        .parties_in_order()
        .into_iter()
        .map(|p| &p.id)
        .filter(|id| said(id) > 0)
        .collect();
    parties.sort_by_key(|id| std::cmp::Reverse(said(id)));
    parties.truncate(MOST_ROLES);
    parties.sort_by_key(|id| model.parties[*id].place);
    parties
        .into_iter()
        .map(|id| Role {
            party: Some(id.clone()),
            ..Role::default()
        })
        .collect()
}

/// The first issues on which anybody says anything, or that the sources call contested.
fn default_questions(model: &Model) -> Vec<Question> {
    let is_live = |issue: &&Issue| {
        !issue.reported_contested.is_empty()
            || model
                .positions
                .iter()
                .any(|p| p.on.issue() == Some(&issue.id))
    };
    model
        .issues_in_order()
        .into_iter()
        .filter(is_live)
        .take(MOST_QUESTIONS)
        .map(|issue| question(model, issue))
        .collect()
}

/// An issue with its options as answers; numbers that were stated, where it is on a scale; else settled or left open.
fn question(model: &Model, issue: &Issue) -> Question {
    let target = |id: &OptionId| Some(Target::Option(issue.id.clone(), id.clone()));
    let mut answers: Vec<Answer> = issue
        .options
        .iter()
        .map(|o| Answer {
            id: o.id.to_string(),
            text: o.text.clone(),
            target: target(&o.id),
            is_found: false,
        })
        .collect();
    if let Some(scale) = &issue.scale {
        let stated = model
            .positions
            .iter()
            .filter(|p| p.on.issue() == Some(&issue.id))
            .filter_map(|p| p.value);
        let numbers: BTreeSet<Quantity> = stated
            .flat_map(|v| [v.low.quantity(), v.high.quantity()])
            .flatten()
            .collect();
        answers.extend(numbers.into_iter().map(|number| {
            let id = number.to_string();
            Answer {
                text: format!("{number} {}", scale.unit).trim_end().to_owned(),
                target: target(&OptionId::new(&id)),
                id,
                is_found: false,
            }
        }));
    }
    if answers.is_empty() {
        let whole = Some(Target::Issue(issue.id.clone()));
        answers.push(Answer {
            id: "settled".to_owned(),
            text: "Settled, in words that you write down".to_owned(),
            target: whole,
            is_found: false,
        });
    }
    if answers.len() == 1 {
        answers.push(Answer {
            id: "left-open".to_owned(),
            text: "Left open".to_owned(),
            target: None,
            is_found: false,
        });
    }
    Question {
        issue: issue.id.clone(),
        name: issue.name.clone(),
        question: issue.question.clone(),
        answers,
    }
}

struct Reader<'a> {
    model: &'a Model,
    problems: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, node: &Node, wanted: &str) {
        let problem = Diagnostic::error(
            "wrong-type",
            format!("expected {wanted}, found {}", node.kind()),
            node.place,
        );
        self.problems.push(problem);
    }

    fn keys(&mut self, node: &Node, known: &[&str]) {
        for (key, _) in node
            .entries()
            .iter()
            .filter(|(key, _)| !known.contains(&key.text.as_str()))
        {
            let near = did_you_mean(&key.text, known.iter().copied());
            let help = near.map_or_else(
                || format!("the keys here are {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.problems.push(
                Diagnostic::error(
                    "unknown-key",
                    format!("unknown key `{}`", key.text),
                    key.place,
                )
                .help(help),
            );
        }
    }

    fn format(&mut self, root: &Node) {
        if root
            .get("lesson")
            .and_then(Node::text)
            .is_none_or(|text| text != "1")
        {
            let place = root.get("lesson").map_or(root.place, |node| node.place);
            let problem =
                Diagnostic::error("unknown-format", "a lesson says which form it has", place);
            self.problems
                .push(problem.help("begin the file with `lesson: 1`"));
        }
    }

    fn words(&mut self, node: &Node) -> Option<String> {
        match node.text() {
            Some(text) => Some(text.trim().to_owned()),
            None => {
                self.wrong(node, "words");
                None
            }
        }
    }

    fn text(&mut self, node: &Node, key: &str) -> Option<String> {
        node.get(key)
            .and_then(|node| self.words(node))
            .filter(|text| !text.is_empty())
    }

    fn texts(&mut self, node: &Node, key: &str) -> Vec<String> {
        let Some(list) = node.get(key) else {
            return Vec::new();
        };
        if matches!(list.content, Content::Map(_)) {
            self.wrong(list, "a list of sentences");
        }
        list.items()
            .iter()
            .filter_map(|item| self.words(item))
            .filter(|text| !text.is_empty())
            .collect()
    }

    /// A text with empty lines between paragraphs, or a list.
    fn paragraphs(&mut self, node: &Node, key: &str) -> Vec<String> {
        let texts = self.texts(node, key);
        let split = texts.iter().flat_map(|text| text.split("\n\n"));
        split
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|part| !part.is_empty())
            .collect()
    }

    fn number(&mut self, node: &Node, key: &str) -> Option<usize> {
        let node = node.get(key)?;
        let number = node
            .text()
            .and_then(|text| text.parse::<usize>().ok())
            .filter(|number| (1..=100_000).contains(number));
        if number.is_none() {
            let problem = Diagnostic::error(
                "bad-number",
                format!("`{key}` is a whole number from 1 to 100,000"),
                node.place,
            );
            self.problems.push(problem);
        }
        number
    }

    fn date(&mut self, node: &Node) -> Option<Date> {
        let text = self.words(node)?;
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                self.problems.push(Diagnostic::error(
                    "bad-date",
                    format!("`{text}` is {error}"),
                    node.place,
                ));
                None
            }
        }
    }

    fn party(&mut self, text: &str, node_place: crate::source::Place) -> Option<PartyId> {
        let id = PartyId::new(text);
        if self.model.parties.contains_key(&id) {
            return Some(id);
        }
        let problem = Diagnostic::error(
            "unknown-party",
            format!("no party is called `{text}`"),
            node_place,
        );
        let near = did_you_mean(text, self.model.parties.keys().map(PartyId::as_str));
        self.problems.push(match near {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem,
        });
        None
    }

    fn issue(&mut self, text: &str, place: crate::source::Place) -> Option<IssueId> {
        let id = IssueId::new(text);
        if self.model.issues.contains_key(&id) {
            return Some(id);
        }
        let problem = Diagnostic::error(
            "unknown-option",
            format!("no issue is called `{text}`"),
            place,
        );
        let near = did_you_mean(text, self.model.issues.keys().map(IssueId::as_str));
        self.problems.push(match near {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem,
        });
        None
    }

    /// A milestone, an issue or an option; a number on a scale counts as one.
    fn target(&mut self, node: &Node) -> Option<Target> {
        let text = self.words(node)?;
        if let Some((issue, option)) = text.split_once('/') {
            let issue = self.issue(issue, node.place)?;
            let found = &self.model.issues[&issue];
            if found.scale.is_some() || found.options.iter().any(|o| o.id.as_str() == option) {
                return Some(Target::Option(issue, OptionId::new(option)));
            }
            let near = did_you_mean(option, found.options.iter().map(|o| o.id.as_str()));
            let problem = Diagnostic::error(
                "unknown-option",
                format!("`{issue}` has no option `{option}`"),
                node.place,
            );
            self.problems.push(match near {
                Some(near) => problem.help(format!("did you mean `{issue}/{near}`?")),
                None => problem,
            });
            return None;
        }
        if let Some(id) = self.model.milestones.keys().find(|id| id.as_str() == text) {
            return Some(Target::Milestone(id.clone()));
        }
        self.issue(&text, node.place).map(Target::Issue)
    }

    fn targets(&mut self, node: &Node, key: &str) -> Vec<Target> {
        let items = node.get(key).map(Node::items).unwrap_or_default();
        items.iter().filter_map(|item| self.target(item)).collect()
    }

    fn questions(&mut self, root: &Node) -> Vec<Question> {
        let mut questions = match root.get("issues") {
            None => default_questions(self.model),
            Some(list) => {
                let mut found: Vec<Question> = Vec::new();
                for item in list.items() {
                    let Some(id) = self
                        .words(item)
                        .and_then(|text| self.issue(&text, item.place))
                    else {
                        continue;
                    };
                    if found.iter().any(|question| question.issue == id) {
                        self.problems.push(Diagnostic::error(
                            "duplicate-id",
                            format!("`{id}` is named twice"),
                            item.place,
                        ));
                        continue;
                    }
                    found.push(question(self.model, &self.model.issues[&id]));
                }
                found
            }
        };
        for (key, node) in root.get("options").map(Node::entries).unwrap_or_default() {
            let Some(id) = self.issue(&key.text, key.place) else {
                continue;
            };
            let answers: Vec<Answer> = node
                .entries()
                .iter()
                .filter_map(|(option, text)| {
                    let found = &self.model.issues[&id];
                    let is_known = found.options.iter().any(|o| o.id.as_str() == option.text)
                        || found.scale.is_some();
                    let target =
                        is_known.then(|| Target::Option(id.clone(), OptionId::new(&option.text)));
                    Some(Answer {
                        id: option.text.clone(),
                        text: self.words(text)?,
                        target,
                        is_found: false,
                    })
                })
                .collect();
            if answers.len() < 2 {
                self.problems.push(Diagnostic::error(
                    "no-value",
                    format!("`{id}` needs two answers or more"),
                    node.place,
                ));
            }
            match questions.iter_mut().find(|question| question.issue == id) {
                Some(question) => question.answers = answers,
                None => {
                    let problem = Diagnostic::warning(
                        "unknown-option",
                        format!("`{id}` is not played"),
                        key.place,
                    );
                    self.problems
                        .push(problem.help("name it under `issues` too"));
                }
            }
        }
        questions
    }

    /// Answers that stand on no sheet of the players.
    fn found(&mut self, root: &Node, questions: &mut [Question]) {
        for item in root
            .get("found_by_players")
            .map(Node::items)
            .unwrap_or_default()
        {
            let Some(text) = self.words(item) else {
                continue;
            };
            let (issue, option) = text.split_once('/').unwrap_or((&text, ""));
            let question = questions
                .iter_mut()
                .find(|question| question.issue.as_str() == issue);
            match question.and_then(|question| {
                question
                    .answers
                    .iter_mut()
                    .find(|answer| answer.id == option)
            }) {
                Some(answer) => answer.is_found = true,
                None => self.problems.push(Diagnostic::error(
                    "unknown-option",
                    format!("no answer that is played is `{text}`"),
                    item.place,
                )),
            }
        }
    }

    fn roles(&mut self, root: &Node) -> Vec<Role> {
        let Some(node) = root.get("roles") else {
            return default_roles(self.model);
        };
        if let Content::List(items) = &node.content {
            let parties = items.iter().filter_map(|item| {
                self.words(item)
                    .and_then(|text| self.party(&text, item.place))
            });
            return parties
                .map(|party| Role {
                    party: Some(party),
                    ..Role::default()
                })
                .collect();
        }
        let mut roles = Vec::new();
        for (key, node) in node.entries() {
            let Some(party) = self.party(&key.text, key.place) else {
                continue;
            };
            self.keys(node, ROLE_KEYS);
            let (may, must_not) = (
                self.targets(node, "may_accept"),
                self.targets(node, "must_not_accept"),
            );
            for target in may.iter().filter(|target| must_not.contains(target)) {
                let message = format!("`{party}` both may and must not accept `{target}`");
                self.problems
                    .push(Diagnostic::error("self-contradiction", message, key.place));
            }
            roles.push(Role {
                interests: self.interests(node, &party),
                mandate: self.text(node, "mandate"),
                may_accept: may,
                must_not_accept: must_not,
                walk_away: self.text(node, "walk_away"),
                believes: self.texts(node, "believes"),
                keep_secret: self.texts(node, "keep_secret"),
                opening: self.text(node, "opening"),
                party: Some(party),
                ..Role::default()
            });
        }
        roles
    }

    /// Interests in order: an id of the model's, or words with a reason.
    fn interests(&mut self, role: &Node, party: &PartyId) -> Vec<Interest> {
        let known = &self.model.parties[party].interests;
        let mut found = Vec::new();
        for item in role.get("interests").map(Node::items).unwrap_or_default() {
            match &item.content {
                Content::Scalar { text } => match known.get(text.trim()) {
                    Some(interest) => found.push(Interest {
                        text: interest.text.clone(),
                        why: None,
                        is_invented: false,
                    }),
                    None if !text.trim().contains(' ')
                        && did_you_mean(text.trim(), known.keys().map(String::as_str))
                            .is_some() =>
                    {
                        let near = did_you_mean(text.trim(), known.keys().map(String::as_str))
                            .unwrap_or_default();
                        let problem = Diagnostic::error(
                            "unknown-word",
                            format!("`{party}` has no interest `{}`", text.trim()),
                            item.place,
                        );
                        self.problems.push(problem.help(format!(
                            "did you mean `{near}`? An interest in words has more than one"
                        )));
                    }
                    None => found.push(Interest {
                        text: text.trim().to_owned(),
                        why: None,
                        is_invented: true,
                    }),
                },
                Content::Map(_) => {
                    self.keys(item, &["text", "id", "why"]);
                    let id = self.text(item, "id");
                    let stated = id
                        .as_ref()
                        .and_then(|id| known.get(id))
                        .map(|interest| interest.text.clone());
                    if let (Some(id), None) = (&id, &stated) {
                        let near = did_you_mean(id, known.keys().map(String::as_str));
                        let problem = Diagnostic::error(
                            "unknown-word",
                            format!("`{party}` has no interest `{id}`"),
                            item.place,
                        );
                        self.problems.push(match near {
                            Some(near) => problem.help(format!("did you mean `{near}`?")),
                            None => problem,
                        });
                    }
                    let is_invented = stated.is_none();
                    let text = stated.or_else(|| self.text(item, "text"));
                    let why = self.text(item, "why");
                    found.extend(text.map(|text| Interest {
                        text,
                        why,
                        is_invented,
                    }));
                }
                Content::Null | Content::List(_) => self.wrong(item, "an interest"),
            }
        }
        found
    }

    fn decision(&mut self, root: &Node, roles: &[Role]) -> Decision {
        let Some(node) = root.get("decision") else {
            return Decision::default();
        };
        self.keys(node, &["needs", "veto"]);
        let needs = match node.get("needs").and_then(Node::text) {
            None | Some("all") => None,
            Some(_) => self.number(node, "needs"),
        };
        if let Some(many) = needs.filter(|needs| *needs > roles.len()) {
            let place = node.get("needs").map_or(node.place, |node| node.place);
            self.problems.push(Diagnostic::error(
                "bad-number",
                format!(
                    "{many} roles are to say yes, and {} are played",
                    roles.len()
                ),
                place,
            ));
        }
        let mut veto = Vec::new();
        for item in node.get("veto").map(Node::items).unwrap_or_default() {
            let Some(party) = self
                .words(item)
                .and_then(|text| self.party(&text, item.place))
            else {
                continue;
            };
            if roles.iter().any(|role| *role.id() == party) {
                veto.push(party);
            } else {
                self.problems.push(Diagnostic::error(
                    "unknown-party",
                    format!("`{party}` is not played"),
                    item.place,
                ));
            }
        }
        Decision { needs, veto }
    }

    fn scores(&mut self, root: &Node, lesson: &mut Lesson) {
        let Some(node) = root.get("invented_scores") else {
            return;
        };
        let known: Vec<String> = lesson
            .roles
            .iter()
            .map(|role| role.id().to_string())
            .collect();
        self.keys(node, &known.iter().map(String::as_str).collect::<Vec<_>>());
        let Lesson {
            roles, questions, ..
        } = lesson;
        for role in roles {
            let Some(scores) = node.get(role.id().as_str()) else {
                let problem = Diagnostic::error(
                    "missing-key",
                    format!("`{}` has no points", role.id()),
                    node.place,
                );
                self.problems
                    .push(problem.help("give every role points, or none"));
                continue;
            };
            let names: Vec<&str> = questions
                .iter()
                .map(|q| q.issue.as_str())
                .chain(["threshold"])
                .collect();
            self.keys(scores, &names);
            if scores.get("threshold").is_none() {
                let problem = Diagnostic::error(
                    "missing-key",
                    format!("`{}` has no threshold", role.id()),
                    scores.place,
                );
                self.problems
                    .push(problem.help("say with how many points it says yes: `threshold: 50`"));
            }
            role.threshold = self.points(scores, "threshold").unwrap_or(0);
            role.points = questions
                .iter()
                .map(|question| {
                    let Some(of) = scores.get(question.issue.as_str()) else {
                        let message =
                            format!("`{}` has no points for `{}`", role.id(), question.issue);
                        self.problems
                            .push(Diagnostic::error("missing-key", message, scores.place));
                        return Vec::new();
                    };
                    let answers: Vec<&str> = question
                        .answers
                        .iter()
                        .map(|answer| answer.id.as_str())
                        .collect();
                    self.keys(of, &answers);
                    let missing: Vec<&str> = answers
                        .iter()
                        .copied()
                        .filter(|answer| of.get(answer).is_none())
                        .collect();
                    if !missing.is_empty() {
                        let message = format!(
                            "`{}` has no points for {} of `{}`",
                            role.id(),
                            missing.join(", "),
                            question.issue
                        );
                        self.problems
                            .push(Diagnostic::error("missing-key", message, of.place));
                    }
                    answers
                        .iter()
                        .map(|answer| self.points(of, answer).unwrap_or(0))
                        .collect()
                })
                .collect();
        }
    }

    /// Points are whole numbers of at most a million either way, so that sums stay exact.
    fn points(&mut self, node: &Node, key: &str) -> Option<i64> {
        let node = node.get(key)?;
        let number = node
            .text()
            .and_then(|text| text.parse::<i64>().ok())
            .filter(|number| number.abs() <= 1_000_000);
        if number.is_none() {
            let message = "points are whole numbers from -1,000,000 to 1,000,000".to_owned();
            self.problems
                .push(Diagnostic::error("bad-number", message, node.place));
        }
        number
    }
}
