//! The targets: what each calls of the library with bytes from anybody, and what must then be true.
//!
//! A target is a function of bytes that panics where a promise is broken. libFuzzer calls it with bytes of its own making
//! (`main.rs`); `tests/trust/found.rs` of impasse calls it again with everything that was ever found.

mod conditions;
mod dice;
mod drawing;
mod extraction;
mod import;
mod lesson;
mod models;
mod reading;
mod replies;
mod respelled;

/// What is called with bytes.
pub type Target = fn(&[u8]);

/// Every target by name.
pub const ALL: &[(&str, Target)] = &[
    ("reading", reading::target),
    ("conditions", conditions::target),
    ("extraction", extraction::target),
    ("replies", replies::target),
    ("lesson", lesson::target),
    ("drawing", drawing::target),
    ("import", import::target),
];

/// The target of a name.
pub fn named(name: &str) -> Option<Target> {
    let mut all = ALL.iter();
    all.find(|(one, _)| *one == name).map(|(_, target)| *target)
}

/// Several texts in one input: a byte that is in no UTF-8 stands between them.
fn pieces(data: &[u8]) -> Vec<String> {
    let parts = data.split(|byte| *byte == 0xff);
    parts
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect()
}

/// The words of a text from one code point to another.
fn code_points(text: &str, start: usize, end: usize) -> String {
    text.chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect()
}
