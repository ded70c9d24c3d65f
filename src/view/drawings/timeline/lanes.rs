//! The rows of a subject: for each party its positions one after the other, and silence before, between and after them.

use std::collections::BTreeMap;

use crate::analysis::Library;
use crate::model::{Condition, ConditionKind, Imposed, Milestone, PartyId, PositionId, Target};
use crate::source::Date;

use crate::view::drawings::entries::{Entry, EntryKind, UsedSources, silence_on};
use crate::view::drawings::knots::Who;
use crate::view::drawings::maker::cited;

use super::endings::Endings;
use super::picture::{Standing, TimeGroup, TimeRow, TimeSpan};
use super::subjects::SubjectOf;
use super::{Reach, Timeline, UNREAD};

/// Makes the rows of subjects.
pub(super) struct Lanes<'t, 'a> {
    timeline: &'t Timeline<'a>,
    reach: Reach,
    people: &'t BTreeMap<PartyId, Who>,
    library: Library<'a>,
    endings: Endings<'a>,
    pub used: UsedSources,
}

/// A party's word and the day on which it ceased.
struct Said {
    span: TimeSpan,
    /// Whether it is in force and answers.
    stands: bool,
}

impl<'t, 'a> Lanes<'t, 'a> {
    pub fn new(
        timeline: &'t Timeline<'a>,
        reach: Reach,
        people: &'t BTreeMap<PartyId, Who>,
    ) -> Self {
        let maker = &timeline.maker;
        Self {
            timeline,
            reach,
            people,
            library: Library::of(maker.model, maker.graph),
            endings: Endings::of(maker.model, maker.graph),
            used: UsedSources::default(),
        }
    }

