//! What the fuzz targets ever found, kept small: each input is given to its target again, without the fuzzer. And a promise
//! about the targets themselves: on inputs that mean something they get as far as what they assert.

use std::path::{Path, PathBuf};

use targets::ALL;

#[path = "../../fuzz/src/targets/mod.rs"]
mod targets;

/// The stack of the program's own thread.
const STACK: usize = 512 << 20;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The inputs that were found for a target.
fn found(target: &str) -> Vec<PathBuf> {
    let folder = root().join("fuzz/found").join(target);
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

#[test]
fn what_was_found_is_mended() {
    let work = || {
        for (name, target) in ALL {
            for path in found(name) {
                eprintln!("{}", path.display());
                target(&std::fs::read(&path).expect("an input can be read"));
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    let ended = thread.expect("a thread starts").join();
    assert!(
        ended.is_ok(),
        "the last file that is named above is not mended"
    );
}

#[test]
fn what_was_found_is_small_and_belongs_to_a_target() {
    let folders = std::fs::read_dir(root().join("fuzz/found"));
    for folder in folders.into_iter().flatten().flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        assert!(targets::named(&name).is_some(), "{name} is no target");
        for path in found(&name) {
            let bytes = std::fs::metadata(&path).expect("it is there").len();
            assert!(bytes <= 4_096, "{}: {bytes} bytes", path.display());
        }
    }
}
