//! The desk of a review: the inboxes of a model, its reviewed facts, and the texts that can be looked up.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::extract::open;
use crate::cli::files::{is_there, listed, text_within, within};
use crate::cli::outcome::Failure;
use crate::diagnostic::{Diagnostic, Renderer, Shown, render_all};
use crate::disk::{Lock, Reach, Seen, lock, save_decision, shown};
use crate::model::Model;
use crate::read::{self, At};
use crate::review::{Decided, Decision, Entry, Inbox};
use crate::source::{Files, sha256_hex};

use super::clock;

/// The inboxes of a model with everything that a review needs to know.
pub(super) struct Desk {
    pub model: PathBuf,
    reach: Reach,
    pub facts_file: PathBuf,
    pub inboxes: Vec<(PathBuf, Inbox)>,
    texts: Option<PathBuf>,
    /// Who decides, as they say.
    coder: Option<String>,
}

/// Where an entry lies: the number of its inbox, and its number in it.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub inbox: usize,
    pub entry: usize,
}

impl Desk {
    pub fn open(
        context: &Context,
        texts: Option<PathBuf>,
        coder: Option<String>,
    ) -> Result<Self, Failure> {
        let model = context.one_path()?;
        let folder = read::base_folder(&model);
        let at = context.at(&model);
        Ok(Self {
            inboxes: inboxes_in(&folder.join("inbox"), at)?,
            facts_file: folder.join("facts").join("reviewed.yaml"),
            reach: context.reach,
            model,
            texts,
            coder,
        })
    }

    /// Where the model is, and how far it may reach.
    pub fn at(&self) -> At<'_> {
        At::of(&self.model, self.reach)
    }

    pub fn boxes(&self) -> Vec<Inbox> {
        let inboxes = self.inboxes.iter();
        inboxes.map(|(_, inbox)| inbox.clone()).collect()
    }

    pub fn inbox(&self, at: Spot) -> &Inbox {
        &self.inboxes[at.inbox].1
    }

    pub fn entry(&self, at: Spot) -> &Entry {
        &self.inbox(at).entries[at.entry]
    }

    pub fn entry_mut(&mut self, at: Spot) -> &mut Entry {
        &mut self.inboxes[at.inbox].1.entries[at.entry]
    }

    /// Where the entries lie that nobody has decided.
    pub fn pending(&self) -> Vec<Spot> {
        let inboxes = self.inboxes.iter().enumerate();
        let spots = inboxes.flat_map(|(inbox, (_, its))| {
            (0..its.entries.len()).map(move |entry| Spot { inbox, entry })
        });
        spots
            .filter(|at| self.entry(*at).decision == Decision::Pending)
            .collect()
    }

    /// The reviewed facts as they are written now; nothing where there are none yet.
    pub fn facts_now(&self) -> Result<String, Failure> {
        match is_there(&self.facts_file) {
            true => text_within(&self.facts_file, self.at()),
            false => Ok(String::new()),
        }
    }

    /// The model with other reviewed facts.
    pub fn model_with(&self, facts: &str) -> Result<Model, Failure> {
        let reading = read::read_path_with(self.at(), &self.facts_file, facts)?;
        if reading.has_errors() {
            let drawn = render_all(
                &Shown::first(&reading.problems),
                &reading.files,
                Renderer::Coloured,
            );
            return Err(Failure::BrokenModel {
                drawn: format!(
                    "{drawn}error: the model with these facts has errors; facts/reviewed.yaml was not written, decisions stand in the inbox\n"
                ),
                json: None,
            });
        }
        Ok(reading.model)
    }

    /// The whole sentence, where the text is at hand and still the same.
    pub fn sentence(&self, at: Spot) -> Option<String> {
        let (inbox, entry) = (self.inbox(at), self.entry(at));
        let texts = self.texts_called(&inbox.document).into_iter();
        let mut sentences = texts.filter_map(|path| sentence_in(&path, entry.sentence));
        sentences.find(|sentence| is_hash_of(&entry.hash, sentence))
    }

    /// The files that can be the text of a document: in the folder that the user names, and in that of the model.
    pub(super) fn texts_called(&self, document: &str) -> Vec<PathBuf> {
        let named = self.texts.iter();
        let named = named.flat_map(|folder| texts_called(document, folder));
        let base = read::base_folder(&self.model);
        let near = places_in(&base).into_iter();
        let near = near.flat_map(|folder| texts_called(document, &folder));
        named
            .chain(near.filter(|path| self.at().allows(path)))
            .collect()
    }
}

/// What became of an answer.
pub(super) enum Kept {
    /// It is in the inbox.
    Yes,
    /// Somebody else answered meanwhile, and theirs stands; what they decided.
    Theirs(Decision),
    /// The fact is no longer in the inbox.
    Gone,
}