    /// What must be said where not every day could be read.
    pub fn unread(&self) -> Option<&'static str> {
        self.endings.unread.then_some(UNREAD)
    }

    /// A subject with its rows, where somebody says something of it or makes it wait.
    pub fn group(&mut self, subject: &SubjectOf) -> Option<TimeGroup> {
        let mut rows = Vec::new();
        let begun = self.begun(subject);
        for party in self.timeline.maker.model.parties_in_order() {
            let is_drawn = self.timeline.whose.0.is_none_or(|only| *only == party.id);
            let who = self.people.get(&party.id).filter(|_| is_drawn);
            let Some(who) = who.cloned() else { continue };
            rows.extend(self.rows_of((subject, begun), &who, &party.id));
        }
        let mut spans = rows.iter().flat_map(|row: &TimeRow| &row.spans);
        let is_spoken_of = spans.any(|span| !span.entry.is_silent());
        is_spoken_of.then(|| TimeGroup {
            kind: subject.kind.clone(),
            what: subject.target.to_string(),
            subject: subject.name.clone(),
            rows,
        })
    }

    fn rows_of(
        &mut self,
        (subject, begun): (&SubjectOf, f64),
        who: &Who,
        party: &PartyId,
    ) -> Vec<TimeRow> {
        let maker = &self.timeline.maker;
        let own = subject.positions.iter().copied();
        let own: Vec<PositionId> = own
            .filter(|&id| maker.position(id).party == *party)
            .collect();
        let mut said: Vec<Said> = own.into_iter().map(|id| self.said(id)).collect();
        let silent = self.silent((subject, begun), party, &said);
        said.extend(self.conditions(&subject.target, party));
        said.sort_by(|a, b| order(a.span.from, b.span.from));
        let mut tracks = in_tracks(said);
        for span in silent {
            put_silence(&mut tracks, span);
        }
        let has_turned = self.has_turned(&subject.target, party);
        let rows = tracks.into_iter().enumerate();
        rows.map(|(number, track)| row(who, number > 0, track, has_turned))
            .collect()
    }

    /// Whether a party refused until something that has come about, and so counts as saying yes.
    fn has_turned(&self, target: &Target, party: &PartyId) -> bool {
        let mut stances = self.timeline.maker.graph.stances().iter();
        stances.any(|one| one.turned && one.party == *party && one.target == *target)
    }

    /// The day of the first word on a subject by anybody: before it nobody was silent on it.
    fn begun(&self, subject: &SubjectOf) -> f64 {
        let maker = &self.timeline.maker;
        let stated = subject.positions.iter();
        let stated = stated.filter_map(|&id| maker.model.stated_on(maker.position(id)));
        stated
            .map(|day| self.reach.at(day))
            .reduce(f64::min)
            .unwrap_or(0.0)
    }

    /// The silence of a party whose answer is needed: before its first word, and after its last where none of them stands.
    fn silent(
        &mut self,
        (subject, begun): (&SubjectOf, f64),
        party: &PartyId,
        said: &[Said],
    ) -> Vec<TimeSpan> {
        if !self.is_asked(&subject.target, party) {
            return Vec::new();
        }
        let needed = match &subject.target {
            Target::Issue(_) | Target::Option(..) => None,
            target @ Target::Milestone(_) => self.endings.needed_since(party, target),
        };
        let needed = needed.map_or(begun, |day| self.reach.at(day).max(begun));
        let entry = silence_on(&self.timeline.maker, &self.library, &subject.target, party);
        let days = said.iter().map(|one| one.span.from);
        let Some(first) = days.min_by(|a, b| order(*a, *b)) else {
            return vec![silence_from(entry, needed, None)];
        };
        let before = first.filter(|day| *day > needed);
        let before = before.map(|day| self.silence_before(subject, party, needed, day));
        let last = said.iter().filter_map(|one| one.span.to);
        let last = last.fold(needed, f64::max);
        let is_answered = said.iter().any(|one| one.stands);
        let after = (!is_answered).then(|| silence_from(entry, last, None));
        before.into_iter().chain(after).collect()
    }

    /// Silence that was broken: what had been said of the matter by then is not told, only that no answer was on record.
    fn silence_before(
        &self,
        subject: &SubjectOf,
        party: &PartyId,
        from: f64,
        day: f64,
    ) -> TimeSpan {
        let words = self.timeline.maker.words;
        let first = self.reach.first.plus_days(day as i64).in_words();
        let (who, on) = (words.party_first(party), words.target(&subject.target));
        let entry = Entry {
            kind: EntryKind::Silent,
            words: String::new(),
            refs: String::new(),
            position: None,
            told: format!("{who} on {on}: no answer on record before {first}."),
        };
        silence_from(entry, from, Some(day))
    }

    /// Whether the answer of a party is needed, be it known or not.
    fn is_asked(&self, target: &Target, party: &PartyId) -> bool {
        let maker = &self.timeline.maker;
        let issue = target.issue().and_then(|id| maker.model.issues.get(id));
        if issue.is_some_and(|issue| issue.between.contains(party)) {
            return true;
        }
        let mut stances = maker.graph.stances().iter();
        stances.any(|one| one.party == *party && one.target == *target)
    }

    fn said(&mut self, id: PositionId) -> Said {
        let maker = &self.timeline.maker;
        let position = maker.position(id);
        let at = |day: Date| self.reach.at(day);
        let ended = self.endings.day(id).map(at);
        // What is over without a day that could be found ends with the day of the model.
        let now = maker.graph.day.map_or(self.reach.end, at);
        let over = maker.graph.is_over(id).then_some(now);
        let to = ended.or(over);
        let words = maker.words.deed(position);
        Said {
            span: TimeSpan {
                entry: self.used.entry(maker, id, words),
                from: maker.model.stated_on(position).map(at),
                to,
            },
            stands: to.is_none(),
        }
    }

    /// The conditions of a party that make a milestone wait.
    fn conditions(&mut self, target: &Target, party: &PartyId) -> Vec<Said> {
        let Target::Milestone(id) = target else {
            return Vec::new();
        };
        let Some(milestone) = self.timeline.maker.model.milestones.get(id) else {
            return Vec::new();
        };
        let own = imposed_by(milestone, party);
        own.into_iter().filter_map(|one| self.waits(one)).collect()
    }

    fn waits(&mut self, (condition, imposed, how): (&Condition, &Imposed, &str)) -> Option<Said> {
        let maker = &self.timeline.maker;
        let known = |day: &Date| self.timeline.is_known(*day);
        let told = imposed.cites.iter();
        let told = told.filter_map(|cite| maker.model.sources.get(&cite.source)?.date);
        let begun = imposed.since.or(told.min());
        if !begun.as_ref().is_none_or(known) {
            return None;
        }
        let to = imposed.ended.filter(known).map(|day| self.reach.at(day));
        let by = imposed.by.as_ref()?;
        let words = format!("{how} {}", maker.words.condition(condition));
        let told = format!("A condition of {}: {words}.", maker.words.party(by));
        let noted = if imposed.note.is_some() { " †" } else { "" };
        let refs = self.used.numbers(maker, &imposed.cites);
        let entry = Entry {
            kind: EntryKind::MakesWait,
            words,
            refs: format!("{refs}{noted}"),
            position: None,
            told: cited(&told, &imposed.cites),
        };
        let from = begun.map(|day| self.reach.at(day));
        Some(Said {
            span: TimeSpan { entry, from, to },
            stands: to.is_none(),
        })
    }
}

