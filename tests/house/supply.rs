//! What the program is built from: licences that we may pass on, packages from the registry alone, none twice but those that
//! are known, and nothing in the default build that could reach the network.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Licences under which a package may be part of what we pass on; of several that are offered, one suffices.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    // MIT without its one condition.
    "MIT-0",
    // Asks only that changes to its own files stay open; we change none.
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages that name their licence by a file: it is the MIT licence, read by us.
const MIT_BY_FILE: &[&str] = &[
    "dot-generator",
    "graphviz-rust",
    "into-attr",
    "into-attr-derive",
];

/// Packages that are built in two versions, because two of our dependencies want different ones.
const TWICE: &[&str] = &[
    // By the judge of our schema, in tests alone.
    "bit-vec",
    "foldhash",
    "getrandom",
    "hashbrown",
    "miniz_oxide",
    "roxmltree",
    "syn",
];

/// Packages that speak to the network, or are there for those that do.
const NETWORK: &[&str] = &[
    "async-std",
    "attohttpc",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "http",
    "hyper",
    "isahc",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "webpki-roots",
];

/// Words of code that reaches the network.
const REACHES: &[&str] = &[
    "std::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "ureq",
    "ToSocketAddrs",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A package as it is built.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    licence: String,
}

/// The packages that a build of some kind uses.
fn built(kinds: &str) -> BTreeSet<Package> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--prefix",
            "none",
            "-e",
            kinds,
            "-f",
            "{p}|{l}",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    told.lines().filter_map(package).collect()
}

/// `serde v1.0.229 (proc-macro)|MIT OR Apache-2.0`
fn package(line: &str) -> Option<Package> {
    let (name, licence) = line.split_once('|')?;
    let mut words = name.split_whitespace();
    Some(Package {
        name: words.next()?.to_owned(),
        version: words.next()?.to_owned(),
        licence: licence.trim_end_matches("(*)").trim().to_owned(),
    })
}

/// Whether one of the licences offered is allowed; where several are asked together, whether all are.
fn is_allowed(licence: &str) -> bool {
    let licence = licence.replace('/', " OR ");
    if let Some((one, rest)) = licence
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(") AND "))
    {
        return is_allowed(one) && is_allowed(rest);
    }
    let mut offered = licence.split(" OR ");
    offered.any(|one| {
        one.split(" AND ")
            .all(|part| LICENCES.contains(&part.trim()))
    })
}

fn is_by_file(package: &Package) -> bool {
    package.licence.is_empty() && MIT_BY_FILE.contains(&package.name.as_str())
}

#[test]
fn every_licence_is_one_that_we_may_pass_on() {
    assert!(is_allowed("MIT/Apache-2.0") && is_allowed("(GPL-3.0 OR MIT) AND Unicode-3.0"));
    assert!(!is_allowed("GPL-3.0") && !is_allowed("MIT AND GPL-3.0") && !is_allowed(""));
    let packages = built("normal,build,dev");
    assert!(packages.len() > 100, "{}", packages.len());
    let refused: Vec<&Package> = packages
        .iter()
        .filter(|package| !is_allowed(&package.licence) && !is_by_file(package))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn every_package_comes_from_the_registry() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock can be read");
    let mut without = Vec::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let mut lines = package.lines();
            lines.find_map(|line| {
                Some(
                    line.strip_prefix(key)?
                        .strip_prefix(" = ")?
                        .trim_matches('"')
                        .to_owned(),
                )
            })
        };
        let name = value("name").expect("a package has a name");
        match value("source") {
            Some(source) => {
                assert_eq!(
                    source, "registry+https://github.com/rust-lang/crates.io-index",
                    "{name}"
                );
                assert!(value("checksum").is_some(), "{name} has no checksum");
            }
            None => without.push(name),
        }
    }
    assert_eq!(
        without,
        [
            "impasse",
            "impasse-browser",
            "impasse-engine",
            "impasse-extract",
            "impasse-fuzz"
        ]
    );
}

#[test]
fn no_package_is_built_twice_but_those_that_are_known() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in built("normal,build,dev") {
        versions
            .entry(package.name)
            .or_default()
            .insert(package.version);
    }
    let twice: Vec<&str> = versions
        .iter()
        .filter(|(_, of)| of.len() > 1)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(twice, TWICE, "{versions:?}");
}

#[test]
fn every_dependency_says_what_it_is_for() {
    for name in ["Cargo.toml", "engine/Cargo.toml", "extract/Cargo.toml"] {
        let manifest = std::fs::read_to_string(root().join(name)).expect("a manifest can be read");
        let mut before = "";
        let mut section = "";
        for line in manifest.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let is_one = section.ends_with("dependencies]") && line.contains(" = ");
            // Packages that belong together stand below one line.
            assert!(
                !is_one || before.starts_with('#') || before.contains(" = "),
                "{name}: {line}"
            );
            before = line;
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => rust_files(&path, found),
            false if path.extension().is_some_and(|end| end == "rs") => found.push(path),
            false => {}
        }
    }
}

#[test]
fn the_default_build_reaches_no_network() {
    if cfg!(feature = "language-model") {
        return;
    }
    let packages = built("normal,build");
    let names: Vec<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let found: Vec<&&str> = NETWORK.iter().filter(|name| names.contains(name)).collect();
    assert!(found.is_empty(), "{found:?}");
    // The two files that do are left out of the default build.
    let backend = root().join("src/backend");
    let modules = std::fs::read_to_string(backend.join("mod.rs")).expect("it can be read");
    let asks = ["chat", "endpoint"];
    for name in asks {
        let left_out = format!("#[cfg(feature = \"language-model\")]\nmod {name};");
        assert!(modules.contains(&left_out), "{name}");
    }
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("it can be read");
    let default = manifest
        .lines()
        .find(|line| line.starts_with("default = "))
        .expect("it is there");
    assert!(!default.contains("language-model"), "{default}");
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    rust_files(&root().join("engine/src"), &mut files);
    rust_files(&root().join("extract/src"), &mut files);
    let left_out = asks.map(|name| backend.join(format!("{name}.rs")));
    for path in files.iter().filter(|path| !left_out.contains(path)) {
        let code = std::fs::read_to_string(path).expect("it can be read");
        let code: Vec<&str> = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for word in REACHES {
            let found = code.iter().find(|line| line.contains(word));
            assert!(found.is_none(), "{}: {found:?}", path.display());
        }
    }
}
