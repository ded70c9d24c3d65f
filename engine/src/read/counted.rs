//! What follows from bodies and votes once everything is read: what cannot be, and the positions that a vote sets.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Article, Body, Forms, Model, Origin, Party, PartyId, PartyKind, Position, SEATS, Seats, Split,
    Stance, Target, Voice, Vote,
};
use crate::source::{Date, Place};

use super::bodies::{bad_vote, counted};
use super::body_checks;

/// Checks bodies, and turns votes and splits into positions.
pub(super) fn settle(model: &mut Model) -> Vec<Diagnostic> {
    let mut problems = body_checks::problems_of_bodies(model);
    for at in 0..model.votes.len() {
        let vote = model.votes[at].clone();
        match Count::of(model, vote) {
            Ok(mut count) => {
                count.others(model);
                if !count.vote.advisory {
                    model.positions.extend(count.positions());
                }
                model.votes[at] = count.vote;
            }
            Err(found) => problems.extend(found),
        }
    }
    problems.extend(settle_splits(model));
    problems
}

/// A vote whose numbers add up.
struct Count {
    vote: Vote,
    /// What is counted and told of no member.
    rest: Option<Split>,
}

impl Count {
    fn of(model: &Model, vote: Vote) -> Result<Self, Vec<Diagnostic>> {
        let body = model
            .parties
            .get(&vote.body)
            .and_then(|party| party.body.as_ref());
        let Some(body) = body.map(|body| body.on(Some(vote.date))) else {
            return Err(vec![no_body(&vote)]);
        };
        let (by, mut problems) = counted_by(&vote, &body);
        let vote = Vote { by, ..vote };
        let together = vote.together();
        problems.extend(does_not_add_up(&vote, &body, together));
        if !problems.is_empty() {
            let problems = problems.into_iter();
            return Err(problems.map(|one| bad_vote(one, vote.place)).collect());
        }
        let seats = body.total(SEATS).saturating_sub(together.told());
        let rest = vote
            .count
            .map(|count| not_voting(count.less(together), seats));
        Ok(Self {
            rest: rest.filter(|rest| rest.yes + rest.no > 0),
            vote,
        })
    }

    /// Gives what is told of no member to the other members, where the body has seats that no listed member has.
    fn others(&mut self, model: &mut Model) {
        let Some(rest) = self.rest.filter(|_| !self.vote.by.is_empty()) else {
            return;
        };
        let Some(party) = model.parties.get_mut(&self.vote.body) else {
            return;
        };
        let id = PartyId::new(&format!("{}-others", party.id.as_str()));
        let Some(unlisted) = unlisted(party, &id, self.vote.date) else {
            return;
        };
        if unlisted < rest.yes + rest.no {
            return;
        }
        let rest = not_voting(rest, unlisted);
        if !party.members.contains(&id) {
            let others = with_others(party, &id, unlisted);
            model.parties.insert(id.clone(), others);
        }
        self.vote.by.insert(id, rest);
        self.rest = None;
    }

    /// The positions that the vote sets, of each bloc and of those that are told of no bloc.
    fn positions(&self) -> Vec<Position> {
        let by = self.vote.by.iter().map(|(party, split)| (party, *split));
        let rest = self.rest.map(|rest| (&self.vote.body, rest));
        let told = by.chain(rest);
        told.map(|(party, split)| self.position(party, split))
            .collect()
    }

    fn position(&self, party: &PartyId, split: Split) -> Position {
        let vote = &self.vote;
        Position {
            party: party.clone(),
            on: vote.on.clone(),
            stance: Stance::Open,
            split: Some(split),
            value: None,
            condition: None,
            until: None,
            firmness: None,
            confidence: None,
            said_by: None,
            voice: Voice::default(),
            via: None,
            since: Some(vote.date),
            ended: None,
            ending: None,
            scope: None,
            private: false,
            disputes_meaning: false,
            remark: false,
            text: None,
            wordings: Vec::new(),
            interest: None,
            note: None,
            cites: vote.cites.clone(),
            origin: Origin::Written,
            place: vote.place,
        }
    }
}

