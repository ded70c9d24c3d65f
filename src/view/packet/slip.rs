//! The outcome slip as a form to be filled in on a screen: what is asked, and who votes.

use super::Maker;

/// An outcome slip to be filled in on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipForm {
    /// What the exercise is called.
    pub title: String,
    /// What is to be agreed.
    pub issues: Vec<SlipIssue>,
    /// Who votes: id and name.
    pub roles: Vec<(String, String)>,
}

/// An issue on a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipIssue {
    /// Its id.
    pub id: String,
    /// `A, the line`
    pub name: String,
    /// The answers that players know of: id, and `A1, the line of today`.
    pub answers: Vec<(String, String)>,
}

impl Maker<'_> {
    pub(super) fn slip_form(&self) -> SlipForm {
        let issues = self.played_issues().map(|issue| SlipIssue {
            id: issue.question.id.clone(),
            name: issue.named(),
            answers: issue
                .answers()
                .map(|played| (played.answer.id.clone(), played.on_a_slip()))
                .collect(),
        });
        let roles = self.lesson.roles.iter();
        SlipForm {
            title: self.title().to_owned(),
            issues: issues.collect(),
            roles: roles
                .map(|role| {
                    (
                        role.id().to_string(),
                        self.model.party_name(role.id()).to_owned(),
                    )
                })
                .collect(),
        }
    }
}

impl SlipForm {
    /// Every text that a player reads.
    pub fn each_text(&mut self, see: &mut dyn FnMut(&mut String)) {
        see(&mut self.title);
        for issue in &mut self.issues {
            see(&mut issue.name);
            issue.answers.iter_mut().for_each(|(_, text)| see(text));
        }
        self.roles.iter_mut().for_each(|(_, name)| see(name));
    }
}
