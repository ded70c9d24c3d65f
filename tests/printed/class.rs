//! What a teacher does with a lesson: its game is weighed, the openings can be agreed on, the outcomes of a class are scored, and
//! the quiz goes to other programs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Lessons of several issues that the repository ships, and whether all of their roles must agree.
const LESSONS: [&str; 3] = ["ukraine-talks", "valley", "flatshare"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn impasse(model: &str, arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    let model = root().join("models").join(model);
    command
        .arg("-m")
        .arg(model)
        .args(arguments)
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .output()
        .expect("the program runs")
}

fn text(output: &Output) -> String {
    let out = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    out.concat()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|why| panic!("{why}: {}", text(output)))
}

/// The checks of a game by their names, with whether each holds.
fn checks(game: &Value) -> BTreeMap<String, bool> {
    let checks = game["checks"].as_array().expect("checks").iter();
    checks
        .map(|check| {
            (
                check["name"].as_str().expect("a name").to_owned(),
                check["holds"] == true,
            )
        })
        .collect()
}

/// The circle is an issue of its own, each opening of the debriefing is within the sheets, nobody whose yes is needed is
/// outvoted, and the figures are as they should be.
#[test]
fn shipped_lessons_are_games() {
    let folder = tempfile::tempdir().expect("a folder");
    for lesson in LESSONS {
        let game = json(&impasse(
            lesson,
            &["game", "--format", "json"],
            folder.path(),
        ));
        for name in [
            "the order is played",
            "the rule agrees with the model",
            "the openings can be agreed on",
            "share of deals that pass",
            "unanimous deals",
            "the middle does not solve it",
            "every issue is open",
            "no two roles want the same",
            "every role gives and gets",
            "a coalition can block",
        ] {
            assert_eq!(checks(&game).get(name), Some(&true), "{lesson}: {name}");
        }
        assert!(
            game["issues"]
                .as_array()
                .expect("issues")
                .iter()
                .any(|issue| issue["is_order"] == true)
        );
        // Each opening of the debriefing is legal: no sheet forbids an answer that it needs.
        let out = folder.path().join(lesson);
        let made = impasse(
            lesson,
            &["packet", "-o", out.to_str().expect("a path")],
            folder.path(),
        );
        assert_eq!(made.status.code(), Some(0), "{}", text(&made));
        let debrief = the_file(&out.join("teacher"), "debrief.md");
        assert!(
            debrief.contains("These could be agreed on at the table:"),
            "{debrief}"
        );
        assert!(
            !debrief.contains("could not be agreed on at this table"),
            "{debrief}"
        );
    }
}

fn the_file(folder: &Path, ending: &str) -> String {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path());
    let mut files = entries.filter(|path| path.to_string_lossy().ends_with(ending));
    std::fs::read_to_string(files.next().expect("the file")).expect("a text")
}

/// Points that are proposed make a game, the same in every run, and can be read back from the lesson.
#[test]
fn proposed_points_hold_the_checks() {
    let folder = tempfile::tempdir().expect("a folder");
    let propose = || {
        impasse(
            "valley",
            &["game", "--propose", "--seed", "7"],
            folder.path(),
        )
    };
    let (one, again) = (propose(), propose());
    assert_eq!(one.stdout, again.stdout);
    let told = text(&one);
    assert!(!told.contains("# note"), "{told}");
    let lesson =
        std::fs::read_to_string(root().join("models/valley/lesson.yaml")).expect("a lesson");
    let before = lesson
        .split("invented_scores:")
        .next()
        .expect("a beginning");
    let path = folder.path().join("lesson.yaml");
    std::fs::write(&path, format!("{before}{told}")).expect("a file");
    let read = impasse(
        "valley",
        &["game", "--lesson", path.to_str().expect("a path")],
        folder.path(),
    );
    assert_eq!(read.status.code(), Some(0), "{}", text(&read));
    let plain = told
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(text(&read).trim(), plain.trim());
    // A point moved by hand is weighed at once.
    let moved = impasse(
        "valley",
        &["game", "--set", "cooperative:threshold=100"],
        folder.path(),
    );
    assert!(
        text(&moved).contains("None of 540 deals passes."),
        "{}",
        text(&moved)
    );
    for wrong in [
        "cooperative",
        "nobody:threshold=3",
        "cooperative:order/never=3",
        "cooperative:threshold=x",
    ] {
        let refused = impasse("valley", &["game", "--set", wrong], folder.path());
        assert_eq!(
            refused.status.code(),
            Some(2),
            "{wrong}: {}",
            text(&refused)
        );
    }
}