/// The seats of a body that its author gives to no member, also once they are a member's.
fn unlisted(party: &Party, others: &PartyId, day: Date) -> Option<u64> {
    let mut now = party.body.as_ref()?.on(Some(day));
    now.members.retain(|one| one.party != *others);
    Some(now.unlisted())
}

/// Makes the members of a body that its author does not list a member, and gives it.
fn with_others(body: &mut Party, id: &PartyId, seats: u64) -> Party {
    let weights = [(SEATS.to_owned(), seats)].into_iter().collect();
    body.members.push(id.clone());
    if let Some(body) = &mut body.body {
        body.members.push(Seats {
            party: id.clone(),
            weights,
        });
    }
    others_of(body, id.clone())
}

/// The members of a body that its author does not list.
fn others_of(body: &Party, id: PartyId) -> Party {
    let forms = body.forms.clone();
    let the = if forms.article == Some(Article::The) {
        "the "
    } else {
        ""
    };
    Party {
        id,
        name: format!("other members of {the}{}", body.name),
        forms: Forms {
            article: Some(Article::None),
            plural: Some(true),
            is_common: true,
            ..Forms::default()
        },
        kind: PartyKind::Faction,
        aliases: Vec::new(),
        adjectives: Vec::new(),
        of: Some(body.id.clone()),
        members: Vec::new(),
        body: None,
        speakers: BTreeMap::new(),
        interests: BTreeMap::new(),
        batna: None,
        note: None,
        cites: body.cites.clone(),
        place: body.place,
    }
}

/// How split votes were cast or stand, after the name of whose they are.
fn in_words(verb: &str, split: Split, on: &str) -> String {
    match split.yes == 0 && split.no == 0 {
        true => format!("cast no vote on {on}"),
        false => format!("{verb} {} on {on}", split.in_words()),
    }
}

/// What a thing is called in a sentence.
fn called(model: &Model, on: &Target) -> String {
    let milestone = |id| model.milestones.get(id);
    let issue = |id| model.issues.get(id);
    let name = match on {
        Target::Milestone(id) => milestone(id).map(|one| one.forms.in_sentence(&one.name)),
        Target::Issue(id) => issue(id).map(|one| one.forms.in_sentence(&one.name)),
        Target::Option(id, option) => issue(id).map(|one| {
            let about = one.forms.in_sentence(&one.name);
            format!("{} in {about}", one.answer_name(option))
        }),
    };
    name.unwrap_or_else(|| on.to_string())
}

fn no_body(vote: &Vote) -> Diagnostic {
    let id = &vote.body;
    let message = format!("`{id}` is no body: it has neither `seats` nor weights of members");
    bad_vote(message, vote.place)
        .help("give the party `members: { a: 317, b: 257 }` and a `rule: { majority: seats }`")
}

/// How each member voted, in numbers that it has; and what cannot be so.
fn counted_by(vote: &Vote, body: &Body) -> (BTreeMap<PartyId, Split>, Vec<String>) {
    let mut problems = Vec::new();
    let mut by = BTreeMap::new();
    for (party, split) in &vote.by {
        match counted_of(&vote.body, body, party, *split) {
            Ok(split) => {
                by.insert(party.clone(), split);
            }
            Err(message) => problems.push(message),
        }
    }
    (by, problems)
}

/// So many votes, of which those that were not counted were not cast.
fn not_voting(split: Split, seats: u64) -> Split {
    let cast = split.yes.saturating_add(split.no);
    Split {
        abstained: seats.saturating_sub(cast),
        ..split
    }
}

/// How a member voted, in numbers that it has.
fn counted_of(id: &PartyId, body: &Body, party: &PartyId, split: Split) -> Result<Split, String> {
    let member = body.members.iter().find(|one| one.party == *party);
    let Some(member) = member else {
        return Err(format!(
            "`{party}` votes in `{id}` and is not among its members on that day"
        ));
    };
    let seats = member.weight(SEATS);
    let split = counted(split, seats);
    if split.told() > seats {
        return Err(format!(
            "`{party}` has {seats} seats in `{id}`, and {} of its votes are counted",
            split.told()
        ));
    }
    // Who was not counted did not vote.
    Ok(Split {
        abstained: split.abstained + split.rest(seats),
        ..split
    })
}

