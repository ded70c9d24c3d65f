//! Models larger than any that a person writes: what is printed stays bounded, and what was left out is said.

use std::path::Path;
use std::process::{Command, Output};

use crate::large::Talks;
use impasse::diagnostic::{MOST, Shown};
use impasse::read::read_text;
use serde_json::Value;

/// Runs the program on a model that is written as `m.yaml`.
fn asked(yaml: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("m.yaml"), yaml).expect("a file");
    run(folder.path(), arguments)
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_impasse"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("IMPASSE_MODEL")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn check_prints_so_many_problems_and_counts_the_rest() {
    let yaml = crate::large::misspelt(1_000);
    let output = asked(&yaml, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = text(&output);
    assert_eq!(printed.matches("error[unknown-milestone]").count(), MOST);
    assert!(
        printed.contains(
            "note: 900 more problems are not shown (`impasse check --all` shows every problem)"
        ),
        "{printed}"
    );
    assert!(printed.ends_with(": 1000 errors\n"), "{printed}");
    let every = text(&asked(&yaml, &["check", "--all"]));
    assert_eq!(every.matches("error[unknown-milestone]").count(), 1_000);
    assert!(!every.contains("not shown"));
}

#[test]
fn json_of_check_counts_what_it_leaves_out() {
    let yaml = crate::large::misspelt(1_000);
    let found = json(&asked(&yaml, &["check", "--format", "json"]));
    assert_eq!(found["errors"], 1_000);
    let model = &found["models"][0];
    assert_eq!(model["problems"].as_array().map(Vec::len), Some(MOST));
    assert_eq!(model["left_out"], 900);
    let every = json(&asked(&yaml, &["check", "--all", "--format", "json"]));
    assert_eq!(
        every["models"][0]["problems"].as_array().map(Vec::len),
        Some(1_000)
    );
    assert!(every["models"][0].get("left_out").is_none());
}

#[test]
fn other_commands_print_as_few() {
    let output = asked(
        &crate::large::misspelt(1_000),
        &["blocks", "milestone-000001"],
    );
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8_lossy(&output.stderr).into_owned() + &text(&output);
    assert_eq!(printed.matches("error[unknown-milestone]").count(), MOST);
    assert!(printed.contains("the model has 1000 errors"));
}

#[test]
fn an_error_is_not_left_out_for_a_warning() {
    let mut yaml = String::from(
        "format: 1\nparties: { a: {} }\nmilestones: { m: {} }\nissues: { i: { scale: { unit: years }, between: [a] } }\npositions:\n",
    );
    yaml += &"  - { party: a, on: i, stance: demands }\n".repeat(300);
    yaml += "  - { party: a, on: n, stance: rejects }\n";
    let reading = read_text("m.yaml", &yaml);
    let shown = Shown::first(&reading.problems);
    assert_eq!(shown.problems.len(), MOST);
    assert_eq!(shown.left_out, 201);
    assert_eq!(
        shown.problems.last().map(|last| last.code),
        Some("unknown-milestone")
    );
}

/// A name is looked for near every slip until too much was compared; the slips after that say so.
#[test]
fn near_names_are_looked_for_up_to_a_bound_that_is_told() {
    let reading = read_text("m.yaml", &crate::large::misspelt(4_000));
    let said = |at: usize| reading.problems[at].labels[0].words.as_str();
    assert_eq!(reading.problems.len(), 4_000);
    assert_eq!(said(0), "did you mean `milestone-000000`?");
    assert_eq!(said(2_499), "did you mean `milestone-002499`?");
    assert_eq!(
        said(2_500),
        "no near name was looked for: too many names are misspelt"
    );
}

#[test]
fn an_issue_of_many_options_lists_a_few_of_them() {
    let options: Vec<String> = (0..500).map(|at| format!("o{at:03}")).collect();
    let yaml = format!(
        "format: 1\nparties: {{ a: {{}} }}\nissues: {{ i: {{ between: [a], options: [{}] }} }}\npositions: [ {{ party: a, on: i/other, stance: rejects }} ]\n",
        options.join(", ")
    );
    let reading = read_text("m.yaml", &yaml);
    let problem = reading
        .problems
        .iter()
        .find(|p| p.code == "unknown-option")
        .expect("it is told");
    assert!(
        problem.message.ends_with("o029 and 470 more"),
        "{}",
        problem.message
    );
}

