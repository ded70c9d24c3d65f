//! Moodle XML.

use std::fmt::Write as _;

use crate::view::QuizQuestion;
use crate::write::escape::xml;

/// A quiz as a file that Moodle imports.
pub fn moodle(title: &str, quiz: &[QuizQuestion]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    let _ = writeln!(
        text,
        "<question type=\"category\"><category><text>$course$/{}</text></category></question>",
        xml(&title.replace('/', "//"))
    );
    for (at, one) in quiz.iter().enumerate() {
        let _ = writeln!(text, "<question type=\"multichoice\">");
        let _ = writeln!(
            text,
            "<name><text>{}, question {}</text></name>",
            xml(title),
            at + 1
        );
        let _ = writeln!(
            text,
            "<questiontext format=\"plain_text\"><text>{}</text></questiontext>",
            xml(&one.question)
        );
        let _ = writeln!(
            text,
            "<generalfeedback format=\"plain_text\"><text>{}</text></generalfeedback>",
            xml(&one.why)
        );
        let _ = writeln!(
            text,
            "<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>"
        );
        let _ = writeln!(
            text,
            "<single>{}</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>",
            one.is_single()
        );
        for (words, is_right) in &one.answers {
            let _ = writeln!(
                text,
                "<answer fraction=\"{}\" format=\"plain_text\"><text>{}</text></answer>",
                one.share(*is_right),
                xml(words)
            );
        }
        let _ = writeln!(text, "</question>");
    }
    text + "</quiz>\n"
}
