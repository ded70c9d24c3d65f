//! A quiz with its key, both computed from the model.

use crate::analysis::{
    Blocker, Blocks, Conflict, ConflictKind, Deadlock, Refusal, Status, Waiter, gaps,
};
use crate::graph::Change;
use crate::lesson::letter;
use crate::model::{Assertion, Claim, PartyId, Target};

use super::paper::{item, leaf, say};
use super::{Maker, Reader, Sheet, first_cites};
use crate::view::words::answers::{figures, ring_in_words};
use crate::view::words::{and, count, upper_first};
use crate::view::{Block, Item, Line, Section};

/// A question of a quiz with its answers, of which some are right, as plain words for other programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizQuestion {
    /// The question.
    pub question: String,
    /// The answers, and whether each is right.
    pub answers: Vec<(String, bool)>,
    /// Why, for afterwards.
    pub why: String,
}

impl QuizQuestion {
    /// Every text that is read.
    pub fn each_text(&mut self, see: &mut dyn FnMut(&mut String)) {
        see(&mut self.question);
        see(&mut self.why);
        self.answers.iter_mut().for_each(|(words, _)| see(words));
    }
}

/// A question with its answers, of which some are right.
struct Asked {
    question: String,
    answers: Vec<(String, bool)>,
    why: Line,
}

/// The last answer to a question on who could do something alone.
const NONE_ALONE: &str = "None of them alone";

/// How a goal can stand, as the answers of a question.
const STATES: [(Status, &str); 6] = [
    (Status::Reached, "Reached"),
    (Status::Met, "Nothing stands in its way"),
    (
        Status::Open,
        "Open: nobody has refused, and somebody has not spoken",
    ),
    (Status::Blocked, "Blocked: impossible unless someone moves"),
    (
        Status::Pending,
        "Pending: it comes by itself on a known day",
    ),
    (Status::Closed, "Closed: its time has passed"),
];

