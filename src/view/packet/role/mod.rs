//! The confidential instructions of one role: its task, what it needs and asks for, and what it keeps to itself.

mod limits;
mod others;

use crate::lesson::propose::{Wish, wishes};
use crate::lesson::{Interest, Role};
use crate::model::{PartyId, PositionId};

use super::paper::{Row, cell, items, leaf, once, say, sentence, sentences, table};
use super::played::{PlayedAnswer, PlayedIssue};
use super::{Maker, Reader, Sheet};
use crate::view::{Block, Item, Section};

impl Maker<'_> {
    pub(super) fn role_sheet(&self, role: &Role) -> Sheet {
        let party = role.id();
        let name = self.words.party(party);
        let what = format!("confidential instructions for {name}");
        let about = [("Confidential", format!("only for those who play {name}"))];
        let document = self.document(&what, about, self.role_sections(role));
        let heard = self
            .others(role)
            .flat_map(|other| self.heard_of(other.id()));
        Sheet {
            tells: self.positions_of(party).into_iter().chain(heard).collect(),
            ..Sheet::new(
                format!("role-{party}"),
                Reader::Role(party.clone()),
                document,
            )
        }
    }

    fn role_sections(&self, role: &Role) -> Vec<Section> {
        let party = role.id();
        let told = |heading: &str, blocks| Some(Section::new(heading, blocks));
        let sections = [
            told("Your task", vec![say(self.mandate(role))]),
            Some(self.needs(role)),
            told("What you ask for", self.asked(party)),
            self.refused_so_far(role),
            told(
                "What you may accept in this exercise",
                self.may_accept(role),
            ),
            Some(self.may_not_accept(role)),
            told("If there is no deal", vec![say(self.walk_away(role))]),
            self.points(role),
            told("What you believe of the others", self.beliefs(role)),
            told("What you must not reveal", self.not_to_tell(role)),
            told("How you could begin", vec![say(self.opening(role))]),
        ];
        sections.into_iter().flatten().collect()
    }

    fn mandate(&self, role: &Role) -> String {
        let name = self.words.party(role.id());
        let task = match &role.mandate {
            Some(words) => sentence(words),
            None => "You speak and sign for it, within the limits of this sheet.".to_owned(),
        };
        format!("You play {name}. {task}")
    }

    /// Only a teacher's list of interests has an order.
    fn needs(&self, role: &Role) -> Section {
        let heading = match role.interests.is_empty() {
            true => "What you need",
            false => "What you need, the most important first",
        };
        Section::new(heading, self.interests_in_words(role))
    }

    fn interests_in_words(&self, role: &Role) -> Vec<Block> {
        let interests = self.interests(role);
        if interests.is_empty() {
            return vec![say(
                "No interest of yours is on record. Before you begin, write down what you would need, whatever you ask for, and why.",
            )];
        }
        let list: Vec<Item> = interests.iter().map(need).collect();
        let mut blocks = vec![match role.interests.is_empty() {
            true => Block::Items(list),
            false => Block::Steps(list),
        }];
        if interests.iter().any(is_written_for_teaching) {
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
        let told = asks
            .into_iter()
            .map(|id| match self.is_in_play(&self.position(id).on) {
                true => self.of_you(id),
                false => format!(
                    "{} This is not on the table in this exercise.",
                    self.of_you(id)
                ),
            });
        vec![items(once(told))]
    }

    /// A position said to its holder, with how firmly it is held.
    fn of_you(&self, id: PositionId) -> String {
        let position = self.position(id);
        let (words, firmness) = self.words.position_of_you(position);
        match firmness {
            Some(firmness) => format!("{words} ({}).", firmness.word().replace('-', " ")),
            None => format!("{words}."),
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
        let wishes = wishes(self.graph, self.lesson, role);
        let rows = self.played_issues().zip(&wishes);
        let rows = rows.flat_map(|(issue, wishes)| points_rows(role, issue, wishes));
        let words = format!(
            "These points were invented for teaching; no source has them. To go home without a deal is worth {least} points to you: say yes to nothing that gives you fewer in all.",
            least = role.threshold
        );
        let blocks = vec![say(words), table(["Answer", "Points", "Why"], rows)];
        Some(Section::new("Your points", blocks))
    }

    fn not_to_tell(&self, role: &Role) -> Vec<Block> {
        let mut lines = vec![
            "How far you may go, and what you would do without a deal. What you need, and why, you may tell.".to_owned(),
        ];
        if self.lesson.has_points() {
            lines.push("Your points, in numbers.".to_owned());
        }
        lines.extend(sentences(&role.keep_secret));
        vec![items(lines)]
    }
}

/// An interest, with why it matters where a teacher wrote that.
fn need(interest: &Interest) -> Item {
    let text = sentence(&interest.text);
    match &interest.why {
        Some(why) => leaf(format!("{text} {}", sentence(&format!("Why: {why}")))),
        None => leaf(text),
    }
}

fn is_written_for_teaching(interest: &Interest) -> bool {
    interest.is_invented || interest.why.is_some()
}

/// An issue, and a row for each answer with what it is worth to a role.
fn points_rows(role: &Role, issue: PlayedIssue<'_>, wishes: &[Wish]) -> Vec<Row> {
    let head = vec![cell(issue.named()), Vec::new(), Vec::new()];
    let worth = issue.answers().zip(wishes);
    let worth = worth.map(|(played, wish)| worth_to(role, played, *wish));
    std::iter::once(head).chain(worth).collect()
}

/// What an answer is worth to a role; one that the players are to find is not named.
fn worth_to(role: &Role, played: PlayedAnswer<'_>, wish: Wish) -> Row {
    let why = played.reason_for(role).or_else(|| reason(wish));
    let why = why.map_or(Vec::new(), cell);
    let points = cell(played.points_for(role).to_string());
    let named = match played.answer.is_found {
        true => "Another answer that gives you all that you need".to_owned(),
        false => played.named(),
    };
    vec![cell(named), points, why]
}

/// Why an answer is worth so much, as far as what the role says tells it.
fn reason(wish: Wish) -> Option<&'static str> {
    match wish {
        Wish::Wanted => Some("you ask for it"),
        Wish::Refused => Some("you refuse it so far"),
        Wish::OwnGivesWay => Some("you drop a condition of your own"),
        Wish::OthersGiveWay => Some("another drops a condition, and you keep yours"),
        Wish::Nothing => Some("everybody keeps waiting"),
        Wish::Open => None,
    }
}
