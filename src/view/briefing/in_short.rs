//! The short briefings: one page for a minister, nine hundred words for the press.
//!
//! Both begin with the finding and go on in paragraphs, knot by knot: what holds it, and what would undo it. How much of
//! each list is told is decided by the room there is: the lists are cut until the whole fits, and say what they leave out.

use crate::analysis::{Awaited, Blocker, Blocks, Conflict, ConflictKind, Spoken, Status};
use crate::model::{Claim, Issue, Position};

use super::blocking::NOTED;
use super::{Maker, derived, say};
use crate::view::keys::{Cited, keys_of, knot_heading};
use crate::view::words::answers::{
    NOTE, awaited_items, blocker_items, blocker_line_of, finding, how_sure, refusal_items,
    ring_in_words, sentence, silence_item, votes, ways_in_all, who_could,
};
use crate::view::words::doers::Doer;
use crate::view::words::{count, upper_first};
use crate::view::{Block, Item, Knot, Line, Place, Section, Table};

/// Most knots that have a paragraph of their own.
const MOST_KNOTS: usize = 4;
/// Refusals that do not block the goal and are told on the shortest page.
const LEAST_REFUSED: usize = 3;
/// Parties whose answers are missing and that are named on a page.
const MOST_SILENT: usize = 8;
/// What holds a knot, as far as it is told on the shortest page.
const MOST_HELD: usize = 4;
/// Ways through one knot that are listed on a page.
const MOST_ALTERNATIVES: usize = 8;

