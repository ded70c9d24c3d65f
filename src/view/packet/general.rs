//! The general instructions: the same for all, neutral, with nobody's limits.

use crate::lesson::{Question, Role};
use crate::model::{Milestone, NoteKind, PartyId, PartyKind, Target};
use crate::source::Date;

use super::paper::{item, items, leaf, say, sentence, sentences, steps};
use super::played::{PlayedAnswer, PlayedIssue};
use super::{Maker, Reader, Sheet};
use crate::view::words::{count, number_word, or, upper_first};
use crate::view::{Block, Item, Section};

impl Maker<'_> {
    pub(super) fn general(&self) -> Sheet {
        let mut about = vec![("For", "everybody who plays".to_owned())];
        about.extend(self.day().map(|day| ("The story ends on", day.in_words())));
        let mut sections = vec![
            Section::new("What has happened", self.story()),
            self.parties(),
            self.issues(),
        ];
        sections.extend(self.steps_on_the_way());
        sections.extend(self.rules());
        let document = self.document("general instructions", about, sections);
        Sheet::new("general", Reader::All, document)
    }

    fn rules(&self) -> [Section; 3] {
        [
            Section::new("How it is run", vec![steps(self.procedure())]),
            Section::new("What counts as a deal", vec![say(self.decision())]),
            Section::new("Without a deal", vec![say(self.without_a_deal())]),
        ]
    }

    /// The teacher's story; else what the model tells.
    fn story(&self) -> Vec<Block> {
        let written = &self.lesson.background;
        if !written.is_empty() {
            return written.iter().map(say).collect();
        }
        let told: Vec<Block> = self.told_by_the_model().map(say).collect();
        match told.is_empty() {
            true => vec![say("No story is on record. The teacher tells it.")],
            false => told,
        }
    }

    /// The background and the milestones that were reached, for events may tell what somebody refuses.
    fn told_by_the_model(&self) -> impl Iterator<Item = String> {
        let notes = self.model.notes.iter();
        let notes = notes.filter(|note| note.kind == NoteKind::Background);
        let reached = self.reached_by(self.day()).into_iter();
        let reached = reached.map(|milestone| self.reached(milestone));
        notes.map(|note| sentence(&note.text)).chain(reached)
    }

    /// The milestones that were reached by a day, in the order of their days.
    fn reached_by(&self, day: Option<Date>) -> Vec<&Milestone> {
        let milestones = self.model.milestones.values();
        let mut reached: Vec<&Milestone> = milestones
            .filter(|m| m.reached.is_some() && m.is_reached(day))
            .collect();
        reached.sort_by_key(|m| (m.reached, m.place));
        reached
    }

    fn reached(&self, milestone: &Milestone) -> String {
        let name = self.words.target(&Target::Milestone(milestone.id.clone()));
        match milestone.reached {
            Some(date) => sentence(&format!("On {}: {name}", date.in_words())),
            None => sentence(&name),
        }
    }

    fn parties(&self) -> Section {
        let roles = self.lesson.roles.iter();
        let mut blocks = vec![items(roles.map(|role| self.introduced(role)))];
        let absent = self.needed_but_absent();
        if !absent.is_empty() {
            blocks.push(say(format!(
                "{} nobody plays; where it matters, the teacher says how they answer.",
                upper_first(&self.words.parties(absent))
            )));
        }
        Section::new("The parties", blocks)
    }

    /// A party with what it is, of what it is a part, and who its members are.
    fn introduced(&self, role: &Role) -> String {
        let party = &self.model.parties[role.id()];
        let is = match &party.of {
            Some(of) => format!(", a part of {}", self.words.party(of)),
            None => self.model.spelling.of(&kind(party.kind)),
        };
        let with = match party.members.is_empty() {
            true => String::new(),
            false => format!(", with {}", self.words.parties(&party.members)),
        };
        sentence(&format!("{}{is}{with}", party.name))
    }

    /// Parties whose yes some issue here needs, and whom nobody plays.
    fn needed_but_absent(&self) -> Vec<&PartyId> {
        let between = self
            .lesson
            .questions
            .iter()
            .filter_map(|q| self.model.issues.get(q.issue.as_ref()?))
            .flat_map(|issue| &issue.between);
        let mut absent: Vec<&PartyId> = between.filter(|party| !self.is_played(party)).collect();
        absent.sort();
        absent.dedup();
        absent
    }

    fn issues(&self) -> Section {
        if self.lesson.questions.is_empty() {
            let words = "The model names no issue, so the players find out themselves what has to be agreed.";
            return Section::new("The issues", vec![say(words)]);
        }
        let list = self.played_issues().map(issue_item).collect();
        Section::new("The issues and their answers", vec![Block::Items(list)])
    }

    /// The milestones that are still to come and need somebody's yes, so that everybody knows what the sheets speak of.
    fn steps_on_the_way(&self) -> Option<Section> {
        let milestones = self.steps_to_come();
        if milestones.is_empty() {
            return None;
        }
        let list = milestones.into_iter().map(|m| self.step_with_its_yeses(m));
        let words =
            "Your sheets speak of these steps. In which order they come is for you to settle.";
        let absent = self.absent_from_the_steps();
        let absent = match absent.is_empty() {
            true => String::new(),
            false => format!(
                " For {}, whom nobody plays, the teacher answers.",
                self.words.parties(absent)
            ),
        };
        let blocks = vec![items(list), say(format!("{words}{absent}"))];
        Some(Section::new("Steps that may follow", blocks))
    }

    pub(super) fn steps_to_come(&self) -> Vec<&Milestone> {
        let milestones = self.model.milestones.values();
        let mut to_come: Vec<&Milestone> = milestones
            .filter(|m| !m.is_reached(self.graph.day) && !m.consent.is_empty())
            .collect();
        // Steps that lead elsewhere would only be in the way of those who play.
        if self.answer.is_some() {
            to_come.retain(|m| self.is_on_the_way(&Target::Milestone(m.id.clone())));
        }
        to_come.sort_by_key(|milestone| milestone.place);
        to_come
    }

    /// Whether a step is the goal, or something that it waits for, however far.
    pub(super) fn is_on_the_way(&self, target: &Target) -> bool {
        let Some(answer) = &self.answer else {
            return true;
        };
        let mut seen: Vec<&Target> = vec![&answer.goal];
        let mut next = 0;
        while next < seen.len() {
            let at = seen[next];
            let conditions = match at {
                Target::Milestone(id) => self.model.milestones.get(id).map(Milestone::conditions),
                Target::Issue(_) | Target::Option(..) => None,
            };
            let named = conditions
                .into_iter()
                .flatten()
                .flat_map(|condition| condition.targets());
            let refused = self
                .model
                .positions
                .iter()
                .filter(|position| position.on == *at);
            let until = refused
                .filter_map(|position| position.until.as_ref())
                .flat_map(|until| until.targets());
            for found in named.chain(until) {
                if !seen.contains(&found) {
                    seen.push(found);
                }
            }
            next += 1;
        }
        seen.contains(&target)
    }

    /// Whose yes a step on the sheet needs, and whom nobody plays.
    fn absent_from_the_steps(&self) -> Vec<&PartyId> {
        let consents = self
            .steps_to_come()
            .into_iter()
            .flat_map(|milestone| &milestone.consent);
        let needed = consents.filter(|consent| consent.needed_on(self.graph.day));
        let mut absent: Vec<&PartyId> = needed
            .map(|consent| &consent.party)
            .filter(|party| !self.is_played(party))
            .collect();
        absent.sort();
        absent.dedup();
        absent
    }

    fn step_with_its_yeses(&self, milestone: &Milestone) -> String {
        let consent = milestone.consent.iter();
        let needed = consent.filter(|c| c.needed_on(self.graph.day));
        let who = self.words.parties(needed.map(|c| &c.party));
        format!("{}: needs the yes of {who}.", milestone.name)
    }

    /// The teacher's steps; else those that every such exercise has, with their minutes.
    fn procedure(&self) -> Vec<String> {
        if !self.lesson.procedure.is_empty() {
            return sentences(&self.lesson.procedure).collect();
        }
        let [read, prepare, negotiate, close, _] = self.time_plan().map(|(minutes, _)| minutes);
        vec![
            format!(
                "Read this sheet and your own. Ask the teacher what you do not understand. You have {read} minutes."
            ),
            format!(
                "Prepare by yourself or with those who play your role, on the preparation form: {prepare} minutes."
            ),
            format!(
                "Negotiate: {negotiate} minutes. You may talk in pairs or all together. You may tell what you need and why; keep back what your sheet says you must not reveal. Show your sheet to nobody, and invent no facts."
            ),
            "Write each proposal on a slip: one answer for each issue. Anybody may propose."
                .to_owned(),
            format!("Vote, and write down the outcome with signatures: {close} minutes."),
        ]
    }

    fn decision(&self) -> String {
        let roles = self.lesson.roles.len();
        let needed = self.lesson.yeses();
        let veto = self.never_outvoted();
        let all = count(roles, "role", "roles");
        let of = match roles {
            _ if needed != roles => format!("{} of the {all}", number_word(needed)),
            1 => "the one role".to_owned(),
            0 | 2 => all,
            _ => format!("all {all}"),
        };
        let veto = match veto.is_empty() || needed == roles {
            true => String::new(),
            false => format!(" Without {} there is none.", self.any_of(&veto)),
        };
        let consents = match needed == roles {
            true => String::new(),
            false => self.needed_for_some_answers(),
        };
        format!(
            "A deal needs the yes of {of}.{veto}{consents} A deal names one answer for each issue. Silence is not a yes."
        )
    }

    /// `Ukraine or Russia`
    fn any_of(&self, parties: &[&PartyId]) -> String {
        let names: Vec<String> = parties
            .iter()
            .map(|party| self.words.party(party))
            .collect();
        or(&names)
    }

    /// The roles without whose yes nothing passes: those with a veto, and those whose consent every answer to some issue needs.
    pub(super) fn never_outvoted(&self) -> Vec<&PartyId> {
        let is_needed = |party: &PartyId| {
            let mut questions = self.lesson.questions.iter();
            let on_all =
                |question: &Question| question.answers.iter().all(|it| it.consent.contains(party));
            self.lesson.decision.veto.contains(party) || questions.any(on_all)
        };
        let roles = self.lesson.roles.iter().map(Role::id);
        roles.filter(|party| is_needed(party)).collect()
    }

    /// `Without the US Congress there is none with B2 or B3.`: of those who can be outvoted elsewhere.
    fn needed_for_some_answers(&self) -> String {
        let never = self.never_outvoted();
        let mut by_answers: Vec<(Vec<String>, Vec<&PartyId>)> = Vec::new();
        let roles = self.lesson.roles.iter().map(Role::id);
        for party in roles.filter(|party| !never.contains(party)) {
            let answers = self
                .played_answers()
                .filter(|played| played.answer.consent.contains(party));
            let letters: Vec<String> = answers.map(PlayedAnswer::letter).collect();
            match by_answers.iter_mut().find(|(other, _)| *other == letters) {
                Some((_, parties)) => parties.push(party),
                None => by_answers.push((letters, vec![party])),
            }
        }
        let told = by_answers
            .into_iter()
            .filter(|(letters, _)| !letters.is_empty());
        told.map(|(letters, parties)| {
            format!(
                " Without {} there is none with {}.",
                self.any_of(&parties),
                or(&letters)
            )
        })
        .collect()
    }

    fn without_a_deal(&self) -> String {
        match &self.lesson.without_a_deal {
            Some(words) => sentence(words),
            None => "Everything stays as it was on the last day of the story. What that means for you, only you know.".to_owned(),
        }
    }

    /// Minutes for reading, preparing, negotiating, closing and the debriefing, in steps of five where there is room.
    pub(super) fn time_plan(&self) -> [(usize, &'static str); 5] {
        let total = self.lesson.minutes;
        let share = |percent: usize| {
            let minutes = total * percent / 100;
            match total >= 60 {
                true => minutes.max(5).div_ceil(5) * 5,
                false => minutes.max(1),
            }
        };
        let (read, prepare, close, debrief) = (share(11), share(11), share(5), share(22));
        let rest = total.saturating_sub(read + prepare + close + debrief);
        let preparing = "Prepare, alone or with those who play the same role";
        [
            (read, "Read the general sheet and your own"),
            (prepare, preparing),
            (rest, "Negotiate"),
            (close, "Vote; write down the outcome"),
            (debrief, "Debriefing"),
        ]
    }
}

/// An issue with the answers that the players are told of.
fn issue_item(issue: PlayedIssue<'_>) -> Item {
    let heading = format!(
        "Issue {}: {}",
        issue.named(),
        sentence(&issue.question.question)
    );
    let (found, told): (Vec<_>, Vec<_>) =
        issue.answers().partition(|played| played.answer.is_found);
    let told = told.into_iter();
    let told = told.map(|played| {
        let text = sentence(&played.answer.text);
        leaf(format!("{}: {text}", played.letter()))
    });
    let open = (!found.is_empty()).then(|| leaf("Or another answer, in your own words."));
    item(heading, told.chain(open).collect())
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
