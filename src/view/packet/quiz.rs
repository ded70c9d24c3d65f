//! A quiz with its key, both computed from the model.

use crate::analysis::{ConflictKind, Status, Waiter, gaps};
use crate::model::Target;

use super::{Maker, Reader, Sheet, document, item};
use crate::view::words::{and, count, upper_first};
use crate::view::{Block, Line, Section};

/// A question with its answers, of which some are right.
struct Asked {
    question: String,
    answers: Vec<(String, bool)>,
    why: Line,
}

impl Maker<'_> {
    /// The quiz and its key; nothing where the model gives nothing to ask.
    pub(super) fn quiz(&self) -> Vec<Sheet> {
        let asked: Vec<Asked> = [
            self.on_status(),
            self.on_openers(),
            self.on_idle_refusals(),
            self.on_ring(),
            self.on_silence(),
            self.on_gap(),
            self.on_claims(),
        ]
        .into_iter()
        .flatten()
        .collect();
        if asked.is_empty() {
            return Vec::new();
        }
        let paper = asked.iter().map(|one| {
            let answers = one.answers.iter().enumerate();
            item(
                Line::derived(one.question.clone()),
                answers
                    .map(|(n, (words, _))| Line::derived(format!("{}) {words}", sign(n))).item())
                    .collect(),
            )
        });
        let key = asked.iter().map(|one| {
            let right: Vec<String> = one
                .answers
                .iter()
                .enumerate()
                .filter(|(_, (_, right))| *right)
                .map(|(n, _)| sign(n))
                .collect();
            let words = format!("{}. {}", and(&right), one.why.words);
            item(
                Line {
                    words,
                    ..one.why.clone()
                },
                Vec::new(),
            )
        });
        // The paper is for all, at the end; it asks about the real record, so it is the teacher's to hand out.
        let sheet = |stem: &str, title: &str, blocks: Vec<Block>| Sheet {
            stem: stem.to_owned(),
            reader: Reader::Teacher,
            document: document(
                format!("{}: {title}", self.title()),
                vec![("For", "the end of the lesson".to_owned())],
                vec![Section::new(upper_first(title), blocks)],
            ),
            tells: Vec::new(),
            is_real: false,
        };
        let note = Block::Say(Line::derived(
            "More than one answer can be right. The key follows from the model by rule.",
        ));
        vec![
            sheet("quiz", "quiz", vec![note, Block::Steps(paper.collect())]),
            sheet(
                "quiz-key",
                "key to the quiz",
                vec![Block::Steps(key.collect())],
            ),
        ]
    }

    fn on_status(&self) -> Option<Asked> {
        let answer = self.answer.as_ref()?;
        let states = [
            (Status::Reached, "Reached"),
            (Status::Met, "Nothing stands in its way"),
            (
                Status::Open,
                "Open: nobody has refused, and somebody has not spoken",
            ),
            (Status::Blocked, "Blocked: impossible unless someone moves"),
        ];
        let why = Line::derived(crate::view::words::answers::finding(
            self.words, None, answer,
        ))
        .citing(answer.blockers.items().iter().flat_map(|b| b.cites.first()));
        Some(Asked {
            question: format!(
                "On the last day of the story, how does {} stand?",
                self.words.target(&answer.goal)
            ),
            answers: states
                .into_iter()
                .map(|(status, words)| (words.to_owned(), status == answer.status()))
                .collect(),
            why,
        })
    }

    fn on_openers(&self) -> Option<Asked> {
        let answer = self
            .answer
            .as_ref()
            .filter(|a| a.status() == Status::Blocked)?;
        let alone: Vec<_> = answer
            .party_sets
            .items()
            .iter()
            .filter(|set| set.len() == 1)
            .map(|set| &set[0])
            .collect();
        let answers = self
            .lesson
            .roles
            .iter()
            .map(|role| {
                (
                    upper_first(&self.words.party(role.id())),
                    alone.contains(&role.id()),
                )
            })
            .collect::<Vec<_>>();
        let none = (
            "None of them alone".to_owned(),
            !answers.iter().any(|(_, right)| *right),
        );
        let why = match answer.party_sets.items().is_empty() {
            true => "No set of moves on record opens it.".to_owned(),
            false => format!(
                "What blocks it could be lifted by {}.",
                crate::view::words::answers::who_can_open(self.words, answer)
            ),
        };
        Some(Asked {
            question: format!(
                "Whose moves alone would, formally, remove every obstacle on record to {}? (This counts moves, not their price.)",
                self.words.target(&answer.goal)
            ),
            answers: answers.into_iter().chain([none]).collect(),
            why: Line::derived(why)
                .citing(answer.blockers.items().iter().flat_map(|b| b.cites.first())),
        })
    }

    fn on_idle_refusals(&self) -> Option<Asked> {
        let answer = self
            .answer
            .as_ref()
            .filter(|a| a.status() == Status::Blocked && !a.blockers.items().is_empty())?;
        let idle = answer
            .not_blocking
            .items()
            .iter()
            .find(|refusal| refusal.yes_is_needed)
            .or_else(|| answer.not_blocking.items().first())?;
        let clause = |party: &crate::model::PartyId, target: &Target| {
            upper_first(&format!(
                "{} {} {}",
                self.words.party(party),
                self.words.verb(party, "refuses", "refuse"),
                self.words.target(target)
            ))
        };
        let blocking = answer
            .blockers
            .items()
            .iter()
            .filter(|b| matches!(b.change, crate::graph::Change::Grant { .. }))
            .take(2);
        let mut answers: Vec<(String, bool)> = blocking
            .map(|b| (clause(b.change.party(), b.change.target()), false))
            .collect();
        answers.insert(answers.len() / 2, (clause(&idle.party, &idle.target), true));
        Some(Asked {
            question: format!(
                "Which refusal is on record and yet does not block {}?",
                self.words.target(&answer.goal)
            ),
            answers,
            why: Line::derived("It can stay as it is: every smallest opening leaves it alone.")
                .citing(&idle.cites),
        })
    }

    fn on_ring(&self) -> Option<Asked> {
        let ring = self.rings.first()?;
        let first = &ring.ring[0];
        let next = &ring.ring[1 % ring.ring.len()];
        let mut others: Vec<&Waiter> = ring.ring.iter().filter(|t| *t != first).collect();
        others.sort();
        Some(Asked {
            question: format!(
                "Conditions go round in a circle. What does {} wait for?",
                self.words.waiter(first)
            ),
            answers: others
                .into_iter()
                .map(|t| (upper_first(&self.words.waiter(t)), t == next))
                .collect(),
            why: Line::derived(format!(
                "{}.",
                upper_first(&crate::view::words::answers::ring_in_words(
                    self.words, ring
                ))
            ))
            .citing(ring.edges.iter().flat_map(|e| &e.cites)),
        })
        .filter(|asked| asked.answers.len() > 1)
    }

    fn on_silence(&self) -> Option<Asked> {
        // Only a yes that the goal needs, on something of which the party has said nothing at all.
        let goal = self.answer.as_ref()?;
        let silent = gaps(self.model, self.graph, Some(&goal.goal))
            .into_iter()
            .find(|gap| gap.on_the_way && self.is_played(&gap.party))?;
        let target = silent.target.clone();
        Some(Asked {
            question: format!(
                "No answer of {} on {} is on record, and its yes is needed. How is that read?",
                self.words.party(&silent.party),
                self.words.target(&target)
            ),
            answers: vec![
                ("As a yes".to_owned(), false),
                ("As a no".to_owned(), false),
                ("As neither: it is not known".to_owned(), true),
            ],
            why: Line::derived("Silence is neither consent nor refusal."),
        })
    }

    fn on_gap(&self) -> Option<Asked> {
        self.conflicts.iter().find_map(|conflict| {
            let ConflictKind::Apart(apart) = &conflict.kind else { return None };
            let issue = conflict.issue.as_ref()?;
            let figures: Vec<String> = apart.stated.iter().filter_map(|h| h.value.map(|v| v.in_words())).collect();
            (figures.len() > 1).then(|| Asked {
                question: format!(
                    "On {} one side named {}. What are these figures?",
                    self.words.target(&Target::Issue(issue.clone())),
                    figures.join("; another ")
                ),
                answers: vec![
                    ("A bargaining zone: any number between them would be accepted".to_owned(), false),
                    ("A stated gap: what was said, not how far anybody would go".to_owned(), true),
                ],
                why: Line::derived(match apart.nobody_refused {
                    true => "Nobody has refused any answer, and nobody has said where its own limit lies.",
                    false => "Nobody has said where its own limit lies.",
                })
                .citing(apart.stated.iter().flat_map(|h| &h.cites)),
            })
        })
    }

    fn on_claims(&self) -> Option<Asked> {
        let claim = self
            .model
            .claims
            .values()
            .find(|claim| !claim.denied_by.is_empty())?;
        let parties =
            |list: &[crate::model::Assertion]| self.words.parties(list.iter().map(|a| &a.party));
        let told = count(
            claim.asserted_by.len() + claim.denied_by.len(),
            "side has",
            "sides have",
        );
        Some(Asked {
            question: format!(
                "One side says: “{}” The other denies it. What do you know?",
                super::sentence(&claim.text)
            ),
            answers: vec![
                ("That it happened".to_owned(), false),
                (
                    format!(
                        "That {} say so and {} say the contrary",
                        parties(&claim.asserted_by),
                        parties(&claim.denied_by)
                    )
                    .replace(" say so and", " says so and")
                    .replace(" say the contrary", " says the contrary"),
                    true,
                ),
                ("That it did not happen".to_owned(), false),
            ],
            why: Line::derived(format!(
                "{} spoken; a claim is no fact.",
                upper_first(&told)
            ))
            .citing(
                claim
                    .asserted_by
                    .iter()
                    .chain(&claim.denied_by)
                    .flat_map(|a| &a.cites),
            ),
        })
    }
}

/// `a`, `b`, `c`.
fn sign(number: usize) -> String {
    crate::lesson::letter(number).to_lowercase()
}
