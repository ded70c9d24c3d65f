//! What each role keeps to itself: its interests, its limits, its room to move, and what it would do without a deal.
//!
//! The leak check looks for these on the sheets of others, so every thing that a role's sheet alone may tell stands here.

use std::cmp::Reverse;

use crate::graph::ChangeInfo;
use crate::lesson::Role;
use crate::model::{PartyId, PositionId, Target};

use super::{Maker, Secret, SecretKind};
use crate::view::words::answers::clause;

/// Why answers are worth so much to a role, where the teacher says it.
fn reasons_of(role: &Role) -> impl Iterator<Item = Secret> {
    let reasons = role.reasons.iter().flatten().flatten();
    reasons.map(|why| Secret::new(role.id(), SecretKind::Why, why.as_str()))
}

impl Secret {
    /// A thing that is said in words alone.
    fn new(role: &PartyId, kind: SecretKind, words: impl Into<String>) -> Self {
        Self {
            role: role.clone(),
            kind,
            words: words.into(),
            about: None,
            is_ordered: false,
            number: None,
        }
    }

    /// The same, as a yes or a no to something.
    fn about(self, target: &Target) -> Self {
        Self {
            about: Some(target.clone()),
            ..self
        }
    }
}

impl Maker<'_> {
    /// What each role keeps to itself.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let roles = self.lesson.roles.iter();
        roles.flat_map(|role| self.secrets_of(role)).collect()
    }

    fn secrets_of(&self, role: &Role) -> Vec<Secret> {
        let mut secrets = self.secret_interests(role);
        secrets.extend(self.bounds_on_record(role.id()));
        secrets.extend(self.bounds_of_the_lesson(role));
        secrets.extend(self.private_yeses(role));
        secrets.extend(self.untold(role));
        secrets.extend(self.points_of(role));
        secrets.extend(reasons_of(role));
        secrets.extend(self.ranking(role));
        secrets
    }

    /// What a role needs, and why it does.
    fn secret_interests(&self, role: &Role) -> Vec<Secret> {
        let interests = self.interests(role).into_iter();
        let told = interests.flat_map(|interest| {
            let why = interest
                .why
                .map(|why| Secret::new(role.id(), SecretKind::Why, why));
            let need = Secret::new(role.id(), SecretKind::Interest, interest.text);
            std::iter::once(need).chain(why)
        });
        told.collect()
    }

    /// The issues of a role, the one first on which its answers differ most in points.
    fn ranking(&self, role: &Role) -> Option<Secret> {
        if !self.lesson.has_points() || self.lesson.questions.len() < 2 {
            return None;
        }
        let mut issues: Vec<_> = self.played_issues().collect();
        issues.sort_by_key(|issue| Reverse(issue.weight_for(role)));
        let names: Vec<&str> = issues
            .iter()
            .map(|issue| issue.question.name.as_str())
            .collect();
        let words = format!("What weighs most, from the top: {}", names.join("; "));
        Some(Secret::new(role.id(), SecretKind::Ranking, words))
    }

    /// What a party refuses, and the conditions that it imposes.
    fn bounds_on_record(&self, party: &PartyId) -> impl Iterator<Item = Secret> {
        let limits = self.limits_of(party).into_iter();
        let limits = limits.map(|id| self.secret_limit(party, id));
        let conditions = self.conditions_of(party).into_iter();
        limits.chain(conditions.map(|info| self.secret_condition(party, info)))
    }

    /// What a role refuses so far and would give up, and the conditions that it would drop: a private yes behind a no.
    fn private_yeses<'r>(&'r self, role: &'r Role) -> impl Iterator<Item = Secret> {
        let party = role.id();
        let name = self.words.party(party);
        let refused = self
            .given_up(role)
            .filter(|target| !role.may_accept.contains(target));
        let refused = refused.map(move |target| {
            let words = format!("{name} may accept {}", self.words.target(target));
            Secret::new(party, SecretKind::Room, words).about(target)
        });
        let conditions = self.conditions_of(party).into_iter();
        let dropped = conditions.map(move |info| {
            let words = clause(self.words, &info.change);
            let secret = Secret::new(party, SecretKind::Drop, words);
            Secret {
                is_ordered: true,
                ..secret.about(info.change.target())
            }
        });
        refused.chain(dropped)
    }

    /// What a role does without a deal, and what the lesson forbids it to tell.
    fn untold(&self, role: &Role) -> Vec<Secret> {
        let walk_away = self.walk_away_words(role).into_iter();
        let walk_away = walk_away.map(|words| (SecretKind::WalkAway, words));
        let kept = role.keep_secret.iter();
        let kept = kept.map(|words| (SecretKind::Kept, words));
        walk_away
            .chain(kept)
            .map(|(kind, words)| Secret::new(role.id(), kind, words))
            .collect()
    }

    fn secret_limit(&self, party: &PartyId, id: PositionId) -> Secret {
        let position = self.position(id);
        let words = self.words.position(position);
        Secret {
            is_ordered: position.until.is_some() || position.condition.is_some(),
            ..Secret::new(party, SecretKind::Limit, words).about(&position.on)
        }
    }

    fn secret_condition(&self, party: &PartyId, info: &ChangeInfo) -> Secret {
        let words = self.words.refusal(&info.change);
        Secret {
            is_ordered: true,
            ..Secret::new(party, SecretKind::Condition, words).about(info.change.target())
        }
    }

    /// What the lesson adds to the limits of a role and to its room to move.
    fn bounds_of_the_lesson(&self, role: &Role) -> impl Iterator<Item = Secret> {
        let party = role.id();
        let name = self.words.party(party);
        let refused = role.must_not_accept.iter();
        let refused = refused.map(|target| (SecretKind::Limit, "must not", target));
        let room = role.may_accept.iter();
        let room = room.map(|target| (SecretKind::Room, "may", target));
        refused.chain(room).map(move |(kind, verb, target)| {
            let words = format!("{name} {verb} accept {}", self.words.target(target));
            Secret::new(party, kind, words).about(target)
        })
    }

    /// What a role does without a deal: the teacher's words, else those of the model.
    pub(super) fn walk_away_words<'r>(&'r self, role: &'r Role) -> Option<&'r String> {
        let batna = self.model.parties[role.id()].batna.as_ref();
        let walk_away = role.walk_away.as_ref();
        walk_away.or_else(|| batna.map(|batna| &batna.text))
    }

    /// A role's least number of points, and what each answer is worth to it.
    fn points_of(&self, role: &Role) -> Vec<Secret> {
        if !self.lesson.has_points() {
            return Vec::new();
        }
        let counted = |kind, words: String, number| Secret {
            number: Some(number),
            ..Secret::new(role.id(), kind, words)
        };
        let mut found = vec![counted(
            SecretKind::LeastPoints,
            String::new(),
            role.threshold,
        )];
        for issue in self.played_issues() {
            found.extend(issue.answers().map(|played| {
                let words = format!("{} {}", issue.question.name, played.answer.text);
                Secret {
                    about: played.answer.target.clone(),
                    ..counted(SecretKind::Points, words, played.points_for(role))
                }
            }));
        }
        found
    }
}
