//! How long our functions and files are. A function is to read as a paragraph: its length is counted in tokens, since lines
//! can be made long. The bounds are those of the code; they may only go down, to the aim that stands beside them. Once they went
//! up: the scenes of the pictures of marks raised the middle from 65 and nine in ten from 165, to be taken back.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, ItemFn, ItemMod, TraitItemFn};

/// The most that the middle function may have (aim: 60).
const MIDDLE: usize = 68;
/// The most that nine functions in ten may have (aim: 200).
const NINE_IN_TEN: usize = 171;
/// How many functions in a thousand may have more than 400 (aim: 30).
const OVER_400_IN_A_THOUSAND: usize = 1;
/// The most lines of a file.
const LINES: usize = 500;
/// The folders whose functions the middle does not count yet: nine in ten and the longest do.
const LATER: &str = "/extract/";

#[derive(Debug)]
struct Function {
    tokens: usize,
    place: String,
}

/// Finds the functions of a file, those of tests left out.
struct Functions<'a> {
    path: &'a Path,
    found: Vec<Function>,
}

impl Functions<'_> {
    fn add(&mut self, name: &syn::Ident, body: &syn::Block) {
        let line = name.span().start().line;
        self.found.push(Function {
            tokens: tokens(body.to_token_stream()),
            place: format!("{}:{line} {name}", self.path.display()),
        });
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if !is_test(&function.attrs) {
            self.add(&function.sig.ident, &function.block);
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.add(&function.sig.ident, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.add(&function.sig.ident, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    let mut told = attributes
        .iter()
        .map(|one| one.to_token_stream().to_string());
    told.any(|words| words.contains("test"))
}

/// How many tokens a reader meets: brackets count, and signs that are written together are one.
fn tokens(stream: TokenStream) -> usize {
    let mut count = 0;
    let mut joined = false;
    for tree in stream {
        let continues = joined && matches!(tree, TokenTree::Punct(_));
        joined = matches!(&tree, TokenTree::Punct(sign) if sign.spacing() == Spacing::Joint);
        count += match tree {
            TokenTree::Group(group) => {
                let brackets = match group.delimiter() {
                    Delimiter::None => 0,
                    Delimiter::Brace | Delimiter::Bracket | Delimiter::Parenthesis => 2,
                };
                brackets + tokens(group.stream())
            }
            TokenTree::Punct(_) => usize::from(!continues),
            // A text has its quotation marks.
            TokenTree::Literal(literal) if literal.to_string().contains('"') => 3,
            TokenTree::Literal(_) | TokenTree::Ident(_) => 1,
        };
    }
    count
}

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("src/ can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let all = paths.into_iter();
    all.flat_map(|path| match path.is_dir() {
        true => files(&path),
        false if path.extension().is_some_and(|ending| ending == "rs") => vec![path],
        false => Vec::new(),
    })
    .collect()
}

fn sources() -> Vec<PathBuf> {
    let mut paths = files(Path::new("src"));
    paths.extend(files(Path::new("engine/src")));
    paths.extend(files(Path::new("extract/src")));
    paths
}

fn functions() -> Vec<Function> {
    let mut all = Vec::new();
    for path in sources() {
        let text = fs::read_to_string(&path).expect("a source can be read");
        let file = syn::parse_file(&text).expect("a source is Rust");
        let mut functions = Functions {
            path: &path,
            found: Vec::new(),
        };
        functions.visit_file(&file);
        all.append(&mut functions.found);
    }
    all.sort_by_key(|one| one.tokens);
    all
}

#[test]
fn functions_read_as_paragraphs() {
    let all = functions();
    let longest: Vec<String> = all
        .iter()
        .rev()
        .take(20)
        .map(|one| format!("{} {}", one.tokens, one.place))
        .collect();
    let at = |share: f64| all[(all.len() as f64 * share) as usize].tokens;
    let counted: Vec<&Function> = all
        .iter()
        .filter(|one| !one.place.contains(LATER))
        .collect();
    let middle = counted[counted.len() / 2].tokens;
    let over = 1000 * all.iter().filter(|one| one.tokens > 400).count() / all.len();
    let told = format!(
        "{} functions: middle {} (at most {MIDDLE}), nine in ten {} (at most {NINE_IN_TEN}), over 400: {over} in a thousand (at most {OVER_400_IN_A_THOUSAND})\n{}",
        all.len(),
        middle,
        at(0.9),
        longest.join("\n")
    );
    assert!(
        middle <= MIDDLE && at(0.9) <= NINE_IN_TEN && over <= OVER_400_IN_A_THOUSAND,
        "{told}"
    );
}

#[test]
fn files_have_one_subject() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(&path).expect("a source can be read");
            let lines = text.lines().count();
            (lines > LINES).then(|| format!("{lines} {}", path.display()))
        })
        .collect();
    assert!(
        long.is_empty(),
        "longer than {LINES} lines:\n{}",
        long.join("\n")
    );
}