impl Maker<'_> {
    /// The finding as a title: what is the case, in the reader's words.
    pub(super) fn title_in_short(&self) -> Option<String> {
        let answer = self.answer.as_ref()?;
        let finding = finding(self.words, None, answer);
        Some(finding.trim_end_matches('.').to_owned())
    }

    /// What holds a blocked goal, knot by knot; what an open one waits for; or how it stands.
    pub(super) fn findings(&self) -> Vec<Section> {
        let Some(answer) = &self.answer else {
            return self.bottom_line();
        };
        match answer.status() {
            Status::Blocked => self.what_holds_it(answer),
            // What it waits for has a part of its own.
            Status::Open | Status::Met | Status::Reached | Status::Closed | Status::Pending => {
                Vec::new()
            }
        }
    }

    fn what_holds_it(&self, answer: &Blocks) -> Vec<Section> {
        let knots = self.way_shown().map_or(&[][..], |shown| &shown.knots);
        let are_few = self.tells_knots(answer);
        let mut sections: Vec<Section> = match are_few {
            true => self.knots_in_short(answer),
            false => vec![self.all_that_holds_it(answer)],
        };
        let votes = votes(self.words, self.graph, answer);
        if let Some(first) = sections.first_mut().filter(|_| !votes.is_empty()) {
            first.blocks.insert(0, Block::Tell(votes));
        }
        let ways = ways_in_all(self.words, answer).filter(|_| are_few && knots.len() > 1);
        if let Some((ways, last)) = ways.zip(sections.last_mut()) {
            last.blocks.push(say(ways));
        }
        sections
    }

    /// Whether the knots are few enough to be told one by one.
    fn tells_knots(&self, answer: &Blocks) -> bool {
        let knots = self.way_shown().map_or(0, |shown| shown.knots.len());
        let is_known = answer.shape.is_exact() && answer.blockers.is_exact();
        (1..=MOST_KNOTS).contains(&knots) && is_known
    }

    /// Whether a short briefing lists the keys to every knot of its picture.
    pub(super) fn lists_keys(&self) -> bool {
        let answer = self.answer.as_ref();
        let knots = self.way_shown().map_or(&[][..], |shown| &shown.knots);
        let are_few = |knot: &Knot| keys_of(knot, Cited::Before).len() <= MOST_ALTERNATIVES;
        answer.is_some_and(|answer| self.tells_knots(answer)) && knots.iter().all(are_few)
    }

    fn knots_in_short(&self, answer: &Blocks) -> Vec<Section> {
        let Some(picture) = self.way_shown() else {
            return Vec::new();
        };
        let numbers = picture.numbers();
        let knots = picture.knots.iter().zip(&numbers);
        knots
            .map(|(knot, number)| self.knot_in_short(answer, knot, number))
            .collect()
    }

    /// A knot: what holds it, and what would undo it.
    fn knot_in_short(&self, answer: &Blocks, knot: &Knot, number: &str) -> Section {
        let (held, left_out) = self.held_by(answer, knot);
        let (takes, keys) = self.undone_by(answer, knot);
        // What is left out is said before what would undo all of it.
        let mut blocks: Vec<Block> = match more(left_out) {
            Some(more) => vec![Block::Tell(held), more, Block::Say(takes)],
            None => vec![Block::Tell(held.into_iter().chain([takes]).collect())],
        };
        blocks.extend(keys);
        Section::new(knot_heading(knot, number), blocks)
    }

    /// What holds a knot, and how many sentences of it are left out.
    fn held_by(&self, answer: &Blocks, knot: &Knot) -> (Vec<Line>, usize) {
        let blockers = answer.blockers.items().iter();
        let own = blockers.filter(|one| knot.changes.contains(&one.change.to_string()));
        let mut held = self.told_of(own);
        // What is drawn is told.
        let most = MOST_HELD.max(2 * self.room());
        let left_out = held.len().saturating_sub(most);
        held.truncate(most);
        (held, left_out)
    }

    /// What would undo a knot, each move with its key.
    fn undone_by(&self, answer: &Blocks, knot: &Knot) -> (Line, Option<Block>) {
        let keys = keys_of(knot, Cited::Before);
        // All of them or none: whoever is left out would seem not to be asked.
        if keys.len() > MOST_ALTERNATIVES {
            let who = match answer.party_sets.items().is_empty() {
                true => String::new(),
                false => format!(" {}.", who_could(self.words, answer)),
            };
            let takes = match knot.takes.as_str() {
                "" => "several moves",
                takes => takes,
            };
            let words = format!("Undone by {takes}; the briefing for analysts lists them.{who}");
            return (derived(words), None);
        }
        let takes = match knot.takes.as_str() {
            "" => "What would undo it:".to_owned(),
            takes => format!("Undone by {takes}:"),
        };
        (derived(takes), Some(Block::Items(keys)))
    }

    /// The keys to each knot, for a reader who has sheets of other things.
    pub(super) fn keys_in_short(&self) -> Vec<Section> {
        let items = self.keys();
        Section::of_items("Who could undo what", items)
            .into_iter()
            .collect()
    }

    /// Everything that blocks the goal, and the shortest ways, where no knots tell it.
    fn all_that_holds_it(&self, answer: &Blocks) -> Section {
        let mut told = self.told_of(answer.blockers.items().iter());
        let left_out = told.len().saturating_sub(2 * self.room());
        told.truncate(2 * self.room());
        let mut blocks = vec![Block::Tell(told)];
        blocks.extend(more(left_out));
        let rings = answer.deadlocks.items().iter().take(1);
        blocks.extend(rings.map(|ring| {
            let ring = ring_in_words(self.words, ring);
            say(format!("The conditions go round in a circle: {ring}."))
        }));
        let openings = self.openings().into_iter().flat_map(|section| {
            let heading = say(format!("{}:", section.heading));
            std::iter::once(heading).chain(section.blocks)
        });
        blocks.extend(openings);
        let goal = self.words.target(&answer.goal);
        Section::new(format!("What blocks {goal}"), blocks)
    }

    /// Blockers as sentences: for the press in the author's words, where there are some, else by what they refuse.
    fn told_of<'b>(&self, blockers: impl Iterator<Item = &'b Blocker>) -> Vec<Line> {
        let line =
            |one: &Blocker, doer: &Doer| blocker_line_of(self.words, doer, one).of(self.whose(one));
        let with_notes = |item: Item, notes: &[String]| self.with_notes(item, notes);
        let items = blocker_items(self.words, self.graph, blockers, line, with_notes);
        let lines = items.into_iter().flat_map(|item| {
            let worded = item.below.into_iter().map(|below| below.line);
            let worded: Vec<Line> = worded
                .filter(|line| !line.words.starts_with(NOTE))
                .collect();
            let has_note = item.line.words.ends_with(NOTED);
            match self.is_one_page() || worded.is_empty() {
                true => vec![item.line],
                false => with_mark(worded, has_note),
            }
        });
        lines.collect()
    }

    /// Whose answers are missing, by party on a page, one by one for the press.
    pub(super) fn not_heard(&self) -> Vec<Section> {
        let Some(answer) = self.answer.as_ref() else {
            return Vec::new();
        };
        let heading = match answer.status() {
            Status::Open => "Answers that it waits for",
            Status::Blocked => "Answers that are still missing",
            Status::Met | Status::Reached | Status::Closed | Status::Pending => return Vec::new(),
        };
        let mut items = self.missing_by_party(answer);
        let left_out = items.len().saturating_sub(MOST_SILENT);
        items.truncate(MOST_SILENT);
        let silence = say(how_missing(answer.awaited.items()));
        let why = answer.awaited.why();
        let why = why.map(|why| say(format!("This list may not be whole: {why}.")));
        let blocks = std::iter::once(Block::Items(items))
            .chain(more(left_out))
            .chain(why);
        let section = Section::new(heading, blocks.chain([silence]).collect());
        let is_empty = answer.awaited.items().is_empty() && answer.awaited.is_exact();
        (!is_empty).then_some(section).into_iter().collect()
    }

    fn missing_by_party(&self, answer: &Blocks) -> Vec<Item> {
        let parties = self.model.parties_in_order().into_iter();
        let items = parties.filter_map(|party| {
            let awaited = answer.awaited.items().iter();
            let awaited = awaited.filter(|one| one.party == party.id);
            let on = upper_first(&self.awaited_of(answer, &party.id)?);
            let line = derived(format!("{on}."));
            let sign = self.unheard(party.id.as_str());
            let line = line.citing(awaited.flat_map(|one| &one.cites));
            Some(line.signed(sign).item())
        });
        items.collect()
    }

    /// What nobody has said: the box that a reporter reads before the rest.
    pub(super) fn what_we_do_not_know(&self) -> Vec<Section> {
        let answer = self.answer.iter();
        let items = answer.flat_map(|one| awaited_items(self.words, one));
        let silent = self.model.silent.iter();
        let silent: Vec<Item> = silent.map(|one| silence_item(self.words, one)).collect();
        let mut items: Vec<Item> = items.filter(|item| !is_told_by(item, &silent)).collect();
        items.extend(silent.iter().cloned());
        items.iter_mut().for_each(|item| item.below.clear());
        // What a text itself calls missing comes first.
        items.rotate_right(silent.len());
        let left_out = items.len().saturating_sub(4 * self.room());
        items.truncate(4 * self.room());
        if items.is_empty() {
            return Vec::new();
        }
        let blocks = std::iter::once(Block::Items(items)).chain(more(left_out));
        vec![Section::new("What we do not know", blocks.collect())]
    }

    /// What is refused and does not block the goal, so that no refusal is lost.
    pub(super) fn refused_elsewhere(&self) -> Vec<Section> {
        let Some(answer) = &self.answer else {
            return Vec::new();
        };
        let refused = answer.not_blocking.items().iter().collect();
        let items = refusal_items(self.words, self.graph, refused).into_iter();
        let marked = items.map(|mut item| {
            super::blocking::only_marked(&mut item);
            item.line
        });
        let mut lines: Vec<Line> = marked.collect();
        let most = self.room().max(LEAST_REFUSED);
        let left_out = lines.len().saturating_sub(most);
        lines.truncate(most);
        if lines.is_empty() {
            return Vec::new();
        }
        let blocks = std::iter::once(Block::Tell(lines)).chain(more(left_out));
        vec![Section::new(refused_heading(answer), blocks.collect())]
    }

    /// The numbers on the table: who named which, issue by issue.
    pub(super) fn numbers(&self) -> Vec<Section> {
        let issues = self.model.issues_in_order().into_iter();
        let named = issues.filter(|issue| issue.scale.is_some());
        let named = named.map(|issue| (issue, self.numbers_on(issue)));
        let mut told: Vec<(&Issue, Vec<Line>)> =
            named.filter(|(_, lines)| !lines.is_empty()).collect();
        let left_out = told.len().saturating_sub(self.room().min(2));
        told.truncate(self.room().min(2));
        if told.is_empty() {
            return Vec::new();
        }
        let others = upper_first(&count(left_out, "more issue has", "more issues have"));
        let others = format!("{others} numbers in the briefing for analysts.");
        let others = (left_out > 0).then(|| say(others));
        // One picture is enough for a page.
        let shown = told.first().filter(|_| self.has_scale());
        let shown = shown.map(|(issue, _)| self.scale_of(issue));
        let told = told.into_iter().map(|(_, lines)| Block::Tell(lines));
        let blocks = shown.into_iter().chain(told).chain(others);
        vec![Section::new("Numbers named", blocks.collect())]
    }

    fn numbers_on(&self, issue: &Issue) -> Vec<Line> {
        let named = |one: &&Position| one.value.is_some() && one.on.issue() == Some(&issue.id);
        let named = self.positions_in_force().filter(named);
        named.map(|one| self.marked_position(one)).collect()
    }

    /// A position with the mark of a note, where it has one.
    fn marked_position(&self, position: &Position) -> Line {
        let item = self.words.position_line(position).item();
        self.with_notes(item, &Vec::from_iter(position.note.clone()))
            .line
    }

    /// How sure the finding is, in a sentence or two.
    pub(super) fn how_sure_in_short(&self) -> Vec<Section> {
        let answer = self.answer.as_ref();
        let told = answer.and_then(|answer| how_sure(self.words, answer));
        let told = told.map(|section| {
            let lines = section.blocks.into_iter().flat_map(|block| match block {
                Block::Items(items) => items.into_iter().flat_map(with_what_is_below).collect(),
                Block::Say(line) => vec![line],
                Block::Tell(lines) => lines,
                Block::Steps(_) | Block::Table(_) | Block::Figure(_) | Block::WriteIn(..) => {
                    Vec::new()
                }
            });
            Section::new(section.heading, vec![Block::Tell(lines.collect())]).placed(Place::Foot)
        });
        told.into_iter().collect()
    }

    /// The claims of fact with who makes and who denies them: those that nobody denies are claims too.
    pub(super) fn claims_to_check(&self) -> Vec<Section> {
        let mut claims: Vec<&Claim> = self.model.claims.values().collect();
        // What is disputed comes first.
        claims.sort_by_key(|claim| (claim.denied_by.is_empty(), claim.id.clone()));
        let left_out = claims.len().saturating_sub(2 * self.room());
        claims.truncate(2 * self.room());
        if claims.is_empty() {
            return Vec::new();
        }
        let columns = ["Claim", "Who says so", "Who denies it"];
        let table = Table {
            columns: columns.map(str::to_owned).to_vec(),
            rows: claims
                .into_iter()
                .map(|claim| self.claim_row(claim))
                .collect(),
        };
        let blocks = std::iter::once(Block::Table(table)).chain(more(left_out));
        vec![Section::new(
            "Claims to check before printing",
            blocks.collect(),
        )]
    }

    fn claim_row(&self, claim: &Claim) -> Vec<Vec<Line>> {
        let said = claim.asserted_by.iter();
        let said = said.map(|one| derived(self.words.party_first(&one.party)).citing(&one.cites));
        let denied = claim.denied_by.iter();
        let denied =
            denied.map(|one| derived(self.words.party_first(&one.party)).citing(&one.cites));
        let mut denied: Vec<Line> = denied.collect();
        if denied.is_empty() {
            denied.push(derived("Nobody on record"));
        }
        vec![vec![derived(sentence(&claim.text))], said.collect(), denied]
    }

    /// Where they differ beside the way to the goal, one sentence each.
    pub(super) fn differences(&self) -> Vec<Section> {
        let apart = |one: &&Conflict| matches!(one.kind, ConflictKind::Apart(_));
        let told = self.conflicts.iter().filter(apart);
        let issues = told.filter_map(|one| one.issue.as_ref());
        let lines = issues.flat_map(|issue| {
            let on = self.positions_in_force();
            let on = on.filter(|one| one.on.issue() == Some(issue));
            on.map(|one| self.marked_position(one))
                .collect::<Vec<Line>>()
        });
        let mut lines: Vec<Line> = lines.collect();
        let left_out = lines.len().saturating_sub(2 * self.room());
        lines.truncate(2 * self.room());
        if lines.is_empty() {
            return Vec::new();
        }
        let blocks = std::iter::once(Block::Tell(lines)).chain(more(left_out));
        vec![Section::new("Where wishes differ", blocks.collect())]
    }

    /// How to attribute what stands here.
    pub(super) fn how_to_attribute(&self) -> Vec<Section> {
        if !self.has_sources() {
            return Vec::new();
        }
        let lines = vec![
            derived(
                "A sentence with a person’s name, in italics, is what a text reports that person as saying, paraphrased.",
            ),
            derived("One with a dagger is what a text says of a party."),
            derived(
                "One with neither is worked out from these. Where ‡ stands, the reading is that of the author of the model.",
            ),
            derived("Nothing here is advice, a forecast, or a verdict on who is right."),
        ];
        vec![Section::new("How to attribute", vec![Block::Tell(lines)])]
    }
}