impl Desk {
    /// Keeps the decision on one fact: in the inbox as it is now, whatever others have changed in it meanwhile.
    pub fn keep(&mut self, at: Spot, before: &Entry) -> Result<Kept, Failure> {
        let path = self.inboxes[at.inbox].0.clone();
        let _mine = locked(&path)?;
        let (seen, mut fresh) = read_inbox(&path)?;
        let own = self.entry(at).clone();
        let mut entries = fresh.entries.iter_mut();
        let kept = match entries.find(|entry| entry.id == own.id) {
            Some(theirs) if *theirs == *before || *theirs == own => {
                fresh.decided.extend(Decided::of(
                    theirs,
                    &own,
                    &clock::now(),
                    self.coder.as_deref(),
                ));
                *theirs = own;
                Kept::Yes
            }
            Some(theirs) => Kept::Theirs(theirs.decision),
            None => Kept::Gone,
        };
        if matches!(kept, Kept::Yes) {
            let text = fresh.to_yaml();
            save_decision(&path, &seen, text.as_bytes()).map_err(Failure::unwritten)?;
        }
        self.inboxes[at.inbox].1.follow(fresh);
        Ok(kept)
    }

    /// Takes over what others have decided in an inbox meanwhile.
    pub fn refresh(&mut self, inbox: usize) -> Result<(), Failure> {
        let (_, fresh) = read_inbox(&self.inboxes[inbox].0)?;
        self.inboxes[inbox].1.follow(fresh);
        Ok(())
    }

    /// Reads every inbox again.
    pub fn read_again(&mut self) -> Result<(), Failure> {
        for (path, inbox) in &mut self.inboxes {
            (_, *inbox) = read_inbox(path)?;
        }
        Ok(())
    }

    /// Keeps others from deciding until it is dropped.
    pub fn lock(&self) -> Result<Lock, Failure> {
        locked(&self.inboxes[0].0)
    }
}

/// Waits until nobody else decides beside an inbox.
pub(in crate::cli) fn locked(inbox: &Path) -> Result<Lock, Failure> {
    let folder = inbox.parent().unwrap_or(Path::new("."));
    lock(folder).map_err(|error| Failure::at(folder, error))
}

/// Why a fact cannot become part of the model, where it is among those that were refused.
pub(super) fn why_refused<'r>(entry: &Entry, refused: &'r [(String, String)]) -> Option<&'r str> {
    let (_, why) = refused.iter().find(|(id, _)| *id == entry.id)?;
    Some(why)
}

/// Where a folder of texts may be: the folder itself, and what texts are kept in below it.
fn places_in(folder: &Path) -> [PathBuf; 3] {
    [
        folder.to_path_buf(),
        folder.join("seeds"),
        folder.join("texts"),
    ]
}

/// The files in a folder that can be the text of a document. The name comes from an inbox and leads into no other folder.
fn texts_called(document: &str, folder: &Path) -> Vec<PathBuf> {
    if document.contains(['/', '\\']) {
        return Vec::new();
    }
    let paths = ["md", "txt", "html"].map(|end| folder.join(format!("{document}.{end}")));
    paths.into_iter().filter(|path| path.is_file()).collect()
}

/// Whether a hash of an inbox is that of a sentence; without digits enough it is nobody's.
fn is_hash_of(hash: &str, sentence: &str) -> bool {
    hash.len() >= 16 && sha256_hex(sentence.as_bytes()).starts_with(hash)
}

fn sentence_in(path: &Path, number: u32) -> Option<String> {
    let document = open(path).ok()?.document;
    document.sentence(number).map(str::to_owned)
}

/// The inboxes in a folder, with their paths.
pub(super) fn inboxes_in(folder: &Path, at: At<'_>) -> Result<Vec<(PathBuf, Inbox)>, Failure> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let is_yaml = |path: &Path| path.extension().is_some_and(|end| end == "yaml");
    let paths = listed(entries, is_yaml);
    if paths.is_empty() {
        return Err(nothing_to_review(folder));
    }
    let inboxes = paths.into_iter().map(|path| {
        within(&path, at)?;
        let (_, inbox) = read_inbox(&path)?;
        Ok((path, inbox))
    });
    inboxes.collect()
}

fn nothing_to_review(folder: &Path) -> Failure {
    Failure::CannotRun(format!(
        "there is nothing to review: no inbox in {}\nhelp: `impasse extract TEXT --inbox` writes one",
        shown(folder)
    ))
}

/// An inbox, with what its file held.
pub(super) fn read_inbox(path: &Path) -> Result<(Seen, Inbox), Failure> {
    let seen = Seen::now(path).map_err(|why| Failure::at(path, why))?;
    let mut problems = Vec::new();
    let inbox = Inbox::read(seen.text(), &mut problems).filter(|_| problems.is_empty());
    let inbox = inbox.ok_or_else(|| broken(path, seen.text().to_owned(), &problems));
    inbox.map(|inbox| (seen, inbox))
}

fn broken(path: &Path, text: String, problems: &[Diagnostic]) -> Failure {
    let mut files = Files::default();
    files.add(path, text);
    Failure::BrokenModel {
        drawn: render_all(&Shown::first(problems), &files, Renderer::Coloured),
        json: None,
    }
}
