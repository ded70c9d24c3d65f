//! Makes the inputs from which the fuzzer begins, out of what the repository ships: models, cases, hand-coded texts, and a
//! game that the orange's lesson makes. They are written to a folder for each target.

use std::fs;
use std::path::{Path, PathBuf};

use impasse::lesson::{read, scorable_files};
use impasse::read::read_text;

/// No seed is longer than this.
const LONGEST: usize = 4_000;
/// So many seeds of a kind.
const MOST: usize = 200;

/// Writes the seeds of every target below a folder.
pub fn write_all(folder: &Path) {
    let blocks = yaml_blocks();
    let is_lesson = |text: &String| text.starts_with("lesson:") || text.contains("\nlesson:");
    let (lessons, models): (Vec<_>, Vec<_>) = blocks.into_iter().partition(is_lesson);
    let lessons = files("models", "lesson.yaml").into_iter().chain(lessons);
    let models = files("models", "model.yaml").into_iter().chain(models);
    write(folder, "reading", models.map(String::into_bytes));
    write(folder, "conditions", (0..32).map(throws));
    write(folder, "extraction", texts());
    write(folder, "replies", replies());
    write(folder, "lesson", lessons.map(String::into_bytes));
    write(folder, "drawing", labels());
    write(folder, "import", games());
}

fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the package is in the repository")
}

/// Writes the seeds of a target, cut at whole letters.
fn write(folder: &Path, target: &str, seeds: impl Iterator<Item = Vec<u8>>) {
    let folder = folder.join(target);
    fs::create_dir_all(&folder).expect("a folder can be made");
    for (number, mut seed) in seeds.take(MOST).enumerate() {
        let starts_a_letter = |byte: u8| byte & 0xc0 != 0x80;
        let end = (0..seed.len().min(LONGEST)).rev();
        if seed.len() > LONGEST {
            let mut end = end.skip_while(|&at| !starts_a_letter(seed[at]));
            seed.truncate(end.next().unwrap_or(0));
        }
        fs::write(folder.join(format!("seed-{number:03}")), seed).expect("a seed can be written");
    }
}

/// The texts of the files below a folder whose names end so.
fn files(below: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(below)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("a folder of the repository");
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.extend(fs::read_to_string(&path));
            }
        }
    }
    found
}

/// The blocks of YAML in the cases and the pages.
fn yaml_blocks() -> Vec<String> {
    let pages = files("docs", ".md").into_iter();
    let pages: Vec<String> = pages.chain(files("tests/cases", ".md")).collect();
    let blocks = pages
        .iter()
        .flat_map(|page| page.split("\n```yaml\n").skip(1));
    let blocks = blocks.filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned() + "\n"));
    let mut blocks: Vec<String> = blocks.filter(|block| block.len() < LONGEST).collect();
    blocks.sort_by_key(String::len);
    blocks.dedup();
    // Of all lengths: every so many of them.
    let step = blocks.len().div_ceil(MOST).max(1);
    blocks.into_iter().step_by(step).collect()
}

/// Throws for a random model.
fn throws(number: u64) -> Vec<u8> {
    let mut state = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..200).map(|_| next()).collect()
}

/// Hand-coded texts as plain text and as a web page, the README as Markdown; the first byte says which.
fn texts() -> impl Iterator<Item = Vec<u8>> {
    let with = |form: u8, text: &str| [&[form][..], text.as_bytes()].concat();
    let mut all = vec![with(
        1,
        "# Talks\n\nOn Monday *the union* **rejected**\n[the pay freeze](https://example.org/x).\n\n```\nThe union accepted everything.\n```\n",
    )];
    all.push(with(1, "---\nsource: \"007\"\ndate: 2026-02-01\n---\n\n- s4: The weather was fine.\n- s9: The union rejected the pay freeze.\n"));
    for text in files("tests/gold", ".txt") {
        let paragraphs: Vec<&str> = text.lines().take(12).collect();
        let page = format!(
            "<!doctype html><html><head><title>News</title></head><body><article><p>{}</p></article></body></html>",
            paragraphs.join("</p><p>")
        );
        all.extend([with(0, &paragraphs.join("\n")), with(2, &page)]);
    }
    all.extend(files("models", "seeds.md").iter().map(|text| with(1, text)));
    all.into_iter()
}

fn replies() -> impl Iterator<Item = Vec<u8>> {
    let good = r#""sentence": 2, "quote": "rejected the pay freeze", "kind": "rejection", "stance": "rejects", "holder": "union", "issue": "pay""#;
    let alike = good.replace(
        "rejected the pay freeze",
        "union - \\\"tired of waiting\\\" - rejected",
    );
    let relation = r#""sentence": 1, "quote": "the pay", "kind": "relation", "relation": "with", "other": "the carriers", "holders": ["union", "ministry"], "via": "carriers""#;
    let mut all = vec![format!("{{\"facts\": [{{{good}}}, {{{good}")];
    for fields in [good, &alike, relation] {
        all.push(format!(
            "{{\"texts\": [{{\"doc\": \"news\", \"facts\": [{{{fields}}}]}}]}}"
        ));
    }
    all.push(format!(
        "Here it is:\n```json\n{{\"facts\": [{{{relation}}}]}}\n```\n"
    ));
    let mut all: Vec<Vec<u8>> = all.into_iter().map(String::into_bytes).collect();
    let text = "The weather was fine.\n\n*The union* rejected the **pay freeze**.\n".as_bytes();
    let about_a_text: Vec<Vec<u8>> = all
        .iter()
        .map(|reply| [text, &[0xff], reply].concat())
        .collect();
    all.extend(about_a_text);
    all.into_iter()
}

fn labels() -> impl Iterator<Item = Vec<u8>> {
    let words = [
        "quote \" and 'apostrophe'",
        "back\\slash \\N \\G \\",
        "<script>alert(1)</script>",
        "]]> & &amp; <!--",
        "}; node [label=x]; digraph {",
        "zero\u{200b}width\u{202e}reversed\u{2066}",
        "שלום עולם",
        "مرحبا",
        "停火",
        "emoji 🕊",
        "a_b*c`d`[e](javascript:alert(1))|f",
        "a very long label that goes on and on until it must be broken",
    ];
    let all = words.map(|word| word.as_bytes().to_vec());
    let together = words.map(str::as_bytes).join(&0xff);
    all.into_iter().chain([together])
}

/// The game that the orange's lesson makes, and one of two players.
fn games() -> impl Iterator<Item = Vec<u8>> {
    let text = |name: &str| fs::read_to_string(root().join("models/orange").join(name));
    let model = read_text("model.yaml", &text("model.yaml").expect("it is shipped")).model;
    let lesson = text("lesson.yaml").expect("it is shipped");
    let lesson = read(&model, &[], (0, &lesson), &mut Vec::new());
    let files = scorable_files(&model, &lesson).unwrap_or_default();
    let names = ["config.txt", "global_instructions.txt"].map(str::to_owned);
    let scores = lesson
        .roles
        .iter()
        .map(|role| format!("scores_files/{}.txt", role.id()));
    let parts = names
        .into_iter()
        .chain(scores)
        .filter_map(|name| files.get(&name));
    let orange: Vec<&[u8]> = parts.map(|part| part.as_bytes()).collect();
    let small = b"Ann,ann,p1,cooperative,none\nBob,bob,player,greedy,none\n\xffIssue A: \"Price\"\nA1 \"Low\": much\nA2: High\n\xff10, 0\n5\n\xff0, 10\n5\n".to_vec();
    [orange.join(&0xff), small].into_iter()
}