fn silence_from(entry: Entry, from: f64, to: Option<f64>) -> TimeSpan {
    TimeSpan {
        entry,
        from: Some(from),
        to,
    }
}

/// What has no date comes first.
fn order(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    let key = |day: Option<f64>| day.unwrap_or(f64::NEG_INFINITY);
    key(a).total_cmp(&key(b))
}

/// The conditions of a milestone that a party imposes, and whether they must hold before it or with it.
fn imposed_by<'m>(
    milestone: &'m Milestone,
    party: &PartyId,
) -> Vec<(&'m Condition, &'m Imposed, &'static str)> {
    let mut found = Vec::new();
    for condition in &milestone.requires {
        collect(condition, "only with", &mut found);
    }
    for condition in &milestone.after {
        collect(condition, "not before", &mut found);
    }
    found.retain(|(_, imposed, _)| imposed.by.as_ref() == Some(party));
    found
}

fn collect<'m>(
    condition: &'m Condition,
    how: &'static str,
    found: &mut Vec<(&'m Condition, &'m Imposed, &'static str)>,
) {
    found.extend(
        condition
            .imposed
            .as_ref()
            .map(|imposed| (condition, imposed, how)),
    );
    match &condition.kind {
        ConditionKind::All(arms) | ConditionKind::Any(arms) => {
            arms.iter().for_each(|arm| collect(arm, how, found));
        }
        ConditionKind::AtLeast { of, .. } => {
            of.iter().for_each(|(arm, _)| collect(arm, how, found));
        }
        ConditionKind::After(inner) => collect(inner, "not before", found),
        ConditionKind::Holds(_) | ConditionKind::Within(..) | ConditionKind::Consent(_) => {}
    }
}

/// Each word into the first track whose last one ceased before it.
fn in_tracks(said: Vec<Said>) -> Vec<Vec<TimeSpan>> {
    let mut tracks: Vec<Vec<TimeSpan>> = Vec::new();
    for Said { span, .. } in said {
        let from = span.from.unwrap_or(f64::NEG_INFINITY);
        let has_room = |track: &&mut Vec<TimeSpan>| {
            let last = track.last().and_then(|last| last.to);
            last.is_some_and(|end| end <= from)
        };
        match tracks.iter_mut().find(has_room) {
            Some(track) => track.push(span),
            None => tracks.push(vec![span]),
        }
    }
    tracks
}

/// Silence into the first track that has room for it, else a track of its own before all others.
fn put_silence(tracks: &mut Vec<Vec<TimeSpan>>, span: TimeSpan) {
    let begin = span.from.unwrap_or(f64::NEG_INFINITY);
    let end = span.to.unwrap_or(f64::INFINITY);
    let is_beside = |one: &TimeSpan| {
        let begins = one.from.unwrap_or(f64::NEG_INFINITY);
        begins >= end || one.to.is_some_and(|to| to <= begin)
    };
    let mut with_room = tracks
        .iter_mut()
        .filter(|track| track.iter().all(is_beside));
    match with_room.next() {
        Some(track) => {
            track.push(span);
            track.sort_by(|a, b| order(a.from, b.from));
        }
        None => tracks.insert(0, vec![span]),
    }
}

fn row(who: &Who, goes_on: bool, spans: Vec<TimeSpan>, has_turned: bool) -> TimeRow {
    let standing = match spans.last() {
        Some(last) if last.to.is_none() && !last.entry.is_silent() => {
            Standing::Holds(last.entry.clone())
        }
        Some(last) if last.to.is_none() && !last.entry.words.is_empty() => {
            Standing::Nothing(last.entry.words.clone())
        }
        Some(last) if last.to.is_none() => Standing::Nothing("not known".to_owned()),
        Some(_) if has_turned => {
            Standing::Nothing("what it waited for has come: counts as a yes".to_owned())
        }
        Some(_) | None => Standing::Nothing("no longer".to_owned()),
    };
    TimeRow {
        who: who.clone(),
        goes_on,
        spans,
        standing,
    }
}
