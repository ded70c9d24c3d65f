//! Role-play packets: leaks that are planted are found, points are counted as by hand, odd models stay sound, hostile
//! text stays text, and games go out and come back the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use impasse::analysis::{Game, Player, Texture, Trade, correlation, outcomes, trades};

use crate::dice::Dice;

/// Models for teaching that the repository ships.
const SHIPPED: [&str; 2] = ["ukraine-talks", "orange"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn impasse(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with a model and a lesson.
fn folder(model: &str, lesson: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("m")).expect("a folder");
    std::fs::write(folder.path().join("m/model.yaml"), model).expect("a model");
    if let Some(lesson) = lesson {
        std::fs::write(folder.path().join("m/lesson.yaml"), lesson).expect("a lesson");
    }
    folder
}

/// The text files of a folder and of the folders in it, by path.
fn sheets(folder: &Path) -> BTreeMap<String, String> {
    fn all(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                all(&path, found)
            } else {
                found.push(path)
            }
        }
    }
    let mut files = Vec::new();
    all(folder, &mut files);
    files
        .into_iter()
        .filter(|path| path.extension().is_none_or(|end| end != "zip"))
        .map(|path| {
            (
                path.strip_prefix(folder)
                    .expect("inside")
                    .display()
                    .to_string(),
                std::fs::read_to_string(&path).expect("text"),
            )
        })
        .collect()
}

const HARBOUR: &str = "
format: 1
title: Harbour talks
goal: contract
parties:
  union:
    name: Dockers
    kind: union
    aliases: [the dockers]
    interests: { safety: { text: Nobody is hurt on the night shift again } }
    batna: { text: Strike for three weeks from the common fund, assumed: true }
  company: { name: Harbour Company, kind: company, aliases: [the company] }
issues:
  night-work:
    name: Night work
    question: Is there work at night?
    between: [union, company]
    options: { none: No work at night, some: Night work with a second foreman, full: Night work as before }
    terms: [night work]
milestones:
  contract: { name: New contract, consent: [union, company], requires: [night-work] }
positions:
  - { party: union, on: night-work/full, stance: rejects, firmness: red-line }
  - { party: union, on: night-work/some, stance: proposes }
  - { party: company, on: night-work/none, stance: rejects }
  - { party: company, on: contract, stance: accepts }
";

const LESSON: &str = "
lesson: 1
goals: [Ask why]
issues: [night-work]
background: The old contract ends on Friday.
roles:
  union: { may_accept: [night-work/some], keep_secret: [The fund is nearly empty] }
  company: { may_accept: [night-work/some], walk_away: Hire a crew from the next port }
";

#[test]
fn a_clean_packet_has_no_leak_and_a_planted_one_is_found() {
    let clean = folder(HARBOUR, Some(LESSON));
    let run = impasse(&["-m", "m", "packet", "-o", "out"], clean.path());
    assert_eq!(
        run.status.code(),
        Some(0),
        "{}{}",
        text(&run.stdout),
        text(&run.stderr)
    );
    assert!(
        text(&run.stdout).contains("leaks: 0 of"),
        "{}",
        text(&run.stdout)
    );
    // A teacher's slip in each place where words can be written, each found in its own way.
    let slips = [
        (
            "by words, on the general sheet",
            "background: The old contract ends on Friday, and nobody wants to be hurt again on a night shift.",
        ),
        (
            "by reading, on the general sheet",
            "background: The dockers have rejected night work.",
        ),
        (
            "a walk-away on the other's sheet",
            "believes-company: The dockers can strike for three weeks out of their common fund",
        ),
        (
            "a thing to keep, on the other's sheet",
            "believes-company: Their fund, one hears, is nearly empty",
        ),
        (
            "the program's own wording, on the general sheet",
            "background: The Harbour Company accepts the answer “Night work with a second foreman” on night work.",
        ),
        (
            "an answer by its letter",
            "background: Harbour Company may accept A2.",
        ),
        (
            "a near paraphrase",
            "believes-company: A strike of three weeks could come out of the common fund",
        ),
        (
            "room to move, on the other's sheet",
            "believes-union: The company would accept night work with a second foreman",
        ),
    ];
    for (what, slip) in slips {
        let lesson = match slip
            .strip_prefix("believes-")
            .and_then(|rest| rest.split_once(": "))
        {
            Some((role, words)) => LESSON.replace(
                &format!("  {role}: {{"),
                &format!("  {role}: {{ believes: [\"{words}\"],"),
            ),
            None => LESSON.replace("background: The old contract ends on Friday.", slip),
        };
        let planted = folder(HARBOUR, Some(&lesson));
        let run = impasse(&["-m", "m", "packet", "-o", "out"], planted.path());
        assert_eq!(
            run.status.code(),
            Some(1),
            "{what}: not found\n{}{}",
            text(&run.stdout),
            text(&run.stderr)
        );
        assert!(text(&run.stdout).contains("LEAK"), "{what}");
        let teacher = std::fs::read_to_string(planted.path().join("out/teacher/00-teacher.md"))
            .expect("the teacher's sheet");
        assert!(teacher.contains("## Leaks"), "the teacher is told: {what}");
    }
    // Sentences in which the same words say something else raise no alarm.
    for innocent in [
        "The port has a common fund for its gardens.",
        "Three weeks ago a crane was repaired.",
        "Night work is done in many ports.",
    ] {
        let lesson = LESSON.replace(
            "background: The old contract ends on Friday.",
            &format!("background: {innocent}"),
        );
        let run = impasse(
            &["-m", "m", "packet", "-o", "out"],
            folder(HARBOUR, Some(&lesson)).path(),
        );
        assert_eq!(
            run.status.code(),
            Some(0),
            "{innocent}\n{}",
            text(&run.stdout)
        );
    }
}

