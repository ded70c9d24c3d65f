//! Who stands with whom: the parties that have spoken around a ring, agreements and conflicts between them; whoever
//! else must say yes, or is only named, below.

mod picture;

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, ConflictKind, Holding};
use crate::graph::{PositionGraph, Reading, StanceInfo};
use crate::model::{IssueId, Party, PartyId, Position, PositionId, Stance, Target};

use crate::view::drawings::conflict::{exclusive_sets, opposite_orders};
use crate::view::drawings::entries::is_on_both_sides;
use crate::view::drawings::maker::Maker;
use crate::view::words::{Words, and, count, upper_first};
use crate::view::{Box, BoxKind, Diagram, DiagramLine, LineKind};

pub use picture::{PartiesPicture, PartyPair, parties_picture};

/// The parties and what is between them.
pub fn parties(words: &Words<'_>, graph: &PositionGraph, conflicts: &[Conflict]) -> Diagram {
    let standing = Standing::of(Maker::new(words, graph), conflicts);
    standing.draw(conflicts)
}

/// What is between two parties: a question, or two things of which each wants another first or alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    On(Target),
    /// Which of two comes first.
    Order(Target, Target),
    /// Two that cannot both be had.
    Either(Target, Target),
}

impl Question {
    /// By the names of its things, for a list.
    fn name(&self, words: &Words<'_>) -> String {
        let name = |target: &Target| words.target(target);
        match self {
            Self::On(target) => name(target),
            Self::Order(one, other) => {
                format!("which comes first, {} or {}", name(one), name(other))
            }
            Self::Either(one, other) => {
                format!("{} or {}, which cannot both be", name(one), name(other))
            }
        }
    }
}

/// The questions that are between each two parties.
#[derive(Default)]
struct Between(BTreeMap<(PartyId, PartyId), BTreeSet<Question>>);

impl Between {
    fn add(&mut self, a: &PartyId, b: &PartyId, about: Question) {
        let pair = (a.min(b).clone(), a.max(b).clone());
        self.0.entry(pair).or_default().insert(about);
    }

    /// What a conflict sets two parties against each other on.
    fn add_conflict(&mut self, conflict: &Conflict) {
        for set in exclusive_sets(conflict) {
            // Of three that leave nothing together no two need be against each other.
            if let [a, b] = set.as_slice()
                && a.party != b.party
            {
                self.add(&a.party, &b.party, question(&a.on.whole(), &b.on.whole()));
            }
        }
        if let Some([one, other]) = opposite_orders(conflict) {
            let (first, second) = (&one.before, &one.after);
            let about = Question::Order(first.min(second).clone(), first.max(second).clone());
            self.add(&one.party, &other.party, about);
        }
    }

    /// Each two parties of which one refuses all numbers of a scale that the other would take.
    fn add_numbers(&mut self, numbers: &[&Position]) {
        for (a, b) in pairs(numbers) {
            let is_apart = a.party != b.party && a.on == b.on && one_refuses(a.stance, b.stance);
            let (refused, taken) = match a.stance == Stance::Rejects {
                true => (a.value, b.value),
                false => (b.value, a.value),
            };
            let covers = refused
                .zip(taken)
                .is_some_and(|(no, yes)| no.common(&yes) == yes);
            if is_apart && covers {
                self.add(&a.party, &b.party, Question::On(a.on.whole()));
            }
        }
    }

    /// Each two parties that want different answers to an issue.
    fn add_wishes(&mut self, stated: &[Holding], issue: &IssueId) {
        for (a, b) in pairs(stated).filter(|(a, b)| differ(a, b)) {
            let about = Question::On(Target::Issue(issue.clone()));
            self.add(&a.party, &b.party, about);
        }
    }

    /// `Ukraine and Russia disagree on three questions`, of the pair with the most; their number where
    /// several have as many.
    fn finding(&self, words: &Words<'_>) -> Option<String> {
        let most = self.0.values().map(BTreeSet::len).max()?;
        let tied = self.0.values().filter(|about| about.len() == most).count();
        if tied > 1 {
            let pairs = count(self.0.len(), "pair of parties", "pairs of parties");
            return Some(format!("{} disagree", upper_first(&pairs)));
        }
        let ((a, b), about) = self.0.iter().max_by_key(|(_, about)| about.len())?;
        Some(format!(
            "{} and {} disagree on {}",
            words.party_first(a),
            words.party(b),
            count(about.len(), "question", "questions")
        ))
    }
}

/// A drawing of the parties.
struct Standing<'a> {
    maker: Maker<'a>,
    in_force: Vec<PositionId>,
    /// How many parties hold a position.
    holders: usize,
    /// The parties in the ring: who says something, and who is set against another by a condition of its own.
    spoken: BTreeSet<PartyId>,
    /// The boxes of the ring.
    boxes: BTreeMap<PartyId, usize>,
}

impl<'a> Standing<'a> {
    fn of(mut maker: Maker<'a>, conflicts: &[Conflict]) -> Self {
        maker.diagram.ring = true;
        let in_force = maker.in_force();
        let parties = maker.positions(&in_force).map(|one| &one.party);
        let mut spoken: BTreeSet<PartyId> = parties.cloned().collect();
        let holders = spoken.len();
        spoken.extend(ordering(conflicts).cloned());
        Self {
            maker,
            in_force,
            holders,
            spoken,
            boxes: BTreeMap::new(),
        }
    }

