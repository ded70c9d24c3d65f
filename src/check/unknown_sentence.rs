//! A citation of a sentence that the source does not have.

use crate::diagnostic::Diagnostic;
use crate::model::Cited;
use crate::source::Text;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "unknown-sentence",
    asks: "Does every cited sentence exist?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let citations = looked.model.citations().into_iter();
    citations
        .filter_map(|cited| problem(&cited, looked.texts.get(&cited.cite.source)?))
        .collect()
}

fn problem(cited: &Cited<'_>, text: &Text) -> Option<Diagnostic> {
    let sentence = cited.cite.sentence;
    if sentence > text.count {
        return Some(beyond_the_end(cited, text.count));
    }
    let has_line = !text.is_digest || text.sentences.contains_key(&sentence);
    (!has_line).then(|| without_line(cited))
}

fn beyond_the_end(cited: &Cited<'_>, count: u32) -> Diagnostic {
    let Cited { cite, behind, .. } = cited;
    let words = format!(
        "`{cite}` is cited for {behind}, and source {} has {count} sentences",
        cite.source
    );
    Diagnostic::error("unknown-sentence", words, cited.place)
        .saying("cited here")
        .help("correct the number: sentences are counted from 1, titles and headings included")
}

fn without_line(cited: &Cited<'_>) -> Diagnostic {
    let Cited { cite, behind, .. } = cited;
    let words = format!("`{cite}` is cited for {behind}, and the digest has no line for it");
    Diagnostic::warning("unknown-sentence", words, cited.place)
        .saying("cited here")
        .help(format!(
            "add a line `- s{}: ...` to the digest, in your own words",
            cite.sentence
        ))
}
