//! Files written whole or not at all: a temporary file beside the target, then a rename.

use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file whole. The folder is made where it is missing.
///
/// # Errors
/// The system's reason; then the target is as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "it is a folder",
        ));
    }
    let mut file = tempfile::Builder::new()
        .prefix(".impasse-")
        .permissions_like_a_new_file()
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// Temporary files are private by default; what a user asked for is readable as other new files are.
trait LikeANewFile {
    fn permissions_like_a_new_file(&mut self) -> &mut Self;
}

impl LikeANewFile for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_like_a_new_file(&mut self) -> &mut Self {
        use std::os::unix::fs::PermissionsExt as _;
        self.permissions(std::fs::Permissions::from_mode(0o666))
    }

    #[cfg(not(unix))]
    fn permissions_like_a_new_file(&mut self) -> &mut Self {
        self
    }
}