/// What is said of answers that are missing: whether some have spoken of the matter, as far as texts say.
fn how_missing(awaited: &[Awaited]) -> String {
    let spoke = |one: &Awaited| match one.spoken {
        Spoken::Remark | Spoken::Undecided | Spoken::Split | Spoken::Contested => true,
        Spoken::Nothing | Spoken::Silent | Spoken::Ended => false,
    };
    let how = match (awaited.iter().any(spoke), awaited.iter().all(spoke)) {
        (false, _) => "Silence counts neither as consent nor as refusal.",
        (true, true) => {
            "They have spoken without a clear yes or no, which counts neither as consent nor as refusal."
        }
        (true, false) => {
            "Some have spoken without a clear yes or no; others have given no answer. Neither counts as consent or refusal."
        }
    };
    format!("{how} A no from any of them could still stand in the way.")
}

/// Whether a silence that a text tells says already that an answer is missing.
fn is_told_by(item: &Item, silent: &[Item]) -> bool {
    let words = &item.line.words;
    let told = words.split_once(", though ").map(|(told, _)| told);
    told.is_some_and(|told| silent.iter().any(|one| one.line.words.starts_with(told)))
}

/// Sentences that stand for one line, each with its mark of a note.
fn with_mark(mut lines: Vec<Line>, has_note: bool) -> Vec<Line> {
    for line in lines
        .iter_mut()
        .filter(|line| has_note && !line.words.ends_with(NOTED))
    {
        line.words += NOTED;
    }
    lines
}

fn refused_heading(answer: &Blocks) -> &'static str {
    match answer.status() {
        Status::Blocked => "Also refused, though this is not what blocks it",
        Status::Open | Status::Met | Status::Reached | Status::Closed | Status::Pending => {
            "Other refusals on record"
        }
    }
}

fn with_what_is_below(item: Item) -> Vec<Line> {
    let below = item.below.into_iter().map(|one| one.line);
    let mut first = item.line;
    // What led a list is a sentence of its own in a paragraph.
    if let Some(words) = first.words.strip_suffix(':') {
        first.words = format!("{words}.");
    }
    std::iter::once(first).chain(below).collect()
}

/// How many of a list are left out, where some are.
fn more(left_out: usize) -> Option<Block> {
    let number = upper_first(&count(left_out, "more is", "more are"));
    (left_out > 0).then(|| say(format!("{number} in the briefing for analysts.")))
}
