//! Which known word was probably meant.
//!
//! Words are compared letter by letter only where their letters, whatever the order, say that they can be near; that
//! takes a glance for each candidate, so that thousands of slips beside thousands of names cost little.

/// How many kinds of letters are told apart at a glance.
const KINDS: usize = 64;

/// The candidate nearest to a misspelt word, if any is near.
///
/// Near means a Damerau-Levenshtein distance of at most a third of the word, at least one; ties go
/// to the better Jaro-Winkler similarity, then to the first by name.
///
/// ```
/// use impasse_engine::diagnostic::did_you_mean;
/// assert_eq!(did_you_mean("ceasfire", ["ceasefire", "settlement"]), Some("ceasefire"));
/// assert_eq!(did_you_mean("vote", ["ceasefire"]), None);
/// ```
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if word.len() > 200 {
        return None;
    }
    let letters = Letters::of(word);
    let allowed = (letters.count / 3).max(1);
    let near = candidates.into_iter().filter_map(|name| {
        let least = letters.least_distance(name, allowed)?;
        Some((least, name))
    });
    let mut near: Vec<(usize, &str)> = near.collect();
    near.sort_by_key(|(least, _)| *least);
    nearest(word, &near, allowed)
}

/// The best of some candidates, which stand in the order of the least distance that each can have.
fn nearest<'a>(word: &str, near: &[(usize, &'a str)], allowed: usize) -> Option<&'a str> {
    let mut best: Option<Guess<'a>> = None;
    for (least, name) in near {
        if best.as_ref().is_some_and(|best| best.distance < *least) {
            break;
        }
        let guess = Guess::new(word, name);
        let better = best.as_ref().is_none_or(|best| guess.beats(best));
        if guess.distance <= allowed && better {
            best = Some(guess);
        }
    }
    best.map(|guess| guess.name)
}

/// How often each kind of letter stands in a word.
struct Letters {
    count: usize,
    of_kind: [u8; KINDS],
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self {
            count: 0,
            of_kind: [0; KINDS],
        };
        for letter in word.chars() {
            let kind = &mut letters.of_kind[letter as usize % KINDS];
            *kind = kind.saturating_add(1);
            letters.count += 1;
        }
        letters
    }

    /// A distance that a name has at least, where that is still allowed: each step changes one letter at most.
    fn least_distance(&self, name: &str, allowed: usize) -> Option<usize> {
        if name.len() > 4 * (self.count + allowed) {
            return None;
        }
        let other = Self::of(name);
        let least = self.more_than(&other).max(other.more_than(self));
        (least <= allowed).then_some(least)
    }

    /// How many letters stand here more often than in another word.
    fn more_than(&self, other: &Self) -> usize {
        let kinds = self.of_kind.iter().zip(&other.of_kind);
        let more = kinds.map(|(own, theirs)| u16::from(own.saturating_sub(*theirs)));
        usize::from(more.sum::<u16>())
    }
}

/// A known word beside the one that was written.
struct Guess<'a> {
    distance: usize,
    likeness: f64,
    name: &'a str,
}

impl<'a> Guess<'a> {
    fn new(word: &str, name: &'a str) -> Self {
        Self {
            distance: strsim::damerau_levenshtein(word, name),
            likeness: strsim::jaro_winkler(word, name),
            name,
        }
    }

    fn beats(&self, best: &Guess<'_>) -> bool {
        self.distance
            .cmp(&best.distance)
            .then(best.likeness.total_cmp(&self.likeness))
            .then(self.name.cmp(best.name))
            .is_lt()
    }
}

#[cfg(test)]
mod tests {
    use super::{Guess, did_you_mean};

    /// What is found at a glance and then letter by letter, against comparing every candidate letter by letter.
    #[test]
    fn the_same_word_as_by_comparing_all() {
        let words: Vec<String> = (0_u32..400)
            .map(|at| {
                let letters = ["a", "b", "ä", "c"];
                let length = 1 + (at * 7 % 11);
                (0..length)
                    .map(|place| letters[((at * (place + 3) + place) % 4) as usize])
                    .collect()
            })
            .collect();
        for word in &words[..100] {
            let allowed = (word.chars().count() / 3).max(1);
            let all = words[100..].iter().map(|name| Guess::new(word, name));
            let best = all
                .filter(|guess| guess.distance <= allowed)
                .reduce(|best, guess| if guess.beats(&best) { guess } else { best })
                .map(|guess| guess.name);
            assert_eq!(
                did_you_mean(word, words[100..].iter().map(String::as_str)),
                best
            );
        }
    }
}
