//! The explorer: one HTML file that answers what blocks what on the reader's own computer, without a server or a network.
//!
//! The page is made of plain modules in `explore/`, one concern a file, put one after the other into one script. The data
//! are JSON beside it, packed where they are large. A content security policy lets the page run its own script and nothing else.

mod pictures;

use serde_json::Value;

use crate::marks::{HUES, Ink};
use crate::scene::{Page, knots, sign_alone};
use crate::view::{Day, Explorer, KnotPicture};

use super::escape::{clean, xml};
use super::fonts::font_faces;
use super::packed::packed;
use super::svg::{dark_look, fragment, scene_svg};

use pictures::Pictures;

const STYLE: &str = include_str!("explore/explore.css");
const BODY: &str = include_str!("explore/explore.html");
const MODULES: &[&str] = &[
    include_str!("explore/dom.js"),
    include_str!("explore/data.js"),
    include_str!("explore/engine.js"),
    include_str!("explore/state.js"),
    include_str!("explore/roving.js"),
    include_str!("explore/panel.js"),
    include_str!("explore/picture.js"),
    include_str!("explore/goals.js"),
    include_str!("explore/dates.js"),
    include_str!("explore/search.js"),
    include_str!("explore/board.js"),
    include_str!("explore/way.js"),
    include_str!("explore/page.js"),
];

/// Spells the page.
pub fn explore(data: &Explorer, foot: &str) -> String {
    let title = xml(&data.title);
    let body = BODY
        .replace("{title}", &title)
        .replace("{sign}", &fragment(&sign_alone(), "sign"))
        .replace("{still}", &still(data))
        .replace("{foot}", &xml(foot));
    let dark = format!(
        ":root{{{}}}@media (prefers-color-scheme:dark){{:root{{{}}}{}}}",
        hues(Ink::light),
        hues(Ink::dark),
        dark_look()
    );
    let preview = preview(&title, first(data).map(|picture| picture.title.as_str()));
    // What the page shows comes from the data, which may be packed.
    let letters = serde_json::to_string(data).expect("our values have text keys");
    let faces = font_faces(&(letters + &body));
    let (data, script) = (carriers(data), MODULES.join("\n"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'\">\n<title>{title}</title>\n{}<style>\n{faces}\n{STYLE}{dark}</style>\n</head>\n<body>\n{body}{data}<script>\n\"use strict\";\n{script}</script>\n</body>\n</html>\n",
        preview
    )
}

/// The hues of the parties as variables of a style sheet.
fn hues(look: impl Fn(Ink) -> &'static str) -> String {
    let parties = (0..=HUES.len()).map(Ink::Party);
    parties
        .map(|ink| format!("--{}:{};", ink.class(), look(ink)))
        .collect()
}

/// What a link to the page shows.
fn preview(title: &str, finding: Option<&str>) -> String {
    let told =
        xml(finding.unwrap_or("What blocks what, whose move would open it, and where it is said."));
    format!(
        "<meta name=\"description\" content=\"{told}\">\n<meta property=\"og:type\" content=\"website\">\n<meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:description\" content=\"{told}\">\n<meta name=\"twitter:card\" content=\"summary\">\n"
    )
}

/// The picture of the goal that is shown first, on the last day.
fn first(data: &Explorer) -> Option<&KnotPicture> {
    let pictured = data.days.last()?.pictures.get(data.goal.as_ref()?)?;
    Some(&pictured.picture)
}

/// The picture of what blocks the goal, for viewers that run no script.
fn still(data: &Explorer) -> String {
    first(data).map_or_else(String::new, |picture| {
        scene_svg(&knots(picture, Page::Slide), "still")
    })
}

/// The most bytes of data that travel as plain text, which a person can read too; more are packed.
const PLAIN: usize = 1_000_000;

/// The elements that carry the data: what is told once, then days and pictures each by itself, so that each is read when it is
/// asked for.
fn carriers(data: &Explorer) -> String {
    let pictures = Pictures::of(data);
    let once = json(data, &pictures);
    let days: Vec<String> = data.days.iter().map(json_of_day).collect();
    let drawn: Vec<String> = pictures.spelled.into_iter().map(json_of_picture).collect();
    let parts = days.iter().chain(&drawn).map(String::len);
    let size = once.len() + parts.sum::<usize>();
    let carrier: fn(&str, &str) -> String = match size <= PLAIN {
        true => |name, json| format!("<script type=\"application/json\" {name}>{json}</script>\n"),
        false => |name, json| {
            format!(
                "<script type=\"text/plain\" data-packed {name}>{}</script>\n",
                packed(json)
            )
        },
    };
    let days = days.iter().map(|day| carrier("class=\"day\"", day));
    let drawn = drawn.iter().map(|one| carrier("class=\"picture\"", one));
    let parts = days.chain(drawn);
    carrier("id=\"data\"", &once) + &parts.collect::<String>()
}

/// What is told once, as it may stand inside a script element.
fn json(data: &Explorer, pictures: &Pictures) -> String {
    let mut json = serde_json::to_value(data).expect("our values have text keys");
    json["pictures"] = serde_json::to_value(&pictures.of).expect("our values have text keys");
    cleaned(&mut json);
    within_script(&json.to_string())
}

/// A picture as it may stand inside a script element.
fn json_of_picture(mut picture: Value) -> String {
    cleaned(&mut picture);
    within_script(&picture.to_string())
}

/// A day as it may stand inside a script element. It names things by numbers and ids, and holds no text of an author.
fn json_of_day(day: &Day) -> String {
    within_script(&serde_json::to_string(day).expect("our values have text keys"))
}

/// Inside a script element only `<` could end it or begin a comment; JSON may spell every sign as an escape.
fn within_script(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// Takes signs that hide or reorder text out of every text of the data.
fn cleaned(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => *text = clean(text),
        serde_json::Value::Array(items) => items.iter_mut().for_each(cleaned),
        serde_json::Value::Object(map) => map.values_mut().for_each(cleaned),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}