fn does_not_add_up(vote: &Vote, body: &Body, together: Split) -> Vec<String> {
    let (id, total) = (&vote.body, body.total(SEATS));
    let told = vote.count.map_or(0, Split::told);
    let too_many =
        (told > total).then(|| format!("{told} votes are counted in `{id}`, which has {total}"));
    let over = vote.count.map(|count| more_than(count, together));
    too_many
        .into_iter()
        .chain(over.into_iter().flatten())
        .collect()
}

/// In what the members come to more than was counted.
fn more_than(count: Split, together: Split) -> Vec<String> {
    let pairs = [
        ("for", together.yes, count.yes),
        ("against", together.no, count.no),
    ];
    let over = pairs.into_iter().filter(|(_, by, all)| by > all);
    let told = over.map(|(word, by, all)| {
        format!("the members’ votes {word} come to {by}, and {all} are counted in all")
    });
    told.collect()
}

/// Gives each position that is split the stance that its numbers come to.
fn settle_splits(model: &mut Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let seats = SeatsOf::of(model);
    let told = Told::of(model);
    for position in &mut model.positions {
        let Some(split) = position.split else {
            continue;
        };
        let seats = seats.on(&position.party, position.since);
        match seats.filter(|seats| split.told() <= *seats) {
            Some(seats) => settle_split(position, split, seats, &told),
            None => problems.push(bad_vote(
                no_such_votes(&position.party, split, seats),
                position.place,
            )),
        }
    }
    problems
}

fn settle_split(position: &mut Position, split: Split, seats: u64, told: &Told) {
    position.stance = stance_of(split, seats);
    // All of them as one: nothing is split.
    let is_one = split.yes == seats || split.no == seats;
    position.split = (!is_one).then_some(split);
    if !is_one && position.text.is_none() {
        position.text = Some(told.words(position, split));
    }
}

/// What split votes are told with: what they are about, and the counts that they come from.
struct Told {
    names: BTreeMap<Target, String>,
    votes: BTreeMap<Place, Vote>,
}

impl Told {
    fn of(model: &Model) -> Self {
        let split = model.positions.iter().filter(|one| one.split.is_some());
        let votes = model.votes.iter();
        Self {
            names: split
                .map(|one| (one.on.clone(), called(model, &one.on)))
                .collect(),
            votes: votes.map(|vote| (vote.place, vote.clone())).collect(),
        }
    }

    /// A body's own word, which is what is left over, is told by the count as a whole.
    fn words(&self, position: &Position, split: Split) -> String {
        let on = self.names.get(&position.on).map_or("", String::as_str);
        let Some(vote) = self.votes.get(&position.place) else {
            return in_words("stood at", split, on);
        };
        let whole = vote.count.filter(|_| vote.body == position.party);
        in_words("voted", whole.unwrap_or(split), on)
    }
}

fn no_such_votes(party: &PartyId, split: Split, seats: Option<u64>) -> String {
    match seats {
        Some(1) => format!("`{party}` has one seat, and {} are split", split.told()),
        Some(seats) => format!(
            "`{party}` has {seats} seats, and {} are split",
            split.told()
        ),
        None => format!("`{party}` is no member of a body and has no votes to split"),
    }
}

fn stance_of(split: Split, seats: u64) -> Stance {
    match split {
        Split { no: 1.., .. } => Stance::Rejects,
        Split { yes, .. } if yes == seats => Stance::Accepts,
        Split { .. } => Stance::Open,
    }
}

/// The votes of everybody who has some.
struct SeatsOf {
    bodies: BTreeMap<PartyId, Body>,
}

impl SeatsOf {
    fn of(model: &Model) -> Self {
        let bodies = model.parties.values();
        let bodies = bodies.filter_map(|party| Some((party.id.clone(), party.body.clone()?)));
        Self {
            bodies: bodies.collect(),
        }
    }

    /// The votes of a party in the body that it is a member of, or of a body itself.
    fn on(&self, party: &PartyId, day: Option<Date>) -> Option<u64> {
        let mut all = self.bodies.values().map(|body| body.on(day));
        let own = self.bodies.get(party).map(|body| body.on(day).total(SEATS));
        let member = all.find_map(|body| {
            let member = body.members.iter().find(|one| one.party == *party)?;
            Some(member.weight(SEATS))
        });
        member.or(own)
    }
}
