//! Writing: whole files, whole sets of files, and decisions that are never lost.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::read::{Limit, Unreadable, bytes};
use super::shown::shown;

/// How the names of files begin that wait beside their targets.
const STAGED: &str = ".impasse-";

/// What to do with a target that is a link to another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// The file that it leads to is written: the user named it on the command line.
    Follow,
    /// It is refused: inside the folder of a model a link may lead anywhere.
    Refuse,
}

/// Why a file was not written. The target is then as it was.
#[derive(Debug)]
pub struct Unwritten {
    /// The target.
    pub path: PathBuf,
    /// The reason.
    pub why: Why,
}

/// The reason why a file was not written.
#[derive(Debug)]
pub enum Why {
    /// The system refused it.
    System(io::Error),
    /// The target is a folder, a pipe or a device.
    NotAFile,
    /// The target is a link, and links are not followed there.
    Link,
    /// Somebody changed it meanwhile.
    Changed,
    /// What was written could not be read back as it was.
    ReadBack,
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown(&self.path);
        match &self.why {
            Why::System(error) => write!(f, "cannot write {path}: {error}"),
            Why::NotAFile => write!(f, "cannot write {path}: it is no regular file"),
            Why::Link => write!(
                f,
                "cannot write {path}: it is a link to another file, and in the folder of a model no link is followed"
            ),
            Why::Changed => write!(f, "{path} was changed by somebody else meanwhile"),
            Why::ReadBack => write!(
                f,
                "cannot write {path}: what was written could not be read back"
            ),
        }
    }
}

impl std::error::Error for Unwritten {}

/// What a file held when it was read; nothing where it was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(Option<Vec<u8>>);

