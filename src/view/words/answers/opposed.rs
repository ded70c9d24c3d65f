//! Who stands against whom on one thing: wanted by some and refused by others, or accepted and understood in different ways.

use crate::analysis::{Disputed, Opposed, Stated};

use crate::model::Target;

use super::conflicts::parties_of;
use crate::view::words::phrases::Thing;
use crate::view::words::{Words, and, number_word, upper_first};
use crate::view::{Item, Line};

/// Positions of each side that are told one by one; of others it is said how many they are.
const MOST_OF_A_SIDE: usize = 6;

/// Who wants something and who refuses it, and whose no counts.
pub(super) fn opposed_item(words: &Words<'_>, opposed: &Opposed) -> Item {
    let target = &opposed.target;
    let name = upper_first(&as_noun(words, target));
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
    let sides = [
        &opposed.wanted,
        &opposed.on_a_condition,
        &opposed.refused,
        &opposed.divided,
    ];
    Line::derived(line).above(told(words, sides))
}

/// Who accepts something without question, and who reads it in another way.
pub(super) fn meaning_item(words: &Words<'_>, reading: &Disputed) -> Item {
    let by = parties_of(&reading.disputed);
    let (who, verb) = match by.as_slice() {
        [one] => (words.party(one), words.verb(one, "accepts", "accept")),
        _ => (words.parties(by.clone()), "accept"),
    };
    let what = as_noun(words, &reading.target);
    let disputes = match by.as_slice() {
        [one] => words.verb(one, "disputes", "dispute"),
        _ => "dispute",
    };
    let line = format!(
        "{} {verb} {what} and {disputes} what it means.",
        upper_first(&who)
    );
    Line::derived(line).above(told(words, [&reading.accepted, &reading.disputed]))
}

fn told<'w, const N: usize>(
    words: &'w Words<'_>,
    sides: [&'w Vec<Stated>; N],
) -> impl Iterator<Item = Item> + 'w {
    sides.into_iter().flat_map(|side| {
        let each = side
            .iter()
            .take(MOST_OF_A_SIDE)
            .map(|one| words.stated_line(one).item());
        let others = side.len().saturating_sub(MOST_OF_A_SIDE);
        let others =
            (others > 0).then(|| Item::derived(format!("And {} more.", number_word(others))));
        each.chain(others)
    })
}

/// A thing as a noun: an option that is a clause as `that Ukraine leaves it`.
fn as_noun(words: &Words<'_>, target: &Target) -> String {
    match words.thing(None, target) {
        Thing::That(clause, _) => format!("that {clause}"),
        Thing::Noun(_) | Thing::Deed(_) | Thing::Settling(_) => words.target(target),
    }
}