/// Points of one role on another's sheet, and a limit that follows from what a sheet tells.
#[test]
fn leaks_by_fact_and_by_number() {
    let scores = "
invented_scores:
  union: { threshold: 37, night-work: { none: 60, some: 40, full: 0 } }
  company: { threshold: 20, night-work: { none: 0, some: 25, full: 70 } }
";
    let lesson = LESSON.replace(
        "  company: {",
        "  company: { believes: [\"The Dockers need 37 points\"],",
    ) + scores;
    let planted = folder(HARBOUR, Some(&lesson));
    let run = impasse(&["-m", "m", "packet", "-o", "out"], planted.path());
    assert!(
        text(&run.stdout).contains("its least points"),
        "{}{}",
        text(&run.stdout),
        text(&run.stderr)
    );

    let reading = impasse::read::read_text("m.yaml", HARBOUR);
    let model = reading.model;
    let graph = impasse::graph::PositionGraph::build(
        &model,
        impasse::graph::AsRead {
            day: None,
            at_least: None,
        },
    );
    let lesson = impasse::lesson::read(&model, &[], (0, LESSON), &mut Vec::new());
    let mut packet = impasse::view::packet(&model, &graph, &lesson, model.goal.as_ref());
    assert!(
        impasse::leak::leaks(&model, &lesson, &packet)
            .leaks
            .is_empty()
    );
    let sheet = packet
        .sheets
        .iter_mut()
        .find(|sheet| sheet.stem.contains("role-company"))
        .expect("the company's sheet");
    let (secret, _) = model
        .positions
        .numbered()
        .find(|(_, p)| p.on.to_string() == "night-work/full")
        .expect("the union refuses full night work");
    sheet.tells.push(secret);
    let found = impasse::leak::leaks(&model, &lesson, &packet).leaks;
    assert!(found.iter().any(|leak| leak.found == impasse::leak::Found::ByFact && leak.role.as_str() == "union"), "{found:?}");
}

#[test]
fn shipped_packets_hold_their_checks() {
    for model in SHIPPED {
        let into = tempfile::tempdir().expect("a folder");
        for extra in [&[][..], &["--fictionalize"][..]] {
            let path = into.path().display().to_string();
            let arguments = [
                &[
                    "-m",
                    model,
                    "--format",
                    "json",
                    "packet",
                    "-o",
                    path.as_str(),
                ],
                extra,
            ]
            .concat();
            let run = impasse(&arguments, &root());
            assert_eq!(run.status.code(), Some(0), "{model}: {}", text(&run.stderr));
            let answer: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
            assert_eq!(answer["leaks"], serde_json::json!([]), "{model}");
            let failing: BTreeSet<&str> = answer["checks"]
                .as_array()
                .expect("checks")
                .iter()
                .filter(|check| check["holds"] == false)
                .filter_map(|check| check["name"].as_str())
                .collect();
            // In the orange one answer is best for both, which is what it teaches: nobody has to give, and the other openings
            // are none that the sheets allow.
            let expected: &[&str] = match model {
                "orange" => &[
                    "every issue is open",
                    "every role gives and gets",
                    "no answer that nobody wants",
                    "share of deals that pass",
                    "the openings can be agreed on",
                    "trades can be found",
                ],
                _ => &[],
            };
            assert_eq!(failing, expected.iter().copied().collect(), "{model}");
        }
    }
}

