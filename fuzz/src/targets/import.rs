//! Import: bytes as the files of a folder of a scorable game.
//!
//! What is imported is read again without an error, with the points that its files have; it goes out as such a folder and
//! comes back the same.

use std::collections::BTreeMap;

use impasse::diagnostic::Severity;
use impasse::lesson::{Imported, Lesson, import, read, scorable_files};
use impasse::model::Model;
use impasse::read::read_text;

use super::pieces;

/// `config.txt`, `global_instructions.txt`, then the files of scores in the order in which they are asked for, the last
/// one for all the rest.
pub fn target(data: &[u8]) {
    let pieces = pieces(data);
    let asked = std::cell::Cell::new(2);
    let file = |name: &str| {
        let at = match name {
            "config.txt" => 0,
            "global_instructions.txt" => 1,
            _ => asked.replace(asked.get() + 1).min(pieces.len().max(3) - 1),
        };
        Ok(pieces.get(at).cloned())
    };
    let Ok(imported) = import(&file) else {
        return;
    };
    let (model, lesson) = read_again(&imported);
    assert!(lesson.has_points(), "{}", imported.lesson);
    let files = scorable_files(&model, &lesson).expect("it has points");
    comes_back(&lesson, &files);
}

/// The model and the lesson that were imported, which have no error.
fn read_again(imported: &Imported) -> (Model, Lesson) {
    let reading = read_text("model.yaml", &imported.model);
    let problems = &reading.problems;
    assert!(!reading.has_errors(), "{problems:?}\n{}", imported.model);
    let mut problems = Vec::new();
    let lesson = read(&reading.model, &[], (0, &imported.lesson), &mut problems);
    let wrong = problems.iter().any(|one| one.severity == Severity::Error);
    assert!(!wrong, "{problems:?}\n{}", imported.lesson);
    (reading.model, lesson)
}

/// A game that was written is read again: as many roles, and the same points in the same order.
pub fn comes_back(lesson: &Lesson, files: &BTreeMap<String, String>) {
    let file = |name: &str| Ok(files.get(name).cloned());
    let imported = import(&file).unwrap_or_else(|why| panic!("{why}\n{files:?}"));
    let (_, again) = read_again(&imported);
    let points = |lesson: &Lesson| -> Vec<(Vec<Vec<i64>>, i64)> {
        let roles = lesson.roles.iter();
        roles
            .map(|role| (role.points.clone(), role.threshold))
            .collect()
    };
    assert_eq!(points(&again), points(lesson), "{files:?}");
}
