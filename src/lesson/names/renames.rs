//! Real names for invented ones in a text; only whole words count as names.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Replaces names in texts.
#[derive(Debug, Clone, Default)]
pub struct Renames {
    /// Real name to invented name, the longest first.
    pairs: Vec<(String, String)>,
    /// The numbers of the pairs by the first letter of the real name.
    by_letter: HashMap<char, Vec<usize>>,
}

/// The numbers of pairs by the first letter of the real name.
fn by_first_letter(pairs: &[(String, String)]) -> HashMap<char, Vec<usize>> {
    let mut by_letter: HashMap<char, Vec<usize>> = HashMap::new();
    for (at, (real, _)) in pairs.iter().enumerate() {
        let letter = real.chars().next().expect("no name is empty");
        by_letter.entry(letter).or_default().push(at);
    }
    by_letter
}

impl Renames {
    pub(super) fn of(map: BTreeMap<String, String>) -> Self {
        let mut pairs: Vec<(String, String)> = map
            .into_iter()
            .filter(|(real, _)| !real.is_empty())
            .collect();
        // Of names with a common beginning the longest is tried first; the map has put equals in their order.
        pairs.sort_by_key(|(real, _)| Reverse(real.chars().count()));
        let by_letter = by_first_letter(&pairs);
        Self { pairs, by_letter }
    }

    /// The pairs of real and invented names.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(real, invented)| (real.as_str(), invented.as_str()))
    }

    /// A text with all names replaced; only whole words count as names.
    pub fn apply(&self, text: &str) -> String {
        self.replaced(text, |invented| invented)
    }

    /// A text with a lower-case word in place of each name that is replaced, to look for those that are not.
    pub(super) fn marked(&self, text: &str) -> String {
        self.replaced(text, |_| "x")
    }

    fn replaced<'s>(&'s self, text: &str, with: impl Fn(&'s str) -> &'s str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before: Option<char> = None;
        while let Some(next) = rest.chars().next() {
            let length = match self.name_at(before, rest) {
                Some((real, invented)) => {
                    out.push_str(with(invented));
                    real.len()
                }
                None => {
                    out.push(next);
                    next.len_utf8()
                }
            };
            let (done, left) = rest.split_at(length);
            before = done.chars().next_back();
            rest = left;
        }
        out
    }

    /// The name that stands as a whole word at the beginning of `rest`.
    fn name_at(&self, before: Option<char>, rest: &str) -> Option<(&str, &str)> {
        let ends_word = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        if !ends_word(before) {
            return None;
        }
        let begin_so = self.by_letter.get(&rest.chars().next()?)?.iter();
        let mut names = begin_so.map(|&at| (&*self.pairs[at].0, &*self.pairs[at].1));
        names.find(|(real, _)| {
            let after = rest.strip_prefix(real);
            after.is_some_and(|after| ends_word(after.chars().next()))
        })
    }
}
