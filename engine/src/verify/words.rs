//! What parties say on a day, read off the list of positions by the table of meaning in `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Body, Condition, Issue, IssueId, Model, OptionId, PartyId, Position, Quantity, Scale, Split,
    Stance, Target, ValueRange,
};
use crate::source::Date;

/// The bodies that decide by a rule, as they are on a day.
fn bodies_on(model: &Model, day: Option<Date>) -> BTreeMap<PartyId, Body> {
    let mut found = BTreeMap::new();
    for (id, party) in &model.parties {
        let body = party.body.as_ref().map(|body| body.on(day));
        if let Some(body) = body.filter(|body| body.rule.is_some()) {
            found.insert(id.clone(), body);
        }
    }
    found
}

/// What a party says of one thing.
#[derive(Clone)]
pub(super) enum Says<'a> {
    /// A plain yes.
    Yes,
    /// A yes once one of these conditions holds.
    YesIf(Vec<&'a Condition>),
    /// A no that one of these ends.
    No(Vec<&'a Condition>),
    /// Neither, or both.
    Unknown,
    /// What its members say by their votes.
    Counted,
}

impl<'a> Says<'a> {
    /// The conditions that it names.
    pub fn conditions(&self) -> &[&'a Condition] {
        match self {
            Self::Yes | Self::Unknown | Self::Counted => &[],
            Self::YesIf(conditions) | Self::No(conditions) => conditions,
        }
    }
}

/// A number that somebody stated on a scale, or what lies between two of them.
struct Cell {
    id: OptionId,
    low: Option<Quantity>,
    high: Option<Quantity>,
}

impl Cell {
    fn new(id: &str, low: Option<Quantity>, high: Option<Quantity>) -> Self {
        Self {
            id: OptionId::new(id),
            low,
            high,
        }
    }

    fn number(number: Quantity) -> Self {
        Self::new(&number.to_string(), Some(number), Some(number))
    }

    fn between(low: Quantity, high: Quantity) -> Self {
        Self::new(&format!("{low}-to-{high}"), Some(low), Some(high))
    }

    fn under(first: Quantity) -> Self {
        Self::new(&format!("under-{first}"), None, Some(first))
    }

    fn over(last: Quantity) -> Self {
        Self::new(&format!("over-{last}"), Some(last), None)
    }

    fn lies_in(&self, range: &ValueRange) -> bool {
        if self.low.is_some() && self.low == self.high {
            self.low.is_some_and(|number| range.contains(number))
        } else {
            range.contains_between(self.low, self.high)
        }
    }
}

/// The three places in which positions of one party on one target stand beside each other.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Slot {
    Itself,
    Named,
    RefusedNumbers,
}

fn slot(position: &Position) -> Slot {
    match (&position.value, position.stance == Stance::Rejects) {
        (None, _) => Slot::Itself,
        (Some(_), true) => Slot::RefusedNumbers,
        (Some(_), false) => Slot::Named,
    }
}

/// The positions in force on a day.
pub(super) struct Words<'a> {
    pub(super) model: &'a Model,
    day: Option<Date>,
    /// The bodies that decide by a rule, as they are on the day.
    pub(super) bodies: BTreeMap<PartyId, Body>,
    /// The positions in force, by the milestone or issue that they are about.
    about: BTreeMap<Target, Vec<&'a Position>>,
    cells: BTreeMap<IssueId, Vec<Cell>>,
}

/// One word of a party on one target.
#[derive(Clone, Copy)]
struct Word<'a> {
    date: Option<Date>,
    /// Whether it is about the target itself, and not implied by a demand for something else.
    explicit: bool,
    position: &'a Position,
}

impl Word<'_> {
    fn is_yes(&self) -> bool {
        self.explicit && self.position.stance.grants()
    }

    fn is_undecided(&self) -> bool {
        self.explicit && self.position.stance == Stance::Open && !self.position.abstains()
    }
}