/// What players are to find is on no sheet of theirs: neither sheet of the orange names what the other needs.
#[test]
fn an_answer_to_be_found_is_on_no_sheet_of_the_players() {
    let into = tempfile::tempdir().expect("a folder");
    let path = into.path().display().to_string();
    assert!(
        impasse(&["-m", "orange", "packet", "-o", &path], &root())
            .status
            .success()
    );
    let all = sheets(into.path());
    let on = |name: &str| &all[&format!("students/{name}.md")];
    assert!(on("02-role-baker").contains("peel") && !on("02-role-baker").contains("juice"));
    assert!(on("03-role-cook").contains("juice") && !on("03-role-cook").contains("peel to"));
    assert!(!on("01-general").contains("peel") && !on("01-general").contains("juice"));
    assert!(
        all["teacher/05-debrief.md"].contains("The baker gets the peel and the cook the juice")
    );
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let made = || {
        let folder = folder(HARBOUR, Some(LESSON));
        let run = impasse(
            &["-m", "m", "packet", "--fictionalize", "-o", "out"],
            folder.path(),
        );
        assert!(run.status.success());
        (
            sheets(&folder.path().join("out")),
            std::fs::read(folder.path().join("out/packet.zip")).expect("an archive"),
        )
    };
    assert!(made() == made());
}

#[test]
fn the_archive_holds_every_sheet_and_leads_nowhere_else() {
    let folder = folder(HARBOUR, Some(LESSON));
    assert!(
        impasse(&["-m", "m", "packet", "-o", "out"], folder.path())
            .status
            .success()
    );
    let bytes = std::fs::read(folder.path().join("out/packet.zip")).expect("an archive");
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let names = archive.file_names().map(str::to_owned);
    let names: BTreeSet<String> = names.filter(|name| !name.ends_with(".zip")).collect();
    let written: BTreeSet<String> = sheets(&folder.path().join("out")).into_keys().collect();
    assert_eq!(names, written);
    assert!(
        names
            .iter()
            .all(|name| name.starts_with("students/") || name.starts_with("teacher/"))
    );
    assert!(
        names
            .iter()
            .all(|name| !name.contains("..") && !name.starts_with('/') && !name.contains('\\'))
    );
}

#[test]
fn odd_models_give_sound_packets_that_say_what_is_missing() {
    let many: String = (0..300)
        .map(|i| {
            format!(
                "  - {{ party: p{}, on: i{}/a, stance: proposes }}\n",
                i % 3,
                i
            )
        })
        .collect();
    let issues: String = (0..300)
        .map(|i| format!("  i{i}: {{ name: Issue {i}, question: What of {i}?, between: [p0, p1], options: {{ a: Yes, b: No }} }}\n"))
        .collect();
    let odd = [
        ("no sources, no goal, no positions", "format: 1\ntitle: Quiet\nparties: { a: { name: A side } }\n".to_owned()),
        ("one party", "format: 1\ngoal: m\nparties: { a: { name: Ann } }\nmilestones: { m: { name: Peace, consent: [a] } }\n".to_owned()),
        (
            "a goal already reached",
            "format: 1\nas_of: 2026-02-01\ngoal: m\nparties: { a: {}, b: {} }\nmilestones: { m: { name: Peace, consent: [a, b], reached: 2026-01-01 } }\npositions: [ { party: a, on: m, stance: accepts } ]\n".to_owned(),
        ),
        ("300 positions", format!("format: 1\nparties: {{ p0: {{}}, p1: {{}}, p2: {{}} }}\nissues:\n{issues}positions:\n{many}")),
        (
            "names in other scripts",
            "format: 1\ntitle: 和平谈判\ngoal: m\nparties: { a: { name: مصر }, b: { name: Україна } }\nmilestones: { m: { name: 停火, consent: [a, b] } }\npositions: [ { party: a, on: m, stance: rejects } ]\n".to_owned(),
        ),
    ];
    for (what, model) in odd {
        let folder = folder(&model, None);
        for arguments in [
            &["-m", "m", "packet", "-o", "out"][..],
            &["-m", "m", "packet", "--fictionalize", "-o", "out2"],
            &["-m", "m", "brief", "--for", "all", "-o", "briefs"],
            &["-m", "m", "explore", "-o", "explore.html"],
        ] {
            let run = impasse(arguments, folder.path());
            assert!(
                run.status.success(),
                "{what}, {arguments:?}: {}{}",
                text(&run.stdout),
                text(&run.stderr)
            );
        }
        let teacher = &sheets(&folder.path().join("out"))["teacher/00-teacher.md"];
        assert!(teacher.contains("There is no lesson.yaml"), "{what}");
        assert!(teacher.contains("names no source"), "{what}");
        let brief =
            std::fs::read_to_string(folder.path().join("briefs/m/brief.md")).expect("a briefing");
        assert!(brief.contains("names no source"), "{what}");
    }
}

