//! A sentence as the rules see it: the parse, the lexicons, and what the text has said before.

use super::super::english::{Set, Tag, Tags};
use super::super::frames::Frame;
use super::super::groups::{Group, Kind};
use super::super::holder::{self, Discourse};
use super::super::lexicon::Lexicon;
use super::super::parse::{Actor, Parse, Range};
use super::super::token::Token;

/// A sentence being read.
pub(in crate::extract) struct Reading<'r, 't> {
    pub parse: &'r Parse<'t>,
    pub text: &'t str,
    pub lexicon: &'r Lexicon,
    pub discourse: &'r Discourse,
}

impl<'r, 't> Reading<'r, 't> {
    pub fn group(&self, number: usize) -> &'r Group {
        &self.parse.groups[number]
    }

    pub fn token(&self, at: usize) -> Option<&'r Token<'t>> {
        self.parse.tokens.get(at)
    }

    pub fn is(&self, at: usize, set: Set) -> bool {
        self.parse.stands(at, set)
    }

    /// The groups with their numbers, from left to right.
    pub fn groups(
        &self,
    ) -> impl DoubleEndedIterator<Item = (usize, &'r Group)> + ExactSizeIterator + use<'r, 't> {
        self.parse.groups.iter().enumerate()
    }

    /// The infinitive that begins at a place.
    pub fn infinitive_at(&self, at: usize) -> Option<&'r Group> {
        let mut groups = self.parse.groups.iter();
        groups.find(|g| g.is(Kind::Infinitive) && g.first == at)
    }

    /// Whether the modal of a group is in a named set.
    pub fn modal_is(&self, group: &Group, set: Set) -> bool {
        group.modal.is_some_and(|m| self.parse.tokens[m].of(set))
    }

    /// The frame with a number.
    pub fn frame(&self, index: usize) -> &'r Frame {
        &self.lexicon.frames.all[index]
    }

    /// Who says what a group says; of several, the first.
    pub fn reporter(&self, number: usize) -> Option<Actor> {
        self.reporters(number).into_iter().next()
    }

    /// The readers of who says what a group says, in order.
    pub fn reporters(&self, number: usize) -> Vec<Actor> {
        let group = self.group(number);
        let reporters = holder::reporters_of(self.parse, self.discourse, group);
        if !reporters.is_empty() {
            return reporters;
        }
        let quoted = self.parse.verb(number).quoted && group.reported_by.is_none();
        let quoting = self.discourse.quoting.clone().filter(|_| quoted);
        quoting
            .or_else(|| self.according_to())
            .or_else(|| self.before_colon(group.first))
            .into_iter()
            .collect()
    }

    /// *The Kremlin's position is plain: ...*: whose position it is speaks behind the colon.
    fn before_colon(&self, first: usize) -> Option<Actor> {
        let colon = (0..first)
            .rev()
            .find(|&i| self.parse.tokens[i].text == ":")?;
        let mut backwards = self.groups().rev();
        let (number, _) = backwards.find(|(_, g)| g.main < colon && g.is(Kind::Finite))?;
        let direct = holder::subject_of(self.parse, self.discourse, number, None);
        let owned = || {
            let phrase = holder::subject_phrase(self.parse, number)?;
            let owners = holder::owner_of(self.parse, self.discourse, phrase, None);
            owners.into_iter().next()
        };
        direct.into_iter().next().or_else(owned)
    }

    /// *According to X, ...*: X reports the sentence.
    fn according_to(&self) -> Option<Actor> {
        let mut tokens = self.parse.tokens.iter();
        let at = tokens.position(|t| t.of(Set::According))?;
        let phrase = self.parse.phrase(at + 2)?;
        self.actors(phrase).into_iter().next()
    }

    /// Who a noun phrase means where it acts.
    pub fn actors(&self, phrase: usize) -> Vec<Actor> {
        holder::actors_of_phrase(self.parse, self.discourse, phrase, None)
    }

    /// Who owns what a noun phrase names.
    pub fn owners(&self, phrase: usize) -> Vec<Actor> {
        holder::owner_of(self.parse, self.discourse, phrase, None)
    }

    /// The parties behind a preposition of a named set.
    pub fn behind(&self, range: Range, prepositions: Set) -> Vec<Actor> {
        holder::after_preposition(self.parse, self.discourse, range, prepositions)
    }

    /// The parties that are the subject of a group.
    pub fn holders(&self, number: usize) -> Vec<Actor> {
        let reporter = self.reporter(number);
        holder::subject_of(self.parse, self.discourse, number, reporter.as_ref())
    }

    /// The tokens of the subject's noun phrase with what belongs to it.
    pub fn subject_range(&self, number: usize) -> Option<Range> {
        const ENDS: Tags = Tags::any(&[Tag::Comma, Tag::Relative, Tag::Break]);
        let phrase = &self.parse.phrases[holder::subject_phrase(self.parse, number)?];
        let end = self.group(number).first.max(phrase.end);
        let mut places = phrase.end..end;
        let comma = places.find(|&i| self.parse.is_any(i, ENDS));
        Some((phrase.first, comma.unwrap_or(end)))
    }

    /// Whether the subject of a group begins with a word of a named set.
    pub fn subject_begins(&self, number: usize, set: Set) -> bool {
        let range = self.subject_range(number);
        range.is_some_and(|(first, _)| self.is(first, set))
    }

    /// From the subject, where it stands in this clause, to the end of the content.
    pub fn span(&self, number: usize) -> Range {
        let g = self.group(number);
        let subject = g.subject.map(|s| self.parse.phrases[s].first.min(g.first));
        (subject.unwrap_or(g.first), g.content.1.max(g.main + 1))
    }

    /// Whether a clause only supposes: *if*, *whether*, *until*.
    pub fn hypothetical(&self, number: usize) -> bool {
        let under = self.group(number).under;
        under.is_some_and(|at| self.is(at, Set::Hypothetical))
    }

    /// The end of what a verb says, the clause that it reports included.
    pub fn deep_end(&self, number: usize) -> usize {
        let own = self.group(number).content.1;
        let groups = self.parse.groups.iter();
        let reported = groups.filter(|g| g.reported_by == Some(number));
        reported.map(|g| g.content.1).fold(own, usize::max)
    }

    /// The sides that a sentence names: *between X and Y*, *X and Y*, or *the two sides*.
    pub fn sides(&self) -> Vec<Actor> {
        let between = self.behind((0, self.parse.len()), Set::BetweenAmong);
        if !between.is_empty() {
            return between;
        }
        let mut phrases = (0..self.parse.phrases.len()).map(|n| self.actors(n));
        let unnamed = || {
            let party = self.lexicon.unnamed_sides()?;
            Some(vec![Actor::body(party)])
        };
        phrases
            .find(|actors| actors.len() > 1)
            .or_else(unnamed)
            .unwrap_or_else(|| self.discourse.sides())
    }

    /// The words of a range on one line.
    pub fn words(&self, range: Range) -> String {
        let words = self.parse.text(self.text, range).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// Why a hit was read so, in a sentence.
    pub fn explain(
        &self,
        words: &str,
        holders: &[Actor],
        reporter: Option<&Actor>,
        negated: bool,
    ) -> String {
        let name = |actor: &Actor| self.lexicon.names.parties[actor.party].name.as_str();
        let names: Vec<&str> = holders.iter().map(name).collect();
        let who = match names.is_empty() {
            true => "nobody named".to_owned(),
            false => names.join(" and "),
        };
        let not = if negated { ", negated" } else { "" };
        let other = |r: &&Actor| !r.is_in(holders);
        match reporter.filter(other) {
            Some(reporter) => format!("“{words}”{not}: {who}, as {} says", name(reporter)),
            None => format!("“{words}”{not}: {who}"),
        }
    }
}