/// Slips in four forms; what cannot be is told and left out, and no cell of the table is a formula.
#[test]
fn a_class_is_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, words: &str| std::fs::write(folder.path().join(name), words).expect("a file");
    write(
        "class.csv",
        "group,A,B,C,D,E,yes,no,minutes\n1,A3,B2,C2,D2,E2,all,,42\n=2+1,pause,frozen,30,shared,none,\"ukraine, russia, united-states, france, us-congress\",United Kingdom,\n3,,,,,,,Russia,45\nnine,A9,B1,C1,D1,E1,all,,\n",
    );
    write(
        "five.json",
        "{\"group\": \"5\", \"deal\": {\"order\": \"russia-ceasefire\", \"donetsk-territory\": \"ukraine-stays\", \"guarantee-length\": \"30\", \"zaporizhzhia-plant\": \"one-side\", \"nato-troops\": \"none\"}, \"yes\": [\"ukraine\", \"united-states\"], \"no\": [\"russia\"]}",
    );
    write(
        "six.txt",
        "Group: 6\nDeal: A1 B1 C2 D2 E2\nYes: Kyiv, Moscow, the United States and France\n\nGroup: 7\nDeal: A1 A2 B1 C2 D2 E2\n",
    );
    write(
        "eight.yaml",
        "- { group: 8, deal: none, no: [ukraine] }\n- { group: 9, deal: A1 B1 C2 D2 E2, yes: all, no: [france] }\n",
    );
    let run = impasse(
        "ukraine-talks",
        &[
            "score",
            "class.csv",
            "five.json",
            "six.txt",
            "eight.yaml",
            "-o",
            "out",
            "--format",
            "json",
        ],
        folder.path(),
    );
    assert_eq!(run.status.code(), Some(1), "{}", text(&run));
    let told = json(&run);
    let groups: BTreeMap<&str, &Value> = told["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|one| (one["group"].as_str().expect("a name"), one))
        .collect();
    assert_eq!(
        groups.keys().copied().collect::<Vec<_>>(),
        ["1", "3", "5", "6", "8", "=2+1"]
    );
    assert_eq!(groups["1"]["passes"], true);
    assert_eq!(groups["=2+1"]["deal"], "A2 B2 C2 D2 E3");
    assert_eq!(groups["3"]["deal"], Value::Null);
    // Russia has a veto, whatever the others say.
    assert_eq!(groups["5"]["passes"], false);
    assert_eq!(groups["5"]["openings"], serde_json::json!([1]));
    assert_eq!(groups["5"]["blocked_by"], serde_json::json!(["russia"]));
    // Four have said yes, and of two nothing is known: with thirty years Congress decides.
    assert_eq!(groups["6"]["passes"], Value::Null);
    let unread = told["not_read"].as_array().expect("a list");
    let unread: Vec<&str> = unread.iter().filter_map(Value::as_str).collect();
    assert_eq!(
        unread,
        [
            "class.csv, row 5: `A9` is no answer to Order of the steps",
            "six.txt, slip 2: it has two answers to Order of the steps",
            "eight.yaml, slip 2: `france` says yes and no",
        ]
    );
    let table = std::fs::read_to_string(folder.path().join("out/results.csv")).expect("a table");
    assert!(
        table.contains("'=2+1") && !table.contains("\n=2+1"),
        "{table}"
    );
    let page = std::fs::read_to_string(folder.path().join("out/results.html")).expect("a page");
    assert!(page.contains("Which opening was found"), "{page}");
    let none = impasse(
        "ukraine-talks",
        &["score", "class.csv", "--lesson", "nothing.yaml"],
        folder.path(),
    );
    assert_eq!(none.status.code(), Some(2), "{}", text(&none));
}

/// Points of a group are the sums of its answers, and a deal is best where no other beats it: counted by hand.
#[test]
fn scores_against_a_count_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let game = json(&impasse(
        "valley",
        &["game", "--format", "json"],
        folder.path(),
    ));
    let issues = game["issues"].as_array().expect("issues");
    let mut slips = "group;deal;yes\n".to_owned();
    let mut deals: Vec<Vec<usize>> = vec![Vec::new()];
    for issue in issues {
        let answers = issue["answers"].as_array().expect("answers").len();
        deals = deals
            .iter()
            .flat_map(|deal| (0..answers).map(move |answer| [deal.clone(), vec![answer]].concat()))
            .collect();
    }
    for (at, deal) in deals.iter().enumerate() {
        let letters = deal
            .iter()
            .enumerate()
            .map(|(q, a)| format!("{}{}", char::from(b'A' + q as u8), a + 1));
        slips += &format!("{at};{};all\n", letters.collect::<Vec<_>>().join(" "));
    }
    std::fs::write(folder.path().join("all.csv"), slips).expect("a file");
    let told = json(&impasse(
        "valley",
        &["score", "all.csv", "--format", "json"],
        folder.path(),
    ));
    let roles = game["roles"].as_array().expect("roles");
    let points = |deal: &[usize]| -> Vec<i64> {
        let of = |role: &Value| {
            let rows = issues.iter().zip(deal).map(|(issue, &answer)| {
                let id = issue["answers"][answer]["id"].as_str().expect("an id");
                role["points"][issue["id"].as_str().expect("an id")][id]
                    .as_i64()
                    .expect("points")
            });
            rows.sum()
        };
        roles.iter().map(of).collect()
    };
    let all: Vec<Vec<i64>> = deals.iter().map(|deal| points(deal)).collect();
    for (one, own) in told["groups"].as_array().expect("groups").iter().zip(&all) {
        assert_eq!(one["points"], serde_json::json!(own));
        let is_beaten = all
            .iter()
            .any(|other| other != own && other.iter().zip(own).all(|(a, b)| a >= b));
        assert_eq!(one["best"], !is_beaten, "{own:?}");
        let below = roles
            .iter()
            .zip(own)
            .filter(|(role, points)| **points < role["threshold"].as_i64().expect("points"));
        let below: Vec<&Value> = below.map(|(role, _)| &role["party"]).collect();
        assert_eq!(one["against_their_sheets"], serde_json::json!(below));
    }
}

