//! What follows from bodies and votes once everything is read: what cannot be, and the positions that a vote sets.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::model::{
    Article, Body, Forms, Measure, Model, Origin, Party, PartyId, PartyKind, Position, Rule, SEATS,
    Seats, Share, Split, Stance, Voice, Vote,
};
use crate::source::Date;

use super::bodies::{bad_body, bad_vote, counted};

/// Checks bodies, and turns votes and splits into positions.
pub(super) fn settle(model: &mut Model) -> Vec<Diagnostic> {
    let mut problems = problems_of_bodies(model);
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

fn problems_of_bodies(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for party in model.parties.values() {
        let Some(body) = &party.body else { continue };
        let days = body.changed.iter().map(|change| Some(change.on));
        let first = body.changed.first().map(|change| change.on.plus_days(-1));
        let mut told: BTreeSet<String> = BTreeSet::new();
        for day in std::iter::once(first).chain(days) {
            told.extend(problems_of(party, &body.on(day)));
        }
        told.extend(in_itself(model, &party.id));
        told.extend(in_two_blocs(model, party));
        problems.extend(told.into_iter().map(|one| bad_body(one, party.place)));
    }
    problems
}

/// What cannot be in a body on a day.
fn problems_of(party: &Party, body: &Body) -> Vec<String> {
    let id = &party.id;
    let mut found = Vec::new();
    let together = body.members.iter().map(|one| one.weight(SEATS));
    let together = together.fold(0, u64::saturating_add);
    if let Some(seats) = body.seats.filter(|seats| *seats < together) {
        found.push(format!(
            "the members of `{id}` have {together} seats, and it has only {seats}"
        ));
    }
    let rules = body.rule.iter().flat_map(Rule::parts);
    found.extend(rules.filter_map(|rule| never_met(id, body, rule)));
    found
}

/// Why a rule can never be met.
fn never_met(id: &PartyId, body: &Body, rule: &Rule) -> Option<String> {
    match rule {
        Rule::All(_) | Rule::Any(_) => None,
        Rule::Unanimity => body
            .members
            .is_empty()
            .then(|| format!("the rule of `{id}` asks for all its members, and it lists none")),
        Rule::Vetoes(parties) => {
            let is_member = |party: &&PartyId| body.members.iter().any(|one| one.party == **party);
            let other = parties.iter().find(|party| !is_member(party))?;
            Some(format!(
                "`{other}` has a veto in `{id}` and is not among its members"
            ))
        }
        Rule::Share(share, measure) => out_of_reach(id, *share, total_of(body, measure), measure),
    }
}

fn total_of(body: &Body, measure: &Measure) -> u64 {
    match measure {
        Measure::Cast => body.total(SEATS),
        Measure::Members => body.members.len() as u64,
        Measure::Weight(name) => body.total(name),
    }
}

fn out_of_reach(id: &PartyId, share: Share, total: u64, measure: &Measure) -> Option<String> {
    let counted = match measure {
        Measure::Cast => "votes",
        Measure::Members => "members",
        Measure::Weight(name) => name,
    };
    if total == 0 {
        return Some(format!(
            "the rule of `{id}` counts {counted}, and no member has any"
        ));
    }
    match share {
        Share::AtLeast(count) if count > total => Some(format!(
            "the rule of `{id}` asks for {count} {counted}, and there are only {total}"
        )),
        Share::Percent(percent) if percent > 100 => Some(format!(
            "the rule of `{id}` asks for {percent} of a hundred"
        )),
        Share::AtLeast(_) | Share::Percent(_) | Share::Majority | Share::TwoThirds => None,
    }
}

/// Whether a body is among its own members, directly or not.
fn in_itself(model: &Model, id: &PartyId) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut open = members_of(model, id);
    while let Some(member) = open.pop() {
        if member == id {
            return Some(format!("the body `{id}` is inside itself"));
        }
        if seen.insert(member) {
            open.extend(members_of(model, member));
        }
    }
    None
}

fn members_of<'m>(model: &'m Model, id: &PartyId) -> Vec<&'m PartyId> {
    let party = model.parties.get(id);
    let body = party.filter(|party| party.body.is_some());
    body.map_or_else(Vec::new, |party| party.members.iter().collect())
}

