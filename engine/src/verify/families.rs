//! What is claimed of families of sets as wholes: how many they are, and that none is left out.

use std::collections::BTreeSet;

use super::{Claim, Family, Move};

/// Comparisons of sets that are made at most to see whether two families belong to each other.
const MOST_COMPARED: usize = 20_000_000;

/// The counts of both families, and that nothing is left out of either.
pub(super) fn claims(opening: &Family, blocking: &Family) -> Vec<Claim> {
    vec![
        counted(opening, "unblocking"),
        counted(blocking, "blocking"),
        all_there(opening, blocking),
    ]
}

fn all_there(opening: &Family, blocking: &Family) -> Claim {
    let is_whole = |family: &Family| family.count == Some(family.listed.len().to_string());
    let both = "these are all the sets that open it, and all that keep it closed";
    if !is_whole(opening) || !is_whole(blocking) {
        return Claim::unchecked(format!("{both}: not all are listed"));
    }
    match belong(&as_sets(opening), &as_sets(blocking)) {
        Some(holds) => Claim::of(both.to_owned(), holds),
        None => Claim::unchecked(format!("{both}: there are too many to compare")),
    }
}

/// That a family is as large as it is said to be. A larger one than is listed is not checked, a smaller one is wrong.
fn counted(family: &Family, what: &str) -> Claim {
    let listed = as_sets(family).len();
    let twice = listed != family.listed.len();
    let Some(count) = &family.count else {
        return match twice {
            true => Claim::of(format!("no {what} set is listed twice"), false),
            false => Claim::unchecked(format!("the number of {what} sets is not known")),
        };
    };
    let claim = format!("the number of {what} sets is {count}");
    if twice || !can_be_count(count, listed) {
        Claim::of(claim, false)
    } else if count.parse() == Ok(listed) {
        Claim::of(claim, true)
    } else {
        Claim::unchecked(format!("{claim}: {listed} are listed"))
    }
}

/// Whether a text is a number, and no smaller one than that of the sets which are listed.
fn can_be_count(count: &str, listed: usize) -> bool {
    let digits = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    let is_number = digits && (count == "0" || !count.starts_with('0'));
    let fewer = count.len() < listed.to_string().len()
        || count.parse::<usize>().is_ok_and(|count| count < listed);
    is_number && !fewer
}

fn as_sets(family: &Family) -> BTreeSet<BTreeSet<Move>> {
    let listed = family.listed.iter();
    listed.map(|set| set.iter().cloned().collect()).collect()
}

/// Some sets of moves, while they are formed.
type Sets<'m> = BTreeSet<BTreeSet<&'m Move>>;

/// Whether the second family is just the minimal sets that meet every set of the first (Berge 1989). `None` where too many
/// sets would have to be formed.
fn belong(one: &BTreeSet<BTreeSet<Move>>, other: &BTreeSet<BTreeSet<Move>>) -> Option<bool> {
    let mut met: Sets<'_> = BTreeSet::from([BTreeSet::new()]);
    let mut compared = 0usize;
    for set in one {
        let next = met_too(&met, set);
        compared += next.len() * next.len();
        if compared > MOST_COMPARED {
            return None;
        }
        met = minimal(&next);
    }
    let other: Sets<'_> = other.iter().map(|set| set.iter().collect()).collect();
    Some(met == other)
}

/// The sets that meet one set more: with a member of it, where they do not have one yet.
fn met_too<'m>(met: &Sets<'m>, set: &'m BTreeSet<Move>) -> Sets<'m> {
    let mut next = Sets::new();
    for partial in met {
        if set.iter().any(|member| partial.contains(member)) {
            next.insert(partial.clone());
        } else {
            let more = |member| partial.iter().copied().chain([member]).collect();
            next.extend(set.iter().map(more));
        }
    }
    next
}

fn minimal<'m>(sets: &Sets<'m>) -> Sets<'m> {
    let smaller =
        |set: &BTreeSet<&Move>| sets.iter().any(|s| s.len() < set.len() && s.is_subset(set));
    sets.iter().filter(|set| !smaller(set)).cloned().collect()
}