impl Maker<'_> {
    /// The quiz and its key; nothing where the model gives nothing to ask.
    pub(super) fn quiz(&self) -> Vec<Sheet> {
        let asked = self.asked_of_the_class();
        if asked.is_empty() {
            return Vec::new();
        }
        let note = "Mark every right answer: there can be more than one. The key follows from the model by rule.";
        let paper = Block::Steps(asked.iter().map(Asked::on_paper).collect());
        let key = Block::Steps(asked.iter().map(Asked::key).collect());
        vec![
            self.quiz_sheet("quiz", "quiz", vec![say(note), paper]),
            self.quiz_sheet("quiz-key", "key to the quiz", vec![key]),
        ]
    }

    /// The paper is for all, at the end; it asks about the real record, so it is the teacher's to hand out.
    fn quiz_sheet(&self, stem: &str, title: &str, blocks: Vec<Block>) -> Sheet {
        let about = [("For", "the end of the lesson".to_owned())];
        let section = Section::new(upper_first(title), blocks);
        let document = self.document(title, about, vec![section]);
        Sheet::new(stem, Reader::Teacher, document)
    }

    fn asked_of_the_class(&self) -> Vec<Asked> {
        let asked = [
            self.on_status(),
            self.on_openers(),
            self.on_idle_refusals(),
            self.on_ring(),
            self.on_silence(),
            self.on_gap(),
            self.on_claims(),
        ];
        let asked = asked.into_iter().flatten();
        // A question with one answer asks nothing.
        let mut asked: Vec<Asked> = asked.filter(|one| one.answers.len() > 1).collect();
        balance(&mut asked);
        asked
    }

    /// The same for other programs.
    pub(super) fn quiz_questions(&self) -> Vec<QuizQuestion> {
        let asked = self.asked_of_the_class().into_iter();
        let plain = asked.map(|one| QuizQuestion {
            question: one.question,
            answers: one.answers,
            why: one.why.words,
        });
        plain.collect()
    }

    fn on_status(&self) -> Option<Asked> {
        let answer = self.answer.as_ref()?;
        let answers = STATES.map(|(status, words)| (words, status == answer.status()));
        let question = format!(
            "On the last day of the story, how does {} stand?",
            self.words.target(&answer.goal)
        );
        let why = Line::derived(self.finding(None, answer)).citing(first_cites(answer));
        Some(Asked::new(question, answers, why))
    }

    fn on_openers(&self) -> Option<Asked> {
        let answer = self.blocked()?;
        // Who has no role cannot be an answer: where such a party could open it alone, nothing is asked.
        let has_role = |set: &[PartyId]| match set {
            [one] => self.lesson.roles.iter().any(|role| role.id() == one),
            _ => true,
        };
        if !answer.party_sets.items().iter().all(|set| has_role(set)) {
            return None;
        }
        let mut answers = self.who_opens_alone(answer);
        let nobody = answers.iter().all(|(_, right)| !right);
        answers.push((NONE_ALONE.to_owned(), nobody));
        let question = format!(
            "Whose moves alone would, formally, remove every obstacle on record to {}? (This counts moves, not their price.)",
            self.words.target(&answer.goal)
        );
        let why = match answer.party_sets.items().is_empty() {
            true => "No set of moves on record opens it.".to_owned(),
            false => self.could_be_lifted(answer),
        };
        let why = Line::derived(why).citing(first_cites(answer));
        Some(Asked::new(question, answers, why))
    }

    /// Every role, and whether its moves alone would open the goal.
    fn who_opens_alone(&self, answer: &Blocks) -> Vec<(String, bool)> {
        let sets = answer.party_sets.items();
        let opens = |party: &PartyId| sets.iter().any(|set| is_alone(set, party));
        let roles = self.lesson.roles.iter().map(|role| role.id());
        roles
            .map(|party| (self.words.party_first(party), opens(party)))
            .collect()
    }

    fn on_idle_refusals(&self) -> Option<Asked> {
        let answer = self.blocked()?;
        let blockers = answer.blockers.items();
        let idle = most_telling(answer.not_blocking.items()).filter(|_| !blockers.is_empty())?;
        let mut answers = self.refusals_that_block(blockers);
        let right = (self.refuses(&idle.party, &idle.target), true);
        answers.insert(answers.len() / 2, right);
        let question = format!(
            "Which refusal is on record and yet does not block {}?",
            self.words.target(&answer.goal)
        );
        let why = Line::derived("It can stay as it is: no way out needs it to change.");
        Some(Asked::new(question, answers, why.citing(&idle.cites)))
    }

    /// Two refusals that do block, as answers that are wrong.
    fn refusals_that_block(&self, blockers: &[Blocker]) -> Vec<(String, bool)> {
        let changes = blockers.iter().map(|blocker| &blocker.change);
        changes
            .filter(|change| matches!(change, Change::Grant { .. }))
            .take(2)
            .map(|change| (self.refuses(change.party(), change.target()), false))
            .collect()
    }

    /// `Russia refuses the ceasefire`
    fn refuses(&self, party: &PartyId, target: &Target) -> String {
        upper_first(&format!(
            "{} {} {}",
            self.words.party(party),
            self.words.verb(party, "refuses", "refuse"),
            self.words.target(target)
        ))
    }

    fn on_ring(&self) -> Option<Asked> {
        let ring = self.rings.first()?;
        let answers = self.next_in(&ring.ring);
        let question = format!(
            "Conditions go round in a circle. What does {} wait for?",
            self.words.waiter(&ring.ring[0])
        );
        let cites = ring.edges.iter().flat_map(|edge| &edge.cites);
        let why = Line::derived(self.circle_in_words(ring)).citing(cites);
        (answers.len() > 1).then(|| Asked::new(question, answers, why))
    }

    /// The steps of a ring but the first, and whether each is what the first waits for.
    fn next_in(&self, ring: &[Waiter]) -> Vec<(String, bool)> {
        let (first, next) = (&ring[0], &ring[1 % ring.len()]);
        let mut others: Vec<&Waiter> = ring.iter().filter(|step| *step != first).collect();
        others.sort();
        let others = others.into_iter();
        others
            .map(|step| (upper_first(&self.words.waiter(step)), step == next))
            .collect()
    }

    /// The circle as one sentence.
    pub(super) fn circle_in_words(&self, ring: &Deadlock) -> String {
        upper_first(&ring_in_words(self.words, ring)) + "."
    }

    /// Only a yes that the goal needs, on something of which the party has said nothing at all.
    fn on_silence(&self) -> Option<Asked> {
        let goal = self.answer.as_ref()?;
        let mut gaps = gaps(self.model, self.graph, Some(&goal.goal)).into_iter();
        let silent = gaps.find(|gap| gap.on_the_way && self.is_played(&gap.party))?;
        let question = format!(
            "No answer from {} on {} is on record, and its yes is needed. How is that read?",
            self.words.party(&silent.party),
            self.words.target(&silent.target)
        );
        let answers = [
            ("As a yes", false),
            ("As a no", false),
            ("As neither: it is not known", true),
        ];
        let why = Line::derived("Silence is neither consent nor refusal.");
        Some(Asked::new(question, answers, why))
    }

    fn on_gap(&self) -> Option<Asked> {
        self.conflicts
            .iter()
            .find_map(|conflict| self.on_gap_of(conflict))
    }

    fn on_gap_of(&self, conflict: &Conflict) -> Option<Asked> {
        let ConflictKind::Apart(apart) = &conflict.kind else {
            return None;
        };
        let issue = Target::Issue(conflict.issue.clone()?);
        let figures = figures(&apart.stated);
        if figures.len() < 2 {
            return None;
        }
        let question = format!(
            "On {} one side named {}. What are these figures?",
            self.words.target(&issue),
            figures.join("; another ")
        );
        let answers = [
            (
                "A bargaining zone: any number between them would be accepted",
                false,
            ),
            (
                "A stated gap: what was said, not how far anybody would go",
                true,
            ),
        ];
        let why = Line::derived(match apart.nobody_refused {
            true => "Nobody has refused any answer, and nobody has said where its own limit lies.",
            false => "Nobody has said where its own limit lies.",
        });
        let cites = apart.stated.iter().flat_map(|holding| &holding.cites);
        Some(Asked::new(question, answers, why.citing(cites)))
    }

    fn on_claims(&self) -> Option<Asked> {
        let mut claims = self.model.claims.values();
        let claim = claims.find(|claim| !claim.denied_by.is_empty())?;
        let question = format!(
            "One side says: “{}” The other denies it. What do you know?",
            super::paper::sentence(&claim.text)
        );
        let answers = [
            ("That it happened".to_owned(), false),
            (self.what_each_says(claim), true),
            ("That it did not happen".to_owned(), false),
        ];
        let sides = claim.asserted_by.iter().chain(&claim.denied_by);
        let told = count(sides.clone().count(), "side has", "sides have");
        let why = format!("{} spoken; a claim is no fact.", upper_first(&told));
        let why = Line::derived(why).citing(sides.flat_map(|a| &a.cites));
        Some(Asked::new(question, answers, why))
    }

    fn what_each_says(&self, claim: &Claim) -> String {
        let (asserted, denied) = (self.say(&claim.asserted_by), self.say(&claim.denied_by));
        format!("That {asserted} so and {denied} the contrary")
    }

    /// `Russia says`, `Russia and Ukraine say`.
    fn say(&self, sides: &[Assertion]) -> String {
        let parties = self.words.parties(sides.iter().map(|side| &side.party));
        let says = match sides {
            [one] => self.words.verb(&one.party, "says", "say"),
            _ => "say",
        };
        format!("{parties} {says}")
    }
}

