//! What nobody has said, on which some way to the goal relies.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Awaited, Blocks, Known, Spoken, Status};
use crate::model::Target;

use crate::view::drawings::maker::Maker;
use crate::view::words::doers::Doer;
use crate::view::words::spoken::spoken_in_brief;
use crate::view::words::{count, number_word, upper_first};

use super::obstacle::people;
use super::people::by_hue;
use super::{Silence, Topic, Who};

/// Most answers that stand on the way one by one.
const MOST_STATIONS: usize = 4;

/// The answers that are not known, by what they are about; none where nothing is awaited.
pub(super) fn silence(maker: &Maker<'_>, answer: &Blocks) -> Option<Silence> {
    let awaited = answer.awaited.items();
    if awaited.is_empty() {
        return None;
    }
    let at_least = if answer.awaited.is_exact() {
        ""
    } else {
        "at least "
    };
    let number = count(awaited.len(), "answer not known", "answers not known");
    Some(Silence {
        count: format!("{at_least}{number}"),
        needed: least_needed(answer).map_or_else(String::new, |least| {
            format!("at least {} needed", number_word(least))
        }),
        about: about(answer),
        all_of: all_of(maker, answer),
        topics: by_topic(maker, awaited),
    })
}

/// Whose answers an open goal waits for, where it needs all of them, they are few, and each is somebody else's.
fn all_of(maker: &Maker<'_>, answer: &Blocks) -> Vec<Who> {
    let least = answer.least_awaited.as_ref().and_then(Known::exact);
    let (awaited, people) = (answer.awaited.items(), people(maker));
    let who: BTreeSet<Who> = (awaited.iter())
        .filter_map(|one| people.get(&one.party).cloned())
        .collect();
    let needs_all = answer.status() == Status::Open
        && answer.awaited.is_exact()
        && least == Some(&awaited.len());
    match needs_all && who.len() == awaited.len() && who.len() <= MOST_STATIONS {
        true => by_hue(who),
        false => Vec::new(),
    }
}

/// That silence is no consent, and how many of the answers the ways need.
fn about(answer: &Blocks) -> String {
    let are_silent = answer
        .awaited
        .items()
        .iter()
        .all(|one| is_silence(one.spoken));
    let neither = are_silent.then(|| "neither consent nor refusal".to_owned());
    let parts: Vec<String> = neither.into_iter().chain(needed(answer)).collect();
    match parts.is_empty() {
        true => "no clear yes or no".to_owned(),
        false => parts.join("; "),
    }
}

/// Whether somebody has said nothing that could be an answer.
fn is_silence(spoken: Spoken) -> bool {
    match spoken {
        Spoken::Nothing | Spoken::Ended | Spoken::Silent | Spoken::Remark => true,
        Spoken::Undecided | Spoken::Split | Spoken::Contested => false,
    }
}

/// `each way needs seven of these`, `each way needs one to nine of these`, where every way is listed.
fn needed(answer: &Blocks) -> Option<String> {
    if answer.status() == Status::Open {
        return needed_to_come(answer);
    }
    let least = least_needed(answer)?;
    Some(format!(
        "each way needs at least {} of these",
        number_word(least)
    ))
}

/// How many of the answers every way to a blocked goal needs, where all ways are listed.
fn least_needed(answer: &Blocks) -> Option<usize> {
    if answer.status() != Status::Blocked || !answer.lists_every_way() {
        return None;
    }
    let sets = answer.unblocking_sets().iter();
    let each: Option<Vec<usize>> = sets.map(|set| set.least_awaited.exact().copied()).collect();
    let least = each?.into_iter().min()?;
    (least > 0).then_some(least)
}

/// Of an open goal: how many of the answers would do.
fn needed_to_come(answer: &Blocks) -> Option<String> {
    let least = *answer.least_awaited.as_ref()?.exact()?;
    let all = answer.awaited.exact()?.len();
    Some(match (least, all) {
        (_, 1) => "a yes is needed".to_owned(),
        (least, all) if least == all => "a yes to all of these is needed".to_owned(),
        (least, _) => format!("a yes to {} of these can be enough", number_word(least)),
    })
}

/// What is awaited of those who have said as much of the same thing.
fn by_topic(maker: &Maker<'_>, awaited: &[Awaited]) -> Vec<Topic> {
    let people = people(maker);
    let mut topics: BTreeMap<(&Target, Spoken), Vec<Who>> = BTreeMap::new();
    for one in awaited {
        let who = people.get(&one.party).cloned();
        topics
            .entry((&one.target, one.spoken))
            .or_default()
            .extend(who);
    }
    let topics = topics.into_iter().map(|((target, spoken), mut who)| {
        who.sort_by_key(|who| who.number);
        Topic {
            what: target.to_string(),
            label: label(maker, target),
            state: state(spoken, who.len()),
            who,
        }
    });
    let mut topics: Vec<Topic> = topics.collect();
    // The topics on which most are silent come first.
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.who.len()));
    topics
}

fn label(maker: &Maker<'_>, target: &Target) -> String {
    let label = match target {
        Target::Option(..) => maker.words.question(target),
        Target::Milestone(_) | Target::Issue(_) => maker.words.bare(target),
    };
    upper_first(&label)
}

/// What somebody has said, where that is more than nothing.
fn state(spoken: Spoken, who: usize) -> String {
    match spoken {
        Spoken::Nothing => String::new(),
        Spoken::Ended
        | Spoken::Silent
        | Spoken::Remark
        | Spoken::Undecided
        | Spoken::Split
        | Spoken::Contested => {
            let doer = if who == 1 {
                Doer::one("it")
            } else {
                Doer::nobody_in_particular()
            };
            spoken_in_brief(&doer, spoken).to_owned()
        }
    }
}
