//! The explorer: one HTML file that answers what blocks what on the reader's own computer, without a server or a network.
//!
//! The page is made of plain modules in `explore/`, one concern a file, put one after the other into one script. The data
//! are JSON beside it, packed where they are large. A content security policy lets the page run its own script and nothing else.

use crate::view::{Day, Explorer};

use super::escape::{clean, xml};
use super::packed::packed;

const STYLE: &str = include_str!("explore/explore.css");
const BODY: &str = include_str!("explore/explore.html");
const MODULES: &[&str] = &[
    include_str!("explore/dom.js"),
    include_str!("explore/data.js"),
    include_str!("explore/engine.js"),
    include_str!("explore/state.js"),
    include_str!("explore/panel.js"),
    include_str!("explore/board.js"),
    include_str!("explore/way.js"),
    include_str!("explore/page.js"),
];

/// Spells the page.
pub fn explore(data: &Explorer, foot: &str) -> String {
    let title = xml(&data.title);
    let body = BODY
        .replace("{title}", &title)
        .replace("{foot}", &xml(foot));
    let (data, script) = (carriers(data), MODULES.join("\n"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}{data}<script>\n\"use strict\";\n{script}</script>\n</body>\n</html>\n"
    )
}

/// The most bytes of data that travel as plain text, which a person can read too; more are packed.
const PLAIN: usize = 1_000_000;

/// The elements that carry the data: what is told once, then day by day, so that a day is read when it is asked for.
fn carriers(data: &Explorer) -> String {
    let once = json(data);
    let days: Vec<String> = data.days.iter().map(json_of_day).collect();
    let size = once.len() + days.iter().map(String::len).sum::<usize>();
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
    carrier("id=\"data\"", &once) + &days.collect::<String>()
}

/// What is told once, as it may stand inside a script element.
fn json(data: &Explorer) -> String {
    let mut json = serde_json::to_value(data).expect("our values have text keys");
    cleaned(&mut json);
    within_script(&json.to_string())
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
