//! The extractor: every frame on its own example, agreement with our hand-coded texts, and odd input.

use std::path::Path;

use impasse::extract::{
    Document, DocumentError, Extractor, Fact, Form, Gold, Level, Lexicon, NamedParty, Names, score,
};

fn party(id: &str, name: &str, alias: &str) -> NamedParty {
    NamedParty {
        id: id.into(),
        name: name.into(),
        aliases: vec![alias.into()],
        ..NamedParty::default()
    }
}

/// The lexicon of the examples in `frames.yaml`: a port strike.
fn port() -> Lexicon {
    let parties = vec![
        party("union", "Dockers' Federation", "the union"),
        party("carriers", "Carriers' Board", "the carriers"),
        party("ministry", "Ministry of Ports", "the ministry"),
    ];
    Lexicon::new(Names {
        parties,
        issues: Vec::new(),
    })
}

/// The text between two marks.
fn between(marked: &str, open: char, close: char) -> Option<String> {
    let (_, rest) = marked.split_once(open)?;
    Some(rest.split_once(close)?.0.to_owned())
}

fn plain(marked: &str) -> String {
    marked.replace(['{', '}', '[', ']'], "")
}

/// The id of the party that stands first in the braces.
fn holder_of(words: &str) -> &'static str {
    let lower = words.to_lowercase();
    let places =
        ["union", "carriers", "ministry"].map(|id| (lower.find(id).unwrap_or(usize::MAX), id));
    places.into_iter().min().expect("three parties").1
}

fn without_article(words: &str) -> String {
    let lower = words.to_lowercase();
    ["the ", "a ", "an "]
        .iter()
        .find_map(|article| lower.strip_prefix(article))
        .unwrap_or(&lower)
        .to_owned()
}

fn hits(fact: &Fact, rule: &str, holder: Option<&str>, issue: &str) -> bool {
    fact.rule == rule
        && fact.holder.as_deref() == holder
        && fact
            .issue
            .as_deref()
            .is_some_and(|words| words.to_lowercase().contains(&without_article(issue)))
}

