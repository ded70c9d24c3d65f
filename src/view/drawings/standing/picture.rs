//! Who stands with whom, as a picture of marks: for each two parties the questions that divide and that join them.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, Stated};
use crate::graph::PositionGraph;
use crate::model::PartyId;

use crate::view::drawings::conflict::exclusive_sets;
use crate::view::drawings::knots::{Who, people};
use crate::view::drawings::maker::Maker;
use crate::view::words::{Words, and, count, upper_first};

use super::{Between, Standing, wishes_apart};

/// Most sets of three and more that are told.
const MOST_TOGETHER: usize = 3;

/// Each two parties, to be drawn.
#[derive(Debug, Clone, Default)]
pub struct PartiesPicture {
    /// The finding.
    pub title: String,
    /// The day, and how the picture is read.
    pub subtitle: String,
    /// The whole of it for those who cannot see it.
    pub description: String,
    /// The parties that say something, in the order of the model.
    pub spoken: Vec<Who>,
    /// The parties whose yes is needed and of whom nothing is on record.
    pub awaited: Vec<Who>,
    /// The pairs with something between them, those that most divides first.
    pub pairs: Vec<PartyPair>,
    /// What is not drawn.
    pub footer: Vec<String>,
}

/// What is between two parties.
#[derive(Debug, Clone)]
pub struct PartyPair {
    /// The two, by their places among those that say something.
    pub places: (usize, usize),
    /// Questions on which they disagree.
    pub against: Vec<String>,
    /// Questions on which they state different wishes and neither refuses.
    pub apart: Vec<String>,
    /// Questions on which they agree.
    pub agree: Vec<String>,
    /// All of it in sentences.
    pub told: String,
}

/// Who stands with whom.
pub fn parties_picture(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
) -> PartiesPicture {
    let standing = Standing::of(Maker::new(words, graph), conflicts);
    let people = people(&standing.maker);
    let spoken = standing.people_of(&people, |id| standing.spoken.contains(id));
    let awaited = standing.people_of(&people, |id| {
        let party = &standing.maker.model.parties[id];
        !standing.spoken.contains(id) && !standing.awaited_of(party).is_empty()
    });
    let clash = standing.clashes(conflicts);
    let pairs = standing.pairs(&spoken, &clash, &wishes_apart(conflicts));
    let title = standing.title(&clash);
    let told = pairs.iter().map(|pair| pair.told.as_str());
    let told: Vec<&str> = told.collect();
    PartiesPicture {
        subtitle: standing.read(&spoken),
        description: format!("{title}. {}", told.join(" ")),
        footer: standing.footer(conflicts, &spoken, &pairs),
        title,
        spoken,
        awaited,
        pairs,
    }
}

impl Standing<'_> {
    fn people_of(
        &self,
        people: &BTreeMap<PartyId, Who>,
        counts: impl Fn(&PartyId) -> bool,
    ) -> Vec<Who> {
        let parties = self.maker.model.parties_in_order().into_iter();
        let parties = parties.filter(|party| counts(&party.id));
        let who = parties.filter_map(|party| people.get(&party.id));
        who.cloned().collect()
    }

    fn read(&self, spoken: &[Who]) -> String {
        let parties = match spoken.len() {
            0 => "No party has a position.".to_owned(),
            1 => "One party has a position.".to_owned(),
            n => format!(
                "{} have positions.",
                upper_first(&count(n, "party", "parties"))
            ),
        };
        format!("{}{parties}", self.maker.as_of())
    }

    fn pairs(&self, spoken: &[Who], clash: &Between, apart: &Between) -> Vec<PartyPair> {
        let agree = self.agreements();
        let all = [clash, apart, &agree];
        let mut found: Vec<PartyPair> = Vec::new();
        for (at, one) in spoken.iter().enumerate() {
            for (further, other) in spoken[at + 1..].iter().enumerate() {
                let places = (at, at + 1 + further);
                found.extend(self.pair(all, (one, other), places));
            }
        }
        let most = |pair: &PartyPair| {
            let counts = (pair.against.len(), pair.apart.len(), pair.agree.len());
            std::cmp::Reverse(counts)
        };
        found.sort_by_key(most);
        found
    }

    /// What is between two parties, where something is.
    fn pair(
        &self,
        all: [&Between; 3],
        (one, other): (&Who, &Who),
        places: (usize, usize),
    ) -> Option<PartyPair> {
        let [against, apart, mut agree] = all.map(|between| self.about(between, one, other));
        // Those who give different answers to a question do not agree on it because one answer of several is the same.
        agree.retain(|about| !against.contains(about));
        let told = [
            sentence(one, other, "disagree on", &against),
            sentence(one, other, "state different wishes on", &apart),
            sentence(one, other, "agree on", &agree),
        ];
        let told: Vec<String> = told.into_iter().flatten().collect();
        (!told.is_empty()).then(|| PartyPair {
            places,
            told: told.join(" "),
            against,
            apart,
            agree,
        })
    }

    /// What is between two parties, by its names.
    fn about(&self, between: &Between, one: &Who, other: &Who) -> Vec<String> {
        let is_pair = |(a, b): &(PartyId, PartyId)| {
            let (a, b) = (a.as_str(), b.as_str());
            (a == one.id && b == other.id) || (a == other.id && b == one.id)
        };
        let pairs = between.0.iter().filter(|(pair, _)| is_pair(pair));
        let about = pairs.flat_map(|(_, about)| about);
        about.map(|one| one.name(self.maker.words)).collect()
    }
}

impl Standing<'_> {
    /// Who stands in no pair, and what several leave no answer to together though no two of them exclude each other.
    fn footer(&self, conflicts: &[Conflict], spoken: &[Who], pairs: &[PartyPair]) -> Vec<String> {
        let sets = conflicts.iter().flat_map(exclusive_sets);
        let several = sets.filter(|set| set.len() > 2);
        let several: BTreeSet<String> = several.map(|set| self.together(set)).collect();
        let model = format!("Model: {}.", self.maker.model.name);
        alone(spoken, pairs)
            .into_iter()
            .chain(several.into_iter().take(MOST_TOGETHER))
            .chain([model])
            .collect()
    }

    fn together(&self, set: &[Stated]) -> String {
        let words = self.maker.words;
        let parties: BTreeSet<String> = set.iter().map(|one| words.party(&one.party)).collect();
        let on = set.iter().map(|one| words.target(&one.on.whole()));
        let on: BTreeSet<String> = on.collect();
        let [parties, on] = [parties, on].map(|names| and(&names.into_iter().collect::<Vec<_>>()));
        format!("Taken together, what {parties} say of {on} leaves no answer.")
    }
}

/// Those who say something and stand in no pair.
fn alone(spoken: &[Who], pairs: &[PartyPair]) -> Option<String> {
    let mut paired: BTreeSet<usize> = BTreeSet::new();
    for pair in pairs {
        paired.extend([pair.places.0, pair.places.1]);
    }
    let alone = spoken.iter().enumerate();
    let alone = alone.filter(|(place, _)| !paired.contains(place));
    let alone: Vec<String> = alone.map(|(_, who)| who.name.clone()).collect();
    let told = format!(
        "Nothing on record joins or divides the others: {}.",
        and(&alone)
    );
    (!alone.is_empty()).then_some(told)
}

fn sentence(one: &Who, other: &Who, does: &str, about: &[String]) -> Option<String> {
    (!about.is_empty()).then(|| format!("{} and {} {does} {}.", one.name, other.name, and(about)))
}
