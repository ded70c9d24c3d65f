//! The door of libFuzzer: hands each input to the target that `IMPASSE_FUZZ` names. With `IMPASSE_FUZZ_SEEDS` it writes the
//! inputs to begin from into that folder instead. `fuzz/run` builds and runs all of it.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use targets::{Target, named};

mod seeds;
mod targets;

/// The target of this run.
fn chosen() -> Target {
    static CHOSEN: OnceLock<Target> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("IMPASSE_FUZZ").unwrap_or_default();
        named(&name).unwrap_or_else(|| panic!("IMPASSE_FUZZ names no target: `{name}`"))
    })
}

/// What is done before the first input.
fn begin() {
    if let Some(folder) = std::env::var_os("IMPASSE_FUZZ_SEEDS") {
        seeds::write_all(Path::new(&folder));
        std::process::exit(0);
    }
}

libfuzzer_sys::fuzz_target!(init: begin(), |data: &[u8]| chosen()(data));