/// Text that would break out of its format, in every field of a model and a lesson.
#[test]
fn hostile_text_stays_text() {
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>]]>{{7*7}} =cmd|' /C calc'!A0 ../../etc [x](javascript:alert(3)) `x` **x**";
    let quoted = serde_json::to_string(evil).expect("a string");
    let model = format!(
        "format: 1\ntitle: {quoted}\ngoal: m\nparties: {{ a: {{ name: {quoted}, interests: {{ i: {{ text: {quoted} }} }}, batna: {{ text: {quoted}, assumed: true }} }}, b: {{ name: B }} }}\nissues: {{ q: {{ name: {quoted}, question: {quoted}, between: [a, b], options: {{ x: {quoted}, y: No }} }} }}\nmilestones: {{ m: {{ name: {quoted}, consent: [a, b], requires: [q] }} }}\npositions: [ {{ party: a, on: q/x, stance: demands, text: {quoted} }}, {{ party: b, on: q/x, stance: rejects, note: {quoted} }} ]\nnotes: [ {{ kind: background, text: {quoted} }} ]\n"
    );
    let lesson = format!(
        "lesson: 1\ntitle: {quoted}\ngoals: [{quoted}]\nbackground: {quoted}\nwithout_a_deal: {quoted}\nroles: {{ a: {{ mandate: {quoted}, opening: {quoted}, keep_secret: [{quoted}] }}, b: {{}} }}\n"
    );
    let folder = folder(&model, Some(&lesson));
    // That the sheets tell the same text everywhere is a leak, and is said; the files are written all the same.
    let run = impasse(&["-m", "m", "packet", "-o", "out"], folder.path());
    assert!(
        matches!(run.status.code(), Some(0 | 1)),
        "{}",
        text(&run.stderr)
    );
    assert!(
        impasse(
            &["-m", "m", "brief", "--for", "all", "-o", "briefs"],
            folder.path()
        )
        .status
        .success()
    );
    assert!(
        impasse(&["-m", "m", "explore", "-o", "explore.html"], folder.path())
            .status
            .success()
    );
    for (name, page) in sheets(&folder.path().join("out"))
        .into_iter()
        .chain(sheets(&folder.path().join("briefs/m")))
    {
        match name.rsplit('.').next() {
            // The slip has one script, which is ours.
            Some("html") if name.ends_with("slip.html") => {
                assert_eq!(page.matches("<script").count(), 1, "{name}");
                assert_eq!(page.matches("</script>").count(), 1, "{name}");
                assert!(!page.contains("<img"), "{name}");
            }
            Some("html") => {
                assert!(
                    !page.contains("<script") && !page.contains("<img"),
                    "{name}"
                );
                assert!(
                    page.contains("&lt;script&gt;") || !page.contains("alert(1)"),
                    "{name}"
                );
            }
            Some("md") => {
                assert!(
                    !page.contains("<script")
                        && !page.contains("<img")
                        && !page.replace("\\](", "").contains("](javascript"),
                    "{name}"
                );
            }
            _ => {}
        }
    }
    let page = std::fs::read_to_string(folder.path().join("explore.html")).expect("a page");
    let data = page.matches("<script type=\"application/json\"").count();
    assert_eq!(
        page.matches("<script").count(),
        data + 1,
        "the data and the page's own script"
    );
    assert_eq!(
        page.matches("</script>").count(),
        data + 1,
        "nothing ends a script early"
    );
    assert!(!page.contains("<img"), "no element of the model's making");
}