/// Places in one long line are told by code points, each as if the line had been counted from its beginning.
#[test]
fn places_in_one_line_with_letters_beyond_ascii() {
    let yaml = crate::large::on_one_line(3_000).replace("m2999:", "M2999:");
    let reading = read_text("m.yaml", &yaml);
    let codes: Vec<&str> = reading.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, ["bad-id"]);
    let at = yaml.find("M2999").expect("it is there");
    let column = yaml[..at].chars().count() + 1;
    let place = reading.problems[0].labels[0].place;
    assert_eq!(reading.files.line_column(place), (1, column));
    assert_eq!(&yaml[place.start as usize..place.end as usize], "M2999");
}

/// However far is asked for, an overview reaches no further than its last box.
#[test]
fn a_depth_beyond_all_boxes_ends() {
    let depth = u64::MAX.to_string();
    let output = asked(
        &crate::large::ring(5),
        &["draw", "overview", "--around", "m0", "--depth", &depth],
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output).contains("<svg"));
}

#[test]
fn a_search_for_rings_that_is_stopped_says_so() {
    let output = asked(
        &crate::large::knotted(400),
        &["deadlocks", "--format", "json"],
    );
    let found = json(&output);
    let extent = found["extent"].as_str().expect("an extent");
    assert!(
        extent.starts_with("partial: the search for rings was stopped"),
        "{extent}"
    );
    let rings = found["deadlocks"].as_array().expect("a list");
    let members = rings.iter().filter_map(|ring| ring["ring"].as_array());
    let members: usize = members.map(Vec::len).sum();
    assert!(
        (1..=20_400).contains(&members),
        "{members} members are listed"
    );
}

/// A briefing spends so much on milestones beside the goal; of the rest it tells how they stand, and how to ask further.
#[test]
fn a_briefing_says_which_milestones_it_did_not_ask_about() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("m.yaml"), crate::large::ring(900)).expect("a file");
    let output = run(
        folder.path(),
        &["-m", "m.yaml", "brief", "--to", "markdown", "-o", "out"],
    );
    assert_eq!(output.status.code(), Some(0));
    let brief = std::fs::read_to_string(folder.path().join("out/m/brief.md")).expect("a briefing");
    assert!(
        brief.contains(
            "more are blocked; what blocks them or what they wait for was not worked out here"
        ),
        "{brief}"
    );
    assert!(brief.contains("impasse brief --goal ID"));
}

#[test]
fn votes_that_exclude_each_other_are_not_known_and_never_a_yes() {
    let output = asked(
        &crate::large::at_least(21, 40, 20),
        &["blocks", "--format", "json"],
    );
    let answer = json(&output);
    assert_eq!(answer["status"], Value::Null);
    assert!(
        answer["extent"]
            .as_str()
            .is_some_and(|extent| extent.starts_with("partial: "))
    );
    assert_eq!(answer["parts"]["status"], "unknown");
}

/// What would be too much work to check is neither confirmed nor denied.
#[test]
fn a_certificate_that_is_too_large_is_checked_in_part() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("m.yaml"), crate::large::ring(220)).expect("a file");
    let certified = run(folder.path(), &["blocks", "--certificate", "c.json"]);
    assert_eq!(certified.status.code(), Some(0));
    let output = run(folder.path(), &["verify", "c.json", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let verified = json(&output);
    assert_eq!(
        (&verified["holds"], &verified["fails"]),
        (&Value::Bool(false), &0.into())
    );
    let claims = verified["claims"].as_array().expect("a list");
    let unchecked = claims
        .iter()
        .filter(|claim| claim["verdict"] == "not-checked");
    let words: Vec<&str> = unchecked
        .filter_map(|claim| claim["claim"].as_str())
        .collect();
    assert!(
        words
            .iter()
            .any(|words| words.contains("too much work; ask for fewer sets")),
        "{words:?}"
    );
}

/// A page of many days and positions travels packed, a day apart from the others, and is a part of what it would be.
#[test]
fn a_large_page_is_packed_and_says_what_it_leaves_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let yaml = Talks::part_of_the_largest(1).yaml();
    std::fs::write(folder.path().join("m.yaml"), &yaml).expect("a file");
    let output = run(
        folder.path(),
        &["explore", "-o", "page.html", "--format", "json"],
    );
    let told = json(&output);
    let page = std::fs::read_to_string(folder.path().join("page.html")).expect("a page");
    assert!(page.len() < 3_000_000, "the page has {} bytes", page.len());
    assert_eq!(told["bytes"], page.len());
    let days = page.matches("data-packed class=\"day\"").count();
    assert_eq!(told["days"], days);
    assert!(days > 1 && page.contains("data-packed id=\"data\""));
    let pictures = page.matches("data-packed class=\"picture\"").count();
    assert!(pictures > 0, "the goal has a picture");
    assert_eq!(page.matches("<script").count(), 2 + days + pictures);
}
