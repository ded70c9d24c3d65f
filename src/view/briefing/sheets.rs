//! The working sheets of practitioners, filled from the model as far as it holds something.
//!
//! Frontline negotiation: island of agreement, iceberg of each side, common shared space, red lines and bottom lines,
//! network of influence, scenarios (Centre of Competence on Humanitarian Negotiation, *Field Manual on Frontline Humanitarian
//! Negotiation*, 2nd edition, 2019). Principled negotiation: interests, options, alternatives, legitimacy, commitments
//! (Fisher and Ury, *Getting to Yes*, 1981). The words are ours. What the model does not hold is an empty field that says
//! who could fill it.

use std::collections::BTreeSet;

use crate::analysis::{Blocks, SetOfChanges};
use crate::model::{Claim, Firmness, Party, PartyId, Position, Target, Voice};

use super::{Maker, cited, derived, say};
use crate::view::words::answers::{NOTE, conflict_item, place, sentence};
use crate::view::words::{and, count, on_day, upper_first};
use crate::view::{Block, Item, Line, Section, Table};

/// Most parties that have sheets of their own.
const MOST_SIDES: usize = 6;
/// Most scenarios that are laid out.
const MOST_SCENARIOS: usize = 8;

/// A cell of a table.
type Cell = Vec<Line>;