#[test]
fn problems_of_a_lesson_are_told_all_at_once_and_where() {
    let broken = "
lesson: 2
gaols: [typo]
time: soon
issues: [night-work, nights]
roles: { union: { may_accept: [night-work/som] }, compny: {} }
decision: { veto: [company] }
";
    let folder = folder(HARBOUR, Some(broken));
    let run = impasse(&["-m", "m", "packet", "-o", "out"], folder.path());
    let said = text(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    for words in [
        "unknown-format",
        "did you mean `goals`",
        "`time` is a whole number",
        "no issue is called `nights`",
        "did you mean `night-work/some`",
        "did you mean `company`",
        "`company` is not played",
        "lesson.yaml:",
    ] {
        assert!(said.contains(words), "{words} is missing in:\n{said}");
    }
    assert!(!folder.path().join("out").exists(), "nothing is written");
}

#[test]
fn a_game_goes_out_and_comes_back_the_same() {
    let into = tempfile::tempdir().expect("a folder");
    let game = into.path().join("game").display().to_string();
    let run = impasse(
        &[
            "-m",
            "ukraine-talks",
            "export",
            "--to",
            "llm-deliberation",
            "-o",
            &game,
        ],
        &root(),
    );
    assert!(run.status.success(), "{}", text(&run.stderr));
    let config = std::fs::read_to_string(into.path().join("game/config.txt")).expect("config");
    assert_eq!(config.lines().count(), 6);
    assert!(
        config.contains(",ukraine,p1,") && config.contains(",russia,p2,"),
        "{config}"
    );
    let scores =
        std::fs::read_to_string(into.path().join("game/scores_files/ukraine.txt")).expect("scores");
    assert_eq!(
        scores,
        "4, 11, 13, 0, 1\n0, 2, 20\n0, 22, 23\n0, 23, 4\n21, 17, 0\n47\n"
    );
    let run = impasse(&["import", "game", "-o", "back"], into.path());
    assert!(run.status.success(), "{}", text(&run.stderr));
    let run = impasse(&["-m", "back", "check"], into.path());
    assert!(
        run.status.success(),
        "{}{}",
        text(&run.stdout),
        text(&run.stderr)
    );
    let run = impasse(
        &[
            "-m",
            "back",
            "export",
            "--to",
            "llm-deliberation",
            "-o",
            "again",
        ],
        into.path(),
    );
    assert!(run.status.success(), "{}", text(&run.stderr));
    for file in ["ukraine", "russia", "us-congress"] {
        let of = |folder: &str| {
            std::fs::read_to_string(
                into.path()
                    .join(folder)
                    .join(format!("scores_files/{file}.txt")),
            )
            .expect("scores")
        };
        assert_eq!(of("game"), of("again"));
    }
    let again = impasse(&["import", "game", "-o", "back"], into.path());
    assert_eq!(again.status.code(), Some(2), "nothing is overwritten");
}

#[test]
fn games_that_are_none_are_refused() {
    let good = [
        ("config.txt", "Ann,ann,p1,x,y\n"),
        ("scores_files/ann.txt", "1, 2\n3\n"),
    ];
    let crowd = "Ann,ann,p1,x,y\n".repeat(101);
    let long = "1, 2\n".repeat(101) + "3\n";
    let (crowd, long) = (("config.txt", &*crowd), ("scores_files/ann.txt", &*long));
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);
    let cases: [Case<'_>; 10] = [
        ("nothing there", &[], "no config.txt"),
        (
            "a path that leads away",
            &[("config.txt", "Ann,../../x,p1,x,y\n")],
            "no name of a file",
        ),
        (
            "no scores",
            &[("config.txt", "Ann,ann,p1,x,y\n")],
            "no scores_files/ann.txt",
        ),
        (
            "words for numbers",
            &[good[0], ("scores_files/ann.txt", "one, 2\n3\n")],
            "whole numbers",
        ),
        (
            "no least sum",
            &[good[0], ("scores_files/ann.txt", "1, 2\n3, 4\n")],
            "the last line holds one number",
        ),
        (
            "points whose size is no number",
            &[
                good[0],
                ("scores_files/ann.txt", "-9223372036854775808, 2\n3\n"),
            ],
            "scores_files/ann.txt, line 1: expected whole numbers from -1,000,000",
        ),
        ("too few columns", &[("config.txt", "Ann\n")], "line 1"),
        (
            "an issue with one answer",
            &[good[0], ("scores_files/ann.txt", "1\n3\n")],
            "each with 2 to 100 answers",
        ),
        (
            "more issues than are played",
            &[good[0], long],
            "at most 100 issues",
        ),
        (
            "more players than play",
            &[crowd, good[1]],
            "config.txt, line 101: more than 100 players",
        ),
    ];
    for (what, files, why) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, words) in files {
            let path = folder.path().join("game").join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, words).expect("a file");
        }
        let run = impasse(&["import", "game", "-o", "back"], folder.path());
        assert_eq!(run.status.code(), Some(2), "{what}");
        assert!(
            text(&run.stderr).contains(why),
            "{what}: {}",
            text(&run.stderr)
        );
    }
}

