//! The explorer: one HTML file that answers what blocks what on the reader's own computer, without a server or a network.
//!
//! The page is made of plain modules in `explore/`, one concern a file, put one after the other into one script. The data
//! is JSON beside it. A content security policy lets the page run its own script and nothing else.

use crate::view::Explorer;

use super::escape::{clean, xml};

const STYLE: &str = include_str!("explore/explore.css");
const BODY: &str = include_str!("explore/explore.html");
const MODULES: &[&str] = &[
    include_str!("explore/dom.js"),
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
    let (json, script) = (json(data), MODULES.join("\n"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}<script type=\"application/json\" id=\"data\">{json}</script>\n<script>\n\"use strict\";\n{script}</script>\n</body>\n</html>\n"
    )
}

/// The data as they may stand inside a script element.
fn json(data: &Explorer) -> String {
    let mut json = serde_json::to_value(data).expect("our values have text keys");
    cleaned(&mut json);
    // Inside a script element only `<` could end it or begin a comment; JSON may spell every sign as an escape.
    let text = json.to_string().replace('<', "\\u003c");
    text.replace('\u{2028}', "\\u2028")
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