impl Seen {
    /// What a file holds now.
    ///
    /// # Errors
    /// [`Unreadable`] where it is there and cannot be read.
    pub fn now(path: &Path) -> Result<Self, Unreadable> {
        match bytes(path, Limit::Model) {
            Ok(bytes) => Ok(Self(Some(bytes))),
            Err(Unreadable::System(error)) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Self(None))
            }
            Err(why) => Err(why),
        }
    }

    /// Whether the file was not there.
    pub fn is_missing(&self) -> bool {
        self.0.is_none()
    }

    /// The text; empty where the file was not there or is no text.
    pub fn text(&self) -> &str {
        let bytes = self.0.as_deref().unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// Writes one file whole. Its folder is made where it is missing; a file that is there keeps its mode.
///
/// # Errors
/// [`Unwritten`]; then the target is as it was.
pub fn save(path: &Path, bytes: &[u8], links: Links) -> Result<(), Unwritten> {
    let mut set = Set::new(links);
    set.add(path, bytes)?;
    set.swap()
}

/// Writes a file that holds decisions of people: only over what was seen, read back before it is moved into its place.
/// Hold the [`lock`] of its folder from reading to writing.
///
/// # Errors
/// [`Unwritten`], with `Why::Changed` where the file no longer holds what was seen.
pub fn save_decision(path: &Path, seen: &Seen, text: &[u8]) -> Result<Seen, Unwritten> {
    let now = Seen::now(path).map_err(|why| refused(path, unread(why)))?;
    if now != *seen {
        return Err(refused(path, Why::Changed));
    }
    let mut set = Set::of_decisions();
    set.add(path, text)?;
    set.swap()?;
    Ok(Seen(Some(text.to_vec())))
}

fn unread(why: Unreadable) -> Why {
    match why {
        Unreadable::System(error) => Why::System(error),
        Unreadable::NotAFile => Why::NotAFile,
        other @ (Unreadable::TooLarge { .. } | Unreadable::NotUtf8 { .. }) => {
            Why::System(io::Error::other(other))
        }
    }
}

fn refused(path: &Path, why: Why) -> Unwritten {
    let path = path.to_path_buf();
    Unwritten { path, why }
}

/// Files that are written together: all of them or none.
#[derive(Debug)]
pub struct Set {
    links: Links,
    /// Whether a file is on the disk, and read back from it, before it is moved.
    is_durable: bool,
    staged: Vec<Staged>,
    removed: Vec<PathBuf>,
}

/// A file that is written beside its target and waits to be moved there.
#[derive(Debug)]
struct Staged {
    target: PathBuf,
    file: NamedTempFile,
}

impl Set {
    /// An empty set.
    pub fn new(links: Links) -> Self {
        Self {
            links,
            is_durable: false,
            staged: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// An empty set of files that hold decisions of people: they are on the disk, and read back, before they are moved.
    pub fn of_decisions() -> Self {
        Self {
            is_durable: true,
            ..Self::new(Links::Refuse)
        }
    }

    /// Writes a file beside its target.
    ///
    /// # Errors
    /// [`Unwritten`] where the target cannot be a file or the disk is full.
    pub fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
        let staged = self.stage(path, bytes);
        self.staged.push(staged.map_err(|why| refused(path, why))?);
        Ok(())
    }

    fn stage(&self, path: &Path, bytes: &[u8]) -> Result<Staged, Why> {
        let target = target(path, self.links)?;
        let folder = folder_of(&target);
        fs::create_dir_all(folder).map_err(Why::System)?;
        let file = written(folder, mode_of(&target), bytes).map_err(Why::System)?;
        if self.is_durable {
            file.as_file().sync_all().map_err(Why::System)?;
            let read = fs::read(file.path()).map_err(Why::System)?;
            (read == bytes).then_some(()).ok_or(Why::ReadBack)?;
        }
        Ok(Staged { target, file })
    }

    /// Names a file that is to go when the others come.
    pub fn remove(&mut self, path: &Path) {
        self.removed.push(path.to_path_buf());
    }

    /// Moves every file into its place. Where one cannot be moved, those before it are put back as they were.
    ///
    /// # Errors
    /// [`Unwritten`]; then every target is as it was.
    pub fn swap(self) -> Result<(), Unwritten> {
        let mut done: Vec<Moved> = Vec::new();
        let removed = self.removed.into_iter().map(|path| (path, None));
        let staged = self.staged.into_iter();
        let moves = staged
            .map(|one| (one.target, Some(one.file)))
            .chain(removed);
        for (target, file) in moves {
            match moved(&target, file) {
                Ok(one) => done.push(one),
                Err(error) => {
                    done.into_iter().rev().for_each(Moved::put_back);
                    return Err(refused(&target, Why::System(error)));
                }
            }
        }
        done.into_iter().for_each(|one| one.keep(self.is_durable));
        Ok(())
    }
}

/// A target that holds the new file, and where its old one is kept until all are in their places.
struct Moved {
    target: PathBuf,
    old: Option<PathBuf>,
}

impl Moved {
    fn put_back(self) {
        // What can be done for an earlier file when a later one fails; the later failure is told.
        let _ = match &self.old {
            Some(old) => fs::rename(old, &self.target),
            None => fs::remove_file(&self.target),
        };
    }

    /// Lets go of the old file.
    fn keep(self, is_durable: bool) {
        if let Some(old) = self.old {
            let _ = fs::remove_file(old);
        }
        if is_durable {
            settle(folder_of(&self.target));
        }
    }
}

/// Moves a file into its place, or takes away what is there where there is none to put.
fn moved(target: &Path, file: Option<NamedTempFile>) -> io::Result<Moved> {
    let old = match fs::symlink_metadata(target) {
        Ok(_) => Some(set_aside(target)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let put = match file {
        Some(file) => file
            .persist(target)
            .map(|_| ())
            .map_err(|error| error.error),
        None if old.is_some() => fs::remove_file(target),
        None => Ok(()),
    };
    if let (Err(_), Some(old)) = (&put, &old) {
        let _ = fs::remove_file(old);
    }
    put.map(|()| Moved {
        target: target.to_path_buf(),
        old,
    })
}

/// Gives the old file a second name, so that the target is never missing while the new one comes.
fn set_aside(target: &Path) -> io::Result<PathBuf> {
    let free = tempfile::Builder::new()
        .prefix(&format!("{STAGED}old-"))
        .tempfile_in(folder_of(target))?;
    let old = free.path().to_path_buf();
    drop(free);
    // Not every file system has second names.
    fs::hard_link(target, &old).or_else(|_| fs::copy(target, &old).map(|_| ()))?;
    Ok(old)
}

/// Where a path leads, if a file can be written there.
fn target(path: &Path, links: Links) -> Result<PathBuf, Why> {
    let about = match fs::symlink_metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_path_buf()),
        Err(error) => return Err(Why::System(error)),
    };
    match (about.is_symlink(), links) {
        (false, _) if about.is_file() => Ok(path.to_path_buf()),
        (false, _) => Err(Why::NotAFile),
        (true, Links::Refuse) => Err(Why::Link),
        (true, Links::Follow) => {
            let end = fs::canonicalize(path).map_err(Why::System)?;
            let about = fs::metadata(&end).map_err(Why::System)?;
            about.is_file().then_some(end).ok_or(Why::NotAFile)
        }
    }
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// A new file in a folder.
fn written(
    folder: &Path,
    mode: Option<fs::Permissions>,
    bytes: &[u8],
) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(STAGED);
    let mut file = like_a_new_file(&mut builder).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    Ok(file)
}

/// Temporary files are private by default; what a user asked for is readable as other new files are.
#[cfg(unix)]
fn like_a_new_file<'b, 'p, 's>(
    builder: &'b mut tempfile::Builder<'p, 's>,
) -> &'b mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn like_a_new_file<'b, 'p, 's>(
    builder: &'b mut tempfile::Builder<'p, 's>,
) -> &'b mut tempfile::Builder<'p, 's> {
    builder
}