/// Every figure of random games against a count by hand.
#[test]
fn outcomes_against_brute_force() {
    for seed in 0..400u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let sizes: Vec<usize> = (0..1 + dice.below(4)).map(|_| 1 + dice.below(4)).collect();
        let players: Vec<Player> = (0..1 + dice.below(4))
            .map(|_| Player {
                points: sizes
                    .iter()
                    .map(|size| (0..*size).map(|_| dice.roll(6) as i64).collect())
                    .collect(),
                threshold: dice.roll(10) as i64,
                has_veto: dice.chance(25),
                refuses: sizes
                    .iter()
                    .enumerate()
                    .flat_map(|(q, size)| (0..*size).map(move |a| (q, a)))
                    .filter(|_| dice.chance(8))
                    .collect(),
                consents: sizes
                    .iter()
                    .enumerate()
                    .flat_map(|(q, size)| (0..*size).map(move |a| (q, a)))
                    .filter(|_| seed % 2 == 0 && dice.chance(25))
                    .collect(),
            })
            .collect();
        let yeses = 1 + dice.below(players.len());
        let game = Game { players, yeses };
        let found = outcomes(&game);
        let counts = found.counts.exact().expect("few deals");
        let best = found.frontier.exact().expect("few deals");
        let deals = all_deals(&sizes);
        let points = |deal: &[usize]| -> Vec<i64> {
            game.players
                .iter()
                .map(|p| {
                    deal.iter()
                        .enumerate()
                        .map(|(question, &answer)| p.points[question][answer])
                        .sum()
                })
                .collect()
        };
        let yes = |deal: &[usize]| -> Vec<bool> {
            {
                let refused = |p: &Player| {
                    deal.iter()
                        .enumerate()
                        .any(|(question, answer)| p.refuses.contains(&(question, *answer)))
                };
                points(deal)
                    .iter()
                    .zip(&game.players)
                    .map(|(points, p)| *points >= p.threshold && !refused(p))
                    .collect()
            }
        };
        let passes = |deal: &[usize], yes: &[bool]| {
            let consents = |p: &Player| {
                deal.iter()
                    .enumerate()
                    .any(|(question, &answer)| p.consents.contains(&(question, answer)))
            };
            yes.iter().filter(|yes| **yes).count() >= yeses
                && game
                    .players
                    .iter()
                    .zip(yes)
                    .all(|(p, yes)| *yes || !(p.has_veto || consents(p)))
        };
        assert_eq!(found.all, deals.len() as u64, "seed {seed}");
        assert_eq!(
            counts.passing,
            deals.iter().filter(|deal| passes(deal, &yes(deal))).count() as u64,
            "seed {seed}"
        );
        assert_eq!(
            counts.unanimous,
            deals
                .iter()
                .filter(|deal| yes(deal).iter().all(|yes| *yes))
                .count() as u64,
            "seed {seed}"
        );
        for at in 0..game.players.len() {
            let alone = deals.iter().filter(|deal| {
                let mut said = yes(deal);
                let fails = !passes(deal, &said) && !said[at];
                said[at] = true;
                fails && passes(deal, &said)
            });
            assert_eq!(
                counts.blocked_alone[at],
                alone.count() as u64,
                "seed {seed}"
            );
            let got: Vec<i64> = deals
                .iter()
                .filter(|deal| passes(deal, &yes(deal)))
                .map(|deal| points(deal)[at])
                .collect();
            let range = got.iter().min().copied().zip(got.iter().max().copied());
            assert_eq!(counts.range[at], range, "seed {seed}");
        }
        for (at, told) in counts.yes.iter().enumerate() {
            let by_hand = deals.iter().filter(|deal| yes(deal)[at]).count();
            assert_eq!(*told, by_hand as u64, "seed {seed}");
        }
        let told: BTreeSet<Vec<usize>> = game
            .passing_deals()
            .expect("few deals")
            .into_iter()
            .map(|deal| deal.answers)
            .collect();
        assert_eq!(
            told,
            deals
                .iter()
                .filter(|deal| passes(deal, &yes(deal)))
                .cloned()
                .collect(),
            "seed {seed}"
        );
        let beaten = |deal: &[usize]| {
            let own = points(deal);
            deals.iter().any(|other| {
                let theirs = points(other);
                theirs != own && theirs.iter().zip(&own).all(|(a, b)| a >= b)
            })
        };
        let frontier: BTreeSet<Vec<usize>> =
            deals.iter().filter(|deal| !beaten(deal)).cloned().collect();
        let told: BTreeSet<Vec<usize>> = best.iter().map(|deal| deal.answers.clone()).collect();
        assert_eq!(told, frontier, "seed {seed}");
        assert_eq!(best.len(), frontier.len(), "seed {seed}: each deal once");
        // A group blocks if no deal can pass without any of its yeses, and none of it can be left out.
        let can_pass_without = |group: &[usize]| {
            let rest: Vec<bool> = (0..game.players.len())
                .map(|at| !group.contains(&at))
                .collect();
            deals.iter().any(|deal| passes(deal, &rest))
        };
        let mut groups: Vec<Vec<usize>> = subsets(game.players.len())
            .into_iter()
            .filter(|g| !g.is_empty() && !can_pass_without(g))
            .collect();
        groups = groups
            .iter()
            .filter(|g| {
                !groups
                    .iter()
                    .any(|other| other != *g && other.iter().all(|at| g.contains(at)))
            })
            .cloned()
            .collect();
        let told: BTreeSet<Vec<usize>> = found.blocking_groups.items().iter().cloned().collect();
        assert_eq!(told, groups.into_iter().collect(), "seed {seed}");
        let passing: Vec<&Vec<usize>> = deals
            .iter()
            .filter(|deal| passes(deal, &yes(deal)))
            .collect();
        has_the_texture(&game, &counts.texture, &passing, seed);
    }
}

