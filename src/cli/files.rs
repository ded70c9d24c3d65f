//! Files of the user: their names, those of a folder, and writing them.

use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::{self, Limit, Links, OUTSIDE, Set, Unwritten, Why, save};
use crate::read::At;

use super::outcome::Failure;

/// The name of a file without its ending.
pub(super) fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The paths in a folder that are wanted, by name.
pub(super) fn listed(
    entries: impl IntoIterator<Item = io::Result<DirEntry>>,
    is_wanted: impl Fn(&Path) -> bool,
) -> Vec<PathBuf> {
    let entries = entries.into_iter().filter_map(Result::ok);
    let paths = entries.map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| is_wanted(path)).collect();
    paths.sort();
    paths
}

/// Whether something of that name is there, be it a link to nothing.
pub(super) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The text of a file that the user named.
pub(super) fn text_at(path: &Path) -> Result<String, Failure> {
    disk::text(path, Limit::Model).map_err(|why| Failure::cannot_read(path, why))
}

/// The text of a file that was found in the folder of a model.
pub(super) fn text_within(path: &Path, at: At<'_>) -> Result<String, Failure> {
    within(path, at)?;
    text_at(path)
}

/// A file that was found in the folder of a model must lie there, wherever its links lead.
pub(super) fn within(path: &Path, at: At<'_>) -> Result<(), Failure> {
    match at.allows(path) {
        true => Ok(()),
        false => Err(Failure::cannot_read(path, OUTSIDE)),
    }
}

/// Writes a file that the user named, or one that is named by default: then no link on the way to it is followed.
pub(super) fn write_file(path: &Path, bytes: &[u8], named: Option<&Path>) -> Result<(), Failure> {
    refuse_links(path, named)?;
    save(path, bytes, Links::Follow).map_err(Failure::unwritten)
}

/// Refuses a path on which a link lies below what the user named: a folder that came from a stranger could lead anywhere.
fn refuse_links(path: &Path, named: Option<&Path>) -> Result<(), Failure> {
    let named = named.filter(|named| path.starts_with(named));
    let mut so_far = named.map(Path::to_path_buf).unwrap_or_default();
    let below = named.and_then(|named| path.strip_prefix(named).ok());
    for part in below.unwrap_or(path).components() {
        so_far.push(part);
        let is_link = so_far
            .symlink_metadata()
            .is_ok_and(|about| about.is_symlink());
        if is_link {
            let (path, why) = (so_far, Why::Link);
            return Err(Failure::unwritten(Unwritten { path, why }));
        }
    }
    Ok(())
}

/// Writes files that belong together, all or none, in a folder that the user named or that is the default; of an earlier
/// set some may go.
pub(super) fn write_files<'f>(
    files: impl IntoIterator<Item = (PathBuf, &'f [u8])>,
    gone: impl IntoIterator<Item = PathBuf>,
    named: Option<&Path>,
) -> Result<(), Failure> {
    let mut set = Set::new(Links::Follow);
    for (path, bytes) in files {
        refuse_links(&path, named)?;
        set.add(&path, bytes).map_err(Failure::unwritten)?;
    }
    gone.into_iter().for_each(|path| set.remove(&path));
    set.swap().map_err(Failure::unwritten)
}

/// The paths of files as a user reads them.
pub(super) fn shown<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Vec<String> {
    let paths = paths.into_iter();
    paths.map(|path| disk::shown(path)).collect()
}

/// Says of each file that it was written.
pub(super) fn wrote(paths: &[String]) -> String {
    let paths = paths.iter();
    paths.map(|path| format!("wrote {path}\n")).collect()
}