/// Who may read and write a file that is there already.
fn mode_of(target: &Path) -> Option<fs::Permissions> {
    fs::metadata(target).ok().map(|about| about.permissions())
}

/// Puts the names of a folder on the disk, where the system can do that.
fn settle(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// How long a command waits for another one that decides in the same folder, and how often it looks, in milliseconds.
const LONGEST_WAIT: u64 = 30_000;
const BETWEEN: u64 = 20;
const HELD: &str = "another program has been deciding in this folder for half a minute; try again when it has ended";

/// A folder that only one process decides in; given back when it is dropped or the process ends.
#[derive(Debug)]
#[must_use]
pub struct Lock(#[allow(dead_code, reason = "held, not read")] File);

/// Waits until nobody else decides in a folder, for half a minute at most. The folder is made where it is missing; what
/// somebody who was stopped while writing has left lying there goes.
///
/// # Errors
/// The system's reason, or that somebody else holds the folder.
pub fn lock(folder: &Path) -> io::Result<Lock> {
    fs::create_dir_all(folder)?;
    let file = locked_on(folder)?;
    let mut waited = 0;
    while let Err(why) = file.try_lock() {
        if let fs::TryLockError::Error(why) = why {
            return Err(why);
        }
        if waited >= LONGEST_WAIT {
            return Err(io::Error::other(HELD));
        }
        std::thread::sleep(Duration::from_millis(BETWEEN));
        waited += BETWEEN;
    }
    tidy(folder);
    Ok(Lock(file))
}

/// Removes files that were written beside their targets and never moved. Only for a folder in which nobody else writes.
fn tidy(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with(STAGED) && path.is_file()
    };
    for path in entries
        .map(|entry| entry.path())
        .filter(|path| is_ours(path))
    {
        // What cannot be removed is in nobody's way.
        let _ = fs::remove_file(path);
    }
}

/// The folder itself, so that nothing is left lying in it.
#[cfg(unix)]
fn locked_on(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Where a folder cannot be locked, a file in it.
#[cfg(not(unix))]
fn locked_on(folder: &Path) -> io::Result<File> {
    let mut options = File::options();
    let options = options.create(true).truncate(false).write(true);
    options.open(folder.join(".lock-impasse"))
}
