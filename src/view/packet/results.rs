//! What a class reached: each group's deal beside what its sheets allowed, who walked away from what, which opening was found,
//! who blocked; and a debriefing made from that.

use std::collections::BTreeMap;

use crate::analysis::{Deal, SetOfChanges};
use crate::graph::PositionGraph;
use crate::lesson::{Lesson, Slip};
use crate::model::{Model, PartyId, Target};

use super::Maker;
use super::paper::{Row, items, leaf, row, say, table};
use super::reach::Reach;
use crate::view::words::{Words, and, count, number_word, upper_first};
use crate::view::{Block, Document, Section};

/// What one group reached.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupResult {
    /// What the group is called.
    pub group: String,
    /// The letters of its answers; none where it did not agree.
    pub letters: Option<String>,
    /// What each role got, in the order of the lesson; nothing where no points are played or nothing was agreed.
    pub points: Vec<i64>,
    /// Who said yes, and who no; who is in neither list has not said.
    pub yes: Vec<PartyId>,
    /// See `yes`.
    pub no: Vec<PartyId>,
    /// Whether the deal passes by the rule of the lesson; nothing where not all have voted.
    pub passes: Option<bool>,
    /// Whether no other deal gives everybody as much and somebody more.
    pub is_best: Option<bool>,
    /// By how much the best deal that passes has more points in all.
    pub left_on_the_table: Option<i64>,
    /// The numbers of the computed openings that the deal holds.
    pub openings: Vec<usize>,
    /// Who said yes below its least points, or to what its sheet forbids.
    pub against_their_sheets: Vec<PartyId>,
    /// Who, by saying no, kept a deal from passing: nobody where it passed.
    pub blocked_by: Vec<PartyId>,
    /// How many minutes it took.
    pub minutes: Option<usize>,
}

/// What a class reached, for the debriefing.
#[derive(Debug, Clone)]
pub struct ClassResults {
    /// Each group.
    pub groups: Vec<GroupResult>,
    /// The page for the debriefing.
    pub document: Document,
}

/// Holds the outcomes of a class against its lesson.
pub fn class_results(
    model: &Model,
    graph: &PositionGraph,
    (lesson, slips): (&Lesson, &[Slip]),
    goal: Option<&Target>,
) -> ClassResults {
    let words = Words::on(model, graph);
    let maker = Maker::of(&words, graph, lesson, goal);
    let groups: Vec<GroupResult> = slips.iter().map(|slip| maker.result(slip)).collect();
    ClassResults {
        document: maker.results_page(&groups),
        groups,
    }
}