    fn draw(mut self, conflicts: &[Conflict]) -> Diagram {
        let clash = self.clashes(conflicts);
        self.write_the_head(&clash);
        self.put_the_ring();
        let agree = self.agreements();
        self.join_pairs(&agree, LineKind::Agrees, "agree on");
        let apart = wishes_apart(conflicts);
        self.join_pairs(&apart, LineKind::Gap, "state different wishes on");
        let against = "disagree on";
        self.join_pairs(&clash, LineKind::Incompatible, against);
        self.put_the_others();
        self.maker.diagram.description = self.description();
        self.maker.finish()
    }

    fn description(&self) -> String {
        let diagram = &self.maker.diagram;
        let lines = diagram.lines.iter().map(|line| line.tooltip.as_str());
        let lines: Vec<&str> = lines.collect();
        format!("{} {}", diagram.subtitle, lines.join(" "))
    }

    fn write_the_head(&mut self, clash: &Between) {
        let have = match self.holders {
            1 => "one party has a position".to_owned(),
            0 => "no party has a position".to_owned(),
            n => format!("{} have a position", count(n, "party", "parties")),
        };
        self.maker.diagram.title = self.title(clash);
        self.maker.diagram.subtitle = format!(
            "{}{}. The wider a line, the more questions it stands for.",
            self.maker.as_of(),
            upper_first(&have)
        );
    }

    fn title(&self, clash: &Between) -> String {
        let none = if self.holders == 0 {
            "No party has a position recorded"
        } else {
            "No two parties disagree on record"
        };
        let finding = clash.finding(self.maker.words);
        finding.unwrap_or_else(|| none.to_owned())
    }

    fn put_the_ring(&mut self) {
        let mut parties = self.maker.model.parties_in_order();
        parties.retain(|party| self.spoken.contains(&party.id));
        for party in parties {
            let drawn = self.maker.put(self.ring_box(party));
            self.boxes.insert(party.id.clone(), drawn);
        }
    }

    fn ring_box(&self, party: &Party) -> Box {
        let mut item = box_of(party);
        item.owner = Some(self.maker.owner(&party.id));
        item.note = self.said_by(party);
        item.tooltip = format!("{}: {}.", party.name, item.note);
        item
    }

    /// How many positions a party has; one without is in the ring for its conditions.
    fn said_by(&self, party: &Party) -> String {
        let positions = self.maker.positions(&self.in_force);
        match positions.filter(|one| one.party == party.id).count() {
            0 => "conditions only".to_owned(),
            n => count(n, "position", "positions"),
        }
    }

    /// A line for each pair of which both are in the ring.
    fn join_pairs(&mut self, between: &Between, kind: LineKind, does: &str) {
        for ((a, b), about) in &between.0 {
            let ends = self.boxes.get(a).zip(self.boxes.get(b));
            let Some((&from, &to)) = ends else { continue };
            let words = self.maker.words;
            let (one, other) = (words.party_first(a), words.party(b));
            let about_it: Vec<String> = about.iter().map(|one| one.name(words)).collect();
            let tooltip = format!("{one} and {other} {does} {}.", about_it.join("; "));
            self.maker.diagram.lines.push(DiagramLine {
                from,
                to,
                kind,
                weight: about.len(),
                tooltip,
            });
        }
    }

    fn stance_of(&self, i: PositionId) -> Option<&StanceInfo> {
        let position = self.maker.position(i);
        let mut stances = self.maker.graph.stances().iter();
        stances.find(|one| one.party == position.party && one.target == position.on)
    }

    /// What a party contradicts on the same day, a refusal that is over, and the word of a bloc whose votes fall on both sides set it
    /// against nobody.
    fn stands(&self, i: PositionId) -> bool {
        !self.maker.graph.is_over(i) && !is_on_both_sides(&self.maker, i)
    }

    /// Whether a word is what its party is read as saying: one that answers nothing, or that another of its words outweighs, agrees
    /// with nobody and stands against nobody.
    fn is_the_answer(&self, i: PositionId) -> bool {
        let Some(reading) = self.stance_of(i).map(|stance| stance.reading) else {
            return true;
        };
        match reading {
            Reading::Unknown => false,
            Reading::Counted => true,
            Reading::Refused => !self.maker.position(i).stance.grants(),
            Reading::Granted | Reading::Conditional => self.maker.position(i).stance.grants(),
        }
    }

