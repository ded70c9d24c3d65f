//! The debriefing: what came out, what could have come out, and what the real parties said.

use crate::analysis::{ConflictKind, Counts, Deadlock, Deal, Known, Outcomes, Status};
use crate::model::{PositionId, Target, Voice};

use super::{Maker, Reader, Sheet, document, item, items, say, sentence};
use crate::view::words::answers::{blocker_line, relies_on, ring_items, who_can_open};
use crate::view::words::{and, count, upper_first};
use crate::view::{Block, Line, Section, Table};

impl Maker<'_> {
    /// The goal for which a ring was tried; none where it is not on the way to it.
    fn goal_of(&self, ring: &Deadlock) -> Option<&Target> {
        let answer = self.answer.as_ref()?;
        let is_on_the_way = answer
            .deadlocks
            .items()
            .iter()
            .any(|one| one.ring == ring.ring);
        is_on_the_way.then_some(&answer.goal)
    }

    pub(super) fn debrief(&self) -> Sheet {
        let mut sections = vec![self.in_this_order(), self.outcomes_table()];
        sections.extend(self.possible());
        sections.extend(self.what_blocked());
        for ring in &self.rings {
            sections.push(Section::new(
                "The circle",
                vec![Block::Items(ring_items(
                    self.words,
                    ring,
                    self.goal_of(ring),
                ))],
            ));
        }
        sections.extend(self.computed_openings());
        sections.extend(self.what_they_said());
        sections.push(self.questions_for_goals());
        let about = vec![("For", "the teacher, and for all at the end".to_owned())];
        Sheet {
            stem: "debrief".to_owned(),
            reader: Reader::Teacher,
            document: document(format!("{}: debriefing", self.title()), about, sections),
            tells: Vec::new(),
            is_real: true,
        }
    }

    fn in_this_order(&self) -> Section {
        let mut order = vec![
            "Leave the roles: everybody says the own name again.".to_owned(),
            "What came out, group by group, without comment.".to_owned(),
            "How it came about: a moment in which something moved.".to_owned(),
        ];
        if self.outcomes.is_some() {
            order.push(
                "What could have come out: the points, the deals that pass, who could block."
                    .to_owned(),
            );
        }
        order.push(match self.model.sources.is_empty() {
            true => "What lies behind the story: the refusals, the circle where there is one, the computed openings.".to_owned(),
            false => "The real talks: what the parties said, what blocks, the computed openings.".to_owned(),
        });
        order.push("What each takes along: one sentence, written down.".to_owned());
        Section::new("In this order", vec![super::steps(order)])
    }

    fn outcomes_table(&self) -> Section {
        let issues = self
            .lesson
            .questions
            .iter()
            .enumerate()
            .map(|(at, q)| format!("{}, {}", crate::lesson::letter(at), q.name));
        let columns: Vec<String> = std::iter::once("Group".to_owned())
            .chain(issues)
            .chain(["Yes from".to_owned(), "No from".to_owned()])
            .collect();
        let groups = self.lesson.class_size.map_or(4, |size| {
            (size / self.lesson.roles.len().max(1)).clamp(1, 12)
        });
        let row = |group: usize| {
            std::iter::once(vec![Line::derived(group.to_string())])
                .chain(vec![Vec::new(); columns.len() - 1])
                .collect()
        };
        let rows = (1..=groups).map(row).collect();
        Section::new(
            "What came out",
            vec![
                say(
                    "Fill this in on the board. Where two groups differ, ask both how they came there.",
                ),
                Block::Table(Table { columns, rows }),
            ],
        )
    }

    /// What could have come out, where there are points.
    fn possible(&self) -> Option<Section> {
        let found = self.outcomes.as_ref()?;
        let mut parts = vec![say(
            "The points were invented for teaching; what follows is exact for them, and says nothing about the real talks.",
        )];
        parts.push(items(self.figures(found)));
        parts.extend(self.all_points());
        parts.extend(self.deal_table(found));
        Some(Section::new("What could have come out", parts))
    }

    /// The points of all roles side by side.
    fn all_points(&self) -> Vec<Block> {
        let roles = self
            .lesson
            .roles
            .iter()
            .map(|role| self.model.party_name(role.id()).to_owned());
        let columns = std::iter::once("Answer".to_owned()).chain(roles).collect();
        let cell = |words: String| vec![Line::derived(words)];
        let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
        for (q, question) in self.lesson.questions.iter().enumerate() {
            rows.extend(question.answers.iter().enumerate().map(|(a, answer)| {
                let points = self.lesson.roles.iter().map(|role| {
                    let limit = if super::is_limit(self.graph, role, answer) {
                        " (may not)"
                    } else {
                        ""
                    };
                    cell(format!("{}{limit}", role.points[q][a]))
                });
                std::iter::once(cell(format!(
                    "{}, {}",
                    self.lesson.letter(q, a),
                    answer.text
                )))
                .chain(points)
                .collect()
            }));
        }
        let least = self
            .lesson
            .roles
            .iter()
            .map(|role| cell(role.threshold.to_string()));
        rows.push(
            std::iter::once(cell("Least to say yes".to_owned()))
                .chain(least)
                .collect(),
        );
        vec![
            say("The points of all:"),
            Block::Table(Table { columns, rows }),
        ]
    }

    /// The deals that pass, with those marked that cannot be bettered; then others that cannot be bettered and fail.
    fn deal_table(&self, found: &Outcomes) -> Vec<Block> {
        const MOST: usize = 40;
        let Some(game) = &self.game else {
            return Vec::new();
        };
        let passing = game.passing_deals().unwrap_or_default();
        let best = |deal: &Deal| {
            found
                .frontier
                .items()
                .iter()
                .any(|other| other.answers == deal.answers)
        };
        let fail: Vec<&Deal> = found
            .frontier
            .items()
            .iter()
            .filter(|deal| !game.is_passing(deal))
            .collect();
        let roles = self
            .lesson
            .roles
            .iter()
            .map(|role| self.model.party_name(role.id()).to_owned());
        let columns: Vec<String> = std::iter::once("Deal".to_owned())
            .chain(roles)
            .chain(["Passes".to_owned(), "Best".to_owned()])
            .collect();
        let cell = |words: String| vec![Line::derived(words)];
        let yes = |yes: bool| cell(if yes { "yes" } else { "no" }.to_owned());
        let rows = passing.iter().chain(fail).take(MOST).map(|deal| {
            let name: Vec<String> = deal
                .answers
                .iter()
                .enumerate()
                .map(|(q, &a)| self.lesson.letter(q, a))
                .collect();
            let said = game.yes_to(deal);
            let points = deal.points.iter().zip(said).map(|(points, yes)| {
                cell(if yes {
                    points.to_string()
                } else {
                    format!("{points}, no")
                })
            });
            std::iter::once(cell(name.join(" ")))
                .chain(points)
                .chain([yes(game.is_passing(deal)), yes(best(deal))])
                .collect()
        });
        let rows: Vec<Vec<Vec<Line>>> = rows.collect();
        let untold = (passing.len()
            + found
                .frontier
                .items()
                .iter()
                .filter(|deal| !game.is_passing(deal))
                .count())
        .saturating_sub(rows.len());
        let rest = if untold > 0 {
            format!(" {untold} more are not listed.")
        } else {
            String::new()
        };
        let words = format!(
            "Deals that pass, by the sum of their points, then others that fail though they cannot be bettered. Best means that no other deal gives everybody as much and somebody more (the Pareto frontier; ties are all kept). A no beside points is that role’s vote: it is outvoted where the deal passes.{rest}"
        );
        vec![say(words), Block::Table(Table { columns, rows })]
    }

    fn figures(&self, found: &Outcomes) -> Vec<String> {
        let mut lines = match &found.counts {
            Known::Exact(counts) => self.counted(found.all, counts),
            Known::Partial(_, why) | Known::Unknown(why) => vec![format!("{}.", upper_first(why))],
        };
        let groups: Vec<String> = found
            .blocking_groups
            .iter()
            .take(12)
            .map(|group| {
                self.words
                    .parties(group.iter().map(|&at| self.lesson.roles[at].id()))
            })
            .collect();
        if !groups.is_empty() {
            lines.push(format!(
                "Smallest groups without which no deal passes: {}.",
                groups.join("; ")
            ));
        }
        lines
    }

    fn counted(&self, all: u64, counts: &Counts) -> Vec<String> {
        let mut lines = vec![format!(
            "There are {all} deals; {} pass, and {} have everybody’s yes.",
            counts.passing, counts.unanimous
        )];
        for (at, role) in self.lesson.roles.iter().enumerate() {
            let name = self.words.party_first(role.id());
            if let Some((least, most)) = counts.range[at] {
                lines.push(format!(
                    "{name} {} {least} to {most} points from deals that pass; {} would pass if it said yes.",
                    self.words.verb(role.id(), "gets", "get"),
                    count(counts.blocked_alone[at] as usize, "failing deal", "failing deals")
                ));
            } else {
                lines.push(format!("{name}: no deal passes."));
            }
        }
        lines
    }

    fn what_blocked(&self) -> Option<Section> {
        let answer = self.answer.as_ref()?;
        let mut parts = vec![say(crate::view::words::answers::finding(
            self.words,
            self.graph.day,
            answer,
        ))];
        if answer.status() == Status::Blocked {
            let list = answer
                .blockers
                .items()
                .iter()
                .map(|b| blocker_line(self.words, b).item());
            parts.push(Block::Items(list.collect()));
            if !answer.party_sets.items().is_empty() {
                parts.push(say(format!(
                    "What blocks it could be lifted by {}.",
                    who_can_open(self.words, answer)
                )));
            }
        }
        Some(Section::new(
            format!(
                "{}: {}",
                if self.model.sources.is_empty() {
                    "In the story"
                } else {
                    "In the real talks"
                },
                self.words.target(&answer.goal)
            ),
            parts,
        ))
    }

    fn computed_openings(&self) -> Option<Section> {
        let answer = self
            .answer
            .as_ref()
            .filter(|answer| !answer.unblocking_sets().is_empty())?;
        let list = answer.unblocking_sets().iter().map(|set| {
            let cites = answer
                .blockers
                .items()
                .iter()
                .filter(|b| set.changes.contains(&b.change))
                .flat_map(|b| &b.cites);
            let still = relies_on(self.words, set);
            Line::derived(format!("{}.{still}", self.words.moves(&set.changes)))
                .citing(cites)
                .item()
        });
        let note = "They follow from what is on record; they count moves, not their price, and recommend nothing. Did a group find one of them? Did a group find something that is not here, by changing what was asked?";
        Some(Section::new(
            "The computed openings",
            vec![Block::Steps(list.collect()), say(note)],
        ))
    }

    /// What the real parties said, with sources.
    fn what_they_said(&self) -> Option<Section> {
        let list: Vec<_> = self
            .lesson
            .roles
            .iter()
            .filter_map(|role| {
                let own = self.positions_of(role.id());
                // Where no source stands behind it, nobody reported it either.
                let line = |i: PositionId| {
                    let line = self.words.position_line(&self.model.positions[i]);
                    if self.model.sources.is_empty() {
                        line.of(crate::view::WhoseWords::Derived)
                    } else {
                        line
                    }
                };
                let below: Vec<_> = own.iter().map(|&i| line(i).item()).collect();
                (!below.is_empty()).then(|| {
                    item(
                        Line::derived(format!("{}:", self.words.party_first(role.id()))),
                        below,
                    )
                })
            })
            .collect();
        let mut parts = vec![Block::Items(list)];
        let attributed: Vec<_> = self
            .model
            .positions
            .iter()
            .filter(|p| p.voice == Voice::Attributed)
            .map(|p| self.words.position_line(p).item())
            .collect();
        if !attributed.is_empty() {
            parts.push(say(
                "Said of a party by another, which counts as nobody’s position:",
            ));
            parts.push(Block::Items(attributed));
        }
        Some(Section::new(
            if self.model.sources.is_empty() {
                "What the parties say"
            } else {
                "What the real parties said"
            },
            parts,
        ))
        .filter(|section| matches!(&section.blocks[0], Block::Items(list) if !list.is_empty()))
    }

    fn questions_for_goals(&self) -> Section {
        let mut list: Vec<_> = self
            .lesson
            .goals
            .iter()
            .map(|goal| {
                let below = [
                    "Tell a moment in your group in which this happened, or should have.",
                    "What would you do otherwise next time?",
                ];
                item(
                    Line::derived(sentence(goal)),
                    below
                        .iter()
                        .map(|words| Line::derived(*words).item())
                        .collect(),
                )
            })
            .collect();
        let mut ask = |words: String| list.push(Line::derived(words).item());
        ask("For each role: what did it need, behind what it asked for? Those who played it answer last.".to_owned());
        if !self.rings.is_empty() {
            ask("Who saw the circle, and when? What would have told the others of it without giving anything away?".to_owned());
        }
        let contested: Vec<String> = self
            .conflicts
            .iter()
            .filter(|c| matches!(c.kind, ConflictKind::Incompatible(_)))
            .filter_map(|c| Some(self.words.target(&Target::Issue(c.issue.clone()?))))
            .collect();
        if !contested.is_empty() {
            ask(upper_first(&format!(
                "on {} the stated positions leave no answer. Which group changed the question?",
                and(&contested)
            )));
        }
        Section::new("Questions", vec![Block::Items(list)])
    }
}
