//! A YAML text in another spelling: every value in quotation marks, every sign but ASCII as its number.

use std::fmt::Write as _;

use impasse::yaml::{Content, Node, parse};

/// A key longer than this stands in no line of YAML.
const LONGEST_KEY: usize = 1_000;

/// The text in that spelling; none where it is no YAML, or where the spelling could not hold it.
pub fn respelled(text: &str) -> Option<String> {
    let root = parse(0, text, &mut Vec::new())?;
    let mut out = String::new();
    written(&root, &mut out).then_some(out)
}

fn written(node: &Node, out: &mut String) -> bool {
    match &node.content {
        Content::Null => out.push('~'),
        Content::Scalar { text } => quoted(text, out),
        Content::List(items) => {
            out.push('[');
            for item in items {
                if !written(item, out) {
                    return false;
                }
                out.push(',');
            }
            out.push(']');
        }
        Content::Map(entries) => {
            out.push('{');
            for (key, value) in entries {
                let before = out.len();
                quoted(&key.text, out);
                if out.len() - before > LONGEST_KEY {
                    return false;
                }
                out.push_str(": ");
                if !written(value, out) {
                    return false;
                }
                out.push_str(",\n");
            }
            out.push('}');
        }
    }
    true
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            ' '..='~' => out.push(letter),
            _ => {
                let _ = write!(out, "\\U{:08X}", u32::from(letter));
            }
        }
    }
    out.push('"');
}
