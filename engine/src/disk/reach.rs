//! How far a model may reach: a model can come from a stranger, and what it names is read with the rights of the reader.

use std::fs;
use std::path::{Component, Path};

/// Why a file is not read, and what to do.
pub const OUTSIDE: &str =
    "it leads out of the model's folder; name --trust if you trust whoever wrote this model";

/// Which files may be read because a model names them, or because they lie in its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Those inside its folder, where links lead inside it too.
    #[default]
    Folder,
    /// Any: the user trusts whoever wrote the model.
    Anywhere,
}

impl Reach {
    /// Whether the name of a file may be followed from the folder of a model: no path from the root of the disk, none that
    /// goes up.
    ///
    /// ```
    /// use impasse_engine::disk::Reach;
    /// assert!(Reach::Folder.allows_name("texts/002.md"));
    /// assert!(!Reach::Folder.allows_name("/etc/passwd") && !Reach::Folder.allows_name("texts/../../002.md"));
    /// assert!(Reach::Anywhere.allows_name("../002.md"));
    /// ```
    pub fn allows_name(self, name: &str) -> bool {
        let mut parts = Path::new(name).components();
        let goes_down = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        self == Self::Anywhere || parts.all(goes_down)
    }

    /// Whether a file may be read that lies in a folder by its name: where its links lead, it must lie there too. What is
    /// not there leads nowhere.
    pub fn allows(self, path: &Path, folder: &Path) -> bool {
        match (self, fs::canonicalize(path), fs::canonicalize(folder)) {
            (Self::Anywhere, _, _) | (Self::Folder, Err(_), _) => true,
            (Self::Folder, Ok(end), Ok(folder)) => end.starts_with(folder),
            (Self::Folder, Ok(_), Err(_)) => false,
        }
    }
}
