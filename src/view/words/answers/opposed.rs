//! Who stands against whom on one thing: wanted by some and refused by others, or accepted and understood in different ways.

use crate::analysis::{Opposed, Stated};

use super::conflicts::parties_of;
use crate::view::words::{Words, and, number_word, upper_first};
use crate::view::{Item, Line};

/// Positions of each side that are told one by one; of others it is said how many they are.
const MOST_OF_A_SIDE: usize = 6;

/// Who wants something and who refuses it, and whose no counts.
pub(super) fn opposed_item(words: &Words<'_>, opposed: &Opposed) -> Item {
    let target = &opposed.target;
    let name = upper_first(&words.target(target));
    let is = words.is(target);
    let by = |how: &str, side: &[Stated]| {
        let parties = parties_of(side);
        (!parties.is_empty()).then(|| format!("{how} by {}", words.parties(parties)))
    };
    let stands = [
        by("wanted", &opposed.wanted),
        by("accepted on a condition", &opposed.on_a_condition),
        by("refused", &opposed.refused),
    ];
    let stands: Vec<String> = stands.into_iter().flatten().collect();
    let divided = parties_of(&opposed.divided);
    let divided =
        (!divided.is_empty()).then(|| format!(" Divided on it: {}.", words.parties(divided)));
    let divided = divided.unwrap_or_default();
    let refusing = parties_of(&opposed.refused).len();
    let counts = match opposed.needed.as_slice() {
        _ if refusing == 0 => String::new(),
        [] => " Nobody who refuses it has a say in it.".to_owned(),
        needed if needed.len() >= refusing => " Whoever refuses it has a say in it.".to_owned(),
        needed => {
            let has = match needed {
                [one] => words.verb(one, "has", "have"),
                _ => "have",
            };
            let who = words.parties(needed);
            format!(" Of those who refuse it, {who} {has} a say in it.")
        }
    };
    let line = format!("{name} {is} {}.{divided}{counts}", and(&stands));
    Line::derived(line).above(sides(words, opposed))
}

/// Who accepts something without question, and who reads it in another way.
pub(super) fn meaning_item(words: &Words<'_>, opposed: &Opposed) -> Item {
    let by = parties_of(&opposed.refused);
    let (who, verb) = match by.as_slice() {
        [one] => (words.party(one), words.verb(one, "accepts", "accept")),
        _ => (words.parties(by.clone()), "accept"),
    };
    let what = words.target(&opposed.target);
    let disputes = match by.as_slice() {
        [one] => words.verb(one, "disputes", "dispute"),
        _ => "dispute",
    };
    let line = format!(
        "{} {verb} {what} and {disputes} what it means.",
        upper_first(&who)
    );
    Line::derived(line).above(sides(words, opposed))
}

fn sides<'w>(words: &'w Words<'_>, opposed: &'w Opposed) -> impl Iterator<Item = Item> + 'w {
    [
        &opposed.wanted,
        &opposed.on_a_condition,
        &opposed.refused,
        &opposed.divided,
    ]
    .into_iter()
    .flat_map(|side| {
        let told = side
            .iter()
            .take(MOST_OF_A_SIDE)
            .map(|one| words.stated_line(one).item());
        let others = side.len().saturating_sub(MOST_OF_A_SIDE);
        let others =
            (others > 0).then(|| Item::derived(format!("And {} more.", number_word(others))));
        told.chain(others)
    })
}
