//! The letters of a party, which stand on its discs: with them a picture is read in grey, and where hues are too many.

use std::collections::BTreeSet;

/// Words of at most so many letters that begin small are left out: *of*, *the*, *and*.
const SHORT: usize = 3;
/// Most initials that are taken.
const MOST: usize = 3;

/// Letters for names, in the same order, no two alike: the initials of their words (`US`, `CW`), with further letters of the
/// last word where another has the same (`R`, `Ro`), and a number where nothing else tells two names apart.
pub fn letters<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let names = names.into_iter();
    names
        .map(|name| {
            let own = own_letters(name, &taken);
            taken.insert(own.clone());
            own
        })
        .collect()
}

fn own_letters(name: &str, taken: &BTreeSet<String>) -> String {
    let initials = initials(name);
    let longer = tail(name).scan(initials.clone(), |letters, next| {
        letters.push(next);
        Some(letters.clone())
    });
    let lettered = std::iter::once(initials.clone()).chain(longer);
    let numbered = (2..).map(|number: usize| format!("{initials}{number}"));
    let mut all = lettered.take(3).chain(numbered);
    all.find(|letters| !taken.contains(letters))
        .expect("one of the numbers is free")
}

/// The initials of the words that carry a name; the first letter of all where none does.
fn initials(name: &str) -> String {
    let firsts = carrying(name).take(MOST).filter_map(first_letter);
    let initials: String = firsts.flat_map(char::to_uppercase).collect();
    if initials.is_empty() {
        "?".to_owned()
    } else {
        initials
    }
}

/// The words of a name without the small ones, or all of them where there are no others.
fn carrying(name: &str) -> impl Iterator<Item = &str> {
    let words = || name.split(|c: char| c.is_whitespace() || "-–/&".contains(c));
    let is_small = |word: &str| {
        let begins_small = first_letter(word).is_some_and(char::is_lowercase);
        begins_small && word.chars().count() <= SHORT
    };
    let only_small = words().all(is_small);
    words().filter(move |word| only_small || !is_small(word))
}

/// The letters of the last word that is counted, after its first.
fn tail(name: &str) -> impl Iterator<Item = char> {
    let last = carrying(name).take(MOST).last().unwrap_or_default();
    last.chars().skip(1).filter(|c| c.is_alphanumeric())
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().find(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn initials_without_small_words_and_never_twice() {
        let names = [
            "Ukraine",
            "United States",
            "coalition of the willing",
            "Ukrainian public",
            "Russia",
            "Romania",
            "Rus",
            "G-77/China",
            "中国",
            "",
            "Russia",
        ];
        assert_eq!(
            letters(names),
            [
                "U", "US", "CW", "UP", "R", "Ro", "Ru", "G7C", "中", "?", "Rus"
            ]
        );
    }
}