/// The quiz is well-formed for each platform, with as many questions and as many right answers as the key.
#[test]
fn the_quiz_goes_to_other_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    for lesson in ["ukraine-talks", "valley"] {
        let made = impasse(lesson, &["packet", "-o", "out"], folder.path());
        assert_eq!(made.status.code(), Some(0), "{}", text(&made));
        let teacher = folder.path().join("out/teacher");
        let key = the_file(&teacher, "quiz-key.md");
        let asked = key
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
            .count();
        let moodle = the_file(&teacher, "quiz.moodle.xml");
        let read = roxmltree::Document::parse(&moodle).expect("well-formed");
        let questions: Vec<_> = read
            .descendants()
            .filter(|node| node.attribute("type") == Some("multichoice"))
            .collect();
        assert_eq!(questions.len(), asked, "{lesson}");
        let mut places = BTreeMap::new();
        for question in &questions {
            let answers: Vec<f64> = question
                .children()
                .filter(|node| node.has_tag_name("answer"))
                .map(|node| {
                    node.attribute("fraction")
                        .expect("a share")
                        .parse()
                        .expect("a number")
                })
                .collect();
            assert!(answers.len() > 1, "a question with one answer asks nothing");
            let right: f64 = answers.iter().filter(|share| **share > 0.0).sum();
            assert!((right - 100.0).abs() < 0.01, "{answers:?}");
            if let [only] = answers
                .iter()
                .enumerate()
                .filter(|(_, share)| **share > 0.0)
                .collect::<Vec<_>>()[..]
            {
                *places.entry(only.0).or_insert(0) += 1;
            }
        }
        assert!(
            places
                .values()
                .all(|times| *times <= 1 + questions.len() / 2),
            "{places:?}"
        );
        let gift = the_file(&teacher, "quiz.gift.txt");
        assert_eq!(gift.matches("\n::").count(), asked);
        let package = std::fs::File::open(teacher.join("quiz.qti.zip")).expect("a package");
        let mut package = zip::ZipArchive::new(package).expect("an archive");
        let names: Vec<String> = package.file_names().map(str::to_owned).collect();
        assert_eq!(names.len(), asked + 2);
        for name in names {
            let mut words = String::new();
            let mut file = package.by_name(&name).expect("a file");
            std::io::Read::read_to_string(&mut file, &mut words).expect("a text");
            let read =
                roxmltree::Document::parse(&words).unwrap_or_else(|why| panic!("{name}: {why}"));
            if name.starts_with("item-") {
                let choices = read.descendants().filter(|node| {
                    node.has_tag_name(("http://www.imsglobal.org/xsd/imsqti_v2p1", "simpleChoice"))
                });
                let values = read.descendants().filter(|node| {
                    node.has_tag_name(("http://www.imsglobal.org/xsd/imsqti_v2p1", "value"))
                });
                assert!(choices.count() > 1 && values.count() > 1, "{words}");
            }
        }
    }
}

/// The slip that is filled in on a screen asks for every issue and every vote, and what it saves is read.
#[test]
fn the_slip_on_a_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = impasse("valley", &["packet", "-o", "out"], folder.path());
    assert_eq!(made.status.code(), Some(0), "{}", text(&made));
    let slip = the_file(&folder.path().join("out/students"), "slip.html");
    let game = json(&impasse(
        "valley",
        &["game", "--format", "json"],
        folder.path(),
    ));
    for issue in game["issues"].as_array().expect("issues") {
        assert!(
            slip.contains(&format!(
                "data-issue=\"{}\"",
                issue["id"].as_str().expect("an id")
            )),
            "{slip}"
        );
    }
    assert_eq!(slip.matches("data-role=").count(), 3);
    assert!(
        slip.contains("default-src 'none'"),
        "it sends nothing anywhere"
    );
}
