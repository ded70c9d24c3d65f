//! What a hit is about: each issue of a list, else the one of the whole, else what the text spoke of before.

use super::super::english::{Set, Tag, Tags};
use super::super::issue::{self, Hints, Topic};
use super::super::parse::Range;
use super::super::quantity::{self, Quantity};
use super::{Hit, Reading};

impl Reading<'_, '_> {
    /// The topic of a range of tokens.
    pub fn topic(&self, range: Range, hints: Hints) -> Topic {
        let long = || {
            self.parse
                .slice(range)
                .iter()
                .any(|t| t.of(Set::SpeaksOfTime))
        };
        let time = hints.time || self.quantity(range).is_some_and(|q| q.is_time) || long();
        let hints = Hints { time, ..hints };
        issue::topic(self.parse, self.text, self.lexicon, range, hints)
    }

    /// The first number with a meaning in a range.
    fn quantity(&self, range: Range) -> Option<Quantity> {
        quantity::first_in(self.parse, self.text, &self.lexicon.english, range)
    }

    /// One hit for each issue that its content names side by side.
    pub fn for_each_topic(&self, hit: &Hit) -> Vec<Hit> {
        let topics = self.topics(hit.content, hit.span);
        let about = |topic| Hit {
            topic,
            ..hit.clone()
        };
        topics.into_iter().map(about).collect()
    }

    /// What a range is about, as far as it says so itself.
    pub fn about(&self, range: Range) -> Topic {
        let listed = self.listed(range).into_iter().next();
        let words = || issue::phrase(self.parse, self.text, self.object(range));
        listed.unwrap_or_else(|| Topic::unknown(words()))
    }

    fn topics(&self, range: Range, span: Range) -> Vec<Topic> {
        let object = self.object(range);
        let near = (object.1 < range.1).then(|| self.near(object)).flatten();
        if let Some(topics) = near {
            return topics;
        }
        let found = self.listed(range);
        if !found.is_empty() {
            return found;
        }
        let worded = if object.1 - object.0 > 1 {
            object
        } else {
            range
        };
        let words = issue::phrase(self.parse, self.text, worded);
        let topic = self
            .by_unit(range)
            .or_else(|| self.said_before(object, span, &words))
            .or_else(|| self.spoken_of(object, &words))
            .or_else(|| self.of_section(&words))
            .unwrap_or_else(|| Topic::unknown(words));
        vec![topic]
    }

    /// The issues of the object alone, where more follows it.
    fn near(&self, object: Range) -> Option<Vec<Topic>> {
        let listed = self.listed(object);
        if !listed.is_empty() {
            return Some(listed);
        }
        if let Some(topic) = self.by_unit(object) {
            return Some(vec![topic]);
        }
        let pointed = self.points_back(object) && self.general_head(object);
        let issue = self.discourse.last_topic.filter(|_| pointed)?;
        let words = issue::phrase(self.parse, self.text, object);
        Some(vec![Topic::pointed(issue, words)])
    }

    /// What stands before in the sentence: *On the phase-in, London was seeking three years*.
    fn said_before(&self, object: Range, span: Range, words: &str) -> Option<Topic> {
        let before = self.topic((0, span.0.min(object.0)), Hints::default());
        let meant = || self.points_back(object) || self.leads_in(span.0);
        (before.issue.is_some() && meant()).then(|| Topic {
            words: words.to_owned(),
            ..before
        })
    }

    /// What the heading names, where the words of the sentence name nothing.
    fn of_section(&self, words: &str) -> Option<Topic> {
        let issue = self.discourse.section_topic?;
        Some(Topic::pointed(issue, words.to_owned()))
    }

    /// What the text spoke of last, where the object only points back.
    fn spoken_of(&self, object: Range, words: &str) -> Option<Topic> {
        let issue = self.discourse.last_topic?;
        self.points_back(object)
            .then(|| Topic::pointed(issue, words.to_owned()))
    }

