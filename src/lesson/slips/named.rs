//! What a slip means by its words: an issue, an answer, a role.

use crate::diagnostic::did_you_mean;
use crate::lesson::{Lesson, letter};
use crate::model::{Model, PartyId};

pub(super) struct Names<'a> {
    pub model: &'a Model,
    pub lesson: &'a Lesson,
}

impl Names<'_> {
    /// Whether a key names a question: by its letter, its id or its name.
    pub fn is_question(&self, key: &str, at: usize) -> bool {
        let question = &self.lesson.questions[at];
        let names = [
            letter(at),
            question.id.clone(),
            question.name.clone(),
            format!("{}, {}", letter(at), question.name),
        ];
        names.iter().any(|name| is_same(name, key))
    }

    /// The answer that a value names: `A2`, `2`, its id or its words.
    pub fn answer(&self, at: usize, value: &str) -> Option<usize> {
        let answers = &self.lesson.questions[at].answers;
        (0..answers.len()).find(|&answer| {
            let own = &answers[answer];
            let code = self.lesson.letter(at, answer);
            let named = format!("{code}, {}", own.text);
            let short = (answer + 1).to_string();
            // A number can be the id of an answer: that comes before its place in the list.
            let is_id = answers.iter().any(|other| is_same(&other.id, value));
            [&code, &own.id, &own.text, &named]
                .into_iter()
                .any(|name| is_same(name, value))
                || (!is_id && is_same(&short, value))
        })
    }

    /// `A1 B2 C1`, with signs or spaces between: one answer to each question.
    pub fn deal(&self, words: &str) -> Result<Vec<usize>, String> {
        let mut deal: Vec<Option<usize>> = vec![None; self.lesson.questions.len()];
        for code in words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '+')) {
            if code.is_empty() {
                continue;
            }
            let found = (0..deal.len()).find_map(|at| {
                let answers = self.lesson.questions[at].answers.len();
                let answer =
                    (0..answers).find(|&answer| is_same(&self.lesson.letter(at, answer), code))?;
                Some((at, answer))
            });
            let (at, answer) =
                found.ok_or_else(|| format!("no answer that is played is `{code}`"))?;
            match deal[at].replace(answer) {
                Some(before) if before != answer => {
                    return Err(format!(
                        "it has two answers to {}",
                        self.lesson.questions[at].name
                    ));
                }
                Some(_) | None => {}
            }
        }
        match deal.iter().position(Option::is_none) {
            Some(at) => Err(format!(
                "it has no answer to {}; a deal has one for each issue, and `deal: none` says that there is none",
                self.lesson.questions[at].name
            )),
            None => Ok(deal.into_iter().flatten().collect()),
        }
    }

    /// The roles that a list names, with commas, semicolons or *and* between; `all` for everybody.
    pub fn roles(&self, words: &str) -> Result<Vec<PartyId>, String> {
        let all = || {
            self.lesson
                .roles
                .iter()
                .map(|role| role.id().clone())
                .collect()
        };
        match words.trim().to_lowercase().as_str() {
            "" | "-" | "–" | "none" | "nobody" => return Ok(Vec::new()),
            "all" | "everybody" => return Ok(all()),
            _ => {}
        }
        let names = words
            .split([',', ';', '\n'])
            .flat_map(|part| part.split(" and "))
            .map(str::trim);
        let named = names.filter(|name| !name.is_empty());
        named
            .map(|name| self.role(name).ok_or_else(|| self.nobody(name)))
            .collect()
    }

    /// That nobody plays a role, and who might have been meant.
    fn nobody(&self, name: &str) -> String {
        let ids = || self.lesson.roles.iter().map(|role| role.id().as_str());
        let meant = match did_you_mean(&name.to_lowercase(), ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the roles are {}", ids().collect::<Vec<_>>().join(", ")),
        };
        format!("nobody plays `{name}`; {meant}")
    }

    fn role(&self, name: &str) -> Option<PartyId> {
        let bare = name
            .strip_prefix("the ")
            .or(name.strip_prefix("The "))
            .unwrap_or(name);
        let mut roles = self.lesson.roles.iter().map(|role| role.id());
        let is_named = |id: &&PartyId| {
            let party = self.model.parties.get(*id);
            let aliases = party
                .into_iter()
                .flat_map(|party| party.aliases.iter().chain([&party.name]));
            is_same(id.as_str(), bare) || aliases.into_iter().any(|alias| is_same(alias, bare))
        };
        roles.find(is_named).cloned()
    }
}

/// Whether two names are one, however they are spaced and in whatever letters.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    plain(one) == plain(other.trim().trim_end_matches('.'))
}
