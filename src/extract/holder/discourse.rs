//! What a text has said so far. The memory is small: who spoke last, which parties were named last, whose quotation is
//! open, and the names that the text itself introduced.

use super::super::english::Set;
use super::super::groups::Kind;
use super::super::names::Alias;
use super::super::parse::Parse;
use super::{Actor, Sort, subject_of};

/// So many parties are kept as those named last.
const PARTIES: usize = 4;

/// What the text has said so far.
#[derive(Debug, Clone, Default)]
pub(in crate::extract) struct Discourse {
    /// The person of a party who was the last subject.
    pub person: Option<Actor>,
    /// The parties named as subjects, the latest last; at most four.
    pub parties: Vec<Actor>,
    /// The two sides named together last.
    pub pair: Vec<Actor>,
    /// Whose words an open quotation holds.
    pub quoting: Option<Actor>,
    /// Whose document it is, for *we*.
    pub author: Option<Actor>,
    pub learnt: Vec<Alias>,
    /// The holder of the last fact.
    pub last_holder: Option<Actor>,
    /// The party that spoke of an issue last.
    pub owners: Vec<(usize, Actor)>,
    /// The issue that the text spoke of last.
    pub last_topic: Option<usize>,
    /// The issue that was last spoken of in a unit.
    pub units: Vec<(String, usize)>,
    /// How often each party was named.
    pub counts: Vec<(usize, u32)>,
    /// The party that was the subject of the last sentence's main clause, for *it*.
    pub subject: Option<Actor>,
}

impl Discourse {
    /// A new paragraph: pronouns may still look back, open quotations do not go on.
    pub fn paragraph(&mut self) {
        self.quoting = None;
    }

    /// Takes note of who was named in a sentence.
    pub fn hear(&mut self, parse: &Parse<'_>) {
        let mut groups = parse.groups.iter();
        if let Some(number) = groups.position(|g| g.is(Kind::Finite)) {
            let actors = subject_of(parse, self, number, None);
            self.subject = actors.first().cloned();
        }
        self.hear_subjects(parse);
        self.hear_first_name(parse);
        self.count(parse);
        self.hear_pair(parse);
        self.learn(parse);
    }

    fn hear_subjects(&mut self, parse: &Parse<'_>) {
        for subject in parse.groups.iter().filter_map(|g| g.subject) {
            let actors = parse.actors_of(subject);
            if let [.., a, b] = actors.as_slice() {
                self.pair = vec![a.clone(), b.clone()];
            }
            for actor in actors {
                if actor.person {
                    self.person = Some(actor.clone());
                }
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
        }
    }
}