#[test]
fn every_frame_reads_its_example() {
    let lexicon = port();
    let extractor = Extractor::new(&lexicon);
    let examples = &lexicon.frames().examples;
    assert!(
        examples.len() >= 300,
        "there are {} examples",
        examples.len()
    );
    let mut wrong = Vec::new();
    for example in examples {
        let facts = extractor.extract(&Document::plain("example", &plain(&example.marked)));
        let holder = between(&example.marked, '{', '}').map(|words| holder_of(&words));
        let issue = between(&example.marked, '[', ']').expect("an example marks its issue");
        if !facts
            .iter()
            .any(|fact| hits(fact, &example.rule, holder, &issue))
        {
            let got: Vec<String> = facts
                .iter()
                .map(|f| format!("{} {:?} {:?}", f.rule, f.holder, f.issue))
                .collect();
            wrong.push(format!(
                "{}: {}\n    read: {}",
                example.rule,
                example.marked,
                got.join("; ")
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} examples are not read as marked:\n{}",
        wrong.len(),
        examples.len(),
        wrong.join("\n")
    );
}

/// Floors of agreement on our own texts: a change that falls below them is a regression. Percent, at the lenient level.
const FLOORS: [(Level, f64, f64); 3] = [
    (Level::Who, 86.0, 44.0),
    (Level::Lenient, 50.0, 26.0),
    (Level::Strict, 41.0, 21.0),
];

/// The same for our reports of conferences, whose issues have names that do not stand in the texts.
const FLOORS_ON_REPORTS: [(Level, f64, f64); 2] =
    [(Level::Sentence, 90.0, 63.0), (Level::Who, 87.0, 60.0)];

fn our_gold() -> Vec<Gold> {
    coded_in("tests/gold")
}

fn coded_in(folder: &str) -> Vec<Gold> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Gold::read(&folder, None).expect("our gold can be read")
}

#[test]
fn agreement_with_our_hand_coded_texts_does_not_fall() {
    not_below(&FLOORS, &our_gold());
    not_below(&FLOORS_ON_REPORTS, &coded_in("tests/gold-reports"));
}

fn not_below(floors: &[(Level, f64, f64)], gold: &[Gold]) {
    let measured = score(gold);
    for &(level, precision, recall) in floors {
        let tally = measured.levels[&level];
        assert!(
            tally.precision() * 100.0 >= precision,
            "{}: precision {:.1}, floor {precision}",
            level.word(),
            tally.precision() * 100.0
        );
        assert!(
            tally.recall() * 100.0 >= recall,
            "{}: recall {:.1}, floor {recall}",
            level.word(),
            tally.recall() * 100.0
        );
    }
}

#[test]
fn the_shipped_counts_are_those_of_our_hand_coded_texts() {
    let counted = score(&our_gold()).rules;
    let shipped = impasse::extract::Measured::shipped().rules;
    assert_eq!(
        counted, shipped,
        "run `impasse eval --gold tests/gold --write extract/src/extract/english/measured.yaml`"
    );
}

#[test]
fn a_perfect_reader_would_score_one_hundred() {
    // Each coded fact, given back as it is, must be paired with itself: the scorer can be reached.
    for gold in our_gold() {
        let proposed = gold.propose();
        assert!(!proposed.is_empty(), "{} gives no fact at all", gold.name);
    }
}

#[test]
fn spans_are_code_points_of_the_written_text() {
    let lexicon = port();
    let text = "Café “Zürich”: the talks.\nThe union rejected the pay freeze.";
    let fact = Extractor::new(&lexicon)
        .extract(&Document::plain("t", text))
        .remove(0);
    let words: String = text
        .chars()
        .skip(fact.start)
        .take(fact.end - fact.start)
        .collect();
    assert_eq!(words, fact.quote);
    assert_eq!(fact.sentence, 2);
}

#[test]
fn markdown_marks_are_no_words_and_offsets_stay_those_of_the_file() {
    let lexicon = port();
    let text = "# Talks – day 3\n\nOn Monday *the union* **rejected**\n[the pay freeze](https://example.org/x).\n\n```\nThe union accepted everything.\n```\n";
    let (document, _) = Document::read("t", text.as_bytes(), Form::Markdown).expect("markdown");
    let facts = Extractor::new(&lexicon).extract(&document);
    assert_eq!(facts.len(), 1, "{facts:?}");
    let words: String = text
        .chars()
        .skip(facts[0].start)
        .take(facts[0].end - facts[0].start)
        .collect();
    assert_eq!(words, facts[0].quote);
    assert_eq!(facts[0].issue.as_deref(), Some("pay freeze"));
}

#[test]
fn a_digest_keeps_its_numbers_and_its_source() {
    let lexicon = port();
    let text = "---\nsource: \"007\"\ndate: 2026-02-01\n---\n\n- s4: The weather was fine.\n- s9: The union rejected the pay freeze.\n";
    let (document, _) = Document::read("t", text.as_bytes(), Form::Markdown).expect("a digest");
    let fact = Extractor::new(&lexicon).extract(&document).remove(0);
    assert_eq!(
        (fact.sentence, fact.cite.as_deref(), fact.date.as_deref()),
        (9, Some("007 s9"), Some("2026-02-01"))
    );
}

#[cfg(feature = "html")]
#[test]
fn a_web_page_is_its_article() {
    let lexicon = port();
    let filler = "The harbour has been busy for many years, and ships from many places call there every day of the week. ".repeat(6);
    let page = format!(
        "<!doctype html><html><head><title>Port</title></head><body><nav><a href='/'>The union accepted the pay freeze</a></nav><article><h1>Port talks</h1><p>{filler}</p><p>The union rejected the pay freeze.</p><p>{filler}</p></article><footer>Subscribe now</footer></body></html>"
    );
    let (document, _) = Document::read("t", page.as_bytes(), Form::Html).expect("a page");
    let kinds: Vec<&str> = Extractor::new(&lexicon)
        .extract(&document)
        .iter()
        .map(|f| f.kind.word())
        .collect();
    assert_eq!(kinds, ["rejection"], "{}", document.text);
    let bomb = format!(
        "<html><body>{}x{}</body></html>",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    assert!(matches!(
        Document::read("t", bomb.as_bytes(), Form::Html),
        Err(DocumentError::Html(_))
    ));
}

#[test]
fn what_is_no_text_is_refused_in_words() {
    assert_eq!(
        Document::read("t", b"%PDF-1.7 ...", Form::Plain).err(),
        Some(DocumentError::Pdf)
    );
    assert_eq!(
        Document::read("t", &[0, 1, 2, 3, 255], Form::Plain).err(),
        Some(DocumentError::Binary)
    );
    let (document, broken) =
        Document::read("t", b"The union rejected the pay freeze\xff.", Form::Plain)
            .expect("mostly text");
    assert_eq!(broken, Some(1));
    assert_eq!(Extractor::new(&port()).extract(&document).len(), 1);
    assert!(Document::plain("t", "").sentences.is_empty());
}

#[test]
fn another_language_is_said_and_not_guessed_at() {
    let german = "Die Gewerkschaft hat das Angebot der Reeder abgelehnt und will nicht mehr verhandeln, weil die Löhne für die Arbeit am Hafen nach ihrer Ansicht nicht reichen und das Angebot zu klein ist.";
    assert_eq!(
        Document::plain("t", german).language.as_deref(),
        Some("German")
    );
    let english = "The union has rejected the offer of the carriers and does not want to go on with the talks, because the wages for the work at the port are not enough in its view.";
    assert_eq!(Document::plain("t", english).language, None);
    assert!(
        Document::plain(
            "t",
            "Профсоюз отклонил предложение перевозчиков и не хочет продолжать переговоры."
        )
        .language
        .is_some()
    );
}

#[test]
fn odd_texts_neither_panic_nor_hang() {
    let lexicon = port();
    let extractor = Extractor::new(&lexicon);
    let long_line = "The union rejected the pay freeze and ".repeat(20_000);
    let quotes = "“".repeat(5_000) + "The union rejected the pay freeze." + &"”".repeat(5_000);
    let commas = "the union, ".repeat(5_000) + "rejected the pay freeze.";
    let marks = "’s 's -- … ,,, ;;; ((( ))) “” '' n't 20-point $ % £ U.S. U. S. .".repeat(200);
    for text in [
        long_line.as_str(),
        &quotes,
        &commas,
        &marks,
        "\u{feff}",
        "\u{202e}The union rejected the pay freeze.",
        "a\u{301}".repeat(1_000).as_str(),
    ] {
        let _ = extractor.extract(&Document::plain("odd", text));
    }
    // The same text gives the same facts.
    let text = "The union rejected the pay freeze. It wants a wage rise, but the carriers refuse.";
    assert_eq!(
        extractor.extract(&Document::plain("t", text)),
        extractor.extract(&Document::plain("t", text))
    );
}

#[test]
fn without_parties_nothing_is_guessed() {
    let lexicon = Lexicon::new(Names::default());
    let facts = Extractor::new(&lexicon).extract(&Document::plain(
        "t",
        "The union rejected the pay freeze. Both sides want a deal. He refused to sign.",
    ));
    assert!(facts.iter().all(|fact| fact.holder.is_none()), "{facts:?}");
}
