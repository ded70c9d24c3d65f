//! The confidential instructions of one role.

use crate::analysis::Status;
use crate::graph::{Change, Reading};
use crate::lesson::Role;
use crate::model::{PartyId, PositionId, Target};

use super::{Maker, Reader, Sheet, document, heard, item, items, say, sentence};
use crate::view::words::answers::clause;
use crate::view::words::{or, upper_first};
use crate::view::{Block, Line, Section, Table};

impl Maker<'_> {
    pub(super) fn role_sheet(&self, role: &Role) -> Sheet {
        let party = role.id();
        let name = self.words.party(party);
        let mut tells = self.positions_of(party);
        let (believes, told) = self.beliefs(role);
        tells.extend(told);
        let mut sections = vec![
            Section::new("Your task", vec![say(self.mandate(role))]),
            Section::new(
                if role.interests.is_empty() {
                    "What you need"
                } else {
                    "What you need, the most important first"
                },
                self.interest_blocks(role),
            ),
            Section::new("What you ask for", self.asked(party)),
            Section::new(
                "What you may accept in this exercise",
                self.may_accept(role),
            ),
            Section::new(
                match self.conditions_of(party).is_empty() {
                    true => "What you may not accept",
                    false => "What you may not accept, and your conditions",
                },
                self.limits(role),
            ),
            Section::new("If there is no deal", vec![say(self.walk_away(role))]),
        ];
        sections.extend(self.points(role));
        sections.push(Section::new("What you believe of the others", believes));
        sections.push(Section::new(
            "What you must not reveal",
            self.not_to_tell(role),
        ));
        sections.push(Section::new(
            "How you could begin",
            vec![say(self.opening(role))],
        ));
        let about = vec![("Confidential", format!("only for those who play {name}"))];
        Sheet {
            stem: format!("role-{party}"),
            reader: Reader::Role(party.clone()),
            document: document(
                format!("{}: confidential instructions for {name}", self.title()),
                about,
                sections,
            ),
            tells,
            is_real: false,
        }
    }

    fn mandate(&self, role: &Role) -> String {
        let party = role.id();
        match &role.mandate {
            Some(words) => format!("You play {}. {}", self.words.party(party), sentence(words)),
            None => format!(
                "You play {}. You speak and sign for it, within the limits of this sheet.",
                self.words.party(party)
            ),
        }
    }

    fn interest_blocks(&self, role: &Role) -> Vec<Block> {
        let interests = self.interests(role);
        if interests.is_empty() {
            return vec![say(
                "No interest of yours is on record. Before you begin, write down what you would need, whatever you ask for, and why.",
            )];
        }
        let invented = interests
            .iter()
            .any(|interest| interest.is_invented || interest.why.is_some());
        let list = interests.iter().map(|interest| {
            let why = interest
                .why
                .as_ref()
                .map(|why| format!(" {}", sentence(&format!("Why: {why}"))))
                .unwrap_or_default();
            Line::derived(format!("{}{why}", sentence(&interest.text))).item()
        });
        let list = list.collect();
        let mut blocks = vec![if role.interests.is_empty() {
            Block::Items(list)
        } else {
            Block::Steps(list)
        }];
        if invented {
            blocks.push(say(
                "The order and the reasons were written for this exercise.",
            ));
        }
        blocks
    }

    /// The public positions of a party, said to it.
    fn asked(&self, party: &PartyId) -> Vec<Block> {
        let asks = self.asks_of(party);
        if asks.is_empty() {
            return vec![say("You have asked for nothing in public yet.")];
        }
        let mut lines: Vec<String> = asks.iter().map(|&i| self.of_you(i)).collect();
        let mut seen = std::collections::BTreeSet::new();
        lines.retain(|line| seen.insert(line.clone()));
        vec![items(lines)]
    }

    /// A position said to its holder, with how firmly it is held.
    fn of_you(&self, index: PositionId) -> String {
        let position = &self.model.positions[index];
        let firm = position
            .firmness
            .map(|f| format!(" ({})", f.word().replace('-', " ")))
            .unwrap_or_default();
        format!("{}{firm}.", self.words.position_of_you(position))
    }

    /// What something is called on paper: an answer by its letter, where it is one of those that are played.
    fn on_paper(&self, target: &Target) -> String {
        let answers = self
            .lesson
            .questions
            .iter()
            .enumerate()
            .flat_map(|(q, question)| {
                question
                    .answers
                    .iter()
                    .enumerate()
                    .map(move |(a, answer)| (q, a, answer))
            });
        let mut of_it = answers.filter(|(_, _, answer)| answer.target.as_ref() == Some(target));
        match of_it.next() {
            Some((q, a, answer)) => format!("{}, {}", self.lesson.letter(q, a), answer.text),
            None => self.words.target(target),
        }
    }

    fn may_accept(&self, role: &Role) -> Vec<Block> {
        let party = role.id();
        let rejected: Vec<&Target> = self
            .limits_of(party)
            .iter()
            .map(|&i| &self.model.positions[i].on)
            .collect();
        let found = |target: &Target| {
            self.lesson
                .questions
                .iter()
                .flat_map(|q| &q.answers)
                .any(|a| a.is_found && a.target.as_ref() == Some(target))
        };
        let mut lines: Vec<String> = role
            .may_accept
            .iter()
            .map(|target| match () {
                () if found(target) => {
                    "Any other answer that gives you all that you need.".to_owned()
                }
                () if rejected.contains(&target) => {
                    format!(
                        "In public you reject {}. If you get enough for it, you may accept it.",
                        self.on_paper(target)
                    )
                }
                () => sentence(&self.on_paper(target)),
            })
            .collect();
        let asked: Vec<&Target> = self
            .asks_of(party)
            .iter()
            .map(|&i| &self.model.positions[i].on)
            .collect();
        for (at, question) in self.lesson.questions.iter().enumerate() {
            let free: Vec<String> = question
                .answers
                .iter()
                .enumerate()
                .filter(|(_, answer)| {
                    let named = answer
                        .target
                        .as_ref()
                        .is_some_and(|t| asked.contains(&t) || role.may_accept.contains(t));
                    !answer.is_found && !named && !super::is_limit(self.graph, role, answer)
                })
                .map(|(n, _)| self.lesson.letter(at, n))
                .collect();
            if !free.is_empty() {
                let measure = if self.lesson.has_points() {
                    "your points"
                } else {
                    "what you need"
                };
                lines.push(format!(
                    "On {} you are free to take {}: judge by {measure}.",
                    self.words.the(&question.name),
                    or(&free)
                ));
            }
        }
        if lines.is_empty() {
            lines.push("What you ask for, and nothing else is on record. Decide, alone or with those who play the same role, what you would give, and for what.".to_owned());
        }
        vec![items(lines)]
    }

    /// Whether a target is a milestone or one of the issues that are played.
    fn is_in_play(&self, target: &Target) -> bool {
        target.issue().is_none_or(|issue| {
            self.lesson
                .questions
                .iter()
                .any(|question| question.issue == *issue)
        })
    }

    fn limits(&self, role: &Role) -> Vec<Block> {
        let party = role.id();
        // What may be accepted after all is told there, once.
        let kept = |i: &&PositionId| !role.may_accept.contains(&self.model.positions[**i].on);
        let mut list: Vec<String> = self
            .limits_of(party)
            .iter()
            .filter(kept)
            .map(|&i| self.of_you(i))
            .collect();
        let stated: Vec<&Target> = self
            .limits_of(party)
            .iter()
            .map(|&i| &self.model.positions[i].on)
            .collect();
        let refused = |target: &Target| {
            self.graph
                .stances()
                .iter()
                .any(|s| s.party == *party && s.target == *target && s.reading == Reading::Refused)
        };
        for stance in self
            .graph
            .stances()
            .iter()
            .filter(|s| s.party == *party && s.reading == Reading::Refused && s.implied)
        {
            let on_a_scale = stance
                .target
                .issue()
                .and_then(|i| self.model.issues.get(i))
                .is_some_and(|i| i.scale.is_some());
            if !role.may_accept.contains(&stance.target)
                && !stated.contains(&&stance.target)
                && !on_a_scale
            {
                list.push(format!(
                    "{}, because you demand another answer.",
                    upper_first(&self.on_paper(&stance.target))
                ));
            }
        }
        list.extend(self.conditions_of(party).iter().map(|info| {
            format!(
                "Your condition is that {}. You may drop it, for something in return.",
                self.condition_clause(&info.change)
            )
        }));
        list.extend(
            role.must_not_accept
                .iter()
                .filter(|target| !refused(target))
                .map(|target| sentence(&self.on_paper(target))),
        );
        match list.is_empty() {
            true => vec![say(
                "No limit of yours is on record. Decide, alone or with those who play the same role, what you would refuse, and write it down before you begin.",
            )],
            false => vec![items(list)],
        }
    }

    /// `the vote waits for the ceasefire`: the condition that a change would drop.
    fn condition_clause(&self, change: &Change) -> String {
        match change {
            Change::Waive {
                target, condition, ..
            } => {
                let waits = if self.words.is_plural(target) {
                    "wait"
                } else {
                    "waits"
                };
                format!(
                    "{} {waits} for {}",
                    self.words.target(target),
                    self.words.condition(condition.condition())
                )
            }
            Change::Grant { .. } => clause(self.words, change),
        }
    }

    fn walk_away(&self, role: &Role) -> String {
        match (&role.walk_away, &self.model.parties[role.id()].batna) {
            (Some(words), _) => sentence(words),
            (None, Some(batna)) if batna.assumed => format!("{} This is assumed: no source says so.", sentence(&batna.text)),
            (None, Some(batna)) => sentence(&batna.text),
            (None, None) => {
                "What you would do is not on record. Decide it, alone or with those who play the same role, and write it down: it is your measure for every offer."
                    .to_owned()
            }
        }
    }

    fn points(&self, role: &Role) -> Option<Section> {
        if !self.lesson.has_points() {
            return None;
        }
        let rows = self
            .lesson
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| {
                let cells = question.answers.iter().zip(&role.points[at]).enumerate();
                let told = cells.map(|(n, (answer, points))| {
                    Line::derived(match answer.is_found {
                        true => {
                            format!("Another answer that gives you all that you need: {points}")
                        }
                        false => {
                            format!("{}, {}: {points}", self.lesson.letter(at, n), answer.text)
                        }
                    })
                });
                vec![
                    vec![Line::derived(format!(
                        "{}, {}",
                        crate::lesson::letter(at),
                        question.name
                    ))],
                    told.collect(),
                ]
            });
        let table = Table {
            columns: vec!["Issue".to_owned(), "Your points".to_owned()],
            rows: rows.collect(),
        };
        let words = format!(
            "These points were invented for teaching; no source has them. Say yes to nothing that gives you fewer than {} in all.",
            role.threshold
        );
        Some(Section::new(
            "Your points",
            vec![say(words), Block::Table(table)],
        ))
    }

    /// What a role knows of the others: what they ask for in public, and that some say nothing.
    fn beliefs(&self, role: &Role) -> (Vec<Block>, Vec<PositionId>) {
        let mut told = Vec::new();
        let mut list = Vec::new();
        for other in self
            .lesson
            .roles
            .iter()
            .filter(|other| other.id() != role.id())
        {
            let asks: Vec<PositionId> = self
                .asks_of(other.id())
                .into_iter()
                .filter(|&i| self.is_in_play(&self.model.positions[i].on))
                .collect();
            let name = self.words.party_first(other.id());
            if asks.is_empty() {
                list.push(Line::derived(format!("{name}: nothing that you know of.")).item());
                continue;
            }
            let heard = |i: &PositionId| {
                let position = &self.model.positions[*i];
                Line::derived(heard(self.words, position)).item()
            };
            let mut below: Vec<crate::view::Item> = asks.iter().map(heard).collect();
            let mut seen = std::collections::BTreeSet::new();
            below.retain(|item| seen.insert(item.line.words.clone()));
            told.extend(asks);
            list.push(item(
                Line::derived(format!("{name} says in public:")),
                below,
            ));
        }
        list.extend(
            role.believes
                .iter()
                .map(|words| Line::derived(sentence(words)).item()),
        );
        let mut blocks = vec![Block::Items(list)];
        blocks.push(say("That is what they say. What they need, and how far they would go, you have to find out."));
        (blocks, told)
    }

    fn not_to_tell(&self, role: &Role) -> Vec<Block> {
        let mut lines = vec![
            "What matters most to you, and what you would do without a deal.".to_owned(),
            "How far you may go.".to_owned(),
        ];
        if self.lesson.has_points() {
            lines.push("Your points, in numbers.".to_owned());
        }
        lines.extend(role.keep_secret.iter().map(|words| sentence(words)));
        vec![items(lines)]
    }

    /// The teacher's opening; else a question to whoever stands against this role.
    fn opening(&self, role: &Role) -> String {
        if let Some(words) = &role.opening {
            return sentence(words);
        }
        let party = role.id();
        // What others refuse is not theirs to know: whom to ask follows from what both ask for in public.
        let rows = |of: &PartyId| -> Vec<Target> {
            let asks = self
                .asks_of(of)
                .into_iter()
                .map(|i| whole(&self.model.positions[i].on));
            asks.filter(|target| self.is_in_play(target)).collect()
        };
        let own = rows(party);
        let others = self.lesson.roles.iter().filter(|other| other.id() != party);
        let met = others.flat_map(|other| {
            rows(other.id())
                .into_iter()
                .map(move |target| (other.id(), target))
        });
        match met.into_iter().find(|(_, target)| target.issue().is_some() && own.contains(target)) {
            Some((other, target)) => format!(
                "Say in one sentence what you need, before what you ask for. Then ask {} what stands behind its wish on {}.",
                self.words.party(other),
                self.words.target(&target)
            ),
            None if self.can_open(party) => {
                "Say in one sentence what you need. You hold something that the others wait for: find out what it is worth to them."
                    .to_owned()
            }
            None => "Say in one sentence what you need. Then ask each of the others for the one thing that matters most to it.".to_owned(),
        }
    }

    /// Whether some smallest opening of the goal has a move of this party.
    fn can_open(&self, party: &PartyId) -> bool {
        self.answer.as_ref().is_some_and(|answer| {
            answer.status() == Status::Blocked
                && answer
                    .blockers
                    .items()
                    .iter()
                    .any(|b| b.change.party() == party)
        }) || self
            .graph
            .changes()
            .iter()
            .any(|info| matches!(&info.change, Change::Waive { party: p, .. } if p == party))
    }
}

/// The issue of an answer; a milestone or issue itself.
fn whole(target: &Target) -> Target {
    match target {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => target.clone(),
    }
}
