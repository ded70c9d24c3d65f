//! What came out in each group of a class: a slip for each group, from YAML or JSON, from a spreadsheet, or pasted from a form.
//!
//! A slip names the group, the answer to each issue by its letter, its id or its words, and who said yes and no. A slip that
//! cannot be read is told with its reason and left out; nothing is guessed.

mod forms;
mod named;

use crate::model::{Model, PartyId};

use super::Lesson;
use named::Names;

/// What came out in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What the group is called.
    pub group: String,
    /// The answer to each question, by its number; none where the group did not agree.
    pub deal: Option<Vec<usize>>,
    /// The roles that said yes.
    pub yes: Vec<PartyId>,
    /// The roles that said no.
    pub no: Vec<PartyId>,
    /// How many minutes it took, where that was noted.
    pub minutes: Option<usize>,
}

/// A slip as it was written: keys and values.
#[derive(Debug, Clone, Default)]
struct Raw {
    /// Where it stands, in words.
    place: String,
    /// Keys and values as written.
    cells: Vec<(String, String)>,
}

/// Most slips of one text, and most letters of a value.
const MOST_SLIPS: usize = 1_000;
const LONGEST: usize = 2_000;

/// Reads the slips of one text, named `file` in what is told of them: the slips, and what could not be read and why.
pub fn read_slips(
    model: &Model,
    lesson: &Lesson,
    (file, text): (&str, &str),
) -> (Vec<Slip>, Vec<String>) {
    let (raw, mut problems) = forms::raw_slips(file, text);
    let names = Names { model, lesson };
    let mut slips = Vec::new();
    for one in raw.iter().take(MOST_SLIPS) {
        match one.slip(&names) {
            Ok(slip) => slips.push(slip),
            Err(why) => problems.push(format!("{}: {why}", one.place)),
        }
    }
    if raw.len() > MOST_SLIPS {
        problems.push(format!(
            "{file}: only the first {MOST_SLIPS} slips are read"
        ));
    }
    (slips, problems)
}

impl Raw {
    fn slip(&self, names: &Names<'_>) -> Result<Slip, String> {
        if let Some((key, _)) = self.cells.iter().find(|(_, value)| value.len() > LONGEST) {
            return Err(format!("`{key}` is longer than {LONGEST} letters"));
        }
        let group = self.value(&["group", "team", "name"]).unwrap_or_default();
        let minutes = self.value(&["minutes", "time"]).map(|value| {
            let number = value
                .trim()
                .parse()
                .ok()
                .filter(|minutes| *minutes <= 100_000);
            number.ok_or_else(|| format!("`{value}` is no number of minutes"))
        });
        Ok(Slip {
            group: match group.trim() {
                "" => self.place.clone(),
                named => named.to_owned(),
            },
            deal: self.deal(names)?,
            yes: names.roles(self.value(&["yes", "yes from"]).unwrap_or_default())?,
            no: names.roles(self.value(&["no", "no from"]).unwrap_or_default())?,
            minutes: minutes.transpose()?,
        })
        .and_then(Slip::sound)
    }

    fn value(&self, keys: &[&str]) -> Option<&str> {
        let mut cells = self.cells.iter();
        let found = cells.find(|(key, _)| keys.contains(&key.trim().to_lowercase().as_str()));
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.trim().is_empty())
    }

    /// The deal, from `deal: A1 B2` or from a key for each issue; none where every one of them is empty or it says so.
    fn deal(&self, names: &Names<'_>) -> Result<Option<Vec<usize>>, String> {
        if let Some(words) = self.value(&["deal", "outcome", "agreed"]) {
            return match is_none(words) {
                true => Ok(None),
                false => names.deal(words).map(Some),
            };
        }
        let questions = names.lesson.questions.iter().enumerate();
        let answers: Vec<Option<usize>> = questions
            .map(|(at, question)| {
                let mut cells = self.cells.iter();
                let cell = cells.find(|(key, _)| names.is_question(key, at));
                // An answer can itself be called *none*, so that is asked first.
                match cell.map(|(_, value)| value.trim()) {
                    None | Some("") => Ok(None),
                    Some(value) => match names.answer(at, value) {
                        Some(answer) => Ok(Some(answer)),
                        None if is_none(value) => Ok(None),
                        None => Err(format!("`{value}` is no answer to {}", question.name)),
                    },
                }
            })
            .collect::<Result<_, String>>()?;
        if answers.iter().all(Option::is_none) {
            return Ok(None);
        }
        let missing = answers.iter().position(Option::is_none);
        match missing {
            Some(at) => Err(format!(
                "it has no answer to {}; a deal has one for each issue, and `deal: none` says that there is none",
                names.lesson.questions[at].name
            )),
            None => Ok(Some(answers.into_iter().flatten().collect())),
        }
    }
}

impl Slip {
    /// A slip on which nobody says both.
    fn sound(self) -> Result<Self, String> {
        match self.yes.iter().find(|role| self.no.contains(role)) {
            Some(both) => Err(format!("`{both}` says yes and no")),
            None => Ok(self),
        }
    }
}

/// Whether a value says that nothing was agreed.
fn is_none(value: &str) -> bool {
    ["", "-", "–", "none", "no deal", "nothing", "no agreement"]
        .contains(&value.trim().to_lowercase().as_str())
}
