//! The conversation: each pending fact is shown, and a person answers with a letter.

use std::io::{BufRead, Read as _, Write as _};

use crate::cli::outcome::Failure;
use crate::disk::lines;
use crate::model::Model;
use crate::review::{Decision, Entry, reviewed_facts, same_as};

use super::desk::{Desk, Kept, Spot, why_refused};
use super::told;

/// The letters that a person may answer with.
const LETTERS: &str = "a accept, r reject, e correct, m same as another, s skip, q stop";

/// The most bytes of an answer.
const LONGEST: u64 = 64 << 10;

/// A conversation about the facts on a desk.
pub(super) struct Asking<'d, A> {
    desk: &'d mut Desk,
    /// The model without reviewed facts.
    model: Model,
    answers: A,
}

/// What comes after an answer.
enum Next {
    /// The same fact is asked about again.
    Again,
    /// The next fact.
    Fact,
    /// Nothing: the person wants to stop, or has nothing more to say.
    End,
}

impl<'d, A: BufRead> Asking<'d, A> {
    pub fn of(desk: &'d mut Desk, answers: A) -> Result<Self, Failure> {
        Ok(Self {
            model: desk.model_with("")?,
            desk,
            answers,
        })
    }

    /// Asks about each pending fact. Stops at the end of the input or at `q`; every answer is kept at once.
    pub fn ask(&mut self) -> Result<(), Failure> {
        let pending = self.desk.pending();
        say(&format!(
            "{} to decide. For each: {LETTERS}.\n",
            pending.len()
        ));
        for at in pending {
            self.desk.refresh(at.inbox)?;
            let before = self.desk.entry(at).clone();
            if before.decision != Decision::Pending {
                continue;
            }
            let next = self.ask_about(at);
            self.keep(at, &before)?;
            if matches!(next, Next::End) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Keeps an answer, unless somebody else has answered meanwhile: then both are told, and theirs stands.
    fn keep(&mut self, at: Spot, before: &Entry) -> Result<(), Failure> {
        let own = self.desk.entry(at).clone();
        if own == *before {
            return Ok(());
        }
        let (id, mine) = (&own.id, own.decision.word());
        match self.desk.keep(at, before)? {
            Kept::Yes => {}
            Kept::Theirs(theirs) => say(&format!(
                "{id} was changed by somebody else meanwhile, to {}; yours, {mine}, was not kept.\n",
                theirs.word()
            )),
            Kept::Gone => say(&format!(
                "{id} is no longer in the inbox; yours, {mine}, was not kept.\n"
            )),
        }
        Ok(())
    }

    /// Asks about one fact until it is decided or left.
    fn ask_about(&mut self, at: Spot) -> Next {
        self.show(at);
        loop {
            let Some(answer) = self.answer("a/r/e/m/s/q? ") else {
                return Next::End;
            };
            match self.follow(at, answer.trim()) {
                Next::Again => {}
                next @ (Next::Fact | Next::End) => return next,
            }
        }
    }

    fn show(&self, at: Spot) {
        let (inbox, entry) = (self.desk.inbox(at), self.desk.entry(at));
        let sentence = self.desk.sentence(at);
        let told = told(entry, inbox, &self.model, sentence.as_deref());
        say(&format!("\n{told}"));
        say(&self.desk.effect(at));
    }

    /// Does what a letter says.
    fn follow(&mut self, at: Spot, letter: &str) -> Next {
        match letter {
            "a" => self.accept(at),
            "r" => {
                self.desk.entry_mut(at).decision = Decision::Reject;
                Next::Fact
            }
            "s" | "" => Next::Fact,
            "q" => Next::End,
            "e" => self.correct(at),
            "m" => self.same_as_another(at),
            _ => {
                say(&format!("{LETTERS}\n"));
                Next::Again
            }
        }
    }

    /// Accepts a fact, if the model can hold it.
    fn accept(&mut self, at: Spot) -> Next {
        self.desk.entry_mut(at).decision = Decision::Accept;
        let (_, refused) = reviewed_facts(&self.model, &self.desk.boxes());
        let entry = self.desk.entry_mut(at);
        let Some(why) = why_refused(entry, &refused) else {
            return Next::Fact;
        };
        entry.decision = Decision::Pending;
        say(&format!("It cannot be accepted yet: {why}.\n"));
        Next::Again
    }

    /// Changes one field of a fact, as the person says.
    fn correct(&mut self, at: Spot) -> Next {
        let Some(change) = self.answer(
            "key=value (kind, holder, on, stance, value, needs, via, said_by, same_as, note): ",
        ) else {
            return Next::End;
        };
        match key_and_value(&change) {
            Some((key, value)) => {
                self.desk.entry_mut(at).set(key, value);
                say(&self.desk.effect(at));
            }
            None => say(
                "Write one key of these, =, and its value, as in on=ceasefire; e again for the next.\n",
            ),
        }
        Next::Again
    }

    /// Accepts a fact as the same as another one.
    fn same_as_another(&mut self, at: Spot) -> Next {
        let Some(id) = self.answer("same as (id): ") else {
            return Next::End;
        };
        let before = self.desk.entry(at).clone();
        let entry = self.desk.entry_mut(at);
        entry.set("same_as", id.trim());
        entry.decision = Decision::Accept;
        let boxes = self.desk.boxes();
        let Err(why) = same_as(self.desk.entry(at), &boxes) else {
            return Next::Fact;
        };
        *self.desk.entry_mut(at) = before;
        say(&format!("That cannot be: {why}.\n"));
        Next::Again
    }

    /// What the person answers, without the line's end; nothing at the end of the input.
    fn answer(&mut self, question: &str) -> Option<String> {
        say(question);
        let mut text = String::new();
        match (&mut self.answers).take(LONGEST).read_line(&mut text) {
            Ok(0) | Err(_) => None,
            // No person answers so much: it is no conversation.
            Ok(length) if length as u64 == LONGEST => None,
            Ok(_) => Some(text.trim_end().to_owned()),
        }
    }
}

/// What `key=value` says, where an entry has such a key.
fn key_and_value(change: &str) -> Option<(&str, &str)> {
    let (key, value) = change.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    Entry::has_key(key).then_some((key, value))
}

fn say(text: &str) {
    let mut out = anstream::stdout();
    let text = lines(text);
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