    /// The positions without a number that count.
    fn plain(&self, counts: impl Fn(PositionId) -> bool) -> Vec<&'a Position> {
        let mut ids = self.in_force.clone();
        ids.retain(|&i| counts(i));
        let positions = self.maker.positions(&ids);
        positions.filter(|one| one.value.is_none()).collect()
    }

    /// Two parties agree on a question where both say yes to the same answer without a number.
    fn agreements(&self) -> Between {
        let answers = self.plain(|i| self.stands(i) && self.is_the_answer(i));
        on_the_same(&answers, |a, b| means_yes(a) && means_yes(b))
    }

    /// Two parties disagree where one says yes to what the other refuses, or a conflict names both.
    fn clashes(&self, conflicts: &[Conflict]) -> Between {
        let standing = self.plain(|i| self.stands(i) && self.is_the_answer(i));
        let mut found = on_the_same(&standing, |a, b| one_refuses(a.stance, b.stance));
        found.add_numbers(&self.numbers());
        for conflict in conflicts {
            found.add_conflict(conflict);
        }
        found
    }

    /// The positions on scales that count.
    fn numbers(&self) -> Vec<&'a Position> {
        let ids = self.in_force.iter().copied();
        let ids: Vec<PositionId> = ids.filter(|&i| self.stands(i)).collect();
        let positions = self.maker.positions(&ids);
        positions.filter(|one| one.value.is_some()).collect()
    }

    /// Those who have not spoken: who must say yes to something, and who is only named.
    fn put_the_others(&mut self) {
        let mut silent = self.maker.model.parties_in_order();
        silent.retain(|party| !self.spoken.contains(&party.id));
        let is_asked = |party: &&Party| !self.awaited_of(party).is_empty();
        let (asked, named): (Vec<_>, Vec<_>) = silent.into_iter().partition(is_asked);
        self.put_below("Their yes is needed; no position in force", &asked);
        self.put_below("Third parties, no position in force", &named);
    }

    fn put_below(&mut self, title: &str, parties: &[&Party]) {
        if parties.is_empty() {
            return;
        }
        let group = self.maker.group(title);
        for party in parties {
            let mut item = box_of(party);
            item.group = Some(group);
            item.tooltip = self.why_it_is_here(party);
            self.maker.put(item);
        }
    }

    fn why_it_is_here(&self, party: &Party) -> String {
        let words = self.maker.words;
        let awaited = self.awaited_of(party);
        if awaited.is_empty() {
            let name = words.party_first(&party.id);
            format!("{name} is named in the model and has no position in it.")
        } else {
            let wanted = listed(awaited, words);
            format!(
                "The yes of {} is needed for {wanted}.",
                words.party(&party.id)
            )
        }
    }

    /// What a party has to say yes to, and nobody knows whether it does.
    fn awaited_of(&self, party: &Party) -> Vec<&Target> {
        let stances = self.maker.graph.stances().iter();
        let open = stances.filter(|one| one.reading == Reading::Unknown);
        let own = open.filter(|one| one.party == party.id);
        own.map(|one| &one.target).collect()
    }
}

/// What two positions that exclude each other are about.
fn question(one: &Target, other: &Target) -> Question {
    match one == other {
        true => Question::On(one.clone()),
        false => Question::Either(one.min(other).clone(), one.max(other).clone()),
    }
}

fn box_of(party: &Party) -> Box {
    let id = format!("party-{}", party.id);
    Box::new(id, BoxKind::Party, party.name.clone())
}

fn listed<'t>(targets: impl IntoIterator<Item = &'t Target>, words: &Words<'_>) -> String {
    let names = targets.into_iter().map(|target| words.target(target));
    and(&names.collect::<Vec<_>>())
}

/// Each thing of a list with each that comes later.
fn pairs<T>(list: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let firsts = list.iter().enumerate();
    firsts.flat_map(|(at, a)| list[at + 1..].iter().map(move |b| (a, b)))
}

/// The parties that want opposite orders.
fn ordering(conflicts: &[Conflict]) -> impl Iterator<Item = &PartyId> {
    let orders = conflicts.iter().filter_map(opposite_orders);
    orders.flatten().map(|order| &order.party)
}

/// Two parties whose stated wishes differ while nobody has refused.
fn wishes_apart(conflicts: &[Conflict]) -> Between {
    let mut found = Between::default();
    for conflict in conflicts {
        if let (ConflictKind::Apart(apart), Some(issue)) = (&conflict.kind, &conflict.issue) {
            found.add_wishes(&apart.stated, issue);
        }
    }
    found
}

/// Whether two parties want different things.
fn differ(a: &Holding, b: &Holding) -> bool {
    a.party != b.party && (a.value != b.value || a.option != b.option)
}

/// Pairs of parties with positions on the same thing, where the two count.
fn on_the_same(positions: &[&Position], counts: impl Fn(&Position, &Position) -> bool) -> Between {
    let mut found = Between::default();
    for (a, b) in pairs(positions) {
        if a.party != b.party && a.on == b.on && counts(a, b) {
            found.add(&a.party, &b.party, Question::On(a.on.whole()));
        }
    }
    found
}

/// A wish for a milestone is a wish for one's own: only the same answer, or a yes, is agreement.
fn means_yes(position: &Position) -> bool {
    let is_answer = matches!(position.on, Target::Option(..));
    position.stance.grants() && (position.stance != Stance::Prefers || is_answer)
}

/// Whether one says yes to what the other refuses.
fn one_refuses(a: Stance, b: Stance) -> bool {
    (a.grants() && b == Stance::Rejects) || (b.grants() && a == Stance::Rejects)
}