impl Maker<'_> {
    /// All sheets, each on a page of its own.
    pub(super) fn sheets(&self) -> Vec<Section> {
        let sheets = [
            vec![self.island_of_agreement()],
            self.icebergs(),
            vec![
                self.common_shared_space(),
                self.red_lines(),
                self.network_of_influence(),
                self.scenarios(),
                self.principled(),
                self.method(),
            ],
        ];
        let sheets = sheets.into_iter().flatten().enumerate();
        let sheets = sheets.map(|(at, sheet)| match at {
            0 => sheet,
            _ => sheet.on_a_new_page(),
        });
        sheets.collect()
    }

    /// The sides at the table: those whose yes is needed on the way to the goal and who are more than a body of another;
    /// where that leaves fewer than two, all who speak.
    fn sides(&self) -> Vec<&Party> {
        let on_the_way = self.needed_on_the_way();
        let mut sides = self.model.parties_in_order();
        let is_side = |party: &&Party| on_the_way.contains(&party.id) && party.of.is_none();
        match sides.iter().filter(|party| is_side(party)).count() {
            0 | 1 => sides.retain(|party| self.speaks(&party.id)),
            _ => sides.retain(is_side),
        }
        sides.truncate(MOST_SIDES);
        sides
    }

    fn needed_on_the_way(&self) -> BTreeSet<&PartyId> {
        let graph = self.graph;
        let goal = self.goal.and_then(|goal| graph.node_of(goal));
        let Some(cone) = goal.map(|goal| graph.cone(goal)) else {
            return BTreeSet::new();
        };
        let is_on_it = |target: &Target| graph.node_of(target).is_some_and(|node| cone[node]);
        let stances = graph.stances().iter();
        let stances = stances.filter(|stance| is_on_it(&stance.target));
        stances.map(|stance| &stance.party).collect()
    }

    fn speaks(&self, party: &PartyId) -> bool {
        self.positions_in_force().any(|one| one.party == *party)
    }

    fn positions_of(&self, party: &PartyId) -> Vec<&Position> {
        let own = self.positions_in_force();
        own.filter(|one| one.party == *party).collect()
    }

    fn island_of_agreement(&self) -> Section {
        let rows = [
            (
                "Facts that one side tells and another denies",
                self.contested(),
            ),
            (
                "Facts that one side tells and nobody denies",
                self.told_by_one(),
            ),
            (
                "Facts that more than one side tells, and what took place",
                self.agreed_facts(),
            ),
            ("Norms and aims that meet", self.convergent()),
            ("Norms and aims that part", self.divergent()),
            (
                "To raise first, and to avoid",
                vec![empty("the negotiator, with the support team")],
            ),
        ];
        let rows = rows.map(|(label, cell)| vec![vec![derived(label)], or_dash(cell)]);
        table(
            "Sheet 1. Island of agreement",
            ["", "On record"],
            rows.to_vec(),
        )
    }

    fn contested(&self) -> Cell {
        self.claims_that(|claim| !claim.denied_by.is_empty())
    }

    fn told_by_one(&self) -> Cell {
        self.claims_that(|claim| claim.denied_by.is_empty() && claim.asserted_by.len() == 1)
    }

    fn claims_that(&self, is_wanted: fn(&Claim) -> bool) -> Cell {
        let claims = self.model.claims.values().filter(|claim| is_wanted(claim));
        claims.map(|claim| self.claim_line(claim)).collect()
    }

    fn claim_line(&self, claim: &Claim) -> Line {
        let who = self
            .words
            .parties(claim.asserted_by.iter().map(|one| &one.party));
        let against = match claim.denied_by.as_slice() {
            [] => "nobody is on record against it".to_owned(),
            denied => {
                let denied = denied.iter().map(|one| &one.party);
                format!("denied by {}", self.words.parties(denied))
            }
        };
        let text = sentence(&claim.text);
        let said = claim.asserted_by.iter().chain(&claim.denied_by);
        let line = derived(format!("{text} Told by {who}; {against}."));
        line.citing_each(said.map(|one| &one.cites))
    }

    fn agreed_facts(&self) -> Cell {
        let claims = self.model.claims.values();
        let shared = claims.filter(|one| one.denied_by.is_empty() && one.asserted_by.len() > 1);
        let shared = shared.map(|claim| self.claim_line(claim));
        let reached = self.model.milestones.values();
        let reached = reached.filter(|one| one.is_reached(self.graph.day));
        let reached = reached.map(|one| {
            let name = upper_first(&self.milestone(&one.id));
            let day = on_day(", ", one.reached);
            derived(format!("{name}{day}.")).citing(&one.cites)
        });
        shared.chain(reached).collect()
    }

    fn convergent(&self) -> Cell {
        self.agreed
            .iter()
            .map(|agreement| self.agreement(agreement).line)
            .collect()
    }

    /// Where sides want what does not go together: each with its own words.
    fn divergent(&self) -> Cell {
        [0, 1, 2].map(|kind| self.conflicts_of_kind(kind)).concat()
    }

    fn icebergs(&self) -> Vec<Section> {
        let sides = self.sides().into_iter();
        sides.map(|party| self.iceberg(party)).collect()
    }

    /// What a side wants, how it argues, and why it matters to it.
    fn iceberg(&self, party: &Party) -> Section {
        let positions = self.positions_of(&party.id).into_iter();
        let positions: Cell = positions.map(|one| self.words.position_line(one)).collect();
        let claims = self.model.claims.values();
        let claims =
            claims.filter(|claim| claim.asserted_by.iter().any(|one| one.party == party.id));
        let claims = claims.map(|claim| {
            let own = claim.asserted_by.iter().filter(|one| one.party == party.id);
            let says = self.words.verb(&party.id, "says", "say");
            let words = format!(
                "{} {says}: {}",
                self.words.party_first(&party.id),
                claim.text
            );
            derived(sentence(&words)).citing(own.flat_map(|one| &one.cites))
        });
        let interests = party.interests.values();
        let interests = interests.map(|one| derived(sentence(&one.text)).citing(&one.cites));
        let (ask, who) = (self.who_could_say(party), self.words.party(&party.id));
        let rows = vec![
            self.layer(
                "Position: what it wants",
                positions,
                self.unsaid(&party.id),
                &ask,
            ),
            self.layer(
                "Reasoning: how it argues",
                claims.collect(),
                Vec::new(),
                &ask,
            ),
            self.layer(
                "Motive: why it matters",
                interests.collect(),
                Vec::new(),
                &format!("people who know {who} from within"),
            ),
        ];
        let heading = format!("Sheet 2. Iceberg: {}", party.name);
        table(
            &heading,
            ["", "On record", "Empty: who could fill it"],
            rows,
        )
    }

    fn layer(&self, label: &str, told: Cell, unsaid: Cell, ask: &str) -> Vec<Cell> {
        let mut open = unsaid;
        if told.is_empty() || open.is_empty() {
            open.push(derived(format!("What is not said in public: ask {ask}.")));
        }
        vec![vec![derived(label)], or_dash(told), open]
    }

    /// On what a side has not been heard.
    fn unsaid(&self, party: &PartyId) -> Cell {
        let gaps = self.gaps.iter().filter(|gap| gap.party == *party);
        let gaps: Vec<_> = gaps.collect();
        let on: Vec<String> = gaps
            .iter()
            .map(|gap| self.words.question(&gap.target))
            .collect();
        let cites = gaps.iter().flat_map(|gap| &gap.cites);
        let line = derived(format!("Not heard on {}.", and(&on))).citing(cites);
        (!on.is_empty()).then_some(line).into_iter().collect()
    }

    /// Who speaks for a side, so that somebody can be asked.
    fn who_could_say(&self, party: &Party) -> String {
        let speakers = party
            .speakers
            .values()
            .map(|speaker| match &speaker.office {
                Some(office) => format!("{} ({office})", speaker.name),
                None => speaker.name.clone(),
            });
        let speakers: Vec<String> = speakers.collect();
        match speakers.as_slice() {
            [] => format!("those who negotiate for {}", self.words.party(&party.id)),
            some => and(some),
        }
    }

    fn common_shared_space(&self) -> Section {
        let parting = self.divergent();
        let unheard = self.gaps.iter().filter(|gap| gap.on_the_way);
        let unheard = unheard.map(|gap| {
            let about = self.words.question(&gap.target);
            let who = self.words.party_first(&gap.party);
            derived(format!("{who} on {about}.")).citing(&gap.cites)
        });
        let denied = self.model.claims.values();
        let denied = denied.filter(|claim| !claim.denied_by.is_empty());
        let rows = vec![
            vec![
                vec![derived("Position")],
                or_dash(self.convergent()),
                or_dash(parting),
                or_dash(unheard.collect()),
            ],
            vec![
                vec![derived("Reasoning")],
                or_dash(self.agreed_facts()),
                or_dash(denied.map(|claim| self.claim_line(claim)).collect()),
                vec![empty("the negotiator")],
            ],
            vec![
                vec![derived("Motive")],
                self.motives(),
                vec![empty(
                    "the negotiator, who alone can say whether these motives meet",
                )],
                vec![empty("people who know each side from within")],
            ],
        ];
        table(
            "Sheet 3. Common shared space",
            ["Layer", "Shared or near", "Apart", "Not known"],
            rows,
        )
    }

    fn conflicts_of_kind(&self, kind: usize) -> Cell {
        let conflicts = self.conflicts.iter().filter(|one| place(one) == kind);
        conflicts
            .flat_map(|one| in_lines(conflict_item(self.words, one)))
            .collect()
    }

    fn motives(&self) -> Cell {
        let motives = self.sides().into_iter().flat_map(|party| {
            let interests = party.interests.values();
            interests.map(|one| {
                let words = format!("{}: {}", party.name, sentence(&one.text));
                derived(words).citing(&one.cites)
            })
        });
        or_empty(motives.collect(), "people who know each side from within")
    }

    fn red_lines(&self) -> Section {
        let rows = self.sides().into_iter().map(|party| {
            let own = self.positions_of(&party.id);
            let of = |firmness: Firmness| {
                let own = own.iter().filter(move |one| one.firmness == Some(firmness));
                own.map(|one| self.words.position_line(one))
                    .collect::<Cell>()
            };
            let mut red = of(Firmness::RedLine);
            if red.is_empty() {
                red.push(derived("The model marks none."));
            }
            let who = self.words.party(&party.id);
            let bottom = empty(&format!("whoever gives {who} its mandate"));
            let alternative = party.batna.iter().map(|batna| {
                let assumed = if batna.assumed {
                    " This is assumed: no source says so."
                } else {
                    ""
                };
                derived(format!("{}{assumed}", sentence(&batna.text))).citing(&batna.cites)
            });
            vec![
                vec![derived(party.name.as_str())],
                red,
                or_dash(of(Firmness::Firm)),
                vec![bottom],
                or_empty(alternative.collect(), &format!("whoever decides for {who}")),
            ]
        });
        let columns = [
            "Side",
            "Red lines",
            "Stated firmly",
            "Bottom line",
            "Without an agreement",
        ];
        table(
            "Sheet 4. Red lines and bottom lines",
            columns,
            rows.collect(),
        )
    }

    /// Who belongs to whom, who speaks for whom, and who says what of whom, as far as the texts tell.
    fn network_of_influence(&self) -> Section {
        let parties = self.model.parties_in_order().into_iter();
        let rows = parties.filter_map(|party| {
            let belongs = self.belongs(party);
            let said = self.model.positions.iter();
            let said = said.filter(|one| one.voice == Voice::Attributed && one.party == party.id);
            let said: Cell = said.map(|one| self.words.position_line(one)).collect();
            let speakers = party.speakers.values().map(|speaker| {
                let office = speaker.office.iter().map(|office| format!(", {office}"));
                let name = format!("{}{}", speaker.name, office.collect::<String>());
                derived(name).citing(&speaker.cites)
            });
            let speakers: Cell = speakers.collect();
            let is_told = !belongs.is_empty() || !said.is_empty() || !speakers.is_empty();
            is_told.then(|| {
                vec![
                    vec![derived(party.name.as_str())],
                    or_dash(belongs),
                    or_dash(speakers),
                    or_dash(said),
                ]
            })
        });
        let columns = [
            "Party",
            "Belongs to, and has",
            "Who speaks",
            "Said of it by others",
        ];
        let mut section = table("Sheet 5. Network of influence", columns, rows.collect());
        section.blocks.push(say(
            "No text states plainly who could move whom; the map is for the negotiator to complete.",
        ));
        section
    }

    fn belongs(&self, party: &Party) -> Cell {
        let of = party.of.iter();
        let of = of.map(|whole| format!("Part of {}.", self.words.party(whole)));
        // Their order in the file means nothing.
        let members: BTreeSet<&PartyId> = party.members.iter().collect();
        let members = (!members.is_empty())
            .then(|| format!("Has {} as members.", self.words.parties(members)));
        let bodies = self.model.parties.values();
        let bodies: Vec<&PartyId> = bodies
            .filter(|body| body.of.as_ref() == Some(&party.id))
            .map(|body| &body.id)
            .collect();
        let bodies = (!bodies.is_empty())
            .then(|| format!("Its own bodies: {}.", self.words.parties(bodies)));
        let told = of.chain(members).chain(bodies);
        told.map(|words| derived(words).citing(&party.cites))
            .collect()
    }

    /// The shortest ways side by side; what they would cost nobody here can say.
    fn scenarios(&self) -> Section {
        const HEADING: &str = "Sheet 6. Scenarios";
        let Some(answer) = self.blocked() else {
            let words = "Nothing that blocks the goal is on record, so there are no ways to set side by side.";
            return Section::new(HEADING, vec![say(words)]);
        };
        let sets = answer.unblocking_sets();
        let rows = sets.iter().take(MOST_SCENARIOS).enumerate();
        let rows = rows
            .map(|(at, set)| self.scenario(at, answer, set))
            .collect();
        let columns = [
            "",
            "What is done",
            "Whose moves",
            "Still to be heard",
            "Costs, benefits, likelihood",
        ];
        let mut section = table(HEADING, columns, rows);
        let left_out = sets.len().saturating_sub(MOST_SCENARIOS);
        if left_out > 0 {
            let more = upper_first(&count(left_out, "more way is", "more ways are"));
            section.blocks.push(say(format!("{more} on record.")));
        }
        section.blocks.push(say(
            "The letters are no order of merit: nothing in these texts measures what a way would cost or how likely it is.",
        ));
        section
    }

    fn scenario(&self, at: usize, answer: &Blocks, set: &SetOfChanges) -> Vec<Cell> {
        let letter = char::from(b'A' + u8::try_from(at).unwrap_or(0));
        let lifted = answer.blockers.items().iter();
        let lifted = lifted.filter(|one| set.changes.contains(&one.change));
        let moves = derived(format!("{}.", self.words.moves(&set.changes)));
        let moves = moves.citing_each(lifted.map(|one| &one.cites));
        let who: BTreeSet<&PartyId> = set.changes.iter().map(|change| change.party()).collect();
        let awaited = match set.awaited.exact() {
            Some(awaited) if awaited.is_empty() => "none".to_owned(),
            Some(awaited) => count(awaited.len(), "answer", "answers"),
            None => "Not known".to_owned(),
        };
        vec![
            vec![derived(letter.to_string())],
            vec![moves],
            vec![derived(upper_first(&self.words.parties(who)))],
            vec![derived(upper_first(&awaited))],
            vec![empty("the negotiator and those who would bear it")],
        ]
    }

    /// Interests, options, alternatives, legitimacy and commitments, side by side.
    fn principled(&self) -> Section {
        let rows = self.sides().into_iter().map(|party| {
            let interests = party.interests.values();
            let interests = interests.map(|one| derived(sentence(&one.text)).citing(&one.cites));
            let batna = party.batna.iter();
            let batna = batna.map(|batna| derived(sentence(&batna.text)).citing(&batna.cites));
            let own = self.positions_of(&party.id);
            let (yes, _): (Vec<&Position>, Vec<&Position>) = own
                .into_iter()
                .partition(|one| one.stance.grants() && one.condition.is_none());
            let commitments = yes.iter().map(|one| self.words.position_line(one));
            vec![
                vec![derived(party.name.as_str())],
                or_empty(interests.collect(), &self.who_could_say(party)),
                or_empty(batna.collect(), &self.who_could_say(party)),
                or_dash(commitments.collect()),
            ]
        });
        let columns = [
            "Side",
            "Interests",
            "Alternative to an agreement",
            "What it has said yes to or asked for",
        ];
        let mut section = table("Sheet 7. Principled negotiation", columns, rows.collect());
        section.blocks.extend(self.options());
        section.blocks.push(Block::Items(vec![
            derived("Legitimacy: no text here says by which standard an answer would be fair. Empty. Ask lawyers for precedents that both sides accept.").item(),
        ]));
        section
    }

    /// The answers on the table, issue by issue.
    fn options(&self) -> Vec<Block> {
        let issues = self.model.issues_in_order().into_iter();
        let items = issues
            .filter(|issue| !issue.options.is_empty())
            .map(|issue| {
                let options = issue.options.iter().map(|one| one.text.clone());
                let options: Vec<String> = options.collect();
                cited(
                    format!("{}: {}.", issue.name, options.join("; ")),
                    &issue.cites,
                )
            });
        let items: Vec<Item> = items.collect();
        match items.is_empty() {
            true => Vec::new(),
            false => vec![say("Options on the table:"), Block::Items(items)],
        }
    }
}

