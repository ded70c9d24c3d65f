//! A quiz in the formats that learning platforms take: Moodle XML, GIFT and QTI 2.1.
//!
//! Sources: *Moodle XML format* and *GIFT format* (docs.moodle.org); *IMS Question and Test Interoperability, Assessment Test,
//! Section, and Item Information Model, Version 2.1* (1EdTech, 2012). Where more answers than one are right, each right one has
//! an equal share of the mark and each wrong one takes as much away, so that ticking all gives nothing.

mod gift;
mod moodle;
mod qti;

use crate::view::QuizQuestion;

pub use gift::gift;
pub use moodle::moodle;
pub use qti::qti_files;

impl QuizQuestion {
    fn right(&self) -> usize {
        self.answers
            .iter()
            .filter(|(_, is_right)| *is_right)
            .count()
    }

    fn is_single(&self) -> bool {
        self.right() == 1
    }

    /// The share of the mark of an answer in a hundred, with five digits, as Moodle knows its fractions.
    fn share(&self, is_right: bool) -> String {
        let (right, all) = (self.right(), self.answers.len());
        let share = match (is_right, self.is_single()) {
            (true, _) => 100.0 / right as f64,
            (false, true) => return "0".to_owned(),
            (false, false) => -100.0 / (all - right).max(1) as f64,
        };
        let told = format!("{share:.5}");
        told.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}