/// A party that votes in two blocs of one body.
fn in_two_blocs(model: &Model, party: &Party) -> Option<String> {
    let mut bloc_of: BTreeMap<&PartyId, &PartyId> = BTreeMap::new();
    for bloc in &party.members {
        let members = members_of(model, bloc).into_iter();
        for member in std::iter::once(bloc).chain(members) {
            if let Some(other) = bloc_of.insert(member, bloc) {
                return Some(format!(
                    "`{member}` votes twice in `{}`: in `{other}` and in `{bloc}`",
                    party.id
                ));
            }
        }
    }
    None
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
            let message = format!(
                "`{}` is no body: it has neither `seats` nor weights of members",
                vote.body
            );
            let problem = bad_vote(message, vote.place).help(
                "give the party `members: { a: 317, b: 257 }` and a `rule: { majority: seats }`",
            );
            return Err(vec![problem]);
        };
        let mut problems = Vec::new();
        let mut by = BTreeMap::new();
        for (party, split) in &vote.by {
            match counted_of(&vote.body, &body, party, *split) {
                Ok(split) => {
                    by.insert(party.clone(), split);
                }
                Err(message) => problems.push(message),
            }
        }
        let together = by.values().fold(Split::default(), |sum, one| sum.and(*one));
        problems.extend(does_not_add_up(&vote, &body, together));
        if !problems.is_empty() {
            let problems = problems.into_iter();
            return Err(problems.map(|one| bad_vote(one, vote.place)).collect());
        }
        let rest = vote.count.map(|count| count.less(together));
        Ok(Self {
            rest: rest.filter(|rest| rest.told() > 0),
            vote: Vote { by, ..vote },
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
        let Some(body) = &mut party.body else { return };
        let now = body.on(Some(self.vote.date));
        let listed = now.members.iter().filter(|one| one.party != id);
        let listed = listed
            .map(|one| one.weight(SEATS))
            .fold(0, u64::saturating_add);
        let unlisted = now.total(SEATS).saturating_sub(listed);
        if unlisted < rest.told() {
            return;
        }
        if !party.members.contains(&id) {
            let weights = [(SEATS.to_owned(), unlisted)].into_iter().collect();
            body.members.push(Seats {
                party: id.clone(),
                weights,
            });
            party.members.push(id.clone());
            let others = others_of(party, id.clone());
            model.parties.insert(id.clone(), others);
        }
        self.vote.by.insert(id, rest);
        self.rest = None;
    }

    /// The positions that the vote sets, of each bloc and of those that are told of no bloc.
    fn positions(&self) -> Vec<Position> {
        let by = self.vote.by.iter().map(|(party, split)| (party, *split));
        let rest = self.rest.map(|rest| (&self.vote.body, rest));
        by.chain(rest)
            .map(|(party, split)| self.position(party, split))
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
            remark: false,
            text: in_words("voted", split),
            wordings: Vec::new(),
            interest: None,
            note: None,
            cites: vote.cites.clone(),
            origin: Origin::Written,
            place: vote.place,
        }
    }
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
        cites: body.cites.clone(),
        place: body.place,
    }
}

/// How split votes were cast, after the name of whose they are; what was cast as one needs no words.
fn in_words(verb: &str, split: Split) -> Option<String> {
    let parts = [
        (split.yes, "for it"),
        (split.no, "against it"),
        (split.abstained, "abstaining"),
    ];
    let told = parts.into_iter().filter(|(votes, _)| *votes > 0);
    let told: Vec<String> = told.map(|(votes, how)| format!("{votes} {how}")).collect();
    let [first, rest @ ..] = told.as_slice() else {
        return None;
    };
    let last = rest.last()?;
    let between = rest[..rest.len() - 1].iter().map(|one| format!(", {one}"));
    let between: String = between.collect();
    Some(format!("{verb} {first}{between} and {last}"))
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
    Ok(split)
}

fn does_not_add_up(vote: &Vote, body: &Body, together: Split) -> Vec<String> {
    let (id, total) = (&vote.body, body.total(SEATS));
    let mut found = Vec::new();
    let told = vote.count.map_or(0, Split::told).max(together.told());
    if told > total {
        found.push(format!(
            "{told} votes are counted in `{id}`, which has {total}"
        ));
    }
    if let Some(count) = vote.count {
        let pairs = [
            ("for", together.yes, count.yes),
            ("against", together.no, count.no),
            ("as abstaining", together.abstained, count.abstained),
        ];
        let over = pairs
            .into_iter()
            .filter(|(word, by, all)| by > all && (*all > 0 || *word != "as abstaining"));
        found.extend(over.map(|(word, by, all)| {
            format!("the members’ votes {word} come to {by}, and {all} are counted in all")
        }));
    }
    found
}

/// Gives each position that is split the stance that its numbers come to.
fn settle_splits(model: &mut Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let seats = SeatsOf::of(model);
    for position in &mut model.positions {
        let Some(split) = position.split else {
            continue;
        };
        match seats.on(&position.party, position.since) {
            Some(seats) if split.told() <= seats => {
                position.stance = stance_of(split, seats);
                // All of them as one: nothing is split.
                let is_one = split.yes == seats || split.no == seats;
                position.split = (!is_one).then_some(split);
                if position.text.is_none() && position.split.is_some() {
                    position.text = in_words("counted", split);
                }
            }
            Some(seats) => problems.push(bad_vote(
                format!(
                    "`{}` has {seats} seats, and {} are split",
                    position.party,
                    split.told()
                ),
                position.place,
            )),
            None => problems.push(bad_vote(
                format!(
                    "`{}` is no member of a body and has no votes to split",
                    position.party
                ),
                position.place,
            )),
        }
    }
    problems
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
