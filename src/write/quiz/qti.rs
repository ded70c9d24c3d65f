//! QTI 2.1: an item for each question, a test that holds them, and the manifest of the package.

use std::fmt::Write as _;

use crate::view::QuizQuestion;
use crate::write::escape::xml;

const ITEM: &str = "http://www.imsglobal.org/xsd/imsqti_v2p1";
const SCHEMA: &str = "http://www.imsglobal.org/xsd/imsqti_v2p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The files of a package, by name.
pub fn qti_files(title: &str, quiz: &[QuizQuestion]) -> Vec<(String, String)> {
    let items = quiz.iter().enumerate();
    let items = items.map(|(at, one)| (format!("item-{}.xml", at + 1), item(title, at + 1, one)));
    let test = ("test.xml".to_owned(), test(title, quiz.len()));
    let manifest = ("imsmanifest.xml".to_owned(), manifest(quiz.len()));
    [manifest, test].into_iter().chain(items).collect()
}

fn item(title: &str, number: usize, one: &QuizQuestion) -> String {
    let cardinality = if one.is_single() {
        "single"
    } else {
        "multiple"
    };
    let most = if one.is_single() { 1 } else { 0 };
    let answers = || one.answers.iter().enumerate();
    let right: String = answers()
        .filter(|(_, (_, is_right))| *is_right)
        .map(|(at, _)| format!("<value>A{}</value>", at + 1))
        .collect();
    let mapped: String = answers()
        .map(|(at, (_, is_right))| {
            let share: f64 = one.share(*is_right).parse().unwrap_or(0.0);
            format!(
                "<mapEntry mapKey=\"A{}\" mappedValue=\"{}\"/>",
                at + 1,
                share / 100.0
            )
        })
        .collect();
    let choices: String = answers()
        .map(|(at, (words, _))| {
            format!(
                "<simpleChoice identifier=\"A{}\">{}</simpleChoice>\n",
                at + 1,
                xml(words)
            )
        })
        .collect();
    let mut text = String::from(HEAD);
    let _ = writeln!(
        text,
        "<assessmentItem xmlns=\"{ITEM}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"{SCHEMA}\" identifier=\"item-{number}\" title=\"{}, question {number}\" adaptive=\"false\" timeDependent=\"false\">",
        xml(title)
    );
    let _ = writeln!(
        text,
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"{cardinality}\" baseType=\"identifier\">\n<correctResponse>{right}</correctResponse>\n<mapping lowerBound=\"0\" upperBound=\"1\" defaultValue=\"0\">{mapped}</mapping>\n</responseDeclaration>"
    );
    text += "<outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n";
    let _ = writeln!(
        text,
        "<itemBody>\n<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxChoices=\"{most}\">\n<prompt>{}</prompt>\n{choices}</choiceInteraction>\n</itemBody>",
        xml(&one.question)
    );
    text + "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response\"/>\n</assessmentItem>\n"
}

fn test(title: &str, questions: usize) -> String {
    let items: String = (1..=questions)
        .map(|at| format!("<assessmentItemRef identifier=\"ref-{at}\" href=\"item-{at}.xml\"/>\n"))
        .collect();
    format!(
        "{HEAD}<assessmentTest xmlns=\"{ITEM}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"{SCHEMA}\" identifier=\"quiz\" title=\"{}\">\n<testPart identifier=\"part\" navigationMode=\"nonlinear\" submissionMode=\"simultaneous\">\n<assessmentSection identifier=\"section\" title=\"{}\" visible=\"true\">\n{items}</assessmentSection>\n</testPart>\n</assessmentTest>\n",
        xml(title),
        xml(title)
    )
}

fn manifest(questions: usize) -> String {
    let items: String = (1..=questions)
        .map(|at| format!("<resource identifier=\"item-{at}\" type=\"imsqti_item_xmlv2p1\" href=\"item-{at}.xml\"><file href=\"item-{at}.xml\"/></resource>\n"))
        .collect();
    let needed: String = (1..=questions)
        .map(|at| format!("<dependency identifierref=\"item-{at}\"/>"))
        .collect();
    format!(
        "{HEAD}<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" identifier=\"quiz-package\">\n<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>\n<organizations/>\n<resources>\n<resource identifier=\"test\" type=\"imsqti_test_xmlv2p1\" href=\"test.xml\"><file href=\"test.xml\"/>{needed}</resource>\n{items}</resources>\n</manifest>\n"
    )
}
