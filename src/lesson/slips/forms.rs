//! The forms in which slips come: YAML or JSON, a table with commas, semicolons or tabs, or lines of `key: value`.

use super::Raw;
use crate::yaml::{self, Content, Node};

/// The slips of a text as keys and values, and what could not be read.
pub(super) fn raw_slips(file: &str, text: &str) -> (Vec<Raw>, Vec<String>) {
    let text = text.trim_start_matches('\u{feff}');
    if let Some(sign) = sign_of_a_table(text) {
        return of_a_table(file, text, sign);
    }
    let mut problems = Vec::new();
    if let Some(root) = yaml::parse(0, text, &mut problems)
        && problems.is_empty()
    {
        return (of_yaml(file, &root), Vec::new());
    }
    (of_lines(file, text), Vec::new())
}

/// What stands between the cells, where the first line is that of a table: it names a group and has no colon before.
fn sign_of_a_table(text: &str) -> Option<u8> {
    let head = text.lines().find(|line| !line.trim().is_empty())?;
    let is_other = head.trim_start().starts_with(['{', '[', '-', '#']);
    let names_group = head.to_lowercase().contains("group") || head.to_lowercase().contains("team");
    let sign = [b'\t', b';', b',']
        .into_iter()
        .find(|sign| head.as_bytes().contains(sign));
    sign.filter(|_| !is_other && names_group && !head.contains(':'))
}

fn of_a_table(file: &str, text: &str, sign: u8) -> (Vec<Raw>, Vec<String>) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads: Vec<String> = match reader.headers() {
        Ok(heads) => heads.iter().map(str::to_owned).collect(),
        Err(why) => return (Vec::new(), vec![format!("{file}: {why}")]),
    };
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (at, row) in reader.records().enumerate() {
        let place = format!("{file}, row {}", at + 2);
        match row {
            Ok(row) if row.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(row) => {
                let cells = heads.iter().cloned().zip(row.iter().map(str::to_owned));
                let cells = cells.collect();
                found.push(Raw { place, cells });
            }
            Err(why) => problems.push(format!("{place}: {why}")),
        }
    }
    (found, problems)
}

/// A slip, or a list of them, perhaps under `slips`.
fn of_yaml(file: &str, root: &Node) -> Vec<Raw> {
    let under = root.get("slips").unwrap_or(root);
    let nodes: Vec<&Node> = match &under.content {
        Content::List(items) => items.iter().collect(),
        Content::Map(_) => vec![under],
        Content::Null | Content::Scalar { .. } => Vec::new(),
    };
    let numbered = nodes.into_iter().enumerate();
    numbered
        .map(|(at, node)| Raw {
            place: format!("{file}, slip {}", at + 1),
            cells: cells_of(node),
        })
        .collect()
}

/// The values of a map; the deal may be a map of its own, and a list is its items with commas between.
fn cells_of(node: &Node) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    for (key, value) in node.entries() {
        match &value.content {
            Content::Null => cells.push((key.text.clone(), String::new())),
            Content::Scalar { text } => cells.push((key.text.clone(), text.clone())),
            Content::List(items) => {
                let words: Vec<&str> = items.iter().filter_map(Node::text).collect();
                cells.push((key.text.clone(), words.join(", ")));
            }
            Content::Map(_) => cells.extend(cells_of(value)),
        }
    }
    cells
}

/// Lines of `key: value`, an empty line between slips.
fn of_lines(file: &str, text: &str) -> Vec<Raw> {
    let mut found = vec![Raw::default()];
    for line in text.lines() {
        match line.split_once(':') {
            Some((key, value)) => {
                let last = found.last_mut().expect("there is one");
                last.cells
                    .push((key.trim().to_owned(), value.trim().to_owned()));
            }
            None if line.trim().is_empty() => found.push(Raw::default()),
            None => {}
        }
    }
    found.retain(|raw| !raw.cells.is_empty());
    for (at, raw) in found.iter_mut().enumerate() {
        raw.place = format!("{file}, slip {}", at + 1);
    }
    found
}
