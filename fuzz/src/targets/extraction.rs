//! Extraction: bytes as a plain text, Markdown or a web page.
//!
//! Every fact selects exactly its words, inside the sentence that it names; sentences follow each other; a holder is a party.

use std::rc::Rc;

use impasse::extract::{Document, Extractor, Fact, Form, Lexicon, NamedIssue, NamedParty, Names};

use super::code_points;

pub fn target(data: &[u8]) {
    let Some((form, bytes)) = data.split_first() else {
        return;
    };
    let form = [Form::Plain, Form::Markdown, Form::Html][usize::from(form % 3)];
    let Ok((document, _)) = Document::read("news", bytes, form) else {
        return;
    };
    in_order(&document);
    let lexicon = lexicon();
    let extractor = Extractor::new(&lexicon).with_everything();
    let extraction = extractor.read(&document);
    for fact in &extraction.facts {
        selects_its_words(fact, &document);
        assert!(fact.holder.iter().all(|id| is_party(id)), "{fact:?}");
        assert!(fact.holders.iter().all(|id| is_party(id)), "{fact:?}");
        assert!((0.0..=1.0).contains(&fact.confidence), "{fact:?}");
    }
    assert_eq!(
        extraction,
        extractor.read(&document),
        "the same facts twice"
    );
}

/// Sentences have numbers from 1 and follow each other; what was written is as long as what is read.
fn in_order(document: &Document) {
    assert_eq!(document.written().len(), document.text.len());
    let mut end = 0;
    for (at, sentence) in document.sentences.iter().enumerate() {
        assert_eq!(sentence.number as usize, at + 1);
        assert!(end <= sentence.start && sentence.start < sentence.end);
        end = sentence.end;
        let _ = &document.text[sentence.start..sentence.end];
        let _ = &document.written()[sentence.start..sentence.end];
    }
    assert!(end <= document.text.len());
}

fn selects_its_words(fact: &Fact, document: &Document) {
    let text = document.written();
    assert!(!fact.quote.trim().is_empty(), "{fact:?}");
    assert_eq!(
        code_points(text, fact.start, fact.end),
        fact.quote,
        "{fact:?}"
    );
    let place = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
    let (start, end) = (place(fact.start), place(fact.end));
    let mut sentences = document.sentences.iter();
    let named = sentences.any(|sentence| {
        document.cited_number(sentence.number) == fact.sentence
            && sentence.start <= start
            && end <= sentence.end
    });
    assert!(named, "{fact:?} is outside its sentence: {text:?}");
}

fn is_party(id: &str) -> bool {
    ["union", "carriers", "ministry"].contains(&id)
}

/// A port strike: the parties of the examples in `frames.yaml`.
fn lexicon() -> Rc<Lexicon> {
    thread_local! { static LEXICON: Rc<Lexicon> = Rc::new(Lexicon::new(names())); }
    LEXICON.with(Rc::clone)
}

/// Its names.
pub fn names() -> Names {
    let party = |id: &str, name: &str, alias: &str| NamedParty {
        id: id.to_owned(),
        name: name.to_owned(),
        aliases: vec![alias.to_owned()],
        ..NamedParty::default()
    };
    let issue = |id: &str, name: &str| NamedIssue {
        id: id.to_owned(),
        name: name.to_owned(),
        ..NamedIssue::default()
    };
    Names {
        parties: vec![
            party("union", "Dockers' Federation", "the union"),
            party("carriers", "Carriers' Board", "the carriers"),
            party("ministry", "Ministry of Ports", "the ministry"),
        ],
        issues: vec![issue("pay", "Pay freeze"), issue("nights", "Night work")],
    }
}