impl Asked {
    fn new<W: Into<String>>(
        question: String,
        answers: impl IntoIterator<Item = (W, bool)>,
        why: Line,
    ) -> Self {
        let answers = answers.into_iter();
        Self {
            question,
            answers: answers
                .map(|(words, right)| (words.into(), right))
                .collect(),
            why,
        }
    }

    fn on_paper(&self) -> Item {
        let answers = self.answers.iter().enumerate();
        let answers = answers.map(|(n, (words, _))| leaf(format!("{}) {words}", sign(n))));
        item(self.question.clone(), answers.collect())
    }

    /// The right answers, and why.
    fn key(&self) -> Item {
        let answers = self.answers.iter().enumerate();
        let right = answers.filter(|(_, (_, right))| *right);
        let right: Vec<String> = right.map(|(n, _)| sign(n)).collect();
        let why = self.why.clone();
        Line {
            words: format!("{}. {}", and(&right), why.words),
            ..why
        }
        .item()
    }
}

/// Moves the answers round, so that over the quiz no place is right more often than another. Where several answers are right,
/// or none of the others is one of them, they keep their order.
fn balance(asked: &mut [Asked]) {
    let is_single = |one: &&mut Asked| one.answers.iter().filter(|(_, right)| *right).count() == 1;
    let single = asked.iter_mut().filter(is_single);
    for (at, one) in single
        .filter(|one| one.answers.iter().all(|(words, _)| words != NONE_ALONE))
        .enumerate()
    {
        let right = one
            .answers
            .iter()
            .position(|(_, right)| *right)
            .unwrap_or(0);
        let all = one.answers.len();
        // Second, third, first, and round again.
        one.answers
            .rotate_right((all + (at + 1) % all - right) % all);
    }
}

fn is_alone(set: &[PartyId], party: &PartyId) -> bool {
    matches!(set, [one] if one == party)
}

/// A refusal of a yes that is needed, where there is one.
fn most_telling(refusals: &[Refusal]) -> Option<&Refusal> {
    let needed = refusals.iter().find(|refusal| refusal.yes_is_needed);
    needed.or(refusals.first())
}

/// `a`, `b`, `c`.
fn sign(number: usize) -> String {
    letter(number).to_lowercase()
}
