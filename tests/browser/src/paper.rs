//! What a briefing is on paper: a minister's stands on one page, A4 and Letter, as the program worked out before; and words are as
//! wide as it measured them, since the page holds its font.

use std::path::Path;

use fantoccini::Client;
use fantoccini::wd::{PrintConfigurationBuilder, PrintMargins, PrintSize};
use impasse::graph::{AsRead, PositionGraph};
use impasse::layout::{Weight, text_width};
use impasse::model::Model;
use impasse::read::{read_path, read_text};
use impasse::view::{Audience, BriefAsk, Document, briefing, day_before_the_latest};
use impasse::write::{self, Page, fits_a_page};
use serde_json::json;

use crate::dice::Dice;
use crate::random_model::random_model;
use crate::root;

/// Random models whose briefings are printed.
const MODELS: u64 = 12;
/// The margins of `page.css`, in centimetres.
const MARGINS: PrintMargins = PrintMargins {
    top: 1.1,
    bottom: 1.0,
    left: 1.3,
    right: 1.3,
};
/// What a minister reads before the page is turned.
const FIRST_PAGE: &str =
    "document.querySelectorAll('.turn, .turn ~ *, .notes, footer').forEach(one => one.remove())";

/// Measures some words in the font of the page, without kerning, which the program does not count either.
const MEASURE: &str = "const [words, weight, done] = arguments; document.fonts.load(`${weight} 20px Inter`, words).then(() => { const pen = document.createElement('canvas').getContext('2d'); pen.font = `${weight} 20px Inter`; pen.fontKerning = 'none'; done(pen.measureText(words).width) })";

/// Prints the briefings for a minister of all shipped models and of random ones; how many.
pub async fn ministers_have_one_page(client: &Client, folder: &Path) -> usize {
    let mut printed = 0;
    let models = std::fs::read_dir(root().join("models")).expect("the shipped models");
    for entry in models {
        let path = entry.expect("a folder").path();
        let model = read_path(&path).expect("the model can be read").model;
        let document = for_a_minister(&model);
        assert!(
            fits_a_page(&document),
            "{}: too long for a page",
            model.name
        );
        stands_on_one_page(client, folder, &document).await;
        printed += 1;
    }
    for seed in 0..MODELS {
        let mut dice = Dice(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) | 1);
        let reading = read_text("random.yaml", &random_model(&mut dice));
        let document = for_a_minister(&reading.model);
        if !reading.has_errors() && fits_a_page(&document) {
            stands_on_one_page(client, folder, &document).await;
            printed += 1;
        }
    }
    words_are_as_wide_as_measured(client).await;
    printed
}

fn for_a_minister(model: &Model) -> Document {
    let day = model
        .sources
        .values()
        .filter_map(|source| source.date)
        .max();
    let graph = PositionGraph::build(
        model,
        AsRead {
            day,
            at_least: None,
        },
    );
    let ask = BriefAsk {
        goal: model.goal.clone(),
        since: day_before_the_latest(model, day),
        audience: Audience::Minister,
        fits_a_page,
    };
    briefing(model, &graph, &ask).document
}

async fn stands_on_one_page(client: &Client, folder: &Path, document: &Document) {
    let page = Page {
        note: &|_| None,
        foot: String::new(),
    };
    let file = folder.join("minister.html");
    std::fs::write(&file, write::html(document, &page)).expect("the page is written");
    let address = format!("file://{}", file.display());
    client.goto(&address).await.expect("the page opens");
    client
        .execute(FIRST_PAGE, vec![])
        .await
        .expect("the sources go");
    for (name, size) in [("A4", PrintSize::A4), ("Letter", PrintSize::US_LETTER)] {
        let print = PrintConfigurationBuilder::default();
        let print = print
            .size(size)
            .margins(MARGINS)
            .shrink_to_fit(false)
            .build();
        let pdf = client.print(print.expect("it can be printed")).await;
        let pages = pages_of(&pdf.expect("the page prints"));
        assert_eq!(pages, 1, "{name}: {}", document.title);
    }
}

/// How many pages a PDF has.
fn pages_of(pdf: &[u8]) -> usize {
    let is_page = |part: &[u8]| part.starts_with(b"/Type /Page") && part.get(11) != Some(&b's');
    (0..pdf.len()).filter(|&at| is_page(&pdf[at..])).count()
}

/// The widths of some words in the page that is open, against those that the program measures.
async fn words_are_as_wide_as_measured(client: &Client) {
    let words = [
        "Two knots block the full settlement",
        "Ceasefire of at least 60 days",
        "Wahlrecht für Zürich, Übergang",
    ];
    for (weight, cut) in [(400, Weight::Regular), (600, Weight::Bold)] {
        for words in words {
            let shown = client
                .execute_async(MEASURE, vec![json!(words), json!(weight)])
                .await;
            let shown = shown
                .expect("the words are measured")
                .as_f64()
                .expect("a width");
            let measured = text_width(words, 20.0, cut);
            assert!(
                (shown - measured).abs() < 0.02 * measured,
                "{words:?} at {weight}: {shown} wide, measured {measured}"
            );
        }
    }
}