    /// The object alone: its noun phrase with the phrases that *of*, *for*, *on* and their like tie to it.
    fn object(&self, range: Range) -> Range {
        const BEFORE: Tags = Tags::any(&[Tag::Adverb, Tag::Quote, Tag::Preposition]);
        let before = |at: usize| self.parse.is_any(at, BEFORE) && self.parse.phrase(at).is_none();
        let mut places = range.0..range.1;
        let at = places.find(|&at| !before(at)).unwrap_or(range.1);
        let Some(mut phrase) = self.parse.phrase(at) else {
            return range;
        };
        while let Some(next) = self.tied(phrase, range.1) {
            phrase = next;
        }
        (range.0, self.parse.phrases[phrase].end.min(range.1))
    }

    /// The phrase that a preposition or *and* ties to a phrase.
    fn tied(&self, phrase: usize, limit: usize) -> Option<usize> {
        let end = self.parse.phrases[phrase].end;
        let joined = end < limit && self.is(end, Set::JoinsObject);
        let next = self.parse.phrase(end + 1).filter(|_| joined)?;
        let verb = || self.parse.groups.iter().any(|g| g.first == end);
        (next != phrase && !verb()).then_some(next)
    }

    /// Whether the object is a bare pointer: *it*, *the draft*, *the offer*.
    fn general_head(&self, range: Range) -> bool {
        // "a proposal to ..." says what it is about.
        const TELLS: Tags = Tags::any(&[Tag::To, Tag::That, Tag::Relative]);
        range.1 - range.0 <= 3 && !self.parse.is_any(range.1, TELLS)
    }

    /// The issue that was last spoken of in the same unit, where a range holds little but a number.
    fn by_unit(&self, range: Range) -> Option<Topic> {
        let quantity = self.quantity(range)?;
        let nouns = self.parse.slice(range).iter().filter(|t| t.is(Tag::Noun));
        let few = nouns.count() <= 2;
        let unit = quantity.unit?;
        let mut spoken = self.discourse.units.iter().rev();
        let (_, issue) = spoken.find(|(u, _)| *u == unit)?;
        few.then_some(Topic {
            issue: Some(*issue),
            words: quantity.words,
            score: 0.6,
        })
    }

    /// Each issue that a list names, or the one of the whole range.
    pub fn listed(&self, range: Range) -> Vec<Topic> {
        let each = self.of_each_part(range);
        if each.len() > 1 {
            return each;
        }
        let whole = self.topic(range, Hints::default());
        match whole.issue {
            Some(_) => vec![whole],
            None => each,
        }
    }

    /// The issues of the parts that commas and *and* divide.
    fn of_each_part(&self, range: Range) -> Vec<Topic> {
        const DIVIDES: Tags = Tags::any(&[Tag::Comma, Tag::Conjunction]);
        let end = range.1.min(self.parse.len());
        let mut each: Vec<Topic> = Vec::new();
        let mut first = range.0;
        for at in range.0..=end {
            if at < end && !self.parse.is_any(at, DIVIDES) {
                continue;
            }
            if let Some(topic) = self.of_part((first, at))
                && !each.iter().any(|known| known.issue == topic.issue)
            {
                each.push(topic);
            }
            first = at + 1;
        }
        each
    }

    fn of_part(&self, part: Range) -> Option<Topic> {
        let named = part.0 < part.1 && self.parse.slice(part).iter().any(|t| t.is(Tag::Noun));
        let topic = named.then(|| self.topic(part, Hints::default()))?;
        topic.issue.is_some().then_some(topic)
    }

    /// Whether the sentence opens with a prepositional phrase before the clause.
    fn leads_in(&self, first: usize) -> bool {
        first > 2 && self.parse.is(0, Tag::Preposition) && self.parse.is(first - 1, Tag::Comma)
    }

    /// Whether a range only points to what was said: *it*, *the idea*, *35 percent*.
    pub fn points_back(&self, range: Range) -> bool {
        const HEADS: Tags = Tags::any(&[
            Tag::Noun,
            Tag::Pronoun,
            Tag::Demonstrative,
            Tag::Number,
            Tag::That,
        ]);
        const POINTERS: Tags = Tags::any(&[Tag::Number, Tag::Pronoun]);
        let mut heads = self.parse.slice(range).iter().filter(|t| t.is_any(HEADS));
        let head = heads.next();
        head.is_none_or(|head| head.of(Set::PointsBack) || head.is_any(POINTERS))
    }
}
