//! GIFT: plain text, a question a block.

use std::fmt::Write as _;

use crate::view::QuizQuestion;

/// A quiz as GIFT.
pub fn gift(title: &str, quiz: &[QuizQuestion]) -> String {
    let mut text = format!("// {}\n", on_one_line(title));
    for (at, one) in quiz.iter().enumerate() {
        let _ = write!(
            text,
            "\n::{} {}::{} {{\n",
            escaped(title),
            at + 1,
            escaped(&one.question)
        );
        for (words, is_right) in &one.answers {
            let sign = match (one.is_single(), *is_right) {
                (true, true) => "=".to_owned(),
                (true, false) => "~".to_owned(),
                (false, is_right) => format!("~%{}%", one.share(is_right)),
            };
            let _ = writeln!(text, "{sign}{}", escaped(words));
        }
        let _ = write!(text, "####{}\n}}\n", escaped(&one.why));
    }
    text
}

/// A text in which no sign of the format is one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in on_one_line(text).chars() {
        if matches!(c, '~' | '=' | '#' | '{' | '}' | ':' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