impl Maker<'_> {
    fn result(&self, slip: &Slip) -> GroupResult {
        let game = self.game.as_ref();
        let deal = slip
            .deal
            .as_ref()
            .zip(game)
            .map(|(answers, game)| game.deal_of(answers));
        let passes = slip
            .deal
            .as_ref()
            .and_then(|answers| self.is_passed(slip, answers));
        let passing = self.passing.as_deref();
        let best_sum = passing.and_then(|deals| deals.iter().map(Deal::sum).max());
        let frontier = self
            .outcomes
            .as_ref()
            .and_then(|found| found.frontier.exact());
        GroupResult {
            group: slip.group.clone(),
            letters: slip.deal.as_ref().map(|answers| self.letters_of(answers)),
            is_best: deal
                .as_ref()
                .zip(frontier)
                .map(|(deal, best)| best.iter().any(|one| one.answers == deal.answers)),
            left_on_the_table: deal
                .as_ref()
                .zip(best_sum)
                .map(|(deal, most)| (most - deal.sum()).max(0)),
            openings: slip
                .deal
                .as_ref()
                .map(|answers| self.openings_in(answers))
                .unwrap_or_default(),
            against_their_sheets: deal
                .as_ref()
                .map(|deal| self.against_their_sheets(slip, deal))
                .unwrap_or_default(),
            // While a vote that decides is missing, nobody has blocked anything yet.
            blocked_by: match passes == Some(false) || slip.deal.is_none() {
                true => slip.no.clone(),
                false => Vec::new(),
            },
            points: deal.map(|deal| deal.points).unwrap_or_default(),
            yes: slip.yes.clone(),
            no: slip.no.clone(),
            passes,
            minutes: slip.minutes,
        }
    }

    /// Whether a deal passes with the votes on a slip; unknown while a vote that could decide is missing.
    fn is_passed(&self, slip: &Slip, answers: &[usize]) -> Option<bool> {
        let with = |is_yes: &dyn Fn(&PartyId) -> bool| {
            let roles = self.lesson.roles.iter().map(|role| role.id());
            let yes: Vec<&PartyId> = roles.clone().filter(|party| is_yes(party)).collect();
            let mut needed = roles.filter(|party| self.is_needed_for(party, answers));
            yes.len() >= self.lesson.yeses() && needed.all(|party| yes.contains(&party))
        };
        let at_least = with(&|party| slip.yes.contains(party));
        let at_most = with(&|party| !slip.no.contains(party));
        (at_least == at_most).then_some(at_least)
    }

    /// Whether no deal of these answers passes without a role.
    fn is_needed_for(&self, party: &PartyId, answers: &[usize]) -> bool {
        let mut chosen = self.lesson.questions.iter().zip(answers);
        let consents = |at: &usize, party: &PartyId, question: &crate::lesson::Question| {
            question.answers[*at].consent.contains(party)
        };
        self.lesson.decision.veto.contains(party)
            || chosen.any(|(question, at)| consents(at, party, question))
    }

    /// The computed openings, in the order of the debriefing.
    fn sets(&self) -> Vec<&SetOfChanges> {
        let blocked = self.blocked().into_iter();
        blocked
            .flat_map(|answer| answer.unblocking_sets())
            .collect()
    }

    fn openings_in(&self, answers: &[usize]) -> Vec<usize> {
        let sets = self.sets().into_iter().enumerate();
        let held = sets.filter(|(_, set)| match self.reach(set) {
            Reach::Open { .. } => set
                .changes
                .iter()
                .all(|change| self.is_made_by(change, answers)),
            Reach::Forbidden(..) | Reach::NotPlayed(_) => false,
        });
        held.map(|(at, _)| at + 1).collect()
    }

    /// Whether one of some answers makes a move, or the vote does.
    fn is_made_by(&self, change: &crate::graph::Change, answers: &[usize]) -> bool {
        let mut chosen = self.lesson.questions.iter().zip(answers);
        let is_asked = self
            .played_answers()
            .any(|played| played.answer.makes(change));
        !is_asked || chosen.any(|(question, &answer)| question.answers[answer].makes(change))
    }

    fn against_their_sheets(&self, slip: &Slip, deal: &Deal) -> Vec<PartyId> {
        let Some(game) = &self.game else {
            return Vec::new();
        };
        let roles = self.lesson.roles.iter().zip(game.yes_to(deal));
        let against = roles.filter(|(role, should)| !should && slip.yes.contains(role.id()));
        against.map(|(role, _)| role.id().clone()).collect()
    }

    fn results_page(&self, groups: &[GroupResult]) -> Document {
        let mut sections = vec![Section::new(
            "At a glance",
            vec![items(self.in_a_glance(groups))],
        )];
        sections.push(Section::new("Group by group", self.group_table(groups)));
        sections.extend(self.points_by_role(groups));
        sections.extend(self.openings_found(groups));
        sections.push(Section::new("To ask", vec![items(self.to_ask(groups))]));
        self.document(
            "what the class reached",
            [("Groups", groups.len().to_string())],
            sections,
        )
    }

    fn in_a_glance(&self, groups: &[GroupResult]) -> Vec<String> {
        let reached = groups.iter().filter(|one| one.passes == Some(true)).count();
        let failed = groups
            .iter()
            .filter(|one| one.letters.is_none() || one.passes == Some(false))
            .count();
        let unknown = groups.len() - reached - failed;
        let mut lines = vec![match (groups.len(), reached) {
            (1, 0) if unknown > 0 => {
                "Whether the group reached a deal that passes is not known.".to_owned()
            }
            (1, 0) => "The group reached no deal that passes.".to_owned(),
            (1, _) => "The group reached a deal that passes.".to_owned(),
            (all, 0) => format!(
                "None of {} groups reached a deal that passes.",
                number_word(all)
            ),
            (all, some) => format!(
                "{} of {} groups reached a deal that passes.",
                upper_first(&number_word(some)),
                number_word(all)
            ),
        }];
        if unknown > 0 {
            lines.push(format!(
                "On {} a vote that decides is missing.",
                count(unknown, "slip", "slips")
            ));
        }
        let best = groups
            .iter()
            .filter(|one| one.is_best == Some(true))
            .count();
        if self.game.is_some() {
            lines.push(match best {
                0 => "No group agreed on a deal that cannot be bettered for all.".to_owned(),
                _ => format!(
                    "{} agreed on a deal that cannot be bettered for all.",
                    upper_first(&count(best, "group", "groups"))
                ),
            });
        }
        let minutes: Vec<usize> = groups.iter().filter_map(|one| one.minutes).collect();
        if let (Some(least), Some(most)) = (minutes.iter().min(), minutes.iter().max()) {
            lines.push(match least == most {
                true => format!("It took {least} minutes."),
                false => format!("It took {least} to {most} minutes."),
            });
        }
        lines
    }

    fn group_table(&self, groups: &[GroupResult]) -> Vec<Block> {
        let columns = [
            "Group",
            "Deal",
            "Passes",
            "No from",
            "Best",
            "Left on the table",
        ];
        let rows = groups.iter().map(|one| self.group_row(one));
        let mut blocks = vec![table(columns, rows)];
        if self.game.is_some() {
            blocks.push(say("Best: no other deal gives everybody as much and somebody more. Left on the table: by how many points in all the best deal that passes is better."));
        }
        let against = groups
            .iter()
            .filter(|one| !one.against_their_sheets.is_empty());
        let against: Vec<String> = against
            .map(|one| {
                let names = self.words.parties(&one.against_their_sheets);
                format!("Group {}: {names} said yes below the least points or to what the sheet forbids.", one.group)
            })
            .collect();
        if !against.is_empty() {
            blocks.push(items(against));
        }
        blocks
    }

    fn group_row(&self, one: &GroupResult) -> Row {
        let told = |holds: Option<bool>| match holds {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not known",
        };
        let left = one
            .left_on_the_table
            .map_or("–".to_owned(), |points| points.to_string());
        let no = match one.no.is_empty() {
            true => "–".to_owned(),
            false => self.words.parties(&one.no),
        };
        let (deal, passes, best) = match &one.letters {
            Some(letters) => (
                letters.as_str(),
                told(one.passes),
                one.is_best.map_or("–", |best| told(Some(best))),
            ),
            None => ("no deal", "–", "–"),
        };
        row([one.group.as_str(), deal, passes, &no, best, &left])
    }

    /// A bar for each group and role: the points, and the least with which the role says yes.
    fn points_by_role(&self, groups: &[GroupResult]) -> Option<Section> {
        self.game.as_ref()?;
        let columns = std::iter::once("Role".to_owned())
            .chain(groups.iter().map(|one| format!("Group {}", one.group)));
        let rows = self.lesson.roles.iter().enumerate().map(|(at, role)| {
            let name = format!(
                "{} (says yes from {})",
                self.words.party_first(role.id()),
                role.threshold
            );
            let cells = groups.iter().map(|one| match one.points.get(at) {
                Some(points) => format!("{} {points}", bar(*points)),
                None => format!("{} walked away", bar(0)),
            });
            row(std::iter::once(name).chain(cells))
        });
        let blocks = vec![
            say("The points were invented for teaching. A block stands for ten points."),
            table(columns, rows),
        ];
        Some(Section::new("Points of each role", blocks))
    }

    fn openings_found(&self, groups: &[GroupResult]) -> Option<Section> {
        let sets = self.sets();
        if sets.is_empty() {
            return None;
        }
        let mut by_opening: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for one in groups {
            for opening in &one.openings {
                by_opening.entry(*opening).or_default().push(&one.group);
            }
        }
        let told = sets.iter().enumerate().map(|(at, set)| {
            let found = match by_opening.get(&(at + 1)) {
                Some(groups) => format!(
                    "found by {}",
                    and(&groups
                        .iter()
                        .map(|group| format!("group {group}"))
                        .collect::<Vec<_>>())
                ),
                None => "found by nobody".to_owned(),
            };
            leaf(format!("{}: {found}.", self.words.moves(&set.changes)))
        });
        let other = groups
            .iter()
            .filter(|one| one.letters.is_some() && one.openings.is_empty());
        let other: Vec<String> = other.map(|one| format!("group {}", one.group)).collect();
        let mut blocks = vec![Block::Steps(told.collect())];
        if !other.is_empty() {
            blocks.push(say(format!("{} agreed on something that none of these is: by changing what was asked, or by leaving the circle closed.", upper_first(&and(&other)))));
        }
        Some(Section::new("Which opening was found", blocks))
    }

    fn to_ask(&self, groups: &[GroupResult]) -> Vec<String> {
        let mut asked = Vec::new();
        let left = groups
            .iter()
            .filter_map(|one| Some((one.left_on_the_table?, one)));
        if let Some((points, one)) = left
            .max_by_key(|(points, _)| *points)
            .filter(|(points, _)| *points > 0)
        {
            asked.push(format!("Group {}: {points} points in all were left on the table. Who would have had to tell what, so that they were found?", one.group));
        }
        let blocked = groups.iter().filter(|one| !one.blocked_by.is_empty());
        asked.extend(blocked.map(|one| {
            let names = self.words.parties(&one.blocked_by);
            format!("Group {}: the no of {names} stood. What would have turned it, and who had it to give?", one.group)
        }));
        let deals: Vec<&str> = groups
            .iter()
            .filter_map(|one| one.letters.as_deref())
            .collect();
        if deals.windows(2).any(|pair| pair[0] != pair[1]) {
            asked.push(
                "Two groups with other deals: at which moment did they part ways?".to_owned(),
            );
        }
        asked.push(
            "What did you believe of another role that was not so, and what did it cost you?"
                .to_owned(),
        );
        asked
    }
}

/// A block for each ten points.
fn bar(points: i64) -> String {
    let blocks = usize::try_from((points + 5) / 10).unwrap_or(0).min(20);
    "█".repeat(blocks)
}
