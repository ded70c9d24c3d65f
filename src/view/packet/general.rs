//! The general instructions: the same for all, neutral, with nobody's limits.

use crate::model::{NoteKind, PartyId, PartyKind, Target};

use super::{Maker, Reader, Sheet, document, item, items, say, sentence, steps};
use crate::view::words::{and, count, number_word, upper_first};
use crate::view::{Line, Section};

impl Maker<'_> {
    pub(super) fn general(&self) -> Sheet {
        let mut about = vec![("For", "everybody who plays".to_owned())];
        if let Some(day) = self.day() {
            about.push(("The story ends on", day.in_words()));
        }
        let mut sections = vec![Section::new("What has happened", self.background())];
        sections.push(self.parties());
        sections.push(self.issues());
        sections.extend(self.steps_on_the_way());
        sections.push(Section::new("How it is run", vec![steps(self.procedure())]));
        sections.push(Section::new(
            "What counts as a deal",
            vec![say(self.decision())],
        ));
        sections.push(Section::new(
            "Without a deal",
            vec![say(self.without_a_deal())],
        ));
        Sheet {
            stem: "general".to_owned(),
            reader: Reader::All,
            document: document(
                format!("{}: general instructions", self.title()),
                about,
                sections,
            ),
            tells: Vec::new(),
            is_real: false,
        }
    }

    /// The teacher's story; else what the model tells as background and the milestones that were reached, for events may
    /// tell what somebody refuses.
    fn background(&self) -> Vec<super::Block> {
        if !self.lesson.background.is_empty() {
            return self
                .lesson
                .background
                .iter()
                .map(|paragraph| say(paragraph.clone()))
                .collect();
        }
        let day = self.day();
        let notes = self
            .model
            .notes
            .iter()
            .filter(|note| note.kind == NoteKind::Background)
            .map(|note| sentence(&note.text));
        let mut reached: Vec<_> = self
            .model
            .milestones
            .values()
            .filter(|m| m.reached.is_some() && m.is_reached(day))
            .collect();
        reached.sort_by_key(|m| (m.reached, m.place));
        let reached = reached.into_iter().map(|m| {
            let date = m
                .reached
                .map(|date| format!("On {}: ", date.in_words()))
                .unwrap_or_default();
            sentence(&format!(
                "{date}{}",
                self.words.target(&Target::Milestone(m.id.clone()))
            ))
        });
        let told: Vec<String> = notes.chain(reached).collect();
        match told.is_empty() {
            true => vec![say("No story is on record. The teacher tells it.")],
            false => told.into_iter().map(say).collect(),
        }
    }

    fn parties(&self) -> Section {
        let lines = self.lesson.roles.iter().map(|role| {
            let party = &self.model.parties[role.id()];
            let of = party
                .of
                .as_ref()
                .map(|of| format!(", a part of {}", self.words.party(of)))
                .unwrap_or_default();
            let members: Vec<String> = party
                .members
                .iter()
                .map(|id| self.words.party(id))
                .collect();
            let members = if members.is_empty() {
                String::new()
            } else {
                format!(", with {}", and(&members))
            };
            let kind = if party.of.is_some() {
                String::new()
            } else {
                kind(party.kind)
            };
            sentence(&format!("{}{kind}{of}{members}", party.name))
        });
        let mut blocks = vec![items(lines)];
        let absent: Vec<&PartyId> = self.needed_but_absent();
        if !absent.is_empty() {
            let names = self.words.parties(absent.iter().copied());
            blocks.push(say(format!(
                "{} nobody plays; where it matters, the teacher says how they answer.",
                upper_first(&names)
            )));
        }
        Section::new("The parties", blocks)
    }

    /// Parties whose yes some issue here needs, and whom nobody plays.
    fn needed_but_absent(&self) -> Vec<&PartyId> {
        let between = self
            .lesson
            .questions
            .iter()
            .filter_map(|q| self.model.issues.get(&q.issue))
            .flat_map(|issue| &issue.between);
        let mut absent: Vec<&PartyId> = between.filter(|party| !self.is_played(party)).collect();
        absent.sort();
        absent.dedup();
        absent
    }

    fn issues(&self) -> Section {
        if self.lesson.questions.is_empty() {
            return Section::new(
                "The issues",
                vec![say(
                    "The model names no issue, so the players find out themselves what has to be agreed.",
                )],
            );
        }
        let list = self
            .lesson
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| {
                let heading = format!(
                    "Issue {}, {}: {}",
                    crate::lesson::letter(at),
                    question.name,
                    sentence(&question.question)
                );
                let answers = question
                    .answers
                    .iter()
                    .enumerate()
                    .filter(|(_, answer)| !answer.is_found);
                let open = question.answers.iter().any(|answer| answer.is_found);
                let open =
                    open.then(|| Line::derived("Or another answer, in your own words.").item());
                item(
                    Line::derived(heading),
                    answers
                        .map(|(n, answer)| {
                            Line::derived(format!(
                                "{}: {}",
                                self.lesson.letter(at, n),
                                sentence(&answer.text)
                            ))
                            .item()
                        })
                        .chain(open)
                        .collect(),
                )
            });
        Section::new(
            "The issues and their answers",
            vec![super::Block::Items(list.collect())],
        )
    }

    /// The milestones that are still to come and need somebody's yes, so that everybody knows what the sheets speak of.
    fn steps_on_the_way(&self) -> Option<Section> {
        let mut milestones: Vec<_> = self
            .model
            .milestones
            .values()
            .filter(|m| !m.is_reached(self.graph.day) && !m.consent.is_empty())
            .collect();
        milestones.sort_by_key(|m| m.place);
        let list: Vec<String> = milestones
            .into_iter()
            .map(|m| {
                let who = self.words.parties(
                    m.consent
                        .iter()
                        .filter(|c| c.needed_on(self.graph.day))
                        .map(|c| &c.party),
                );
                format!("{}: needs the yes of {who}.", m.name)
            })
            .collect();
        (!list.is_empty()).then(|| {
            let words =
                "Your sheets speak of these steps. In which order they come is for you to settle.";
            Section::new("Steps that may follow", vec![items(list), say(words)])
        })
    }

    fn procedure(&self) -> Vec<String> {
        if !self.lesson.procedure.is_empty() {
            return self
                .lesson
                .procedure
                .iter()
                .map(|step| sentence(step))
                .collect();
        }
        let plan = self.time_plan();
        let minutes = |at: usize| plan.get(at).map_or(0, |(minutes, _)| *minutes);
        vec![
            format!(
                "Read this sheet and your own. Ask the teacher what you do not understand. You have {} minutes.",
                minutes(0)
            ),
            format!(
                "Prepare by yourself or with those who play your role, on the preparation form: {} minutes.",
                minutes(1)
            ),
            format!(
                "Negotiate: {} minutes. You may talk in pairs or all together. You may tell what you need and why; keep back what your sheet says you must not reveal. Show your sheet to nobody, and invent no facts.",
                minutes(2)
            ),
            "Write each proposal on a slip: one answer for each issue. Anybody may propose."
                .to_owned(),
            format!(
                "Vote, and write down the outcome with signatures: {} minutes.",
                minutes(3)
            ),
        ]
    }

    fn decision(&self) -> String {
        let roles = self.lesson.roles.len();
        let needed = self.lesson.yeses();
        let veto = &self.lesson.decision.veto;
        let most = if needed == roles {
            format!(
                "A deal needs the yes of {}{}.",
                if roles > 2 { "all " } else { "" },
                if roles == 1 {
                    "who play".to_owned()
                } else {
                    count(roles, "role", "roles")
                }
            )
        } else {
            format!(
                "A deal needs the yes of {} of the {}.",
                number_word(needed),
                count(roles, "role", "roles")
            )
        };
        let veto = match (veto.len(), needed == roles) {
            (0, _) | (_, true) => String::new(),
            _ => format!(
                " Without {} there is none.",
                self.words.parties(veto).replace(" and ", " or ")
            ),
        };
        format!("{most}{veto} A deal names one answer for each issue. Silence is not a yes.")
    }

    fn without_a_deal(&self) -> String {
        match &self.lesson.without_a_deal {
            Some(words) => sentence(words),
            None => "Everything stays as it was on the last day of the story. What that means for you, only you know.".to_owned(),
        }
    }

    /// Minutes for reading, preparing, negotiating, closing and the debriefing, in steps of five where there is room.
    pub(super) fn time_plan(&self) -> Vec<(usize, &'static str)> {
        let total = self.lesson.minutes;
        let part = |percent: usize| {
            let minutes = total * percent / 100;
            if total >= 60 {
                minutes.max(5).div_ceil(5) * 5
            } else {
                minutes.max(1)
            }
        };
        let (read, prepare, close, debrief) = (part(11), part(11), part(5), part(22));
        let rest = total.saturating_sub(read + prepare + close + debrief);
        vec![
            (read, "Read the general sheet and your own"),
            (
                prepare,
                "Prepare, alone or with those who play the same role",
            ),
            (rest, "Negotiate"),
            (close, "Vote; write down the outcome"),
            (debrief, "Debriefing"),
        ]
    }
}

/// What kind of side a party is, after its name.
fn kind(kind: PartyKind) -> String {
    let word = match kind {
        PartyKind::State => "a state",
        PartyKind::Organisation => "an organisation",
        PartyKind::Coalition => "a coalition",
        PartyKind::Body => "a body that votes",
        PartyKind::Public => return String::new(),
        PartyKind::Company => "a company",
        PartyKind::Union => "a trade union",
        PartyKind::Faction => "a faction",
        PartyKind::Other => return String::new(),
    };
    format!(", {word}")
}
