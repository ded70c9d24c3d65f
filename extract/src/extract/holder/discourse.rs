//! What a text has said so far. The memory is small: who spoke last, which parties were named last, whose quotation is
//! open, and the names that the text itself introduced.

use super::super::english::Set;
use super::super::groups::Kind;
use super::super::names::Alias;
use super::super::parse::Parse;
use super::{Actor, Sort, subject_of};

/// The two sides are those named together in this sentence or so many before it.
const RECENT: usize = 3;
/// So many parties are kept as those named last.
const PARTIES: usize = 4;

/// What the text has said so far.
#[derive(Debug, Clone, Default)]
pub(in crate::extract) struct Discourse {
    /// The parties named as subjects, the latest last; at most four.
    pub parties: Vec<Actor>,
    /// The two sides named together last.
    pair: Vec<Actor>,
    /// Whose words an open quotation holds.
    pub quoting: Option<Actor>,
    /// Whose document it is, for *we*.
    pub author: Option<Actor>,
    pub learnt: Vec<Alias>,
    /// Who put forward or asked for what the sentence before speaks of.
    pub proposers: Vec<Actor>,
    /// Whether they refuse it.
    pub proposers_refuse: bool,
    /// The issue that the text spoke of last.
    pub last_topic: Option<usize>,
    /// The issue that the heading names.
    pub section_topic: Option<usize>,
    /// The issue that was last spoken of in a unit.
    pub units: Vec<(String, usize)>,
    /// How often each party was named.
    pub counts: Vec<(usize, u32)>,
    /// The parties that are the only subject of the sentence before, for pronouns.
    pub subjects: Vec<Actor>,
    /// How many sentences ago the two sides were named.
    pair_age: usize,
    /// Whether the model has two parties only.
    only_two: bool,
}

impl Discourse {
    /// A new paragraph: pronouns may still look back, open quotations do not go on.
    pub fn paragraph(&mut self) {
        self.quoting = None;
    }

    /// A new heading: what was said above it is not spoken of any more.
    pub fn heading(&mut self, topic: Option<usize>) {
        self.section_topic = topic;
        self.subjects.clear();
        self.proposers.clear();
    }

    /// Takes note of who was named in a sentence.
    pub fn hear(&mut self, parse: &Parse<'_>) {
        self.pair_age += 1;
        self.subjects = self.only_subject(parse);
        self.hear_subjects(parse);
        self.hear_first_name(parse);
        self.count(parse);
        self.hear_pair(parse);
        self.learn(parse);
    }

    /// The parties that are the subject of every clause of a sentence that has one, where they are the same.
    fn only_subject(&self, parse: &Parse<'_>) -> Vec<Actor> {
        let clauses = (0..parse.groups.len()).filter(|&n| parse.groups[n].is(Kind::Finite));
        let subjects = clauses.map(|n| subject_of(parse, self, n, None));
        let mut named = subjects.filter(|actors| !actors.is_empty());
        let first = named.next().unwrap_or_default();
        let same = |others: Vec<Actor>| others.iter().all(|other| other.is_in(&first));
        match named.all(same) {
            true => first,
            false => Vec::new(),
        }
    }

    /// The two sides, where they were named not long ago.
    pub fn sides(&self) -> Vec<Actor> {
        match self.pair_age <= RECENT || self.only_two {
            true => self.pair.clone(),
            false => Vec::new(),
        }
    }

    /// Two parties that are the two sides for the whole text.
    pub fn set_sides(&mut self, pair: Vec<Actor>) {
        self.pair = pair;
        self.only_two = true;
    }

    fn hear_subjects(&mut self, parse: &Parse<'_>) {
        for subject in parse.groups.iter().filter_map(|g| g.subject) {
            let actors = parse.actors_of(subject);
            if let [.., a, b] = actors.as_slice() {
                self.pair = vec![a.clone(), b.clone()];
                self.pair_age = 0;
            }
            for actor in actors {
                self.note(actor);
            }
        }
    }

    fn hear_first_name(&mut self, parse: &Parse<'_>) {
        let mut names = parse.mentions.iter();
        let first = names.find(|m| m.sort != Sort::Adjective);
        if let Some(mention) = first.filter(|_| self.parties.is_empty()) {
            self.note(Actor::of(mention));
        }
    }

    fn note(&mut self, actor: Actor) {
        self.parties.retain(|known| known.party != actor.party);
        self.parties.push(actor);
        if self.parties.len() > PARTIES {
            self.parties.remove(0);
        }
    }

    fn count(&mut self, parse: &Parse<'_>) {
        for mention in &parse.mentions {
            let mut counts = self.counts.iter_mut();
            match counts.find(|(party, _)| *party == mention.party) {
                Some((_, count)) => *count += 1,
                None => self.counts.push((mention.party, 1)),
            }
        }
    }

    /// Two parties that a sentence names together are a pair.
    fn hear_pair(&mut self, parse: &Parse<'_>) {
        let mut named: Vec<usize> = Vec::new();
        for mention in parse.mentions.iter().filter(|m| m.sort != Sort::Adjective) {
            if !named.contains(&mention.party) {
                named.push(mention.party);
            }
        }
        let joined = || parse.tokens.iter().any(|t| t.of(Set::JoinsPair));
        if let [a, b] = named.as_slice()
            && joined()
        {
            self.pair = [*a, *b].map(Actor::body).to_vec();
            self.pair_age = 0;
        }
    }
}
