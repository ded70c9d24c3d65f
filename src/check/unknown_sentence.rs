//! A citation of a sentence that the source does not have.

use crate::diagnostic::Diagnostic;
use crate::model::Cited;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "unknown-sentence",
    asks: "Does every cited sentence exist?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for Cited {
        cite,
        behind: what,
        place,
    } in looked.model.citations()
    {
        let Some(text) = looked.texts.get(&cite.source) else {
            continue;
        };
        if cite.sentence > text.count {
            let problem = Diagnostic::error(
                "unknown-sentence",
                format!(
                    "`{cite}` is cited for {what}, and source {} has {} sentences",
                    cite.source, text.count
                ),
                place,
            );
            found.push(problem.saying("cited here").help(
                "correct the number: sentences are counted from 1, titles and headings included",
            ));
        } else if text.is_digest && !text.sentences.contains_key(&cite.sentence) {
            let problem = Diagnostic::warning(
                "unknown-sentence",
                format!("`{cite}` is cited for {what}, and the digest has no line for it"),
                place,
            );
            found.push(problem.saying("cited here").help(format!(
                "add a line `- s{}: ...` to the digest, in your own words",
                cite.sentence
            )));
        }
    }
    found
}