/// What the deals that pass have in common, looked for deal by deal; and trades and correlations by their definitions.
fn has_the_texture(game: &Game, told: &Texture, passing: &[&Vec<usize>], seed: u64) {
    let sizes: Vec<usize> = game.players[0].points.iter().map(Vec::len).collect();
    let points = |at: usize, deal: &[usize]| -> i64 {
        let rows = game.players[at].points.iter().zip(deal);
        rows.map(|(row, &answer)| row[answer]).sum()
    };
    let fixed: Vec<(usize, usize)> = (0..sizes.len())
        .filter(|&q| sizes[q] > 1 && !passing.is_empty())
        .filter(|&q| passing.iter().all(|deal| deal[q] == passing[0][q]))
        .map(|q| (q, passing[0][q]))
        .collect();
    assert_eq!(told.fixed, fixed, "seed {seed}");
    let minds = |at: usize, q: usize| {
        let row = &game.players[at].points[q];
        row.iter().min() != row.iter().max()
    };
    let is_best = |at: usize, q: usize, a: usize| {
        let row = &game.players[at].points[q];
        Some(&row[a]) == row.iter().max()
    };
    for at in 0..game.players.len() {
        let count = |deal: &[usize], best: bool| {
            (0..sizes.len())
                .filter(|&q| minds(at, q) && is_best(at, q, deal[q]) == best)
                .count()
        };
        let gets = passing.iter().map(|deal| count(deal, true)).max();
        let gives = passing.iter().map(|deal| count(deal, false)).min();
        assert_eq!(told.gets[at], gets.unwrap_or(0), "seed {seed}");
        assert_eq!(told.gives[at], gives.unwrap_or(0), "seed {seed}");
    }
    let players = 0..game.players.len();
    let sum = |deal: &[usize]| -> i64 { players.clone().map(|at| points(at, deal)).sum() };
    let least = |deal: &[usize]| {
        players
            .clone()
            .map(|at| points(at, deal) - game.players[at].threshold)
            .min()
    };
    let is_middle = |deal: &[usize]| {
        let graded: Vec<bool> = sizes
            .iter()
            .zip(deal)
            .filter(|(size, _)| **size > 2)
            .map(|(&size, &answer)| (2 * answer + 1).abs_diff(size) <= usize::from(size % 2 == 0))
            .collect();
        let spare = usize::from(graded.len() > 3);
        !graded.is_empty() && graded.iter().filter(|is_middle| !**is_middle).count() <= spare
    };
    let most = passing.iter().map(|deal| sum(deal)).max();
    let fairest = passing.iter().map(|deal| least(deal)).max();
    let solves = passing
        .iter()
        .any(|deal| is_middle(deal) && (Some(sum(deal)) == most || Some(least(deal)) == fairest));
    assert_eq!(told.middle.is_some(), solves, "seed {seed}");
    if let Some(middle) = &told.middle {
        let deal = &middle.deal.answers;
        assert!(is_middle(deal) && passing.contains(&deal), "seed {seed}");
        assert_eq!(middle.has_most, Some(sum(deal)) == most, "seed {seed}");
        assert_eq!(
            middle.is_fairest,
            Some(least(deal)) == fairest,
            "seed {seed}"
        );
    }
    // A trade is better for both than the mean of the two ends of each difference.
    let first_best = |at: usize, q: usize| {
        let row = &game.players[at].points[q];
        (0..row.len())
            .find(|&a| is_best(at, q, a))
            .expect("a row has an answer")
    };
    let worth =
        |at: usize, q: usize, whose: usize| game.players[at].points[q][first_best(whose, q)];
    let mut trades_by_hand = BTreeSet::new();
    for one in players.clone() {
        for other in one + 1..game.players.len() {
            for first in 0..sizes.len() {
                for second in (0..sizes.len()).filter(|q| *q != first) {
                    let opposed = |q: usize| {
                        minds(one, q)
                            && minds(other, q)
                            && first_best(one, q) != first_best(other, q)
                    };
                    let traded = |at: usize| worth(at, first, one) + worth(at, second, other);
                    let ends = |at: usize| -> i64 {
                        [first, second]
                            .iter()
                            .map(|&q| worth(at, q, one) + worth(at, q, other))
                            .sum()
                    };
                    let is_better = |at: usize| 2 * traded(at) > ends(at);
                    if opposed(first) && opposed(second) && is_better(one) && is_better(other) {
                        trades_by_hand.insert(Trade {
                            one,
                            first,
                            other,
                            second,
                        });
                    }
                }
            }
        }
    }
    assert_eq!(
        trades(game).into_iter().collect::<BTreeSet<_>>(),
        trades_by_hand,
        "seed {seed}"
    );
    let deals = all_deals(&sizes);
    let mean =
        |at: usize| deals.iter().map(|d| points(at, d) as f64).sum::<f64>() / deals.len() as f64;
    let spread = |a: usize, b: usize| {
        let (x, y) = (mean(a), mean(b));
        deals
            .iter()
            .map(|d| (points(a, d) as f64 - x) * (points(b, d) as f64 - y))
            .sum::<f64>()
    };
    for one in players.clone() {
        for other in players.clone() {
            let by_hand = spread(one, other) / (spread(one, one) * spread(other, other)).sqrt();
            match correlation(&game.players[one], &game.players[other]) {
                Some(told) => assert!(
                    (told - by_hand).abs() < 1e-6,
                    "seed {seed}: {told} {by_hand}"
                ),
                None => assert!(
                    spread(one, one).min(spread(other, other)) < 1e-6,
                    "seed {seed}"
                ),
            }
        }
    }
}

fn all_deals(sizes: &[usize]) -> Vec<Vec<usize>> {
    sizes.iter().fold(vec![Vec::new()], |deals, size| {
        deals
            .iter()
            .flat_map(|deal: &Vec<usize>| {
                (0..*size).map(move |answer| deal.iter().copied().chain([answer]).collect())
            })
            .collect()
    })
}

fn subsets(count: usize) -> Vec<Vec<usize>> {
    (0..1usize << count)
        .map(|set| (0..count).filter(|at| set >> at & 1 == 1).collect())
        .collect()
}
