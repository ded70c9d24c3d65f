//! What nobody has said, on which some way to the goal relies.

use std::collections::BTreeMap;

use crate::analysis::{Awaited, Blocks, Status};
use crate::model::Target;

use crate::view::drawings::maker::Maker;
use crate::view::words::answers::fewest_awaited;
use crate::view::words::{count, upper_first};

use super::obstacle::people;
use super::{Silence, Topic, Who};

/// The answers that are not known, by what they are about; none where nothing is awaited.
pub(super) fn silence(maker: &Maker<'_>, answer: &Blocks) -> Option<Silence> {
    let awaited = answer.awaited.items();
    if awaited.is_empty() {
        return None;
    }
    let topics = by_topic(maker, awaited);
    let at_least = if answer.awaited.is_exact() {
        ""
    } else {
        "at least "
    };
    let number = count(awaited.len(), "answer not known", "answers not known");
    Some(Silence {
        count: format!("{at_least}{number}"),
        about: about(answer),
        topics,
    })
}

/// What is said of the silence: that it is no consent, and how much of it no way can do without.
fn about(answer: &Blocks) -> String {
    let each = fewest_awaited(answer).filter(|_| answer.status() == Status::Blocked);
    let each = each.map(|told| told.replace("Each way still relies on", "each way needs"));
    let each = each.map(|told| told.replace(" answers that are not known.", ""));
    let each = each.map(|told| told.replace(" answer that is not known.", ""));
    match each {
        Some(each) => format!("neither consent nor refusal; {each}"),
        None => "neither consent nor refusal".to_owned(),
    }
}

fn by_topic(maker: &Maker<'_>, awaited: &[Awaited]) -> Vec<Topic> {
    let people = people(maker);
    let mut topics: BTreeMap<&Target, Vec<Who>> = BTreeMap::new();
    for one in awaited {
        let who = people.get(&one.party).cloned();
        topics.entry(&one.target).or_default().extend(who);
    }
    let topics = topics.into_iter().map(|(target, mut who)| {
        who.sort_by_key(|who| who.number);
        let label = match target {
            Target::Option(..) => maker.words.question(target),
            Target::Milestone(_) | Target::Issue(_) => maker.words.bare(target),
        };
        Topic {
            what: target.to_string(),
            label: upper_first(&label),
            who,
        }
    });
    let mut topics: Vec<Topic> = topics.collect();
    // The topics on which most are silent come first.
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.who.len()));
    topics
}