fn empty(who: &str) -> Line {
    derived(format!("Empty. Ask {who}."))
}

fn or_empty(cell: Cell, who: &str) -> Cell {
    match cell.is_empty() {
        true => vec![empty(who)],
        false => cell,
    }
}

/// A cell in which there is nothing on record, and nobody could add to that.
fn or_dash(cell: Cell) -> Cell {
    match cell.is_empty() {
        true => vec![derived("—")],
        false => cell,
    }
}

/// An item and what stands below it, notes left out.
fn in_lines(item: Item) -> Cell {
    let below = item.below.into_iter().map(|one| one.line);
    let is_told = |line: &Line| !line.words.starts_with(NOTE) && !line.cites.is_empty();
    let below = below.filter(is_told);
    std::iter::once(item.line).chain(below).collect()
}

fn table<const N: usize>(heading: &str, columns: [&str; N], rows: Vec<Vec<Cell>>) -> Section {
    let table = Table {
        columns: columns.map(str::to_owned).to_vec(),
        rows,
    };
    Section::new(heading, vec![Block::Table(table)])
}

impl Maker<'_> {
    /// Whose method the sheets follow.
    fn method(&self) -> Section {
        let lines = vec![
            derived(
                "Sheets 1 to 6 follow the Field Manual on Frontline Humanitarian Negotiation of the Centre of Competence on Humanitarian Negotiation (2nd edition, 2019); sheet 7 follows Fisher and Ury, Getting to Yes (1981). The words are ours.",
            ),
            derived(
                "The manual is for an organisation that faces a counterpart. Here an outsider reads all sides from texts, so that what lies below the waterline is on record only as far as somebody said it.",
            ),
            derived(
                "A red line is set by those who give the mandate; a bottom line is the negotiator’s own. Boxes of advice stay empty: this program gives none.",
            ),
        ];
        let lines = lines.into_iter().map(|line| Line {
            words: self.model.spelling.of(&line.words),
            ..line
        });
        Section::new(
            "How these sheets are made",
            vec![Block::Tell(lines.collect())],
        )
    }
}