impl<'a> Words<'a> {
    pub fn on(model: &'a Model, day: Option<Date>) -> Self {
        let mut words = Self {
            model,
            day,
            bodies: bodies_on(model, day),
            about: BTreeMap::new(),
            cells: BTreeMap::new(),
        };
        for position in in_force(model, day) {
            let about = words.about.entry(position.on.whole()).or_default();
            about.push(position);
        }
        for issue in model.issues.values() {
            let cells = words.cut(issue);
            words.cells.insert(issue.id.clone(), cells);
        }
        words
    }

    /// The positions in force on a milestone, or on an issue and its answers.
    fn about(&self, target: &Target) -> impl Iterator<Item = &'a Position> + use<'_, 'a> {
        let about = self.about.get(&target.whole()).into_iter();
        about.flatten().copied()
    }

    /// A scale is cut at every number in force, at those that conditions ask for, and at its own ends.
    fn cut(&self, issue: &Issue) -> Vec<Cell> {
        let Some(scale) = &issue.scale else {
            return Vec::new();
        };
        let marks = self.marks(issue, scale);
        let under = marks.first().filter(|_| scale.min.is_none());
        let over = marks.last().filter(|_| scale.max.is_none());
        let numbers = marks.iter().map(|&mark| Cell::number(mark));
        let between = marks.windows(2).map(|pair| Cell::between(pair[0], pair[1]));
        numbers
            .chain(between)
            .chain(under.map(|&first| Cell::under(first)))
            .chain(over.map(|&last| Cell::over(last)))
            .collect()
    }

    fn marks(&self, issue: &Issue, scale: &Scale) -> Vec<Quantity> {
        let whole = Target::Issue(issue.id.clone());
        let stated = self.about(&whole).filter(|p| p.on == whole);
        let ends = stated
            .filter_map(|p| p.value)
            .flat_map(|range| [range.low.quantity(), range.high.quantity()])
            .flatten();
        let inside = ends.filter(|number| scale.contains(*number));
        let asked = scale.asked.iter().copied();
        let ends = inside.chain(asked).chain(scale.min).chain(scale.max);
        let marks: BTreeSet<Quantity> = ends.collect();
        marks.into_iter().collect()
    }

    /// The options of an issue, or the cells of its scale.
    pub fn answers(&self, issue: &Issue) -> Vec<Target> {
        let cells = self.cells.get(&issue.id).into_iter().flatten();
        let cells = cells.map(|cell| cell.id.clone());
        let options = issue.options.iter().map(|option| option.id.clone());
        options
            .chain(cells)
            .map(|id| Target::Option(issue.id.clone(), id))
            .collect()
    }

    /// The answers to an issue that are numbers in a range.
    pub fn within(&self, issue: &Target, range: &ValueRange) -> Vec<Target> {
        let id = issue.issue();
        let cells = id.and_then(|id| self.cells.get(id)).into_iter().flatten();
        let cells = cells.filter(|cell| cell.lies_in(range));
        cells
            .zip(id.into_iter().cycle())
            .map(|(cell, id)| Target::Option(id.clone(), cell.id.clone()))
            .collect()
    }

    /// Whether a party itself says anything that bears on something.
    pub fn has_spoken(&self, party: &PartyId, target: &Target) -> bool {
        !self.counting(party, target).is_empty()
    }

    /// Whether a member of a body votes on something itself, and the body does not speak for it.
    pub fn votes_itself(&self, body: &PartyId, member: &PartyId, target: &Target) -> bool {
        !self.has_spoken(body, target)
            || self.bodies.contains_key(member)
            || self.has_spoken(member, target)
    }

    /// How many of a party's votes are for something and how many against it.
    pub fn split(&self, party: &PartyId, target: &Target) -> Option<Split> {
        let counting = self.counting(party, target);
        let alone = counting.first().filter(|_| counting.len() == 1)?;
        alone.position.split
    }

    /// The words of a party on something that count, on the day on which it last spoke of it.
    fn counting(&self, party: &PartyId, target: &Target) -> Vec<Word<'a>> {
        let about = self.about(target);
        let own: Vec<&Position> = about.filter(|p| p.party == *party).collect();
        let mut counting = latest(&self.words_on(&own, target));
        let answers = |word: &Word<'_>| self.says_whether(word.position, target);
        if counting.iter().any(answers) {
            counting.retain(answers);
        }
        counting
    }

    /// Whether a party, or a member of a body, says anything of an issue as a whole, beside its answers.
    pub fn speaks_of_whole(&self, party: &PartyId, issue: &Issue) -> bool {
        let body = self.bodies.get(party);
        let mut members = body.into_iter().flat_map(|body| &body.members);
        self.itself_speaks_of_whole(party, issue)
            || members.any(|one| self.speaks_of_whole(&one.party, issue))
    }

    fn itself_speaks_of_whole(&self, party: &PartyId, issue: &Issue) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let about = self.about(&whole);
        let mut own = about.filter(|p| p.party == *party && p.on == whole);
        own.any(|p| slot(p) == Slot::Itself)
    }

    /// Whose yes an issue as a whole needs.
    pub fn asked_of_whole(&self, issue: &'a Issue) -> Vec<&'a PartyId> {
        let all = issue.between.iter();
        match self.answers(issue).is_empty() {
            true => all.collect(),
            false => all
                .filter(|party| self.speaks_of_whole(party, issue))
                .collect(),
        }
    }

    /// The latest words of a party about one thing, put together.
    pub fn says(&self, party: &PartyId, target: &Target) -> Says<'a> {
        let about = self.about(target);
        let own: Vec<&Position> = about.filter(|p| p.party == *party).collect();
        let mut counting = latest(&self.words_on(&own, target));
        counting.retain(|word| self.says_whether(word.position, target));
        let implied_by_contested =
            |word: &Word<'a>| !word.explicit && self.names_only_contested(&own, word.position);
        let is_unclear = |word: &Word<'a>| word.is_undecided() || implied_by_contested(word);
        let some_yes = counting.iter().any(Word::is_yes);
        let all_yes = counting.iter().all(Word::is_yes);
        if counting.is_empty() || counting.iter().any(is_unclear) || (some_yes && !all_yes) {
            return Says::Unknown;
        }
        match some_yes {
            true => Self::yes_of(&counting, self.day),
            false => Self::no_of(&counting),
        }
    }

    /// Of an issue without answers only `accepts`, `rejects` and `open` say whether it is settled.
    fn says_whether(&self, position: &Position, target: &Target) -> bool {
        let stance = position.stance;
        !self.has_no_answers(target)
            || matches!(stance, Stance::Accepts | Stance::Rejects | Stance::Open)
    }

    fn has_no_answers(&self, target: &Target) -> bool {
        match target {
            Target::Issue(id) => !self.model.issues[id].has_answers(),
            Target::Milestone(_) | Target::Option(..) => false,
        }
    }

    fn yes_of(words: &[Word<'a>], day: Option<Date>) -> Says<'a> {
        let ifs = words.iter().map(|word| {
            let condition = word.position.condition.as_ref();
            condition.filter(|condition| condition.stands_on(day))
        });
        match ifs.collect::<Option<Vec<_>>>() {
            Some(conditions) => Says::YesIf(once(conditions)),
            None => Says::Yes,
        }
    }

    fn no_of(words: &[Word<'a>]) -> Says<'a> {
        let explicit = words.iter().filter(|word| word.explicit);
        let untils = explicit.filter_map(|word| word.position.until.as_ref());
        Says::No(once(untils.collect()))
    }

    /// Every word that bears on a target: about it, or implied by a demand for something else.
    fn words_on(&self, own: &[&'a Position], target: &Target) -> Vec<Word<'a>> {
        let own = own.iter().copied();
        let Target::Option(id, option) = target else {
            let here = own.filter(|p| p.on == *target && slot(p) == Slot::Itself);
            return here.map(|p| self.word(p, true)).collect();
        };
        let cells = self.cells.get(id).into_iter().flatten();
        let mut cells = cells.filter(|cell| cell.id == *option);
        let cell = cells.next();
        own.filter(|p| p.on.issue() == Some(id))
            .filter_map(|p| self.word_on_answer(p, target, cell))
            .collect()
    }

    fn word(&self, position: &'a Position, explicit: bool) -> Word<'a> {
        Word {
            date: self.model.stated_on(position),
            explicit,
            position,
        }
    }

    /// What a position on the same issue says of an answer: it names it, or it demands another one. `cell` is the answer
    /// where it is a number.
    fn word_on_answer(
        &self,
        position: &'a Position,
        answer: &Target,
        cell: Option<&Cell>,
    ) -> Option<Word<'a>> {
        let is_on_whole = matches!(position.on, Target::Issue(_));
        let names_it = match (cell, &position.value) {
            (Some(cell), Some(value)) if is_on_whole => cell.lies_in(value),
            (None, None) if !is_on_whole => position.on == *answer,
            _ => return None,
        };
        let bears = names_it || position.stance == Stance::Demands;
        bears.then(|| self.word(position, names_it))
    }

    /// Whether all that a demand names is contradicted by other words of its own day.
    fn names_only_contested(&self, own: &[&'a Position], demand: &Position) -> bool {
        let day = self.model.stated_on(demand);
        let named = self.named_by(demand);
        let is_contested = |target: &Target| {
            let mut words = self.words_on(own, target);
            words.retain(|word| word.explicit);
            let counting = latest(&words);
            let grants = |word: &Word<'a>| word.position.stance.grants();
            counting.first().is_some_and(|word| word.date == day)
                && counting.iter().any(grants)
                && !counting.iter().all(grants)
        };
        !named.is_empty() && named.iter().all(is_contested)
    }

    /// The answers that a position names.
    fn named_by(&self, position: &Position) -> Vec<Target> {
        let (Target::Issue(id), Some(value)) = (&position.on, &position.value) else {
            return vec![position.on.clone()];
        };
        let cells = self.cells.get(id).into_iter().flatten();
        cells
            .filter(|cell| cell.lies_in(value))
            .map(|cell| Target::Option(id.clone(), cell.id.clone()))
            .collect()
    }
}

/// The words of the latest day; of these the explicit ones before the implied.
fn latest<'a>(words: &[Word<'a>]) -> Vec<Word<'a>> {
    let rank = |word: &Word<'a>| (word.date, word.explicit);
    let latest = words.iter().map(rank).max();
    let counting = words.iter().filter(|word| Some(rank(word)) == latest);
    counting.copied().collect()
}

/// A condition said twice is one.
fn once(conditions: Vec<&Condition>) -> Vec<&Condition> {
    let mut seen = BTreeSet::new();
    conditions
        .into_iter()
        .filter(|condition| seen.insert(condition.meaning()))
        .collect()
}

/// In each slot the positions of the latest day that the model knows, if they have not ended; a whole scale left open
/// takes the place of the numbers before it.
fn in_force(model: &Model, day: Option<Date>) -> Vec<&Position> {
    let known = |p: &&Position| {
        let stated = model.stated_on(p);
        p.is_own() && day.is_none_or(|day| stated.is_none_or(|stated| stated <= day))
    };
    let known: Vec<&Position> = model.positions.iter().filter(known).collect();
    let mut beside: BTreeMap<(&PartyId, &Target), Vec<&Position>> = BTreeMap::new();
    for position in &known {
        let own = beside.entry((&position.party, &position.on)).or_default();
        own.push(position);
    }
    let is_replaced = |p: &Position| {
        let mut others = beside[&(&p.party, &p.on)].iter();
        others.any(|other| takes_the_place(model, other, p))
    };
    let has_ended = |p: &Position| day.is_some_and(|day| p.ended.is_some_and(|end| end <= day));
    let counts = |p: &&Position| !is_replaced(p) && !has_ended(p);
    known.iter().copied().filter(counts).collect()
}

/// Whether a position takes the place of an earlier one.
fn takes_the_place(model: &Model, later: &Position, earlier: &Position) -> bool {
    let leaves_open = slot(later) == Slot::Itself && later.stance == Stance::Open;
    later.party == earlier.party
        && later.on == earlier.on
        && (slot(later) == slot(earlier) || leaves_open)
        && model.stated_on(later) > model.stated_on(earlier)
}
