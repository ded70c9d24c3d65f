//! The pictures of the explorer: each strip of marks as SVG beside the words that the page sets under it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::scene::{Page, Strip, disc_alone, key_alone, strips, way_line};
use crate::view::{Explorer, KeyLine, Knot, KnotPicture, Pictured, Silence, Who};

use crate::write::svg::fragment;

/// The pictures of a page, each once, and where each stands.
pub(super) struct Pictures {
    /// Each as JSON.
    pub spelled: Vec<Value>,
    /// For each thing that can be asked about, its picture on each day, by number.
    pub of: BTreeMap<String, Vec<Option<usize>>>,
}

impl Pictures {
    pub fn of(data: &Explorer) -> Self {
        let mut pictures = Self {
            spelled: Vec::new(),
            of: BTreeMap::new(),
        };
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (at, day) in data.days.iter().enumerate() {
            for (goal, pictured) in &day.pictures {
                let spelled = spelled(pictured);
                let number = *known.entry(spelled.to_string()).or_insert_with(|| {
                    pictures.spelled.push(spelled);
                    pictures.spelled.len() - 1
                });
                let days = pictures.of.entry(goal.clone()).or_default();
                days.resize(data.days.len(), None);
                days[at] = Some(number);
            }
        }
        pictures
    }
}

fn spelled(pictured: &Pictured) -> Value {
    let picture = &pictured.picture;
    let strips_on = |page: Page, name: &str| -> Vec<Value> {
        let strips = strips(picture, page).into_iter().enumerate();
        strips
            .map(|(number, strip)| spelled_strip(&strip, &format!("{name}{number}")))
            .collect()
    };
    json!({
        "title": picture.title,
        "knots": numbered(picture),
        "silence": picture.silence.as_ref().map(silence),
        "ways": picture.ways,
        "notes": picture.footer,
        "sources": picture.sources.0,
        "wide": strips_on(Page::Pane, "w"),
        "narrow": strips_on(Page::Phone, "n"),
        "line": fragment(&way_line(&pictured.way), "l"),
        "told": pictured.way.words,
    })
}

fn spelled_strip(strip: &Strip, name: &str) -> Value {
    json!({
        "svg": fragment(&strip.scene, name),
        "columns": strip.columns,
        "stations": strip.stations,
        "end": strip.has_end,
    })
}

/// The knots with their numbers, where there are several.
fn numbered(picture: &KnotPicture) -> Vec<Value> {
    let numbers = picture.numbers();
    let knots = picture.knots.iter().zip(&numbers);
    knots.map(|(one, number)| knot(one, number)).collect()
}

fn knot(knot: &Knot, number: &str) -> Value {
    json!({
        "number": number,
        "name": knot.name,
        "takes": knot.takes,
        "count": knot.count,
        "changes": knot.changes,
        "keys": knot.keys.iter().map(line).collect::<Vec<_>>(),
        "left": knot.left_out,
    })
}

fn line(one: &KeyLine) -> Value {
    let keys = one.keys.iter();
    let keys: Vec<String> = keys
        .map(|(letter, who)| fragment(&key_alone(letter, who), ""))
        .collect();
    json!({
        "keys": keys,
        "lead": one.lead,
        "words": one.words,
        "refs": one.refs,
        "changes": one.changes,
        "inside": one.inside.iter().map(line).collect::<Vec<_>>(),
    })
}

fn silence(silence: &Silence) -> Value {
    let topics = silence.topics.iter().map(|topic| {
        let who = topic.who.iter();
        let who: Vec<Value> = who.map(disc).collect();
        json!({ "what": topic.what, "label": topic.label, "state": topic.state, "who": who })
    });
    json!({
        "count": silence.count,
        "about": silence.about,
        "topics": topics.collect::<Vec<_>>(),
    })
}

/// Whoever has not been heard.
fn disc(who: &Who) -> Value {
    json!({ "id": who.id, "name": who.name, "disc": fragment(&disc_alone(who, false), "") })
}
